"""Text messages through Twilio: numbered options, signed webhooks, receipts."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit
from uuid import UUID
from xml.sax.saxutils import escape

import aiohttp
from aiohttp import ClientSession
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from yarl import URL

from wellcheck import gsm
from wellcheck.channels.forms import Form
from wellcheck.channels.http import NoAnswer, NotSent, TwilioHttp
from wellcheck.channels.wire import Wire
from wellcheck.messages.values import Failed, Inbound, Outgoing, Receipt, Result, Sent, Unknown
from wellcheck.text import clean, cut, place

log = logging.getLogger(__name__)

Pairs = Sequence[tuple[str, str]]

MOST_SEGMENTS = 10  # of one message; 10 × 153 letters is just under Twilio's 1,600
MOST_MISSED = 5000
LONGEST_VALIDITY = 36_000  # seconds; Twilio's own limit
LOOK_BACK = timedelta(seconds=10)  # Twilio's clock has whole seconds and need not agree with ours

_SID = re.compile(r"(SM|MM)[0-9a-fA-F]{32}")
WHATSAPP = "whatsapp:"
"""What Twilio writes before a number that is meant on WhatsApp."""

# Twilio signs names and values run together, so a captured "Body=OK Dear" can be re-cut into Body="OK " and a new
# parameter "Dear" that sorts right behind it. These are the only names that Twilio itself puts there.
_BETWEEN_BODY_AND_FROM = re.compile(r"Button\w*|Channel\w*|Error\w*|Event\w*")


# What we say.


def compose(out: Outgoing, paid: bool = True) -> str:
    """The message's text: what is said, then a line "1 = …" for each option. At most `MOST_SEGMENTS` parts: when it is
    longer the text is cut, never the options. `paid`: by the part, so that letters give way where they cost too many."""
    text, tail = gsm.worded(out.text, out.options, paid)
    size, _, joined = gsm.alphabet(text + tail)
    room = MOST_SEGMENTS * (joined - 1)  # a part may have to leave its last place empty
    return cut(text, room - sum(map(size, tail)), size, mark="...") + tail


def twiml(texts: Sequence[str]) -> str:
    """The answer to a webhook: these messages, or nothing to say."""
    said = "".join(f"<Message>{escape(clean(text))}</Message>" for text in texts)
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{said}</Response>'


# What is said to us.


class BadWebhook(ValueError):
    """A signed request that Twilio would not have made: re-cut, of another account, or of another kind."""


def signature_ok(auth_tokens: Sequence[str], public_url: str, raw_path_qs: str, form: Pairs, header: str) -> bool:
    """Did Twilio sign this request with one of our tokens? Closed when there is no token or no signature.

    `public_url` is ours as configured, never what the request claims; `raw_path_qs` is path and query as received.
    Source: twilio.com/docs/usage/security (HMAC-SHA1 over the URL and the sorted, run-together parameters; with or
    without the port, since Twilio is not consistent there).
    """
    tail = form.run_together() if type(form) is Form else _run_together(form)
    given = header.encode("utf-8", "replace")
    good = False
    for token in auth_tokens:
        for base in _with_and_without_port(public_url):
            if not token or good:
                break
            signed = (base + raw_path_qs + tail).encode("utf-8", "surrogatepass")
            good = hmac.compare_digest(base64.b64encode(hmac.digest(token.encode(), signed, "sha1")), given)
    return good


def _run_together(form: Pairs) -> str:
    values = dict(form)
    if len(values) < len(form):
        return "".join(name + value for name, value in sorted(set(form)))
    return "".join([name + values[name] for name in sorted(values)])


@lru_cache(maxsize=8)
def _with_and_without_port(public_url: str) -> tuple[str, ...]:
    parts = urlsplit(public_url.rstrip("/"))
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    bare = parts._replace(netloc=host)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    both = (urlunsplit(parts), urlunsplit(bare._replace(netloc=f"{host}:{port}")), urlunsplit(bare))
    return tuple(dict.fromkeys(both))


def read(form: Pairs, account_sid: str) -> Inbound:
    """A text message. `form`: the request's pairs in their order. Raises `BadWebhook`.

    From, Body and MessageSid must be there exactly once, the account must be ours: a request that lacks its body is an
    error, never an answer and never silence.
    """
    said = once(form, ("AccountSid", "Body", "From", "MessageSid"))
    if not hmac.compare_digest(said["AccountSid"].encode(), account_sid.encode()):
        raise BadWebhook("another account")
    channel, sender = whose(said["From"])
    if not _SID.fullmatch(said["MessageSid"]) or not sender:
        raise BadWebhook("not a message")
    if _cut_apart(tuple(said)):
        raise BadWebhook("parameters that were cut apart")
    return Inbound(
        channel,
        sender,
        clean(said["Body"]).strip(),
        provider_id=said["MessageSid"],
        media=_media(said),
        place=_place(said) if "Latitude" in said else None,
    )


@lru_cache(maxsize=64)
def _cut_apart(names: tuple[str, ...]) -> bool:
    """Whether there is a name that Twilio would not put between the body and who sent it."""
    between = [name for name in names if "Body" < name < "From"]
    return not all(map(_BETWEEN_BODY_AND_FROM.fullmatch, between))


def _place(form: Mapping[str, str]) -> tuple[float, float] | None:
    """Where they say they are (WhatsApp alone sends it)."""
    try:
        return place(float(form["Latitude"]), float(form["Longitude"]))
    except (KeyError, ValueError):
        return None


def _media(form: Mapping[str, str]) -> str | None:
    """What was sent besides words, by the kind of its first part."""
    if form.get("NumMedia", "0").strip("0") == "":
        return None
    return {"image": "photo", "audio": "voice"}.get(form.get("MediaContentType0", "").partition("/")[0], "other")


def whose(number: str) -> tuple[str, str]:
    """Channel and plain number of one of Twilio's addresses ("whatsapp:+44…" is the number on WhatsApp)."""
    on_whatsapp = number.startswith(WHATSAPP)
    return ("whatsapp", number.removeprefix(WHATSAPP)) if on_whatsapp else ("sms", number)


