"""What comes of an invitation and of a consent: accept, not now, never; a reminder; a question twice a year."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.bot.talk import Phone, Talk
from tests.bot.test_hear import BOB, LONDON, watched
from wellcheck import db, people
from wellcheck.people import Contact
from wellcheck.probes import circle, promises


async def invited(talk: Talk) -> tuple[Phone, Phone, UUID]:
    """Ada and Bob, whom she named just now."""
    ada, bob = talk.phone(LONDON), talk.phone(BOB)
    async with db.transaction():
        person = await people.create("Ada", None, "en", "Europe/London", talk.now)
        await people.add_address(person.id, "sms", LONDON, talk.now, verified_how="wrote")
        contact = await circle.add_contact(person, circle.NewContact("Bob", BOB), talk.now)
    await bob.hears()
    return ada, bob, contact.id


async def wait(talk: Talk, **span: float) -> None:
    talk.now += timedelta(**span)
    await promises.run_due(talk.now)


async def test_the_invitation_says_who_why_and_how_to_refuse(talk: Talk) -> None:
    _, bob, _ = await invited(talk)
    asked = bob.all[-1].text
    assert "Ada uses Wellcheck" in asked and "tell you if they do not answer" in asked
    assert "1 = Yes, I will help" in asked and "2 = No" in asked and "3 = Not now" in asked


async def test_an_invitation_is_repeated_once_and_then_its_silence_told(talk: Talk) -> None:
    ada, bob, _ = await invited(talk)
    await wait(talk, hours=23)
    assert await bob.hears() == ""
    await wait(talk, hours=1)
    assert "we asked you before" in await bob.hears() and await ada.hears() == ""
    await wait(talk, days=1)
    assert "Bob has not answered our invitation" in await ada.hears()
    await wait(talk, days=300)
    assert await bob.hears() == "" and await ada.hears() == ""


async def test_not_now_is_asked_again_in_a_week_and_once(talk: Talk) -> None:
    ada, bob, id = await invited(talk)
    assert "We ask you again in a week" in await bob.says("3")
    assert "has not decided yet" in await ada.hears()
    await wait(talk, days=6)
    assert await bob.hears() == ""
    await wait(talk, days=1)
    assert "may Wellcheck tell you" in await bob.hears()
    assert "We do not ask you again" in await bob.says("not now")
    assert "we do not ask again" in await ada.hears()
    await wait(talk, days=400)
    assert await bob.hears() == ""
    assert "Thank you" in await bob.says("1"), "the invitation is still open"
    contact = await Contact.get(id=id)
    assert contact.consent == "consented" and contact.consent_words == "1" and contact.consent_at == talk.now


async def test_a_yes_is_asked_about_twice_a_year_and_kept_by_silence(talk: Talk) -> None:
    ada, bob, id = await invited(talk)
    await bob.says("yes")
    await ada.hears()
    for days in (175, 168):
        await wait(talk, days=days)
        assert await bob.hears() == ""
        await wait(talk, days=7)
        assert "Do you still want to be told about Ada?\n1 = Yes\n2 = No" in await bob.hears()
        await wait(talk, days=7)
        assert "got no answer. We go on telling them" in await ada.hears()
        assert (await Contact.get(id=id)).consent == "consented"


async def test_who_still_agrees_is_thanked_and_the_user_is_left_in_peace(talk: Talk) -> None:
    ada, bob, id = await invited(talk)
    await bob.says("yes")
    await ada.hears()
    await wait(talk, days=182)
    await bob.hears()
    assert "Thank you" in await bob.says("1") and await ada.hears() == ""
    assert (await Contact.get(id=id)).consent_at == talk.now
    await wait(talk, days=7)
    assert await ada.hears() == ""


async def test_who_agrees_no_more_has_left_and_the_user_is_told_what_is_missing(talk: Talk) -> None:
    ada, bob, _ = await watched(talk)
    await wait(talk, days=182)
    await bob.hears()
    assert "We will not write to you about Ada" in await bob.says("2")
    told = await ada.hears()
    assert "Bob does not want to be told about you" in told and "Nobody is left whom we could tell" in told
    await wait(talk, days=400)
    assert await bob.hears() == ""


async def test_a_contact_of_two_sees_only_what_concerns_each(talk: Talk) -> None:
    ada, bob, _ = await invited(talk)
    await bob.says("yes")
    async with db.transaction():
        other = await people.create("Cleo", None, "en", "Europe/London", talk.now)
        await people.add_address(other.id, "sms", "+447700900003", talk.now, verified_how="wrote")
        await circle.add_contact(other, circle.NewContact("Robert", BOB), talk.now)
    asked = await bob.hears()
    assert "Cleo uses Wellcheck" in asked and "Ada" not in asked
    await bob.says("2")
    assert {c.consent for c in await Contact.filter(person_id=(await bob.person()).id)} == {"consented", "declined"}
    assert "Robert" not in await ada.hears()
