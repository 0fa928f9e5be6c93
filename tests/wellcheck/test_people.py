"""Which address a person is reached on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from wellcheck import people, runtime
from wellcheck.config import Config
from wellcheck.people import rules

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
async def running(config: Config) -> AsyncIterator[None]:
    async with runtime.start(config, "test"):
        yield
    people.use_channels(rules.PERSONAL)


async def test_an_address_on_a_channel_that_is_not_set_up_here_reaches_nobody(running: None) -> None:
    bob = await people.create("Bob", None, "en", "UTC", NOW)
    sms = await people.add_address(bob.id, "sms", "+447700900002", NOW, verified_how="named")
    telegram = await people.add_address(bob.id, "telegram", "7002", NOW, verified_how="wrote")
    assert (await people.recipients([bob.id]))[bob.id].address_id == sms.id
    people.use_channels(["telegram"])
    assert (await people.recipients([bob.id]))[bob.id].address_id == telegram.id
    assert [a.id for a in await people.usable_addresses(bob.id)] == [telegram.id]
    people.use_channels([])
    assert (await people.recipients([bob.id]))[bob.id].address_id is None


async def test_a_stopped_or_dead_address_is_passed_over(running: None) -> None:
    bob = await people.create("Bob", None, "en", "UTC", NOW)
    sms = await people.add_address(bob.id, "sms", "+447700900002", NOW, verified_how="named")
    telegram = await people.add_address(bob.id, "telegram", "7002", NOW, verified_how="wrote", first=True)
    assert (await people.recipients([bob.id]))[bob.id].address_id == telegram.id
    assert await people.mark_dead(telegram.id, "blocked", NOW)
    assert not await people.mark_dead(telegram.id, "blocked", NOW)
    assert (await people.recipients([bob.id]))[bob.id].address_id == sms.id
    assert await people.stop(sms.id, NOW)
    assert (await people.recipients([bob.id]))[bob.id].address_id is None
    await people.reopen(sms.id)
    assert (await people.recipients([bob.id]))[bob.id].channel == "sms"


def test_those_who_agreed_come_first_and_those_who_refused_never() -> None:
    from uuid import uuid4

    told = [rules.Told(uuid4(), uuid4(), c) for c in ("invited", "consented", "declined", "opted_out", "consented")]
    assert rules.telling_order(told) == [told[1], told[4], told[0]]
