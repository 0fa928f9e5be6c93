"""A local Telegram Bot API: what the bot calls, and what a person does in their Telegram.

Behaviour and wording of errors follow https://core.telegram.org/bots/api and what api.telegram.org answers.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from wellcheck.sandbox import BOT_NAME
from wellcheck.sandbox.faults import Fault, Faults
from wellcheck.sandbox.state import Json, Message, Phone, Rows, World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_CALLBACK_ANSWER = 200
LONGEST_POLL = 50
WEBHOOK_TIMEOUT = 20.0
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


class Telegram:
    """The Bot API for one bot, and the Telegram app on every phone."""

    def __init__(self, world: World, faults: Faults, session: Callable[[], ClientSession], token: str, username: str):
        self.world = world
        self.faults = faults
        self.session = session
        self.token = token
        self.username = username
        self.bot_id = int(token.partition(":")[0]) if token.partition(":")[0].isdigit() else 7700900
        self._news = asyncio.Event()
        self._poll = 0
        self._queries: dict[str, Message] = {}
        self._next_query = 1
        self._carriers: dict[int, asyncio.Task[None]] = {}
        self._methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")
        }

    def routes(self) -> list[web.RouteDef]:
        """Where the Bot API is served."""
        return [web.route("*", "/telegram/bot{token}/{method}", self.handle)]

    def resume(self) -> None:
        """Go on with what was in the queue when the sandbox was stopped."""
        for update in list(self.world.updates.values()):
            self._carry(_chat_of(update))

    async def close(self) -> None:
        """Stop carrying updates to the webhook."""
        for task in list(self._carriers.values()):
            task.cancel()
        await asyncio.gather(*self._carriers.values(), return_exceptions=True)

    # what the bot calls

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call of the Bot API."""
        token, method = request.match_info["token"], request.match_info["method"].lower()
        if not re.fullmatch(r"\d+:[\w-]+", token):
            return _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        if token != self.token:
            return _json({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        if method not in self._methods:
            return _json({"ok": False, "error_code": 404, "description": "Not Found: method not found"}, 404)
        try:
            params = await _read(request)
        except ValueError:
            return _json({"ok": False, "error_code": 400, "description": "Bad Request: can't parse the request"}, 400)
        phone = self.world.phone(str(params["chat_id"])) if "chat_id" in params else None
        status = 0

        async def work() -> web.StreamResponse:
            nonlocal status
            answer = await self._call(method, params)
            status = answer.status
            return answer

        answer = await self.faults.answer(request, self.faults.take("telegram", method, phone), work, _refusal)
        if method != "getupdates":
            seen = {"provider": "telegram", "method": method, "params": params, "did": status, "status": answer.status}
            self.world.requests.append({"at": self.world.now(), **seen})
        return answer

    async def _call(self, method: str, params: Json) -> web.Response:
        try:
            return _json({"ok": True, "result": await self._methods[method](params)})
        except Refused as refused:
            return _json(refused.body, refused.status)

    async def do_getme(self, params: Json) -> Json:
        return self._me() | {
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    async def do_getupdates(self, params: Json) -> list[Json]:
        if self.world.bot.webhook:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
                "webhook first",
            )
        offset, limit = _number(params, "offset", 0), max(1, min(100, _number(params, "limit", 100)))
        if isinstance(params.get("allowed_updates"), list):
            self.world.bot.allowed = params["allowed_updates"] or None
        self._poll += 1
        mine = self._poll
        self._news.set()
        if offset < 0:
            offset = next(iter(list(self.world.updates)[offset:]), 0)
        for update_id in [u for u in self.world.updates if u < offset]:
            self._taken(update_id)
        end = asyncio.get_running_loop().time() + max(0, min(LONGEST_POLL, _number(params, "timeout", 0)))
        while not self.world.closing.is_set():
            if mine != self._poll:
                raise Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            left = end - asyncio.get_running_loop().time()
            if self.world.updates or left <= 0:
                break
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), min(left, 1.0))
            except TimeoutError:
                continue
        return list(self.world.updates.values())[:limit]

    async def do_setwebhook(self, params: Json) -> bool:
        url, secret = str(params.get("url", "")), str(params.get("secret_token", ""))
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad("secret token contains unallowed characters")
        bot = self.world.bot
        bot.webhook, bot.secret, bot.last_error, bot.last_error_at = url, secret, "", None
        if isinstance(params.get("allowed_updates"), list):
            bot.allowed = params["allowed_updates"] or None
        if _true(params, "drop_pending_updates"):
            for update_id in list(self.world.updates):
                self._taken(update_id)
        self.world.save_bot()
        self.resume()
        return True

    async def do_deletewebhook(self, params: Json) -> bool:
        return await self.do_setwebhook({"drop_pending_updates": params.get("drop_pending_updates")})

    async def do_getwebhookinfo(self, params: Json) -> Json:
        bot = self.world.bot
        info: Json = {
            "url": bot.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.updates),
        }
        if bot.allowed:
            info["allowed_updates"] = bot.allowed
        if bot.last_error_at is not None:
            info |= {"last_error_date": bot.last_error_at, "last_error_message": bot.last_error}
        return info

    async def do_sendmessage(self, params: Json) -> Json:
        phone = self._reachable(params)
        return self._send(phone, params, self._text(params), {})

    async def do_sendphoto(self, params: Json) -> Json:
        return self._send_file(params, "photo")

    async def do_senddocument(self, params: Json) -> Json:
        return self._send_file(params, "document")

    async def do_sendlocation(self, params: Json) -> Json:
        phone = self._reachable(params)
        try:
            place = {"latitude": float(params["latitude"]), "longitude": float(params["longitude"])}
        except (KeyError, TypeError, ValueError):
            raise bad("latitude and longitude must be specified") from None
        return self._send(phone, params, "", {"location": place})

    async def do_sendchataction(self, params: Json) -> bool:
        phone = self._reachable(params)
        self.world.publish("typing", {"phone": phone.id})
        return True

    async def do_editmessagetext(self, params: Json) -> Json:
        phone, message = self._editable(params)
        text, rows = self._text(params), _inline(_markup(params))
        if (text, rows) == (message.text, message.buttons):
            raise bad(NOT_MODIFIED)
        message.text, message.buttons, message.edited_at = text, rows, self.world.now()
        self.world.save_message(message)
        return self._as_bot_sees(phone, message)

    async def do_editmessagereplymarkup(self, params: Json) -> Json:
        phone, message = self._editable(params)
        rows = _inline(_markup(params))
        if rows == message.buttons:
            raise bad(NOT_MODIFIED)
        message.buttons = rows
        self.world.save_message(message)
        return self._as_bot_sees(phone, message)

    async def do_deletemessage(self, params: Json) -> bool:
        phone = self._chat(params)
        message = self.world.message(phone, _number(params, "message_id", 0))
        if message is None or message.channel != "telegram":
            raise bad("message to delete not found")
        self.world.drop_message(message)
        return True

    async def do_answercallbackquery(self, params: Json) -> bool:
        message = self._queries.pop(str(params.get("callback_query_id", "")), None)
        if message is None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        text = str(params.get("text", "") or "")
        if len(text) > MAX_CALLBACK_ANSWER:
            raise bad("MESSAGE_TOO_LONG")
        alert = _true(params, "show_alert")
        self.world.publish("answered", {"phone": message.phone, "id": message.id, "text": text, "alert": alert})
        return True

    async def do_getchat(self, params: Json) -> Json:
        phone = self._chat(params)
        return self._as_chat(phone) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}

    async def do_setmycommands(self, params: Json) -> bool:
        commands = params.get("commands")
        if not isinstance(commands, list) or len(commands) > 100:
            raise bad("can't parse commands: expected an Array of at most 100 BotCommand")
        for command in commands:
            name = command.get("command") if isinstance(command, dict) else None
            if not isinstance(name, str) or not re.fullmatch(r"/?[a-z0-9_]{1,32}", name):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        plain = [{"command": c["command"].lstrip("/"), "description": c["description"]} for c in commands]
        self.world.bot.commands[_scope(params)] = plain
        self.world.save_bot()
        return True

    async def do_getmycommands(self, params: Json) -> list[Json]:
        return self.world.bot.commands.get(_scope(params), [])

    async def do_deletemycommands(self, params: Json) -> bool:
        self.world.bot.commands.pop(_scope(params), None)
        self.world.save_bot()
        return True

    async def do_setmyname(self, params: Json) -> bool:
        return self._set_text("name", params, 64)

    async def do_getmyname(self, params: Json) -> Json:
        return {"name": self._get_text("name", params) or BOT_NAME}

    async def do_setmydescription(self, params: Json) -> bool:
        return self._set_text("description", params, 512)

    async def do_getmydescription(self, params: Json) -> Json:
        return {"description": self._get_text("description", params)}

    async def do_setmyshortdescription(self, params: Json) -> bool:
        return self._set_text("short_description", params, 120)

    async def do_getmyshortdescription(self, params: Json) -> Json:
        return {"short_description": self._get_text("short_description", params)}

    async def do_setchatmenubutton(self, params: Json) -> bool:
        return True

    async def do_setmessagereaction(self, params: Json) -> bool:
        phone = self._reachable(params)
        if self.world.message(phone, _number(params, "message_id", 0)) is None:
            raise bad("message to react not found")
        return True

    async def do_logout(self, params: Json) -> bool:
        return True

    async def do_close(self, params: Json) -> bool:
        return True

    # what a person does in their Telegram

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
                return self.share_location(phone, 51.5033, -0.1195)
            return self.say(phone, chosen["text"])
        if "callback_data" not in chosen:
            raise LookupError("This button is a link: open it.")
        query = str(4_611_686_018_427_000_000 + self._next_query)
        self._next_query += 1
        self._queries[query] = message
        update = {
            "id": query,
            "from": self._as_user(phone),
            "chat_instance": str(phone.telegram_id),
            "data": chosen["callback_data"],
            "message": self._as_bot_sees(phone, message),
        }
        self._push(phone, {"callback_query": update}, None)
        return message

    def share_contact(self, phone: Phone, whose: Phone) -> Message:
        """Send a contact card: one's own number (the bot can trust it), or somebody else's."""
        card = {"name": whose.name, "number": whose.number, "own": whose.id == phone.id}
        message = self._from_phone(phone, "", {"contact": card})
        # Telegram writes the number of a card without a plus sign.
        contact = {"phone_number": whose.number.lstrip("+"), "first_name": whose.name, "user_id": whose.telegram_id}
        self._tell_bot(phone, message, {"contact": contact})
        return message

    def share_location(self, phone: Phone, latitude: float, longitude: float) -> Message:
        """Send where the phone is."""
        place = {"latitude": latitude, "longitude": longitude}
        message = self._from_phone(phone, "", {"location": place})
        self._tell_bot(phone, message, {"location": place})
        return message

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
        if bot.lower() != self.username.lower():
            raise LookupError(f"This link leads to @{bot}; here lives only @{self.username}.")
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
        user = self._me()
        old, new = ("member", "kicked") if blocked else ("kicked", "member")

        def member(status: str) -> Json:
            return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})

        update = {
            "chat": self._as_chat(phone),
            "from": self._as_user(phone),
            "date": int(self.world.now()),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        self._push(phone, {"my_chat_member": update}, None)

    def arrive(self, phone: Phone) -> None:
        """The phone is on again: what Telegram kept for it comes in."""
        for message in self.world.waiting(phone):
            if message.channel == "telegram":
                message.status = "delivered"
                self.world.save_message(message)

    # how it works

    def _me(self) -> Json:
        name = self._get_text("name", {}) or BOT_NAME
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.username}

    def _as_user(self, phone: Phone) -> Json:
        return {
            "id": phone.telegram_id,
            "is_bot": False,
            "first_name": phone.name,
            "language_code": phone.language,
        }

    def _as_chat(self, phone: Phone) -> Json:
        return {"id": phone.telegram_id, "type": "private", "first_name": phone.name}

    def _as_bot_sees(self, phone: Phone, message: Message) -> Json:
        seen: Json = {
            "message_id": message.id,
            "from": self._as_user(phone) if message.mine else self._me(),
            "chat": self._as_chat(phone),
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

    def _chat(self, params: Json) -> Phone:
        if params.get("chat_id") in (None, ""):
            raise bad("chat_id is empty")
        phone = self.world.phone(str(params["chat_id"]))
        if phone is None or not phone.started or str(phone.telegram_id) != str(params["chat_id"]):
            raise bad("chat not found")
        return phone

    def _reachable(self, params: Json) -> Phone:
        phone = self._chat(params)
        if phone.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return phone

    def _editable(self, params: Json) -> tuple[Phone, Message]:
        phone = self._reachable(params)
        message = self.world.message(phone, _number(params, "message_id", 0))
        if message is None or message.channel != "telegram":
            raise bad("message to edit not found")
        if message.mine:
            raise bad("message can't be edited")
        return phone, message

    def _text(self, params: Json, name: str = "text", longest: int = MAX_TEXT) -> str:
        if params.get("parse_mode"):
            raise bad("the sandbox shows plain text only; leave parse_mode out")
        text = str(params.get(name, "") or "").strip()
        if not text and name == "text":
            raise bad("message text is empty")
        if len(text) > longest:
            raise bad("message is too long" if name == "text" else "message caption is too long")
        return text

    def _send(self, phone: Phone, params: Json, text: str, content: Json) -> Json:
        markup = _markup(params)
        rows = _inline(markup)
        if "keyboard" in markup:
            phone.keyboard, phone.keyboard_once = _keyboard(markup), bool(markup.get("one_time_keyboard"))
            self.world.save_phone(phone)
        elif markup.get("remove_keyboard") and phone.keyboard:
            phone.keyboard = []
            self.world.save_phone(phone)
        status = "delivered" if phone.power else "sent"
        message = self.world.new_message(phone, "telegram", False, text, status)
        message.buttons, message.content = rows, content
        self.world.save_message(message)
        return self._as_bot_sees(phone, message)

    def _send_file(self, params: Json, kind: str) -> Json:
        phone = self._reachable(params)
        if not params.get(kind):
            raise bad(f"there is no {kind} in the request")
        name = params[kind] if isinstance(params[kind], str) else str(params[kind].get("name") or kind)
        sent = self._send(
            phone, params, self._text(params, "caption", MAX_CAPTION), {"file": {"kind": kind, "name": name}}
        )
        file = {"file_id": f"sandbox-{sent['message_id']}", "file_unique_id": f"s{sent['message_id']}"}
        as_kind = [file | {"width": 90, "height": 90}] if kind == "photo" else file | {"file_name": name}
        return sent | {kind: as_kind}

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
            "from": self._as_user(phone),
            "chat": self._as_chat(phone),
            "date": int(message.at),
        }
        self._push(phone, {"message": update | what}, message)

    def _push(self, phone: Phone, update: Json, message: Message | None) -> None:
        allowed = self.world.bot.allowed
        if allowed and next(iter(update)) not in allowed:
            return
        fault = self.faults.take("telegram", "inbound", phone)
        how = fault.callbacks if fault is not None else ""
        if how == "drop":
            return
        if fault is not None and how == "delay":
            asyncio.get_running_loop().call_later(fault.seconds, self._queue, phone, update, message, "")
        else:
            self._queue(phone, update, message, how)

    def _queue(self, phone: Phone, update: Json, message: Message | None, how: str) -> None:
        update_id = self.world.add_update(update)
        if message is not None:
            message.update = update_id
        if how == "triple" and self.world.bot.webhook:
            self.world.updates[update_id]["_repeat"] = 3
        self._news.set()
        self._carry(phone.telegram_id)

    def _taken(self, update_id: int) -> None:
        """The bot has this update: the message behind it gets its second tick."""
        update = self.world.updates.get(update_id, {})
        self.world.confirm_update(update_id)
        seen = update.get("message")
        if seen is None:
            return
        phone = self.world.phone(str(seen["chat"]["id"]))
        message = self.world.message(phone, seen["message_id"]) if phone else None
        if message is not None and message.status == "sent":
            message.status = "delivered"
            self.world.save_message(message)

    def _carry(self, chat: int) -> None:
        """Post this chat's updates to the webhook, one after the other; other chats do not wait for it."""
        if self.world.bot.webhook and chat not in self._carriers:
            task = asyncio.create_task(self._carry_chat(chat))
            self._carriers[chat] = task
            task.add_done_callback(lambda _: self._carriers.pop(chat, None))

    async def _carry_chat(self, chat: int) -> None:
        wait = 0.5
        while self.world.bot.webhook and not self.world.closing.is_set():
            update = next((u for u in self.world.updates.values() if _chat_of(u) == chat), None)
            if update is None:
                return
            times = update.pop("_repeat", 1)
            taken = [await self._post(update) for _ in range(times)]
            if any(taken):
                self._taken(update["update_id"])
                wait = 0.5
            else:
                await self.faults.pause(wait)
                wait = min(wait * 2, 30.0)

    async def _post(self, update: Json) -> bool:
        bot = self.world.bot
        headers = {"X-Telegram-Bot-Api-Secret-Token": bot.secret} if bot.secret else {}
        try:
            async with self.session().post(
                bot.webhook, json=update, headers=headers, timeout=ClientTimeout(WEBHOOK_TIMEOUT)
            ) as answer:
                body = await answer.read()
                if 200 <= answer.status < 300:
                    await self._webhook_reply(body)
                    return True
                error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, TimeoutError, OSError) as trouble:
            error = f"Connection failed: {type(trouble).__name__}"
        bot.last_error, bot.last_error_at = error, int(self.world.now())
        return False

    async def _webhook_reply(self, body: bytes) -> None:
        """A webhook may answer with one call of a method."""
        try:
            call = json.loads(body) if body.startswith(b"{") else {}
        except ValueError:
            return
        method = str(call.pop("method", "")).lower()
        if method in self._methods and method != "getupdates":
            await self._call(method, call)

    def _set_text(self, name: str, params: Json, longest: int) -> bool:
        text = str(params.get(name, "") or "")
        if len(text) > longest:
            raise bad(f"{name} is too long")
        self.world.bot.texts[f"{name}:{params.get('language_code') or ''}"] = text
        self.world.save_bot()
        return True

    def _get_text(self, name: str, params: Json) -> str:
        texts = self.world.bot.texts
        return texts.get(f"{name}:{params.get('language_code') or ''}") or texts.get(f"{name}:", "")


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def _json(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)


