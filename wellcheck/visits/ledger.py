"""The ledger of minutes: double entries that are only ever added. A balance is the sum of an account's entries.

Whoever changes minutes locks the accounts of all persons concerned first, in the order of their ids, then the visit: so no two
wait for each other. The house is never locked, for it would stop everybody; it may be below zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.exceptions import IntegrityError

from wellcheck import db
from wellcheck.errors import NotFound, NotPossible
from wellcheck.i18n import T, Text
from wellcheck.visits import rules
from wellcheck.visits.models import LedgerEntry

HOUSE = UUID(int=1)
"""The account that start budgets come from, that fees go to, and that pays where somebody cannot."""

_rates = rules.Rates()


def use_rates(rates: rules.Rates) -> None:
    """What this installation's accounts begin with, and what a pal gets (runtime.start)."""
    global _rates
    _rates = rates


def percent() -> int:
    """How many of a hundred minutes the pal gets."""
    return _rates.percent


@dataclass(frozen=True, slots=True)
class Budget:
    """What somebody has, and how much of it is reserved for visits that are to come, in minutes."""

    balance: int
    reserved: int

    @property
    def left(self) -> int:
        """What they may still ask for."""
        return self.balance - self.reserved

    @property
    def said(self) -> Text:
        """The same, in words."""
        left, reserved = timedelta(minutes=self.left), timedelta(minutes=self.reserved)
        return T("Your time for visits: {left} left, {reserved} reserved.", left=left, reserved=reserved)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a transfer: so many minutes to this account, below zero: from it."""

    account: UUID
    minutes: int
    kind: str


async def lock(persons: Iterable[UUID], now: datetime) -> dict[UUID, Budget]:
    """Hold these persons' accounts until the end of the transaction, and what is on them. Whoever has none gets one, with the
    start budget. `NotFound` for somebody who is gone."""
    wanted = set(persons)
    held = await _held(wanted)
    if missing := wanted - held.keys():
        await open_accounts(missing, now)
        held = await _held(wanted)
    return held


async def _held(persons: Iterable[UUID]) -> dict[UUID, Budget]:
    rows = await db.rows("SELECT person_id, balance, reserved FROM ledger_hold($1)", list(persons))
    return {row["person_id"]: Budget(row["balance"], row["reserved"]) for row in rows}


async def open_accounts(persons: Iterable[UUID], now: datetime) -> None:
    """Accounts for those of these persons who have none, with the start budget. `NotFound` for somebody who is gone."""
    try:
        async with db.transaction():
            opened = await db.rows(
                "INSERT INTO ledger_accounts (person_id, opened_at) SELECT id, $2 FROM unnest($1::uuid[]) AS s(id)"
                " ORDER BY id ON CONFLICT DO NOTHING RETURNING person_id",
                list(persons), now,
            )  # fmt: skip
            for row in opened:
                if _rates.start:
                    sides = [Side(row["person_id"], _rates.start, "opening"), Side(HOUSE, -_rates.start, "opening")]
                    await book(sides, now)
    except IntegrityError:
        raise NotFound(T("There is nobody with this id.")) from None


async def book(sides: Sequence[Side], now: datetime, visit_id: UUID | None = None) -> UUID:
    """Add one transfer, all its sides with one statement; its id. Sides of zero minutes are left out."""
    transfer = db.new_id()
    await db.run(
        "INSERT INTO ledger_entries (id, transfer_id, account_id, minutes, kind, visit_id, created_at)"
        " SELECT s.id, $5, s.account, s.minutes, s.kind, $6, $7"
        " FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS s(id, account, minutes, kind)",
        *db.columns(records(sides), 4), transfer, visit_id, now,
    )  # fmt: skip
    return transfer


def records(sides: Sequence[Side]) -> list[tuple[UUID, UUID, int, str]]:
    """The entries of a transfer as they are written: id, account, minutes, kind."""
    return [(db.new_id(), side.account, side.minutes, side.kind) for side in sides if side.minutes]


def of_visit(payer: UUID, pal: UUID, minutes: int) -> list[Side]:
    """What a visit of so many minutes moves: the pal gets their part, the house the fee."""
    credit = rules.credit(minutes, _rates.percent)
    return [Side(payer, -minutes, "visit"), Side(pal, credit, "visit"), Side(HOUSE, minutes - credit, "fee")]


async def budget(person: UUID, now: datetime) -> Budget:
    """What this person has, and what is reserved of it."""
    async with db.transaction():
        return (await lock([person], now))[person]


async def known(persons: Iterable[UUID]) -> dict[UUID, int]:
    """The balances of those of these persons who have an account."""
    found = await db.rows(
        "SELECT person_id, balance FROM ledger_accounts WHERE person_id = ANY($1)", list(set(persons))
    )
    return {row["person_id"]: row["balance"] for row in found}


def at_start() -> int:
    """What somebody has who has no account yet."""
    return _rates.start


async def entries(account: UUID, offset: int, limit: int) -> tuple[int, list[LedgerEntry]]:
    """How many entries this account has, and some of them, newest first."""
    listed = LedgerEntry.filter(account_id=account)
    return await listed.count(), await listed.order_by("-id").offset(offset).limit(limit)


async def give(person: UUID, minutes: int, now: datetime) -> Budget:
    """An admin gives somebody minutes, or takes some: never more than are left beside what is reserved."""
    async with db.transaction():
        has = (await lock([person], now))[person]
        if has.left + minutes < 0:
            raise NotPossible(has.said)
        await book([Side(person, minutes, "gift"), Side(HOUSE, -minutes, "gift")], now)
        return replace(has, balance=has.balance + minutes)


async def close(person: UUID, now: datetime) -> None:
    """This person leaves: what is on their account goes to the house. Their entries stay, by an id that leads nowhere. Holds
    the account, so that nothing can be booked on it until they are gone."""
    row = await db.one("SELECT balance FROM ledger_accounts WHERE person_id = $1 FOR UPDATE", person)
    if row is not None and row["balance"]:
        await book([Side(person, -row["balance"], "closing"), Side(HOUSE, row["balance"], "closing")], now)


@dataclass(frozen=True, slots=True)
class Books:
    """The whole ledger in four sums: all entries (zero), what persons have, what the house has, and the fees in that. `differ`:
    accounts whose balance is not the sum of their entries (none)."""

    total: int
    balances: int
    house: int
    fees: int
    differ: int


async def books() -> Books:
    """Sum up everything: for admins, and for whoever does not believe it."""
    row = await db.one(
        "SELECT coalesce(sum(minutes), 0)::int AS total,"
        " coalesce(sum(minutes) FILTER (WHERE account_id = $1), 0)::int AS house,"
        " coalesce(sum(minutes) FILTER (WHERE kind = 'fee'), 0)::int AS fees,"
        " (SELECT coalesce(sum(balance), 0)::int FROM ledger_accounts) AS balances,"
        " (SELECT count(*)::int FROM ledger_accounts a WHERE a.balance <>"
        "  (SELECT coalesce(sum(e.minutes), 0) FROM ledger_entries e WHERE e.account_id = a.person_id)) AS differ"
        " FROM ledger_entries",
        HOUSE,
    )
    assert row is not None
    return Books(row["total"], row["balances"], row["house"], row["fees"], row["differ"])
