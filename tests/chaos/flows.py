"""What happens to people and programs, told again and again while processes die: the flows of the chaos tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.chaos.rig import Rig
from tests.spec.post import Answer
from tests.stories.test_visits import pal
from wellcheck import visits

EVENING = "0 22 * * *"
"""Check-ins that do not fall into a story of the morning. Who names a time of day there lives in UTC: a long run has days of
summer as well."""


# --- check-ins ---------------------------------------------------------------------------------------------------------


async def asked_and_answered(world: Rig) -> None:
    await world.due_now()
    await world.ada.hears("Are you okay?")
    await world.ada.says("1")


async def asked_and_answered_on_telegram(world: Rig) -> None:
    await world.due_now()
    await world.ada.telegram.hears("Are you okay?")
    await world.ada.telegram.taps("I'm okay")


async def said_no(world: Rig) -> None:
    await world.due_now()
    await world.ada.says("2")
    await world.bob.hears("not okay")


async def silence(world: Rig) -> None:
    await world.due_now()
    await world.wait(minutes=5.1)
    assert await world.bob.count("has not answered") == 0
    await world.wait(minutes=5.1)
    await world.bob.hears("has not answered")


async def escalated_and_acknowledged(world: Rig) -> None:
    await world.due_now()
    await world.wait(minutes=5.1)
    await world.bob.hears("has not answered")
    await world.wait(minutes=5.1)
    await world.cara.hears("has not answered")
    await world.cara.says("1")


async def acknowledged_at_once(world: Rig) -> None:
    await world.due_now()
    await world.wait(minutes=5.1)
    await world.bob.says("1")
    await world.ada.hears("Bob")
    await world.wait(minutes=5.1)
    assert await world.cara.count("has not answered") == 0


async def late_ok(world: Rig) -> None:
    await world.due_now()
    await world.wait(minutes=5.1)
    await world.bob.hears("has not answered")
    await world.ada.says("I'm okay")
    await world.bob.hears("All clear")


# --- who is who --------------------------------------------------------------------------------------------------------


async def person_stops(world: Rig) -> None:
    await world.due_now()
    await world.ada.says("STOP")
    await world.bob.hears("We cannot ask Ada any more")
    await world.wait(minutes=5.1)
    await world.bob.hears("has not answered")


async def contact_stops(world: Rig) -> None:
    await world.bob.says("STOP")
    await world.ada.hears("does not want messages")


async def contact_agrees(world: Rig) -> None:
    await world.bob.says("1")
    await world.ada.hears("Bob agreed")


async def links_telegram(world: Rig) -> None:
    await world.ada.says("link")
    said = await world.ada.hears("Open this link", "start=")
    await world.ada.telegram.opens(next(word for word in said.split() if "start=" in word))
    assert await world.ada.telegram.received()


async def signs_up(world: Rig) -> None:
    for words in ("join", "1", "Ada", "1", "Bob"):
        before = len(await world.ada.received())
        await world.ada.says(words)
        assert len(await world.ada.received()) > before, f"{words!r} was not answered"


async def reminded_and_confirmed_late(world: Rig) -> None:
    await world.ada.says("Remind me to take my insulin every day at 8:00 and tell Bob if I don't")
    await world.ada.says("1")
    await world.ada.hears("We remind you on")
    await world.until(world.now.replace(hour=8, minute=0, second=1))
    await world.ada.hears("Reminder: take my insulin")
    await world.wait(minutes=31)
    await world.wait(minutes=31)
    await world.bob.hears("Ada has not confirmed a reminder.")
    await world.ada.says("done")
    await world.bob.hears("Ada has confirmed the reminder now")


# --- developers --------------------------------------------------------------------------------------------------------


async def an_event(world: Rig, where: str) -> None:
    """An event a minute from now, for this address."""
    at = (world.now + timedelta(minutes=1)).replace(microsecond=0)
    wanted = {"name": "news", "start_time": at.isoformat(), "webhook": where, "tags": ["news"], "metadata": {"n": 1}}
    status, told = await world.call("POST", "/v1/events", wanted)
    assert status == 201, told


async def ready_for_a_webhook(world: Rig) -> None:
    await an_event(world, world.receiver.will("/hook", Answer(500), Answer(200)))


async def event_by_webhook(world: Rig) -> None:
    await world.wait(minutes=1.1)
    assert world.receiver.at("/hook")
    await world.wait(minutes=1)  # it was refused, and comes again
    await world.wait(minutes=7)  # and again, if nobody knows what became of it then


async def ready_for_programs(world: Rig) -> None:
    await world.listens(client="acme")
    await world.listens(tag="news")
    await an_event(world, "q:acme")


async def event_by_websocket(world: Rig) -> None:
    await world.wait(minutes=1.1)
    await world.all_heard()


# --- visits ------------------------------------------------------------------------------------------------------------


async def ready_for_a_visit(world: Rig) -> None:
    ada = await world.person("Ada", contacts=("Olga",), times=EVENING, zone="UTC")
    await visits.at_home(ada.id, "12 Rose Lane", "Old town", None, None, world.now)
    await pal(world, "Bob")
    await pal(world, "Cara")


async def visited(world: Rig) -> None:
    await world.ada.says("visit today at 10 am for 45 minutes: reading")
    await world.ada.says("1")
    for phone in (world.bob, world.cara):
        await phone.hears("Can you visit somebody?", "reading")
    await world.bob.says("1")
    await world.bob.hears("You go to Ada", "12 Rose Lane")
    await world.ada.hears("Bob will visit you")
    await world.until(world.now.replace(hour=9, minute=55))
    await world.bob.says("I'm here")
    await world.wait(minutes=48)
    await world.bob.says("leaving")
    await world.bob.hears("Added for you")
    await world.ada.hears("Bob has been with you: 45 minutes")


# --- all of them -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flow:
    """Who is there, and what happens."""

    tell: Callable[[Rig], Awaitable[None]]
    watched: dict[str, Any] | None = None
    """How Ada is watched (`World.person`); None: nobody knows her yet."""
    ready: Callable[[Rig], Awaitable[None]] | None = None
    """What else is there before anybody may die."""
    thanked: str = ""
    """What Ada reads in the end, unless it was lost with the process that was to answer her."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.tell.__name__


FLOWS = {
    flow.name: flow
    for flow in (
        Flow(asked_and_answered, {"retries": 1, "wait": 5}, thanked="Good to know"),
        Flow(asked_and_answered_on_telegram, {"retries": 1, "wait": 5, "channel": "telegram"}),
        Flow(said_no, {"retries": 1, "wait": 5}),
        Flow(silence, {"retries": 1, "wait": 5}),
        Flow(escalated_and_acknowledged, {"retries": 0, "wait": 5, "contacts": ("Bob", "Cara")}),
        Flow(acknowledged_at_once, {"retries": 0, "wait": 5, "contacts": ("Bob", "Cara")}),
        Flow(late_ok, {"retries": 0, "wait": 5}, thanked="Good to hear from you"),
        Flow(person_stops, {"retries": 0, "wait": 5}),
        Flow(contact_stops, {"contacts": ("Bob", "Cara")}),
        Flow(contact_agrees, {"consented": False}),
        Flow(links_telegram, {"times": EVENING}),
        Flow(signs_up),
        Flow(reminded_and_confirmed_late, {"retries": 1, "wait": 30, "times": EVENING, "zone": "UTC"}),
        Flow(event_by_webhook, ready=ready_for_a_webhook),
        Flow(event_by_websocket, ready=ready_for_programs),
        Flow(visited, ready=ready_for_a_visit),
    )
}
