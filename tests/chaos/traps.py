"""Providers and receivers that see a process die while it speaks to them: as it is heard, before it is answered, or after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from wellcheck.sandbox.faults import hang_up

HEARD, TAKEN, ANSWERED = "when it was heard", "when it was taken", "when it was answered"
MOMENTS = (HEARD, TAKEN, ANSWERED)


@dataclass(frozen=True, slots=True)
class Trap:
    """The worker dies at the nth request of this kind, at this moment of it."""

    kind: str
    nth: int
    moment: str

    def __str__(self) -> str:
        return f"killed at {self.kind} no. {self.nth}, {self.moment}"


def kind_of(request: web.Request) -> str | None:
    """Which of our channels sends something by this request; None: it sends nothing."""
    path = request.path
    if request.method == "POST" and path.endswith("/Messages.json"):
        return "text message"
    if path.startswith("/telegram/") and path.rpartition("/")[2].lower() == "sendmessage":
        return "Telegram message"
    return "webhook" if path.startswith("/hook") else None


@dataclass(slots=True)
class Traps:
    """What stands between our processes and all whom they send to. `kill` ends a process at once."""

    kill: Callable[[str], None]
    seen: Counter[str] = field(default_factory=Counter)
    """Requests that send something, by kind, since `begin`."""
    sprung: list[Trap] = field(default_factory=list)
    _set: list[Trap] = field(default_factory=list)
    _counting: bool = False

    def begin(self, *traps: Trap) -> None:
        """Count from here on, with these traps."""
        self.seen.clear()
        self.sprung.clear()
        self._set, self._counting = list(traps), True

    def end(self) -> None:
        """Nobody dies any more, and nothing is counted."""
        self._set, self._counting = [], False

    def middleware(self) -> Callable[[web.Request, Handler], object]:
        """For the application of a provider or receiver."""

        @web.middleware
        async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
            kind = kind_of(request) if self._counting else None
            if kind is None:
                return await handler(request)
            self.seen[kind] += 1
            trap = next((each for each in self._set if (each.kind, each.nth) == (kind, self.seen[kind])), None)
            if trap is None:
                return await handler(request)
            self._set.remove(trap)
            self.sprung.append(trap)
            await request.read()
            if trap.moment == HEARD:
                self.kill("worker")
                return hang_up(request)
            answer = await handler(request)
            if trap.moment == ANSWERED:
                await answer.prepare(request)
                await answer.write_eof()
            self.kill("worker")
            return answer

        return watch
