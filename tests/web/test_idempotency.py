"""The same POST twice does its work once."""

from __future__ import annotations

import asyncio

from tests.web.callers import Somebody, a_number
from wellcheck.people import Contact


def bob() -> dict[str, object]:
    number = a_number()
    return {"first_name": "Bob", "last_name": "Ray", "phone_number": number, "email": f"{number[1:]}@example.org"}


async def test_the_same_key_gets_the_same_answer_and_one_contact(ada: Somebody):
    here, wanted, key = f"/users/{ada.id}/contacts", bob(), {"Idempotency-Key": "one"}
    first = await ada.api.ask("POST", here, wanted, headers=key)
    again = await ada.api.raw("POST", here + "/", headers=key, json=wanted)
    assert first[0] == again.status == 201
    assert await again.json() == first[1]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert await Contact.all().count() == 1


async def test_twenty_at_once_make_one(ada: Somebody):
    here, wanted, key = f"/users/{ada.id}/contacts", bob(), {"Idempotency-Key": "race"}
    told = await asyncio.gather(*(ada.api.ask("POST", here, wanted, headers=key) for _ in range(20)))
    assert {status for status, _ in told} <= {201, 409}
    assert await Contact.all().count() == 1


async def test_a_key_belongs_to_one_body_and_one_caller(admin: Somebody, ada: Somebody):
    here, key = f"/users/{ada.id}/contacts", {"Idempotency-Key": "mine"}
    assert (await ada.api.ask("POST", here, bob(), headers=key))[0] == 201
    status, told = await ada.api.ask("POST", here, bob(), headers=key)
    assert status == 400 and list(told["error"]["errors"]) == ["Idempotency-Key"]
    assert (await admin.api.ask("POST", f"/users/{admin.id}/contacts", bob(), headers=key))[0] == 201


async def test_a_refused_request_leaves_its_key_free(ada: Somebody):
    here, key = f"/users/{ada.id}/contacts", {"Idempotency-Key": "again"}
    assert (await ada.api.ask("POST", here, {}, headers=key))[0] == 400
    assert (await ada.api.ask("POST", here, bob(), headers=key))[0] == 201


async def test_a_key_that_is_none_is_refused(ada: Somebody):
    status, told = await ada.api.ask("POST", f"/users/{ada.id}/contacts", bob(), headers={"Idempotency-Key": "x" * 129})
    assert status == 400 and list(told["error"]["errors"]) == ["Idempotency-Key"]
