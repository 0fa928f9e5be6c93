"""What people say about time, language by language: each line of the tables beside this file is a case.

    reader | what was said | what we make of it

Readers: times, until, moment, skips, length, walk, check, later, travel. It is Wednesday, 25 November 2026, 11:07 in
Madrid. Moments are local. `?` means that it is asked about, `? words` that these stand in the question (in English), and
`-` that it is another kind of sentence. A window is written behind its cron expression (`0 9 * * * +120`), skipped dates
behind `not`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.times import (
    Times,
    read_check,
    read_duration,
    read_later,
    read_moment,
    read_skips,
    read_times,
    read_travel,
    read_until,
    read_walk,
)
from bot.times.compiling import known, lexicon
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import say

NOW = datetime(2026, 11, 25, 10, 7, tzinfo=UTC)
ZONE = "Europe/Madrid"
HERE = Path(__file__).parent
LEAST = {"en": 120, "es": 80}


def cases(language: str) -> list[tuple[str, str, str, str]]:
    made = []
    for line in (HERE / f"{language}.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            reader, said, expected = (part.strip() for part in line.split("|"))
            made.append((language, reader, said, expected))
    return made


def local(at: datetime | None) -> str:
    return "-" if at is None else at.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M")


def minutes(span: timedelta | None) -> str:
    return "-" if span is None else f"{span // timedelta(minutes=1)}"


def schedule(times: Times) -> str:
    windows = times.windows or (0,) * len(times.crons)
    said = [f"{cron} +{window}" if window else cron for cron, window in zip(times.crons, windows, strict=True)]
    return "; ".join(said) + (f" not {' '.join(times.skips)}" if times.skips else "")


def trip(text: str, language: str) -> str:
    found = read_travel(text, language, ZONE, NOW)
    return "-" if found is None else f"{found.place}, {found.until or ''}".strip(", ")


def dates(found: tuple[str, ...] | None) -> str:
    return "-" if found is None else " ".join(found)


READERS: dict[str, Callable[[str, str], str]] = {
    "times": lambda text, language: schedule(read_times(text, language, ZONE, NOW)),
    "until": lambda text, language: local(read_until(text, language, ZONE, NOW)),
    "moment": lambda text, language: local(read_moment(text, language, ZONE, NOW)),
    "skips": lambda text, language: dates(read_skips(text, language, ZONE, NOW)),
    "length": lambda text, language: minutes(read_duration(text, language=language)),
    "walk": lambda text, language: minutes(read_walk(text, language, ZONE, NOW)),
    "check": lambda text, language: local(read_check(text, language, ZONE, NOW)),
    "later": lambda text, language: minutes(read_later(text, language, ZONE, NOW)),
    "travel": trip,
}


def heard(language: str, reader: str, said: str) -> str:
    try:
        return READERS[reader](said, language)
    except NotUnderstood as unclear:
        return f"? {say(unclear.text, 'en')}"


@pytest.mark.parametrize(("language", "reader", "said", "expected"), [case for code in known() for case in cases(code)])
def test_every_line_is_read_as_it_is_meant(language: str, reader: str, said: str, expected: str) -> None:
    found = heard(language, reader, said)
    if expected.startswith("?"):
        assert found.startswith("?") and expected[1:].strip() in found, found
    else:
        assert found == expected


@pytest.mark.parametrize("language", known())
def test_every_language_has_a_table_and_words_without_two_meanings(language: str) -> None:
    assert len(cases(language)) >= LEAST.get(language, 60)
    assert {reader for _, reader, _, _ in cases(language)} >= READERS.keys() - {"travel"}
    assert lexicon(language).tokens
