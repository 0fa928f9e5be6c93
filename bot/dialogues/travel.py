"""Somewhere else for a while: which clock hangs there, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Script
from bot.dialogues import parts
from bot.times import read_until
from wellcheck import events
from wellcheck.events.travels import LONGEST
from wellcheck.i18n import T, join


@dataclass(frozen=True, slots=True)
class Journey:
    """Where, and the last day there."""

    zone: str
    last_day: date


def script(facts: Facts) -> Script:
    """`facts["zones"]`: those the place may lie in; `facts["last_day"]`: ISO, None: not said yet."""
    zone = yield from parts.ask_zone(facts, None, tuple(facts["zones"]))
    if facts["last_day"]:
        return Journey(zone, date.fromisoformat(facts["last_day"]))
    last_day = yield Ask(
        T("Until which day are you there? For example: “Friday” or “25 December”."),
        read=lambda text: (
            read_until(text, facts["language"], zone, parts.clock(facts), LONGEST).astimezone(ZoneInfo(zone)).date()
        ),
    )
    return Journey(zone, last_day)


async def finish(turn: Turn, journey: object, facts: Facts) -> Next:
    assert isinstance(journey, Journey)
    trip = await events.travels.set_off(turn.person, journey.zone, journey.last_day, turn.now)
    turn.person.zone = trip.zone
    event = await standing.check_in_of(turn.person.id)
    coming = standing.next_time(event) if event is not None and event.status == "active" else None
    said = T(
        "From now on your times are by the clock of {place}. After {day} we go back to that of {home} by ourselves.",
        place=ZoneInfo(trip.zone), day=trip.last_day, home=ZoneInfo(trip.home),
    )  # fmt: skip
    return Next([said if coming is None else join([said, T("Next check-in: {at}.", at=coming)])])
