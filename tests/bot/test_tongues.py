"""Each contact is spoken to in their own language: guessed, asked when in doubt, and changed by its name at any time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.talk import Phone, Talk
from tests.bot.test_plans import BOB, CARA, until, watched
from wellcheck import gsm, people
from wellcheck.crypto import vault
from wellcheck.escalations.service import alarm_text
from wellcheck.i18n import LANGUAGES, say
from wellcheck.messages import Delivery
from wellcheck.people import Contact, Person, tongues
from wellcheck.probes import circle

TWELVE = ("en", "es", "pt", "fr", "de", "it", "tr", "ru", "uk", "ar", "hi", "zh")
MADRID = "+34600000001"
"""In Spain."""


@pytest.mark.parametrize(
    ("phone", "first", "language"),
    [
        ("+447700900001", "es", "en"), ("+12025550100", "es", "en"), ("+33639980001", "en", "fr"), ("+33639980001", "fr", "fr"),
        ("+41446681800", "it", "it"), ("+41446681800", "en", "de"), ("+16135550100", "fr", "fr"), ("+380501234567", "ru", "ru"),
        ("+380501234567", "en", "uk"), ("+212612345678", "fr", "fr"), ("+31612345678", "es", "es"),
        ("+80012345678", "tr", "tr"),
    ],
)  # fmt: skip
def test_a_number_says_which_language_where_its_country_does(
    monkeypatch: pytest.MonkeyPatch, phone: str, first: str, language: str
) -> None:
    monkeypatch.setattr(tongues, "LANGUAGES", TWELVE)
    assert tongues.likely_language(phone, first) == language


async def ada_adds(talk: Talk, phone: str) -> tuple[Phone, str]:
    """Ada, who is spoken to in English, names a contact with this number; what she is answered."""
    ada = await watched(talk)
    for words in ("contacts", "1", "Carmen"):
        await ada.says(words)
    return ada, await ada.says(phone)


async def test_nobody_is_asked_for_a_language_that_goes_without_saying(talk: Talk) -> None:
    _, said = await ada_adds(talk, "+447700900003")
    assert "We have asked Carmen" in said
    invitation = await talk.phone("+447700900003").hears()
    assert "Is that all right with you?\nAnother language? Write its name.\n1 = Yes" in invitation


@pytest.mark.parametrize(
    ("answer", "language", "part"),
    [("1", "es", "ha pedido"), ("2", "en", "Ada uses Wellcheck"), ("english", "en", "Ada")],
)
async def test_a_number_from_elsewhere_is_asked_about_with_the_likely_language_first(
    talk: Talk, answer: str, language: str, part: str
) -> None:
    ada, said = await ada_adds(talk, MADRID)
    assert "Which language does Carmen speak?" in said and said.endswith("1 = Español\n2 = English")
    assert "We have asked Carmen" in await ada.says(answer)
    carmen = talk.phone(MADRID)
    invitation = await carmen.hears()
    assert (await carmen.person()).language == language
    assert ("¿" in invitation) == (language == "es")
    # How to change it is said so that somebody understands it who cannot read the rest.
    assert "Another language? Write its name." in invitation


async def test_a_contact_chooses_another_language_by_its_name_and_is_asked_anew(talk: Talk) -> None:
    _, _ = await ada_adds(talk, "+447700900003")
    carmen = talk.phone("+447700900003")
    said = await carmen.says("Español")
    assert "en español" in said and "Wellcheck" in said and "1 = Cuente conmigo" in said
    assert "Gracias" in await carmen.says("1")
    assert (await Contact.get(person_id=(await carmen.person()).id)).consent == "consented"


async def test_an_alarm_is_told_again_in_the_language_that_is_asked_for(talk: Talk) -> None:
    ada, bob = await watched(talk), talk.phone(BOB)
    await bob.hears()
    await ada.says("help me")
    await until(talk, talk.now)
    assert "Ada asked for help" in await bob.hears()
    said = await bob.says("spanish")
    assert "Ada ha pedido ayuda" in said and "1 = " in said
    assert "Gracias" in await bob.says("1")


async def test_one_alarm_speaks_to_each_contact_in_their_own_language(talk: Talk) -> None:
    numbers = (BOB, CARA, "+447700900004")
    spoken = ("es", "en", LANGUAGES[-1])
    ada = await watched(talk, contacts=numbers[:2])
    person = await ada.person()
    made = await circle.add_contact(person, circle.NewContact("Cara", numbers[2]), talk.now)
    await circle.consent(made.id, made.person_id, True, "yes", talk.now)
    for number, language in zip(numbers, spoken, strict=True):
        contact = await talk.phone(number).person()
        await Person.filter(id=contact.id).update(language=language)
        if number == CARA:  # who is called hears it spoken in her language
            await people.add_address(contact.id, "voice", number, talk.now, verified_how="test", first=True)
    await ada.says("help me")
    for minutes in range(3):
        await until(talk, talk.now + timedelta(minutes=5 * minutes))
    told = await Delivery.filter(kind="alarm").order_by("id")
    assert {("es", "sms"), ("en", "voice"), (LANGUAGES[-1], "sms")} <= {(each.language, each.channel) for each in told}
    for each in told:
        whose = await people.get(each.person_id)
        text = vault().open(bytes(each.text_sealed), "deliveries.text", each.id)
        assert each.language == whose.language
        assert text == say(alarm_text("panic", whose.first_name or "", "Ada", True), each.language)


async def test_telegram_says_which_language_a_contact_reads(talk: Talk) -> None:
    ada, _ = await ada_adds(talk, "+447700900003")
    contact = await Contact.get(person_id=(await talk.phone("+447700900003").person()).id)
    reads = talk.telegram("7003", language="es-MX")
    assert "¿" in await reads.opens(f"https://t.me/x?start=c-{await people.new_link('contact', contact.id, talk.now)}")
    assert (await reads.person()).language == "es"
    for phone, telegram in (("+447700900004", "nl"), ("+447700900005", "")):
        made = await circle.add_contact(await ada.person(), circle.NewContact("Cleo", phone, language="es"), talk.now)
        chat = talk.telegram(f"7{phone[-3:]}", **({"language": telegram} if telegram else {}))
        await chat.opens(f"https://t.me/x?start=c-{await people.new_link('contact', made.id, talk.now)}")
        assert (await chat.person()).language == "es", "a language that we do not speak says nothing"


async def test_in_a_call_nobody_is_told_to_write(talk: Talk) -> None:
    ada = await watched(talk)
    new = circle.NewContact("Dora", "+441632960002", channel="voice")
    await circle.add_contact(await ada.person(), new, talk.now)
    said = await Phone(talk, "voice", new.phone).hears()
    assert "Is that all right with you?" in said and "Another language" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("users", ["en", "es"])
def test_the_hint_costs_no_further_part(language: str, users: str) -> None:
    asked = circle.invitation_text("Maximilian", "Konstantina Papadopoulou")
    labels = tuple((key, say(label, language)) for key, label in circle.INVITED)

    def parts(text: object) -> int:
        return gsm.segments("".join(gsm.worded(say(text, language), labels)))  # type: ignore[arg-type]

    assert parts(circle.with_hint(asked, language, users)) <= max(2, parts(asked))
