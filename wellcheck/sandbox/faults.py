"""Providers that misbehave on request, for tests and for anyone who wants to see what happens then."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from aiohttp import web

from wellcheck.sandbox.state import Json, Phone

KINDS = ("status", "timeout_after_accept", "hang", "refuse", "garbage", "delay", "undelivered")
CALLBACKS = ("drop", "double", "triple", "shuffle", "delay")
PROVIDERS = ("telegram", "twilio", "smtp")
PUSHES = frozenset({"inbound", "voice"})  # what goes from the provider to us, and is never meant by an unnamed method
CREATES = frozenset({"create", "call"})  # what makes something whose fate is told later


Told = TypeVar("Told")


@dataclass(slots=True)
class Fault:
    """One way to misbehave.

    `method`: a Bot API method, or at Twilio `create`, `list`, `fetch` (messages), `call`, `list_calls`, `fetch_call`,
    `change_call`, `account`, or of mail `rcpt`, `data`; empty means any. `inbound` means a message that the provider
    posts to us, `voice` its asking us what to say in a call. `phone`: a phone's id, number or Telegram id; empty means
    any. `times`: how often it still strikes; None means until cleared. `seconds`: how long a hang or delay lasts.

    kind `status`: answer `status` with `body`, after doing the work if `accept`. `timeout_after_accept`: do the work
    and never answer. `hang`: do nothing and never answer. `refuse`: drop the connection. `garbage`: do the work if
    `accept`, answer with what no client can read. `delay`: late, but right. `undelivered` (Twilio): taken, and then
    reported as undelivered (a call: as failed) with error code `status`. No kind: only `callbacks` misbehave. Of mail,
    `status` is the server's reply code and `body` the words behind it.
    """

    id: int
    provider: str
    kind: str = ""
    method: str = ""
    phone: str = ""
    status: int = 0
    body: Any = None
    times: int | None = 1
    seconds: float = 30.0
    accept: bool = False
    callbacks: str = ""
    retry_after: int | None = None
    hits: int = 0


class Faults:
    """The faults that are set, in the order in which they were set."""

    def __init__(self, closing: asyncio.Event) -> None:
        self._closing = closing
        self._ids = itertools.count(1)
        self._set: list[Fault] = []

    def add(self, wish: Json) -> Fault:
        """Set a fault. Raises ValueError with a sentence when the wish makes no sense."""
        known = set(Fault.__slots__) - {"id", "hits"}
        wish = {"method" if key == "path" else key: value for key, value in wish.items()}
        numbers: dict[str, Any] = {"status": int, "seconds": (int, float), "times": (int, type(None)), "accept": bool}
        if wrong := [name for name, kind in numbers.items() if name in wish and not isinstance(wish[name], kind)]:
            raise ValueError(f"Of the wrong type: {', '.join(wrong)}.")
        if unknown := sorted(set(wish) - known):
            raise ValueError(f"Unknown: {', '.join(unknown)}. Known: {', '.join(sorted(known))}.")
        if wish.get("provider") not in PROVIDERS:
            raise ValueError(f"provider is one of {', '.join(PROVIDERS)}.")
        if wish.get("kind", "") not in ("", *KINDS):
            raise ValueError(f"kind is one of {', '.join(KINDS)}.")
        if wish.get("callbacks", "") not in ("", *CALLBACKS):
            raise ValueError(f"callbacks is one of {', '.join(CALLBACKS)}.")
        if not wish.get("kind") and not wish.get("callbacks"):
            raise ValueError("Say what goes wrong: kind, callbacks, or both.")
        if wish.get("kind") == "status" and not 200 <= int(wish.get("status", 0)) <= 599:
            raise ValueError("status is an HTTP status from 200 to 599.")
        if wish.get("kind") == "garbage":
            wish.setdefault("accept", True)
        names = {"phone": str(wish.get("phone", "")), "method": str(wish.get("method", "")).lower()}
        fault = Fault(next(self._ids), **(wish | names))
        self._set.append(fault)
        return fault

    def take(self, provider: str, method: str, phone: Phone | None) -> Fault | None:
        """The first fault that strikes here, counted down."""
        for fault in self._set:
            if fault.provider == provider and self._meant(fault, method.lower()) and self._hers(fault, phone):
                fault.hits += 1
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._set.remove(fault)
                return fault
        return None

    @staticmethod
    def _meant(fault: Fault, method: str) -> bool:
        if fault.method:
            return fault.method == method
        return method in CREATES if fault.kind in ("", "undelivered") else method not in PUSHES

    @staticmethod
    def _hers(fault: Fault, phone: Phone | None) -> bool:
        if not fault.phone:
            return True
        return phone is not None and fault.phone in (phone.id, phone.number, str(phone.telegram_id))

    def all(self) -> list[Json]:
        """The faults that are set."""
        return [asdict(fault) for fault in self._set]

    def clear(self, fault_id: int | None = None) -> int:
        """Take back one fault, or all; returns how many there were."""
        before = len(self._set)
        self._set = [fault for fault in self._set if fault_id is not None and fault.id != fault_id]
        return before - len(self._set)

    async def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end of the sandbox."""
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            pass

    async def answer(
        self,
        request: web.Request,
        fault: Fault | None,
        work: Callable[[], Awaitable[web.StreamResponse]],
        refusal: Callable[[Fault], Json],
    ) -> web.StreamResponse:
        """Answer a request, as the fault wants it. `refusal` gives the provider's own body for an error status."""
        match fault.kind if fault else "":
            case "status":
                assert fault is not None
                if fault.accept:
                    await work()
                body = refusal(fault) if fault.body is None else fault.body
                headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else None
                kind = "text/html" if isinstance(body, str) else "application/json"
                text = body if isinstance(body, str) else json.dumps(body)
                return web.Response(status=fault.status, text=text, content_type=kind, headers=headers)
            case "timeout_after_accept":
                assert fault is not None
                await work()
                await self.pause(fault.seconds)
                return hang_up(request)
            case "hang":
                assert fault is not None
                await self.pause(fault.seconds)
                return hang_up(request)
            case "refuse":
                return hang_up(request)
            case "garbage":
                assert fault is not None
                if fault.accept:
                    await work()
                text = "<html><body>502 Bad" if fault.body is None else str(fault.body)
                return web.Response(status=fault.status or 200, text=text, content_type="text/html")
            case "delay":
                assert fault is not None
                await self.pause(fault.seconds)
                return await work()
            case _:
                return await work()


def hang_up(request: web.Request) -> web.Response:
    """Drop the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)


def rearranged(statuses: list[Told], how: str) -> list[Told]:
    """Status callbacks as a fault wants them: dropped, two or three times each, or last first."""
    match how:
        case "drop":
            return []
        case "double":
            return [status for status in statuses for _ in range(2)]
        case "triple":
            return [status for status in statuses for _ in range(3)]
        case "shuffle":
            return statuses[::-1]
        case _:
            return statuses
