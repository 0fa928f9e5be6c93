"""Who is told: look at them, add one, take one away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.standing import CONSENT
from bot.times import fold
from wellcheck import people
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text
from wellcheck.probes import circle


@dataclass(frozen=True, slots=True)
class Remove:
    """Take this contact away."""

    id: UUID
    name: str


# Labels are stored in the clear, so no names stand in them.
PLACES = (T("The first"), T("The second"), T("The third"), T("The fourth"), T("The fifth"))


def script(facts: Facts) -> Script:
    """`facts["contacts"]`: (id, first name, consent) of each, in the order they are told."""
    listed = facts["contacts"]
    said = tuple(Text(CONSENT[consent].id, (("name", name),)) for _, name, consent in listed)
    while True:
        wish = yield Ask(
            T("Your contacts: {contacts}. What would you like to do?", contacts=said)
            if listed
            else T("You have no contacts yet. What would you like to do?"),
            options=(
                Option("add", T("Add a contact")),
                *((Option("remove", T("Remove a contact")),) if listed else ()),
                Option("leave", T("Leave it as it is")),
                *((Option("told", T("Who is told when")),) if listed else ()),
            ),
        )
        if wish != "remove":
            return wish
        place = 0
        if len(listed) > 1:
            place = yield Ask(
                T("Who should be removed: {names}? Please write the name.", names=tuple(name for _, name, _ in listed)),
                options=tuple(Option(f"r{n}", said) for n, said in enumerate(PLACES[: len(listed)])),
                read=lambda text: place_of(text, [name for _, name, _ in listed]),
            )
            place = int(place[1:]) if isinstance(place, str) else place
        id, name, _ = listed[place]
        sure = yield Ask(
            T("We will not tell {name} any more when you do not answer. Is that right?", name=name),
            options=parts.YES_NO,
            read=parts.yes_or_no,
        )
        if sure == "yes":
            return Remove(UUID(id), name)


def place_of(text: str, names: list[str]) -> int:
    """Which of these names was written; never the wrong one of two that are alike."""
    found = [place for place, name in enumerate(names) if fold(name) == fold(text).strip(" .!")]
    if len(found) != 1:
        raise NotUnderstood(T("Please write one of these names: {names}.", names=tuple(names)))
    return found[0]


async def facts_for(person_id: UUID) -> Facts:
    """What the script begins with."""
    return {
        "contacts": [[str(c.id), c.first_name, c.consent] for c in await people.contacts(person_id)],
    }


async def finish(turn: Turn, wish: object, facts: Facts) -> Next:
    if wish == "add":
        return Next(then="add_contact", facts={"phone": await circle.phone_of(turn.person.id)})
    if wish == "told":
        from bot.dialogues import policy  # which asks for one of these contacts as this one does

        return Next(then="policy", facts=await policy.facts_for(turn.person.id))
    if isinstance(wish, Remove):
        await circle.remove_contact(turn.person.id, wish.id, turn.now)
        return Next([T("{name} is not your contact any more.", name=wish.name)])
    return Next([T("All right, nothing was changed.")])
