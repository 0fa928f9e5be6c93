"""Events: when something happens, and what; and each time it did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body, shown
from web.keys import RUNTIME
from wellcheck import checked
from wellcheck.errors import NotValid
from wellcheck.events import made, views
from wellcheck.events.actions import KNOWN
from wellcheck.events.models import Event
from wellcheck.events.wishes import EventChange, EventNew
from wellcheck.i18n import T

STATUSES = ("active", "paused", "inactive", "deleted")
STATES = ("pending", "scheduled", "dispatching", "retrying", "completed", "acknowledged", "failed", "missed", "skipped",
          "cancelled")  # fmt: skip
MATCHES = ("any", "all")
VIEWS = ("legacy",)
STATES_OR_LEGACY = tuple(dict.fromkeys((*STATES, *views.LEGACY)))


class ActionShown(BaseModel):
    """What happens when it comes due."""

    type: str = Field(examples=["webhook"])
    params: dict[str, Any]


class EventShown(shown.Shown):
    """A rule for when something happens and what."""

    id: UUID
    name: str
    description: str
    start_time: datetime | None
    end_time: datetime | None
    timezone: str
    schedule: dict[str, Any] | str | None = Field(description="As it was given; null: once")
    exclude: list[str]
    action: ActionShown | None = Field(description="null: only whoever listens to its tags hears of it")
    webhook: str | None = Field(description="The action as one line, as older programs know it")
    metadata: Any
    tags: list[str]
    status: Literal["active", "paused", "inactive", "deleted"]
    stopped: Literal["gone"] | None = Field(
        description="Why it became inactive by itself: its receiver wants nothing more (410)"
    )
    signed: bool = Field(description="Whether a secret of its own signs what is handed over")
    overlap: str
    misfire: str
    catch_up_seconds: int | None
    next_at: datetime | None = Field(description="When it is next due")
    fired: int = Field(description="How many times it came due")
    made_by: str | None
    version: int = Field(description="Counts changes; the ETag")
    created_at: datetime
    updated_at: datetime


class OccurrenceShown(shown.Shown):
    """One time an event came due, and what became of it."""

    id: int | None = Field(description="A short id; null for one that is still to come")
    occurrence_id: UUID = Field(description="The same on every attempt, and known before")
    event_id: UUID
    scheduled_at: datetime
    status: str = Field(description=f"{', '.join(STATES)}; with `view=legacy` {', '.join(views.LEGACY)}")
    attempt_count: int
    next_attempt_at: datetime | None
    status_code: int | None
    response_body: str | None
    error_message: str | None
    started_at: datetime | None
    completed_at: datetime | None
    acknowledged_at: datetime | None
    about_id: UUID | None = Field(description="What it brought about: a probe, an escalation, …")


async def create(request: web.Request) -> web.Response:
    """Make an event: when something happens, and what

    With an API token at least one of its tags has to be one of the token's. Its next times are shown by
    `POST /v1/schedules/preview`.
    """
    wish = await body.read(request, EventNew)
    event = await made.create(wish, auth.caller(request), request.app[RUNTIME].now())
    return _answer(event, 201)


async def list_all(request: web.Request) -> web.Response:
    """Events that the caller may see, newest first

    `tags` (by comma, or several times) needs any of them, with `match=all` all; `tag` is one as it is, commas and blanks
    included. Times compare with `start_time`. A total beyond the next thousand is not counted: `more` says so. With
    `archived=true` those that left for the archive. `paging.next` leads on, however far, at the same cost; what is made
    meanwhile moves nothing.
    """
    page = body.page(request)
    status = body.choice(request, "status", STATUSES)
    wanted = views.Filter(
        _tags(request), body.choice(request, "match", MATCHES) == "all", (status,) if status else (),
        body.moment(request, "start_after"), body.moment(request, "start_before"), archived=_archived(request),
    )  # fmt: skip
    calls = auth.caller(request)
    found = await views.events(calls, wanted, page.offset, page.size, body.after(request))
    rows = [_shown(event) for event in found.rows]
    return body.walk(rows, page, found.total, found.more, body.onward(request, found.end))


async def one(request: web.Request) -> web.Response:
    """An event. Its ETag goes back as `If-Match`. With `archived=true`, one of the archive"""
    id, calls = auth.id_of(request), auth.caller(request)
    return _answer(await (views.archived(id, calls) if _archived(request) else made.get(id, calls)))


async def change(request: web.Request) -> web.Response:
    """Change what is named of an event

    With `If-Match` only if nobody has changed it meanwhile (412). New times drop what was planned. Paused or inactive, it comes
    due no more; what waits is skipped, and the next time as well.
    """
    id, calls = auth.id_of(request), auth.caller(request)
    await made.get(id, calls)
    wish = await body.read(request, EventChange)
    return _answer(await made.change(id, wish, calls, request.app[RUNTIME].now(), _versions(request)))


async def remove(request: web.Request) -> web.Response:
    """End an event for good; what waits is cancelled. What became of it before can still be read"""
    await made.delete(auth.id_of(request), auth.caller(request), request.app[RUNTIME].now(), _versions(request))
    return body.nothing()


async def run(request: web.Request) -> web.Response:
    """Let an event happen now, beside its times"""
    id, calls = auth.id_of(request), auth.caller(request)
    done = await made.run(id, calls, request.app[RUNTIME].now())
    return body.answer(_occurrence(await views.occurrence(done.id, calls)), 201)


async def occurrences_of(request: web.Request) -> web.Response:
    """The occurrences of one event, the latest first, headed by the next one to come; also of one that was deleted"""
    page, calls, after = body.page(request), auth.caller(request), body.after(request)
    event = await views.event_of(auth.id_of(request), calls)
    wanted = views.Filter(
        status=_states(request), since=body.moment(request, "from"), until=body.moment(request, "to"),
        event_id=event.id, archived=_archived(request),
    )  # fmt: skip
    found = await views.occurrences(calls, wanted, page.offset, page.size, after)
    rows = list(found.rows)
    first = page.number == 1 and after is None
    if not wanted.status and first and not wanted.archived and _coming(event, wanted):
        assert event.due_at is not None
        rows = [views.scheduled(event.id, event.due_at, event.slot or ""), *rows]
    return _walk(request, rows, page, found)


def _walk(request: web.Request, rows: Sequence[views.Row], page: body.Page, found: views.Found) -> web.Response:
    legacy = _legacy(request)
    shown = [_occurrence(row, legacy) for row in rows]
    return body.walk(shown, page, found.total, found.more, body.onward(request, found.end))


def _legacy(request: web.Request) -> bool:
    """Whether the caller knows the states of Qhronos alone."""
    return body.choice(request, "view", VIEWS) == "legacy"


def _states(request: web.Request) -> Sequence[str]:
    """The states that are asked for, in the words that the caller knows."""
    if not _legacy(request):
        state = body.choice(request, "status", STATES)
        return (state,) if state else ()
    word = body.choice(request, "status", tuple(views.LEGACY))
    return views.LEGACY[word] if word else ()


def _coming(event: Event, wanted: views.Filter) -> bool:
    if event.status != "active" or event.due_at is None:
        return False
    return (wanted.since is None or event.due_at >= wanted.since) and (
        wanted.until is None or event.due_at < wanted.until
    )


async def occurrences(request: web.Request) -> web.Response:
    """Occurrences of all events that the caller may see, the latest first

    Needs at least one filter. `tags` (by comma, or several times) needs all of them, with `match=any` any; `tag` is one as it
    is. Those that are still to come, and have no row yet, are listed by `status=scheduled`, those that left for the archive
    with `archived=true`. `view=legacy` speaks of states as Qhronos did, in answers and in `status`. `paging.next` leads on as
    in the list of events.
    """
    page, calls = body.page(request), auth.caller(request)
    wanted = views.Filter(
        _tags(request), body.choice(request, "match", MATCHES) != "any", _states(request),
        body.moment(request, "from"), body.moment(request, "to"), _id(request, "event"), _archived(request),
    )  # fmt: skip
    if wanted == views.Filter(all_tags=wanted.all_tags, archived=wanted.archived):
        raise NotValid.of("tags", T("This is needed."))
    found = await views.occurrences(calls, wanted, page.offset, page.size, body.after(request))
    return _walk(request, found.rows, page, found)


async def occurrence(request: web.Request) -> web.Response:
    """One occurrence, by its id or by its number"""
    text = request.match_info["which"]
    id = int(text) if re.fullmatch(r"[0-9]{1,18}", text, re.ASCII) else auth.id_of(request, "which")
    return body.answer(_occurrence(await views.occurrence(id, auth.caller(request)), _legacy(request)))


def _tags(request: web.Request) -> Sequence[str]:
    listed = (tag.strip() for given in request.query.getall("tags", []) for tag in given.split(","))
    tags = (*filter(None, listed), *filter(None, request.query.getall("tag", [])))
    if len(tags) > 50 or any("\0" in tag for tag in tags):
        raise NotValid.of("tags", T("This is not right."))
    return tags


def _archived(request: web.Request) -> bool:
    return body.choice(request, "archived", ("true", "false")) == "true"


def _id(request: web.Request, name: str) -> UUID | None:
    text = request.query.get(name)
    return checked.part(text, UUID, name) if text else None


def _versions(request: web.Request) -> list[int] | None:
    """The versions in `If-Match`; None: any will do."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    return [int(number) for number in re.findall(r'"(\d{1,9})"', given, re.ASCII)]


