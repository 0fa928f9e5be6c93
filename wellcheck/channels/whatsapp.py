"""WhatsApp through Twilio: text messages in all but the prefix of the numbers, and a window of 24 hours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus

from aiohttp import ClientSession

from wellcheck.channels.sms import WHATSAPP, Sms, compose
from wellcheck.messages import attachments
from wellcheck.messages.values import Failed, Outgoing, Result

WINDOW = timedelta(hours=24)
"""So long after somebody wrote they may be written to freely; later only by a template that WhatsApp approved (63016)."""

EDGE = timedelta(minutes=1)
"""So much before its end the window counts as closed: the message still has to get there."""


def flat(out: Outgoing) -> str:
    """The message as one line: a template's variable takes no line ends."""
    return " ".join(compose(out, paid=False).split())


class Whatsapp(Sms):
    """Messages from our WhatsApp number. `template`: the Content SID of an approved template whose only variable, {{1}},
    is the whole message; without one a message outside the window fails and is said on the next address."""

    name = "whatsapp"
    prefix = WHATSAPP

    def __init__(
        self,
        session: ClientSession,
        account_sid: str,
        auth_token: str,
        *,
        sender: str,
        template: str = "",
        base_url: str = "https://api.twilio.com",
        public_url: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(
            session, account_sid, auth_token, sender=sender, base_url=base_url, public_url=public_url, now=now
        )
        self._template = template
        self._media = f"{public_url.rstrip('/')}/media/" if public_url else ""

    def composed(self, out: Outgoing) -> str:
        """With all its letters: here a message is paid as one."""
        return compose(out, paid=False)

    def said(self, out: Outgoing) -> str:
        """The text itself while the window is open, else the template around it."""
        if not self._template or self._open(out):
            said = super().said(out)
            if out.file is not None and out.file.is_picture and self._media:
                said += f"&MediaUrl={quote_plus(self._media + attachments.word(out.file.id, self._now()))}"
            return said
        variables = json.dumps({"1": flat(out)}, ensure_ascii=False)
        return f"ContentSid={self._template}&ContentVariables={quote_plus(variables)}"

    async def send(self, out: Outgoing) -> Result:
        """As a text message. What is refused with a picture may be taken without it."""
        result = await super().send(out)
        if out.file is not None and isinstance(result, Failed) and result.permanent and not result.opted_out:
            return replace(result, file=True)
        return result

    def is_it(self, out: Outgoing, body: str) -> bool:
        """As a text, or within the template's words. What was said with a picture may have had its signs explained."""
        return (
            body.startswith(f"{compose(out)}\n\n")
            or super().is_it(out, body)
            or (bool(self._template) and flat(out) in " ".join(body.split()))
        )

    def _open(self, out: Outgoing) -> bool:
        return out.heard_at is not None and self._now() - out.heard_at < WINDOW - EDGE
