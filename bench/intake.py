"""B8: signed answers a second, each answered 200 only after its commit, ÷ an empty handler and ÷ the naive one.

Every side is one process of aiohttp on uvloop, loaded by `wrk` over 64 connections (by a client of our own where wrk is
not installed) with the same signed forms of 20 fields from distinct people who have been asked.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import hmac
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import asyncpg
from aiohttp import ClientSession, web

from bench.provider import provider
from bench.report import Figure
from bench.world import ACCOUNT, FIRST, LEAD, TOKEN, WARM, World, free_port, process, product, world
from wellcheck import db

GOAL_HELLO, GOAL_NAIVE = 0.25, 3.0
CONNECTIONS = 64
SECONDS = 4.0
_LUA = """
local n = 0
local cycle = %s
local list = {}
for line in io.lines("%s") do
  local signature, body = line:match("^(%%S+) (%%S+)$")
  list[#list + 1] = wrk.format("POST", "/webhook/sms", {
    ["Host"] = "127.0.0.1", ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Twilio-Signature"] = signature}, body)
end
function request()
  n = n + 1
  if n > #list then
    if cycle then n = 1 else n = #list end
  end
  return list[n]
end
done = function(summary, latency, requests)
  print(string.format("RESULT %%d %%d %%d %%d",
    summary.requests, summary.duration, summary.errors.status, latency:percentile(99)))
end
"""


def form(recipient: int, message: str, body: str) -> dict[str, str]:
    """What Twilio posts for one text message: 20 fields."""
    return {
        "ToCountry": "GB", "ToState": "", "SmsMessageSid": message, "NumMedia": "0", "ToCity": "", "FromZip": "",
        "SmsSid": message, "FromState": "", "SmsStatus": "received", "FromCity": "", "Body": body, "FromCountry": "GB",
        "To": "+447700900000", "ToZip": "", "NumSegments": "1", "MessageSid": message, "AccountSid": ACCOUNT,
        "From": f"+{recipient}", "ApiVersion": "2010-04-01", "MessagingServiceSid": "MG" + "0" * 32,
    }  # fmt: skip


def signed(url: str, fields: dict[str, str]) -> tuple[str, str]:
    """(signature, encoded body) as Twilio makes them."""
    run = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.digest(TOKEN.encode(), run.encode(), "sha1")).decode(), urlencode(fields)


def write_forms(path: Path, url: str, n: int, run: int, first: int = 0) -> None:
    """`n` answers "1" of distinct people, new messages in every run."""
    with path.open("w") as file:
        for i in range(first, first + n):
            signature, body = signed(url, form(FIRST + i, f"SM{run:08x}{i:024x}", "1"))
            file.write(f"{signature} {body}\n")


def drive(path: Path, port: int, cycle: bool) -> tuple[float, int, int, float]:
    """(requests a second, requests, refused ones, p99 in ms) of one server."""
    if shutil.which("wrk"):
        script = path.with_suffix(".lua")
        script.write_text(_LUA % ("true" if cycle else "false", path))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS:g}s", "-s", str(script), f"http://127.0.0.1:{port}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", said)
        if found is None:
            raise RuntimeError(f"wrk said nothing useful: {said}")
        n, micros, bad, p99 = map(int, found.groups())
        return n / (micros / 1e6), n, bad, p99 / 1000
    return asyncio.run(_drive(path, port, cycle))


def whole(answer: bytes) -> bool:
    """Whether this is an answer to its end."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    length = int(answer[:end].lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
    return len(answer) >= end + 4 + length


class _Client(asyncio.Protocol):
    """One connection that posts again as soon as it is answered."""

    def __init__(self, forms: list[bytes], place: list[int], cycle: bool, until: float, took: list[float]) -> None:
        self._forms, self._place, self._cycle, self._until, self._took = forms, place, cycle, until, took
        self.bad = 0
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._rest = b""
        self._post()

    def _post(self) -> None:
        at = self._place[0]
        if (at >= len(self._forms) and not self._cycle) or time.perf_counter() > self._until:
            self._transport.close()
            return
        self._place[0] = at + 1
        self._sent = time.perf_counter()
        self._transport.write(self._forms[at % len(self._forms)])

    def data_received(self, data: bytes) -> None:
        self._rest += data
        if not whole(self._rest):
            return
        self.bad += not self._rest.startswith(b"HTTP/1.1 200")
        self._rest = b""
        self._took.append(time.perf_counter() - self._sent)
        self._post()

    def connection_lost(self, wrong: Exception | None) -> None:
        if not self.over.done():
            self.over.set_result(None)


def read_forms(path: Path) -> list[bytes]:
    """Whole requests, of what `write_forms` wrote."""
    forms = []
    for line in path.read_bytes().splitlines():
        signature, _, body = line.partition(b" ")
        head = (
            b"POST /webhook/sms HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"X-Twilio-Signature: %b\r\nContent-Length: %d\r\n\r\n" % (signature, len(body))
        )
        forms.append(head + body)
    return forms


async def _drive(path: Path, port: int, cycle: bool) -> tuple[float, int, int, float]:
    forms = read_forms(path)
    loop, place, took = asyncio.get_running_loop(), [0], list[float]()
    began = time.perf_counter()
    clients = []
    for _ in range(CONNECTIONS):
        _, client = await loop.create_connection(
            lambda: _Client(forms, place, cycle, began + SECONDS, took), "127.0.0.1", port
        )
        clients.append(client)
    await asyncio.gather(*(client.over for client in clients))
    seconds = time.perf_counter() - began
    p99 = sorted(took)[int(len(took) * 0.99)] * 1000 if took else 0.0
    return len(took) / seconds, len(took), sum(client.bad for client in clients), p99


# The other two sides, each a process: python -m bench.intake hello|naive PORT


async def _hello(request: web.Request) -> web.Response:
    return web.Response(text="hello")


def _naive(pool: asyncpg.Pool, url: str) -> Any:
    from twilio.request_validator import RequestValidator  # type: ignore[import-untyped,unused-ignore]

    from wellcheck.crypto import Vault

    validator = RequestValidator(TOKEN)  # type: ignore[no-untyped-call]
    blind = Vault((os.environ["SECRET_KEYS"],)).blind

    async def answer(request: web.Request) -> web.Response:
        fields = dict(await request.post())
        if not validator.validate(url, fields, request.headers.get("X-Twilio-Signature", "")):  # type: ignore[no-untyped-call]
            return web.Response(status=401)
        row = await pool.fetchrow(
            "SELECT p.id FROM addresses a JOIN probes p ON p.person_id = a.person_id AND p.status = 'pending'"
            " WHERE a.channel = 'sms' AND a.blind = $1",
            blind("sms", str(fields["From"])),
        )
        if row is not None:
            await pool.execute(
                "UPDATE probes SET status = 'good', due_at = NULL, settled_at = now() WHERE id = $1", row["id"]
            )
        return web.Response(text="<Response><Message>Thank you.</Message></Response>", content_type="text/xml")

    return answer


async def _serve(kind: str, port: int) -> None:
    app = web.Application()
    if kind == "hello":
        app.router.add_post("/webhook/sms", _hello)
    else:

        async def keep(_: object) -> None:
            """No reset query: the fastest way to use a pool."""

        pool = await asyncpg.create_pool(
            **db.connect_options(os.environ["DATABASE_URL"]), min_size=10, max_size=10, reset=keep
        )
        app.router.add_post("/webhook/sms", _naive(pool, f"http://127.0.0.1:{port}/webhook/sms"))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    await asyncio.Event().wait()


# The bench's own side.


async def up(port: int, path: str = "/") -> None:
    """Wait until somebody answers on this port."""
    async with ClientSession() as session:
        for _ in range(300):
            try:
                async with session.get(f"http://127.0.0.1:{port}{path}"):
                    return
            except OSError:
                await asyncio.sleep(0.05)
    raise RuntimeError(f"nobody answers on port {port}")


async def warm(url: str, n: int, run: int = 0) -> None:
    """A few hundred answers of people who are not counted: caches filled, plans made, the pool open. `run`: new messages in
    each, for one that came already is told apart one by one."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with ClientSession() as session:

        async def one(i: int) -> None:
            signature, body = signed(f"{url}/webhook/sms", form(FIRST + n + i, f"SMf{run:07x}{i:024x}", "1"))
            async with session.post(
                f"{url}/webhook/sms", data=body, headers=headers | {"X-Twilio-Signature": signature}
            ) as answer:
                await answer.read()

        for start in range(0, 300, 60):
            await asyncio.gather(*(one(start + i) for i in range(60)))


async def reopen(place: World) -> None:
    """Everybody's last question is open again."""
    await place.db.execute(
        "UPDATE probes SET status = 'pending', due_at = now() + interval '1 hour', settled_at = NULL"
        " WHERE id IN (SELECT DISTINCT ON (person_id) id FROM probes ORDER BY person_id, id DESC)"
    )
    await place.db.execute(
        "UPDATE deliveries SET closed_at = NULL, state = 'sent', due_at = NULL WHERE kind = 'ask'"
        " AND about_id IN (SELECT id FROM probes WHERE status = 'pending')"
    )
    await place.tidy()


async def measure(quick: bool) -> list[Figure]:
    """All pairs: the product, the empty handler, the naive one, each in turn."""
    n, rounds = (25_000, 1) if quick else (50_000, 5)  # more than can be answered in `SECONDS`
    rows: list[dict[str, Any]] = []
    to_hello, to_naive = [], []
    async with world() as place:
        with provider(0.0) as to:
            await place.load(n + WARM, "sms")
            async with product(place, to.url) as worker:
                await place.burst(worker, to, 0, n, LEAD)
            forms = place.home / "forms"
            for run in range(rounds):
                port = free_port()
                public = f"http://127.0.0.1:{port}"
                await reopen(place)
                write_forms(forms, f"{public}/webhook/sms", n, run)
                more = {"PORT": str(port), "PUBLIC_URL": public}
                async with product(place, to.url, "web", **more) as server:
                    await up(port, "/livez")
                    await warm(public, n, run)
                    before = server.cpu(), place.pg_cpu()
                    ours, asked, bad, p99 = await asyncio.to_thread(drive, forms, port, False)
                    app, pg = server.cpu() - before[0], place.pg_cpu() - before[1]
                kept = await place.db.fetchval(
                    "SELECT count(*) FROM inbound WHERE state = 'handled' AND provider_id LIKE $1", f"SM{run:08x}%"
                )
                good = await place.db.fetchval(
                    "SELECT count(*) FROM probes WHERE status = 'good' AND settled_at > now() - interval '30 seconds'"
                    " AND last_response_sealed IS NOT NULL"
                )
                rates = {}
                for kind in ("hello", "naive"):
                    if kind == "naive":
                        await reopen(place)
                    other = free_port()
                    write_forms(forms, f"http://127.0.0.1:{other}/webhook/sms", n, 1000 + run)
                    environ = dict(os.environ) | {
                        "DATABASE_URL": place.servers.database_url,
                        "SECRET_KEYS": place.environ(to.url)["SECRET_KEYS"],
                    }
                    with process(["-m", "bench.intake", kind, str(other)], environ):
                        await up(other)
                        await warm(f"http://127.0.0.1:{other}", n, 1000 + run)
                        rates[kind], _, refused, _ = await asyncio.to_thread(drive, forms, other, kind == "hello")
                        if refused:
                            raise RuntimeError(f"{kind} refused {refused} requests")
                honest = not bad and asked < n and kept >= asked and good >= asked
                to_hello.append(ours / rates["hello"] if honest else 0.0)
                to_naive.append(ours / rates["naive"] if honest else 0.0)
                rows.append(
                    {
                        "per_second": round(ours), "p99_ms": round(p99, 1), "requests": asked, "refused": bad, "kept": kept,
                        "settled": good, "app_us": round(app / asked * 1e6), "pg_us": round(pg / asked * 1e6),
                        "hello": round(rates["hello"]), "naive": round(rates["naive"]),
                    }
                )  # fmt: skip
    return [
        Figure("B8 hello", "signed answers ÷ aiohttp hello", median(to_hello), GOAL_HELLO, rows=rows),
        Figure("B8 naive", "signed answers ÷ naive handler", median(to_naive), GOAL_NAIVE),
    ]


def main() -> None:
    """One of the other two servers."""
    import uvloop

    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("kind", choices=("hello", "naive"))
    wish.add_argument("port", type=int)
    given = wish.parse_args()
    try:
        uvloop.run(_serve(given.kind, given.port))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
