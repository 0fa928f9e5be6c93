"""The calendar of a month: which mark a day gets, and that the picture shows it to everybody."""

from __future__ import annotations

import io
import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image, ImageColor

from bot import days, month, picture
from bot.days import MARKS, NOTHING, PAUSED, Calendar, Day
from tests.bot.looking import marks_in, unlike
from wellcheck.i18n import LANGUAGES, Text, say
from wellcheck.probes import Probe
from wellcheck.probes.history import HELP, LATE, OKAY, SILENT, look

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
START = NOW - month.MONTH


def asked(day: int, status: str = "good", at: int = 9, **more: object) -> Probe:
    """A question so many days ago, at that hour in UTC."""
    when = NOW.replace(hour=at) - timedelta(days=day)
    return Probe(status=status, asked_at=when, settled_at=when + timedelta(minutes=3), **more)


def calendar(probes: Sequence[Probe] = (), **more: object) -> Calendar:
    """Those days in London."""
    given = {"spared": (), "pauses": (), "start": START, "now": NOW, "language": "en", "zone": "Europe/London"} | more
    return days.calendar(probes, **given)  # type: ignore[arg-type]


def marks(calendar: Calendar) -> dict[date, str]:
    """The mark of each day on which there is one."""
    every = {calendar.first + timedelta(days=n): day.mark for n, day in enumerate(calendar.days)}
    return {on: mark for on, mark in every.items() if mark != NOTHING}


PROBES = (
    *(asked(day) for day in range(29, 8, -1)),
    asked(8, "unavailable", reason="silence"),
    asked(7, "unavailable", reason="silence", late_ok_at=NOW),
    asked(6, "bad", reason="said"),
    asked(5, "bad", reason="duress"),
    asked(4, "cancelled"),
    asked(3, "unavailable", kind="rehearsal"),
    asked(2, at=8),
    asked(2, "unavailable", at=20),
    asked(0, "pending"),
)


def test_each_day_gets_the_gravest_of_its_marks() -> None:
    seen = marks(calendar(PROBES))
    assert [seen.get((NOW - timedelta(days=ago)).date(), "") for ago in range(9, -1, -1)] == [
        OKAY, SILENT, LATE, HELP, OKAY, "", "", SILENT, "", "",
    ]  # fmt: skip
    assert seen[date(2026, 10, 24)] == OKAY and len(seen) == 26


def test_the_marks_are_as_many_as_the_sentences_say() -> None:
    once = [probe for probe in PROBES if probe.asked_at.day != 20]
    seen, told = Counter(marks(calendar(once)).values()), look(once)
    assert (seen[OKAY], seen[LATE]) == (told.answered, told.late)
    assert seen[LATE] + seen[SILENT] + seen[HELP] == told.told and seen.total() == told.asked


def test_a_day_is_a_day_where_they_live() -> None:
    late = [asked(1, at=23)]
    assert list(marks(calendar(late))) == [date(2026, 11, 21)]
    assert list(marks(calendar(late, zone="Asia/Kolkata"))) == [date(2026, 11, 22)]


def test_who_told_us_before_is_well_and_a_pause_is_no_silence() -> None:
    pauses = [(NOW - timedelta(days=20), True), (NOW - timedelta(days=18), False), (NOW - timedelta(days=1), True)]
    seen = marks(calendar([asked(20)], spared=[NOW - timedelta(days=10)], pauses=pauses))
    assert seen == {
        date(2026, 11, 2): OKAY,
        **dict.fromkeys((date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 21), date(2026, 11, 22)), PAUSED),
        date(2026, 11, 12): OKAY,
    }
    before = marks(calendar(pauses=[(START - timedelta(days=9), True)]))
    assert len(before) == 30 and set(before.values()) == {PAUSED}, "a pause may have begun before"


def test_a_first_day_of_which_the_question_is_too_old_is_left_out() -> None:
    assert calendar().first == date(2026, 10, 24)
    assert calendar([asked(30, at=11)]).first == date(2026, 10, 23)


def test_it_travels_as_json() -> None:
    one = calendar(PROBES, language="ar", zone="Africa/Cairo")
    assert days.load(days.dump(one)) == one


@pytest.mark.parametrize(
    ("language", "zone", "begins"),
    [("en", "Europe/London", 0), ("en", "America/New_York", 6), ("ar", "Africa/Cairo", 5), ("hi", "Asia/Kolkata", 6),
     ("zh", "Europe/London", 0), ("en", "Asia/Tokyo", 6), ("es", "UTC", 0)],
)  # fmt: skip
def test_weeks_begin_as_where_they_live(language: str, zone: str, begins: int) -> None:
    assert days.week_begins(language, zone) == begins


# --- the picture -----------------------------------------------------------------------------------------------------

EVERY = Calendar(date(2026, 10, 23), tuple(Day(MARKS[n % 6], n % 2, 1 + n % 3) for n in range(31)), "en")


@pytest.mark.parametrize(("language", "begins"), [("en", 0), ("ar", 5), ("zh", 0), ("hi", 6)])
def test_the_marks_can_be_read_back_without_colours(language: str, begins: int) -> None:
    shown = replace(EVERY, language=language, begins=begins)
    png = picture.draw(shown)
    read = marks_in(png, shown)
    assert list(read.values()) == [day.mark for day in EVERY.days] and list(read)[-1] == date(2026, 11, 22)
    assert len(png) < 60_000
    image = Image.open(io.BytesIO(png))
    assert image.width >= 1000 and image.format == "PNG"


def test_the_shapes_differ_and_can_be_seen() -> None:
    for one, other in itertools.combinations(MARKS, 2):
        assert unlike(picture.stamp(one), picture.stamp(other)) > 0.08, (one, other)
    for mark, colour in picture.COLOURS.items():
        assert contrast(colour) >= 4.5, mark
    assert contrast(picture.FAINT) >= 4.5


def contrast(colour: str) -> float:
    """To white, as WCAG counts it."""
    parts = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_columns_go_as_people_read() -> None:
    """The 24th of October 2026 is a Saturday, the first day of the week in Cairo."""
    english, arabic = picture.layout(EVERY), picture.layout(replace(EVERY, language="ar", begins=5))
    sunday, saturday = date(2026, 10, 25), date(2026, 10, 24)
    assert english[sunday].left == picture.EDGE + 6 * picture.CELL and english[saturday].left < english[sunday].left
    assert arabic[saturday].left == picture.EDGE + 6 * picture.CELL and arabic[sunday].left < arabic[saturday].left


def test_names_are_written_where_the_font_has_their_letters() -> None:
    assert picture.day_names(replace(EVERY, begins=6)) == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert picture.day_names(replace(EVERY, language="es")) == ["L", "M", "X", "J", "V", "S", "D"]
    for language in ("ar", "hi", "zh", "ru"):
        assert picture.day_names(replace(EVERY, language=language)) == []
    for language in LANGUAGES:  # whoever was first does not decide for the others
        title = picture.title(replace(EVERY, language=language))
        assert picture.writes(title) and "2026" in title
    assert picture.title(EVERY) == "October 2026 / November 2026"
    assert picture.title(replace(EVERY, language="zh")) == "2026-10 / 2026-11"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_is_explained(language: str) -> None:
    legend: list[tuple[str, Text]] = EVERY.legend()
    assert len(legend) == len(MARKS) and len({sign for sign, _ in legend}) == len(MARKS)
    said = {say(meaning, language) for _, meaning in legend}
    assert len(said) == len(MARKS)
    assert [sign for sign, _ in Calendar(EVERY.first, (Day(OKAY), Day(HELP)), language).legend()] == ["✓", "✕"]
