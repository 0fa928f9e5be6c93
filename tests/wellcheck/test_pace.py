"""Pacing: a quota is used fully and never overrun, alarms go first, and Redis may go away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.asyncio import Redis

from wellcheck.pace import AHEAD, SHARE, Pace, Spacing


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    yield client
    await client.aclose()


@pytest.fixture(params=["redis", "alone"])
async def pace(request: pytest.FixtureRequest, redis: Redis) -> Pace:
    return Pace(redis if request.param == "redis" else None)


async def test_no_quota_costs_nothing():
    began = time.monotonic()
    for per_second in (None, 0, 0.0):
        assert await Pace().take("sms", 3, per_second) == [0.0, 0.0, 0.0]
        for _ in range(1000):
            await Pace().turn("sms", per_second)
    assert time.monotonic() - began < 0.5


async def test_slots_lie_as_far_apart_as_the_quota_wants(pace: Pace):
    waits = await pace.take("sms", 5, 10)
    assert waits == pytest.approx([i * 0.1 / SHARE for i in range(5)], abs=0.02)
    again = await pace.take("sms", 2, 10)
    assert again == pytest.approx([5 * 0.1 / SHARE, 6 * 0.1 / SHARE], abs=0.03)
    assert (await pace.take("telegram", 1, 10))[0] == pytest.approx(0, abs=0.01), "each quota has its own time table"


async def test_what_was_not_used_is_not_saved_up(pace: Pace):
    await pace.take("sms", 1, 100)
    await asyncio.sleep(0.3)
    assert await pace.take("sms", 3, 100) == pytest.approx([0, 0.0101, 0.0202], abs=0.01)


async def test_two_processes_share_one_quota(redis: Redis):
    """What was given out is compared, not when it was used: a busy machine uses slots late, and gets none twice."""
    one, other = Pace(redis), Pace(redis)
    await one.take("sms", 50, 10)  # so that no slot begins at the moment at which it is asked for
    before = await table(redis)
    await asyncio.gather(*(pace.take("sms", n, 200) for n in range(1, 6) for pace in (one, other)))
    assert await table(redis) - before == pytest.approx(2 * (1 + 2 + 3 + 4 + 5) / (200 * SHARE), abs=1e-4)


async def test_nobody_leaves_before_the_slot_that_two_processes_share_out(redis: Redis):
    sent: list[float] = []

    async def process(pace: Pace) -> None:
        async def one() -> None:
            await pace.turn("sms", 200)
            sent.append(time.monotonic())

        await asyncio.gather(*(one() for _ in range(60)))

    began = time.monotonic()
    await asyncio.gather(process(Pace(redis)), process(Pace(redis)))
    early = [n for n, at in enumerate(sorted(sent)) if at < began + n / (200 * SHARE) - 0.005]
    assert early == [], "with a quota each they would all be early"


async def table(redis: Redis) -> float:
    """The moment at which the next free slot of "sms" begins, in seconds of Redis's clock."""
    return int(await redis.get("wellcheck:pace:sms")) / 1e6


