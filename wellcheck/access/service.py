"""Sign in and out, who a token speaks for, and the limits that hold whatever else is away."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from tortoise.exceptions import IntegrityError

from wellcheck import db
from wellcheck.access import keys, rules, tokens
from wellcheck.access.models import GIVE_BACK, TAKE, Account, SetupToken
from wellcheck.access.rules import Caller, Limit
from wellcheck.access.trail import audit
from wellcheck.crypto import vault
from wellcheck.errors import NotAllowed, NotFound, NotPossible, NotSignedIn, NotValid, TooMany
from wellcheck.i18n import T, Text

ADMIN_LOCK = 0x57454C4D  # advisory: whoever changes who is an admin holds it until the commit
WAITING_MOST = 100

# --- passwords ---------------------------------------------------------------------------------------

# argon2id, 46 MiB, one pass: 51 ms (OWASP's first choice). Two threads: at most 92 MiB and two cores at a time.
_hasher = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
_waiting = 0
# Checked when nobody has the address, so that the answer takes as long as for somebody who does.
NOBODY = "$argon2id$v=19$m=47104,t=1,p=1$Svfh4/3Pa035K9fbDZOZdg$kRSsJMT/OXvkPxS1iP9xODdqgSCthh9+H1LHCDaRwVU"


async def _in_thread(work: Any, *values: str) -> Any:
    global _waiting
    if _waiting >= WAITING_MOST:
        raise TooMany(T("Very many people are signing in right now. Please try again in a few seconds."), 5)
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, work, *values)
    finally:
        _waiting -= 1


async def _hash(password: str) -> str:
    return str(await _in_thread(_hasher.hash, password))


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


# --- limits ------------------------------------------------------------------------------------------


def _throttle_key(limit: Limit, who: str) -> str:
    return f"{limit.name}:{vault().blind('throttle', who).hex()}"


async def take(limit: Limit, who: str, now: datetime) -> None:
    """Count one against this limit; `TooMany` with the seconds to wait if there is none left.

    Kept in the database: it holds for all processes together and outlives restarts. Call it outside a transaction,
    or a refusal is forgotten with it.
    """
    period = limit.window / limit.count
    key = _throttle_key(limit, who)
    if await db.one(TAKE, key, now, period, limit.window):
        return
    row = await db.one("SELECT tat FROM throttles WHERE key = $1", key)
    wait = ceil((row["tat"] + period - limit.window - now).total_seconds()) if row else 1
    raise TooMany(
        T("That was a lot of tries. Please wait {time}.", time=timedelta(seconds=max(wait, 60))), max(wait, 1)
    )


async def give_back(limit: Limit, who: str) -> None:
    """Undo one `take`: the try was a rightful one."""
    await db.run(GIVE_BACK, _throttle_key(limit, who), limit.window / limit.count)


# --- accounts ----------------------------------------------------------------------------------------


def _email_blind(email: str) -> bytes:
    return vault().blind("email", rules.same(email))


async def _find(email: str) -> Account | None:
    row = await db.one("SELECT person_id FROM accounts WHERE email_blind = $1", _email_blind(email))
    return await Account.get_or_none(person_id=row["person_id"]) if row else None


async def any_admin() -> bool:
    """Whether there is an admin; false only before the first one. Others may have opened accounts of their own by then."""
    return await db.one("SELECT 1 AS yes FROM accounts WHERE role = 'admin' LIMIT 1") is not None


async def account(person_id: UUID) -> Account:
    """The account of one person; `NotFound` if they have none."""
    found = await Account.get_or_none(person_id=person_id)
    if found is None:
        raise NotFound(T("There is nobody with this id."))
    return found


async def accounts(person_ids: Iterable[UUID]) -> dict[UUID, Account]:
    """The accounts of many persons, with one query; persons without one are left out."""
    found = await Account.filter(person_id__in=list(person_ids))
    return {each.pk: each for each in found}


async def create_account(person_id: UUID, email: str, password: str, now: datetime, role: str = "basic") -> Account:
    """Let this person sign in. `NotValid` names the field that is wrong or taken."""
    email = rules.email(email)
    password = rules.password(password, email)
    if role not in rules.ROLES:
        raise NotValid.of("role", T("A role is one of {roles}.", roles=rules.ROLES))
    if await _find(email):
        raise _email_taken()
    made = Account(person_id=person_id, role=role, created_at=now, updated_at=now)
    made.email, made.email_blind = email, _email_blind(email)
    made.password_hash = await _hash(password)
    try:
        async with db.transaction():
            await made.save(force_create=True)
    except IntegrityError as taken:
        raise _email_taken() from taken
    return made


def _email_taken() -> NotValid:
    return NotValid.of("email", T("There is already an account with this e-mail address."))


async def change_email(person_id: UUID, email: str, now: datetime) -> Account:
    """Sign in with another e-mail address from now on."""
    held = await account(person_id)
    held.email = rules.email(email)
    held.email_blind, held.updated_at = _email_blind(email), now
    try:
        async with db.transaction():
            await held.save(update_fields=["email_sealed", "email_blind", "updated_at"])
    except IntegrityError as taken:
        raise _email_taken() from taken
    return held


async def change_password(person_id: UUID, password: str, now: datetime) -> None:
    """A new password. Every token made before it ends."""
    held = await account(person_id)
    hashed = await _hash(rules.password(password, held.email))
    async with db.transaction():
        await db.run("UPDATE accounts SET password_hash = $2 WHERE person_id = $1", person_id, hashed)
        await _end_tokens(person_id, now)
        await audit(person_id, "changed their password", person_id, now)


async def set_role(person_id: UUID, role: str, now: datetime, actor: UUID | str) -> None:
    """Make somebody an admin, or no longer one; in effect at their next request. The last admin stays one."""
    if role not in rules.ROLES:
        raise NotValid.of("role", T("A role is one of {roles}.", roles=rules.ROLES))
    async with db.transaction():
        await db.lock(ADMIN_LOCK)
        held = await account(person_id)
        if held.role == "admin" and role != "admin" and not await other_admin(person_id):
            raise NotPossible(T("This is the last admin. Make somebody else an admin first."))
        await db.run("UPDATE accounts SET role = $2, updated_at = $3 WHERE person_id = $1", person_id, role, now)
        await audit(actor, f"made {role}", person_id, now)


async def close_account(person_id: UUID, now: datetime, actor: UUID | str) -> None:
    """End an account and all its tokens. The last admin can only leave when nobody else is left."""
    async with db.transaction():
        await db.lock(ADMIN_LOCK)
        held = await account(person_id)
        others = await db.one("SELECT 1 AS yes FROM accounts WHERE person_id <> $1 LIMIT 1", person_id)
        if held.role == "admin" and others and not await other_admin(person_id):
            raise NotPossible(T("You are the last admin. Make somebody else an admin first."))
        await db.run("DELETE FROM refresh_tokens WHERE person_id = $1", person_id)
        await db.run("DELETE FROM accounts WHERE person_id = $1", person_id)
        await audit(actor, "closed the account", person_id, now)


async def other_admin(person_id: UUID) -> bool:
    """Whether there is an admin beside this person."""
    return bool(
        await db.one("SELECT 1 AS yes FROM accounts WHERE role = 'admin' AND person_id <> $1 LIMIT 1", person_id)
    )


async def _end_tokens(person_id: UUID, now: datetime) -> None:
    await db.run(
        "UPDATE accounts SET token_version = token_version + 1, updated_at = $2 WHERE person_id = $1", person_id, now
    )
    await db.run(
        "UPDATE refresh_tokens SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL", person_id, now
    )


# --- the first admin ---------------------------------------------------------------------------------


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


async def prepare_setup(given: str, now: datetime) -> str | None:
    """At start: the setup token to show, once, if there is no account yet and none was given by the configuration.

    A token given by the configuration replaces the stored one. Only digests are stored.
    """
    async with db.transaction():
        await db.lock(ADMIN_LOCK)
        if await any_admin():
            return None
        if not given and await db.one("SELECT 1 AS yes FROM setup_token WHERE used_at IS NULL"):
            return None
        token = given or secrets.token_urlsafe(24)
        await db.run(
            "INSERT INTO setup_token (id, token_hash, created_at) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE "
            "SET token_hash = excluded.token_hash, created_at = excluded.created_at, used_at = NULL",
            _digest(token),
            now,
        )
        return None if given else token


async def first_admin(
    person_id: UUID, email: str, password: str, now: datetime, *, token: str | None, from_here: bool, source: str = ""
) -> Account:
    """Open the very first account, an admin's, exactly once however many try: the lock is held until the commit.

    Call it in the transaction that creates the person; a refusal takes the person with it. `from_here`: the request
    comes from this machine itself and through no proxy, then no token is asked for. Else the one-time setup token is.
    """
    if await any_admin():
        raise NotSignedIn(T("Please sign in; only an admin can add people."))
    email = rules.email(email)
    rules.password(password, email)
    async with db.transaction():
        await db.lock(ADMIN_LOCK)
        if await any_admin():
            raise NotSignedIn(T("Please sign in; only an admin can add people."))
        if not from_here:
            held = await SetupToken.get_or_none(id=1, used_at__isnull=True)
            if not token or held is None or not hmac.compare_digest(bytes(held.token_hash), _digest(token)):
                raise NotSignedIn(
                    T("The first account needs the setup token that was shown when Wellcheck first started.")
                )
        made = await create_account(person_id, email, password, now, role="admin")
        await db.run("UPDATE setup_token SET used_at = $1 WHERE id = 1", now)
        await audit(person_id, "became the first admin", person_id, now, source=source)
        return made


# --- tokens ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a person gets for signing in. `expires_in` are the seconds of the access token; `refresh` works once."""

    person_id: UUID
    access: str
    refresh: str
    expires_in: int


