"""A user joins, changes what we know of them, and leaves: person, account, number and watch together."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from wellcheck import access, db, erase, escalations, events, messages, people, probes, recurrence, timeline, visits
from wellcheck.crypto import vault
from wellcheck.errors import NotAllowed, NotFound, NotPossible, NotSignedIn, NotUnderstood, NotValid
from wellcheck.escalations.rules import OPEN, SILENT
from wellcheck.events import Watch, WatchChange
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.people import Address, Person

AFTER_ALARM = "pause"
"""Users made by the API are not asked any more after an alarm until they say so (Kronus)."""


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who gets an account. `phone` is E.164."""

    first_name: str
    last_name: str
    phone: str
    email: str
    password: str
    language: str = "en"
    zone: str = "UTC"


async def join_first(new: NewUser, now: datetime, *, token: str | None, from_here: bool, source: str = "") -> Person:
    """The very first user, an admin; see `access.first_admin` for who may."""
    async with db.transaction():
        person = await people.create(new.first_name, new.last_name, new.language, new.zone, now)
        await access.first_admin(
            person.id, new.email, new.password, now, token=token, from_here=from_here, source=source
        )
        await _own_number(person.id, new.phone, now)
        await events.change_watch(person, events.WatchChange(after_alarm=AFTER_ALARM), now)
        return person


async def join(new: NewUser, now: datetime) -> Person:
    """A further user. Whoever is known as somebody's contact by this number is the same person."""
    async with db.transaction():
        address = await _held(new.phone)
        if address is None:
            person = await people.create(new.first_name, new.last_name, new.language, new.zone, now)
        else:
            if await is_user(address.person_id):
                raise _taken()
            person = await people.get(address.person_id)
            await people.rename(
                person, now, first_name=new.first_name, last_name=new.last_name, language=new.language, zone=new.zone
            )
        await access.create_account(person.id, new.email, new.password, now)
        await _own_number(person.id, new.phone, now)
        await events.change_watch(person, events.WatchChange(after_alarm=AFTER_ALARM), now)
        return person


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody who opens an account for themselves: nothing is known of how to reach them, and nobody watches them yet."""

    first_name: str
    last_name: str
    email: str
    password: str
    zone: str = "UTC"


def registrations(an_hour: int) -> access.Limit:
    """So many accounts may be opened from one network address. `NotAllowed` where it is none at all."""
    if not an_hour:
        raise NotAllowed(T("Please sign in; only an admin can add people."))
    return access.Limit("registration", an_hour, timedelta(hours=1))


async def register(new: NewAccount, now: datetime) -> Person:
    """Somebody opens an account, and begins with the start budget of minutes."""
    async with db.transaction():
        person = await people.create(new.first_name, new.last_name, "en", new.zone, now)
        await access.create_account(person.id, new.email, new.password, now)
        await visits.ledger.lock([person.id], now)
        return person


async def refuse_strangers() -> None:
    """`NotSignedIn` once there is an account: only the very first user may come without a token."""
    if await access.any_admin():
        raise NotSignedIn(T("Please sign in; only an admin can add people."))


async def page(offset: int, limit: int) -> tuple[int, list[Person]]:
    """How many users there are, and some of them, newest first. Those who are only contacts are none."""
    who = "FROM persons p WHERE EXISTS (SELECT 1 FROM accounts WHERE person_id = p.id)" + (
        " OR EXISTS (SELECT 1 FROM probe_settings WHERE person_id = p.id)"
    )
    total = await db.one(f"SELECT count(*) AS n {who}")
    rows = await db.rows(
        f"SELECT p.id {who} ORDER BY p.created_at DESC, p.id DESC LIMIT $1 OFFSET $2",
        limit,
        offset,
    )
    ids = [row["id"] for row in rows]
    found = {person.id: person for person in await Person.filter(id__in=ids)}
    return (total or {"n": 0})["n"], [found[id] for id in ids if id in found]


async def is_user(person_id: UUID) -> bool:
    """Whether this person has an account or may be probed, rather than being only somebody's contact."""
    return bool(
        await db.one(
            "SELECT 1 AS yes WHERE EXISTS (SELECT 1 FROM accounts WHERE person_id = $1)"
            " OR EXISTS (SELECT 1 FROM probe_settings WHERE person_id = $1)",
            person_id,
        )
    )


