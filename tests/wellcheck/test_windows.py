"""Windows and days left out: a slot in a window happens once, at a minute that every process draws alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellcheck import recurrence
from wellcheck.errors import NotValid
from wellcheck.recurrence import Cron, check, from_json, next_after, to_json, upcoming

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA, BOB = UUID(int=1), UUID(int=2)
MORNING = Cron(("0 9 * * *",), (120,))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def wrong(schedule: Cron, zone: str = "Europe/London", least: timedelta = HOUR) -> tuple[str, str]:
    with pytest.raises(NotValid) as error:
        check(schedule, zone, NOW, least)
    ((field, sentences),) = error.value.fields.items()
    return field, str(sentences[0])


# --- windows -----------------------------------------------------------------------------------------


def test_the_minute_lies_in_the_window_and_is_another_one_each_day() -> None:
    slots = upcoming(MORNING, "Europe/London", NOW, 400, ADA)
    walls = [slot.at.astimezone(ZoneInfo("Europe/London")) for slot in slots]
    minutes = [wall.hour * 60 + wall.minute - 540 for wall in walls]
    assert all(0 <= minute < 120 for minute in minutes)
    assert all(one != other for one, other in zip(minutes, minutes[1:], strict=False))
    assert len(set(minutes)) > 100, "they are spread over the window"
    assert [slot.key for slot in slots[:2]] == ["2026-06-02T09:00", "2026-06-03T09:00"]


def test_two_people_are_not_asked_at_the_same_minutes() -> None:
    ada, bob = (upcoming(MORNING, "UTC", NOW, 50, seed) for seed in (ADA, BOB))
    assert sum(a.at == b.at for a, b in zip(ada, bob, strict=True)) < 5


@given(minutes=st.integers(0, 60 * 24 * 3), seed=st.uuids(), zone=st.sampled_from(["UTC", "Asia/Kolkata"]))
def test_whenever_it_is_computed_the_minute_is_the_same(minutes: int, seed: UUID, zone: str) -> None:
    """Asked from any moment, the next slot is the first one of the row that is still to come: none twice, none never."""
    schedule = Cron(("0 9 * * *", "30 22 * * *"), (120, 180))
    row = upcoming(schedule, zone, NOW, 12, seed)
    after = NOW + timedelta(minutes=minutes)
    assert next_after(schedule, zone, after, seed) == next(slot for slot in row if slot.at > after)


def test_a_batch_draws_what_one_alone_draws() -> None:
    both = Cron(("0 9 * * *", "0 20 * * *"), (120, 0))
    for schedule, keys in (
        (MORNING, {"2026-06-02T09:00", "2026-06-03T09:00"}), (both, {"2026-06-02T09:00", "2026-06-02T20:00"}),
    ):  # fmt: skip
        key, after = recurrence.key(schedule), at("2026-06-02T09:50+00:00")
        wanted = [(key, "UTC", UUID(int=n)) for n in range(300)]
        found = recurrence.next_many(wanted, after)
        assert found == {each: next_after(schedule, "UTC", after, each[2]) for each in wanted}
        assert {slot.key for slot in found.values() if slot} == keys


@pytest.mark.parametrize(
    ("zone", "cron", "minutes", "day", "first", "last"),
    [
        # spring: 01:00 does not exist, the window is shorter by an hour
        ("Europe/London", "30 0 * * *", 180, "2026-03-29", "00:30", "03:29"),
        ("Europe/London", "0 1 * * *", 90, "2026-03-29", "02:00", "02:29"),
        # autumn: 01:00 to 02:00 happens twice, the window is longer by an hour, and asked in once
        ("Europe/London", "30 0 * * *", 180, "2026-10-25", "00:30", "03:29"),
        ("America/New_York", "0 1 * * *", 60, "2026-11-01", "01:00", "01:59"),
    ],
)
def test_on_the_days_the_clocks_change_the_window_is_the_one_on_the_wall(
    zone: str, cron: str, minutes: int, day: str, first: str, last: str
) -> None:
    schedule, midnight = Cron((cron,), (minutes,)), at(day).replace(tzinfo=ZoneInfo(zone))
    for seed in range(60):
        slots = [s for s in upcoming(schedule, zone, midnight, 2, UUID(int=seed)) if s.key.startswith(day)]
        assert len(slots) == 1
        wall = slots[0].at.astimezone(ZoneInfo(zone))
        assert first <= wall.strftime("%H:%M") <= last
        assert wall.fold == 0


def test_a_window_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    schedule = Cron(("0 23 * * 1",), (180,))
    slots = upcoming(schedule, "UTC", NOW, 30, ADA)
    assert all(slot.begins.weekday() == 0 for slot in slots)
    assert {slot.at.weekday() for slot in slots} == {0, 1}


def test_what_people_are_told_is_the_window_never_the_minute() -> None:
    slot = next_after(MORNING, "Europe/London", NOW, ADA)
    assert slot is not None
    told, until = recurrence.as_told(MORNING, "Europe/London", slot.at, slot.key)
    assert (told.at, until) == (at("2026-06-02T08:00Z"), at("2026-06-02T10:00Z"))
    exact = next_after(Cron(("0 9 * * *",)), "Europe/London", NOW, ADA)
    assert exact is not None
    assert recurrence.as_told(Cron(("0 9 * * *",)), "Europe/London", exact.at, exact.key) == (exact, exact.at)


def test_without_an_event_a_preview_names_the_beginning() -> None:
    (slot,) = upcoming(MORNING, "UTC", NOW, 1)
    assert (slot.key, slot.at, slot.minutes) == ("2026-06-02T09:00", at("2026-06-02T09:00Z"), 120)
    assert slot.ends.isoformat() == "2026-06-02T11:00:00"


@pytest.mark.parametrize(
    ("schedule", "field", "said"),
    [
        (Cron(("0 9 * * *",), (361,)), "windows", "from 0 to 360"),
        (Cron(("0 9 * * *",), (-1,)), "windows", "from 0 to 360"),
        (Cron(("0 9 * * *",), (10, 10)), "windows", "one for each expression"),
        (Cron(("0 9 * * *", "0 11 * * *"), (120,)), "windows", "between the end of a window and the next time"),
        (Cron(("0 9 * * *", "0 12 * * *"), (121,)), "windows", "at least 1 hour"),
        (Cron(("0 23 * * *", "30 1 * * *"), (120,)), "windows", "at least 1 hour"),
        (Cron(("0 9 * * *", "0 9 * * 1"), (60, 0)), "windows", "at least 1 hour"),
        (Cron(("0 */2 * * *",), (90,)), "windows", "at least 1 hour"),
    ],
)
def test_windows_that_cannot_be_kept_are_refused(schedule: Cron, field: str, said: str) -> None:
    named, sentence = wrong(schedule)
    assert named == field and said in sentence


def test_windows_that_can_be_kept() -> None:
    for schedule in (Cron(("0 9 * * *", "0 12 * * *"), (120, 360)), Cron(("0 9 * * *", "0 20 * * *"), (60,))):
        assert check(schedule, "Europe/London", NOW, HOUR) == Cron(
            schedule.expressions, (*schedule.windows, 0)[: len(schedule.expressions)]
        )
    assert check(Cron(("0 9 * * *",), (0,)), "UTC", NOW, HOUR) == Cron(("0 9 * * *",)), "no window is written as none"


# --- days left out -----------------------------------------------------------------------------------


def test_days_left_out_are_days_in_the_persons_own_zone() -> None:
    schedule = Cron(("0 1 * * *",), (), ("2026-06-03", "2026-06-05/2026-06-07"))
    keys = [slot.key for slot in upcoming(schedule, "Pacific/Auckland", at("2026-06-01T12:00Z"), 4)]
    assert keys == ["2026-06-02T01:00", "2026-06-04T01:00", "2026-06-08T01:00", "2026-06-09T01:00"]


def test_a_rule_of_every_so_many_hours_keeps_days_left_out_in_both_passes_of_an_hour() -> None:
    schedule = Cron(("0 */1 * * *",), (), ("2026-10-25",))
    (slot,) = upcoming(schedule, "Europe/London", at("2026-10-24T22:30Z"), 1)
    assert slot.key == "2026-10-26T00:00"


def test_days_that_are_over_are_forgotten_and_those_that_touch_are_one() -> None:
    given_days = ("2026-05-31", "2026-06-04", "2026-06-03", "2026-05-20/2026-06-01", "2026-12-24")
    kept = check(Cron(("0 9 * * *",), (), given_days), "UTC", NOW, HOUR)
    assert isinstance(kept, Cron)
    assert kept.skips == ("2026-05-20/2026-06-01", "2026-06-03/2026-06-04", "2026-12-24")


@pytest.mark.parametrize(
    ("skips", "said"),
    [
        (("2026-02-30",), "A date is written like 2026-12-24"),
        (("2026-07-03/2026-07-01",), "A date is written like"),
        (("tomorrow",), "A date is written like"),
        (tuple(f"{year}-01-01" for year in range(2100, 2201)), "At most 100 dates"),
        (("2026-07-01/2026-09-29",), "use a pause"),
        (("2026-07-01/2026-08-15", "2026-08-16/2026-10-15"), "use a pause"),
    ],
)
def test_days_that_cannot_be_kept_are_refused(skips: tuple[str, ...], said: str) -> None:
    field, sentence = wrong(Cron(("0 9 * * *",), (), skips))
    assert field == "skips" and said in sentence


def test_a_rule_of_which_no_slot_is_left_is_refused() -> None:
    once_in_forty_years = tuple(f"{year}-12-24" for year in range(2026, 2070))
    field, sentence = wrong(Cron(("0 9 24 12 *",), (), once_in_forty_years))
    assert field == "skips" and "No time would be left" in sentence


def test_a_schedule_is_read_back_as_it_was_written() -> None:
    schedule = Cron(("0 9 * * *", "0 20 * * *"), (120,), ("2026-12-24", "2027-01-01/2027-01-03"))
    told = to_json(schedule)
    assert told == {
        "type": "cron", "cron": ["0 9 * * *", "0 20 * * *"], "windows": [120, 0],
        "skips": ["2026-12-24", "2027-01-01/2027-01-03"],
    }  # fmt: skip
    again = recurrence.of_key(recurrence.key(schedule))
    assert isinstance(again, Cron) and again.parts() == schedule.parts() and again.skips == schedule.skips


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"windows": 5}, "windows"),
        ({"windows": ["5"]}, "windows"),
        ({"windows": [True]}, "windows"),
        ({"skips": "2026-12-24"}, "skips"),
        ({"skips": [5]}, "skips"),
        ({"skips": ["soon"]}, "skips"),
    ],
)
def test_what_has_not_the_shape_of_windows_or_days_is_refused(more: dict[str, object], field: str) -> None:
    with pytest.raises(NotValid) as error:
        from_json({"type": "cron", "cron": ["0 9 * * *"], **more})
    assert list(error.value.fields) == [field]
