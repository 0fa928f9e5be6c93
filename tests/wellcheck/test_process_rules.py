"""What a process does next: a table of steps, and what follows for each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from wellcheck.processes import rules
from wellcheck.processes.rules import Again, Limits, Over, Seen, Take, caller_for, filled, look, places

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIMITS = Limits(frozenset(("sms", "voice")), timedelta(minutes=10))
BOB, CARA = UUID(int=1), UUID(int=2)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def step(n: int, late: float = 0, channel: str = "phone", to: UUID = BOB, **more: Any) -> Seen:
    """The n-th step, which was due so many minutes ago."""
    fields = {"state": "waiting", "tries": 0, "created_at": NOW - minutes(600)} | more
    return Seen(UUID(int=n), NOW - minutes(late), channel, address_id=to, **fields)


def told(n: int, went: str | None, **more: Any) -> Seen:
    """A step that is in the outbox."""
    return step(n, state="told", went=went, **({"tries": 1, "told_at": NOW - minutes(1)} | more))


def test_what_is_due_is_taken_in_the_order_of_its_time():
    steps = [step(3, 1), step(1, 3), step(2, 2, to=CARA)]
    assert look(steps, NOW, LIMITS, ()) == [Take(UUID(int=1)), Take(UUID(int=2)), Take(UUID(int=3))]


def test_of_late_steps_to_one_target_the_newest_is_taken():
    steps = [step(1, 50), step(2, 30), step(3, 30, to=CARA), step(4, 5), step(5, 40, "sms")]
    assert look(steps, NOW, LIMITS, ()) == [
        Over(UUID(int=1), "skipped", rules.FOLDED), Take(UUID(int=5)), Over(UUID(int=2), "skipped", rules.FOLDED),
        Take(UUID(int=3)), Take(UUID(int=4)),
    ]  # fmt: skip


def test_what_was_handed_in_late_was_not_missed_and_what_waited_a_day_is_over():
    assert look([step(1, 5000, created_at=NOW), step(2, 4000, created_at=NOW)], NOW, LIMITS, ()) == [
        Take(UUID(int=1)), Take(UUID(int=2)),
    ]  # fmt: skip
    assert look([step(1, 1500, created_at=NOW - minutes(1500))], NOW, LIMITS, ()) == [
        Over(UUID(int=1), "skipped", rules.OLD)
    ]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"channel": "pigeon"}, rules.NO_CHANNEL),
        ({"channel": "email"}, rules.NO_CHANNEL),
        ({"readable": False}, rules.UNREADABLE),
        ({"stopped": True}, rules.REFUSED),
    ],
)
def test_what_cannot_be_said_is_over_and_holds_up_no_other(wrong: dict[str, Any], why: str):
    assert look([step(1, **wrong), step(2)], NOW, LIMITS, ()) == [Over(UUID(int=1), "failed", why), Take(UUID(int=2))]


@pytest.mark.parametrize(
    ("went", "more", "follows"),
    [
        ("pending", {}, []),
        ("sending", {}, []),
        ("unknown", {}, []),
        ("sent", {"sent_at": NOW - minutes(1)}, []),
        ("sent", {"sent_at": NOW - minutes(6)}, [Over(UUID(int=1), "delivered")]),
        ("sent", {"sent_at": NOW, "channel": "email"}, [Over(UUID(int=1), "delivered")]),
        ("delivered", {}, [Over(UUID(int=1), "delivered")]),
        ("withdrawn", {}, [Over(UUID(int=1), "dropped")]),
        ("expired", {"why": "late"}, [Over(UUID(int=1), "failed", "late")]),
        (None, {}, [Over(UUID(int=1), "failed", rules.UNREADABLE)]),
        ("failed", {"why": "no_key"}, [Over(UUID(int=1), "delivered", "no_key")]),
        ("failed", {"why": "busy", "rang": True}, [Again(UUID(int=1), NOW + minutes(1), "busy")]),
        ("failed", {"why": "busy", "rang": True, "tries": 2}, [Again(UUID(int=1), NOW + minutes(2), "busy")]),
        ("failed", {"why": "busy", "rang": True, "tries": 3}, [Over(UUID(int=1), "failed", "busy")]),
        ("failed", {"why": "busy", "rang": True, "closed": True}, [Over(UUID(int=1), "failed", "busy")]),
        ("failed", {"why": "busy", "rang": True, "stopped": True}, [Over(UUID(int=1), "failed", rules.REFUSED)]),
        ("failed", {"why": "21211"}, [Over(UUID(int=1), "failed", "21211")]),
    ],
)
def test_what_became_of_a_step_says_what_follows(went: str | None, more: dict[str, Any], follows: list[rules.Change]):
    assert look([told(1, went, **more)], NOW, LIMITS, ()) == follows


def test_a_number_that_is_called_by_a_later_step_anyway_does_not_ring_in_between():
    busy = told(1, "failed", why="busy", rang=True)
    assert look([busy], NOW, LIMITS, [(BOB, NOW + minutes(0.5))]) == [Over(UUID(int=1), "failed", "busy")]
    assert look([busy], NOW, LIMITS, [(BOB, NOW + minutes(9)), (CARA, NOW)]) == [
        Again(UUID(int=1), NOW + minutes(1), "busy")
    ]


def test_a_process_looks_by_itself_more_and_more_rarely():
    waits = [rules.look_at(NOW - minutes(m), NOW) - NOW for m in (0, 1, 60)]
    assert waits == [rules.LOOK_EVERY, minutes(1), rules.LOOK_MOST]


def test_templates_take_their_data_and_nothing_else():
    assert places("Order {order} at {place name}: {}") == ["order", "place name"]
    assert filled("{a} {b.c} {0} {{a}}", {"a": "{b}"}) == "{b} {b.c} {0} {{b}}"


@pytest.mark.parametrize(
    ("registry", "shown"),
    [
        ({"+1": "A", "+1246": "B", "default": "D"}, "B"),
        ({"+1246": "B", "+1": "A"}, "B"),
        ({"+44": "C", "default": "D"}, "D"),
        ({"+44": "C"}, None),
        ({}, "own"),
    ],
)
def test_r45_the_longest_prefix_wins_whatever_the_order(registry: dict[str, str], shown: str | None):
    assert caller_for("+12465550100", registry, "own") == shown
