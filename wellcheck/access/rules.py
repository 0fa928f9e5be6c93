"""What a good password is, whose token counts, which key signs. Values in, a decision out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from uuid import UUID

from wellcheck.errors import NotValid
from wellcheck.i18n import T

ROLES = ("admin", "basic")
TOKEN = "token"  # noqa: S105 - a word
"""The role of an API token: nobody signed in."""

ACCESS = ("read", "write", "read_write", "admin")
"""What an API token may do. Each includes those before it; `write` and `read_write` are the same."""
ISSUER = AUDIENCE = "wellcheck"
ACCESS_SECONDS = 86_400
REFRESH_LIFE = timedelta(days=30)
LEEWAY = 5  # seconds by which two clocks may differ

PASSWORD_LEAST, PASSWORD_MOST = 8, 128
PASSWORD_BYTES = 512
# The most common ones of eight or more characters in leaked lists, and our own name.
_COMMON = (
    "00000000 11111111 88888888 12345678 123456789 1234567890 0123456789 987654321 87654321 1234qwer 123123123 "
    "12341234 12344321 123qwe123 147258369 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 a1234567 a12345678 aa123456 "
    "aa12345678 abc12345 abcd1234 abcdefgh access14 admin123 administrator alexander asdf1234 asdfasdf asdfghjk "
    "asdfghjkl baseball basketball blink182 butterfly changeme charlie1 chocolate computer danielle dearbook "
    "football football1 g_czechout gfhjkmgfhjkm iloveyou iloveyou1 internet jennifer letmein1 liverpool liverpool1 "
    "lovelove master123 metallica michael1 michelle midnight minecraft monkey123 mustang1 p@ssw0rd p@ssword "
    "pa55word passw0rd passwort password password1 password12 password123 password1234 pokemon1 princess princess1 "
    "q1w2e3r4 q1w2e3r4t5 qazwsxedc qwer1234 qwerasdf qwerty12 qwerty123 qwerty1234 qwertyui qwertyuiop samantha "
    "secret123 starwars sunshine sunshine1 superman superman1 test1234 trustno1 victoria welcome1 welcome123 "
    "whatever zaq12wsx zxcvbnm1 zxcvbnmm contraseña contrasena 11223344 wellcheck wellcheck1 wellcheck123"
)
COMMON_PASSWORDS = frozenset(_COMMON.split())

PUBLISHED_AHEAD = timedelta(hours=1)
"""A new key is shown in the key set for so long before it signs, so that everybody who verifies has fetched it."""

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@(?=.{1,253}$)[^\s@.<>()\[\],;:\\\"/]+(\.[^\s@.<>()\[\],;:\\\"/]+)*")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and no more than so many in the window: the rest is refused with the time to come back."""

    name: str
    count: int
    window: timedelta


LOGIN = Limit("login", 5, timedelta(minutes=15))
LOGIN_SOURCE = Limit("login-source", 20, timedelta(hours=1))


def password(text: str, email: str = "", field: str = "password") -> str:
    """The password as it is hashed (NFKC), or `NotValid`: 8 to 128 characters, no space, none that everybody tries."""
    plain = unicodedata.normalize("NFKC", text)
    if not plain or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cs") for c in text + plain):
        raise NotValid.of(field, T("A password may not be empty and has no spaces in it."))
    if len(plain) < PASSWORD_LEAST:
        raise NotValid.of(field, T("A password needs at least {n} characters.", n=PASSWORD_LEAST))
    if len(plain) > PASSWORD_MOST or len(plain.encode()) > PASSWORD_BYTES:
        raise NotValid.of(field, T("A password has at most {n} characters.", n=PASSWORD_MOST))
    known = plain.casefold()
    if known in COMMON_PASSWORDS or len(set(known)) == 1 or known in same(email) or known == same(email):
        raise NotValid.of(field, T("This password is one of the first that others would try; please choose another."))
    return plain


