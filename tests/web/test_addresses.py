"""The ways in which a user is reached, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.web.callers import Somebody, a_number, another
from wellcheck import people


def here(user: Somebody) -> str:
    return f"/v1/users/{user.id}/addresses"


@pytest.fixture
def _no_mail(ada: Somebody) -> Iterator[None]:
    """No mail server is configured."""
    have = ada.api.running.config.channels
    people.use_channels(name for name in have if name != "email")
    yield
    people.use_channels(have)


@pytest.mark.usefixtures("_no_mail")
async def test_an_address_that_cannot_be_written_to_is_none(ada: Somebody):
    for email in ("ada", "ada@localhost", None, 5):
        status, told = await ada.api.ask("POST", here(ada), {"email": email})
        assert status == 400 and list(told["error"]["errors"]) == ["email"], told
    status, told = await ada.api.ask("POST", here(ada), {"email": "ada@example.org"})
    assert status in (409, 422) and "cannot send e-mails" in told["error"]["message"]
    assert [a["channel"] for a in await ada.api.get(here(ada))] == ["sms"]


@pytest.mark.usefixtures("_no_mail")
async def test_without_a_mail_server_a_contact_needs_a_number(ada: Somebody):
    contact = {"first_name": "Bob", "last_name": "Ray", "phone_number": None, "email": "bob@example.org"}
    status, told = await ada.api.ask("POST", f"/v1/users/{ada.id}/contacts", contact)
    assert status == 400 and list(told["error"]["errors"]) == ["phone_number"]


async def test_addresses_are_shown_and_put_in_order(ada: Somebody):
    telegram = await people.add_address(UUID(ada.id), "telegram", "7001", ada.api.running.now(), verified_how="test")
    first, second = await ada.api.get(here(ada))
    assert (first["channel"], first["phone_number"], first["state"]) == ("sms", ada.phone, "usable")
    assert (second["channel"], second["phone_number"], second["wait_in_minutes"]) == ("telegram", None, None)
    wanted = {"addresses": [{"id": str(telegram.id)}, {"id": first["id"], "wait_in_minutes": 10}]}
    status, told = await ada.api.ask("PUT", here(ada), wanted)
    assert status == 200, told
    assert [(a["channel"], a["wait_in_minutes"]) for a in told["data"]] == [("telegram", None), ("sms", 10)]
    assert await ada.api.get(here(ada)) == told["data"]
    await people.mark_dead(telegram.id, "blocked", ada.api.running.now())
    assert [(a["state"], a["reason"]) for a in await ada.api.get(here(ada))] == [("dead", "blocked"), ("usable", None)]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"addresses": []},
        {"addresses": "sms"},
        {"addresses": [{"id": str(uuid4())}]},
        {"addresses": [{"id": "sms"}]},
        {"addresses": [{"wait_in_minutes": 5}]},
    ],
)
async def test_what_is_no_order_is_named(ada: Somebody, wrong: Any):
    before = await ada.api.get(here(ada))
    status, told = await ada.api.ask("PUT", here(ada), wrong)
    assert status == 400 and all(field.startswith("addresses") for field in told["error"]["errors"]), told
    assert await ada.api.get(here(ada)) == before


async def test_a_wait_is_within_its_limits_and_not_before_the_one_above(ada: Somebody):
    mine = (await ada.api.get(here(ada)))[0]["id"]
    numbers = [
        await people.add_address(UUID(ada.id), "sms", a_number(), ada.api.running.now(), verified_how="test")
        for _ in range(2)
    ]
    for waits in ((-1, 5), (5, 121), (1.5, 5), ("5", 5), (10, 5)):
        steps = [{"id": str(address.id), "wait_in_minutes": wait} for address, wait in zip(numbers, waits, strict=True)]
        status, told = await ada.api.ask("PUT", here(ada), {"addresses": [{"id": mine}, *steps]})
        assert status == 400, (waits, told)


async def test_nobody_else_puts_them_in_order(admin: Somebody, ada: Somebody):
    mine = (await ada.api.get(here(ada)))[0]["id"]
    other = await another(admin)
    assert (await other.api.ask("GET", here(ada)))[0] in (403, 404)
    assert (await other.api.ask("PUT", here(ada), {"addresses": [{"id": mine}]}))[0] in (403, 404)
    assert (await other.api.ask("PUT", here(other), {"addresses": [{"id": mine}]}))[0] == 400
