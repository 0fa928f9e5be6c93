"""Somebody who wanted no calls any more calls us: shall we call them again?"""

from __future__ import annotations

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Script
from bot.dialogues import parts
from wellcheck import events, people, timeline
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    answer: str = yield Ask(
        T("You asked us not to call this number. Shall we call you again?"),
        options=parts.YES_NO,
        read=parts.yes_or_no,
    )
    return answer


async def finish(turn: Turn, answer: object, facts: Facts) -> Next:
    if answer == "no":
        return Next([T("All right, nothing was changed.")])
    await people.reopen(turn.address_id)
    await timeline.note([timeline.Entry(turn.now, ("person", turn.person.id), "start_again", turn.person.id)])
    await events.wake(turn.person.id, turn.now)
    return Next([T("All right, we call you again from now on.")])
