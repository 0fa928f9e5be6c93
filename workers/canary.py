"""Trial runs: somebody who does not exist is asked how they are, by everything that asks real people, and answers.

Every quarter of an hour an event of theirs comes due, becomes a check-in, leaves by the channel `canary`, and is answered
like anybody's message. Every eighth time it is not: a contact who does not exist either is told, takes over, and hears the
all-clear. Nobody else hears of it: they have no address but this one, nobody lists them, and of a run that is through nothing
is left. One that does not get through is a violation of the auditor's, which tells operators and ends the signs of life.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot import hear
from wellcheck import db, due, events, people, recurrence
from wellcheck.messages import Inbound
from wellcheck.people import Contact, Person
from wellcheck.people.rules import CANARY
from wellcheck.recurrence import Once

EVERY = timedelta(minutes=15)
"""Real time between the beginnings of two runs."""

WITHIN = timedelta(minutes=10)
"""A run takes a few seconds, with silence a minute more. A burst or a backlog may hold it up for a while."""

LOOK, AWAY = timedelta(seconds=4), timedelta(seconds=60)
"""So often it is looked after a run; when nobody did for so long, we were away: what was under way begins anew, unjudged."""

SILENT_EACH = 8
"""One run in so many is not answered."""

WAIT_SECONDS = 60
USER, FRIEND = CANARY


async def look(now: datetime) -> None:
    """One look at the run that is under way, or the beginning of the next, if it is this process's turn."""
    before = await due.take_turn("canary", LOOK)
    if before is None:
        return
    run = await db.one("SELECT *, clock_timestamp() AS now FROM canary WHERE id = 1")
    if run is None or before == due.NEVER or run["now"] - before > AWAY:
        await _begin(0 if run is None else run["number"] + 1, now, back=True)
        return
    age = run["now"] - run["began_at"]
    if run["under_way"]:
        await _answer(now)
        if await _through(run):
            await _end()
        elif age > WITHIN:
            await db.run("UPDATE canary SET failed_at = coalesce(failed_at, clock_timestamp()) WHERE id = 1")
    if age >= EVERY:
        await _begin(run["number"] + 1, now)


def silent(number: int) -> bool:
    """Whether the run of this number is not answered."""
    return number % SILENT_EACH == SILENT_EACH - 1


async def _begin(number: int, now: datetime, back: bool = False) -> None:
    """`back`: nobody looked for a while, so nothing is held against what was."""
    async with db.transaction():
        await _clear()
        for id, name in ((USER, "Canary"), (FRIEND, "Canary's friend")):
            person = Person(id=id, language="en", zone="UTC", created_at=now, updated_at=now)
            person.first_name = name
            await person.save(force_create=True)
            await people.add_address(id, "canary", str(id), now, verified_how="canary")
        friend = Contact(
            id=db.new_id(), user_id=USER, person_id=FRIEND, is_emergency=True, position=1, consent="consented",
            consent_at=now, created_at=now, updated_at=now,
        )  # fmt: skip
        friend.first_name = "Canary's friend"
        await friend.save(force_create=True)
        event = events.Event(
            id=db.new_id(), owner_id=USER, name=events.TRIAL, action="probe", schedule=recurrence.key(Once(now)), zone="UTC",
            payload={"kind": "asked", "retries": 0, "wait": WAIT_SECONDS}, due_at=now, slot=now.isoformat(), created_at=now,
            updated_at=now,
        )  # fmt: skip
        await event.save(force_create=True)
        await db.run(
            "INSERT INTO canary AS c (id, number, under_way, began_at, since) VALUES (1, $1, true, clock_timestamp(),"
            " clock_timestamp()) ON CONFLICT (id) DO UPDATE SET number = $1, under_way = true, began_at = excluded.began_at,"
            " since = CASE WHEN $2 THEN excluded.since ELSE c.since END",
            number, back,
        )  # fmt: skip


async def _answer(now: datetime) -> None:
    """Say what is to be said now. Each is said once, whoever says it: its id is that of the question."""
    run = await db.one("SELECT number FROM canary WHERE id = 1")
    open_one = await db.one("SELECT id, status FROM escalations WHERE user_id = $1 ORDER BY id DESC LIMIT 1", USER)
    said = []
    for question in await db.rows(
        "SELECT id, person_id FROM deliveries WHERE person_id = ANY($1) AND kind IN ('ask', 'alarm') AND closed_at IS NULL"
        " AND state IN ('sent', 'delivered') ORDER BY id",
        list(CANARY),
    ):
        if question["person_id"] == FRIEND or (run is not None and not silent(run["number"])):
            said.append(_said(question["person_id"], question["id"]))
    if open_one is not None and open_one["status"] == "acknowledged":
        said.append(_said(USER, open_one["id"]))
    if said:
        await hear.hear(said, now, inline=False)


def _said(who: UUID, about: UUID) -> Inbound:
    return Inbound("canary", str(who), "1" if who == FRIEND else "okay", f"canary-{about.hex}")


async def _through(run: dict[str, Any]) -> bool:
    """Whether everything that belongs to it has happened, each of it by the one that is to do it."""
    found = await db.one(
        "SELECT (SELECT p.status FROM probes p JOIN events e ON e.id = p.event_id WHERE p.person_id = $1) AS probe,"
        " (SELECT count(*) FROM escalations WHERE user_id = $1) AS alarms,"
        " (SELECT count(*) FROM escalations WHERE user_id = $1 AND status = 'resolved' AND acknowledged_by_id = $2) AS over",
        USER,
        FRIEND,
    )
    assert found is not None
    if silent(run["number"]):
        return bool(found["probe"] == "unavailable" and found["alarms"] == found["over"] == 1)
    return bool(found["probe"] == "good" and found["alarms"] == 0)


async def _end() -> None:
    async with db.transaction():
        await _clear()
        await db.run(
            "UPDATE canary SET under_way = false, through_at = clock_timestamp(), failed_at = NULL,"
            " seconds = extract(epoch FROM clock_timestamp() - began_at) WHERE id = 1"
        )


async def _clear() -> None:
    """Nothing is left of the last run."""
    await db.run(
        "DELETE FROM timeline WHERE about_id IN (SELECT id FROM probes WHERE person_id = ANY($1) UNION ALL SELECT id FROM"
        " escalations WHERE user_id = ANY($1) UNION ALL SELECT id FROM events WHERE owner_id = ANY($1) UNION ALL SELECT id"
        " FROM deliveries WHERE person_id = ANY($1) UNION ALL SELECT unnest($1::uuid[]))",
        list(CANARY),
    )
    await db.run("DELETE FROM inbound WHERE person_id = ANY($1)", list(CANARY))
    await db.run("DELETE FROM persons WHERE id = ANY($1)", list(CANARY))
