"""Who is told when: policies by name, groups of contacts, and what would happen."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from web import auth, body
from web.errors import language
from web.keys import RUNTIME
from web.shown import Shown
from wellcheck import checked, escalations, people, users
from wellcheck.checked import Moment
from wellcheck.errors import NotValid
from wellcheck.escalations import Simulation, policies, rules, saved
from wellcheck.escalations.policies import Line, Policy
from wellcheck.i18n import T, Text, say, utc

Reason = Literal["unavailable", "walk", "unconfirmed", "bad", "panic", "duress", "could_not_ask"]
Channel = Literal["telegram", "sms", "whatsapp", "voice", "email"]
_NAME = re.compile("[a-z0-9][a-z0-9-]{0,39}")
_CLOCK = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise checked.said(T("This has to be a time of day, like {example}.", example="07:00"))
    return text


Clock = Annotated[str, Field(max_length=5, examples=["22:00"]), AfterValidator(_clock)]
Minutes = Annotated[int, Field(ge=1, le=60)]


class Hours(BaseModel):
    """A part of each day by the clock of where the contact lives; it may pass midnight."""

    model_config = ConfigDict(populate_by_name=True)

    start: Annotated[Clock, Field(alias="from")]
    until: Clock


class StepSaid(BaseModel):
    """One step: who is told, how, and how long it is waited after it."""

    tell: Annotated[
        Literal["contact", "everyone", "group", "operators", "policy"],
        Field(description="policy: the steps of another one stand here"),
    ]
    contact_id: UUID | None = None
    group: Annotated[str, Field(max_length=40)] | None = None
    policy: Annotated[str, Field(max_length=40)] | None = None
    channels: Annotated[
        list[Channel], Field(max_length=4, description="Tried first, in this order; none: the contact's own order")
    ] = []
    at_once: Annotated[bool, Field(description="On all of those channels in the same moment")] = False
    together: Annotated[
        bool, Field(description="All of them in the same moment, else one after the other with the wait between")
    ] = False
    wait_in_minutes: Minutes = 5
    between: Annotated[Hours, Field(description="Only at that time of each one's day")] | None = None
    outside: Annotated[bool, Field(description="Only at other times than those")] = False


class PolicySaid(BaseModel):
    """Who is told when."""

    steps: Annotated[list[StepSaid], Field(min_length=1, max_length=20)]
    rounds: Annotated[int, Field(ge=1, le=10, description="How many times over")] = rules.ROUNDS
    wait_between_rounds_in_minutes: Minutes = 10
    acknowledgements: Annotated[
        int,
        Field(ge=1, le=2, description="How many different people must take over until the others are left in peace"),
    ] = 1
    reasons: Annotated[
        list[Reason], Field(max_length=6, description="What it serves; each is served by one policy")
    ] = []
    is_default: Annotated[bool, Field(description="It serves whatever no other one serves")] = False
    last: Annotated[
        Literal["operators", "policy", "visit"],
        Field(description="What follows the rounds; operators hear in any case; visit: a pal is asked to go there"),
    ] = "operators"
    last_policy: Annotated[str, Field(max_length=40)] | None = None


class FindingShown(Shown):
    """Something that should be looked at."""

    code: str
    step: int | None = Field(description="Counted from 1")
    message: str


class PolicyShown(Shown):
    """Who is told when, and what should be looked at in it, as the world is now."""

    name: str
    steps: list[StepSaid]
    rounds: int
    wait_between_rounds_in_minutes: int
    acknowledgements: int
    reasons: list[Reason]
    is_default: bool
    last: Literal["operators", "policy", "visit"]
    last_policy: str | None
    findings: list[FindingShown]
    created_at: datetime
    updated_at: datetime


class GroupSaid(BaseModel):
    """Some of a user's contacts."""

    contacts: Annotated[list[UUID], Field(max_length=50, description="Ids of contacts, in the order they are told")]


class GroupShown(Shown):
    """Some of a user's contacts, by a name."""

    name: str
    contacts: list[UUID]


class QuietShown(Shown):
    """When somebody does not want to be told what can wait; null: any time will do."""

    quiet_hours: Hours | None


class Question(BaseModel):
    """What would happen, for this reason at that time?"""

    reason: Reason = "unavailable"
    at: Annotated[Moment, Field(description="When people would begin to be told; now when left out")] | None = None


class SayingShown(Shown):
    """One message that would leave."""

    at: datetime
    round: int
    who: Literal["contact", "user", "operator"]
    person_id: UUID
    name: str
    channel: str
    language: str
    text: str
    cost: float


