"""What a process writes about itself: one line an occasion, without secrets and without people's data.

A line reads `time LEVEL name: message key=value …`; the keys are what was given as `extra`. Text that came from outside
cannot begin a new line. What looks like a token, a phone number or an e-mail address is masked wherever it turns up, also
in what libraries say and in tracebacks.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from typing import TextIO

from wellcheck.config import Config

CHATTY = ("httpx", "httpcore", "aiohttp.access", "tortoise", "telegram", "twilio", "asyncio", "arq")
"""Libraries that tell at INFO what nobody asked, the Telegram token in its address included."""

HOLD = 0.05
"""Seconds that a line may wait for others before it is written."""

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


class Gathering(logging.StreamHandler[TextIO]):
    """Writes what an event loop says in one go, a twentieth of a second later at most: a third of the cost per line.

    From a warning on, and where no loop runs, at once.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._held: list[logging.LogRecord] = []
        self._due = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record for a moment, or write it with all that were kept."""
        self._held.append(record)
        if record.levelno < logging.WARNING:
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                pass
            else:
                if not self._due:
                    self._due = True
                    loop.call_later(HOLD, self.flush)
                return
        self.flush()

    def flush(self) -> None:
        """Write what was kept. The interpreter calls it too, when it ends."""
        with self.lock or nullcontext():
            held, self._held, self._due = self._held, [], False
            try:
                if held:
                    self.stream.write("".join(f"{self.format(record)}\n" for record in held))
                super().flush()
            except Exception:
                self.handleError(held[-1] if held else logging.makeLogRecord({}))

    def close(self) -> None:
        """Write what was kept, and end."""
        self.flush()
        super().close()


def start(config: Config) -> None:
    """Write to standard error from now on."""
    secrets = [config.master_token, config.setup_token, config.telegram_bot_token, config.telegram_webhook_secret]
    secrets += [config.metrics_token, config.webhook_secret]
    secrets += [part.partition("=")[2].strip() for part in config.otel_exporter_otlp_headers.split(",")]
    secrets += [*config.secret_keys, *config.twilio_auth_tokens, config.smtp_url, config.heartbeat_url]
    handler = Gathering(sys.stderr)
    handler.setFormatter(Discreet(secrets + [url for url in (config.database_url, config.redis_url) if url]))
    logging.basicConfig(level=config.log_level, handlers=[handler], force=True)
    # None of this is shown, and finding it out takes longer than writing the line (docs: logging, "Optimization").
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
