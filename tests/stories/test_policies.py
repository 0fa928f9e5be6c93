"""Who is told when, as a user wishes it: what is foretold is what happens, and what runs already goes on as it began."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.stories.world import NUMBERS, World
from wellcheck import db, escalations, people
from wellcheck.crypto import vault
from wellcheck.escalations import Escalation, saved
from wellcheck.escalations.policies import Line, Policy
from wellcheck.messages import Delivery
from wellcheck.people import Hours, Person

NIGHT = Hours(22 * 60, 7 * 60)
MINUTE = timedelta(minutes=1)


async def ada_with(world: World, *names: str) -> tuple[Person, dict[str, UUID]]:
    """Ada, whose contacts of these names agreed, and their ids."""
    ada = await world.person("Ada", contacts=names)
    return ada, {contact.first_name: contact.id for contact in await people.contacts(ada.id)}


async def person_of(name: str) -> Person:
    """The person with this name's phone."""
    address = await people.find_address("sms", NUMBERS[name])
    assert address is not None
    return await people.get(address.person_id)


async def also(world: World, name: str, channel: str, value: str) -> None:
    """One more address of somebody."""
    if channel == "telegram":
        await world.phone(name).telegram.says("/start")  # until then Telegram lets no bot write to them
        await people.Address.filter(channel="telegram", blind=people.blind("telegram", value)).delete()
    await people.add_address((await person_of(name)).id, channel, value, world.now, verified_how="test")


Told = tuple[str, str, str, timedelta]
"""To whom, by which channel, which words, how long after the beginning."""


async def left(escalation: UUID, start: datetime) -> list[Told]:
    """Everything that was said about an alarm."""
    found = await Delivery.filter(about_id=escalation, sent_at__isnull=False).exclude(kind="edit")
    return sorted(
        (str(each.person_id), each.channel, vault().open(bytes(each.text_sealed), "deliveries.text", each.id),
         each.sent_at - start)
        for each in found
    )  # fmt: skip


async def let_it_go_on(world: World, escalation: UUID, end: datetime) -> None:
    """Jump from step to step, and from message to message, up to that moment."""
    while True:
        row = await db.one(
            "SELECT least((SELECT due_at FROM escalations WHERE id = $1), (SELECT min(due_at) FROM deliveries WHERE about_id ="
            " $1 AND state = 'pending')) AS at",
            escalation,
        )
        assert row is not None
        if row["at"] > end + MINUTE:
            return
        await world.until(row["at"])


