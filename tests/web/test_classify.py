"""How an answer would be understood."""

from __future__ import annotations

import jwt
import pytest

from tests.web.callers import Api, Somebody
from wellcheck.access import keys


async def test_the_whole_reading_is_told(ada: Somebody):
    status, told = await ada.api.ask("POST", "/v1/classify", {"text": "Well, I'm not fine today"})
    assert status == 200
    read = told["data"]
    assert read["kind"] == "not_ok" and read["words"] == ["i am not", "fine"] and read["why"]
    assert read["tokens"] == ["well", "|", "i", "am", "not", "fine", "today"]
    assert {"words": "today", "what": "filler", "language": "en"} in read["parts"]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("estoy bien", "es", "ok"),
        ("estoy bien", "en", "unclear"),
        ("llámame", "es", "call_me"),
        ("in 10 minutes", "en", "later"),
        ("STOP", "es", "stop"),
        ("0k", "en", "unclear"),
        ("", "en", "unclear"),
    ],
)
async def test_it_is_read_for_a_person_of_that_language(ada: Somebody, text: str, language: str, kind: str):
    status, told = await ada.api.ask("POST", "/classify", {"text": text, "language": language})
    assert (status, told["data"]["kind"]) == (200, kind)


async def test_names_are_passed_over_and_contacts_are_read_too(ada: Somebody):
    status, told = await ada.api.ask("POST", "/v1/classify", {"text": "On my way, Bob", "names": ["Bob"]})
    assert status == 200 and told["data"]["as_contact"] == "ack"
    status, told = await ada.api.ask("POST", "/v1/classify", {"text": "fine, Bob"})
    assert told["data"]["kind"] == "unclear" and "bob" in told["data"]["why"]


async def test_what_is_wrong_is_said(ada: Somebody, api: Api):
    status, told = await ada.api.ask("POST", "/v1/classify", {"text": "ok", "language": "tlh"})
    assert status in (400, 422) and "en" in told["error"]["errors"]["language"][0]
    status, told = await ada.api.ask("POST", "/v1/classify", {})
    assert status in (400, 422) and "text" in told["error"]["errors"]
    assert (await api.ask("POST", "/v1/classify", {"text": "ok"}))[0] == 401


async def test_a_token_that_may_only_read_is_enough(ada: Somebody):
    said = jwt.decode(ada.api.token or "", options={"verify_signature": False})
    kid, key = await keys.signer(ada.api.running.now())
    reader = ada.api.by(jwt.encode(said | {"access": "read"}, key, algorithm="RS256", headers={"kid": str(kid)}))
    assert (await reader.ask("POST", "/v1/classify", {"text": "ok"}))[0] == 200
    assert (await reader.ask("POST", "/v1/schedules/preview", {"cron_expression": "0 9 * * *"}))[0] == 200
    assert (await reader.ask("POST", f"/v1/users/{ada.id}/walk", {"minutes": 30}))[0] == 403
