"""Conversations: what they ask in order, as pure scripts; and whole ones, on Telegram and by text message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from babel import Locale

from bot import here, speak
from bot.dialogue import Asking, Changed, Done, Facts, Option, choose, play
from bot.dialogues import (
    DIALOGUES,
    add_contact,
    calls,
    contacts,
    language,
    parts,
    patience,
    pause,
    plans,
    reach,
    schedule,
    settings,
    sign_up,
    verify_phone,
    zone,
)
from bot.words import languages
from tests.bot.talk import MONDAY, Phone, Talk, count
from wellcheck import db, messages, people, probes, recurrence
from wellcheck.errors import NotUnderstood
from wellcheck.events import Event
from wellcheck.i18n import LANGUAGES, say
from wellcheck.people import Address, Contact
from wellcheck.probes import Probe, ProbeSettings
from wellcheck.recurrence import Cron, Once

ENGLISH: Facts = {"language": "en", "zone": "Europe/London", "now": MONDAY.isoformat(), "channel": "telegram"}
LONDON = "+447700900001"


def asked(state: Asking | Done) -> str:
    """The words of the question a script waits at."""
    assert isinstance(state, Asking)
    return say(state.ask.text, "en", "Europe/London")


def labels(state: Asking | Done) -> list[str]:
    assert isinstance(state, Asking)
    return [say(option.label, "en") for option in state.ask.options]


def misread(state: Asking | Done, words: str) -> str:
    """Why these words are no answer."""
    assert isinstance(state, Asking)
    with pytest.raises(NotUnderstood) as missed:
        choose(state.ask, words, "en")
    return say(missed.value.text, "en", "Europe/London")


# --- scripts ---------------------------------------------------------------------------------------------------------


def test_the_language_they_seem_to_speak_is_offered_first() -> None:
    own = [languages()[code].name for code in LANGUAGES]
    assert labels(play(sign_up.script(ENGLISH), [])) == own and own[0] == "English"
    assert labels(play(sign_up.script(ENGLISH | {"language": "es"}), []))[:2] == ["Español", "English"]
    assert play(sign_up.script(ENGLISH), ["es"]) == Done("es")


@pytest.mark.parametrize("channel", ["sms", "voice", "whatsapp"])
def test_where_twelve_languages_have_no_room_two_are_offered_and_the_others_have_names(channel: str) -> None:
    there = ENGLISH | {"channel": channel}
    assert labels(play(language.script(there), [])) == ["English", "Español"]
    asked = play(sign_up.script(there | {"language": "es"}), [])
    assert labels(asked) == ["Español", "English"]
    assert isinstance(asked, Asking)
    assert say(asked.ask.text, "en").endswith("You can also write the name of another language.")
    for code in LANGUAGES:
        assert play(language.script(there), [languages()[code].name]) == Done(code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_known_by_its_name_in_every_language(code: str) -> None:
    for told in languages():
        assert language.named(f" {Locale.parse(told).languages[code].upper()}. ") == code
    assert language.named(f"{languages()[code].name}, please") == code


@pytest.mark.parametrize("words", ["hi", "uk", "it is late", "I do not know", "español or english", "", "Klingon"])
def test_what_names_no_language_is_asked_again(words: str) -> None:
    with pytest.raises(NotUnderstood) as hint:
        language.named(words)
    told = say(hint.value.text, "en")
    assert all(languages()[code].name in told for code in LANGUAGES)
    for channel in ("telegram", "sms"):
        state = play(language.script(ENGLISH | {"channel": channel}), [])
        assert isinstance(state, Asking)
        with pytest.raises(NotUnderstood):
            choose(state.ask, words, "en")


def test_a_language_is_chosen_by_number_key_and_name() -> None:
    state = play(language.script(ENGLISH), [])
    assert isinstance(state, Asking)
    for words in ("es", "español", "ESPAÑOL.", str(labels(state).index("Español") + 1)):
        assert choose(state.ask, words, "en") == "es"
    assert play(language.script(ENGLISH), ["In Spanish please"]) == Done("es")
    assert misread(state, "Klingon").startswith("We speak: English")


def test_on_telegram_a_name_a_number_and_a_clock_take_three_taps() -> None:
    facts = ENGLISH | {"name": "Ada", "phone": None}
    assert asked(play(sign_up.about_you(facts), [])).startswith("Shall we call you Ada?")
    by_phone = play(sign_up.about_you(facts), ["same"])
    assert isinstance(by_phone, Asking) and by_phone.ask.ask_phone
    assert asked(play(sign_up.about_you(facts), ["same", LONDON])) == "It is 14:05 in London. Is that your time?"
    assert play(sign_up.about_you(facts), ["same", LONDON, "yes"]) == Done(
        sign_up.AboutYou("Ada", LONDON, "Europe/London")
    )


def test_by_text_message_the_number_is_known_and_not_asked() -> None:
    facts = ENGLISH | {"channel": "sms", "name": None, "phone": LONDON}
    assert play(sign_up.about_you(facts), ["Ada", "yes"]) == Done(sign_up.AboutYou("Ada", None, "Europe/London"))


def test_a_phone_may_be_put_off_and_typed() -> None:
    facts = ENGLISH | {"name": None, "phone": None}
    assert play(sign_up.about_you(facts), ["Ada", "later", "London"]) == Done(
        sign_up.AboutYou("Ada", None, "Europe/London")
    )
    typed = play(sign_up.about_you(facts), ["Ada", "phone", "+44 7700 900001", "yes"])
    assert typed == Done(sign_up.AboutYou("Ada", LONDON, "Europe/London"))


@pytest.mark.parametrize("words", ["hello", "Hola", "/start", "12345", "", "x" * 5000, "\u202e\u200b"])
def test_what_is_no_name_is_explained(words: str) -> None:
    assert misread(play(sign_up.about_you(ENGLISH | {"name": None}), []), words)


@pytest.mark.parametrize("words", ["1234", "my phone", "+44 1", "+44 909 8790000", "+44 7700 900001 or 900002"])
def test_what_is_no_number_is_explained(words: str) -> None:
    assert misread(play(add_contact.script(ENGLISH), ["Bob"]), words)


def test_a_contact_of_the_same_country_needs_no_country_code() -> None:
    assert play(add_contact.script(ENGLISH | {"phone": LONDON}), ["Bob", "07700 900002"]) == Done(
        add_contact.NewContact("Bob", "+447700900002", "en")
    )
    assert "country code" in misread(play(add_contact.script(ENGLISH), ["Bob"]), "07700 900002")


def test_a_contact_may_have_an_e_mail_address_alone_where_mail_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "here", replace(here.here, mail=False))
    assert misread(play(add_contact.script(ENGLISH), ["Bob"]), "bob@example.org")
    monkeypatch.setattr(here, "here", replace(here.here, mail=True))
    assert play(add_contact.script(ENGLISH), ["Bob", "Bob@Example.org"]) == Done(
        add_contact.NewContact("Bob", "Bob@example.org", None)
    )
    assert play(add_contact.script(ENGLISH), ["Bob", "+447700900002"]) == Done(
        add_contact.NewContact("Bob", "+447700900002", "en")
    )
    assert "country code" in misread(play(add_contact.script(ENGLISH | {"phone": LONDON}), ["Bob"]), "7")
    assert misread(play(add_contact.script(ENGLISH | {"channel": "voice"}), ["Bob"]), "bob@example.org")


def test_a_contact_may_be_put_off_only_while_setting_up() -> None:
    assert labels(play(add_contact.script(ENGLISH | {"setup": True}), [])) == ["Later"]
    assert play(add_contact.script(ENGLISH | {"setup": True}), ["later"]) == Done(None)
    assert labels(play(add_contact.script(ENGLISH), [])) == []


def test_a_zone_is_found_by_phone_clock_or_city() -> None:
    def state(*answers: str, phone: str | None = None) -> Asking | Done:
        return play(zone.script(ENGLISH | {"phone": phone}), answers)

    assert state("yes", phone=LONDON) == Done("Europe/London")
    assert state("no", "Madrid", phone=LONDON) == Done("Europe/Madrid")
    assert state("Paris", phone=LONDON) == Done("Europe/Paris")
    assert asked(state()).startswith("What time is it for you now?")
    assert state("Zagreb") == Done("Europe/Zagreb")
    several = state(phone="+12025550123")
    assert asked(several) == "Which of these is your time?" or "Is that your time?" in asked(several)
    clocks = state("15:05")
    assert asked(clocks) == "Which of these is your time?" and labels(clocks)[-1] == "Somewhere else"
    assert state("15:05", "other", "Berlin") == Done("Europe/Berlin")
    assert isinstance(state("15:05", "z0"), Done)
    assert "nearest big city" in misread(state(), "somewhere cold")


def test_a_clock_that_was_read_yesterday_is_still_yesterdays_clock() -> None:
    facts = dict(ENGLISH)
    times = [MONDAY, MONDAY + timedelta(days=1, hours=3)]

    def tick(number: int) -> None:
        facts["now"] = times[number].isoformat()

    state = play(zone.script(facts), ["15:05"], tick)
    assert "Which of these" in asked(state)
    assert "18:05" in labels(state)[0], "shown as the clock is now"


def test_times_are_read_back_with_the_next_five_and_a_no_asks_again() -> None:
    facts = ENGLISH
    back = asked(play(schedule.script(facts), ["weekdays 8:30"]))
    assert back == (
        "So we ask you on weekdays at 08:30. The next times are: Tue 7 Apr, 08:30, Wed 8 Apr, 08:30, "
        "Thu 9 Apr, 08:30, Fri 10 Apr, 08:30 and Mon 13 Apr, 08:30. Is that right?"
    )
    assert "When should we ask" in asked(play(schedule.script(facts), ["weekdays 8:30", "no"]))
    assert play(schedule.script(facts), ["weekdays 8:30", "no", "9am", "yes"]) == Done(Cron(("0 9 * * *",)))
    assert play(schedule.script(facts), ["0 9 * * *", "yes"]) == Done(Cron(("0 9 * * *",)))


def test_windows_and_days_left_out_are_read_back_and_kept() -> None:
    said = "every day between 9 and 11, not on Sundays, not on 8 April"
    back = asked(play(schedule.script(ENGLISH), [said]))
    assert back == (
        "So we ask you every day except Sunday, some time between 09:00 and 11:00, but not on 8 April 2026. "
        "The next times are: Tue 7 Apr, 09:00 to 11:00, Thu 9 Apr, 09:00 to 11:00, Fri 10 Apr, 09:00 to 11:00, "
        "Sat 11 Apr, 09:00 to 11:00 and Mon 13 Apr, 09:00 to 11:00. Is that right?"
    )
    kept = Cron(("0 9 * * 1-6",), (120,), ("2026-04-08",))
    assert play(schedule.script(ENGLISH), [said, "yes"]) == Done(kept)


@pytest.mark.parametrize(
    "words", ["whenever", "at 2", "every 5 minutes", "0 0 31 2 *", "* * * * * *", "R 9 * * *", "every 10 minutes"]
)
def test_times_that_cannot_be_kept_are_refused_where_they_are_said(words: str) -> None:
    assert misread(play(schedule.script(ENGLISH), []), words)


def test_patience_is_a_wait_and_a_number() -> None:
    assert play(patience.script(ENGLISH), ["w1", "2"]) == Done(patience.Patience(timedelta(minutes=30), 2))
    assert play(patience.script(ENGLISH), ["45 minutes", "none"]) == Done(patience.Patience(timedelta(minutes=45), 0))
    assert misread(play(patience.script(ENGLISH), []), "3 days")
    assert misread(play(patience.script(ENGLISH), ["w0"]), "70") == "Please reply with a number from 1 to 6, or “none”."


def test_a_long_pause_is_confirmed_and_a_short_one_is_not() -> None:
    assert isinstance(play(pause.script(ENGLISH), ["tomorrow"]), Done)
    sure = play(pause.script(ENGLISH), ["for 3 days"])
    assert asked(sure).startswith("We do not ask you until Thu 9 Apr")
    assert isinstance(play(pause.script(ENGLISH), ["for 3 days", "yes"]), Done)
    assert "Until when" in asked(play(pause.script(ENGLISH), ["for 3 days", "no"]))
    assert play(pause.script(ENGLISH), ["off", "yes"]) == Done("off")
    assert misread(play(pause.script(ENGLISH), []), "for 300 days")
    told = ENGLISH | {"until": (MONDAY + timedelta(days=4)).isoformat()}
    assert play(pause.script(told), ["yes"]) == Done(MONDAY + timedelta(days=4))


def test_a_contact_is_removed_only_after_a_yes() -> None:
    facts = ENGLISH | {"contacts": [["0" * 32, "Bob", "consented"], ["1" * 32, "Cleo", "invited"]]}
    state = play(contacts.script(facts), [])
    assert asked(state).startswith("Your contacts: Bob (agreed) and Cleo (has not answered us yet).")
    assert labels(state) == ["Add a contact", "Remove a contact", "Leave it as it is", "Who is told when"]
    assert asked(play(contacts.script(facts), ["remove"])).startswith("Who should be removed: Bob and Cleo?")
    for words in ("cleo", "r1"):
        assert "Cleo" in asked(play(contacts.script(facts), ["remove", words]))
    assert "Bob and Cleo" in misread(play(contacts.script(facts), ["remove"]), "Dave")
    assert asked(play(contacts.script(facts), ["remove", "cleo", "no"])).startswith("Your contacts")
    done = play(contacts.script(facts), ["remove", "cleo", "yes"])
    assert isinstance(done, Done) and done.value.name == "Cleo"
    alone = ENGLISH | {"contacts": facts["contacts"][:1]}
    assert "Bob" in asked(play(contacts.script(alone), ["remove"])), "nobody else could be meant"
    twins = ENGLISH | {"contacts": [["0" * 32, "Bob", "consented"], ["1" * 32, "bob", "consented"]]}
    assert misread(play(contacts.script(twins), ["remove"]), "Bob"), "never the wrong one"


def test_plans_are_shown_in_local_time() -> None:
    facts = ENGLISH | {"plans": [["0" * 32, (MONDAY + timedelta(hours=1)).isoformat()]]}
    assert labels(play(plans.script(facts), [])) == ["Mon 6 Apr, 15:05", "None of them"]
    assert play(plans.script(ENGLISH | {"plans": []}), []) == Done(None)


def test_every_setting_leads_to_a_dialogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "here", replace(here.here, mail=False))
    assert "E-mail" not in labels(play(settings.script(ENGLISH), []))
    monkeypatch.setattr(here, "here", replace(here.here, mail=True))
    for option in settings.CHOICES:
        assert option.key in DIALOGUES
        assert play(settings.script(ENGLISH), [option.key]) == Done(option.key)


REACHED = ENGLISH | {
    "addresses": [["0" * 32, "telegram", "7001"], ["1" * 32, "sms", LONDON], ["2" * 32, "sms", "+447700900005"]],
    "steps": [["telegram", "7001", 0], ["sms", LONDON, 300], ["sms", "+447700900005", 600]],
}


def test_the_addresses_are_put_in_order_with_their_waits() -> None:
    first = play(reach.script(REACHED), [])
    assert labels(first) == ["Telegram", "Text message 1", "Text message 2", "Leave it as it is"]
    assert asked(first) == (
        "When we ask you, we try: Telegram at once, a text message to the number that ends in 001 after 5 minutes and a text "
        "message to the number that ends in 005 after 10 minutes. Where should we try first?"
    )
    assert labels(play(reach.script(REACHED), ["a1"])) == ["Telegram", "Text message"]
    wait = play(reach.script(REACHED), ["a1", "a0"])
    assert "should we try Telegram?" in asked(wait) and labels(wait)[0] == "2 minutes"
    last = play(reach.script(REACHED), ["a1", "a0", "10 minutes"])
    assert labels(last) == ["10 minutes", "15 minutes", "30 minutes"], "not before the one above it"
    assert "at least 10 minutes" in misread(last, "5 minutes") or "10 minutes" in misread(last, "5 minutes")
    ids = [UUID(n * 32) for n in "012"]
    assert play(reach.script(REACHED), ["a1", "a0", "10 minutes", "w2"]) == Done(
        reach.Order(((ids[1], None), (ids[0], 600), (ids[2], 1800)))
    )


def test_who_has_one_address_has_nothing_to_put_in_order() -> None:
    one = ENGLISH | {"addresses": REACHED["addresses"][:1], "steps": REACHED["steps"][:1]}
    assert play(reach.script(one), []) == Done(None)
    assert play(reach.script(REACHED), ["leave"]) == Done(None)


def test_a_code_is_six_digits() -> None:
    facts = ENGLISH | {"phone": LONDON}
    assert play(verify_phone.script(facts), ["123 456"]) == Done("123456")
    assert "6 digits" in misread(play(verify_phone.script(facts), []), "12345")


def test_yes_and_no_are_understood_in_other_words() -> None:
    for words in ("yes", "Y", "sure", "sí"):
        assert parts.yes_or_no(words) == "yes"
    for words in ("no", "n", "nope"):
        assert parts.yes_or_no(words) == "no"


def test_answers_that_fit_a_changed_script_no_more_are_noticed() -> None:
    with pytest.raises(Changed):
        play(schedule.script(ENGLISH), ["nothing like a time", "yes"])


FACTS: dict[str, Any] = {
    "phone": LONDON, "name": None, "setup": True, "users": ["Ada"], "plans": [["0" * 32, MONDAY.isoformat()]],
    "contacts": [["0" * 32, "Bob", "invited"]], "addresses": REACHED["addresses"], "steps": REACHED["steps"],
    "called": True, "number": LONDON, "slow": False, "pin": True, "who": "Ada", "user": True, "told": ["Bob"], "helps": [],
    "zones": ["Europe/Lisbon", "America/New_York"], "last_day": None, "quiet": [1320, 420],
    "people": [["0" * 32, "Bob"], ["1" * 32, "Cleo"]], "monthly": False, "running": False, "whom": "Zoe",
    "order": {"first": None, "at_night": None, "wait": 300, "rounds": 3},
    "others": [["0" * 32, "Bob"], ["1" * 32, "Cleo"]], "escalation": "0" * 32,
    "days": ["2026-12-24/2026-12-27"], "many": True, "skips": ["2026-12-24", "2026-12-26/2026-12-27"],
    "reminders": [["0" * 32, "pills", recurrence.key(Cron(("0 8 * * *",))), "Europe/London", True],
                  ["1" * 32, "call Ann", recurrence.key(Once(MONDAY)), "Europe/London", False]], "retries": 3,
    "planned": [["0" * 32, recurrence.key(Cron(("0 10 * * 2",)))], ["1" * 32, recurrence.key(Cron(("0 10 * * 4",)))]],
    "visits": [["0" * 32, MONDAY.isoformat()], ["1" * 32, MONDAY.date().isoformat()]],
}  # fmt: skip


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("name", DIALOGUES)
def test_the_labels_of_a_question_can_be_told_apart_in_every_language(name: str, spoken: str) -> None:
    """Buttons may be answered by typing their words, also in small letters; keys fit into Telegram's 64 bytes."""
    state = play(DIALOGUES[name].script(ENGLISH | FACTS | {"language": spoken}), [])
    options: Sequence[Option] = state.ask.options if isinstance(state, Asking) else ()
    said = [say(option.label, spoken).casefold() for option in options]
    assert len(set(said)) == len(said)
    assert all(len(option.key) <= 16 and option.key != "0" for option in options)


