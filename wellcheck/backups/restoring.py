"""The way back: all of a backup or nothing of it, into an empty installation unless told otherwise; and before anything works
there, what was under way when it was made is settled, so that nothing of yesterday is sent."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from wellcheck import db, messages, recurrence, timeline
from wellcheck.backups import places, rules, sealing, tools
from wellcheck.backups.values import Manifest, NotMade, NotRestored
from wellcheck.config import Config, secrets_path
from wellcheck.i18n import T
from wellcheck.recurrence import Once

log = logging.getLogger(__name__)

WHY = "restored from a backup"

EMPTY = """
SET LOCAL lock_timeout = '10s';
DO $$ DECLARE it record; BEGIN
    FOR it IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    LOOP EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', it.name); END LOOP;
    FOR it IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
    LOOP EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', it.name); END LOOP;
    FOR it IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', it.name); END LOOP;
END $$;
"""
"""Everything of ours goes, in the same transaction in which the backup comes."""

MARK = """
DO $$ BEGIN
    UPDATE public.backups SET state = 'restoring' WHERE id = '{id}';
    IF NOT FOUND THEN RAISE EXCEPTION 'the backup does not know itself'; END IF;
END $$;
"""
"""What makes whoever starts next settle it; without that nothing comes back."""

HOLDS = ("persons", "accounts", "processes", "events")
"""An installation in which one of these tables has a row is not empty."""


async def restore(
    config: Config, source: str, identities: Sequence[str] = (), *, replace: bool = False, at: str | None = None
) -> Manifest:
    """Bring back a backup: a file, the name of one at BACKUP_TO (or at the place `at`), or "latest". `NotRestored` says why
    nothing was changed. `replace`: what is there is given up.

    Its schema is as old as the backup: `db.migrate` comes next. What was under way is settled by whoever starts (`settle`).
    """
    url = config.database_url or ""
    with tempfile.TemporaryFile() as dump:
        manifest = await asyncio.to_thread(_fetch, config, source, tuple(identities), at, dump)
        connection = await asyncpg.connect(**db.connect_options(url), timeout=15)
        try:
            await _may_be_replaced(connection, replace)
            server = int(await connection.fetchval("SELECT current_setting('server_version_num')::int / 10000"))
        finally:
            await connection.close()
        try:
            used = tools.tools_for(url, max(server, manifest.server))
        except NotMade as why:
            raise NotRestored(str(why)) from why
        after = MARK.format(id=manifest.id)
        with _KeyRing(config, manifest):
            dump.seek(0)
            await asyncio.to_thread(used.restore, dump, EMPTY, after)
    return manifest


def identities_of(files: Sequence[str]) -> tuple[str, ...]:
    """The private keys in these files. `NotRestored`."""
    found: list[str] = []
    for each in files:
        try:
            found += sealing.identities_in(Path(each).expanduser().read_text())
        except (OSError, ValueError) as wrong:
            raise NotRestored(f"{each} holds no private key of age or ssh that can be read.") from wrong
    return tuple(found)


def manifest_of(config: Config, source: str, identities: Sequence[str] = (), at: str | None = None) -> Manifest:
    """What a backup says of itself. `NotRestored` when it cannot be read."""
    with tempfile.TemporaryFile() as dump:
        return _fetch(config, source, tuple(identities), at, dump)


LEAVING_SECONDS = 3.0
"""A process that has just ended may be seen by the server for a moment longer."""


async def _at_work(connection: asyncpg.Connection) -> list[str]:
    """What of ours is connected to this database, beside us."""
    until = time.monotonic() + LEAVING_SECONDS
    while True:
        busy = await connection.fetch(
            "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND application_name LIKE 'wellcheck %'"
        )
        if not busy or time.monotonic() > until:
            return sorted(row["name"] for row in busy)
        await asyncio.sleep(0.1)


async def _may_be_replaced(connection: asyncpg.Connection, replace: bool) -> None:
    if names := await _at_work(connection):
        raise NotRestored(f"Nothing was changed: stop what is at work on this database first ({', '.join(names)}).")
    if replace:
        return
    for table in HOLDS:
        there = await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", f"public.{table}")
        if there and await connection.fetchval(f"SELECT EXISTS (SELECT 1 FROM public.{table})"):
            raise NotRestored(
                "Nothing was changed: this installation is not empty. A backup comes into an empty one; to give up all that "
                "is here, add --replace."
            )


def _fetch(config: Config, source: str, identities: tuple[str, ...], at: str | None, dump: Any) -> Manifest:
    """Read, open and unpack it."""
    opens = sealing.opener(identities, config.backup_passphrase)
    if not identities and not config.backup_passphrase:
        raise NotRestored("Say how the backup opens: --identity with the file of a private key, or BACKUP_PASSPHRASE.")
    path = Path(source).expanduser()
    try:
        if source != "latest" and path.is_file():
            place: places.Place = places.Folder(path.parent)
            name = path.name
        else:
            where = at or config.backup_to
            if not where:
                raise NotRestored(f"There is no file {source}, and BACKUP_TO does not say where else to look.")
            place = places.place_of(where)
            name = _latest(place, where) if source == "latest" else source
        with tempfile.TemporaryFile() as sealed, tempfile.TemporaryFile() as clear:
            for chunk in place.read(name):
                sealed.write(chunk)
            sealed.seek(0)
            opens(sealed, clear)
            clear.seek(0)
            return sealing.unpack(clear, dump)
    except FileNotFoundError as gone:
        raise NotRestored(f"There is no backup {source}.") from gone
    except (NotRestored, NotMade):
        raise
    except Exception as wrong:  # every store has errors of its own
        raise NotRestored(f"The backup could not be read: {wrong}") from wrong


def _latest(place: places.Place, where: str) -> str:
    found = sorted((at, name) for name in place.names() if (at := rules.made_at(name)))
    if not found:
        raise NotRestored(f"There is no backup at {where}.")
    return found[-1][1]


class _KeyRing:
    """The key ring that the backup's rows were sealed with is this installation's from now on; again the old one if that fails.

    Where SECRET_KEYS are given, they have to be able to open everything.
    """

    def __init__(self, config: Config, manifest: Manifest) -> None:
        wanted, have = manifest.secret_keys, config.secret_keys
        self._path = secrets_path(config.wellcheck_home)
        self._set_aside: Path | None = None
        self._write = None
        if have[-len(wanted) :] == wanted:
            return
        if not config.own_keys:
            raise NotRestored(
                "Nothing was changed: this backup was sealed with other SECRET_KEYS. Set those it was made with; "
                "`wellcheck restore --show-keys` prints them."
            )
        self._write = json.dumps({"secret_keys": list(wanted)})

    def __enter__(self) -> None:
        if self._write is None:
            return
        self._set_aside = self._path.with_suffix(".before-restore.json")
        new = self._path.with_suffix(".new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(self._write)
            file.flush()
            os.fsync(file.fileno())
        self._path.replace(self._set_aside)
        new.replace(self._path)

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None and self._set_aside is not None:
            self._set_aside.replace(self._path)


async def settle(now: datetime) -> datetime | None:
    """After a restore, before anything works: what was under way in the backup is over. Returns when this database came out of
    a backup the last time, None: it never did.

    Said to nobody any more: whatever waited to leave. An unanswered question is asked once more before contacts hear of it; an
    alarm goes on if the backup is young, and else its user is asked anew and an operator is told. Occurrences become missed.
    `wellcheck.events` lets nothing of events made by API, and no reminder, catch up with the time before (`use_restored`).
    """
    if await db.one("SELECT 1 AS yes WHERE to_regclass('public.backups') IS NULL"):
        return None  # not migrated yet
    rows = await db.rows("SELECT state, ended_at FROM backups WHERE state IN ('restoring', 'restored') ORDER BY state")
    if any(row["state"] == "restoring" for row in rows):
        await _settle(now)
        return now
    return max((row["ended_at"] for row in rows), default=None)


async def _settle(now: datetime) -> None:
    async with db.transaction():
        row = await db.one("SELECT id, started_at FROM backups WHERE state = 'restoring' FOR UPDATE")
        if row is None:
            return  # another process was faster
        young = now - row["started_at"] <= rules.GOES_ON
        users = [] if young else await _close_alarms(now)
        await _expire(young, now)
        await _ask_again(users, now)
        await _miss_occurrences(now)
        await db.run("UPDATE backups SET state = 'restored', ended_at = $2 WHERE id = $1", row["id"], now)
        about = ("system", row["id"])
        await timeline.note([timeline.Entry(now, about, "restored", None, {"made_at": row["started_at"].isoformat()})])
        await messages.tell_operators(
            T("Restored: the backup of {at}. Nothing due since is sent. Open alarms then: {n}; those people are asked again.",
              at=row["started_at"], n=len(users)),
            now, about,
        )  # fmt: skip
    log.warning("restored from a backup", extra={"made_at": row["started_at"].isoformat(), "alarms": len(users)})


async def _close_alarms(now: datetime) -> list[UUID]:
    """Open alarms of long ago. Nobody knows what became of them; returns whom they were about."""
    closed = await db.rows(
        "UPDATE escalations SET status = 'stopped', outcome = 'restored', due_at = NULL, closed_at = $1, updated_at = $1"
        " WHERE status IN ('running', 'acknowledged', 'exhausted') RETURNING id, user_id",
        now,
    )
    await db.run("DELETE FROM places WHERE escalation_id = ANY($1)", [row["id"] for row in closed])
    await timeline.note(
        [timeline.Entry(now, ("escalation", row["id"]), "stopped", row["user_id"], {"why": WHY}) for row in closed]
    )
    return [row["user_id"] for row in closed]


async def _expire(young: bool, now: datetime) -> None:
    """Nothing that waited to leave leaves, save the alarms that go on."""
    keep = "NOT (about_kind = 'escalation' AND state = 'pending' AND expires_at > $1)" if young else "true"
    await db.run(
        "UPDATE deliveries SET state = 'expired', due_at = NULL, lease_until = NULL, error = $2 WHERE"
        f" (state IN ('sending', 'unknown') OR (state = 'pending' AND due_at <= $1)) AND {keep}",
        now,
        WHY,
    )
    await db.run(
        "UPDATE process_steps SET state = 'skipped', ended_at = $1, reason = $2"
        " WHERE state = 'told' OR (state = 'waiting' AND at <= $1)",
        now,
        WHY,
    )
    await db.run("UPDATE processes SET due_at = $1 WHERE status = 'running'", now)
    await db.run("UPDATE drills SET status = 'over', outcome = 'broken_off', due_at = NULL, over_at = $1"
                 " WHERE status = 'running'", now)  # fmt: skip


async def _ask_again(users: Sequence[UUID], now: datetime) -> None:
    """Open questions are asked once more before anybody is told of a silence; whoever an alarm was about is asked anew."""
    await db.run(
        "UPDATE probes SET retries = greatest(retries, 1), follow_ups = least(follow_ups, greatest(retries, 1) - 1),"
        " due_at = $1, late = true, updated_at = $1 WHERE status = 'pending' AND due_at <= $1",
        now,
    )
    # (A reminder that must be confirmed is said once more before contacts hear of it: its room's own rule.)
    await db.run(
        "UPDATE reminders SET status = 'over', due_at = NULL, settled_at = $1, updated_at = $1"
        " WHERE status IN ('open', 'later') AND NOT confirm AND due_at <= $1",
        now,
    )
    for user in users:
        await db.run(
            "INSERT INTO events (id, owner_id, name, action, payload, schedule, zone, status, due_at, slot, failures, tags,"
            " metadata, created_at, updated_at) SELECT $1, id, 'asked', 'probe', '{\"kind\": \"asked\"}', $3, zone, 'active',"
            " $4, $5, 0, '{}', '{}', $4, $4 FROM persons WHERE id = $2",
            db.new_id(), user, recurrence.key(Once(now)), now, now.isoformat(),
        )  # fmt: skip


async def _miss_occurrences(now: datetime) -> None:
    """What waited to be handed over to a program is missed; an event of which nothing is to come is over."""
    missed = await db.rows(
        "UPDATE occurrences SET state = 'missed', next_at = NULL, lease_until = NULL, completed_at = $1, error = $2"
        " WHERE state IN ('dispatching', 'retrying') OR (state = 'pending' AND due_at <= $1) RETURNING event_id",
        now,
        WHY,
    )
    await db.run(
        "UPDATE events SET status = 'inactive', updated_at = $2, version = version + 1 WHERE id = ANY($1)"
        " AND name = 'event' AND status = 'active' AND due_at IS NULL",
        [row["event_id"] for row in missed],
        now,
    )