def password_as_hashed(text: str) -> str:
    """What is compared at sign-in: the same form as `password` gives; something too long to be one is cut."""
    return unicodedata.normalize("NFKC", text[:PASSWORD_BYTES]).encode("utf-8", "replace").decode()


def email(text: str, field: str = "email") -> str:
    """The e-mail address, trimmed, or `NotValid`. Its form is checked, not whether it exists."""
    trimmed = text.strip()
    if not trimmed.isprintable() or not _EMAIL.fullmatch(trimmed):
        raise NotValid.of(field, T("An e-mail address looks like {example}.", example="ada@example.org"))
    return trimmed


def same(email: str) -> str:
    """The form under which two e-mail addresses are the same one: letter case does not count."""
    return unicodedata.normalize("NFKC", email.strip()).casefold().encode("utf-8", "replace").decode()


def source_of(address: str) -> str:
    """What counts as one source: an IPv4 address, or the /64 network that one IPv6 subscriber has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks to us. `access` is what this token may do, never more than the role allows at this moment.

    `role`: admin or basic for somebody who signed in, "token" for an API token, which is no person, "master" for the
    master token. `sub` is who it is in words (a person's id, an API token's `sub`, "master"); `person_id` the same as an
    id, which belongs to no person for the latter two. `scopes` of an API token are what it may see: tags, and `user:<id>`.
    """

    person_id: UUID
    role: str
    access: str
    scopes: tuple[str, ...]
    jti: str
    sub: str
    expires_at: datetime | None = None
    version: int = 0
    """The account's `token_version` when they came in."""

    @property
    def is_admin(self) -> bool:
        """Whether this call may do what only admins may."""
        return self.access == "admin"

    @property
    def is_person(self) -> bool:
        """Whether somebody signed in."""
        return self.role in ROLES

    @property
    def may_write(self) -> bool:
        """Whether this call may change anything."""
        return self.access != "read"


@dataclass(frozen=True, slots=True)
class Everything:
    """There is nothing this caller may not see."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What has at least one of these tags; without any: nothing."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """What belongs to this person."""

    id: UUID


def reach(caller: Caller) -> Everything | Tags | Owner:
    """Which events, and what came of them, this caller may see in a list. Tags are compared whole, letter by letter."""
    if caller.is_admin:
        return Everything()
    return Owner(caller.person_id) if caller.is_person else Tags(caller.scopes)


def sees(caller: Caller, owner_id: UUID | None, tags: Iterable[str]) -> bool:
    """Whether this caller may see (and with write access change) what has this owner and these tags."""
    match reach(caller):
        case Everything():
            return True
        case Tags(mine):
            return not set(mine).isdisjoint(tags)
        case Owner(id):
            return owner_id == id


@dataclass(frozen=True, slots=True)
class Holder:
    """The person a token is made for, as the database has them now."""

    person_id: UUID
    role: str
    token_version: int
    first_name: str
    last_name: str


def claims(holder: Holder, now: datetime, lasts: int, jti: str) -> dict[str, Any]:
    """What a token says. The names and `is_admin` are there for programs that came from Kronus."""
    issued = int(now.timestamp())
    return {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(holder.person_id),
        "iat": issued,
        "exp": issued + lasts,
        "jti": jti,
        "first_name": holder.first_name,
        "last_name": holder.last_name,
        "is_admin": holder.role == "admin",
        "access": "admin" if holder.role == "admin" else "write",
        "scope": "*",
        "ver": holder.token_version,
    }


def in_time(said: Mapping[str, Any], now: datetime) -> bool:
    """Whether a token is neither from the future nor over; anything but whole numbers does not count."""
    issued, expires = said.get("iat"), said.get("exp")
    if type(issued) is not int or type(expires) is not int:
        return False
    return issued - LEEWAY <= now.timestamp() < expires + LEEWAY


def caller(said: Mapping[str, Any], role: str, token_version: int) -> Caller | None:
    """The caller behind a token's claims, if the account still stands as it did when the token was made."""
    access, scope = said.get("access"), said.get("scope")
    if said.get("ver") != token_version or access not in ("read", "write", "admin") or not isinstance(scope, str):
        return None
    if access == "admin" and role != "admin":
        access = "write"
    ends = datetime.fromtimestamp(said["exp"], UTC)
    return Caller(UUID(said["sub"]), role, access, (scope,), said["jti"], said["sub"], ends, token_version)


