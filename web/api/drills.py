"""Drills: rehearsals of what happens when somebody does not answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.keys import RUNTIME
from web.shown import Shown
from wellcheck import db, people, recurrence, users
from wellcheck.errors import NotFound
from wellcheck.escalations import drills
from wellcheck.escalations.models import Drill
from wellcheck.events import Event
from wellcheck.events import drills as monthly
from wellcheck.i18n import T


class DrillWanted(BaseModel):
    """What is rehearsed."""

    reason: Annotated[
        Literal["unavailable", "walk", "unconfirmed", "bad", "panic", "could_not_ask"],
        Field(description="Why people would be told"),
    ] = "unavailable"


class AnsweredShown(Shown):
    """What became of one contact."""

    contact_id: UUID
    told_at: datetime | None = Field(description="Null: they were not asked (yet)")
    answered_at: datetime | None
    answer: Literal["mine", "cannot"] | None
    unreached: bool = Field(description="Nothing reached them")


class DrillShown(Shown):
    """A drill: it goes the way of an escalation, marked as what it is, and counts nowhere as one."""

    id: UUID
    user_id: UUID
    reason: str
    status: Literal["running", "over"]
    outcome: Literal["done", "broken_off"] | None = Field(
        description="broken_off: people were told in earnest meanwhile"
    )
    started_at: datetime
    over_at: datetime | None
    contacts: list[AnsweredShown]


class MonthlyShown(Shown):
    """Whether there is a drill each month."""

    active: bool
    next_from: datetime | None = Field(description="The minute within the window is not told")
    next_until: datetime | None


def _shown(drill: Drill) -> DrillShown:
    told: dict[str, dict[str, Any]] = drill.answers
    contacts = [(place["contact"], told.get(place["person"], {})) for place in drill.plan]
    return DrillShown(
        id=drill.id, user_id=drill.user_id, reason=drill.reason, status=drill.status, outcome=drill.outcome,
        started_at=drill.started_at, over_at=drill.over_at,
        contacts=[
            AnsweredShown(contact_id=id, told_at=each.get("told_at"), answered_at=each.get("answered_at"),
                          answer=each.get("answer"), unreached="unreached" in each)
            for id, each in contacts
        ],
    )  # fmt: skip


def _monthly(event: Event | None) -> MonthlyShown:
    if event is None or event.due_at is None:
        return MonthlyShown(active=False, next_from=None, next_until=None)
    slot, until = recurrence.as_told(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot or "")
    return MonthlyShown(active=True, next_from=slot.at, next_until=until)


async def list_of(request: web.Request) -> web.Response:
    """A user's drills, newest first, with who answered when"""
    person = await users.get(auth.id_of(request, "uid"))
    page = body.page(request)
    found = await drills.of(person.id)
    shown = [_shown(drill) for drill in found[page.offset : page.offset + page.size]]
    return body.pages(shown, page, len(found))


async def begin(request: web.Request) -> web.Response:
    """Begin a drill

    Everybody who agreed is told as the policy says, and each message says first that it is a drill. It ends when all have
    answered, with the policy's rounds, or after an hour, with a report to the user. A call for help meanwhile is real.
    """
    wanted = await body.read(request, DrillWanted, optional=True)
    person = await users.get(auth.id_of(request, "uid"))
    begun = await db.again_on_conflict(
        lambda: drills.start(person.id, request.app[RUNTIME].now(), wanted.reason)
    )  # fmt: skip
    return body.answer(_shown(await Drill.get(id=begun.id)), 201)


async def end(request: web.Request) -> web.Response:
    """End the drill that is under way, with its report"""
    await drills.stop(auth.id_of(request, "uid"), request.app[RUNTIME].now())
    return body.nothing()


async def each_month(request: web.Request) -> web.Response:
    """Whether there is a drill each month"""
    person = await users.get(auth.id_of(request, "uid"))
    return body.answer(_monthly(await monthly.monthly(person.id)))


async def agree(request: web.Request) -> web.Response:
    """Have a drill each month

    Once a month, around noon where the user lives; not while they pause. The first one in a month.
    """
    person = await people.get(auth.id_of(request, "uid"))
    return body.answer(_monthly(await monthly.switch_on(person, request.app[RUNTIME].now())))


async def agree_no_more(request: web.Request) -> web.Response:
    """Have no drills by themselves any more"""
    if not await monthly.switch_off(auth.id_of(request, "uid"), request.app[RUNTIME].now()):
        raise NotFound(T("There are no drills each month."))
    return body.nothing()
