"""Programs that listen (`/ws`): who they are, what they hear, and the one reader of the stream that serves them all.

Each web process reads the stream once for all its connections and gives every frame to those it is for. A connection has a
short queue of its own; one that does not read is closed when it is full, and goes on from its cursor when it comes back.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from aiohttp import WSCloseCode, WSMsgType, web

from web import auth
from web.keys import RUNTIME
from wellcheck import access, db, due, events, stream, wake
from wellcheck.access import Caller
from wellcheck.errors import NotSignedIn, TooMany
from wellcheck.runtime import Runtime

log = logging.getLogger(__name__)

MOST_FRAME = 64 * 1024
"""Bytes of a frame from a program; with more it is closed (1009)."""

MOST_NAME, MOST_TAGS = 200, 100
LOOK_EVERY = 1.0
"""Seconds after which the stream is read without a hint."""

BEAT_EVERY = 5.0
TOKENS_EVERY = 20.0
"""Seconds after which the tokens of all connections are looked at again: a revoked one is closed within a minute."""

PAGE = 500
GIVE_UP = 10.0
"""Seconds that a connection which is being closed gets to read what was said before."""

LATER = "connect again with your cursor"
TOO_SLOW = f"too slow: {LATER}"


class Refused(Exception):
    """A handshake that does not count; the words are said to the program."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a program said first: takes occurrences as `client`, or listens for `tags`, from behind `cursor` on."""

    token: str
    client: str | None
    tags: tuple[str, ...]
    cursor: int | None
    wants_cursor: bool


@dataclass(eq=False, slots=True)
class Connection:
    """One program that listens. `joined`: frames reach it as they come; before that it reads what it missed. `behind`:
    the place in the stream up to which it knows everything. `held`: occurrences it was told and has not acknowledged.
    `owner`: it hears and takes only what is theirs (None: everything it asked for)."""

    id: UUID
    ws: web.WebSocketResponse
    transport: asyncio.Transport
    wish: Wish
    digest: bytes | None
    caller: Caller
    owner: UUID | None
    room: int
    queue: deque[bytes] = field(default_factory=deque)
    some: asyncio.Event = field(default_factory=asyncio.Event)
    joined: bool = False
    behind: int = 0
    held: int = 0
    ending: asyncio.Task[None] | None = None
    pump: asyncio.Task[None] | None = None

    def say(self, frame: bytes) -> None:
        """Put a frame into its queue; close it when that is full. Never waits."""
        if self.ending is not None:
            return
        if len(self.queue) >= self.room:
            self.end(WSCloseCode.TRY_AGAIN_LATER, TOO_SLOW)
            return
        self.queue.append(frame)
        self.some.set()

    def end(self, code: int, reason: str) -> None:
        """Close it, with a word why."""
        if self.ending is None:
            self.ending = asyncio.create_task(self._end(code, reason))

    async def _end(self, code: int, reason: str) -> None:
        # The pump is not cancelled while it waits for the program to read: aiohttp has one waiter for all who do.
        self.queue.clear()
        self.some.set()
        try:
            async with asyncio.timeout(GIVE_UP):
                await self.ws.close(code=code, message=reason.encode())
                while self.transport.get_write_buffer_size():  # noqa: ASYNC110 - it reads slowly, and learns then why it ends
                    await asyncio.sleep(0.05)
        except TimeoutError:
            pass
        finally:
            self.transport.abort()


def refusal(words: str) -> bytes:
    """The frame of an error."""
    return json.dumps({"type": "error", "message": words}).encode()


def read_wish(said: Any) -> Wish:
    """The first frame of a program; `Refused` with the words of old."""
    try:
        given = json.loads(said) if isinstance(said, str) else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise Refused("invalid handshake message")
    token = given.get("token")
    if not isinstance(token, str) or not token.strip():
        raise Refused("authentication required")
    cursor = given.get("cursor")
    behind = stream.cursor_of(cursor)
    if cursor is not None and behind is None:
        raise Refused("invalid cursor")
    client, tags = None, ()
    match given.get("type"):
        case "client-hook":
            client = given.get("client_name")
            if not isinstance(client, str) or not client.strip() or len(client) > MOST_NAME or "\0" in client:
                raise Refused("client_name required for client-hook")
        case "tag-listener":
            wanted = given.get("tags")
            if not isinstance(wanted, list) or not wanted or len(wanted) > MOST_TAGS or not all(map(_is_tag, wanted)):
                raise Refused("tags required for tag-listener")
            tags = tuple(dict.fromkeys(wanted))
        case _:
            raise Refused("invalid type")
    return Wish(token.strip(), client, tags, behind, "cursor" in given)


