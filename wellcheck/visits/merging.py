"""Two records turned out to be one person: visits, what they offer as a pal, and their minutes go to the one that stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from wellcheck import db, people
from wellcheck.visits import ledger
from wellcheck.visits.ledger import Side


async def _merged(kept: UUID, given_up: UUID, now: datetime) -> None:
    for table, column in (("visits", "user_id"), ("visits", "pal_id")):
        await db.run(f"UPDATE {table} SET {column} = $1 WHERE {column} = $2", kept, given_up)
    # Where the one that stays has the same already, theirs counts; the other goes with its person.
    for table, column, same in (
        ("pals", "person_id", "true"), ("visit_homes", "person_id", "true"),
        ("visit_offers", "pal_id", "o.visit_id = t.visit_id"),
        ("visit_feedback", "by_id", "o.visit_id = t.visit_id"), ("visit_ties", "person_id", "o.other_id = t.other_id"),
        ("visit_ties", "other_id", "o.person_id = t.person_id"),
    ):  # fmt: skip
        await db.run(
            f"UPDATE {table} t SET {column} = $1 WHERE {column} = $2"
            f" AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.{column} = $1 AND {same})",
            kept, given_up,
        )  # fmt: skip
    left = (await ledger.known([given_up])).get(given_up)
    if left:
        await ledger.lock([kept, given_up], now)
        await ledger.book([Side(given_up, -left, "closing"), Side(kept, left, "gift")], now)


people.when_merged(_merged)
