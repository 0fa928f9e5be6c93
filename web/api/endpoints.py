"""What is handed to developers' servers: how those do, each attempt, and doing anew what any event does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.keys import RUNTIME
from web.shown import Shown
from wellcheck import events
from wellcheck.checked import Moment
from wellcheck.errors import NotValid
from wellcheck.events import made, signing, views
from wellcheck.events.models import Endpoint, OccurrenceAttempt
from wellcheck.events.wishes import Secret
from wellcheck.i18n import T

CALLS_MOST = 500


class EndpointShown(Shown):
    """Where you have something handed over: everything under one scheme, host and port."""

    id: UUID
    origin: str = Field(examples=["https://example.org:443"])
    status: Literal["working", "failing", "disabled"]
    failures: int = Field(description="In a row")
    failing_since: datetime | None
    last_failed_at: datetime | None
    last_succeeded_at: datetime | None = Field(description="To the minute")
    last_error: str | None
    disabled_at: datetime | None
    concurrency: int | None
    per_second: float | None


class EndpointLimits(BaseModel):
    """How much it is given; null, or left out: as much as it takes."""

    concurrency: Annotated[int | None, Field(ge=1, le=CALLS_MOST, description="Calls at a time, at most")] = None
    per_second: Annotated[float | None, Field(ge=0.1, le=10_000, description="Calls in a second, at most")] = None


class AttemptShown(Shown):
    """One try to hand an occurrence over."""

    number: int
    started_at: datetime
    completed_at: datetime
    status_code: int | None
    response_body: str | None = Field(description="The beginning of it")
    error_message: str | None


class OccurrenceRetried(Shown):
    """An occurrence is done anew. `pending`: it waits to be handed over; `completed`: they were asked, told, …"""

    occurrence_id: UUID
    status: Literal["pending", "completed"]


class ReplayWanted(BaseModel):
    """What of an event is done anew: what is in this state, of times from `since` on."""

    since: Moment | None = None
    status: Literal["failed", "missed", "skipped", "cancelled", "completed", "acknowledged"] = "failed"


class ReplayOfMany(ReplayWanted):
    """The same of all events that you may see: of those with all of these tags (`match`: `any`, with any of them), and of times
    before `until`. Tags or `since` are needed."""

    tags: Annotated[list[Annotated[str, Field(min_length=1)]], Field(max_length=50, examples=[["backup"]])] = []
    match: Literal["any", "all"] = "all"
    until: Moment | None = None


class Replayed(Shown):
    """How many occurrences are done anew. At most 10,000 at a time: ask again for the rest."""

    replayed: int


class SecretWanted(BaseModel):
    """A new secret to sign with. Without one of yours, one is made. The old one goes on signing beside it for `keep_old_hours`,
    or, if `keep_old` is false, not at all."""

    secret: Annotated[Secret, Field(min_length=signing.SHORTEST, max_length=signing.LONGEST)] | None = None
    keep_old: bool = True
    keep_old_hours: Annotated[int, Field(ge=1, le=8760)] = int(signing.KEPT.total_seconds() / 3600)


class SecretShown(Shown):
    """One of the secrets that sign what an event hands over, newest first. The secret itself is never shown again."""

    ends_with: str | None = Field(description="Its last four characters; null if it is too short to show any")
    signs_until: datetime | None = Field(description="Another one took its place; null: until it is replaced")


class SecretMade(Shown):
    """The new secret. It is shown this once."""

    secret: str
    signing_with: int = Field(description="So many secrets sign now")


def _shown(endpoint: Endpoint) -> EndpointShown:
    status: Literal["working", "failing", "disabled"] = "failing" if endpoint.failures else "working"
    return EndpointShown(
        id=endpoint.id,
        origin=endpoint.origin,
        status="disabled" if endpoint.disabled_at else status,
        failures=endpoint.failures,
        failing_since=endpoint.failing_since,
        last_failed_at=endpoint.failed_at,
        last_succeeded_at=endpoint.succeeded_at,
        last_error=endpoint.error,
        disabled_at=endpoint.disabled_at,
        concurrency=endpoint.concurrency,
        per_second=endpoint.per_second,
    )


async def list_all(request: web.Request) -> web.Response:
    """Where you have something handed over"""
    page = body.page(request)
    found, total = await events.endpoints.list_of(auth.caller(request), page.offset, page.size)
    return body.pages([_shown(endpoint) for endpoint in found], page, total)


async def _endpoint(request: web.Request) -> Endpoint:
    return await events.endpoints.one(auth.id_of(request), auth.caller(request))


async def one(request: web.Request) -> web.Response:
    """One place, and how it does"""
    return body.answer(_shown(await _endpoint(request)))


async def limit(request: web.Request) -> web.Response:
    """Choose how much it is given at a time"""
    endpoint = await _endpoint(request)
    wish = await body.read(request, EndpointLimits)
    await events.endpoints.limit(endpoint, wish.concurrency, wish.per_second)
    return body.answer(_shown(endpoint))


async def enable(request: web.Request) -> web.Response:
    """Call a place again that was switched off"""
    endpoint = await _endpoint(request)
    await events.endpoints.enable(endpoint)
    return body.answer(_shown(endpoint))


async def _occurrence(request: web.Request) -> views.Row:
    return await views.occurrence(auth.id_of(request), auth.caller(request))


def _attempt(attempt: OccurrenceAttempt) -> AttemptShown:
    return AttemptShown(
        number=attempt.number,
        started_at=attempt.started_at,
        completed_at=attempt.ended_at,
        status_code=attempt.status_code,
        response_body=attempt.response_body,
        error_message=attempt.error,
    )


async def attempts(request: web.Request) -> web.Response:
    """Every try to hand an occurrence over, oldest first"""
    page = body.page(request)
    found = await events.attempts.of((await _occurrence(request))["id"])
    return body.pages([_attempt(attempt) for attempt in found[page.offset : page.offset + page.size]], page, len(found))


async def retry(request: web.Request) -> web.Response:
    """Do an occurrence anew, under the same id

    It is handed over again, or whom it concerns is asked, told or visited again, as by `POST /v1/events/{id}/run`. 409 says why
    that cannot be, and then nothing has changed.
    """
    row = await _occurrence(request)
    state = await made.retry(row, auth.caller(request), request.app[RUNTIME].now())
    return body.answer(OccurrenceRetried(occurrence_id=row["id"], status=state))


async def replay(request: web.Request) -> web.Response:
    """Do anew what of an event was given up, missed or skipped, or got lost at the receiver's

    What would be said to a person over and over (`message`, `probe`, `escalation`) is said once: the newest stands for all of
    them. A `visit` whose time is past stays as it is.
    """
    calls = auth.caller(request)
    event = await made.get(auth.id_of(request), calls)
    wish = await body.read(request, ReplayWanted, optional=True)
    wanted = views.Filter(status=(wish.status,), since=wish.since, event_id=event.id)
    return body.answer(Replayed(replayed=await made.replay(wanted, calls, request.app[RUNTIME].now())))


async def replay_many(request: web.Request) -> web.Response:
    """Do anew what was given up, missed, skipped or lost of all events that you may see

    As with one event; of each event that concerns a person the newest stands for the others.
    """
    wish = await body.read(request, ReplayOfMany)
    if not wish.tags and wish.since is None:
        raise NotValid.of("since", T("This is needed."))
    if any("\0" in tag for tag in wish.tags):
        raise NotValid.of("tags", T("This is not right."))
    wanted = views.Filter(
        tags=wish.tags, all_tags=wish.match == "all", status=(wish.status,), since=wish.since, until=wish.until
    )  # fmt: skip
    count = await made.replay(wanted, auth.caller(request), request.app[RUNTIME].now())
    return body.answer(Replayed(replayed=count))


async def secrets(request: web.Request) -> web.Response:
    """The secrets that sign what an event hands over, and until when. None: the installation's own signs"""
    event = await made.get(auth.id_of(request), auth.caller(request))
    page, known = body.page(request), signing.valid(signing.read(event.secrets), request.app[RUNTIME].now())
    shown = [SecretShown(ends_with=each.end, signs_until=each.until) for each in known]
    return body.pages(shown[page.offset : page.offset + page.size], page, len(shown))


async def new_secret(request: web.Request) -> web.Response:
    """Change the secret that signs an event's webhooks"""
    calls = auth.caller(request)
    event = await made.get(auth.id_of(request), calls)
    wish = await body.read(request, SecretWanted, optional=True)
    keep = timedelta(hours=wish.keep_old_hours if wish.keep_old else 0)
    secret, count = await made.sign_with(event, wish.secret, keep, calls, request.app[RUNTIME].now())
    return body.answer(SecretMade(secret=secret, signing_with=count), status=201)
