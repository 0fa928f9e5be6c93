"""Find and keep persons, their addresses and their contacts."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.exceptions import IntegrityError

from wellcheck import db
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound, NotPossible, NotUnderstood, NotValid, TooMany
from wellcheck.i18n import T, Text
from wellcheck.people import rules
from wellcheck.people.models import Address, Contact, OneTime, Person

log = logging.getLogger(__name__)

_channels: tuple[str, ...] = rules.PERSONAL


def use_channels(names: Iterable[str]) -> None:
    """This installation speaks on these channels alone: an address on another one reaches nobody (runtime.start)."""
    global _channels
    chosen = set(names)
    _channels = tuple(name for name in rules.PERSONAL if name in chosen)


def reaches(channel: str) -> bool:
    """Whether this installation speaks on this channel."""
    return channel in _channels


def usable() -> str:
    """SQL: this address may be used, and would reach somebody. The one place that says so."""
    listed = ", ".join(f"'{name}'" for name in (*_channels, "canary"))
    return f"verified_at IS NOT NULL AND stopped_at IS NULL AND dead_at IS NULL AND channel IN ({listed})"


class Recipient(NamedTuple):
    """A person as the outbox needs them: how to speak, and the first address that can be used (None: there is none).

    `further`: the other addresses that can be used, as (address, channel, seconds chosen for it), in their order.
    `quiet`: when they do not want to be told what can wait.
    """

    person_id: UUID
    language: str
    zone: str
    name_sealed: bytes | None
    address_id: UUID | None
    channel: str | None
    discreet: bool = False
    further: tuple[rules.Way, ...] = ()
    quiet: rules.Hours | None = None

    @property
    def ways(self) -> tuple[rules.Way, ...]:
        """All addresses that can be used, in their order."""
        if self.address_id is None or self.channel is None:
            return ()
        return ((self.address_id, self.channel, None), *self.further)

    @property
    def name(self) -> str:
        """The first name, in clear; "" when we do not know it."""
        return opened_name(self.person_id, self.name_sealed)


def opened_name(person_id: UUID, sealed: bytes | None) -> str:
    """A person's first name from its sealed column; "" when we do not know it, "…" when it cannot be read: whoever is to
    be asked or told must not go without for want of a name."""
    try:
        return "" if sealed is None else vault().open(sealed, "persons.first_name", person_id)
    except (WrongKey, ValueError):
        log.error("a name cannot be read", extra={"person": str(person_id)})
        return "…"


async def create(first_name: str | None, last_name: str | None, language: str, zone: str, now: datetime) -> Person:
    """A new person, without any address yet."""
    person = Person(id=db.new_id(), language=language, zone=zone, created_at=now, updated_at=now)
    person.first_name, person.last_name = first_name, last_name
    await person.save(force_create=True)
    return person


async def get(id: UUID) -> Person:
    """One person; `NotFound` if there is none of that id."""
    person = await Person.get_or_none(id=id)
    if person is None:
        raise NotFound(T("There is nobody with this id."))
    return person


def blind(channel: str, value: str) -> bytes:
    """The look-up key of an address."""
    # Letter case does not count in an e-mail address (it may in theory, before the "@"; no server of today minds).
    return vault().blind(channel, value.casefold() if channel == "email" else value)


async def find_address(channel: str, value: str) -> Address | None:
    """The address with this value, whoever's it is, with its person."""
    return await Address.get_or_none(channel=channel, blind=blind(channel, value)).prefetch_related("person")


async def by_senders(senders: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], dict[str, Any]]:
    """Whose addresses these are, with one query: (channel, blind) → address, person, language, zone, name."""
    channels, blinds = db.columns(list(set(senders)), 2)
    found = await db.rows(
        "SELECT a.id AS address_id, a.channel, a.blind, a.verified_at, a.verified_how, a.stopped_at, p.id AS person_id,"
        " p.language, p.zone,"
        " p.first_name_sealed FROM unnest($1::text[], $2::bytea[]) AS s(channel, blind)"
        " JOIN addresses a ON a.channel = s.channel AND a.blind = s.blind JOIN persons p ON p.id = a.person_id",
        channels,
        blinds,
    )
    return {(row["channel"], bytes(row["blind"])): row for row in found}


async def by_number(e164: str) -> dict[str, Any] | None:
    """Who has this phone number, whichever channel it was proved on: a row as of `by_senders`, or None."""
    found = await by_senders([(channel, blind(channel, e164)) for channel in rules.NUMBERS])
    proved = [row for row in found.values() if row["verified_at"] is not None]
    return min(proved, key=lambda row: rules.NUMBERS.index(row["channel"]), default=None)


