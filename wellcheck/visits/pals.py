"""Those who visit others: they apply, an admin approves, they say when and where they can, and pause; who goes to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, messages, people, timeline, wake
from wellcheck.crypto import vault
from wellcheck.errors import NotAllowed, NotFound, NotPossible, NotValid
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.people.rules import same_words
from wellcheck.visits import rules
from wellcheck.visits.models import Pal, Tie

DECIDE = (("approve", T("Approve")), ("refuse", T("Refuse")))
"""What an operator answers who hears that somebody would like to visit others."""


@dataclass(frozen=True, slots=True)
class Offering:
    """What a pal offers: see `models.Pal`."""

    languages: tuple[str, ...] = ()
    area: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    reach_km: int = 20
    hours: tuple[dict[str, Any], ...] = ()


def area_blind(area: str | None) -> bytes | None:
    """The look-up key of an area: the same words are the same place."""
    words = None if area is None else same_words(area)
    return vault().blind("area", words) if words else None


async def apply(person_id: UUID, offering: Offering, now: datetime) -> Pal:
    """Somebody wants to visit others: an admin decides. Whoever is approved already stays so, and changes what they offer."""
    async with db.transaction():
        person = await people.get(person_id)
        pal = await Pal.select_for_update().get_or_none(person_id=person_id)
        fresh = pal is None
        pal = pal or Pal(person_id=person_id, created_at=now)
        if pal.status == "refused":
            raise NotPossible(T("You cannot visit others at the moment. Please ask our team."))
        _offer(pal, offering, (person.language,), now)
        await pal.save(force_create=fresh)
        if fresh:
            said = T(
                "{name} would like to visit others. Please decide.",
                name=people.full_name(person.first_name, person.last_name),
            )
            await messages.tell_operators(said, now, ("pal", person_id), DECIDE)
            await timeline.note([timeline.Entry(now, ("person", person_id), "pal_applied", person_id)])
        return pal


async def change(person_id: UUID, offering: Offering, now: datetime) -> Pal:
    """A pal changes what they offer."""
    async with db.transaction():
        pal = await _locked(person_id)
        _offer(pal, offering, tuple(pal.languages), now)
        await pal.save()
        return pal


def _offer(pal: Pal, offering: Offering, otherwise: Sequence[str], now: datetime) -> None:
    pal.languages = list(offering.languages or otherwise)
    pal.area, pal.area_blind = offering.area, area_blind(offering.area)
    pal.latitude, pal.longitude = rules.coarse(offering.latitude), rules.coarse(offering.longitude)
    pal.reach_km, pal.hours, pal.updated_at = offering.reach_km, list(offering.hours), now


async def decide(person_id: UUID, approved: bool, by: UUID, now: datetime) -> Pal:
    """An admin approves a pal, or refuses; also later. Visits that wait for somebody are offered to the new one."""
    async with db.transaction():
        pal = await _locked(person_id)
        status = "approved" if approved else "refused"
        if pal.status == status:
            return pal
        pal.status, pal.decided_by_id, pal.decided_at, pal.updated_at = status, by, now, now
        await pal.save()
        await messages.withdraw([person_id], now, kinds=("operator",))
        if approved:
            said = T("You can visit others from now on. We write to you when somebody near you wishes for a visit.")
            await messages.tell(Telling(person_id, said, "notice", ("person", person_id)), now)
            await wake_waiting(now)
        await timeline.note([timeline.Entry(now, ("person", person_id), f"pal_{status}", person_id, {"by": str(by)})])
        return pal


async def pause(person_id: UUID, paused: bool, until: datetime | None, now: datetime) -> Pal:
    """A pal gets no offers (until then), or gets them again."""
    async with db.transaction():
        pal = await _locked(person_id)
        pal.paused, pal.paused_until, pal.updated_at = paused, until if paused else None, now
        await pal.save()
        if not paused:
            await wake_waiting(now)
        return pal


async def wake_waiting(now: datetime) -> None:
    """Somebody has become free: visits that wait are offered anew, those that begin first."""
    await db.run(
        "UPDATE visits SET due_at = $1 WHERE id IN (SELECT id FROM visits WHERE waiting AND step = 'offer' AND due_at > $1"
        " AND state IN ('requested', 'offered') ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)",
        now,
    )
    wake.after_commit("rooms")


async def get(person_id: UUID) -> Pal:
    """One pal; `NotFound` for somebody who never applied."""
    pal = await Pal.get_or_none(person_id=person_id)
    if pal is None:
        raise NotFound
    return pal


async def listed(status: str | None, offset: int, limit: int) -> tuple[int, list[Pal]]:
    """How many pals there are (in this state), and some of them, in the order they applied."""
    found = Pal.filter(**({"status": status} if status else {}))
    return await found.count(), await found.order_by("created_at", "person_id").offset(offset).limit(limit)


async def _locked(person_id: UUID) -> Pal:
    pal = await Pal.select_for_update().get_or_none(person_id=person_id)
    if pal is None:
        raise NotFound
    return pal


LATELY = timedelta(minutes=30)
"""So long after an offer was lost a bare number may be meant for it."""


_LOST = f"o.state = 'lost' AND o.answered_at > $1::timestamptz - interval '{LATELY.total_seconds():g} seconds'"
LOST_LATELY = f"EXISTS (SELECT 1 FROM visit_offers o WHERE o.pal_id = s.person_id AND {_LOST})"
"""SQL: whether the person `s.person_id` was asked to go somewhere and is not needed any more since a moment before `$1`."""


async def lost_lately(persons: Sequence[UUID], now: datetime) -> dict[UUID, datetime]:
    """Who of these was asked to go somewhere and is not needed any more since a moment ago, and since when."""
    found = await db.rows(
        "SELECT o.pal_id, max(o.answered_at) AS at FROM visit_offers o WHERE o.pal_id = ANY($2)"
        f" AND {_LOST} GROUP BY o.pal_id",
        now,
        list(persons),
    )
    return {row["pal_id"]: row["at"] for row in found}


async def is_approved(person_id: UUID) -> bool:
    """Whether an admin approved this pal."""
    return await db.one("SELECT 1 AS yes FROM pals WHERE person_id = $1 AND status = 'approved'", person_id) is not None


async def must_be_approved(person_id: UUID) -> None:
    """`NotAllowed` for anybody else."""
    if not await is_approved(person_id):
        raise NotAllowed(T("Only pals whom our team has approved can do this."))


# --- who goes to whom --------------------------------------------------------------------------------------------------


async def tie(person_id: UUID, other_id: UUID, kind: str | None, now: datetime) -> None:
    """This person prefers the other one ("favourite"), never wants to meet them ("blocked"), or neither (None)."""
    if person_id == other_id:
        raise NotValid.of("person_id", T("This is you yourself."))
    await people.get(other_id)
    if kind is None:
        await Tie.filter(person_id=person_id, other_id=other_id).delete()
        return
    await db.run(
        "INSERT INTO visit_ties (id, person_id, other_id, tie, created_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (person_id, other_id) DO UPDATE SET tie = excluded.tie, created_at = excluded.created_at",
        db.new_id(), person_id, other_id, kind, now,
    )  # fmt: skip


async def ties(person_id: UUID) -> list[Tie]:
    """Whom this person prefers or has blocked, newest first."""
    return await Tie.filter(person_id=person_id).order_by("-id")


async def apart(one: UUID, other: UUID) -> bool:
    """Whether either of them has blocked the other."""
    row = await db.one(
        "SELECT 1 AS yes FROM visit_ties WHERE tie = 'blocked'"
        " AND ((person_id = $1 AND other_id = $2) OR (person_id = $2 AND other_id = $1))",
        one, other,
    )  # fmt: skip
    return row is not None
