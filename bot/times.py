"""Times as people say them: a check-in schedule, a date to pause until, a duration, "check on me in 30 minutes".

What could mean two things is asked, never guessed: "at 2" may be the night or the afternoon. Pure: `now` is passed in.
"""

from __future__ import annotations

import calendar
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names

from wellcheck.errors import NotUnderstood
from wellcheck.i18n import LANGUAGES, T, Text, join

MOST_TEXT = 200  # characters of a schedule, a date, a duration
MOST_CRONS = 12
LONGEST_PAUSE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Times:
    """Five-field cron expressions, all of them together one schedule, in the person's own zone (0 is Sunday)."""

    crons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProbeWish:
    """ "Check on me in so many minutes", with so many follow-ups, each after so many minutes (Kronus' defaults)."""

    in_minutes: int = 5
    retries: int = 3
    wait_minutes: int = 10


@dataclass(frozen=True, slots=True)
class ProbeLimits:
    """What may be wished for, both ends included."""

    in_minutes: tuple[int, int] = (0, 10_080)
    retries: tuple[int, int] = (0, 10)
    wait_minutes: tuple[int, int] = (1, 1_440)


# --- check-in times -------------------------------------------------------------------------------------------------


def read_times(text: str, language: str, zone: str, now: datetime) -> Times:
    """A weekly schedule from words ("weekdays 8:30 and 20:00"), or a cron expression, which is taken as it is.

    Whether a cron expression can be kept is for `recurrence.check` to say.
    """
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > MOST_TEXT:
        raise NotUnderstood(_times_hint())
    if _looks_like_cron(tidy):
        return Times((tidy,))
    heard = _hear_times(fold(tidy), language, now.astimezone(ZoneInfo(zone)))
    crons = [cron for days, minutes in heard.items() for cron in _crons(days, minutes)]
    if len(crons) > MOST_CRONS:
        raise NotUnderstood(T("These are more times than we can keep. Please name fewer."))
    return Times(tuple(crons))


def describe(crons: Sequence[str], language: str) -> Text:
    """The schedule in words: "every day at 09:00", "on Monday and Friday at 07:15"."""
    said: dict[frozenset[int], set[int]] = {}
    other: list[Text] = []
    for cron in crons:
        simple = _simple(cron)
        if simple is None:
            other.append(T('by the rule "{rule}"', rule=cron))
        else:
            days, minutes = simple
            said.setdefault(days, set()).update(minutes)
    parts = [_say_group(days, sorted(minutes)) for days, minutes in said.items()] + other
    return parts[0] if len(parts) == 1 else join(parts, "; ")


def _times_hint() -> Text:
    return T(
        'Please say when we should ask, like this: "9am", "weekdays 8:30 and 20:00", '
        '"Mon, Wed and Fri 7:15", or "every 4 hours between 8 and 20".'
    )


def _which(early: time, late: time) -> Text:
    return T("Do you mean {early} or {late}? Please say it again with one of these.", early=early, late=late)


_EVERY_DAY = frozenset(range(7))
_WORKDAYS = frozenset(range(1, 6))
_WEEKEND = frozenset({0, 6})

_CRON_FIELD = re.compile(r"[\dA-Za-z*/,?#\-]+")


def _looks_like_cron(text: str) -> bool:
    """`@daily`, or five to seven fields of which the first is of digits and signs and some leaves everything open."""
    fields = text.split(" ")
    return text.startswith("@") or (
        len(fields) in (5, 6, 7)
        and all(_CRON_FIELD.fullmatch(field) for field in fields)
        and re.match(r"[\d*]", fields[0]) is not None
        and any(field[0] in "*?" for field in fields)
    )


@dataclass(frozen=True, slots=True)
class _Bare:
    """A time as it was said. `half` is "am" or "pm"; None with `sure` False: the hour may mean either."""

    hour: int
    minute: int
    half: str | None = None
    sure: bool = False

    def minutes(self) -> int:
        """Minutes after midnight; asks when it may be either half of the day."""
        hour = self.hour
        if self.half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if self.half == "pm" else 0)
        elif not self.sure and hour < 6:
            early = time(hour, self.minute)
            raise NotUnderstood(_which(early, time(hour + 12, self.minute)))
        return hour * 60 + self.minute


@dataclass(frozen=True, slots=True)
class _Tok:
    kind: str  # time half day range between or often rare step
    time: _Bare | None = None
    days: frozenset[int] = frozenset()
    half: str = ""
    step: int = 0


