"""What somebody in need writes while people are told about them: passed on to those people, and to nobody else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from wellcheck import db, messages, people
from wellcheck.escalations import rules
from wellcheck.escalations.models import Escalation
from wellcheck.i18n import T
from wellcheck.messages import Telling

LONGEST = 80
"""Characters of a note that are passed on: enough for an address, and with its sentence no more than two parts of a text
message."""


async def pass_on(user_id: UUID, words: str, now: datetime) -> bool:
    """Tell those who were told of this user's open alarm what the user writes. False: nobody was. In an alarm that must
    not show to the user nothing is passed on, and they are answered as if there were none."""
    async with db.transaction():
        escalation = (
            await Escalation.filter(user_id=user_id, status__in=rules.OPEN).select_for_update().order_by("-id").first()
        )
        if escalation is None or escalation.reason in rules.SILENT:
            return False
        told = await db.rows(
            "SELECT DISTINCT person_id FROM deliveries WHERE about_id = $1 AND kind = 'alarm' AND state <> 'withdrawn'",
            escalation.id,
        )
        planned = {place["person"] for place in escalation.plan}
        persons = [row["person_id"] for row in told if str(row["person_id"]) in planned]
        known = await people.recipients([*persons, user_id])
        short = " ".join(words.split())
        short = short if len(short) <= LONGEST else short[: LONGEST - 3].rstrip() + "..."
        said = [
            Telling(
                person,
                T("{user} wrote at {at}: “{words}”", user=known[user_id].name,
                  at=now.astimezone(ZoneInfo(known[person].zone)).time(), words=short),
                "note", ("escalation", escalation.id),
            )
            for person in persons if person in known
        ]  # fmt: skip
        await messages.tell_many(said, now, known)
        return bool(said)
