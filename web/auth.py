"""Who calls, and whether this door is open to them. The route table says who may; anything else is refused."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from enum import Enum
from ipaddress import ip_address
from uuid import UUID

from aiohttp import web

from web import limits
from web.calls import template
from web.keys import CALLER, LIMITER, RUNTIME, TAKEN, USES
from wellcheck import access
from wellcheck.access import Caller, Limit
from wellcheck.errors import NotAllowed, NotFound, NotSignedIn
from wellcheck.i18n import T

MASTER = Caller(UUID(int=0), "master", "admin", ("*",), "master", "master")
"""Whoever holds MASTER_TOKEN: an admin who is no person."""

GUESSES = Limit("token-guess", 20, timedelta(minutes=15))
"""Wrong tokens that are no tokens of ours, per source."""

_PROXIED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "Origin")


class Who(Enum):
    """Who may pass. The value is said in the documentation."""

    ANYONE = "anyone"
    USER = "whoever is signed in"
    SCOPED = "whoever is signed in, and API tokens for what has their tags"
    FOR_USERS = "whoever is signed in, and API tokens with `user:<id>` for that user"
    THEMSELVES = "the user alone"
    SELF = "the user, and API tokens with `user:<id>`"
    SELF_OR_ADMIN = "the user, API tokens with `user:<id>`, and an admin"
    THEMSELVES_OR_ADMIN = "the user, or an admin"
    ALL_USERS = "an admin, and API tokens with `user:<id>` for those users"
    ADMIN = "an admin"
    PROCESSES = "an admin, and API tokens with the tag `escalations:processes` for what they handed in"
    MASTER = "whoever holds the master token"


def caller(request: web.Request) -> Caller:
    """Who makes this call (routes for ANYONE have none)."""
    return request[CALLER]


def person(request: web.Request) -> UUID:
    """The person who makes this call; `NotAllowed` for the master token and API tokens, which are nobody."""
    calls = request[CALLER]
    if calls is MASTER:
        raise NotAllowed(T("The master token is no person; please sign in as somebody."))
    if not calls.is_person:
        raise NotAllowed(T("Only they themselves may do this."))
    return calls.person_id


def id_of(request: web.Request, name: str = "id") -> UUID:
    """An id in the path; `NotFound` for what is none."""
    text = request.match_info[name]
    try:
        found = UUID(text)
    except ValueError:
        raise NotFound from None
    # UUID() also reads braces, "urn:uuid:" and digits without dashes; one thing has one address.
    if str(found) != text.lower():
        raise NotFound
    return found


async def offered(request: web.Request) -> Caller | None:
    """Who the request's token speaks for; None without any token. `NotSignedIn` for one that does not count."""
    if CALLER in request:
        return request[CALLER]
    header = request.headers.get("Authorization", "").strip()
    scheme, _, rest = header.partition(" ")
    token = rest.strip() if scheme.lower() == "bearer" else header
    if not token:
        return None  # an empty header is no token, and no guess at one either
    request[CALLER] = found = await speaks_for(request, token)
    return found


async def speaks_for(request: web.Request, token: str) -> Caller:
    """Who this token speaks for, wherever in the request it came; `NotSignedIn` if it does not count."""
    runtime = request.app[RUNTIME]
    now = runtime.now()
    master = runtime.config.master_token
    if master and hmac.compare_digest(_digest(token), _digest(master)):
        named = request.match_info.get("uid") or request.match_info.get("id")
        detail = {"id": named[:64]} if named else {}
        await access.audit("master", f"{request.method} {template(request)}", None, now, detail)
        return MASTER
    if master and token.count(".") != 2:
        await access.take(GUESSES, source(request), now)
    found = await access.caller_of(token, now)
    if found.role == access.rules.TOKEN:
        request.app[USES].note(found.jti, now)
    return found


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


async def count(request: web.Request, calls: Caller | None, costs: bool = False) -> None:
    """Count one call of theirs, or of where it comes from; `TooMany` beyond the limit. See `limits`."""
    taken = await request.app[LIMITER].take(calls, source(request), request.app[RUNTIME].now(), costs)
    if taken is None:
        return
    request[TAKEN] = taken
    if taken.wait:
        raise limits.refusal(taken)


async def known(request: web.Request, costs: bool = False) -> None:
    """Find out who calls, and count it. Tokens that do not count are counted where they come from."""
    try:
        calls = await offered(request)
        if calls is None:
            raise NotSignedIn(T("Please sign in first."))
    except NotSignedIn:
        await count(request, None)
        raise
    await count(request, calls, costs)


async def admit(request: web.Request, who: Who, reads: bool = False, told: bool = False) -> None:
    """Let in who is `known`, or say why not. What is going to change something goes into the audit trail before it is done.

    `reads`: the door changes nothing, though it is no GET. `told`: it writes the trail itself.
    """
    if who is Who.ANYONE:
        return
    calls = request[CALLER]
    reads = reads or request.method in ("GET", "HEAD")
    if not calls.may_write and not reads:
        raise NotAllowed(T("This token may only read."))
    subject = id_of(request, "uid") if "uid" in request.match_info else None
    own = subject is not None and access.rules.acts_for(calls, subject)
    match who:
        case Who.MASTER if calls is not MASTER:
            raise NotAllowed(T("This is for the master token alone."))
        case Who.ADMIN:
            access.require_admin(calls)
        case Who.PROCESSES if not access.rules.hands_in(calls):
            access.require_admin(calls)
        case Who.ALL_USERS if not access.users_of(calls):
            access.require_admin(calls)
        case Who.THEMSELVES if calls.person_id != subject:
            raise NotAllowed(T("Only they themselves may do this."))
        case Who.SELF if not own:
            raise NotAllowed(T("Only they themselves may do this."))
        case Who.THEMSELVES_OR_ADMIN if calls.person_id != subject and not calls.is_admin:
            raise NotAllowed(T("Only they themselves or an admin may do this."))
        case Who.SELF_OR_ADMIN if not own and not calls.is_admin:
            raise NotAllowed(T("Only they themselves or an admin may do this."))
        case Who.USER if not calls.is_person and not calls.is_admin:
            raise NotAllowed(T("This token does not reach that far."))
    if not reads and not told and calls is not MASTER:  # its every use is there already
        id = request.match_info.get("id")
        detail = {"token": calls.jti} if calls.role == access.rules.TOKEN else {}
        if subject and id:
            detail["id"] = id
        now = request.app[RUNTIME].now()
        await access.audit(calls.sub, f"{request.method} {template(request)}", subject or id, now, detail)


def source(request: web.Request) -> str:
    """The network address this call comes from. X-Forwarded-For counts only as far as trusted proxies wrote it."""
    remote = request.remote or ""
    trusted = request.app[RUNTIME].config.trusted_proxies
    if not trusted:
        return remote
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while hops and _among(remote, trusted):
        remote = hops.pop()
    return remote[:64]


def _among(address: str, networks: tuple[object, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)  # type: ignore[operator]


def from_here(request: web.Request) -> bool:
    """Whether this very machine calls, through no proxy and from no web page (those send their Origin)."""
    try:
        local = ip_address((request.remote or "").split("%")[0]).is_loopback
    except ValueError:
        return False
    return local and not any(name in request.headers for name in _PROXIED)
