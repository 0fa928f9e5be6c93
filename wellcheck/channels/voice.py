"""Phone calls through Twilio: what is said and which keys are pressed, answering machines, receipts.

An answered call is not a delivered message: a machine may have answered it. Only a key, or words that were understood,
prove that somebody was there (`KEYED`).
"""

from __future__ import annotations

import hmac
import logging
import re
import time
import unicodedata
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, quote_plus
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

import aiohttp
from aiohttp import ClientSession
from twilio.rest import Client
from yarl import URL

from wellcheck.channels.http import NoAnswer, NotSent, TwilioHttp
from wellcheck.channels.sms import CLIENT_TROUBLE, LOOK_BACK, BadWebhook, Pairs, once, outcome, verdict
from wellcheck.channels.wire import Wire
from wellcheck.messages.values import Failed, Outgoing, Receipt, Result, Sent, Unknown
from wellcheck.text import clean

log = logging.getLogger(__name__)

RING_SECONDS = 28
"""So long a phone rings. Voicemail mostly picks up after thirty seconds."""

MACHINE_SECONDS = 8
"""So long Twilio may listen for an answering machine before we speak; somebody who hears nothing hangs up."""

CALL_ID = re.compile(r"CA[0-9a-fA-F]{32}")
MOST_SPEECH = 500
"""Characters of what was said that are looked at."""

MOST_SPOKEN = 1500
"""Characters of one thing that is said. Nobody listens longer."""

LANGUAGES: Mapping[str, tuple[str, str]] = {
    "en": ("en-GB", "en-GB"), "es": ("es-ES", "es-ES"), "pt": ("pt-BR", "pt-BR"), "fr": ("fr-FR", "fr-FR"),
    "de": ("de-DE", "de-DE"), "it": ("it-IT", "it-IT"), "nl": ("nl-NL", "nl-NL"), "pl": ("pl-PL", "pl-PL"),
    "tr": ("tr-TR", "tr-TR"), "ru": ("ru-RU", "ru-RU"), "uk": ("uk-UA", "uk-UA"), "hr": ("hr-HR", "hr-HR"),
    "hi": ("hi-IN", "hi-IN"), "ar": ("ar-XA", "ar-EG"), "zh": ("cmn-CN", "cmn-Hans-CN"), "ja": ("ja-JP", "ja-JP"),
    "ko": ("ko-KR", "ko-KR"), "he": ("he-IL", "he-IL"),
}  # fmt: skip
"""How Twilio calls each language when it speaks and when it listens (twilio.com/docs/voice/twiml/say and …/gather)."""

VOICES = {code: f"Google.{LANGUAGES[code][0]}-Standard-A" for code in ("ar", "hi", "tr", "uk", "ru", "zh")}
"""Twilio's own voice speaks Western European languages; for the others one must be named, or nothing is said at all
(twilio.com/docs/voice/twiml/say/text-speech)."""


# What we say.


@dataclass(frozen=True, slots=True)
class Listen:
    """What a call waits for: `keys` 1 means one key, 0 any number of them, ended by # or by a pause. `action` is
    the path where they are brought; it is asked without keys when nothing came. `speech`: whether words count as well."""

    action: str
    keys: int = 1
    seconds: int = 7
    speech: bool = True


def twiml(texts: Sequence[str], language: str, listen: Listen | None = None, slowly: bool = False) -> str:
    """These texts, spoken; then the keys are awaited, or the call ends. Every text is one line of speech with a pause
    behind it. `slowly`: a pause behind each sentence, and all of it twice."""
    speaks, hears = LANGUAGES.get(language, LANGUAGES["en"])
    voice = f' voice="{VOICES[language]}"' if language in VOICES else ""
    said = _said(texts, f'<Say language="{speaks}"{voice}>', slowly)
    if listen is None:
        return _response(f"{said}<Hangup/>")
    keys = ' numDigits="1"' if listen.keys == 1 else ""
    kinds = 'input="dtmf speech" speechTimeout="auto"' if listen.speech else 'input="dtmf"'
    return _response(
        f'<Gather {kinds}{keys} timeout="{listen.seconds}" action={quoteattr(listen.action)} method="POST" language="{hears}">'
        f'{said}</Gather><Redirect method="POST">{escape(listen.action)}</Redirect>'
    )


def _said(texts: Sequence[str], tag: str, slowly: bool) -> str:
    lines = [line for text in texts for line in _sentences(text, slowly)]
    said = '<Pause length="1"/>'.join(f"{tag}{escape(line)}</Say>" for line in lines if line)
    return f'{said}<Pause length="2"/>{said}' if slowly and said else said


def _sentences(text: str, apart: bool) -> list[str]:
    spoken = aloud(text)[:MOST_SPOKEN]
    return re.split(r"(?<=[.?!؟।])\s+|(?<=[。？！])\s*", spoken) if apart else [spoken]


def _response(inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{inside}</Response>'


_LINK = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"\+?\d[\d \-]{5,}\d")
_CODE = re.compile(r"(?<!\d)\d{5,}(?!\d)")


