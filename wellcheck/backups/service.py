"""Make a backup, check what was written, let old ones go; and say how the backups stand."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import IO

import asyncpg

from wellcheck import db, due, messages
from wellcheck.backups import places, rules, sealing, tools
from wellcheck.backups.models import Backup
from wellcheck.backups.values import Manifest, NotMade, NotRestored
from wellcheck.config import Config
from wellcheck.i18n import T
from wellcheck.supervise import PARENT

log = logging.getLogger(__name__)

LOCK = 0x57434250
"""Whoever makes a backup holds this lock of the database: one at a time, and a killed one holds nothing."""

GOOD = ("good", "restored")
"""The states of a backup that can be restored (`restored`: the one this database came out of)."""


@dataclass(frozen=True, slots=True)
class State:
    """How the backups stand. `old`: somebody has to look. Without BACKUP_TO they are off, and never old."""

    on: bool
    last_good_at: datetime | None = None
    old: bool = False


async def last_good() -> Backup | None:
    """The newest backup that was written, read back and checked."""
    return await Backup.filter(state__in=GOOD).order_by("-started_at").first()


async def state(config: Config, now: datetime) -> State:
    """For `/status`, `/health` and the operators."""
    if not config.backup_to:
        return State(False)
    good = await last_good()
    first = await Backup.all().order_by("started_at").first()
    at = good.started_at if good else None
    return State(True, at, rules.is_old(config.backup_cron, at, first.started_at if first else None, now))


async def if_due(config: Config, now: datetime) -> bool:
    """Whether the schedule wants one now."""
    if not config.backup_to:
        return False
    good, newest = (
        await last_good(),
        await Backup.filter(state__in=("running", "failed")).order_by("-started_at").first(),
    )
    last_try = newest.started_at if newest else None
    return rules.is_due(config.backup_cron, good.started_at if good else None, last_try, now)


def environ(config: Config) -> dict[str, str]:
    """What `wellcheck backup` needs to know to work for the same installation as this process."""
    return os.environ | {
        "DATABASE_URL": config.database_url or "", "REDIS_URL": config.redis_url or "",
        "SECRET_KEYS": ",".join(config.secret_keys), "WELLCHECK_HOME": str(config.wellcheck_home),
        PARENT: str(os.getpid()),
    }  # fmt: skip


async def look(config: Config, now: datetime) -> None:
    """Once a day while the last good backup is too old, an operator hears of it."""
    found = await state(config, now)
    if found.old and await due.take_turn("backup old", timedelta(days=1)) is not None:
        first = await Backup.all().order_by("started_at").first()
        since = found.last_good_at or (first.started_at if first else now)
        async with db.transaction():
            await messages.tell_operators(
                T("No backup has succeeded since {at}. Please look at the log.", at=since), now, ("system", db.new_id())
            )


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[bool]:
    """Hold the lock of backups. False: another process has it."""
    connection = await asyncpg.connect(**db.connect_options(url), timeout=15)
    try:
        yield bool(await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK))
    finally:
        await connection.close()


async def make(config: Config, now: datetime, to: str | None = None) -> Backup:
    """A new backup at BACKUP_TO, or at `to`: written, read back, opened and checked. `NotMade` says why there is none."""
    url, where = config.database_url or "", to or config.backup_to
    if not where:
        raise NotMade("BACKUP_TO is not set: say where backups lie, or give --to.")
    if not (config.backup_recipients or config.backup_passphrase):
        raise NotMade("Backups are never written unencrypted: set BACKUP_RECIPIENTS or BACKUP_PASSPHRASE.")
    async with alone(url) as mine:
        if not mine:
            raise NotMade("Another process is making a backup at this moment.")
        await db.run("UPDATE backups SET state = 'failed', ended_at = $1, error = 'the process that made it went away'"
                     " WHERE state = 'running'", now)  # fmt: skip
        name = rules.name_of(config.installation, now)
        row = await Backup.create(id=db.new_id(), state="running", started_at=now, name=name)
        try:
            found = await db.one("SELECT current_setting('server_version_num')::int / 10000 AS major")
            manifest = Manifest(row.pk, now, version("wellcheck"), found["major"] if found else 0, config.secret_keys)
            row.size, row.sha256 = await asyncio.to_thread(_write, config, where, name, manifest)
        except Exception as wrong:
            row.state, row.ended_at, row.error = "failed", now, f"{type(wrong).__name__}: {wrong}"[:200]
            await row.save()
            log.error("a backup failed", extra={"error": row.error})
            if isinstance(wrong, NotMade):
                raise
            raise NotMade(f"The backup could not be written: {wrong}") from wrong
        row.state, row.ended_at = "good", now
        await row.save()
    log.info("a backup was made", extra={"name_": name, "bytes": row.size})
    try:
        await asyncio.to_thread(_forget_old, config, where)
        await db.run("DELETE FROM backups WHERE started_at < $1 AND id <> $2", now - timedelta(days=400), row.pk)
    except Exception:
        log.exception("old backups could not be let go")
    return row


def _write(config: Config, where: str, name: str, manifest: Manifest) -> tuple[int, str]:
    used, place = tools.tools_for(config.database_url or "", manifest.server), places.place_of(where)
    with tempfile.TemporaryFile() as sealed:
        with tempfile.TemporaryFile() as clear:
            with tempfile.TemporaryFile() as dump:
                used.dump(dump)
                size = dump.seek(0, 2)
                dumped = _digest(dump)
                dump.seek(0)
                sealing.pack(manifest, dump, size, clear)
            clear.seek(0)
            opens = sealing.seal(clear, sealed, config.backup_recipients, config.backup_passphrase)
        length = sealed.seek(0, 2)
        digest = _digest(sealed)
        sealed.seek(0)
        place.put(name, sealed)
    _check(place, name, digest, dumped, opens, used)
    return length, digest


def _check(place: places.Place, name: str, digest: str, dumped: str, opens: sealing.Open, used: tools.Tools) -> None:
    """What lies there now is what we meant: the same bytes, they open, and pg_restore can read what is in them."""
    with tempfile.TemporaryFile() as back, tempfile.TemporaryFile() as clear, tempfile.TemporaryFile() as dump:
        for chunk in place.read(name):
            back.write(chunk)
        if _digest(back) != digest:
            raise NotMade("What was read back is not what was written.")
        back.seek(0)
        try:
            opens(back, clear)
            clear.seek(0)
            sealing.unpack(clear, dump)
        except NotRestored as wrong:
            raise NotMade(f"What was written does not open again: {wrong}") from wrong
        if _digest(dump) != dumped:
            raise NotMade("What was written holds something else than the database.")
        dump.seek(0)
        if "TABLE DATA public persons" not in used.contents(dump):
            raise NotMade("What was written holds no table of persons.")


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(places.CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _forget_old(config: Config, where: str) -> None:
    place = places.place_of(where)
    for name in rules.to_forget(place.names(), config.installation, rules.keep_of(config.backup_keep)):
        place.delete(name)
