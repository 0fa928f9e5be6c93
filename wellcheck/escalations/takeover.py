"""Somebody says "I'm on it": takes over, says when they are there, hands over, lets others wait, ends it and says what it
was. Every change is one transaction with its messages; what follows when nothing is heard is in `rules`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from wellcheck import db, messages, people, timeline, wake
from wellcheck.errors import NotPossible
from wellcheck.escalations import helpers, rules
from wellcheck.escalations.models import Escalation
from wellcheck.escalations.rules import Helper
from wellcheck.escalations.service import (
    AFTERWARDS,
    ASKING,
    OPTIONS,
    alarm_text,
    close,
    concerning,
    get,
    is_operator,
    keep,
    locked,
    must_concern,
    told_of,
)
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Telling
from wellcheck.people import Recipient

TURNED_OUT = {
    "false_alarm": T("It was a false alarm"),
    "helped": T("They needed help and got it"),
    "visited": T("Somebody went to see them"),
    "emergency": T("The emergency services were called"),
    "other": T("Something else"),
}
"""What it turned out to be, as it is chosen."""

LONGEST_NOTE = 500
"""Characters of a note at the end of an escalation."""

NO_MORE = T("Thank you. This is settled already.")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What to say to somebody who wants to take over. `written`: they get these words by the outbox already, together with
    the question how the user is. `counts`: they have taken over, alone or with others."""

    said: Text
    written: bool = False
    counts: bool = False


def _clock(at: datetime, person: Recipient) -> time:
    return at.astimezone(ZoneInfo(person.zone)).time()


def in_time(eta: timedelta | None) -> None:
    """`NotPossible` for an ETA that is none, or that is too far away to wait for."""
    if eta is not None and not timedelta() < eta <= rules.LONGEST_ETA:
        raise NotPossible(T("That is too long to wait. If you cannot be there within {most}, please reply “I cannot”, and we "
                            "ask the next person.", most=rules.LONGEST_ETA))  # fmt: skip


async def acknowledge(
    id: UUID, person_id: UUID, now: datetime, to: tuple[UUID, str] | None = None, eta: timedelta | None = None
) -> Acknowledged:
    """A contact takes over, or says when they are there. The first one wins, where the policy does not want two; a later
    one is told who has it. `to`: the address they spoke from. `eta`: after so long we ask whether they reached the user.

    Whoever was asked by a helper to take it over has it from now on. `NotPossible` for an ETA over `rules.LONGEST_ETA`.
    """
    in_time(eta)
    async with db.transaction():
        escalation = await locked(id)
        told = await told_of(id)
        took = list(helpers.of(escalation))
        known = await people.recipients([escalation.user_id, person_id, *told, *(each.person for each in took)])
        user = known[escalation.user_id]
        if escalation.status not in rules.OPEN:
            return Acknowledged(T("Thank you. This is settled already: {user} has been looked after.", user=user.name))
        await must_concern(escalation, person_id)
        counted = rules.standing(took, now)
        if any(each.person == person_id for each in counted):
            return await _again(escalation, person_id, eta, known, to, now)
        # Where not as many are counted on any more, and only we are late to notice, whoever comes now is welcome.
        enough = escalation.status == "acknowledged" and rules.taken_over(took, escalation.needed, now)
        if enough and escalation.handing_to_id != person_id:
            return Acknowledged(_is_taken(counted, known, user, known[person_id]))
        given_by = escalation.handing_by_id if escalation.handing_to_id == person_id else None
        others = [each for each in took if each.person not in (person_id, given_by)]
        own = rules.helper(person_id, now, eta)
        others.append(own)
        whole = rules.taken_over(others, escalation.needed, now)
        escalation.helpers, escalation.asked_at, escalation.handing_to_id = helpers.as_json(others), None, None
        if whole:
            escalation.status, escalation.acknowledged_by_id, escalation.acknowledged_at = (
                "acknowledged",
                person_id,
                now,
            )
            escalation.due_at = rules.ask_at(others, now)
            escalation.held_until = None
        elif (
            escalation.status == "acknowledged"
        ):  # of two, one is not counted on any more, and only we are late to notice
            _goes_on(escalation, now)
        await keep(escalation, now)
        if whole:
            await messages.withdraw([id], now, kinds=ASKING)
        else:
            await leave_alone(id, person_id, now)
        if given_by is not None:
            await leave_alone(id, given_by, now, buttons=True)
        thanks = _thanks(known[person_id], user)
        await _tell_everybody(escalation, own, whole, thanks, [person for person in told if person != person_id], known,
                              to, now)  # fmt: skip
        entries = [timeline.Entry(now, ("escalation", id), "acknowledged", escalation.user_id,
                                  {"by": str(person_id)} | _minutes(eta))]  # fmt: skip
        await timeline.note(entries)
        return Acknowledged(thanks, written=True, counts=True)


