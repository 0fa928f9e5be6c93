"""STOP that is said in the very moment in which a message to that address is being written: nothing leaves, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from wellcheck import audit, db, escalations, messages, people, probes, runtime
from wellcheck.config import Config
from wellcheck.escalations import Escalation
from wellcheck.i18n import T
from wellcheck.messages import Claim, Delivery, Outcome, Sent, Telling
from wellcheck.people import Person
from wellcheck.probes import Probe, circle
from wellcheck.runtime import Runtime

ADA, BOB, CARA = "+447700900001", "+447700900002", "+447700900003"
SAID = T("Thank you. This question is settled already.")


@pytest.fixture
async def running(config: Config) -> AsyncIterator[Runtime]:
    async with runtime.start(config, "test") as opened:
        yield opened


async def ada(now: datetime, number: str = ADA) -> Person:
    person = await people.create("Ada", None, "en", "Europe/London", now)
    await people.add_address(person.id, "sms", number, now, verified_how="test")
    return person


async def agreed(user: Person, name: str, number: str, now: datetime) -> UUID:
    """A contact who said yes."""
    contact = await circle.add_contact(user, circle.NewContact(name, number), now)
    await circle.consent(contact.id, contact.person_id, True, "yes", now)
    await db.run("DELETE FROM deliveries")
    return contact.person_id


async def stop(number: str, now: datetime, channel: str = "sms") -> None:
    address = await people.find_address(channel, number)
    assert address is not None

    async def close() -> None:
        async with db.transaction():
            assert await messages.close_address(address.id, now)

    await db.again_on_conflict(close)


async def while_written(write: Callable[[], Awaitable[Any]], number: str, now: datetime) -> Any:
    """What is written here is not committed yet when this number says STOP, and is right after that. Two connections, as in two
    processes: neither sees the other."""
    written, stopped = asyncio.Event(), asyncio.Event()

    async def writes() -> Any:
        async with db.transaction():
            done = await write()
            written.set()
            await stopped.wait()
            return done

    writing = asyncio.create_task(writes())
    await written.wait()
    await stop(number, now)
    stopped.set()
    return await writing


async def claims(now: datetime, channel: str = "sms") -> list[Claim]:
    return await messages.claim_due(channel, messages.rules.LANES, now + timedelta(seconds=1), now, 200)


async def told(about: UUID) -> list[str]:
    """What the timeline says of it."""
    found = await db.rows("SELECT what FROM timeline WHERE about_id = $1 ORDER BY id", about)
    return [row["what"] for row in found]


def asks(person: Person, now: datetime) -> Callable[[], Awaitable[UUID]]:
    return lambda: probes.ask(probes.Wish(person.id, now, 0, timedelta(minutes=60)), now)


async def test_a_question_goes_to_the_next_address_at_once(running: Runtime) -> None:
    now = running.now()
    person = await ada(now)
    await people.add_address(person.id, "telegram", "7001", now, verified_how="test")
    probe = await while_written(asks(person, now), ADA, now)
    assert (await Delivery.get(about_id=probe, channel="telegram")).due_at > now, "its time has not come by itself"
    assert [claim for claim in await claims(now) if claim.kind == "ask"] == []
    withheld = await Delivery.get(about_id=probe, channel="sms")
    assert (withheld.state, withheld.due_at, withheld.error) == (
        "withdrawn",
        None,
        "this address was stopped meanwhile",
    )
    assert [claim.about for claim in await claims(now, "telegram") if claim.kind == "ask"] == [("probe", probe)]
    assert "next_address" in await told(probe)


async def test_a_question_nobody_else_can_take_is_reported_as_one_that_could_not_be_asked(running: Runtime) -> None:
    now = running.now()
    person = await ada(now)
    bob = await agreed(person, "Bob", BOB, now)
    probe = await while_written(asks(person, now), ADA, now)
    assert {claim.kind for claim in await claims(now) if claim.out.to == ADA} == set()
    assert await told(probe) == ["asked", "no_address"]
    later = now + probes.rules.ACCEPT_WITHIN
    assert (await Probe.get(id=probe)).due_at == later, "not after the whole hour"
    await probes.run_due(later)
    assert (await Probe.get(id=probe)).status == "unavailable"
    assert (await Escalation.get(user_id=person.id)).reason == "could_not_ask"
    assert [claim.person_id for claim in await claims(later) if claim.kind == "alarm"] == [bob]


@pytest.mark.parametrize("reason", ["panic", "unavailable"])  # alone; together with others
async def test_an_alarm_goes_to_the_next_contact_at_once(running: Runtime, reason: str) -> None:
    now = running.now()
    person = await ada(now)
    await agreed(person, "Bob", BOB, now)
    cara = await agreed(person, "Cara", CARA, now)
    id = await while_written(lambda: escalations.start(escalations.Start(person.id, reason), now), BOB, now)
    assert [claim for claim in await claims(now) if claim.kind == "alarm"] == []
    assert "unreachable" in await told(id)
    assert (await Escalation.get(id=id)).due_at == now, "not after the wait that Bob would have had"
    await escalations.run_due(now)
    assert [claim.person_id for claim in await claims(now) if claim.kind == "alarm"] == [cara]


async def test_an_alarm_goes_to_the_next_address_of_its_contact_at_once(running: Runtime) -> None:
    now = running.now()
    person = await ada(now)
    bob = await agreed(person, "Bob", BOB, now)
    await agreed(person, "Cara", CARA, now)
    await people.add_address(bob, "telegram", "7002", now, verified_how="test")
    id = await while_written(lambda: escalations.start(escalations.Start(person.id, "unavailable"), now), BOB, now)
    assert [claim for claim in await claims(now) if claim.kind == "alarm"] == []
    (alarm,) = [claim for claim in await claims(now, "telegram") if claim.kind == "alarm"]
    assert alarm.about == ("escalation", id) and "Ada has not answered" in alarm.out.text


async def test_what_comes_back_from_a_worker_that_died_is_looked_at_again(running: Runtime) -> None:
    """Leased, then STOP, then the worker is gone: what nobody knows is asked about, and would be said again."""
    now = running.now()
    person = await ada(now)
    await people.add_address(person.id, "telegram", "7001", now, verified_how="test")
    probe = await asks(person, now)()
    assert [claim.about for claim in await claims(now)] == [("probe", probe)]
    await stop(ADA, now)
    await db.run("UPDATE deliveries SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'sending'")
    await messages.sweep(now)
    (lost,) = await messages.claim_unknown(now, 10)
    await messages.resolve(lost, None, now)
    assert (await Delivery.get(about_id=probe, channel="sms")).state == "pending"
    assert await claims(now) == []
    assert (await Delivery.get(about_id=probe, channel="sms")).state == "withdrawn"
    assert ("probe", probe) in [claim.about for claim in await claims(now, "telegram")]


async def test_what_is_said_in_answer_leaves_if_it_was_written_after_the_stop(running: Runtime) -> None:
    now = running.now()
    person = await ada(now)
    address = await people.find_address("sms", ADA)
    assert address is not None

    async def said(kind: str, at: datetime, to: tuple[UUID, str] | None = None) -> UUID | None:
        async with db.transaction():
            return await messages.tell(Telling(person.id, SAID, kind, to=to), at)

    here = (address.id, "sms")
    before = await while_written(lambda: said("chat", now - timedelta(seconds=1), here), ADA, now)
    after = await said("chat", now, here)  # "You get no more e-mails from us at this address."
    assert [claim.out.delivery_id for claim in await claims(now)] == [after]
    assert (await Delivery.get(id=before)).state == "withdrawn"
    await people.reopen(address.id)
    notice = await said("notice", now)
    assert [claim.out.delivery_id for claim in await claims(now)] == [notice]


async def test_many_who_are_asked_and_say_stop_in_the_same_moment_are_either_asked_before_or_reported(
    running: Runtime,
) -> None:
    now, people_asked = running.now(), 30
    persons = [await ada(now, f"+4477009001{n:02}") for n in range(people_asked)]
    closed: set[UUID] = set()
    leased: list[tuple[Claim, bool]] = []

    async def says_stop(n: int) -> None:
        await asyncio.sleep(n % 7 / 1000)
        await stop(f"+4477009001{n:02}", now)
        closed.add(persons[n].id)

    async def ask(n: int) -> UUID:
        await asyncio.sleep(n % 5 / 1000)

        async def decide() -> UUID:
            async with db.transaction():
                probe = await asks(persons[n], now)()
                await asyncio.sleep(n % 3 / 20)  # what else belongs to it
                return probe

        return await db.again_on_conflict(decide)

    async def send() -> None:
        while len(closed) < people_asked:
            known = set(closed)
            leased.extend((claim, claim.person_id in known) for claim in await claims(now))
            await asyncio.sleep(0.001)

    asked, *_ = await asyncio.gather(
        asyncio.gather(*map(ask, range(people_asked))), *map(says_stop, range(people_asked)), send()
    )
    leased += [(claim, True) for claim in await claims(now)]
    questions = [(claim, late) for claim, late in leased if claim.kind == "ask"]
    assert not [claim.about for claim, late in questions if late], "nothing is leased once the STOP is kept"
    gone = {claim.about[1] for claim, _ in questions if claim.about}
    for probe in asked:
        assert ("no_address" in await told(probe)) != (probe in gone), "each is one or the other, and none is lost"


async def test_the_auditor_finds_what_left_after_a_stop_and_nothing_that_was_on_its_way(running: Runtime) -> None:
    now = running.now()
    person = await ada(now)
    await asks(person, now)()
    (claim,) = await claims(now)
    await messages.record([Outcome(claim, Sent("SM1"), now, now)], now)
    (rule,) = [rule for rule in audit.RULES if rule.name == "message_to_unproven_address"]
    for ago, wrong in ((0, 0), (30, 0), (61, 1)):
        await db.run("UPDATE addresses SET stopped_at = $1", now - timedelta(seconds=ago))
        assert sum(each.n for each in (await audit.look(now, rules=[rule])).found) == wrong, ago
