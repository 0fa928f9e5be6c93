"""Tell the contacts of a person, or hand in an escalation process, when the time has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic_core import to_json

from wellcheck import escalations, processes
from wellcheck.errors import NotValid, WellcheckError
from wellcheck.events.actions.base import Action, Due, Outcome, Params, person_of
from wellcheck.events.service import has_contact
from wellcheck.i18n import T, join


class Escalation(Params):
    """Of a user (yourself, if it is not given; somebody else needs an admin): their contacts are told as by their policy. Or
    `process`: a request as `POST /v1/escalations` takes it, from an admin."""

    user_id: UUID | None = None
    reason: Literal["unavailable", "bad", "panic"] = "unavailable"
    process: dict[str, Any] | None = None


async def _check(params: Escalation, owner: UUID | None, now: datetime) -> None:
    if params.process is None:
        await has_contact(await person_of(owner))
        return
    if params.user_id is not None:
        raise NotValid.of("action.params.user_id", T("Choose one of these: {names}.", names="user_id, process"))
    try:
        request = processes.requests.read(to_json(params.process))
        if request.action == "start" and request.policy is None:
            processes.requests.wishes(processes.requests.steps_of(request.notifications), request, None, now)
    except NotValid as wrong:
        raise NotValid({f"action.params.process.{field}": texts for field, texts in wrong.fields.items()}) from None


async def _begin(batch: Sequence[Due], params: Mapping[UUID, Escalation], now: datetime) -> dict[UUID, Outcome]:
    outcomes: dict[UUID, Outcome] = {}
    own = [due for due in batch if params[due.event_id].process is None and due.owner_id is not None]
    starts = [escalations.Start(due.owner_id, params[due.event_id].reason, late=due.late) for due in own]  # type: ignore[arg-type]
    for due, id in zip(own, await escalations.start_many(starts, now), strict=True):
        outcomes[due.id] = Outcome("completed", id)
    for due in batch:
        if (request := params[due.event_id].process) is None:
            continue
        key = str(due.id) if due.life is None else f"{due.id}+{due.life}"
        try:
            taken = await processes.take(to_json(request), due.owner_id or NOBODY, "event", now, key)
            outcomes[due.id] = Outcome("completed", taken.process)
        except WellcheckError as wrong:
            why = join([wrong.text, "; ".join(wrong.fields)[:100]], " ") if isinstance(wrong, NotValid) else wrong.text
            outcomes[due.id] = Outcome("failed", None, str(why)[:200], why)
    return outcomes


NOBODY = UUID(int=0)
"""Whose a process is that no person handed in, as with the master token."""

ACTION = Action("escalation", Escalation, act=_begin, check=_check, once=True)
