"""Days that are named: "tomorrow", "next Monday", "24 to 27 December", "the 30th". What may be two days is asked."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.times.tokens import WEEKEND, Day, Lexicon, Tok
from bot.times.values import no_such_day, until_hint, which_day
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text

OVER_THE_MONTH = timedelta(days=21)


def _first_and_last() -> Text:
    return T("Please say the first day and then the last, like “24 to 27 December”.")


@dataclass(frozen=True, slots=True)
class Span:
    """One day or several that follow each other, both ends included. `half`: the part of the day that came with it
    ("tonight"). `weekly`: every week ("Sundays")."""

    first: date
    last: date
    half: str = ""
    weekly: bool = False
    ranged: bool = False  # both ends were said


@dataclass(frozen=True, slots=True)
class Named:
    """What was found at one place of a sentence, and where it ends."""

    span: Span
    end: int


def named_at(tokens: Sequence[Tok], at: int, today: date, words: Lexicon) -> Named | None:
    """The day or days that are named from this token on; None if none are."""
    start = at
    if _kind(tokens, at) in ("start", "between"):
        start = at + 1
    one = _one(tokens, start, today, words)
    number, _, behind = ([*tokens[start : start + 3]] + [Tok("")] * 3)[:3]
    day = number.date.day if number.date and number.date.month is None else number.n
    if day and number.kind in ("num", "date") and _links(tokens, at, start + 1) and behind.date and behind.date.month:
        last = _date(behind.date, today)
        return Named(_ordered(_before(day, last), last), start + 3)
    if one is None:
        return None
    if _links(tokens, at, one.end):
        behind = tokens[one.end + 1] if one.end + 1 < len(tokens) else Tok("")
        first = one.span.first
        if tokens[start].kind == "date" and (
            behind.kind == "num" or (behind.kind == "date" and behind.date and behind.date.month is None)
        ):
            day = behind.date.day if behind.date else behind.n
            last = _real(first.year + (first.month == 12 and day < first.day), _month_of(first, day), day)
            return Named(_ordered(first, last), one.end + 2)
        other = _one(tokens, one.end + 1, max(today, first), words)
        if other is not None and not (one.span.weekly and other.span.weekly):
            return Named(_ordered(first, other.span.last), other.end)
    return one


def _kind(tokens: Sequence[Tok], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else ""


def _links(tokens: Sequence[Tok], before: int, at: int) -> bool:
    """Whether this word makes a range of what stands on both sides of it."""
    between = _kind(tokens, before) == "between"
    return _kind(tokens, at) in ("to", "until") or (between and _kind(tokens, at) == "both")


def _ordered(first: date, last: date) -> Span:
    if last < first:
        raise NotUnderstood(_first_and_last())
    return Span(first, last, ranged=True)


def _month_of(first: date, day: int) -> int:
    return first.month if day >= first.day else first.month % 12 + 1


def _before(day: int, last: date) -> date:
    """The day of this number that comes before `last`: of the same month, or shortly before it ("30 to 2 January")."""
    if day <= last.day:
        return _real(last.year, last.month, day)
    first = _real(last.year - (last.month == 1), (last.month - 2) % 12 + 1, day)
    if last - first > OVER_THE_MONTH:
        raise NotUnderstood(_first_and_last())
    return first


def _one(tokens: Sequence[Tok], at: int, today: date, words: Lexicon) -> Named | None:
    token = tokens[at] if at < len(tokens) else Tok("")
    match token.kind:
        case "soon":
            day = today + timedelta(days=token.n)
            return Named(Span(day, day, token.half), at + 1)
        case "date":
            assert token.date is not None
            day = _date(token.date, today)
            return Named(Span(day, day), at + 1)
        case "next" | "this":
            found = _marked(tokens, at + 1, token.kind, today, words)
            # "this evening" is today.
            if found is None and token.kind == "this" and _kind(tokens, at + 1) == "half":
                return Named(Span(today, today, tokens[at + 1].half), at + 2)
            return found
        case "every":
            found = _one(tokens, at + 1, today, words) if _kind(tokens, at + 1) == "day" else None
            return Named(Span(found.span.first, found.span.last, weekly=True), found.end) if found else None
        case "day" if token.days == WEEKEND or len(token.days) == 1:
            behind = at + 1 + (_kind(tokens, at + 1) == "comma")
            if _kind(tokens, behind) == "date":  # "Thursday, 24 December"
                return _same_day(token, tokens[behind], behind + 1, today)
            if _kind(tokens, at + 1) == "next":  # "el lunes que viene"
                marked = _marked(tokens, at, "next", today, words)
                return Named(marked.span, at + 2) if marked else None
            return Named(_coming(token, today), at + 1)
        case "unit" if _kind(tokens, at + 1) == "next":
            marked = _marked(tokens, at, "next", today, words)
            return Named(marked.span, at + 2) if marked else None
    return None


def _same_day(named: Tok, dated: Tok, end: int, today: date) -> Named:
    assert dated.date is not None
    day = _date(dated.date, today)
    coming = _coming(named, today).first
    if (day.weekday() + 1) % 7 not in named.days:
        raise NotUnderstood(which_day(day, coming))
    return Named(Span(day, day), end)


def _coming(token: Tok, today: date) -> Span:
    """The next day of that name, not today; a weekend with both its days."""
    if token.days == WEEKEND:
        saturday = today + timedelta(days=(5 - today.weekday()) % 7)
        return Span(saturday, saturday + timedelta(days=1))
    day = next(iter(token.days))
    coming = today + timedelta(days=(day - 1 - today.weekday() - 1) % 7 + 1)
    return Span(coming, coming, weekly=token.weekly)


def _marked(tokens: Sequence[Tok], at: int, mark: str, today: date, words: Lexicon) -> Named | None:
    """ "Next" or "this" and a day, a week, a month. "Next Friday" is asked about while this week's is still to come."""
    token = tokens[at] if at < len(tokens) else Tok("")
    monday = today + timedelta(days=7 - today.weekday())
    if token.kind == "unit" or (token.kind == "span" and token.n == 1):
        if token.unit == "weeks":
            first = monday if mark == "next" else today
            return Named(Span(first, monday + timedelta(days=6 if mark == "next" else -1)), at + 1)
        if token.unit == "months" and mark == "next":
            first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
            return Named(Span(first, first.replace(day=calendar.monthrange(first.year, first.month)[1])), at + 1)
        return None
    if token.kind != "day" or not (token.days == WEEKEND or len(token.days) == 1):
        return None
    coming = _coming(token, today)
    if mark == "next" and coming.first < monday:
        later = Span(coming.first + timedelta(days=7), coming.last + timedelta(days=7))
        if words.words.next_is_next_week:
            return Named(later, at + 1)
        raise NotUnderstood(which_day(coming.first, later.first))
    return Named(Span(coming.first, coming.last), at + 1)


