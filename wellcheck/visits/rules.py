"""What a visit costs, what may become of it, whom it is offered to, and when somebody has to be asked. Values in, a decision
out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

RESERVING = ("requested", "offered", "accepted", "arrived")
"""States in which a visit is to come or under way, and its minutes are reserved."""

OPEN_TO_ALL = ("requested", "offered")
"""States in which nobody has accepted it."""

TAKEN = ("accepted", "arrived")

STATES = (*RESERVING, "completed", "cancelled", "expired", "no_show")

OLD_STATUS = {"completed": "completed", "cancelled": "canceled", "expired": "canceled", "no_show": "canceled"}
"""How the old interface calls a state; all others are "requested" to it."""

FOUND = ("safe", "helped", "emergency", "nobody")
"""What a pal found whom an alarm sent: all is well; help was needed and given; the emergency services were called; nobody was
there."""

MOST_MINUTES = 12 * 60
MOST_TASKS = 20

VARIANCE = timedelta(minutes=15)
"""Who leaves so much earlier or later than agreed says why."""

NOTICE = timedelta(hours=24)
"""Who calls a visit off later than this before it begins does so at short notice."""

CONFIRM_BEFORE = timedelta(days=1)
REMIND_BEFORE = timedelta(hours=1)
EARLY = timedelta(hours=1)
"""A pal may say that they are there so long before the visit begins, and not before."""

LATE_ASK = timedelta(minutes=15)
"""So long after a pal should have come (or gone) they are asked how they are."""

LATE_TELL = timedelta(minutes=30)
"""So long after it, unanswered, our own team is told: the visitor may be the one who needs help."""

NO_SHOW = timedelta(minutes=60)
STILL_LATE = timedelta(minutes=60)
"""Our team is told again after so long, until the pal has left."""

ROUND = 5
"""So many pals are asked at a time."""

ROUND_MOST = timedelta(minutes=30)
ROUND_LEAST = timedelta(minutes=3)
URGENT_ROUND = timedelta(minutes=2)
URGENT_ETA = timedelta(minutes=30)
"""A pal whom an alarm sends is expected there after so long."""

URGENT_MINUTES = 30
"""As long as such a visit is."""

WAITING_ROUND = timedelta(hours=1)

MORNING = time(9)


# --- minutes -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rates:
    """What a new account begins with, in minutes, and how many of a hundred minutes the pal gets."""

    start: int = 120
    percent: int = 85


def credit(minutes: int, percent: int = 85) -> int:
    """What the pal gets for a visit: rounded half up, in whole minutes, whatever anybody's balance is."""
    return (percent * minutes + 50) // 100