def _wrong() -> NotSignedIn:
    return NotSignedIn(T("The e-mail address or the password is not right."))


def _over() -> NotSignedIn:
    return NotSignedIn(T("This token does not count any more. Please sign in again."))


async def sign_in(email: str, password: str, source: str, now: datetime, lasts: int = rules.ACCESS_SECONDS) -> Tokens:
    """Tokens for the right e-mail address and password; otherwise one and the same refusal, equally slow.

    `source` is the caller's network address. 5 tries in 15 minutes per e-mail address and source,
    20 an hour per source.
    """
    source = rules.source_of(source)
    who = f"{rules.same(email)}|{source}"
    await take(rules.LOGIN_SOURCE, source, now)
    await take(rules.LOGIN, who, now)
    held = await _find(email)
    plain = rules.password_as_hashed(password)
    right = await _in_thread(_matches, held.password_hash if held else NOBODY, plain)
    if held is None or not right:
        raise _wrong()
    await give_back(rules.LOGIN_SOURCE, source)
    await give_back(rules.LOGIN, who)
    if _hasher.check_needs_rehash(held.password_hash):
        # Only if nobody changed the password meanwhile.
        await db.run(
            "UPDATE accounts SET password_hash = $2 WHERE person_id = $1 AND password_hash = $3",
            held.pk,
            await _hash(plain),
            held.password_hash,
        )
    return await issue(held.pk, now, lasts)


