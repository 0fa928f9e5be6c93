"""Who is who: links that lead to us on Telegram, and the ways in which two records turn out to be one person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bot import here
from bot.converse import Turn
from wellcheck import db, i18n, messages, people
from wellcheck.errors import NotPossible
from wellcheck.i18n import T
from wellcheck.people import Address, Contact, Person
from wellcheck.users import is_user

INVITATION, OWN = "contact", "link"
"""What a one-time word in a deep link is for: a contact's consent, or one more channel of the same person."""

LINK_HOURS = 24
"""So long the link that ties somebody's Telegram to their record works: who opens it, speaks as them."""


def telegram_link(payload: str) -> str | None:
    """A link that opens our chat on Telegram and says this payload there; None while we do not know our name."""
    name = here.here.telegram_name
    return f"https://t.me/{name}?start={payload}" if name else None


async def invitation_link(contact: Contact, now: datetime) -> str | None:
    """A link for the user to forward: opening it asks the contact for consent on Telegram."""
    if here.here.telegram_name is None:
        return None
    return telegram_link(f"c-{await people.new_link(INVITATION, contact.id, now)}")


async def own_link(person: Person, now: datetime) -> str | None:
    """A link that ties the Telegram it is opened in to this person."""
    if here.here.telegram_name is None:
        return None
    return telegram_link(f"l-{await people.new_link(OWN, person.id, now, LINK_HOURS)}")


async def claim_phone(person: Person, phone: str, how: str, now: datetime, channel: str = "sms") -> UUID:
    """This person has proved that the number (E.164) is theirs, on this channel. Returns who they are: a user who wrote to
    us from that number before is the same person. `NotPossible` if it cannot be theirs.
    """
    address = await people.find_address(channel, phone)
    if address is None:
        await people.add_address(person.id, channel, phone, now, verified_how=how)
        return person.id
    other = address.person_id
    if other != person.id and address.verified_at is not None:
        if await _know_each_other(person.id, other):
            raise NotPossible(T("One of your contacts has this number. Please give your own."))
        if await is_user(other):
            if await is_user(person.id):
                raise NotPossible(T("This number or account already belongs to somebody else here."))
            await people.merge(other, person.id, now)
            return other
        # Who was named by this number and is reached elsewhere as well need not be its owner: it may have been mistyped.
        if address.verified_how != "named" or not await Address.filter(person_id=other).exclude(id=address.id).exists():
            await people.merge(person.id, other, now)
    # A number that somebody only typed, and never proved, belongs to whoever proves it.
    await Address.filter(id=address.id).update(person_id=person.id)
    await people.verify(await Address.get(id=address.id), how, now)
    return person.id


async def _know_each_other(one: UUID, other: UUID) -> bool:
    return await Contact.exists(user_id=one, person_id=other) or await Contact.exists(user_id=other, person_id=one)


async def only_proven(person_id: UUID, here: UUID) -> None:
    """Somebody who is asked from now on answers only from what they proved to be theirs: the address they write from
    is; a number that somebody else gave for them is not (it may be mistyped, and its owner would answer for them)."""
    await Address.filter(id=here, verified_how="named").update(verified_how="wrote")
    await Address.filter(person_id=person_id, verified_how="named").exclude(id=here).update(verified_at=None)


async def accept_invitation(turn: Turn, contact: Contact) -> None:
    """Somebody opened a contact's invitation on Telegram: that contact is reached there from now on.

    Where the contact is known by a phone number alone, both records become one. Otherwise the link says nothing about
    the others who count on that number, so this user's contact alone moves over.
    """
    opener, stub = turn.person.id, contact.person_id
    if opener == stub:
        return
    if await Contact.exists(user_id=contact.user_id, person_id=opener):
        raise NotPossible(T("You are a contact of this person already. Thank you."))
    alone = not await is_user(stub) and await Contact.filter(person_id=stub).count() == 1
    fresh = not await is_user(opener) and not await Contact.exists(person_id=opener)
    if alone and fresh:
        await messages.withdraw([contact.id], turn.now)
        await people.merge(stub, opener, turn.now)
        if turn.said.language and i18n.speaks(turn.said.language):
            await Person.filter(id=stub).update(language=turn.person.language)
    elif alone:
        if await is_user(opener):
            await only_proven(stub, turn.address_id)
        await messages.withdraw([contact.id], turn.now)
        await people.merge(opener, stub, turn.now)
    else:
        await messages.withdraw([contact.id], turn.now)
        await Contact.filter(id=contact.id).update(person_id=opener, consent="invited", consent_at=None)
    # They chose to be reached here: it is tried before the number they were named by.
    await db.run(
        "UPDATE addresses SET rank = (SELECT min(o.rank) - 1 FROM addresses o WHERE o.person_id = addresses.person_id)"
        " WHERE id = $1",
        turn.address_id,
    )


async def join_telegram(turn: Turn, owner: UUID) -> Person:
    """Somebody opened their own link on Telegram: this chat belongs to that person from now on."""
    opener = turn.person.id
    if opener != owner:
        if await is_user(opener) or await _know_each_other(opener, owner):
            raise NotPossible(T("This Telegram account already belongs to somebody else here."))
        await people.merge(owner, opener, turn.now)
    return await people.get(owner)
