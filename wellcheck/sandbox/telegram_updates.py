"""Telegram's queue of updates: what people did, fetched by the bot or posted to its webhook."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from wellcheck.sandbox.faults import Faults
from wellcheck.sandbox.state import Json, Message, Phone, World
from wellcheck.sandbox.telegram_rest import chat_of

WEBHOOK_TIMEOUT = 20.0


class Updates:
    """The queue. `call` does what a webhook answers: one call of a method, if there is that method."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        session: Callable[[], ClientSession],
        call: Callable[[str, Json], Awaitable[Any]],
    ) -> None:
        self.world = world
        self.faults = faults
        self.session = session
        self.call = call
        self.news = asyncio.Event()
        self._carriers: dict[int, asyncio.Task[None]] = {}

    def resume(self) -> None:
        """Go on with what was in the queue when the sandbox was stopped."""
        for update in list(self.world.updates.values()):
            self._carry(chat_of(update))

    async def close(self) -> None:
        """Stop carrying updates to the webhook."""
        for task in list(self._carriers.values()):
            task.cancel()
        await asyncio.gather(*self._carriers.values(), return_exceptions=True)

    def push(self, phone: Phone, update: Json, message: Message | None) -> None:
        """Something happened on a phone; `message` gets its second tick when the bot has it."""
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
        if how in ("double", "triple") and self.world.bot.webhook:
            self.world.updates[update_id]["_repeat"] = 2 if how == "double" else 3
        self.news.set()
        self._carry(phone.telegram_id)

    def taken(self, update_id: int) -> None:
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
            update = next((u for u in self.world.updates.values() if chat_of(u) == chat), None)
            if update is None:
                return
            times = update.pop("_repeat", 1)
            taken = [await self._post(update) for _ in range(times)]
            if any(taken):
                self.taken(update["update_id"])
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
        if method and method != "getupdates":
            await self.call(method, call)
