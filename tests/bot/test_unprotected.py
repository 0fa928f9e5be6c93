"""Whoever is not protected is told so: at the end of setting up, when they ask, and when it comes about later."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot import standing
from tests.bot.talk import Phone, Talk
from tests.bot.test_plans import ADA, BOB, CARA, check_in, local, until, watched
from wellcheck import db, events, people
from wellcheck.errors import NotPossible
from wellcheck.i18n import join, say
from wellcheck.messages import Delivery, service
from wellcheck.probes import ProbeSettings, circle
from wellcheck.recurrence import Cron, key


async def close(phone: Phone, talk: Talk, stopped: bool) -> None:
    """This phone takes no message any more."""
    address = await people.find_address(phone.channel, phone.value)
    assert address is not None
    if stopped:
        await phone.says("STOP")
        return
    async with db.transaction():
        await people.mark_dead(address.id, "30005", talk.now)
        await service.address_gone(address.id, False, talk.now)


@pytest.mark.parametrize("stopped", [True, False], ids=["STOP", "dead"])
async def test_when_the_only_contact_can_be_told_no_more_she_hears_it(talk: Talk, stopped: bool) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    await close(bob, talk, stopped)
    said = await ada.hears()
    assert "Please add somebody else" in said or "Please give us another number" in said
    assert "We still ask you, but please add a contact" in said
    said = await ada.says("status")
    assert "Check-ins are on, but something is missing." in said and "Check-ins are on.\n" not in said


async def test_while_another_one_who_agreed_can_be_told_nothing_is_missing(talk: Talk) -> None:
    ada, bob = await watched(talk, contacts=(BOB, CARA)), talk.phone(BOB)
    await close(bob, talk, stopped=False)
    assert "We cannot reach Bob any more" in await ada.hears()
    assert "Check-ins are on.\n" in await ada.says("status")


async def test_one_who_never_answered_is_no_protection(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    await circle.add_contact(person, circle.NewContact("Cara", CARA), talk.now)
    await close(talk.phone(BOB), talk, stopped=True)
    assert "Nobody who agreed to be told about you can be reached now" in await ada.hears()
    assert "None of your contacts has agreed yet" in await ada.says("status")
    assert "None of your contacts has agreed yet" in await ada.says("check on me at 11 pm")
    assert "None of your contacts has agreed yet" in await ada.says("probe 60")
    assert "cannot watch over this walk" in await ada.says("walk me home: 20 minutes")
    await ada.says("schedule")
    await ada.says("every day at 10am")
    said = await ada.says("yes")
    assert "Saved." in said and "None of your contacts has agreed yet" in said


async def test_times_of_which_none_is_left_are_said(talk: Talk) -> None:
    ada = await watched(talk)
    event = await check_in(ada)
    # Such a rule is refused when it is chosen; an update of ours may still leave one behind.
    event.schedule = key(Cron(("0 9 * * *",), (), ("2026-04-08/2090-01-01",)))
    await event.save()
    await until(talk, local("2026-04-07T09:00"))
    said = await ada.hears()
    assert "Your times are over, so we do not ask you any more" in said
    await ada.says("1")
    said = await ada.says("status")
    assert "something is missing" in said and "We do not know when to ask you yet" in said


async def test_her_own_last_address_gone_her_contacts_hear_it(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    await bob.hears()
    await close(ada, talk, stopped=False)
    assert "We cannot ask Ada any more whether they are okay" in await bob.hears()
    assert await Delivery.filter(person_id=(await ada.person()).id, state="pending").count() == 0
    assert ada.value == ADA


async def test_a_walk_or_a_check_needs_somebody(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    await events.change_watch(person, events.WatchChange(active=False), talk.now)
    (contact,) = await people.contacts(person.id)
    await circle.remove_contact(person.id, contact.id, talk.now)
    assert "no emergency contact" in await ada.says("check on me at 11 pm")
    assert "cannot watch over this walk" in await ada.says("walk me home: 20 minutes")
    assert "An emergency contact is needed first" in await ada.says("resume")
    assert not await events.Event.filter(status="active", due_at__lt=talk.now + timedelta(days=400)).exists()


async def no_address(talk: Talk, ada: Phone) -> None:
    await people.Address.filter(person_id=(await ada.person()).id).update(dead_at=talk.now, dead_reason="30005")


async def no_consent(talk: Talk, ada: Phone) -> None:
    await people.Contact.all().update(consent="invited", consent_at=None)


async def no_contact(talk: Talk, ada: Phone) -> None:
    await people.Contact.all().delete()


async def no_reach(talk: Talk, ada: Phone) -> None:
    (contact,) = await people.contacts((await ada.person()).id)
    await people.Address.filter(person_id=contact.person_id).update(dead_at=talk.now, dead_reason="30005")


async def no_times(talk: Talk, ada: Phone) -> None:
    event = await check_in(ada)
    event.due_at = event.slot = None
    await event.save()


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (no_address, "We have no way to reach you yet"), (no_contact, "There is nobody we could tell about you yet"),
        (no_consent, "None of your contacts has agreed yet"), (no_reach, "None of those who agreed can be reached any more"),
        (no_times, "We do not know when to ask you yet"),
    ],
)  # fmt: skip
async def test_every_gap_is_named_at_the_end_of_setting_up_and_in_how_things_stand(
    talk: Talk, breaks: Callable[[Talk, Phone], Awaitable[None]], said: str
) -> None:
    ada = await watched(talk)
    person = await ada.person()
    assert "Everything is set up" in say(await standing.after_setting_up(person), "en")
    assert "Check-ins are on." in say(join(await standing.describe_standing(person, talk.now)), "en")
    await breaks(talk, ada)
    done = say(await standing.after_setting_up(person), "en")
    assert said in done and "Everything is set up" not in done and "Almost done" in done
    stands = say(join(await standing.describe_standing(person, talk.now)), "en").split("\n")
    assert stands[0] == "Check-ins are on, but something is missing." and any(said in line for line in stands)


@pytest.mark.parametrize(
    "words", ["pause", "pause forever", "pause until further notice", "pause until 31 December 9999"]
)
async def test_there_is_no_pause_without_an_end(talk: Talk, words: str) -> None:
    ada = await watched(talk)
    await ada.says(words)
    settings = await ProbeSettings.get(person_id=(await ada.person()).id)
    assert settings.active and settings.paused_until is None
    for end in (talk.now + timedelta(days=5000), talk.now):
        with pytest.raises(NotPossible):
            await events.pause(await ada.person(), end, talk.now)
    assert "paused" not in await ada.says("status")


async def test_who_is_paused_or_off_is_not_told_that_they_are_watched(talk: Talk) -> None:
    ada = await watched(talk)
    await ada.says("pause until Thursday 6pm")
    await ada.says("yes")
    assert "Check-ins are paused until Thu 9 Apr, 18:00." in await ada.says("status")
    await events.change_watch(await ada.person(), events.WatchChange(active=False), talk.now)
    said = await ada.says("status")
    assert "Check-ins are off." in said and "Check-ins are on" not in said
    done = say(await standing.after_setting_up(await ada.person()), "en")
    assert done == "Check-ins are off. Reply “resume” to switch them on."
