"""The audit trail: for admins all of it, for everybody what concerns them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field
from tortoise.queryset import QuerySet

from web import auth, body
from wellcheck import people
from wellcheck.access import AuditEntry
from wellcheck.errors import NotValid
from wellcheck.i18n import T

LONGEST = {"actor": 64, "subject": 64, "verb": 64, "request": 128}
"""What is looked for, and how long it may be."""


class AuditEntryShown(BaseModel):
    """Who did what to whom. Nobody can change an entry."""

    id: int
    at: datetime
    actor: str = Field(description="A person's id, the `sub` of an API token, `master`, `command line` or `system`")
    verb: str
    subject: str | None
    detail: dict[str, Any]
    source: str | None = Field(description="The network address; null once somebody concerned was forgotten")
    request: str | None = Field(description="The `X-Request-Id` of the call")
    link: int | None = Field(description="Its number in the chain; null in its first second")
    hash: str | None = Field(description="SHA-256 over the entry and the hash before it")


async def list_all(request: web.Request) -> web.Response:
    """Who did what to whom, newest first"""
    wanted = AuditEntry.all()
    for name in LONGEST:
        if given := request.query.get(name):
            if "\0" in given or len(given) > LONGEST[name]:
                raise NotValid.of(name, T("This is not right."))
            wanted = wanted.filter(**{name: given})
    return await _listed(request, wanted)


async def list_of(request: web.Request) -> web.Response:
    """What was done to you, or by you to what is yours, newest first"""
    person = await people.get(auth.id_of(request, "uid"))
    return await _listed(request, AuditEntry.filter(subject=str(person.id)))


async def _listed(request: web.Request, wanted: QuerySet[AuditEntry]) -> web.Response:
    page = body.page(request)
    if (since := body.moment(request, "since")) is not None:
        wanted = wanted.filter(at__gte=since)
    if (until := body.moment(request, "until")) is not None:
        wanted = wanted.filter(at__lt=until)
    total = await wanted.count()
    rows = await wanted.order_by("-id").offset(page.offset).limit(page.size)
    return body.pages([_shown(row) for row in rows], page, total)


def _shown(row: AuditEntry) -> AuditEntryShown:
    return AuditEntryShown(
        id=row.id, at=row.at, actor=row.actor, verb=row.verb, subject=row.subject, detail=row.detail, source=row.source,
        request=row.request, link=row.link, hash=bytes(row.hash).hex() if row.hash is not None else None,
    )  # fmt: skip