def _hear_times(text: str, language: str, here: datetime) -> dict[frozenset[int], set[int]]:
    """For each set of days its minutes after midnight."""
    tokens = _ranges_of_days(_lex(_digits(text, language), here))
    kinds = {token.kind for token in tokens}
    if "or" in kinds:
        raise NotUnderstood(T('Which one? Please name one, or say "and" when you mean both.'))
    if "rare" in kinds:
        raise NotUnderstood(
            T('We can ask on the same days of every week. Please name the days, for example "Mon, Wed and Fri 9am".')
        )
    if "step" in kinds:
        return _hear_steps(tokens)
    if "often" in kinds or "time" not in kinds:
        if kinds & {"often", "day", "half"}:
            raise NotUnderstood(T('At what time? Please say it like this: "9am and 8pm", or "weekdays 8:30".'))
        raise NotUnderstood(_times_hint())
    if kinds & {"between", "range"}:
        raise NotUnderstood(T('How often in between? Please say it like this: "every 4 hours between 8 and 20".'))
    return _hear_groups(tokens)


def _hear_groups(tokens: Sequence[_Tok]) -> dict[frozenset[int], set[int]]:
    """ "weekdays 8:30 and weekends 10", or the other way round: "8:30 on weekdays and 10 at weekends"."""
    items = [token for token in tokens if token.kind in ("time", "day", "half")]
    days_first = next(token.kind for token in items if token.kind in ("time", "day")) == "day"
    opens, closes = ("day", "time") if days_first else ("time", "day")
    groups: list[list[_Tok]] = [[]]
    for item in items:
        seen = {token.kind for token in groups[-1]}
        if item.kind == opens and closes in seen:
            groups.append([])
        groups[-1].append(item)
    named = [any(token.kind == "day" for token in group) for group in groups]
    heard: dict[frozenset[int], set[int]] = {}
    for group, has_days in zip(groups, named, strict=True):
        times = _times_of(group)
        if not times or (any(named) and not has_days):
            raise NotUnderstood(
                T('Please say the days and the time together, for example "weekdays 8:30 and weekends 10".')
            )
        days = frozenset().union(*(token.days for token in group if token.kind == "day")) or _EVERY_DAY
        heard.setdefault(days, set()).update(times)
    return heard


def _times_of(group: Sequence[_Tok]) -> list[int]:
    """Minutes after midnight. "In the morning" belongs to the time before it, or, said first, to those behind it."""
    said: list[_Bare] = []
    before = ""
    just_said = False
    for token in group:
        if token.kind == "half":
            if just_said and not said[-1].half and said[-1].hour <= 12:
                said[-1] = _Bare(said[-1].hour, said[-1].minute, token.half, True)
            else:
                before = token.half
        elif token.time is not None:
            bare = token.time
            if before and not bare.half and not bare.sure:
                bare = _Bare(bare.hour, bare.minute, before, True)
            said.append(bare)
        just_said = token.kind == "time"
    for one, following in zip(said, said[1:], strict=False):
        _ask_if_shared(one, following)
    return [each.minutes() for each in said]


def _ask_if_shared(one: _Bare, following: _Bare) -> None:
    """ "8 and 9pm": whether the first is in the evening too cannot be told; "9 and 8pm" can."""
    both = one.half is None and not one.sure and following.half == "pm" and 1 <= one.hour <= 11
    if both and (one.hour, one.minute) < (following.hour % 12, following.minute):
        raise NotUnderstood(_which(time(one.hour, one.minute), time(one.hour + 12, one.minute)))


def _hear_steps(tokens: Sequence[_Tok]) -> dict[frozenset[int], set[int]]:
    """ "Every 4 hours between 8 and 20 on weekdays"."""
    step = next(token.step for token in tokens if token.kind == "step")
    days = frozenset().union(*(token.days for token in tokens if token.kind == "day")) or _EVERY_DAY
    times = [token.time for token in tokens if token.time is not None]
    halves = [token.half for token in tokens if token.kind == "half"]
    spans = [token for token in tokens if token.kind in ("between", "range")]
    if not times and not halves:
        if 1440 % step:
            raise NotUnderstood(
                T('That does not come out even over a day. Please say from when to when, like "between 8 and 20".')
            )
        return {days: set(range(0, 1440, step))}
    if len(times) != 2 or halves or not spans:
        raise NotUnderstood(T('Please say it like this: "every 4 hours between 8 and 20".'))
    _ask_if_shared(times[0], times[1])
    first, last = times[0].minutes(), times[1].minutes()
    if first == last:
        raise NotUnderstood(T('Please say from when to when, for example: "every 4 hours between 8 and 20".'))
    last += 1440 if last < first else 0
    return {days: {minute % 1440 for minute in range(first, last + 1, step)}}


