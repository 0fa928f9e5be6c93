"""Those who call the web server in tests: people who sign in, and Twilio."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID, uuid4

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from wellcheck import access, people, probes
from wellcheck.access.models import SigningKey
from wellcheck.config import Config
from wellcheck.people import Contact
from wellcheck.runtime import Runtime

PASSWORD = "a fine horse".replace(" ", "-")
numbers = itertools.count(100)


def a_number() -> str:
    """A number that is nobody's, each time another one."""
    return f"+447700900{next(numbers) % 900 + 100}"


@dataclass
class Api:
    """The server, and what is needed to talk to it."""

    running: Runtime
    client: TestClient[Any, Any]
    config: Config
    token: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def by(self, token: str | None) -> Api:
        """The same server, spoken to with another token."""
        return Api(self.running, self.client, self.config, token, self.headers)

    async def ask(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        """(status, JSON) of one call."""
        answer = (
            await self.raw(method, path, json=body, **more)
            if body is not None
            else await self.raw(method, path, **more)
        )
        text = await answer.text()
        return answer.status, await answer.json() if text and "json" in answer.content_type else text

    async def raw(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any
    ) -> ClientResponse:
        """One call, as it comes."""
        all_headers = {
            **self.headers,
            **({"Authorization": f"Bearer {self.token}"} if self.token else {}),
            **(headers or {}),
        }
        return await self.client.request(method, path, headers=all_headers, allow_redirects=False, **more)

    async def get(self, path: str) -> Any:
        """What is under "data"; the call has to succeed."""
        status, told = await self.ask("GET", path)
        assert status == 200, told
        return told["data"]


@dataclass
class Somebody:
    """A user who is signed in."""

    api: Api
    id: str
    email: str
    phone: str

    async def contact(self, emergency: bool = True, **more: Any) -> dict[str, Any]:
        """Give them a contact."""
        wanted = {
            "first_name": "Bob", "last_name": "Ray", "phone_number": a_number(), "email": f"{uuid4().hex}@example.org",
            "is_emergency_contact": emergency,
        } | more  # fmt: skip
        status, told = await self.api.ask("POST", f"/v1/users/{self.id}/contacts", wanted)
        assert status == 201, told
        made: dict[str, Any] = told["data"]
        return made

    async def consents(self, contact: dict[str, Any]) -> None:
        """Their contact agrees."""
        await Contact.filter(id=contact["id"]).update(consent="consented")


def a_user(**more: Any) -> dict[str, Any]:
    """The body that adds a user."""
    return {
        "first_name": "Ada", "last_name": "Byron", "phone_number": a_number(), "email": f"{uuid4().hex}@example.org",
        "password": PASSWORD,
    } | more  # fmt: skip


_signs: dict[tuple[str, ...], SigningKey] = {}


async def with_a_key(running: Runtime) -> None:
    """A key to sign tokens with, as on the first day. The product makes it once for all tests of this process; making
    one takes a third of a second."""
    if await SigningKey.exists():
        return
    made = _signs.get(tuple(running.config.secret_keys))
    if made is None:
        await access.jwks(running.now())
        _signs[tuple(running.config.secret_keys)] = await SigningKey.get()
    else:
        key = SigningKey(id=made.id, public=made.public, created_at=running.now(), private_sealed=made.private_sealed)
        await key.save(force_create=True)


async def signed_in(api: Api, wanted: dict[str, Any], made: dict[str, Any]) -> Somebody:
    tokens = await access.issue(UUID(made["id"]), api.running.now())
    return Somebody(api.by(tokens.access), made["id"], wanted["email"], wanted["phone_number"])


async def another(admin: Somebody, **more: Any) -> Somebody:
    """A basic user, added by the admin."""
    wanted = a_user(**more)
    status, told = await admin.api.ask("POST", "/v1/users", wanted)
    assert status == 201, told
    return await signed_in(admin.api, wanted, told["data"])


def signature(config: Config, path: str, form: Mapping[str, str], token: str | None = None) -> str:
    """Twilio's signature, written from its documentation."""
    text = config.public_url.rstrip("/") + path + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new((token or config.twilio_auth_tokens[0]).encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def sms_form(config: Config, sender: str, text: str, **more: str) -> dict[str, str]:
    """What Twilio posts for a text message."""
    return {
        "ToCountry": "GB", "SmsMessageSid": "", "NumMedia": "0", "SmsStatus": "received", "Body": text, "From": sender,
        "To": config.twilio_from_number, "MessageSid": f"SM{uuid4().hex}", "AccountSid": config.twilio_account_sid,
        "ApiVersion": "2010-04-01",
    } | more  # fmt: skip


async def post_form(
    api: Api, path: str, form: Mapping[str, str], signed: str | None = None, **headers: str
) -> tuple[int, str]:
    """(status, text) of a signed form."""
    raw = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in form.items())
    sent = {"Content-Type": "application/x-www-form-urlencoded"} | headers
    sent["X-Twilio-Signature"] = signature(api.config, path, form) if signed is None else signed
    answer = await api.raw("POST", path, data=raw.encode(), headers=sent)
    return answer.status, await answer.text()


async def asked(person_id: str, running: Runtime, minutes: int = 60) -> str:
    """The id of a probe that is open for this person."""

    id = await probes.ask(probes.Wish(UUID(person_id), running.now(), 0, timedelta(minutes=minutes)), running.now())
    return str(id)


async def number_of(person_id: str) -> str | None:
    """The number a person can be written to."""

    found = await people.usable_addresses(UUID(person_id))
    return found[0].value if found else None
