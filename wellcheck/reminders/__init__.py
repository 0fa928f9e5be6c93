"""Something a person wished to be reminded of, said until it is done or nobody waits for it any more."""

from wellcheck.reminders import rules
from wellcheck.reminders.models import Reminder
from wellcheck.reminders.service import (
    KIND,
    OPTIONS,
    ROOM,
    Confirmed,
    Due,
    Told,
    done,
    of_questions,
    over,
    prune,
    put_off,
    remind_many,
    run_due,
    still_unconfirmed,
    those_told,
    who_is_told,
)

__all__ = [
    "KIND",
    "OPTIONS",
    "ROOM",
    "Confirmed",
    "Due",
    "Reminder",
    "Told",
    "done",
    "of_questions",
    "over",
    "prune",
    "put_off",
    "remind_many",
    "rules",
    "run_due",
    "still_unconfirmed",
    "those_told",
    "who_is_told",
]