def _date(said: Day, today: date) -> date:
    """A day of the year is the next one of its kind, not today."""
    if said.other is not None:
        raise NotUnderstood(
            T(
                "Do you mean {first} or {second}? Please write the month as a word.",
                first=_date(Day(said.day, said.month, said.year), today),
                second=_date(Day(*said.other, said.year), today),
            )
        )
    if said.month is None:
        for ahead in range(1, 63):
            if (today + timedelta(days=ahead)).day == said.day:
                return today + timedelta(days=ahead)
        raise NotUnderstood(no_such_day())
    if said.year is not None:
        return _real(said.year, said.month, said.day)
    for year in range(today.year, today.year + 9):  # 29 February may be eight years away
        if said.month in range(1, 13) and 1 <= said.day <= calendar.monthrange(year, said.month)[1]:
            day = date(year, said.month, said.day)
            if day > today:
                return day
    raise NotUnderstood(no_such_day())


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise NotUnderstood(no_such_day()) from impossible


def only_day(tokens: Sequence[Tok], today: date, words: Lexicon) -> Span | None:
    """The one day these tokens name from first to last, or None when they are empty."""
    if not tokens:
        return None
    found = named_at(tokens, 0, today, words)
    if found is None or found.end != len(tokens):
        raise NotUnderstood(until_hint())
    return found.span
