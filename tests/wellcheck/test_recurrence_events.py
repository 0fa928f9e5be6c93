"""Rules of events beside an oracle that knows nothing of ours: dateutil walks from the start in naive local time, and a table
of a zone's offsets, found by looking at every quarter of an hour, says which instant a time on the wall is."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from wellcheck import recurrence
from wellcheck.errors import NotValid
from wellcheck.recurrence import Repeat, Rule, ical, wishes

ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "America/New_York", "America/Santiago", "America/St_Johns", "Antarctica/Troll",
    "Asia/Beirut", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)
END = datetime(2050, 1, 1)
QUARTER = timedelta(minutes=15)
NAMES = {"daily": rrule.DAILY, "weekly": rrule.WEEKLY, "monthly": rrule.MONTHLY, "yearly": rrule.YEARLY}


class Clock:
    """What the clocks of a zone show: since when (UTC) which offset."""

    def __init__(self, zone: str) -> None:
        place, at, before = ZoneInfo(zone), FIRST, None
        self.since: list[datetime] = []
        self.offsets: list[timedelta] = []
        while at < LAST:
            offset = at.astimezone(place).utcoffset()
            assert offset is not None
            if offset != before:
                self.since.append(at)
                self.offsets.append(offset)
                before = offset
            at += QUARTER

    def shows(self, at: datetime) -> datetime:
        """The time on the wall at this instant."""
        return (at + self.offsets[bisect_right(self.since, at) - 1]).replace(tzinfo=None)

    def first(self, wall: datetime) -> datetime:
        """The first instant at which the wall shows this time, or, if it never does, a later one."""
        for n, offset in enumerate(self.offsets):
            at = wall.replace(tzinfo=UTC) - offset
            if n + 1 == len(self.since) or at < self.since[n + 1]:
                return max(at, self.since[n])
        raise AssertionError(wall)


@cache
def clock(zone: str) -> Clock:
    return Clock(zone)


def changes(zone: str) -> list[datetime]:
    """The moments at which the clocks of a zone are changed."""
    return clock(zone).since[1:]


def ours(rule: Rule, zone: str, after: datetime, until: datetime) -> list[datetime]:
    slots, at = [], after
    while (slot := recurrence.next_after(rule, zone, at)) and slot.at < until:
        slots.append(slot.at)
        at = slot.at
    return slots


def by_wall(walls: Iterator[datetime], zone: str, after: datetime, until: datetime) -> list[datetime]:
    """The instants of these times in order, each once."""
    end = (until + timedelta(days=2)).replace(tzinfo=None)
    found = (clock(zone).first(wall) for wall in takewhile(lambda wall: wall < end, walls))
    return list(dict.fromkeys(at for at in found if after < at < until))


DAILY = [
    {"frequency": "daily"},
    {"frequency": "daily", "interval": 2},
    {"frequency": "weekly", "weekdays": (5, 6, 0)},
    {"frequency": "weekly", "interval": 2, "weekdays": (4, 6)},
    {"frequency": "monthly", "month_days": (-1, 1, 25, 26, 27, 28, 29, 30, 31)},
    {"frequency": "yearly", "months": (3, 4, 9, 10, 11), "weekdays": (6,)},
]
TIMES = ((0, 0), (0, 30), (1, 15), (1, 59), (2, 0), (2, 30), (2, 45), (3, 0), (3, 30), (12, 0), (23, 45))


def dates_of(rule: dict[str, Any], start: datetime) -> rrule.rrule:
    """The same rule, as dateutil has it."""
    return rrule.rrule(
        NAMES[rule["frequency"]], start, rule.get("interval", 1), wkst=rrule.MO, byweekday=rule.get("weekdays") or None,
        bymonthday=rule.get("month_days") or None, bymonth=rule.get("months") or None, until=END,
    )  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_days_around_every_change_of_the_clocks(zone: str):
    cases = 0
    for change in changes(zone):
        after, until = change - timedelta(days=3), change + timedelta(days=3)
        for hour, minute in TIMES:
            for rule in DAILY:
                start = (clock(zone).shows(change) - timedelta(days=45)).replace(hour=hour, minute=minute)
                begun = clock(zone).first(start)
                wanted = Repeat(**({"start": begun} | rule))
                assert ours(wanted, zone, after, until) == by_wall(iter(dates_of(rule, start)), zone, after, until), (
                    change, start, rule)  # fmt: skip
                cases += 1
    assert cases >= 66 * 4


@pytest.mark.parametrize("zone", ZONES)
def test_hours_and_minutes_around_every_change_of_the_clocks(zone: str):
    hours, minutes = timedelta(hours=1), timedelta(minutes=1)
    for change in changes(zone):
        after, until = change - timedelta(hours=30), change + timedelta(hours=30)
        for unit, interval, kept in (
            (hours, 1, ()), (hours, 5, ()), (hours, 7, (5, 6)), (minutes, 45, ()), (minutes, 100, (6,)), (minutes, 1441, ()),
            (hours, 25, (0, 5)), (minutes, 37, (4, 0)),
        ):  # fmt: skip
            for start in (
                change - timedelta(days=40, minutes=17),
                change - timedelta(days=8),
                after + timedelta(minutes=1),
            ):
                name = "hourly" if unit == hours else "minutely"
                rule = Repeat(name, start, interval, weekdays=kept)
                at, walked = start, []
                while at < until:
                    if at > after and (not kept or clock(zone).shows(at).weekday() in kept):
                        walked.append(at)
                    at += interval * unit
                assert ours(rule, zone, after, until) == walked, rule


def test_the_cases_are_enough():
    each = sum(len(changes(zone)) for zone in ZONES)
    assert each * (len(TIMES) * len(DAILY) + 8 * 3) + 4 * 4 * 12 >= 5000


RRULES = [
    "FREQ=DAILY;BYHOUR=0,1,2,3,9;BYMINUTE=15,30",
    "FREQ=MONTHLY;BYDAY=-1SU,1SU,2SU,-1FR,1SA",
    "FREQ=WEEKLY;BYDAY=SA,SU,MO;BYHOUR=2,3;BYSETPOS=1,-1",
    "FREQ=YEARLY;BYYEARDAY=60,65,70,85,88,90,95,100,270,275,298,300,305,-60;BYHOUR=2",
    "FREQ=HOURLY;INTERVAL=3;BYMINUTE=0,30",
    "FREQ=MINUTELY;INTERVAL=20;BYHOUR=1,2,3",
]


@pytest.mark.parametrize("zone", ("America/Santiago", "Antarctica/Troll", "Australia/Lord_Howe", "Europe/Berlin"))
def test_what_rrule_text_alone_can_say_around_every_change_of_the_clocks(zone: str):
    for change in changes(zone):
        after, until = change - timedelta(days=2), change + timedelta(days=2)
        for text in RRULES:
            for hour, minute in ((0, 10), (2, 30)):
                start = (clock(zone).shows(change) - timedelta(days=20)).replace(hour=hour, minute=minute)
                rule = ical.read(text, clock(zone).first(start), ZoneInfo(zone), "schedule")
                walls = iter(rrule.rrulestr(f"{text};WKST=MO", dtstart=start))
                assert ours(rule, zone, after, until) == by_wall(walls, zone, after, until), (change, text, start)


# --- a walk from the start says the same ---------------------------------------------------------------------------------


def lists(low: int, high: int) -> st.SearchStrategy[tuple[int, ...]]:
    whole = st.integers(low, high).filter(bool)
    return st.sets(whole, max_size=4).map(lambda found: tuple(sorted(found)))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(NAMES)), st.integers(1, 5), lists(-31, 31), lists(1, 12), st.sets(st.integers(0, 6), max_size=3),
    st.dates(date(1999, 1, 1), date(2005, 1, 1)), st.integers(0, 4000), st.integers(1, 40),
)  # fmt: skip
def test_the_next_of_a_json_schedule_is_the_one_that_a_walk_finds(
    frequency, interval, days, months, weekdays, start, on, count
):
    begun = datetime(start.year, start.month, start.day, 9, 30)
    rule = {
        "frequency": frequency,
        "interval": interval,
        "month_days": days,
        "months": months,
        "weekdays": tuple(weekdays),
    }
    wanted = Repeat(**({"start": begun.replace(tzinfo=UTC)} | rule))
    after = begun + timedelta(days=on)
    walked = list(islice((at for at in dates_of(rule, begun) if at > after), 3))
    found = [slot.at.replace(tzinfo=None) for slot in recurrence.upcoming(wanted, "UTC", after.replace(tzinfo=UTC), 3)]
    assert [at for at in found if at <= END] == walked
    limited = list(islice(dates_of(rule, begun), count))
    if len(limited) == count:
        end = recurrence.repeats.end_of_count(wanted, ZoneInfo("UTC"), count)
        assert limited[-1] < end.replace(tzinfo=None) <= limited[-1] + timedelta(days=1)
        assert len(ours(wanted, "UTC", wanted.start - timedelta(days=1), end)) == count


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), st.integers(1, 4), st.integers(0, 900),
    st.sampled_from(["", ";BYDAY=MO,TH", ";BYMONTH=1,3,8", ";BYMONTHDAY=1,15,-1"]),
    st.sampled_from([";BYHOUR=3,15", ";BYMINUTE=7,40", ";BYHOUR=8;BYMINUTE=0,30", ";BYHOUR=0,1,2;BYSETPOS=-1"]),
    st.sampled_from(["MO", "SU", "WE"]), st.datetimes(datetime(2020, 1, 1), datetime(2021, 1, 1)),
)  # fmt: skip
def test_the_next_of_rrule_text_is_the_one_that_a_walk_finds(frequency, interval, on, days, times, wkst, start):
    if frequency in ("MINUTELY", "HOURLY"):
        on %= 40
    start = start.replace(microsecond=0)
    text = f"FREQ={frequency};INTERVAL={interval}{days}{times};WKST={wkst}"
    try:
        walk = rrule.rrulestr(text, dtstart=start)
    except ValueError:
        with pytest.raises(NotValid):
            ical.read(text, start.replace(tzinfo=UTC), ZoneInfo("UTC"), "schedule")
        return
    rule = ical.read(text, start.replace(tzinfo=UTC), ZoneInfo("UTC"), "schedule")
    after = start + timedelta(days=on)
    until = after + timedelta(days=400 if frequency not in ("MINUTELY", "HOURLY") else 40)
    walked = list(islice((at for at in takewhile(lambda at: at < until, walk) if at > after), 3))
    found = [slot.at.replace(tzinfo=None) for slot in recurrence.upcoming(rule, "UTC", after.replace(tzinfo=UTC), 3)]
    assert [at for at in found if at < until] == walked


def test_a_year_old_minute_is_found_at_once():
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for schedule in (
        {"frequency": "minutely"}, {"frequency": "minutely", "by_day": ["MO"], "by_month": [2]},
        "FREQ=MINUTELY;BYHOUR=3;BYDAY=SU",
    ):  # fmt: skip
        rule = wishes.read(schedule, start, None, [], "Europe/Berlin", start).rule
        began = time.process_time()
        for hours in range(100):
            recurrence.next_after(rule, "Europe/Berlin", start + timedelta(days=2000, hours=hours))
        assert time.process_time() - began < 0.5  # walked from the start it takes a hundred times as long


def test_what_never_comes_is_refused_before_long():
    began = time.process_time()
    for schedule in (
        {"frequency": "yearly", "by_month": [2], "by_month_day": [30]}, {"frequency": "daily", "interval": 7, "count": 1},
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=1", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=1",
        "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=5", "RDATE:20200101T000000Z",
    ):  # fmt: skip
        with pytest.raises(NotValid) as refused:
            wishes.read(schedule, datetime(2026, 1, 1, tzinfo=UTC), None, [], "UTC", datetime(2026, 6, 1, tzinfo=UTC))
        assert list(refused.value.fields) == ["schedule"]
    assert time.process_time() - began < 3


# --- several rules, and what is left out ---------------------------------------------------------------------------------


def keys(
    schedule: Any, start: str, n: int = 8, zone: str = "UTC", end: str | None = None, exclude: Any = ()
) -> list[str]:
    begun = datetime.fromisoformat(start)
    ends = datetime.fromisoformat(end) if end else None
    found = wishes.read(schedule, begun, ends, list(exclude), zone, begun)
    rule = recurrence.rule_of_key(recurrence.key(found.rule))
    assert rule == found.rule
    return [slot.key for slot in recurrence.upcoming(rule, zone, begun - timedelta(seconds=1), n)]


def test_lines_of_rrule_text_make_one_set():
    text = "\r\n".join((
        "DTSTART;TZID=Europe/Berlin:20260301T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260316T090000",
        "RRULE:FREQ=MONTHLY;", " BYDAY=1WE;COUNT=2", "RDATE:20260305T120000,20260306T110000Z", "EXDATE:20260309T090000",
    ))  # fmt: skip
    assert keys(text, "2026-03-01T08:00:00Z", 20, "Europe/Berlin") == [
        "2026-03-02T09:00", "2026-03-04T09:00", "2026-03-05T12:00", "2026-03-06T12:00", "2026-03-16T09:00",
        "2026-04-01T09:00"]  # fmt: skip


def test_the_start_may_stand_in_the_text_alone():
    text = "DTSTART:20300301T090000Z\nRRULE:FREQ=DAILY;COUNT=2"
    found = wishes.read(text, None, None, [], "UTC", datetime(2026, 1, 1, tzinfo=UTC))
    assert found.start == datetime(2030, 3, 1, 9, tzinfo=UTC)


def test_until_counts_in_rrule_text_and_not_in_json():
    assert keys("FREQ=DAILY;UNTIL=20260303T090000Z", "2026-03-01T09:00:00Z") == [
        f"2026-03-0{n}T09:00" for n in (1, 2, 3)
    ]
    assert keys("FREQ=DAILY;UNTIL=20260302", "2026-03-01T09:00:00Z") == [f"2026-03-0{n}T09:00" for n in (1, 2)]
    schedule = {"frequency": "daily", "until": "2026-03-03T09:00:00Z"}
    assert keys(schedule, "2026-03-01T09:00:00Z") == [f"2026-03-0{n}T09:00" for n in (1, 2)]


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;BYHOUR=23;BYMINUTE=30"])
def test_until_is_read_on_the_wall_of_the_event(rule: str):
    """A date ends where the next one begins there, also when its day has 23 hours or 25; a time without Z is local."""
    zagreb = "Europe/Zagreb"
    for until, start, wanted in (
        ("20261025", "2026-10-23T21:30:00Z", ["2026-10-23T23:30", "2026-10-24T23:30", "2026-10-25T23:30"]),
        ("20261025T233000", "2026-10-24T21:30:00Z", ["2026-10-24T23:30", "2026-10-25T23:30"]),
        ("20261025T232959", "2026-10-24T21:30:00Z", ["2026-10-24T23:30"]),
        ("20261025T223000Z", "2026-10-24T21:30:00Z", ["2026-10-24T23:30", "2026-10-25T23:30"]),
        ("20261024T233060", "2026-10-24T21:30:59Z", ["2026-10-24T23:30:59"]),  # a leap second
    ):  # fmt: skip
        if "BYHOUR" not in rule or until[-2:] != "60":
            assert keys(f"{rule};UNTIL={until}", start, 9, zagreb) == wanted, until
    spring = ["2026-03-28T00:30", "2026-03-29T00:30"]
    assert keys("FREQ=DAILY;UNTIL=20260329", "2026-03-27T23:30:00Z", 9, zagreb) == spring
    for never in ("99991231", "99991231T235959", "99991231T235959Z", "90010101"):
        for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
            assert len(keys(f"{rule};UNTIL={never}", "2026-03-27T23:30:00Z", 9, zone)) == 9, never


@pytest.mark.parametrize(
    "until", ["", "T", "2026125", "20261025T2330", "20261025T", "20261025T233000+0200", "2026-10-25", "20261331", "99991331",
              "20261025T240000", "20261025T233061", "00010101", "２０２６１０２５"],
)  # fmt: skip
def test_what_is_no_until_is_refused_by_its_name(until: str):
    with pytest.raises(NotValid) as wrong:
        keys(f"FREQ=DAILY;UNTIL={until}", "2026-03-27T23:30:00Z")
    assert set(wrong.value.fields) == {"schedule.UNTIL"}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "UTC"])
@pytest.mark.parametrize("at", ["00010101T000000Z", "99991231T235959Z"])
def test_times_beyond_all_calendars_are_refused_by_their_line(zone: str, at: str):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for name, text in (
        ("DTSTART", f"DTSTART:{at}\nRRULE:FREQ=DAILY;BYHOUR=3"),
        ("RDATE", f"DTSTART:20260301T090000Z\nRDATE:{at}"),
        ("EXDATE", f"DTSTART:20260301T090000Z\nRRULE:FREQ=DAILY\nEXDATE:{at}"),
    ):
        with pytest.raises(NotValid) as wrong:
            wishes.read(text, None, None, [], zone, now)
        assert set(wrong.value.fields) == {f"schedule.{name}"}


def test_dates_ranges_and_times_are_left_out_and_an_end_ends():
    out = ("2026-03-02", "2026-03-04/2026-03-06", "2026-03-08T09:00:00Z")
    for schedule in ({"frequency": "daily"}, "0 9 * * *", "FREQ=DAILY"):
        assert keys(schedule, "2026-03-01T09:00:00Z", exclude=out, end="2026-03-10T09:00:00Z") == [
            f"2026-03-0{n}T09:00" for n in (1, 3, 7, 9)]  # fmt: skip


def test_a_long_time_left_out_is_stepped_over():
    began = time.process_time()
    found = keys({"frequency": "minutely"}, "2026-03-01T09:00:30Z", 1, exclude=["2026-03-01/2028-03-01"])
    assert found == ["2028-03-02T00:00:30"] and time.process_time() - began < 0.5


def test_the_batch_asks_once_for_each_rule():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    texts = [recurrence.key(Repeat(name, start)) for name in ("minutely", "daily")]
    ids = [recurrence.UUID(int=n) for n in range(4)]
    wanted = [(text, "UTC", id) for text in texts for id in ids]
    found = recurrence.next_many(wanted, start)
    assert {slot.key for (text, _, _), slot in found.items() if text == texts[1]} == {"2026-01-02T00:00"}
    assert len(found) == 8
