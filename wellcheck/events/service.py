"""Rules for when something happens and what: keep them, and fire what has come due, in batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db, escalations, people, probes, recurrence, timeline
from wellcheck.errors import NotAllowed, NotFound, NotPossible, NotValid
from wellcheck.events import rules
from wellcheck.events.models import Event
from wellcheck.i18n import T, Text
from wellcheck.people import Person
from wellcheck.probes import ProbeSettings
from wellcheck.recurrence import Cron, Once, Rule, Schedule

CHECK_IN = "check-in"
"""The name of the event that asks a user regularly. Each user has one, also while it is switched off."""

TRIAL = "trial"
"""The event of a trial run (`workers/canary.py`)."""

ASKED = "asked"
"""The name of an event that asks somebody once, because they wished it. There may be several."""

WALK = "walk"
"""The name of an event that asks at the end of a walk (see `walks`)."""

TRAVEL = "travel"
"""The name of the event at the end of a journey (see `travels`)."""

PAUSE, REMINDER = "pause", "pause-reminder"
VISITS = "visits"
"""The names of the events at the end of a pause, and the day before (see `pauses`)."""

EVENT = "event"
"""The name of every event made by API (see `made`)."""

MOST_CHECKS = 20
FARTHEST_CHECK = timedelta(days=31)

KRONUS_DEFAULT = "0 18 * * 3"
"""Wednesday at 18:00: what a user made by the API starts with (Kronus)."""

SAME_SLOT = timedelta(days=3)
"""Two slots with the same local time lie no further apart, wherever somebody moved meanwhile."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be chosen. Set once per process from the configuration."""

    min_interval: timedelta = timedelta(hours=1)
    min_wait: timedelta = timedelta(minutes=5)
    max_wait: timedelta = timedelta(hours=2)
    max_retries: int = 6
    max_pause: timedelta = timedelta(days=90)


limits = Limits()


def use_limits(chosen: Limits) -> None:
    """These limits hold in this process (runtime.start)."""
    global limits
    limits = chosen


@dataclass(frozen=True, slots=True)
class WatchChange:
    """What to change about how a user is watched; None leaves it. `times`: cron text or a schedule.

    `windows`: minutes for each expression; `skips`: days to leave out, instead of those so far. New times keep the days
    that were left out.
    """

    active: bool | None = None
    times: str | Schedule | None = None
    retries: int | None = None
    wait: timedelta | None = None
    after_alarm: str | None = None
    windows: tuple[int, ...] | None = None
    skips: tuple[str, ...] | None = None

    @property
    def moves(self) -> bool:
        """Whether it says anything about when they are asked."""
        return self.times is not None or self.windows is not None or self.skips is not None


@dataclass(frozen=True, slots=True)
class Watch:
    """How a user is watched: settings, times, and when they are asked next (None: not at all)."""

    settings: ProbeSettings
    event: Event
    schedule: Schedule
    zone: str

    @property
    def times(self) -> str:
        """The times as cron text, several by semicolon."""
        match self.schedule:
            case Cron(expressions):
                return "; ".join(expressions)
            case recurrence.Every() as every:
                return f"@every {int(every.seconds)}s"
            case Once(at):
                return at.isoformat()


async def watch_of(person: Person, now: datetime) -> Watch:
    """How this user is watched; made with the defaults (off) when it was never chosen."""
    settings = await probes.settings_of(person.id, now)
    event = await Event.get_or_none(owner_id=person.id, name=CHECK_IN)
    if event is None:
        event = Event(
            id=db.new_id(), owner_id=person.id, name=CHECK_IN, action="probe",
            schedule=recurrence.key(Cron((KRONUS_DEFAULT,))), zone=person.zone, status="paused", created_at=now, updated_at=now,
        )  # fmt: skip
        await event.save(force_create=True)
    return Watch(settings, event, recurrence.of_key(event.schedule), event.zone)


