"""A pause has an end, and both sides know of it: told when it begins, reminded the day before, told when it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.talk import Phone, Talk, count
from tests.bot.test_plans import BOB, CARA, check_in, local, sent, until, watched
from wellcheck import events
from wellcheck.errors import NotPossible
from wellcheck.events import Event, WatchChange
from wellcheck.messages import Delivery
from wellcheck.people import Contact
from wellcheck.probes import Probe
from wellcheck.recurrence import Cron


async def paused(talk: Talk, at: str = "2026-04-12T18:00", contacts: tuple[str, ...] = (BOB,)) -> tuple[Phone, Phone]:
    """Ada, asked every day at nine, who paused until this time; and Bob, who agreed to be told about her."""
    ada, bob = await watched(talk, contacts=contacts), talk.phone(BOB)
    await events.pause(await ada.person(), local(at), talk.now)
    await sent(talk)
    return ada, bob


async def test_contacts_hear_of_it_she_is_reminded_the_day_before_and_both_hear_the_end(talk: Talk) -> None:
    ada, bob = await paused(talk)
    assert "Ada does not want to be asked until Sun 12 Apr, 18:00" in await bob.hears()
    for day in range(7, 12):
        await until(talk, local(f"2026-04-{day:02}T09:01"))
    assert await ada.hears() == "" and await count("probes") == 0
    await until(talk, local("2026-04-12T09:00"))
    assert await ada.hears() == 'We ask you again from Mon 13 Apr, 09:00 on. Reply "pause" to stay away longer.'
    await until(talk, local("2026-04-12T18:00"))
    assert await ada.hears() == "Your pause is over. We ask you next on Mon 13 Apr, 09:00."
    assert await bob.hears() == "We ask Ada again from now on, and tell you if they do not answer."
    await until(talk, local("2026-04-13T09:00"))
    assert "Are you okay?" in await ada.hears()


async def test_a_check_in_at_the_very_end_of_a_pause_is_asked(talk: Talk) -> None:
    ada, _ = await paused(talk, "2026-04-08T09:00")
    assert (await check_in(ada)).slot == "2026-04-08T09:00"
    await until(talk, local("2026-04-08T09:00"))
    assert "Are you okay?" in await ada.hears()


async def test_a_short_pause_needs_no_reminder(talk: Talk) -> None:
    ada, _ = await paused(talk, "2026-04-07T12:00")
    assert not await Event.exists(name="pause-reminder")
    await until(talk, local("2026-04-07T12:00"))
    assert "Your pause is over" in await ada.hears()


async def test_who_comes_back_early_says_so_and_the_contacts_hear_it_once(talk: Talk) -> None:
    ada, bob = await paused(talk)
    await bob.hears()
    await until(talk, local("2026-04-08T10:00"))
    assert "Check-ins are on again. We ask you next on Thu 9 Apr, 09:00" in await ada.says("resume")
    await sent(talk)
    assert await bob.hears() == "We ask Ada again from now on, and tell you if they do not answer."
    assert await Event.filter(action="pause", status="active").count() == 0
    await events.resume(await ada.person(), talk.now)
    await until(talk, local("2026-04-12T18:01"))
    assert await bob.hears() == ""


async def test_a_longer_pause_replaces_the_first(talk: Talk) -> None:
    ada, bob = await paused(talk)
    await bob.hears()
    await events.pause(await ada.person(), local("2026-04-20T18:00"), talk.now)
    await sent(talk)
    assert "until Mon 20 Apr, 18:00" in await bob.hears()
    await until(talk, local("2026-04-12T18:00"))
    assert await ada.hears() == "" and await bob.hears() == ""
    assert await Event.filter(name="pause", status="active").count() == 1


async def test_only_those_who_agreed_are_told(talk: Talk) -> None:
    ada = await watched(talk, contacts=(BOB, CARA))
    cara = await talk.phone(CARA).person()
    await Contact.filter(person_id=cara.id).update(consent="invited")
    before = await Delivery.filter(person_id=cara.id).count()
    await events.pause(await ada.person(), talk.now + timedelta(days=3), talk.now)
    assert await Delivery.filter(person_id=cara.id).count() == before
    assert "does not want to be asked" in await talk.phone(BOB).hears()


async def test_switching_off_and_on_is_told_as_well(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    assert "We ask Ada" not in await bob.hears(), "nothing is said about being watched for the first time"
    person = await ada.person()
    await events.change_watch(person, WatchChange(active=False), talk.now)
    assert "Ada has switched check-ins off" in await bob.hears()
    await events.change_watch(person, WatchChange(active=True), talk.now)
    assert "We ask Ada again from now on" in await bob.hears()


async def test_switched_off_in_a_pause_nothing_begins_again(talk: Talk) -> None:
    ada, bob = await paused(talk)
    await events.change_watch(await ada.person(), WatchChange(active=False), talk.now)
    await bob.hears()
    await until(talk, local("2026-04-12T09:00"))
    await until(talk, local("2026-04-12T18:00"))
    assert await ada.hears() == "" and await bob.hears() == ""


async def test_a_pause_takes_no_walk_away(talk: Talk) -> None:
    ada = await watched(talk)
    await events.walks.set_out(await ada.person(), timedelta(minutes=10), talk.now)
    await until(talk, talk.now + timedelta(minutes=10))
    await events.pause(await ada.person(), talk.now + timedelta(days=2), talk.now)
    assert (await Probe.get(kind="walk")).status == "pending"


async def test_a_window_is_told_and_not_its_minute(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *",), (120,)))
    await events.pause(await ada.person(), local("2026-04-12T18:00"), talk.now)
    await until(talk, local("2026-04-12T18:00"))
    assert "We ask you next on Mon 13 Apr, 09:00 to 11:00." in await ada.hears()


async def test_however_late_we_are_the_end_is_told(talk: Talk) -> None:
    ada, bob = await paused(talk)
    await bob.hears()
    await until(talk, local("2026-04-12T23:00"))
    assert "Your pause is over" in await ada.hears() and "We ask Ada again" in await bob.hears()


async def test_a_pause_without_an_end_is_no_pause(talk: Talk) -> None:
    ada = await watched(talk)
    for until_ in (talk.now, talk.now + timedelta(days=91)):
        with pytest.raises(NotPossible):
            await events.pause(await ada.person(), until_, talk.now)
    said = await ada.says("pause")
    assert "Switch check-ins off" in said
    assert "Is that right?" in await ada.says("1")
    said = await ada.says("yes")
    assert "Check-ins are off now" in said and "We have told Bob." in said


async def test_contacts_hear_that_somebody_is_not_asked_after_an_alarm_and_when_they_are_again(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    person = await ada.person()
    change = WatchChange(retries=0, wait=timedelta(minutes=5), after_alarm="pause")
    await events.change_watch(person, change, talk.now)
    await until(talk, local("2026-04-07T09:00"))
    await until(talk, local("2026-04-07T09:05"))
    assert "Ada has not answered a check-in" in await bob.hears()
    await until(talk, local("2026-04-07T09:07"))
    assert "Ada chose not to be asked again after an alarm" in await bob.hears(), "behind the alarm"
    assert "We will not ask you again" in await ada.hears()
    assert "Check-ins are on again" in await ada.says("resume")
    await sent(talk)
    assert "We ask Ada again from now on" in await bob.hears()
