"""How long we wait for an answer, and how often we ask again before anybody is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.letters import fold
from bot.read import number
from bot.times import read_duration
from bot.words import of_all
from wellcheck import events
from wellcheck.errors import NotUnderstood
from wellcheck.events import WatchChange
from wellcheck.i18n import N, T, Text, join

USUAL = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120))


@dataclass(frozen=True, slots=True)
class Patience:
    """`wait` after each question; `follow_ups` further questions."""

    wait: timedelta
    follow_ups: int


def script(facts: Facts) -> Script:
    limits = parts.limits()
    usual = [span for span in USUAL if limits.min_wait <= span <= limits.max_wait]
    wait = yield Ask(
        T("How long should we wait for your answer? You can also write another time, like “45 minutes”."),
        options=tuple(Option(f"w{place}", T("{span}", span=span)) for place, span in enumerate(usual)),
        read=lambda text: read_duration(text, limits.min_wait, limits.max_wait, facts["language"]),
    )
    follow_ups = yield Ask(
        T("How many times should we ask you again before we tell your contacts? Please reply with a number from 1 to "
          "{most}, or “none”.", most=limits.max_retries),
        read=lambda text: _times(text, limits.max_retries),
    )  # fmt: skip
    return Patience(usual[int(wait[1:])] if isinstance(wait, str) else wait, follow_ups)


async def finish(turn: Turn, value: object, facts: Facts) -> Next:
    assert isinstance(value, Patience)
    await events.change_watch(turn.person, WatchChange(retries=value.follow_ups, wait=value.wait), turn.now)
    return Next([_effect(value)])


def _times(text: str, most: int) -> int:
    if fold(text).strip(" .!") in of_all("none"):
        return 0  # "0" is not among them: it leads back
    try:
        return number(1, most)(text)
    except NotUnderstood:
        raise NotUnderstood(T("Please reply with a number from 1 to {most}, or “none”.", most=most)) from None


def _effect(chosen: Patience) -> Text:
    total = chosen.wait * (chosen.follow_ups + 1)
    if not chosen.follow_ups:
        return T("Saved. If you do not answer within {total}, we tell your contacts.", total=total)
    asked = N("We ask you again once.", "We ask you again {n} times.", chosen.follow_ups)
    told = T("If you still do not answer, we tell your contacts after {total} in all.", total=total)
    return join([T("Saved."), asked, told], " ")
