"""`wellcheck chat`: be one phone of the sandbox in a terminal. What you type is said, what arrives is printed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

from aiohttp import ClientError, ClientSession

API = "/sandbox/api"
LOOK_EVERY = 0.3  # seconds
LOOKED_BACK = 3  # messages shown at the beginning
ANSWERING, ENDING = ("/answer", "/decline"), "/hangup"
HELP = (
    "What you type is sent. A number chooses the button of that number. When the phone rings: /answer or /decline; in a "
    "call, digits are keys and words are spoken, /hangup ends it. /call calls Wellcheck, /quit leaves."
)


class NoChat(Exception):
    """The chat cannot go on; the sentence says why and what would help."""


class Chat:
    """One phone, looked at and written on through the sandbox's control API at `base`."""

    def __init__(
        self, session: ClientSession, base: str, number: str, channel: str, show: Callable[[str], None]
    ) -> None:
        self._session, self._base, self._number, self._channel, self._show = session, base, number, channel, show
        self._phone = ""
        self._seen: dict[int, str] = {}
        self._heard: dict[int, int] = {}
        self._ringing: set[int] = set()
        self._in_call = False
        self._buttons: tuple[int, list[str]] | None = None

    async def begin(self) -> None:
        """Take the phone of this number into the hand; one that is not there yet is added."""
        found = await self._get(f"/phones/{self._number}")
        if found is None:
            found = await self._post("/phones", number=self._number)
        self._phone = found["id"]
        for message in found["messages"][:-LOOKED_BACK]:
            self._seen[message["id"]] = message["text"]
        self._show(f"You are {found['name']}, {self._number}, on {self._channel}. {HELP}")
        self._look(found)

    async def look(self) -> None:
        """Print what is new."""
        self._look(await self._get(f"/phones/{self._phone}") or {"messages": [], "calls": []})

    async def say(self, words: str) -> None:
        """Do what was typed."""
        words = words.strip()
        if words in ("/answer", "/decline", "/call"):
            await self._post(f"/phones/{self._phone}/{words[1:].replace('call', 'dial')}")
        elif words == ENDING:
            await self._post(f"/phones/{self._phone}/hang-up")
        elif words and self._in_call:
            keys = words.replace(" ", "")
            if all(key in "0123456789*#" for key in keys):
                await self._post(f"/phones/{self._phone}/press", keys=keys)
            else:
                await self._post(f"/phones/{self._phone}/speak", text=words)
        elif words and self._buttons and words.isdigit() and 1 <= int(words) <= len(self._buttons[1]):
            message, labels = self._buttons
            await self._post(f"/phones/{self._phone}/tap", message_id=message, button=labels[int(words) - 1])
        elif words:
            await self._post(f"/phones/{self._phone}/say", text=words, channel=self._channel)

    def _look(self, phone: dict[str, Any]) -> None:
        for message in phone["messages"]:
            id, text = message["id"], message["text"]
            if message["mine"] or message["channel"] != self._channel or self._seen.get(id) == text:
                continue
            changed = id in self._seen
            self._seen[id] = text
            labels = [button["text"] for row in message["buttons"] for button in row]
            if labels:
                self._buttons = (id, labels)
            elif changed and self._buttons and self._buttons[0] == id:
                self._buttons = None
            choices = "".join(f"\n   [{n}] {label}" for n, label in enumerate(labels, start=1))
            file = message["content"].get("file", {}).get("name")
            came = f"({file}) " if file else ""
            self._show(f"Wellcheck{' (changed)' if changed else ''}: {came}{text}{choices}")
        self._in_call = False
        for call in phone["calls"]:
            self._look_at_call(call)

    def _look_at_call(self, call: dict[str, Any]) -> None:
        id = call["id"]
        if call["status"] == "ringing" and not call["mine"] and id not in self._ringing:
            self._ringing.add(id)
            self._show("The phone rings. /answer or /decline")
        self._in_call = self._in_call or call["status"] == "in-progress"
        for line in call["lines"][self._heard.get(id, 0) :]:
            if line["who"] != "phone" and line.get("text"):
                self._show(f"(spoken) {line['text']}")
        if (
            self._heard.get(id, 0)
            and len(call["lines"]) >= self._heard[id]
            and call["ended_at"]
            and id in self._ringing
        ):
            self._ringing.discard(id)
            self._show("The call is over.")
        self._heard[id] = len(call["lines"])

    async def _get(self, path: str) -> dict[str, Any] | None:
        return await self._ask("GET", path, None)

    async def _post(self, path: str, **wish: Any) -> dict[str, Any]:
        return await self._ask("POST", path, wish) or {}

    async def _ask(self, method: str, path: str, wish: dict[str, Any] | None) -> dict[str, Any] | None:
        try:
            async with self._session.request(method, f"{self._base}{API}{path}", json=wish) as answer:
                told: dict[str, Any] = await answer.json()
                if answer.status == 404 and method == "GET":
                    return None
        except (ClientError, ValueError) as why:
            raise NoChat(f"No sandbox answers at {self._base}. `wellcheck up` starts it.") from why
        if "error" in told:
            if path == "/phones":
                raise NoChat(f"{self._number} cannot be a phone here: {told['error']}")
            self._show(f"That did not work: {told['error']}")
        return told


async def run(base: str, number: str, channel: str, lines: AsyncIterator[str], show: Callable[[str], None]) -> None:
    """Chat until the lines end or "/quit". Raises `NoChat`."""
    async with ClientSession() as session:
        chat = Chat(session, base, number, channel, show)
        await chat.begin()

        async def watch() -> None:
            while True:
                await asyncio.sleep(LOOK_EVERY)
                await chat.look()

        async def write() -> None:
            async for line in lines:
                if line.strip() == "/quit":
                    return
                await chat.say(line)
            await asyncio.sleep(LOOK_EVERY * 4)  # what was piped in is answered before we leave

        both = [asyncio.create_task(watch()), asyncio.create_task(write())]
        try:
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)


async def typed() -> AsyncIterator[str]:
    """What is typed in this terminal, or piped into it, line by line."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        yield line
