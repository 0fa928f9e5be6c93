"""What has come due: fired a little ahead of its time, in batches, and the next slots planned."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, people, probes, recurrence, timeline
from wellcheck.events import makers, occurring, rules, unserved
from wellcheck.events.service import CHECK_IN, EVENT, PAUSE, REMINDER, TRAVEL, TRIAL, VISITS, WALK
from wellcheck.i18n import T, join
from wellcheck.messages import Telling
from wellcheck.recurrence import Slot

AHEAD = timedelta(seconds=20)
"""So far ahead of their time slots are prepared, so that the first message leaves on the second. One worker
prepares some five thousand a second: the whole of a hundred thousand's morning."""


SERVED_LATE = frozenset((WALK, PAUSE, REMINDER, TRAVEL, TRIAL, VISITS))
"""Events that are served however long we were away: nobody stays on their way unasked, no pause ends unsaid, and a visit of the
day after tomorrow may still be asked for."""

SLICE_SECONDS = 0.5
"""So long at most before the other rooms have their turn again: an alarm does not wait for a morning's burst."""


async def _on_due(rows: Sequence[due.Row], now: datetime) -> None:
    """Fire a batch: what persons planned, and what was made by API."""
    if planned := [row for row in rows if row["name"] != EVENT]:
        await _on_due_of_persons(planned, now)
    if made := [row for row in rows if row["name"] == EVENT]:
        await unserved.report(await occurring.fire(made, now), now)


async def _on_due_of_persons(rows: Sequence[due.Row], now: datetime) -> None:
    """Fire a batch: the next slots once per (rule, zone), the actions once per kind, the rows with one statement."""
    fires: list[tuple[due.Row, rules.Fire]] = []
    skips: list[tuple[due.Row, Slot, str]] = []
    for row in rows:
        decision = rules.on_due(
            Slot(row["due_at"], row["slot"] or ""), now,
            lambda row=row: recurrence.missed(  # type: ignore[misc]
                recurrence.of_key(row["schedule"]), row["zone"], row["due_at"], now, seed=row["id"]),
            lambda slot, row=row: _window(row, slot),  # type: ignore[misc]
        )  # fmt: skip
        match decision:
            case rules.Fire() as fire:
                fires.append((row, fire))
                skips += [(row, slot, "skipped_outage") for slot in fire.skipped]
            case rules.Skip(skipped):
                skips += [(row, slot, "skipped_outage") for slot in skipped]
    occurrences: list[tuple[Any, ...]] = []
    for action in {row["action"] for row, _ in fires}:
        chosen = [(row, fire) for row, fire in fires if row["action"] == action]
        occurrences += await ACTIONS[action](chosen, now)
    occurrences += [(db.new_id(), row["id"], slot.key, slot.at, state, None) for row, slot, state in skips]
    given, values = db.table(
        "id uuid, event_id uuid, slot text, due_at timestamptz, state text, about_id uuid", occurrences
    )
    await db.run(
        "INSERT INTO occurrences (id, event_id, slot, due_at, state, about_id, created_at)"
        f" SELECT s.*, $7 FROM {given} ON CONFLICT (event_id, slot) DO NOTHING",
        *values,
        now,
    )
    await _plan_next(rows, {row["id"]: fire.slot.at for row, fire in fires}, now)
    for action, then in AFTERWARDS.items():
        if chosen := [(row, fire) for row, fire in fires if row["action"] == action]:
            await then(chosen, now)
    if skips:
        await _report_skips(skips, now)


def _window(row: due.Row, slot: Slot) -> timedelta:
    """How late it may be served."""
    if row["name"] in SERVED_LATE:
        return rules.NEVER_TOO_LATE
    if occurring.gone_by(slot) and row["action"] != "probe" and not _payload(row).get("confirm"):
        return occurring.NO_TIME  # what asks for an answer is asked late; nothing of yesterday is said otherwise
    return recurrence.catch_up(recurrence.of_key(row["schedule"]), row["zone"], slot, row["id"])


def _payload(row: due.Row) -> dict[str, Any]:
    told = row["payload"]
    if told == "{}":  # as good as always
        return {}
    return dict(json.loads(told) if isinstance(told, str) else told)


async def _plan_next(rows: Sequence[due.Row], served: dict[UUID, datetime], now: datetime) -> None:
    records: list[tuple[Any, ...]] = []
    over: list[due.Row] = []
    for row, slot in occurring.following(rows, served, now):
        if slot is None and row["name"] == CHECK_IN:
            over.append(row)
        records.append(
            (row["id"], slot.at if slot else None, slot.key if slot else None, "active" if slot else "ended")
        )
    given, values = db.table("id uuid, at timestamptz, slot text, status text", records)
    await db.run(
        f"UPDATE events e SET due_at = s.at, slot = s.slot, status = s.status, failures = 0 FROM {given} WHERE e.id = s.id",
        *values,
    )
    for row in over:
        # Nobody is asked any more without knowing it (promise P13).
        text = T("Your times are over, so we do not ask you any more. Please choose new ones: reply “schedule”.")
        await messages.tell(Telling(row["owner_id"], text, "notice"), now)
        name = (await people.recipients([row["owner_id"]]))[row["owner_id"]].name
        await messages.tell_operators(T("{name} is watched, and no time is left at which to ask.", name=name), now)


