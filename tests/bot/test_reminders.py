"""Reminders in a chat: made, heard, answered; and never taken for a word about how somebody is."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.bot.talk import Phone, Talk
from tests.bot.test_commands import user
from tests.bot.test_plans import local, sent
from wellcheck import db, escalations, events, people, probes, reminders
from wellcheck.escalations import Escalation, saved
from wellcheck.escalations.policies import Line, Policy
from wellcheck.events import Event, Occurrence
from wellcheck.probes import Probe, ProbeSettings, circle
from wellcheck.reminders import Reminder

THREE = local("2026-04-06T15:00")
"""When somebody is reminded: an hour from now."""


async def until(talk: Talk, at: datetime) -> None:
    """Let it be this moment, with everything done that was due."""
    talk.now = at
    for room in (escalations, probes, reminders, events):
        await room.run_due(at)
    await sent(talk)


async def reminded(talk: Talk, confirm: bool = False) -> tuple[Phone, Phone]:
    """Ada, who is reminded of her pills at three, or must confirm her insulin: asked again once, half an hour later."""
    ada, bob = await user(talk)
    await ProbeSettings.filter(person_id=(await ada.person()).id).update(retries=1, wait_seconds=1800)
    if confirm:
        await ada.says("remind me to take my insulin at 15:00 every day and tell Bob if I don't")
        await ada.says("yes")
    else:
        await ada.says("remind me to take my pills at 15:00")
    await until(talk, THREE)
    assert "Reminder: take my" in await ada.hears()
    return ada, bob


async def asked(talk: Talk, ada: Phone) -> UUID:
    """She is asked how she is, now."""
    id = await probes.ask(probes.Wish((await ada.person()).id, talk.now, 1, timedelta(hours=1)), talk.now)
    await sent(talk)
    await ada.hears()
    return id


async def another(talk: Talk, ada: Phone, confirm: bool = False, text: str = "take my pills") -> UUID:
    """She is reminded once more, a good while later, of nothing that was said before."""
    talk.now += timedelta(hours=2)
    due = reminders.Due((await ada.person()).id, db.new_id(), "x", text, talk.now, confirm, 1, timedelta(minutes=30))
    async with db.transaction():
        (made,) = (await reminders.remind_many([due], talk.now)).values()
    await sent(talk)
    await ada.hears()
    assert made is not None
    return made


async def state(id: UUID) -> str:
    return (await Reminder.get(id=id)).status


async def probe(id: UUID) -> str:
    return (await Probe.get(id=id)).status


async def reminder() -> Reminder:
    return await Reminder.get()


async def alarm() -> Escalation | None:
    return await Escalation.all().order_by("-id").first()


# --- making one ------------------------------------------------------------------------------------------------------


async def test_a_single_reminder_is_made_at_once_and_answered(talk: Talk) -> None:
    ada, _ = await user(talk)
    said = await ada.says("Remind me to take my pills today at 15:00")
    assert said == '👍 We remind you on Mon 6 Apr, 15:00: take my pills. To take it back, reply "my reminders".'
    await until(talk, THREE)
    assert await ada.hears() == "Reminder: take my pills\n1 = Done\n2 = Later"
    assert await ada.says("1") == "👍 Thank you. Done: take my pills"
    assert (await reminder()).status == "done"
    assert "You have no reminders" in await ada.says("my reminders")
    await until(talk, THREE + timedelta(days=1))
    assert await ada.hears() == "" and await Reminder.all().count() == 1


async def test_a_repeated_one_is_read_back_and_comes_every_day(talk: Talk) -> None:
    ada, bob = await user(talk)
    said = await ada.says("remind me to take my pills at 15:00 every day")
    assert said.startswith(
        "So we remind you every day at 15:00: take my pills. Is that right?\n1 = Yes\n2 = Yes, and tell"
    )
    assert "👍 We remind you on Mon 6 Apr, 15:00: take my pills." in await ada.says("yes")
    for day in range(2):
        await until(talk, THREE + timedelta(days=day))
        assert "Reminder: take my pills" in await ada.hears()
    assert [each.status for each in await Reminder.all().order_by("id")] == ["over", "open"], "the newest is answered"
    assert "Your reminders go on." in await ada.says("pause until Friday") + await ada.says("yes")
    assert await bob.hears() != ""


async def test_times_that_cannot_be_read_are_asked_for_as_those_of_a_reminder(talk: Talk) -> None:
    ada, _ = await user(talk)
    which = 'When should we remind you? For example: "every day at 8:00", "tomorrow at 15:00" or "in 2 hours".'
    said = await ada.says("remind me every blue moon to howl")
    assert said == f"Sorry, we did not understand.\n\n{which}"
    assert await ada.says("every next day") == f"Sorry, we did not understand. {which}"
    assert "So we remind you every day at 15:00: " in await ada.says("every day at 15:00")


async def test_every_other_day_is_told_with_its_first_time_listed_and_taken_back(talk: Talk) -> None:
    ada, _ = await user(talk)
    said = await ada.says("remind me every other day at 8 to take my pills")
    assert said.startswith(
        "So we remind you every 2 days at 08:00: take my pills. The first time is on Tue 7 Apr, 08:00."
    )
    assert "We remind you on Tue 7 Apr, 08:00" in await ada.says("yes")
    assert "Is that right?" in await ada.says("on the 1st of every month at 9 remind me to pay the rent")
    assert "We remind you on Fri 1 May, 09:00: pay the rent" in await ada.says("yes")
    listed = await ada.says("my reminders")
    assert "take my pills, every 2 days at 08:00" in listed and "rent, every month on day 1 at 09:00" in listed
    assert "None" not in await ada.says("none of them")
    for day in range(7, 12):
        await until(talk, local(f"2026-04-{day:02}T08:00"))
        assert ("Reminder: take my pills" in await ada.hears()) is bool(day % 2), day
    assert "any more: pay the rent" in await ada.says("stop the rent reminder")


async def test_what_is_missing_is_asked_for_and_wrong_times_are_explained(talk: Talk) -> None:
    ada, _ = await user(talk, contact=False)
    assert "What should we remind you of?" in await ada.says("remind me")
    assert "When should we remind you?" in await ada.says("Remind me to call Ann")
    assert "03:00 or 15:00" in await ada.says("tomorrow at 3")
    assert "Is that right?" in await ada.says("every day at 15:00")
    assert "When should we remind you?" in await ada.says("no")
    assert "tell my contacts" not in await ada.says("tomorrow at 15:00"), "nobody could be told"
    assert "We remind you on Tue 7 Apr, 15:00: call Ann." in await ada.says("yes")
    assert "At what time?" in await ada.says("remind me every Monday to take the bins out")
    assert "too far away" in await ada.says("in 500 days at 15:00")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("remind me tomorrow at 15:00 to " + "x" * 150, "too long"),
        ("remind me every 10 minutes to look up", "1 hour"),
        ("remind me to take my insulin at 15:00 and tell Bob if I don't", "Nobody has agreed yet"),
        ("if I don't confirm my insulin, tell my contact", "Nobody has agreed yet"),
    ],
)
async def test_what_cannot_be_kept_is_refused(talk: Talk, words: str, why: str) -> None:
    ada, _ = await user(talk, contact=False)
    assert why in await ada.says(words)
    assert not await Event.exists(name="reminder")


async def test_there_is_a_most(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events.reminders, "MOST", 1)
    ada, _ = await user(talk)
    await ada.says("remind me to call Ann tomorrow at 15:00")
    assert "more than 1 reminders" in await ada.says("remind me to call Cara tomorrow at 16:00")


async def test_reminders_are_listed_and_taken_back_by_number_or_words(talk: Talk) -> None:
    ada, _ = await user(talk)
    for what in ("take my pills at 16:00", "call Ann at 17:00", "call Cara at 18:00"):
        await ada.says(f"remind me to {what} tomorrow")
    listed = await ada.says("my reminders")
    assert "1: take my pills, on Tue 7 Apr, 16:00\n2: call Ann, on Tue 7 Apr, 17:00" in listed
    assert "do not remind you of this any more: call Ann" in await ada.says("2")
    assert "any more: take my pills" in await ada.says("stop the pill reminder")
    assert "no reminder with these words" in await ada.says("cancel my window reminder")
    assert "nothing was changed" in await ada.says("None of them")
    assert "any more: call Cara" in await ada.says("don't remind me to call Cara")
    assert "You have no reminders" in await ada.says("stop reminding me")


async def test_one_may_have_to_be_confirmed_later_on(talk: Talk) -> None:
    ada, _ = await user(talk)
    await ada.says("remind me to take my insulin every day at 15:00")
    await ada.says("1")
    said = await ada.says("if I don't confirm my insulin, tell my contact")
    assert "Saved: take my insulin." in said and "then tell Bob." in said
    assert (await Event.get(name="reminder")).payload == {"confirm": True, "retries": 3, "wait": 3600}
    assert "must be confirmed" in await ada.says("my reminders")


@pytest.mark.parametrize(("policy", "after"), [(False, "Bob"), (True, "Cara")])
async def test_whoever_is_named_is_told_first_and_then_all_the_others(talk: Talk, policy: bool, after: str) -> None:
    """Bob is before Dora in Ada's order, and Cara alone is in her policy: Dora is told first, as she wished for her insulin."""
    ada, bob = await user(talk)
    person = await ada.person()
    others = {"Bob": bob}
    made = {}
    for name, number in (("Cara", "+447700900077"), ("Dora", "+447700900078")):
        others[name] = talk.phone(number)
        async with db.transaction():
            made[name] = await circle.add_contact(person, circle.NewContact(name, number), talk.now)
            await circle.consent(made[name].id, made[name].person_id, True, "yes", talk.now)
        await others[name].hears()
    if policy:
        alone = Policy("usual", (Line("contact", str(made["Cara"].id)),), is_default=True)
        await saved.save(person.id, alone, talk.now)
    await ProbeSettings.filter(person_id=person.id).update(retries=0, wait_seconds=1800)
    await ada.says("remind me to take my insulin at 15:00 every day")
    await ada.says("yes")
    said = await ada.says("if I don't confirm my insulin, tell Dora")
    assert "Saved: take my insulin." in said and "we tell Dora, Bob and Cara. Dora is told first." in said
    await until(talk, THREE)
    first = "Please tell us when it is done. Without an answer we tell your contacts on Mon 6 Apr, 15:30."
    assert (
        f"Reminder: take my insulin. {first}" in await ada.hears()
    )  # the only time: it says at once when they are told
    await until(talk, THREE + timedelta(minutes=30))
    heard = {name: await phone.hears() for name, phone in others.items()}
    assert [name for name, each in heard.items() if "has not confirmed a reminder" in each] == ["Dora"]
    await until(talk, THREE + timedelta(minutes=36))
    heard = {name: await phone.hears() for name, phone in others.items()}
    assert [name for name, each in heard.items() if "has not confirmed a reminder" in each] == [after]


