"""The local Twilio's text messages: what we call, and what a person does with their SMS.

Behaviour, statuses and error codes follow https://www.twilio.com/docs/messaging and /docs/api/errors.
"""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime
from xml.etree import ElementTree

import phonenumbers
from aiohttp import web

from wellcheck.sandbox.errands import Errands
from wellcheck.sandbox.faults import Fault, Faults, rearranged
from wellcheck.sandbox.state import Json, Message, Phone, World
from wellcheck.sandbox.twilio_rest import (
    CODES,
    VERSION,
    Account,
    Refused,
    date,
    is_url,
    listed,
    not_found,
    places,
    possible,
)
from wellcheck.sandbox.twilio_signed import Webhooks

MAX_BODY = 1600
LONGEST_VALIDITY = 36_000
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


def segments(text: str) -> int:
    """Into how many parts a text is cut: 160/153 septets in GSM-7, 70/67 UTF-16 units as soon as one letter is not."""
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        units, one, joined = sum(2 if letter in GSM_TWICE else 1 for letter in text), 160, 153
    else:
        units, one, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if units <= one else -(-units // joined)


class Messages:
    """The text messages of one account with one number, and of every phone."""

    def __init__(self, world: World, faults: Faults, webhooks: Webhooks, account: Account) -> None:
        self.world = world
        self.faults = faults
        self.webhooks = webhooks
        self.account = account
        self.errands = Errands()
        self._turns: dict[str, asyncio.Lock] = {}

    async def close(self) -> None:
        """Stop carrying messages."""
        await self.errands.close()

    def resume(self) -> None:
        """Go on with what was on its way when the sandbox was stopped."""
        for message in list(self.world.sms.values()):
            if message.mine:
                continue
            phone = self.world.phones.get(message.phone)
            if message.status in ("accepted", "queued"):
                self.errands.go(self._carry(message, None))
            elif message.status == "sent" and (phone is None or phone.power):
                self.errands.go(self._land(message))

    # what we call

    async def create_message(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """Send a text message (https://www.twilio.com/docs/messaging/api/message-resource#create-a-message)."""
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
        if sender and sender != self.account.number:
            raise Refused(
                400, 21606, f"The 'From' phone number provided ({sender}) is not a valid message-capable Twilio number"
            )
        if service and service != self.account.messaging_service_sid:
            raise Refused(404, 21701, "The Messaging Service does not exist")
        if (check := params.get("RiskCheck")) and check not in ("enable", "disable"):
            raise Refused(400, 20001, f"Invalid parameter RiskCheck: {check}")
        callback = str(params.get("StatusCallback", ""))
        if callback and not is_url(callback):
            raise Refused(400, 21609, f"The 'StatusCallback' URL {callback} is not a valid URL.")
        validity = _validity(params.get("ValidityPeriod"))
        if to == self.account.number:
            raise Refused(400, 21266, "'To' and 'From' number cannot be the same")
        self._check_number(to)
        phone = self.world.phone_of(to)
        if phone is not None and phone.stopped:
            raise Refused(400, 21610)
        message = self._sms(
            phone, False, to, self.account.number, body, "accepted" if service else "queued", "outbound-api"
        )
        message.service, message.callback = service, callback
        message.expires = message.at + validity
        if fault is not None:
            message.callbacks, message.pause = fault.callbacks, fault.seconds if fault.callbacks == "delay" else 0.0
        self.world.save_message(message)
        self.errands.go(self._carry(message, fault))
        return web.json_response(self._as_resource(message), status=201)

    async def list_messages(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """Messages, newest first; see `listed`."""
        found = listed(request, "messages", "DateSent", self.world.sms.values(), self._as_resource)
        return web.json_response(found)

    async def fetch_message(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """One message and what became of it."""
        message = self.world.sms.get(request.match_info["sid"])
        if message is None:
            raise not_found(request)
        return web.json_response(self._as_resource(message))

    # what a person does with their SMS

    def say(self, phone: Phone, text: str) -> Message:
        """Write a text message to Wellcheck. STOP, START and HELP do what Twilio does with them."""
        if not phone.power:
            raise PermissionError("This phone is switched off.")
        if len(text) > MAX_BODY:
            raise ValueError(f"A text message takes at most {MAX_BODY} characters.")
        message = self._sms(phone, True, self.account.number, phone.number, text, "sent", "inbound")
        self.world.save_message(message)
        self.errands.go(self._hand_in(phone, message))
        return message

    def arrive(self, phone: Phone) -> None:
        """The phone is on again: what the carrier kept for it comes in, unless its validity has run out."""
        for message in self.world.waiting(phone):
            if message.channel == "sms" and message.status == "sent":
                self.errands.go(self._land(message))

    def expire(self) -> None:
        """Give up on what waited for a phone longer than its validity period."""
        now = self.world.now()
        for phone in self.world.phones.values():
            if phone.power:
                continue
            for message in self.world.waiting(phone):
                if message.channel == "sms" and message.expires is not None and message.expires <= now:
                    self.errands.go(self._fail(message, 30036))

    # how it works

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
                await asyncio.sleep(self.account.pace)
            message.status = status
            self.world.save_message(message)
            if shuffled:
                later.append(status)
            else:
                await self._call_back(message, status)
        await asyncio.sleep(self.account.pace)
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
            self.errands.go(self._call_back_late(message, status))
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
            "AccountSid": self.account.sid,
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
        await self.webhooks.send(message.callback, form)

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
                form = self._inbound_form(phone, message, opted)
                answer = await self.webhooks.send(self.account.sms_webhook, form)
                if answer.good:
                    message.status, message.note = "delivered", ""
                    for text in _replies(answer.body, message):
                        self._reply(phone, text)
                else:
                    why = f"answered {answer.status}" if answer.status else f"could not be reached ({answer.body})"
                    message.status, message.note = "failed", f"Wellcheck {why}"
        self.world.save_message(message)

    def _inbound_form(self, phone: Phone, message: Message, opted: str) -> dict[str, str]:
        form = {
            **places(phone.number, self.account.number),
            "SmsMessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageSid": message.sid,
            "SmsStatus": "received",
            "NumMedia": "0",
            "NumSegments": str(message.segments),
            "AccountSid": self.account.sid,
            "ApiVersion": VERSION,
            "From": phone.number,
            "To": self.account.number,
            "Body": message.text,
        }
        return form | ({"OptOutType": opted} if opted else {})

    def _reply(self, phone: Phone, text: str) -> None:
        """A text from our answer in TwiML. After STOP it is not sent, as with Twilio (21610)."""
        if phone.stopped:
            return
        reply = self._sms(phone, False, phone.number, self.account.number, text[:MAX_BODY], "queued", "outbound-reply")
        self.world.save_message(reply)
        self.errands.go(self._carry(reply, None))

    def _from_twilio(self, phone: Phone, text: str) -> None:
        reply = self._sms(phone, False, phone.number, self.account.number, text, "delivered", "outbound-reply")
        reply.note = "Twilio's own answer"
        self.world.save_message(reply)

    def _as_resource(self, message: Message) -> Json:
        base = f"/{VERSION}/Accounts/{self.account.sid}/Messages/{message.sid}"
        status = "received" if message.direction == "inbound" else message.status
        return {
            "sid": message.sid,
            "account_sid": self.account.sid,
            "api_version": VERSION,
            "body": message.text,
            "to": message.to,
            "from": message.sender,
            "direction": message.direction,
            "status": status,
            "messaging_service_sid": message.service or None,
            "num_segments": str(message.segments),
            "num_media": "0",
            "date_created": date(message.at),
            "date_updated": date(message.at),
            "date_sent": date(message.at),
            "error_code": message.code,
            "error_message": CODES.get(message.code) if message.code else None,
            "price": None,
            "price_unit": "USD",
            "uri": base + ".json",
            "subresource_uris": {"media": base + "/Media.json"},
        }


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