def _is_tag(tag: object) -> bool:
    return isinstance(tag, str) and 0 < len(tag) <= MOST_NAME and "\0" not in tag


def check_scope(caller: Caller, wish: Wish) -> UUID | None:
    """With a token a client needs the scope `client:<name>`, a listener each of its tags; admins need neither. `Refused`
    otherwise. Somebody who signed in gets what is theirs, as everywhere: then their id."""
    needed = {f"client:{wish.client}"} if wish.client is not None else set(wish.tags)
    match access.reach(caller):
        case access.Everything():
            return None
        case access.Owner(id):
            return id
        case access.Tags(mine) if needed <= set(mine):
            return None
    raise Refused("insufficient scope")


def digest_of(caller: Caller, token: str) -> bytes | None:
    """Under which connections are counted: a person's whichever token they have at the moment, a program's by its token; those
    of the master token are not."""
    if caller is auth.MASTER:
        return None
    who = str(caller.person_id) if caller.is_person else token
    return hashlib.sha256(who.encode("utf-8", "surrogateescape")).digest()[:16]


class Live:
    """The connections of this process, and the reader of the stream."""

    def __init__(self, running: Runtime) -> None:
        self.running = running
        self.connections: dict[UUID, Connection] = {}
        self._by_tag: dict[str, dict[UUID, Connection]] = {}
        self._position = 0
        self._leaving: set[asyncio.Task[None]] = set()
        self._reading: asyncio.Task[None] | None = None
        self._ready: asyncio.Future[None] | None = None

    # --- connections ----------------------------------------------------------------------------------------------

    async def admit(self, request: web.Request, ws: web.WebSocketResponse, wish: Wish) -> Connection:
        """Let a program in that said who it is; `Refused` when its token, its scope or its number do not allow it."""
        config = self.running.config
        caller = await self._caller(request, wish.token)
        owner = check_scope(caller, wish)
        digest = digest_of(caller, wish.token)
        if wish.cursor is not None:
            last, pruned = await stream.head()
            if wish.cursor < pruned:
                raise Refused(stream.EXPIRED)
            if wish.cursor > last:
                raise Refused("invalid cursor")
        await self._read_on()
        await self._beat_if_first()
        id = db.new_id()
        process = self.running.process_id
        if not await stream.register(id, process, wish.client, digest, config.ws_per_token, owner):
            raise Refused("too many connections")
        assert request.transport is not None
        made = Connection(id, ws, request.transport, wish, digest, caller, owner, config.ws_queue)
        self.connections[id] = made
        for tag in wish.tags:
            self._by_tag.setdefault(tag, {})[id] = made
        return made

    async def _caller(self, request: web.Request, token: str) -> Caller:
        try:
            return await auth.speaks_for(request, token)
        except NotSignedIn:
            raise Refused("invalid token") from None
        except TooMany:
            raise Refused("too many tries") from None

    def start(self, made: Connection) -> None:
        """The subscription stands: say so, and from here on everything that comes."""
        told: dict[str, str] = {"type": "ack", "message": "subscription registered"}
        made.joined = made.wish.cursor is None
        made.behind = self._position if made.wish.cursor is None else made.wish.cursor
        if made.wish.wants_cursor:
            told["cursor"] = str(made.behind)
        made.say(json.dumps(told).encode())
        made.pump = asyncio.create_task(self._pump(made))

    async def leave(self, made: Connection) -> None:
        """The connection is gone: at once here, and for everybody else."""
        self.connections.pop(made.id, None)
        for tag in made.wish.tags:
            there = self._by_tag.get(tag)
            if there is not None:
                there.pop(made.id, None)
                if not there:
                    del self._by_tag[tag]
        # On its own, for whoever serves a connection may be cancelled when it is lost.
        task = asyncio.create_task(self._forget(made.id))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
        if made.ending is not None:
            await asyncio.gather(made.ending, return_exceptions=True)
        if made.pump is not None:
            made.pump.cancel()

    async def _forget(self, id: UUID) -> None:
        with contextlib.suppress(Exception):  # the next beat puts it right
            await stream.unregister(id)

    async def _pump(self, made: Connection) -> None:
        """Write what is in the queue, and before that what was missed since the cursor."""
        try:
            await self._drain(made)
            if not made.joined:
                await self._catch_up(made)
            while made.ending is None:
                await self._drain(made)
                made.some.clear()
                await made.some.wait()
        except ConnectionError:
            if made.ending is None:
                made.transport.abort()
        except Exception as wrong:
            _note(wrong)
            made.end(WSCloseCode.INTERNAL_ERROR, LATER)

    async def _drain(self, made: Connection) -> None:
        while made.queue:
            await made.ws.send_frame(made.queue.popleft(), WSMsgType.TEXT)

    async def _catch_up(self, made: Connection) -> None:
        """Everything for it between its cursor and where the reader stands, at its own pace; then it is among the others.
        Between the last look and that moment nothing is awaited, so nothing is left out. Nor does anything come twice: another
        process, where it was before, may have been ahead of this one."""
        while made.behind < (until := self._position):
            found = await stream.addressed(made.behind, until, made.wish.tags, PAGE, made.owner)
            for kept in found:
                await made.ws.send_frame(kept.bytes(), WSMsgType.TEXT)
            made.behind = found[-1].position if len(found) == PAGE else until
        made.joined = True

    # --- the reader -----------------------------------------------------------------------------------------------

    async def _read_on(self) -> None:
        """The reader is at work, and knows where it stands."""
        if self._reading is None or self._reading.done():
            self._ready = asyncio.get_running_loop().create_future()
            self._reading = asyncio.create_task(self._read(self._ready))
        assert self._ready is not None
        await asyncio.shield(self._ready)

    async def _read(self, ready: asyncio.Future[None]) -> None:
        """Read the stream for all connections, and look after them, for as long as there are any."""
        beaten = looked = time.monotonic()
        coming: datetime | None = None
        try:
            self._position, _ = await stream.head()
        except Exception as away:
            ready.set_exception(away)
            return
        ready.set_result(None)
        async with wake.news(stream.NEWS, self.running.config.redis_url) as news:
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._until_next(coming)):
                        await news.wait()
                news.clear()
                try:
                    coming = await self._serve_new()
                    self._end_expired()
                    if time.monotonic() - beaten > BEAT_EVERY:
                        beaten = time.monotonic()
                        await self._beat()
                    if time.monotonic() - looked > TOKENS_EVERY:
                        looked = time.monotonic()
                        await self._look_at_tokens()
                except Exception as wrong:
                    if not due.infrastructure(wrong):
                        log.exception("the stream could not be served")
                    await asyncio.sleep(LOOK_EVERY)

    def _until_next(self, coming: datetime | None) -> float:
        """Seconds until the stream is read again without a hint."""
        if coming is None:
            return LOOK_EVERY
        return min(max((coming - self.running.now()).total_seconds(), 0.001), LOOK_EVERY)

    async def _serve_new(self) -> datetime | None:
        """Give everybody what is new; when there will be more, as far as that is known."""
        coming = await stream.number(self.running.now())
        while True:
            found = await stream.since(self._position, PAGE)
            for kept in found:
                self._give(kept)
                self._position = kept.position
            if len(found) < PAGE:
                return coming
            await asyncio.sleep(0)

    def _give(self, kept: stream.Kept) -> None:
        """One frame to everybody here whom it is for, made once; once to whoever listens for several of its tags."""
        if kept.listener is not None:
            one = self.connections.get(kept.listener)
            chosen = {} if one is None else {one.id: one}
            if one is not None:
                one.held += 1
        else:
            chosen = {
                id: each
                for tag in kept.tags
                for id, each in self._by_tag.get(tag, {}).items()
                if each.owner is None or each.owner == kept.owner
            }
        if not chosen:
            return
        frame = kept.bytes()
        for each in chosen.values():
            if each.joined and kept.position > each.behind:
                each.say(frame)

    def _end_expired(self) -> None:
        now = self.running.now()
        for each in list(self.connections.values()):
            if each.caller.expires_at is not None and each.caller.expires_at <= now:
                each.end(WSCloseCode.POLICY_VIOLATION, "token has expired")

    async def _beat_if_first(self) -> None:
        """Listeners count only while their process beats."""
        if not self.connections:
            await due.beat(self.running.process_id, "web", self.running.started_at)

    async def _beat(self) -> None:
        if self.connections:
            await due.beat(self.running.process_id, "web", self.running.started_at)
        await stream.keep(
            self.running.process_id,
            lambda: [(each.id, each.wish.client, each.digest, each.owner) for each in self.connections.values()],
        )

    async def _look_at_tokens(self) -> None:
        """Close what was opened with a token that does not count any more, or not for as much."""
        over = await access.over([each.caller for each in self.connections.values()], self.running.now())
        for each in list(self.connections.values()):
            if each.caller.jti in over:
                each.end(WSCloseCode.POLICY_VIOLATION, "token has been revoked")

    async def close(self) -> None:
        """The process ends: everybody is told to connect again, elsewhere."""
        for each in list(self.connections.values()):
            each.end(WSCloseCode.GOING_AWAY, LATER)
        await asyncio.gather(
            *(each.ending for each in self.connections.values() if each.ending), return_exceptions=True
        )
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        await asyncio.gather(*self._leaving, return_exceptions=True)


