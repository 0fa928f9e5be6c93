"""What handlers find on the application and on a request."""

from __future__ import annotations

from aiohttp import web
from redis.asyncio import Redis

from bot.hear import Heard
from bot.intake import Intake
from web.uses import Uses
from wellcheck.access import Caller
from wellcheck.messages import Inbound, Receipt
from wellcheck.runtime import Runtime

RUNTIME = web.AppKey("runtime", Runtime)
INBOUND = web.AppKey("inbound", Intake[Inbound, Heard])
RECEIPTS = web.AppKey("receipts", Intake[Receipt, None])
USES = web.AppKey("uses", Uses)
REDIS: web.AppKey[Redis | None] = web.AppKey("redis")

CALLER = web.RequestKey("caller", Caller)
REQUEST_ID = web.RequestKey("request_id", str)
