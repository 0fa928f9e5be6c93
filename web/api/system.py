"""Whether what must always hold does hold: for operators, and for whoever does not believe it."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web
from pydantic import BaseModel, Field

from web import body
from web.keys import RUNTIME
from wellcheck import audit


class ViolationShown(BaseModel):
    """Something that must not be."""

    rule: str
    about: str = Field(description="What should hold")
    n: int = Field(description=f"How many rows; {audit.MOST} means that many or more")
    examples: list[str] = Field(description="The ids of some")
    oldest: datetime | None


class AuditShown(BaseModel):
    """What one look at everything found."""

    violations: list[ViolationShown]
    unfinished: list[str] = Field(description="Rules that could not be looked at")
    rules: int = Field(description="How many were looked at")
    last_round_seconds_ago: float | None = Field(
        description="Since the worker last finished a round of its own; null: never"
    )


async def look(request: web.Request) -> web.Response:
    """Look whether everything is as it must be: no timer lost, no lease stuck, no minute missing

    Looks at this moment, while workers do so each half minute (`/status`). What is only behind, after an outage, counts here.
    """
    seen = await audit.look(request.app[RUNTIME].now())
    standing = await audit.standing()
    about = {rule.name: rule.about for rule in audit.RULES}
    shown = [
        ViolationShown(rule=v.rule, about=about[v.rule], n=v.n, examples=list(v.examples), oldest=v.oldest)
        for v in seen.found
    ]
    return body.answer(
        AuditShown(
            violations=shown,
            unfinished=seen.unfinished,
            rules=len(audit.RULES),
            last_round_seconds_ago=standing.ago,
        )
    )
