"""From a sentence to tokens, by one language's words. The same tokens for every language; the grammar knows no words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta

from bot.times.values import Bare
from bot.times.words import TimeWords
from wellcheck.i18n import T, Text

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(1, 6))
WEEKEND = frozenset({0, 6})
MINUTES_OF = {"minutes": 1, "hours": 60}
LETTER = r"[a-z\u00df-\u1fff]"
"""Of folded text in an alphabet. Chinese and Japanese signs are not among them: they need no spaces."""

_WORD = re.compile(rf"{LETTER}+|.", re.DOTALL)
_ENDS_INSIDE = re.compile(rf"{LETTER}{LETTER}|\d\d")
_SIGNS = {",": "comma", ";": "comma", "&": "both", "+": "both", "/": "choice", "?": "choice",
          "-": "to", "–": "to", "—": "to"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year as it was said; what was not said is None."""

    day: int
    month: int | None = None
    year: int | None = None
    other: tuple[int, int] | None = None  # (day, month) the other way round, where 3/4 may be read so


@dataclass(frozen=True, slots=True)
class Tok:
    """One piece of a sentence. `kind` is a field of `TimeWords`, or one of these: num (`n`), time (`bare`), either (`bare`
    or `n` `unit`), span (`n` minutes, days, weeks or months by `unit`), unit, half, day (`days`), date, soon (`n` days
    ahead), edge (`n`: the first or, -1, the last day of a month), word (unknown), comma, now. One of "rare" has `n` and
    perhaps `unit` where it is known what it means ("every other": 2)."""

    kind: str
    start: int = 0
    end: int = 0
    n: int = 0
    unit: str = ""
    bare: Bare | None = None
    half: str = ""
    days: frozenset[int] = frozenset()
    weekly: bool = False  # of every week: "Sundays"
    date: Day | None = None
    ask: Text | None = None  # may mean two things: what to ask


@dataclass(frozen=True, slots=True)
class Joints:
    """What is written onto other words: `behind` numbers and `stems`, `before` any word we know (`whole`)."""

    stems: frozenset[str] = frozenset()
    behind: Sequence[str] = ()
    before: Sequence[str] = ()
    whole: frozenset[str] = frozenset()

    def apart(self, text: str) -> str:
        """The text with a space where one word ends and the next begins: "9'da" is "9 da", "cumaya" is "cuma ya"."""
        return _GROWN.sub(self._cut, text) if self.before or self.behind else text

    def _cut(self, found: re.Match[str]) -> str:
        word = found[0]
        if word in self.stems:
            return word
        for ending in self.behind:
            stem = word[: -len(ending)].rstrip("'")
            if word.endswith(ending) and (stem in self.stems or stem.isdigit()):
                return f"{stem} {ending}"
        for head in self.before:
            if word.startswith(head) and word not in self.whole and word[len(head) :] in self.whole:
                return f"{head} {word[len(head) :]}"
        return word


