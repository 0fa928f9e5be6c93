"""Days on which somebody is not asked. A single one is kept at once; several are confirmed first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Script
from bot.dialogues import parts
from wellcheck import events, skips
from wellcheck.i18n import T


def several(days: Sequence[str]) -> bool:
    """Whether these are more days than one."""
    return len(days) > 1 or "/" in days[0]


def script(facts: Facts) -> Script:
    """`facts["days"]`: dates and ranges; `facts["many"]`: they are more than one day."""
    if not facts["many"]:
        return "yes"
    sure: str = yield Ask(
        T("We do not ask you on {days}, and tell nobody if you are silent then. Is that right?",
          days=skips.in_words(facts["days"], date.min)),
        options=parts.YES_NO, read=parts.yes_or_no,
    )  # fmt: skip
    return sure


async def finish(turn: Turn, sure: object, facts: Facts) -> Next:
    if sure != "yes":
        return Next([T("All right, nothing was changed.")])
    watch = await events.skip(turn.person, facts["days"], turn.now)
    said = T(
        "We do not ask you on {days}. To take it back, reply “plans”.", days=skips.in_words(facts["days"], date.min)
    )
    coming = standing.next_time(watch.event) if watch.event.status == "active" else None
    return Next([said] if coming is None else [said, T("Next check-in: {at}.", at=coming)])
