"""People being told, step by step: seen, taken over, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, get_args
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field
from tortoise.queryset import QuerySet

from web import auth, body, shown
from web.api import processes
from web.keys import RUNTIME
from wellcheck import access, escalations, users
from wellcheck import processes as domain
from wellcheck.errors import NotFound, NotPossible, NotValid
from wellcheck.escalations import Escalation
from wellcheck.i18n import T
from wellcheck.people.rules import CANARY
from wellcheck.processes import Process

KINDS = ("user", "process")

ByContact = Annotated[
    UUID | None,
    Field(
        description="Which contact of the plan does it; for admins, when somebody tells them, for instance by telephone"
    ),
]
Note = Annotated[str | None, Field(max_length=2000)]
TurnedOut = Literal["false_alarm", "helped", "visited", "emergency", "other"]
assert set(get_args(TurnedOut)) == set(escalations.TURNED_OUT)


class By(BaseModel):
    """Who does it."""

    contact_id: ByContact = None


class TakenOver(By):
    """Who takes over, and when they are there."""

    minutes: Annotated[
        int | None,
        Field(
            ge=1,
            le=120,
            description="When they are there; then we ask whether they reached the user. Again: a new time",
        ),
    ] = None


class Waiting(By):
    """Who lets the others wait, and how long."""

    minutes: Annotated[int, Field(ge=1, le=30)]


class HandedOver(By):
    """Who gives it to whom."""

    to_contact_id: UUID


class Settled(By):
    """The user is safe: who says so, and what it was."""

    turned_out: TurnedOut | None = None
    note: Note = None


class Described(Settled):
    """What it was: said afterwards."""


class Ended(BaseModel):
    """Why it is ended, and what it was."""

    note: Note = None
    turned_out: TurnedOut | None = None


async def list_all(request: web.Request) -> web.Response:
    """All escalations, newest first: those of users, or with `kind` the processes that were handed in"""
    if body.choice(request, "kind", KINDS) == "process":
        return await processes.list_all(request)
    access.require_admin(auth.caller(request))
    status = body.choice(request, "status", shown.ESCALATION_STATES)
    return await _list(
        request, (Escalation.filter(status=status) if status else Escalation).exclude(user_id__in=CANARY)
    )


async def list_of(request: web.Request) -> web.Response:
    """A user's escalations, newest first"""
    person = await users.get(auth.id_of(request, "uid"))
    wanted = Escalation.filter(user_id=person.id)
    if access.on_their_screen(auth.caller(request), person.id):
        wanted = wanted.exclude(reason__in=escalations.rules.SILENT)
    return await _list(request, wanted)


async def _list(request: web.Request, wanted: QuerySet[Escalation]) -> web.Response:
    page = body.page(request)
    total = await wanted.count()
    found = await wanted.order_by("-started_at", "-id").offset(page.offset).limit(page.size)
    return body.pages([shown.escalation(each) for each in found], page, total)


async def one(request: web.Request) -> web.Response:
    """One escalation, or process, with everything that happened"""
    process = await _process(request)
    if process is not None:
        return await processes.told(process)
    return await _answer(await _visible(request))


async def acknowledge(request: web.Request) -> web.Response:
    """Take over: the others are told, and asked again if nothing is heard of you"""
    found = await _visible(request)
    wanted = await body.read(request, TakenOver, optional=True)
    who = _who(request, found, wanted.contact_id)
    eta = None if wanted.minutes is None else timedelta(minutes=wanted.minutes)
    taken = await escalations.acknowledge(found.id, who, request.app[RUNTIME].now(), eta=eta)
    if not taken.counts:
        raise NotPossible(taken.said)
    return await _answer(await escalations.get(found.id))


async def cannot(request: web.Request) -> web.Response:
    """Say that somebody cannot help, or not any more: the next one is told at once"""
    found = await _visible(request)
    wanted = await body.read(request, By, optional=True)
    await escalations.cannot(found.id, _who(request, found, wanted.contact_id), request.app[RUNTIME].now())
    return await _answer(await escalations.get(found.id))


async def hold(request: web.Request) -> web.Response:
    """Let the others wait, for instance to call the user first; the user is told

    Possible once for each contact, while we know of silence alone. Nobody has taken over by it.
    """
    found = await _visible(request)
    wanted = await body.read(request, Waiting)
    _must_be_open(found)
    who = _who(request, found, wanted.contact_id)
    await escalations.hold(found.id, who, timedelta(minutes=wanted.minutes), request.app[RUNTIME].now())
    return await _answer(await escalations.get(found.id))