# --- whole conversations ---------------------------------------------------------------------------------------------


async def code_sent(phone: Phone) -> str:
    """The six digits that came by text message."""
    text = await phone.hears()
    return next(word for word in text.split() if word.isdigit() and len(word) == 6)


async def sign_up_by_telegram(talk: Talk) -> tuple[Phone, Phone]:
    """Ada signs up on Telegram, Bob is asked by text message."""
    ada, bob = talk.telegram("7001", name="Ada Lovelace", language="en"), talk.phone("+447700900002")
    await ada.says("/start")
    await ada.taps("Yes")
    await ada.says(shared_phone=LONDON)
    await ada.taps("Yes")
    await ada.says("Bob")
    await ada.says("07700 900002")
    await ada.says("every day at 9am")
    await ada.taps("Yes")
    return ada, bob


async def test_a_whole_sign_up_on_telegram(talk: Talk) -> None:
    ada = talk.telegram("7001", name="Ada Lovelace", language="en-GB")
    hello = await ada.says("/start")
    assert hello.startswith("Hello, this is Wellcheck.") and "Shall we call you Ada?" in hello
    assert "share" in (await ada.taps("Yes")).casefold() and ada.said[0].ask_phone
    assert "It is 14:05 in London" in await ada.says(shared_phone=LONDON)
    assert "Who should we tell" in await ada.taps("Yes")
    assert "We ask Bob first" in await ada.says("Bob")
    after = await ada.says("07700 900002")
    assert "We have asked Bob" in after and "https://t.me/WellcheckSandboxBot?start=c-" in after
    assert len(ada.said) == 1, "one message: two could overtake each other"
    assert "So we ask you every day at 09:00" in await ada.says("every day at 9am")
    assert "Let us try it once" in await ada.taps("Yes")

    talk.now += timedelta(seconds=5)
    await ada.hears()
    assert "Thank you, Ada" in await ada.taps("I'm okay")
    talk.now += timedelta(seconds=5)
    assert "None of your contacts has agreed yet" in await ada.hears()

    bob = talk.phone("+447700900002")
    assert "Ada uses Wellcheck" in await bob.hears()
    assert "Thank you, Bob" in await bob.says("yes")
    assert "Bob agreed" in await ada.hears()
    status = await ada.says("/status")
    assert status.startswith("Check-ins are on.") and "Next check-in: Tue 7 Apr, 09:00" in status

    person = await ada.person()
    assert (person.first_name, person.language, person.zone) == ("Ada", "en", "Europe/London")
    shared = [(a.channel, a.verified_how) for a in await people.addresses(person.id)]
    assert shared == [("telegram", "wrote"), ("sms", "shared")]
    event = await Event.get(owner_id=person.id, name="check-in")
    assert event.status == "active" and event.due_at == MONDAY.replace(day=7, hour=8, minute=0)
    probe = await Probe.get(person_id=person.id)
    assert (probe.kind, probe.status) == ("rehearsal", "good")
    assert await count("conversations") == 0


