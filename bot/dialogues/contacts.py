"""Who is told: look at them, add one, take one away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.standing import CONSENT
from wellcheck import people
from wellcheck.i18n import T, Text
from wellcheck.probes import circle


@dataclass(frozen=True, slots=True)
class Remove:
    """Take this contact away."""

    id: UUID
    name: str


def script(facts: Facts) -> Script:
    """`facts["contacts"]`: (id, first name, consent) of each, in the order they are told."""
    listed = facts["contacts"]
    said = tuple(Text(CONSENT[consent].id, (("name", name),)) for _, name, consent in listed)
    while True:
        wish = yield Ask(
            T("Your contacts: {contacts}. What would you like to do?", contacts=said),
            options=(
                Option("add", T("Add a contact")),
                *(Option(f"r{place}", T("Remove {name}", name=name)) for place, (_, name, _) in enumerate(listed)),
                Option("leave", T("Leave it as it is")),
            ),
        )
        if wish in ("add", "leave"):
            return wish
        id, name, _ = listed[int(wish[1:])]
        sure = yield Ask(
            T("We will not tell {name} any more when you do not answer. Is that right?", name=name),
            options=parts.YES_NO, read=parts.yes_or_no,
        )  # fmt: skip
        if sure == "yes":
            return Remove(UUID(id), name)


async def facts_for(person_id: UUID) -> Facts:
    """What the script begins with."""
    return {
        "contacts": [[str(c.id), c.first_name, c.consent] for c in await people.contacts(person_id)],
    }


async def finish(turn: Turn, wish: object, facts: Facts) -> Next:
    if wish == "add":
        return Next(then="add_contact")
    if isinstance(wish, Remove):
        await circle.remove_contact(turn.person.id, wish.id, turn.now)
        return Next([T("{name} is not your contact any more.", name=wish.name)])
    return Next([T("All right, nothing was changed.")])