class SimulationShown(Shown):
    """Who would be told what, when and where, if nobody ever took over."""

    user_id: UUID
    reason: Reason
    policy: str | None = Field(description="Null: the usual order")
    begins_at: datetime
    rounds_at: list[datetime] = Field(description="When each round begins")
    visits_at: list[datetime] = Field(description="When a pal is asked to go there")
    operators_at: datetime = Field(description="When operators hear that nobody acts")
    then_every_minutes: int = Field(description="How often it goes on after that")
    unreachable: list[UUID] = Field(description="Contacts in it who cannot be told at the moment")
    messages: list[SayingShown]
    cost: float = Field(description="In the currency of the configured prices")


# --- policies --------------------------------------------------------------------------------------


async def list_all(request: web.Request) -> web.Response:
    """A user's policies: who is told when

    Without any, contacts are told one after the other in their order: five minutes between two of them, ten between three
    rounds; then operators, and once an hour until somebody takes over.
    """
    person = await users.get(auth.id_of(request, "uid"))
    page, found = body.page(request), await saved.listed(person.id)
    part = found[page.offset : page.offset + page.size]
    return body.pages([_shown(request, each) for each in part], page, len(found))


async def one(request: web.Request) -> web.Response:
    """One policy, checked as the world is now"""
    person = await users.get(auth.id_of(request, "uid"))
    return body.answer(_shown(request, await saved.get(person.id, _name(request))))


async def put(request: web.Request) -> web.Response:
    """Save a policy under its name

    What is impossible is refused; what is unwise is among the `findings` of the answer. What runs already goes on as it
    began.
    """
    person = await users.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, PolicySaid)
    policy = _policy(_name(request), wanted)
    return body.answer(_shown(request, await saved.save(person.id, policy, request.app[RUNTIME].now())))


async def remove(request: web.Request) -> web.Response:
    """Take a policy away"""
    person = await users.get(auth.id_of(request, "uid"))
    await saved.remove(person.id, _name(request), request.app[RUNTIME].now())
    return web.Response(status=204)


def _name(request: web.Request) -> str:
    name = request.match_info["name"]
    if not _NAME.fullmatch(name):
        raise NotValid.of("name", T("A name is made of small letters, digits and -, at most 40."))
    return name


def _policy(name: str, wanted: PolicySaid) -> Policy:
    wrong: dict[str, list[Text]] = {}
    if wanted.last == "policy" and wanted.last_policy is None:
        wrong["last_policy"] = [T("This is needed.")]
    lines = []
    for place, step in enumerate(wanted.steps):
        named = {"contact": step.contact_id, "group": step.group, "policy": step.policy}.get(step.tell, "")
        if named is None:
            wrong[f"steps.{place}.{'contact_id' if step.tell == 'contact' else step.tell}"] = [T("This is needed.")]
        between = None if step.between is None else _hours_of(step.between)
        lines.append(
            Line(
                step.tell, str(named) if named else None, tuple(step.channels), step.at_once, step.together,
                timedelta(minutes=step.wait_in_minutes), between, step.outside,
            )
        )  # fmt: skip
    if wrong:
        raise NotValid(wrong)
    reasons = tuple(reason for reason in rules.REASONS if reason in wanted.reasons)
    then = wanted.last_policy if wanted.last == "policy" else None
    wait = timedelta(minutes=wanted.wait_between_rounds_in_minutes)
    return Policy(name, tuple(lines), wanted.rounds, wait, reasons, wanted.is_default, then,
                  wanted.acknowledgements, wanted.last == "visit")  # fmt: skip


def _shown(request: web.Request, found: saved.Checked) -> PolicyShown:
    policy, spoken = found.policy, language(request)
    return PolicyShown(
        name=policy.name,
        steps=[_step(line) for line in policy.lines],
        rounds=policy.rounds,
        wait_between_rounds_in_minutes=_minutes(policy.round_wait),
        acknowledgements=policy.acknowledgements,
        reasons=list(policy.reasons),
        is_default=policy.is_default,
        last="policy" if policy.then else "visit" if policy.visit else "operators",
        last_policy=policy.then,
        findings=[
            FindingShown(code=each.code, step=each.step, message=say(words, spoken))
            for each, words in zip(found.findings, found.words, strict=True)
        ],
        created_at=found.created_at,
        updated_at=found.updated_at,
    )


