"""People being told, step by step: seen, taken over, ended."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field
from tortoise.queryset import QuerySet

from web import auth, body, shown
from web.keys import RUNTIME
from wellcheck import escalations, users
from wellcheck.errors import NotFound, NotPossible, NotValid
from wellcheck.escalations import Escalation
from wellcheck.i18n import T


class TakenOver(BaseModel):
    """Who takes over. An admin may say which contact did, for instance by telephone."""

    contact_id: Annotated[UUID, Field(description="One of the plan; for admins")] | None = None


class Ended(BaseModel):
    """Why it is ended."""

    note: Annotated[str, Field(max_length=2000)] | None = None


async def list_all(request: web.Request) -> web.Response:
    """All escalations, newest first"""
    status = body.choice(request, "status", shown.ESCALATION_STATES)
    return await _list(request, Escalation.filter(status=status) if status else Escalation.all())


async def list_of(request: web.Request) -> web.Response:
    """A user's escalations, newest first"""
    person = await users.get(auth.id_of(request, "uid"))
    wanted = Escalation.filter(user_id=person.id)
    if auth.caller(request).person_id == person.id:
        wanted = wanted.exclude(reason__in=escalations.rules.SILENT)
    return await _list(request, wanted)


async def _list(request: web.Request, wanted: QuerySet[Escalation]) -> web.Response:
    page = body.page(request)
    total = await wanted.count()
    found = await wanted.order_by("-started_at", "-id").offset(page.offset).limit(page.size)
    return body.pages([shown.escalation(each) for each in found], page, total)


async def one(request: web.Request) -> web.Response:
    """One escalation with everything that happened"""
    return await _answer(await _visible(request))


async def acknowledge(request: web.Request) -> web.Response:
    """Take over: the others are told, and asked again if nothing is heard of you"""
    wanted = await body.read(request, TakenOver, optional=True)
    found = await _visible(request)
    who = _who(request, found, wanted.contact_id)
    taken = await escalations.acknowledge(found.id, who, request.app[RUNTIME].now())
    after = await escalations.get(found.id)
    if after.status != "acknowledged" or after.acknowledged_by_id != who:
        raise NotPossible(taken.said)
    return await _answer(after)


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
    """End an escalation, with a note; everybody told is told that it is over"""
    wanted = await body.read(request, Ended, optional=True)
    id, by = auth.id_of(request), auth.caller(request).person_id
    return await _answer(await escalations.stop(id, by, request.app[RUNTIME].now(), wanted.note))


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
