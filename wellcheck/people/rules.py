"""Who may be told, and whether somebody is protected. Values in, a decision out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

CANARY = (UUID(int=2), UUID(int=3))
"""The two who do not exist, by whom trial runs show that everything works (`workers/canary.py`). No figure counts them."""

PERSONAL = ("telegram", "sms", "whatsapp", "voice", "email", "console")
"""Channels we can reach a person by, in the order we try them when nobody said otherwise."""

BY_NUMBER = ("sms", "whatsapp", "voice")
"""Channels whose addresses are phone numbers (E.164)."""

NEXT_RUNG = timedelta(minutes=5)
"""So long after the address before it one is tried whose wait nobody chose."""

LONGEST_RUNG = timedelta(hours=2)
"""The longest wait that may be chosen for an address."""

NUMBERS = ("sms", "whatsapp", "voice")
"""Channels whose addresses are phone numbers. Whoever has the number has it on all three."""

PIN_TRIES, PIN_REST = 5, timedelta(hours=1)
"""After so many wrong PINs in a row none is taken for so long."""

CODE_TRIES = 5
CODE_MINUTES = 10
LINK_HOURS = 72


def same_words(text: str) -> str:
    """What is compared of words that were agreed on: letters and digits, whatever their case and what stands between."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LMN")


@dataclass(frozen=True, slots=True)
class Told:
    """One place in the order of people who are told. `consent` decides how they are spoken to."""

    contact_id: UUID
    person_id: UUID
    consent: str


def telling_order(contacts: Iterable[Told]) -> list[Told]:
    """Those who agreed, in the user's order; then, as a last resort, those who never answered the invitation.

    Somebody who refused or left is never told. A lost alarm is worse than one that comes as a surprise.
    """
    listed = list(contacts)
    return [c for c in listed if c.consent == "consented"] + [c for c in listed if c.consent == "invited"]


def ladder(waits: Sequence[int | None], window: timedelta, usual: timedelta = NEXT_RUNG) -> list[timedelta]:
    """How long after the question was asked each address is tried, first address first.

    `waits`: the seconds chosen for each (None: nobody chose, so it comes `usual` after the one before it). The first
    is tried at once, and none before the one above it. Somebody who is reached by the last one needs time to answer: when
    less than a third of the window would be left, all waits are shortened alike.
    """
    rungs: list[timedelta] = []
    for wait in waits:
        before = rungs[-1] if rungs else timedelta(0)
        chosen = before + usual if wait is None else timedelta(seconds=wait)
        rungs.append(max(before, chosen) if rungs else timedelta(0))
    latest = window * 2 / 3
    if rungs and rungs[-1] > latest:
        share = latest / rungs[-1]
        rungs = [rung * share for rung in rungs]
    return rungs


Way = tuple[UUID, str, int | None]
"""One address of a person: its id, its channel, and the seconds chosen for it (see `ladder`)."""


@dataclass(frozen=True, slots=True)
class Climb:
    """How a question is said on all addresses of somebody: within which window, with which wait where nobody chose one.
    `channels`: those come first, in this order; the others stay behind them. `at_once`: all of those `channels` (of all,
    when none are named) in the same moment."""

    window: timedelta
    usual: timedelta = NEXT_RUNG
    channels: tuple[str, ...] = ()
    at_once: bool = False


def rungs(ways: Sequence[Way], climb: Climb) -> list[tuple[UUID, str, timedelta]]:
    """(address, channel, how long after the question) for each address, in the order they are tried."""
    chosen = [way for channel in climb.channels for way in ways if way[1] == channel]
    order = [*chosen, *(way for way in ways if way not in chosen)]
    # A wait was chosen for a place in the person's own order, which is not this one.
    waits = [None if chosen else wait for _, _, wait in order]
    together = (len(chosen) or len(order)) if climb.at_once else 1
    behind = ladder(waits[together - 1 :], climb.window, climb.usual)
    spans = [timedelta(0)] * (together - 1) + behind
    return [(id, channel, span) for (id, channel, _), span in zip(order, spans, strict=True)]


MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of each day by the clock of where somebody lives: minutes after midnight, the end not in it. From 22:00 until
    7:00 it passes midnight."""

    start: int
    end: int

    def hold(self, minute: int) -> bool:
        """Whether this minute of the day is in it."""
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end

    def hold_at(self, at: datetime, zone: str) -> bool:
        """Whether it is that time of day there."""
        local = at.astimezone(ZoneInfo(zone))
        return self.hold(local.hour * 60 + local.minute)

    @property
    def minutes(self) -> int:
        """How long it is."""
        return (self.end - self.start) % MINUTES


QUIET_MOST = 14 * 60
"""Quiet hours of a day are at most so many minutes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands between a user and being watched. `reachable`: how many of those who agreed have an address that works."""

    usable_addresses: int
    emergency_contacts: int
    consenting: int
    has_times: bool
    active: bool
    reachable: int = 1


def gaps(standing: Standing) -> Sequence[str]:
    """What is missing before this user is protected: no_address, no_contact, no_consent, no_reach, no_times. Empty:
    nothing."""
    missing = []
    if not standing.usable_addresses:
        missing.append("no_address")
    if not standing.emergency_contacts:
        missing.append("no_contact")
    elif not standing.consenting:
        missing.append("no_consent")
    elif not standing.reachable:
        missing.append("no_reach")
    if not standing.has_times:
        missing.append("no_times")
    return missing


REMIND_AFTER = timedelta(days=1)
"""An invitation is repeated once after so long; after as long again its silence is told to the user."""

ASK_AGAIN_AFTER = timedelta(days=7)
"""Who said "not now" is asked again after so long, once."""

CONFIRM_EVERY, CONFIRM_WITHIN = timedelta(days=182), timedelta(days=7)
"""Who agreed is asked twice a year whether they still do, and has so long before the user is told that they did not say."""


@dataclass(frozen=True, slots=True)
class ContactDue:
    """What is done now: `say` invite, silent, confirm, unsure (None: nothing), and what comes next after how long."""

    say: str | None
    step: str | None = None
    after: timedelta | None = None


def on_contact_due(step: str | None, consent: str) -> ContactDue:
    """An invitation is repeated once, its silence is told; consent is confirmed twice a year, and silence keeps it."""
    match consent, step:
        case "invited", ("remind" | "not_now"):
            return ContactDue("invite", "silent", REMIND_AFTER)
        case "invited", "silent":
            return ContactDue("silent")
        case "consented", "confirm":
            return ContactDue("confirm", "unsure", CONFIRM_WITHIN)
        case "consented", "unsure":
            return ContactDue("unsure", "confirm", CONFIRM_EVERY - CONFIRM_WITHIN)
    return ContactDue(None)
