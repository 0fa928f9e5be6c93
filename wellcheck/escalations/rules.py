"""Who is told next, and what silence of the contacts means. Values in, a decision out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from wellcheck.people.rules import Climb, Hours

STEP_WAIT = timedelta(minutes=5)
"""How long one contact has before the next one is told as well."""

ROUND_WAIT = timedelta(minutes=10)
ROUNDS = 3
"""So many times everybody is told before operators are told that nobody acts (promise P5)."""

FLOOR = timedelta(hours=1)
"""Even then it goes on at this rate, until a human says that they take over."""

ACK_TIMEOUT = timedelta(minutes=30)
"""Somebody who took over and is not heard of again is asked; without an answer the others are told again."""

REACHED_WAIT = timedelta(minutes=5)
"""So long whoever took over has to tell us whether they reached the user, once we ask; then the others are told again."""

LONGEST_ETA = timedelta(hours=2)
"""Who needs longer than this to be there is not the one to wait for."""

LONGEST_HOLD = timedelta(minutes=30)
HOLDS = timedelta(minutes=60)
"""So long one contact may let the others wait, once; and all of them together in one escalation."""

UNCONFIRMED = "unconfirmed"
"""A reminder that must be confirmed was not."""

SILENCE = ("unavailable", "could_not_ask", "walk", UNCONFIRMED)
"""Reasons that say only that we heard nothing."""

SILENT = ("duress",)
"""Reasons that nothing must show to the user: somebody may look over their shoulder. Their own word does not end it."""

OPEN = ("running", "acknowledged", "exhausted")


ALARM_RUNG = timedelta(minutes=2)
"""A contact who does not react is told on their next address after so long, when they chose no wait themselves."""

NOT_BY_OKAY = (*SILENT, UNCONFIRMED)
"""Reasons that "I'm okay" does not end: it says nothing of what was to be done."""

REASONS = ("unavailable", "walk", UNCONFIRMED, "bad", "panic", "duress", "could_not_ask")
"""Why people are told about somebody."""


def gist(reason: str, agreed: bool, late: bool, loud: bool) -> str | None:
    """An alarm in a word, where it may wait for up to a minute and be said together with others; None: it is said alone, at
    once. Nobody's call for help waits, and who never agreed is told of each one who named them."""
    if reason not in SILENCE or reason == UNCONFIRMED or not agreed:
        return None  # what was not confirmed is said with it
    return " ".join([reason, *(["late"] if late else []), *(["loud"] if loud else [])])


# --- the plan --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is told in a step. `channels`: on which of their ways first, `at_once`: on all of those in one moment.
    `hours`: only at that time of their day (`outside`: only at other times). `once`: not if they were told already in the
    same round."""

    person: UUID
    channels: tuple[str, ...] = ()
    at_once: bool = False
    hours: Hours | None = None
    outside: bool = False
    once: bool = False

    def holds(self, at: datetime, zone: str) -> bool:
        """Whether it is the time of their day at which they are told here."""
        return self.hours is None or self.hours.hold_at(at, zone) is not self.outside


@dataclass(frozen=True, slots=True)
class Step:
    """Who is told in the same moment, and how long it is waited after that. `operators`: our own team is. `visit`: somebody is
    asked to go there."""

    seats: tuple[Seat, ...]
    wait: timedelta = STEP_WAIT
    operators: bool = False
    visit: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps that are gone through so many times."""

    steps: tuple[Step, ...]
    rounds: int = ROUNDS
    round_wait: timedelta = ROUND_WAIT


@dataclass(frozen=True, slots=True)
class Plan:
    """How an escalation goes, frozen when it starts: stage after stage, and then everybody in it at the floor rate."""

    stages: tuple[Stage, ...]

    def stage(self, round: int) -> Stage:
        """The stage that this round (from 1) belongs to; behind the last one the floor."""
        for stage in self.stages:
            round -= stage.rounds
            if round <= 0:
                return stage
        return Stage(tuple(step for stage in self.stages for step in stage.steps), 1, FLOOR)

    @property
    def first_rounds(self) -> tuple[int, ...]:
        """The first round of each stage, and of the floor."""
        return tuple(1 + sum(stage.rounds for stage in self.stages[:place]) for place in range(len(self.stages) + 1))

    @property
    def rounds(self) -> int:
        """All rounds before operators are told that nobody acts."""
        return sum(stage.rounds for stage in self.stages)

    @property
    def seats(self) -> Iterator[Seat]:
        """Everybody in it, in order; some more than once."""
        return (seat for stage in self.stages for step in stage.steps for seat in step.seats)

    @property
    def shortest(self) -> timedelta:
        """The shortest wait in it."""
        waits = [stage.round_wait for stage in self.stages]
        return min([*waits, *(step.wait for stage in self.stages for step in stage.steps)], default=ROUND_WAIT)

    def climb(self, seat: Seat) -> Climb:
        """How this person's addresses are tried: all of them before they could be told again."""
        return Climb(self.shortest * 6 / 5, ALARM_RUNG, seat.channels, seat.at_once)


