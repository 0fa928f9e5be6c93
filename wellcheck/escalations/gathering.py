"""Alarms about several people, for somebody who is a contact of them all: the words of one message, and what answers it.

Each answer names one person, by number or by name: a bare "I am on it" takes nobody over, and there is no "all of them".
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from uuid import UUID

from wellcheck import db, messages, people
from wellcheck.escalations.service import OPTIONS, alarm_text, sorry
from wellcheck.i18n import T, Text, join
from wellcheck.messages.together import Words
from wellcheck.people.service import opened_name

_ONE = "mine-"

BY_NUMBER = T("Please answer with the number of the one you can look after.")

HEADINGS = {
    "unavailable": T("Not answered a check-in:"),
    "walk": T("Not home from a walk, as far as we know:"),
    "could_not_ask": T("Their phone could not be reached:"),
}
"""What the names below it have in common, by reason."""


def key_of(id: UUID) -> str:
    """The key of the option that takes over this escalation."""
    return _ONE + base64.urlsafe_b64encode(id.bytes).decode().rstrip("=")


def id_of(key: str) -> UUID | None:
    """The escalation that is taken over by the option with this key; None: it is another option."""
    if not key.startswith(_ONE):
        return None
    return UUID(bytes=base64.urlsafe_b64decode(key.removeprefix(_ONE) + "=="))


def named_in(options: Sequence[tuple[str, object]]) -> list[UUID]:
    """The escalations that a question is about which names several people, in the order of their numbers; empty: it is
    another question."""
    return [id for key, _ in options if (id := id_of(key)) is not None]


def chosen(options: Sequence[tuple[str, object]], key: str) -> list[tuple[UUID, str]]:
    """What an option of such a question means: (escalation, key of `OPTIONS`), one by one. "I cannot" is about all of them."""
    one, (mine, cannot) = id_of(key), (key for key, _ in OPTIONS)
    if one is not None:
        return [(one, mine)]
    return [(id, cannot) for id in named_in(options)] if key == cannot else []


async def names_of(ids: Sequence[UUID]) -> dict[UUID, str]:
    """The first names of the users of these escalations, with one query."""
    return {
        row["id"]: opened_name(row["user_id"], row["first_name_sealed"])
        for row in await db.rows(
            "SELECT e.id, e.user_id, p.first_name_sealed FROM escalations e JOIN persons p ON p.id = e.user_id"
            " WHERE e.id = ANY($1)",
            list(ids),
        )
    }


async def composer(ids: Sequence[UUID]) -> Words:
    """The words for any of these escalations."""
    names = await names_of(ids)
    return lambda contact, members: words(contact.name, [(id, names.get(id, ""), gist) for id, gist in members])


async def again(ids: Sequence[UUID], person_id: UUID) -> tuple[Text, tuple[tuple[str, Text], ...]]:
    """What this person was told about these, once more, with the same numbers."""
    rows = await db.rows(
        "SELECT DISTINCT ON (about_id) about_id, gist FROM deliveries WHERE about_id = ANY($1) AND person_id = $2"
        " AND gist IS NOT NULL ORDER BY about_id, id DESC",
        list(ids),
        person_id,
    )
    gists, names = {row["about_id"]: row["gist"] for row in rows}, await names_of(ids)
    contact = (await people.recipients([person_id]))[person_id].name
    return words(contact, [(id, names.get(id, ""), gists[id]) for id in ids if id in gists])


def words(contact: str, members: Sequence[tuple[UUID, str, str]]) -> tuple[Text, tuple[tuple[str, Text], ...]]:
    """What a contact is told about these (id, name, gist), numbered by reason, and the options. One alone as usual."""
    reasons = {id: gist.split() for id, _, gist in members}
    late = any("late" in flags for flags in reasons.values())
    loud = any("loud" in flags for flags in reasons.values())
    if len(members) == 1:
        (id, name, _), reason = members[0], reasons[members[0][0]][0]
        alone = alarm_text(reason, contact, name, True, late)
        return (join([alone, sorry(reason)], " ") if loud else alone), OPTIONS
    order = [member for reason in HEADINGS for member in members if reasons[member[0]][0] == reason]
    what = T("Please make sure that these people are okay.")
    if late:
        what = T("{what} Our service was interrupted, so this message is late.", what=what)
    lines: list[Text | str] = [
        T("Hello {contact}, Wellcheck here. {what} Can you look after them?", contact=contact, what=what)
    ]
    if loud:
        lines[0] = join([lines[0], sorry("unavailable")], " ")
    before = None
    for number, (id, name, _) in enumerate(order, start=1):
        if (reason := reasons[id][0]) != before:
            lines.append(HEADINGS[reason])
            before = reason
        lines.append(f"{number}: {name}")
    lines.append(BY_NUMBER)
    # The names stand in the text, which is sealed; labels are not.
    one_each = tuple((key_of(id), T("{n}", n=number)) for number, (id, _, _) in enumerate(order, start=1))
    return join(lines), (*one_each, OPTIONS[-1])


messages.together.compose_by(composer)
