"""The question “are you okay?”: seen, asked, answered, cancelled."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from tortoise.queryset import QuerySet

from web import auth, body, shown
from web.keys import RUNTIME
from wellcheck import access, db, events, probes, timeline, users
from wellcheck.checked import Moment
from wellcheck.errors import NotAllowed, NotFound, NotPossible, NotValid
from wellcheck.i18n import T
from wellcheck.people.rules import CANARY
from wellcheck.probes import Probe


class ProbeWanted(BaseModel):
    """When to ask, and how patiently. Without `in` and `at` it is asked at once."""

    model_config = ConfigDict(populate_by_name=True)

    in_minutes: Annotated[int, Field(alias="in", ge=0, le=1_000_000, description="Minutes from now")] = 0
    at: Annotated[Moment | None, Field(description="This moment, instead of `in`; at most 31 days away")] = None
    retries: Annotated[int, Field(ge=0, le=10_000, description="Follow-ups before contacts are told")] = 3
    wait: Annotated[int, Field(ge=0, le=10_000, description="Minutes each question stays open")] = 10


class AnswerGiven(BaseModel):
    """How you are."""

    answer: Literal["ok", "not_ok"]


async def list_all(request: web.Request) -> web.Response:
    """All probes, newest first; for an API token those of its users"""
    status = body.choice(request, "status", shown.PROBE_STATES)
    wanted = Probe.exclude(person_id__in=CANARY)
    if (reached := _reached(request)) is not None:
        wanted = wanted.filter(person_id__in=reached)
    return await _list(request, wanted.filter(status=status) if status else wanted)


def _reached(request: web.Request) -> list[UUID] | None:
    """Whose probes this caller reaches where all are asked for; None: everybody's."""
    calls = auth.caller(request)
    return None if calls.is_admin else list(access.users_of(calls))


async def list_of(request: web.Request) -> web.Response:
    """A user's probes, newest first"""
    person = await users.get(auth.id_of(request, "uid"))
    return await _list(request, Probe.filter(person_id=person.id))


async def _list(request: web.Request, wanted: QuerySet[Probe]) -> web.Response:
    page = body.page(request)
    total = await wanted.count()
    found = await wanted.order_by("-created_at", "-id").offset(page.offset).limit(page.size)
    return body.pages(await shown.probes(found, auth.caller(request)), page, total)


async def stats(request: web.Request) -> web.Response:
    """How many probes there are in each state; for an API token of its users"""
    found = await db.rows(
        "SELECT status, count(*) AS n FROM probes WHERE person_id <> ALL($1)"
        " AND ($2::uuid[] IS NULL OR person_id = ANY($2)) GROUP BY 1",
        list(CANARY),
        _reached(request),
    )
    counted = {row["status"]: row["n"] for row in found}
    counts = {f"{state}_probe_count": counted.get(state, 0) for state in shown.PROBE_STATES}
    return body.answer(shown.ProbeStats(**counts, total=sum(counted.values())))


async def one(request: web.Request) -> web.Response:
    """One probe with everything that happened"""
    return await _answer(request, await _visible(request))


async def start(request: web.Request) -> web.Response:
    """Ask a user, now or later

    Works also while their regular check-ins are off; needs an emergency contact. With `in` or `at` the answer is the plan,
    which becomes a probe when its time comes.
    """
    wanted = await body.read(request, ProbeWanted, optional=True)
    person = await users.get(auth.id_of(request, "uid"))
    now = request.app[RUNTIME].now()
    if wanted.at is not None:
        if wanted.in_minutes:
            raise NotValid.of("at", T("Please give either “in” or “at”."))
        plan = await events.probe_at(person, wanted.at, wanted.retries, wanted.wait, now)
        return body.answer(_plan(plan, wanted), 201)
    if wanted.in_minutes:
        plan = await events.probe_later(person, wanted.in_minutes, wanted.retries, wanted.wait, now)
        return body.answer(_plan(plan, wanted), 201)
    id = await events.probe_now(person, wanted.retries, wanted.wait, now)
    return await _answer(request, await Probe.get(id=id), 201)


