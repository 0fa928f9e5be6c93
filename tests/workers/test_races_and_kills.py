"""Real processes, killed and raced: nobody is lost, nobody is told twice."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from redis.asyncio import Redis

from bot.hear import hear
from tests.spec.post import Answer, Post, receiving
from tests.stories.processes import eventually, product, scalar
from tests.stories.world import NUMBERS, World
from wellcheck import db, escalations, events, messages, people, probes
from wellcheck.config import Config
from wellcheck.i18n import T
from wellcheck.messages import Inbound, Telling
from wellcheck.people import Person

PROMPTLY = 30.0
"""Seconds within which what was hindered has to happen all the same: a lease is given back, a beat does without Redis. What
would only be found by the next sweep or the next morning comes later."""


async def due_soon(world: World, person: Person, seconds: float = 1.5) -> None:
    """Let the next check-in of this person be in so many seconds."""
    at = world.now + timedelta(seconds=seconds)
    await db.run(
        "UPDATE events SET due_at = $2, slot = 'test' WHERE owner_id = $1 AND name = 'check-in'", person.id, at
    )


async def asked_the_provider(world: World) -> int:
    """How many requests to send a text message to Ada the provider has seen."""
    seen = await world.sandbox_get("/requests")
    return sum("+447700900001" in str(request) for request in seen["requests"] if request["method"] == "create")


async def test_five_workers_ask_once_and_raise_one_alarm(config: Config, tmp_path: Path) -> None:
    workers = [f"worker{n}" for n in range(1, 6)]
    async with product(config, tmp_path, *workers) as (_, world):
        ada = await world.person("Ada", retries=0, wait=5)
        await due_soon(world, ada)
        await eventually(lambda: world.ada.count("Are you okay?"))
        await world.wait(minutes=5.1)
        await eventually(lambda: world.bob.count("has not answered"))
        await asyncio.sleep(2)
        assert await world.ada.count("Are you okay?") == 1
        assert await world.bob.count("has not answered") == 1
        assert await scalar("SELECT count(*) FROM escalations") == 1


async def test_valkey_flushed_all_the_time_loses_nothing(config: Config, tmp_path: Path) -> None:
    async with product(config, tmp_path, "worker") as (_, world):
        assert config.redis_url
        redis = Redis.from_url(config.redis_url)

        async def flush() -> None:
            while True:
                await redis.flushall()
                await asyncio.sleep(0.2)

        flushing = asyncio.create_task(flush())
        try:
            ada = await world.person("Ada", retries=0, wait=5)
            await due_soon(world, ada)
            await eventually(lambda: world.ada.count("Are you okay?"))
            await world.wait(minutes=5.1)
            await eventually(lambda: world.bob.count("has not answered"), PROMPTLY)
            assert await world.ada.count("Are you okay?") == 1
        finally:
            flushing.cancel()
            await redis.aclose()


async def test_without_redis_the_worker_beats_by_itself(config: Config, tmp_path: Path) -> None:
    from dataclasses import replace

    nowhere = replace(config, redis_url=f"unix://{tmp_path}/nobody.sock")
    async with product(nowhere, tmp_path, "worker") as (_, world):
        ada = await world.person("Ada", retries=0, wait=5)
        await due_soon(world, ada)
        await eventually(lambda: world.ada.count("Are you okay?"), PROMPTLY)
        await world.wait(minutes=5.1)
        await eventually(lambda: world.bob.count("has not answered"), PROMPTLY)


async def test_a_worker_killed_while_it_sends_loses_nothing_and_doubles_at_most_what_was_under_way(
    config: Config, tmp_path: Path
) -> None:
    async with product(config, tmp_path, "worker") as (running, world):
        ada = await world.person("Ada", retries=0, wait=5)
        await world.fault(provider="twilio", method="create", kind="hang", times=1)
        await due_soon(world, ada)
        await eventually(lambda: asked_the_provider(world))
        running.kill("worker")
        await db.run(
            "UPDATE deliveries SET lease_until = clock_timestamp() WHERE state = 'sending'"
        )  # the lease ran out
        running.start("worker")
        await eventually(lambda: world.ada.count("Are you okay?"), PROMPTLY)
        await asyncio.sleep(1)
        assert await world.ada.count("Are you okay?") == 1


async def test_a_provider_that_takes_it_and_never_answers_gets_no_second_copy(config: Config, tmp_path: Path) -> None:
    async with product(config, tmp_path, "worker") as (_, world):
        ada = await world.person("Ada", retries=0, wait=5)
        await world.fault(provider="twilio", method="create", kind="timeout_after_accept", times=1)
        await due_soon(world, ada)
        await eventually(lambda: world.ada.count("Are you okay?"))
        await eventually(
            lambda: scalar("SELECT 1 FROM deliveries WHERE kind = 'ask' AND state IN ('sent', 'delivered')"), PROMPTLY
        )
        await asyncio.sleep(1)
        assert await world.ada.count("Are you okay?") == 1


async def test_a_worker_frozen_in_the_middle_is_replaced_and_its_late_word_does_not_count(
    config: Config, tmp_path: Path
) -> None:
    async with product(config, tmp_path, "worker") as (running, world):
        ada = await world.person("Ada", retries=0, wait=5)
        await world.fault(provider="twilio", method="create", kind="hang", times=1)
        await due_soon(world, ada)
        await eventually(lambda: asked_the_provider(world))
        running.freeze("worker")
        await db.run("UPDATE deliveries SET lease_until = clock_timestamp() WHERE state = 'sending'")
        running.start("worker2")
        await eventually(lambda: world.ada.count("Are you okay?"), PROMPTLY)
        running.thaw("worker")
        await asyncio.sleep(2)
        state = await scalar("SELECT state FROM deliveries WHERE kind = 'ask'")
        assert state in ("sent", "delivered")
        assert await world.ada.count("Are you okay?") == 1


async def test_an_escalation_goes_on_after_its_worker_was_killed(config: Config, tmp_path: Path) -> None:
    async with product(config, tmp_path, "worker") as (running, world):
        ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
        await escalations.start(escalations.Start(ada.id, "unavailable"), world.now)
        await eventually(lambda: world.bob.count("has not answered"))
        running.kill("worker")
        await world.wait(minutes=5.1)
        running.start("worker")
        await eventually(lambda: world.cara.count("has not answered"))
        assert await world.bob.count("has not answered") == 1


async def test_a_worker_that_is_told_to_stop_finishes_what_it_holds(config: Config, tmp_path: Path) -> None:
    async with product(config, tmp_path, "worker") as (running, world):
        ada = await world.person("Ada", retries=0, wait=5)
        await world.fault(provider="twilio", method="create", kind="delay", seconds=2, times=1)
        await due_soon(world, ada)
        await eventually(lambda: scalar("SELECT 1 FROM deliveries WHERE kind = 'ask' AND state = 'sending'"))
        assert await asyncio.to_thread(running.end, "worker") == 0
        assert await scalar("SELECT state FROM deliveries WHERE kind = 'ask'") in ("sent", "delivered", "pending")


async def test_workers_are_rolled_while_messages_leave_and_each_arrives_once(config: Config, tmp_path: Path) -> None:
    async with product(config, tmp_path, "worker", "worker2") as (running, world):
        ada, cara = await world.person("Ada"), await world.person("Cara")
        await eventually(lambda: scalar("SELECT count(*) > 1 FROM beats WHERE kind = 'worker'"))
        # Each is under way for a while, one after the other to each person: whoever is stopped holds some that wait for others.
        await world.fault(provider="twilio", method="create", kind="delay", seconds=0.3, times=1000)
        at, words = world.now, [f"word {n} of 40" for n in range(40)]
        async with db.transaction():
            await messages.tell_many(
                [Telling((ada, cara)[n % 2].id, T("{words}", words=each), "notice", due_at=at + timedelta(seconds=2))
                 for n, each in enumerate(words)], at,
            )  # fmt: skip
        await eventually(lambda: scalar("SELECT 1 FROM deliveries WHERE kind = 'notice' AND state = 'sending'"))
        assert await asyncio.to_thread(running.end, "worker") == 0
        ended = time.monotonic()

        async def all_there() -> list[str] | None:
            found = [
                text for phone in (world.ada, world.cara) for text in await phone.received() if text.startswith("word ")
            ]
            return found if len(found) >= len(words) else None

        said = await eventually(all_there)
        assert (
            time.monotonic() - ended < PROMPTLY
        )  # what the other one held was given back, and no lease had to run out
        assert sorted(said) == sorted(words)  # none lost, none twice
        assert await scalar("SELECT count(*) FROM attempts") == await scalar(
            "SELECT count(DISTINCT delivery_id) FROM attempts"
        )


async def test_workers_are_rolled_while_webhooks_leave_and_each_arrives_once(config: Config, tmp_path: Path) -> None:
    config = replace(config, outbound_allow_cidrs=(ip_network("127.0.0.0/8"),), outbound_ports=frozenset())
    async with product(config, tmp_path, "worker", "worker2") as (running, world), receiving() as receiver:
        await eventually(lambda: scalar("SELECT count(*) > 1 FROM beats WHERE kind = 'worker'"))
        receiver.will("/rolled", Answer(after=0.5))
        slots = [world.now + timedelta(seconds=1, microseconds=n) for n in range(150)]
        await Post(config, world.running, None, receiver, None).event("/rolled", slots=slots)  # type: ignore[arg-type]
        under_way = "SELECT count(*) > 20 FROM occurrences WHERE state = 'dispatching'"
        await eventually(lambda: scalar(under_way))
        assert await asyncio.to_thread(running.end, "worker") == 0
        running.start("worker")
        ended = time.monotonic()
        await eventually(lambda: scalar("SELECT NOT EXISTS (SELECT 1 FROM occurrences WHERE state <> 'completed')"))
        assert time.monotonic() - ended < PROMPTLY  # what was held was given back: no lease had to run out
        told = [each.json["occurrence_id"] for each in receiver.at("/rolled")]
        assert len(told) == len(set(told)) == len(slots)  # none lost, none twice
        assert await scalar("SELECT max(attempts) FROM occurrences") == 1


async def test_an_ok_and_the_end_of_the_wait_at_once_have_one_outcome(world_of_one: World) -> None:
    world = world_of_one
    from bot.hear import hear
    from wellcheck.messages import Inbound

    ada = await world.person("Ada", retries=0, wait=5)
    for number in range(25):
        probe_id = await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(minutes=5)), world.now)
        end = world.now + timedelta(minutes=5, seconds=1)
        await asyncio.gather(
            probes.run_due(end), hear([Inbound("sms", "+447700900001", "Y", f"SM{number}")], end, inline=False)
        )
        probe = await probes.Probe.get(id=probe_id)
        started = await escalations.Escalation.filter(probe_id=probe_id).count()
        assert (probe.status, started) in (("good", 0), ("unavailable", 1))
        await escalations.all_clear(ada.id, end)


async def test_fifty_contacts_acknowledge_at_once_and_one_has_it(world_of_one: World) -> None:
    world = world_of_one
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    id = await escalations.start(escalations.Start(ada.id, "bad"), world.now)
    people = [c.person_id for c in await probes.circle.people.contacts(ada.id)] * 25
    said = await asyncio.gather(*(escalations.acknowledge(id, person, world.now) for person in people))
    assert len({str(one.said) for one in said if "You are looking after" in str(one.said)}) == 1
    assert (await escalations.get(id)).status == "acknowledged"
    assert await scalar("SELECT count(*) FROM timeline WHERE what = 'acknowledged'") == 1


async def test_two_events_of_one_person_at_once_make_one_probe(world_of_one: World) -> None:
    world = world_of_one
    ada = await world.person("Ada")
    await events.probe_later(ada, 5, 1, 10, world.now)
    await db.run("UPDATE events SET due_at = $1, slot = 'now' WHERE owner_id = $2", world.now, ada.id)
    await world.settle()
    assert await scalar("SELECT count(*) FROM probes") == 1
    assert await scalar("SELECT count(*) FROM occurrences WHERE state = 'skipped_overlap'") == 1


async def test_what_is_being_taken_back_when_its_worker_is_killed_is_taken_back_by_the_next_one(
    config: Config, tmp_path: Path
) -> None:
    """Answered on Telegram, while the phone rings and a text message waits its turn."""
    async with product(config, tmp_path, "worker") as (running, world):
        await world.ada.telegram.says("/start")  # a bot may not write first
        ada = await world.person("Ada", channel="telegram", retries=0, wait=60)
        for channel, wait in (("voice", 0), ("sms", 1800)):
            address = await people.add_address(ada.id, channel, NUMBERS["Ada"], world.now, verified_how="test")
            await people.Address.filter(id=address.id).update(wait_seconds=wait)
        async with db.transaction():
            await probes.ask(probes.Wish(ada.id, world.now, 0, timedelta(hours=1)), world.now)
        await eventually(lambda: world.ada.telegram.count("Are you okay?"))
        await eventually(world.ada.rings)
        for provider in ("telegram", "twilio"):
            await world.fault(provider=provider, kind="hang", times=None)

        await hear([Inbound("telegram", "7001", "1", "one")], world.now)
        assert await scalar("SELECT state FROM deliveries WHERE kind = 'ask' AND channel = 'sms'") == "withdrawn"
        asked = "SELECT count(*) = 2 FROM deliveries WHERE kind = 'edit' AND state = 'sending'"
        await eventually(lambda: scalar(asked))
        running.kill("worker")
        await world.no_faults()
        assert [m["buttons"] for m in await world.ada.telegram.messages() if "Are you okay?" in m["text"]] != [[]]
        await world.ada.rings()

        await db.run("UPDATE deliveries SET lease_until = clock_timestamp() WHERE state = 'sending'")
        running.start("worker")
        await eventually(lambda: _taken_back(world))
        assert await world.ada.count("Are you okay?") == 0 and (await world.probe(ada)).status == "good"


async def _taken_back(world: World) -> bool:
    """Whether no button is left, and the phone is silent."""
    buttons = [m["buttons"] for m in await world.ada.telegram.messages() if "Are you okay?" in m["text"]]
    return buttons == [[]] and [call["status"] for call in await world.ada.calls()] == ["canceled"]
