"""Calling what developers gave us: any host, and none that it may not be.

One set of connections for each scheme, host and port, on the wire that the bursts have (see `wire`). The guard stands where a
socket is about to be connected, and sees the very address that is connected to: a name that changes its mind, a number written
in an odd way and an address in another one's clothes all end there. No redirect is followed, no proxy of the environment asked,
nothing unpacked; an answer is read for 64 KiB at most, and the whole may take 10 s.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import ClientSession
from yarl import URL

from wellcheck import traces
from wellcheck.channels.http import ANSWER_BYTES, TOTAL_SECONDS, Answer, NoAnswer, NotSent, open_session
from wellcheck.channels.wire import Wire, _Reading
from wellcheck.config import Config
from wellcheck.events.handover import Handover
from wellcheck.events.retries import Tried
from wellcheck.outbound import Reach, Target

log = logging.getLogger(__name__)

KEPT_BYTES = 4096
"""So much of an answer's body is kept."""

MOST_ORIGINS = 2000
"""So many hosts are remembered; beyond it those without a connection are forgotten."""

MOST_TARGETS = 10_000
"""So many URLs are remembered as they are called."""

LOOK_UPS = 64
"""Names looked up at the same time. They have threads of their own: a name server that is silent holds up no alarm."""


class Blocked(OSError):
    """This address may not be called."""


class Origin(Wire):
    """The connections to one scheme, host and port."""

    idle_seconds = 4.0  # less than servers keep a quiet connection (5 s is common): none ends under a request of ours

    def __init__(self, session: ClientSession, target: Target, reach: Reach, names: Names) -> None:
        super().__init__(session, URL(target.origin), {})
        self._reach, self._names = reach, names

    async def ask(self, request: bytes, bare: bool) -> Answer:
        """One request, already written out. Raises `NotSent` or `NoAnswer`. `bare`: its answer has no body."""
        return await self._send(request, _Reading(ANSWER_BYTES, cut=True, bare=bare))

    @property
    def rests(self) -> bool:
        """Whether it has no connection at all."""
        return not self._all and not self._opening

    def _permit(self, address: str, port: int) -> None:
        if self._reach.refuses(address, port):
            raise Blocked("blocked")

    async def _addresses(self, host: str, port: int) -> list[str]:
        if self._known is None or self._known[0] < self.loop.time():
            self._known = (self.loop.time() + 60.0, await self._names.of(host, port))
        for address in self._known[1]:  # one that may not be called is reason enough to call none of them
            self._permit(address, port)
        return self._known[1]


