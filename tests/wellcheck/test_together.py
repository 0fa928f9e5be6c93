"""Alarms about several people for one contact: one message a minute, and nothing of any of them is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from bot import calls
from tests.bot.talk import Phone, Talk
from wellcheck import db, escalations, gsm, messages, people, runtime
from wellcheck.channels.voice import Call
from wellcheck.config import Config
from wellcheck.escalations import Escalation, gathering
from wellcheck.escalations.rules import gist
from wellcheck.messages import Claim, Delivery, Failed, Outcome, Receipt, Sent, Unknown, together
from wellcheck.people import Person
from wellcheck.probes import circle
from wellcheck.runtime import Runtime

BOB = "+447700900002"
NAMES = ("Ada", "Ben", "Cleo")


@pytest.fixture
async def running(config: Config) -> AsyncIterator[Runtime]:
    async with runtime.start(config, "test") as opened:
        yield opened


async def users(now: datetime, names: tuple[str, ...] = NAMES, channel: str = "sms") -> list[Person]:
    """People whose only contact is Bob, who agreed."""
    made = []
    for name in names:
        person = await people.create(name, None, "en", "Europe/London", now)
        contact = await circle.add_contact(person, circle.NewContact("Bob", BOB, channel=channel), now)
        await circle.consent(contact.id, contact.person_id, True, "yes", now)
        made.append(person)
    await db.run("DELETE FROM deliveries")
    return made


async def silent(persons: list[Person], now: datetime, reason: str = "unavailable") -> list[UUID]:
    """None of them answered."""
    async with db.transaction():
        return await escalations.start_many([escalations.Start(person.id, reason) for person in persons], now)


async def alarms(now: datetime, channel: str = "sms") -> list[Claim]:
    return await messages.claim_due(channel, (0,), now, now, 10)


def sent(claim: Claim, now: datetime, id: str = "SM1") -> Outcome:
    return Outcome(claim, Sent(id), now, now)


def test_only_alarms_about_silence_wait_for_others() -> None:
    assert gist("unavailable", True, False, False) == "unavailable"
    assert gist("could_not_ask", True, True, True) == "could_not_ask late loud"
    assert [gist(reason, True, False, False) for reason in ("bad", "panic", "duress")] == [None] * 3
    assert gist("unavailable", False, False, False) is None


def test_the_words_name_everybody_by_number_and_no_label_holds_a_name() -> None:
    ids = [db.new_id() for _ in range(3)]
    gists = ("unavailable late", "could_not_ask", "unavailable")
    text, options = gathering.words("Bob", [(id, n, g) for id, n, g in zip(ids, NAMES, gists, strict=True)])
    said = str(text)
    assert said.endswith("1: Ada\n2: Cleo\nTheir phone could not be reached:\n3: Ben\nPlease answer with the number of the "
                         "one you can look after.")  # fmt: skip
    assert "Our service was interrupted" in said and said.startswith("Hello Bob, Wellcheck here.")
    assert [str(label) for _, label in options] == ["1", "2", "3", "I cannot"]
    assert gathering.named_in(options) == [ids[0], ids[2], ids[1]]
    assert gathering.chosen(options, options[1][0]) == [(ids[2], "mine")]
    assert gathering.chosen(options, "cannot") == [(id, "cannot") for id in (ids[0], ids[2], ids[1])]
    assert not gathering.chosen(escalations.OPTIONS, "mine")
    assert all(len(f"{'0' * 32}:{key}") <= 64 for key, _ in options)  # Bot API, callback_data


async def test_the_first_leaves_at_once_and_what_comes_within_a_minute_is_said_in_one(running: Runtime) -> None:
    now = running.now()
    ada, ben, cleo = await users(now)
    (one,) = await silent([ada], now)
    (first,) = await alarms(now)
    assert "Ada has not answered" in first.out.text and not first.riders
    await messages.record([sent(first, now)], now)

    later = now + timedelta(seconds=20)
    await silent([ben, cleo], later)
    assert await alarms(later) == []
    assert await messages.lanes_due([("sms", 0)], later) == []  # no sender is kept awake by what has to wait
    await silent([ben], later, "panic")
    (panic,) = await alarms(later)
    assert "Ben asked for help" in panic.out.text  # nobody's call for help waits
    await silent([ada], later, "panic")
    await messages.record([sent(each, later, "SM2") for each in [panic, *await alarms(later)]], later)

    (last,) = await alarms(now + together.EVERY)
    assert "Cleo has not answered" in last.out.text  # alone by now, so in the usual words


async def test_those_of_one_moment_are_one_message_and_each_has_its_own_receipts_and_next_address(
    running: Runtime,
) -> None:
    now = running.now()
    persons = await users(now)
    bob = (await people.find_address("sms", BOB)).person_id  # type: ignore[union-attr]
    ids = await silent(persons, now)
    (claim,) = await alarms(now)
    assert len(claim.riders) == 2 and all(name in claim.out.text for name in NAMES)
    assert {row.bundle_id for row in await Delivery.all()} == {claim.out.delivery_id}
    stored = await Delivery.get(id=claim.riders[0][0])
    assert stored.text == claim.out.text  # the history shows what was said
    await messages.record([sent(claim, now)], now)
    assert await _states() == ["sent"] * 3
    tries = await messages.Attempt.all().order_by("id")
    assert sorted(each.outcome for each in tries) == ["sent", "together", "together"]  # paid for once

    # Whoever is taken over is settled alone, and the message stays for the others.
    await escalations.acknowledge(ids[1], bob, now)
    assert [row.closed_at is not None for row in await _rows(ids)] == [False, True, False]
    # The text did not arrive: each that is still open moves on, and where nothing is left its room is told.
    await people.add_address(bob, "telegram", "7001", now, verified_how="test")
    await messages.note_receipts(
        [Receipt("sms", "SM1", "undelivered", "30003", claim.out.delivery_id, now, 9, failure=Failed("away", False))],
        now,
    )
    fresh = await Delivery.filter(channel="telegram", state="pending")
    assert [row.bundle_id for row in fresh] == [row.id for row in fresh]  # a late receipt of the text is not theirs
    (again,) = await alarms(now, "telegram")
    assert (
        len(again.riders) == 1 and "Ben" not in again.out.text and "Ada" in again.out.text and "Cleo" in again.out.text
    )
    assert len(again.out.options) == 3
    await messages.record([Outcome(again, Failed("busy", False), now, now)], now)
    await escalations.all_clear(persons[0].id, now)
    (third,) = await alarms(now + timedelta(seconds=2), "telegram")  # tried again: it waits for no minute
    assert "Cleo has not answered" in third.out.text and not third.riders
    await messages.record([Outcome(third, Unknown("no answer"), now, now)], now)
    assert (await Delivery.get(id=third.out.delivery_id)).state == "unknown"


async def test_buttons_stay_while_anybody_is_left_and_a_call_goes_on(running: Runtime) -> None:
    now = running.now()
    persons = await users(now)
    bob = await people.find_address("sms", BOB)
    assert bob is not None
    for channel, value in (("telegram", "7001"), ("voice", BOB)):
        await people.add_address(bob.person_id, channel, value, now, verified_how="test", first=True)
        ids = await silent(persons, now)
        (claim,) = await alarms(now, channel)
        await messages.record([sent(claim, now, "42")], now)
        assert len(claim.riders) == 2
        await escalations.acknowledge(claim.about[1], bob.person_id, now)  # type: ignore[index]
        call = Call("CA1", BOB, ours=True, answered_by="human", keys="", speech="")
        said = await calls.answered(call, claim.out.delivery_id, now)
        assert "Cleo" in said.texts[0] and said.line is not None and said.line.delivery == claim.out.delivery_id
        assert not await Delivery.exists(kind="edit")
        for person in persons:
            await escalations.all_clear(person.id, now)
        assert await Delivery.filter(kind="edit").count() == 1  # the buttons go, a phone that rings falls silent
        assert len(ids) == 3 and (await calls.answered(call, claim.out.delivery_id, now)).line is None
        await db.run("DELETE FROM deliveries")


async def test_what_is_given_back_makes_nobody_wait(running: Runtime) -> None:
    now = running.now()
    persons = await users(now)
    await silent(persons, now)
    (claim,) = await alarms(now)
    await messages.release([claim])
    assert await _states() == ["pending"] * 3
    (again,) = await alarms(now)
    assert len(again.riders) == 2


async def test_nobody_is_cut_off_a_long_list(running: Runtime) -> None:
    now = running.now()
    persons = await users(now, tuple(f"Wilhelmina-Charlotte {number}" for number in range(50)))
    await silent(persons, now)
    claims = await alarms(now)
    assert 1 < len(claims) < 5 and len(claims) + sum(len(claim.riders) for claim in claims) == 50
    texts = "\n".join(claim.out.text for claim in claims) + "\n"
    assert all(f": Wilhelmina-Charlotte {number}\n" in texts for number in range(50))
    assert all(gsm.segments("".join(gsm.worded(c.out.text, c.out.options))) <= together.MOST_PARTS for c in claims)


async def test_a_call_names_as_many_as_there_are_keys(running: Runtime) -> None:
    now = running.now()
    await silent(await users(now, tuple(f"P{number}" for number in range(10)), "voice"), now)
    (call,) = await alarms(now, "voice")
    assert len(call.riders) == 6 and len(call.out.options) == 8  # nine is to be left alone
    assert await alarms(now, "voice") == []  # the line is busy with us
    ended = now + timedelta(seconds=30)
    await messages.record([sent(call, ended, "CA1")], ended)
    done = Receipt("voice", "CA1", "keyed", "", call.out.delivery_id, ended, 9, delivered=True)
    await messages.note_receipts([done], ended)
    (rest,) = await alarms(now + together.EVERY, "voice")
    assert len(rest.riders) == 2


async def test_two_workers_make_one_message_of_it(running: Runtime) -> None:
    now = running.now()
    persons = await users(now, tuple(f"P{number}" for number in range(12)))

    async def worker(mine: list[Person]) -> list[Claim]:
        claims = []
        for person in mine:
            await silent([person], now)
            claims += await messages.claim_due("sms", (0,), now, now, 2)
        return claims

    claims = [claim for part in await asyncio.gather(*(worker(persons[n::4]) for n in range(4))) for claim in part]
    assert len(claims) == 1
    (waited,) = await alarms(now + together.EVERY)
    assert 1 + len(claims[0].riders) + 1 + len(waited.riders) == 12
    fences = {row.id: row.attempts for row in await Delivery.all()}
    assert all(fences[id] == fence for claim in (*claims, waited) for id, fence, _ in claim.riders)


async def test_a_fault_in_the_words_leaves_each_alarm_as_it_was(running: Runtime) -> None:
    now = running.now()
    await silent(await users(now), now)
    before = together._composer[:]
    together._composer[:] = [_broken]
    try:
        claims = await alarms(now)
    finally:
        together._composer[:] = before
    assert sorted(claim.out.text[:40] for claim in claims) == [
        f"Hello Bob, Wellcheck here. {n} has not answ"[:40] for n in NAMES
    ]


async def _broken(ids: object) -> together.Words:
    raise RuntimeError("no words")


async def _rows(ids: list[UUID]) -> list[Delivery]:
    return [await Delivery.filter(about_id=id, kind="alarm").order_by("id").first() for id in ids]  # type: ignore[misc]


async def _states() -> list[str]:
    return [row.state for row in await Delivery.filter(kind="alarm").order_by("id")]


# --- what is answered ------------------------------------------------------------------------------------------------

Listed = tuple[Phone, list[UUID], list[str]]


@pytest.fixture
async def bob(running: Runtime) -> Listed:
    """Bob's phone, with one text message about three people, and their escalations and names in the order of their numbers."""
    talk = Talk("", running.now())
    await silent(await users(talk.now), talk.now)
    (claim,) = await alarms(talk.now)
    await messages.record([sent(claim, talk.now)], talk.now)
    phone = talk.phone(BOB)
    await phone.hears()
    ids = gathering.named_in(claim.out.options)
    known = await gathering.names_of(ids)
    return phone, ids, [known[id] for id in ids]


