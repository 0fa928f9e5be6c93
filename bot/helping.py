"""What somebody says who was told of an alarm: that they are on it and when they are there, that somebody else should,
that the others may wait, how it ended. Read here, done by `wellcheck.escalations`."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from itertools import combinations
from uuid import UUID

from bot import converse, plans
from bot.converse import Saying, Turn
from bot.letters import fold, unspaced
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
"""What is longer is not searched for a time."""

_SENTENCES = re.compile(r"[,.;!\n]+")


async def choose(turn: Turn, id: UUID, key: str) -> tuple[str, list[Saying]]:
    """An option of a question about an alarm was chosen, or said in other words."""
    person, now = turn.person, turn.now
    match key:
        case "mine":
            words = "" if turn.said.button is not None else turn.said.text
            return await _takes_over(turn, id, eta_beside(words, person.language, person.zone, now))
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
        span = eta_beside(text, person.language, person.zone, now)  # "coming at 15:30"
        return None if span is None else await _takes_over(turn, id, span)
    takes_it = understand_ack(text, person.language) is Ack.ACK
    name = None if takes_it else handed_to(text)
    if name is not None:
        return "ack", [Saying(await hand_over(turn, id, name))]
    span = eta(text, person.language, person.zone, now) or wait_asked(text, person.language)
    if span is None and not (takes_it and says_yes(text, person.language) is None):
        return None  # a bare "yes" to "did you reach her?" may mean either
    return await _takes_over(turn, id, span or eta_beside(text, person.language, person.zone, now))


async def _takes_over(turn: Turn, id: UUID, span: timedelta | None) -> tuple[str, list[Saying]]:
    by_voice = turn.channel == "voice"  # they hear the thanks now, and are asked in writing if they can be
    to = None if by_voice else (turn.address_id, turn.channel)
    taken = await escalations.acknowledge(id, turn.person.id, turn.now, to, span)
    looks = turn.channel == "email"  # at a page that says what became of it
    return "ack", [] if taken.written and not (by_voice or looks) else [Saying(taken.said)]


# --- reading ---------------------------------------------------------------------------------------------------------


def eta(text: str, language: str, zone: str, now: datetime) -> timedelta | None:
    """How long somebody needs to be there: "20 min", "in an hour", "at 15:30". None: nothing of the kind."""
    plain = text.strip(" .!,;")
    if not any(letter.isalnum() for letter in plain):
        return None
    # Around words that say nothing but when ("I will be there in" 20 minutes), the longest that is a length of time.
    for part in _parts(plain) if says_only_when(plain, language) else (plain,):
        span = _length(part, language)
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


def eta_beside(text: str, language: str, zone: str, now: datetime) -> timedelta | None:
    """The time in "I'm on my way, 20 min": what is left behind, or before, words that take it on; or among them."""
    cuts = _cuts(text)
    for cut in cuts:
        for taking, time in ((text[:cut], text[cut:]), (text[cut:], text[:cut])):
            if understand_ack(taking, language) is Ack.ACK:
                found = eta(time, language, zone, now)
                if found is not None:
                    return found
    if not cuts or understand_ack(text, language) is not Ack.ACK:
        return None
    lengths = (plans.longer(part, language)[0] for part in _parts(text) if _cuts(part))  # one word alone is no time
    return next((length for length in lengths if length is not None), None)


def _cuts(text: str) -> list[int]:
    """Where one word ends and the next begins; in a script without spaces, every sign. None in a long text."""
    found = [
        at
        for at in range(1, len(text))
        if text[at - 1] in " ,，\n" or unspaced(text[at - 1]) or unspaced(text[at])
    ]  # fmt: skip
    return found if len(found) < MOST_WORDS else []


def _parts(text: str) -> list[str]:
    """Everything that stands together in a text, the longest first."""
    edges = [0, *_cuts(text), len(text)]
    parts = [text[begin:end].strip(" ,") for begin, end in combinations(edges, 2)]
    return sorted(filter(None, parts), key=len, reverse=True)


def wait_asked(text: str, language: str) -> timedelta | None:
    """How long the others should wait: "wait 15 minutes, I am calling her". None: nobody asks for that."""
    first = next((part.strip() for part in _SENTENCES.split(fold(text)) if part.strip()), "")
    rest = _left(first, of_all("wait"))
    return None if rest is None else _length(rest, language)


def handed_to(text: str) -> str | None:
    """The name in "hand over to Cara". None: nobody is named."""
    return _left(fold(text).strip(" .!"), of_all("hand_over"))


def _left(folded: str, phrases: Collection[str]) -> str | None:
    """What is left of a text beside the longest of these phrases: behind it, or where it has a "_"."""
    plain = " ".join(folded.split())
    for phrase in sorted(phrases, key=len, reverse=True):
        before, after = (part.strip() for part in phrase.partition("_")[::2])
        rest = plain[len(before) : len(plain) - len(after)]
        if rest.strip() and plain == before + rest + after and _apart(before[-1:], rest) and _apart(rest[-1:], after):
            return rest.strip()
    return None


def _apart(one: str, other: str) -> bool:
    """Whether one word ends and another begins where these two meet."""
    if not one or not other:
        return True
    return " " in (one[-1], other[0]) or unspaced(one[-1]) or unspaced(other[0])


# --- whom, and what it was -------------------------------------------------------------------------------------------


async def hand_over(turn: Turn, id: UUID, name: str) -> Text:
    """Ask the one of this name to take it over. `NotUnderstood` if nobody, or more than one, is called so."""
    known = await escalations.who_else(id, turn.person.id)
    # Where an ending stands behind a name it is set off: "Cara'ya".
    meant = [person for person, called in known if fold(called) in (fold(name), fold(name).partition("'")[0])]
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
