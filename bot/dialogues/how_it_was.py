"""What an alarm turned out to be: asked of whoever said that the user is safe. Nothing depends on the answer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from wellcheck import escalations
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T


@dataclass(frozen=True, slots=True)
class HowItWas:
    """What it was, and a note."""

    turned_out: str
    note: str | None


NOTHING = Option("nothing", T("Nothing to add"))


def script(facts: Facts) -> Script:
    turned_out: str = yield Ask(
        T("What was it? You need not answer."),
        options=tuple(Option(key, label) for key, label in escalations.TURNED_OUT.items()),
    )
    note: str = yield Ask(
        T("Would you like to add anything? It is kept for those who look into it later."),
        options=(NOTHING,),
        read=read_note,
    )
    return HowItWas(turned_out, None if note == NOTHING.key else note)


def read_note(text: str) -> str:
    """A few words to be kept."""
    note = text.strip()
    if not note or len(note) > escalations.LONGEST_NOTE:
        raise NotUnderstood(T("Please keep it within {n} letters.", n=escalations.LONGEST_NOTE))
    return note


async def finish(turn: Turn, said: object, facts: Facts) -> Next:
    assert isinstance(said, HowItWas)
    id = UUID(facts["escalation"])
    await escalations.describe(id, turn.person.id, said.turned_out, said.note, turn.now)
    return Next([T("Thank you. That is all.")])