FORETOLD = {
    "nothing saved": None,
    "at night Cara first, then everybody": Policy(
        "usual", (Line("contact", "Cara", hours=NIGHT, wait=7 * MINUTE), Line("everyone", together=True, wait=9 * MINUTE)),
        rounds=2, is_default=True,
    ),
    "by phone at once, our team, and another policy": Policy(
        "usual",
        (Line("contact", "Bob", channels=("voice",), at_once=True, wait=6 * MINUTE), Line("operators", wait=4 * MINUTE)),
        rounds=1, round_wait=8 * MINUTE, reasons=("bad", "unavailable"), then="after",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wish", FORETOLD)
async def test_what_is_foretold_is_what_happens(world: World, wish: str) -> None:
    ada, contacts = await ada_with(world, "Bob", "Cara")
    await world.operator()
    await also(world, "Bob", "telegram", "7002")
    await people.set_quiet_hours((await person_of("Cara")).id, Hours(0, 9 * 60), world.now)
    policy = FORETOLD[wish]
    if policy is not None:
        await saved.save(
            ada.id, Policy("after", (Line("everyone", wait=6 * MINUTE),), rounds=1, round_wait=MINUTE), world.now
        )
        lines = tuple(
            Line(
                line.tell, str(contacts[line.name]) if line.name else None, line.channels, line.at_once, line.together,
                line.wait, line.hours, line.outside,
            )
            for line in policy.lines
        )  # fmt: skip
        chosen = Policy(
            policy.name, lines, policy.rounds, policy.round_wait, policy.reasons, policy.is_default, policy.then
        )
        await saved.save(ada.id, chosen, world.now)
    reason = "unavailable"
    await world.until(world.now.replace(hour=6, minute=1, second=0, microsecond=0) + timedelta(days=1))
    start = world.now
    told = await escalations.simulate(ada.id, reason, start)
    id = await escalations.start(escalations.Start(ada.id, reason), start)
    await world.settle()
    await let_it_go_on(world, id, max(saying.at for saying in told.sayings))
    happened = await left(id, start)
    foretold = sorted((str(s.person_id), s.channel, s.text, s.at - start) for s in told.sayings)
    assert [what[:3] for what in happened] == [what[:3] for what in foretold]
    # The clock goes on while this machine works: each step counts from when the one before it was taken.
    late = [each[3] - meant[3] for each, meant in zip(happened, foretold, strict=True)]
    assert all(timedelta(0) <= each < MINUTE for each in late), late
    assert (await Escalation.get(id=id)).status == "exhausted"


async def test_further_addresses_of_a_contact_are_tried_until_somebody_takes_over(world: World) -> None:
    ada, _ = await ada_with(world, "Bob", "Cara")
    await also(world, "Bob", "telegram", "7002")
    await also(world, "Cara", "telegram", "7003")
    await escalations.start(escalations.Start(ada.id, "bad"), world.now)
    await world.settle()
    await world.bob.hears("Ada answered that they are not okay")
    assert await world.bob.telegram.count("Ada answered") == 0
    await world.wait(minutes=2.1)
    await world.bob.telegram.hears("Ada answered that they are not okay")
    await world.wait(minutes=3)
    await world.cara.hears("Ada answered that they are not okay")
    await world.bob.telegram.taps("I am on it")
    await world.wait(minutes=3)
    assert await world.cara.telegram.count("Ada answered") == 0


async def test_who_cannot_help_is_left_alone_on_all_their_addresses(world: World) -> None:
    ada, _ = await ada_with(world, "Bob", "Cara")
    await also(world, "Bob", "telegram", "7002")
    await escalations.start(escalations.Start(ada.id, "bad"), world.now)
    await world.settle()
    await world.bob.says("2")
    await world.cara.hears("Ada answered that they are not okay")
    await world.wait(minutes=3)
    assert await world.bob.telegram.count("Ada answered") == 0


async def test_quiet_hours_give_way_to_what_is_urgent_and_the_message_says_so(world: World) -> None:
    ada, _ = await ada_with(world, "Bob", "Cara")
    await people.set_quiet_hours((await person_of("Bob")).id, Hours(0, 12 * 60), world.now)
    await escalations.start(escalations.Start(ada.id, "unavailable"), world.now)
    await world.settle()
    await world.cara.hears("Ada has not answered a check-in")
    await world.ada.hears("we told Cara")
    await world.wait(minutes=10.1)
    await world.bob.hears("Ada has not answered a check-in", "Sorry for the hour: nobody else has taken over.")
    await escalations.start(escalations.Start(ada.id, "panic"), world.now)
    await world.settle()
    await world.bob.hears("Ada asked for help", "Sorry for the hour: this is urgent.")


async def test_what_runs_goes_on_as_it_began_until_an_operator_says_otherwise(world: World) -> None:
    ada, contacts = await ada_with(world, "Bob", "Cara")
    id = await escalations.start(escalations.Start(ada.id, "bad"), world.now)
    await world.settle()
    only_bob = Policy("usual", (Line("contact", str(contacts["Bob"]), wait=20 * MINUTE),), is_default=True)
    await saved.save(ada.id, only_bob, world.now)
    await world.wait(minutes=5.1)
    await world.cara.hears("Ada answered that they are not okay")
    olga = await world.operator()
    await escalations.use_policy_of_now(id, olga.id, world.now)
    await world.settle()
    assert await world.bob.count("Ada answered that they are not okay") == 2
    await world.wait(minutes=19)
    assert await world.cara.count("Ada answered that they are not okay") == 1
    await world.cara.says("1")  # who was told may still take over
    await world.ada.hears("Cara is coming to check on you")
    row = await db.one("SELECT data FROM timeline WHERE what = 'policy_updated' AND about_id = $1", id)
    assert row is not None and str(olga.id) in str(row["data"])


async def test_an_alarm_from_before_there_were_policies_goes_on(world: World) -> None:
    ada, contacts = await ada_with(world, "Bob", "Cara")
    plan = [
        {"contact": str(contacts[name]), "person": str((await person_of(name)).id), "consent": "consented"}
        for name in ("Bob", "Cara")
    ]
    id = db.new_id()
    await db.run(
        "INSERT INTO escalations (id, user_id, reason, late, status, plan, step, round, due_at, started_at, updated_at,"
        " failures) VALUES ($1, $2, 'bad', false, 'running', $3::jsonb, 1, 1, $4, $4, $4, 0)",
        id, ada.id, json.dumps(plan), world.now,
    )  # fmt: skip
    await world.settle()
    await world.cara.hears("Ada answered that they are not okay")
    assert await world.ada.count("We told") == 0
    await world.wait(minutes=10.1)
    await world.bob.hears("Ada answered that they are not okay")
    after = await Escalation.get(id=id)
    assert (after.round, after.step, after.told, after.stages) == (2, 1, [plan[0]["person"]], None)


async def test_a_policy_that_lost_its_people_is_told_about_and_gives_way(world: World) -> None:
    ada, contacts = await ada_with(world, "Bob", "Cara")
    only_bob = Policy("usual", (Line("contact", str(contacts["Bob"])),), is_default=True)
    assert (await saved.save(ada.id, only_bob, world.now)).findings == ()
    await world.bob.says("STOP")
    await world.ada.hears(
        "What you chose about who is told when does not work as before", "Bob does not want to be told"
    )
    await escalations.start(escalations.Start(ada.id, "unavailable"), world.now)
    await world.settle()
    await world.cara.hears("Ada has not answered a check-in")
