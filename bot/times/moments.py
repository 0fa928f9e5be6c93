"""One moment: when a pause ends, when somebody wants to be checked on, which dates are left out."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.times.dates import Span, named_at
from bot.times.lengths import total_minutes, without_edges
from bot.times.lexer import in_any, known_words, short
from bot.times.tokens import Lexicon, Tok
from bot.times.values import Bare, Pause, already_passed, until_hint, which, which_day
from bot.times.weekly import MOST_SKIPS, as_skips
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text

LONGEST_PAUSE = timedelta(days=366)
FARTHEST = timedelta(days=366)
"""How far ahead a single check may be wished for."""


def read_until(text: str, language: str, zone: str, now: datetime, longest: timedelta = LONGEST_PAUSE) -> datetime:
    """The moment (UTC) a pause ends: "tomorrow", "Friday", "25 December", "next Monday 9am", "for 3 days".

    A day without a time begins at its midnight. Refused are times in the past, pauses longer than `longest`, and those
    that begin on a later day (`read_pause` and `read_skips` read them).
    """
    pause = read_pause(text, language, zone, now, longest)
    if pause.start is not None:
        raise NotUnderstood(T("A pause begins now. For days to come, write it like this: “skip 24 to 27 December”."))
    return pause.until


def read_pause(text: str, language: str, zone: str, now: datetime, longest: timedelta = LONGEST_PAUSE) -> Pause:
    """Like `read_until`, and when the pause begins, if that is said: "from 3 to 10 May". The last day is not part of it:
    "until Monday" means that Monday is asked again."""
    folded = short(text, until_hint)
    here = now.astimezone(ZoneInfo(zone))

    def read(words: Lexicon) -> Pause:
        tokens = list(known_words(words.lex(folded, lengths=None), until_hint))
        tokens = without_edges(tokens, frozenset(("pause", "until", "lasting", "at", "comma")))
        said = hear(tokens, here, words, until_hint)
        whole = said.bare is None and not said.spans and not (said.day and said.day.ranged)
        if whole and (said.half or (said.day and said.day.first == here.date())):
            raise NotUnderstood(T('Until what time? For example: "6pm".'))
        start = None
        if said.day is not None and said.day.ranged:
            start = _utc(datetime.combine(said.day.first, time()), zone)
            said = replace(said, day=Span(said.day.last, said.day.last))
        return Pause(instant(said, here, zone, until_hint), start if start and start > now else None)

    pause = in_any(language, read)
    end = pause.until
    local = end.astimezone(ZoneInfo(zone))
    if end <= now:
        raise NotUnderstood(already_passed(end if local.time() != time() else local.date()))
    if end - (pause.start or now) > longest or end - now > longest + FARTHEST:
        raise NotUnderstood(T("That is too long for us: a pause lasts {longest} at most.", longest=longest))
    return pause


def read_moment(text: str, language: str, zone: str, now: datetime) -> datetime:
    """One moment to come (UTC): "at 11 pm", "tomorrow at 7", "in 40 minutes", "tonight at 10", "on Friday at 3"."""
    folded = short(text, moment_hint)
    here = now.astimezone(ZoneInfo(zone))

    def read(words: Lexicon) -> datetime:
        return moment_of(known_words(words.lex(folded, lengths=None), moment_hint), here, zone, words)

    return in_any(language, read)


def moment_of(tokens: Sequence[Tok], here: datetime, zone: str, words: Lexicon) -> datetime:
    """The moment (UTC) these tokens name; `NotUnderstood` if they name none, or one that has passed."""
    said = hear(without_edges(tokens, frozenset(("at", "comma"))), here, words, moment_hint)
    if said.bare is None and not any(span.unit in ("minutes", "hours") for span in said.spans):
        raise NotUnderstood(moment_hint())
    if said.day is not None and (said.day.ranged or said.day.weekly):
        raise NotUnderstood(moment_hint())
    at = instant(said, here, zone, moment_hint)
    if at <= here:
        raise NotUnderstood(already_passed(at))
    if at - here > FARTHEST:
        raise NotUnderstood(T("That is too far away for us. Please choose a time within {longest}.", longest=FARTHEST))
    return at


def moment_hint() -> Text:
    """How a single time is said."""
    return T('At what time? Please say it like this: "at 11 pm", "tomorrow at 7 am" or "in 40 minutes".')


@dataclass(frozen=True, slots=True)
class Said:
    """The pieces of a moment, in whatever order they came."""

    day: Span | None = None
    bare: Bare | None = None
    half: str = ""
    spans: tuple[Tok, ...] = ()


def hear(tokens: Sequence[Tok], here: datetime, words: Lexicon, hint: Callable[[], Text]) -> Said:
    """Sort the tokens into a day, a time, a part of the day, and lengths; anything else is refused with the hint."""
    said, at = Said(), 0
    counting = False
    while at < len(tokens):
        token = tokens[at]
        if token.ask is not None:
            raise NotUnderstood(token.ask)
        found = named_at(tokens, at, here.date(), words)
        if found is not None:
            if said.day is not None:
                raise NotUnderstood(hint())
            said, at = replace(said, day=found.span), found.end
            continue
        match token.kind:
            case "span" if not said.spans or tokens[at - 1].kind in ("span", "both", "comma"):
                said, counting = replace(said, spans=(*said.spans, token)), False
            case "time" | "num" if said.bare is None and not (counting and token.kind == "num"):
                if token.kind == "num" and token.n > 23:
                    raise NotUnderstood(hint())
                bare = token.bare or Bare(token.n, 0, sure=token.n > 12)
                said = replace(said, bare=bare)
            case "now" if said.bare is None:
                said = replace(said, bare=Bare(here.hour, here.minute, sure=True))
            case "half" if not said.half:
                said = replace(said, half=token.half)
            case "at" | "comma":
                pass
            case "both" if said.spans and at + 1 < len(tokens) and tokens[at + 1].kind == "span":
                pass
            case "ahead" | "later" | "lasting":
                counting = True
            case _:
                raise NotUnderstood(hint())
        at += 1
    if said == Said() or (said.spans and said.day):
        raise NotUnderstood(hint())
    half = said.half or (said.day.half if said.day else "")
    if said.bare is not None and half and not said.bare.half and said.bare.hour <= 12:
        said = replace(said, bare=replace(said.bare, half=half, sure=True))
    return replace(said, half=half)


def instant(said: Said, here: datetime, zone: str, hint: Callable[[], Text]) -> datetime:
    """The instant (UTC). Hours and minutes are counted, days and longer are by the calendar: the clock shows the same
    time then. A time that does not exist is as much later as the clock was moved; one that comes twice is the first."""
    if said.spans:
        return _after(said, here, zone, hint)
    day = said.day.first if said.day else None
    if said.bare is None:
        assert day is not None or said.half
        if day is None:
            raise NotUnderstood(hint())
        return _utc(datetime.combine(day, time()), zone)
    return _utc(_wall(said.bare, day, here.replace(tzinfo=None)), zone)


def _after(said: Said, here: datetime, zone: str, hint: Callable[[], Text]) -> datetime:
    minutes = total_minutes([span for span in said.spans if span.unit == "minutes"], False) or 0
    wall = here.replace(tzinfo=None)
    long = [span for span in said.spans if span.unit != "minutes"]
    if any(span.n > 5000 for span in long) or minutes > 10**7:
        raise NotUnderstood(hint())
    for span in long:
        wall = _later(wall, span)
    if said.bare is not None:  # "in 3 days at 9"
        if minutes:
            raise NotUnderstood(hint())
        return _utc(_wall(said.bare, wall.date(), here.replace(tzinfo=None)), zone)
    begin = _utc(wall, zone) if long else here.astimezone(UTC)
    return begin + timedelta(minutes=minutes)


def _later(wall: datetime, span: Tok) -> datetime:
    if span.unit == "months":
        months = wall.month - 1 + span.n
        year, month = wall.year + months // 12, months % 12 + 1
        return wall.replace(year=year, month=month, day=min(wall.day, calendar.monthrange(year, month)[1]))
    return wall + (timedelta(weeks=span.n) if span.unit == "weeks" else timedelta(days=span.n))


def _wall(bare: Bare, day: date | None, wall: datetime) -> datetime:
    """The local time that is meant. Without a day it is the next one; a clock that may mean this morning, which is over,
    or this evening is asked about."""
    today = wall.date()
    minutes = bare.minutes()
    said = datetime.combine(day or today, time()) + timedelta(minutes=minutes)
    if bare.half == "midnight":
        if day is not None and day != today:
            raise NotUnderstood(which_day(*(_utc(said + timedelta(days=n), "UTC") for n in (0, 1))))
        return said + timedelta(days=1)
    if bare.half in ("night", "evening") and minutes < 360 and day is not None:
        still_night = day == today and wall.hour < 6 and said > wall
        return said if still_night else said + timedelta(days=1)
    if day is not None and day != today:
        return said
    if said > wall:
        return said
    if bare.open() and bare.hour < 12 and said + timedelta(hours=12) > wall:
        raise NotUnderstood(which(said.time(), (said + timedelta(hours=12)).time()))
    return said if day is not None else said + timedelta(days=1)


def _utc(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# --- dates that are left out ----------------------------------------------------------------------------------------


def read_skips(text: str, language: str, zone: str, now: datetime) -> tuple[str, ...] | None:
    """The dates somebody does not want to be asked on: "don't ask me tomorrow", "skip 24 to 27 December".

    ISO dates, or ranges with both ends included. None: it is another kind of sentence (also "don't ask me for 3 days",
    which is a pause). Asks when it may be two days, or when every week is meant.
    """
    try:
        folded = short(text, _skip_hint)
    except NotUnderstood:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    return in_any(language, lambda words: _skips(words.lex(folded), today, words))


def _skips(tokens: Sequence[Tok], today: date, words: Lexicon) -> tuple[str, ...] | None:
    kinds = {token.kind for token in tokens}
    plainly = "skip" in kinds or {"check", "leave_out"} <= kinds  # "frag mich morgen nicht"
    begins = bool(tokens) and tokens[0].kind == "leave_out"
    others = {"word", "lasting", "time", "half", "span", "pause", "again", "walk", "walking", "now", "every"}
    if not (plainly or begins) or kinds & others:
        return None
    rest = [token for token in tokens if token.kind not in ("skip", "leave_out", "at", "check")]
    if rest and "until" in (rest[0].kind, rest[-1].kind):
        return None
    spans: list[Span] = []
    at = 0
    while at < len(rest):
        if rest[at].kind in ("comma", "both"):
            at += 1
            continue
        if rest[at].kind == "choice":
            raise NotUnderstood(T('Which one? Please name one, or say "and" when you mean both.'))
        found = named_at(rest, at, today, words)
        if found is None:
            if plainly and spans:
                raise NotUnderstood(_skip_hint())
            return None
        if found.span.weekly:
            raise NotUnderstood(T("To leave out a day of every week, change your times: write “schedule”."))
        if found.span.last < today:
            raise NotUnderstood(already_passed(found.span.last))
        if rest[at].kind == "day" and found.end == at + 1 and found.span.first == today + timedelta(days=7):
            raise NotUnderstood(which_day(today, found.span.first))
        if found.span.first == today and not plainly:
            return None  # "not today" is no wish about check-ins
        spans.append(found.span)
        at = found.end
    if not spans:
        if plainly:
            raise NotUnderstood(_skip_hint())
        return None
    if len(spans) > MOST_SKIPS or any(span.last - span.first > LONGEST_PAUSE for span in spans):
        raise NotUnderstood(T("These are more days than we can keep. Please name fewer."))
    return as_skips(spans)


def _skip_hint() -> Text:
    return T("Which day should we leave out? For example: “tomorrow”, “Friday” or “24 to 27 December”.")
