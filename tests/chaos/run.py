"""One run of a plan: everybody moves in, things go wrong, all is mended, and what is left to be done gets done."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from aiohttp import ClientSession

from tests.chaos.house import House, Times, at_their_minute, move_in
from tests.chaos.oracle import Seen
from tests.chaos.planned import PROCESSES, Plan
from tests.chaos.rig import WAITING, Doored
from tests.chaos.troubles import Line, Troubles, expire_leases
from tests.chaos.wires import valkey_wire
from tests.stories.processes import answering, eventually, scalar
from tests.stories.world import at_ports, quick, serve, to_monday
from wellcheck import db, runtime, wake
from wellcheck.config import Config
from wellcheck.embedded import Embedded
from wellcheck.runtime import Runtime
from wellcheck.sandbox.engine import Live
from wellcheck.sandbox.server import FAULTS, TELEGRAM, TWILIO, Settings
from wellcheck.sandbox.server import make_app as make_sandbox

REST_SECONDS = 120.0
"""What is left to be done gets so long (real seconds), and three more for each user."""

STEP = timedelta(minutes=5)

TEMPLATE = "HX" + "0" * 32


@dataclass(slots=True)
class Run:
    """A running product, everybody's phones, and what goes wrong."""

    plan: Plan
    running: Runtime
    house: House
    troubles: Troubles
    ids: dict[str, UUID]
    began: datetime
    http: ClientSession
    living: asyncio.Task[None]
    ended: datetime | None = None

    @property
    def now(self) -> datetime:
        """The product's time."""
        return self.running.now()

    async def go(self) -> None:
        """Let things go wrong, mend them, and let everything come to its end."""
        await self._pace(self.plan.size.speed)
        await self.troubles.run(self.plan.troubles, time.monotonic())
        after = self.plan.size.late[1] if not self.plan.size.to_the_end else 1.0
        await self.heal(self._last_check() + timedelta(minutes=after))

    async def heal(self, until: datetime) -> None:
        """Mend everything, and let what is left to be done get done, at least until this moment."""
        await self.troubles.heal()
        await eventually(self._database)
        self.ended = max(self.now, until)
        await self._pace(1.0)
        await self._as_after_an_outage()
        await self._come_to_an_end()

    async def _database(self) -> bool:
        with contextlib.suppress(Exception):
            return bool(await scalar("SELECT true"))
        return False

    def seen(self) -> Seen:
        """What the oracle looks at."""
        late_by = timedelta(minutes=self.plan.size.speed / 60 * 5)
        assert self.ended is not None
        return Seen(self.plan, self.ids, self.house.watcher, self.began, self.ended, late_by)

    def _last_check(self) -> datetime:
        at = max((user.hours[-1], user.minute) for user in self.plan.users)
        return self.began.replace(hour=at[0], minute=at[1], second=0, microsecond=0)

    async def _pace(self, speed: float) -> None:
        clock = await db.read_clock()
        await db.write_pace(clock.pace.with_speed(speed, clock.real()))
        await db.read_clock(self.running.clock)

    async def _as_after_an_outage(self) -> None:
        """Twilio brings a text message once. What nobody took is read from its list by a worker that comes up after a minute
        without one; and what a dead one held is nobody's after half a minute."""
        for process in PROCESSES[1:]:
            await asyncio.to_thread(self.troubles.product.end, process)
        await expire_leases()
        await db.run("UPDATE beats SET seen_at = seen_at - interval '5 minutes' WHERE kind = 'worker'")
        self.troubles.product.start("worker")
        await self.stands()

    async def stands(self) -> None:
        """Wait until the web answers and a worker beats."""
        await answering(self.http, f"{self.running.config.public_url}/livez")
        await eventually(lambda: scalar("SELECT 1 FROM beats WHERE kind = 'worker' AND seen_at > clock_timestamp()"
                                        " - interval '3 seconds'"))  # fmt: skip

    async def _come_to_an_end(self) -> None:
        """Time passes, from one rest to the next, until nobody is asked any more and everybody in need has somebody."""
        end = time.monotonic() + REST_SECONDS + 3 * self.plan.size.users
        while True:
            await self.rest(end)
            assert self.ended is not None
            if self.now > self.ended and not await db.one(UNTOLD if not self.plan.size.to_the_end else UNSETTLED):
                return
            await runtime.wind(self.running, STEP)
            await wake.hint("rooms")

    async def rest(self, end: float | None = None) -> None:
        """Until nothing is to be done at this moment (`end`: of the monotonic clock)."""
        quiet, before, end = 0, None, end or time.monotonic() + REST_SECONDS
        while quiet < 3:
            assert time.monotonic() < end, f"it does not come to rest: {await db.one(WAITING, self.now)}"
            await wake.hint("rooms")
            await asyncio.sleep(0.1)
            waiting = await db.one(WAITING, self.now)
            moved = await db.one("SELECT max(id) AS last, (SELECT count(*) FROM receipts) AS receipts FROM timeline")
            assert waiting is not None
            if waiting["unknown"]:
                await db.run("UPDATE deliveries SET due_at = least(due_at, $1) WHERE state = 'unknown'", self.now)
            idle = not any(waiting.values()) and moved == before and not self._under_way()
            quiet, before = quiet + 1 if idle else 0, moved

    def _under_way(self) -> bool:
        """Whether a provider has something to bring, or somebody is about to press a button."""
        return bool(self.house.twilio.busy() or self.house.twilio.world.updates or self.house.doing)


