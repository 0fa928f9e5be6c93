"""The ways in which a user is reached, and the order in which they are tried."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body, shown
from web.body import Mail
from web.keys import RUNTIME
from wellcheck import people, users
from wellcheck.probes import mailboxes


class Step(BaseModel):
    """One address, and when it is tried."""

    id: UUID
    wait_in_minutes: Annotated[
        int | None, Field(ge=0, le=120, description="After the question was asked; null: five after the one before")
    ] = None


class Order(BaseModel):
    """The addresses in the order in which they are tried. Those that are not named come last."""

    addresses: Annotated[list[Step], Field(min_length=1, max_length=50)]


class NewAddress(BaseModel):
    """One more way to be reached."""

    email: Mail


async def list_all(request: web.Request) -> web.Response:
    """The ways in which a user is reached, in the order they are tried

    A question goes to the first at once and to each of the others after its wait, until it is answered; one that fails
    gives way to the next at once.
    """
    person = await users.get(auth.id_of(request, "uid"))
    return _answer(request, await people.addresses(person.id))


async def add(request: web.Request) -> web.Response:
    """Add an e-mail address at which you are reached

    A mail asks there whether it is yours; it is tried once the button behind its link was pressed. At most five an hour.
    """
    person = await users.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, NewAddress)
    added = await mailboxes.add(person, wanted.email, request.app[RUNTIME].now(), warn=True)
    return body.answer(shown.addresses([added])[0], 201)


async def arrange(request: web.Request) -> web.Response:
    """Choose in which order you are reached, and after which waits

    Each wait is at least as long as the one before it. When the last one would leave less than a third of the time you
    have to answer, all are shortened alike.
    """
    person = await users.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, Order)
    order = [
        (step.id, None if step.wait_in_minutes is None else 60 * step.wait_in_minutes) for step in wanted.addresses
    ]
    return _answer(request, await people.arrange(person.id, order))


def _answer(request: web.Request, found: list[people.Address]) -> web.Response:
    page = body.page(request)
    return body.pages(shown.addresses(found[page.offset : page.offset + page.size]), page, len(found))
