"""Who is told when, as users wish it: what a policy becomes, what is wrong with it, and that it never just stops."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from wellcheck.escalations import policies, rules
from wellcheck.escalations.policies import Circle, Finding, Known, Line, Policy
from wellcheck.escalations.rules import Plan, There
from wellcheck.people.rules import Climb, Hours, Told, rungs

NIGHT = Hours(22 * 60, 7 * 60)
DAY = Hours(9 * 60, 18 * 60)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
BOB, CARA, CLEO, DAN = (UUID(int=n) for n in range(1, 5))
NAMES = {BOB: "Bob", CARA: "Cara", CLEO: "Cleo", DAN: "Dan"}


def contact(person: UUID) -> UUID:
    """The id of the contact that this person is."""
    return UUID(int=person.int + 100)


def circle(
    *found: Policy, order: Sequence[UUID] = (BOB, CARA, CLEO), groups: dict[str, Sequence[UUID]] | None = None
) -> Circle:
    """A user's wishes, and those who agreed, in this order."""
    told = [Told(contact(person), person, "consented") for person in order]
    named = {name: [contact(person) for person in members] for name, members in (groups or {}).items()}
    return Circle(told, {policy.name: policy for policy in found}, named)


def named(person: UUID, **more: object) -> Line:
    """A step for one contact."""
    return Line("contact", str(contact(person)), **more)  # type: ignore[arg-type]


def default(*lines: Line, **more: object) -> Policy:
    """A policy for everything."""
    return Policy("usual", lines, is_default=True, **more)  # type: ignore[arg-type]


