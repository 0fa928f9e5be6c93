"""What goes wrong in a run, and when: of each kind each of its ways, in an order of the seed's."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that goes wrong `at` so many seconds of the run and lasts for `seconds`; `what` says which (see
    `troubles.Troubles`), with whatever it needs to know."""

    at: float
    seconds: float
    what: str
    how: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        more = " ".join(f"{name}={value}" for name, value in self.how)
        return f"{self.at:6.1f}s {self.what} {more} for {self.seconds:.1f}s"


class Extent(Protocol):
    """How much goes wrong (see `planned.Size`)."""

    @property
    def seconds(self) -> float: ...
    @property
    def frozen(self) -> float: ...
    @property
    def every(self) -> float: ...
    @property
    def struck(self) -> tuple[str, ...]: ...
    @property
    def channels(self) -> tuple[str, ...]: ...


Ways = list[dict[str, Any]]
"""In what ways one kind of trouble comes."""

LONG_ENOUGH = 60.0
"""Seconds of a run from which on a provider may be silent for longer than we wait for one."""

AWAY: Ways = [
    {"kind": "status", "status": 429, "retry_after": 1},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503, "accept": True},
    {"kind": "timeout_after_accept", "seconds": 0.4},
    {"kind": "hang", "seconds": 0.4},
    {"kind": "refuse"},
    {"kind": "garbage"},
    {"kind": "delay", "seconds": 0.3},
]
"""How whoever is asked to send something may behave."""

LASTING: Ways = [{"kind": "hang", "seconds": 30.0}, {"kind": "timeout_after_accept", "seconds": 30.0}]
"""These outlast the time we give a provider."""

LOST: Ways = [{"kind": "undelivered"}]
"""Taken, and lost by the network."""

MAIL: Ways = [
    {"method": "rcpt", "kind": "status", "status": 451},
    {"method": "data", "kind": "status", "status": 451},
    {"method": "data", "kind": "timeout_after_accept", "seconds": 0.4},
    {"method": "data", "kind": "hang", "seconds": 0.4},
    {"method": "rcpt", "kind": "refuse"},
    {"method": "data", "kind": "delay", "seconds": 0.3},
]
POLL: Ways = [
    {"kind": "status", "status": 502},
    {"kind": "hang", "seconds": 0.4},
    {"kind": "refuse"},
    {"kind": "garbage"},
]
"""How Telegram may behave when it is asked for news."""

SENDERS = {"sms": ("twilio", "create"), "whatsapp": ("twilio", "create"), "voice": ("twilio", "call"),
           "telegram": ("telegram", "sendmessage"), "email": ("smtp", "data")}  # fmt: skip
"""By what request each channel sends something."""

CALLBACKS = ("drop", "triple", "shuffle", "delay")
TOLD = {"sms": ("create", "inbound"), "whatsapp": ("create", "inbound"), "voice": ("call", "voice")}
"""What is told to us of each of Twilio's channels: what became of something, and what somebody said."""


def foresee(chance: random.Random, size: Extent, kinds: frozenset[str] | None) -> Iterator[Trouble]:
    """Each kind at least once, in an order of the seed's, and then more of them. `kinds`: the only ones there may be."""
    # All its ways before any comes again.
    decks = {
        kind: itertools.cycle(_shuffled(chance, ways))
        for kind, ways in _ways(size).items()
        if kinds is None or kind in kinds
    }
    if not decks:
        return
    many = max(len(decks), int(size.seconds / size.every))
    order = chance.sample(list(decks), len(decks))
    # Providers and what they tell us have many more ways to go wrong than anything else.
    shares = [kind for kind in decks for _ in range({"provider": 3, "callbacks": 2}.get(kind, 1))]
    order += _shuffled(chance, list(itertools.islice(itertools.cycle(shares), many - len(decks))))
    step = size.seconds * 0.9 / many
    for place, kind in enumerate(order):
        at = round((place + chance.random() * 0.8) * step, 2)
        yield _LASTS[kind](chance, size, at, dict(next(decks[kind])))


def _shuffled(chance: random.Random, things: Sequence[T]) -> list[T]:
    return chance.sample(things, len(things))


def _ways(size: Extent) -> Mapping[str, Ways]:
    stopped = [each for each in size.struck if each != "web"]
    return {
        "kill": [{"process": each} for each in size.struck],
        "freeze": [{"process": each} for each in stopped],
        "roll": [{"process": each} for each in stopped],
        "valkey": [{"how": how} for how in ("flush", "stop", "restart", "cut")],
        "postgres": [{"how": how} for how in ("restart", "slow", "cut", "slow")],
        "provider": list(_of_providers(size)),
        "callbacks": list(_of_callbacks(size)),
    }


def _of_providers(size: Extent) -> Iterator[dict[str, Any]]:
    lasting = LASTING if size.seconds >= LONG_ENOUGH else []
    for provider, method in sorted({SENDERS[channel] for channel in size.channels}):
        ways = MAIL if provider == "smtp" else [*AWAY, *(LOST if provider == "twilio" else [])]
        yield from ({"provider": provider, "method": method} | way for way in (*ways, *lasting))
    if "telegram" in size.channels:
        yield from ({"provider": "telegram", "method": "getupdates"} | way for way in POLL)


def _of_callbacks(size: Extent) -> Iterator[dict[str, Any]]:
    for method in sorted({method for channel in size.channels for method in TOLD.get(channel, ())}):
        yield from ({"provider": "twilio", "method": method, "callbacks": how} for how in CALLBACKS)
    if "telegram" in size.channels:  # which keeps what it has for us until we took it: nothing of it is dropped
        yield from ({"provider": "telegram", "method": "inbound", "callbacks": how} for how in ("triple", "delay"))


def _trouble(at: float, seconds: float, what: str, way: Mapping[str, Any]) -> Trouble:
    return Trouble(at, round(seconds, 2), what, tuple(way.items()))


def _provider(chance: random.Random, size: Extent, at: float, way: dict[str, Any]) -> Trouble:
    way["times"] = chance.randint(1, 8)
    return _trouble(at, chance.uniform(0.5, 2 * size.every), "provider", way)


def _callbacks(chance: random.Random, size: Extent, at: float, way: dict[str, Any]) -> Trouble:
    way |= {"seconds": 1.0, "times": None}
    return _trouble(at, chance.uniform(0.5, 2 * size.every), "provider", way)


_LASTS = {
    "kill": lambda chance, size, at, way: _trouble(at, chance.uniform(0.1, size.every), "kill", way),
    "freeze": lambda chance, size, at, way: _trouble(at, size.frozen, "freeze", way),
    "roll": lambda chance, size, at, way: _trouble(at, 0.0, "roll", way),
    "valkey": lambda chance, size, at, way: _trouble(at, chance.uniform(0.3, size.every), "valkey", way),
    "postgres": lambda chance, size, at, way: _trouble(at, chance.uniform(0.3, size.every), "postgres", way),
    "provider": _provider,
    "callbacks": _callbacks,
}
