"""Pushes to programs: published to a realtime channel, by PubNub or what speaks like it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

from aiohttp import ClientSession
from yarl import URL

from wellcheck.channels.http import JSON, Answer, NoAnswer, NotSent, ask
from wellcheck.messages.values import Failed, Outgoing, Receipt, Result, Sent, Unknown

MOST_CHANNEL = 92
"""Characters of a channel's name (PubNub)."""


def told(out: Outgoing, now: datetime) -> dict[str, Any]:
    """What a program is told: the words as `text`, or, where they are a JSON object, its fields ({"process": …, "step": …,
    "text": …}); when it was said (UTC, ISO 8601), and an id by which a push that comes twice is known as one."""
    try:
        read = json.loads(out.text)
    except (ValueError, RecursionError):
        read = None
    said = read if isinstance(read, dict) else {"text": out.text}
    return said | {"time": now.astimezone(UTC).isoformat(), "id": str(out.delivery_id)}


def payload(out: Outgoing, now: datetime) -> bytes:
    """The same as it is published."""
    return json.dumps(told(out, now), ensure_ascii=False).encode()


def outcome(answer: Answer) -> Result:
    """What the service's answer means: `[1, "Sent", "<timetoken>"]`, or an error."""
    if answer.status >= 500:
        return Unknown(f"HTTP {answer.status}")
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Failed("our keys are not accepted", permanent=False, code=str(answer.status), whole_channel=True)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return Failed("too many requests", permanent=False, code="429", retry_after=_seconds(answer))
    if not 200 <= answer.status < 300:
        # Whatever is wrong with this one, another one to the same channel may go well.
        return Failed(f"HTTP {answer.status}", permanent=False, code=str(answer.status), elsewhere=True)
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        said = None
    match said:
        case [1, _, str(timetoken)]:
            return Sent(timetoken[:64])
        case [0, str(reason), *_]:
            return Failed(reason[:180], permanent=False, elsewhere=True)
    return Sent("")  # what speaks like PubNub need not give timetokens


def _seconds(answer: Answer) -> float | None:
    given = answer.headers.get("Retry-After", "")
    return float(given) if given.isdecimal() and len(given) < 6 else None


class Push:
    """One PubNub key set. An address is the name of a channel."""

    name = "push"

    def __init__(
        self,
        session: ClientSession,
        service_url: str,
        pub_key: str,
        sub_key: str,
        uuid: str,
        now: Callable[[], datetime],
    ) -> None:
        self._session, self._now = session, now
        self._before = f"{service_url}/publish/{quote(pub_key, safe='')}/{quote(sub_key, safe='')}/0/"
        self._behind = f"/0?store=0&uuid={quote(uuid, safe='')}"

    async def send(self, out: Outgoing) -> Result:
        """Publish one message, within 10 s. Never raises; a doubtful outcome is `Unknown`."""
        if not 0 < len(out.to) <= MOST_CHANNEL:
            return Failed("this is not the name of a channel", permanent=True)
        url = URL(self._before + quote(out.to, safe="") + self._behind, encoded=True)
        try:
            return outcome(await ask(self._session, "POST", url, payload(out, self._now()), JSON))
        except NotSent as wrong:
            return Failed(str(wrong), permanent=False)
        except NoAnswer as wrong:
            return Unknown(str(wrong))

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """What is published with store=0 is kept nowhere."""
        return None

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """Nobody says who was listening."""
        return None

    async def withdraw(self, to: str, provider_id: str, text: str) -> None:
        """What was published cannot be taken back."""