def read_receipt(form: Pairs, query: Mapping[str, str], account_sid: str) -> Receipt:
    """What became of one of our messages. `query` carries the delivery's id, put there by `Sms.send`.
    Raises `BadWebhook`."""
    said = once(form, ("AccountSid", "MessageSid", "MessageStatus"))
    if not hmac.compare_digest(said["AccountSid"].encode(), account_sid.encode()):
        raise BadWebhook("another account")
    if not _SID.fullmatch(said["MessageSid"]):
        raise BadWebhook("not a message")
    try:
        delivery_id = UUID(query.get("delivery", ""))
    except ValueError:
        delivery_id = None
    code = dict(form).get("ErrorCode", "")
    status = said["MessageStatus"].lower()[:20]
    channel, _ = whose(dict(form).get("To", ""))
    return _receipt(channel, said["MessageSid"], status, code, delivery_id)


def _receipt(channel: str, sid: str, status: str, code: str, delivery_id: UUID | None) -> Receipt:
    receipt = Receipt(channel, sid, status, code[:5] if code.isdecimal() else "", delivery_id)
    means = receipt_means(status)
    return replace(
        receipt,
        rank=receipt_rank(status),
        delivered=means == "delivered",
        failure=failure(receipt) if means == "failed" else None,
    )


def once(form: Pairs, names: Sequence[str]) -> dict[str, str]:
    """The form's values, in which each of these names stands exactly once. Raises `BadWebhook`."""
    values = form.by_name() if type(form) is Form else dict(form)
    if len(values) < len(form) or not values.keys() >= frozenset(names):
        for name in names:
            if (times := sum(given == name for given, _ in form)) != 1:
                raise BadWebhook(f"{name} is there {times} times")
    return values