async def test_a_whole_sign_up_by_text_message(talk: Talk) -> None:
    ada, bob = talk.phone(LONDON), talk.phone("+447700900002")
    assert (await ada.says("join")).endswith("1 = English\n2 = Español")
    assert ada.said[0].id is not None, "a question goes by the outbox, which knows whether it arrived"
    assert "What is your first name?" in await ada.says("1")
    assert "It is 14:05 in London" in await ada.says("Ada")
    assert "Who should we tell" in await ada.says("1")
    assert "We ask Bob first" in await ada.says("Bob")
    assert "When should we ask you" in await ada.says("07700900002")
    assert "The next times are" in await ada.says("weekdays 8:30 and 20:00")
    assert "Let us try it once" in await ada.says("yes")
    await bob.hears()
    assert "Thank you, Bob" in await bob.says("1")

    talk.now += timedelta(seconds=5)
    assert "this is how we will ask you" in await ada.hears()
    assert "Thank you, Ada" in await ada.says("1")
    talk.now += timedelta(seconds=5)
    assert await ada.hears() == (
        "Everything is set up, Ada. We ask you next on Mon 6 Apr, 20:00. If you do not answer, we tell Bob."
    ), "said only because it is true"


async def test_the_same_in_spanish(talk: Talk) -> None:
    ada = talk.phone("+34600000001")
    first = await ada.says("Hola")
    assert first.endswith("1 = Español\n2 = English") and "Wellcheck" in first
    assert "Hello" not in first
    name = await ada.says("Español")
    assert "nombre" in name
    assert "Madrid" in await ada.says("Ada")
    assert (await ada.person()).language == "es"