def _answer(event: Event, status: int = 200) -> web.Response:
    answer = body.answer(_shown(event), status)
    answer.headers["ETag"] = f'"{event.version}"'
    return answer


def _shown(event: Event) -> EventShown:
    action = KNOWN[event.action]
    params = checked.read(event.params.encode(), dict[str, Any])
    return EventShown(
        id=event.id, name=event.title, description=event.description or "", start_time=event.start_at,
        end_time=event.end_at, timezone=event.zone, schedule=event.shown, exclude=event.payload.get("exclude", []),
        action=ActionShown(type=event.action, params=action.shown(params)) if params else None,
        webhook=action.text(action.params.model_construct(**params)) if params else None,
        metadata=event.metadata, tags=event.tags, status=event.status, stopped=event.stopped,
        signed=event.secrets_sealed is not None, overlap=event.overlap, misfire=event.misfire,
        catch_up_seconds=event.catch_up_seconds,
        next_at=event.due_at if event.status == "active" else None, fired=event.fired, made_by=event.made_by,
        version=event.version, created_at=event.created_at, updated_at=event.updated_at,
    )  # fmt: skip


def _occurrence(row: views.Row, legacy: bool = False) -> OccurrenceShown:
    return OccurrenceShown(
        id=row["number"], occurrence_id=row["id"], event_id=row["event_id"], scheduled_at=row["due_at"],
        status=views.legacy(row["state"]) if legacy else row["state"], attempt_count=row["attempts"],
        next_attempt_at=row["next_at"], status_code=row["status_code"], response_body=row["response_body"],
        error_message=row["error"],
        started_at=row["started_at"], completed_at=row["completed_at"], acknowledged_at=row["acknowledged_at"],
        about_id=row["about_id"],
    )  # fmt: skip
