"""How it is set up and how it does: for people, for programs that wait for it, and for Prometheus."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field

from web import auth, body
from web.api import health
from web.keys import CALLS, LIMITER, RUNTIME
from wellcheck import access, audit, gauges
from wellcheck.access.rules import ISSUER
from wellcheck.gauges import Gauges

TEXT = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


class TokenInfo(BaseModel):
    """What the token of this very call says."""

    sub: str
    access: str
    scope: list[str]
    exp: datetime | None = Field(description="Null: it does not end")


class Jwt(BaseModel):
    """How our tokens are made."""

    issuer: str
    algorithm: str
    default_exp_seconds: int
    token_info: TokenInfo | None = Field(description="Null when called without a token")


class Hmac(BaseModel):
    """How webhooks are signed. The secrets are those of each event."""

    algorithm: str
    signature_header: str
    event_override_supported: bool


class StatusTold(BaseModel):
    """How it is set up, and how it does. `parts` says why it is not "ok"."""

    status: health.State
    uptime_seconds: float
    version: str
    jwt: Jwt
    hmac: Hmac
    parts: health.Health


@cache
def _version() -> str:
    return version("wellcheck")


async def told(request: web.Request) -> web.Response:
    """How it does, and how tokens and signatures are made

    Needs no token; with one, `jwt.token_info` describes it. Always 200: `/readyz` answers 503 when something is broken.
    """
    running = request.app[RUNTIME]
    calls = await auth.offered(request)
    found = await health.look(request, ready=True)
    info = None if calls is None else TokenInfo(
        sub=calls.sub, access=calls.access, scope=list(calls.scopes), exp=calls.expires_at
    )  # fmt: skip
    jwt = Jwt(
        issuer=ISSUER, algorithm="RS256", default_exp_seconds=running.config.access_token_seconds, token_info=info
    )
    signed = Hmac(algorithm="HMAC-SHA256", signature_header="X-Qhronos-Signature", event_override_supported=True)
    uptime = time.time() - running.started_at.timestamp()
    return body.plain(
        StatusTold(
            status=health.state(found), uptime_seconds=max(0.0, round(uptime, 3)), version=_version(), jwt=jwt, hmac=signed,
            parts=found,
        )
    )  # fmt: skip


async def metrics(request: web.Request) -> web.Response:
    """Figures for Prometheus

    For admins, the token `METRICS_TOKEN`, and programs on this very machine. What counts calls counts those of this process.
    """
    from prometheus_client import CollectorRegistry, generate_latest

    await _may_read(request)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(request, await gauges.look(request.app[RUNTIME].now())))
    return web.Response(body=generate_latest(registry), headers=TEXT)


async def _may_read(request: web.Request) -> None:
    wanted = request.app[RUNTIME].config.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if wanted and given and hmac.compare_digest(_digest(given), _digest(wanted)):
        return
    if not given and not wanted and auth.from_here(request):
        return
    await auth.known(request)
    access.require_admin(auth.caller(request))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


class _Families:
    """All figures, in Prometheus's words."""

    def __init__(self, request: web.Request, found: Gauges) -> None:
        self.found = found
        self.calls = dict(request.app[CALLS].seen)
        self.steps = dict(request.app[CALLS].steps)
        self.counted = dict(request.app[LIMITER].counted)

    def collect(self) -> Iterator[Any]:
        """What `CollectorRegistry` asks for."""
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeHistogramMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
            SummaryMetricFamily,
        )

        def gauge(name: str, about: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Any:
            family = GaugeMetricFamily(f"wellcheck_{name}", about, labels=labels)
            for key, value in values.items():
                family.add_metric(list(key), value)
            return family

        def recent(name: str, about: str, label: str, values: Mapping[str, gauges.Steps]) -> Any:
            family = GaugeHistogramMetricFamily(f"wellcheck_recent_{name}_seconds", about, labels=(label,))
            for key, steps in values.items():
                family.add_metric([key], steps.buckets, steps.total)
            return family

        of, most = self.found, gauges.MOST
        lag = {(room,): late for room, late in of.rooms.items()}
        yield gauge("timer_lag_seconds", "How late the oldest open timer of a room is", ("room",), lag)
        depth = {(lane,): float(n) for lane, (n, _) in of.waiting.items()}
        yield gauge("outbox_depth", f"Deliveries that are due, told up to {most} per channel", ("lane",), depth)
        oldest = {(lane,): age for lane, (_, age) in of.waiting.items()}
        yield gauge("outbox_oldest_seconds", "How long the oldest of them is due", ("lane",), oldest)
        yield gauge("messages_unknown", "Deliveries of which we do not know whether they left", (), {(): of.unknown})
        n, age = of.occurrences
        yield gauge("occurrences_depth", f"Occurrences that are due, told up to {most}", (), {(): n})
        yield gauge("occurrences_oldest_seconds", "How long the oldest of them is due", (), {(): age})
        newest = f"of the newest {gauges.NEWEST} attempts of the last 15 minutes"
        results = {key: float(n) for key, n in of.results.items()}
        yield gauge("recent_attempts", f"Outcomes {newest}", ("channel", "outcome"), results)
        took = {(channel, str(quantile)): s for (channel, quantile), s in of.seconds.items()}
        yield gauge("recent_attempt_seconds", f"How long they took, {newest}", ("channel", "quantile"), took)
        yield recent("delivery", f"How long attempts took, {newest}", "channel", of.took)
        handed = {key: float(n) for key, n in of.handed.items()}
        newest = f"of the newest {gauges.NEWEST} attempts to hand occurrences over, of the last 15 minutes"
        yield gauge("recent_handovers", f"Outcomes {newest}", ("action", "outcome"), handed)
        yield recent("handover", f"How long they took, {newest}", "action", of.handed_took)
        yield recent("handover_late", f"How late the first ones began, {newest}", "action", of.handed_late)
        waits = {(what,): age for what, age in of.oldest.items()}
        yield gauge("oldest_seconds", "How long the oldest that waits has been waiting", ("what",), waits)
        states = {(status,): float(n) for status, n in of.escalations.items()}
        yield gauge("escalations_open", "Escalations that are open", ("status",), states)
        yield gauge("inbound_unprocessed", "Answers heard and not understood yet", (), {(): of.inbound})
        yield gauge("channels_failing", "Channels whose provider fails", (), {(): of.breakers})
        seen = {(kind,): ago for kind, ago in of.processes.items()}
        yield gauge("process_seen_seconds", "Since the last process of a kind was alive", ("kind",), seen)
        yield gauge("audit_unchained", "Entries of the audit trail that are not chained yet", (), {(): of.unsealed})
        yield gauge(
            "audit_violations", "Rows that break a rule of the auditor, at its last round", ("rule",),
            {(rule.name,): 0.0 for rule in audit.RULES} | {(v.rule,): float(v.n) for v in of.audit.violations},
        )  # fmt: skip
        yield gauge("audit_seconds", "How long the last round of the auditor took", (), {(): of.audit.seconds})
        ago = {} if of.audit.ago is None else {(): of.audit.ago}
        yield gauge("audit_seen_seconds", "Since the auditor finished a round", (), ago)
        signed = {} if of.audit.signed_ago is None else {(): of.audit.signed_ago}
        yield gauge("heartbeat_seen_seconds", "Since a sign of life arrived at HEARTBEAT_URL", (), signed)
        yield gauge("heartbeat_failures", "Signs of life in a row that did not arrive", (), {(): of.audit.unsigned})
        limited = CounterMetricFamily(
            "wellcheck_rate_limit_calls",
            "Calls by whose limit they count for, of this process",
            labels=("class", "result"),
        )
        for key, times in self.counted.items():
            limited.add_metric(list(key), times)
        yield limited
        asked = SummaryMetricFamily(
            "wellcheck_http_seconds", "Calls by door and status, of this process", labels=("method", "path", "status")
        )
        for (method, path, status), (count, seconds) in self.calls.items():
            asked.add_metric([method, path, str(status)], count_value=count, sum_value=seconds)
        yield asked
        classes = HistogramMetricFamily(
            "wellcheck_request_seconds", "Calls by class of door, of this process", labels=("class",)
        )
        for kind, steps in self.steps.items():
            classes.add_metric([kind], steps.buckets, steps.total)
        yield classes
