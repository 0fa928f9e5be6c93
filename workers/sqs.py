"""Requests for processes from an Amazon SQS FIFO queue, with the extra `wellcheck[sqs]`.

Credentials come from where AWS programs look for them: the environment, ~/.aws, the role of the machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config as Wire
from botocore.exceptions import BotoCoreError, ClientError

from workers.intake import Entry, Queue

MOST = 10
"""Messages that SQS hands out at once."""

CONNECT_SECONDS, ANSWER_SECONDS = 5, 10


class Sqs:
    """A FIFO queue. SQS keeps the order of each message group, and hands out nothing of a group while an earlier message of
    it is not acknowledged."""

    def __init__(self, client: Any, url: str, wait_seconds: int) -> None:
        self._client, self._url, self._seconds = client, url, wait_seconds
        self.name = f"queue {urlsplit(url).path.rpartition('/')[2]}"

    async def read(self, wait: bool) -> Sequence[Entry]:
        """See `Queue`."""
        answer = await asyncio.to_thread(
            self._client.receive_message,
            QueueUrl=self._url,
            MaxNumberOfMessages=MOST,
            WaitTimeSeconds=self._seconds if wait else 0,
            AttributeNames=["MessageDeduplicationId"],
        )
        return [_entry(message) for message in answer.get("Messages", ())]

    async def done(self, entries: Sequence[Entry]) -> None:
        """See `Queue`. What cannot be deleted comes again, and its key keeps it from acting twice."""
        listed = [{"Id": str(n), "ReceiptHandle": entry.handle} for n, entry in enumerate(entries)]
        await asyncio.to_thread(self._client.delete_message_batch, QueueUrl=self._url, Entries=listed)

    async def later(self, entries: Sequence[Entry]) -> None:
        """See `Queue`. Without this they would come again when their time of invisibility is over."""
        listed = [
            {"Id": str(n), "ReceiptHandle": entry.handle, "VisibilityTimeout": 0} for n, entry in enumerate(entries)
        ]
        with contextlib.suppress(BotoCoreError, ClientError):
            await asyncio.to_thread(self._client.change_message_visibility_batch, QueueUrl=self._url, Entries=listed)


def _entry(message: dict[str, Any]) -> Entry:
    raw = message["Body"].encode()
    given = message.get("Attributes", {}).get("MessageDeduplicationId", "")
    # SQS makes one of the words where the sender gives none, and forgets it after five minutes. Two stops of one process
    # have the same words and mean two stops.
    made = given == hashlib.sha256(raw).hexdigest()
    return Entry(message["ReceiptHandle"], raw, given if given and not made else f"message {message['MessageId']}")


@asynccontextmanager
async def open_queue(url: str, wait_seconds: int) -> AsyncIterator[Queue]:
    """The queue of this address."""
    parts = urlsplit(url)
    region = _region(parts.hostname or "")
    more = {"region_name": region} if region else {}
    wire = Wire(
        connect_timeout=CONNECT_SECONDS, read_timeout=wait_seconds + ANSWER_SECONDS, retries={"total_max_attempts": 2}
    )
    client = await asyncio.to_thread(
        lambda: boto3.client("sqs", endpoint_url=f"{parts.scheme}://{parts.netloc}", config=wire, **more)
    )
    try:
        yield Sqs(client, url, wait_seconds)
    finally:
        client.close()


def _region(host: str) -> str:
    """The region that stands in the address of a queue at AWS; "": the usual way says which."""
    name, _, rest = host.partition(".")
    region, _, rest = rest.partition(".")
    return region if name == "sqs" and rest.startswith("amazonaws.com") else ""