async def issue(
    person_id: UUID, now: datetime, lasts: int = rules.ACCESS_SECONDS, family: UUID | None = None
) -> Tokens:
    """Tokens for this person, who has proved elsewhere who they are. `family`: they continue this chain."""
    row = await db.one(
        "SELECT a.role, a.token_version, p.first_name_sealed, p.last_name_sealed FROM accounts a "
        "JOIN persons p ON p.id = a.person_id WHERE a.person_id = $1",
        person_id,
    )
    if row is None:
        raise _over()
    first, last = (
        vault().open(row[f"{name}_sealed"], f"persons.{name}", person_id) if row[f"{name}_sealed"] else ""
        for name in ("first_name", "last_name")
    )
    holder = rules.Holder(person_id, row["role"], row["token_version"], first, last)
    refresh = f"wcr_{secrets.token_urlsafe(32)}"
    await db.run(
        "INSERT INTO refresh_tokens (id, person_id, family, token_hash, issued_at, expires_at) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        db.new_id(),
        person_id,
        family or uuid4(),
        _digest(refresh),
        now,
        now + rules.REFRESH_LIFE,
    )
    access = await keys.sign(rules.claims(holder, now, lasts, uuid4().hex), now)
    return Tokens(person_id, access, refresh, lasts)


async def caller_of(token: str, now: datetime) -> Caller:
    """Who this access token speaks for, as the database has them at this moment; `NotSignedIn` if it does not count."""
    said = await keys.read(token, now)
    if said is None:
        raise _over()
    if tokens.is_one(said):
        found = await tokens.caller(said, now)
    else:
        try:
            person_id = UUID(said["sub"])
        except ValueError:
            raise _over() from None
        row = await db.one("SELECT role, token_version FROM accounts WHERE person_id = $1", person_id)
        found = rules.caller(said, row["role"], row["token_version"]) if row else None
    if found is None:
        raise _over()
    return found


