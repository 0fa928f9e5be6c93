"""What must be true whatever happened: the invariants I1 to I14 (reliability-security.md §2.4), read from the database and from
what the providers saw.

Each check returns sentences about what is wrong; nothing is wrong when there are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from tests.chaos.house import OPERATOR
from tests.chaos.planned import Plan
from wellcheck import audit, db, events, people, recurrence
from wellcheck.sandbox.state import Message
from wellcheck.sandbox.twilio_api import Twilio

CLOSING = "('good', 'bad', 'unavailable', 'could_not_ask', 'cancelled', 'checked_in')"
"""The entry that a settled probe's timeline ends with."""

OPEN = "('running', 'acknowledged', 'exhausted')"

HISTORY = {
    "I2 two open probes of one person": "SELECT person_id FROM probes WHERE status = 'pending' GROUP BY 1 HAVING count(*) > 1",
    "I3 a settled probe without one closing entry": "SELECT p.id FROM probes p WHERE p.status <> 'pending' AND 1 <> (SELECT"
    " count(*) FROM timeline t WHERE t.about_id = p.id AND t.what IN :closing)",
    "I3 a settled probe without an end, or an open one with one": "SELECT id FROM probes WHERE (status = 'pending') <>"
    " (settled_at IS NULL)",
    "I4 an alarm that nobody is told of": "SELECT p.id FROM probes p WHERE p.status IN ('bad', 'unavailable') AND p.kind <>"
    " 'rehearsal' AND 1 <> (SELECT count(*) FROM escalations e WHERE e.probe_id = p.id) AND NOT EXISTS (SELECT 1 FROM"
    " escalations e JOIN timeline t ON t.about_id = e.id AND t.what = 'again' AND t.at = p.settled_at"
    " WHERE e.user_id = p.person_id)",
    "I4 people are told about somebody who is well": "SELECT e.id FROM escalations e JOIN probes p ON p.id = e.probe_id"
    " WHERE p.status NOT IN ('bad', 'unavailable')",
    "I5 good, and they never said so from an address of theirs": "SELECT p.id FROM probes p WHERE p.status = 'good' AND NOT"
    " EXISTS (SELECT 1 FROM inbound i JOIN addresses a ON a.channel = i.channel AND a.blind = i.sender AND a.person_id ="
    " p.person_id AND a.verified_at IS NOT NULL WHERE i.person_id = p.person_id AND i.meaning = 'ok'"
    " AND i.received_at BETWEEN p.asked_at AND p.settled_at) AND p.asked_at >= :since",
    "I12 a probe whose timeline does not begin with its question": "SELECT p.id FROM probes p WHERE (SELECT t.what FROM"
    " timeline t WHERE t.about_id = p.id ORDER BY t.id LIMIT 1) IS DISTINCT FROM 'asked'",
    "I12 a question that the timeline does not know": "SELECT p.id FROM probes p WHERE p.follow_ups <> (SELECT count(*) FROM"
    " timeline t WHERE t.about_id = p.id AND t.what = 'asked_again')",
    "I12 an end before the end": "SELECT p.id FROM probes p JOIN timeline t ON t.about_id = p.id AND t.what IN :closing WHERE"
    " EXISTS (SELECT 1 FROM timeline b WHERE b.about_id = p.id AND b.id > t.id AND b.what IN ('asked', 'asked_again'))",
    "I13 minutes that do not sum to zero": "SELECT 1 FROM ledger_entries HAVING coalesce(sum(minutes), 0) <> 0",
    "an all-clear that nobody gave": "SELECT e.id FROM escalations e LEFT JOIN probes p ON p.id = e.probe_id WHERE e.outcome ="
    " 'all_clear' AND NOT EXISTS (SELECT 1 FROM inbound i WHERE i.person_id = e.user_id AND i.meaning = 'ok'"
    " AND i.received_at >= coalesce(p.asked_at, e.started_at)) AND coalesce(p.asked_at, e.started_at) >= :since",
}  # fmt: skip
"""What holds at any moment, of what began at `:since` or later."""

