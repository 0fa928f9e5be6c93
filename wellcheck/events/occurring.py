"""Events made by API that have come due: their occurrences, what is done at once, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from wellcheck import checked, db, due, recurrence
from wellcheck.crypto import vault
from wellcheck.events import frames, makers, rules
from wellcheck.events.actions import KNOWN, Due, Outcome
from wellcheck.events.models import Event
from wellcheck.events.service import EVENT
from wellcheck.recurrence import Slot

OPEN = ("pending", "dispatching", "retrying")
"""The states in which an occurrence waits for something or somebody."""

OVERLAP = "the one before is not over"
MOST_QUEUED = 100
"""So many occurrences wait for the one before them; what comes due beyond that is skipped."""

LATE_AS_WELL = frozenset(("escalation",))
"""What is better done late than not at all, unless its maker chose otherwise: an alarm that nobody raises is no alarm."""

NO_TIME = timedelta(0)


def id_of(event_id: UUID, slot: str) -> UUID:
    """The id of an occurrence: known before there is a row, and the same wherever it is asked for."""
    return uuid5(event_id, slot)


@dataclass(frozen=True, slots=True)
class Written:
    """One occurrence as it is written."""

    due: Due
    state: str
    next_at: datetime | None = None
    endpoint_id: UUID | None = None
    about_id: UUID | None = None
    error: str | None = None


AHEAD = "overlap = 'parallel' AND action IN ({})".format(
    ", ".join(f"'{name}'" for name, action in KNOWN.items() if action.act is None)
)
"""Which of them are prepared ahead of their time: what is done at once is done on time, and whether one overlaps the next is
known only then."""


def acts(action: str, endpoint_id: UUID | None) -> bool:
    """Whether this action does it at once. What has an endpoint is handed over instead."""
    return KNOWN[action].act is not None and endpoint_id is None


async def fire(rows: Sequence[due.Row], now: datetime) -> list[tuple[due.Row, Slot]]:
    """A batch of such events: their occurrences with one statement, what is done at once by its action, and the next slots
    once per (rule, zone). Returns what was missed: too late to be done."""
    planned = {row["id"]: _decided(row, now) for row in rows}
    open_ones = await _open(row["id"] for row in rows if row["overlap"] != "parallel")
    written: list[Written] = []
    acting: dict[str, list[tuple[due.Row, Due]]] = {}
    for row in rows:
        decision = planned[row["id"]]
        written += [Written(_due(row, slot, False), "missed") for slot in decision.missed]
        for slot in decision.fired:
            one = _due(row, slot, now - slot.at > rules.ON_TIME)
            before = open_ones.get(row["id"], 0)
            if row["overlap"] != "parallel":
                open_ones[row["id"]] = before + 1
            if before and (row["overlap"] == "skip" or before > MOST_QUEUED):
                written.append(Written(one, "skipped", error=OVERLAP))
            elif acts(row["action"], row["endpoint_id"]):
                acting.setdefault(row["action"], []).append((row, one))
            else:
                written.append(Written(one, "pending", None if before else slot.at, row["endpoint_id"]))
    for name, chosen in acting.items():
        written += await _act(name, [one for _, one in chosen], now)
    await write(written, now)
    served = {row["id"]: [slot.at for slot in planned[row["id"]].fired][-1:] or [now] for row in rows}
    await _plan_next(rows, {id: at for id, [at] in served.items()}, planned, now)
    return [(row, slot) for row in rows for slot in planned[row["id"]].missed]


async def fire_now(event: Event, slot: Slot, now: datetime) -> None:
    """One occurrence beside the times of an event, whatever is open of it."""
    due = Due(id_of(event.id, slot.key), event.id, event.owner_id, slot, False, event.zone)
    if not acts(event.action, event.endpoint_id):
        await write([Written(due, "pending", now, event.endpoint_id)], now)
    else:
        await write(await _act(event.action, [due], now), now)


_restored_at: datetime | None = None


def use_restored(at: datetime | None) -> None:
    """This database came out of a backup at this moment (runtime.start)."""
    global _restored_at
    _restored_at = at


def gone_by(slot: Slot) -> bool:
    """Whether a slot lies before a restored backup was brought back: whatever was to be done then is not done now."""
    return _restored_at is not None and slot.at <= _restored_at


def _decided(row: due.Row, now: datetime) -> rules.Planned:
    schedule = recurrence.rule_of_key(row["schedule"])
    seconds = row["catch_up_seconds"]
    return rules.on_due_event(
        Slot(row["due_at"], row["slot"] or ""), now, row["misfire"],
        lambda: recurrence.missed(schedule, row["zone"], row["due_at"], now),
        lambda slot: NO_TIME if gone_by(slot) else rules.window(
            seconds, lambda: rules.NEVER_TOO_LATE if row["action"] in LATE_AS_WELL
            else recurrence.catch_up(schedule, row["zone"], slot)),
    )  # fmt: skip


def _due(row: due.Row, slot: Slot, late: bool) -> Due:
    return Due(id_of(row["id"], slot.key), row["id"], row["owner_id"], slot, late, row["zone"])


async def _open(events: Any) -> dict[UUID, int]:
    """How many of each are under way at a receiver. What waits to be done anew by us is in the way of nothing."""
    ids = list(events)
    if not ids:
        return {}
    found = await db.rows(
        "SELECT event_id, count(*) AS n FROM occurrences WHERE event_id = ANY($1)"
        " AND state IN ('pending', 'dispatching', 'retrying') AND endpoint_id IS NOT NULL GROUP BY event_id",
        ids,
    )
    return {row["event_id"]: row["n"] for row in found}


async def _act(name: str, batch: Sequence[Due], now: datetime) -> list[Written]:
    outcomes = await act(name, batch, now)
    found = [(each, outcomes[each.id]) for each in batch]
    return [Written(each, what.state, about_id=what.about_id, error=what.error) for each, what in found]


async def act(name: str, batch: Sequence[Due], now: datetime) -> dict[UUID, Outcome]:
    """Do what this action does, for the first time or anew: the only place from which that is done. What became of each, by id;
    whoever made an event that could not be carried out hears of it."""
    action = KNOWN[name]
    assert action.act is not None
    told = await params_of([each.event_id for each in batch], {each.event_id: name for each in batch})
    outcomes = await action.act(batch, told, now)
    found = {each.id: outcomes.get(each.id, Outcome()) for each in batch}
    failed = [(each.event_id, found[each.id]) for each in batch if found[each.id].state == "failed"]
    if wrong := [(id, what.why or what.error or "") for id, what in failed]:
        await makers.failed(wrong, now)
    return found


async def params_of(ids: Sequence[UUID], actions: Mapping[UUID, str]) -> dict[UUID, Any]:
    """What the actions of these events were told, as their models have it."""
    rows = await db.rows("SELECT id, params_sealed FROM events WHERE id = ANY($1)", list(set(ids)))
    opened = {row["id"]: vault().open(bytes(row["params_sealed"]), "events.params", row["id"]) for row in rows}
    return {id: checked.read(text.encode(), KNOWN[actions[id]].params) for id, text in opened.items()}


async def write(found: Sequence[Written], now: datetime) -> None:
    """These occurrences, each once for all time. What nobody waits for any more is over at this moment."""
    records = [
        (
            each.due.id, each.due.event_id, each.due.slot.key, each.due.slot.at, each.state, each.about_id, each.next_at,
            each.endpoint_id, each.error, None if each.state in OPEN else now,
        )
        for each in found
    ]  # fmt: skip
    given, values = db.table(
        "id uuid, event_id uuid, slot text, due_at timestamptz, state text, about_id uuid, next_at timestamptz,"
        " endpoint_id uuid, error text, completed_at timestamptz",
        records,
    )
    rows = await db.rows(
        "INSERT INTO occurrences (id, event_id, slot, due_at, state, about_id, next_at, endpoint_id, error, completed_at,"
        f" number, created_at) SELECT s.*, nextval('occurrence_numbers'), $11 FROM {given}"
        " ON CONFLICT (event_id, slot) DO NOTHING RETURNING id",
        *values,
        now,
    )
    new = {row["id"] for row in rows}
    happened = [each.due for each in found if each.due.id in new and each.state not in ("missed", "skipped")]
    await frames.tell_listeners([(each.event_id, each.id, each.slot.at) for each in happened])


async def _plan_next(
    rows: Sequence[due.Row], served: Mapping[UUID, datetime], planned: Mapping[UUID, rules.Planned], now: datetime
) -> None:
    # An event that comes due no more stays active while one of its occurrences is open (`finished` ends it then).
    records = [
        (row["id"], slot.at if slot else None, slot.key if slot else None, planned[row["id"]].count)
        for row, slot in following(rows, served, now)
    ]
    given, values = db.table("id uuid, at timestamptz, slot text, fired int", records)
    await db.run(
        f"UPDATE events e SET due_at = s.at, slot = s.slot, fired = e.fired + s.fired, failures = 0 FROM {given}"
        " WHERE e.id = s.id",
        *values,
    )
    await _end([id for id, at, _, _ in records if at is None], now)


def following(
    rows: Sequence[due.Row], served: Mapping[UUID, datetime], now: datetime
) -> list[tuple[due.Row, Slot | None]]:
    """The next slot of every row. `served`: until when each was served, `now` if it was not."""
    # Grouped by the instant they were due at: in a burst that is one group, and one computation per rule.
    by_instant: dict[datetime, list[due.Row]] = {}
    for row in rows:
        by_instant.setdefault(max(served.get(row["id"], now), row["due_at"]), []).append(row)
    found = []
    for instant, group in by_instant.items():
        coming = recurrence.next_many([(row["schedule"], row["zone"], row["id"]) for row in group], instant)
        found += [(row, coming[row["schedule"], row["zone"], row["id"]]) for row in group]
    return found


async def finished(ids: Sequence[UUID], now: datetime) -> None:
    """These occurrences are over (whoever recorded it calls this in the same transaction): see `finished_of`."""
    if ids:
        rows = await db.rows("SELECT DISTINCT event_id FROM occurrences WHERE id = ANY($1)", list(ids))
        await finished_of({row["event_id"] for row in rows}, now)


async def finished_of(events: Collection[UUID], now: datetime) -> None:
    """Occurrences of these events are over, and recorded so in this transaction: the next one that waited for them may go, and
    an event that comes due no more, and of which nothing is open, is inactive."""
    if not events:
        return
    # Locked, and looked at afterwards: of two that end at the same moment the second one sees the first, and whoever fires
    # the event in this moment is waited for. The condition is the one of an index that is all but empty (`events_closing`):
    # in a burst of events that go on nothing else of them is read.
    rows = await db.rows(
        f"SELECT id, overlap, due_at FROM events WHERE id = ANY($1) AND {CLOSING} ORDER BY id FOR UPDATE", list(events)
    )
    if queued := [row["id"] for row in rows if row["overlap"] == "queue"]:
        await db.run(
            "UPDATE occurrences o SET next_at = greatest(o.due_at, $2) FROM (SELECT DISTINCT ON (event_id) id, event_id"
            " FROM occurrences WHERE event_id = ANY($1) AND state = 'pending' AND next_at IS NULL"
            " ORDER BY event_id, due_at, id) n WHERE o.id = n.id AND NOT EXISTS (SELECT 1 FROM occurrences x WHERE"
            " x.event_id = n.event_id AND (x.state IN ('dispatching', 'retrying') OR (x.state = 'pending'"
            " AND x.next_at IS NOT NULL)))",
            queued,
            now,
        )
    await _end([row["id"] for row in rows if row["due_at"] is None], now)


CLOSING = f"name = '{EVENT}' AND ((due_at IS NULL AND status = 'active') OR overlap = 'queue')"
"""Events for which it matters that an occurrence of theirs is over."""


async def _end(ids: Sequence[UUID], now: datetime) -> None:
    if ids:
        await db.run(
            "UPDATE events e SET status = 'inactive', updated_at = $2, version = version + 1 WHERE id = ANY($1)"
            f" AND name = '{EVENT}' AND status = 'active' AND due_at IS NULL AND NOT EXISTS (SELECT 1 FROM occurrences o"
            " WHERE o.event_id = e.id AND o.state IN ('pending', 'dispatching', 'retrying'))",
            list(ids),
            now,
        )
