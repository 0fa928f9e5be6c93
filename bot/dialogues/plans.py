"""The checks somebody asked for, and the days they left out: look at them, take one back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from wellcheck import events, i18n, skips
from wellcheck.i18n import T, Text


def script(facts: Facts) -> Script:
    """`facts["plans"]`: (id, time) of each, soonest first; `facts["skips"]`: the days left out."""
    plans, left_out = facts["plans"], facts.get("skips", [])
    if not plans and not left_out:
        return None
    choice = yield Ask(
        T("You asked us to check on you at these times. Which one shall we take back?")
        if not left_out
        else T("This is planned. Which one shall we take back?"),
        options=(
            *(Option(f"p{place}", _at(at, facts)) for place, (_, at) in enumerate(plans)),
            *(
                Option(f"s{place}", T("Not asked: {days}", days=skips.in_words([days], date.min)))
                for place, days in enumerate(left_out)
            ),
            Option("keep", T("None of them")),
        ),
    )
    if choice == "keep":
        return None
    chosen = int(choice[1:])
    return UUID(plans[chosen][0]) if choice[0] == "p" else str(left_out[chosen])


def _at(at: str, facts: Facts) -> Text:
    # An option's label is said without a zone, so the time is put into words here.
    return T("{words}", words=i18n.say(T("{at}", at=datetime.fromisoformat(at)), facts["language"], facts["zone"]))


async def facts_for(person_id: UUID, now: datetime) -> Facts:
    """What the script begins with."""
    planned = await standing.planned(person_id)
    check_in = await standing.check_in_of(person_id)
    left_out = standing.left_out(check_in, now) if check_in is not None else ()
    return {
        "plans": [[str(plan.id), plan.due_at.isoformat()] for plan in planned if plan.due_at],
        "skips": list(left_out),
    }


async def finish(turn: Turn, plan: object, facts: Facts) -> Next:
    if not facts["plans"] and not facts.get("skips"):
        return Next([T("Nothing is planned beside your check-ins. To be asked once, write for example “probe 60”.")])
    if plan is None:
        return Next([T("All right, nothing was changed.")])
    if isinstance(plan, str):
        watch = await events.ask_again_on(turn.person, plan, turn.now)
        coming = standing.next_time(watch.event) if watch.event.status == "active" else None
        taken = T("Taken back. We ask you on those days as well.")
        return Next([taken] if coming is None else [taken, T("Next check-in: {at}.", at=coming)])
    assert isinstance(plan, UUID)
    await events.cancel_event(turn.person.id, plan, turn.now)
    return Next([T("Taken back. We will not ask you at that time.")])
