"""The limit: a bare aiohttp loop that posts what the product would post, without any database.

One session, prepared URL, headers and bodies, no cookies, the JSON answer parsed, `--at-once` requests under way, on the
product's kind of event loop. Warms its connections, waits for `--at`, posts, and prints its own CPU seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import time
from urllib.parse import quote_plus

import aiohttp
import uvloop
from yarl import URL

from bench.world import ACCOUNT, BOT, FIRST

WARM = 10**11  # recipients of the warm-up: outside everybody's range


def request_of(channel: str, url: str) -> tuple[URL, dict[str, str]]:
    """Where and with which headers a message is posted."""
    if channel == "webhook":
        signed = {"webhook-id": "0" * 36, "webhook-timestamp": "1795000000", "webhook-signature": "v1," + "x" * 44}
        headers = {"Content-Type": "application/json", "X-Qhronos-Signature": "0" * 64, **signed}
        return URL(f"{url}/hook", encoded=True), headers
    if channel == "telegram":
        return URL(f"{url}/telegram/bot{BOT}/sendMessage", encoded=True), {"Content-Type": "application/json"}
    headers = {
        "Authorization": aiohttp.encode_basic_auth(ACCOUNT, "bench-token"),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return URL(f"{url}/twilio/2010-04-01/Accounts/{ACCOUNT}/Messages.json", encoded=True), headers


def body_of(channel: str, recipient: int) -> bytes:
    """What the product sends to this recipient, as large."""
    if channel == "webhook":
        said: dict[str, object] = {
            "event_id": "0" * 36, "occurrence_id": "0" * 36, "name": "An event", "description": "What it is there for",
            "scheduled_at": "2026-11-22T09:00:00+00:00", "metadata": {"n": recipient}, "tags": ["bench", "deliveries"],
            "attempt": 1, "dispatched_at": "2026-11-22T09:00:00.000000+00:00",
        }  # fmt: skip
        return json.dumps(said).encode()
    if channel == "telegram":
        rows = [
            [{"text": label, "callback_data": "0" * 32 + key}]
            for key, label in (("ok", "I'm okay"), ("help", "I need help"))
        ]
        said = {"chat_id": recipient, "text": "Hello Ann, this is Wellcheck. Are you okay?"}
        return json.dumps(
            said | {"link_preview_options": {"is_disabled": True}, "reply_markup": {"inline_keyboard": rows}}
        ).encode()
    text = "Hello Ann, this is Wellcheck. Are you okay?\n1 = I'm okay\n2 = I need help"
    callback = "http://127.0.0.1:8080/webhook/sms/status?delivery=00000000-0000-0000-0000-000000000000"
    return (
        f"From=%2B447700900000&To=%2B{recipient}&Body={quote_plus(text)}&StatusCallback={quote_plus(callback)}"
        "&ValidityPeriod=3600"
    ).encode()


async def burst(channel: str, url: str, n: int, at_once: int, at: float) -> dict[str, float]:
    """Post `n` messages at the epoch second `at`."""
    target, headers = request_of(channel, url)
    connector = aiohttp.TCPConnector(limit=0, limit_per_host=at_once)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def post(bodies: list[bytes]) -> None:
            while bodies:
                async with session.post(target, data=bodies.pop(), headers=headers) as answer:
                    json.loads(await answer.read())

        async def all_of(bodies: list[bytes]) -> None:
            await asyncio.gather(*(post(bodies) for _ in range(at_once)))

        warm = [body_of(channel, WARM + i) for i in range(at_once)]
        bodies = [body_of(channel, FIRST + i) for i in range(n)]
        await all_of(warm)
        await asyncio.sleep(max(0.0, at - time.time()))
        before = resource.getrusage(resource.RUSAGE_SELF)
        began = time.time()
        await all_of(bodies)
        after = resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {"began": began, "ended": time.time(), "cpu": cpu}


def main() -> None:
    """One burst; its begin, end and CPU as JSON."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("channel", choices=("sms", "telegram", "webhook"))
    wish.add_argument("url")
    wish.add_argument("n", type=int)
    wish.add_argument("--at-once", type=int, default=500)
    wish.add_argument("--at", type=float, default=0.0)
    given = wish.parse_args()
    print(json.dumps(uvloop.run(burst(given.channel, given.url, given.n, given.at_once, given.at))))


if __name__ == "__main__":
    main()
