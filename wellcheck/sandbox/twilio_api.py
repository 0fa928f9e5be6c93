"""A local Twilio REST API for text messages: what we call, and what a person does with their SMS.

Behaviour, statuses and error codes follow https://www.twilio.com/docs/messaging and /docs/api/errors. Calls belong
here too, as `Calls.json` beside `Messages.json`.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import phonenumbers
from aiohttp import ClientError, ClientSession, ClientTimeout, web
from yarl import URL

from wellcheck.sandbox.faults import Fault, Faults, rearranged
from wellcheck.sandbox.state import Json, Message, Phone, World

MAX_BODY = 1600
LONGEST_VALIDITY = 36_000
WEBHOOK_TIMEOUT = 15.0
VERSION = "2010-04-01"
KNOWN = frozenset(
    [
        "To",
        "From",
        "MessagingServiceSid",
        "Body",
        "StatusCallback",
        "ApplicationSid",
        "MaxPrice",
        "ProvideFeedback",
        "Attempt",
        "ValidityPeriod",
        "ForceDelivery",
        "ContentRetention",
        "AddressRetention",
        "SmartEncoded",
        "PersistentAction",
        "TrafficType",
        "ShortenUrls",
        "ScheduleType",
        "SendAt",
        "SendAsMms",
        "ContentVariables",
        "MessageIntent",
        "RiskCheck",
        "FallbackFrom",
        "MediaUrl",
        "ContentSid",
    ]
)
KEYWORDS = {
    **dict.fromkeys(("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"), "STOP"),
    **dict.fromkeys(("START", "YES", "UNSTOP"), "START"),
    **dict.fromkeys(("HELP", "INFO"), "HELP"),
}
STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
CODES = {
    20001: "Invalid parameter",
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    21211: "Invalid 'To' Phone Number",
    21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
    21610: "Attempt to send to unsubscribed recipient",
    21614: "'To' number is not a valid mobile number",
    30003: "Unreachable destination handset",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30036: "Validity Period Expired",
}
# Twilio's test numbers that always fail (https://www.twilio.com/docs/iam/test-credentials).
MAGIC = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("\f^{}\\[~]|€")


class Refused(Exception):
    """An answer of the REST API that says no."""

    def __init__(self, status: int, code: int, message: str = "") -> None:
        super().__init__(message or CODES[code])
        self.status = status
        self.body: Json = {
            "code": code,
            "message": message or CODES[code],
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        }


def possible(number: str) -> bool:
    """Whether this is a phone number, written as +441234567890.

    Possible, not valid: the numbers reserved for drama, which the phones here have, are assigned to nobody.
    """
    try:
        return bool(re.fullmatch(r"\+\d{7,15}", number) and phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


def segments(text: str) -> int:
    """Into how many parts a text is cut: 160/153 septets in GSM-7, 70/67 UTF-16 units as soon as one letter is not."""
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        units, one, joined = sum(2 if letter in GSM_TWICE else 1 for letter in text), 160, 153
    else:
        units, one, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if units <= one else -(-units // joined)


def signature(auth_token: str, url: str, form: Mapping[str, str]) -> str:
    """X-Twilio-Signature (https://www.twilio.com/docs/usage/security): HMAC-SHA1 over the URL and the sorted form."""
    signed = url + "".join(key + form[key] for key in sorted(form))
    return base64.b64encode(hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


class Twilio:
    """One account with one number, and the text messages of every phone."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        session: Callable[[], ClientSession],
        account_sid: str,
        auth_tokens: tuple[str, ...],
        number: str,
        messaging_service_sid: str,
        webhook: str,
        pace: float,
    ) -> None:
        self.world = world
        self.faults = faults
        self.session = session
        self.account_sid = account_sid
        self.auth_tokens = auth_tokens
        self.number = number
        self.messaging_service_sid = messaging_service_sid
        self.webhook = webhook
        self.pace = pace
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: dict[str, asyncio.Lock] = {}

    def routes(self) -> list[web.RouteDef]:
        """Where the REST API is served."""
        account = f"/twilio/{VERSION}/Accounts/{{account}}"
        return [
            web.get(account + ".json", self._serve("account", self.fetch_account)),
            web.post(account + "/Messages.json", self._serve("create", self.create_message)),
            web.get(account + "/Messages.json", self._serve("list", self.list_messages)),
            web.get(account + "/Messages/{sid}.json", self._serve("fetch", self.fetch_message)),
            web.route("*", "/twilio/{rest:.*}", self._serve("", self.not_here)),
        ]

    async def close(self) -> None:
        """Stop carrying messages."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def resume(self) -> None:
        """Go on with what was on its way when the sandbox was stopped."""
        for message in list(self.world.sms.values()):
            if message.mine:
                continue
            phone = self.world.phones.get(message.phone)
            if message.status in ("accepted", "queued"):
                self._go(self._carry(message, None))
            elif message.status == "sent" and (phone is None or phone.power):
                self._go(self._land(message))

    # what we call

    def _serve(self, method: str, work: Callable[[web.Request, Json], Coroutine[Any, Any, web.Response]]) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            params: Json = dict(await request.post()) if request.method == "POST" else dict(request.query)
            phone = self.world.phone(str(params.get("To", "")) or "-")
            fault = self.faults.take("twilio", method, phone)
            status = 0

            async def attempt() -> web.StreamResponse:
                nonlocal status
                try:
                    self._authenticate(request)
                    answer = await work(request, params | {"_fault": fault})
                except Refused as refused:
                    answer = web.json_response(refused.body, status=refused.status)
                status = answer.status
                return answer

            answer = await self.faults.answer(
                request, None if fault and fault.kind == "undelivered" else fault, attempt, _refusal
            )
            seen = {"provider": "twilio", "method": method, "params": params, "did": status, "status": answer.status}
            self.world.requests.append({"at": self.world.now(), **seen})
            return answer

        return handle

    def _authenticate(self, request: web.Request) -> None:
        user, password = "", ""
        kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "basic":
            try:
                user, _, password = base64.b64decode(encoded).decode().partition(":")
            except ValueError:
                raise Refused(401, 20003) from None
        good = any(hmac.compare_digest(password.encode(), token.encode()) for token in self.auth_tokens)
        if user != self.account_sid or not good:
            raise Refused(401, 20003)
        if request.match_info.get("account", user) != user:
            raise self._not_found(request)

    @staticmethod
    def _not_found(request: web.Request) -> Refused:
        path = request.path.removeprefix("/twilio")
        return Refused(404, 20404, f"The requested resource {path} was not found")

    async def not_here(self, request: web.Request, params: Json) -> web.Response:
        """Anything that the sandbox does not have."""
        raise self._not_found(request)

    async def fetch_account(self, request: web.Request, params: Json) -> web.Response:
        """The account itself."""
        return web.json_response(
            {
                "sid": self.account_sid,
                "friendly_name": "Wellcheck sandbox",
                "status": "active",
                "type": "Full",
                "owner_account_sid": self.account_sid,
                "date_created": _date(0),
                "date_updated": _date(0),
                "auth_token": None,
                "uri": f"/{VERSION}/Accounts/{self.account_sid}.json",
                "subresource_uris": {},
            }
        )

    async def create_message(self, request: web.Request, params: Json) -> web.Response:
        """Send a text message (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message)."""
        fault: Fault | None = params.pop("_fault")
        if unknown := sorted(set(params) - KNOWN):
            raise Refused(400, 20001, f"Unknown parameters: {', '.join(unknown)}")
        to, body = str(params.get("To", "")), str(params.get("Body", ""))
        sender, service = str(params.get("From", "")), str(params.get("MessagingServiceSid", ""))
        if not to:
            raise Refused(400, 21604, "A 'To' phone number is required.")
        if not sender and not service:
            raise Refused(400, 21603, "A 'From' phone number is required.")
        if not body and not params.get("MediaUrl") and not params.get("ContentSid"):
            raise Refused(400, 21602, "Message body is required.")
        if len(body) > MAX_BODY:
            raise Refused(400, 21617, "The concatenated message body exceeds the 1600 character limit")
        if sender and sender != self.number:
            raise Refused(
                400, 21606, f"The 'From' phone number provided ({sender}) is not a valid message-capable Twilio number"
            )
        if service and service != self.messaging_service_sid:
            raise Refused(404, 21701, "The Messaging Service does not exist")
        if (check := params.get("RiskCheck")) and check not in ("enable", "disable"):
            raise Refused(400, 20001, f"Invalid parameter RiskCheck: {check}")
        callback = str(params.get("StatusCallback", ""))
        if callback and (urlsplit(callback).scheme not in ("http", "https") or not urlsplit(callback).hostname):
            raise Refused(400, 21609, f"The 'StatusCallback' URL {callback} is not a valid URL.")
        validity = _validity(params.get("ValidityPeriod"))
        if to == self.number:
            raise Refused(400, 21266, "'To' and 'From' number cannot be the same")
        self._check_number(to)
        phone = self.world.phone_of(to)
        if phone is not None and phone.stopped:
            raise Refused(400, 21610)
        message = self._sms(phone, False, to, self.number, body, "accepted" if service else "queued", "outbound-api")
        message.service, message.callback = service, callback
        message.expires = message.at + validity
        if fault is not None:
            message.callbacks, message.pause = fault.callbacks, fault.seconds if fault.callbacks == "delay" else 0.0
        self.world.save_message(message)
        self._go(self._carry(message, fault))
        return web.json_response(self._as_resource(message), status=201)

    async def list_messages(self, request: web.Request, params: Json) -> web.Response:
        """Messages, newest first, filtered by To, From, DateSent, DateSent> (from then on) and DateSent< (until)."""
        found = list(reversed(self.world.sms.values()))
        for name, field in (("To", "to"), ("From", "sender")):
            if value := request.query.get(name):
                found = [m for m in found if getattr(m, field) == value]
        if since := request.query.get("DateSent>"):
            found = [m for m in found if m.at >= _moment(since)]
        if until := request.query.get("DateSent<"):
            found = [m for m in found if m.at <= _moment(until)]
        if day := request.query.get("DateSent"):
            found = [m for m in found if datetime.fromtimestamp(m.at, UTC).date().isoformat() == day[:10]]
        try:
            size = max(1, min(1000, int(request.query.get("PageSize", 50))))
            page = max(0, int(request.query.get("Page", 0)))
        except ValueError:
            raise Refused(400, 20001) from None

        def uri(number: int) -> str:
            query = {**request.query, "PageSize": str(size), "Page": str(number)}
            return f"{request.path.removeprefix('/twilio')}?{urlencode(query)}"

        more = len(found) > (page + 1) * size
        return web.json_response(
            {
                "messages": [self._as_resource(m) for m in found[page * size : (page + 1) * size]],
                "page": page,
                "page_size": size,
                "start": page * size,
                "end": min(len(found), (page + 1) * size) - 1,
                "uri": uri(page),
                "first_page_uri": uri(0),
                "next_page_uri": uri(page + 1) if more else None,
                "previous_page_uri": uri(page - 1) if page else None,
            }
        )

    async def fetch_message(self, request: web.Request, params: Json) -> web.Response:
        """One message and what became of it."""
        message = self.world.sms.get(request.match_info["sid"])
        if message is None:
            raise self._not_found(request)
        return web.json_response(self._as_resource(message))

    # what a person does with their SMS

    def say(self, phone: Phone, text: str) -> Message:
        """Write a text message to Wellcheck. STOP, START and HELP do what Twilio does with them."""
        if not phone.power:
            raise PermissionError("This phone is switched off.")
        if len(text) > MAX_BODY:
            raise ValueError(f"A text message takes at most {MAX_BODY} characters.")
        message = self._sms(phone, True, self.number, phone.number, text, "sent", "inbound")
        self.world.save_message(message)
        self._go(self._hand_in(phone, message))
        return message

    def arrive(self, phone: Phone) -> None:
        """The phone is on again: what the carrier kept for it comes in, unless its validity has run out."""
        for message in self.world.waiting(phone):
            if message.channel == "sms" and message.status == "sent":
                self._go(self._land(message))

    def expire(self) -> None:
        """Give up on what waited for a phone longer than its validity period."""
        now = self.world.now()
        for phone in self.world.phones.values():
            if phone.power:
                continue
            for message in self.world.waiting(phone):
                if message.channel == "sms" and message.expires is not None and message.expires <= now:
                    self._go(self._fail(message, 30036))

    # how it works

    def _go(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _sms(
        self, phone: Phone | None, mine: bool, to: str, sender: str, text: str, status: str, direction: str
    ) -> Message:
        message = self.world.new_message(phone, "sms", mine, text, status)
        message.sid, message.to, message.sender = "SM" + secrets.token_hex(16), to, sender
        message.segments, message.direction = segments(text), direction
        return message

    @staticmethod
    def _check_number(to: str) -> None:
        if code := MAGIC.get(to):
            raise Refused(400, code, f"{CODES.get(code, 'The number cannot be reached')}: {to}")
        if not possible(to):
            raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to}")
        if phonenumbers.number_type(phonenumbers.parse(to)) == phonenumbers.PhoneNumberType.FIXED_LINE:
            raise Refused(400, 21614, f"To number: {to}, is not a mobile number")

    async def _carry(self, message: Message, fault: Fault | None) -> None:
        """From our account to the phone: queued, sent, delivered (or not), each told to the status callback."""
        later: list[str] = []
        undelivered = fault is not None and fault.kind == "undelivered"
        phone = self.world.phones.get(message.phone)
        shuffled = message.callbacks == "shuffle"
        for status in ("queued", "sent"):
            if status != "queued":
                await asyncio.sleep(self.pace)
            message.status = status
            self.world.save_message(message)
            if shuffled:
                later.append(status)
            else:
                await self._call_back(message, status)
        await asyncio.sleep(self.pace)
        if message.status != "sent":
            return  # it has landed meanwhile, or run out
        if undelivered and fault is not None:
            message.status, message.code = "undelivered", fault.status or 30008
            message.note = CODES.get(message.code, "Unknown error")
        elif phone is None or phone.power:
            message.status = "delivered"
        if message.status != "sent":
            self.world.save_message(message)
            if not shuffled:
                await self._call_back(message, message.status)
        if shuffled:
            for status in rearranged([*later, message.status], "shuffle"):
                await self._post_status(message, status)

    async def _land(self, message: Message) -> None:
        message.status = "delivered"
        self.world.save_message(message)
        await self._call_back(message, "delivered")

    async def _fail(self, message: Message, code: int) -> None:
        message.status, message.code, message.note = "undelivered", code, CODES[code]
        self.world.save_message(message)
        await self._call_back(message, "undelivered")

    async def _call_back(self, message: Message, status: str) -> None:
        if message.callbacks == "delay":
            self._go(self._call_back_late(message, status))
            return
        for each in rearranged([status], message.callbacks):
            await self._post_status(message, each)

    async def _call_back_late(self, message: Message, status: str) -> None:
        await self.faults.pause(message.pause)
        await self._post_status(message, status)

    async def _post_status(self, message: Message, status: str) -> None:
        if not message.callback:
            return
        form = {
            "AccountSid": self.account_sid,
            "ApiVersion": VERSION,
            "From": message.sender,
            "To": message.to,
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageStatus": status,
            "SmsStatus": status,
        }
        if message.service:
            form["MessagingServiceSid"] = message.service
        if status == "undelivered" and message.code:
            form["ErrorCode"] = str(message.code)
        if status in ("delivered", "undelivered"):
            done = datetime.fromtimestamp(self.world.now(), UTC)
            form["RawDlrDoneDate"] = done.strftime("%y%m%d%H%M")
        await self._post(message.callback, form)

    async def _post(self, url: str, form: Mapping[str, str]) -> tuple[int, str]:
        """Post a signed form to exactly that URL; (0, why) when nobody took it."""
        headers = {"X-Twilio-Signature": signature(self.auth_tokens[0], url, form), "User-Agent": "TwilioProxy/1.1"}
        try:
            async with self.session().post(
                URL(url, encoded=True),
                data=form,
                headers=headers,
                timeout=ClientTimeout(WEBHOOK_TIMEOUT),
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.text()
        except (ClientError, TimeoutError, OSError, ValueError) as trouble:
            return 0, type(trouble).__name__

    async def _hand_in(self, phone: Phone, message: Message) -> None:
        opted = KEYWORDS.get(message.text.strip().upper(), "")
        if opted == "STOP":
            self._from_twilio(phone, STOPPED)
            phone.stopped = True
            self.world.save_phone(phone)
        elif opted == "START" and phone.stopped:
            phone.stopped = False
            self.world.save_phone(phone)
            self._from_twilio(phone, STARTED)
        elif opted == "HELP":
            self._from_twilio(phone, HELPED)
        fault = self.faults.take("twilio", "inbound", phone)
        how = fault.callbacks if fault else ""
        if fault and how == "delay":
            await self.faults.pause(fault.seconds)
        async with self._turns.setdefault(phone.id, asyncio.Lock()):
            for _ in rearranged(["received"], how):
                status, body = await self._post(self.webhook, self._inbound_form(phone, message, opted))
                if 200 <= status < 300:
                    message.status, message.note = "delivered", ""
                    for text in _replies(body, message):
                        self._reply(phone, text)
                else:
                    why = f"answered {status}" if status else f"could not be reached ({body})"
                    message.status, message.note = "failed", f"Wellcheck {why}"
        self.world.save_message(message)

    def _inbound_form(self, phone: Phone, message: Message, opted: str) -> dict[str, str]:
        country = phonenumbers.region_code_for_country_code(phonenumbers.parse(phone.number).country_code or 0)
        form = {
            "ToCountry": "GB",
            "ToState": "",
            "ToCity": "",
            "ToZip": "",
            "FromCountry": country,
            "FromState": "",
            "FromCity": "",
            "FromZip": "",
            "SmsMessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageSid": message.sid,
            "SmsStatus": "received",
            "NumMedia": "0",
            "NumSegments": str(message.segments),
            "AccountSid": self.account_sid,
            "ApiVersion": VERSION,
            "From": phone.number,
            "To": self.number,
            "Body": message.text,
        }
        return form | ({"OptOutType": opted} if opted else {})

    def _reply(self, phone: Phone, text: str) -> None:
        """A text from our answer in TwiML. After STOP it is not sent, as with Twilio (21610)."""
        if phone.stopped:
            return
        reply = self._sms(phone, False, phone.number, self.number, text[:MAX_BODY], "queued", "outbound-reply")
        self.world.save_message(reply)
        self._go(self._carry(reply, None))

    def _from_twilio(self, phone: Phone, text: str) -> None:
        reply = self._sms(phone, False, phone.number, self.number, text, "delivered", "outbound-reply")
        reply.note = "Twilio's own answer"
        self.world.save_message(reply)

    def _as_resource(self, message: Message) -> Json:
        base = f"/{VERSION}/Accounts/{self.account_sid}/Messages/{message.sid}"
        status = "received" if message.direction == "inbound" else message.status
        return {
            "sid": message.sid,
            "account_sid": self.account_sid,
            "api_version": VERSION,
            "body": message.text,
            "to": message.to,
            "from": message.sender,
            "direction": message.direction,
            "status": status,
            "messaging_service_sid": message.service or None,
            "num_segments": str(message.segments),
            "num_media": "0",
            "date_created": _date(message.at),
            "date_updated": _date(message.at),
            "date_sent": _date(message.at),
            "error_code": message.code,
            "error_message": CODES.get(message.code) if message.code else None,
            "price": None,
            "price_unit": "USD",
            "uri": base + ".json",
            "subresource_uris": {"media": base + "/Media.json"},
        }


def _date(at: float) -> str:
    return format_datetime(datetime.fromtimestamp(int(at), UTC))


def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise Refused(400, 20001, f"Invalid date: {text}") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _validity(text: object) -> float:
    if text in (None, ""):
        return LONGEST_VALIDITY
    try:
        seconds = int(str(text))
    except ValueError:
        seconds = 0
    if not 1 <= seconds <= LONGEST_VALIDITY:
        raise Refused(400, 20001, f"ValidityPeriod must be from 1 to {LONGEST_VALIDITY} seconds")
    return seconds


def _refusal(fault: Fault) -> Json:
    """Twilio's own words for an error status."""
    code = {400: 20001, 401: 20003, 404: 20404, 429: 20429}.get(fault.status, 20500)
    return Refused(fault.status, code).body


def _replies(body: str, message: Message) -> list[str]:
    """The texts of `<Response><Message>…` (https://www.twilio.com/docs/messaging/twiml/message)."""
    if not body.strip():
        return []
    if "<!" in body:  # TwiML has no document type; without one, entities cannot be declared
        message.note = "12100 Document parse failure"
        return []
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - from our own product, and without declarations
    except ElementTree.ParseError:
        message.note = "12100 Document parse failure"
        return []
    texts = ((m.findtext("Body") or m.text or "").strip() for m in root.iter("Message"))
    return [text for text in texts if text]
