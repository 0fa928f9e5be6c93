"""A language's words about time, compiled into what the lexer needs: phrases, and patterns of their templates."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import time

from babel.dates import get_day_names, get_month_names

from bot.times import words as languages
from bot.times.folding import fold
from bot.times.tokens import EVERY_DAY, LETTER, MINUTES_OF, WEEKEND, WORKDAYS, Day, Joints, Lexicon, Tok
from bot.times.values import Bare, which
from bot.times.words import TimeWords
from wellcheck.i18n import T

_PLAIN = (
    "noon", "midnight", "now", "next", "this", "every", "hourly", "rare", "often", "sometime", "between", "start", "to",
    "until", "both", "choice", "at", "ahead", "later", "lasting", "leave_out", "fillers", "probe", "check", "skip", "again",
    "pause", "walk", "walking",
)  # fmt: skip
"""Fields of `TimeWords` whose phrases are tokens of that name."""

_BASE_HALVES = {"am": "am", "a.m": "am", "a.m.": "am", "a m": "am", "a. m.": "am", "a. m": "am",
                "pm": "pm", "p.m": "pm", "p.m.": "pm", "p m": "pm", "p. m.": "pm", "p. m": "pm"}  # fmt: skip
_SLOTS = {
    "h": r"(?P<h>\d{1,2})", "m": r"(?P<m>\d{1,2})", "n": r"(?P<n>\d{1,3})", "d": r"(?P<d>\d{1,2})",
    "mo": r"(?P<mo>\d{1,2})", "y": r"(?P<y>\d{4})",
}  # fmt: skip
_UNITS = ("minutes", "hours", "days", "weeks", "months")


@functools.cache
def known() -> tuple[str, ...]:
    """The languages whose words about time we have."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(languages.__path__)))


@functools.cache
def lexicon(language: str) -> Lexicon:
    """One language's words, compiled; `KeyError` if we have none. A phrase with two meanings is a `ValueError`."""
    return _compiled(language, words_of(language))


def learn() -> None:
    """Compile the words of all languages now: each takes a twelfth of a second."""
    for language in known():
        lexicon(language)


def words_of(language: str) -> TimeWords:
    """One language's words, as they are listed; `KeyError` if we have none."""
    if language not in known():
        raise KeyError(language)
    words: TimeWords = importlib.import_module(f"{languages.__name__}.{language}").WORDS
    return words


def day_names(language: str) -> Mapping[str, int]:
    """Names and short names of the days; 0 is Sunday, as in cron."""
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for monday, name in get_day_names(width, context, locale=language).items():
                names[fold(name).rstrip(".")] = (monday + 1) % 7
    return names


@functools.cache
def month_names(language: str) -> Mapping[str, int]:
    """Names and short names of the months, where they are not those of days as well ("mar")."""
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context, locale=language).items():
                names[fold(name).rstrip(".")] = number
    days = day_names(language)
    return {name: number for name, number in names.items() if name not in days and not name.isdigit()}


