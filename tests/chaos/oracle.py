"""What must be true whatever happened: the invariants I1 to I14 (reliability-security.md §2.4), read from the database and from
what the providers saw.

Each check returns sentences about what is wrong; nothing is wrong when there are none.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.chaos.house import OPERATOR
from tests.chaos.planned import ON_ALL, STRANGE, Plan
from tests.chaos.watched import Shown, Watcher, value_on
from wellcheck import audit, db, events, people, recurrence
from wellcheck.channels import telegram
from wellcheck.crypto import vault
from wellcheck.messages.rules import IN_ANSWER
from wellcheck.text import clean, cut

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
    # The same follow-up once more is one that no provider took before we were away: the probe is late then.
    "I12 a question that the timeline does not know": "SELECT p.id FROM probes p CROSS JOIN LATERAL (SELECT count(*) AS said,"
    " count(DISTINCT t.data->>'n') FILTER (WHERE t.data->>'n' <> '0') AS followed FROM timeline t WHERE t.about_id = p.id"
    " AND t.what = 'asked_again') q WHERE q.followed <> p.follow_ups OR (q.said <> p.follow_ups AND NOT p.late)",
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
    watcher: Watcher
    began: datetime
    ended: datetime
    late_by: timedelta
    since: datetime = datetime(2000, 1, 1, tzinfo=UTC)


async def violations(seen: Seen, now: datetime) -> list[str]:
    """Everything that is wrong at this moment, at which all is at rest."""
    found = await history(seen)
    for what, sql in AT_REST.items():
        found += await _found(what, sql, now=now, since=seen.since)
    for check in (_slots, _heard_in_time, _copies, _heard_all, _from_outside, _whom):
        found += await check(seen)
    return found + await _auditor(seen, now)


async def _auditor(seen: Seen, now: datetime) -> list[str]:
    """What the product's own auditor finds. Its minute for what was leased when a STOP came is of the clock that the leases go
    by; here a product minute may take half a second."""
    wrong = [f"the auditor: {each}: {id}" for each in await audit.violations(now) for id in each.examples or ("",)]
    in_time = await db.rows(
        "SELECT d.id FROM deliveries d JOIN addresses a ON a.id = d.address_id WHERE a.verified_at IS NOT NULL AND a.stopped_at"
        " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempts t WHERE t.delivery_id = d.id AND t.started_at > a.stopped_at +"
        " greatest($1, interval '1 minute'))",
        seen.late_by,
    )
    allowed = {str(row["id"]) for row in in_time}
    return [each for each in wrong if not ("unproven_address" in each and each.rpartition(": ")[2] in allowed)]


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
    commits: what both wrote is only ever added. What was said before the question was asked, or to another one, is no answer to
    it, however late it comes to us."""
    rows = await db.rows(
        "SELECT p.id, p.asked_at, i.channel, i.provider_id FROM probes p JOIN timeline b ON b.about_id = p.id AND b.what ="
        " 'asked' JOIN timeline t ON t.about_id = p.id AND t.what = 'unavailable' JOIN inbound i ON i.person_id = p.person_id"
        " AND i.meaning = 'ok' AND i.received_at > p.asked_at AND pg_xact_commit_timestamp(i.xmin) BETWEEN"
        " pg_xact_commit_timestamp(b.xmin) AND pg_xact_commit_timestamp(t.xmin) WHERE EXISTS (SELECT 1 FROM addresses a"
        " WHERE a.channel = i.channel AND a.blind = i.sender AND a.person_id = p.person_id AND a.verified_at IS NOT NULL)"
    )
    okays = seen.watcher.okays()
    about = {row["id"]: row["about_id"] for row in await db.rows("SELECT id, about_id FROM deliveries")}
    wrong = []
    for row in rows:
        at, answers = okays.get(_said_as(row), (float("inf"), None))
        # Nobody can say it within the second in which they are asked; Telegram's and Twilio's times have whole seconds.
        if at <= row["asked_at"].timestamp() + 1 or (answers is not None and about.get(answers) != row["id"]):
            continue
        wrong.append(f"I6 an alarm about somebody who had said that they are okay: {row['id']}")
    return wrong


