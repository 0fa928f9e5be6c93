"""A drill: now, or each month from now on."""

from __future__ import annotations

from uuid import UUID

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from wellcheck import escalations, events, people
from wellcheck.escalations import drills
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    """`facts["told"]`: the first names of those who will be asked; `facts["monthly"]`: there is one each month;
    `facts["running"]`: one is under way."""
    monthly = Option("off", T("No more each month")) if facts["monthly"] else Option("on", T("Each month from now on"))
    question = T("A drill shows who answers how fast. We tell {contacts} as if you had not answered, and each message says "
                 "first that it is a drill. Shall we begin?", contacts=tuple(facts["told"]))  # fmt: skip
    now = Option("now", T("Begin now"))
    if facts["running"]:
        question, now = T("A drill is under way. What would you like?"), Option("stop", T("End the drill"))
    choice: str = yield Ask(question, options=(now, monthly, Option("leave", T("Leave it as it is"))))
    return choice


async def facts_for(person_id: UUID) -> Facts:
    """What the script begins with."""
    contacts = await people.contacts(person_id)
    return {
        "told": [each.first_name for each in contacts if each.is_emergency and each.consent == "consented"],
        "monthly": await events.drills.monthly(person_id) is not None,
        "running": await drills.under_way(person_id),
    }


async def finish(turn: Turn, choice: object, facts: Facts) -> Next:
    person, now = turn.person, turn.now
    match choice:
        case "now":
            begun = await escalations.drills.start(person.id, now, tell=False)
            return Next([drills.began_text(begun.names)])
        case "stop":
            await drills.stop(person.id, now)
            return Next([T("We end the drill.")])
        case "on":
            event = await events.drills.switch_on(person, now)
            return Next([T("We hold a drill each month, the next one on {at}. To change that, write “drill”.",
                           at=standing.next_time(event))])  # fmt: skip
        case "off":
            await events.drills.switch_off(person.id, now)
            return Next([T("We hold no more drills by ourselves.")])
    return Next([T("All right, nothing was changed.")])
