"""When something is next due: its table, and three oracles (cronsim, croniter, and a look at every single minute)."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from cronsim import CronSim
from hypothesis import given
from hypothesis import strategies as st

from wellcheck import recurrence
from wellcheck.errors import NotValid
from wellcheck.recurrence import Cron, Every, Once, Schedule, Slot, Turn, check, next_after, upcoming

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
ADA, BOB = UUID(int=1), UUID(int=2)
QUARTER = timedelta(minutes=15)
# zone: the UTC instants around which its clock changes
CHANGES = {
    "Europe/Zagreb": ("2026-03-29T01:00Z", "2026-10-25T01:00Z"),
    "America/New_York": ("2026-03-08T07:00Z", "2026-11-01T06:00Z"),
    "America/Nuuk": ("2026-03-29T01:00Z", "2026-10-25T01:00Z"),
    "Australia/Lord_Howe": ("2026-04-04T15:00Z", "2026-10-03T15:30Z"),
    "Asia/Beirut": ("2026-03-28T22:00Z", "2026-10-24T21:00Z"),
    "Pacific/Apia": ("2011-12-30T10:00Z", "2012-03-31T14:00Z"),
    "UTC": ("2026-01-01T00:00Z",),
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def cron(*expressions: str) -> Cron:
    return Cron(expressions)


def local(schedule: Schedule, zone: str, after: str, n: int) -> list[str]:
    """The next slots as local times with their offset."""
    slots = upcoming(schedule, zone, at(after), n)
    return [slot.at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes") for slot in slots]


def refused(wanted: str | Schedule, zone: str = "Europe/Zagreb", least: timedelta = QUARTER) -> str:
    with pytest.raises(NotValid) as error:
        check(wanted, zone, NOW, least)
    (sentences,) = error.value.fields.values()
    return str(sentences[0])


# --- ordinary days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "key"),
    [
        ("0 9 * * *", "2026-06-02T09:00"),
        ("30 8,13,19 * * 1-5", "2026-06-01T19:30"),
        ("0 18 * * 3", "2026-06-03T18:00"),
        ("0 18 * * */1", "2026-06-01T18:00"),
        ("0 9 * * 7", "2026-06-07T09:00"),
        ("0 9 * * 0", "2026-06-07T09:00"),
        ("0 9 * * 5-7", "2026-06-05T09:00"),
        ("0 9 * * SUN", "2026-06-07T09:00"),
        ("0 9 * * fri-mon", "2026-06-05T09:00"),
        ("0 9 ? jan ?", "2027-01-01T09:00"),
        ("*/20 22-1 * * *", "2026-06-01T22:00"),
        ("0 8-20/4 * * *", "2026-06-01T16:00"),
        ("0 9 L * *", "2026-06-30T09:00"),
        ("0 9 29 2 *", "2028-02-29T09:00"),
        ("0 9 * * 5#3", "2026-06-19T09:00"),
        ("0 9 * * L5", "2026-06-26T09:00"),
        ("0 9 13 * 5", "2026-06-05T09:00"),
        ("0 9 */1 * 5", "2026-06-05T09:00"),
        ("0 0 * 2 1#5", "2044-02-29T00:00"),
        ("@daily", "2026-06-02T00:00"),
        ("@midnight", "2026-06-02T00:00"),
        ("@hourly", "2026-06-01T15:00"),
        ("@weekly", "2026-06-07T00:00"),
        ("@monthly", "2026-07-01T00:00"),
        ("@yearly", "2027-01-01T00:00"),
        ("@Annually", "2027-01-01T00:00"),
    ],
)
def test_the_next_local_time_of_an_expression(expression: str, key: str) -> None:
    schedule = check(expression, "Europe/Zagreb", NOW, QUARTER)
    assert next_after(schedule, "Europe/Zagreb", NOW) == Slot(
        at(key).replace(tzinfo=ZoneInfo("Europe/Zagreb")).astimezone(UTC), key
    )


def test_several_expressions_are_one_schedule() -> None:
    both = cron("30 8 * * 1-5", "0 20 * * *")
    keys = [slot.key for slot in upcoming(both, "UTC", at("2026-06-05T09:00Z"), 4)]
    assert keys == ["2026-06-05T20:00", "2026-06-06T20:00", "2026-06-07T20:00", "2026-06-08T08:30"]
    assert check("30 8 * * 1-5\n 0 20  * * *;", "UTC", NOW, QUARTER) == both


def test_the_next_slot_is_always_later() -> None:
    nine = at("2026-06-02T09:00Z")
    assert next_after(cron("0 9 * * *"), "UTC", nine) == Slot(nine + timedelta(days=1), "2026-06-03T09:00")
    assert next_after(cron("0 9 * * *"), "UTC", nine - timedelta(microseconds=1)) == Slot(nine, "2026-06-02T09:00")


def test_once_happens_once() -> None:
    schedule = Once(at("2026-06-02T07:00Z"))
    assert next_after(schedule, "Europe/Zagreb", NOW) == Slot(at("2026-06-02T07:00Z"), "2026-06-02T09:00")
    assert next_after(schedule, "Europe/Zagreb", schedule.at) is None
    assert upcoming(schedule, "Europe/Zagreb", NOW, 5) == [Slot(at("2026-06-02T07:00Z"), "2026-06-02T09:00")]


def test_every_counts_from_its_anchor() -> None:
    schedule = check("@every 1h30m", "UTC", NOW, QUARTER)
    assert schedule == Every(5400, NOW)
    assert [slot.key for slot in upcoming(schedule, "UTC", NOW, 2)] == ["2026-06-01T13:30", "2026-06-01T15:00"]
    assert next_after(schedule, "UTC", NOW + timedelta(days=30, minutes=1)) == Slot(
        NOW + timedelta(days=30, minutes=90), "2026-07-01T13:30"
    )
    assert next_after(schedule, "UTC", NOW - timedelta(days=1)) == Slot(NOW, "2026-06-01T12:00")


# --- the two special days ----------------------------------------------------------------------------


def test_a_time_in_the_spring_gap_happens_at_the_first_valid_instant() -> None:
    days = local(cron("30 2 * * *"), "Europe/Zagreb", "2026-03-28T00:00Z", 3)
    assert days == ["2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"]
    keys = [slot.key for slot in upcoming(cron("30 2 * * *"), "Europe/Zagreb", at("2026-03-28T00:00Z"), 3)]
    assert keys == ["2026-03-28T02:30", "2026-03-29T02:30", "2026-03-30T02:30"]


def test_all_times_of_a_fixed_hour_in_the_gap_are_one() -> None:
    days = local(cron("*/20 2,3 * * *"), "Europe/Zagreb", "2026-03-29T00:00Z", 3)
    assert days == ["2026-03-29T03:00+02:00", "2026-03-29T03:20+02:00", "2026-03-29T03:40+02:00"]


def test_a_time_in_the_repeated_hour_happens_in_the_first_pass() -> None:
    days = local(cron("30 2 * * *"), "Europe/Zagreb", "2026-10-24T12:00Z", 2)
    assert days == ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"]
    assert local(cron("30 2 * * *"), "Europe/Zagreb", "2026-10-25T01:05Z", 1) == ["2026-10-26T02:30+01:00"]
    assert local(cron("*/30 2 * * *"), "Europe/Zagreb", "2026-10-25T00:31Z", 1) == ["2026-10-26T02:00+01:00"]


def test_every_so_often_follows_elapsed_time_through_both_passes() -> None:
    slots = upcoming(cron("30 * * * *"), "Europe/Zagreb", at("2026-10-24T23:45Z"), 3)
    assert slots == [
        Slot(at("2026-10-25T00:30Z"), "2026-10-25T02:30"),
        Slot(at("2026-10-25T01:30Z"), "2026-10-25T02:30+fold"),
        Slot(at("2026-10-25T02:30Z"), "2026-10-25T03:30"),
    ]
    assert local(cron("30 */1 * * *"), "Europe/Zagreb", "2026-10-25T00:31Z", 1) == ["2026-10-25T02:30+01:00"]
    gap = local(cron("30 * * * *"), "Europe/Zagreb", "2026-03-29T00:00Z", 2)
    assert gap == ["2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00"]


def test_lord_howe_changes_by_half_an_hour() -> None:
    zone = "Australia/Lord_Howe"
    assert local(cron("15 2 * * *"), zone, "2026-10-03T14:00Z", 2) == [
        "2026-10-04T02:30+11:00",
        "2026-10-05T02:15+11:00",
    ]
    assert local(cron("45 1 * * *"), zone, "2026-04-04T14:00Z", 2) == [
        "2026-04-05T01:45+11:00",
        "2026-04-06T01:45+10:30",
    ]
    assert local(cron("45 * * * *"), zone, "2026-04-04T14:00Z", 3) == [
        "2026-04-05T01:45+11:00",
        "2026-04-05T01:45+10:30",
        "2026-04-05T02:45+10:30",
    ]


def test_a_date_that_was_left_out_has_no_slots() -> None:
    for hour in (0, 9, 23):
        days = local(cron(f"0 {hour} * * *"), "Pacific/Apia", "2011-12-29T09:59Z", 3)
        assert days == [
            f"2011-12-29T{hour:02}:00-10:00",
            f"2011-12-31T{hour:02}:00+14:00",
            f"2012-01-01T{hour:02}:00+14:00",
        ]


def test_a_gap_at_midnight() -> None:
    beirut = local(cron("30 0 * * *"), "Asia/Beirut", "2026-03-28T12:00Z", 2)
    assert beirut == ["2026-03-29T01:00+03:00", "2026-03-30T00:30+03:00"]
    nuuk = local(cron("30 23 * * *"), "America/Nuuk", "2026-03-28T12:00Z", 2)
    assert nuuk == ["2026-03-29T00:00-01:00", "2026-03-29T23:30-01:00"]


@pytest.mark.parametrize("zone", CHANGES)
@pytest.mark.parametrize("minute", range(0, 1440, 45))
def test_a_daily_schedule_gives_one_slot_a_day(zone: str, minute: int) -> None:
    schedule = cron(f"{minute % 60} {minute // 60} * * *")
    for change in CHANGES[zone]:
        slots = upcoming(schedule, zone, at(change) - timedelta(days=3), 6)
        dates = [slot.key[:10] for slot in slots]
        assert len(set(dates)) == 6
        assert all(hours(late, early) > 0 for early, late in zip(slots, slots[1:], strict=False))


def hours(late: Slot, early: Slot) -> float:
    return (late.at - early.at).total_seconds() / 3600


# --- oracles -----------------------------------------------------------------------------------------


def part(rng: random.Random, low: int, high: int) -> str:
    match rng.randrange(10):
        case 0 | 1 | 2 | 3 | 4 | 5:
            return str(rng.randint(low, high))
        case 6 | 7:
            return ",".join(str(n) for n in sorted(rng.sample(range(low, high + 1), rng.randint(2, 4))))
        case _:
            start = rng.randint(low, high - 1)
            return f"{start}-{rng.randint(start + 1, high)}"


def some_rule(rng: random.Random, every_n: bool) -> str:
    hour = rng.choice(("*", "*/2", "*/3", "*/4", "*/6")) if every_n else part(rng, 0, rng.choice((4, 23)))
    minute = f"*/{rng.choice((5, 10, 15, 20, 30))}" if every_n and rng.random() < 0.4 else part(rng, 0, 59)
    day = part(rng, 1, 28) if rng.random() < 0.2 else "*"
    month = part(rng, 1, 12) if rng.random() < 0.2 else "*"
    weekday = part(rng, 0, 7) if rng.random() < 0.3 else "*"
    return f"{minute} {hour} {day} {month} {weekday}"


def some_moment(rng: random.Random, zone: str) -> datetime:
    if rng.random() < 0.8:
        return at(rng.choice(CHANGES[zone])) + timedelta(minutes=rng.randint(-3000, 600))
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(365 * 86_400))


def test_equal_to_cronsim_for_thousands_of_rules_zones_and_moments() -> None:
    """Left out is only what cronsim gets wrong: it fires at midnight after Apia's missing day, at 01:00 for an hour of
    `*/2` where midnight is in the gap, and loses times of an every-n rule on Lord Howe's half-hour days."""
    rng = random.Random(20261025)
    compared = 0
    while compared < 4000:
        every_n = rng.random() < 0.4
        wrong_there = {"Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia"} if every_n else {"Pacific/Apia"}
        zone = rng.choice(sorted(CHANGES.keys() - wrong_there))
        rule, now = some_rule(rng, every_n), some_moment(rng, zone)
        oracle = CronSim(rule, now.astimezone(ZoneInfo(zone)))
        expected = [next(oracle).astimezone(UTC) for _ in range(3)]
        assert [slot.at for slot in upcoming(cron(rule), zone, now, 3)] == expected, (rule, zone, now)
        compared += 1


