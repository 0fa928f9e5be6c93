"""What every figure stands on: private servers with fsync on, many people, and the product's real commands."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from wellcheck import db, recurrence
from wellcheck.crypto import Vault
from wellcheck.embedded import Embedded
from wellcheck.events.firing import AHEAD
from wellcheck.recurrence import Cron

ACCOUNT = "AC" + "b" * 32
BOT = "1:bench_only"
SECRET = "a key for the bench that opens nothing else"
TOKEN = "bench-token"
FIRST = 999_000_000_000
"""The first recipient: +999… is no country's number, and nothing leaves this machine anyway."""

CONTACT = 2_000_000
"""The place of the first contact, behind all users. A contact takes two places: the person, and the tie to the user."""

LEAD = AHEAD.total_seconds() + 7.0
"""Seconds between writing the due times and the burst: the product's own lead, the warm-up, and some air."""

WARM = 600
"""People asked a few seconds before the burst, so that connections and caches are as in the middle of a day."""

AT_ONCE = 500
NEVER = datetime(2099, 1, 1, tzinfo=UTC)
NAMES = ("Ann", "Bruno", "Chloé", "Darko", "Elif", "Farid", "Grete", "Hana", "Ivo", "Jaya", "Kofi", "Lucía")
RULES = tuple(
    (recurrence.key(Cron((rule,))), zone)
    for rule in ("0 9 * * *", "30 8,20 * * 1-5", "0 18 * * 3")
    for zone in ("UTC", "Europe/London", "America/New_York", "Asia/Kolkata")
)
_PERSON = 0x0190000000007000_8000000000000000
_ADDRESS, _EVENT = _PERSON + (1 << 80), _PERSON + (2 << 80)
TICKS = os.sysconf("SC_CLK_TCK")


def person(i: int) -> UUID:
    """The id of person `i`: in order, as ids of version 7 are."""
    return UUID(int=_PERSON + i)


def address_of(i: int) -> UUID:
    """The id of the address of person `i`."""
    return UUID(int=_ADDRESS + i)


def cpu_of(pid: int, dead_children: bool = False) -> float:
    """CPU seconds of one process so far; 0 when it is gone."""
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return sum(int(parts[place]) for place in ((11, 12, 13, 14) if dead_children else (11, 12))) / TICKS


def children_of(pid: int) -> list[int]:
    """The processes that this one has started and that still run."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def rss_of(pid: int) -> int:
    """Bytes of memory a process holds now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@dataclass
class Burst:
    """One run: `n` messages due at `at` (epoch seconds). Seconds are relative to `at`; CPU is in seconds."""

    n: int
    at: float
    first: float
    last: float
    arrived: int
    twice: int
    early: int
    warm: int = 0
    """How many were asked a few seconds before; what a burst costs is of them as well."""
    p99: float = 0.0
    median: float = 0.0
    app_cpu: float = 0.0
    pg_cpu: float = 0.0
    redis_commands: int = 0
    rss: int = 0
    planned_before: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Messages a second, from the second they were due to the last arrival."""
        return self.n / self.last if self.last > 0 else 0.0

    @property
    def asked(self) -> int:
        """All who were asked."""
        return self.n + self.warm

    @property
    def complete(self) -> bool:
        """Everybody exactly once and nobody early."""
        return self.arrived == self.n and not self.twice and not self.early


def read_burst(n: int, at: float, arrivals: list[tuple[float, int]], start: int = 0) -> Burst:
    """What the stand-in's ledger says about the recipients `FIRST + start` … of a burst."""
    low, high = FIRST + start, FIRST + start + n
    ours = [(when - at, to) for when, to in arrivals if low <= to < high]
    distinct = len({to for _, to in ours})
    times = sorted(when for when, _ in ours) or [0.0]
    late = [times[int(len(times) * part)] for part in (0.99, 0.5)]
    early = sum(when < -0.001 for when in times)
    return Burst(n, at, times[0], times[-1], distinct, len(ours) - distinct, early, 0, *late)


