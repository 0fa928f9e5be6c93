"""The life of a visit: asked for, accepted, there, done; called off, moved. Every change is one transaction with its messages.

Accounts are locked before the visit, in the order of their persons' ids, and the visit before an alarm it belongs to.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from wellcheck import db, messages, people, timeline, wake
from wellcheck.crypto import vault
from wellcheck.errors import NotFound, NotPossible, NotValid
from wellcheck.escalations.takeover import leave_alone
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Telling
from wellcheck.people import Person, Recipient
from wellcheck.visits import ledger, pals, rules
from wellcheck.visits.models import ASK, DONE, Feedback, Home, Offer, Task, Visit

Result = TypeVar("Result")

CONFIRM = (("confirm", T("I go")), ("cannot", T("I cannot")))

STARS = tuple((str(n), T("{words}", words=str(n))) for n in range(1, 6))
"""What somebody answers who is asked how a visit was."""


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


def once_more(verb: Callable[[], Awaitable[Result]]) -> Awaitable[Result]:
    """One decision in one transaction, again if the database refused it for a deadlock."""

    async def decide() -> Result:
        async with db.transaction():
            return await verb()

    return db.again_on_conflict(decide)


# --- asking for one ----------------------------------------------------------------------------------------------------


async def request(user_id: UUID, wish: Wish, now: datetime) -> Visit:
    """Ask for a visit: its minutes are reserved, and pals are asked. `NotValid` names every field that is wrong; minutes that
    are more than what is left beside other visits to come are. Where an alarm wants it, the house pays what the user cannot."""
    person = await people.get(user_id)
    day = _checked(wish, person.zone, now)
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
    async def verb() -> Visit:
        balance = (await ledger.lock([user_id], now))[user_id]
        made = await db.one(
            ASK, id, user_id, visit.minutes, day, visit.starts_at, visit.zone, visit.place_sealed, visit.area_sealed,
            visit.area_blind, visit.latitude, visit.longitude, visit.direct, visit.escalation_id, visit.event_id, visit.step,
            visit.due_at, now, balance, *tasks,
        )  # fmt: skip
        assert made is not None
        if made["paid_by"] is None:
            raise NotValid.of("minutes", ledger.Budget(balance, made["reserved"]).said)
        visit.paid_by, visit._saved_in_db = made["paid_by"], True
        if not wish.direct:
            wake.after_commit("rooms")
        return visit

    return await once_more(verb)


def _checked(wish: Wish, zone: str, now: datetime) -> date:
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


# --- accepting ---------------------------------------------------------------------------------------------------------


async def accept(visit_id: UUID, pal_id: UUID, now: datetime) -> Visit:
    """A pal takes a visit. The first one has it, the others who were asked are told; the address is theirs from now on.
    `NotPossible` for whoever is second, is no pal (yet), or goes somewhere else at that time."""
    return await once_more(lambda: _accept(visit_id, pal_id, now))


async def _accept(visit_id: UUID, pal_id: UUID, now: datetime) -> Visit:
    await ledger.lock([pal_id], now)
    visit = await locked(visit_id)
    if visit.pal_id == pal_id and visit.state in rules.TAKEN:
        return visit
    if visit.state in rules.TAKEN:
        raise NotPossible(T("Thank you. Somebody else goes there already."))
    must_be_open(visit)
    await may_go(visit, pal_id)
    if visit.escalation_id is not None:
        visit.starts_at = now + rules.URGENT_ETA
    look = rules.next_look(None, "accepted", when_of(visit), None, now)
    visit.state, visit.pal_id, visit.accepted_at, visit.waiting = "accepted", pal_id, now, False
    visit.step, visit.due_at = look.step, look.at
    await _keep(visit, now)
    others = await _others_lose(visit, pal_id, now)
    await messages.withdraw([visit.id], now)
    known = await people.recipients([visit.user_id, pal_id])
    pal, user = known[pal_id].name, known[visit.user_id].name
    at = spoken(visit)
    address = visit.place or visit.area
    said = [T("Thank you, {pal}. You go to {user}: {at}.", pal=pal, user=user, at=at)]
    if address:
        said.append(T("The address: {place}", place=address))
    elsewhere = T("Somebody else goes on the visit of {at}. Thank you.", at=at)
    tellings = [tell_of(visit, other, elsewhere) for other in others]
    tellings.append(tell_of(visit, pal_id, join(said), kind="chat"))
    if _told_to_user(visit):
        tellings.append(tell_of(visit, visit.user_id, T("{pal} will visit you: {at}.", pal=pal, at=at)))
    await messages.tell_many(tellings, now)
    await _note(visit, "accepted", now, {"by": str(pal_id)})
    await changed(visit, "accepted", now, pal_id)
    return visit


async def may_go(visit: Visit, pal_id: UUID) -> None:
    """`NotValid` or `NotPossible` for somebody who may not go on this visit."""
    if visit.user_id == pal_id:
        raise NotValid.of("pal_id", T("You cannot visit yourself."))
    await pals.must_be_approved(pal_id)
    if await pals.apart(visit.user_id, pal_id):
        raise NotFound(NO_VISIT)
    if visit.escalation_id is None and visit.starts_at is not None and await db.one(
        "SELECT 1 AS yes FROM visits WHERE pal_id = $1 AND state IN ('accepted', 'arrived') AND id <> $2"
        " AND starts_at < $3::timestamptz + make_interval(mins => $4) AND starts_at + make_interval(mins => minutes) > $3",
        pal_id, visit.id, visit.starts_at, visit.minutes,
    ):  # fmt: skip
        raise NotPossible(T("You go on another visit at that time."))


async def _others_lose(visit: Visit, winner: UUID | None, now: datetime) -> list[UUID]:
    """The visit is settled for those who were asked: who of them had not answered yet."""
    lost = await db.rows(
        "UPDATE visit_offers SET state = 'lost', answered_at = $3 WHERE visit_id = $1 AND state = 'open' AND pal_id IS DISTINCT"
        " FROM $2 RETURNING pal_id",
        visit.id, winner, now,
    )  # fmt: skip
    if winner is not None:
        await Offer.filter(visit_id=visit.id, pal_id=winner).update(state="accepted", answered_at=now)
    return [row["pal_id"] for row in lost]


async def decline(visit_id: UUID, pal_id: UUID, now: datetime) -> Visit:
    """A pal does not want this one. When nobody else is still asked, the next ones are, at once."""

    async def verb() -> Visit:
        visit = await locked(visit_id)
        if visit.pal_id == pal_id and visit.state == "accepted":
            return await _give_back(visit, now, None)
        done = await Offer.filter(visit_id=visit_id, pal_id=pal_id, state="open").update(
            state="declined", answered_at=now
        )
        await leave_alone(visit_id, pal_id, now, buttons=True)
        if done and visit.state == "offered" and not await Offer.exists(visit_id=visit_id, state="open"):
            visit.due_at = now
            await _keep(visit, now)
            wake.after_commit("rooms")
        return visit

    return await once_more(verb)


async def confirm(visit_id: UUID, pal_id: UUID, now: datetime) -> Visit:
    """The pal says the day before that they will go."""

    async def verb() -> Visit:
        visit = await of_pal(visit_id, pal_id)
        visit.confirmed_at = now
        await _keep(visit, now)
        await leave_alone(visit_id, pal_id, now, buttons=True)
        await _note(visit, "confirmed", now, {"by": str(pal_id)})
        return visit

    return await once_more(verb)


# --- being there -------------------------------------------------------------------------------------------------------


async def arrive(visit_id: UUID, pal_id: UUID, now: datetime) -> Visit:
    """The pal is there. Said again it changes nothing. `NotPossible` long before the visit begins."""

    async def verb() -> Visit:
        visit = await of_pal(visit_id, pal_id)
        if visit.state == "arrived":
            return visit
        when = when_of(visit)
        opens = when.begins - rules.EARLY
        if visit.starts_at is None:
            opens = rules.moment(visit.day, datetime.min.time(), visit.zone)
        if now < opens:
            raise NotPossible(T("It is too early for that: the visit is {at}.", at=spoken(visit)))
        visit.state, visit.arrived_at = "arrived", now
        await _watch_leaving(visit, now)
        await messages.withdraw([visit_id], now)
        await _note(visit, "arrived", now, {"by": str(pal_id)})
        await changed(visit, "arrived", now, pal_id)
        return visit

    return await once_more(verb)


async def stay(visit_id: UUID, pal_id: UUID, minutes: int, now: datetime) -> Visit:
    """The pal stays longer, or is on the way and late: they are asked how they are so many minutes later."""

    async def verb() -> Visit:
        visit = await of_pal(visit_id, pal_id)
        span = timedelta(minutes=max(5, min(minutes, rules.MOST_MINUTES)))
        if visit.state == "arrived":
            visit.stays_until = now + span
            await _watch_leaving(visit, now)
        else:
            visit.step, visit.due_at = "late", now + span
            await _keep(visit, now)
        await messages.withdraw([visit_id], now)
        if visit.state == "accepted" and _told_to_user(visit):
            pal = (await people.recipients([pal_id]))[pal_id].name
            said = T("{pal} is late, but on the way: about {time} more.", pal=pal, time=span)
            await messages.tell(tell_of(visit, visit.user_id, said), now)
        await _note(visit, "longer", now, {"minutes": int(span.total_seconds() // 60)})
        return visit

    return await once_more(verb)


async def _watch_leaving(visit: Visit, now: datetime) -> None:
    look = rules.next_look(None, "arrived", when_of(visit), leaves_at(visit), now)
    visit.step, visit.due_at = look.step, look.at
    await _keep(visit, now)


@dataclass(frozen=True, slots=True)
class Completed:
    """A visit that is done: the transfer that paid for it, and what both have now."""

    visit: Visit
    transfer_id: UUID
    user_balance: int
    pal_balance: int


async def complete(
    visit_id: UUID, pal_id: UUID, now: datetime, reason: str | None = None, found: str | None = None
) -> Completed:
    """The pal has left: the visit is paid. `reason`: why it took more than a quarter of an hour more or less than agreed.
    `found`: what they found (`rules.FOUND`), where an alarm had sent them.

    Only who accepted it completes it, after saying that they are there. A visit that nobody accepted may be completed at once
    by a pal; one that was asked for by the old interface by whoever is signed in, as it was there.
    """
    seen = await Visit.get_or_none(id=visit_id).only("id", "user_id")
    if seen is None:
        raise NotFound(NO_VISIT)
    known = await people.recipients([seen.user_id, pal_id])
    return await once_more(lambda: _complete(visit_id, known, seen.user_id, pal_id, reason, found, now))


async def _complete(
    visit_id: UUID, known: dict[UUID, Recipient], user_id: UUID, pal_id: UUID, reason: str | None, found: str | None,
    now: datetime,
) -> Completed:  # fmt: skip
    # Whoever is being deleted holds their account; when they are gone there is nothing left to complete.
    held = await ledger.lock([user_id, pal_id], now)
    visit = await locked(visit_id)
    if visit.state not in rules.RESERVING:
        raise NotPossible(OVER)
    if visit.user_id == pal_id:
        raise NotValid.of("pal_id", T("You cannot visit yourself."))
    stayed = None
    if visit.state in rules.TAKEN:
        if visit.pal_id != pal_id:
            raise NotPossible(T("Thank you. Somebody else goes there already."))
        if visit.arrived_at is None:
            raise NotPossible(T("Please tell us first when you are there."))
        stayed = now - visit.arrived_at
    elif not visit.direct:
        await may_go(visit, pal_id)
    if visit.escalation_id is not None and found is None:
        raise NotValid.of("found", T("This is needed."))
    agreed = visit.minutes
    if visit.stays_until is None and rules.needs_reason(agreed, stayed) and not reason:
        raise NotValid.of("reason", T("Please say in a few words why the visit was so much shorter or longer."))
    visit.state, visit.pal_id, visit.ended_at, visit.found = "completed", pal_id, now, found
    visit.paid, visit.step, visit.due_at = rules.due_minutes(agreed, stayed), None, None
    if reason:
        visit.reason = reason
    payer = ledger.HOUSE if visit.paid_by == "house" else visit.user_id
    data = {"by": str(pal_id), "minutes": visit.paid} | ({"found": found} if found else {})
    transfer = db.new_id()
    entries = ledger.records(ledger.of_visit(payer, pal_id, visit.paid))
    await db.run(
        DONE, visit_id, pal_id, now, found, visit.paid, visit.reason_sealed, visit.user_id, json.dumps(data), transfer,
        *db.columns(entries, 4),
    )  # fmt: skip
    user_has = held[visit.user_id] - (visit.paid if visit.paid_by == "user" else 0)
    pal_has = held[pal_id] + rules.credit(visit.paid, ledger.percent())
    if not visit.direct:  # of the old interface's nobody was asked
        await _others_lose(visit, pal_id, now)
        await messages.withdraw([visit.id], now)
    await _tell_completed(visit, known, user_has, pal_has, now)
    await changed(visit, "completed", now, pal_id)
    return Completed(visit, transfer, user_has, pal_has)


async def _tell_completed(
    visit: Visit, known: dict[UUID, Recipient], user_has: int, pal_has: int, now: datetime
) -> None:
    """Both hear what the visit came to, and what they have now."""
    assert visit.pal_id is not None and visit.paid is not None
    tellings = []
    if known[visit.pal_id].address_id is not None:
        added = timedelta(minutes=rules.credit(visit.paid, ledger.percent()))
        budget = ledger.Budget(pal_has, await ledger.reserved(visit.pal_id))
        said = [T("Thank you. Added for you: {time}.", time=added), budget.said]
        tellings.append(tell_of(visit, visit.pal_id, join(said, " "), kind="chat"))
    if _told_to_user(visit) and known[visit.user_id].address_id is not None:
        long = timedelta(minutes=visit.paid)
        said = [T("{pal} has been with you: {time}.", pal=known[visit.pal_id].name, time=long)]
        if visit.paid_by == "user":
            said.append(ledger.Budget(user_has, await ledger.reserved(visit.user_id)).said)
        said.append(T("How was it? 1 is bad, 5 is very good."))
        tellings.append(tell_of(visit, visit.user_id, join(said, " "), STARS))
    await messages.tell_many(tellings, now, known)


# --- called off, moved ---------------------------------------------------------------------------------------------------


async def cancel(visit_id: UUID, by: UUID, now: datetime, reason: str | None = None, admin: bool = False) -> Visit:
    """Its user (or an admin) calls a visit off: its minutes are free at once, and the pal is told. A pal who accepted it gives
    it back: the user is told, and others are asked. `NotPossible` once the pal is there, or it is over."""

    async def verb() -> Visit:
        visit = await locked(visit_id)
        if by == visit.pal_id and visit.state == "accepted":
            return await _give_back(visit, now, reason)
        if by != visit.user_id and not admin:
            raise NotFound(NO_VISIT)
        if visit.state not in (*rules.OPEN_TO_ALL, "accepted"):
            raise NotPossible(OVER)
        await call_off(visit, "cancelled", now, reason)
        return visit

    return await once_more(verb)


async def call_off(visit: Visit, state: str, now: datetime, reason: str | None = None) -> None:
    """This visit does not come to be, in the caller's transaction: the pal who had it, or those who were asked, are told."""
    told = await _others_lose(visit, None, now)
    if visit.pal_id is not None and state == "cancelled":
        told.append(visit.pal_id)
    visit.late = visit.pal_id is not None and now > when_of(visit).begins - rules.NOTICE
    visit.state, visit.ended_at, visit.step, visit.due_at = state, now, None, None
    if reason:
        visit.reason = reason
    await _keep(visit, now)
    await messages.withdraw([visit.id], now)
    said = T("The visit is off: {at}.", at=spoken(visit))
    await messages.tell_many([tell_of(visit, pal, said) for pal in told], now)
    await _note(visit, state, now, {"late": True} if visit.late else {})