async def statuses(ids: list[UUID]) -> list[str]:
    return [(await Escalation.get(id=id)).status for id in ids]


async def test_a_number_takes_over_one_and_the_others_go_on(bob: Listed) -> None:
    phone, ids, (first, second, third) = bob
    for unclear in ("I am on it", "in 20 min"):
        assert "the number of the one you can look after" in await phone.says(unclear)
    assert "Please reply 1, 2, 3 and 4 = I cannot" in await phone.says("hm well")
    assert await statuses(ids) == ["running"] * 3
    assert f"You are looking after {second} now" in await phone.says("2")
    assert await statuses(ids) == ["running", "acknowledged", "running"]
    # "1" may be the first one, or that the second is safe: nobody is safe by that.
    assert "not sure whom you mean" in await phone.says("1")
    assert await statuses(ids) == ["running", "acknowledged", "running"]
    assert f"You are looking after {first} now" in await phone.says(f"{first}, I'm on it")
    await phone.says(third)
    assert await statuses(ids) == ["acknowledged"] * 3


async def test_i_cannot_is_about_all_of_them_and_an_old_button_about_one(bob: Listed) -> None:
    phone, ids, (_, _, third) = bob
    first = phone.all[0]
    said = await phone.says("4")
    assert said.count("We ask the next person now") == 1
    assert await statuses(ids) == ["running"] * 3 and not await Delivery.exists(kind="alarm", closed_at__isnull=True)
    assert first.id is not None
    assert f"You are looking after {third} now" in await phone.says(button=(first.id.hex, gathering.key_of(ids[2])))
    assert await statuses(ids) == ["running", "running", "acknowledged"]
