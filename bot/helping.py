"""What somebody says who was told of an alarm: that they are on it and when they are there, that somebody else should,
that the others may wait, how it ended. Read here, done by `wellcheck.escalations`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bot import converse, plans
from bot.converse import Saying, Turn
from bot.letters import fold
from bot.times import read_duration, read_moment
from bot.understand import Ack, says_only_when, says_yes, understand_ack
from bot.words import of_all
from wellcheck import escalations, people
from wellcheck.errors import NotPossible, NotUnderstood
from wellcheck.i18n import T, Text
from wellcheck.messages import Question

IN = {"in10": timedelta(minutes=10), "in30": timedelta(minutes=30), "in60": timedelta(minutes=60)}
"""The times that can be chosen with one key."""

LONGEST = timedelta(days=2)
"""A time beyond this is none that somebody means who is on the way."""

MOST_WORDS = 24
_PARTS = re.compile(r"[,.;!\n]+")


async def choose(turn: Turn, id: UUID, key: str) -> tuple[str, list[Saying]]:
    """An option of a question about an alarm was chosen, or said in other words."""
    person, now = turn.person, turn.now
    match key:
        case "mine":
            words = "" if turn.said.button is not None else turn.said.text
            return await _takes_over(turn, id, eta_behind(words, person.language, person.zone, now))
        case "cannot":
            return "cannot", [Saying(await escalations.cannot(id, person.id, now))]
        case "safe":
            said = await escalations.settle(id, person.id, now)
            return "safe", [Saying(said), *await _what_was_it(turn, id)]
        case "over":
            return "ack", await _to_whom(turn, id)
        case _ if key in IN:
            return await _takes_over(turn, id, IN[key])
    return "unclear", [Saying(T("This button does not count any more."))]


async def in_other_words(turn: Turn, question: Question, id: UUID) -> tuple[str, list[Saying]] | None:
    """What a contact may say besides the options: let the others wait; once they took over, when they are there and who
    else should. None: it is none of these."""
    person, now, text = turn.person, turn.now, turn.said.text
    if question.options[0][0] == "mine":
        span = wait_asked(text, person.language)
        if span is not None:
            return "ack", [Saying(await escalations.hold(id, person.id, span, now))]
        span = eta_behind(text, person.language, person.zone, now)  # "coming at 15:30"
        return None if span is None else await _takes_over(turn, id, span)
    name = handed_to(text)
    if name is not None:
        return "ack", [Saying(await hand_over(turn, id, name))]
    span = eta(text, person.language, person.zone, now)
    plainly = understand_ack(text, person.language) is Ack.ACK and says_yes(text, person.language) is None
    if span is None and not plainly:
        return None  # a bare "yes" to "did you reach her?" may mean either
    return await _takes_over(turn, id, span or eta_behind(text, person.language, person.zone, now))


async def _takes_over(turn: Turn, id: UUID, span: timedelta | None) -> tuple[str, list[Saying]]:
    by_voice = turn.channel == "voice"  # they hear the thanks now, and are asked in writing if they can be
    to = None if by_voice else (turn.address_id, turn.channel)
    taken = await escalations.acknowledge(id, turn.person.id, turn.now, to, span)
    return "ack", [] if taken.written and not by_voice else [Saying(taken.said)]


# --- reading ---------------------------------------------------------------------------------------------------------


def eta(text: str, language: str, zone: str, now: datetime) -> timedelta | None:
    """How long somebody needs to be there: "20 min", "in an hour", "at 15:30". None: nothing of the kind."""
    plain = text.strip(" .!,;")
    words = plain.split()
    if not any(letter.isalnum() for letter in plain) or len(words) > MOST_WORDS:
        return None
    for cut in range(len(words) if says_only_when(plain, language) else 1):  # "I will be there in" 20 minutes
        span = _length(" ".join(words[cut:]), language)
        if span is not None:
            return span
    try:
        at = read_moment(plain, language, zone, now).astimezone(UTC)
    except NotUnderstood:
        return None
    return at - now if at - now <= LONGEST else None


def _length(text: str, language: str) -> timedelta | None:
    more, _ = plans.longer(text, language)  # "20 more minutes"
    if more is not None:
        return more
    try:
        return read_duration(text, timedelta(minutes=1), LONGEST, language)
    except NotUnderstood:
        return None


def eta_behind(text: str, language: str, zone: str, now: datetime) -> timedelta | None:
    """The time in "I'm on my way, 20 min": what is left behind words that take it on."""
    words = text.replace(",", " , ").split()
    if len(words) > MOST_WORDS:
        return None
    for cut in range(1, len(words)):
        if understand_ack(" ".join(words[:cut]), language) is Ack.ACK:
            found = eta(" ".join(words[cut:]), language, zone, now)
            if found is not None:
                return found
    return None


def wait_asked(text: str, language: str) -> timedelta | None:
    """How long the others should wait: "wait 15 minutes, I am calling her". None: nobody asks for that."""
    first = next((part.strip() for part in _PARTS.split(text) if part.strip()), "")
    rest = _behind(first, of_all("wait"))
    if rest is None:
        return None
    try:
        return read_duration(rest, timedelta(minutes=1), timedelta(days=1), language)
    except NotUnderstood:
        return None


def handed_to(text: str) -> str | None:
    """The name in "hand over to Cara". None: nobody is named."""
    return _behind(text.strip(" .!"), of_all("hand_over"))


def _behind(text: str, phrases: Sequence[str] | frozenset[str]) -> str | None:
    """What stands behind the longest of these phrases, where the text begins with one."""
    plain = " ".join(fold(text).split())
    for phrase in sorted((fold(each) for each in phrases), key=len, reverse=True):
        if plain.startswith(phrase + " "):
            return plain.removeprefix(phrase).strip()
    return None


# --- whom, and what it was -------------------------------------------------------------------------------------------


async def hand_over(turn: Turn, id: UUID, name: str) -> Text:
    """Ask the one of this name to take it over. `NotUnderstood` if nobody, or more than one, is called so."""
    known = await escalations.who_else(id, turn.person.id)
    meant = [person for person, called in known if fold(called) == fold(name)]
    if len(meant) != 1:
        if not known:
            raise NotPossible(T("There is nobody else who is told about it."))
        raise NotUnderstood(T("Whom do you mean? You can name: {names}.", names=tuple(called for _, called in known)))
    return await escalations.hand_over(id, turn.person.id, meant[0], turn.now)


async def _to_whom(turn: Turn, id: UUID) -> list[Saying]:
    known = await escalations.who_else(id, turn.person.id)
    if not known:
        raise NotPossible(T("There is nobody else who is told about it."))
    if await converse.open_conversation(turn.person.id) is not None:
        names = tuple(called for _, called in known)
        return [Saying(T("Who should? Please write, for example: hand over to {name}.", name=names[0]))]
    listed = [[str(person), called] for person, called in known]
    return await converse.begin(turn, "hand_over", {"escalation": str(id), "others": listed})


async def _what_was_it(turn: Turn, id: UUID) -> list[Saying]:
    """Ask what it was, once it is over; never at the cost of something else they are in the middle of."""
    alarm = await escalations.get(id)
    if (
        alarm.turned_out is not None
        or alarm.outcome != "contact_says_safe"
        or not escalations.had_it(alarm, turn.person.id)
    ):
        return []
    if await converse.open_conversation(turn.person.id) is not None:
        return []
    user = (await people.recipients([alarm.user_id]))[alarm.user_id].name
    return await converse.begin(turn, "how_it_was", {"escalation": str(id), "user": user})


async def speaks_of(person_id: UUID) -> str | None:
    """The name of the user of whom this person is telling us what it was; None: they are not."""
    conversation = await converse.open_conversation(person_id)
    if conversation is None or conversation.dialogue != "how_it_was":
        return None
    return str(converse.facts_of(conversation)["user"])
