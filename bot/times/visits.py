"""When a visit is wanted, and for how long: "on Friday at 3 for an hour"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.times.crons import crons_of, read_cron
from bot.times.dates import Span
from bot.times.lengths import total_minutes, without_edges
from bot.times.lexer import in_any, known_words, short
from bot.times.moments import FARTHEST, hear, instant
from bot.times.tokens import Lexicon, Tok
from bot.times.values import already_passed, times_hint
from bot.times.weekly import times_of
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text


@dataclass(frozen=True, slots=True)
class VisitTime:
    """What was said of it: the moment (UTC), or only the day; how many minutes; whether it is wanted again and again."""

    at: datetime | None = None
    day: date | None = None
    minutes: int | None = None
    again: bool = False


def read_visit(text: str, language: str, zone: str, now: datetime, day: date | None = None) -> VisitTime:
    """The time of a visit: "on Friday at 3 for an hour", "tomorrow", "in two hours", "for 30 minutes". `day`: the one that
    was said already, for a bare "at 3". Refused is what has passed, and what is more than a year ahead."""
    folded = short(text, visit_hint)
    here = now.astimezone(ZoneInfo(zone))

    def read(words: Lexicon) -> VisitTime:
        tokens = list(known_words(words.lex(folded, lengths=None), visit_hint))
        again = any(token.kind in _AGAIN or token.weekly for token in tokens)
        tokens, minutes = _length([token for token in tokens if token.kind not in _AGAIN])
        tokens = without_edges(tokens, frozenset(("at", "comma", "both", "lasting")))
        if not tokens:
            if minutes is None:
                raise NotUnderstood(visit_hint())
            return VisitTime(minutes=minutes, again=again)
        said = hear(tokens, here, words, visit_hint)
        if said.bare is not None:
            said = replace(said, bare=said.bare.by_day())
        if said.day is None and day is not None and not said.spans:
            said = replace(said, day=Span(day, day))
        if said.day is not None and said.day.ranged:
            raise NotUnderstood(visit_hint())
        if said.bare is None and not said.spans:
            if said.day is None:
                raise NotUnderstood(visit_hint())
            return VisitTime(day=said.day.first, minutes=minutes, again=again)
        at = instant(said, here, zone, visit_hint)
        if said.bare is None and not any(span.unit in ("minutes", "hours") for span in said.spans):
            return VisitTime(day=at.astimezone(ZoneInfo(zone)).date(), minutes=minutes, again=again)
        return VisitTime(at, None, minutes, again)

    wanted = in_any(language, read)
    if wanted.at is not None and wanted.at <= now:
        raise NotUnderstood(already_passed(wanted.at))
    if wanted.day is not None and wanted.day < here.date():
        raise NotUnderstood(already_passed(wanted.day))
    if (wanted.day or (wanted.at or now).date()) > (now + FARTHEST).date():
        raise NotUnderstood(T("That is too far away for us. Please choose a time within {longest}.", longest=FARTHEST))
    return wanted


@dataclass(frozen=True, slots=True)
class Repeated:
    """Visits again and again: cron expressions in the person's zone, and how many minutes, if that was said."""

    crons: tuple[str, ...]
    minutes: int | None = None

    def days_before(self, days: int) -> tuple[str, ...]:
        """The same times of day so many days earlier."""
        made: list[str] = []
        for cron in self.crons:
            simple = read_cron(cron)
            assert simple is not None
            made += crons_of(frozenset((day - days) % 7 for day in simple[0]), simple[1])
        return tuple(made)


def says_again(text: str, language: str) -> bool:
    """Whether a visit is wanted again and again: "every Tuesday", "on weekdays"."""

    def read(words: Lexicon) -> bool:
        tokens = known_words(words.lex(short(text, repeated_hint), lengths=None), repeated_hint)
        return any(token.kind in _AGAIN or token.weekly or len(token.days) > 1 for token in tokens)

    try:
        return in_any(language, read)
    except NotUnderstood:
        return False


def read_repeated(text: str, language: str, zone: str, now: datetime) -> Repeated:
    """ "Every Tuesday at 10 for an hour". `NotUnderstood` where it is not clear on which days, or at what time."""
    folded = short(text, repeated_hint)
    here = now.astimezone(ZoneInfo(zone))

    def read(words: Lexicon) -> Repeated:
        rest, minutes = _length(known_words(words.lex(folded, lengths=None), repeated_hint))
        said = times_of(without_edges(rest, frozenset(("comma", "both", "lasting"))), words, here, by_day=True)
        if said.windows or said.skips:
            raise NotUnderstood(repeated_hint())
        return Repeated(said.crons, minutes)

    try:
        return in_any(language, read)
    except NotUnderstood as unread:
        if unread.text.id == times_hint().id:
            raise type(unread)(repeated_hint()) from None
        raise


def repeated_hint() -> Text:
    """How the times of visits that come again are said."""
    return T("When should the visits be? For example: “every Tuesday at 10:00”.")


def visit_hint() -> Text:
    """How the time of a visit is said."""
    return T("When would you like the visit? For example: “Friday at 3 pm”.")


_AGAIN = frozenset(("every", "rare", "often", "step"))


def _length(tokens: Sequence[Tok]) -> tuple[list[Tok], int | None]:
    """The tokens without the length of the visit, and that in minutes: a length beside "in" or "from now" is when it begins.
    What may be a length or a time of day is one where a time of day was said as well."""
    rest: list[Tok] = []
    minutes: int | None = None
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and (
            tokens[end].kind == "span" or (end > at and tokens[end].kind == "both" and _is_span(tokens, end + 1))
        ):
            end += 1
        ahead = (rest and rest[-1].kind in ("ahead", "every")) or (end < len(tokens) and tokens[end].kind == "later")
        if end == at or ahead or minutes is not None:
            rest += tokens[at : max(end, at + 1)]
            at = max(end, at + 1)
            continue
        clock = any(token.kind == "time" for token in (*tokens[:at], *tokens[end:]))
        minutes = total_minutes([replace(token, ask=None) if clock else token for token in tokens[at:end]], False)
        if minutes is None:
            rest += tokens[at:end]
        elif rest and rest[-1].kind == "lasting":
            rest.pop()
        elif end < len(tokens) and tokens[end].kind == "lasting":
            end += 1
        at = end
    return rest, minutes


def _is_span(tokens: Sequence[Tok], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "span"
