"""Web addresses and headers that developers give: what is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from wellcheck import outbound
from wellcheck.checked import otherwise, said
from wellcheck.events import endpoints
from wellcheck.events.actions.base import Params
from wellcheck.events.retries import LONGEST_WAIT, MOST_ATTEMPTS, Retries
from wellcheck.i18n import T
from wellcheck.outbound import BadUrl, Reach

_reach = Reach()


def use_reach(reach: Reach) -> None:
    """This is what may be called, for events made in this process (runtime.start)."""
    global _reach
    _reach = reach


def web_address(text: str) -> str:
    """The address, if something can be handed to it."""
    try:
        _reach.target(text)
    except BadUrl as wrong:
        raise said(wrong.text) from None
    return text


Url = Annotated[
    str, Field(max_length=outbound.LONGEST_URL, examples=["https://example.org/hook"]), AfterValidator(web_address)
]


MASK = "•••"
"""What is shown of a header's value. No header can have it: it is no ASCII."""


def settable(headers: dict[str, str], ours: Collection[str] = ()) -> dict[str, str]:
    """The headers, if all may be set: none that says how a request travels, none that signs, and no line break in any."""
    wrong = outbound.bad_header(headers, ours)
    if wrong is not None and headers[wrong] == MASK:
        raise said(T("The value of the header {name} is not shown. Please give it anew.", name=wrong[:100]))
    if wrong is not None:
        raise said(T("The header {name} may not be set, or not to this.", name=wrong[:100]))
    return headers


Headers = Annotated[
    dict[str, str], Field(description="Kept sealed, and shown masked", examples=[{}]), AfterValidator(settable)
]


_WAITS = T("Choose a number of seconds from 1 to {n}, or a list of them.", n=int(LONGEST_WAIT))


def _waits(value: Any) -> Any:
    try:
        Retries.of({"backoff_seconds": value})
    except ValueError:
        raise said(_WAITS) from None
    return value


class Retry(Params):
    """How often and how fast this event is tried again. `backoff_seconds`: the first wait, which doubles each time, or all of
    them."""

    max_attempts: Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)] | None = None
    backoff_seconds: Annotated[float | list[float], otherwise(_WAITS), AfterValidator(_waits)] | None = None


class Called(Params):
    """What every call to a web address is told."""

    url: Url = Field(description="http or https")
    headers: Headers = {}
    retry: Retry | None = None


async def endpoint(params: Called, maker: str, owner: UUID | None) -> Any:
    """The receiver's endpoint."""
    return await endpoints.of(maker, _reach.target(params.url).origin)


def masked(params: dict[str, Any]) -> dict[str, Any]:
    """The settings without the headers' values: they hold keys."""
    headers = params.get("headers")
    if not isinstance(headers, Mapping) or not headers:
        return params
    return params | {"headers": dict.fromkeys(headers, MASK)}


def kept(params: dict[str, Any], before: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The settings, in which a header that comes back as it was shown has the value that it has. Only for calls to the same
    scheme, host and port: nobody has a key sent elsewhere that they cannot read."""
    headers = params.get("headers")
    if not isinstance(headers, Mapping) or MASK not in headers.values():
        return params
    stored = before()
    if (origin := _origin(stored.get("url"))) is None or origin != _origin(params.get("url")):
        return params
    values = {name.lower(): value for name, value in stored.get("headers", {}).items()}
    known = {name: values.get(name.lower(), value) if value == MASK else value for name, value in headers.items()}
    return params | {"headers": known}


def _origin(url: Any) -> str | None:
    try:
        return _reach.target(url).origin if isinstance(url, str) else None
    except BadUrl:
        return None
