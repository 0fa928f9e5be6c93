"""When people are asked, as they wish it: windows, days left out, once, not at all today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests.bot.talk import Phone, Talk, count
from wellcheck import db, escalations, events, people, probes
from wellcheck.errors import NotAllowed, NotPossible, NotValid
from wellcheck.events import CHECK_IN, Event, Occurrence, WatchChange
from wellcheck.messages import Delivery
from wellcheck.people import Person
from wellcheck.probes import circle
from wellcheck.recurrence import Cron

ADA, BOB, CARA = "+447700900001", "+447700900002", "+447700900003"


async def watched(talk: Talk, times: Cron = Cron(("0 9 * * *",)), contacts: tuple[str, ...] = (BOB,)) -> Phone:
    """Ada in London, who is asked at these times, with contacts who agreed."""
    phone = talk.phone(ADA)
    async with db.transaction():
        person = await people.create("Ada", None, "en", "Europe/London", talk.now)
        await people.add_address(person.id, "sms", ADA, talk.now, verified_how="wrote")
        for contact in contacts:
            name = "Bob" if contact == BOB else "Cara"
            made = await circle.add_contact(person, circle.NewContact(name, contact), talk.now)
            await circle.consent(made.id, made.person_id, True, "yes", talk.now)
        await events.change_watch(person, WatchChange(active=True, times=times), talk.now)
    await sent(talk)
    for each in (phone, *map(talk.phone, contacts)):
        await each.hears()
    return phone


async def sent(talk: Talk) -> None:
    """What was to leave by now did."""
    await db.run(
        "UPDATE deliveries SET state = 'sent', sent_at = due_at, due_at = NULL WHERE state = 'pending' AND due_at <= $1",
        talk.now,
    )


async def until(talk: Talk, at: datetime) -> None:
    """Let it be this moment, with everything done that was due."""
    talk.now = at
    for room in (escalations, probes, events):
        await room.run_due(at)
    await sent(talk)


def local(text: str) -> datetime:
    """A moment in London's summer time."""
    return datetime.fromisoformat(text + "+01:00").astimezone(UTC)


async def check_in(phone: Phone) -> Event:
    return await Event.get(owner_id=(await phone.person()).id, name=CHECK_IN)


async def states(person: Person) -> list[str]:
    """What became of each slot of this person's events, in order."""
    found = await Occurrence.filter(event__owner_id=person.id).order_by("due_at", "id")
    return [f"{row.slot} {row.state}" for row in found]


# --- windows ---------------------------------------------------------------------------------------------------------


