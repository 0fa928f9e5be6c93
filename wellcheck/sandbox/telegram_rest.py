"""What all of the local Bot API shares: errors, parameters, keyboards, and how Telegram writes people and messages."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from PIL import Image

from wellcheck.sandbox import BOT_NAME
from wellcheck.sandbox.faults import Fault
from wellcheck.sandbox.state import Json, Message, Phone, Rows, World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_PHOTO, MAX_DOCUMENT, MAX_SIDES = 10 * 1024 * 1024, 50 * 1024 * 1024, 10_000
MAX_CALLBACK_ANSWER = 200
AS_JSON = frozenset(
    [
        "reply_markup",
        "allowed_updates",
        "commands",
        "entities",
        "caption_entities",
        "link_preview_options",
        "reply_parameters",
        "scope",
        "menu_button",
        "rights",
    ]
)
MARKUPS = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


class Refused(Exception):
    """An answer of the Bot API that says no."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.body: Json = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters


def bad(description: str) -> Refused:
    """400 with Telegram's prefix."""
    return Refused(400, f"Bad Request: {description}")


class Who:
    """The bot and the people, as Telegram writes them."""

    def __init__(self, world: World, token: str, username: str) -> None:
        self.world = world
        self.username = username
        self.bot_id = int(token.partition(":")[0]) if token.partition(":")[0].isdigit() else 7700900

    def me(self) -> Json:
        """The bot."""
        name = self.text("name", {}) or BOT_NAME
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.username}

    def user(self, phone: Phone) -> Json:
        """A person."""
        return {
            "id": phone.telegram_id,
            "is_bot": False,
            "first_name": phone.name,
            "language_code": phone.language,
        }

    def chat(self, phone: Phone) -> Json:
        """The chat with a person."""
        return {"id": phone.telegram_id, "type": "private", "first_name": phone.name}

    def message(self, phone: Phone, message: Message) -> Json:
        """A message as the bot is shown it."""
        seen: Json = {
            "message_id": message.id,
            "from": self.user(phone) if message.mine else self.me(),
            "chat": self.chat(phone),
            "date": int(message.at),
        }
        if message.text and not message.content:
            seen["text"] = message.text
        elif message.content:
            seen |= {"caption": message.text} if message.text else {}
            seen |= {key: value for key, value in message.content.items() if key == "location"}
        if message.buttons:
            seen["reply_markup"] = {"inline_keyboard": message.buttons}
        if message.edited_at is not None:
            seen["edit_date"] = int(message.edited_at)
        return seen

    def text(self, name: str, params: Json) -> str:
        """What the bot has set in that language, else in none."""
        texts = self.world.bot.texts
        return texts.get(f"{name}:{params.get('language_code') or ''}") or texts.get(f"{name}:", "")


def refusal(fault: Fault) -> Json:
    """Telegram's own words for an error status."""
    if fault.status == 429:
        after = fault.retry_after if fault.retry_after is not None else 1
        return Refused(429, f"Too Many Requests: retry after {after}", retry_after=after).body
    words = {
        400: "Bad Request: chat not found",
        401: "Unauthorized",
        403: "Forbidden: bot was blocked by the user",
        404: "Not Found",
        409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        502: "Bad Gateway",
    }
    return Refused(fault.status, words.get(fault.status, "Internal Server Error")).body


async def read(request: web.Request) -> Json:
    """The parameters of a call: from the query, JSON, a form, or a form with files."""
    params: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        if not isinstance(body, dict):
            raise ValueError("an object is expected")
        params |= body
    elif request.can_read_body:
        for key, value in (await request.post()).items():
            params[key] = value if isinstance(value, str) else _upload(value)
    for key in AS_JSON & params.keys():
        if isinstance(params[key], str) and params[key]:
            params[key] = json.loads(params[key])
    return params


def _upload(value: Any) -> Json:
    """A file of a form: its name, its type and its bytes."""
    if not isinstance(value, web.FileField):
        raise ValueError("a part without a name")
    return {"name": value.filename, "type": value.content_type, "data": value.file.read()}


def without_files(params: Json) -> Json:
    """The parameters as they can be shown: of files only how large they were."""
    return {
        key: value if not isinstance(value, dict) or "data" not in value
        else {"name": value["name"], "type": value["type"], "size": len(value["data"])}
        for key, value in params.items()
    }  # fmt: skip


def uploaded(params: Json, kind: str) -> Json:
    """The file that is to be sent: as itself, or as "attach://" and the name of another part. Raises Refused."""
    given = params.get(kind)
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"))
    if not given:
        raise bad(f"there is no {kind} in the request")
    if not isinstance(given, dict):
        raise bad("wrong remote file identifier specified: the sandbox keeps no files to be sent again")
    size = len(given["data"])
    if not size:
        raise bad("file must be non-empty")
    if size > MAX_DOCUMENT:
        raise Refused(413, "Request Entity Too Large")
    if kind != "photo":
        return given
    if size > MAX_PHOTO:
        raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes")
    try:
        with Image.open(io.BytesIO(given["data"])) as picture:
            picture.load()
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > MAX_SIDES or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return given | {"width": width, "height": height}


def number(params: Json, name: str, otherwise: int) -> int:
    """A whole number among the parameters. Raises Refused."""
    try:
        return int(params.get(name, otherwise))
    except (TypeError, ValueError):
        raise bad(f"{name} must be a number") from None


def true(params: Json, name: str) -> bool:
    """A flag among the parameters."""
    return str(params.get(name, "")).lower() in ("true", "1", "yes")


def scope(params: Json) -> str:
    """For whom, and in which language, commands are set."""
    given = params.get("scope") or {}
    kind = given.get("type", "default") if isinstance(given, dict) else "default"
    chat = given.get("chat_id", "") if isinstance(given, dict) else ""
    return f"{kind}:{chat}:{params.get('language_code') or ''}"


def chat_of(update: Json) -> int:
    """The Telegram id of the person an update comes from."""
    return int(next(value["from"]["id"] for value in update.values() if isinstance(value, dict)))


def markup(params: Json) -> Json:
    """The reply markup among the parameters. Raises Refused."""
    given = params.get("reply_markup") or {}
    if not isinstance(given, dict) or (given and not MARKUPS & given.keys()):
        raise bad("object expected as reply markup")
    return given


def inline(markup: Json) -> Rows:
    """The rows of an inline keyboard, checked as Telegram checks them."""
    rows: Rows = []
    for row in markup.get("inline_keyboard") or []:
        if not isinstance(row, list):
            raise bad('field "inline_keyboard" must be an Array of Arrays')
        for button in row:
            if not isinstance(button, dict) or not str(button.get("text", "")).strip():
                raise bad("inline keyboard button text is empty")
            data = button.get("callback_data")
            if data is None and "url" not in button:
                raise bad("Text buttons are unallowed in the inline keyboard")
            if data is not None and not 1 <= len(str(data).encode()) <= 64:
                raise bad("BUTTON_DATA_INVALID")
            if "url" in button and urlsplit(str(button["url"])).scheme not in ("http", "https", "tg"):
                raise bad("BUTTON_URL_INVALID")
        if row:
            rows.append(row)
    return rows


def keyboard(markup: Json) -> Rows:
    """The rows of a reply keyboard; a button may be given as its text alone."""
    rows: Rows = []
    for row in markup["keyboard"] or []:
        buttons = [button if isinstance(button, dict) else {"text": str(button)} for button in row]
        if any(not str(button.get("text", "")).strip() for button in buttons):
            raise bad("keyboard button text is empty")
        rows.append(buttons)
    return rows
