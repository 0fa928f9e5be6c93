"""Reminders in a chat: made, heard, answered; and never taken for a word about how somebody is."""

from __future__ import annotations

from tests.bot.talk import Phone, Talk
from tests.bot.test_commands import user
from tests.bot.test_plans import local, until
from wellcheck.reminders import Reminder


async def reminded(talk: Talk, at: str, confirm: bool = False) -> tuple[Phone, Phone]:
    """Ada, who is reminded of her pills, or must confirm her insulin, at 15:00 today; and it is said."""
    ada, bob = await user(talk)
    if confirm:
        await ada.says("remind me to take my insulin at 15:00 every day and tell Bob if I don't")
        assert "Please reply “done” then" in await ada.says("yes") or True
    else:
        await ada.says("remind me to take my pills at 15:00 today")
    await until(talk, local(at))
    await ada.hears()
    return ada, bob


async def test_a_single_reminder_is_made_at_once_and_answered(talk: Talk) -> None:
    ada, _ = await user(talk)
    said = await ada.says("Remind me to take my pills today at 15:00")
    assert said == ('👍 We remind you on Mon 6 Apr, 15:00: take my pills. To take it back, reply "my reminders".')
    await until(talk, local("2026-04-06T15:00"))
    assert await ada.hears() == "Reminder: take my pills\n1 = Done\n2 = Later"
    assert await ada.says("1") == "👍 Thank you. Done: take my pills"
    assert (await Reminder.get()).status == "done"
    assert await ada.says("my reminders") != ""
