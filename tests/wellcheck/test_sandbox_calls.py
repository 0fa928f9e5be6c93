"""The sandbox's calls, made by twilio's own client and answered on the phones; nothing is waited for but the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.sandbox_box import ADA, BOB, NUMBER, Box, Product, Watch, product_door, served, twilio_client, xml
from wellcheck.sandbox.server import make_app

ASK = '<Gather input="dtmf speech" numDigits="1" action="/webhook/voice/answer" language="es-ES"><Say>1 or 2?</Say></Gather>'


@pytest.fixture
async def product() -> AsyncIterator[Product]:
    async with product_door() as it:
        yield it


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def box(product: Product, watch: Watch) -> AsyncIterator[Box]:
    async with served(make_app(product.settings(webhook_timeout=0.5), watch)) as url, ClientSession() as session:
        yield Box(url, session)


@pytest.fixture
async def client(box: Box) -> AsyncIterator[Client]:
    async with twilio_client(box) as it:
        yield it


async def ring(client: Client, product: Product, to: str = ADA, **more: Any) -> Any:
    """Call somebody, all events wished for."""
    told = {
        "status_callback": f"{product.url}/webhook/voice/status?delivery=7%2B1",
        "status_callback_event": ["initiated", "ringing", "answered", "completed"],
    }
    wish = {"url": f"{product.url}/webhook/voice?delivery=7"} | told | more
    return await client.calls.create_async(to=to, from_=NUMBER, **wish)


async def until(box: Box, status: str, phone: str = "ada", listening: bool | None = None) -> dict[str, Any]:
    """The phone's last call, once it has that status (and waits for somebody to say something)."""
    calls: list[dict[str, Any]] = []
    for _ in range(200):
        calls = (await box.get(f"phones/{phone}"))["calls"]
        if calls and calls[-1]["status"] == status and listening in (None, bool(calls[-1]["listening"])):
            return calls[-1]
        await asyncio.sleep(0.02)
    raise AssertionError(f"never {status}: {calls}")


def said(call: dict[str, Any]) -> list[str]:
    return [f"{line['who']}: {line['text']}" for line in call["lines"]]


def talk(**by_path: str) -> Any:
    """TwiML by the last part of the path."""
    return lambda path, form: xml(by_path[path.rsplit("/", 1)[-1]])


async def test_a_call_is_answered_by_a_key_and_everything_is_told_signed(
    box: Box, client: Client, product: Product, watch: Watch
) -> None:
    product.speech = talk(voice=ASK, answer="<Say>Thank you.</Say><Hangup/>")
    made = await ring(client, product)
    assert made.sid.startswith("CA") and made.status == "queued" and made.direction == "outbound-api"
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    await until(box, "in-progress", listening=True)
    watch.moment += timedelta(seconds=4)
    await box.do("phones/ada/press", keys="1")
    call = await until(box, "completed")
    assert said(call) == ["wellcheck: 1 or 2?", "phone: 1", "wellcheck: Thank you."]
    asked, answered = product.voice
    assert (asked["delivery"], asked["CallStatus"], asked["Direction"]) == ("7", "in-progress", "outbound-api")
    assert (asked["From"], asked["To"], asked["CallSid"]) == (NUMBER, ADA, made.sid) and "AnsweredBy" not in asked
    assert answered["Digits"] == "1" and "SpeechResult" not in answered
    assert await product.told(4) == ["initiated", "ringing", "in-progress", "completed"]
    assert [c["SequenceNumber"] for c in product.callbacks] == ["0", "1", "2", "3"]
    assert {(c["CallSid"], c["delivery"]) for c in product.callbacks} == {(made.sid, "7+1")}
    assert product.callbacks[-1]["CallDuration"] == "4"
    fetched = await client.calls(made.sid).fetch_async()
    assert (fetched.status, fetched.duration) == ("completed", "4") and fetched.start_time < fetched.end_time


async def test_words_are_heard_in_place_of_keys(box: Box, client: Client, product: Product) -> None:
    product.speech = talk(voice=ASK, answer="<Say language='es-ES'>Gracias.</Say>")
    await ring(client, product)
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    await until(box, "in-progress", listening=True)
    await box.do("phones/ada/speak", text="estoy bien", confidence=0.5)
    call = await until(box, "completed")
    assert call["lines"][1]["heard"] and call["lines"][2]["language"] == "es-ES"
    answered = product.voice[1]
    assert (answered["SpeechResult"], float(answered["Confidence"]), answered["Language"]) == (
        "estoy bien",
        0.5,
        "es-ES",
    )
    assert "Digits" not in answered


