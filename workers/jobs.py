"""What happens by itself: one beat of the engine, and what wakes it. Each job is a doorway."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot import hear
from wellcheck import (
    access,
    audit,
    backups,
    db,
    due,
    escalations,
    events,
    messages,
    probes,
    processes,
    reminders,
    stream,
    users,
    visits,
)
from wellcheck.channels import Caller, Channel
from wellcheck.channels.calls import Calls
from wellcheck.channels.email import PLACES as MAIL_PLACES
from wellcheck.config import Config
from wellcheck.messages import rules
from wellcheck.pace import Pace
from wellcheck.runtime import Runtime
from workers import canary
from workers.dispatcher import Dispatcher
from workers.heartbeat import Heartbeat
from workers.sender import AHEAD, Sender

log = logging.getLogger(__name__)
Result = TypeVar("Result")

GROUPS = ((rules.ALARM,), (rules.PROBE,), (rules.CHAT, rules.REST), (rules.PROCESS,))
"""Lanes that share places. Alarms have their own, and so has what somebody is waiting for, and what processes of others say."""

TIDY_EVERY = 3600.0
BREAKERS_EVERY = 1.0
"""Seconds between two readings of which channels fail, and between two additions to the chain of the audit trail."""
TICK_SECONDS = 15.0
"""A tick that finds more and more to do hands on to the next pulse after so long: arq cancels a job after 30 s."""

AWAY_AFTER = timedelta(seconds=60)
"""When no worker ticked for so long, replies we may have missed are fetched before anything escalates (§0.7)."""

LISTEN_EVERY = timedelta(seconds=60)
"""So often the providers' own lists are read for replies whose webhook nobody took (Twilio tries once and gives up)."""

OVERLAP = timedelta(minutes=2)
UNDER_WAY = timedelta(seconds=20)
"""A reply younger than this may still be on its way through the webhook, which has 15 s."""

LOOK_UP_BATCH = 100
"""Messages whose outcome nobody knows, looked up at their provider at the same time."""

POLL_BATCH, POLL_WIDE = 100, 10
"""So many messages without a receipt are asked about in one go, so many at the same time."""

AUDIT_FIRST, AUDIT_EVERY = 30.0, 5.0
"""Seconds after its start in which a worker has other things to do than to look whether all is well, for it catches up; and
between two looks whether it is its turn to."""

BOT_SECONDS = 10.0
"""So long a worker that was away waits for the bot to hear what Telegram kept meanwhile."""


ROOMS: dict[str, tuple[str, Callable[[datetime], Awaitable[int]]]] = {
    "escalations": (escalations.WAITS, escalations.run_due),
    "drills": (escalations.drills.ROOM.waits(), escalations.drills.run_due),
    "probes": (probes.WAITS, probes.run_due),
    "reminders": (reminders.ROOM.waits(), reminders.run_due),
    "events": (events.firing.WAITS, events.run_due),
    "replays": (events.replays.WAITS, events.replays.run_due),
    "clients": (events.clients.THERE, events.clients.run_due),
    "promises": (probes.promises.ROOM.waits(), probes.promises.run_due),
    "visits": (visits.ROOM.waits(), visits.run_due),
    "processes": (processes.ROOM.waits(), processes.run_due),
}
"""What is done in each beat, most urgent first: the SQL that says whether there is anything to do, and what does it."""

PARTS = {
    "said": messages.inbox.WAITS,
    **{name: waits for name, (waits, _) in ROOMS.items()},
    "sweep": messages.outbox.SWEEPABLE,
    "unclear": messages.outbox.UNCLEAR,
    "silent": messages.silent.WAITS,
    "unsealed": access.trail.WAITS,
    "lapsed": events.handover.SWEEPABLE,
}
"""Every part of a beat that is left out when one look at the database says that it would find nothing."""


