"""B13: the next time of 100,000 people whose check-in is at one of 288 times in one of ten zones ÷ cronsim for each of them.

And the same next time as cronsim's for 10,000 rules, zones and moments at random, half of them within two days of a change
of the clocks.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from cronsim import CronSim

from bench.report import Figure
from wellcheck import recurrence
from wellcheck.recurrence import Cron

GOAL = 0.10
ZONES = (
    "UTC", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata",
    "Asia/Tokyo", "Australia/Sydney", "Africa/Lagos",
)  # fmt: skip
CHANGES = (
    datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 4, 4, 16, tzinfo=UTC),
    datetime(2026, 10, 3, 16, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC),
)  # fmt: skip
"""When clocks change in New York, Europe and Sydney."""


def measure(quick: bool) -> list[Figure]:
    """Both sides in turn, and the comparison."""
    n, rounds, compared = (10_000, 1, 1_000) if quick else (100_000, 5, 10_000)
    rng = random.Random(13)
    people = [(f"{5 * rng.randrange(12)} {rng.randrange(24)} * * *", rng.choice(ZONES), UUID(int=i)) for i in range(n)]
    keys = {rule: recurrence.key(Cron((rule,))) for rule, _, _ in people}
    wanted = [(keys[rule], zone, id) for rule, zone, id in people]
    ratios, rows = [], []
    for round_ in range(rounds):
        now = datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(days=round_)
        began = time.perf_counter()
        ours = recurrence.next_many(wanted, now)
        middle = time.perf_counter()
        theirs = [_by_cronsim(rule, zone, now) for rule, zone, _ in people]
        ended = time.perf_counter()
        for each, at in zip(wanted, theirs, strict=True):
            slot = ours[each]
            assert slot is not None and slot.at == at, (each, slot, at)
        ratios.append((middle - began) / (ended - middle))
        rows.append(
            {"ours_us": round((middle - began) / n * 1e6, 2), "cronsim_us": round((ended - middle) / n * 1e6, 1)}
        )
    wrong = [case for case in (_case(rng) for _ in range(compared)) if not _equal(*case)]
    return [
        Figure("B13", f"next times of {n:,} people ÷ cronsim for each", median(ratios), GOAL, most=True, rows=rows),
        Figure("B13 equal", f"of {compared:,} at random that are not as cronsim says", len(wrong), 0.0, most=True,
               rows=[{"rule": rule, "zone": zone, "now": now.isoformat()} for rule, zone, now in wrong[:3]]),
    ]  # fmt: skip


def _by_cronsim(rule: str, zone: str, now: datetime) -> datetime:
    """Begun within a repeated hour it may name times of the first pass, which are over."""
    times = CronSim(rule, now.astimezone(ZoneInfo(zone)))
    return next(at for each in times if (at := each.astimezone(UTC)) > now)


def _case(rng: random.Random) -> tuple[str, str, datetime]:
    # A "*" in the minute of a fixed hour is left out: for cronsim it then runs in both passes of a repeated hour, for us not.
    hour = rng.choice((str(rng.randrange(24)), "0-4", "1,2,3", "8,20", "*"))
    minute = rng.choice((str(rng.randrange(60)), "0,30", "5-20", *(["*/15"] if hour == "*" else [])))
    rule = f"{minute} {hour} {rng.choice(('*', '*', '1-28', '25'))} * {rng.choice(('*', '*', '1-5', '0', '6,0'))}"
    if rng.random() < 0.5:
        now = rng.choice(CHANGES) + timedelta(seconds=rng.randint(-172_800, 172_800))
    else:
        now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(365 * 86_400))
    return rule, rng.choice(ZONES), now


def _equal(rule: str, zone: str, now: datetime) -> bool:
    slot = recurrence.next_after(Cron((rule,)), zone, now)
    return slot is not None and slot.at == _by_cronsim(rule, zone, now)
