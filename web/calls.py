"""What this process was asked: counts and times by door, for `/metrics`."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import AbstractContextManager, nullcontext

from aiohttp import web

from wellcheck import traces
from wellcheck.gauges import TOOK, Steps


def template(request: web.BaseRequest) -> str:
    """The door's path as it stands in the table, without any id; "other" for what is none."""
    if not isinstance(request, web.Request) or request.match_info.http_exception is not None:
        return "other"
    resource = request.match_info.route.resource
    return resource.canonical.removeprefix("/v1").rstrip("/") or "/" if resource is not None else "other"


class Calls:
    """How many calls each door had, by method and status, and how long they took together, in seconds."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str, int], tuple[int, float]] = {}
        self.steps: dict[str, Steps] = {}
        """How long they took, by class."""

    def note(self, request: web.BaseRequest, status: int, seconds: float) -> None:
        """One more."""
        self.count(request.method if request.method in _METHODS else "other", template(request), status, seconds)

    def count(self, method: str, door: str, status: int, seconds: float) -> None:
        """One more at this door."""
        key = method, door, status
        n, took = self.seen.get(key, (0, 0.0))
        self.seen[key] = n + 1, took + seconds
        if (kind := _class(*key[:2])) not in self.steps:
            self.steps[kind] = Steps(TOOK)
        self.steps[kind].add(bisect_left(TOOK, seconds), 1, seconds)


def _class(method: str, path: str) -> str:
    """What sort of door it is: what providers call, connections that stay, what is nobody's door, and of ours those that read
    and those that write."""
    if path in ("/ws", "other"):
        return path.removeprefix("/")
    return "webhook" if path.startswith("/webhook/") else "read" if method in ("GET", "HEAD") else "write"


def traced(request: web.Request) -> AbstractContextManager[traces.Span]:
    """What a collector is told of this call. Nothing of those that only ask how we do, and of connections that stay."""
    if not traces.on() or (path := template(request)) in _UNTRACED:
        return nullcontext(traces.Span())
    method = request.method if request.method in _METHODS else "other"
    return traces.span(
        f"{method} {path}", "server", request.headers, http__request__method=method, http__route=path
    )  # fmt: skip


_UNTRACED = frozenset(("/livez", "/readyz", "/health", "/healthz", "/metrics", "/ws"))
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"))
