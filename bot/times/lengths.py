"""How long: "30 minutes", "1h30", "half an hour", "90"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.times.folding import fold
from bot.times.lexer import in_any, known_words
from bot.times.tokens import Lexicon, Tok
from bot.times.values import MOST_TEXT
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text

MOST_MINUTES = 10**8
"""timedelta cannot hold everything that can be typed."""

_UNIT_MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10_080}


def read_duration(
    text: str,
    at_least: timedelta = timedelta(minutes=1),
    at_most: timedelta = timedelta(days=7),
    language: str = "en",
) -> timedelta:
    """A duration: "30 minutes", "1h", "1h30", "half an hour", "90" (minutes). Outside the bounds it is refused."""
    folded = fold(text[:MOST_TEXT])
    if not folded or len(text) > MOST_TEXT:
        raise NotUnderstood(_hint())
    return bounded(timedelta(minutes=in_any(language, lambda words: _read(folded, words))), at_least, at_most)


def bounded(length: timedelta, at_least: timedelta, at_most: timedelta) -> timedelta:
    """The length, if it is not outside what may be chosen."""
    if not at_least <= length <= at_most:
        raise NotUnderstood(T("Please choose something between {least} and {most}.", least=at_least, most=at_most))
    return length


def total_minutes(tokens: Sequence[Tok], numbers_are_minutes: bool) -> int | None:
    """What these tokens add up to in minutes: "1 day and 2 hours"; None if they are anything else."""
    total, joined, any_span = 0, True, False
    for token in tokens:
        if token.kind in ("both", "comma") and any_span and not joined:
            joined = True
        elif token.kind == "span" and token.unit in _UNIT_MINUTES and token.ask is None:
            total += token.n if token.unit == "minutes" else token.n * _UNIT_MINUTES[token.unit]
            any_span, joined = True, False
        else:
            alone = len(tokens) == 1 and token.kind == "num"
            return min(token.n, MOST_MINUTES) if alone and numbers_are_minutes else None
    return min(total, MOST_MINUTES) if any_span and not joined else None


def without_edges(tokens: Sequence[Tok], kinds: frozenset[str]) -> list[Tok]:
    """The tokens without those of these kinds at both ends."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind in kinds:
        start += 1
    while end > start and tokens[end - 1].kind in kinds:
        end -= 1
    return list(tokens[start:end])


_AROUND = frozenset(("ahead", "lasting", "later"))


def _read(folded: str, words: Lexicon) -> int:
    tokens = without_edges(known_words(words.lex(folded, lengths=True), _hint), _AROUND)
    minutes = total_minutes(tokens, numbers_are_minutes=True)
    if minutes is None:
        raise NotUnderstood(_hint())
    return minutes


def _hint() -> Text:
    return T('Please say how long, like this: "30 minutes", "1 hour" or "90" for 90 minutes.')
