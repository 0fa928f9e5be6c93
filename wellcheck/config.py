"""What this installation was told: the environment and a `.env` file, read once.

Every mistake is found before anything starts, and all of them are named together. What would leave a door open (an
empty webhook secret, a short token, a fast clock in front of a real provider) is a mistake, not a warning.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

Network = IPv4Network | IPv6Network
Value = TypeVar("Value")


class ConfigMistakes(Exception):
    """Everything that is wrong with the configuration, one sentence each, the variable's name in front."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a minute in the long run, and so many at once. 0: no limit."""

    per_minute: int
    burst: int

    def __str__(self) -> str:
        """As it stands in the environment."""
        return f"{self.per_minute}/{self.burst}" if self.burst else "0"


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the configuration table."""

    name: str
    default: str
    meaning: str


VARIABLES = tuple(
    Variable(*row)
    for row in (
        ("DATABASE_URL", "", "PostgreSQL (14 or newer). Unset: an embedded one, started for you"),
        ("REDIS_URL", "", "Redis or Valkey. Unset: an embedded Valkey, started for you"),
        ("WELLCHECK_HOME", "~/.local/share/wellcheck", "data folder of the embedded servers, keys and logs"),
        ("HOST", "127.0.0.1", "address the web server listens on"),
        ("PORT", "8080", "port the web server listens on"),
        ("SANDBOX_PORT", "", "port of the sandbox's stand-ins. Unset: PORT + 1"),
        ("SANDBOX_MAIL_PORT", "", "port of the sandbox's mail server. Unset: SANDBOX_PORT + 1"),
        (
            "PUBLIC_URL",
            "",
            "address under which providers reach us; signatures are checked against it. Unset: this machine",
        ),
        ("TRUSTED_PROXIES", "", "addresses or networks whose X-Forwarded-For is believed, separated by commas"),
        (
            "SECRET_KEYS",
            "",
            "keys that seal and sign, newest first, each ≥ 32 characters. Unset: made when embedded",
        ),
        ("MASTER_TOKEN", "", "token that may do everything, ≥ 32 characters. Unset: there is none"),
        (
            "SETUP_TOKEN",
            "",
            "one-time token for the first admin, ≥ 16 characters. Unset: made and printed once",
        ),
        ("TELEGRAM_BOT_TOKEN", "", "token of your bot, from @BotFather"),
        ("TELEGRAM_API_BASE_URL", "https://api.telegram.org", "where the Telegram Bot API is"),
        (
            "TELEGRAM_MODE",
            "polling",
            "`polling`, or `webhook`, which needs PUBLIC_URL and TELEGRAM_WEBHOOK_SECRET",
        ),
        ("TELEGRAM_WEBHOOK_SECRET", "", "32 to 256 letters, digits, `_` and `-`; Telegram shows it at each call"),
        ("TELEGRAM_PER_SECOND", "30", "messages a second that the bot may send; 0: no limit"),
        ("TWILIO_ACCOUNT_SID", "", "your Twilio account: AC and 32 hexadecimal digits"),
        ("TWILIO_AUTH_TOKEN", "", "its token; several by comma while it is being changed, newest first"),
        ("TWILIO_API_BASE_URL", "https://api.twilio.com", "where the Twilio API is"),
        ("TWILIO_FROM_NUMBER", "", "number that text messages come from, as +441234567890"),
        ("TWILIO_MESSAGING_SERVICE_SID", "", "Messaging Service to send through instead: MG and 32 hexadecimal digits"),
        ("TWILIO_WHATSAPP_FROM", "", "number that WhatsApp messages come from, as +441234567890"),
        ("TWILIO_WHATSAPP_TEMPLATE", "", "template for WhatsApp after a day of silence: HX and 32 hexadecimal digits"),
        ("TWILIO_VOICE_FROM", "", "number that calls come from. Unset: TWILIO_FROM_NUMBER"),
        ("SMS_PER_SECOND", "10", "text messages a second that the number or service may send; 0: no limit"),
        ("CALLS_PER_SECOND", "1", "calls a second that may be begun; 0: no limit"),
        (
            "SPEND_CAP_MONTHLY",
            "0",
            "what texts and calls may cost a month (UTC); beyond it codes, invitations and chat are held back; 0: no limit",
        ),
        ("SPEND_CAP_PERSON", "0", "the same for each recipient; 0: no limit"),
        ("MESSAGE_PRICE", "0.05", "what a text or WhatsApp message counts as, in the currency of the two limits"),
        ("CALL_PRICE", "0.10", "what a call counts as"),
        (
            "SMTP_URL",
            "",
            "mail server, as smtp[s]://user:password@host:port (587 with STARTTLS, or 465). Unset: no e-mail",
        ),
        ("MAIL_FROM", "", "address that mail comes from"),
        (
            "SMTP_INSECURE",
            "",
            "`1`: mail may go to the server without TLS; a password only to this machine itself",
        ),
        ("MAIL_PER_SECOND", "10", "mails a second that the server takes; 0: no limit"),
        ("PUBNUB_SERVICE_URL", "https://ps.pndsn.com", "where pushes are published, PubNub or what speaks like it"),
        ("PUBNUB_PUB_KEY", "", "its publish key; with PUBNUB_SUB_KEY. Unset: no pushes"),
        ("PUBNUB_SUB_KEY", "", "its subscribe key"),
        ("PUBNUB_UUID", "wellcheck", "who we are there"),
        ("HEARTBEAT_URL", "", "called each minute, only while everything is healthy"),
        ("OUTBOUND_ALLOW_CIDRS", "", "private networks that webhooks and API calls may reach, by comma. Unset: none"),
        ("OUTBOUND_PORTS", "80,443,8080,8443", "ports that webhooks and API calls may reach, by comma; `*`: any"),
        (
            "WEBHOOK_SECRET",
            "",
            "what signs webhooks of events without a secret, ≥ 16 characters. Unset: made from SECRET_KEYS",
        ),
        ("WORKER_SLOTS", "16", "how many worker processes can share the work at most"),
        ("SEND_CONCURRENCY", "500", "deliveries one worker hands over at the same time"),
        (
            "PROCESS_PARALLEL",
            "3",
            "calls, mails or messages of processes that one worker hands over at a time, per channel",
        ),
        (
            "PROCESS_FOLD_SECONDS",
            "600",
            "steps of processes that are later than this go to one target as one, in seconds",
        ),
        ("PROCESS_STREAM", "", "Redis stream that requests for processes are read from. Unset: none"),
        (
            "REQUEST_QUEUE",
            "",
            "SQS FIFO queue that requests for processes are read from, its address. Needs `wellcheck[sqs]`. Unset: none",
        ),
        ("SQS_READ_WAIT_TIME_SECONDS", "3", "how long a reading of that queue waits for a message"),
        ("WS_ORIGINS", "", "web pages that may open `/ws`, as https://example.org, by comma. Unset: every one"),
        ("WS_HANDSHAKE_SECONDS", "10", "how long a connection to `/ws` may take to say who it is"),
        ("WS_PING_SECONDS", "20", "how often it is pinged; one that does not answer within half of that is closed"),
        ("WS_QUEUE", "1000", "frames that may wait for a connection that reads slowly; with more it is closed"),
        ("WS_PER_TOKEN", "100", "connections that one person, or one API token, may have at a time; 0: no limit"),
        ("WS_ACK_SECONDS", "30", "how long a client may take to acknowledge an occurrence before it is sent again"),
        ("WS_MAX_ATTEMPTS", "5", "how often an occurrence is sent to a client that does not acknowledge it"),
        ("WS_OFFLINE_SECONDS", "86400", "how long an occurrence waits for a client that is not connected"),
        ("STREAM_HOURS", "24", "how far back a listener can go on from its cursor, in hours"),
        ("VISIT_START_MINUTES", "120", "minutes of visits that everybody begins with"),
        ("VISIT_PAL_PERCENT", "85", "how many of a hundred minutes of a visit its pal gets; the rest is the house's"),
        ("REGISTRATIONS_PER_HOUR", "60", "accounts that one network address may open for itself in an hour; 0: none"),
        ("MIN_PROBE_INTERVAL", "3600", "shortest time between two probes of one person, in seconds"),
        ("MIN_WAIT", "300", "shortest wait for an answer, in seconds"),
        ("MAX_WAIT", "7200", "longest wait for an answer, in seconds"),
        ("MAX_RETRIES", "6", "most follow-ups to one probe"),
        ("MAX_PAUSE_DAYS", "90", "longest pause, in days"),
        ("ACCESS_TOKEN_SECONDS", "86400", "life of an access token, in seconds"),
        (
            "ALLOWED_COUNTRIES",
            "",
            "countries that may be texted, as GB,HR. Unset: every one, premium numbers never",
        ),
        ("DEFAULT_COUNTRY", "", "country of numbers typed without one, as GB. Unset: they must be typed with +"),
        ("DEFAULT_ZONE", "UTC", "time zone of people who have not said theirs"),
        ("RETENTION_DAYS", "90", "how long message texts are kept, in days"),
        ("RATE_LIMIT_MASTER", "1000/200", "calls a minute with the master token, and how many at once; 0: no limit"),
        ("RATE_LIMIT_ADMIN", "500/100", "the same for each admin, and each API token with admin access"),
        ("RATE_LIMIT_OTHER", "200/50", "the same for each other user and API token"),
        ("RATE_LIMIT_SOURCE", "600/200", "the same for calls without a token that counts, for each network address"),
        (
            "METRICS_TOKEN",
            "",
            "token for `/metrics`, ≥ 32 characters. Without it: admins, and programs on this machine itself",
        ),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "",
            "OpenTelemetry collector for traces, as http://collector:4318. Needs `wellcheck[otel]`. Unset: none are made",
        ),
        ("OTEL_EXPORTER_OTLP_HEADERS", "", "headers that it wants, as name=value, by comma"),
        ("AUDIT_DAYS", "730", "how long entries of the audit trail are kept, in days"),
        ("RETENTION_EVENTS", "90d", "after so long events that are over move to the archive (m, h, d or w)"),
        ("RETENTION_OCCURRENCES", "90d", "after so long occurrences that are over move to the archive (m, h, d or w)"),
        ("RETENTION_ARCHIVE", "", "after so long in the archive they are deleted (m, h, d or w); empty: never"),
        (
            "BACKUP_TO",
            "",
            "folder, or s3://, gs://, az:// and bucket/prefix, for backups. Needs `wellcheck[backup]`. Unset: none are made",
        ),
        (
            "BACKUP_CRON",
            "0 * * * *",
            "when they are made, in UTC; and `wellcheck up` makes one more when it is stopped",
        ),
        ("BACKUP_RECIPIENTS", "", "public keys that backups are encrypted for, of age or ssh, by comma"),
        ("BACKUP_PASSPHRASE", "", "pass phrase that backups are encrypted with instead, ≥ 12 characters"),
        ("BACKUP_KEEP", "24h 7d 5w 12m", "of how many hours, days, weeks and months the newest backup stays"),
        ("CLOCK_SPEED", "1", "sandbox only: 60 lets a minute pass each second"),
        ("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR"),
    )
)
"""The configuration table, in the order of the README. A default is written as it would be in the environment."""

SANDBOX_BOT_TOKEN = "1:sandbox_stand_in_of_the_telegram_api"  # noqa: S105 - opens nothing but the local stand-in
SANDBOX_ACCOUNT_SID = "AC" + "0" * 32
SANDBOX_NUMBER = "+447700900000"
"""The sandbox's own number: the first of the range Ofcom keeps free for drama."""
SANDBOX_MAIL_FROM = "wellcheck@example.org"


