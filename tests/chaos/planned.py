"""Who is watched, what they will say, and what will go wrong: all of it from one number.

The same seed makes the same plan. What comes of it may differ from run to run, because processes race; whether anybody is
lost may not.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FIRST_NUMBER = 100
"""The first of the numbers kept for fiction (+44 7700 900000 to 900999) that is given to anybody here."""

ANSWERS = ("1", "Okay", "yes I'm fine", "👍", "I am okay thank you")
NOES = ("2", "no", "I need help")
PROCESSES = ("web", "worker", "worker2")
RIDDLES = ("hmm?", "asdf gh", "who is this", "Are you okay?", "1 or 2?", "ok?")


@dataclass(frozen=True, slots=True)
class Said:
    """Something a person writes: `after` so many minutes from the message it follows on; None: of the clock as it stands.
    `channel`: sms, or whatsapp, where nobody knows them."""

    after: float
    text: str
    channel: str = "sms"


@dataclass(frozen=True, slots=True)
class Script:
    """What a user does about one check-in: `to[n]` is said to the question number n of it, nothing to later ones."""

    name: str
    to: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is watched. `hours`: at which hours of the day, at `minute`; one script for each of them."""

    name: str
    number: str
    contacts: tuple[int, ...]
    retries: int
    hours: tuple[int, ...]
    minute: int
    scripts: tuple[Script, ...]


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody who is told. `nature`: helper, cannot, silent, babbler, stopper; `after`: minutes until they react."""

    name: str
    number: str
    nature: str
    after: float


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


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything.

    `seconds`: how long things go wrong; `speed`: product minutes in a real minute; `frozen`: how long a stopped worker is
    stopped; `every`: seconds between two troubles, on average; `late`: so many minutes after the question somebody answers who
    is late; `to_the_end`: every alarm goes on until somebody sees to it, or nobody does; `struck`: processes that are killed.
    """

    users: int
    friends: int
    checks: int
    seconds: float
    speed: float
    frozen: float
    every: float
    late: tuple[float, float] = (18.0, 40.0)
    to_the_end: bool = True
    struck: tuple[str, ...] = PROCESSES

    @property
    def minutes(self) -> float:
        """How much of the product's time passes while things go wrong."""
        return self.seconds * self.speed / 60


