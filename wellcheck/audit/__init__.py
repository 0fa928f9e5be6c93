"""What must always hold, looked at again and again: nothing waits for nothing, nobody is forgotten, no minute is lost."""

from wellcheck.audit.models import Auditor
from wellcheck.audit.rules import MOST, RULES, Rule, Violation
from wellcheck.audit.service import Look, NotFinished, Standing, count_sign, if_due, look, run, standing, violations

__all__ = [
    "Auditor",
    "Look",
    "MOST",
    "NotFinished",
    "RULES",
    "Rule",
    "Standing",
    "Violation",
    "count_sign",
    "if_due",
    "look",
    "run",
    "standing",
    "violations",
]
