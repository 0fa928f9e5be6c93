"""What paid messages may cost in a month, and where they may go: beyond that, what is not urgent is held back.

Questions, alarms, what operators are told, and whatever is said to somebody in need leave always. The count is kept by
one statement a minute, from the attempts that were added since; replies in the provider's own request are not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from wellcheck import db, people
from wellcheck.i18n import T
from wellcheck.messages.service import tell_operators
from wellcheck.messages.values import Failed

PAID = ("sms", "whatsapp", "voice")
URGENT = frozenset(("alarm", "all_clear", "operator", "ask", "follow_up", "reminder", "edit"))
"""Kinds of deliveries that no limit holds back."""

WARN_AT = 80
"""Operators are told when so many percent are used, and again when all of it is."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`cap` for the whole installation and `person_cap` for each recipient, a month; 0: none. Prices are of one message and
    one call, all in one currency. `countries`: two-letter codes that may be written to and called; empty: all."""

    cap: float = 0
    person_cap: float = 0
    message_price: float = 0
    call_price: float = 0
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Used:
    """What is used up, as this process saw it last: by everybody together, and by each of these persons."""

    all: bool = False
    persons: frozenset[UUID] = frozenset()


budget = Budget()
used = Used()


def use_budget(chosen: Budget) -> None:
    """These limits hold in this process (runtime.start)."""
    global budget, used
    budget, used = chosen, Used()


def price(channel: str) -> float:
    """What one message, or one call, costs there."""
    if channel not in PAID:
        return 0.0
    return budget.call_price if channel == "voice" else budget.message_price


def _month(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y-%m}"


async def count(now: datetime) -> None:
    """Add up what left since the last count. One process at a time does so; an attempt that is being written in this very
    moment may be missed, which a limit of this kind bears."""
    if not (budget.cap or budget.person_cap):
        return
    await db.run(
        "WITH last AS (SELECT coalesce(max(counted_to), 0) AS id FROM spending WHERE person_id IS NULL),"
        " fresh AS (SELECT a.id, d.person_id, d.channel IN ('sms', 'whatsapp') AS message, d.channel = 'voice' AS call"
        "  FROM attempts a JOIN deliveries d ON d.id = a.delivery_id WHERE a.id > (SELECT id FROM last) AND a.ended_at >="
        "  date_trunc('month', $2::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AND a.outcome IN ('sent', 'unknown')"
        "  AND d.kind <> 'edit'),"
        " each AS (INSERT INTO spending AS s (month, person_id, messages, calls, counted_to, warned) SELECT $1, person_id,"
        "  count(*) FILTER (WHERE message), count(*) FILTER (WHERE call), 0, 0 FROM fresh WHERE message OR call"
        "  GROUP BY person_id ON CONFLICT (month, person_id) DO UPDATE SET messages = s.messages + excluded.messages,"
        "  calls = s.calls + excluded.calls)"
        " INSERT INTO spending AS s (month, person_id, messages, calls, counted_to, warned) SELECT $1, NULL,"
        "  count(*) FILTER (WHERE message), count(*) FILTER (WHERE call), greatest(max(id), (SELECT id FROM last)), 0"
        "  FROM fresh ON CONFLICT (month) WHERE person_id IS NULL DO UPDATE SET messages = s.messages + excluded.messages,"
        "  calls = s.calls + excluded.calls, counted_to = excluded.counted_to",
        _month(now),
        now,
    )
    await _warn(now)


async def look(now: datetime) -> None:
    """See what is used up, in each process. With no limit set nothing is asked."""
    global used
    if not (budget.cap or budget.person_cap):
        return
    found = await _over(now, 100)
    used = Used(None in found, frozenset(id for id in found if id is not None))


async def _over(now: datetime, percent: int) -> list[UUID | None]:
    """Who used so much of their limit; None is the whole installation."""
    rows = await db.rows(
        "SELECT person_id FROM spending WHERE month = $1 AND messages * $2::float8 + calls * $3::float8 >="
        " $6::float8 / 100 * CASE WHEN person_id IS NULL THEN nullif($4::float8, 0) ELSE nullif($5::float8, 0) END",
        _month(now), budget.message_price, budget.call_price, budget.cap, budget.person_cap, percent,
    )  # fmt: skip
    return [row["person_id"] for row in rows]


async def _warn(now: datetime) -> None:
    """Tell operators once a month and step, however many processes look."""
    for percent in (100, WARN_AT):
        over = await _over(now, percent)
        fresh = await db.rows(
            "UPDATE spending SET warned = $2 WHERE month = $1 AND warned < $2 AND (person_id = ANY($3) OR"
            " (person_id IS NULL AND $4)) RETURNING person_id",
            _month(now),
            percent,
            [id for id in over if id is not None],
            None in over,
        )
        for row in fresh:
            await _tell(row["person_id"], percent, now)


async def _tell(person_id: UUID | None, percent: int, now: datetime) -> None:
    if person_id is None:
        said = T("{percent} percent of this month's limit for paid messages are used. Beyond it, codes, invitations and chat "
                 "are held back; questions and alarms never are.", percent=percent)  # fmt: skip
    else:
        name = (await people.recipients([person_id]))[person_id].name
        said = T(
            "{percent} percent of this month's limit for paid messages to {name} are used.", percent=percent, name=name
        )
    await tell_operators(said, now)


async def refusal(channel: str, kind: str, person_id: UUID, to: str) -> Failed | None:
    """Why this delivery is held back (None: it is not). It may be said on the person's next address."""
    if channel not in PAID or kind in URGENT:
        return None
    spent = used.all or person_id in used.persons
    abroad = bool(budget.countries) and not _regions(to) & budget.countries
    if not spent and not abroad:
        return None
    if await in_need([person_id]):
        return None
    reason = "our limit for paid messages is reached" if spent else "we may not write to this country any more"
    return Failed(reason, permanent=False, code="held", elsewhere=True)


async def in_need(person_ids: Sequence[UUID]) -> bool:
    """Whether one of these persons is being asked, or is in the middle of an alarm, about themselves or somebody else."""
    row = await db.one(
        "SELECT 1 AS yes WHERE EXISTS (SELECT 1 FROM probes WHERE person_id = ANY($1) AND status = 'pending') OR EXISTS"
        " (SELECT 1 FROM escalations e WHERE status IN ('running', 'acknowledged', 'exhausted') AND (user_id = ANY($1)"
        "  OR EXISTS (SELECT 1 FROM contacts c WHERE c.user_id = e.user_id AND c.person_id = ANY($1))))",
        list(person_ids),
    )
    return row is not None


@lru_cache(maxsize=4096)
def _regions(number: str) -> frozenset[str]:
    """The country of an E.164 number, as it is read where numbers are entered (bot.read)."""
    import phonenumbers  # only installations that name countries need it

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return frozenset()
    region = phonenumbers.region_code_for_number(parsed)
    main = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    return frozenset(code for code in (region, main if region is None or parsed.country_code == 44 else None) if code)
