"""Hand an occurrence to a program that is connected."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wellcheck.events.actions.base import Action, Params


class Websocket(Params):
    """The client it is for. Without one (the oldest form of events, that name no target) those who listen to its tags alone
    hear of it."""

    client_name: Annotated[str, Field(min_length=1, max_length=200)] | None = None


def _text(params: Websocket) -> str | None:
    return None if params.client_name is None else f"q:{params.client_name}"


ACTION = Action("websocket", Websocket, text=_text)
