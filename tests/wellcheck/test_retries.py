"""What becomes of attempts, and what signs them: tables."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from wellcheck.events import signing
from wellcheck.events.retries import (
    LONGEST_WAIT,
    SCHEDULE,
    Again,
    Done,
    GivenUp,
    News,
    Retries,
    Tried,
    delay,
    on_attempt,
    on_failures,
    retry_after,
)
from wellcheck.events.signing import Secret

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ID = UUID("11111111-2222-3333-4444-555555555555")


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_any_2xx_is_taken(status: int):
    assert on_attempt(Tried(status), 1, Retries(), ID, NOW) == Done()


@pytest.mark.parametrize("status", [300, 301, 304, 400, 401, 404, 429, 500, 503, None])
def test_everything_else_is_tried_again(status: int | None):
    found = on_attempt(Tried(status, error="timeout"), 1, Retries(), ID, NOW)
    assert isinstance(found, Again) and timedelta(seconds=4) <= found.at - NOW <= timedelta(seconds=6)


def test_the_waits_are_those_promised_and_then_it_is_given_up():
    found = [on_attempt(Tried(500), n, Retries(), ID, NOW) for n in range(1, 9)]
    for decision, seconds in zip(found, SCHEDULE, strict=False):
        assert isinstance(decision, Again)
        assert 0.8 * seconds <= (decision.at - NOW).total_seconds() <= 1.2 * seconds
    assert found[7] == GivenUp()


def test_jitter_is_the_same_for_the_same_occurrence_and_spreads_the_others():
    waits = {round(delay(2, Retries(), uuid4())) for _ in range(200)}
    assert delay(2, Retries(), ID) == delay(2, Retries(), ID)
    assert len(waits) > 60 and min(waits) >= 240 and max(waits) <= 360


def test_gone_ends_it_at_once():
    assert on_attempt(Tried(410), 1, Retries(), ID, NOW) == GivenUp(gone=True)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 12:02:00", 120),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("٣", None),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2027 00:00:00 +99999999999999999999", None),
        ("Sun, 01 Mar 2026 12:02:00 -2500", None),
    ],
)
def test_retry_after(said: str, seconds: float | None):
    assert retry_after(said, NOW) == seconds


def test_retry_after_only_ever_makes_it_later_and_not_without_end():
    def again(said: str) -> float:
        found = on_attempt(Tried(503, retry_after=said), 2, Retries(), ID, NOW)
        assert isinstance(found, Again)
        return (found.at - NOW).total_seconds()

    assert again("1") == again("nonsense") == pytest.approx(delay(2, Retries(), ID))
    assert again("3600") == 3600
    assert again("99999999999") == LONGEST_WAIT


@pytest.mark.parametrize(
    ("said", "attempts", "waits"),
    [
        (None, 8, SCHEDULE),
        ({}, 8, SCHEDULE),
        ({"max_attempts": 3}, 3, SCHEDULE),
        ({"max_attempts": 3, "backoff_seconds": 2}, 3, (2.0, 4.0, 8.0)),
        ({"backoff_seconds": [1, 5]}, 3, (1.0, 5.0)),
        ({"max_attempts": None, "backoff_seconds": None}, 8, SCHEDULE),
    ],
)
def test_an_event_may_have_its_own_limits(said: dict[str, object] | None, attempts: int, waits: tuple[float, ...]):
    found = Retries.of(said)
    assert found.attempts == attempts and found.waits[:3] == waits[:3]


def test_an_events_own_waits_are_never_cut_short():
    own = Retries.of({"max_attempts": 10, "backoff_seconds": 10})
    for id in (uuid4() for _ in range(50)):
        waits = [delay(n, own, id) for n in range(1, 5)]
        assert all(wait >= 10 * 2**n for n, wait in enumerate(waits))
        assert waits == sorted(waits)


@pytest.mark.parametrize(
    "said",
    [
        {"max_attempts": 0}, {"max_attempts": 21}, {"max_attempts": True}, {"max_attempts": "3"}, {"tries": 3},
        {"backoff_seconds": 0}, {"backoff_seconds": -1}, {"backoff_seconds": 1e9}, {"backoff_seconds": []},
        {"backoff_seconds": ["1"]}, [3],
    ],
)  # fmt: skip
def test_limits_that_are_none_are_refused(said: dict[str, object]):
    with pytest.raises(ValueError, match=r"retry|backoff"):
        Retries.of(said)


def test_the_maker_hears_at_the_fourth_failure_in_a_row_and_after_five_days_of_nothing_else():
    assert on_failures(0, 3, NOW, NOW) == News()
    assert on_failures(3, 4, NOW, NOW) == on_failures(1, 9, NOW, NOW) == News(failing=True)
    assert on_failures(4, 5, NOW, NOW) == News()
    assert on_failures(9, 10, NOW - timedelta(days=5), NOW) == News(disabled=True)
    assert on_failures(9, 10, NOW - timedelta(days=4, hours=23), NOW) == News()


# --- what signs them ---------------------------------------------------------------------------------------------------


def test_standard_webhooks_own_library_believes_us():
    secret, body = signing.new_secret(), json.dumps({"name": "naïve"}).encode()
    signed = signing.headers(str(ID), int(time.time()), body, (secret,))
    assert Verifier(secret).verify(body, signed) == {"name": "naïve"}
    for changed in ({"webhook-id": str(uuid4())}, {"webhook-timestamp": str(int(time.time()) - 60)}):
        with pytest.raises(WebhookVerificationError):
            Verifier(secret).verify(body, signed | changed)
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(body + b" ", signed)


def test_while_a_secret_is_changed_both_verify():
    new, old, other = signing.new_secret(), signing.new_secret(), signing.new_secret()
    signed = signing.headers(str(ID), int(time.time()), b"{}", (new, old))
    assert len(signed["webhook-signature"].split()) == 2
    for secret in (new, old):
        Verifier(secret).verify(b"{}", signed)
    with pytest.raises(WebhookVerificationError):
        Verifier(other).verify(b"{}", signed)


def test_a_secret_that_somebody_chose_signs_as_it_is():
    text = "a secret of their own"
    signed = signing.headers(str(ID), int(time.time()), b"{}", (text,))
    Verifier(base64.b64encode(text.encode()).decode()).verify(b"{}", signed)
    assert signing.key("whsec_") == b"whsec_"
    assert signing.qhronos(b"{}", text) == hmac.new(text.encode(), b"{}", hashlib.sha256).hexdigest()


def test_a_new_secret_lets_the_former_ones_sign_for_a_while() -> None:
    now, day = datetime(2026, 3, 1, tzinfo=UTC), timedelta(days=1)
    first = signing.rotated((), "one", day, now)
    second = signing.rotated(first, "two", day, now)
    assert second == (Secret("two"), Secret("one", now + day))
    later = now + timedelta(hours=20)
    third = signing.rotated(second, "three", day, later)
    assert third == (Secret("three"), Secret("two", later + day), Secret("one", now + day))  # none is put off
    assert signing.valid(third, now + day) == (Secret("three"), Secret("two", later + day))
    assert signing.rotated(third, "four", day, now + day) == (
        Secret("four"), Secret("three", now + 2 * day), Secret("two", later + day)
    )  # fmt: skip
    assert len(signing.rotated(third, "four", day, later)) == signing.MOST
    assert signing.rotated(third, "one", day, later)[0] == Secret("one")  # chosen again, it does not end
    assert signing.rotated(third, "four", timedelta(0), later) == (Secret("four"),)
    assert signing.read(signing.write(third)) == third and signing.read(None) == ()
    assert signing.read('["kept before there were times"]') == (Secret("kept before there were times"),)
    assert (Secret("short").end, Secret("x" * 20 + "last").end) == (None, "last")
