"""How a user is watched, and a look ahead at the times."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, Field
from typing_extensions import TypedDict

from web import auth, body, shown
from web.keys import RUNTIME
from wellcheck import events, people, recurrence, users
from wellcheck.errors import NotValid
from wellcheck.i18n import T
from wellcheck.recurrence import Cron, Schedule, Slot

Times = Annotated[str, Field(max_length=1000, examples=["0 18 * * 3"], description="Five fields, @daily or @every 12h")]
Zone = Annotated[str, Field(max_length=64, examples=["Europe/Zagreb"])]


Windows = Annotated[
    list[Annotated[int, Field(ge=0, le=10_000)]],
    Field(
        max_length=12,
        examples=[[120]],
        description="For each expression the minutes of the window that begins at its times; a minute in it is drawn each day",
    ),
]
Skips = Annotated[
    list[Annotated[str, Field(max_length=21)]],
    Field(
        max_length=1000,
        examples=[["2026-12-24", "2027-01-01/2027-01-03"]],
        description="Dates and ranges (both ends included) on which nothing is asked, in the user's zone",
    ),
]


class SettingsChange(TypedDict, total=False):
    """What to change about how you are watched; what is not named stays."""

    active: bool
    cron_expression: Times
    windows: Windows
    skips: Skips
    max_retries: Annotated[int, Field(ge=0, le=10_000)]
    wait_time_in_minutes: Annotated[int, Field(ge=0, le=10_000)]
    after_alarm: Literal["go_on", "pause"]
    zone: Zone
    paused_until: AwareDatetime | None


class PreviewWanted(BaseModel):
    """Times to look ahead at: `cron_expression` with its `windows` and `skips`, or `schedule` as JSON."""

    cron_expression: Times | None = None
    windows: Windows = []
    skips: Skips = []
    schedule: Times | dict[str, Any] | None = None
    zone: Zone | None = None
    n: Annotated[int, Field(ge=1, le=100)] = 5


class Firing(BaseModel):
    """One time it comes due."""

    at: datetime
    local: Annotated[datetime, Field(description="The same, as the clock on the wall shows it")]
    until: Annotated[datetime | None, Field(description="The end of the window that begins then")] = None


class Preview(BaseModel):
    """A schedule and its next times."""

    schedule: dict[str, Any]
    zone: str
    firings: list[Firing]
    occurrences: list[datetime]


async def read(request: web.Request) -> web.Response:
    """How a user is watched"""
    person = await users.get(auth.id_of(request, "uid"))
    return body.answer(shown.watch(await events.watch_of(person, request.app[RUNTIME].now())))


async def change(request: web.Request) -> web.Response:
    """Change how you are watched

    `active` needs an emergency contact and a number that is confirmed. New times take effect at their next wall-clock
    time; a question that is open keeps the limits it was asked with. New times have no windows unless `windows` is given
    with them, and keep the `skips` so far unless others are given. `paused_until` ends a pause when it is null.
    """
    wanted = await body.read(request, SettingsChange)
    minutes = wanted.get("wait_time_in_minutes")
    change = events.WatchChange(
        wanted.get("active"),
        wanted.get("cron_expression"),
        wanted.get("max_retries"),
        None if minutes is None else timedelta(minutes=minutes),
        wanted.get("after_alarm"),
        None if "windows" not in wanted else tuple(wanted["windows"]),
        None if "skips" not in wanted else tuple(wanted["skips"]),
    )
    pause: datetime | Literal[False] | None = wanted.get("paused_until", False)
    watch = await users.rearrange(
        auth.id_of(request, "uid"), change, request.app[RUNTIME].now(), zone=wanted.get("zone"), pause=pause
    )
    return body.answer(shown.watch(watch))


async def preview(request: web.Request, wanted: PreviewWanted) -> web.Response:
    """The next times of somebody's check-ins."""
    runtime = request.app[RUNTIME]
    field = "schedule" if wanted.cron_expression is None else "cron_expression"
    given = wanted.schedule if wanted.cron_expression is None else wanted.cron_expression
    if given is None:
        raise NotValid.of("cron_expression", T("This is needed."))
    calls = auth.caller(request)
    person = await people.Person.get_or_none(id=calls.person_id)
    own = person.zone if person else runtime.config.default_zone
    zone = recurrence.check_zone(own if wanted.zone is None else wanted.zone)
    schedule = given if isinstance(given, str) else recurrence.from_json(given, field)
    least, now = runtime.config.min_probe_interval, runtime.now()
    checked = recurrence.check(schedule, zone, now, least, field)
    if isinstance(checked, Cron) and (wanted.windows or wanted.skips):
        more = replace(checked, windows=tuple(wanted.windows) or checked.windows, skips=tuple(wanted.skips))
        checked = recurrence.check(more, zone, now, least, field)
    firings = [_firing(checked, zone, slot) for slot in recurrence.upcoming(checked, zone, now, wanted.n)]
    times = [firing.at for firing in firings]
    return body.answer(Preview(schedule=recurrence.to_json(checked), zone=zone, firings=firings, occurrences=times))


def _firing(schedule: Schedule, zone: str, slot: Slot) -> Firing:
    _, until = recurrence.as_told(schedule, zone, slot.at, slot.key)
    place = ZoneInfo(zone)
    return Firing(at=slot.at, local=slot.at.astimezone(place), until=until if until > slot.at else None)
