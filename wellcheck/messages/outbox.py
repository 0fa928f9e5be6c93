"""How deliveries leave: leased, handed over, recorded under a fence, looked up when in doubt, said elsewhere when dead."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, cast
from uuid import UUID

from wellcheck import db, due, people, timeline, wake
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound, NotPossible
from wellcheck.i18n import T
from wellcheck.messages import attachments, breakers, rules, together
from wellcheck.messages.elsewhere import again, drop_address, say_elsewhere, withhold
from wellcheck.messages.models import AGAIN, CLAIM, CLAIMED, NOT_SENT, SENDING, SENT, SETTLED, UNDER_WAY, Delivery
from wellcheck.messages.service import About, address_gone, take_back_late, told, unreached, wants_to_be_told
from wellcheck.messages.values import Outgoing, Receipt, Result, Sent
from wellcheck.people import Address

log = logging.getLogger(__name__)


class Claim(NamedTuple):
    """One delivery that belongs to this worker for the length of the lease. `fence` is the attempt's number."""

    out: Outgoing
    channel: str
    lane: int
    fence: int
    due_at: datetime
    edit_of: str | None
    person_id: UUID
    address_id: UUID
    kind: str
    about: About | None
    unknowns: int
    created_at: datetime
    leased: float
    """When it was leased, by this machine's monotonic clock (which goes on while a process is frozen)."""
    carries: UUID | None = None
    """The file that goes with it (`attachments`)."""
    riders: tuple[together.Rider, ...] = ()
    """Other deliveries that this one message says as well (`together`)."""


async def _heard(found: Sequence[Mapping[str, Any]]) -> dict[UUID, datetime]:
    """When those who are to be written to on WhatsApp last wrote there: it takes free words for 24 hours after that."""
    persons = [row["person_id"] for row in found if row["channel"] == "whatsapp"]
    if not persons:
        return {}
    return {
        row["person_id"]: row["at"]
        for row in await db.rows(
            "SELECT person_id, max(received_at) AS at FROM inbound WHERE person_id = ANY($1) AND channel = 'whatsapp'"
            " GROUP BY person_id",
            persons,
        )
    }


def _each(claims: Iterable[Claim]) -> list[Claim]:
    """These claims, and one for each delivery that is said by the way: what becomes of the message becomes of all of them."""
    return [
        each
        for claim in claims
        for each in (
            claim,
            *(
                claim._replace(out=claim.out._replace(delivery_id=id), fence=fence, about=about, riders=())
                for id, fence, about in claim.riders
            ),
        )
    ]


def _claim(row: Mapping[str, Any], edited: Mapping[UUID, str], heard: Mapping[UUID, datetime]) -> Claim:
    open = vault().open
    options = row["options"]
    if isinstance(options, str):
        options = json.loads(options)
    out = Outgoing(
        row["id"],
        open(row["value_sealed"], "addresses.value", row["address_id"]),
        open(row["text_sealed"], "deliveries.text", row["id"]),
        tuple((key, label) for key, label in options or ()),
        row["expires_at"],
        row["ask_phone"],
        heard.get(row["person_id"]) if row["channel"] == "whatsapp" else None,
        language=row["language"],
        kind=row["kind"],
    )
    about = (row["about_kind"], row["about_id"]) if row["about_kind"] else None
    return Claim(
        out, row["channel"], row["lane"], row["attempts"], row["due_at"], edited.get(row["follows_id"]),
        row["person_id"], row["address_id"], row["kind"], about, row["unknowns"], row["created_at"],
        time.monotonic(), row["attachment_id"], row.get("riders", ()),
    )  # fmt: skip


