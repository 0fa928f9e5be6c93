"""What people wish for when they are asked: told on a text-message phone and on Telegram."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import Phone, World
from wellcheck import events
from wellcheck.events import Occurrence, WatchChange
from wellcheck.people import Person

CHANNELS = pytest.mark.parametrize("channel", ["sms", "telegram"])


async def ada_on(world: World, channel: str, **watch: Any) -> tuple[Person, Phone]:
    """Ada, who is watched, and the phone she is reached on by this channel."""
    ada = await world.person("Ada", **watch)
    if channel == "telegram":
        await also_on_telegram(world, ada, "Ada", first=True)
    return ada, world.ada.telegram if channel == "telegram" else world.ada


@CHANNELS
async def test_in_a_window_she_is_asked_once_a_day_and_told_the_window_alone(world: World, channel: str) -> None:
    ada, phone = await ada_on(world, channel)
    await events.change_watch(ada, WatchChange(windows=(120,)), world.now)
    await phone.says("status")
    assert "09:00 to 11:00" in await phone.last()
    midnight = world.now.replace(hour=0)
    for day in range(3):
        await world.until_asked(ada)
        assert "Are you okay?" in await phone.last()
        since = world.now - midnight - timedelta(days=day)
        assert timedelta(hours=8) <= since < timedelta(hours=11, minutes=1)
        await phone.says("1")
        await world.wait(hours=2)
    assert await phone.count("Are you okay?") == 3
    assert [row.state for row in await Occurrence.all()] == ["fired"] * 3


@CHANNELS
async def test_a_day_left_out_passes_in_silence_and_nobody_is_alarmed(world: World, channel: str) -> None:
    ada, phone = await ada_on(world, channel)
    await events.skip(ada, [world.now.date().isoformat()], world.now)
    await world.wait(hours=12)
    assert await phone.count("Are you okay?") == 0
    await world.until_asked(ada)
    assert "Are you okay?" in await phone.last()
    await phone.says("1")
    assert await world.bob.count("has not answered") == 0


@CHANNELS
async def test_who_says_so_before_the_question_is_not_asked_today(world: World, channel: str) -> None:
    ada, phone = await ada_on(world, channel)
    await world.wait(hours=1)
    await phone.says("Good morning, I'm okay")
    await phone.hears("We will not ask you at 09:00 today")
    await world.wait(hours=6)
    assert await phone.count("Are you okay?") == 0
    assert await world.bob.count("has not answered") == 0
    await world.until_asked(ada)
    assert await phone.count("Are you okay?") == 1
    assert [row.state for row in await Occurrence.all().order_by("due_at")] == ["checked_in", "fired"]


@CHANNELS
async def test_on_the_way_home_she_takes_longer_and_arrives(world: World, channel: str) -> None:
    _, phone = await ada_on(world, channel)
    await phone.says("walk me home: 40 minutes")
    await phone.hears("We are with you", "20 more minutes")
    await world.wait(minutes=30)
    await phone.says("20 more minutes")
    await world.wait(minutes=29)
    assert await phone.count("are you home") == 0
    await world.wait(minutes=1)
    assert "Ada, are you home and okay?" in await phone.last()
    await phone.says("I'm home")
    await phone.hears("Good that you are home, Ada")
    await world.wait(minutes=30)
    assert await world.bob.count("on the way home") == 0


@CHANNELS
async def test_who_does_not_come_home_is_missed_ten_minutes_later(world: World, channel: str) -> None:
    _, phone = await ada_on(world, channel)
    await phone.says("walk me home: 20 minutes")
    await world.wait(minutes=20)
    await world.wait(minutes=5)
    assert "we have not heard from you yet. Are you home and okay?" in await phone.last()
    assert await world.bob.count("on the way home") == 0
    await world.wait(minutes=5, times=2)
    await world.bob.hears("Ada was on the way home and has not told us that they arrived")
    await phone.says("I'm home")
    await world.bob.hears("All clear", "Ada")


@CHANNELS
async def test_a_question_is_put_off_and_silence_then_counts(world: World, channel: str) -> None:
    ada, phone = await ada_on(world, channel, retries=0, wait=60)
    await world.until_asked(ada)
    await phone.says("ask me again in 30 minutes")
    await phone.hears("we ask you again at 09:30", "we tell your contacts at 10:30")
    await world.wait(minutes=30)
    assert "you wanted us to ask you later" in await phone.last()
    await world.wait(minutes=50)
    assert await world.bob.count("has not answered") == 0
    await world.wait(minutes=12)
    await world.bob.hears("Ada has not answered a check-in")


@CHANNELS
async def test_a_check_at_a_moment_and_a_day_left_out_are_said_in_words(world: World, channel: str) -> None:
    _, phone = await ada_on(world, channel)
    await phone.says("check on me at 8:15 am")
    await phone.hears("We will check on you on", "08:15")
    await phone.says("don't ask me today")
    await phone.hears("We do not ask you on", "Next check-in: Tue")
    await world.wait(hours=2.25)
    assert "you asked us to check on you. Are you okay?" in await phone.last()
    await phone.says("1")
    await world.wait(hours=10)
    assert await phone.count("Are you okay?") == 1


@CHANNELS
async def test_a_pause_is_known_to_both_sides_from_beginning_to_end(world: World, channel: str) -> None:
    _, phone = await ada_on(world, channel)
    await phone.says("pause until Thursday 6pm")
    await phone.says("yes")
    await phone.hears("We do not ask you until Thu", "We have told Bob.")
    await world.bob.hears("Ada does not want to be asked until Thu")
    for _ in range(3):
        await world.wait(hours=23)
    await world.wait(hours=6)
    await phone.hears("We ask you again from Fri", "09:00 on")
    assert await phone.count("Are you okay?") == 0
    await world.wait(hours=9)
    await phone.hears("Your pause is over. We ask you next on Fri")
    await world.bob.hears("We ask Ada again from now on")
    await world.wait(hours=15)
    assert "Are you okay?" in await phone.last()


@CHANNELS
async def test_on_a_journey_she_is_asked_by_the_clock_there(world: World, channel: str) -> None:
    ada, phone = await ada_on(world, channel)
    await phone.says("I'm in New York until Wednesday")
    await phone.says("yes")
    await phone.hears("From now on your times are by the clock of New York", "by ourselves")
    for _ in range(3):
        await world.until_asked(ada)
        assert "Are you okay?" in await phone.last()
        await phone.says("1")
    assert world.now.hour == 14, "nine in New York, in winter"
    await world.wait(hours=16)
    await phone.hears("by the clock of London again. We ask you next on Thu")
    await world.until_asked(ada)
    assert world.now.hour == 9
    assert await world.bob.count("has not answered") == 0


@CHANNELS
async def test_who_is_left_without_anybody_hears_it_and_status_does_not_claim_otherwise(
    world: World, channel: str
) -> None:
    _, phone = await ada_on(world, channel)
    await phone.says("status")
    assert "Check-ins are on.\n" in await phone.last()
    await world.bob.says("STOP")
    await phone.hears("Bob does not want messages from us any more")
    await phone.hears("We still ask you, but please add a contact")
    await phone.says("status")
    assert "Check-ins are on, but something is missing." in await phone.last()
    await phone.says("walk me home: 20 minutes")
    assert "cannot watch over this walk" in await phone.last()
