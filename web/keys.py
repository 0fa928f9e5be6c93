"""What handlers find on the application and on a request."""

from __future__ import annotations

from aiohttp import web
from redis.asyncio import Redis

from bot.hear import Heard
from bot.intake import Intake
from web.calls import Calls
from web.limits import Limiter, Taken
from web.uses import Uses
from wellcheck.access import Caller
from wellcheck.messages import Inbound, Receipt
from wellcheck.runtime import Runtime

RUNTIME = web.AppKey("runtime", Runtime)
INBOUND = web.AppKey("inbound", Intake[Inbound, Heard])
RECEIPTS = web.AppKey("receipts", Intake[Receipt, None])
LIMITER = web.AppKey("limiter", Limiter)
CALLS = web.AppKey("calls", Calls)
USES = web.AppKey("uses", Uses)
REDIS: web.AppKey[Redis | None] = web.AppKey("redis")

CALLER = web.RequestKey("caller", Caller)
REQUEST_ID = web.RequestKey("request_id", str)
TAKEN = web.RequestKey("taken", Taken)
