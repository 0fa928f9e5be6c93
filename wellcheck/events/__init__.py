"""The only source of recurrence: rules for when something happens and what."""

from wellcheck.events.models import Event, Occurrence
from wellcheck.events.service import (
    CHECK_IN,
    ROOM,
    Limits,
    Watch,
    WatchChange,
    cancel_event,
    change_watch,
    check_wish,
    events_of,
    moved,
    pause,
    probe_later,
    probe_now,
    remind,
    resume,
    run_due,
    use_limits,
    watch_of,
)

__all__ = [
    "CHECK_IN", "ROOM", "Event", "Limits", "Occurrence", "Watch", "WatchChange", "cancel_event", "change_watch",
    "check_wish", "events_of", "moved", "pause", "probe_later", "probe_now", "remind", "resume", "run_due", "use_limits", "watch_of",
]  # fmt: skip