def usual(persons: Sequence[UUID]) -> Plan:
    """What happens when the user chose nothing: one after the other, in their order."""
    return Plan((Stage(tuple(Step((Seat(person),)) for person in persons)),) if persons else ())


@dataclass(frozen=True, slots=True)
class There:
    """What a decision has to know of a person now: whether any address of theirs works, the clock they live by, and their
    quiet hours."""

    reachable: bool = True
    zone: str = "UTC"
    quiet: Hours | None = None


# --- what is next ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell these now, and look again at `next_at`. `loud`: those of them whose quiet hours give way. `operators`: this step
    tells our own team (as well). `visit`: somebody is asked to go there."""

    seats: tuple[Seat, ...]
    step: int
    round: int
    next_at: datetime
    exhausted: bool = False
    operators: bool = False
    loud: frozenset[UUID] = frozenset()
    visit: bool = False


@dataclass(frozen=True, slots=True)
class NobodyToTell:
    """There is nobody in the plan who could be told: operators are, again and again."""

    next_at: datetime


@dataclass(frozen=True, slots=True)
class AskWhetherReached:
    """Whoever took over should be there by now: ask whether they reached the user, and look again at `next_at`."""

    next_at: datetime


@dataclass(frozen=True, slots=True)
class Reopen:
    """The one who took over was not heard of again: it runs on."""


Decision = Tell | NobodyToTell | AskWhetherReached | Reopen

# --- who took over ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who took over. `until`: from then on they are not counted on any more, unless we hear of them.
    `expected_at`: when they said that they are there."""

    person: UUID
    since: datetime
    until: datetime
    expected_at: datetime | None = None


def helper(person: UUID, now: datetime, eta: timedelta | None = None) -> Helper:
    """Somebody who takes over now, or says so again. `eta`: how long they said they need; without it they have the usual
    time. Either way we ask them whether they reached the user before anybody else is told (`ask_at`)."""
    until = now + (ACK_TIMEOUT if eta is None else eta + REACHED_WAIT)
    return Helper(person, now, until, None if eta is None else now + eta)


def standing(helpers: Collection[Helper], now: datetime) -> tuple[Helper, ...]:
    """Those who are counted on now, in the order they took over."""
    return tuple(helper for helper in helpers if helper.until > now)


def taken_over(helpers: Collection[Helper], needed: int, now: datetime) -> bool:
    """Whether as many different people have taken over as the policy wants."""
    return len({helper.person for helper in standing(helpers, now)}) >= needed


def ask_at(helpers: Collection[Helper], now: datetime) -> datetime:
    """When the first of those who are counted on is asked whether they reached the user."""
    return min((helper.until - REACHED_WAIT for helper in standing(helpers, now)), default=now)


