"""Traces: what a collector of OpenTelemetry hears over HTTP, and what it must never hear."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.spec.api import done
from tests.spec.post import Answer, Post, post_office
from wellcheck import traces
from wellcheck.config import Config, ConfigMistakes

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


@dataclass
class Collector:
    """One that keeps what it is told."""

    url: str = ""
    spans: list[Span] = field(default_factory=list)
    resources: list[dict[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    raw: bytes = b""

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        told = ExportTraceServiceRequest.FromString(body)
        self.raw += body
        self.keys.append(request.headers.get("X-Key", ""))
        for each in told.resource_spans:
            self.resources.append({one.key: one.value.string_value for one in each.resource.attributes})
            self.spans += [span for scope in each.scope_spans for span in scope.spans]
        return web.Response(content_type="application/x-protobuf")

    def named(self, name: str) -> list[Span]:
        return [span for span in self.spans if span.name == name]


def notes(span: Span) -> dict[str, Any]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


@asynccontextmanager
async def collecting() -> AsyncIterator[Collector]:
    collector, app = Collector(), web.Application()
    app.router.add_post("/v1/traces", collector.take)
    async with TestServer(app) as server:
        collector.url = f"http://127.0.0.1:{server.port}"
        yield collector


async def until(there: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "it did not come about in time"
        await asyncio.sleep(0.02)


async def made(post: Post, path: str) -> str:
    """An event made by API that is run and handed over. Its id."""
    wish = {
        "name": "Insulin for Ada", "start_time": "2090-01-01T08:00:00Z", "tags": ["patient:ada"],
        "metadata": {"phone": "+447700900321"},
        "action": {"type": "webhook", "params": {"url": post.receiver.url + path, "retry": {"max_attempts": 1}}},
    }  # fmt: skip
    event = done(await post.api.ask("POST", "/v1/events", wish), 201)
    done(await post.api.ask("POST", f"/v1/events/{event['id']}/run", {}), 201)
    await until(lambda: post.receiver.at(path))
    return str(event["id"])


async def test_a_collector_hears_of_requests_of_what_is_handed_over_and_of_batches(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    config = replace(
        config, master_token="a master token for tests, long enough", outbound_ports=frozenset(),
        outbound_allow_cidrs=Config.read({"OUTBOUND_ALLOW_CIDRS": "127.0.0.0/8"}, home_env=False).outbound_allow_cidrs,
    )  # fmt: skip
    async with collecting() as collector, post_office(config, tmp_path) as post:
        await made(post, "/untold")
        assert "traceparent" not in post.receiver.at("/untold")[0].headers  # off: nobody asked for it
        config = replace(
            config, otel_exporter_otlp_endpoint=collector.url, otel_exporter_otlp_headers="X-Key=opens%20it"
        )
        async with traces.sending(config, "web"):
            event = await made(post, "/told")
            post.receiver.will("/broken", Answer(500, b"Ada's own words"))
            await made(post, "/broken")
            with pytest.raises(KeyError), traces.span("batch of what fails"):
                raise KeyError("Lovelace, who did not answer")
            asked = {"traceparent": f"00-{TRACE}-{PARENT}-01", "X-Request-Id": "ada@example.org"}
            assert (await post.api.raw("GET", f"/v1/events/{event}?note=secret", headers=asked)).status == 200
            assert (await post.api.raw("GET", "/v1/ada-was-here")).status == 404
            assert (await post.api.raw("GET", "/health")).status == 200
            await until(lambda: len(collector.named("handover webhook")) == 2)
            await until(lambda: collector.named("GET /events/{id}") and collector.named("batch outcomes"))
            await until(lambda: collector.named("GET other"))
        assert not traces.on()

        [one] = collector.named("GET /events/{id}")
        assert (one.trace_id.hex(), one.parent_span_id.hex()) == (TRACE, PARENT) and one.kind == Span.SPAN_KIND_SERVER
        assert notes(one) == {
            "http.request.method": "GET", "http.route": "/events/{id}", "http.response.status_code": 200
        }  # fmt: skip
        good, bad = collector.named("handover webhook")
        told = post.receiver.at("/told")[0]
        assert told.headers["traceparent"].startswith(f"00-{good.trace_id.hex()}-{good.span_id.hex()}-")
        assert good.kind == Span.SPAN_KIND_CLIENT and good.status.code == 0
        assert notes(good) == {
            "wellcheck.event": event, "wellcheck.occurrence": told.headers["webhook-id"], "wellcheck.attempt": 1,
            "http.request.method": "POST", "http.response.status_code": 200,
        }  # fmt: skip
        assert bad.status.code == 2 and notes(bad)["error.type"] == "500" and bad.trace_id != good.trace_id
        assert all(notes(each)["wellcheck.rows"] >= 1 for each in collector.named("batch outcomes"))
        [failed] = collector.named("batch of what fails")
        assert notes(failed) == {"error.type": "KeyError"} and failed.status.code == 2 and not failed.events
        assert not [span for span in collector.spans if "health" in span.name]
        assert set(collector.keys) == {"opens it"}
        assert {(each["service.name"], each["wellcheck.part"]) for each in collector.resources} == {
            ("wellcheck", "web")
        }
        for personal in (
            b"ada-was",
            b"patient:",
            b"Insulin",
            b"Lovelace",
            b"own words",
            b"+4477",
            b"secret",
            b"example.org",
            b"127.0.0.1",
        ):
            assert personal not in collector.raw, personal


async def test_a_collector_that_is_away_holds_up_nobody(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "LAST_SECONDS", 0.3)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # takes all, and never answers

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    began = time.monotonic()
    async with traces.sending(replace(config, otel_exporter_otlp_endpoint=f"http://127.0.0.1:{port}"), "worker"):
        with pytest.raises(KeyError), traces.span("batch events") as told:
            assert len(told.trace) == 32
            raise KeyError("Ada")
    assert time.monotonic() - began < 3
    server.close()


def mistakes(**given: str) -> list[str]:
    try:
        Config.read(given, home_env=False)
    except ConfigMistakes as found:
        return [each.split()[0] for each in found.mistakes]
    return []


def test_a_collector_needs_the_packages_and_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT"
    assert mistakes(OTEL_EXPORTER_OTLP_PROTOCOL="grpc") == []
    assert mistakes(**{endpoint: "http://collector:4318", "OTEL_EXPORTER_OTLP_HEADERS": "a=b, c=d"}) == []
    assert mistakes(**{endpoint: "collector:4318"}) == [endpoint]
    assert mistakes(**{endpoint: "http://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}) == [
        "OTEL_EXPORTER_OTLP_PROTOCOL"
    ]
    assert mistakes(OTEL_EXPORTER_OTLP_HEADERS="s3cret") == ["OTEL_EXPORTER_OTLP_HEADERS"]
    monkeypatch.setattr("wellcheck.config.find_spec", lambda name: None)  # installed without the extra
    with pytest.raises(ConfigMistakes, match=r"pip install 'wellcheck\[otel\]'"):
        Config.read({endpoint: "http://collector:4318"}, home_env=False)
