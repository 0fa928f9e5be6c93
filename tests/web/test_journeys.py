"""A walk home and a journey, by the API as by chat."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.web.callers import Somebody, another
from wellcheck import events, runtime
from wellcheck.events import Event
from wellcheck.probes import Probe


def walk(user: Somebody, what: str = "") -> str:
    return f"/v1/users/{user.id}/walk{what}"


def travel(user: Somebody) -> str:
    return f"/v1/users/{user.id}/travel"


async def test_a_walk_needs_somebody_who_agreed_and_then_begins_grows_and_ends(ada: Somebody):
    assert (await ada.api.ask("POST", walk(ada), {"minutes": 40}))[0] == 403
    contact = await ada.contact()
    assert (await ada.api.ask("POST", walk(ada), {"minutes": 40}))[0] == 403, "asked, but not agreed"
    await ada.consents(contact)
    assert (await ada.api.ask("GET", walk(ada)))[0] == 404
    status, told = await ada.api.ask("POST", walk(ada), {"minutes": 40})
    assert status == 201
    began, ends, tells = (datetime.fromisoformat(told["data"][name]) for name in ("began_at", "ends_at", "told_at"))
    assert (ends - began, tells - ends) == (timedelta(minutes=40), timedelta(minutes=10))
    status, told = await ada.api.ask("POST", walk(ada, "/extend"), {"minutes": 20})
    assert status == 200 and datetime.fromisoformat(told["data"]["ends_at"]) == ends + timedelta(minutes=20)
    assert (await ada.api.get(walk(ada)))["ends_at"] == told["data"]["ends_at"]
    assert (await ada.api.ask("POST", walk(ada, "/extend"), {"minutes": 359}))[0] == 409
    assert (await ada.api.ask("POST", walk(ada, "/arrive")))[0] == 204
    assert (await ada.api.ask("POST", walk(ada, "/arrive")))[0] == 404
    assert (await ada.api.ask("POST", walk(ada, "/extend"), {"minutes": 20}))[0] == 404
    assert not await Event.filter(name="walk", status="active").exists() and not await Probe.all().exists()


async def test_to_arrive_answers_the_question_at_the_end(ada: Somebody):
    await ada.consents(await ada.contact())
    assert (await ada.api.ask("POST", walk(ada), {"minutes": 5}))[0] == 201
    await runtime.wind(ada.api.running, timedelta(minutes=6))
    await events.run_due(ada.api.running.now())
    assert (await Probe.get(person_id=ada.id)).status == "pending"
    assert (await ada.api.ask("POST", walk(ada, "/arrive")))[0] == 204
    assert (await Probe.get(person_id=ada.id)).status == "good"


async def test_what_makes_no_walk_is_named_and_nobody_else_may(ada: Somebody, admin: Somebody):
    await ada.consents(await ada.contact())
    for minutes in (0, -5, 361, "40", 5.5, None):
        assert (await ada.api.ask("POST", walk(ada), {"minutes": minutes}))[0] == 400
    assert (await ada.api.ask("POST", walk(ada), {"minutes": 3}))[0] == 409
    bob = await another(admin)
    for method, path, body in (
        ("GET", walk(ada), None), ("POST", walk(ada), {"minutes": 40}), ("POST", walk(ada, "/arrive"), None),
        ("GET", travel(ada), None), ("DELETE", travel(ada), None),
    ):  # fmt: skip
        assert (await bob.api.ask(method, path, body))[0] == 403
    assert (await admin.api.ask("POST", walk(ada, "/arrive")))[0] == 403, "nobody says for them that they are home"
    assert (await admin.api.ask("GET", walk(ada)))[0] == 404


async def test_away_the_times_follow_the_clock_there_until_the_last_day_or_before(ada: Somebody):
    zone = (await ada.api.get(f"/v1/users/{ada.id}/probe_settings"))["zone"]
    last = (ada.api.running.now() + timedelta(days=3)).date().isoformat()
    assert (await ada.api.ask("GET", travel(ada)))[0] == 404
    status, told = await ada.api.ask("PUT", travel(ada), {"zone": "Asia/Tokyo", "last_day": last})
    assert status == 200 and told["data"] == {"zone": "Asia/Tokyo", "home": zone, "last_day": last}
    assert (await ada.api.get(travel(ada)))["home"] == zone
    assert (await ada.api.get(f"/v1/users/{ada.id}/probe_settings"))["zone"] == "Asia/Tokyo"
    assert (await ada.api.ask("DELETE", travel(ada)))[0] == 204
    assert (await ada.api.ask("DELETE", travel(ada)))[0] == 404
    assert (await ada.api.get(f"/v1/users/{ada.id}/probe_settings"))["zone"] == zone
    for wrong in (
        {"zone": "Mars/Base", "last_day": last},
        {"zone": "Asia/Tokyo", "last_day": "soon"},
        {"zone": "Asia/Tokyo"},
    ):
        assert (await ada.api.ask("PUT", travel(ada), wrong))[0] == 400
    assert (await ada.api.ask("PUT", travel(ada), {"zone": "Asia/Tokyo", "last_day": "2001-01-01"}))[0] == 409
