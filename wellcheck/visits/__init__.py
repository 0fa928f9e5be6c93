"""A pal comes for some minutes to do something: asked for, offered, accepted, watched, paid in minutes.

`request` a visit, `accept` or `decline` it, `arrive`, `stay` longer, `complete` it (the pal has left), `cancel` or `reschedule`
it, `tick` its tasks, `give_feedback`; `answer` is what somebody chose under a question about one. `coming` and `offered` are
what a person has before them. `pals` are those who visit, `ledger` counts the minutes.
"""

from wellcheck.visits import ledger, merging, pals, rules, urgent
from wellcheck.visits.afterwards import give_feedback, part, tick
from wellcheck.visits.chosen import LONGER, answer
from wellcheck.visits.models import Feedback, Home, LedgerEntry, Offer, Pal, Task, Tie, Visit
from wellcheck.visits.parts import NO_VISIT, spoken
from wellcheck.visits.paying import STARS, Completed, complete
from wellcheck.visits.service import (
    CONFIRM,
    OFFERED,
    accept,
    arrive,
    cancel,
    confirm,
    decline,
    forget,
    offer_text,
    reschedule,
    stay,
)
from wellcheck.visits.views import Filter, coming, get, knows_place, listed, met, offered, tasks
from wellcheck.visits.watching import FOUND, LATE, LEAVING, ROOM, run_due
from wellcheck.visits.wishes import Wish, at_home, request

__all__ = [
    "CONFIRM",
    "Completed",
    "FOUND",
    "Feedback",
    "Filter",
    "Home",
    "LATE",
    "LEAVING",
    "LONGER",
    "LedgerEntry",
    "NO_VISIT",
    "OFFERED",
    "Offer",
    "Pal",
    "ROOM",
    "STARS",
    "Task",
    "Tie",
    "Visit",
    "Wish",
    "accept",
    "answer",
    "arrive",
    "at_home",
    "cancel",
    "coming",
    "complete",
    "confirm",
    "decline",
    "forget",
    "get",
    "give_feedback",
    "knows_place",
    "ledger",
    "listed",
    "merging",
    "met",
    "offer_text",
    "offered",
    "pals",
    "part",
    "request",
    "reschedule",
    "rules",
    "run_due",
    "spoken",
    "stay",
    "tasks",
    "tick",
    "urgent",
]
