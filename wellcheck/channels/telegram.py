"""Telegram: messages with buttons to a private chat, and what a person says or taps there."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from aiohttp import ClientSession
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot
from yarl import URL

from wellcheck.channels.http import JSON, Answer, NoAnswer, NotSent, TelegramRequest, ask, multipart
from wellcheck.channels.wire import Wire
from wellcheck.messages.values import Failed, File, Inbound, Outgoing, Receipt, Result, Sent, Unknown
from wellcheck.pace import Floods, Spacing
from wellcheck.text import clean, cut, place, utf16

log = logging.getLogger(__name__)

LONGEST = 4096  # UTF-16 units of one message
LONGEST_LABEL = 64
LONGEST_CAPTION = 1024  # under a picture; longer words matter more than the picture
PLACE = "place"
PATIENCE = 5.0  # seconds a message may wait for its chat's turn before it goes back to the outbox
ALLOWED_UPDATES = ("message", "edited_message", "callback_query")

# What a person can say without words. Anything else that has no text is Telegram speaking, not the person.
_WORDLESS = frozenset(
    ("animation", "audio", "contact", "dice", "document", "location", "photo", "poll", "sticker", "story", "venue")
    + ("video", "video_note", "voice")
)
_MEDIA = {"photo": "photo", "voice": "voice", "audio": "voice", "video_note": "other", "video": "other"} | {
    "animation": "other", "document": "other", "sticker": "other"
}  # fmt: skip
_BUTTON = re.compile(r"([0-9a-f]{32}):([A-Za-z0-9_.-]{1,31})")
_START = re.compile(r"/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*")
_PHONE = re.compile(r"\+?([1-9][0-9]{6,14})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def compose(out: Outgoing) -> dict[str, Any]:
    """The arguments of sendMessage: plain text, no previews, one button per line.

    With `ask_phone` the keyboard has Telegram's own "share my number" button; its label is that of the option with
    the key "phone" (a telephone sign when there is none), and the other options are buttons that send their label. An
    option with the key "place" is Telegram's button that sends where the phone is.
    """
    said: dict[str, Any] = {
        "chat_id": int(out.to) if out.to.lstrip("-").isdecimal() else out.to,
        "text": cut(clean(out.text), LONGEST).strip() or "…",  # an empty text would be refused
        "link_preview_options": {"is_disabled": True},
    }
    if out.options and out.options[0][0] == PLACE:
        share = {"text": _label(*out.options[0]), "request_location": True}
        said["reply_markup"] = {"keyboard": [[share]], "one_time_keyboard": True, "resize_keyboard": True}
    elif out.ask_phone:
        labels = {key: _label(key, label) for key, label in out.options}
        share = {"text": labels.pop("phone", "\N{TELEPHONE RECEIVER}"), "request_contact": True}
        said["reply_markup"] = {
            "keyboard": [[share], *([{"text": label}] for label in labels.values())],
            "one_time_keyboard": True,
            "resize_keyboard": True,
        }
    elif out.options:
        about = out.delivery_id.hex
        said["reply_markup"] = {
            "inline_keyboard": [
                [{"text": _label(key, label), "callback_data": f"{about}:{key}"}] for key, label in out.options
            ]
        }
    return said


def compose_file(out: Outgoing, file: File) -> tuple[str, dict[str, str]]:
    """The method that sends this message with its file, and its arguments besides the file itself."""
    said = compose(out)
    fields = {"chat_id": str(said["chat_id"]), "caption": said["text"]}
    if "reply_markup" in said:
        fields["reply_markup"] = json.dumps(said["reply_markup"])
    return "sendPhoto" if file.is_picture else "sendDocument", fields


def _label(key: str, label: str) -> str:
    return cut(clean(label), LONGEST_LABEL).strip() or key


def read(update: Any) -> Inbound | None:
    """What one person said to us in private, or None: groups, channels, edits, bots and Telegram's own notices.

    Takes any JSON value and never raises. Of pictures and voice the words under them are heard, of forwarded messages
    none (they are somebody else's). A shared phone number counts only when it is the sender's own.
    """
    number = _integer(_at(update, "update_id"))
    if number is None:
        return None
    if (tap := _at(update, "callback_query")) is not None:
        return _read_tap(tap, str(number))
    if (edited := _at(update, "edited_message")) is not None:
        return _read_move(edited, str(number))
    message = _at(update, "message")
    sender = _private_sender(message, _at(message, "from"))
    if sender is None or _at(message, "sender_chat") is not None:
        return None
    text = _text(_at(message, "text"), LONGEST)
    if text is None and not _WORDLESS.intersection(message):
        return None
    forwarded = _at(message, "forward_origin") is not None or _at(message, "forward_date") is not None
    start = _START.fullmatch(text) if text and not forwarded else None
    media = next((kind for name, kind in _MEDIA.items() if name in message), None)
    if text is None and media is not None:
        text = _text(_at(message, "caption"), LONGEST)
    return Inbound(
        "telegram",
        str(sender),
        "/start" if start else "" if forwarded else (text or ""),
        provider_id=str(number),
        at=_time(_at(message, "date")),
        shared_phone=None if forwarded else _own_phone(_at(message, "contact"), sender),
        start=start.group(1) if start else None,
        media=media,
        place=None if forwarded else _place(message),
        **_hints(_at(message, "from")),
    )


def _read_tap(tap: Any, update_id: str) -> Inbound | None:
    """A tapped button. It has no time of its own: the message's is when we asked."""
    sender = _private_sender(_at(tap, "message"), _at(tap, "from"))
    if sender is None:
        return None
    data = _BUTTON.fullmatch(_text(_at(tap, "data"), 64) or "")
    button = (data.group(1), data.group(2)) if data else None
    return Inbound("telegram", str(sender), "", provider_id=update_id, button=button, **_hints(_at(tap, "from")))


def _read_move(message: Any, update_id: str) -> Inbound | None:
    """Where a phone is by now that shares it for a while. Other edits say nothing new."""
    sender, where = _private_sender(message, _at(message, "from")), _place(message)
    if sender is None or where is None or _at(message, "forward_date") is not None:
        return None
    at = _time(_at(message, "edit_date"))
    return Inbound("telegram", str(sender), "", provider_id=update_id, at=at, place=where, moved=True)


def _place(message: Any) -> tuple[float, float] | None:
    location = _at(message, "location")
    return place(_at(location, "latitude"), _at(location, "longitude"))


def callback_id(update: Any) -> str | None:
    """The id under which a tap wants to be answered (`Telegram.answer_callback`), or None."""
    said = _at(_at(update, "callback_query"), "id")
    return said if isinstance(said, str) and 0 < len(said) <= 64 else None


def outcome(status: int, body: bytes) -> Result:
    """What Telegram's answer to sendMessage means. Sources: core.telegram.org/bots/api#making-requests and
    #responseparameters."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if 200 <= status < 300 and _at(said, "ok") is True:
        message_id = _integer(_at(_at(said, "result"), "message_id"))
        return Sent(str(message_id)) if message_id is not None else Unknown("an answer without a message id")
    if status >= 500:
        return Unknown(f"HTTP {status}")
    if 200 <= status < 300:
        status = _integer(_at(said, "error_code")) or 0
        if not 300 <= status < 500:
            return Unknown("an answer that cannot be read")
    reason = cut(_text(_at(said, "description"), 1000) or f"HTTP {status}", 200)
    parameters = _at(said, "parameters")
    moved_to = _integer(_at(parameters, "migrate_to_chat_id"))
    if moved_to is not None:
        return Failed(reason, permanent=False, code=str(status), moved_to=str(moved_to))
    match status:
        case 429 | 420:  # about this chat alone: a flood limit of one chat says nothing about the others
            wait = _integer(_at(parameters, "retry_after"))
            seconds = None if wait is None else float(min(max(wait, 0), 86_400))
            return Failed(reason, permanent=False, code="429", retry_after=seconds)
        case 403:  # blocked, deactivated, or a chat that the person never opened
            return Failed(reason, permanent=True, code="403", opted_out="blocked by the user" in reason)
        case 401 | 404:  # the token; sendMessage itself is always found
            return Failed(reason, permanent=False, code=str(status), whole_channel=True)
        case 400 | 413:  # "chat not found", or a message that will not get better by repeating it
            return Failed(reason, permanent=True, code=str(status))
        case 408:
            return Unknown("HTTP 408")
        case _:  # 409, redirects of a wrong base URL, whatever a proxy on the way may say
            return Failed(reason, permanent=False, code=str(status), whole_channel=300 <= status < 400)


class Telegram:
    """The Bot API. `base_url` without "/bot": methods are called as {base}/bot{token}/{method}.

    Sending goes straight through the shared session: the library's objects and parameter wrapping would take half of
    the time. Everything else (polling, webhook registration, edits) is python-telegram-bot, as `bot`.
    """

    name = "telegram"

    def __init__(self, session: ClientSession, token: str, base_url: str = "https://api.telegram.org") -> None:
        base = base_url.rstrip("/")
        self._session, self._base = session, URL(f"{base}/bot{token}", encoded=True)
        self._wire = Wire(session, self._base / "sendMessage", JSON)
        self._spacing = Spacing(per_second=1.0, burst=3)
        self._floods = Floods()
        self._polls = False
        request = TelegramRequest(session)
        self.bot: ExtBot[None] = ExtBot(
            token, base_url=f"{base}/bot", request=request, get_updates_request=TelegramRequest(session)
        )

    async def send(self, out: Outgoing) -> Result:
        """Hand one message over, at most one a second to a chat (a few at once are allowed). A chat that is told to wait
        waits alone; the whole bot waits when everybody is told so."""
        if held := self._floods.wait(out.to):
            return Failed("Telegram told us to wait", permanent=False, code="429", retry_after=held)
        if wait := self._spacing.delay(out.to, at_most=PATIENCE):
            if wait > PATIENCE:
                return Failed("too many messages to one chat", permanent=False, code="spacing", retry_after=wait)
            await asyncio.sleep(wait)
        file = out.file if out.file is not None and sum(map(utf16, out.text)) <= LONGEST_CAPTION else None
        try:
            if file is None:
                answer = await self._wire.post(json.dumps(compose(out)).encode())
            else:
                answer = await self._post_file(out, file)
        except NotSent as wrong:
            return Failed(f"not sent: {wrong}", permanent=False, code="unreachable")
        except NoAnswer as wrong:
            return Unknown(f"no answer: {wrong}")
        result = outcome(answer.status, answer.body)
        if isinstance(result, Sent):
            self._floods.went_well()
        elif isinstance(result, Failed) and result.code == "429":
            self._floods.refused(out.to, result.retry_after or 1.0)
        elif file is not None and isinstance(result, Failed) and result.code in ("400", "413"):
            return replace(result, file=True)
        return result

    async def _post_file(self, out: Outgoing, file: File) -> Answer:
        method, fields = compose_file(out, file)
        body, content_type = multipart(fields, "photo" if file.is_picture else "document", file)
        return await ask(self._session, "POST", self._base / method, body, {"Content-Type": content_type})

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """Telegram keeps no list that a bot could look into."""
        return None

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """Telegram does not say what became of a message; it took it, or it refused it."""
        return None

    async def withdraw(self, to: str, provider_id: str, text: str) -> Failed | None:
        """Replace a question by `text` and take its buttons away. One that is too old, gone or changed already stays."""
        try:
            await self.bot.edit_message_text(cut(clean(text), LONGEST) or "…", chat_id=to, message_id=int(provider_id))
        except RetryAfter as wait:
            seconds = wait.retry_after
            wanted = seconds.total_seconds() if isinstance(seconds, timedelta) else float(seconds)
            return Failed("too many requests", permanent=False, code="429", retry_after=wanted)
        except (BadRequest, Forbidden, InvalidToken, ValueError) as wrong:
            log.info("a Telegram question could not be withdrawn: %s", type(wrong).__name__)
        except TelegramError as wrong:
            return Failed(f"not taken back: {type(wrong).__name__}", permanent=False, code="unreachable")
        return None

    async def answer_callback(self, callback_id: str, text: str = "") -> None:
        """Stop the tapped button's spinner; `text` is shown for a moment (at most 200 characters). Best effort."""
        try:
            await self.bot.answer_callback_query(callback_id, text=cut(clean(text), 200) or None)
        except TelegramError as wrong:
            log.info("a tap could not be answered: %s", type(wrong).__name__)

    async def updates(self, offset: int, wait: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """What was said since `offset`, waiting up to `wait` seconds for it, as Telegram wrote it. Raises TelegramError."""
        if not self._polls:
            await self.bot.delete_webhook()
            self._polls = True
        got = await self.bot.get_updates(offset, timeout=wait, allowed_updates=list(kinds), read_timeout=wait + 5)
        return [update.to_dict() for update in got]

    async def receive_at(self, url: str, secret: str, kinds: Sequence[str]) -> None:
        """Let Telegram post updates to this address, with our secret in a header. Raises TelegramError."""
        await self.bot.set_webhook(url, secret_token=secret, allowed_updates=list(kinds), max_connections=40)

    async def set_commands(self, names: Sequence[tuple[str, str]], language: str | None) -> None:
        """What Telegram offers when somebody types "/", in one language (None: every other one)."""
        await self.bot.set_my_commands(list(names), language_code=language)


# Reading values that anybody may have made up.


def _at(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _integer(value: Any) -> int | None:
    """A whole number that fits 64 bits; true and false are none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else None


def _text(value: Any, limit: int) -> str | None:
    return clean(value[:limit]) if isinstance(value, str) else None


def _time(value: Any) -> datetime | None:
    seconds = _integer(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds < 2**36 else None


def _private_sender(message: Any, sender: Any) -> int | None:
    """The id of the person, when it is a person in their own private chat with us."""
    chat = _at(message, "chat")
    person = _integer(_at(sender, "id"))
    if person is None or person <= 0 or _at(sender, "is_bot") not in (False, None):
        return None
    return person if _at(chat, "type") == "private" and _integer(_at(chat, "id")) == person else None


def _own_phone(contact: Any, sender: int) -> str | None:
    """E.164, when the contact is the sender. Telegram writes it with or without the plus sign."""
    if _integer(_at(contact, "user_id")) != sender:
        return None
    number = _PHONE.fullmatch(re.sub(r"[ ()-]", "", _text(_at(contact, "phone_number"), 32) or ""))
    return f"+{number.group(1)}" if number else None


def _hints(sender: Any) -> Mapping[str, Any]:
    """Language and name as Telegram knows them."""
    language = _text(_at(sender, "language_code"), 35) or ""
    parts = (_text(_at(sender, "first_name"), 64), _text(_at(sender, "last_name"), 64))
    name = " ".join(" ".join(filter(None, parts)).split())
    return {"language": language if _LANGUAGE.fullmatch(language) else None, "name": name or None}
