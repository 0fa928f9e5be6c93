"""Programs at `/ws`, as developers should write them: they come back when the connection is lost, and go on where they were."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from typing import Any

from aiohttp import ClientError, ClientSession, WSMsgType


class Program:
    """Takes what is for a client and acknowledges it (`client`), or listens for a tag from its cursor on (`tag`)."""

    def __init__(self, http: ClientSession, url: str, token: str, *, client: str = "", tag: str = "") -> None:
        self._http, self._url, self._token = http, url, token
        self._client, self._tag = client, tag
        self._cursor: str | None = None
        self.heard: Counter[str] = Counter()
        """How often it was told of an occurrence, by its id."""
        self.connected = asyncio.Event()
        self._task = asyncio.create_task(self._stay())

    async def leave(self) -> None:
        """Disconnect, for good."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _stay(self) -> None:
        while True:
            with contextlib.suppress(ClientError, OSError, TimeoutError):
                await self._listen()
            self.connected.clear()
            await asyncio.sleep(0.1)

    def _hello(self) -> dict[str, Any]:
        if self._client:
            return {"type": "client-hook", "client_name": self._client, "token": self._token}
        return {"type": "tag-listener", "tags": [self._tag], "token": self._token, "cursor": self._cursor}

    async def _listen(self) -> None:
        async with self._http.ws_connect(self._url) as ws:
            await ws.send_json(self._hello())
            async for message in ws:
                if message.type is not WSMsgType.TEXT:
                    return
                told = json.loads(message.data)
                self._cursor = told.get("cursor", self._cursor)
                if told["type"] == "error":
                    return
                self.connected.set()
                if told["type"] == "event":
                    self.heard[told["occurrence_id"]] += 1
                    if self._client:
                        mine = {name: told[name] for name in ("event_id", "occurrence_id")}
                        await ws.send_json({"type": "ack"} | mine)
