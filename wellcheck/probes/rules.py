"""What an answer means, and what silence means. Values in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

OK, NOT_OK, UNCLEAR = "ok", "not_ok", "unclear"
"""How a reply was read (see `bot.understand`)."""

CLARIFICATIONS = 2
"""So often an unclear reply to one probe is answered; then we are quiet, so that two machines do not talk for ever."""

ACCEPT_WITHIN = timedelta(minutes=15)
"""When no channel took the question by then, we could not ask (rule R7)."""

QUEUE_SLACK = timedelta(minutes=15)
"""The window starts when the question left, but never later than so long after its time (rule R7)."""

AWAY = timedelta(minutes=6)
"""A deadline that nobody looked at for so long: we were away ourselves."""

HEAR_FIRST = timedelta(seconds=60)
"""So long silence is not final while something this person said waits to be understood (rule R8). It counts from when it
was said: what can never be understood holds no alarm back for good."""


CLOCK_GRAIN = timedelta(seconds=2)
"""Providers tell the time in whole seconds, and their clock is not ours."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A pending probe whose time is up: what the decision depends on."""

    follow_ups: int
    retries: int
    wait: timedelta
    asked_at: datetime
    """When the last question was due to leave."""
    accepted_at: datetime | None
    """When a provider took the last question; None: none did."""
    reachable: bool
    """Whether there is an address left to ask on."""
    unheard_since: datetime | None
    """Since when something they said waits to be understood; None: nothing does."""
    due_at: datetime


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Ask once more; the next look is at `due_at`."""

    follow_ups: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class WaitOn:
    """Not yet: look again then."""

    due_at: datetime


@dataclass(frozen=True, slots=True)
class Escalate:
    """Contacts are told. `reason`: unavailable (they did not answer) or could_not_ask (we could not reach them)."""

    status: str
    reason: str


Decision = AskAgain | WaitOn | Escalate


def on_silence(probe: Silence, now: datetime) -> Decision:
    """Silence is asked again until the follow-ups are used up; then contacts are told. What was said is heard first."""
    if probe.unheard_since is not None and now < probe.unheard_since + HEAR_FIRST:
        return WaitOn(now + timedelta(seconds=5))
    if probe.accepted_at is None and not probe.reachable:
        return Escalate("unavailable", "could_not_ask")
    if probe.accepted_at is None and now - probe.due_at > AWAY:
        # It never left, and then we were away: that is our fault and nobody's silence. Asked as if for the first time.
        return AskAgain(probe.follow_ups, now + probe.wait)
    if probe.accepted_at is not None:
        # The question left late (a queue at the provider): the person gets their whole time, within limits.
        window = min(probe.accepted_at, probe.asked_at + QUEUE_SLACK) + probe.wait
        if now < window:
            return WaitOn(window)
    if probe.follow_ups < probe.retries:
        return AskAgain(probe.follow_ups + 1, now + probe.wait)
    return Escalate("unavailable", "unavailable" if probe.accepted_at else "could_not_ask")


def on_unreached(asked_at: datetime, now: datetime) -> Decision:
    """No address took the question: contacts are told that we could not ask, after 15 minutes of trying."""
    if now < asked_at + ACCEPT_WITHIN:
        return WaitOn(asked_at + ACCEPT_WITHIN)
    return Escalate("unavailable", "could_not_ask")
