"""Who is told when, as a user wishes it: policies by name, what is wrong with them, and the plan they become. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from wellcheck.escalations.rules import (
    REASONS,
    ROUND_WAIT,
    ROUNDS,
    STEP_WAIT,
    Plan,
    Seat,
    Stage,
    Step,
    usual,
)
from wellcheck.people.rules import MINUTES, Hours, Told

MOST_STEPS = 60
"""A policy, with those it leads to, has at most so many steps."""

LONGEST = timedelta(hours=6)
"""Operators hear at the latest after so long that nobody acts, whatever was chosen."""

SHORTEST_BRANCH = 30
"""Minutes. A time of day that is shorter could fall between two steps."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step as it is written. `tell`: contact (`name` is its id), group, policy (`name` is its name), everyone, operators.

    `together`: all of them in the same moment, else one after the other with `wait` between. `hours`: at that time of
    each one's day alone (`outside`: at other times alone). `channels`, `at_once`: see `rules.Seat`.
    """

    tell: str
    name: str | None = None
    channels: tuple[str, ...] = ()
    at_once: bool = False
    together: bool = False
    wait: timedelta = STEP_WAIT
    hours: Hours | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """Who is told when, for these `reasons` (`rules.REASONS`), or for all that no other policy serves (`is_default`).
    `then`: the policy that follows when nobody acted in all rounds; operators are told in any case after the last one.
    `acknowledgements`: how many different people have to take over until the others are left in peace (1 or 2). `visit`: when
    nobody acted in all rounds, a pal is asked to go there (only of the last policy)."""

    name: str
    lines: tuple[Line, ...]
    rounds: int = ROUNDS
    round_wait: timedelta = ROUND_WAIT
    reasons: tuple[str, ...] = ()
    is_default: bool = False
    then: str | None = None
    acknowledgements: int = 1
    visit: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """What a plan is made of: who may be told (those who agreed, then those who never answered), the policies and the
    groups (ids of contacts) of the user, by name."""

    order: Sequence[Told]
    policies: Mapping[str, Policy] = field(default_factory=dict)
    groups: Mapping[str, Sequence[UUID]] = field(default_factory=dict)


def serving(policies: Mapping[str, Policy], reason: str) -> Policy | None:
    """The policy for this reason; None: the usual order."""
    return next(
        (policy for policy in policies.values() if reason in policy.reasons),
        next((policy for policy in policies.values() if policy.is_default), None),
    )


def compiled(circle: Circle, reason: str, first: UUID | None = None) -> tuple[Plan, Policy | None]:
    """The plan for this reason, and the policy it was made from: None is the usual order, also when there is nobody left
    whom the policy names. `first`: this contact is told before anybody else, if they may be told at all."""
    policy = serving(circle.policies, reason)
    before = [told.person_id for told in circle.order if told.contact_id == first]
    if policy is not None:
        plan = plan_of(policy, circle)
        if any(True for _ in plan.seats):
            return Plan((*(_alone(person) for person in before), *plan.stages)), policy
    return usual(list(dict.fromkeys([*before, *(told.person_id for told in circle.order)]))), None


def _alone(person: UUID) -> Stage:
    """One person in one round, and no longer a wait than before any other step."""
    return Stage((Step((Seat(person),), STEP_WAIT),), 1, STEP_WAIT)


def plan_of(policy: Policy, circle: Circle) -> Plan:
    """What this policy is at the moment."""
    return Plan(tuple(_stages(policy, circle)))


def _stages(policy: Policy, circle: Circle) -> Iterator[Stage]:
    seen: list[str] = []
    following: Policy | None = policy
    while following is not None and following.name not in seen:
        seen.append(following.name)
        steps = tuple(step for line in following.lines for step in _steps(line, circle, (following.name,)))
        if steps:
            yield Stage(steps[:MOST_STEPS], following.rounds, following.round_wait)
        if following.visit and not following.then:
            yield Stage((Step((), STEP_WAIT, visit=True),), 1)
        following = circle.policies.get(following.then) if following.then else None


def _steps(line: Line, circle: Circle, within: tuple[str, ...]) -> Iterator[Step]:
    if line.tell == "operators":
        yield Step((), line.wait, operators=True)
        return
    if line.tell == "policy":
        inner = circle.policies.get(line.name or "")
        if inner is not None and inner.name not in within and len(within) < MOST_STEPS:
            for each in inner.lines:
                yield from _steps(each, circle, (*within, inner.name))
        return
    seats = tuple(
        Seat(
            told.person_id,
            line.channels,
            line.at_once,
            line.hours,
            line.hours is not None and line.outside,
            once=line.tell != "contact",
        )
        for told in meant(line, circle)
    )
    if line.together and seats:
        yield Step(seats, line.wait)
    elif not line.together:
        yield from (Step((seat,), line.wait) for seat in seats)


def meant(line: Line, circle: Circle) -> list[Told]:
    """Whom a step means, of those who may be told."""
    match line.tell:
        case "everyone":
            return list(circle.order)
        case "group":
            members = circle.groups.get(line.name or "", ())
            by_id = {told.contact_id: told for told in circle.order}
            return [by_id[id] for id in members if id in by_id]
        case "contact":
            return [told for told in circle.order if str(told.contact_id) == line.name]
    return []


def length(plan: Plan) -> timedelta:
    """After how long operators are told that nobody acts, at the latest."""
    spans = [
        stage.rounds * (sum((step.wait for step in stage.steps), timedelta()) + stage.round_wait)
        for stage in plan.stages
    ]
    return sum(spans, timedelta())


# --- what is wrong with it -------------------------------------------------------------------------------------------


def loop(policy: Policy, policies: Mapping[str, Policy]) -> bool:
    """Whether this policy leads back to itself."""
    all_of = {**policies, policy.name: policy}
    seen: set[str] = set()
    ahead = [policy.name]
    while ahead:
        current = all_of.get(ahead.pop())
        if current is None:
            continue
        for name in (*(line.name for line in current.lines if line.tell == "policy"), current.then):
            if name == policy.name:
                return True
            if name is not None and name not in seen:
                seen.add(name)
                ahead.append(name)
    return False


def steps_in(policy: Policy, policies: Mapping[str, Policy], people: int) -> int:
    """How many steps it has at most, with those it leads to, for so many contacts. Only for a policy without a loop."""
    all_of = {**policies, policy.name: policy}
    known: dict[str, int] = {}

    def count(name: str) -> int:
        if name not in known:
            found = all_of.get(name)
            known[name] = 0  # whatever leads back here adds nothing more
            for line in found.lines if found else ():
                match line.tell:
                    case "policy":
                        known[name] += count(line.name or "")
                    case "everyone" | "group" if not line.together:
                        known[name] += max(1, people)
                    case _:
                        known[name] += 1
        return known[name]

    return count(policy.name)


@dataclass(frozen=True, slots=True)
class Known:
    """What the check of a policy has to know of a contact. `consent`: as of a contact, "not_told" when they are no
    emergency contact. `channels`: those of their addresses that work."""

    name: str
    consent: str
    channels: tuple[str, ...]
    quiet: Hours | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a policy that should be looked at. `code`: nobody, unreachable, left, not_agreed, not_told, gone,
    channel, asleep, empty_group, no_group, no_policy, loop, too_few, all_quiet, gap, unused. `step` counts from 1; `name`
    is whom or what it is about."""

    code: str
    step: int | None = None
    name: str | None = None


