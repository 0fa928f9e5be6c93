"""Ways to a false "all good" or a lost alarm: each is closed, and this says how."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import here
from tests.bot.talk import Phone, Talk
from wellcheck import db, escalations, events, messages, people, probes, runtime
from wellcheck.config import Config
from wellcheck.errors import NotPossible
from wellcheck.escalations import Escalation, Start
from wellcheck.events import WatchChange
from wellcheck.messages import Delivery
from wellcheck.people import Contact, Person
from wellcheck.probes import Probe, circle
from wellcheck.recurrence import Cron

ADA, BOB, CLEO = "+447700900001", "+447700900002", "+447700900003"


@pytest.fixture
async def talk(config: Config) -> AsyncIterator[Talk]:
    """Everything `bot.hear` needs, on this test's own database."""
    here.use(config)
    async with runtime.start(config, "test"):
        assert config.database_url is not None
        yield Talk(config.database_url)


async def watched(talk: Talk, name: str = "Ada", number: str = ADA, contacts: tuple[str, ...] = (BOB,)) -> Phone:
    """Somebody who is asked every day at nine, with contacts who agreed."""
    phone = talk.phone(number)
    async with db.transaction():
        person = await people.create(name, None, "en", "Europe/London", talk.now)
        await people.add_address(person.id, "sms", number, talk.now, verified_how="wrote")
        for contact in contacts:
            made = await circle.add_contact(person, circle.NewContact(f"C{contact[-1]}", contact), talk.now)
            await circle.consent(made.id, made.person_id, True, "yes", talk.now)
        await events.change_watch(person, WatchChange(active=True, times=Cron(("0 9 * * *",))), talk.now)
    for each in (phone, *map(talk.phone, contacts)):
        await each.hears()
    return phone


async def ask(who: Phone, talk: Talk, minutes: int = 30, kind: str = "scheduled") -> Probe:
    """Ask this person now, without follow-ups."""
    person = await who.person()
    id = await probes.ask(probes.Wish(person.id, talk.now, 0, timedelta(minutes=minutes), kind), talk.now)
    await db.run("UPDATE deliveries SET state = 'sent', sent_at = $1, due_at = NULL WHERE about_id = $2", talk.now, id)
    await who.hears()
    return await Probe.get(id=id)


async def alarms(to: Phone) -> int:
    """How many alarms were written for this phone's owner."""
    return await Delivery.filter(person_id=(await to.person()).id, kind="alarm").count()


async def the_alarm(of: Phone) -> Escalation:
    return await Escalation.get(user_id=(await of.person()).id)


# --- silence ---------------------------------------------------------------------------------------------------------


