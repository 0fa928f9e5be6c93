"""Escalation processes given from outside: steps towards targets, until somebody confirms or their sender stops them."""

from wellcheck.processes import callers, plans, requests, rules, targets
from wellcheck.processes.models import Process, RejectedRequest, Step
from wellcheck.processes.service import Taken, confirm, delay, prune, refuse, reject, stop, take
from wellcheck.processes.views import find, get, listed, named, next_steps, running, shown_name, steps, told
from wellcheck.processes.work import ROOM, run_due, use

__all__ = [
    "Process",
    "ROOM",
    "RejectedRequest",
    "Step",
    "Taken",
    "callers",
    "confirm",
    "delay",
    "find",
    "get",
    "listed",
    "named",
    "next_steps",
    "plans",
    "prune",
    "refuse",
    "reject",
    "requests",
    "rules",
    "run_due",
    "running",
    "shown_name",
    "steps",
    "stop",
    "take",
    "targets",
    "told",
    "use",
]
