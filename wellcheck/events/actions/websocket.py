"""Hand an occurrence to a program that is connected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from wellcheck import db
from wellcheck.checked import said
from wellcheck.events.actions.base import Action, Due, Outcome, Params
from wellcheck.i18n import T


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


async def _endpoint(params: Websocket, maker: str, owner: UUID | None) -> UUID | None:
    """Where occurrences wait for this client: what is of one person apart, so that they alone may take it."""
    if params.client_name is None:
        return None
    row = await db.one(
        "WITH made AS (INSERT INTO clients (id, name, owner_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id)"
        " SELECT id FROM made UNION ALL SELECT id FROM clients WHERE name = $2 AND owner_id IS NOT DISTINCT FROM $3",
        db.new_id(), params.client_name, owner,
    )  # fmt: skip
    return (
        row["id"] if row is not None else await _endpoint(params, maker, owner)
    )  # made by another at this very moment


async def _to_listeners(batch: Sequence[Due], params: Mapping[UUID, Websocket], now: datetime) -> dict[UUID, Outcome]:
    """An event without a client: its tags say who hears of it, as with every event."""
    return {}


ACTION = Action("websocket", Websocket, act=_to_listeners, endpoint=_endpoint, text=_text)