async def get(person_id: UUID) -> Person:
    """One user; somebody who is only a contact is none."""
    person = await people.get(person_id)
    if not await is_user(person_id):
        raise NotFound(T("There is nobody with this id."))
    return person


async def find(text: str) -> UUID:
    """The person with this id, this phone number (E.164), or this e-mail address of an account; `NotFound` if there is
    none."""
    plain = text.strip()
    with suppress(ValueError):
        return (await people.get(UUID(plain))).id
    for channel in people.rules.NUMBERS:
        address = await people.find_address(channel, plain)
        if address is not None:
            return address.person_id
    account = await access.Account.get_or_none(email_blind=vault().blind("email", access.rules.same(plain)))
    if account is None:
        raise NotFound(T("There is nobody with this id."))
    return UUID(str(account.pk))


async def _held(number: str) -> Address | None:
    """The address with this number. One that was claimed and never confirmed does not count, and is given free."""
    address = await people.find_address("sms", number)
    if address is not None and address.verified_at is None:
        await address.delete()
        return None
    return address


async def _own_number(person_id: UUID, number: str, now: datetime) -> None:
    await _held(number)
    try:
        await people.add_address(person_id, "sms", number, now, verified_how="admin")
    except NotPossible:
        raise _taken() from None


def _taken() -> NotValid:
    return NotValid.of("phone_number", T("This number already belongs to somebody else here."))


async def change(person_id: UUID, changes: Mapping[str, Any], now: datetime) -> Person:
    """Change first_name, last_name, language, discreet, email, phone_number or password.

    A new number gets a code by text message and counts once that came back (`confirm_number`); until then the old one
    stays in use. A new password ends all tokens.
    """
    async with db.transaction():
        person = await people.get(person_id)
        names = {name: changes[name] for name in ("first_name", "last_name", "language") if name in changes}
        await people.rename(person, now, **names)
        if "discreet" in changes:
            await people.be_discreet(person_id, changes["discreet"], now)
            person.discreet = changes["discreet"]
        if "email" in changes:
            await access.change_email(person_id, changes["email"], now)
        if "phone_number" in changes:
            await _claim_number(person, changes["phone_number"], now)
        if "password" in changes:
            await access.change_password(person_id, changes["password"], now)
        return person


async def _claim_number(person: Person, number: str, now: datetime) -> None:
    mine = {address.value: address for address in await people.addresses(person.id) if address.channel == "sms"}
    for value, address in mine.items():
        if address.verified_at is None and value != number:
            await address.delete()
    claimed = mine.get(number)
    if claimed is not None and claimed.verified_at is not None:
        return
    if claimed is None:
        await _held(number)
        try:
            claimed = await people.add_address(person.id, "sms", number, now)
        except NotPossible:
            raise _taken() from None
    # One code per person, not per number: nobody can have codes sent to a thousand numbers.
    code = await people.new_code("phone", person.id, now, number)
    text = T("{code} is your Wellcheck code. Nobody from our team will ever ask you for it.", code=code)
    await messages.tell(Telling(person.id, text, "code", to=(claimed.id, "sms")), now)
    warning = T(
        "A new phone number was given for you at Wellcheck. It counts once it is confirmed. If this was not you, please "
        "change your password."
    )
    await messages.tell(Telling(person.id, warning, "notice"), now)


