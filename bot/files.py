"""Files that we send by chat: made when they are sent, off the event loop where that takes time."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bot import days
from wellcheck import export, i18n, messages
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Claim, File, Outgoing, Wanted, rules

log = logging.getLogger(__name__)

_DRAWING = ThreadPoolExecutor(1, "drawing")
"""One at a time: a picture is CPU alone, and there is other work to do."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How one kind of file comes about. `make` gets whose it is, the facts it was wanted with, and now. `more` is said under
    it besides the words; `missing` instead, when it cannot be sent."""

    name: str
    media_type: str
    make: Callable[[UUID, str, datetime], Awaitable[bytes]]
    more: Callable[[str], Text | None] = lambda facts: None
    missing: Text | None = None


def month(calendar: days.Calendar) -> Wanted:
    """The calendar of somebody's month."""
    return Wanted("month", days.dump(calendar))


EXPORT = Wanted("export")
"""All that we know about them, as it is when it is sent."""


async def draw(calendar: days.Calendar) -> bytes:
    """The calendar as PNG, drawn beside the event loop."""
    from bot import picture  # Pillow takes a moment to load, and not every process draws

    return await asyncio.get_running_loop().run_in_executor(_DRAWING, picture.draw, calendar)


async def _month(person_id: UUID, facts: str, now: datetime) -> bytes:
    return await draw(days.load(facts))


def _legend(facts: str) -> Text:
    signs = [join([sign, meaning], " ") for sign, meaning in days.load(facts).legend()]
    return join([T("In the picture:"), *signs])


async def _export(person_id: UUID, facts: str, now: datetime) -> bytes:
    told = await export.about(person_id, now)
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


MAKERS = {
    "month": Maker("month.png", "image/png", _month, _legend),
    "export": Maker(
        "wellcheck.json", "application/json", _export,
        missing=T("We could not send the file just now, we are sorry. Please ask us again in a few minutes."),
    ),
}  # fmt: skip


async def load(claim: Claim, now: datetime) -> Outgoing:
    """What this delivery says with the file that goes with it; the words alone when that cannot be made, was refused, or has
    been tried often enough. Never raises but when the database is away."""
    carried = await messages.attachments.carried(claim.out.delivery_id)
    if carried.wanted is None:
        return claim.out
    maker = MAKERS[carried.wanted.maker]
    facts = carried.wanted.facts
    if carried.refused or claim.fence > rules.CARRY_TRIES:
        return _with(claim.out, maker.missing, carried.language)
    assert claim.carries is not None
    file = File(claim.carries, maker.media_type, maker.name)
    try:
        if claim.channel not in rules.FETCHING:
            file = replace(file, content=await maker.make(claim.person_id, facts, now))
        return _with(claim.out, maker.more(facts), carried.language)._replace(file=file)
    except Exception:
        log.exception("a file could not be made", extra={"delivery": str(claim.out.delivery_id), "file": maker.name})
        return _with(claim.out, maker.missing, carried.language)


def _with(out: Outgoing, more: Text | None, language: str) -> Outgoing:
    return out if more is None else out._replace(text=f"{out.text}\n\n{i18n.say(more, language)}")


async def fetch(word: str, now: datetime) -> File | None:
    """What a provider fetches under an address that we gave it with a message; None when it leads nowhere (any more)."""
    id = messages.attachments.of_word(word, now)
    row = await messages.attachments.find(id) if id is not None else None
    if row is None:
        return None
    maker = MAKERS[row.maker]
    return File(row.id, maker.media_type, maker.name, await maker.make(row.person_id, row.facts, now))