# What Twilio's words mean.

_RANKS = {"accepted": 1, "scheduled": 1, "queued": 2, "sending": 3, "sent": 4}
_RANKS |= {"canceled": 5, "failed": 5, "undelivered": 5, "delivered": 6, "partially_delivered": 6, "read": 7}


def receipt_rank(status: str) -> int:
    """Receipts come late, twice and out of order: one of a lower or the same rank changes nothing. Unknown words: 0.
    "Delivered" outranks "failed": a message that arrived has arrived."""
    return _RANKS.get(status, 0)


def receipt_means(status: str) -> Literal["delivered", "failed", "underway"]:
    """Whether it arrived, will not arrive, or may still."""
    rank = receipt_rank(status)
    return "underway" if rank < 5 else "failed" if rank == 5 else "delivered"


class _Error(NamedTuple):
    """What one of Twilio's codes says: about this number for good, about our whole account, about this message alone
    (`elsewhere`), or about now."""

    reason: str
    permanent: bool = True
    whole_channel: bool = False
    opted_out: bool = False
    elsewhere: bool = False


# twilio.com/docs/api/errors
_ERRORS = {
    20003: _Error("our credentials are not accepted", False, whole_channel=True),
    20005: _Error("our account is not active", False, whole_channel=True),
    20404: _Error("our account or service was not found", False, whole_channel=True),
    20429: _Error("too many requests", False),
    10004: _Error("too many calls at once", False),
    13223: _Error("this is not a valid number"),
    13224: _Error("this number does not exist"),
    13225: _Error("this number may not be called"),
    21205: _Error("our webhook's address is not valid", False, whole_channel=True),
    21210: _Error("our number may not be used for calls", False, whole_channel=True),
    21215: _Error("this country is not enabled for our calls"),
    21216: _Error("this number may not be called"),
    21211: _Error("this is not a valid number"),
    21212: _Error("our sender is not a valid number", False, whole_channel=True),
    21214: _Error("this number cannot be reached"),
    21217: _Error("this is not a valid number"),
    21265: _Error("this number cannot be a short code"),
    21408: _Error("this country is not enabled for our account"),
    21603: _Error("our sender is missing", False, whole_channel=True),
    21606: _Error("our sender cannot send to this number", False, whole_channel=True),
    21609: _Error("our status callback address is not valid", False, whole_channel=True),
    21610: _Error("they have opted out", opted_out=True),
    21611: _Error("our sender's queue is full", False),
    21612: _Error("there is no route to this number"),
    21614: _Error("this is not a mobile number"),
    21617: _Error("the message is too long"),
    21635: _Error("this is a landline"),
    21659: _Error("our sender does not belong to our account", False, whole_channel=True),
    21660: _Error("our sender does not belong to our account", False, whole_channel=True),
    21703: _Error("our messaging service has no sender", False, whole_channel=True),
    30001: _Error("the queue overflowed", False),
    30002: _Error("our account is suspended", False, whole_channel=True),
    30003: _Error("the phone is off or out of reach", False),
    30004: _Error("the number blocks us"),
    30005: _Error("the number does not exist any more"),
    30006: _Error("this is a landline or its carrier cannot be reached"),
    30007: _Error("the carrier filtered it", False),
    30008: _Error("the carrier gave no reason", False),
    30036: _Error("it expired in the queue", False),
    63003: _Error("this number is not on WhatsApp"),
    63016: _Error("they have not written on WhatsApp within a day", False, elsewhere=True),
    63024: _Error("this number is not on WhatsApp"),
    63032: _Error("WhatsApp does not deliver to them now", False, elsewhere=True),
    63049: _Error("WhatsApp chose not to deliver it", False, elsewhere=True),
    63038: _Error("our account's daily limit is reached", False, whole_channel=True),
}


