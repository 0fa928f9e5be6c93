"""Whether our questions may say on somebody's screen what they are about."""

from __future__ import annotations

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Script
from bot.dialogues import parts
from wellcheck import people
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    answer: str = yield Ask(
        T("Others may see your screen when we write. Shall we only ask: 1 or 2? Then 1 means that you are okay, and 2 that you "
          "need help."),
        options=parts.YES_NO,
        read=parts.yes_or_no,
    )  # fmt: skip
    return answer == "yes"


async def finish(turn: Turn, value: object, facts: Facts) -> Next:
    await people.be_discreet(turn.person.id, bool(value), turn.now)
    if value:
        return Next([T("Saved. We ask you only 1 or 2 from now on: 1 means that you are okay, 2 that you need help.")])
    return Next([T("Saved. We ask you in plain words from now on.")])
