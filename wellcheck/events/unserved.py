"""What events made by API should have done while the service was away, and it is too late for: never silent where people count
on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wellcheck import due, messages, timeline
from wellcheck.events import makers, occurring
from wellcheck.events.actions import visit
from wellcheck.i18n import T, Text
from wellcheck.messages import Telling
from wellcheck.recurrence import Slot

Missed = Sequence[tuple[due.Row, Slot]]


def check_ins(missed: Missed) -> Text:
    """What operators hear of check-ins that nobody was asked at."""
    times = [slot.at for _, slot in missed]
    return T("{n} check-ins of {m} people were missed between {a} and {b}, while the service was down.",
             n=len(missed), m=len({row["owner_id"] for row, _ in missed}), a=min(times), b=max(times))  # fmt: skip


async def report(missed: Missed, now: datetime) -> None:
    """Operators hear of people who were not asked and of alarms that were not raised, each person of their reminders and
    visits, and their makers of all that. What was for programs alone is on record."""
    of_people = [(row, slot) for row, slot in missed if row["owner_id"] is not None]
    await timeline.note(
        [
            timeline.Entry(now, ("event", row["id"]), "skipped_outage", row["owner_id"], {"slot": slot.key})
            for row, slot in of_people
        ]
    )
    if asked := [(row, slot) for row, slot in of_people if row["action"] == "probe"]:
        await messages.tell_operators(check_ins(asked), now)
    if alarms := [slot.at for row, slot in missed if row["action"] == "escalation"]:
        text = T("{n} alarms that were planned between {a} and {b} were not raised, because the service was down.",
                 n=len(alarms), a=min(alarms), b=max(alarms))  # fmt: skip
        await messages.tell_operators(text, now)
    latest = {row["id"]: (row, slot) for row, slot in of_people if row["action"] in ("message", "visit")}
    told = await occurring.params_of(list(latest), {id: row["action"] for id, (row, _) in latest.items()})
    tellings = []
    for id, (row, slot) in latest.items():
        if row["action"] == "message":
            said = T("We could not remind you on {at}, because our service was interrupted: {thing}", at=slot.at,
                     thing=told[id].text)  # fmt: skip
        else:
            at = visit.on_the_wall(slot.at, told[id].hours_ahead, row["zone"])
            said = T("Nobody could come: {at}. We are sorry. Please ask for another day.", at=at)
        tellings.append(Telling(row["owner_id"], said, "notice", ("event", id)))
    await messages.tell_many(tellings, now)
    counted_on = makers.TOLD_THEMSELVES + makers.HEARD_BY_OPERATORS
    await makers.missed([(row["id"], slot.at) for row, slot in missed if row["action"] in counted_on], now)