def test_every_so_often_is_equal_to_a_look_at_every_minute() -> None:
    rng = random.Random(7)
    for _ in range(60):
        zone = rng.choice(sorted(CHANGES))
        rule = f"{rng.choice(('*/20', '30', '0,45', '15'))} {rng.choice(('*', '*/2', '*/3', '0-5/1'))} * * *"
        start = at(rng.choice(CHANGES[zone])) - timedelta(hours=rng.randint(0, 30))
        minutes, hours_ = (set(croniter.expand(rule)[0][place]) for place in (0, 1))
        moments = (start + timedelta(minutes=n) for n in range(1, 36 * 60))
        there = ((moment, moment.astimezone(ZoneInfo(zone))) for moment in moments)
        expected = [m for m, w in there if w.minute in minutes and (w.hour in hours_ or "*" in hours_)]
        slots = upcoming(cron(rule), zone, start, len(expected))
        assert [slot.at for slot in slots] == expected, (rule, zone, start)
        assert len({slot.key for slot in slots}) == len(slots)


def test_without_clock_changes_equal_to_croniter() -> None:
    rng = random.Random(11)
    extra = (
        "0 9 L * *",
        "0 9 * * 5#3",
        "0 9 * * L5",
        "0 9 15,L 2 *",
        "0 9 13 * 5",
        "0 22-2 * NOV-FEB SAT-MON",
        "0 9 29 2 *",
    )
    for rule in (*extra, *(some_rule(rng, rng.random() < 0.3) for _ in range(300))):
        now = some_moment(rng, "UTC")
        oracle = croniter(rule, now.replace(tzinfo=None))
        expected = [oracle.get_next(datetime).replace(tzinfo=UTC) for _ in range(3)]
        assert [slot.at for slot in upcoming(cron(rule), "UTC", now, 3)] == expected, (rule, now)


