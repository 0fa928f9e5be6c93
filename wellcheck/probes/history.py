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


OKAY, LATE, SILENT, HELP = "okay", "late", "silent", "help"
"""How a question may have ended: answered, answered after others were told, not answered, or with a call for help."""


def ended(probe: Probe) -> str | None:
    """How this one ended, as the one who was asked may see it. None: it does not count, for it is open still, was cancelled,
    or was a rehearsal."""
    status, _ = shown_to_user(probe.status, probe.reason)
    if probe.kind == "rehearsal":
        return None
    if status == "unavailable":
        return SILENT if probe.late_ok_at is None else LATE
    return {"good": OKAY, "bad": HELP}.get(status)


def look(probes: Sequence[Probe]) -> Looked:
    """These probes, oldest first. Those that are open still, were cancelled, or were rehearsals do not count."""
    told = answered = late = row = longest = 0
    took: list[timedelta] = []
    seen = 0
    for probe in probes:
        how = ended(probe)
        if how is None:
            continue
        seen += 1
        if how == OKAY:
            answered, row = answered + 1, row + 1
            if probe.settled_at is not None:
                took.append(max(timedelta(0), probe.settled_at - probe.asked_at))
        else:
            told, row = told + 1, 0
            late += probe.late_ok_at is not None
        longest = max(longest, row)
    usually = timedelta(seconds=median(each.total_seconds() for each in took)) if took else None
    return Looked(seen, answered, late, told, usually, longest)


async def since(person_id: UUID, start: datetime) -> list[Probe]:
    """What was asked from then on, oldest first."""
    return await Probe.filter(person_id=person_id, asked_at__gte=start).order_by("asked_at", "id")
