"""What a process writes about itself: one line an occasion, without secrets and without people's numbers."""

from __future__ import annotations

import logging
import re
import sys

from wellcheck.config import Config

NUMBER = re.compile(r"\+\d{7,15}\b")
CHATTY = ("httpx", "httpcore", "aiohttp.access", "tortoise", "telegram", "twilio", "asyncio")
"""Libraries that tell at INFO what nobody asked, the Telegram token in its address included."""


class Discreet(logging.Formatter):
    """Leaves out what must not be read in a log: tokens and keys entirely, of a phone number all but its ends."""

    def __init__(self, secrets: list[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted((secret for secret in secrets if len(secret) >= 8), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return NUMBER.sub(lambda found: f"{found[0][:3]}…{found[0][-4:]}", line)


def start(config: Config) -> None:
    """Write to standard error from now on."""
    secrets = [config.master_token, config.setup_token, config.telegram_bot_token, config.telegram_webhook_secret]
    secrets += [*config.secret_keys, *config.twilio_auth_tokens, config.smtp_url, config.heartbeat_url]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(secrets + [url for url in (config.database_url, config.redis_url) if url]))
    logging.basicConfig(level=config.log_level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