@dataclass(frozen=True, slots=True)
class Config:
    """One process's configuration. Field names are the variables' names in small letters; see `VARIABLES`."""

    database_url: str | None = field(repr=False)
    redis_url: str | None = field(repr=False)
    wellcheck_home: Path
    host: str
    port: int
    sandbox_port: int
    sandbox_mail_port: int
    public_url: str
    trusted_proxies: tuple[Network, ...]
    secret_keys: tuple[str, ...] = field(repr=False)
    master_token: str = field(repr=False)
    setup_token: str = field(repr=False)
    telegram_bot_token: str = field(repr=False)
    telegram_api_base_url: str
    telegram_mode: str
    telegram_webhook_secret: str = field(repr=False)
    telegram_per_second: float
    twilio_account_sid: str
    twilio_auth_tokens: tuple[str, ...] = field(repr=False)
    twilio_api_base_url: str
    twilio_from_number: str
    twilio_messaging_service_sid: str
    twilio_whatsapp_from: str
    twilio_whatsapp_template: str
    twilio_voice_from: str
    sms_per_second: float
    calls_per_second: float
    spend_cap_monthly: float
    spend_cap_person: float
    message_price: float
    call_price: float
    smtp_url: str = field(repr=False)
    mail_from: str
    smtp_insecure: bool
    mail_per_second: float
    pubnub_service_url: str
    pubnub_pub_key: str = field(repr=False)
    pubnub_sub_key: str = field(repr=False)
    pubnub_uuid: str
    heartbeat_url: str = field(repr=False)
    outbound_allow_cidrs: tuple[Network, ...]
    outbound_ports: frozenset[int]
    """Empty: any."""
    webhook_secret: str = field(repr=False)
    worker_slots: int
    send_concurrency: int
    process_parallel: int
    process_fold_seconds: int
    process_stream: str
    request_queue: str
    sqs_read_wait_time_seconds: int
    ws_origins: tuple[str, ...]
    ws_handshake: timedelta
    ws_ping: timedelta
    ws_queue: int
    ws_per_token: int
    ws_ack: timedelta
    ws_max_attempts: int
    ws_offline: timedelta
    stream_kept: timedelta
    visit_start_minutes: int
    visit_pal_percent: int
    registrations_per_hour: int
    min_probe_interval: timedelta
    min_wait: timedelta
    max_wait: timedelta
    max_retries: int
    max_pause_days: int
    access_token_seconds: int
    allowed_countries: frozenset[str]
    default_country: str
    default_zone: str
    retention_days: int
    rate_limit_master: Rate
    rate_limit_admin: Rate
    rate_limit_other: Rate
    rate_limit_source: Rate
    metrics_token: str = field(repr=False)
    otel_exporter_otlp_endpoint: str
    otel_exporter_otlp_headers: str = field(repr=False)
    audit_days: int
    retention_events: timedelta
    retention_occurrences: timedelta
    retention_archive: timedelta | None
    backup_to: str
    backup_cron: str
    backup_recipients: tuple[str, ...]
    backup_passphrase: str = field(repr=False)
    backup_keep: str
    clock_speed: float
    log_level: str
    own_keys: bool
    """The key ring is this installation's own file, not SECRET_KEYS."""

    @property
    def installation(self) -> str:
        """Eight hexadecimal digits that tell this installation from others; unchanged when newer keys come."""
        return _derived(self.secret_keys, "installation")[:8]

    @property
    def sandbox(self) -> bool:
        """No provider is configured: the local stand-ins serve as Telegram and Twilio."""
        return self.telegram_bot_token == SANDBOX_BOT_TOKEN and self.twilio_account_sid == SANDBOX_ACCOUNT_SID

    @property
    def sandbox_mail(self) -> bool:
        """Mail goes to the sandbox's phones, and leaves this machine as little as anything else there."""
        return self.sandbox and self.smtp_url == _sandbox_smtp(self.sandbox_mail_port)

    @property
    def embedded(self) -> bool:
        """At least one of the two servers is ours to start."""
        return self.database_url is None or self.redis_url is None

    @property
    def telegram(self) -> bool:
        """A Telegram bot is there to speak through."""
        return bool(self.telegram_bot_token)

    @property
    def sms(self) -> bool:
        """Text messages can be sent and received."""
        return bool(self.twilio_account_sid)

    @property
    def whatsapp(self) -> bool:
        """WhatsApp messages can be sent and received."""
        return self.sms and bool(self.twilio_whatsapp_from)

    @property
    def voice(self) -> bool:
        """People can be called, and can call us."""
        return self.sms and bool(self.twilio_voice_from)

    @property
    def email(self) -> bool:
        """E-mails can be sent."""
        return bool(self.smtp_url)

    @property
    def push(self) -> bool:
        """Programs can be told by a realtime channel."""
        return bool(self.pubnub_pub_key)

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways to reach people that this installation has."""
        have = (
            ("telegram", self.telegram), ("sms", self.sms), ("whatsapp", self.whatsapp), ("voice", self.voice),
            ("email", self.email),
        )  # fmt: skip
        return tuple(name for name, on in have if on)

    @property
    def ways_out(self) -> tuple[str, ...]:
        """All ways that something may leave by: to people, and to programs."""
        return (*self.channels, *(("push",) if self.push else ()), "websocket")

    @property
    def local_url(self) -> str:
        """Where a browser on this machine finds the web server."""
        return _local_url(self.host, self.port)

    @classmethod
    def read(cls, environ: Mapping[str, str], home_env: bool = True) -> Config:
        """The configuration that `environ` describes, over the `.env` file of the working directory if `home_env`.

        Raises `ConfigMistakes` with every mistake. Makes the keys of an embedded installation at its first start.
        """
        given: dict[str, str] = {}
        if home_env:
            given |= {name: value or "" for name, value in dotenv_values(".env", interpolate=False).items()}
        given |= environ
        return _read(_Reader({name: value.strip() for name, value in given.items()}))


class _Reader:
    """Takes one variable after the other and keeps what is wrong with each."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.defaults = {variable.name: variable.default for variable in VARIABLES}
        self.mistakes: list[str] = []

    def wrong(self, name: str, what: str) -> None:
        self.mistakes.append(f"{name} {what}")

    def shown(self, name: str, text: str) -> str:
        """A value as an error may show it: secrets stay unsaid."""
        return "not well-formed" if name.endswith(("_TOKEN", "_SECRET", "_KEY", "_HEADERS")) else f"{text!r}"

    def text(self, name: str, default: str | None = None) -> str:
        """An empty variable is one that is not set: that is how compose files pass on what is missing."""
        return self.given.get(name) or (self.defaults[name] if default is None else default)

    def take(self, name: str, read: Callable[[str], Value], otherwise: Value, should: str) -> Value:
        text = self.text(name)
        if not text:
            return otherwise
        try:
            return read(text)
        except (ValueError, ArithmeticError, LookupError, OSError):
            self.wrong(name, f"is {self.shown(name, text)}; it should be {should}")
            return otherwise

    def whole(self, name: str, least: int, most: int, default: str | None = None) -> int:
        def read(text: str) -> int:
            value = int(text)
            if not least <= value <= most:
                raise ValueError
            return value

        return self.take(name, read, int(default or self.defaults[name]), f"a whole number from {least} to {most}")

    def rate(self, name: str) -> Rate:
        def read(text: str) -> Rate:
            found = [int(part) for part in text.split("/")] if text != "0" else [0, 0]
            per_minute, burst = found
            if text != "0" and not (1 <= per_minute <= 1_000_000 and 1 <= burst <= 1_000_000):
                raise ValueError
            return Rate(per_minute, burst)

        should = "calls a minute and calls at once, as 200/50, or 0"
        return self.take(name, read, read(self.defaults[name]), should)

    def seconds(self, name: str, least: int, most: int) -> timedelta:
        return timedelta(seconds=self.whole(name, least, most))

    def span(self, name: str) -> timedelta:
        """A duration: a whole number and m, h, d or w. Empty is a mistake."""
        units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
        text = self.given.get(name, self.defaults[name])
        found = re.fullmatch(r"([1-9][0-9]{0,4})([mhdw])", text)
        if found is None:
            self.wrong(name, f"is {text!r}; it should be like 90m, 12h, 30d or 1w")
            return timedelta(days=90)
        return timedelta(**{units[found[2]]: int(found[1])})

    def number(self, name: str, least: float, most: float) -> float:
        def read(text: str) -> float:
            value = float(text)
            if not (math.isfinite(value) and least <= value <= most):
                raise ValueError
            return value

        return self.take(name, read, float(self.defaults[name]), f"a number from {least:g} to {most:g}")

    def match(self, name: str, pattern: str, should: str, default: str | None = None) -> str:
        text = self.text(name, default)
        if text and not re.fullmatch(pattern, text):
            self.wrong(name, f"is {self.shown(name, text)}; it should be {should}")
            return ""
        return text

    def secret(self, name: str, least: int) -> str:
        text = self.text(name)
        if text and len(text) < least:
            self.wrong(name, f"has only {len(text)} characters; it should have at least {least}, chosen at random")
        return text

    def several(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(name).split(",") if part.strip())

    def networks(self, name: str) -> tuple[Network, ...]:
        found = []
        for part in self.several(name):
            try:
                found.append(ip_network(part))
            except ValueError as why:
                self.wrong(name, f"has {part!r} in it ({why}); it should be addresses or networks as 10.0.0.0/8")
        return tuple(found)

    def url(self, name: str, schemes: tuple[str, ...], plain: bool = False) -> str:
        """An address without a closing slash. `plain`: no user, query or fragment in it. Never shows a password."""
        text = self.text(name).rstrip("/")
        if not text:
            return ""
        if "://" not in text:
            self.wrong(name, f"has no scheme; it should start with {' or '.join(f'{s}://' for s in schemes)}")
            return ""
        parts = _split(text)
        if parts is None or parts.scheme not in schemes:
            self.wrong(name, f"should start with {' or '.join(f'{s}://' for s in schemes)} and be a valid address")
            return ""
        if parts.scheme not in ("unix", "postgres", "postgresql") and not parts.hostname:
            self.wrong(name, f"names no host; it should be like {schemes[-1]}://example.org")
            return ""
        if plain and (parts.username or parts.password or parts.query or parts.fragment):
            self.wrong(name, "should have no user, password, query or fragment in it")
            return ""
        return text

    def countries(self, name: str) -> frozenset[str]:
        found = frozenset(part.upper() for part in self.several(name))
        unknown = sorted(found - _known_countries()) if found else []
        if unknown:
            self.wrong(name, f"has {', '.join(unknown)} in it; it should be two-letter country codes such as GB,HR")
        return found


