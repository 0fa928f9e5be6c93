"""Which address a person is reached on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from wellcheck import db, people, runtime
from wellcheck.config import Config
from wellcheck.errors import NotValid
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


async def test_the_order_and_the_waits_of_addresses_can_be_chosen(running: None) -> None:
    bob = await people.create("Bob", None, "en", "UTC", NOW)
    sms = await people.add_address(bob.id, "sms", "+447700900002", NOW, verified_how="named")
    second = await people.add_address(bob.id, "sms", "+447700900003", NOW, verified_how="named")
    telegram = await people.add_address(bob.id, "telegram", "7002", NOW, verified_how="wrote")
    arranged = await people.arrange(bob.id, [(telegram.id, None), (second.id, 120)])
    assert [address.id for address in arranged] == [telegram.id, second.id, sms.id]
    known = (await people.recipients([bob.id]))[bob.id]
    assert known.address_id == telegram.id
    assert known.further == ((second.id, "sms", 120), (sms.id, "sms", None))
    for wrong in (
        [(telegram.id, None), (telegram.id, 60)],
        [(uuid4(), None)],
        [(telegram.id, None), (sms.id, 600), (second.id, 300)],
        [(telegram.id, None), (sms.id, 7201)],
        [(telegram.id, None), (sms.id, -1)],
    ):
        with pytest.raises(NotValid):
            await people.arrange(bob.id, wrong)
    assert [address.id for address in await people.addresses(bob.id)] == [telegram.id, second.id, sms.id]


HOUR = timedelta(hours=1)


def minutes(*waits: float) -> list[timedelta]:
    return [timedelta(minutes=wait) for wait in waits]


@pytest.mark.parametrize(
    ("waits", "window", "rungs"),
    [
        ([None], HOUR, minutes(0)),
        ([None, None, None], HOUR, minutes(0, 5, 10)),
        ([900, 300, None], HOUR, minutes(0, 5, 10)),  # the first is tried at once, whatever was chosen for it
        ([None, 600, 300], HOUR, minutes(0, 10, 10)),  # none before the one above it
        ([None, 0, 0], HOUR, minutes(0, 0, 0)),
        ([None, 2400], HOUR, minutes(0, 40)),
        ([None, 1800, 3600], HOUR, minutes(0, 20, 40)),  # the last one leaves time to answer
        ([None, None, None], timedelta(minutes=6), minutes(0, 2, 4)),
        ([], HOUR, []),
    ],
)
def test_each_address_has_its_time_within_the_window(
    waits: list[int | None], window: timedelta, rungs: list[timedelta]
) -> None:
    assert rules.ladder(waits, window) == rungs


def test_those_who_agreed_come_first_and_those_who_refused_never() -> None:
    told = [rules.Told(uuid4(), uuid4(), c) for c in ("invited", "consented", "declined", "opted_out", "consented")]
    assert rules.telling_order(told) == [told[1], told[4], told[0]]


async def test_a_pin_proves_who_is_calling_until_somebody_guesses(running: None) -> None:
    now = NOW
    async with db.transaction():
        ada = await people.create("Ada", None, "en", "UTC", now)
    assert not await people.pin_ok(ada.id, "", now)
    async with db.transaction():
        await people.choose_pin(ada.id, "4711")
    assert await people.pin_ok(ada.id, "4711", now)
    for _ in range(rules.PIN_TRIES):
        assert not await people.pin_ok(ada.id, "0000", now)
    assert not await people.pin_ok(ada.id, "4711", now), "whoever guesses is kept waiting"
    assert await people.pin_ok(ada.id, "4711", now + rules.PIN_REST + timedelta(seconds=1))


async def test_a_number_is_known_by_whichever_channel_it_was_proved_on(running: None) -> None:
    now = NOW
    async with db.transaction():
        ada = await people.create("Ada", None, "en", "UTC", now)
        await people.add_address(ada.id, "voice", "+447700900001", now)
    assert await people.by_number("+447700900001") is None, "somebody typed it, nobody proved it"
    async with db.transaction():
        await people.add_address(ada.id, "whatsapp", "+447700900001", now, verified_how="wrote")
    found = await people.by_number("+447700900001")
    assert found is not None and (found["person_id"], found["channel"]) == (ada.id, "whatsapp")