async def test_an_unanswered_rehearsal_alarms_nobody_and_says_what_is_missing(talk: Talk) -> None:
    ada, bob = await sign_up_by_telegram(talk)
    await bob.hears()
    talk.now += timedelta(minutes=26)
    while await probes.run_due(talk.now):
        talk.now += timedelta(minutes=16)
    said = await ada.hears()
    assert "only a rehearsal" in said and "None of your contacts has agreed yet" in said
    assert await count("escalations") == 0 and await bob.hears() == ""


async def test_without_a_contact_nothing_is_claimed(talk: Talk) -> None:
    ada = talk.telegram("7001", name="Ada", language="en")
    for words in ("/start", "Ada", "Later", "London"):
        await ada.says(words)
    assert "When should we ask you" in await ada.says("Later")
    await ada.says("9am")
    said = await ada.says("Yes")
    assert "Your times are saved" in said and "There is nobody we could tell about you yet" in said
    assert "set up" not in said and "try it" not in said
    settings = await ProbeSettings.get(person_id=(await ada.person()).id)
    assert not settings.active and await count("probes") == 0
    assert "Check-ins are off." in await ada.says("/status")
    # Later a contact comes, and check-ins begin after a yes.
    await ada.says("/contacts")
    await ada.says("1")
    await ada.says("Bob")
    assert "Check-ins are off. Shall we switch them on?" in await ada.says("+447700900002")
    assert "Let us try it once" in await ada.says("yes")
    assert (await ProbeSettings.get(person_id=settings.person_id)).active


