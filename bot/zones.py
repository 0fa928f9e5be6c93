"""In which time zone does somebody live? From a city, a country, the time on their clock, or their phone number.

One answer is taken; several are for the caller to ask about. Pure: `now` is passed in; the zone rules are those of tzdata.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from babel import Locale
from babel.core import get_global
from phonenumbers import timezone as phone_zones

from bot.times import fold
from bot.words.places import COUNTRIES, FIRST, LETTERS, ZONES
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import LANGUAGES, T, Text, city

MOST_TEXT = 100  # characters
MOST_GUESSES = 8
EXACTLY = timedelta(minutes=12)  # how far a clock with minutes may be off: it is typed, sent and late
ROUGHLY = timedelta(minutes=35)  # the same for "2pm"


@dataclass(frozen=True, slots=True)
class ZoneGuess:
    """IANA names, the likeliest first; never empty. With more than one, ask."""

    zones: tuple[str, ...]


def zone_from(text: str, language: str, now: datetime, country_hint: str | None = None) -> ZoneGuess:
    """The zone of a city ("Lisbon", "Birmingham, Alabama"), a country, an IANA name, or the time there now ("14:05").

    `country_hint` (two letters, from the phone number) decides between places of the same name, and between the
    countries that share a time.
    """
    plain = _LEAD.sub("", fold(text[:MOST_TEXT])).strip(" .!,")
    found = (
        _by_clock(plain, language, now, country_hint)
        or LETTERS.get(plain, ())
        or _by_name(plain)
        or _by_place(plain, now, country_hint)
    )
    if not found or len(text) > MOST_TEXT:
        raise NotUnderstood(_hint())
    return ZoneGuess(tuple(found)[:MOST_GUESSES])


def zones_of_phone(e164: str, now: datetime) -> tuple[str, ...]:
    """The zones a phone number may live in, the likeliest first; empty if it says nothing.

    Zones that keep the same time stand for each other. A mobile number of a large country gives all of its zones.
    """
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return ()
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    own = _territory_zones().get(region or "", ())
    named = [zone for zone in phone_zones.time_zones_for_number(number) if zone in _names().values()]
    return _distinct(_ordered([zone for zone in named if zone in own] or own or named), now)


def _hint() -> Text:
    return T("Please say the nearest big city, your country, or what time it is for you now, like 14:05.")


_LEAD = re.compile(
    r"^(?:(?:i live in|i am in|i'm in|im in|we live in|near|in|it is|it's|its|now|about|the time is|vivo en|estoy en|cerca de|"
    r"en|son las|es la|ahora son las|a las|las)\s+)+"
)
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})(?: ?[:.h] ?(?P<m>\d{2}))? ?(?:h|hrs|o'?clock)? ?"
    r"(?P<half>[ap]\.? ?m\.?|in the morning|in the afternoon|in the evening|at night|de la manana|de la tarde|de la noche)?"
)
_OFFSET = re.compile(r"(?:utc|gmt)? ?(?P<sign>[+\-−])(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?")


def _by_clock(plain: str, language: str, now: datetime, country: str | None) -> Sequence[str]:
    """The zones whose clocks show this now: those of the hinted country, if there are any."""
    if offset := _OFFSET.fullmatch(plain):
        ahead = timedelta(hours=int(offset["h"]), minutes=int(offset["m"] or 0)) * (1 if offset["sign"] == "+" else -1)
        shown, span, near = now.astimezone(UTC) + ahead, timedelta(days=1), timedelta()
        said = timedelta(hours=shown.hour, minutes=shown.minute)
    elif clock := _CLOCK.fullmatch(plain):
        hour, minute, half = int(clock["h"]), int(clock["m"] or 0), clock["half"]
        if hour > 23 or minute > 59 or (half and hour > 12):
            return ()
        late = bool(half) and (half[0] == "p" or half.endswith(("afternoon", "evening", "night", "tarde", "noche")))
        said = timedelta(hours=hour % 12 + 12 * late if half else hour, minutes=minute)
        certain = bool(half) or hour > 12 or clock["h"][0] == "0"
        span, near = timedelta(hours=24 if certain else 12), EXACTLY if clock["m"] else ROUGHLY
    else:
        return ()
    pools = [_territory_zones().get((country or "").upper(), ()), (*FIRST.get(language, ()), *_offered())]
    for pool in pools:
        off = {zone: _apart(_wall(zone, now) - said, span) for zone in _ordered(pool, FIRST.get(language, ()))}
        close = sorted((zone for zone, by in off.items() if by <= near), key=lambda zone: off[zone])
        if close:
            return _distinct(close, now)
    return ()


def _wall(zone: str, now: datetime) -> timedelta:
    here = now.astimezone(ZoneInfo(zone))
    return timedelta(hours=here.hour, minutes=here.minute)


def _apart(difference: timedelta, span: timedelta) -> timedelta:
    rest = difference % span
    return min(rest, span - rest)


def _by_name(plain: str) -> Sequence[str]:
    name = _names().get(plain.replace(" ", "_"))
    return (name,) if name and "/" in name else ()


def _by_place(plain: str, now: datetime, country: str | None) -> Sequence[str]:
    """A city, region or country. In "city, country" the second decides between cities of one name, or stands in for a
    city we do not know."""
    parts = [part.strip() for part in plain.split(",") if part.strip()]
    zones = _places().get(" ".join(parts), ())
    if zones or not parts:
        return _nearest((*zones, *(zone for zone in _country(plain, now) if zone not in zones)), country)
    words = " ".join(parts).split()
    cut = len(parts[0].split()) if len(parts) > 1 else len(words) - 1
    for at in [cut] if len(parts) > 1 else range(cut, 0, -1):
        wider = " ".join(words[at:])
        around = _places().get(wider) or _country(wider, now)
        if around:
            within = {_rules(zone, now) for zone in _territory_zones().get(_countries().get(wider, ""), around)}
            inside = [zone for zone in _places().get(" ".join(words[:at]), ()) if _rules(zone, now) in within]
            return inside or around
    return _country(plain, now)


def _nearest(zones: tuple[str, ...], country: str | None) -> tuple[str, ...]:
    own = _territory_zones().get((country or "").upper(), ())
    return tuple(zone for zone in zones if zone in own) or zones


def _country(name: str, now: datetime) -> tuple[str, ...]:
    return _distinct(_ordered(_territory_zones().get(_countries().get(name, ""), ())), now)


def _distinct(zones: Iterable[str], now: datetime) -> tuple[str, ...]:
    """One zone for each way of keeping time in the coming year."""
    first: dict[object, str] = {}
    for zone in zones:
        first.setdefault(_rules(zone, now), zone)
    return tuple(first.values())


def _rules(zone: str, now: datetime) -> tuple[timedelta | None, ...]:
    return _offsets(zone, datetime(now.year, now.month, 1, tzinfo=UTC))


@functools.lru_cache(maxsize=2000)
def _offsets(zone: str, since: datetime) -> tuple[timedelta | None, ...]:
    place = ZoneInfo(zone)
    return tuple((since + timedelta(days=10 * n)).astimezone(place).utcoffset() for n in range(40))


def _ordered(zones: Iterable[str], first: Sequence[str] = ()) -> list[str]:
    """Places many people live in before the others."""
    rank = {zone: number for number, zone in enumerate(dict.fromkeys((*first, *ZONES)))}
    return sorted(dict.fromkeys(zones), key=lambda zone: (rank.get(zone, len(rank)), zone))


@functools.cache
def _names() -> Mapping[str, str]:
    """IANA names by their lower-case form."""
    return {
        name.casefold(): name
        for name in available_timezones()
        if not name.startswith(("posix", "right", "local", "Factory"))
    }


@functools.cache
def _territory_zones() -> Mapping[str, tuple[str, ...]]:
    known = _names().values()
    pairs = get_global("territory_zones").items()
    return {
        code: tuple(_modern(zone) for zone in zones if zone in known)
        for code, zones in pairs
        if len(code) == 2 and not any(zone.startswith("Etc/") for zone in zones)
    }


def _modern(zone: str) -> str:
    return {"Europe/Kiev": "Europe/Kyiv", "Asia/Calcutta": "Asia/Kolkata", "Asia/Saigon": "Asia/Ho_Chi_Minh"}.get(
        zone, zone
    )


@functools.cache
def _offered() -> tuple[str, ...]:
    """The zones of all countries."""
    every = {zone for code, zones in _territory_zones().items() if code != "AQ" for zone in zones}
    return tuple(_ordered(every))


@functools.cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """Zones by the name of a city or region, in all our languages."""
    found: dict[str, dict[str, None]] = {}
    for zone, names in ZONES.items():
        for name in names:
            found.setdefault(name, {})[zone] = None
    for zone in {*_offered(), *ZONES}:
        own = zone.rsplit("/", 1)[-1].replace("_", " ")
        for name in {own, *(city(zone, language) for language in LANGUAGES)}:
            found.setdefault(fold(name), {})[zone] = None
    return {name: tuple(_ordered(zones)) for name, zones in found.items()}


@functools.cache
def _countries() -> Mapping[str, str]:
    """Country codes by name, in all our languages."""
    names = {
        fold(name): code
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha() and code in _territory_zones()
    }
    return {**names, **COUNTRIES}
