"""Which clock hangs on somebody's wall."""

from __future__ import annotations

from bot.converse import Next, Turn
from bot.dialogue import Facts, Script
from bot.dialogues import parts
from wellcheck import events, people
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    zone = yield from parts.ask_zone(facts, facts.get("phone"))
    return zone


async def finish(turn: Turn, zone: object, facts: Facts) -> Next:
    await people.rename(turn.person, turn.now, zone=str(zone))
    await events.travels.forget(turn.person.id, turn.now)
    await events.moved(turn.person, turn.now)
    return Next([T("Saved. It is {now} for you now. Your check-in times follow this clock.", now=turn.now)])
