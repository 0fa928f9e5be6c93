"""Days and minutes as cron expressions, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.times.compiling import day_names
from bot.times.tokens import EVERY_DAY

_CRON_FIELD = re.compile(r"[\dA-Za-z*/,?#\-]+")


def looks_like_cron(text: str) -> bool:
    """`@daily`, or five to seven fields of which the first is of digits and signs and some leaves everything open."""
    fields = text.split(" ")
    return text.startswith("@") or (
        len(fields) in (5, 6, 7)
        and all(_CRON_FIELD.fullmatch(field) for field in fields)
        and re.match(r"[\d*]", fields[0]) is not None
        and any(field[0] in "*?" for field in fields)
    )


def crons_of(days: frozenset[int], minutes: Iterable[int]) -> list[str]:
    """Expressions for these minutes after midnight on these days (0 is Sunday)."""
    by_minute: dict[int, set[int]] = {}
    for each in sorted(minutes):
        by_minute.setdefault(each % 60, set()).add(each // 60)
    by_hours: dict[frozenset[int], list[int]] = {}
    for minute, hours in by_minute.items():
        by_hours.setdefault(frozenset(hours), []).append(minute)
    weekdays = "*" if days == EVERY_DAY else _field(days, 7)
    return [f"{_field(at, 60)} {_field(hours, 24)} * * {weekdays}" for hours, at in by_hours.items()]


def _field(values: Iterable[int], size: int) -> str:
    """The values of a cron field, written short when they fill it evenly or follow each other."""
    order = sorted(values)
    step = order[1] - order[0] if len(order) > 1 else 0
    if step and order == list(range(0, size, step)) and size % step == 0 and len(order) > 3 and size != 7:
        return "*" if step == 1 else f"*/{step}"
    if len(order) > 2 and order == list(range(order[0], order[-1] + 1)):
        return f"{order[0]}-{order[-1]}"
    return ",".join(map(str, order))


def read_cron(cron: str) -> tuple[frozenset[int], frozenset[int]] | None:
    """Days and minutes after midnight of an expression that says nothing about dates; None when it does."""
    fields = cron.casefold().split()
    if len(fields) != 5 or fields[2] not in "*?" or fields[3] != "*":
        return None
    names = {name: str(number) for name, number in day_names("en").items()}
    weekdays = re.sub(r"[a-z]+", lambda found: names.get(found[0], found[0]), fields[4])
    minutes, hours, days = _expand(fields[0], 60), _expand(fields[1], 24), _expand(weekdays, 8)
    if not minutes or not hours or not days:
        return None
    return frozenset(day % 7 for day in days), frozenset(hour * 60 + minute for hour in hours for minute in minutes)


def read_dates(cron: str) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[int]] | None:
    """Days of the month (-1: the last), months (none: all) and minutes after midnight of an expression that is for dates;
    None when it is for days of the week, or both."""
    fields = cron.casefold().split()
    if len(fields) != 5 or fields[2] in "*?" or fields[4] not in "*?":
        return None
    minutes, hours = _expand(fields[0], 60), _expand(fields[1], 24)
    last = "l" in fields[2].split(",")
    named = ",".join(each for each in fields[2].split(",") if each != "l")
    days = sorted(_expand(named, 32)) if named else []
    months = [] if fields[3] == "*" else sorted(_expand(fields[3], 13))
    if not minutes or not hours or not (days or last) or (named and not days) or (fields[3] != "*" and not months):
        return None
    return (*days, *([-1] if last else [])), tuple(months), frozenset(h * 60 + m for h in hours for m in minutes)


_PART = re.compile(r"(?:(\*|\?)|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?")


def _expand(field: str, size: int) -> set[int]:
    values: set[int] = set()
    for part in field.split(","):
        found = _PART.fullmatch(part)
        if not found:
            return set()
        star, first, last, step = found.groups()
        start = 0 if star else int(first)
        end = size - 1 if star or (step and not last) else int(last or first)
        values.update(range(start, end + 1, int(step or 1) or 1))
    return values if values and max(values) < size else set()
