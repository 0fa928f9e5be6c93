"""One telling of a flow, and the judgement over what came of it: as if nothing had happened."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from tests.chaos.flows import Flow
from tests.chaos.proxy import Boundary, Strike
from tests.chaos.rig import PASSING, Rig
from tests.chaos.traps import Trap
from tests.stories.processes import eventually
from wellcheck import audit, db
from wellcheck.messages.models import Delivery, InboundRow

BY_THE_CLOCK = {"audit_chain", "auditor"}
"""Tables that are written now and then, whatever happens."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a flow."""

    boundaries: list[Boundary]
    state: dict[str, Any]
    texts: dict[str, Counter[str]]
    sent: Counter[str]
    """Requests that sent something, by kind (`traps.kind_of`)."""

    @property
    def places(self) -> list[Boundary]:
        """Its own writes, without those that come whenever it is their time."""
        return [at for at in self.boundaries if not BY_THE_CLOCK & set(at.tables)]


async def tell(world: Rig, flow: Flow, *strikes: Strike, traps: Sequence[Trap] = ()) -> Told:
    """Tell it from an empty house to the end, with these deaths."""
    await world.begin()
    if flow.watched is not None:
        await world.person("Ada", **flow.watched)
    if flow.ready is not None:
        await flow.ready(world)
    before = await world.texts()
    world.proxy.begin(*strikes)
    world.traps.begin(*traps)
    try:
        await flow.tell(world)
        await world.settle()
    except AssertionError as wrong:
        raise AssertionError(f"{_listed([*strikes, *traps])}: {wrong}") from wrong
    world.proxy.end()
    world.traps.end()
    texts = {name: got - before[name] for name, got in (await world.texts()).items()}
    return Told(list(world.proxy.boundaries), await world.state(), texts, Counter(world.traps.seen))


_measured: dict[str, Told] = {}


async def measure(world: Rig, flow: Flow) -> Told:
    """What comes of it when nothing happens, told once for all tests. On a busy machine the web process may answer a text
    message too late, as if it had died: that telling is no measure for the others, and it is told again."""
    if (known := _measured.get(flow.name)) is not None:
        return known
    for _ in range(5):
        try:
            told = await tell(world, flow)
        except AssertionError:
            if not world.refetched:
                raise
            continue
        if not world.refetched:
            assert not flow.thanked or any(flow.thanked in text for text in told.texts["Ada"])
            _measured[flow.name] = told
            return told
    raise AssertionError("this machine is too busy: text messages are not answered in time")


async def check(world: Rig, told: Told, undisturbed: Told, doubles: int = 1) -> None:
    """As if nothing had happened, but for one copy (`doubles`) of what nobody can know to have been sent."""
    case = _listed([*world.proxy.struck, *world.traps.sprung])
    lost = await replies_lost(world.proxy.struck, world.refetched)
    for what, expected in undisturbed.state.items():
        assert told.state[what] == expected, f"{case}: {what}\n{told.state[what]}\ninstead of\n{expected}"
    doubts = await world.in_doubt()
    for name, expected_texts in undisturbed.texts.items():
        missing = expected_texts - told.texts[name]
        more = told.texts[name] - expected_texts
        missing -= Counter(text for text in missing if text in lost)
        assert not missing, f"{case}: {name} never got {missing}, but {more}"
        for text, copies in more.items():
            allowed = sum(n for part, n in doubts.items() if text.startswith(part))
            assert copies <= min(doubles, allowed), f"{case}: {name} got {copies} too many of {text!r}"
    await developers_are_told(world, case)
    await nobody_is_forgotten(world, case)


async def tell_all(world: Rig, flow: Flow, undisturbed: Told, strikes: Sequence[Strike]) -> None:
    """Tell it once with each of these, and judge; all that is wrong is said in the end. `CHAOS_ONLY`: part of the words of one
    that went wrong, to tell it alone."""
    struck, broken = 0, []
    strikes = [strike for strike in strikes if os.environ.get("CHAOS_ONLY", "") in str(strike)]
    for strike in strikes:
        for last in (False, False, True):
            try:
                told = await tell(world, flow, strike)
                await check(world, told, undisturbed)
            except AssertionError as wrong:
                if not last and world.refetched and strike.at.process != "web":
                    continue  # the web process, which lives, answered too late: see `measure`
                broken.append(str(wrong))
                print(f"{flow.name}: {wrong}", flush=True)
                break
            if world.proxy.struck:
                break  # else the batches fell differently, and this was one more quiet telling
        struck += len(world.proxy.struck)
    print(f"{flow.name}: {len(undisturbed.boundaries)} writes, {struck} of {len(strikes)} happened", flush=True)
    assert not broken, "\n\n".join(broken)
    assert struck >= len(strikes) * 0.8, f"only {struck} of {len(strikes)} happened"


def _listed(deaths: Sequence[Strike | Trap]) -> str:
    return " and ".join(map(str, deaths)) or "undisturbed"


