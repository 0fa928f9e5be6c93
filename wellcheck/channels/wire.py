"""Posting very many small messages to one address: HTTP/1.1 and nothing else of it.

A general client spends most of a burst's CPU on what a message to a provider never needs (measured: 140 µs a request,
this one 35 µs). The rest is as in `http`: real time limits, bounded answers, no redirect, no repeated request, and the
difference between "cannot have been sent" and "may have been". Everything that is not a burst goes through `http.ask`.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import deque
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from aiohttp import ClientSession
from multidict import CIMultiDict
from yarl import URL

from wellcheck.channels.http import (
    ANSWER_BYTES,
    CONNECT_SECONDS,
    CONNECT_SHARE,
    IDLE_SECONDS,
    PLAIN,
    TOTAL_SECONDS,
    Answer,
    Connector,
    NoAnswer,
    NotSent,
)

HEAD_BYTES = 32 * 1024
NAMES_SECONDS = 60.0
"""How long a looked-up name is believed."""

NEXT_ADDRESS_SECONDS = 1.5
"""How long one address of a name may take to connect while there is another one to try."""

_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9])(?: [^\r\n]*)?")
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?")


class _Broken(Exception):
    """This is not an answer that can be read."""


class _TooLong(_Broken):
    """It is longer than we care to read."""


class _Reading:
    """An answer that arrives in pieces. `feed` and `ended` return it when it is complete. `cut`: of one that is too long the
    beginning is enough. `bare`: it has no body, whatever its head says (HEAD)."""

    def __init__(self, at_most: int, cut: bool = False, bare: bool = False) -> None:
        self._at_most, self._cut, self._bare, self._data = at_most, cut, bare, b""
        self._head: tuple[int, CIMultiDict[str], bool] | None = None
        self._length: int | None = None
        self._chunked = False
        self._parts: list[bytes] = []
        self._size = 0
        self.keep = False
        """Whether the connection may be used again; known with the answer."""

    def feed(self, data: bytes) -> Answer | None:
        """More bytes. Raises `_Broken`."""
        self._data = data = self._data + data if self._data else data
        while self._head is None:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                if len(data) > HEAD_BYTES:
                    raise _Broken("the answer's head does not end")
                return None
            self._read_head(data[:end])
            self._data = data = data[end + 4 :]
        try:
            if self._chunked:
                return self._chunks()
            if self._length is None:  # until the connection ends
                self._bounded(len(data))
                return None
            if len(data) < self._length:
                self._bounded(len(data))
                return None
        except _TooLong:
            if not self._cut:
                raise
            return self._answer((b"".join(self._parts) + self._data)[: self._at_most], clean=False)
        return self._answer(data[: self._length], clean=len(data) == self._length)

    def ended(self) -> Answer | None:
        """The connection has ended in order: that may be how the answer's length is told."""
        if self._head is None or self._chunked or self._length is not None:
            return None
        return self._answer(self._data, clean=False)

    def _bounded(self, size: int) -> None:
        if size > self._at_most:
            raise _TooLong(f"the answer is longer than {self._at_most} bytes")

    def _answer(self, body: bytes, clean: bool) -> Answer:
        assert self._head is not None
        status, headers, kept = self._head
        self.keep = kept and clean
        return Answer(status, body, headers)

    def _read_head(self, head: bytes) -> None:
        first, *lines = head.split(b"\r\n")
        said = _STATUS.fullmatch(first)
        if said is None:
            raise _Broken("not an answer in HTTP/1")
        status = int(said[2])
        if status < 200:
            if status == 101:
                raise _Broken("another protocol")
            return  # "continue" and hints: the answer follows
        headers: CIMultiDict[str] = CIMultiDict()
        for line in lines:
            name, colon, value = line.partition(b":")
            if not colon or not _NAME.fullmatch(name):
                raise _Broken("a header that cannot be read")
            headers.add(name.decode("ascii"), value.strip(b" \t").decode("latin-1"))
        coding = headers.getall("Transfer-Encoding", ())
        lengths = set(headers.getall("Content-Length", ()))
        if coding and not self._bare:
            if len(coding) > 1 or coding[0].lower() != "chunked" or lengths:
                raise _Broken("a length that cannot be read")
            self._chunked = True
        elif status in (204, 304) or self._bare:
            self._length = 0
        elif lengths:
            length = lengths.pop()
            if lengths or not (length.isascii() and length.isdecimal()) or len(length) > 12:
                raise _Broken("a length that cannot be read")
            self._length = int(length)
            if not self._cut:
                self._bounded(self._length)
        kept = said[1] == b"1" and "close" not in headers.get("Connection", "").lower()
        self._head = (status, headers, kept)

    def _chunks(self) -> Answer | None:
        data = self._data
        while True:
            end = data.find(b"\r\n")
            if end < 0:
                self._bounded(len(data))
                break
            said = _SIZE.fullmatch(data[:end])
            if said is None:
                raise _Broken("a piece that cannot be read")
            size = int(said[1], 16)
            if size == 0:  # trailers, if any, end with an empty line
                over = data.find(b"\r\n\r\n", end)
                if over < 0:
                    self._bounded(len(data))
                    break
                return self._answer(b"".join(self._parts), clean=over + 4 == len(data))
            if self._size + size > self._at_most:
                self._data = data[end + 2 :]
                self._bounded(self._size + size)
            if len(data) < end + 2 + size + 2:
                break
            if data[end + 2 + size : end + 4 + size] != b"\r\n":
                raise _Broken("a piece that cannot be read")
            self._parts.append(data[end + 2 : end + 2 + size])
            self._size += size
            data = data[end + 4 + size :]
        self._data = data
        return None


