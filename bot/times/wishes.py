"""Wishes that hold a time: "check on me in 30 minutes", "walk me home: 40 minutes", "ask me again in an hour"."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.times.compiling import known, lexicon, words_of
from bot.times.folding import fold
from bot.times.lengths import bounded, read_duration, total_minutes, without_edges
from bot.times.lexer import Result, in_any
from bot.times.moments import hear, instant, moment_of
from bot.times.tokens import Lexicon, Tok
from bot.times.values import MOST_TEXT, ProbeLimits, ProbeWish, Travel, already_passed, until_hint
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text

SHORTEST_WALK = timedelta(minutes=1)
LONGEST_WALK = timedelta(hours=12)
SNOOZE = timedelta(minutes=15)
"""How long "later" is."""
LONGEST_SNOOZE = timedelta(hours=12)


def read_walk(
    text: str,
    language: str,
    zone: str,
    now: datetime,
    at_least: timedelta = SHORTEST_WALK,
    at_most: timedelta = LONGEST_WALK,
) -> timedelta | None:
    """How long somebody is on their way: "walk me home: 40 minutes", "I'm walking home, 25 min", "home in half an hour".

    None: another kind of sentence. A plain wish without its length is asked about; what is only told ("I am walking
    home") without one is none.
    """

    def read(tokens: Sequence[Tok], words: Lexicon) -> timedelta | None:
        plainly = any(token.kind == "walk" for token in tokens)
        if not plainly and not any(token.kind == "walking" for token in tokens):
            return None
        rest = _without(tokens, "walk", "walking", "check")
        length = _length(rest, words, plainly, zone, now)
        if length is None:
            if plainly:
                raise NotUnderstood(T("How long do you need? Please say it like this: “walk me home: 40 minutes”."))
            return None
        if not plainly and not at_least <= length <= at_most:
            return None
        return bounded(length, at_least, at_most)

    return _wish(text, language, read)


def read_check(text: str, language: str, zone: str, now: datetime) -> datetime | None:
    """When somebody wants to be checked on once (UTC): "check on me at 11 pm", "ask me tomorrow at 7".

    None: another kind of sentence, such as one about every day, or a plain `probe` (see `read_probe_command`).
    """

    def read(tokens: Sequence[Tok], words: Lexicon) -> datetime | None:
        rest = _without(tokens, "check", "probe")
        if len(rest) == len(tokens) or not rest or any(token.kind in _NOT_ONCE or token.weekly for token in rest):
            return None
        if [token.kind for token in without_edges(rest, frozenset(("ahead", "later")))] == ["num"] and (
            rest[0].kind != "at" or rest[-1].kind == "later"
        ):
            return None
        return moment_of(rest, now.astimezone(ZoneInfo(zone)), zone, words)

    return _wish(text, language, read)


_NOT_ONCE = frozenset(
    ["every", "rare", "often", "sometime", "step", "between", "skip", "leave_out", "again", "walk", "walking", "pause"]
)


def read_later(
    text: str,
    language: str,
    zone: str,
    now: datetime,
    usual: timedelta = SNOOZE,
    at_most: timedelta = LONGEST_SNOOZE,
) -> timedelta | None:
    """How much later a question should be asked again: "ask me again in 15 minutes", "in an hour", "later" (`usual`).

    None: another kind of sentence. Only for answers to an open question.
    """
    plain = fold(text[:MOST_TEXT]).strip(" .!,")
    if plain in _not_now():
        return min(usual, at_most)

    def read(tokens: Sequence[Tok], words: Lexicon) -> timedelta | None:
        again = any(token.kind == "again" for token in tokens)
        rest = _without(tokens, "again", "check")
        if not again and not (rest and all(token.kind in _LENGTH_ALONE for token in rest)):
            return None
        if not rest:
            return None
        length = _length(rest, words, False, zone, now)
        return None if length is None else bounded(length, timedelta(minutes=1), at_most)

    return _wish(text, language, read)


_LENGTH_ALONE = frozenset(["span", "ahead", "later", "both", "comma", "lasting"])


def read_travel(text: str, language: str, zone: str, now: datetime) -> Travel | None:
    """Where somebody is for a while, and until which day: "I'm in Lisbon until Friday", "I'm travelling to Rome".

    None: another kind of sentence. Whether the place is one is for `bot.zones` to say.
    """
    plain = fold(text[:MOST_TEXT]).strip(" .!,")
    if not plain or len(text) > MOST_TEXT:
        return None
    here = now.astimezone(ZoneInfo(zone))

    def read(words: Lexicon) -> Travel | None:
        for pattern in _travel_patterns(words.language):
            if found := pattern.fullmatch(plain):
                said = found.groupdict()
                return _trip(said["place"].strip(" ,"), said.get("until"), words, here, zone)
        return None

    return in_any(language, read)


def _trip(place: str, until: str | None, words: Lexicon, here: datetime, zone: str) -> Travel | None:
    if until is None:
        return Travel(place)
    tokens = without_edges(words.lex(until, lengths=True), frozenset(("until", "at", "comma", "lasting")))
    if any(token.kind in ("word", "time", "num", "half") for token in tokens):
        return None
    said = hear(tokens, here, words, until_hint)
    if any(span.unit == "minutes" for span in said.spans):
        return None
    if said.day is not None:
        said = replace(said, day=replace(said.day, first=said.day.last) if said.day.ranged else said.day)
    last = instant(said, here, zone, until_hint).astimezone(ZoneInfo(zone)).date()
    if last < here.date():
        raise NotUnderstood(already_passed(last))
    return Travel(place, last)


@functools.cache
def _travel_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Those with an end before those without, the longest first."""
    templates = sorted(lexicon(language).words.travel, key=lambda each: ("{until}" not in each, -len(each)))
    return tuple(
        re.compile(
            re.escape(fold(template))
            .replace(r"\{place\}", r"(?P<place>.{2,60}?)")
            .replace(r"\{until\}", r"(?P<until>.{1,60})")
        )
        for template in templates
    )


def _wish(text: str, language: str, read: Callable[[Sequence[Tok], Lexicon], Result | None]) -> Result | None:
    plain = fold(text[:MOST_TEXT])
    if not plain or len(text) > MOST_TEXT:
        return None

    def of(words: Lexicon) -> Result | None:
        tokens = words.lex(plain, lengths=None)
        return None if any(token.kind == "word" for token in tokens) else read(tokens, words)

    return in_any(language, of)


def _without(tokens: Sequence[Tok], *kinds: str) -> list[Tok]:
    return without_edges([token for token in tokens if token.kind not in kinds], frozenset(("comma", "both")))


def _length(tokens: Sequence[Tok], words: Lexicon, numbers: bool, zone: str, now: datetime) -> timedelta | None:
    """A length, or the time from now to a moment; None if these tokens are neither."""
    for token in tokens:
        if token.ask is not None:
            raise NotUnderstood(token.ask)
    minutes = total_minutes(without_edges(tokens, frozenset(("ahead", "later", "lasting", "comma"))), numbers)
    if minutes is not None:
        return timedelta(minutes=minutes)
    rest = without_edges(tokens, frozenset(("until", "comma")))
    if any(token.kind in ("time", "num") for token in rest) and tokens[0].kind in (
        "at",
        "until",
        "time",
        "soon",
        "half",
    ):
        return moment_of(rest, now.astimezone(ZoneInfo(zone)), zone, words) - now.astimezone(UTC)
    return None


@functools.cache
def _not_now() -> frozenset[str]:
    return frozenset(fold(phrase) for language in known() for phrase in words_of(language).not_now)


# --- the command "probe" --------------------------------------------------------------------------------------------

_FLAGS = {"in": "in_minutes", "retries": "retries", "retry": "retries", "wait": "wait_minutes"}
_FLAG = r"[-–—]{1,2}[a-z]"


@functools.cache
def _begins(field: str) -> re.Pattern[str]:
    said = {fold(phrase) for code in known() for phrase in getattr(words_of(code), field)}
    order = "|".join(re.escape(each) for each in sorted(said, key=len, reverse=True))
    return re.compile(rf"/?(?:{order})(?=\s|$)")


def is_probe_command(text: str) -> bool:
    """Whether this asks for a probe soon: `probe …`, "check on me in 30 minutes" (not "ask me every day at 9")."""
    plain = fold(text[:MOST_TEXT]).strip(" .!")
    if _begins("probe").match(plain):
        return True
    begun = _begins("check").match(plain)
    if not begun:
        return False
    rest = plain[begun.end() :].strip()
    if not rest or re.match(_FLAG, rest) or rest in _right_now() or re.fullmatch(r"[-+]?\d{1,12}", rest):
        return True
    try:
        read_duration(rest, timedelta(), timedelta(days=10**5))
    except NotUnderstood:
        return False
    return True


def asks_about_probe(text: str) -> bool:
    """Whether this asks how `probe` is written: `probe --help`."""
    plain = fold(text[:MOST_TEXT]).strip(" .!")
    asked = re.fullmatch(r"/?(\w+) ?[-–—]{1,2} ?(\w+)", plain)
    languages = [words_of(code) for code in known()] if asked else []
    return asked is not None and any(
        asked[1] in {fold(p) for p in words.probe} and asked[2] in {fold(p) for p in (*words.help, "help", "h")}
        for words in languages
    )


def read_probe_command(text: str, limits: ProbeLimits | None = None, language: str = "en") -> ProbeWish:
    """`probe`, `probe 60`, `probe -in 60 -retries 1 -wait 20`, "check on me in half an hour".

    `--help`, anything unknown and values out of range raise `NotUnderstood` with a sentence that says what is possible.
    """
    bounds = limits or ProbeLimits()
    plain = fold(text[:MOST_TEXT]).strip(" .!")
    begun = _begins("probe").match(plain) or _begins("check").match(plain)
    if not begun:
        raise NotUnderstood(probe_help())
    rest = plain[begun.end() :].strip()
    if not rest:
        return ProbeWish()
    if not re.match(_FLAG, rest):
        return ProbeWish(in_minutes=_minutes(rest, bounds, language))
    return _flags(rest, bounds)


def probe_help() -> Text:
    """What can be said to be checked on once."""
    return T(
        'Say "probe" and we check on you in 5 minutes, or "probe 60" for 60 minutes. More exactly: '
        "probe -in 60 -retries 1 -wait 20 (ask in 60 minutes, ask again once, wait 20 minutes each time)."
    )


def _minutes(rest: str, bounds: ProbeLimits, language: str) -> int:
    if rest in _right_now():
        return _inside("in_minutes", 0, bounds)
    if re.fullmatch(r"[-+]?\d{1,12}", rest):
        return _inside("in_minutes", int(rest), bounds)
    try:
        length = read_duration(rest, timedelta(), timedelta(days=10**5), language)
    except NotUnderstood as unread:
        raise NotUnderstood(probe_help()) from unread
    return _inside("in_minutes", int(length.total_seconds() // 60), bounds)


@functools.cache
def _right_now() -> frozenset[str]:
    return frozenset(fold(phrase) for language in known() for phrase in words_of(language).now)


def _flags(rest: str, bounds: ProbeLimits) -> ProbeWish:
    wish: dict[str, int] = {}
    words = re.sub(r"=", " ", rest).split()
    for flag, value in zip(words[::2], [*words[1::2], ""], strict=False):
        name = _FLAGS.get(flag.lstrip("-–—")) if re.match(_FLAG, flag) else None
        if name is None or name in wish or not re.fullmatch(r"[+-]?\d{1,12}", value):
            raise NotUnderstood(probe_help())
        wish[name] = _inside(name, int(value), bounds)
    return ProbeWish(**wish)


def _inside(name: str, value: int, bounds: ProbeLimits) -> int:
    low, high = getattr(bounds, name)
    if low <= value <= high:
        return value
    match name:
        case "retries":
            raise NotUnderstood(
                T("We can ask again {low} to {high} times. Please choose a number between these.", low=low, high=high)
            )
        case "wait_minutes":
            raise NotUnderstood(
                T("We can wait {low} to {high} minutes. Please choose a number between these.", low=low, high=high)
            )
        case _:
            raise NotUnderstood(
                T(
                    "We can check on you in {low} to {high} minutes. Please choose a number between these.",
                    low=low,
                    high=high,
                )
            )