async def test_a_reply_that_can_never_be_understood_does_not_hold_the_alarm_for_ever(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    probe = await ask(ada, talk)
    async with db.transaction():
        noted = await messages.note_inbound([ada.inbound("\N{PILE OF POO}")], talk.now)
        await messages.unheard(noted[0].row, talk.now)
    talk.now = probe.due_at or talk.now
    for _ in range(60):
        talk.now += timedelta(seconds=5)
        await probes.run_due(talk.now)
    assert (await Probe.get(id=probe.id)).status == "unavailable"
    assert await alarms(bob) == 1


async def test_what_was_said_a_moment_before_the_end_is_heard_first(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    probe = await ask(ada, talk)
    talk.now = probe.due_at or talk.now
    async with db.transaction():
        noted = await messages.note_inbound([ada.inbound("yes")], talk.now)
        await messages.unheard(noted[0].row, talk.now)
    await probes.run_due(talk.now + timedelta(seconds=1))
    assert (await Probe.get(id=probe.id)).status == "pending"
    assert await alarms(bob) == 0


async def test_a_rehearsal_that_hangs_does_not_swallow_the_real_question(talk: Talk) -> None:
    ada = await watched(talk)
    rehearsal = await ask(ada, talk, kind="rehearsal")
    real = await ask(ada, talk)
    assert (await Probe.get(id=rehearsal.id)).status == "cancelled"
    assert (await Probe.get(id=real.id)).kind == "scheduled"


async def test_a_name_that_cannot_be_read_keeps_no_alarm_from_leaving(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    probe = await ask(ada, talk)
    await Person.filter(id=(await ada.person()).id).update(first_name_sealed=b"\x01 not a sealed name at all")
    talk.now = (probe.due_at or talk.now) + timedelta(seconds=1)
    await probes.run_due(talk.now)
    assert (await Probe.get(id=probe.id)).status == "unavailable"
    assert await alarms(bob) == 1


# --- a call for help while people are being told -------------------------------------------------------------------


async def test_a_call_for_help_after_somebody_took_over_is_told_at_once(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    await escalations.start(Start((await ada.person()).id, "unavailable"), talk.now)
    await bob.hears()
    await bob.says("on my way")
    assert (await the_alarm(ada)).status == "acknowledged"
    await ada.says("help, I fell")
    assert "asked for help" in await bob.hears()
    told = await the_alarm(ada)
    assert (told.status, told.reason) == ("running", "panic")


async def test_a_call_for_help_does_not_wait_for_the_next_hour_of_an_exhausted_alarm(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    await escalations.start(Start((await ada.person()).id, "unavailable"), talk.now)
    for _ in range(6):
        talk.now += timedelta(minutes=11)
        await escalations.run_due(talk.now)
    assert (await the_alarm(ada)).status == "exhausted"
    await bob.hears()
    await ada.says("help, I fell")
    assert "asked for help" in await bob.hears()


async def test_calling_for_help_again_and_again_starts_nothing_over(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    for _ in range(4):
        await ada.says("help, I fell")
    assert await alarms(bob) == 1


async def test_silence_after_somebody_took_over_leaves_them_in_charge(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    id = await escalations.start(Start((await ada.person()).id, "unavailable"), talk.now)
    await bob.hears()
    await bob.says("on my way")
    assert await escalations.start(Start((await ada.person()).id, "unavailable"), talk.now) == id
    assert (await the_alarm(ada)).status == "acknowledged"


# --- who may take over, and who may say that somebody is safe ------------------------------------------------------


async def test_who_was_removed_ends_no_alarm(talk: Talk) -> None:
    ada, bob = await watched(talk, contacts=(BOB, CLEO)), talk.phone(BOB)
    user = await ada.person()
    await escalations.start(Start(user.id, "panic"), talk.now)
    await bob.hears()
    other = await watched(talk, "Eve", "+447700900009")  # so that Bob stays known to us
    assert other is not None
    contact = await Contact.get(user_id=user.id, person_id=(await bob.person()).id)
    await circle.remove_contact(user.id, contact.id, talk.now)
    alarm = await the_alarm(ada)
    for verb in (escalations.acknowledge, escalations.settle, escalations.cannot):
        with pytest.raises(NotPossible):
            await verb(alarm.id, contact.person_id, talk.now)
    assert (await the_alarm(ada)).status == "running"


async def test_nobody_takes_over_for_themselves(talk: Talk) -> None:
    ada = await watched(talk)
    user = await ada.person()
    id = await escalations.start(Start(user.id, "unavailable"), talk.now)
    with pytest.raises(NotPossible):
        await escalations.acknowledge(id, user.id, talk.now)
    assert (await the_alarm(ada)).status == "running"


async def test_i_cannot_tapped_many_times_counts_once(talk: Talk) -> None:
    ada, bob = await watched(talk, contacts=(BOB, CLEO)), talk.phone(BOB)
    id = await escalations.start(Start((await ada.person()).id, "panic"), talk.now)
    for _ in range(6):
        await escalations.cannot(id, (await bob.person()).id, talk.now)
        await escalations.run_due(talk.now)
    assert await alarms(bob) == 1
    assert await alarms(talk.phone(CLEO)) == 1


# --- whose word it is ------------------------------------------------------------------------------------------------


async def test_a_one_under_an_alarm_is_no_ok_to_a_question_on_another_channel(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    user, contact = await ada.person(), await bob.person()
    telegram = await people.add_address(contact.id, "telegram", "7002", talk.now, verified_how="wrote")
    await escalations.start(Start(user.id, "panic"), talk.now)
    await bob.hears()
    talk.now += timedelta(minutes=1)
    probe = await probes.ask(probes.Wish(contact.id, talk.now, 0, timedelta(minutes=30)), talk.now)
    await db.run("UPDATE deliveries SET channel = 'telegram', address_id = $2 WHERE about_id = $1", probe, telegram.id)
    assert "You are looking after Ada now" in await bob.says("1")
    assert (await Probe.get(id=probe)).status == "pending"


async def test_a_code_for_one_number_proves_no_other(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    mallory, own = talk.telegram("6666", language="en", name="Mallory"), "+447700900066"
    for words in ("/start", "1", "Mallory", own, "yes"):
        await mallory.says(words)
    code = await Delivery.filter(kind="code").first()
    assert code is not None
    for words in ("later", "later", "/link", BOB, code.text[:6]):
        await mallory.says(words)
    assert (await mallory.person()).id != (await bob.person()).id
    order = (await people.telling_orders([(await ada.person()).id]))[(await ada.person()).id]
    assert [told.person_id for told in order] == [(await bob.person()).id]


async def test_a_code_for_one_number_confirms_no_other_by_the_api(talk: Talk) -> None:
    person = await (await watched(talk)).person()
    code = await people.new_code("phone", person.id, talk.now, about="+447700900071")
    with pytest.raises(Exception, match="not the code"):
        await people.redeem_code("phone", person.id, code, talk.now, about="+447700900072")
    await people.redeem_code("phone", person.id, code, talk.now, about="+447700900071")


async def test_a_mistyped_number_brings_nobody_elses_telegram_along(talk: Talk) -> None:
    ada = await watched(talk)  # she mistyped Bob's number: it is Carl's
    user = await ada.person()
    stub = await talk.phone(BOB).person()
    await people.add_address(stub.id, "telegram", "7002", talk.now, verified_how="wrote", first=True)
    carl = await people.create("Carl", None, "en", "UTC", talk.now)
    await people.add_address(carl.id, "telegram", "7003", talk.now, verified_how="wrote")
    from bot.links import claim_phone

    async with db.transaction():
        assert await claim_phone(carl, BOB, "shared", talk.now) == carl.id
    assert (await talk.telegram("7002").person()).id == stub.id
    assert (await talk.phone(BOB).person()).id == carl.id
    assert [told.person_id for told in (await people.telling_orders([user.id]))[user.id]] == [stub.id]


# --- one person after all ------------------------------------------------------------------------------------------


async def test_a_contact_who_turns_out_to_be_somebody_else_we_know_is_still_told(talk: Talk) -> None:
    ada, bob = await watched(talk, contacts=(CLEO, BOB)), talk.phone(BOB)
    id = await escalations.start(Start((await ada.person()).id, "panic"), talk.now)
    stub, real = await bob.person(), await people.create("Robert", None, "en", "UTC", talk.now)
    await people.merge(real.id, stub.id, talk.now)
    talk.now += timedelta(minutes=6)
    await escalations.run_due(talk.now)
    assert await Delivery.filter(person_id=real.id, kind="alarm").count() == 1
    await escalations.acknowledge(id, real.id, talk.now)
    other = await people.create("Bobby", None, "en", "UTC", talk.now)
    await people.merge(other.id, real.id, talk.now)
    assert (await the_alarm(ada)).acknowledged_by_id == other.id


async def test_a_call_for_help_outlives_that_its_caller_is_somebody_we_know(talk: Talk) -> None:
    await watched(talk)
    bob = talk.phone(BOB)
    stub = await bob.person()
    await escalations.start(Start(stub.id, "panic"), talk.now)
    real = await people.create("Robert", None, "en", "UTC", talk.now)
    await people.merge(real.id, stub.id, talk.now)
    assert (await Escalation.get(user_id=real.id)).status == "exhausted"
