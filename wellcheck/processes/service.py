"""Escalation processes from outside: taken in, confirmed, stopped, put off. Every change is one transaction with its
deliveries."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, timeline, wake
from wellcheck.crypto import vault
from wellcheck.errors import NotFound, NotPossible, NotValid, WellcheckError
from wellcheck.i18n import T, Text
from wellcheck.processes import plans, requests, rules, targets, views
from wellcheck.processes.models import Process, RejectedRequest, RequestKey
from wellcheck.processes.requests import Request, Wish

log = logging.getLogger(__name__)

CONFIRMED = T("Thank you. It is confirmed, and we stop calling about it.")
OVER = T("Thank you. It was settled already.")

KEPT_RAW = 16_384
"""Characters of a rejected request that are kept."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a request: started, ignored (it runs already), merged, replaced, stopped, unknown (nothing to stop) or
    repeated (its deduplication key was used before). `process`: the one that was or is meant."""

    outcome: str
    process: UUID | None = None


# --- taking requests -------------------------------------------------------------------------------------------------


async def take(raw: bytes, owner: UUID, source: str, now: datetime, key: str | None = None) -> Taken:
    """A request of this sender, as it came. `key`: a deduplication key from outside of the document.

    `NotValid` names what is wrong; the request is kept then, with the reason.
    """
    try:
        request = requests.read(raw)
        return await db.again_on_conflict(lambda: _take(request, owner, request.deduplication_key or key, now))
    except WellcheckError as wrong:
        fields = wrong.fields if isinstance(wrong, NotValid) else {}
        said = {field: [str(each) for each in texts] for field, texts in fields.items()} or {"body": [str(wrong.text)]}
        await reject(raw, owner, source, said, now)
        raise


async def reject(raw: bytes, owner: UUID, source: str, errors: dict[str, list[str]], now: datetime) -> None:
    """Keep a request that was not taken, and why."""
    said = {field.replace("\0", ""): texts for field, texts in errors.items()}  # JSON of PostgreSQL holds no NUL
    row = RejectedRequest(id=db.new_id(), owner_id=owner, source=source[:64], errors=said, created_at=now)
    row.raw = raw[: KEPT_RAW * 4].decode("utf-8", "replace")[:KEPT_RAW]
    await row.save(force_create=True)
    log.warning("a request was rejected", extra={"request": str(row.id), "source": source, "fields": sorted(said)[:20]})


async def _take(request: Request, owner: UUID, key: str | None, now: datetime) -> Taken:
    async with db.transaction():
        used = None if key is None else await _use_key(owner, key, now)
        if isinstance(used, Taken):
            return used
        taken = await (_start if request.action == "start" else _stop)(request, owner, now)
        if used is not None:
            await RequestKey.filter(id=used).update(outcome=taken.outcome, process_id=taken.process)
        log.info("a request was taken", extra={"process_id": str(taken.process), "outcome": taken.outcome})
        return taken


async def _use_key(owner: UUID, key: str, now: datetime) -> UUID | Taken:
    """Take this deduplication key, or say what came of the request that had it. Whoever is second waits for the first."""
    id, blind = db.new_id(), vault().blind(f"process key {owner}", key)
    row = await db.one(
        "INSERT INTO process_keys (id, blind, outcome, created_at) VALUES ($1, $2, '', $3) ON CONFLICT (blind) DO NOTHING"
        " RETURNING id",
        id, blind, now,
    )  # fmt: skip
    if row is not None:
        return id
    known = await RequestKey.get(blind=blind)
    return Taken("repeated", known.process_id)


async def _running(owner: UUID, name: str) -> due.Row | None:
    return await db.one(
        "SELECT id, created_at FROM processes WHERE blind = $1 AND status = 'running' FOR UPDATE",
        views.named(owner, name),
    )


async def _start(request: Request, owner: UUID, now: datetime) -> Taken:
    plan = await plans.load(owner, request.policy)
    given = request.notifications if plan is None or request.notifications is not None else None
    found = requests.steps_of(given) if plan is None or given is not None else plan.notifications
    listed = requests.wishes(found, request, plan, now)
    running = await _running(owner, request.process_id)
    if running is not None and await _all_left(running["id"]):
        await end([running["id"]], "done", now)
        running = None
    if running is not None and request.on_existing == "ignore":
        return Taken("ignored", running["id"])
    if running is not None and request.on_existing == "merge":
        await _add_steps(running["id"], request.process_id, listed, now)
        await _note(running["id"], "merged", now, {"steps": len(listed)})
        return Taken("merged", running["id"])
    if running is not None:
        await end([running["id"]], "replaced", now)
    process = Process(
        id=db.new_id(), owner_id=owner, blind=views.named(owner, request.process_id), status=rules.RUNNING, due_at=now,
        created_at=now, updated_at=now,
    )  # fmt: skip
    process.name = request.process_id
    made = await db.one(
        "INSERT INTO processes (id, owner_id, name_sealed, blind, status, due_at, created_at, updated_at)"
        " VALUES ($1, $2, $3, $4, 'running', $5, $5, $5) ON CONFLICT (blind) WHERE status = 'running' DO NOTHING RETURNING id",
        process.id, owner, process.name_sealed, process.blind, now,
    )  # fmt: skip
    if made is None:  # another request of this name was faster, and is committed by now
        return await _start(request, owner, now)
    await _add_steps(process.id, request.process_id, listed, now)
    await _note(process.id, "started", now, {"steps": len(listed)})
    return Taken("started" if running is None else "replaced", process.id)


async def _all_left(id: UUID) -> bool:
    """Whether every step of it was handed over: then its name is free, though a phone may still ring."""
    return not await db.one(
        "SELECT 1 AS yes FROM process_steps WHERE process_id = $1 AND state = 'waiting' LIMIT 1", id
    )


async def _add_steps(process: UUID, name: str, listed: Sequence[Wish], now: datetime) -> None:
    known = await targets.keep([(rules.VIA[wish.channel], wish.target) for wish in listed], now)
    last = await db.one("SELECT coalesce(max(position), 0) AS n FROM process_steps WHERE process_id = $1", process)
    before = last["n"] if last else 0
    records = []
    for position, wish in enumerate(sorted(listed, key=lambda wish: wish.at), start=before + 1):
        id = db.new_id()
        person, address = known[rules.VIA[wish.channel], wish.target]
        pushed = wish.channel in rules.PUSHED
        said = rules.payload(name, position, wish.text, wish.data) if pushed else wish.text
        records.append(
            (id, process, position, wish.at, wish.channel, person, address, wish.language,
             vault().seal(said, "process_steps.text", id), wish.relative)
        )  # fmt: skip
    await db.run(
        "INSERT INTO process_steps (id, process_id, position, at, channel, person_id, address_id, language, text_sealed,"
        " relative, state, created_at) SELECT s.*, 'waiting', $11::timestamptz FROM unnest($1::uuid[], $2::uuid[],"
        " $3::smallint[], $4::timestamptz[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::bytea[], $10::bool[]) AS"
        " s(id, process_id, position, at, channel, person_id, address_id, language, text_sealed, relative)",
        *db.columns(records, 10), now,
    )  # fmt: skip
    first = max(now, min(wish.at for wish in listed))
    await db.run(
        "UPDATE processes SET due_at = CASE WHEN created_at = $3 THEN $2 ELSE least(due_at, $2) END, updated_at = $3"
        " WHERE id = $1",
        process, first, now,
    )  # fmt: skip
    if first <= now:
        wake.after_commit("rooms")


async def _stop(request: Request, owner: UUID, now: datetime) -> Taken:
    running = await _running(owner, request.process_id)
    if running is not None:
        await end([running["id"]], "stopped", now)
    # One that gave way to a new start may still be trying to reach somebody: whoever stops an id means that, too.
    left = await db.rows(
        "UPDATE process_steps SET state = 'dropped', ended_at = $2 WHERE state = 'told' AND process_id IN"
        " (SELECT id FROM processes WHERE blind = $1 AND status = 'done') RETURNING id, process_id",
        views.named(owner, request.process_id), now,
    )  # fmt: skip
    await messages.withdraw([row["id"] for row in left], now)
    if running is not None:
        return Taken("stopped", running["id"])
    return Taken("stopped", left[0]["process_id"]) if left else Taken("unknown")


# --- ending ----------------------------------------------------------------------------------------------------------


async def end(ids: Sequence[UUID], status: str, now: datetime, by: UUID | None = None) -> None:
    """These running processes are over. What has not left is not said any more, and a phone that rings falls silent."""
    ended = await db.rows(
        "UPDATE processes SET status = $2, due_at = NULL, ended_at = $3, updated_at = $3, ended_by_id = $4"
        " WHERE id = ANY($1) AND status = 'running' RETURNING id",
        list(ids), status, now, by,
    )  # fmt: skip
    gone = [row["id"] for row in ended]
    left = await db.rows(
        "UPDATE process_steps SET state = CASE WHEN state = 'told' AND $3 THEN state ELSE 'dropped' END, ended_at ="
        " CASE WHEN state = 'told' AND $3 THEN NULL ELSE $2::timestamptz END"
        " WHERE process_id = ANY($1) AND state IN ('waiting', 'told') RETURNING id, delivery_id",
        gone, now, status == "done",
    )  # fmt: skip
    if status != "done":
        await messages.withdraw([row["id"] for row in left if row["delivery_id"] is not None], now)
    await timeline.note(
        [timeline.Entry(now, ("process", id), status, None, {"by": str(by)} if by else {}) for id in gone]
    )


async def confirm(step: UUID, now: datetime) -> Text:
    """Somebody who was called pressed the key: the process of this step is over. Returns what they are told, once that is
    committed."""

    async def decide() -> Text:
        async with db.transaction():
            row = await db.one(
                "SELECT p.id, p.status, s.reason FROM process_steps s JOIN processes p ON p.id = s.process_id"
                " WHERE s.id = $1 FOR UPDATE OF p",
                step,
            )
            if row is None or row["status"] not in (rules.RUNNING, "done", "failed"):
                again = row is not None and row["status"] == "confirmed" and row["reason"] == "confirmed"
                return CONFIRMED if again else OVER
            await db.run(
                "UPDATE process_steps SET state = 'delivered', ended_at = $2, reason = 'confirmed' WHERE id = $1",
                step,
                now,
            )
            await messages.withdraw([step], now)
            if row["status"] == rules.RUNNING:
                await end([row["id"]], "confirmed", now)
                return CONFIRMED
            # The key itself is a receipt: it may have been the last that this process waited for.
            await db.run("UPDATE processes SET status = 'confirmed', updated_at = $2 WHERE id = $1", row["id"], now)
            await _note(row["id"], "confirmed", now)
            return CONFIRMED

    return await db.again_on_conflict(decide)


async def refuse(step: UUID, now: datetime) -> None:
    """Whoever was called wants nothing from us any more: this target is never spoken to again."""

    async def decide() -> None:
        async with db.transaction():
            row = await db.one("SELECT address_id, process_id FROM process_steps WHERE id = $1", step)
            if row is not None and row["address_id"] is not None:
                await messages.close_address(row["address_id"], now)
                await _note(row["process_id"], "refused", now)

    await db.again_on_conflict(decide)


async def stop(id: UUID, by: UUID, now: datetime, note: str | None) -> Process:
    """One of us ends it by hand. `NotPossible` when it is over already."""

    async def decide() -> None:
        async with db.transaction():
            process = await _locked(id)
            if note:
                process.note = note
                await process.save(update_fields=["note_sealed"])
            await end([id], "ended", now, by)

    await db.again_on_conflict(decide)
    return await views.get(id)


async def delay(id: UUID, by: UUID, minutes: int, now: datetime, note: str | None) -> Process:
    """One of us puts off what is still to come, by so many minutes; what should have been said meanwhile counts from now."""

    async def decide() -> None:
        async with db.transaction():
            process = await _locked(id)
            if note:
                process.note = note
                await process.save(update_fields=["note_sealed"])
            moved = await db.rows(
                "UPDATE process_steps SET at = greatest(at, $2) + $3::interval WHERE process_id = $1 AND state = 'waiting'"
                " RETURNING at",
                id, now, timedelta(minutes=minutes),
            )  # fmt: skip
            if not moved:
                raise NotPossible(T("Nothing of it is still to come."))
            await db.run("UPDATE processes SET updated_at = $2 WHERE id = $1", id, now)
            await _note(id, "delayed", now, {"minutes": minutes, "by": str(by)})

    await db.again_on_conflict(decide)
    return await views.get(id)


async def _locked(id: UUID) -> Process:
    process = await Process.select_for_update().get_or_none(id=id)
    if process is None:
        raise NotFound(T("There is no such escalation."))
    if process.status != rules.RUNNING:
        raise NotPossible(T("It is over already."))
    return process


async def _note(id: UUID, what: str, now: datetime, data: dict[str, Any] | None = None) -> None:
    await timeline.note([timeline.Entry(now, ("process", id), what, None, data or {})])


# --- housekeeping -----------------------------------------------------------------------------------------------------


async def prune(now: datetime, keep: timedelta) -> None:
    """Forget what ended, was refused or was repeated longer ago than `keep`, and targets nobody speaks to any more."""
    before = now - keep
    await db.run("DELETE FROM processes WHERE status <> 'running' AND ended_at < $1", before)
    await db.run("DELETE FROM process_rejections WHERE created_at < $1", before)
    await db.run("DELETE FROM process_keys WHERE created_at < $1", before)
    await targets.prune(before)
