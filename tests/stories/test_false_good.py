"""Ways to a false "all good", each tried on the whole product: none of them makes a probe good or ends an alarm.

The numbers are those of our list of such ways; those that are missing need what we do not have yet (calls, backups).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.hear import hear
from tests.spec.test_kronus_life import post
from tests.stories.processes import scalar
from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import NUMBERS, World
from wellcheck import db, escalations, events, messages, people, probes
from wellcheck.channels import telegram
from wellcheck.escalations import Escalation
from wellcheck.messages import Delivery, Inbound, Receipt
from wellcheck.people import Contact, Person


async def asked(world: World, **how: Any) -> Person:
    """Ada, who has just been asked."""
    ada = await world.person("Ada", **({"retries": 0, "wait": 60} | how))
    await world.until_asked(ada)
    return ada


async def still_pending(world: World, ada: Person, heard_of: bool = False) -> None:
    """Nothing has settled it, and silence ends in an alarm. `heard_of`: something came from her, so she is asked once more."""
    probe = await world.probe(ada)
    assert probe.status == "pending"
    assert probe.due_at is not None
    await world.until(probe.due_at + timedelta(seconds=30))
    if heard_of:
        assert (await world.probe(ada)).status == "pending"
        await world.until(probe.due_at + probes.rules.HOLD_MOST + timedelta(minutes=1))
    assert (await world.probe(ada)).status == "unavailable"
    await world.bob.hears("Ada has not answered a check-in")


async def test_03_delivered_and_read_is_no_answer(world: World) -> None:
    ada = await asked(world)
    ask = await Delivery.get(kind="ask")
    assert ask.state == "delivered"
    read = Receipt("sms", ask.provider_id or "", "read", "", ask.id, world.now, rank=7, delivered=True)
    await messages.note_receipts([read], world.now)
    await still_pending(world, ada)


@pytest.mark.parametrize("word", ["STOP", "stop.", "CANCEL", "END", "QUIT", "UNSUBSCRIBE", "STOPALL", "BAJA"])
async def test_04_stop_words_are_no_answer(world: World, word: str) -> None:
    ada = await asked(world)
    await post(world, NUMBERS["Ada"], word)
    await still_pending(world, ada)
    assert (await people.usable_addresses(ada.id)) == []


async def test_05_a_machine_that_answers_everything_is_not_okay_and_not_talked_to_for_ever(world: World) -> None:
    ada = await asked(world, retries=2)
    machine = (
        "I'm OK to talk later, I am driving right now. Sent automatically.",
        "Out of office: I am fine and back on Monday. This is an automatic reply.",
        "Thank you for your message! We will get back to you. OK",
        "Auto-reply: yes",
        "[Auto] I'm okay",
        "Respuesta automática: estoy bien",
    )
    before = len(await world.ada.received())
    for words in machine:
        await world.ada.says(words)
        assert (await world.probe(ada)).status == "pending", words
    assert len(await world.ada.received()) - before <= 2
    await world.wait(minutes=60.1, times=3)
    await world.wait(minutes=15.1)  # some of it may be hers, so she is asked once more
    assert (await world.probe(ada)).status == "unavailable"


async def test_06_our_own_words_sent_back_are_no_answer(world: World) -> None:
    ada = await asked(world)
    question = await world.ada.last()
    for words in (
        question,
        f"> {question}",
        f"“{question}”",
        question.replace("\n", " "),
        question.splitlines()[0],
        f'Liked "{question}"',
        f'Me gusta "{question}"',
        "1 = I'm okay 2 = I need help",
    ):
        await world.ada.says(words[:1600])
        assert (await world.probe(ada)).status == "pending", words
    await still_pending(world, ada)


async def test_07_an_ok_from_before_the_question_is_no_answer_to_it(world: World) -> None:
    ada = await asked(world)
    asked_at = (await world.probe(ada)).asked_at
    for at in (asked_at - timedelta(hours=9), asked_at - timedelta(seconds=10)):
        await hear([Inbound("sms", NUMBERS["Ada"], "I'm okay", f"SM-{at}", at=at)], world.now, inline=False)
    await still_pending(world, ada)


async def test_07_an_ok_from_before_a_call_for_help_does_not_call_it_off(world: World) -> None:
    ada = await world.person("Ada")
    before = world.now
    await world.wait(minutes=10)
    await world.ada.says("I fell, please help me")
    await hear([Inbound("sms", NUMBERS["Ada"], "I'm okay", "SM-old", at=before)], world.now, inline=False)
    assert (await Escalation.get(user_id=ada.id)).status == "running"
    assert await world.bob.count("All clear") == 0


async def test_07_an_ok_kept_and_not_understood_at_first_is_as_old_as_it_was(world: World) -> None:
    ada = await world.person("Ada")
    before = world.now
    await world.until_asked(ada)
    said = Inbound("sms", NUMBERS["Ada"], "I'm okay", "SM-old", at=before)
    async with db.transaction():
        [noted] = await messages.note_inbound([said], world.now)
        await messages.unheard(noted.row, world.now)
    await world.wait(minutes=1)
    assert await scalar("SELECT state FROM inbound WHERE id = $1", noted.row) == "handled"
    assert (await world.probe(ada)).status == "pending"


async def test_08_a_tap_under_an_old_question_answers_no_new_one(world: World) -> None:
    ada = await world.person("Ada", times="0 * * * *", retries=0, wait=5)
    await also_on_telegram(world, ada, "Ada", first=True)
    await world.until_asked(ada)
    old = await Delivery.get(kind="ask", channel="telegram")
    await world.wait(minutes=5.1)
    await escalations.all_clear(ada.id, world.now)
    await world.until_asked(ada)
    await hear([Inbound("telegram", "7001", "", "tap-1", button=(old.id.hex, "ok"))], world.now)
    assert (await world.probe(ada)).status == "pending"


async def test_08_an_ok_of_somebody_who_is_asked_and_is_told_of_an_alarm_is_no_word_about_themselves(
    world: World,
) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    bob = await people.get((await Contact.get(user_id=ada.id)).person_id)
    await probes.settings_of(bob.id, world.now)
    await probes.ask(probes.Wish(bob.id, world.now, 0, timedelta(hours=2)), world.now)
    await world.until_asked(ada)
    await world.wait(minutes=5.1)
    await world.bob.hears("Ada has not answered a check-in")
    for words in ("ok", "yes I saw it", "fine", "👍", "all good"):
        await world.bob.says(words)
        assert (await world.probe(bob)).status != "good", words
    assert (await world.probe(ada)).status == "unavailable"


async def test_08_somebody_elses_ok_is_not_hers(world: World) -> None:
    ada = await asked(world)
    await world.bob.says("I'm okay")
    await world.bob.says("Ada is okay")
    await world.bob.says("1")
    await still_pending(world, ada)


async def test_09_who_only_claims_her_number_is_not_her(world: World) -> None:
    ada = await asked(world)
    assert (await post(world, NUMBERS["Ada"], "Y", "Zm9yZ2Vk"))[0] == 401  # not signed by the provider
    await post(world, "+447700900066", "Y")  # a number nobody has
    await people.add_address(ada.id, "sms", "+447700900067", world.now)  # typed, and never proved
    await post(world, "+447700900067", "Y")
    await post(world, "+447700900001\u200b", "Y")
    await post(world, "447700900001", "Y")
    await still_pending(world, ada)


async def test_10_nobody_else_can_press_her_button(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await also_on_telegram(world, ada, "Ada", first=True)
    await world.until_asked(ada)
    ask = await Delivery.get(kind="ask", channel="telegram")
    tap = {"id": "1", "data": f"{ask.id.hex}:ok", "chat_instance": "1"}
    group = {"id": -100123, "type": "supergroup", "title": "Family"}
    bob = {"id": 7002, "is_bot": False, "first_name": "Bob"}
    forwarded = {"update_id": 1, "callback_query": tap | {"from": bob, "message": {"message_id": 5, "chat": group}}}
    assert telegram.read(forwarded) is None
    said = {"message_id": 6, "date": 1, "chat": group, "from": {"id": 7001, "is_bot": False}, "text": "I'm okay"}
    assert telegram.read({"update_id": 2, "message": said}) is None  # not even she herself, in front of others
    await hear([Inbound("telegram", "7002", "", "tap-by-bob", button=(ask.id.hex, "ok"))], world.now)
    await still_pending(world, ada)


async def test_11_an_operator_can_close_it_and_never_make_it_good(world: World) -> None:
    ada = await asked(world)
    probe = await world.probe(ada)
    status, told = await world.call("POST", f"/v1/probes/{probe.id}/answer", {"answer": "ok"})
    assert status == 200, told
    assert (told["data"]["status"]["name"], told["data"]["reason"]) == ("cancelled", "closed_by_operator")
    assert (await world.probe(ada)).status == "cancelled"


@pytest.mark.parametrize("never", ["0 0 31 2 *", "0 0 30 2 *", "@reboot", "R R * * *"])
async def test_13_times_that_never_come_are_refused(world: World, never: str) -> None:
    ada = await world.person("Ada")
    before = (await events.watch_of(ada, world.now)).times
    await world.ada.says("schedule")
    await world.ada.says(never)
    assert await world.ada.count("Is that right?") == 0
    assert (await events.watch_of(ada, world.now)).times == before
    status, told = await world.call("POST", "/v1/schedules/preview", {"cron_expression": never, "zone": "UTC"})
    assert status in (400, 422), told


async def test_16_gibberish_moves_no_deadline(world: World) -> None:
    ada = await asked(world, wait=30)
    before = (await world.probe(ada)).due_at
    for minute in range(5):
        await world.wait(minutes=4)
        await world.ada.says(f"blah {minute}")
        assert (await world.probe(ada)).due_at == before
    await still_pending(world, ada, heard_of=True)


async def test_17_who_takes_over_says_nothing_about_how_she_is(world: World) -> None:
    ada = await asked(world, wait=5)
    await world.wait(minutes=5.1)
    await world.bob.says("1")
    assert (await world.probe(ada)).status == "unavailable"
    assert (await Escalation.get(user_id=ada.id)).status == "acknowledged"
    for words in ("ok", "yes", "ok I will", "thanks", "👍", "got it"):
        await world.bob.says(words)
        assert (await Escalation.get(user_id=ada.id)).status == "acknowledged", words
    await world.wait(minutes=25.1)
    await world.bob.hears("Did you reach Ada?")
    await world.wait(minutes=5.1)  # and nothing more is heard of him
    assert (await Escalation.get(user_id=ada.id)).status == "running"


async def test_17_only_his_word_that_she_is_safe_ends_it(world: World) -> None:
    ada = await asked(world, wait=5)
    await world.wait(minutes=5.1)
    await world.bob.says("on it")
    await world.bob.says("She's fine")
    assert (await Escalation.get(user_id=ada.id)).outcome == "contact_says_safe"
    assert (await world.probe(ada)).status == "unavailable"


async def test_18_a_watch_that_nobody_keeps_is_seen_from_outside(world: World) -> None:
    async def ready() -> tuple[int, list[str]]:
        async with world.http.get(f"{world.config.public_url}/readyz") as answer:
            return answer.status, (await answer.json())["data"]["problems"]

    await world.person("Ada")
    assert await ready() == (200, [])
    await db.run("UPDATE beats SET seen_at = seen_at - interval '31 seconds' WHERE kind = 'worker'")
    status, problems = await ready()
    assert status == 503 and any("no worker" in problem for problem in problems)


@pytest.mark.parametrize(
    "words",
    ["not ok", "I'm not okay", "nok", "ok?", "ΟΚ", "оk", "о\u200bk", "okay okay no", "no, fine thanks, actually not",
     "kO", "ok not", "I'm okay-ish", "she said yes", "12", "1 or 2", "1 2", "is 1 right?"],
)  # fmt: skip
async def test_20_what_only_looks_like_ok_is_not(world: World, words: str) -> None:
    ada = await asked(world)
    await world.ada.says(words)
    assert (await world.probe(ada)).status in ("pending", "bad"), words


async def test_22_a_late_ok_rewrites_nothing(world: World) -> None:
    ada = await asked(world, wait=5)
    await world.wait(minutes=5.1)
    await world.ada.says("Y")
    await world.ada.says("Y")
    [probe] = await world.probes_of(ada)
    assert (probe["status"]["name"], probe["reason"]) == ("unavailable", "unavailable")
    assert probe["settled_at"] < probe["late_ok_at"]
    stats = await world.read("/v1/probes/stats")
    assert (stats["good_probe_count"], stats["unavailable_probe_count"]) == (0, 1)