async def change_watch(person: Person, change: WatchChange, now: datetime) -> Watch:
    """Change how a user is watched. Wrong values name their field; switching on needs an address and a contact.

    Only new times move the next firing, to the next wall-clock time of the new rule; an open probe keeps its own limits.
    """
    async with db.transaction():
        watch = await watch_of(person, now)
        settings = await ProbeSettings.select_for_update().get(person_id=person.id)
        event = await Event.select_for_update().get(id=watch.event.id)
        _check(change)
        schedule = _wanted(change, watch.schedule, person.zone, now) if change.moves else watch.schedule
        if change.retries is not None:
            settings.retries = change.retries
        if change.wait is not None:
            settings.wait_seconds = int(change.wait.total_seconds())
        if change.after_alarm is not None:
            settings.after_alarm = change.after_alarm
        was = settings.active
        if change.active is not None:
            settings.active = change.active
        if settings.active and not was:
            await _may_be_watched(person)
            settings.paused_until = settings.rests_since = None
        if was and not settings.active:
            settings.paused_until = None
            await probes.cancel_pending([person.id], now, keep=("walk",))
            await end_events(person.id, (PAUSE, REMINDER), now)
        if change.active is False:
            settings.rests_since = None
            await escalations.call_off(person.id, now)
        moved = change.moves or event.zone != person.zone or (settings.active and not was)
        event.schedule, event.zone = recurrence.key(schedule), person.zone
        event.status = "active" if settings.active else "paused"
        if moved or event.due_at is None:
            await plan(event, schedule, from_when(settings, now))
        settings.updated_at = event.updated_at = now
        await settings.save()
        await event.save()
        if was != settings.active:
            what = "watch_on" if settings.active else "watch_off"
            name = person.first_name or ""
            if what == "watch_off":
                off = T("{user} has switched check-ins off. We do not ask them any more, and tell you nothing if they are "
                        "silent.", user=name)  # fmt: skip
                await probes.circle.tell_contacts([(person.id, off)], now)
            elif await _was_off(person.id):
                await probes.circle.tell_contacts([(person.id, watched_again(name))], now)
            await timeline.note([timeline.Entry(now, ("person", person.id), what, person.id)])
        return Watch(settings, event, schedule, event.zone)


async def _was_off(person_id: UUID) -> bool:
    """Whether contacts were told before that nobody watches."""
    return bool(
        await db.one(
            "SELECT 1 AS yes FROM timeline WHERE about_kind = 'person' AND about_id = $1"
            " AND what IN ('watch_off', 'paused_after_alarm') LIMIT 1",
            person_id,
        )
    )


def _wanted(change: WatchChange, so_far: Schedule, zone: str, now: datetime) -> Schedule:
    """The times that are asked for, checked; wrong ones name their field."""
    wanted = so_far if change.times is None else change.times
    if isinstance(wanted, str):
        wanted = recurrence.check(wanted, zone, now, limits.min_interval, "cron_expression")
    if isinstance(wanted, Cron):
        kept = so_far.skips if isinstance(so_far, Cron) and change.times is not None else ()
        wanted = replace(
            wanted,
            windows=wanted.windows if change.windows is None else change.windows,
            skips=wanted.skips + kept if change.skips is None else change.skips,
        )
    elif change.windows or change.skips:
        field = "windows" if change.windows else "skips"
        raise NotValid.of(field, T("This is possible for times by the clock alone, like “0 9 * * *”."))
    checked = recurrence.check(wanted, zone, now, limits.min_interval, "cron_expression")
    if isinstance(checked, Once):
        raise NotValid.of("cron_expression", T("Please give times that repeat, like “0 9 * * *”."))
    if isinstance(checked, Cron) and checked.turn is not None:
        raise NotValid.of(
            "cron_expression",
            T('We can ask on the same days of every week. Please name the days, for example "Mon, Wed and Fri 9am".'),
        )
    return checked


async def plan(event: Event, schedule: Rule, after: datetime) -> None:
    """The next slot behind `after` that was not served already: a time that was changed, or a clock that was moved, makes
    no slot happen twice."""
    served = {
        row["slot"]
        for row in await db.rows(
            "SELECT slot FROM occurrences WHERE event_id = $1 AND due_at > $2", event.id, after - SAME_SLOT
        )
    }
    slot = recurrence.next_after(schedule, event.zone, after, event.id)
    while slot is not None and slot.key in served:
        slot = recurrence.next_after(schedule, event.zone, slot.at, event.id)
    event.due_at, event.slot = (slot.at, slot.key) if slot else (None, None)


async def skip(person: Person, days: Sequence[str], now: datetime) -> Watch:
    """Do not ask on these days (dates, or ranges with both ends), beside those that are left out already."""
    return await _change_skips(person, lambda skips: (*skips, *days), now)


async def ask_again_on(person: Person, days: str, now: datetime) -> Watch:
    """Take back one entry of the days left out, as the schedule has it."""
    return await _change_skips(person, lambda skips: tuple(each for each in skips if each != days), now)


