"""What somebody may ask about themselves: who is told when, what we know, how their month was, and to be forgotten."""

from __future__ import annotations

from tests.stories.world import World
from wellcheck import events


async def test_who_is_told_when_with_times(world: World) -> None:
    """Asked at nine, hourly three times more; then Bob at one, Cara five minutes later, and so on."""
    await world.operator()
    await world.person("Ada", contacts=("Bob", "Cara"))
    await world.ada.says("Who is told when?")
    said = (await world.ada.hears("We ask you next on")).splitlines()
    assert said[0].endswith(", 09:00. We try: a text message to the number that ends in 001 at once.")
    assert said[1:] == [
        "If you do not answer, we ask you again: at 10:00, at 11:00 and at 12:00.",
        "If we still hear nothing from you, we tell:",
        "Bob (agreed): at 13:00, by text message",
        "Cara (agreed): at 13:05, by text message",
        "If nobody takes over, we tell them all again: at 13:15 and at 13:30.",
        "Our own team is told as well: at 13:35. Then we go on every 60 minutes until somebody takes over.",
        "Whoever takes over tells us how you are. If we hear nothing within 30 minutes, we tell the others again.",
        "If you tell us that you need help, we do not wait and tell them at once.",
    ]


async def test_who_is_told_when_is_what_happens(world: World) -> None:
    """The times we name are the times at which they are told."""
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=1)
    await world.until_asked(ada)
    await world.wait(minutes=5)
    await world.ada.says("who is told when")
    await world.ada.hears("wait for your answer until", "we ask you again: at 10:00", "Bob (agreed): at 11:00",
                          "Cara (agreed): at 11:05", "again: at 11:15 and at 11:30")  # fmt: skip
    await world.wait(minutes=56)
    await world.wait(minutes=58)  # 10:59
    assert await world.bob.count("has not answered") == 0
    await world.wait(minutes=2)
    assert (await world.bob.count("has not answered"), await world.cara.count("has not answered")) == (1, 0)
    await world.wait(minutes=5)
    assert (await world.bob.count("has not answered"), await world.cara.count("has not answered")) == (1, 1)
    await world.wait(minutes=10)
    assert await world.bob.count("has not answered") == 2


async def test_who_is_told_when_on_telegram_in_spanish_and_with_nobody(world: World) -> None:
    await world.person("Ada", contacts=("Bob",), consented=False, channel="telegram", language="es")
    await world.ada.telegram.says("/aviso")
    await world.ada.telegram.hears("Bob (aún no ha contestado): a las 13:00, por SMS")
    await world.bob.says("STOP")
    await world.ada.telegram.says("¿A quién avisan y cuándo?")
    await world.ada.telegram.hears("No hay nadie a quien avisar sobre usted. Por favor, añada un contacto")


async def test_who_is_told_when_check_ins_are_off(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"))
    await events.change_watch(ada, events.WatchChange(active=False), world.now)
    await world.ada.says("Who is told when?")
    await world.ada.hears(
        "We do not ask you how you are at the moment. If you tell us that you need help, we tell at once:\n"
        "Bob (agreed): at once, by text message\nCara (agreed): after 5 minutes, by text message\n"
        "If nobody takes over, we tell them all again: after 15 minutes and after 30 minutes."
    )
    await world.ada.says("SOS")
    await world.bob.hears("Ada asked for help")
    assert await world.cara.count("Ada asked") == 0
    await world.wait(minutes=5)
    await world.cara.hears("Ada asked for help")
