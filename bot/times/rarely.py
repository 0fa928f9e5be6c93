"""What comes less often than on the same days of every week: every second day, every two weeks on Monday, on the 1st of
every month, every year on a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.times.dates import named_at
from bot.times.lexer import in_any, known_words, short
from bot.times.tokens import EVERY_DAY, Lexicon, Tok
from bot.times.values import Times, times_hint
from bot.times.weekly import times_of
from wellcheck import recurrence
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text
from wellcheck.recurrence import MOST_TURN, Cron, Turn

LAST_EVERYWHERE = 28
"""No month ends before this day."""

_LONG = frozenset(("days", "weeks", "months"))


def read_rarely(text: str, language: str, zone: str, now: datetime) -> Times | None:
    """Times that are not those of every week: "every other day at 8", "every two weeks on Monday at 10", "on the 1st and 15th
    of every month at 9", "every year on 3 May at 9". None: another kind of schedule."""
    folded = short(text, times_hint)
    here = now.astimezone(ZoneInfo(zone))

    def read(words: Lexicon) -> Times | None:
        tokens = known_words(words.lex(folded), times_hint)
        found = _how_often(tokens)
        if found is None and any(token.kind == "rare" for token in tokens):
            raise NotUnderstood(rarely_hint())
        return None if found is None else _read(found[0], found[1], words, here)

    return in_any(language, read)


@dataclass(frozen=True, slots=True)
class _Rate:
    """Every `n` days, weeks, months or years."""

    n: int
    unit: str


