"""Drills in batches and races, and what they must not give away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.wellcheck.test_together import silent, users
from wellcheck import db, escalations, messages, people, probes, runtime
from wellcheck.config import Config
from wellcheck.errors import NotPossible
from wellcheck.escalations import Escalation, drills
from wellcheck.escalations.models import Drill
from wellcheck.messages import Delivery
from wellcheck.probes import circle
from wellcheck.runtime import Runtime


@pytest.fixture
async def running(config: Config) -> AsyncIterator[Runtime]:
    async with runtime.start(config, "test") as opened:
        yield opened


async def words(kind: str) -> list[str]:
    return [row.text for row in await Delivery.filter(kind=kind).order_by("id")]


async def test_two_who_begin_one_at_the_same_moment_begin_one(running: Runtime) -> None:
    now = running.now()
    (ada,) = await users(now, ("Ada",))
    done = await asyncio.gather(*(drills.start(ada.id, now) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, NotPossible) for each in done) == 4
    assert await Drill.all().count() == 1 and len(await words("drill")) == 1


async def test_many_begin_at_once_and_only_those_who_agreed_are_asked(running: Runtime) -> None:
    now = running.now()
    persons = await users(now, ("Ada", "Ben", "Cleo", "Dora"))
    contact = await circle.add_contact(persons[0], circle.NewContact("Eve", "+447700900005"), now)  # has not agreed
    await db.run("DELETE FROM deliveries")
    await silent([persons[1]], now)
    async with db.transaction():
        begun = await drills.start_many([each.id for each in persons], now)
    assert set(begun) == {persons[0].id, persons[2].id, persons[3].id}
    assert [each.names for each in begun.values()] == [("Bob",)] * 3
    assert not await Delivery.exists(person_id=contact.person_id)
    assert all(each.startswith("This is a drill, nobody is in danger.") for each in await words("drill"))
    with pytest.raises(NotPossible):
        await drills.start(persons[1].id, now)
    assert len(await words("alarm")) == 1


async def test_one_that_slips_in_beside_a_real_alarm_says_nothing_more(running: Runtime) -> None:
    now = running.now()
    (ada,) = await users(now, ("Ada",))
    begun = await drills.start(ada.id, now)
    await silent([ada], now)
    await db.run("UPDATE drills SET status = 'running', due_at = $1, step = 0, round = 1, told = '[]'", now)
    before = len(await words("drill"))
    await drills.run_due(now)
    drill = await Drill.get(id=begun.id)
    assert (drill.status, drill.outcome, len(await words("drill"))) == ("over", "broken_off", before)
    assert (await words("alarm"))[0].startswith("This is not a drill.")


async def test_whoever_is_threatened_sees_a_drill_and_nobody_is_asked(running: Runtime) -> None:
    now = running.now()
    (ada,) = await users(now, ("Ada",))
    await people.add_address(ada.id, "telegram", "7001", now, verified_how="test")
    await silent([ada], now, "duress")
    begun = await drills.start(ada.id, now)
    assert begun.names == ("Bob",) and await words("drill") == []
    assert await drills.run_due(now + drills.LONGEST) == 1
    assert any("The drill is over.\nBob did not answer." in each for each in await words("notice"))
    assert (await Escalation.get(user_id=ada.id)).status == "running"


async def test_whom_nothing_reaches_and_who_leaves_cost_no_time(running: Runtime) -> None:
    now = running.now()
    (ada,) = await users(now, ("Ada",))
    await people.add_address(ada.id, "telegram", "7001", now, verified_how="test")
    for name, number in (("Cara", "+447700900003"), ("Dan", "+447700900006"), ("Eve", "+447700900007")):
        contact = await circle.add_contact(ada, circle.NewContact(name, number), now)
        await circle.consent(contact.id, contact.person_id, True, "1", now)
    people_of = {each.first_name: each for each in await people.contacts(ada.id)}
    await db.run("DELETE FROM deliveries")
    begun = await drills.start(ada.id, now)
    async with db.transaction():
        await messages.service.unreached("drill", [(begun.id, people_of["Bob"].person_id)], now)
    await drills.run_due(now)
    assert len(await words("drill")) == 2
    await circle.remove_contact(ada.id, people_of["Dan"].id, now)
    thanks = await drills.answer(begun.id, people_of["Cara"].person_id, "mine", now + timedelta(minutes=1))
    assert "This was a drill" in str(thanks)
    await drills.run_due(now + timedelta(minutes=1))
    assert len(await words("drill")) == 3  # Eve
    await drills.answer(begun.id, people_of["Eve"].person_id, "cannot", now + timedelta(minutes=9))
    await drills.stop(ada.id, now + timedelta(minutes=9))
    await drills.run_due(now + timedelta(minutes=9))
    report = [each for each in await words("notice") if each.startswith("The drill is over.")]
    assert report == [
        "The drill is over.\nBob could not be reached.\nCara answered within 1 minute: I am on it.\n"
        "Eve answered within 8 minutes: I cannot."
    ]
    assert "it is over" in str(await drills.answer(begun.id, people_of["Bob"].person_id, "mine", now))
    assert await probes.history.since(ada.id, now) == [] and not await Escalation.exists(user_id=ada.id)
    assert not await escalations.concerning(people_of["Bob"].person_id)