async def _give_back(visit: Visit, now: datetime, reason: str | None) -> Visit:
    """The pal who had it cannot go: others are asked."""
    pal_id = visit.pal_id
    assert pal_id is not None
    late = now > when_of(visit).begins - rules.NOTICE
    pal = (await people.recipients([pal_id]))[pal_id].name
    await Offer.filter(visit_id=visit.id, pal_id=pal_id).update(state="declined", answered_at=now)
    await messages.withdraw([visit.id], now)
    visit.state, visit.pal_id, visit.accepted_at, visit.confirmed_at = "requested", None, None, None
    visit.step, visit.due_at = "offer", now
    await _keep(visit, now)
    said = T("{pal} cannot come: {at}. We are looking for somebody else.", pal=pal, at=spoken(visit))
    if _told_to_user(visit):
        await messages.tell(tell_of(visit, visit.user_id, said), now)
    await _note(visit, "given_back", now, {"by": str(pal_id)} | ({"late": True} if late else {}))
    await changed(visit, "given_back", now, pal_id)
    wake.after_commit("rooms")
    return visit


async def reschedule(
    visit_id: UUID, by: UUID, now: datetime, day: date | None = None, starts_at: datetime | None = None,
    minutes: int | None = None, admin: bool = False,
) -> Visit:  # fmt: skip
    """Its user (or an admin) moves a visit, or changes its length. The budget is looked at again. A pal who had it is asked
    whether they can then, and so are others."""

    async def verb() -> Visit:
        seen = await Visit.get_or_none(id=visit_id).only("id", "user_id")
        if seen is None or (by != seen.user_id and not admin):
            raise NotFound(NO_VISIT)
        held = await ledger.lock([seen.user_id], now)
        visit = await locked(visit_id)
        if visit.state not in (*rules.OPEN_TO_ALL, "accepted"):
            raise NotPossible(OVER)
        long = visit.minutes if minutes is None else minutes
        moved_to = starts_at if starts_at is not None or day is not None else visit.starts_at
        wish = Wish(long, (("", None),), day or visit.day, moved_to)
        new_day = _checked(wish, visit.zone, now)
        reserved = await ledger.reserved(visit.user_id)
        if visit.paid_by == "user" and rules.exceeds(held[visit.user_id], reserved - visit.minutes, long):
            raise NotValid.of("minutes", ledger.Budget(held[visit.user_id], reserved - visit.minutes).said)
        asked = await _others_lose(visit, None, now)
        pal_id = visit.pal_id
        visit.minutes, visit.day, visit.starts_at = long, new_day, moved_to
        visit.state, visit.pal_id, visit.accepted_at, visit.confirmed_at = "requested", None, None, None
        when = when_of(visit)
        look = rules.first_look(rules.over_at(when, long, moved_to), now, visit.direct)
        visit.step, visit.due_at, visit.waiting = look.step, look.at, False
        await _keep(visit, now)
        await messages.withdraw([visit_id], now)
        await Offer.filter(visit_id=visit_id).exclude(state="declined").delete()
        if pal_id is not None:
            asked.append(pal_id)
        await offer_to(visit, asked, now)
        await _note(visit, "moved", now, {"minutes": long})
        return visit

    return await once_more(verb)