async def test_a_name_that_is_nobodys_is_said_so_and_the_usual_ones_are_told(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    said = await ada.says("remind me to drink water at 17:00 every day and tell Zoe if I don't")
    assert 'We do not know whom you mean by "Zoe": we tell your contacts in their usual order.' in said
    assert "Is that right?" in said
    said = await ada.says("if I don't confirm my insulin, tell Zoe")
    assert "Saved: take my insulin." in said and 'do not know whom you mean by "Zoe"' in said
    for minutes in (30, 60):
        await until(talk, THREE + timedelta(minutes=minutes))
    assert "has not confirmed a reminder" in await bob.hears()


@pytest.mark.parametrize(
    ("chosen", "order", "named"),
    [
        ("2", "Dora and Bob. Dora is told first.", "Dora"), ("it is Dora", "Dora and Bob. Dora is told first.", "Dora"),
        ("bob", "Bob and Dora. Bob is told first.", "Bob"), ("3", "Bob and Dora. Is that", None),
        ("the usual order", "Bob and Dora. Is that", None),
    ],
)  # fmt: skip
async def test_of_several_contacts_it_is_asked_which_one_is_told_first(
    talk: Talk, chosen: str, order: str, named: str | None
) -> None:
    ada, _ = await user(talk)
    async with db.transaction():
        dora = await circle.add_contact(await ada.person(), circle.NewContact("Dora", "+447700900078"), talk.now)
        await circle.consent(dora.id, dora.person_id, True, "yes", talk.now)
    said = await ada.says("remind me to drink water at 17:00 every day and tell Zoe if I don't")
    assert 'We do not know whom you mean by "Zoe". Who should be told first: Bob and Dora?' in said
    assert "Please write one of these names: Bob and Dora." in await ada.says("Zoe")
    said = await ada.says(chosen)
    assert order in said and "Is that right?" in said
    await ada.says("yes")
    first = (await Event.get(name="reminder")).payload.get("first")
    contacts = {each.first_name: str(each.id) for each in await people.contacts((await ada.person()).id)}
    assert first == (contacts[named] if named else None)


async def test_it_follows_who_moves_also_in_a_pause(talk: Talk) -> None:
    ada, _ = await user(talk)
    await ada.says("remind me to take my pills every day at 15:00")
    await ada.says("1")
    person = await ada.person()
    await events.pause(person, talk.now + timedelta(days=3), talk.now)
    person.zone = "America/New_York"
    await person.save()
    await events.moved(person, talk.now)
    event = await Event.get(name="reminder")
    assert event.due_at == local("2026-04-06T20:00") and event.zone == "America/New_York", (
        "a pause silences no reminder"
    )


# --- outages ---------------------------------------------------------------------------------------------------------


async def test_after_an_outage_it_is_said_late_or_said_to_be_missed(talk: Talk) -> None:
    ada, _ = await user(talk)
    await ada.says("remind me to take my pills every day at 15:00")
    await ada.says("1")
    await until(talk, THREE + timedelta(minutes=40))
    assert "Reminder: take my pills" in await ada.hears()
    await until(talk, THREE + timedelta(days=1, hours=5))
    assert await ada.hears() == (
        "We could not remind you on Tue 7 Apr, 15:00, because our service was interrupted: take my pills"
    )
    assert [row.state for row in await Occurrence.filter(event__name="reminder").order_by("due_at")] == [
        "fired", "skipped_outage",
    ]  # fmt: skip


async def test_an_outage_of_ours_alarms_nobody_about_a_reminder(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    await until(talk, THREE + timedelta(minutes=30))
    assert "Without an answer we tell your contacts on Mon 6 Apr, 16:00" in await ada.hears()
    await until(talk, THREE + timedelta(hours=3))
    assert await bob.hears() == "" and "you have not confirmed this yet" in await ada.hears()
    await until(talk, THREE + timedelta(hours=3, minutes=31))
    assert "Ada has not confirmed a reminder" in await bob.hears()


# --- answers ---------------------------------------------------------------------------------------------------------


async def test_later_is_said_again_later(talk: Talk) -> None:
    ada, _ = await user(talk)
    wishes = {"2": 30, "later": 30, "Later": 30, "no": 30, "not now": 30, "in 20 minutes": 20, "later 2 hours": 120,
              "remind me in 2 hours": 120}  # fmt: skip
    for words, minutes in wishes.items():
        await another(talk, ada)
        said = await ada.says(words)
        assert said.startswith("All right, we remind you again on Mon 6 Apr, ") or "Tue 7 Apr" in said, words
        again = talk.now + timedelta(minutes=minutes)
        await until(talk, again - timedelta(minutes=1))
        assert "Reminder" not in await ada.hears(), words
        await until(talk, again)
        assert "Reminder: take my pills" in await ada.hears(), words
        assert "Done: take my pills" in await ada.says("done")


async def test_done_is_said_in_many_ways(talk: Talk) -> None:
    ada, _ = await user(talk)
    for words in ("1", "done", "ok", "yes", "taken, thanks", "👍", "Done", "pills taken"):
        id = await another(talk, ada)
        assert await ada.says(words) == "👍 Thank you. Done: take my pills", words
        assert await state(id) == "done"
    assert not await Occurrence.exists(state="checked_in"), "and is no early check-in"


async def test_a_reminder_that_nobody_answers_is_over_in_silence(talk: Talk) -> None:
    ada, bob = await reminded(talk)
    await until(talk, THREE + reminders.rules.LISTENING)
    assert (await reminder()).status == "over" and await ada.hears() == "" and await bob.hears() == ""
    assert await alarm() is None


async def test_a_button_answers_its_own_reminder_and_no_question(talk: Talk) -> None:
    ada, _ = await reminded(talk)
    id = await asked(talk, ada)
    assert "Done: take my pills" in await ada.taps("Done")
    assert await probe(id) == "pending", "a button under a reminder says nothing of how somebody is"
    assert (await Probe.get(id=id)).heard_as == "sign"


# --- two questions are open ------------------------------------------------------------------------------------------


async def test_a_bare_word_between_two_questions_answers_neither(talk: Talk) -> None:
    """The worst would be that "1 = Done" makes a check-in good; nearly as bad that an okay confirms insulin."""
    ada, bob = await user(talk)
    cases = [("1", True, False), ("1", False, True), ("ok", True, True), ("ok", False, False), ("yes", True, False),
             ("👍", False, True), ("later", True, True), ("2", False, False), ("no", True, False)]  # fmt: skip
    for words, probe_first, confirm in cases:
        talk.now += timedelta(hours=3)
        id = await asked(talk, ada) if probe_first else None
        talk.now -= timedelta(hours=2 if probe_first else 0) - timedelta(minutes=10)
        said_to_her = await another(talk, ada, confirm)
        talk.now += timedelta(minutes=10)
        id = id or await asked(talk, ada)
        said = await ada.says(words)
        assert "Two questions are open" in said and "Done" in said and "I'm okay" in said, words
        assert await probe(id) == "pending" and await state(said_to_her) == "open"
        assert "Good to know that you are okay" in await ada.says("I'm okay")
        assert await probe(id) == "good" and await state(said_to_her) == "open"
        assert "Done: take my pills" in await ada.says("done")
        assert await state(said_to_her) == "done" and await bob.hears() == ""


async def test_done_never_makes_a_check_in_good(talk: Talk) -> None:
    ada, _ = await reminded(talk)
    id = await asked(talk, ada)
    assert "Done: take my pills" in await ada.says("done")
    assert await probe(id) == "pending" and (await Probe.get(id=id)).heard_as == "sign"
    assert "Good to know" in await ada.says("1"), "now only one thing is open"


async def test_a_two_that_may_be_a_call_for_help_is_not_left_alone(talk: Talk) -> None:
    """ "2" is "later" here and "I need help" there: whoever says nothing more is believed to need help soon."""
    ada, bob = await reminded(talk)
    id = await asked(talk, ada)
    assert "Two questions are open" in await ada.says("2")
    for _ in range(3):
        await until(talk, talk.now + timedelta(minutes=6))
    assert await probe(id) == "unavailable" and "has not answered a check-in" in await bob.hears()


async def test_a_question_that_came_long_after_is_the_one_that_is_answered(talk: Talk) -> None:
    ada, _ = await reminded(talk)
    talk.now += timedelta(minutes=45)
    id = await asked(talk, ada)
    assert "Good to know that you are okay" in await ada.says("1")
    assert await probe(id) == "good" and (await reminder()).status == "open"


async def test_an_okay_said_twice_confirms_nothing(talk: Talk) -> None:
    """Whoever was just asked how they are may send their answer once more: it must not be taken for "my insulin is taken"."""
    ada, _ = await reminded(talk, confirm=True)
    talk.now += timedelta(minutes=20)
    id = await asked(talk, ada)
    await ada.says("I'm okay")
    assert await probe(id) == "good"
    for words in ("1", "ok"):
        assert 'Then please reply "done"' in await ada.says(words)
    assert (await reminder()).status == "open"


@pytest.mark.parametrize("words", ["help", "I fell"])
async def test_a_cry_for_help_is_one_beside_a_reminder_too(talk: Talk, words: str) -> None:
    ada, bob = await reminded(talk)
    assert "We are telling your contacts right now" in await ada.says(words)
    assert "asked for help" in await bob.hears()


@pytest.mark.parametrize(
    ("words", "cry"),
    [("remind me to call the doctor tomorrow at 15:00", False), ("remind me tomorrow at 15:00 about my pain pills", False),
     ("remind me of nothing, help I fell", True)],
)  # fmt: skip
async def test_a_doctor_in_a_wish_is_no_cry_for_help(talk: Talk, words: str, cry: bool) -> None:
    ada, bob = await user(talk)
    await asked(talk, ada)
    said = await ada.says(words)
    assert ("telling your contacts" in said) is cry and bool(await bob.hears()) is cry
    assert cry or "👍 We remind you on Tue 7 Apr, 15:00" in said


@pytest.mark.parametrize("confirm", [False, True])
async def test_the_secret_word_reads_like_an_okay_and_confirms_nothing(talk: Talk, confirm: bool) -> None:
    ada, bob = await reminded(talk, confirm)
    await people.set_duress((await ada.person()).id, "bluebird", talk.now)
    said = await ada.says("bluebird")
    assert "may be threatened" in await bob.hears()
    if confirm:
        assert said == await ada.says("ok") and (await reminder()).status == "open"
    else:
        assert said == "👍 Thank you. Done: take my pills"


# --- confirmed, or not -----------------------------------------------------------------------------------------------


async def test_who_confirms_alarms_nobody(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    await until(talk, THREE + timedelta(minutes=30))
    assert "you have not confirmed this yet: take my insulin. Without an answer" in await ada.hears()
    assert "Done: take my insulin" in await ada.says("done")
    await until(talk, THREE + timedelta(hours=5))
    assert await alarm() is None and await bob.hears() == ""


async def test_i_have_read_it_is_no_confirmation(talk: Talk) -> None:
    ada, _ = await reminded(talk, confirm=True)
    for words in ("ok", "yes", "👍"):
        assert await ada.says(words) == 'Is this done: take my insulin? Then please reply "done".'
    assert (await reminder()).status == "open"
    assert "Done: take my insulin" in await ada.says("1")


async def test_what_is_not_confirmed_is_told_and_a_late_done_tells_everybody(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    for minutes in (30, 60):
        await until(talk, THREE + timedelta(minutes=minutes))
    told = await bob.hears()
    assert "Ada has not confirmed a reminder." in told and 'The reminder of 15:00: "take my insulin"' in told
    assert "You have not confirmed your reminder, so we told Bob" in await ada.hears()
    started = await alarm()
    assert started is not None and started.reason == "unconfirmed" and started.status == "running"
    assert "We told your contacts that this is not confirmed: take my insulin" in await ada.says("I'm okay")
    assert (await Escalation.get(id=started.id)).status == "running", "an okay says nothing of insulin"
    assert "We told your contacts" in await ada.says("later")
    assert "We tell everybody that it is done: take my insulin" in await ada.says("done")
    over = await Escalation.get(id=started.id)
    assert (over.status, over.outcome) == ("resolved", "confirmed")
    assert "Ada has confirmed the reminder now" in await bob.hears()


async def test_a_call_for_help_meanwhile_is_not_ended_by_done(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    for minutes in (30, 60):
        await until(talk, THREE + timedelta(minutes=minutes))
    await bob.hears()
    await ada.says("I fell")
    assert "Done: take my insulin" in await ada.says("done")
    started = await alarm()
    assert started is not None and (started.status, started.reason) == ("running", "panic")


async def test_one_alarm_at_a_time_and_none_is_lost(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    person = await ada.person()
    await escalations.start(escalations.Start(person.id, "unavailable"), talk.now)
    for minutes in (30, 60, 90):
        await until(talk, THREE + timedelta(minutes=minutes))
    assert (await reminder()).status == "open"
    await ada.says("I'm okay")
    for minutes in (120, 150):
        await until(talk, THREE + timedelta(minutes=minutes))
    assert "has not confirmed a reminder" in await bob.hears() and (await reminder()).status == "unconfirmed"


async def test_it_cannot_be_put_off_for_ever(talk: Talk) -> None:
    ada, _ = await reminded(talk, confirm=True)
    for _ in range(7):
        assert "we remind you again on" in await ada.says("later")
        await until(talk, talk.now + timedelta(minutes=30))
        await ada.hears()
    talk.now = THREE + reminders.rules.MOST_LATER - timedelta(minutes=2)
    assert "This cannot wait any longer: take my insulin" in await ada.says("later")


async def test_two_that_wait_are_told_apart_by_their_words(talk: Talk) -> None:
    ada, _ = await reminded(talk, confirm=True)
    person = await ada.person()
    due = reminders.Due(person.id, db.new_id(), "x", "drink water", talk.now)
    async with db.transaction():
        await reminders.remind_many([due], talk.now)
    await sent(talk)
    await ada.hears()
    assert "Which one is done?" in await ada.says("done")
    assert "Done: take my insulin" in await ada.says("insulin done")
    assert "Done: drink water" in await ada.says("done")


async def test_taken_back_it_waits_for_no_answer(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    assert "any more: take my insulin" in await ada.says("stop the insulin reminder")
    await until(talk, THREE + timedelta(hours=4))
    assert (await reminder()).status == "over" and await alarm() is None and await bob.hears() == ""


async def test_switching_check_ins_off_ends_no_reminder(talk: Talk) -> None:
    ada, bob = await reminded(talk, confirm=True)
    await events.change_watch(await ada.person(), events.WatchChange(active=False), talk.now)
    await bob.hears()
    for minutes in (30, 60):
        await until(talk, THREE + timedelta(minutes=minutes))
    assert "has not confirmed a reminder" in await bob.hears()


async def test_nobody_confirms_for_somebody_else(talk: Talk) -> None:
    _, bob = await reminded(talk, confirm=True)
    assert await reminders.done((await reminder()).id, (await bob.person()).id, talk.now) is None
    assert (await reminder()).status == "open"


async def test_status_says_how_many_there_are(talk: Talk) -> None:
    ada, _ = await user(talk)
    assert "Reminders" not in await ada.says("status")
    await ada.says("remind me to call Ann tomorrow at 15:00")
    assert 'Reminders: 1. To see them, reply "my reminders".' in await ada.says("status")


async def test_those_that_are_over_go_in_batches_and_open_ones_never(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _ = await user(talk)
    ids = [await another(talk, ada, text=what) for what in ("tea", "pills", "walk", "insulin")]
    person = (await ada.person()).id
    for id in ids[:2]:
        await reminders.done(id, person, talk.now)
    old = talk.now + timedelta(days=1)
    await reminders.done(ids[2], person, old)
    monkeypatch.setattr(reminders.service, "BATCH", 1)
    assert await reminders.prune(old) == 2
    assert {row.id for row in await Reminder.all()} == set(ids[2:])
    assert await reminders.prune(old + timedelta(days=400)) == 1
    assert [row.status for row in await Reminder.all()] == ["open"], "what waits for an answer is kept, however old"


async def test_a_wish_and_its_condition_in_one_breath_are_one_reminder(talk: Talk) -> None:
    """Also where the condition reads like a wish of its own (the Turkish one begins with any words)."""
    ada, _ = await user(talk)
    for text in (
        "Remind me of my insulin every day at 8. If I don't confirm my insulin, tell my contact",
        "Bana her gün saat 8:00'de insülini hatırlat, insülini onaylamazsam birine haber ver",
    ):
        assert "Bob" in await ada.says(text)
        await ada.says("1")
    made = await Event.filter(name="reminder").order_by("id")
    assert [(each.text, each.payload["confirm"]) for each in made] == [("my insulin", True), ("insülini", True)]