def _compiled(language: str, words: TimeWords) -> Lexicon:
    numbers = {fold(word): value for word, value in words.numbers.items()}
    words = replace(words, numbers=numbers)
    stems = {*numbers, *day_names(language), *month_names(language), *map(fold, (*words.more_days, *words.more_months))}
    stems |= {fold(phrase) for name in (*_UNITS, "soon") for phrase in getattr(words, name)}
    joints = Joints(frozenset(stems), _longest(words.grows_behind))
    bare = Lexicon(language, words, re.compile(_alternatives(numbers)), {}, {}, (), joints)
    whole = {word for phrase in stems for word in _WORDS.findall(phrase)}

    def plain(phrase: str) -> str:
        whole.update(_WORDS.findall(fold(phrase)))
        return bare.digits(joints.apart(fold(phrase)))

    tokens: dict[str, Tok] = {}

    def know(phrase: str, token: Tok, default: bool = False) -> None:
        said = plain(phrase)
        if not default and said in tokens and tokens[said] != token:
            raise ValueError(f"{language}: {phrase!r} is {tokens[said].kind} and {token.kind}")
        tokens.setdefault(said, token)

    for name in _PLAIN:
        for phrase in getattr(words, name):
            token = Tok("time", bare=Bare(12, 0, sure=True)) if name == "noon" else Tok(name)
            know(phrase, Tok("time", bare=Bare(0, 0, "midnight", True)) if name == "midnight" else token)
    for phrase, turn in words.turns.items():
        unit, _, count = turn.rpartition(" ")
        know(phrase, Tok("rare", n=int(count), unit=unit))
    for phrase, day_of_month in words.edges.items():
        know(phrase, Tok("edge", n=day_of_month))
    for phrase, half in words.halves.items():
        know(phrase, Tok("half", half=half))
    for phrase, (ahead, half) in words.soon.items():
        know(phrase, Tok("soon", n=ahead, half=half))
    for phrase, minutes in words.lengths.items():
        if "{" not in phrase:
            know(phrase, Tok("span", n=minutes, unit="minutes"))
    for some, days in ((words.daily, EVERY_DAY), (words.workdays, WORKDAYS), (words.weekend, WEEKEND)):
        for phrase in some:
            know(phrase, Tok("day", days=days, weekly=days != WEEKEND))
    names = {**day_names(language), **words.more_days}
    for name, day in names.items():
        know(name, Tok("day", days=frozenset({day})), default=True)
        for template in words.plural_days:
            know(template.replace("{day}", name), Tok("day", days=frozenset({day}), weekly=True), default=True)
    for phrase, half in _BASE_HALVES.items():
        know(phrase, Tok("half", half=half), default=True)
    units = {unit: _alternatives(map(plain, getattr(words, unit))) for unit in _UNITS}
    for unit in _UNITS:
        for phrase in getattr(words, unit):
            if phrase.isalpha() or _WORDS.fullmatch(fold(phrase)):
                know(phrase, Tok("unit", unit=unit), default=True)
    month_by_name = {
        plain(name): number for name, number in (*month_names(language).items(), *words.more_months.items())
    }
    patterns = (
        *_written_dates(words),
        *_spoken_dates(words, month_by_name, plain),
        *_clocks(words, plain),
        *_lengths(words, units, plain),
        *_numbered_days(words),
        (re.compile(r"(?<=\d)[ap](?![^\W_])"), lambda found: Tok("half", half=f"{found[0]}m")),
        (re.compile(rf"\d+{_ending(words.number_endings, plain)}"), lambda found: Tok("num", n=_int(found[0]))),
    )
    joints = replace(joints, before=_longest(words.grows_before), whole=frozenset(whole))
    return Lexicon(language, words, bare.numbers, tokens, _by_first(tokens), patterns, joints)


_WORDS = re.compile(rf"{LETTER}+")


def _longest(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(fold, phrases), key=lambda each: (-len(each), each)))


def _int(text: str) -> int:
    digits = re.match(r"\d+", text)
    return int(digits[0][:9]) if digits else 0


def _edges(phrase: str) -> str:
    """The phrase as a whole word, or a whole number."""
    before = rf"(?<!{LETTER})" if re.match(LETTER, phrase) else r"(?<!\d)" if phrase[:1].isdigit() else ""
    behind = rf"(?!{LETTER})" if re.match(LETTER, phrase[-1:]) else r"(?!\d)" if phrase[-1:].isdigit() else ""
    return f"{before}{re.escape(phrase)}{behind}"


def _alternatives(phrases: Iterable[str]) -> str:
    """One of these phrases, the longest that fits. Those in an alphabet share the edges of a word: hundreds of edges would
    take seconds to compile."""
    order = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    spelt = [phrase for phrase in order if re.match(LETTER, phrase) and re.match(LETTER, phrase[-1])]
    others = [_edges(phrase) for phrase in order if phrase not in spelt]
    words = [rf"(?<!{LETTER})(?:{'|'.join(map(re.escape, spelt))})(?!{LETTER})"] if spelt else []
    return "|".join([*words, *others]) or r"(?!)"


def _by_first(phrases: Iterable[str]) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        made.setdefault(phrase[0], []).append(phrase)
    return made


def _ending(endings: frozenset[str], plain: Callable[[str], str]) -> str:
    return rf"(?: ?(?:{_alternatives(map(plain, endings))}))?" if endings else ""


def _template(template: str, slots: Mapping[str, str], plain: Callable[[str], str]) -> re.Pattern[str]:
    """A template as a pattern: a space beside a number may be left out."""
    made: list[str] = []
    parts = re.split(r"(\{\w+\})", template)
    for place, part in enumerate(parts):
        if part.startswith("{"):
            made.append(slots[part[1:-1]])
            continue
        said = plain(part.strip())
        left = " ?" if part[:1] == " " and place else ""
        right = " ?" if part[-1:] == " " and part.strip() and place + 1 < len(parts) else ""
        made.append(left + (_edges(said) if said else "") + right)
    head = r"(?<!\d)(?<!\d[:.])" if parts[0] == "" else ""
    tail = r"(?!\d)(?![:.]\d)" if parts[-1] == "" else ""
    return re.compile(head + "".join(made) + tail)


