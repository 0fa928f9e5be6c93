"""Phones without providers: local stand-ins of the Telegram Bot API and the Twilio REST API, and a page of phones."""

from __future__ import annotations

BOT_NAME = "Wellcheck"
BOT_USERNAME = "WellcheckSandboxBot"
MESSAGING_SERVICE_SID = "MG" + "0" * 32

PEOPLE = (
    ("ada", "Ada", "+447700900001", 7001),
    ("bob", "Bob", "+447700900002", 7002),
    ("cara", "Cara", "+447700900003", 7003),
)
