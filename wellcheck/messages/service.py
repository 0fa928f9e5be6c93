"""Say something to somebody: one row of the outbox, written with the change it tells of; and the questions among them."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from wellcheck import db, i18n, people, timeline, wake
from wellcheck.crypto import vault
from wellcheck.i18n import Text
from wellcheck.messages import attachments, rules
from wellcheck.messages.models import OPEN_QUESTION
from wellcheck.messages.values import Wanted
from wellcheck.people import Recipient

log = logging.getLogger(__name__)
About = tuple[str, UUID]
"""What a message is about: ("probe", id), ("escalation", id), ("conversation", id), ("contact", id), …"""


class Telling(NamedTuple):
    """One thing to be said to one person. With `options` it is a question, open until it is withdrawn.

    `kind` decides lane and lifetime (`rules.LANE_OF`). `to`: this address only, else the person's first usable one.
    `climb`: the person's other addresses are tried as well, each after its wait (`people.rules.rungs`), until the question
    is withdrawn. `file` goes with the words on channels that take one. `gist`: an alarm that may be said in one message with
    others, in a word (`together`).
    """

    person_id: UUID
    text: Text
    kind: str
    about: About | None = None
    options: tuple[tuple[str, Text], ...] = ()
    to: tuple[UUID, str] | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    ask_phone: bool = False
    follows: UUID | None = None
    climb: people.Climb | None = None
    file: Wanted | None = None
    gist: str | None = None


@dataclass(frozen=True, slots=True)
class Unreached:
    """This telling found no address that may be used."""

    telling: Telling


Listener = Callable[[Sequence[tuple[UUID, UUID]], datetime], Awaitable[None]]
_listeners: dict[str, Listener] = {}


Gone = Callable[[people.Address, bool, datetime], Awaitable[None]]
_gone: list[Gone] = []


def when_address_gone(listener: Gone) -> None:
    """Tell a room when an address was closed: (the address, by its owner's STOP or not, now), in that transaction."""
    _gone.append(listener)


async def address_gone(address_id: UUID, stopped: bool, now: datetime) -> None:
    """This address is closed: whoever relies on it is told."""
    address = await people.Address.get_or_none(id=address_id)
    if address is None:
        return
    for listener in _gone:
        await listener(address, stopped, now)


Unheard = Callable[[UUID, datetime], Awaitable[None]]
_unheard: list[Unheard] = []


def when_unheard(listener: Unheard) -> None:
    """Tell a room that something this person said can not be handled, in a savepoint of the transaction that found out."""
    _unheard.append(listener)


async def cannot_be_heard(person_id: UUID, now: datetime) -> None:
    """Something this person said cannot be handled: whoever looks after them is told."""
    for listener in _unheard:
        await listener(person_id, now)


def when_unreachable(about_kind: str, listener: Listener) -> None:
    """Tell a room when a message about its things reached nobody: (about id, person id) pairs, in that transaction."""
    _listeners[about_kind] = listener


async def unreached(about_kind: str, pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    """Messages about these things reached nobody: their room is told, if it wants to know."""
    listener = _listeners.get(about_kind)
    if listener is not None:
        await listener(pairs, now)


Told = Callable[[Sequence[UUID], datetime], Awaitable[None]]
_told: dict[str, Told] = {}


def when_told(about_kind: str, listener: Told) -> None:
    """Tell a room when something became of messages about its things (about ids, now), in that transaction: they were
    handed over, or a receipt came."""
    _told[about_kind] = listener


def wants_to_be_told(about: About | None) -> bool:
    """Whether a room does something in that transaction."""
    return about is not None and about[0] in _told


async def told(abouts: Iterable[About | None], now: datetime) -> None:
    """Something became of messages about these things."""
    if not _told:
        return
    listed: dict[str, list[UUID]] = {}
    for about in abouts:
        if about is not None and wants_to_be_told(about):
            listed.setdefault(about[0], []).append(about[1])
    for kind, ids in listed.items():
        await _told[kind](ids, now)


Leaving = Callable[[UUID], Awaitable[bool]]
_leaving: dict[str, Leaving] = {}


def when_about_to_leave(about_kind: str, listener: Leaving) -> None:
    """Ask a room, right before a message about its things is handed over, whether it still is to be said."""
    _leaving[about_kind] = listener


async def still_wanted(about: About | None) -> bool:
    """Whether a message about this still is to be said."""
    listener = _leaving.get(about[0]) if about is not None else None
    return listener is None or about is None or await listener(about[1])


async def tell(telling: Telling, now: datetime) -> UUID | None:
    """Write one message into the outbox. None: there is no address to say it to."""
    told, _ = await tell_many([telling], now)
    return told[0] if told else None


async def tell_many(
    tellings: Sequence[Telling], now: datetime, known: Mapping[UUID, Recipient] | None = None
) -> tuple[list[UUID], list[Unreached]]:
    """Write messages into the outbox, in each recipient's language, with one statement however many.

    Must run inside the transaction of the change they tell of. `known` saves the query for the recipients.
    Returns the ids written and those that could not be, for want of an address.
    """
    if not tellings:
        return [], []
    if known is None:
        known = await people.recipients(telling.person_id for telling in tellings)
    records, ids, unreached, lanes = [], [], [], set()
    with_file: list[tuple[UUID, Wanted, list[UUID]]] = []
    seal, new = vault().sealing(len(tellings)), iter(db.new_ids(len(tellings)))
    spoken: dict[tuple[Text, str, str], str] = {}
    choices: dict[tuple[Any, str], str] = {}
    for telling in tellings:
        person = known.get(telling.person_id)
        address, channel = telling.to or ((person.address_id, person.channel) if person else (None, None))
        if person is None or address is None or channel is None:
            unreached.append(Unreached(telling))
            continue
        key = (telling.text, person.language, person.zone)
        text = spoken.get(key) or spoken.setdefault(key, i18n.say(*key))
        options = None
        if telling.options:
            choice = (telling.options, person.language)
            options = choices.get(choice) or choices.setdefault(
                choice, json.dumps([[name, i18n.say(label, person.language)] for name, label in telling.options])
            )
        id = next(new)
        ids.append(id)
        lane = rules.LANE_OF[telling.kind]
        due = rules.may_ring(channel, telling.kind, telling.due_at or now, person.zone)
        expires = telling.expires_at or due + rules.LIFETIME[telling.kind]
        kind, about = telling.about or (None, None)
        if due <= now:
            lanes.add(lane)
        rungs = [(id, address, channel, due)]
        if telling.climb is not None and telling.to is None and person.further:
            rungs = _rungs(person, due, telling.climb)
            ids[-1] = id = rungs[0][0]
        if telling.file is not None and (carried := [own for own, _, on, _ in rungs if on in rules.CARRIES]):
            with_file.append((person.person_id, telling.file, carried))
        for own, address, channel, at in rungs:
            records.append(
                (own, person.person_id, address, channel, lane, telling.kind, kind, about, person.language,
                 seal(text, "deliveries.text", own), options, telling.ask_phone, "pending", at, expires, now,
                 None if options and telling.about else now, telling.follows if own == id else id, telling.gist, None)
            )  # fmt: skip
    if records:
        await insert(records)
        for person_id, file, carried in with_file:
            await attachments.write(person_id, file, carried, now)
        for lane in lanes:
            wake.after_commit(rules.LANE_NAMES[lane])
    return ids, unreached


def _rungs(person: Recipient, due: datetime, climb: people.Climb) -> list[tuple[UUID, UUID, str, datetime]]:
    """(id, address, channel, when) of a question on each of this person's addresses. The ids are in the order of the
    ladder: that is how the outbox knows which one comes next when one fails."""
    steps = people.rules.rungs(person.ways, climb)
    ids = sorted(db.new_id() for _ in steps)
    return [(id, address, channel, due + wait) for id, (address, channel, wait) in zip(ids, steps, strict=True)]


async def insert(records: Sequence[Sequence[Any]]) -> None:
    """Rows of the outbox, with one statement however many."""
    given, values = db.table(
        "id uuid, person_id uuid, address_id uuid, channel text, lane smallint, kind text, about_kind text, about_id uuid,"
        " language text, text_sealed bytea, options jsonb, ask_phone bool, state text, due_at timestamptz,"
        " expires_at timestamptz, created_at timestamptz, closed_at timestamptz, follows_id uuid, gist text, bundle_id uuid",
        records,
    )
    await db.run(
        "INSERT INTO deliveries (id, person_id, address_id, channel, lane, kind, about_kind, about_id, language,"
        " text_sealed, options, ask_phone, state, due_at, expires_at, created_at, closed_at, follows_id, gist, bundle_id)"
        f" SELECT * FROM {given}",
        *values,
    )


async def spoke_since(person_id: UUID, since: datetime) -> bool:
    """Whether anything was written for this person since then, be it the answer to a message of theirs."""
    return bool(
        await db.one(
            "SELECT 1 AS yes WHERE EXISTS (SELECT 1 FROM deliveries WHERE person_id = $1 AND created_at > $2"
            " AND kind <> 'edit')"
            " OR EXISTS (SELECT 1 FROM inbound WHERE person_id = $1 AND received_at > $2 AND reply_sealed IS NOT NULL)",
            person_id,
            since,
        )
    )


# --- questions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: what it is about, the keys that answer it, and where it was asked. `untold`: it is written, and has
    certainly not left yet."""

    delivery_id: UUID
    person_id: UUID
    about: About | None
    options: tuple[tuple[str, str], ...]
    channel: str
    kind: str
    created_at: datetime
    untold: bool = False


def _question(row: Mapping[str, Any]) -> Question:
    options = row["options"]
    if isinstance(options, str):
        options = json.loads(options)
    return Question(
        row["id"], row["person_id"], (row["about_kind"], row["about_id"]) if row["about_kind"] else None,
        tuple((key, label) for key, label in options or ()), row["channel"], row["kind"], row["created_at"],
        row["state"] == "pending" and not row["unknowns"],
    )  # fmt: skip


ASKED_AS = "id, person_id, about_kind, about_id, options, channel, kind, created_at, state, unknowns"


async def open_questions(person_ids: Iterable[UUID], now: datetime) -> dict[UUID, list[Question]]:
    """The open questions of these persons, newest first, with one query. Those not yet due are not open."""
    found = await db.rows(
        f"SELECT {ASKED_AS} FROM deliveries WHERE person_id = ANY($1) AND {OPEN_QUESTION} ORDER BY id DESC",
        list(set(person_ids)),
        now,
    )
    listed: dict[UUID, list[Question]] = {}
    for row in found:
        listed.setdefault(row["person_id"], []).append(_question(row))
    return listed


async def question(id: UUID) -> Question | None:
    """One question by its id, also when it is closed already."""
    row = await db.one(f"SELECT {ASKED_AS} FROM deliveries WHERE id = $1", id)
    return _question(row) if row else None


async def words_of(id: UUID) -> str:
    """The words of one delivery, as they were written."""
    row = await db.one("SELECT text_sealed FROM deliveries WHERE id = $1", id)
    assert row is not None
    return vault().open(row["text_sealed"], "deliveries.text", id)


async def withdraw(
    abouts: Sequence[UUID], now: datetime, kinds: Sequence[str] | None = None, channels: Sequence[str] | None = None
) -> None:
    """The matter is settled: close its questions on every channel (or on these). What is queued is dropped; on Telegram the
    buttons of what was sent are taken away; a call that still rings is ended."""
    if not abouts:
        return
    closed = await db.rows(
        f"UPDATE deliveries d SET {CLOSED} WHERE d.about_id = ANY($2) AND {TO_CLOSE}"
        f" AND ($3::text[] IS NULL OR d.kind = ANY($3)) AND ($4::text[] IS NULL OR d.channel = ANY($4)) RETURNING {ASKED}",
        now,
        list(abouts),
        None if kinds is None else list(kinds),
        None if channels is None else list(channels),
    )
    await take_back(closed, now)


CLOSED = (
    "closed_at = coalesce(d.closed_at, $1), due_at = CASE WHEN d.state = 'pending' THEN NULL ELSE d.due_at END,"
    " state = CASE WHEN d.state = 'pending' THEN 'withdrawn' ELSE d.state END"
)
TO_CLOSE = "(d.closed_at IS NULL OR d.state = 'pending')"
ASKED = (
    "d.id, d.person_id, d.address_id, d.channel, d.state, d.provider_rank, d.language, d.text_sealed, d.options,"
    " d.bundle_id"
)
"""How a settled question is closed (`$1`: now), which ones are, and what `take_back` has to know of them: parts of SQL for
`withdraw` and for the one statement that settles plain OKs."""
CAN_BE_TAKEN_BACK = "c.channel IN ('telegram', 'voice')"
"""Of closed questions `c` at least those that `rules.taken_back` may take back."""


async def take_back(asked: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """These questions (columns `ASKED`) are settled: what can be done about those that are out already is written into
    the outbox, so that it is done even if we stop right here. A message that asks about others as well stays until all of it
    is settled."""
    edits = []
    for row in await _settled(asked):
        if not rules.taken_back(row["channel"], row["state"], row["provider_rank"]):
            continue
        if row["address_id"] is None or not row["options"]:
            continue
        id = db.new_id()
        text = vault().open(row["text_sealed"], "deliveries.text", row["id"])
        edits.append(
            (id, row["person_id"], row["address_id"], row["channel"], rules.REST, "edit", None, None, row["language"],
             vault().seal(text, "deliveries.text", id), None, False, "pending", now, now + rules.LIFETIME["edit"], now,
             now, row["id"], None, None)
        )  # fmt: skip
    if edits:
        async with db.transaction():
            await insert(edits)
            wake.after_commit("rest")


async def _settled(asked: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of these questions one for each message of which nothing is open any more."""
    bundles = list({row["bundle_id"] for row in asked if row["bundle_id"] is not None})
    if not bundles:
        return list(asked)
    still = {
        row["bundle_id"]
        for row in await db.rows(
            "SELECT DISTINCT bundle_id FROM deliveries WHERE bundle_id = ANY($1) AND closed_at IS NULL", bundles
        )
    }
    one_each = {row["bundle_id"] or row["id"]: row for row in asked}
    return [row for row in one_each.values() if row["bundle_id"] not in still]


async def drop_unsent(abouts: Sequence[UUID], kinds: Sequence[str], now: datetime) -> None:
    """What still waits to leave of these messages is not said any more: something newer takes its place."""
    await db.run(
        "UPDATE deliveries SET state = 'withdrawn', due_at = NULL, closed_at = coalesce(closed_at, $3)"
        " WHERE about_id = ANY($1) AND kind = ANY($2) AND state = 'pending'",
        list(abouts), list(kinds), now,
    )  # fmt: skip


async def take_back_late(ids: Sequence[UUID], now: datetime) -> None:
    """These questions arrived after they were settled: they were on their way in that very moment. Each is taken back
    once, in the transaction that writes that it arrived."""
    if not ids:
        return
    await take_back(
        await db.rows(
            f"SELECT {ASKED} FROM deliveries d WHERE id = ANY($1) AND closed_at IS NOT NULL AND options IS NOT NULL"
            " AND about_id IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.follows_id = d.id AND e.kind = 'edit')",
            list(ids),
        ),
        now,
    )


# --- operators -------------------------------------------------------------------------------------------------------


async def waits_to_leave(about: About) -> bool:
    """Whether a message about this has not left yet."""
    found = await db.one(
        "SELECT 1 AS yes FROM deliveries WHERE about_id = $2 AND about_kind = $1 AND state = 'pending' LIMIT 1", *about
    )
    return found is not None


async def operators() -> list[UUID]:
    """Our own team: every admin."""
    return [
        row["person_id"]
        for row in await db.rows("SELECT person_id FROM accounts WHERE role = 'admin' ORDER BY person_id")
    ]


async def tell_operators(
    text: Text,
    now: datetime,
    about: About | None = None,
    options: Sequence[tuple[str, Text]] = (),
    at: datetime | None = None,
) -> int:
    """Tell every operator (admin) on the address they are reached best by, at once or `at` that time. Returns how many could be
    told. `options`: what they may answer.

    It is logged as critical in any case: somebody may watch the log while nobody's phone works.
    """
    log.critical("operators are told", extra={"sentence": text.id, "about": str(about[1]) if about else None})
    tellings = [Telling(person, text, "operator", about, tuple(options), due_at=at) for person in await operators()]
    told, _ = await tell_many(tellings, now)
    await timeline.note(
        [timeline.Entry(now, about or ("system", UUID(int=0)), "operators_told", None, {"n": len(told)})]
    )
    return len(told)
