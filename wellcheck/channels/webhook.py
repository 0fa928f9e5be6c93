"""Webhooks: what happened, told to a developer's server, signed."""

from __future__ import annotations

import json
import time

from wellcheck.channels.calls import Calls
from wellcheck.events import signing
from wellcheck.events.handover import Handover
from wellcheck.events.retries import Tried
from wellcheck.outbound import BadUrl

_AGENT = "wellcheck"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compose(given: Handover, dispatched_at: str) -> bytes:
    """The body. The receiver checks signatures over these very bytes: it is written once."""
    return _encode(
        {
            "event_id": str(given.event_id),
            "occurrence_id": str(given.id),
            "name": given.name,
            "description": given.description,
            "scheduled_at": given.scheduled_at.isoformat(),
            "metadata": given.metadata,
            "tags": given.tags,
            "attempt": given.attempt,
            "dispatched_at": dispatched_at,
        }
    ).encode()


class Webhook:
    """POSTs occurrences. `secret` signs those of events that have none of their own."""

    def __init__(self, calls: Calls, secret: str) -> None:
        self._calls, self._secret = calls, secret

    async def send(self, given: Handover, dispatched_at: str) -> Tried:
        """One attempt; never raises."""
        try:
            target = self._calls.target(given.params["url"])
        except BadUrl as wrong:
            return Tried(error=f"blocked: {wrong}")
        body = compose(given, dispatched_at)
        signers = given.secrets or (self._secret,)
        headers = {
            **given.params.get("headers", {}),
            "User-Agent": _AGENT,
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            **signing.headers(str(given.id), int(time.time()), body, signers),
        }
        if given.params.get("qhronos_signature", True):
            headers["X-Qhronos-Signature"] = signing.qhronos(body, signers[0])
        return await self._calls.hand(given, target, "POST", headers, body)