async def send(id: UUID, person_id: UUID, now: datetime, eta: timedelta) -> Acknowledged:
    """Somebody goes there whom the plan does not name (a pal): they take over as a contact does, and may end it."""
    async with db.transaction():
        escalation = await locked(id)
        if escalation.status in rules.OPEN and all(place["person"] != str(person_id) for place in escalation.plan):
            place = {"contact": str(person_id), "person": str(person_id), "consent": "consented"}
            escalation.plan = [*escalation.plan, place]
            await keep(escalation, now)
        return await acknowledge(id, person_id, now, eta=eta)


def _thanks(who: Recipient, user: Recipient) -> Text:
    return T("Thank you, {who}. You are looking after {user} now.", who=who.name, user=user.name)


def _minutes(span: timedelta | None) -> dict[str, int]:
    return {} if span is None else {"minutes": int(span.total_seconds() // 60)}


def _is_taken(counted: Sequence[Helper], known: dict[UUID, Recipient], user: Recipient, reader: Recipient) -> Text:
    """For somebody who comes second: who has it, and when they are there."""
    holder = counted[0]
    name = known[holder.person].name
    said = T("Thank you. {holder} is already looking after {user}.", holder=name, user=user.name)
    if holder.expected_at is None:
        return said
    return join([said, _there_at(name, holder.expected_at, reader)], " ")


def _there_at(who: str, at: datetime, reader: Recipient) -> Text:
    return T("{who} will be there at {at}.", who=who, at=_clock(at, reader))


async def _tell_everybody(
    escalation: Escalation, own: Helper, whole: bool, thanks: Text, others: Collection[UUID], known: dict[UUID, Recipient],
    to: tuple[UUID, str] | None, now: datetime,
) -> None:  # fmt: skip
    """Somebody has just taken over: they themselves, everybody told, and the user hear of it."""
    about = ("escalation", escalation.id)
    user, who = known[escalation.user_id], known[own.person].name
    taken = T("{who} is looking after {user} now. Thank you.", who=who, user=user.name)
    if not whole:
        taken = T("{who} is looking after {user}. A second person is wanted: if you can help as well, please answer “I am on "
                  "it”.", who=who, user=user.name)  # fmt: skip

    def when(said: Text, reader: UUID) -> Text:
        return said if own.expected_at is None else join([said, _there_at(who, own.expected_at, known[reader])], " ")

    tellings = [Telling(person, when(taken, person), "notice", about) for person in others if person in known]
    if escalation.reason not in rules.SILENT:
        coming = T("{who} is coming to check on you.", who=who)
        tellings.append(Telling(user.person_id, when(coming, user.person_id), "notice", about))
    if not whole:
        asked = T("We ask for a second person as well. When you know how {user} is, please tell us.", user=user.name)
    elif own.expected_at is not None:
        asked = _we_ask_at(own.expected_at, user, known[own.person])
    else:
        asked = T("When you know how {user} is, please tell us. In {minutes} minutes we would ask the others again.",
                  user=user.name, minutes=int(rules.ACK_TIMEOUT.total_seconds() // 60))  # fmt: skip
        asked = join([asked, T("When will you be there?")], " ")
    tellings.append(Telling(own.person, join([thanks, asked]), "chat", about, AFTERWARDS, to))
    await messages.tell_many(tellings, now)


def _we_ask_at(at: datetime, user: Recipient, reader: Recipient) -> Text:
    return T("At {at} we ask you whether you reached {user}. If you know earlier how {user} is, please tell us.",
             at=_clock(at, reader), user=user.name)  # fmt: skip


async def _again(
    escalation: Escalation, person_id: UUID, eta: timedelta | None, known: dict[UUID, Recipient],
    to: tuple[UUID, str] | None, now: datetime,
) -> Acknowledged:  # fmt: skip
    """Somebody who has it says so again, or says when they are there."""
    about = ("escalation", escalation.id)
    user, who = known[escalation.user_id], known[person_id]
    own = rules.helper(person_id, now, eta)
    took = [replace(own, since=each.since) if each.person == person_id else each for each in helpers.of(escalation)]
    escalation.helpers = helpers.as_json(took)
    if escalation.status == "acknowledged":
        escalation.asked_at, escalation.due_at = None, rules.ask_at(took, now)
    await keep(escalation, now)
    thanks = _thanks(who, user)
    if own.expected_at is None:
        return Acknowledged(thanks, counts=True)
    told = [person for person in await told_of(escalation.id) if person != person_id and person in known]
    if escalation.reason not in rules.SILENT:
        told.append(user.person_id)
    there = [Telling(p, _there_at(who.name, own.expected_at, known[p]), "notice", about) for p in told]
    # What they were asked before is answered by this; how the user is can still be said.
    await leave_alone(escalation.id, person_id, now, buttons=True)
    said = _we_ask_at(own.expected_at, user, who)
    await messages.tell_many([*there, Telling(person_id, said, "chat", about, AFTERWARDS, to)], now)
    entry = timeline.Entry(now, about, "expected", escalation.user_id, {"by": str(person_id)} | _minutes(eta))
    await timeline.note([entry])
    return Acknowledged(said, written=True, counts=True)


async def leave_alone(id: UUID, person_id: UUID, now: datetime, buttons: bool = False) -> bool:
    """What is asked of this person about it is taken back: their further addresses are not tried any more, and a phone of
    theirs that rings now falls silent. `buttons` are taken away as well, else they still count: whoever said that they
    cannot may change their mind. False: nothing was open."""
    closed = await db.rows(
        f"UPDATE deliveries d SET {messages.CLOSED} WHERE d.about_id = $2 AND d.person_id = $3 AND d.closed_at IS NULL"
        f" RETURNING {messages.ASKED}",
        now,
        id,
        person_id,
    )
    await messages.take_back([row for row in closed if buttons or row["channel"] == "voice"], now)
    return bool(closed)


def _goes_on(escalation: Escalation, now: datetime) -> None:
    """Not as many as are wanted have it (any more): the next one is told at once."""
    escalation.status = "running" if escalation.status == "acknowledged" else escalation.status
    escalation.acknowledged_by_id = escalation.acknowledged_at = escalation.handing_to_id = None
    escalation.asked_at = escalation.held_until = None
    escalation.due_at = now
    wake.after_commit("rooms")


async def cannot(id: UUID, person_id: UUID, now: datetime) -> Text:
    """A contact cannot help, or not any more: the next one is told at once. Whoever was asked to take it over from somebody
    and cannot leaves it with them."""
    async with db.transaction():
        escalation = await locked(id)
        if escalation.status not in rules.OPEN:
            return NO_MORE
        await must_concern(escalation, person_id)
        asked = await leave_alone(id, person_id, now)
        took = helpers.of(escalation)
        has_it = any(each.person == person_id for each in rules.standing(took, now))
        if escalation.handing_to_id == person_id:
            return await _not_handed_over(escalation, person_id, now)
        if not has_it and (not asked or escalation.status == "acknowledged"):
            return T("Thank you for telling us.")
        left = [each for each in took if each.person != person_id]
        escalation.helpers = helpers.as_json(left)
        if not rules.taken_over(left, escalation.needed, now):
            _goes_on(escalation, now)
        await keep(escalation, now)
        await timeline.note(
            [timeline.Entry(now, ("escalation", id), "cannot", escalation.user_id, {"by": str(person_id)})]
        )
        return T("Thank you for telling us. We ask the next person now.")


# --- handing over ----------------------------------------------------------------------------------------------------


async def who_else(id: UUID, person_id: UUID) -> list[tuple[UUID, str]]:
    """To whom somebody may hand it over: (person, first name) of everybody else in it who can be reached, in order."""
    escalation = await get(id)
    persons = [UUID(place["person"]) for place in escalation.plan if place["person"] != str(person_id)]
    known = await people.recipients(persons)
    return [(person, known[person].name) for person in persons if known[person].address_id is not None]


async def hand_over(id: UUID, by: UUID, to: UUID, now: datetime) -> Text:
    """Somebody who took over asks a named person to take it from them. That one is asked at once and has to accept; until
    then whoever holds it holds it, with the time they have. Returns what to say to `by`."""
    async with db.transaction():
        escalation = await locked(id)
        if escalation.status not in rules.OPEN:
            return NO_MORE
        await must_concern(escalation, by)
        counted = rules.standing(helpers.of(escalation), now)
        if not any(each.person == by for each in counted):
            raise NotPossible(T("Only somebody who has taken over can hand it to another."))
        named = dict(await who_else(id, by))
        if to not in named:
            raise NotPossible(T("This is nobody who is told about it."))
        if any(each.person == to for each in counted):
            raise NotPossible(T("{who} is already helping.", who=named[to]))
        before = escalation.handing_to_id
        escalation.handing_to_id, escalation.handing_by_id = to, by
        await keep(escalation, now)
        if before is not None and before != to:
            await leave_alone(id, before, now)
        known = await people.recipients([escalation.user_id, by, to])
        user, who, asked = known[escalation.user_id], known[by], known[to]
        place = next(place for place in escalation.plan if place["person"] == str(to))
        alarm = alarm_text(escalation.reason, asked.name, user.name, place["consent"] == "consented", escalation.late)
        words = join([alarm, T("{who} has it now and asks you to take over.", who=who.name)], " ")
        about = ("escalation", id)
        climb = people.Climb(rules.ROUND_WAIT, rules.ALARM_RUNG)
        await messages.tell(Telling(to, words, "alarm", about, OPTIONS, climb=climb), now)
        await timeline.note(
            [timeline.Entry(now, about, "handing_over", escalation.user_id, {"by": str(by), "to": str(to)})]
        )
        return T("We have asked {to}. Until {to} accepts, {user} counts on you.", to=asked.name, user=user.name)


async def _not_handed_over(escalation: Escalation, person_id: UUID, now: datetime) -> Text:
    known = await people.recipients([escalation.user_id, person_id])
    escalation.handing_to_id = None
    if escalation.status != "acknowledged":  # a second person is wanted, and they will not be it
        escalation.due_at = now
        wake.after_commit("rooms")
    await keep(escalation, now)
    about = ("escalation", escalation.id)
    said = T("{who} cannot take over. {user} still counts on you.", who=known[person_id].name,
             user=known[escalation.user_id].name)  # fmt: skip
    counted = rules.standing(helpers.of(escalation), now)
    await messages.tell_many([Telling(each.person, said, "note", about) for each in counted], now)
    await timeline.note([timeline.Entry(now, about, "not_handed_over", escalation.user_id, {"by": str(person_id)})])
    return T("Thank you for telling us.")


# --- letting others wait ---------------------------------------------------------------------------------------------


async def hold(id: UUID, person_id: UUID, span: timedelta, now: datetime) -> Text:
    """A contact lets the others wait for a moment, for instance to call the user first. Nobody has taken over by that; after
    it the next one is told as if nothing had been said. The user sees it. `NotPossible` where `rules.longest_hold` says so.
    """
    async with db.transaction():
        escalation = await locked(id)
        if escalation.status not in rules.OPEN:
            return NO_MORE
        await must_concern(escalation, person_id)
        held = helpers.held_of(escalation.held)
        most = rules.longest_hold(escalation.reason, escalation.status, held, person_id)
        if not timedelta() < span <= most:
            raise NotPossible(_cannot_wait(most))
        until = max(now + span, escalation.due_at or now)
        escalation.due_at = escalation.held_until = until
        seconds = int(span.total_seconds())
        escalation.held = [*(escalation.held or ()), {"person": str(person_id), "seconds": seconds}]
        await keep(escalation, now)
        known = await people.recipients([escalation.user_id, person_id])
        user, who = known[escalation.user_id], known[person_id]
        about = ("escalation", id)
        said = T("{who} is trying to reach you. We wait until {at} before we tell anybody else. If you are okay, just reply: "
                 "okay.", who=who.name, at=_clock(until, user))  # fmt: skip
        await messages.tell(Telling(user.person_id, said, "notice", about), now)
        await timeline.note(
            [timeline.Entry(now, about, "held", escalation.user_id, {"by": str(person_id)} | _minutes(span))]
        )
        return T("All right, we tell nobody else until {at}. When you know how {user} is, please tell us; if you take over, "
                 "reply “I am on it”.", at=_clock(until, who), user=user.name)  # fmt: skip


def _cannot_wait(most: timedelta) -> Text:
    if most:
        return T("We can wait {most} at most. You can also reply “I am on it”.", most=most)
    return T("We cannot wait now. If you can help, please reply “I am on it”.")


# --- how it ends -----------------------------------------------------------------------------------------------------


async def settle(
    id: UUID, person_id: UUID, now: datetime, turned_out: str | None = None, note: str | None = None
) -> Text:
    """Somebody who took over says that the user is safe: the escalation is over, everybody told is told so. `turned_out`:
    what it was (`TURNED_OUT`); `note`: more about it, kept sealed."""
    async with db.transaction():
        escalation = await locked(id)
        known = await people.recipients([escalation.user_id, person_id])
        if escalation.status not in rules.OPEN:
            return NO_MORE
        await must_concern(escalation, person_id)
        if not had_it(escalation, person_id):
            raise NotPossible(T("This button does not count any more."))
        user, who = known[escalation.user_id], known[person_id]
        text = T("{who} says that {user} is safe. Thank you for your help.", who=who.name, user=user.name)
        escalation.turned_out, escalation.note = turned_out, note
        data = {"by": str(person_id)} | ({"turned_out": turned_out} if turned_out else {})
        await close(escalation, "resolved", "contact_says_safe", text, now, {person_id, escalation.user_id}, data)
        return T("Thank you, {who}. We are glad that {user} is safe.", who=who.name, user=user.name)


def had_it(escalation: Escalation, person_id: UUID) -> bool:
    """Whether they took over, be it that they were not heard of in time."""
    took = {each.person for each in helpers.of(escalation)} | {escalation.acknowledged_by_id}
    return person_id in took


async def describe(id: UUID, person_id: UUID, turned_out: str | None, note: str | None, now: datetime) -> None:
    """Somebody who had taken over, or an operator, says afterwards what it was. What was written before stays beside it."""
    async with db.transaction():
        escalation = await locked(id)
        if escalation.status in rules.OPEN:
            raise NotPossible(T("This escalation is not over yet."))
        if not had_it(escalation, person_id) and not await is_operator(person_id):
            raise NotPossible(T("You are not among those who are told about this."))
        if turned_out is not None:
            escalation.turned_out = turned_out
        if note:
            escalation.note = "\n".join(part for part in (escalation.note, note) if part)
        await keep(escalation, now)
        data = {"by": str(person_id), "note": bool(note)} | ({"as": turned_out} if turned_out else {})
        await timeline.note([timeline.Entry(now, ("escalation", id), "turned_out", escalation.user_id, data)])


async def how_it_goes(person_id: UUID, now: datetime) -> Text | None:
    """For somebody who was told of an alarm that is still open: who sees to it and by when, or that nobody does yet. None:
    no such alarm. Who was not told learns nothing; the words fit every reason."""
    concerned = await concerning(person_id)
    if concerned is None or person_id not in await told_of(concerned[0]):
        return None
    id, user = concerned
    counted = rules.standing(helpers.of(await get(id)), now)
    if not counted:
        return T("We are still looking for somebody who takes care of {user}.", user=user)
    known = await people.recipients([person_id, *(each.person for each in counted)])
    said = [T("{who} is looking after {user} now. Thank you.", who=known[counted[0].person].name, user=user)]
    if counted[0].expected_at is not None:
        said.append(_there_at(known[counted[0].person].name, counted[0].expected_at, known[person_id]))
    return join(said, " ")
