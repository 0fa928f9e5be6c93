"""What is asked for and what is answered: bodies checked against their model, pages, and the one envelope."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar

from aiohttp import web
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError, from_json, to_json

from bot.read import MOST_NAME, person_name, phone_number
from web.errors import JSON
from wellcheck import access
from wellcheck.errors import NotValid, WellcheckError
from wellcheck.i18n import N, T, Text

Model = TypeVar("Model")

PAGE, PAGE_MOST = 100, 500
FARTHEST_PAGE = 10_000_000


# --- fields ----------------------------------------------------------------------------------------


def said(text: Text) -> PydanticCustomError:
    """The sentence as an error of a field's validator."""
    return PydanticCustomError("said", "not valid", {"text": text})


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

_SAYINGS = {
    "missing": T("This is needed."),
    "string_type": T("This has to be text."),
    "string_unicode": T("This has to be text."),
    "int_type": T("This has to be a whole number."),
    "int_from_float": T("This has to be a whole number."),
    "bool_type": T("This has to be true or false."),
    "uuid_type": T("This has to be an id."),
    "uuid_parsing": T("This has to be an id."),
    "dict_type": T("This has to be an object."),
    "model_type": T("This has to be an object."),
}
_TIME = T("This has to be a time with its zone, like {example}.", example="2027-01-31T09:00:00Z")


def _sentence(error: ErrorDetails) -> Text:
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "said":
            text: Text = context["text"]
            return text
        case "string_too_short":
            n = context["min_length"]
            return (
                T("This may not be empty.") if n == 1 else N("At least {n} character.", "At least {n} characters.", n)
            )
        case "string_too_long":
            return N("At most {n} character.", "At most {n} characters.", context["max_length"])
        case "greater_than_equal":
            return T("This has to be at least {n}.", n=context["ge"])
        case "less_than_equal":
            return T("This may be at most {n}.", n=context["le"])
        case "literal_error":
            return T("Choose one of these: {names}.", names=context["expected"].replace("'", ""))
        case kind if kind.startswith(("datetime", "timezone")):
            return _TIME
        case kind:
            return _SAYINGS.get(kind, T("This is not right."))


@cache
def adapter(model: Any) -> TypeAdapter[Any]:
    """The checker of one model."""
    return TypeAdapter(model)


async def read(request: web.Request, model: Callable[..., Model], optional: bool = False) -> Model:
    """The body, if it fits the model: strictly (5 is not "5", true is not 1), with unknown fields left out.

    `optional`: no body is an empty object. `NotValid` names every field that is wrong.
    """
    raw = await request.read()
    if optional and not raw.strip():
        raw = b"{}"
    if b"NaN" in raw or b"Infinity" in raw:
        _no_number_that_is_none(raw)
    try:
        found: Model = adapter(model).validate_json(raw, strict=True)
    except ValidationError as wrong:
        raise _not_valid(wrong.errors(include_url=False, include_input=False)) from None
    if found == {} and not optional:
        fields = tuple(adapter(model).json_schema()["properties"])
        raise NotValid({}, T("There is nothing to change. Name at least one of these: {fields}.", fields=fields))
    return found


def _no_number_that_is_none(raw: bytes) -> None:
    """NaN and Infinity are no JSON (RFC 8259 §6), also where nobody reads them; in a text they are words."""
    try:
        from_json(raw, allow_inf_nan=False)
    except ValueError:
        raise NotValid({}, T("The body is not valid JSON.")) from None


def _not_valid(errors: Sequence[ErrorDetails]) -> NotValid:
    if errors[0]["type"] == "json_invalid":
        return NotValid({}, T("The body is not valid JSON."))
    fields: dict[str, list[Text]] = {}
    for error in errors:
        place = ".".join(str(part) for part in error["loc"][:3]) or "body"
        fields.setdefault(place[:100], []).append(_sentence(error))
    return NotValid(fields)


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


def pages(data: Sequence[Any], asked: Page, total: int) -> web.Response:
    """One page of a list, in the envelope."""
    paging = {"page": asked.number, "pages": max(1, -(-total // asked.size)), "total": total}
    return plain({"data": data, "paging": paging})


def plain(data: Any, status: int = 200) -> web.Response:
    """JSON without an envelope."""
    return web.Response(status=status, body=to_json(data), headers={"Content-Type": JSON})


def nothing() -> web.Response:
    """Done, and nothing to say."""
    return web.Response(status=204)
