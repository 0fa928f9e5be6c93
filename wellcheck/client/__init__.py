"""A client for programs: events, occurrences, and listening for them.

    async with Client("https://wellcheck.example.org", token) as wellcheck:
        event = await wellcheck.create_event(name="Backup", schedule="0 3 * * *", webhook="https://example.org/hook")
        async for told in wellcheck.listen("backup"):
            print(told.name, told.scheduled_at)

It needs nothing of the server's code.
"""

from wellcheck.client.calls import CALLS, Call
from wellcheck.client.client import Client
from wellcheck.client.listening import Told
from wellcheck.client.models import ApiError, Event, Gap, Occurrence, Page, Preview, Refused, Status

__all__ = [
    "ApiError",
    "CALLS",
    "Call",
    "Client",
    "Event",
    "Gap",
    "Occurrence",
    "Page",
    "Preview",
    "Refused",
    "Status",
    "Told",
]
