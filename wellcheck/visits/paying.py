"""A visit is over: it is paid, and both hear what it came to."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, messages, people
from wellcheck.errors import NotFound, NotPossible, NotValid
from wellcheck.i18n import T, join
from wellcheck.people import Recipient
from wellcheck.visits import ledger, pals, rules
from wellcheck.visits.models import DONE, Visit
from wellcheck.visits.parts import NO_VISIT, OVER, changed, in_one, once_more, tell_of, told_to_user
from wellcheck.visits.service import may_go, others_lose

STARS = tuple((str(n), T("{words}", words=str(n))) for n in range(1, 6))
"""What somebody answers who is asked how a visit was."""


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
    while True:  # until it is done as it was seen
        visit = await Visit.get_or_none(id=visit_id)
        if visit is None:
            raise NotFound(NO_VISIT)
        seen = (visit.state, visit.minutes, visit.pal_id, visit.arrived_at, visit.stays_until, visit.updated_at)
        await _decide(visit, pal_id, reason, found, now)
        known = await people.recipients([visit.user_id, pal_id])
        tells = any(person.address_id is not None for person in known.values())

        async def verb(
            visit: Visit = visit, seen: tuple[Any, ...] = seen, known: dict[UUID, Recipient] = known
        ) -> Completed | None:
            return await _complete(visit, seen, known, now)

        # The old interface's, of which nobody hears, is one statement: it holds nothing a moment longer than it must.
        done = await (in_one(verb) if visit.direct and not tells else once_more(verb))
        if done is not None:
            return done
        await ledger.open_accounts([visit.user_id, pal_id], now)


async def _decide(visit: Visit, pal_id: UUID, reason: str | None, found: str | None, now: datetime) -> None:
    """What becomes of it, written into `visit` alone. `NotPossible` and `NotValid` say why it cannot be completed."""
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
    elif await pals.apart(visit.user_id, pal_id):
        raise NotFound(NO_VISIT)
    if visit.escalation_id is not None and found is None:
        raise NotValid.of("found", T("This is needed."))
    agreed = visit.minutes
    if visit.stays_until is None and rules.needs_reason(agreed, stayed) and not reason:
        raise NotValid.of("reason", T("Please say in a few words why the visit was so much shorter or longer."))
    visit.state, visit.pal_id, visit.ended_at, visit.found = "completed", pal_id, now, found
    visit.paid, visit.step, visit.due_at = rules.due_minutes(agreed, stayed), None, None
    if reason:
        visit.reason = reason


async def _complete(
    visit: Visit, seen: tuple[Any, ...], known: dict[UUID, Recipient], now: datetime
) -> Completed | None:
    """Pay it and tell both. None: it is not any more as it was `seen`, or somebody has no account yet."""
    pal_id, paid = visit.pal_id, visit.paid
    assert pal_id is not None and paid is not None
    payer = ledger.HOUSE if visit.paid_by == "house" else visit.user_id
    data = {"by": str(pal_id), "minutes": paid} | ({"found": visit.found} if visit.found else {})
    transfer = db.new_id()
    entries = ledger.records(ledger.of_visit(payer, pal_id, paid))
    # Whoever is being deleted holds their account; when they are gone there is nothing left to complete.
    held = await db.rows(
        DONE, visit.id, pal_id, now, visit.found, paid, visit.reason_sealed, visit.user_id, json.dumps(data), transfer,
        *db.columns(entries, 4), *seen, [visit.user_id, pal_id],
    )  # fmt: skip
    if not held or not held[0]["done"]:
        return None
    had = {row["person_id"]: ledger.Budget(row["balance"], row["reserved"]) for row in held}
    user, pal = had[visit.user_id], had[pal_id]
    if visit.paid_by == "user":
        user = ledger.Budget(user.balance - paid, user.reserved - visit.minutes)
    pal = replace(pal, balance=pal.balance + rules.credit(paid, ledger.percent()))
    if not visit.direct:  # of the old interface's nobody was asked
        await others_lose(visit, pal_id, now)
        await messages.withdraw([visit.id], now)
    await _tell_completed(visit, known, user, pal, now)
    await changed(visit, "completed", now, pal_id)
    return Completed(visit, transfer, user.balance, pal.balance)


async def _tell_completed(
    visit: Visit, known: dict[UUID, Recipient], user: ledger.Budget, pal: ledger.Budget, now: datetime
) -> None:
    """Both hear what the visit came to, and what they have now."""
    assert visit.pal_id is not None and visit.paid is not None
    tellings = []
    if known[visit.pal_id].address_id is not None:
        added = timedelta(minutes=rules.credit(visit.paid, ledger.percent()))
        said = [T("Thank you. Added for you: {time}.", time=added), pal.said]
        # Who was sent by an alarm said what they found; the old interface asks nobody.
        asks = visit.escalation_id is None and not visit.direct
        if asks:
            said.append(T("How was it? 1 is bad, 5 is very good."))
        tellings.append(tell_of(visit, visit.pal_id, join(said, " "), STARS if asks else (), kind="chat"))
    if told_to_user(visit) and known[visit.user_id].address_id is not None:
        long = timedelta(minutes=visit.paid)
        said = [T("{pal} has been with you: {time}.", pal=known[visit.pal_id].name, time=long)]
        if visit.paid_by == "user":
            said.append(user.said)
        said.append(T("How was it? 1 is bad, 5 is very good."))
        tellings.append(tell_of(visit, visit.user_id, join(said, " "), STARS))
    if tellings:
        await messages.tell_many(tellings, now, known)
