"""Kronus's checklist, K71 to K109: the life of a probe, commands by text message, and the webhook.

Where our conventions differ from Kronus's envelope and codes, ours are tested, and the behaviour behind the line.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.spec.api import House
from tests.stories.processes import eventually, scalar
from tests.stories.world import NUMBERS, World
from tests.web.callers import signature, sms_form
from wellcheck import db, escalations, events, people, probes, runtime
from wellcheck.channels import sms
from wellcheck.escalations import Escalation
from wellcheck.events import WatchChange
from wellcheck.people import Contact, Person
from workers.settings import engine

ASKED = "this is Wellcheck. Are you okay?"
AGAIN = "we have not heard from you yet"
ALARM = "has not answered a check-in"
UNREACHABLE = {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}


async def silent_until_alarm(world: World, person: Person) -> None:
    """Let this person, who is watched with one question of five minutes, be asked and not answer."""
    await world.until_asked(person)
    await world.wait(minutes=5.1)


async def told(world: World) -> list[str]:
    """What Bob heard beside the invitation."""
    return [text for text in await world.bob.received() if "uses Wellcheck" not in text]


async def unwatched(world: World, name: str = "Ada") -> Person:
    """A user who named nobody and is not watched."""
    async with db.transaction():
        person = await people.create(name, None, "en", "Europe/London", world.now)
        await people.add_address(person.id, "sms", NUMBERS[name], world.now, verified_how="test")
        await probes.settings_of(person.id, world.now)
    return person


async def post(
    world: World, sender: str, text: str, signed: str | None = None, **more: str
) -> tuple[int, str, list[str]]:
    """Twilio brings a text message: (status, content type, the texts of our answer)."""
    form = sms_form(world.config, sender, text, **more)
    headers = {"X-Twilio-Signature": signature(world.config, "/webhook/sms", form) if signed is None else signed}
    url = f"{world.config.public_url}/webhook/sms"
    async with world.http.post(url, data=form, headers=headers) as answer:
        root = ElementTree.fromstring(await answer.text())
        assert root.tag == "Response"
        return answer.status, answer.content_type, [message.text or "" for message in root.iter("Message")]


# --- the life of a probe ---------------------------------------------------------------------------------------------


async def test_k071_a_tick_sends_one_question_by_name_and_a_pending_probe_is_seen(world: World) -> None:
    ada = await world.person("Ada")
    before = len(await world.ada.received())
    await world.until_asked(ada)
    assert (await world.ada.received())[before:] == [
        "Hello Ada, this is Wellcheck. Are you okay?\n1 = I'm okay\n2 = I need help"
    ]
    assert await world.asked_provider("Ada") == before + 1
    [probe] = await world.probes_of(ada)
    assert (probe["status"]["name"], probe["retry_count"], probe["kind"]) == ("pending", 0, "scheduled")


async def test_k072_a_tick_while_a_probe_is_pending_asks_nothing_and_is_recorded(world: World) -> None:
    ada = await world.person("Ada", times="0 * * * *", retries=0, wait=90)
    await world.until_asked(ada)
    await world.wait(minutes=61)
    assert await world.ada.count("Are you okay?") == 1
    assert len(await world.probes_of(ada)) == 1
    assert await scalar("SELECT count(*) FROM occurrences WHERE state = 'skipped_overlap'") == 1


async def test_k073_a_yes_makes_it_good_and_is_thanked_once(world: World) -> None:
    ada = await world.person("Ada")
    for number, word in enumerate(("y", "Y", "yes", "Yeah", " yh "), start=1):
        await world.until_asked(ada)
        before = len(await world.ada.received())
        await world.ada.says(word)
        assert [text[:1] for text in (await world.ada.received())[before:]] == ["👍"], word
        [probe, *_] = await world.probes_of(ada)
        assert (probe["status"]["name"], probe["retry_count"]) == ("good", 0), word
        assert len(await world.probes_of(ada)) == number
    before = len(await world.ada.received())
    await world.wait(hours=5)
    assert len(await world.ada.received()) == before
    assert await told(world) == []


async def test_k074_a_no_is_acknowledged_and_the_contact_told_at_once(world: World) -> None:
    ada = await world.person("Ada")
    for number, word in enumerate(("n", "No", "nope", "nah", "na"), start=1):
        await world.until_asked(ada)
        await world.ada.says(word)
        [probe, *_] = await world.probes_of(ada)
        assert (probe["status"]["name"], probe["reason"]) == ("bad", "bad"), word
        assert await world.ada.count("We are telling your contacts right now.") == number, word
        assert await world.bob.count("Ada answered that they are not okay. Please reach out at once.") == number, word
        assert await world.ada.count("We told Bob.") == number, word
        await world.bob.says("1")
        await world.bob.says("1")
    assert await Escalation.filter(status="resolved").count() == 5


async def test_k075_silence_is_asked_again_at_one_two_three_hours_and_told_at_four(world: World) -> None:
    ada = await world.person("Ada")
    await world.until_asked(ada)
    asked = (await world.probe(ada)).asked_at
    for hour in (1, 2, 3):
        await world.until(asked + timedelta(hours=hour, seconds=-15))
        assert await world.ada.count(AGAIN) == hour - 1
        await world.until(asked + timedelta(hours=hour, seconds=60))
        assert await world.ada.count(AGAIN) == hour
        assert (await world.probes_of(ada))[0]["retry_count"] == hour
        # As if it had been asked again on the second: this story's clock moves in leaps.
        await db.run("UPDATE probes SET due_at = $1", asked + timedelta(hours=hour + 1))
        await db.run("UPDATE deliveries SET sent_at = $1, delivered_at = $1 WHERE kind = 'follow_up' AND sent_at > $1",
                     asked + timedelta(hours=hour))  # fmt: skip
    await world.until(asked + timedelta(hours=4, seconds=-15))
    assert await world.bob.count(ALARM) == 0
    await world.until(asked + timedelta(hours=4, seconds=60))
    assert await world.bob.count(ALARM) == 1


async def test_k076_then_it_is_unavailable_and_who_chose_so_is_not_asked_any_more(world: World) -> None:
    ada = await world.person("Ada", retries=1, wait=60, after_alarm="pause")
    await world.until_asked(ada)
    await world.wait(minutes=60.1, times=2)
    [probe] = await world.probes_of(ada)
    assert (probe["status"]["name"], probe["reason"]) == ("unavailable", "unavailable")
    await world.bob.hears("Hello Bob, Wellcheck here. Ada has not answered a check-in. Please make sure they are okay.")
    assert (await world.read(f"/v1/users/{ada.id}"))["probe_settings"]["active"] is False
    await world.wait(hours=30)
    assert await world.ada.count("You did not answer, so we told Bob.") == 1
    assert await world.ada.count("We will not ask you again until you switch check-ins on") == 1
    assert await world.ada.count(ASKED) == 1


async def test_k077_without_retries_the_contact_is_told_after_one_wait(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=30)
    await world.until_asked(ada)
    await world.wait(minutes=29)
    assert await world.bob.count(ALARM) == 0
    await world.wait(minutes=1.1)
    assert await world.bob.count(ALARM) == 1
    assert await world.ada.count(AGAIN) == 0


async def test_k078_the_probe_shows_who_was_told(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await silent_until_alarm(world, ada)
    [probe] = await world.probes_of(ada)
    bob = await Contact.filter(user_id=ada.id).order_by("position").first()
    assert bob is not None
    assert probe["emergency_probe"]["contact_id"] == str(bob.id)
    assert probe["emergency_probe"]["probe_id"] == probe["id"]


async def test_k079_two_engines_at_once_tell_the_contact_once(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    async with engine(world.running) as other:
        await world.engine.settle()
        at = (await world.probe(ada)).due_at
        assert at is not None
        await db.run("UPDATE probes SET due_at = $1", world.now)
        await db.run("UPDATE deliveries SET sent_at = $1, delivered_at = $1 WHERE kind = 'ask'", at - timedelta(days=1))
        await asyncio.gather(*(beat.tick() for beat in (world.engine, other) * 10))
        await asyncio.gather(world.engine.settle(), other.settle())
    await world.settle()
    assert await world.bob.count(ALARM) == 1
    assert await world.cara.count(ALARM) == 0
    assert await scalar("SELECT count(*) FROM escalations") == 1
    assert (
        await scalar("SELECT count(*) FROM attempts a JOIN deliveries d ON d.id = a.delivery_id AND d.kind = 'alarm'")
        == 1
    )


async def test_k080_an_ok_while_nothing_is_asked_changes_nothing_and_is_not_answered(world: World) -> None:
    ada = await world.person("Ada")
    assert await post(world, NUMBERS["Ada"], "Y") == (200, "text/xml", [])
    assert await world.probes_of(ada) == []
    assert await scalar("SELECT count(*) FROM escalations") == 0


async def test_k080_a_no_while_nothing_is_asked_is_not_passed_over(world: World) -> None:
    ada = await world.person("Ada")
    await world.ada.says("N")
    await world.ada.hears("are you okay, or do you need help?")
    [probe] = await world.probes_of(ada)
    assert (probe["status"]["name"], probe["kind"]) == ("pending", "unclear")
    await world.wait(minutes=5.1, times=2)
    assert await world.bob.count(ALARM) == 1


async def test_k081_an_unclear_text_is_kept_answered_and_moves_nothing(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.until_asked(ada)
    before = (await world.probe(ada)).due_at
    for minutes, text in enumerate(("the cat sat on the mat", "purple", "what?", "9", "...", "tralala"), start=1):
        await world.wait(minutes=minutes)
        await world.ada.says(text)
        probe = await world.probe(ada)
        assert (probe.status, probe.last_response, probe.due_at) == ("pending", text, before)
    assert await world.ada.count("Please reply 1 if you are okay, or 2 if you need help.") == 2
    await world.wait(minutes=40)
    assert (await world.probe(ada)).held_at is not None, "a sign of life: she is asked once more, and only once"
    await world.wait(minutes=15.1)
    assert (await world.probe(ada)).status == "unavailable"
    assert await world.bob.count(ALARM) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", said) for said in ("yes!", "I'm ok", "ok", "👍", "All good, thanks", "1")]
    + [("es", said) for said in ("sí", "estoy bien", "ok", "I'm ok")],
)
async def test_k082_what_people_say_for_yes_is_understood(world: World, language: str, words: str) -> None:
    ada = await world.person("Ada", language=language)
    await world.until_asked(ada)
    await world.ada.says(words)
    assert (await world.probe(ada)).status == "good"


async def test_k082_what_is_not_clearly_a_yes_is_never_good(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.until_asked(ada)
    for text in ("not ok?", "ok?", "yes and no", "okra", "I'll be okay?", "is it ok if I answer later", "оk or nоt"):
        await world.ada.says(text)
        assert (await world.probe(ada)).status != "good", text
        await db.run(
            "UPDATE probes SET status = 'pending', settled_at = NULL, due_at = $1", world.now + timedelta(hours=1)
        )
        await escalations.all_clear(ada.id, world.now)


async def test_k083_a_yes_while_a_follow_up_is_being_sent_is_not_lost(world: World) -> None:
    ada = await world.person("Ada", retries=3, wait=60)
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="create", kind="delay", seconds=1, phone=NUMBERS["Ada"])
    waiting = asyncio.create_task(world.wait(minutes=60.1))
    await eventually(lambda: scalar("SELECT 1 FROM deliveries WHERE kind = 'follow_up' AND state = 'sending'"))
    await world.sandbox_post("/phones/ada/say", text="Y", channel="sms")
    await waiting
    await world.settle()
    assert (await world.probe(ada)).status == "good"
    assert (await world.probes_of(ada))[0]["retry_count"] == 1
    await world.wait(hours=5)
    assert await world.bob.count(ALARM) == 0


async def test_k084_a_yes_after_the_last_wait_and_before_the_alarm_stops_it(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await runtime.wind(world.running, timedelta(minutes=7))  # and nobody looked yet
    assert (await post(world, NUMBERS["Ada"], "Y"))[2] == ["👍 Thank you, Ada. Good to know that you are okay."]
    await world.wait(hours=1)
    assert (await world.probe(ada)).status == "good"
    assert await told(world) == []


async def test_k084_a_yes_before_an_alarm_has_left_stops_it(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="create", kind="status", status=429, phone=NUMBERS["Bob"], times=None)
    await world.wait(minutes=5.1)
    assert (await world.probe(ada)).status == "unavailable"
    await world.ada.says("Y")
    await world.no_faults()
    await world.wait(hours=2)
    assert (await Escalation.get(user_id=ada.id)).status == "resolved"
    assert await told(world) == []  # no all-clear either: he never heard that anything was wrong


async def test_k085_one_yes_settles_what_was_asked_for_and_what_was_scheduled(world: World) -> None:
    ada = await world.person("Ada", times="0 * * * *", retries=0, wait=30)
    await world.until_asked(ada)
    await world.ada.says("probe -in 1 -retries 0 -wait 10")
    await world.wait(minutes=1.1)
    assert await world.ada.count("Are you okay?") == 1  # the open question stands for both
    await world.ada.says("Y")
    assert [probe["status"]["name"] for probe in await world.probes_of(ada)] == ["good"]
    await world.wait(minutes=31)
    assert await world.bob.count(ALARM) == 0


async def test_k086_a_late_yes_gives_the_all_clear_and_says_how_to_go_on(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5, after_alarm="pause")
    await silent_until_alarm(world, ada)
    await world.ada.says("Y")
    await world.bob.hears("All clear: Ada has answered and is okay.")
    await world.ada.hears("We tell everybody that you are okay.", 'reply "resume"')
    [probe] = await world.probes_of(ada)
    assert probe["status"]["name"] == "unavailable" and probe["late_ok_at"] is not None


async def test_k087_when_the_first_contact_cannot_be_reached_the_next_one_is_told_at_once(world: World) -> None:
    ada = await world.person("Ada", contacts=("Bob", "Cara"), retries=0, wait=5)
    await world.until_asked(ada)
    await world.fault(
        provider="twilio", method="create", kind="status", status=400, body=UNREACHABLE, phone="bob", times=None
    )
    await world.wait(minutes=5.1)
    assert await world.cara.count(ALARM) == 1
    await world.ada.hears("We cannot reach Bob any more.")


async def test_k087_when_nobody_is_left_the_user_and_an_operator_are_told(world: World) -> None:
    await world.operator()
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await world.fault(
        provider="twilio", method="create", kind="status", status=400, body=UNREACHABLE, phone="bob", times=None
    )
    await world.wait(minutes=5.1)
    await world.olga.hears("Nobody can be told about Ada")
    await world.ada.hears("We have nobody we can tell about you. Our own team has been told.")
    assert (await Escalation.get(user_id=ada.id)).status == "exhausted"
    await world.wait(minutes=10.1)
    assert await world.olga.count("Nobody can be told about Ada") == 2  # again and again, until somebody acts


@pytest.mark.parametrize("down", [{"kind": "status", "status": 503}, {"kind": "refuse"}])
async def test_k088_an_alarm_outlives_half_an_hour_without_the_provider(world: World, down: dict[str, Any]) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await world.fault(provider="twilio", method="create", times=None, **down)
    await world.wait(minutes=5.1)
    await world.wait(minutes=5, times=6)
    assert await world.bob.count(ALARM) == 0
    [escalation] = await world.read(f"/v1/users/{ada.id}/escalations")
    assert escalation["status"] in ("running", "exhausted")
    await world.no_faults()
    await world.wait(minutes=1.1, times=3)
    assert await world.bob.count(ALARM) == 1
    await world.bob.says("1")
    await world.ada.hears("Bob is coming to check on you.")


async def test_k089_what_became_of_each_message_is_recorded_and_shown(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    jobs = await world.read("/v1/jobs")
    ask = next(job for job in jobs if job["name"] == "ask")
    assert ask["status"]["name"] == "successful" and ask["delivered_at"] is not None
    [probe] = await world.probes_of(ada)
    moments = [moment["what"] for moment in (await world.read(f"/v1/probes/{probe['id']}"))["timeline"]]
    assert moments == ["asked", "ask_sent", "ask_delivered"]


async def test_k089_a_question_that_cannot_be_delivered_is_a_problem_and_not_silence(world: World) -> None:
    ada = await world.person("Ada", retries=3, wait=60)
    await world.fault(provider="twilio", method="create", kind="undelivered", status=30005, phone="ada")
    await world.until_asked(ada)
    await world.wait(minutes=15.1)
    [probe] = await world.probes_of(ada)
    assert (probe["status"]["name"], probe["reason"], probe["retry_count"]) == ("unavailable", "could_not_ask", 0)
    await world.bob.hears("We could not reach Ada's phone, so we do not know how they are.")
    assert await world.bob.count(ALARM) == 0
    job = next(job for job in await world.read("/v1/jobs") if job["name"] == "ask")
    assert job["status"]["name"] == "dead" and "30005" in job["last_error"]


async def test_k090_after_an_alarm_it_stays_off_until_it_is_switched_on(house: House) -> None:
    await house.put(
        active=True, cron_expression="0 9 * * *", max_retries=0, wait_time_in_minutes=5, after_alarm="pause"
    )
    await house.until_asked()
    await house.wait(minutes=5.1)
    await house.world.bob.hears(ALARM)
    await house.wait(hours=49)
    assert len(await house.probes()) == 1
    assert (await house.put(active=True))["active"] is True
    await house.until_asked()
    assert [probe["status"]["name"] for probe in await house.probes()] == ["pending", "unavailable"]


async def test_k090_a_word_by_text_message_does_the_same(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5, after_alarm="pause")
    await silent_until_alarm(world, ada)
    await world.ada.says("resume")
    await world.ada.hears("Check-ins are on again. We ask you next on")
    assert (await world.read(f"/v1/users/{ada.id}"))["probe_settings"]["active"] is True


async def test_k091_once_it_is_on_again_the_next_tick_asks_as_always(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5, after_alarm="pause")
    await silent_until_alarm(world, ada)
    await world.bob.says("1")
    await world.bob.says("1")
    await events.change_watch(ada, WatchChange(active=True), world.now)
    await world.until_asked(ada)
    assert await world.ada.count(ASKED) == 2
    await world.wait(minutes=5.1)
    assert await world.bob.count(ALARM) == 2


async def test_k092_a_thousand_people_due_at_once_are_asked_in_time_and_one_slow_call_holds_up_nobody(
    world: World,
) -> None:
    n, now = 1000, world.now
    ada = await world.person("Ada")
    await db.run(
        "INSERT INTO persons (id, language, zone, created_at, updated_at) SELECT gen_random_uuid(), 'en', 'UTC', $1, $1"
        " FROM generate_series(2, $2)", now, n,
    )  # fmt: skip
    crowd = [row["id"] for row in await db.rows("SELECT id FROM persons WHERE first_name_sealed IS NULL")]
    for number, id in enumerate(crowd):
        await people.add_address(id, "sms", f"+4477009{number + 10_000:05d}", now, verified_how="test")
    due = world.now + timedelta(seconds=30)
    await db.run(
        "INSERT INTO events (id, owner_id, name, action, payload, schedule, zone, status, due_at, slot, failures,"
        " created_at, updated_at) SELECT gen_random_uuid(), owner, 'check-in', 'probe', '{}', e.schedule, 'UTC', 'active',"
        " $2, 'now', 0, $2, $2 FROM unnest($1::uuid[]) AS owner, events e WHERE e.owner_id = $3",
        crowd, due, ada.id,
    )  # fmt: skip
    await db.run("UPDATE events SET due_at = $1, slot = 'now' WHERE owner_id = $2", due, ada.id)
    await world.fault(provider="twilio", method="create", kind="delay", seconds=8, phone="ada")
    await world.fault(provider="twilio", callbacks="drop", times=None)
    await world.until(due - timedelta(seconds=1))
    await eventually(
        lambda: scalar("SELECT count(*) >= $1 FROM deliveries WHERE kind = 'ask' AND state = 'sent'", n - 1), 30
    )
    seen = (await world.sandbox_get("/requests"))["requests"]
    asks = [r for r in seen if r["method"] == "create" and "Are you okay?" in r["params"]["Body"]]
    others = [r for r in asks if r["params"]["To"] != NUMBERS["Ada"]]
    assert len({r["params"]["To"] for r in others}) == len(others) == n - 1
    late = [datetime.fromtimestamp(r["at"], UTC) - due for r in others]
    assert max(late) < timedelta(seconds=20)
    assert not [r for r in asks if r["params"]["To"] == NUMBERS["Ada"] and r["at"] < max(o["at"] for o in others)]


# --- commands by text message ----------------------------------------------------------------------------------------


async def test_k093_ping_and_usage_in_any_case(world: World) -> None:
    await world.person("Ada")
    for times, words in enumerate(("ping", "PING", " Ping "), 1):
        assert await post(world, NUMBERS["Ada"], words) == (200, "text/xml", [])
        await world.settle()
        assert await world.ada.count("PONG!") == times and await world.ada.last() == "PONG!"
    await post(world, NUMBERS["Ada"], "Usage")
    await world.settle()
    usage = await world.ada.last()
    for command in ("usage", "probe", "ping", "status", "contacts", "schedule", "pause", "resume"):
        assert command in usage


async def test_k094_probe_asks_in_five_minutes_and_waits_ten(world: World) -> None:
    ada = await world.person("Ada")
    await world.ada.says("probe")
    await world.ada.hears("We will check on you in 5 minutes.", "We ask again 3 times before we tell your contacts.")
    await world.wait(minutes=4.5)
    assert await world.ada.count("Are you okay?") == 0
    await world.wait(minutes=0.6)
    await world.ada.hears("you asked us to check on you. Are you okay?")
    [probe] = await world.probes_of(ada)
    assert (probe["kind"], probe["max_retries"], probe["wait_time_in_minutes"]) == ("asked", 3, 10)
    await world.wait(minutes=10.1)
    assert await world.ada.count(AGAIN) == 1


async def test_k095_probe_with_flags_uses_them_for_that_probe_alone(world: World) -> None:
    ada = await world.person("Ada", retries=3, wait=60)
    await world.ada.says("probe -in 60 -retries 1 -wait 20")
    await world.ada.hears("We will check on you in 60 minutes. We ask again once before we tell your contacts.")
    await world.wait(minutes=60.1)
    await world.wait(minutes=20.1)
    assert (await world.ada.count("you asked us"), await world.ada.count(AGAIN)) == (1, 1)
    await world.wait(minutes=20.1)
    assert await world.bob.count(ALARM) == 1
    [probe] = await world.probes_of(ada)
    assert (probe["max_retries"], probe["wait_time_in_minutes"], probe["status"]["name"]) == (1, 20, "unavailable")
    settings = (await world.read(f"/v1/users/{ada.id}"))["probe_settings"]
    assert (settings["max_retries"], settings["wait_time_in_minutes"]) == (3, 60)


async def test_k096_probe_without_a_contact_is_refused(world: World) -> None:
    ada = await unwatched(world)
    await world.ada.says("probe")
    await world.ada.hears('You have no emergency contact yet. Please add one first: reply "contacts".')
    assert await events.events_of(ada.id) == []


@pytest.mark.parametrize("words", ["probe -often 3", "probe -in", "probe -in soon", "probe -in 1.5", "probe --help"])
async def test_k097_what_probe_does_not_know_is_explained(world: World, words: str) -> None:
    await world.person("Ada")
    before = await scalar("SELECT count(*) FROM events")
    await world.ada.says(words)
    await world.ada.hears('Say "probe" and we check on you in 5 minutes', "probe -in 60 -retries 1 -wait 20")
    assert await scalar("SELECT count(*) FROM events") == before


@pytest.mark.parametrize(
    "words", ["probe 60", "probe  -in   60", "PROBE -IN 60", "probe\n-in 60\r\n", "Probe -in=60", "probe in an hour"]
)
async def test_k098_spaces_line_ends_and_capitals_do_not_matter(world: World, words: str) -> None:
    ada = await world.person("Ada")
    await world.ada.says(words)
    await world.ada.hears("We will check on you in 60 minutes.")
    planned = await events.Event.get(owner_id=ada.id, name="asked")
    assert planned.due_at is not None
    assert abs(planned.due_at - world.now - timedelta(minutes=60)) < timedelta(seconds=30)


@pytest.mark.parametrize(
    ("words", "range"),
    [
        ("probe -in -5", "in 0 to 10080 minutes"),
        ("probe -wait 0", "wait 5 to 120 minutes"),
        ("probe -retries 99", "again 0 to 6 times"),
        ("probe 99999999", "in 0 to 10080 minutes"),
    ],
)
async def test_k099_values_out_of_range_are_refused_with_the_range(world: World, words: str, range: str) -> None:
    await world.person("Ada")
    await world.ada.says(words)
    await world.ada.hears(range)
    assert await scalar("SELECT count(*) FROM events WHERE name = 'asked'") == 0


async def test_k100_a_probe_asked_for_tells_the_contacts_also_when_check_ins_are_off(world: World) -> None:
    ada = await world.person("Ada")
    await events.change_watch(ada, WatchChange(active=False), world.now)
    await world.ada.says("probe -in 5 -retries 1 -wait 5")
    await world.wait(minutes=5.1, times=3)
    assert (await world.ada.count("you asked us"), await world.ada.count(AGAIN)) == (1, 1)
    assert await world.bob.count(ALARM) == 1


async def test_k101_a_probe_asked_for_while_another_is_open_makes_no_second_one(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=60)
    await world.until_asked(ada)
    before = (await world.probe(ada)).due_at
    await world.ada.says("probe 1")
    await world.wait(minutes=1.1)
    assert len(await world.probes_of(ada)) == 1
    assert (await world.probe(ada)).due_at == before
    assert await world.ada.count("Are you okay?") == 1


async def test_k102_a_probe_asked_for_survives_a_restart(world: World) -> None:
    await world.person("Ada")
    await world.ada.says("probe 30")
    async with engine(world.running) as restarted:
        world.engine = restarted
        await world.wait(minutes=30.1)
        await world.ada.hears("you asked us to check on you. Are you okay?")


async def test_k102_what_was_asked_for_can_be_seen_and_taken_back(world: World) -> None:
    ada = await world.person("Ada")
    await world.ada.says("probe 30")
    status, told = await world.call("GET", f"/v1/users/{ada.id}/plans")
    assert status == 200 and len(told["data"]) == 1
    await world.ada.says("plans")
    await world.ada.hears("You asked us to check on you at these times. Which one shall we take back?")
    await world.ada.says("1")
    await world.ada.hears("Taken back. We will not ask you at that time.")
    await world.wait(minutes=31)
    assert await world.ada.count("you asked us to check on you.") == 0


async def test_k103_a_stranger_is_not_answered_and_nothing_of_it_is_kept(world: World) -> None:
    ada = await world.person("Ada")
    await world.until_asked(ada)
    before = await scalar("SELECT count(*) FROM inbound")
    assert await post(world, "+447700900077", "yes") == (200, "text/xml", [])
    assert await scalar("SELECT count(*) FROM inbound") == before
    assert await people.find_address("sms", "+447700900077") is None
    assert (await world.probe(ada)).status == "pending"


async def test_k103_a_contact_is_heard(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await silent_until_alarm(world, ada)
    status, _, texts = await post(world, NUMBERS["Bob"], "1")
    assert status == 200 and texts == []
    await world.settle()
    await world.bob.hears("Thank you, Bob. You are looking after Ada now.")
    assert (await Escalation.get(user_id=ada.id)).status == "acknowledged"


# --- the webhook -----------------------------------------------------------------------------------------------------


async def test_k104_without_the_right_signature_nothing_happens(world: World) -> None:
    ada = await world.person("Ada")
    await world.until_asked(ada)
    before = await scalar("SELECT count(*) FROM inbound")
    for signed in ("", "bm90IGEgc2lnbmF0dXJl"):
        assert (await post(world, NUMBERS["Ada"], "Y", signed))[::2] == (401, [])
    assert (await world.probe(ada)).status == "pending"
    assert await scalar("SELECT count(*) FROM inbound") == before


def test_k105_the_signature_counts_with_and_without_port_and_with_a_slash_at_the_end() -> None:
    form = {"From": NUMBERS["Ada"], "Body": "Y", "MessageSid": "SM1"}
    pairs = [*form.items()]

    class Signing:
        """What `signature` looks at of a configuration."""

        public_url = "https://check.example.org"
        twilio_auth_tokens = ("token",)

    for url in ("https://check.example.org", "https://check.example.org:443"):
        Signing.public_url = url
        given = signature(Signing, "/webhook/sms", form)  # type: ignore[arg-type]
        for ours in ("https://check.example.org", "https://check.example.org/", "https://check.example.org:443/"):
            assert sms.signature_ok(("token",), ours, "/webhook/sms", pairs, given), (url, ours)
    assert not sms.signature_ok(("token",), "https://elsewhere.example.org", "/webhook/sms", pairs, given)
    assert not sms.signature_ok(("token",), "http://check.example.org", "/webhook/sms", pairs, given)


async def test_k106_the_answer_is_xml_and_special_letters_are_escaped(world: World) -> None:
    ada = await world.person("Ada")
    await people.rename(ada, world.now, first_name='A<d>a & "Co"')
    await world.until_asked(ada)
    status, kind, texts = await post(world, NUMBERS["Ada"], "Y")
    assert (status, kind) == (200, "text/xml")
    assert texts == ['👍 Thank you, A<d>a & "Co". Good to know that you are okay.']


async def test_k107_when_something_breaks_we_say_sorry_and_hear_it_later(world: World) -> None:
    ada = await world.person("Ada", retries=0, wait=5)
    await world.until_asked(ada)
    await db.run("ALTER TABLE probes ADD CONSTRAINT broken CHECK (status <> 'good')")
    status, kind, [sorry] = await post(world, NUMBERS["Ada"], "Y")
    assert (status, kind) == (200, "text/xml")
    assert sorry.startswith("Sorry, something went wrong on our side. We kept your message")
    assert (await world.probe(ada)).status == "pending"
    await db.run("ALTER TABLE probes DROP CONSTRAINT broken")
    await world.wait(minutes=1)
    assert (await world.probe(ada)).status == "good"


async def test_k108_only_post_is_taken(world: World) -> None:
    async with world.http.get(f"{world.config.public_url}/webhook/sms") as answer:
        assert answer.status == 405


async def test_k109_the_same_message_twice_acts_once(world: World) -> None:
    await world.person("Ada")
    first = await post(world, NUMBERS["Ada"], "probe 30", MessageSid="SM" + "a" * 32)
    again = await post(world, NUMBERS["Ada"], "probe 30", MessageSid="SM" + "a" * 32)
    await world.settle()
    assert first == again == (200, "text/xml", []) and await world.ada.count("30 minutes") == 1
    assert await scalar("SELECT count(*) FROM events WHERE name = 'asked'") == 1
