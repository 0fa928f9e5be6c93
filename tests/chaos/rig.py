"""A world whose web, worker and bot are processes that die at a chosen write and are started again, as `wellcheck up` does.

The phones, their providers and the clock are this process's, so that nothing of them is lost by a kill.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from aiohttp import ClientSession

from tests.chaos import proxy as proxies
from tests.chaos.nursery import Child
from tests.chaos.programs import Program
from tests.chaos.proxy import Proxy, Strike
from tests.chaos.traps import Traps
from tests.chaos.wires import ValkeyWire, valkey_wire
from tests.spec.post import Receiver, receiving
from tests.stories.processes import PATIENCE, NoEngine, Product, answering, environment, eventually, scalar
from tests.stories.world import NUMBERS, World, at_ports, quick, serve, to_monday
from wellcheck import db, people, runtime, wake
from wellcheck.config import Config
from wellcheck.messages.models import Delivery
from wellcheck.sandbox.engine import Live
from wellcheck.sandbox.server import TWILIO, Settings
from wellcheck.sandbox.server import make_app as make_sandbox
from wellcheck.sandbox.state import Message
from wellcheck.sandbox.twilio_api import Twilio

PROCESSES = ("web", "worker", "bot")
KEPT = ("beats", "clock", "aerich", "signing_keys", "stream", "audit_chain")
"""Tables that are left alone when a new case begins."""

CAST = ("Ada", "Bob", "Cara")

PASSING = re.compile(
    r"(\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2,3}, )?\b\d\d:\d\d\b|(?<=start=)\S+|\b\d{6}\b"
)
"""What differs from one telling to the next: days and times of day, and the secrets in links and codes."""

OUTWARD = {
    "OUTBOUND_ALLOW_CIDRS": "127.0.0.0/8", "OUTBOUND_PORTS": "*", "MASTER_TOKEN": "a master token for these tests alone"
}  # fmt: skip
"""What lets the product call a developer's server on this machine, and developers' programs call the product."""

AWAY_SECONDS = 2.0
"""So long nobody reaches a Valkey that is away."""

HELD_SECONDS = 3.0
"""What is leased and does not move for so long is held by nobody: its lease runs out."""

LOST_AFTER = 12
"""So often a program may not have acknowledged what it was told, until it counts as never having heard it."""

WAITING = """
    SELECT (SELECT count(*) FROM deliveries WHERE state = 'pending' AND due_at <= $1) AS pending,
           (SELECT count(*) FROM deliveries WHERE state = 'sending') AS sending,
           (SELECT count(*) FROM deliveries WHERE state = 'unknown') AS unknown,
           (SELECT count(*) FROM probes WHERE status = 'pending' AND due_at <= $1) AS probes,
           (SELECT count(*) FROM escalations WHERE status IN ('running', 'acknowledged', 'exhausted')
             AND due_at <= $1) AS escalations,
           (SELECT count(*) FROM events WHERE status = 'active' AND due_at <= $1) AS events,
           (SELECT count(*) FROM reminders WHERE status IN ('open', 'later', 'unconfirmed')
             AND due_at <= $1) AS reminders,
           (SELECT count(*) FROM visits WHERE state IN ('requested', 'offered', 'accepted', 'arrived')
             AND due_at <= $1) AS visits,
           (SELECT count(*) FROM occurrences WHERE endpoint_id IS NOT NULL AND (lease_until IS NOT NULL
             OR (state IN ('pending', 'retrying') AND next_at <= $1))) AS occurrences,
           (SELECT count(*) FROM occurrences WHERE state = 'dispatching' AND lease_until IS NULL) AS told,
           (SELECT count(*) FROM inbound WHERE state <> 'handled') AS unheard
"""

MOVED = """
    SELECT (SELECT count(*) FROM receipts) AS receipts, (SELECT max(id) FROM timeline) AS last,
           (SELECT count(*) FROM inbound) AS heard, (SELECT count(*) FROM deliveries) AS deliveries,
           (SELECT max(updated_at) FROM visits) AS visits, (SELECT count(*) FROM occurrence_attempts) AS attempts
"""

FOLLOWING = """
    SELECT substr(application_name, 11) AS name, max(query_start) AS at FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'wellcheck %' AND query LIKE '%FROM clock%'
    AND query_start > $1
    GROUP BY application_name
