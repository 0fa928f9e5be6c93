"""The invariants, as far as a database can show them: one query each, that reads from the ends of indexes.

A rule names its rows as (id, at), the worst first. Three things keep it from crying wolf.

* *Grace.* What is late is given time: rooms do what is due within a second, and after an outage the oldest first.
* *Twice.* What may only be behind counts when the very same row is still there, with the same time, in the next round half a
  minute later. A backlog moves, however long it is; what is stuck does not.
* *Waiting is not wrong by itself.* A slow receiver, a channel that is down and a client that is not connected make
  occurrences and messages wait, and that is seen elsewhere. Here is only what should never be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 20
"""Rows that are named of each violation; more are not looked for."""

SLICE = 1000
"""Rows that one step of a walk looks at: a million are walked through within half a day."""

NEWEST = 500
"""Rows at the end of a large table that are looked at in every round: half a minute of a busy hour, a sample of a burst."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that must not be. `n`: how many rows (`MOST` means: or more), `examples`: the ids of some, `oldest`: since when
    the worst of them is."""

    rule: str
    n: int
    examples: tuple[str, ...]
    oldest: datetime | None = None

    def __str__(self) -> str:
        more = "+" if self.n >= MOST else ""
        return f"{self.rule} ({self.n}{more})"


@dataclass(frozen=True, slots=True)
class Rule:
    """One invariant. `sql` selects the rows that break it, as `id` and `at`; `$1` is now less `grace`, in the product's time,
    or (`real`) in the database's own.

    `twice`: counts when a row is found again in the next round. `walk`: `sql` looks at the `SLICE` rows behind `$2`, and
    returns every row it looked at, with `wrong`. `repair`: puts a row (`$1`, its id; `$2`, now) right, as far as that is safe.
    """

    name: str
    about: str
    sql: str
    grace: timedelta = timedelta(0)
    real: bool = False
    twice: bool = False
    walk: bool = False
    repair: str | None = None


def _no_timer(name: str, table: str, open: str, repair: bool = True) -> Rule:
    return Rule(
        f"{name}_without_timer",
        f"Every open row of {table} says when it is looked at next.",
        f"SELECT id, NULL::timestamptz AS at FROM {table} WHERE {open} AND due_at IS NULL AND $1::timestamptz IS NOT NULL",
        repair=f"UPDATE {table} SET due_at = $2 WHERE id = $1::uuid AND {open} AND due_at IS NULL" if repair else None,
    )


def _overdue(name: str, table: str, open: str, grace: timedelta = timedelta(seconds=60)) -> Rule:
    return Rule(
        f"{name}_overdue",
        f"What is due in {table} is done.",
        f"SELECT id, due_at AS at FROM {table} WHERE {open} AND due_at <= $1 ORDER BY due_at, id",
        grace, twice=True,
    )  # fmt: skip


_ESCALATION = "status IN ('running', 'acknowledged', 'exhausted')"
_VISIT = "state IN ('requested', 'offered', 'accepted', 'arrived')"
_REMINDER = "status IN ('open', 'later', 'unconfirmed')"

# The pairs of channel and lane in which anything waits, by hops through the index: there are a few dozen of millions of rows.
_QUEUES = """
    WITH RECURSIVE queues AS (
        (SELECT channel, lane FROM deliveries WHERE state = 'pending' ORDER BY channel, lane LIMIT 1)
        UNION ALL
        SELECT n.channel, n.lane FROM queues q CROSS JOIN LATERAL (SELECT channel, lane FROM deliveries
            WHERE state = 'pending' AND (channel, lane) > (q.channel, q.lane) ORDER BY channel, lane LIMIT 1) n
    )"""

_CONSTRAINTS = (
    "one_pending_probe", "one_open_escalation", "one_escalation_per_probe", "one_check_in", "ledger_entries_once",
    "processes_running", "visits_of_alarm",
)  # fmt: skip
_CHECKS = ("probe_status", "escalation_status", "delivery_state", "processes_end", "ledger_accounts_balance")
_TRIGGERS = ("ledger_entries_added", "ledger_entries_kept", "audit_is_kept")


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"('{name}')" for name in names)


RULES = (
    # --- I8, I9: nothing waits for nothing ---
    _no_timer("probe", "probes", "status = 'pending'"),
    _no_timer("escalation", "escalations", _ESCALATION),
    _no_timer("reminder", "reminders", _REMINDER),
    _no_timer("drill", "drills", "status = 'running'"),
    # What the old interface asked for waits for whoever completes it.
    _no_timer("visit", "visits", f"{_VISIT} AND NOT direct", repair=False),
    # --- nothing is overdue far beyond its time ---
    _overdue("probe", "probes", "status = 'pending'"),
    _overdue("escalation", "escalations", _ESCALATION),
    _overdue("event", "events", "status = 'active'"),
    _overdue("reminder", "reminders", _REMINDER),
    _overdue("contact", "contacts", "due_at IS NOT NULL", timedelta(minutes=5)),
    _overdue("drill", "drills", "status = 'running'"),
    _overdue("process", "processes", "status = 'running'", timedelta(minutes=2)),
    _overdue("visit", "visits", _VISIT),
    # --- I14, I7: the outbox ---
    Rule(
        "message_lease_stuck",
        "Nobody holds a message for longer than its lease.",
        "SELECT id, lease_until AS at FROM deliveries WHERE state = 'sending' AND lease_until <= $1 ORDER BY lease_until",
        timedelta(seconds=60), real=True, twice=True,
    ),
    Rule(
        "message_stuck",
        "The first message of each queue leaves, or is put off, or expires: a number that is called may ring for two minutes.",
        _QUEUES + " SELECT d.id, d.due_at AS at FROM queues q CROSS JOIN LATERAL (SELECT id, due_at FROM deliveries"
        " WHERE state = 'pending' AND channel = q.channel AND lane = q.lane AND due_at <= $1::timestamptz"
        " - CASE WHEN q.lane > 1 THEN interval '7 minutes' ELSE interval '0' END ORDER BY due_at, id LIMIT 1) d"
        " ORDER BY d.due_at",
        timedelta(minutes=3), twice=True,
    ),
    Rule(
        "message_without_timer",
        "Every message that waits says when it is to leave.",
        _QUEUES + " SELECT d.id, NULL::timestamptz AS at FROM queues q CROSS JOIN LATERAL (SELECT id FROM deliveries WHERE"
        " state = 'pending' AND channel = q.channel AND lane = q.lane AND due_at IS NULL ORDER BY id LIMIT 1) d"
        " WHERE $1::timestamptz IS NOT NULL",
        repair="UPDATE deliveries SET due_at = $2 WHERE id = $1::uuid AND state = 'pending' AND due_at IS NULL",
    ),
    Rule(
        "message_unknown_stuck",
        "What nobody knows of a message is found out, or it is said again.",
        "SELECT id, due_at AS at FROM deliveries WHERE state = 'unknown' AND due_at <= $1 ORDER BY due_at",
        timedelta(minutes=2), twice=True,
    ),
    Rule(
        "message_unknown_without_timer",
        "Every message of which we do not know whether it left is looked up at some time.",
        "SELECT id, NULL::timestamptz AS at FROM deliveries WHERE state = 'unknown' AND due_at IS NULL"
        " AND $1::timestamptz IS NOT NULL",
        repair="UPDATE deliveries SET due_at = $2 WHERE id = $1::uuid AND state = 'unknown' AND due_at IS NULL",
    ),
    # --- events ---
    Rule(
        "occurrence_lease_stuck",
        "Nobody holds an occurrence for longer than its lease.",
        "SELECT id, lease_until AS at FROM occurrences WHERE state = 'dispatching' AND lease_until <= $1 ORDER BY lease_until",
        timedelta(seconds=60), real=True, twice=True,
    ),
    Rule(
        "replay_overdue",
        "What somebody wanted done anew is done.",
        "SELECT id, next_at AS at FROM occurrences WHERE state = 'pending' AND endpoint_id IS NULL AND next_at <= $1"
        " ORDER BY next_at, id",
        timedelta(minutes=2), twice=True,
    ),
    # --- what people say to us ---
    Rule(
        "reply_not_understood",
        "What somebody said is taken up within minutes, if only by asking them plainly.",
        "SELECT id, received_at AS at FROM inbound WHERE state IN ('new', 'failed') AND received_at <= $1"
        " ORDER BY received_at",
        timedelta(minutes=15), twice=True,
    ),
    # --- I3 to I6: outcomes ---
    Rule(
        "alarm_missing",
        "Who is not well, or silent, has people told about them.",
        "SELECT p.id, p.settled_at AS at FROM probes p WHERE p.status IN ('bad', 'unavailable')"
        " AND p.settled_at > $1::timestamptz - interval '2 hours' AND p.settled_at <= $1 AND p.kind <> 'rehearsal'"
        " AND NOT EXISTS (SELECT 1 FROM escalations e WHERE e.probe_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM escalations e WHERE e.user_id = p.person_id AND e.started_at <= p.settled_at"
        "  AND (e.closed_at IS NULL OR e.closed_at >= p.settled_at)) ORDER BY p.settled_at",
    ),
    Rule(
        "alarm_told_nobody",
        "Of every open alarm somebody was told, or our own team.",
        f"SELECT e.id, e.started_at AS at FROM escalations e WHERE {_ESCALATION} AND e.started_at <= $1"
        " AND e.started_at > $1::timestamptz - interval '1 day' AND NOT EXISTS (SELECT 1 FROM timeline t WHERE"
        " t.about_id = e.id AND t.what IN ('told', 'nobody_to_tell', 'operators_told')) ORDER BY e.started_at",
        timedelta(minutes=2),
    ),
    Rule(
        "alarm_about_good",
        "Nobody is told about a check-in that was answered well.",
        f"SELECT e.id, e.started_at AS at FROM escalations e JOIN probes p ON p.id = e.probe_id WHERE e.{_ESCALATION}"
        " AND p.status = 'good' AND $1::timestamptz IS NOT NULL",
    ),
    Rule(
        "probe_half_settled",
        "A check-in that is over says when, and its timeline says how.",
        f"SELECT p.id, p.settled_at AS at FROM (SELECT * FROM probes ORDER BY id DESC LIMIT {NEWEST}) p LEFT JOIN LATERAL"
        " (SELECT true AS told FROM timeline t WHERE t.about_id = p.id AND t.what IN ('good', 'bad', 'unavailable',"
        " 'could_not_ask', 'cancelled', 'checked_in', 'arrived') LIMIT 1) t ON true WHERE p.status <> 'pending'"
        " AND (p.settled_at IS NULL OR t.told IS NULL) AND $1::timestamptz IS NOT NULL",
    ),
    Rule(
        "good_without_answer",
        "A check-in is good only by an answer.",
        f"SELECT p.id, p.settled_at AS at FROM (SELECT * FROM probes ORDER BY id DESC LIMIT {NEWEST}) p WHERE"
        " p.status = 'good' AND p.last_response_sealed IS NULL AND $1::timestamptz IS NOT NULL",
    ),
    Rule(
        "probe_without_question",
        "Who is to answer has been asked, or it was noted that no address took the question.",
        f"SELECT p.id, p.asked_at AS at FROM (SELECT * FROM probes ORDER BY id DESC LIMIT {NEWEST}) p WHERE"
        " p.status = 'pending' AND p.asked_at <= $1 AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.about_id = p.id)"
        " AND NOT EXISTS (SELECT 1 FROM timeline t WHERE t.about_id = p.id AND t.what = 'no_address')",
        timedelta(minutes=2),
    ),
    # --- I10: only to addresses that are whose they are said to be ---
    Rule(
        "message_to_unproven_address",
        "Questions and alarms go to addresses that were proven, and none leaves for one that was stopped.",
        # What was leased when "STOP" came may be handed over while its lease is used; a transaction may take some seconds.
        f"SELECT d.id, d.created_at AS at FROM (SELECT * FROM deliveries ORDER BY id DESC LIMIT {NEWEST}) d JOIN addresses a"
        " ON a.id = d.address_id WHERE d.kind IN ('ask', 'follow_up', 'alarm') AND $1::timestamptz IS NOT NULL"
        " AND (a.verified_at IS NULL OR (a.stopped_at IS NOT NULL AND EXISTS (SELECT 1 FROM attempts t WHERE"
        " t.delivery_id = d.id AND t.started_at > a.stopped_at + interval '1 minute')))",
    ),
    # --- I13: the ledger ---
    Rule(
        "ledger_not_zero",
        "The entries of a transfer sum to zero.",
        "SELECT e.transfer_id AS id, min(e.created_at) AS at FROM (SELECT DISTINCT transfer_id FROM (SELECT transfer_id FROM"
        f" ledger_entries ORDER BY id DESC LIMIT {NEWEST}) t) n JOIN ledger_entries e ON e.transfer_id = n.transfer_id"
        " WHERE $1::timestamptz IS NOT NULL GROUP BY e.transfer_id HAVING sum(e.minutes) <> 0",
    ),
    Rule(
        "balance_wrong",
        "What is on an account is the sum of its entries, and never below zero.",
        "SELECT a.person_id AS id, NULL::timestamptz AS at, a.balance < 0 OR a.balance <> (SELECT coalesce(sum(e.minutes), 0)"
        " FROM ledger_entries e WHERE e.account_id = a.person_id) AS wrong FROM (SELECT * FROM ledger_accounts WHERE"
        f" person_id > $2::uuid AND $1::timestamptz IS NOT NULL ORDER BY person_id LIMIT {SLICE}) a ORDER BY a.person_id",
        walk=True,
    ),
    # --- I1: who is watched is asked ---
    Rule(
        "watched_without_times",
        "Who is watched, and does not pause, is asked at some time.",
        "SELECT s.person_id AS id, s.updated_at AS at, s.active AND s.paused_until IS NULL AND s.rests_since IS NULL"
        " AND s.updated_at <= $1 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.owner_id = s.person_id"
        " AND e.name = 'check-in' AND e.status = 'active') AS wrong FROM (SELECT * FROM probe_settings WHERE"
        f" person_id > $2::uuid ORDER BY person_id LIMIT {SLICE}) s ORDER BY s.person_id",
        timedelta(minutes=2), walk=True,
    ),
    # --- the trial runs ---
    Rule(
        "trial_run_not_through",
        "A trial run, which goes the way of a real check-in, gets through in ten minutes, and there is one each quarter hour.",
        "SELECT number AS id, began_at AS at FROM canary WHERE failed_at IS NOT NULL OR greatest(through_at, since) <= $1",
        timedelta(minutes=40), real=True,
    ),
    # --- the trail, and what the database itself keeps right (I2, I4, I13) ---
    Rule(
        "trail_not_chained",
        "Entries of the audit trail are chained within seconds.",
        "SELECT id, at FROM audit WHERE link IS NULL AND at <= $1 ORDER BY id",
        timedelta(minutes=5), twice=True,
    ),
    Rule(
        "constraint_missing",
        "The database keeps right what it is to keep right: one open alarm of each user, one pending check-in, ….",
        f"SELECT c.name AS id, NULL::timestamptz AS at FROM (VALUES {_quoted(_CONSTRAINTS)}) AS c(name) WHERE NOT EXISTS"
        " (SELECT 1 FROM pg_index i JOIN pg_class k ON k.oid = i.indexrelid WHERE k.relname = c.name AND i.indisunique"
        " AND i.indisvalid AND k.relnamespace = current_schema()::regnamespace) AND $1::timestamptz IS NOT NULL"
        f" UNION ALL SELECT c.name, NULL FROM (VALUES {_quoted(_TRIGGERS)}) AS c(name) WHERE NOT EXISTS"
        " (SELECT 1 FROM pg_trigger t JOIN pg_class k ON k.oid = t.tgrelid WHERE t.tgname = c.name AND t.tgenabled <> 'D'"
        " AND k.relnamespace = current_schema()::regnamespace)"
        f" UNION ALL SELECT c.name, NULL FROM (VALUES {_quoted(_CHECKS)}) AS c(name) WHERE NOT EXISTS (SELECT 1 FROM"
        " pg_constraint k WHERE k.conname = c.name AND k.convalidated AND k.connamespace = current_schema()::regnamespace)",
    ),
)  # fmt: skip
