"""Pals: who visits others, when and where; who prefers or blocks whom; and everybody's minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.api.policies import Clock
from web.api.users import Language
from web.api.visits import Area, Latitude, Longitude, Place
from web.errors import language
from web.keys import RUNTIME
from web.shown import Shown
from wellcheck import people, visits
from wellcheck.checked import Moment
from wellcheck.errors import NotFound
from wellcheck.i18n import say, utc
from wellcheck.visits import Home, Pal, ledger, pals

STATUSES = ("applied", "approved", "refused")


class HoursSaid(BaseModel):
    """Hours of a day of the week at which a pal can."""

    day: Annotated[int, Field(ge=0, le=6, description="0 is Monday")]
    start: Annotated[Clock, Field(alias="from")]
    until: Clock


class PalSaid(BaseModel):
    """What a pal offers."""

    languages: Annotated[list[Language], Field(max_length=12, description="Your own if there are none")] = []
    area: Area | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    reach_km: Annotated[int, Field(ge=1, le=500, description="How far you go")] = 20
    hours: Annotated[list[HoursSaid], Field(max_length=50, description="When you can; none: at any time")] = []


class PalShown(Shown):
    """Somebody who visits others."""

    person_id: UUID
    first_name: str | None
    last_name: str | None
    status: Literal["applied", "approved", "refused"]
    languages: list[str]
    area: str | None
    latitude: float | None
    longitude: float | None
    reach_km: int
    hours: list[dict[str, str | int]]
    paused: bool
    paused_until: datetime | None
    created_at: datetime
    decided_at: datetime | None


class Decided(BaseModel):
    """Whether this pal may visit others."""

    approved: bool


class Paused(BaseModel):
    """Whether this pal gets no offers, and until when; null: until they say so."""

    paused: bool
    until: Moment | None = None


class HomeSaid(BaseModel):
    """Where somebody is visited when they do not say another place."""

    place: Place | None = None
    area: Area | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class HomeShown(Shown):
    """The same."""

    place: str | None
    area: str | None
    latitude: float | None
    longitude: float | None


class TieSaid(BaseModel):
    """Prefer this person, or never meet them; they are not told."""

    tie: Literal["favourite", "blocked"]


class TieShown(Shown):
    """Whom somebody prefers, or has blocked."""

    person_id: UUID
    tie: Literal["favourite", "blocked"]
    created_at: datetime


class MinutesShown(Shown):
    """What somebody has, what of it is reserved for visits to come, and what is left."""

    balance: int
    reserved: int
    left: int
    message: str


class EntryShown(Shown):
    """One change of somebody's minutes."""

    id: UUID
    transfer_id: UUID
    minutes: int
    kind: Literal["opening", "visit", "fee", "gift", "closing"]
    visit_id: UUID | None
    created_at: datetime


class Gift(BaseModel):
    """Minutes that somebody gets; below zero they are taken."""

    minutes: Annotated[int, Field(ge=-100_000, le=100_000)]


class BooksShown(Shown):
    """The whole ledger: all entries sum to zero, and every balance is the sum of its entries."""

    total: int = Field(description="The sum of all entries: 0")
    balances: int
    house: int
    fees: int = Field(description="What is in the house's account by fees")
    differ: int = Field(description="Accounts whose balance is not the sum of their entries: 0")


async def _shown(found: list[Pal]) -> list[PalShown]:
    persons = {person.id: person for person in await people.Person.filter(id__in=[pal.person_id for pal in found])}
    return [
        PalShown(
            person_id=pal.person_id, first_name=persons[pal.person_id].first_name,
            last_name=persons[pal.person_id].last_name, status=pal.status, languages=pal.languages,
            area=pal.area, latitude=pal.latitude, longitude=pal.longitude, reach_km=pal.reach_km, hours=pal.hours,
            paused=pal.paused, paused_until=pal.paused_until, created_at=pal.created_at, decided_at=pal.decided_at,
        )
        for pal in found
    ]  # fmt: skip


async def list_all(request: web.Request) -> web.Response:
    """All pals, in the order they applied"""
    page = body.page(request)
    total, found = await pals.listed(body.choice(request, "status", STATUSES), page.offset, page.size)
    return body.pages(await _shown(found), page, total)


async def one(request: web.Request) -> web.Response:
    """What somebody offers as a pal"""
    return body.answer((await _shown([await pals.get(auth.id_of(request, "uid"))]))[0])


