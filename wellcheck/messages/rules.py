"""What becomes of a delivery after an attempt or a receipt. Values in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellcheck.messages.values import Failed, Result, Sent, Unknown

ALARM, PROBE, CHAT, REST, PROCESS = range(5)
"""Lanes of the outbox: alarms first, then probes, then what somebody is waiting for in a conversation, then the rest. What
processes of others say has a lane, and places, of its own."""

LANES = (ALARM, PROBE, CHAT, REST, PROCESS)
LANE_NAMES = ("alarm", "probe", "chat", "rest", "process")

LEASE = timedelta(seconds=30)
"""How long a claimed delivery belongs to its worker; the provider call has 10 s (rule R4)."""

RESENDS = 1
"""How often a delivery is sent again after an outcome we do not know, for each such outcome (rule R5)."""

LOOK_UP_AFTER = timedelta(seconds=5)
"""How long a status callback gets to resolve an unknown outcome before we ask the provider or send again."""

LIFETIME = {
    "alarm": timedelta(hours=24),
    "all_clear": timedelta(hours=24),
    "place": timedelta(hours=1),
    "note": timedelta(hours=1),
    "notice": timedelta(hours=24),
    "operator": timedelta(hours=24),
    "invitation": timedelta(days=3),
    "ask": timedelta(minutes=15),
    "follow_up": timedelta(minutes=15),
    "reminder": timedelta(hours=1),
    "code": timedelta(minutes=10),
    "edit": timedelta(hours=1),
    "chat": timedelta(hours=2),
    "process": timedelta(hours=1),
    "drill": timedelta(hours=1),
}
"""After this a message helps nobody any more, and is not sent (a restored backup never replays yesterday)."""

LANE_OF = {
    "alarm": ALARM,
    "all_clear": ALARM,
    "place": ALARM,
    "note": ALARM,
    "operator": ALARM,
    "ask": PROBE,
    "follow_up": PROBE,
    "code": CHAT,
    "chat": CHAT,
    "reminder": CHAT,
    "drill": CHAT,
    "notice": REST,
    "invitation": REST,
    "edit": REST,
    "process": PROCESS,
}

RANG = ("busy", "no_answer", "no_key", "machine")
"""How a call ends that reached a phone and nobody in person (codes of receipts). The question was put, as far as we can
put it: what follows is silence, not "we could not ask"."""

ANSWERED = 4
"""The rank of a call's receipt from which on somebody, or something, has picked up."""

RING_AGAIN, RINGS = timedelta(minutes=10), 3
"""What is not urgent, and reached nobody by phone, is said by another call after so long; so many calls at most."""

RECEIPTED = ("sms", "whatsapp", "voice")
"""Channels whose provider says what became of a message."""

POLL_AFTER, POLLS, POLLS_WHEN_TOLD = timedelta(seconds=60), 6, 3
"""A message of which nothing final was heard is asked about after so long, and again after twice as long, so many times;
fewer times when some receipt did come, for then the provider reaches us and its network may simply not say more."""

UNHEARD_TELL, UNHEARD_ASK = 3, 5
"""What was said and cannot be handled: after so many tries (half a minute) operators are told, after so many (two minutes)
whoever said it is asked plainly how they are. It is tried again all the same."""

CHAT_TRIES = 4
"""A conversation's message that keeps failing is given up after as many tries (Kronus); alarms go on until they expire."""

UNREADABLE_TRIES = 5
"""A delivery that does not open waits so often for a worker that has its key (while keys are being changed)."""

CARRIES = ("telegram", "whatsapp")
"""Channels that take a file together with the words; on the others the words alone are said."""

FETCHING = ("whatsapp",)
"""Of these the ones whose provider fetches the file from us: it is made then, and not before."""

CARRY_TRIES = 2
"""So often a file is tried; from then on its words go alone: they must not wait for it."""

ELSEWHERE_AFTER = 4
"""After as many failures in a row an alarm or a probe is also sent to the next address, within 15 s (promise P4)."""


BREAKS_AFTER, BREAKS_IN = 5, timedelta(seconds=10)
"""A channel is taken for down when so many attempts failed, over so long or longer, and none went well between."""

NETWORKED, LOST_AFTER = ("sms", "whatsapp"), 10
"""Channels whose messages may be taken and then lost by a network; it is taken for down when so many addresses in a row got
nothing, over `BREAKS_IN` or longer. (A phone that is off is one address.)"""

FORGOTTEN = timedelta(minutes=10)
"""Failures after so long without another one say nothing about those of now."""

TRY_EVERY = timedelta(seconds=15)
"""While a channel is down one message that has another way is tried on it so often."""

CLOSES_AFTER = 2
"""So many messages in a row that leave show that a channel works again. From the first on it is used as ever."""

STAYS = ("chat", "code", "edit", "process")
"""What has its sense on its own address alone, and goes nowhere else when that does not work."""

IN_ANSWER = ("chat", "code", "edit")
"""What is written because somebody just wrote to us from that address, or asked for it there: also to one that said STOP, if it
was written after that (the word that it is done, what they ask for next)."""

LONGEST_RINGING = timedelta(minutes=2)
"""A call of which we hear no more is over after so long; until then its number is not called again."""

CALLS_FROM, CALLS_UNTIL = 9, 20
"""The hours of the recipient's day in which a phone may ring for something that can wait."""

HOLD = timedelta(minutes=3)
"""So long what is queued for a phone is kept back while somebody speaks with us on it: it is said in that call."""


