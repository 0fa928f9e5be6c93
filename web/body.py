"""What is asked for and what is answered: bodies checked against their model, pages, and the one envelope."""

from __future__ import annotations

import binascii
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar
from uuid import UUID

from aiohttp import web
from pydantic import AfterValidator, Field
from pydantic_core import to_json

from bot.read import MOST_NAME, email_address, person_name, phone_number
from web.errors import JSON
from wellcheck import access, checked
from wellcheck.checked import said
from wellcheck.errors import NotValid, WellcheckError
from wellcheck.i18n import T

Model = TypeVar("Model")

PAGE, PAGE_MOST = 100, 500
FARTHEST_PAGE = 10_000_000


# --- fields ----------------------------------------------------------------------------------------


_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_PHONE = T("A phone number starts with + and the country code, like {example}.", example="+447700900123")
_countries: frozenset[str] = frozenset()


def use_countries(allowed: frozenset[str]) -> None:
    """Only numbers of these countries (ISO codes) are taken in this process; empty: of every country."""
    global _countries
    _countries = allowed


def _name(text: str) -> str:
    # In a conversation such characters are passed over; a program that sends them has a fault that it should hear of.
    if any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\u200c\u200d" for char in text
    ):
        raise said(T("A name has no control characters in it."))
    if not text.strip():
        raise said(T("This may not be blank."))
    return _by(person_name, text)


def _phone(text: str) -> str:
    if not _E164.fullmatch(text):
        raise said(_PHONE)
    return _by(phone_number(None, _countries), text)


def _by(reader: Callable[[str], str], text: str) -> str:
    try:
        return reader(text)
    except WellcheckError as wrong:
        raise said(wrong.text) from None


def _email(text: str) -> str:
    return _by(access.rules.email, text)


def _mail(text: str) -> str:
    return _by(email_address, text)


def mail(text: str, field: str = "email") -> str:
    """An e-mail address that was only checked as one that is kept, and that we are to write to. Raises `NotValid`."""
    try:
        return email_address(text)
    except WellcheckError as wrong:
        raise NotValid.of(field, wrong.text) from None


def _password(text: str) -> str:
    _by(access.rules.password, text)
    return text


Name = Annotated[str, Field(min_length=1, max_length=MOST_NAME, examples=["Ada"]), AfterValidator(_name)]
Phone = Annotated[
    str,
    Field(description="E.164", examples=["+447700900123"], json_schema_extra={"pattern": r"^\+[1-9][0-9]{6,14}$"}),
    AfterValidator(_phone),
]
Email = Annotated[str, Field(max_length=320, examples=["ada@example.org"]), AfterValidator(_email)]
Mail = Annotated[str, Field(max_length=320, examples=["ada@example.org"]), AfterValidator(_mail)]
"""An e-mail address that we are to write to. (`Email` is only kept, and signs in.)"""
Password = Annotated[
    str,
    Field(
        max_length=512,
        description="8 to 128 characters, no spaces, none of those that everybody tries",
        examples=["correct-horse-battery"],
        json_schema_extra={"minLength": 8, "maxLength": 128},
    ),
    AfterValidator(_password),
]


# --- reading ---------------------------------------------------------------------------------------


async def read(request: web.Request, model: Callable[..., Model], optional: bool = False) -> Model:
    """The body, if it fits the model: strictly (5 is not "5", true is not 1), with unknown fields left out.

    `optional`: no body is an empty object. `NotValid` names every field that is wrong.
    """
    raw = await request.read()
    if optional and not raw.strip():
        raw = b"{}"
    found: Model = checked.read(raw, model)
    if found == {} and not optional:
        fields = tuple(checked.adapter(model).json_schema()["properties"])
        raise NotValid({}, T("There is nothing to change. Name at least one of these: {fields}.", fields=fields))
    return found


# --- answering -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted: its number, counted from 1, and how many entries it has."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many entries come before it."""
        return (self.number - 1) * self.size


def page(request: web.Request) -> Page:
    """The page asked for. What is no number, or below 1, is the first one; `limit` is 1 to 500 (100)."""
    number = _whole(request.query.get("page", ""), 1)
    size = _whole(request.query.get("limit", ""), PAGE)
    return Page(min(max(number, 1), FARTHEST_PAGE), min(max(size, 1), PAGE_MOST))


_EPOCH, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def after(request: web.Request) -> tuple[datetime, UUID] | None:
    """Behind which entry to go on: time and id of the last one of a page, as its `next` has them. None: it was not asked."""
    text = request.query.get("after")
    if not text:
        return None
    try:
        raw = urlsafe_b64decode(text.encode())
        at = _EPOCH + int.from_bytes(raw[:8], "big", signed=True) * _TICK
        return at, UUID(bytes=raw[8:])
    except (ValueError, OverflowError, binascii.Error):
        raise NotValid.of("after", T("This is not right.")) from None


def onward(request: web.Request, end: tuple[datetime, UUID] | None) -> str | None:
    """The address of what comes behind this entry, by the same filters; None: nothing does."""
    if end is None:
        return None
    raw = ((end[0] - _EPOCH) // _TICK).to_bytes(8, "big", signed=True) + end[1].bytes
    query = [(name, value) for name, value in request.query.items() if name not in ("page", "after")]
    return str(request.rel_url.with_query([*query, ("after", urlsafe_b64encode(raw).decode())]))


def moment(request: web.Request, name: str) -> datetime | None:
    """A query parameter that is a time with its zone; None when it is not given."""
    text = request.query.get(name)
    if not text:
        return None
    at: datetime = checked.part(text.replace(" ", "+"), checked.MOMENT, name)
    return at


def _whole(text: str, otherwise: int) -> int:
    try:
        return int(text) if len(text) < 20 else otherwise
    except ValueError:
        return otherwise


def choice(request: web.Request, name: str, choices: Sequence[str]) -> str | None:
    """A query parameter that is one of these words, in any letter case; None when it is not given."""
    given = request.query.get(name)
    if not given:
        return None
    if given.lower() not in choices:
        raise NotValid.of(name, T("Choose one of these: {names}.", names=", ".join(choices)))
    return given.lower()


def answer(data: Any, status: int = 200) -> web.Response:
    """One thing, in the envelope."""
    return plain({"data": data}, status)


def pages(data: Sequence[Any], asked: Page, total: int, more: bool | None = None) -> web.Response:
    """One page of a list, in the envelope. `more`: where not everything is counted, whether there are more than `total`."""
    paging: dict[str, Any] = {"page": asked.number, "pages": max(1, -(-total // asked.size)), "total": total}
    paging |= {} if more is None else {"more": more}
    return plain({"data": data, "paging": paging})


def walk(data: Sequence[Any], asked: Page, total: int | None, more: bool, onwards: str | None) -> web.Response:
    """One page of a list that may be walked from `next` to `next`, as far as one likes. What is reached so is not counted."""
    if total is None:
        return plain({"data": data, "paging": {"next": onwards}})
    paging = {"page": asked.number, "pages": max(1, -(-total // asked.size)), "total": total, "more": more}
    return plain({"data": data, "paging": paging | {"next": onwards}})


def plain(data: Any, status: int = 200) -> web.Response:
    """JSON without an envelope."""
    return web.Response(status=status, body=to_json(data), headers={"Content-Type": JSON})


def nothing() -> web.Response:
    """Done, and nothing to say."""
    return web.Response(status=204)