def aloud(text: str) -> str:
    """The text as it can be said: no links, no emoji, no quotation marks; long numbers digit by digit, with a pause
    behind every third."""
    said = _LINK.sub("", clean(text))
    said = _NUMBER.sub(lambda found: _digits(found[0]), said)
    said = _CODE.sub(lambda found: _digits(found[0]), said)
    said = "".join(char for char in said if unicodedata.category(char) not in ("So", "Sk", "Cs", "Co", "Cf"))
    said = said.translate(str.maketrans(dict.fromkeys('“”„«»"')))
    return " ".join(said.replace("\ufe0f", "").split())


def _digits(number: str) -> str:
    digits = [char for char in number if char.isdecimal()]
    threes = [" ".join(digits[at : at + 3]) for at in range(0, len(digits), 3)]
    return ", ".join(threes)


# What is said to us.


@dataclass(frozen=True, slots=True)
class Call:
    """One request of Twilio about a call that is going on. `number`: the phone at the other end (E.164); `ours`: we
    called it. `answered_by`: human, machine, fax, or "" when Twilio cannot tell. `keys` and `speech`: what came since the
    last request."""

    id: str
    number: str
    ours: bool
    answered_by: str
    keys: str = ""
    speech: str = ""


def read(form: Pairs, account_sid: str) -> Call:
    """A call that was answered, or what was pressed or said in it. Raises `BadWebhook`."""
    said = once(form, ("AccountSid", "CallSid", "Direction", "From", "To"))
    _ours(said["AccountSid"], account_sid)
    if not CALL_ID.fullmatch(said["CallSid"]):
        raise BadWebhook("not a call")
    values = dict(form)
    ours = said["Direction"].startswith("outbound")
    keys = "".join(char for char in values.get("Digits", "")[:40] if char in "0123456789*#")
    return Call(
        said["CallSid"], said["To" if ours else "From"], ours, answered_by(values.get("AnsweredBy", "")), keys,
        clean(values.get("SpeechResult", ""))[:MOST_SPEECH].strip(),
    )  # fmt: skip


def _ours(account: str, account_sid: str) -> None:
    if not hmac.compare_digest(account.encode(), account_sid.encode()):
        raise BadWebhook("another account")


def answered_by(said: str) -> str:
    """Twilio's word for who answered, as one of ours: human, machine, fax, "" (it does not know)."""
    kind = said.partition("_")[0]
    return kind if kind in ("human", "machine", "fax") else ""


def delivery_of(query: Mapping[str, str]) -> UUID | None:
    """The delivery this call was made for, from the address that `Voice.send` gave to Twilio."""
    try:
        return UUID(query.get("delivery", ""))
    except ValueError:
        return None


def read_receipt(form: Pairs, query: Mapping[str, str], account_sid: str) -> Receipt:
    """What became of one of our calls. Raises `BadWebhook`."""
    said = once(form, ("AccountSid", "CallSid", "CallStatus"))
    _ours(said["AccountSid"], account_sid)
    if not CALL_ID.fullmatch(said["CallSid"]):
        raise BadWebhook("not a call")
    values = dict(form)
    status = said["CallStatus"].lower()[:20]
    if status in ("in-progress", "answered", "completed") and answered_by(values.get("AnsweredBy", "")) in (
        "machine",
        "fax",
    ):
        status = MACHINE
    code = values.get("ErrorCode", "")
    return receipt(said["CallSid"], status, delivery_of(query), code[:5] if code.isdecimal() else "")


# What a call's states mean.

MACHINE, KEYED = "machine", "keyed"
"""Our own words beside Twilio's: an answering machine took the call; somebody pressed a key or was understood."""

_RANKS = {"queued": 1, "initiated": 2, "ringing": 3, "in-progress": 4, "answered": 4}
# However it ended without a key, nobody is known to have heard it: the next address is tried at once.
_RANKS |= dict.fromkeys(("busy", "no-answer", "failed", "canceled", "completed", MACHINE), 5)
_RANKS |= {KEYED: 6}

_ENDS = {
    "busy": ("busy", "the line is busy"),
    "no-answer": ("no_answer", "nobody picked up"),
    "canceled": ("canceled", "the call was ended before anybody picked up"),
    "completed": ("no_key", "nobody pressed a key"),
    MACHINE: ("machine", "an answering machine took the call"),
}


def receipt(call: str, status: str, delivery: UUID | None, code: str = "") -> Receipt:
    """A call's state as a receipt of its delivery."""
    rank = _RANKS.get(status, 0)
    failure = None
    if rank == 5:
        name, reason = _ENDS.get(status, ("", f"Twilio: {status}"))
        failure = verdict(code) or Failed(reason, permanent=False, code=name or code, elsewhere=True)
        code = failure.code
    return Receipt("voice", call, status, code, delivery, rank=rank, delivered=status == KEYED, failure=failure)


