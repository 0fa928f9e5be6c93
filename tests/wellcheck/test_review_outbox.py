"""What may go wrong between the outbox and the providers, and must not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from wellcheck import db, escalations, messages, people, probes, runtime
from wellcheck.channels import open_channels, sms
from wellcheck.channels.http import open_session
from wellcheck.config import Config
from wellcheck.i18n import T
from wellcheck.messages import Claim, Delivery, Failed, Outcome, Outgoing, Receipt, Sent, Telling, Unknown
from wellcheck.pace import Pace
from wellcheck.people import Address, Person
from wellcheck.probes import circle
from wellcheck.runtime import Runtime
from workers.sender import Sender

ADA, BOB = "+447700900001", "+447700900002"


@pytest.fixture
async def running(config: Config) -> AsyncIterator[Runtime]:
    async with runtime.start(config, "test") as opened:
        yield opened


async def somebody(now: datetime, name: str = "Ada", number: str = ADA) -> Person:
    person = await people.create(name, None, "en", "Europe/London", now)
    await people.add_address(person.id, "sms", number, now, verified_how="test")
    return person


async def alarmed(now: datetime) -> tuple[Person, UUID, Claim]:
    """Ada, her running escalation, and its alarm to Bob, claimed."""
    ada = await somebody(now)
    contact = await circle.add_contact(ada, circle.NewContact("Bob", BOB), now)
    await circle.consent(contact.id, contact.person_id, True, "yes", now)
    id = await escalations.start(escalations.Start(ada.id, "unavailable"), now)
    claims = await messages.claim_due("sms", (0,), now, now, 10)
    return ada, id, next(claim for claim in claims if claim.kind == "alarm")


async def state(id: UUID) -> str:
    return (await Delivery.get(id=id)).state


@pytest.mark.parametrize("how", ["later", "unknown"])
async def test_an_alarm_that_is_settled_on_its_way_is_not_said_again(running: Runtime, how: str) -> None:
    now = running.now()
    ada, _, claim = await alarmed(now)
    assert await escalations.all_clear(ada.id, now)
    if how == "later":
        await messages.record([Outcome(claim, Failed("too many", False, "429"), now, now)], now)
    else:
        await messages.record([Outcome(claim, Unknown("no answer"), now, now)], now)
        await messages.resolve(claim, Failed("not known", False), now)
    assert await state(claim.out.delivery_id) == "withdrawn"


async def test_one_message_in_the_providers_list_is_not_taken_for_two_with_the_same_words(running: Runtime) -> None:
    now = running.now()
    ada = await somebody(now)
    async with db.transaction():
        for _ in range(2):
            await messages.tell(Telling(ada.id, T("Nobody took over."), "notice"), now)
    first, second = sorted(await messages.claim_due("sms", (3,), now, now, 10), key=lambda claim: claim.out.delivery_id)
    await messages.record([Outcome(claim, Unknown("no answer"), now, now) for claim in (first, second)], now)
    await asyncio.gather(*(messages.resolve(claim, Sent("SM1"), now) for claim in (second, first)))
    assert await state(first.out.delivery_id) == "sent"
    assert await state(second.out.delivery_id) == "unknown"
    await messages.resolve(second, Sent("SM1"), now)
    assert await state(second.out.delivery_id) == "pending", "nobody has it: it is said"
    # What is being handed over again may be what the list has.
    (again,) = await messages.claim_due("sms", (3,), now, now, 10)
    third = first._replace()
    await Delivery.filter(id=first.out.delivery_id).update(state="unknown", provider_id=None)
    await messages.resolve(third, Sent("SM2"), now)
    assert await state(first.out.delivery_id) == "unknown"
    await messages.record([Outcome(again, Sent("SM2"), now, now)], now)
    await messages.resolve(third, Sent("SM2"), now)
    assert await state(first.out.delivery_id) == "pending"


async def test_what_is_written_and_was_not_heard_of_is_not_written_twice(running: Runtime) -> None:
    now = running.now()
    for name, number in (("Ada", ADA), ("Bob", BOB)):
        person = await somebody(now, name, number)
        await probes.ask(probes.Wish(person.id, now, 0, timedelta(minutes=60)), now)
    sent, failed = await messages.claim_due("sms", (1,), now, now, 10)
    done = [Outcome(sent, Sent("SM1"), now, now), Outcome(failed, Failed("too many", False, "429"), now, now)]
    for _ in range(2):  # the database's answer was lost on its way, so it is done anew
        await messages.record(done, now)
    assert await state(sent.out.delivery_id) == "sent"
    assert await state(failed.out.delivery_id) == "pending"
    tries = await db.rows("SELECT delivery_id, outcome FROM attempts ORDER BY outcome")
    assert [tuple(row.values()) for row in tries] == [
        (failed.out.delivery_id, "failed"),
        (sent.out.delivery_id, "sent"),
    ]


async def asked_on_telegram(now: datetime) -> tuple[Person, Claim]:
    """Ada, and the question to her on Telegram, claimed; by text message it is due in five minutes."""
    ada = await people.create("Ada", None, "en", "Europe/London", now)
    await people.add_address(ada.id, "telegram", "7001", now, verified_how="test")
    await people.add_address(ada.id, "sms", ADA, now, verified_how="test")
    await probes.ask(probes.Wish(ada.id, now, 0, timedelta(minutes=60)), now)
    (claim,) = await messages.claim_due("telegram", (1,), now, now, 10)
    return ada, claim


async def answers(person: Person, now: datetime) -> bool:
    """She says that she is okay. False: nothing was open."""
    async with db.transaction():
        return await probes.answer(probes.Answer(person.id, "ok", "1"), now) is not None


async def edits() -> list[tuple[str | None, str]]:
    """What is to be taken back: (the message at the provider, its words)."""
    now = datetime.now(UTC)
    claims = await messages.claim_due("telegram", (3,), now + timedelta(days=1), now, 10)
    return [(claim.edit_of, claim.out.text) for claim in claims]


@pytest.mark.parametrize("how", ["recorded", "looked up"])
async def test_a_question_that_is_answered_while_it_is_on_its_way_is_taken_back(running: Runtime, how: str) -> None:
    now = running.now()
    ada, claim = await asked_on_telegram(now)
    assert await answers(ada, now)
    assert await edits() == [], "nothing has arrived yet"
    if how == "recorded":
        await messages.record([Outcome(claim, Sent("12"), now, now)], now)
    else:
        await messages.record([Outcome(claim, Unknown("no answer"), now, now)], now)
        await messages.resolve(claim, Sent("12"), now)
    assert await edits() == [("12", "Hello Ada, this is Wellcheck. Are you okay?")]
    await messages.record([Outcome(claim, Sent("12"), now, now)], now)
    await messages.resolve(claim, Sent("12"), now)
    assert await edits() == [], "once"
    assert await Delivery.filter(kind="edit").count() == 1


async def test_a_question_that_is_answered_after_it_arrived_is_taken_back_once(running: Runtime) -> None:
    now = running.now()
    ada, claim = await asked_on_telegram(now)
    await messages.record([Outcome(claim, Sent("12"), now, now)], now)
    assert await answers(ada, now)
    assert not await answers(ada, now)
    assert len(await edits()) == 1
    sms = await Delivery.get(kind="ask", channel="sms")
    assert (sms.state, sms.due_at) == ("withdrawn", None)


async def test_a_taking_back_that_failed_is_tried_again(running: Runtime) -> None:
    now = running.now()
    ada, claim = await asked_on_telegram(now)
    await messages.record([Outcome(claim, Sent("12"), now, now)], now)
    assert await answers(ada, now)
    (edit,) = await messages.claim_due("telegram", (3,), now, now, 10)
    await messages.record([Outcome(edit, Failed("too many requests", False, "429", retry_after=7), now, now)], now)
    again = await Delivery.get(kind="edit")
    assert (again.state, again.due_at) == ("pending", now + timedelta(seconds=7))


async def test_a_rung_that_is_on_its_way_while_another_is_answered_reaches_nobody_a_second_time(
    running: Runtime,
) -> None:
    now = running.now()
    ada, claim = await asked_on_telegram(now)
    await messages.record([Outcome(claim, Sent("12"), now, now)], now)
    later = now + timedelta(minutes=5)
    (rung,) = await messages.claim_due("sms", (1,), later, later, 10)
    assert await answers(ada, later)
    await messages.record([Outcome(rung, Failed("too many requests", False, "20429"), later, later)], later)
    assert await state(rung.out.delivery_id) == "withdrawn"
    assert await messages.claim_due("sms", (1,), later + timedelta(hours=1), later, 10) == []


async def test_a_question_whose_receipt_comes_before_its_outcome_is_taken_back(running: Runtime) -> None:
    now = running.now()
    ada = await somebody(now)
    await people.add_address(ada.id, "voice", ADA, now, verified_how="test", first=True)
    await probes.ask(probes.Wish(ada.id, now, 0, timedelta(minutes=60)), now)
    (claim,) = await messages.claim_due("voice", (1,), now, now, 10)
    assert await answers(ada, now)
    ringing = Receipt("voice", "CA1", "ringing", delivery_id=claim.out.delivery_id, rank=3)
    await messages.note_receipts([ringing], now)
    await messages.record([Outcome(claim, Sent("CA1"), now, now)], now)
    (edit,) = await messages.claim_due("voice", (3,), now, now, 10)
    assert edit.edit_of == "CA1"


@pytest.mark.parametrize(
    ("said", "becomes"), [("queued", "sent"), ("sent", "sent"), ("delivered", "delivered"), ("undelivered", "failed")]
)
async def test_what_waits_to_be_said_again_is_not_once_its_receipt_comes(
    running: Runtime, said: str, becomes: str
) -> None:
    now = running.now()
    _, _, claim = await alarmed(now)
    id = claim.out.delivery_id
    await messages.record([Outcome(claim, Unknown("no answer"), now, now)], now)
    await messages.resolve(claim, None, now)  # the provider's list could not be had
    assert await state(id) == "pending"
    form = [("AccountSid", "AC1"), ("MessageSid", "SM" + "1" * 32), ("MessageStatus", said)]
    await messages.note_receipts([sms.read_receipt(form, {"delivery": str(id)}, "AC1")], now)
    assert await state(id) == becomes
    later = now + timedelta(minutes=5)
    again = [claim.out.delivery_id for claim in await messages.claim_due("sms", (0,), later, later, 10)]
    assert id not in again
    assert (await Delivery.get(id=id)).due_at is None


async def test_who_was_removed_while_an_alarm_was_on_its_way_gets_it_no_second_time(running: Runtime) -> None:
    now = running.now()
    ada, _, claim = await alarmed(now)
    async with db.transaction():
        await escalations.forget_contact(ada.id, claim.person_id, now)
    await messages.record([Outcome(claim, Failed("too many", False, "429"), now, now)], now)
    assert await state(claim.out.delivery_id) == "withdrawn"


async def test_messages_without_an_address_hold_up_nobody_and_are_found_out(running: Runtime) -> None:
    now = running.now()
    ada, id, claim = await alarmed(now)
    await messages.release([claim])
    await Address.filter(id=claim.address_id).delete()
    other = await somebody(now, "Cleo", "+447700900003")
    async with db.transaction():
        fine = await messages.tell(Telling(other.id, probes.well_done("Cleo"), "operator"), now)
    assert [each.out.delivery_id for each in await messages.claim_due("sms", (0,), now, now, 1)] == [fine]
    later = now + timedelta(minutes=1)
    await messages.sweep(later)
    assert await state(claim.out.delivery_id) == "expired"
    assert (await escalations.get(id)).due_at == later, "the next one is told at once"


async def test_one_outcome_that_cannot_be_written_holds_up_no_other(running: Runtime, config: Config) -> None:
    now = running.now()
    claims = []
    for number in range(5):
        person = await somebody(now, "P", f"+4477009001{number:02d}")
        async with db.transaction():
            await messages.tell(Telling(person.id, probes.well_done("P"), "chat"), now)
    claims = await messages.claim_due("sms", (2,), now, now, 10)
    async with open_session() as session:
        channel = open_channels(config, session, running.now)["sms"]
        sender = Sender(running, channel, (2,), 5, Pace(), None)
        results = [Sent("SM1"), Sent("x" * 100), Sent("SM3"), Sent("SM4"), Failed("garbage", False, "9" * 40)]
        for claim, result in zip(claims, results, strict=True):
            sender._done.add(Outcome(claim, result, now, now))
        await asyncio.wait_for(sender._done.flush(), 5)
    states = [await state(claim.out.delivery_id) for claim in claims]
    assert states == ["sent", "sending", "sent", "sent", "pending"]


@pytest.mark.parametrize("per_second", [None, 1.0, 10.0])
async def test_a_sender_with_nothing_to_send_rests(
    running: Runtime, config: Config, per_second: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At one a second (calls) there is room for one lease, and half of that is none: it must not look again and again."""
    looked = 0
    claim_due = messages.claim_due

    async def counted(*what: Any) -> Any:
        nonlocal looked
        looked += 1
        return await claim_due(*what)

    monkeypatch.setattr(messages, "claim_due", counted)
    async with open_session() as session:
        sender = Sender(running, open_channels(config, session, running.now)["sms"], (2,), 5, Pace(), per_second)
        sending = asyncio.create_task(sender.run())
        sender.wake()
        await asyncio.sleep(0.5)
        await sender.stop()
        await asyncio.wait_for(sending, 5)
    assert 1 <= looked <= 3


async def test_how_long_a_text_message_lives_is_told_by_the_products_clock(running: Runtime, config: Config) -> None:
    """This machine's clock is an hour ahead of the database's: nothing expires at the provider for that."""
    seen: list[str] = []

    async def take(request: web.Request) -> web.Response:
        seen.append(str((await request.post())["ValidityPeriod"]))
        return web.json_response({"sid": "SM" + "0" * 32, "status": "queued"}, status=201)

    app = web.Application()
    app.router.add_post("/{rest:.*}", take)
    async with TestServer(app) as server, open_session() as session:
        real = datetime.now(UTC) - timedelta(hours=1)
        config = replace(config, twilio_api_base_url=str(server.make_url("")))
        channel = open_channels(config, session, lambda: real)["sms"]
        out = Outgoing(UUID(int=1), ADA, "Are you okay?", (), real + timedelta(minutes=15))
        assert isinstance(await channel.send(out), Sent)
    assert seen == ["900"]
