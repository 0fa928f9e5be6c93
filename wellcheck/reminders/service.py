"""Remind people, take their answer, and act on their silence where they wished so."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, escalations, messages, people, timeline
from wellcheck.crypto import vault
from wellcheck.errors import NotAllowed
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Telling
from wellcheck.reminders import rules
from wellcheck.reminders.models import Reminder

OPTIONS = (("done", T("Done")), ("later", T("Later")))
"""What a reminder is answered with: 1 and 2 on a text message."""

KIND = "reminder"
"""What its messages are called in the outbox, and what its questions are about."""


@dataclass(frozen=True, slots=True)
class Due:
    """Remind this person now. `at`: the time it is meant for; `late`: our service was away then. `first`: the contact who is
    told first if it is not confirmed."""

    person_id: UUID
    event_id: UUID
    slot: str
    text: str
    at: datetime
    confirm: bool = False
    retries: int = 0
    wait: timedelta = rules.LISTENING
    late: bool = False
    first: UUID | None = None


def words(text: str, name: str, confirm: bool, told_at: datetime | None = None, again: bool = False) -> Text:
    """What somebody is reminded with. `told_at`: when contacts are told if it is not confirmed."""
    if not confirm:
        return T("Reminder: {thing}", thing=text)
    if told_at is not None and not again:
        return T("Reminder: {thing}. Please tell us when it is done. Without an answer we tell your contacts on {at}.",
                 thing=text, at=told_at)  # fmt: skip
    if told_at is not None:
        return T("{name}, you have not confirmed this yet: {thing}. Without an answer we tell your contacts on {at}.",
                 name=name, thing=text, at=told_at)  # fmt: skip
    if again:
        return T("{name}, you have not confirmed this yet: {thing}. Is it done?", name=name, thing=text)
    return T("Reminder: {thing}. Please tell us when it is done.", thing=text)


async def remind_many(dues: Sequence[Due], now: datetime) -> dict[tuple[UUID, str], UUID | None]:
    """Remind all of them, in the caller's transaction. Returns the reminder's id per (event, slot); None where the last one
    of that event still waits to be confirmed: that one goes on, and nothing more is said.

    What was said before for the same event, and needs no confirmation, is over by this.
    """
    if not dues:
        return {}
    events = [each.event_id for each in dues]
    waiting = {
        row["event_id"]
        for row in await db.rows(
            "SELECT event_id FROM reminders WHERE event_id = ANY($1) AND status = ANY($2) AND confirm",
            events,
            list(rules.OPEN),
        )
    }
    fresh = [each for each in dues if each.event_id not in waiting]
    await _over("event_id", [each.event_id for each in fresh], now)
    known = await people.recipients(each.person_id for each in fresh)
    made: dict[tuple[UUID, str], UUID | None] = {(each.event_id, each.slot): None for each in dues}
    records, tellings, entries = [], [], []
    for each in fresh:
        id = db.new_id()
        made[each.event_id, each.slot] = id
        at = now if each.late else each.at
        due_at = at + (each.wait if each.confirm else rules.LISTENING)
        records.append(
            (id, each.person_id, each.event_id, each.slot, vault().seal(each.text, "reminders.text", id), each.confirm,
             each.retries, int(each.wait.total_seconds()), at, due_at, each.first)
        )  # fmt: skip
        told_at = due_at if each.confirm and not each.retries else None
        said = words(each.text, known[each.person_id].name, each.confirm, told_at)
        tellings.append(_telling(id, each.person_id, said, each.confirm, at, due_at - at))
        entries.append(timeline.Entry(at, (KIND, id), "reminded", each.person_id))
    await db.run(
        "INSERT INTO reminders (id, person_id, event_id, slot, text_sealed, confirm, retries, wait_seconds, asked_at,"
        " last_asked_at, due_at, first_id, status, asks, failures, created_at, updated_at) SELECT id, person_id, event_id,"
        " slot, sealed, confirm, retries, wait, at, at, due_at, first, 'open', 1, 0, $12, $12 FROM unnest($1::uuid[],"
        " $2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::bool[], $7::smallint[], $8::int[], $9::timestamptz[],"
        " $10::timestamptz[], $11::uuid[])"
        " AS s(id, person_id, event_id, slot, sealed, confirm, retries, wait, at, due_at, first)",
        *db.columns(records, 11),
        now,
    )
    _, unreached = await messages.tell_many(tellings, now, known)
    if pairs := [(each.telling.about[1], each.telling.person_id) for each in unreached if each.telling.about]:
        await messages.unreached(KIND, pairs, now)
    await timeline.note(entries)
    return made


def _telling(id: UUID, person_id: UUID, said: Text, confirm: bool, at: datetime, wait: timedelta) -> Telling:
    """The message of a reminder. One that must be confirmed is tried on each address, as a question is."""
    expires_at = at + wait if confirm else None
    climb = people.Climb(wait) if confirm else None
    return Telling(person_id, said, KIND, (KIND, id), OPTIONS, due_at=at, expires_at=expires_at, climb=climb)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who is told if something is not confirmed: the contact, and their first name."""

    contact_id: UUID
    name: str


