"""What people say about being asked, unasked: that they are okay before we ask, that they are home, that they need more
time."""

from __future__ import annotations

import functools
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import standing
from bot.converse import Turn
from bot.letters import fold
from bot.times import read_duration
from bot.times.tokens import LETTER
from bot.understand import Kind, Meaning, says_yes
from bot.words import of_all
from wellcheck import events, messages, people, probes
from wellcheck.errors import NotUnderstood
from wellcheck.events import Spared
from wellcheck.events.walks import LONGEST, Walk
from wellcheck.i18n import T, Text

OUT_OF_THE_BLUE = timedelta(minutes=30)
"""After a message of ours a bare "ok" may mean "I have read this" for so long."""


async def early_check_in(turn: Turn, meaning: Meaning) -> Text | None:
    """An OK while nothing is open: "I'm okay" counts for today's next check-in, and so does any other statement that comes
    out of the blue. A bare "ok" may mean anything, so we say how to make it count. None: there is nothing to say to it."""
    person, now = turn.person, turn.now
    name = (await people.recipients([person.id]))[person.id].name
    quiet = not await messages.spoke_since(person.id, now - OUT_OF_THE_BLUE)
    if meaning.oneself or (quiet and meaning.option is None and says_yes(turn.said.text, person.language) is None):
        spared = await events.check_in(person.id, turn.said.at, now)
        if spared is not None:
            return _not_asked(spared, name)
        event = await standing.check_in_of(person.id)
        coming = standing.next_time(event) if event is not None and event.status == "active" else None
        return T("Thank you, {name}. We ask you next on {at}.", name=name, at=coming) if coming is not None else None
    if quiet and await events.could_count(person.id, turn.said.at, now):
        return T("Thank you, {name}. If you are okay and do not want to be asked today, reply “I am okay”.", name=name)
    return None


def _not_asked(spared: Spared, name: str) -> Text:
    zone = ZoneInfo(spared.zone)
    begin, end = (at.astimezone(zone).time() for at in (spared.at, spared.until))
    if begin == end:
        return T("Thank you, {name}. We will not ask you at {time} today.", name=name, time=begin)
    return T("Thank you, {name}. We will not ask you between {begin} and {end} today.", name=name, begin=begin, end=end)


# --- on the way home -------------------------------------------------------------------------------------------------


async def on_the_way(turn: Turn, meaning: Meaning, open_question: bool) -> Text | None:
    """What somebody on a walk means: that they are home, that they need more time, or, out of the blue, how they are.
    `open_question`: another one than the walk's own waits for an answer, which an OK is then for. None: they are on no walk,
    or mean something else."""
    person, now = turn.person, turn.now
    arrived, (by, plainly) = says_arrived(turn.said.text), longer(turn.said.text, person.language)
    if not arrived and by is None and meaning.kind != Kind.OK:
        return None
    walk = await events.walks.under_way(person.id)
    if walk is None:
        if arrived and await events.walks.alarm_is_out(person.id):
            ok = probes.Answer(person.id, probes.rules.OK, turn.said.text[:500], turn.said.at)
            return await probes.answer(ok, now)
        return None
    asking = walk.ends_at <= now
    if by is not None:
        if not (plainly or asking or not open_question):
            return None
        moved = await events.walks.more_time(person.id, by, now)
        return on_your_way(moved, person.zone) if moved is not None else None
    if arrived or (meaning.oneself and not open_question and not asking):
        return await _home(turn, open_question and not asking)
    if not open_question and not asking:
        return T("Are you home? Then reply “home”. Otherwise we ask you at {at}.", at=clock(walk.ends_at, person.zone))
    return None


async def _home(turn: Turn, open_question: bool) -> Text | None:
    person = turn.person
    if not await events.walks.arrive(person.id, turn.said.text[:500], turn.said.at, turn.now):
        return None
    name = (await people.recipients([person.id]))[person.id].name
    if open_question:
        return T("Good that you are home, {name}. Your walk is over. One question is still open: reply 1 if you are okay, or 2 "
                 "if you need help.", name=name)  # fmt: skip
    return T("Good that you are home, {name}. Your walk is over, and we do not ask you about it any more.", name=name)


async def set_out(turn: Turn, length: timedelta) -> Text:
    """They begin to walk: what will happen, and what they can say."""
    walk = await events.walks.set_out(turn.person, length, turn.now)
    return on_your_way(walk, turn.person.zone)


def on_your_way(walk: Walk, zone: str) -> Text:
    """What will happen on this walk."""
    return T(
        "We are with you. At {at} we ask whether you are home, and at {told} we tell your contacts if we hear nothing. "
        "Reply “home” when you arrive, or “20 more minutes”.",
        at=clock(walk.ends_at, zone), told=clock(walk.told_at, zone),
    )  # fmt: skip


def clock(at: datetime, zone: str) -> time:
    """What the clock on the wall shows then."""
    return at.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)


def says_arrived(text: str) -> bool:
    """Whether the whole message says that they are there, and nothing else."""
    plain = " ".join(re.split(r"[\s.,!]+", _bare(fold(text[:100])))).strip()
    for thanks in of_all("thanks"):
        plain = plain.removesuffix(f" {thanks}")
    return plain in _arrivals()


@functools.cache
def _arrivals() -> frozenset[str]:
    return frozenset(_bare(words) for words in of_all("arrived"))


def _bare(words: str) -> str:
    """Without apostrophes, which few people type."""
    return words.replace("'", "")


def longer(text: str, language: str) -> tuple[timedelta | None, bool]:
    """A length of time, if there is nothing else in the message; and whether it says "more"."""
    plain = before = " ".join(fold(text[:100]).strip(" .!").split())
    plain = " ".join(_more().sub(" ", plain).split())
    if not re.search(r"[^\W\d]", plain):
        return None, False  # a bare number is an answer, and no length of time
    try:
        return read_duration(plain, timedelta(minutes=1), LONGEST, language), plain != before
    except NotUnderstood:
        return None, False


@functools.cache
def _more() -> re.Pattern[str]:
    """What says "more", the longest first; whole words, where they are written with spaces ("再20分钟" is not)."""
    words = sorted(of_all("more"), key=lambda each: (-len(each), each))
    return re.compile(rf"(?<!{LETTER})(?:{'|'.join(map(re.escape, words))})(?!{LETTER})")
