"""What took how long, for OpenTelemetry: requests, what is handed over, and batches of the engine. Off unless
`OTEL_EXPORTER_OTLP_ENDPOINT` names a collector, and then of no cost.

A span names doors, rooms, channels and counts, and of what developers made its ids. Nothing in one is about a person: no
address, no number, no word, no path with an id in it, no query, and of an error its kind alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from importlib.metadata import version
from typing import Any

from wellcheck.config import Config

LAST_SECONDS = 3.0
"""So long a process that ends waits for its last spans to leave. A collector that is away holds up nothing."""

PARENT = "traceparent"
"""The header that says which trace a request belongs to (W3C Trace Context)."""

_tracer: Any = None


class Span:
    """One thing that takes time. Without a collector it is nobody's, and takes no notice."""

    __slots__ = ("_span", "dropped")

    def __init__(self, span: Any = None) -> None:
        self._span = span
        self.dropped = False
        """It turned out to be nothing that anybody needs to hear of."""

    def note(self, name: str, value: str | int | float) -> None:
        """Something about it. Never anything about a person."""
        if self._span is not None:
            self._span.set_attribute(name, value)

    def fail(self, kind: str) -> None:
        """It went wrong. `kind`: one of few words, such as the name of an exception or a status."""
        if self._span is not None:
            from opentelemetry.trace import StatusCode

            self._span.set_attribute("error.type", kind)
            self._span.set_status(StatusCode.ERROR)

    @property
    def trace(self) -> str:
        """The id of the trace it belongs to, 32 hexadecimal digits; empty without a collector."""
        return "" if self._span is None else f"{self._span.get_span_context().trace_id:032x}"

    def carried(self, headers: Mapping[str, str]) -> dict[str, str]:
        """These headers of a request that leaves within it, and the one that says so unless they have it already."""
        told = dict(headers)
        if self._span is not None and not any(name.lower() == PARENT for name in told):
            from opentelemetry.trace import set_span_in_context

            _words().inject(told, set_span_in_context(self._span))
        return told


_NOBODYS = Span()


def on() -> bool:
    """Whether anybody is told."""
    return _tracer is not None


_NOTHING = contextlib.nullcontext(_NOBODYS)


def span(
    name: str, kind: str = "internal", asked_by: Mapping[str, str] | None = None, **notes: str | int | float
) -> AbstractContextManager[Span]:
    """As long as this lasts. `kind`: internal, server or client. `asked_by`: the headers of the request that began it; what is
    begun by none begins a trace of its own. `notes`: as `Span.note`, with `__` for a dot. An exception passes, and its kind is
    noted."""
    return _NOTHING if _tracer is None else _begun(name, kind, asked_by, notes)


@contextmanager
def _begun(
    name: str, kind: str, asked_by: Mapping[str, str] | None, notes: Mapping[str, str | int | float]
) -> Iterator[Span]:
    from opentelemetry.context import Context
    from opentelemetry.trace import SpanKind

    begun = _tracer.start_span(
        name,
        _words().extract(asked_by, Context()) if asked_by is not None else Context(),
        SpanKind[kind.upper()],
        {key.replace("__", "."): value for key, value in notes.items()},
        record_exception=False,  # its words may be somebody's
        set_status_on_exception=False,
    )
    told = Span(begun)
    try:
        yield told
    except Exception as wrong:
        told.fail(type(wrong).__name__)
        raise
    finally:
        if not told.dropped:
            begun.end()


def _words() -> Any:
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    return TraceContextTextMapPropagator()


@asynccontextmanager
async def sending(config: Config, part: str) -> AsyncIterator[None]:
    """Tell the collector that is configured, if any, as long as this lasts. `part`: web, worker or bot.

    What OpenTelemetry's other variables say (`OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_TRACES_SAMPLER`,
    `OTEL_BSP_…`) its own library reads from the environment.
    """
    global _tracer
    if not config.otel_exporter_otlp_endpoint:
        yield
        return
    provider = _provider(config, part)
    _tracer = provider.get_tracer("wellcheck", version("wellcheck"))
    try:
        yield
    finally:
        _tracer = None
        await _end(provider)


def _provider(config: Config, part: str) -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.util.re import parse_env_headers

    told, said = {"service.version": version("wellcheck"), "wellcheck.part": part}, Resource.create()
    if str(said.attributes["service.name"]).startswith("unknown_service"):
        told["service.name"] = "wellcheck"
    provider = TracerProvider(resource=said.merge(Resource(told)), shutdown_on_exit=False)
    headers = parse_env_headers(config.otel_exporter_otlp_headers, liberal=True)
    exporter = OTLPSpanExporter(endpoint=f"{config.otel_exporter_otlp_endpoint}/v1/traces", headers=headers or None)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


async def _end(provider: Any) -> None:
    """Send what is left. In a thread that ends with the process, for a collector may not answer."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def end() -> None:
        provider.shutdown()
        with contextlib.suppress(RuntimeError):  # the loop did not wait any longer
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=end, daemon=True, name="last spans").start()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ended.wait(), LAST_SECONDS)
