"""Who is told when, by the API: policies, groups, quiet hours, and what would happen."""

from __future__ import annotations

import asyncio
import sys
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.web.callers import Somebody, another
from wellcheck import escalations
from wellcheck.people import Contact


def here(user: Somebody, end: str = "policies") -> str:
    return f"/v1/users/{user.id}/{end}"


async def with_two(user: Somebody) -> tuple[dict[str, Any], dict[str, Any]]:
    """A user whose contacts Bob and Cara agreed."""
    bob, cara = await user.contact(), await user.contact(first_name="Cara")
    await user.consents(bob)
    await user.consents(cara)
    return bob, cara


async def test_a_policy_is_saved_shown_and_taken_away(ada: Somebody):
    bob, cara = await with_two(ada)
    assert await ada.api.get(here(ada)) == []
    night = {"tell": "contact", "contact_id": cara["id"], "between": {"from": "22:00", "until": "07:00"}}
    rest = {"tell": "everyone", "together": True, "wait_in_minutes": 3, "channels": ["voice", "sms"], "at_once": True}
    wanted = {
        "steps": [night, rest], "rounds": 2, "wait_between_rounds_in_minutes": 4, "reasons": ["walk", "unavailable"],
        "acknowledgements": 2,
    }  # fmt: skip
    status, told = await ada.api.ask("PUT", here(ada, "policies/at-night"), wanted)
    assert status == 200, told
    shown = told["data"]
    usual = {"contact_id": None, "group": None, "policy": None, "channels": [], "at_once": False, "together": False}
    usual |= {"wait_in_minutes": 5, "between": None, "outside": False}
    assert shown["steps"] == [usual | night, usual | rest]
    assert (shown["rounds"], shown["wait_between_rounds_in_minutes"], shown["reasons"]) == (
        2,
        4,
        ["unavailable", "walk"],
    )
    assert (shown["acknowledgements"], shown["last"], shown["is_default"], shown["findings"]) == (
        2,
        "operators",
        False,
        [],
    )
    assert await ada.api.get(here(ada)) == [shown] and await ada.api.get(here(ada, "policies/at-night")) == shown
    # somebody leaves: the same policy has something to be looked at, in the caller's language
    await Contact.filter(id=cara["id"]).update(consent="opted_out")
    status, told = await ada.api.ask("GET", here(ada, "policies/at-night"), headers={"Accept-Language": "es"})
    assert [(f["code"], f["step"]) for f in told["data"]["findings"]] == [("left", 1), ("too_few", None)]
    assert told["data"]["findings"][0]["message"] == "Paso 1: Cara no quiere recibir avisos."
    status, told = await ada.api.ask("PUT", here(ada, "policies/at-night"), wanted | {"last": "visit"})
    assert (status, told["data"]["last"]) == (200, "visit")
    assert (await ada.api.ask("DELETE", here(ada, "policies/at-night")))[0] == 204
    assert (await ada.api.ask("GET", here(ada, "policies/at-night")))[0] == 404


NOBODY = "01900000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("wanted", "fields"),
    [
        ({}, {"steps"}),
        ({"steps": []}, {"steps"}),
        ({"steps": [{"tell": "nobody"}]}, {"steps.0.tell"}),
        ({"steps": [{"tell": "contact"}]}, {"steps.0.contact_id"}),
        ({"steps": [{"tell": "everyone"}, {"tell": "contact", "contact_id": NOBODY}]}, {"steps.1.contact_id"}),
        ({"steps": [{"tell": "group", "group": "none"}]}, {"steps.0.group"}),
        ({"steps": [{"tell": "policy", "policy": "none"}]}, {"steps.0.policy"}),
        ({"steps": [{"tell": "policy", "policy": "mine"}]}, {"steps"}),
        ({"steps": [{"tell": "everyone"}], "last": "policy", "last_policy": "mine"}, {"steps"}),
        ({"steps": [{"tell": "everyone"}], "last": "policy"}, {"last_policy"}),
        ({"steps": [{"tell": "everyone"}], "acknowledgements": 3}, {"acknowledgements"}),
        ({"steps": [{"tell": "everyone", "wait_in_minutes": 61}]}, {"steps.0.wait_in_minutes"}),
        ({"steps": [{"tell": "operators", "wait_in_minutes": 60}], "rounds": 10}, {"steps"}),
        ({"steps": [{"tell": "everyone", "between": {"from": "22:00", "until": "22:10"}}]}, {"steps.0.between"}),
        ({"steps": [{"tell": "everyone", "between": {"from": "22", "until": "07:00"}}]}, {"steps.0.between"}),
        ({"steps": [{"tell": "operators", "between": {"from": "22:00", "until": "07:00"}}]}, {"steps.0.between"}),
        ({"steps": [{"tell": "everyone"}], "reasons": ["boredom"]}, {"reasons.0"}),
        ({"steps": [{"tell": "everyone"}], "reasons": ["panic"], "is_default": True}, {"reasons", "is_default"}),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "-".join(sorted(value)),
)
async def test_what_is_wrong_with_a_policy_is_named(ada: Somebody, wanted: dict[str, Any], fields: set[str]):
    other = {"steps": [{"tell": "everyone"}], "is_default": True, "reasons": ["panic"]}
    assert (await ada.api.ask("PUT", here(ada, "policies/other"), other))[0] == 200
    status, told = await ada.api.ask("PUT", here(ada, "policies/mine"), wanted)
    assert status == 400 and set(told["error"]["errors"]) == fields, told
    assert [each["name"] for each in await ada.api.get(here(ada))] == ["other"]