async def test_back_goes_one_question_back_and_in_the_end_leaves(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    await ada.says("join")
    await ada.says("2")
    assert "nombre" in await ada.says("/hmm")
    assert "1 = Español" in await ada.says("0"), "the first question of the second part leads back to the first part"
    assert "What is your first name?" in await ada.says("English")
    await ada.says("Ada")
    assert "What is your first name?" in await ada.says("back")
    await ada.says("Augusta")
    assert "Thank you, Augusta" in await ada.says("y")
    assert "we leave it there" in await ada.says("0")
    assert await count("conversations") == 0


async def test_a_name_that_is_also_a_cry_for_help_is_a_name_where_names_are_asked(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    for words in ("join", "1"):
        await ada.says(words)
    assert "It is 14:05" in await ada.says("Socorro")
    await ada.says("yes")
    assert "What is the mobile number of Socorro" in await ada.says("Socorro")
    assert await count("escalations") == 0


async def test_a_wrong_answer_is_explained_and_the_question_stays(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    await ada.says("join")
    assert "We speak: English" in await ada.says("maybe")
    await ada.says("1")
    assert "Please write a name" in await ada.says("hello")
    assert "Please write a name" in await ada.says("+++")
    assert "You can also reply" in await ada.says("12")
    assert "It is 14:05 in London" in await ada.says("Ada")


async def test_a_restart_in_the_middle_loses_nothing(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    for words in ("join", "1", "Ada"):
        await ada.says(words)
    await db.close_database()
    await db.open_database(talk.url)
    assert "Thank you, Ada" in await ada.says("yes")


async def test_whoever_would_rather_speak_another_language_chooses_it_before_the_name(talk: Talk) -> None:
    ada = talk.telegram("7001", name="Ada", language="en")
    await ada.says("/start")
    assert "Which language shall we speak?" in await ada.taps("Another language")
    assert "¿" in await ada.taps("Español")
    assert (await ada.person()).language == "es"
    assert "¿En qué idioma hablamos?" in await ada.says("0")
    unknown = talk.telegram("7002", name="Eve", language="nl")
    assert "Which language shall we speak?" in await unknown.says("/start")


async def test_start_in_the_middle_repeats_the_question_and_keeps_the_answers(talk: Talk) -> None:
    ada = talk.telegram("7001", name="Ada", language="en")
    await ada.says("/start")
    await ada.says("Augusta")
    assert "May we also reach you" in await ada.says("/start")
    assert "Let us finish this first" in await ada.says("/contacts")
    await ada.says("Later")
    assert "Thank you, Augusta" in await ada.says("London")


async def test_a_typed_number_gets_a_code(talk: Talk) -> None:
    ada, phone = talk.telegram("7001", name="Ada", language="en"), talk.phone(LONDON)
    for words in ("/start", "Ada", "+44 7700 900001"):
        await ada.says(words)
    assert "six digits to +447700900001" in await ada.says("Yes")
    code = await code_sent(phone)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert "not the code we sent" in await ada.says(wrong)
    assert "wait a minute" in await ada.says("new code")
    talk.now += timedelta(minutes=2)
    await ada.taps("New code")
    assert "no longer" in await ada.says(code) or "not the code" in ada.said[0].text
    answer = await ada.says(await code_sent(phone))
    assert "your number is confirmed" in answer and "Who should we tell" in answer
    assert [a.channel for a in await people.usable_addresses((await ada.person()).id)] == ["telegram", "sms"]


LANDLINE = "+441632960001"


async def code_said(landline: Phone) -> str:
    """The six digits that were said in a call, slowly and twice."""
    said = await landline.hears()
    digits = re.findall(r"Your code is: ((?:\d\. ){5}\d)\. Once more: \1\.", said)
    return "".join(re.findall(r"\d", digits[0]))


async def test_a_landline_is_proved_by_a_call(talk: Talk) -> None:
    ada, landline = talk.telegram("7001", name="Ada", language="en"), Phone(talk, "voice", LANDLINE)
    for words in ("/start", "Ada"):
        await ada.says(words)
    await ada.says(LANDLINE)
    assert f"We call {LANDLINE} now and say six digits" in await ada.says("London")
    code = await code_said(landline)
    assert "not the code we sent" in await ada.says(f"{(int(code) + 1) % 1_000_000:06d}")
    assert "your number is confirmed" in await ada.says(code)
    assert [a.channel for a in await people.usable_addresses((await ada.person()).id)] == ["telegram", "voice"]


async def test_a_second_number_may_be_one_that_is_only_called(talk: Talk) -> None:
    ada, landline = talk.phone(LONDON), Phone(talk, "voice", LANDLINE)
    for words in ("join", "1", "Ada", "yes", "later", "9am", "yes"):
        await ada.says(words)
    assert "Call another number" in await ada.says("calls")
    assert "It may be a landline" in await ada.says("call another number")
    assert "say six digits" in await ada.says("01632 960001")
    assert "your number is confirmed" in await ada.says(await code_said(landline))
    assert [a.channel for a in await people.usable_addresses((await ada.person()).id)] == ["sms", "voice"]


async def test_five_wrong_codes_burn_it(talk: Talk) -> None:
    ada, phone = talk.telegram("7001", name="Ada", language="en"), talk.phone(LONDON)
    for words in ("/start", "Ada", LONDON, "yes"):
        await ada.says(words)
    code = await code_sent(phone)
    for n in range(1, 6):
        await ada.says(f"{(int(code) + n) % 1_000_000:06d}")
    assert "no longer valid" in await ada.says(code)
    assert "Who should we tell" in await ada.says("later")
    assert [a.channel for a in await people.usable_addresses((await ada.person()).id)] == ["telegram"]


async def test_a_number_nobody_proved_speaks_for_nobody(talk: Talk) -> None:
    """Ada mistyped her number: whoever has it cannot answer for her, and may sign up."""
    ada, other = talk.telegram("7001", name="Ada", language="en"), talk.phone("+447700900009")
    for words in ("/start", "Ada", "+447700900009", "yes"):
        await ada.says(words)
    await other.hears()
    assert await other.says("okay") == ""
    assert "Which language" in await other.says("join")
    assert (await other.person()).id != (await ada.person()).id


async def test_a_user_of_text_messages_opens_telegram_and_is_the_same_person(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    for words in ("join", "1", "Ada", "yes", "Bob", "07700900002", "9am", "yes"):
        await ada.says(words)
    before = await ada.person()
    chat = talk.telegram("7001", name="Ada", language="en")
    await chat.says("/start")
    await chat.says("Ada")
    assert "Welcome back, Ada" in await chat.says(shared_phone=LONDON)
    assert (await chat.person()).id == before.id
    assert "Bob" in await chat.says("/status")


async def test_the_link_by_text_message_ties_telegram_to_the_same_person(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    for words in ("join", "1", "Ada", "yes", "0"):
        await ada.says(words)
    await ada.says("link")
    chat = talk.telegram("7001", language="en")
    assert "Welcome, Ada" in await chat.opens(ada.links()[-1])
    assert (await chat.person()).id == (await ada.person()).id
    stranger = talk.telegram("7009", language="en")
    assert "does not work any more" in await stranger.opens(ada.links()[-1]), "a link works once"
    assert (await stranger.person()).id != (await ada.person()).id


async def test_without_telegram_no_link_is_offered(talk: Talk) -> None:
    here.use_telegram_name(None)
    ada = talk.phone(LONDON)
    for words in ("join", "1", "Ada", "yes"):
        await ada.says(words)
    await ada.says("Bob")
    assert "t.me" not in await ada.says("07700900002")
    await ada.says("0")
    assert "not available here" in await ada.says("link")


async def test_a_contact_agrees_by_deep_link(talk: Talk) -> None:
    ada, bob = await sign_up_by_telegram(talk)
    chat = talk.telegram("7002", language="es")
    asked = await chat.opens(ada.links()[0])
    assert "Ada" in asked and [key for key, _ in chat.said[0].options] == ["yes", "no", "later"]
    contact = await Contact.get(user_id=(await ada.person()).id)
    assert (await chat.person()).id == contact.person_id == (await bob.person()).id, "one person, two addresses"
    assert (await chat.person()).language == "es", "spoken to as their Telegram is set"
    assert contact.consent == "invited", "opening a link is no consent"
    await chat.says(button=(str(chat.said[0].id.hex if chat.said[0].id else ""), "yes"))
    contact = await Contact.get(id=contact.id)
    assert contact.consent == "consented" and contact.consent_words
    assert "Bob agreed" in await ada.hears()
    first = (await people.usable_addresses(contact.person_id))[0]
    assert first.channel == "telegram", "they chose to be reached there"


async def test_a_contact_refuses_and_the_user_hears_it(talk: Talk) -> None:
    ada, bob = await sign_up_by_telegram(talk)
    await bob.hears()
    assert "We will not write to you about Ada" in await bob.says("No")
    said = await ada.hears()
    assert "does not want to be told" in said and "Nobody is left" in said


async def test_the_user_who_opens_the_invitation_forwards_it(talk: Talk) -> None:
    ada, _ = await sign_up_by_telegram(talk)
    said = await ada.opens(ada.links()[0])
    assert "This link is for Bob" in said
    assert "Ada uses Wellcheck" in await talk.telegram("7002", language="en").opens(ada.links()[-1])


async def test_an_invitation_moves_nothing_but_its_own_contact(talk: Talk) -> None:
    """Bob is also Cleo's contact: a link that Ada passed to somebody else must not bring them Cleo's alarms."""
    ada, bob = await sign_up_by_telegram(talk)
    cleo = talk.phone("+447700900003")
    for words in ("join", "1", "Cleo", "yes", "Bob", "07700900002"):
        await cleo.says(words)
    other = talk.telegram("7666", language="en")
    await other.opens(ada.links()[0])
    ours = await Contact.get(user_id=(await ada.person()).id)
    hers = await Contact.get(user_id=(await cleo.person()).id)
    assert ours.person_id == (await other.person()).id and ours.consent == "invited"
    assert hers.person_id == (await bob.person()).id != ours.person_id


async def test_a_contact_who_signs_up_answers_only_from_what_is_theirs(talk: Talk) -> None:
    """Ada named a number for Bob. When Bob becomes a user on Telegram, that number cannot answer for him unproved."""
    ada, named = await sign_up_by_telegram(talk)
    bob = talk.telegram("7002", name="Bob", language="en")
    await bob.opens(ada.links()[0])
    await bob.says("yes")
    await named.hears()
    assert "You are a contact of Ada" in await bob.says("/start")
    for words in ("yes", "English", "Bob", "Later", "London"):
        await bob.says(words)
    usable = await people.usable_addresses((await bob.person()).id)
    assert [a.channel for a in usable] == ["telegram"]
    assert await named.says("okay") == ""


async def test_an_old_link_is_answered_kindly(talk: Talk) -> None:
    for payload in ("c-nonsense", "l-nonsense", "campaign", "c-", "-"):
        chat = talk.telegram(f"80{len(payload)}{payload[0]}".replace("c", "1").replace("l", "2").replace("-", "3"))
        assert "does not work any more" in await chat.says("/start", start=payload)


async def test_settings_are_changed_one_by_one(talk: Talk) -> None:
    ada, _ = await sign_up_by_telegram(talk)
    person = await ada.person()
    await answer_rehearsal(talk, ada)
    await ada.says("/settings")
    await ada.taps("Name")
    assert "Thank you, Augusta" in await ada.says("Augusta")
    await ada.says("/settings")
    await ada.taps("Waiting time")
    await ada.taps("15 minutes")
    assert "We ask you again 2 times" in await ada.says("2")
    kept = await ProbeSettings.get(person_id=person.id)
    assert (kept.wait_seconds, kept.retries) == (900, 2)
    await ada.says("/settings")
    await ada.taps("Time zone")
    assert "Your check-in times follow" in await ada.says("Madrid")
    event = await Event.get(owner_id=person.id, name="check-in")
    assert event.zone == "Europe/Madrid" and event.due_at == MONDAY.replace(day=7, hour=7, minute=0)
    await ada.says("/settings")
    await ada.taps("Language")
    await ada.taps("Español")
    assert (await ada.person()).language == "es"
    assert "Augusta" in await ada.says("inicio")


async def test_the_order_of_ones_addresses_is_changed_by_chatting(talk: Talk) -> None:
    ada, _ = await sign_up_by_telegram(talk)
    person = await ada.person()
    await answer_rehearsal(talk, ada)
    await people.add_address(person.id, "sms", "+447700900009", talk.now, verified_how="test")
    await ada.says("/settings")
    await ada.taps("How we reach you")
    await ada.taps("Text message 2")
    await ada.taps("Telegram")
    await ada.taps("15 minutes")
    said = await ada.says("20 minutes")
    assert said.startswith(
        "Saved. When we ask you, we try: a text message to the number that ends in 009 at once, Telegram after"
    )
    assert [(a.channel, a.wait_seconds) for a in await people.usable_addresses(person.id)] == [
        ("sms", None), ("telegram", 900), ("sms", 1200),
    ]  # fmt: skip


async def answer_rehearsal(talk: Talk, who: Phone) -> None:
    """Say okay to the rehearsal, and read what follows."""
    talk.now += timedelta(seconds=5)
    await who.hears()
    await who.says("1")
    await who.hears()


async def test_a_pause_ends_by_itself_or_by_resume(talk: Talk) -> None:
    ada, _ = await sign_up_by_telegram(talk)
    await answer_rehearsal(talk, ada)
    await ada.says("/pause")
    await ada.says("for 3 days")
    assert "The next check-in is on Fri 10 Apr, 09:00" in await ada.taps("Yes")
    assert "paused until Thu 9 Apr" in await ada.says("/status")
    assert "We ask you next on Tue 7 Apr, 09:00" in await ada.says("resume")
    await ada.says("/pause")
    await ada.taps("Switch check-ins off")
    assert "Check-ins are off now" in await ada.taps("Yes")
    assert "off already" in await ada.says("/pause")
    assert "on again" in await ada.says("resume")


async def test_the_last_contact_of_a_watched_user_stays(talk: Talk) -> None:
    ada, _ = await sign_up_by_telegram(talk)
    await answer_rehearsal(talk, ada)
    await ada.says("contacts")
    await ada.taps("Remove a contact")
    assert "This is your last emergency contact" in await ada.taps("Yes")
    await ada.says("0")
    await ada.taps("Add a contact")
    await ada.says("Cleo")
    await ada.says("07700900003")
    await ada.says("contacts")
    await ada.taps("Remove a contact")
    await ada.says("Bob")
    assert "Bob is not your contact any more" in await ada.taps("Yes")
    assert await Contact.filter(user_id=(await ada.person()).id).count() == 1


async def test_a_contact_with_their_own_number_is_refused(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    for words in ("join", "1", "Ada", "yes", "Bob"):
        await ada.says(words)
    said = await ada.says(LONDON)
    assert "This is your own number" in said and "What is the mobile number of Bob" in said


async def test_a_conversation_forgotten_for_a_week_begins_anew(talk: Talk) -> None:
    ada = talk.phone(LONDON)
    for words in ("join", "1", "Ada"):
        await ada.says(words)
    talk.now += timedelta(days=8)
    assert "What is your first name?" in await ada.says("yes")


async def test_questions_of_a_conversation_are_closed_once_answered(talk: Talk) -> None:
    ada = talk.telegram("7001", name="Ada", language="en")
    await ada.says("/start")
    first = ada.said[0]
    await ada.taps("Yes")
    assert first.id is not None
    question = await messages.question(first.id)
    assert question is not None
    open_now = (await messages.open_questions([question.person_id], talk.now))[question.person_id]
    assert [q.delivery_id for q in open_now] == [ada.said[0].id]
    assert (await ada.says(button=(first.id.hex, "es"))) != "", "an old button of the same conversation"


async def test_nothing_of_a_sign_up_lies_open_in_the_database(talk: Talk) -> None:
    await sign_up_by_telegram(talk)
    for table in ("persons", "addresses", "contacts", "conversations", "inbound", "deliveries"):
        for row in await db.rows(f"SELECT t::text AS line FROM {table} t"):
            assert "Ada" not in row["line"] and "Bob" not in row["line"] and "7700900" not in row["line"]
    assert await Address.filter(verified_at__isnull=True).count() == 0


# --- on the phone ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "pin"), [("4711", "4711"), (" 47 11 ", "4711"), ("90210876", "90210876")])
def test_a_pin_is_four_to_eight_digits(typed: str, pin: str) -> None:
    assert calls.pin(typed) == pin


@pytest.mark.parametrize("typed", ["471", "123456789", "abcd", "1111", "1234", "23456"])
def test_a_pin_that_is_guessed_easily_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        calls.pin(typed)


@pytest.mark.parametrize(
    ("keys", "keypad", "words"),
    [("0900", "time", "09:00"), ("900#", "time", "9:00"), ("2570", "time", "2570"), ("0900", "", "0900"), ("1", "time", "1"),
     ("half past nine", "time", "half past nine")],
)  # fmt: skip
def test_digits_typed_on_a_phone_are_the_time_that_is_asked_for(keys: str, keypad: str, words: str) -> None:
    assert speak.typed(keys, keypad) in (words, f"0{words}")
