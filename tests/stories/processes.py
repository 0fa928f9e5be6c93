"""The product as real processes on real servers, to be killed, stopped and started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from aiohttp import ClientError, ClientSession

from tests.stories.world import World, at_ports, to_monday
from wellcheck import db, runtime
from wellcheck.config import Config

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
"""Seconds after which what is waited for counts as not happening. Nothing waits so long for what does happen; and a machine
that is busy with something else makes no test fail."""


def environment(config: Config) -> dict[str, str]:
    """The environment that makes `wellcheck` commands run with this sandbox configuration."""
    assert config.database_url and config.redis_url
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "DATABASE_URL": config.database_url, "REDIS_URL": config.redis_url, "PORT": str(config.port),
        "SANDBOX_PORT": str(config.sandbox_port), "SANDBOX_MAIL_PORT": str(config.sandbox_mail_port),
        "WELLCHECK_HOME": str(config.wellcheck_home), "SECRET_KEYS": ",".join(config.secret_keys),
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_MODE": config.telegram_mode, "TWILIO_WHATSAPP_TEMPLATE": config.twilio_whatsapp_template,
        "RATE_LIMIT_OTHER": str(config.rate_limit_other),
        "OUTBOUND_ALLOW_CIDRS": "127.0.0.0/8", "OUTBOUND_PORTS": "*",
    }  # fmt: skip


class Process(Protocol):
    """What is asked of a running process; a `subprocess.Popen` is one."""

    pid: int

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, number: int, /) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


@dataclass(slots=True)
class Product:
    """Processes by name ("web", "bot", "sandbox", "worker", "worker2", …)."""

    config: Config
    home: Path
    processes: dict[str, Process] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start `wellcheck <name>`; digits behind a name tell two of a kind apart."""
        for name in names:
            with open(self.home / f"{name}.log", "ab") as out:
                self.processes[name] = subprocess.Popen(
                    [sys.executable, "-m", "wellcheck", name.rstrip("0123456789")],
                    cwd=self.home, env=environment(self.config), stdout=out, stderr=out,
                )  # fmt: skip

    def kill(self, *names: str) -> None:
        """kill -9, at once."""
        for name in names:
            self.processes[name].kill()
            self.processes[name].wait()

    def runs(self, name: str) -> bool:
        """Whether one of this kind was started and has not ended."""
        return any(process.poll() is None for each, process in self.processes.items() if each.startswith(name))

    def end(self, name: str) -> int:
        """Ask it to stop and wait; its exit code."""
        self.processes[name].terminate()
        return self.processes[name].wait(30)

    def freeze(self, name: str) -> None:
        """SIGSTOP: it hangs, holding what it holds."""
        self.processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """SIGCONT: it goes on as if nothing had happened."""
        self.processes[name].send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End everything that still runs."""
        for process in self.processes.values():
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(signal.SIGCONT)
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    def logs(self) -> str:
        """The last lines of every process, for a failing test."""
        return "\n".join(f"--- {path.name}\n{path.read_text()[-2000:]}" for path in sorted(self.home.glob("*.log")))


@dataclass(slots=True)
class NoEngine:
    """Stands where a world beats its own engine: here the worker processes do."""

    product: Product

    async def settle(self, seconds: float = PATIENCE / 3) -> None:
        """Give the processes a moment, and the conversation's messages the time to leave if a worker runs that sends them."""
        await asyncio.sleep(0.1)
        if self.product.runs("worker"):
            with contextlib.suppress(AssertionError):
                await eventually(self._left, seconds)

    async def _left(self) -> bool:
        waiting = "SELECT 1 FROM deliveries WHERE state IN ('pending', 'sending') AND lane > 1 LIMIT 1"
        return await scalar(waiting) is None


@asynccontextmanager
async def product(config: Config, home: Path, *names: str) -> AsyncIterator[tuple[Product, World]]:
    """Running processes, and a world whose phones and clock are theirs."""
    config = at_ports(config, home)
    built = Product(config, home)
    try:
        async with runtime.start(config, "story") as running, ClientSession() as http:
            await to_monday(running)
            built.start("sandbox", *names)
            await answering(http, f"http://127.0.0.1:{config.sandbox_port}/sandbox/api/state")
            if "web" in names:
                await answering(http, f"{config.public_url}/livez")
            yield built, World(config, running, NoEngine(built), http)  # type: ignore[arg-type]
    except AssertionError:
        print(built.logs())
        raise
    finally:
        built.stop()


async def answering(http: ClientSession, url: str, seconds: float = PATIENCE) -> None:
    """Wait until somebody answers there."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(ClientError, OSError):
            async with http.get(url) as answer:
                if answer.status < 500:
                    return
        assert time.monotonic() < end, f"nobody answers at {url}"
        await asyncio.sleep(0.05)


async def eventually(what: Callable[[], Awaitable[Any]], seconds: float = PATIENCE) -> Any:
    """The first true answer within so many seconds; the last failure otherwise."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = await what()
            if found:
                return found
            failure: BaseException | None = None
        except AssertionError as wrong:
            failure = wrong
        if time.monotonic() > end:
            if failure is not None:
                raise failure
            raise AssertionError("it did not happen in time")
        await asyncio.sleep(0.1)


async def scalar(sql: str, *values: Any) -> Any:
    """One value of the database."""
    row = await db.one(sql, *values)
    return None if row is None else next(iter(row.values()))
