"""Any request to any web address."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from wellcheck.events.actions.base import Action
from wellcheck.events.actions.urls import Called, endpoint, kept, masked


class ApiCall(Called):
    """The request. `body`: text is sent as it is, anything else as JSON."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    body: Any = Field(default=None)


ACTION = Action("apicall", ApiCall, endpoint=endpoint, shown=masked, kept=kept)
