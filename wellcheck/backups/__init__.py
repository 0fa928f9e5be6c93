"""Backups: one consistent, encrypted file of everything, kept in generations; and the way back from one of them."""

from wellcheck.backups import rules
from wellcheck.backups.models import Backup
from wellcheck.backups.restoring import identities_of, manifest_of, restore, settle
from wellcheck.backups.service import State, environ, if_due, last_good, look, make, state
from wellcheck.backups.values import NotMade, NotRestored

__all__ = [
    "Backup",
    "NotMade",
    "NotRestored",
    "State",
    "environ",
    "identities_of",
    "if_due",
    "last_good",
    "look",
    "make",
    "manifest_of",
    "restore",
    "rules",
    "settle",
    "state",
]
