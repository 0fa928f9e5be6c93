"""What the server answers, as far as this client reads it. What it does not know is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Row = TypeVar("Row")


class ApiError(Exception):
    """The server refused: its status, its sentence, and the fields that are wrong."""

    def __init__(self, status: int, message: str, errors: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(f"{status}: {message}")
        self.status, self.message, self.errors = status, message, dict(errors or {})


class Refused(Exception):
    """A connection was refused for good: the token, the scope or the name is not right."""


class Gap(Refused):
    """The cursor is too old: frames behind it are gone. Listen without one, and read what happened by `list_occurrences`."""


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Event(_Told):
    """A rule for when something happens and what. `version` goes into `update_event` so that nobody else's change is lost."""

    id: UUID
    name: str
    description: str
    start_time: datetime | None
    timezone: str
    schedule: dict[str, Any] | str | None
    webhook: str | None
    metadata: Any
    tags: list[str]
    status: str
    next_at: datetime | None
    fired: int
    version: int
    created_at: datetime
    updated_at: datetime


class Occurrence(_Told):
    """One time an event came due, and what became of it."""

    id: int | None
    occurrence_id: UUID
    event_id: UUID
    scheduled_at: datetime
    status: str
    attempt_count: int
    status_code: int | None
    response_body: str | None
    error_message: str | None
    started_at: datetime | None
    completed_at: datetime | None
    acknowledged_at: datetime | None


class Preview(_Told):
    """A schedule's times, before it is kept."""

    occurrences: list[datetime]


class Status(_Told):
    """How the server is."""

    status: str


class Page(_Told, Generic[Row]):
    """One page of a list. `after` leads on to what follows, at the same cost however far; None: nothing does. What is reached
    so is not counted, and then the others are None."""

    rows: list[Row]
    page: int | None = None
    pages: int | None = None
    total: int | None = None
    after: str | None = None
