"""One HTTP layer for all providers: real time limits, bounded answers, and the one question that matters after a
failure: can the request have reached the other side?"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode
from weakref import WeakSet

import aiohttp
from aiohttp import ClientSession, ClientTimeout
from multidict import CIMultiDict
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from twilio.http import AsyncHttpClient
from twilio.http.response import Response as TwilioResponse
from yarl import URL

from wellcheck.messages.values import File

# Below the outbox's lease of 30 s, so that a slow call has ended before anybody else may take the delivery over.
TOTAL_SECONDS = 10.0
# Of that, at most for a place in the pool, the name, TCP and TLS. Whatever ends here was never sent.
CONNECT_SHARE, CONNECT_SECONDS = 0.4, 4.0
IDLE_SECONDS = 15.0  # a connection rests so long before it is closed
ANSWER_BYTES = 64 * 1024
LIST_BYTES = 8 * 1024 * 1024  # a page of 100 Telegram updates, or of the Twilio message list

# What every call of ours carries. "identity": a small answer may not unpack into a big one.
PLAIN = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "wellcheck"}

JSON = CIMultiDict({"Content-Type": "application/json"})  # ready-made: parsed once, not per message


_NEVER_CONNECTED = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class NotSent(Exception):
    """The request cannot have reached the provider: no place in the pool, no name, no connection, no TLS."""


class NoAnswer(Exception):
    """The request left us and no usable answer came back: the provider may have obeyed it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider said: status, body (at most the limit given to `ask`) and headers."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Ends(Protocol):
    """Something with connections of its own."""

    def close(self) -> None:
        """End them."""


class Connector(aiohttp.TCPConnector):
    """aiohttp's, and what ends together with it."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit=0, limit_per_host=limit, keepalive_timeout=IDLE_SECONDS, ttl_dns_cache=60)
        self.wires: WeakSet[Ends] = WeakSet()

    async def close(self, *, abort_ssl: bool = False) -> None:
        """End all connections."""
        for wire in list(self.wires):
            wire.close()
        await super().close(abort_ssl=abort_ssl)


def open_session(limit: int = 500, seconds: float = TOTAL_SECONDS) -> ClientSession:
    """The session that all channels of a process share. `limit`: connections per provider, so that a slow provider
    cannot take another one's places; `seconds`: for a whole request. Must be called inside a running loop; the caller
    closes it.

    No cookies, no proxy from the environment, no decompression, idle connections kept for 15 s, names for 60 s.
    """
    return ClientSession(
        connector=Connector(limit),
        timeout=_limits(seconds),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        headers=PLAIN,
    )


def _limits(seconds: float) -> ClientTimeout:
    return ClientTimeout(total=seconds, connect=min(CONNECT_SECONDS, CONNECT_SHARE * seconds))


async def ask(
    session: ClientSession,
    method: str,
    url: URL,
    body: bytes | None,
    headers: Mapping[str, str],
    *,
    seconds: float | None = None,
    at_most: int = ANSWER_BYTES,
) -> Answer:
    """One request and its answer within `seconds` (None: the session's own), connecting included. Follows no redirect.

    Raises `NotSent` or `NoAnswer`, nothing else (cancellation aside).
    """
    if session.closed:
        raise NotSent("the session is closed")
    answer = None
    try:
        if seconds is None:
            answer = await session.request(method, url, data=body, headers=headers, allow_redirects=False)
        else:
            limits = _limits(seconds)
            answer = await session.request(
                method, url, data=body, headers=headers, allow_redirects=False, timeout=limits
            )
        length = answer.content_length
        if length is not None and length <= at_most:
            return Answer(answer.status, await answer.read(), answer.headers)
        return Answer(answer.status, await _bounded(answer, at_most), answer.headers)
    except _NEVER_CONNECTED as wrong:
        raise NotSent(_name(wrong)) from wrong
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, RuntimeError) as wrong:
        raise NoAnswer(_name(wrong)) from wrong
    finally:
        if answer is not None and not answer.closed:
            answer.close()


async def _bounded(answer: aiohttp.ClientResponse, at_most: int) -> bytes:
    """The body of unknown or of too great a length, read no further than the limit."""
    parts, size = [], 0
    async for part in answer.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > at_most:
            raise NoAnswer(f"the answer is longer than {at_most} bytes")
    return b"".join(parts)


def _name(wrong: BaseException) -> str:
    """What went wrong, without the URL: Telegram's carries the bot's token."""
    return type(wrong).__name__


@lru_cache(maxsize=64)
def _url(text: str) -> URL:
    """Parsed once per method of the provider; `text` is already encoded."""
    return URL(text, encoded=True)


def multipart(fields: Mapping[str, str], name: str, file: File) -> tuple[bytes, str]:
    """A form with one file (RFC 7578), and its content type. The names are ours and need no escaping."""
    line = secrets.token_hex(16)
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    parts.append(
        f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n'
        f"Content-Type: {file.media_type}\r\n\r\n"
    )
    return "".join(
        parts
    ).encode() + file.content + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


class TelegramRequest(BaseRequest):
    """python-telegram-bot's HTTP layer on our session. The shipped one gets slower the more calls run at once."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    @property
    def read_timeout(self) -> float:
        """Seconds; the library adds its long-polling time to it."""
        return TOTAL_SECONDS

    async def initialize(self) -> None:
        """The session is open already."""

    async def shutdown(self) -> None:
        """The session belongs to the process, not to the bot."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call of the library. Its limit for reading becomes that of the whole call.

        `NotSent` is the cause of a plain `NetworkError`, `NoAnswer` that of a `TimedOut`.
        """
        body = request_data.json_payload if request_data else None
        seconds = float(read_timeout) if isinstance(read_timeout, int | float) else None
        try:
            answer = await ask(self._session, method, _url(url), body, JSON, seconds=seconds, at_most=LIST_BYTES)
        except NotSent as wrong:
            raise NetworkError(f"not sent: {wrong}") from wrong
        except NoAnswer as wrong:
            raise TimedOut(f"no answer: {wrong}") from wrong
        return answer.status, answer.body


class TwilioHttp(AsyncHttpClient):
    """twilio's HTTP layer on our session. The shipped one ignores its time limit and stops at 100 connections."""

    def __init__(self, session: ClientSession) -> None:
        super().__init__(logging.getLogger("twilio.async_http_client"), True)
        self._session = session

    async def request(  # type: ignore[override]
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> TwilioResponse:
        """One call of the library. Raises `NotSent` and `NoAnswer` as they are; never repeats a request."""
        url = URL(uri).update_query(urlencode(params, doseq=True)) if params else URL(uri)
        body = urlencode(data, doseq=True).encode() if data else None
        head = dict(headers or {})
        if auth is not None:
            head["Authorization"] = aiohttp.encode_basic_auth(*auth)
        answer = await ask(self._session, method.upper(), url, body, head, seconds=timeout, at_most=LIST_BYTES)
        return TwilioResponse(answer.status, answer.body.decode("utf-8", "replace"), answer.headers)
