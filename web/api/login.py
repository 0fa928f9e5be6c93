"""Signing in and out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.keys import RUNTIME
from wellcheck import access
from wellcheck.errors import NotValid


class Credentials(BaseModel):
    """Who wants to come in."""

    email: Annotated[str, Field(examples=["ada@example.org"])]
    password: Annotated[str, Field(examples=["correct-horse-battery"])]


class Refresh(BaseModel):
    """A refresh token; it works once."""

    refresh_token: Annotated[str, Field(max_length=512)]


class TokensShown(BaseModel):
    """An access token to send with every call, and a refresh token to get the next pair."""

    token: str
    refresh_token: str
    token_type: str
    expires_in: Annotated[int, Field(description="Seconds")]
    user_id: UUID


async def sign_in(request: web.Request) -> web.Response:
    """Sign in

    Wrong password, unknown e-mail address and unreadable body are refused alike and equally slowly; five tries in
    fifteen minutes.
    """
    try:
        given = await body.read(request, Credentials)
    except NotValid:
        given = Credentials(email="", password="")
    runtime = request.app[RUNTIME]
    made = await access.sign_in(
        given.email, given.password, auth.source(request), runtime.now(), runtime.config.access_token_seconds
    )
    return body.answer(_shown(made))


async def refresh(request: web.Request) -> web.Response:
    """New tokens for a refresh token, which is used up by that"""
    given = await body.read(request, Refresh)
    runtime = request.app[RUNTIME]
    return body.answer(
        _shown(await access.refresh(given.refresh_token, runtime.now(), runtime.config.access_token_seconds))
    )


async def sign_out(request: web.Request) -> web.Response:
    """Sign out everywhere: all your tokens end"""
    await access.sign_out(auth.person(request), request.app[RUNTIME].now())
    return body.nothing()


def _shown(made: access.Tokens) -> TokensShown:
    return TokensShown(
        token=made.access,
        refresh_token=made.refresh,
        token_type="Bearer",  # noqa: S106 - a word of the standard
        expires_in=made.expires_in,
        user_id=made.person_id,
    )


async def jwks(request: web.Request) -> web.Response:
    """The public keys that verify our tokens, as a plain key set (RFC 7517)"""
    answer = body.plain(await access.jwks(request.app[RUNTIME].now()))
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer
