"""A real mail server on this machine, with a certificate of its own, which takes mail or refuses it as a test says."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "wellcheck", "a password: with @ and /"


@cache
def _certificate() -> tuple[bytes, bytes]:
    """(certificate, key) of this machine's own address, in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1)).add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return made.public_bytes(serialization.Encoding.PEM), private


@cache
def _contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(the server's, that of a client who believes it)."""
    certificate, key = _certificate()
    serves = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        (Path(folder) / "both.pem").write_bytes(certificate + key)
        serves.load_cert_chain(Path(folder) / "both.pem")
    return serves, ssl.create_default_context(cadata=certificate.decode())


def trusting() -> ssl.SSLContext:
    """A client that believes this server's certificate."""
    return _contexts()[1]


@dataclass
class MailServer:
    """What arrived, and what is answered. `rcpt`, `mail` and `end` are answers in place of 250 OK, "hang" or "drop"."""

    port: int = 0
    connections: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    mail: str = ""
    rcpt: str = ""
    end: str = ""
    lines: list[asyncio.Transport] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to this address, oldest first."""
        return [mail for mail in self.mails if mail["To"] == address]

    def hang_up(self) -> None:
        """Close every connection, as mail servers do after a while."""
        for line in self.lines:
            line.close()

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mail:
            return self.mail
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt:
            return await _answer(server, self.rcpt)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.end and self.end[0] in "45":
            return self.end
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.senders.append(envelope.mail_from or "")
        self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return await _answer(server, self.end) if self.end else "250 OK"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        """Our one user, by their password."""
        assert isinstance(data, LoginPassword)
        self.users.append(data.login.decode())
        right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=right, handled=False)


async def _answer(server: SMTP, what: str) -> str:
    match what:
        case "hang":
            await asyncio.sleep(30)
        case "drop":
            server.transport.abort()
    return what if what[0] in "2345" else "250 OK"


@asynccontextmanager
async def mail_server(tls: str = "starttls", login: bool = False) -> AsyncIterator[MailServer]:
    """A mail server on a free port. `tls`: "starttls", "smtps" or "none"; `login`: it wants a user."""
    there = MailServer()
    context = _contexts()[0]

    class Counted(SMTP):
        def connection_made(self, transport: Any) -> None:
            if transport.get_extra_info("sslcontext") is None or tls == "smtps":
                there.connections += 1
            there.lines.append(transport)
            super().connection_made(transport)

    def made() -> SMTP:
        return Counted(
            there, hostname="localhost", tls_context=context if tls == "starttls" else None,
            authenticator=there.authenticate if login else None, auth_required=login,
            auth_require_tls=False, enable_SMTPUTF8=False,
        )  # fmt: skip

    loop = asyncio.get_running_loop()
    server = await loop.create_server(made, "127.0.0.1", 0, ssl=context if tls == "smtps" else None)
    there.port = server.sockets[0].getsockname()[1]
    try:
        yield there
    finally:
        there.hang_up()
        server.close()
        await asyncio.sleep(0)