async def test_one_call_leases_many_slots(redis: Redis):
    before = (await redis.info("commandstats")).get("cmdstat_evalsha", {}).get("calls", 0)
    pace = Pace(redis)
    await asyncio.gather(*(pace.turn("sms", 1000) for _ in range(200)))
    after = (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"]
    assert after - before <= 200 * 0.1


async def test_alarms_go_first(pace: Pace):
    order: list[str] = []

    async def one(name: str, urgent: bool) -> None:
        await pace.turn("sms", 50, urgent)
        order.append(name)

    routine = [asyncio.create_task(one("routine", False)) for _ in range(40)]
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await one("alarm", True)
    assert time.monotonic() - began < 0.1, "the very next slot is the alarm's"
    assert order.index("alarm") < 15
    await asyncio.gather(*routine)


async def test_another_processs_alarm_waits_no_longer_than_what_is_leased(redis: Redis):
    backlog = [asyncio.create_task(Pace(redis).turn("sms", 20)) for _ in range(1)]
    busy = Pace(redis)
    backlog += [asyncio.create_task(busy.turn("sms", 20)) for _ in range(200)]
    await asyncio.sleep(0.2)
    began = time.monotonic()
    await Pace(redis).turn("sms", 20, urgent=True)
    assert time.monotonic() - began < 3 * AHEAD
    for task in backlog:
        task.cancel()
    await asyncio.gather(*backlog, return_exceptions=True)


async def test_who_gives_up_takes_no_slot(pace: Pace):
    await pace.turn("sms", 10)
    gone = [asyncio.create_task(pace.turn("sms", 10)) for _ in range(50)]
    await asyncio.sleep(0)
    for task in gone:
        task.cancel()
    began = time.monotonic()
    await pace.turn("sms", 10)
    assert time.monotonic() - began < 0.5


async def test_a_slow_quota_is_kept(pace: Pace):
    began = time.monotonic()
    for _ in range(3):
        await pace.turn("slow", 4)
    assert 0.45 < time.monotonic() - began < 0.9


@pytest.mark.parametrize("junk", [b"nonsense", b"nan", b"inf", b"-5", b"9" * 40, b""])
async def test_junk_in_the_key_is_begun_anew(redis: Redis, junk: bytes):
    await redis.set("wellcheck:pace:sms", junk)
    assert await Pace(redis).take("sms", 2, 10) == pytest.approx([0, 0.1 / SHARE], abs=0.02)


async def test_a_key_of_another_kind_is_begun_anew(redis: Redis):
    await redis.rpush("wellcheck:pace:sms", "x")
    assert await Pace(redis).take("sms", 2, 10) == pytest.approx([0, 0.1 / SHARE], abs=0.02)
    assert (await Pace(redis).take("sms", 1, 10))[0] > 0.1


async def test_a_quota_leaves_nothing_behind(redis: Redis):
    await Pace(redis).take("sms", 3, 10)
    assert 0 < await redis.pttl("wellcheck:pace:sms") <= 1400


async def test_flushing_redis_does_no_harm(redis: Redis):
    pace = Pace(redis)
    await pace.take("sms", 50, 10)
    await redis.flushall()
    await redis.script_flush()
    assert (await pace.take("sms", 1, 10))[0] == pytest.approx(0, abs=0.02)


async def test_without_redis_each_process_paces_itself():
    nobody = Redis(host="127.0.0.1", port=1)
    pace = Pace(nobody)
    assert await pace.take("sms", 3, 10) == pytest.approx([0, 0.101, 0.202], abs=0.01)
    began = time.monotonic()
    for _ in range(100):
        await pace.take("other", 1, 10_000)
    assert time.monotonic() - began < 0.2, "it is not asked again at once"
    await nobody.aclose()


async def test_a_redis_that_hangs_holds_nobody_up():
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read()
        finally:
            writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    client = Redis(host="127.0.0.1", port=server.sockets[0].getsockname()[1])
    began = time.monotonic()
    assert await Pace(client).take("sms", 1, 10) == pytest.approx([0], abs=0.01)
    assert time.monotonic() - began < 0.6
    await client.aclose()
    server.close()


def test_a_chat_gets_one_a_second_with_a_few_at_once():
    spacing = Spacing(per_second=1.0, burst=3)
    waits = [spacing.delay("ada") for _ in range(5)]
    assert waits == pytest.approx([0, 0, 0, 1, 2], abs=0.05)
    assert spacing.delay("bob") == 0


def test_a_slot_too_far_away_is_not_taken():
    spacing = Spacing(per_second=1.0)
    assert spacing.delay("ada", at_most=0.5) == 0
    for _ in range(3):
        assert spacing.delay("ada", at_most=0.5) == pytest.approx(1, abs=0.05)


def test_quiet_chats_are_forgotten():
    spacing = Spacing(per_second=1000.0)
    for chat in range(20_000):
        spacing.delay(str(chat))
    time.sleep(0.02)
    spacing.delay("last")
    assert len(spacing._tat) < 1000


class Trouble:
    """A client that fails as no client of Redis is known to fail."""

    def __init__(self, how: Exception | object) -> None:
        self.how = how

    def register_script(self, script: str) -> Any:
        async def call(**_: object) -> object:
            if isinstance(self.how, Exception):
                raise self.how
            return self.how

        return call


@pytest.mark.parametrize(
    "how",
    [RuntimeError("Event loop is closed"), AttributeError("read"), KeyError("x"), None, [], ["a", "b"], [1, 2, 3]],
)
async def test_whatever_goes_wrong_with_redis_everybody_gets_a_slot(how: Any):
    pace = Pace(Trouble(how))  # type: ignore[arg-type]
    began = time.monotonic()
    async with asyncio.timeout(5):
        await asyncio.gather(*(pace.turn("sms", 100) for _ in range(20)))
    assert time.monotonic() - began >= 19 / 100, "and the quota is kept by this process alone"
    async with asyncio.timeout(5):
        await pace.turn("sms", 100)


async def test_a_fault_in_the_pace_itself_is_told_to_those_who_wait():
    pace = Pace()
    async with asyncio.timeout(5):
        told = await asyncio.gather(*(pace.turn("sms", float("nan")) for _ in range(5)), return_exceptions=True)
        assert [type(each) for each in told] == [ValueError] * 5
        await pace.turn("sms", 100)