def _local_url(host: str, port: int) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host.strip("[]"), host.strip("[]"))  # noqa: S104 - not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what finds a port that is none
    except ValueError:
        return None
    return parts


@cache
def _known_countries() -> frozenset[str]:
    # Loaded only by installations that name countries: it costs 30 ms at start.
    from phonenumbers import SUPPORTED_REGIONS

    return frozenset(SUPPORTED_REGIONS)


def is_loopback(url: str) -> bool:
    """Whether an address cannot leave this machine."""
    host = (urlsplit(url).hostname or "").lower()
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def secrets_path(home: Path) -> Path:
    """The file of an embedded installation's keys."""
    return home / "secrets.json"


def secret_keys_of(home: Path) -> tuple[str, ...]:
    """The keys of an embedded installation, newest first; made at its first start and readable by its owner alone."""
    path = secrets_path(home)
    if not path.exists():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Linked into place: of two processes starting together, both read the keys of the first.
        handle, made = tempfile.mkstemp(dir=home, prefix=".secrets-")
        try:
            with os.fdopen(handle, "w") as file:
                json.dump({"secret_keys": [secrets.token_urlsafe(48)]}, file)
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(made, path)
            except FileExistsError:
                pass
        finally:
            os.unlink(made)
    keys = json.loads(path.read_text())["secret_keys"]
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and len(key) >= 32 for key in keys):
        raise ValueError("no list of keys")
    return tuple(keys)


