"""The people who are told when a user does not answer."""

from __future__ import annotations

from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from web import auth, body, shown
from web.body import Email, Name, Phone
from web.keys import RUNTIME
from wellcheck import people
from wellcheck.probes import circle


class ContactNew(BaseModel):
    """Somebody to be told."""

    first_name: Name
    last_name: Name
    phone_number: Annotated[Phone | None, Field(description="Null: they are reached by e-mail alone")]
    email: Email
    is_emergency_contact: bool = False


class ContactChange(TypedDict, total=False):
    """What to change about a contact; what is not named stays."""

    first_name: Name
    last_name: Name
    phone_number: Phone
    email: Email
    is_emergency_contact: bool


async def list_all(request: web.Request) -> web.Response:
    """Your contacts, in the order they are told"""
    page = body.page(request)
    found = await people.contacts(auth.id_of(request, "uid"))
    part = found[page.offset : page.offset + page.size]
    return body.pages(await shown.contacts(part), page, len(found))


async def one(request: web.Request) -> web.Response:
    """One of your contacts"""
    return await _answer(await people.contact_of(auth.id_of(request, "uid"), auth.id_of(request)))


async def create(request: web.Request) -> web.Response:
    """Add a contact

    An emergency contact is asked for consent by text message, or by e-mail when there is no number. Several may be flagged;
    they are told in their order. The e-mail address of somebody with a number is kept, and nothing is sent there.
    """
    wanted = await body.read(request, ContactNew)
    email = wanted.email if wanted.phone_number else body.mail(wanted.email)
    new = circle.NewContact(
        wanted.first_name, wanted.phone_number, wanted.last_name, email, wanted.is_emergency_contact
    )
    user = await people.get(auth.id_of(request, "uid"))
    return await _answer(await circle.add_contact(user, new, request.app[RUNTIME].now()), 201)


async def change(request: web.Request) -> web.Response:
    """Change a contact

    A new number is asked for consent again, and so is a new e-mail address of somebody without a number. The last emergency
    contact of somebody who is being watched stays one.
    """
    wanted: dict[str, Any] = {**await body.read(request, ContactChange)}
    if "is_emergency_contact" in wanted:
        wanted["is_emergency"] = wanted.pop("is_emergency_contact")
    uid, id = auth.id_of(request, "uid"), auth.id_of(request)
    return await _answer(await circle.change_contact(uid, id, wanted, request.app[RUNTIME].now()))


async def remove(request: web.Request) -> web.Response:
    """Remove a contact"""
    await circle.remove_contact(auth.id_of(request, "uid"), auth.id_of(request), request.app[RUNTIME].now())
    return body.nothing()


async def _answer(contact: people.Contact, status: int = 200) -> web.Response:
    return body.answer((await shown.contacts([contact]))[0], status)