AT_REST = {
    "I8 a pending probe that nobody looks at": "SELECT id FROM probes WHERE status = 'pending' AND (due_at IS NULL OR due_at"
    " < :now::timestamptz - interval '60 seconds')",
    "I9 an open escalation that nobody looks at": f"SELECT id FROM escalations WHERE status IN {OPEN} AND (due_at IS NULL OR"
    " due_at < :now::timestamptz - interval '60 seconds')",
    "I9 nobody acts, and operators do not know": "SELECT e.id FROM escalations e WHERE e.status = 'exhausted' AND NOT EXISTS"
    " (SELECT 1 FROM deliveries d WHERE d.about_id = e.id AND d.kind = 'operator') AND e.updated_at >= :since",
    "I14 a lease that nobody takes back": "SELECT id FROM deliveries WHERE state = 'sending' AND lease_until <"
    " clock_timestamp() - interval '60 seconds'",
    "something that waits to be sent, and its time is over": "SELECT id FROM deliveries WHERE state IN ('pending', 'unknown')"
    " AND (due_at IS NULL OR due_at < :now::timestamptz - interval '60 seconds')",
    "somebody who was not heard": "SELECT id FROM inbound WHERE state <> 'handled'",
    "an alarm that reached nobody": f"SELECT e.id FROM escalations e WHERE e.status IN {OPEN} AND NOT EXISTS (SELECT 1 FROM"
    " deliveries d WHERE d.about_id = e.id AND d.kind IN ('alarm', 'operator') AND d.state IN ('sent', 'delivered'))"
    " AND e.started_at >= :since",
}  # fmt: skip
"""What holds when nothing is left to be done at this moment (`:now`)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the oracle looks at besides the database. `began`, `ended`: the time in which slots count; `late_by`: how late
    something may be written that was decided at its time; `since`: what is older is not looked at, its messages are deleted."""

    plan: Plan
    ids: Mapping[str, UUID]
    twilio: Twilio
    began: datetime
    ended: datetime
    late_by: timedelta
    since: datetime = datetime(2000, 1, 1, tzinfo=UTC)


async def violations(seen: Seen, now: datetime) -> list[str]:
    """Everything that is wrong at this moment, at which all is at rest."""
    found = await history(seen)
    for what, sql in AT_REST.items():
        found += await _found(what, sql, now=now, since=seen.since)
    for check in (_slots, _heard_in_time, _copies, _heard_all, _whom):
        found += await check(seen)
    return found + [f"the auditor: {each}" for each in await audit.violations(now)]


async def history(seen: Seen) -> list[str]:
    """What is wrong with what has happened, whatever is under way."""
    return [each for what, sql in HISTORY.items() for each in await _found(what, sql, since=seen.since)]


async def _found(what: str, sql: str, **given: datetime) -> list[str]:
    """The rows that a query names. `:name` in it is a given value."""
    values = []
    sql = sql.replace(":closing", CLOSING)
    for name, value in given.items():
        if f":{name}" in sql:
            values.append(value)
            sql = sql.replace(f":{name}", f"${len(values)}")
    return [f"{what}: {next(iter(row.values()))}" for row in await db.rows(sql, *values)]


async def _slots(seen: Seen) -> list[str]:
    """I1: every slot of the time has one occurrence, and that one probe or a record of why not."""
    became: defaultdict[tuple[UUID, str], list[str]] = defaultdict(list)
    for row in await db.rows("SELECT event_id, slot, state FROM occurrences"):
        became[row["event_id"], row["slot"]].append(row["state"])
    asked = Counter((row["event_id"], row["slot"]) for row in await db.rows("SELECT event_id, slot FROM probes"))
    wrong = []
    for event in await events.Event.filter(name=events.CHECK_IN):
        schedule, at = recurrence.of_key(event.schedule), seen.began
        while (slot := recurrence.next_after(schedule, event.zone, at, event.id)) and slot.at <= seen.ended:
            at, states, probes = slot.at, became[event.id, slot.key], asked[event.id, slot.key]
            # Who said so before is not asked: a question that was prepared is taken back.
            well = (
                probes <= 1 if states == ["checked_in"] else len(states) == 1 and (states == ["fired"]) == (probes == 1)
            )
            if not well:
                wrong.append(f"I1 the slot {slot.key} of {event.owner_id}: {states}, {probes} probes")
    return wrong


async def _heard_in_time(seen: Seen) -> list[str]:
    """I6: whose "I am okay" was committed before their silence was acted on is nobody's alarm. By the database's own order of
    commits: what both wrote is only ever added."""
    rows = await db.rows(
        "SELECT p.id FROM probes p JOIN timeline b ON b.about_id = p.id AND b.what = 'asked' JOIN timeline t ON t.about_id ="
        " p.id AND t.what = 'unavailable' WHERE EXISTS (SELECT 1 FROM inbound i JOIN addresses a ON a.channel = i.channel"
        " AND a.blind = i.sender AND a.person_id = p.person_id AND a.verified_at IS NOT NULL WHERE i.person_id = p.person_id"
        " AND i.meaning = 'ok' AND i.received_at > p.asked_at AND pg_xact_commit_timestamp(i.xmin) BETWEEN"
        " pg_xact_commit_timestamp(b.xmin) AND pg_xact_commit_timestamp(t.xmin))"
    )
    return [f"I6 an alarm about somebody who had said that they are okay: {row['id']}" for row in rows]


def _messages(seen: Seen) -> list[Message]:
    """What went through the provider, either way."""
    return [message for message in seen.twilio.world.sms.values() if message.at >= seen.since.timestamp()]


