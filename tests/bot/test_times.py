"""What people say about time, and what we make of it; what may mean two things is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.times import (
    ProbeLimits,
    ProbeWish,
    describe,
    is_probe_command,
    read_duration,
    read_probe_command,
    read_times,
    read_until,
)
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import say
from wellcheck.recurrence import Cron, check, upcoming

NOW = datetime(2026, 11, 25, 10, 7, tzinfo=UTC)  # a Wednesday, 11:07 in Madrid
MADRID = "Europe/Madrid"


def times(text: str, language: str = "en") -> list[str]:
    return list(read_times(text, language, MADRID, NOW).crons)


def refused(text: str, language: str = "en") -> str:
    with pytest.raises(NotUnderstood) as caught:
        read_times(text, language, MADRID, NOW)
    return say(caught.value.text, "en")


@pytest.mark.parametrize(
    ("text", "crons"),
    [
        ("9am", ["0 9 * * *"]),
        ("9", ["0 9 * * *"]),
        ("8", ["0 8 * * *"]),
        ("12", ["0 12 * * *"]),
        ("14", ["0 14 * * *"]),
        ("2am", ["0 2 * * *"]),
        ("12pm", ["0 12 * * *"]),
        ("12am", ["0 0 * * *"]),
        ("02:30", ["30 2 * * *"]),
        ("0930", ["30 9 * * *"]),
        ("9.30 a.m.", ["30 9 * * *"]),
        ("９：３０", ["30 9 * * *"]),
        ("9h", ["0 9 * * *"]),
        ("at 9:30 and 8pm", ["30 9 * * *", "0 20 * * *"]),
        ("9 and 9pm", ["0 9,21 * * *"]),
        ("half past 8", ["30 8 * * *"]),
        ("quarter to 9 pm", ["45 20 * * *"]),
        ("nine o'clock", ["0 9 * * *"]),
        ("noon and midnight", ["0 0,12 * * *"]),
        ("at this time", ["7 11 * * *"]),
        ("Every day at 9.30 please", ["30 9 * * *"]),
        ("every day at noon", ["0 12 * * *"]),
        ("weekdays 8:30 and 20:00", ["30 8 * * 1-5", "0 20 * * 1-5"]),
        ("Mon, Wed and Fri 7:15", ["15 7 * * 1,3,5"]),
        ("weekends 10", ["0 10 * * 0,6"]),
        ("mon-fri 9", ["0 9 * * 1-5"]),
        ("from Monday to Friday at 9", ["0 9 * * 1-5"]),
        ("fri-mon 9", ["0 9 * * 0,1,5,6"]),
        ("Sundays at 11", ["0 11 * * 0"]),
        ("weekdays at 8:30 and weekends at 10", ["30 8 * * 1-5", "0 10 * * 0,6"]),
        ("9am weekdays and 10am weekends", ["0 9 * * 1-5", "0 10 * * 0,6"]),
        ("8 in the morning and 8 in the evening", ["0 8,20 * * *"]),
        ("every evening at 8", ["0 20 * * *"]),
        ("9 at night", ["0 21 * * *"]),
        ("every 4 hours between 8 and 20", ["0 8,12,16,20 * * *"]),
        ("every hour 9 to 17 on weekdays", ["0 9-17 * * 1-5"]),
        ("every 2 hours from 22 to 6", ["0 0,2,4,6,22 * * *"]),
        ("every 2 hours", ["0 */2 * * *"]),
        ("hourly", ["0 * * * *"]),
        ("every half hour between 8 and 20", ["0 8-20 * * *", "30 8-19 * * *"]),
        ("0 9 * * MON-FRI", ["0 9 * * MON-FRI"]),
        ("@daily", ["@daily"]),
    ],
)
def test_times_in_english(text: str, crons: list[str]) -> None:
    assert times(text) == crons


@pytest.mark.parametrize(
    ("text", "crons"),
    [
        ("a las 9", ["0 9 * * *"]),
        ("a las once", ["0 11 * * *"]),
        ("9 de la mañana y 9 de la noche", ["0 9,21 * * *"]),
        ("lunes, miércoles y viernes a las 7:15", ["15 7 * * 1,3,5"]),
        ("entre semana 8:30 y 20:00", ["30 8 * * 1-5", "0 20 * * 1-5"]),
        ("de lunes a viernes a las 9", ["0 9 * * 1-5"]),
        ("todos los días a mediodía", ["0 12 * * *"]),
        ("cada 4 horas entre las 8 y las 20", ["0 8,12,16,20 * * *"]),
        ("cada 4 horas de 8 a 20", ["0 8,12,16,20 * * *"]),
        ("los lunes a las 8 y media", ["30 8 * * 1"]),
        ("9 menos cuarto", ["45 8 * * *"]),
        ("los sábados a las 10 y los domingos a las 11", ["0 10 * * 6", "0 11 * * 0"]),
    ],
)
def test_times_in_spanish(text: str, crons: list[str]) -> None:
    assert times(text, "es") == crons


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("at 2", "Do you mean 02:00 or 14:00?"),
        ("8 and 9pm", "Do you mean 08:00 or 20:00?"),
        ("every hour between 9 and 5", "Do you mean 05:00 or 17:00?"),
        ("at 8 or 9", "Which one?"),
        ("9 15", "Which one?"),
        ("twice a day", "At what time?"),
        ("in the morning", "At what time?"),
        ("Monday", "At what time?"),
        ("every 5 hours", "does not come out even"),
        ("9 to 17", "How often"),
        ("from 9 to 17", "How often"),
        ("every other day at 9", "same days of every week"),
        ("once a week", "same days of every week"),
        ("9am weekdays and 8pm", "days and the time together"),
        ("tomorrow at 9", "9am"),
        ("25:00", "9am"),
        ("whenever you like", "9am"),
        ("", "9am"),
        ("9 " * 500, "9am"),
    ],
)
def test_what_is_unclear_is_asked(text: str, hint: str) -> None:
    assert hint in refused(text)


def test_what_is_heard_can_be_kept_and_said_back() -> None:
    for text in ("weekdays 8:30 and 20:00", "every 4 hours between 8 and 20", "0 9 1 * *", "every half hour", "sun 9"):
        crons = tuple(times(text))
        check(Cron(crons), MADRID, NOW, timedelta(minutes=5))
        assert len(upcoming(Cron(crons), MADRID, NOW)) == 5
        assert say(describe(crons, "en"), "en")


@pytest.mark.parametrize(
    ("crons", "said"),
    [
        (["0 9 * * *"], "every day at 09:00"),
        (["15 7 * * 1,3,5"], "on Monday, Wednesday and Friday at 07:15"),
        (["30 8 * * 1-5", "0 20 * * MON-FRI"], "on weekdays at 08:30 and 20:00"),
        (["0 10 * * 0,6"], "at weekends at 10:00"),
        (["0 10 * * 6,7"], "at weekends at 10:00"),
        (["0 8-20/4 * * *"], "every day, every 4 hours from 08:00 to 20:00"),
        (["0 * * * *"], "every hour"),
        (["*/30 * * * 1-5"], "on weekdays, every 30 minutes"),
        (["0 9 * * 1", "0 10 * * 2"], "on Monday at 09:00; on Tuesday at 10:00"),
        (["0 9 1 * *"], "every month on day 1 at 09:00"),
        (["0 9 13 * 5"], 'by the rule "0 9 13 * 5"'),
        (["@daily"], 'by the rule "@daily"'),
    ],
)
def test_schedules_are_said_in_words(crons: list[str], said: str) -> None:
    assert say(describe(crons, "en"), "en") == said


_PIECES = [
    "every", "weekdays", "mon", "fri", "9", "2", "8:30", "20", "9am", "pm", "and", "or", "to", "-", "between", "hours",
    "day", "cada", "de", "la", "manana", "las", "y", ",", "25", "99:99",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=9))
def test_any_mixture_of_time_words_is_kept_or_asked_about(words: list[str]) -> None:
    try:
        crons = read_times(" ".join(words), "en", MADRID, NOW).crons
    except NotUnderstood:
        return
    assert crons
    check(Cron(crons), MADRID, NOW, timedelta(minutes=1))


def until(text: str, language: str = "en") -> str:
    return read_until(text, language, MADRID, NOW).astimezone(UTC).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "language", "end"),
    [
        ("tomorrow", "en", "2026-11-25 23:00"),
        ("until Friday", "en", "2026-11-26 23:00"),
        ("Wednesday", "en", "2026-12-01 23:00"),
        ("25 December", "en", "2026-12-24 23:00"),
        ("December 25th, 2026", "en", "2026-12-24 23:00"),
        ("2026-12-25", "en", "2026-12-24 23:00"),
        ("2026-12-25T09:00", "en", "2026-12-25 08:00"),
        ("25/12", "en", "2026-12-24 23:00"),
        ("the 30th", "en", "2026-11-29 23:00"),
        ("next Monday 9am", "en", "2026-11-30 08:00"),
        ("Friday 17:30", "en", "2026-11-27 16:30"),
        ("for 3 days", "en", "2026-11-28 10:07"),
        ("2 weeks", "en", "2026-12-09 10:07"),
        ("a month", "en", "2026-12-25 10:07"),
        ("for 3 hours", "en", "2026-11-25 13:07"),
        ("6pm", "en", "2026-11-25 17:00"),
        ("6am", "en", "2026-11-26 05:00"),
        ("mañana", "es", "2026-11-25 23:00"),
        ("hasta el lunes que viene", "es", "2026-11-29 23:00"),
        ("25 de diciembre", "es", "2026-12-24 23:00"),
        ("3/4", "es", "2027-04-02 22:00"),
        ("una semana", "es", "2026-12-02 10:07"),
        ("el 1 de enero a las 9 de la mañana", "es", "2027-01-01 08:00"),
    ],
)
def test_a_pause_ends_when_they_say(text: str, language: str, end: str) -> None:
    assert until(text, language) == end


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("next Friday", "27 November 2026 or 4 December 2026"),
        ("3/4", "3 April 2027 or 4 March 2027"),
        ("Friday at 5", "05:00 or 17:00"),
        ("today", "Until what time?"),
        ("2020-01-01", "1 January 2020 has already passed"),
        ("2030-01-01", "366 days at most"),
        ("99 months", "366 days at most"),
        ("31 feb", "There is no such day"),
        ("2026-02-31", "There is no such day"),
        ("for ever", "until when"),
    ],
)
def test_a_pause_is_never_endless_past_or_guessed(text: str, hint: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        until(text)
    assert hint in say(caught.value.text, "en")


def test_a_day_that_has_no_midnight_begins_when_it_begins() -> None:
    now = datetime(2026, 4, 20, 12, tzinfo=UTC)
    assert read_until("2026-04-24", "en", "Africa/Cairo", now) == datetime(2026, 4, 23, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30 minutes", 30), ("1h", 60), ("90", 90), ("half an hour", 30), ("1h30", 90), ("1 hour 30 minutes", 90),
        ("an hour and a half", 90), ("1.5 hours", 90), ("2 days", 2880), ("1 day 2 hours", 1560), ("5m", 5),
        ("two hours", 120), ("media hora", 30), ("una hora y media", 90), ("cuarenta y cinco minutos", 45),
        ("In 20 min.", 20),
    ],
)  # fmt: skip
def test_durations(text: str, minutes: int) -> None:
    assert read_duration(text) == timedelta(minutes=minutes)


def test_durations_out_of_bounds_are_refused_with_the_bounds() -> None:
    for text in ("0", "100 days", "999999"):
        with pytest.raises(NotUnderstood) as caught:
            read_duration(text)
        assert say(caught.value.text, "en") == "Please choose something between 1 minute and 7 days."
    for text in ("", "-5", "abc", "1e9", "1h99"):
        with pytest.raises(NotUnderstood):
            read_duration(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("probe", ProbeWish(5, 3, 10)),
        ("probe -in 60 -retries 1 -wait 20", ProbeWish(60, 1, 20)),
        (" PROBE   -IN 60   -Retries 1\n-wait 20 ", ProbeWish(60, 1, 20)),
        ("probe\n-in 60", ProbeWish(60)),
        ("probe -in=60", ProbeWish(60)),
        ("probe —in 60", ProbeWish(60)),
        ("probe 60", ProbeWish(60)),
        ("/probe 60", ProbeWish(60)),
        ("probe now", ProbeWish(0)),
        ("check on me in 30 minutes", ProbeWish(30)),
        ("Check on me in half an hour.", ProbeWish(30)),
        ("pregúntame en 30 minutos", ProbeWish(30)),
    ],
)
def test_probe_commands(text: str, wish: ProbeWish) -> None:
    assert is_probe_command(text)
    assert read_probe_command(text) == wish


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("probe --help", "Say"),
        ("probe -in", "Say"),
        ("probe -in soon", "Say"),
        ("probe -often 3", "Say"),
        ("probe -in 5 -in 6", "Say"),
        ("probe -in -5", "0 to 10080 minutes"),
        ("probe -5", "0 to 10080 minutes"),
        ("probe -in 9999999", "0 to 10080 minutes"),
        ("probe -wait 0", "1 to 1440 minutes"),
        ("probe -retries 11", "0 to 10 times"),
        ("check on me in 3 years", "Say"),
    ],
)
def test_probe_commands_that_cannot_be_kept(text: str, hint: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_probe_command(text)
    assert hint in say(caught.value.text, "en")


def test_the_limits_of_a_probe_are_given_by_the_caller() -> None:
    with pytest.raises(NotUnderstood):
        read_probe_command("probe 60", ProbeLimits(in_minutes=(1, 30)))
    assert not is_probe_command("probes are fun")
    assert not is_probe_command("I'm ok")
