"""Who is told next, and what silence of the contacts means. Values in, a decision out."""

from __future__ import annotations

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
    somebody is believed to see to it, or only an hour from now anybody would be told again."""
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
