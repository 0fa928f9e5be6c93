"""The one way in: whose it was, what it meant, what became of it. On a real database, without any provider."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from bot import hear as ear
from bot import plain
from bot.understand import Kind, understand
from tests.bot.talk import Phone, Talk, count
from wellcheck import db, escalations, events, messages, people, probes
from wellcheck.escalations import Escalation
from wellcheck.events import WatchChange
from wellcheck.i18n import LANGUAGES, say
from wellcheck.messages import InboundRow
from wellcheck.people import Address, Contact
from wellcheck.probes import Probe, ProbeSettings, circle
from wellcheck.recurrence import Cron

LONDON, BOB, CLEO = "+447700900001", "+447700900002", "+447700900003"


async def watched(talk: Talk, telegram: bool = False, contacts: int = 1) -> tuple[Phone, Phone, Phone]:
    """Ada, watched every day at nine, and her contacts Bob and Cleo (as many as asked for), who agreed."""
    ada = talk.telegram("7001", language="en") if telegram else talk.phone(LONDON)
    bob, cleo = talk.phone(BOB), talk.phone(CLEO)
    async with db.transaction():
        person = await people.create("Ada", None, "en", "Europe/London", talk.now)
        await people.add_address(person.id, ada.channel, ada.value, talk.now, verified_how="wrote")
        for name, number in (("Bob", BOB), ("Cleo", CLEO))[:contacts]:
            made = await circle.add_contact(person, circle.NewContact(name, number), talk.now)
            await circle.consent(made.id, made.person_id, True, "yes", talk.now)
        await events.change_watch(person, WatchChange(active=True, times=Cron(("0 9 * * *",))), talk.now)
    for phone in (ada, bob, cleo):
        await phone.hears()
    return ada, bob, cleo


async def ask(who: Phone, talk: Talk, minutes: int = 30, retries: int = 0) -> Probe:
    """Ask this person now, and let them read it."""
    person = await who.person()
    id = await probes.ask(probes.Wish(person.id, talk.now, retries, timedelta(minutes=minutes)), talk.now)
    await who.hears()
    return await Probe.get(id=id)


async def status(probe: Probe) -> str:
    return (await Probe.get(id=probe.id)).status


# --- strangers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["who is this", "Y", "1", "okay", "", "ping", "probe", "STOP", "You won a prize"])
async def test_a_stranger_by_text_message_is_neither_kept_nor_answered(talk: Talk, words: str) -> None:
    assert await talk.phone("+447700900099").says(words) == ""
    for table in ("persons", "addresses", "inbound", "deliveries", "conversations"):
        assert await count(table) == 0, table


@pytest.mark.parametrize(("words", "language"), [("Join", "en"), ("START", "en"), ("hola", "es"), ("Hello!", "en")])
async def test_a_stranger_who_says_so_signs_up(talk: Talk, words: str, language: str) -> None:
    phone = talk.phone("+447700900099")
    assert "Wellcheck" in await phone.says(words)
    assert (await phone.person()).language == language


async def test_a_stranger_on_telegram_is_spoken_to_as_their_app_is_set(talk: Talk) -> None:
    phone = talk.telegram("7001", language="es-MX")
    assert "Hola, somos Wellcheck." in await phone.says("quién es")
    assert (await phone.person()).language == "es"


# --- answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["1", "y", "Yes!", "okay", "👍", "I'm okay", "all good, thanks", " yh "])
async def test_an_ok_settles_the_question(talk: Talk, words: str) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    assert await ada.says(words) == "👍 Thank you, Ada. Good to know that you are okay."
    assert await status(probe) == "good" and await bob.hears() == ""


@pytest.mark.parametrize(("language", "expected"), [("es", "good"), ("en", "pending")])
async def test_an_ok_counts_in_english_and_in_ones_own_language(talk: Talk, language: str, expected: str) -> None:
    ada, _, _ = await watched(talk)
    await people.rename(await ada.person(), talk.now, language=language)
    probe = await ask(ada, talk)
    await ada.says("estoy bien")
    assert await status(probe) == expected
    await ada.says("I'm fine")
    assert await status(probe) == "good"


@pytest.mark.parametrize("words", ["call me please", "busy, not urgent"])
async def test_a_sign_of_life_that_is_no_ok_moves_no_deadline(talk: Talk, words: str) -> None:
    ada, _, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says(words)
    assert await status(probe) == "pending"
    assert (await Probe.get(id=probe.id)).due_at == probe.due_at


@pytest.mark.parametrize("words", ["2", "no", "not okay", "I need help", "SOS", "he caído", "help"])
async def test_a_no_tells_the_contact_at_once(talk: Talk, words: str) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    assert "We are telling your contacts right now" in await ada.says(words)
    assert await status(probe) == "bad"
    assert "Please reach out at once" in await bob.hears()


@pytest.mark.parametrize(
    "words",
    ["maybe", "who is this?", "I will call you later", "no problem?", "Are you okay?", "out of office", "7", "", "okay?",
     "Hello Ada, this is Wellcheck. Are you okay? 1 = I'm okay 2 = I need help"],
)  # fmt: skip
async def test_what_is_unclear_never_moves_the_deadline(talk: Talk, words: str) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    for _ in range(4):
        await ada.says(words)
    after = await Probe.get(id=probe.id)
    assert (after.status, after.due_at, after.follow_ups) == ("pending", probe.due_at, probe.follow_ups)
    assert len(ada.all) <= 4, "two machines must not talk for ever"
    talk.now = probe.due_at + timedelta(minutes=1) if probe.due_at else talk.now
    while await probes.run_due(talk.now):
        talk.now += timedelta(minutes=16)
    assert await status(probe) == "unavailable" and "Can you look after them?" in await bob.hears()


async def test_what_is_unclear_is_answered_with_what_we_understand(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await ask(ada, talk)
    assert "Please reply 1 if you are okay, or 2 if you need help" in await ada.says("hmm well")


async def test_two_messages_of_one_person_in_a_batch_are_both_heard(talk: Talk) -> None:
    """ "Okay" and then "no, I fell": the bad one counts, whichever stands first."""
    for words in (("okay", "no I fell, help me"), ("no I fell, help me", "okay")):
        await db.run("TRUNCATE persons CASCADE")
        ada, bob, _ = await watched(talk)
        await ask(ada, talk)
        await talk.hear(*(ada.inbound(said) for said in words))
        assert await Escalation.filter(user_id=(await ada.person()).id).count() == 1
        assert "reach out at once" in await bob.hears()


async def test_a_batch_of_many_settles_all_and_mixes_nothing_up(talk: Talk) -> None:
    phones = []
    for n in range(20):
        phone = talk.phone(f"+4477009002{n:02d}")
        async with db.transaction():
            person = await people.create(f"P{n}", None, "en", "UTC", talk.now)
            await people.add_address(person.id, "sms", phone.value, talk.now, verified_how="wrote")
            await probes.ask(probes.Wish(person.id, talk.now, 0, timedelta(minutes=30)), talk.now)
        phones.append(phone)
    said = ["okay"] * 10 + ["no"] * 5 + ["what"] * 5
    heard = await talk.hear(*(phone.inbound(words) for phone, words in zip(phones, said, strict=True)))
    assert [any("Thank you, P" in text for text in one.texts) for one in heard] == [True] * 10 + [False] * 10
    for phone, words in zip(phones[10:], ["telling your contacts"] * 5 + ["Please reply 1"] * 5, strict=True):
        await phone.hears()
        assert [words in said.text for said in phone.said].count(True) == 1
    assert heard[3].texts == ("👍 Thank you, P3. Good to know that you are okay.",)
    by_state = {row["status"]: row["n"] for row in await db.rows("SELECT status, count(*) AS n FROM probes GROUP BY 1")}
    assert by_state == {"good": 10, "bad": 5, "pending": 5}


async def test_plain_answers_of_a_batch_take_back_what_has_buttons(talk: Talk) -> None:
    phones = [talk.phone(f"+4477009003{n:02d}") for n in range(3)] + [talk.telegram(f"800{n}") for n in range(3)]
    for phone in phones:
        async with db.transaction():
            person = await people.create("Ada", None, "en", "UTC", talk.now)
            await people.add_address(person.id, phone.channel, phone.value, talk.now, verified_how="wrote")
        await ask(phone, talk)
    await db.run("UPDATE deliveries SET state = 'sent', due_at = NULL, provider_id = '12'")
    await talk.hear(*(phone.inbound("okay") for phone in phones[:2] + phones[3:5]))
    edited = [row["person_id"] for row in await db.rows("SELECT person_id FROM deliveries WHERE kind = 'edit'")]
    assert sorted(edited) == sorted([(await phone.person()).id for phone in phones[3:5]])
    assert [await probes.Probe.filter(person_id=(await phone.person()).id, status="good").count() for phone in phones] == [
        1, 1, 0, 1, 1, 0,
    ]  # fmt: skip


def test_thanks_are_the_same_in_a_batch_as_alone() -> None:
    for language in LANGUAGES:
        for discreet in (False, True):
            for name in ("Ada", "", "{name}", "{0} %s {", "Zoë & Co."):
                one = say(probes.well_done(name, discreet), language, "Europe/London")
                assert plain.well_done(language, discreet, name) == one, (language, name)


async def test_a_repeated_delivery_is_answered_the_same_and_acts_once(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    await ask(ada, talk)
    said = ada.inbound("no")
    first = await talk.hear(said)
    again = await talk.hear(said, said)
    assert [one.texts for one in (*first, *again)] == [()] * 3, "answered by the outbox"
    assert (await ada.hears()).count("telling your contacts") == 1
    assert await count("escalations") == 1 and await count("inbound") == 1
    await bob.hears()
    assert len(bob.all) == 2, "consent was asked, and one alarm was given"


async def test_the_same_provider_id_twice_in_one_batch_acts_once(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    said = ada.inbound("probe 60")
    await talk.hear(said, said)
    assert await count("events") == 2, "the check-ins, and one plan"


async def test_a_late_ok_gives_the_all_clear_and_rewrites_nothing(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    await escalate(talk, probe)
    assert "Can you look after them?" in await bob.hears()
    await db.run("UPDATE deliveries SET state = 'sent', due_at = NULL WHERE kind = 'alarm'")  # it left: he knows
    assert "We tell everybody that you are okay" in await ada.says("okay")
    assert "All clear" in await bob.hears()
    after = await Probe.get(id=probe.id)
    assert after.status == "unavailable" and after.late_ok_at is not None


async def escalate(talk: Talk, probe: Probe) -> None:
    """Let the time of this question pass, and its step be taken."""
    assert probe.due_at is not None
    talk.now = probe.due_at + timedelta(minutes=1)
    while await probes.run_due(talk.now):
        talk.now += timedelta(minutes=16)
    await escalations.run_due(talk.now)


@pytest.mark.parametrize("words", ["I fell and cannot get up", "call an ambulance", "me he caído", "🆘"])
async def test_distress_is_heard_at_any_time(talk: Talk, words: str) -> None:
    assert understand(words, "en").kind == Kind.NOT_OK
    ada, bob, _ = await watched(talk)
    assert "We are telling your contacts" in await ada.says(words)
    assert "asked for help" in await bob.hears()


async def test_distress_in_the_middle_of_a_conversation_comes_first(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    await ada.says("settings")
    assert "We are telling your contacts" in await ada.says("I fell, please help me")
    assert "asked for help" in await bob.hears()


async def test_a_no_to_a_question_of_a_conversation_is_no_alarm(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    await ada.says("pause until sunday")
    assert "Until when" in await ada.says("no")
    assert await count("escalations") == 0 and await bob.hears() == ""


async def test_a_no_out_of_the_blue_is_asked_about(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    await ada.says("no")
    assert "do you need help?" in await ada.hears() + "\n".join(said.text for said in ada.all)
    assert await bob.hears() == ""
    await ada.says("2")
    assert "reach out at once" in await bob.hears()


# --- buttons ---------------------------------------------------------------------------------------------------------


async def test_a_button_answers_its_own_question(talk: Talk) -> None:
    ada, _, _ = await watched(talk, telegram=True)
    probe = await ask(ada, talk)
    await ada.taps("I'm okay")
    assert await status(probe) == "good"


async def test_a_button_of_somebody_else_is_refused(talk: Talk) -> None:
    ada, _, _ = await watched(talk, telegram=True)
    probe = await ask(ada, talk)
    eve = talk.telegram("7666", language="en")
    await eve.says("/start")
    question = ada.said[0].id
    assert question is not None
    assert "does not count any more" in await eve.says(button=(question.hex, "ok"))
    assert await status(probe) == "pending"


@pytest.mark.parametrize("button", [("f" * 32, "ok"), ("not hex", "ok"), ("0" * 32, "x" * 16)])
async def test_a_made_up_button_is_refused(talk: Talk, button: tuple[str, str]) -> None:
    ada, _, _ = await watched(talk, telegram=True)
    probe = await ask(ada, talk)
    assert "does not count any more" in await ada.says(button=button)
    assert await status(probe) == "pending"


async def test_an_unknown_choice_of_a_real_question_is_refused(talk: Talk) -> None:
    ada, _, _ = await watched(talk, telegram=True)
    await ask(ada, talk)
    question = ada.said[0].id
    assert question is not None
    assert "does not count any more" in await ada.says(button=(question.hex, "safe"))


async def test_yesterdays_button_does_not_answer_todays_question(talk: Talk) -> None:
    ada, _, _ = await watched(talk, telegram=True)
    first = await ask(ada, talk)
    old = ada.said[0].id
    await ada.taps("I'm okay")
    talk.now += timedelta(days=2)
    second = await ask(ada, talk)
    assert old is not None
    await ada.says(button=(old.hex, "ok"))
    assert (await status(first), await status(second)) == ("good", "pending")


# --- contacts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["1", "yes", "Yes, I will help", "y", "Sí"])
async def test_a_contact_agrees_by_text_message(talk: Talk, words: str) -> None:
    ada, bob, _ = await invited(talk)
    assert "Thank you, Bob" in await bob.says(words)
    contact = await Contact.get()
    assert contact.consent == "consented" and contact.consent_words == words
    assert "Bob agreed" in await ada.hears()


async def invited(talk: Talk) -> tuple[Phone, Phone, Phone]:
    """Ada, and Bob who was asked just now."""
    ada, bob, cleo = talk.phone(LONDON), talk.phone(BOB), talk.phone(CLEO)
    async with db.transaction():
        person = await people.create("Ada", None, "en", "Europe/London", talk.now)
        await people.add_address(person.id, "sms", LONDON, talk.now, verified_how="wrote")
        await circle.add_contact(person, circle.NewContact("Bob", BOB), talk.now)
    assert "Is that all right with you?" in await bob.hears()
    return ada, bob, cleo


@pytest.mark.parametrize("words", ["what is this?", "who are you", "maybe later", "ok who is this"])
async def test_an_unclear_word_is_no_consent(talk: Talk, words: str) -> None:
    _, bob, _ = await invited(talk)
    assert "Please reply 1 = Yes, I will help, 2 = No and 3 = Not now" in await bob.says(words)
    assert (await Contact.get()).consent == "invited"


@pytest.mark.parametrize("words", ["1", "I am on it", "on my way"])
async def test_a_contact_takes_over(talk: Talk, words: str) -> None:
    ada, bob, cleo = await watched(talk, contacts=2)
    await escalate(talk, await ask(ada, talk))
    await bob.hears()
    assert "You are looking after Ada now" in await bob.says(words)
    assert "Bob is coming to check on you" in await ada.hears()
    assert (await Escalation.get()).status == "acknowledged"
    await bob.hears()
    assert "We are glad that Ada is safe" in await bob.says("They are safe")
    assert (await Escalation.get()).status == "resolved"


async def test_a_bare_ok_does_not_take_over(talk: Talk) -> None:
    ada, bob, _ = await watched(talk, contacts=2)
    await escalate(talk, await ask(ada, talk))
    await bob.hears()
    assert "Please reply 1 = I am on it and 2 = I cannot" in await bob.says("ok")
    assert (await Escalation.get()).status == "running"


async def test_a_contact_who_cannot_passes_it_on(talk: Talk) -> None:
    ada, bob, cleo = await watched(talk, contacts=2)
    await escalate(talk, await ask(ada, talk))
    await bob.hears()
    assert "We ask the next person now" in await bob.says("2")
    await escalations.run_due(talk.now + timedelta(seconds=1))
    talk.now += timedelta(seconds=2)
    assert "Can you look after them?" in await cleo.hears()


# --- STOP and START --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["STOP", "stop", "Unsubscribe", "CANCEL", "end", "Quit", "STOPALL"])
async def test_stop_is_no_answer_and_closes_the_address_silently(talk: Talk, words: str) -> None:
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    assert await ada.says(words) == "", "nothing is sent to somebody who said STOP"
    assert (await Address.get(person_id=probe.person_id)).stopped_at is not None
    assert await status(probe) != "good"
    assert "We cannot ask Ada any more" in await bob.hears(), "her people know that nobody asks her now"


async def test_stop_on_one_channel_goes_on_on_the_other(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    chat = talk.telegram("7001", language="en")
    person = await ada.person()
    await people.add_address(person.id, "telegram", "7001", talk.now, verified_how="wrote")
    await ada.says("STOP")
    assert "We go on here" in await chat.hears()
    assert await bob.hears() == "" and (await ProbeSettings.get(person_id=person.id)).active
    await ask(chat, talk)
    assert "Are you okay?" in chat.said[0].text


async def test_stop_of_a_contact_is_told_to_the_user(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    assert await bob.says("STOP") == ""
    said = await ada.hears()
    assert "does not want messages from us any more" in said and "Nobody is left" in said
    assert (await Contact.get()).consent == "opted_out"


async def test_stop_ends_a_conversation(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await ada.says("settings")
    await ada.says("STOP")
    assert await count("conversations") == 0


async def test_start_opens_the_address_again(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await ada.says("STOP")
    assert "Hello Ada" in await ada.says("START")
    assert [a.value for a in await people.usable_addresses((await ada.person()).id)] == [LONDON]


# --- conversations among other things --------------------------------------------------------------------------------


async def test_a_question_about_health_comes_before_an_older_conversation(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await ada.says("contacts")
    talk.now += timedelta(minutes=1)
    probe = await ask(ada, talk)
    assert "Thank you, Ada" in await ada.says("1"), "the newest question is the one answered"
    assert await status(probe) == "good"
    assert "Who should we tell" in await ada.says("1"), "and then the conversation goes on"


async def test_a_conversation_begun_while_a_question_waits_keeps_its_yes(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    probe = await ask(ada, talk)
    assert "Is that right?" in await ada.says("pause until sunday")
    await ada.says("yes")
    assert await status(probe) == "cancelled", "the yes was to the pause, and never an OK"


async def test_the_conversation_of_one_channel_goes_on_on_the_other(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    person = await ada.person()
    await people.add_address(person.id, "telegram", "7001", talk.now, verified_how="wrote")
    chat = talk.telegram("7001", language="en")
    await ada.says("patience")
    assert "How many times" in await chat.says("30 minutes")
    assert "We ask you again once" in await ada.says("1")


# --- what goes wrong -------------------------------------------------------------------------------------------------


async def test_what_throws_is_kept_and_heard_later(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    """The database refuses one write: nothing of it stays but what was said, and it is looked at again."""
    ada, bob, _ = await watched(talk)
    probe = await ask(ada, talk)
    await db.run("ALTER TABLE escalations ADD CONSTRAINT broken CHECK (reason <> 'bad')")
    assert "went wrong on our side" in await ada.says("no")
    row = await InboundRow.get()
    assert (row.state, row.failures) == ("failed", 1) and await status(probe) == "pending"
    await db.run("ALTER TABLE escalations DROP CONSTRAINT broken")
    talk.now += timedelta(minutes=1)
    assert await ear.hear_waiting(talk.now) == 1
    assert await status(probe) == "bad" and "reach out at once" in await bob.hears()
    assert "We are telling your contacts" in await ada.hears(), "answered by the outbox: nobody waits any more"


async def test_one_that_throws_holds_nobody_else_up(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    await ask(ada, talk)
    await db.run("ALTER TABLE escalations ADD CONSTRAINT broken CHECK (reason <> 'bad')")
    heard = await talk.hear(ada.inbound("no"), bob.inbound("ping"))
    assert "went wrong on our side" in heard[0].texts[0] and "PONG!" in await bob.hears()


async def test_what_was_fetched_after_an_outage_is_answered_by_the_outbox(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await ask(ada, talk)
    heard = await ear.hear([ada.inbound("okay")], talk.now, inline=False)
    assert heard[0].texts == ()
    assert "Thank you, Ada" in await ada.hears()


@pytest.mark.parametrize("words", ["\x00", "\ud83d", "a" * 100_000, "'; DROP TABLE persons; --", "{name}", "{", "%s"])
async def test_strange_text_breaks_nothing(talk: Talk, words: str) -> None:
    ada, _, _ = await watched(talk)
    probe = await ask(ada, talk)
    await ada.says(words.encode("utf-8", "replace").decode().replace("\x00", ""))
    assert await status(probe) == "pending"
    assert (await InboundRow.get()).state == "handled"


async def test_nothing_that_was_said_lies_open(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await ask(ada, talk)
    await ada.says("my secret diagnosis")
    for table in ("inbound", "probes", "deliveries", "timeline"):
        for row in await db.rows(f"SELECT t::text AS line FROM {table} t"):
            assert "diagnosis" not in row["line"] and LONDON not in row["line"]


async def test_questions_are_closed_when_they_are_settled(talk: Talk) -> None:
    ada, _, _ = await watched(talk)
    await ask(ada, talk)
    person: UUID = (await ada.person()).id
    assert len((await messages.open_questions([person], talk.now))[person]) == 1
    await ada.says("okay")
    assert (await messages.open_questions([person], talk.now)).get(person, []) == []
