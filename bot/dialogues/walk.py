"""How long somebody will be on their way home."""

from __future__ import annotations

from datetime import timedelta

from bot import plans
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.times import read_duration
from wellcheck.events.walks import LONGEST, SHORTEST
from wellcheck.i18n import T

USUAL = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60))


def script(facts: Facts) -> Script:
    length = yield Ask(
        T("How long will you be on your way? For example: “40 minutes”."),
        options=tuple(Option(f"w{place}", T("{span}", span=span)) for place, span in enumerate(USUAL)),
        read=lambda text: read_duration(text, SHORTEST, LONGEST, facts["language"]),
    )
    return USUAL[int(length[1:])] if isinstance(length, str) else length


async def finish(turn: Turn, length: object, facts: Facts) -> Next:
    assert isinstance(length, timedelta)
    return Next([await plans.set_out(turn, length)])
