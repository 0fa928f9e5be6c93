"""Who sees which visits: their own, those they make, those that are offered to them; admins all. Of what was asked for by the
old interface whoever is signed in sees what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wellcheck import db
from wellcheck.errors import NotFound
from wellcheck.visits import pals, parts, rules
from wellcheck.visits.models import Offer, Task, Visit

COUNTED = 10_000
"""A list is counted up to so many."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which visits are wanted: of this user, by this pal, in these states."""

    user_id: UUID | None = None
    pal_id: UUID | None = None
    states: tuple[str, ...] = ()


# Whom the viewer ($1) has blocked, and who has blocked them: looked up once, not for each visit.
_APART = (
    "ARRAY(SELECT CASE WHEN person_id = $1 THEN other_id ELSE person_id END FROM visit_ties"
    " WHERE tie = 'blocked' AND (person_id = $1 OR other_id = $1))"
)


async def listed(viewer: UUID, admin: bool, wanted: Filter, offset: int, limit: int) -> tuple[int, list[Visit]]:
    """How many of these visits this person may see (counted up to `COUNTED`), and some of them: by day, then in the order they
    were asked for."""
    values: list[Any] = [viewer]
    narrow = ""
    for column, value in (("user_id", wanted.user_id), ("pal_id", wanted.pal_id)):
        if value is not None:
            values.append(value)
            narrow += f" AND {column} = ${len(values)}"
    if wanted.states:
        values.append(list(wanted.states))
        narrow += f" AND state = ANY(${len(values)})"
    parts = ["$1::uuid IS NOT NULL"] if admin else ["user_id = $1", "pal_id = $1"]
    # What nobody has taken has no pal. A part that cannot match would be read to its end.
    if (
        not admin
        and wanted.pal_id is None
        and (not wanted.states or not set(rules.OPEN_TO_ALL).isdisjoint(wanted.states))
    ):
        parts += [
            f"direct AND state = 'requested' AND user_id <> $1 AND user_id <> ALL({_APART})",
            "state IN ('requested', 'offered') AND user_id <> $1"
            " AND id IN (SELECT visit_id FROM visit_offers WHERE pal_id = $1 AND state = 'open')",
        ]
    # Each part in its index's order, so that a page reads only what it shows.
    ordered = " UNION ALL ".join(
        f"(SELECT id, day FROM visits WHERE {part}{narrow} ORDER BY day, id LIMIT {offset + limit})" for part in parts
    )
    counted = " UNION ALL ".join(f"(SELECT 1 FROM visits WHERE {part}{narrow} LIMIT {COUNTED})" for part in parts)
    total = await db.one(f"SELECT count(*)::int AS n FROM (SELECT 1 FROM ({counted}) s LIMIT {COUNTED}) s", *values)
    rows = await db.rows(f"SELECT id FROM ({ordered}) s ORDER BY day, id OFFSET {offset} LIMIT {limit}", *values)
    found = {visit.id: visit for visit in await Visit.filter(id__in=[row["id"] for row in rows])}
    return (total or {"n": 0})["n"], [found[row["id"]] for row in rows if row["id"] in found]


async def get(visit_id: UUID, viewer: UUID, admin: bool) -> Visit:
    """One visit; one they may not see looks like none."""
    visit = await Visit.get_or_none(id=visit_id)
    if visit is None or not (
        admin
        or viewer in (visit.user_id, visit.pal_id)
        or (visit.direct and visit.state == "requested" and not await pals.apart(visit.user_id, viewer))
        or (visit.state in rules.OPEN_TO_ALL and await Offer.exists(visit_id=visit_id, pal_id=viewer, state="open"))
    ):
        raise NotFound(parts.NO_VISIT)
    return visit


def knows_place(visit: Visit, viewer: UUID, admin: bool) -> bool:
    """Whether this person may read the address: the two alone, and admins."""
    return admin or viewer in (visit.user_id, visit.pal_id)


async def tasks(visits: Sequence[Visit]) -> dict[UUID, list[Task]]:
    """The tasks of these visits, in their order, with one query."""
    listed: dict[UUID, list[Task]] = {visit.id: [] for visit in visits}
    for task in await Task.filter(visit_id__in=list(listed)).order_by("visit_id", "position"):
        listed[task.visit_id].append(task)
    return listed


async def coming(person_id: UUID, limit: int = 20) -> list[Visit]:
    """Visits of this person that are to come or under way, as a user or as a pal, the next one first."""
    rows = await db.rows(
        "SELECT id FROM ((SELECT id, day, starts_at FROM visits WHERE user_id = $1 AND state = ANY($2) ORDER BY day LIMIT $3)"
        " UNION (SELECT id, day, starts_at FROM visits WHERE pal_id = $1 AND state = ANY($2) ORDER BY day LIMIT $3)) s"
        " ORDER BY day, starts_at NULLS LAST, id LIMIT $3",
        person_id, list(rules.RESERVING), limit,
    )  # fmt: skip
    found = {visit.id: visit for visit in await Visit.filter(id__in=[row["id"] for row in rows])}
    return [found[row["id"]] for row in rows]


async def offered(person_id: UUID) -> list[Visit]:
    """Visits that are offered to this pal and that nobody has taken, the newest offer first."""
    open_ones = await Offer.filter(pal_id=person_id, state="open").order_by("-created_at")
    found = {
        visit.id: visit
        for visit in await Visit.filter(id__in=[offer.visit_id for offer in open_ones], state__in=rules.OPEN_TO_ALL)
    }
    return [found[offer.visit_id] for offer in open_ones if offer.visit_id in found]


async def met(person_id: UUID) -> list[UUID]:
    """Whom this person has met, or is to meet, on a visit."""
    rows = await db.rows(
        "SELECT pal_id AS id FROM visits WHERE user_id = $1 AND pal_id IS NOT NULL"
        " UNION SELECT user_id FROM visits WHERE pal_id = $1",
        person_id,
    )
    return [row["id"] for row in rows]
