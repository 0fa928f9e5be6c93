"""A look ahead at the times of a schedule, before it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from web import body
from web.api import probe_settings
from web.api.probe_settings import Firing
from web.keys import RUNTIME
from wellcheck import recurrence
from wellcheck.checked import Moment
from wellcheck.events.wishes import Exclude, ScheduleGiven, Zone
from wellcheck.recurrence import Slot, wishes
from wellcheck.recurrence.repeats import GRAIN

MOST = 1000


class PreviewWanted(probe_settings.PreviewWanted):
    """Times to look ahead at. Of an event: `schedule` in any of its forms, with `start_time`, `timezone`, `end_time` and
    `exclude` as it would have them, from `from` (its start) up to `to`, at most `limit` of them. Of check-ins:
    `cron_expression` (or `schedule` as they are shown) with its `windows` and `skips`, and the next `n` from now."""

    model_config = ConfigDict(validate_by_alias=True)

    schedule: ScheduleGiven | None = None
    start_time: Moment | None = None
    end_time: Moment | None = None
    timezone: Zone | None = None
    exclude: Exclude = []
    since: Annotated[Moment | None, Field(alias="from")] = None
    until: Annotated[Moment | None, Field(alias="to")] = None
    limit: Annotated[int | None, Field(ge=1, le=MOST)] = None

    @property
    def of_an_event(self) -> bool:
        """Whether it is said as of an event."""
        own = (self.start_time, self.end_time, self.timezone, self.since, self.until, self.limit, self.exclude or None)
        if any(each is not None for each in own):
            return True
        given = self.schedule
        return "frequency" in given if isinstance(given, dict) else given is not None and wishes.is_lines(given)


class Preview(BaseModel):
    """A schedule and its times."""

    schedule: dict[str, Any] | str | None
    zone: str
    firings: list[Firing]
    occurrences: list[datetime]


async def preview(request: web.Request) -> web.Response:
    """The next times of a schedule, before it is kept"""
    wanted = await body.read(request, PreviewWanted)
    if not wanted.of_an_event:
        return await probe_settings.preview(request, wanted)
    now = request.app[RUNTIME].now()
    zone = recurrence.check_zone(wanted.timezone or wanted.zone or "UTC", "timezone")
    # Also of what lies in the past the times are shown, as they were.
    then = now if wanted.start_time is None else min(now, wanted.start_time)
    found = wishes.read(wanted.schedule, wanted.start_time, wanted.end_time, wanted.exclude, zone, then)
    after = wanted.since or found.start or now
    slots: list[Slot] = []
    at = after - GRAIN
    while len(slots) < (wanted.limit or 100) and (slot := recurrence.next_after(found.rule, zone, at)):
        if wanted.until is not None and slot.at >= wanted.until:
            break
        slots.append(slot)
        at = slot.at
    place = ZoneInfo(zone)
    firings = [Firing(at=slot.at, local=slot.at.astimezone(place)) for slot in slots]
    return body.answer(
        Preview(schedule=found.shown, zone=zone, firings=firings, occurrences=[slot.at for slot in slots])
    )
