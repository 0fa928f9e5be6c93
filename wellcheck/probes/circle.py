"""The people around a user: who is told, whether they agreed, and that a watched user is never left without anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.exceptions import IntegrityError

from wellcheck import db, escalations, gsm, messages, people, timeline
from wellcheck.crypto import vault
from wellcheck.errors import NotPossible, NotValid
from wellcheck.i18n import T, Text, join, say
from wellcheck.messages import Telling
from wellcheck.people import Contact, Person
from wellcheck.probes.models import ProbeSettings

INVITED = (("yes", T("Yes, I will help")), ("no", T("No")), ("later", T("Not now")))
"""What an invitation is answered with."""

CALL_AGAIN = timedelta(minutes=30)
"""Contacts are told at most so often that somebody asks to be called."""

INVITED_PARTS = 2
"""An invitation as a text message has so many parts, where its language allows it."""


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact as the user names them. `phone` is E.164 (None: they are reached by e-mail); `channel` is how we reach them
    by it; `language` is theirs (None: that of their number's country, see `people.likely_language`)."""

    first_name: str
    phone: str | None
    last_name: str | None = None
    email: str | None = None
    is_emergency: bool = True
    channel: str = "sms"
    language: str | None = None

    @property
    def way(self) -> tuple[str, str]:
        """Channel and value of the address they are reached at. `NotValid` when there is none."""
        if self.phone is not None:
            return self.channel, self.phone
        if self.email is None:
            raise NotValid.of("phone_number", T("Please give a phone number or an e-mail address."))
        return "email", self.email


async def add_contact(user: Person, new: NewContact, now: datetime) -> Contact:
    """Keep a contact and ask them for their consent. The same phone or e-mail twice for one user is refused."""
    channel, value = new.way
    by_mail = channel == "email"
    if by_mail and not people.reaches("email"):
        raise NotValid.of("phone_number", T("We cannot send e-mails here, so we need a phone number."))
    async with db.transaction():
        address = await people.find_address(channel, value)
        if address is not None and address.person_id == user.id:
            if by_mail:
                raise NotValid.of("email", T("This is your own e-mail address. Please give somebody else's."))
            raise NotValid.of("phone_number", T("This is your own number. Please give somebody else's."))
        if address is None:
            language = new.language or (user.language if by_mail else people.likely_language(value, user.language))
            person = await people.create(new.first_name, new.last_name, language, user.zone, now)
            # Nothing but the invitation goes there before it is answered, save a last resort (docs/decisions.md).
            address = await people.add_address(person.id, channel, value, now, verified_how="named")
        else:
            person = await people.get(address.person_id)
        others = await people.contacts(user.id)
        if any(other.person_id == person.id for other in others):
            if by_mail:
                raise NotValid.of("email", T("You have a contact with this e-mail address already."))
            raise NotValid.of("phone_number", T("You have a contact with this number already."))
        blind = vault().blind("email", new.email.casefold()) if new.email else None
        if blind is not None and any(other.email_blind and bytes(other.email_blind) == blind for other in others):
            raise NotValid.of("email", T("You have a contact with this e-mail address already."))
        contact = Contact(
            id=db.new_id(), user_id=user.id, person_id=person.id, is_emergency=new.is_emergency, email_blind=blind,
            position=max((other.position for other in others), default=0) + 1, created_at=now, updated_at=now,
        )  # fmt: skip
        contact.first_name, contact.last_name, contact.email = new.first_name, new.last_name, new.email
        try:
            await contact.save(force_create=True)
        except IntegrityError as taken:
            raise NotValid.of("phone_number", T("You have a contact with this number already.")) from taken
        await timeline.note([timeline.Entry(now, ("person", user.id), "contact_added", user.id)])
        if contact.is_emergency:
            await invite(contact, user, now)
        return contact


async def invite(contact: Contact, user: Person, now: datetime) -> None:
    """Ask a contact for consent: who asked, why, what will happen, how to refuse."""
    contact.invited_at, contact.deferred = now, False
    contact.step, contact.due_at = "remind", now + people.rules.REMIND_AFTER
    await contact.save(update_fields=["invited_at", "step", "due_at", "deferred"])
    invited = (await people.recipients([contact.person_id])).get(contact.person_id)
    text = invitation_text(contact.first_name, people.full_name(user.first_name, user.last_name))
    if invited is not None and invited.channel not in ("voice", "email"):  # nothing can be written there
        text = with_hint(text, invited.language, user.language)
    await messages.tell(Telling(contact.person_id, text, "invitation", ("contact", contact.id), INVITED), now)