async def offer_to(visit: Visit, asked: Sequence[UUID], now: datetime) -> None:
    """Ask these pals whether they go on this visit, in the caller's transaction."""
    if not asked:
        return
    kept = await db.rows(
        "INSERT INTO visit_offers (id, visit_id, pal_id, round, state, created_at) SELECT s.id, $3, s.pal, $4, 'open', $5 FROM"
        " unnest($1::uuid[], $2::uuid[]) AS s(id, pal) ON CONFLICT (visit_id, pal_id) DO NOTHING RETURNING pal_id",
        [db.new_id() for _ in asked], list(asked), visit.id, visit.round + 1, now,
    )  # fmt: skip
    urgent = visit.escalation_id is not None
    tasks = [task.name for task in await Task.filter(visit_id=visit.id).order_by("position")]
    names = tuple(tasks[:3])
    if urgent:
        what = T("It is urgent: somebody has not been reached, and we need a person at their door now. Can you go?")
    else:
        what = T("Can you visit somebody? {at}, for {time}: {tasks}.", at=spoken(visit), time=timedelta(minutes=visit.minutes),
                 tasks=names)  # fmt: skip
    said = what if not visit.area else join([what, T("Where: {area}", area=visit.area)])
    tellings = [tell_of(visit, row["pal_id"], said, OFFERED, "alarm" if urgent else "chat", urgent) for row in kept]
    visit.state, visit.round = "offered", visit.round + 1
    visit.step, visit.due_at = "offer", now + rules.round_wait(when_of(visit).begins, now, urgent)
    await _keep(visit, now)
    await messages.tell_many(tellings, now)


