"""Erase a person: every row about them, and their name in what was said to others. Called by `wellcheck.users` alone."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import access, db
from wellcheck.crypto import WrongKey, vault
from wellcheck.people import Address, Contact, Person

log = logging.getLogger(__name__)

GONE = "gone"
"""What last words are about: they name somebody who is forgotten, and are deleted as soon as they have left."""

BLANK = "…"
"""What stands in place of the name of somebody who is forgotten."""

OTHERS = (
    ("deliveries", "text", "person_id"),
    ("inbound", "said", "person_id"),
    ("inbound", "reply", "person_id"),
    ("conversations", "said", "person_id"),
    ("probes", "last_response", "person_id"),
    ("reminders", "text", "person_id"),
    ("escalations", "note", "user_id"),
    ("events", "text", "owner_id"),
    ("events", "params", "owner_id"),
    ("policies", "body", "user_id"),
    ("contact_groups", "body", "user_id"),
    ("visits", "reason", "user_id"),
    ("visits", "reason", "pal_id"),
    ("visit_feedback", "note", "by_id"),
)
"""Sealed columns in which words about somebody else may stand: table, column, and whose row it is."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What gives somebody away: `words` (names, numbers, addresses) and where they may stand: in the rows of `others`.
    `contacts`: ids of the links to and from them."""

    person_id: UUID
    words: re.Pattern[str] | None
    others: frozenset[UUID]
    contacts: tuple[UUID, ...]
    matters: tuple[UUID, ...]
    """What others were told about: alarms and visits, and invitations by this person."""


async def traces(person: Person) -> Traces:
    """What there is to be looked for, read before anything is deleted."""
    names: set[str | None] = {person.first_name, person.last_name}
    values: set[str | None] = {address.value for address in await Address.filter(person_id=person.id)}
    mine = await Contact.filter(user_id=person.id)
    held = await Contact.filter(person_id=person.id)
    for contact in held:
        names |= {contact.first_name, contact.last_name}
        values.add(contact.email)
    account = (await access.accounts([person.id])).get(person.id)
    if account is not None:
        values.add(account.email)
    others = {contact.person_id for contact in mine} | {contact.user_id for contact in held}
    for row in await db.rows(
        "SELECT DISTINCT d.person_id FROM deliveries d WHERE d.person_id <> $1 AND d.about_id IN"
        " (SELECT id FROM escalations WHERE user_id = $1 UNION ALL SELECT id FROM probes WHERE person_id = $1)"
        " UNION SELECT person_id FROM accounts WHERE role = 'admin'"
        " UNION SELECT pal_id FROM visits WHERE user_id = $1 AND pal_id IS NOT NULL"
        " UNION SELECT o.pal_id FROM visit_offers o JOIN visits v ON v.id = o.visit_id WHERE v.user_id = $1"
        " UNION SELECT user_id FROM visits WHERE pal_id = $1",
        person.id,
    ):
        others.add(row["person_id"])
    alarms = await db.rows(
        "SELECT id FROM escalations WHERE user_id = $1 UNION ALL SELECT id FROM visits WHERE user_id = $1", person.id
    )
    return Traces(
        person.id,
        _pattern(names, values),
        frozenset(others - {person.id}),
        tuple(contact.id for contact in (*mine, *held)),
        (*(contact.id for contact in mine), *(row["id"] for row in alarms)),
    )


def _pattern(names: Collection[str | None], values: Collection[str | None]) -> re.Pattern[str] | None:
    # Case counts in names, for some are words as well (Will, Grace); each part of "Mary Ann" alone would be too much.
    parts = {re.escape(name.strip()) for name in names if name and name.strip()}
    parts |= {re.escape(value.strip().lstrip("+")) for value in values if value and len(value.strip()) > 3}
    if not parts:
        return None
    return re.compile(rf"\+?(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)")


async def in_words_to_others(found: Traces, now: datetime, last_words: timedelta) -> None:
    """Take the name out of what was said to others and by them. What is still on its way to them (above all that this
    person is gone) leaves first, and is deleted after that (`sweep`)."""
    # They may have had another name when others were told about them.
    await db.run(
        "UPDATE deliveries SET about_kind = $3, about_id = $4, closed_at = coalesce(closed_at, $5)"
        " WHERE about_id = ANY($1) AND person_id = ANY($2)",
        list(found.matters), list(found.others), GONE, found.person_id, now,
    )  # fmt: skip
    if found.words is None:
        return
    others = list(found.others)
    for table, column, whose in OTHERS:
        more = (
            ", state, kind, sent_at, options IS NOT NULL AND closed_at IS NULL AS asks" if table == "deliveries" else ""
        )
        rows = await db.rows(
            f"SELECT id, {column}_sealed AS sealed{more} FROM {table} WHERE {whose} = ANY($1) AND {column}_sealed IS NOT NULL",
            others,
        )
        blank: list[tuple[UUID, bytes]] = []
        leaving: list[UUID] = []
        for row in rows:
            text = _opened(row, f"{table}.{column}")
            if text is None or not found.words.search(text):
                continue
            if table == "deliveries" and _on_its_way(row, now - last_words):
                leaving.append(row["id"])
            else:
                said = found.words.sub(BLANK, text)
                blank.append((row["id"], vault().seal(said, f"{table}.{column}", row["id"])))
        if blank:
            await db.run(
                f"UPDATE {table} t SET {column}_sealed = s.sealed FROM unnest($1::uuid[], $2::bytea[]) AS s(id, sealed)"
                " WHERE t.id = s.id",
                *db.columns(blank, 2),
            )
        if leaving:
            await db.run(
                "UPDATE deliveries SET about_kind = $2, about_id = $3 WHERE id = ANY($1)",
                leaving,
                GONE,
                found.person_id,
            )
    await _archived(found.words, others)
    await _answers_kept(found.words)


def _on_its_way(row: Mapping[str, Any], settled: datetime) -> bool:
    if row["asks"]:
        return False  # an open question keeps what it is about; it is said without the name
    if row["state"] in ("pending", "sending", "unknown"):
        return True
    at: datetime | None = row["sent_at"]
    return row["state"] == "sent" and row["kind"] not in ("chat", "edit") and at is not None and at > settled


def _opened(row: Mapping[str, Any], column: str) -> str | None:
    sealed = bytes(row["sealed"])
    try:
        return vault().open(sealed, column, row["id"]) if sealed else None
    except (WrongKey, ValueError):
        log.error("a row cannot be read while somebody is forgotten", extra={"column": column, "row": str(row["id"])})
        return None


async def _archived(words: re.Pattern[str], others: list[UUID]) -> None:
    """Actions of others' events in the archive, where a row is JSON."""
    for row in await db.rows(
        "SELECT id, decode(substr(row ->> 'params_sealed', 3), 'hex') AS sealed FROM archived_events"
        " WHERE owner_id = ANY($1) AND row ->> 'params_sealed' IS NOT NULL",
        others,
    ):
        text = _opened(row, "events.params")
        if text is not None and words.search(text):
            sealed = vault().seal(words.sub(BLANK, text), "events.params", row["id"])
            await db.run(
                "UPDATE archived_events SET row = jsonb_set(row, '{params_sealed}', to_jsonb($2::text)) WHERE id = $1",
                row["id"],
                "\\x" + sealed.hex(),
            )