# --- a batch, an outage ------------------------------------------------------------------------------


def test_a_batch_is_computed_once_per_rule_and_zone() -> None:
    nine, ten = (recurrence.key(cron(f"0 {hour} * * *")) for hour in (9, 10))
    wanted = [(nine, "UTC", ADA), (ten, "UTC", ADA), (nine, "Europe/Zagreb", BOB)] * 1000
    found = recurrence.next_many(wanted, NOW)
    assert {each: slot.at.isoformat() for each, slot in found.items() if slot} == {
        (nine, "UTC", ADA): "2026-06-02T09:00:00+00:00",
        (ten, "UTC", ADA): "2026-06-02T10:00:00+00:00",
        (nine, "Europe/Zagreb", BOB): "2026-06-02T07:00:00+00:00",
    }


def test_slots_missed_in_an_outage() -> None:
    daily = cron("0 9 * * *")
    assert [s.key for s in recurrence.missed(daily, "UTC", NOW - timedelta(days=2), NOW)] == [
        "2026-05-31T09:00",
        "2026-06-01T09:00",
    ]
    assert recurrence.missed(daily, "UTC", NOW - timedelta(hours=1), NOW) == []
    assert recurrence.missed(daily, "UTC", NOW - timedelta(hours=3), NOW - timedelta(hours=3)) == []
    assert [s.key for s in recurrence.missed(daily, "UTC", at("2026-06-01T08:00Z"), at("2026-06-01T09:00Z"))] == [
        "2026-06-01T09:00"
    ]