async def test_a_name_is_small_letters(ada: Somebody):
    for name in ("Mine", "m%20e", "a" * 41, "-a"):
        status, told = await ada.api.ask("PUT", here(ada, f"policies/{name}"), {"steps": [{"tell": "everyone"}]})
        assert status == 400 and set(told["error"]["errors"]) == {"name"}, told


async def test_groups_are_kept_while_a_policy_names_them(ada: Somebody):
    bob, cara = await with_two(ada)
    status, told = await ada.api.ask("PUT", here(ada, "contact_groups/near"), {"contacts": [cara["id"], bob["id"]]})
    assert status == 200 and told["data"] == {"name": "near", "contacts": [cara["id"], bob["id"]]}
    for wrong in ([bob["id"], bob["id"]], [str(uuid4())]):
        status, told = await ada.api.ask("PUT", here(ada, "contact_groups/near"), {"contacts": wrong})
        assert status == 400 and set(told["error"]["errors"]) == {"contacts"}
    wanted = {"steps": [{"tell": "group", "group": "near"}], "is_default": True}
    assert (await ada.api.ask("PUT", here(ada, "policies/usual"), wanted))[0] == 200
    assert (await ada.api.ask("DELETE", here(ada, "contact_groups/near")))[0] == 409
    status, told = await ada.api.ask("POST", here(ada, "simulate"), {"reason": "bad"})
    assert [m["name"] for m in told["data"]["messages"] if m["who"] == "contact"][:2] == ["Cara", "Bob"]
    status, told = await ada.api.ask("PUT", here(ada, "contact_groups/near"), {"contacts": []})
    assert status == 200
    shown = await ada.api.get(here(ada, "policies/usual"))
    assert {f["code"] for f in shown["findings"]} == {"empty_group", "nobody"}
    assert (await ada.api.ask("DELETE", here(ada)[:-8] + "policies/usual"))[0] == 204
    assert (await ada.api.ask("DELETE", here(ada, "contact_groups/near")))[0] == 204
    assert await ada.api.get(here(ada, "contact_groups")) == []


async def test_quiet_hours_of_anybody(admin: Somebody, ada: Somebody):
    bob = await ada.contact()
    person = (await Contact.get(id=bob["id"])).person_id
    where = f"/v1/users/{person}/quiet_hours"
    assert await admin.api.get(where) == {"quiet_hours": None}
    wanted = {"from": "22:30", "until": "06:45"}
    status, told = await admin.api.ask("PUT", where, wanted)
    assert status == 200 and told["data"] == {"quiet_hours": wanted} == await admin.api.get(where)
    assert (await ada.api.ask("PUT", where, wanted))[0] == 403
    for wrong in (
        {"from": "22:30", "until": "22:30"},
        {"from": "07:00", "until": "22:00"},
        {"from": "7", "until": "8"},
    ):
        assert (await admin.api.ask("PUT", where, wrong))[0] == 400
    assert (await admin.api.ask("DELETE", where))[0] == 204
    assert await admin.api.get(where) == {"quiet_hours": None}


