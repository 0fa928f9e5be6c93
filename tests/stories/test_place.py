"""Somebody asks for help and shows where they are."""

from __future__ import annotations

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck import db


async def test_sos_and_a_live_place_reach_the_contact_and_are_forgotten(world: World) -> None:
    ada = await world.person("Ada")
    await also_on_telegram(world, ada, "Ada", first=True)
    await world.ada.telegram.says("SOS")
    await world.ada.telegram.hears("We are telling your contacts right now", "show them where you are")
    await world.bob.hears("Ada asked for help")
    await world.ada.telegram.shares_location(51.5007, -0.1246, live=3600)
    await world.ada.telegram.hears("see where you are")
    await world.bob.hears("Ada was here at", "https://maps.google.com/?q=51.5007,-0.1246")
    await world.ada.telegram.moves(51.5307, -0.1246)
    assert await world.bob.count("51.5307") == 0
    await world.wait(minutes=5)
    await world.bob.hears("51.5307")
    await world.ada.telegram.says("I am okay")
    await world.bob.hears("All clear")
    assert await db.rows("SELECT 1 FROM places UNION ALL SELECT 1 FROM deliveries WHERE kind = 'place'") == []


async def test_by_whatsapp_too_and_nothing_is_kept_without_need(world: World) -> None:
    await world.person("Ada")
    await world.ada.whatsapp.shares_location(51.5007, -0.1246)
    await world.ada.whatsapp.hears("we did not keep where you are")
    await world.ada.says("SOS")
    await world.ada.whatsapp.shares_location(51.5007, -0.1246)
    await world.bob.hears("https://maps.google.com/?q=51.5007,-0.1246")
