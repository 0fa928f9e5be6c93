"""Who should look after the user instead of the one who took over."""

from __future__ import annotations

from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues.contacts import PLACES, place_of
from wellcheck import escalations
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    """`facts["others"]`: (person, first name) of everybody who may be asked, in their order."""
    names = [name for _, name in facts["others"]]
    chosen: str | int = yield Ask(
        T("Who should take over: {names}? Until they accept, it stays with you.", names=tuple(names)),
        options=tuple(Option(f"r{n}", label) for n, label in enumerate(PLACES[: len(names)])),
        read=lambda text: place_of(text, names),
    )
    place = int(chosen[1:]) if isinstance(chosen, str) else chosen
    return UUID(facts["others"][place][0])


async def finish(turn: Turn, chosen: object, facts: Facts) -> Next:
    assert isinstance(chosen, UUID)
    return Next([await escalations.hand_over(UUID(facts["escalation"]), turn.person.id, chosen, turn.now)])