async def telegram_is_heard(plan: Plan) -> bool:
    """Whether somebody listens to Telegram, if anybody uses it."""
    return "bot" not in plan.processes or await scalar("SELECT 1 FROM beats WHERE kind = 'bot'") is not None


UNTOLD = (
    "SELECT 1 AS yes FROM probes WHERE status = 'pending' UNION ALL SELECT 1 FROM escalations e WHERE status = 'running' AND"
    " NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.about_id = e.id AND d.kind IN ('alarm', 'operator') AND d.state IN"
    " ('sent', 'delivered'))"
)
"""Somebody is still asked, or nobody knows yet of somebody in need."""

UNSETTLED = (
    "SELECT 1 AS yes FROM probes WHERE status = 'pending' UNION ALL SELECT 1 FROM escalations WHERE status = 'running'"
    " UNION ALL SELECT 1 FROM deliveries WHERE state = 'pending' AND kind <> 'edit' LIMIT 1"
)
"""Somebody is still asked, or being told, or something waits to be said at a later time."""


@asynccontextmanager
async def running(
    plan: Plan,
    config: Config,
    servers: Embedded,
    home: Path,
    times: Times = at_their_minute,
    house: type[House] = House,
    wound: bool = True,
) -> AsyncIterator[Run]:
    """The whole product in processes, with everybody of this plan moved in, a minute before the first check-in (`wound`), or
    now."""
    config = at_ports(config, home)
    # Nobody has written to us on WhatsApp when the story begins: what is said there first goes by a template.
    config = replace(config, twilio_whatsapp_template=TEMPLATE, telegram_mode="webhook" if plan.webhook else "polling")
    assert config.database_url and config.redis_url
    straight = config.database_url
    lines = {name: Line(straight) for name in plan.processes}
    built = Doored(config, home)
    try:
        async with (
            runtime.start(config, "chaos", pool=4) as ours,
            wake.hinting(config.redis_url),
            ClientSession() as http,
            valkey_wire(config.redis_url) as valkey,
        ):
            built.redis_url = valkey.url
            sandbox = make_sandbox(quick(Settings.of(config)), Live(ours))
            async with serve(sandbox, config.sandbox_port):
                twilio = sandbox[TWILIO]
                twilio.world.requests = deque(maxlen=200_000)
                built.doors = {name: await line.door() for name, line in lines.items()}
                built.start(*plan.processes)
                if wound:
                    await to_monday(ours)
                    before = ours.now().replace(hour=plan.users[0].hours[0], minute=0, second=0, microsecond=0)
                    await runtime.wind(ours, before - timedelta(minutes=1) - ours.now())
                lives = house(plan, twilio, sandbox[TELEGRAM], http, ours.now)
                lives.plug_in()
                ids = await move_in(plan, ours, lives.phone_of, times)
                began = ours.now()
                await answering(http, f"{config.public_url}/livez")
                await eventually(lambda: scalar("SELECT count(*) >= 2 FROM beats WHERE kind = 'worker'"))
                await eventually(lambda: telegram_is_heard(plan))
                living = asyncio.create_task(lives.live())
                troubles = Troubles(built, servers, sandbox[FAULTS], lines, valkey)
                try:
                    yield Run(plan, ours, lives, troubles, ids, began, http, living)
                finally:
                    living.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await living
                    for line in lines.values():
                        line.slow = 0.0
                    await asyncio.to_thread(built.stop)
    except AssertionError:
        print(built.logs())
        raise
    finally:
        built.stop()
        for line in lines.values():
            await line.close()
