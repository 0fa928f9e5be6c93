"""A local Telegram Bot API: what the bot calls.

Behaviour and wording of errors follow https://core.telegram.org/bots/api and what api.telegram.org answers.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientSession, web

from wellcheck.sandbox import BOT_NAME
from wellcheck.sandbox.faults import Faults
from wellcheck.sandbox.state import Json, Message, Phone, World
from wellcheck.sandbox.telegram_app import App
from wellcheck.sandbox.telegram_rest import (
    MAX_CALLBACK_ANSWER,
    MAX_CAPTION,
    MAX_TEXT,
    NOT_MODIFIED,
    Refused,
    Who,
    bad,
    inline,
    keyboard,
    markup,
    number,
    read,
    refusal,
    scope,
    true,
    uploaded,
    without_files,
)
from wellcheck.sandbox.telegram_updates import Updates

LONGEST_POLL = 50


class Telegram:
    """The Bot API for one bot; `app` is the Telegram on every phone."""

    def __init__(self, world: World, faults: Faults, session: Callable[[], ClientSession], token: str, username: str):
        self.world = world
        self.faults = faults
        self.token = token
        self.who = Who(world, token, username)
        self.updates = Updates(world, faults, session, self._call)
        self.app = App(world, self.updates, self.who)
        self._poll = 0
        self._methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")
        }

    def routes(self) -> list[web.RouteDef]:
        """Where the Bot API is served."""
        return [web.route("*", "/telegram/bot{token}/{method}", self.handle)]

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
            params = await read(request)
        except ValueError:
            return _json({"ok": False, "error_code": 400, "description": "Bad Request: can't parse the request"}, 400)
        phone = self.world.phone(str(params["chat_id"])) if "chat_id" in params else None
        status = 0

        async def work() -> web.StreamResponse:
            nonlocal status
            answer = await self._call(method, params)
            status = answer.status
            return answer

        answer = await self.faults.answer(request, self.faults.take("telegram", method, phone), work, refusal)
        if method != "getupdates":
            seen = {
                "provider": "telegram",
                "method": method,
                "params": without_files(params),
                "did": status,
                "status": answer.status,
            }
            self.world.requests.append({"at": self.world.now(), **seen})
        return answer

    async def _call(self, method: str, params: Json) -> web.Response:
        if method not in self._methods:
            return _json({"ok": False, "error_code": 404, "description": "Not Found: method not found"}, 404)
        try:
            return _json({"ok": True, "result": await self._methods[method](params)})
        except Refused as refused:
            return _json(refused.body, refused.status)

    async def do_getme(self, params: Json) -> Json:
        return self.who.me() | {
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
        offset, limit = number(params, "offset", 0), max(1, min(100, number(params, "limit", 100)))
        if isinstance(params.get("allowed_updates"), list):
            self.world.bot.allowed = params["allowed_updates"] or None
        self._poll += 1
        mine = self._poll
        self.updates.news.set()
        if offset < 0:
            offset = next(iter(list(self.world.updates)[offset:]), 0)
        for update_id in [u for u in self.world.updates if u < offset]:
            self.updates.taken(update_id)
        end = asyncio.get_running_loop().time() + max(0, min(LONGEST_POLL, number(params, "timeout", 0)))
        while not self.world.closing.is_set():
            if mine != self._poll:
                raise Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            left = end - asyncio.get_running_loop().time()
            if self.world.updates or left <= 0:
                break
            self.updates.news.clear()
            try:
                await asyncio.wait_for(self.updates.news.wait(), min(left, 1.0))
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
        if true(params, "drop_pending_updates"):
            for update_id in list(self.world.updates):
                self.updates.taken(update_id)
        self.world.save_bot()
        self.updates.resume()
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
        text, rows = self._text(params), inline(markup(params))
        if (text, rows) == (message.text, message.buttons):
            raise bad(NOT_MODIFIED)
        message.text, message.buttons, message.edited_at = text, rows, self.world.now()
        self.world.save_message(message)
        return self.who.message(phone, message)

    async def do_editmessagereplymarkup(self, params: Json) -> Json:
        phone, message = self._editable(params)
        rows = inline(markup(params))
        if rows == message.buttons:
            raise bad(NOT_MODIFIED)
        message.buttons = rows
        self.world.save_message(message)
        return self.who.message(phone, message)

    async def do_deletemessage(self, params: Json) -> bool:
        phone = self._chat(params)
        message = self.world.message(phone, number(params, "message_id", 0))
        if message is None or message.channel != "telegram":
            raise bad("message to delete not found")
        self.world.drop_message(message)
        return True

    async def do_answercallbackquery(self, params: Json) -> bool:
        message = self.app.query(str(params.get("callback_query_id", "")))
        if message is None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        text = str(params.get("text", "") or "")
        if len(text) > MAX_CALLBACK_ANSWER:
            raise bad("MESSAGE_TOO_LONG")
        alert = true(params, "show_alert")
        self.world.publish("answered", {"phone": message.phone, "id": message.id, "text": text, "alert": alert})
        return True

    async def do_getchat(self, params: Json) -> Json:
        phone = self._chat(params)
        return self.who.chat(phone) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}

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
        self.world.bot.commands[scope(params)] = plain
        self.world.save_bot()
        return True

    async def do_getmycommands(self, params: Json) -> list[Json]:
        return self.world.bot.commands.get(scope(params), [])

    async def do_deletemycommands(self, params: Json) -> bool:
        self.world.bot.commands.pop(scope(params), None)
        self.world.save_bot()
        return True

    async def do_setmyname(self, params: Json) -> bool:
        return self._set_text("name", params, 64)

    async def do_getmyname(self, params: Json) -> Json:
        return {"name": self.who.text("name", params) or BOT_NAME}

    async def do_setmydescription(self, params: Json) -> bool:
        return self._set_text("description", params, 512)

    async def do_getmydescription(self, params: Json) -> Json:
        return {"description": self.who.text("description", params)}

    async def do_setmyshortdescription(self, params: Json) -> bool:
        return self._set_text("short_description", params, 120)

    async def do_getmyshortdescription(self, params: Json) -> Json:
        return {"short_description": self.who.text("short_description", params)}

    async def do_setchatmenubutton(self, params: Json) -> bool:
        return True

    async def do_setmessagereaction(self, params: Json) -> bool:
        phone = self._reachable(params)
        if self.world.message(phone, number(params, "message_id", 0)) is None:
            raise bad("message to react not found")
        return True

    async def do_logout(self, params: Json) -> bool:
        return True

    async def do_close(self, params: Json) -> bool:
        return True

    # how it works

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
        message = self.world.message(phone, number(params, "message_id", 0))
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
        given = markup(params)
        rows = inline(given)
        if "keyboard" in given:
            phone.keyboard, phone.keyboard_once = keyboard(given), bool(given.get("one_time_keyboard"))
            self.world.save_phone(phone)
        elif given.get("remove_keyboard") and phone.keyboard:
            phone.keyboard = []
            self.world.save_phone(phone)
        status = "delivered" if phone.power else "sent"
        message = self.world.new_message(phone, "telegram", False, text, status)
        message.buttons, message.content = rows, content
        self.world.save_message(message)
        return self.who.message(phone, message)

    def _send_file(self, params: Json, kind: str) -> Json:
        phone = self._reachable(params)
        given = uploaded(params, kind)
        name, media_type, data = given["name"] or kind, given["type"], given["data"]
        content = {"file": {"kind": kind, "name": name, "type": media_type, "size": len(data)}}
        sent = self._send(phone, params, self._text(params, "caption", MAX_CAPTION), content)
        message = self.world.message(phone, sent["message_id"])
        assert message is not None
        self.world.keep_file(message, media_type, data)
        file = {"file_id": f"sandbox-{message.id}", "file_unique_id": f"s{message.id}", "file_size": len(data)}
        if kind == "photo":
            return sent | {kind: [file | {"width": given["width"], "height": given["height"]}]}
        return sent | {kind: file | {"file_name": name, "mime_type": media_type}}

    def _set_text(self, name: str, params: Json, longest: int) -> bool:
        text = str(params.get(name, "") or "")
        if len(text) > longest:
            raise bad(f"{name} is too long")
        self.world.bot.texts[f"{name}:{params.get('language_code') or ''}"] = text
        self.world.save_bot()
        return True


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def _json(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
