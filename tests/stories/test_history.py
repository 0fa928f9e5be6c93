"""What somebody may ask about themselves: who is told when, what we know, how their month was, and to be forgotten."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from bot import here
from tests.stories.world import NUMBERS, Phone, World
from wellcheck import access, db, escalations, events, messages, people, probes, users
from wellcheck.crypto import vault
from wellcheck.people import Person


async def on_telegram(world: World, *contacts: str, **more: Any) -> tuple[Person, Phone]:
    """Ada, who has opened our chat on Telegram, with contacts who agreed."""
    ada = await world.person("Ada", contacts=contacts, consented=False, channel="telegram", **more)
    await world.ada.telegram.says("/status")
    for contact in await people.contacts(ada.id):
        await probes.circle.consent(contact.id, contact.person_id, True, "1", world.now)
    await world.settle()
    return ada, world.ada.telegram


async def test_who_is_told_when_with_times(world: World) -> None:
    """Asked at nine, hourly three times more; then Bob at one, Cara five minutes later, and so on."""
    await world.operator()
    await world.person("Ada", contacts=("Bob", "Cara"))
    await world.ada.says("Who is told when?")
    said = (await world.ada.hears("We ask you next on")).splitlines()
    assert said[0].endswith(", 09:00. We try: a text message to the number that ends in 001 at once.")
    assert said[1:] == [
        "If you do not answer, we ask you again: at 10:00, at 11:00 and at 12:00.",
        "If we still hear nothing from you, we tell:",
        "Bob (agreed): at 13:00, by text message",
        "Cara (agreed): at 13:05, by text message",
        "If nobody takes over, we tell them all again: at 13:15 and at 13:30.",
        "Our own team is told as well: at 13:35. Then we go on every 60 minutes until somebody takes over.",
        "Whoever takes over tells us how you are. If we hear nothing within 30 minutes, we tell the others again.",
        "If you tell us that you need help, we do not wait and tell them at once.",
        'To change who is told when, reply "contacts".',
    ]


async def test_who_is_told_when_is_what_happens(world: World) -> None:
    """The times we name are the times at which they are told."""
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=1)
    await world.until_asked(ada)
    await world.ada.says("who is told when")
    await world.ada.hears("wait for your answer until", "we ask you again: at 10:00 and at 11:00", "Bob (agreed): at 11:15",
                          "Cara (agreed): at 11:20", "again: at 11:30 and at 11:45")  # fmt: skip
    asked = (await world.probe(ada)).asked_at
    told: list[tuple[int, int]] = []
    for minutes in (61, 122, 135, 138, 144, 155):  # it is looked at a moment after it is due
        await world.until(asked + timedelta(minutes=minutes))
        told.append((await world.bob.count("has not answered"), await world.cara.count("has not answered")))
    assert told == [(0, 0), (0, 0), (0, 0), (1, 0), (1, 1), (2, 1)]


async def test_who_is_told_when_on_telegram_in_spanish_and_with_nobody(world: World) -> None:
    await world.person("Ada", contacts=("Bob",), consented=False, channel="telegram", language="es")
    await world.ada.telegram.says("/aviso")
    await world.ada.telegram.hears("Bob (aún no ha contestado): a las 13:00, por SMS")
    await world.bob.says("STOP")
    await world.ada.telegram.says("¿A quién avisan y cuándo?")
    await world.ada.telegram.hears("No hay nadie a quien avisar sobre usted. Por favor, añada un contacto")


async def test_who_is_told_when_check_ins_are_off(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"))
    await events.change_watch(ada, events.WatchChange(active=False), world.now)
    await world.ada.says("Who is told when?")
    await world.ada.hears(
        "We do not ask you how you are at the moment. If you tell us that you need help, we tell at once:\n"
        "Bob (agreed): at once, by text message\nCara (agreed): after 5 minutes, by text message\n"
        "If nobody takes over, we tell them all again: after 15 minutes and after 30 minutes."
    )
    await world.ada.says("SOS")
    await world.bob.hears("Ada asked for help")
    assert await world.cara.count("Ada asked") == 0
    await world.wait(minutes=5)
    await world.cara.hears("Ada asked for help")


# --- forget me -------------------------------------------------------------------------------------------------------


async def left_over(needles: list[str], blinds: list[bytes]) -> list[str]:
    """Every place in the database, sealed or not, in which one of these still stands."""
    looked_for = re.compile("|".join(rf"(?<![0-9A-Za-z]){re.escape(needle)}(?![0-9A-Za-z])" for needle in needles))
    hidden = [*blinds, *(blind.hex().encode() for blind in blinds)]
    found = []
    for table in await db.rows("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"):
        name = table["name"]
        for row in await db.rows(f'SELECT * FROM "{name}"'):
            for column, value in row.items():
                raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                text = "" if isinstance(value, UUID) else raw.decode("utf-8", "replace")
                if column.endswith("_sealed") and value:
                    text = vault().open(
                        raw, f"{name}.{column.removesuffix('_sealed')}", row.get("id") or row["person_id"]
                    )
                if looked_for.search(text) or any(blind in raw for blind in hidden):
                    found.append(f"{name}.{column}: {text!r}")
    return found


def blinds_of(**values: str) -> list[bytes]:
    """The look-up keys of these values, by kind."""
    return [vault().blind(kind, value) for kind, value in values.items()]


async def gone(world: World) -> None:
    """The last words have left for good."""
    await world.wait(minutes=11)
    await users.forget_left(world.now)


async def test_forget_me_leaves_nothing_behind(world: World) -> None:
    """On Telegram, with an account, contacts, answers, an alarm and notes behind her."""
    ada, phone = await on_telegram(world, "Bob", "Cara", retries=0)
    await people.rename(ada, world.now, first_name="Margarethe", last_name="Quillfeather")
    await people.add_address(ada.id, "sms", NUMBERS["Ada"], world.now, verified_how="test")
    await access.create_account(ada.id, "margarethe@example.org", "a-fine-horse-42", world.now)
    await world.operator()
    await world.until_asked(ada)
    await world.wait(minutes=61)
    await world.bob.hears("Margarethe has not answered a check-in")
    await world.bob.says("1")
    await phone.says("I'm okay")
    await phone.says("The marmalade boiled over")
    await world.bob.hears("All clear: Margarethe has answered")
    await world.bob.says("Thank you Margarethe")
    needles = ["Ada", "Margarethe", "Quillfeather", "marmalade", "margarethe@example.org", "447700900001", "7001"]
    blinds = blinds_of(telegram="7001", sms=NUMBERS["Ada"], email="margarethe@example.org")
    before = "\n".join(await left_over(needles, blinds))
    for place in (
        "persons.first_name",
        "addresses.blind",
        "accounts.email_blind",
        "deliveries.text",
        "inbound.said",
    ):
        assert place in before, "what is not found before proves nothing afterwards"

    await phone.says("How was my month?")
    assert await messages.Attachment.filter(person_id=ada.id).exists()
    await phone.says("Forget me")
    await phone.hears("We would forget everything about you: your name and numbers", "tell nobody when you need help")
    await phone.taps("Yes")
    await phone.hears("Bob and Cara will learn that we no longer look after you. This cannot be undone.")
    await phone.taps("Forget everything")
    await phone.hears("It is done: we have forgotten everything about you.")
    for contact in (world.bob, world.cara):
        assert await contact.count("Margarethe Quillfeather does not use Wellcheck any more.") == 1
    assert await probes.ProbeSettings.all().count() == await people.Contact.all().count() == 0, "at once"
    assert not await messages.Attachment.exists()

    await gone(world)
    assert await left_over(needles, blinds) == []
    assert await people.find_address("sms", NUMBERS["Bob"]) is None, (
        "who was known as her contact alone is gone as well"
    )
    await world.wait(hours=30)
    assert await phone.last() == (await phone.hears("It is done: we have forgotten everything"))


async def test_forget_me_by_text_message_in_spanish_is_not_undone_by_what_the_provider_keeps(world: World) -> None:
    ada = await world.person("Ada", language="es", zone="Europe/Madrid")
    await world.ada.says("hola")
    await world.ada.says("olvídeme")
    await world.ada.hears("1 = Si")  # so long a text goes without the letters that would cost another part
    await world.ada.says("1")
    await world.ada.hears("Bob", "1 = ")
    await world.ada.says("2")
    await world.ada.hears("no se ha cambiado nada")
    assert await probes.ProbeSettings.exists(person_id=ada.id)
    for words in ("olvidame", "1", "1"):
        await world.ada.says(words)
    done = await world.ada.hears("Hecho")
    await world.bob.hears("Ada", "Wellcheck")
    await gone(world)
    assert await left_over(["Ada", "447700900001"], blinds_of(sms=NUMBERS["Ada"])) == []
    async with world.outage(timedelta(minutes=20)):  # Twilio still has "hola" and "olvídeme" in its list
        assert await people.Person.all().count() == 0
        assert await world.ada.last() == done
        await world.ada.says("hola")
        await world.ada.hears("1 = Español", "2 = English")  # as to anybody who comes for the first time


async def test_forget_me_waits_for_an_open_alarm(world: World) -> None:
    ada = await world.person("Ada")
    await world.ada.says("SOS")
    await world.ada.says("forget me")
    await world.ada.hears("People are being told about you at the moment, so we cannot forget you yet.")
    assert await people.Person.exists(id=ada.id)
    await world.bob.hears("Ada asked for help")
    await world.bob.says("1")
    await world.bob.says("forget me")
    await world.bob.hears("You are looking after Ada at the moment, so we cannot forget you yet.")
    await world.ada.says("I'm okay")
    await world.bob.hears("All clear")
    await world.ada.says("forget me")
    await world.ada.hears("We would forget everything about you")


async def test_forget_me_of_a_contact_without_an_account(world: World) -> None:
    """Bob is Ada's contact and nothing else; she gave him a name of her own."""
    ada = await world.person("Ada", contacts=("Bob", "Cara"))
    await probes.circle.change_contact(
        ada.id,
        (await people.contacts(ada.id))[0].id,
        {"first_name": "Bartholomew", "email": "bart@example.org"},
        world.now,
    )
    await world.bob.says("hello, this is about the marmalade")
    await world.bob.says("forget me")
    await world.bob.hears("We would forget everything about you: your name, your numbers and our messages.")
    await world.bob.says("1")
    await world.bob.hears("Ada will learn that we cannot tell you about them any more. This cannot be undone.")
    await world.bob.says("1")
    await world.bob.hears("It is done: we have forgotten everything about you.")
    assert await world.ada.count("Bartholomew does not want messages from us any more") == 1
    await gone(world)
    needles = ["Bob", "Bartholomew", "bart@example.org", "marmalade", "447700900002"]
    assert await left_over(needles, blinds_of(sms=NUMBERS["Bob"], email="bart@example.org")) == []
    assert [contact.first_name for contact in await people.contacts(ada.id)] == ["Cara"]
    await world.ada.says("status")
    await world.ada.hears("Check-ins are on.", "Cara (agreed)")


