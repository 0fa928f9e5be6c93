"""What holds for every language: nothing breaks, nothing is guessed, clocks that are moved, limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.times import (
    MOST_TEXT,
    Pause,
    Times,
    Travel,
    describe,
    fold,
    is_probe_command,
    next_times,
    read_check,
    read_duration,
    read_later,
    read_moment,
    read_pause,
    read_probe_command,
    read_skips,
    read_times,
    read_travel,
    read_until,
    read_walk,
)
from bot.times.compiling import known, lexicon
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, say
from wellcheck.recurrence import Cron, check

NOW = datetime(2026, 11, 25, 10, 7, tzinfo=UTC)
MADRID = "Europe/Madrid"
READERS = (read_times, read_until, read_pause, read_moment, read_skips, read_walk, read_check, read_later, read_travel)


def in_words(times: Times, language: str = "en") -> str:
    return say(describe(times, language), language)


# --- nothing breaks -------------------------------------------------------------------------------------------------

PIECES = sorted({piece for code in known() for piece in lexicon(code).tokens})


def read_all(text: str, language: str) -> None:
    for read in READERS:
        try:
            found = read(text, language, MADRID, NOW)
        except NotUnderstood as hint:
            assert say(hint.text, language)
            continue
        match found:
            case Times():
                assert found.crons and len(found.windows) in (0, len(found.crons))
                assert in_words(found, language)
            case datetime():
                assert found > NOW
            case Pause():
                assert found.until > (found.start or NOW)
            case timedelta():
                assert timedelta() < found <= timedelta(hours=12)
            case Travel():
                assert found.place
            case tuple():
                assert found and all(isinstance(each, str) for each in found)
            case None:
                assert read not in (read_times, read_until, read_pause, read_moment)


@settings(deadline=None)  # the words of a language are compiled when they are first needed
@given(st.text(max_size=60), st.sampled_from(known()))
def test_any_text_is_understood_or_asked_about(text: str, language: str) -> None:
    read_all(text, language)
    for read in (read_duration, read_probe_command):
        try:
            read(text, language=language)
        except NotUnderstood as hint:
            assert say(hint.text, language)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.integers(0, 33).map(str) | st.just("9:30"), max_size=9),
    st.sampled_from(known()),
)
def test_any_mixture_of_our_own_words_is_understood_or_asked_about(words: list[str], language: str) -> None:
    read_all(" ".join(words), language)


@pytest.mark.parametrize(
    "text", ["9 " * 2500, "九" * 5000, "every " * 900, "a" * 5000, "٩" * 5000, "-" * 5000, "\u0301" * 5000]
)
def test_long_texts_are_refused_at_once(text: str) -> None:
    for read in READERS:
        try:
            assert read(text, "en", MADRID, NOW) is None
        except NotUnderstood:
            continue
    with pytest.raises(NotUnderstood):
        read_duration(text)
    assert not is_probe_command(text)


def test_a_text_of_the_greatest_length_is_still_read() -> None:
    words = "every day at 9, " * 13
    assert len(words) > MOST_TEXT
    assert read_times(words[:MOST_TEXT].rsplit(",", 1)[0], "en", MADRID, NOW) == Times(("0 9 * * *",))


def test_what_is_written_in_another_language_is_read_if_only_one_reading_is_possible() -> None:
    assert read_times("todos los días a las nueve", "de", MADRID, NOW).crons == ("0 9 * * *",)
    assert read_times("每天早上九点", "xx", MADRID, NOW).crons == ("0 9 * * *",)
    assert read_duration("eine halbe Stunde") == timedelta(minutes=30)
    with pytest.raises(NotUnderstood, match="02:00|14:00|Do you mean"):
        read_times("a las dos", "en", MADRID, NOW)


def test_digits_and_signs_of_any_script_are_folded() -> None:
    assert fold(" ＨÉLLO  ’٣४９") == "hello '349"
    assert fold("Yarın İYİ") == "yarin iyi"


def test_a_part_of_the_day_belongs_to_the_hour_beside_it_where_it_usually_comes_first() -> None:
    assert read_times("sabah 8 akşam 8", "tr", MADRID, NOW).crons == ("0 8,20 * * *",)
    assert read_times("saat 9 akşam", "tr", MADRID, NOW).crons == ("0 21 * * *",)
    assert read_times("saat 9, akşam 8", "tr", MADRID, NOW).crons == ("0 9,20 * * *",)


# --- clocks that are moved ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "zone", "now", "at"),
    [
        # Half past two does not exist on 29 March 2026 in Madrid: as much later as the clock was moved.
        ("tomorrow at 02:30", MADRID, "2026-03-28 12:00", "2026-03-29 01:30"),
        # Half past two comes twice on 25 October 2026: the first.
        ("tomorrow at 02:30", MADRID, "2026-10-24 12:00", "2026-10-25 00:30"),
        # Minutes are counted, whatever the clock does; also within the hour that comes twice.
        ("in 40 minutes", MADRID, "2026-10-25 00:45", "2026-10-25 01:25"),
        ("in 40 minutes", MADRID, "2026-10-25 01:45", "2026-10-25 02:25"),
        ("in 2 hours", MADRID, "2026-03-29 00:30", "2026-03-29 02:30"),
        # Days are by the calendar: the clock shows the same time.
        ("in 1 day at 9am", MADRID, "2026-03-28 12:00", "2026-03-29 07:00"),
        ("at 11pm", "Pacific/Auckland", "2026-11-25 10:07", "2026-11-26 10:00"),
        ("tonight at 10", "America/Los_Angeles", "2026-11-25 10:07", "2026-11-26 06:00"),
        ("at 23:00", "Asia/Kathmandu", "2026-11-25 10:07", "2026-11-25 17:15"),
        # Said after midnight, tonight is this night.
        ("tonight at 2", MADRID, "2026-11-24 23:30", "2026-11-25 01:00"),
        ("tonight at 10", MADRID, "2026-11-24 23:30", "2026-11-25 21:00"),
    ],
)
def test_moments_by_the_clock_on_the_wall(text: str, zone: str, now: str, at: str) -> None:
    began = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert read_moment(text, "en", zone, began) == datetime.fromisoformat(at).replace(tzinfo=UTC)


def test_a_pause_over_the_change_of_clocks_ends_at_midnight_there() -> None:
    now = datetime(2026, 10, 23, 12, tzinfo=UTC)
    assert read_until("until Monday", "en", MADRID, now) == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_a_pause_that_begins_later_is_read_whole_and_never_as_one_that_begins_now() -> None:
    assert read_pause("from 3 to 10 December", "en", MADRID, NOW) == Pause(
        datetime(2026, 12, 9, 23, tzinfo=UTC), datetime(2026, 12, 2, 23, tzinfo=UTC)
    )
    with pytest.raises(NotUnderstood, match="begins now"):
        read_until("from 3 to 10 December", "en", MADRID, NOW)


def test_days_at_the_turn_of_the_year() -> None:
    now = datetime(2026, 12, 30, 12, tzinfo=UTC)
    assert read_skips("skip 31 December to 2 January", "en", MADRID, now) == ("2026-12-31/2027-01-02",)
    assert read_skips("skip 31 to 2 January", "en", MADRID, now) == ("2026-12-31/2027-01-02",)
    assert read_skips("skip 29 February", "en", MADRID, now) == ("2028-02-29",)
    assert read_until("the 1st", "en", MADRID, now) == datetime(2026, 12, 31, 23, tzinfo=UTC)


# --- limits ---------------------------------------------------------------------------------------------------------


def test_lengths_keep_to_the_bounds_they_are_given() -> None:
    short = timedelta(minutes=30)
    assert read_walk("walk me home: 30 minutes", "en", MADRID, NOW, at_most=short) == short
    with pytest.raises(NotUnderstood, match="between"):
        read_walk("walk me home: 40 minutes", "en", MADRID, NOW, at_most=short)
    assert read_later("later", "en", MADRID, NOW, usual=timedelta(minutes=20)) == timedelta(minutes=20)
    assert read_later("later", "en", MADRID, NOW, usual=timedelta(hours=2), at_most=short) == short


def test_more_than_we_can_keep_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="more times"):
        read_times(", ".join(f"{hour}:{hour}" for hour in range(10, 23)), "en", MADRID, NOW)
    with pytest.raises(NotUnderstood, match="more days"):
        read_skips("skip " + ", ".join(f"{day} dec" for day in range(1, 20)), "en", MADRID, NOW)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("probe", True),
        ("check on me", True),
        ("check on me in 30 minutes", True),
        ("ask me in half an hour", True),
        ("check on me at 11 pm", False),
        ("ask me every day at 9", False),
        ("ask me again in 15 minutes", False),
        ("ask Bob", False),
        ("frag mich in 20 Minuten", True),
    ],
)
def test_only_a_check_soon_is_a_probe_command(text: str, is_one: bool) -> None:
    assert is_probe_command(text) is is_one


# --- said back ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("between 9 and 11", "every day, some time between 09:00 and 11:00"),
        ("between 11pm and 1am on weekdays", "on weekdays, some time between 23:00 and 01:00"),
        (
            "between 9 and 11 and between 18 and 20",
            "every day, some time between 09:00 and 11:00 and between 18:00 and 20:00",
        ),
        ("between 9 and 11 and at 8pm", "every day at 20:00; every day, some time between 09:00 and 11:00"),
        ("9am, not on Sundays", "every day except Sunday at 09:00"),
        ("9am, not on 24 December", "every day at 09:00, but not on 24 December 2026"),
        (
            "9am, skip 24 to 27 December and 1 January",
            "every day at 09:00, but not on 24 December 2026 to 27 December 2026 and 1 January 2027",
        ),
    ],
)
def test_windows_and_what_is_left_out_are_said_back(text: str, said: str) -> None:
    assert in_words(read_times(text, "en", MADRID, NOW)) == said


@pytest.mark.parametrize(
    "text", ["between 9 and 11", "9am, not on Sundays", "weekdays 8:30 and 20:00", "9am, not on 24 December"]
)
@pytest.mark.parametrize("language", ["en", "ar", "de", "fr", "hi", "it", "pt", "ru", "tr", "uk", "zh"])
def test_what_is_said_back_is_understood_as_the_same(text: str, language: str) -> None:
    times = read_times(text, "en", MADRID, NOW)
    assert read_times(in_words(times, language), language, MADRID, NOW) == times


def test_the_next_times_show_windows_and_leave_out_what_is_left_out() -> None:
    times = read_times("every day between 9 and 11, not on Sundays, not tomorrow", "en", MADRID, NOW)
    schedule = check(Cron(times.crons, times.windows, times.skips), MADRID, NOW, timedelta(minutes=5))
    assert isinstance(schedule, Cron)
    assert say(T("{coming}", coming=next_times(schedule, MADRID, NOW)), "en", MADRID) == (
        "Fri 27 Nov, 09:00 to 11:00, Sat 28 Nov, 09:00 to 11:00, Mon 30 Nov, 09:00 to 11:00, "
        "Tue 1 Dec, 09:00 to 11:00 and Wed 2 Dec, 09:00 to 11:00"
    )


@settings(deadline=None)
@given(
    st.sampled_from(["between 9 and {h}", "between {h} and 23", "9am and between {h} and 20:30 on weekdays"]),
    st.integers(0, 23),
)
def test_windows_that_are_understood_can_be_kept(text: str, hour: int) -> None:
    try:
        times = read_times(text.format(h=hour), "en", MADRID, NOW)
    except NotUnderstood:
        return
    assert check(Cron(times.crons, times.windows, times.skips), MADRID, NOW, timedelta(minutes=1))
