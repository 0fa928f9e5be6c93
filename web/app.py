"""The web server: its application, and its life as a process."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web
from redis.asyncio import Redis

from bot import commands, here, plain
from bot.intake import TOGETHER, of_inbound
from bot.read import phone_number
from bot.understand import understand
from web import answers, body, hooks, live, openapi, routes, short
from web.api import mine
from web.calls import Calls
from web.errors import door
from web.keys import CALLS, INBOUND, LIMITER, RECEIPTS, REDIS, RUNTIME, USES
from web.limits import Limiter
from web.uses import Uses
from wellcheck import i18n, processes, runtime, wake
from wellcheck.config import Config
from wellcheck.runtime import Runtime
from wellcheck.watchdog import Watchdog

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024
STOP_WITHIN = 15.0
"""Seconds that running requests get to finish when the process is told to stop."""

STYLE = (Path(__file__).parent / "static" / "docs.css").read_text()


def make_app(running: Runtime) -> web.Application:
    """The application on a runtime that is open; it closes nothing of that."""
    config = running.config
    body.use_countries(config.allowed_countries)
    processes.requests.read_numbers_by(phone_number(None, config.allowed_countries))
    app = web.Application(middlewares=[door], client_max_size=LARGEST_BODY)
    app[RUNTIME] = running
    app[INBOUND] = of_inbound(running.now)
    app[RECEIPTS] = hooks.intake_of_receipts(running)
    app[USES] = Uses()
    app[CALLS] = Calls()
    app.cleanup_ctx.extend((_redis, _uses))
    live.install(app, running)
    routes.install(app)
    # No door of the API: whoever holds such a link was sent it by chat.
    app.router.add_get("/mine/{word:[A-Za-z0-9_-]{22}}", mine.show)
    app.router.add_post("/mine/{word:[A-Za-z0-9_-]{22}}", mine.fetch)
    # Links in e-mails: each stands for one answer, and opens a page with one button.
    app.router.add_get("/answer/{word:[A-Za-z0-9_-]{52}}", answers.show)
    app.router.add_post("/answer/{word:[A-Za-z0-9_-]{52}}", answers.take)
    # Providers fetch here what goes with a message; each address leads to one file and is short-lived.
    app.router.add_get("/media/{word:[A-Za-z0-9_-]{48}}", mine.media)
    for path, handler in (
        ("/", _front), ("/docs", openapi.show_page), ("/openapi.json", openapi.show_document), ("/docs.css", _style),
        ("/sandbox", _sandbox),
    ):  # fmt: skip
        app.router.add_get(path, handler)
        if path in ("/docs", "/sandbox"):
            app.router.add_get(f"{path}/", handler)
    return app


async def _redis(app: web.Application) -> AsyncIterator[None]:
    """A connection for asking how Redis is, and for counting calls; nothing depends on it."""
    url = app[RUNTIME].config.redis_url
    app[REDIS] = redis = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1) if url else None
    app[LIMITER] = Limiter(app[RUNTIME].config, redis)
    yield
    if redis is not None:
        with contextlib.suppress(Exception):
            await redis.aclose()


async def _uses(app: web.Application) -> AsyncIterator[None]:
    """When tokens were used last is written as long as this serves."""
    async with app[USES].written():
        yield


async def _front(request: web.Request) -> web.Response:
    text = openapi.front(request.app[RUNTIME].config.sandbox)
    return web.Response(text=text, content_type="text/html", headers=openapi.CSP)


async def _style(request: web.Request) -> web.Response:
    return web.Response(text=STYLE, content_type="text/css", headers={"Cache-Control": "public, max-age=300"})


async def _sandbox(request: web.Request) -> web.Response:
    config = request.app[RUNTIME].config
    if not config.sandbox:
        raise web.HTTPNotFound
    return web.Response(status=302, headers={"Location": f"http://127.0.0.1:{config.sandbox_port}/sandbox"})


LEARN_AFTER = 20.0
"""Seconds after its start in which a process serves what waits, before it learns the words about time and the sentences of
all languages. Until then the first who speaks of times in a language, or is spoken to in it, waits a tenth of a second."""


def _learn() -> None:
    commands.read_words()
    for language in i18n.LANGUAGES:
        i18n.catalog(language)


async def serve(config: Config, stop: asyncio.Event) -> None:
    """Serve until `stop`; then take no more, finish what is running, and give everything back."""
    url = config.redis_url
    async with runtime.start(config, "web") as running, wake.hinting(url), wake.telling(url), here.serving(config):
        # aiohttp's own access log is off: the door writes one line for every request.
        runner = web.AppRunner(make_app(running), access_log=None, shutdown_timeout=STOP_WITHIN)
        await runner.setup()
        short.install(runner, runner.app)
        try:
            # Several processes may share the port: that is how a machine with more cores is used.
            await web.TCPSite(runner, config.host.strip("[]"), config.port, reuse_port=True, backlog=1024).start()
            log.info("serving %s", config.local_url)
            # What an answer is read by is the same for all languages; the first answers would all wait for it.
            await plain.make_ready(running.now(), TOGETHER)
            await asyncio.to_thread(understand, "1", "en")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LEARN_AFTER)
            if not stop.is_set():
                await asyncio.to_thread(_learn)
            await stop.wait()
        finally:
            await runner.cleanup()


async def _main(config: Config) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    Watchdog().start()
    await serve(config, stop)


def run(config: Config) -> None:
    """The `wellcheck web` command: serve until SIGTERM or SIGINT."""
    try:
        import uvloop

        uvloop.run(_main(config))
    except ImportError:
        asyncio.run(_main(config))
