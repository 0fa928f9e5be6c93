"""The sandbox's mail server: it takes mail for the phones, by SMTP, and shows them what a mail program would."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

from aiosmtpd.smtp import SMTP, Envelope, Session

from wellcheck.sandbox.faults import Fault, Faults
from wellcheck.sandbox.state import Json, Message, Phone, World

OK = "250 OK"


class Mailboxes:
    """One mailbox per phone. An address that nobody has gets a phone as long as there is room on the page."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults

    @asynccontextmanager
    async def serve(self, port: int) -> AsyncIterator[None]:
        """The mail server, on this machine alone. Without TLS: nothing leaves it."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(self, hostname="localhost"), "127.0.0.1", port)
        try:
            yield
        finally:
            server.close()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whom it is for."""
        phone = self.world.phone_of_mail(address)
        fault = self.faults.take("smtp", "rcpt", phone)
        answer = "550 5.1.1 There is no such mailbox" if phone is None else OK
        if fault is not None:
            answer = await self._misbehave(server, fault)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """The mail itself."""
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        for address in envelope.rcpt_tos:
            phone = self.world.phone_of_mail(address)
            fault = self.faults.take("smtp", "data", phone)
            if fault is None or fault.accept or fault.kind in ("timeout_after_accept", "delay"):
                self._deliver(phone, mail)
            if fault is not None and (answer := await self._misbehave(server, fault)) != OK:
                return answer
        return OK

    async def _misbehave(self, server: SMTP, fault: Fault) -> str:
        if fault.kind == "status":
            return f"{fault.status} {fault.body or 'The sandbox was told to say so'}"
        if fault.kind != "refuse":
            await self.faults.pause(fault.seconds)
        if fault.kind == "delay":
            return OK
        if isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "421 Good bye"

    def _deliver(self, phone: Phone | None, mail: EmailMessage) -> None:
        message = self.world.new_message(phone, "email", False, "", "sent")
        message.to, message.sender = str(mail["To"]), str(mail["From"])
        read = shown(mail)
        message.text = read.text
        message.buttons = [[{"text": label, "url": url}] for label, url in read.buttons]
        message.content = {"mail": read.around | {"subject": str(mail["Subject"])}}
        self._land(message, phone)

    def _land(self, message: Message, phone: Phone | None) -> None:
        if phone is not None and phone.power:
            message.status = "delivered"
        self.world.save_message(message)

    def arrive(self, phone: Phone) -> None:
        """The phone is on again: what lay in its mailbox is shown."""
        for message in self.world.waiting(phone):
            if message.channel == "email":
                self._land(message, phone)


@dataclass(slots=True)
class Shown:
    """A mail as its reader sees it: words, then buttons (label, address), then small print."""

    text: str
    buttons: list[tuple[str, str]]
    around: Json = field(default_factory=dict)
    """{"small": the small print, "links": [[label, address]] of the words in it that lead somewhere}."""


def shown(mail: EmailMessage) -> Shown:
    """What of the HTML is seen. A link that stands alone is a button; a paragraph with labelled links is small print."""
    body = mail.get_body(("html", "plain"))
    reader = _Reader()
    if body is not None and body.get_content_subtype() == "html":
        reader.feed(body.get_content())
        reader.close()
    elif body is not None:
        reader.words = [(body.get_content(), [])]
    said, buttons, small, links = [], [], [], []
    for words, found in reader.words:
        if len(found) == 1 and found[0][0] == words:
            buttons.append(found[0])
        elif labelled := [link for link in found if link[0] != link[1]]:
            small.append(words)
            links += [list(link) for link in labelled]
        elif words:
            said.append(words)
    return Shown("\n\n".join(said), buttons, {"small": "\n".join(small), "links": links})


class _Reader(HTMLParser):
    """Paragraphs with their links."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[str, list[tuple[str, str]]]] = []
        self._text: str | None = None
        self._links: list[tuple[str, str]] = []
        self._link: tuple[int, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self._text, self._links = "", []
        elif tag == "br" and self._text is not None:
            self._text += "\n"
        elif tag == "a" and self._text is not None:
            self._link = len(self._text), dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._text is None:
            return
        if tag == "a" and self._link is not None:
            begin, href = self._link
            self._links.append((self._text[begin:], href))
            self._link = None
        elif tag == "p":
            self.words.append((re.sub(r"[ \t]+", " ", self._text).strip(), self._links))
            self._text = None
