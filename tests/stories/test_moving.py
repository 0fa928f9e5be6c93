"""Somebody moves to another zone around a check-in: on that day they are asked once, neither twice nor never."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.stories.world import World
from wellcheck import events, people
from wellcheck.events import Occurrence
from wellcheck.people import Person
from wellcheck.probes import Probe


async def before_nine(world: World, minutes: int, times: str = "0 9 * * *", zone: str = "Europe/London") -> Person:
    """Ada, so many minutes before the first of her times on that day."""
    ada = await world.person("Ada", times=times, zone=zone, retries=0, wait=5)
    event = await events.Event.get(owner_id=ada.id, name=events.CHECK_IN)
    assert event.due_at is not None
    await world.until(event.due_at - timedelta(minutes=minutes))
    return ada


async def moves(world: World, ada: Person, zone: str) -> None:
    """She lives there now."""
    await people.rename(ada, world.now, zone=zone)
    await events.moved(ada, world.now)
    await world.settle()


async def days(ada: Person, zone: str) -> list[int]:
    """The days of the month, there, on which she was asked."""
    return [p.asked_at.astimezone(ZoneInfo(zone)).day for p in await Probe.filter(person_id=ada.id).order_by("id")]


@pytest.mark.parametrize("zone", ["Europe/Athens", "Asia/Tokyo", "Pacific/Auckland"])
async def test_eastwards_just_before_the_time_she_is_asked_late_and_not_never(world: World, zone: str) -> None:
    ada = await before_nine(world, 1)
    today = world.now.astimezone(ZoneInfo(zone)).day
    await moves(world, ada, zone)
    assert await world.ada.count("Are you okay?") == 1
    await world.ada.says("1")
    await world.wait(minutes=30)
    assert await days(ada, zone) == [today]
    await world.until_asked(ada)
    following = (await Probe.filter(person_id=ada.id).order_by("-id"))[0].asked_at.astimezone(ZoneInfo(zone))
    assert (following.hour, following.minute) == (9, 0) and following.day != today
    assert await Occurrence.filter(state="skipped_outage").count() == 0


async def test_westwards_just_after_the_time_she_is_not_asked_a_second_time_that_day(world: World) -> None:
    ada = await before_nine(world, 1)
    await world.wait(minutes=2)
    await world.ada.says("1")
    await moves(world, ada, "America/New_York")
    await world.wait(hours=6)
    assert await Probe.filter(person_id=ada.id).count() == 1
    await world.until_asked(ada)
    assert len(set(await days(ada, "America/New_York"))) == 2


async def test_eastwards_to_before_the_time_nothing_is_asked_early(world: World) -> None:
    ada = await before_nine(world, 180)
    await moves(world, ada, "Europe/Athens")
    assert await world.ada.count("Are you okay?") == 0
    await world.until_asked(ada)
    [probe] = await Probe.filter(person_id=ada.id)
    assert probe.asked_at.astimezone(ZoneInfo("Europe/Athens")).hour == 9


@pytest.mark.parametrize("how", ["paused", "switched off"])
async def test_who_is_not_to_be_asked_is_not_asked_for_moving(world: World, how: str) -> None:
    ada = await before_nine(world, 1)
    if how == "paused":
        await events.pause(ada, world.now + timedelta(days=3), world.now)
    else:
        await events.change_watch(ada, events.WatchChange(active=False), world.now)
    await moves(world, ada, "Asia/Tokyo")
    await world.wait(hours=1)
    assert await Probe.filter(person_id=ada.id).count() == 0


async def test_of_two_times_that_were_jumped_over_one_is_asked(world: World) -> None:
    ada = await before_nine(world, 1, times="0 9 * * *; 0 12 * * *")
    await moves(world, ada, "Asia/Tokyo")
    await world.wait(minutes=20)
    assert await Probe.filter(person_id=ada.id).count() == 1