class Names:
    """Addresses of names, asked for by threads of our own. Who asks for a name that is being looked up waits for that."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, int], asyncio.Future[list[str]]] = {}

    async def of(self, host: str, port: int) -> list[str]:
        """The addresses of this host; an `OSError` if it has none."""
        asked = self._asked.get((host, port))
        if asked is None:
            if len(self._asked) >= LOOK_UPS:
                raise OSError("too many names at once")
            asked = self._asked[host, port] = asyncio.get_running_loop().create_future()
            asked.add_done_callback(lambda done: done.cancelled() or done.exception())
            threading.Thread(target=self._look_up, args=(host, port, asked), daemon=True, name="names").start()
        return await asyncio.shield(asked)

    def _look_up(self, host: str, port: int, asked: asyncio.Future[list[str]]) -> None:
        found: list[str] | OSError
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as wrong:
            found = wrong if isinstance(wrong, OSError) else socket.gaierror(str(wrong))
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            asked.get_loop().call_soon_threadsafe(self._found, (host, port), asked, found)

    def _found(self, name: tuple[str, int], asked: asyncio.Future[list[str]], found: list[str] | OSError) -> None:
        self._asked.pop(name, None)
        if asked.done():
            return
        if isinstance(found, OSError):
            asked.set_exception(found)
        else:
            asked.set_result(found)


class Calls:
    """All connections to what developers gave us, of one process. `limit`: connections to one host; `seconds`: for a call."""

    def __init__(self, reach: Reach, limit: int, seconds: float = TOTAL_SECONDS) -> None:
        self.reach = reach
        self._session = open_session(limit, seconds)
        self._names = Names()
        self._origins: dict[str, Origin] = {}
        self._targets: dict[str, Target] = {}

    async def know_ourselves(self, config: Config) -> None:
        """Learn the addresses behind the names of our own servers: they are never called."""
        found = set(self.reach.own)
        for host, port in self.reach.own:
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(2):
                    found |= {(address, port) for address in await self._names.of(host, port)}
        self.reach = replace(self.reach, own=frozenset(found))
        self._targets.clear()

    def target(self, url: str) -> Target:
        """This URL as it will be called. Raises `BadUrl`, also for one that could be given once and is not allowed any more."""
        found = self._targets.get(url)
        if found is None:
            if len(self._targets) >= MOST_TARGETS:
                self._targets.clear()
            found = self._targets[url] = self.reach.target(url)
        return found

    async def call(self, target: Target, method: str, headers: Mapping[str, str], body: bytes | None) -> Tried:
        """One request and how it ended; never raises. The headers were checked before."""
        lines = [
            f"{method} {target.path} HTTP/1.1",
            f"Host: {target.named}",
            *(f"{n}: {v}" for n, v in headers.items()),
        ]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines)
        if head.count("\n") != len(lines) - 1:  # checked when it was given; nothing of the kind leaves us all the same
            return Tried(error="blocked: a header with a line break in it")
        request = head.encode() + b"\r\n\r\n" + (body or b"")
        try:
            answer = await self._origin(target).ask(request, bare=method == "HEAD")
        except (NotSent, NoAnswer) as wrong:
            return Tried(error=_reason(wrong))
        kept = answer.body[:KEPT_BYTES].decode("utf-8", "replace").replace("\0", "")
        return Tried(answer.status, kept, retry_after=answer.headers.get("Retry-After"))

    async def hand(
        self, given: Handover, target: Target, method: str, headers: Mapping[str, str], body: bytes | None
    ) -> Tried:
        """The same for an occurrence. While traces are made its receiver gets the id of this one."""
        if not traces.on():
            return await self.call(target, method, headers, body)
        with traces.span(
            f"handover {given.action}", "client", wellcheck__event=str(given.event_id), wellcheck__occurrence=str(given.id),
            wellcheck__attempt=given.attempt, http__request__method=method,
        ) as told:  # fmt: skip
            tried = await self.call(target, method, told.carried(headers), body)
            if tried.status is not None:
                told.note("http.response.status_code", tried.status)
            if not tried.good:
                told.fail(str(tried.status or "no answer"))
            return tried

    def _origin(self, target: Target) -> Origin:
        origin = self._origins.get(target.origin)
        if origin is None:
            if len(self._origins) >= MOST_ORIGINS:
                self._origins = {name: each for name, each in self._origins.items() if not each.rests}
            origin = self._origins[target.origin] = Origin(self._session, target, self.reach, self._names)
        return origin

    async def close(self) -> None:
        """End all connections."""
        await self._session.close()


def _reason(wrong: NotSent | NoAnswer) -> str:
    """What went wrong, in a few words that tell nothing of our own network."""
    match wrong.__cause__:
        case Blocked():
            return "blocked: this address may not be called"
        case socket.gaierror():
            return "the name cannot be found"
        case ConnectionRefusedError():
            return "the connection was refused"
        case ssl.SSLCertVerificationError():
            return "TLS failed: the certificate does not hold"
        case ssl.SSLError():
            return "TLS failed"
        case TimeoutError():
            return "timeout: no connection"
        case OSError():
            return "no connection"
    said = str(wrong)
    if said == "TimeoutError":
        return "timeout: no answer"
    return (
        "the connection ended without an answer" if isinstance(wrong, NoAnswer) and said[:1].isupper() else said[:200]
    )