def _step(line: Line) -> StepSaid:
    return StepSaid(
        tell=line.tell,
        contact_id=UUID(line.name) if line.tell == "contact" and line.name else None,
        group=line.name if line.tell == "group" else None,
        policy=line.name if line.tell == "policy" else None,
        channels=list(line.channels),
        at_once=line.at_once,
        together=line.together,
        wait_in_minutes=_minutes(line.wait),
        between=_hours(line.hours),
        outside=line.outside,
    )


def _hours(found: people.Hours | None) -> Hours | None:
    return None if found is None else Hours.model_validate(policies.clock(found))


def _hours_of(wanted: Hours) -> people.Hours:
    return policies.hours_of({"from": wanted.start, "until": wanted.until})


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


# --- groups ----------------------------------------------------------------------------------------


async def list_groups(request: web.Request) -> web.Response:
    """A user's groups of contacts"""
    person = await users.get(auth.id_of(request, "uid"))
    page, found = body.page(request), await saved.groups(person.id)
    part = found[page.offset : page.offset + page.size]
    return body.pages([_group(each) for each in part], page, len(found))


async def one_group(request: web.Request) -> web.Response:
    """One group of contacts"""
    person = await users.get(auth.id_of(request, "uid"))
    return body.answer(_group(await saved.group(person.id, _name(request))))


async def put_group(request: web.Request) -> web.Response:
    """Save a group of contacts under its name"""
    person = await users.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, GroupSaid)
    group = saved.Group(_name(request), tuple(wanted.contacts))
    return body.answer(_group(await saved.save_group(person.id, group, request.app[RUNTIME].now())))


async def remove_group(request: web.Request) -> web.Response:
    """Take a group away"""
    person = await users.get(auth.id_of(request, "uid"))
    await saved.remove_group(person.id, _name(request), request.app[RUNTIME].now())
    return web.Response(status=204)


def _group(group: saved.Group) -> GroupShown:
    return GroupShown(name=group.name, contacts=list(group.members))


# --- quiet hours -----------------------------------------------------------------------------------


async def quiet(request: web.Request) -> web.Response:
    """When somebody does not want to be told what can wait

    `uid` is any person, also somebody who is only a contact. A call for help, a “no” and the secret word break quiet hours,
    and so does silence when nobody else can be told or takes over.
    """
    return body.answer(QuietShown(quiet_hours=_hours(await people.quiet_hours(auth.id_of(request, "uid")))))


async def put_quiet(request: web.Request) -> web.Response:
    """Choose somebody's quiet hours"""
    person_id, now = auth.id_of(request, "uid"), request.app[RUNTIME].now()
    await people.get(person_id)
    hours = _hours_of(await body.read(request, Hours))
    await people.set_quiet_hours(person_id, hours, now)
    await saved.look_again_around(person_id, now)
    return body.answer(QuietShown(quiet_hours=_hours(hours)))


async def remove_quiet(request: web.Request) -> web.Response:
    """Have no quiet hours"""
    await people.set_quiet_hours(auth.id_of(request, "uid"), None, request.app[RUNTIME].now())
    return web.Response(status=204)


# --- what would happen -----------------------------------------------------------------------------


async def simulate(request: web.Request) -> web.Response:
    """What would happen: who would be told what, when, where and at what cost, if nobody took over

    Nothing is sent. It is what would be done if it began at that time and the world stayed as it is.
    """
    person = await users.get(auth.id_of(request, "uid"))
    wanted = await body.read(request, Question, optional=True)
    at = request.app[RUNTIME].now() if wanted.at is None else utc(wanted.at)
    return body.answer(_simulated(await escalations.simulate(person.id, wanted.reason, at)))


def _simulated(found: Simulation) -> SimulationShown:
    contacts = {person: contact for contact, person in found.order}
    return SimulationShown(
        user_id=found.user_id,
        reason=found.reason,
        policy=found.policy,
        begins_at=found.begins_at,
        rounds_at=list(found.rounds_at),
        visits_at=list(found.visits_at),
        operators_at=found.operators_at,
        then_every_minutes=_minutes(rules.FLOOR),
        unreachable=[contacts[person] for person in found.unreachable],
        messages=[
            SayingShown(
                at=each.at, round=each.round, who=each.who, person_id=each.person_id, name=each.name,
                channel=each.channel, language=each.language, text=each.text, cost=each.cost,
            )
            for each in found.sayings
        ],
        cost=round(found.cost, 6),
    )  # fmt: skip
