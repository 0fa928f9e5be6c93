"""Who may come in: the rules as tables, and the verbs against a real PostgreSQL."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wellcheck import access, crypto, db, people
from wellcheck.access import keys, rules, service
from wellcheck.errors import NotAllowed, NotFound, NotPossible, NotSignedIn, NotValid, TooMany

pytestmark = pytest.mark.usefixtures("real_passwords")

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = "203.0.113.7"
PASSWORD = "rain-on-tuesday"


# --- rules -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("two words", "no spaces"),
        ("with\ttab", "no spaces"),
        ("with\u00a0gap", "no spaces"),
        ("nul\0inside", "no spaces"),
        ("half\ud800pair", "no spaces"),
        ("short7!", "at least 8"),
        ("x1" * 65, "at most 128"),
        ("password", "first that others would try"),
        ("PassWord1", "first that others would try"),
        ("zzzzzzzzzz", "first that others would try"),
        ("ada.lovelace", "first that others would try"),
        ("ada.lovelace@example.org", "first that others would try"),
    ],
)
def test_a_password_that_will_not_do(text: str, says: str) -> None:
    with pytest.raises(NotValid) as error:
        rules.password(text, "Ada.Lovelace@example.org")
    assert says in str(error.value.fields["password"][0])


@pytest.mark.parametrize("text", ["rain-on-tuesday", "žabokrečina", "8letters", "x1" * 64, "😀" * 7 + "x"])
def test_a_password_that_will_do(text: str) -> None:
    assert rules.password(text) == text


def test_a_password_typed_in_two_ways_is_one() -> None:
    assert rules.password("caf\u0065\u0301-au-lait") == rules.password("caf\u00e9-au-lait")


@pytest.mark.parametrize(
    "text", ["", "ada", "ada@", "@example.org", "a b@c.d", "a@b@c", "a@.org", "a@b..c", "<a@b.c>", "a\n@b.c"]
)
def test_an_email_address_that_is_none(text: str) -> None:
    with pytest.raises(NotValid) as error:
        rules.email(text)
    assert list(error.value.fields) == ["email"]


def test_email_addresses_are_the_same_whatever_their_case() -> None:
    assert rules.email(" Ada@Example.ORG ") == "Ada@Example.ORG"
    assert rules.same("ADA@Example.org") == rules.same(" ada@example.ORG ")


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_what_counts_as_one_source(address: str, source: str) -> None:
    assert rules.source_of(address) == source


def test_a_token_never_allows_more_than_the_role_does_now() -> None:
    holder = rules.Holder(uuid4(), "admin", 3, "Ada", "L")
    said = rules.claims(holder, NOW, 60, "j")
    ends = NOW + timedelta(seconds=60)
    assert rules.caller(said, "admin", 3) == rules.Caller(
        holder.person_id, "admin", "admin", ("*",), "j", str(holder.person_id), ends, 3
    )
    assert rules.caller(said, "basic", 3) == rules.Caller(
        holder.person_id, "basic", "write", ("*",), "j", str(holder.person_id), ends, 3
    )
    assert rules.caller(said, "admin", 4) is None
    assert rules.caller(said | {"access": "root"}, "admin", 3) is None


def test_who_sees_what() -> None:
    ada, eve = uuid4(), uuid4()
    basic = rules.Caller(ada, "basic", "write", ("*",), "j", str(ada))
    admin = rules.Caller(ada, "admin", "admin", ("*",), "j", str(ada))
    token = rules.Caller(uuid4(), "token", "read", ("user:ada", "b"), "j", "system:x")
    assert rules.sees(basic, ada, []) and not rules.sees(basic, eve, ["*"]) and not rules.sees(basic, None, ["*"])
    assert rules.sees(admin, eve, []) and rules.sees(admin, None, [])
    assert rules.sees(token, None, ["b", "c"]) and rules.sees(token, eve, ["user:ada"])
    assert not any(rules.sees(token, None, [tag]) for tag in ("user:ada2", "User:ada", "user:", "B", "*", ""))
    assert not rules.sees(token, token.person_id, []) and not rules.sees(replace(token, scopes=()), None, ["b"])
    assert [rules.reach(each) for each in (basic, admin, token)] == [
        rules.Owner(ada), rules.Everything(), rules.Tags(("user:ada", "b"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("issued", "expires", "counts"),
    [
        (0, 60, True),
        (4, 60, True),
        (6, 60, False),
        (-60, -4, True),
        (-60, -5, False),
        ("0", 60, False),
        (0, True, False),
    ],
)
def test_when_a_token_counts(issued: Any, expires: Any, counts: bool) -> None:
    at = int(NOW.timestamp())
    said = {
        "iat": at + issued if type(issued) is int else issued,
        "exp": at + expires if type(expires) is int else expires,
    }
    assert rules.in_time(said, NOW) is counts


def test_a_new_key_signs_once_everybody_has_seen_it() -> None:
    old = rules.KeyAge(uuid4(), NOW - timedelta(days=30), None)
    new = rules.KeyAge(uuid4(), NOW, None)
    assert rules.signer([], NOW) is None
    assert rules.signer([new], NOW) == new.id
    assert rules.signer([old, new], NOW) == old.id
    assert rules.signer([old, new], NOW + HOUR) == new.id
    gone = rules.KeyAge(old.id, old.created_at, NOW)
    assert rules.signer([gone, new], NOW) == new.id


# --- verbs -------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def vault() -> None:
    crypto.use(crypto.Vault(["a secret of thirty-two characters or more"]))


@pytest.fixture
async def opened(database: str) -> AsyncIterator[None]:
    access.forget_keys()
    await db.open_database(database, pool=8)
    yield
    await db.close_database()


async def person(first: str = "Ada", last: str = "Lovelace") -> UUID:
    return (await people.create(first, last, "en", "UTC", NOW)).id


async def member(email: str = "ada@example.org", role: str = "basic", first: str = "Ada") -> UUID:
    id = await person(first)
    await access.create_account(id, email, PASSWORD, NOW, role=role)
    return id


async def signed_in(email: str = "ada@example.org", now: datetime = NOW) -> access.Tokens:
    return await access.sign_in(email, PASSWORD, HOME, now)


async def test_the_right_password_gives_a_token_that_anybody_can_verify(opened: None) -> None:
    ada = await member(role="admin")
    tokens = await signed_in("ADA@example.ORG ")
    (key,) = (await access.jwks(NOW))["keys"]
    assert set(key) == {"kty", "use", "alg", "kid", "n", "e"}
    assert jwt.get_unverified_header(tokens.access) == {"alg": "RS256", "typ": "JWT", "kid": key["kid"]}
    said = jwt.decode(
        tokens.access,
        jwt.PyJWK(key),
        ["RS256"],
        audience="wellcheck",
        issuer="wellcheck",
        options={"verify_iat": False, "verify_exp": False},
    )
    assert said["exp"] - said["iat"] == 86_400 == tokens.expires_in
    assert (said["sub"], said["first_name"], said["last_name"], said["is_admin"]) == (str(ada), "Ada", "Lovelace", True)
    caller = await access.caller_of(tokens.access, NOW)
    assert (caller.person_id, caller.role, caller.access, caller.jti) == (ada, "admin", "admin", said["jti"])


async def test_wrong_password_unknown_address_and_nothing_at_all_get_one_answer(opened: None) -> None:
    await member()
    answers = set()
    for number, (email, password) in enumerate(
        [("ada@example.org", "wrong-one"), ("eve@example.org", PASSWORD), ("", ""), ("ada@example.org", "x" * 100_000)]
        + [("\ud800", "\ud800"), ("nul\0@x", "nul\0")]
    ):
        with pytest.raises(NotSignedIn) as error:
            await access.sign_in(email, password, f"203.0.113.{number}", NOW)
        answers.add(error.value.text)
    assert len(answers) == 1


def test_the_check_for_nobody_costs_the_same() -> None:
    assert not service._hasher.check_needs_rehash(service.NOBODY)


async def test_five_tries_then_wait_but_only_from_there(opened: None) -> None:
    await member()
    await member("bob@example.org", first="Bob")
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            await access.sign_in("ada@example.org", "wrong-one", HOME, NOW)
    with pytest.raises(TooMany) as error:
        await signed_in()
    assert error.value.retry_after == 180
    await signed_in("bob@example.org")
    await access.sign_in("ada@example.org", PASSWORD, "198.51.100.1", NOW)
    await signed_in(now=NOW + timedelta(seconds=181))


async def test_many_at_once_do_not_slip_through_the_limit(opened: None) -> None:
    tries = [access.sign_in("eve@example.org", "wrong-one", HOME, NOW) for _ in range(12)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NotSignedIn"] * 5 + ["TooMany"] * 7


async def test_one_source_has_twenty_tries_an_hour_over_all_addresses(opened: None) -> None:
    limit = access.LOGIN_SOURCE
    for _ in range(20):
        await access.take(limit, HOME, NOW)
    with pytest.raises(TooMany):
        await signed_in()
    await access.take(limit, HOME, NOW + timedelta(minutes=3))


async def test_rightful_sign_ins_use_up_nothing(opened: None) -> None:
    await member()
    for _ in range(7):
        await signed_in()


async def test_an_old_hash_is_renewed_at_the_next_sign_in(opened: None) -> None:
    ada = await member()
    weak = service.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    await db.run("UPDATE accounts SET password_hash = $1", weak)
    await signed_in()
    assert (await access.account(ada)).password_hash.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    await signed_in()


async def test_an_email_address_is_taken_once_whatever_its_case(opened: None) -> None:
    await member()
    for email in ("ada@example.org", "ADA@example.org"):
        with pytest.raises(NotValid) as error:
            await member(email)
        assert list(error.value.fields) == ["email"]
    bob = await member("bob@example.org", first="Bob")
    with pytest.raises(NotValid):
        await access.change_email(bob, "Ada@Example.org", NOW)
    await access.change_email(bob, "robert@example.org", NOW)
    assert (await signed_in("robert@example.org")).person_id == bob
    raced = await asyncio.gather(*(member("carol@example.org") for _ in range(4)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in raced) == ["NotValid"] * 3 + ["UUID"]


async def test_accounts_keep_no_clear_text(opened: None) -> None:
    ada = await member()
    await signed_in()
    for table in ("accounts", "refresh_tokens", "signing_keys", "throttles", "audit"):
        shown = str([dict(row) for row in await db.rows(f"SELECT * FROM {table}")])
        assert not any(secret in shown for secret in ("ada@example", PASSWORD, "PRIVATE KEY", "wcr_", HOME))
    assert (await access.accounts([ada, uuid4()]))[ada].email == "ada@example.org"


async def test_a_new_password_ends_everything_that_came_before(opened: None) -> None:
    ada = await member()
    tokens = await signed_in()
    await access.change_password(ada, "snow-on-friday", NOW)
    with pytest.raises(NotSignedIn):
        await access.caller_of(tokens.access, NOW)
    with pytest.raises(NotSignedIn):
        await access.refresh(tokens.refresh, NOW)
    with pytest.raises(NotSignedIn):
        await signed_in()
    await access.sign_in("ada@example.org", "snow-on-friday", HOME, NOW)
    with pytest.raises(NotValid):
        await access.change_password(ada, "short", NOW)


async def test_signing_out_ends_the_tokens(opened: None) -> None:
    ada = await member()
    tokens = await signed_in()
    await access.sign_out(ada, NOW)
    for attempt in (access.caller_of(tokens.access, NOW), access.refresh(tokens.refresh, NOW)):
        with pytest.raises(NotSignedIn):
            await attempt
    await access.caller_of((await signed_in()).access, NOW)


async def test_a_role_taken_away_is_gone_at_the_next_request(opened: None) -> None:
    ada, bob = await member(role="admin"), await member("bob@example.org", role="admin", first="Bob")
    token = (await signed_in()).access
    access.require_admin(await access.caller_of(token, NOW))
    await access.set_role(ada, "basic", NOW, actor=bob)
    caller = await access.caller_of(token, NOW)
    assert (caller.role, caller.access, caller.is_admin) == ("basic", "write", False)
    with pytest.raises(NotAllowed):
        access.require_admin(caller)
    (entry,) = await access.audited(ada)
    assert (entry.actor, entry.verb) == (str(bob), "made basic")


async def test_the_last_admin_stays_while_others_are_there(opened: None) -> None:
    ada, bob = await member(role="admin"), await member("bob@example.org", first="Bob")
    for attempt in (access.close_account(ada, NOW, ada), access.set_role(ada, "basic", NOW, ada)):
        with pytest.raises(NotPossible):
            await attempt
    await access.close_account(bob, NOW, ada)
    await access.close_account(ada, NOW, ada)
    assert not await access.any_admin()


async def test_two_admins_cannot_make_each_other_leave_at_once(opened: None) -> None:
    ada, bob = await member(role="admin"), await member("bob@example.org", role="admin", first="Bob")
    await member("carol@example.org", first="Carol")
    results = await asyncio.gather(
        access.close_account(ada, NOW, bob), access.set_role(bob, "basic", NOW, ada), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "NotPossible"]


async def test_a_token_of_somebody_who_is_gone_does_not_count(opened: None) -> None:
    ada = await member()
    tokens = await signed_in()
    await db.run("DELETE FROM persons WHERE id = $1", ada)
    for attempt in (access.caller_of(tokens.access, NOW), access.refresh(tokens.refresh, NOW)):
        with pytest.raises(NotSignedIn):
            await attempt
    with pytest.raises(NotFound):
        await access.account(ada)
    assert not await access.any_admin()


# --- forged tokens -----------------------------------------------------------------------------------


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def test_forged_expired_and_foreign_tokens_do_not_count(opened: None) -> None:
    await member()
    token = (await signed_in()).access
    said = jwt.decode(token, options={"verify_signature": False})
    kid, ours = await keys.signer(NOW)
    foreign = rsa.generate_private_key(65_537, 2048)
    pem = ours.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body, signature = token.split(".")

    def made(changes: dict[str, Any], key: Any = ours, headers: dict[str, Any] | None = None) -> str:
        claims = {name: value for name, value in (said | changes).items() if value is not None}
        return jwt.encode(claims, key, "RS256", headers={"kid": str(kid)} | (headers or {}))

    assert (await access.caller_of(made({}), NOW)).jti == said["jti"]
    forged = {
        "nothing": "",
        "rubbish": "a.b.c",
        "not text": "\ud800.\ud800.\ud800",
        "unsigned": f"{part({'alg': 'none', 'kid': str(kid)})}.{body}.",
        "without its signature": f"{head}.{body}.",
        "HS256 with our public key": hs256(said, pem, str(kid)),
        "foreign key": made({}, key=foreign),
        "foreign key, its own set in the header": made({}, key=foreign, headers={"jku": "https://evil.example/jwks"}),
        "foreign key, unknown kid": made({}, key=foreign, headers={"kid": str(uuid4())}),
        "kid is not text": f"{part({'alg': 'RS256', 'kid': 5})}.{body}.{signature}",
        "other body": f"{head}.{part(said | {'is_admin': True, 'access': 'admin'})}.{signature}",
        "wrong issuer": made({"iss": "kronus"}),
        "wrong audience": made({"aud": "somebody"}),
        "audience list": made({"aud": ["wellcheck", "somebody"]}),
        "without exp": made({"exp": None}),
        "exp as text": made({"exp": str(said["exp"])}),
        "exp without end": made({"exp": 1e308}),
        "without iat": made({"iat": None}),
        "without sub": made({"sub": None}),
        "sub is nobody": made({"sub": str(uuid4())}),
        "sub is no id": made({"sub": "1"}),
        "without jti": made({"jti": None}),
        "without version": made({"ver": None}),
        "from the future": made({"iat": said["iat"] + 60}),
        "over": made({"exp": said["iat"] - 60}),
    }
    for name, token in forged.items():
        with pytest.raises(NotSignedIn):
            await access.caller_of(token, NOW)
            pytest.fail(name)
    for name, later in (("just over", 86_405), ("long over", 10**8)):
        with pytest.raises(NotSignedIn):
            await access.caller_of(made({}), NOW + timedelta(seconds=later))
            pytest.fail(name)
    await access.caller_of(made({}), NOW + timedelta(seconds=86_404))


def hs256(said: dict[str, Any], secret: bytes, kid: str) -> str:
    """PyJWT refuses to make such a token, so it is made by hand."""
    import hmac

    signed = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': kid})}.{part(said)}"
    mac = base64.urlsafe_b64encode(hmac.digest(secret, signed.encode(), "sha256")).rstrip(b"=").decode()
    return f"{signed}.{mac}"


# --- refresh -----------------------------------------------------------------------------------------


async def test_a_refresh_token_works_once_and_a_stolen_one_ends_its_chain(opened: None) -> None:
    ada = await member()
    first, elsewhere = await signed_in(), await signed_in()
    second = await access.refresh(first.refresh, NOW + HOUR)
    assert (await access.caller_of(second.access, NOW + HOUR)).person_id == ada
    for token in (first.refresh, second.refresh):
        with pytest.raises(NotSignedIn):
            await access.refresh(token, NOW + HOUR)
    await access.refresh(elsewhere.refresh, NOW + HOUR)
    assert [entry.verb for entry in await access.audited(ada)] == ["refresh token used twice"]


async def test_of_many_that_refresh_at_once_only_one_does(opened: None) -> None:
    await member()
    tokens = await signed_in()
    results = await asyncio.gather(*(access.refresh(tokens.refresh, NOW) for _ in range(6)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NotSignedIn"] * 5 + ["Tokens"]


async def test_a_refresh_token_ends_after_thirty_days(opened: None) -> None:
    await member()
    tokens = await signed_in()
    for token, now in ((tokens.refresh, NOW + timedelta(days=31)), ("wcr_unknown", NOW), ("\ud800", NOW)):
        with pytest.raises(NotSignedIn):
            await access.refresh(token, now)
    await access.prune(NOW + timedelta(days=31))
    assert await db.rows("SELECT 1 FROM refresh_tokens") == []


# --- the first admin ---------------------------------------------------------------------------------


async def open_up(number: int = 0, token: str | None = None, from_here: bool = True) -> UUID:
    async with db.transaction():
        id = await person(f"Person {number}")
        await access.first_admin(id, f"p{number}@example.org", PASSWORD, NOW, token=token, from_here=from_here)
        return id


async def test_however_many_race_there_is_one_first_admin(opened: None) -> None:
    results = await asyncio.gather(*(open_up(number) for number in range(8)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NotSignedIn"] * 7 + ["UUID"]
    assert await db.one("SELECT count(*) AS n FROM accounts WHERE role = 'admin'") == {"n": 1}
    assert await db.one("SELECT count(*) AS n FROM persons") == {"n": 1}


async def test_from_elsewhere_the_first_admin_needs_the_setup_token_once(opened: None) -> None:
    for token in (None, "", "guess"):
        with pytest.raises(NotSignedIn):
            await open_up(token=token, from_here=False)
    shown = await access.prepare_setup("", NOW)
    assert shown is not None and len(shown) >= 32
    assert await access.prepare_setup("", NOW) is None
    with pytest.raises(NotSignedIn):
        await open_up(token="guess", from_here=False)
    await open_up(token=shown, from_here=False)
    assert await access.prepare_setup("", NOW) is None
    with pytest.raises(NotSignedIn):
        await open_up(1, token=shown, from_here=False)


async def test_a_setup_token_from_the_configuration_counts_instead(opened: None) -> None:
    shown = await access.prepare_setup("", NOW)
    assert await access.prepare_setup("chosen by the operator", NOW) is None
    with pytest.raises(NotSignedIn):
        await open_up(token=shown, from_here=False)
    await open_up(token="chosen by the operator", from_here=False)


async def test_a_used_setup_token_does_not_open_an_emptied_house(opened: None) -> None:
    shown = await access.prepare_setup("", NOW)
    ada = await open_up(token=shown, from_here=False)
    await access.close_account(ada, NOW, ada)
    with pytest.raises(NotSignedIn):
        await open_up(1, token=shown, from_here=False)
    again = await access.prepare_setup("", NOW)
    assert again not in (None, shown)
    await open_up(1, token=again, from_here=False)


# --- keys --------------------------------------------------------------------------------------------


async def test_of_many_processes_that_start_together_one_makes_the_key(opened: None) -> None:
    async def another_process() -> dict[str, Any]:
        access.forget_keys()
        return await access.jwks(NOW)

    sets = await asyncio.gather(*(another_process() for _ in range(5)))
    assert all(keys == sets[0] for keys in sets)
    assert len(sets[0]["keys"]) == 1


async def test_keys_change_without_anybody_noticing(opened: None) -> None:
    ada = await member()
    before = await signed_in()
    new = await access.rotate_keys(NOW, ada)
    assert [key["kid"] for key in (await access.jwks(NOW))["keys"]][1] == new
    soon, later = await signed_in(), await signed_in(now=NOW + HOUR)
    old = jwt.get_unverified_header(before.access)["kid"]
    assert jwt.get_unverified_header(soon.access)["kid"] == old
    assert jwt.get_unverified_header(later.access)["kid"] == new
    access.forget_keys()
    day = timedelta(days=1)
    await access.caller_of(soon.access, NOW + day)
    await access.prune(NOW + day + 2 * HOUR)
    access.forget_keys()
    await access.caller_of(later.access, NOW + day)
    assert [key["kid"] for key in (await access.jwks(NOW + day))["keys"]] == [new]


async def test_a_token_signed_by_a_key_that_another_process_made_counts(
    opened: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await member()
    await access.jwks(NOW)
    ours = keys._ring
    await access.rotate_keys(NOW, ada, at_once=True)
    token = (await signed_in()).access
    monkeypatch.setattr(keys, "_ring", ours)
    monkeypatch.setattr(keys, "KEYS_PAUSE", -1.0)
    assert (await access.caller_of(token, NOW)).person_id == ada


async def test_a_leaked_key_is_dropped_at_once(opened: None) -> None:
    ada = await member()
    tokens = await signed_in()
    await access.rotate_keys(NOW, ada, at_once=True)
    for attempt in (access.caller_of(tokens.access, NOW), access.refresh(tokens.refresh, NOW)):
        with pytest.raises(NotSignedIn):
            await attempt
    await access.caller_of((await signed_in()).access, NOW)
    assert len((await access.jwks(NOW))["keys"]) == 1


async def test_what_has_no_effect_any_more_is_pruned(opened: None) -> None:
    await access.take(access.LOGIN, "ada", NOW)
    await access.prune(NOW + timedelta(minutes=1))
    assert len(await db.rows("SELECT 1 FROM throttles")) == 1
    await access.prune(NOW + timedelta(minutes=4))
    assert await db.rows("SELECT 1 FROM throttles") == []


async def test_a_key_stays_as_long_as_an_api_token_that_it_signed(opened: None) -> None:
    day = timedelta(days=1)
    _, token = await access.tokens.make("system:x", "admin", [], NOW + 30 * day, "master", NOW)
    await access.rotate_keys(NOW, "master")
    for later in (10 * day, 29 * day):
        await access.prune(NOW + later)
        access.forget_keys()
        assert (await access.caller_of(token, NOW + later)).sub == "system:x"
    await access.prune(NOW + 31 * day)
    access.forget_keys()
    assert len((await access.jwks(NOW + 31 * day))["keys"]) == 1


async def test_who_was_let_in_is_told_apart_from_who_would_be(opened: None) -> None:
    ada, eve, olga = await member(), await member("eve@example.org"), await member("olga@example.org", role="admin")
    await member("root@example.org", role="admin")
    callers = {
        id: await access.caller_of((await signed_in(mail)).access, NOW)
        for id, mail in ((ada, "ada@example.org"), (eve, "eve@example.org"), (olga, "olga@example.org"))
    }
    master = rules.Caller(UUID(int=0), "master", "admin", ("*",), "master", "master")
    everybody = [*callers.values(), master]
    assert await access.over(everybody, NOW) == set()
    await access.sign_out(eve, NOW)
    await access.set_role(olga, "basic", NOW, "master")
    assert await access.over(everybody, NOW) == {callers[eve].jti, callers[olga].jti}
    assert await access.over(everybody, NOW + timedelta(days=2)) == {each.jti for each in callers.values()}
