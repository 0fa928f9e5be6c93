"""Listening, over a websocket that is made again whenever it is lost."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMessageTypeError

from wellcheck.client.models import Gap, Refused

PING = 20.0
SHORTEST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds between two connections: doubled as long as nothing is heard."""

PASSING = ("too many connections", "too many tries")
"""Refusals that time heals."""


@dataclass(frozen=True, slots=True)
class Told:
    """A frame: an occurrence (`type` "event"), or what an escalation process says ("push"). `frame`: all of it."""

    frame: Mapping[str, Any]
    _ws: ClientWebSocketResponse = field(repr=False, compare=False)

    @property
    def type(self) -> str:
        """What kind of frame it is."""
        return str(self.frame["type"])

    @property
    def cursor(self) -> str:
        """Where in the stream it stands: listening goes on behind it."""
        return str(self.frame["cursor"])

    @property
    def event_id(self) -> UUID:
        """Whose occurrence it is."""
        return UUID(self.frame["event_id"])

    @property
    def occurrence_id(self) -> UUID:
        """The same however often it comes: whoever knows it already has done it."""
        return UUID(self.frame["occurrence_id"])

    @property
    def name(self) -> str:
        """The event's name."""
        return str(self.frame.get("name", ""))

    @property
    def tags(self) -> list[str]:
        """The event's tags."""
        return list(self.frame.get("tags", ()))

    @property
    def payload(self) -> Any:
        """The event's free data."""
        return self.frame.get("payload")

    @property
    def scheduled_at(self) -> datetime:
        """The time it is meant for."""
        return datetime.fromisoformat(self.frame["scheduled_at"].replace("Z", "+00:00"))

    async def ack(self) -> None:
        """It is done. On a connection that is lost meanwhile this is said in vain: it comes again."""
        ids = {"event_id": self.frame["event_id"], "occurrence_id": self.frame["occurrence_id"]}
        if not self._ws.closed:
            await self._ws.send_json({"type": "ack", **ids})


async def listen(
    session: ClientSession, url: str, token: str, tags: Sequence[str], cursor: str | None
) -> AsyncIterator[Told]:
    """See `Client.listen`."""
    hello: dict[str, Any] = {"type": "tag-listener", "tags": list(tags), "token": token, "cursor": cursor}
    async for ws, frame in _frames(session, url, hello):
        hello["cursor"] = frame["cursor"]
        if frame["type"] != "ack":
            yield Told(frame, ws)


async def take(session: ClientSession, url: str, token: str, client_name: str) -> AsyncIterator[Told]:
    """See `Client.take`."""
    hello = {"type": "client-hook", "client_name": client_name, "token": token}
    async for ws, frame in _frames(session, url, hello):
        if frame["type"] == "event":
            yield Told(frame, ws)


async def _frames(
    session: ClientSession, url: str, hello: Mapping[str, Any]
) -> AsyncIterator[tuple[ClientWebSocketResponse, dict[str, Any]]]:
    """Every frame, on whatever connection; `hello` begins each. `Refused` when the server does not want us."""
    wait = SHORTEST_WAIT
    while True:
        try:
            async with session.ws_connect(f"{url}/ws", heartbeat=PING, max_msg_size=0) as ws:
                await ws.send_json(hello)
                if _let_in(first := await ws.receive_json(timeout=PING)):
                    yield ws, first
                    async for message in ws:
                        frame = json.loads(message.data)
                        if frame["type"] != "error":  # an acknowledgement that came too late
                            wait = SHORTEST_WAIT
                            yield ws, frame
        except (ClientError, OSError, TimeoutError, WSMessageTypeError):
            pass
        await asyncio.sleep(wait * random.uniform(0.5, 1))  # noqa: S311 - so that not all come back at the same moment
        wait = min(2 * wait, LONGEST_WAIT)


def _let_in(frame: Mapping[str, Any]) -> bool:
    """Whether the handshake counts; False: not now. `Refused`: never."""
    if frame["type"] == "ack":
        return True
    words = str(frame.get("message"))
    if words in PASSING:
        return False
    raise Gap(words) if words == "cursor expired" else Refused(words)
