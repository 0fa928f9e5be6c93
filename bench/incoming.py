"""B9: 1,000 signed answers a second come in while a burst leaves, whether or not those before were answered.

An answer's time counts from the moment it was to be posted, so a server that falls behind is not spared. Run as
`python -m bench.incoming PORT FORMS --rate R --at T` it is the side that posts, on connections of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.burst import DELAY
from bench.intake import read_forms, up, warm, whole, write_forms
from bench.provider import Provider, provider
from bench.report import Figure
from bench.world import LEAD, WARM, Worker, World, free_port, product, run_json, soon, world

GOAL_P99, GOAL_SHARE = 50.0, 0.75
INTO = 0.5
"""Seconds after the burst began at which the answers begin."""


async def measure(quick: bool) -> list[Figure]:
    """The burst alone, and with answers; the median of both ratios."""
    n, speakers, rate, rounds = (10_000, 600, 300, 1) if quick else (60_000, 6_000, 1_000, 2)
    rows: list[dict[str, Any]] = []
    port = free_port()
    more = {"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    async with world() as place:
        with provider(DELAY) as to:
            await place.load(n + speakers + WARM, "sms")
            async with product(place, to.url, **more) as worker, product(place, to.url, "web", **more):
                await up(port, "/livez")
                for run in range(rounds):
                    alone = await place.burst(worker, to, 0, n, LEAD)
                    await place.burst(worker, to, n, speakers, LEAD)
                    await warm(more["PUBLIC_URL"], n + speakers, 900 + run)
                    rows.append(await _both(place, to, worker, port, n, speakers, rate, run, alone.rate))
    honest = all(row["missing"] == row["twice"] == row["refused"] == 0 and row["settled"] == speakers for row in rows)
    return [
        Figure("B9 p99", f"{rate:,} answers a second within a burst: 99 of 100 are taken in within",
               median(row["p99_ms"] for row in rows) if honest else 99_999.0, GOAL_P99, most=True, unit="ms", rows=rows),
        Figure("B9 burst", "the burst's rate meanwhile ÷ alone",
               median(row["per_second"] / row["alone_per_second"] for row in rows) if honest else 0.0, GOAL_SHARE),
    ]  # fmt: skip


async def _both(
    place: World, to: Provider, worker: Worker, port: int, n: int, speakers: int, rate: int, run: int, alone: float
) -> dict[str, Any]:
    forms = place.home / "answers"
    write_forms(forms, f"http://127.0.0.1:{port}/webhook/sms", speakers, 500 + run, first=n)
    at = soon(LEAD + 3)
    # Nobody to warm up with: their last question is still open, and the burst before has done it.
    bursting = asyncio.create_task(place.burst(worker, to, 0, n, LEAD + 3, warm=0, at=at, anew=False))
    command = ["-m", "bench.incoming", str(port), str(forms), "--rate", str(rate), "--at", str(at + INTO)]
    said = await asyncio.to_thread(run_json, command)
    found = await bursting
    settled = await place.db.fetchval(
        "SELECT count(*) FROM inbound WHERE state = 'handled' AND provider_id LIKE $1", f"SM{500 + run:08x}%"
    )
    return {
        "p99_ms": said["p99_ms"], "p50_ms": said["p50_ms"], "most_ms": said["most_ms"], "refused": said["refused"],
        "settled": settled, "took_s": said["took_s"], "per_second": round(found.rate), "alone_per_second": round(alone),
        "burst_s": round(found.last, 1), "missing": n - found.arrived, "twice": found.twice,
    }  # fmt: skip


# The side that posts, a process of its own.


class _Line(asyncio.Protocol):
    """A connection on which one answer after the other is posted."""

    def __init__(self, free: list[_Line], took: list[float]) -> None:
        self._free, self._took = free, took
        self.bad, self._rest, self._due = 0, b"", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def post(self, form: bytes, due: float) -> None:
        """Post what was to be posted at this second of the loop's clock."""
        self._due = due
        self._transport.write(form)

    def data_received(self, data: bytes) -> None:
        self._rest += data
        if not whole(self._rest):
            return
        self.bad += not self._rest.startswith(b"HTTP/1.1 200")
        self._rest = b""
        self._took.append(asyncio.get_running_loop().time() - self._due)
        self._free.append(self)

    def connection_lost(self, wrong: Exception | None) -> None:
        self._rest = b""


async def _post(port: int, forms: list[bytes], rate: float, at: float) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    free: list[_Line] = []
    lines: list[_Line] = []
    took: list[float] = []

    async def another() -> _Line:
        _, line = await loop.create_connection(lambda: _Line(free, took), "127.0.0.1", port)
        lines.append(line)
        return line

    async def post(form: bytes, due: float) -> None:
        (await another()).post(form, due)

    free += [await another() for _ in range(64)]
    start = loop.time() + at - time.time()
    opening = []
    for i, form in enumerate(forms):
        due = start + i / rate
        if (wait := due - loop.time()) > 0:
            await asyncio.sleep(wait)
        if free:
            free.pop().post(form, due)
        else:
            opening.append(asyncio.create_task(post(form, due)))
    end = loop.time() + 20
    while len(took) < len(forms) and loop.time() < end:  # noqa: ASYNC110 - asks its own lines
        await asyncio.sleep(0.02)
    times = sorted(took) + [20.0] * (len(forms) - len(took))
    return {
        "p50_ms": round(times[len(times) // 2] * 1000, 1), "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 1),
        "most_ms": round(times[-1] * 1000, 1), "took_s": round(loop.time() - start, 2),
        "refused": sum(line.bad for line in lines) + len(forms) - len(took),
    }  # fmt: skip


def main() -> None:
    """Post all forms; how long they took as JSON."""
    import uvloop

    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("port", type=int)
    wish.add_argument("forms", type=Path)
    wish.add_argument("--rate", type=float, default=1000.0)
    wish.add_argument("--at", type=float, default=0.0)
    given = wish.parse_args()
    print(json.dumps(uvloop.run(_post(given.port, read_forms(given.forms), given.rate, given.at))))


if __name__ == "__main__":
    main()
