"""Who is told when: what will happen if somebody does not answer, or asks for help, in words with times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import standing
from bot.dialogues import reach
from wellcheck import access, escalations, i18n, people, probes, recurrence
from wellcheck.escalations import Simulation, rules
from wellcheck.events import Event
from wellcheck.i18n import T, Text
from wellcheck.people import Person
from wellcheck.probes import ProbeSettings

HOW = {
    "telegram": T("by Telegram"),
    "sms": T("by text message"),
    "whatsapp": T("by WhatsApp"),
    "voice": T("by phone call"),
    "email": T("by e-mail"),
}
"""Each channel, as we say how a contact is told."""

When = Callable[[datetime], Text]


@dataclass(frozen=True, slots=True)
class Asking:
    """The check-in that is spoken of: when it is asked again, and when contacts are told if nothing is heard."""

    line: Text
    again: tuple[datetime, ...]
    told_at: datetime


async def describe_policy(person: Person, now: datetime) -> list[Text]:
    """Who is asked again when, and who is told after which wait, as it stands now; a sentence a line."""
    settings = await ProbeSettings.get_or_none(person_id=person.id)
    asking = await _asking(person, settings, now)
    if asking is None:
        off = T("We do not ask you how you are at the moment. If you tell us that you need help, we tell at once:")
        return await _told(person, off, "bad", now, _after(now))
    clock = _clock(asking.told_at, person.zone)
    lines = [asking.line]
    if asking.again:
        lines.append(
            T("If you do not answer, we ask you again: {times}.", times=tuple(clock(at) for at in asking.again))
        )
    first = T("If we still hear nothing from you, we tell:") if asking.again else T("If you do not answer, we tell:")
    lines += await _told(person, first, "unavailable", asking.told_at, clock)
    silence, call = await escalations.simulate_all(person.id, ["unavailable", "bad"], now)
    if silence.policy == call.policy:
        lines.append(T("If you tell us that you need help, we do not wait and tell them at once."))
    else:
        lines.append(T("If you tell us that you need help, we do not wait, and tell:"))
        lines += await _contacts(person, call, _after(now))
    if 2 in (silence.acknowledgements, call.acknowledgements):
        lines.append(T("We go on until two people have taken over."))
    if settings is not None and settings.after_alarm == "pause":
        lines.append(T("After that we do not ask you again until you write “resume”."))
    lines.append(T("To change who is told when, reply “contacts”."))
    return lines


async def _asking(person: Person, settings: ProbeSettings | None, now: datetime) -> Asking | None:
    """The question that is open, else the next check-in. None: nothing is planned."""
    probe = await probes.Probe.filter(person_id=person.id, status="pending").exclude(kind="rehearsal").first()
    if probe is not None and probe.due_at is not None:
        wait = timedelta(seconds=probe.wait_seconds)
        ends_at = max(probe.resume_at or probe.due_at, now)
        later = [probe.due_at] if probe.resume_at is not None else []
        later += [ends_at + n * wait for n in range(probe.retries - probe.follow_ups)]
        told_at = probes.rules.told_at(ends_at, probe.follow_ups, probe.retries, wait)
        if probe.kind in probes.rules.HOLDS and probe.held_at is None:
            later.append(told_at)  # to ask us this is a sign of life
            told_at += min(wait, probes.rules.HOLD_MOST)
        line = T("We have asked you, and wait for your answer until {at}.", at=probe.due_at)
        return Asking(line, tuple(later), told_at)
    event = await standing.check_in_of(person.id)
    if settings is None or not settings.active or event is None or event.due_at is None:
        return None
    wait = timedelta(seconds=settings.wait_seconds)
    asked_at = _at_the_latest(event)
    steps = reach.in_words(await reach.steps_of(person.id, await people.usable_addresses(person.id)))
    line = T("We ask you next on {at}.", at=standing.next_time(event))
    if steps:
        line = T("We ask you next on {at}. We try: {steps}.", at=standing.next_time(event), steps=steps)
    again = tuple(asked_at + n * wait for n in range(1, settings.retries + 1))
    return Asking(line, again, asked_at + (settings.retries + 1) * wait)


def _at_the_latest(event: Event) -> datetime:
    """When a check-in is asked; of a window its end, for the minute that was drawn is not told."""
    assert event.due_at is not None
    _, until = recurrence.as_told(recurrence.of_key(event.schedule), event.zone, event.due_at, event.slot or "")
    return until


async def _told(person: Person, first: Text, reason: str, start: datetime, when: When) -> list[Text]:
    """The contacts, each with time and way; what follows if nobody takes over."""
    way = await escalations.simulate(person.id, reason, start)
    team = await access.other_admin(person.id)
    if not any(saying.who == "contact" for saying in way.sayings):
        alone = T("There is nobody we could tell about you. Please add a contact: reply “contacts”.")
        return [alone, T("Our own team is told at once: they look after you.")] if team else [alone]
    lines = [first, *await _contacts(person, way, when)]
    if again := tuple(when(at) for at in way.rounds_at[1:]):
        lines.append(T("If nobody takes over, we tell them all again: {times}.", times=again))
    lines += [T("Somebody is asked to go to your door: {when}.", when=when(at)) for at in way.visits_at]
    minutes = int(rules.FLOOR.total_seconds() // 60)
    if team:
        lines.append(T("Our own team is told as well: {when}. Then we go on every {minutes} minutes until somebody takes over.",
                       when=when(way.operators_at), minutes=minutes))  # fmt: skip
    else:
        lines.append(T("Then we go on every {minutes} minutes until somebody takes over.", minutes=minutes))
    lines.append(T("Whoever takes over tells us how you are. If we hear nothing within {minutes} minutes, we tell the others "
                   "again.", minutes=int(rules.ACK_TIMEOUT.total_seconds() // 60)))  # fmt: skip
    return lines


async def _contacts(person: Person, way: Simulation, when: When) -> list[Text]:
    contacts = {contact.id: contact for contact in await people.contacts(person.id)}
    lines = []
    for contact, contact_person in way.order:
        name, said = standing.listed(contacts[contact]), way.first_told(contact_person)
        if said is not None:
            lines.append(
                T("{name}: {when}, {how}", name=name, when=when(said.at), how=HOW.get(said.channel, said.channel))
            )
        elif contact_person in way.unreachable:
            lines.append(T("{name}: we cannot reach them at the moment, so we go on with the next one.", name=name))
    return lines


def _clock(day: datetime, zone: str) -> When:
    """Times of that day by the clock alone, others with their day."""

    def when(at: datetime) -> Text:
        if i18n.local_day(at, zone) == i18n.local_day(day, zone):
            return T("at {time}", time=at.astimezone(ZoneInfo(zone)).time())
        return T("on {at}", at=at)

    return when


def _after(start: datetime) -> When:
    """Times as so long after that moment."""

    def when(at: datetime) -> Text:
        return T("at once") if at <= start else T("after {wait}", wait=at - start)

    return when
