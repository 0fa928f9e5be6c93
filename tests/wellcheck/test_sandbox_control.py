"""The sandbox's control API: what the page does, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.sandbox_box import Box, Watch, served
from wellcheck.sandbox.server import Settings, make_app


@pytest.fixture
async def box() -> AsyncIterator[Box]:
    async with served(make_app(Settings("http://127.0.0.1:9/"), Watch())) as url, ClientSession() as session:
        yield Box(url, session)


async def test_the_three_phones_are_there_on_the_first_day(box: Box) -> None:
    state = await box.get("state")
    assert [(p["id"], p["number"], p["telegram_id"]) for p in state["phones"]] == [
        ("ada", "+447700900001", 7001),
        ("bob", "+447700900002", 7002),
        ("cara", "+447700900003", 7003),
    ]


async def test_the_clock_is_set_and_jumps_and_messages_carry_its_time(box: Box) -> None:
    clock = (await box.get("clock"))["clock"]
    assert clock["speed"] == 1 and clock["next_due"] - clock["now"] == 3600
    assert (await box.do("clock", speed=60))["clock"]["speed"] == 60
    jumped = (await box.do("clock", jump="next"))["clock"]
    assert jumped["now"] == clock["next_due"] and jumped["next_due"] is None
    assert await box.refused("clock", jump="next") == (409, "Nothing is due: there is nothing to jump to yet.")
    assert (await box.refused("clock", speed=7))[0] == 400
    assert (await box.do("phones/ada/say", text="hi"))["at"] == jumped["now"]
    assert [line["why"] for line in (await box.get("state"))["live"]] == ["It is nine o'clock"]


async def test_without_the_product_there_is_no_clock(box: Box) -> None:
    async with served(make_app(Settings("http://127.0.0.1:9/"))) as url, ClientSession() as session:
        alone = Box(url, session)
        assert (await alone.get("state"))["clock"] is None
        assert (await alone.refused("clock", speed=60))[0] == 409


async def test_the_stream_gives_the_state_and_then_every_change(box: Box) -> None:
    async with box.session.get(f"{box.url}/sandbox/api/stream") as stream:
        assert stream.content_type == "text/event-stream"
        kinds: list[str] = []

        async def until(kind: str) -> Any:
            async for line in stream.content:
                if line.startswith(b"data: "):
                    event = json.loads(line[6:])
                    kinds.append(event["kind"])
                    if event["kind"] == kind:
                        return event["value"]

        assert len((await until("state"))["phones"]) == 3
        await box.do("phones/bob/say", text="hello")
        assert (await until("message"))["text"] == "hello"
        await box.do("clock", jump="next")
        assert (await until("live"))[0]["what"] == "was asked"


async def test_phones_are_added_renamed_and_emptied(box: Box) -> None:
    dan = await box.do("phones", name="Dan", language="es")
    assert (dan["number"], dan["telegram_id"], dan["language"]) == ("+447700900004", 7004, "es")
    assert (await box.do("phones", id="bob", name="Bobby"))["name"] == "Bobby"
    await box.do("phones/bob/say", text="hello")
    await box.do("reset")
    state = await box.get("state")
    assert [(p["name"], p["messages"]) for p in state["phones"]] == [("Ada", []), ("Bob", []), ("Cara", [])]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("phones", {"name": "x" * 41}, 400),
        ("phones", {"name": "Eve\u0000"}, 400),
        ("phones", {"name": "Eve", "number": "123"}, 400),
        ("phones", {"name": "Eve", "number": "+447700900001"}, 409),
        ("phones", {"id": "nobody", "name": "Eve"}, 404),
        ("phones/nobody/say", {"text": "x"}, 404),
        ("phones/ada/say", {"text": " "}, 400),
        ("phones/ada/say", {"text": 5}, 400),
        ("phones/ada/say", {"text": "x", "channel": "pigeon"}, 400),
        ("phones/ada/say", {"text": "x" * 4097}, 400),
        ("phones/ada/say", {"text": "x" * 1601, "channel": "sms"}, 400),
        ("phones/ada/tap", {"message_id": 1, "button": "x"}, 404),
        ("phones/ada/tap", {"message_id": None, "button": "x"}, 404),
        ("phones/ada/tap", {"button": []}, 400),
        ("phones/ada/power", {"on": "yes"}, 400),
        ("faults", {"provider": "pigeon", "kind": "hang"}, 400),
        ("faults", {"provider": "twilio"}, 400),
        ("faults", {"provider": "twilio", "kind": "burn"}, 400),
        ("faults", {"provider": "twilio", "kind": "status", "status": 99}, 400),
        ("faults", {"provider": "twilio", "kind": "status", "status": "x"}, 400),
        ("faults", {"provider": "twilio", "kind": "hang", "colour": "red"}, 400),
    ],
)
async def test_nonsense_is_refused_with_a_sentence(box: Box, path: str, body: dict[str, Any], status: int) -> None:
    assert (await box.refused(path, **body))[0] == status


async def test_other_sites_are_kept_out(box: Box) -> None:
    url = f"{box.url}/sandbox/api/phones/ada/say"
    async with box.session.post(url, json={"text": "x"}, headers={"Origin": "https://evil.example"}) as answer:
        assert answer.status == 403
    async with box.session.post(url, json={"text": "x"}, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
    async with box.session.post(url, data=b'{"text":"x"}', headers={"Content-Type": "text/plain"}) as answer:
        assert answer.status == 415
    async with box.session.post(url, data=b"[", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400


async def test_the_page_allows_nothing_from_elsewhere(box: Box) -> None:
    async with box.session.get(f"{box.url}/") as answer:
        assert answer.url.path == "/sandbox" and answer.content_type == "text/html"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert "http" + "s://" not in text and "style=" not in text and "onclick" not in text
    for name, status in (("sandbox.css", 200), ("sandbox.js", 200), ("icon.svg", 200), ("..%2fserver.py", 404)):
        async with box.session.get(f"{box.url}/sandbox/static/{name}") as answer:
            assert answer.status == status