def _ports(text: str) -> frozenset[int]:
    if text.strip() == "*":
        return frozenset()
    found = frozenset(int(part) for part in text.split(",") if part.strip())
    if not found or not all(0 < port < 65536 for port in found):
        raise ValueError(text)
    return found


def _derived(keys: tuple[str, ...], purpose: str) -> str:
    """A secret that every process with the same keys knows, unchanged when newer keys come: 64 hex digits."""
    digest = hmac.digest(keys[-1].encode(), f"wellcheck {purpose}".encode(), hashlib.sha256)
    return digest.hex()


def _read_keys(r: _Reader, home: Path) -> tuple[str, ...]:
    keys = r.several("SECRET_KEYS")
    if keys:
        for place, key in enumerate(keys, start=1):
            if len(key) < 32:
                r.wrong("SECRET_KEYS", f"has only {len(key)} characters in key {place}; each should have at least 32")
        if len(set(keys)) < len(keys):
            r.wrong("SECRET_KEYS", "has the same key twice; each should be there once, newest first")
        if len(keys) > 255:
            r.wrong("SECRET_KEYS", "has more than 255 keys; the ring holds no more")
    elif r.text("DATABASE_URL"):
        r.wrong("SECRET_KEYS", "is missing; with DATABASE_URL set it must be given: at least 32 random characters")
    else:
        try:
            keys = secret_keys_of(home)
        except OSError as why:
            r.wrong(
                "WELLCHECK_HOME", f"is {str(home)!r}, where nothing can be kept ({why.strerror}); name another folder"
            )
        except (ValueError, LookupError, TypeError):
            r.wrong("WELLCHECK_HOME", f"has a damaged {secrets_path(home)}; put back your copy of that file")
    # Only to go on looking for mistakes: with one of the above nothing starts.
    return keys or ("-" * 32,)


