"""The shape of an action: what it is told, who is concerned, and what it does when its time comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text
from wellcheck.people import Person
from wellcheck.recurrence import Slot


class Params(BaseModel):
    """What an action is told. A field that it does not know is refused, never dropped."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence (`id`) that came due, of an event of this owner (None: of nobody), which lives in this zone. `life`: None
    the first time; else somebody had it done anew (`replays`), and this is its attempt of that number. `about_id`: what it
    brought about before."""

    id: UUID
    event_id: UUID
    owner_id: UUID | None
    slot: Slot
    late: bool
    zone: str = "UTC"
    life: int | None = None
    about_id: UUID | None = None

    def asks_at(self, now: datetime) -> datetime:
        """When it is said or asked: at its time, or now if that was while we were away, or it is done anew."""
        return now if self.late or self.life is not None else self.slot.at


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an occurrence that was acted on at once. `about_id`: what it brought about. `why`: the error in words for
    whoever asked for it."""

    state: str = "completed"
    about_id: UUID | None = None
    error: str | None = None
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing an event may do.

    `act(batch, params by event, now)` does it in the transaction of the firing and says what became of each occurrence, by
    id (what is left out is completed). Without it, or with an endpoint, the occurrence waits as `pending` to be handed over.
    `check(params, owner, now)` refuses at creation what cannot work later; `owner` is the person concerned.
    `for_token`: an API token may have it done to a user whom it acts for.
    `endpoint(params, maker, owner)` names the receiver whose health and pace are watched. `text(params)` is the one line that
    older programs know an action by, and `shown(params)` what may be read of the settings; `kept(params, before)` puts back
    into new ones what was hidden there. Where many occurrences of an event are done anew, `once` has the newest stand for all
    of them, and `past(params, slot, zone, now)` leaves out those for which it is too late.
    """

    name: str
    params: type[Params]
    act: Callable[[Sequence[Due], Mapping[UUID, Any], datetime], Awaitable[dict[UUID, Outcome]]] | None = None
    check: Callable[[Any, UUID | None, datetime], Awaitable[None]] | None = None
    endpoint: Callable[[Any, str, UUID | None], Awaitable[UUID | None]] | None = None
    for_token: bool = False
    text: Callable[[Any], str | None] = lambda params: None
    shown: Callable[[dict[str, Any]], dict[str, Any]] = lambda params: params
    kept: Callable[[dict[str, Any], Callable[[], dict[str, Any]]], dict[str, Any]] = lambda params, before: params
    once: bool = False
    past: Callable[[Any, Slot, str, datetime], bool] | None = None


async def person_of(owner: UUID | None) -> Person:
    """The person an action concerns; `NotValid` if it was not said who, or there is no such person."""
    if owner is None:
        raise NotValid.of("action.params.user_id", T("This is needed."))
    found = await Person.get_or_none(id=owner)
    if found is None:
        raise NotValid.of("action.params.user_id", T("There is nothing here under that name."))
    return found
