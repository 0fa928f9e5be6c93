"""What the parts of this room hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


class NotMade(Exception):
    """There is no new backup; the text says why and what to do."""


class NotRestored(Exception):
    """Nothing was changed; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `secret_keys`: the key ring its rows were sealed with, newest first."""

    id: UUID
    made_at: datetime
    version: str
    server: int
    secret_keys: tuple[str, ...]
