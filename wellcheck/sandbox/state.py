"""The phones, what is on them, and what the providers remember: memory, with a journal beside it.

Every change is a record that replaces the one of the same id, appended to a JSONL file when one is given. Reading the
file from the top gives the state back; it is rewritten once, at start, so that it does not grow for ever.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from wellcheck.sandbox import MAIL_DOMAIN, PEOPLE

Json = dict[str, Any]
Rows = list[list[Json]]

KEPT_PER_PHONE = 400
KEPT_SMS = 50_000
KEPT_FILES = 200
KEPT_CALLS = 5_000
SHOWN_CALLS = 30
SHOWN_PHONES = 12
WAITING = frozenset({"accepted", "queued", "sent"})  # on their way to a phone
OVER = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})  # of calls


@dataclass(slots=True)
class Message:
    """One message of either provider. `mine` is true when the phone's owner wrote it.

    `status`, to a phone: `queued`, `sent`, `delivered`, `read` (WhatsApp), `undelivered`, `failed`, `canceled`.
    From a phone: `sent`, `delivered` (Wellcheck has taken it), `failed`; `note` says why. `at` and `expires` are
    seconds since 1970 on the product's clock.
    """

    id: int
    phone: str
    channel: str
    mine: bool
    text: str
    at: float
    status: str
    note: str = ""
    code: int | None = None
    buttons: Rows = field(default_factory=list)
    content: Json = field(default_factory=dict)
    edited_at: float | None = None
    sid: str = ""
    to: str = ""
    sender: str = ""
    service: str = ""
    segments: int = 1
    direction: str = ""
    callback: str = ""
    callbacks: str = ""
    pause: float = 0.0
    expires: float | None = None
    template: bool = False
    media_url: str = ""
    update: int | None = None


@dataclass(slots=True)
class Call:
    """One call. `mine` is true when the phone's owner dialled.

    `status` is Twilio's: `queued`, `ringing`, `in-progress`, then one of `OVER`. Times are seconds since 1970 on the
    product's clock, `timeout` and `time_limit` seconds of it. `lines`: what was said and pressed, in order: {"who":
    "wellcheck" | "phone" | "twilio", "kind": "say" | "play" | "speech" | "key", "text", "language", "at", "cut": words
    said before somebody broke in, "heard": whether somebody listened}. `listening`: what it waits for, while it does.
    """

    id: int
    phone: str
    mine: bool
    to: str
    sender: str
    at: float
    sid: str = ""
    status: str = "queued"
    direction: str = "outbound-api"
    url: str = ""
    method: str = "POST"
    twiml: str = ""
    fallback: str = ""
    fallback_method: str = "POST"
    callback: str = ""
    callback_method: str = "POST"
    events: list[str] = field(default_factory=list)
    timeout: float = 60.0
    time_limit: float = 14_400.0
    detection: str = ""
    answered_by: str = ""
    answered_at: float | None = None
    ended_at: float | None = None
    voicemail: bool = False
    listening: Json = field(default_factory=dict)
    lines: list[Json] = field(default_factory=list)
    sequence: int = 0
    code: int | None = None
    note: str = ""
    callbacks: str = ""
    pause: float = 0.0


@dataclass(slots=True)
class Phone:
    """One person's phone: a number with text messages and calls, a Telegram account, and a mailbox (`email`).

    `wrote_at`: when its owner last wrote by WhatsApp. `taken_for`: what answering machine detection makes of
    whoever picks up; empty: the truth.
    """

    id: str
    name: str
    number: str
    telegram_id: int
    language: str = "en"
    power: bool = True
    started: bool = False
    blocked: bool = False
    stopped: bool = False
    keyboard: Rows = field(default_factory=list)
    keyboard_once: bool = False
    voicemail: bool = False
    taken_for: str = ""
    whatsapp: bool = True
    wrote_at: float | None = None
    latitude: float = 51.5033
    longitude: float = -0.1195
    email: str = ""


@dataclass(slots=True)
class Bot:
    """What Telegram remembers about the bot."""

    webhook: str = ""
    secret: str = ""
    allowed: list[str] | None = None
    commands: dict[str, list[Json]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    last_error: str = ""
    last_error_at: int | None = None


class World:
    """All the state there is. The two providers and the page work on it; whoever listens is told of every change."""

    def __init__(self, journal: Path | None = None, now: Callable[[], datetime] | None = None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self.phones: dict[str, Phone] = {}
        self.on_phone: dict[str, OrderedDict[int, Message]] = {}
        self.sms: OrderedDict[str, Message] = OrderedDict()
        self.calls: OrderedDict[str, Call] = OrderedDict()
        self.updates: OrderedDict[int, Json] = OrderedDict()
        self.bot = Bot()
        self.files: OrderedDict[int, tuple[str, bytes]] = OrderedDict()
        self.requests: deque[Json] = deque(maxlen=5_000)
        self.closing = asyncio.Event()
        self._listeners: set[asyncio.Queue[str]] = set()
        self._by_number: dict[str, Phone] = {}
        self._by_telegram: dict[int, Phone] = {}
        self._by_mail: dict[str, Phone] = {}
        self._last_message = 100
        self._last_update = 70_000
        self._file: IO[str] | None = None
        if journal is not None:
            self._read(journal)
            self._begin(journal)
        for phone_id, name, number, telegram_id in PEOPLE:
            if phone_id not in self.phones:
                self.save_phone(Phone(phone_id, name, number, telegram_id))

    def now(self) -> float:
        """Seconds since 1970 on the product's clock: providers and product live in the same time."""
        return self._now().timestamp()

    # phones

    def phone(self, phone_id: str) -> Phone | None:
        """The phone of that id, number or Telegram user id."""
        if found := self.phones.get(phone_id) or self._by_number.get(phone_id):
            return found
        return self._by_telegram.get(int(phone_id)) if re.fullmatch(r"\d{1,15}", phone_id) else None

    def phone_of(self, number: str) -> Phone | None:
        """The phone with that number; an unknown number gets one as long as there is room on the page."""
        if found := self._by_number.get(number):
            return found
        return self.add_phone(number, number) if len(self.phones) < SHOWN_PHONES else None

    def phone_of_mail(self, address: str) -> Phone | None:
        """The phone on which mail to this address is read; an unknown one gets a phone as long as there is room."""
        if found := self._by_mail.get(address.casefold()):
            return found
        if len(self.phones) >= SHOWN_PHONES:
            return None
        return self.add_phone(address.partition("@")[0].capitalize(), self.free_number(), email=address)

    def add_phone(self, name: str, number: str, language: str = "en", email: str = "") -> Phone:
        """A new phone. Its id is made from the number."""
        telegram_id = max((p.telegram_id for p in self.phones.values()), default=7000) + 1
        phone = Phone("p" + number.lstrip("+"), name, number, telegram_id, language, email=email)
        self.save_phone(phone)
        return phone

    def free_number(self) -> str:
        """A number of the range reserved for drama that no phone has yet."""
        return next(n for n in (f"+44770090{i:04d}" for i in range(4, 999)) if n not in self._by_number)

    def save_phone(self, phone: Phone) -> None:
        """Keep what was changed on a phone, and show it."""
        self.phones[phone.id] = phone
        self._by_number[phone.number] = phone
        self._by_telegram[phone.telegram_id] = phone
        phone.email = phone.email or self._free_mail(phone)
        self._by_mail[phone.email.casefold()] = phone
        self.on_phone.setdefault(phone.id, OrderedDict())
        self._write("phone", asdict(phone))
        self.publish("phone", asdict(phone))

    def _free_mail(self, phone: Phone) -> str:
        """An address of nobody else, made from the name."""
        own = re.sub(r"[^a-z0-9]+", ".", phone.name.casefold()).strip(".") if phone.name.isascii() else ""
        return next(
            a for a in (f"{own or phone.id}@{MAIL_DOMAIN}", f"{phone.id}@{MAIL_DOMAIN}") if a not in self._by_mail
        )

    # messages

    def new_message(self, phone: Phone | None, channel: str, mine: bool, text: str, status: str) -> Message:
        """A message with the next id, not kept yet."""
        self._last_message += 1
        return Message(self._last_message, phone.id if phone else "", channel, mine, text, self.now(), status)

    def save_message(self, message: Message) -> None:
        """Keep a message as it is now, and show it."""
        self._place(message)
        self._write("message", asdict(message))
        if message.phone:
            self.publish("message", shown(message))

    def drop_message(self, message: Message) -> None:
        """Take a message off the phone."""
        self.on_phone[message.phone].pop(message.id, None)
        self._write("gone", {"phone": message.phone, "id": message.id})
        self.publish("gone", {"phone": message.phone, "id": message.id})

    def message(self, phone: Phone, message_id: int) -> Message | None:
        """A message on that phone."""
        return self.on_phone[phone.id].get(message_id)

    def keep_file(self, message: Message, media_type: str, data: bytes) -> None:
        """What was sent with a message, to be looked at. Not in the journal: a restart leaves its name alone."""
        self.files[message.id] = (media_type, data)
        if len(self.files) > KEPT_FILES:
            self.files.popitem(last=False)

    def waiting(self, phone: Phone) -> Iterator[Message]:
        """What is on its way to a phone and has not arrived."""
        return (m for m in list(self.on_phone[phone.id].values()) if not m.mine and m.status in WAITING)

    # calls

    def new_call(self, phone: Phone | None, mine: bool, to: str, sender: str) -> Call:
        """A call with the next id, not kept yet. Calls and messages are numbered together."""
        self._last_message += 1
        return Call(self._last_message, phone.id if phone else "", mine, to, sender, self.now())

    def save_call(self, call: Call) -> None:
        """Keep a call as it is now, and show it."""
        self._place_call(call)
        self._write("call", asdict(call))
        if call.phone:
            self.publish("call", shown_call(call))

    def calls_of(self, phone: Phone) -> list[Call]:
        """The last calls of a phone, oldest first."""
        return [call for call in self.calls.values() if call.phone == phone.id][-SHOWN_CALLS:]

    # Telegram's queue of updates

    def add_update(self, update: Json) -> int:
        """Put an update into the bot's queue; returns its id."""
        self._last_update += 1
        self.updates[self._last_update] = {"update_id": self._last_update, **update}
        self._write("update", self.updates[self._last_update])
        return self._last_update

    def confirm_update(self, update_id: int) -> None:
        """The bot has taken this update: it is not offered again."""
        if self.updates.pop(update_id, None) is not None:
            self._write("confirmed", {"update_id": update_id})

    def save_bot(self) -> None:
        """Keep what Telegram remembers about the bot."""
        self._write("bot", asdict(self.bot))
        self.publish("bot", {"commands": self.bot.commands, "texts": self.bot.texts})

    # whoever looks on

    def publish(self, kind: str, value: Any) -> None:
        """Tell every open page. One that does not keep up is cut off, and comes back for the whole state."""
        if not self._listeners:
            return
        line = json.dumps({"kind": kind, "value": value}, separators=(",", ":"))
        for queue in list(self._listeners):
            try:
                queue.put_nowait(line)
            except asyncio.QueueFull:
                self._listeners.discard(queue)

    def listen(self) -> asyncio.Queue[str]:
        """A queue that gets every change from now on; hand it to `leave` in the end."""
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=1_000)
        self._listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[str]) -> None:
        """No more changes into this queue."""
        self._listeners.discard(queue)

    def listens(self, queue: asyncio.Queue[str]) -> bool:
        """False once a listener was cut off for not keeping up."""
        return queue in self._listeners

    def watched(self) -> bool:
        """Whether a page is open."""
        return bool(self._listeners)

    # beginning again, and remembering

    def reset(self) -> None:
        """Empty phones, as on the first day. The webhook and the commands that the bot has set stay."""
        self.phones.clear()
        self._by_number.clear()
        self._by_telegram.clear()
        self._by_mail.clear()
        self.on_phone.clear()
        self.sms.clear()
        self.calls.clear()
        self.files.clear()
        self.updates.clear()
        self.requests.clear()
        self._write("reset", {})
        for phone_id, name, number, telegram_id in PEOPLE:
            self.save_phone(Phone(phone_id, name, number, telegram_id))
        self.publish("reset", {})

    def close(self) -> None:
        """Nothing more is remembered."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _place(self, message: Message) -> None:
        self._last_message = max(self._last_message, message.id)
        if message.sid:
            self.sms[message.sid] = message
            if len(self.sms) > KEPT_SMS:
                self.sms.popitem(last=False)
        if message.phone:
            on_phone = self.on_phone.setdefault(message.phone, OrderedDict())
            on_phone[message.id] = message
            if len(on_phone) > KEPT_PER_PHONE:
                on_phone.popitem(last=False)

    def _place_call(self, call: Call) -> None:
        self._last_message = max(self._last_message, call.id)
        self.calls[call.sid] = call
        if len(self.calls) > KEPT_CALLS:
            self.calls.popitem(last=False)

    def _write(self, kind: str, value: Json) -> None:
        if self._file is not None:
            self._file.write(json.dumps([kind, value], separators=(",", ":")) + "\n")

    def _read(self, journal: Path) -> None:
        if not journal.exists():
            return
        with journal.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    kind, value = json.loads(line)
                    self._replay(kind, value)
                except (ValueError, TypeError, KeyError):
                    continue  # a line cut short by a kill, or written by another version: the rest still counts

    def _replay(self, kind: str, value: Json) -> None:
        match kind:
            case "phone":
                self.save_phone(Phone(**value))
            case "message":
                self._place(Message(**value))
            case "call":
                self._place_call(Call(**value))
            case "gone":
                self.on_phone[value["phone"]].pop(value["id"], None)
            case "update":
                self._last_update = max(self._last_update, value["update_id"])
                self.updates[value["update_id"]] = value
            case "confirmed":
                self.updates.pop(value["update_id"], None)
            case "counters":
                self._last_update = max(self._last_update, value["update"])
                self._last_message = max(self._last_message, value["message"])
            case "bot":
                self.bot = Bot(**value)
            case "reset":
                self.reset()

    def _begin(self, journal: Path) -> None:
        """Rewrite the journal as the state it leads to, and go on from there."""
        journal.parent.mkdir(parents=True, exist_ok=True)
        fresh = journal.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = open(descriptor, "w", buffering=1, encoding="utf-8")  # noqa: SIM115 - open for the process's life
        self._write("counters", {"update": self._last_update, "message": self._last_message})
        self._write("bot", asdict(self.bot))
        for phone in self.phones.values():
            self._write("phone", asdict(phone))
        kept = {m.id: m for m in self.sms.values()} | {m.id: m for p in self.on_phone.values() for m in p.values()}
        for message_id in sorted(kept):
            self._write("message", asdict(kept[message_id]))
        for call in self.calls.values():
            self._write("call", asdict(call))
        for update in self.updates.values():
            self._write("update", update)
        os.replace(fresh, journal)


def shown(message: Message) -> Json:
    """A message as the page and the tests see it."""
    return {
        "id": message.id,
        "phone": message.phone,
        "channel": message.channel,
        "mine": message.mine,
        "text": message.text,
        "at": message.at,
        "status": message.status,
        "note": message.note,
        "code": message.code,
        "buttons": message.buttons,
        "content": message.content,
        "edited": message.edited_at is not None,
        "segments": message.segments,
        "sid": message.sid,
    }


def shown_call(call: Call) -> Json:
    """A call as the page and the tests see it."""
    return {
        "id": call.id,
        "sid": call.sid,
        "phone": call.phone,
        "mine": call.mine,
        "status": call.status,
        "at": call.at,
        "answered_at": call.answered_at,
        "ended_at": call.ended_at,
        "answered_by": call.answered_by,
        "voicemail": call.voicemail,
        "listening": call.listening,
        "lines": call.lines,
        "note": call.note,
        "code": call.code,
    }