async def replies_lost(strikes: Sequence[Strike], unanswered: Collection[str]) -> set[str]:
    """Thanks for a plain OK that only the web process held, and that it did not hand over: it died, or Twilio waited too long
    for it (`unanswered`, by SID). Twilio asks once. Everything else goes by the outbox, and so do the thanks for what was
    fetched from Twilio's list."""
    severed = [strike.at for strike in strikes if strike.after and strike.severs]
    died = any(at.process == "web" and "inbound" in at.tables for at in severed)
    rows = [row for row in await InboundRow.all() if row.reply and (died or row.provider_id in unanswered)]
    told = {delivery.text for delivery in await Delivery.filter(kind="chat")}
    return {PASSING.sub("…", row.reply) for row in rows if row.reply not in told}


async def developers_are_told(world: Rig, case: str) -> None:
    """Every occurrence reached its receiver, under the same id each time; again only where it was unknown, or refused."""
    unknown = Counter(
        str(row["id"])
        for row in await db.rows(
            "SELECT occurrence_id AS id FROM occurrence_attempts WHERE status_code IS DISTINCT FROM 200"
        )
    )
    arrived = Counter(each.json["occurrence_id"] for each in world.receiver.arrived)
    ids = {each.headers["webhook-id"] for each in world.receiver.arrived}
    assert len(ids) == len(arrived), f"{case}: {ids}"
    for id, times in arrived.items():
        assert times <= 1 + unknown[id], f"{case}: an occurrence arrived {times} times"
    for program in world.programs:
        assert program.heard, f"{case}: a program was not told"


async def nobody_is_forgotten(world: Rig, case: str) -> None:
    """The invariants that hold whatever happened (I3 to I5, I8, I9, I14)."""
    broken = {
        "a pending probe without a timer": "SELECT 1 FROM probes WHERE status = 'pending' AND due_at IS NULL",
        "an open escalation without a timer": "SELECT 1 FROM escalations WHERE due_at IS NULL AND status IN"
        " ('running', 'acknowledged', 'exhausted')",
        "a settled probe without its closing entry, or with two": "SELECT 1 FROM probes p WHERE status <> 'pending' AND"
        " 1 <> (SELECT count(*) FROM timeline t WHERE t.about_id = p.id AND t.what IN"
        " ('good', 'bad', 'unavailable', 'could_not_ask', 'cancelled'))",
        "an alarm without an escalation, or with two": "SELECT 1 FROM probes p WHERE status IN ('bad', 'unavailable')"
        " AND 1 <> (SELECT count(*) FROM escalations e WHERE e.probe_id = p.id)",
        "an escalation about somebody who is well": "SELECT 1 FROM escalations e JOIN probes p ON p.id = e.probe_id"
        " WHERE p.status = 'good'",
        "good, and they never said so": "SELECT 1 FROM probes p WHERE status = 'good' AND NOT EXISTS (SELECT 1 FROM"
        " inbound i WHERE i.person_id = p.person_id AND i.meaning = 'ok' AND i.received_at >= p.asked_at)",
        "a delivery that still is being sent": "SELECT 1 FROM deliveries WHERE state IN ('sending', 'unknown')",
        "a delivery that nobody sends": "SELECT 1 FROM deliveries WHERE state = 'pending' AND due_at IS NULL",
        "somebody who was not heard": "SELECT 1 FROM inbound WHERE state <> 'handled'",
        "a reminder without a timer": "SELECT 1 FROM reminders WHERE due_at IS NULL AND status IN ('open', 'later')",
        "a visit without a timer": "SELECT 1 FROM visits WHERE due_at IS NULL AND NOT direct AND state IN"
        " ('requested', 'offered', 'accepted', 'arrived')",
        "an occurrence that nobody hands over": "SELECT 1 FROM occurrences WHERE endpoint_id IS NOT NULL"
        " AND state IN ('pending', 'dispatching', 'retrying') AND next_at IS NULL",
        "a ledger that is not at zero": "SELECT 1 FROM ledger_entries HAVING coalesce(sum(minutes), 0) <> 0",
        "a transfer that is not at zero": "SELECT 1 FROM ledger_entries GROUP BY transfer_id HAVING sum(minutes) <> 0",
        "a balance that is not the sum of its entries": "SELECT 1 FROM ledger_accounts a WHERE balance <>"
        " (SELECT coalesce(sum(minutes), 0) FROM ledger_entries e WHERE e.account_id = a.person_id)",
        "a visit that was not paid once": "SELECT 1 FROM visits v WHERE state = 'completed' AND 1 <>"
        " (SELECT count(DISTINCT transfer_id) FROM ledger_entries e WHERE e.visit_id = v.id)",
    }
    found = [what for what, sql in broken.items() if await db.one(sql)]
    assert not found, f"{case}: {found}"
    # The trail is chained once a second, again when it did not succeed; minutes that were wound meanwhile are none.
    await eventually(_all_is_chained)
    wrong = await audit.violations(world.now)
    assert not wrong, f"{case}: {wrong}"
    assert not world.lost_texts(), f"{case}: a text message was never heard"


async def _all_is_chained() -> bool:
    return await db.one("SELECT 1 FROM audit WHERE link IS NULL LIMIT 1") is None