Maker = tuple[re.Pattern[str], Callable[[re.Match[str]], Tok | None]]


def _written_dates(words: TimeWords) -> Iterator[Maker]:
    def iso(found: re.Match[str]) -> Tok:
        return Tok("date", date=Day(int(found[3]), int(found[2]), int(found[1])))

    def slashed(found: re.Match[str]) -> Tok | None:
        one, two = int(found[1]), int(found[2])
        year = int(f"20{found[3]}" if len(found[3]) == 2 else found[3]) if found[3] else None
        first = words.day_first
        if one > 12 or two > 12 or one == two:
            first = two <= 12
        if first is None:
            return Tok("date", date=Day(one, two, year, other=(two, one)))
        return Tok("date", date=Day(one, two, year) if first else Day(two, one, year))

    yield re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)(?:t(?=\d))?"), iso
    yield re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])"), slashed
    yield re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d{2}))?(?!\d)"), slashed
    yield re.compile(r"(?<!\d)(\d{1,2})[.-](\d{1,2})[.-](\d{4}|\d{2})(?!\d)"), slashed


def _spoken_dates(words: TimeWords, months: Mapping[str, int], plain: Callable[[str], str]) -> Iterator[Maker]:
    ordinal = rf"(?: ?(?:{_alternatives(map(plain, words.ordinals))}))?" if words.ordinals else ""
    names = _alternatives(list(months))
    slots = {**_SLOTS, "d": rf"(?P<d>\d{{1,2}}){ordinal}", "month": rf"(?P<month>{names})\.?"}

    def made(found: re.Match[str]) -> Tok | None:
        said = found.groupdict()
        month = months[said["month"]] if said.get("month") else int(said["mo"]) if said.get("mo") else None
        day = int(said["d"])
        if not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
            return None
        return Tok("date", date=Day(day, month, int(said["y"]) if said.get("y") else None))

    for template in words.dates:
        yield _template(template, slots, plain), made
    alone = rf"{_SLOTS['d']}(?!{ordinal}\W{{0,2}}(?:\w{{1,3}} )?(?:{names}))"
    for template in words.month_days:
        yield _template(template, slots | {"d": alone}, plain), made


def _clocks(words: TimeWords, plain: Callable[[str], str]) -> Iterator[Maker]:
    marks = _alternatives([*map(plain, words.hour_marks), "h", "hrs"])
    hours = _alternatives(map(plain, words.hours))
    minute_marks = rf"(?: ?(?:{_alternatives(map(plain, words.minute_marks))}))?" if words.minute_marks else ""
    ends = _ending(words.number_endings, plain)
    alone = rf"(?! ?(?:{marks}|[ap]\.? ?m|[:.]\d))(?!\d)"

    def clock(found: re.Match[str]) -> Tok | None:
        said = found.groupdict()
        hours, minutes = said["h"], said.get("m")
        hour, minute = int(hours), int(minutes or 0)
        if hour > 23 or minute > 59:
            return None
        sure = hour > 12 or (hours[0] == "0" and (minutes is not None or len(hours) == 2))
        return Tok("time", bare=Bare(hour, minute, sure=sure))

    def military(found: re.Match[str]) -> Tok:
        return Tok("time", bare=Bare(int(found["h"]), int(found["m"]), sure=True))

    def unclear(found: re.Match[str]) -> Tok:
        return Tok("choice")

    yield re.compile(rf"(?<!\d)(?P<h>\d{{1,2}}) ?[:.] ?(?P<m>\d{{2}})(?!\d)(?: ?(?:{marks}))?{ends}"), clock
    yield re.compile(rf"(?<!\d)(?P<h>\d{{1,2}}) ?(?:{marks})(?: ?(?P<m>\d{{2}}){alone}{minute_marks})?{ends}"), clock
    yield re.compile(rf"(?<!\d)(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?!\d)(?: ?(?:{marks}|{hours}))?"), military
    yield re.compile(r"(?<!\d)(?<!\d[:.])(?P<h>\d{1,2}) (?P<m>00|30|45)(?![\d:])"), clock
    yield re.compile(r"(?<!\d)(?<!\d[:.])\d{1,2} 15(?!\d)(?! ?[:.])(?! ?[ap]\.? ?m)"), unclear
    if words.minute_marks:
        some = _alternatives(map(plain, words.minute_marks))
        yield re.compile(rf"(?<!\d)(?P<h>\d{{1,2}}) ?(?:{marks}) ?(?P<m>\d{{1,2}}) ?(?:{some})"), clock
    yield re.compile(r"(?<!\d)(?P<h>0\d)(?!\d)"), clock
    for template, sum_of in words.clock.items():
        yield _template(template, _SLOTS, plain), functools.partial(_spoken_time, sum_of)


