"""What failed, was missed, skipped or lost is done once more, whatever an event does: by its one occurrence, or many at once.

What has a receiver: see Q181 in `test_qhronos_delivery.py`.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.spec import test_qhronos_told as told_of
from tests.spec.api import House, done, refused
from tests.spec.test_qhronos_told import said_to
from tests.stories.world import NUMBERS
from tests.web.callers import Api, Somebody, another
from wellcheck import db, events, probes, runtime, visits
from wellcheck.access.rules import Caller
from wellcheck.errors import NotPossible
from wellcheck.events import made, replays, views
from wellcheck.reminders import Reminder

PILLS = {"type": "message", "params": {"text": "Take your pills"}}
MOMENT = timedelta(minutes=2)
"""After so long what was done just now may be done again."""


@pytest.fixture
async def ada(admin: Somebody) -> Somebody:
    """A user with somebody who would be told."""
    made = await another(admin)
    await made.consents(await made.contact())
    return made


@pytest.fixture
def master(api: Api) -> Api:
    """Spoken to with the master token."""
    return api.by(api.config.master_token)


async def planned(api: Api, **more: Any) -> dict[str, Any]:
    """An event, an hour from now."""
    return await told_of.planned(api, **{"name": "an event"} | more)


def for_her(ada: Somebody, kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "params": {"user_id": ada.id} | more}


async def outage(api: Api, *events_of: dict[str, Any], **gone: float) -> list[dict[str, Any]]:
    """These events come due while nobody is at work, and it is too late for them. The latest occurrence of each."""
    await runtime.wind(api.running, timedelta(**gone))
    await events.run_due(api.running.now())
    return [(await of(api, event))[0] for event in events_of]


async def of(api: Api, event: dict[str, Any]) -> list[dict[str, Any]]:
    """The occurrences of an event that have been, the latest first."""
    found = await api.get(f"/v1/events/{event['id']}/occurrences")
    return [each for each in found if each["status"] != "scheduled"]


async def retry(api: Api, occurrence: dict[str, Any]) -> tuple[int, Any]:
    return await api.ask("POST", f"/v1/occurrences/{occurrence['occurrence_id']}/retry")


async def again(api: Api, occurrence: dict[str, Any], status: str = "completed") -> dict[str, Any]:
    """It is done anew. The occurrence, as it is shown then."""
    told = done(await retry(api, occurrence))
    assert told == {"occurrence_id": occurrence["occurrence_id"], "status": status}
    return await look(api, occurrence)


async def look(api: Api, occurrence: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = await api.get(f"/v1/occurrences/{occurrence['occurrence_id']}")
    return shown


async def tries(api: Api, occurrence: dict[str, Any]) -> list[tuple[int, str | None]]:
    found = await api.get(f"/v1/occurrences/{occurrence['occurrence_id']}/attempts")
    assert all(each["started_at"] <= each["completed_at"] for each in found)
    return [(each["number"], each["error_message"]) for each in found]


async def reminders_of(event: dict[str, Any]) -> list[Reminder]:
    return await Reminder.filter(event_id=event["id"]).order_by("id")


# --- one, of each action -----------------------------------------------------------------------------------------------


async def test_q181_a_message_is_said_anew_under_the_same_id(api: Api, master: Api, admin: Somebody, ada: Somebody):
    event = await planned(master, action=for_her(ada, "message", text="Take your pills"), tags=["pills"])
    [missed] = await outage(master, event, hours=9)
    assert (missed["status"], missed["attempt_count"]) == ("missed", 0) and not await reminders_of(event)
    said = await again(master, missed)
    assert (said["status"], said["attempt_count"], said["id"]) == ("completed", 1, missed["id"])
    [reminder] = await reminders_of(event)
    assert str(reminder.id) == said["about_id"] and api.running.now() - reminder.asked_at < MOMENT
    assert await said_to(ada, "reminder") == ["Reminder: Take your pills"]
    error = refused(await retry(master, missed), 409)  # a second click
    assert error["message"].startswith("This was done less than a minute ago.")
    await runtime.wind(api.running, MOMENT)
    said = await again(master, missed)
    assert await tries(master, missed) == [(1, None), (2, None)] and len(await reminders_of(event)) == 2
    assert [each["occurrence_id"] for each in await of(master, event)] == [missed["occurrence_id"]]
    told = [each["detail"]["was"] for each in await master.get(f"/v1/audit?subject={event['id']}&limit=2")]
    assert told == ["completed", "missed"]
    # What was said on time is said anew in the same way, and its first time is kept.
    ran = done(await master.ask("POST", f"/v1/events/{event['id']}/run"), 201)
    await runtime.wind(api.running, MOMENT)
    assert (await again(master, ran))["attempt_count"] == 2 and await tries(master, ran) == [(1, None), (2, None)]


async def test_q181_a_message_that_waits_to_be_confirmed_is_not_said_beside_itself(
    api: Api, master: Api, ada: Somebody
):
    event = await planned(
        master, name="insulin", action=for_her(ada, "message", text="Insulin", confirm=True, wait_minutes=120)
    )
    await runtime.wind(api.running, timedelta(minutes=60))
    await events.run_due(api.running.now())
    await runtime.wind(api.running, MOMENT)
    [said] = await of(master, event)
    error = refused(await retry(master, said), 409)
    assert error["message"] == "“insulin” could not be carried out: the one before is still to be confirmed"
    assert await look(master, said) == said and await tries(master, said) == []  # nothing has changed
    await Reminder.filter(event_id=event["id"]).update(status="done", due_at=None)
    assert (await again(master, said))["about_id"] != said["about_id"]


async def test_q181_a_person_is_asked_anew_unless_a_question_is_open(api: Api, master: Api, ada: Somebody):
    event = await planned(master, name="check", action=for_her(ada, "probe", retries=0, wait_minutes=30))
    [missed] = await outage(master, event, hours=9)
    asked = await again(master, missed)
    probe = await probes.Probe.get(id=asked["about_id"])
    assert (probe.status, str(probe.person_id)) == ("pending", ada.id) and api.running.now() - probe.asked_at < MOMENT
    await runtime.wind(api.running, MOMENT)
    error = refused(await retry(master, missed), 409)
    assert error["message"] == "“check” could not be carried out: a question is open already"
    keyed = {"headers": {"Idempotency-Key": "k"}}
    refused(await master.ask("POST", f"/v1/occurrences/{missed['occurrence_id']}/retry", **keyed), 409)
    assert await look(master, missed) == asked and await probes.Probe.filter(person_id=ada.id).count() == 1
    await probes.Probe.filter(id=probe.id).update(status="good", due_at=None)
    assert (await again(master, missed))["about_id"] != str(probe.id) and await tries(master, missed) == [
        (1, None),
        (2, None),
    ]


async def test_q181_an_alarm_is_raised_anew_and_is_the_open_one_if_there_is_one(
    api: Api, master: Api, admin: Somebody, ada: Somebody
):
    cara = await another(admin)
    await cara.consents(await cara.contact())
    event = await planned(master, action=for_her(ada, "escalation"), catch_up_seconds=0)
    hers = await planned(master, action=for_her(cara, "escalation"), catch_up_seconds=0)
    missed, also = await outage(master, event, hers, hours=9)
    raised = await again(master, missed)
    await runtime.wind(api.running, MOMENT)
    assert (await again(master, missed))["about_id"] == raised["about_id"]  # it goes on, and nobody is told twice
    # Two alarms at once, of which one is open already: each occurrence has its own.
    await runtime.wind(api.running, MOMENT)
    await db.run("UPDATE occurrences SET state = 'failed' WHERE event_id = ANY($1)", [event["id"], hers["id"]])
    assert done(await master.ask("POST", "/v1/occurrences/replay", {"since": missed["scheduled_at"]})) == {
        "replayed": 2
    }
    await events.replays.run_due(api.running.now())
    rows = {str(row["user_id"]): str(row["id"]) for row in await db.rows("SELECT id, user_id FROM escalations")}
    assert len(rows) == 2 and (await look(master, missed))["about_id"] == rows[ada.id]
    assert (await look(master, also))["about_id"] == rows[cara.id]
    await db.run("UPDATE escalations SET status = 'resolved', due_at = NULL")
    await runtime.wind(api.running, MOMENT)
    assert (await again(master, missed))["about_id"] not in rows.values()


async def test_q181_a_process_is_handed_in_anew_once_what_was_wrong_with_it_is_right(
    api: Api, master: Api, admin: Somebody
):
    steps = [{"channel": "sms", "phone-number": "+447700900123", "after_minutes": 1}]
    request = {"process-id": "q-1", "action": "start", "text": "It is hot"}
    good, bad = (
        {"type": "escalation", "params": {"process": request | more}}
        for more in ({"notifications": steps}, {"policy": "gone"})
    )
    event = await planned(master, name="heat", action=bad)
    await runtime.wind(api.running, timedelta(hours=1))
    await events.run_due(api.running.now())
    [failed] = await of(master, event)
    assert failed["status"] == "failed"
    error = refused(await retry(master, failed), 409)
    assert error["message"].startswith("“heat” could not be carried out: ") and await look(master, failed) == failed
    shown = done(await master.ask("PUT", f"/v1/events/{event['id']}", {"action": good}))
    assert shown["status"] == "inactive"  # it comes due no more, and can still be done anew
    taken = await again(master, failed)
    assert await tries(master, failed) == [(1, failed["error_message"]), (2, None)]
    await runtime.wind(api.running, MOMENT)
    assert (await again(master, failed))["about_id"] == taken["about_id"]  # it runs, and is not begun twice
    assert len(await db.rows("SELECT id FROM processes")) == 1
    assert (await master.ask("POST", f"/v1/escalations/{taken['about_id']}/stop"))[0] == 200
    await runtime.wind(api.running, MOMENT)
    assert (await again(master, failed))["about_id"] != taken["about_id"]


async def test_q181_a_visit_is_asked_for_anew_unless_it_is_planned_or_past(api: Api, master: Api, ada: Somebody):
    wanted = for_her(ada, "visit", minutes=150, tasks=["Cook"], hours_ahead=48)
    event = await planned(master, name="visit", action=wanted)
    await visits.ledger.give(UUID(ada.id), 0, api.running.now())
    await runtime.wind(api.running, timedelta(hours=1))
    await events.run_due(api.running.now())
    [failed] = await of(master, event)
    assert failed["status"] == "failed", "there are no minutes"
    before = await said_to(ada)
    error = refused(await retry(master, failed), 409)
    assert error["message"].startswith("“visit” could not be carried out: ") and await said_to(ada) == before
    await visits.ledger.give(UUID(ada.id), 300, api.running.now())
    asked = await again(master, failed)
    await runtime.wind(api.running, MOMENT)
    error = refused(await retry(master, failed), 409)
    assert error["message"] == "“visit” could not be carried out: this visit is planned already"
    await visits.cancel(UUID(asked["about_id"]), UUID(ada.id), api.running.now())
    assert (await again(master, failed))["about_id"] != asked["about_id"]
    await visits.cancel(UUID((await look(master, failed))["about_id"]), UUID(ada.id), api.running.now())
    await runtime.wind(api.running, timedelta(days=3))
    error = refused(await retry(master, failed), 409)
    assert error["message"].startswith("“visit” could not be carried out: That time has passed already.")
    replay = f"/v1/events/{event['id']}/replay"
    assert done(await master.ask("POST", replay, {"status": "completed"})) == {"replayed": 0}


async def test_q181_those_who_listen_to_tags_hear_it_anew(api: Api, master: Api):
    event = done(await master.ask("POST", "/v1/events", {"name": "old", "schedule": "* * * * *", "tags": ["a"]}), 201)
    await runtime.wind(api.running, MOMENT)
    await events.run_due(api.running.now())
    ran = (await of(master, event))[0]
    await runtime.wind(api.running, MOMENT)
    frames = "SELECT id FROM frames WHERE event_id = $1"
    before = len(await db.rows(frames, UUID(event["id"])))
    assert (await again(master, ran))["status"] == "completed"
    assert len(await db.rows(frames, UUID(event["id"]))) == before + 1


# --- what is refused, and who may ----------------------------------------------------------------------------------------


async def test_q181_a_refusal_says_what_is_wrong_and_what_would_be_right(api: Api, master: Api, ada: Somebody):
    hook = await planned(master, webhook="https://hooks.example.org/in")
    ran = done(await master.ask("POST", f"/v1/events/{hook['id']}/run"), 201)
    assert refused(await retry(master, ran), 409)["message"] == "This is under way already."
    event = await planned(master, action=for_her(ada, "message", text="x"), schedule={"frequency": "daily"})
    done(await master.ask("PUT", f"/v1/events/{event['id']}", {"status": "paused"}))
    [coming] = await of(master, event)
    assert coming["status"] == "skipped"
    assert refused(await retry(master, coming), 409)["message"].startswith("This time is still to come.")
    await runtime.wind(api.running, timedelta(hours=2))
    skipped = await again(master, coming)  # it was not said because of the pause, and somebody wants it said
    assert skipped["status"] == "completed" and len(await reminders_of(event)) == 1
    assert (await master.ask("DELETE", f"/v1/events/{event['id']}"))[0] == 204
    assert refused(await retry(master, coming), 409)["message"] == "The event was deleted. Please make a new one."
    await runtime.wind(api.running, MOMENT)
    over = {"since": coming["scheduled_at"], "status": "completed"}
    assert done(await master.ask("POST", "/v1/occurrences/replay", over)) == {"replayed": 0}
    await runtime.wind(api.running, timedelta(days=400))
    await events.archive.tidy(timedelta(days=30), timedelta(days=30), api.running.now())
    assert refused(await retry(master, coming), 409)["message"].startswith("This is in the archive.")
    refused(await retry(master, {"occurrence_id": str(uuid4())}), 404)


async def test_q181_only_who_may_run_an_event_may_have_it_done_anew(
    api: Api, master: Api, admin: Somebody, ada: Somebody
):
    bob = await another(admin)
    event = await planned(ada.api, action=PILLS, tags=["pills"])
    theirs = await planned(bob.api, action=PILLS)
    missed, other = await outage(master, event, theirs, hours=9)
    ends = (api.running.now() + timedelta(days=1)).isoformat()
    since = {"since": missed["scheduled_at"], "status": "missed"}
    for access, scope, one, many in (
        ("read", ["pills"], 403, 403), ("write", ["other"], 403, {"replayed": 0}), ("write", [], 403, {"replayed": 0}),
    ):  # fmt: skip
        wanted = {"type": "jwt", "sub": "x", "access": access, "scope": scope, "expires_at": ends}
        token = api.by(done(await master.ask("POST", "/v1/tokens", wanted), 201)["token"])
        assert (await retry(token, missed))[0] == one
        told = await token.ask("POST", "/v1/occurrences/replay", since)
        assert told[0] == many or told[1]["data"] == many
    refused(await retry(bob.api, missed), 404)
    refused(await bob.api.ask("POST", "/v1/occurrences/replay", {}), 400, "since")
    refused(await bob.api.ask("POST", "/v1/occurrences/replay", since | {"status": "pending"}), 400, "status")
    assert done(await bob.api.ask("POST", "/v1/occurrences/replay", since)) == {"replayed": 1}
    assert ((await look(master, other))["status"], (await look(master, missed))["status"]) == ("pending", "missed")
    assert (await again(ada.api, missed))["status"] == "completed"


# --- two at once, and many -----------------------------------------------------------------------------------------------


async def test_q181_of_many_who_ask_at_once_one_has_it_done(api: Api, master: Api, ada: Somebody):
    message = await planned(master, action=for_her(ada, "message", text="x"))
    probe = await planned(master, action=for_her(ada, "probe"))
    hook = await planned(master, webhook="https://hooks.example.org/in")
    for event, missed in zip((message, probe, hook), await outage(master, message, probe, hook, hours=9), strict=True):
        replay = f"/v1/events/{event['id']}/replay"
        answers = await asyncio.gather(
            *(retry(master, missed) for _ in range(6)), master.ask("POST", replay, {"status": "missed"})
        )
        codes = Counter(code for code, _ in answers[:6])
        many = done(answers[6])["replayed"]
        await asyncio.gather(*(events.replays.run_due(api.running.now()) for _ in range(3)))
        assert codes[200] + many == 1 and codes[200] + codes[409] == 6, (event["name"], answers)
        assert len(await of(master, event)) == 1
    assert len(await reminders_of(message)) == await probes.Probe.filter(person_id=ada.id).count() == 1
    # However long one of two takes on its way: it is about what it saw.
    await runtime.wind(api.running, MOMENT)
    caller = Caller(UUID(int=0), "master", "admin", (), "", "master")
    [said] = await of(master, message)
    seen = await views.occurrence(UUID(said["occurrence_id"]), caller)
    assert await made.retry(seen, caller, api.running.now()) == "completed"
    await runtime.wind(api.running, MOMENT)
    with pytest.raises(NotPossible, match="under way already"):
        await made.retry(seen, caller, api.running.now())


async def test_q181_what_many_occurrences_would_say_to_one_person_is_said_once(api: Api, master: Api, ada: Somebody):
    event = await planned(
        master, action=for_her(ada, "message", text="x"), schedule={"frequency": "daily"}, misfire="skip"
    )
    await outage(master, event, days=4, hours=12)
    all = await of(master, event)
    assert [each["status"] for each in all] == ["missed"] * 5
    replay = f"/v1/events/{event['id']}/replay"
    assert done(await master.ask("POST", replay, {"status": "missed", "since": all[1]["scheduled_at"]})) == {
        "replayed": 1
    }
    waits = await of(master, event)
    assert [each["status"] for each in waits] == ["pending", "skipped", "missed", "missed", "missed"]
    assert waits[1]["error_message"] == replays.IN_ITS_PLACE and not await reminders_of(event)
    assert refused(await retry(master, all[0]), 409)["message"] == "This is under way already."
    # A worker that dies in the middle of it has done nothing, and nothing is lost.
    with pytest.raises(KeyboardInterrupt):
        async with db.transaction():
            assert await replays._settle([UUID(all[0]["occurrence_id"])], api.running.now()) == 1
            assert len(await reminders_of(event)) == 1
            raise KeyboardInterrupt
    assert not await reminders_of(event) and (await look(master, all[0]))["status"] == "pending"
    await events.replays.run_due(api.running.now())
    assert await replays._settle([UUID(all[0]["occurrence_id"])], api.running.now()) == 0  # a worker that came too late
    [reminder] = await reminders_of(event)
    said = await look(master, all[0])
    assert (said["status"], said["about_id"], said["attempt_count"]) == ("completed", str(reminder.id), 1)
    # What waits when its event is paused is skipped, as anything that waits.
    done(await master.ask("POST", replay, {"status": "missed"}))
    done(await master.ask("PUT", f"/v1/events/{event['id']}", {"status": "paused"}))
    await events.replays.run_due(api.running.now())
    assert len(await reminders_of(event)) == 1 and (await look(master, all[2]))["status"] == "skipped"


async def test_q181_what_comes_due_is_not_skipped_because_an_older_one_waits_to_be_done_anew(
    api: Api, master: Api, ada: Somebody
):
    event = await planned(
        master,
        action=for_her(ada, "message", text="x"),
        schedule={"frequency": "daily"},
        misfire="skip",
        overlap="skip",
    )
    [missed] = await outage(master, event, hours=9)
    assert done(await master.ask("POST", f"/v1/events/{event['id']}/replay", {"status": "missed"})) == {"replayed": 1}
    at = datetime.fromisoformat((await master.get(f"/v1/events/{event['id']}"))["next_at"])
    await runtime.wind(api.running, at - api.running.now())
    await events.run_due(api.running.now())
    assert [each["status"] for each in await of(master, event)] == ["completed", "pending"]
    await events.replays.run_due(api.running.now())
    assert (await look(master, missed))["status"] == "completed" and len(await reminders_of(event)) == 2


async def test_q181_many_events_are_replayed_at_once_in_batches_and_a_broken_one_keeps_nobody_waiting(
    api: Api, master: Api, admin: Somebody, ada: Somebody
):
    made = [
        await planned(master, action=for_her(ada, "message", text=f"n{n}"), tags=["out", f"n{n}"]) for n in range(6)
    ]
    rest = await planned(master, action=for_her(ada, "message", text="rest"), tags=["rest"])
    missed = await outage(master, *made, rest, hours=9)
    many = {"tags": ["out", "n1"], "match": "any", "status": "missed"}
    assert done(await master.ask("POST", "/v1/occurrences/replay", many | {"until": missed[0]["scheduled_at"]})) == {
        "replayed": 0
    }
    assert done(await master.ask("POST", "/v1/occurrences/replay", many | {"match": "all"})) == {"replayed": 1}
    assert done(await master.ask("POST", "/v1/occurrences/replay", many)) == {"replayed": 5}
    [told] = await master.get(f"/v1/audit?subject={made[0]['id']}&limit=1")
    assert (told["verb"], told["detail"]["count"]) == ("replayed an event", 1)
    await db.run("UPDATE events SET params_sealed = '\\x00' WHERE id = $1", made[2]["id"])
    assert await events.replays.run_due(api.running.now()) == 6
    states = [(await look(master, each))["status"] for each in missed]
    assert states == ["completed", "completed", "failed", "completed", "completed", "completed", "missed"]
    assert sorted(await said_to(ada, "reminder")) == [f"Reminder: n{n}" for n in range(6) if n != 2]
    assert (await look(master, missed[2]))["error_message"] == replays.FAULT
    assert await events.replays.run_due(api.running.now()) == 0


# --- by the worker, to a phone -------------------------------------------------------------------------------------------


async def test_q181_what_was_missed_reaches_the_phone_once_and_nobody_who_said_stop(house: House):
    """The whole product: two people missed a reminder, one of them wants no messages any more; an operator replays all."""
    api = house.admin.api
    cara = await another(house.admin, first_name="Cara", phone_number=NUMBERS["Cara"])
    made = [
        await planned(api, name=name, action=for_her(who, "message", text=name))
        for name, who in (("pills", house.ada), ("drops", cara))
    ]
    await house.world.phone("Cara").says("STOP")
    await house.world.settle()
    await outage(api, *made, hours=6)
    await house.renew()
    api = house.admin.api
    assert [(await of(api, event))[0]["status"] for event in made] == ["missed"] * 2
    since = {"since": made[0]["start_time"], "status": "missed"}
    assert done(await api.ask("POST", "/v1/occurrences/replay", since)) == {"replayed": 2}
    assert done(await api.ask("POST", "/v1/occurrences/replay", since)) == {"replayed": 0}
    await house.world.settle()
    await house.world.ada.hears("Reminder: pills")
    assert [(await of(api, event))[0]["status"] for event in made] == ["completed", "failed"]
    error = refused(await retry(api, (await of(api, made[1]))[0]), 409)  # her way is hers
    assert error["message"] == "“drops” could not be carried out: Cara could not be reached."
    assert await house.world.ada.count("Reminder: pills") == 1
    assert await house.world.phone("Cara").count("drops") == 0