def delivery_of(message: Message) -> UUID | None:
    """The delivery that a message at the provider belongs to, by the address that receipts go to."""
    id = parse_qs(urlsplit(message.callback).query).get("delivery", [""])[0]
    return UUID(id) if id else None


async def _copies(seen: Seen) -> list[str]:
    """I7: what we say was sent was, and nothing more often than it was unclear whether it was."""
    at_provider = Counter(id for message in _messages(seen) if (id := delivery_of(message)))
    wrong = []
    rows = await db.rows("SELECT id, kind, state, unknowns, bundle_id, created_at FROM deliveries")
    known = {row["id"] for row in rows}
    carried: defaultdict[UUID, int] = defaultdict(int)
    for row in rows:
        carried[row["bundle_id"] or row["id"]] += row["unknowns"]
    for row in rows:
        carrier = row["bundle_id"] or row["id"]
        if row["state"] in ("sent", "delivered") and row["created_at"] >= seen.since and not at_provider[carrier]:
            wrong.append(f"I7 {row['kind']} {row['id']} is {row['state']}, and no provider has it")
        if at_provider[row["id"]] > 1 + carried[row["id"]]:
            wrong.append(
                f"I7 {row['kind']} {row['id']} left {at_provider[row['id']]} times, and was unclear {carried[row['id']]} times"
            )
    return wrong + [f"I7 the provider has a message of {id}, which does not exist" for id in at_provider.keys() - known]


async def _heard_all(seen: Seen) -> list[str]:
    """Whatever somebody wrote was kept, once."""
    kept = Counter(row["provider_id"] for row in await db.rows("SELECT provider_id FROM inbound"))
    written = {message.sid: message for message in _messages(seen) if message.mine}
    wrong = [f"nobody heard {m.text!r} of {m.phone} ({m.status} {m.note})" for m in written.values() if not kept[m.sid]]
    return wrong + [f"heard {n} times: {sid}" for sid, n in kept.items() if n > 1]


async def _whom(seen: Seen) -> list[str]:
    """I10 and I11: who said STOP is left alone, and nobody reads of somebody they have nothing to do with."""
    friends, wrong = seen.plan.friends, []
    users_of: dict[str, set[str]] = {friend.number: {friend.name} for friend in friends}
    for user in seen.plan.users:
        circle = {friends[place].name for place in user.contacts}
        users_of[user.number] = {user.name} | circle
        for place in user.contacts:
            users_of[friends[place].number] |= {user.name} | circle
    everybody = {name for name, _ in seen.plan.everybody}
    users_of[OPERATOR[1]] = everybody
    stopped = await _stopped(seen)
    for message in _messages(seen):
        if message.mine:
            continue
        circle = users_of.get(message.to.removeprefix("whatsapp:"), set())
        if others := {name for name in everybody if name in message.text} - circle:
            wrong.append(f"I11 {message.to} reads of {sorted(others)}: {message.text[:80]!r}")
        since = stopped.get(message.to)
        if message.callback and since is not None and message.at > since:
            wrong.append(f"I10 {message.to} said STOP and got {message.text[:60]!r}")
    return wrong


async def _stopped(seen: Seen) -> dict[str, float]:
    """From when on nothing may reach a number any more (seconds): a little after its STOP was written down."""
    rows: list[dict[str, Any]] = await db.rows("SELECT blind, stopped_at FROM addresses WHERE stopped_at IS NOT NULL")
    at = {bytes(row["blind"]): row["stopped_at"] for row in rows}
    numbers = [number for _, number in seen.plan.everybody]
    return {
        number: (at[blind] + seen.late_by).timestamp()
        for number in numbers
        if (blind := people.blind("sms", number)) in at
    }


async def story(id: str) -> str:
    """What the timeline says of something, and what its person wrote: for whoever has to find out."""
    rows = await db.rows(
        "WITH who AS (SELECT person_id FROM probes WHERE id = $1::uuid UNION SELECT user_id FROM escalations WHERE id ="
        " $1::uuid), about AS (SELECT id FROM probes WHERE person_id IN (SELECT * FROM who) UNION SELECT id FROM escalations"
        " WHERE user_id IN (SELECT * FROM who)) SELECT at, about_kind AS kind, what, about_id AS id FROM timeline WHERE"
        " about_id IN (SELECT * FROM about) UNION ALL SELECT received_at, channel, coalesce(meaning, state), id FROM inbound"
        " WHERE person_id IN (SELECT * FROM who) UNION ALL SELECT coalesce(sent_at, due_at, created_at), kind, state || ' ' ||"
        " unknowns || ' ' || coalesce(error, ''), id FROM deliveries WHERE about_id IN (SELECT * FROM about) ORDER BY 1, 4",
        id,
    )
    return "\n".join(f"  {row['at']:%H:%M:%S} {row['kind']} {row['id']}: {row['what']}" for row in rows)
