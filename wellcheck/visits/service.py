"""The life of a visit: accepted, there; called off, moved; offered anew. Every change is one transaction with its messages.

Accounts are locked before the visit, in the order of their persons' ids, and the visit before an alarm it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from wellcheck import db, messages, people, wake
from wellcheck.errors import NotFound, NotPossible, NotValid
from wellcheck.escalations.takeover import leave_alone
from wellcheck.i18n import T, Text, join
from wellcheck.people import Person
from wellcheck.visits import ledger, pals, rules
from wellcheck.visits.models import Offer, Task, Visit
from wellcheck.visits.parts import (
    NO_VISIT,
    OVER,
    changed,
    keep,
    leaves_at,
    locked,
    must_be_open,
    note,
    of_pal,
    once_more,
    spoken,
    tell_of,
    told_to_user,
    when_of,
)
from wellcheck.visits.wishes import Wish, checked

CONFIRM = (("confirm", T("I go")), ("cannot", T("I cannot")))

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
    await keep(visit, now)
    others = await others_lose(visit, pal_id, now)
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
    if told_to_user(visit):
        tellings.append(tell_of(visit, visit.user_id, T("{pal} will visit you: {at}.", pal=pal, at=at)))
    await messages.tell_many(tellings, now)
    await note(visit, "accepted", now, {"by": str(pal_id)})
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


async def others_lose(visit: Visit, winner: UUID | None, now: datetime) -> list[UUID]:
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
            await keep(visit, now)
            wake.after_commit("rooms")
        return visit

    return await once_more(verb)


async def confirm(visit_id: UUID, pal_id: UUID, now: datetime) -> Visit:
    """The pal says the day before that they will go."""

    async def verb() -> Visit:
        visit = await of_pal(visit_id, pal_id)
        visit.confirmed_at = now
        await keep(visit, now)
        await leave_alone(visit_id, pal_id, now, buttons=True)
        await note(visit, "confirmed", now, {"by": str(pal_id)})
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
        await note(visit, "arrived", now, {"by": str(pal_id)})
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
            await keep(visit, now)
        await messages.withdraw([visit_id], now)
        if visit.state == "accepted" and told_to_user(visit):
            pal = (await people.recipients([pal_id]))[pal_id].name
            said = T("{pal} is late, but on the way: about {time} more.", pal=pal, time=span)
            await messages.tell(tell_of(visit, visit.user_id, said), now)
        await note(visit, "longer", now, {"minutes": int(span.total_seconds() // 60)})
        return visit

    return await once_more(verb)


async def _watch_leaving(visit: Visit, now: datetime) -> None:
    look = rules.next_look(None, "arrived", when_of(visit), leaves_at(visit), now)
    visit.step, visit.due_at = look.step, look.at
    await keep(visit, now)


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
    told = await others_lose(visit, None, now)
    if visit.pal_id is not None and state == "cancelled":
        told.append(visit.pal_id)
    visit.late = visit.pal_id is not None and now > when_of(visit).begins - rules.NOTICE
    visit.state, visit.ended_at, visit.step, visit.due_at = state, now, None, None
    if reason:
        visit.reason = reason
    await keep(visit, now)
    await messages.withdraw([visit.id], now)
    said = T("The visit is off: {at}.", at=spoken(visit))
    await messages.tell_many([tell_of(visit, pal, said) for pal in told], now)
    await note(visit, state, now, {"late": True} if visit.late else {})


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
    await keep(visit, now)
    said = T("{pal} cannot come: {at}. We are looking for somebody else.", pal=pal, at=spoken(visit))
    if told_to_user(visit):
        await messages.tell(tell_of(visit, visit.user_id, said), now)
    await note(visit, "given_back", now, {"by": str(pal_id)} | ({"late": True} if late else {}))
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
        new_day = checked(wish, visit.zone, now)
        beside = replace(held[seen.user_id], reserved=held[seen.user_id].reserved - visit.minutes)
        if visit.paid_by == "user" and long > beside.left:
            raise NotValid.of("minutes", beside.said)
        asked = await others_lose(visit, None, now)
        pal_id = visit.pal_id
        visit.minutes, visit.day, visit.starts_at = long, new_day, moved_to
        visit.state, visit.pal_id, visit.accepted_at, visit.confirmed_at = "requested", None, None, None
        when = when_of(visit)
        look = rules.first_look(rules.over_at(when, long, moved_to), now, visit.direct)
        visit.step, visit.due_at, visit.waiting = look.step, look.at, False
        await keep(visit, now)
        await messages.withdraw([visit_id], now)
        await Offer.filter(visit_id=visit_id).exclude(state="declined").delete()
        if pal_id is not None:
            asked.append(pal_id)
        await offer_to(visit, asked, now)
        await note(visit, "moved", now, {"minutes": long})
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
    said = offer_text(visit, await Task.filter(visit_id=visit.id).order_by("position"))
    tellings = [tell_of(visit, row["pal_id"], said, OFFERED, "alarm" if urgent else "chat", urgent) for row in kept]
    visit.state, visit.round = "offered", visit.round + 1
    visit.step, visit.due_at = "offer", now + rules.round_wait(when_of(visit).begins, now, urgent)
    await keep(visit, now)
    await messages.tell_many(tellings, now)


def offer_text(visit: Visit, tasks: Sequence[Task]) -> Text:
    """What a pal is asked: when, what for, and about where; no name and no address."""
    names = tuple(task.name for task in tasks[:3])
    if visit.escalation_id is not None:
        what = T("It is urgent: somebody has not been reached, and we need a person at their door now. Can you go?")
    else:
        what = T("Can you visit somebody? {at}, for {time}: {tasks}.", at=spoken(visit), time=timedelta(minutes=visit.minutes),
                 tasks=names)  # fmt: skip
    return what if not visit.area else join([what, T("Where: {area}", area=visit.area)])


OFFERED = (("accept", T("I can go")), ("decline", T("Not this time")))
"""What a pal answers an offer with."""


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