async def test_what_would_happen(admin: Somebody, ada: Somebody):
    await with_two(ada)
    begins = "2027-01-31T22:30:00Z"
    status, told = await ada.api.ask("POST", here(ada, "simulate"), {"reason": "panic", "at": begins})
    assert status == 200, told
    found = told["data"]
    assert (found["begins_at"], found["policy"], found["then_every_minutes"]) == (begins, None, 60)
    assert found["rounds_at"] == [begins, "2027-01-31T22:45:00Z", "2027-01-31T23:00:00Z"]
    assert found["operators_at"] == "2027-01-31T23:05:00Z"
    said = [(m["at"][11:16], m["who"], m["name"]) for m in found["messages"]]
    assert [each for each in said if each[1] == "contact"] == [
        (at, "contact", name) for at, name in zip(
            ("22:30", "22:35", "22:45", "22:50", "23:00", "23:05"), ("Bob", "Cara") * 3, strict=True
        )
    ]  # fmt: skip
    assert said[-1] == ("23:05", "operator", "Olga")
    assert "asked for help" in found["messages"][0]["text"]
    assert (await ada.api.ask("POST", here(ada, "simulate"), {"reason": "boredom"}))[0] == 400
    assert await escalations.Escalation.all().count() == 0


async def test_an_operator_lets_a_running_one_follow_the_policy_of_now(admin: Somebody, ada: Somebody):
    bob, cara = await with_two(ada)
    now = ada.api.running.now()
    id = await escalations.start(escalations.Start(UUID(ada.id), "bad"), now)
    wanted = {"steps": [{"tell": "contact", "contact_id": cara["id"]}], "is_default": True}
    assert (await ada.api.ask("PUT", here(ada, "policies/usual"), wanted))[0] == 200
    assert (await ada.api.ask("POST", f"/v1/escalations/{id}/update"))[0] == 403
    status, told = await admin.api.ask("POST", f"/v1/escalations/{id}/update")
    assert status == 200 and told["data"]["policy_id"] is not None
    assert [place["contact_id"] for place in told["data"]["plan"]] == [cara["id"], bob["id"]]
    [entry] = [moment for moment in told["data"]["timeline"] if moment["what"] == "policy_updated"]
    assert entry["data"] == {"by": admin.id}
    await escalations.stop(id, UUID(admin.id), now)
    assert (await admin.api.ask("POST", f"/v1/escalations/{id}/update"))[0] == 409


async def test_what_others_chose_is_theirs(admin: Somebody, ada: Somebody):
    eve = await another(admin)
    wanted = {"steps": [{"tell": "everyone"}]}
    assert (await ada.api.ask("PUT", here(ada, "policies/mine"), wanted))[0] == 200
    for method, end in (
        ("GET", "policies/mine"),
        ("PUT", "policies/mine"),
        ("DELETE", "policies/mine"),
        ("GET", "policies"),
    ):
        assert (await eve.api.ask(method, here(ada, end), wanted if method == "PUT" else None))[0] == 403
    bob = await eve.contact()
    wanted = {"steps": [{"tell": "contact", "contact_id": bob["id"]}]}
    assert (await ada.api.ask("PUT", here(ada, "policies/hers"), wanted))[0] == 400
    assert (await ada.api.get(here(ada, "export")))["policies"][0]["body"]["name"] == "mine"


async def test_the_command_prints_the_same(ada: Somebody):
    await with_two(ada)
    config = ada.api.config
    environ = {
        "DATABASE_URL": config.database_url or "", "REDIS_URL": config.redis_url or "", "PATH": "/usr/bin:/bin",
        "WELLCHECK_HOME": str(config.wellcheck_home), "SECRET_KEYS": config.secret_keys[0],
    }  # fmt: skip

    async def run(*arguments: str) -> tuple[int | None, str]:
        made = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "wellcheck", "simulate", *arguments, env=environ, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        out, _ = await made.communicate()
        return made.returncode, out.decode()

    code, said = await run("--user", ada.email, "--reason", "bad", "--at", "2027-01-31T22:30:00Z")
    assert code == 0 and "2027-01-31 22:35:00  round 1  contact Cara, sms, en" in said, said
    assert (await run("--user", ada.phone, "--reason", "boredom"))[0] == 2
    assert (await run("--user", "nobody@example.org"))[0] == 1


async def test_a_simulation_says_when_a_pal_is_asked_to_go_there(ada: Somebody):
    await with_two(ada)
    wanted = {"steps": [{"tell": "everyone"}], "rounds": 1, "is_default": True, "last": "visit"}
    assert (await ada.api.ask("PUT", here(ada, "policies/usual"), wanted))[0] == 200
    status, told = await ada.api.ask("POST", here(ada, "simulate"), {"at": "2027-01-31T12:00:00Z"})
    assert status == 200, told
    [asked] = told["data"]["visits_at"]
    contacts = [m["at"] for m in told["data"]["messages"] if m["who"] == "contact"]
    assert max(contacts) < asked <= told["data"]["operators_at"]
    _, told = await ada.api.ask("POST", here(ada, "simulate"), {"reason": "duress"})
    assert told["data"]["visits_at"] == []