async def _report_skips(skips: Sequence[tuple[due.Row, Slot, str]], now: datetime) -> None:
    """One digest to the operators, an entry for each person: a check that was missed is never silent."""
    await timeline.note(
        [
            timeline.Entry(now, ("event", row["id"]), state, row["owner_id"], {"slot": slot.key})
            for row, slot, state in skips
        ]
    )
    asked = [(row, slot) for row, slot, _ in skips if row["action"] == "probe"]
    if asked:
        await messages.tell_operators(unserved.check_ins(asked), now)
    for action, tell in MISSED.items():
        if missed := [(row, slot) for row, slot, _ in skips if row["action"] == action]:
            await tell(missed, now)


async def _probe(chosen: Sequence[tuple[due.Row, rules.Fire]], now: datetime) -> list[tuple[Any, ...]]:
    settings = {
        row["person_id"]: row
        for row in await db.records(
            "SELECT person_id, retries, wait_seconds FROM probe_settings WHERE person_id = ANY($1)",
            [row["owner_id"] for row, _ in chosen],
        )
    }
    wishes = []
    seen: set[UUID] = set()
    overlapping = set()
    for row, fire in sorted(chosen, key=lambda each: each[0]["name"] != WALK):
        if row["owner_id"] in seen:
            overlapping.add(row["id"])  # two events of one person in one batch: one asks, a walk's first
            continue
        seen.add(row["owner_id"])
        payload = _payload(row)
        chose = settings.get(row["owner_id"], {"retries": 3, "wait_seconds": 3600})
        wishes.append(
            probes.Wish(
                row["owner_id"], now if fire.late else fire.slot.at, payload.get("retries", chose["retries"]),
                timedelta(seconds=payload.get("wait", chose["wait_seconds"])), payload.get("kind", "scheduled"),
                row["id"], fire.slot.key, fire.late,
            )
        )  # fmt: skip
    asked = await probes.ask_many(wishes, now)
    done: list[tuple[Any, ...]] = []
    entries = []
    for id, (row, fire) in zip(db.new_ids(len(chosen)), chosen, strict=True):
        probe = None if row["id"] in overlapping else asked.get((row["id"], fire.slot.key))
        state = "fired" if probe else "skipped_overlap"
        done.append((id, row["id"], fire.slot.key, fire.slot.at, state, probe))
        if probe is None:
            entries.append(timeline.Entry(now, ("event", row["id"]), state, row["owner_id"], {"slot": fire.slot.key}))
    await timeline.note(entries)
    return done


ACTIONS = {"probe": _probe}
"""What an occurrence does. Each takes a batch of (event row, decision) and returns the occurrence rows."""

MISSED: dict[str, Callable[[Sequence[tuple[due.Row, Slot]], datetime], Awaitable[None]]] = {}
"""What it says of slots that were too late to serve, beside what operators are told."""

AFTERWARDS: dict[str, Callable[[Sequence[tuple[due.Row, rules.Fire]], datetime], Awaitable[None]]] = {}
"""What it does once the next slots of its batch are planned."""


TOLD_AGAIN = timedelta(days=1)
"""So often operators hear of an event that cannot be followed. It is tried every five minutes."""


async def _give_up(row: due.Row, now: datetime) -> None:
    """A rule that cannot be followed: its owner and the operators are told, nobody else waits for it. Once, and once a day."""
    if row["failures"] > due.PATIENCE and await db.one(
        "SELECT 1 AS yes FROM timeline WHERE about_kind = 'event' AND about_id = $1 AND what = 'operators_told' AND at > $2",
        row["id"],
        now - TOLD_AGAIN,
    ):
        return
    if row["name"] == EVENT:
        await _give_up_made(row, now)
        return
    async with db.transaction():
        known = await people.recipients([row["owner_id"]])
        name = known[row["owner_id"]].name
        await messages.tell(Telling(row["owner_id"], T("Something is wrong with your check-in times. Please set them again: "
                                                       "reply “schedule”."), "notice"), now)  # fmt: skip
        await messages.tell_operators(
            T("The check-in times of {name} cannot be followed.", name=name), now, ("event", row["id"])
        )


async def _give_up_made(row: due.Row, now: datetime) -> None:
    """An event made by API that cannot be carried out. Operators hear whom it is about if somebody is to be asked or told."""
    async with db.transaction():
        text = T("An event cannot be followed: {id}.", id=str(row["id"]))
        if row["action"] in makers.HEARD_BY_OPERATORS and row["owner_id"] is not None:
            name = (await people.recipients([row["owner_id"]]))[row["owner_id"]].name
            fault = T("Wellcheck has a fault while checking on {name}. Please make sure they are okay.", name=name)
            text = join([fault, text], " ")
        await messages.tell_operators(text, now, ("event", row["id"]))
        found = await db.one("SELECT title, made_by FROM events WHERE id = $1", row["id"])
        if found is not None and await makers.person_of(found["made_by"] or "") is not None:
            text = T("“{name}” cannot be carried out, because of a fault on our side. We go on trying.",
                     name=found["title"] or "")  # fmt: skip
            await makers.tell(found["made_by"], text, now)


ROOM = due.Room(
    table="events",
    open="status = 'active'",
    columns="id, owner_id, name, action, payload, text_sealed, schedule, zone, due_at, slot, overlap, misfire,"
    " catch_up_seconds, endpoint_id",
    handle=_on_due,
    give_up=_give_up,
    ahead=f"name <> '{EVENT}' OR ({occurring.AHEAD})",
)


WAITS = ROOM.waits(AHEAD)
"""Whether there is anything for `run_due` (see `due.look`)."""


async def run_due(now: datetime) -> int:
    """Fire everything that is due, a little ahead of its time. Returns how many events were looked at."""
    return await due.run(ROOM, now + AHEAD, now, SLICE_SECONDS)
