"""People are told, step by step, until a human says "I'm on it"."""

from wellcheck.escalations import places, tidings
from wellcheck.escalations.models import Escalation
from wellcheck.escalations.notes import Heard
from wellcheck.escalations.service import (
    OPTIONS,
    ROOM,
    Start,
    acknowledge,
    alarm_for,
    all_clear,
    call_off,
    cannot,
    concerning,
    forget_contact,
    get,
    how_it_goes,
    in_silence,
    not_safe,
    run_due,
    settle,
    start,
    start_many,
    stop,
)

__all__ = [
    "Escalation",
    "ROOM",
    "Heard",
    "OPTIONS",
    "Start",
    "acknowledge",
    "alarm_for",
    "all_clear",
    "call_off",
    "cannot",
    "concerning",
    "forget_contact",
    "get",
    "how_it_goes",
    "in_silence",
    "not_safe",
    "places",
    "run_due",
    "settle",
    "start",
    "start_many",
    "stop",
    "tidings",
]
