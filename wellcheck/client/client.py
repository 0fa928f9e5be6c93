"""The calls, typed; tried again where that is safe."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import UUID, uuid4

from aiohttp import ClientConnectionError, ClientResponse, ClientSession, ClientTimeout
from pydantic import BaseModel
from pydantic_core import to_json
from yarl import URL

from wellcheck.client import listening
from wellcheck.client.calls import CALLS
from wellcheck.client.listening import Told
from wellcheck.client.models import ApiError, Event, Occurrence, Page, Preview, Refused, Status

Model = TypeVar("Model", bound=BaseModel)

OVER = ("completed", "acknowledged", "failed", "missed", "skipped", "cancelled")
"""The states in which nothing happens to an occurrence any more."""

TRIES = 4
LONGEST_WAIT = 60.0


class Client:
    """One server, and the token it is spoken to with. Use it as a context, or `close` it.

    A call that got no answer, or was told to come again, is made again a few times; a POST has a key by which the server
    knows it, so that nothing is done twice.
    """

    def __init__(self, url: str, token: str | None = None, *, seconds: float = 30.0) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._session: ClientSession | None = None
        self._timeout = ClientTimeout(total=seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Give the connections back."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def set_token(self, token: str) -> None:
        """Speak with this token from now on."""
        self._token = token

    def clear_token(self) -> None:
        """Speak without a token from now on."""
        self._token = None

    # --- events ---------------------------------------------------------------------------------------------------

    async def create_event(self, **event: Any) -> Event:
        """Make an event, of the fields that `POST /v1/events` takes."""
        return await self._one("create_event", event, Event)

    async def get_event(self, id: UUID | str) -> Event:
        """An event."""
        return await self._one("get_event", None, Event, id=id)

    async def list_events(
        self, *, tags: Iterable[str] = (), match: str | None = None, status: str | None = None, page: int = 1,
        limit: int = 100, after: str | None = None,
    ) -> Page[Event]:  # fmt: skip
        """Events, newest first; with any of these tags (`match="all"`: with all). `after`: what follows on a page."""
        query = {
            **_tagged(tags), "match": match, "status": status, "page": page, "limit": limit, "after": after
        }  # fmt: skip
        return await self._list("list_events", query, Event)

    async def events_by_tag(self, tag: str) -> AsyncIterator[Event]:
        """All events with this tag, page by page; what is made meanwhile moves none of them."""
        after: str | None = None
        while True:
            page = await self.list_events(tags=[tag], after=after)
            for event in page.rows:
                yield event
            if (after := page.after) is None:
                return

    async def update_event(self, id: UUID | str, *, version: int | None = None, **changes: Any) -> Event:
        """Change these fields. With `version` only if nobody has changed it meanwhile (`ApiError` 412)."""
        headers = None if version is None else {"If-Match": f'"{version}"'}
        return await self._one("update_event", changes, Event, headers, id=id)

    async def delete_event(self, id: UUID | str) -> None:
        """End an event for good."""
        await self._call("delete_event", path={"id": id})

    async def run_event(self, id: UUID | str) -> Occurrence:
        """Let it happen now, beside its times."""
        return await self._one("run_event", None, Occurrence, id=id)

    async def preview(self, **schedule: Any) -> list[datetime]:
        """The times of a schedule, before it is kept."""
        return (await self._one("preview", schedule, Preview)).occurrences

    # --- occurrences ----------------------------------------------------------------------------------------------

    async def list_occurrences(
        self, *, event: UUID | str | None = None, tags: Iterable[str] = (), status: str | None = None,
        since: datetime | None = None, until: datetime | None = None, page: int = 1, limit: int = 100,
        after: str | None = None,
    ) -> Page[Occurrence]:  # fmt: skip
        """Occurrences, the latest first: of one event, or of all with these tags, in this state or time."""
        query = {
            "event": event, **_tagged(tags), "status": status, "from": since, "to": until, "page": page,
            "limit": limit, "after": after,
        }  # fmt: skip
        return await self._list("list_occurrences", query, Occurrence)

    async def occurrences_of(
        self, event: UUID | str, *, status: str | None = None, page: int = 1, limit: int = 100, after: str | None = None
    ) -> Page[Occurrence]:
        """The occurrences of one event, the latest first, headed by the next one to come; also when it is deleted."""
        query = {"status": status, "page": page, "limit": limit, "after": after}
        return await self._list("occurrences_of", query, Occurrence, id=event)

    async def get_occurrence(self, id: UUID | str | int) -> Occurrence:
        """An occurrence, by its id or its number."""
        return await self._one("get_occurrence", None, Occurrence, which=id)

    async def wait_for_status(
        self, id: UUID | str, status: Collection[str] = OVER, *, seconds: float = 60.0, every: float = 0.5
    ) -> Occurrence:
        """The occurrence, as soon as it is in one of these states; `TimeoutError` after so many seconds."""
        end = time.monotonic() + seconds
        while True:
            found = await self.get_occurrence(id)
            if found.status in status:
                return found
            if time.monotonic() + every > end:
                raise TimeoutError(f"still {found.status}")
            await asyncio.sleep(every)

    async def retry(self, id: UUID | str) -> str:
        """Do this occurrence once more. Its state then: `pending`, it waits to be handed over, or `completed`."""
        return str((await self._call("retry", path={"id": id}))["data"]["status"])

    async def replay_many(
        self, *, tags: Iterable[str] = (), match: str = "all", since: datetime | None = None,
        until: datetime | None = None, status: str = "failed",
    ) -> int:  # fmt: skip
        """Do anew what is in this state, of events with these tags, of times from `since` on; how many."""
        given = {"tags": list(tags), "match": match, "status": status, "since": since, "until": until}
        told = await self._call("replay_many", {name: value for name, value in given.items() if value is not None})
        return int(told["data"]["replayed"])

    async def replay(self, event: UUID | str, *, since: datetime | None = None, status: str = "failed") -> int:
        """Do anew what this event has in this state, of times from `since` on; how many."""
        given = {"status": status} | ({} if since is None else {"since": since})
        told = await self._call("replay", given, path={"id": event})
        return int(told["data"]["replayed"])

    async def status(self) -> Status:
        """How the server is."""
        return Status.model_validate(await self._call("status"))

    # --- listening ------------------------------------------------------------------------------------------------

    def listen(self, *tags: str, cursor: str | None = None) -> AsyncIterator[Told]:
        """What happens with one of these tags, from now on, or from behind a cursor. A lost connection is made again, and goes
        on where it was; `Gap` when that is too long ago."""
        return listening.listen(self._opened(), self._url, self._need_token(), tags, cursor)

    def take(self, client_name: str) -> AsyncIterator[Told]:
        """The occurrences for this client, one by one. Each comes again until `await told.ack()`."""
        return listening.take(self._opened(), self._url, self._need_token(), client_name)

    # --- how ------------------------------------------------------------------------------------------------------

    def _need_token(self) -> str:
        if self._token is None:
            raise Refused("authentication required")
        return self._token

    def _opened(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession()
        return self._session

    async def _one(
        self, name: str, given: Any, model: type[Model], headers: Mapping[str, str] | None = None, **path: Any
    ) -> Model:
        told = await self._call(name, given, path=path, headers=headers)
        return model.model_validate(told["data"])

    async def _list(self, name: str, query: Mapping[str, Any], model: type[Model], **path: Any) -> Page[Model]:
        told = await self._call(name, query=query, path=path)
        paging = told["paging"]
        rows = [model.model_validate(row) for row in told["data"]]
        return Page(rows=rows, **{name: paging.get(name) for name in ("page", "pages", "total")}, after=_behind(paging))

    async def _call(
        self,
        name: str,
        given: Any = None,
        *,
        query: Mapping[str, Any] | None = None,
        path: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        call = CALLS[name]
        sent = dict(headers or {})
        if self._token is not None:
            sent["Authorization"] = f"Bearer {self._token}"
        if call.method == "POST":
            sent["Idempotency-Key"] = str(uuid4())
        body = None
        if given is not None:
            body, sent["Content-Type"] = to_json(given), "application/json"
        asked = [
            (key, _plain(each))
            for key, value in (query or {}).items()
            for each in (value if isinstance(value, list) else [value])
            if each not in (None, "")
        ]
        url = self._url + call.path.format(**(path or {}))
        for attempt in range(1, TRIES + 1):
            wait = min(2.0**attempt, LONGEST_WAIT) * random.uniform(0.25, 0.5)  # noqa: S311 - nobody is to guess it
            try:
                async with self._opened().request(
                    call.method,
                    url,
                    data=body,
                    params=asked,
                    headers=sent,
                    timeout=self._timeout,
                    allow_redirects=False,
                ) as answer:
                    if answer.status not in (429, 503) or attempt == TRIES:
                        return await _read(answer)
                    said = answer.headers.get("Retry-After", "").strip()  # proxies say a date there, too
                    wait = min(float(said), LONGEST_WAIT) if said.isascii() and said.isdigit() else wait
            except (ClientConnectionError, TimeoutError):
                if attempt == TRIES:
                    raise
            await asyncio.sleep(wait)
        raise AssertionError("unreachable")


def _behind(paging: Mapping[str, Any]) -> str | None:
    """From where the next page goes on."""
    return URL(paging["next"]).query.get("after") if paging.get("next") else None


def _tagged(tags: Iterable[str]) -> dict[str, Any]:
    """Tags in one word, and those that cannot stand in a row of several each by itself."""
    wanted = list(tags)
    odd = [tag for tag in wanted if "," in tag or tag != tag.strip()]
    return {"tags": ",".join(tag for tag in wanted if tag not in odd), "tag": odd}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


async def _read(answer: ClientResponse) -> Any:
    if answer.status == 204:
        return None
    try:
        told = await answer.json(content_type=None)
    except ValueError:  # a proxy answers in words of its own
        raise ApiError(answer.status, answer.reason or "") from None
    if answer.status >= 400:
        error = told.get("error") if isinstance(told, dict) else None
        error = error if isinstance(error, dict) else {}
        raise ApiError(answer.status, error.get("message", answer.reason or ""), error.get("errors"))
    return told
