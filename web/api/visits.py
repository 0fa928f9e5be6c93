"""Home visits: asked for, accepted, made, paid in minutes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from aiohttp import web
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from web import auth, body
from web.api.policies import Clock
from web.keys import RUNTIME
from web.shown import Shown
from wellcheck import access, people, users, visits
from wellcheck.checked import Moment, said
from wellcheck.errors import NotFound, NotValid
from wellcheck.i18n import T, utc
from wellcheck.people import Person
from wellcheck.visits import Visit, ledger, rules

STATES = rules.STATES
State = Literal["requested", "offered", "accepted", "arrived", "completed", "cancelled", "expired", "no_show"]


# --- what is asked for ---------------------------------------------------------------------------------------------------


def _words(text: str) -> str:
    if not text.strip():
        raise said(T("This may not be blank."))
    if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in text):
        raise said(T("This is not right."))
    return text.strip()


def _whole(given: Any) -> Any:
    """Programs of the predecessor send numbers as text, too."""
    return int(given) if isinstance(given, str) and re.fullmatch(r"-?[0-9]{1,9}", given) else given


def _day(given: Any) -> Any:
    """A date, a time of which only the date counts, or {"year", "month", "day"}."""
    try:
        if isinstance(given, dict):
            return date(*(int(given[name]) for name in ("year", "month", "day")))
        if isinstance(given, str) and len(given) <= 40:
            return datetime.fromisoformat(given).date()
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    raise said(T("This is not right."))


Words = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_words)]
Minutes = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int), Field(examples=[60])]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date), Field(examples=["2027-01-31"])]
Place = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_words)]
Area = Annotated[str, Field(min_length=1, max_length=100, description="About where that is"), AfterValidator(_words)]
Latitude = Annotated[float, Field(ge=-90, le=90, description="Degrees; kept to two digits, about a kilometre")]
Longitude = Annotated[float, Field(ge=-180, le=180, description="Degrees; kept to two digits")]


class TaskWanted(BaseModel):
    """One thing to do."""

    name: Words
    description: Annotated[str, Field(max_length=1000)] | None = None


class VisitWanted(BaseModel):
    """A visit: on a day, at any time of it or at one, or at a moment; for so many minutes; to do this."""

    date: Day | None = None
    time: Annotated[Clock, Field(description="Of the day where the user lives")] | None = None
    starts_at: Annotated[Moment, Field(description="Instead of date and time")] | None = None
    minutes: Minutes
    tasks: Annotated[list[TaskWanted], Field(max_length=rules.MOST_TASKS)]
    place: Annotated[Place, Field(description="The address; your home's if it is left out")] | None = None
    area: Area | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    user_id: Annotated[UUID, Field(description="Whose visit it is, from an admin; else yourself")] | None = None


class OldVisitWanted(BaseModel):
    """A visit as the predecessor took it."""

    date: Day
    minutes: Minutes
    tasks: Annotated[list[TaskWanted], Field(max_length=rules.MOST_TASKS)]


class Moved(BaseModel):
    """When it is instead, and for how long; what is not named stays."""

    date: Day | None = None
    time: Clock | None = None
    starts_at: Moment | None = None
    minutes: Minutes | None = None


class Done(BaseModel):
    """The pal has left."""

    reason: (
        Annotated[Words, Field(description="Why it took over a quarter of an hour more or less than agreed")] | None
    ) = None
    found: Literal["safe", "helped", "emergency", "nobody"] | None = Field(
        default=None, description="What the pal found, where an alarm had sent them"
    )


class Reason(BaseModel):
    """Why, if somebody wants to say so."""

    reason: Words | None = None


class TaskDone(BaseModel):
    """A task of this visit is done, or is not."""

    task_id: UUID
    done: bool = True


class FeedbackGiven(BaseModel):
    """How it was."""

    stars: Annotated[int, Field(ge=1, le=5)]
    note: Annotated[str, Field(max_length=1000)] | None = None


# --- what is shown -------------------------------------------------------------------------------------------------------


class TaskShown(Shown):
    """One thing to do."""

    id: UUID
    name: str
    description: str | None
    done_at: datetime | None


class SomebodyShown(Shown):
    """One of the two. E-mail address and minutes are shown to themselves alone, the last name to the other
    one and to admins."""

    id: UUID
    first_name: str | None
    last_name: str | None
    email: str | None
    minutes: int | None


class VisitShown(Shown):
    """A visit. The address is shown to the two alone, and to admins."""

    id: UUID
    user: SomebodyShown
    pal: SomebodyShown | None
    date: date
    starts_at: datetime | None = Field(description="Null: at any time of that day")
    zone: str
    minutes: int
    status: State | Literal["canceled"]
    waiting: bool = Field(description="Nobody has taken it so far")
    tasks: list[TaskShown]
    place: str | None
    area: str | None
    paid_by: Literal["user", "house"]
    paid: int | None = Field(description="The minutes it came to")
    found: str | None
    reason: str | None
    late: bool = Field(description="Called off at short notice")
    escalation_id: UUID | None
    created_at: datetime
    accepted_at: datetime | None
    confirmed_at: datetime | None
    arrived_at: datetime | None
    ended_at: datetime | None


class TransactionShown(Shown):
    """A visit that is done, and the transfer that paid for it."""

    id: UUID
    pal: SomebodyShown
    visit: VisitShown


async def shown(request: web.Request, found: Sequence[Visit], old: bool = False) -> list[VisitShown]:
    """These visits as the caller may see them. `old`: with the states of the predecessor."""
    calls = auth.caller(request)
    viewer, admin = calls.person_id, calls.is_admin
    both = {id for visit in found for id in (visit.user_id, visit.pal_id) if id is not None}
    persons = {person.id: person for person in await Person.filter(id__in=list(both))}
    tasks = await visits.tasks(found)
    own = await myself(viewer) if viewer in persons else None
    listed = []
    for visit in found:
        knows = visits.knows_place(visit, viewer, admin)

        def of(id: UUID, knows: bool = knows) -> SomebodyShown:
            if own is not None and id == viewer:
                return own
            person = persons[id]
            return SomebodyShown(
                id=id, first_name=person.first_name, last_name=person.last_name if knows else None, email=None, minutes=None
            )  # fmt: skip

        listed.append(
            VisitShown(
                id=visit.id, user=of(visit.user_id),
                pal=of(visit.pal_id) if visit.pal_id is not None and knows else None,
                date=visit.day, starts_at=visit.starts_at, zone=visit.zone, minutes=visit.minutes,
                status=rules.OLD_STATUS.get(visit.state, "requested") if old else visit.state,
                waiting=visit.waiting,
                tasks=[
                    TaskShown(id=each.id, name=each.name, description=each.description, done_at=each.done_at)
                    for each in tasks[visit.id]
                ],
                place=visit.place if knows else None, area=visit.area, paid_by=visit.paid_by,
                paid=visit.paid, found=visit.found if knows else None, reason=visit.reason if knows else None,
                late=visit.late, escalation_id=visit.escalation_id if knows else None, created_at=visit.created_at,
                accepted_at=visit.accepted_at, confirmed_at=visit.confirmed_at, arrived_at=visit.arrived_at,
                ended_at=visit.ended_at,
            )
        )  # fmt: skip
    return listed


async def myself(person_id: UUID) -> SomebodyShown:
    """Somebody as they see themselves."""
    person = await users.get(person_id)
    account = (await access.accounts([person_id])).get(person_id)
    balance = (await ledger.known([person_id])).get(person_id, ledger.at_start())
    return SomebodyShown(
        id=person_id, first_name=person.first_name, last_name=person.last_name,
        email=account.email if account else None, minutes=balance,
    )  # fmt: skip


async def _one(request: web.Request, visit: Visit, status: int = 200) -> web.Response:
    return body.answer((await shown(request, [visit]))[0], status)


# --- doors ---------------------------------------------------------------------------------------------------------------


async def create(request: web.Request) -> web.Response:
    """Ask for a visit

    Its minutes are reserved at once, and pals are asked in rounds: those you prefer and who were there before, then by language
    and distance. They see the area and the tasks; the address is for who accepts.
    """
    calls = auth.caller(request)
    wanted = await body.read(request, VisitWanted)
    user_id = auth.person(request) if wanted.user_id in (None, calls.person_id) else wanted.user_id
    assert user_id is not None
    if user_id != calls.person_id and not calls.is_admin:
        raise NotFound(T("There is nobody with this id."))
    person = await people.get(user_id)
    day, starts_at = _when(wanted.date, wanted.time, wanted.starts_at, person.zone)
    wish = visits.Wish(
        wanted.minutes,
        _tasks(wanted.tasks),
        day,
        starts_at,
        wanted.place,
        wanted.area,
        wanted.latitude,
        wanted.longitude,
    )
    return await _one(request, await visits.request(user_id, wish, request.app[RUNTIME].now()), 201)


def _tasks(wanted: Sequence[TaskWanted]) -> tuple[tuple[str, str | None], ...]:
    return tuple((task.name, task.description or None) for task in wanted)


def _when(
    day: date | None, clock: str | None, starts_at: datetime | None, zone: str
) -> tuple[date | None, datetime | None]:
    if starts_at is not None:
        return None, utc(starts_at)
    if clock is None:
        return day, None
    if day is None:
        raise NotValid.of("date", T("This is needed."))
    return day, rules.moment(day, time.fromisoformat(clock), zone)


async def list_all(request: web.Request) -> web.Response:
    """Your visits, those you make, and those that are offered to you; an admin sees all

    By day. `total` is counted up to 10,000.
    """
    states = body.choice(request, "status", STATES)
    return await page_of(request, (states,) if states else (), False)


async def page_of(request: web.Request, states: tuple[str, ...], old: bool) -> web.Response:
    """One page of the visits this caller may see, in these states (all if there are none)."""
    calls = auth.caller(request)
    page = body.page(request)
    wanted = visits.Filter(_id(request, "user_id"), _id(request, "pal_id"), states)
    total, found = await visits.listed(calls.person_id, calls.is_admin, wanted, page.offset, page.size)
    return body.pages(await shown(request, found, old), page, total)


def _id(request: web.Request, name: str) -> UUID | None:
    given = request.query.get(name)
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise NotValid.of(name, T("This has to be an id.")) from None


async def one(request: web.Request) -> web.Response:
    """One visit"""
    return await _one(request, await _seen(request))


async def _seen(request: web.Request) -> Visit:
    calls = auth.caller(request)
    return await visits.get(auth.id_of(request), calls.person_id, calls.is_admin)


async def accept(request: web.Request) -> web.Response:
    """Take a visit, as a pal

    The first one has it; the others who were asked are told.
    """
    return await _act(request, visits.accept)


async def decline(request: web.Request) -> web.Response:
    """Not take a visit, as a pal; or give back one you had taken"""
    id, pal_id = (await _offered(request)).id, auth.person(request)
    await visits.decline(id, pal_id, request.app[RUNTIME].now())
    return body.nothing()


async def confirm(request: web.Request) -> web.Response:
    """Say the day before that you will go, as its pal"""
    return await _act(request, visits.confirm)


async def arrive(request: web.Request) -> web.Response:
    """Say that you are there, as its pal"""
    return await _act(request, visits.arrive)


async def _act(request: web.Request, verb: Callable[[UUID, UUID, datetime], Awaitable[Visit]]) -> web.Response:
    visit = await _offered(request)
    return await _one(request, await verb(visit.id, auth.person(request), request.app[RUNTIME].now()))


async def _offered(request: web.Request) -> Visit:
    """This visit, for somebody who wants to do something with it. A pal may be late: it was offered to them, and is taken."""
    id = auth.id_of(request)
    calls = auth.caller(request)
    if await visits.Offer.exists(visit_id=id, pal_id=calls.person_id):
        return await Visit.get(id=id)
    if await visits.pals.is_approved(calls.person_id):
        visit = await Visit.get_or_none(id=id)
        if visit is None or await visits.pals.apart(visit.user_id, calls.person_id):
            raise NotFound(visits.NO_VISIT)
        return visit
    return await _seen(request)


async def complete(request: web.Request) -> web.Response:
    """Say that you have left, as its pal: it is paid

    Whoever left more than a quarter of an hour early is paid for the time they were there; more than was agreed is never paid.
    A visit that nobody has accepted may be completed at once by an approved pal.
    """
    visit = await _offered(request)
    wanted = await body.read(request, Done, optional=True)
    pal_id, now = auth.person(request), request.app[RUNTIME].now()
    done = await visits.complete(visit.id, pal_id, now, wanted.reason, wanted.found)
    return body.answer(await transaction(request, done))


async def transaction(request: web.Request, done: visits.Completed, old: bool = False) -> TransactionShown:
    """What a completed visit came to, as its pal sees it."""
    told = (await shown(request, [done.visit], old))[0]
    assert told.pal is not None
    return TransactionShown(id=done.transfer_id, pal=told.pal, visit=told)


async def cancel(request: web.Request) -> web.Response:
    """Call off a visit of yours, or, as its pal, give it back

    Its minutes are free at once, and the other one is told.
    """
    visit = await _seen(request)
    wanted = await body.read(request, Reason, optional=True)
    calls = auth.caller(request)
    now = request.app[RUNTIME].now()
    return await _one(request, await visits.cancel(visit.id, calls.person_id, now, wanted.reason, admin=calls.is_admin))


async def reschedule(request: web.Request) -> web.Response:
    """Move a visit of yours, or change its length

    The budget is looked at again. A pal who had taken it is asked whether they can then, and so are others.
    """
    visit = await _seen(request)
    wanted = await body.read(request, Moved)
    calls = auth.caller(request)
    day = wanted.date or (visit.day if wanted.time is not None else None)
    day, starts_at = _when(day, wanted.time, wanted.starts_at, visit.zone)
    now = request.app[RUNTIME].now()
    return await _one(
        request,
        await visits.reschedule(visit.id, calls.person_id, now, day, starts_at, wanted.minutes, admin=calls.is_admin),
    )


async def tick(request: web.Request) -> web.Response:
    """Say that a task is done, or is not"""
    visit = await _seen(request)
    wanted = await body.read(request, TaskDone)
    now = request.app[RUNTIME].now()
    return await _one(request, await visits.tick(visit.id, wanted.task_id, auth.person(request), wanted.done, now))


async def feedback(request: web.Request) -> web.Response:
    """Say how a visit was, as one of the two; said again it is replaced"""
    visit = await _seen(request)
    wanted = await body.read(request, FeedbackGiven)
    now = request.app[RUNTIME].now()
    await visits.give_feedback(visit.id, auth.person(request), wanted.stars, wanted.note, now)
    return body.nothing()