async def _answers_kept(words: re.Pattern[str]) -> None:
    """Answers that are kept for a repeated request of the API."""
    rows = await db.rows("SELECT id, answer_sealed AS sealed FROM answered WHERE answer_sealed IS NOT NULL")
    named = [row["id"] for row in rows if words.search(_opened(row, "answered.answer") or "")]
    if named:
        await db.run("DELETE FROM answered WHERE id = ANY($1)", named)


async def rows(found: Traces, now: datetime, keep: UUID | None) -> None:
    """Delete everything about this person. `keep`: an address of theirs that last words go to; it and the bare person stay
    until those have left (`users.forget_left`)."""
    id = found.person_id
    await db.run("DELETE FROM one_time WHERE subject_id = ANY($1)", [id, *found.contacts])
    # What was decided stays in the audit trail, by ids that lead nowhere; from where it was asked does not.
    await db.run("UPDATE audit SET source = NULL, salt = NULL WHERE actor = $1 OR subject = $1", str(id))
    await access.tokens.forget_person(id, now)
    await _silence(f"(state <> 'new' OR {keep is None})", id)
    await db.run("DELETE FROM frames WHERE event_id IN (SELECT id FROM events WHERE owner_id = $1)", id)
    await db.run(
        "DELETE FROM archived_occurrences WHERE event_id IN (SELECT id FROM events WHERE owner_id = $1"
        " UNION ALL SELECT id FROM archived_events WHERE owner_id = $1)",
        id,
    )
    await db.run("DELETE FROM archived_events WHERE owner_id = $1", id)
    for table in ("endpoints", "untaken_notices"):
        await db.run(f"DELETE FROM {table} WHERE made_by = $1::uuid::text", id)
    await db.run("DELETE FROM clients WHERE owner_id = $1", id)
    if keep is None:
        await db.run("DELETE FROM persons WHERE id = $1", id)
        return
    for statement in (
        "DELETE FROM contacts WHERE user_id = $1 OR person_id = $1",
        "DELETE FROM conversations WHERE person_id = $1",
        "DELETE FROM probes WHERE person_id = $1",
        "DELETE FROM probe_settings WHERE person_id = $1",
        "DELETE FROM events WHERE owner_id = $1",
        "DELETE FROM escalations WHERE user_id = $1",
        "DELETE FROM drills WHERE user_id = $1",
        "DELETE FROM accounts WHERE person_id = $1",
        "DELETE FROM refresh_tokens WHERE person_id = $1",
        "DELETE FROM spending WHERE person_id = $1",
        "DELETE FROM attachments WHERE person_id = $1",
        "DELETE FROM policies WHERE user_id = $1",
        "DELETE FROM contact_groups WHERE user_id = $1",
        "DELETE FROM visits WHERE user_id = $1",
        "UPDATE visits SET pal_id = NULL WHERE pal_id = $1",
        "DELETE FROM visit_offers WHERE pal_id = $1",
        "DELETE FROM visit_feedback WHERE by_id = $1",
        "DELETE FROM visit_ties WHERE person_id = $1 OR other_id = $1",
        "DELETE FROM visit_homes WHERE person_id = $1",
        "DELETE FROM pals WHERE person_id = $1",
        "DELETE FROM ledger_accounts WHERE person_id = $1",
        # Buttons under the last question are still taken away.
        "DELETE FROM deliveries d WHERE person_id = $1 AND NOT (kind = 'edit' AND state = 'pending')"
        " AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.follows_id = d.id AND e.kind = 'edit' AND e.state = 'pending')",
    ):
        await db.run(statement, id)
    await db.run("DELETE FROM addresses WHERE person_id = $1 AND id <> $2", id, keep)
    await Person.filter(id=id).update(
        first_name_sealed=None, last_name_sealed=None, zone="UTC", discreet=False, slow_calls=False, pin_sealed=None,
        duress_mac=None, pin_misses=0, pin_missed_at=None, quiet_from=None, quiet_until=None,
        forget_from=now, created_at=now, updated_at=now,
    )  # fmt: skip


