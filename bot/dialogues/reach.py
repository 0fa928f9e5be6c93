"""How we reach you: in which order your own addresses are tried when we ask you, and after which waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.times import read_duration
from wellcheck import people, probes
from wellcheck.i18n import T, Text, join
from wellcheck.people import Address

KINDS = {
    "telegram": T("Telegram"),
    "sms": T("Text message"),
    "whatsapp": T("WhatsApp"),
    "voice": T("Phone call"),
    "email": T("E-mail"),
    "console": T("This screen"),
}
"""Each channel as the label of a choice. Labels are stored in the clear, so no number stands in them."""

WAITS = (2, 5, 10, 15, 30)
"""Waits that are offered, in minutes."""


@dataclass(frozen=True, slots=True)
class Order:
    """The addresses in the order they are tried, each with its wait in seconds after the question."""

    steps: tuple[tuple[UUID, int | None], ...]


def script(facts: Facts) -> Script:
    """`facts["addresses"]`: (id, channel, value) of each usable one, in their order; `facts["steps"]`: how it is now;
    `facts["closed"]`: (channel, value) of those that cannot be used."""
    listed: list[list[str]] = facts["addresses"]
    if len(listed) < 2:
        return None
    said = T("When we ask you, we try: {steps}. Where should we try first?", steps=in_words(facts["steps"]))
    if facts.get("closed"):
        said = join([*_closed(facts), said])
    leave: tuple[Option, ...] = (Option("leave", T("Leave it as it is")),)
    order: list[list[str]] = []
    left = list(listed)
    while len(left) > 1:
        chosen = yield Ask(said, options=(*_choices(left), *leave))
        if chosen == "leave":
            return None
        order.append(left.pop(int(chosen[1:])))
        said, leave = T("If you do not answer there, where should we try next?"), ()
    order += left
    waits: list[timedelta | None] = [None]
    for _, channel, value in order[1:]:
        wait = yield from _ask_wait(people.spoken(channel, value), max(wait or timedelta(0) for wait in waits))
        waits.append(wait)
    return Order(
        tuple(
            (UUID(id), None if wait is None else int(wait.total_seconds()))
            for (id, _, _), wait in zip(order, waits, strict=True)
        )
    )


def _closed(facts: Facts) -> list[Text]:
    return [people.way_back(channel, value) for channel, value in facts.get("closed", ())]


def _choices(left: Sequence[Sequence[str]]) -> tuple[Option, ...]:
    """One choice for each address; several of one channel are counted."""
    options = []
    for place, (_, channel, _) in enumerate(left):
        alike = [other for _, other, _ in left].count(channel)
        number = [other for _, other, _ in left[: place + 1]].count(channel)
        label = T("{kind} {n}", kind=KINDS[channel], n=number) if alike > 1 else KINDS[channel]
        options.append(Option(f"a{place}", label))
    return tuple(options)


def _ask_wait(place: Text, least: timedelta) -> Any:
    usual = [timedelta(minutes=minutes) for minutes in WAITS if timedelta(minutes=minutes) >= least]
    wait = yield Ask(
        T("How long after the question should we try {place}? You can also write another time, like “20 minutes”.",
          place=place),
        options=tuple(Option(f"w{n}", T("{span}", span=span)) for n, span in enumerate(usual)),
        read=lambda text: read_duration(text, max(least, timedelta(minutes=1)), people.rules.LONGEST_RUNG),
    )  # fmt: skip
    return usual[int(wait[1:])] if isinstance(wait, str) else wait


def in_words(steps: Sequence[Sequence[Any]]) -> tuple[Text, ...]:
    """What is tried when, in words. Each step: (channel, value, seconds after the question)."""
    said = []
    for channel, value, seconds in steps:
        place = people.spoken(channel, value)
        wait = timedelta(minutes=max(1, round(seconds / 60)))
        said.append(T("{place} after {wait}", place=place, wait=wait) if seconds else T("{place} at once", place=place))
    return tuple(said)


async def facts_for(person_id: UUID) -> Facts:
    """What the script begins with."""
    usable = await people.usable_addresses(person_id)
    closed = [address for address in await people.addresses(person_id) if address.closed]
    return {
        "closed": [[address.channel, address.value] for address in closed],
        "addresses": [[str(address.id), address.channel, address.value] for address in usable],
        "steps": await steps_of(person_id, usable),
    }


async def steps_of(person_id: UUID, usable: Sequence[Address]) -> list[list[Any]]:
    """When each address is tried, within this person's own window."""
    settings = await probes.ProbeSettings.get_or_none(person_id=person_id)
    window = timedelta(seconds=settings.wait_seconds if settings is not None else 3600)
    waits = people.rules.ladder([address.wait_seconds for address in usable], window)
    return [
        [address.channel, address.value, int(wait.total_seconds())] for address, wait in zip(usable, waits, strict=True)
    ]


async def finish(turn: Turn, value: object, facts: Facts) -> Next:
    if isinstance(value, Order):
        await people.arrange(turn.person.id, value.steps)
        steps = await steps_of(turn.person.id, await people.usable_addresses(turn.person.id))
        return Next([T("Saved. When we ask you, we try: {steps}.", steps=in_words(steps))])
    if len(facts["addresses"]) == 1:
        _, channel, number = facts["addresses"][0]
        place = people.spoken(channel, number)
        alone = T("We reach you in one way alone: {place}. To add another one, reply “link”.", place=place)
        return Next([*_closed(facts), alone])
    if not facts["addresses"]:
        return Next([*_closed(facts), T("We have no way to reach you yet. Reply “link”.")])
    return Next([T("All right, nothing was changed.")])
