"""Who is told when: who comes first, who comes first at night, how long we wait between two, how many times over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues.contacts import PLACES, place_of
from bot.read import number
from bot.times import read_duration
from wellcheck import people
from wellcheck.escalations import rules, saved
from wellcheck.escalations.policies import Line, Policy
from wellcheck.i18n import T, Text, join
from wellcheck.people import Hours

NAME = "usual"
"""The policy that is made by chat. It serves all that no other one serves."""

NIGHT = Hours(22 * 60, 7 * 60)
WAITS = (2, 5, 10, 20)
"""Waits that are offered, in minutes."""

MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What can be chosen by chat. `first`, `at_night`: ids of contacts who are told before the others."""

    first: str | None = None
    at_night: str | None = None
    wait: timedelta = rules.STEP_WAIT
    rounds: int = rules.ROUNDS
    acknowledgements: int = 1


@dataclass(frozen=True, slots=True)
class Usual:
    """Back to the usual order."""


def made(order: Order) -> Policy:
    """The policy of these choices. Everybody is always in it, also who becomes a contact later."""
    lines = []
    if order.at_night is not None:
        lines.append(Line("contact", order.at_night, wait=order.wait, hours=NIGHT))
    if order.first is not None and order.first != order.at_night:
        lines.append(Line("contact", order.first, wait=order.wait))
    elif order.first is not None:
        lines.append(Line("contact", order.first, wait=order.wait, hours=NIGHT, outside=True))
    return Policy(
        NAME, (*lines, Line("everyone", wait=order.wait)), order.rounds, is_default=True,
        acknowledgements=order.acknowledgements,
    )  # fmt: skip


def order_of(policy: Policy | None) -> Order | None:
    """The choices that this policy was made of; None: it was made otherwise."""
    if policy is None:
        return Order()
    night = next((line.name for line in policy.lines if line.hours == NIGHT and not line.outside), None)
    firsts = [line.name for line in policy.lines if line.tell == "contact" and (line.hours is None or line.outside)]
    found = Order(firsts[0] if firsts else None, night, policy.lines[-1].wait, policy.rounds,
                  policy.acknowledgements)  # fmt: skip
    return found if made(found) == policy else None


def script(facts: Facts) -> Script:
    """`facts["people"]`: (id, first name) of those who are told, in order; `facts["order"]`: what was chosen, as JSON; None:
    something that cannot be changed here."""
    listed: list[list[str]] = facts["people"]
    if facts["order"] is None:
        wish = yield Ask(
            T(
                "Who is told when was set up in detail. Here you can only go back to the usual order: one after the other."
            ),
            options=(Option("usual", T("The usual order")), Option("leave", T("Leave it as it is"))),
        )
        return Usual() if wish == "usual" else None
    order = _order(facts["order"])
    wish = yield Ask(
        T("What would you like to change about who is told when?"),
        options=(
            *(_PEOPLE if len(listed) > 1 else ()),
            Option("wait", T("The wait between two")),
            Option("rounds", T("How many times")),
            *((Option("both", T("How many take over")),) if len(listed) > 1 else ()),
            Option("usual", T("The usual order")),
            Option("leave", T("Leave it as it is")),
        ),
    )
    match wish:
        case "first":
            chosen = yield _who(
                T("Who should be told first: {names}? Please write the name.", names=_names(listed)), listed
            )
            return replace(order, first=_id(chosen, listed))
        case "night":
            said = T("Who should be told first between 22:00 and 7:00, by their clock: {names}? Please write the name.",
                     names=_names(listed))  # fmt: skip
            chosen = yield _who(said, listed)
            return replace(order, at_night=_id(chosen, listed))
        case "wait":
            wait = yield Ask(
                T(
                    "How long should each one have before we tell the next one? You can also write another time, like “4 "
                    "minutes”."
                ),
                options=tuple(Option(f"w{n}", T("{span}", span=timedelta(minutes=n))) for n in WAITS),
                read=lambda text: read_duration(text, timedelta(minutes=1), timedelta(minutes=60), facts["language"]),
            )
            return replace(order, wait=timedelta(minutes=int(wait[1:])) if isinstance(wait, str) else wait)
        case "rounds":
            rounds = yield Ask(
                T("How many times should we tell them all before our own team hears that nobody acts? Please reply with a "
                  "number from 1 to {most}.", most=MOST_ROUNDS),
                read=number(1, MOST_ROUNDS),
            )  # fmt: skip
            return replace(order, rounds=rounds)
        case "both":
            many = yield Ask(
                T("How many people have to take over before we leave the others in peace?"),
                options=(Option("1", T("One")), Option("2", T("Two"))),
            )
            return replace(order, acknowledgements=int(many))
        case "usual":
            return Usual()
    return None


_PEOPLE = (Option("first", T("Who is told first")), Option("night", T("Who is told first at night")))


def _names(listed: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(name for _, name in listed)


def _who(said: Text, listed: Sequence[Sequence[str]]) -> Ask:
    # Labels are stored in the clear, so no names stand in them.
    options = tuple(Option(f"r{n}", place) for n, place in enumerate(PLACES[: len(listed)]))
    return Ask(said, options=options, read=lambda text: place_of(text, list(_names(listed))))


def _id(chosen: str | int, listed: Sequence[Sequence[str]]) -> str:
    return listed[int(chosen[1:]) if isinstance(chosen, str) else chosen][0]


def _order(kept: dict[str, Any]) -> Order:
    return Order(kept["first"], kept["at_night"], timedelta(seconds=kept["wait"]), kept["rounds"],
                 kept.get("acknowledgements", 1))  # fmt: skip


async def facts_for(person_id: UUID) -> Facts:
    """What the script begins with."""
    circle = (await saved.load([person_id]))[person_id].circle
    names = {contact.id: contact.first_name for contact in await people.contacts(person_id)}
    default = next((policy for policy in circle.policies.values() if policy.is_default), None)
    order = order_of(default)
    if order is not None:
        there = {str(told.contact_id) for told in circle.order}  # whoever left is not first any more
        order = replace(
            order,
            first=order.first if order.first in there else None,
            at_night=order.at_night if order.at_night in there else None,
        )
    return {
        "people": [[str(told.contact_id), names[told.contact_id]] for told in circle.order],
        "order": order and {
            "first": order.first, "at_night": order.at_night, "wait": int(order.wait.total_seconds()), "rounds": order.rounds,
            "acknowledgements": order.acknowledgements,
        },
        "default": default and default.name,
    }  # fmt: skip


async def finish(turn: Turn, value: object, facts: Facts) -> Next:
    if isinstance(value, Order):
        checked = await saved.save(turn.person.id, made(value), turn.now)
        return Next([join([T("Saved."), *checked.words, *await _now(turn.person, turn.now)])])
    if isinstance(value, Usual):
        if facts["default"] is not None:
            await saved.remove(turn.person.id, facts["default"], turn.now)
        return Next([join([T("Saved."), *await _now(turn.person, turn.now)])])
    return Next([T("All right, nothing was changed.")])


async def _now(person: people.Person, now: datetime) -> list[Text]:
    from bot import policy  # it describes what these dialogues change

    return await policy.describe_policy(person, now)
