"""What each operation on a hot path costs, in statements; those on batches cost as much for many as for few."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from bot.hear import hear
from tests.statements import statements
from wellcheck import db, escalations, events, messages, people, probes, recurrence, runtime
from wellcheck.access.rules import Caller
from wellcheck.config import Config
from wellcheck.crypto import vault
from wellcheck.events import handover
from wellcheck.events.occurring import id_of
from wellcheck.events.retries import Tried
from wellcheck.events.views import Filter
from wellcheck.messages import Inbound, Outcome, Sent
from wellcheck.recurrence import Repeat
from wellcheck.reminders import Reminder

MASTER = Caller(UUID(int=0), "master", "admin", (), "", "master")
FEW, MANY = 10, 190
"""Many are still one batch of each room."""

ROWS = {
    "persons": "id first_name_sealed language zone created_at updated_at",
    "addresses": "id person_id channel value_sealed blind rank verified_at created_at",
    "contacts": "id user_id person_id first_name_sealed is_emergency position consent created_at updated_at",
    "probe_settings": "person_id active retries wait_seconds after_alarm created_at updated_at",
    "endpoints": "id made_by origin",
    "events": "id owner_id name action payload schedule zone status due_at slot failures created_at updated_at title tags"
    " metadata made_by params_sealed endpoint_id",
}


@dataclass
class Crowd:
    """Any number of people and programs. `rows`: what is to be written of them."""

    connection: asyncpg.Connection
    now: datetime
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def add(self, table: str, *row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    async def written(self) -> None:
        for table, columns in ROWS.items():
            if rows := self.rows.pop(table, None):
                await self.connection.copy_records_to_table(table, records=rows, columns=columns.split())

    def person(self, name: str, channel: str = "sms") -> tuple[UUID, str]:
        id, address, value = db.new_id(), db.new_id(), f"+999{next(self.numbers):09}"
        name_sealed = vault().seal(name, "persons.first_name", id)
        self.add("persons", id, name_sealed, "en", "UTC", self.now, self.now)
        self.add("addresses", address, id, channel, vault().seal(value, "addresses.value", address),
                 people.blind(channel, value), 0, self.now, self.now)  # fmt: skip
        return id, value

    async def watched(self, n: int, channel: str = "sms") -> list[tuple[UUID, str]]:
        """People who are watched, each with two contacts of their own who agreed: their id and their number."""
        found = []
        for _ in range(n):
            id, value = self.person("Ada", channel)
            self.add("probe_settings", id, True, 1, 600, "go_on", self.now, self.now)
            for place in range(2):
                link, contact = db.new_id(), self.person("Bob")[0]
                self.add("contacts", link, id, contact, vault().seal("Bob", "contacts.first_name", link), True, place,
                         "consented", self.now, self.now)  # fmt: skip
            found.append((id, value))
        await self.written()
        return found

    def event(
        self, owner: UUID | None, name: str, action: str, at: datetime, endpoint: UUID | None = None, **told: Any
    ) -> UUID:
        id = db.new_id()
        rule = recurrence.key(Repeat("daily", self.now - timedelta(days=3)))
        told = {"url": "https://hooks.example.org/in"} if endpoint else told
        params = vault().seal(json.dumps(told), "events.params", id) if told else None
        self.add("events", id, owner, name, action, "{}", rule, "UTC", "active", at, at.isoformat()[:19], 0, self.now,
                 self.now, "News", ["news"], "{}", "acme", params, endpoint)  # fmt: skip
        return id

    async def programs(self, n: int, at: datetime) -> list[tuple[UUID, UUID]]:
        """Events with a webhook, each due at that time, of as many makers as there are tens: (event, endpoint)."""
        found = []
        for i in range(n):
            if i % 10 == 0:
                endpoint = db.new_id()
                self.add("endpoints", endpoint, f"acme {endpoint}", "https://hooks.example.org")
            found.append((self.event(None, "event", "webhook", at, endpoint), endpoint))
        await self.written()
        return found


@pytest.fixture
async def crowd(config: Config) -> AsyncIterator[Crowd]:
    async with runtime.start(config, "count", pool=1) as running:
        assert config.database_url is not None
        connection = await asyncpg.connect(**db.connect_options(config.database_url))
        try:
            yield Crowd(connection, running.now())
        finally:
            await connection.close()


def same(counts: Sequence[Sequence[str]], most: int) -> None:
    """The first of these is for few, the second for many."""
    few, many = (len(asked) for asked in counts)
    assert few == many, [asked[:70] for asked in counts[1]]
    assert few <= most, [asked[:70] for asked in counts[0]]


def said(value: str, text: str, button: tuple[str, str] | None = None, channel: str = "sms") -> Inbound:
    return Inbound(channel, value, text, str(db.new_id()), button=button)


async def ask(persons: Sequence[tuple[UUID, str]], now: datetime) -> dict[Any, UUID | None]:
    async with db.transaction():
        return await probes.ask_many([probes.Wish(id, now, 0, timedelta(minutes=10)) for id, _ in persons], now)


async def test_asking_a_batch_of_probes(crowd: Crowd) -> None:
    counts = []
    for n in (FEW, MANY):
        persons = await crowd.watched(n)
        async with statements() as asked:
            assert len(await ask(persons, crowd.now)) == n
        counts.append(asked)
    same(counts, 6)  # begin, who they are, their probes, the outbox, the timeline, commit


async def test_planning_a_batch_of_check_ins(crowd: Crowd) -> None:
    counts = []
    for n in (FEW, MANY):
        for id, _ in await crowd.watched(n):
            crowd.event(id, events.CHECK_IN, "probe", crowd.now)
        await crowd.written()
        async with statements() as asked:
            assert await events.run_due(crowd.now) == n
        counts.append(asked)
        assert await probes.Probe.filter(status="pending").count() == n + (FEW if n == MANY else 0)
    same(counts, 11)


async def test_planning_a_batch_of_events_for_programs(crowd: Crowd) -> None:
    counts = []
    for n in (FEW, MANY):
        await crowd.programs(n, crowd.now)
        async with statements() as asked:
            assert await events.run_due(crowd.now) == n
        counts.append(asked)
    same(counts, 9)


async def test_messages_that_leave_and_what_became_of_them(crowd: Crowd) -> None:
    leased, recorded = [], []
    for n in (FEW, MANY):
        await ask(await crowd.watched(n), crowd.now)
        async with statements() as asked:
            claims = await messages.claim_due("sms", (messages.rules.PROBE,), crowd.now, crowd.now, 1000)
        assert len(claims) == n
        leased.append(asked)
        async with statements() as asked:
            await messages.record([Outcome(claim, Sent(f"SM{n}"), crowd.now, crowd.now) for claim in claims], crowd.now)
        recorded.append(asked)
    same(leased, 1)
    same(recorded, 4)


async def test_answers_that_come_together(crowd: Crowd) -> None:
    counts = []
    for n in (FEW, MANY):
        persons = await crowd.watched(n)
        await ask(persons, crowd.now)
        async with statements() as asked:
            await hear([said(value, "1") for _, value in persons], crowd.now)
        counts.append(asked)
    same(counts, 2)  # who they are and what is open, all of it
    assert await probes.Probe.filter(status="good").count() == FEW + MANY


async def test_one_answer_by_text_or_tap(crowd: Crowd) -> None:
    ((_, number),) = by_sms = await crowd.watched(1)
    ((ada, chat),) = by_telegram = await crowd.watched(1, "telegram")
    await ask([*by_sms, *by_telegram], crowd.now)
    async with statements() as text:
        await hear([said(number, "I'm okay")], crowd.now)
    question = await messages.Delivery.get(person_id=ada, kind="ask")
    await messages.claim_due("telegram", (messages.rules.PROBE,), crowd.now, crowd.now, 10)
    await db.run("UPDATE deliveries SET state = 'sent', provider_id = '12' WHERE state = 'sending'")
    async with statements() as tap:
        await hear([said(chat, "", (question.id.hex, "ok"), "telegram")], crowd.now)
    assert await probes.Probe.filter(status="good").count() == 2
    assert len(text) <= 2, text
    assert len(tap) <= 10, tap  # also the thanks, and the buttons that are taken away


async def test_steps_of_escalations(crowd: Crowd) -> None:
    started, next_ones = [], []
    for n in (FEW, MANY):
        persons = await crowd.watched(n)
        async with statements() as asked, db.transaction():
            await escalations.start_many([escalations.Start(id, "unavailable") for id, _ in persons], crowd.now)
        started.append(asked)
        later = crowd.now + timedelta(hours=1)
        async with statements() as asked:
            assert await escalations.run_due(later) == n
        next_ones.append(asked)
        await db.run("UPDATE escalations SET status = 'resolved', due_at = NULL, closed_at = $1", later)
    same(started, 15)
    same(next_ones, 14)


async def test_an_acknowledgement_costs_the_same_however_many_others_are_open(crowd: Crowd) -> None:
    counts = []
    for n in (1, FEW):
        persons = await crowd.watched(n)
        async with db.transaction():
            await escalations.start_many([escalations.Start(id, "panic") for id, _ in persons], crowd.now)
        await db.run("UPDATE deliveries SET state = 'sent', provider_id = id::text WHERE kind = 'alarm'")
        alarm = await messages.Delivery.filter(kind="alarm").order_by("-id").first()
        assert alarm is not None and alarm.address_id is not None
        address = await people.Address.get(id=alarm.address_id)
        async with statements() as asked:
            await hear([said(address.value, "1")], crowd.now)
        counts.append(asked)
    assert await escalations.Escalation.filter(status="acknowledged").count() == 2
    same(counts, 28)


async def test_doing_anew_what_many_people_missed(crowd: Crowd) -> None:
    wanted, counts = [], []
    for n in (FEW, MANY):
        slot, rows = crowd.now.isoformat(), []
        for id, _ in await crowd.watched(n):
            event = crowd.event(id, "event", "message", crowd.now + timedelta(days=9), text="Take your pills")
            rows.append((id_of(event, slot), event, slot, crowd.now, "missed", crowd.now, next(crowd.numbers)))
        await crowd.written()
        columns = "id event_id slot due_at state created_at number"
        await crowd.connection.copy_records_to_table("occurrences", records=rows, columns=columns.split())
        async with statements() as asked:
            done = await events.replays.replay(MASTER, Filter(tags=["news"], status=("missed",)), crowd.now)
        assert len(done) == n
        wanted.append(asked)
        async with statements() as asked:
            assert await events.replays.run_due(crowd.now) == n
        counts.append(asked)
        assert await Reminder.filter(status="open").count() == n + (FEW if n == MANY else 0)
    same(wanted, 7)
    same(counts, 25)


async def test_handing_over_a_batch_of_webhooks(crowd: Crowd) -> None:
    leased, recorded = [], []
    for n in (FEW, MANY):
        slot, rows = crowd.now.isoformat(), []
        for event, endpoint in await crowd.programs(n, crowd.now + timedelta(days=300)):
            rows.append(
                (
                    id_of(event, slot),
                    event,
                    slot,
                    crowd.now,
                    "pending",
                    crowd.now,
                    crowd.now,
                    endpoint,
                    next(crowd.numbers),
                )
            )
        columns = "id event_id slot due_at state created_at next_at endpoint_id number"
        await crowd.connection.copy_records_to_table("occurrences", records=rows, columns=columns.split())
        async with statements() as asked:
            waiting = await handover.waiting(crowd.now)
            given = await handover.claim([(each.endpoint_id, 20) for each in waiting], crowd.now, crowd.now)
        assert len(given) == n
        leased.append(asked)
        tried = [handover.Outcome(each, Tried(200), crowd.now, crowd.now) for each in given]
        async with statements() as asked:
            await handover.record(tried, crowd.now)
        recorded.append(asked)
    same(leased, 2)
    same(recorded, 5)


async def test_leasing_webhooks_reads_no_table_whole_however_many_wait(crowd: Crowd) -> None:
    """Told by what PostgreSQL counts and not by its plan: when it knows nothing of the tables yet, and when it knows all."""
    programs = await crowd.programs(2000, crowd.now + timedelta(days=300))
    endpoints = sorted({endpoint for _, endpoint in programs})[:4]
    await db.run(  # a burst for a few: eight thousand wait
        "WITH moved AS (UPDATE events e SET endpoint_id = ($1::uuid[])[1 + n % 4] FROM (SELECT id, row_number() OVER () AS n"
        " FROM events) m WHERE m.id = e.id RETURNING e.*)"
        " INSERT INTO occurrences (id, event_id, slot, due_at, state, created_at, next_at, endpoint_id, number)"
        " SELECT gen_random_uuid(), id, n::text, updated_at, 'pending', updated_at, updated_at, endpoint_id,"
        " nextval('occurrence_numbers') FROM moved, generate_series(1, 4) n",
        endpoints,
    )
    read = (
        "SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE relname IN ('occurrences', 'events', 'endpoints')"
    )
    for known in (False, True):
        if known:
            await db.run("ANALYZE occurrences, events, endpoints")
        async with db.transaction():
            before = await db.rows(read)
            wanted = [(endpoint, 50) for endpoint in endpoints]
            assert len(await handover.claim(wanted, crowd.now, crowd.now)) == 200
            assert await db.rows(read) == before, known