def _check_providers(r: _Reader, mode: str, telegram_base: str, twilio_base: str) -> None:
    """What must come together. Fail closed: whoever cannot prove who they are is not listened to."""
    sid, bot, public = r.text("TWILIO_ACCOUNT_SID"), r.text("TELEGRAM_BOT_TOKEN"), r.text("PUBLIC_URL")
    for name, own in (("TWILIO_ACCOUNT_SID", SANDBOX_ACCOUNT_SID), ("TELEGRAM_BOT_TOKEN", SANDBOX_BOT_TOKEN)):
        if r.text(name) == own:
            r.wrong(name, "is the sandbox's own, which everybody knows; leave it unset for the sandbox, or give yours")
    if sid and not r.several("TWILIO_AUTH_TOKEN"):
        r.wrong("TWILIO_AUTH_TOKEN", "is empty; without it anybody could send us answers: copy it from Twilio")
    if sid and not (r.text("TWILIO_FROM_NUMBER") or r.text("TWILIO_MESSAGING_SERVICE_SID")):
        r.wrong("TWILIO_FROM_NUMBER", "is missing; give it or TWILIO_MESSAGING_SERVICE_SID")
    if not sid and r.text("TWILIO_AUTH_TOKEN"):
        r.wrong("TWILIO_ACCOUNT_SID", "is missing while TWILIO_AUTH_TOKEN is set; give both or neither")
    if sid and not public and not is_loopback(twilio_base):
        r.wrong("PUBLIC_URL", "is missing; Twilio needs it to bring us answers: the https:// address of this service")
    if mode == "webhook" and bot:
        if not r.text("TELEGRAM_WEBHOOK_SECRET"):
            r.wrong("TELEGRAM_WEBHOOK_SECRET", "is empty; in webhook mode it should be 32 or more random characters")
        if not public.startswith("https://") and not is_loopback(telegram_base):
            r.wrong("PUBLIC_URL", "should be an https:// address; Telegram calls no other with TELEGRAM_MODE=webhook")


def _check_mail(r: _Reader, smtp: str, public: str) -> bool:
    """What e-mail needs. True: it may leave without TLS. Nobody on the way shall read who is in need, or take our password."""
    insecure = r.text("SMTP_INSECURE")
    if insecure not in ("", "0", "1"):
        r.wrong("SMTP_INSECURE", f"is {insecure!r}; it should be 1, or not be set")
    if not smtp:
        return False
    if not r.text("MAIL_FROM"):
        r.wrong("MAIL_FROM", "is missing; with SMTP_URL it should be the address that mail comes from")
    parts, here = urlsplit(smtp), is_loopback(smtp)
    if parts.path or parts.query or parts.fragment or bool(parts.username) != bool(parts.password):
        r.wrong("SMTP_URL", "should be like smtp://user:password@host:587, or without user and password")
    if insecure == "1" and parts.scheme == "smtp" and parts.username and not here:
        r.wrong("SMTP_INSECURE", "would send the password of SMTP_URL readable over the network; leave one of them out")
    if not here and not public:
        r.wrong("PUBLIC_URL", "is missing; the buttons in our e-mails lead there: the https:// address of this service")
    return insecure == "1"


