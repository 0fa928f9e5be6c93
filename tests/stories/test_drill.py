"""A drill: everything as in earnest, save that it says so first; and what is in earnest is never taken for one."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.test_policies import also, person_of
from tests.stories.world import NUMBERS, World
from wellcheck import db, escalations, events, people, probes
from wellcheck.escalations import Escalation
from wellcheck.escalations.models import Drill
from wellcheck.people import Hours

MARK = "This is a drill, nobody is in danger."


async def test_a_drill_asks_everybody_in_turn_and_ends_with_who_answered_how_fast(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"))
    await also(world, "Cara", "voice", NUMBERS["Cara"])
    await people.set_quiet_hours((await person_of("Cara")).id, Hours(0, 1), world.now)
    before = await probes.history.since(ada.id, world.now - timedelta(days=30))
    await world.ada.says("drill")
    await world.ada.hears("We tell Bob and Cara as if you had not answered", "1 = Begin now")
    await world.ada.says("1")
    await world.ada.hears("The drill begins", "never a drill")
    said = await world.bob.hears("Ada has not answered a check-in", "1 = I am on it")
    assert said.startswith(MARK)
    assert not await Escalation.exists(user_id=ada.id)
    assert await world.cara.count("drill") == 0
    await world.wait(minutes=2.5)
    await world.bob.says("1")
    await world.bob.hears("This was a drill: there is nothing to do")
    assert "When will you be there" not in " ".join(await world.bob.received())
    said = await world.cara.hears("Ada has not answered")  # the next one at once
    assert said.startswith(MARK)
    await world.wait(minutes=2.1)  # Cara does not react, so her phone rings
    await world.cara.voice.rings()
    await world.cara.voice.picks_up()
    assert (await world.cara.voice.received())[0].startswith(MARK)
    await world.cara.voice.presses("2")
    report = await world.ada.hears("The drill is over.")
    assert "Bob answered within 3 minutes: I am on it." in report
    assert "Cara answered within 3 minutes: I cannot." in report
    assert (await Drill.get(user_id=ada.id)).outcome == "done"
    # Nothing of it counts as real.
    assert await probes.history.since(ada.id, world.now - timedelta(days=30)) == before
    assert not await Escalation.exists(user_id=ada.id)
    await world.wait(hours=2)
    assert await world.bob.count(MARK) == 1


async def test_nobody_answers_a_drill_so_it_ends_after_its_rounds_and_no_operator_hears_of_it(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob",))
    await escalations.drills.start(ada.id, world.now)
    await world.settle()
    for _ in range(3):
        await world.wait(minutes=10.1)
    await world.wait(minutes=10.1)
    await world.ada.hears("The drill is over.", "Bob did not answer.")
    await world.bob.hears("This was a drill, and it is over.")
    assert await world.bob.count(MARK) == 3
    row = await db.one("SELECT count(*) AS n FROM timeline WHERE what = 'operators_told'")
    assert row is not None and row["n"] == 0
    await world.wait(hours=3)
    assert await world.bob.count(MARK) == 3


async def test_a_call_for_help_during_a_drill_is_real_and_says_so(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)  # a question is open while she begins it
    await escalations.drills.start(ada.id, world.now)
    await world.settle()
    await world.bob.hears(MARK)
    await world.ada.says("SOS")
    said = await world.bob.hears("Ada answered that they are not okay")
    assert said.startswith("This is not a drill.")
    assert (await Drill.get(user_id=ada.id)).outcome == "broken_off"
    await world.bob.says("1")  # the alarm, though a drill was asked about as well
    assert (await Escalation.get(user_id=ada.id)).acknowledged_by_id == (await person_of("Bob")).id
    await world.ada.says("I'm okay")
    # A silence as well.
    await escalations.drills.start(ada.id, world.now)
    await world.settle()
    await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(minutes=5)), world.now)
    await world.settle()
    await world.wait(minutes=5.2)
    said = await world.bob.hears("This is not a drill.", "has not answered")
    assert said.startswith("This is not a drill.")
    assert [each.outcome for each in await escalations.drills.of(ada.id)] == ["broken_off"] * 2
    assert await world.ada.count("The drill is over.") == 0


async def test_a_drill_each_month_where_she_agreed(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob",))
    await world.ada.says("drill")
    await world.ada.says("2")
    await world.ada.hears("We hold a drill each month, the next one on")
    await world.ada.says("status")
    await world.ada.hears("The next drill is on")
    event = await events.drills.monthly(ada.id)
    assert event is not None and event.due_at is not None
    assert timedelta(days=26) < event.due_at - world.now < timedelta(days=33)
    await db.run("UPDATE events SET due_at = NULL, status = 'paused' WHERE owner_id = $1 AND name = 'check-in'", ada.id)
    await world.wait(hours=(event.due_at - world.now) / timedelta(hours=1), minutes=1)
    await world.bob.hears(MARK)
    await world.ada.hears("The drill begins")
    status, told = await world.call("GET", f"/v1/users/{ada.id}/drills")
    assert status == 200 and told["data"][0]["status"] == "running" and told["data"][0]["contacts"][0]["told_at"]
    assert (await world.call("POST", f"/v1/users/{ada.id}/drills"))[0] in (409, 422)
    assert await deleted(world, f"/v1/users/{ada.id}/drills/current") == 204
    await world.settle()
    await world.ada.hears("The drill is over.", "Bob did not answer.")
    assert (await world.read(f"/v1/users/{ada.id}/drills/monthly"))["active"]
    assert await deleted(world, f"/v1/users/{ada.id}/drills/monthly") == 204
    assert await events.drills.monthly(ada.id) is None


async def deleted(world: World, path: str) -> int:
    headers = {"Authorization": f"Bearer {world.config.master_token}"}
    async with world.http.delete(world.config.public_url + path, headers=headers) as answer:
        return answer.status
