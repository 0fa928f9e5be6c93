"""What somebody who calls us may want."""

from __future__ import annotations

from bot import plans, standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.understand import Kind, Meaning
from wellcheck import probes
from wellcheck.i18n import T, join

CHOICES = (
    Option("ok", T("I'm okay")),
    Option("help", T("I need help")),
    Option("pause", T("Pause")),
    Option("settings", T("Settings")),
    Option("status", T("How things stand")),
)
"""1 and 2 are what they always are; `pause` and `settings` are dialogues."""


def script(facts: Facts) -> Script:
    choice: str = yield Ask(T("Hello {name}. What can we do for you?", name=facts["who"]), options=CHOICES)
    return choice


async def finish(turn: Turn, choice: object, facts: Facts) -> Next:
    person, now = turn.person, turn.now
    match choice:
        case "ok":
            given = probes.Answer(person.id, probes.rules.OK, "1", now)
            said = await probes.answer(given, now) or await plans.early_check_in(turn, Meaning(Kind.OK, oneself=True))
            thanks = T("Thank you, {name}. Good to know that you are okay.", name=person.first_name or "")
            return Next([said or thanks])
        case "help":
            return Next([await probes.panic(person.id, "2", now)])
        case "status":
            return Next([join(await standing.describe_standing(person, now), " ")])
        case _:
            return Next(then=str(choice))
