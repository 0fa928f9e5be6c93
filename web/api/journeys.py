"""Somebody is not where they usually are: on a walk home, or away under another clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.api.probe_settings import Zone
from web.keys import RUNTIME
from web.shown import Shown
from wellcheck import db, people, probes, recurrence, timeline, users
from wellcheck.errors import NotFound
from wellcheck.events import travels, walks
from wellcheck.i18n import T

_MOST_MINUTES = int(walks.LONGEST.total_seconds() // 60)

Minutes = Annotated[int, Field(ge=1, le=_MOST_MINUTES, examples=[40])]


class WalkWanted(BaseModel):
    """How long the walk takes."""

    minutes: Minutes


class MoreTime(BaseModel):
    """How much longer it takes, counted from the planned end, or from now if that is over."""

    minutes: Minutes


class WalkShown(Shown):
    """A walk that is watched over, also while the question at its end is open."""

    began_at: datetime
    ends_at: datetime = Field(description="Then they are asked whether they are home")
    told_at: datetime = Field(description="Then their contacts are told if nothing is heard")


class TripWanted(BaseModel):
    """Where somebody is, and up to which day."""

    zone: Zone
    last_day: Annotated[date, Field(description="Up to its end times are by the clock of `zone`")]


class TripShown(Shown):
    """A journey: times are by the clock of `zone` up to the end of `last_day`, and then by that of `home`."""

    zone: str
    home: str
    last_day: date


def _walk(walk: walks.Walk) -> WalkShown:
    return WalkShown(began_at=walk.began_at, ends_at=walk.ends_at, told_at=walk.told_at)


def _trip(trip: travels.Trip) -> TripShown:
    return TripShown(zone=trip.zone, home=trip.home, last_day=trip.last_day)


async def walk(request: web.Request) -> web.Response:
    """The walk somebody is on"""
    person = await users.get(auth.id_of(request, "uid"))
    under_way = await walks.under_way(person.id)
    if under_way is None:
        raise _no_walk()
    return body.answer(_walk(under_way))


async def set_out(request: web.Request) -> web.Response:
    """Begin a walk

    At its end they are asked whether they are home, soon once more, and then their contacts are told. Needs a contact who
    agreed. A walk that is under way ends at the new time instead.
    """
    wanted = await body.read(request, WalkWanted)
    person = await users.get(auth.id_of(request, "uid"))
    begun = await walks.set_out(person, timedelta(minutes=wanted.minutes), request.app[RUNTIME].now())
    return body.answer(_walk(begun), 201)


async def more_time(request: web.Request) -> web.Response:
    """Stay on a walk for longer"""
    wanted = await body.read(request, MoreTime)
    id = auth.id_of(request, "uid")
    moved = await walks.more_time(id, timedelta(minutes=wanted.minutes), request.app[RUNTIME].now())
    if moved is None:
        raise _no_walk()
    return body.answer(_walk(moved))


async def arrive(request: web.Request) -> web.Response:
    """End a walk: you are home

    Counts as your answer to the question at its end, also when your contacts are told already: then they hear that all is
    well. No program says so for anybody.
    """
    id, now = auth.id_of(request, "uid"), request.app[RUNTIME].now()

    async def decide() -> None:
        async with db.transaction():
            await timeline.note([timeline.Entry(now, ("person", id), "answered_by_api", id)])
            if await walks.arrive(id, "ok", now, now):
                return
            told = await walks.alarm_is_out(id)
            if not told or await probes.answer(probes.Answer(id, probes.rules.OK, "ok", now), now) is None:
                raise _no_walk()

    await db.again_on_conflict(decide)
    return body.nothing()


def _no_walk() -> NotFound:
    return NotFound(T("There is no walk at the moment."))


async def trip(request: web.Request) -> web.Response:
    """The journey somebody is on"""
    person = await users.get(auth.id_of(request, "uid"))
    under_way = await travels.under_way(person.id)
    if under_way is None:
        raise _no_trip()
    return body.answer(_trip(under_way))


async def set_off(request: web.Request) -> web.Response:
    """Be away: from now on times are by the clock there

    They go back by themselves. On a journey already, the first home stays home; going there ends the journey.
    """
    wanted = await body.read(request, TripWanted)
    person = await people.get(auth.id_of(request, "uid"))
    zone = recurrence.check_zone(wanted.zone)
    return body.answer(_trip(await travels.set_off(person, zone, wanted.last_day, request.app[RUNTIME].now())))


async def home_again(request: web.Request) -> web.Response:
    """Be back before the last day"""
    person = await people.get(auth.id_of(request, "uid"))
    if await travels.home_again(person, request.app[RUNTIME].now()) is None:
        raise _no_trip()
    return body.nothing()


def _no_trip() -> NotFound:
    return NotFound(T("There is no journey at the moment."))
