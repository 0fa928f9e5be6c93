"""The checks somebody asked for: look at them, take one back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from wellcheck import events, i18n
from wellcheck.i18n import T, Text


def script(facts: Facts) -> Script:
    """`facts["plans"]`: (id, time) of each, soonest first."""
    plans = facts["plans"]
    if not plans:
        return None
    choice = yield Ask(
        T("You asked us to check on you at these times. Which one shall we take back?"),
        options=(
            *(Option(f"p{place}", _at(at, facts)) for place, (_, at) in enumerate(plans)),
            Option("keep", T("None of them")),
        ),
    )
    return None if choice == "keep" else UUID(plans[int(choice[1:])][0])


def _at(at: str, facts: Facts) -> Text:
    # An option's label is said without a zone, so the time is put into words here.
    return T("{words}", words=i18n.say(T("{at}", at=datetime.fromisoformat(at)), facts["language"], facts["zone"]))


async def facts_for(person_id: UUID) -> Facts:
    """What the script begins with."""
    planned = await standing.planned(person_id)
    return {"plans": [[str(plan.id), plan.due_at.isoformat()] for plan in planned if plan.due_at]}


async def finish(turn: Turn, plan: object, facts: Facts) -> Next:
    if not facts["plans"]:
        return Next([T("Nothing is planned beside your check-ins. To be asked once, write for example “probe 60”.")])
    if plan is None:
        return Next([T("All right, nothing was changed.")])
    assert isinstance(plan, UUID)
    await events.cancel_event(turn.person.id, plan, turn.now)
    return Next([T("Taken back. We will not ask you at that time.")])
