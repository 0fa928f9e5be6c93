"""Ask people whether they are all right, take their answer, and act on their silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from wellcheck import db, due, escalations, messages, people, timeline
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound, NotPossible
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Inbound, Speaker, Telling
from wellcheck.people import Recipient
from wellcheck.probes import circle, rules
from wellcheck.probes.models import Probe, ProbeSettings

OPTIONS = (("ok", T("I'm okay")), ("help", T("I need help")))
"""What a probe is answered with: 1 and 2 on a text message."""

DISCREET = (("ok", T("{n}", n=1)), ("help", T("{n}", n=2)))
"""The same for those whose screen others may read."""

HOME = (("ok", T("I'm home")), ("help", T("I need help")))
"""The same at the end of a walk."""

ASKED_AT = "coalesce(last_asked_at, asked_at)"
"""When a probe was to leave the last time it was asked, in SQL (older rows say only when they were asked first)."""


TOLD_OF_THE_END_AFTER = timedelta(minutes=1)
"""So long after an alarm contacts are told that, by the user's choice, we do not ask any more."""

Rehearsed = Callable[[Sequence[UUID], datetime], Awaitable[None]]
_listeners: list[Rehearsed] = []


def when_rehearsed(listener: Rehearsed) -> None:
    """Say something to these persons when their rehearsal is over, answered or not, in that transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


async def _rehearsed(persons: Sequence[UUID], now: datetime) -> None:
    for listener in _listeners if persons else ():
        await listener(persons, now)


class Wish(NamedTuple):
    """Ask this person at this time. `kind`: scheduled, asked (they wanted it), walk (at its end), rehearsal, unclear.
    `late`: our service was away at the time it should have been."""

    person_id: UUID
    at: datetime
    retries: int
    wait: timedelta
    kind: str = "scheduled"
    event_id: UUID | None = None
    slot: str | None = None
    late: bool = False


def options_for(discreet: bool, kind: str = "scheduled") -> tuple[tuple[str, Text], ...]:
    """What a probe is answered with. The keys are the same, so everything that was asked before stays answerable."""
    return DISCREET if discreet else HOME if kind == "walk" else OPTIONS


def question_for(kind: str, follow_up: int, name: str, discreet: bool = False) -> Text:
    """The words of a probe: the first time, and when it is asked again."""
    if discreet:
        if follow_up or kind in ("later", "unclear", "held"):
            return T("{name}, our short question is still open: 1 or 2?", name=name)
        return T("Hello {name}, a short question from W.: 1 or 2?", name=name)
    if kind == "walk":
        if follow_up:
            return T("{name}, we have not heard from you yet. Are you home and okay?", name=name)
        return T("{name}, are you home and okay?", name=name)
    if follow_up:
        return T("{name}, we have not heard from you yet. Are you okay?", name=name)
    match kind:
        case "asked":
            return T("Hello {name}, you asked us to check on you. Are you okay?", name=name)
        case "rehearsal":
            return T("Hello {name}, this is how we will ask you. Are you okay?", name=name)
        case "later":
            return T("{name}, you wanted us to ask you later. Are you okay?", name=name)
        case "held":
            return T("{name}, we saw your message. Are you okay?", name=name)
        case "unclear":
            return T("{name}, are you okay, or do you need help? Please reply 1 or 2.", name=name)
        case _:
            return T("Hello {name}, this is Wellcheck. Are you okay?", name=name)


async def ask_many(wishes: Sequence[Wish], now: datetime) -> dict[tuple[UUID, str | None], UUID | None]:
    """Ask all of them, in the caller's transaction, with one statement per kind of write.

    Returns the probe's id per (event or person, slot); None where a probe of that person was still open: then the open
    one keeps its own times and nothing more is asked.
    """
    known = await people.recipients(wish.person_id for wish in wishes)
    records = []
    for id, wish in zip(db.new_ids(len(wishes)), wishes, strict=True):
        seconds = int(wish.wait.total_seconds())
        records.append(
            (
                id,
                wish.person_id,
                wish.event_id,
                wish.slot,
                wish.kind,
                wish.retries,
                seconds,
                wish.at,
                wish.at + wish.wait,
                wish.late,
            )
        )
    given, values = db.table(
        "id uuid, person_id uuid, event_id uuid, slot text, kind text, retries smallint, wait int, asked_at timestamptz,"
        " due_at timestamptz, late bool",
        records,
    )
    written = await db.rows(
        "INSERT INTO probes (id, person_id, event_id, slot, kind, status, retries, wait_seconds, asked_at, last_asked_at,"
        " due_at, late, created_at, updated_at, follow_ups, failures, unclear)"
        " SELECT id, person_id, event_id, slot, kind, 'pending', retries, wait, asked_at, asked_at, due_at, late, $11, $11,"
        f" 0, 0, 0 FROM {given} ON CONFLICT (person_id) WHERE status = 'pending' DO NOTHING RETURNING id",
        *values,
        now,
    )
    fresh = {row["id"] for row in written}
    asked: dict[tuple[UUID, str | None], UUID | None] = {}
    tellings, entries = [], []
    for record, wish in zip(records, wishes, strict=True):
        key = (wish.event_id or wish.person_id, wish.slot)
        id = record[0]
        if id not in fresh:
            asked[key] = None
            continue
        asked[key] = id
        name, discreet = known[wish.person_id].name, known[wish.person_id].discreet
        tellings.append(
            Telling(wish.person_id, question_for(wish.kind, 0, name, discreet), "ask", ("probe", id),
                    options_for(discreet, wish.kind), due_at=wish.at,
                    expires_at=wish.at + max(wish.wait, rules.ACCEPT_WITHIN),
                    climb=None if wish.kind == "rehearsal" else people.Climb(wish.wait))
        )  # fmt: skip
        entries.append(timeline.Entry(wish.at, ("probe", id), "asked", wish.person_id))
    _, unreached = await messages.tell_many(tellings, now, known)
    await timeline.note(entries)
    if unreached:
        await _could_not_ask([u.telling.about[1] for u in unreached if u.telling.about], now)
    if len(fresh) < len(wishes):
        asked |= await _in_place_of_rehearsals(
            [w for r, w in zip(records, wishes, strict=True) if r[0] not in fresh], now
        )
    return asked


async def _in_place_of_rehearsals(wishes: Sequence[Wish], now: datetime) -> dict[tuple[UUID, str | None], UUID | None]:
    """A rehearsal tells nobody, so it gives way to a question that is in earnest. At the end of a walk any other question
    gives way, unless its silence is told sooner than the walk's would be."""
    walks = [wish for wish in wishes if wish.kind == "walk"]
    giving_way: set[UUID] = set()
    if walks:
        giving_way = {
            row["person_id"]
            for row in await db.rows(
                "SELECT p.person_id FROM probes p JOIN unnest($1::uuid[], $2::timestamptz[]) AS s(person_id, told_at)"
                " ON p.person_id = s.person_id WHERE p.status = 'pending' AND p.kind <> 'walk' AND s.told_at"
                " < coalesce(p.resume_at, p.due_at) + (p.retries - p.follow_ups) * p.wait_seconds * interval '1 second'"
                " ORDER BY p.id FOR UPDATE OF p",
                *db.columns([(w.person_id, w.at + (w.retries + 1) * w.wait) for w in walks], 2),
            )
        }
    rehearsing = giving_way | {
        row["person_id"]
        for row in await db.rows(
            "SELECT person_id FROM probes WHERE person_id = ANY($1) AND status = 'pending' AND kind = 'rehearsal'"
            " ORDER BY id FOR UPDATE",
            [wish.person_id for wish in wishes if wish.kind != "rehearsal"],
        )
    }
    if not rehearsing:
        return {}
    await cancel_pending(list(rehearsing), now)
    return await ask_many([wish for wish in wishes if wish.person_id in rehearsing and wish.kind != "rehearsal"], now)