def invitation_text(contact: str, user: str) -> Text:
    """The words a contact consents to; they are kept with the consent."""
    return T(
        "Hello {contact}, {user} uses Wellcheck, which asks them regularly whether they are okay. {user} would like us to "
        "tell you if they do not answer. Is that all right with you?",
        contact=contact, user=user,
    )  # fmt: skip


def with_hint(invitation: Text, language: str, users: str) -> Text:
    """The invitation, and how to read it in another language: said in one that a reader of the wrong one may know, the
    user's or English, where the message does not cost more parts by it."""
    labels = tuple((key, say(label, language)) for key, label in INVITED)

    def parts(text: Text) -> int:
        return gsm.segments("".join(gsm.worded(say(text, language), labels)))

    most = max(INVITED_PARTS, parts(invitation))
    for other in dict.fromkeys((users, "en", language)):
        said = join([invitation, say(T("Another language? Write its name."), other)])
        if (other != language or users == language == "en") and parts(said) <= most:
            return said
    return invitation


async def consent(contact_id: UUID, person_id: UUID, agreed: bool, words: str, now: datetime) -> Text:
    """A contact answers the invitation. The user is told either way; a refusal is a safety event for them."""
    async with db.transaction():
        contact = await Contact.select_for_update().get_or_none(id=contact_id, person_id=person_id)
        if contact is None:
            return T("This invitation does not count any more.")
        user = await people.get(contact.user_id)
        known = (await people.recipients([person_id]))[person_id]
        name = people.full_name(user.first_name, user.last_name)
        before = contact.consent
        contact.consent, contact.consent_at, contact.updated_at = "consented" if agreed else "declined", now, now
        contact.consent_words = words
        contact.step, contact.due_at = ("confirm", now + people.rules.CONFIRM_EVERY) if agreed else (None, None)
        await contact.save()
        await messages.withdraw([contact.id], now)
        if agreed and before == "consented":
            await timeline.note([timeline.Entry(now, ("person", user.id), "contact_confirmed", user.id)])
            return T("Thank you, {contact}. We will write to you only if {user} does not answer or asks for help.",
                     contact=known.name, user=name)  # fmt: skip
        await timeline.note(
            [timeline.Entry(now, ("person", user.id), "contact_agreed" if agreed else "contact_refused", user.id)]
        )
        if agreed:
            text = T("{name} agreed to be told if you do not answer.", name=contact.first_name)
        else:
            await escalations.forget_contact(user.id, person_id, now)
            text = T("{name} does not want to be told about you. Please add somebody else.", name=contact.first_name)
        await messages.tell(Telling(user.id, text, "notice"), now)
        if not agreed:
            await _warn_if_alone(user, now)
            return T("Understood. We will not write to you about {user}.", user=name)
        return T("Thank you, {contact}. We will write to you only if {user} does not answer or asks for help.",
                 contact=known.name, user=name)  # fmt: skip


async def not_now(contact_id: UUID, person_id: UUID, now: datetime) -> Text:
    """A contact cannot decide yet: they are asked again in a week, once. The invitation stays open, and the user is told."""
    async with db.transaction():
        contact = await Contact.select_for_update().get_or_none(id=contact_id, person_id=person_id)
        if contact is None or contact.consent != "invited":
            return T("This invitation does not count any more.")
        again = not contact.deferred
        contact.step, contact.due_at = ("not_now", now + people.rules.ASK_AGAIN_AFTER) if again else (None, None)
        contact.deferred, contact.updated_at = True, now
        await contact.save()
        await timeline.note([timeline.Entry(now, ("person", contact.user_id), "contact_not_now", contact.user_id)])
        if again:
            told = T("{name} has not decided yet. We ask them again in a week.", name=contact.first_name)
            said = T("All right. We ask you again in a week.")
        else:
            told = T("{name} has not decided, and we do not ask again. Please speak to them, or add somebody else: reply "
                     "“contacts”.", name=contact.first_name)  # fmt: skip
            said = T("All right. We do not ask you again. If you decide to help, just reply 1.")
        await messages.tell(Telling(contact.user_id, told, "notice"), now)
        return said