def _spoken_time(sum_of: str, found: re.Match[str]) -> Tok | None:
    said = found.groupdict()
    if ":" in sum_of:  # "midi et demi"
        fixed = time.fromisoformat(sum_of)
        return Tok("time", bare=Bare(fixed.hour, fixed.minute, sure=True))
    hour, minute = int(said["h"]), int(said.get("m") or 0)
    if hour > 24 or minute > 59:
        return None
    readings = [_added(hour, minute, each) for each in sum_of.rstrip("?").split("|")]
    ask, unit = None, ""
    if len(readings) > 1:
        ask = which(*(time(bare.hour, bare.minute) for bare in readings[:2]))
    elif sum_of.endswith("?"):
        exact = time(readings[0].hour, readings[0].minute)
        unit = "pair"  # "entre 9 y 11"
        ask = T("Do you mean {time}? Please write it like this: {time}.", time=exact)
    return Tok("time", bare=readings[0], ask=ask, unit=unit, n=hour * 100 + minute)


def _added(hour: int, minute: int, sum_of: str) -> Bare:
    """ "h-30-m" for an hour and minutes. A quarter to one is 12:45, of which half of the day is left open."""
    away = sum(
        (1 if sign == "+" else -1) * (minute if value == "m" else int(value))
        for sign, value in re.findall(r"([+-])(m|\d+)", sum_of)
    )
    total = (hour * 60 + away) % 1440
    open_hour = 1 <= hour <= 12
    if open_hour and total < 60:
        total += 720
    return Bare(total // 60, total % 60, sure=not open_hour or (total >= 780))


def _lengths(words: TimeWords, units: Mapping[str, str], plain: Callable[[str], str]) -> Iterator[Maker]:
    ones = _alternatives(map(plain, words.ones))
    both = _alternatives([*map(plain, words.both), ","])
    count = rf"(?:(?P<n>\d{{1,6}}(?:[.,]\d{{1,2}})?)|(?P<one>{ones}) )"

    def span(found: re.Match[str], unit: str) -> Tok | None:
        said = found.groupdict()
        much = float(said["n"].replace(",", ".")) if said.get("n") else 1.0
        if unit in MINUTES_OF:
            more = int(said.get("more") or 0)
            return Tok("span", n=min(round(much * MINUTES_OF[unit]) + more, 10**8), unit="minutes")
        return Tok("span", n=int(much), unit=unit) if much == int(much) else None

    for unit in _UNITS:
        pattern = re.compile(rf"(?<!\d)(?<!\d[.,]){count} ?(?:{units[unit]})")
        yield pattern, functools.partial(span, unit=unit)
    hours = rf"(?<!\d)(?<!\d[.,]){count} ?(?:{units['hours']})"
    joined = rf" ?(?:{both})? ?(?P<more>[0-5]?\d)(?!\d)"
    yield re.compile(rf"{hours}{joined} ?(?:{units['minutes']})"), functools.partial(span, unit="hours")
    yield re.compile(rf"{hours} ?(?P<more>[0-5]\d)(?![\d:.])"), functools.partial(span, unit="hours")
    for template, extra in words.lengths.items():
        if "{n}" in template:
            yield _template(template, _SLOTS, plain), functools.partial(_hours_and, extra)


def _hours_and(extra: int, found: re.Match[str]) -> Tok:
    return Tok("span", n=int(found["n"]) * 60 + extra, unit="minutes")


def _numbered_days(words: TimeWords) -> Iterator[Maker]:
    if words.day_list:
        yield (
            re.compile(words.day_list),
            lambda found: Tok(
                "day",
                days=frozenset(words.day_signs[sign] for sign in found["days"] if sign in words.day_signs),
                weekly=True,
            ),
        )
