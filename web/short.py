"""The short way to the doors that providers call all the time.

aiohttp asks its router for every request, and wraps the handler that it finds in what an application may want to know about
it. Providers call at fixed addresses: which handler it is, is known before they call. On the way are the same request id,
log line, counts and answers to what goes wrong as at every door (`web.errors`).
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from aiohttp import web

from web import errors, hooks
from wellcheck import traces

WAYS: dict[str, errors.Take] = {
    "/webhook/sms": hooks.take_sms,
    "/webhook/sms/status": hooks.take_status,
    "/webhook/telegram": hooks.take_telegram,
}


def install(runner: web.BaseRunner, app: web.Application) -> None:
    """Open the short way on a server that is set up. Whatever is not quite usual goes the long one."""
    server = runner.server
    assert server is not None
    long: Any = server.request_handler
    ways = {path: errors.passing(app, path, take) for path, take in WAYS.items()}

    def handle(request: Any) -> Awaitable[web.StreamResponse]:
        way = ways.get(request.raw_path.partition("?")[0])
        if way is None or request.method != "POST" or "Expect" in request.headers or traces.on():
            way = long
        return way(request)

    server.request_handler = handle
