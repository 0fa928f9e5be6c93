"""Visits that come again and again: which days, how long, what for; and no more of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.dialogues.visit import how_long, split, what_for, where
from bot.times import Repeated, Times, describe, read_repeated
from bot.times.visits import repeated_hint
from wellcheck import events, i18n, recurrence, visits
from wellcheck.events.visits import DAYS_BEFORE, Wish
from wellcheck.i18n import T, Text, join
from wellcheck.recurrence import Cron


def script(facts: Facts) -> Script:
    """`facts`: what was said already (crons, minutes, tasks), and the address of their home, if we know it."""
    crons = facts.get("crons")
    repeated = Repeated(tuple(crons), facts.get("minutes")) if crons else None
    tasks = split(facts["tasks"]) if facts.get("tasks") else ()
    place: tuple[str, str] | None = None
    while True:
        if repeated is None:
            repeated = yield Ask(repeated_hint(), read=lambda text: _times(text, facts))
        minutes = repeated.minutes or (yield from how_long(facts))
        if not tasks:
            tasks = yield what_for()
        if place is None and not facts.get("home"):
            place = yield from where()
        times = describe(repeated.crons, facts["language"])
        said = [in_words(times, minutes, tasks), T("The address: {place}", place=place[0] if place else facts["home"])]
        answer: str = yield Ask(join([*said, T("Is that right?")]), parts.YES_NO, parts.yes_or_no)
        if answer == "yes":
            wanted = Wish(Cron(repeated.crons), Cron(repeated.days_before(DAYS_BEFORE)), minutes, tasks)
            return wanted, place
        repeated, tasks = None, ()


def _times(text: str, facts: Facts) -> Repeated:
    return read_repeated(text, facts["language"], facts["zone"], parts.clock(facts))


def in_words(times: Text, minutes: int, tasks: tuple[str, ...]) -> Text:
    """Visits that come again, in a line."""
    return T("Regular visits: {times}, for {time}: {tasks}.", times=times, time=timedelta(minutes=minutes), tasks=tasks)


async def finish(turn: Turn, wanted: object, facts: Facts) -> Next:
    assert isinstance(wanted, tuple)
    wish, place = wanted
    if place is not None:
        address, area = place
        await visits.at_home(turn.person.id, address, area, None, None, turn.now)
    await events.visits.plan(turn.person, wish, turn.now)
    said = T("Two days before each visit we ask who can come. To end this, write “no more visits”.")
    return Next([said, (await visits.ledger.budget(turn.person.id, turn.now)).said])


# --- no more of them -------------------------------------------------------------------------------------------------


def of_event(event: events.Event, language: str) -> Text:
    """When these visits are, in words."""
    times = events.visits.times_of(event)
    return describe(Times(times.expressions, times.windows, times.skips), language)


def end(facts: Facts) -> Script:
    """`facts["planned"]`: (id, key of its times) of each that may be meant."""
    planned = facts["planned"]
    said = [describe(_crons(key), facts["language"]) for _, key in planned]
    if len(planned) == 1:
        sure = yield Ask(T("Shall we end these visits: {times}?", times=said[0]), parts.YES_NO, parts.yes_or_no)
        return 0 if sure == "yes" else None
    labels = [T("{words}", words=i18n.say(each, facts["language"], facts["zone"])) for each in said]
    choice: str = yield Ask(
        T("Which visit do you mean?"),
        options=(
            *(Option(f"v{place}", label) for place, label in enumerate(labels)), Option("keep", T("None of them")),
        ),
    )  # fmt: skip
    return None if choice == "keep" else int(choice[1:])


def _crons(key: str) -> tuple[str, ...]:
    schedule = recurrence.of_key(key)
    assert isinstance(schedule, Cron)
    return schedule.expressions


async def finish_end(turn: Turn, chosen: object, facts: Facts) -> Next:
    if not isinstance(chosen, int):
        return Next([T("All right, nothing was changed.")])
    id = UUID(facts["planned"][chosen][0])
    await events.visits.end(turn.person.id, id, turn.now)
    said = T("These visits have ended.")
    left = [
        [str(visit.id), visits.spoken(visit).isoformat()]
        for visit in await visits.coming(turn.person.id)
        if visit.event_id == id and visit.state != "arrived"
    ]
    # What is asked for already may be wanted all the same.
    return Next([said], "visit_off", {"visits": left[:9]}) if left else Next([said])
