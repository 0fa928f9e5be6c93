"""Visits and minutes among two real web processes on one database: whatever happens at once, each thing happens once, nobody
is below zero, and all entries sum to zero."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientError, ClientSession, TCPConnector

from tests.stories.processes import Product, product
from tests.stories.world import World
from wellcheck import access, db, runtime, users, visits
from wellcheck.config import Config, Rate
from wellcheck.visits import ledger, pals

Told = tuple[int, Any]


@dataclass
class Somebody:
    """A person who calls; each call may reach either process."""

    http: ClientSession
    world: World
    id: UUID
    token: str

    async def ask(self, method: str, path: str, body: Any = None) -> Told:
        """(status, what is under "data"); (0, None) when the process was killed meanwhile."""
        try:
            headers = {"Authorization": self.token}
            async with self.http.request(
                method, self.world.config.public_url + path, json=body, headers=headers
            ) as answer:
                told = await answer.json() if answer.status != 204 else {}
                return answer.status, told.get("data")
        except (ClientError, ConnectionError, OSError):
            return 0, None

    async def asks(self, minutes: int) -> Told:
        body = {
            "date": (self.world.now + timedelta(days=2)).date().isoformat(),
            "minutes": minutes,
            "tasks": [{"name": "x"}],
        }
        return await self.ask("POST", "/api/visit", body)

    async def completes(self, visit: Any) -> Told:
        return await self.ask("PUT", f"/api/visit/{visit['id']}/complete")

    async def has(self) -> int:
        return (await ledger.known([self.id]))[self.id]


async def somebody(http: ClientSession, world: World, pal: bool = False) -> Somebody:
    """Somebody new, approved as a pal or not."""
    new = users.NewAccount("Ben", "Brewer", f"{uuid4().hex}@example.com", "longpassword")
    person = await users.register(new, world.now)
    if pal:
        await pals.apply(person.id, pals.Offering(("en",)), world.now)
        await pals.decide(person.id, True, person.id, world.now)
    return Somebody(http, world, person.id, (await access.issue(person.id, world.now)).access)


def codes(told: list[Told]) -> list[int]:
    return sorted(code for code, _ in told)


async def balanced() -> None:
    books = await ledger.books()
    assert (books.total, books.differ, books.balances + books.house) == (0, 0, 0)


def connections() -> TCPConnector:
    """A connection for each call, so that both processes get some."""
    return TCPConnector(force_close=True, limit=60)


@asynccontextmanager
async def two_processes(config: Config, home: Path) -> AsyncIterator[tuple[Product, World, ClientSession]]:
    """Two web processes, in which nobody can call too often, and a client. Both know the key that signs."""
    await _a_key(config)
    free = replace(config, rate_limit_other=Rate(1_000_000, 1_000_000))
    async with product(free, home, "web", "web2") as (running, world), ClientSession(connector=connections()) as http:
        yield running, world, http


async def _a_key(config: Config) -> None:
    """A process that started before there was a key would look for it only a while later."""
    async with runtime.start(config, "key") as running:
        access.forget_keys()
        await access.jwks(running.now())


async def test_what_happens_at_once_in_two_processes_happens_once(config: Config, tmp_path: Path) -> None:
    async with two_processes(config, tmp_path) as (running, world, http):
        papa, pal = await somebody(http, world), await somebody(http, world)
        for _ in range(3):  # P80
            asker = await somebody(http, world)
            assert codes(await asyncio.gather(asker.asks(120), asker.asks(120))) == [201, 400]
        # P84: one more wish among the completions of everything.
        asked = [pal.completes((await papa.asks(20))[1]) for _ in range(6)]
        assert codes(await asyncio.gather(*asked[:3], papa.asks(20), *asked[3:])) == [200] * 6 + [400]
        assert (await papa.has(), await pal.has()) == (0, 120 + 6 * 17)
        # A hundred pals accept at once: one goes there.
        host = await somebody(http, world)
        wish = visits.Wish(30, (("x", None),), starts_at=world.now + timedelta(days=2))
        wanted = await visits.request(host.id, wish, world.now)
        crowd = [await somebody(http, world, pal=True) for _ in range(100)]
        told = await asyncio.gather(*(each.ask("POST", f"/v1/visits/{wanted.id}/accept") for each in crowd))
        assert codes(told) == [200] + [409] * 99
        # P85: two complete each other's visits, over and over.
        one, two = crowd[0], crowd[1]
        for _ in range(8):
            first, second = (await one.asks(5))[1], (await two.asks(5))[1]
            assert codes(await asyncio.gather(two.completes(first), one.completes(second))) == [200, 200]
        assert await one.has() == await two.has() == 120 + 8 * (4 - 5)
        await everything(running, world, http, 2)


@pytest.mark.slow
async def test_for_a_minute_whatever_people_do_at_once_nothing_is_lost(config: Config, tmp_path: Path) -> None:
    async with two_processes(config, tmp_path) as (running, world, http):
        await everything(running, world, http, 60)


async def everything(running: Product, world: World, http: ClientSession, seconds: int) -> None:
    """Everybody does everything for so long; half-way one process is killed. Nothing is lost or done twice by that."""
    people = [await somebody(http, world, pal=number % 2 == 0) for number in range(12)]
    told = await _everything_at_once(running, people, seconds)
    assert len(told) > 50 and not [code for code in told if code >= 500 and code != 503], told
    assert {200, 201, 400, 409} <= set(told), set(told)
    await balanced()
    for each in people:
        budget = await ledger.budget(each.id, world.now)
        assert 0 <= budget.reserved <= budget.balance
    wrong = await db.one(
        "SELECT (SELECT count(*) FROM ledger_accounts WHERE balance < 0) AS below,"
        " (SELECT count(*) FROM (SELECT visit_id FROM ledger_entries WHERE kind = 'visit' AND minutes < 0"
        "  GROUP BY visit_id HAVING count(*) > 1) s) AS twice, (SELECT count(*) FROM visits v"
        "  WHERE (state = 'completed') <> EXISTS (SELECT 1 FROM ledger_entries e WHERE e.visit_id = v.id)) AS unpaid"
    )
    assert wrong == {"below": 0, "twice": 0, "unpaid": 0}


async def _everything_at_once(running: Product, people: list[Somebody], seconds: int) -> list[int]:
    """Everybody does something all the time; half-way one process is killed. Returns what they were answered."""
    told: list[int] = []
    known: list[Any] = []
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds

    async def act(who: Somebody, chance: random.Random) -> None:
        while loop.time() < end:
            visit = chance.choice(known[-30:]) if known else {"id": str(uuid4())}
            here = f"/v1/visits/{visit['id']}"
            match chance.randrange(8):
                case 0 | 1:
                    code, made = await who.asks(chance.choice((5, 20, 60)))
                    if made:
                        known.append(made)
                case 2 | 3 | 4:
                    code, _ = await who.completes(visit)
                case 5:
                    code, _ = await who.ask("POST", here + "/cancel")
                case 6:
                    code, _ = await who.ask("POST", here + "/accept")
                case _:
                    code, _ = await who.ask("POST", here + "/reschedule", {"minutes": chance.choice((5, 30, 90))})
            told.append(code)

    async def kill() -> None:
        await asyncio.sleep(seconds / 2)
        running.kill("web2")

    chances = [random.Random(number) for number in range(2 * len(people))]
    await asyncio.gather(kill(), *(act(who, chance) for who, chance in zip(people * 2, chances, strict=True)))
    return told
