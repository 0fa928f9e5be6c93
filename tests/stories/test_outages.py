"""We were away ourselves: what was missed is asked late or recorded, answers are fetched, and nobody is alarmed for it."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.processes import scalar
from tests.stories.world import NUMBERS, World
from wellcheck import db, events, people, probes, runtime
from wellcheck.escalations import Escalation
from wellcheck.events import Occurrence, WatchChange
from wellcheck.people import Contact, Person
from wellcheck.probes import Probe


async def skipped() -> list[tuple[str, str]]:
    """What every occurrence became, oldest first: (slot, state)."""
    return [(row.slot, row.state) for row in await Occurrence.all().order_by("due_at")]


async def watched(world: World, name: str, times: str) -> Person:
    """Somebody else who is watched, with Bob as their contact."""
    async with db.transaction():
        person = await people.create(name, None, "en", "Europe/London", world.now)
        await people.add_address(person.id, "sms", NUMBERS[name], world.now, verified_how="test")
    added = await probes.circle.add_contact(person, probes.circle.NewContact("Bob", NUMBERS["Bob"]), world.now)
    await probes.circle.consent(added.id, added.person_id, True, "1", world.now)
    await events.change_watch(person, WatchChange(True, times, 0, timedelta(minutes=60)), world.now)
    await world.settle()
    return person


async def test_an_answer_whose_webhook_never_came_is_fetched_before_anything_escalates(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="inbound", callbacks="drop", phone="ada")
    await world.ada.says("Y")
    assert (await world.probe(ada)).status == "pending"
    async with world.outage(timedelta(minutes=45)):
        assert (await world.probe(ada)).status == "good"
        await world.ada.hears("👍 Thank you, Ada.")
        await world.wait(hours=2)
        assert await Escalation.all().count() == 0


async def test_an_answer_whose_webhook_never_came_is_found_within_a_minute_also_without_an_outage(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="inbound", callbacks="drop", phone="ada")
    await world.ada.says("Y")
    await world.wait(minutes=1.1)
    await db.run("UPDATE beats SET seen_at = seen_at - interval '1 minute' WHERE kind = 'listen'")  # a real minute
    world.engine._listen_at = 0.0
    await world.settle()
    assert (await world.probe(ada)).status == "good"
    assert await scalar("SELECT count(*) FROM inbound") == 1


async def test_what_was_said_before_the_question_and_is_fetched_after_it_is_no_answer(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.fault(provider="twilio", method="inbound", callbacks="drop", phone="ada")
    await world.ada.says("I'm okay")
    await world.until_asked(ada)
    async with world.outage(timedelta(minutes=5)):
        assert await scalar("SELECT count(*) FROM inbound") == 1
        assert (await world.probe(ada)).status == "pending"


async def test_ten_minutes_away_at_the_time_of_a_check_in_and_it_is_asked_late(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    event = await events.Event.get(owner_id=ada.id, name=events.CHECK_IN)
    assert event.due_at is not None
    slot = event.due_at
    await world.until(slot - timedelta(minutes=5))
    async with world.outage(timedelta(minutes=10)):
        assert await world.ada.count("Are you okay?") == 1
        probe = await world.probe(ada)
        assert timedelta(minutes=5) <= probe.asked_at - slot < timedelta(minutes=6)
        assert probe.due_at is not None and probe.due_at - probe.asked_at == timedelta(minutes=60)  # the whole time
        assert [state for _, state in await skipped()] == ["fired"]
        assert await scalar("SELECT count(*) FROM timeline WHERE what = 'operators_told'") == 0
        await world.ada.says("1")
        assert (await world.probe(ada)).status == "good"
        following = await events.Event.get(id=event.id)
        assert following.due_at is not None and following.due_at - slot == timedelta(days=1)


async def test_a_wait_that_ended_while_we_were_away_goes_on_with_the_next_question(world: World) -> None:
    ada = await world.person("Ada", retries=1, wait=5)
    await world.until_asked(ada)
    async with world.outage(timedelta(hours=3)):
        assert await world.ada.count("we have not heard from you yet") == 1
        assert await Escalation.all().count() == 0
        await world.ada.says("1")
        assert (await world.probe(ada)).status == "good"


async def test_a_question_that_never_left_before_we_were_away_alarms_nobody(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.fault(
        provider="twilio", method="create", kind="status", status=429, retry_after=300, phone="ada", times=None
    )
    await world.until_asked(ada)
    async with world.outage(timedelta(hours=26)):
        assert await Escalation.filter(user_id=ada.id).count() == 0
        await world.no_faults()
        await world.wait(minutes=6)
        assert (await world.probe(ada)).status == "pending"
        assert await world.ada.count("Are you okay?") == 1
        await world.ada.says("1")
        assert (await world.probe(ada)).status == "good"


async def test_a_day_away_is_recorded_slot_by_slot_reported_once_and_alarms_nobody(world: World) -> None:
    await world.operator()
    ada = await world.person("Ada", times="0 9 * * *", retries=0, wait=60)
    cara = await watched(world, "Cara", "30 10 * * *")
    await world.until(world.now.replace(hour=8, minute=50))
    before = await Contact.filter(consent="consented").count()
    async with world.outage(timedelta(hours=26)):  # until 10:50 the next day
        monday, tuesday = (f"{(world.now - timedelta(days=days)).date()}" for days in (1, 0))
        assert await skipped() == [
            (f"{monday}T09:00", "skipped_outage"),
            (f"{monday}T10:30", "skipped_outage"),
            (f"{tuesday}T09:00", "skipped_outage"),
            (f"{tuesday}T10:30", "fired"),
        ]
        assert await Probe.filter(person_id=ada.id).count() == 0  # 9:00 is too long ago to be asked at 10:50
        assert (await world.probe(cara)).status == "pending"
        told = [text for text in await world.olga.received() if "missed" in text]
        assert len(told) == 1 and told[0].startswith("3 check-ins of 2 people were missed between")
        assert await scalar("SELECT count(*) FROM timeline WHERE what = 'skipped_outage'") == 3
        assert await Escalation.all().count() == 0
        assert await world.bob.count("Please make sure") == 0
        assert await Contact.filter(consent="consented").count() == before
        await world.until_asked(ada)
        assert await world.ada.count("Are you okay?") == 1


INTERRUPTED = "Our service was interrupted, so this message is late."


async def test_who_is_told_late_because_of_us_is_told_that_we_were_away(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=30)
    await world.until_asked(ada)
    async with world.outage(timedelta(minutes=45)):
        await world.bob.hears("Ada has not answered a check-in. Please make sure they are okay. " + INTERRUPTED)
        await world.wait(minutes=5.1)
        await world.cara.hears("Ada has not answered a check-in.", INTERRUPTED)


async def test_who_was_asked_late_and_did_not_answer_was_asked_late_because_of_us(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    event = await events.Event.get(owner_id=ada.id, name=events.CHECK_IN)
    assert event.due_at is not None
    await world.until(event.due_at - timedelta(minutes=5))
    async with world.outage(timedelta(minutes=15)):
        assert await world.ada.count("Are you okay?") == 1
        await world.wait(minutes=60.1)
        await world.bob.hears("Ada has not answered a check-in.", INTERRUPTED)


async def test_without_an_outage_nobody_speaks_of_one(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.until_asked(ada)
    await world.wait(minutes=30.1)
    await world.bob.hears("Ada has not answered a check-in.")
    assert await world.bob.count("interrupted") == 0


async def test_an_escalation_goes_on_with_the_step_it_had_not_taken(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    assert await world.bob.count("has not answered") == 1
    async with world.outage(timedelta(hours=2)):
        assert await world.cara.count("has not answered") == 1  # not skipped, however late
        assert await world.bob.count("has not answered") == 1


async def test_what_waited_too_long_to_leave_is_not_said_any_more(world: World) -> None:
    ada = await world.person("Ada", retries=3, wait=60)
    await world.fault(
        provider="twilio", method="create", kind="status", status=429, retry_after=300, phone="ada", times=None
    )
    await world.until_asked(ada)
    await runtime.wind(world.running, timedelta(minutes=70))
    await world.no_faults()
    await world.settle()
    assert await scalar("SELECT state FROM deliveries WHERE kind = 'ask'") in ("expired", "withdrawn")
    assert await world.ada.count("Are you okay?") == 1  # the new one, that was written when nobody had taken the first
    assert (await world.probe(ada)).status == "pending"
