"""Who is watched, what they will say, and what will go wrong: all of it from one number.

The same seed makes the same plan. What comes of it may differ from run to run, because processes race; whether anybody is
lost may not.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.chaos import mishaps
from tests.chaos.mishaps import Trouble

FIRST_NUMBER = 100
"""The first of the numbers kept for fiction (+44 7700 900000 to 900999) that is given to anybody here."""

ANSWERS = ("1", "Okay", "yes I'm fine", "👍", "I am okay thank you")
NOES = ("2", "no", "I need help")
RIDDLES = ("hmm?", "asdf gh", "who is this", "Are you okay?", "1 or 2?", "ok?")
OK, HELP = 1, 2
"""The choices of a question."""

PROCESSES = ("web", "worker", "worker2")
WITH_BOT = (*PROCESSES, "bot")

BY_TEXT = ("sms",)
ON_ALL = ("sms", "telegram", "voice", "whatsapp", "sms", "email")
"""Who is reached by what, one after the other."""

TAKEN = ("voice", "email")
"""Channels on which one chooses what is offered, rather than write."""

STRANGE = {"sms": "telegram", "whatsapp": "telegram", "voice": "telegram", "telegram": "sms", "email": "sms"}
"""A channel of the same phone on which nobody knows who is reached by that one. (A number is the same person's on text
messages, WhatsApp and the phone.)"""

ALSO = {"sms": "whatsapp", "whatsapp": "sms", "voice": "sms"}
"""Where a number counts as well."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something a person says: `after` so many minutes from the message it follows on. `option`: the choice that is tapped,
    pressed or followed where there is such a thing; the `text` is written otherwise. `channel`: "" is the one on which the
    question came."""

    after: float
    text: str
    channel: str = ""
    option: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """What a user does about one check-in: `to[n]` is said to the question number n of it, nothing to later ones."""

    name: str
    to: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is watched. `hours`: at which hours of the day, at `minute`; one script for each of them. `channels`: by
    which they are asked, one after the other."""

    name: str
    number: str
    contacts: tuple[int, ...]
    retries: int
    hours: tuple[int, ...]
    minute: int
    scripts: tuple[Script, ...]
    channels: tuple[str, ...] = BY_TEXT


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody who is told. `nature`: helper, cannot, silent, babbler, stopper; `after`: minutes until they react."""

    name: str
    number: str
    nature: str
    after: float
    channel: str = "sms"


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything.

    `seconds`: how long things go wrong; `speed`: product minutes in a real minute; `frozen`: how long a stopped worker is
    stopped; `every`: seconds between two troubles, on average; `late`: so many minutes after the question somebody answers who
    is late; `to_the_end`: every alarm goes on until somebody sees to it, or nobody does; `struck`: processes that are killed;
    `channels`: see `ON_ALL`.
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
    channels: tuple[str, ...] = BY_TEXT

    @property
    def minutes(self) -> float:
        """How much of the product's time passes while things go wrong."""
        return self.seconds * self.speed / 60


