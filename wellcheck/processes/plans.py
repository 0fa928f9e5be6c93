"""Plans: steps that requests refer to by name."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from wellcheck import db
from wellcheck.crypto import vault
from wellcheck.errors import NotFound, NotValid
from wellcheck.i18n import T
from wellcheck.processes import requests, rules
from wellcheck.processes.models import ProcessPlan
from wellcheck.processes.requests import Plan


async def load(owner: UUID, name: str | None) -> Plan | None:
    """The plan of this name; None without a name. `NotValid` if there is none."""
    if name is None:
        return None
    kept = await ProcessPlan.get_or_none(owner_id=owner, blind=_blind(owner, name))
    if kept is None:
        raise NotValid.of("policy", T("There is no such policy."))
    return Plan.model_validate_json(kept.body)


async def save(owner: UUID, plan: Plan, now: datetime) -> Plan:
    """Keep steps under a name, in place of what had it before. Running processes are not changed by it. `NotValid` names
    what is wrong with them."""
    wanting = plan.model_copy(update={"data": _all_data(plan)})
    requests.wishes(plan.notifications, wanting, None, now)
    blind = _blind(owner, plan.name)
    async with db.transaction():
        kept = await ProcessPlan.select_for_update().get_or_none(owner_id=owner, blind=blind)
        fresh = kept is None
        kept = kept or ProcessPlan(id=db.new_id(), owner_id=owner, blind=blind, created_at=now)
        kept.body = json.dumps(plan.model_dump(mode="json", exclude_none=True))
        kept.updated_at = now
        await kept.save(force_create=fresh)
    return plan


def _blind(owner: UUID, name: str) -> bytes:
    return vault().blind(f"process plan {owner}", name)


def _all_data(plan: Plan) -> dict[str, Any]:
    """Something for each name in the templates: which data there is, the request alone knows."""
    texts = [said.text for said in (plan, *plan.notifications) if said.text]
    every = [each for text in texts for each in (text.values() if isinstance(text, dict) else [text])]
    return {name: "" for text in every for name in rules.places(text)} | (plan.data or {})


async def listed(owner: UUID) -> list[dict[str, Any]]:
    """The plans of this sender, by name."""
    return [json.loads(kept.body) for kept in await ProcessPlan.filter(owner_id=owner).order_by("id")]


async def delete(owner: UUID, name: str) -> None:
    """Forget a plan; `NotFound` if there is none of this name."""
    if not await ProcessPlan.filter(owner_id=owner, blind=_blind(owner, name)).delete():
        raise NotFound(T("There is no such policy."))
