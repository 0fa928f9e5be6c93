"""Quiet hours: when somebody does not want to be told what can wait."""

from __future__ import annotations

import functools
import re
from datetime import time, timedelta
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.times import fold
from bot.times.compiling import known, lexicon
from bot.times.tokens import LETTER
from wellcheck import people
from wellcheck.errors import NotUnderstood
from wellcheck.escalations import saved
from wellcheck.i18n import T, Text
from wellcheck.people import Hours

USUAL = (Hours(22 * 60, 7 * 60), Hours(21 * 60, 8 * 60), Hours(23 * 60, 6 * 60))


def script(facts: Facts) -> Script:
    """`facts["quiet"]`: (start, end) in minutes after midnight, or None."""
    chosen = yield Ask(
        T("When do you want quiet? Then we tell you about others only when it is urgent, or when nobody else takes over. You "
          "can also write two times, like 22:00 to 7:00."),
        options=(
            *(Option(f"q{place}", _span(hours)) for place, hours in enumerate(USUAL)),
            *((Option("none", T("No quiet hours")),) if facts["quiet"] is not None else ()),
            Option("leave", T("Leave it as it is")),
        ),
        read=read_hours,
    )  # fmt: skip
    if isinstance(chosen, Hours):
        return chosen
    return USUAL[int(chosen[1:])] if chosen.startswith("q") else chosen


def _span(hours: Hours) -> Text:
    return T("{start} to {end}", start=_time(hours.start), end=_time(hours.end))


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


_TWO = re.compile(r"\D{0,12}(\d{1,2})(?:[:.h](\d{2}))?\D{1,12}(\d{1,2})(?:[:.h](\d{2}))?\D{0,12}")


def read_hours(text: str) -> Hours:
    """Two times of the 24-hour clock; `NotUnderstood` for everything else ("9 in the evening"), and for more hours than
    may be quiet."""
    plain = fold(text[:100]).strip()
    found = _TWO.fullmatch(plain)
    if found is None or re.search(r"\d\s*[ap]\.?\s*m", plain) or _halves().search(plain):
        raise NotUnderstood(_HINT)
    start_hour, start, end_hour, end = (int(part or 0) for part in found.groups())
    if max(start_hour, end_hour) > 23 or max(start, end) > 59:
        raise NotUnderstood(_HINT)
    hours = Hours(start_hour * 60 + start, end_hour * 60 + end)
    if not 0 < hours.minutes <= people.rules.QUIET_MOST:
        most = timedelta(minutes=people.rules.QUIET_MOST)
        raise NotUnderstood(T("Quiet hours are at most {most} long.", most=most))
    return hours


@functools.cache
def _halves() -> re.Pattern[str]:
    """Parts of the day in all languages: beside one, an hour is not of the 24-hour clock ("晚上9点", "9 م")."""
    words = {fold(half) for code in known() for half in lexicon(code).words.halves}
    said = "|".join(map(re.escape, sorted(words, key=lambda each: (-len(each), each))))
    return re.compile(rf"(?<!{LETTER})(?:{said})(?!{LETTER})")


_HINT = T("Please write two times of the 24-hour clock, like 22:00 to 7:00.")


async def facts_for(person_id: UUID) -> Facts:
    """What the script begins with."""
    hours = await people.quiet_hours(person_id)
    return {"quiet": None if hours is None else [hours.start, hours.end]}


async def finish(turn: Turn, value: object, facts: Facts) -> Next:
    if value == "leave":
        return Next([T("All right, nothing was changed.")])
    hours = value if isinstance(value, Hours) else None
    await people.set_quiet_hours(turn.person.id, hours, turn.now)
    await saved.look_again_around(turn.person.id, turn.now)
    if hours is None:
        return Next([T("Saved. We tell you at any time.")])
    said = T("Saved. From {start} to {end} we tell you about others only when it is urgent, or when nobody else takes over.",
             start=_time(hours.start), end=_time(hours.end))  # fmt: skip
    return Next([said])