"""
"""Which processes have looked at the clock since `$1`, and when they did so last."""


@dataclass(slots=True)
class Doored(Product):
    """Processes that reach the database through a door of their own, and Valkey by a wire."""

    doors: dict[str, str] = field(default_factory=dict)
    redis_url: str = ""
    """Their wire to Valkey; empty: they go there themselves."""

    def start(self, *names: str) -> None:
        """Start `wellcheck <name>`, each with its own DATABASE_URL."""
        for name in names:
            given = environment(
                replace(self.config, database_url=self.doors[name], redis_url=self.redis_url or self.config.redis_url)
            )
            self.processes[name] = Child(name, given | OUTWARD, self.home)


@dataclass(slots=True)
class Rig(World):
    """The world, and what kills its processes."""

    product: Doored = field(kw_only=True)
    proxy: Proxy = field(kw_only=True)
    twilio: Twilio = field(kw_only=True)
    dead: set[str] = field(default_factory=set)
    receiver: Receiver = field(kw_only=True)
    """A developer's server."""
    refetched: set[str] = field(default_factory=set)
    """Text messages (their SID) that the webhook never took and that were fetched from the provider."""
    valkey: ValkeyWire = field(kw_only=True)
    traps: Traps = field(kw_only=True)
    followed_to: datetime | None = None
    """Every process knows of the winding at this moment of the database's clock."""
    flushing: asyncio.Task[None] | None = None
    programs: list[Program] = field(default_factory=list)
    """What listens at `/ws`."""

    async def begin(self) -> None:
        """An empty house: nobody is known, nothing is on the phones."""
        self.proxy.end()
        self.traps.end()
        await self.valkey.be_there()
        for program in self.programs:
            await program.leave()
        self.programs.clear()
        self.receiver.arrived.clear()
        self.receiver.answers.clear()
        await self.settle()
        found = await db.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = ", ".join(f'"{row["tablename"]}"' for row in found if row["tablename"] not in KEPT)

        async def empty() -> None:
            async with db.transaction():
                # What is only ever added to goes as well: the next story has a house of its own.
                await db.run("SET LOCAL session_replication_role = replica")
                await db.run(f"TRUNCATE {names} CASCADE")

        await db.again_on_conflict(empty)
        await self.sandbox_post("/reset")
        for phone in self.twilio.world.phones.values():
            phone.started = True  # everybody has opened our bot in Telegram before
        if self.now.hour != 6 or self.now.minute > 15:  # nobody's own check-in at nine shall fall into the story
            tomorrow = self.now.replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=1)
            await runtime.wind(self.running, tomorrow - self.now)
        await self._followed()
        self.refetched.clear()

    async def due_now(self, name: str = "Ada") -> None:
        """This person's check-in is due, and everything that follows at once has happened."""
        await db.run("UPDATE events SET due_at = $1, slot = 'now' WHERE name = 'check-in'", self.now)
        await self.settle()

    async def listens(self, *, client: str = "", tag: str = "") -> None:
        """A program listens from now on, as this client or for this tag."""
        assert self.config.master_token
        program = Program(self.http, f"{self.config.public_url}/ws", self.config.master_token, client=client, tag=tag)
        self.programs.append(program)
        await asyncio.wait_for(program.connected.wait(), PATIENCE)

    async def all_heard(self) -> None:
        """Every program has heard of the one thing that happened."""

        async def heard() -> bool:
            await self.settle()
            return all(program.heard for program in self.programs)

        await eventually(heard)

    def strike(self, which: Strike) -> None:
        """It happens, in this very moment."""
        match which.how:
            case proxies.KILLED:
                self.strike_down(which.at.process)
            case proxies.FLUSHED:
                self.flushing = asyncio.create_task(self.valkey.flush())
            case proxies.VALKEY_AWAY:
                self.valkey.go_away(AWAY_SECONDS)

    def strike_down(self, process: str) -> None:
        """kill -9 in this very moment."""
        self.product.kill(process)
        self.dead.add(process)

    async def settle(self) -> None:
        """Start again what died, let leases run out and lookups come, until nothing is left to be done now."""
        end = time.monotonic() + 2 * PATIENCE
        await self._followed()
        quiet, told, since, before = 0, 0, await self._database_time(), None
        moving = time.monotonic()
        while quiet < 2:
            assert time.monotonic() < end, f"the world does not come to rest: {await db.one(WAITING, self.now)}"
            await self._revive()
            await self._fetch_what_got_lost()
            await wake.hint("rooms")
            await asyncio.sleep(0.08)
            waiting = await db.one(WAITING, self.now)
            moved = await db.one(MOVED)
            assert waiting is not None
            if waiting["unknown"]:
                await self._wind_to("SELECT min(due_at) AS at FROM deliveries WHERE state = 'unknown'")
            told = told + 1 if waiting["told"] and moved == before and not self.dead else 0
            if told > LOST_AFTER:
                await self._wind_to("SELECT min(next_at) AS at FROM occurrences WHERE state = 'dispatching'")
            moving = moving if moved == before and not self.dead else time.monotonic()
            if time.monotonic() - moving > HELD_SECONDS and (waiting["sending"] or waiting["occurrences"]):
                await self._leases_run_out()  # whoever took it lost its connection, and knows nothing of it
                moving = time.monotonic()
            idle = not any(waiting.values()) and moved == before and not self.dead and not self._under_way()
            if not idle:
                quiet, since = 0, await self._database_time()
            elif await scalar("SELECT max(seen_at) FROM beats WHERE kind = 'worker'") > since:
                quiet += 1
            before = moved

    async def _followed(self) -> None:
        """Wait until every process that lives knows that the clock was wound. What one says before that is of yesterday: it has
        expired, and somebody who writes "join" is not answered."""
        wound_at = await scalar("SELECT real_at FROM clock WHERE id = 1")
        if wound_at == self.followed_to:
            return
        end, first = time.monotonic() + PATIENCE, dict[str, datetime]()
        behind = set(PROCESSES)
        while behind := behind - self.dead:
            assert time.monotonic() < end, f"{behind} do not look at the clock"
            for row in await db.rows(FOLLOWING, wound_at):
                name = row["name"]
                # They read it one time after the other: when a second reading has begun, the first one is taken over.
                if row["at"] > first.setdefault(name, row["at"]):
                    behind.discard(name)
            await asyncio.sleep(0.02)
        self.followed_to = wound_at

    def _under_way(self) -> bool:
        return bool(self.twilio.busy() or self.twilio.world.updates)

    async def _wind_to(self, sql: str) -> None:
        later = await scalar(sql)
        if later is not None and later > self.now:
            await runtime.wind(self.running, later - self.now)

    @staticmethod
    async def _database_time() -> datetime:
        now: datetime = await scalar("SELECT clock_timestamp()")
        return now

    async def _revive(self) -> None:
        """What was killed is started again; what it held, it holds no longer."""
        if not self.dead:
            return
        await asyncio.sleep(0.1)  # what it had under way in the database has ended by now, one way or the other
        dead, self.dead = self.dead, set()
        if "worker" in dead:
            await self._leases_run_out()
        if "web" in dead:  # nobody is connected to it any more, as after a quarter of a minute
            await db.run("UPDATE beats SET seen_at = seen_at - interval '1 minute' WHERE kind = 'web'")
        since = await self._database_time()
        self.product.start(*dead)
        if "web" in dead:
            await answering(self.http, f"{self.config.public_url}/livez")
        if "worker" in dead:
            await self._beating(since)

    @staticmethod
    async def _leases_run_out() -> None:
        await db.run("UPDATE deliveries SET lease_until = clock_timestamp() WHERE state = 'sending'")
        await db.run("UPDATE occurrences SET lease_until = clock_timestamp() WHERE state = 'dispatching'"
                     " AND lease_until IS NOT NULL")  # fmt: skip

    async def _beating(self, since: datetime) -> None:
        """Wait for the first beat of the worker that was started after this moment, if it lives to see it."""
        end = time.monotonic() + PATIENCE
        beat = "SELECT 1 FROM beats WHERE kind = 'worker' AND seen_at > $1 AND started_at > $1"
        while "worker" not in self.dead and not await scalar(beat, since):
            assert time.monotonic() < end, "the worker does not beat"
            await asyncio.sleep(0.05)

    def lost_texts(self) -> list[Message]:
        """Text messages whose webhook found nobody. Twilio does not bring them again."""
        return [
            message
            for message in self.twilio.world.sms.values()
            if message.mine and message.status == "failed" and message.sid not in self.refetched
        ]

    async def _fetch_what_got_lost(self) -> None:
        """Nobody took a text message. A worker that comes up after an outage reads the provider's list."""
        lost = self.lost_texts()
        if not lost or self.dead:
            return
        await asyncio.to_thread(self.product.end, "worker")
        await db.run("UPDATE beats SET seen_at = seen_at - interval '5 minutes' WHERE kind = 'worker'")
        since = await self._database_time()
        self.product.start("worker")
        await self._beating(since)
        self.refetched |= {message.sid for message in lost}

    # what came of it

    async def state(self) -> dict[str, Any]:
        """Everything that must be the same whether somebody was killed or not, in names instead of ids."""
        names = {row["id"]: row["name"] for row in await self._who()}

        def named(id: UUID | None) -> str | None:
            return names.get(id, "?") if id else None

        probes = await db.rows("SELECT * FROM probes ORDER BY id")
        escalations = await db.rows("SELECT * FROM escalations ORDER BY id")
        contacts = await db.rows("SELECT * FROM contacts ORDER BY position, id")
        entries = await db.rows("SELECT about_kind, what, person_id FROM timeline")
        said = await db.rows("SELECT person_id, meaning FROM inbound ORDER BY id")
        deliveries = await db.rows(
            "SELECT person_id, kind, state, closed_at FROM deliveries WHERE kind NOT IN ('chat', 'edit', 'invitation')"
        )
        taken = {"sent": "taken", "delivered": "taken"}
        return {
            "probes": [(p["status"], p["reason"], p["follow_ups"], p["late_ok_at"] is not None) for p in probes],
            "escalations": [
                (e["reason"], e["status"], e["outcome"], e["step"], e["round"], named(e["acknowledged_by_id"]))
                for e in escalations
            ],
            "contacts": [(named(c["person_id"]), c["consent"]) for c in contacts],
            "addresses": sorted(
                (named(a["person_id"]), a["channel"], a["stopped_at"] is None, a["dead_at"] is None)
                for a in await db.rows("SELECT * FROM addresses")
            ),
            "timeline": Counter((e["about_kind"], e["what"], named(e["person_id"])) for e in entries),
            "deliveries": Counter(
                (named(d["person_id"]), d["kind"], taken.get(d["state"], d["state"]), d["closed_at"] is not None)
                for d in deliveries
            ),
            "said": [(named(s["person_id"]), s["meaning"]) for s in said],
            "talking": [
                (named(c["person_id"]), c["dialogue"]) for c in await db.rows("SELECT * FROM conversations")
            ],
            "reminders": [
                (named(r["person_id"]), r["status"]) for r in await db.rows("SELECT * FROM reminders ORDER BY id")
            ],
            "occurrences": Counter(
                (o["title"], o["state"]) for o in await db.rows(
                    "SELECT e.title, o.state FROM occurrences o JOIN events e ON e.id = o.event_id"
                    " WHERE o.endpoint_id IS NOT NULL"
                )
            ),
            "visits": [
                (v["state"], named(v["user_id"]), named(v["pal_id"]), v["minutes"], v["paid"])
                for v in await db.rows("SELECT * FROM visits ORDER BY id")
            ],
            "offers": sorted(
                (str(named(o["pal_id"])), o["state"]) for o in await db.rows("SELECT * FROM visit_offers")
            ),
            "ledger": Counter(
                (named(e["account_id"]), e["kind"], e["minutes"]) for e in await db.rows("SELECT * FROM ledger_entries")
            ),
        }  # fmt: skip

    @staticmethod
    async def _who() -> list[dict[str, Any]]:
        """Persons by the number or chat they are reached by."""
        known = {people.blind("sms", number): name for name, number in NUMBERS.items()}
        known |= {people.blind("telegram", id): name for name, id in (("Ada", "7001"), ("Bob", "7002"))}
        found = await db.rows("SELECT person_id AS id, blind FROM addresses")
        return [{"id": row["id"], "name": known.get(bytes(row["blind"]), "?")} for row in found]

    async def texts(self) -> dict[str, Counter[str]]:
        """What arrived on each phone, on either channel, without times of day."""
        got = {}
        for name in CAST:
            phone = await self.sandbox_get(f"/phones/{name.casefold()}")
            got[name] = Counter(PASSING.sub("…", m["text"]) for m in phone["messages"] if not m["mine"])
        return got

    async def in_doubt(self) -> Counter[str]:
        """How often it was unknown whether a text left, by text."""
        rows = await db.rows("SELECT id, unknowns FROM deliveries WHERE unknowns > 0")
        doubts: Counter[str] = Counter()
        for row in rows:
            delivery = await Delivery.get(id=row["id"])
            doubts[delivery.text or ""] += row["unknowns"]
        return doubts


