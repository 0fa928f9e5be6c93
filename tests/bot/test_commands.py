"""What can be said at any time, in every language, with and without a slash."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from bot import commands
from bot.letters import fold
from bot.words import languages
from tests.bot.talk import MONDAY, Phone, Talk, count
from wellcheck import db, escalations, events, i18n, people, probes
from wellcheck.events import Event, WatchChange
from wellcheck.i18n import LANGUAGES
from wellcheck.probes import Probe, ProbeSettings, circle
from wellcheck.recurrence import Cron

LONDON, BOB = "+447700900001", "+447700900002"


async def user(talk: Talk, contact: bool = True, language: str = "en", active: bool = True) -> tuple[Phone, Phone]:
    """Ada with a text message phone, watched every day at nine; and Bob, who agreed."""
    ada, bob = talk.phone(LONDON), talk.phone(BOB)
    async with db.transaction():
        person = await people.create("Ada", None, language, "Europe/London", talk.now)
        await people.add_address(person.id, "sms", LONDON, talk.now, verified_how="wrote")
        await events.change_watch(person, WatchChange(times=Cron(("0 9 * * *",))), talk.now)
        if contact:
            made = await circle.add_contact(person, circle.NewContact("Bob", BOB), talk.now)
            await circle.consent(made.id, made.person_id, True, "yes", talk.now)
            if active:
                await events.change_watch(person, WatchChange(active=True), talk.now)
    await ada.hears()
    await bob.hears()
    return ada, bob


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "name"),
    [("status", "status"), ("/status", "status"), (" STATUS. ", "status"), ("/status@WellcheckBot", "status"),
     ("Estado", "status"), ("situación", "status"), ("?", "help"), ("/help", "help"), ("menú", "help"),
     ("ping", "ping"), ("PiNg", "ping"), ("/ping now", "ping"), ("usage", "usage"), ("pause until Sunday", "pause"),
     ("pausa", "pause"), ("/pausar hasta mañana", "pause"), ("probe", "probe"), ("probe -in 60", "probe"),
     ("PROBE  60", "probe"), ("check on me in 30 minutes", "probe"), ("compruébame en 30 minutos", "probe"),
     ("como foi o meu mês?", "history"), ("Esqueçam os meus dados", "forget_me"), ("comment s’est passé mon mois ?", "history"),
     ("qui est prévenu et quand ?", "told"), ("/oubliez_moi", "forget_me"), ("com'è andato il mio mese?", "history"),
     ("che cosa sapete di me", "my_data"), ("parola segreta", "secret"), ("palavra secreta", "secret"),
     ("resume", "resume"), ("reanudar", "resume"), ("start", "start"), ("ajustes", "settings"), ("idioma", "language")],
)  # fmt: skip
def test_a_command_is_known_by_all_its_words(words: str, name: str) -> None:
    found = commands.command_of(words)
    assert found is not None and found[0] == name


@pytest.mark.parametrize(
    "words",
    ["", "/", "hello", "okay", "1", "yes", "status of my daughter", "I was at the contacts exhibition", "/nothing",
     "ping pong champion", "stop", "cancel", "end", "quit", "back", "0", "start again please"],
)  # fmt: skip
def test_other_words_are_no_command(words: str) -> None:
    assert commands.command_of(words) is None
    assert not commands.leaves(words, "en")


def test_no_command_is_taught_that_the_provider_takes_away() -> None:
    """STOP, END, QUIT and the like block a number at Twilio; HELP and INFO draw its own reply."""
    theirs = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "info"}
    owners: dict[str, set[str]] = {}
    for language, words in languages().items():
        assert words.commands.keys() >= languages()["en"].commands.keys() or language not in LANGUAGES
        for name, said in words.commands.items():
            assert said[0] not in theirs, f"{name} in {language}"
            for word in said:
                owners.setdefault(fold(word), set()).add(name)
    assert all(len(names) == 1 for names in owners.values()), "no word means two commands"


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_is_told_commands_it_takes(language: str) -> None:
    names = commands.names_for_telegram(language)
    assert len({name for name, _ in names}) == len(names)
    for name, about in names:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name) and 1 <= len(about) <= 256
        assert commands.command_of(f"/{name}") is not None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_word_that_help_teaches_is_understood(talk: Talk, language: str) -> None:
    ada, _ = await user(talk, language=language)
    for words in ("?", "usage"):
        text = await ada.says(words)
        taught = re.findall(r"[“\"]([^”\"]+)[”\"]", text) + re.findall(
            r"[:,：、，،]\s*([^\s:,.：、，،。।“”\"]+)(?=[,.、，،。।])", text
        )
        assert len(taught) > 3
        for word in taught:
            assert commands.command_of(word) or word.casefold() in ("sos",), word


# --- each of them ----------------------------------------------------------------------------------------------------


async def test_ping_and_usage(talk: Talk) -> None:
    ada, _ = await user(talk)
    for words in ("ping", "PING", " Ping ", "/ping"):
        assert await ada.says(words) == "PONG!"
    usage = await ada.says("usage")
    assert all(word in usage for word in ("usage", "probe", "ping", "--help"))


async def test_probe_is_confirmed_and_comes_by_itself(talk: Talk) -> None:
    ada, _ = await user(talk)
    assert await ada.says("probe") == (
        "👍 We will check on you in 5 minutes. We ask again 3 times before we tell your contacts."
    )
    event = await Event.get(name="asked")
    assert event.due_at == talk.now + timedelta(minutes=5)
    assert (event.payload["retries"], event.payload["wait"]) == (3, 600)
    talk.now += timedelta(minutes=5)
    await events.run_due(talk.now)
    assert "you asked us to check on you" in await ada.hears()


@pytest.mark.parametrize(
    ("words", "minutes", "retries", "wait"),
    [("probe -in 60 -retries 1 -wait 20", 60, 1, 20), ("probe   -IN 60  -Retries 1\n-wait 20", 60, 1, 20),
     ("probe 60", 60, 3, 10), ("check on me in half an hour", 30, 3, 10), ("probe -retries 0", 5, 0, 10)],
)  # fmt: skip
async def test_probe_takes_its_own_values(talk: Talk, words: str, minutes: int, retries: int, wait: int) -> None:
    ada, _ = await user(talk)
    assert f"in {minutes} minutes" in await ada.says(words)
    event = await Event.get(name="asked")
    assert event.due_at == talk.now + timedelta(minutes=minutes)
    assert event.payload == {"kind": "asked", "retries": retries, "wait": wait * 60}


@pytest.mark.parametrize(
    "words",
    ["probe --help", "probe -x 1", "probe -in", "probe -in soon", "probe -in 1.5", "probe -in -5", "probe -wait 0",
     "probe -retries 99", "probe -in 99999999", "probe whenever"],
)  # fmt: skip
async def test_probe_explains_itself_and_plans_nothing(talk: Talk, words: str) -> None:
    ada, _ = await user(talk)
    said = await ada.says(words)
    assert said and "👍" not in said
    assert not await Event.exists(name="asked")


async def test_probe_without_a_contact_is_refused(talk: Talk) -> None:
    ada, _ = await user(talk, contact=False)
    assert "no emergency contact yet" in await ada.says("probe")
    assert not await Event.exists(name="asked")


async def test_plans_are_listed_and_taken_back(talk: Talk) -> None:
    ada, _ = await user(talk)
    assert "Nothing is planned" in await ada.says("plans")
    await ada.says("probe 60")
    await ada.says("probe 90")
    listed = await ada.says("plans")
    assert "1 = Mon 6 Apr, 15:05" in listed and "2 = Mon 6 Apr, 15:35" in listed and "3 = None of them" in listed
    assert "Taken back" in await ada.says("2")
    assert "15:35" not in await ada.says("plans")
    assert "nothing was changed" in await ada.says("2")


async def test_a_probe_is_planned_while_check_ins_are_off(talk: Talk) -> None:
    ada, _ = await user(talk, active=False)
    assert "👍" in await ada.says("probe")


async def test_status_says_all_and_what_is_missing(talk: Talk) -> None:
    ada, _ = await user(talk)
    await ada.says("probe 60")
    assert await ada.says("status") == (
        "Check-ins are on.\n"
        "Times: every day at 09:00.\n"
        "Next check-in: Tue 7 Apr, 09:00.\n"
        "If you do not answer, we tell: Bob (agreed).\n"
        "Also planned: Mon 6 Apr, 15:05."
    )


async def test_status_of_somebody_without_anybody(talk: Talk) -> None:
    ada, _ = await user(talk, contact=False)
    said = await ada.says("status")
    assert said.startswith("Check-ins are off.") and "nobody we could tell" in said and "Next check-in" not in said


async def test_status_while_a_question_waits_does_not_answer_it(talk: Talk) -> None:
    ada, _ = await user(talk)
    await ask(ada, talk)
    probe = await Probe.get()
    assert "A question is waiting for your answer" in await ada.says("status")
    same = await Probe.get(id=probe.id)
    assert same.status == "pending" and same.due_at == probe.due_at and same.unclear == 0


async def ask(who: Phone, talk: Talk) -> UUID:
    """Ask this person now."""
    person = await who.person()
    id = await probes.ask(probes.Wish(person.id, talk.now, 1, timedelta(minutes=30)), talk.now)
    await who.hears()
    return id


async def test_help_depends_on_what_is_open(talk: Talk) -> None:
    ada, bob = await user(talk)
    assert "You can write: status" in await ada.says("?")
    await ada.says("patience")
    said = await ada.says("?")
    assert "Please answer this question" in said and "How long should we wait" in said
    await ada.says("0")
    await ask(ada, talk)
    assert "Please reply 1 = I'm okay and 2 = I need help" in await ada.says("?")
    assert (await Probe.get()).status == "pending"
    assert "We write to you when Ada may need somebody" in await bob.says("?")
    chat = talk.telegram("7009", language="en")
    await chat.says("/start")
    assert "Please answer this question" in await chat.says("/help")


async def test_a_command_in_a_conversation_does_not_lose_it(talk: Talk) -> None:
    ada, _ = await user(talk)
    await ada.says("patience")
    await ada.says("1")
    assert await ada.says("ping") == "PONG!"
    assert "How many times" in await ada.says("status")
    assert "We ask you again 2 times" in await ada.says("2")
    assert (await ProbeSettings.get()).wait_seconds == 900


async def test_the_bare_word_help_is_a_cry_where_nothing_is_open(talk: Talk) -> None:
    ada, bob = await user(talk)
    assert "We are telling your contacts right now" in await ada.says("help")
    assert "asked for help" in await bob.hears()


async def test_the_bare_word_help_in_a_conversation_helps_with_it(talk: Talk) -> None:
    ada, bob = await user(talk)
    await ada.says("settings")
    assert 'write "SOS"' in await ada.says("help")
    assert await bob.hears() == ""


async def test_pause_with_its_end(talk: Talk) -> None:
    ada, _ = await user(talk)
    assert "Is that right?" in await ada.says("pause until Sunday")
    assert "until Sun 12 Apr, 00:00" in await ada.says("yes")
    assert "paused until" in await ada.says("status")
    assert "on again" in await ada.says("resume")
    assert "on already" in await ada.says("resume")


async def test_a_pause_that_is_not_understood_is_asked_for(talk: Talk) -> None:
    ada, _ = await user(talk)
    said = await ada.says("pause until whenever")
    assert "Until when should we not ask you?" in said
    assert "We do not ask you until Tue 7 Apr" in await ada.says("tomorrow")


async def test_resume_without_a_contact_says_what_to_do(talk: Talk) -> None:
    ada, _ = await user(talk, contact=False)
    assert "An emergency contact is needed first" in await ada.says("resume")


async def test_a_contact_is_no_user(talk: Talk) -> None:
    _, bob = await user(talk)
    for words in ("pause", "schedule", "probe", "contacts", "settings", "plans", "resume", "link", "patience"):
        assert "To be looked after by us yourself" in await bob.says(words)
    assert await bob.says("ping") == "PONG!"
    assert "We write to you when Ada may need somebody" in await bob.says("status")
    assert "Which language" in await bob.says("language")
    assert "Le escribimos" in await bob.says("Español")


async def test_a_user_who_says_hello_again_hears_how_they_stand(talk: Talk) -> None:
    ada, _ = await user(talk)
    said = await ada.says("start")
    assert said.startswith("Hello Ada.") and "Check-ins are on." in said
    assert await count("conversations") == 0


async def test_what_is_not_understood_is_answered_gently_and_not_for_ever(talk: Talk) -> None:
    ada, bob = await user(talk)
    assert "Sorry, we did not understand" in await ada.says("the weather is nice")
    assert "We write to you when Ada" in await bob.says("who is this")
    answers = [await ada.says(f"blah {n}") for n in range(10)]
    assert answers[-1] == "", "two machines must not talk for ever"
    chat = talk.telegram("7009", language="en")
    await chat.says("/start")
    await chat.says("0")
    await chat.says("0")
    assert "We can only read words" in await chat.says("")


async def test_an_escalation_question_is_explained_by_help(talk: Talk) -> None:
    ada, bob = await user(talk)
    await escalations.start(escalations.Start((await ada.person()).id, "unavailable"), talk.now)
    await bob.hears()
    assert "1 = I am on it and 2 = I cannot" in await bob.says("?")


async def test_a_shared_number_without_a_question_is_one_more_address(talk: Talk) -> None:
    chat = talk.telegram("7001", name="Ada", language="en")
    for words in ("/start", "Ada", "Later", "London", "Later", "0"):
        await chat.says(words)
    assert "your number is confirmed" in await chat.says(shared_phone=LONDON)
    assert [a.channel for a in await people.usable_addresses((await chat.person()).id)] == ["telegram", "sms"]


async def test_a_shared_number_answers_a_waiting_code(talk: Talk) -> None:
    chat = talk.telegram("7001", name="Ada", language="en")
    for words in ("/start", "Ada", LONDON, "yes"):
        await chat.says(words)
    said = await chat.says(shared_phone=LONDON)
    assert "your number is confirmed" in said and "Who should we tell" in said


async def test_the_number_of_ones_own_contact_is_not_ones_own(talk: Talk) -> None:
    chat = talk.telegram("7001", name="Ada", language="en")
    for words in ("/start", "Ada", "Later", "London", "Bob", BOB):
        await chat.says(words)
    assert "One of your contacts has this number" in await chat.says(shared_phone=BOB)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_command_says_can_be_said(language: str) -> None:
    assert all(i18n.say(about, language) for about in commands.ABOUT.values())
    assert MONDAY.tzinfo is not None


async def test_who_wishes_is_called_too_and_no_more(talk: Talk) -> None:
    ada, _ = await user(talk)
    person = await ada.person()
    number = ada.value
    await ada.says("calls")
    assert await ada.says("1") == f"Good. When you do not answer a message, we also call you at {number}."
    assert [a.channel for a in await people.usable_addresses(person.id)] == ["sms", "voice"]
    await ada.says("calls")
    assert await ada.says("1") == "All right, we do not call you any more."
    assert [a.channel for a in await people.usable_addresses(person.id)] == ["sms"]