def lint(policy: Policy, circle: Circle, contacts: Mapping[UUID, Known]) -> list[Finding]:
    """Everything that should be looked at in this policy, as the world is now. Empty: nothing."""
    found: list[Finding] = []
    for number, line in enumerate(policy.lines, start=1):
        found += _lint_line(number, line, circle, contacts)
    if loop(policy, circle.policies):
        found.append(Finding("loop"))
    if policy.then is not None and policy.then not in circle.policies:
        found.append(Finding("no_policy", None, policy.then))
    known = {told.person_id: contacts[told.contact_id] for told in circle.order if told.contact_id in contacts}
    seats = [seat for seat in plan_of(policy, circle).seats if seat.person in known and known[seat.person].channels]
    if not seats:
        return [*found, Finding("nobody")]
    if len({seat.person for seat in seats}) < policy.acknowledgements:
        found.append(Finding("too_few"))
    if any(not any(_holds(seat, minute) for seat in seats) for minute in range(0, MINUTES, SHORTEST_BRANCH)):
        found.append(Finding("gap"))
    if any(all(_quiet(known[seat.person], minute) for seat in seats) for minute in range(0, MINUTES, SHORTEST_BRANCH)):
        found.append(Finding("all_quiet"))
    used = any(
        policy.name in (other.then, *(line.name for line in other.lines if line.tell == "policy"))
        for other in circle.policies.values()
    )
    if not policy.reasons and not policy.is_default and not used:
        found.append(Finding("unused"))
    return found


def _holds(seat: Seat, minute: int) -> bool:
    return seat.hours is None or seat.hours.hold(minute) is not seat.outside


def _quiet(known: Known, minute: int) -> bool:
    return known.quiet is not None and known.quiet.hold(minute)


def _lint_line(number: int, line: Line, circle: Circle, contacts: Mapping[UUID, Known]) -> Iterator[Finding]:
    match line.tell:
        case "policy" if line.name not in circle.policies:
            yield Finding("no_policy", number, line.name)
            return
        case "operators" | "policy":
            return
        case "group" if line.name not in circle.groups:
            yield Finding("no_group", number, line.name)
            return
        case "group" if not circle.groups[line.name or ""]:
            yield Finding("empty_group", number, line.name)
            return
        case "group":
            named = list(circle.groups[line.name or ""])
        case "contact":
            named = [id for id in contacts if str(id) == line.name]
            if not named:
                yield Finding("gone", number)
                return
        case _:
            named = [told.contact_id for told in circle.order]
    there = [contacts[id] for id in named if id in contacts]
    for known in there:
        yield from _lint_contact(number, line, known)
    if len(there) != 1 and not any(known.channels for known in there):
        yield Finding("unreachable", number)