def told_by(
    plan: Plan, start: datetime = NOON, reason: str = "unavailable", there: dict[UUID, There] | None = None,
    team: bool = True, most: int = 60,
) -> list[tuple[int, tuple[str, ...]]]:  # fmt: skip
    """(minutes after the start, names) of everything until operators are told that nobody acts; "!" is somebody whose
    quiet hours gave way, "team" our own."""
    said: list[tuple[int, tuple[str, ...]]] = []
    status, step, round, told, now = "running", 0, 1, list[UUID](), start
    for _ in range(most):
        decision = rules.next_step(status, step, round, plan, now, reason, told, there, team)
        minutes = int((now - start).total_seconds() // 60)
        if not isinstance(decision, rules.Tell):
            return [*said, (minutes, ("nobody",))]
        names = [NAMES[seat.person] + "!" * (seat.person in decision.loud) for seat in decision.seats]
        said.append((minutes, (*names, *(["team"] if decision.operators else []))))
        if decision.exhausted:
            return said
        persons = [seat.person for seat in decision.seats]
        told = [*(told if decision.round == round else []), *persons]
        step, round, now = decision.step, decision.round, decision.next_at
    raise AssertionError("operators would never be told")


def plan_for(wishes: Circle, reason: str = "unavailable") -> Plan:
    """The plan for this reason."""
    return policies.compiled(wishes, reason)[0]


# --- what it becomes -------------------------------------------------------------------------------------------------


def test_nothing_saved_is_one_after_the_other() -> None:
    assert policies.compiled(circle(), "panic") == (rules.usual([BOB, CARA, CLEO]), None)
    assert told_by(plan_for(circle(order=(BOB, CARA)))) == [
        (0, ("Bob",)), (5, ("Cara",)), (15, ("Bob",)), (20, ("Cara",)), (30, ("Bob",)), (35, ("Cara",)),
    ]  # fmt: skip


FIRST_CLEO = default(named(CLEO, hours=NIGHT), Line("everyone", together=True))
ONCE = timedelta(minutes=2)


@pytest.mark.parametrize(
    ("policy", "start", "told"),
    [
        pytest.param(FIRST_CLEO, NOON, [(0, ("Bob", "Cara", "Cleo"))], id="by day all at once"),
        pytest.param(FIRST_CLEO, MIDNIGHT, [(0, ("Cleo",)), (5, ("Bob", "Cara"))], id="at night Cleo first, and once"),
        pytest.param(
            default(named(CLEO, hours=NIGHT), named(BOB, hours=NIGHT, outside=True)), MIDNIGHT, [(0, ("Cleo",))],
            id="Cleo instead of Bob",
        ),
        pytest.param(
            default(named(CLEO, hours=NIGHT), named(BOB, hours=NIGHT, outside=True)), NOON, [(0, ("Bob",))],
            id="Bob instead of Cleo",
        ),
        pytest.param(
            default(named(BOB, wait=ONCE), Line("operators", wait=ONCE), named(BOB, channels=("voice",))), NOON,
            [(0, ("Bob",)), (2, ("team",)), (4, ("Bob",))], id="by name somebody may be told twice",
        ),
        pytest.param(default(named(CLEO, hours=NIGHT)), NOON, [(0, ("Cleo",))], id="rather at the wrong hour than never"),
        pytest.param(default(Line("group", "near", wait=ONCE)), NOON, [(0, ("Cara",)), (2, ("Bob",))], id="a group"),
    ],
)  # fmt: skip
def test_a_round(policy: Policy, start: datetime, told: list[tuple[int, tuple[str, ...]]]) -> None:
    wishes = circle(Policy(**{**_fields(policy), "rounds": 1}), groups={"near": [CARA, BOB]})
    assert told_by(plan_for(wishes), start) == told


def _fields(policy: Policy) -> dict[str, object]:
    return {name: getattr(policy, name) for name in policy.__slots__}


def test_rounds_and_what_follows_them() -> None:
    last = Policy("last", (Line("everyone", together=True),), rounds=1)
    first = default(named(BOB), rounds=2, round_wait=timedelta(minutes=3), then="last")
    assert told_by(plan_for(circle(first, last))) == [
        (0, ("Bob",)), (3, ("Bob",)), (6, ("Bob", "Cara", "Cleo")),
    ]  # fmt: skip


def test_each_reason_has_its_policy_and_one_serves_the_rest() -> None:
    rest = default(named(BOB))
    threatened = Policy("threatened", (named(CARA),), reasons=("duress", "panic"))
    wishes = circle(rest, threatened)
    assert [policies.compiled(wishes, reason)[1] for reason in rules.REASONS] == [
        rest,
        rest,
        rest,
        rest,
        threatened,
        threatened,
        rest,
    ]
    assert policies.compiled(circle(threatened), "bad")[1] is None


def test_who_left_is_skipped_and_a_policy_without_anybody_gives_way() -> None:
    wishes = circle(default(named(DAN), named(BOB)))
    assert [seat.person for seat in plan_for(wishes).seats] == [BOB]
    assert policies.compiled(circle(default(named(DAN))), "bad") == (rules.usual([BOB, CARA, CLEO]), None)


def test_another_policy_is_a_step_of_it_and_a_loop_ends() -> None:
    inner = Policy("inner", (named(CARA), Line("policy", "usual")))
    wishes = circle(default(named(BOB), Line("policy", "inner"), named(CLEO)), inner)
    assert [seat.person for seat in plan_for(wishes).seats] == [BOB, CARA, CLEO]
    assert policies.loop(inner, wishes.policies)
    assert not policies.loop(inner, {"inner": inner, "usual": default(named(BOB))})


# --- quiet hours -----------------------------------------------------------------------------------------------------

ASLEEP = {BOB: There(), CARA: There(zone="Asia/Tokyo", quiet=NIGHT), CLEO: There()}
"""Cara is asleep at noon in London: it is nine in the evening in Tokyo. At 14:00 it is eleven."""


@pytest.mark.parametrize(
    ("reason", "hour", "told"),
    [
        ("unavailable", 12, [(0, ("Bob",)), (5, ("Cara",)), (10, ("Cleo",)), (20, ("Bob",)), (25, ("Cara",))]),
        ("unavailable", 14, [(0, ("Bob",)), (5, ("Cleo",)), (15, ("Bob",)), (20, ("Cara!",)), (25, ("Cleo",))]),
        ("could_not_ask", 14, [(0, ("Bob",)), (5, ("Cleo",)), (15, ("Bob",)), (20, ("Cara!",)), (25, ("Cleo",))]),
        ("bad", 14, [(0, ("Bob",)), (5, ("Cara!",)), (10, ("Cleo",)), (20, ("Bob",)), (25, ("Cara!",))]),
        ("panic", 14, [(0, ("Bob",)), (5, ("Cara!",)), (10, ("Cleo",)), (20, ("Bob",)), (25, ("Cara!",))]),
        ("duress", 14, [(0, ("Bob",)), (5, ("Cara!",)), (10, ("Cleo",)), (20, ("Bob",)), (25, ("Cara!",))]),
    ],
)
def test_quiet_hours_hold_for_silence_in_the_first_round(
    reason: str, hour: int, told: list[tuple[int, tuple[str, ...]]]
) -> None:
    start = NOON.replace(hour=hour)
    assert told_by(plan_for(circle()), start, reason, ASLEEP)[:5] == told


@pytest.mark.parametrize("others", [{}, {BOB: There(reachable=False)}, {BOB: There(quiet=Hours(0, 14 * 60))}])
def test_whoever_is_the_only_one_is_told_in_quiet_hours(others: dict[UUID, There]) -> None:
    there = others | {CARA: There(quiet=DAY)}
    plan = plan_for(circle(order=(BOB, CARA)))
    assert "Cara!" in [name for _, names in told_by(plan, there=there)[:2] for name in names]


# --- addresses -------------------------------------------------------------------------------------------------------

SMS, CALL, CHAT = (
    (UUID(int=n), channel, wait) for n, channel, wait in ((1, "sms", None), (2, "voice", 600), (3, "telegram", None))
)


@pytest.mark.parametrize(
    ("climb", "tried"),
    [
        (Climb(timedelta(hours=1), rules.ALARM_RUNG), [("sms", 0), ("voice", 600), ("telegram", 720)]),
        (Climb(timedelta(minutes=6), rules.ALARM_RUNG), [("sms", 0), ("voice", 200), ("telegram", 240)]),
        (Climb(timedelta(hours=1), rules.ALARM_RUNG, ("voice",)), [("voice", 0), ("sms", 120), ("telegram", 240)]),
        (
            Climb(timedelta(hours=1), rules.ALARM_RUNG, ("voice", "sms"), at_once=True),
            [("voice", 0), ("sms", 0), ("telegram", 120)],
        ),
        (Climb(timedelta(hours=1), at_once=True), [("sms", 0), ("voice", 0), ("telegram", 0)]),
        (Climb(timedelta(hours=1), rules.ALARM_RUNG, ("email",)), [("sms", 0), ("voice", 600), ("telegram", 720)]),
    ],
)
def test_the_ways_of_somebody(climb: Climb, tried: list[tuple[str, int]]) -> None:
    found = rungs((SMS, CALL, CHAT), climb)
    assert [(channel, int(wait.total_seconds())) for _, channel, wait in found] == tried


# --- what is wrong with it -------------------------------------------------------------------------------------------


def known(**more: object) -> dict[UUID, Known]:
    """Three contacts who agreed and have a phone, but for what is said of Cara."""
    usual = {"name": "Cara", "consent": "consented", "channels": ("sms",)} | more
    fine = {contact(person): Known(NAMES[person], "consented", ("sms",)) for person in (BOB, CLEO)}
    return fine | {contact(CARA): Known(**usual)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policy", "contacts", "found"),
    [
        pytest.param(default(Line("everyone")), known(), [], id="nothing"),
        pytest.param(default(named(CARA)), known(channels=()), ["unreachable", "nobody"], id="nobody can be reached"),
        pytest.param(default(named(CARA), named(BOB)), known(consent="opted_out"), ["left"], id="left"),
        pytest.param(default(named(CARA), named(BOB)), known(consent="invited"), ["not_agreed"], id="not yet"),
        pytest.param(
            default(named(CARA), named(BOB)), known(consent="not_told"), ["not_told"], id="no emergency contact"
        ),
        pytest.param(default(named(DAN), named(BOB)), known(), ["gone"], id="gone"),
        pytest.param(default(named(CARA, channels=("voice",))), known(), ["channel"], id="no such way"),
        pytest.param(
            default(named(CARA, hours=NIGHT), named(BOB)), known(quiet=NIGHT), ["asleep"], id="asleep at that very time"
        ),
        pytest.param(default(named(CARA)), known(quiet=NIGHT), ["all_quiet"], id="quiet for all"),
        pytest.param(default(named(CARA), acknowledgements=2), known(), ["too_few"], id="two wanted, one told"),
        pytest.param(default(Line("everyone"), acknowledgements=2), known(), [], id="two wanted"),
        pytest.param(default(named(CARA, hours=NIGHT)), known(), ["gap"], id="nobody by day"),
        pytest.param(default(Line("group", "none"), named(BOB)), known(), ["no_group"], id="no group"),
        pytest.param(default(Line("group", "empty"), named(BOB)), known(), ["empty_group"], id="empty group"),
        pytest.param(default(Line("policy", "none"), named(BOB)), known(), ["no_policy"], id="no policy"),
        pytest.param(default(named(BOB), then="usual"), known(), ["loop"], id="a loop"),
        pytest.param(Policy("spare", (named(BOB),)), known(), ["unused"], id="unused"),
        pytest.param(default(Line("operators")), known(), ["nobody"], id="only our team"),
    ],
)
def test_what_should_be_looked_at(policy: Policy, contacts: dict[UUID, Known], found: list[str]) -> None:
    wishes = circle(policy, groups={"empty": []})
    assert [each.code for each in policies.lint(policy, wishes, contacts)] == found
    assert all(isinstance(each, Finding) for each in policies.lint(policy, wishes, contacts))


# --- from any policy and any state -----------------------------------------------------------------------------------

PERSONS = [BOB, CARA, CLEO, DAN]
minutes = some.integers(0, 1439)
hours = some.builds(Hours, minutes, minutes).filter(lambda span: span.minutes >= 30)
lines = some.builds(
    Line,
    tell=some.sampled_from(["contact", "everyone", "group", "operators", "policy"]),
    name=some.sampled_from([*(str(contact(person)) for person in PERSONS), "usual", "last", "near"]),
    together=some.booleans(),
    wait=some.integers(1, 60).map(lambda n: timedelta(minutes=n)),
    hours=some.none() | hours,
    outside=some.booleans(),
)
wishes_of = some.builds(
    lambda first, second, rounds, wait, then, order: circle(
        Policy("usual", tuple(first), rounds, wait, is_default=True, then=then),
        Policy("last", tuple(second), rounds, wait),
        order=order,
        groups={"near": [CARA, DAN]},
    ),
    some.lists(lines, min_size=1, max_size=4),
    some.lists(lines, min_size=1, max_size=3),
    some.integers(1, 4),
    some.integers(1, 60).map(lambda n: timedelta(minutes=n)),
    some.none() | some.sampled_from(["last", "usual", "gone"]),
    some.lists(some.sampled_from(PERSONS), unique=True),
)
theres = some.fixed_dictionaries(
    {
        person: some.builds(
            There, some.booleans(), some.sampled_from(["UTC", "Asia/Tokyo"]),
            some.none() | hours.filter(lambda h: h.minutes <= 840),
        )
        for person in PERSONS
    }
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    wishes=wishes_of, there=theres, reason=some.sampled_from(rules.REASONS), minute=minutes, team=some.booleans(),
    state=some.tuples(some.integers(0, 80), some.integers(1, 40), some.sampled_from(["running", "exhausted"])),
)  # fmt: skip
def test_it_is_never_silent_and_leaves_nobody_out(
    wishes: Circle, there: dict[UUID, There], reason: str, minute: int, team: bool, state: tuple[int, int, str]
) -> None:
    plan = plan_for(wishes, reason)
    plan = policies.thawed(
        [{"person": str(person)} for person in PERSONS], json.loads(json.dumps(policies.frozen(plan)))
    )
    step, round, status = state
    now = MIDNIGHT + timedelta(minutes=minute)
    told: list[UUID] = []
    reached: set[UUID] = set()
    times = [now]
    # Whatever came before: the rest of this state's round, all rounds, and once more at the floor.
    most = (
        sum(stage.rounds * len(stage.steps) for stage in plan.stages) + 2 * sum(len(s.steps) for s in plan.stages) + 2
    )
    for _ in range(most):
        decision = rules.next_step(status, step, round, plan, now, reason, told, there, team)
        assert not isinstance(decision, rules.Reopen | rules.AskWhetherReached)
        assert timedelta(0) < decision.next_at - now <= rules.FLOOR
        now = decision.next_at
        times.append(now)
        if isinstance(decision, rules.NobodyToTell):
            status = "exhausted"
            continue
        assert decision.seats or decision.operators
        persons = [seat.person for seat in decision.seats]
        assert all(there[person].reachable for person in persons)
        reached.update(persons)
        told = [*(told if decision.round == round else []), *persons]
        status = "exhausted" if decision.exhausted else status
        step, round = decision.step, decision.round
    assert reached == {seat.person for seat in plan.seats if there[seat.person].reachable}
    assert status == "exhausted"
    assert all(after - before <= rules.FLOOR for before, after in pairwise(times))


@settings(max_examples=100, deadline=None)
@given(wishes=wishes_of, reason=some.sampled_from(rules.REASONS))
def test_what_is_kept_is_what_was_meant(wishes: Circle, reason: str) -> None:
    for policy in wishes.policies.values():
        kept = json.loads(json.dumps(policies.as_json(policy)))
        assert policies.of_json(kept) == policy
    plan, policy = policies.compiled(wishes, reason)
    persons = [{"person": str(seat.person)} for seat in plan.seats]
    stages = None if policy is None else json.loads(json.dumps(policies.frozen(plan)))
    assert policies.thawed(persons, stages) == plan