def _check_backups(r: _Reader) -> None:
    """What backups need: a place, somebody who can open them, and their packages. Unencrypted ones are never written."""
    cron, to = r.text("BACKUP_CRON"), r.text("BACKUP_TO")
    if cron != r.defaults["BACKUP_CRON"]:
        from croniter import croniter  # not loaded by installations that chose nothing

        try:
            croniter(cron)
            wrong = len(cron.split()) != 5
        except ValueError:
            wrong = True
        if wrong:
            r.wrong("BACKUP_CRON", f"is {cron!r}; it should be five fields like 0 * * * *")
    if not to:
        if r.given.get("BACKUP_CRON"):
            r.wrong("BACKUP_TO", "is missing while BACKUP_CRON is set; say where backups are to lie")
        return
    if "://" in to and not re.fullmatch(r"(s3|gs|az)://[^/\s]+(/\S*)?", to):
        r.wrong(
            "BACKUP_TO", "should be a folder, or like s3://bucket/prefix, gs://bucket/prefix or az://container/prefix"
        )
    if r.several("BACKUP_RECIPIENTS") and r.text("BACKUP_PASSPHRASE"):
        r.wrong("BACKUP_PASSPHRASE", "is set beside BACKUP_RECIPIENTS; a backup is encrypted by one of them")
    if not r.several("BACKUP_RECIPIENTS") and not r.text("BACKUP_PASSPHRASE"):
        r.wrong("BACKUP_RECIPIENTS", "is missing; backups are always encrypted: give it or BACKUP_PASSPHRASE")
    if any(find_spec(name) is None for name in ("pyrage", "obstore")):
        r.wrong("BACKUP_TO", "needs packages that are not here; install them with: pip install 'wellcheck[backup]'")


def _installed(name: str) -> bool:
    """Whether there is such a package. One inside others is looked for from the outside: they have to be there."""
    parts = name.split(".")
    return all(find_spec(".".join(parts[:n])) is not None for n in range(1, len(parts) + 1))


def _collector(r: _Reader) -> str:
    endpoint = r.url("OTEL_EXPORTER_OTLP_ENDPOINT", ("http", "https"), plain=True)
    if endpoint and not (_installed("opentelemetry.sdk") and _installed("opentelemetry.exporter.otlp.proto.http")):
        r.wrong(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "needs packages that are not here; install them with: pip install 'wellcheck[otel]'",
        )
    protocol = r.given.get("OTEL_EXPORTER_OTLP_PROTOCOL") or "http/protobuf"
    if endpoint and protocol != "http/protobuf":
        r.wrong("OTEL_EXPORTER_OTLP_PROTOCOL", f"is {protocol!r}; it should be http/protobuf, on port 4318 as a rule")
    return endpoint


def _recipients(r: _Reader) -> tuple[str, ...]:
    found = r.several("BACKUP_RECIPIENTS")
    for each in found:
        if not re.fullmatch(r"age1[0-9a-z]{58}|ssh-(ed25519|rsa) [A-Za-z0-9+/=]+( .*)?", each):
            r.wrong(
                "BACKUP_RECIPIENTS", f"has {each[:12]!r}… in it; it should be public keys as age1… or ssh-ed25519 …"
            )
    return found


def _sandbox_smtp(port: int) -> str:
    return f"smtp://127.0.0.1:{port}"


def _port_beside(port: int, *taken: int) -> int:
    """The next port that is none of these; at the end of all ports one before it."""
    return next(p for p in (port + 1, port + 2, port - 1, port - 2) if p not in taken and p <= 65535)


