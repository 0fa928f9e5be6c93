"""What silence to a reminder means, how far it is put off, and for what a bare "1" is meant. Values in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

OPEN = ("open", "later")
"""A reminder that waits for its answer."""

LISTENING = timedelta(hours=4)
"""So long a reminder that need not be confirmed can be answered. What is said after that is no answer to it."""

AFTER_THE_ALARM = timedelta(hours=24)
"""So long one can be confirmed late, when contacts were told."""

LATER = timedelta(minutes=30)
"""How long "later" is when nothing else is said."""

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=24)
"""How long a reminder may be put off."""

MOST_LATER = timedelta(hours=4)
"""One that must be confirmed is never put off beyond this time after it was said first: somebody counts on it."""

AWAY = timedelta(minutes=6)
"""A time that nobody looked at for so long: we were away ourselves (as `probes.rules.AWAY`)."""

HEAR_FIRST, LOOK_AGAIN = timedelta(seconds=60), timedelta(seconds=5)
"""So long nobody is told while something this person said waits to be understood, and how often we look (rule R8)."""

RECENT = timedelta(minutes=30)
"""Two questions so close together may have come in any order: a bare answer may be for either."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A reminder whose time is up: what the decision depends on. `busy`: people are told about this person already, for
    another reason. `taken`: a provider took it at least once. `unheard_since`: as of a probe."""

    status: str
    confirm: bool
    asks: int
    retries: int
    wait: timedelta
    due_at: datetime
    busy: bool = False
    taken: bool = True
    unheard_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SayAgain:
    """Say it once more; look again at `due_at`. `told_at`: contacts are told then, if nothing is heard."""

    asks: int
    due_at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaitOn:
    """Not yet: look again then."""

    due_at: datetime


@dataclass(frozen=True, slots=True)
class TellContacts:
    """It was not confirmed. `reason`: unconfirmed, or could_not_ask (no provider took it at all)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Over:
    """Nobody waits for an answer any more."""


Decision = SayAgain | WaitOn | TellContacts | Over


def on_silence(reminder: Silence, now: datetime) -> Decision:
    """What must be confirmed is said again until the times are used up; then contacts are told. Everything else is over."""
    if reminder.status == "later":
        return _again(reminder, reminder.asks, now)
    if reminder.status != "open" or not reminder.confirm:
        return Over()
    if reminder.unheard_since is not None and now < reminder.unheard_since + HEAR_FIRST:
        return WaitOn(now + LOOK_AGAIN)
    if now - reminder.due_at > AWAY:
        return _again(reminder, reminder.asks, now)  # they may have answered while we did not listen
    if reminder.asks <= reminder.retries:
        return _again(reminder, reminder.asks + 1, now)
    if reminder.busy:
        # One alarm at a time: this one would be lost in it. When that is over, this is told, if it still is to be.
        return WaitOn(now + min(reminder.wait, LATER))
    return TellContacts("unconfirmed" if reminder.taken else "could_not_ask")


def _again(reminder: Silence, asks: int, now: datetime) -> SayAgain:
    if not reminder.confirm:
        return SayAgain(asks, now + LISTENING)
    due_at = now + reminder.wait
    return SayAgain(asks, due_at, due_at if asks > reminder.retries else None)


def put_off(wanted: timedelta | None, confirm: bool, asked_at: datetime, now: datetime) -> datetime | None:
    """When somebody is reminded again who says "later". None: this cannot wait any longer."""
    at = now + min(max(wanted or LATER, SHORTEST), LONGEST)
    if confirm:
        at = min(at, asked_at + MOST_LATER)
    return at if at - now >= SHORTEST else None


def meant(reminded_at: datetime, other_at: datetime | None, other_open: bool) -> Literal["reminder", "other", "unsure"]:
    """What a bare "1", "ok" or "later" answers, where a reminder is open. `other_at`: when another question was put, above all
    whether they are okay; `other_open`: it still is open.

    Only a question that came clearly last is meant by it. In doubt neither is answered, and we ask plainly: an answer to a
    reminder is never a word about how somebody is.
    """
    if other_at is None:
        return "reminder"
    if other_open:
        return "other" if other_at - reminded_at > RECENT else "unsure"
    return "unsure" if other_at >= reminded_at - RECENT else "reminder"