class _Line(asyncio.Protocol):
    """One connection: idle, or waiting for one answer."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._reading: _Reading | None = None
        self.until = 0.0
        """Loop time: when the answer must be there; of an idle one, when it is closed."""

    @property
    def usable(self) -> bool:
        """Whether a request may be sent on it."""
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: bytes, until: float, reading: _Reading) -> Answer:
        """Send one request and wait for its answer. Raises `NotSent` or `NoAnswer`."""
        assert self._transport is not None
        waiting: asyncio.Future[Answer] = self._wire.loop.create_future()
        self._waiting = waiting
        self._reading = reading
        self.until = until
        try:
            self._transport.write(request)
        except (OSError, RuntimeError) as wrong:  # the connection ended this very moment: nothing left us
            self._waiting = None
            self.close()
            raise NotSent(type(wrong).__name__) from wrong
        try:
            return await waiting
        except asyncio.CancelledError:
            self.close()
            raise

    def close(self) -> None:
        """Let go at once, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    def fail(self, reason: str) -> None:
        """There will be no answer."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(NoAnswer(reason))
        self.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: the connection stands."""
        self._transport = cast(asyncio.Transport, transport)
        self._wire.opened(self)

    def data_received(self, data: bytes) -> None:
        """asyncio: some of the answer, in any pieces."""
        waiting, reading = self._waiting, self._reading
        if waiting is None or reading is None:
            self.close()  # nobody asked
            return
        try:
            answer = reading.feed(data)
        except _Broken as wrong:
            self.fail(str(wrong))
            return
        if answer is not None:
            self._give(answer, reading.keep)

    def _give(self, answer: Answer, keep: bool) -> None:
        waiting, self._waiting = self._waiting, None
        if keep:
            self._wire.rest(self)
        else:
            self.close()
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    def connection_lost(self, wrong: Exception | None) -> None:
        """asyncio: the connection is gone."""
        answer = self._reading.ended() if self._reading and self._waiting and wrong is None else None
        if answer is not None:
            self._give(answer, keep=False)
        self.fail(type(wrong).__name__ if wrong else "ServerDisconnected")
        self._wire.lost(self)


