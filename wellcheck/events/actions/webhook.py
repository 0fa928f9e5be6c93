"""Hand an occurrence to a web address, as JSON, signed."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from wellcheck.events.actions.base import Action
from wellcheck.events.actions.urls import Called, Headers, endpoint, kept, masked, settable

SIGNING = frozenset(
    ("content-type", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature", "x-qhronos-signature")
)
"""Headers that are ours: what is said, and who says it."""


def _unsigned(headers: dict[str, str]) -> dict[str, str]:
    return settable(headers, SIGNING)


class Webhook(Called):
    """Where the occurrence is handed to. `qhronos_signature`: false leaves the header `X-Qhronos-Signature` out."""

    headers: Annotated[Headers, AfterValidator(_unsigned)] = {}
    qhronos_signature: Annotated[bool, Field(description="Also sign as Qhronos did")] = True


ACTION = Action("webhook", Webhook, endpoint=endpoint, text=lambda params: str(params.url), shown=masked, kept=kept)