@pytest.mark.parametrize(
    ("what", "status"), [("decline", "busy"), ("ignore", "no-answer"), ("clock", "no-answer"), ("off", "no-answer")]
)
async def test_a_call_that_nobody_takes_says_why(
    box: Box, client: Client, product: Product, watch: Watch, what: str, status: str
) -> None:
    made = await ring(client, product, timeout=30)
    await until(box, "ringing")
    match what:
        case "clock":
            watch.moment += timedelta(seconds=29)
            await asyncio.sleep(0.1)
            await until(box, "ringing")
            watch.moment += timedelta(seconds=1)
        case "off":
            await box.do("phones/ada/power", on=False)
        case _:
            await box.do(f"phones/ada/{what}")
    await until(box, status)
    assert await product.told(3) == ["initiated", "ringing", status]
    assert product.callbacks[-1]["CallDuration"] == "0" and product.voice == []
    assert (await client.calls(made.sid).fetch_async()).start_time is None


@pytest.mark.parametrize(
    ("detection", "result"), [("Enable", "machine_start"), ("DetectMessageEnd", "machine_end_beep")]
)
async def test_voicemail_picks_up_and_is_known_for_a_machine(
    box: Box, client: Client, product: Product, watch: Watch, detection: str, result: str
) -> None:
    product.speech = talk(voice="<Say>Please look at your messages.</Say>")
    await box.do("phones/ada/voicemail", on=True)
    made = await ring(client, product, machine_detection=detection, machine_detection_timeout=20)
    await until(box, "ringing")
    watch.moment += timedelta(seconds=15)
    call = await until(box, "completed")
    assert call["voicemail"] and said(call) == ["wellcheck: Please look at your messages."]
    assert product.voice[0]["AnsweredBy"] == result
    await product.told(4)
    assert product.callbacks[-1]["AnsweredBy"] == result and "AnsweredBy" not in product.callbacks[1]
    assert (await client.calls(made.sid).fetch_async()).answered_by == result
    assert (await box.refused("phones/ada/press", keys="1"))[0] == 404


async def test_a_declined_call_goes_to_voicemail_where_there_is_one_and_so_does_a_phone_without_power(
    box: Box, client: Client, product: Product
) -> None:
    product.speech = talk(voice="<Say>Hello.</Say>")
    await box.do("phones/ada/voicemail", on=True)
    await ring(client, product)
    await until(box, "ringing")
    await box.do("phones/ada/decline")
    assert (await until(box, "completed"))["voicemail"]
    await box.do("phones/ada/power", on=False)
    await ring(client, product)
    assert len(product.voice) == 1
    for _ in range(100):
        if len(product.voice) == 2:
            break
        await asyncio.sleep(0.02)
    assert (await until(box, "completed"))["voicemail"] and len(product.voice) == 2


@pytest.mark.parametrize("taken_for", ["machine_start", "fax", "unknown", "human"])
async def test_detection_may_err(box: Box, client: Client, product: Product, taken_for: str) -> None:
    product.speech = talk(voice=ASK, answer="<Say>Thank you.</Say>")
    await ring(client, product, machine_detection="Enable")
    await until(box, "ringing")
    await box.do("phones/ada/answer", taken_for=taken_for)
    await until(box, "in-progress", listening=True)
    assert product.voice[0]["AnsweredBy"] == taken_for
    await box.do("phones/ada/press", keys="1")
    assert not (await until(box, "completed"))["voicemail"]


async def test_a_second_call_finds_the_line_busy(box: Box, client: Client, product: Product) -> None:
    product.speech = talk(voice=ASK)
    first = await ring(client, product)
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    await until(box, "in-progress", listening=True)
    await ring(client, product)
    assert await product.told(5) == ["initiated", "ringing", "in-progress", "initiated", "busy"]
    assert (await client.calls(first.sid).fetch_async()).status == "in-progress"


