"""What comes due by itself: rounds of offers, a visit that lapses, reminders, and a pal who should be there, or gone, and is
not heard of: the visitor is watched as well."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, people
from wellcheck.escalations import TURNED_OUT
from wellcheck.escalations.rules import metres
from wellcheck.i18n import T
from wellcheck.visits import parts, rules, service, urgent
from wellcheck.visits.models import CANDIDATES, Offer, Visit

LATE = (
    ("arrived", T("I am there")),
    ("help", T("I need help")),
    ("later", T("I am late, but on my way")),
    ("cannot", T("I cannot go")),
)
"""What a pal answers who should be there by now. 2 is a call for help here, as everywhere."""

LEAVING = (("left", T("I have left")), ("help", T("I need help")), ("longer", T("I stay longer")))
"""What a pal answers who should have left by now."""

FOUND = (
    ("safe", T("They are safe")),
    LEAVING[1],
    ("helped", TURNED_OUT["helped"]),
    ("emergency", TURNED_OUT["emergency"]),
    ("nobody", T("Nobody was there")),
    LEAVING[2],
)
"""The same where an alarm had sent them: what they found decides how that goes on."""


async def run_due(now: datetime) -> int:
    """Serve the visits that are due; how many."""
    return await due.run(ROOM, now, now)


async def _handle(rows: Sequence[due.Row], now: datetime) -> None:
    for visit in await Visit.filter(id__in=[row["id"] for row in rows]).order_by("due_at", "id"):
        if await urgent.is_over(visit):
            await service.call_off(visit, "cancelled", now)
            continue
        match visit.step:
            case "offer":
                await _offer(visit, now)
            case "expire":
                await _expire(visit, now)
            case "confirm" | "remind":
                await _remind(visit, now)
            case "late":
                await _ask_pal(visit, now)
            case "tell":
                await _tell_team(visit, now)
            case _:
                await _no_show(visit, now)


async def _give_up(row: due.Row, now: datetime) -> None:
    """A fault of ours stops this visit: our own team sees to whoever is out there, or waits."""
    async with db.transaction():
        person = row["pal_id"] or row["user_id"]
        name = (await people.recipients([person]))[person].name
        said = T("Wellcheck has a fault while checking on {name}. Please make sure they are okay.", name=name)
        await messages.tell_operators(said, now, ("visit", row["id"]))


ROOM = due.Room(
    "visits",
    "state IN ('requested', 'offered', 'accepted', 'arrived')",
    "id, due_at, user_id, pal_id",
    _handle,
    _give_up,
    batch=50,
)


# --- offers ------------------------------------------------------------------------------------------------------------


async def _offer(visit: Visit, now: datetime) -> None:
    over = rules.over_at(parts.when_of(visit), visit.minutes, visit.starts_at)
    alarm = visit.escalation_id is not None
    if alarm:  # an alarm does not lapse while its day has not
        over = max(over, visit.created_at + timedelta(hours=12))
    if now >= over:
        await _expire(visit, now)
        return
    chosen = [pal.person for pal in await candidates(visit, alarm, now)][: rules.ROUND]
    if chosen:
        await service.offer_to(visit, chosen, now)
        visit.due_at = min(visit.due_at or over, over)
        await Visit.filter(id=visit.id).update(due_at=visit.due_at)
        return
    wait = rules.URGENT_ROUND if alarm else rules.WAITING_ROUND
    if not visit.waiting:
        visit.waiting = True
        await _nobody_yet(visit, now)
    await _look(visit, rules.Look("offer", min(over, now + wait)), now)


async def _nobody_yet(visit: Visit, now: datetime) -> None:
    """It waits: whoever asked for it is told once; where an alarm wants it, our team is."""
    if visit.escalation_id is not None:
        user = (await people.recipients([visit.user_id]))[visit.user_id].name
        said = T("Nobody is free to go to {user}, who could not be reached. Please see to it.", user=user)
        await messages.tell_operators(said, now, ("visit", visit.id))
        return
    said = T("Nobody has taken your visit yet: {at}. We go on looking.", at=parts.spoken(visit))
    await messages.tell(parts.tell_of(visit, visit.user_id, said), now)


LOOKED_AT = 300
"""So many of the nearest are looked at in a round."""


async def candidates(visit: Visit, alarm: bool, now: datetime) -> list[rules.Candidate]:
    """Who comes into question for this visit and was not asked yet, the best first: with one statement, however many pals there
    are."""
    found = await db.rows(
        CANDIDATES, visit.user_id, visit.latitude, visit.longitude, visit.area_blind, visit.id, visit.starts_at, now,
        visit.minutes, LOOKED_AT,
    )  # fmt: skip
    here = None if visit.latitude is None or visit.longitude is None else (visit.latitude, visit.longitude)
    listed = [
        rules.Candidate(
            row["id"], row["known"], bool(row["speaks"]),
            None if here is None or row["latitude"] is None else metres(here, (row["latitude"], row["longitude"])) / 1000,
            bool(row["same_area"]), row["reach_km"], row["zone"], tuple(_hours(row["hours"])),
        )
        for row in found
    ]  # fmt: skip
    return rules.ranked(listed, visit.starts_at, visit.minutes, alarm)


def _hours(kept: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kept) if isinstance(kept, str) else kept
    return found


async def _expire(visit: Visit, now: datetime) -> None:
    """Nobody went, and its time is over: the minutes are free again, and whoever asked for it is told."""
    await service.call_off(visit, "expired", now)
    if visit.escalation_id is None:
        said = T("Nobody could come: {at}. We are sorry. Please ask for another day.", at=parts.spoken(visit))
        await messages.tell(parts.tell_of(visit, visit.user_id, said), now)


# --- the day and the hour ------------------------------------------------------------------------------------------------


async def _remind(visit: Visit, now: datetime) -> None:
    assert visit.pal_id is not None
    known = await people.recipients([visit.user_id, visit.pal_id])
    pal, user, at = known[visit.pal_id].name, known[visit.user_id].name, parts.spoken(visit)
    to_pal = T("To remind you: you visit {user}, {at}.", user=user, at=at)
    to_user = T("To remind you: {pal} visits you, {at}.", pal=pal, at=at)
    asks = service.CONFIRM if visit.step == "confirm" else ()
    tellings = [parts.tell_of(visit, visit.pal_id, to_pal, asks, "chat" if asks else "notice")]
    if visit.escalation_id is None:
        tellings.append(parts.tell_of(visit, visit.user_id, to_user))
    await messages.tell_many(tellings, now, known)
    await _next(visit, now)


async def _ask_pal(visit: Visit, now: datetime) -> None:
    """The pal should be there, or gone, by now: how are they?"""
    assert visit.pal_id is not None
    user = (await people.recipients([visit.user_id]))[visit.user_id].name
    await messages.withdraw([visit.id], now)
    if visit.state == "arrived":
        asked = T("Are you okay? The visit to {user} was to be over by now.", user=user)
    else:
        asked = T("Are you okay? {user} is waiting for you.", user=user)
    leaving = LEAVING if visit.escalation_id is None else FOUND
    options = leaving if visit.state == "arrived" else LATE
    await messages.tell(parts.tell_of(visit, visit.pal_id, asked, options, "alarm", urgent=True), now)
    await parts.note(visit, "asked", now)
    await _next(visit, now)


async def _tell_team(visit: Visit, now: datetime) -> None:
    """They do not answer: our own team sees to them, and whoever waits for them knows."""
    assert visit.pal_id is not None
    known = await people.recipients([visit.user_id, visit.pal_id])
    pal, user = known[visit.pal_id].name, known[visit.user_id].name
    if visit.state == "arrived":
        said = T("{pal} went to {user}, should have left by now, and does not answer us. Please make sure they are okay.",
                 pal=pal, user=user)  # fmt: skip
    else:
        said = T("{pal} was to visit {user}, has not said that they are there, and does not answer us. Please make sure "
                 "they are okay.", pal=pal, user=user)  # fmt: skip
        late = T("{pal} is late, and we cannot reach them. We are looking into it.", pal=pal)
        await messages.tell(parts.tell_of(visit, visit.user_id, late), now)
    await messages.tell_operators(said, now, ("visit", visit.id))
    await parts.note(visit, "pal_silent", now)
    await _next(visit, now)


async def _no_show(visit: Visit, now: datetime) -> None:
    """The pal never came: the minutes are free again. Where an alarm had sent them somebody else is asked at once."""
    pal_id = visit.pal_id
    assert pal_id is not None
    await service.call_off(visit, "no_show", now)
    pal = (await people.recipients([pal_id]))[pal_id].name
    said = T("{pal} did not come. We are sorry. Your time for visits is not touched.", pal=pal)
    await messages.tell(parts.tell_of(visit, visit.user_id, said), now)
    await parts.changed(visit, "no_show", now, pal_id)


async def _next(visit: Visit, now: datetime) -> None:
    look = rules.next_look(visit.step, visit.state, parts.when_of(visit), parts.leaves_at(visit), now)
    await _look(visit, look, now)


async def _look(visit: Visit, look: rules.Look, now: datetime) -> None:
    visit.step, visit.due_at = look.step, look.at
    await Visit.filter(id=visit.id).update(
        step=look.step, due_at=look.at, waiting=visit.waiting, failures=0, updated_at=now
    )


async def _unreachable(pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    """A message about a visit reached nobody: an offer is as good as declined, so that the next one is asked."""
    for visit_id, person_id in pairs:
        lost = await Offer.filter(visit_id=visit_id, pal_id=person_id, state="open").update(
            state="lost", answered_at=now
        )
        if lost and not await Offer.exists(visit_id=visit_id, state="open"):
            await db.run(
                "UPDATE visits SET due_at = least(due_at, $2) WHERE id = $1 AND state = 'offered' AND step = 'offer'",
                visit_id, now,
            )  # fmt: skip


messages.when_unreachable("visit", _unreachable)
