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
