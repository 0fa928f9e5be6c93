"""`python -m bench [name] [--json] [--quick]`: measure, compare with the goals; 1 when one is missed."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Callable

import uvloop

from bench import (
    backlog,
    burst,
    deliveries,
    fanout,
    growth,
    idle,
    incoming,
    intake,
    killed,
    late,
    misses,
    nextfire,
    overtake,
    peers,
    planning,
    quota,
    replies,
    telegram_send,
    urgent,
    visits,
)
from bench.report import Figure, table


def _telegram_send(quick: bool) -> list[Figure]:
    command = [sys.executable, "-m", "bench.telegram_send", "--stand-in"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as stand_in:
        try:
            assert stand_in.stdout is not None
            url = f"http://127.0.0.1:{int(stand_in.stdout.readline())}"
            found = asyncio.run(telegram_send.measure(url, pairs=1 if quick else 5))
        finally:
            stand_in.terminate()
    rows = [{key: found[key] for key in ("ours_per_second", "library_per_second")}]
    return [
        Figure("B14", "Telegram send ÷ the library's own HTTP layer", found["ratio"], telegram_send.GOAL, rows=rows)
    ]


def _burst(channel: str, others: bool) -> Callable[[bool], list[Figure]]:
    return lambda quick: asyncio.run(burst.measure(channel, quick, others))


BENCHES: dict[str, tuple[str, Callable[[bool], list[Figure]]]] = {
    "backlog": ("processes of others", lambda quick: asyncio.run(backlog.measure(quick))),
    "burst": ("B1 on SMS, B2, B3, B5", _burst("sms", True)),
    "burst-telegram": ("B1 on Telegram", _burst("telegram", False)),
    "deliveries": ("webhooks", lambda quick: asyncio.run(deliveries.measure(quick))),
    "fanout": ("one event to all who listen", lambda quick: asyncio.run(fanout.measure(quick))),
    "growth": ("B6, B7", lambda quick: asyncio.run(growth.measure(quick))),
    "idle": ("B15", lambda quick: asyncio.run(idle.measure(quick))),
    "incoming": ("B9", lambda quick: asyncio.run(incoming.measure(quick))),
    "intake": ("B8", lambda quick: asyncio.run(intake.measure(quick))),
    "killed": ("B10", lambda quick: asyncio.run(killed.measure(quick))),
    "late": ("B4", lambda quick: asyncio.run(late.measure(quick))),
    "misses": ("everybody silent at once", lambda quick: asyncio.run(misses.measure(quick))),
    "nextfire": ("B13", nextfire.measure),
    "overtake": ('a "no" within a burst', lambda quick: asyncio.run(overtake.measure(quick))),
    "peers": ("other queues", lambda quick: asyncio.run(peers.measure(quick))),
    "planning": ("events among a million of them", lambda quick: asyncio.run(planning.measure(quick))),
    "quota": ("B11", lambda quick: asyncio.run(quota.measure(quick))),
    "replies": ("an answer's way, idle and in a burst", lambda quick: asyncio.run(replies.measure(quick))),
    "telegram-send": ("B14", _telegram_send),
    "urgent": ("B12", lambda quick: asyncio.run(urgent.measure(quick))),
    "visits": ("home visits", lambda quick: uvloop.run(visits.measure(quick))),
}


def main() -> int:
    """Run what was asked for."""
    names = ", ".join(f"{name} ({what})" for name, (what, _) in BENCHES.items())
    wish = argparse.ArgumentParser(prog="python -m bench", description=__doc__, epilog=f"Names: {names}, all.")
    wish.add_argument("name", nargs="?", default="all", choices=[*BENCHES, "all"])
    wish.add_argument("--json", action="store_true", help="print one JSON object")
    wish.add_argument("--quick", action="store_true", help="one pair each and fewer people: a smoke test, not a figure")
    given = wish.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # unwind: servers end, folders go
    figures: list[Figure] = []
    for name in BENCHES if given.name == "all" else [given.name]:
        found = BENCHES[name][1](given.quick)
        figures += found
        if not given.json:
            print(table(found), flush=True)
    if given.json:
        print(json.dumps({"figures": [figure.plain() for figure in figures], "met": all(f.met for f in figures)}))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
