"""E-mail by SMTP: text and HTML, answered by links that open a page with one button."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime
from functools import cache
from html import escape
from urllib.parse import unquote, urlsplit
from uuid import UUID

from aiohttp import ClientSession
from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from wellcheck.channels.http import CONNECT_SECONDS, TOTAL_SECONDS, Connector
from wellcheck.config import is_loopback
from wellcheck.i18n import T, direction, say
from wellcheck.messages import answers
from wellcheck.messages.values import Failed, Outgoing, Receipt, Result, Sent, Unknown
from wellcheck.text import clean, cut

log = logging.getLogger(__name__)

PLACES, KEPT_FREE = 20, 5
"""Connections to the mail server at most; of these so many are for alarms alone."""

GREY_SECONDS = 60.0
"""When a server that wants an address tried later is asked again. What is urgent goes to the next address meanwhile."""

IDLE_SECONDS = 20.0
"""A connection rests so long before it is closed; mail servers give up on theirs after some minutes."""

MOST_SUBJECT = 78
"""Letters of a subject (RFC 5322 §2.1.1)."""

NO_REPLY = T("Please do not answer this e-mail: nobody would read it.")
USE_LINKS = T("Please do not answer this e-mail: nobody would read it. Use one of the links above instead.")
NO_MORE = T("I do not want these e-mails any more")


# --- what we say -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail before it is written down. `links`: (label, address) of each answer; `leave`: where to end all this ("": not
    here)."""

    subject: str
    text: str
    links: tuple[tuple[str, str], ...]
    leave: str
    language: str


def subject(text: str) -> str:
    """The first sentence, or the first two: what it is about, in the recipient's language, where a screen shows no more."""
    line = next((line for line in clean(text).splitlines() if line.strip()), "Wellcheck").strip()
    # Not "Mrs." nor "Hello Bob, Wellcheck here.": what ends a subject has said something.
    ends = re.search(r"^.{30,}?[.!?؟।](?=\s)|^.{10,}?[。！？]", line)
    return cut(ends[0].rstrip(".।。") if ends else line.rstrip(".।。"), MOST_SUBJECT)


def compose(out: Outgoing, public_url: str, now: datetime) -> Mail:
    """What this delivery says, and where its answers lead."""

    def link(place: int, key: str = "") -> str:
        return f"{public_url}/answer/{answers.word(answers.Link.to(out.delivery_id, place, key), out.kind, now)}"

    links = tuple((label, link(place, key)) for place, (key, label) in enumerate(out.options))
    # Whom a process of somebody else's writes to is nobody we know: there is nothing here that they could end.
    leave = "" if out.kind == "process" else link(answers.LEAVE)
    return Mail(subject(out.text), clean(out.text).strip(), links, leave, out.language)


def plain(mail: Mail) -> str:
    """The mail for programs that show text alone."""
    parts = [mail.text, *(f"{label}:\n{link}" for label, link in mail.links)]
    said = say(USE_LINKS if mail.links else NO_REPLY, mail.language)
    leave = [f"{say(NO_MORE, mail.language)}:\n{mail.leave}"] if mail.leave else []
    return "\n\n".join([*parts, "-- \n" + said, *leave]) + "\n"


def html(mail: Mail) -> str:
    """The mail as most will see it: large letters, one large button per answer, no pictures, nothing from elsewhere that
    would tell who has opened it."""
    paragraphs = "".join(f'<p style="margin:0 0 16px">{_lines(part)}</p>' for part in re.split(r"\n{2,}", mail.text))
    buttons = "".join(
        f'<p style="margin:0 0 16px"><a href="{escape(link)}" style="display:inline-block;padding:14px 28px;'
        "border:2px solid #14506e;border-radius:8px;background:#14506e;color:#ffffff;font-weight:bold;"
        f'text-decoration:none">{escape(label)}</a></p>'
        for label, link in mail.links
    )
    said = escape(say(USE_LINKS if mail.links else NO_REPLY, mail.language))
    no_more = escape(say(NO_MORE, mail.language))
    leave = f'<br><a href="{escape(mail.leave)}" style="color:#555555">{no_more}</a>' if mail.leave else ""
    way = direction(mail.language)
    return (
        f'<!doctype html><html lang="{escape(mail.language)}" dir="{way}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(mail.subject)}</title></head>'
        f'<body style="margin:0;padding:24px;background:#ffffff;color:#111111;font-family:sans-serif;font-size:19px;'
        f'line-height:1.5"><div lang="{escape(mail.language)}" dir="{way}" style="max-width:36em">'
        f'{paragraphs}{buttons}<p style="margin:32px 0 0;font-size:15px;color:#555555">{said}{leave}</p>'
        "</div></body></html>"
    )