async def choose_pin(person_id: UUID, pin: str | None) -> None:
    """The digits that prove on a call to us who is calling; None: none any more."""
    person = await Person.select_for_update().get(id=person_id)
    person.pin, person.pin_misses, person.pin_missed_at = pin, 0, None
    await person.save(update_fields=["pin_sealed", "pin_misses", "pin_missed_at"])


async def pin_ok(person_id: UUID, pin: str, now: datetime) -> bool:
    """Whether these are the digits. After `rules.PIN_TRIES` wrong ones in a row none are, for an hour."""
    async with db.transaction():
        person = await Person.select_for_update().get(id=person_id)
        if person.pin is None:
            return False
        if person.pin_missed_at is not None and now - person.pin_missed_at > rules.PIN_REST:
            person.pin_misses = 0
        if person.pin_misses >= rules.PIN_TRIES:
            return False
        right = hmac.compare_digest(person.pin.encode(), pin.encode())
        person.pin_misses = 0 if right else person.pin_misses + 1
        person.pin_missed_at = None if right else now
        await person.save(update_fields=["pin_misses", "pin_missed_at"])
        return right


async def recipients(ids: Iterable[UUID]) -> dict[UUID, Recipient]:
    """Many persons as the outbox needs them, with one query."""
    # Lateral, so that a few hundred people are looked up by index however many there are; sorted, so that it stays so.
    found = await db.records(
        "SELECT p.id, p.language, p.zone, p.discreet, p.quiet_from, p.quiet_until, p.first_name_sealed, a.id AS address_id,"
        " a.channel, a.wait_seconds, a.rank, a.created_at FROM persons p LEFT JOIN LATERAL"
        " (SELECT id, channel, wait_seconds, rank, created_at"
        f" FROM addresses WHERE person_id = p.id AND {usable()} ORDER BY rank, created_at) a ON true WHERE p.id = ANY($1)",
        list(set(ids)),
    )
    listed: dict[UUID, Recipient] = {}
    several: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in found:
        id = row["id"]
        if id in listed:
            several.setdefault(id, []).append(row)
            continue
        listed[id] = Recipient(
            id,
            row["language"],
            row["zone"],
            row["first_name_sealed"],
            row["address_id"],
            row["channel"],
            row["discreet"],
            quiet=_hours(row["quiet_from"], row["quiet_until"]),
        )
    for id, rows in several.items():
        further = tuple((row["address_id"], row["channel"], row["wait_seconds"]) for row in rows)
        listed[id] = listed[id]._replace(further=further)
    return listed


def _hours(start: int | None, end: int | None) -> rules.Hours | None:
    return None if start is None or end is None else rules.Hours(start, end)


async def quiet_hours(person_id: UUID) -> rules.Hours | None:
    """When this person does not want to be told what can wait; None: any time will do."""
    person = await get(person_id)
    return _hours(person.quiet_from, person.quiet_until)


async def set_quiet_hours(person_id: UUID, hours: rules.Hours | None, now: datetime) -> None:
    """Keep this person's quiet hours, or none. `NotValid` when they are too long, or no time at all."""
    await get(person_id)
    if hours is not None and not 0 < hours.minutes <= rules.QUIET_MOST:
        raise NotValid.of("until", T("Quiet hours are at most {most} long.", most=timedelta(minutes=rules.QUIET_MOST)))
    start, end = (None, None) if hours is None else (hours.start, hours.end)
    await Person.filter(id=person_id).update(quiet_from=start, quiet_until=end, updated_at=now)


async def addresses(person_id: UUID) -> list[Address]:
    """All addresses of a person, in the order they are tried."""
    return await Address.filter(person_id=person_id).order_by("rank", "created_at")


async def usable_addresses(person_id: UUID) -> list[Address]:
    """The addresses that may be used, in the order they are tried."""
    return await Address.filter(
        person_id=person_id,
        verified_at__isnull=False,
        stopped_at__isnull=True,
        dead_at__isnull=True,
        channel__in=_channels,
    ).order_by("rank", "created_at")


