"""What programs hear as it happens: frames in one order, and who listens for them."""

from wellcheck.stream.models import Frame, Head, Listener
from wellcheck.stream.rules import EXPIRED, Listening, New, cursor_of
from wellcheck.stream.service import (
    NEWS,
    Kept,
    addressed,
    append,
    forget_dead,
    head,
    keep,
    listening,
    number,
    prune,
    register,
    since,
    take_back,
    take_turns,
    unregister,
)

__all__ = [
    "EXPIRED",
    "Frame",
    "Head",
    "Kept",
    "Listener",
    "Listening",
    "NEWS",
    "New",
    "addressed",
    "append",
    "cursor_of",
    "forget_dead",
    "head",
    "keep",
    "listening",
    "number",
    "prune",
    "register",
    "since",
    "take_back",
    "take_turns",
    "unregister",
]
