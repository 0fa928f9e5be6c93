"""No check-ins for a while, always with an end. Whoever wants none at all switches them off, which is no pause."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.times import read_until
from wellcheck import events, people
from wellcheck.events import WatchChange
from wellcheck.i18n import T, Text

SHORT = timedelta(hours=30)
"""A longer pause is confirmed first."""


def script(facts: Facts) -> Script:
    until: datetime | str | None = datetime.fromisoformat(facts["until"]) if facts.get("until") else None
    while True:
        if until is None:
            until = yield Ask(
                T("Until when should we not ask you? For example: “tomorrow”, “Sunday 9am” or “for 3 days”."),
                options=(Option("off", T("Switch check-ins off")),),
                read=lambda text: read_until(
                    text, facts["language"], facts["zone"], parts.clock(facts), parts.limits().max_pause
                ),
            )
        if isinstance(until, datetime):
            if until - parts.clock(facts) <= SHORT:
                return until
            effect = T("We do not ask you until {at}, and tell nobody if you are silent. Is that right?", at=until)
        else:
            effect = T("We do not ask you any more and tell nobody, until you reply “resume”. Is that right?")
        sure = yield Ask(effect, options=parts.YES_NO, read=parts.yes_or_no)
        if sure == "yes":
            return until
        until = None


async def finish(turn: Turn, until: object, facts: Facts) -> Next:
    if until == "off":
        await events.change_watch(turn.person, WatchChange(active=False), turn.now)
        off = T("Check-ins are off now. Reply “resume” when you want us to ask you again.")
        return Next([off, *await _told(turn)])
    assert isinstance(until, datetime)
    watch = await events.pause(turn.person, until, turn.now)
    coming = standing.next_time(watch.event)
    if coming is None:
        said = T("We do not ask you until {at}. To end the pause before, reply “resume”.", at=until)
    else:
        said = T("We do not ask you until {at}. The next check-in is on {next}. To end the pause before, reply “resume”.",
                 at=until, next=coming)  # fmt: skip
    return Next([said, *await _told(turn)])


async def _told(turn: Turn) -> list[Text]:
    """That those who agreed to be told hear of it, and what does not pause."""
    names = tuple(
        c.first_name for c in await people.contacts(turn.person.id) if c.is_emergency and c.consent == "consented"
    )
    told = [T("We have told {contacts}.", contacts=names)] if names else []
    if await events.reminders.wishes(turn.person.id):
        told.append(T("Your reminders go on."))
    return told
