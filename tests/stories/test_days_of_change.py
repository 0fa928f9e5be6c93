"""The days on which the clocks change: a daily check-in is asked exactly once, in the north and in the south."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.stories.world import World
from wellcheck.events import Occurrence
from wellcheck.probes import Probe


def next_change(zone: ZoneInfo, after: datetime, forward: bool) -> datetime:
    """The next instant (UTC) at which the clocks of this zone jump forward, or back."""
    hour = after.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    for _ in range(366 * 24):
        hour += timedelta(hours=1)
        step = (hour.astimezone(zone).utcoffset() or timedelta()) - (
            (hour - timedelta(hours=1)).astimezone(zone).utcoffset() or timedelta()
        )
        if step and (step > timedelta()) == forward:
            return hour
    raise AssertionError("the clocks of this zone do not change")


@pytest.mark.parametrize("name", ["Europe/London", "Australia/Sydney"])
@pytest.mark.parametrize("forward", [True, False], ids=["spring", "autumn"])
@pytest.mark.parametrize("inside", [True, False], ids=["in the changed hour", "in the morning"])
async def test_a_daily_check_in_is_asked_once_on_each_day_around_a_change(
    world: World, name: str, forward: bool, inside: bool
) -> None:
    zone = ZoneInfo(name)
    change = next_change(zone, world.now, forward)
    day = change.astimezone(zone).date()
    wall = (change.astimezone(zone) - timedelta(hours=1 if forward else 0)).replace(minute=30) if inside else None
    wanted = wall.time() if wall else time(9, 0)
    await world.until(datetime.combine(day - timedelta(days=1), time(0, 0), zone).astimezone(UTC))
    ada = await world.person("Ada", times=f"{wanted.minute} {wanted.hour} * * *", zone=name, retries=0, wait=60)
    for _ in range(3):
        await world.until_asked(ada)
        await world.ada.says("1")
        await world.wait(minutes=65)  # the hour that comes twice, or not at all, passes
    probes = await Probe.filter(person_id=ada.id).order_by("id")
    asked = [probe.asked_at.astimezone(zone) for probe in probes]
    assert [each.date() for each in asked] == [day + timedelta(days=days) for days in (-1, 0, 1)]
    assert [probe.status for probe in probes] == ["good"] * 3
    assert await world.ada.count("Are you okay?") == 3
    assert [row.state for row in await Occurrence.all()] == ["fired"] * 3
    on_the_day = asked[1]
    if inside and forward:
        assert on_the_day.astimezone(UTC) == change  # the first instant that there is
    elif inside:
        assert (on_the_day.time(), on_the_day.fold) == (wanted, 0)  # the first of the two
    else:
        assert on_the_day.time() == wanted
