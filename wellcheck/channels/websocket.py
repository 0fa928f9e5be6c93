"""Pushes to programs that listen at our own `/ws`: published to all who listen for a tag."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from wellcheck import db, stream
from wellcheck.channels.push import told
from wellcheck.messages.values import Outgoing, Receipt, Result, Sent, Unknown
from wellcheck.stream import New


class Websocket:
    """An address is a tag. What is in the stream counts as sent: whoever was away goes on from its cursor."""

    name = "websocket"

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    async def send(self, out: Outgoing) -> Result:
        """Put one message into the stream, once, however often it is sent. Never raises; a doubtful outcome is `Unknown`."""
        now = self._now()
        body = json.dumps({"type": "push"} | told(out, now) | {"tags": [out.to]}, ensure_ascii=False)
        try:
            async with db.transaction():
                await stream.append([New(body, now, [out.to], id=out.delivery_id)])
        except Exception as away:
            return Unknown(type(away).__name__)
        return Sent(str(out.delivery_id))

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """The stream itself says whether it is there."""
        return Sent(str(out.delivery_id)) if await stream.Frame.exists(id=out.delivery_id) else None

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """Nobody says who was listening."""
        return None

    async def withdraw(self, to: str, provider_id: str, text: str) -> None:
        """What was said cannot be taken back."""
