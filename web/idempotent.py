"""`Idempotency-Key`: a POST that is sent again, because its answer was lost, does its work once."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from web.keys import RUNTIME
from wellcheck import db
from wellcheck.access import once as kept
from wellcheck.errors import WellcheckError

HEADER = "Idempotency-Key"


def once(handler: Handler) -> Handler:
    """The same door, where the same key from the same caller gets the same answer for a day."""

    async def handle(request: web.Request) -> web.StreamResponse:
        key = request.headers.get(HEADER)
        if key is None:
            return await handler(request)
        caller = f"{request.headers.get('Authorization', '')} {request.path.rstrip('/')}"
        body = await request.read()
        refused: Exception | None = None
        async with db.transaction():
            begun = await kept.begin(key, caller, body, request.app[RUNTIME].now())
            if isinstance(begun, kept.Earlier):
                headers = {"Content-Type": "application/json; charset=utf-8", "Idempotent-Replayed": "true"}
                return web.Response(status=begun.status, body=begun.answer.encode(), headers=headers)
            try:
                answer = await handler(request)
            except (WellcheckError, web.HTTPException) as no:
                # What was written before it was refused stays, as it does without a key: a wrong code counts.
                refused = no
            else:
                said = answer.body if isinstance(answer, web.Response) else None
                await kept.keep(begun, answer.status, said.decode() if isinstance(said, bytes) else "")
        if refused is not None:
            raise refused
        return answer

    return handle