def longest_hold(reason: str, status: str, held: Collection[tuple[UUID, timedelta]], person: UUID) -> timedelta:
    """How long this contact may let the others wait ("wait 15 minutes, I am calling her"): zero where they may not.

    Only while we know of silence alone: whoever asked for help does not wait until somebody has finished a phone call. Each
    contact once, because a second time is a reason to take over or to let others; and all of them together for an hour, so
    that no circle of friends can put an alarm to sleep.
    """
    if reason not in SILENCE or status != "running" or any(who == person for who, _ in held):
        return timedelta()
    return max(timedelta(), min(LONGEST_HOLD, HOLDS - sum((span for _, span in held), timedelta())))


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


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at a round: at which moment, why people are told, who was told in this round already. `floor`: all rounds
    are over, so everybody is told once, whatever their hour. `lenient`: times of day and quiet hours count for nothing,
    because otherwise nobody would be told at all."""

    now: datetime
    reason: str
    round: int
    floor: bool
    told: Collection[UUID]
    there: Mapping[UUID, There] | None
    lenient: bool

    def of(self, seat: Seat) -> There:
        return There() if self.there is None else self.there.get(seat.person, There(reachable=False))

    def meant(self, seat: Seat, told: Collection[UUID]) -> bool:
        """Whether the plan wants this seat told now, were its person reachable and awake."""
        if (seat.once or self.floor) and seat.person in told:
            return False
        return self.lenient or self.floor or seat.holds(self.now, self.of(seat).zone)

    def quiet(self, seat: Seat) -> bool:
        there = self.of(seat)
        return there.quiet is not None and there.quiet.hold_at(self.now, there.zone)

    def spared(self, seat: Seat, stage: Stage) -> bool:
        """Whether quiet hours hold for them: in the first round, when we know of silence alone, and somebody else who is
        awake is told instead."""
        if self.lenient or self.round > 1 or self.reason not in SILENCE or not self.quiet(seat):
            return False
        return any(
            other.person != seat.person
            and self.of(other).reachable
            and other.holds(self.now, self.of(other).zone)
            and not self.quiet(other)
            for step in stage.steps
            for other in step.seats
        )

    def sends(self, step: Step) -> bool:
        """Whether somebody is asked to go there: not to a user who may be threatened."""
        return step.visit and self.reason not in SILENT

    def takes_part(self, step: Step, stage: Stage, told: Collection[UUID]) -> bool:
        """Whether this step is still to come. Those who cannot be reached take part: they cost no time when it is there."""
        return step.operators or self.sends(step) or any(
            self.meant(seat, told) and not self.spared(seat, stage) for seat in step.seats
        )  # fmt: skip


def next_step(
    status: str, step: int, round: int, plan: Plan, now: datetime, reason: str = "unavailable",
    told: Collection[UUID] = (), there: Mapping[UUID, There] | None = None, team: bool = True, asked: bool = False,
) -> Decision:  # fmt: skip
    """`step` steps of this `round` were taken already, and `told` are those who were told in it. `there`: how each person
    stands (None: everybody can be reached); `team`: whether there are operators. Whoever cannot be told costs no time.
    `asked`: those who took over were asked already whether they reached the user.
    """
    if status == "acknowledged":
        return Reopen() if asked else AskWhetherReached(now + REACHED_WAIT)
    for lenient in (False, True):
        for in_round, first in _ahead(plan, step, round, lenient):
            known = told if in_round == round else ()
            look = _Look(now, reason, in_round, in_round > plan.rounds, known, there, lenient)
            stage = plan.stage(in_round)
            for place in range(first, len(stage.steps)):
                found = _tell(look, stage, place, plan.rounds, team)
                if found is not None:
                    return found
    return NobodyToTell(now + ROUND_WAIT)


def _ahead(plan: Plan, step: int, round: int, lenient: bool) -> Iterator[tuple[int, int]]:
    """(round, from which step on) that come into question now: the rest of this one, the next one, and the first one of
    each stage behind it; of the floor only when nobody else is left."""
    yield round, step
    yield round + 1, 0
    ends = len(plan.stages) + lenient
    yield from ((first, 0) for first in plan.first_rounds[:ends] if first > round + 1)


def _tell(look: _Look, stage: Stage, place: int, rounds: int, team: bool) -> Tell | None:
    step = stage.steps[place]
    seats = tuple(
        seat
        for seat in step.seats
        if look.of(seat).reachable and look.meant(seat, look.told) and not look.spared(seat, stage)
    )
    sends = look.sends(step)
    if not seats and not (step.operators and team) and not sends:
        return None
    told = {*look.told, *(seat.person for seat in seats)}
    last = not any(look.takes_part(later, stage, told) for later in stage.steps[place + 1 :])
    exhausted = look.floor or (look.round == rounds and last)
    wait = FLOOR if exhausted and last else stage.round_wait if last else step.wait
    loud = frozenset(seat.person for seat in seats if look.quiet(seat))
    return Tell(
        seats, place + 1, look.round, look.now + min(wait, FLOOR), exhausted, step.operators and team, loud, sends
    )
