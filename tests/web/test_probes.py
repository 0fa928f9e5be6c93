"""Probes, seen and answered through the API; jobs and escalations."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.web.callers import Somebody, another, asked
from wellcheck import db, escalations, events, messages, people, probes
from wellcheck.escalations import policies
from wellcheck.messages import Delivery
from wellcheck.people import Contact
from wellcheck.probes import Probe


async def alarmed(user: Somebody) -> tuple[str, dict[str, object]]:
    """An escalation that runs, and its contact."""
    bob = await user.contact()
    await user.consents(bob)
    async with db.transaction():
        await probes.panic(UUID(user.id), "help", user.api.running.now())
    found = await escalations.Escalation.get(user_id=user.id)
    return str(found.id), bob


async def test_a_probe_is_asked_at_once_and_answered(ada: Somebody):
    here = f"/v1/users/{ada.id}/probes"
    assert (await ada.api.ask("POST", here))[0] == 403, "nobody could be told"
    await ada.contact()
    status, told = await ada.api.ask("POST", here)
    probe = told["data"]
    assert status == 201 and probe["status"] == {"id": 1, "name": "pending"}
    assert (probe["max_retries"], probe["wait_time_in_minutes"], probe["retry_count"]) == (3, 10, 0)
    assert (await ada.api.ask("POST", here))[0] == 409
    status, told = await ada.api.ask("POST", f"/probes/{probe['id']}/answer", {"answer": "ok"})
    assert status == 200 and told["data"]["status"]["name"] == "good" and told["data"]["last_response"] == "ok"
    assert {"asked", "answered_by_api", "good"} <= {moment["what"] for moment in told["data"]["timeline"]}
    assert (await ada.api.ask("POST", f"/probes/{probe['id']}/answer", {"answer": "ok"}))[0] == 409
    for body in ({}, {"answer": "maybe"}, {"answer": True}):
        assert (await ada.api.ask("POST", f"/probes/{probe['id']}/answer", body))[0] == 400
    assert (await ada.api.get(here))[0]["id"] == probe["id"]


async def test_a_probe_can_be_planned_and_taken_back(ada: Somebody):
    await ada.contact()
    status, told = await ada.api.ask("POST", f"/users/{ada.id}/probes", {"in": 60, "retries": 1, "wait": 20})
    plan = told["data"]
    assert status == 201 and (plan["max_retries"], plan["wait_time_in_minutes"]) == (1, 20)
    assert await ada.api.get(f"/users/{ada.id}/plans") == [plan]
    assert (await ada.api.ask("DELETE", f"/users/{ada.id}/plans/{plan['id']}"))[0] == 204
    assert await ada.api.get(f"/users/{ada.id}/plans") == []
    at = {"at": "2026-12-24T23:00:00Z", "retries": 1}
    for wrong in (at | {"in": 5}, {"at": "tomorrow"}, {"at": "2026-12-24T23:00:00"}):
        status, told = await ada.api.ask("POST", f"/users/{ada.id}/probes", wrong)
        assert status == 400 and list(told["error"]["errors"]) == ["at"], told
    soon = (datetime.now(UTC) + timedelta(hours=5)).replace(microsecond=0)
    status, told = await ada.api.ask("POST", f"/users/{ada.id}/probes", {"at": soon.isoformat()})
    assert status == 201 and datetime.fromisoformat(told["data"]["due_at"]) == soon
    assert (await ada.api.ask("DELETE", f"/users/{ada.id}/plans/{told['data']['id']}"))[0] == 204
    assert (await ada.api.ask("POST", f"/users/{ada.id}/probes", {"at": "2020-01-01T00:00:00Z"}))[0] == 409
    for wrong in ({"in": -1}, {"in": 10**6}, {"retries": 99}, {"wait": 0}, {"wait": "5"}, {"in": True}):
        status, told = await ada.api.ask("POST", f"/users/{ada.id}/probes", wrong)
        assert status == 400 and list(told["error"]["errors"]) == list(wrong)
    assert await events.Event.filter(name="asked", status="active").count() == 0


async def test_not_ok_is_never_refused(ada: Somebody):
    await ada.contact()
    id = await asked(ada.id, ada.api.running)
    status, told = await ada.api.ask("POST", f"/probes/{id}/answer", {"answer": "not_ok"})
    assert status == 200 and told["data"]["status"]["name"] == "bad"
    assert await escalations.Escalation.filter(user_id=ada.id, status="running").count() == 1


async def test_an_operator_can_close_but_never_say_good(admin: Somebody, ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    assert (await admin.api.ask("POST", f"/probes/{id}/answer", {"answer": "not_ok"}))[0] == 403
    status, told = await admin.api.ask("POST", f"/probes/{id}/answer", {"answer": "ok"})
    assert status == 200
    assert (told["data"]["status"]["name"], told["data"]["reason"]) == ("cancelled", "closed_by_operator")


async def test_words_are_shown_to_those_who_said_them(admin: Somebody, ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    async with db.transaction():
        said = probes.Answer(UUID(ada.id), probes.rules.UNCLEAR, "my cat is ill")
        await probes.answer(said, ada.api.running.now())
    assert (await ada.api.get(f"/probes/{id}"))["last_response"] == "my cat is ill"
    assert (await admin.api.get(f"/probes/{id}"))["last_response"] is None
    assert "cat" not in str(await admin.api.get("/probes"))


async def test_probes_are_closed_to_others(admin: Somebody, ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    eve = await another(admin)
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/cancel"), ("POST", "/answer")):
        body = {"answer": "ok"} if path == "/answer" else None
        assert (await eve.api.ask(method, f"/probes/{id}{path}", body))[0] == 404
        assert (await ada.api.by(None).ask(method, f"/probes/{id}{path}", body))[0] == 401
        assert (await admin.api.ask(method, f"/probes/{uuid4()}{path}", body))[0] == 404
    assert (await eve.api.ask("GET", f"/users/{ada.id}/probes"))[0] == 403
    assert (await eve.api.ask("POST", f"/users/{ada.id}/probes"))[0] == 403
    assert (await admin.api.ask("GET", f"/users/{ada.id}/probes"))[0] == 200
    assert (await ada.api.ask("GET", "/probes"))[0] == (await ada.api.ask("GET", "/probes/stats"))[0] == 403
    assert (await ada.api.ask("DELETE", f"/probes/{id}"))[0] == 204
    assert (await ada.api.ask("POST", f"/probes/{id}/cancel"))[0] == 409


async def test_probes_are_listed_and_counted_by_state(admin: Somebody, ada: Somebody):
    now = ada.api.running.now()
    for n, status in enumerate(("good", "bad", "unavailable", "cancelled", "good")):
        await Probe.create(
            id=db.new_id(), person_id=ada.id, status=status, retries=3, wait_seconds=60, asked_at=now,
            created_at=now + timedelta(seconds=n), updated_at=now,
        )  # fmt: skip
    await asked(ada.id, ada.api.running)
    for status, n in (("good", 2), ("BAD", 1), ("Pending", 1), ("unavailable", 1), ("cancelled", 1)):
        assert len(await admin.api.get(f"/v1/probes?status={status}")) == n
    status, told = await admin.api.ask("GET", "/probes?status=fine")
    assert status == 400 and "unavailable" in str(told["error"]["errors"]["status"])
    counts = await admin.api.get("/probes/stats")
    assert counts["good_probe_count"] == 2 and counts.pop("total") == sum(counts.values()) == 6
    assert [each["status"]["name"] for each in (await ada.api.get(f"/users/{ada.id}/probes"))][-1] == "good"


async def test_a_timeline_tells_what_was_sent_and_never_a_number(admin: Somebody, ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    now = ada.api.running.now()
    claims = await messages.claim_due("sms", (1,), now, now, 10)
    failed = messages.Failed(f"no route to {ada.phone}", permanent=False, code="21612")
    await messages.record([messages.Outcome(claims[0], failed, now, now)], now)
    later = now + timedelta(seconds=5)
    claims = await messages.claim_due("sms", (1,), later, later, 10)
    await messages.record([messages.Outcome(claims[0], messages.Sent("SM1"), later, later)], later)
    told = await admin.api.get(f"/probes/{id}")
    moments = {moment["what"]: moment for moment in told["timeline"]}
    assert moments["ask_sent"]["channel"] == "sms" and moments["ask_sent"]["to"] == f"…{ada.phone[-4:]}"
    assert moments["ask_failed"]["error"].startswith("21612") and ada.phone not in str(told)
    job = (await admin.api.get("/jobs?status=successful"))[0]
    assert (job["name"], job["fails"], job["handler"]) == ("ask", 1, "deliver") and ada.phone not in str(job)


@pytest.mark.parametrize("state", ["enqueued", "in-progress", "successful", "dead", "scheduled", "DEAD"])
async def test_jobs_are_listed_by_state(admin: Somebody, ada: Somebody, state: str):
    await asked(ada.id, ada.api.running)
    now = ada.api.running.now()
    set = {
        "enqueued": "pending",
        "in-progress": "sending",
        "successful": "sent",
        "dead": "failed",
        "scheduled": "pending",
    }
    due = now + timedelta(hours=1) if state == "scheduled" else now - timedelta(seconds=1)
    await Delivery.filter(person_id=ada.id).update(state=set[state.lower()], due_at=due)
    found = await admin.api.get(f"/jobs?status={state}")
    assert [each["status"]["name"] for each in found] == [state.lower()]
    counts = await admin.api.get("/jobs/stats")
    assert counts[f"{state.lower().replace('-', '_')}_job_count"] == 1 == counts["total"]
    assert counts["enueued_job_count"] == counts["enqueued_job_count"]
    assert (await admin.api.ask("GET", "/jobs?status=lost"))[0] == 400
    assert (await ada.api.ask("GET", "/jobs"))[0] == 403


async def test_a_dead_job_is_tried_again(admin: Somebody, ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    job = (await admin.api.get("/jobs"))[0]["id"]
    assert (await admin.api.ask("POST", f"/jobs/{job}/retry"))[0] == 409
    await Delivery.filter(id=job).update(state="failed", due_at=None)
    status, told = await admin.api.ask("POST", f"/jobs/{job}/retry")
    assert status == 200 and told["data"]["status"]["name"] == "enqueued"
    await Delivery.filter(id=job).update(state="failed", due_at=None)
    await ada.api.ask("DELETE", f"/probes/{id}")
    assert (await admin.api.ask("POST", f"/jobs/{job}/retry"))[0] == 409, "the question is settled"
    assert (await admin.api.ask("POST", f"/jobs/{uuid4()}/retry"))[0] == 404
    assert (await ada.api.ask("POST", f"/jobs/{job}/retry"))[0] == 403


async def test_an_alarm_is_seen_taken_over_and_ended(admin: Somebody, ada: Somebody):
    id, bob = await alarmed(ada)
    here = f"/v1/escalations/{id}"
    told = await ada.api.get(here)
    assert told["status"] == "running" and told["plan"][0]["contact_id"] == bob["id"]
    assert "started" in {moment["what"] for moment in told["timeline"]}
    assert [each["id"] for each in await admin.api.get("/escalations?status=running")] == [id]
    assert [each["id"] for each in await ada.api.get(f"/users/{ada.id}/escalations")] == [id]
    status, told = await admin.api.ask("POST", f"{here}/acknowledge", {"contact_id": bob["id"]})
    assert status == 200 and told["data"]["status"] == "acknowledged"
    assert told["data"]["acknowledged_by"] == told["data"]["plan"][0]["person_id"]
    assert (await admin.api.ask("POST", f"{here}/acknowledge"))[0] == 409, "somebody has it"
    assert (await ada.api.ask("POST", f"{here}/stop"))[0] == 403
    status, told = await admin.api.ask("POST", f"{here}/stop", {"note": "was a drill", "turned_out": "false_alarm"})
    assert status == 200 and (told["data"]["status"], told["data"]["note"]) == ("stopped", "was a drill")
    assert told["data"]["turned_out"] == "false_alarm"
    assert (await admin.api.ask("POST", f"{here}/stop"))[0] == 409


async def test_a_contact_with_an_account_takes_over(admin: Somebody, ada: Somebody):
    bob = await another(admin, first_name="Bob")
    eve = await another(admin, first_name="Eve")
    await ada.contact(phone_number=bob.phone)
    id, _ = await alarmed(ada)
    assert (await eve.api.ask("GET", f"/escalations/{id}"))[0] == 404
    assert (await eve.api.ask("POST", f"/escalations/{id}/acknowledge"))[0] == 404
    status, told = await bob.api.ask("POST", f"/escalations/{id}/acknowledge")
    assert status == 200 and told["data"]["acknowledged_by"] == bob.id


async def test_who_took_over_says_when_gives_it_on_and_ends_it(admin: Somebody, ada: Somebody):
    cara = await ada.contact(first_name="Cara")
    await ada.consents(cara)
    id, bob = await alarmed(ada)
    here = f"/v1/escalations/{id}"
    by_bob = {"contact_id": bob["id"]}
    assert (await admin.api.ask("POST", f"{here}/hold", by_bob | {"minutes": 10}))[0] == 409, "she asked for help"
    assert (await admin.api.ask("POST", f"{here}/hold", by_bob | {"minutes": 45}))[0] == 400
    assert (await admin.api.ask("POST", f"{here}/settle", by_bob))[0] == 409, "they have not taken over"
    status, told = await admin.api.ask("POST", f"{here}/acknowledge", by_bob | {"minutes": 20})
    assert status == 200 and told["data"]["acknowledgements"] == 1
    (helper,) = told["data"]["helpers"]
    assert helper["expected_at"] == told["data"]["next_at"]
    assert (await admin.api.ask("POST", f"{here}/acknowledge", by_bob | {"minutes": 200}))[0] == 400
    to_cara = by_bob | {"to_contact_id": cara["id"]}
    assert (await admin.api.ask("POST", f"{here}/describe", by_bob | {"turned_out": "helped"}))[0] == 409, "not over"
    status, told = await admin.api.ask("POST", f"{here}/hand_over", to_cara)
    assert status == 200 and told["data"]["handing_to"] == told["data"]["plan"][0]["person_id"]
    assert told["data"]["acknowledged_by"] == told["data"]["plan"][1]["person_id"], "until she accepts"
    assert (await admin.api.ask("POST", f"{here}/hand_over", by_bob | {"to_contact_id": str(uuid4())}))[0] == 400
    status, told = await admin.api.ask("POST", f"{here}/acknowledge", {"contact_id": cara["id"]})
    assert status == 200 and told["data"]["acknowledged_by"] == told["data"]["plan"][0]["person_id"]
    assert (await admin.api.ask("POST", f"{here}/hand_over", to_cara))[0] == 409, "Bob has it no more"
    status, told = await admin.api.ask("POST", f"{here}/cannot", {"contact_id": cara["id"]})
    assert status == 200 and (told["data"]["status"], told["data"]["helpers"]) == ("running", [])
    await admin.api.ask("POST", f"{here}/acknowledge", by_bob)
    ended = by_bob | {"turned_out": "visited", "note": "She was in the garden"}
    status, told = await admin.api.ask("POST", f"{here}/settle", ended)
    assert status == 200 and told["data"]["outcome"] == "contact_says_safe"
    assert (told["data"]["turned_out"], told["data"]["note"]) == ("visited", "She was in the garden")
    assert {"acknowledged", "handing_over", "cannot", "contact_says_safe"} <= {
        m["what"] for m in told["data"]["timeline"]
    }
    assert (await admin.api.ask("POST", f"{here}/settle", by_bob))[0] == 409
    assert (await admin.api.ask("POST", f"{here}/describe", by_bob))[0] == 400
    assert (await admin.api.ask("POST", f"{here}/describe", {"contact_id": cara["id"], "note": "?"}))[0] == 409
    status, told = await admin.api.ask("POST", f"{here}/describe", {"note": "Her son was told"})
    assert (told["data"]["turned_out"], told["data"]["note"]) == ("visited", "She was in the garden\nHer son was told")
    exported = await ada.api.get(f"/users/{ada.id}/export")
    assert exported["alarms"][-1]["turned_out"] == "visited"


async def test_of_fifty_who_take_over_in_one_moment_one_has_it_and_the_others_hear_who(admin: Somebody, ada: Somebody):
    now = ada.api.running.now()
    for n in range(50):
        person = await people.create(f"C{n}", None, "en", "UTC", now)
        await people.add_address(person.id, "sms", f"+44770090{n:04}", now, verified_how="named")
        contact = Contact(
            id=db.new_id(),
            user_id=ada.id,
            person_id=person.id,
            consent="consented",
            is_emergency=True,
            created_at=now,
            updated_at=now,
        )
        contact.first_name = f"C{n}"
        await contact.save(force_create=True)
    everybody = policies.Policy("all", (policies.Line("everyone", together=True),), is_default=True)
    await escalations.saved.save(UUID(ada.id), everybody, now)
    async with db.transaction():
        await probes.panic(UUID(ada.id), "help", now)
    running = await escalations.Escalation.get(user_id=ada.id)
    await Delivery.filter(about_id=running.id, kind="alarm").update(state="sent", sent_at=now)
    here, contacts = f"/v1/escalations/{running.id}", [place["contact"] for place in running.plan]
    assert len(contacts) == 50
    answers = await asyncio.gather(*(admin.api.ask("POST", f"{here}/acknowledge", {"contact_id": c}) for c in contacts))
    assert sorted(status for status, _ in answers) == [200] + [409] * 49
    [won] = [told["data"] for status, told in answers if status == 200]
    holder = (await people.recipients([UUID(won["acknowledged_by"])]))[UUID(won["acknowledged_by"])].name
    refused = {told["error"]["message"] for status, told in answers if status == 409}
    assert len(refused) == 1 and f"{holder} is already looking after" in refused.pop()
    taken = await escalations.get(running.id)
    assert (taken.status, str(taken.acknowledged_by_id)) == ("acknowledged", won["acknowledged_by"])
    assert [m["what"] for m in won["timeline"]].count("acknowledged") == 1
    heard = await Delivery.filter(about_id=running.id, kind="notice").exclude(person_id=ada.id)
    assert len(heard) == len({each.person_id for each in heard}) == 49, "everybody told hears once who has it"
    assert await Delivery.filter(about_id=running.id, kind="chat").count() == 1, "and only one is asked how it goes"


async def test_the_master_token_says_for_whom_it_takes_over(admin: Somebody, ada: Somebody):
    id, bob = await alarmed(ada)
    master = admin.api.by(admin.api.config.master_token)
    assert (await master.ask("POST", f"/escalations/{id}/acknowledge"))[0] == 403
    assert (await master.ask("POST", f"/escalations/{id}/acknowledge", {"contact_id": str(uuid4())}))[0] == 400
    assert (await master.ask("POST", f"/escalations/{id}/acknowledge", {"contact_id": bob["id"]}))[0] == 200
    assert (await master.ask("POST", f"/escalations/{id}/stop"))[0] == 200


async def test_a_probe_names_the_contact_who_was_alarmed(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    await ada.consents(bob)
    id = await asked(ada.id, ada.api.running)
    await ada.api.ask("POST", f"/probes/{id}/answer", {"answer": "not_ok"})
    assert (await admin.api.get(f"/probes/{id}"))["emergency_probe"] is None, "nothing has left yet"
    person = (await Contact.get(id=bob["id"])).person_id
    await Delivery.filter(person_id=person, kind="alarm").update(state="sent", due_at=None)
    alarm = (await admin.api.get("/probes"))[0]["emergency_probe"]
    assert (alarm["contact_id"], alarm["probe_id"]) == (bob["id"], id)


async def test_an_ok_to_a_settled_question_answers_no_other(ada: Somebody):
    await ada.contact()
    old = await asked(ada.id, ada.api.running)
    assert (await ada.api.ask("POST", f"/probes/{old}/answer", {"answer": "ok"}))[0] == 200
    new = await asked(ada.id, ada.api.running)
    assert (await ada.api.ask("POST", f"/probes/{old}/answer", {"answer": "ok"}))[0] == 409
    assert (await Probe.get(id=new)).status == "pending"
