"""What operators see by chat: open alarms and who is not protected, in pages; nobody else sees any of it."""

from __future__ import annotations

from datetime import timedelta

from bot import standing
from bot.board import PAGE
from tests.bot.talk import Talk
from tests.bot.test_commands import user
from wellcheck import access, board, db, escalations, events, people, probes
from wellcheck.events import WatchChange
from wellcheck.probes import circle


async def watched(talk: Talk, number: int, gap: str = "") -> people.Person:
    """Somebody who is watched; `gap`: what is missing."""
    now = talk.now
    person = await people.create(f"P{number}", "Miller", "en", "Europe/London", now)
    phone = await people.add_address(person.id, "sms", f"+4477009003{number:02}", now, verified_how="test")
    if gap != "no_contact":
        new = circle.NewContact(f"C{number}", f"+4477009004{number:02}")
        contact = await circle.add_contact(person, new, now)
        if gap != "no_consent":
            await circle.consent(contact.id, contact.person_id, True, "1", now)
        if gap == "no_reach":
            await db.run("UPDATE addresses SET dead_at = $2 WHERE person_id = $1", contact.person_id, now)
        await events.change_watch(person, WatchChange(active=True), now)
    else:
        await events.watch_of(person, now)
    if gap == "no_address":
        await people.stop(phone.id, now)
    return person


async def test_operators_see_alarms_first_and_then_who_is_not_protected(talk: Talk) -> None:
    olga, _ = await user(talk)
    assert "did not understand" in await olga.says("board")  # nobody but the team
    assert "did not understand" in await olga.says("/board 2")
    person = await olga.person()
    await access.create_account(person.id, "olga@example.org", "a-fine-horse-42", talk.now, role="admin")
    assert "No alarm is open, and everybody is protected." in await olga.says("board")

    gaps = ("no_address", "no_contact", "no_consent", "no_reach", "", "")
    made = [await watched(talk, number, gap) for number, gap in enumerate(gaps)]
    for each in made:  # the one statement says what is said to each of them
        found = [u.gaps for u in (await board.look(1, 100)).unprotected if u.user_id == each.id]
        assert list(found[0] if found else ()) == list(await standing.missing(each))
    ids = [await escalations.start(escalations.Start(each.id, "unavailable"), talk.now) for each in made[3:]]
    contact = (await people.contacts(made[4].id))[0]
    await escalations.acknowledge(ids[1], contact.person_id, talk.now)
    await probes.ask(probes.Wish(made[5].id, talk.now, 0, timedelta(minutes=5)), talk.now)

    await olga.hears()
    first = await olga.says("board")
    lines = first.splitlines()
    assert lines[0] == "Open alarms: 3. People who are not protected: 4."
    assert len(lines) == PAGE + 2 and lines[-1] == 'Page 1 of 2. For the next one write "board 2".'
    assert "P3 Miller: no answer, since" in first and "All contacts were told, and nobody has it." in first
    assert "P4 Miller: no answer" in first and "C4 has it." in first
    assert "Contacts are being told." in first and "P5" in first
    rest = await olga.says("board 2")
    assert rest == await olga.says("board 9") and "Page" not in rest
    assert "P1 Miller is not protected: nobody to tell and no times." in first + rest
    assert "+44" not in first + rest and "0900" not in first + rest


async def test_a_thousand_people_cost_no_more_queries_than_one(talk: Talk) -> None:
    now = talk.now
    await db.run(
        "INSERT INTO persons (id, language, zone, created_at, updated_at, discreet, slow_calls, pin_misses)"
        " SELECT gen_random_uuid(), 'en', 'UTC', $1, $1, false, false, 0 FROM generate_series(1, 1000)", now,
    )  # fmt: skip
    await db.run(
        "INSERT INTO probe_settings (person_id, active, retries, wait_seconds, after_alarm, created_at, updated_at)"
        " SELECT id, false, 3, 3600, 'go_on', $1, $1 FROM persons", now,
    )  # fmt: skip
    seen = await board.look(20, 50)
    assert (seen.unprotected_in_all, seen.pages, len(seen.unprotected)) == (1000, 20, 50)
    assert seen.unprotected[0].gaps == ("no_address", "no_contact", "no_times")
