"""What contacts say besides "I am on it": when they are there, that others may wait, who should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.helping import eta, eta_behind, handed_to, wait_asked

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("said", "language", "minutes"),
    [
        ("20 min", "en", 20),
        ("20", "en", 20),
        ("in an hour", "en", 60),
        ("half an hour", "en", 30),
        ("20 more minutes", "en", 20),
        ("I will be there in 20 minutes", "en", 20),
        ("at 15:30", "en", 90),
        ("15:30", "en", 90),
        ("media hora", "es", 30),
        ("en 20 minutos", "es", 20),
        ("llego en 20 minutos", "es", 20),
        ("3 hours", "en", 180),
        ("I cannot for 20 minutes", "en", None),
        ("not in 20 minutes", "en", None),
        ("she left 20 minutes ago", "en", None),
        ("safe", "en", None),
        ("yes", "en", None),
        ("👍", "en", None),
        ("", "en", None),
        ("0", "en", None),
    ],
)
def test_when_somebody_is_there(said: str, language: str, minutes: int | None) -> None:
    assert eta(said, language, "UTC", NOW) == (None if minutes is None else minutes * MINUTE)


@pytest.mark.parametrize(
    ("said", "language", "minutes"),
    [
        ("on my way, 20 min", "en", 20),
        ("I'm on it. In half an hour", "en", 30),
        ("coming at 15:30", "en", 90),
        ("on it", "en", None),
        ("20 min", "en", None),
        ("I cannot, 20 min", "en", None),
        ("voy, 20 minutos", "es", 20),
    ],
)
def test_the_time_behind_taking_it_on(said: str, language: str, minutes: int | None) -> None:
    assert eta_behind(said, language, "UTC", NOW) == (None if minutes is None else minutes * MINUTE)


@pytest.mark.parametrize(
    ("said", "language", "minutes"),
    [
        ("wait 15 minutes, I am calling her", "en", 15),
        ("Please wait 10 min", "en", 10),
        ("give me half an hour", "en", 30),
        ("espera 15 minutos, la llamo", "es", 15),
        ("wait", "en", None),
        ("wait for me", "en", None),
        ("I will wait 15 minutes", "en", None),
        ("15 minutes", "en", None),
    ],
)
def test_that_the_others_may_wait(said: str, language: str, minutes: int | None) -> None:
    assert wait_asked(said, language) == (None if minutes is None else minutes * MINUTE)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("hand over to Cara", "cara"),
        ("Hand it over to Mrs Miller.", "mrs miller"),
        ("pásalo a Cara", "cara"),
        ("hand over to", None),
        ("Cara", None),
        ("I gave it to Cara", None),
    ],
)
def test_to_whom_it_is_handed(said: str, name: str | None) -> None:
    assert handed_to(said) == name
