"""The provider stand-in: one process that answers as Twilio, as Telegram or as a developer's server after a delay, and notes
who was written to when.

It is all that the figures rest on: arrival times and recipients come from here, not from the product. Run as
`python -m bench.provider --delay 50`; it prints its port. GET /bench/count, GET /bench/records and POST /bench/reset
are for the bench. With `--quota` it refuses what is more than so many in any second, and notes those apart.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import re
import struct
import subprocess
import sys
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_TWILIO = json.dumps(
    {
        "account_sid": "AC" + "0" * 32,
        "api_version": "2010-04-01",
        "body": "Hello Ann, this is Wellcheck. Are you okay?\n1 = I'm okay\n2 = I need help",
        "date_created": "Sun, 22 Nov 2026 09:00:00 +0000",
        "date_sent": None,
        "date_updated": "Sun, 22 Nov 2026 09:00:00 +0000",
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": "+447700900000",
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "USD",
        "sid": "SM" + "0" * 32,
        "status": "queued",
        "subresource_uris": {
            "media": f"/2010-04-01/Accounts/AC{'0' * 32}/Messages/SM{'0' * 32}/Media.json",
        },
        "tags": None,
        "to": "+999000000000",
        "uri": f"/2010-04-01/Accounts/AC{'0' * 32}/Messages/SM{'0' * 32}.json",
    }
).encode()
_TELEGRAM = json.dumps(
    {
        "ok": True,
        "result": {
            "message_id": 10**9,
            "from": {"id": 123456, "is_bot": True, "first_name": "Wellcheck", "username": "wellcheck_bot"},
            "chat": {"id": 700000001, "first_name": "Ann", "type": "private"},
            "date": 1795000000,
            "text": "Hello Ann, this is Wellcheck. Are you okay?",
        },
    }
).encode()
_ME = b'{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "Wellcheck", "username": "wellcheck_bot"}}'
_NOTHING = b'{"ok": true, "result": true}'
_LIST = b'{"messages": [], "next_page_uri": null, "page": 0, "page_size": 50}'
_TOO_MANY = b'{"code": 20429, "message": "Too Many Requests", "more_info": "", "status": 429}'
_HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: keep-alive\r\nContent-Length: %d\r\n\r\n"
_SMS_TO = re.compile(rb"(?:^|&)To=%2B([0-9]+)")
_TAKEN = b'{"ok": true}'
_HOOK = re.compile(rb'"n": ?([0-9]+)')
_CHAT = re.compile(rb'"chat_id": ?"?([0-9]+)')


class Ledger:
    """Who was written to when, in the order of arrival."""

    def __init__(self, delay: float, quota: int = 0) -> None:
        self.delay, self.quota = delay, quota
        self.clear()

    def note(self, recipient: int) -> int:
        """One message has arrived completely; its number. 0: it is one more than the quota allows in this second."""
        now = time.time()
        if self.quota and len(self.times) >= self.quota and now - self.times[-self.quota] < 1.0:
            self.refused += 1
            return 0
        self.times.append(now)
        self.recipients.append(recipient)
        return len(self.times)

    def clear(self) -> None:
        """Forget everything."""
        self.times, self.recipients, self.refused = array("d"), array("q"), 0


class StandIn(asyncio.Protocol):
    """One connection. Requests on it are answered in order, each `delay` after it arrived."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._rest = ledger, b""
        self._later = asyncio.get_running_loop().call_later

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        self._transport: Any = transport

    def _write(self, said: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(said)

    def data_received(self, data: bytes) -> None:
        """Requests arrive in any pieces."""
        self._rest = data = self._rest + data if self._rest else data
        while (end := data.find(b"\r\n\r\n")) >= 0:
            head = data[:end]
            at = head.lower().find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            size = end + 4 + length
            if len(data) < size:
                break
            self._serve(head, data[end + 4 : size])
            data = data[size:]
        self._rest = data

    def _serve(self, head: bytes, body: bytes) -> None:
        if head.startswith((b"POST /bench/reset", b"GET /bench/")):
            self._tell(head)
            return
        line = head[: head.find(b"\r\n")]
        telegram = b"/sendMessage" in line
        if telegram:
            found = _CHAT.search(body)
        elif b"/Messages.json" in line and line.startswith(b"POST"):
            found = _SMS_TO.search(body)
        elif b"/hook" in line:
            found = _HOOK.search(body)
        else:  # edits, look-ups: answered, not counted
            said = _ME if b"/getMe" in line else _LIST if line.startswith(b"GET") else _NOTHING
            self._later(self._ledger.delay, self._write, _HEAD % (b"200 OK", len(said)) + said)
            return
        number = self._ledger.note(int(found.group(1)) if found else -1)
        if not number:
            said, status = _TOO_MANY, b"429 Too Many Requests"
        elif telegram:
            said = _TELEGRAM.replace(b"1000000000", b"%d" % (10**9 + number), 1)
            status = b"200 OK"
        elif b"/hook" in line:
            said, status = _TAKEN, b"200 OK"
        else:
            said = _TWILIO.replace(b"SM" + b"0" * 32, b"SM%032x" % number)
            status = b"201 Created"
        self._later(self._ledger.delay, self._write, _HEAD % (status, len(said)) + said)

    def _tell(self, head: bytes) -> None:
        ledger = self._ledger
        if head.startswith(b"POST /bench/reset"):
            ledger.clear()
            said = b""
        elif head.startswith(b"GET /bench/count"):
            said = b"%d" % len(ledger.times)
        elif head.startswith(b"GET /bench/refused"):
            said = b"%d" % ledger.refused
        else:
            said = struct.pack("!q", len(ledger.times)) + ledger.times.tobytes() + ledger.recipients.tobytes()
        self._write(_HEAD % (b"200 OK", len(said)) + said)


async def serve(delay: float, quota: int) -> None:
    """Serve on a free port of the loopback address, and say which."""
    ledger = Ledger(delay, quota)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: StandIn(ledger), "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


class Provider:
    """The bench's side of a running stand-in."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def _ask(self, method: str, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path)
            return connection.getresponse().read()
        finally:
            connection.close()

    def reset(self) -> None:
        """Forget all arrivals."""
        self._ask("POST", "/bench/reset")

    def count(self) -> int:
        """How many messages have arrived."""
        return int(self._ask("GET", "/bench/count"))

    def refused(self) -> int:
        """How many messages were refused for the quota."""
        return int(self._ask("GET", "/bench/refused"))

    def records(self) -> list[tuple[float, int]]:
        """(epoch seconds, recipient) of each message in the order of arrival."""
        said = self._ask("GET", "/bench/records")
        (n,) = struct.unpack_from("!q", said)
        times, recipients = array("d"), array("q")
        times.frombytes(said[8 : 8 + 8 * n])
        recipients.frombytes(said[8 + 8 * n :])
        return list(zip(times, recipients, strict=True))


@contextmanager
def provider(delay: float, quota: int = 0) -> Iterator[Provider]:
    """A stand-in of its own process, ended with this block. `delay` in seconds; `quota`: messages in any second (0: any)."""
    command = [sys.executable, "-m", "bench.provider", "--delay", str(delay * 1000), "--quota", str(quota)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield Provider(int(process.stdout.readline()))
    finally:
        process.terminate()
        process.wait(10)


def main() -> None:
    """Serve until terminated."""
    import uvloop

    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--delay", type=float, default=0.0, help="milliseconds before each answer")
    wish.add_argument("--quota", type=int, default=0, help="messages taken in any second; 0: any number")
    given = wish.parse_args()
    try:
        uvloop.run(serve(given.delay / 1000, given.quota))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
