"""Users: who has an account or is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from web import auth, body, shown
from web.body import Email, Name, Password, Phone
from web.keys import RUNTIME
from wellcheck import recurrence, users
from wellcheck.i18n import LANGUAGES
from wellcheck.people import Person

if TYPE_CHECKING:
    Language = str
else:
    Language = Literal[LANGUAGES]


class UserNew(BaseModel):
    """Somebody who gets an account."""

    first_name: Name
    last_name: Name
    phone_number: Phone
    email: Email
    password: Password
    language: Language = "en"
    zone: Annotated[str, Field(max_length=64, examples=["Europe/Zagreb"])] | None = None
    setup_token: Annotated[str, Field(max_length=512, description="For the very first user alone")] | None = None


class UserChange(TypedDict, total=False):
    """What to change about oneself; what is not named stays."""

    first_name: Name
    last_name: Name
    language: Language
    discreet: bool
    phone_number: Phone
    email: Email
    password: Password


class PhoneCode(BaseModel):
    """The code that was sent to a new number."""

    code: Annotated[str, Field(min_length=1, max_length=20, examples=["123456"])]


async def create(request: web.Request) -> web.Response:
    """Add a user

    The very first one becomes an admin and needs no token, but the setup token that was shown when Wellcheck first
    started (`X-Setup-Token`, or `setup_token` in the body); a call from the same machine needs neither. After that only
    an admin may, and everybody added is a basic user.
    """
    calls = await auth.offered(request)
    runtime = request.app[RUNTIME]
    if calls is not None:
        await auth.admit(request, auth.Who.ADMIN)
    else:
        await users.refuse_strangers()
    wanted = await body.read(request, UserNew)
    zone = recurrence.check_zone(runtime.config.default_zone if wanted.zone is None else wanted.zone)
    new = users.NewUser(
        wanted.first_name,
        wanted.last_name,
        wanted.phone_number,
        wanted.email,
        wanted.password,
        wanted.language,
        zone,
    )
    if calls is not None:
        person = await users.join(new, runtime.now())
    else:
        person = await users.join_first(
            new,
            runtime.now(),
            token=request.headers.get("X-Setup-Token") or wanted.setup_token,
            from_here=auth.from_here(request),
            source=auth.source(request),
        )
    return body.answer(await shown.user(person), 201)


async def list_all(request: web.Request) -> web.Response:
    """All users, newest first"""
    page = body.page(request)
    total, found = await users.page(page.offset, page.size)
    return body.pages(await shown.users(found), page, total)


async def one(request: web.Request) -> web.Response:
    """One user"""
    return body.answer(await shown.user(await _user(request)))


async def change(request: web.Request) -> web.Response:
    """Change your own data

    A new phone number gets a code by text message and counts once it is confirmed; until then it is shown with
    `phone_verified` false and the old one stays in use. A new password ends all tokens. An API token made to act for
    somebody does not change what they sign in with.
    """
    wanted = await body.read(request, UserChange)
    person = await users.change(auth.id_of(request, "uid"), {**wanted}, request.app[RUNTIME].now())
    return body.answer(await shown.user(person))


async def confirm_phone(request: web.Request) -> web.Response:
    """Confirm a new phone number with the code that was sent to it"""
    wanted = await body.read(request, PhoneCode)
    await users.confirm_number(auth.id_of(request, "uid"), wanted.code, request.app[RUNTIME].now())
    return body.answer(await shown.user(await _user(request)))


async def remove(request: web.Request) -> web.Response:
    """Delete a user and everything personal

    Whoever was told about them, or counts on them as a contact, is told so. The last admin stays while there are others.
    """
    uid = auth.id_of(request, "uid")
    await users.leave(uid, auth.caller(request).person_id, request.app[RUNTIME].now())
    return body.nothing()


async def _user(request: web.Request) -> Person:
    return await users.get(auth.id_of(request, "uid"))