OFFERED = (("accept", T("I can go")), ("decline", T("Not this time")))
"""What a pal answers an offer with."""


# --- tasks, feedback -----------------------------------------------------------------------------------------------------


async def tick(visit_id: UUID, task_id: UUID, by: UUID, done: bool, now: datetime) -> Visit:
    """One of the two says that a task of theirs is done, or is not."""

    async def verb() -> Visit:
        visit = await locked(visit_id)
        if by not in (visit.user_id, visit.pal_id):
            raise NotFound(NO_VISIT)
        changed = await Task.filter(id=task_id, visit_id=visit_id).update(done_at=now if done else None)
        if not changed:
            raise NotFound
        return visit

    return await once_more(verb)


async def give_feedback(visit_id: UUID, by: UUID, stars: int, note: str | None, now: datetime) -> Feedback:
    """One of the two says how a visit was that is over, once; said again it is replaced."""

    async def verb() -> Feedback:
        visit = await locked(visit_id)
        if by not in (visit.user_id, visit.pal_id):
            raise NotFound(NO_VISIT)
        if visit.state not in ("completed", "no_show"):
            raise NotPossible(T("This visit is not over yet."))
        await Feedback.filter(visit_id=visit_id, by_id=by).delete()
        await leave_alone(visit_id, by, now, buttons=True)
        said = Feedback(id=db.new_id(), visit_id=visit_id, by_id=by, stars=stars, created_at=now)
        said.note = note or None
        await said.save(force_create=True)
        return said

    return await once_more(verb)