def _plan(plan: events.Event, wanted: ProbeWanted) -> shown.PlanShown:
    return shown.PlanShown(
        id=plan.id,
        user_id=plan.owner_id,
        name=plan.name,
        due_at=plan.due_at,
        max_retries=wanted.retries,
        wait_time_in_minutes=wanted.wait,
    )


async def plans(request: web.Request) -> web.Response:
    """What will be asked once, later"""
    person = await users.get(auth.id_of(request, "uid"))
    found = [event for event in await events.events_of(person.id) if event.name == "asked"]
    page = body.page(request)
    part = found[page.offset : page.offset + page.size]
    return body.pages(
        [
            _plan(event, ProbeWanted(retries=event.payload["retries"], wait=event.payload["wait"] // 60))
            for event in part
        ],
        page,
        len(found),
    )


async def unplan(request: web.Request) -> web.Response:
    """Take back what would be asked later"""
    await events.cancel_event(auth.id_of(request, "uid"), auth.id_of(request), request.app[RUNTIME].now())
    return body.nothing()


async def answer(request: web.Request) -> web.Response:
    """Answer a probe

    By the user: counts like an answer on the phone, and is recorded as given here. “not_ok” is never refused. An admin
    cannot say that somebody is well: their “ok” closes the probe as cancelled, with the reason `closed_by_operator`. Any other
    API token answers for nobody.
    """
    probe = await _visible(request)
    calls, now = auth.caller(request), request.app[RUNTIME].now()
    if probe.person_id != calls.person_id and not calls.is_admin:
        raise NotAllowed(T("Only they themselves can say how they are."))
    given = await body.read(request, AnswerGiven)
    if probe.person_id != calls.person_id:
        if given.answer != "ok":
            raise NotAllowed(T("Only they themselves can say how they are."))
        await probes.cancel(probe.id, now, calls.person_id, "closed_by_operator")
        return await _answer(request, await Probe.get(id=probe.id))

    async def decide() -> None:
        async with db.transaction():
            await timeline.note([timeline.Entry(now, ("probe", probe.id), "answered_by_api", probe.person_id)])
            if given.answer == "not_ok":
                await probes.panic(probe.person_id, "not_ok", now)
                return
            # An OK to a question that is settled is none to the one that is open now.
            if await Probe.exists(id=probe.id, status="pending"):
                said = await probes.answer(probes.Answer(probe.person_id, probes.rules.OK, "ok"), now)
            else:
                said = await probes.old_button(probe.person_id, probe.id, now)
            if said is None:
                raise NotPossible(T("This probe is settled already."))

    await db.again_on_conflict(decide)
    return await _answer(request, await Probe.get(id=probe.id))


async def cancel(request: web.Request) -> web.Response:
    """Cancel a pending probe; it never counts as good"""
    return await _answer(request, await _cancelled(request))


async def remove(request: web.Request) -> web.Response:
    """Cancel a pending probe; it stays on record as cancelled"""
    await _cancelled(request)
    return body.nothing()


async def _cancelled(request: web.Request) -> Probe:
    probe = await _visible(request)
    return await probes.cancel(probe.id, request.app[RUNTIME].now(), auth.caller(request).person_id)


async def _visible(request: web.Request) -> Probe:
    """The probe of this path; somebody else's looks like none to people who are no admins."""
    none = T("There is no such probe.")
    probe = await Probe.get_or_none(id=auth.id_of(request))
    if probe is None:
        raise NotFound(none)
    access.require_reach(auth.caller(request), probe.person_id, none)
    return probe


async def _answer(request: web.Request, probe: Probe, status: int = 200) -> web.Response:
    return body.answer(await shown.probe(probe, auth.caller(request)), status)