def _lint_contact(number: int, line: Line, known: Known) -> Iterator[Finding]:
    match known.consent:
        case "declined" | "opted_out":
            yield Finding("left", number, known.name)
            return
        case "not_told":
            yield Finding("not_told", number, known.name)
            return
        case "invited":
            yield Finding("not_agreed", number, known.name)
    if not known.channels:
        yield Finding("unreachable", number, known.name)
    elif line.channels and not set(line.channels) & set(known.channels):
        yield Finding("channel", number, known.name)
    if line.hours is not None and all(
        known.quiet is not None and known.quiet.hold(minute)
        for minute in range(MINUTES)
        if line.hours.hold(minute) is not line.outside
    ):
        yield Finding("asleep", number, known.name)


# --- as JSON ---------------------------------------------------------------------------------------------------------


def clock(hours: Hours) -> dict[str, str]:
    """Hours as they are written: {"from": "22:00", "until": "07:00"}."""
    return {
        "from": f"{hours.start // 60:02}:{hours.start % 60:02}",
        "until": f"{hours.end // 60:02}:{hours.end % 60:02}",
    }


def hours_of(said: Mapping[str, str]) -> Hours:
    """Hours from how they are written."""
    start, end = (int(said[key][:2]) * 60 + int(said[key][3:]) for key in ("from", "until"))
    return Hours(start, end)


def as_json(policy: Policy) -> dict[str, Any]:
    """A policy as it is kept."""
    return {
        "name": policy.name,
        "steps": [
            {
                "tell": line.tell, "name": line.name, "channels": list(line.channels), "at_once": line.at_once,
                "together": line.together, "wait": int(line.wait.total_seconds()),
                "hours": line.hours and clock(line.hours), "outside": line.outside,
            }
            for line in policy.lines
        ],
        "rounds": policy.rounds, "round_wait": int(policy.round_wait.total_seconds()), "reasons": list(policy.reasons),
        "is_default": policy.is_default, "then": policy.then, "acknowledgements": policy.acknowledgements,
        "visit": policy.visit,
    }  # fmt: skip


def of_json(kept: Mapping[str, Any]) -> Policy:
    """A policy from how it is kept."""
    lines = tuple(
        Line(
            each["tell"], each["name"], tuple(each["channels"]), each["at_once"], each["together"],
            timedelta(seconds=each["wait"]), each["hours"] and hours_of(each["hours"]), each["outside"],
        )
        for each in kept["steps"]
    )  # fmt: skip
    reasons = tuple(reason for reason in REASONS if reason in kept["reasons"])
    return Policy(
        kept["name"], lines, kept["rounds"], timedelta(seconds=kept["round_wait"]), reasons, kept["is_default"],
        kept["then"], kept.get("acknowledgements", 1), kept.get("visit", False),
    )  # fmt: skip


def frozen(plan: Plan) -> list[dict[str, Any]]:
    """A plan as it is kept with the escalation it was made for."""
    return [
        {
            "rounds": stage.rounds,
            "wait": stage.round_wait.total_seconds(),
            "steps": [
                {
                    "wait": step.wait.total_seconds(),
                    "operators": step.operators,
                    "visit": step.visit,
                    "seats": [_seat(s) for s in step.seats],
                }
                for step in stage.steps
            ],
        }
        for stage in plan.stages
    ]


def _seat(seat: Seat) -> dict[str, Any]:
    told: dict[str, Any] = {"person": str(seat.person)}
    if seat.channels:
        told["channels"] = list(seat.channels)
    if seat.hours is not None:
        told |= {"hours": [seat.hours.start, seat.hours.end], "outside": seat.outside}
    if seat.at_once:
        told["at_once"] = True
    if seat.once:
        told["once"] = True
    return told


def thawed(plan: Sequence[Mapping[str, Any]], stages: Sequence[Mapping[str, Any]] | None) -> Plan:
    """The plan of an escalation. `plan`: who may be told about it; `stages`: as `frozen`, None is one after the other in
    that order (so are all that began before there were policies). Whoever is not in `plan` any more is told no more."""
    persons = [UUID(place["person"]) for place in plan]
    if stages is None:
        return usual(persons)
    left = set(persons)
    return Plan(
        tuple(
            Stage(
                tuple(
                    Step(
                        tuple(seat for seat in map(_thawed, step["seats"]) if seat.person in left),
                        timedelta(seconds=step["wait"]),
                        step["operators"],
                        step.get("visit", False),
                    )
                    for step in stage["steps"]
                ),
                stage["rounds"],
                timedelta(seconds=stage["wait"]),
            )
            for stage in stages
        )
    )


def _thawed(seat: Mapping[str, Any]) -> Seat:
    hours = seat.get("hours")
    return Seat(
        UUID(seat["person"]), tuple(seat.get("channels", ())), seat.get("at_once", False),
        None if hours is None else Hours(*hours), seat.get("outside", False), seat.get("once", False),
    )  # fmt: skip
