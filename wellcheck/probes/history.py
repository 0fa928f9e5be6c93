"""How the last days were: what was asked, and how it was answered, as the one who was asked may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from wellcheck.probes.models import Probe
from wellcheck.probes.rules import shown_to_user


@dataclass(frozen=True, slots=True)
class Looked:
    """Some days in numbers. `late`: answered, but after others were told; `told`: times that others were told of silence or
    a call for help; `usually`: the median time from question to answer; `row`: the most answers in a row."""

    asked: int
    answered: int
    late: int
    told: int
    usually: timedelta | None
    row: int


def look(probes: Sequence[Probe]) -> Looked:
    """These probes, oldest first. Those that are open still, were cancelled, or were rehearsals do not count."""
    told = answered = late = row = longest = 0
    took: list[timedelta] = []
    seen = 0
    for probe in probes:
        status, _ = shown_to_user(probe.status, probe.reason)
        if status not in ("good", "bad", "unavailable") or probe.kind == "rehearsal":
            continue
        seen += 1
        if status == "good":
            answered, row = answered + 1, row + 1
            if probe.settled_at is not None:
                took.append(max(timedelta(0), probe.settled_at - probe.asked_at))
        else:
            told, row = told + 1, 0
            late += probe.late_ok_at is not None
        longest = max(longest, row)
    usually = timedelta(seconds=median(each.total_seconds() for each in took)) if took else None
    return Looked(seen, answered, late, told, usually, longest)


async def since(person_id: UUID, start: datetime) -> Looked:
    """How it was from then on."""
    return look(await Probe.filter(person_id=person_id, asked_at__gte=start).order_by("asked_at", "id"))