async def hand_over(request: web.Request) -> web.Response:
    """Ask another contact to take it over; until they accept it stays with who has it"""
    found = await _visible(request)
    wanted = await body.read(request, HandedOver)
    _must_be_open(found)
    to = next((UUID(p["person"]) for p in found.plan if p["contact"] == str(wanted.to_contact_id)), None)
    if to is None:
        raise NotValid.of("to_contact_id", T("This is nobody who is told about it."))
    who = _who(request, found, wanted.contact_id)
    await escalations.hand_over(found.id, who, to, request.app[RUNTIME].now())
    return await _answer(await escalations.get(found.id))


async def settle(request: web.Request) -> web.Response:
    """Say that the user is safe, as one who took over; everybody told is told so"""
    found = await _visible(request)
    wanted = await body.read(request, Settled, optional=True)
    _must_be_open(found)
    who = _who(request, found, wanted.contact_id)
    await escalations.settle(found.id, who, request.app[RUNTIME].now(), wanted.turned_out, wanted.note)
    return await _answer(await escalations.get(found.id))


async def describe(request: web.Request) -> web.Response:
    """Say what an escalation that is over was: as one who had taken over, or as an operator

    A note is added to what was written before.
    """
    found = await _visible(request)
    wanted = await body.read(request, Described)
    if wanted.turned_out is None and wanted.note is None:
        raise NotValid.of("turned_out", T("Please say what it was, or write a note."))
    who = _who(request, found, wanted.contact_id)
    await escalations.describe(found.id, who, wanted.turned_out, wanted.note, request.app[RUNTIME].now())
    return await _answer(await escalations.get(found.id))


def _must_be_open(found: Escalation) -> None:
    if found.status not in escalations.rules.OPEN:
        raise NotPossible(T("This escalation is over already."))


def _who(request: web.Request, found: Escalation, contact_id: UUID | None) -> UUID:
    if contact_id is None:
        return auth.person(request)
    person = next((UUID(place["person"]) for place in found.plan if place["contact"] == str(contact_id)), None)
    if person is None or not (auth.caller(request).is_admin or person == auth.caller(request).person_id):
        raise NotValid.of("contact_id", T("This is nobody who is told about it."))
    return person


async def update(request: web.Request) -> web.Response:
    """Let it go on by what its user wishes now, from the beginning

    An escalation keeps the policy that it began with. Whoever was told so far may still take over.
    """
    id, by = auth.id_of(request), auth.caller(request).person_id
    return await _answer(await escalations.use_policy_of_now(id, by, request.app[RUNTIME].now()))


async def stop(request: web.Request) -> web.Response:
    """End an escalation, with a note; everybody told is told that it is over. Of a process nothing more is said to anybody"""
    wanted = await body.read(request, Ended, optional=True)
    id, by = auth.id_of(request), auth.caller(request).person_id
    if await _process(request) is not None:
        return await processes.told(await domain.stop(id, by, request.app[RUNTIME].now(), wanted.note))
    if not auth.caller(request).is_admin:
        raise NotFound(T("There is no such escalation."))
    return await _answer(await escalations.stop(id, by, request.app[RUNTIME].now(), wanted.note,
                                                  wanted.turned_out))  # fmt: skip


async def _process(request: web.Request) -> Process | None:
    """The process of this id, if it is one and the caller may look after it."""
    found = await Process.get_or_none(id=auth.id_of(request))
    return found if found is not None and processes.may(auth.caller(request), found) else None


async def _visible(request: web.Request) -> Escalation:
    """For admins, the user it is about (but for what must not show on their own screen), and those in its plan; to others
    it looks like none."""
    found = await escalations.get(auth.id_of(request))
    calls = auth.caller(request)
    concerned = {str(found.user_id), *(place["person"] for place in found.plan)}
    hidden = found.user_id == calls.person_id and found.reason in escalations.rules.SILENT
    if hidden or (not calls.is_admin and str(calls.person_id) not in concerned):
        raise NotFound(T("There is no such escalation."))
    return found


async def _answer(found: Escalation) -> web.Response:
    return body.answer(await shown.escalation_told(found))