async def part(person_id: UUID, other_id: UUID, now: datetime) -> None:
    """Never bring these two together again. Visits between them that are to come go to somebody else."""
    await pals.tie(person_id, other_id, "blocked", now)
    both = [person_id, other_id]
    for visit in await Visit.filter(user_id__in=both, pal_id__in=both, state="accepted").order_by("id"):
        assert visit.pal_id is not None
        await decline(visit.id, visit.pal_id, now)


# --- somebody leaves -----------------------------------------------------------------------------------------------------


async def forget(person: Person, now: datetime) -> None:
    """This person is about to be deleted, in that transaction: visits to them are called off and the pals told, visits of
    theirs to others go to somebody else, and their account is closed."""
    await ledger.close(person.id, now)
    open_ones = Visit.filter(user_id=person.id, state__in=rules.RESERVING)
    for visit in await open_ones.select_for_update().order_by("id"):
        await call_off(visit, "cancelled", now)
    taken = Visit.filter(pal_id=person.id, state__in=rules.TAKEN)
    for visit in await taken.select_for_update().order_by("id"):
        visit.state = "accepted"
        await _give_back(visit, now, None)


# --- parts ---------------------------------------------------------------------------------------------------------------

Listener = Callable[[Visit, str, UUID, datetime], Awaitable[None]]
_listeners: list[Listener] = []