USER = "user:"
"""Before a person's id in the scope of an API token: it may act for them at `/users/{uid}/…`."""

PROCESSES = "escalations:processes"
"""The tag that lets an API token hand in escalation processes, and look after those."""


def hands_in(caller: Caller) -> bool:
    """Whether this call may hand in escalation processes."""
    return caller.is_admin or (caller.role == TOKEN and PROCESSES in caller.scopes)


SUB_MOST, SCOPE_MOST, TAG_MOST = 64, 100, 100
LONGEST = timedelta(days=3653)  # ten years: the key that signed a token is kept as long as the token counts


def acts_for(caller: Caller, person_id: UUID) -> bool:
    """Whether this call is this person's own, or an API token's that was made to act for them."""
    return caller.person_id == person_id or (caller.role == TOKEN and f"{USER}{person_id}" in caller.scopes)


def users_of(caller: Caller) -> tuple[UUID, ...]:
    """Whom an API token was made to act for."""
    if caller.role != TOKEN:
        return ()
    ids = (scope.removeprefix(USER) for scope in caller.scopes if scope.startswith(USER))
    return tuple(UUID(id) for id in ids if _UUID.fullmatch(id))


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def on_their_screen(caller: Caller, person_id: UUID) -> bool:
    """Whether what must not show on this person's own screen (duress) is kept from this call: it is theirs, or that of a
    program that was made to act for them and is no admin's."""
    return caller.person_id == person_id or (acts_for(caller, person_id) and not caller.is_admin)


def api_token(sub: str, access: str, scope: Sequence[str], expires_at: datetime, now: datetime) -> None:
    """`NotValid` names what is wrong with a token that is wished for."""
    if not sub.strip() or len(sub) > SUB_MOST or not sub.isprintable():
        raise NotValid.of("sub", T("This has 1 to {n} printable characters.", n=SUB_MOST))
    if access not in ACCESS:
        raise NotValid.of("access", T("Choose one of these: {names}.", names=", ".join(ACCESS)))
    if len(scope) > SCOPE_MOST:
        raise NotValid.of("scope", T("This may be at most {n}.", n=SCOPE_MOST))
    if any(not tag.strip() or len(tag) > TAG_MOST or not tag.isprintable() for tag in scope):
        raise NotValid.of("scope", T("This has 1 to {n} printable characters.", n=TAG_MOST))
    if not now < expires_at <= now + LONGEST:
        raise NotValid.of("expires_at", T("This must be in the future, at most ten years from now."))


@dataclass(frozen=True, slots=True)
class KeyAge:
    """A signing key's place in time."""

    id: UUID
    created_at: datetime
    retires_at: datetime | None


def signer(keys: Sequence[KeyAge], now: datetime) -> UUID | None:
    """Which key signs: the newest that has been published long enough, else the oldest that is there."""
    live = sorted((k for k in keys if k.retires_at is None or k.retires_at > now), key=lambda k: (k.created_at, k.id))
    ready = [key for key in live if key.created_at + PUBLISHED_AHEAD <= now]
    if ready:
        return ready[-1].id
    return live[0].id if live else None


def retirement(now: datetime, lasts: int, last: datetime | None = None) -> datetime:
    """When the old key is dropped after a rotation: when the last token it signs is surely over. `last`: the end of the
    API token that lives longest."""
    ends = now + PUBLISHED_AHEAD + timedelta(seconds=lasts)
    return max(ends, last or ends) + timedelta(seconds=LEEWAY)
