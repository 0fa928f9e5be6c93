"""Processes as people look at them: what runs, what comes next, what happened."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wellcheck import db, timeline
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound
from wellcheck.i18n import T
from wellcheck.processes import rules
from wellcheck.processes.models import Process, Step


async def get(id: UUID) -> Process:
    """One process; `NotFound` if there is none of that id."""
    process = await Process.get_or_none(id=id)
    if process is None:
        raise NotFound(T("There is no such escalation."))
    return process


async def steps(process: UUID) -> list[Step]:
    """The steps of one process, in the order of their times."""
    return await Step.filter(process_id=process).order_by("at", "position")


async def next_steps(ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the next step of each of these is due, with one query; those with none left are not in it."""
    found = await db.rows(
        "SELECT process_id, min(at) AS at FROM process_steps WHERE process_id = ANY($1) AND state = 'waiting'"
        " GROUP BY process_id",
        list(ids),
    )
    return {row["process_id"]: row["at"] for row in found}


def shown_name(process: Process) -> str:
    """The sender's process id; "…" when it cannot be read."""
    with contextlib.suppress(WrongKey, ValueError):
        return str(process.name)
    return "…"


async def find(name: str) -> Process | None:
    """The newest process of this name, whoever handed it in."""
    owners = [row["owner_id"] for row in await db.rows("SELECT DISTINCT owner_id FROM processes")]
    return await Process.filter(blind__in=[named(owner, name) for owner in owners]).order_by("-id").first()


async def running(most: int) -> list[tuple[str, datetime | None]]:
    """Processes that run, newest first: name, and when the next step is due."""
    found = await Process.filter(status=rules.RUNNING).order_by("-id").limit(most)
    following = await next_steps([process.id for process in found])
    return [(shown_name(process), following.get(process.id)) for process in found]


def named(owner: UUID, name: str) -> bytes:
    """The look-up key of this sender's processes of that name."""
    return vault().blind(f"process {owner}", name)


async def listed(ended: bool) -> list[str]:
    """Processes that run, or the newest 100 of all, one line each, for the command line."""
    wanted = Process.all() if ended else Process.filter(status=rules.RUNNING)
    found = await wanted.order_by("-id").limit(100 if ended else 1000)
    following = await next_steps([process.id for process in found])
    return [
        f"{process.id}  {process.status:9}  {_time(following.get(process.id))}  {shown_name(process)}"
        for process in found
    ]


async def told(id: UUID) -> list[str]:
    """One process with its steps and its history, line by line, for an operator. Whom it speaks to is not shown."""
    process = await get(id)
    lines = [f"{shown_name(process)}: {process.status}" + (f" ({process.note})" if process.note else "")]
    for step in await steps(id):
        why = f", {step.reason}" if step.reason else ""
        lines.append(f"  {step.position:4}  {_time(step.at)}  {step.channel:6}  {step.state}{why}")
    for entry in await timeline.of("process", id):
        data = ", ".join(f"{name} {value}" for name, value in entry.data.items())
        lines.append(f"  {_time(entry.at)}  {entry.what}" + (f": {data}" if data else ""))
    return lines


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at is not None else "-".ljust(19)
