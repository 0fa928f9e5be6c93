"""Where providers bring us what people said and what became of our messages. 200 is answered only for what is safe."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Sequence
from urllib.parse import unquote_plus

from aiohttp import web

from bot.intake import Away, Intake
from web.keys import INBOUND, RECEIPTS, RUNTIME
from web.ready import Ready
from wellcheck import db, messages
from wellcheck.channels import forms, sms, telegram
from wellcheck.config import Config
from wellcheck.messages import Receipt
from wellcheck.runtime import Runtime

log = logging.getLogger(__name__)

LARGEST = 64 * 1024
MOST_FIELDS = 100
ASKED_ONCE = 10.0
"""Seconds that Twilio waits for what we make of something said. It gives us 15 and asks but once: what it is told to bring
again we only find in its list, up to a minute later."""

XML = "text/xml; charset=utf-8"


def intake_of_receipts(runtime: Runtime) -> Intake[Receipt, None]:
    """What became of messages: noted in batches. One that cannot be noted is logged and forgotten."""

    async def keep(receipts: Sequence[Receipt]) -> Sequence[None]:
        await db.again_on_conflict(lambda: messages.note_receipts(receipts, runtime.now()))
        return [None] * len(receipts)

    async def spare(receipt: Receipt, wrong: Exception) -> None:
        return None

    return Intake(keep, spare)


async def receive_sms(request: web.Request) -> web.Response:
    """A text message, brought by Twilio

    Signed by `X-Twilio-Signature` over PUBLIC_URL. The answer is TwiML; the same MessageSid a second time gets the same
    answer and does nothing.
    """
    return await take_sms(request, request.app)


async def take_sms(request: web.Request, app: web.Application) -> web.Response:
    """What `receive_sms` answers."""
    config = app[RUNTIME].config
    form = await signed(request, config)
    if form is None:
        return xml("<Response />", 401)
    try:
        said = sms.read(form, config.twilio_account_sid)
    except sms.BadWebhook as wrong:
        return refused(wrong)
    try:
        heard = await app[INBOUND].put(said, ASKED_ONCE)
    except Away:
        return xml("<Response />", 503)
    return xml(sms.twiml(heard.texts))


async def receive_status(request: web.Request) -> web.Response:
    """What became of a text message, brought by Twilio

    Signed like a message. Repeated and late ones are harmless.
    """
    return await take_status(request, request.app)


async def take_status(request: web.Request, app: web.Application) -> web.Response:
    """What `receive_status` answers."""
    config = app[RUNTIME].config
    form = await signed(request, config)
    if form is None:
        return xml("<Response />", 401)
    try:
        receipt = sms.read_receipt(form, request.query, config.twilio_account_sid)
    except sms.BadWebhook as wrong:
        return refused(wrong)
    try:
        await app[RECEIPTS].put(receipt)
    except Away:
        return xml("<Response />", 503)
    return xml("<Response />")


async def receive_telegram(request: web.Request) -> web.Response:
    """An update, brought by Telegram

    Proved by `X-Telegram-Bot-Api-Secret-Token`. The same update_id a second time does nothing.
    """
    return await take_telegram(request, request.app)


async def take_telegram(request: web.Request, app: web.Application) -> web.Response:
    """What `receive_telegram` answers."""
    secret = app[RUNTIME].config.telegram_webhook_secret
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not secret or not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
        log.warning("a Telegram update without our secret was refused")
        return web.Response(status=401)
    raw = await _raw(request)
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        return web.Response(status=400)
    said = telegram.read(update)
    if said is not None:
        try:
            await app[INBOUND].put(said)
        except Away:
            return web.Response(status=503, headers={"Retry-After": "5"})
    tap = telegram.callback_id(update)
    if tap is None:
        return web.Response()
    # Telegram takes one call as the answer to its own: the tapped button stops spinning without a request of ours.
    return web.json_response({"method": "answerCallbackQuery", "callback_query_id": tap})


async def _raw(request: web.Request) -> bytes:
    body = request.content
    if body.is_eof():  # most came with their head
        raw = body.read_nowait()
    elif (request.content_length or 0) > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST)
    else:
        raw = await request.read()
    if len(raw) > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST)
    return raw


async def signed(request: web.Request, config: Config) -> sms.Pairs | None:
    """The form's pairs, or None if Twilio did not sign this request."""
    raw = await _raw(request)
    form = forms.plain(raw) or read_form(raw)
    given = request.headers.get("X-Twilio-Signature", "")
    path = request.raw_path
    if form is not None and sms.signature_ok(config.twilio_auth_tokens, config.public_url, path, form, given):
        return form
    log.warning("a webhook without Twilio's signature was refused; if they are genuine, look at PUBLIC_URL")
    return None


def read_form(raw: bytes) -> list[tuple[str, str]] | None:
    """The pairs of a URL-encoded form in their order; None if there are more than `MOST_FIELDS`.

    aiohttp's own parser takes five times as long.
    """
    if raw.count(b"&") >= MOST_FIELDS:
        return None
    pairs = []
    for part in raw.decode("utf-8", "replace").split("&"):
        if not part:
            continue
        name, _, value = part.partition("=")
        if "%" in name or "+" in name:
            name = unquote_plus(name)
        if value[:3] == "%2B" and value[3:].isalnum():  # a phone number
            value = f"+{value[3:]}"
        elif "%" in value or "+" in value:
            value = unquote_plus(value)
        pairs.append((name, value))
    return pairs


def refused(wrong: sms.BadWebhook) -> web.Response:
    """The answer to a signed request that is none of Twilio's."""
    # Signed and yet not a message: a captured request that was cut apart anew, or another account's. Never an answer.
    log.warning("a signed webhook was refused: %s", wrong)
    return xml("<Response />", 400)


def xml(body: str, status: int = 200) -> web.Response:
    """An answer to Twilio; with 503 it is asked to come again."""
    if status == 200:
        return Ready(body.encode(), XML)
    again = {"Retry-After": "5"} if status == 503 else {}
    return web.Response(status=status, body=body.encode(), headers={"Content-Type": XML, **again})