async def _silence(which: str, person_id: UUID) -> None:
    """What was said to us keeps the provider's id alone: else the provider's list would bring it to us again."""
    await db.run(
        "UPDATE inbound i SET person_id = NULL, sender = '', said_sealed = '', reply_sealed = NULL, meaning = 'forgotten',"
        " state = 'handled', due_at = NULL WHERE (i.person_id = $1 OR EXISTS (SELECT 1 FROM addresses a"
        f" WHERE a.person_id = $1 AND a.channel = i.channel AND a.blind = i.sender)) AND {which}",
        person_id,
    )


async def sweep(now: datetime, last_words: timedelta) -> int:
    """Last words that have left, and persons of whom nothing else is on its way, go for good. Returns how many persons.

    Whoever became a user or a contact again meanwhile, or talks with us, is kept.
    """
    await db.run(
        "DELETE FROM deliveries WHERE about_kind = $2 AND NOT (state IN ('pending', 'sending', 'unknown')"
        " OR (state = 'sent' AND coalesce(sent_at > $1, false)))",
        now - last_words,
        GONE,
    )
    known = (
        "(EXISTS (SELECT 1 FROM contacts WHERE person_id = p.id) OR EXISTS (SELECT 1 FROM accounts WHERE person_id = p.id)"
        " OR EXISTS (SELECT 1 FROM probe_settings WHERE person_id = p.id))"
    )
    await db.run(f"UPDATE persons p SET forget_from = NULL WHERE forget_from IS NOT NULL AND {known}")
    going = await db.rows(
        f"SELECT id FROM persons p WHERE forget_from IS NOT NULL AND NOT {known}"
        " AND NOT EXISTS (SELECT 1 FROM conversations WHERE person_id = p.id) AND NOT EXISTS (SELECT 1 FROM deliveries d"
        " WHERE d.person_id = p.id AND (d.state IN ('pending', 'sending', 'unknown')"
        "  OR (d.state = 'sent' AND d.sent_at > $1 AND d.kind NOT IN ('chat', 'edit')))) FOR UPDATE SKIP LOCKED",
        now - last_words,
    )
    for row in going:
        await _silence("true", row["id"])
        await db.run("DELETE FROM persons WHERE id = $1", row["id"])
    return len(going)