@asynccontextmanager
async def rig(config: Config, home: Path) -> AsyncIterator[Rig]:
    """The whole product, running."""
    config = at_ports(config, home)
    assert config.database_url and config.redis_url
    built = Doored(config, home)
    made: list[Rig] = []
    proxy = Proxy(config.database_url, lambda which: made[0].strike(which))
    try:
        async with runtime.start(config, "chaos") as running, wake.hinting(config.redis_url), ClientSession() as http:
            sandbox = make_sandbox(quick(Settings.of(config)), Live(running))
            traps = Traps(lambda process: made[0].strike_down(process))
            middleware: Any = traps.middleware()
            sandbox.middlewares.append(middleware)
            async with (
                serve(sandbox, config.sandbox_port),
                receiving(middleware) as receiver,
                valkey_wire(config.redis_url) as valkey,
            ):
                built.redis_url = valkey.url
                built.doors = {name: await proxy.door(name) for name in PROCESSES}
                await to_monday(running)
                engine: Any = NoEngine(built)
                world = Rig(
                    config, running, engine, http, product=built, proxy=proxy, twilio=sandbox[TWILIO], receiver=receiver,
                    valkey=valkey, traps=traps,
                )  # fmt: skip
                made.append(world)
                world.dead |= set(PROCESSES)  # not yet born: the first rest brings them to life
                await world.settle()
                yield world
                for program in world.programs:
                    await program.leave()
                await asyncio.to_thread(built.stop)
    except AssertionError:
        print(built.logs())
        raise
    finally:
        built.stop()
        with contextlib.suppress(Exception):
            await proxy.close()