async def _copies(seen: Seen) -> list[str]:
    """I7: what we say was sent was, and nothing more often than it was unclear whether it was."""
    shown = seen.watcher.shown(seen.since.timestamp())
    at_provider = Counter(each.delivery for each in shown if each.delivery)
    wrong = []
    rows = await db.rows(
        "SELECT d.id, d.kind, d.channel, d.state, d.unknowns, d.bundle_id, d.created_at, d.options, d.ask_phone, a.blind,"
        " d.text_sealed FROM deliveries d LEFT JOIN addresses a ON a.id = d.address_id"
    )
    known = {row["id"] for row in rows}
    carried: defaultdict[UUID, int] = defaultdict(int)
    for row in rows:
        carried[row["bundle_id"] or row["id"]] += row["unknowns"]
    for row in rows:
        if row["kind"] == "edit" or not _tells_whose(row):
            continue  # what takes back a question is no message
        carrier = row["bundle_id"] or row["id"]
        if row["state"] in ("sent", "delivered") and row["created_at"] >= seen.since and not at_provider[carrier]:
            wrong.append(f"I7 {row['kind']} by {row['channel']} {row['id']} is {row['state']}, and no provider has it")
        # Said with others, alone, and with others again: the doubts of each time are its own.
        unclear = max(carried[row["id"]], row["unknowns"])
        if at_provider[row["id"]] > 1 + unclear:
            wrong.append(
                f"I7 {row['kind']} {row['id']} left {at_provider[row['id']]} times, and was unclear {unclear} times"
            )
    wrong += [f"I7 a provider has a message of {id}, which does not exist" for id in at_provider.keys() - known]
    return wrong + _copies_in_chats(
        shown, [row for row in rows if not _tells_whose(row) and row["kind"] != "edit"], seen
    )


def _tells_whose(row: Mapping[str, Any]) -> bool:
    """Whether the provider has our id with it. A message in Telegram carries it in its buttons alone."""
    options = json.loads(row["options"]) if isinstance(row["options"], str) else row["options"]
    return row["channel"] != "telegram" or (bool(options) and not row["ask_phone"] and options[0][0] != "place")


def _copies_in_chats(shown: Sequence[Shown], rows: Sequence[Mapping[str, Any]], seen: Seen) -> list[str]:
    """I7 of what has no id at its provider: by chat and words."""
    at_provider = Counter(
        (people.blind("telegram", str(each.phone.telegram_id)), each.text)
        for each in shown
        if each.channel == "telegram" and each.delivery is None
    )
    least, most, of = Counter[tuple[bytes, str]](), Counter[tuple[bytes, str]](), dict[tuple[bytes, str], Any]()
    for row in rows:
        text = vault().open(row["text_sealed"], "deliveries.text", row["id"])
        what = (bytes(row["blind"] or b""), cut(clean(text), telegram.LONGEST).strip())
        least[what] += row["state"] in ("sent", "delivered") and row["created_at"] >= seen.since
        most[what] += 1 + row["unknowns"]
        of[what] = row["id"]
    wrong = [
        f"I7 {n} of {what[1][:40]!r} are sent in a chat, and Telegram has {at_provider[what]}: {of[what]}"
        for what, n in least.items()
        if at_provider[what] < n
    ]
    return wrong + [
        f"I7 {what[1][:40]!r} is in a chat {n} times, instead of {most[what]} at most: {of.get(what)}"
        for what, n in at_provider.items()
        if n > most[what]
    ]


async def _heard_all(seen: Seen) -> list[str]:
    """Whatever somebody said was kept, once. What comes from where nobody knows them is not taken for theirs."""
    rows = await db.rows("SELECT channel, provider_id, person_id FROM inbound")
    kept = Counter(_said_as(row) for row in rows)
    whose = {_said_as(row): row["person_id"] for row in rows}
    known = {(row["channel"], bytes(row["blind"])) for row in await db.rows("SELECT channel, blind FROM addresses")}
    users = {seen.ids[user.name] for user in seen.plan.users}
    wrong = [f"heard {n} times: {id}" for id, n in kept.items() if n > 1 and id[0] != "voice"]
    for each in seen.watcher.uttered(seen.since.timestamp()):
        id = (each.channel, each.id)
        if (each.channel, people.blind(each.channel, each.value)) in known:
            if not kept[id]:
                wrong.append(f"nobody heard {each.text!r} of {each.phone.number} by {each.channel} ({each.note})")
        elif kept[id]:
            wrong.append(f"a stranger by {each.channel} was heard as somebody: {each.phone.number}")
        if whose.get(id) in users and (each.channel, each.phone.number) in _strange(seen.plan):
            wrong.append(f"I5 {each.phone.number} was known by {each.channel}, which they never said is theirs")
    return wrong


def _strange(plan: Plan) -> set[tuple[str, str]]:
    """Where nobody knows somebody: channel and number."""
    return {
        (STRANGE[user.channels[0]], user.number)
        for user in plan.users
        if any(script.name == "strange" for script in user.scripts)
    }


def _said_as(row: Mapping[str, Any]) -> tuple[str, str]:
    """Channel and id of what was heard: of a key that of its call."""
    channel, id = row["channel"], row["provider_id"]
    return channel, id.partition(":")[0] if channel == "voice" else id


