"""`Idempotency-Key`: a POST that is sent again, because its answer was lost, does its work once."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from web.keys import RUNTIME
from wellcheck.access import once as kept

HEADER = "Idempotency-Key"


def once(handler: Handler) -> Handler:
    """The same door, where the same key from the same caller gets the same answer for a day."""

    async def handle(request: web.Request) -> web.StreamResponse:
        key = request.headers.get(HEADER)
        if key is None:
            return await handler(request)
        caller = f"{request.headers.get('Authorization', '')} {request.path.rstrip('/')}"
        begun = await kept.begin(key, caller, await request.read(), request.app[RUNTIME].now())
        if isinstance(begun, kept.Earlier):
            headers = {"Content-Type": "application/json; charset=utf-8", "Idempotent-Replayed": "true"}
            return web.Response(status=begun.status, body=begun.answer.encode(), headers=headers)
        try:
            answer = await handler(request)
            body = answer.body if isinstance(answer, web.Response) else None
            await kept.keep(begun, answer.status, body.decode() if isinstance(body, bytes) else "")
        except BaseException:
            await kept.give_up(begun)
            raise
        return answer

    return handle
