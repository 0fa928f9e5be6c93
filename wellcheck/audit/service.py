"""The rounds of the auditor: every rule is looked at, what is safe to repair is repaired, and people are told once.

It looks with short statements of its own (5 s at most), so that it never is what it warns of. What keeps it from looking is a
violation, too: a watch that is not watched must not look like a quiet one.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages
from wellcheck.audit.rules import MOST, RULES, SLICE, Rule, Violation
from wellcheck.i18n import T

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=30)
"""Real time between two rounds, whoever of the workers does them."""

STATEMENT_MS = 5000
"""The longest that the look at one rule may take."""

REMIND_AFTER = timedelta(hours=4)
"""What is still wrong after so long is told again."""

LATE_AFTER = timedelta(minutes=3)
"""When no round was finished for so long, although a worker is at work, something is wrong with the auditor."""

AUDITOR = "auditor"
"""The violation that says that the auditor itself cannot finish."""

FIRST = UUID(int=0)


class NotFinished(Exception):
    """Not every rule could be looked at: these could not."""

    def __init__(self, rules: Sequence[str]) -> None:
        super().__init__(", ".join(rules))
        self.rules = tuple(rules)


@dataclass(slots=True)
class Look:
    """What one look at everything found. `unfinished`: rules that could not be looked at. `walked`: how far walks have come."""

    found: list[Violation] = field(default_factory=list)
    rows: dict[str, list[tuple[str, datetime | None]]] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)
    walked: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last rounds say, for readiness and people. `ago`: seconds since the last one was finished (None: never was);
    `late`: that is too long, although workers are at work. `signed_ago`, `unsigned`: when a sign of life last arrived at
    HEARTBEAT_URL, and how many in a row did not since."""

    violations: tuple[Violation, ...] = ()
    ago: float | None = None
    seconds: float = 0.0
    unfinished: int = 0
    late: bool = False
    signed_ago: float | None = None
    unsigned: int = 0

    @property
    def well(self) -> bool:
        """The last round was finished a short while ago, and found nothing."""
        return not self.violations and not self.late and self.ago is not None


async def violations(now: datetime) -> list[Violation]:
    """Everything that is wrong at this moment, every row of every walk included. What may only be behind counts at once: ask
    when nothing is being caught up any more. Raises `NotFinished`."""
    seen = await look(now, thorough=True)
    if seen.unfinished:
        raise NotFinished(seen.unfinished)
    return seen.found


async def look(
    now: datetime, thorough: bool = False, walked: dict[str, str] | None = None, rules: Iterable[Rule] = RULES
) -> Look:
    """Look at every rule. `thorough`: walk through to the end; else one step behind where the last one ended (`walked`)."""
    seen = Look(walked=dict(walked or {}))
    pace, real, _ = await db.read_pace()
    for rule in rules:
        until = real - rule.grace if rule.real else now - rule.grace * pace.speed
        try:
            async with db.transaction():
                await db.run(f"SET LOCAL statement_timeout = {STATEMENT_MS}")
                rows = await _walk(rule, until, thorough, seen) if rule.walk else await _rows(rule, until)
        except Exception as wrong:
            log.warning(
                "a rule could not be looked at",
                extra={"rule": rule.name, "error": str(wrong)[:200] or type(wrong).__name__},
            )
            seen.unfinished.append(rule.name)
            continue
        if rows:
            seen.rows[rule.name] = rows
            seen.found.append(_violation(rule.name, rows))
    return seen


def _violation(rule: str, rows: Sequence[tuple[str, datetime | None]]) -> Violation:
    oldest = min((at for _, at in rows if at is not None), default=None)
    return Violation(rule, len(rows), tuple(id for id, _ in rows[:5]), oldest)


async def _rows(rule: Rule, until: datetime) -> list[tuple[str, datetime | None]]:
    return [(str(row["id"]), row["at"]) for row in await db.rows(f"{rule.sql} LIMIT {MOST}", until)]


async def _walk(rule: Rule, until: datetime, thorough: bool, seen: Look) -> list[tuple[str, datetime | None]]:
    found: list[tuple[str, datetime | None]] = []
    behind = FIRST if thorough else UUID(seen.walked.get(rule.name, str(FIRST)))
    while True:
        looked = await db.rows(rule.sql, until, behind)
        found += [(str(row["id"]), row["at"]) for row in looked if row["wrong"]]
        behind = FIRST if len(looked) < SLICE else looked[-1]["id"]  # at the end: round again
        seen.walked[rule.name] = str(behind)
        if not thorough or behind == FIRST or len(found) >= MOST:
            return found[:MOST]


# --- rounds ----------------------------------------------------------------------------------------------------------


async def run(now: datetime) -> Standing:
    """One round: look, repair what can be, write what was found, and tell operators what is new, or over."""
    began = time.monotonic()
    before = await _state()
    seen = await look(now, walked=before["walked"])
    found = _confirmed(seen, before["seen"])
    await _repair(found, seen, now)
    unfinished = before["unfinished"] + 1 if seen.unfinished else 0
    if unfinished > 1:
        found.append(Violation(AUDITOR, len(seen.unfinished), tuple(seen.unfinished[:5])))
    # What could not be looked at this time is as it was.
    found += [_known(old) for old in before["found"] if old["rule"] in seen.unfinished]
    took = time.monotonic() - began
    async with db.transaction():
        kept = await _tell(before["found"], found, now)
        await db.run(
            "INSERT INTO auditor AS a (id, tried_at, finished_at, seconds, unfinished, found, seen, walked)"
            " VALUES (1, clock_timestamp(), CASE WHEN $2 = 0 THEN clock_timestamp() END, $1, $2, $3, $4, $5)"
            " ON CONFLICT (id) DO UPDATE SET tried_at = excluded.tried_at, finished_at = coalesce(excluded.finished_at,"
            " a.finished_at), seconds = excluded.seconds, unfinished = excluded.unfinished, found = excluded.found,"
            " seen = excluded.seen, walked = excluded.walked",
            took, unfinished, json.dumps(kept), json.dumps(_keys(seen)), json.dumps(seen.walked),
        )  # fmt: skip
    return await standing()