def _refusal(fault: Fault) -> Json:
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


async def _read(request: web.Request) -> Json:
    """The parameters of a call: from the query, JSON, a form, or a form with files."""
    params: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        if not isinstance(body, dict):
            raise ValueError("an object is expected")
        params |= body
    elif request.can_read_body:
        for key, value in (await request.post()).items():
            params[key] = value if isinstance(value, str) else {"name": getattr(value, "filename", "")}
    for key in AS_JSON & params.keys():
        if isinstance(params[key], str) and params[key]:
            params[key] = json.loads(params[key])
    return params


def _number(params: Json, name: str, otherwise: int) -> int:
    try:
        return int(params.get(name, otherwise))
    except (TypeError, ValueError):
        raise bad(f"{name} must be a number") from None


def _true(params: Json, name: str) -> bool:
    return str(params.get(name, "")).lower() in ("true", "1", "yes")


def _scope(params: Json) -> str:
    scope = params.get("scope") or {}
    kind = scope.get("type", "default") if isinstance(scope, dict) else "default"
    chat = scope.get("chat_id", "") if isinstance(scope, dict) else ""
    return f"{kind}:{chat}:{params.get('language_code') or ''}"


def _chat_of(update: Json) -> int:
    """The Telegram id of the person an update comes from."""
    return int(next(value["from"]["id"] for value in update.values() if isinstance(value, dict)))


def _markup(params: Json) -> Json:
    markup = params.get("reply_markup") or {}
    if not isinstance(markup, dict) or (markup and not MARKUPS & markup.keys()):
        raise bad("object expected as reply markup")
    return markup


def _inline(markup: Json) -> Rows:
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


def _keyboard(markup: Json) -> Rows:
    """The rows of a reply keyboard; a button may be given as its text alone."""
    rows: Rows = []
    for row in markup["keyboard"] or []:
        buttons = [button if isinstance(button, dict) else {"text": str(button)} for button in row]
        if any(not str(button.get("text", "")).strip() for button in buttons):
            raise bad("keyboard button text is empty")
        rows.append(buttons)
    return rows
