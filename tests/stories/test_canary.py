"""Somebody who does not exist goes the whole way each quarter of an hour, and nobody hears of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.stories.world import World
from wellcheck import audit, db, escalations, events, probes
from workers import canary

LEFT = (
    "SELECT (SELECT count(*) FROM persons) AS persons, (SELECT count(*) FROM probes) AS probes, (SELECT count(*) FROM"
    " deliveries) AS deliveries, (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM inbound) AS inbound,"
    " (SELECT count(*) FROM escalations) AS escalations, (SELECT count(*) FROM timeline) AS timeline"
)


async def later(seconds: float) -> None:
    """So much real time has passed since anybody looked after the trial runs."""
    await db.run("UPDATE beats SET seen_at = seen_at - $1::interval WHERE kind = 'canary'", timedelta(seconds=seconds))


async def look(world: World) -> dict[str, Any]:
    """One look, a few seconds after the last one, and what follows; how the runs stand then."""
    await later(5)
    await canary.look(world.now)
    await world.settle()
    run = await db.one("SELECT * FROM canary")
    assert run is not None
    return run


async def next_run(world: World, number: int) -> None:
    """It is time for the next run, and it is this one."""
    await db.run(
        "UPDATE canary SET number = $1, began_at = began_at - interval '15 minutes', under_way = false", number - 1
    )
    await look(world)


async def test_a_trial_run_is_asked_answers_and_leaves_nothing_behind(world: World):
    await world.operator()
    before = await db.one(LEFT)
    await look(world)
    probe = await probes.Probe.get(person_id=canary.USER)
    assert probe.status == "pending" and probe.event_id
    assert (await events.Event.get(id=probe.event_id)).status == "ended"
    assert await world.read("/v1/probes") == [] == await world.read("/v1/jobs"), "nobody counts it"
    run = await look(world)
    assert not run["under_way"] and run["through_at"] and run["failed_at"] is None
    assert await db.one(LEFT) == before
    assert await audit.violations(world.now) == []
    assert (await look(world))["number"] == run["number"], "a quarter of an hour has not passed"


async def test_a_silent_one_is_told_of_taken_over_and_ended_and_no_real_person_hears_of_it(world: World):
    await world.operator()
    await world.person("Ada", contacts=("Bob",))
    before = await db.one(LEFT)
    heard = len(await world.ada.received()), len(await world.bob.received())
    await look(world)
    await next_run(world, canary.SILENT_EACH - 1)
    await look(world)
    assert (await probes.Probe.get(person_id=canary.USER)).status == "pending", "nobody answers"
    await world.wait(minutes=2)
    alarm = await escalations.Escalation.get(user_id=canary.USER)
    assert alarm.status == "running" and await world.read("/v1/escalations") == []
    await look(world)
    assert (await escalations.Escalation.get(id=alarm.id)).acknowledged_by_id == canary.FRIEND
    run = await look(world)
    assert not run["under_way"] and run["failed_at"] is None
    assert await db.one(LEFT) == before, "nothing was said to anybody"
    assert heard == (len(await world.ada.received()), len(await world.bob.received()))


async def test_one_that_does_not_get_through_is_a_violation_and_an_outage_is_none(world: World):
    await look(world)
    await db.run("UPDATE events SET due_at = NULL WHERE owner_id = $1", canary.USER)  # the engine has lost it
    await db.run("DELETE FROM probes WHERE person_id = $1", canary.USER)
    await db.run("UPDATE canary SET began_at = began_at - interval '9 minutes'")
    assert (await look(world))["failed_at"] is None
    await db.run("UPDATE canary SET began_at = began_at - interval '2 minutes'")
    assert (await look(world))["failed_at"] is not None
    assert [v.rule for v in (await audit.run(world.now)).violations] == ["trial_run_not_through"]
    await db.run("UPDATE canary SET began_at = began_at - interval '9 minutes'")
    run = await look(world)
    assert run["under_way"] and run["failed_at"], "the next one has to get through first"
    await look(world)
    assert (await look(world))["failed_at"] is None
    assert (await audit.run(world.now)).well

    # nobody looked for an hour: what was is not held against anybody, and a new one begins
    await next_run(world, 20)
    await db.run(
        "UPDATE canary SET began_at = began_at - interval '1 hour', through_at = through_at - interval '1 hour'"
    )
    await later(3600)
    assert (await look(world))["failed_at"] is None
    assert (await audit.run(world.now)).well
    # but when nobody begins any, that is seen
    await db.run("UPDATE canary SET since = since - interval '1 hour'")
    assert not (await audit.run(world.now)).well
