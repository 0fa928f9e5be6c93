"""What an event made by API may do when it comes due. A new action is one file here, and one line below."""

from __future__ import annotations

from wellcheck.events.actions import apicall, escalation, message, probe, visit, webhook, websocket
from wellcheck.events.actions.base import Action, Due, Outcome, Params

KNOWN: dict[str, Action] = {
    each.name: each
    for each in (
        webhook.ACTION,
        apicall.ACTION,
        websocket.ACTION,
        message.ACTION,
        probe.ACTION,
        escalation.ACTION,
        visit.ACTION,
    )
}
"""By what the API calls them."""

__all__ = ["Action", "Due", "KNOWN", "Outcome", "Params"]
