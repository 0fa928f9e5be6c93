"""The people who are told."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.web.callers import Somebody, a_number, another
from wellcheck.messages import Delivery
from wellcheck.people import Contact


async def test_a_contact_is_added_changed_and_removed(ada: Somebody):
    here = f"/v1/users/{ada.id}/contacts"
    bob = await ada.contact(emergency=False)
    assert (bob["user_id"], bob["is_emergency_contact"], bob["consent"]) == (ada.id, False, "invited")
    assert not await Delivery.filter(kind="invitation").count()
    status, told = await ada.api.ask("PUT", f"{here}/{bob['id']}", {"last_name": "Stone"})
    assert status == 200 and {k for k in bob if bob[k] != told["data"][k]} == {"last_name", "updated_at"}
    status, told = await ada.api.ask("PUT", f"{here}/{bob['id']}/", {"is_emergency_contact": True})
    assert status == 200 and await Delivery.filter(kind="invitation").count() == 1
    assert (await ada.api.get(f"{here}/{bob['id']}"))["is_emergency_contact"] is True
    assert (await ada.api.ask("DELETE", f"{here}/{bob['id']}"))[0] == 204
    assert await ada.api.get(here) == []


@pytest.mark.parametrize(
    "change",
    [
        {}, {"is_emergency_contact": "yes"}, {"is_emergency_contact": 1}, {"is_emergency_contact": None}, {"email": "x"},
        {"phone_number": "0"}, {"first_name": ""}, {"last_name": None},
    ],
)  # fmt: skip
async def test_wrong_changes_change_nothing(ada: Somebody, change: dict[str, object]):
    bob = await ada.contact()
    assert (await ada.api.ask("PUT", f"/users/{ada.id}/contacts/{bob['id']}", change))[0] == 400
    assert await ada.api.get(f"/users/{ada.id}/contacts") == [bob]


async def test_what_is_missing_is_named(ada: Somebody):
    status, told = await ada.api.ask("POST", f"/users/{ada.id}/contacts", {})
    assert status == 400
    assert set(told["error"]["errors"]) == {"first_name", "last_name", "phone_number", "email"}


async def test_twice_the_same_is_refused_for_one_user_and_fine_for_two(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    here = f"/users/{ada.id}/contacts"
    wanted = {"first_name": "Bo", "last_name": "Ray", "phone_number": bob["phone_number"], "email": "other@example.org"}
    status, told = await ada.api.ask("POST", here, wanted)
    assert status == 400 and list(told["error"]["errors"]) == ["phone_number"]
    status, told = await ada.api.ask("POST", here, wanted | {"phone_number": a_number(), "email": bob["email"].upper()})
    assert status == 400 and list(told["error"]["errors"]) == ["email"]
    status, told = await ada.api.ask("POST", here, wanted | {"phone_number": ada.phone})
    assert status == 400 and list(told["error"]["errors"]) == ["phone_number"]
    carl = await another(admin)
    await carl.contact(phone_number=bob["phone_number"], email=bob["email"])


async def test_other_peoples_contacts_are_closed_to_everybody(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    carl = await another(admin)
    his = f"/{bob['id']}"
    for caller in (admin, carl):
        for method, path, body in (
            ("GET", "", None), ("POST", "", bob), ("PUT", his, {"first_name": "Eve"}), ("DELETE", his, None),
        ):  # fmt: skip
            assert (await caller.api.ask(method, f"/users/{ada.id}/contacts{path}", body))[0] == 403
    for id in (bob["id"], str(uuid4()), "7"):
        for method, body in (("GET", None), ("PUT", {"first_name": "Eve"}), ("DELETE", None)):
            status, told = await carl.api.ask(method, f"/users/{carl.id}/contacts/{id}", body)
            assert status == 404 and "Bob" not in str(told)
    assert (await Contact.get(id=bob["id"])).first_name == "Bob"


async def test_the_last_one_of_somebody_who_is_watched_stays(ada: Somebody):
    bob = await ada.contact()
    assert (await ada.api.ask("PUT", f"/users/{ada.id}/probe_settings", {"active": True}))[0] == 200
    here = f"/users/{ada.id}/contacts/{bob['id']}"
    assert (await ada.api.ask("DELETE", here))[0] == 409
    assert (await ada.api.ask("PUT", here, {"is_emergency_contact": False}))[0] == 409
    await ada.contact()
    assert (await ada.api.ask("DELETE", here))[0] == 204


async def test_they_are_listed_in_the_order_they_are_told(ada: Somebody):
    made = [(await ada.contact(first_name=name))["id"] for name in ("Bob", "Carl", "Dora")]
    status, told = await ada.api.ask("GET", f"/users/{ada.id}/contacts?limit=2&page=2")
    assert [each["id"] for each in told["data"]] == made[2:] and told["paging"] == {"page": 2, "pages": 2, "total": 3}
