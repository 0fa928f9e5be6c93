"""A weekly schedule from words: which days, at what times or in which windows, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.times.crons import crons_of, looks_like_cron
from bot.times.dates import Span, named_at
from bot.times.lexer import in_any, known_words, short
from bot.times.tokens import EVERY_DAY, Lexicon, Tok
from bot.times.values import Bare, Times, already_passed, times_hint, which
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text
from wellcheck.recurrence import MAX_WINDOW

MOST_CRONS = 12
MOST_SKIPS = 12
LONGEST_WINDOW = MAX_WINDOW // timedelta(minutes=1)
"""Minutes. It is below twelve hours, so "between 9 and 11pm" can be meant in one way only."""
LONGEST_SPAN = 720
"""The same of a span in which somebody has time."""


def read_times(text: str, language: str, zone: str, now: datetime, spans: bool = False) -> Times:
    """A weekly schedule from words ("weekdays 8:30 and 20:00", "every day between 9 and 11, not on Sundays"), or a cron
    expression, which is taken as it is. `spans`: "between 9 and 17" is all of that time, and not how often within it.

    Whether a cron expression can be kept is for `recurrence.check` to say.
    """
    tidy = " ".join(text.split())
    folded = short(tidy, times_hint)
    if looks_like_cron(tidy):
        return Times((tidy,))
    here = now.astimezone(ZoneInfo(zone))
    return in_any(language, lambda words: _read(folded, words, here, spans))


@dataclass(frozen=True, slots=True)
class _Item:
    """Days, or an exact time, or a window that begins at a time: `length` minutes."""

    days: frozenset[int] = frozenset()
    bare: Bare | None = None
    minute: int = -1
    length: int = 0


_MEANT_FOR_OTHERS = frozenset(
    ["soon", "date", "edge", "next", "this", "later", "lasting", "skip", "again", "walk", "walking", "pause"]
)


def _read(folded: str, words: Lexicon, here: datetime, spans: bool) -> Times:
    return times_of(known_words(words.lex(folded), times_hint), words, here, spans)


def times_of(tokens: Sequence[Tok], words: Lexicon, here: datetime, spans: bool = False, by_day: bool = False) -> Times:
    """What these tokens mean. `by_day`: an hour of the early morning that says no more is one of the afternoon."""
    tokens, free, skips = _left_out(_ranges_of_days(tokens), here.date(), words)
    kinds = {token.kind for token in tokens}
    for token in tokens:
        if token.ask is not None:
            raise NotUnderstood(token.ask)
    if "choice" in kinds:
        raise NotUnderstood(T('Which one? Please name one, or say "and" when you mean both.'))
    if kinds & _MEANT_FOR_OTHERS:
        raise NotUnderstood(times_hint())
    if _is_rare(tokens):
        raise NotUnderstood(rare_hint())
    tokens = _plain(tokens, here, words)
    if by_day:
        tokens = [token if token.bare is None else replace(token, bare=token.bare.by_day()) for token in tokens]
    kinds = {token.kind for token in tokens}
    if "step" in kinds:
        heard = {days: dict.fromkeys(minutes, 0) for days, minutes in _steps(tokens).items()}
    elif "time" not in kinds:
        if kinds & {"often", "day", "half"}:
            raise NotUnderstood(T('At what time? Please say it like this: "9am and 8pm", or "weekdays 8:30".'))
        raise NotUnderstood(times_hint())
    elif "often" in kinds:
        raise NotUnderstood(T('At what time? Please say it like this: "9am and 8pm", or "weekdays 8:30".'))
    else:
        heard = _groups(_windows(tokens, spans or "sometime" in kinds, LONGEST_SPAN if spans else LONGEST_WINDOW))
    return _kept(heard, free, skips)


def rare_hint() -> Text:
    """How check-in times are said that would come less often."""
    return T('We can ask on the same days of every week. Please name the days, for example "Mon, Wed and Fri 9am".')


def no_day_left() -> Text:
    """Every day of the week was left out."""
    return T("No day would be left. Which days should we ask you on?")


def _is_rare(tokens: Sequence[Tok]) -> bool:
    """Whether not the same days of every week are meant: "every 3 days", "once a week"."""
    for one, following in zip(tokens, [*tokens[1:], Tok("")], strict=False):
        long = following.unit in ("weeks", "months") or (following.unit == "days" and following.n > 1)
        if one.kind == "rare" or (one.kind in ("every", "often") and long):
            return True
    return False


def _plain(tokens: Sequence[Tok], here: datetime, words: Lexicon) -> list[Tok]:
    """Numbers as times, "every 4 hours" as one step, parts of the day with the times they belong to."""
    made: list[Tok] = []
    for token in tokens:
        before = made[-1].kind if made else ""
        match token.kind:
            case "num":
                if token.n > 23:
                    raise NotUnderstood(times_hint())
                made.append(Tok("time", bare=Bare(token.n, 0, sure=token.n > 12)))
            case "now":
                made.append(Tok("time", bare=Bare(here.hour, here.minute, sure=True)))
            case "hourly":
                made.append(Tok("step", n=60))
            case "span" | "unit" if before == "every":
                minutes = token.n or {"hours": 60, "minutes": 1}.get(token.unit, 0)
                if token.kind == "span" and token.unit != "minutes" and token.unit != "hours":
                    minutes = 0
                if not 0 < minutes <= 1440:
                    raise NotUnderstood(times_hint())
                made[-1] = Tok("step", n=minutes)
            case "every" if before == "span":  # "4 saatte bir"
                if made[-1].unit != "minutes" or not 0 < made[-1].n <= 1440:
                    raise NotUnderstood(times_hint())
                made[-1] = Tok("step", n=made[-1].n)
            case "day" | "half" if before == "every":
                made[-1] = token
            case "half" if before == "ahead":  # "in the mornings", said shorter
                made[-1] = token
            case "span" | "unit" if before == "often" and token.unit == "days":
                pass
            case "comma" | "at" | "check" | "probe":
                pass
            case _:
                made.append(token)
    if any(token.kind in ("ahead", "span", "unit", "leave_out") for token in made):
        raise NotUnderstood(times_hint())
    return [token for token in _with_halves(made, words.words.half_first) if token.kind != "every"]


def _with_halves(tokens: Sequence[Tok], half_first: bool) -> list[Tok]:
    """ "In the morning" belongs to the time before it, or, said first, to those behind it in the same group of days."""
    made: list[Tok] = []
    before, just_said, any_time = "", False, False
    for token, behind in zip(tokens, [*tokens[1:], Tok("")], strict=False):
        if token.kind == "half":
            last = made[-1] if made else Tok("")
            first = half_first and behind.kind in ("time", "between", "start")
            if just_said and not first and last.bare and not last.bare.half and last.bare.hour <= 12:
                made[-1] = replace(last, bare=replace(last.bare, half=token.half, sure=True))
            else:
                before = token.half
                if not any(each.kind == "time" for each in tokens):
                    made.append(token)
            just_said = False
            continue
        if token.kind == "day" and any_time:
            before, any_time = "", False
        if token.bare is not None:
            bare = token.bare
            if before and not bare.half and not bare.sure:
                token = replace(token, bare=replace(bare, half=before, sure=True))
            any_time = True
        made.append(token)
        just_said = token.kind == "time"
    return made


def _windows(tokens: Sequence[Tok], sometime: bool, longest: int) -> list[_Item]:
    """Days, times, and the windows between two times."""
    items: list[_Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        between = token.kind == "between"
        start = at + (token.kind in ("between", "start"))
        here, link, there = ([*tokens[start : start + 3]] + [Tok("")] * 3)[:3]
        behind = _kind(tokens, start + 3)
        ranged = link.kind in ("to", "until") or (link.kind == "both" and (between or behind == "between"))
        if here.bare and there.bare and ranged:
            if not (between or sometime or behind == "between"):
                raise NotUnderstood(_how_often())
            first, length = _window(here.bare, there.bare, longest)
            items.append(_Item(minute=first, length=length))
            at = start + 3 + (behind == "between")
            continue
        if token.kind in ("between", "start", "to", "until"):
            raise NotUnderstood(_how_often())
        if token.kind == "day":
            items.append(_Item(days=token.days))
        elif token.bare is not None:
            items.append(_Item(bare=token.bare))
        at += 1
    return items


def _how_often() -> Text:
    return T('How often in between? Please say "every 4 hours between 8 and 20", or "some time between 9 and 11".')


def _window(first: Bare, last: Bare, longest: int) -> tuple[int, int]:
    """Start (minutes after midnight) and length of a window. "Between 9 and 11pm" can be the evening only: the other
    reading would be longer than any window."""
    if first.open() and last.open():
        start, end = first.minutes(), last.minutes()
        length = (end - start) % 1440
    else:
        starts = first.both() if first.open() else (first.minutes(),)
        ends = last.both() if last.open() else (last.minutes(),)
        fitting = [(s, (e - s) % 1440) for s in starts for e in ends if 0 < (e - s) % 1440 <= longest]
        if len(fitting) > 1:
            unsure = first if first.open() else last
            raise NotUnderstood(which(*(_clock_time(minute) for minute in unsure.both())))
        start, length = fitting[0] if fitting else (0, 0)
    if not 0 < length <= longest:
        raise NotUnderstood(_how_often())
    return start, length


Heard = dict[frozenset[int], dict[int, int]]
"""For each set of days, the minutes after midnight, each with the length of its window (0: exact)."""


def _groups(items: Sequence[_Item]) -> Heard:
    """ "weekdays 8:30 and weekends 10", or the other way round: "8:30 on weekdays and 10 at weekends"."""
    days_first = bool(items[0].days)
    groups: list[list[_Item]] = [[]]
    for item in items:
        closed = any(bool(each.days) != days_first for each in groups[-1])
        if bool(item.days) == days_first and closed:
            groups.append([])
        groups[-1].append(item)
    named = [any(item.days for item in group) for group in groups]
    heard: Heard = {}
    for group, has_days in zip(groups, named, strict=True):
        times = [item for item in group if not item.days]
        if not times or (any(named) and not has_days):
            raise NotUnderstood(
                T('Please say the days and the time together, for example "weekdays 8:30 and weekends 10".')
            )
        bares = [item.bare for item in times if item.bare]
        for one, following in zip(bares, bares[1:], strict=False):
            _ask_if_shared(one, following)
        days = frozenset().union(*(item.days for item in group)) or EVERY_DAY
        said = heard.setdefault(days, {})
        for item in times:
            minute = item.bare.minutes() if item.bare else item.minute
            said[minute] = max(said.get(minute, 0), item.length)
    return heard


def _ask_if_shared(one: Bare, following: Bare) -> None:
    """ "8 and 9pm": whether the first is in the evening too cannot be told; "9 and 8pm" can."""
    late = following.half in ("pm", "afternoon", "evening", "night") and following.minutes() >= 720
    same_half = (one.hour, one.minute) < (following.hour % 12, following.minute)
    if late and same_half and one.open() and 1 <= one.hour <= 11:
        raise NotUnderstood(which(time(one.hour, one.minute), time(one.hour + 12, one.minute)))


def _steps(tokens: Sequence[Tok]) -> dict[frozenset[int], set[int]]:
    """ "Every 4 hours between 8 and 20 on weekdays"."""
    step = next(token.n for token in tokens if token.kind == "step")
    days = frozenset().union(*(token.days for token in tokens if token.kind == "day")) or EVERY_DAY
    times = [token.bare for token in tokens if token.bare is not None]
    halves = [token.half for token in tokens if token.kind == "half"]
    spans = [token for token in tokens if token.kind in ("between", "start", "to", "until")]
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


def _ranges_of_days(tokens: Sequence[Tok]) -> list[Tok]:
    """ "Monday to Friday" is one set of days."""
    made: list[Tok] = []
    for token in tokens:
        before = [each.kind for each in made[-3:]]
        ranged = before[-2:] in (["day", "to"], ["day", "until"]) or before == ["between", "day", "both"]
        if token.kind == "day" and ranged and len(made[-2].days) == len(token.days) == 1:
            start, end = next(iter(made[-2].days)), next(iter(token.days))
            del made[-2:]
            if made and made[-1].kind in ("between", "start"):
                del made[-1]
            days = frozenset((start + n) % 7 for n in range((end - start) % 7 + 1))
            token = replace(token, days=days, weekly=True)
        made.append(token)
    return made


# --- what is left out -----------------------------------------------------------------------------------------------


def _left_out(tokens: Sequence[Tok], today: date, words: Lexicon) -> tuple[list[Tok], frozenset[int], list[Span]]:
    """The rest of the sentence, the days of the week that are left out, and the dates."""
    kept: list[Tok] = []
    free: frozenset[int] = frozenset()
    skips: list[Span] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "leave_out":
            kept.append(tokens[at])
            at += 1
            continue
        days: frozenset[int] = frozenset()
        dates: list[Span] = []
        end = at
        if not (words.words.postpositions and kept):
            days, dates, end = _days_or_dates(tokens, at + 1, today, words)
        if not days and not dates:  # "sonntags nicht": it stands behind the days
            for begin in range(_names_before(kept), len(kept)):
                days, dates, used = _days_or_dates(kept, begin, today, words)
                if (days or dates) and used == len(kept):
                    break
            else:
                raise NotUnderstood(_which_days())
            del kept[begin:]
            end = at + 1
        free |= days
        skips += dates
        at = end
    return kept, free, skips


def _names_before(tokens: Sequence[Tok]) -> int:
    """Where the days begin with which these tokens end. Those before a comma may belong to something else."""
    begin = len(tokens)
    while begin and tokens[begin - 1].kind in _NAMES and tokens[begin - 1].kind != "comma":
        begin -= 1
    if begin > 1 and tokens[begin - 1].kind == "comma" and tokens[begin - 2].kind in ("day", "date", "soon"):
        raise NotUnderstood(_which_days())
    while begin < len(tokens) and tokens[begin].kind == "both":
        begin += 1
    return begin


_NAMES = frozenset(
    ["day", "date", "soon", "num", "to", "until", "both", "comma", "start", "between", "next", "this", "every", "unit"]
)


def _days_or_dates(
    tokens: Sequence[Tok], at: int, today: date, words: Lexicon
) -> tuple[frozenset[int], list[Span], int]:
    """Days of the week, and dates, from this token on as far as they go; and where that is."""
    days: frozenset[int] = frozenset()
    dates: list[Span] = []
    begin = end = at
    while at < len(tokens):
        token = tokens[at]
        if (
            token.kind == "comma"
            and end > begin
            and _kind(tokens, at + 1) in ("day", "every")
            and _with_time(tokens, at + 2)
        ):
            if tokens[at + 1].kind == "day" and tokens[at + 1].days != EVERY_DAY:
                raise NotUnderstood(_which_days())  # "not on Saturday, Sunday 9am"
            break
        if token.kind in ("comma", "both", "at", "leave_out", "start") and at + 1 < len(tokens):
            at += 1
            continue
        behind = at + 1 + (_kind(tokens, at + 1) == "comma")
        dated = _kind(tokens, behind) in ("date", "next")
        if token.kind == "every" and _kind(tokens, at + 1) == "day":
            at += 1
        elif token.kind == "day" and not dated:
            days, at = days | token.days, at + 1
            end = at
        else:
            found = named_at(tokens, at, today, words)
            if found is None:
                break
            if found.span.last < today:
                raise NotUnderstood(already_passed(found.span.last))
            dates.append(found.span)
            at = end = found.end
    return days, dates, end


def _kind(tokens: Sequence[Tok], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else ""


def _which_days() -> Text:
    return T("Which days should we leave out? For example: “every day at 9, not on Sundays”.")


def _with_time(tokens: Sequence[Tok], at: int) -> bool:
    """Whether a time follows, perhaps behind more days."""
    while _kind(tokens, at) in ("day", "both", "comma", "at", "half", "between", "start", "every"):
        at += 1
    return _kind(tokens, at) in ("num", "time", "span", "unit")


def as_skips(spans: Iterable[Span]) -> tuple[str, ...]:
    """Dates as they are kept: "2026-12-24", or "2026-12-24/2026-12-27" with both ends; each once, in order."""
    said = {
        span.first.isoformat() if span.first == span.last else f"{span.first.isoformat()}/{span.last.isoformat()}"
        for span in spans
    }
    return tuple(sorted(said))


# --- as cron expressions --------------------------------------------------------------------------------------------


def _kept(heard: Heard, free: frozenset[int], skips: Sequence[Span]) -> Times:
    crons: list[str] = []
    windows: list[int] = []
    for days, minutes in heard.items():
        left = days - free
        if not left:
            raise NotUnderstood(no_day_left())
        exact = [minute for minute, length in minutes.items() if not length]
        made = crons_of(left, exact)
        crons += made
        windows += [0] * len(made)
        for length in sorted({length for length in minutes.values() if length}):
            made = crons_of(left, [minute for minute, each in minutes.items() if each == length])
            crons += made
            windows += [length] * len(made)
    if len(crons) > MOST_CRONS:
        raise NotUnderstood(T("These are more times than we can keep. Please name fewer."))
    if len(skips) > MOST_SKIPS:
        raise NotUnderstood(T("These are more days than we can keep. Please name fewer."))
    return Times(tuple(crons), tuple(windows) if any(windows) else (), as_skips(skips))


def _clock_time(minutes: int) -> time:
    return time(*divmod(minutes, 60))