def _how_often(tokens: Sequence[Tok]) -> tuple[_Rate, list[Tok]] | None:
    """How often, and the other tokens. None: every day or week, or more often."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else Tok("")
        behind = tokens[at + 1] if at + 1 < len(tokens) else Tok("")
        first, last = at, at + 1
        if token.kind == "rare" and token.n:
            unit, n = token.unit, token.n
            if not unit and behind.kind in ("unit", "span") and behind.unit in _LONG and behind.n in (0, 1):
                unit, last = behind.unit, at + 2
            elif not unit and behind.kind == "day":
                unit = "weeks"
            elif not unit:
                continue
        elif token.kind == "every" and behind.kind in ("unit", "span") and behind.unit in _LONG:
            unit, n, last = behind.unit, behind.n or 1, at + 2
        elif token.kind == "every" and before.kind == "span" and before.unit in _LONG:  # "4 günde bir"
            unit, n, first = before.unit, before.n, at - 1
        elif token.kind == "every" and (behind.date is not None or behind.kind == "edge"):  # "every 15th"
            unit, n = "years" if behind.date is not None and behind.date.month else "months", 1
        else:
            continue
        if (unit, n) == ("days", 1):
            return None
        while first and tokens[first - 1].kind in ("start", "every"):  # "el 1 de cada mes"
            first -= 1
        return _Rate(n, unit), [*tokens[:first], *tokens[last:]]
    return None


def _read(rate: _Rate, tokens: list[Tok], words: Lexicon, here: datetime) -> Times:
    for token in tokens:
        if token.ask is not None:
            raise NotUnderstood(token.ask)
        if token.kind == "rare":
            raise NotUnderstood(rarely_hint())
    since, tokens = _since(tokens, words, here.date())
    dates, tokens = _dates(tokens)
    if rate.unit in ("days", "weeks") and dates:
        raise NotUnderstood(rarely_hint())
    if rate.unit == "weeks" and not any(token.kind == "day" for token in tokens):
        raise NotUnderstood(T("On which day of the week? For example: “every two weeks on Monday at 9:00”."))
    if rate.unit == "months" and not dates:
        raise NotUnderstood(T("On which day of the month? For example: “on the 1st of every month at 9:00”."))
    if not any(token.kind in ("time", "num", "half", "now", "span") for token in tokens):
        raise NotUnderstood(T('At what time? Please say it like this: "9am and 8pm", or "weekdays 8:30".'))
    times = times_of(tokens, words, here)
    if rate.unit in ("days", "weeks"):
        named = any(token.kind == "day" and token.days != EVERY_DAY for token in tokens)
        if (rate.unit == "days" and named) or rate.n > MOST_TURN:
            raise NotUnderstood(rarely_hint())
        return times if rate.n == 1 else replace(times, turn=_turn(rate, times, since, here))
    return replace(times, crons=tuple(_on_dates(cron, rate, dates, since, here) for cron in times.crons))


def _since(tokens: list[Tok], words: Lexicon, today: date) -> tuple[date | None, list[Tok]]:
    """The day it begins with, if one is said: "every other day from tomorrow"."""
    for at, token in enumerate(tokens):
        behind = tokens[at + 1] if at + 1 < len(tokens) else Tok("")
        dated = behind.kind in ("soon", "next") or (behind.date is not None and behind.date.month is not None)
        if token.kind == "start" and dated and (found := named_at(tokens, at + 1, today, words)):
            return found.span.first, [*tokens[:at], *tokens[found.end :]]
    return None, tokens


def _dates(tokens: Sequence[Tok]) -> tuple[list[tuple[int, int | None]], list[Tok]]:
    """The days that are named, each with its month if one is (-1: the last day), and the other tokens."""
    dates: list[tuple[int, int | None]] = []
    left: list[Tok] = []
    for at, token in enumerate(tokens):
        joined = bool(dates) and left[-1:] and left[-1].kind == "both" and _names_day(tokens[at - 2 : at - 1])
        behind = tokens[at + 1].kind if at + 1 < len(tokens) else ""
        if token.kind == "edge":
            found: tuple[int, int | None] = (token.n, None)
        elif token.date is not None and token.date.year is None and token.date.other is None:
            found = (token.date.day, token.date.month)
        elif token.kind == "num" and joined and behind != "half":  # "am 1. und 15."
            found = (token.n, None)
        elif token.kind == "unit" and token.unit in ("days", "months") and _names_day(tokens[at - 1 : at]):
            continue  # "the 15th of the month"
        else:
            left.append(token)
            continue
        if joined:
            left.pop()
        dates.append(found)
    return dates, left


def _names_day(tokens: Sequence[Tok]) -> bool:
    return any(token.kind in ("edge", "date") for token in tokens)


def _turn(rate: _Rate, times: Times, since: date | None, here: datetime) -> Turn:
    return Turn(rate.n, rate.unit, _first(Cron(times.crons, times.windows, times.skips), since, here))


def _first(schedule: Cron, since: date | None, here: datetime) -> date:
    """The date of its first time: from that on is counted."""
    after = here if since is None else datetime.combine(since, time(), here.tzinfo) - timedelta(minutes=1)
    slot = recurrence.next_after(schedule, str(here.tzinfo), max(after, here))
    return date.fromisoformat(slot.key[:10]) if slot else after.date()


def _on_dates(
    cron: str, rate: _Rate, dates: Sequence[tuple[int, int | None]], since: date | None, here: datetime
) -> str:
    """The expression, which is for every day, on these days alone."""
    minute, hour, _, _, weekdays = cron.split(" ")
    days, months = {day for day, _ in dates}, {month for _, month in dates}
    if rate.unit == "years":
        if weekdays != "*" or len(dates) != 1 or rate.n > 1 or None in months or dates[0] == (29, 2):
            raise NotUnderstood(rarely_hint())
        return f"{minute} {hour} {dates[0][0]} {dates[0][1]} *"
    if weekdays != "*" or months != {None} or 12 % rate.n:
        raise NotUnderstood(rarely_hint())
    unsure = next((day for day in days if day > LAST_EVERYWHERE), None)
    if unsure is not None:
        raise NotUnderstood(
            T(
                "Not every month has a day {n}. Please say a day up to 28, or “on the last day of every month at 9:00”.",
                n=unsure,
            )
        )
    said = ",".join(str(day) if day > 0 else "L" for day in sorted(days, key=lambda day: (day < 0, day)))
    if rate.n == 1:
        return f"{minute} {hour} {said} * *"
    first = _first(Cron((f"{minute} {hour} {said} * *",)), since, here).month
    counted = ",".join(str(month) for month in range(1, 13) if (month - first) % rate.n == 0)
    return f"{minute} {hour} {said} {counted} *"


def rarely_hint() -> Text:
    """How such times are said."""
    return T(
        "Please say it like this: “every other day at 8:00”, “every two weeks on Monday at 9:00” or "
        "“on the 1st of every month at 9:00”."
    )