async def _readable(found: Sequence[Mapping[str, Any]], edited: Mapping[UUID, str], now: datetime) -> list[Claim]:
    """These rows as claims. One that does not open holds up no other: it waits for a worker that has its key, and after a
    few tries it is dead and its room is told."""
    claims: list[Claim] = []
    later: list[Mapping[str, Any]] = []
    dead: list[Mapping[str, Any]] = []
    heard = await _heard(found)
    for row in found:
        try:
            claims.append(_claim(row, edited, heard))
        except (WrongKey, ValueError, TypeError) as wrong:
            log.error("a delivery cannot be read", extra={"delivery": str(row["id"]), "error": type(wrong).__name__})
            given_up = row["attempts"] >= rules.UNREADABLE_TRIES
            (dead if given_up else later).append(row)
    if not later and not dead:
        return claims
    async with db.transaction():
        await db.run(
            "UPDATE deliveries d SET state = 'pending', due_at = s.at, lease_until = NULL FROM"
            " unnest($1::uuid[], $2::timestamptz[]) AS s(id, at) WHERE d.id = s.id",
            *db.columns([(row["id"], now + rules.retry_delay(max(1, row["attempts"]))) for row in later], 2),
        )
        await db.run(
            "UPDATE deliveries SET state = 'failed', due_at = NULL, lease_until = NULL, closed_at = coalesce(closed_at, $2),"
            " error = 'it cannot be read with our keys' WHERE id = ANY($1)",
            [row["id"] for row in dead],
            now,
        )
        for row in dead:
            if row["about_id"] is not None:
                await unreached(row["about_kind"], [(row["about_id"], row["person_id"])], now)
    return claims


# One call to a number at a time, the most urgent first: a second one would find the line busy with us.
_LINE_FREE = (
    "AND (kind = 'edit' OR NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.person_id = d.person_id AND o.address_id ="
    " d.address_id AND o.id <> d.id AND o.kind <> 'edit' AND ((o.state = 'sending' OR (o.state = 'sent' AND o.provider_rank < 5"
    f" AND o.sent_at > $4::timestamptz - interval '{int(rules.LONGEST_RINGING.total_seconds())} seconds')) OR"
    " (o.state = 'pending' AND o.due_at <= $3 AND o.expires_at > $4 AND (o.lane, o.due_at, o.id) < (d.lane, d.due_at, d.id)))))"
)

_LINE_FREE_NOW = _LINE_FREE.replace("$3", "$1").replace("$4", "$1")


async def at_rest(now: datetime) -> bool:
    """Whether nothing can be sent at this moment: nothing is due but calls to a line that is busy with us."""
    waits = await db.one(
        "SELECT 1 AS yes FROM deliveries d WHERE state = 'sending' OR (state = 'pending' AND due_at <= $1"
        f" AND NOT (channel = 'voice' AND expires_at > $1 AND NOT (true {_LINE_FREE_NOW}))) LIMIT 1",
        now,
    )
    return waits is None


LANES_DUE = "SELECT l.channel, l.lane FROM unnest($1::text[], $2::smallint[]) AS l(channel, lane) WHERE " + due.first(
    "SELECT true FROM deliveries d WHERE d.state = 'pending' AND d.channel = l.channel AND d.lane = l.lane"
    " AND d.due_at <= $3 ORDER BY d.due_at, d.id"
)
"""Of these (channel, lane) those in which something waits until `$3`."""


async def lanes_due(lanes: Collection[tuple[str, int]], until: datetime) -> list[tuple[str, int]]:
    """Of these (channel, lane) those in which something waits to be sent: one statement instead of a claim in each."""
    found = await db.by_index(LANES_DUE, *db.columns(list(lanes), 2), until)
    return [(row["channel"], row["lane"]) for row in found]


def claim_statement(channel: str) -> str:
    """The statement that leases what is due on this channel."""
    return (
        "WITH due AS (SELECT id FROM deliveries d WHERE state = 'pending' AND channel = $1 AND lane = $2"
        f" AND due_at <= $3 AND expires_at > $4 AND address_id IS NOT NULL {_LINE_FREE if channel == 'voice' else ''}"
        " ORDER BY due_at, id LIMIT $5 FOR UPDATE SKIP LOCKED)"
        f" UPDATE deliveries d SET {CLAIM} FROM due, addresses a WHERE d.id = due.id AND a.id = d.address_id"
        f" RETURNING {CLAIMED}"
    )


