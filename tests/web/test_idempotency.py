"""The same POST twice does its work once."""

from __future__ import annotations

import asyncio

from tests.faults import refusing
from tests.web.callers import Somebody, a_number
from wellcheck.people import Contact, OneTime


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


async def test_a_wrong_code_counts_under_a_key_as_without_one(ada: Somebody):
    status, _ = await ada.api.ask("PUT", f"/users/{ada.id}", {"phone_number": a_number()})
    assert status == 200
    for key in range(2):
        headers = {"Idempotency-Key": f"guess {key}"}
        wrong = await ada.api.ask("POST", f"/users/{ada.id}/phone", {"code": "000000"}, headers=headers)
        assert wrong[0] == 400
    codes = await OneTime.filter(subject_id=ada.id, purpose="phone", used_at__isnull=True)
    assert [code.tries_left for code in codes] == [3]


async def test_what_was_under_way_when_the_database_went_away_is_done_by_the_next_one(ada: Somebody):
    here, wanted, key = f"/users/{ada.id}/contacts", bob(), {"Idempotency-Key": "cut"}
    async with refusing("answered", "NEW.status IS NOT NULL", "INSERT OR UPDATE"):
        assert (await ada.api.ask("POST", here, wanted, headers=key))[0] == 500
    assert await Contact.all().count() == 0, "work and answer are one"
    assert (await ada.api.ask("POST", here, wanted, headers=key))[0] == 201
    assert await Contact.all().count() == 1
