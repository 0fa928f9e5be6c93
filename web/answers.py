"""The page behind a link in an e-mail: what was asked, one button, and then what became of it.

Programs look at links before people do: mail servers, virus scanners, previews. So a link alone does nothing; what counts is
the button, pressed by somebody who had the time to read. What is answered goes the one way in, as a tapped button does.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from html import escape

from aiohttp import web

from bot.hear import NO_MORE_COUNTS
from bot.intake import Away
from web import errors, hooks, ready
from web.keys import INBOUND, RUNTIME
from wellcheck import i18n
from wellcheck.i18n import T, Text
from wellcheck.messages import Inbound, answers
from wellcheck.messages.answers import Asked, Link

log = logging.getLogger(__name__)

PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Wellcheck</title>
<link rel="stylesheet" href="/docs.css"><main class="large"><h1>Wellcheck</h1>{said}{form}</main></html>"""
FORM = """<form method="post"><input type="hidden" name="ticket" value="{ticket}"><button>{label}</button></form>"""
HEADERS = ready.HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
}
LARGEST = 4096

AT_ONCE = ("help",)
"""What counts however soon it comes: a false alarm is the least harm."""

PRESS = T("Please press the button, so that your answer counts.")
ONCE_MORE = T("Please press the button once more, so that we know that it was you.")
LEAVING = T("Do you want no more e-mails from us at this address? Whoever counts on you is told so.")
LEAVE = T("No more e-mails")
NOTED = T("Thank you, that is noted.")
NOT_NOW = T("We could not note your answer just now. Please press the button again.")


async def show(request: web.Request) -> web.Response:
    """The page behind a link in an e-mail; it changes nothing."""
    found = await _behind(request)
    if found is None:
        return _page([NO_MORE_COUNTS], errors.language(request), 410)
    return _question(request, *found)


async def take(request: web.Request) -> web.Response:
    """The button was pressed."""
    found = await _behind(request)
    if found is None:
        return _page([NO_MORE_COUNTS], errors.language(request), 410)
    link, asked = found
    word, running = request.match_info["word"], request.app[RUNTIME]
    ticket = await _ticket(request)
    looked = answers.shown_for(ticket, word, running.clock.real().timestamp())
    if looked is None or looked > answers.PAGE_SECONDS:
        return _question(request, link, asked)
    if looked < answers.READS and link.key(asked.options) not in AT_ONCE:
        return _question(request, link, asked, ONCE_MORE)
    try:
        # The same page pressed twice is the same answer; the page opened again is another.
        heard = await request.app[INBOUND].put(_said(link, asked, ticket), hooks.ASKED_ONCE)
    except Away:
        return _question(request, link, asked, NOT_NOW, 503)
    return _page(heard.texts or [NOTED], asked.language)


async def _behind(request: web.Request) -> tuple[Link, Asked] | None:
    link = answers.of_word(request.match_info["word"], request.app[RUNTIME].now())
    asked = await answers.asked(link.delivery_id) if link is not None else None
    if link is None or asked is None or link.key(asked.options) is None:
        return None
    return link, asked


async def _ticket(request: web.Request) -> str:
    if (request.content_length or 0) > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST)
    form = hooks.read_form(await request.read()) or []
    return dict(form).get("ticket", "")[:64]


def _said(link: Link, asked: Asked, ticket: str) -> Inbound:
    if link.place == answers.LEAVE:
        return Inbound("email", asked.address, "STOP", ticket)
    return Inbound("email", asked.address, "", ticket, button=(asked.id.hex, link.key(asked.options) or ""))


def _question(request: web.Request, link: Link, asked: Asked, why: Text = PRESS, status: int = 200) -> web.Response:
    leaving = link.place == answers.LEAVE
    label = i18n.say(LEAVE, asked.language) if leaving else asked.options[link.place][1]
    words: list[Text | str] = [*([why] if why is not PRESS else []), LEAVING] if leaving else [asked.text, why]
    seconds = request.app[RUNTIME].clock.real().timestamp()
    return _page(words, asked.language, status, label, answers.ticket(request.match_info["word"], seconds))


def _page(
    words: Sequence[Text | str], language: str, status: int = 200, label: str = "", ticket: str = ""
) -> web.Response:
    said = "".join(f"<p>{escape(i18n.say(text, language)).replace(chr(10), '<br>')}</p>" for text in words)
    form = FORM.format(ticket=ticket, label=escape(label)) if label else ""
    text = PAGE.format(language=language, direction=i18n.direction(language), said=said, form=form)
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)