def _ranges_of_days(tokens: Sequence[_Tok]) -> list[_Tok]:
    """ "Monday to Friday" is one set of days."""
    made: list[_Tok] = []
    for token in tokens:
        if token.kind == "day" and len(made) > 1 and made[-1].kind == "range" and made[-2].kind == "day":
            first, last = made[-2].days, token.days
            if len(first) == len(last) == 1:
                start, end = next(iter(first)), next(iter(last))
                del made[-2:]
                if made and made[-1].kind == "between":
                    del made[-1]
                token = _Tok("day", days=frozenset((start + n) % 7 for n in range((end - start) % 7 + 1)))
        made.append(token)
    return made


_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty five": 45, "forty-five": 45,
    "forty": 40, "sixty": 60, "ninety": 90, "uno": 1, "una": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30,
    "cuarenta y cinco": 45, "cuarenta": 40, "sesenta": 60, "noventa": 90,
}  # fmt: skip
_NUMBER_WORDS = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True)) + r")\b")


def _digits(text: str, language: str) -> str:
    """Number words as digits. "Once" is eleven in Spanish only."""
    if language == "es":
        text = re.sub(r"\bonce\b", "11", text)
    return _NUMBER_WORDS.sub(lambda found: str(_NUMBERS[found[1]]), text)


def _any(*choices: str) -> str:
    """One of these, as whole words; a name in front of `=` makes it a named group."""
    named = (choice.split("=", 1) if re.match(r"\w+=", choice) else ("", choice) for choice in choices)
    return "|".join(rf"\b(?P<{name}>{body})\b" if name else rf"\b(?:{body})\b" for name, body in named)


_AM_PM = r"a\.? ?m\b\.?|p\.? ?m\b\.?|(?<=\d)[ap]\b"
_ON = r"(?:on |at |every |each |cada |los |todos los )?"
_LEX: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("space", r"[\s,;&+.!]+|" + _any(
            "and|y|at|on|the|in|of|a las|a la|las|los|la|el|en|please|por favor|o'?clock|en punto|hrs|sobre",
            "check (?:on )?me|ask me|check|ask|preguntame|pregunteme|also|then|tambien|luego|always|siempre|times?",
            "its|it is|about|around",
            "al? (?=mediodia|medianoche)",
        )),
        ("rare", _any(
            r"every other \w+|every (?:2nd|second|third|3rd) \w+|every (?:[2-9]|\d\d+) (?:days?|weeks?|months?)",
            "fortnight(?:ly)?|biweekly|monthly|yearly|weekly|(?:every|each|once a|per) (?:week|month|year)",
            "un dia si y otro no|dias alternos",
            r"cada (?:[2-9]|\d\d+) (?:dias|semanas|meses)|cada (?:semana|mes|ano)|semanal(?:mente)?|mensual(?:mente)?",
        )),
        ("step", _any(
            r"(?:every|each|cada) (?:(?P<n>\d{1,4}) ?)?(?P<unit>hours?|hrs?|h|minutes?|mins?|m|horas?|minutos?)",
            "hourly=hourly|every half(?: an)? hour|cada media hora",
        )),
        ("often", _any(
            r"(?:once|twice|thrice|\d+ times|\d+ veces|\d+ vez)(?: (?:a|per|every|each|al|por|cada) (?:day|dia))?",
        )),
        ("half", _any(
            "early=(?:every |each )?mornings?|(?:por las? |de la |cada )(?:mananas?|madrugada)",
            "late=(?:every |each )?(?:afternoons?|evenings?|nights?)|(?:por las? |de la |cada )(?:tardes?|noches?)",
        )),
        ("now", _any("this time|this hour|now|(?:a )?esta hora|ahora")),
        ("past", rf"\b(?P<how>half|quarter) past (?P<past>\d{{1,2}})\b(?: ?(?P<half>{_AM_PM}))?"),
        ("past", rf"\bquarter to (?P<to>\d{{1,2}})\b(?: ?(?P<half>{_AM_PM}))?"),
        ("past", _any(r"(?P<base>\d{1,2}) (?:y (?P<more>media|cuarto)|menos (?P<less>cuarto))")),
        ("day", _any(
            "all=every ?day|each day|all days|all week|daily|7 days(?: a week)?",
            "each=todos los dias|cada dia|a diario|diario|diariamente",
            f"work={_ON}(?:week ?days?|work(?:ing)? ?days?|dias laborables|laborables|dias de semana)|entre semana",
            f"end={_ON}(?:week-?ends?|fin(?:es)? de semana|findes?)",
            f"{_ON}(?P<name>[a-z]{{2,}})",
        )),
        ("or", r"[/?]|\b\d{1,2} 15\b(?! ?[:.ap])|" + _any("or|o|maybe|perhaps|quizas?|either|tal vez")),
        ("time", rf"(?<![\d:.])(?P<h>\d{{1,2}}) ?[:.h] ?(?P<m>\d{{2}})(?!\d) ?(?:(?P<half>{_AM_PM})|h\b|hrs\b)?"),
        ("time", r"(?<![\d:.])(?P<military>[01]\d[0-5]\d|2[0-3][0-5]\d)(?!\d) ?(?:h\b|hrs\b|hours\b)?"),
        ("time", rf"(?<![\d:.])(?P<h>\d{{1,2}}) (?P<m>00|30|45)(?![\d:]) ?(?P<half>{_AM_PM})?"),
        ("time", rf"(?<![\d:.])(?P<h>\d{{1,2}})(?![\d:]) ?(?:(?P<half>{_AM_PM})|(?P<mark>h|hrs)\b)?"),
        ("time", _any("noon=noon|midday|mediodia", "midnight=midnight|medianoche")),
        ("between", _any("between|from|entre|desde|de")),
        ("range", r"[-–—]|" + _any("to|until|till|til|through|thru|hasta|al|a")),
    )
)  # fmt: skip