async def _address_gone(address: people.Address, stopped: bool, now: datetime) -> None:
    """An address was closed. Its owner is told on another one, once, with the way back. Who is left without any is no
    contact any more, and a watched user's people are told; if it was their own STOP, the watch comes to rest."""
    person_id = address.person_id
    settings = await ProbeSettings.get_or_none(person_id=person_id)
    watched = settings is not None and settings.active
    unproved = address.verified_at is None and address.channel == "email"
    if unproved and (not stopped or await people.usable_addresses(person_id)):
        if settings is not None and not stopped:
            said = T("We could not send {place}. Please check that address: reply “settings”.",
                     place=people.spoken(address.channel, address.value))  # fmt: skip
            await messages.tell(Telling(person_id, said, "notice"), now)
        return  # nobody counted on it
    if await people.usable_addresses(person_id):
        if not watched:
            said = T("We reach you here from now on.")
        elif stopped:
            said = T("You asked us not to write to you on the other channel any more. We go on here. To end check-ins, "
                     "reply “pause”.")  # fmt: skip
        else:
            said = T("We could not reach you on the other channel any more, so we go on here. Please check your number: "
                     "reply “settings”.")  # fmt: skip
        await messages.tell(
            Telling(person_id, join([said, people.way_back(address.channel, address.value)]), "notice"), now
        )
        return
    await (leave if stopped else lost)(person_id, now)
    if not watched:
        return
    name = (await people.get(person_id)).first_name or ""
    said = T("We cannot ask {name} any more whether they are okay: no number of theirs takes our messages. Please get in "
             "touch with them.", name=name)  # fmt: skip
    operators = T("{name} is watched and cannot be reached on any address.", name=name)
    if stopped:
        await _rest(person_id, now)
        why = T("Our messages were stopped from their side. We do not ask them again until they write to us.")
        said, operators = join([said, why]), join([operators, why])
    order = (await people.telling_orders([person_id]))[person_id]
    known = [told.person_id for told in order if told.consent == "consented"]
    # In the lane of alarms: it is said once, and nobody asks again.
    await messages.tell_many([Telling(contact, said, "alarm") for contact in known], now)
    await messages.tell_operators(operators, now)


async def _rest(person_id: UUID, now: datetime) -> None:
    """The watch rests until an address is open again (`events.wake_resting`): asking on and on where nobody can be reached
    would be an alarm each day that says nothing new. A question that is open keeps its time, and its alarm."""
    await ProbeSettings.filter(person_id=person_id).update(active=False, rests_since=now, updated_at=now)
    await db.run(
        "UPDATE events SET status = 'paused', updated_at = $2 WHERE owner_id = $1 AND action = 'probe'"
        " AND name = 'check-in' AND status = 'active'",
        person_id,
        now,
    )
    await timeline.note([timeline.Entry(now, ("person", person_id), "watch_rests", person_id)])


async def wants_a_call(user: Person, now: datetime) -> tuple[str, ...]:
    """This user asks to be called: those who agreed are told, once in `CALL_AGAIN`. It says nothing of how they are, and
    moves no alarm. Returns the first names of those who know."""
    async with db.transaction():
        agreed = [c for c in await people.contacts(user.id) if c.is_emergency and c.consent == "consented"]
        recently = await db.one(
            "SELECT 1 AS yes FROM timeline WHERE about_kind = 'person' AND about_id = $1 AND what = 'wants_a_call'"
            " AND at > $2 LIMIT 1",
            user.id,
            now - CALL_AGAIN,
        )
        # Who may be threatened must not be called, and must not see that somebody knows.
        if agreed and recently is None and not await escalations.in_silence(user.id):
            said = T("{user} asks to be called.", user=user.first_name or "")
            await tell_contacts([(user.id, said)], now)
            await timeline.note([timeline.Entry(now, ("person", user.id), "wants_a_call", user.id)])
        return tuple(contact.first_name for contact in agreed)


