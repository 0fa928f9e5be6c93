"""Where somebody lives, from what they say about it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.places import FIRST, LETTERS, ZONES
from bot.zones import MOST_GUESSES, zone_from, zones_of_phone
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import city, say

NOW = datetime(2026, 11, 25, 10, 7, tzinfo=UTC)


def zones(text: str, language: str = "en", country: str | None = None) -> list[str]:
    return list(zone_from(text, language, NOW, country).zones)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lisbon", ["Europe/Lisbon"]),
        ("Lisboa", ["Europe/Lisbon"]),
        ("new york", ["America/New_York"]),
        ("Nueva York", ["America/New_York"]),
        ("I live in Barcelona", ["Europe/Madrid"]),
        ("vivo en Ciudad de México", ["America/Mexico_City"]),
        ("München", ["Europe/Berlin"]),
        ("Mumbai", ["Asia/Kolkata"]),
        ("kiev", ["Europe/Kyiv"]),
        ("Birmingham", ["Europe/London", "America/Chicago"]),
        ("Birmingham, Alabama", ["America/Chicago"]),
        ("birmingham alabama", ["America/Chicago"]),
        ("London, Ontario", ["America/Toronto"]),
        ("Paris, France", ["Europe/Paris"]),
        ("Paris, Texas", ["America/Chicago"]),
        ("Springfield, Illinois", ["America/Chicago"]),
        ("San José, Costa Rica", ["America/Costa_Rica"]),
        ("Georgia", ["America/New_York", "Asia/Tbilisi"]),
        ("Germany", ["Europe/Berlin"]),
        ("España", ["Europe/Madrid", "Atlantic/Canary"]),
        ("UK", ["Europe/London"]),
        ("japan", ["Asia/Tokyo"]),
        ("Europe/Lisbon", ["Europe/Lisbon"]),
        ("america/argentina/buenos aires", ["America/Argentina/Buenos_Aires"]),
        ("PST", ["America/Los_Angeles"]),
        ("GMT", ["Europe/London", "UTC"]),
        ("+05:30", ["Asia/Kolkata"]),
    ],
)
def test_places_and_names(text: str, found: list[str]) -> None:
    assert zones(text) == found


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("11:07", "ES", ["Europe/Madrid"]),
        ("11:05", "ES", ["Europe/Madrid"]),
        ("son las 11 y algo", None, []),
        ("10:07", "ES", ["Atlantic/Canary"]),
        ("it's 4:07", "US", ["America/Chicago"]),
        ("5:07 am", "US", ["America/New_York"]),
        ("5am", "US", ["America/New_York"]),
        ("10:07", "GB", ["Europe/London"]),
        ("15:52", None, ["Asia/Kathmandu"]),
        ("Cordoba", "ES", ["Europe/Madrid"]),
        ("Cordoba", "AR", ["America/Argentina/Cordoba"]),
    ],
)
def test_the_country_decides_between_places_and_times(text: str, country: str | None, found: list[str]) -> None:
    if found:
        assert zones(text, "en", country) == found
    else:
        with pytest.raises(NotUnderstood):
            zones(text, "en", country)


def test_a_time_without_a_country_offers_whom_we_think_of_first() -> None:
    assert zones("11:07", "es")[0] == "Europe/Madrid"
    assert zones("5:07 am", "en")[0] == "America/New_York"
    assert len(zones("11:07")) > 1
    assert zones("11:07", "en", "US")[0] == "Europe/Madrid"  # travelling: nobody in the country has this time


@pytest.mark.parametrize("text", ["", "asdf", "99:99", "13pm", "x" * 500, "Springfield", "?", ","])
def test_what_is_no_place_is_asked_again(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        zones(text)
    assert "nearest big city" in say(caught.value.text, "en")


@given(st.text(max_size=120), st.sampled_from(["en", "es"]), st.sampled_from([None, "ES", "us", "??"]))
def test_any_text_gives_zones_that_exist_or_a_hint(text: str, language: str, country: str | None) -> None:
    try:
        found = zones(text, language, country)
    except NotUnderstood:
        return
    assert 1 <= len(found) <= MOST_GUESSES
    assert set(found) <= available_timezones()


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)))
def test_the_time_on_the_wall_finds_the_own_zone(at: datetime) -> None:
    now = at.replace(tzinfo=UTC)
    shown = now.astimezone(ZoneInfo("Europe/Madrid"))
    assert zone_from(f"{shown:%H:%M}", "es", now, "ES").zones == ("Europe/Madrid",)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("+447700900123", ("Europe/London",)),
        ("+12025550123", ("America/New_York",)),
        ("+34600123456", ("Europe/Madrid", "Atlantic/Canary")),
        ("+18765550123", ("America/Jamaica",)),
        ("+881612345678", ()),
        ("nonsense", ()),
    ],
)
def test_zones_of_phone_numbers(number: str, found: tuple[str, ...]) -> None:
    assert zones_of_phone(number, NOW) == found


def test_zones_are_called_by_their_city() -> None:
    assert city("Europe/Lisbon", "es") == "Lisboa"
    assert city("America/New_York", "en") == "New York"
    assert city("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
    assert city("UTC", "es") == "UTC"


def test_the_tables_name_zones_that_exist() -> None:
    named = {*ZONES, *(zone for few in (*LETTERS.values(), *FIRST.values()) for zone in few)}
    assert named <= available_timezones()
    assert sum(len(names) for names in ZONES.values()) > 250
