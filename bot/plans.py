"""What people say about being asked, unasked: that they are okay before we ask."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import standing
from bot.converse import Turn
from bot.understand import Meaning, says_yes
from wellcheck import events, messages, people
from wellcheck.events import Spared
from wellcheck.i18n import T, Text

OUT_OF_THE_BLUE = timedelta(minutes=30)
"""After a message of ours a bare "ok" may mean "I have read this" for so long."""


async def early_check_in(turn: Turn, meaning: Meaning, about_oneself: bool) -> Text | None:
    """An OK while nothing is open: "I'm okay" counts for today's next check-in, and so does any other statement that comes
    out of the blue. A bare "ok" may mean anything, so we say how to make it count. None: there is nothing to say to it."""
    person, now = turn.person, turn.now
    name = (await people.recipients([person.id]))[person.id].name
    quiet = not await messages.spoke_since(person.id, now - OUT_OF_THE_BLUE)
    if about_oneself or (quiet and meaning.option is None and says_yes(turn.said.text, person.language) is None):
        spared = await events.check_in(person.id, turn.said.at, now)
        if spared is not None:
            return _not_asked(spared, name)
        event = await standing.check_in_of(person.id)
        coming = standing.next_time(event) if event is not None and event.status == "active" else None
        return T("Thank you, {name}. We ask you next on {at}.", name=name, at=coming) if coming is not None else None
    if quiet and await events.could_count(person.id, turn.said.at, now):
        return T("Thank you, {name}. If you are okay and do not want to be asked today, reply “I am okay”.", name=name)
    return None


def _not_asked(spared: Spared, name: str) -> Text:
    zone = ZoneInfo(spared.zone)
    begin, end = (at.astimezone(zone).time() for at in (spared.at, spared.until))
    if begin == end:
        return T("Thank you, {name}. We will not ask you at {time} today.", name=name, time=begin)
    return T("Thank you, {name}. We will not ask you between {begin} and {end} today.", name=name, begin=begin, end=end)
