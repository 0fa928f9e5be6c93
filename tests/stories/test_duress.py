"""The secret word: whoever is forced to answer looks well to the one beside them, and people are told in silence."""

from __future__ import annotations

import pytest

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import Phone, World
from web import shown
from wellcheck import access, people
from wellcheck.db import new_id
from wellcheck.escalations import Escalation
from wellcheck.messages import InboundRow
from wellcheck.people import Person
from wellcheck.probes import Probe

WORD = "Tell aunt Rosa hello"


async def agreed(world: World, channel: str, retries: int = 1) -> tuple[Person, Phone]:
    """Ada is watched and has agreed on a word with us, by chat."""
    ada = await world.person("Ada", retries=retries, wait=30)
    phone = world.ada
    if channel == "telegram":
        await also_on_telegram(world, ada, "Ada", first=True)
        phone = world.ada.telegram
    await phone.says("secret word")
    await phone.hears("secret word with us")
    await phone.says("1")
    await phone.hears("never show it again")
    await phone.says(WORD)
    await phone.hears("delete your last message")
    return await people.get(ada.id), phone


async def answers(phone: Phone, words: str) -> list[str]:
    """What is said to these words."""
    before = len(await phone.received())
    await phone.says(words)
    return (await phone.received())[before:]


@pytest.mark.parametrize("channel", ["sms", "telegram"])
async def test_the_word_is_answered_like_an_ok_and_contacts_are_told(world: World, channel: str) -> None:
    ada, phone = await agreed(world, channel)
    await world.until_asked(ada)
    as_always = await answers(phone, "ok")
    assert await world.bob.count("secret word") == 0
    await world.until_asked(ada)
    assert await answers(phone, WORD.upper() + "!") == as_always
    told = await world.bob.hears("secret word", "Do not call or write")
    assert WORD not in told
    before = await phone.received()
    await world.bob.says("1")
    await world.bob.hears("You are looking after Ada")
    await world.wait(hours=2)
    assert await phone.received() == before, "nothing of it shows to her"


async def test_a_forced_ok_does_not_end_it(world: World) -> None:
    ada, phone = await agreed(world, "sms")
    await world.until_asked(ada)
    await phone.says(WORD)
    await phone.says("I'm okay")
    assert await world.bob.count("All clear") == 0
    assert (await Escalation.get(user_id=ada.id)).status == "running"


async def test_it_counts_when_nothing_is_asked_and_in_an_alarm_that_runs(world: World) -> None:
    ada, phone = await agreed(world, "sms", retries=0)
    await phone.says(WORD)
    await world.bob.hears("secret word")
    await Escalation.filter(user_id=ada.id).delete()
    await world.until_asked(ada)
    await world.wait(minutes=31)
    await world.bob.hears("has not answered")
    assert "We tell everybody that you are okay" in (await answers(phone, WORD))[0]
    assert await world.bob.count("All clear") == 0 and await world.bob.count("secret word") == 2


async def test_the_keypad_takes_digits(world: World) -> None:
    ada = await world.person("Ada", channel="sms", retries=1, wait=30)
    await people.set_duress(ada.id, "5 5 1", world.now)
    await people.Address.filter(person_id=ada.id).delete()
    await people.add_address(ada.id, "voice", "+447700900001", world.now, verified_how="test")
    await world.until_asked(ada)
    await world.ada.picks_up()
    await world.ada.presses("551#")
    await world.ada.voice.hears("Good to know that you are okay")
    await world.bob.hears("secret word")


async def test_her_own_history_and_what_we_keep_do_not_give_it_away(world: World) -> None:
    ada, phone = await agreed(world, "sms")
    await world.until_asked(ada)
    await phone.says(WORD)
    kept = await Probe.get(person_id=ada.id)
    assert (kept.status, kept.reason, kept.last_response) == ("bad", "duress", "ok")
    for row in await InboundRow.all():
        assert "rosa" not in row.said.casefold() and "rosa" not in (row.reply or "").casefold()
    assert not await InboundRow.filter(meaning="duress").exists()
    callers = [access.Caller(id, "basic", "write", ("*",), "j", str(id)) for id in (ada.id, new_id())]
    hers, theirs = [await shown.probe(kept, caller) for caller in callers]
    assert (hers.status.name, hers.reason, hers.emergency_probe) == ("good", None, None)
    assert "duress" not in [moment.what for moment in hers.timeline]
    assert (theirs.status.name, theirs.reason) == ("bad", "duress") and theirs.emergency_probe is not None


async def test_a_word_that_means_something_already_is_refused(world: World) -> None:
    await world.person("Ada")
    await world.ada.says("secret word")
    await world.ada.says("1")
    for taken in ("ok", "I'm fine", "help me", "7", "x" * 61):
        await world.ada.says(taken)
        assert await world.ada.count("delete your last message") == 0
    await world.ada.says("nothing like marmalade")
    await world.ada.hears("delete your last message")
    await world.ada.says("secret word")
    await world.ada.says("2")
    await world.ada.hears("You have no secret word")
    assert not await Person.filter(duress_mac__isnull=False).exists()