async def put(request: web.Request) -> web.Response:
    """Become a pal, or change what you offer

    An admin decides whether you may visit others.
    """
    wanted = await body.read(request, PalSaid)
    offering = pals.Offering(
        tuple(wanted.languages), wanted.area, wanted.latitude, wanted.longitude, wanted.reach_km,
        tuple({"day": each.day, "from": each.start, "until": each.until} for each in wanted.hours),
    )  # fmt: skip
    return body.answer((await _shown([await pals.apply(auth.id_of(request, "uid"), offering, _now(request))]))[0])


async def decide(request: web.Request) -> web.Response:
    """Approve a pal, or refuse"""
    pal = await pals.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, Decided)
    by = auth.caller(request).person_id
    return body.answer((await _shown([await pals.decide(pal.person_id, wanted.approved, by, _now(request))]))[0])


async def pause(request: web.Request) -> web.Response:
    """Get no offers for a while, or get them again"""
    pal = await pals.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, Paused)
    until = None if wanted.until is None else utc(wanted.until)
    return body.answer((await _shown([await pals.pause(pal.person_id, wanted.paused, until, _now(request))]))[0])


def _now(request: web.Request) -> datetime:
    return request.app[RUNTIME].now()


# --- where somebody is visited, and by whom ------------------------------------------------------------------------------


async def home(request: web.Request) -> web.Response:
    """Where you are visited when you do not say another place"""
    found = await Home.get_or_none(person_id=auth.id_of(request, "uid"))
    if found is None:
        raise NotFound
    return body.answer(_home(found))


async def put_home(request: web.Request) -> web.Response:
    """Say where you are visited"""
    person = await people.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, HomeSaid)
    return body.answer(
        _home(
            await visits.at_home(person.id, wanted.place, wanted.area, wanted.latitude, wanted.longitude, _now(request))
        )
    )


def _home(found: Home) -> HomeShown:
    return HomeShown(place=found.place, area=found.area, latitude=found.latitude, longitude=found.longitude)


async def ties(request: web.Request) -> web.Response:
    """Whom you prefer, and whom you have blocked"""
    page, found = body.page(request), await pals.ties(auth.id_of(request, "uid"))
    part = found[page.offset : page.offset + page.size]
    listed = [TieShown(person_id=each.other_id, tie=each.tie, created_at=each.created_at) for each in part]
    return body.pages(listed, page, len(found))


async def put_tie(request: web.Request) -> web.Response:
    """Prefer somebody, or block them: you are never brought together again, whichever of you visits the other"""
    other = await people.get(auth.id_of(request))
    wanted = await body.read(request, TieSaid)
    await pals.tie(auth.id_of(request, "uid"), other.id, wanted.tie, _now(request))
    return body.nothing()


async def remove_tie(request: web.Request) -> web.Response:
    """Neither prefer nor block somebody any more"""
    other = await people.get(auth.id_of(request))
    await pals.tie(auth.id_of(request, "uid"), other.id, None, _now(request))
    return body.nothing()


# --- minutes -------------------------------------------------------------------------------------------------------------


def _minutes(request: web.Request, budget: ledger.Budget) -> web.Response:
    return body.answer(
        MinutesShown(
            balance=budget.balance, reserved=budget.reserved, left=budget.left,
            message=say(budget.said, language(request)),
        )
    )  # fmt: skip


async def minutes(request: web.Request) -> web.Response:
    """Somebody's minutes: what they have, and what is reserved"""
    person = await people.get(auth.id_of(request, "uid"))
    return _minutes(request, await ledger.budget(person.id, _now(request)))


async def entries(request: web.Request) -> web.Response:
    """Every change of somebody's minutes, newest first"""
    person = await people.get(auth.id_of(request, "uid"))
    page = body.page(request)
    total, found = await ledger.entries(person.id, page.offset, page.size)
    listed = [
        EntryShown(
            id=each.id, transfer_id=each.transfer_id, minutes=each.minutes, kind=each.kind, visit_id=each.visit_id,
            created_at=each.created_at,
        )
        for each in found
    ]  # fmt: skip
    return body.pages(listed, page, total)


async def give(request: web.Request) -> web.Response:
    """Give somebody minutes, or take some"""
    person = await people.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, Gift)
    return _minutes(request, await ledger.give(person.id, wanted.minutes, _now(request)))


async def books(request: web.Request) -> web.Response:
    """The whole ledger, summed up"""
    found = await ledger.books()
    return body.answer(
        BooksShown(total=found.total, balances=found.balances, house=found.house, fees=found.fees, differ=found.differ)
    )