async def _from_outside(seen: Seen) -> list[str]:
    """I5, from the outside: nobody is well of whom the providers do not know that they said so, where they are known."""
    okays = seen.watcher.okays()
    heard = defaultdict(list)
    for row in await db.rows("SELECT person_id, channel, provider_id, received_at FROM inbound WHERE meaning = 'ok'"):
        if _said_as(row) in okays:
            heard[row["person_id"]].append(row["received_at"])
    wrong = []
    for row in await db.rows(
        "SELECT id, person_id, asked_at, settled_at FROM probes WHERE status = 'good' AND kind <> 'rehearsal'"
        " AND asked_at >= $1", seen.since
    ):  # fmt: skip
        if not any(row["asked_at"] <= at <= row["settled_at"] for at in heard[row["person_id"]]):
            wrong.append(f"I5 well, and no provider knows that they said so: {row['id']}")
    return wrong


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
    kinds = {row["id"]: row["kind"] for row in await db.rows("SELECT id, kind FROM deliveries")}
    for shown in seen.watcher.shown(seen.since.timestamp()):
        circle = users_of.get(shown.phone.number, set())
        if others := {name for name in everybody if name in shown.text} - circle:
            wrong.append(f"I11 {shown.phone.number} reads of {sorted(others)}: {shown.text[:80]!r}")
        since = stopped.get((shown.channel, shown.phone.number))
        in_answer = shown.delivery is None or kinds.get(shown.delivery) in IN_ANSWER
        if not in_answer and since is not None and shown.at > since:
            wrong.append(
                f"I10 {shown.phone.number} said STOP by {shown.channel} and got {shown.text[:60]!r}: {shown.delivery}"
            )
    return wrong


async def _stopped(seen: Seen) -> dict[tuple[str, str], float]:
    """From when on nothing may reach a number by that channel any more (seconds): a little after its STOP was written down."""
    rows: list[dict[str, Any]] = await db.rows(
        "SELECT channel, blind, stopped_at FROM addresses WHERE stopped_at IS NOT NULL"
    )
    at = {(row["channel"], bytes(row["blind"])): row["stopped_at"] for row in rows}
    phones = [phone for _, number in seen.plan.everybody if (phone := seen.watcher.world.phone(number))]
    return {
        (channel, phone.number): (at[channel, blind] + seen.late_by).timestamp()
        for phone in phones
        for channel in dict.fromkeys(ON_ALL)
        if (channel, blind := people.blind(channel, value_on(phone, channel))) in at
    }


UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_STORIES = 40


async def stories(found: Sequence[str]) -> list[str]:
    """The stories of what these violations name."""
    ids = sorted({id for each in found for id in UUIDS.findall(each)})[:MOST_STORIES]
    return [f"{id}\n{await story(id)}" for id in ids]


async def story(id: str) -> str:
    """What the timeline says of something, what its person wrote, and what they were told: for whoever has to find out."""
    rows = await db.rows(
        "WITH who AS (SELECT person_id FROM probes WHERE id = $1::uuid UNION SELECT user_id FROM escalations WHERE id ="
        " $1::uuid UNION SELECT person_id FROM deliveries WHERE id = $1::uuid), about AS (SELECT id FROM probes WHERE"
        " person_id IN (SELECT * FROM who) UNION SELECT id FROM escalations WHERE user_id IN (SELECT * FROM who))"
        " SELECT at, about_kind AS kind, what, about_id AS id FROM timeline WHERE"
        " about_id IN (SELECT * FROM about) UNION ALL SELECT received_at, channel, coalesce(meaning, state), id FROM inbound"
        " WHERE person_id IN (SELECT * FROM who) UNION ALL SELECT coalesce(sent_at, due_at, created_at), kind || ' ' ||"
        " channel, state || ' ' || unknowns || ' ' || coalesce(error, ''), id FROM deliveries WHERE about_id IN (SELECT * FROM"
        " about) OR person_id IN (SELECT * FROM who) UNION ALL SELECT t.started_at, 'attempt ' || t.number, t.outcome || ' ' ||"
        " coalesce(t.detail, ''), t.delivery_id FROM attempts t JOIN deliveries d ON d.id = t.delivery_id WHERE d.person_id IN"
        " (SELECT * FROM who) UNION ALL SELECT stopped_at, 'stopped', channel, id FROM addresses WHERE stopped_at IS NOT NULL"
        " AND person_id IN (SELECT * FROM who) ORDER BY 1, 4",
        id,
    )
    return "\n".join(f"  {row['at']:%H:%M:%S} {row['kind']} {row['id']}: {row['what']}" for row in rows)