async def rearrange(
    person_id: UUID,
    change: WatchChange,
    now: datetime,
    *,
    zone: str | None = None,
    pause: datetime | Literal[False] | None = False,
) -> Watch:
    """Change how a user is watched, all of it or nothing of it. `pause`: until then; None ends one; False leaves it."""
    async with db.transaction():
        person = await people.get(person_id)
        if zone is not None:
            await people.rename(person, now, zone=recurrence.check_zone(zone))
            await events.travels.forget(person.id, now)
            await events.moved(person, now)
        watch = await events.change_watch(person, change, now)
        if pause:
            watch = await events.pause(person, pause, now)
        elif pause is None and watch.settings.paused_until is not None:
            watch = await events.resume(person, now)
        return watch


async def confirm_number(person_id: UUID, code: str, now: datetime) -> None:
    """The code came back: the new number is theirs, the old one is forgotten, and what waits for it goes to the new one."""
    claimed = await Address.filter(person_id=person_id, channel="sms", verified_at__isnull=True).first()
    if claimed is None:
        raise NotPossible(T("No new phone number waits to be confirmed."))
    try:
        # Outside of the transaction: a wrong try has to stay counted.
        await people.redeem_code("phone", person_id, code, now, claimed.value)
    except NotUnderstood as wrong:
        raise NotValid.of("code", wrong.text) from None
    async with db.transaction():
        numbers = await Address.filter(person_id=person_id, channel="sms").select_for_update().order_by("rank")
        claimed = next((address for address in numbers if address.id == claimed.id), None)
        if claimed is None:
            raise NotPossible(T("No new phone number waits to be confirmed."))
        claimed.rank = numbers[0].rank
        await claimed.save(update_fields=["rank"])
        await people.verify(claimed, "code", now)
        for old in numbers:
            if old.id != claimed.id:
                await db.run(
                    "UPDATE deliveries SET address_id = $2 WHERE address_id = $1 AND state = 'pending'",
                    old.id,
                    claimed.id,
                )
                await old.delete()
        await timeline.note([timeline.Entry(now, ("person", person_id), "phone_changed", person_id)])


async def _keep_an_admin(going: UUID) -> None:
    """The same as for accounts (`access.close_account`), for those who joined by chat and have none."""
    if await db.one(
        "SELECT 1 AS yes FROM accounts a WHERE a.person_id = $1 AND a.role = 'admin'"
        " AND NOT EXISTS (SELECT 1 FROM accounts WHERE role = 'admin' AND person_id <> $1)"
        " AND EXISTS (SELECT 1 FROM probe_settings WHERE person_id <> $1)",
        going,
    ):
        raise NotPossible(T("You are the last admin. Make somebody else an admin first."))


async def leave(person_id: UUID, actor: UUID, now: datetime) -> None:
    """Forget a user and everything personal, at once. Alarms about them end. Whoever is told about them, or counts on them
    as a contact, is told so."""

    async def decide() -> None:
        async with db.transaction():
            person = await get(person_id)
            for running in [*await _alarms(person_id), *await _alarms(person_id, silent=True)]:
                await escalations.stop(running.id, actor, now)
            await _forget(person, actor, None, now)
            await forget_left(now)

    await db.again_on_conflict(decide)


async def forget_me(person: Person, address_id: UUID, now: datetime) -> None:
    """Somebody wants to be forgotten, user or contact, and says so from this address of theirs. All is gone at once, but
    for the bare address, which goes once our last words have left (`forget_left`). `NotPossible` while an alarm is open."""
    async with db.transaction():
        await may_forget(person)
        if await _alarms(person.id, silent=True):
            await _forget_later(person, now)
        else:
            await _forget(person, person.id, address_id, now)


