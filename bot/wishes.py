"""Wishes in free words that hold a time, said at any moment: see me home, do not ask on these days, check on me then."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import converse, plans, reminders, standing
from bot.converse import Saying, Turn
from bot.dialogues import days_off, parts
from bot.times import ProbeWish, read_check, read_later, read_skips, read_travel, read_walk
from bot.zones import zone_from
from wellcheck import events, probes
from wellcheck.errors import NotUnderstood
from wellcheck.events.walks import LONGEST, SHORTEST
from wellcheck.i18n import T, Text, join
from wellcheck.users import is_user

CHECK = ProbeWish()
"""How patient a check is that somebody asks for at a moment."""


async def grant(turn: Turn) -> list[Saying] | None:
    """Do what these words wish for. None: they are no wish. `NotUnderstood` asks for what is missing in one."""
    if (reminded := await reminders.grant(turn)) is not None:
        return reminded
    person, now = turn.person, turn.now
    text, language, zone = turn.said.text, person.language, person.zone
    length = read_walk(text, language, zone, now, SHORTEST, LONGEST)
    days = read_skips(text, language, zone, now) if length is None else None
    at = read_check(text, language, zone, now) if length is None and days is None else None
    if (length or days or at) is None:
        return await _travel(turn)
    if not await is_user(person.id):
        return None
    if length is not None:
        return [Saying(await plans.set_out(turn, length))]
    if days is not None:
        return await converse.begin(turn, "days_off", {"days": list(days), "many": days_off.several(days)})
    assert at is not None
    await events.probe_at(person, at, CHECK.retries, CHECK.wait_minutes, now)
    said = T("👍 We will check on you on {at}. To take it back, reply “plans”.", at=at)
    return [Saying(join([said, *await standing.warnings(person)]))]


async def _travel(turn: Turn) -> list[Saying] | None:
    """ "I'm in Lisbon until Friday", or, on a journey, "I'm in London" by somebody of London. A place nobody knows is none:
    they may be in bed, or in a meeting."""
    person, now = turn.person, turn.now
    trip = read_travel(turn.said.text, person.language, person.zone, now)
    away = await events.travels.under_way(person.id)
    if (trip is None and away is None) or not await is_user(person.id):
        return None
    try:
        zones = zone_from(trip.place if trip is not None else _no_clock(turn.said.text), person.language, now).zones
    except NotUnderstood:
        return None
    home = away.home if away is not None else person.zone
    if home in zones:
        if await events.travels.home_again(person, now) is None:
            return [Saying(T("Your times are by that clock already."))]
        return [Saying(T("Welcome back. Your times are by the clock of {place} again.", place=ZoneInfo(home)))]
    if trip is None:
        return None
    last_day = trip.until.isoformat() if trip.until is not None else None
    return await converse.begin(turn, "travel", {"zones": list(zones), "last_day": last_day})


def _no_clock(text: str) -> str:
    """Words that name a place at most: a time of day would name one too."""
    return "" if any(letter.isdigit() for letter in text) else text


async def ask_later(turn: Turn) -> Text | None:
    """ "Ask me in 15 minutes", said to an open question. None: these words do not say so, or this question cannot wait."""
    person, now = turn.person, turn.now
    wanted = read_later(turn.said.text, person.language, person.zone, now)
    if wanted is None:
        return None
    most = min(probes.rules.SNOOZE_MOST, parts.limits().max_wait)
    later = await probes.later(person.id, wanted, most, turn.said.text[:500], now)
    if later is None:
        return None
    told = plans.clock(later.told_at, person.zone)
    if later.ask_at is None:
        return T("We cannot wait any longer. Please reply 1 if you are okay, or 2 if you need help. Without an answer we tell "
                 "your contacts at {told}.", told=told)  # fmt: skip
    again = plans.clock(later.ask_at, person.zone)
    if later.ask_at - now > wanted + timedelta(minutes=1) or later.ask_at - now < wanted - timedelta(minutes=1):
        return T(
            "We can ask you again at {again}. Without an answer we tell your contacts at {told}.",
            again=again,
            told=told,
        )
    return T("All right, we ask you again at {again}. Without an answer we tell your contacts at {told}.",
             again=again, told=told)  # fmt: skip
