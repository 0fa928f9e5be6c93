"""Neither yes nor no: a sign of life holds the alarm back once, and travels with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.bot.talk import Phone, Talk
from tests.bot.test_hear import ask, status, watched
from wellcheck import db, escalations, probes
from wellcheck.people import Contact
from wellcheck.probes import Probe


async def silence(talk: Talk, probe: Probe) -> None:
    """Let the time of the open question be up. Providers took what we asked."""
    await db.run(
        "UPDATE deliveries SET state = 'sent', sent_at = created_at, due_at = NULL WHERE about_id = $1 AND state = 'pending'",
        probe.id,
    )
    talk.now = ((await Probe.get(id=probe.id)).due_at or talk.now) + timedelta(seconds=1)
    await probes.run_due(talk.now)
    await escalations.run_due(talk.now)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"text": "call me"}, 'wrote: "call me"'),
        ({"text": "not urgent, later please, at the dentist"}, 'wrote: "not urgent, later please, at the dentist"'),
        ({"text": "", "media": "photo"}, "they sent a photo."),
        ({"text": "", "media": "voice"}, "they sent a voice message."),
        ({"text": "", "media": "other"}, "they sent something that we cannot read."),
        ({"text": "the garden today", "media": "photo"}, 'wrote: "the garden today"'),
        ({"text": "settings"}, "we heard from them, but not how they are."),
    ],
)
async def test_a_sign_of_life_is_asked_again_once_and_then_told(talk: Talk, said: dict[str, Any], told: str) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says(**said)
    before = (await Probe.get(id=probe.id)).due_at
    assert before == probe.due_at, "it moves no deadline"
    await silence(talk, probe)
    assert "we saw your message. Are you okay?" in await ada.hears() and "answered" not in await bob.hears()
    held = await Probe.get(id=probe.id)
    assert held.status == "pending" and held.due_at is not None and held.due_at - talk.now <= timedelta(minutes=15)
    await ada.says(**said)
    await silence(talk, probe)
    alarm = await bob.hears()
    assert await status(probe) == "unavailable"
    assert "has not answered" in alarm and told in alarm
    assert "1 = I am on it" in alarm


async def test_an_answer_to_the_question_that_was_held_counts(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says("call me")
    await silence(talk, probe)
    await ada.hears()
    await ada.says("1")
    assert await status(probe) == "good" and await bob.hears() == "Ada asks to be called."


async def test_who_asks_to_be_called_when_nothing_is_open_is_passed_on_once(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    said = await ada.says("call me please")
    assert "We have told Bob that you would like a call." in said and "SOS" in said
    assert await bob.hears() == "Ada asks to be called."
    assert "We have told Bob" in await ada.says("please ring me") and await bob.hears() == ""
    talk.now += timedelta(minutes=31)
    await ada.says("call me")
    assert await bob.hears() == "Ada asks to be called."


async def test_who_may_be_threatened_is_not_to_be_called(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    person = await ada.person()
    before = await ada.says("call me")
    await escalations.start(escalations.Start(person.id, "duress"), talk.now)
    await bob.hears()
    talk.now += timedelta(minutes=31)
    assert await ada.says("call me") == before
    assert "called" not in await bob.hears()


async def test_who_has_nobody_is_told_so(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await Contact.all().update(consent="invited")
    assert "None of your contacts has agreed yet" in await ada.says("call me")


async def test_a_bad_answer_after_a_note_escalates_at_once_and_the_note_goes_with_it(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says("", media="photo")
    await ada.says("2")
    assert await status(probe) == "bad"
    alarm = await bob.hears()
    assert "not okay" in alarm and "they sent a photo" in alarm


@pytest.mark.parametrize(
    "words",
    ["I'm driving. I'll reply later. (automatic reply)", "STOP", "ask me in 10 minutes",
     "Liked “Hello Ada, this is Wellcheck. Are you okay?”", "👍 to “Hello Ada, this is Wellcheck. Are you okay?”",
     "A aimé « Hello Ada, this is Wellcheck. Are you okay? »", "Hello Ada, this is Wellcheck. Are you okay?",
     "Je conduis. Je te rappelle plus tard."],
)  # fmt: skip
async def test_what_is_no_sign_of_life_holds_nothing(talk: Talk, words: str) -> None:
    ada, _, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says(words)
    assert (await Probe.get(id=probe.id)).heard_at is None


async def test_what_was_said_before_the_question_or_by_phone_is_none(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says("call me", at=talk.now - timedelta(hours=1))
    person = await ada.person()
    caller = Phone(talk, "voice", ada.value)
    await caller.says("this is the voicemail of somebody", unproven=False)
    assert (await Probe.get(id=probe.id)).heard_at is None
    assert probe.person_id == person.id


@pytest.mark.parametrize("kind", ["walk", "unclear"])
async def test_the_end_of_a_walk_is_not_held(talk: Talk, kind: str) -> None:
    ada, bob, _ = await watched(talk)
    person = await ada.person()
    id = await probes.ask(probes.Wish(person.id, talk.now, 0, timedelta(minutes=10), kind), talk.now)
    probe = await Probe.get(id=id)
    await ada.hears()
    await ada.says("call me")
    await silence(talk, probe)
    assert await status(probe) == "unavailable"
    assert "call me" in await bob.hears()


async def test_the_note_is_sealed(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says("call me at the hotel")
    await silence(talk, probe)
    await silence(talk, probe)
    for table in ("probes", "escalations", "inbound", "deliveries", "timeline"):
        for row in await db.rows(f"SELECT t::text AS line FROM {table} t"):
            assert "hotel" not in row["line"]