def due_minutes(agreed: int, stayed: timedelta | None) -> int:
    """What a visit comes to: what was agreed, never more; the time itself (in begun minutes, at least one) for a pal who left
    more than a quarter of an hour early. `stayed` None: nobody knows, as in the old interface."""
    if stayed is None or stayed >= timedelta(minutes=agreed) - VARIANCE:
        return agreed
    return max(1, -(-int(stayed.total_seconds()) // 60))


def needs_reason(agreed: int, stayed: timedelta | None) -> bool:
    """Whether a pal has to say why they stayed so much longer, or left so much earlier."""
    return stayed is not None and abs(stayed - timedelta(minutes=agreed)) > VARIANCE


# --- when --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """When a visit is: from `begins` on, and it is late after `latest`. At one moment these are the same; where only the day
    was said it is the whole day."""

    begins: datetime
    latest: datetime


def when(day: date, starts_at: datetime | None, zone: str, minutes: int) -> When:
    """When this visit is."""
    if starts_at is not None:
        return When(starts_at, starts_at)
    there = ZoneInfo(zone)
    end = datetime.combine(day + timedelta(days=1), time(0), there).astimezone(UTC)
    begins = datetime.combine(day, MORNING, there).astimezone(UTC)
    return When(begins, max(begins, end - timedelta(minutes=minutes)))


def moment(day: date, at: time, zone: str) -> datetime:
    """A local time of day as a moment: in the gap of spring right after it, in the fold of autumn the first of the two."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    return local.astimezone(UTC)


def over_at(when: When, minutes: int, starts_at: datetime | None) -> datetime:
    """When a visit that nobody took lapses: as soon as it should have begun, or at the end of its day."""
    return when.latest if starts_at is not None else when.latest + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Look:
    """What is done with a visit at its next `due_at`. `step`: offer, expire, confirm, remind, late, tell, no_show."""

    step: str
    at: datetime


def first_look(at: datetime, now: datetime, direct: bool) -> Look:
    """What comes first: it is offered, or, asked for by the old interface, only ever lapses. `at`: when it does."""
    return Look("expire", at) if direct else Look("offer", now)


def next_look(step: str | None, state: str, when: When, leaves_at: datetime | None, now: datetime) -> Look:
    """What comes after `step` for a visit somebody has accepted. `leaves_at`: when the pal should be gone again."""
    if state == "arrived":
        assert leaves_at is not None
        match step:
            case "late":
                return Look("tell", now + LATE_TELL - LATE_ASK)
            case "tell":
                return Look("tell", now + STILL_LATE)
        return Look("late", max(now, leaves_at + LATE_ASK))
    steps = (
        Look("confirm", when.begins - CONFIRM_BEFORE),
        Look("remind", when.begins - REMIND_BEFORE),
        Look("late", when.latest + LATE_ASK),
        Look("tell", when.latest + LATE_TELL),
        Look("no_show", when.latest + NO_SHOW),
    )
    names = [look.step for look in steps]
    done = names.index(step) + 1 if step in names else 0
    for look in steps[done:]:
        # What is only a kindness is left out when its time is past; what looks after the pal never is.
        if look.step in ("confirm", "remind") and look.at <= now:
            continue
        return Look(look.step, max(now, look.at))
    return Look("no_show", now)


def round_wait(begins: datetime, now: datetime, urgent: bool) -> timedelta:
    """How long those who were asked have before others are asked as well."""
    if urgent:
        return URGENT_ROUND
    return max(ROUND_LEAST, min(ROUND_MOST, (begins - now) / 8))


# --- whom it is offered to -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pal as an offer needs them. `known`: 2 a favourite of the user, 1 was there before, 0 neither. `speaks`: the user's
    language. `near`: kilometres as the crow flies, None: nobody knows. `same_area`: both named the same place."""

    person: UUID
    known: int = 0
    speaks: bool = True
    near: float | None = None
    same_area: bool = False
    reach: int = 20
    zone: str = "UTC"
    hours: tuple[dict[str, Any], ...] = ()


def ranked(
    candidates: Collection[Candidate], starts_at: datetime | None, minutes: int, urgent: bool
) -> list[Candidate]:
    """Those who come into question, the best first: favourites and those who were there before, then by language and by
    distance. Who said that they cannot at that hour, or do not go so far, is left out; in an alarm nobody is."""

    def may(pal: Candidate) -> bool:
        if urgent:
            return True
        if pal.near is not None and not pal.same_area and pal.near > pal.reach and not pal.known:
            return False
        return starts_at is None or free_at(pal.hours, starts_at, minutes, pal.zone)

    def order(pal: Candidate) -> tuple[int, bool, bool, float, int]:
        return -pal.known, not pal.speaks, not pal.same_area, pal.near if pal.near is not None else 1e9, pal.person.int

    return sorted((pal for pal in candidates if may(pal)), key=order)


def free_at(hours: Sequence[dict[str, Any]], at: datetime, minutes: int, zone: str) -> bool:
    """Whether somebody with these hours can from then on for so long. No hours: at any time."""
    if not hours:
        return True
    local = at.astimezone(ZoneInfo(zone))
    start = local.hour * 60 + local.minute
    return any(
        each["day"] == local.weekday() and _minute(each["from"]) <= start and start + minutes <= _minute(each["until"])
        for each in hours
    )


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def coarse(degrees: float | None) -> float | None:
    """A coordinate as it is kept: to two digits, about a kilometre."""
    return None if degrees is None else round(degrees, 2)