def _read(r: _Reader) -> Config:
    home = Path(r.text("WELLCHECK_HOME")).expanduser().absolute()
    keys = _read_keys(r, home)
    sandbox = not r.text("TELEGRAM_BOT_TOKEN") and not r.text("TWILIO_ACCOUNT_SID")
    host = r.match("HOST", r"[0-9A-Za-z.:\-\[\]]+", "a host name or address")
    port = r.whole("PORT", 1, 65535)
    sandbox_port = r.whole("SANDBOX_PORT", 1, 65535, default=str(_port_beside(port)))
    if sandbox_port == port:
        r.wrong("SANDBOX_PORT", f"is {port}, the same as PORT; it should be another one")
    mail_port = r.whole("SANDBOX_MAIL_PORT", 1, 65535, default=str(_port_beside(sandbox_port, port)))
    if mail_port in (port, sandbox_port):
        r.wrong("SANDBOX_MAIL_PORT", f"is {mail_port}, the same as another one; it should be one of its own")
    mode = r.text("TELEGRAM_MODE")
    if mode not in ("polling", "webhook"):
        r.wrong("TELEGRAM_MODE", f"is {mode!r}; it should be polling or webhook")
    public = r.url("PUBLIC_URL", ("http", "https"), plain=True)
    telegram_base = r.url("TELEGRAM_API_BASE_URL", ("http", "https"), plain=True)
    twilio_base = r.url("TWILIO_API_BASE_URL", ("http", "https"), plain=True)
    if sandbox:
        telegram_base = telegram_base if is_loopback(telegram_base) else f"http://127.0.0.1:{sandbox_port}/telegram"
        twilio_base = twilio_base if is_loopback(twilio_base) else f"http://127.0.0.1:{sandbox_port}/twilio"
    _check_providers(r, mode, telegram_base, twilio_base)

    speed = r.number("CLOCK_SPEED", 0.1, 10_000)
    smtp = r.url("SMTP_URL", ("smtp", "smtps"))
    used = {
        "TELEGRAM_API_BASE_URL": telegram_base if r.text("TELEGRAM_BOT_TOKEN") else "",
        "TWILIO_API_BASE_URL": twilio_base if r.text("TWILIO_ACCOUNT_SID") else "",
        "SMTP_URL": smtp,
    }
    real = [name for name, url in used.items() if url and not is_loopback(url)]
    if speed != 1 and real:
        r.wrong("CLOCK_SPEED", f"is {speed:g}, which is for the sandbox alone; {', '.join(real)} leaves this machine")
    queue = r.url("REQUEST_QUEUE", ("http", "https"), plain=True)
    if queue and not queue.endswith(".fifo"):
        r.wrong("REQUEST_QUEUE", "should end in .fifo; no other queue keeps the order of what it holds")
    if queue and find_spec("boto3") is None:
        r.wrong("REQUEST_QUEUE", "needs a package that is not here; install it with: pip install 'wellcheck[sqs]'")
    insecure = _check_mail(r, smtp, public)
    _check_backups(r)
    own_mail = sandbox and not smtp
    smtp = _sandbox_smtp(mail_port) if own_mail else smtp
    if bool(r.text("PUBNUB_PUB_KEY")) != bool(r.text("PUBNUB_SUB_KEY")):
        missing = "PUBNUB_SUB_KEY" if r.text("PUBNUB_PUB_KEY") else "PUBNUB_PUB_KEY"
        r.wrong(missing, "is missing; a push needs both keys")
    shortest, longest = r.seconds("MIN_WAIT", 1, 86_400), r.seconds("MAX_WAIT", 1, 604_800)
    if shortest > longest:
        r.wrong("MIN_WAIT", f"is longer than MAX_WAIT; it should be at most {longest.total_seconds():.0f}")
    country = r.text("DEFAULT_COUNTRY").upper()
    if country and country not in _known_countries():
        r.wrong("DEFAULT_COUNTRY", f"is {country!r}; it should be a two-letter country code such as GB")
    level = r.text("LOG_LEVEL").upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        r.wrong("LOG_LEVEL", f"is {level!r}; it should be DEBUG, INFO, WARNING or ERROR")

    number = r"\+[1-9][0-9]{6,14}"
    sid_default, number_default = (SANDBOX_ACCOUNT_SID, SANDBOX_NUMBER) if sandbox else ("", "")
    from_number = r.match("TWILIO_FROM_NUMBER", number, "a number as +441234567890", default=number_default)
    config = Config(
        database_url=r.url("DATABASE_URL", ("postgres", "postgresql")) or None,
        redis_url=r.url("REDIS_URL", ("redis", "rediss", "unix")) or None,
        wellcheck_home=home,
        host=host,
        port=port,
        sandbox_port=sandbox_port,
        sandbox_mail_port=mail_port,
        public_url=public or _local_url(host, port),
        trusted_proxies=r.networks("TRUSTED_PROXIES"),
        secret_keys=keys,
        master_token=r.secret("MASTER_TOKEN", 32),
        setup_token=r.secret("SETUP_TOKEN", 16),
        telegram_bot_token=r.match(
            "TELEGRAM_BOT_TOKEN",
            r"[0-9]+:[0-9A-Za-z_-]{3,}",
            "as @BotFather gave it: digits, a colon, letters",
            default=SANDBOX_BOT_TOKEN if sandbox else "",
        ),
        telegram_api_base_url=telegram_base,
        telegram_mode=mode,
        telegram_webhook_secret=r.match(
            "TELEGRAM_WEBHOOK_SECRET",
            r"[0-9A-Za-z_-]{32,256}",
            "32 to 256 letters, digits, _ and -",
            default=_derived(keys, "sandbox telegram") if sandbox else "",
        ),
        telegram_per_second=r.number("TELEGRAM_PER_SECOND", 0, 100_000),
        twilio_account_sid=r.match(
            "TWILIO_ACCOUNT_SID", r"AC[0-9a-fA-F]{32}", "AC and 32 hexadecimal digits", default=sid_default
        ),
        twilio_auth_tokens=r.several("TWILIO_AUTH_TOKEN") or ((_derived(keys, "sandbox twilio"),) if sandbox else ()),
        twilio_api_base_url=twilio_base,
        twilio_from_number=from_number,
        twilio_messaging_service_sid=r.match(
            "TWILIO_MESSAGING_SERVICE_SID", r"MG[0-9a-fA-F]{32}", "MG and 32 hexadecimal digits"
        ),
        twilio_whatsapp_from=r.match(
            "TWILIO_WHATSAPP_FROM", number, "a number as +441234567890", default=number_default
        ),
        twilio_whatsapp_template=r.match(
            "TWILIO_WHATSAPP_TEMPLATE", r"HX[0-9a-fA-F]{32}", "HX and 32 hexadecimal digits"
        ),
        twilio_voice_from=r.match(
            "TWILIO_VOICE_FROM",
            number,
            "a number as +441234567890",
            default=from_number,
        ),
        sms_per_second=r.number("SMS_PER_SECOND", 0, 100_000),
        calls_per_second=r.number("CALLS_PER_SECOND", 0, 100_000),
        spend_cap_monthly=r.number("SPEND_CAP_MONTHLY", 0, 1e9),
        spend_cap_person=r.number("SPEND_CAP_PERSON", 0, 1e9),
        message_price=r.number("MESSAGE_PRICE", 0, 1e6),
        call_price=r.number("CALL_PRICE", 0, 1e6),
        smtp_url=smtp,
        mail_from=r.match(
            "MAIL_FROM", r"[^\s@]+@[^\s@]+", "an e-mail address", default=SANDBOX_MAIL_FROM if own_mail else None
        ),
        smtp_insecure=insecure,
        mail_per_second=r.number("MAIL_PER_SECOND", 0, 100_000),
        pubnub_service_url=r.url("PUBNUB_SERVICE_URL", ("http", "https"), plain=True),
        pubnub_pub_key=r.match("PUBNUB_PUB_KEY", r"[0-9A-Za-z_-]+", "letters, digits, _ and -"),
        pubnub_sub_key=r.match("PUBNUB_SUB_KEY", r"[0-9A-Za-z_-]+", "letters, digits, _ and -"),
        pubnub_uuid=r.text("PUBNUB_UUID"),
        heartbeat_url=r.url("HEARTBEAT_URL", ("http", "https")),
        outbound_allow_cidrs=r.networks("OUTBOUND_ALLOW_CIDRS"),
        outbound_ports=r.take("OUTBOUND_PORTS", _ports, frozenset(), "ports as 80,443, or * for any"),
        webhook_secret=r.secret("WEBHOOK_SECRET", 16) or _derived(keys, "webhooks"),
        worker_slots=r.whole("WORKER_SLOTS", 1, 256),
        send_concurrency=r.whole("SEND_CONCURRENCY", 1, 10_000),
        process_parallel=r.whole("PROCESS_PARALLEL", 1, 1000),
        process_fold_seconds=r.whole("PROCESS_FOLD_SECONDS", 10, 86_400),
        process_stream=r.match("PROCESS_STREAM", r"[\x21-\x7e]{1,128}", "the name of a stream, without blanks"),
        request_queue=queue,
        sqs_read_wait_time_seconds=r.whole("SQS_READ_WAIT_TIME_SECONDS", 0, 20),
        ws_origins=tuple(origin.rstrip("/").lower() for origin in r.several("WS_ORIGINS")),
        ws_handshake=r.seconds("WS_HANDSHAKE_SECONDS", 1, 300),
        ws_ping=r.seconds("WS_PING_SECONDS", 1, 3600),
        ws_queue=r.whole("WS_QUEUE", 1, 1_000_000),
        ws_per_token=r.whole("WS_PER_TOKEN", 0, 1_000_000),
        ws_ack=r.seconds("WS_ACK_SECONDS", 1, 86_400),
        ws_max_attempts=r.whole("WS_MAX_ATTEMPTS", 1, 1000),
        ws_offline=r.seconds("WS_OFFLINE_SECONDS", 0, 31_536_000),
        stream_kept=timedelta(hours=r.whole("STREAM_HOURS", 1, 8760)),
        visit_start_minutes=r.whole("VISIT_START_MINUTES", 0, 100_000),
        visit_pal_percent=r.whole("VISIT_PAL_PERCENT", 0, 100),
        registrations_per_hour=r.whole("REGISTRATIONS_PER_HOUR", 0, 1_000_000),
        min_probe_interval=r.seconds("MIN_PROBE_INTERVAL", 1, 31_536_000),
        min_wait=shortest,
        max_wait=longest,
        max_retries=r.whole("MAX_RETRIES", 0, 100),
        max_pause_days=r.whole("MAX_PAUSE_DAYS", 1, 3650),
        access_token_seconds=r.whole("ACCESS_TOKEN_SECONDS", 60, 31_536_000),
        allowed_countries=r.countries("ALLOWED_COUNTRIES"),
        default_country=country,
        default_zone=r.take("DEFAULT_ZONE", lambda zone: ZoneInfo(zone).key, "UTC", "a zone such as Europe/Zagreb"),
        retention_days=r.whole("RETENTION_DAYS", 1, 36_500),
        rate_limit_master=r.rate("RATE_LIMIT_MASTER"),
        rate_limit_admin=r.rate("RATE_LIMIT_ADMIN"),
        rate_limit_other=r.rate("RATE_LIMIT_OTHER"),
        rate_limit_source=r.rate("RATE_LIMIT_SOURCE"),
        metrics_token=r.secret("METRICS_TOKEN", 32),
        otel_exporter_otlp_endpoint=_collector(r),
        otel_exporter_otlp_headers=r.match(
            "OTEL_EXPORTER_OTLP_HEADERS", r"[!-~ ]+=[!-~ ]*(,[!-~ ]+=[!-~ ]*)*", "headers as name=value, by comma"
        ),
        audit_days=r.whole("AUDIT_DAYS", 30, 36_500),
        retention_events=r.span("RETENTION_EVENTS"),
        retention_occurrences=r.span("RETENTION_OCCURRENCES"),
        retention_archive=r.span("RETENTION_ARCHIVE") if r.text("RETENTION_ARCHIVE") else None,
        backup_to=r.text("BACKUP_TO"),
        backup_cron=r.text("BACKUP_CRON"),
        backup_recipients=_recipients(r),
        backup_passphrase=r.secret("BACKUP_PASSPHRASE", 12),
        backup_keep=r.match(
            "BACKUP_KEEP",
            r"(?=.*[1-9])(?:\d{1,3}h ?)?(?:\d{1,3}d ?)?(?:\d{1,3}w ?)?(?:\d{1,3}m)?",
            "numbers of hours, days, weeks and months, like 24h 7d 5w 12m",
        ),
        clock_speed=speed,
        log_level=level,
        own_keys=not r.several("SECRET_KEYS"),
    )
    if r.mistakes:
        raise ConfigMistakes(r.mistakes)
    return config
