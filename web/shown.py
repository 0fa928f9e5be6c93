"""What is shown of users, contacts, probes, jobs and escalations: the answer models, and how rows become them.

The names of the fields are Kronus's where it had them. Texts that were said to somebody or by somebody are shown to that
person alone; of an address in a timeline only its end.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from wellcheck import access, db, events, people, recurrence, timeline
from wellcheck.access import Caller, on_their_screen
from wellcheck.errors import NotValid
from wellcheck.escalations import Escalation, helpers
from wellcheck.events import Event, Watch
from wellcheck.events.service import KRONUS_DEFAULT
from wellcheck.logs import discreet
from wellcheck.messages import Attempt, Delivery, rules, together
from wellcheck.people import Address, Person
from wellcheck.probes import Probe, ProbeSettings
from wellcheck.probes import rules as probe_rules

ROLE_IDS = {"admin": 1, "basic": 2}
PROBE_STATES = ("pending", "good", "bad", "unavailable", "cancelled")
JOB_STATES = ("enqueued", "in-progress", "successful", "dead", "scheduled", "withdrawn")
ESCALATION_STATES = ("running", "acknowledged", "resolved", "stopped", "exhausted")


class Shown(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(ser_json_timedelta="float", extra="forbid")


class Status(Shown):
    """A state by number and name."""

    id: int
    name: str


class SettingsShown(Shown):
    """How a user is watched."""

    id: UUID
    user_id: UUID
    created_at: datetime
    updated_at: datetime
    active: bool
    cron_expression: str = Field(examples=["0 18 * * 3"], description="Several by semicolon")
    windows: list[int] = Field(description="For each expression the minutes of its window; none: exact times")
    skips: list[str] = Field(description="Dates and ranges on which nothing is asked")
    max_retries: int = Field(description="Follow-ups before contacts are told")
    wait_time_in_minutes: int = Field(description="How long each question stays open")
    after_alarm: Literal["go_on", "pause"]
    zone: str = Field(examples=["Europe/Zagreb"])
    paused_until: datetime | None
    rests_since: datetime | None = Field(
        description="Since the user closed their last address; goes on by itself when one is open again"
    )
    next_probe_at: datetime | None = Field(description="Of a window its beginning")
    next_probe_until: datetime | None = Field(description="The end of the window, if it is one")


class UserShown(Shown):
    """A person who has an account or is watched."""

    id: UUID
    created_at: datetime
    updated_at: datetime
    first_name: str | None
    last_name: str | None
    phone_number: str | None
    phone_verified: bool = Field(description="False while a new number waits for its code; the old one is in use")
    email: str | None
    language: str
    zone: str
    discreet: bool = Field(description="Questions to them say nothing that others may not read on their screen")
    role: Literal["admin", "basic"]
    role_id: Literal[1, 2]
    probe_settings: SettingsShown


class AddressShown(Shown):
    """One way in which a user is reached."""

    id: UUID
    channel: str = Field(examples=["sms"])
    phone_number: str | None = Field(description="Null where it is no number")
    email: str | None = Field(description="Null where it is no e-mail address")
    state: Literal["usable", "unverified", "stopped", "dead"] = Field(
        description="stopped: its owner said STOP there; dead: the provider says that it cannot be reached"
    )
    reason: str | None = Field(description="Why it cannot be reached")
    wait_in_minutes: float | None = Field(description="Chosen; null: five after the one before")
    created_at: datetime


class ContactShown(Shown):
    """Somebody who is told when a user does not answer."""

    id: UUID
    user_id: UUID
    created_at: datetime
    updated_at: datetime
    first_name: str
    last_name: str | None
    phone_number: str | None
    email: str | None
    is_emergency_contact: bool
    consent: Literal["invited", "consented", "declined", "opted_out"]


class AlarmShown(Shown):
    """The first contact who was told about a probe."""

    id: UUID = Field(description="The escalation's id")
    probe_id: UUID
    contact_id: UUID
    created_at: datetime


class ProbeShown(Shown):
    """One question “are you okay?”, asked until it is settled."""

    id: UUID
    user_id: UUID
    created_at: datetime
    updated_at: datetime
    kind: Literal["scheduled", "asked", "walk", "rehearsal", "unclear"]
    probe_status_id: int
    status: Status
    reason: str | None
    last_response: str | None = Field(description="Shown to the user alone")
    retry_count: int
    max_retries: int
    wait_time_in_minutes: int
    asked_at: datetime
    due_at: datetime | None = Field(description="When silence is acted on next")
    settled_at: datetime | None
    late_ok_at: datetime | None = Field(description="When a late OK gave the all-clear")
    emergency_probe: AlarmShown | None


class Moment(Shown):
    """One thing that happened."""

    at: datetime
    what: str
    channel: str | None = None
    to: str | None = Field(None, description="The end of the address")
    job_id: UUID | None = None
    error: str | None = None
    data: dict[str, Any] | None = None


class ProbeTold(ProbeShown):
    """A probe with everything that happened."""

    timeline: list[Moment]


class ProbeStats(Shown):
    """How many probes there are in each state."""

    pending_probe_count: int
    good_probe_count: int
    bad_probe_count: int
    unavailable_probe_count: int
    cancelled_probe_count: int
    total: int


class PlanShown(Shown):
    """A probe that will be asked later."""

    id: UUID
    user_id: UUID
    name: str
    due_at: datetime | None
    max_retries: int
    wait_time_in_minutes: int


class JobShown(Shown):
    """One delivery: something to be said to one address. Its text is not shown."""

    id: UUID
    created_at: datetime
    updated_at: datetime
    name: str = Field(examples=["ask", "alarm"])
    handler: Literal["deliver"]
    args: str = Field(description="JSON text")
    user_id: UUID = Field(description="The person it is for")
    channel: str
    lane: str
    fails: int
    last_error: str | None
    claimed: bool
    job_status_id: int
    status: Status
    enqueued_at: datetime
    add_to_queue_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None


class JobStats(Shown):
    """How many jobs there are in each state."""

    enqueued_job_count: int
    enueued_job_count: int = Field(description="The same, as Kronus spelt it")
    in_progress_job_count: int
    successful_job_count: int
    dead_job_count: int
    scheduled_job_count: int
    withdrawn_job_count: int
    total: int


class PlaceShown(Shown):
    """One place in the order of people who are told."""

    contact_id: UUID
    person_id: UUID
    consent: str


class HelperShown(Shown):
    """Somebody who took over."""

    person_id: UUID
    since: datetime
    expected_at: datetime | None = Field(description="When they said that they are there")
    counts_until: datetime = Field(description="From then on they are not counted on, unless we hear of them")


class EscalationShown(Shown):
    """People are being told, step by step, until somebody takes over."""

    id: UUID
    user_id: UUID
    probe_id: UUID | None
    reason: str
    status: Literal["running", "acknowledged", "resolved", "stopped", "exhausted"]
    outcome: str | None
    plan: list[PlaceShown]
    policy_id: UUID | None = Field(description="The policy it was made from; null: the usual order")
    step: int = Field(description="Steps of this round that were taken")
    round: int
    next_at: datetime | None
    started_at: datetime
    updated_at: datetime
    acknowledged_by: UUID | None = Field(description="A person's id")
    acknowledged_at: datetime | None
    acknowledgements: int = Field(description="How many different people have to take over")
    helpers: list[HelperShown] = Field(description="Everybody who took over, also those who were not heard of again")
    asked_at: datetime | None = Field(description="When they were asked whether they reached the user")
    handing_to: UUID | None = Field(description="The person who was asked to take it over, and has not answered")
    held_until: datetime | None = Field(description="Until then a contact lets the others wait")
    closed_at: datetime | None
    turned_out: Literal["false_alarm", "helped", "visited", "emergency", "other"] | None
    note: str | None


class EscalationTold(EscalationShown):
    """An escalation with everything that happened."""

    timeline: list[Moment]


# --- users -----------------------------------------------------------------------------------------


def settings(settings: ProbeSettings, event: Event | None, zone: str) -> SettingsShown:
    """Probe settings with the times of their event. Times that cannot be read are shown as they are, and hide nobody
    else."""
    times, next_at, until = KRONUS_DEFAULT, None, None
    windows: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    if event is not None:
        times, next_at = event.schedule[:1000], event.due_at
        with contextlib.suppress(NotValid):
            schedule = recurrence.of_key(event.schedule)
            times = recurrence_text(schedule)
            if isinstance(schedule, recurrence.Cron):
                windows, left_out = schedule.windows, schedule.skips
            if event.due_at is not None:
                slot, end = recurrence.as_told(schedule, event.zone, event.due_at, event.slot or "")
                next_at, until = slot.at, end if end > slot.at else None
    return SettingsShown(
        id=settings.person_id,
        user_id=settings.person_id,
        created_at=settings.created_at,
        updated_at=settings.updated_at,
        active=settings.active,
        cron_expression=times,
        windows=list(windows),
        skips=list(left_out),
        max_retries=settings.retries,
        wait_time_in_minutes=settings.wait_seconds // 60,
        after_alarm="pause" if settings.after_alarm == "pause" else "go_on",
        zone=zone,
        paused_until=settings.paused_until,
        rests_since=settings.rests_since,
        next_probe_at=next_at if settings.active else None,
        next_probe_until=until if settings.active else None,
    )


def watch(watch: Watch) -> SettingsShown:
    """How somebody is watched."""
    return settings(watch.settings, watch.event, watch.zone)


def recurrence_text(schedule: recurrence.Schedule) -> str:
    """The rule as it can be entered again."""
    match schedule:
        case recurrence.Cron(expressions):
            return "; ".join(expressions)
        case recurrence.Every(seconds):
            return f"@every {seconds}s"
        case recurrence.Once(at):
            return at.isoformat()


def _number(addresses: Iterable[Address]) -> Address | None:
    """The number a user goes by: the one that waits to be confirmed, else the first one."""
    numbers = [address for address in addresses if address.channel == "sms"]
    return next((a for a in numbers if a.verified_at is None), numbers[0] if numbers else None)


def addresses(found: Sequence[Address]) -> list[AddressShown]:
    """Addresses in the order they are tried."""
    return [
        AddressShown(
            id=address.id,
            channel=address.channel,
            phone_number=address.value if address.channel in people.rules.BY_NUMBER else None,
            email=address.value if address.channel == "email" else None,
            state="unverified"
            if address.verified_at is None
            else "stopped"
            if address.stopped_at
            else "dead"
            if address.dead_at
            else "usable",
            reason=address.dead_reason,
            wait_in_minutes=None if address.wait_seconds is None else address.wait_seconds / 60,
            created_at=address.created_at,
        )
        for address in found
    ]


async def users(persons: Sequence[Person]) -> list[UserShown]:
    """Users, with a handful of queries however many."""
    ids = [person.id for person in persons]
    accounts = await access.accounts(ids)
    chosen = {each.person_id: each for each in await ProbeSettings.filter(person_id__in=ids)}
    times = {each.owner_id: each for each in await events.Event.filter(owner_id__in=ids, name=events.CHECK_IN)}
    reached: dict[UUID, list[Address]] = {id: [] for id in ids}
    for address in await Address.filter(person_id__in=ids).order_by("rank", "created_at"):
        reached[address.person_id].append(address)
    shown = []
    for person in persons:
        account, event, number = accounts.get(person.id), times.get(person.id), _number(reached[person.id])
        own = chosen.get(person.id) or ProbeSettings(
            person_id=person.id, created_at=person.created_at, updated_at=person.updated_at
        )
        role: Literal["admin", "basic"] = "admin" if account and account.role == "admin" else "basic"
        shown.append(
            UserShown(
                id=person.id,
                created_at=person.created_at,
                updated_at=max(person.updated_at, account.updated_at) if account else person.updated_at,
                first_name=person.first_name,
                last_name=person.last_name,
                phone_number=number.value if number else None,
                phone_verified=bool(number and number.verified_at),
                email=account.email if account else None,
                language=person.language,
                zone=person.zone,
                discreet=person.discreet,
                role=role,
                role_id=1 if role == "admin" else 2,
                probe_settings=settings(own, event, person.zone),
            )
        )
    return shown


async def user(person: Person) -> UserShown:
    """One user."""
    return (await users([person]))[0]


async def contacts(found: Sequence[people.Contact]) -> list[ContactShown]:
    """Contacts, with their numbers."""
    numbers: dict[UUID, str] = {}
    ids = [contact.person_id for contact in found]
    for address in await Address.filter(person_id__in=ids, channel="sms").order_by("rank", "created_at"):
        numbers.setdefault(address.person_id, address.value)
    return [
        ContactShown(
            id=contact.id,
            user_id=contact.user_id,
            created_at=contact.created_at,
            updated_at=contact.updated_at,
            first_name=contact.first_name,
            last_name=contact.last_name,
            phone_number=numbers.get(contact.person_id),
            email=contact.email,
            is_emergency_contact=contact.is_emergency,
            consent=contact.consent,
        )
        for contact in found
    ]


# --- probes ----------------------------------------------------------------------------------------


async def probes(found: Sequence[Probe], reader: Caller) -> list[ProbeShown]:
    """Probes as this caller may see them."""
    alarms = await _alarms([probe.id for probe in found])
    return [ProbeShown(**_probe(probe, reader, alarms.get(probe.id))) for probe in found]


async def probe(found: Probe, reader: Caller) -> ProbeTold:
    """One probe with its timeline."""
    alarms = await _alarms([found.id])
    told = await moments("probe", found.id)
    if on_their_screen(reader, found.person_id):
        told = [moment for moment in told if moment.what != "duress"]
    return ProbeTold(**_probe(found, reader, alarms.get(found.id)), timeline=told)


def _probe(found: Probe, reader: Caller, alarm: AlarmShown | None) -> dict[str, Any]:
    status, reason = found.status, found.reason
    if reason == "duress" and on_their_screen(reader, found.person_id):
        (status, reason), alarm = probe_rules.shown_to_user(status, reason), None
    number = PROBE_STATES.index(status) + 1
    return {
        "id": found.id,
        "user_id": found.person_id,
        "created_at": found.created_at,
        "updated_at": found.updated_at,
        "kind": found.kind,
        "probe_status_id": number,
        "status": Status(id=number, name=status),
        "reason": reason,
        "last_response": found.last_response if found.person_id == reader.person_id else None,
        "retry_count": found.follow_ups,
        "max_retries": found.retries,
        "wait_time_in_minutes": found.wait_seconds // 60,
        "asked_at": found.asked_at,
        "due_at": found.due_at,
        "settled_at": found.settled_at,
        "late_ok_at": found.late_ok_at,
        "emergency_probe": alarm,
    }


async def _alarms(probe_ids: Sequence[UUID]) -> dict[UUID, AlarmShown]:
    """Per probe, the first alarm that left for a contact."""
    found = await db.rows(
        "SELECT DISTINCT ON (e.id) e.id, e.probe_id, e.plan, d.person_id, d.created_at FROM escalations e"
        " JOIN deliveries d ON d.about_id = e.id AND d.kind = 'alarm'"
        " AND d.state IN ('sending', 'unknown', 'sent', 'delivered')"
        " WHERE e.probe_id = ANY($1) ORDER BY e.id, d.id",
        list(probe_ids),
    )
    alarms = {}
    for row in found:
        plan = json.loads(row["plan"]) if isinstance(row["plan"], str) else row["plan"]
        contact = next((place["contact"] for place in plan if place["person"] == str(row["person_id"])), None)
        if contact is not None:
            alarms[row["probe_id"]] = AlarmShown(
                id=row["id"], probe_id=row["probe_id"], contact_id=UUID(contact), created_at=row["created_at"]
            )
    return alarms


async def moments(kind: str, id: UUID) -> list[Moment]:
    """What happened to one thing and to the messages about it, oldest first."""
    told = [Moment(at=entry.at, what=entry.what, data=entry.data or None) for entry in await timeline.of(kind, id)]
    deliveries = await Delivery.filter(about_id=id).order_by("id").limit(500).prefetch_related("address")
    ends = {each.id: each.address.value[-4:] if each.address else None for each in deliveries}
    by_id = {each.id: each for each in deliveries}
    for each in deliveries:
        where: dict[str, Any] = {"channel": each.channel, "to": _end(ends[each.id]), "job_id": each.id}
        if each.sent_at:
            told.append(Moment(at=each.sent_at, what=f"{each.kind}_sent", **where))
        if each.delivered_at:
            told.append(Moment(at=each.delivered_at, what=f"{each.kind}_delivered", **where))
    tries = Attempt.filter(delivery_id__in=list(by_id), outcome__not_in=("sent", together.BY_THE_WAY))
    found = await tries.order_by("id").limit(500)
    for attempt in found:
        of = by_id[attempt.delivery_id]
        error = discreet(" ".join(part for part in (attempt.code, attempt.detail) if part)) or None
        told.append(
            Moment(
                at=attempt.ended_at,
                what=f"{of.kind}_{attempt.outcome}",
                channel=of.channel,
                to=_end(ends[of.id]),
                job_id=of.id,
                error=error,
            )
        )
    return sorted(told, key=lambda moment: moment.at)


def _end(end: str | None) -> str | None:
    return f"…{end}" if end else None


# --- jobs ------------------------------------------------------------------------------------------


def job_state(delivery: Delivery, now: datetime) -> str:
    """The state in the words of the API (see `JOB_FILTERS` for the same in SQL)."""
    match delivery.state:
        case "pending":
            return "scheduled" if delivery.due_at is not None and delivery.due_at > now else "enqueued"
        case "sending" | "unknown":
            return "in-progress"
        case "sent" | "delivered":
            return "successful"
        case "withdrawn":
            return "withdrawn"
        case _:
            return "dead"


def job(delivery: Delivery, now: datetime) -> JobShown:
    """One delivery, without what it says."""
    name = job_state(delivery, now)
    number = JOB_STATES.index(name) + 1
    times = (delivery.created_at, delivery.sent_at, delivery.delivered_at, delivery.closed_at)
    error = " ".join(part for part in (delivery.error_code, delivery.error) if part)
    args = {"about": delivery.about_kind, "id": str(delivery.about_id) if delivery.about_id else None}
    return JobShown(
        id=delivery.id,
        created_at=delivery.created_at,
        updated_at=max(at for at in times if at),
        name=delivery.kind,
        handler="deliver",
        args=json.dumps(args),
        user_id=delivery.person_id,
        channel=delivery.channel,
        lane=rules.LANE_NAMES[delivery.lane],
        fails=max(0, delivery.attempts - (name in ("in-progress", "successful"))),
        last_error=discreet(error) or None,
        claimed=delivery.state == "sending",
        job_status_id=number,
        status=Status(id=number, name=name),
        enqueued_at=delivery.created_at,
        add_to_queue_at=delivery.due_at,
        sent_at=delivery.sent_at,
        delivered_at=delivery.delivered_at,
    )


# --- escalations -----------------------------------------------------------------------------------


def _escalation(found: Escalation) -> dict[str, Any]:
    places = [
        PlaceShown(contact_id=UUID(p["contact"]), person_id=UUID(p["person"]), consent=p["consent"]) for p in found.plan
    ]
    return {
        "id": found.id,
        "user_id": found.user_id,
        "probe_id": found.probe_id,
        "reason": found.reason,
        "status": found.status,
        "outcome": found.outcome,
        "plan": places,
        "policy_id": found.policy_id,
        "step": found.step,
        "round": found.round,
        "next_at": found.due_at,
        "started_at": found.started_at,
        "updated_at": found.updated_at,
        "acknowledged_by": found.acknowledged_by_id,
        "acknowledged_at": found.acknowledged_at,
        "acknowledgements": found.needed,
        "helpers": [
            HelperShown(person_id=each.person, since=each.since, expected_at=each.expected_at, counts_until=each.until)
            for each in helpers.of(found)
        ],
        "asked_at": found.asked_at,
        "handing_to": found.handing_to_id,
        "held_until": found.held_until,
        "closed_at": found.closed_at,
        "turned_out": found.turned_out,
        "note": found.note,
    }


def escalation(found: Escalation) -> EscalationShown:
    """One escalation."""
    return EscalationShown(**_escalation(found))


async def escalation_told(found: Escalation) -> EscalationTold:
    """One escalation with its timeline."""
    return EscalationTold(**_escalation(found), timeline=await moments("escalation", found.id))