def may_ring(channel: str, kind: str, at: datetime, zone: str) -> datetime:
    """When this may be said: news that can wait rings no phone at night (questions, alarms and what is asked for do)."""
    if channel != "voice" or LANE_OF[kind] != REST or kind == "edit":
        return at
    local = at.astimezone(ZoneInfo(zone))
    if CALLS_FROM <= local.hour < CALLS_UNTIL:
        return at
    day = local.date() + timedelta(days=local.hour >= CALLS_UNTIL)
    # Not on the hour itself, when many are asked how they are.
    return datetime.combine(day, time(CALLS_FROM, 30), ZoneInfo(zone)).astimezone(UTC)


def withheld(kind: str, created_at: datetime, stopped_at: datetime | None) -> bool:
    """Whether this must not leave, for its address was stopped before it did."""
    return stopped_at is not None and (kind not in IN_ANSWER or created_at < stopped_at)


def rings_again(kind: str, channel: str, code: str | None, calls: int) -> bool:
    """Whether somebody with no other address is called again about this. Questions and alarms have rounds of their own."""
    return (
        channel == "voice"
        and code in RANG
        and kind not in ("ask", "follow_up", "alarm", "code", "process")
        and calls < RINGS
    )


def taken_back(channel: str, state: str, rank: int) -> bool:
    """Whether a settled question that is out already can be taken back: buttons can, and a phone that still rings."""
    if channel == "voice":
        return state == "sent" and rank < ANSWERED
    return channel == "telegram" and state in ("sent", "delivered")


@dataclass(frozen=True, slots=True)
class Done:
    """The provider has it."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class Later:
    """Try this address again at that time; `elsewhere`: and the person's next address now."""

    at: datetime
    elsewhere: bool = False
    bare: bool = False
    """And without the file that goes with it."""


@dataclass(frozen=True, slots=True)
class Dead:
    """Not on this address, not later either: try the next one. `stopped`: its owner opted out at the provider."""

    reason: str
    address_dead: bool
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """We do not know: look it up at that time, then send again."""

    at: datetime


Decision = Done | Later | Dead | Unclear


def speaks_well(result: Result) -> bool | None:
    """What an attempt says about its provider: that it works, that it fails, or (None) nothing: what is wrong with one message
    or one address, and a wish to be asked less often, are no fault of the channel."""
    match result:
        case Sent():
            return True
        case Unknown() | Failed(whole_channel=True):
            return False
        case Failed(code="429") | Failed(moved_to=str()):
            return None
        case Failed(permanent=False, elsewhere=False, file=False, retry_after=None):
            return False
    return None


def breaks(failures: int, lasting: timedelta, account: bool, after: int = BREAKS_AFTER) -> bool:
    """Whether a channel is down. `account`: its provider refuses us altogether, which says it all."""
    return account or (failures >= after and lasting >= BREAKS_IN)


def retry_delay(attempt: int) -> timedelta:
    """1, 2, 5, 10, 20, 30, then 60 s after the first, second, … failed attempt."""
    steps = (1, 2, 5, 10, 20, 30)
    return timedelta(seconds=steps[attempt - 1] if attempt <= len(steps) else 60)


def on_result(result: Result, lane: int, attempt: int, expires_at: datetime, now: datetime) -> Decision:
    """An attempt ended like this; `attempt` counts from 1."""
    match result:
        case Sent(provider_id):
            return Done(provider_id)
        case Unknown():
            return Unclear(now + LOOK_UP_AFTER)
        case Failed(file=True):
            # Whether it was the file or the address shows when the words are said alone.
            return Later(now, bare=True)
        case Failed(permanent=True) as failed if not failed.whole_channel:
            return Dead(failed.reason, address_dead=not failed.opted_out, stopped=failed.opted_out)
        case Failed(elsewhere=True) as failed:
            return Dead(failed.reason, address_dead=False)
        case Failed() as failed:
            urgent = lane in (ALARM, PROBE, PROCESS)
            # A provider that says when to come back is obeyed until the message expires: that is no failure of the address.
            if not urgent and attempt >= CHAT_TRIES and failed.retry_after is None:
                return Dead(failed.reason, address_dead=False)
            wait = retry_delay(attempt)
            elsewhere = urgent and (attempt == ELSEWHERE_AFTER or (failed.whole_channel and attempt == 1))
            if failed.retry_after is not None:
                # A provider may ask for a day of silence; nobody in need is kept waiting that long on other addresses.
                elsewhere = elsewhere or (urgent and attempt == 1 and failed.retry_after > 15)
                wait = max(wait, timedelta(seconds=min(failed.retry_after, 300)))
            if now + wait >= expires_at:
                return Dead(failed.reason, address_dead=False)
            return Later(now + wait, elsewhere)
    raise AssertionError(result)


def on_failed_receipt(failure: Failed) -> Dead:
    """The provider took it and could not deliver it: the next address is tried at once. This one is given up only for
    a reason that will hold tomorrow."""
    return Dead(failure.reason, failure.permanent and not failure.opted_out, stopped=failure.opted_out)


def on_look_up(found: Result | None, unknowns: int, now: datetime) -> Decision:
    """The provider's own list was asked about a delivery whose outcome we did not know `unknowns` times."""
    match found:
        case Sent(provider_id):
            return Done(provider_id)
        case Failed(permanent=True) as failed:
            return Dead(failed.reason, address_dead=not failed.opted_out, stopped=failed.opted_out)
        case Failed(elsewhere=True) as failed:
            return Dead(failed.reason, address_dead=False)
        case _:
            # In doubt, send again: at once after the first, more and more slowly after the next ones (a provider that
            # answers nothing for an hour is not asked every second), and from the second doubt on elsewhere as well.
            wait = retry_delay(unknowns - 1) if unknowns > RESENDS else timedelta(0)
            return Later(now + wait, elsewhere=unknowns > RESENDS)
