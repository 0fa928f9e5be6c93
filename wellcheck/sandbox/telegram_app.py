"""What a person does in their Telegram."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from wellcheck.sandbox.state import Json, Message, Phone, World
from wellcheck.sandbox.telegram_rest import MAX_CAPTION, MAX_TEXT, Who
from wellcheck.sandbox.telegram_updates import Updates

MEDIA = ("photo", "voice")
LONGEST_LIVE = 86_400  # seconds for which a live location may be shared


class App:
    """The Telegram app on every phone."""

    def __init__(self, world: World, updates: Updates, who: Who) -> None:
        self.world = world
        self.updates = updates
        self.who = who
        self._queries: dict[str, Message] = {}
        self._next_query = 1

    def say(self, phone: Phone, text: str) -> Message:
        """Type a message and send it. The first one makes the chat known to the bot."""
        message = self._from_phone(phone, text, {})
        update: Json = {"text": text}
        if found := re.match(r"/[A-Za-z0-9_]+(@\w+)?", text):
            update["entities"] = [{"type": "bot_command", "offset": 0, "length": found.end()}]
        self._tell_bot(phone, message, update)
        return message

    def tap(self, phone: Phone, message_id: int | None, button: str | int) -> Message:
        """Tap a button: under a message, or (message_id None) on the keyboard that the bot has put up."""
        message = None if message_id is None else self.world.message(phone, message_id)
        if message_id is not None and message is None:
            raise LookupError("There is no such message on this phone.")
        rows = message.buttons if message else phone.keyboard
        flat = [b for row in rows for b in row]
        chosen = next((b for i, b in enumerate(flat) if button in (i, b["text"], b.get("callback_data"))), None)
        if chosen is None:
            raise LookupError("There is no such button; it may have been taken away meanwhile.")
        if message is None:
            if chosen.get("request_contact"):
                return self.share_contact(phone, phone)
            if chosen.get("request_location"):
                return self.share_location(phone, phone.latitude, phone.longitude)
            return self.say(phone, chosen["text"])
        if "callback_data" not in chosen:
            raise LookupError("This button is a link: open it.")
        query = str(4_611_686_018_427_000_000 + self._next_query)
        self._next_query += 1
        self._queries[query] = message
        update = {
            "id": query,
            "from": self.who.user(phone),
            "chat_instance": str(phone.telegram_id),
            "data": chosen["callback_data"],
            "message": self.who.message(phone, message),
        }
        self.updates.push(phone, {"callback_query": update}, None)
        return message

    def share_contact(self, phone: Phone, whose: Phone) -> Message:
        """Send a contact card: one's own number (the bot can trust it), or somebody else's."""
        card = {"name": whose.name, "number": whose.number, "own": whose.id == phone.id}
        message = self._from_phone(phone, "", {"contact": card})
        # Telegram writes the number of a card without a plus sign.
        contact = {"phone_number": whose.number.lstrip("+"), "first_name": whose.name, "user_id": whose.telegram_id}
        self._tell_bot(phone, message, {"contact": contact})
        return message

    def share_location(self, phone: Phone, latitude: float, longitude: float, live: int = 0) -> Message:
        """Send where the phone is. `live`: for so many seconds its moves are told too (see `move`)."""
        if not 0 <= live <= LONGEST_LIVE:
            raise ValueError(f"live is from 0 to {LONGEST_LIVE} seconds.")
        place: Json = {"latitude": latitude, "longitude": longitude} | ({"live_period": live} if live else {})
        message = self._from_phone(phone, "", {"location": place})
        self._tell_bot(phone, message, {"location": place})
        return message

    def move(self, phone: Phone, latitude: float, longitude: float) -> None:
        """The phone is somewhere else now. Live locations move along; one whose time is over does so no more."""
        phone.latitude, phone.longitude = latitude, longitude
        self.world.save_phone(phone)
        for message in list(self.world.on_phone[phone.id].values()):
            place = message.content.get("location") if message.channel == "telegram" and message.mine else None
            if not place or message.at + place.get("live_period", -1) < self.world.now():
                continue
            message.content = {"location": place | {"latitude": latitude, "longitude": longitude}}
            message.edited_at = self.world.now()
            self.world.save_message(message)
            self.updates.push(phone, {"edited_message": self.who.message(phone, message)}, None)

    def send_media(self, phone: Phone, kind: str, caption: str) -> Message:
        """Send a photo or a voice note."""
        if kind not in MEDIA:
            raise ValueError(f"kind is one of {', '.join(MEDIA)}.")
        if len(caption) > MAX_CAPTION:
            raise ValueError(f"Telegram takes at most {MAX_CAPTION} characters under a {kind}.")
        message = self._from_phone(phone, caption, {"file": {"kind": kind, "name": kind}})
        ids = {"file_id": f"sandbox-{message.id}", "file_unique_id": f"s{message.id}"}
        file = {"photo": [ids | {"width": 90, "height": 67}, ids | {"width": 800, "height": 600}]}
        voice = {"voice": ids | {"duration": 4, "mime_type": "audio/ogg", "file_size": 9_000}}
        told = (file if kind == "photo" else voice) | ({"caption": caption} if caption else {})
        self._tell_bot(phone, message, told)
        return message

    def query(self, query_id: str) -> Message | None:
        """The message whose button was tapped with that callback query, once."""
        return self._queries.pop(query_id, None)

    def open_link(self, phone: Phone, url: str) -> Message:
        """Open a deep link (https://t.me/<bot>?start=x or tg://resolve?domain=<bot>&start=x): presses START there."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        if parts.scheme == "tg" and parts.netloc == "resolve":
            bot = query.get("domain", [""])[0]
        elif parts.netloc.lower() in ("t.me", "telegram.me"):
            bot = parts.path.strip("/")
        else:
            raise LookupError("This is not a Telegram link.")
        if bot.lower() != self.who.username.lower():
            raise LookupError(f"This link leads to @{bot}; here lives only @{self.who.username}.")
        payload = query.get("start", [""])[0]
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise LookupError("Telegram does not take this start parameter.")
        return self.say(phone, f"/start {payload}".strip())

    def block(self, phone: Phone, blocked: bool) -> None:
        """Block the bot, or let it in again. The bot is told, as in real life."""
        if phone.blocked == blocked:
            return
        phone.blocked = blocked
        self.world.save_phone(phone)
        user = self.who.me()
        old, new = ("member", "kicked") if blocked else ("kicked", "member")

        def member(status: str) -> Json:
            return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})

        update = {
            "chat": self.who.chat(phone),
            "from": self.who.user(phone),
            "date": int(self.world.now()),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        self.updates.push(phone, {"my_chat_member": update}, None)

    def arrive(self, phone: Phone) -> None:
        """The phone is on again: what Telegram kept for it comes in."""
        for message in self.world.waiting(phone):
            if message.channel == "telegram":
                message.status = "delivered"
                self.world.save_message(message)

    def _from_phone(self, phone: Phone, text: str, content: Json) -> Message:
        if phone.blocked:
            raise PermissionError("The bot is blocked on this phone: unblock it first.")
        if not phone.power:
            raise PermissionError("This phone is switched off.")
        if len(text) > MAX_TEXT:
            raise ValueError(f"Telegram takes at most {MAX_TEXT} characters.")
        if not phone.started or (phone.keyboard and phone.keyboard_once):
            phone.started = True
            if phone.keyboard_once:
                phone.keyboard = []
            self.world.save_phone(phone)
        message = self.world.new_message(phone, "telegram", True, text, "sent")
        message.content = content
        self.world.save_message(message)
        return message

    def _tell_bot(self, phone: Phone, message: Message, what: Json) -> None:
        update = {
            "message_id": message.id,
            "from": self.who.user(phone),
            "chat": self.who.chat(phone),
            "date": int(message.at),
        }
        self.updates.push(phone, {"message": update | what}, message)
