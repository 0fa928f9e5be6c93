"""The control API: what a person, or a test, does with the phones, and how the providers shall misbehave."""

from __future__ import annotations

import re
from dataclasses import asdict

from aiohttp import web

from wellcheck.sandbox.faults import Faults
from wellcheck.sandbox.mail import Mailboxes
from wellcheck.sandbox.state import Json, Phone, World, shown, shown_call
from wellcheck.sandbox.telegram_api import Telegram
from wellcheck.sandbox.twilio_api import Twilio
from wellcheck.sandbox.twilio_rest import possible

API = "/sandbox/api"
LONGEST_NAME = 40


class Trouble(Exception):
    """A control request that cannot be done, said in a sentence."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Control:
    """What the page and the tests may do."""

    def __init__(self, world: World, faults: Faults, telegram: Telegram, twilio: Twilio, mailboxes: Mailboxes) -> None:
        self.world = world
        self.faults = faults
        self.telegram = telegram
        self.twilio = twilio
        self.mailboxes = mailboxes

    def routes(self) -> list[web.RouteDef]:
        """Where the control API is served."""
        phone = API + "/phones/{phone}"
        return [
            web.post(API + "/reset", self.reset),
            web.post(API + "/phones", self.save_phone),
            web.get(phone, self.one_phone),
            web.post(phone + "/say", self.say),
            web.post(phone + "/tap", self.tap),
            web.post(phone + "/share-contact", self.share_contact),
            web.post(phone + "/open-link", self.open_link),
            web.post(phone + "/power", self.power),
            web.post(phone + "/block", self.block),
            web.post(phone + "/share-location", self.share_location),
            web.post(phone + "/move", self.move),
            web.post(phone + "/send-media", self.send_media),
            web.get(phone + "/files/{message:\\d+}", self.file),
            web.post(phone + "/read", self.read),
            web.post(phone + "/whatsapp", self.whatsapp),
            web.post(phone + "/answer", self.answer),
            web.post(phone + "/decline", self.decline),
            web.post(phone + "/ignore", self.ignore),
            web.post(phone + "/press", self.press),
            web.post(phone + "/speak", self.speak),
            web.post(phone + "/hang-up", self.hang_up),
            web.post(phone + "/dial", self.dial),
            web.post(phone + "/voicemail", self.voicemail),
            web.get(API + "/faults", self.list_faults),
            web.post(API + "/faults", self.add_fault),
            web.delete(API + "/faults", self.clear_faults),
            web.delete(API + "/faults/{fault:\\d+}", self.clear_faults),
        ]

    def phone_as_json(self, phone: Phone) -> Json:
        """A phone with its messages and calls."""
        messages = [shown(message) for message in self.world.on_phone[phone.id].values()]
        return asdict(phone) | {"messages": messages, "calls": [shown_call(c) for c in self.world.calls_of(phone)]}

    async def one_phone(self, request: web.Request) -> web.Response:
        """One phone with its messages and calls."""
        return web.json_response(self.phone_as_json(self._phone(request)))

    def _phone(self, request: web.Request) -> Phone:
        phone = self.world.phone(request.match_info["phone"])
        if phone is None:
            raise Trouble(404, "There is no such phone.")
        return phone

    async def save_phone(self, request: web.Request) -> web.Response:
        """Add a phone ({name, number?, language?}), or change one ({id, name?, language?})."""
        wish = await body(request)
        name = str(wish.get("name", "")).strip()
        language = str(wish.get("language", ""))
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise Trouble(400, f"A name has at most {LONGEST_NAME} printable characters.")
        if language and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?", language):
            raise Trouble(400, "language is a tag such as en or es.")
        if "id" in wish:
            phone = self.world.phones.get(str(wish["id"]))
            if phone is None:
                raise Trouble(404, "There is no such phone.")
        else:
            number = str(wish.get("number") or self.world.free_number())
            if not possible(number):
                raise Trouble(400, "number is a phone number such as +447700900004.")
            if self.world.phone(number):
                raise Trouble(409, "This number has a phone already.")
            phone = self.world.add_phone(name or number, number)
        phone.name, phone.language = name or phone.name, language or phone.language
        self.world.save_phone(phone)
        return web.json_response(self.phone_as_json(phone))

    async def say(self, request: web.Request) -> web.Response:
        """Write {text} by {channel: telegram | sms | whatsapp}."""
        phone, wish = self._phone(request), await body(request)
        text = _text(wish, "text").strip()
        if not text:
            raise Trouble(400, "text is empty.")
        if (channel := _channel(wish)) == "telegram":
            return web.json_response(shown(self.telegram.app.say(phone, text)))
        return web.json_response(shown(self.twilio.messages.say(phone, channel, text)))

    async def file(self, request: web.Request) -> web.Response:
        """What came with a message."""
        phone = self._phone(request)
        message = self.world.message(phone, int(request.match_info["message"]))
        if message is None or message.id not in self.world.files:
            raise LookupError("There is no file with this message (any more).")
        media_type, data = self.world.files[message.id]
        how = "inline" if media_type.startswith("image/") else "attachment"
        name = re.sub(r"[^\w. -]", "_", message.content["file"]["name"])
        headers = {"Content-Disposition": f'{how}; filename="{name}"'}
        return web.Response(body=data, content_type=media_type, headers=headers)

    async def share_location(self, request: web.Request) -> web.Response:
        """Send where the phone is, or {latitude, longitude}, by {channel: telegram | whatsapp}. By Telegram {live}: for
        how many seconds its moves are told too."""
        phone, wish = self._phone(request), await body(request)
        place = _place(wish, phone)
        match _channel(wish):
            case "telegram":
                live = wish.get("live", 0)
                if not isinstance(live, int):
                    raise Trouble(400, "live is a number of seconds.")
                return web.json_response(shown(self.telegram.app.share_location(phone, *place, live)))
            case "whatsapp":
                return web.json_response(shown(self.twilio.messages.share_location(phone, *place)))
            case _:
                raise Trouble(400, "A text message carries no place.")

    async def move(self, request: web.Request) -> web.Response:
        """The phone goes to {latitude, longitude}; live locations in Telegram follow it."""
        phone, wish = self._phone(request), await body(request)
        self.telegram.app.move(phone, *_place(wish, phone))
        return web.json_response(asdict(phone))

    async def send_media(self, request: web.Request) -> web.Response:
        """Send a {kind: photo | voice} by {channel}, with {text} under it."""
        phone, wish = self._phone(request), await body(request)
        kind, caption = _text(wish, "kind"), str(wish.get("text", ""))
        if (channel := _channel(wish)) == "telegram":
            return web.json_response(shown(self.telegram.app.send_media(phone, kind, caption)))
        return web.json_response(shown(self.twilio.messages.send_media(phone, channel, kind, caption)))

    async def read(self, request: web.Request) -> web.Response:
        """Look at WhatsApp: what has arrived is read, and we are told."""
        phone, _ = self._phone(request), await body(request)
        return web.json_response({"read": self.twilio.messages.read(phone)})

    async def whatsapp(self, request: web.Request) -> web.Response:
        """Give the phone WhatsApp, or take it away ({on})."""
        phone, wish = self._phone(request), await body(request)
        phone.whatsapp = _flag(wish, "on")
        self.world.save_phone(phone)
        return web.json_response(asdict(phone))

    async def tap(self, request: web.Request) -> web.Response:
        """Tap {button: its number, label or data} under {message_id}; without one, on the keyboard below."""
        phone, wish = self._phone(request), await body(request)
        button, message_id = wish.get("button"), wish.get("message_id")
        if not isinstance(button, (str, int)) or not isinstance(message_id, (int, type(None))):
            raise Trouble(400, "button is a number or text, message_id a number.")
        if not phone.power:
            raise Trouble(409, "This phone is switched off.")
        return web.json_response(shown(self.telegram.app.tap(phone, message_id, button)))

    async def share_contact(self, request: web.Request) -> web.Response:
        """Send one's own number, or the card of another phone ({whose})."""
        phone, wish = self._phone(request), await body(request)
        whose = self.world.phone(str(wish["whose"])) if wish.get("whose") else phone
        if whose is None:
            raise Trouble(404, "There is no such phone.")
        return web.json_response(shown(self.telegram.app.share_contact(phone, whose)))

    async def open_link(self, request: web.Request) -> web.Response:
        """Open a Telegram deep link ({url}) on this phone."""
        phone, wish = self._phone(request), await body(request)
        return web.json_response(shown(self.telegram.app.open_link(phone, _text(wish, "url"))))

    async def power(self, request: web.Request) -> web.Response:
        """Switch a phone off or on ({on}); what came meanwhile arrives when it is on again."""
        phone, wish = self._phone(request), await body(request)
        phone.power = _flag(wish, "on")
        self.world.save_phone(phone)
        if phone.power:
            self.telegram.app.arrive(phone)
            self.twilio.messages.arrive(phone)
            self.mailboxes.arrive(phone)
        self.twilio.calls.look(phone)
        return web.json_response(asdict(phone))

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot in Telegram, or let it in again ({blocked})."""
        phone, wish = self._phone(request), await body(request)
        self.telegram.app.block(phone, _flag(wish, "blocked"))
        return web.json_response(asdict(phone))

    async def reset(self, request: web.Request) -> web.Response:
        """Empty phones and no faults."""
        self.faults.clear()
        await self.twilio.calls.forget()
        self.world.reset()
        return web.json_response({})

    async def list_faults(self, request: web.Request) -> web.Response:
        """The faults that are set."""
        return web.json_response({"faults": self.faults.all()})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Set a fault; see `wellcheck.sandbox.faults.Fault`."""
        fault = self.faults.add(await body(request))
        return web.json_response(asdict(fault), status=201)

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Take back one fault, or all of them."""
        fault = request.match_info.get("fault")
        return web.json_response({"cleared": self.faults.clear(int(fault) if fault else None)})

    # calls

    async def answer(self, request: web.Request) -> web.Response:
        """Pick up. {taken_for: human | machine_start | fax | unknown …}: what the detection makes of it."""
        phone, wish = self._phone(request), await body(request)
        return web.json_response(shown_call(self.twilio.calls.answer(phone, str(wish.get("taken_for", "")))))

    async def decline(self, request: web.Request) -> web.Response:
        """Turn a call away: busy."""
        phone, _ = self._phone(request), await body(request)
        return web.json_response(shown_call(self.twilio.calls.decline(phone)))

    async def ignore(self, request: web.Request) -> web.Response:
        """Let it ring to the end at once: no answer."""
        phone, _ = self._phone(request), await body(request)
        return web.json_response(shown_call(self.twilio.calls.ignore(phone)))

    async def press(self, request: web.Request) -> web.Response:
        """Press {keys}."""
        phone, wish = self._phone(request), await body(request)
        return web.json_response(shown_call(self.twilio.calls.press(phone, _text(wish, "keys"))))

    async def speak(self, request: web.Request) -> web.Response:
        """Say {text} into the phone; {confidence} is how well it is understood, from 0 to 1."""
        phone, wish = self._phone(request), await body(request)
        confidence = wish.get("confidence", 0.92)
        if not isinstance(confidence, (int, float)):
            raise Trouble(400, "confidence is a number from 0 to 1.")
        return web.json_response(shown_call(self.twilio.calls.speak(phone, _text(wish, "text").strip(), confidence)))

    async def hang_up(self, request: web.Request) -> web.Response:
        """End the call."""
        phone, _ = self._phone(request), await body(request)
        return web.json_response(shown_call(self.twilio.calls.hang_up(phone)))

    async def dial(self, request: web.Request) -> web.Response:
        """Call Wellcheck."""
        phone, _ = self._phone(request), await body(request)
        return web.json_response(shown_call(self.twilio.calls.dial(phone)))

    async def voicemail(self, request: web.Request) -> web.Response:
        """Let an answering machine pick up ({on}); {taken_for} as in `answer`."""
        phone, wish = self._phone(request), await body(request)
        self.twilio.calls.set_voicemail(phone, _flag(wish, "on"), str(wish.get("taken_for", "")))
        return web.json_response(asdict(phone))


async def body(request: web.Request) -> Json:
    """The JSON object that was sent. Its content type is demanded, so that no form of another site can pose as it."""
    if request.content_type != "application/json":
        raise Trouble(415, "Send JSON.")
    try:
        body = await request.json()
    except ValueError:
        raise Trouble(400, "This is not JSON.") from None
    if not isinstance(body, dict):
        raise Trouble(400, "Send a JSON object.")
    return body


def _text(wish: Json, name: str) -> str:
    if not isinstance(wish.get(name), str):
        raise Trouble(400, f"{name} is a text.")
    return str(wish[name])


def _flag(wish: Json, name: str) -> bool:
    if not isinstance(wish.get(name), bool):
        raise Trouble(400, f"{name} is true or false.")
    return bool(wish[name])


def _channel(wish: Json) -> str:
    if (channel := wish.get("channel", "telegram")) not in ("telegram", "sms", "whatsapp"):
        raise Trouble(400, "channel is telegram, sms or whatsapp.")
    return str(channel)


def _place(wish: Json, phone: Phone) -> tuple[float, float]:
    latitude, longitude = wish.get("latitude", phone.latitude), wish.get("longitude", phone.longitude)
    if not isinstance(latitude, (int, float)) or not isinstance(longitude, (int, float)):
        raise Trouble(400, "latitude and longitude are numbers.")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Trouble(400, "latitude is from -90 to 90, longitude from -180 to 180.")
    return float(latitude), float(longitude)
