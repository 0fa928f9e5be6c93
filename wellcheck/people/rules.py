"""Who may be told, and whether somebody is protected. Values in, a decision out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

PERSONAL = ("telegram", "sms", "whatsapp", "voice", "email", "console")
"""Channels we can reach a person by, in the order we try them when nobody said otherwise."""

CODE_TRIES = 5
CODE_MINUTES = 10
LINK_HOURS = 72


@dataclass(frozen=True, slots=True)
class Told:
    """One place in the order of people who are told. `consent` decides how they are spoken to."""

    contact_id: UUID
    person_id: UUID
    consent: str


def telling_order(contacts: Iterable[Told]) -> list[Told]:
    """Those who agreed, in the user's order; then, as a last resort, those who never answered the invitation.

    Somebody who refused or left is never told. A lost alarm is worse than one that comes as a surprise.
    """
    listed = list(contacts)
    return [c for c in listed if c.consent == "consented"] + [c for c in listed if c.consent == "invited"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands between a user and being watched."""

    usable_addresses: int
    emergency_contacts: int
    consenting: int
    has_times: bool
    active: bool


def gaps(standing: Standing) -> Sequence[str]:
    """What is missing before this user is protected: no_address, no_contact, no_consent, no_times. Empty: nothing."""
    missing = []
    if not standing.usable_addresses:
        missing.append("no_address")
    if not standing.emergency_contacts:
        missing.append("no_contact")
    elif not standing.consenting:
        missing.append("no_consent")
    if not standing.has_times:
        missing.append("no_times")
    return missing
