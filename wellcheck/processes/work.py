"""Processes are worked off: what is due is handed to the outbox, and what became of it says what follows. A batch of
processes takes the same few statements as one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db, due, messages, timeline, wake
from wellcheck.crypto import WrongKey, vault
from wellcheck.i18n import T, Text
from wellcheck.messages import Telling
from wellcheck.people import Recipient
from wellcheck.processes import callers, requests, rules, service

log = logging.getLogger(__name__)

OPTIONS = (("confirm", T("I have seen to it")),)
"""What somebody who is called answers with."""

AT_ONCE = 1.0
"""Seconds that one beat works on processes; the next one goes on."""

SAY_AFTER = timedelta(seconds=20)
"""What operators are told about processes leaves after so long: until then it speaks of whatever else goes wrong alike."""

NOBODY_REACHED, LEFT_OUT, FAULT = (("processes", UUID(int=n)) for n in (1, 2, 3))
"""What such a message is about."""

_limits = rules.Limits()
_own_number = ""


def use(limits: rules.Limits, own_number: str) -> None:
    """What this installation can do, and the number its calls show where the registry says nothing (runtime.start)."""
    global _limits, _own_number
    _limits, _own_number = limits, own_number
    callers.forget()


_SEEN = (
    "s.id, s.process_id, s.position, s.at, s.channel, s.state, s.tries, s.created_at, s.person_id, s.address_id, s.relative,"
    " s.told_at, s.language, s.text_sealed, d.state AS went, d.sent_at, d.error, d.error_code, a.stopped_at, a.dead_at,"
    " a.value_sealed"
)


@dataclass(slots=True)
class _Known:
    """A step of the database: what the rule sees, and what is said if it is taken."""

    seen: rules.Seen
    row: due.Row
    text: str = ""
    target: str = ""


async def _advance(found: Sequence[due.Row], now: datetime) -> None:
    """What follows for each of these processes, with one statement for each kind of read and write."""
    ids = [row["id"] for row in found]
    by_process: dict[UUID, list[_Known]] = {id: [] for id in ids}
    known: dict[UUID, _Known] = {}
    registry: dict[str, str] | None = None
    for row in await db.rows(
        f"SELECT {_SEEN} FROM process_steps s LEFT JOIN deliveries d ON d.id = s.delivery_id"
        " LEFT JOIN addresses a ON a.id = s.address_id WHERE s.process_id = ANY($1) AND"
        " (s.state = 'told' OR (s.state = 'waiting' AND s.at <= $2)) ORDER BY s.at, s.position",
        ids, now,
    ):  # fmt: skip
        known[row["id"]] = step = _opened(row)
        by_process[row["process_id"]].append(step)
        if row["channel"] == "phone" and registry is None:
            registry = await _registry()
    later: dict[UUID, list[tuple[UUID | None, datetime]]] = {}
    for row in await db.rows(
        "SELECT process_id, address_id, min(at) AS at FROM process_steps WHERE process_id = ANY($1) AND state = 'waiting'"
        " AND at > $2 GROUP BY process_id, address_id",
        ids, now,
    ):  # fmt: skip
        later.setdefault(row["process_id"], []).append((row["address_id"], row["at"]))
    changes: list[tuple[_Known, rules.Change]] = []
    for id in ids:
        for change in rules.look([step.seen for step in by_process[id]], now, _limits, later.get(id, ())):
            changes.append((known[change.step], _callable(known[change.step], change, registry)))
    await _write(changes, now)
    await _move_on(ids, changes, now)


async def _registry() -> dict[str, str]:
    """The caller ids; none when they cannot be read, which keeps no phone from ringing. In a savepoint, so that what goes
    wrong here harms nothing else."""
    try:
        async with db.transaction():
            return await callers.registry()
    except Exception as wrong:
        if due.infrastructure(wrong):
            raise
        log.error("the caller ids cannot be read", extra={"error": type(wrong).__name__})
        return {}


def _callable(step: _Known, change: rules.Change, registry: dict[str, str] | None) -> rules.Change:
    if not isinstance(change, rules.Take) or step.seen.channel != "phone":
        return change
    if rules.caller_for(step.target, registry or {}, _own_number) is None:
        return rules.Over(change.step, "failed", rules.NO_CALLER)
    return change


def _opened(row: due.Row) -> _Known:
    """A row as a step. One that cannot be read is over, and keeps no other from being taken."""
    text, target, readable = "", "", row["value_sealed"] is not None and row["text_sealed"] is not None
    if row["state"] == "waiting" and readable:
        try:
            text = vault().open(row["text_sealed"], "process_steps.text", row["id"])
            target = vault().open(row["value_sealed"], "addresses.value", row["address_id"])
        except (WrongKey, ValueError, TypeError):
            log.error("a step cannot be read", extra={"process_id": str(row["process_id"]), "step": str(row["id"])})
            readable = False
    why = row["error_code"] or row["error"]
    return _Known(
        rules.Seen(
            row["id"], row["at"], row["channel"], row["state"], row["tries"], row["created_at"], row["address_id"],
            row["relative"], row["told_at"], row["went"], row["sent_at"], row["error_code"] in messages.rules.RANG,
            row["dead_at"] is not None, row["stopped_at"] is not None, why and str(why)[:200], readable,
        ),
        row,
        text,
        target,
    )  # fmt: skip


async def _write(changes: Sequence[tuple[_Known, rules.Change]], now: datetime) -> None:
    taken = [step for step, change in changes if isinstance(change, rules.Take)]
    over = [(step, change) for step, change in changes if isinstance(change, rules.Over)]
    again = [(step, change) for step, change in changes if isinstance(change, rules.Again)]
    told = await _tell(taken, now)
    await db.run(
        "UPDATE process_steps p SET state = 'told', told_at = $3, tries = tries + 1, delivery_id = s.delivery"
        " FROM unnest($1::uuid[], $2::uuid[]) AS s(id, delivery) WHERE p.id = s.id",
        *db.columns(told, 2), now,
    )  # fmt: skip
    await db.run(
        "UPDATE process_steps p SET state = s.state, reason = s.reason, ended_at = $4"
        " FROM unnest($1::uuid[], $2::text[], $3::text[]) AS s(id, state, reason) WHERE p.id = s.id",
        *db.columns([(change.step, change.state, change.reason) for _, change in over], 3), now,
    )  # fmt: skip
    await db.run(
        "UPDATE process_steps p SET state = 'waiting', at = s.at, reason = s.reason"
        " FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS s(id, at, reason) WHERE p.id = s.id",
        *db.columns([(change.step, change.at, change.reason) for _, change in again], 3),
    )
    what: list[tuple[_Known, str, str | None]] = [(step, "told", None) for step in taken]
    what += [(step, change.state, change.reason) for step, change in over]
    what += [(step, "again", change.reason) for step, change in again]
    await timeline.note([
        timeline.Entry(now, ("process", step.row["process_id"]), name, None,
                       {"step": step.row["position"], "channel": step.seen.channel, **({"reason": why} if why else {})})
        for step, name, why in what
    ])  # fmt: skip
    for step, name, why in what:
        log.info("a step", extra={"process_id": str(step.row["process_id"]), "step": step.row["position"], "what": name,
                                  "channel": step.seen.channel, "reason": why})  # fmt: skip
    if any(change.state == "skipped" for _, change in over):
        await _say(LEFT_OUT, T("Steps of escalation processes were left out: they came due while we were away. Please look "
                               "at the list of processes."), now)  # fmt: skip


async def _say(about: messages.About, text: Text, now: datetime) -> None:
    """Tell operators in a moment, unless a message that has not left will tell them: however many processes, a few messages
    a minute, and none that nobody hears of."""
    if not await messages.waits_to_leave(about):
        await messages.tell_operators(text, now, about, at=now + SAY_AFTER)


async def _tell(steps: Sequence[_Known], now: datetime) -> list[tuple[UUID, UUID]]:
    """Hand these to the outbox, in the order of their times. (step, delivery) of each."""
    done: list[tuple[UUID, UUID]] = []
    ordered = sorted(enumerate(steps), key=lambda numbered: (numbered[1].seen.at, numbered[0]))
    by_language: dict[str, list[tuple[int, _Known]]] = {}
    for place, (_, step) in enumerate(ordered):
        by_language.setdefault(step.row["language"], []).append((place, step))
    for language, those in by_language.items():
        people = {step.row["person_id"]: _recipient(step, language) for _, step in those}
        tellings = [
            Telling(
                step.row["person_id"], requests.as_text(step.text), "process", ("process", step.seen.id),
                OPTIONS if step.seen.channel == "phone" else (),
                (step.row["address_id"], rules.VIA[step.seen.channel]),
                now + timedelta(microseconds=place),
            )
            for place, step in those
        ]  # fmt: skip
        written, unreached = await messages.tell_many(tellings, now, people)
        assert not unreached
        done += zip([step.seen.id for _, step in those], written, strict=True)
    return done


def _recipient(step: _Known, language: str) -> Recipient:
    row = step.row
    return Recipient(row["person_id"], language, "UTC", None, row["address_id"], rules.VIA[step.seen.channel])


async def _move_on(ids: Sequence[UUID], changes: Sequence[tuple[_Known, rules.Change]], now: datetime) -> None:
    """When each of these looks again; what has nothing left is over. A step that was a wait after one that reached nobody
    need not wait any more."""
    failed = {
        s.row["process_id"] for s, change in changes if isinstance(change, rules.Over) and change.state == "failed"
    }
    if failed:
        await db.run(
            "UPDATE process_steps s SET at = s.at - (n.at - $2::timestamptz) FROM (SELECT DISTINCT ON (process_id) process_id,"
            " at, relative FROM process_steps WHERE process_id = ANY($1) AND state = 'waiting' ORDER BY process_id, at,"
            " position) AS n WHERE s.process_id = n.process_id AND s.state = 'waiting' AND s.relative AND n.relative"
            " AND n.at > $2"
            " AND NOT EXISTS (SELECT 1 FROM process_steps o WHERE o.process_id = n.process_id AND o.state = 'told')",
            list(failed), now,
        )  # fmt: skip
    open_steps = {
        row["process_id"]: row
        for row in await db.rows(
            "SELECT process_id, min(at) FILTER (WHERE state = 'waiting') AS next, min(told_at) FILTER (WHERE state = 'told')"
            " AS told FROM process_steps WHERE process_id = ANY($1) AND state IN ('waiting', 'told') GROUP BY process_id",
            list(ids),
        )
    }
    looks = []
    for id, row in open_steps.items():
        times = [row["next"]] if row["next"] is not None else []
        if row["told"] is not None:
            times.append(rules.look_at(row["told"], now))
        looks.append((id, max(now, min(times))))
    await db.run(
        "UPDATE processes p SET due_at = s.at, failures = 0, updated_at = $3 FROM unnest($1::uuid[], $2::timestamptz[])"
        " AS s(id, at) WHERE p.id = s.id",
        *db.columns(looks, 2), now,
    )  # fmt: skip
    if over := [id for id in ids if id not in open_steps]:
        await _finish(over, now)


async def _finish(ids: Sequence[UUID], now: datetime) -> None:
    reached = {
        row["process_id"]
        for row in await db.rows(
            "SELECT DISTINCT process_id FROM process_steps WHERE process_id = ANY($1) AND state = 'delivered'",
            list(ids),
        )
    }
    await service.end([id for id in ids if id in reached], "done", now)
    nobody = [id for id in ids if id not in reached]
    if not nobody:
        return
    await service.end(nobody, "failed", now)
    await _say(NOBODY_REACHED, T("Escalation processes are over without having reached anybody. Please look at the list of "
                                 "processes."), now)  # fmt: skip


ROOM = due.Room(
    table="processes",
    open="status = 'running'",
    columns="id, due_at",
    handle=lambda rows, now: _advance(rows, now),
    give_up=lambda row, now: _give_up(row, now),
    batch=200,
)


async def _give_up(row: due.Row, now: datetime) -> None:
    """A fault of ours keeps a process from going on: it is tried again and again, and operators are told."""
    async with db.transaction():
        await _say(FAULT, T("A fault on our side keeps escalation processes from going on. Please look at the list of "
                            "processes."), now)  # fmt: skip


async def run_due(now: datetime) -> int:
    """Work off what has come due, for a moment: alarms of the same beat must not wait for a backlog of others' processes."""
    return await due.run(ROOM, now, now, seconds=AT_ONCE)


async def _news(steps: Sequence[UUID], now: datetime) -> None:
    """Something became of deliveries of these steps: their processes look at once. One that is just being looked at, and may
    not have seen it, is waited for."""
    await db.run(
        "UPDATE processes SET due_at = least(due_at, $2) WHERE status = 'running' AND id IN (SELECT id FROM processes"
        " WHERE id IN (SELECT process_id FROM process_steps WHERE id = ANY($1)) ORDER BY id FOR UPDATE)",
        list(steps), now,
    )  # fmt: skip
    await wake.hint("rooms")


def _listen_for_news() -> None:
    async def heard(steps: Sequence[UUID], now: datetime) -> None:
        # After the commit, and without a lock of ours before: if it is lost, the process looks by itself.
        db.after_commit(lambda: _news(steps, now))

    async def unreached(pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
        await heard([step for step, _ in pairs], now)

    async def still(step: UUID) -> bool:
        return await db.one("SELECT 1 AS yes FROM process_steps WHERE id = $1 AND state = 'told'", step) is not None

    messages.when_told("process", heard)
    messages.when_about_to_leave("process", still)
    messages.when_unreachable("process", unreached)


_listen_for_news()