async def test_keys_are_gathered_as_twilio_gathers_them(
    box: Box, client: Client, product: Product, watch: Watch
) -> None:
    product.speech = talk(
        voice='<Gather timeout="5" action="answer"/><Say>Nothing.</Say>', answer="<Redirect>voice</Redirect>"
    )
    await ring(client, product, url=f"{product.url}/webhook/voice/voice")
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    await until(box, "in-progress", listening=True)
    await box.do("phones/ada/press", keys="#12#")
    for _ in range(100):
        if len(product.voice) == 3:
            break
        await asyncio.sleep(0.02)
    assert (product.voice[1]["Digits"], product.voice[1]["FinishedOnKey"]) == ("12", "#")
    await until(box, "in-progress", listening=True)
    await box.do("phones/ada/press", keys="7")
    await asyncio.sleep(0.1)
    assert len(product.voice) == 3, "a key without an end waits for the next one"
    watch.moment += timedelta(seconds=5)
    for _ in range(100):
        if len(product.voice) == 5:
            break
        await asyncio.sleep(0.02)
    assert product.voice[3]["Digits"] == "7"
    await until(box, "in-progress", listening=True)
    watch.moment += timedelta(seconds=5)
    assert said(await until(box, "completed"))[-1] == "wellcheck: Nothing."


async def test_silence_is_reported_when_that_is_wished(
    box: Box, client: Client, product: Product, watch: Watch
) -> None:
    ask = '<Gather timeout="3" actionOnEmptyResult="true" action="/webhook/voice/answer"><Say>Are you there?</Say></Gather>'
    product.speech = talk(voice=ask, answer="<Say>Goodbye.</Say>")
    await ring(client, product)
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    await until(box, "in-progress", listening=True)
    watch.moment += timedelta(seconds=3)
    await until(box, "completed")
    assert product.voice[1]["Digits"] == ""


async def test_a_key_breaks_into_what_is_said_and_outside_of_a_gather_is_not_heard(product: Product) -> None:
    product.speech = talk(voice="<Say>one two three</Say>" + ASK.replace("1 or 2?", "w " * 200), answer="<Hangup/>")
    settings = product.settings()
    object.__setattr__(settings, "talk", 0.05)
    async with (
        served(make_app(settings, Watch())) as url,
        ClientSession() as session,
        twilio_client(box := Box(url, session)) as client,
    ):
        await ring(client, product)
        await until(box, "ringing")
        await box.do("phones/ada/answer")
        await until(box, "in-progress")
        for _ in range(100):
            if len((call := await until(box, "in-progress"))["lines"]) == 1:
                break
            await asyncio.sleep(0.01)
        await box.do("phones/ada/press", keys="2")
        for _ in range(100):
            if len((call := await until(box, "in-progress"))["lines"]) == 3:
                break
            await asyncio.sleep(0.02)
        await box.do("phones/ada/press", keys="1")
        call = await until(box, "completed")
    early, long, late = call["lines"][1:]
    assert (early["text"], early.get("heard")) == ("2", None)
    assert late["heard"] and long["cut"] < 100 and product.voice[1]["Digits"] == "1"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (web.Response(status=500), 11200),
        (web.Response(text="<Response><Say>", content_type="text/xml"), 12100),
        (web.Response(text="{}", content_type="application/json"), 12300),
        (xml("<Sing>la</Sing>"), 12200),
        (xml("<Say/>"), 13520),
        (None, 11200),
    ],
)
async def test_twiml_that_is_broken_or_late_ends_the_call_with_an_apology(
    box: Box, client: Client, product: Product, answer: web.Response | None, code: int
) -> None:
    async def late() -> web.Response:
        await asyncio.sleep(1)
        return xml("")

    product.speech = lambda path, form: late() if answer is None else answer
    await ring(client, product)
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    call = await until(box, "completed")
    assert said(call) == ["wellcheck: We are sorry, an application error has occurred. Goodbye."]
    assert call["code"] == code


async def test_a_fallback_is_asked_when_the_first_url_fails(box: Box, client: Client, product: Product) -> None:
    product.speech = lambda path, form: xml("<Say>Well.</Say>") if path.endswith("/else") else web.Response(status=500)
    await ring(client, product, fallback_url=f"{product.url}/webhook/voice/else")
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    assert said(await until(box, "completed")) == ["wellcheck: Well."]
    assert product.voice[1]["ErrorCode"] == "11200"