class World:
    """Servers of our own, their configuration, and the people in them."""

    def __init__(self, home: Path, servers: Embedded, connection: asyncpg.Connection) -> None:
        self.home, self.servers, self.db = home, servers, connection
        self.people = 0
        self.vault = Vault((SECRET,))
        self._postmaster = int((servers.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def environ(self, provider: str, **more: str) -> dict[str, str]:
        """The environment of the product's commands: a real configuration, with the stand-in as both providers."""
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return (
            keep
            | {
                "DATABASE_URL": self.servers.database_url,
                "REDIS_URL": self.servers.redis_url,
                "WELLCHECK_HOME": str(self.home / "product"),
                "SECRET_KEYS": SECRET,
                "TELEGRAM_BOT_TOKEN": BOT,
                "TELEGRAM_API_BASE_URL": f"{provider}/telegram",
                "TELEGRAM_PER_SECOND": "0",
                "TWILIO_ACCOUNT_SID": ACCOUNT,
                "TWILIO_AUTH_TOKEN": TOKEN,
                "TWILIO_API_BASE_URL": f"{provider}/twilio",
                "TWILIO_FROM_NUMBER": "+447700900000",
                "SMS_PER_SECOND": "0",
                "SEND_CONCURRENCY": str(AT_ONCE),
                "LOG_LEVEL": "WARNING",
                "RATE_LIMIT_MASTER": "0",
                "RATE_LIMIT_ADMIN": "0",
                "RATE_LIMIT_OTHER": "0",
                "RATE_LIMIT_SOURCE": "0",
            }
            | more
        )

    async def load(self, upto: int, channel: str) -> None:
        """Let there be `upto` users, each with one verified address, settings, and a check-in far away."""
        now = datetime.now(UTC)
        seal, blind = self.vault.seal, self.vault.blind
        await self.db.execute("SET session_replication_role = replica")  # rows are right; spare the checks of the fill
        try:
            for start in range(self.people, upto, 20_000):
                persons, addresses, settings, events = [], [], [], []
                for i in range(start, min(upto, start + 20_000)):
                    id, address = person(i), address_of(i)
                    value = f"+{FIRST + i}" if channel == "sms" else str(FIRST + i)
                    rule, zone = RULES[i % len(RULES)]
                    name = seal(NAMES[i % len(NAMES)], "persons.first_name", id)
                    persons.append((id, name, "en" if i % 3 else "es", zone, now, now))
                    addresses.append(
                        (
                            address,
                            id,
                            channel,
                            seal(value, "addresses.value", address),
                            blind(channel, value),
                            0,
                            now,
                            now,
                        )
                    )
                    settings.append((id, True, 3, 3600, "go_on", now, now))
                    events.append(
                        (
                            UUID(int=_EVENT + i),
                            id,
                            "check-in",
                            "probe",
                            "{}",
                            rule,
                            zone,
                            "active",
                            NEVER,
                            "x",
                            0,
                            now,
                            now,
                        )
                    )
                for table, columns, records in (
                    ("persons", "id first_name_sealed language zone created_at updated_at", persons),
                    ("addresses", "id person_id channel value_sealed blind rank verified_at created_at", addresses),
                    (
                        "probe_settings",
                        "person_id active retries wait_seconds after_alarm created_at updated_at",
                        settings,
                    ),
                    (
                        "events",
                        "id owner_id name action payload schedule zone status due_at slot failures created_at updated_at",
                        events,
                    ),
                ):
                    await self.db.copy_records_to_table(table, records=records, columns=columns.split())
        finally:
            await self.db.execute("SET session_replication_role = origin")
        self.people = max(self.people, upto)
        await self.tidy()

    async def befriend(self, pairs: Sequence[tuple[int, int, int]]) -> None:
        """Give users emergency contacts with phones of their own, who agreed: (user, place of the contact, position)."""
        now = datetime.now(UTC)
        seal, blind = self.vault.seal, self.vault.blind
        persons, addresses, contacts = [], [], []
        for user, contact, position in pairs:
            id, address, link = person(contact), UUID(int=person(contact).int + (3 << 80)), person(contact + 1)
            value = f"+{FIRST + contact}"
            persons.append((id, seal("Bob", "persons.first_name", id), "en", "UTC", now, now))
            addresses.append(
                (address, id, "sms", seal(value, "addresses.value", address), blind("sms", value), 0, now, now)
            )
            contacts.append(
                (
                    link,
                    person(user),
                    id,
                    seal("Bob", "contacts.first_name", link),
                    True,
                    position,
                    "consented",
                    now,
                    now,
                )
            )
        for table, columns, records in (
            ("persons", "id first_name_sealed language zone created_at updated_at", persons),
            ("addresses", "id person_id channel value_sealed blind rank verified_at created_at", addresses),
            (
                "contacts",
                "id user_id person_id first_name_sealed is_emergency position consent created_at updated_at",
                contacts,
            ),
        ):
            await self.db.copy_records_to_table(table, records=records, columns=columns.split())

    async def tidy(self) -> None:
        """As after a quiet hour: vacuumed, analyzed, checkpointed."""
        await self.db.execute("VACUUM (ANALYZE)")
        await self.db.execute("CHECKPOINT")

    async def settle(self) -> None:
        """Nothing is open any more, as if everybody's question had been cancelled. What was said stays, as history does."""
        await self.db.execute(
            "WITH over AS (UPDATE probes SET status = 'cancelled', due_at = NULL, settled_at = now()"
            " WHERE status = 'pending' RETURNING id, person_id) INSERT INTO timeline (at, about_kind, about_id, person_id,"
            " what, data) SELECT now(), 'probe', id, person_id, 'cancelled', '{}' FROM over"
        )
        await self.db.execute(
            "UPDATE deliveries SET closed_at = coalesce(closed_at, now()), due_at = NULL, lease_until = NULL,"
            " state = CASE WHEN state IN ('sent', 'delivered') THEN state ELSE 'withdrawn' END WHERE closed_at IS NULL"
            " OR state IN ('pending', 'sending', 'unknown')"
        )
        await self.db.execute("UPDATE events SET due_at = $1 WHERE due_at < $1", NEVER)

    async def due(self, start: int, n: int, at: float) -> None:
        """The check-ins of these people come due at the epoch second `at`."""
        moment = datetime.fromtimestamp(at, UTC)
        await self.db.execute(
            "UPDATE events SET due_at = $1, slot = $2 WHERE owner_id >= $3 AND owner_id < $4",
            moment,
            moment.isoformat()[:19],
            person(start),
            person(start + n),
        )

    def pg_cpu(self) -> float:
        """CPU seconds of the whole PostgreSQL so far."""
        live = children_of(self._postmaster)
        return cpu_of(self._postmaster, dead_children=True) + sum(cpu_of(child) for child in live)

    async def redis_commands(self) -> int:
        """How many commands the server has served so far."""
        from redis.asyncio import Redis

        async with Redis.from_url(self.servers.redis_url) as redis:
            stats = await redis.info("commandstats")
        return sum(row["calls"] for name, row in stats.items() if name != "cmdstat_info")

    async def redis_cpu(self) -> float:
        """CPU seconds of the server so far."""
        from redis.asyncio import Redis

        async with Redis.from_url(self.servers.redis_url) as redis:
            used = await redis.info("cpu")
        return float(used["used_cpu_user"] + used["used_cpu_sys"])

    async def redis_bytes(self) -> int:
        """Bytes that Redis holds now, without what the server itself needs at its start."""
        from redis.asyncio import Redis

        async with Redis.from_url(self.servers.redis_url) as redis:
            memory = await redis.info("memory")
        return int(memory["used_memory_dataset"])

    async def burst(
        self,
        worker: Worker,
        provider: Any,
        start: int,
        n: int,
        ahead: float,
        patience: float = 120.0,
        warm: int = WARM,
        at: float | None = None,
        anew: bool = True,
    ) -> Burst:
        """Let these people come due and wait until the stand-in has been told of all of them.

        `ahead`: seconds from now until the second they are due; the warm-up, of the last `warm` people, is four seconds
        before that. `at`: the epoch second itself. `anew`: what was open before is closed.
        """
        if anew:
            await self.settle()
        await self.tidy()
        provider.reset()
        at = at or soon(ahead)
        await self.due(self.people - warm, warm, at - 4)
        commands, pg, app = await self.redis_commands(), self.pg_cpu(), worker.cpu()
        await self.due(start, n, at)
        planned = rss = 0.0
        until = at + patience
        while time.time() < until:
            await asyncio.sleep(0.1 if time.time() < at + 20 else 0.5)
            rss = max(rss, worker.rss())
            if not planned and time.time() < at and time.time() > at - ahead + 1:
                waiting = await self.db.fetchval(
                    "SELECT EXISTS (SELECT 1 FROM events WHERE status = 'active' AND due_at <= $1)",
                    datetime.fromtimestamp(at, UTC),
                )
                planned = at - time.time() if not waiting else 0.0
            if time.time() > at and provider.count() >= n + warm:
                break
            worker.check()
        while time.time() < until + 10:
            left = await self.db.fetchval(
                "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending') AND lane = 1"
            )
            if not left:
                break
            await asyncio.sleep(0.05)
        found = read_burst(n, at, provider.records(), start)
        found.app_cpu, found.pg_cpu = worker.cpu() - app, self.pg_cpu() - pg
        found.warm = warm
        found.redis_commands, found.rss = await self.redis_commands() - commands, int(rss)
        found.planned_before = round(planned, 2)
        found.extra["written"] = await self.db.fetchval(
            "SELECT count(*) FROM deliveries d JOIN probes p ON p.id = d.about_id"
            " WHERE d.state = 'sent' AND p.asked_at = $1",
            datetime.fromtimestamp(at, UTC),
        )
        return found


class Worker:
    """A process of the product or of the bench, from its start to its end."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.pid = process.pid

    def cpu(self) -> float:
        """CPU seconds so far."""
        return cpu_of(self.pid)

    def rss(self) -> int:
        """Bytes of memory it holds now."""
        return rss_of(self.pid)

    def check(self) -> None:
        """Raise when it has ended by itself."""
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.process.args!r} ended with {self.process.returncode}")


@contextmanager
def process(command: list[str], environ: dict[str, str]) -> Iterator[Worker]:
    """Run a command; it ends with this block."""
    started = subprocess.Popen([sys.executable, *command], env=environ, stdin=subprocess.DEVNULL)
    try:
        yield Worker(started)
    finally:
        if started.poll() is None:
            started.send_signal(signal.SIGTERM)
            try:
                started.wait(25)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait(5)


@asynccontextmanager
async def product(world: World, provider: str, command: str = "worker", **more: str) -> AsyncIterator[Worker]:
    """`wellcheck worker` as in production, from its first beat on."""
    began = await world.db.fetchval("SELECT clock_timestamp()")
    with process(["-m", "wellcheck", command], world.environ(provider, **more)) as running:
        for _ in range(400):
            running.check()
            if command != "worker" or await world.db.fetchval(
                "SELECT 1 FROM beats WHERE kind = $1 AND seen_at > $2", command, began
            ):
                break
            await asyncio.sleep(0.05)
        yield running


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """Servers in a folder of their own, ended and removed with this block."""
    home = Path(tempfile.mkdtemp(prefix="wellcheck-bench-"))
    try:
        os.chmod(home, 0o755)
        with Embedded(home / "servers") as servers:
            # In a thread, and so with a loop and settings of its own: several of these worlds may be there at once.
            await asyncio.to_thread(asyncio.run, db.migrate(servers.database_url))
            connection = await asyncpg.connect(**db.connect_options(servers.database_url))
            try:
                yield World(home, servers, connection)
            finally:
                await connection.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run_json(command: list[str]) -> dict[str, Any]:
    """The JSON that a command of the bench prints."""
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def soon(seconds: float) -> float:
    """A whole epoch second at least so far away."""
    return float(int(time.time() + seconds) + 1)