async def ask(wish: Wish, now: datetime) -> UUID:
    """Ask one person now. `NotPossible` when a probe of theirs is open already."""
    async with db.transaction():
        asked = await ask_many([wish], now)
        id = next(iter(asked.values()))
        if id is None:
            raise NotPossible(T("There is a question open already. Please answer that one first."))
        return id


async def _could_not_ask(ids: Sequence[UUID], now: datetime) -> None:
    """No address took these questions (now or at all): look at them as soon as the rule allows. One that is being asked
    anew, or was taken on another rung of the ladder, is left alone."""
    found = await db.rows(
        f"SELECT id, person_id, {ASKED_AT} AS at FROM probes p WHERE id = ANY($1) AND status = 'pending' AND NOT EXISTS"
        " (SELECT 1 FROM deliveries d WHERE d.about_id = p.id AND (d.state IN ('pending', 'sending', 'unknown') OR"
        f" ((d.state IN ('sent', 'delivered') OR d.error_code = ANY($2)) AND d.sent_at >= {ASKED_AT}))) ORDER BY id FOR UPDATE",
        list(ids),
        list(messages.rules.RANG),
    )
    at = []
    for row in found:
        decision = rules.on_unreached(row["at"], now)
        at.append((row["id"], decision.due_at if isinstance(decision, rules.WaitOn) else now))
    await db.run(
        "UPDATE probes p SET due_at = least(p.due_at, s.at) FROM unnest($1::uuid[], $2::timestamptz[]) AS s(id, at)"
        " WHERE p.id = s.id",
        *db.columns(at, 2),
    )
    await timeline.note([timeline.Entry(now, ("probe", row["id"]), "no_address", row["person_id"]) for row in found])


