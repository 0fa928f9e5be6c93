"""A visit is asked for: what is wrong with the wish, where it is, whether the minutes are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from wellcheck import db, people, wake
from wellcheck.crypto import vault
from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text
from wellcheck.visits import ledger, pals, rules
from wellcheck.visits.models import ASK, Home, Visit
from wellcheck.visits.parts import in_one


@dataclass(frozen=True, slots=True)
class Wish:
    """A visit somebody wants: on a day, or at a moment; for so many minutes; to do this (name, description). `place`: the
    address; without one their home's is taken. `area`, `latitude`, `longitude`: about where that is. `direct`: by the old
    interface. `escalation_id`: an alarm wants it. `event_id`: it comes again and again."""

    minutes: int
    tasks: tuple[tuple[str, str | None], ...]
    day: date | None = None
    starts_at: datetime | None = None
    place: str | None = None
    area: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    direct: bool = False
    escalation_id: UUID | None = None
    event_id: UUID | None = None


async def request(user_id: UUID, wish: Wish, now: datetime) -> Visit:
    """Ask for a visit: its minutes are reserved, and pals are asked. `NotValid` names every field that is wrong; minutes that
    are more than what is left beside other visits to come are. Where an alarm wants it, the house pays what the user cannot."""
    person = await people.get(user_id)
    day = checked(wish, person.zone, now)
    id = db.new_id()
    when = rules.when(day, wish.starts_at, person.zone, wish.minutes)
    look = rules.first_look(rules.over_at(when, wish.minutes, wish.starts_at), now, wish.direct)
    visit = Visit(
        id=id, user_id=user_id, pal_id=None, state="requested", minutes=wish.minutes, day=day, starts_at=wish.starts_at,
        zone=person.zone, direct=wish.direct, escalation_id=wish.escalation_id, event_id=wish.event_id, step=look.step,
        due_at=look.at, created_at=now, updated_at=now,
    )  # fmt: skip
    await _place(visit, wish)
    tasks = db.columns(_sealed(wish.tasks), 4)

    # As little as can be is done while the account is held: everybody else who wants these minutes waits.
    async def verb() -> dict[str, Any] | None:
        return await db.one(
            ASK, id, user_id, visit.minutes, day, visit.starts_at, visit.zone, visit.place_sealed, visit.area_sealed,
            visit.area_blind, visit.latitude, visit.longitude, visit.direct, visit.escalation_id, visit.event_id, visit.step,
            visit.due_at, now, *tasks,
        )  # fmt: skip

    while (made := await in_one(verb)) is None:
        await ledger.open_accounts([user_id], now)
    if made["paid_by"] is None:
        raise NotValid.of("minutes", ledger.Budget(made["balance"], made["reserved"]).said)
    visit.paid_by, visit._saved_in_db = made["paid_by"], True
    if not wish.direct:
        await wake.now_or_after_commit("rooms")
    return visit


def checked(wish: Wish, zone: str, now: datetime) -> date:
    """The day of this visit where its user lives; `NotValid` with everything that is wrong."""
    wrong: dict[str, list[Text]] = {}
    if wish.minutes < 1:
        wrong["minutes"] = [T("This has to be at least {n}.", n=1)]
    elif wish.minutes > rules.MOST_MINUTES:
        wrong["minutes"] = [T("This may be at most {n}.", n=rules.MOST_MINUTES)]
    if not wish.tasks:
        wrong["tasks"] = [T("This may not be empty.")]
    day = wish.day
    if wish.starts_at is not None:
        day = wish.starts_at.astimezone(ZoneInfo(zone)).date()
    if day is None:
        wrong["date"] = [T("This is needed.")]
    elif day < now.astimezone(ZoneInfo(zone)).date() or (
        wish.starts_at and wish.starts_at < now - timedelta(minutes=5)
    ):
        wrong["date"] = [T("This is in the past. Please choose today or a later day.")]
    if wrong:
        raise NotValid(wrong)
    assert day is not None
    return day


async def _place(visit: Visit, wish: Wish) -> None:
    """Where it is: as they said, else at home."""
    home = None
    if not wish.direct and (wish.place is None or wish.area is None):
        home = await Home.get_or_none(person_id=visit.user_id)
    visit.place = wish.place if wish.place is not None or home is None else home.place
    own = wish.area is not None or wish.latitude is not None or wish.place is not None or home is None
    area = wish.area if own or home is None else home.area
    visit.area, visit.area_blind = area, pals.area_blind(area)
    visit.latitude = rules.coarse(wish.latitude if own or home is None else home.latitude)
    visit.longitude = rules.coarse(wish.longitude if own or home is None else home.longitude)


def _sealed(tasks: Sequence[tuple[str, str | None]]) -> list[tuple[UUID, int, bytes, bytes | None]]:
    """The tasks as they are kept: id, position, name and description."""
    seal, records = vault().seal, []
    for position, (name, more) in enumerate(tasks):
        id = db.new_id()
        described = None if more is None else seal(more, "visit_tasks.description", id)
        records.append((id, position, seal(name, "visit_tasks.name", id), described))
    return records


async def at_home(person_id: UUID, place: str | None, area: str | None, latitude: float | None, longitude: float | None,
                  now: datetime) -> Home:  # fmt: skip
    """Where this person is visited when they do not say another place."""
    await people.get(person_id)
    home = await Home.get_or_none(person_id=person_id) or Home(person_id=person_id)
    fresh = not home._saved_in_db
    home.place, home.area = place, area
    home.latitude, home.longitude, home.updated_at = rules.coarse(latitude), rules.coarse(longitude), now
    await home.save(force_create=fresh)
    return home
