"""Ask for a visit: when, how long, what for, where. It is read back before anybody is asked."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.letters import fold
from bot.times import VisitTime, read_duration, read_visit
from bot.times.visits import visit_hint
from wellcheck import visits
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, join

LENGTHS = (30, 60, 90)
"""Minutes that can be chosen with one key."""

LONGEST = timedelta(minutes=visits.rules.MOST_MINUTES)
MOST_LETTERS = 200
"""Of a task, and of an address."""

ANY = Option("any", T("At any time"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A visit somebody wants. `place`: a new address and about where it is; None: at their home."""

    when: datetime | date
    minutes: int
    tasks: tuple[str, ...]
    place: tuple[str, str] | None


def script(facts: Facts) -> Script:
    """`facts`: what was said already (at, day, minutes, tasks), and the address of their home, if we know it."""
    at, day = facts.get("at"), facts.get("day")
    time = VisitTime(
        datetime.fromisoformat(at) if at else None, date.fromisoformat(day) if day else None, facts.get("minutes")
    )
    tasks = split(facts["tasks"]) if facts.get("tasks") else ()
    place: tuple[str, str] | None = None
    while True:
        when, minutes = yield from ask_when(time, facts)
        if minutes is None:
            minutes = yield from how_long(facts)
        if not tasks:
            tasks = yield what_for()
        if place is None and not facts.get("home"):
            place = yield from where()
        answer: str = "place"
        while answer == "place":
            answer = yield _read_back(when, minutes, tasks, place[0] if place else facts["home"])
            if answer == "place":
                place = yield from where()
        if answer == "yes":
            return Wanted(when, minutes, tasks, place)
        time, tasks = VisitTime(), ()


def _read_back(when: datetime | date, minutes: int, tasks: tuple[str, ...], place: str) -> Ask:
    wanted = T("A visit: {at}, for {time}: {tasks}.", at=when, time=timedelta(minutes=minutes), tasks=tasks)
    said = [wanted, T("The address: {place}", place=place), T("Is that right?")]
    return Ask(join(said), options=(*parts.YES_NO, Option("place", T("Another place"))), read=parts.yes_or_no)


def ask_when(time: VisitTime, facts: Facts) -> Generator[Ask, Any, tuple[datetime | date, int | None]]:
    """When it should be: a moment, or a day on which any time will do; and how long, where that was said with it."""
    minutes = time.minutes
    while time.at is None and time.day is None:
        time = yield Ask(visit_hint(), read=lambda text: _once(text, facts), keypad="time")
        minutes = time.minutes or minutes
    if time.at is not None:
        return time.at, minutes
    day = time.day
    assert day is not None
    clock: VisitTime | str = yield Ask(
        T("At what time?"), options=(ANY,), read=lambda text: _at(text, day, facts), keypad="time"
    )
    if isinstance(clock, VisitTime):
        assert clock.at is not None
        return clock.at, clock.minutes or minutes
    return day, minutes


def _once(text: str, facts: Facts) -> VisitTime:
    time = read_visit(text, facts["language"], facts["zone"], parts.clock(facts))
    if time.at is None and time.day is None:
        raise NotUnderstood(visit_hint())
    return time


def _at(text: str, day: date, facts: Facts) -> VisitTime:
    time = read_visit(text, facts["language"], facts["zone"], parts.clock(facts), day)
    if time.at is None:
        raise NotUnderstood(T("At what time?"))
    return time


def what_for() -> Ask:
    """What should be done."""
    return Ask(T("What should be done? You can name several things, with commas between them."), read=split)


def how_long(facts: Facts) -> Generator[Ask, Any, int]:
    """How many minutes it should be."""
    options = tuple(Option(f"m{n}", T("{at}", at=timedelta(minutes=n))) for n in LENGTHS)
    chosen: str | timedelta = yield Ask(
        T("How long should the visit be?"),
        options=options,
        read=lambda text: read_duration(text, timedelta(minutes=5), LONGEST, facts["language"]),
    )
    return int(chosen[1:]) if isinstance(chosen, str) else int(chosen.total_seconds() // 60)


def where() -> Generator[Ask, Any, tuple[str, str]]:
    """The address, and about where that is."""
    place: str = yield Ask(T("What is the address? Only the person who comes gets to know it."), read=_short)
    area: str = yield Ask(T("Which part of which town is that? Those we ask see only this."), read=_short)
    return place, area


def _short(text: str) -> str:
    said = " ".join(text.split())
    if not any(letter.isalpha() for letter in said) or len(said) > MOST_LETTERS:
        raise NotUnderstood(T("Please keep it within {n} letters.", n=MOST_LETTERS))
    return said


def split(text: str) -> tuple[str, ...]:
    """Tasks as they were said, between commas or line ends."""
    for sign in "،，、;\n":
        text = text.replace(sign, ",")
    tasks = tuple(task for part in text.split(",") if (task := " ".join(part.split()).strip(" .。")))
    if not tasks or not any(letter.isalpha() for letter in fold(text)):
        raise NotUnderstood(T("What should be done? You can name several things, with commas between them."))
    if len(tasks) > visits.rules.MOST_TASKS or any(len(task) > MOST_LETTERS for task in tasks):
        raise NotUnderstood(T("Please keep it within {n} letters.", n=MOST_LETTERS))
    return tasks


async def finish(turn: Turn, wanted: object, facts: Facts) -> Next:
    assert isinstance(wanted, Wanted)
    person, now = turn.person, turn.now
    home = await visits.Home.get_or_none(person_id=person.id)
    place, area = wanted.place or (None, None)
    if wanted.place is not None and home is None:
        await visits.at_home(person.id, place, area, None, None, now)
    at = wanted.when if isinstance(wanted.when, datetime) else None
    wish = visits.Wish(
        wanted.minutes, tuple((task, None) for task in wanted.tasks), None if at else wanted.when, at, place, area
    )
    await visits.request(person.id, wish, now)
    budget = await visits.ledger.budget(person.id, now)
    return Next([T("We are asking who can come, and tell you as soon as we know."), budget.said])
