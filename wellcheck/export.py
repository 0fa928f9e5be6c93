"""Everything we know about one person, as JSON that people can read: for themselves alone.

Of others there is nothing but the names they gave. Secrets are not in it, nor what the secret word did: somebody may read
over their shoulder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from wellcheck import access, db, people, recurrence, timeline, visits
from wellcheck.access import AuditEntry
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound
from wellcheck.escalations import Escalation
from wellcheck.escalations.models import ContactGroup, Drill, Policy
from wellcheck.escalations.rules import SILENT
from wellcheck.events import EVENT, Event, Occurrence, archive
from wellcheck.events.actions import KNOWN
from wellcheck.i18n import T
from wellcheck.messages import Conversation, Delivery, InboundRow
from wellcheck.people import Address, Contact, Person
from wellcheck.probes import Probe, ProbeSettings
from wellcheck.probes.rules import shown_to_user
from wellcheck.reminders import Reminder
from wellcheck.visits import LedgerEntry

Json = dict[str, Any]
HOURS = 1
"""So long a link to it works, once."""

PURPOSE = "export"
"""What such a link is for (see `people.new_link`)."""


async def link(person_id: UUID, public_url: str, now: datetime) -> str:
    """A link under which this person may fetch it once, within `HOURS`."""
    return f"{public_url.rstrip('/')}/mine/{await people.new_link(PURPOSE, person_id, now, HOURS)}"


async def fetch(word: str, now: datetime) -> Json:
    """What is behind such a link, which is used up by this. `NotFound` if it is unknown, old or used."""
    async with db.transaction():
        person_id = await people.redeem_link(PURPOSE, word, now)
        if person_id is None:
            raise NotFound(T("This link does not work any more. Please ask us for a new one."))
        await access.audit(person_id, "fetched their data", person_id, now)
        return await about(person_id, now)


async def about(person_id: UUID, now: datetime) -> Json:
    """All of it. Times are ISO 8601 in UTC."""
    person = await people.get(person_id)
    silent = {alarm.id for alarm in await Escalation.filter(user_id=person_id, reason__in=SILENT)}
    told: Json = {
        "exported_at": now,
        "person": _fields(person, "id first_name last_name language zone discreet slow_calls quiet_from quiet_until created_at"
                          " updated_at"),
        "account": await _account(person_id),
        "addresses": [
            _fields(each, "channel value rank wait_seconds verified_at verified_how stopped_at dead_at dead_reason created_at")
            for each in await Address.filter(person_id=person_id).order_by("rank", "created_at")
        ],
        "contacts": [
            _fields(each, "first_name last_name is_emergency position consent consent_at consent_words invited_at created_at")
            for each in await people.contacts(person_id)
        ],
        "contact_of": await _contact_of(person),
        "policies": await _bodies(Policy, person_id),
        "contact_groups": await _bodies(ContactGroup, person_id),
        "settings": await _settings(person_id),
        "times_and_plans": await _events(person_id),
        "check_ins": [_check_in(probe) for probe in await Probe.filter(person_id=person_id).order_by("id")],
        "alarms": [
            _fields(each, "id reason status started_at acknowledged_at held_until closed_at outcome turned_out late note")
            for each in await Escalation.filter(user_id=person_id).exclude(reason__in=SILENT).order_by("id")
        ],
        "reminders": [
            _fields(each, "id slot text status confirm asks asked_at settled_at")
            for each in await Reminder.filter(person_id=person_id).order_by("id")
        ],
        "drills": [
            _fields(each, "id reason status outcome started_at over_at")
            for each in await Drill.filter(user_id=person_id).order_by("id")
        ],
        "visits": await _visits(person_id),
        "as_pal": await _as_pal(person_id),
        "visit_minutes": [
            _fields(each, "minutes kind created_at")
            for each in await LedgerEntry.filter(account_id=person_id).order_by("id")
        ],
        "messages_to_you": [
            _fields(each, "channel kind text state created_at sent_at delivered_at")
            for each in await Delivery.filter(person_id=person_id).exclude(kind__in=("edit", "code")).order_by("id")
        ],
        "messages_from_you": [_said(each) for each in await InboundRow.filter(person_id=person_id).order_by("id")],
        "unfinished_conversation": await _conversation(person_id),
        "timeline": await _timeline(person_id, silent),
        "audit": await _audit(person_id),
    }  # fmt: skip
    plain: Json = _plain(told)
    return plain


def _fields(row: Any, names: str) -> Json:
    """These columns of a row, sealed ones opened. What does not open with our keys is null."""
    found: Json = {}
    for name in names.split():
        try:
            found[name] = getattr(row, name)
        except WrongKey:
            found[name] = None
    return found


def _plain(value: Any) -> Any:
    match value:
        case date():  # a datetime is one
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value


async def _account(person_id: UUID) -> Json | None:
    account = (await access.accounts([person_id])).get(person_id)
    return None if account is None else _fields(account, "email role created_at")


async def _bodies(model: type[Policy] | type[ContactGroup], person_id: UUID) -> list[Json]:
    """Policies, or groups of contacts; what cannot be read is null."""
    listed = [
        _fields(each, "body created_at updated_at") for each in await model.filter(user_id=person_id).order_by("id")
    ]
    return [told | {"body": told["body"] and json.loads(told["body"])} for told in listed]


async def _contact_of(person: Person) -> list[Json]:
    listed = []
    for contact in await Contact.filter(person_id=person.id).order_by("created_at"):
        user = await people.get(contact.user_id)
        said = _fields(contact, "consent consent_at consent_words invited_at created_at")
        listed.append({"of": people.full_name(user.first_name, user.last_name)} | said)
    return listed


async def _settings(person_id: UUID) -> Json | None:
    settings = await ProbeSettings.get_or_none(person_id=person_id)
    if settings is None:
        return None
    return _fields(settings, "active retries wait_seconds after_alarm paused_until rests_since created_at updated_at")


async def _visits(person_id: UUID) -> Json:
    home = await visits.Home.get_or_none(person_id=person_id)
    mine = await visits.Visit.filter(user_id=person_id).order_by("id")
    tasks = await visits.tasks(mine)
    return {
        "home": home and _fields(home, "place area latitude longitude"),
        "asked_for": [
            _fields(
                each,
                "day starts_at zone minutes state place area paid reason created_at accepted_at arrived_at ended_at",
            )
            | {"tasks": [_fields(task, "name description done_at") for task in tasks[each.id]]}
            for each in mine
        ],
        "feedback": [
            _fields(each, "stars note created_at")
            for each in await visits.Feedback.filter(by_id=person_id).order_by("id")
        ],
        # Of others nothing but what was chosen.
        "ties": [_fields(each, "tie created_at") for each in await visits.pals.ties(person_id)],
    }


async def _as_pal(person_id: UUID) -> Json | None:
    pal = await visits.Pal.get_or_none(person_id=person_id)
    made = await visits.Visit.filter(pal_id=person_id).order_by("id")
    if pal is None and not made:
        return None
    return {
        "offering": pal
        and _fields(pal, "status languages area latitude longitude reach_km hours paused paused_until created_at"),
        "visits": [_fields(each, "day starts_at minutes state paid accepted_at arrived_at ended_at") for each in made],
    }


async def _events(person_id: UUID) -> list[Json]:
    listed = []
    for event in await Event.filter(owner_id=person_id).exclude(action="forget").order_by("id"):
        if event.name == EVENT:
            listed.append(_made_by_api(event, await Occurrence.filter(event_id=event.id).order_by("due_at")))
            continue
        told = _fields(event, "name action schedule zone status due_at slot text created_at updated_at")
        told["schedule"] = json.loads(event.schedule)
        if event.due_at is not None:  # never the minute that was drawn in a window
            slot, _ = recurrence.as_told(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot or "")
            told["due_at"] = slot.at
        occurrences = await Occurrence.filter(event_id=event.id).order_by("due_at")
        told["occurrences"] = [_fields(each, "slot state created_at") for each in occurrences]
        listed.append(told)
    return listed + [_made_by_api(*one) | {"archived": True} for one in await archive.of_person(person_id)]


def _made_by_api(event: Event, occurrences: Sequence[Occurrence]) -> Json:
    told = _fields(
        event,
        "title description action params shown zone start_at end_at tags metadata status due_at fired created_at updated_at",
    )
    if told["params"]:  # keys to other people's machines are nobody's personal data
        told["params"] = json.dumps(KNOWN[event.action].shown(json.loads(told["params"])), ensure_ascii=False)
    return told | {"occurrences": [_fields(each, "due_at state completed_at error") for each in occurrences]}


def _check_in(probe: Probe) -> Json:
    told = _fields(
        probe, "id kind retries wait_seconds follow_ups asked_at last_asked_at late settled_at late_ok_at last_response"
    )
    told["status"], told["reason"] = shown_to_user(probe.status, probe.reason)
    return told


def _said(row: InboundRow) -> Json:
    told = _fields(row, "channel received_at")
    try:
        said = json.loads(vault().open(bytes(row.said_sealed), "inbound.said", row.id))
    except (WrongKey, ValueError):
        return told | {"text": None}
    text, _, button, phone, *_ = said
    told |= {"text": text, "answered_inline": _fields(row, "reply")["reply"]}
    return told | ({"button": button[1]} if button else {}) | ({"shared_phone": phone} if phone else {})


async def _conversation(person_id: UUID) -> Json | None:
    open_one = await Conversation.get_or_none(person_id=person_id)
    if open_one is None or open_one.dialogue == "secret_word":
        return None
    answers = json.loads(open_one.said)["answers"]
    return _fields(open_one, "dialogue created_at") | {"answers": [said for said, _ in answers]}


async def _timeline(person_id: UUID, silent: set[UUID]) -> list[Json]:
    return [
        # Who else had a part in it is theirs to tell.
        _fields(entry, "at about_kind what")
        | {"data": {key: v for key, v in (entry.data or {}).items() if key != "by"}}
        for entry in await timeline.TimelineEntry.filter(person_id=person_id).order_by("id")
        if entry.about_id not in silent and entry.what not in SILENT and entry.data.get("reason") not in SILENT
    ]


async def _audit(person_id: UUID) -> list[Json]:
    me = str(person_id)
    entries: Sequence[AuditEntry] = await AuditEntry.filter(subject=me).order_by("id")
    entries = [*entries, *await AuditEntry.filter(actor=me).exclude(subject=me).order_by("id")]
    return [
        _fields(entry, "at verb")
        | {"by": "you" if entry.actor == me else "our team", "from": entry.source if entry.actor == me else None}
        for entry in sorted(entries, key=lambda entry: entry.id)
    ]
