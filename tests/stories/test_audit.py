"""The auditor finds by name what must not be, and nothing in a world that is in the middle of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from uuid import UUID

import pytest
from aiohttp import web

from tests.stories.world import NUMBERS, World, free_port, serve
from wellcheck import access, audit, db, escalations, events, reminders, visits
from wellcheck.channels.calls import Calls
from wellcheck.outbound import Reach
from workers.heartbeat import Heartbeat

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
    "replay_overdue": "INSERT INTO occurrences (id, event_id, slot, due_at, state, next_at, created_at)"
    " SELECT id, id, 'x', $1, 'pending', $1, $1 FROM events LIMIT 1",
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
    "trial_run_not_through": "INSERT INTO canary (id, number, under_way, began_at, since) SELECT 1, 1, true, t, t FROM"
    " (SELECT clock_timestamp() - interval '41 minutes') AS s(t)",
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


async def health(world: World) -> tuple[int, list[str]]:
    """The status of /readyz, and what it names as broken."""
    async with world.http.get(world.config.public_url + "/readyz") as answer:
        return answer.status, (await answer.json())["data"]["problems"]


async def test_operators_are_told_once_readiness_turns_red_and_the_end_of_it_is_told(world: World):
    ada = await world.person("Ada", contacts=("Bob",))
    await world.operator()
    async with db.transaction():
        await visits.ledger.lock([ada.id], world.now)
    assert (await audit.run(world.now)).well
    assert await health(world) == (200, [])

    await db.run("UPDATE ledger_accounts SET balance = balance + 1")
    for _ in range(3):
        assert not (await audit.run(world.now)).well
    await world.settle()
    assert await world.olga.count("balance_wrong (1)") == 1
    assert await health(world) == (503, ["audit: balance_wrong (1)"])
    assert (await world.read("/v1/system/audit"))["violations"][0]["rule"] == "balance_wrong"
    async with world.http.get(f"{world.config.public_url}/metrics") as answer:
        assert 'wellcheck_audit_violations{rule="balance_wrong"} 1.0' in await answer.text()
    await world.wait(hours=5)
    await audit.run(world.now)
    await world.settle()
    assert await world.olga.count("balance_wrong (1)") == 2, "hours later it is told again"

    await db.run("UPDATE ledger_accounts SET balance = balance - 1")
    await access.trail.seal()  # the clock was wound, and the trail is sealed every few real seconds
    for _ in range(2):
        assert (await audit.run(world.now)).well
    await world.settle()
    assert await world.olga.count("what was wrong is right now") == 1
    assert (await health(world))[0] == 200


async def test_what_is_only_behind_is_no_violation_and_what_is_stuck_is(world: World):
    ada, _ = await world.person("Ada"), await world.person("Cara", contacts=("Olga",))
    await db.run("UPDATE events SET due_at = $1", world.now - timedelta(minutes=10))  # we were away
    assert (await audit.run(world.now)).well
    await db.run("UPDATE events SET due_at = $1 WHERE owner_id = $2", world.now - timedelta(minutes=9), ada.id)
    found = (await audit.run(world.now)).violations
    assert [(v.rule, v.n) for v in found] == [("event_overdue", 1)], "one went on since, one did not"
    await db.run("UPDATE events SET due_at = $1", world.now)
    assert (await audit.run(world.now)).well


async def test_what_waits_for_nothing_is_put_right_and_told_of(world: World):
    ada = await world.person("Ada")
    await db.run("ALTER TABLE probes DROP CONSTRAINT probe_status")
    await world.until_asked(ada)
    await db.run("UPDATE probes SET due_at = NULL")
    assert [v.rule for v in (await audit.run(world.now)).violations] == ["probe_without_timer", "constraint_missing"]
    assert (await world.probe(ada)).due_at is not None
    await world.settle()
    await world.ada.hears("Are you okay?")


async def test_an_auditor_that_cannot_finish_is_a_fault_from_the_second_time_on(world: World):
    await db.run("ALTER TABLE ledger_accounts RENAME TO somewhere_else")
    assert (await audit.run(world.now)).violations == ()
    found = (await audit.run(world.now)).violations
    assert [(v.rule, v.examples) for v in found] == [("auditor", ("balance_wrong",))]
    with pytest.raises(audit.NotFinished, match="balance_wrong"):
        await audit.violations(world.now)
    await db.run("ALTER TABLE somewhere_else RENAME TO ledger_accounts")
    assert (await audit.run(world.now)).well


async def test_a_sign_of_life_is_given_each_minute_by_whom_all_is_well_with_and_its_failure_disturbs_nobody(
    world: World,
):
    got: list[str] = []
    says = [200]

    async def hear(request: web.Request) -> web.Response:
        got.append(request.path)
        return web.Response(status=says[0])

    app = web.Application()
    app.router.add_get("/ping/one", hear)
    port = free_port()
    running = replace(world.running, config=replace(world.config, heartbeat_url=f"http://127.0.0.1:{port}/ping/one"))
    calls = Calls(Reach(ports=None, allow=(ip_network("127.0.0.0/8"),)), 1)
    heart = Heartbeat(running, calls)
    minute = "UPDATE beats SET seen_at = seen_at - interval '61 seconds' WHERE kind = 'heartbeat'"
    async with serve(app, port):
        assert await heart.give(1.0) is None, "nobody looked whether all is well"
        await audit.run(world.now)
        assert await heart.give(11.0) is None, "the last whole beat is long ago"
        assert await heart.give(1.0) is True
        assert await heart.give(1.0) is None, "once a minute"
        await db.run(minute)
        says[0] = 500
        assert await heart.give(1.0) is False
        assert await heart.give(1.0) is None, "it is not repeated"
        await db.run(minute)
        assert await Heartbeat(running, Calls(Reach(ports=None), 1)).give(1.0) is False, "no private address is called"
        assert (await audit.standing()).unsigned == 2
        await db.run("DELETE FROM events")
        await world.person("Ada")
        await db.run("DELETE FROM events")
        await world.wait(minutes=3)
        await audit.run(world.now)
        await db.run(minute)
        assert await heart.give(1.0) is None, "something is wrong"
    await calls.close()
    assert got == ["/ping/one"] * 2


async def test_a_beat_with_a_fault_in_it_is_no_whole_one(world: World):
    await world.engine.tick()
    before = world.engine.whole_at
    await db.run("ALTER TABLE reminders RENAME TO somewhere_else")
    await world.engine.tick()
    assert world.engine.whole_at == before < world.engine.beaten_at
    await db.run("ALTER TABLE somewhere_else RENAME TO reminders")
    await world.engine.tick()
    assert world.engine.whole_at > before


BIG = (
    "persons", "probes", "events", "probe_settings", "deliveries", "occurrences", "inbound", "timeline", "contacts",
    "ledger_entries", "ledger_accounts", "escalations", "reminders", "visits", "addresses", "processes", "audit",
)  # fmt: skip


async def test_every_rule_has_an_index_for_every_large_table_it_reads(world: World):
    read = []
    async with db.transaction():
        await db.run("SET LOCAL enable_seqscan = off")  # small as they are, all of them would be read
        for rule in audit.RULES:
            values = [world.now] + ([UUID(int=0)] if rule.walk else [])
            plan = await db.rows(f"EXPLAIN {rule.sql}" + ("" if rule.walk else " LIMIT 20"), *values)
            lines = "\n".join(row["QUERY PLAN"] for row in plan)
            read += [(rule.name, table) for table in BIG if f"Seq Scan on {table} " in lines]
    assert not read