async def test_whoever_hangs_up_while_we_think_has_hung_up(box: Box, client: Client, product: Product) -> None:
    async def late() -> web.Response:
        await asyncio.sleep(0.4)
        return xml("<Say>Too late.</Say>")

    product.speech = lambda path, form: late()
    await ring(client, product)
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    await until(box, "in-progress")
    await box.do("phones/ada/hang-up")
    assert said(await until(box, "completed")) == []


async def test_calls_are_ended_and_moved_through_the_api(box: Box, client: Client, product: Product) -> None:
    product.speech = talk(voice=ASK)
    rung = await ring(client, product)
    await until(box, "ringing")
    with pytest.raises(TwilioRestException) as caught:
        await client.calls(rung.sid).update_async(twiml="<Response/>")
    assert caught.value.code == 21220
    await client.calls(rung.sid).update_async(status="canceled")
    await until(box, "canceled")
    with pytest.raises(TwilioRestException) as caught:
        await client.calls(rung.sid).update_async(status="completed")
    assert (caught.value.status, caught.value.code) == (400, 21220)
    spoken = await ring(client, product)
    await until(box, "ringing")
    await box.do("phones/ada/answer")
    await until(box, "in-progress", listening=True)
    await client.calls(spoken.sid).update_async(status="canceled")
    await asyncio.sleep(0.1)
    await client.calls(spoken.sid).update_async(twiml=f"<Response><Say>News.</Say>{ASK}</Response>")
    for _ in range(100):
        if "wellcheck: News." in said(await until(box, "in-progress", listening=True)):
            break
        await asyncio.sleep(0.02)
    await client.calls(spoken.sid).update_async(status="completed")
    assert "wellcheck: News." in said(await until(box, "completed"))


async def test_a_phone_calls_us(box: Box, product: Product) -> None:
    product.speech = talk(voice=ASK, answer="<Say>Thank you.</Say>")
    await box.do("phones/bob/dial")
    await until(box, "in-progress", "bob", listening=True)
    asked = product.voice[0]
    assert (asked["From"], asked["To"], asked["Direction"], asked["CallStatus"]) == (BOB, NUMBER, "inbound", "ringing")
    assert (await box.refused("phones/bob/dial"))[0] == 409
    await box.do("phones/bob/press", keys="2")
    call = await until(box, "completed", "bob")
    assert call["mine"] and said(call)[-1] == "wellcheck: Thank you."
    assert await product.told(1) == ["completed"]


@pytest.mark.parametrize(("reason", "status"), [("busy", "busy"), ("rejected", "failed")])
async def test_we_may_turn_a_caller_away(box: Box, product: Product, reason: str, status: str) -> None:
    product.speech = talk(voice=f'<Reject reason="{reason}"/>')
    await box.do("phones/bob/dial")
    assert (await until(box, status, "bob"))["answered_at"] is None


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"to": "nobody"}, 21211),
        ({"to": "+44123"}, 21211),
        ({"to": NUMBER}, 21211),
        ({"to": "+15005550001"}, 21217),
        ({"to": "+15005550003"}, 21215),
        ({"from_": "wellcheck"}, 21212),
        ({"from_": "+447700900555"}, 21210),
        ({"url": "nowhere"}, 21205),
        ({"url": None}, 21205),
        ({"url": None, "twiml": "x" * 4001}, 20001),
        ({"timeout": 4}, 21208),
        ({"timeout": 601}, 21208),
        ({"method": "PUT"}, 21209),
        ({"status_callback": "nowhere"}, 21205),
        ({"status_callback_event": ["failed"]}, 21626),
        ({"machine_detection": "Perhaps"}, 20001),
        ({"machine_detection_timeout": 60}, 20001),
        ({"async_amd": "true"}, 20001),
        ({"record": True}, 20001),
    ],
)
async def test_what_twilio_refuses_is_refused(client: Client, wish: dict[str, Any], code: int) -> None:
    with pytest.raises(TwilioRestException) as caught:
        await client.calls.create_async(**({"to": ADA, "from_": NUMBER, "url": "http://127.0.0.1:9/"} | wish))
    assert (caught.value.status, caught.value.code) == (400, code)


async def test_only_the_account_itself_may_call(box: Box) -> None:
    async with twilio_client(box, secret="wrong") as stranger:
        with pytest.raises(TwilioRestException) as caught:
            await stranger.calls.create_async(to=ADA, from_=NUMBER, twiml="<Response/>")
    assert (caught.value.status, caught.value.code) == (401, 20003)


