"""Every try to hand an occurrence over, with its real start and end, and what came back.

The one that ended an occurrence stands in the occurrence's own row, and nowhere else: of very many that are taken at once each
is written once. The others are rows of `occurrence_attempts`; before an occurrence is handed over anew its last one becomes
such a row, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wellcheck import db
from wellcheck.events.models import Occurrence, OccurrenceAttempt

_ENDED = ("completed", "failed")
_ACTED = "o.endpoint_id IS NULL AND o.state IN ('completed', 'failed')"
"""What was done by an action of ours. The first time nobody counted it, for it either happens or does not."""

COUNT = f"(CASE WHEN {_ACTED} THEN greatest(o.attempts, 1) ELSE o.attempts END)"
"""How many attempts there were of an occurrence `o` that is over."""

_HAS_ONE = (
    "o.state IN ('completed', 'failed') AND o.completed_at IS NOT NULL AND ((o.attempts > 0 AND o.started_at IS NOT NULL)"
    f" OR ({_ACTED}))"
)


async def note(records: Sequence[tuple[Any, ...]]) -> None:
    """Attempts that ended no occurrence: (occurrence, number, start, end, status, body, error). One that is noted already, or
    whose occurrence is gone, is left out."""
    if not records:
        return
    await db.run(
        "INSERT INTO occurrence_attempts (occurrence_id, number, started_at, ended_at, status_code, response_body, error)"
        " SELECT s.* FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::timestamptz[], $5::smallint[],"
        " $6::text[], $7::text[]) AS s(id, number, started_at, ended_at, status, body, error)"
        " JOIN occurrences o ON o.id = s.id ON CONFLICT DO NOTHING",
        *db.columns(records, 7),
    )


async def keep(occurrence_ids: Sequence[UUID]) -> None:
    """Note the last attempts of occurrences that are about to be done anew, and are locked for that."""
    await db.run(
        "INSERT INTO occurrence_attempts (occurrence_id, number, started_at, ended_at, status_code, response_body, error)"
        f" SELECT o.id, {COUNT}, coalesce(o.started_at, o.completed_at), o.completed_at, o.status_code, o.response_body,"
        f" o.error FROM occurrences o WHERE o.id = ANY($1) AND {_HAS_ONE} ON CONFLICT DO NOTHING",
        list(occurrence_ids),
    )


async def of(occurrence_id: UUID) -> list[OccurrenceAttempt]:
    """Every attempt of this occurrence, oldest first."""
    found = await OccurrenceAttempt.filter(occurrence_id=occurrence_id).order_by("number")
    last = await Occurrence.get_or_none(id=occurrence_id)
    if last is None or last.state not in _ENDED or last.started_at is None or last.completed_at is None:
        return found
    if last.attempts > 0 and all(each.number != last.attempts for each in found):
        found.append(
            OccurrenceAttempt(
                occurrence_id=last.id, number=last.attempts, started_at=last.started_at, ended_at=last.completed_at,
                status_code=last.status_code, response_body=last.response_body, error=last.error,
            )
        )  # fmt: skip
    return found
