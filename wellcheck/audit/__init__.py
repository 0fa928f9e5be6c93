"""What must always hold, looked at again and again: nothing waits for nothing, nobody is forgotten, no minute is lost."""

from wellcheck.audit.models import Auditor
from wellcheck.audit.rules import RULES, Rule, Violation
from wellcheck.audit.service import NotFinished, Standing, if_due, look, run, standing, violations

__all__ = [
    "Auditor",
    "NotFinished",
    "RULES",
    "Rule",
    "Standing",
    "Violation",
    "if_due",
    "look",
    "run",
    "standing",
    "violations",
]
