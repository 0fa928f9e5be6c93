"""The way to nobody: what is said on it arrives at once, and the trial runs read it in our own outbox."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from wellcheck.messages.values import Outgoing, Receipt, Result, Sent


class Canary:
    """Stands where a provider stands, and is only ever spoken to by trial runs (`workers/canary.py`)."""

    name = "canary"

    async def send(self, out: Outgoing) -> Result:
        """It always arrives."""
        return Sent(f"canary-{out.delivery_id.hex}")

    async def find(self, out: Outgoing, since: datetime) -> Result | None:
        """Nothing said here is in doubt: it may be said once more."""
        return None

    async def became(self, provider_id: str, delivery_id: UUID) -> Receipt | None:
        """Nobody says what became of it."""
        return None

    async def withdraw(self, to: str, provider_id: str, text: str) -> None:
        """There is nothing to take back."""
