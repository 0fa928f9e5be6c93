"""Who took over an escalation, as it is kept in its row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck.escalations.models import Escalation
from wellcheck.escalations.rules import REACHED_WAIT, Helper


def as_json(helpers: Collection[Helper]) -> list[dict[str, Any]]:
    """Helpers as they are kept."""
    return [
        {
            "person": str(each.person),
            "since": each.since.isoformat(),
            "until": each.until.isoformat(),
            "expected_at": None if each.expected_at is None else each.expected_at.isoformat(),
        }
        for each in helpers
    ]


def of_row(row: Mapping[str, Any]) -> tuple[Helper, ...]:
    """Everybody who took over, in that order. An escalation that was taken over before we kept more than one of them has
    its `acknowledged_by_id`."""
    kept, one = row["helpers"], row["acknowledged_by_id"]
    if kept is None and one is not None and row["status"] == "acknowledged" and row["due_at"] is not None:
        return (Helper(one, row["due_at"], row["due_at"] + REACHED_WAIT),)
    return tuple(
        Helper(
            UUID(each["person"]),
            datetime.fromisoformat(each["since"]),
            datetime.fromisoformat(each["until"]),
            None if each["expected_at"] is None else datetime.fromisoformat(each["expected_at"]),
        )
        for each in kept or ()
    )


def of(escalation: Escalation) -> tuple[Helper, ...]:
    """Everybody who took over this escalation, in that order."""
    return of_row(
        {
            "helpers": escalation.helpers,
            "acknowledged_by_id": escalation.acknowledged_by_id,
            "status": escalation.status,
            "due_at": escalation.due_at,
        }
    )


def held_of(kept: Sequence[Mapping[str, Any]] | None) -> list[tuple[UUID, timedelta]]:
    """Who let the others wait, and how long."""
    return [(UUID(each["person"]), timedelta(seconds=each["seconds"])) for each in kept or ()]