async def tell_contacts(told: Sequence[tuple[UUID, Text]], now: datetime, at: datetime | None = None) -> None:
    """Say this about each of these users to those of their contacts who agreed, now or at that time."""
    orders = await people.telling_orders([user for user, _ in told])
    tellings = [
        Telling(contact.person_id, text, "notice", due_at=at)
        for user, text in told
        for contact in orders[user]
        if contact.consent == "consented"
    ]
    await messages.tell_many(tellings, now)


async def reachable_again(person_id: UUID, now: datetime) -> None:
    """The watch of this user goes on: those who were told that it rests are told so."""
    name = (await people.get(person_id)).first_name or ""
    said = T("We can reach {name} again, and ask them as before.", name=name)
    await tell_contacts([(person_id, said)], now)
    await messages.tell_operators(said, now)
    await timeline.note([timeline.Entry(now, ("person", person_id), "watch_wakes", person_id)])


messages.when_address_gone(_address_gone)


async def lost(person_id: UUID, now: datetime) -> None:
    """No address of this contact works any more: their users are told, so that they can name a new number."""
    for contact in await Contact.filter(person_id=person_id, consent__in=("invited", "consented")):
        user = await people.get(contact.user_id)
        text = T("We cannot reach {name} any more. Please give us another number, or add somebody else: reply “contacts”.",
                 name=contact.first_name)  # fmt: skip
        await messages.tell(Telling(user.id, text, "notice"), now)
        await timeline.note([timeline.Entry(now, ("person", user.id), "contact_lost", user.id)])
        await _warn_if_alone(user, now)


async def leave(person_id: UUID, now: datetime) -> None:
    """This person wants nothing from us any more (STOP): they are no contact of anybody now. Their users are told at once."""
    for contact in await Contact.filter(person_id=person_id, consent__in=("invited", "consented")).select_for_update():
        contact.consent, contact.consent_at, contact.updated_at = "opted_out", now, now
        await contact.save()
        user = await people.get(contact.user_id)
        await messages.withdraw([contact.id], now)
        await escalations.forget_contact(user.id, person_id, now)
        text = T("{name} does not want messages from us any more, so we cannot tell them about you. Please add somebody "
                 "else.", name=contact.first_name)  # fmt: skip
        await messages.tell(Telling(user.id, text, "notice"), now)
        await timeline.note([timeline.Entry(now, ("person", user.id), "contact_left", user.id)])
        await _warn_if_alone(user, now)


async def _warn_if_alone(user: Person, now: datetime) -> None:
    """A watched user whom nobody stands for, or nobody who agreed and can be reached: they and the operators are told
    (promise P13). What they chose about who is told when is looked at as well."""
    await escalations.saved.look_again(user.id, now)
    settings = await ProbeSettings.get_or_none(person_id=user.id)
    if settings is None or not settings.active:
        return
    left, name = await standing(user.id, True, True), user.first_name or ""
    if left.consenting and left.reachable:
        return
    if left.emergency_contacts:
        text = T("Nobody who agreed to be told about you can be reached now. We still ask you, but please add a contact: reply "
                 "“contacts”.")  # fmt: skip
        said = T("{name} is watched, and no contact who agreed can be reached.", name=name)
    else:
        text = T("Nobody is left whom we could tell about you. We still ask you, but please add a contact: "
                 "reply “contacts”.")  # fmt: skip
        said = T("{name} is watched and has no contact left.", name=name)
    await messages.tell(Telling(user.id, text, "notice"), now)
    await messages.tell_operators(said, now)


async def remove_contact(user_id: UUID, contact_id: UUID, now: datetime) -> None:
    """Take a contact away. The last emergency contact of a watched user stays, with the way out said."""
    async with db.transaction():
        contact = await people.contact_of(user_id, contact_id, lock=True)
        await keep_one(user_id, contact)
        await messages.withdraw([contact.id], now)
        await escalations.forget_contact(user_id, contact.person_id, now)
        await contact.delete()
        await _forget_if_stranger(contact.person_id)
        await timeline.note([timeline.Entry(now, ("person", user_id), "contact_removed", user_id)])
        await escalations.saved.look_again(user_id, now)