async def test_calls_are_listed_by_number_status_and_time_and_page(
    box: Box, client: Client, product: Product, watch: Watch
) -> None:
    made = []
    for to in (BOB, ADA, ADA, ADA):
        made.append((await ring(client, product, to=to, twiml="<Response/>")).sid)
        await until(box, "ringing", "ada" if to == ADA else "bob")
        await box.do(f"phones/{'ada' if to == ADA else 'bob'}/decline")
        await until(box, "busy", "ada" if to == ADA else "bob")
        watch.moment += timedelta(minutes=1)
    assert [c.sid for c in await client.calls.list_async(to=ADA, page_size=2)] == made[:0:-1]
    since = watch.moment - timedelta(minutes=3)
    assert [c.sid for c in await client.calls.list_async(start_time_after=since)] == made[:0:-1]
    assert await client.calls.list_async(status="completed") == []
    assert len(await client.calls.list_async(status="busy", limit=2)) == 2


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"callbacks": "drop"}, []),
        ({"callbacks": "double"}, ["initiated", "initiated", "ringing", "ringing", "busy", "busy"]),
        ({"callbacks": "shuffle"}, ["busy", "ringing", "initiated"]),
        ({"callbacks": "delay", "seconds": 0.1}, ["initiated", "ringing", "busy"]),
        ({"kind": "undelivered", "status": 32205}, ["failed"]),
        ({"kind": "timeout_after_accept", "seconds": 0.1}, ["initiated", "ringing", "busy"]),
        ({"kind": "status", "status": 500, "accept": True}, ["initiated", "ringing", "busy"]),
        ({"kind": "hang", "seconds": 0.1}, []),
    ],
)
async def test_calls_fail_on_request(
    box: Box, client: Client, product: Product, fault: dict[str, Any], told: list[str]
) -> None:
    await box.do("faults", provider="twilio", method="call", **fault)
    if fault.get("kind") in ("timeout_after_accept", "hang", "status"):
        with pytest.raises(Exception, match="disconnected|reset|500"):
            await ring(client, product)
    else:
        await ring(client, product)
    if fault.get("kind") == "undelivered":
        assert (await until(box, "failed"))["code"] == 32205
    elif fault.get("kind") != "hang":
        await until(box, "ringing")
        await box.do("phones/ada/decline")
        await until(box, "busy")
    assert await product.told(len(told)) == told


async def test_what_is_asked_of_us_in_a_call_may_come_twice_or_not_at_all(
    box: Box, client: Client, product: Product
) -> None:
    product.speech = talk(voice="<Say>Hello.</Say>")
    for how, asked in (("double", 2), ("drop", 0)):
        product.voice.clear()
        await box.do("faults", provider="twilio", method="voice", callbacks=how)
        made = await ring(client, product)
        await until(box, "ringing")
        await box.do("phones/ada/answer")
        await until(box, "completed")
        assert len(product.voice) == asked
        assert (await client.calls(made.sid).fetch_async()).status == "completed"


async def test_a_call_that_rang_when_the_sandbox_stopped_rings_on(product: Product, tmp_path: Path) -> None:
    settings = product.settings(journal=tmp_path / "sandbox.jsonl")
    product.speech = talk(voice="<Say>Hello.</Say>" + ASK)
    for again in (False, True):
        async with (
            served(make_app(settings)) as url,
            ClientSession() as session,
            twilio_client(box := Box(url, session)) as client,
        ):
            if not again:
                await ring(client, product)
                await ring(client, product, to=BOB)
                await until(box, "ringing", "bob")
                await box.do("phones/bob/answer")
                await until(box, "in-progress", "bob", listening=True)
            await until(box, "ringing")
            if again:
                assert (await until(box, "completed", "bob"))["ended_at"]
                await box.do("phones/ada/answer")
                await until(box, "in-progress", listening=True)


async def test_an_empty_sandbox_has_no_calls(box: Box, client: Client, product: Product) -> None:
    await ring(client, product)
    await until(box, "ringing")
    await box.do("reset")
    assert (await box.get("phones/ada"))["calls"] == []
    assert (await box.refused("phones/ada/answer")) == (404, "This phone does not ring.")
    assert (await box.refused("phones/ada/press", keys="x"))[0] == 400
    assert (await box.refused("phones/ada/voicemail", on=True, taken_for="cat"))[0] == 400