class Wire:
    """One address to which bodies are posted with the same headers, over as many connections as `session` allows.

    Belongs to the session: it has its time limit and its places, and ends with it.
    """

    idle_seconds = IDLE_SECONDS

    def __init__(self, session: ClientSession, url: URL, headers: Mapping[str, str]) -> None:
        self._session, self._url = session, url
        connector = session.connector
        self._limit = connector.limit_per_host or 1_000_000 if connector is not None else 0
        total = session.timeout.total or TOTAL_SECONDS
        self._seconds = total
        self._connect_seconds = min(CONNECT_SECONDS, CONNECT_SHARE * total)
        said = {"Host": url.host_port_subcomponent or "", **PLAIN, **headers}
        lines = [f"POST {url.raw_path_qs or '/'} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
        self._head = "\r\n".join(lines).encode("latin-1") + b"\r\nContent-Length: "
        self._all: set[_Line] = set()
        self._idle: list[_Line] = []
        self._opening = 0
        self._waiters: deque[asyncio.Future[None]] = deque()
        self._known: tuple[float, list[str]] | None = None
        self._sweeping: asyncio.TimerHandle | None = None
        self.loop: asyncio.AbstractEventLoop
        if isinstance(connector, Connector):
            connector.wires.add(self)

    async def post(self, body: bytes, at_most: int = ANSWER_BYTES) -> Answer:
        """One request and its answer within the session's time limit, connecting included. Follows no redirect.

        Raises `NotSent` or `NoAnswer`, nothing else (cancellation aside).
        """
        return await self._send(self._head + b"%d\r\n\r\n" % len(body) + body, _Reading(at_most))

    async def _send(self, request: bytes, reading: _Reading) -> Answer:
        if self._session.closed:
            raise NotSent("the session is closed")
        self.loop = asyncio.get_running_loop()
        until = self.loop.time() + self._seconds
        line = self._rested() or await self._place()
        return await line.ask(request, until, reading)

    def opened(self, line: _Line) -> None:
        """There is a connection more."""
        self._all.add(line)
        self._sweep_soon()

    def rest(self, line: _Line) -> None:
        """This connection waits for its next request."""
        line.until = self.loop.time() + self.idle_seconds
        self._idle.append(line)
        self._next()

    def lost(self, line: _Line) -> None:
        """This connection is gone."""
        self._all.discard(line)
        self._next()

    def close(self) -> None:
        """End all connections; who waits for an answer gets none."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            self._sweeping = None
        for line in list(self._all):
            line.fail("the session was closed")
        self._idle.clear()
        while self._waiters:
            self._next()

    def _next(self) -> None:
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return

    def _rested(self) -> _Line | None:
        while self._idle:
            line = self._idle.pop()  # the one that was used last: the others may go
            if line.usable:
                return line
        return None

    async def _place(self) -> _Line:
        """A connection of our own, waiting for a free place when all are taken. Raises `NotSent`."""
        try:
            async with asyncio.timeout(self._connect_seconds):
                while len(self._all) + self._opening >= self._limit:
                    waiter: asyncio.Future[None] = self.loop.create_future()
                    self._waiters.append(waiter)
                    await waiter
                    if self._session.closed:
                        raise NotSent("the session is closed")
                    if line := self._rested():
                        return line
                self._opening += 1
                try:
                    line = await self._connect()
                finally:
                    self._opening -= 1
                    self._next()
        except (OSError, TimeoutError, ssl.SSLError, ValueError, RuntimeError, UnicodeError) as wrong:
            raise NotSent(type(wrong).__name__) from wrong
        if not line.usable:
            raise NotSent("ServerDisconnected")
        return line

    async def _connect(self) -> _Line:
        host, port = self._url.raw_host, self._url.port
        if not host or port is None or self._url.scheme not in ("http", "https"):
            raise NotSent("InvalidURL")
        tls: dict[str, Any] = {"ssl": _tls(), "server_hostname": host} if self._url.scheme == "https" else {}
        addresses = await self._addresses(host, port)
        for place, address in enumerate(addresses):
            last = place + 1 == len(addresses)
            line = _Line(self)
            self._permit(address, port)
            try:
                async with asyncio.timeout(None if last else NEXT_ADDRESS_SECONDS):
                    await self.loop.create_connection(lambda line=line: line, address, port, **tls)  # type: ignore[misc]
            except (OSError, TimeoutError):
                if last:
                    self._known = None
                    raise
                continue
            if place:  # next time this one first
                self._known = (self.loop.time() + NAMES_SECONDS, [address, *(a for a in addresses if a != address)])
            return line
        raise OSError("no address")

    def _permit(self, address: str, port: int) -> None:
        """Last word before a socket is connected to this very address: an `OSError` if that may not be."""

    async def _addresses(self, host: str, port: int) -> list[str]:
        if self._known is None or self._known[0] < self.loop.time():
            found = await self.loop.getaddrinfo(host, port, type=1)
            self._known = (self.loop.time() + NAMES_SECONDS, list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        return self._known[1]

    def _sweep_soon(self) -> None:
        if self._sweeping is None:
            self._sweeping = self.loop.call_later(min(0.25, self._seconds / 20), self._sweep)

    def _sweep(self) -> None:
        """One timer for all in place of one per message: what is overdue fails, what rested too long is closed."""
        self._sweeping = None
        now = self.loop.time()
        for line in list(self._all):
            if line.until and line.until < now:
                line.fail("TimeoutError")
        self._idle = [line for line in self._idle if line.usable]
        if self._all:
            self._sweep_soon()


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are checked against the system's authorities."""
    return ssl.create_default_context()
