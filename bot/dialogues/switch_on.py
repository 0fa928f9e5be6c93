"""Shall check-ins, which are off, begin?"""

from __future__ import annotations

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Script
from bot.dialogues import parts, schedule
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    answer: str = yield Ask(
        T("Check-ins are off. Shall we switch them on?"), options=parts.YES_NO, read=parts.yes_or_no
    )
    return answer


async def finish(turn: Turn, answer: object, facts: Facts) -> Next:
    if answer == "no":
        return Next([T("All right. Reply “resume” when you want us to ask you again.")])
    return await schedule.begin_watching(turn)