def _lex(text: str, here: datetime) -> list[_Tok]:
    tokens: list[_Tok] = []
    at = 0
    while at < len(text):
        for kind, pattern in _LEX:
            found = pattern.match(text, at)
            token = _token(kind, found, here) if found and found.end() > at else None
            if found and token:
                tokens += [token] if token.kind != "space" else []
                at = found.end()
                break
        else:
            raise NotUnderstood(_times_hint())
    return tokens


def _token(kind: str, found: re.Match[str], here: datetime) -> _Tok | None:
    said = {name: value for name, value in found.groupdict().items() if value is not None}
    match kind:
        case "step":
            if "hourly" in said:
                return _Tok("step", step=60 if said["hourly"] == "hourly" else 30)
            step = int(said.get("n", 1)) * (60 if said["unit"].startswith("h") else 1)
            return _Tok("step", step=step) if 0 < step <= 1440 else None
        case "half":
            return _Tok("half", half="am" if "early" in said else "pm")
        case "now":
            return _Tok("time", time=_Bare(here.hour, here.minute, sure=True))
        case "past":
            return _past(said)
        case "day":
            return _day(said)
        case "time":
            return _clock(said)
        case _:
            return _Tok(kind)


def _day(said: Mapping[str, str]) -> _Tok | None:
    if "all" in said or "each" in said:
        return _Tok("day", days=_EVERY_DAY)
    if "work" in said:
        return _Tok("day", days=_WORKDAYS)
    if "end" in said:
        return _Tok("day", days=_WEEKEND)
    day = _day_names().get(said["name"])
    return None if day is None else _Tok("day", days=frozenset({day}))


def _past(said: Mapping[str, str]) -> _Tok | None:
    half = said["half"][0] + "m" if "half" in said else None
    if "past" in said:
        hour, minute = int(said["past"]), 30 if said["how"] == "half" else 15
    elif "to" in said:
        hour, minute = (int(said["to"]) - 1) % 24, 45
    elif "more" in said:
        hour, minute = int(said["base"]), 30 if said["more"] == "media" else 15
    else:
        hour, minute = (int(said["base"]) - 1) % 24, 45
    return _Tok("time", time=_Bare(hour, minute, half, hour > 12)) if hour < 24 else None


def _clock(said: Mapping[str, str]) -> _Tok | None:
    if "noon" in said:
        return _Tok("time", time=_Bare(12, 0, sure=True))
    if "midnight" in said:
        return _Tok("time", time=_Bare(0, 0, sure=True))
    if "military" in said:
        return _Tok("time", time=_Bare(int(said["military"][:2]), int(said["military"][2:]), sure=True))
    hours, half = said["h"], said["half"][0] + "m" if "half" in said else None
    hour, minute = int(hours), int(said.get("m", "0"))
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 23):
        return None
    # "02:30" is written by the 24-hour clock, "0:30" can be nothing else.
    sure = half is not None or hour > 12 or (hours[0] == "0" and ("m" in said or len(hours) == 2)) or "mark" in said
    return _Tok("time", time=_Bare(hour, minute, half if hour <= 12 else None, sure))


@functools.cache
def _day_names() -> Mapping[str, int]:
    """Names and short names of the days in all our languages; 0 is Sunday, as in cron."""
    names: dict[str, int] = {"tues": 2, "weds": 3, "thur": 4, "thurs": 4, "mi": 3, "sab": 6, "mier": 3}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for monday, name in get_day_names(width, locale=language).items():
                plain = fold(name).rstrip(".")
                day = (monday + 1) % 7
                names |= {plain: day, f"{plain}s": day}
    return names


