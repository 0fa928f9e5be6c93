"""What a process does next, given its steps and what became of them. Values in, decisions out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

Datum = str | int | float | bool
"""What a request gives for one name in its templates."""

VIA = {"phone": "voice", "sms": "sms", "email": "email", "pubnub": "push", "websocket": "websocket"}
"""The outbox's channel for each channel of a request."""

PUSHED = ("pubnub", "websocket")
"""The channels of a request by which programs are told, and not people."""

RUNNING, ENDS = "running", ("confirmed", "stopped", "ended", "replaced", "done", "failed")

MOST_STEPS, MOST_NAME, MOST_SUBJECT, MOST_TEXT = 1000, 128, 200, 1500

MOST_PAYLOAD = 16_000
"""Bytes of what a push carries (PubNub takes 32 KiB)."""

FARTHEST = timedelta(days=366)
"""Times farther away than this, in either direction, are a mistake of whoever wrote them."""

MILLISECONDS = 1e11
"""Unix seconds from here on are years after 5138: somebody sent milliseconds."""

TRIES = {"phone": 3}
"""How often one step is handed to the outbox. The outbox itself tries again what a provider did not take."""

RING_AGAIN = (timedelta(minutes=1), timedelta(minutes=2))
"""A phone that was busy, or that nobody picked up, rings again after so long."""

PLACED = timedelta(minutes=5)
"""A call or text of which nothing more is heard counts as delivered after so long: the provider took it."""

LOOK_EVERY, LOOK_MOST = timedelta(seconds=15), timedelta(minutes=5)
"""News of deliveries wakes a process at once; besides, it looks after so long, and then more and more rarely."""

HEARD = "no_key"
"""Why a call ended (code of its receipt) that was answered, and in which no key was pressed."""

TOO_OLD = timedelta(hours=24)
"""A step that could not be taken for so long is not taken any more."""

FOLDED, OLD, NO_CHANNEL, REFUSED, UNREADABLE, NO_CALLER = (
    "a later step to the same target was due as well",
    "it could not be taken for a day",
    "this way of telling is not set up here",
    "its owner wants nothing from us",
    "it cannot be read",
    "no caller id for this number",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What this installation can do: the outbox's channels, and how late a step may be before it is folded."""

    channels: frozenset[str] = frozenset(("sms", "voice"))
    fold_after: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Seen:
    """One step that is due or under way. `went`: the state of its delivery; `rang`: it reached a phone and nobody at it;
    `closed`: the target cannot be reached for good; `stopped`: by its owner."""

    id: UUID
    at: datetime
    channel: str
    state: str
    tries: int
    created_at: datetime
    address_id: UUID | None = None
    relative: bool = False
    told_at: datetime | None = None
    went: str | None = None
    sent_at: datetime | None = None
    rang: bool = False
    closed: bool = False
    stopped: bool = False
    why: str | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Take:
    """Hand it to the outbox."""

    step: UUID


@dataclass(frozen=True, slots=True)
class Over:
    """It is over: delivered, failed, skipped or dropped, and why."""

    step: UUID
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """It reached nobody, and is taken once more at that time."""

    step: UUID
    at: datetime
    reason: str | None = None


Change = Take | Over | Again


def look(
    steps: Sequence[Seen], now: datetime, limits: Limits, later: Sequence[tuple[UUID | None, datetime]]
) -> list[Change]:
    """What follows for the steps of one process, oldest first. `later`: target and time of its steps that are not due yet."""
    changes: list[Change] = []
    waiting: list[Seen] = []
    for step in sorted(steps, key=lambda step: step.at):
        if step.state == "told":
            change = _after(step, now, later)
            if change is not None:
                changes.append(change)
        elif not step.readable or step.channel not in VIA:
            changes.append(Over(step.id, "failed", UNREADABLE if not step.readable else NO_CHANNEL))
        elif VIA[step.channel] not in limits.channels:
            changes.append(Over(step.id, "failed", NO_CHANNEL))
        elif step.stopped:
            changes.append(Over(step.id, "failed", REFUSED))
        else:
            waiting.append(step)
    return [*changes, *_take(waiting, now, limits)]


def _take(due: Sequence[Seen], now: datetime, limits: Limits) -> list[Change]:
    """After an outage nobody is told the same several times in a row: of the late steps to one target the newest is taken."""
    newest = {(step.channel, step.address_id): step.id for step in due}
    changes: list[Change] = []
    for step in due:
        # What was handed in late was not missed: a step whose time is over already is taken at once.
        late = now - max(step.at, step.created_at)
        if late > TOO_OLD:
            changes.append(Over(step.id, "skipped", OLD))
        elif late > limits.fold_after and newest[step.channel, step.address_id] != step.id:
            changes.append(Over(step.id, "skipped", FOLDED))
        else:
            changes.append(Take(step.id))
    return changes


def _after(step: Seen, now: datetime, later: Sequence[tuple[UUID | None, datetime]]) -> Change | None:
    """What became of a step that is in the outbox; None: it is still under way."""
    match step.went:
        case "pending" | "sending" | "unknown":
            return None
        case "delivered":
            return Over(step.id, "delivered")
        case "sent":
            receipts = step.channel in ("phone", "sms")
            if receipts and step.sent_at is not None and now - step.sent_at < PLACED:
                return None
            return Over(step.id, "delivered")
        case "withdrawn":
            return Over(step.id, "dropped", step.why)
        case None:
            return Over(step.id, "failed", UNREADABLE)
        case _:
            return _failed(step, now, later)


def _failed(step: Seen, now: datetime, later: Sequence[tuple[UUID | None, datetime]]) -> Change:
    if step.stopped:
        return Over(step.id, "failed", REFUSED)
    if step.why == HEARD:
        # Somebody listened and pressed nothing. The steps that follow ask again; this one has been said.
        return Over(step.id, "delivered", HEARD)
    if step.rang and not step.closed and step.tries < TRIES.get(step.channel, 1):
        at = now + RING_AGAIN[min(step.tries, len(RING_AGAIN)) - 1]
        if not any(address == step.address_id and then <= at for address, then in later):
            return Again(step.id, at, step.why)
    return Over(step.id, "failed", step.why)


def look_at(told_at: datetime, now: datetime) -> datetime:
    """When a process looks at a step again that is under way, if no news of it came."""
    return now + min(max(now - told_at, LOOK_EVERY), LOOK_MOST)


def payload(process: str, position: int, text: str, data: Mapping[str, Datum]) -> str:
    """What a push of this step carries: which process and step it is, the words, and the data of the request."""
    return json.dumps({"process": process, "step": position, "text": text, "data": dict(data)}, ensure_ascii=False)


_PLACE = re.compile(r"\{([^{}]{1,64})\}")


def places(template: str) -> list[str]:
    """The names a template wants to be told: "Order {order} waits" → order."""
    return _PLACE.findall(template)


def filled(template: str, data: Mapping[str, str]) -> str:
    """A template with its data. Nothing else in it has a meaning, so that what a sender writes can do no harm."""
    return _PLACE.sub(lambda found: data.get(found[1], found[0]), template)


def caller_for(number: str, registry: Mapping[str, str], default: str) -> str | None:
    """Which number a call to `number` shows: that of the longest prefix, else of "default". None: there are entries, and none
    is for it. With no entries at all it is `default`, our own number."""
    fits = [prefix for prefix in registry if prefix != "default" and number.startswith(prefix)]
    if fits:
        return registry[max(fits, key=len)]
    return registry.get("default", "" if registry else default) or None
