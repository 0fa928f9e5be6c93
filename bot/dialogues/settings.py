"""What can be changed."""

from __future__ import annotations

from bot import here
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import calls, contacts, drill, plans, quiet, reach, reminder
from wellcheck.i18n import T
from wellcheck.probes import circle

CHOICES = (
    Option("schedule", T("Times")),
    Option("patience", T("Waiting time")),
    Option("contacts", T("Contacts")),
    Option("pause", T("Pause")),
    Option("rename", T("Name")),
    Option("zone", T("Time zone")),
    Option("language", T("Language")),
    Option("link", T("Phone and Telegram")),
    Option("reach", T("How we reach you")),
    Option("secret", T("Secret word")),
    Option("discreet", T("What others may read")),
    Option("calls", T("Phone calls")),
    Option("mail", T("E-mail")),
)
"""Each key is the dialogue it leads to."""


def script(facts: Facts) -> Script:
    there = {"calls": here.here.calls, "mail": here.here.mail and facts["channel"] != "voice"}
    choice: str = yield Ask(
        T("What would you like to change?"), options=tuple(c for c in CHOICES if there.get(c.key, True))
    )
    return choice


async def finish(turn: Turn, choice: object, facts: Facts) -> Next:
    return Next(then=str(choice), facts=await facts_for(str(choice), turn))


async def facts_for(dialogue: str, turn: Turn) -> Facts:
    """What this dialogue begins with, beside what all begin with."""
    match dialogue:
        case "contacts":
            return await contacts.facts_for(turn.person.id)
        case "drill":
            return await drill.facts_for(turn.person.id)
        case "reminders":
            return await reminder.facts_of_list(turn.person)
        case "quiet":
            return await quiet.facts_for(turn.person.id)
        case "calls":
            return await calls.facts_for(turn.person)
        case "plans":
            return await plans.facts_for(turn.person.id, turn.now)
        case "reach":
            return await reach.facts_for(turn.person.id)
        case "zone" | "add_contact":
            return {"phone": await circle.phone_of(turn.person.id)}
        case _:
            return {}