async def add_address(
    person_id: UUID, channel: str, value: str, now: datetime, *, verified_how: str | None = None, first: bool = False
) -> Address:
    """Give a person one more way to be reached; the same one again only verifies it.

    `first`: tried before the others. `NotPossible` if it is somebody else's.
    """
    known = await find_address(channel, value)
    if known is not None:
        if known.person_id != person_id:
            raise NotPossible(T("This number or account already belongs to somebody else here."))
        if verified_how and known.verified_at is None:
            known.verified_at, known.verified_how = now, verified_how
        known.dead_at = known.dead_reason = None
        await known.save(update_fields=["verified_at", "verified_how", "dead_at", "dead_reason"])
        return known
    others = await Address.filter(person_id=person_id).order_by("rank")
    rank = (others[0].rank - 1 if first else others[-1].rank + 1) if others else 0
    address = Address(
        id=db.new_id(),
        person_id=person_id,
        channel=channel,
        blind=blind(channel, value),
        rank=rank,
        verified_at=now if verified_how else None,
        verified_how=verified_how,
        created_at=now,
    )
    address.value = value
    try:
        await address.save(force_create=True)
    except IntegrityError as taken:
        raise NotPossible(T("This number or account already belongs to somebody else here.")) from taken
    return address


def spoken(channel: str, value: str) -> Text:
    """An address as we name it to its owner: of a number its end alone, for others may read the screen."""
    end = value[-3:]
    match channel:
        case "telegram":
            return T("Telegram")
        case "whatsapp":
            return T("WhatsApp to the number that ends in {end}", end=end)
        case "voice":
            return T("a phone call to the number that ends in {end}", end=end)
        case "sms":
            return T("a text message to the number that ends in {end}", end=end)
        case "email":
            return T("an e-mail to {address}", address=f"{value[:1]}…{value[value.rfind('@') :]}")
        case _:
            return T("your other address")


def way_back(channel: str, value: str) -> Text:
    """That an address of theirs is closed, and how to open it again."""
    place = spoken(channel, value)
    if channel in ("voice", "email"):
        return T("This way is closed: {place}. Please check it: reply “settings”.", place=place)
    return T("This way is closed: {place}. To open it again, write us “start” from there.", place=place)


async def arrange(person_id: UUID, order: Sequence[tuple[UUID, int | None]]) -> list[Address]:
    """Choose the order in which this person's addresses are tried, and each one's wait in seconds after a question was
    asked (None: `rules.ladder`). Addresses that are not named come last, as they were. Returns all of them.

    `NotValid` names what is wrong: an address that is not theirs or named twice, a wait out of its limits or shorter than
    the one before.
    """
    async with db.transaction():
        mine = {
            a.id: a
            for a in await Address.filter(person_id=person_id).select_for_update().order_by("rank", "created_at")
        }
        named = [id for id, _ in order]
        if len(set(named)) < len(named) or not mine.keys() >= set(named):
            raise NotValid.of("addresses", T("Please name each of your addresses once."))
        longest = int(rules.LONGEST_RUNG.total_seconds())
        before = 0
        for _, wait in order[1:]:
            if wait is None:
                continue
            if not before <= wait <= longest:
                raise NotValid.of("addresses", T("Each address is tried after the one before it, within {longest}.",
                                                 longest=rules.LONGEST_RUNG))  # fmt: skip
            before = wait
        waits = dict(order)
        sequence = [*named, *(id for id in mine if id not in waits)]
        await db.run(
            "UPDATE addresses a SET rank = s.rank, wait_seconds = s.wait FROM"
            " unnest($1::uuid[], $2::smallint[], $3::int[]) AS s(id, rank, wait) WHERE a.id = s.id",
            sequence,
            list(range(len(sequence))),
            [waits[id] if id in waits else mine[id].wait_seconds for id in sequence],
        )
        return await addresses(person_id)


async def verify(address: Address, how: str, now: datetime) -> None:
    """This address is theirs: they answered a code, tapped a button, or wrote from it."""
    address.verified_at, address.verified_how = now, how
    address.dead_at = address.dead_reason = None
    await address.save(update_fields=["verified_at", "verified_how", "dead_at", "dead_reason"])


async def stop(address_id: UUID, now: datetime) -> bool:
    """Its owner said STOP here: nothing more is sent to this address. True the first time."""
    return (
        await db.run("UPDATE addresses SET stopped_at = $2 WHERE id = $1 AND stopped_at IS NULL", address_id, now) > 0
    )


async def reopen(address_id: UUID) -> None:
    """Its owner said START again."""
    await db.run("UPDATE addresses SET stopped_at = NULL, dead_at = NULL, dead_reason = NULL WHERE id = $1", address_id)


async def mark_dead(address_id: UUID, reason: str, now: datetime) -> bool:
    """The provider says for good that this address cannot be reached. True the first time."""
    done = await db.run(
        "UPDATE addresses SET dead_at = $2, dead_reason = left($3, 64) WHERE id = $1 AND dead_at IS NULL",
        address_id,
        now,
        reason,
    )
    return done > 0


