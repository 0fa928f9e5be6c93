"""API tokens, for whoever holds the master token."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.keys import RUNTIME
from wellcheck.access import rules, tokens
from wellcheck.access.models import ApiToken
from wellcheck.checked import Moment

Access = Literal["read", "write", "read_write", "admin"]


class ApiTokenWanted(BaseModel):
    """A token for a program."""

    sub: Annotated[str, Field(max_length=rules.SUB_MOST, description="Who it is for", examples=["system:pharmacy"])]
    access: Annotated[Access, Field(description="Each includes those before it; admin reaches everything but tokens")]
    scope: Annotated[
        list[Annotated[str, Field(max_length=rules.TAG_MOST)]],
        Field(
            max_length=rules.SCOPE_MOST,
            description="Tags: it reaches events that have at least one of them. `user:<id>`: it may act for that user",
            examples=[["user:rizqme", "system:pharmacy"]],
        ),
    ]
    expires_at: Annotated[Moment, Field(description="At most ten years from now")]
    type: Literal["jwt"] = "jwt"


class ApiTokenShown(BaseModel):
    """What is known about a token; the token itself is not."""

    id: UUID
    type: Literal["jwt"] = "jwt"
    sub: str
    access: Access
    scope: list[str]
    made_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute or so")


class ApiTokenMade(ApiTokenShown):
    """A new token: `token` is shown this once."""

    token: str


def _of(row: ApiToken) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ApiTokenShown.model_fields if name != "type"}


async def create(request: web.Request) -> web.Response:
    """Make a token for a program

    It is a JWT that anybody can verify by `/jwks`, and it is not kept: note it now.
    """
    wanted = await body.read(request, ApiTokenWanted)
    made, token = await tokens.make(
        wanted.sub, wanted.access, wanted.scope, wanted.expires_at, auth.caller(request).sub, request.app[RUNTIME].now()
    )
    return body.answer(ApiTokenMade(token=token, **_of(made)), 201)


async def list_all(request: web.Request) -> web.Response:
    """All tokens, newest first, revoked ones included"""
    page = body.page(request)
    found, total = await tokens.listed(page.offset, page.size)
    return body.pages([ApiTokenShown(**_of(row)) for row in found], page, total)


async def one(request: web.Request) -> web.Response:
    """One token"""
    return body.answer(ApiTokenShown(**_of(await tokens.get(auth.id_of(request)))))


async def revoke(request: web.Request) -> web.Response:
    """End a token

    It is refused from the next call on; a websocket that was opened with it is closed within a minute.
    """
    await tokens.revoke(auth.id_of(request), auth.caller(request).sub, request.app[RUNTIME].now())
    return body.nothing()
