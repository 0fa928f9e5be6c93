"""What would happen: who would be told what, when and where, if nobody ever took over. Nothing is written and nothing sent.

It takes the very steps an escalation takes (`service.take_step`), so what it says is what would be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import due, i18n, messages, people
from wellcheck.escalations import saved
from wellcheck.escalations.service import planned, take_step, with_people
from wellcheck.i18n import Text
from wellcheck.messages import Telling, budget
from wellcheck.people import Recipient

NOBODY = UUID(int=0)
"""The id of an escalation that is none."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One message that would leave. `who`: contact, user, operator. `round` counts from 1; `cost` in the currency of the
    prices that were set; `text` is in the recipient's language, without the choices under it."""

    at: datetime
    person_id: UUID
    who: str
    name: str
    address_id: UUID
    channel: str
    language: str
    text: str
    round: int
    cost: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """The whole way until operators are told that nobody acts. `policy`: the name of the one it follows (None: the usual
    order). `rounds_at`: when each round begins; `visits_at`: when a pal is asked to go there; `operators_at`: when operators
    hear that nobody acts, after which it goes on at the floor rate. `unreachable`: those in the plan who cannot be told.
    `acknowledgements`: how many have to take over."""

    user_id: UUID
    reason: str
    begins_at: datetime
    policy: str | None
    sayings: tuple[Saying, ...]
    rounds_at: tuple[datetime, ...]
    operators_at: datetime
    order: tuple[tuple[UUID, UUID], ...]
    """(contact, person) of everybody in the plan, in order."""
    unreachable: tuple[UUID, ...]
    acknowledgements: int = 1
    visits_at: tuple[datetime, ...] = ()

    @property
    def cost(self) -> float:
        """What all of it would cost."""
        return sum(saying.cost for saying in self.sayings)

    def first_told(self, person_id: UUID) -> Saying | None:
        """When and where this contact would be told first."""
        return next((each for each in self.sayings if each.person_id == person_id and each.who == "contact"), None)


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that a simulation depends on."""

    user: Recipient
    wishes: saved.Saved
    known: dict[UUID, Recipient]
    operators: tuple[UUID, ...]


async def simulate(user_id: UUID, reason: str, at: datetime) -> Simulation:
    """What would happen if people were to be told about this user for this reason (`rules.REASONS`) at that time."""
    return (await simulate_all(user_id, [reason], at))[0]


async def simulate_all(user_id: UUID, reasons: Sequence[str], at: datetime) -> list[Simulation]:
    """The same for several reasons, loaded once."""
    loaded = await load(user_id)
    return [run(loaded, reason, at) for reason in reasons]


async def load(user_id: UUID) -> Loaded:
    """What simulations of this user depend on. `NotFound` if there is nobody of that id."""
    await people.get(user_id)
    wishes = (await saved.load([user_id]))[user_id]
    operators = tuple(await messages.operators())
    known = await people.recipients([user_id, *operators, *(told.person_id for told in wishes.circle.order)])
    return Loaded(known[user_id], wishes, known, operators)


def run(loaded: Loaded, reason: str, at: datetime) -> Simulation:
    """Take step after step until operators are told that nobody acts."""
    user = loaded.user.person_id
    row: due.Row = {
        "id": NOBODY, "user_id": user, "reason": reason, "status": "running", "step": 0, "round": 1, "told": [],
        "late": False, "heard_at": None, "due_at": at, "acknowledged_by_id": None, "helpers": [], "asked_at": None,
        "handing_to_id": None, **planned(loaded.wishes, reason),
    }  # fmt: skip
    sayings: list[Saying] = []
    rounds_at: list[datetime] = []
    visits_at: list[datetime] = []
    while row["status"] == "running":
        at = row["due_at"]
        doing = with_people(loaded.known, bool(loaded.operators))
        take_step(row, doing, at)
        while len(rounds_at) < row["round"]:
            rounds_at.append(at)
        for telling in doing.tellings:
            who = "contact" if telling.kind == "alarm" else "user"
            sayings += _sayings(telling, who, loaded.known, row["round"], at)
        visits_at += [at] * bool(doing.visits)
        for text, _ in doing.operators:
            sayings += _to_operators(text, loaded, row["round"], at)
    policy = next((name for name, id in loaded.wishes.ids.items() if id == row["policy_id"]), None)
    order = tuple((UUID(place["contact"]), UUID(place["person"])) for place in row["plan"])
    unreachable = tuple(person for _, person in order if loaded.known[person].address_id is None)
    said = sorted(sayings, key=lambda saying: saying.at)
    return Simulation(user, reason, rounds_at[0], policy, tuple(said), tuple(rounds_at), at, order, unreachable,
                      row["needed"], tuple(visits_at))  # fmt: skip


def _sayings(telling: Telling, who: str, known: dict[UUID, Recipient], round: int, at: datetime) -> Iterator[Saying]:
    person = known[telling.person_id]
    if person.address_id is None or person.channel is None:
        return
    rungs = [(person.address_id, person.channel, timedelta(0))]
    if telling.climb is not None and person.further:
        rungs = people.rules.rungs(person.ways, telling.climb)
    text = i18n.say(telling.text, person.language, person.zone)
    first = messages.rules.may_ring(rungs[0][1], telling.kind, at, person.zone)
    for address, channel, wait in rungs:
        cost = budget.price(channel)
        yield Saying(
            first + wait, person.person_id, who, person.name, address, channel, person.language, text, round, cost
        )


def _to_operators(text: Text, loaded: Loaded, round: int, at: datetime) -> Iterator[Saying]:
    for person in loaded.operators:
        yield from _sayings(Telling(person, text, "operator"), "operator", loaded.known, round, at)
