"""The short way to the doors of providers leads to the same answers as the long one, and forms are read alike on both."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from tests.web.callers import Api, Somebody, asked, signature, sms_form
from web import errors, hooks, short
from web.app import make_app
from web.keys import CALLS
from wellcheck.channels import forms, sms

SMS, STATUS, TELEGRAM = short.WAYS


async def test_the_short_way_answers_like_the_long_one(ada: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the id and the time; the counts of both are the same, too."""
    api, config = ada.api, ada.api.config
    await asked(ada.id, api.running)
    form = sms_form(config, ada.phone, "I'm okay ✓")
    stranger, other = (
        sms_form(config, "+447700900999", "hello"),
        sms_form(config, ada.phone, "x", AccountSid="AC" + "f" * 32),
    )
    receipt = form | {"MessageStatus": "delivered"}

    def posted(path: str, form: dict[str, str], **headers: str) -> tuple[str, str, Any, dict[str, str]]:
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        return "POST", path, urlencode(form), typed | {"X-Twilio-Signature": signature(config, path, form)} | headers

    calls = [
        posted(SMS, form),
        posted(SMS, form, **{"X-Request-Id": "of-twilio"}),
        posted(SMS, form, **{"X-Request-Id": "not one\tword"}),
        posted(SMS, form, Expect="100-continue"),
        posted(SMS, stranger),
        posted(SMS, other),
        posted(f"{SMS}/", form),
        posted(f"{SMS}?a=1", form),
        posted(SMS, form, **{"X-Twilio-Signature": "wrong"}),
        posted(SMS, {"Body": "x" * 70_000}),
        posted(f"{STATUS}?delivery=x", receipt),
        posted(STATUS, form),
        ("POST", SMS, None, {}),
        ("POST", TELEGRAM, "{}", {}),
        ("POST", TELEGRAM, "{", {"X-Telegram-Bot-Api-Secret-Token": config.telegram_webhook_secret or ""}),
        ("GET", SMS, None, {}),
        ("HEAD", SMS, None, {}),
        ("PUT", SMS, "x", {}),
        ("OPTIONS", STATUS, None, {}),
    ]  # fmt: skip
    went: list[str] = []
    real = errors.passing

    def passing(app: Any, path: str, take: errors.Take) -> Any:
        pass_by = real(app, path, take)

        def noted(request: Any) -> Any:
            went.append(path)
            return pass_by(request)

        return noted

    monkeypatch.setattr(errors, "passing", passing)
    app = make_app(api.running)
    async with TestClient(TestServer(app)) as long, TestClient(TestServer(make_app(api.running))) as client:
        assert client.server.runner is not None and client.app is not None
        short.install(client.server.runner, client.app)
        for method, path, data, headers in calls:
            told = []
            for way in (long, client):
                answer = await way.request(method, path, data=data, headers=headers, skip_auto_headers=["Content-Type"])
                said = {name.lower(): value for name, value in answer.headers.items()}
                given = headers.get("X-Request-Id", "").isprintable() and headers.get("X-Request-Id")
                assert said.pop("date") and said.pop("x-request-id") == (given or answer.headers["X-Request-Id"])
                told.append((answer.status, said, await answer.text()))
            assert told[0] == told[1], (method, path)
        seen = [
            {key: n for key, (n, _) in app[CALLS].seen.items()},
            {k: n for k, (n, _) in client.app[CALLS].seen.items()},
        ]
        assert seen[0] == seen[1] and seen[0]["POST", SMS, 200] == 7
    assert went == [SMS] * 3 + [SMS] * 2 + [SMS] + [SMS] * 2 + [STATUS] * 2 + [SMS] + [TELEGRAM] * 2


async def test_what_breaks_on_the_short_way_is_answered_as_everywhere(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(hooks, "signed", broken)
    answer = await api.raw("POST", SMS, data="a=1")
    assert answer.status == 500 and (await answer.json())["error"]["status"] == 500
    assert answer.headers["X-Request-Id"] and answer.headers["X-Content-Type-Options"] == "nosniff"


LETTERS = st.text(st.sampled_from("aZ1 &=+%é✓\x00\ud7ff~"), max_size=5)
FORMS = st.lists(st.tuples(st.one_of(st.sampled_from(["Body", "From", "To"]), LETTERS), LETTERS), max_size=6)
RAW = st.one_of(
    FORMS.map(lambda pairs: urlencode(pairs).encode()),
    FORMS.map(lambda pairs: urlencode(pairs, quote_via=quote).lower().encode()),
    FORMS.map(lambda pairs: "&".join(f"{name}={quote_plus(value)}" for name, value in pairs).encode()),
    st.lists(
        st.sampled_from([b"a", b"b", b"=", b"&", b"%", b"+", b"2", b"B", b"%2B", b"%26", b"%c3", b"\xc3", b"\xbc"])
    ).map(b"".join),
)


@given(RAW)
def test_a_plain_form_is_read_as_any_other(raw: bytes) -> None:
    plain, slow = forms.plain(raw), hooks.read_form(raw)
    if plain is not None:
        assert slow is not None and list(plain) == slow and len(plain) == len(slow)
        assert plain.by_name() == dict(slow) and len(plain.by_name()) == len(slow)
        assert plain.run_together() == "".join(name + value for name, value in sorted(slow))
        for form in (plain, slow):
            assert sms.signature_ok(("token",), "https://w.example", "/", form, "x") is False


def test_what_twilio_posts_is_plain() -> None:
    posted = {
        "ToCountry": "GB",
        "To": "+447700900000",
        "Body": "Grüße & <3 = 1+1%",
        "From": "whatsapp:+447700900123",
        "Z": "",
    }
    plain = forms.plain(urlencode(posted).encode())
    assert plain is not None and plain.by_name() == posted and plain[1] == ("To", "+447700900000")
    assert plain.run_together() == "".join(name + posted[name] for name in sorted(posted))
    for twice in (
        b"a=1&a=2",
        b"a=1&b",
        b"a=1&&b=2",
        b"a=b=c&d",
        b"",
        b"a%20b=1",
        b"&".join([b"a%d=" % n for n in range(70)]),
    ):
        assert forms.plain(twice) is None, twice
