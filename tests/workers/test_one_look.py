"""A beat looks once at the database, and does what that look says is due: nothing less."""

from __future__ import annotations

import contextlib
import importlib
import json
import pkgutil
import re
from datetime import datetime, timedelta
from typing import Any

import pytest

import wellcheck
from tests.stories.world import World
from wellcheck import db, due, probes
from wellcheck.messages import Delivery, silent
from wellcheck.messages.outbox import LANES_DUE, claim_statement
from workers import jobs


def rooms() -> list[due.Room]:
    """Every room of the product."""
    found: dict[str, due.Room] = {}
    for module in pkgutil.walk_packages(wellcheck.__path__, "wellcheck."):
        if module.name.rsplit(".", 1)[-1] != "__main__":
            holds = vars(importlib.import_module(module.name)).values()
            found |= {each.table: each for each in holds if isinstance(each, due.Room)}
    return list(found.values())


def test_every_room_is_looked_at_in_the_words_of_its_lease() -> None:
    looked = re.sub(r"\(\$1::timestamptz \+ interval '[\d.]+ seconds'\)", "$1", " ".join(jobs.PARTS.values()))
    found = rooms()
    assert len(found) >= 8
    for room in found:
        lease = room.when.replace("$2", "$1::timestamptz")
        assert f"FROM {room.table} WHERE {lease} ORDER BY due_at, id" in looked, room.table


async def test_a_beat_without_work_asks_once_and_one_with_work_does_it(world_of_one: World) -> None:
    world = world_of_one
    await world.person("Ada")
    assert await due.look(jobs.PARTS, world.now) <= {"silent"}
    await db.run("UPDATE events SET due_at = $1", world.now)
    assert "events" in await due.look(jobs.PARTS, world.now)
    await world.engine.tick()
    assert await db.one("SELECT 1 AS yes FROM probes")


async def test_when_the_look_fails_everything_is_done(world_of_one: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_of_one
    await world.person("Ada")
    await db.run("UPDATE events SET due_at = $1", world.now)
    monkeypatch.setitem(jobs.PARTS, "broken", "(SELECT no_such_column)")
    await world.engine.tick()
    assert await db.one("SELECT 1 AS yes FROM probes")


def read(node: dict[str, Any]) -> int:
    """How many rows a plan and all below it came by."""
    mine = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    return int(mine) + sum(read(each) for each in node.get("Plans", []))


async def copied(n: int, **changes: Any) -> None:
    """So many copies of the question that is open, each with these columns changed."""
    await db.run(
        "INSERT INTO deliveries SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'due_at', NULL,"
        " 'lease_until', NULL) || $2::jsonb)).* FROM deliveries d CROSS JOIN generate_series(1, $1::int)"
        " WHERE d.id = (SELECT id FROM deliveries WHERE kind = 'ask' ORDER BY id LIMIT 1)",
        n,
        json.dumps(changes, default=datetime.isoformat),
    )


async def test_a_look_does_not_go_through_all_that_waits(world_of_one: World) -> None:
    world = world_of_one
    ada = await world.person("Ada")
    await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(minutes=60)), world.now)
    await copied(500, state="pending", due_at=world.now + timedelta(minutes=1))
    assert await Delivery.filter(state="pending").count() >= 500
    # Of as many nothing was heard, and they are not to be asked about just now.
    await copied(500, state="sent", polls=1, provider_id="SM", sent_at=world.now - timedelta(seconds=100))
    await db.run("ANALYZE deliveries")  # PostgreSQL may well believe that whoever looks will find one of these at once
    dear = {}
    now = f"'{world.now.isoformat()}'::timestamptz"
    channels, lanes = (list(each) for each in zip(*world.engine.senders, strict=True))
    of_senders = LANES_DUE.replace("$1", f"array{channels}").replace("$2", f"array{lanes}")
    of_senders = of_senders.replace("$3", f"{now} + interval '2 minutes'")  # one lane is full, the others are empty
    looks = {part: (f"SELECT {waits.replace('$1', now)}", 20) for part, waits in jobs.PARTS.items()}
    looks |= {"senders": (of_senders, 20 + 3 * len(lanes))}
    looks |= {"silences": (f"SELECT id FROM deliveries WHERE {silent.DUE.replace('$1', now)} LIMIT 100", 20)}
    for settings in ({}, db.BY_INDEX):
        async with db.transaction():
            for name, value in settings.items():
                await db.run(f"SET LOCAL {name} = '{value}'")
            for part, (look, most) in looks.items():
                (row,) = await db.rows(f"EXPLAIN (ANALYZE, FORMAT JSON) {look}")
                (plan,) = json.loads(row["QUERY PLAN"])
                if (rows := read(plan["Plan"])) > most:
                    dear[part] = rows
    assert not dear


class Undone(Exception):
    """What was done is to be undone."""


async def test_a_claim_is_answered_by_its_own_index_alone(world_of_one: World) -> None:
    """After a quiet night PostgreSQL believes that nothing waits, and takes any index that holds only what does."""
    world = world_of_one
    ada = await world.person("Ada")
    await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(minutes=60)), world.now)
    await copied(2000, state="sent")
    await db.run("ANALYZE deliveries")
    now = f"'{world.now.isoformat()}'::timestamptz"

    async def plan() -> str:
        claim = claim_statement("sms").replace("$1", "'sms'").replace("$2", "1").replace("$5", "200")
        rows = await db.rows(f"EXPLAIN {claim.replace('$3', now).replace('$4', now)}")
        return "\n".join(row["QUERY PLAN"] for row in rows)

    assert "deliveries_due" in await plan()
    with contextlib.suppress(Undone):
        async with db.transaction():
            await db.run("DROP INDEX deliveries_due")
            without = await plan()
            raise Undone
    assert "Seq Scan on deliveries" in without  # there is no other that would do
