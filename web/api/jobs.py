"""Deliveries, as jobs: what is to be said, was said, or could not be."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web
from tortoise.expressions import Q

from web import auth, body, shown
from web.keys import RUNTIME
from wellcheck import db, messages
from wellcheck.messages import Delivery


def _filter(state: str, now: datetime) -> Q:
    """The deliveries that `shown.job_state` says to be in this state."""
    match state:
        case "scheduled":
            return Q(state="pending", due_at__gt=now)
        case "enqueued":
            return Q(state="pending", due_at__lte=now)
        case "in-progress":
            return Q(state__in=("sending", "unknown"))
        case "successful":
            return Q(state__in=("sent", "delivered"))
        case "withdrawn":
            return Q(state="withdrawn")
        case _:
            return Q(state__in=("failed", "expired"))


async def list_all(request: web.Request) -> web.Response:
    """All jobs, newest first"""
    now = request.app[RUNTIME].now()
    state = body.choice(request, "status", shown.JOB_STATES)
    page = body.page(request)
    wanted = (Delivery.filter(_filter(state, now)) if state else Delivery).exclude(channel="canary")
    total = await wanted.count()
    found = await wanted.order_by("-created_at", "-id").offset(page.offset).limit(page.size)
    return body.pages([shown.job(delivery, now) for delivery in found], page, total)


async def stats(request: web.Request) -> web.Response:
    """How many jobs there are in each state"""
    counted = {
        row["state"]: row["n"]
        for row in await db.rows(
            "SELECT CASE WHEN state = 'pending' AND due_at > $1 THEN 'scheduled' WHEN state = 'pending' THEN 'enqueued'"
            " WHEN state IN ('sending', 'unknown') THEN 'in-progress' WHEN state IN ('sent', 'delivered') THEN 'successful'"
            " WHEN state = 'withdrawn' THEN 'withdrawn' ELSE 'dead' END AS state, count(*) AS n FROM deliveries"
            " WHERE channel <> 'canary' GROUP BY 1",
            request.app[RUNTIME].now(),
        )
    }
    counts = {f"{state.replace('-', '_')}_job_count": counted.get(state, 0) for state in shown.JOB_STATES}
    total = sum(counted.values())
    return body.answer(shown.JobStats(**counts, enueued_job_count=counts["enqueued_job_count"], total=total))


async def retry(request: web.Request) -> web.Response:
    """Try a dead job once more"""
    now = request.app[RUNTIME].now()
    return body.answer(shown.job(await messages.retry(auth.id_of(request), now), now))
