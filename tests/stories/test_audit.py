"""The auditor finds by name what must not be, and nothing in a world that is in the middle of everything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.world import NUMBERS, World
from wellcheck import access, audit, db, escalations, events, reminders, visits

# Each is done to the same healthy world, alone, and taken back. $1 is the product's time, an hour ago.
BROKEN = {
    "probe_without_timer": "UPDATE probes SET due_at = NULL WHERE status = 'pending'",
    "escalation_without_timer": "UPDATE escalations SET due_at = NULL WHERE closed_at IS NULL",
    "reminder_without_timer": "UPDATE reminders SET due_at = NULL WHERE status = 'open'",
    "drill_without_timer": "UPDATE drills SET due_at = NULL WHERE status = 'running'",
    "visit_without_timer": "UPDATE visits SET due_at = NULL WHERE state = 'requested'",
    "probe_overdue": "UPDATE probes SET due_at = $1 WHERE status = 'pending'",
    "escalation_overdue": "UPDATE escalations SET due_at = $1 WHERE closed_at IS NULL",
    "event_overdue": "UPDATE events SET due_at = $1 WHERE status = 'active'",
    "reminder_overdue": "UPDATE reminders SET due_at = $1 WHERE status = 'open'",
    "contact_overdue": "UPDATE contacts SET due_at = $1, step = 'remind'",
    "drill_overdue": "UPDATE drills SET due_at = $1 WHERE status = 'running'",
    "process_overdue": "UPDATE processes SET due_at = $1 WHERE status = 'running'",
    "visit_overdue": "UPDATE visits SET due_at = $1 WHERE state = 'requested'",
    "message_lease_stuck": "UPDATE deliveries SET state = 'sending', due_at = NULL,"
    " lease_until = clock_timestamp() - interval '61 seconds'",
    "message_stuck": "UPDATE deliveries SET state = 'pending', due_at = $1 WHERE kind = 'notice'",
    "message_without_timer": "UPDATE deliveries SET state = 'pending', due_at = NULL",
    "message_unknown_stuck": "UPDATE deliveries SET state = 'unknown', due_at = $1",
    "message_unknown_without_timer": "UPDATE deliveries SET state = 'unknown', due_at = NULL",
    "occurrence_lease_stuck": "UPDATE occurrences SET state = 'dispatching',"
    " lease_until = clock_timestamp() - interval '61 seconds'",
    "reply_not_understood": "UPDATE inbound SET state = 'failed', received_at = $1",
    "alarm_missing": "UPDATE probes SET status = 'unavailable', due_at = NULL, settled_at = $1 WHERE status = 'pending'",
    "alarm_told_nobody": "DELETE FROM timeline WHERE what IN ('told', 'operators_told')",
    "alarm_about_good": "UPDATE escalations SET probe_id = (SELECT id FROM probes WHERE status = 'good' LIMIT 1)",
    "probe_half_settled": "UPDATE probes SET settled_at = NULL WHERE status = 'good'",
    "good_without_answer": "UPDATE probes SET last_response_sealed = NULL WHERE status = 'good'",
    "probe_without_question": "DELETE FROM deliveries WHERE about_kind = 'probe'",
    "message_to_unproven_address": "UPDATE addresses SET verified_at = NULL",
    "ledger_not_zero": "UPDATE ledger_entries SET minutes = minutes + 1 WHERE minutes > 0",
    "balance_wrong": "UPDATE ledger_accounts SET balance = balance + 1",
    "watched_without_times": "DELETE FROM events WHERE name = 'check-in'",
    "trail_not_chained": "UPDATE audit SET link = NULL, at = $1",
    "constraint_missing": "DROP INDEX one_open_escalation",
}


CHECKS = {
    "probe_without_timer": ("probes", "probe_status"),
    "escalation_without_timer": ("escalations", "escalation_status"),
    "message_without_timer": ("deliveries", "delivery_state"),
}
"""What the database itself refuses, and somebody may have switched off."""


class TakenBack(Exception):
    """The world is healthy again."""


async def busy(world: World) -> None:
    """Something of everything, under way: check-ins that were answered and that are open, an alarm, a drill, a reminder, a
    visit, a process, minutes, and what was said."""
    ada = await world.person("Ada", contacts=("Bob",))
    await world.person("Cara", contacts=("Olga",))
    await world.until_asked(ada)
    await world.ada.says("1")
    await world.wait(hours=20)
    await world.cara.says("help")
    wish = visits.Wish(
        60, (("shopping", None),), starts_at=world.now + timedelta(hours=10), place="12 Rose Lane", area="Town"
    )
    await visits.request(ada.id, wish, world.now)
    event = await events.Event.get(name=events.CHECK_IN, owner_id=ada.id)
    async with db.transaction():
        pills = reminders.Due(ada.id, event.id, "pills", "take your pills", world.now, confirm=True, retries=1)
        await reminders.remind_many([pills], world.now)
    step = {"at": (world.now + timedelta(hours=9)).timestamp(), "channel": "phone", "phone-number": NUMBERS["Bob"]}
    process = {"process-id": "door", "action": "start", "notifications": [step]}
    status, told = await world.call("POST", "/v1/escalations", process)
    assert status < 300, told
    await world.until_asked(ada)
    await escalations.drills.start(ada.id, world.now)
    await world.wait(minutes=3)


async def test_each_violation_is_made_and_found_by_its_name_and_a_healthy_world_has_none(world: World):
    await busy(world)
    await access.trail.seal()  # once a second, which winding the clock steps over
    assert await audit.violations(world.now) == []
    assert set(BROKEN) == {rule.name for rule in audit.RULES}, "each rule is tried"
    missed = []
    for rule in audit.RULES:
        with pytest.raises(TakenBack):
            async with db.transaction():
                await db.run("SET LOCAL session_replication_role = replica")  # past all triggers and foreign keys
                for table, check in filter(None, [CHECKS.get(rule.name)]):
                    await db.run(f"ALTER TABLE {table} DROP CONSTRAINT {check}")
                broken = BROKEN[rule.name]
                await db.run(broken, *([world.now - timedelta(hours=1)] if "$1" in broken else []))
                found = (await audit.look(world.now, thorough=True, rules=[rule])).found
                if [violation.rule for violation in found] != [rule.name] or not found[0].examples:
                    missed.append(rule.name)
                raise TakenBack
    assert not missed
    assert await audit.violations(world.now) == []
