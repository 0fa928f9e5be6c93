"""Several people are silent in one outage, and the same contact is told about all of them: one message, one call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.stories.processes import eventually, scalar
from tests.stories.test_policies import person_of
from tests.stories.world import NUMBERS, World
from wellcheck import db, people, probes, runtime
from wellcheck.escalations import Escalation
from wellcheck.messages import Delivery


async def both_silent(world: World) -> dict[str, str]:
    """Ada and Cara, who have Bob alone, do not answer; the ids of their persons by name."""
    persons = {name: await world.person(name, contacts=("Bob",)) for name in ("Ada", "Cara")}
    for person in persons.values():
        await probes.ask(probes.Wish(person.id, world.now, 0, timedelta(minutes=5)), world.now)
    await world.settle()
    return {name: str(person.id) for name, person in persons.items()}


async def status(id: str) -> str:
    return (await Escalation.get(user_id=id)).status


async def test_one_text_names_both_and_each_is_taken_over_by_number(world: World) -> None:
    ids = await both_silent(world)
    await world.wait(minutes=5.2)
    said = await world.bob.hears("Not answered a check-in:", "Please answer with the number", "3 = I cannot")
    assert await world.bob.count("check-in:") == 1 and await world.bob.count("has not answered") == 0
    number = {line.partition(": ")[2]: line[0] for line in said.splitlines() if line[1:3] == ": "}
    await world.bob.says(number["Cara"])
    await world.bob.hears("You are looking after Cara now")
    assert (await status(ids["Ada"]), await status(ids["Cara"])) == ("running", "acknowledged")
    assert {row.state for row in await Delivery.filter(kind="alarm")} == {"delivered"}
    await world.bob.says("español")
    await world.bob.hears("Compruebe que estas personas", f"{number['Ada']}: Ada", f"{number['Cara']}: Cara")
    await world.bob.says("Ada")
    assert (await status(ids["Ada"]), await status(ids["Cara"])) == ("acknowledged", "acknowledged")
    await world.ada.says("I'm okay")
    assert (await status(ids["Ada"]), await status(ids["Cara"])) == ("resolved", "acknowledged")


async def test_a_number_takes_over_what_was_read_and_not_what_still_waits_for_its_provider(world: World) -> None:
    ids = {name: (await world.person(name, contacts=("Bob",), retries=0)).id for name in ("Ada", "Cara")}
    await probes.ask(probes.Wish(ids["Ada"], world.now, 0, timedelta(minutes=5)), world.now)
    await world.settle()
    await world.wait(minutes=5.2)
    await world.bob.hears("Ada has not answered")
    await probes.ask(probes.Wish(ids["Cara"], world.now, 0, timedelta(minutes=5)), world.now)
    await world.settle()
    await world.fault(provider="twilio", method="create", kind="status", status=429, phone=NUMBERS["Bob"], times=None)
    await world.wait(minutes=5.2)
    alarm = await Delivery.filter(kind="alarm").order_by("-id").first()
    assert alarm is not None and alarm.state == "pending" and alarm.due_at is not None and alarm.attempts > 0
    await runtime.wind(world.running, max(timedelta(0), alarm.due_at - world.now) + timedelta(seconds=1))
    await world.sandbox_post("/phones/bob/say", text="1", channel="sms")
    await eventually(lambda: scalar("SELECT 1 FROM inbound WHERE state = 'handled'"))
    assert (await status(str(ids["Ada"])), await status(str(ids["Cara"]))) == ("acknowledged", "running")
    await world.no_faults()
    await world.wait(minutes=1)
    await world.bob.hears("Cara has not answered")


@pytest.mark.parametrize("answers", [True, False])
async def test_one_call_names_both(world: World, answers: bool) -> None:
    persons = {name: await world.person(name, contacts=("Bob",)) for name in ("Ada", "Cara")}
    bob = (await person_of("Bob")).id
    await people.Address.filter(person_id=bob).update(channel="voice", blind=people.blind("voice", NUMBERS["Bob"]))
    for person in persons.values():
        await probes.ask(probes.Wish(person.id, world.now, 0, timedelta(minutes=5)), world.now)
    await world.settle()
    await world.wait(minutes=5.2)
    await world.bob.voice.rings()
    if not answers:
        await world.bob.voice.declines()
        row = await db.one("SELECT count(*) AS n FROM deliveries WHERE kind = 'alarm' AND state = 'failed'")
        assert row is not None and row["n"] == 2  # what became of the call became of both
        return
    await world.bob.voice.picks_up()
    said = await world.bob.voice.hears("Not answered a check-in:", "Ada", "Cara", "Press 3 if you cannot.")
    first = "Ada" if said.index("Ada") < said.index("Cara") else "Cara"
    other = "Cara" if first == "Ada" else "Ada"
    await world.bob.voice.presses("1")
    await world.bob.voice.hears(f"You are looking after {first} now")
    assert await status(str(persons[other].id)) == "running"
    await world.bob.voice.presses("2")  # still on the line
    assert await status(str(persons[other].id)) == "acknowledged"
