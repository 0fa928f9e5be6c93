"""The console: prints what would be sent, and sends nothing."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TextIO
from uuid import UUID

from wellcheck.channels.sms import compose
from wellcheck.messages.values import Outgoing, Receipt, Result, Sent
from wellcheck.text import clean


class Console:
    """Stands in for the channel called `name`. Addresses are masked: a terminal's log outlives the terminal."""

    def __init__(self, name: str = "console", to: TextIO | None = None) -> None:
        self.name = name
        self._to = to

    async def send(self, out: Outgoing) -> Result:
        """Print the message; it always arrives."""
        self._print(f"{self.name} to {mask(out.to)}", compose(out))
        return Sent(f"console-{out.delivery_id.hex}")

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """Nothing printed is ever in doubt."""
        return None

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """Nobody says what became of paper."""
        return None

    async def withdraw(self, to: str, provider_id: str, text: str) -> None:
        """Print what the question would be replaced by."""
        self._print(f"{self.name} to {mask(to)}, instead of the last question", clean(text))

    def _print(self, head: str, text: str) -> None:
        lines = text.replace("\n", "\n    ")
        print(f"[{head}]\n    {lines}", file=self._to or sys.stdout, flush=True)


def mask(address: str) -> str:
    """An address by which its owner would know it and nobody else: +44…0001."""
    return f"{address[:3]}…{address[-4:]}" if len(address) > 8 else "…"
