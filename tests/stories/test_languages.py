"""One alarm, three languages: each reads, or hears, their own."""

from __future__ import annotations

from tests.stories.world import NUMBERS, World
from wellcheck import people
from wellcheck.people import Address, Contact, Person


async def test_one_alarm_speaks_spanish_german_and_english(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    bob, cara = await Contact.filter(user_id=ada.id).order_by("position")
    await Person.filter(id=bob.person_id).update(language="es")
    await Person.filter(id=cara.person_id).update(language="de")
    await Address.filter(person_id=cara.person_id).update(channel="voice", blind=people.blind("voice", NUMBERS["Cara"]))
    await world.until_asked(ada)
    await world.ada.hears("Are you okay?")
    await world.wait(minutes=5.1)
    await world.bob.hears("Ada no ha respondido", "1 = Me encargo")
    await world.ada.hears("You did not answer, so we told Bob.")
    await world.wait(minutes=5.1)
    await world.cara.rings()
    await world.cara.picks_up()
    await world.cara.voice.hears("Ada hat auf unsere Frage nicht geantwortet", "Können Sie sich kümmern?")
    call = (await world.cara.calls())[-1]
    assert {line["language"] for line in call["lines"] if line["kind"] == "say"} == {"de-DE"}
    await world.cara.presses("1")
    await world.cara.voice.hears("Ada")
    await world.ada.hears("Cara is coming to check on you")
    await world.bob.hears("Cara", "Ada", "Gracias")
    await world.bob.says("english")
    await world.bob.hears("We write to you in English from now on.")
    await world.ada.says("I'm okay")
    await world.bob.hears("All clear: Ada has answered and is okay.")