SHORT = Size(
    users=40, friends=12, checks=1, seconds=6.0, speed=100.0, frozen=1.5, every=1.0, late=(7.0, 12.0), to_the_end=False
)  # fmt: skip
LONG = Size(users=250, friends=60, checks=4, seconds=480.0, speed=30.0, frozen=60.0, every=3.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody and everything of one run."""

    seed: int
    size: Size
    users: tuple[User, ...]
    friends: tuple[Friend, ...]
    troubles: tuple[Trouble, ...]

    @property
    def everybody(self) -> tuple[tuple[str, str], ...]:
        """Name and number of all of them."""
        users, friends = ((each.name, each.number) for each in self.users), ((f.name, f.number) for f in self.friends)
        return (*users, *friends)


def make(seed: int, size: Size, kinds: frozenset[str] | None = None) -> Plan:
    """The plan of this seed. `kinds`: the only troubles there may be."""
    chance = random.Random(f"people {seed}")
    names = _names(chance)
    numbers = (f"+44770090{n:04d}" for n in range(FIRST_NUMBER, 1000))
    friends = tuple(
        Friend(next(names), next(numbers), _nature(chance, n), round(chance.uniform(0.3, 4.0), 2))
        for n in range(size.friends)
    )
    hours = tuple(range(7, 7 + size.checks))
    # The last ones are asked early enough for their silence to be told while things still go wrong.
    latest = 59 if size.checks > 1 else max(1, int(size.minutes * 0.5))
    users = tuple(
        User(
            next(names), next(numbers), tuple(chance.sample(range(size.friends), 2)), chance.choice((0, 0, 1)), hours,
            chance.randint(0, latest), tuple(_script(chance, size, last=hour == hours[-1]) for hour in hours),
        )
        for _ in range(size.users)
    )  # fmt: skip
    return Plan(seed, size, users, friends, tuple(_troubles(random.Random(f"troubles {seed}"), size, kinds)))


def _names(chance: random.Random) -> Iterator[str]:
    """Names of which none is part of another one or of a sentence: six letters, no two alike."""
    syllables = [a + b for a in "bdfgkpvxz" for b in "aiou"]
    every = ["".join(three).capitalize() for three in itertools.permutations(syllables, 3)]
    return iter(chance.sample(every, 2000))


def _nature(chance: random.Random, place: int) -> str:
    # Some of each in every run, whatever its seed.
    return ("helper", "helper", "silent", "cannot", "helper", "babbler", "stopper", "helper")[place % 8]


def _script(chance: random.Random, size: Size, last: bool) -> Script:
    soon, late = round(chance.uniform(0.2, 3.5), 2), round(chance.uniform(*size.late), 2)
    okay, no, riddle = (chance.choice(words) for words in (ANSWERS, NOES, RIDDLES))
    kind = chance.choices(
        ("answers", "second", "late", "no", "never", "twice", "no_then_yes", "riddles", "elsewhere", "stop"),
        (34, 10, 10, 8, 14, 6, 4, 8, 4, 2 if last else 0),
    )[0]
    told: dict[str, tuple[tuple[Said, ...], ...]] = {
        "answers": ((Said(soon, okay),),),
        "second": ((), (Said(soon, okay),)),
        "late": ((Said(late, "I'm okay"),),),
        "no": ((Said(soon, no),),),
        "never": (),
        "twice": ((Said(soon, okay), Said(soon + 0.1, okay)),),
        "no_then_yes": ((Said(soon, no), Said(soon + 1.5, "1")),),
        "riddles": ((Said(soon, riddle), Said(soon + 0.5, riddle)), (Said(soon, riddle),)),
        "elsewhere": ((Said(soon, "1", "whatsapp"),),),
        "stop": ((Said(soon, "STOP"),),),
    }
    return Script(kind, told[kind])


# --- what goes wrong -------------------------------------------------------------------------------------------------

PROVIDER = (
    {"kind": "status", "status": 429, "retry_after": 1},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503, "accept": True},
    {"kind": "timeout_after_accept", "seconds": 0.4},
    {"kind": "hang", "seconds": 0.4},
    {"kind": "refuse"},
    {"kind": "garbage"},
    {"kind": "delay", "seconds": 0.3},
    {"kind": "undelivered", "status": 30008},
)  # fmt: skip
LASTING = ({"kind": "hang", "seconds": 30.0}, {"kind": "timeout_after_accept", "seconds": 30.0})
"""These outlast the time we give a provider, so they are for runs that have that time."""

CALLBACKS = ("drop", "triple", "shuffle", "delay")


def _troubles(chance: random.Random, size: Size, kinds: frozenset[str] | None) -> Iterator[Trouble]:
    """Each kind at least once, in an order of the seed's, and then more of them."""
    wanted = [kind for kind in _MAKERS if kinds is None or kind in kinds]
    if not wanted:
        return
    many = max(len(wanted), int(size.seconds / size.every))
    order = chance.sample(wanted, len(wanted)) + chance.choices(wanted, k=many - len(wanted))
    step = size.seconds * 0.9 / many
    for place, kind in enumerate(order):
        yield _MAKERS[kind](chance, size, round((place + chance.random() * 0.8) * step, 2))


def _kill(chance: random.Random, size: Size, at: float) -> Trouble:
    return Trouble(at, round(chance.uniform(0.1, size.every), 2), "kill", (("process", chance.choice(size.struck)),))


def _stop(chance: random.Random, size: Size, at: float) -> Trouble:
    return Trouble(
        at, size.frozen, "freeze", (("process", chance.choice([each for each in size.struck if each != "web"])),)
    )


def _roll(chance: random.Random, size: Size, at: float) -> Trouble:
    return Trouble(at, 0.0, "roll", (("process", chance.choice([each for each in size.struck if each != "web"])),))


def _valkey(chance: random.Random, size: Size, at: float) -> Trouble:
    how = chance.choice(("flush", "stop", "restart"))
    return Trouble(at, round(chance.uniform(0.3, size.every), 2), "valkey", (("how", how),))


def _postgres(chance: random.Random, size: Size, at: float) -> Trouble:
    how = chance.choice(("restart", "slow", "slow", "cut"))
    return Trouble(at, round(chance.uniform(0.3, size.every), 2), "postgres", (("how", how),))


def _provider(chance: random.Random, size: Size, at: float) -> Trouble:
    fault = dict(chance.choice(PROVIDER if size.seconds < 60 or chance.random() < 0.8 else LASTING))
    fault |= {"provider": "twilio", "method": "create", "times": chance.randint(1, 8)}
    return Trouble(at, round(chance.uniform(0.5, 2 * size.every), 2), "provider", tuple(fault.items()))


def _callbacks(chance: random.Random, size: Size, at: float) -> Trouble:
    fault = {"provider": "twilio", "callbacks": chance.choice(CALLBACKS), "seconds": 1.0, "times": None}
    fault["method"] = chance.choice(("create", "inbound"))
    return Trouble(at, round(chance.uniform(0.5, 2 * size.every), 2), "provider", tuple(fault.items()))


_MAKERS = {
    "kill": _kill, "freeze": _stop, "roll": _roll, "valkey": _valkey, "postgres": _postgres, "provider": _provider,
    "callbacks": _callbacks,
}  # fmt: skip
