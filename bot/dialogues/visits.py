"""What is asked about a visit that is planned, or over: which one to call off or to move, why it was so short, how it was."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.dialogues.how_it_was import NOTHING, read_note
from bot.dialogues.visit import ask_when
from bot.times import VisitTime
from wellcheck import i18n, visits
from wellcheck.i18n import T, Text


def _which(facts: Facts, only: Text) -> Generator[Ask, Any, int | None]:
    """Which of the visits; where there is but one, whether it is meant. None: none of them."""
    planned = facts["visits"]
    if len(planned) == 1:
        sure = yield Ask(only, options=parts.YES_NO, read=parts.yes_or_no)
        return 0 if sure == "yes" else None
    choice: str = yield Ask(
        T("Which visit do you mean?"),
        options=(
            *(Option(f"v{place}", _label(at, facts)) for place, (_, at) in enumerate(planned)),
            Option("keep", T("None of them")),
        ),
    )
    return None if choice == "keep" else int(choice[1:])


def _when(at: str) -> datetime | date:
    return datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)


def _label(at: str, facts: Facts) -> Text:
    # An option's label is said without a zone, so the time is put into words here.
    return T("{words}", words=i18n.say(T("{at}", at=_when(at)), facts["language"], facts["zone"]))


# --- called off ------------------------------------------------------------------------------------------------------


def off(facts: Facts) -> Script:
    """`facts["visits"]`: (id, when) of each that may be meant."""
    return (yield from _which(facts, T("Shall we call off this visit: {at}?", at=_when(facts["visits"][0][1]))))


async def finish_off(turn: Turn, chosen: object, facts: Facts) -> Next:
    if not isinstance(chosen, int):
        return Next([T("All right, nothing was changed.")])
    id, at = facts["visits"][chosen]
    visit = await visits.cancel(UUID(id), turn.person.id, turn.now)
    if visit.user_id != turn.person.id:
        return Next([T("Thank you for telling us. We ask the next person now.")])
    said = T("The visit is off: {at}.", at=_when(at))
    return Next([said, (await visits.ledger.budget(turn.person.id, turn.now)).said])


# --- moved -----------------------------------------------------------------------------------------------------------


def move(facts: Facts) -> Script:
    """`facts["to"]`: the new time, if it was said already."""
    chosen: int | None = 0
    if len(facts["visits"]) > 1:
        chosen = yield from _which(facts, T("Which visit do you mean?"))
    if chosen is None:
        return None
    said = facts.get("to")
    time = VisitTime()
    if said:
        time = VisitTime(
            datetime.fromisoformat(said["at"]) if said["at"] else None,
            date.fromisoformat(said["day"]) if said["day"] else None,
        )
    to, minutes = yield from ask_when(time, facts)
    old = _when(facts["visits"][chosen][1])
    sure = yield Ask(T("Shall we move the visit from {old} to {new}?", old=old, new=to), parts.YES_NO, parts.yes_or_no)
    return (chosen, to, minutes) if sure == "yes" else None


async def finish_move(turn: Turn, moved: object, facts: Facts) -> Next:
    if not isinstance(moved, tuple):
        return Next([T("All right, nothing was changed.")])
    chosen, to, minutes = moved
    at, day = (to, None) if isinstance(to, datetime) else (None, to)
    await visits.reschedule(UUID(facts["visits"][chosen][0]), turn.person.id, turn.now, day, at, minutes)
    return Next([T("We are asking who can come, and tell you as soon as we know.")])


# --- never again -----------------------------------------------------------------------------------------------------


def never(facts: Facts) -> Script:
    answer: str = yield Ask(
        T("Shall we never bring you and {name} together again?", name=facts["who"]), parts.YES_NO, parts.yes_or_no
    )
    return answer == "yes"


async def finish_never(turn: Turn, sure: object, facts: Facts) -> Next:
    if not sure:
        return Next([T("All right, nothing was changed.")])
    await visits.part(turn.person.id, UUID(facts["other"]), turn.now)
    return Next([T("Thank you. That is all.")])


# --- afterwards ------------------------------------------------------------------------------------------------------


def reason(facts: Facts) -> Script:
    """Why a visit took so much longer or shorter."""
    why: str = yield Ask(T("Please say in a few words why the visit was so much shorter or longer."), read=read_note)
    return why


async def finish_reason(turn: Turn, why: object, facts: Facts) -> Next:
    said = await visits.answer(UUID(facts["visit"]), turn.person.id, facts["key"], turn.now, str(why))
    return Next([said] if said is not None else [])


@dataclass(frozen=True, slots=True)
class Said:
    """What is added to the stars: a note, or what is wanted of the other one (`visits.Tie`)."""

    note: str | None = None
    tie: str | None = None


TIES = {"again": "favourite", "never": "blocked"}


def after(facts: Facts) -> Script:
    """A note to the stars, and who should come next time."""
    answer: str = yield Ask(
        T("Thank you. Would you like to add anything?"),
        options=(NOTHING, Option("again", T("The same person again")), Option("never", T("Never this person again"))),
        read=read_note,
    )
    if answer in TIES:
        return Said(tie=TIES[answer])
    return Said(None if answer == NOTHING.key else answer)


async def finish_after(turn: Turn, said: object, facts: Facts) -> Next:
    assert isinstance(said, Said)
    person, now, id = turn.person, turn.now, UUID(facts["visit"])
    if said.note is not None:
        await visits.give_feedback(id, person.id, facts["stars"], said.note, now)
    visit = await visits.get(id, person.id, False)
    other = visit.pal_id if visit.user_id == person.id else visit.user_id
    if said.tie == "blocked" and other is not None:
        await visits.part(person.id, other, now)
    elif said.tie is not None and other is not None:
        await visits.pals.tie(person.id, other, said.tie, now)
    return Next([T("Thank you. That is all.")])
