"""What we know about somebody, for themselves: by the API, and by a link that works once."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from aiohttp import web

from bot import files, month
from web import auth, body, errors, ready
from web.keys import RUNTIME
from wellcheck import export, i18n, people, users
from wellcheck.i18n import T

PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Wellcheck</title>
<link rel="stylesheet" href="/docs.css"><main><h1>Wellcheck</h1><p>{text}</p>
<form method="post"><button>{label}</button></form></main></html>"""
HEADERS = ready.HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
}


async def told(request: web.Request) -> web.Response:
    """Everything we know about you

    Your own data, contacts and consent, settings, times, check-ins, alarms, messages, timeline and audit entries. Of others
    only the names that you gave, or that they gave to you.
    """
    uid = auth.id_of(request, "uid")
    await users.get(uid)
    return body.answer(await export.about(uid, request.app[RUNTIME].now()))


async def month_as_picture(request: web.Request) -> web.Response:
    """Your last 30 days as a calendar

    One mark for each day: answered, answered later, no answer, help needed, a pause, or not asked. The shapes differ, not only
    the colours. Weeks begin as they do where you live.
    """
    uid = auth.id_of(request, "uid")
    await users.get(uid)
    _, calendar = await month.look(await people.get(uid), request.app[RUNTIME].now())
    return web.Response(
        body=await files.draw(calendar), content_type="image/png", headers=_named("month.png", "inline")
    )


async def media(request: web.Request) -> web.Response:
    """What goes with a message, for the provider that we gave this address"""
    file = await files.fetch(request.match_info["word"], request.app[RUNTIME].now())
    if file is None:
        raise web.HTTPNotFound
    return web.Response(body=file.content, content_type=file.media_type, headers=_named(file.name, "inline"))


def _named(name: str, how: str) -> dict[str, str]:
    """Not kept by anybody on the way, and taken for nothing but what it is."""
    return HEADERS | {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"}


async def show(request: web.Request) -> web.Response:
    """The page behind a link that was sent by chat

    It gives nothing away by itself: programs that look at links before people do must not use them up.
    """
    language = errors.language(request)
    text = T("Here is everything that Wellcheck knows about you, as a file. This page works once.")
    return web.Response(
        text=PAGE.format(
            language=language,
            direction=i18n.direction(language),
            text=escape(i18n.say(text, language)),
            label=escape(i18n.say(T("Fetch the file"), language)),
        ),
        content_type="text/html",
        headers=HEADERS,
    )


async def fetch(request: web.Request) -> web.Response:
    """The file behind a link that was sent by chat; the link is used up by this"""
    found = await export.fetch(request.match_info["word"], request.app[RUNTIME].now())
    return file(found)


def file(found: dict[str, Any]) -> web.Response:
    """What is known, as a file to be kept."""
    return web.Response(
        text=json.dumps(found, ensure_ascii=False, indent=2),
        content_type="application/json",
        headers=_named("wellcheck.json", "attachment"),
    )
