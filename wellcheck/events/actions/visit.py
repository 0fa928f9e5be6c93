"""Ask for a home visit: one that comes again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from wellcheck import db, messages, visits
from wellcheck.errors import WellcheckError
from wellcheck.events.actions.base import Action, Due, Outcome, Params, person_of
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.recurrence import Slot

Words = Annotated[str, Field(min_length=1, max_length=200)]


class Visit(Params):
    """To whom (yourself, if it is not given; somebody else needs an admin), for how long, and what for. It begins
    `hours_ahead` after the event, by the clock on the wall of the event's zone: so long before it pals are asked."""

    user_id: UUID | None = None
    minutes: Annotated[int, Field(ge=1, le=visits.rules.MOST_MINUTES)]
    tasks: Annotated[list[Words], Field(min_length=1, max_length=visits.rules.MOST_TASKS)]
    hours_ahead: Annotated[int, Field(ge=0, le=24 * 14)] = 48
    place: Annotated[str, Field(max_length=300)] | None = None
    area: Annotated[str, Field(max_length=100)] | None = None


async def _check(params: Visit, owner: UUID | None, now: datetime) -> None:
    await person_of(owner)


def on_the_wall(at: datetime, hours: int, zone: str) -> datetime:
    """So many hours later (or earlier) by the clock on the wall there: days keep their time of day when clocks change."""
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(hours=hours)
    return visits.rules.moment(wall.date(), wall.time(), zone)


async def ask(batch: Sequence[Due], params: Mapping[UUID, Visit], now: datetime) -> dict[UUID, Outcome]:
    """One after the other: there are few, and each locks its user's minutes. In the order of the users, as everywhere."""
    outcomes: dict[UUID, Outcome] = {}
    for due in sorted(batch, key=lambda due: str(due.owner_id)):
        wanted = params[due.event_id]
        if due.owner_id is not None:
            at = on_the_wall(due.slot.at, wanted.hours_ahead, due.zone)
            settled = None if due.life is None else await _settled(due, at, now)
            outcomes[due.id] = settled or await ask_for(due.owner_id, due.event_id, wanted, at, now)
    return outcomes


async def _settled(due: Due, at: datetime, now: datetime) -> Outcome | None:
    """Why this visit is not asked for anew: its time is past, or somebody comes. None: it is to be."""
    if at <= now:
        return Outcome("missed", None, PAST, T("That time has passed already. Please give one that is still to come."))
    known = await db.one(
        "SELECT id FROM visits WHERE user_id = $1 AND state = ANY($5) AND (id = $4 OR (event_id = $2 AND starts_at = $3))",
        due.owner_id, due.event_id, at, due.about_id, list(visits.rules.RESERVING),
    )  # fmt: skip
    return None if known is None else Outcome("completed", known["id"], None, T("this visit is planned already"))


async def ask_for(user_id: UUID, event_id: UUID, wanted: Visit, at: datetime, now: datetime) -> Outcome:
    """Ask for one of them, in the caller's transaction. If it cannot be, its user is told why."""
    wish = visits.Wish(
        wanted.minutes, tuple((name, None) for name in wanted.tasks), starts_at=at, place=wanted.place, area=wanted.area,
        event_id=event_id,
    )  # fmt: skip
    try:
        async with db.transaction():
            return Outcome("completed", (await visits.request(user_id, wish, now)).id)
    except WellcheckError as wrong:
        said = T("Your visit could not be asked for: {at}. {why}", at=at, why=wrong.text)
        await messages.tell(Telling(user_id, said, "notice", ("event", event_id)), now)
        return Outcome("failed", None, str(wrong.text)[:200], wrong.text)


def _past(params: Visit, slot: Slot, zone: str, now: datetime) -> bool:
    return on_the_wall(slot.at, params.hours_ahead, zone) <= now


PAST = "its time is past"


def _shown(params: dict[str, Any]) -> dict[str, Any]:
    """Without the address: that is for the two, and admins."""
    return {name: value for name, value in params.items() if name != "place"}


ACTION = Action("visit", Visit, act=ask, check=_check, shown=_shown, past=_past)
