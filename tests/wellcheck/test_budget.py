"""Limits of what is paid for: codes and chat are held back, questions and alarms never."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from wellcheck import access, db, escalations, messages, people, probes, runtime
from wellcheck.config import Config
from wellcheck.i18n import T
from wellcheck.messages import Delivery, Failed, Outcome, Sent, Telling, budget
from wellcheck.people import Person
from wellcheck.probes import circle
from wellcheck.runtime import Runtime

ADA, BOB, OLGA = "+447700900001", "+447700900002", "+447700900004"


@pytest.fixture
async def running(config: Config) -> AsyncIterator[Runtime]:
    capped = replace(config, spend_cap_monthly=1.0, message_price=0.1, call_price=0.5)
    async with runtime.start(capped, "test") as opened:
        yield opened
    budget.use_budget(budget.Budget())


async def somebody(now: datetime, name: str = "Ada", number: str = ADA) -> Person:
    person = await people.create(name, None, "en", "Europe/London", now)
    await people.add_address(person.id, "sms", number, now, verified_how="test")
    return person


async def says(person: Person, times: int, now: datetime, kind: str = "notice") -> None:
    """So many text messages leave."""
    async with db.transaction():
        await messages.tell_many([Telling(person.id, T("Hello"), kind)] * times, now)
    for lane in range(4):
        claims = await messages.claim_due("sms", (lane,), now, now, 100)
        await messages.record([Outcome(claim, Sent("SM1"), now, now) for claim in claims], now)


async def counted(now: datetime) -> None:
    async with db.transaction():
        await budget.count(now)
    await budget.look(now)


async def held(person: Person, kind: str, channel: str = "sms", to: str = ADA) -> bool:
    refused = await budget.refusal(channel, kind, person.id, to)
    assert refused is None or (refused.elsewhere and not refused.permanent)
    return refused is not None


async def told_operators() -> list[str]:
    return [each.text for each in await Delivery.filter(kind="operator").order_by("id")]


async def operator(now: datetime) -> None:
    olga = await somebody(now, "Olga", OLGA)
    await access.create_account(olga.id, "olga@example.org", "a-fine-horse-42", now, role="admin")


async def test_operators_are_warned_at_eighty_percent_and_at_the_limit_once_each(running: Runtime) -> None:
    now = running.now().replace(day=10)
    await operator(now)
    ada = await somebody(now)
    await says(ada, 7, now)
    await counted(now)
    assert await told_operators() == [] and not await held(ada, "code")
    await says(ada, 1, now)
    for _ in range(3):
        await counted(now)
    (warning,) = await told_operators()
    assert warning.startswith("80 percent of this month's limit for paid messages are used.")
    assert not await held(ada, "code")
    await says(ada, 2, now)
    for _ in range(3):
        await counted(now)
    assert [text[:11] for text in await told_operators()] == ["80 percent ", "100 percent"]


@pytest.mark.parametrize(
    ("kind", "is_held"),
    [("code", True), ("invitation", True), ("notice", True), ("chat", True), ("ask", False), ("follow_up", False),
     ("alarm", False), ("all_clear", False), ("operator", False), ("edit", False)],
)  # fmt: skip
async def test_beyond_the_limit_only_what_can_wait_is_held_back(running: Runtime, kind: str, is_held: bool) -> None:
    now = running.now().replace(day=10)
    ada = await somebody(now)
    await says(ada, 10, now)
    await counted(now)
    assert await held(ada, kind) is is_held
    assert await held(ada, kind, "voice") is is_held
    assert not await held(ada, kind, "telegram"), "it costs nothing"


async def test_whoever_is_in_need_is_answered_beyond_any_limit(running: Runtime) -> None:
    now = running.now().replace(day=10)
    ada = await somebody(now)
    contact = await circle.add_contact(ada, circle.NewContact("Bob", BOB), now)
    await circle.consent(contact.id, contact.person_id, True, "yes", now)
    bob = await people.get(contact.person_id)
    await says(ada, 10, now)
    await counted(now)
    assert await held(ada, "chat") and await held(bob, "chat", to=BOB)
    probe = await probes.ask(probes.Wish(ada.id, now, 0, timedelta(minutes=60)), now)
    assert not await held(ada, "chat") and await held(bob, "chat", to=BOB)
    await probes.Probe.filter(id=probe).update(status="cancelled", due_at=None)
    assert await held(ada, "chat")
    await escalations.start(escalations.Start(ada.id, "panic"), now)
    assert not await held(ada, "chat") and not await held(bob, "chat", to=BOB)


async def test_a_new_month_begins_at_nothing(running: Runtime) -> None:
    now = running.now().replace(day=28, hour=12)
    ada = await somebody(now)
    await says(ada, 10, now)
    await counted(now)
    assert await held(ada, "code")
    await counted(now + timedelta(days=5))
    assert not await held(ada, "code")


async def test_one_recipient_may_be_limited_alone(running: Runtime) -> None:
    now = running.now().replace(day=10)
    await operator(now)
    budget.use_budget(budget.Budget(person_cap=0.5, message_price=0.1))
    ada, bob = await somebody(now), await somebody(now, "Bob", BOB)
    await says(ada, 5, now)
    await says(bob, 1, now)
    await counted(now)
    assert await held(ada, "code") and not await held(bob, "code", to=BOB)
    assert await told_operators() == ["100 percent of this month's limit for paid messages to Ada are used."]


async def test_a_country_that_is_not_allowed_any_more_gets_questions_and_alarms_alone(running: Runtime) -> None:
    now = running.now()
    ada = await somebody(now)
    budget.use_budget(budget.Budget(countries=frozenset({"HR"})))
    assert await held(ada, "code") and not await held(ada, "ask") and not await held(ada, "alarm")
    budget.use_budget(budget.Budget(countries=frozenset({"GB"})))
    assert not await held(ada, "code")
    assert await held(ada, "code", to="+12025550123")


async def test_what_is_held_back_goes_to_an_address_that_costs_nothing(running: Runtime) -> None:
    now = running.now().replace(day=10)
    ada = await somebody(now)
    await people.add_address(ada.id, "telegram", "7001", now, verified_how="test")
    async with db.transaction():
        await messages.tell(Telling(ada.id, T("Hello"), "notice"), now)
    (claim,) = await messages.claim_due("sms", (3,), now, now, 10)
    refused = Failed("our limit for paid messages is reached", permanent=False, code="held", elsewhere=True)
    await messages.record([Outcome(claim, refused, now, now)], now)
    (other,) = await messages.claim_due("telegram", (3,), now, now, 10)
    assert other.out.text == "Hello"
    assert len(await people.usable_addresses(ada.id)) == 2, "the address is as good as before"


async def test_without_a_limit_nothing_is_counted(running: Runtime) -> None:
    budget.use_budget(budget.Budget(message_price=0.1))
    now = running.now()
    ada = await somebody(now)
    await says(ada, 3, now)
    await counted(now)
    assert await db.rows("SELECT 1 FROM spending") == []
    assert not await held(ada, "code")
