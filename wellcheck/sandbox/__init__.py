"""Phones without providers: local stand-ins of Telegram, of Twilio and of a mail server, and a page of phones."""

from __future__ import annotations

BOT_NAME = "Wellcheck"
BOT_USERNAME = "WellcheckSandboxBot"
MAIL_DOMAIN = "example.org"
MESSAGING_SERVICE_SID = "MG" + "0" * 32

PEOPLE = (
    ("ada", "Ada", "+447700900001", 7001),
    ("bob", "Bob", "+447700900002", 7002),
    ("cara", "Cara", "+447700900003", 7003),
)
