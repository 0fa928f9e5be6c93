"""The doors of the predecessor: accounts that people open for themselves, and visits by day that whoever is signed in may
complete."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.api.login import Credentials
from web.api.visits import OldVisitWanted, SomebodyShown, TaskShown, myself, page_of, shown, transaction
from web.body import Email, Name, Password
from web.keys import RUNTIME
from web.shown import Shown
from wellcheck import access, recurrence, users, visits
from wellcheck.errors import NotValid
from wellcheck.visits import rules

STATUSES = {"requested": rules.RESERVING, "completed": ("completed",), "canceled": ("cancelled", "expired", "no_show")}


class Registration(BaseModel):
    """Somebody who opens an account."""

    email: Email
    password: Password
    first_name: Name
    last_name: Name
    zone: Annotated[str, Field(max_length=64, examples=["Europe/Zagreb"])] | None = None


class TokenShown(Shown):
    """A token to send with every call."""

    access_token: str


class OwnVisitShown(Shown):
    """One of your own visits."""

    id: UUID
    date: date
    minutes: int
    status: str
    tasks: list[TaskShown]


class MeShown(SomebodyShown):
    """You yourself, with the visits you asked for."""

    visits: list[OwnVisitShown]


async def register(request: web.Request) -> web.Response:
    """Open an account

    Only so many in an hour from one network address.
    """
    wanted = await body.read(request, Registration)
    runtime = request.app[RUNTIME]
    now = runtime.now()
    zone = recurrence.check_zone(runtime.config.default_zone if wanted.zone is None else wanted.zone)
    source = access.rules.source_of(auth.source(request))
    await access.take(users.registrations(runtime.config.registrations_per_hour), source, now)
    new = users.NewAccount(wanted.first_name, wanted.last_name, wanted.email, wanted.password, zone)
    person = await users.register(new, now)
    made = await access.issue(person.id, now, runtime.config.access_token_seconds)
    return body.answer(TokenShown(access_token=made.access), 201)


async def sign_in(request: web.Request) -> web.Response:
    """Sign in, as with `/login`"""
    try:
        given = await body.read(request, Credentials)
    except NotValid:
        given = Credentials(email="", password="")
    runtime = request.app[RUNTIME]
    lasts = runtime.config.access_token_seconds
    made = await access.sign_in(given.email, given.password, auth.source(request), runtime.now(), lasts)
    return body.answer(TokenShown(access_token=made.access))


async def leave(request: web.Request) -> web.Response:
    """Delete your account and everything personal

    Visits to come are called off, and whoever was to come is told. Minutes that others have stay theirs.
    """
    person_id = auth.person(request)
    await users.leave(person_id, person_id, request.app[RUNTIME].now())
    return body.nothing()


async def me(request: web.Request) -> web.Response:
    """You, your minutes, and the visits you asked for"""
    person_id = auth.person(request)
    own = await myself(person_id)
    wanted = visits.Filter(user_id=person_id)
    _, found = await visits.listed(person_id, False, wanted, 0, body.PAGE_MOST)
    listed = [
        OwnVisitShown(id=each.id, date=each.date, minutes=each.minutes, status=each.status, tasks=each.tasks)
        for each in await shown(request, found, old=True)
    ]
    return body.answer(MeShown(**own.model_dump(), visits=listed))


async def create(request: web.Request) -> web.Response:
    """Ask for a visit on a day

    Nobody is asked: whoever is signed in finds it in the list, and says when it is done.
    """
    user_id = auth.person(request)
    wanted = await body.read(request, OldVisitWanted)
    tasks = tuple((task.name, task.description or None) for task in wanted.tasks)
    wish = visits.Wish(wanted.minutes, tasks, wanted.date, direct=True)
    visit = await visits.request(user_id, wish, request.app[RUNTIME].now())
    return body.answer((await shown(request, [visit], old=True))[0], 201)


async def list_all(request: web.Request) -> web.Response:
    """Your visits, those you made, and all that were asked for here and are not done

    By day. An admin sees all.
    """
    status = body.choice(request, "status", tuple(STATUSES))
    return await page_of(request, STATUSES[status] if status else (), True)


async def complete(request: web.Request) -> web.Response:
    """Say that you have made a visit: it is paid"""
    id, pal_id = auth.id_of(request), auth.person(request)
    done = await visits.complete(id, pal_id, request.app[RUNTIME].now())
    return body.answer(await transaction(request, done, old=True))