async def move_address(address_id: UUID, channel: str, value: str) -> None:
    """The provider moved this account to another id (Telegram: a chat that migrated)."""
    address = await Address.get(id=address_id)
    address.value = value
    address.blind = blind(channel, value)
    await address.save(update_fields=["value_sealed", "blind"])


async def rename(person: Person, now: datetime, **changes: str | None) -> None:
    """Change a person's first_name, last_name, language or zone. What is not named is left as the database has it."""
    for name, value in changes.items():
        setattr(person, name, value)
    person.updated_at = now
    columns = [f"{name}_sealed" if name.endswith("_name") else name for name in changes]
    await person.save(update_fields=[*columns, "updated_at"])


async def be_discreet(person_id: UUID, discreet: bool, now: datetime) -> None:
    """Whether questions to this person say nothing that others may not read on their screen."""
    await Person.filter(id=person_id).update(discreet=discreet, updated_at=now)


async def set_duress(person_id: UUID, word: str | None, now: datetime) -> None:
    """Keep this person's secret word, or none. It is kept as a keyed digest alone: nobody can read it, nor can we show it."""
    kept = None if word is None else _duress(word)
    await Person.filter(id=person_id).update(duress_mac=kept, updated_at=now)


def says_duress(mac: bytes | None, text: str) -> bool:
    """Whether these are exactly the secret word of which `mac` is kept, in whatever case and punctuation."""
    return mac is not None and hmac.compare_digest(bytes(mac), _duress(text))


def _duress(word: str) -> bytes:
    return vault().mac("duress", rules.same_words(word))


async def contacts(user_id: UUID) -> list[Contact]:
    """The user's contacts, in the order they are told."""
    return await Contact.filter(user_id=user_id).order_by("position", "created_at", "id")


async def contact_of(user_id: UUID, contact_id: UUID, lock: bool = False) -> Contact:
    """One contact of this user; somebody else's looks like none. `lock`: to be changed in this transaction."""
    wanted = Contact.filter(id=contact_id, user_id=user_id)
    contact = await (wanted.select_for_update() if lock else wanted).first()
    if contact is None:
        raise NotFound(T("There is no such contact."))
    return contact


async def telling_orders(user_ids: Sequence[UUID]) -> dict[UUID, list[rules.Told]]:
    """Who is told for each of these users, in order, with one query."""
    found = await db.rows(
        "SELECT id, user_id, person_id, consent FROM contacts WHERE user_id = ANY($1) AND is_emergency "
        "ORDER BY position, created_at, id",
        list(user_ids),
    )
    listed: dict[UUID, list[rules.Told]] = {user: [] for user in user_ids}
    for row in found:
        listed[row["user_id"]].append(rules.Told(row["id"], row["person_id"], row["consent"]))
    return {user: rules.telling_order(told) for user, told in listed.items()}


def _same(stored: bytes, mac: bytes) -> bool:
    return hmac.compare_digest(bytes(stored), mac)


async def new_code(purpose: str, subject_id: UUID, now: datetime, about: str) -> str:
    """Six digits that must come back within ten minutes; an earlier one for the same subject is void.

    `about`: what alone they prove, such as the number they are sent to.

    At most one a minute and five an hour per subject (`TooMany`).
    """
    recent = await OneTime.filter(purpose=purpose, subject_id=subject_id, created_at__gt=now - timedelta(hours=1))
    newest = max((code.created_at for code in recent), default=None)
    if newest and now - newest < timedelta(seconds=60):
        raise TooMany(T("We just sent a code. Please wait a minute before asking for another."), 60)
    if len(recent) >= 5:
        raise TooMany(T("That was a lot of codes. Please try again in an hour."), 3600)
    await OneTime.filter(purpose=purpose, subject_id=subject_id, used_at__isnull=True).update(used_at=now)
    code = f"{secrets.randbelow(1_000_000):06d}"
    await OneTime.create(
        id=db.new_id(),
        purpose=purpose,
        subject_id=subject_id,
        mac=vault().mac(f"{purpose}:{subject_id}:{about}", code),
        tries_left=rules.CODE_TRIES,
        expires_at=now + timedelta(minutes=rules.CODE_MINUTES),
        created_at=now,
    )
    return code


