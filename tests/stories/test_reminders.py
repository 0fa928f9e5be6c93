"""Reminders on real phones: heard, put off, ignored, not confirmed, confirmed late."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck import events
from wellcheck.escalations import Escalation
from wellcheck.events import Event
from wellcheck.recurrence import Once
from wellcheck.reminders import Reminder


async def test_by_text_message_one_is_answered_one_put_off_and_one_not_confirmed(world: World) -> None:
    ada = await world.person("Ada", retries=1, wait=30, times="0 22 * * *")
    phone = world.ada
    await phone.says("remind me to take my pills in 30 minutes")
    await phone.hears("We remind you on", "take my pills")
    await world.wait(minutes=30)
    assert await phone.last() == "Reminder: take my pills\n1 = Done\n2 = Later"
    await phone.says("2")
    await phone.hears("All right, we remind you again on")
    await world.wait(minutes=30)
    assert await phone.count("Reminder: take my pills") == 2
    await phone.says("1")
    await phone.hears("Thank you. Done: take my pills")

    await phone.says("Remind me to take my insulin every day at 9:00 and tell Bob if I don't")
    await phone.hears("So we remind you every day at 09:00: take my insulin.", "then tell Bob. Is that right?")
    await phone.says("1")
    await phone.hears("We remind you on", 'reply "done" then')
    event = await Event.get(name="reminder", status="active")
    assert event.due_at is not None
    await world.until(event.due_at)
    await phone.hears("Reminder: take my insulin. Please tell us when it is done.")
    await world.wait(minutes=31)
    await phone.hears("you have not confirmed this yet: take my insulin", "we tell your contacts")
    await world.wait(minutes=31)
    await world.bob.hears("Ada has not confirmed a reminder.", "take my insulin", "1 = I am on it")
    await phone.hears("You have not confirmed your reminder, so we told Bob")
    await world.bob.says("1")
    await phone.hears("Bob")
    started = await Escalation.get(user_id=ada.id)
    assert (started.reason, started.status) == ("unconfirmed", "acknowledged")
    await phone.says("done")
    await phone.hears("We tell everybody that it is done: take my insulin")
    await world.bob.hears("Ada has confirmed the reminder now")
    assert (await Escalation.get(id=started.id)).status == "resolved"


async def test_on_telegram_buttons_answer_and_are_taken_away_and_silence_to_a_plain_one_troubles_nobody(
    world: World,
) -> None:
    ada = await world.person("Ada", times="0 22 * * *")
    await also_on_telegram(world, ada, "Ada", first=True)
    phone = world.ada.telegram
    await phone.says("remind me to call Ann in 30 minutes")
    await world.wait(minutes=30)
    await phone.hears("Reminder: call Ann")
    await phone.taps("Later")
    await world.wait(minutes=30)
    await phone.taps("Done")
    await phone.hears("Thank you. Done: call Ann")
    assert [m for m in await phone.messages() if m["buttons"] and "call Ann" in m["text"]] == []

    await phone.says("remind me to take the bins out in 30 minutes")
    await world.wait(minutes=30)
    await phone.hears("Reminder: take the bins out")
    await world.wait(hours=5)
    assert [each.status for each in await Reminder.all().order_by("id")] == ["done", "over"]
    assert await world.bob.count("Ada has not") == 0
    await phone.says("/reminders")
    await phone.hears("You have no reminders")


async def test_a_phone_rings_for_a_reminder_and_a_key_confirms_it(world: World) -> None:
    ada = await world.person("Ada", channel="voice", times="0 22 * * *")
    wish = events.reminders.Wish("take my insulin", Once(world.now + timedelta(minutes=30)), True)
    await events.reminders.remind(ada, wish, world.now)
    await world.wait(minutes=30)
    await world.ada.rings()
    await world.ada.picks_up()
    await world.ada.voice.hears("Reminder: take my insulin.", "Press 1 when it is done. Press 2 to be reminded later.")
    await world.ada.presses("2")
    await world.ada.voice.hears("we remind you again on")
    await world.ada.voice.hears("Goodbye.")
    await world.wait(minutes=30)
    await world.ada.picks_up()
    await world.ada.presses("1")
    await world.ada.voice.hears("Thank you. Done: take my insulin")
    assert (await Reminder.get()).status == "done" and not await Escalation.exists(user_id=ada.id)


async def test_whom_to_tell_is_asked_when_a_name_is_nobodys_by_text_message_and_on_telegram(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=30, times="0 22 * * *")
    phone = world.ada
    await phone.says("remind me to take my insulin every day at 9:00")
    await phone.says("1")
    await phone.hears("We remind you on")
    await phone.says("If I don't confirm my insulin, tell Zoe")
    asked = 'We do not know whom you mean by "Zoe". Who should be told first: Bob and Cara?'
    await phone.hears("Saved: take my insulin.", "we tell Bob and Cara.")
    assert (await phone.last()).endswith(f"{asked}\n1 = The first\n2 = The second\n3 = The usual order")
    event = await Event.get(name="reminder")
    assert event.payload["confirm"] and "first" not in event.payload, "confirmed it must be already"
    await phone.says("2")
    await phone.hears("Saved: take my insulin.", "Cara is told first.")
    event = await Event.get(name="reminder")
    assert event.due_at is not None
    await world.until(event.due_at)
    await phone.hears("take my insulin", "Without an answer we tell your contacts")
    await world.wait(minutes=31)
    await world.cara.hears("Ada has not confirmed a reminder.", "take my insulin")
    assert await world.bob.count("Ada has not confirmed") == 0, "she is told before him"
    await phone.says("done")
    await phone.hears("We tell everybody that it is done")

    await also_on_telegram(world, ada, "Ada", first=True)
    chat = world.ada.telegram
    await chat.says("Remind me to drink water every day at 17:00 and tell Zoe if I don't")
    await chat.hears("whom you mean by “Zoe”. Who should be told first: Bob and Cara?")
    await chat.taps("The usual order")
    await chat.hears("So we remind you every day at 17:00: drink water.", "tell Bob and Cara. Is that right?")
    await chat.taps("Yes")
    await chat.hears("We remind you on", "drink water")
    water = await Event.filter(name="reminder").order_by("-id").first()
    assert water is not None and water.payload["confirm"] and "first" not in water.payload
