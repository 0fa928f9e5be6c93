"""What a contact hears who asks us something while an alarm runs: nothing that hides it, and nothing before they were told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.talk import Phone, Talk
from tests.bot.test_plans import BOB, CARA, sent, until, watched
from wellcheck import people
from wellcheck.messages import Conversation

WORD = "Tell aunt Rosa hello"


async def threatened(talk: Talk) -> tuple[Phone, Phone, Phone]:
    """Ada has sent her secret word: Bob is told, Cara not yet."""
    ada = await watched(talk, contacts=(BOB, CARA))
    await people.set_duress((await ada.person()).id, WORD, talk.now)
    before = await ada.says("start")
    bob, cara = talk.phone(BOB), talk.phone(CARA)
    await bob.hears(), await cara.hears()
    await ada.says(WORD)
    await until(talk, talk.now)
    assert "secret word" in await bob.hears() and await cara.hears() == ""
    assert await ada.says("start") == before, "she is greeted as ever"
    return ada, bob, cara


@pytest.mark.parametrize("words", ["start", "status", "what?"])
async def test_who_was_told_hears_the_alarm_again_and_can_answer_it(talk: Talk, words: str) -> None:
    ada, bob, _ = await threatened(talk)
    said = await bob.says(words)
    assert "1 = I am on it" in said and "Would you like us" not in said and "nothing to do" not in said
    if words != "what?":
        assert "secret word: they may be threatened" in said
    assert "You are looking after Ada now" in await bob.says("1")
    await sent(talk)
    assert await ada.hears() == ""


async def test_who_was_not_told_yet_is_answered_as_ever(talk: Talk) -> None:
    _, _, cara = await threatened(talk)
    assert "There is nothing to do now" in await cara.says("status")
    said = await cara.says("start")
    assert "You are a contact of Ada" in said and "secret" not in said and "threatened" not in said


async def test_an_alarm_comes_before_a_conversation(talk: Talk) -> None:
    _, bob, _ = await threatened(talk)
    await bob.says("language")
    assert "secret word" in await bob.says("start")
    assert not await Conversation.exists()
    assert "You are looking after Ada now" in await bob.says("1")


async def test_who_cannot_help_hears_how_it_goes_on(talk: Talk) -> None:
    _, bob, cara = await threatened(talk)
    await bob.says("2")
    assert await bob.says("status") == "We are still looking for somebody who takes care of Ada."
    await until(talk, talk.now + timedelta(minutes=1))
    assert "secret word" in await cara.hears()
    await cara.says("1")
    await bob.hears()
    assert await bob.says("status") == "Cara is looking after Ada now. Thank you."
    assert "When you know how Ada is" in await cara.says("status")
    await cara.says("1")
    assert "There is nothing to do now" in await bob.says("status")