SHORT = Size(
    users=40, friends=12, checks=1, seconds=6.0, speed=100.0, frozen=1.5, every=1.0, late=(7.0, 12.0), to_the_end=False,
    struck=WITH_BOT, channels=ON_ALL,
)  # fmt: skip
MIDDLE = Size(
    users=80, friends=20, checks=1, seconds=20.0, speed=40.0, frozen=6.0, every=0.7, struck=WITH_BOT, channels=ON_ALL
)
LONG = Size(
    users=250, friends=60, checks=4, seconds=480.0, speed=30.0, frozen=60.0, every=3.0, struck=WITH_BOT, channels=ON_ALL
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody and everything of one run. `webhook`: Telegram brings what it has, rather than being asked for it."""

    seed: int
    size: Size
    users: tuple[User, ...]
    friends: tuple[Friend, ...]
    troubles: tuple[Trouble, ...]
    webhook: bool = False

    @property
    def everybody(self) -> tuple[tuple[str, str], ...]:
        """Name and number of all of them."""
        users, friends = ((each.name, each.number) for each in self.users), ((f.name, f.number) for f in self.friends)
        return (*users, *friends)

    @property
    def processes(self) -> tuple[str, ...]:
        """What runs."""
        return WITH_BOT if "telegram" in self.size.channels else PROCESSES


def make(seed: int, size: Size, kinds: frozenset[str] | None = None) -> Plan:
    """The plan of this seed. `kinds`: the only troubles there may be."""
    chance = random.Random(f"people {seed}")
    names = _names(chance)
    numbers = (f"+44770090{n:04d}" for n in range(FIRST_NUMBER, 1000))
    ways = size.channels
    friends = tuple(
        Friend(
            next(names), next(numbers), _nature(n), round(chance.uniform(0.3, 4.0), 2), ways[(n + n // 8) % len(ways)]
        )
        for n in range(size.friends)
    )
    hours = tuple(range(7, 7 + size.checks))
    # The last ones are asked early enough for their silence to be told while things still go wrong.
    latest = 59 if size.checks > 1 else max(1, int(size.minutes * 0.5))
    users = []
    for n in range(size.users):
        channels = _channels(chance, ways, n)
        users.append(
            User(
                next(names), next(numbers), tuple(chance.sample(range(size.friends), 2)), chance.choice((0, 0, 1)), hours,
                chance.randint(0, latest),
                tuple(_script(chance, size, channels, last=hour == hours[-1]) for hour in hours), channels,
            )
        )  # fmt: skip
    troubles = tuple(mishaps.foresee(random.Random(f"troubles {seed}"), size, kinds))
    return Plan(seed, size, tuple(users), friends, troubles, "telegram" in ways and seed % 2 == 1)


def _names(chance: random.Random) -> Iterator[str]:
    """Names of which none is part of another one or of a sentence: six letters, no two alike."""
    syllables = [a + b for a in "bdfgkpvxz" for b in "aiou"]
    every = ["".join(three).capitalize() for three in itertools.permutations(syllables, 3)]
    return iter(chance.sample(every, 2000))


def _nature(place: int) -> str:
    # Some of each in every run, whatever its seed.
    return ("helper", "helper", "silent", "cannot", "helper", "babbler", "stopper", "helper")[place % 8]


def _channels(chance: random.Random, ways: tuple[str, ...], place: int) -> tuple[str, ...]:
    """How somebody is asked: of every four one has a second address."""
    first = ways[place % len(ways)]
    others = [way for way in dict.fromkeys(ways) if way != first]
    return (first, chance.choice(others)) if others and chance.random() < 0.25 else (first,)


def _script(chance: random.Random, size: Size, channels: tuple[str, ...], last: bool) -> Script:
    soon, late = round(chance.uniform(0.2, 3.5), 2), round(chance.uniform(*size.late), 2)
    okay, no, riddle = (chance.choice(words) for words in (ANSWERS, NOES, RIDDLES))
    first, tapped = channels[0], chance.random() < 0.5
    numbered = [way for way in channels if way in ALSO]
    strange = STRANGE[first]
    kind = chance.choices(
        ("answers", "second", "late", "no", "never", "twice", "no_then_yes", "riddles", "strange", "also", "stop"),
        (34, 10, 10, 8, 14, 6, 4, 8, 4, 2, 2 if last else 0),
    )[0]
    if kind == "strange" and (strange in channels or (strange == "sms" and numbered)):
        kind = "never"  # there we know them
    if kind == "also" and (not numbered or len(channels) > 1):
        kind = "answers"
    chosen, refused = (OK, HELP) if tapped or first in TAKEN else (0, 0)
    afterwards = OK if first == "email" else 0
    # Nobody is called back to be asked again: who has more to say in a call's matter writes from the same number.
    behind = "sms" if first == "voice" else ""
    told: dict[str, tuple[tuple[Said, ...], ...]] = {
        "answers": ((Said(soon, okay, option=chosen),),),
        "second": ((), (Said(soon, okay, option=chosen),)),
        "late": ((Said(late, "I'm okay", behind, afterwards),),),
        "no": ((Said(soon, no, option=refused),),),
        "never": (),
        "twice": ((Said(soon, okay, option=chosen), Said(soon + 0.1, okay, behind, afterwards)),),
        "no_then_yes": (
            (Said(soon, no, option=refused), Said(soon + 1.5, "1", behind, afterwards)),
        ),
        "riddles": ((Said(soon, riddle), Said(soon + 0.5, riddle)), (Said(soon, riddle),)),
        "strange": ((Said(soon, "1", strange),),),
        "also": ((Said(soon, "1", ALSO.get(first, "")),),),
        "stop": ((Said(soon, "STOP"),),),
    }  # fmt: skip
    return Script(kind, told[kind])
