"""The stream: one order for everybody, whatever order transactions are committed in; nothing is left out, nothing twice."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from wellcheck import db, due, runtime, stream
from wellcheck.config import Config
from wellcheck.runtime import Runtime
from wellcheck.stream import Kept, Listening, New, rules


@pytest.fixture
async def running(config: Config) -> AsyncIterator[Runtime]:
    async with runtime.start(config, "test", pool=12) as opened:
        yield opened


NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def frame(n: int, *tags: str, at: datetime = NOW) -> New:
    return New(json.dumps({"n": n}), at, tags or ("a",))


async def write(*frames: New) -> None:
    async with db.transaction():
        await stream.append(frames)


def told(frames: list[Kept]) -> list[int]:
    return [json.loads(each.bytes())["n"] for each in frames]


async def read(behind: int) -> list[Kept]:
    """What a web process reads."""
    await stream.number(NOW)
    return await stream.since(behind, 1000)


async def test_what_is_written_first_and_committed_last_has_its_place_behind_what_was_read_before(running: Runtime):
    written, may_commit = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with db.transaction():
            await stream.append([frame(1)])
            written.set()
            await may_commit.wait()

    task = asyncio.create_task(slow())
    await written.wait()
    await write(frame(2))
    seen = await read(0)
    assert told(seen) == [2]
    may_commit.set()
    await task
    assert told(await read(seen[-1].position)) == [1]
    assert told(await read(0)) == [2, 1]  # and for everybody in this order


async def test_many_writers_and_readers_at_once_agree_on_one_order_without_gap_or_double(running: Runtime):
    chance, writing = random.Random(5), 60

    async def writer(n: int) -> None:
        async with db.transaction():
            await stream.append([frame(10 * n), frame(10 * n + 1)])
            await asyncio.sleep(chance.random() / 50)
            if n % 7 == 0:
                raise KeyError  # what is rolled back was never said

    async def reader() -> list[int]:
        found: list[Kept] = []
        while not done.is_set():
            found += await read(found[-1].position if found else 0)
        return told(found + await read(found[-1].position if found else 0))

    done = asyncio.Event()
    readers = [asyncio.create_task(reader()) for _ in range(3)]
    await asyncio.gather(*(writer(n) for n in range(writing)), return_exceptions=True)
    done.set()
    first, *others = await asyncio.gather(*readers)
    expected = {10 * n + k for n in range(writing) if n % 7 for k in (0, 1)}
    assert len(first) == len(expected) and set(first) == expected
    assert all(other == first for other in others)


async def test_whoever_was_away_reads_what_has_their_tags_and_no_more(running: Runtime):
    await write(frame(1, "a"), frame(2, "b", 'odd "tag", {x}\\'), frame(3, "c", "a"), frame(4, "c"))
    await write()
    last = (await read(0))[-1].position
    assert told(await stream.addressed(0, last, ["a", "c"], 10)) == [1, 3, 4]
    assert told(await stream.addressed(1, last - 1, ["a", "c"], 10)) == [3]
    assert told(await stream.addressed(0, last, ['odd "tag", {x}\\'], 10)) == [2]


async def test_a_frame_is_said_at_its_time_and_not_before(running: Runtime):
    later = NOW + timedelta(seconds=3)
    await write(frame(1, at=later), frame(2))
    assert told(await read(0)) == [2]
    assert await stream.number(NOW) == later
    assert await stream.number(later) is None
    assert told(await read(0)) == [2, 1]


async def test_old_frames_go_and_the_stream_remembers_up_to_where(running: Runtime):
    await write(*(frame(n) for n in range(5)))
    await read(0)
    await db.run("UPDATE frames SET created_at = created_at - interval '2 days' WHERE position <= 3")
    await write(frame(9))
    assert await stream.prune(timedelta(days=1), batch=2) == 3
    assert (await stream.head()) == (5, 3)
    assert told(await read(0)) == [3, 4, 9]
    assert await stream.prune(timedelta(days=1)) == 0 and (await stream.head()) == (6, 3)


async def test_a_name_is_served_in_turn_and_only_by_processes_that_live(running: Runtime):
    here, there = db.new_id(), db.new_id()
    await due.beat(here, "web", running.started_at)
    await due.beat(there, "web", running.started_at)
    ids = sorted(db.new_id() for _ in range(3))
    for id, process in zip(ids, (here, there, here), strict=True):
        assert await stream.register(id, process, "acme", None, 0)
    async with db.transaction():
        found = (await stream.listening(["acme", "other"]))["acme"]
        given = rules.in_turn(found, "abcd")
        await stream.take_turns([turn for _, turn in given])
    assert [ids.index(turn.id) for _, turn in given] == [0, 1, 2, 0]
    async with db.transaction():
        found = (await stream.listening(["acme"]))["acme"]
        assert [ids.index(turn.id) for _, turn in rules.in_turn(found, "xy")] == [1, 2]
    await db.run("UPDATE beats SET seen_at = seen_at - interval '1 minute' WHERE id = $1", here)
    async with db.transaction():
        assert await stream.listening(["acme"]) == {"acme": [Listening(ids[1], given[1][1].served)]}
    await db.run("UPDATE listeners SET created_at = created_at - interval '5 minutes'")
    await stream.forget_dead()
    assert [row["id"] for row in await db.rows("SELECT id FROM listeners")] == [ids[1]]
    await stream.register(ids[2], there, "acme", None, 0)  # just being let in
    await stream.keep(there, lambda: [(ids[0], "acme", None, None)])
    assert {row["id"] for row in await db.rows("SELECT id FROM listeners")} == {ids[0], ids[2]}


def test_a_cursor_is_a_place_and_nothing_else():
    assert stream.cursor_of("0") == 0 and stream.cursor_of("12") == 12
    assert all(stream.cursor_of(odd) is None for odd in ("", "-1", "1.0", "٣", "9" * 19, "1" * 30, 5, None, [], True))
