"""Where Twilio asks what to say in a call, brings what was pressed and said, and tells what became of it.

Twilio signs the address with the form, so where a call stands travels in the address itself (`calls.Line`): any web process
may serve the next request of a call, and nothing is kept between them.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from urllib.parse import urlencode

from aiohttp import web

from bot import calls, speak
from bot.calls import Line, Spoken
from bot.intake import Away
from web import hooks
from web.keys import INBOUND, RECEIPTS, RUNTIME
from wellcheck import due
from wellcheck.channels import sms, voice
from wellcheck.channels.voice import Call, Listen
from wellcheck.i18n import say
from wellcheck.messages import Inbound
from wellcheck.runtime import Runtime

log = logging.getLogger(__name__)

ANSWER = "/webhook/voice/answer"


async def receive_call(request: web.Request) -> web.Response:
    """A call that was answered, or that came in: what is said first

    Signed by `X-Twilio-Signature` over PUBLIC_URL. The answer is TwiML. An answering machine hears one discreet sentence,
    and the message goes to the next address at once.
    """
    call = await _call(request)
    if isinstance(call, web.Response):
        return call
    running, delivery = request.app[RUNTIME], voice.delivery_of(request.query)
    try:
        if call.ours and call.answered_by in ("machine", "fax"):
            await request.app[RECEIPTS].put(voice.receipt(call.id, voice.MACHINE, delivery))
            return _speak(await calls.machine(delivery))
        if call.ours:
            return _speak(await calls.answered(call, delivery, running.now()))
        return _speak(await calls.greet(call, running.now()))
    except Exception as wrong:
        return _fault(wrong, Line(delivery, asking=call.ours, proven=call.ours, speech=False))


async def receive_answer(request: web.Request) -> web.Response:
    """Keys that were pressed in a call, or words that were said; or nothing, when it was waited long enough

    Signed like a call. What is answered is said after it is safe. The same request a second time does nothing.
    """
    call = await _call(request)
    if isinstance(call, web.Response):
        return call
    line = _line(request, call)
    try:
        return _speak(await _answer(request, call, line, request.app[RUNTIME]))
    except Exception as wrong:
        return _fault(wrong, line)


async def receive_state(request: web.Request) -> web.Response:
    """What became of a call, brought by Twilio

    Signed like a call. Repeated and late ones are harmless. One that ended without a key moves on to the next address.
    """
    form = await hooks.signed(request, request.app[RUNTIME].config)
    if form is None:
        return hooks.xml("<Response />", 401)
    try:
        receipt = voice.read_receipt(form, request.query, request.app[RUNTIME].config.twilio_account_sid)
    except sms.BadWebhook as wrong:
        return hooks.refused(wrong)
    try:
        await request.app[RECEIPTS].put(receipt)
    except Away:
        return hooks.xml("<Response />", 503)
    return hooks.xml("<Response />")


async def _call(request: web.Request) -> Call | web.Response:
    form = await hooks.signed(request, request.app[RUNTIME].config)
    if form is None:
        return hooks.xml("<Response />", 401)
    try:
        return voice.read(form, request.app[RUNTIME].config.twilio_account_sid)
    except sms.BadWebhook as wrong:
        return hooks.refused(wrong)


async def _answer(request: web.Request, call: Call, line: Line, running: Runtime) -> Spoken:
    if call.keys and line.proven and line.delivery is not None:
        # Whoever presses a key is there, whatever was taken for a machine.
        await request.app[RECEIPTS].put(voice.receipt(call.id, voice.KEYED, line.delivery))
    came = await calls.weigh(call, line, running.now())
    if isinstance(came, Spoken):
        return came
    line = _known_now(line, came)
    heard = await request.app[INBOUND].put(came, hooks.ASKED_ONCE)
    spoken = await calls.after(call, line, heard.texts, heard.keys, running.now())
    if not call.keys and line.asking and line.delivery is not None and spoken.answered:
        await request.app[RECEIPTS].put(voice.receipt(call.id, voice.KEYED, line.delivery))  # understood by ear
    return spoken


def _known_now(line: Line, came: Inbound) -> Line:
    return replace(line, proven=not came.unproven)


def _line(request: web.Request, call: Call) -> Line:
    """Where the call stands. What we did not write there ourselves, we do not get: Twilio signs the whole address."""
    query = request.query

    def number(name: str) -> int:
        value = query.get(name, "0")
        return int(value) if value.isdecimal() and len(value) < 4 else 0

    return Line(
        voice.delivery_of(query), query.get("asking") == "1", number("step"), number("silences"),
        query.get("speech") == "1", call.ours or query.get("proven") == "1", query.get("leaving") == "1", number("keys"),
    )  # fmt: skip


def _speak(spoken: Spoken) -> web.Response:
    line = spoken.line
    if line is None:
        return hooks.xml(voice.twiml(spoken.texts, spoken.language, slowly=spoken.slowly))
    flags = {"asking": line.asking, "speech": line.speech, "proven": line.proven, "leaving": line.leaving}
    query = {
        **({"delivery": line.delivery.hex} if line.delivery else {}),
        **{name: 1 for name, on in flags.items() if on},
        **{name: value for name in ("step", "silences", "keys") if (value := getattr(line, name))},
    }
    listen = Listen(f"{ANSWER}?{urlencode(query)}", line.keys, speech=line.speech)
    return hooks.xml(voice.twiml(spoken.texts, spoken.language, listen, spoken.slowly))


def _fault(wrong: Exception, line: Line) -> web.Response:
    """We cannot do what was asked now: that is said, and the same key may be pressed again. Nothing was kept, or it was and
    then the second one changes nothing."""
    if isinstance(wrong, Away) or due.infrastructure(wrong):
        log.error("a call could not be served: %s", type(wrong).__name__)
    else:
        log.exception("a call could not be served", exc_info=wrong)
    again = replace(line, silences=line.silences + 1)
    return _speak(Spoken((say(speak.FAULT, "en"),), "en", line=again if again.silences <= calls.SILENCES else None))
