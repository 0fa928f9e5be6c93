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


UNHEARD_WAIT = timedelta(minutes=5)
"""Somebody whose words we cannot handle is asked how they are and has so long to answer; then contacts are told."""

CLOCK_GRAIN = timedelta(seconds=2)
"""Providers tell the time in whole seconds, and their clock is not ours."""


def shown_to_user(status: str, reason: str | None) -> tuple[str, str | None]:
    """Status and reason of a probe as the one who was asked may see them: what the secret word did looks like any OK."""
    return ("good", None) if reason == "duress" else (status, reason)


HOLD_MOST = timedelta(minutes=15)
"""So long at most a question is open that is asked because they were heard of, but not how they are."""

HOLDS = ("scheduled", "asked")
"""Kinds of probes whose alarm a sign of life holds back once. At the end of a walk, and when we doubt already, it is told
as soon as ever; a rehearsal tells nobody."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A pending probe whose time is up: what the decision depends on."""

    follow_ups: int
    retries: int
    wait: timedelta
    asked_at: datetime
    """When the question was due to leave the last time it was asked."""
    accepted_at: datetime | None
    """When a provider took the last question; None: none did, or what it took did not arrive."""
    taken: bool
    """Whether a provider took the question at any time, also if it could not deliver it."""
    reachable: bool
    """Whether there is an address left to ask on."""
    unheard_since: datetime | None
    """Since when something they said waits to be understood; None: nothing does."""
    due_at: datetime
    window: timedelta | None = None
    """How long the question that was asked last is open, if that is not `wait` (a snoozed one)."""
    resume_at: datetime | None = None
    """They asked for time, and it is up: the question is asked once more, and its own time is up then."""
    sign: bool = False
    """Something was heard of them since they were asked that says nothing of how they are, and it counts for this probe."""
    held: bool = False
    """The alarm was held back for such a sign already."""


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Ask once more; the next look is at `due_at`. `late`: later than it should be, because we were away. `window`: how
    long it is open, if that is not the usual time. `held`: because of a sign of life, instead of the alarm."""

    follow_ups: int
    due_at: datetime
    late: bool = False
    window: timedelta | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class WaitOn:
    """Not yet: look again then."""

    due_at: datetime


@dataclass(frozen=True, slots=True)
class Escalate:
    """Contacts are told. `reason`: unavailable (they did not answer) or could_not_ask (we could not reach them).
    `late`: later than it should be, because we were away."""

    status: str
    reason: str
    late: bool = False


Decision = AskAgain | WaitOn | Escalate


def on_silence(probe: Silence, now: datetime) -> Decision:
    """Silence is asked again until the follow-ups are used up; then contacts are told. What was said is heard first."""
    if probe.unheard_since is not None and now < probe.unheard_since + HEAR_FIRST:
        return WaitOn(now + timedelta(seconds=5))
    late = now - probe.due_at > AWAY
    if probe.resume_at is not None and probe.reachable:
        until = probe.resume_at if probe.resume_at - now > SNOOZE_WINDOW / 2 else now + SNOOZE_WINDOW
        return AskAgain(probe.follow_ups, until, late, until - now)
    if probe.accepted_at is None:
        return _on_nobody_asked(probe, late, now)
    # The question left late (a queue at the provider): the person gets their whole time, within limits.
    window = min(probe.accepted_at, probe.asked_at + QUEUE_SLACK) + (probe.window or probe.wait)
    if now < window:
        return WaitOn(window)
    if probe.follow_ups < probe.retries:
        return AskAgain(probe.follow_ups + 1, now + probe.wait, late)
    if probe.sign and not probe.held and probe.reachable:
        # Once and no more: a machine that answers everything must not keep the alarm away.
        held = min(probe.wait, HOLD_MOST)
        return AskAgain(probe.follow_ups, now + held, late, held, held=True)
    return Escalate("unavailable", "unavailable", late)


def _on_nobody_asked(probe: Silence, late: bool, now: datetime) -> Decision:
    """No question reached them: that is nobody's silence. No provider has `ACCEPT_WITHIN` to take it (rule R7)."""
    limit = probe.asked_at + ACCEPT_WITHIN
    if not probe.reachable:
        return Escalate("unavailable", "could_not_ask", late)
    if late or (not probe.taken and now - limit > AWAY):
        # It never left, and then we were away, which is our fault: asked as if for the first time.
        return AskAgain(probe.follow_ups, now + probe.wait, late=True)
    if probe.taken:
        # A phone that is off takes the next follow-up as well, if it is on again by then.
        again = probe.follow_ups < probe.retries
        return AskAgain(probe.follow_ups + 1, now + probe.wait) if again else Escalate("unavailable", "could_not_ask")
    if now < limit and probe.follow_ups < probe.retries:
        return WaitOn(limit)
    return Escalate("unavailable", "could_not_ask")


def on_unreached(asked_at: datetime, now: datetime) -> Decision:
    """No address took the question that was asked at that time: looked at again after 15 minutes, not before."""
    if now < asked_at + ACCEPT_WITHIN:
        return WaitOn(asked_at + ACCEPT_WITHIN)
    return Escalate("unavailable", "could_not_ask")


SNOOZES = 2
SNOOZE_LEAST = timedelta(minutes=5)
SNOOZE_MOST = timedelta(hours=2)
"""So often, and so long in all, an alarm about one probe may be moved by "ask me later"."""

SNOOZE_WINDOW = timedelta(minutes=5)
"""The question that is asked again is open for at least so long before anything follows from silence."""


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Ask again at `ask_at`; the time of that question is up at `resume_at`. `by` of the time there is are used up."""

    ask_at: datetime
    resume_at: datetime
    by: timedelta


def on_later(
    wanted: timedelta,
    now: datetime,
    ends_at: datetime,
    wait: timedelta,
    snoozes: int,
    snoozed: timedelta,
    most: timedelta,
) -> Snoozed | None:
    """ "Ask me in 15 minutes": the next asking is moved to then, and with it everything behind it by no more than that.

    `ends_at`: when the time of the open question is up; `snoozes` and `snoozed`: how often and how much it was moved
    already. None: no more of it, the deadline stands.
    """
    left = min(most, SNOOZE_MOST) - snoozed
    if snoozes >= SNOOZES or left < SNOOZE_LEAST:
        return None
    by = min(max(wanted, SNOOZE_LEAST), left)
    ends_at = max(ends_at, now)
    ask_at = min(now + by, ends_at + by - SNOOZE_WINDOW)
    return Snoozed(ask_at, min(ends_at + by, max(ends_at, ask_at + wait)), by)


def told_at(ends_at: datetime, follow_ups: int, retries: int, wait: timedelta) -> datetime:
    """When contacts are told if silence goes on. `ends_at`: when the time of the open question is up."""
    return ends_at + (retries - follow_ups) * wait
