"""Who is told next, and what silence of the contacts means. Values in, a decision out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

STEP_WAIT = timedelta(minutes=5)
"""How long one contact has before the next one is told as well."""

ROUND_WAIT = timedelta(minutes=10)
ROUNDS = 3
"""So many times everybody is told before operators are told that nobody acts (promise P5)."""

FLOOR = timedelta(hours=1)
"""Even then it goes on at this rate, until a human says that they take over."""

ACK_TIMEOUT = timedelta(minutes=30)
"""Somebody who took over and is not heard of again is asked; without an answer the others are told again."""

SILENCE = ("unavailable", "could_not_ask", "walk")
"""Reasons that say only that we heard nothing."""

SILENT = ("duress",)
"""Reasons that nothing must show to the user: somebody may look over their shoulder. Their own word does not end it."""

OPEN = ("running", "acknowledged", "exhausted")


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell the contact at `place` now, and look again at `next_at`."""

    place: int
    step: int
    round: int
    next_at: datetime
    exhausted: bool = False


@dataclass(frozen=True, slots=True)
class NobodyToTell:
    """There is nobody in the plan who could be told: operators are, again and again."""

    next_at: datetime


@dataclass(frozen=True, slots=True)
class Reopen:
    """The one who took over was not heard of again: it runs on."""


Decision = Tell | NobodyToTell | Reopen

Place = tuple[float, float]
"""Latitude and longitude in degrees."""

PLACE_EVERY = timedelta(minutes=5)
PLACE_FAR = 100.0
"""Contacts are told at most so often where the user is, and only of moves of so many metres."""

PLACE_KEPT = timedelta(hours=24)
"""No place is kept longer, whatever happens."""


def metres(one: Place, other: Place) -> float:
    """The way between two places as the crow flies (haversine, the earth as a ball)."""
    lat, lon, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6_371_000.0 * asin(min(1.0, sqrt(half)))


def tell_place_at(told: Place | None, told_at: datetime | None, place: Place, now: datetime) -> datetime | None:
    """When contacts are told that the user is at this place, having been told of another; None: they are near enough."""
    if told is None or told_at is None:
        return now
    return max(now, told_at + PLACE_EVERY) if metres(told, place) > PLACE_FAR else None


def begins_again(status: str, reason: str, places: int, new_reason: str) -> bool:
    """Whether a call for help is told to everybody anew although people are told already: they know of silence alone, or
    somebody is believed to see to it, or only an hour from now anybody would be told again. That somebody is threatened
    is always told."""
    if new_reason in SILENT:
        return reason not in SILENT or status != "running"
    return new_reason not in SILENCE and (reason in SILENCE or (status != "running" and places > 0))


def next_step(status: str, step: int, round: int, places: int, now: datetime) -> Decision:
    """`step` contacts of this round were told already; `places` contacts are in the plan."""
    if status == "acknowledged":
        return Reopen()
    if not places:
        return NobodyToTell(now + ROUND_WAIT)
    if step >= places:
        step, round = 0, round + 1
    last = step + 1 >= places
    exhausted = round > ROUNDS or (round == ROUNDS and last)
    if exhausted and last:
        return Tell(step, step + 1, round, now + FLOOR, exhausted=True)
    return Tell(step, step + 1, round, now + (ROUND_WAIT if last else STEP_WAIT), exhausted=round > ROUNDS)


@dataclass(frozen=True, slots=True)
class Course:
    """What happens if nobody ever takes over. `told`: (place, when) of the first round; `again`: when each later round
    begins; `operators_at`: when operators are told that nobody acts."""

    told: tuple[tuple[int, datetime], ...]
    again: tuple[datetime, ...]
    operators_at: datetime


def course(reachable: Sequence[bool], start: datetime) -> Course:
    """The whole way of an escalation that begins at `start`, for a plan of contacts that can be reached or not (those who
    cannot cost no time)."""
    if not any(reachable):
        return Course((), (), start)
    told: list[tuple[int, datetime]] = []
    begun: dict[int, datetime] = {}
    step, round, at = 0, 1, start
    while True:
        decision = next_step("running", step, round, len(reachable), at)
        assert isinstance(decision, Tell)
        while not reachable[decision.place]:
            decision = next_step("running", decision.step, decision.round, len(reachable), at)
            assert isinstance(decision, Tell)
        if decision.round == 1:
            told.append((decision.place, at))
        begun.setdefault(decision.round, at)
        if decision.exhausted:
            return Course(tuple(told), tuple(when for number, when in begun.items() if 1 < number <= ROUNDS), at)
        step, round, at = decision.step, decision.round, decision.next_at
