"""kill -9 of everything, in the middle of a sign-up and in the middle of an escalation: nobody notices."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.stories.processes import Product, answering, eventually, product, scalar
from tests.stories.world import Phone, World
from wellcheck import db, runtime
from wellcheck.config import Config
from wellcheck.people import Contact
from wellcheck.probes import ProbeSettings

ALL = ("web", "bot", "worker")


Restart = Callable[[], Awaitable[None]]
OFTEN = pytest.mark.parametrize("places", ["middle", pytest.param("everywhere", marks=pytest.mark.slow)])
"""Everything is killed once, in the middle; in the long run at each place of the story."""


def restarts(places: str, running: Product, world: World) -> tuple[Restart, Restart]:
    """What kills all processes of the product at once and starts them again: always, and in the long run alone."""

    async def always() -> None:
        running.kill(*ALL)
        running.start(*ALL)
        await answering(world.http, f"{world.config.public_url}/livez")

    async def at_length() -> None:
        if places == "everywhere":
            await always()

    return always, at_length


async def dialogue(phone: Phone, *turns: tuple[str, str]) -> None:
    """Say each thing, and wait for words of the answer."""
    for says, hears in turns:
        await said(phone, says)
        await eventually(lambda hears=hears: phone.hears(hears))  # type: ignore[misc]


async def said(phone: Phone, text: str) -> None:
    """Write it. A text message that nobody took is written again, as people do; Telegram keeps what it is told."""
    for _ in range(40):
        await phone.world.sandbox_post(f"/phones/{phone.id}/say", text=text, channel=phone.channel)
        if phone.channel == "telegram" or await eventually(lambda: _carried(phone)) == "delivered":
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"nobody took {text!r}")


async def _carried(phone: Phone) -> str:
    status: str = [message for message in await phone.messages() if message["mine"]][-1]["status"]
    return "" if status == "sent" else status


async def arrived(kind: str) -> bool:
    """Whether it is written that this has arrived. Who is killed before that leaves it in doubt for as long as a lease: that
    is told elsewhere, at every write (tests/chaos)."""
    return await scalar("SELECT 1 FROM deliveries WHERE kind = $1 AND state = 'delivered'", kind) is not None


@OFTEN
async def test_a_sign_up_goes_on_where_it_was_after_everything_was_killed(
    places: str, config: Config, tmp_path: Path
) -> None:
    async with product(config, tmp_path, *ALL) as (running, world):
        restart, restart_at_length = restarts(places, running, world)
        ada, cara = world.ada.telegram, world.cara
        await dialogue(ada, ("/start", "Shall we call you Ada?"))
        await dialogue(cara, ("hello", "Which language shall we speak?"), ("1", "What is your first name?"))
        await restart()
        await dialogue(ada, ("Ada", "type it with its country code"), ("Later", "What time is it for you now?"))
        await dialogue(
            cara, ("Cara", "in London. Is that your time?"), ("1", "Who should we tell when you do not answer?")
        )
        await restart_at_length()
        await dialogue(ada, ("London", "Who should we tell when you do not answer?"), ("Bob", "mobile number of Bob"))
        await dialogue(ada, ("+44 7700 900002", "We have asked Bob"), ("every day at 9am", "Is that right?"))
        await dialogue(ada, ("yes", "Your times are saved."))
        await runtime.wind(world.running, timedelta(seconds=5))
        await eventually(lambda: ada.hears("this is how we will ask you. Are you okay?"))
        await dialogue(ada, ("1", "👍"))
        await eventually(lambda: ada.hears("We have asked them."))  # Bob has not agreed yet
        contact = await Contact.first()
        assert contact is not None and contact.first_name == "Bob"
        assert (await ProbeSettings.get(person_id=contact.user_id)).active
        assert await ada.count("Who should we tell when you do not answer?") == 1  # nothing was asked twice
        assert await scalar("SELECT count(*) FROM persons") == 3


@OFTEN
async def test_an_escalation_goes_on_where_it_was_after_everything_was_killed(
    places: str, config: Config, tmp_path: Path
) -> None:
    async with product(config, tmp_path, *ALL) as (running, world):
        restart, restart_at_length = restarts(places, running, world)
        ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=1, wait=5)
        await db.run("UPDATE events SET due_at = $1, slot = 'now' WHERE owner_id = $2", world.now, ada.id)
        await eventually(lambda: world.ada.hears("Are you okay?"))
        await eventually(lambda: arrived("ask"))
        await restart_at_length()
        await runtime.wind(world.running, timedelta(minutes=5.1))
        await eventually(lambda: arrived("follow_up"))
        await runtime.wind(world.running, timedelta(minutes=5.1))
        await eventually(lambda: world.bob.hears("has not answered a check-in"))
        await eventually(lambda: arrived("alarm"))
        await restart()
        await runtime.wind(world.running, timedelta(minutes=5.1))
        await eventually(lambda: world.cara.hears("has not answered a check-in"))
        await restart_at_length()
        await said(world.cara, "1")
        await eventually(lambda: world.ada.hears("Cara is coming to check on you."))
        await eventually(lambda: world.bob.hears("Cara is looking after Ada now."))
        assert [await phone.count("has not answered") for phone in (world.bob, world.cara)] == [1, 1]
        assert await world.ada.count("we have not heard from you yet") == 1
        assert await scalar("SELECT count(*) FROM escalations") == 1
