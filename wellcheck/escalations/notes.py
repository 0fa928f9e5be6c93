"""What travels with an alarm: the last that was heard of the user, and never at the cost of the alarm itself. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from wellcheck import gsm
from wellcheck.i18n import T, Text, join, say
from wellcheck.text import cut

PARTS = 2
"""An alarm as a text message has so many parts with a note, or as many as it would have without."""

LENGTHS = (60, 50, 40, 30, 20)
"""So much of the user's words travels with an alarm: the longest that fits."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The last that was heard of a user who did not say how they are. `how`: words (they are `words`), photo, voice, other
    (something else that is no text), sign (they wrote, but not about this), reminder (`words` is what they did not confirm, and
    `at` when they were reminded)."""

    at: datetime
    how: str
    words: str | None = None


def with_note(
    alarm: Text, heard: Heard, options: Sequence[tuple[str, Text]], language: str, zone: str, texted: bool
) -> Text:
    """The alarm and what was heard of the user, for somebody of this language and zone. `texted`: it goes as a text message,
    so the note is shortened, loses its emoji, or stays behind until all of it fits. The alarm and its keys never do."""
    labels = tuple((key, say(label, language)) for key, label in options)

    def parts(text: Text) -> int:
        return gsm.segments("".join(gsm.worded(say(text, language, zone), labels)))

    most = max(PARTS, parts(alarm)) if texted else None
    for note in _shorter(heard):
        said = join([alarm, heard_text(note, zone)], " ")
        if most is None or parts(said) <= most:
            return said
    return alarm


def _shorter(heard: Heard) -> Iterator[Heard]:
    """What was heard, the whole of it first, and less each time."""
    words = " ".join((heard.words or "").split())
    if heard.how in ("words", "reminder") and words:
        yield replace(heard, words=cut(words, LENGTHS[0], mark="..."))
        plain = " ".join("".join(map(_letter, gsm.typed(words))).split())
        for length in LENGTHS if plain else ():
            yield replace(heard, words=cut(plain, length, mark="..."))
    if heard.how != "reminder":
        yield replace(heard, words=None)


def _letter(char: str) -> str:
    """The character, if it is one of words; emoji and their joiners say little and cost much."""
    if (
        char == " "
        or char in gsm.GSM_ALL
        or unicodedata.category(char)[0] in "LMNP"
        and not "\ufe00" <= char <= "\ufe0f"
    ):
        return char
    return " "


def heard_text(heard: Heard, zone: str) -> Text:
    """What contacts are told of the last that was heard of the user; the time is where the contact lives."""
    at = heard.at.astimezone(ZoneInfo(zone)).time()
    match heard.how:
        case "words" if heard.words:
            return T("At {at} they wrote: “{words}”", at=at, words=heard.words)
        case "reminder":
            return T("The reminder of {at}: “{words}”", at=at, words=heard.words or "")
        case "photo":
            return T("At {at} they sent a photo.", at=at)
        case "voice":
            return T("At {at} they sent a voice message.", at=at)
        case "other":
            return T("At {at} they sent something that we cannot read.", at=at)
        case _:
            return T("At {at} we heard from them, but not how they are.", at=at)
