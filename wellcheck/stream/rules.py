"""What the stream's values mean. Values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

EXPIRED = "cursor expired"
"""Said to whoever wants to go on from a place of which the next frames are deleted already."""

MOST_POSITION = 2**63 - 1

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class New:
    """A frame to be written: `body` is a JSON object as text, said at `at` (the product's time) and not before; to all who
    listen for one of `tags`, or to `listener` alone. One `id` is written once. `event`: what it tells
    of, and `owner` whose that is."""

    body: str
    at: datetime
    tags: Sequence[str] = ()
    listener: UUID | None = None
    id: UUID | None = None
    event: UUID | None = None
    owner: UUID | None = None


@dataclass(frozen=True, slots=True)
class Listening:
    """A connection that is alive, and when it was its turn. `owner`: it takes only what is theirs."""

    id: UUID
    served: int
    owner: UUID | None = None


def cursor_of(text: object) -> int | None:
    """The place in the stream that a cursor means; None: it is no cursor of ours."""
    if not isinstance(text, str) or not (text.isascii() and text.isdecimal() and len(text) <= 19):
        return None
    position = int(text)
    return position if position <= MOST_POSITION else None


def in_turn(listeners: Sequence[Listening], things: Sequence[Thing]) -> list[tuple[Thing, Listening]]:
    """Who gets which of these, in their order: whoever was served longest ago is next, and then the others before the same
    one again. Returned with the turn each of them has had by then."""
    order = sorted(listeners, key=lambda each: (each.served, each.id))
    last = max(each.served for each in order)
    return [(thing, replace(order[n % len(order)], served=last + 1 + n)) for n, thing in enumerate(things)]
