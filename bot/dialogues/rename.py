"""What we call somebody."""

from __future__ import annotations

from bot.converse import Next, Turn
from bot.dialogue import Facts, Script
from bot.dialogues import parts
from wellcheck import people
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    name = yield from parts.ask_name(T("What should we call you?"))
    return name


async def finish(turn: Turn, name: object, facts: Facts) -> Next:
    await people.rename(turn.person, turn.now, first_name=str(name))
    return Next([T("Thank you, {name}.", name=str(name))])
