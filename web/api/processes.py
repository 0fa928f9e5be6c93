"""Escalation processes from outside: handed in, seen, stopped or put off by hand; and what they need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field, RootModel

from web import auth, body, shown
from web.idempotent import HEADER
from web.keys import RUNTIME
from wellcheck import access, processes
from wellcheck.access import Caller
from wellcheck.errors import NotFound, NotValid
from wellcheck.i18n import T
from wellcheck.people import Address
from wellcheck.processes import Process, RejectedRequest
from wellcheck.processes.requests import MOST_PREFIXES, Plan

STATES = (processes.rules.RUNNING, *processes.rules.ENDS)
DONE = {"started": 201, "replaced": 201}


class ProcessShown(shown.Shown):
    """Steps towards targets, until somebody confirms or their sender stops them."""

    id: UUID
    kind: Literal["process"]
    process_id: str = Field(description="As its sender called it")
    owner_id: UUID
    status: str = Field(description=", ".join(STATES))
    next_at: datetime | None
    started_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    ended_by: UUID | None
    note: str | None


class StepShown(shown.Shown):
    """One thing to be said to one target at one time."""

    position: int
    at: datetime
    channel: str
    target: str = Field(description="Its end alone")
    language: str
    state: Literal["waiting", "told", "delivered", "failed", "skipped", "dropped"]
    tries: int
    reason: str | None
    told_at: datetime | None
    ended_at: datetime | None


class ProcessTold(ProcessShown):
    """A process with its steps and everything that happened."""

    steps: list[StepShown]
    timeline: list[shown.Moment]


class RequestTaken(shown.Shown):
    """What came of a request."""

    outcome: Literal["started", "ignored", "merged", "replaced", "stopped", "unknown", "repeated"]
    process: ProcessShown | None


class RejectionShown(shown.Shown):
    """A request that was not taken, and why."""

    id: UUID
    source: str = Field(examples=["api"])
    request: str = Field(description="Its beginning")
    errors: dict[str, list[str]]
    created_at: datetime


class Delayed(BaseModel):
    """By how much what is still to come is put off, and why."""

    minutes: Annotated[int, Field(ge=1, le=525_600)]
    note: Annotated[str, Field(max_length=2000)] | None = None


class CallerIds(RootModel[dict[str, str]]):
    """Prefix → number; "default" stands for all others. The longest prefix wins."""


class PlanShown(shown.Shown):
    """Steps that requests refer to by name."""

    name: str
    notifications: list[dict[str, Any]]
    text: str | dict[str, str] | None = None
    subject: str | dict[str, str] | None = None
    data: dict[str, Any] | None = None
    language: str | None = None


async def take(request: web.Request) -> web.Response:
    """Start or stop a process: explicit steps to telephones, mail addresses and channels of anybody

    As roesc takes them, and richer: `after_minutes`, `policy` by name, `text` as a template with `data`, `language`.
    `on_existing` says what becomes of a process of this id that runs already; the answer says what did. A request with a
    deduplication key that was used is not done again. What is refused is kept (`/escalations/rejected`).
    """
    calls, running = auth.caller(request), request.app[RUNTIME]
    raw = await request.read()
    taken = await processes.take(raw, calls.person_id, "api", running.now(), request.headers.get(HEADER))
    process = None if taken.process is None else await _shown([await processes.get(taken.process)])
    told = RequestTaken(outcome=taken.outcome, process=process[0] if process else None)
    return body.answer(told, DONE.get(taken.outcome, 200))


def may(calls: Caller, process: Process) -> bool:
    """Whether this caller may look after a process: admins after all, API tokens after what they handed in."""
    return calls.is_admin or (access.rules.hands_in(calls) and process.owner_id == calls.person_id)


async def list_all(request: web.Request) -> web.Response:
    """All processes that the caller may look after, newest first; `process_id` and `status` choose among them"""
    page, calls = body.page(request), auth.caller(request)
    wanted = Process.all() if calls.is_admin else Process.filter(owner_id=calls.person_id)
    if status := body.choice(request, "status", STATES):
        wanted = wanted.filter(status=status)
    if name := request.query.get("process_id"):
        wanted = wanted.filter(blind=processes.named(calls.person_id, name))
    total = await wanted.count()
    found = await wanted.order_by("-id").offset(page.offset).limit(page.size)
    return body.pages(await _shown(found), page, total)


async def told(process: Process) -> web.Response:
    """One process with its steps and its timeline."""
    [summary] = await _shown([process])
    steps = await processes.steps(process.id)
    values = {a.id: a for a in await Address.filter(id__in=list({s.address_id for s in steps if s.address_id}))}
    listed = [
        StepShown(
            position=step.position, at=step.at, channel=step.channel, target=_end_of(values.get(step.address_id)),  # type: ignore[arg-type]
            language=step.language, state=step.state, tries=step.tries, reason=step.reason, told_at=step.told_at,
            ended_at=step.ended_at,
        )
        for step in steps
    ]  # fmt: skip
    moments = await shown.moments("process", process.id)
    return body.answer(ProcessTold(**summary.model_dump(), steps=listed, timeline=moments))


async def delay(request: web.Request) -> web.Response:
    """Put off what is still to come of a process"""
    found = await processes.get(auth.id_of(request))
    if not may(auth.caller(request), found):
        raise NotFound
    id, by = found.id, auth.caller(request).person_id
    wanted = await body.read(request, Delayed)
    return await told(await processes.delay(id, by, wanted.minutes, request.app[RUNTIME].now(), wanted.note))


async def rejected(request: web.Request) -> web.Response:
    """Requests that were not taken, with the reason, newest first"""
    page, wanted = body.page(request), RejectedRequest.all()
    total = await wanted.count()
    found = await wanted.order_by("-id").offset(page.offset).limit(page.size)
    listed = [
        RejectionShown(id=row.id, source=row.source, request=row.raw, errors=row.errors, created_at=row.created_at)
        for row in found
    ]
    return body.pages(listed, page, total)


async def caller_ids(request: web.Request) -> web.Response:
    """Which number calls show, by the prefix of whom they go to"""
    return body.answer(await processes.callers.registry())


async def put_caller_ids(request: web.Request) -> web.Response:
    """Put another registry of caller ids in place; it counts at once"""
    wanted = (await body.read(request, CallerIds)).root
    wrong = {}
    if len(wanted) > MOST_PREFIXES:
        raise NotValid.of("body", T("This may be at most {n}.", n=MOST_PREFIXES))
    for prefix, number in wanted.items():
        if prefix != "default" and not re.fullmatch(r"\+[1-9][0-9]{0,14}", prefix):
            wrong[prefix[:100]] = [T("A prefix starts with + and the country code; all others are “default”.")]
        elif not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
            wrong[prefix] = [
                T("A phone number starts with + and the country code, like {example}.", example="+447700900123")
            ]
    if wrong:
        raise NotValid(wrong)
    await processes.callers.change(wanted, request.app[RUNTIME].now())
    return body.answer(await processes.callers.registry())


async def list_plans(request: web.Request) -> web.Response:
    """The caller's policies for processes"""
    listed = [PlanShown(**plan) for plan in await processes.plans.listed(auth.caller(request).person_id)]
    return body.pages(listed, body.page(request), len(listed))


async def put_plan(request: web.Request) -> web.Response:
    """Keep steps under a name; running processes are not changed by it"""
    owner, now = auth.caller(request).person_id, request.app[RUNTIME].now()
    plan = await processes.plans.save(owner, await body.read(request, Plan), now)
    return body.answer(PlanShown(**plan.model_dump(mode="json", exclude_none=True)))


async def remove_plan(request: web.Request) -> web.Response:
    """Forget a policy for processes"""
    await processes.plans.delete(auth.caller(request).person_id, request.match_info["name"])
    return body.nothing()


async def _shown(found: Sequence[Process]) -> list[ProcessShown]:
    following = await processes.next_steps([process.id for process in found])
    return [
        ProcessShown(
            id=process.id, kind="process", process_id=processes.shown_name(process), owner_id=process.owner_id,
            status=process.status, next_at=following.get(process.id), started_at=process.created_at,
            updated_at=process.updated_at, ended_at=process.ended_at, ended_by=process.ended_by_id, note=process.note,
        )
        for process in found
    ]  # fmt: skip


def _end_of(address: Address | None) -> str:
    return "…" if address is None else f"…{address.value[-3:]}"
