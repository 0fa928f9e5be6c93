"""Hand an occurrence to a program that is connected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import AfterValidator, Field

from wellcheck import db
from wellcheck.checked import said
from wellcheck.events.actions.base import Action, Due, Outcome, Params
from wellcheck.i18n import T

_NAMES = UUID("6f1c7b5e-54d0-5e0a-8a3f-0a8c5a1f7b11")


def client_id(name: str) -> UUID:
    """The id under which occurrences wait for the client of this name: their endpoint."""
    return uuid5(_NAMES, name)


def _filled(name: str) -> str:
    if not name.strip():
        raise said(T("This may not be blank."))
    if "\0" in name:
        raise said(T("This is not right."))
    return name


class Websocket(Params):
    """The client it is for. Without one (the oldest form of events, that name no target) those who listen to its tags alone
    hear of it."""

    client_name: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_filled)] | None = None


def _text(params: Websocket) -> str | None:
    return None if params.client_name is None else f"q:{params.client_name}"


async def _endpoint(params: Websocket, maker: str) -> UUID | None:
    if params.client_name is None:
        return None
    id = client_id(params.client_name)
    await db.run("INSERT INTO clients (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", id, params.client_name)
    return id


async def _to_listeners(batch: Sequence[Due], params: Mapping[UUID, Websocket], now: datetime) -> dict[UUID, Outcome]:
    """An event without a client: its tags say who hears of it, as with every event."""
    return {}


ACTION = Action("websocket", Websocket, act=_to_listeners, endpoint=_endpoint, text=_text)
