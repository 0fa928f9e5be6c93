"""Any request to any web address."""

from __future__ import annotations

from typing import Any, Literal

from wellcheck.events.actions.base import Action, Params
from wellcheck.events.actions.urls import Url


class ApiCall(Params):
    """The request. `body`: text is sent as it is, anything else as JSON."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]
    url: Url
    headers: dict[str, str] = {}
    body: Any = None


ACTION = Action("apicall", ApiCall)