async def _change_skips(person: Person, change: Callable[[tuple[str, ...]], tuple[str, ...]], now: datetime) -> Watch:
    async with db.transaction():
        watch = await watch_of(person, now)
        if not isinstance(watch.schedule, Cron):
            raise NotPossible(T("This is possible for times by the clock alone, like “0 9 * * *”."))
        # Locked before it is read again: two wishes at the same moment both count.
        event = await Event.select_for_update().get(id=watch.event.id)
        schedule = recurrence.of_key(event.schedule)
        assert isinstance(schedule, Cron)
        return await change_watch(person, WatchChange(skips=change(schedule.skips)), now)


def _check(change: WatchChange) -> None:
    wrong: dict[str, list[Text]] = {}
    if change.retries is not None and not 0 <= change.retries <= limits.max_retries:
        wrong["max_retries"] = [T("Choose a whole number from 0 to {n}.", n=limits.max_retries)]
    if change.wait is not None and not limits.min_wait <= change.wait <= limits.max_wait:
        wrong["wait_time_in_minutes"] = [
            T("Choose a whole number from {a} to {b}.", a=_minutes(limits.min_wait), b=_minutes(limits.max_wait))
        ]
    if change.after_alarm not in (None, "go_on", "pause"):
        wrong["after_alarm"] = [T("Choose go_on or pause.")]
    if wrong:
        raise NotValid(wrong)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


async def _may_be_watched(person: Person) -> None:
    standing = await probes.circle.standing(person.id, True, True)
    if not standing.usable_addresses:
        raise NotAllowed(T("There is no way to reach you yet. Please confirm your phone number first."))
    if not standing.emergency_contacts:
        raise NotAllowed(T("An emergency contact is needed first, so that somebody can be told."))


def from_when(settings: ProbeSettings, now: datetime) -> datetime:
    """Slots behind this moment are served: now, or a pause's end, to which a slot of that very moment belongs."""
    return max(now, settings.paused_until - timedelta(microseconds=1)) if settings.paused_until is not None else now


async def end_events(person_id: UUID, names: Sequence[str], now: datetime) -> None:
    """The events of these names that wait for this person come due no more."""
    await db.run(
        "UPDATE events SET status = 'ended', due_at = NULL, updated_at = $3 WHERE owner_id = $1 AND name = ANY($2)"
        " AND status = 'active'",
        person_id,
        list(names),
        now,
    )


def watched_again(user: str) -> Text:
    """What contacts hear when nobody watched for a while and somebody does again."""
    return T("We ask {user} again from now on, and tell you if they do not answer.", user=user)


async def wake_resting(now: datetime) -> int:
    """Those whose watch rested because they had closed every address (probes.circle), and who can be reached again by
    whatever way: it goes on. Returns how many."""
    found = await db.rows(
        "SELECT s.person_id FROM probe_settings s WHERE s.rests_since IS NOT NULL AND EXISTS"
        f" (SELECT 1 FROM addresses WHERE person_id = s.person_id AND {people.usable()})"
    )
    for row in found:
        await wake(row["person_id"], now)
    return len(found)


async def wake(person_id: UUID, now: datetime) -> bool:
    """The watch of this user goes on, if it rested and an address of theirs is open. False: there was nothing to do."""
    async with db.transaction():
        settings = await ProbeSettings.select_for_update().get_or_none(person_id=person_id)
        if settings is None or settings.rests_since is None or not await people.usable_addresses(person_id):
            return False
        settings.active, settings.rests_since, settings.updated_at = True, None, now
        await settings.save()
        event = await Event.select_for_update().get_or_none(owner_id=person_id, name=CHECK_IN)
        if event is not None:
            event.status, event.updated_at = "active", now
            await plan(event, recurrence.of_key(event.schedule), from_when(settings, now))
            await event.save()
        await probes.circle.reachable_again(person_id, now)
        return True


