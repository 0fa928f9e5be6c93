"""Every call this client makes, in one table: checked against the server's OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wellcheck.client.models import Event, Occurrence, Preview, Status


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `gives`: the model of what is under "data", `listed`: pages of them, `plain`: without an envelope; `query` and
    `takes`: the parameters and the fields of the body that may be given."""

    method: str
    path: str
    gives: Any = None
    listed: bool = False
    plain: bool = False
    query: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


_EVENT = (
    "name", "description", "start_time", "end_time", "timezone", "schedule", "exclude", "action", "webhook", "metadata",
    "tags", "status", "overlap", "misfire", "catch_up_seconds",
)  # fmt: skip
_PAGED = ("page", "limit", "after")

CALLS = {
    "create_event": Call("POST", "/v1/events", Event, takes=_EVENT),
    "get_event": Call("GET", "/v1/events/{id}", Event),
    "list_events": Call("GET", "/v1/events", Event, listed=True, query=("tags", "tag", "match", "status", *_PAGED)),
    "update_event": Call("PUT", "/v1/events/{id}", Event, takes=_EVENT),
    "delete_event": Call("DELETE", "/v1/events/{id}"),
    "run_event": Call("POST", "/v1/events/{id}/run", Occurrence),
    "preview": Call(
        "POST", "/v1/schedules/preview", Preview,
        takes=("schedule", "start_time", "end_time", "timezone", "exclude", "from", "to", "limit"),
    ),
    "list_occurrences": Call(
        "GET", "/v1/occurrences", Occurrence, listed=True,
        query=("tags", "tag", "match", "status", "event", "from", "to", *_PAGED),
    ),
    "occurrences_of": Call(
        "GET", "/v1/events/{id}/occurrences", Occurrence, listed=True, query=("status", "from", "to", *_PAGED),
    ),
    "get_occurrence": Call("GET", "/v1/occurrences/{which}", Occurrence),
    "retry": Call("POST", "/v1/occurrences/{id}/retry"),
    "replay": Call("POST", "/v1/events/{id}/replay", takes=("since", "status")),
    "replay_many": Call("POST", "/v1/occurrences/replay", takes=("tags", "match", "since", "until", "status")),
    "status": Call("GET", "/v1/status", Status, plain=True),
}  # fmt: skip
