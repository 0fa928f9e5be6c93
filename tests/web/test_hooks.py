"""What providers bring: proved, kept once, answered after it is safe."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from xml.etree import ElementTree

import asyncpg
import pytest

from bot import hear, intake
from bot.intake import AT_ONCE, PATIENCE, Away, Intake
from tests.web.callers import Api, Somebody, asked, post_form, signature, sms_form
from web import hooks
from wellcheck import db, people
from wellcheck.channels import sms
from wellcheck.i18n import say
from wellcheck.messages import Delivery, InboundRow, ReceiptRow
from wellcheck.probes import Probe, help_is_coming

SMS = "/webhook/sms"


def texts(xml: str) -> list[str]:
    """The messages of a TwiML answer."""
    return [message.text or "" for message in ElementTree.fromstring(xml)]


async def test_an_ok_settles_the_probe_and_is_answered_in_the_same_breath(ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    form = sms_form(ada.api.config, ada.phone, "Yes")
    answer = await ada.api.by(None).raw(
        "POST", SMS, data=form, headers={"X-Twilio-Signature": signature(ada.api.config, SMS, form)}
    )
    assert answer.status == 200 and answer.content_type == "text/xml"
    assert "👍" in texts(await answer.text())[0]
    assert (await Probe.get(id=id)).status == "good"


async def test_the_same_message_twice_acts_once_and_answers_alike(ada: Somebody):
    await asked(ada.id, ada.api.running)
    form = sms_form(ada.api.config, ada.phone, "I'm okay")
    first = await post_form(ada.api, SMS, form)
    again = await post_form(ada.api, SMS, form)
    assert first == again and first[0] == 200 and len(texts(first[1])) == 1
    assert await InboundRow.all().count() == 1


async def test_what_is_not_plain_is_answered_once_and_by_the_outbox(ada: Somebody):
    await asked(ada.id, ada.api.running)
    form = sms_form(ada.api.config, ada.phone, "no & <help>")
    for _ in range(2):
        status, xml = await post_form(ada.api, SMS, form)
        assert status == 200 and texts(xml) == []
    (said,) = await Delivery.filter(kind="chat")
    assert (said.text or "").startswith(say(help_is_coming(), "en"))


async def test_a_stranger_is_not_kept_and_not_answered(api: Api):
    status, xml = await post_form(api, SMS, sms_form(api.config, "+447700900999", "who is this"))
    assert status == 200 and texts(xml) == [] and await InboundRow.all().count() == 0


@pytest.mark.parametrize("signed", ["", "wrong", "d3Jvbmc="])
async def test_who_is_not_twilio_is_not_heard(ada: Somebody, signed: str):
    id = await asked(ada.id, ada.api.running)
    status, xml = await post_form(ada.api, SMS, sms_form(ada.api.config, ada.phone, "yes"), signed=signed)
    assert (status, xml) == (401, "<Response />")
    assert (await Probe.get(id=id)).status == "pending" and await InboundRow.all().count() == 0


async def test_the_signature_is_checked_against_our_own_address(ada: Somebody):
    form = sms_form(ada.api.config, ada.phone, "ping")
    status, _ = await post_form(ada.api, SMS, form, Host="evil.example", **{"X-Forwarded-Host": "evil.example"})
    assert status == 200
    assert (await post_form(ada.api, f"{SMS}/", form))[0] == 200
    other = signature(ada.api.config, "/webhook/other", form)
    assert (await post_form(ada.api, SMS, form, signed=other))[0] == 401


async def test_what_was_cut_apart_anew_is_an_error(ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    form = sms_form(ada.api.config, ada.phone, "NO")
    cut = {("BodyN" if name == "Body" else name): ("O" if name == "Body" else value) for name, value in form.items()}
    signed = signature(ada.api.config, SMS, form)
    assert signed == signature(ada.api.config, SMS, cut), "the scheme itself cannot tell them apart"
    assert (await post_form(ada.api, SMS, cut, signed=signed))[0] == 400
    other = sms_form(ada.api.config, ada.phone, "yes", AccountSid="AC" + "f" * 32)
    assert (await post_form(ada.api, SMS, other))[0] == 400
    assert (await Probe.get(id=id)).status == "pending"


async def test_what_is_too_much_is_refused(api: Api):
    many = sms_form(api.config, "+447700900999", "x") | {f"Field{n}": "1" for n in range(120)}
    assert (await post_form(api, SMS, many))[0] == 401
    large = sms_form(api.config, "+447700900999", "x" * 70_000)
    assert (await post_form(api, SMS, large))[0] == 413
    answer = await api.raw("GET", SMS)
    assert (
        answer.status == 405 and answer.headers["Allow"] == "POST" and (await answer.json())["error"]["status"] == 405
    )


async def test_forms_are_read_as_the_standard_library_reads_them():
    from urllib.parse import parse_qsl

    for raw in (b"", b"a=1&b=&c", b"a=%E2%9C%93+x%2By&a=2", b"&&x=%zz&y=%ff", "a=ü&b=%00".encode(), b"a==b&=c"):
        expected = parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)
        assert hooks.read_form(raw) == expected, raw


async def test_an_answer_in_one_piece_has_what_every_answer_has(ada: Somebody):
    """On a connection that stays it is written by us, else by aiohttp."""
    form = sms_form(ada.api.config, ada.phone, "ping ✓")
    told = []
    for more in ({}, {"Connection": "close"}):
        sent = {"X-Twilio-Signature": signature(ada.api.config, SMS, form), "X-Request-Id": "of-twilio"} | more
        told.append(answer := await ada.api.by(None).raw("POST", SMS, data=form, headers=sent))
        assert texts(await answer.text()) == [] and int(answer.headers["Content-Length"]) == len(await answer.read())
    stays, ends = ({name.lower(): value for name, value in answer.headers.items()} for answer in told)
    assert ends.pop("connection") == "close" and stays.pop("date") and ends.pop("date")
    assert stays == ends and stays["x-request-id"] == "of-twilio" and stays["x-content-type-options"] == "nosniff"


async def test_a_form_that_comes_in_pieces_is_read_whole(ada: Somebody):
    id = await asked(ada.id, ada.api.running)
    form = sms_form(ada.api.config, ada.phone, "yes")
    server = ada.api.client.server
    signed = signature(ada.api.config, SMS, form)
    body = urlencode(form).encode()
    reader, writer = await asyncio.open_connection(server.host, server.port)
    head = f"POST {SMS} HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: {signed}\r\nContent-Length: {len(body)}\r\n\r\n"
    for piece in (head.encode(), body[:40], body[40:]):
        writer.write(piece)
        await asyncio.sleep(0.05)
    assert (await reader.readline()).split()[1] == b"200"
    writer.close()
    assert (await Probe.get(id=id)).status == "good"


async def test_a_receipt_is_noted(ada: Somebody):
    await asked(ada.id, ada.api.running)
    sent = await Delivery.get(person_id=ada.id)
    await Delivery.filter(id=sent.id).update(state="sent", due_at=None, provider_id="SM1")
    path = f"/webhook/sms/status?delivery={sent.id}"
    form = {
        "MessageSid": "SM" + "1" * 32,
        "MessageStatus": "delivered",
        "AccountSid": ada.api.config.twilio_account_sid,
    }
    assert (await post_form(ada.api, path, form))[0] == 200
    assert (await post_form(ada.api, path, form))[0] == 200
    assert (await Delivery.get(id=sent.id)).state == "delivered"
    assert (await post_form(ada.api, f"/webhook/sms/status?delivery={sent.id}x", form, signed="x"))[0] == 401
    assert (await post_form(ada.api, "/webhook/sms/status?delivery=none", form))[0] == 200
    assert (await post_form(ada.api, path, {"MessageSid": "SM" + "1" * 32}))[0] == 400
    assert await ReceiptRow.all().count() == 2


def update(number: int, sender: int, **more: Any) -> dict[str, Any]:
    """What Telegram posts for a message."""
    person = {"id": sender, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    chat = {"id": sender, "type": "private"}
    return {
        "update_id": number,
        "message": {"message_id": 1, "from": person, "chat": chat, "date": int(time.time()), **more},
    }


async def test_telegram_is_heard_with_our_secret_alone(ada: Somebody):
    await people.add_address(UUID(ada.id), "telegram", "77", ada.api.running.now(), verified_how="wrote")
    id = await asked(ada.id, ada.api.running)
    wanted = update(1, 77, text="yes")
    for secret in ({}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}):
        answer = await ada.api.by(None).raw("POST", "/webhook/telegram", json=wanted, headers=secret)
        assert answer.status == 401
    secret = {"X-Telegram-Bot-Api-Secret-Token": ada.api.config.telegram_webhook_secret}
    for _ in range(2):
        answer = await ada.api.by(None).raw("POST", "/webhook/telegram", json=wanted, headers=secret)
        assert answer.status == 200
    assert (await Probe.get(id=id)).status == "good" and await InboundRow.all().count() == 1
    for odd in (b"{", b"[]", b"null", b'{"update_id": true}', b"[" * 5000, b"\xff"):
        answer = await ada.api.raw("POST", "/webhook/telegram", data=odd, headers=secret)
        assert answer.status in (200, 400)


async def test_a_tap_is_answered_in_the_same_breath(ada: Somebody):
    secret = {"X-Telegram-Bot-Api-Secret-Token": ada.api.config.telegram_webhook_secret}
    tap = {
        "id": "5",
        "from": {"id": 77, "is_bot": False, "first_name": "A"},
        "data": "x",
        "message": update(1, 77)["message"],
    }
    answer = await ada.api.raw(
        "POST", "/webhook/telegram", json={"update_id": 9, "callback_query": tap}, headers=secret
    )
    assert await answer.json() == {"method": "answerCallbackQuery", "callback_query_id": "5"}


async def test_many_at_once_are_kept_together_and_each_gets_its_own_answer(ada: Somebody):
    forms = [sms_form(ada.api.config, ada.phone, "ping") for _ in range(60)]
    answers = await asyncio.gather(*(post_form(ada.api, SMS, form) for form in forms))
    assert {status for status, _ in answers} == {200}
    assert await InboundRow.all().count() == 60


# --- the intake itself -----------------------------------------------------------------------------


async def nothing(item: int, wrong: Exception) -> str:
    return f"spared {item}"


async def test_batches_grow_by_themselves_and_nobody_waits_when_it_is_quiet():
    sizes = []

    async def keep(items: Sequence[int]) -> Sequence[str]:
        sizes.append(len(items))
        await asyncio.sleep(0.02)
        return [str(item) for item in items]

    intake = Intake(keep, nothing)
    assert await intake.put(0) == "0"
    assert await asyncio.gather(*(intake.put(n) for n in range(1200))) == [str(n) for n in range(1200)]
    assert sizes[0] == 1 and max(sizes) == 500 and sum(sizes) == 1201


async def test_a_crowd_is_kept_by_halves_so_that_the_database_and_we_work_at_the_same_time():
    sizes: list[int] = []
    beside, most = 0, 0

    async def keep(items: Sequence[int]) -> Sequence[str]:
        nonlocal beside, most
        beside += 1
        sizes.append(len(items))
        most = max(most, beside)
        await asyncio.sleep(0.01)
        beside -= 1
        return [str(item) for item in items]

    intake = Intake(keep, nothing)
    assert await intake.put(0) == "0"
    assert await asyncio.gather(*(intake.put(n) for n in range(200))) == [str(n) for n in range(200)]
    assert sum(sizes) == 201 and max(sizes) <= 101, sizes
    assert 2 <= most <= AT_ONCE, "beside each other, and no more than is good for it"
    few = [str(n) for n in range(20)]
    del sizes[:]
    for _ in range(60):  # the crowd is forgotten after a while
        assert await intake.put(0) == "0"
    assert await asyncio.gather(*map(intake.put, range(20))) == few and sizes[-1] == 20


async def test_what_comes_from_one_person_is_kept_in_its_order(monkeypatch):
    monkeypatch.setattr(intake, "SLOW", 30.0)  # else a machine that stalls makes it look as if something hung
    kept: list[tuple[str, int]] = []

    async def keep(items: Sequence[tuple[str, int]]) -> Sequence[str]:
        # The sooner it came the longer it takes: beside each other the later ones would be first.
        await asyncio.sleep(max(0.1 - 0.01 * min(n for _, n in items), 0.001))
        kept.extend(items)
        return ["kept"] * len(items)

    async def spare(item: tuple[str, int], wrong: Exception) -> str:
        return "spared"

    heard = Intake(keep, spare, whose=lambda item: item[0])
    putting = []
    for n in range(10):
        for name in ("Ada", "Bob", f"C{n}"):
            putting.append(asyncio.create_task(heard.put((name, n))))
        await asyncio.sleep(0.006)
    assert set(await asyncio.gather(*putting)) == {"kept"} and len(kept) == 30
    for name in ("Ada", "Bob"):
        assert [n for who, n in kept if who == name] == list(range(10))


async def test_one_person_is_not_held_up_for_long_by_what_hangs():
    async def keep(items: Sequence[str]) -> Sequence[str]:
        if "first" in items:
            await asyncio.sleep(60)
        return list(items)

    intake = Intake(keep, nothing, patience=20, whose=lambda item: "Ada")
    stuck = asyncio.create_task(intake.put("first"))
    await asyncio.sleep(0.05)
    assert await asyncio.wait_for(intake.put("help"), 10) == "help" and not stuck.done()
    stuck.cancel()


async def test_poison_is_found_and_the_others_are_kept():
    kept: list[int] = []

    async def keep(items: Sequence[int]) -> Sequence[str]:
        if 13 in items:
            raise ValueError("13")
        kept.extend(items)
        return ["kept"] * len(items)

    intake = Intake(keep, nothing)
    answers = await asyncio.gather(*(intake.put(n) for n in range(50)))
    assert answers == ["spared 13" if n == 13 else "kept" for n in range(50)]
    assert sorted(kept) == [n for n in range(50) if n != 13]


async def test_when_the_database_is_away_everybody_is_told_at_once():
    calls = 0

    async def keep(items: Sequence[int]) -> Sequence[str]:
        nonlocal calls
        calls += 1
        raise OSError("gone")

    intake = Intake(keep, nothing)
    answers = await asyncio.gather(*(intake.put(n) for n in range(50)), return_exceptions=True)
    assert all(isinstance(answer, Away) for answer in answers) and calls == 1


async def test_a_batch_that_hangs_holds_up_nobody():
    async def keep(items: Sequence[int]) -> Sequence[str]:
        if 0 in items:
            await asyncio.sleep(60)
        return ["kept"] * len(items)

    intake = Intake(keep, nothing, patience=1.5)
    stuck = asyncio.create_task(intake.put(0))
    await asyncio.sleep(0.01)
    assert await intake.put(1) == "kept" and not stuck.done()
    with pytest.raises(Away):
        await stuck


async def test_when_nothing_can_be_kept_the_provider_comes_again(ada: Somebody, monkeypatch: pytest.MonkeyPatch):
    async def gone(*_: object) -> None:
        raise OSError("the database is away")

    monkeypatch.setattr(hear, "hear", gone)
    status, xml = await post_form(ada.api, SMS, sms_form(ada.api.config, ada.phone, "yes"))
    assert (status, texts(xml)) == (503, [])


async def test_a_text_message_is_waited_for_since_twilio_asks_but_once(ada: Somebody):
    assert ada.api.config.database_url
    other = await asyncpg.connect(**db.connect_options(ada.api.config.database_url))
    try:
        async with other.transaction():
            await other.execute("LOCK TABLE inbound")
            asking = asyncio.create_task(post_form(ada.api, SMS, sms_form(ada.api.config, ada.phone, "ping")))
            await asyncio.wait({asking}, timeout=PATIENCE + 0.5)
            assert not asking.done(), "who is brought again was told to come again by now"
    finally:
        await other.close()
    assert (await asking)[0] == 200
    assert await db.one("SELECT 1 FROM inbound WHERE state = 'handled'")


async def test_what_breaks_us_is_kept_and_apologised_for(ada: Somebody, monkeypatch: pytest.MonkeyPatch):
    async def broken(*_: object) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(hear, "hear", broken)
    status, xml = await post_form(ada.api, SMS, sms_form(ada.api.config, ada.phone, "yes"))
    assert status == 200 and re.search("sorry", texts(xml)[0], re.IGNORECASE)
    assert [row.state for row in await InboundRow.all()] == ["failed"]


def test_the_oracle_agrees_about_signatures(config: Any):
    form = sms_form(config, "+447700900123", "Grüße & <3")
    assert sms.signature_ok(
        config.twilio_auth_tokens, config.public_url, SMS, list(form.items()), signature(config, SMS, form)
    )