_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def _lines(text: str) -> str:
    """Escaped, with line breaks, and with addresses that can be tapped."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        link = escape(found[0])
        parts += [escape(text[end : found.start()]), f'<a href="{link}">{link}</a>']
        end = found.end()
    return "".join([*parts, escape(text[end:])]).replace("\n", "<br>")


def message_id(delivery_id: UUID, sender: str) -> str:
    """The same for every attempt, so that a mail sent twice is known as one."""
    return f"<{delivery_id.hex}@{sender.rpartition('@')[2]}>"


def written(mail: Mail, out: Outgoing, sender: str, now: datetime) -> bytes:
    """The mail as it goes over the wire (RFC 5322, 2045; `Auto-Submitted`: RFC 3834, so that no machine answers)."""
    message = EmailMessage(policy=WIRE)
    message["From"] = Address("Wellcheck", addr_spec=sender)
    message["To"] = Address(addr_spec=out.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(out.delivery_id, sender)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    if out.kind == "alarm":
        message["Importance"] = "high"
    # Base64, so that no server has to break or change a line of it.
    message.set_content(plain(mail), cte="base64")
    message.add_alternative(html(mail), subtype="html", cte="base64")
    return message.as_bytes()


def _is_address(text: str) -> bool:
    """Whether this can be written behind "To:" at all. Python's parser wants a mail header's syntax, no more."""
    try:
        parsed = Address(addr_spec=text)
    except (ValueError, IndexError, HeaderParseError):
        return False
    return bool(parsed.username and parsed.domain) and text.isascii() and text.isprintable()


# --- what a mail server's words mean ---------------------------------------------------------------------------------

_GONE = re.compile(r"5\.1\.[1-36]\b|5\.1\.10\b|5\.2\.1\b")
"""Enhanced codes that say for good that there is no such mailbox (RFC 3463, 7505)."""

_ENHANCED = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")


def verdict(code: int, said: str, about_address: bool) -> Failed:
    """What a refusal means for us. `about_address`: it was the answer to RCPT. Only a mailbox that is not there is dead; what
    a server has against this message, or against us, is tried elsewhere and may go well tomorrow."""
    enhanced = _ENHANCED.search(said)
    # Most servers repeat the address; what is kept of a failure names nobody.
    reason = re.sub(r"\S+@\S+", "…", f"{code} {clean(said)}".replace("\n", " "))[:180]
    if code < 500:
        # Of an address: "come back in some minutes", as servers say to strangers (greylisting), or it takes too much just now.
        return Failed(reason, permanent=False, code=str(code), retry_after=GREY_SECONDS if about_address else None)
    if code == 530:
        return Failed(reason, permanent=False, code=str(code), whole_channel=True)
    gone = bool(_GONE.search(said)) if enhanced else about_address and code in (550, 551, 553, 556)
    return Failed(reason, permanent=gone, code=str(code), elsewhere=not gone)


def outcome(wrong: BaseException, in_doubt: bool) -> Failed | Unknown:
    """What an attempt that ended like this means. `in_doubt`: the message itself had begun to leave us."""
    match wrong:
        case SMTPAuthenticationError():
            reason = f"our user or password is not accepted ({wrong.code})"
            return Failed(reason, permanent=False, code=str(wrong.code), whole_channel=True)
        case SMTPSenderRefused() if wrong.code >= 500:
            return Failed(f"our sender is not accepted ({wrong.code})", False, code=str(wrong.code), whole_channel=True)
        case SMTPConnectError() | SMTPHeloError():
            return Failed(type(wrong).__name__, permanent=False)
        case SMTPResponseException() if 400 <= wrong.code < 600:
            return verdict(wrong.code, str(wrong.message), isinstance(wrong, SMTPRecipientRefused))
        case _ if in_doubt:
            return Unknown(type(wrong).__name__)
        case NoTls():
            return Failed("the mail server offers no TLS", permanent=False, whole_channel=True)
    return Failed(type(wrong).__name__, permanent=False)


class NoTls(Exception):
    """What would have to be sent readable by everybody on the way is not sent."""


# --- the wire --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over. `insecure`: also without TLS; the password is then only said to this machine itself."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    insecure: bool = False
    local: bool = False

    @classmethod
    def of(cls, url: str, insecure: bool = False) -> Server:
        """What an SMTP_URL says."""
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        port = parts.port or (465 if tls else 587)
        return cls(parts.hostname or "", port, tls, user, password, insecure, is_loopback(url))


class Email:
    """Mail through one server, over few connections that are kept."""

    name = "email"

    def __init__(
        self,
        session: ClientSession,
        server: Server,
        *,
        sender: str,
        public_url: str,
        now: Callable[[], datetime],
        tls: ssl.SSLContext | None = None,
        seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._server, self._sender, self._public_url, self._now = server, sender, public_url, now
        self._tls, self._seconds = tls, seconds
        self._resting: list[tuple[float, SMTP]] = []
        self._places, self._usual = asyncio.Semaphore(PLACES), asyncio.Semaphore(PLACES - KEPT_FREE)
        connector = session.connector
        if isinstance(connector, Connector):
            connector.wires.add(self)

    async def send(self, out: Outgoing) -> Result:
        """Hand one mail over, within 10 s. Never raises; a doubtful outcome is `Unknown`."""
        now = self._now()
        if not _is_address(out.to):
            return Failed("this is not a mail address", permanent=True)
        try:
            raw = written(compose(out, self._public_url, now), out, self._sender, now)
        except Exception as bug:  # whatever is wrong with these words is no fault of the address
            log.exception("a mail could not be written", extra={"delivery": str(out.delivery_id)})
            return Failed(type(bug).__name__, permanent=False, elsewhere=True)
        left = False
        try:
            async with asyncio.timeout(self._seconds), self._place(out.kind), self._line(out.to) as line:
                left = True
                await line.data(raw)
        except (SMTPException, OSError, TimeoutError, ssl.SSLError, NoTls, ValueError, RuntimeError) as wrong:
            return outcome(wrong, in_doubt=left)
        return Sent(message_id(out.delivery_id, self._sender)[1:-1][:64])

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """A mail server keeps no list that we could read."""
        return None

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """Nobody says what became of a mail."""
        return None

    async def withdraw(self, to: str, provider_id: str, text: str) -> None:
        """What is in a mailbox stays there; whoever follows its link reads that it is settled."""

    def close(self) -> None:
        """End the connections that rest."""
        while self._resting:
            self._resting.pop()[1].close()

    @asynccontextmanager
    async def _place(self, kind: str) -> AsyncIterator[None]:
        """A connection may be used now. Some are kept for alarms."""
        async with contextlib.AsyncExitStack() as stack:
            if kind not in ("alarm", "all_clear"):
                await stack.enter_async_context(self._usual)
            await stack.enter_async_context(self._places)
            yield

    @asynccontextmanager
    async def _line(self, to: str) -> AsyncIterator[SMTP]:
        """A connection on which the server waits for a mail to this address. It rests afterwards if all went well."""
        line = await self._ready(to)
        try:
            yield line
        except BaseException:
            line.close()  # whatever it was in the middle of
            raise
        now = asyncio.get_running_loop().time()
        self._resting.append((now + IDLE_SECONDS, line))

    async def _ready(self, to: str) -> SMTP:
        while (line := self._rested()) is not None:
            try:
                return await self._address(line, to)
            except SMTPResponseException as refused:
                if refused.code != 421:
                    raise
            except (SMTPException, OSError):
                pass  # it was closed while it rested: nothing was said on it
        return await self._address(await self._connect(), to)

    def _rested(self) -> SMTP | None:
        now = asyncio.get_running_loop().time()
        while self._resting:
            until, line = self._resting.pop()
            if until > now and line.is_connected:
                return line
            line.close()
        return None

    async def _address(self, line: SMTP, to: str) -> SMTP:
        try:
            await line.mail(self._sender)
            await line.rcpt(to)
        except BaseException:
            line.close()
            raise
        return line

    async def _connect(self) -> SMTP:
        server = self._server
        must = not server.insecure and not server.local
        line = SMTP(
            hostname=server.host,
            port=server.port,
            local_hostname=self._sender.rpartition("@")[2],
            use_tls=server.tls,
            start_tls=None if not server.tls and not must else not server.tls,
            tls_context=self._tls or _tls(),
            timeout=self._seconds,
        )
        try:
            async with asyncio.timeout(min(CONNECT_SECONDS, self._seconds)):
                await line.connect()
            if server.user:
                safe = line.get_transport_info("sslcontext") is not None
                if not safe and not (server.insecure and server.local):
                    raise NoTls
                await line.login(server.user, server.password)  # some servers think a while about a wrong one
        except BaseException as wrong:
            line.close()
            if must and isinstance(wrong, SMTPException) and "STARTTLS" in str(wrong):
                raise NoTls from wrong
            raise
        return line


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are checked against the system's authorities."""
    return ssl.create_default_context()