async def over(callers: Iterable[Caller], now: datetime) -> set[str]:
    """The `jti` of those of these callers who were let in once and would not be let in as the same any more: their token
    has expired or was revoked, they signed out everywhere, or may do less now. For connections that stay open: ask once
    for all of them, every half minute or so (two queries)."""
    asked = list(callers)
    ended = {each.jti for each in asked if each.expires_at is not None and each.expires_at <= now}
    ended |= await tokens.over([each.jti for each in asked if each.role == rules.TOKEN], now)
    people = [each for each in asked if each.is_person]
    if people:
        rows = await db.rows(
            "SELECT person_id, role, token_version FROM accounts WHERE person_id = ANY($1)",
            list({each.person_id for each in people}),
        )
        stand = {row["person_id"]: (row["token_version"], row["role"]) for row in rows}
        ended |= {each.jti for each in people if stand.get(each.person_id) != (each.version, each.role)}
    return ended


async def refresh(token: str, now: datetime, lasts: int = rules.ACCESS_SECONDS) -> Tokens:
    """New tokens for a refresh token, which is used up. One that comes a second time was stolen: its chain ends."""
    digest = _digest(token)
    await keys.current(now)  # should one have to be made, then not within a transaction that may come to nothing
    async with db.transaction():
        row = await db.one(
            "UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND revoked_at IS NULL "
            "AND expires_at > $2 RETURNING person_id, family",
            digest,
            now,
        )
        if row:
            return await issue(row["person_id"], now, lasts, row["family"])
    used = await db.one(
        "SELECT person_id, family FROM refresh_tokens WHERE token_hash = $1 AND used_at IS NOT NULL", digest
    )
    if used:
        ended = await db.run(
            "UPDATE refresh_tokens SET revoked_at = $2 WHERE family = $1 AND revoked_at IS NULL", used["family"], now
        )
        if ended:
            await audit("system", "refresh token used twice", used["person_id"], now)
    raise _over()


async def sign_out(person_id: UUID, now: datetime) -> None:
    """End all tokens of this person, on every device."""
    async with db.transaction():
        await _end_tokens(person_id, now)


async def prune(now: datetime) -> None:
    """Drop what has no effect any more: paid-off limits, refresh tokens past their life, retired keys."""
    await db.run("DELETE FROM throttles WHERE tat < $1", now)
    await db.run("DELETE FROM refresh_tokens WHERE expires_at < $1", now)
    await db.run("DELETE FROM signing_keys WHERE retires_at <= $1", now)


_TOO_FAR = T("This token does not reach that far.")


def require_admin(caller: Caller) -> None:
    """`NotAllowed` unless this call may do what only admins may."""
    if not caller.is_admin:
        raise NotAllowed(T("Only an admin may do this."))


def require_reach(caller: Caller, person_id: UUID, none: Text) -> None:
    """Refuse what is this person's, and beyond this caller: for somebody who signed in it is not there (`none`, as
    `NotFound`), an API token is told that it is beyond its scope (`NotAllowed`)."""
    if not caller.is_admin and not rules.acts_for(caller, person_id):
        raise NotFound(none) if caller.is_person else NotAllowed(_TOO_FAR)


def require_sight(caller: Caller, owner_id: UUID | None, tags: Iterable[str]) -> None:
    """Refuse what this caller may not see: for somebody who signed in it is not there (`NotFound`), an API token is told
    that it is beyond its scope (`NotAllowed`). Also for what a token makes, and for what a change of tags makes of it."""
    if not rules.sees(caller, owner_id, tags):
        raise NotFound if caller.is_person else NotAllowed(_TOO_FAR)