async def keep_one(user_id: UUID, going: Contact) -> None:
    """`NotPossible` when this is the last emergency contact of somebody who is being watched."""
    settings = await ProbeSettings.filter(person_id=user_id).select_for_update().first()
    if settings is None or not settings.active or not going.is_emergency:
        return
    left = (
        await Contact.filter(user_id=user_id, is_emergency=True, consent__in=("invited", "consented"))
        .exclude(id=going.id)
        .count()
    )
    if not left:
        raise NotPossible(T("This is your last emergency contact. Add another one first, or switch check-ins off."))


async def _forget_if_stranger(person_id: UUID) -> None:
    """Somebody known only as a contact, and of nobody any more, is forgotten."""
    await db.run(
        "DELETE FROM persons p WHERE p.id = $1 AND NOT EXISTS (SELECT 1 FROM contacts WHERE person_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM accounts WHERE person_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM probe_settings WHERE person_id = p.id)",
        person_id,
    )


async def change_contact(user_id: UUID, contact_id: UUID, changes: dict[str, object], now: datetime) -> Contact:
    """Change first_name, last_name, email, phone_number or is_emergency of a contact. A new number is asked for consent."""
    async with db.transaction():
        contact = await people.contact_of(user_id, contact_id, lock=True)
        user = await people.get(user_id)
        others = [other for other in await people.contacts(user_id) if other.id != contact.id]
        if changes.get("is_emergency") is False and contact.is_emergency:
            await keep_one(user_id, contact)
        became_emergency = bool(changes.get("is_emergency")) and not contact.is_emergency
        for name in ("first_name", "last_name", "is_emergency"):
            if name in changes:
                setattr(contact, name, changes[name])
        if "email" in changes:
            email = changes["email"]
            blind = vault().blind("email", str(email).casefold()) if email else None
            if blind is not None and any(o.email_blind and bytes(o.email_blind) == blind for o in others):
                raise NotValid.of("email", T("You have a contact with this e-mail address already."))
            contact.email, contact.email_blind = (str(email) if email else None), blind
        moved = False
        if "phone_number" in changes:
            moved = await _moves(contact, user, "sms", str(changes["phone_number"]), others, now)
        elif changes.get("email") and await phone_of(contact.person_id) is None:
            moved = await _moves(contact, user, "email", str(changes["email"]), others, now)
        contact.updated_at = now
        await contact.save()
        if contact.is_emergency and (moved or (became_emergency and contact.consent == "invited")):
            await invite(contact, user, now)
        return contact


async def _moves(
    contact: Contact, user: Person, channel: str, value: str, others: list[Contact], now: datetime
) -> bool:
    """The contact is reached at another number or e-mail address: whoever reads there is asked for consent."""
    known = await people.find_address(channel, value)
    if known is not None and known.person_id == contact.person_id:
        return False
    if known is not None and (known.person_id == user.id or any(o.person_id == known.person_id for o in others)):
        if channel == "email":
            raise NotValid.of("email", T("You have a contact with this e-mail address already."))
        raise NotValid.of("phone_number", T("You have a contact with this number already."))
    before = contact.person_id
    await escalations.forget_contact(user.id, before, now)
    if known is not None:
        contact.person_id = known.person_id
    else:
        language = user.language if channel == "email" else people.likely_language(value, user.language)
        person = await people.create(contact.first_name, contact.last_name, language, user.zone, now)
        await people.add_address(person.id, channel, value, now, verified_how="named")
        contact.person_id = person.id
    contact.consent, contact.consent_at = "invited", None
    contact.consent_words = None
    await contact.save()
    await _forget_if_stranger(before)
    return True


async def phone_of(person_id: UUID) -> str | None:
    """The phone number of a person, in clear: their first address that is one."""
    for address in await people.addresses(person_id):
        if address.channel in people.rules.NUMBERS:
            value: str = address.value
            return value
    return None


async def standing(person_id: UUID, has_times: bool, active: bool) -> people.Standing:
    """What stands between this user and being watched (see `people.gaps`)."""
    told = (await people.telling_orders([person_id]))[person_id]
    usable = len(await people.usable_addresses(person_id))
    agreed = [each.person_id for each in told if each.consent == "consented"]
    reached = await people.recipients(agreed)
    reachable = sum(reached[id].address_id is not None for id in agreed if id in reached)
    return people.Standing(usable, len(told), len(agreed), has_times, active, reachable)
