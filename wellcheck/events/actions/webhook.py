"""Hand an occurrence to a web address, as JSON."""

from __future__ import annotations

from pydantic import Field

from wellcheck.events.actions.base import Action, Params
from wellcheck.events.actions.urls import Url


class Webhook(Params):
    """Where the occurrence is handed to."""

    url: Url = Field(description="http or https")


ACTION = Action("webhook", Webhook, text=lambda params: str(params.url))
