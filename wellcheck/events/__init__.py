"""The only source of recurrence: rules for when something happens and what."""

from wellcheck.events import afterwards, drills, travels, walks
from wellcheck.events.early import Spared, check_in, could_count, spared_since, spared_today
from wellcheck.events.firing import ROOM, run_due
from wellcheck.events.models import Event, Occurrence
from wellcheck.events.occurring import finished
from wellcheck.events.pauses import pause, resume
from wellcheck.events.service import (
    ASKED,
    CHECK_IN,
    Limits,
    Watch,
    WatchChange,
    ask_again_on,
    cancel_event,
    change_watch,
    check_wish,
    events_of,
    moved,
    probe_at,
    probe_later,
    probe_now,
    remind,
    skip,
    use_limits,
    wake,
    wake_resting,
    watch_of,
)

__all__ = [
    "ASKED",
    "CHECK_IN",
    "Event",
    "Limits",
    "Occurrence",
    "ROOM",
    "Spared",
    "Watch",
    "WatchChange",
    "afterwards",
    "ask_again_on",
    "cancel_event",
    "change_watch",
    "check_in",
    "check_wish",
    "could_count",
    "drills",
    "events_of",
    "finished",
    "moved",
    "pause",
    "probe_at",
    "probe_later",
    "probe_now",
    "remind",
    "resume",
    "run_due",
    "skip",
    "spared_since",
    "spared_today",
    "travels",
    "use_limits",
    "wake",
    "wake_resting",
    "walks",
    "watch_of",
]
