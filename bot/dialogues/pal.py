"""Somebody would like to visit others: languages, about where, and when. Somebody of our team decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import language, parts
from bot.dialogues.visit import ANY, MOST_LETTERS
from bot.times import read_times
from bot.times.crons import read_cron
from wellcheck import people, visits
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T


@dataclass(frozen=True, slots=True)
class Offers:
    """What they offer, and who they are where we did not know yet."""

    name: str | None
    zone: str | None
    languages: tuple[str, ...]
    area: str
    hours: tuple[dict[str, Any], ...]


def script(facts: Facts) -> Script:
    """`facts["name"]`: what we call them already; `facts["zone_known"]`: whether we know what time it is for them."""
    name = None if facts.get("name") else (yield from parts.ask_name(T("What is your first name?")))
    zone = None if facts.get("zone_known") else (yield from parts.ask_zone(facts, None, named=name))
    own = Option("own", language.own_name(facts["language"]))
    spoken: str | tuple[str, ...] = yield Ask(T("Which languages do you speak?"), options=(own,), read=_languages)
    area: str = yield Ask(
        T("Where can you visit people? The name of a town, or of a part of it, is enough."), read=_area
    )
    there = zone or facts["zone"]
    hours: str | tuple[dict[str, Any], ...] = yield Ask(
        T("When can you visit people? For example: “weekdays between 9 and 17”."),
        options=(ANY,),
        read=lambda text: _hours(text, facts, there),
    )
    return Offers(
        name, zone, (facts["language"],) if isinstance(spoken, str) else spoken, area,
        () if isinstance(hours, str) else hours,
    )  # fmt: skip


def _languages(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"[,;/&+،，、\n]|\s+", text):
        if (code := language.only_named(part)) and code not in found:
            found.append(code)
    return tuple(found) if found else (language.named(text),)


def _area(text: str) -> str:
    area = " ".join(text.split())
    if not any(letter.isalpha() for letter in area) or len(area) > MOST_LETTERS:
        raise NotUnderstood(T("Please keep it within {n} letters.", n=MOST_LETTERS))
    return area


def _hours(text: str, facts: Facts, zone: str) -> tuple[dict[str, Any], ...]:
    """Windows of the week as `visits.Pal.hours`; `NotUnderstood` for single times, which say nothing of how long."""
    said = read_times(text, facts["language"], zone, parts.clock(facts), spans=True)
    found: list[dict[str, Any]] = []
    for place, cron in enumerate(said.crons):
        simple, window = read_cron(cron), said.windows[place] if said.windows else 0
        if simple is None or not window:
            raise NotUnderstood(T("When can you visit people? For example: “weekdays between 9 and 17”."))
        days, minutes = simple
        found += [
            {"day": (day - 1) % 7, "from": _clock(minute), "until": _clock(min(minute + window, 1439))}
            for day in sorted(days)
            for minute in sorted(minutes)
        ]
    return tuple(found)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


async def finish(turn: Turn, offers: object, facts: Facts) -> Next:
    assert isinstance(offers, Offers)
    person, now = turn.person, turn.now
    known = {"first_name": offers.name, "zone": offers.zone}
    changes = {name: value for name, value in known.items() if value is not None}
    if changes:
        await people.rename(person, now, **changes)
    offering = visits.pals.Offering(offers.languages, offers.area, hours=offers.hours)
    pal = await visits.pals.apply(person.id, offering, now)
    if pal.status == "approved":
        return Next([T("Thank you. That is all.")])
    return Next([T("Thank you. Our team decides about it, and we tell you.")])