LIVE = web.AppKey("live", Live)


def install(app: web.Application, running: Runtime) -> None:
    """The application serves programs that listen."""
    app[LIVE] = live = Live(running)

    async def shut(_: web.Application) -> None:
        await live.close()

    app.on_shutdown.append(shut)


async def listen(request: web.Request) -> web.StreamResponse:
    """Listen for what happens (WebSocket)

    The first frame says who you are: `{"type": "client-hook", "client_name": "acme", "token": "…"}` takes the occurrences of
    events with the action `websocket` for that client, each by one of its connections, and acknowledges them with
    `{"type": "ack", "event_id": "…", "occurrence_id": "…"}`. `{"type": "tag-listener", "tags": ["a"], "token": "…"}` hears
    every occurrence of events with one of these tags. Each frame has a `cursor`; with the last one in the first frame a
    listener goes on where it was. A token has to have the client, or each of the tags, in its scope; somebody who signed in
    hears and takes what comes of their own events.
    """
    running = request.app[RUNTIME]
    config = running.config
    origin = request.headers.get("Origin", "").rstrip("/").lower()
    if origin and config.ws_origins and origin not in config.ws_origins:
        raise web.HTTPForbidden
    ping = config.ws_ping.total_seconds()
    ws = web.WebSocketResponse(timeout=GIVE_UP, heartbeat=ping, compress=False, max_msg_size=MOST_FRAME)
    await ws.prepare(request)
    live = request.app[LIVE]
    try:
        first = await ws.receive(timeout=config.ws_handshake.total_seconds())
    except TimeoutError:
        await ws.close(code=WSCloseCode.POLICY_VIOLATION, message=b"nothing was said in time")
        return ws
    if first.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
        return ws  # it left without a word, or was closed for one that is too long
    try:
        made = await live.admit(request, ws, read_wish(first.data))
    except Refused as why:
        await ws.send_frame(refusal(str(why)), WSMsgType.TEXT)
        await ws.close(code=WSCloseCode.POLICY_VIOLATION, message=str(why).encode())
        return ws
    except Exception as wrong:
        _note(wrong)
        await ws.close(code=WSCloseCode.INTERNAL_ERROR, message=LATER.encode())
        return ws
    try:
        live.start(made)
        if made.wish.client is not None:
            await wake.hint(events.handover.HINT)  # what waits for this client leaves at once
        async for message in ws:
            if message.type is WSMsgType.ERROR:
                break  # a frame that is too large: it is closed already
            made.say(await _answer(made, message.data if message.type is WSMsgType.TEXT else None, running.now()))
    except Exception as wrong:
        _note(wrong)
        made.end(WSCloseCode.INTERNAL_ERROR, LATER)
    finally:
        await live.leave(made)
    return ws


def _note(wrong: Exception) -> None:
    """What went wrong for one program. It is told to come back, and nothing is lost by it."""
    unknown = None if due.infrastructure(wrong) else wrong
    log.warning("a program could not be served", exc_info=unknown, extra={"error": type(wrong).__name__})


async def _answer(made: Connection, said: str | None, now: datetime) -> bytes:
    """What is answered to a frame after the handshake."""
    try:
        given = json.loads(said) if said is not None else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        return refusal("invalid message format")
    if given.get("type") != "ack":
        return refusal("unexpected message type after handshake")
    if made.wish.client is None:
        return refusal("acknowledge not supported for tag-listener")
    try:
        event, occurrence = UUID(given["event_id"]), UUID(given["occurrence_id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return refusal("unknown occurrence")
    if not await events.clients.acknowledge(made.wish.client, event, occurrence, now, made.owner):
        return refusal("unknown occurrence")
    made.held -= 1
    if made.held <= 0:
        await wake.hint(events.handover.HINT)  # there may be more for it
    return json.dumps({"type": "ack", "message": "acknowledged"}).encode()
