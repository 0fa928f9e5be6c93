"""Sentences that wait for their language: `T` and `N` make them, `say` speaks them.

A sentence is marked where it is written, carried as a value, and spoken only when the recipient's language and zone are
known. Catalogs are compiled from `.po` at start (no `.mo` is kept). A missing or broken translation falls back to the
English sentence: it fails the tests, never a message.
"""

from __future__ import annotations

import functools
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta, get_timezone_location
from babel.lists import format_list
from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).resolve().parent.parent / "locales"
LANGUAGES = ("en", *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/messages.po")))
"""The languages we speak: English, and each that has a catalog."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in English with its values, to be spoken later. `plural` and `n` belong together."""

    id: str
    params: tuple[tuple[str, Any], ...] = ()
    plural: str | None = None
    n: int = 0

    def __str__(self) -> str:
        return say(self, "en")


def T(id: str, /, **params: Any) -> Text:
    """A sentence to be translated. Values may be sentences, datetimes, dates, times, durations, zones (said as their
    city), or tuples of them."""
    return Text(id, tuple(params.items()))


def N(one: str, many: str, n: int, /, **params: Any) -> Text:
    """A sentence that depends on a number; `{n}` is that number."""
    return Text(one, (("n", n), *params.items()), many, n)


def join(parts: Iterable[Text | str], by: str = "\n") -> Text:
    """Several sentences as one, each on its own line unless told otherwise."""
    named = {f"p{number}": part for number, part in enumerate(parts)}
    return Text(by.join("{" + name + "}" for name in named), tuple(named.items()))


@functools.cache
def catalog(language: str) -> NullTranslations:
    """The catalog of one language; English needs none.

    Babel fills the missing plural forms of a language with English ones by index, so incomplete plurals are dropped.
    """
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        source = pofile.read_po(file, locale=language)
    for message in list(source):
        if message.id and message.pluralizable and not all(message.string or ()):
            source.delete(message.id)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, source)
    compiled.seek(0)
    return Translations(compiled)


def pick(wanted: Iterable[str | None]) -> str:
    """The first of our languages that one of the wanted ones names ("es-MX" → "es"); English otherwise."""
    tags = [tag.replace("-", "_") for tag in wanted if tag]
    return negotiate_locale(tags, LANGUAGES, sep="_") or "en"


def speaks(wanted: str) -> bool:
    """Whether this names one of our languages."""
    return negotiate_locale([wanted.replace("-", "_")], LANGUAGES, sep="_") is not None


@functools.cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse("en_GB" if language == "en" else language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def direction(language: str) -> str:
    """Which way a language is written: "ltr" or "rtl"."""
    return _locale(language).text_direction


@functools.cache
def _day_pattern(language: str) -> str:
    return str(_locale(language).datetime_skeletons.get("MMMEd", "EEE d MMM"))


def _value(value: Any, language: str, zone: str) -> Any:
    match value:
        case str() | int():
            return value
        case Text():
            return say(value, language, zone)
        case datetime():
            if value.tzinfo is None:
                raise ValueError("a time without a zone cannot be said")
            local = value.astimezone(ZoneInfo(zone))
            locale = _locale(language)
            day = format_date(local.date(), _day_pattern(language), locale=locale)
            return f"{day}, {format_time(local.time(), 'short', locale=locale)}"
        case date():
            return format_date(value, "long", locale=_locale(language))
        case time():
            return format_time(value, "short", locale=_locale(language))
        case timedelta():
            return duration(value, language)
        case ZoneInfo():
            return city(value.key, language)
        case tuple() | list():
            return format_list([str(_value(each, language, zone)) for each in value], locale=_locale(language))
        case _:
            return value


def city(zone: str, language: str) -> str:
    """A zone's city as people there and here call it: "Lisboa" in Spanish."""
    if zone == "UTC":
        return zone
    return str(get_timezone_location(zone, locale=_locale(language), return_city=True)).rsplit("/", 1)[-1]


def day_of_year(month: int, day: int, language: str) -> str:
    """A date of every year: "3 May"."""
    return str(format_skeleton("MMMMd", date(2000, month, day), locale=_locale(language)))


def duration(value: timedelta, language: str) -> str:
    """A duration in words: minutes below two hours, else hours, else days."""
    seconds = value.total_seconds()
    unit = "minute" if seconds < 7200 and (seconds % 3600 or not seconds) else "hour" if seconds < 172_800 else "day"
    if unit == "hour" and seconds % 3600:
        unit = "minute"
    return str(format_timedelta(value, granularity=unit, threshold=1000, locale=_locale(language)))  # type: ignore[arg-type]


def say(text: Text | str, language: str, zone: str = "UTC") -> str:
    """The sentence in one language, times in one zone. Plain strings are said as they are."""
    if isinstance(text, str):
        return text
    source = catalog(language)
    spoken = source.gettext(text.id) if text.plural is None else source.ngettext(text.id, text.plural, text.n)
    if not text.params:
        return spoken
    values = {name: _value(value, language, zone) for name, value in text.params}
    try:
        return spoken.format(**values)
    except (KeyError, IndexError, ValueError):
        log.error("broken translation", extra={"language": language, "sentence": text.id})
        return (text.id if text.plural is None or text.n == 1 else text.plural).format(**values)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day of an instant where somebody lives."""
    return at.astimezone(ZoneInfo(zone)).date()


def utc(at: datetime) -> datetime:
    """The same instant in UTC; refuses a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC)
