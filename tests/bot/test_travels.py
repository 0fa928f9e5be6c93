"""“I'm in Lisbon until Friday”: the clock there counts from now on, and goes back by itself; no slot twice, none never."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.bot.talk import Phone, Talk
from tests.bot.test_plans import check_in, local, states, until, watched
from wellcheck import events, people
from wellcheck.errors import NotPossible
from wellcheck.events import Event, travels
from wellcheck.recurrence import Cron

FRIDAY = date(2026, 4, 10)


async def away(talk: Talk, zone: str, times: Cron = Cron(("0 9 * * *",))) -> Phone:
    """Ada of London, asked at nine, in another zone up to the end of Friday."""
    ada = await watched(talk, times)
    await travels.set_off(await ada.person(), zone, FRIDAY, talk.now)
    return ada


async def test_the_clock_there_counts_and_goes_back_by_itself_and_both_are_told(talk: Talk) -> None:
    ada = await watched(talk)
    await ada.says("I'm in Lisbon until Friday")
    said = await ada.says("yes")
    assert "your times are by the clock of Lisbon. After 10 April 2026 we go back to that of London" in said
    assert "You are away: times are by the clock of Lisbon up to 10 April 2026." in await ada.says("status")


async def test_in_new_york_nine_is_nine_there_until_the_end_of_the_last_day(talk: Talk) -> None:
    ada = await away(talk, "America/New_York")
    person = await ada.person()
    assert person.zone == "America/New_York"
    for day in (7, 8, 9, 10):
        event = await check_in(ada)
        assert event.due_at == local(f"2026-04-{day:02}T14:00"), "nine in New York is two in London"
        await until(talk, event.due_at)
        assert "Are you okay?" in await ada.hears()
        await ada.says("1")
    await until(talk, local("2026-04-11T04:59"))
    assert (await ada.person()).zone == "America/New_York"
    await until(talk, local("2026-04-11T05:00"))
    said = await ada.hears()
    assert "your times are by the clock of London again. We ask you next on Sat 11 Apr, 09:00." in said
    assert (await ada.person()).zone == "Europe/London"
    await until(talk, local("2026-04-11T09:00"))
    assert "Are you okay?" in await ada.hears()
    fired = [state.split("T")[0] for state in await states(person) if "T09:00 " in state]
    assert fired == [f"2026-04-{day:02}" for day in (7, 8, 9, 10, 11)], "each day once"


async def test_flying_east_no_day_is_lost_and_flying_back_none_is_doubled(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 18 * * *",)))
    person = await ada.person()
    await travels.set_off(
        person, "Asia/Tokyo", FRIDAY, talk.now
    )  # 14:05 in London is 22:05 there: 18:00 was stepped over
    await until(talk, talk.now + timedelta(seconds=1))
    assert "Are you okay?" in await ada.hears()
    await ada.says("1")
    for day in range(7, 11):
        await until(talk, local(f"2026-04-{day:02}T10:00"))
        assert "Are you okay?" in await ada.hears()
        await ada.says("1")
    await until(talk, local("2026-04-10T16:00"))
    assert "by the clock of London again. We ask you next on Sat 11 Apr, 18:00" in await ada.hears()
    slots = [state for state in await states(person) if "T18:00 " in state]
    assert slots == [f"2026-04-{day:02}T18:00 fired" for day in range(6, 11)]


async def test_a_check_in_at_the_moment_of_return_is_planned_by_the_clock_at_home(talk: Talk) -> None:
    ada = await away(talk, "America/New_York", Cron(("0 0 * * *",)))
    for day in (7, 8, 9, 10):
        await until(talk, local(f"2026-04-{day:02}T05:00"))
        await ada.says("1")
    await until(talk, local("2026-04-11T05:00"))
    event = await check_in(ada)
    assert (event.zone, event.slot, event.due_at) == ("Europe/London", "2026-04-12T00:00", local("2026-04-12T00:00"))


async def test_back_early_or_on_to_the_next_place_home_stays_home(talk: Talk) -> None:
    ada = await away(talk, "America/New_York")
    person = await ada.person()
    trip = await travels.set_off(person, "Europe/Lisbon", date(2026, 4, 12), talk.now)
    assert (trip.home, trip.zone) == ("Europe/London", "Europe/Lisbon")
    assert await Event.filter(name="travel", status="active").count() == 1
    assert "Welcome back. Your times are by the clock of London again." in await ada.says("I'm in London")
    assert (await ada.person()).zone == "Europe/London"
    assert not await Event.exists(name="travel", status="active")
    assert "by that clock already" in await ada.says("I'm in London until Friday")


async def test_without_a_last_day_it_is_asked_and_a_place_nobody_knows_is_none(talk: Talk) -> None:
    ada = await watched(talk)
    assert "Is that your time?" in await ada.says("I'm travelling to Rome")
    assert "Until which day are you there?" in await ada.says("yes")
    assert "by the clock of Rome. After 10 April 2026" in await ada.says("Friday")
    assert "Sorry" in await ada.says("I'm in bed until noon")


async def test_whoever_moves_for_good_meanwhile_is_not_moved_back(talk: Talk) -> None:
    ada = await away(talk, "America/New_York")
    person = await ada.person()
    await people.rename(person, talk.now, zone="Europe/Rome")
    await travels.forget(person.id, talk.now)
    await events.moved(person, talk.now)
    await until(talk, local("2026-04-11T05:00"))
    assert (await ada.person()).zone == "Europe/Rome"


async def test_days_that_are_over_or_too_far_away_are_refused(talk: Talk) -> None:
    person = await (await watched(talk)).person()
    for last_day in (date(2026, 4, 5), date(2027, 4, 20)):
        with pytest.raises(NotPossible):
            await travels.set_off(person, "Europe/Rome", last_day, talk.now)


async def test_however_late_we_are_the_clock_goes_back(talk: Talk) -> None:
    ada = await away(talk, "America/New_York")
    await until(talk, local("2026-04-13T03:00"))
    assert (await ada.person()).zone == "Europe/London"
    assert (await check_in(ada)).slot == "2026-04-13T09:00"
