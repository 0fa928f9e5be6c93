"""Where somebody in need is: shown to the contacts of their escalation while it is open, and to nobody else; then forgotten.

A place stands in two tables, both sealed: in `places`, and in the deliveries that tell it (kind "place").
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from wellcheck import db, due, messages, people, timeline, wake
from wellcheck.crypto import WrongKey, vault
from wellcheck.escalations import rules
from wellcheck.escalations.models import Escalation, SharedPlace
from wellcheck.escalations.rules import Place
from wellcheck.i18n import T, Text
from wellcheck.messages import Telling
from wellcheck.people import Recipient


async def shared(user_id: UUID, place: Place, now: datetime) -> str | None:
    """The user says where they are. Returns why people are being told about them; None: nobody is, and nothing is kept."""
    async with db.transaction():
        escalation = (
            await Escalation.filter(user_id=user_id, status__in=rules.OPEN).select_for_update().order_by("-id").first()
        )
        if escalation is None:
            return None
        kept = await SharedPlace.select_for_update().get_or_none(escalation_id=escalation.id)
        fresh = kept is None
        if kept is None:
            kept = SharedPlace(escalation_id=escalation.id, created_at=now)
            await timeline.note([timeline.Entry(now, ("escalation", escalation.id), "place", user_id)])
        told = _opened(kept.told_sealed, "places.told", escalation.id) if kept.told_sealed else None
        kept.latest_sealed, kept.latest_at = _sealed(place, "places.latest", escalation.id), now
        kept.due_at = rules.tell_place_at(told, kept.told_at, place, now)
        await kept.save(force_create=fresh)
        if kept.due_at is not None and kept.due_at <= now:
            await _tell(kept, now)
        return escalation.reason


WAITS = "({} OR {})".format(
    due.first("SELECT true FROM places WHERE due_at <= $1 ORDER BY due_at"),
    due.first(
        "SELECT true FROM places WHERE created_at <= $1::timestamptz"
        f" - interval '{rules.PLACE_KEPT.total_seconds()} seconds' ORDER BY created_at"
    ),
)
"""Whether there is anything for `run_due` (see `due.look`)."""


async def run_due(now: datetime) -> int:
    """Tell contacts of moves that had to wait, and forget what was kept for a day. Returns how many were told."""
    async with db.transaction():
        await _forget_old(now)
        waiting = await SharedPlace.filter(due_at__lte=now).select_for_update(skip_locked=True).limit(100)
        for kept in waiting:
            await _tell(kept, now)
        return len(waiting)


async def tellings_for(alarms: Sequence[Telling], known: dict[UUID, Recipient], now: datetime) -> list[Telling]:
    """What those who are told of an escalation only now are told of the place besides."""
    ids = [alarm.about[1] for alarm in alarms if alarm.kind == "alarm" and alarm.about]
    if not ids:
        return []
    kept = {row.escalation_id: row for row in await SharedPlace.filter(escalation_id__in=ids, told_at__isnull=False)}
    if not kept:
        return []
    users = {
        row["id"]: row["user_id"]
        for row in await db.rows("SELECT id, user_id FROM escalations WHERE id = ANY($1)", ids)
    }
    said: list[Telling] = []
    for alarm in alarms:
        row = kept.get(alarm.about[1]) if alarm.kind == "alarm" and alarm.about else None
        if row is None or alarm.person_id not in known or row.latest_at + rules.PLACE_KEPT <= now:
            continue
        user = (await people.recipients([users[row.escalation_id]]))[users[row.escalation_id]]
        contact = known[alarm.person_id]
        said += _telling(row, user.name, contact) or await _spoken(row, user.name, [contact])
    return said


async def forget(ids: Sequence[UUID], now: datetime) -> None:
    """Nothing stays of the places of these escalations."""
    await db.run("DELETE FROM places WHERE escalation_id = ANY($1)", list(ids))
    which = "kind = 'place' AND about_id = ANY($1)"
    await db.run(f"DELETE FROM deliveries WHERE {which} AND state <> 'sending'", list(ids))
    # One that is under way at this moment has its outcome still to come: it loses its words.
    for row in await db.rows(f"SELECT id FROM deliveries WHERE {which} FOR UPDATE", list(ids)):
        blob = vault().seal("…", "deliveries.text", row["id"])
        await db.run("UPDATE deliveries SET text_sealed = $2, expires_at = $3 WHERE id = $1", row["id"], blob, now)


async def _forget_old(now: datetime) -> None:
    old = await SharedPlace.filter(created_at__lte=now - rules.PLACE_KEPT).values_list("escalation_id", flat=True)
    if old:
        await forget([UUID(str(id)) for id in old], now)


async def _tell(kept: SharedPlace, now: datetime) -> None:
    """Everybody who was told of the escalation, or will be in a moment, and still stands in its plan."""
    escalation = await Escalation.get(id=kept.escalation_id)
    told = await db.rows(
        "SELECT DISTINCT person_id FROM deliveries WHERE about_id = $1 AND kind = 'alarm' AND state <> 'withdrawn'",
        kept.escalation_id,
    )
    planned = {place["person"] for place in escalation.plan}
    persons = [row["person_id"] for row in told if str(row["person_id"]) in planned]
    known = await people.recipients([*persons, escalation.user_id])
    said: list[Telling] = []
    for person in persons:
        if person in known:
            said += _telling(kept, known[escalation.user_id].name, known[person])
    # A place that has not left yet is replaced by this one.
    await messages.drop_unsent([kept.escalation_id], ("place",), now)
    await messages.tell_many(said, now, known)
    written = {telling.person_id for telling in said}
    called = [known[person] for person in persons if person in known and person not in written]
    await messages.tell_many(await _spoken(kept, known[escalation.user_id].name, called), now, known)
    place = _opened(kept.latest_sealed, "places.latest", kept.escalation_id)
    kept.told_sealed = None if place is None else _sealed(place, "places.told", kept.escalation_id)
    kept.told_at, kept.due_at = now, None
    await kept.save()
    wake.after_commit("alarm")


def _telling(kept: SharedPlace, user: str, contact: Recipient) -> list[Telling]:
    """A link is nothing for the ear: for who has only a phone to be called on see `_spoken`."""
    to = next(((address, channel) for address, channel, _ in contact.ways if channel != "voice"), None)
    place = _opened(kept.latest_sealed, "places.latest", kept.escalation_id)
    if to is None or place is None:
        return []
    text = place_text(user, place, kept.latest_at, contact.zone)
    return [Telling(contact.person_id, text, "place", ("escalation", kept.escalation_id), to=to)]


async def _spoken(kept: SharedPlace, user: str, contacts: Sequence[Recipient]) -> list[Telling]:
    """For contacts who can only be called: who else has the place. Said once, for it stays true when the user moves; as long
    as nobody has it there is nothing to say."""
    told = await db.rows(
        "SELECT DISTINCT person_id, channel = 'voice' AS spoken FROM deliveries WHERE about_id = $1 AND kind = 'place'"
        " AND state <> 'withdrawn'",
        kept.escalation_id,
    )
    heard = {row["person_id"] for row in told if row["spoken"]}
    have = await people.recipients([row["person_id"] for row in told if not row["spoken"]])
    if not have:
        return []
    text = T("{user} has shown us where they are. On the phone we cannot tell you the place, but {contacts} can.",
             user=user, contacts=tuple(sorted(contact.name for contact in have.values())))  # fmt: skip
    return [
        Telling(contact.person_id, text, "place", ("escalation", kept.escalation_id))
        for contact in contacts
        if contact.person_id not in heard and contact.channel == "voice"
    ]


def place_text(user: str, place: Place, at: datetime, zone: str) -> Text:
    """Where somebody is, with a link that every phone opens; the time is where the contact lives."""
    link = f"https://maps.google.com/?q={place[0]:.4f},{place[1]:.4f}"
    return T("{user} was here at {at}: {link}", user=user, at=at.astimezone(ZoneInfo(zone)).time(), link=link)


def _sealed(place: Place, column: str, id: UUID) -> bytes:
    return vault().seal(json.dumps(place), column, id)


def _opened(blob: bytes, column: str, id: UUID) -> Place | None:
    try:
        latitude, longitude = json.loads(vault().open(bytes(blob), column, id))
    except (WrongKey, ValueError):
        return None
    return float(latitude), float(longitude)
