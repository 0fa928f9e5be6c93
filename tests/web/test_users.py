"""People come, change what is known of them, and go."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest

from tests.web.callers import PASSWORD, Api, Somebody, a_number, a_user, another, asked, number_of
from wellcheck import access, db, messages, people, probes, users
from wellcheck.messages import Delivery
from wellcheck.people import Address, Contact, Person


async def test_the_first_user_becomes_the_admin_and_the_second_needs_one(api: Api):
    status, told = await api.ask("POST", "/users/", a_user())
    assert (status, told["data"]["role"], told["data"]["role_id"]) == (201, "admin", 1)
    status, told = await api.ask("POST", "/v1/users", a_user())
    assert (status, told["error"]["status"]) == (401, 401)
    assert await Person.all().count() == 1


async def test_of_many_first_users_at_once_one_becomes_the_admin(api: Api):
    answers = await asyncio.gather(*(api.ask("POST", "/v1/users", a_user()) for _ in range(6)))
    assert sorted(status for status, _ in answers) == [201] + [401] * 5
    assert await access.Account.filter(role="admin").count() == await Person.all().count() == 1


async def test_from_elsewhere_the_first_user_needs_the_setup_token(api: Api):
    token = await access.prepare_setup("", api.running.now())
    assert token
    elsewhere = {"X-Forwarded-For": "198.51.100.7"}
    status, _ = await api.ask("POST", "/users", a_user(), headers=elsewhere)
    assert status == 401
    page = {"Origin": "http://evil.example"}
    assert (await api.ask("POST", "/users", a_user(), headers=page))[0] == 401
    assert (await api.ask("POST", "/users", a_user(), headers=elsewhere | {"X-Setup-Token": "wrong"}))[0] == 401
    assert (await api.ask("POST", "/users", a_user(setup_token=token), headers=elsewhere))[0] == 201


async def test_a_wrong_token_makes_nobody_an_admin(api: Api):
    assert (await api.by("no token of ours").ask("POST", "/users", a_user()))[0] == 401
    assert not await access.any_admin()


async def test_what_the_client_says_about_itself_is_not_believed(admin: Somebody):
    mine = {
        "id": str(uuid4()),
        "role": "admin",
        "role_id": 1,
        "created_at": "2001-01-01T00:00:00Z",
        "probe_settings": {},
    }
    status, told = await admin.api.ask("POST", "/users", a_user(**mine))
    user = told["data"]
    assert (status, user["role"], user["role_id"]) == (201, "basic", 2)
    assert user["id"] != mine["id"] and user["created_at"] > "2020"
    assert not {"password", "password_hash"} & set(user)
    watched = user["probe_settings"]
    assert (watched["active"], watched["cron_expression"], watched["max_retries"]) == (False, "0 18 * * 3", 3)
    assert (watched["wait_time_in_minutes"], watched["after_alarm"], watched["next_probe_at"]) == (60, "pause", None)


@pytest.mark.parametrize("field", ["first_name", "last_name", "phone_number", "email", "password"])
async def test_what_is_missing_or_null_is_named(admin: Somebody, field: str):
    wanted = a_user()
    del wanted[field]
    for body in (wanted, wanted | {field: None}, wanted | {field: 5}, wanted | {field: ["x"]}):
        status, told = await admin.api.ask("POST", "/users", body)
        assert status == 400 and list(told["error"]["errors"]) == [field], told


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone_number", "07700900123"), ("phone_number", "+0447700900123"), ("phone_number", "+44 7700 900123"),
        ("phone_number", "+15551234567"), ("phone_number", "+19005551234"), ("phone_number", "+882161234567"),
        ("phone_number", "+44７700900123"), ("email", "ada"), ("email", "ada@"), ("email", "a b@example.org"),
        ("password", ""), ("password", "with a space"), ("password", "short"), ("password", "x" * 600),
        ("first_name", " "), ("first_name", ""), ("first_name", "A" * 5000), ("first_name", "Ada\nBob"),
        ("first_name", "A\u202eda"), ("last_name", "B\x00y"), ("zone", "Mars/Base"), ("language", "tlh"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_named(admin: Somebody, field: str, value: str):
    status, told = await admin.api.ask("POST", "/users", a_user(**{field: value}))
    assert status == 400 and list(told["error"]["errors"]) == [field], told
    assert await Person.all().count() == 1


async def test_numbers_and_mail_addresses_are_taken_once(admin: Somebody, ada: Somebody):
    status, told = await admin.api.ask("POST", "/users", a_user(email=ada.email.upper()))
    assert status == 400 and list(told["error"]["errors"]) == ["email"]
    status, told = await admin.api.ask("POST", "/users", a_user(phone_number=ada.phone))
    assert status == 400 and list(told["error"]["errors"]) == ["phone_number"]
    assert await Person.all().count() == 2


async def test_somebodys_contact_can_become_a_user(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    user = await another(admin, first_name="Robert", phone_number=bob["phone_number"])
    held = await Contact.get(id=bob["id"])
    assert str(held.person_id) == user.id
    assert (await user.api.get(f"/users/{user.id}"))["first_name"] == "Robert"


async def test_who_may_see_whom(admin: Somebody, ada: Somebody):
    assert (await ada.api.get(f"/v1/users/{ada.id}"))["email"] == ada.email
    assert (await ada.api.ask("GET", f"/users/{admin.id}"))[0] == 403
    assert (await admin.api.get(f"/users/{ada.id}"))["id"] == ada.id
    assert (await admin.api.ask("GET", f"/users/{uuid4()}"))[0] == 404
    assert (await admin.api.ask("GET", "/users/7"))[0] == 404
    assert (await admin.api.ask("GET", f"/users/{{{ada.id}}}"))[0] == 404
    assert (await ada.api.ask("GET", "/users"))[0] == 403
    assert (await ada.api.by(None).ask("GET", "/users"))[0] == 401
    bob = await ada.contact()
    person = (await Contact.get(id=bob["id"])).person_id
    assert (await admin.api.ask("GET", f"/users/{person}"))[0] == 404


async def test_a_change_changes_what_it_names(ada: Somebody, admin: Somebody):
    before = await ada.api.get(f"/users/{ada.id}")
    status, told = await ada.api.ask(
        "PUT", f"/users/{ada.id}", {"first_name": "Augusta", "shoe_size": 38, "role_id": 1}
    )
    assert status == 200
    changed = {name for name in before if before[name] != told["data"][name]}
    assert changed == {"first_name", "updated_at"} and told["data"]["first_name"] == "Augusta"
    for body in ({}, {"shoe_size": 38}, {"first_name": " "}, {"first_name": None}, {"first_name": 3}):
        assert (await ada.api.ask("PUT", f"/users/{ada.id}", body))[0] == 400
    assert (await admin.api.ask("PUT", f"/users/{ada.id}", {"first_name": "Eve"}))[0] == 403
    assert (await ada.api.ask("PUT", f"/users/{ada.id}", {"email": admin.email}))[0] == 400


async def test_a_new_password_ends_what_the_old_one_opened(ada: Somebody):
    status, told = await ada.api.ask("PUT", f"/users/{ada.id}", {"password": "another-fine-horse"})
    assert status == 200 and "password" not in str(told)
    assert (await ada.api.ask("GET", f"/users/{ada.id}"))[0] == 401
    out = ada.api.by(None)
    assert (await out.ask("POST", "/login", {"email": ada.email, "password": PASSWORD}))[0] == 401
    assert (await out.ask("POST", "/login", {"email": ada.email.title(), "password": "another-fine-horse"}))[0] == 200


async def _code(person_id: str) -> str:
    sent = await Delivery.filter(person_id=person_id, kind="code").order_by("-id").first()
    assert sent is not None
    return sent.text[:6]


async def test_a_new_number_counts_once_its_code_came_back(ada: Somebody):
    new = a_number()
    status, told = await ada.api.ask("PUT", f"/users/{ada.id}", {"phone_number": new})
    assert (status, told["data"]["phone_number"], told["data"]["phone_verified"]) == (200, new, False)
    assert await number_of(ada.id) == ada.phone
    code = await _code(ada.id)
    sent = await Delivery.get(person_id=ada.id, kind="code").prefetch_related("address")
    assert sent.address and sent.address.value == new
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    status, told = await ada.api.ask("POST", f"/users/{ada.id}/phone", {"code": wrong})
    assert status == 400 and list(told["error"]["errors"]) == ["code"]
    id = await asked(ada.id, ada.api.running)
    status, told = await ada.api.ask("POST", f"/users/{ada.id}/phone", {"code": code})
    assert (status, told["data"]["phone_number"], told["data"]["phone_verified"]) == (200, new, True)
    assert await number_of(ada.id) == new and await Address.filter(person_id=ada.id).count() == 1
    waiting = await Delivery.get(about_id=id).prefetch_related("address")
    assert waiting.address and waiting.address.value == new
    assert (await ada.api.ask("POST", f"/users/{ada.id}/phone", {"code": code}))[0] == 409


async def test_five_wrong_codes_burn_it(ada: Somebody):
    await ada.api.ask("PUT", f"/users/{ada.id}", {"phone_number": a_number()})
    code = await _code(ada.id)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        await ada.api.ask("POST", f"/users/{ada.id}/phone", {"code": wrong})
    assert (await ada.api.ask("POST", f"/users/{ada.id}/phone", {"code": code}))[0] == 400
    status, told = await ada.api.ask("PUT", f"/users/{ada.id}", {"phone_number": a_number()})
    assert status == 429, "codes go out once a minute, whatever the number"


async def test_a_number_that_was_only_claimed_is_free_for_its_owner(admin: Somebody, ada: Somebody):
    wanted = a_number()
    await ada.api.ask("PUT", f"/users/{ada.id}", {"phone_number": wanted})
    owner = await another(admin, phone_number=wanted)
    assert await number_of(owner.id) == wanted
    status, told = await ada.api.ask("PUT", f"/users/{ada.id}", {"phone_number": wanted})
    assert status == 400 and list(told["error"]["errors"]) == ["phone_number"]


async def test_who_leaves_leaves_nothing(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    await ada.consents(bob)
    id = await asked(ada.id, ada.api.running)
    assert (await ada.api.ask("DELETE", f"/users/{admin.id}"))[0] == 403
    assert (await ada.api.ask("DELETE", f"/users/{ada.id}"))[0] == 204
    assert (await ada.api.ask("GET", f"/users/{ada.id}"))[0] == 401
    assert (await admin.api.ask("DELETE", f"/users/{ada.id}"))[0] == 404
    assert await probes.Probe.get_or_none(id=id) is None
    for table in ("accounts", "contacts", "events", "probe_settings", "deliveries", "addresses", "refresh_tokens"):
        column = {"contacts": "user_id", "events": "owner_id"}.get(table, "person_id")
        assert not await db.rows(f"SELECT 1 FROM {table} WHERE {column} = $1", UUID(ada.id)), table
    await another(admin, phone_number=ada.phone, email=ada.email)


async def alarmed(ada: Somebody) -> UUID:
    """Her contact, who has been told about her."""
    bob = await ada.contact()
    await ada.consents(bob)
    person = (await Contact.get(id=bob["id"])).person_id
    async with db.transaction():
        await probes.panic(UUID(ada.id), "help", ada.api.running.now())
    await Delivery.filter(person_id=person, kind="alarm").update(state="sent", due_at=None)
    return person


async def test_those_who_were_told_are_told_that_it_is_over_and_then_forgotten(admin: Somebody, ada: Somebody):
    person = await alarmed(ada)
    assert (await admin.api.ask("DELETE", f"/users/{ada.id}"))[0] == 204
    waiting = await Delivery.filter(person_id=person, state="pending")
    assert sorted(each.kind for each in waiting) == ["all_clear", "notice"]
    now = ada.api.running.now()
    claims = await messages.claim_due("sms", (0, 3), now, now, 10)
    assert await users.forget_left(now) == 0, "the last words have to leave first"
    await messages.record(
        [messages.Outcome(claim, messages.Sent(f"SM{n}"), now, now) for n, claim in enumerate(claims)], now
    )
    assert await users.forget_left(now) == 0, "they may have to be said on another address"
    assert await users.forget_left(now + users.LAST_WORDS) == 1
    assert not await people.Person.exists(id=person) and not await people.Address.exists(person_id=person)
    assert not await Delivery.exists(person_id=person)


async def test_who_became_a_user_meanwhile_is_not_forgotten(admin: Somebody, ada: Somebody):
    person = await alarmed(ada)
    assert (await admin.api.ask("DELETE", f"/users/{ada.id}"))[0] == 204
    now = ada.api.running.now()
    await probes.settings_of(person, now)
    await Delivery.filter(person_id=person).delete()
    assert await users.forget_left(now) == 0 and (await people.get(person)).forget_from is None


async def test_who_counts_on_somebody_who_leaves_is_told(admin: Somebody, ada: Somebody):
    bob = await another(admin, first_name="Bob")
    await ada.contact(phone_number=bob.phone)
    assert (await bob.api.ask("DELETE", f"/users/{bob.id}"))[0] == 204
    assert await Delivery.filter(person_id=ada.id, kind="notice").count() == 1
    assert await ada.api.get(f"/users/{ada.id}/contacts") == []


async def test_the_last_admin_stays_while_there_are_others(admin: Somebody, ada: Somebody):
    assert (await admin.api.ask("DELETE", f"/users/{admin.id}"))[0] == 409
    await ada.api.ask("DELETE", f"/users/{ada.id}")
    assert (await admin.api.ask("DELETE", f"/users/{admin.id}"))[0] == 204


async def test_lists_come_in_pages_newest_first(admin: Somebody):
    made = [await another(admin) for _ in range(3)]
    status, told = await admin.api.ask("GET", "/users?limit=2")
    assert told["paging"] == {"page": 1, "pages": 2, "total": 4}
    assert [user["id"] for user in told["data"]] == [made[2].id, made[1].id]
    status, told = await admin.api.ask("GET", "/users?limit=2&page=9")
    assert (status, told["data"], told["paging"]["page"]) == (200, [], 9)
    for odd in ("0", "-3", "x", "", "٣x", "9" * 400):
        status, told = await admin.api.ask("GET", f"/users?page={odd}")
        assert (status, told["paging"]["page"], len(told["data"])) == (200, 1, 4), odd
    status, told = await admin.api.ask("GET", "/users?page=99999999999999999&limit=-1")
    assert status == 200


async def test_a_persons_language_is_spoken(admin: Somebody):
    status, told = await admin.api.ask(
        "GET", f"/users/{uuid4()}", headers={"Accept-Language": "de, es-MX;q=0.8, en;q=0.2"}
    )
    assert status == 404
    answer = await admin.api.raw("GET", "/users/x", headers={"Accept-Language": "es"})
    assert answer.headers["Content-Language"] == "es"