def test_a_very_long_outage_gives_the_newest_slots() -> None:
    missed = recurrence.missed(cron("*/15 * * * *"), "UTC", NOW - timedelta(days=3000), NOW, limit=100)
    assert len(missed) == 100
    assert missed[-1].at == NOW
    assert missed[0].at == NOW - timedelta(minutes=15 * 99)


@pytest.mark.parametrize(
    ("expression", "late"), [("0 9 * * *", 60), ("0 * * * *", 30), ("*/20 * * * *", 10), ("0 9,10 * * *", 30)]
)
def test_a_missed_slot_is_served_within_half_its_interval_and_an_hour(expression: str, late: int) -> None:
    schedule = cron(expression)
    slot = next_after(schedule, "UTC", at("2026-06-02T08:59Z"))
    assert slot is not None
    assert recurrence.catch_up(schedule, "UTC", slot) == timedelta(minutes=late)


# --- what is refused, and what would be right --------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("", "There is no schedule here"),
        (" \n ", "There is no schedule here"),
        ("0 9 * *", "five parts"),
        ("0 0 9 * * *", "five parts: minute, hour, day of the month, month, day of the week. This one has 6"),
        ("0 0 9 * * * 2026", "This one has 7"),
        ("CRON_TZ=UTC 0 9 * * *", "five parts"),
        ("R R * * *", "random"),
        ("R(0-9) 9 * * *", "random"),
        ("H 9 * * *", "hashed"),
        ("H/15 9 * * *", "hashed"),
        ("0 0 31 2 *", "never happens"),
        ("0 9 31 4,6,9,11 *", "never happens"),
        ("0 9 * * *\n0 0 30 2 *", '"0 0 30 2 *" never happens'),
        ("60 9 * * *", 'minute cannot be "60". What belongs there: a number from 0 to 59'),
        ("0 24 * * *", "hour"),
        ("0 9-9 * * *", "hour"),
        ("0 9 0 * *", "day of the month"),
        ("0 9 0-5 * *", "day of the month"),
        ("0 9 15W * *", "day of the month"),
        ("0 9 * 13 *", "month"),
        ("0 9 * * 8", "day of the week"),
        ("0 9 * * mittwoch", "day of the week"),
        ("0 9 * * 1#6", "day of the week"),
        ("0 ٩ * * *", "hour"),
        ("*/0 9 * * *", "minute"),
        ("-5 9 * * *", "minute"),
        ("0 9 * * 1#1,2", "cannot be"),
        ("@reboot", "@daily"),
        ("@every", "90m"),
        ("@every soon", "90m"),
        ("@every 0s", "more than nothing"),
        ("@every 9000h", "at most 366 days"),
        ("@every 5s", "at least 15 minutes"),
        ("* * * * *", "at least 15 minutes"),
        ("0,10 9 * * *", "at least 15 minutes"),
        ("55 23 * * *\n5 0 * * *", "at least 15 minutes"),
        ("0 9 * * *\n5 9 29 2 *", "at least 15 minutes"),
        (Once(NOW), "already passed"),
        (Once(NOW + timedelta(days=40_000)), "too far away"),
        (Every(60, NOW), "at least 15 minutes"),
        (Every(0, NOW), "more than nothing"),
        (Cron(()), "between 1 and 12"),
        (Cron(("0 9 * * *",) * 13), "between 1 and 12"),
        ("0 9 * * " + "1," * 5000 + "1", "five parts"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(wanted: str | Schedule, says: str) -> None:
    assert says in refused(wanted)


def test_a_clock_change_does_not_make_a_schedule_too_frequent() -> None:
    for expression, least in (("0 9 * * *", 24 * 60), ("30 * * * *", 60), ("30 1,2 * * *", 60), ("0 */4 * * *", 240)):
        for zone in CHANGES:
            assert check(expression, zone, NOW, timedelta(minutes=least)) == cron(expression)
        assert "at least" in refused(expression, least=timedelta(minutes=least + 1))


def test_an_unknown_zone_is_refused_with_the_nearest_one() -> None:
    assert "Did you mean Europe/Zagreb?" in refused("0 9 * * *", zone="Europe/Zagrep")
    for odd in ("", "Mars/Olympus", "../etc/passwd", "Europe", "localtime", "x" * 5000, "UTC\0"):
        assert "There is no time zone" in refused("0 9 * * *", zone=odd)
    with pytest.raises(NotValid):
        next_after(cron("0 9 * * *"), "Mars/Olympus", NOW)
    assert recurrence.check_zone(" europe/zagreb ") == "Europe/Zagreb"


def test_the_named_field_carries_the_sentence() -> None:
    with pytest.raises(NotValid) as error:
        check("60 9 * * *", "UTC", NOW, QUARTER, field="cron_expression")
    assert list(error.value.fields) == ["cron_expression"]
    with pytest.raises(NotValid) as error:
        check("0 9 * * *", "Nowhere", NOW, QUARTER, zone_field="timezone")
    assert list(error.value.fields) == ["timezone"]


@given(st.text(alphabet="0123456789*/,-#?@LWRHdmonsuef \n", max_size=40) | st.text(max_size=40))
def test_any_text_is_either_kept_or_refused(text: str) -> None:
    try:
        schedule = check(text, "Europe/Zagreb", NOW, timedelta(0))
    except NotValid:
        return
    first, second = upcoming(schedule, "Europe/Zagreb", NOW, 2)
    assert NOW < first.at < second.at
    assert recurrence.of_key(recurrence.key(schedule)) == schedule


# --- as JSON -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schedule", "json"),
    [
        (cron("0 9 * * *"), {"type": "cron", "cron": ["0 9 * * *"]}),
        (cron("0 9 * * *", "0 20 * * 1-5"), {"type": "cron", "cron": ["0 9 * * *", "0 20 * * 1-5"]}),
        (Once(NOW), {"type": "once", "at": "2026-06-01T12:00:00Z"}),
        (Every(3600, NOW), {"type": "every", "seconds": 3600, "anchor": "2026-06-01T12:00:00Z"}),
    ],
)
def test_a_schedule_goes_to_json_and_back(schedule: Schedule, json: dict[str, object]) -> None:
    assert recurrence.to_json(schedule) == json
    assert recurrence.from_json(json) == schedule
    assert recurrence.of_key(recurrence.key(schedule)) == schedule


