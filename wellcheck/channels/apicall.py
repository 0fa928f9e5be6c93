"""API calls: a request as a developer wrote it, sent when it is due."""

from __future__ import annotations

import json

from wellcheck.channels.calls import Calls
from wellcheck.events.handover import Handover
from wellcheck.events.retries import Tried
from wellcheck.outbound import BadUrl


def compose(params: dict[str, object]) -> tuple[dict[str, str], bytes | None]:
    """Headers and body. A text is sent as it is, anything else as JSON; without a body nothing is sent, not even a length."""
    given = params.get("headers")
    headers = {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
    body = params.get("body")
    raw = (
        None
        if body is None
        else body.encode()
        if isinstance(body, str)
        else json.dumps(body, ensure_ascii=False).encode()
    )
    known = {name.lower() for name in headers}
    plain = {"User-Agent": "wellcheck", "Accept": "*/*"}
    if raw is not None:
        plain["Content-Type"] = "application/json"
    elif params.get("method") in ("POST", "PUT", "PATCH"):
        raw = b""
    headers |= {name: value for name, value in plain.items() if name.lower() not in known}
    return headers | {"Accept-Encoding": "identity"}, raw


class Apicall:
    """Sends requests of occurrences."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def send(self, given: Handover, dispatched_at: str) -> Tried:
        """One attempt; never raises."""
        try:
            target = self._calls.target(given.params["url"])
        except BadUrl as wrong:
            return Tried(error=f"blocked: {wrong}")
        headers, body = compose(given.params)
        return await self._calls.hand(given, target, given.params["method"], headers, body)