async def claim_due(channel: str, lanes: Sequence[int], until: datetime, now: datetime, limit: int) -> list[Claim]:
    """Lease up to `limit` deliveries of one channel, most urgent lane first, oldest first. Commits at once.

    `until` may lie a second ahead: the sender holds them back until they are due.
    """
    leased: list[Mapping[str, Any]] = []
    for lane in lanes:
        if len(leased) >= limit:
            break
        leased += await db.records(claim_statement(channel), channel, lane, until, now, limit - len(leased))
    found: Sequence[Mapping[str, Any]] = await _allowed(leased, now)
    try:
        found = await together.gather(found, until, now)
    except Exception:
        log.exception("alarms could not be put together, so each is said alone")
    found = sorted(found, key=lambda row: (row["lane"], row["due_at"], row["id"]))
    edits = [row["follows_id"] for row in found if row["kind"] == "edit"]
    edited: dict[UUID, str] = {}
    if edits:
        edited = {
            row["id"]: row["provider_id"]
            for row in await db.rows("SELECT id, provider_id FROM deliveries WHERE id = ANY($1)", edits)
        }
    return await _readable(found, edited, now)


async def _allowed(found: Sequence[Mapping[str, Any]], now: datetime) -> list[Mapping[str, Any]]:
    """Of these rows, just leased, those that may leave. Who says STOP closes what waits for their address; what was being
    written in that moment shows here for the first time, and goes elsewhere. What cannot go there now does so when its lease
    has run out."""
    allowed = []
    for row in found:
        if not rules.withheld(row["kind"], row["created_at"], row["stopped_at"]):
            allowed.append(row)
            continue
        try:
            await db.again_on_conflict(partial(withhold, row["id"], row["attempts"], now))
        except Exception:
            log.exception("what came for a stopped address is not elsewhere yet", extra={"delivery": str(row["id"])})
    return allowed


class Outcome(NamedTuple):
    """How one attempt ended, with its real start and end. `asked`: the provider was handed a message, and what it made of it
    says something about its channel."""

    claim: Claim
    result: Result
    started_at: datetime
    ended_at: datetime
    asked: bool = True


def _plain(done: Outcome) -> bool:
    return isinstance(done.result, Sent) and not done.claim.riders and not wants_to_be_told(done.claim.about)


async def _left(outcomes: Sequence[Outcome]) -> set[UUID]:
    """Write that these were sent, with their attempts. A transaction would be four round trips, and what waits for them is in
    doubt. Those that are not ours any more or were settled meanwhile are left out. The deliveries that are written."""
    if not outcomes:
        return set()
    given, values = db.table(
        "id uuid, fence smallint, provider_id text, started_at timestamptz, ended_at timestamptz",
        [
            (
                done.claim.out.delivery_id,
                done.claim.fence,
                cast(Sent, done.result).provider_id,
                done.started_at,
                done.ended_at,
            )
            for done in outcomes
        ],
    )
    found = await db.by_index(
        f"WITH left_now AS (UPDATE deliveries d SET {SENT} FROM {given} WHERE d.id = s.id AND d.attempts = s.fence"
        f" AND {UNDER_WAY} AND NOT {SETTLED} RETURNING d.id, s.fence, s.started_at, s.ended_at)"
        " INSERT INTO attempts (delivery_id, number, started_at, ended_at, outcome)"
        " SELECT id, fence, started_at, ended_at, 'sent' FROM left_now RETURNING delivery_id",
        *values,
    )
    return {row["delivery_id"] for row in found}


