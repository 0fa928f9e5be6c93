"""Where somebody in need is: told to those who are told about them, to nobody else, and forgotten with the alarm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.talk import Phone, Talk
from tests.bot.test_hear import LONDON, ask, watched
from tests.bot.test_plans import sent
from wellcheck import db, escalations, people
from wellcheck.channels import sms, telegram
from wellcheck.crypto import vault
from wellcheck.escalations.models import SharedPlace

LINK = "https://maps.google.com/?q=51.5007,-0.1246"
HERE = (51.5007, -0.1246)


async def everything() -> str:
    """All that the database holds, sealed texts opened."""
    lines = []
    for table in ("places", "inbound", "deliveries", "timeline", "escalations", "probes", "conversations", "attempts"):
        lines += [str(row["line"]) for row in await db.rows(f"SELECT t::text AS line FROM {table} t")]
    for row in await db.rows("SELECT id, text_sealed FROM deliveries"):
        lines.append(vault().open(bytes(row["text_sealed"]), "deliveries.text", row["id"]))
    for row in await db.rows("SELECT id, said_sealed FROM inbound"):
        lines.append(vault().open(bytes(row["said_sealed"]), "inbound.said", row["id"]))
    return "\n".join(lines)


async def in_need(talk: Talk, contacts: int = 2) -> tuple[Phone, Phone, Phone]:
    ada, bob, cleo = await watched(talk, telegram=True, contacts=contacts)
    await ada.says("SOS")
    await bob.hears()
    return ada, bob, cleo


async def test_who_asks_for_help_is_offered_to_show_where_they_are(talk: Talk) -> None:
    ada, _, _ = await in_need(talk)
    assert ada.said[-1].options == (("place", "Share where I am"),)
    assert "We are telling your contacts right now" in ada.said[-1].text


async def test_the_place_is_told_to_who_was_told_and_sealed(talk: Talk) -> None:
    ada, bob, cleo = await in_need(talk)
    assert "Those we tell about you see where you are" in await ada.says(place=HERE)
    assert f"Ada was here at 14:05: {LINK}" in await bob.hears()
    assert await cleo.hears() == "", "she was not told of anything yet"
    assert "51.5" not in "\n".join(str(r["line"]) for r in await db.rows("SELECT t::text AS line FROM places t"))
    talk.now += timedelta(minutes=6)
    await escalations.run_due(talk.now)
    assert "asked for help" in await cleo.hears() and any(LINK in said.text for said in cleo.said)


async def test_moves_are_told_every_five_minutes_and_none_is_lost(talk: Talk) -> None:
    ada, bob, _ = await in_need(talk, contacts=1)
    await ada.says(place=HERE)
    await bob.hears()
    assert await ada.says(place=(51.5008, -0.1246), moved=True) == "" and await bob.hears() == ""
    await ada.says(place=(51.5207, -0.1246), moved=True)
    await ada.says(place=(51.5307, -0.1246), moved=True)
    await escalations.run_due(talk.now)
    assert await bob.hears() == ""
    talk.now += timedelta(minutes=5)
    await escalations.run_due(talk.now)
    assert "51.5307" in "\n".join(said.text for said in (await _read(bob)))
    assert "51.5207" not in await everything()


async def test_who_can_only_be_called_hears_once_who_has_the_place(talk: Talk) -> None:
    ada, bob, cleo = await in_need(talk)
    await people.Address.filter(person_id=(await cleo.person()).id).update(
        channel="voice", blind=people.blind("voice", cleo.value)
    )
    called = Phone(talk, "voice", cleo.value)
    await ada.says(place=HERE)
    assert LINK in await bob.hears()
    talk.now += timedelta(minutes=6)
    await escalations.run_due(talk.now)
    said = await called.hears()
    assert "asked for help" in said and "51." not in said
    assert "Ada has shown us where they are. On the phone we cannot tell you the place, but Bob can." in said
    await sent(talk)
    await ada.says(place=(51.5307, -0.1246), moved=True)
    assert "51.5307" in await bob.hears() and await called.hears() == "", "what she was told is still true"


async def _read(phone: Phone) -> list[object]:
    await phone.hears()
    return list(phone.said)


async def test_when_it_is_over_nothing_of_it_is_left(talk: Talk) -> None:
    ada, bob, _ = await in_need(talk)
    await ada.says(place=HERE)
    await bob.hears()
    assert "51.5007" in await everything()
    await db.run("UPDATE deliveries SET state = 'sent', sent_at = created_at WHERE kind = 'alarm'")
    await ada.says("I am okay")
    assert "All clear" in await bob.hears()
    assert "51.5007" not in await everything() and await SharedPlace.all().count() == 0


async def test_after_a_day_nothing_is_left_although_it_goes_on(talk: Talk) -> None:
    ada, bob, _ = await in_need(talk)
    await ada.says(place=HERE)
    await db.run("UPDATE deliveries SET state = 'sent', due_at = NULL WHERE kind = 'place'")
    talk.now += timedelta(hours=23, minutes=50)
    await ada.says(place=(51.6007, -0.1246), moved=True)
    talk.now += timedelta(minutes=10)
    await escalations.run_due(talk.now)
    left = await everything()
    assert "51.5007" not in left and "51.6007" not in left
    assert await escalations.Escalation.filter(status__in=("running", "exhausted")).count() == 1
    await bob.hears()


async def test_one_that_is_just_leaving_loses_its_words(talk: Talk) -> None:
    ada, _, _ = await in_need(talk)
    await ada.says(place=HERE)
    await db.run("UPDATE deliveries SET state = 'sending' WHERE kind = 'place'")
    await ada.says("I am okay")
    assert "51.5007" not in await everything()


async def test_with_nothing_open_it_is_not_kept(talk: Talk) -> None:
    ada, bob, _ = await watched(talk, telegram=True)
    assert "we did not keep where you are" in await ada.says(place=HERE)
    assert await ada.says(place=HERE, moved=True) == "" and await bob.hears() == ""
    assert "51.5007" not in await everything()


async def test_who_is_threatened_is_answered_as_if_nothing_were_open(talk: Talk) -> None:
    ada, bob, _ = await watched(talk, telegram=True)
    person = await ada.person()
    async with db.transaction():
        await escalations.start_many([escalations.Start(person.id, "duress")], talk.now)
    await bob.hears()
    assert "we did not keep where you are" in await ada.says(place=HERE)
    assert LINK in await bob.hears()


async def test_a_place_is_a_sign_of_life_and_a_phone_that_moves_is_none(talk: Talk) -> None:
    ada, _, _ = await watched(talk, telegram=True)
    probe = await ask(ada, talk)
    await ada.says(place=HERE, moved=True)
    await probe.refresh_from_db()
    assert probe.heard_at is None
    await ada.says(place=HERE)
    await probe.refresh_from_db()
    assert probe.heard_at is not None and probe.status == "pending"


async def test_a_contact_who_was_taken_out_is_told_no_place(talk: Talk) -> None:
    ada, bob, _ = await in_need(talk)
    bob_id, user = (await bob.person()).id, await ada.person()
    async with db.transaction():
        await escalations.forget_contact(user.id, bob_id, talk.now)
    await ada.says(place=HERE)
    assert await bob.hears() == ""


def _update(kind: str, **message: object) -> dict[str, object]:
    sender = {"id": 7001, "is_bot": False, "first_name": "Ada"}
    return {"update_id": 5, kind: {"message_id": 1, "date": 1_770_000_000, "edit_date": 1_770_000_060, "from": sender,
                                   "chat": {"id": 7001, "type": "private"}} | message}  # fmt: skip


def test_telegram_says_where_somebody_is() -> None:
    location = {"latitude": 51.50071, "longitude": -0.12462}
    said = telegram.read(_update("message", location=location))
    assert said is not None and said.place == HERE and not said.moved
    moved = telegram.read(_update("edited_message", location=location | {"live_period": 900}))
    assert moved is not None and moved.place == HERE and moved.moved


@pytest.mark.parametrize(
    "location",
    [
        None,
        {},
        {"latitude": 91, "longitude": 0},
        {"latitude": True, "longitude": 0},
        {"latitude": float("nan"), "longitude": 0},
    ],
)
def test_what_is_no_place_is_none(location: object) -> None:
    said = telegram.read(_update("message", location=location))
    assert said is not None and said.place is None
    assert telegram.read(_update("edited_message", location=location)) is None
    assert telegram.read(_update("edited_message", text="OK")) is None


def test_whatsapp_says_where_somebody_is() -> None:
    form = [("AccountSid", "AC1"), ("Body", ""), ("From", f"whatsapp:{LONDON}"), ("Latitude", "51.50071"),
            ("Longitude", "-0.12462"), ("MessageSid", "SM" + "1" * 32), ("NumMedia", "0")]  # fmt: skip
    assert sms.read(form, "AC1").place == HERE
    assert sms.read([(k, "x" if k == "Latitude" else v) for k, v in form], "AC1").place is None