def test_an_instant_may_be_written_with_any_offset() -> None:
    assert recurrence.from_json({"type": "once", "at": "2026-06-01T14:00:00+02:00"}) == Once(NOW)
    assert recurrence.from_json({"type": "cron", "cron": " 0  9 * * *"}) == cron("0 9 * * *")


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "0 9 * * *",
        {},
        {"type": "cron"},
        {"type": "cron", "cron": []},
        {"type": "cron", "cron": [1]},
        {"type": "once", "at": "2026-06-01T12:00:00"},
        {"type": "once", "at": "tomorrow"},
        {"type": "once", "at": "0001-01-01T00:00:00+14:00"},
        {"type": "once", "at": 5},
        {"type": "every", "seconds": True, "anchor": "2026-06-01T12:00:00Z"},
        {"type": "every", "seconds": 0, "anchor": "2026-06-01T12:00:00Z"},
        {"type": "every", "seconds": 1.5, "anchor": "2026-06-01T12:00:00Z"},
        {"type": "every", "seconds": 10**20, "anchor": "2026-06-01T12:00:00Z"},
        {"type": "weekly"},
    ],
)
def test_json_that_is_no_schedule_is_refused(value: object) -> None:
    with pytest.raises(NotValid):
        recurrence.from_json(value)


def test_a_broken_row_is_refused_not_crashed() -> None:
    for text in ("", "{", "null", '{"type": "cron"}', "[" * 100_000):
        with pytest.raises(NotValid):
            recurrence.of_key(text)
    assert next_after(recurrence.of_key('{"type": "cron", "cron": ["0 0 31 2 *"]}'), "UTC", NOW) is None
    with pytest.raises(NotValid):
        next_after(cron("* * *"), "UTC", NOW)