_GROWN = re.compile(rf"\d+'?{LETTER}+|{LETTER}+(?:'{LETTER}+)?")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, compiled."""

    language: str
    words: TimeWords
    numbers: re.Pattern[str]
    tokens: Mapping[str, Tok]
    phrases: Mapping[str, Sequence[str]]  # by their first letter, the longest first
    patterns: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Tok | None]], ...]
    joints: Joints = Joints()

    def digits(self, text: str) -> str:
        """Number words as digits; signs that follow each other stay apart."""
        made, last = "", 0
        for found in self.numbers.finditer(text):
            made = _beside(made, text[last : found.start()])
            made, last = _beside(made, str(self.words.numbers[found[0]])), found.end()
        return _beside(made, text[last:])

    def lex(self, text: str, lengths: bool | None = False) -> list[Tok]:
        """The tokens of a folded text. `lengths`: whether "9 hours" that may be nine o'clock as well is a length (True),
        a time (False), or asked about where the words around do not tell (None)."""
        text = self.digits(self.joints.apart(text))
        if self.words.before_length:
            text = re.sub(self.words.before_length, ", ", text)
        tokens: list[Tok] = []
        at = 0
        while at < len(text):
            token = self._next(text, at)
            if token.kind != "space":
                tokens.append(token)
            at = token.end
        return _settled(_linked(_shaped(tokens, self.words.postpositions)), lengths)

    def _next(self, text: str, at: int) -> Tok:
        best, length = None, 0
        for phrase in self.phrases.get(text[at], ()):
            if text.startswith(phrase, at) and is_whole(text, at, at + len(phrase)):
                best, length = self.tokens[phrase], len(phrase)
                break
        for pattern, make in self.patterns:
            found = pattern.match(text, at)
            if not found or found.end() - at < length:
                continue
            token = make(found)
            if token is None:
                continue
            if found.end() - at == length and best is not None:
                best = _one_of(best, token)
            else:
                best, length = token, found.end() - at
        if best is not None:
            return replace(best, start=at, end=at + length)
        if text[at] in " .!:()[]\"'“”«»。":
            return Tok("space", at, at + 1)
        if kind := _SIGNS.get(text[at]):
            return Tok(kind, at, at + 1)
        unknown = _WORD.match(text, at)
        assert unknown is not None
        return Tok("word", at, unknown.end())


def _beside(made: str, more: str) -> str:
    return f"{made} {more}" if made[-1:].isdigit() and more[:1].isdigit() else made + more


def _one_of(one: Tok, other: Tok) -> Tok:
    """Of two readings of the same words. A time that may be a length is settled by what stands around it."""
    kinds = {one.kind: one, other.kind: other}
    if set(kinds) == {"time", "span"} and kinds["span"].unit in MINUTES_OF:
        return replace(kinds["span"], kind="either", bare=kinds["time"].bare)
    return one


def _shaped(tokens: Sequence[Tok], postpositions: bool) -> list[Tok]:
    made: list[Tok] = []
    for token in tokens:
        if postpositions and token.kind == "until" and any(each.kind == "to" for each in made[-4:]):
            continue  # "9'dan 11'e kadar": the second half of "from … to"
        if token.kind == "time" and token.unit == "pair" and made and made[-1].kind in ("between", "start"):
            made += [Tok("num", n=token.n // 100), Tok("both"), Tok("num", n=token.n % 100)]
        elif token.kind != "fillers":
            made.append(token)
    return made


_ON_THE_CLOCK = frozenset(["num", "time", "either"])
_ON_THE_CALENDAR = frozenset(["day", "date"])


def _linked(tokens: Sequence[Tok]) -> list[Tok]:
    """Words that mean two things, by what stands beside them. One that stands before a time and between two (French « à
    9h », « de 9h à 11h ») is a "to" between two times, or two days; "between" before a length is "in" (Italian « tra »)."""
    made: list[Tok] = []
    for place, token in enumerate(tokens):
        if token.kind == "at" and made and place + 1 < len(tokens):
            one, other = made[-1].kind, tokens[place + 1].kind
            if one == "half" and len(made) > 1:
                one = made[-2].kind
            clock = one in _ON_THE_CLOCK and other in _ON_THE_CLOCK
            if clock or (one in {*_ON_THE_CALENDAR, "num"} and other in _ON_THE_CALENDAR):
                token = replace(token, kind="to")
        elif token.kind == "between" and any(behind.kind == "span" for behind in tokens[place + 1 : place + 2]):
            token = replace(token, kind=token.kind if made and made[-1].kind in _ON_THE_CLOCK else "ahead")
        made.append(token)
    return made


_CLOCK_BEFORE = frozenset(
    ["at", "until", "start", "between", "to", "day", "soon", "date", "half", "both", "comma", "next", "this"]
)
_LENGTH_BEFORE = frozenset(["ahead", "every", "lasting", "span", "again", "walk", "walking"])


def _settled(tokens: Sequence[Tok], lengths: bool | None) -> list[Tok]:
    made: list[Tok] = []
    for place, token in enumerate(tokens):
        if token.kind == "either":
            before = made[-1].kind if made else ""
            behind = tokens[place + 1].kind if place + 1 < len(tokens) else ""
            if before in _LENGTH_BEFORE or behind == "later":
                is_length: bool | None = True
            elif before in _CLOCK_BEFORE or behind in ("half", "to", "until"):
                is_length = False
            else:
                is_length = lengths
            if is_length is None:
                assert token.bare is not None
                token = replace(token, ask=_time_or_length(token.bare, token.n))
            as_time = replace(token, kind="time", n=0, unit="")
            token = as_time if is_length is False else replace(token, kind="span", bare=None)
        made.append(token)
    return made


def _time_or_length(bare: Bare, minutes: int) -> Text:
    at, span = time(bare.hour, bare.minute), timedelta(minutes=minutes)
    return T("Please say it like this: “at {time}”, or “for {span}”.", time=at, span=span)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether these are whole words and numbers, and not a piece of longer ones."""
    return not _ENDS_INSIDE.fullmatch(text[max(start - 1, 0) : start + 1]) and not _ENDS_INSIDE.fullmatch(
        text[end - 1 : end + 1]
    )
