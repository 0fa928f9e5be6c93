"""Drills by the API, as by chat."""

from __future__ import annotations

from tests.web.callers import Somebody, another
from wellcheck import events


async def test_a_drill_is_begun_seen_and_ended_and_held_each_month_by_consent(admin: Somebody, ada: Somebody):
    drills = f"/v1/users/{ada.id}/drills"
    assert (await ada.api.ask("POST", drills))[0] in (409, 422), "nobody could be asked"
    await ada.consents(await ada.contact())
    status, told = await ada.api.ask("POST", drills, {"reason": "panic"})
    assert status == 201 and told["data"]["status"] == "running" and told["data"]["reason"] == "panic"
    assert [each["answered_at"] for each in told["data"]["contacts"]] == [None] and told["data"]["contacts"][0][
        "told_at"
    ]
    assert (await ada.api.ask("POST", drills))[0] in (409, 422), "one at a time"
    status, told = await ada.api.ask("POST", drills, {"reason": "duress"})
    assert status in (400, 422) and "reason" in told["error"]["errors"], "nobody is to call the police for it"
    assert len(await ada.api.get(drills)) == 1
    assert (await ada.api.ask("DELETE", f"{drills}/current"))[0] == 204

    assert (await ada.api.get(f"{drills}/monthly")) == {"active": False, "next_from": None, "next_until": None}
    status, told = await ada.api.ask("PUT", f"{drills}/monthly")
    assert status == 200 and told["data"]["active"] and told["data"]["next_from"] < told["data"]["next_until"]
    assert (await ada.api.ask("PUT", f"{drills}/monthly"))[1] == told
    assert len(await events.Event.filter(owner_id=ada.id, name="drill")) == 1
    eve = await another(admin)
    assert (await eve.api.ask("GET", drills))[0] == (await eve.api.ask("DELETE", f"{drills}/monthly"))[0] == 403
    assert (await ada.api.ask("DELETE", f"{drills}/monthly"))[0] == 204
    assert (await ada.api.ask("DELETE", f"{drills}/monthly"))[0] == 404
