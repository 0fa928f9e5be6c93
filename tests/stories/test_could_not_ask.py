"""No provider takes the question, or the phone cannot be had: that is not silence, and it is said in other words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.stories.processes import scalar
from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck import db
from wellcheck.escalations import Escalation

DOWN = [
    pytest.param({"kind": "status", "status": 503}, id="every outcome is unknown"),
    pytest.param({"kind": "refuse"}, id="nobody takes the connection"),
    pytest.param({"kind": "status", "status": 429, "retry_after": 300}, id="too many requests, for ever"),
]


@pytest.mark.parametrize("how", DOWN)
async def test_what_no_provider_takes_is_told_after_a_quarter_of_an_hour(world: World, how: dict[str, Any]) -> None:
    ada = await world.person("Ada", retries=3, wait=60)
    await world.fault(provider="twilio", method="create", phone="ada", times=None, **how)
    await world.until_asked(ada)
    await world.wait(minutes=4.9, times=3)
    assert await Escalation.all().count() == 0
    await world.wait(minutes=0.4)
    probe = await world.probe(ada)
    assert (probe.status, probe.reason, probe.follow_ups) == ("unavailable", "could_not_ask", 0)
    await world.bob.hears("We could not reach Ada's phone, so we do not know how they are.")
    assert await world.bob.count("has not answered") == 0
    await world.no_faults()
    await world.wait(minutes=6)
    assert await world.ada.count("Are you okay?") == 0  # that question is settled
    await world.ada.hears("We could not reach your phone, so we told Bob.")
    await world.ada.says("okay")
    await world.bob.hears("All clear")


async def test_what_another_address_took_is_no_matter_of_ours(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada")
    await world.fault(
        provider="twilio", method="create", kind="status", status=429, retry_after=300, phone="ada", times=None
    )
    await world.until_asked(ada)
    await world.wait(minutes=5, times=4)
    assert await world.ada.telegram.count("Are you okay?") == 1
    assert (await world.probe(ada)).status == "pending"
    await world.wait(minutes=20, times=2)
    await world.wait(minutes=1)
    assert (await world.probe(ada)).reason == "unavailable"


async def test_the_quarter_of_an_hour_begins_anew_when_we_are_back(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.fault(
        provider="twilio", method="create", kind="status", status=429, retry_after=300, phone="ada", times=None
    )
    await world.until_asked(ada)
    async with world.outage(timedelta(minutes=30)):
        assert (await world.probe(ada)).status == "pending"
        await world.wait(minutes=4.9)
        await world.no_faults()
        await world.wait(minutes=0.4)
        assert await world.ada.count("Are you okay?") == 1  # the one that had never left is not said as well
        probe = await world.probe(ada)
        assert (
            probe.late
            and probe.last_asked_at is not None
            and probe.last_asked_at - probe.asked_at > timedelta(minutes=29)
        )
        await world.ada.says("1")
        assert (await world.probe(ada)).status == "good"


async def test_a_follow_up_that_does_not_arrive_makes_nobodys_time_shorter(world: World) -> None:
    ada = await world.person("Ada", retries=2, wait=60)
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30003, phone="ada")
    await world.wait(minutes=60.1)
    assert (await world.probe(ada)).follow_ups == 1  # which did not arrive
    await world.wait(minutes=14)
    assert (await world.probe(ada)).follow_ups == 1
    await world.wait(minutes=1)
    assert (await world.probe(ada)).follow_ups == 2
    await world.wait(minutes=59)
    assert (await world.probe(ada)).status == "pending"
    await world.wait(minutes=1.1)
    assert (await world.probe(ada)).reason == "unavailable"


async def test_open_deliveries_are_found_without_reading_the_whole_table(world: World) -> None:
    """Each beat looks for what is open; beside it lie three months of what is over."""
    ada = await world.person("Ada")
    await db.run(
        "INSERT INTO deliveries (id, person_id, channel, lane, kind, language, text_sealed, ask_phone, state, expires_at,"
        " created_at, closed_at) SELECT gen_random_uuid(), $1, 'sms', 1, 'ask', 'en', '', false, 'delivered', $2, $2, $2"
        " FROM generate_series(1, 30000)",
        ada.id,
        world.now,
    )
    await db.run("ANALYZE deliveries")
    before = await scalar("SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'deliveries'")
    for _ in range(3):
        await world.engine.tick()
    await db.run("SELECT pg_stat_force_next_flush()")
    after = await scalar("SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'deliveries'")
    assert after - before < 30_000
