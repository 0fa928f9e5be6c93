"""Who is told next, and what silence of the contacts means. Values in, a decision out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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