# --- each second day or week -----------------------------------------------------------------------------------------


def test_each_third_day_by_the_dates_on_the_wall_through_a_change_and_for_whoever_moves() -> None:
    """Told by hand from the calendar: counted from the date it began with, at the same hour whatever the clocks do."""
    rule = Cron(("0 9 * * *",), turn=Turn(3, "days", date(2026, 10, 21)))
    assert [slot.key for slot in upcoming(rule, "Europe/Zagreb", at("2026-10-19T00:00Z"), 3)] == [
        "2026-10-21T09:00", "2026-10-24T09:00", "2026-10-27T09:00",
    ]  # fmt: skip
    assert next_after(rule, "America/New_York", at("2026-10-24T06:00Z")) == Slot(
        at("2026-10-24T13:00Z"), "2026-10-24T09:00"
    )
    assert recurrence.of_key(recurrence.key(rule)) == rule


def test_each_second_week_begins_with_the_week_of_its_first_day() -> None:
    """From a Wednesday on: that week's Wednesday, and Monday and Wednesday of each second week from its Monday on."""
    rule = Cron(("30 9 * * 1,3",), (), ("2026-06-15",), Turn(2, "weeks", date(2026, 6, 3)))
    assert [slot.key[:10] for slot in upcoming(rule, "UTC", NOW, 5)] == [
        "2026-06-03", "2026-06-17", "2026-06-29", "2026-07-01", "2026-07-13",
    ]  # fmt: skip
    assert check(rule, "UTC", NOW, timedelta(days=1)) == rule


@pytest.mark.parametrize("turn", [[1, "days", "2026-06-01"], [2, "months", "2026-06-01"], [2, "days", "soon"], "2"])
def test_turns_that_cannot_be_kept_are_refused(turn: object) -> None:
    with pytest.raises(NotValid):
        recurrence.from_json({"type": "cron", "cron": ["0 9 * * *"], "turn": turn})