async def test_forget_me_under_duress_looks_done_and_takes_no_alarm_away(world: World) -> None:
    """Whoever said the secret word may be made to say this as well: it happens once the alarm is over."""
    ada = await world.person("Ada")
    async with db.transaction():
        await escalations.start_many([escalations.Start(ada.id, "duress")], world.now)
    await world.settle()
    for words in ("forget me", "1", "1"):
        await world.ada.says(words)
    await world.ada.hears("It is done: we have forgotten everything about you.")
    assert await world.bob.count("does not use Wellcheck any more") == 0
    await gone(world)
    alarm = await escalations.Escalation.get(user_id=ada.id)
    assert alarm.status in ("running", "exhausted") and await people.Address.exists(person_id=ada.id)
    await world.bob.says("1")
    await world.bob.says("1")
    assert (await escalations.Escalation.get(id=alarm.id)).status == "resolved"
    await users.forget_left(world.now)
    await world.settle()
    await world.bob.hears("Ada does not use Wellcheck any more.")
    await gone(world)
    assert await left_over(["Ada", "447700900001"], blinds_of(sms=NUMBERS["Ada"])) == []


# --- what we know about them -----------------------------------------------------------------------------------------


@pytest.fixture
def outside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our pages are reached under the address of this world."""
    monkeypatch.setattr(here, "here", replace(here.here, public_url=world.config.public_url))


async def fetched(world: World, said: str) -> tuple[str, dict[str, Any]]:
    """The link in a message, and the file behind it."""
    url = re.search(r"http://\S+/mine/[A-Za-z0-9_-]{22}", said)
    assert url is not None, said
    async with world.http.get(url.group()) as page:  # what a messenger's preview does
        assert page.status == 200 and "Fetch the file" in await page.text()
    async with world.http.post(url.group()) as answer:
        assert answer.status == 200 and "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
        return url.group(), await answer.json(content_type=None)


async def test_what_do_you_know_about_me_by_a_link_that_works_once(world: World, outside: None) -> None:
    ada = await world.person("Ada")
    await access.create_account(ada.id, "ada@example.org", "a-fine-horse-42", world.now)
    await people.choose_pin(ada.id, "4711")
    await people.set_duress(ada.id, "blue elephant", world.now)
    await world.until_asked(ada)
    await world.ada.says("1")
    await world.until_asked(ada)
    await world.ada.says("blue elephant")
    await world.bob.hears("Ada")
    await world.ada.says("What do you know about me?")
    said = await world.ada.hears("Everything we know about you is behind this link. It works once, within an hour.")
    url, told = await fetched(world, said)

    assert told["person"]["first_name"] == "Ada" and told["account"]["email"] == "ada@example.org"
    assert [(each["channel"], each["value"]) for each in told["addresses"]] == [("sms", NUMBERS["Ada"])]
    (contact,) = told["contacts"]
    assert (contact["first_name"], contact["consent"], contact["consent_words"]) == ("Bob", "consented", "1")
    assert contact["consent_at"] is not None
    assert told["settings"]["active"] is True and "0 9 * * *" in str(told["times_and_plans"][0]["schedule"])
    assert [(each["status"], each["reason"]) for each in told["check_ins"]] == [("good", None), ("good", None)]
    assert "Are you okay?" in told["messages_to_you"][1]["text"]
    assert "What do you know about me?" in [each["text"] for each in told["messages_from_you"]]
    assert {"asked", "good"} <= {each["what"] for each in told["timeline"]}
    everything = json.dumps(told, ensure_ascii=False)
    for secret in ("4711", "elephant", "duress", NUMBERS["Bob"], "argon2", "token", "mac"):
        assert secret not in everything.replace("machine", ""), secret
    assert told["alarms"] == [], "the alarm she raised in silence is not shown to whoever looks over her shoulder"

    async with world.http.post(url) as again:
        assert again.status == 404
        assert (await again.json())["error"]["message"].startswith("This link does not work any more.")


async def test_what_do_you_know_about_me_in_spanish_and_for_a_contact(world: World, outside: None) -> None:
    await world.person("Ada", language="es")
    await world.ada.says("¿Qué saben de mí?")
    link = re.search(r"http://\S+", await world.ada.hears("todo lo que sabemos de usted"))
    assert link is not None
    await world.wait(minutes=61)
    async with world.http.post(link.group()) as late:
        assert late.status == 404
    await world.bob.says("my data")
    _, told = await fetched(world, await world.bob.hears("http://"))
    assert (told["person"]["first_name"], told["settings"], told["contacts"]) == ("Bob", None, [])
    assert [each["of"] for each in told["contact_of"]] == ["Ada"]


async def test_what_do_you_know_about_me_by_the_api_is_for_oneself_alone(world: World) -> None:
    ada = await world.person("Ada")
    assert (await world.call("GET", f"/v1/users/{ada.id}/export"))[0] == 403, "not even for whoever runs it"
    await access.create_account(ada.id, "ada@example.org", "a-fine-horse-42", world.now)
    tokens = await access.sign_in("ada@example.org", "a-fine-horse-42", "127.0.0.1", world.now)
    url = f"{world.config.public_url}/v1/users/{ada.id}/export"
    async with world.http.get(url, headers={"Authorization": f"Bearer {tokens.access}"}) as answer:
        told = (await answer.json())["data"]
    assert answer.status == 200 and told["person"]["first_name"] == "Ada"


# --- how was my month ------------------------------------------------------------------------------------------------


async def test_how_was_my_month_in_three_sentences(world: World) -> None:
    """Two answers, one silence of which Bob was told and that ended well, one answer more."""
    ada = await world.person("Ada", retries=0)
    await people.set_duress(ada.id, "blue elephant", world.now)
    await world.ada.says("how was my month?")
    await world.ada.hears("We have not asked you anything in the last 30 days.")
    for day, words in enumerate(("1", "1", "", "1", "blue elephant", "1")):
        await world.until_asked(ada)
        await world.wait(minutes=61 if day == 2 else 4)
        await world.ada.says(words or "I'm okay")
    said = (
        "In the last {days} days we asked you 6 times. You answered 5 times. Once we told your contacts. "
        "Once your answer came later, and everybody was glad.\nYou usually answer within 5 minutes.\n"
        "Your longest run: 3 answers, one after the other."
    )
    await world.ada.says("How was my month?")
    assert await world.ada.last() == said.format(days=30), "what the secret word did looks like any answer"
    await world.ada.says("my week")
    assert await world.ada.last() == said.format(days=7)


async def test_how_was_my_month_on_telegram_in_spanish(world: World) -> None:
    ada, phone = await on_telegram(world, "Bob", language="es")
    await world.until_asked(ada)
    await phone.says("1")
    await phone.says("/historial")
    await phone.hears(
        "En los últimos 30 días le preguntamos una vez. Respondió siempre, gracias.\nSuele responder en 1 minuto."
    )