async def test_in_a_window_one_is_asked_once_a_day_at_the_minute_that_was_planned(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *",), (120,)))
    minutes = []
    for day in range(7, 12):
        event = await check_in(ada)
        assert event.slot == f"2026-04-{day:02}T09:00"
        assert event.due_at is not None
        assert local(f"2026-04-{day:02}T09:00") <= event.due_at < local(f"2026-04-{day:02}T11:00")
        minutes.append(event.due_at - local(f"2026-04-{day:02}T09:00"))
        planned = event.due_at
        # Another worker, or a restart, that computes it anew in the window finds the same minute.
        await until(talk, planned - timedelta(seconds=9))
        await until(talk, planned)
        probe = await probes.Probe.get(event_id=event.id, status="pending")
        assert (probe.asked_at, probe.slot) == (planned, event.slot)
        assert "Are you okay?" in await ada.hears()
        assert "👍" in await ada.says("1")
        await until(talk, local(f"2026-04-{day:02}T12:00"))
    assert all(one != following for one, following in pairwise(minutes)), "another minute than the day before"
    assert await count("probes") == 5


async def test_a_window_that_is_changed_after_it_was_served_does_not_ask_twice(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *",), (60,)))
    person = await ada.person()
    event = await check_in(ada)
    assert event.due_at is not None
    await until(talk, event.due_at)
    await ada.says("1")
    await events.change_watch(person, WatchChange(windows=(360,)), talk.now)
    assert (await check_in(ada)).slot == "2026-04-08T09:00"
    await events.pause(person, talk.now + timedelta(minutes=1), talk.now)
    await events.resume(person, talk.now)
    assert (await check_in(ada)).slot == "2026-04-08T09:00"


async def test_resumed_in_the_middle_of_a_window_its_minute_still_counts(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *",), (300,)))
    person, planned = await ada.person(), (await check_in(ada)).due_at
    assert planned is not None
    await events.change_watch(person, WatchChange(active=False), talk.now)
    await events.change_watch(person, WatchChange(active=True), planned - timedelta(minutes=1))
    assert (await check_in(ada)).due_at == planned
    await events.change_watch(person, WatchChange(active=False), planned)
    await events.change_watch(person, WatchChange(active=True), planned + timedelta(minutes=1))
    assert (await check_in(ada)).slot == "2026-04-08T09:00"


async def test_status_tells_the_window_and_never_the_minute(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *",), (120,)))
    said = await ada.says("status")
    assert "Next check-in: Tue 7 Apr, 09:00 to 11:00." in said
    assert "every day, some time between 09:00 and 11:00" in said


async def test_a_window_and_days_left_out_may_be_chosen_by_chat(talk: Talk) -> None:
    ada = await watched(talk)
    await ada.says("schedule")
    said = await ada.says("weekdays between 9 and 11, not tomorrow")
    assert "on weekdays, some time between 09:00 and 11:00, but not on 7 April 2026" in said
    assert "Wed 8 Apr, 09:00 to 11:00" in await ada.says("yes")
    schedule = (await events.watch_of(await ada.person(), talk.now)).schedule
    assert schedule == Cron(("0 9 * * 1-5",), (120,), ("2026-04-07",))


# --- days left out ---------------------------------------------------------------------------------------------------


async def test_days_left_out_are_not_asked_on_and_are_told(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    await events.skip(person, ["2026-04-07"], talk.now)
    await events.skip(person, ["2026-04-09/2026-04-10"], talk.now)
    assert "Not asked on: 7 April 2026 and 9 April 2026 to 10 April 2026." in await ada.says("status")
    asked = []
    for _ in range(3):
        event = await check_in(ada)
        assert event.due_at is not None
        await until(talk, event.due_at)
        asked.append(event.slot)
        await ada.says("1")
    assert asked == ["2026-04-08T09:00", "2026-04-11T09:00", "2026-04-12T09:00"]
    await events.skip(person, ["2026-04-20"], talk.now)
    schedule = (await events.watch_of(person, talk.now)).schedule
    assert isinstance(schedule, Cron) and schedule.skips == ("2026-04-20",), "those that are over are forgotten"
    await events.ask_again_on(person, "2026-04-20", talk.now)
    assert "Not asked on" not in await ada.says("status")


async def test_a_day_is_left_out_by_the_clock_of_the_person(talk: Talk) -> None:
    ada = await watched(talk, Cron(("30 0 * * *",)))
    await events.skip(await ada.person(), ["2026-04-07"], talk.now)
    assert (await check_in(ada)).slot == "2026-04-08T00:30", "the seventh begins at 23:00 on the sixth in UTC"


async def test_new_times_keep_the_days_left_out(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    await events.skip(person, ["2026-04-07"], talk.now)
    watch = await events.change_watch(person, WatchChange(times=Cron(("0 20 * * *",), (), ("2026-04-06",))), talk.now)
    assert isinstance(watch.schedule, Cron) and watch.schedule.skips == ("2026-04-06/2026-04-07",)
    assert watch.event.slot == "2026-04-08T20:00"


async def test_who_would_never_be_asked_is_told_so(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 24 12 *",)))
    with pytest.raises(NotValid) as error:
        await events.skip(await ada.person(), [f"{year}-12-24" for year in range(2026, 2070)], talk.now)
    assert "No time would be left" in str(error.value)
    assert (await check_in(ada)).slot == "2026-12-24T09:00"


async def test_days_are_left_out_and_taken_back_by_chat(talk: Talk) -> None:
    ada = await watched(talk)
    said = await ada.says("don't ask me tomorrow")
    assert "We do not ask you on 7 April 2026" in said and "Next check-in: Wed 8 Apr, 09:00." in said
    assert "9 April 2026 to 11 April 2026, and tell nobody if you are silent then" in await ada.says(
        "skip 9 to 11 April"
    )
    assert "nothing was changed" in await ada.says("no")
    await ada.says("skip 9 to 11 April")
    assert "To take it back" in await ada.says("yes")
    assert "2 = Not asked: 9 April 2026 to 11 April 2026" in await ada.says("plans")
    assert "Next check-in: Tue 7 Apr" not in await ada.says("2")
    await ada.says("plans")
    assert "We ask you on those days as well" in await ada.says("1")
    assert (await check_in(ada)).slot == "2026-04-07T09:00"


# --- once ------------------------------------------------------------------------------------------------------------


async def test_several_checks_may_wait_and_each_is_asked_and_taken_back_by_chat(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    for text in ("2026-04-06T23:00", "2026-04-06T21:00", "2026-04-08T07:30"):
        await events.probe_at(person, local(text), 1, 10, talk.now)
    said = await ada.says("status")
    order = ["Also planned: Mon 6 Apr, 21:00", "Also planned: Mon 6 Apr, 23:00", "Also planned: Wed 8 Apr, 07:30"]
    assert [line for line in said.splitlines() if "Also planned" in line] == [f"{line}." for line in order]
    await ada.says("plans")
    await ada.says("2")
    await until(talk, local("2026-04-06T21:00"))
    assert "you asked us to check on you" in await ada.hears()
    await ada.says("1")
    await until(talk, local("2026-04-06T23:00"))
    assert await count("probes") == 1, "the one taken back is not asked"
    assert (await Event.get(name="asked", status="active")).due_at == local("2026-04-08T07:30")


async def test_a_check_is_asked_for_in_words(talk: Talk) -> None:
    ada = await watched(talk)
    assert "We will check on you on Mon 6 Apr, 23:00" in await ada.says("check on me at 11 pm")
    assert "Tue 7 Apr, 07:00" in await ada.says("ask me tomorrow at 7am")
    assert await Event.filter(name="asked", status="active").count() == 2
    assert "At what time?" in await ada.says("check on me tonight")


async def test_a_check_that_cannot_be_kept_is_refused(talk: Talk) -> None:
    person = await (await watched(talk)).person()
    for at in (talk.now - timedelta(minutes=1), talk.now + timedelta(days=32)):
        with pytest.raises(NotPossible):
            await events.probe_at(person, at, 1, 10, talk.now)
    for _ in range(20):
        await events.probe_at(person, talk.now + timedelta(days=2), 1, 10, talk.now)
    with pytest.raises(NotPossible) as error:
        await events.probe_at(person, talk.now + timedelta(days=3), 1, 10, talk.now)
    assert "more checks than 20" in str(error.value.text)


async def test_nobody_is_checked_on_whom_nobody_could_be_told_about(talk: Talk) -> None:
    person = await people.create("Eve", None, "en", "UTC", talk.now)
    with pytest.raises(NotAllowed):
        await events.probe_at(person, talk.now + timedelta(hours=1), 1, 10, talk.now)


# --- early -----------------------------------------------------------------------------------------------------------


async def test_an_ok_before_the_question_counts_for_it_and_is_seen(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    await until(talk, local("2026-04-07T07:12"))
    assert await ada.says("I'm okay") == "Thank you, Ada. We will not ask you at 09:00 today."
    assert "You told us that you are okay, so we do not ask you on Tue 7 Apr, 09:00." in await ada.says("status")
    assert await states(person) == ["2026-04-07T09:00 checked_in"]
    await until(talk, local("2026-04-07T09:00"))
    assert await count("probes") == 0
    await until(talk, local("2026-04-08T09:00"))
    assert "Are you okay?" in await ada.hears()
    assert await states(person) == ["2026-04-07T09:00 checked_in", "2026-04-08T09:00 fired"]
    told = await db.rows("SELECT what FROM timeline WHERE about_kind = 'event' ORDER BY id")
    assert {"what": "checked_in"} in told


async def test_it_counts_once_and_for_the_next_one_alone(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *", "0 18 * * *")))
    await until(talk, local("2026-04-07T08:00"))
    assert "at 09:00 today" in await ada.says("I'm okay")
    assert "at 18:00 today" in await ada.says("I am fine")
    assert "We ask you next on Wed 8 Apr, 09:00" in await ada.says("I am fine")
    both = ["2026-04-07T09:00 checked_in", "2026-04-07T18:00 checked_in"]
    assert (await states(await ada.person()))[-2:] == both


async def test_in_a_window_that_runs_already_it_counts_too(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *",), (300,)))
    planned = (await check_in(ada)).due_at
    assert planned is not None
    await until(talk, planned - timedelta(minutes=1))
    assert "between 09:00 and 14:00 today" in await ada.says("I am okay")
    assert (await check_in(ada)).slot == "2026-04-08T09:00"


@pytest.mark.parametrize(
    ("at", "why"),
    [("2026-04-06T23:59", "before midnight"), ("2026-04-07T08:59", "more than twelve hours before")],
)
async def test_what_was_said_too_long_before_does_not_count(talk: Talk, at: str, why: str) -> None:
    times = Cron(("0 9 * * *",)) if "midnight" in why else Cron(("0 21 * * *",))
    ada = await watched(talk, times)
    await until(talk, local("2026-04-06T21:00"))
    await ada.says("1")
    await until(talk, local(at))
    said = await ada.says("I'm okay")
    assert "We ask you next on Tue 7 Apr" in said and "will not" not in said
    assert (await check_in(ada)).slot == ("2026-04-07T09:00" if "midnight" in why else "2026-04-07T21:00")


async def test_a_question_that_is_prepared_and_has_not_left_is_taken_back(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    await until(talk, local("2026-04-07T08:59") + timedelta(seconds=51))
    assert (await probes.Probe.get(person_id=person.id)).status == "pending", "events are prepared ahead"
    assert "We will not ask you at 09:00 today." in await ada.says("I'm okay")
    assert (await Delivery.get(kind="ask")).state == "withdrawn"
    probe = await probes.Probe.get(person_id=person.id)
    assert (probe.status, probe.reason) == ("cancelled", "checked_in")
    await until(talk, local("2026-04-07T12:00"))
    assert await ada.hears() == ""
    assert await states(person) == ["2026-04-07T09:00 checked_in"]
    assert (await check_in(ada)).slot == "2026-04-08T09:00"


async def test_what_was_said_before_a_question_that_is_out_answers_nothing(talk: Talk) -> None:
    ada = await watched(talk, Cron(("0 9 * * *", "0 18 * * *")))
    await until(talk, local("2026-04-07T09:05"))
    await ada.says("I'm okay", at=local("2026-04-07T08:00"))
    assert (await probes.Probe.get(person_id=(await ada.person()).id)).status == "pending"
    assert (await check_in(ada)).slot == "2026-04-07T18:00", "nor is it kept for the next one"


async def test_after_a_call_for_help_the_question_is_asked_all_the_same(talk: Talk) -> None:
    ada = await watched(talk)
    await until(talk, local("2026-04-07T07:00"))
    await ada.says("SOS")
    assert "We tell everybody that you are okay" in await ada.says("I'm okay")
    assert "We ask you next on Tue 7 Apr, 09:00" in await ada.says("I'm okay")
    await until(talk, local("2026-04-07T09:00"))
    assert "Are you okay?" in await ada.hears()


async def test_who_is_paused_or_off_checks_in_for_nothing(talk: Talk) -> None:
    ada = await watched(talk)
    person = await ada.person()
    await until(talk, local("2026-04-07T07:00"))
    await events.change_watch(person, WatchChange(active=False), talk.now)
    assert await ada.says("I'm okay") == ""
    assert await states(person) == []


async def test_a_bare_ok_may_mean_that_our_message_was_read(talk: Talk) -> None:
    ada = await watched(talk)
    await until(talk, local("2026-04-07T07:00"))
    assert "Check-ins are on" in await ada.says("status")
    assert await ada.says("ok") == "", "that is no news of how she is"
    assert await ada.says("good") == ""
    await until(talk, local("2026-04-07T08:00"))
    assert 'reply "I am okay"' in await ada.says("ok")
    assert "We will not ask you at 09:00" in await ada.says("I am okay")


async def test_nobody_but_a_verified_address_checks_in(talk: Talk) -> None:
    ada = await watched(talk)
    await db.run("UPDATE addresses SET verified_at = NULL WHERE id IN (SELECT id FROM addresses WHERE person_id = $1)",
                 (await ada.person()).id)  # fmt: skip
    await until(talk, local("2026-04-07T08:00"))
    await ada.says("I'm okay")
    assert await count("occurrences") == 0


async def test_one_in_the_menu_of_a_call_counts_for_today(talk: Talk) -> None:
    talk.now = local("2026-04-07T07:00")
    await watched(talk)
    caller = Phone(talk, "voice", ADA)
    assert "Hello Ada. What can we do for you?" in await caller.says("PIN", start="call")
    assert "We will not ask you at 09:00 today" in await caller.says("1")
    await until(talk, local("2026-04-07T09:00"))
    assert not await probes.Probe.exists(status="pending")
    await until(talk, local("2026-04-08T09:00"))
    assert await probes.Probe.filter(status="pending").count() == 1