class Engine:
    """The rooms and senders of one worker process. Beats never overlap; a beat asked for during one follows at once."""

    def __init__(
        self,
        runtime: Runtime,
        channels: dict[str, Channel],
        pace: Pace,
        callers: Mapping[str, Caller] | None = None,
        calls: Calls | None = None,
    ) -> None:
        self.runtime, self.channels = runtime, channels
        config = runtime.config
        self.senders: dict[tuple[str, int], Sender] = {}
        for name, channel in channels.items():
            for group in GROUPS:
                sender = Sender(runtime, channel, group, _places(config, group, name), pace, _quota(config, name))
                for lane in group:
                    self.senders[name, lane] = sender
        people_first = {sender for (_, lane), sender in self.senders.items() if lane in (rules.ALARM, rules.PROBE)}
        self.dispatcher = Dispatcher(
            runtime, callers or {}, config.send_concurrency, pace, lambda: any(each.busy for each in people_first)
        )
        self._beating = asyncio.Lock()
        self._again = False
        self.beaten_at = self.whole_at = time.monotonic()
        self._whole = True
        self._heartbeat = Heartbeat(runtime, calls)
        self._audit_at = time.monotonic() + AUDIT_FIRST
        self._tidied_at = time.monotonic()
        self._listen_at = time.monotonic()
        self._breakers_at = 0.0
        self._looking: set[asyncio.Task[None]] = set()
        self._asking: asyncio.Task[None] | None = None

    def wake(self, what: str) -> None:
        """A hint: "rooms", the name of a lane, or what developers wait for."""
        if what == events.handover.HINT:
            self.dispatcher.wake()
            self._in_background(self._hand_to_clients())
        if what in rules.LANE_NAMES:
            lane = rules.LANE_NAMES.index(what)
            for (_, of), sender in self.senders.items():
                if of == lane:
                    sender.wake()

    async def tick(self) -> None:
        """One beat: every room does what has come due, most urgent first, then the senders are woken."""
        self._again = True
        if self._beating.locked():
            return
        end = time.monotonic() + TICK_SECONDS
        async with self._beating:
            while self._again and time.monotonic() < end:
                self._again = False
                await self._beat()

    async def _beat(self) -> None:
        now, self._whole = self.runtime.now(), True
        waits = await self._look(now)
        if "said" in waits:  # before anybody's silence is acted on (rule R8)
            await self._part(hear.hear_waiting(now))
            waits = await self._look(now)
        for name, (_, room) in ROOMS.items():
            handled = await self._part(room(now)) if name in waits else 0
            if handled:
                self._again = True
        if time.monotonic() > self._breakers_at:
            self._breakers_at = time.monotonic() + BREAKERS_EVERY
            await self._part(messages.breakers.look())
            if "unsealed" in waits:
                await self._part(access.trail.seal())
        if "sweep" in waits:
            await self._part(messages.sweep(now))
        if "unclear" in waits and (unknown := await self._part(messages.claim_unknown(now, LOOK_UP_BATCH))):
            self._in_background(self._look_up(unknown))
        free = self._asking is None or self._asking.done()  # one batch at a time: a slow provider gets no more of them
        if free and "silent" in waits and (silent := await self._part(messages.claim_silent(now, POLL_BATCH))):
            self._asking = self._in_background(self._ask_about(silent))
        if "lapsed" in waits:
            await self._part(events.handover.sweep(now))
        self.dispatcher.wake()
        await due.beat(self.runtime.process_id, "worker", self.runtime.started_at)
        self.beaten_at = time.monotonic()
        if self._whole:
            self.whole_at = self.beaten_at
        waiting = await self._part(messages.lanes_due(self.senders, self.runtime.now() + AHEAD))
        for lane in self.senders if waiting is None else waiting:
            self.senders[lane].wake()
        if time.monotonic() - self._tidied_at > TIDY_EVERY:
            self._tidied_at = time.monotonic()
            self._in_background(self._tidy())
        if time.monotonic() > self._listen_at:
            self._listen_at = time.monotonic() + LISTEN_EVERY.total_seconds() / 4
            self._in_background(self._listen())
            self._in_background(self._look_around())
            if self.runtime.config.backup_to:
                self._in_background(self._back_up())
        if time.monotonic() > self._audit_at:
            self._audit_at = time.monotonic() + AUDIT_EVERY
            self._in_background(self._audit())

    async def _look(self, now: datetime) -> Collection[str]:
        """Which parts of this beat have anything to do; all of them when that cannot be seen."""
        waits = await self._part(due.look(PARTS, now))
        return PARTS if waits is None else waits

    async def _part(self, work: Awaitable[Result]) -> Result | None:
        """One part of a beat. A fault in it keeps neither the other parts nor the senders from their work."""
        try:
            return await work
        except Exception as wrong:
            if due.infrastructure(wrong):
                raise
            log.exception("a part of a beat failed")
            self._whole = False
            return None

    async def _hand_to_clients(self) -> None:
        try:
            await events.clients.run_due(self.runtime.now())
        except Exception as away:
            log.warning("clients could not be served between beats", extra={"error": type(away).__name__})

    async def _look_around(self) -> None:
        """Once a minute, in one of the workers: what no moment of its own brings about."""
        try:
            if await due.take_turn("look around", LISTEN_EVERY) is not None:
                await events.wake_resting(self.runtime.now())
                await users.forget_left(self.runtime.now())
                await messages.attachments.forget(self.runtime.now())
                async with db.transaction():
                    await messages.budget.count(self.runtime.now())
            await messages.budget.look(self.runtime.now())
        except Exception:
            log.exception("the look around failed")

    async def _back_up(self) -> None:
        """Once a minute, in one of the workers: a backup if it is time for one, in a process of its own."""
        try:
            config = self.runtime.config
            if await due.take_turn("backup", LISTEN_EVERY) is None:
                return
            await backups.look(config, self.runtime.now())
            if await backups.if_due(config, self.runtime.now()):
                await beside("backup", "--if-due", environ=backups.environ(config))
        except Exception:
            log.exception("the backups could not be looked after")

    async def _audit(self) -> None:
        """Each half minute, in one of the workers: whether all is as it must be. If so, somebody outside hears that we live."""
        try:
            if not self.runtime.config.sandbox:  # where nobody is watched, and the clock is wound
                await canary.look(self.runtime.now())
            await audit.if_due(self.runtime.now())
            await self._heartbeat.give(time.monotonic() - self.whole_at)
        except Exception:
            log.exception("the audit failed")

    async def _tidy(self) -> None:
        """Once an hour: what nobody needs any more goes (RETENTION_DAYS). Two workers at it do no harm."""
        try:
            await tidy(self.runtime)
        except Exception:
            log.exception("old rows could not be deleted")

    def _in_background(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._looking.add(task)
        task.add_done_callback(self._looking.discard)
        return task

    async def _look_up(self, claims: list[messages.Claim]) -> None:
        await asyncio.gather(*map(self._resolve, claims))
        if (
            len(claims) == LOOK_UP_BATCH
        ):  # a worker that was killed leaves hundreds: the next ones need not wait a second
            await self.tick()

    async def _resolve(self, claim: messages.Claim) -> None:
        channel = self.channels.get(claim.channel)
        found = None
        try:
            if channel is not None and claim.edit_of is None:
                found = await channel.find(claim.out, claim.created_at)
            await messages.resolve(claim, found, self.runtime.now())
        except Exception:
            log.exception("an unknown outcome could not be resolved", extra={"delivery": str(claim.out.delivery_id)})

    async def _ask_about(self, silent: list[messages.Silent]) -> None:
        """Messages whose receipts did not come: what their provider has on record counts as a receipt."""
        places = asyncio.Semaphore(POLL_WIDE)

        async def became(one: messages.Silent) -> messages.Receipt | None:
            channel = self.channels.get(one.channel)
            async with places:
                return await channel.became(one.provider_id, one.delivery_id) if channel is not None else None

        try:
            receipts = [receipt for receipt in await asyncio.gather(*map(became, silent)) if receipt is not None]
            now = self.runtime.now()
            await db.again_on_conflict(lambda: messages.note_receipts(receipts, now))
            over = {r.delivery_id for r in receipts if r.delivered or r.failure}
            await messages.never_told(
                [one.delivery_id for one in silent if one.last and one.delivery_id not in over], now
            )
        except Exception:
            log.exception("what became of messages could not be noted", extra={"n": len(silent)})

    async def fetch_missed(self) -> int:
        """After an outage: replies that the providers hold and we never got. They count before anything escalates."""
        row = await db.one("SELECT max(seen_at) AS at, clock_timestamp() AS now FROM beats WHERE kind = 'worker'")
        if row is None or row["at"] is None or row["now"] - row["at"] < AWAY_AFTER:
            return 0
        fetched = await self._fetch(row["at"] - AWAY_AFTER, self.runtime.now())
        await self._wait_for_the_bot(row["now"])
        return fetched or 0

    async def _wait_for_the_bot(self, since: datetime) -> None:
        """Telegram keeps what was said to us, and only one process may ask for it. Not waited for long: it may be away."""
        config = self.runtime.config
        if "telegram" not in self.channels or config.telegram_mode != "polling":
            return
        end = time.monotonic() + BOT_SECONDS
        while time.monotonic() < end:
            if await db.one(
                "SELECT 1 AS yes FROM beats WHERE kind = 'bot' AND seen_at > $1", since - timedelta(seconds=10)
            ):
                return
            await asyncio.sleep(0.2)

    async def _listen(self) -> None:
        """Once a minute, in one of the workers: replies that never came through the webhook."""
        before = await due.take_turn("listen", LISTEN_EVERY)
        if before is None or before == due.NEVER:
            return
        if await self._fetch(before - OVERLAP, self.runtime.now() - UNDER_WAY) is None:
            await due.give_turn_back("listen", before)

    async def _fetch(self, since: datetime, until: datetime) -> int | None:
        """Hear what the providers have in their own lists and we have not. None: a list could not be had."""
        fetched: int | None = 0
        for name, channel in self.channels.items():
            missed = getattr(channel, "missed", None)
            if missed is None:
                continue
            try:
                listed = [said for said in await missed(since) if said.at is None or said.at <= until]
                inbounds = await messages.not_kept(listed)
                if inbounds:
                    await hear.hear(inbounds, self.runtime.now(), inline=False)
                    log.warning("replies that nobody brought us", extra={"channel": name, "n": len(inbounds)})
            except Exception as away:
                log.warning(
                    "missed replies could not be fetched", extra={"channel": name, "error": type(away).__name__}
                )
                fetched = None
                continue
            fetched = None if fetched is None else fetched + len(inbounds)
        return fetched

    async def settle(self, seconds: float = 10.0) -> None:
        """Beat and send until nothing is due any more (tests and `wellcheck status`)."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await self.tick()
            await asyncio.sleep(0.03)
            now, sending = (
                self.runtime.now(),
                any(sender.busy for sender in self.senders.values()) or self.dispatcher.busy,
            )
            process = await due.oldest(processes.ROOM, now)
            rest = (
                await messages.at_rest(now) and (process is None or process > now) and await events.handover.idle(now)
            )
            if rest and not sending and not self._looking:
                return


async def beside(*arguments: str, environ: dict[str, str]) -> int:
    """A command of ours in a process beside this one, with which it ends. Its exit code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "wellcheck", *arguments, env=environ, stdin=asyncio.subprocess.DEVNULL
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()


async def tidy(running: Runtime) -> int:
    """Delete what is older than RETENTION_DAYS and over, and archive old events (RETENTION_EVENTS, RETENTION_OCCURRENCES); how
    many rows left (`wellcheck prune`)."""
    gone = await messages.prune(running.now(), timedelta(days=running.config.retention_days))
    gone += await reminders.prune(running.now() - timedelta(days=running.config.retention_days))
    await processes.prune(running.now(), timedelta(days=running.config.retention_days))
    await access.prune(running.now())
    await access.once.prune(running.now())
    await stream.prune(running.config.stream_kept)
    await stream.forget_dead()
    await access.tokens.prune(running.now() - timedelta(days=running.config.retention_days))
    await events.replays.forget_secrets(running.now())
    await access.trail.prune(running.now() - timedelta(days=running.config.audit_days))
    config = running.config
    gone += await events.archive.tidy(config.retention_events, config.retention_occurrences, running.now())
    if config.retention_archive is not None:
        gone += await events.archive.forget(running.now() - config.retention_archive)
    await db.run("DELETE FROM beats WHERE seen_at < clock_timestamp() - interval '1 day'")
    return gone


def _places(config: Config, group: tuple[int, ...], channel: str) -> int:
    if rules.PROCESS in group:
        return config.process_parallel
    # Mail goes over few connections: whoever waited for one would only run out of time.
    wide = min(config.send_concurrency, MAIL_PLACES) if channel == "email" else config.send_concurrency
    return wide if rules.PROBE in group else max(10, wide // 5)


def _quota(config: Config, channel: str) -> float | None:
    if config.sandbox and (channel != "email" or config.sandbox_mail):  # any other mail server is a real one
        return None
    quotas = {
        "telegram": config.telegram_per_second, "voice": config.calls_per_second, "email": config.mail_per_second,
    }  # fmt: skip
    return quotas.get(channel, config.sms_per_second) or None