@functools.cache
def _month_names() -> Mapping[str, int]:
    names: dict[str, int] = {"sept": 9, "set": 9}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names[fold(name).rstrip(".")] = number
    return names


def fold(text: str) -> str:
    """Lower case, no accents, plain spaces."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in spread if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(kept.replace("’", "'").split())


def _crons(days: frozenset[int], minutes: Iterable[int]) -> list[str]:
    by_minute: dict[int, set[int]] = {}
    for each in sorted(minutes):
        by_minute.setdefault(each % 60, set()).add(each // 60)
    by_hours: dict[frozenset[int], list[int]] = {}
    for minute, hours in by_minute.items():
        by_hours.setdefault(frozenset(hours), []).append(minute)
    weekdays = "*" if days == _EVERY_DAY else _field(days, 7)
    return [f"{_field(at, 60)} {_field(hours, 24)} * * {weekdays}" for hours, at in by_hours.items()]


def _field(values: Iterable[int], size: int) -> str:
    """The values of a cron field, written short when they fill it evenly or follow each other."""
    order = sorted(values)
    step = order[1] - order[0] if len(order) > 1 else 0
    if step and order == list(range(0, size, step)) and size % step == 0 and len(order) > 3 and size != 7:
        return "*" if step == 1 else f"*/{step}"
    if len(order) > 2 and order == list(range(order[0], order[-1] + 1)):
        return f"{order[0]}-{order[-1]}"
    return ",".join(map(str, order))


def _simple(cron: str) -> tuple[frozenset[int], frozenset[int]] | None:
    """Days and minutes after midnight of an expression that says nothing about dates; None when it does."""
    fields = cron.casefold().split()
    if len(fields) != 5 or fields[2] not in "*?" or fields[3] != "*":
        return None
    names = {name: str(number) for name, number in _day_names().items()}
    weekdays = re.sub(r"[a-z]+", lambda found: names.get(found[0], found[0]), fields[4])
    minutes, hours, days = _expand(fields[0], 60), _expand(fields[1], 24), _expand(weekdays, 8)
    if not minutes or not hours or not days:
        return None
    return frozenset(day % 7 for day in days), frozenset(hour * 60 + minute for hour in hours for minute in minutes)


_PART = re.compile(r"(?:(\*|\?)|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?")


def _expand(field: str, size: int) -> set[int]:
    values: set[int] = set()
    for part in field.split(","):
        found = _PART.fullmatch(part)
        if not found:
            return set()
        star, first, last, step = found.groups()
        start = 0 if star else int(first)
        end = size - 1 if star or (step and not last) else int(last or first)
        values.update(range(start, end + 1, int(step or 1) or 1))
    return values if values and max(values) < size else set()


def _say_group(days: frozenset[int], minutes: Sequence[int]) -> Text:
    when = _say_days(days)
    step = minutes[1] - minutes[0] if len(minutes) > 1 else 0
    if len(minutes) > 3 and list(minutes) == list(range(minutes[0], minutes[-1] + 1, step)):
        often = T("every hour") if step == 60 else T("every {step}", step=timedelta(minutes=step))
        if len(minutes) * step == 1440:
            return often if days == _EVERY_DAY else T("{days}, {often}", days=when, often=often)
        first, last = _clock_time(minutes[0]), _clock_time(minutes[-1])
        return T("{days}, {often} from {first} to {last}", days=when, often=often, first=first, last=last)
    return T("{days} at {times}", days=when, times=tuple(_clock_time(minute) for minute in minutes))


def _clock_time(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _say_days(days: frozenset[int]) -> Text:
    if days == _EVERY_DAY:
        return T("every day")
    if days == _WORKDAYS:
        return T("on weekdays")
    if days == _WEEKEND:
        return T("at weekends")
    names = (T("Sunday"), T("Monday"), T("Tuesday"), T("Wednesday"), T("Thursday"), T("Friday"), T("Saturday"))
    return T("on {days}", days=tuple(names[day] for day in sorted(days, key=lambda day: (day - 1) % 7)))


# --- until when -----------------------------------------------------------------------------------------------------


def read_until(text: str, language: str, zone: str, now: datetime, longest: timedelta = LONGEST_PAUSE) -> datetime:
    """The moment (UTC) a pause ends: "tomorrow", "Friday", "25 December", "next Monday 9am", "for 3 days".

    A day without a time begins at its midnight. Times in the past, and pauses longer than `longest`, are refused.
    """
    if len(text) > MOST_TEXT:
        raise NotUnderstood(_until_hint())
    here = now.astimezone(ZoneInfo(zone))
    plain = re.sub(r"(?<=\d)t(?=\d)", " ", _LEADING.sub("", fold(text)).strip(" .,!"))
    plain = _digits(plain, language)
    until = _span(plain, here) or _day_and_time(plain, language, here)
    end = until.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)  # in a gap: as much later as the gap is long
    if end <= now:
        when = end if until.time() != time() else until.date()
        raise NotUnderstood(T("{when} has already passed. Please say a later time.", when=when))
    if end - now > longest:
        raise NotUnderstood(T("That is too long for us: a pause lasts {longest} at most.", longest=longest))
    return end


def _until_hint() -> Text:
    return T(
        'Please say until when, like this: "tomorrow", "Friday", "25 December", "next Monday 9am" or "for 3 days".'
    )


_LEADING = re.compile(
    r"^(?:(?:please|pause|pausa|pausar|pausame|until|till|til|up to|hasta|el|la|al|on|for|por|durante|the|me)\b\s*)+"
)
_UNITS = {
    "hour": "hours", "hours": "hours", "hr": "hours", "hrs": "hours", "h": "hours", "hora": "hours", "horas": "hours",
    "day": "days", "days": "days", "d": "days", "dia": "days", "dias": "days",
    "week": "weeks", "weeks": "weeks", "w": "weeks", "semana": "weeks", "semanas": "weeks",
    "month": "months", "months": "months", "mes": "months", "meses": "months",
}  # fmt: skip
_SPAN = re.compile(
    r"(?:in |dentro de |en )?(?P<n>\d{1,3}|a|an) ?(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")"
)


def _span(plain: str, here: datetime) -> datetime | None:
    """ "3 days" from now, by the calendar: the clock shows the same time then. Naive local time."""
    found = _SPAN.fullmatch(plain)
    if not found:
        return None
    count = 1 if found["n"] in ("a", "an") else int(found["n"])
    unit = _UNITS[found["unit"]]
    if unit == "hours":
        return (here.astimezone(UTC) + timedelta(hours=count)).astimezone(here.tzinfo).replace(tzinfo=None)
    wall = here.replace(tzinfo=None)
    if unit == "months":
        months = wall.month - 1 + count
        year, month = wall.year + months // 12, months % 12 + 1
        return wall.replace(year=year, month=month, day=min(wall.day, calendar.monthrange(year, month)[1]))
    return wall + (timedelta(weeks=count) if unit == "weeks" else timedelta(days=count))


_AT = re.compile(
    r"(?:^|[ ,])(?:at |a las |a la |al? |@ ?)?(?:(?P<noon>noon|midday|mediodia)|(?P<midnight>midnight|medianoche)|"
    r"(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))? ?"
    r"(?:(?P<am>a\.? ?m\b\.?|de la manana|in the morning)|"
    r"(?P<pm>p\.? ?m\b\.?|de la (?:tarde|noche)|in the (?:after|eve)\w+))|"
    r"(?P<h2>\d{1,2})[:h](?P<m2>\d{2})|(?<=at )(?P<h3>\d{1,2})|(?<=las )(?P<h4>\d{1,2}))(?= |,|$)"
)


def _day_and_time(plain: str, language: str, here: datetime) -> datetime:
    found = _AT.search(plain)
    at: time | None = None
    if found:
        at = _said_time(found)
        plain = f"{plain[: found.start()]} {plain[found.end() :]}"
        plain = re.sub(r"\b(?:at|a las|a la)\s*$", "", " ".join(plain.split())).strip(" ,")
    today = here.date()
    if not plain and at:
        wall = datetime.combine(today, at)
        return wall if wall > here.replace(tzinfo=None) else wall + timedelta(days=1)
    if plain in ("today", "hoy", "tonight", "esta noche", "this evening"):
        if not at:
            raise NotUnderstood(T('Until what time? For example: "6pm".'))
        return datetime.combine(today, at)
    return datetime.combine(_date(plain, language, today), at or time())


def _said_time(found: re.Match[str]) -> time:
    if found["noon"]:
        return time(12)
    if found["midnight"]:
        return time(0)
    hours = found["h"] or found["h2"] or found["h3"] or found["h4"]
    hour, minute = int(hours), int(found["m"] or found["m2"] or 0)
    half = "am" if found["am"] else "pm" if found["pm"] else None
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        raise NotUnderstood(_until_hint())
    return _clock_time(_Bare(hour, minute, half, sure=hours[0] == "0").minutes())


_NEXT = re.compile(
    r"^(?:(?P<next>next|proximo|proxima)|(?P<this>this|coming|this coming|este|esta)) |(?P<after> que viene| proximo)$"
)


def _date(plain: str, language: str, today: date) -> date:
    """The day that was named; a day of the week or of the year is the next one of its kind."""
    if plain in ("tomorrow", "manana", "tmrw", "tomorow"):
        return today + timedelta(days=1)
    if plain in ("day after tomorrow", "the day after tomorrow", "pasado manana"):
        return today + timedelta(days=2)
    monday = today + timedelta(days=7 - today.weekday())
    if plain in ("next week", "proxima semana", "semana que viene"):
        return monday
    if plain in ("next month", "proximo mes", "mes que viene"):
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    marked = _NEXT.search(plain)
    day = _day_names().get(_NEXT.sub("", plain).strip())
    if day is not None:
        coming = today + timedelta(days=(day - 1 - today.weekday() - 1) % 7 + 1)
        if marked and not marked["this"] and coming < monday:
            raise NotUnderstood(
                T(
                    "Do you mean {first} or {second}? Please say the date.",
                    first=coming,
                    second=coming + timedelta(days=7),
                )
            )
        return coming
    named = _dated(plain, language, today)
    if named is None:
        raise NotUnderstood(_until_hint())
    return named


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_DAY_MONTH = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th|º|o)?(?: of| de)? ([a-z]+)\.?,?(?:(?: de| del)? (\d{4}))?"
)
_MONTH_DAY = re.compile(r"(?:[a-z]+,? )?([a-z]+)\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_DAY_ONLY = re.compile(r"(?:dia )?(\d{1,2})(?:st|nd|rd|th)|dia (\d{1,2})")


def _dated(plain: str, language: str, today: date) -> date | None:
    if found := _ISO.fullmatch(plain):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.fullmatch(plain):
        return _slashed(found, language, today)
    if (found := _DAY_MONTH.fullmatch(plain)) and (month := _month_names().get(found[2])):
        return _next_of(int(found[1]), month, found[3], today)
    if (found := _MONTH_DAY.fullmatch(plain)) and (month := _month_names().get(found[1])):
        return _next_of(int(found[2]), month, found[3], today)
    if found := _DAY_ONLY.fullmatch(plain):
        day = int(found[1] or found[2])
        for ahead in range(1, 63):
            if (today + timedelta(days=ahead)).day == day:
                return today + timedelta(days=ahead)
    return None


def _slashed(found: re.Match[str], language: str, today: date) -> date:
    """25/12 can only be read one way; 3/4 is asked, except where everybody writes the day first."""
    one, two = int(found[1]), int(found[2])
    year = f"20{found[3]}" if found[3] and len(found[3]) == 2 else found[3]
    if one > 12 or one == two or language != "en":
        return _next_of(one, two, year, today)
    if two > 12:
        return _next_of(two, one, year, today)
    raise NotUnderstood(
        T(
            "Do you mean {first} or {second}? Please write the month as a word.",
            first=_next_of(one, two, year, today),
            second=_next_of(two, one, year, today),
        )
    )


def _next_of(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return _real(int(year), month, day)
    for each in range(today.year, today.year + 9):  # 29 February may be eight years away
        if month in range(1, 13) and 1 <= day <= calendar.monthrange(each, month)[1] and date(each, month, day) > today:
            return date(each, month, day)
    raise NotUnderstood(_no_such_day())


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise NotUnderstood(_no_such_day()) from impossible


def _no_such_day() -> Text:
    return T('There is no such day. Please say it like this: "25 December" or "2026-12-25".')


# --- durations ------------------------------------------------------------------------------------------------------

_HOURS = r"(?:hours?|hrs?|h|horas?)"
_MINUTES = r"(?:minutes?|mins?|m|minutos?|')"
_DAYS = r"(?:days?|d|dias?)"
_DURATION = re.compile(
    rf"(?:(?P<days>\d{{1,3}}) ?{_DAYS}(?:,? (?:and |y )?|$))?"
    rf"(?:(?P<hours>\d{{1,4}}(?:[.,]\d{{1,2}})?|an?) ?{_HOURS}(?P<half> (?:and a half|y media))?"
    r"(?:,? ?(?:and |y )?|$))?"
    rf"(?:(?P<minutes>\d{{1,6}}) ?(?P<unit>{_MINUTES})?)?"
)
_FRACTIONS = {
    r"(?:a )?half(?: an?)? hour|media hora": 30,
    r"(?:a )?quarter of an hour|(?:un |1 )?cuarto de hora": 15,
    r"(?:three|3) quarters of an hour|(?:tres|3) cuartos de hora": 45,
    r"(?:1|an?) hour and a half|1 hora y media": 90,
    r"half a day|medio dia": 720,
}


def read_duration(
    text: str,
    at_least: timedelta = timedelta(minutes=1),
    at_most: timedelta = timedelta(days=7),
) -> timedelta:
    """A duration: "30 minutes", "1h", "1h30", "half an hour", "90" (minutes). Outside the bounds it is refused."""
    plain = _digits(fold(text[:MOST_TEXT]).strip(" .!"), "es")
    plain = re.sub(r"^(?:in|after|for|wait|en|dentro de|durante|por|unos|about) ", "", plain)
    minutes: int | None = next((value for pattern, value in _FRACTIONS.items() if re.fullmatch(pattern, plain)), None)
    found = _DURATION.fullmatch(plain) if plain else None
    if minutes is None and found:
        hours = found["hours"]
        if hours and found["minutes"] and not found["unit"] and int(found["minutes"]) > 59:
            found = None
        else:
            whole = 1.0 if hours in ("a", "an") else float((hours or "0").replace(",", "."))
            minutes = (
                round((whole + (0.5 if found["half"] else 0)) * 60)
                + int(found["minutes"] or 0)
                + int(found["days"] or 0) * 1440
            )
    if minutes is None:
        raise NotUnderstood(T('Please say how long, like this: "30 minutes", "1 hour" or "90" for 90 minutes.'))
    # timedelta cannot hold everything that can be typed
    length = timedelta(minutes=min(minutes, 10**8))
    if not at_least <= length <= at_most:
        raise NotUnderstood(T("Please choose something between {least} and {most}.", least=at_least, most=at_most))
    return length


# --- "check on me in 30 minutes" ------------------------------------------------------------------------------------

_PROBE = re.compile(
    r"/?(?:probe|sonda|(?:please )?(?:check(?: up)?(?: on)? me|ask me)|compruebame|preguntame|comprueba que estoy bien)"
    r"(?: me)?(?=\s|$)"
)
_FLAGS = {"in": "in_minutes", "retries": "retries", "retry": "retries", "wait": "wait_minutes"}


def is_probe_command(text: str) -> bool:
    """Whether this asks for a probe: `probe …`, "check on me in …"."""
    return bool(_PROBE.match(fold(text[:MOST_TEXT])))


def asks_about_probe(text: str) -> bool:
    """Whether this asks how `probe` is written: `probe --help`."""
    return bool(re.fullmatch(r"/?(?:probe|sonda) ?[-–—]{1,2} ?(?:help|ayuda|h)", fold(text[:MOST_TEXT]).strip(" .!")))


def read_probe_command(text: str, limits: ProbeLimits | None = None) -> ProbeWish:
    """`probe`, `probe 60`, `probe -in 60 -retries 1 -wait 20`, "check on me in half an hour".

    `--help`, anything unknown and values out of range raise `NotUnderstood` with a sentence that says what is possible.
    """
    bounds = limits or ProbeLimits()
    plain = fold(text[:MOST_TEXT]).strip(" .!")
    begun = _PROBE.match(plain)
    if not begun:
        raise NotUnderstood(probe_help())
    rest = plain[begun.end() :].strip()
    if not rest:
        return ProbeWish()
    if not re.match(r"[-–—]{1,2}[a-z]", rest):
        return ProbeWish(in_minutes=_minutes(rest, bounds))
    return _flags(rest, bounds)


def probe_help() -> Text:
    """What can be said to be checked on once."""
    return T(
        'Say "probe" and we check on you in 5 minutes, or "probe 60" for 60 minutes. More exactly: '
        "probe -in 60 -retries 1 -wait 20 (ask in 60 minutes, ask again once, wait 20 minutes each time)."
    )


def _minutes(rest: str, bounds: ProbeLimits) -> int:
    if rest in ("now", "ahora", "ahora mismo", "right now"):
        return _inside("in_minutes", 0, bounds)
    plain = re.sub(r"^(?:in|en|dentro de) ", "", rest)
    if re.fullmatch(r"[-+]?\d{1,12}", plain):
        return _inside("in_minutes", int(plain), bounds)
    try:
        length = read_duration(plain, timedelta(), timedelta(days=10**5))
    except NotUnderstood as unread:
        raise NotUnderstood(probe_help()) from unread
    return _inside("in_minutes", int(length.total_seconds() // 60), bounds)


def _flags(rest: str, bounds: ProbeLimits) -> ProbeWish:
    wish: dict[str, int] = {}
    words = re.sub(r"=", " ", rest).split()
    for flag, value in zip(words[::2], [*words[1::2], ""], strict=False):
        name = _FLAGS.get(flag.lstrip("-–—")) if re.match(r"[-–—]{1,2}[a-z]", flag) else None
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
