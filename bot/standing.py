"""How somebody stands, in sentences: whether they are watched, when we ask next, who is told, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.times import Times, describe
from wellcheck import events, i18n, messages, people, probes, recurrence, skips
from wellcheck.events import CHECK_IN, Event
from wellcheck.events.service import KRONUS_DEFAULT
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Telling
from wellcheck.people import Contact, Person
from wellcheck.probes import ProbeSettings
from wellcheck.recurrence import Cron, Schedule

DEFAULT = recurrence.key(Cron((KRONUS_DEFAULT,)))
MISSING = {
    "no_address": T("We have no way to reach you yet. Reply “link”."),
    "no_contact": T("There is nobody we could tell about you yet. Reply “contacts”."),
    "no_consent": T("None of your contacts has agreed yet. We have asked them."),
    "no_reach": T("None of those who agreed can be reached any more. Reply “contacts”."),
    "no_times": T("We do not know when to ask you yet. Reply “schedule”."),
}
"""Each gap of `people.gaps`, with the way on."""

CONSENT = {
    "invited": T("{name} (has not answered us yet)"),
    "consented": T("{name} (agreed)"),
    "declined": T("{name} (does not want to be told)"),
    "opted_out": T("{name} (wants no messages from us)"),
}


async def check_in_of(person_id: UUID) -> Event | None:
    """The event that asks this person regularly, if they ever chose its times."""
    event = await Event.get_or_none(owner_id=person_id, name=CHECK_IN)
    settings = await ProbeSettings.get_or_none(person_id=person_id)
    if event is None or settings is None:
        return None
    # Somebody who was never asked for times has the row of the defaults, untouched.
    untouched = event.schedule == DEFAULT and event.updated_at == event.created_at
    return event if settings.active or not untouched else None


async def missing(person: Person) -> Sequence[str]:
    """What stands between this person and being watched (the keys of `MISSING`); empty: nothing."""
    settings = await ProbeSettings.get_or_none(person_id=person.id)
    times = await check_in_of(person.id)
    active = settings is not None and settings.active
    # Times of which none is left are none.
    has_times = times is not None and not (active and times.due_at is None)
    return people.gaps(await probes.circle.standing(person.id, has_times, active))


async def warnings(person: Person) -> list[Text]:
    """What keeps a check they asked for from helping them, in sentences."""
    return [MISSING[gap] for gap in await missing(person) if gap != "no_times"]


def in_words(schedule: Schedule, language: str) -> Text:
    """The times of a schedule, as somebody would say them."""
    match schedule:
        case Cron(expressions, windows):
            return describe(Times(expressions, windows), language)
        case recurrence.Every(seconds, _):
            return T("every {step}", step=timedelta(seconds=seconds))
        case recurrence.Once(at):
            return T("{at}", at=at)


def next_time(event: Event) -> Text | None:
    """When this event is due next, as it may be said: of a window its beginning and its end. None: never."""
    if event.due_at is None:
        return None
    return recurrence.say_slot(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot or "")


def left_out(event: Event, now: datetime) -> tuple[str, ...]:
    """The days on which they are not asked, those still to come: dates and ranges."""
    schedule = recurrence.of_key(event.schedule)
    return skips.coming(schedule.skips, i18n.local_day(now, event.zone)) if isinstance(schedule, Cron) else ()


def listed(contact: Contact) -> Text:
    """A contact and what they said to being told."""
    return Text(CONSENT[contact.consent].id, (("name", contact.first_name),))


async def told_in_order(person: Person) -> list[str]:
    """The first names of those who are told, in order."""
    order = (await people.telling_orders([person.id]))[person.id]
    names = {contact.id: contact.first_name for contact in await people.contacts(person.id)}
    return [names[told.contact_id] for told in order]


async def after_setting_up(person: Person) -> Text:
    """Whether everything is set up now; if not, exactly what is missing. Never claims to watch when it does not."""
    lacks = await missing(person)
    settings = await ProbeSettings.get_or_none(person_id=person.id)
    event = await check_in_of(person.id)
    name = person.first_name or ""
    coming = next_time(event) if event is not None and settings is not None and settings.active else None
    if lacks:
        lines = [T("Almost done, {name}.", name=name), *(MISSING[gap] for gap in lacks)]
        return join([*lines, T("We ask you next on {at} all the same.", at=coming)] if coming else lines)
    if coming is None:
        return T("Check-ins are off. Reply “resume” to switch them on.")
    names = tuple(await told_in_order(person))
    return T(
        "Everything is set up, {name}. We ask you next on {at}. If you do not answer, we tell {contacts}.",
        name=name, at=coming, contacts=names,
    )  # fmt: skip


async def after_rehearsal(person_ids: Sequence[UUID], now: datetime) -> None:
    """A rehearsal is over: say whether everything is set up."""
    for id in person_ids:
        text = await after_setting_up(await people.get(id))
        # Behind the answer to the rehearsal itself.
        await messages.tell(Telling(id, text, "chat", due_at=now + timedelta(seconds=2)), now)


probes.when_rehearsed(after_rehearsal)


async def describe_standing(person: Person, now: datetime) -> list[Text]:
    """Everything somebody may want to know about how they are watched, a sentence a line."""
    settings = await ProbeSettings.get_or_none(person_id=person.id)
    event = await check_in_of(person.id)
    lacks = await missing(person)
    lines = [await _first_line(person, settings, event, lacks, now)]
    if event is not None:
        lines.append(T("Times: {times}.", times=in_words(recurrence.of_key(event.schedule), person.language)))
    if settings is not None and settings.active and event is not None and event.due_at is not None:
        lines.append(T("Next check-in: {at}.", at=next_time(event)))
    if event is not None and (spared := await events.spared_today(event, now)) is not None:
        lines.append(T("You told us that you are okay, so we do not ask you on {at}.", at=spared))
    if event is not None and (days := left_out(event, now)):
        lines.append(T("Not asked on: {days}.", days=skips.in_words(days, date.min)))
    contacts = [listed(contact) for contact in await people.contacts(person.id) if contact.is_emergency]
    if contacts:
        lines.append(T("If you do not answer, we tell: {contacts}.", contacts=tuple(contacts)))
    lines += [MISSING[gap] for gap in lacks]
    closed = [address for address in await people.addresses(person.id) if address.closed]
    lines += [people.way_back(address.channel, address.value) for address in closed]
    if (trip := await events.travels.under_way(person.id)) is not None:
        lines.append(T("You are away: times are by the clock of {place} up to {day}.", place=ZoneInfo(trip.zone),
                       day=trip.last_day))  # fmt: skip
    if (walk := await events.walks.under_way(person.id)) is not None:
        lines.append(T("You are on your way: on {at} we ask whether you are home.", at=walk.ends_at))
    if (drills := await events.drills.monthly(person.id)) is not None:
        lines.append(T("The next drill is on {at}.", at=next_time(drills)))
    if kept := len(await events.reminders.wishes(person.id)):
        lines.append(T("Reminders: {n}. To see them, reply “my reminders”.", n=kept))
    lines += [T("Also planned: {at}.", at=plan.due_at) for plan in await planned(person.id)]
    return lines


async def _first_line(
    person: Person, settings: ProbeSettings | None, event: Event | None, lacks: Sequence[str], now: datetime
) -> Text:
    if await probes.Probe.exists(person_id=person.id, status="pending"):
        return T("A question is waiting for your answer: reply 1 if you are okay, or 2 if you need help.")
    if settings is not None and settings.rests_since is not None:
        return T("Check-ins rest until we can reach you again.")
    if settings is None or not settings.active:
        return T("Check-ins are off.") if event is not None else T("Check-ins are not set up yet.")
    if settings.paused_until is not None and settings.paused_until > now:
        return T("Check-ins are paused until {at}.", at=settings.paused_until)
    if lacks:
        return T("Check-ins are on, but something is missing.")
    return T("Check-ins are on.")


async def planned(person_id: UUID) -> list[Event]:
    """The checks this person asked for that are still to come, soonest first."""
    return [event for event in await events.events_of(person_id) if event.name == "asked" and event.status == "active"]