async def may_forget(person: Person) -> None:
    """`NotPossible` while people are told about this person, or they look after somebody, or as the last admin."""
    if await _alarms(person.id):
        raise NotPossible(T("People are being told about you at the moment, so we cannot forget you yet. Please tell us first "
                            "that you are okay, and then ask again."))  # fmt: skip
    helping = await escalations.Escalation.filter(acknowledged_by_id=person.id, status="acknowledged").first()
    if helping is not None:
        name = (await people.recipients([helping.user_id]))[helping.user_id].name
        raise NotPossible(T("You are looking after {name} at the moment, so we cannot forget you yet. Please tell us first "
                            "how {name} is, and then ask again.", name=name))  # fmt: skip
    if await access.accounts([person.id]):
        await _keep_an_admin(person.id)


async def _alarms(person_id: UUID, silent: bool = False) -> list[escalations.Escalation]:
    """Open alarms about this person: those they know of, or those they do not."""
    found = await escalations.Escalation.filter(user_id=person_id, status__in=OPEN).order_by("id")
    return [alarm for alarm in found if (alarm.reason in SILENT) == silent]


FORGET = "forget"
"""The name of the event that stands for a wish to be forgotten which waits for a silent alarm to be over."""


async def _forget_later(person: Person, now: datetime) -> None:
    """They said the secret word, and may be made to say this as well: it looks done, nobody asks them any more, and it is
    done once those who are told have settled the alarm."""
    await probes.cancel_pending([person.id], now)
    await probes.ProbeSettings.filter(person_id=person.id).update(active=False, updated_at=now)
    await events.Event.filter(owner_id=person.id, status="active").update(status="paused", updated_at=now)
    await events.Event.create(
        id=db.new_id(), owner_id=person.id, name=FORGET, action=FORGET, payload={}, schedule="", zone=person.zone,
        status="paused", failures=0, created_at=now, updated_at=now,
    )  # fmt: skip


async def _forget_who_waited(now: datetime) -> None:
    waiting = await db.rows(
        "SELECT e.owner_id FROM events e WHERE e.name = $1 AND e.action = $1 AND NOT EXISTS (SELECT 1 FROM escalations x"
        " WHERE x.user_id = e.owner_id AND x.status = ANY($2))",
        FORGET,
        list(OPEN),
    )
    for row in waiting:
        await _forget(await people.get(row["owner_id"]), row["owner_id"], None, now)


async def _forget(person: Person, actor: UUID, keep: UUID | None, now: datetime) -> None:
    """Tell those who have to know, and erase the rest. `keep`: the address that our last words go to."""
    found = await erase.traces(person)
    if await access.accounts([person.id]):
        await _keep_an_admin(person.id)
        await access.close_account(person.id, now, actor)
    await probes.cancel_pending([person.id], now)
    await probes.circle.leave(person.id, now)
    await visits.forget(person, now)
    circle = await people.contacts(person.id)
    await messages.withdraw([contact.id for contact in circle], now)
    name = people.full_name(person.first_name, person.last_name)
    said = T("{name} does not use Wellcheck any more. We no longer look after them, and will not write to you about them "
             "again. Thank you.", name=name)  # fmt: skip
    told = (await people.telling_orders([person.id]))[person.id]
    await messages.tell_many([Telling(each.person_id, said, "notice") for each in told], now)
    await access.audit(actor, "forgot", person.id, now)
    await timeline.note([timeline.Entry(now, ("person", person.id), "forgotten", person.id)])
    await erase.in_words_to_others(found, now, LAST_WORDS)
    await erase.rows(found, now, keep)
    # Contacts of nobody any more are forgotten too; those who are still being told that it is over, after that.
    await Person.filter(id__in=[contact.person_id for contact in circle]).update(forget_from=now)


LAST_WORDS = timedelta(minutes=10)
"""So long the last words to somebody who is to be forgotten may take on another address when the first did not work."""


async def forget_left(now: datetime) -> int:
    """Forget those who left, and those who were known as somebody's contact alone and are not any more, once nothing is on
    its way to them. Returns how many."""
    async with db.transaction():
        await _forget_who_waited(now)
        return await erase.sweep(now, LAST_WORDS)
