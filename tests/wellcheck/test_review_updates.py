"""Two who change the same row at once: neither undoes what the other did."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from wellcheck import db, people, runtime, users
from wellcheck.config import Config
from wellcheck.people import Address, Contact, Person
from wellcheck.probes import circle
from wellcheck.runtime import Runtime

NUMBER = "+447700900001"


@pytest.fixture
async def running(config: Config) -> AsyncIterator[Runtime]:
    async with runtime.start(config, "test") as opened:
        yield opened


async def meanwhile(config: Config, statement: str, *values: Any, then: Awaitable[Any]) -> None:
    """Somebody else's change commits while `then` is already under way."""
    assert config.database_url is not None
    other = await asyncpg.connect(**db.connect_options(config.database_url))
    try:
        async with other.transaction():
            await other.execute(statement, *values)
            ours = asyncio.ensure_future(then)
            await asyncio.sleep(0.3)
        await ours
    finally:
        await other.close()


async def ada(running: Runtime) -> Person:
    person = await people.create("Ada", None, "en", "Europe/London", running.now())
    await people.add_address(person.id, "sms", NUMBER, running.now(), verified_how="test")
    return person


async def test_a_refusal_is_not_undone_by_a_change_of_the_contacts_name(config: Config, running: Runtime) -> None:
    now, user = running.now(), await ada(running)
    contact = await circle.add_contact(user, circle.NewContact("Bob", "+447700900002"), now)
    changing = circle.change_contact(user.id, contact.id, {"first_name": "Robert"}, now)
    await meanwhile(config, "UPDATE contacts SET consent = 'declined' WHERE id = $1", contact.id, then=changing)
    after = await Contact.get(id=contact.id)
    assert (after.first_name, after.consent) == ("Robert", "declined")


async def test_a_new_zone_is_not_undone_by_a_new_name(config: Config, running: Runtime) -> None:
    user = await ada(running)
    renaming = users.change(user.id, {"first_name": "Augusta"}, running.now())
    await meanwhile(config, "UPDATE persons SET zone = 'Asia/Tokyo' WHERE id = $1", user.id, then=renaming)
    after = await Person.get(id=user.id)
    assert (after.first_name, after.zone) == ("Augusta", "Asia/Tokyo")


async def test_a_stop_is_not_undone_by_verifying_again(config: Config, running: Runtime) -> None:
    user, later = await ada(running), running.now() + timedelta(minutes=1)
    verifying = people.add_address(user.id, "sms", NUMBER, later, verified_how="code")
    await meanwhile(config, "UPDATE addresses SET stopped_at = now() WHERE person_id = $1", user.id, then=verifying)
    assert (await Address.get(person_id=user.id)).stopped_at is not None
