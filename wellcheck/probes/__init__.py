"""One question, "are you okay?", asked until it is settled; and the people around the one who is asked."""

from wellcheck.probes import circle, rules
from wellcheck.probes.models import Probe, ProbeSettings
from wellcheck.probes.service import (
    ROOM,
    Answer,
    PlainOk,
    Wish,
    answer,
    ask,
    ask_many,
    cancel,
    cancel_pending,
    help_is_coming,
    old_button,
    panic,
    run_due,
    settings_of,
    settle_good,
    settle_plain,
    well_done,
    when_rehearsed,
)

__all__ = [
    "Answer",
    "PlainOk",
    "Probe",
    "ProbeSettings",
    "ROOM",
    "Wish",
    "answer",
    "ask",
    "ask_many",
    "cancel",
    "cancel_pending",
    "circle",
    "help_is_coming",
    "old_button",
    "panic",
    "rules",
    "run_due",
    "settings_of",
    "settle_good",
    "settle_plain",
    "well_done",
    "when_rehearsed",
]
