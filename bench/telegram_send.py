"""B14: messages a second through our Telegram channel ÷ through python-telegram-bot's own HTTP layer.

Both send the same question with two buttons to distinct chats, 100 at once, to a stand-in in its own process that
answers at once. Pairs are interleaved; the figure is the median of the pair ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import HTTPXRequest

from wellcheck.channels.http import open_session
from wellcheck.channels.telegram import Telegram, compose
from wellcheck.messages.values import Outgoing, Sent

GOAL = 8.0
AT_ONCE = 100
TOKEN = "1:bench"


class StandIn(asyncio.Protocol):
    """As little of the Bot API as can be: every POST is answered with the same 250 bytes."""

    body = json.dumps(
        {
            "ok": True,
            "result": {
                "message_id": 12345,
                "from": {"id": 123456, "is_bot": True, "first_name": "Wellcheck", "username": "wellcheck_bot"},
                "chat": {"id": 700000001, "first_name": "Ann", "type": "private"},
                "date": 1795000000,
                "text": "Are you okay?",
            },
        }
    ).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.rest = b""

    def data_received(self, data: bytes) -> None:
        self.rest += data
        while (end := self.rest.find(b"\r\n\r\n")) >= 0:
            length = self.rest[:end].lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
            size = end + 4 + int(length or 0)
            if len(self.rest) < size:
                return
            self.rest = self.rest[size:]
            self.transport.write(self.answer)  # type: ignore[attr-defined]


async def stand_in() -> None:
    """Serve, and say on which port."""
    server = await asyncio.get_running_loop().create_server(StandIn, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def question(number: int) -> Outgoing:
    """One of many questions, each to a chat of its own."""
    options = (("ok", "I'm okay"), ("help", "I need help"))
    return Outgoing(UUID(int=number + 1), str(700_000_000 + number), "Ada, are you okay?", options)


async def rate(send: Callable[[int], Awaitable[None]], first: int, messages: int) -> float:
    """Messages a second with `AT_ONCE` under way."""
    numbers = iter(range(first, first + messages))

    async def sender() -> None:
        for number in numbers:
            await send(number)

    began = time.perf_counter()
    await asyncio.gather(*(sender() for _ in range(AT_ONCE)))
    return messages / (time.perf_counter() - began)


async def measure(url: str, messages: int = 5000, library_messages: int = 400, pairs: int = 5) -> dict[str, Any]:
    """Both rates and their ratio, against a Bot API at `url`."""
    patient = HTTPXRequest(
        connection_pool_size=AT_ONCE, pool_timeout=60, read_timeout=60, connect_timeout=60, write_timeout=60
    )
    library = Bot(TOKEN, base_url=f"{url}/bot", request=patient)
    await patient.initialize()
    async with open_session() as session:
        channel = Telegram(session, TOKEN, url)

        async def ours(number: int) -> None:
            assert isinstance(await channel.send(question(number)), Sent)

        async def theirs(number: int) -> None:
            said = compose(question(number))
            await library.send_message(
                said["chat_id"],
                said["text"],
                reply_markup=InlineKeyboardMarkup.de_json(said["reply_markup"], library),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

        await rate(ours, 0, 3 * AT_ONCE)
        await rate(theirs, 0, AT_ONCE)
        found: list[tuple[float, float]] = []
        for pair in range(1, pairs + 1):
            found.append((await rate(ours, pair * 10**6, messages), await rate(theirs, 0, library_messages)))
    await patient.shutdown()
    return {
        "name": "B14 Telegram send",
        "ours_per_second": [round(a) for a, _ in found],
        "library_per_second": [round(b) for _, b in found],
        "ratio": round(statistics.median(a / b for a, b in found), 1),
        "goal": GOAL,
    }


def main() -> int:
    """Print the figures; 1 when the goal is missed."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--json", action="store_true", help="print one JSON object")
    wish.add_argument("--stand-in", action="store_true", help=argparse.SUPPRESS)
    given = wish.parse_args()
    if given.stand_in:
        asyncio.run(stand_in())
        return 0
    command = [sys.executable, "-m", "bench.telegram_send", "--stand-in"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as provider:
        try:
            assert provider.stdout is not None
            port = int(provider.stdout.readline())
            found = asyncio.run(measure(f"http://127.0.0.1:{port}"))
        finally:
            provider.terminate()
    if given.json:
        print(json.dumps(found))
    else:
        print(f"{found['name']}: {found['ratio']} × the library's own HTTP layer (goal {GOAL}): {found}")
    return 0 if found["ratio"] >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