NOT_OUR_CALLER = ("21210", "21212")
"""Twilio's codes for a number that calls may not show."""

QUICKLY = 1.0
"""Seconds within which a second request still fits into the lease of a delivery."""


class Voice:
    """Calls from our number; those of processes from the one that `callers` chooses for the number that is called.

    `public_url`: where Twilio fetches what is said and tells what became of the call; the
    delivery's id stands in both addresses, and Twilio signs them."""

    name = "voice"

    def __init__(
        self,
        session: ClientSession,
        account_sid: str,
        auth_token: str,
        *,
        sender: str,
        base_url: str = "https://api.twilio.com",
        public_url: str = "",
        callers: Callable[[str, str], Awaitable[str | None]] | None = None,
    ) -> None:
        self._sender, self._callers = sender, callers
        base = base_url.rstrip("/")
        url = URL(f"{base}/2010-04-01/Accounts/{quote(account_sid)}/Calls.json", encoded=True)
        headers = {
            "Authorization": aiohttp.encode_basic_auth(account_sid, auth_token),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._wire = Wire(session, url, headers)
        here = f"{public_url.rstrip('/')}/webhook/voice"
        events = "".join(f"&StatusCallbackEvent={event}" for event in ("initiated", "ringing", "answered", "completed"))
        self._form = (
            f"From={{2}}&Method=POST&StatusCallbackMethod=POST{events}&Timeout={RING_SECONDS}"
            f"&MachineDetection=Enable&MachineDetectionTimeout={MACHINE_SECONDS}"
            f"&StatusCallback={quote_plus(here + '/status?delivery=')}{{0}}&Url={quote_plus(here + '?delivery=')}{{0}}&To={{1}}"
        )
        self.client: Any = Client(account_sid, auth_token, http_client=TwilioHttp(session))  # type: ignore[no-untyped-call]
        self.client.api.base_url = base

    async def send(self, out: Outgoing) -> Result:
        """Begin a call. What is said in it is fetched from us once somebody answers."""
        sender = self._sender
        if out.kind == "process" and self._callers is not None:
            sender = await self._callers(out.to, sender) or sender
        began = time.monotonic()
        result = await self._begin(out, sender)
        if sender == self._sender or not isinstance(result, Failed) or result.code not in NOT_OUR_CALLER:
            return result
        # A wrong entry in a registry silences nobody's phone, and is no fault of the whole channel.
        log.error("a caller id is refused by Twilio", extra={"caller": sender, "code": result.code})
        if time.monotonic() - began > QUICKLY:
            return replace(result, whole_channel=False)
        return await self._begin(out, self._sender)

    async def _begin(self, out: Outgoing, sender: str) -> Result:
        form = self._form.format(out.delivery_id.hex, quote_plus(out.to), quote_plus(sender))
        try:
            answer = await self._wire.post(form.encode())
        except NotSent as wrong:
            return Failed(f"not sent: {wrong}", permanent=False, code="unreachable")
        except NoAnswer as wrong:
            return Unknown(f"no answer: {wrong}")
        return outcome(answer.status, answer.body, answer.headers, CALL_ID)

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """The newest call to this number since then in Twilio's list, and how it ended if it did.

        The list does not show which delivery a call was made for: `messages.resolve` refuses one that belongs to
        another. Not in the list: it was not made. None: the list could not be had.
        """
        try:
            listed = await self.client.calls.list_async(to=out.to, limit=20)
            ours = [
                call
                for call in listed
                if str(call.direction).startswith("outbound")
                and call.date_created
                and call.date_created >= since - LOOK_BACK
            ]
        except CLIENT_TROUBLE as wrong:
            log.info("the list of calls could not be read: %s", type(wrong).__name__)
            return None
        if not ours:
            return Failed("Twilio does not know it", permanent=False, code="not_found")
        newest = max(ours, key=lambda call: call.date_created)
        return receipt(newest.sid, str(newest.status), None).failure or Sent(newest.sid)

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """What Twilio has on record about this one call. A call that is over, and in which no key came to us, reached
        nobody that we know of."""
        try:
            found = await self.client.calls(provider_id).fetch_async()
            machine = answered_by(str(found.answered_by or "")) in ("machine", "fax")
            ended = str(found.status) == "completed"
            return receipt(provider_id, MACHINE if machine and ended else str(found.status), delivery_id)
        except CLIENT_TROUBLE as wrong:
            log.info("a call could not be asked about: %s", type(wrong).__name__)
            return None

    async def withdraw(self, to: str, provider_id: str, text: str) -> Failed | None:
        """End a call that still rings. One in which somebody is spoken to goes on: they may be answering right now, and
        whatever they press is told that the matter is settled."""
        try:
            await self.client.calls(provider_id).update_async(status="canceled")
        except (NotSent, NoAnswer) as wrong:
            return Failed(f"not ended: {wrong}", permanent=False, code="unreachable")
        except CLIENT_TROUBLE as wrong:
            log.info("a call could not be ended: %s", type(wrong).__name__)
        return None
