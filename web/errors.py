"""The outermost door: a request id, one log line, one shape of errors, and headers every answer has."""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

import aiohttp
from aiohttp import http_exceptions, web
from aiohttp.typedefs import Handler
from pydantic_core import to_json
from tortoise.exceptions import IntegrityError

from bot.intake import Away
from web.calls import traced
from web.keys import CALLER, CALLS, REQUEST_ID, TAKEN
from web.ready import HEADERS, Ready
from wellcheck import due, i18n, traces
from wellcheck.access import trail
from wellcheck.errors import NotSignedIn, NotValid, TooMany, WellcheckError
from wellcheck.i18n import T, Text, say

log = logging.getLogger("web")

JSON = "application/json; charset=utf-8"
_SECRET = re.compile("^(/(?:mine|media|answer)/).+")
"""Paths whose rest opens what it leads to: never in a log."""

_ID = re.compile("[!-~]{1,128}")
"""What a caller may call a request. Anything else is replaced: it stands in a log line."""

COME_AGAIN = {"Retry-After": "5"}

_SAID = {
    400: T("This request cannot be read."),
    404: T("There is nothing here under that name."),
    405: T("This cannot be done here."),
    413: T("This is too large; at most {n} KiB are taken.", n=1024),
    500: T("Something went wrong on our side. Please try again in a moment."),
    503: T("We cannot do this right now. Please try again in a few seconds."),
}
_AT_ONCE = T("Somebody changed the same thing at the same moment. Please look again and retry.")


def language(request: web.BaseRequest) -> str:
    """The language of ours that this caller likes best."""
    wanted = []
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        tag, _, quality = part.partition(";q=")
        try:
            wanted.append((-float(quality or 1), tag.strip()))
        except ValueError:
            continue
    return i18n.pick(tag for _, tag in sorted(wanted, key=lambda pair: pair[0]))


def problem(
    request: web.BaseRequest,
    status: int,
    text: Text,
    fields: Mapping[str, Sequence[Text]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """An error in our one shape, in the caller's language."""
    spoken = language(request)
    errors = {field: [say(each, spoken) for each in texts] for field, texts in (fields or {}).items()}
    body = to_json({"error": {"status": status, "message": say(text, spoken), "errors": errors}})
    more = {"Content-Type": JSON, "Content-Language": spoken, "Vary": "Accept-Language", **(headers or {})}
    return web.Response(status=status, body=body, headers=more)


def of(request: web.BaseRequest, wrong: Exception) -> web.StreamResponse:
    """The answer to what went wrong. What is not meant to be read is logged, and shown as our fault."""
    match wrong:
        case NotValid():
            return problem(request, wrong.status, wrong.text, wrong.fields)
        case TooMany():
            return problem(request, wrong.status, wrong.text, headers={"Retry-After": str(wrong.retry_after)})
        case NotSignedIn():
            return problem(request, wrong.status, wrong.text, headers={"WWW-Authenticate": "Bearer"})
        case WellcheckError():
            return problem(request, wrong.status, wrong.text)
        case web.HTTPException() if wrong.status < 400:
            return wrong
        case web.HTTPException():
            allow = {"Allow": wrong.headers["Allow"]} if "Allow" in wrong.headers else None
            text = _SAID.get(wrong.status) or _SAID[400 if wrong.status < 500 else 500]
            return problem(request, wrong.status, text, headers=allow)
        case http_exceptions.HttpProcessingError() | aiohttp.ClientPayloadError() | web.RequestPayloadError():
            return problem(request, 400, _SAID[400])
        case IntegrityError():
            return problem(request, 409, _AT_ONCE)
        case Away():
            return problem(request, 503, _SAID[503], headers=COME_AGAIN)
    if due.infrastructure(wrong):
        log.error("the database is away or busy", extra={"error": type(wrong).__name__, "request": request[REQUEST_ID]})
        return problem(request, 503, _SAID[503], headers=COME_AGAIN)
    log.error("a request failed", exc_info=wrong, extra={"request": request[REQUEST_ID]})
    return problem(request, 500, _SAID[500])


@web.middleware
async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Everything that comes in and goes out passes here."""
    started = time.perf_counter()
    id, told = _named(request), None
    if traces.on():
        with traced(request) as told:
            answer = await _answered(request, handler)
            told.note("http.response.status_code", answer.status)
            if answer.status >= 500:
                told.fail(str(answer.status))
    else:
        answer = await _answered(request, handler)
    _dressed(request, answer, id)
    seconds = time.perf_counter() - started
    request.app[CALLS].note(request, answer.status, seconds)
    if log.isEnabledFor(logging.INFO):
        _line(request, answer.status, seconds * 1000, told.trace if told else "")
    return answer


Take = Callable[[web.Request, web.Application], Awaitable[web.Response]]


def passing(app: web.Application, path: str, take: Take) -> Handler:
    """The same for `POST` at a fixed path: what `take` answers, as if it came by the router and the door."""
    calls = app[CALLS]

    async def pass_by(request: web.Request) -> web.StreamResponse:
        started = time.perf_counter()
        id = _named(request)
        answer = await _answered(request, take, app)
        _dressed(request, answer, id)
        seconds = time.perf_counter() - started
        calls.count("POST", path, answer.status, seconds)
        if log.isEnabledFor(logging.INFO):
            _line(request, answer.status, seconds * 1000, "")
        return answer

    return pass_by


def _named(request: web.Request) -> str:
    """The request's id: the caller's, if it may stand in a log line, else one of ours."""
    given = request.headers.get("X-Request-Id", "")
    request[REQUEST_ID] = id = given if given and _ID.fullmatch(given) else f"{random.getrandbits(64):016x}"
    trail.ASKED.set((id, ""))  # not that of the request before, on the same connection
    return id


def _dressed(request: web.Request, answer: web.StreamResponse, id: str) -> None:
    """Every answer has these headers."""
    if type(answer) is Ready:
        answer.request_id = id
    elif not answer.prepared:
        headers = answer.headers
        headers["X-Request-Id"] = id
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if (taken := request.get(TAKEN)) is not None:
            headers.update(taken.headers)


async def _answered(
    request: web.Request, handler: Callable[..., Awaitable[web.StreamResponse]], *more: object
) -> web.StreamResponse:
    try:
        return await handler(request, *more)
    except Exception as wrong:
        return of(request, wrong)


def _line(request: web.Request, status: int, took: float, trace: str) -> None:
    # Never the query: what providers and people put there is nobody's business. Ids of people are no names.
    caller = request.get(CALLER)
    more = {"request": request[REQUEST_ID]}
    if caller is not None:
        more["caller"] = str(caller.person_id)
    if trace:
        more["trace"] = trace
    path = _SECRET.sub(r"\1…", request.path[:200])
    log.info("%s %s %d %.1f ms", request.method, path, status, took, extra=more)