async def who_is_told(person_id: UUID) -> tuple[str, ...]:
    """The first names of those who are told if this person does not confirm something. `NotAllowed`: nobody agreed yet."""
    return tuple(each.name for each in await those_told(person_id))


async def those_told(person_id: UUID) -> tuple[Told, ...]:
    """Who is told if this person does not confirm something, in their order. `NotAllowed`: nobody agreed yet."""
    told = (await people.telling_orders([person_id]))[person_id]
    agreed = [each for each in told if each.consent == "consented"]
    if not agreed:
        raise NotAllowed(
            T("Nobody has agreed yet to be told if you do not confirm something. Reply “contacts” to add somebody.")
        )
    known = await people.recipients([each.person_id for each in agreed])
    return tuple(Told(each.contact_id, known[each.person_id].name) for each in agreed)


# --- silence ---------------------------------------------------------------------------------------------------------


async def _on_silence(rows: Sequence[due.Row], now: datetime) -> None:
    ids, persons = [row["id"] for row in rows], [row["person_id"] for row in rows]
    taken = {
        row["about_id"]
        for row in await db.rows(
            "SELECT DISTINCT about_id FROM deliveries WHERE about_id = ANY($1) AND sent_at IS NOT NULL", ids
        )
    }
    unheard = await messages.unheard_since(persons)
    alarmed = await escalations.open_about(persons)
    known = await people.recipients(persons)
    steps: list[tuple[Any, ...]] = []
    over: list[UUID] = []
    tellings, entries = [], []
    for row in rows:
        wait, person = timedelta(seconds=row["wait_seconds"]), row["person_id"]
        silence = rules.Silence(
            row["status"], row["confirm"], row["asks"], row["retries"], wait, row["due_at"], person in alarmed,
            row["id"] in taken, unheard.get(person),
        )  # fmt: skip
        about = (KIND, row["id"])
        match rules.on_silence(silence, now):
            case rules.SayAgain(asks, due_at, told_at):
                steps.append((row["id"], "open", asks, due_at, now, None))
                text = vault().open(row["text_sealed"], "reminders.text", row["id"])
                said = words(text, known[person].name, row["confirm"], told_at, again=True)
                tellings.append(_telling(row["id"], person, said, row["confirm"], now, due_at - now))
                entries.append(timeline.Entry(now, about, "reminded_again", person, {"n": asks}))
            case rules.WaitOn(due_at):
                steps.append((row["id"], row["status"], row["asks"], due_at, row["last_asked_at"], None))
            case rules.TellContacts(reason):
                escalation = await _tell_contacts(row, reason, now)
                alarmed.add(person)  # another one of theirs in this batch waits for its turn
                steps.append(
                    (
                        row["id"],
                        "unconfirmed",
                        row["asks"],
                        now + rules.AFTER_THE_ALARM,
                        row["last_asked_at"],
                        escalation,
                    )
                )
                entries.append(timeline.Entry(now, about, "unconfirmed", person))
            case rules.Over():
                over.append(row["id"])
    await db.run(
        "UPDATE reminders r SET status = s.status, asks = s.asks, due_at = s.due_at, last_asked_at = s.asked_at,"
        " escalation_id = coalesce(s.escalation, r.escalation_id), updated_at = $7, failures = 0 FROM unnest($1::uuid[],"
        " $2::text[], $3::smallint[], $4::timestamptz[], $5::timestamptz[], $6::uuid[])"
        " AS s(id, status, asks, due_at, asked_at, escalation) WHERE r.id = s.id",
        *db.columns(steps, 6),
        now,
    )
    await _over("id", over, now)
    # What has not left yet is replaced; what was said before stays answerable.
    await messages.drop_unsent([telling.about[1] for telling in tellings if telling.about], (KIND,), now)
    await messages.tell_many(tellings, now, known)
    await timeline.note(entries)


async def _tell_contacts(row: due.Row, reason: str, now: datetime) -> UUID:
    text = vault().open(row["text_sealed"], "reminders.text", row["id"])
    heard = escalations.Heard(row["asked_at"], "reminder", text)
    start = escalations.Start(row["person_id"], reason, heard=heard, first=row["first_id"])
    return await escalations.start(start, now)


async def _give_up(row: due.Row, now: datetime) -> None:
    """A fault of ours keeps this from being settled. Where contacts are to be told, they are: in doubt it was not done."""
    async with db.transaction():
        known = await people.recipients([row["person_id"]])
        name = known[row["person_id"]].name
        await messages.tell_operators(
            T("Wellcheck has a fault while checking on {name}. Please make sure they are okay.", name=name), now,
            (KIND, row["id"]),
        )  # fmt: skip
        if row["confirm"] and row["status"] in rules.OPEN:
            start = escalations.Start(row["person_id"], "unconfirmed", first=row["first_id"])
            await escalations.start_many([start], now)