def _keys(seen: Look) -> dict[str, list[str]]:
    """The rows that are looked for again in the next round, each with its time."""
    twice = {rule.name for rule in RULES if rule.twice}
    return {name: [_key(row) for row in rows] for name, rows in seen.rows.items() if name in twice}


def _key(row: tuple[str, datetime | None]) -> str:
    return f"{row[0]} {row[1].isoformat() if row[1] else ''}"


def _confirmed(seen: Look, before: dict[str, list[str]]) -> list[Violation]:
    """What is wrong, without what may only be behind: of that, the rows that did not move since the last round."""
    found = []
    for rule in RULES:
        rows = seen.rows.get(rule.name, [])
        if rule.twice:
            still = set(before.get(rule.name, ()))
            rows = [row for row in rows if _key(row) in still]
        if rows:
            found.append(_violation(rule.name, rows))
    return found


async def _repair(found: Sequence[Violation], seen: Look, now: datetime) -> None:
    """Whatever waits for nothing is looked at now. It is told of all the same: how it came about has to be found out."""
    by_name = {rule.name: rule for rule in RULES}
    for violation in found:
        repair = by_name[violation.rule].repair
        for id, _ in seen.rows[violation.rule] if repair else ():
            try:
                await db.run(str(repair), id, now)
            except Exception as wrong:
                log.warning(
                    "a row could not be repaired", extra={"rule": violation.rule, "error": type(wrong).__name__}
                )


def _known(old: dict[str, Any]) -> Violation:
    oldest = datetime.fromisoformat(old["oldest"]) if old.get("oldest") else None
    return Violation(old["rule"], old["n"], tuple(old["examples"]), oldest)


async def _tell(before: Sequence[dict[str, Any]], found: Sequence[Violation], now: datetime) -> list[dict[str, Any]]:
    """Tell operators of what is new, or wrong for hours, in one message, and of the end of it. Returns what is kept of it."""
    known = {old["rule"]: old for old in before}
    kept, news = [], False
    for violation in found:
        old = known.get(violation.rule)
        told_at = datetime.fromisoformat(old["told_at"]) if old else None
        new = told_at is None or now - told_at >= REMIND_AFTER
        news = news or new
        kept.append(
            {
                **asdict(violation),
                "oldest": violation.oldest.isoformat() if violation.oldest else None,
                "since": old["since"] if old else now.isoformat(),
                "told_at": now.isoformat() if new or told_at is None else told_at.isoformat(),
            }
        )
    if news:
        names = ", ".join(map(str, found))
        log.critical("the audit found violations", extra={"found": names})
        text = T("Wellcheck looked at itself and found something wrong: {names}. Please run “wellcheck audit” and look at it.",
                 names=names)  # fmt: skip
        await messages.tell_operators(text, now)
        for each in kept:
            each["told_at"] = now.isoformat()
    elif before and not found:
        await messages.tell_operators(T("Wellcheck looked at itself again, and what was wrong is right now."), now)
    return kept


async def _state() -> dict[str, Any]:
    row = await db.one("SELECT unfinished, found, seen, walked FROM auditor WHERE id = 1")
    if row is None:
        return {"unfinished": 0, "found": [], "seen": {}, "walked": {}}
    opened = {
        name: json.loads(row[name]) if isinstance(row[name], str) else row[name] for name in row if name != "unfinished"
    }
    return {"unfinished": row["unfinished"], **opened}


async def standing() -> Standing:
    """What the last rounds say. One small row; for readiness, figures and the heartbeat."""
    row = await db.one(
        "SELECT a.*, extract(epoch FROM clock_timestamp() - a.finished_at)::float AS ago,"
        " extract(epoch FROM clock_timestamp() - a.signed_at)::float AS signed_ago, (SELECT count(*) FROM beats"
        " WHERE kind = 'worker' AND seen_at > clock_timestamp() - interval '30 seconds'"
        " AND started_at < clock_timestamp() - $1::interval) AS workers FROM (SELECT 1) one LEFT JOIN auditor a ON a.id = 1",
        LATE_AFTER,
    )
    assert row is not None
    found = json.loads(row["found"]) if isinstance(row["found"], str) else row["found"] or []
    late = bool(row["workers"]) and (row["ago"] is None or row["ago"] > LATE_AFTER.total_seconds())
    return Standing(tuple(map(_known, found)), row["ago"], row["seconds"] or 0.0, row["unfinished"] or 0, late,
                    row["signed_ago"], row["unsigned"] or 0)  # fmt: skip


async def count_sign(arrived: bool) -> None:
    """A sign of life was given to HEARTBEAT_URL, and arrived or did not."""
    await db.run(
        "UPDATE auditor SET signed_at = CASE WHEN $1 THEN clock_timestamp() ELSE signed_at END,"
        " unsigned = CASE WHEN $1 THEN 0 ELSE unsigned + 1 END WHERE id = 1",
        arrived,
    )


async def if_due(now: datetime) -> Standing | None:
    """A round, if it is this process's turn (`EVERY`). None: it was not."""
    if await due.take_turn("audit", EVERY) is None:
        return None
    return await run(now)
