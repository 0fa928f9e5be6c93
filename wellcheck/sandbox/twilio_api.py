"""A local Twilio REST API for one account: its door. Messages and calls have files of their own.

Behaviour, statuses and error codes follow https://www.twilio.com/docs/usage/api and /docs/api/errors.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from wellcheck.sandbox.faults import Fault, Faults
from wellcheck.sandbox.state import Json, World
from wellcheck.sandbox.twilio_calls import Calls
from wellcheck.sandbox.twilio_messages import Messages
from wellcheck.sandbox.twilio_rest import VERSION, Account, Refused, date, not_found, refusal
from wellcheck.sandbox.twilio_signed import Webhooks

Work = Callable[[web.Request, Json, Fault | None], Awaitable[web.Response]]


class Twilio:
    """One account with one number: its text messages and its calls."""

    def __init__(self, world: World, faults: Faults, webhooks: Webhooks, account: Account, patient: bool) -> None:
        self.world = world
        self.faults = faults
        self.account = account
        self.messages = Messages(world, faults, webhooks, account)
        self.calls = Calls(world, faults, webhooks, account, patient)

    def routes(self) -> list[web.RouteDef]:
        """Where the REST API is served."""
        account = f"/twilio/{VERSION}/Accounts/{{account}}"
        messages, calls = self.messages, self.calls
        return [
            web.get(account + ".json", self._serve("account", self.fetch_account)),
            web.post(account + "/Messages.json", self._serve("create", messages.create_message)),
            web.get(account + "/Messages.json", self._serve("list", messages.list_messages)),
            web.get(account + "/Messages/{sid}.json", self._serve("fetch", messages.fetch_message)),
            web.post(account + "/Messages/{sid}.json", self._serve("change", messages.change_message)),
            web.get(account + "/Messages/{sid}/Media/{media}", self._serve("media", messages.fetch_media)),
            web.post(account + "/Calls.json", self._serve("call", calls.create_call)),
            web.get(account + "/Calls.json", self._serve("list_calls", calls.list_calls)),
            web.get(account + "/Calls/{sid}.json", self._serve("fetch_call", calls.fetch_call)),
            web.post(account + "/Calls/{sid}.json", self._serve("change_call", calls.change_call)),
            web.route("*", "/twilio/{rest:.*}", self._serve("", self.not_here)),
        ]

    async def close(self) -> None:
        """Stop carrying messages, and drop every line."""
        await self.messages.close()
        await self.calls.close()

    def resume(self) -> None:
        """Go on with what was on its way when the sandbox was stopped."""
        self.messages.resume()
        self.calls.resume()

    def busy(self) -> bool:
        """Whether Twilio has something to bring to us or to a phone."""
        return self.messages.errands.busy() or self.calls.busy()

    def _serve(self, method: str, work: Work) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            params: Json = dict(await request.post()) if request.method == "POST" else dict(request.query)
            phone = self.world.phone(str(params.get("To", "")).removeprefix("whatsapp:") or "-")
            fault = self.faults.take("twilio", method, phone)
            status = 0

            async def attempt() -> web.StreamResponse:
                nonlocal status
                try:
                    self._authenticate(request)
                    answer = await work(request, params, fault)
                except Refused as refused:
                    answer = web.json_response(refused.body, status=refused.status)
                status = answer.status
                return answer

            at_once = None if fault and fault.kind == "undelivered" else fault  # the request itself is well
            answer = await self.faults.answer(request, at_once, attempt, refusal)
            seen = {"provider": "twilio", "method": method, "params": params, "did": status, "status": answer.status}
            self.world.requests.append({"at": self.world.now(), **seen})
            return answer

        return handle

    def _authenticate(self, request: web.Request) -> None:
        user, password = "", ""
        kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "basic":
            try:
                user, _, password = base64.b64decode(encoded).decode().partition(":")
            except ValueError:
                raise Refused(401, 20003) from None
        good = any(hmac.compare_digest(password.encode(), token.encode()) for token in self.account.auth_tokens)
        if user != self.account.sid or not good:
            raise Refused(401, 20003)
        if request.match_info.get("account", user) != user:
            raise not_found(request)

    async def not_here(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """Anything that the sandbox does not have."""
        raise not_found(request)

    async def fetch_account(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """The account itself."""
        return web.json_response(
            {
                "sid": self.account.sid,
                "friendly_name": "Wellcheck sandbox",
                "status": "active",
                "type": "Full",
                "owner_account_sid": self.account.sid,
                "date_created": date(0),
                "date_updated": date(0),
                "auth_token": None,
                "uri": f"/{VERSION}/Accounts/{self.account.sid}.json",
                "subresource_uris": {},
            }
        )
