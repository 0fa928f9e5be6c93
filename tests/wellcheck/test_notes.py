"""A note that travels with an alarm never makes it longer than two parts, and never costs the alarm a word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellcheck import gsm
from wellcheck.channels import sms
from wellcheck.db import new_id
from wellcheck.escalations import Heard
from wellcheck.escalations.notes import PARTS, with_note
from wellcheck.escalations.service import OPTIONS, alarm_text
from wellcheck.i18n import LANGUAGES, Text, say
from wellcheck.messages import Outgoing
from wellcheck.text import latin

AT = datetime(2026, 4, 6, 9, tzinfo=UTC)
REASONS = ("unavailable", "walk", "bad", "panic", "duress", "could_not_ask")


def sent(text: Text, language: str) -> str:
    """What arrives on the phone."""
    labels = tuple((key, say(label, language)) for key, label in OPTIONS)
    return sms.compose(Outgoing(new_id(), "+447700900001", say(text, language, "Europe/London"), labels))


def alarm(reason: str, user: str = "Ada", late: bool = False) -> Text:
    return alarm_text(reason, "Bob", user, True, late)


def noted(text: Text, words: str | None, language: str, how: str = "words", texted: bool = True) -> Text:
    return with_note(text, Heard(AT, how, words), OPTIONS, language, "Europe/London", texted)


@pytest.mark.parametrize(
    ("words", "arrives"),
    [
        ("call me please", "“call me please”"),
        ("cannot talk 😀🎉 now", "“cannot talk now”"),
        ("😀😀😀", "At 10:00 we heard from them, but not how they are."),
        ("я не могу говорить", "At 10:00 we heard from them, but not how they are."),
        ("so very " * 20, "so very so very s...”"),
    ],
)
def test_as_much_as_fits(words: str, arrives: str) -> None:
    said = say(noted(alarm("unavailable"), words, "en"), "en", "Europe/London")
    assert said.startswith(say(alarm("unavailable"), "en")) and arrives in said
    assert gsm.segments(sent(noted(alarm("unavailable"), words, "en"), "en")) <= PARTS


def test_where_nothing_is_paid_by_parts_nothing_is_lost() -> None:
    said = say(noted(alarm("unavailable"), "я жду 😀", "en", texted=False), "en", "Europe/London")
    assert "“я жду 😀”" in said


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200) | st.text(
    st.sampled_from("abc 😀👨‍👩‍👧🇬🇧é€^[]~ñ…“ыम"), max_size=80
)


@settings(max_examples=150, deadline=None)
@given(
    words=WORDS, reason=st.sampled_from(REASONS), language=st.sampled_from(LANGUAGES), late=st.booleans(),
    user=st.sampled_from(["Ada", "Zoë 🌷", "Людмила", "Maria-Magdalena-Konstantina"]),
    how=st.sampled_from(["words", "photo", "voice", "other", "sign"]),
)  # fmt: skip
def test_no_note_costs_the_alarm_anything(
    words: str, reason: str, language: str, late: bool, user: str, how: str
) -> None:
    told = alarm(reason, user, late)
    bare, whole = sent(told, language), sent(noted(told, words, language, how), language)
    assert gsm.segments(whole) <= max(PARTS, gsm.segments(bare))
    # Marks over Latin letters may go, so that the rest finds room.
    fact, _, keys = map(latin, bare.partition("\n"))
    arrives = latin(whole)
    assert arrives.startswith(fact) and arrives.endswith(keys) and latin(user) in arrives.replace("  ", " ")