async def redeem_code(purpose: str, subject_id: UUID, code: str, now: datetime, about: str) -> None:
    """Use up a code that was made `about` this. `NotUnderstood` says what is wrong; five wrong ones burn it. The count is
    kept by the database."""
    row = await db.one(
        "UPDATE one_time SET tries_left = tries_left - 1 WHERE purpose = $1 AND subject_id = $2 AND used_at IS NULL "
        "AND expires_at > $3 AND tries_left > 0 RETURNING id, mac, tries_left",
        purpose,
        subject_id,
        now,
    )
    if row is None:
        raise NotUnderstood(T("That code is no longer valid. Say “new code” and we send you another."))
    if not _same(row["mac"], vault().mac(f"{purpose}:{subject_id}:{about}", code)):
        raise NotUnderstood(T("That is not the code we sent. Please look again and type the six digits."))
    await OneTime.filter(id=row["id"]).update(used_at=now)


async def new_link(purpose: str, subject_id: UUID, now: datetime, hours: int = rules.LINK_HOURS) -> str:
    """A one-time word of 128 bits for a deep link; an earlier one for the same subject is void."""
    await OneTime.filter(purpose=purpose, subject_id=subject_id, used_at__isnull=True).update(used_at=now)
    word = secrets.token_urlsafe(16)
    await OneTime.create(
        id=db.new_id(),
        purpose=purpose,
        subject_id=subject_id,
        mac=vault().mac(purpose, word),
        tries_left=1,
        expires_at=now + timedelta(hours=hours),
        created_at=now,
    )
    return word


async def redeem_link(purpose: str, word: str, now: datetime) -> UUID | None:
    """Whose link this is, used up by this call; None if it is unknown, old or used."""
    row = await db.one(
        "UPDATE one_time SET used_at = $3 WHERE purpose = $1 AND mac = $2 AND used_at IS NULL AND expires_at > $3 "
        "RETURNING subject_id",
        purpose,
        vault().mac(purpose, word),
        now,
    )
    return row["subject_id"] if row else None


Merged = Callable[[UUID, UUID, datetime], Awaitable[None]]
_merged: list[Merged] = []


def when_merged(listener: Merged) -> None:
    """Tell a room that two records turned out to be one person: (kept, given up, now), before the second goes."""
    _merged.append(listener)


async def merge(kept: UUID, given_up: UUID, now: datetime) -> None:
    """Two records turned out to be one person: the addresses, messages and contact links of the second go to the first.

    Only for a person without an account or probes of their own (somebody who was a contact by phone and now opened the
    invitation on Telegram).
    """
    async with db.transaction():
        await db.run("SELECT id FROM persons WHERE id = ANY($1) ORDER BY id FOR UPDATE", sorted([kept, given_up]))
        for table in ("addresses", "deliveries", "inbound"):
            await db.run(f"UPDATE {table} SET person_id = $1 WHERE person_id = $2", kept, given_up)
        await db.run(
            "UPDATE contacts c SET person_id = $1 WHERE person_id = $2 AND NOT EXISTS "
            "(SELECT 1 FROM contacts o WHERE o.user_id = c.user_id AND o.person_id = $1)",
            kept,
            given_up,
        )
        # Alarms go on: those they are to be told of, and those about themselves.
        still_open = "status IN ('running', 'acknowledged', 'exhausted')"
        await db.run(
            "UPDATE escalations SET plan = replace(plan::text, $2, $1)::jsonb,"
            " acknowledged_by_id = CASE WHEN acknowledged_by_id = $2::text::uuid THEN $1::text::uuid"
            f" ELSE acknowledged_by_id END WHERE {still_open} AND plan::text LIKE '%' || $2 || '%'",
            str(kept),
            str(given_up),
        )
        await db.run(
            "UPDATE drills SET plan = replace(plan::text, $2, $1)::jsonb, answers = replace(answers::text, $2, $1)::jsonb,"
            " told = replace(told::text, $2, $1)::jsonb, stages = replace(stages::text, $2, $1)::jsonb"
            " WHERE status = 'running' AND plan::text LIKE '%' || $2 || '%'",
            str(kept),
            str(given_up),
        )
        await db.run(
            f"UPDATE escalations SET user_id = $1 WHERE user_id = $2 AND (NOT {still_open}"
            f" OR NOT EXISTS (SELECT 1 FROM escalations o WHERE o.user_id = $1 AND o.{still_open}))",
            kept,
            given_up,
        )
        for listener in _merged:
            await listener(kept, given_up, now)
        await db.run("DELETE FROM persons WHERE id = $1", given_up)


def full_name(first: str | None, last: str | None) -> str:
    """Ada Lovelace, or what there is of it."""
    return " ".join(part for part in (first, last) if part)
