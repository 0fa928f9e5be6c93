"""Whoever made an event hears what becomes of it when that is not what they wished for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, messages, people, reminders, timeline
from wellcheck.i18n import T, Text
from wellcheck.messages import Telling
from wellcheck.people import Person

TOLD_AGAIN = timedelta(days=1)
"""An event that fails each time is told once in so long."""

TOLD_THEMSELVES = ("message", "visit")
"""Whom these concern hears of it in words of their own."""

HEARD_BY_OPERATORS = ("probe", "escalation")
"""Of these our own team hears in any case: somebody was not asked, or not told."""


async def tell(made_by: str, text: Text, now: datetime) -> None:
    """The person who made it; the operators, where a program did. `made_by`: a person's id, or a token's `sub`."""
    person = await person_of(made_by)
    to = [person] if person is not None else await messages.operators()
    await messages.tell_many([Telling(id, text, "notice") for id in to], now)


async def person_of(made_by: str) -> UUID | None:
    """The person who made it; None: a program did, or somebody who is not here any more."""
    try:
        found = await Person.get_or_none(id=UUID(made_by))
    except ValueError:
        return None
    return None if found is None else found.id


_OF = "SELECT id, title, coalesce(made_by, '') AS made_by, owner_id, action FROM events WHERE id = ANY($1)"


async def missed(missed: Sequence[tuple[UUID, datetime]], now: datetime) -> None:
    """What was to be done for people (event, when) was not, for we were away: each maker hears of theirs, once."""
    if not missed:
        return
    events = {row["id"]: row for row in await db.rows(_OF, list({id for id, _ in missed}))}
    theirs: dict[str, list[tuple[UUID, datetime]]] = {}
    for id, at in missed:
        if (row := events.get(id)) is not None:
            theirs.setdefault(row["made_by"], []).append((id, at))
    for made_by, all in theirs.items():
        person = await person_of(made_by)
        if heard := [(id, at) for id, at in all if not _hears_anyway(person, events[id])]:
            times = [at for _, at in heard]
            name = events[heard[0][0]]["title"] or ""
            if len({id for id, _ in heard}) == 1:
                text = T(
                    "“{name}” did not happen on {at}, because our service was interrupted.", name=name, at=times[-1]
                )
            else:
                text = T("“{name}” and others did not happen between {a} and {b}, because our service was interrupted.",
                         name=name, a=min(times), b=max(times))  # fmt: skip
            await tell(made_by, text, now)


def _hears_anyway(person: UUID | None, event: Mapping[str, Any]) -> bool:
    if person is None:
        return event["action"] in HEARD_BY_OPERATORS
    return person == event["owner_id"] and event["action"] in TOLD_THEMSELVES


async def failed(found: Sequence[tuple[UUID, Text | str]], now: datetime) -> None:
    """These events (id, why) could not be carried out when they came due: whoever made each hears of it, and our own team where
    somebody was not told. Once: not as long as one failed just before. Called before the occurrences are written."""
    why = dict(found)
    for row in await db.rows(
        f"{_OF} AND NOT EXISTS (SELECT 1 FROM (SELECT state, created_at FROM occurrences WHERE event_id = events.id"
        " ORDER BY created_at DESC, id DESC LIMIT 1) o WHERE o.state = 'failed' AND o.created_at > $2)",
        list(why),
        now - TOLD_AGAIN,
    ):
        person = await person_of(row["made_by"])
        text = T("“{name}” could not be carried out: {why}", name=row["title"] or "", why=why[row["id"]])
        if row["action"] in HEARD_BY_OPERATORS:
            await messages.tell_operators(text, now, ("event", row["id"]))
        elif not _hears_anyway(person, row):
            await tell(row["made_by"], text, now)


async def unheard(pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    """These reminders (id, person) reached nobody: whoever had an event say it to somebody else hears of it, once in
    `TOLD_AGAIN`. Of one that was to be confirmed contacts hear; of their own, people know, and our own team, that we cannot
    reach them."""
    for row in await db.rows(
        "SELECT DISTINCT ON (e.id) e.id, e.title, e.made_by, r.person_id FROM reminders r JOIN events e ON e.id = r.event_id"
        " WHERE r.id = ANY($1) AND NOT r.confirm AND e.made_by IS NOT NULL AND e.made_by <> r.person_id::text AND NOT EXISTS"
        " (SELECT 1 FROM timeline t WHERE t.about_id = e.id AND t.what = 'unheard' AND t.at > $2)",
        [id for id, _ in pairs],
        now - TOLD_AGAIN,
    ):
        person = await people.get(row["person_id"])
        why = T("{name} could not be reached.", name=people.full_name(person.first_name, person.last_name))
        text = T("“{name}” could not be carried out: {why}", name=row["title"] or "", why=why)
        await tell(row["made_by"], text, now)
        await timeline.note([timeline.Entry(now, ("event", row["id"]), "unheard", row["person_id"])])


messages.when_unreachable(reminders.KIND, unheard)
