"""Whatever passed by the providers, either way, on any channel: what phones showed and said, and what was said in calls."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from tests.chaos.planned import ANSWERS, OK
from wellcheck.messages import answers
from wellcheck.sandbox.state import Call, Message, Phone, World
from wellcheck.sandbox.twilio_line import SORRY

OKAYS = frozenset((*ANSWERS, "1", "I'm okay"))
OURS_IN_TWILIO = ("sms", "whatsapp")


@dataclass(slots=True)
class Shown:
    """Something of ours at a provider. `delivery`: the one it says it belongs to; None: it does not say."""

    channel: str
    phone: Phone
    text: str
    at: float
    delivery: UUID | None


@dataclass(slots=True)
class Uttered:
    """Something that somebody did. `id`: by which the product knows it; `value`: the address it came from."""

    channel: str
    phone: Phone
    id: str
    text: str
    at: float
    note: str = ""

    @property
    def value(self) -> str:
        """Who said it, as the product knows them there."""
        return value_on(self.phone, self.channel)


def value_on(phone: Phone, channel: str) -> str:
    """The address that this phone has on a channel."""
    return {"telegram": str(phone.telegram_id), "email": phone.email}.get(channel, phone.number)


@dataclass(slots=True)
class Watcher:
    """Stands beside the world of the providers from the beginning and writes down what passes."""

    world: World
    told: dict[int, Shown] = field(default_factory=dict)
    """By the message's id."""
    texts: dict[str, tuple[Phone, Message]] = field(default_factory=dict)
    """What was written by text message or WhatsApp, by SID."""
    updates: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What Telegram has for us, by the update's id."""
    calls: dict[str, Call] = field(default_factory=dict)
    ringing: asyncio.Queue[Call] = field(default_factory=asyncio.Queue)
    """Calls of ours that begin to ring."""
    offered: dict[str, tuple[int, UUID | None, float]] = field(default_factory=dict)
    """Buttons of pages that somebody presses, by their ticket: which choice (from 1), of which delivery, and when."""
    pressed: dict[str, tuple[Phone, float]] = field(default_factory=dict)
    """Buttons of pages that were thanked for, by their ticket."""
    keyed: dict[str, Phone] = field(default_factory=dict)
    """Calls in which a choice was answered, by SID."""

    def __post_init__(self) -> None:
        world = self.world
        save_message, save_call, add_update = world.save_message, world.save_call, world.add_update

        def seen_message(message: Message) -> None:
            self._note(message)
            save_message(message)

        def seen_call(call: Call) -> None:
            self.calls[call.sid] = call
            save_call(call)
            if call.status == "ringing" and not call.mine:
                self.ringing.put_nowait(call)

        def seen_update(update: dict[str, Any]) -> int:
            id = add_update(update)
            self.updates[str(id)] = update
            return id

        here: Any = world
        here.save_message, here.save_call, here.add_update = seen_message, seen_call, seen_update

    def _note(self, message: Message) -> None:
        phone = self.world.phones.get(message.phone)
        if phone is None:
            return
        if message.mine and message.channel in OURS_IN_TWILIO:
            self.texts.setdefault(message.sid, (phone, message))
        elif not message.mine and message.id not in self.told:
            self.told[message.id] = Shown(message.channel, phone, message.text, message.at, delivery_of(message))

    def shown(self, since: float) -> list[Shown]:
        """Everything of ours that came to somebody since then. What was spoken in a call is one text."""
        calls = (call for call in self.calls.values() if not call.mine and call.phone in self.world.phones)
        spoken = (
            Shown("voice", self.world.phones[call.phone], "\n".join(spoken_in(call)), call.at, _in_query(call.callback))
            for call in calls
        )
        return [each for each in (*self.told.values(), *spoken) if each.at >= since]

    def uttered(self, since: float) -> Iterator[Uttered]:
        """Everything that must have been heard since then: Twilio shows it in its list, Telegram keeps it until it is taken, a
        page or a voice thanked for it."""
        for sid, (phone, message) in self.texts.items():
            if message.at >= since:
                note = f"{message.status} {message.note}"
                yield Uttered(message.channel, phone, sid, message.text, message.at, note)
        for id, update in self.updates.items():
            said = update.get("callback_query") or update.get("message") or {}
            who = self.world.phone(str(said.get("from", {}).get("id", "-")))
            at = (said["message"] if "callback_query" in update else said).get("date", 0)
            if who is not None and at >= since:
                yield Uttered("telegram", who, id, str(said.get("text") or said.get("data")), at)
        for ticket, (phone, at) in self.pressed.items():
            if at >= since:
                yield Uttered("email", phone, ticket, "a button", at)
        for sid, phone in self.keyed.items():
            if self.calls[sid].at >= since:
                yield Uttered("voice", phone, sid, "a key", self.calls[sid].at)

    def okays(self) -> dict[tuple[str, str], tuple[float, UUID | None]]:
        """Whatever somebody did to say that they are okay, by channel and id: when, and what it answers where that is told."""
        said: dict[tuple[str, str], tuple[float, UUID | None]] = {}
        for sid, (_, message) in self.texts.items():
            if message.text in OKAYS:
                said[message.channel, sid] = (message.at, None)
        for id, update in self.updates.items():
            if (tap := update.get("callback_query")) is not None:
                about, _, key = tap["data"].partition(":")
                if key == "ok":
                    said["telegram", id] = (tap["message"]["date"], UUID(hex=about))
            elif update.get("message", {}).get("text") in OKAYS:
                said["telegram", id] = (update["message"]["date"], None)
        for ticket, (option, delivery, at) in self.offered.items():
            if option == OK:
                said["email", ticket] = (at, delivery)
        for sid, call in self.calls.items():
            mine = [line for line in call.lines if line["who"] == "phone"]
            if any((line["kind"] == "key" and line["text"] == str(OK)) or line["text"] in OKAYS for line in mine):
                said["voice", sid] = (call.at, _in_query(call.callback) if call.callback else None)
        return said


def delivery_of(message: Message) -> UUID | None:
    """The delivery that a message belongs to: by the address that receipts go to, a button's data, or the links of a mail."""
    if message.channel == "telegram":
        buttons = [button.get("callback_data", "") for row in message.buttons for button in row]
        return UUID(hex=buttons[0].partition(":")[0]) if buttons and buttons[0] else None
    if message.channel == "email":
        return next((link.delivery_id for link in _links(message)), None)
    return _in_query(message.callback)


def _links(message: Message) -> Iterator[answers.Link]:
    mail = message.content.get("mail", {})
    urls = [button["url"] for row in message.buttons for button in row] + [url for _, url in mail.get("links", ())]
    for url in urls:
        link = answers.of_word(url.rpartition("/")[2], datetime.fromtimestamp(message.at, UTC))
        if link is not None:
            yield link


def leaving(message: Message) -> str | None:
    """Where a mail's link leads by which one wants no more of them."""
    return next((url for _, url in message.content.get("mail", {}).get("links", ())), None)


def _in_query(url: str) -> UUID | None:
    id = parse_qs(urlsplit(url).query).get("delivery", [""])[0]
    return UUID(id) if id else None


def spoken_in(call: Call, behind: int = 0) -> Sequence[str]:
    """What we said in a call, from this line of it on."""
    lines = call.lines[behind:]
    return [line["text"] for line in lines if line["who"] == "wellcheck" and line["kind"] == "say"]


def went_wrong(words: Sequence[str]) -> bool:
    """Whether a call only says that something went wrong."""
    return not words or words[0] == SORRY or words[0].startswith("Sorry, something went wrong")