def verdict(code: str, retry_after: float | None = None) -> Failed | None:
    """What an error code of Twilio's means for us, whether it comes at once or in a receipt (None: not a known one)."""
    error = _ERRORS.get(int(code)) if code.isascii() and code.isdecimal() and len(code) < 7 else None
    if error is None:
        return None
    return Failed(
        error.reason,
        error.permanent,
        code,
        retry_after,
        error.whole_channel,
        error.opted_out,
        elsewhere=error.elsewhere,
    )


def failure(receipt: Receipt) -> Failed:
    """The reason that a receipt of a failed message gives. An unknown one does not condemn the number."""
    return verdict(receipt.code) or Failed(f"Twilio: {receipt.status}", permanent=False, code=receipt.code)


def outcome(status: int, body: bytes, headers: Mapping[str, str], ids: re.Pattern[str] = _SID) -> Result:
    """What Twilio's answer to a new message means (or to a new call, whose `ids` are others)."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        said = {}
    if 200 <= status < 300:
        sid, state = said.get("sid"), said.get("status")
        if not isinstance(sid, str) or not ids.fullmatch(sid):
            return Unknown("an answer without an id")
        if isinstance(state, str) and receipt_means(state) == "failed":
            return failure(Receipt("sms", sid, state, str(said.get("error_code") or "")))
        return Sent(sid)
    if status >= 500 or status == 408:  # error 20500: "it is possible … to receive multiple messages"
        return Unknown(f"HTTP {status}")
    code = str(said.get("code") or "")
    wait = _retry_after(headers.get("Retry-After", ""))
    if known := verdict(code, wait):
        return known
    code = code if code.isdecimal() else ""
    match status:
        case 429:
            return Failed("too many requests", permanent=False, code=code or "429", retry_after=wait)
        case 401 | 403 | 404:
            return Failed("our account is refused", permanent=False, code=code or str(status), whole_channel=True)
        case 400 | 413 | 422:
            return Failed(f"refused (HTTP {status})", permanent=True, code=code or str(status))
        case _:  # redirects of a wrong base URL, 409, whatever a proxy on the way may say
            wrong_place = 300 <= status < 400
            return Failed(f"HTTP {status}", permanent=False, code=code or str(status), whole_channel=wrong_place)


def _retry_after(value: str) -> float | None:
    """Seconds, from seconds or an HTTP date; at most a day."""
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, 0.0), 86_400.0) if math.isfinite(seconds) else None


# What twilio's client raises: its own, ours, and whatever it stumbles over in an answer that is not what it expects.
CLIENT_TROUBLE = (NotSent, NoAnswer, TwilioException, ValueError, TypeError, AttributeError, LookupError)


class Sms:
    """Twilio's Programmable Messaging. `sender`: our number, or a Messaging Service's id (MG…).

    `public_url`: where Twilio reports what became of a message; empty: no reports are asked for. `now`: the clock that
    messages expire by, which is the database's and not this machine's. Sending posts the form
    itself through the shared session; looking up and cancelling is twilio's own client.
    """

    name = "sms"
    prefix = ""
    """What stands before every number."""

    def __init__(
        self,
        session: ClientSession,
        account_sid: str,
        auth_token: str,
        *,
        sender: str,
        base_url: str = "https://api.twilio.com",
        public_url: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        base = base_url.rstrip("/")
        url = URL(f"{base}/2010-04-01/Accounts/{quote(account_sid)}/Messages.json", encoded=True)
        headers = {
            "Authorization": aiohttp.encode_basic_auth(account_sid, auth_token),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._wire = Wire(session, url, headers)
        self._now = now
        kind = "MessagingServiceSid" if sender.startswith("MG") else "From"
        callback = f"{public_url.rstrip('/')}/webhook/sms/status?delivery="
        # The parts of the form that never change, encoded once.
        sender = sender if sender.startswith("MG") else self.prefix + sender
        self._start = f"{kind}={quote_plus(sender)}&To={quote_plus(self.prefix)}"
        self._callback = f"&StatusCallback={quote_plus(callback)}" if public_url else ""
        self.client: Any = Client(account_sid, auth_token, http_client=TwilioHttp(session))  # type: ignore[no-untyped-call]
        self.client.api.base_url = base

    async def send(self, out: Outgoing) -> Result:
        """Hand one message over; Twilio drops it by itself when `expires_at` has passed."""
        form = f"{self._start}{quote_plus(out.to)}&{self.said(out)}"
        if self._callback:
            form += f"{self._callback}{out.delivery_id}"
        if out.expires_at is not None:
            left = (out.expires_at - self._now()).total_seconds()
            form += f"&ValidityPeriod={min(max(int(left), 1), LONGEST_VALIDITY)}"
        try:
            answer = await self._wire.post(form.encode())
        except NotSent as wrong:
            return Failed(f"not sent: {wrong}", permanent=False, code="unreachable")
        except NoAnswer as wrong:
            return Unknown(f"no answer: {wrong}")
        return outcome(answer.status, answer.body, answer.headers)

    def composed(self, out: Outgoing) -> str:
        """The text as it travels."""
        return compose(out)

    def said(self, out: Outgoing) -> str:
        """The part of the form that says what is said."""
        return f"Body={quote_plus(self.composed(out))}"

    def is_it(self, out: Outgoing, body: str) -> bool:
        """Whether a message in Twilio's list with this body is this delivery."""
        return body == self.composed(out)

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """What Twilio's list of messages to this number says about `out`, handed over at `since`.

        Not in the list: it was not sent. None: the list could not be had.
        """
        try:
            # Not narrowed by date: Twilio compares the date of sending, which a queued message does not have yet.
            listed = await self.client.messages.list_async(to=self.prefix + out.to, limit=50)
            ours = [
                m
                for m in listed
                if m.date_created and m.date_created >= since - LOOK_BACK and self.is_it(out, m.body or "")
            ]
        except CLIENT_TROUBLE as wrong:
            log.info("the message list could not be read: %s", type(wrong).__name__)
            return None
        if not ours:
            return Failed("Twilio does not know it", permanent=False, code="not_found")
        best = max(ours, key=lambda message: receipt_rank(message.status or ""))
        if receipt_means(best.status or "") == "failed":
            return failure(Receipt(self.name, best.sid, best.status, str(best.error_code or "")))
        return Sent(best.sid)

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """What Twilio has on record about this one message."""
        try:
            found = await self.client.messages(provider_id).fetch_async()
            status, code = str(found.status).lower()[:20], str(found.error_code or "")
            # When it changed last, not when we asked: a question that arrived long ago gives nobody more time.
            return replace(_receipt(self.name, provider_id, status, code, delivery_id), at=found.date_updated)
        except CLIENT_TROUBLE as wrong:
            log.info("a message could not be asked about: %s", type(wrong).__name__)
            return None

    async def missed(self, since: datetime) -> list[Inbound]:
        """What was texted to us since then, oldest first, from Twilio's own list: after an outage of ours it may hold
        answers whose webhook found nobody (Twilio tries a failing webhook once and gives up)."""
        listed = await self.client.messages.list_async(date_sent_after=since, limit=MOST_MISSED)
        inbounds = [
            Inbound(
                channel,
                sender,
                clean(m.body or "").strip(),
                provider_id=m.sid,
                at=m.date_sent or m.date_created,
                media=_media({"NumMedia": str(m.num_media or "0")}),
            )  # fmt: skip
            for m in listed
            for channel, sender in [whose(m.from_ or "")]
            if m.direction == "inbound" and sender and channel == self.name
        ]
        return inbounds[::-1]

    async def withdraw(self, to: str, provider_id: str, text: str) -> None:
        """Cancel a message that still waits at Twilio. Best effort: what was sent stays on the phone."""
        try:
            await self.client.messages(provider_id).update_async(status="canceled")
        except CLIENT_TROUBLE as wrong:
            log.info("a text message could not be cancelled: %s", type(wrong).__name__)
