"""What a process writes about itself: one line an occasion, without secrets and without people's data.

A line reads `time LEVEL name: message key=value …`; the keys are what was given as `extra`. Text that came from outside
cannot begin a new line. What looks like a token, a phone number or an e-mail address is masked wherever it turns up, also
in what libraries say and in tracebacks.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Sequence

from wellcheck.config import Config

CHATTY = ("httpx", "httpcore", "aiohttp.access", "tortoise", "telegram", "twilio", "asyncio", "arq")
"""Libraries that tell at INFO what nobody asked, the Telegram token in its address included."""

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_DISCREET = re.compile(
    r"(?P<number>\+\d{7,15})(?!\d)"
    r"|(?P<bot>\bbot\d+:)[\w-]{8,}"  # api.telegram.org/bot<token>/…
    r"|(?P<jwt>\beyJ)[\w-]+\.[\w-]+\.[\w-]*"
    r"|(?P<scheme>\b(?:Bearer|Basic))\s+[\w.~+/=-]+"
    r"|(?P<refresh>\bwcr_)[\w-]+"
    r"|(?P<url>://)[^\s/@]+(?=@)"  # user and password of an address
    r"|(?P<mail>[\w.%+-]+)@[\w-]+(?:\.[\w-]+)+"
)

_SIGNS = ("+", "@", "eyJ", "bot", "wcr_", "Bearer", "Basic")


def _mask(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind == "number":
        return f"{found[0][:3]}…{found[0][-4:]}"
    return "…@…" if kind == "mail" else f"{found[kind or 0]}***"


def discreet(text: str) -> str:
    """The text without tokens, e-mail addresses and phone numbers; of a number its two ends are left."""
    # Most lines have nothing of the kind, and looking for these is much faster than the pattern.
    return _DISCREET.sub(_mask, text) if any(sign in text for sign in _SIGNS) else text


class Discreet(logging.Formatter):
    """One line per record, masked. `secrets` are left out wherever they stand."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted({secret for secret in secrets if len(secret) >= 8}, key=len, reverse=True)
        self._second = (0, "")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """UTC, to the millisecond."""
        second, shown = self._second
        if second != int(record.created):
            second = int(record.created)
            shown = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
            self._second = second, shown
        return f"{shown}.{int(record.msecs):03d}Z"

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The message and what came with it as `extra`, on one line."""
        line = super().formatMessage(record)
        more = [f"{name}={value}" for name, value in record.__dict__.items() if name not in _OWN]
        if more:
            line = f"{line} {' '.join(more)}"
        return line if line.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)

    def format(self, record: logging.LogRecord) -> str:
        """The whole record, traceback included."""
        line = super().format(record)
        for secret in self._secrets:
            if secret in line:
                line = line.replace(secret, "***")
        return discreet(line)


def start(config: Config) -> None:
    """Write to standard error from now on."""
    secrets = [config.master_token, config.setup_token, config.telegram_bot_token, config.telegram_webhook_secret]
    secrets += [*config.secret_keys, *config.twilio_auth_tokens, config.smtp_url, config.heartbeat_url]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(secrets + [url for url in (config.database_url, config.redis_url) if url]))
    logging.basicConfig(level=config.log_level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