def when_changed(listener: Listener) -> None:
    """Tell somebody what a pal did, in that transaction: (visit, accepted, arrived, completed, given_back or no_show, pal,
    now)."""
    _listeners.append(listener)


async def changed(visit: Visit, what: str, now: datetime, pal_id: UUID) -> None:
    """This is what the pal of this visit did."""
    for listener in _listeners:
        await listener(visit, what, pal_id, now)


NO_VISIT = T("There is no such visit.")
OVER = T("This visit is over already.")


def must_be_open(visit: Visit) -> None:
    """`NotPossible` for a visit that is over."""
    if visit.state not in rules.RESERVING:
        raise NotPossible(OVER)


async def locked(visit_id: UUID) -> Visit:
    """This visit, to be changed in this transaction."""
    visit = await Visit.select_for_update().get_or_none(id=visit_id)
    if visit is None:
        raise NotFound(NO_VISIT)
    return visit


async def of_pal(visit_id: UUID, pal_id: UUID) -> Visit:
    """The same, for the pal who has it and is on the way or there."""
    visit = await locked(visit_id)
    if visit.pal_id != pal_id:
        raise NotFound(NO_VISIT)
    if visit.state not in rules.TAKEN:
        raise NotPossible(OVER)
    return visit


def when_of(visit: Visit) -> rules.When:
    """When it is."""
    return rules.when(visit.day, visit.starts_at, visit.zone, visit.minutes)


def leaves_at(visit: Visit) -> datetime | None:
    """When the pal should be gone again, once they are there."""
    if visit.arrived_at is None:
        return None
    return visit.stays_until or visit.arrived_at + timedelta(minutes=visit.minutes)


def spoken(visit: Visit) -> datetime | date:
    """When it is, as it is said: the moment, or the day."""
    return visit.starts_at or visit.day


def _told_to_user(visit: Visit) -> bool:
    # Of an alarm's visit its user hears by the alarm ("Bob is coming to check on you").
    return visit.escalation_id is None


def tell_of(
    visit: Visit, person_id: UUID, text: Text, options: Sequence[tuple[str, Text]] = (), kind: str = "notice",
    urgent: bool = False,
) -> Telling:  # fmt: skip
    """Something to say to somebody about this visit. `urgent`: on all their ways, one after the other."""
    climb = people.Climb(rules.LATE_ASK, timedelta(minutes=2)) if urgent else None
    return Telling(person_id, text, kind, ("visit", visit.id), tuple(options), climb=climb)


async def _keep(visit: Visit, now: datetime) -> None:
    visit.updated_at, visit.failures = now, 0
    await visit.save()


async def _note(visit: Visit, what: str, now: datetime, data: dict[str, object] | None = None) -> None:
    await timeline.note([timeline.Entry(now, ("visit", visit.id), what, visit.user_id, dict(data or {}))])
