"""When somebody wants to be reminded: one moment, or again and again. And how much of a sentence is about that at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.times.compiling import lexicon
from bot.times.folding import fold
from bot.times.lexer import in_any, known_words
from bot.times.moments import moment_hint, moment_of, read_moment
from bot.times.rarely import rarely_hint, read_rarely
from bot.times.tokens import Lexicon, Tok
from bot.times.values import MOST_TEXT, no_such_day, times_hint
from bot.times.weekly import no_day_left, rare_hint, read_times
from wellcheck import recurrence
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text
from wellcheck.recurrence import Cron, Once

_AGAIN = frozenset(("every", "hourly", "sometime", "leave_out", "rare", "often"))
_SAYS_WHEN = frozenset(
    ("time", "day", "date", "edge", "soon", "half", "every", "hourly", "rare", "often", "next", "this")
)
"""Tokens that are of time, whatever is missing beside them."""

_OPEN_ENDS = frozenset(("to", "at", "start", "both", "comma", "ahead", "choice", "leave_out"))
_GOES_ON = frozenset(("to", "both", "comma", "choice"))
"""What no time ends or begins with."""

_BEFORE = frozenset(("time", "num", "day", "date", "edge", "soon", "next", "this", "half", "span"))
"""What small words ("on", "the") may belong to that stand before it."""


class Clear(IntEnum):
    """How much words say about when: nothing, a part of it or something that is asked about, all of it."""

    NOTHING = 0
    SOMETHING = 1
    ALL = 2


def read_when(text: str, language: str, zone: str, now: datetime) -> Once | Cron:
    """One moment ("tomorrow at 15:00", "in 2 hours"), or a schedule where it is to come again ("every day at 8", "Mondays at
    10", "at 8 and 20", "on the 1st of every month at 9", "every other day at 8"). Whether it can be kept is for
    `recurrence.check` to say. `NotUnderstood` speaks of reminders, and never of when we ask how somebody is."""
    try:
        found = _read(text, language, zone, now)
    except NotUnderstood as wrong:
        raise NotUnderstood(_of_reminders().get(wrong.text.id, wrong.text)) from None
    if isinstance(found, Cron) and not found.skips and recurrence.next_after(found, zone, now) is None:
        raise NotUnderstood(no_such_day())  # "every 31 February"
    return found


def unread() -> Text:
    """To somebody whose words say nothing of when, as far as we know."""
    return T("Sorry, we did not understand.")


def _of_reminders() -> dict[str, Text]:
    """What is said instead of the words about check-in times."""
    nothing_left = T("No time would be left: they all are on days you asked us to leave out.")
    return {times_hint().id: unread(), rare_hint().id: rarely_hint(), no_day_left().id: nothing_left}


def _read(text: str, language: str, zone: str, now: datetime) -> Once | Cron:
    if _is_repeated(text, language):
        return _repeated(text, language, zone, now)
    try:
        return Once(read_moment(text, language, zone, now))
    except NotUnderstood as unread:
        try:
            return _repeated(text, language, zone, now)
        except NotUnderstood:
            raise unread from None


def _repeated(text: str, language: str, zone: str, now: datetime) -> Cron:
    said = read_rarely(text, language, zone, now) or read_times(text, language, zone, now)
    return Cron(said.crons, said.windows, said.skips, said.turn)


def _is_repeated(text: str, language: str) -> bool:
    folded = fold(text[:MOST_TEXT])

    def read(words: Lexicon) -> bool:
        return _says_again(known_words(words.lex(folded, lengths=None), times_hint))

    try:
        return in_any(language, read)
    except NotUnderstood:
        return False


def _says_again(tokens: Sequence[Tok]) -> bool:
    return any(token.kind in _AGAIN or token.weekly or len(token.days) > 1 for token in tokens)


def is_of_time(text: str, language: str) -> bool:
    """Whether this language knows each of these words as one that may stand in a time, and one of them says something."""
    tokens = lexicon(language).lex(fold(text[:MOST_TEXT]), lengths=None)
    return bool(tokens) and not any(token.kind == "word" for token in tokens)


def says_again(text: str, language: str) -> bool:
    """Whether these words, which this language knows (`is_of_time`), say that something comes again. "Once" alone does not,
    "once a day" does."""
    tokens = lexicon(language).lex(fold(text[:MOST_TEXT]), lengths=None)
    often = [token for token in tokens if token.kind == "often"]
    if len(often) == 1 and not any(token.kind in ("span", "unit") for token in tokens):
        tokens = [token for token in tokens if token.kind != "often"]
    return _says_again(tokens)


def how_clear(text: str, language: str, zone: str, now: datetime) -> Clear:
    """How much these words, which this language knows (`is_of_time`), say about when."""
    words = lexicon(language)
    tokens = words.lex(fold(text[:MOST_TEXT]), lengths=None)
    if not tokens or tokens[-1].kind in _OPEN_ENDS or tokens[0].kind in _GOES_ON:
        return Clear.NOTHING
    try:
        if _says_again(tokens):
            _repeated(text, language, zone, now)
        else:
            moment_of(tokens, now.astimezone(ZoneInfo(zone)), zone, words)
    except NotUnderstood as unread:
        asked = unread.text.id not in (moment_hint().id, times_hint().id)
        return Clear.SOMETHING if asked or _is_part(tokens) else _as_times(text, language, zone, now)
    return Clear.ALL


def _is_part(tokens: Sequence[Tok]) -> bool:
    """Whether it is a piece of a time that only lacks something: "on Monday", "every day"."""
    return all(token.kind in (*_SAYS_WHEN, "both", "comma") for token in tokens)


def _as_times(text: str, language: str, zone: str, now: datetime) -> Clear:
    try:
        _repeated(text, language, zone, now)
    except NotUnderstood:
        return Clear.NOTHING
    return Clear.ALL


def begins_at(words: Sequence[str], language: str, apart: frozenset[str]) -> int:
    """Where the time begins in these words, all of time. Small words before it belong to something else, save those right
    before a day or an hour ("on Monday") that are not in `apart` (folded: words like "me")."""
    known = lexicon(language)
    fillers = 0
    while fillers < len(words) - 1 and not known.lex(fold(words[fillers]), lengths=None):
        fillers += 1
    tokens = known.lex(fold(" ".join(words[fillers:])), lengths=None)
    if not fillers or not tokens or tokens[0].kind not in _BEFORE:
        return fillers
    begin = fillers
    while begin and fold(words[begin - 1]) not in apart:
        begin -= 1
    return begin


def ends_at(words: Sequence[str], language: str) -> int:
    """Where the time ends in these words: small words behind it belong to something else."""
    known = lexicon(language)
    end = len(words)
    while end > 1 and not known.lex(fold(words[end - 1]), lengths=None):
        end -= 1
    return end