async def moved(person: Person, now: datetime) -> None:
    """This user lives in another zone now: their times mean the clock on their own wall."""
    async with db.transaction():
        # What was made by API has a zone of its own.
        mine = Event.filter(owner_id=person.id, status__in=("active", "paused")).exclude(name=EVENT)
        for event in await mine.select_for_update():
            schedule = recurrence.of_key(event.schedule)
            if isinstance(schedule, Once):
                continue
            coming, was_to_come = event.slot, event.due_at is not None and event.due_at > now
            event.zone, event.updated_at = person.zone, now
            settings = await probes.settings_of(person.id, now)
            after = now if event.action == "message" else from_when(settings, now)  # a pause silences no reminder
            await plan(event, schedule, after)
            stepped_over = was_to_come and rules.stepped_over(coming, event.slot)
            if stepped_over and isinstance(schedule, Cron) and event.status == "active" and after == now:
                # Eastwards the clock on the wall jumps over a time that had not come yet: late rather than never.
                event.due_at, event.slot = now, coming
            await event.save()


def check_wish(in_minutes: int, retries: int, wait_minutes: int) -> None:
    """The limits of a probe somebody asks for; `NotValid` names each field and its range."""
    wrong: dict[str, list[Text]] = {}
    for field, value, low, high in (
        ("in", in_minutes, 0, 7 * 24 * 60), ("retries", retries, 0, limits.max_retries),
        ("wait", wait_minutes, _minutes(limits.min_wait), _minutes(limits.max_wait)),
    ):  # fmt: skip
        if not low <= value <= high:
            wrong[field] = [T("Choose a whole number from {a} to {b}.", a=low, b=high)]
    if wrong:
        raise NotValid(wrong)


async def probe_later(person: Person, in_minutes: int, retries: int, wait_minutes: int, now: datetime) -> Event:
    """Check on this person once, in so many minutes, also while their regular check-ins are off (Kronus: `probe`)."""
    check_wish(in_minutes, retries, wait_minutes)
    return await probe_at(person, now + timedelta(minutes=in_minutes), retries, wait_minutes, now)


async def probe_at(person: Person, at: datetime, retries: int, wait_minutes: int, now: datetime) -> Event:
    """Check on this person once, at this moment (aware). Several such checks may wait; `cancel_event` takes one back."""
    check_wish(0, retries, wait_minutes)
    if at < now:
        raise NotPossible(T("That time has passed already. Please give one that is still to come."))
    if at - now > FARTHEST_CHECK:
        raise NotPossible(T("That is too far away: we can keep it for {n} days at most.", n=FARTHEST_CHECK.days))
    await has_contact(person)
    async with db.transaction():
        await Person.select_for_update().get(id=person.id)
        if await Event.filter(owner_id=person.id, name=ASKED, status="active").count() >= MOST_CHECKS:
            raise NotPossible(T("We cannot keep more checks than {n} at a time. Reply “plans” to take one back.",
                                n=MOST_CHECKS))  # fmt: skip
        event = Event(
            id=db.new_id(), owner_id=person.id, name=ASKED, action="probe", schedule=recurrence.key(Once(at)),
            zone=person.zone, payload={"kind": "asked", "retries": retries, "wait": wait_minutes * 60}, due_at=at,
            slot=at.isoformat(), created_at=now, updated_at=now,
        )  # fmt: skip
        await event.save(force_create=True)
        return event


async def probe_now(person: Person, retries: int, wait_minutes: int, now: datetime) -> UUID:
    """Check on this person at once. The probe's id; `NotPossible` while another one is open."""
    check_wish(0, retries, wait_minutes)
    await has_contact(person)
    return await probes.ask(probes.Wish(person.id, now, retries, timedelta(minutes=wait_minutes), "asked"), now)


async def has_contact(person: Person) -> None:
    """`NotAllowed` if nobody could be told about this person."""
    standing = await probes.circle.standing(person.id, True, True)
    if not standing.emergency_contacts:
        raise NotAllowed(T("You have no emergency contact yet. Please add one first: reply “contacts”."))


async def events_of(person_id: UUID) -> list[Event]:
    """What this person planned by chat, and is not over."""
    found = Event.filter(owner_id=person_id, status__in=("active", "paused")).exclude(name=EVENT)
    return await found.order_by("due_at", "id")


async def cancel_event(person_id: UUID, event_id: UUID, now: datetime) -> None:
    """Take back a planned event. The regular check-in is switched off instead, which says so."""
    async with db.transaction():
        event = await Event.exclude(name=EVENT).select_for_update().get_or_none(id=event_id, owner_id=person_id)
        if event is None or event.status == "ended":
            raise NotFound(T("There is no such plan."))
        if event.name == CHECK_IN:
            raise NotPossible(T("These are your regular check-ins. Reply “pause” to pause them."))
        event.status, event.due_at, event.updated_at = "ended", None, now
        await event.save()
