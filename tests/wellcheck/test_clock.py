"""The product's time follows the database's clock, and slow readings of it do not shake it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from wellcheck.clock import Clock, Pace, steady

REAL = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PACE = Pace(REAL, REAL)


@pytest.mark.parametrize("shown", [REAL, REAL + timedelta(days=3)])
def test_a_slow_reading_that_agrees_moves_nothing(shown: datetime):
    pace = Pace(REAL, shown)
    clock = Clock(pace)
    before = clock.now()
    clock.follow(pace, clock.real() - timedelta(milliseconds=1), 0.2)  # by half its round trip it would be 99 ms ahead
    assert timedelta(0) <= clock.now() - before < timedelta(milliseconds=50)
    clock.follow(pace, clock.real() - timedelta(milliseconds=199), 0.2)  # and now 99 ms behind
    assert timedelta(0) <= clock.now() - before < timedelta(milliseconds=50)


@pytest.mark.parametrize("off", [-5.0, -0.02, 0.02, 5.0, 86_400.0])
def test_a_reading_that_does_not_agree_is_taken_over(off: float):
    clock = Clock(PACE)
    clock.follow(PACE, clock.real() + timedelta(seconds=off), 0.001)
    assert abs((clock.real() - REAL).total_seconds() - off) < 0.05


def test_time_that_was_wound_is_followed_at_once_however_slow_the_reading():
    clock = Clock(PACE)
    clock.follow(PACE.forward(timedelta(hours=2), REAL), clock.real(), 3.0)
    assert clock.now() - REAL >= timedelta(hours=2)


def test_a_reading_that_a_later_one_overtook_does_not_turn_time_back():
    clock = Clock(PACE)
    clock.follow(PACE.forward(timedelta(days=1), REAL), clock.real(), 0.0)
    clock.follow(PACE, clock.real(), 30.0)  # was on its way when somebody wound the clock
    assert clock.now() - REAL >= timedelta(days=1)


def test_time_passes_while_the_machine_sleeps():
    slept = 0.0
    clock = Clock(PACE, lambda: slept)
    clock.follow(PACE, REAL, 0.0)
    slept = 8 * 3600.0
    assert clock.now() - REAL == timedelta(hours=8)


def test_the_clock_of_this_machine_that_counts_its_sleep_is_the_one_that_is_asked():
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    assert before <= steady() <= time.clock_gettime(time.CLOCK_BOOTTIME)
