"""The local Twilio's text messages and WhatsApp: what we call, and what a person does with them on their phone.

Behaviour, statuses and error codes follow https://www.twilio.com/docs/messaging, /docs/whatsapp and /docs/api/errors.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from datetime import UTC, datetime

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
from wellcheck.sandbox.twilio_texts import (
    HELPED,
    KEYWORDS,
    KNOWN,
    MAX_BODY,
    MAX_MEDIA,
    MEDIA,
    PICTURES,
    STARTED,
    STOPPED,
    WHATSAPP,
    WINDOW,
    check_number,
    filled,
    replies,
    segments,
    validity,
)

CHANNELS = ("sms", "whatsapp")
FAILED = frozenset({"undelivered", "failed"})


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
        channel = "whatsapp" if to.startswith(WHATSAPP) else "sms"
        if not to:
            raise Refused(400, 21604, "A 'To' phone number is required.")
        if not sender and not service:
            raise Refused(400, 21603, "A 'From' phone number is required.")
        if params.get("ContentSid"):
            body = filled(params)
        if not body and not params.get("MediaUrl"):
            raise Refused(400, 21602, "Message body is required.")
        if len(body) > MAX_BODY:
            raise Refused(400, 21617, "The concatenated message body exceeds the 1600 character limit")
        self._check_sender(sender, service, channel)
        if (check := params.get("RiskCheck")) and check not in ("enable", "disable"):
            raise Refused(400, 20001, f"Invalid parameter RiskCheck: {check}")
        callback = str(params.get("StatusCallback", ""))
        if callback and not is_url(callback):
            raise Refused(400, 21609, f"The 'StatusCallback' URL {callback} is not a valid URL.")
        media = str(params.get("MediaUrl", ""))
        if media and not is_url(media):
            raise Refused(400, 21620, f"Invalid media URL(s): {media}")
        lasts = validity(params.get("ValidityPeriod"))
        if to == self._number(channel):
            raise Refused(400, 21266, "'To' and 'From' number cannot be the same")
        if channel == "sms":
            check_number(to)
        elif not possible(to.removeprefix(WHATSAPP)):
            raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to}")
        phone = self.world.phone_of(to.removeprefix(WHATSAPP))
        if channel == "sms" and phone is not None and phone.stopped:
            raise Refused(400, 21610)
        message = self._message(phone, channel, to, body, "accepted" if service else "queued", "outbound-api")
        message.service, message.callback, message.media_url = service, callback, media
        message.expires, message.template = message.at + lasts, bool(params.get("ContentSid"))
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

    async def change_message(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """Cancel what still waits at Twilio (Status=canceled), or make its words be forgotten (Body=)."""
        message = self.world.sms.get(request.match_info["sid"])
        if message is None:
            raise not_found(request)
        if unknown := sorted(set(params) - {"Status", "Body"}):
            raise Refused(400, 20001, f"Unknown parameters: {', '.join(unknown)}")
        if "Status" in params:
            if params["Status"] != "canceled" or message.mine or message.status not in ("accepted", "queued"):
                raise Refused(400, 30409, "The message cannot be canceled")
            message.status = "canceled"
            self.errands.go(self._call_back(message, "canceled"))
        elif params.get("Body") == "":
            message.text = ""
        self.world.save_message(message)
        return web.json_response(self._as_resource(message))

    async def fetch_media(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """A picture or a voice note that was sent to us."""
        message = self.world.sms.get(request.match_info["sid"])
        if message is None or "media" not in message.content or message.content["media"] != request.match_info["media"]:
            raise not_found(request)
        content_type, _, data = MEDIA[message.content["file"]["kind"]]
        return web.Response(body=data, content_type=content_type)

    # what a person does with their text messages and their WhatsApp

    def say(self, phone: Phone, channel: str, text: str) -> Message:
        """Write to Wellcheck. By SMS, STOP, START and HELP do what Twilio does with them."""
        return self._from_phone(phone, channel, text, {})

    def share_location(self, phone: Phone, latitude: float, longitude: float) -> Message:
        """Send a place by WhatsApp."""
        return self._from_phone(phone, "whatsapp", "", {"location": {"latitude": latitude, "longitude": longitude}})

    def send_media(self, phone: Phone, channel: str, kind: str, caption: str) -> Message:
        """Send a photo or a voice note, by WhatsApp or as a multimedia message."""
        if kind not in MEDIA:
            raise ValueError(f"kind is one of {', '.join(MEDIA)}.")
        content = {"file": {"kind": kind, "name": kind}, "media": "ME" + secrets.token_hex(16)}
        return self._from_phone(phone, channel, caption, content)

    def read(self, phone: Phone) -> int:
        """Look at WhatsApp: what has arrived there is read, and the sender sees that. Returns how many messages."""
        fresh = [
            message
            for message in self.world.on_phone[phone.id].values()
            if message.channel == "whatsapp" and not message.mine and message.status == "delivered"
        ]
        for message in fresh:
            message.status = "read"
            self.world.save_message(message)
            self.errands.go(self._call_back(message, "read"))
        return len(fresh)

    def arrive(self, phone: Phone) -> None:
        """The phone is on again: what the carrier kept for it comes in, unless its validity has run out."""
        for message in self.world.waiting(phone):
            if message.channel in CHANNELS and message.status == "sent":
                self.errands.go(self._land(message))

    def expire(self) -> None:
        """Give up on what waited for a phone longer than its validity period."""
        now = self.world.now()
        for phone in self.world.phones.values():
            if phone.power:
                continue
            for message in self.world.waiting(phone):
                if message.channel in CHANNELS and message.expires is not None and message.expires <= now:
                    self.errands.go(self._fail(message, 30036))

    # how it works

    def _number(self, channel: str) -> str:
        return WHATSAPP + self.account.whatsapp_number if channel == "whatsapp" else self.account.number

    def _check_sender(self, sender: str, service: str, channel: str) -> None:
        if service and service != self.account.messaging_service_sid:
            raise Refused(404, 21701, "The Messaging Service does not exist")
        if not sender or sender == self._number(channel):
            return
        if sender.startswith(WHATSAPP) != (channel == "whatsapp"):
            raise Refused(400, 21910, "Invalid From and To pair. From and To should be of the same channel")
        if channel == "whatsapp":
            raise Refused(400, 63007, "Twilio could not find a Channel with the specified From address")
        raise Refused(
            400, 21606, f"The 'From' phone number provided ({sender}) is not a valid message-capable Twilio number"
        )

    def _message(
        self, phone: Phone | None, channel: str, to: str, text: str, status: str, direction: str, kind: str = "SM"
    ) -> Message:
        """A message to a phone; with direction "inbound", `to` is where it comes from."""
        mine = direction == "inbound"
        message = self.world.new_message(phone, channel, mine, text, status)
        message.sid, message.direction = kind + secrets.token_hex(16), direction
        message.to, message.sender = (self._number(channel), to) if mine else (to, self._number(channel))
        message.segments = segments(text) if channel == "sms" else 1
        return message

    def _from_phone(self, phone: Phone, channel: str, text: str, content: Json) -> Message:
        if not phone.power:
            raise PermissionError("This phone is switched off.")
        if channel == "whatsapp" and not phone.whatsapp:
            raise PermissionError("This phone has no WhatsApp.")
        if len(text) > MAX_BODY:
            raise ValueError(f"A text message takes at most {MAX_BODY} characters.")
        sender = WHATSAPP + phone.number if channel == "whatsapp" else phone.number
        message = self._message(phone, channel, sender, text, "sent", "inbound", "MM" if "media" in content else "SM")
        message.content = content
        if channel == "whatsapp":
            phone.wrote_at = message.at
            self.world.save_phone(phone)
            self.read(phone)
        self.world.save_message(message)
        self.errands.go(self._hand_in(phone, message))
        return message

    def _fate(self, message: Message, phone: Phone | None, fault: Fault | None) -> int | None:
        """The error that meets a message which was sent on, None if it goes through."""
        if fault is not None and fault.kind == "undelivered":
            return fault.status or 30008
        if message.channel != "whatsapp":
            return None
        if phone is None or not phone.whatsapp:
            return 63003 if phone is None else 63024
        open_ = phone.wrote_at is not None and self.world.now() - phone.wrote_at < WINDOW
        return None if message.template or open_ or message.direction == "outbound-reply" else 63016

    async def _fetch(self, message: Message) -> int | None:
        """Fetch the picture that goes with it; the error if it cannot be had, or is none that phones take."""
        if not message.media_url or message.content:
            return None
        got = await self.webhooks.fetch(message.media_url, MAX_MEDIA)
        if not got.good:
            return 63019 if message.channel == "whatsapp" else 11200
        if got.content_type not in PICTURES or not got.data:
            return 63021 if message.channel == "whatsapp" else 12300
        name = message.media_url.rpartition("/")[2]
        content = {"kind": "photo", "name": name, "type": got.content_type, "size": len(got.data)}
        message.content = {"file": content}
        self.world.keep_file(message, got.content_type, got.data)
        self.world.save_message(message)
        return None

    async def _carry(self, message: Message, fault: Fault | None) -> None:
        """From our account to the phone: queued, sent, delivered (or not), each told to the status callback."""
        later: list[str] = []
        phone = self.world.phones.get(message.phone)
        shuffled = message.callbacks == "shuffle"
        for status in ("queued", "sent"):
            if status != "queued":
                await asyncio.sleep(self.account.pace)
                if message.status == "canceled":
                    return
            message.status = status
            self.world.save_message(message)
            if shuffled:
                later.append(status)
            else:
                await self._call_back(message, status)
        await asyncio.sleep(self.account.pace)
        if message.status != "sent":
            return  # it has landed meanwhile, or run out
        code = await self._fetch(message) or self._fate(message, phone, fault)
        if code is not None:
            message.status, message.code = "failed" if 63000 <= code < 64000 else "undelivered", code
            message.note = CODES.get(code, "Unknown error")
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
        if status in FAILED and message.code:
            form["ErrorCode"] = str(message.code)
        if message.channel == "whatsapp":
            form |= {"ChannelPrefix": "whatsapp", "ChannelToAddress": message.to.removeprefix(WHATSAPP)}
            form |= {"EventType": status.upper()} if status in ("delivered", "read") else {}
        elif status in ("delivered", "undelivered"):
            done = datetime.fromtimestamp(self.world.now(), UTC)
            form["RawDlrDoneDate"] = done.strftime("%y%m%d%H%M")
        await self.webhooks.send(message.callback, form)

    async def _hand_in(self, phone: Phone, message: Message) -> None:
        opted = KEYWORDS.get(message.text.strip().upper(), "") if message.channel == "sms" else ""
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
                    for text in replies(answer.body, message):
                        self._reply(phone, message, text)
                else:
                    why = f"answered {answer.status}" if answer.status else f"could not be reached ({answer.body})"
                    message.status, message.note = "failed", f"Wellcheck {why}"
        self.world.save_message(message)

    def _inbound_form(self, phone: Phone, message: Message, opted: str) -> dict[str, str]:
        form = {
            "SmsMessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageSid": message.sid,
            "SmsStatus": "received",
            "NumMedia": "0",
            "NumSegments": str(message.segments),
            "AccountSid": self.account.sid,
            "ApiVersion": VERSION,
            "From": message.sender,
            "To": message.to,
            "Body": message.text,
        }
        kind = "text"
        if "media" in message.content:
            content_type, kind, _ = MEDIA[message.content["file"]["kind"]]
            url = f"{self.account.base_url}{self._path(message)}/Media/{message.content['media']}"
            form |= {"NumMedia": "1", "MediaContentType0": content_type, "MediaUrl0": url}
        if place := message.content.get("location"):
            kind = "location"
            form |= {"Latitude": str(place["latitude"]), "Longitude": str(place["longitude"])}
        if message.channel == "sms":
            return form | places(phone.number, self.account.number) | ({"OptOutType": opted} if opted else {})
        who = {"ProfileName": phone.name, "WaId": phone.number.lstrip("+")}
        context = json.dumps({"type": "whatsapp", "data": {"context": who}})
        return form | who | {"MessageType": kind, "ChannelMetadata": context}

    def _reply(self, phone: Phone, to: Message, text: str) -> None:
        """A text from our answer in TwiML. After STOP it is not sent, as with Twilio (21610)."""
        if to.channel == "sms" and phone.stopped:
            return
        reply = self._message(phone, to.channel, to.sender, text[:MAX_BODY], "queued", "outbound-reply")
        self.world.save_message(reply)
        self.errands.go(self._carry(reply, None))

    def _from_twilio(self, phone: Phone, text: str) -> None:
        reply = self._message(phone, "sms", phone.number, text, "delivered", "outbound-reply")
        reply.note = "Twilio's own answer"
        self.world.save_message(reply)

    def _path(self, message: Message) -> str:
        return f"/{VERSION}/Accounts/{self.account.sid}/Messages/{message.sid}"

    def _as_resource(self, message: Message) -> Json:
        base = self._path(message)
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
            "num_media": "1" if "media" in message.content or message.media_url else "0",
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
