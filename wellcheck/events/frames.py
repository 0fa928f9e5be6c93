"""What programs are told of an occurrence, over a websocket."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from wellcheck import db, stream
from wellcheck.stream import New

Row = Mapping[str, Any]

COLUMNS = "title, description, tags, metadata"
"""What a frame needs to know of its event."""


def body(event: Row, event_id: UUID, occurrence_id: UUID, due_at: datetime) -> str:
    """The frame: free data as `payload`, and beside it the flat form that older programs read."""
    data = event["metadata"]
    data = json.loads(data) if isinstance(data, str) else data
    told = {
        "type": "event",
        "event_id": str(event_id),
        "occurrence_id": str(occurrence_id),
        "payload": data,
        "tags": list(event["tags"]),
        "name": event["title"] or "",
        "description": event["description"] or "",
        "scheduled_at": due_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "metadata": data,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


async def tell_listeners(occurrences: Sequence[tuple[UUID, UUID, datetime]]) -> None:
    """Whoever listens for a tag of an event hears of these occurrences (event, occurrence, its time) at their time. Nothing is
    written for events without tags. In the transaction of the firing."""
    if not occurrences:
        return
    events = {
        row["id"]: row
        for row in await db.rows(
            f"SELECT id, owner_id, {COLUMNS} FROM events WHERE id = ANY($1) AND cardinality(tags) > 0",
            list({event for event, _, _ in occurrences}),
        )
    }
    await stream.append(
        [
            New(body(row, event, id, due_at), due_at, row["tags"], event=event, owner=row["owner_id"])
            for event, id, due_at in occurrences
            if (row := events.get(event)) is not None
        ]
    )
