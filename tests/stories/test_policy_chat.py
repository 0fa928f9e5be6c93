"""Who is told when, changed by chat; and quiet hours, also of somebody who is only a contact."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from bot.dialogues import policy, quiet
from tests.stories.world import World
from wellcheck import escalations, people
from wellcheck.errors import NotUnderstood
from wellcheck.escalations import saved
from wellcheck.escalations.policies import Line, Policy
from wellcheck.people import Hours

BOB, CARA = str(UUID(int=1)), str(UUID(int=2))
ORDERS = [
    policy.Order(),
    policy.Order(first=CARA),
    policy.Order(at_night=CARA, wait=timedelta(minutes=2)),
    policy.Order(first=BOB, at_night=CARA, rounds=5, acknowledgements=2),
    policy.Order(first=CARA, at_night=CARA),
]


@pytest.mark.parametrize("order", ORDERS)
def test_a_policy_made_by_chat_is_read_again(order: policy.Order) -> None:
    assert policy.order_of(policy.made(order)) == order


def test_what_was_made_otherwise_is_not_touched() -> None:
    assert policy.order_of(Policy("mine", (Line("everyone"),), is_default=True)) is None
    assert policy.order_of(Policy("usual", (Line("operators"), Line("everyone")), is_default=True)) is None
    assert policy.order_of(None) == policy.Order()


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("22:00 to 7:00", Hours(1320, 420)),
        ("22 to 7", Hours(1320, 420)),
        ("from 22.30 until 06:15", Hours(1350, 375)),
        ("de 22 a 7", Hours(1320, 420)),
        ("22h - 7h", Hours(1320, 420)),
        ("7 to 22", None),
        ("10 pm to 7 am", None),
        ("von 22 bis 7 Uhr", Hours(1320, 420)),
        ("22:00到7:00", Hours(1320, 420)),
        ("22 बजे से 7 बजे तक", Hours(1320, 420)),
        ("晚上9点到11点", None),
        ("9 م إلى 11 م", None),
        ("रात 9 से 11", None),
        ("25 to 7", None),
        ("at night", None),
        ("22", None),
        ("7 to 7", None),
    ],
)
def test_quiet_hours_are_two_times(said: str, hours: Hours | None) -> None:
    if hours is None:
        with pytest.raises(NotUnderstood):
            quiet.read_hours(said)
    else:
        assert quiet.read_hours(said) == hours


async def test_who_comes_first_at_night_is_chosen_by_chat(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"))
    await world.ada.says("who is told when")
    await world.ada.hears("To change who is told when, reply")
    await world.ada.says("contacts")
    await world.ada.says("4")
    await world.ada.hears("What would you like to change about who is told when?")
    await world.ada.says("2")
    await world.ada.says("Cara")
    await world.ada.hears("Saved.", "Bob", "Cara")
    night = world.now.replace(hour=23)
    told = await escalations.simulate(ada.id, "unavailable", night)
    assert [s.name for s in told.sayings if s.who == "contact" and s.round == 1] == ["Cara", "Bob"]
    told = await escalations.simulate(ada.id, "unavailable", night.replace(hour=12))
    assert [s.name for s in told.sayings if s.who == "contact" and s.round == 1] == ["Bob", "Cara"]
    for choice, answer in (("3", "2 minutes"), ("4", "1"), ("5", "2")):
        await world.ada.says("contacts")
        await world.ada.says("4")
        await world.ada.says(choice)
        await world.ada.says(answer)
        await world.ada.hears("Saved.")
    [checked] = await saved.listed(ada.id)
    assert (checked.policy.rounds, checked.policy.lines[-1].wait) == (1, timedelta(minutes=2))
    assert checked.policy.lines[0].hours == policy.NIGHT
    assert checked.policy.acknowledgements == 2
    await world.ada.hears("We go on until two people have taken over.")
    await world.ada.says("contacts")
    await world.ada.says("4")
    await world.ada.says("6")
    assert await saved.listed(ada.id) == []


async def test_a_contact_chooses_quiet_hours(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob",))
    bob = (await people.contacts(ada.id))[0].person_id
    await world.bob.says("quiet hours")
    await world.bob.hears("When do you want quiet?")
    await world.bob.says("21 to 6")
    await world.bob.hears("Saved. From 21:00 to 06:00")
    assert await people.quiet_hours(bob) == Hours(21 * 60, 6 * 60)
    await world.bob.says("quiet hours")
    await world.bob.says("4")
    await world.bob.hears("We tell you at any time.")
    assert await people.quiet_hours(bob) is None
