"""A beat looks once at the database, and does what that look says is due: nothing less."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from datetime import timedelta
from typing import Any

import pytest

import wellcheck
from tests.stories.world import World
from wellcheck import db, due, probes
from wellcheck.messages import Delivery
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


async def test_a_look_does_not_go_through_all_that_waits(world_of_one: World) -> None:
    world = world_of_one
    ada = await world.person("Ada")
    await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(minutes=60)), world.now)
    await db.run(
        "INSERT INTO deliveries SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'state',"
        " 'pending', 'due_at', $1::timestamptz, 'lease_until', NULL))).* FROM deliveries d CROSS JOIN generate_series(1, 500)"
        " WHERE d.kind = 'ask'",
        world.now + timedelta(minutes=1),
    )
    assert await Delivery.filter(state="pending").count() >= 500
    dear = {}
    now = f"'{world.now.isoformat()}'::timestamptz"
    async with db.transaction():
        for name, value in db.BY_INDEX.items():
            await db.run(f"SET LOCAL {name} = '{value}'")
        for part, waits in jobs.PARTS.items():
            (row,) = await db.rows(f"EXPLAIN (ANALYZE, FORMAT JSON) SELECT {waits.replace('$1', now)}")
            (plan,) = json.loads(row["QUERY PLAN"])
            if (rows := read(plan["Plan"])) > 20:
                dear[part] = rows
    assert not dear
