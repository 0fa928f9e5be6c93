"""Sentences in any of our languages: which one is it read by?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.times.compiling import known, lexicon
from bot.times.folding import fold
from bot.times.tokens import Lexicon, Tok
from bot.times.values import MOST_TEXT, Foreign
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import Text

Result = TypeVar("Result")


def in_any(language: str, read: Callable[[Lexicon], Result]) -> Result:
    """Read by the person's language; if it does not know the words, by the others, as long as they agree.

    What the own language understands and finds unclear is asked about, whatever another one might make of it.
    """
    own = language if language in known() else "en"
    nothing: Result
    try:
        result = read(lexicon(own))
    except Foreign as foreign:
        hint: NotUnderstood | None = foreign
    else:
        if result is not None:
            return result
        hint, nothing = None, result
    read_so: list[Result] = []
    asked: NotUnderstood | None = None
    for other in known():
        if other != own:
            try:
                result = read(lexicon(other))
            except Foreign:
                continue
            except NotUnderstood as unclear:
                asked = asked or unclear
            else:
                read_so += [result] if result is not None else []
    if read_so and all(each == read_so[0] for each in read_so):
        return read_so[0]
    if not read_so and asked is not None:
        raise asked
    if hint is not None:
        raise hint
    return nothing


def known_words(tokens: Sequence[Tok], hint: Callable[[], Text]) -> Sequence[Tok]:
    """The tokens, if this language knows every word; otherwise the hint, and another language may try."""
    if any(token.kind == "word" for token in tokens):
        raise Foreign(hint())
    return tokens


def short(text: str, hint: Callable[[], Text]) -> str:
    """The folded text, if it is one that can be read at all."""
    folded = fold(text[: 4 * MOST_TEXT])
    if not folded or len(text) > MOST_TEXT or len(folded) > 2 * MOST_TEXT:
        raise NotUnderstood(hint())
    return folded