ROOM = due.Room(
    table="reminders",
    open="status IN ('open', 'later', 'unconfirmed')",
    columns="id, person_id, text_sealed, status, confirm, asks, retries, wait_seconds, asked_at, last_asked_at, due_at,"
    " first_id",
    handle=_on_silence,
    give_up=_give_up,
)


async def run_due(now: datetime) -> int:
    """Act on every reminder whose time is up. Returns how many were looked at."""
    return await due.run(ROOM, now, now)


async def over(event_id: UUID, now: datetime) -> None:
    """The wish was taken back: what was said because of it needs no answer any more. Who was told already still is."""
    await _over("event_id", [event_id], now)


async def _over(column: str, ids: Sequence[UUID], now: datetime) -> None:
    """These are over, by their own id or their event's, unless they were answered."""
    if not ids:
        return
    found = await db.rows(
        "UPDATE reminders SET status = 'over', due_at = NULL, settled_at = $2, updated_at = $2"
        f" WHERE {column} = ANY($1) AND status IN ('open', 'later', 'unconfirmed') RETURNING id",
        list(ids),
        now,
    )
    await messages.withdraw([row["id"] for row in found], now)


# --- answers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of "done". `what` it was; `told`: everybody who had been told of it was told that it is done."""

    what: str
    told: bool


async def done(id: UUID, person_id: UUID, now: datetime) -> Confirmed | None:
    """This person did what they were reminded of. None: there is no such reminder of theirs."""
    async with db.transaction():
        reminder = await Reminder.select_for_update().get_or_none(id=id, person_id=person_id)
        if reminder is None:
            return None
        was = reminder.status
        if was == "done":
            return Confirmed(reminder.text, False)
        reminder.status, reminder.due_at, reminder.settled_at, reminder.updated_at = "done", None, now, now
        await reminder.save()
        await messages.withdraw([id], now)
        late = was == "unconfirmed"
        await timeline.note([timeline.Entry(now, (KIND, id), "confirmed_late" if late else "confirmed", person_id)])
        told = late and reminder.escalation_id is not None and await escalations.confirmed(reminder.escalation_id, now)
        return Confirmed(reminder.text, told)


async def put_off(id: UUID, person_id: UUID, wanted: timedelta | None, now: datetime) -> Text:
    """They want to hear it again later (`wanted`; None: the usual time). Returns what to say to them."""
    async with db.transaction():
        reminder = await Reminder.select_for_update().get_or_none(id=id, person_id=person_id)
        if reminder is None or reminder.status in ("done", "over"):
            return T("Thank you. This question is settled already.")
        if reminder.status == "unconfirmed":
            return _waiting(reminder.text)
        at = rules.put_off(wanted, reminder.confirm, reminder.asked_at, now)
        if at is None:
            return T("This cannot wait any longer: {thing}. If it is done, reply “done”.", thing=reminder.text)
        reminder.status, reminder.due_at, reminder.updated_at = "later", at, now
        await reminder.save()
        await messages.drop_unsent([id], (KIND,), now)
        await messages.withdraw([id], now, channels=("voice",))  # what was said in a call is over with it
        await timeline.note([timeline.Entry(now, (KIND, id), "put_off", person_id, {"again": at.isoformat()})])
        return T("All right, we remind you again on {at}: {thing}", at=at, thing=reminder.text)


def _waiting(what: str) -> Text:
    return join(
        [
            T("We told your contacts that this is not confirmed: {thing}.", thing=what),
            T("If it is done, reply “done”."),
        ],
        " ",
    )


async def still_unconfirmed(person_id: UUID) -> Text | None:
    """To somebody who says how they are while contacts are told of a reminder: what would end that. None: they are not."""
    waiting = await Reminder.filter(person_id=person_id, status="unconfirmed").order_by("-id").first()
    if waiting is None or waiting.escalation_id is None or not await escalations.is_open(waiting.escalation_id):
        return None
    return _waiting(waiting.text)


BATCH = 500
SECONDS = 20.0
"""So long at most one pruning takes; what is left goes the next time."""


async def prune(before: datetime) -> int:
    """Delete those that were over before that, in small batches that wait for nobody. Returns how many."""
    end, gone = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        done = await db.run(
            "DELETE FROM reminders WHERE id IN (SELECT id FROM reminders WHERE status IN ('done', 'over') AND settled_at < $1"
            f" LIMIT {BATCH} FOR UPDATE SKIP LOCKED)",
            before,
        )
        gone += done
        if done < BATCH:
            break
    return gone


async def of_questions(ids: Sequence[UUID]) -> dict[UUID, Reminder]:
    """The reminders that questions are about, by id."""
    return {reminder.id: reminder for reminder in await Reminder.filter(id__in=list(ids))}