async def _unreachable(pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    await _could_not_ask([about for about, _ in pairs], now)


messages.when_unreachable("probe", _unreachable)


async def _unheard(person_id: UUID, now: datetime) -> None:
    """A fault of ours keeps us from understanding what they said. It may have been a call for help: they are asked once
    more, and silence is not given the time it has otherwise. Whoever has nobody to be told is told of the fault."""
    known = await people.recipients([person_id])
    name = known[person_id].name
    pending = await db.one(
        "UPDATE probes SET retries = follow_ups, wait_seconds = least(wait_seconds, $3), last_asked_at = $2, updated_at = $2,"
        " resume_at = NULL, window_seconds = NULL, held_at = coalesce(held_at, $2),"
        " due_at = least(due_at, $2::timestamptz + $3 * interval '1 second') WHERE person_id = $1 AND status = 'pending'"
        " AND kind <> 'rehearsal' RETURNING id",
        person_id,
        now,
        int(rules.UNHEARD_WAIT.total_seconds()),
    )
    if pending is not None:
        about = ("probe", pending["id"])
        discreet = known[person_id].discreet
        text = question_for("unclear", 0, name, discreet)
        options = options_for(discreet)
        await messages.tell(Telling(person_id, text, "follow_up", about, options, climb=people.Climb(rules.UNHEARD_WAIT)),
                            now)  # fmt: skip
        await timeline.note([timeline.Entry(now, about, "unheard", person_id)])
    elif (await people.telling_orders([person_id]))[person_id]:
        about = ("probe", await ask(Wish(person_id, now, 0, rules.UNHEARD_WAIT, "unclear"), now))
    else:
        text = T("We could not handle your last message, because of a fault on our side. Please write it again in other words. "
                 "If you are in danger, call the emergency number.")  # fmt: skip
        await messages.tell(Telling(person_id, text, "notice"), now)
        return
    await messages.tell_operators(
        T("Wellcheck has a fault while checking on {name}. Please make sure they are okay.", name=name), now, about
    )


messages.when_unheard(_unheard)


# --- silence ---------------------------------------------------------------------------------------------------------


async def _on_silence(rows: Sequence[due.Row], now: datetime) -> None:
    ids = [row["id"] for row in rows]
    persons = [row["person_id"] for row in rows]
    # The first address that took the newest question: those that are tried after it do not move the deadline.
    accepted: dict[UUID, datetime] = {}
    taken: set[UUID] = set()
    for found in await db.rows(
        "SELECT about_id, min(coalesce(delivered_at, sent_at)) FILTER (WHERE state IN ('sent', 'delivered')"
        "  OR error_code = ANY($2)) AS at FROM deliveries WHERE about_id = ANY($1) AND kind IN ('ask', 'follow_up')"
        " AND sent_at IS NOT NULL GROUP BY about_id, coalesce(follows_id, id) ORDER BY coalesce(follows_id, id)",
        ids,
        list(messages.rules.RANG),
    ):
        taken.add(found["about_id"])
        if found["at"] is not None:
            accepted[found["about_id"]] = found["at"]
    unheard = await messages.unheard_since(persons)
    known = await people.recipients(persons)
    again: list[tuple[Any, ...]] = []
    wait: list[tuple[Any, ...]] = []
    over: list[tuple[due.Row, rules.Escalate]] = []
    for row in rows:
        wait_for = timedelta(seconds=row["wait_seconds"])
        silence = rules.Silence(
            follow_ups=row["follow_ups"],
            retries=row["retries"],
            wait=wait_for,
            asked_at=row["last_asked_at"],
            accepted_at=accepted.get(row["id"]),
            taken=row["id"] in taken,
            reachable=known[row["person_id"]].address_id is not None,
            unheard_since=unheard.get(row["person_id"]),
            due_at=row["due_at"],
            window=None if row["window_seconds"] is None else timedelta(seconds=row["window_seconds"]),
            resume_at=row["resume_at"],
            sign=row["heard_at"] is not None and row["kind"] in rules.HOLDS,
            held=row["held_at"] is not None,
        )
        match rules.on_silence(silence, now):
            case rules.AskAgain(follow_ups, due_at, late, window, held):
                seconds = None if window is None else int(window.total_seconds())
                again.append((row["id"], follow_ups, due_at, late, seconds, held, row))
            case rules.WaitOn(due_at):
                wait.append((row["id"], due_at))
            case rules.Escalate() as decision:
                over.append((row, decision))
    if again:
        await _ask_again(again, known, now)
    if wait:
        await db.run(
            "UPDATE probes p SET due_at = s.at, failures = 0 FROM unnest($1::uuid[], $2::timestamptz[]) AS s(id, at)"
            " WHERE p.id = s.id",
            *db.columns(wait, 2),
        )
    if over:
        await _give_alarm(over, now)


async def _ask_again(again: Sequence[tuple[Any, ...]], known: dict[UUID, Recipient], now: datetime) -> None:
    await db.run(
        "UPDATE probes p SET follow_ups = s.n, due_at = s.at, late = p.late OR s.late, last_asked_at = $7, updated_at = $7,"
        " resume_at = NULL, window_seconds = s.win, failures = 0, held_at = CASE WHEN s.held THEN $7 ELSE p.held_at END"
        " FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::bool[], $5::int[], $6::bool[])"
        " AS s(id, n, at, late, win, held) WHERE p.id = s.id",
        *db.columns([entry[:6] for entry in again], 6),
        now,
    )
    # What has not left yet is replaced: when a provider comes back, nobody gets the same question three times at once.
    await messages.drop_unsent([entry[0] for entry in again], ("ask", "follow_up"), now)
    # The earlier question stays open, and so do its buttons: whichever is answered, the probe is settled.
    tellings = []
    for id, follow_ups, due_at, _, snoozed, held, row in again:
        kind = "held" if held else row["kind"] if snoozed is None else "later"
        person = known[row["person_id"]]
        text = question_for(kind, follow_ups if snoozed is None else 0, person.name, person.discreet)
        options = options_for(person.discreet, kind)
        expires = now + max(due_at - now, rules.ACCEPT_WITHIN)
        # The whole ladder once more, with the same waits: a phone call comes only when the message was not answered.
        climb = None if row["kind"] == "rehearsal" else people.Climb(due_at - now)
        tellings.append(
            Telling(row["person_id"], text, "follow_up", ("probe", id), options, expires_at=expires, climb=climb)
        )
    await messages.tell_many(tellings, now, known)
    await timeline.note(
        [
            timeline.Entry(now, ("probe", id), "held" if held else "asked_again", row["person_id"], {"n": n})
            for id, n, _, _, _, held, row in again
        ]
    )


def _told_why(kind: str, reason: str) -> str:
    return "walk" if kind == "walk" and reason == "unavailable" else reason


def _heard_of(row: due.Row) -> escalations.Heard | None:
    """What was heard of somebody since they were asked, for their contacts."""
    if row["heard_at"] is None:
        return None
    try:
        words = row["heard_sealed"] and vault().open(row["heard_sealed"], "probes.heard", row["id"])
    except (WrongKey, ValueError):
        words = None
    return escalations.Heard(row["heard_at"], row["heard_as"], words or None)


async def _give_alarm(over: Sequence[tuple[due.Row, rules.Escalate]], now: datetime) -> None:
    ids = [row["id"] for row, _ in over]
    await db.run(
        "UPDATE probes p SET status = s.status, reason = s.reason, late = p.late OR s.late, due_at = NULL, settled_at = $5,"
        " updated_at = $5 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bool[]) AS s(id, status, reason, late)"
        " WHERE p.id = s.id",
        *db.columns([(row["id"], decision.status, decision.reason, decision.late) for row, decision in over], 4),
        now,
    )
    await timeline.note(
        [timeline.Entry(now, ("probe", row["id"]), decision.reason, row["person_id"]) for row, decision in over]
    )
    real = [(row, decision) for row, decision in over if row["kind"] != "rehearsal"]
    await messages.withdraw(ids, now)
    await escalations.start_many(
        [
            escalations.Start(
                row["person_id"],
                _told_why(row["kind"], decision.reason),
                row["id"],
                row["late"] or decision.late,
                _heard_of(row),
            )  # fmt: skip
            for row, decision in real
        ],
        now,
    )
    await _after_alarm([row["person_id"] for row, _ in real], now)
    for row, _ in over:
        if row["kind"] == "rehearsal":
            text = T("You did not answer, and that is fine: this was only a rehearsal. In earnest we would now tell your "
                     "contacts.")  # fmt: skip
            await messages.tell(Telling(row["person_id"], text, "notice"), now)
            await _rehearsed([row["person_id"]], now)


async def _after_alarm(persons: Sequence[UUID], now: datetime) -> None:
    """Who chose so is not asked any more until they say so; everybody else is asked tomorrow as always."""
    paused = await db.rows(
        "UPDATE probe_settings SET active = false, updated_at = $2 WHERE person_id = ANY($1) AND active"
        " AND after_alarm = 'pause' RETURNING person_id",
        list(persons),
        now,
    )
    if not paused:
        return
    ids = [row["person_id"] for row in paused]
    await db.run(
        "UPDATE events SET status = 'paused', updated_at = $2 WHERE owner_id = ANY($1) AND action = 'probe'"
        " AND name = 'check-in' AND status = 'active'",
        ids,
        now,
    )
    text = T("We will not ask you again until you switch check-ins on: reply “resume”.")
    await messages.tell_many([Telling(id, text, "notice") for id in ids], now)
    known = await people.recipients(ids)
    to_contacts = [(id, _not_asked(known[id].name)) for id in ids]
    # Behind the alarm itself, which must not be mistaken for this.
    await circle.tell_contacts(to_contacts, now, now + TOLD_OF_THE_END_AFTER)
    await timeline.note([timeline.Entry(now, ("person", id), "paused_after_alarm", id) for id in ids])


def _not_asked(user: str) -> Text:
    return T("{user} chose not to be asked again after an alarm. We tell you nothing if they are silent, until check-ins are "
             "on again.", user=user)  # fmt: skip


async def _give_up(row: due.Row, now: datetime) -> None:
    """A fault of ours keeps this probe from being settled: in doubt it is not okay, so people are told."""
    name = "?"
    async with db.transaction():
        known = await people.recipients([row["person_id"]])
        name = known[row["person_id"]].name
        await messages.tell_operators(
            T("Wellcheck has a fault while checking on {name}. Please make sure they are okay.", name=name), now,
            ("probe", row["id"]),
        )  # fmt: skip
        await escalations.start_many([escalations.Start(row["person_id"], "could_not_ask", row["id"])], now)


ROOM = due.Room(
    table="probes",
    open="status = 'pending'",
    columns=f"id, person_id, kind, retries, wait_seconds, follow_ups, {ASKED_AT} AS last_asked_at, due_at, late,"
    " window_seconds, resume_at, heard_at, heard_as, heard_sealed, held_at",
    handle=_on_silence,
    give_up=_give_up,
)


SLICE_SECONDS = 0.5
"""So long at most before the other rooms have their turn again: when everybody is silent at once, the next contact of somebody
else does not wait for all of them."""


# What is being sent in this moment waits again or is in doubt within half a minute.
_UNASKED = (
    f"{messages.NOT_SENT} AND lane = {messages.rules.PROBE} AND created_at <= $1::timestamptz - interval"
    f" '{rules.ACCEPT_WITHIN.total_seconds()} seconds'"
)
_NOBODY_TOOK = (
    "SELECT p.id FROM probes p WHERE p.status = 'pending' AND p.due_at > $1"
    f" AND {ASKED_AT} <= $1::timestamptz - interval '{rules.ACCEPT_WITHIN.total_seconds()} seconds'"
    f" AND p.id IN (SELECT about_id FROM deliveries WHERE {_UNASKED})"
    " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.about_id = p.id AND d.kind IN ('ask', 'follow_up')"
    f"  AND (d.state IN ('sent', 'delivered') OR d.sent_at >= {ASKED_AT})) ORDER BY p.id"
)
WAITS = f"({ROOM.waits()} OR {due.first(f'SELECT true FROM deliveries WHERE {_UNASKED} ORDER BY created_at')})"
"""Whether there is anything for `run_due` (see `due.look`)."""


async def run_due(now: datetime) -> int:
    """Act on every silence whose time is up. Returns how many probes were looked at."""
    await _look_at_what_nobody_took(now)
    return await due.run(ROOM, now, now, SLICE_SECONDS)


async def _look_at_what_nobody_took(now: datetime) -> None:
    """Questions that no provider took for so long are due now: "we could not ask" does not wait for the whole window."""
    await db.run(
        f"UPDATE probes SET due_at = $1 WHERE id IN ({_NOBODY_TOOK} LIMIT 500 FOR UPDATE SKIP LOCKED)",
        now,
    )


# --- answers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody replied, as it was read: `meaning` is rules.OK, NOT_OK or UNCLEAR; `words` are theirs.

    `said_at`: when they said it, by the provider's clock (None: just now). An OK said before the question is none.
    `duress`: an OK said by the secret word. It is answered like any other, and ends no alarm; `under_duress` follows it.
    `sign`: what an unclear one is to be told as if the alarm comes: words, photo, voice, other. None: it is no sign of
    life (a machine may have said it). `called_for`: they want to be called.
    """

    person_id: UUID
    meaning: str
    words: str = ""
    said_at: datetime | None = None
    duress: bool = False
    sign: str | None = None
    called_for: bool = False


class PlainOk(NamedTuple):
    """An explicit OK to this probe by the person it was asked, from a verified address of theirs. `row`: the id its inbound
    will have; `sender`: the look-up key of that address; `reply`: what it is answered with."""

    row: UUID
    sender: bytes
    speaker: Speaker
    probe_id: UUID
    said: Inbound
    reply: str


async def settle_plain(answers: Sequence[PlainOk], now: datetime, unless: str = "false") -> set[UUID]:
    """Keep these answers, settle their probes and close their questions, with one statement.

    An inbound is kept here only together with its probe becoming good. Returns the rows of those; of every other one
    (repeated, said before the question, its probe settled by now, a rehearsal, or `unless`: SQL about the person
    `s.person_id` at `$1`) nothing is kept and nothing has happened.
    """
    seal = vault().sealing(3 * len(answers))
    records = [
        (
            given.row, given.said.channel, given.said.provider_id[:64], given.sender,
            messages.sealed(given.said, given.row, seal), seal(given.reply, "inbound.reply", given.row),
            given.speaker.person_id, given.probe_id,
            seal(given.said.text[:500], "probes.last_response", given.probe_id), _said_at(given.said.at, now),
        )
        for given in answers
    ]  # fmt: skip
    settled = await db.by_index(
        "WITH open AS (SELECT s.* FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bytea[],"
        " $8::uuid[], $9::uuid[], $10::bytea[], $11::timestamptz[])"
        " AS s(kept_as, channel, provider_id, sender, said, reply, person_id, probe_id, words, said_at)"
        " JOIN probes p ON p.id = s.probe_id AND p.person_id = s.person_id WHERE p.status = 'pending'"
        f" AND p.kind <> 'rehearsal' AND p.asked_at <= s.said_at AND NOT {unless} ORDER BY p.id FOR UPDATE OF p),"
        " kept AS (INSERT INTO inbound (id, channel, provider_id, sender, said_sealed, reply_sealed, person_id, meaning,"
        " state, received_at) SELECT s.kept_as, s.channel, s.provider_id, s.sender, s.said, s.reply, s.person_id, 'ok',"
        " 'handled', $1 FROM open s ON CONFLICT (channel, provider_id) DO NOTHING RETURNING id),"
        # "IS TRUE" keeps it a look-up by hash: the planner would make it a join that compares each with each.
        " good AS (UPDATE probes p SET status = 'good', due_at = NULL, settled_at = $1, updated_at = $1,"
        " last_response_sealed = s.words FROM open s WHERE p.id = s.probe_id AND (s.kept_as IN (SELECT id FROM kept)) IS TRUE"
        " RETURNING p.id, p.person_id, s.kept_as),"
        " noted AS (INSERT INTO timeline (at, about_kind, about_id, person_id, what, data)"
        " SELECT $1, 'probe', id, person_id, 'good', '{}' FROM good),"
        f" closed AS (UPDATE deliveries d SET {messages.CLOSED} FROM good g WHERE d.about_id = g.id AND {messages.TO_CLOSE}"
        f" RETURNING {messages.ASKED})"
        f" SELECT NULL AS kept_as, c.* FROM closed c WHERE {messages.CAN_BE_TAKEN_BACK}"
        f" UNION ALL SELECT kept_as{', NULL' * (messages.ASKED.count(',') + 1)} FROM good",
        now,
        *db.columns(records, 10),
    )
    rows = {row[0] for row in settled}
    if None in rows:
        rows.discard(None)
        await messages.take_back([row for row in settled if row["kept_as"] is None], now)
    return rows


def _said_at(at: datetime | None, now: datetime) -> datetime:
    """When something was said, by our clock; the provider's is a little behind or ahead of it."""
    return min(now, (at or now) + rules.CLOCK_GRAIN)


async def settle_good(answers: Sequence[Answer], now: datetime) -> set[UUID]:
    """Explicit OKs, each from a verified address of that same person: their pending probes become good, in one go.

    Returns the persons who had an open probe. Must run in the transaction that keeps the inbound.
    """
    words = {answer.person_id: answer.words for answer in answers}
    said = [(answer.person_id, _said_at(answer.said_at, now)) for answer in answers]
    settled = await db.rows(
        "SELECT p.id, p.person_id, p.kind FROM unnest($1::uuid[], $2::timestamptz[]) AS s(person_id, said_at)"
        " JOIN probes p ON p.person_id = s.person_id AND p.status = 'pending' AND p.asked_at <= s.said_at"
        " ORDER BY p.id FOR UPDATE OF p",
        *db.columns(said, 2),
    )
    if not settled:
        return set()
    ids = [row["id"] for row in settled]
    seal = vault().seal
    await db.run(
        "UPDATE probes p SET status = 'good', due_at = NULL, settled_at = $3, updated_at = $3,"
        " last_response_sealed = s.words FROM unnest($1::uuid[], $2::bytea[]) AS s(id, words) WHERE p.id = s.id",
        ids,
        [seal(words[row["person_id"]], "probes.last_response", row["id"]) for row in settled],
        now,
    )
    await messages.withdraw(ids, now)
    await timeline.note([timeline.Entry(now, ("probe", row["id"]), "good", row["person_id"]) for row in settled])
    await _rehearsed([row["person_id"] for row in settled if row["kind"] == "rehearsal"], now)
    return {row["person_id"] for row in settled}


async def answer(given: Answer, now: datetime) -> Text | None:
    """One reply. Returns what to say back; None: nothing was open and nothing is to be said.

    An OK settles the open probe; after an alarm it gives the all-clear to everybody told, and never rewrites the outcome.
    """
    known = (await people.recipients([given.person_id]))[given.person_id]
    if given.meaning == rules.OK:
        if await settle_good([given], now):
            return well_done(known.name, known.discreet)
        return await _late_ok(known, None, now, given.said_at, given.duress)
    probe = await Probe.filter(person_id=given.person_id, status="pending").select_for_update().first()
    if probe is None:
        return None
    probe.last_response, probe.updated_at = given.words, now
    if given.meaning == rules.NOT_OK:
        probe.status, probe.reason, probe.due_at, probe.settled_at = "bad", "bad", None, now
        await probe.save()
        await timeline.note([timeline.Entry(now, ("probe", probe.id), "bad", given.person_id)])
        await messages.withdraw([probe.id], now)
        if probe.kind == "rehearsal":
            await _rehearsed([given.person_id], now)
            return T("Understood. This was a rehearsal: in earnest we would tell your contacts now.")
        heard = (
            None if probe.heard_at is None else escalations.Heard(probe.heard_at, probe.heard_as or "sign", probe.heard)
        )
        await escalations.start_many([escalations.Start(given.person_id, "bad", probe.id, heard=heard)], now)
        await _after_alarm([given.person_id], now)
        return help_is_coming()
    # The deadline does not move: a machine that answers everything would keep the alarm away for ever.
    probe.unclear += 1
    noted = given.sign is not None and _said_at(given.said_at, now) >= probe.asked_at
    if noted:
        probe.heard_at, probe.heard_as = _said_at(given.said_at, now), given.sign
        probe.heard = given.words if given.sign == "words" else None
    await probe.save()
    await timeline.note([timeline.Entry(now, ("probe", probe.id), "unclear", given.person_id)])
    if probe.unclear > rules.CLARIFICATIONS:
        return None
    if noted and (given.called_for or given.sign != "words") and not known.discreet:
        return _but_how_are_you(given)
    if known.discreet:
        return T("Sorry, we are not sure what you mean. Please reply 1 or 2.")
    return T("Sorry, we are not sure what you mean. Please reply 1 if you are okay, or 2 if you need help.")


def _but_how_are_you(given: Answer) -> Text:
    """The reply to what is no answer and no riddle either."""
    if given.called_for:
        return T("We note that you would like a call. Please also reply 1 if you are okay, or 2 if you need help.")
    return T("Thank you, we received it. Please also reply 1 if you are okay, or 2 if you need help.")


async def asked_last(person_id: UUID) -> tuple[datetime, bool] | None:
    """When this person was asked last how they are, and whether that is open still. None: never."""
    row = await db.one(
        f"SELECT {ASKED_AT} AS at, status = 'pending' AS open FROM probes WHERE person_id = $1 ORDER BY id DESC LIMIT 1",
        person_id,
    )
    return (row["at"], row["open"]) if row else None


async def in_doubt(person_id: UUID, now: datetime) -> None:
    """They may have said that they need help, or something else: the question that is open is not asked again, and its
    silence is acted on soon."""
    await db.run(
        "UPDATE probes SET retries = follow_ups, resume_at = NULL, window_seconds = NULL, updated_at = $2,"
        " wait_seconds = least(wait_seconds, $3),"
        " due_at = least(due_at, $2::timestamptz + $3 * interval '1 second') WHERE person_id = $1 AND status = 'pending'"
        " AND kind <> 'rehearsal' AND asked_at <= $2",
        person_id,
        now,
        int(rules.UNHEARD_WAIT.total_seconds()),
    )


async def note_sign(person_id: UUID, said_at: datetime | None, now: datetime) -> None:
    """This person wrote something that is not about how they are, from a verified address of theirs: a sign of life while a
    question is open. What they said in answer to the question stays what is told of them."""
    await db.run(
        "UPDATE probes SET heard_at = $2, heard_as = 'sign' WHERE person_id = $1 AND status = 'pending'"
        " AND asked_at <= $2 AND heard_at IS NULL",
        person_id,
        _said_at(said_at, now),
    )


@dataclass(frozen=True, slots=True)
class Later:
    """What became of "ask me later". `ask_at`: when we ask again (None: it was moved often enough, and nothing changed);
    `told_at`: when contacts are told if nothing is heard."""

    ask_at: datetime | None
    told_at: datetime


async def later(person_id: UUID, wanted: timedelta, most: timedelta, words: str, now: datetime) -> Later | None:
    """Somebody who is asked at this moment wants to be asked later: said from a verified address, a sign of life. `most`:
    how far an alarm may be moved in all here. None: no question is open that could wait (a walk's end, a rehearsal and a
    question after unclear words cannot)."""
    probe = await Probe.filter(person_id=person_id, status="pending").select_for_update().first()
    if probe is None or probe.due_at is None or probe.kind not in ("scheduled", "asked") or probe.asked_at > now:
        return None
    wait, ends_at = timedelta(seconds=probe.wait_seconds), probe.resume_at or probe.due_at
    so_far = timedelta(seconds=probe.snoozed_seconds)
    decision = rules.on_later(wanted, now, ends_at, wait, probe.snoozes, so_far, most)
    about = ("probe", probe.id)
    if decision is None:
        told = rules.told_at(ends_at, probe.follow_ups, probe.retries, wait)
        await timeline.note([timeline.Entry(now, about, "not_snoozed", person_id)])
        return Later(None, told)
    told = rules.told_at(decision.resume_at, probe.follow_ups, probe.retries, wait)
    probe.due_at, probe.resume_at = decision.ask_at, decision.resume_at
    probe.snoozes += 1
    probe.snoozed_seconds += int(decision.by.total_seconds())
    probe.last_response, probe.updated_at = words, now
    await probe.save()
    # A call that would still ring for the question they have just put off.
    await messages.drop_unsent([probe.id], ("ask", "follow_up"), now)
    data = {"again": decision.ask_at.isoformat(), "told": told.isoformat()}
    await timeline.note([timeline.Entry(now, about, "snoozed", person_id, data)])
    return Later(decision.ask_at, told)


async def old_button(person_id: UUID, probe_id: UUID, now: datetime) -> Text | None:
    """ "I'm okay" tapped under a question that is settled. A tap may have waited on a phone without a connection, and
    Telegram does not say how long: it gives the all-clear for that very probe, and answers no other question."""
    known = (await people.recipients([person_id]))[person_id]
    probe = await Probe.get_or_none(id=probe_id, person_id=person_id)
    return None if probe is None else await _late_ok(known, probe, now, None)


def _answers(probe: Probe, said: datetime) -> bool:
    """Whether an OK said at this moment can be about this question: not one from before it, nor from before a "no"."""
    since = probe.settled_at if probe.status == "bad" and probe.settled_at else probe.asked_at
    return said >= since


async def under_duress(person_id: UUID, now: datetime) -> None:
    """Somebody has just said their secret word: the probe that their "OK" settled was none, and people are told without a
    sign of it to the one who may be standing beside them. In the caller's transaction, behind that OK."""
    row = await db.one(
        "UPDATE probes SET status = 'bad', reason = 'duress' WHERE id = (SELECT id FROM probes WHERE person_id = $1"
        " AND status = 'good' AND settled_at = $2 ORDER BY id DESC LIMIT 1) RETURNING id",
        person_id,
        now,
    )
    if row is not None:
        await timeline.note([timeline.Entry(now, ("probe", row["id"]), "duress", person_id)])
    await escalations.start_many([escalations.Start(person_id, "duress", row["id"] if row else None)], now)


async def _late_ok(
    person: Recipient, only: Probe | None, now: datetime, said_at: datetime | None, duress: bool = False
) -> Text | None:
    """An OK that comes too late to make a probe good: the all-clear for what began before it was said."""
    last = only or await Probe.filter(person_id=person.person_id).order_by("-id").first()
    said = _said_at(said_at, now)
    if last is not None and last.status in ("bad", "unavailable") and last.late_ok_at is None and _answers(last, said):
        last.late_ok_at = now
        await last.save(update_fields=["late_ok_at"])
        await timeline.note([timeline.Entry(now, ("probe", last.id), "late_ok", person.person_id)])
    about = last.id if last is not None and _answers(last, said) else None
    if not await escalations.all_clear(person.person_id, now, said, about, only is not None, pretend=duress):
        return None
    settings = await ProbeSettings.get_or_none(person_id=person.person_id)
    if settings is not None and not settings.active:
        return T("Good to hear from you, {name}. We tell everybody that you are okay. Check-ins are off: reply “resume” to "
                 "switch them on.", name=person.name)  # fmt: skip
    said_back = T("Good to hear from you, {name}. We tell everybody that you are okay.", name=person.name)
    coming = await escalations.asked_next(person.person_id)
    return said_back if coming is None else join([said_back, T("We ask you again on {at}.", at=coming)], " ")


def well_done(name: str, discreet: bool = False) -> Text:
    """What an OK is answered with."""
    if discreet:
        return T("👍 Thank you, {name}.", name=name)
    return T("👍 Thank you, {name}. Good to know that you are okay.", name=name)


def help_is_coming() -> Text:
    """What a call for help is answered with."""
    return T("We are telling your contacts right now. If you are in danger, call the emergency number.")


async def panic(person_id: UUID, words: str, now: datetime) -> Text:
    """Somebody asks for help unprompted, or instead of an answer: contacts are told at once, rehearsal or not."""
    await db.run(
        "UPDATE probes SET kind = 'asked' WHERE person_id = $1 AND status = 'pending' AND kind = 'rehearsal'", person_id
    )
    replied = await answer(Answer(person_id, rules.NOT_OK, words), now)
    if replied is not None:
        return replied
    await escalations.start_many([escalations.Start(person_id, "panic")], now)
    return help_is_coming()


async def cancel(probe_id: UUID, now: datetime, by: UUID, reason: str | None = None) -> Probe:
    """Cancel one pending probe. It is never good without an answer. `reason`: closed_by_operator, or None."""
    async with db.transaction():
        probe = await Probe.select_for_update().get_or_none(id=probe_id)
        if probe is None:
            raise NotFound(T("There is no such probe."))
        if probe.status != "pending":
            raise NotPossible(T("This probe is settled already."))
        await cancel_pending([probe.person_id], now, {"by": str(by)})
        await Probe.filter(id=probe_id).update(reason=reason)
        return await Probe.get(id=probe_id)


async def asked_ahead(event_id: UUID, now: datetime) -> tuple[datetime, str] | None:
    """The time and slot of a regular question that is prepared and has not left yet (events are prepared ahead)."""
    row = await db.one(
        "SELECT asked_at, slot FROM probes WHERE event_id = $1 AND status = 'pending' AND kind = 'scheduled'"
        " AND asked_at > $2 FOR UPDATE",
        event_id,
        now,
    )
    return (row["asked_at"], row["slot"]) if row else None


async def take_back(
    event_id: UUID, now: datetime, kind: str = "scheduled", why: str = "checked_in"
) -> tuple[datetime, str] | None:
    """Take a prepared question back (see `asked_ahead`), because they said before it left that they are okay."""
    found = await db.rows(
        "UPDATE probes SET status = 'cancelled', reason = $4, due_at = NULL, settled_at = $2, updated_at = $2"
        " WHERE event_id = $1 AND status = 'pending' AND kind = $3 AND asked_at > $2"
        " RETURNING id, person_id, asked_at, slot",
        event_id,
        now,
        kind,
        why,
    )
    await messages.withdraw([row["id"] for row in found], now)
    await timeline.note([timeline.Entry(now, ("probe", row["id"]), why, row["person_id"]) for row in found])
    return (found[0]["asked_at"], found[0]["slot"]) if found else None


async def cancel_pending(
    persons: Sequence[UUID], now: datetime, data: dict[str, Any] | None = None, keep: Sequence[str] = ()
) -> int:
    """Cancel what is pending for these persons, in the caller's transaction, save probes of the kinds in `keep`. Returns how
    many probes."""
    found = await db.rows(
        "UPDATE probes SET status = 'cancelled', due_at = NULL, settled_at = $2, updated_at = $2 WHERE person_id = ANY($1)"
        " AND status = 'pending' AND kind <> ALL($3) RETURNING id, person_id",
        list(persons),
        now,
        list(keep),
    )
    await messages.withdraw([row["id"] for row in found], now)
    await timeline.note(
        [timeline.Entry(now, ("probe", row["id"]), "cancelled", row["person_id"], data or {}) for row in found]
    )
    return len(found)


async def settings_of(person_id: UUID, now: datetime) -> ProbeSettings:
    """This user's probe settings; the defaults (Kronus: 3 follow-ups, 60 minutes, off) when there are none yet."""
    found = await ProbeSettings.get_or_none(person_id=person_id)
    if found is None:
        found = await ProbeSettings.create(person_id=person_id, created_at=now, updated_at=now)
    return found