async def record(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write how attempts ended: by one statement for all that were sent and change nothing else; the others with one statement
    per kind of outcome, each under its fence, in one transaction.

    A permanent failure moves on to the person's next address at once.
    """
    written = await _left([done for done in outcomes if _plain(done)])
    outcomes = [done for done in outcomes if done.claim.out.delivery_id not in written]
    if not outcomes:
        return
    sent, later, unclear, tries = [], [], [], []
    bare: list[UUID] = []
    dead: list[tuple[Claim, rules.Dead | None]] = []
    by_the_way = {id for each in outcomes for id, _, _ in each.claim.riders}
    for done, claim in ((each, claim) for each in outcomes for claim in _each([each.claim])):
        result = done.result
        decision = rules.on_result(result, claim.lane, claim.fence, claim.out.expires_at or now, now)
        id, fence = claim.out.delivery_id, claim.fence
        code = getattr(result, "code", "")[:16] or None
        detail = getattr(result, "reason", None)
        outcome = "sent" if isinstance(result, Sent) else "unknown" if isinstance(decision, rules.Unclear) else "failed"
        if id in by_the_way and outcome != "failed":
            outcome = together.BY_THE_WAY  # one message is paid for once
        tries.append((id, fence, done.started_at, done.ended_at, outcome, code, detail and detail[:200]))
        match decision:
            case rules.Done(provider_id):
                sent.append((id, fence, provider_id, done.ended_at))
            case rules.Later(at, elsewhere, without_file):
                later.append((id, fence, at, code, detail))
                if elsewhere:
                    dead.append((claim, None))
                if without_file and claim.carries is not None:
                    bare.append(claim.carries)
            case rules.Unclear(at):
                unclear.append((id, fence, at, detail))
            case rules.Dead():
                dead.append((claim, decision))
    async with db.transaction():
        if sent:
            given, values = db.table("id uuid, fence smallint, provider_id text, ended_at timestamptz", sent)
            arrived = await db.rows(
                f"UPDATE deliveries d SET {SENT} FROM {given} WHERE d.id = s.id AND d.attempts = s.fence AND {UNDER_WAY}"
                f" RETURNING d.id, {SETTLED} AS settled",
                *values,
            )
            await take_back_late([row["id"] for row in arrived if row["settled"]], now)
        if later:
            await db.run(
                f"UPDATE deliveries d SET {AGAIN}, due_at = CASE WHEN {SETTLED} THEN NULL ELSE s.at END,"
                " error_code = s.code, error = left(s.error, 200), lease_until = NULL"
                " FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::text[], $5::text[])"
                f" AS s(id, fence, at, code, error) WHERE d.id = s.id AND d.attempts = s.fence AND {SENDING}",
                *db.columns(later, 5),
            )
        if unclear:
            await db.run(
                "UPDATE deliveries d SET state = 'unknown', due_at = s.at, unknowns = unknowns + 1,"
                " error = left(s.error, 200), lease_until = NULL"
                " FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::text[]) AS s(id, fence, at, error)"
                f" WHERE d.id = s.id AND d.attempts = s.fence AND {SENDING}",
                *db.columns(unclear, 4),
            )
        await _keep_attempts(tries)
        if bare:
            await attachments.refuse(bare)
        for claim, verdict in dead:
            await _move_on(claim.out.delivery_id, claim.fence, verdict, now)
        await told((done.claim.about for done in outcomes if isinstance(done.result, Sent)), now)


async def beside(claim: Claim, now: datetime) -> None:
    """Say the same to the person's next address now, whatever becomes of this one."""
    async with db.transaction():
        for each in _each([claim]):
            await _move_on(each.out.delivery_id, each.fence, None, now)


async def release(claims: Sequence[Claim]) -> None:
    """Give back what was leased and not sent: another worker may take it at once."""
    await together.not_left([claim.address_id for claim in claims])
    await db.run(
        f"UPDATE deliveries d SET {AGAIN}, attempts = d.attempts - 1, lease_until = NULL FROM"
        " unnest($1::uuid[], $2::smallint[]) AS s(id, fence) WHERE d.id = s.id AND d.attempts = s.fence"
        f" AND {SENDING}",
        *db.columns([(claim.out.delivery_id, claim.fence) for claim in _each(claims)], 2),
    )


async def let_go(claim: Claim) -> None:
    """What this tells of is settled meanwhile: it is not said any more."""
    await db.run(
        "UPDATE deliveries SET state = 'withdrawn', due_at = NULL, lease_until = NULL WHERE id = $1 AND attempts = $2"
        " AND state = 'sending'",
        claim.out.delivery_id,
        claim.fence,
    )


async def _keep_attempts(tries: Sequence[Sequence[Any]]) -> None:
    # The join drops attempts of deliveries whose person was deleted meanwhile. Those that are there were written by a
    # transaction whose end we did not hear of.
    given, values = db.table(
        "id uuid, number smallint, started_at timestamptz, ended_at timestamptz, outcome text, code text, detail text",
        tries,
    )
    await db.run(
        "INSERT INTO attempts (delivery_id, number, started_at, ended_at, outcome, code, detail)"
        f" SELECT s.* FROM {given} JOIN deliveries d ON d.id = s.id WHERE NOT EXISTS (SELECT 1 FROM attempts a WHERE"
        " a.delivery_id = s.id AND a.number = s.number AND a.started_at = s.started_at)",
        *values,
    )


async def _move_on(id: UUID, fence: int | None, verdict: rules.Dead | None, now: datetime) -> None:
    """This address did not work: note why, and say the same to the person's next one. `verdict` None: both in parallel."""
    delivery = await Delivery.select_for_update().get_or_none(id=id)
    if delivery is None:
        return
    if verdict is not None:
        if fence is not None and (delivery.attempts != fence or delivery.state not in ("sending", "unknown")):
            return
        if delivery.state == "failed":
            return
        delivery.state, delivery.due_at, delivery.lease_until = "failed", None, None
        delivery.error = verdict.reason[:200]
        await delivery.save(update_fields=["state", "due_at", "lease_until", "error"])
        if delivery.address_id is not None:
            if verdict.stopped and await people.stop(delivery.address_id, now):
                await drop_address(delivery.address_id, now)
                await address_gone(delivery.address_id, True, now)
            elif verdict.address_dead and await people.mark_dead(delivery.address_id, verdict.reason, now):
                await timeline.note(
                    [timeline.Entry(now, ("person", delivery.person_id), "address_dead", delivery.person_id,
                                    {"channel": delivery.channel, "reason": verdict.reason})]
                )  # fmt: skip
                await address_gone(delivery.address_id, False, now)
    if delivery.attachment_id is not None and fence is None and verdict is not None and not verdict.address_dead:
        # It was taken and did not arrive, and that may be for the file.
        await attachments.refuse([delivery.attachment_id])
        if not verdict.stopped and delivery.address_id is not None:
            await again(delivery, delivery.address_id, delivery.channel, now, now)
            return
    chatting = delivery.kind == "chat" and delivery.channel != "voice"
    if chatting or delivery.kind in ("edit", "code") or delivery.expires_at <= now:
        return
    await say_elsewhere(delivery, now)


async def hold(person_id: UUID, channel: str, now: datetime) -> list[UUID]:
    """Somebody is on the line: what is queued for them there is kept back for a while, to be said in this very call, most
    urgent first. A line that is busy with us cannot ring."""
    held = await db.rows(
        "UPDATE deliveries SET due_at = $3::timestamptz + $4::interval WHERE id IN (SELECT id FROM deliveries WHERE"
        " person_id = $1 AND channel = $2 AND state = 'pending' AND kind <> 'edit' AND due_at <= $3::timestamptz + $4::interval"
        " AND expires_at > $3 ORDER BY id FOR UPDATE SKIP LOCKED) RETURNING id, lane",
        person_id,
        channel,
        now,
        rules.HOLD,
    )
    return [row["id"] for row in sorted(held, key=lambda row: (row["lane"], row["id"]))]


_LAPSED = "state = 'sending' AND lease_until < clock_timestamp()"
# In the very words of its index: of a hundred thousand that wait none is looked at but those that are stale.
_STALE_SINCE = "(CASE WHEN address_id IS NULL THEN '-infinity'::timestamptz ELSE expires_at END)"
_STALE = f"{NOT_SENT} AND {_STALE_SINCE} <= $1"
SWEEPABLE = "({} OR {})".format(
    due.first(f"SELECT true FROM deliveries WHERE {_LAPSED} ORDER BY lease_until"),
    due.first(f"SELECT true FROM deliveries WHERE {_STALE} ORDER BY {_STALE_SINCE}"),
)
"""Whether there is anything for `sweep` (see `due.look`)."""

_UNCLEAR = "state = 'unknown' AND due_at <= $1 AND address_id IS NOT NULL"
UNCLEAR = due.first(f"SELECT true FROM deliveries WHERE {_UNCLEAR} ORDER BY due_at")
"""Whether there is anything for `claim_unknown` (see `due.look`)."""


async def sweep(now: datetime) -> None:
    """Leases that ran out become unknown outcomes, and what nobody needs any more, or whose address was deleted, expires.
    Each tick."""
    async with db.transaction():
        await db.run(
            "UPDATE deliveries SET state = 'unknown', due_at = $1, unknowns = unknowns + 1, lease_until = NULL,"
            " error = 'the worker that sent this went away'"
            f" WHERE id IN (SELECT id FROM deliveries WHERE {_LAPSED} LIMIT 5000 FOR UPDATE SKIP LOCKED)",
            now,
        )
        stale = await db.rows(
            "UPDATE deliveries SET state = 'expired', due_at = NULL WHERE id IN (SELECT id FROM deliveries WHERE"
            f" {_STALE} ORDER BY {_STALE_SINCE} LIMIT 1000"
            " FOR UPDATE SKIP LOCKED) RETURNING about_kind, about_id, person_id, kind",
            now,
        )
        told: dict[str, list[tuple[UUID, UUID]]] = {}
        for row in stale:
            if row["kind"] in ("ask", "follow_up", "alarm") and row["about_id"]:
                told.setdefault(row["about_kind"], []).append((row["about_id"], row["person_id"]))
        for kind, pairs in told.items():
            await unreached(kind, pairs, now)


async def claim_unknown(now: datetime, limit: int) -> list[Claim]:
    """Deliveries whose outcome we do not know and whose callback had its time: to be looked up at the provider."""
    found = await db.rows(
        f"WITH due AS (SELECT id FROM deliveries WHERE {_UNCLEAR}"
        " ORDER BY lane, due_at LIMIT $2"
        " FOR UPDATE SKIP LOCKED) UPDATE deliveries d SET due_at = $1 + interval '30 seconds' FROM due, addresses a"
        f" WHERE d.id = due.id AND a.id = d.address_id RETURNING {CLAIMED}",
        now,
        limit,
    )
    return await _readable(found, {}, now)


async def resolve(claim: Claim, found: Result | None, now: datetime) -> None:
    """What the provider's own list said about a delivery whose outcome we did not know. While it may as well have been said of
    another one, nothing is taken from it; it is looked at again in half a minute."""
    async with db.transaction():
        if found is not None and getattr(found, "code", "") != "not_found" and await _twin_in_doubt(claim):
            return
        if isinstance(found, Sent) and await db.one(
            "SELECT 1 AS yes FROM deliveries WHERE provider_id = $1 AND channel = $2 AND id <> $3 AND person_id = $4"
            " AND NOT coalesce(bundle_id = (SELECT bundle_id FROM deliveries WHERE id = $3), false)",
            found.provider_id, claim.channel, claim.out.delivery_id, claim.person_id,
        ):  # fmt: skip
            found = None  # that one is another delivery's: a list of calls does not say what each was made for
        decision = rules.on_look_up(found, claim.unknowns, now)
        match decision:
            case rules.Done(provider_id):
                await db.run(
                    "UPDATE deliveries SET state = 'sent', provider_id = $2, sent_at = coalesce(sent_at, $3),"
                    " due_at = NULL WHERE id = $1 AND state = 'unknown'",
                    claim.out.delivery_id, provider_id, now,
                )  # fmt: skip
                await take_back_late([claim.out.delivery_id], now)
            case rules.Dead():
                await _move_on(claim.out.delivery_id, None, decision, now)
            case rules.Later(at, elsewhere):
                await db.run(
                    f"UPDATE deliveries d SET {AGAIN}, due_at = CASE WHEN {SETTLED} THEN NULL ELSE $2::timestamptz END"
                    " WHERE id = $1 AND state = 'unknown'",
                    claim.out.delivery_id, at,
                )  # fmt: skip
                if elsewhere:
                    await _move_on(claim.out.delivery_id, None, None, now)
                wake.after_commit(rules.LANE_NAMES[claim.lane])
            case _:
                raise AssertionError(decision)


async def _twin_in_doubt(claim: Claim) -> bool:
    """Whether another delivery with the same words for the same person (of calls: any) is on its way in this moment, or was in
    doubt before this one is settled. What the list has may be that one: two must not be taken for sent by one message."""
    others = await db.rows(
        "SELECT id, text_sealed FROM deliveries WHERE person_id = $1 AND channel = $2 AND id <> $3 AND kind <> 'edit'"
        " AND (state = 'sending' OR (state = 'unknown' AND id < $3))"
        " AND NOT coalesce(bundle_id = (SELECT bundle_id FROM deliveries WHERE id = $3), false)",
        claim.person_id,
        claim.channel,
        claim.out.delivery_id,
    )
    return any(
        claim.channel == "voice" or vault().open(row["text_sealed"], "deliveries.text", row["id"]) == claim.out.text
        for row in others
    )


async def retry(id: UUID, now: datetime) -> Delivery:
    """Try a dead delivery once more, with a fresh life. `NotPossible` when it is not dead, or nobody needs it any more."""
    async with db.transaction():
        delivery = await Delivery.select_for_update().get_or_none(id=id)
        if delivery is None:
            raise NotFound(T("There is no such job."))
        if delivery.state not in ("failed", "expired"):
            raise NotPossible(T("Only a job that is dead can be tried again."))
        if delivery.options and delivery.closed_at is not None:
            raise NotPossible(T("The matter is settled, so nothing is to be said any more."))
        address = await Address.get_or_none(id=delivery.address_id) if delivery.address_id else None
        if address is None or address.stopped_at is not None:
            raise NotPossible(T("There is no address any more to which this may be sent."))
        delivery.state, delivery.due_at, delivery.lease_until = "pending", now, None
        delivery.expires_at = now + rules.LIFETIME[delivery.kind]
        await delivery.save(update_fields=["state", "due_at", "lease_until", "expires_at"])
        wake.after_commit(rules.LANE_NAMES[delivery.lane])
        return delivery


# --- receipts --------------------------------------------------------------------------------------------------------


async def note_receipts(receipts: Sequence[Receipt], now: datetime) -> None:
    """Keep what the provider says became of deliveries: repeated, late and unknown ones are harmless.

    An undelivered one moves on to the person's next address at once. A receipt also resolves an unknown outcome.
    """
    known = [r for r in receipts if r.delivery_id is not None and r.rank]
    if not known:
        return
    async with db.transaction():
        known += await together.receipts_of_all(known)
        found = {
            row["id"]: row
            for row in await db.rows(
                "SELECT id, state, provider_rank, address_id, channel, about_kind, about_id FROM deliveries"
                " WHERE id = ANY($1) ORDER BY id FOR UPDATE",
                list({r.delivery_id for r in known}),
            )
        }
        kept, changed, dead = [], {}, []
        for receipt in known:
            row = found.get(receipt.delivery_id)
            if row is None:
                continue
            kept.append((row["id"], receipt.at or now, receipt.status, receipt.code or None))
            if receipt.rank <= row["provider_rank"]:
                continue
            row["provider_rank"] = receipt.rank
            state = "delivered" if receipt.delivered else "failed" if receipt.failure else "sent"
            changed[row["id"]] = (
                row["id"],
                receipt.rank,
                state,
                receipt.provider_id or None,
                receipt.code or None,
                min(receipt.at or now, now),
            )
            if receipt.failure:
                dead.append((row["id"], receipt.failure))
        if kept:
            await db.run(
                "INSERT INTO receipts (delivery_id, at, status, code) SELECT * FROM"
                " unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[])",
                *db.columns(kept, 4),
            )
        if changed:
            await db.run(
                "UPDATE deliveries d SET provider_rank = s.rank, provider_id = coalesce(d.provider_id, s.provider_id),"
                # One that waits to be said again, because we did not know, is known now: it is not said again.
                " state = CASE WHEN d.state IN ('pending', 'sending', 'unknown', 'sent', 'delivered') AND s.state <> 'failed'"
                "  THEN s.state ELSE d.state END,"
                " due_at = CASE WHEN d.state = 'unknown' OR (d.state = 'pending' AND s.state <> 'failed') THEN NULL"
                "  ELSE d.due_at END,"
                " sent_at = coalesce(d.sent_at, s.at), error_code = coalesce(s.code, d.error_code),"
                " delivered_at = CASE WHEN s.state = 'delivered' THEN coalesce(d.delivered_at, s.at) ELSE d.delivered_at END"
                " FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])"
                " AS s(id, rank, state, provider_id, code, at) WHERE d.id = s.id",
                *db.columns(list(changed.values()), 6),
            )
        # A receipt may be here before the answer to the request itself: then it is what says that the question arrived.
        late = [
            id for id, done in changed.items() if done[2] != "failed" and found[id]["state"] in ("sending", "unknown")
        ]
        await take_back_late(late, now)
        await told(((found[id]["about_kind"], found[id]["about_id"]) for id in changed if found[id]["about_id"]), now)
        for id, failure in dead:
            await _move_on(id, None, rules.on_failed_receipt(failure), now)
    lost = {id for id, failure in dead if not failure.permanent}
    for channel in {found[id]["channel"] for id in changed}:
        ours = [id for id in changed if found[id]["channel"] == channel]
        delivered = sum(changed[id][2] == "delivered" for id in ours)
        nowhere = {found[id]["address_id"] for id in ours if id in lost and found[id]["address_id"]}
        await breakers.count_receipts(channel, delivered, nowhere, now)
