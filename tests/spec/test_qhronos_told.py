"""What was to be done for people and is not: whoever made it hears of it, and our own team where nobody was asked or told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.spec.api import done
from tests.web.callers import Api, Somebody, another
from wellcheck import db, due, events, messages, people, runtime
from wellcheck.messages import Delivery

FAULT = "Wellcheck has a fault while checking on Ada. Please make sure they are okay."


@pytest.fixture
async def ada(admin: Somebody) -> Somebody:
    """A user with somebody who would be told."""
    made = await another(admin)
    await made.consents(await made.contact())
    return made


async def planned(api: Api, minutes: float = 60, **more: Any) -> dict[str, Any]:
    """An event, so many minutes from now."""
    at = (api.running.now() + timedelta(minutes=minutes)).replace(microsecond=0)
    made: dict[str, Any] = done(await api.ask("POST", "/v1/events", {"start_time": at.isoformat()} | more), 201)
    return made


async def away(api: Api, **gone: float) -> None:
    """Nobody is at work for so long; then somebody is."""
    await runtime.wind(api.running, timedelta(**gone))
    await events.run_due(api.running.now())


async def said_to(who: Somebody, kind: str = "notice") -> list[str]:
    """What this person was told, from the beginning."""
    return [each.text for each in await Delivery.filter(person_id=who.id, kind=kind).order_by("id")]


async def test_whoever_made_what_an_outage_kept_us_from_hears_of_it(api: Api, admin: Somebody, ada: Somebody):
    """What those concerned and operators hear: see `test_what_people_count_on_is_never_missed_in_silence`."""
    master = api.by(api.config.master_token)
    message = {"type": "message", "params": {"text": "Take your pills", "user_id": ada.id}}
    await planned(ada.api, name="pills", action=message)  # she hears that as it is
    await planned(ada.api, name="check", action={"type": "probe", "params": {}})
    await planned(master, name="ask", action={"type": "probe", "params": {"user_id": ada.id}})  # operators do
    await planned(master, name="hook", webhook="https://example.org/hook")  # a program sees its own
    await away(api, hours=9)
    told = await said_to(ada)
    assert len(told) == 2 and told[0].endswith("because our service was interrupted: Take your pills"), told
    assert told[1].startswith("“check” did not happen on ")
    [text] = await said_to(admin, "operator")
    assert text.startswith("2 check-ins of 1 people were missed between ") and not await said_to(admin)
    for name in ("one", "two"):
        await planned(admin.api, name=name, action=message)
    await away(api, hours=9)
    [text] = await said_to(admin)
    assert text.startswith("“one” and others did not happen between ") and len(await said_to(ada)) == 4


async def test_an_alarm_that_could_not_be_raised_is_told_once_until_one_can_be(api: Api, admin: Somebody):
    master = api.by(api.config.master_token)
    steps = [{"channel": "sms", "phone-number": "+447700900123", "after_minutes": 1}]
    request = {"process-id": "q-1", "action": "start", "text": "It is hot"}
    good, bad = (
        {"type": "escalation", "params": {"process": request | more}}
        for more in ({"notifications": steps}, {"policy": "gone"})
    )
    made = await planned(master, name="heat", action=bad)
    states = []
    for action in (bad, bad, good, bad):
        done(await master.ask("PUT", f"/v1/events/{made['id']}", {"action": action}))
        ran = done(await master.ask("POST", f"/v1/events/{made['id']}/run"), 201)
        states.append(ran["status"])
        await runtime.wind(api.running, timedelta(minutes=1))
    assert states == ["failed", "failed", "completed", "failed"]
    told = await said_to(admin, "operator")
    assert len(told) == 2 and all(text.startswith("“heat” could not be carried out: ") for text in told), told
    await people.Person.filter(id=admin.id).update(language="de")
    await runtime.wind(api.running, timedelta(days=1))
    done(await master.ask("POST", f"/v1/events/{made['id']}/run"), 201)
    assert (await said_to(admin, "operator"))[2] == (
        "„heat“ ließ sich nicht ausführen: Diesen Alarmplan gibt es nicht. policy"
    )
    await people.Person.filter(id=admin.id).update(language="en")
    done(await master.ask("POST", f"/v1/events/{made['id']}/run"), 201)
    assert len(await said_to(admin, "operator")) == 3
    await runtime.wind(api.running, timedelta(days=1))
    done(await master.ask("POST", f"/v1/events/{made['id']}/run"), 201)
    assert len(await said_to(admin, "operator")) == 4


async def test_an_event_that_cannot_be_read_is_told_once_and_once_a_day(api: Api, admin: Somebody, ada: Somebody):
    made = await planned(ada.api, name="check", action={"type": "probe", "params": {}})
    await db.run("UPDATE events SET params_sealed = '\\x00' WHERE id = $1", made["id"])
    await away(api, minutes=60)
    for _ in range(2 * due.PATIENCE):
        await away(api, minutes=6)
    assert await said_to(admin, "operator") == [f"{FAULT} An event cannot be followed: {made['id']}."]
    assert await said_to(ada) == ["“check” cannot be carried out, because of a fault on our side. We go on trying."]
    [row] = await db.rows("SELECT failures FROM events WHERE id = $1", made["id"])
    assert row["failures"] > 2 * due.PATIENCE
    await away(api, days=1)
    for _ in range(due.PATIENCE):
        await away(api, minutes=6)
    assert len(await said_to(admin, "operator")) == len(await said_to(ada)) == 2


async def test_whoever_has_something_said_to_somebody_whom_nothing_reaches_hears_of_it(
    api: Api, admin: Somebody, ada: Somebody
):
    message = {"type": "message", "params": {"text": "Take your pills", "user_id": ada.id}}
    made = await planned(admin.api, name="pills", action=message)
    own = await planned(ada.api, name="own", action=message)
    await people.Address.filter(person_id=ada.id).update(stopped_at=api.running.now())
    for _ in range(2):  # once a day, however often it happens
        for each in (made, own):
            done(await admin.api.ask("POST", f"/v1/events/{each['id']}/run"), 201)
    assert await said_to(admin) == ["“pills” could not be carried out: Ada Byron could not be reached."]
    assert await said_to(ada) == []
    await db.run("UPDATE timeline SET at = at - interval '1 day' WHERE what = 'unheard'")
    done(await admin.api.ask("POST", f"/v1/events/{made['id']}/run"), 201)
    assert len(await said_to(admin)) == 2


async def test_what_no_channel_takes_is_heard_of_by_whoever_had_it_said(api: Api, admin: Somebody, ada: Somebody):
    message = {"type": "message", "params": {"text": "Take your pills", "user_id": ada.id}}
    made = await planned(admin.api, name="pills", action=message)
    done(await admin.api.ask("POST", f"/v1/events/{made['id']}/run"), 201)
    sent = await Delivery.get(person_id=ada.id, kind="reminder")
    async with db.transaction():
        await messages.unreached("reminder", [(sent.about_id, sent.person_id)], api.running.now())
    assert await said_to(admin) == ["“pills” could not be carried out: Ada Byron could not be reached."]
