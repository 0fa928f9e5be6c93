"""A drill: the user's policy is gone through in earnest, save that every message says at once that nobody is in danger.

It is a row of its own and no escalation, so that nothing that looks at escalations can take it for one. All contacts who
agreed are asked, in the order and with the waits of the policy; whoever answers brings the next one at once. A call for help
or a silence meanwhile starts a real escalation as always, and ends the drill.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, people, timeline, wake
from wellcheck.errors import NotFound, NotPossible
from wellcheck.escalations import policies, rules, saved, service, takeover
from wellcheck.escalations.models import Drill, Escalation
from wellcheck.escalations.service import OPTIONS, alarm_text, planned
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Telling
from wellcheck.people import Recipient

LONGEST = timedelta(hours=1)
"""A drill is over after so long, whatever the policy says; and so long after it alarms say that they are none."""

REASONS = tuple(reason for reason in rules.REASONS if reason not in rules.SILENT)
"""What may be rehearsed. That somebody is threatened is not: its words ask for the police."""

KIND = "drill"
"""What its messages are about, and their kind."""


OVER = T("This was a drill, and it is over. Thank you.")


@dataclass(frozen=True, slots=True)
class Begun:
    """A drill that has just begun, and the first names of those who will be asked, in order."""

    id: UUID
    names: tuple[str, ...]


async def start(user_id: UUID, now: datetime, reason: str = "unavailable", tell: bool = True) -> Begun:
    """Begin a drill of what happens for this reason. `tell`: the user hears of it by a message.

    `NotPossible` while one is under way, while people are told about the user in earnest, or when nobody agreed to be told.
    """
    async with db.transaction():
        await people.Person.filter(id=user_id).select_for_update().first()  # one at a time
        if await Drill.exists(user_id=user_id, status="running"):
            raise NotPossible(T("A drill is under way already."))
        if await Escalation.exists(user_id=user_id, status__in=rules.OPEN, reason__not_in=rules.SILENT):
            raise NotPossible(T("People are being told about you at the moment, so this is no time for a drill."))
        found = await start_many([user_id], now, reason, tell)
        if user_id not in found:
            raise NotPossible(
                T("Nobody has agreed yet to be told about you, so nobody can be asked. Reply “contacts”.")
            )
        return found[user_id]


async def start_many(
    user_ids: Sequence[UUID], now: datetime, reason: str = "unavailable", tell: bool = True
) -> dict[UUID, Begun]:
    """Begin a drill for each of these users who may have one now, in the caller's transaction, in batches."""
    busy = await db.rows(
        "SELECT user_id, false AS silent FROM drills WHERE user_id = ANY($1) AND status = 'running' UNION ALL"
        " SELECT user_id, reason = ANY($3) FROM escalations WHERE user_id = ANY($1) AND status = ANY($2)",
        list(user_ids), list(rules.OPEN), list(rules.SILENT),
    )  # fmt: skip
    not_now = {row["user_id"] for row in busy if not row["silent"]}
    pretended = {row["user_id"] for row in busy} - not_now
    wishes = await saved.load([id for id in user_ids if id not in not_now])
    fresh: list[due.Row] = []
    for id, wish in wishes.items():
        made = planned(wish, reason)
        plan = [place for place in made["plan"] if place["consent"] == "consented"]
        if plan:
            fresh.append(
                {"id": db.new_id(), "user_id": id, "reason": reason, "plan": plan, "stages": made["stages"], "told": [],
                 "step": 0, "round": 1, "answers": {}, "pretended": id in pretended, "ends_at": now + LONGEST,
                 "due_at": now + LONGEST if id in pretended else now}
            )  # fmt: skip
    if not fresh:
        return {}
    written = await db.rows(
        "INSERT INTO drills (id, user_id, reason, status, plan, stages, told, step, round, answers, pretended, due_at, ends_at,"
        " failures, started_at) SELECT id, user_id, $7, 'running', plan, stages, '[]', 0, 1, '{}', pretended, due_at, $8, 0, $9"
        " FROM unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::jsonb[], $5::bool[], $6::timestamptz[])"
        " AS s(id, user_id, plan, stages, pretended, due_at)"
        " ON CONFLICT (user_id) WHERE status = 'running' DO NOTHING RETURNING id",
        *db.columns(
            [
                (row["id"], row["user_id"], json.dumps(row["plan"]),
                 None if row["stages"] is None else json.dumps(row["stages"]), row["pretended"], row["due_at"])
                for row in fresh
            ],
            6,
        ),
        reason, now + LONGEST, now,
    )  # fmt: skip
    ids = {row["id"] for row in written}
    fresh = [row for row in fresh if row["id"] in ids]
    known = await people.recipients(
        [row["user_id"] for row in fresh] + [UUID(place["person"]) for row in fresh for place in row["plan"]]
    )
    begun = {row["user_id"]: Begun(row["id"], _names(row, known)) for row in fresh}
    if tell:
        await messages.tell_many(
            [Telling(user, began_text(each.names), "notice") for user, each in begun.items()], now, known
        )
    await timeline.note([timeline.Entry(now, (KIND, row["id"]), "drill_began", row["user_id"]) for row in fresh])
    await _advance([row for row in fresh if not row["pretended"]], now)
    return begun


def _names(row: due.Row, known: dict[UUID, Recipient]) -> tuple[str, ...]:
    return tuple(known[UUID(place["person"])].name for place in row["plan"])


def began_text(names: tuple[str, ...]) -> Text:
    """What a user hears when their drill begins."""
    return T("The drill begins. We tell {contacts}, and each message says first that it is a drill. If you need help, write "
             "“SOS”: that is never a drill.", contacts=names)  # fmt: skip


# --- going on --------------------------------------------------------------------------------------------------------


async def _advance(rows: Sequence[due.Row], now: datetime) -> None:
    """Take the next step of each of these drills, or end it. One that began in the very moment in which people were told in
    earnest ends as if it had been there before."""
    earnest = {
        each["user_id"]
        for each in await db.rows(
            "SELECT user_id FROM escalations WHERE user_id = ANY($1) AND status = ANY($2)",
            [row["user_id"] for row in rows if not row["pretended"]], list(rules.OPEN),
        )
    }  # fmt: skip
    if earnest:
        await _close([row["id"] for row in rows if row["user_id"] in earnest], "broken_off", now)
        rows = [row for row in rows if row["user_id"] not in earnest]
    if not rows:
        return
    for row in rows:
        for name in ("plan", "stages", "told", "answers"):
            if isinstance(row[name], str):
                row[name] = json.loads(row[name])
    agreed = {
        (each["user_id"], each["person_id"])
        for each in await db.rows(
            "SELECT user_id, person_id FROM contacts WHERE user_id = ANY($1) AND is_emergency AND consent = 'consented'",
            [row["user_id"] for row in rows],
        )
    }
    known = await people.recipients(
        {row["user_id"] for row in rows} | {UUID(place["person"]) for row in rows for place in row["plan"]}
    )
    tellings: list[Telling] = []
    over: list[due.Row] = []
    for row in rows:
        mine = {person for user, person in agreed if user == row["user_id"]}
        if not _step(row, mine, known, tellings, now):
            over.append(row)
    await db.run(
        "UPDATE drills d SET told = s.told, step = s.step, round = s.round, answers = s.answers, due_at = s.due_at,"
        " ends_at = s.ends_at, failures = 0 FROM unnest($1::uuid[], $2::jsonb[], $3::smallint[], $4::smallint[], $5::jsonb[],"
        " $6::timestamptz[], $7::timestamptz[]) AS s(id, told, step, round, answers, due_at, ends_at) WHERE d.id = s.id",
        *db.columns(
            [
                (row["id"], json.dumps(row["told"]), row["step"], row["round"], json.dumps(row["answers"]), row["due_at"],
                 row["ends_at"])
                for row in rows
            ],
            7,
        ),
    )  # fmt: skip
    await service.drop_unsent(tellings, now)
    await messages.tell_many(tellings, now, known)
    await _end(over, known, now)


def _step(
    row: due.Row, agreed: Collection[UUID], known: dict[UUID, Recipient], tellings: list[Telling], now: datetime
) -> bool:
    """The next step of one drill: changes its row and adds what is said. False: it is over."""
    plan = policies.thawed(row["plan"], row["stages"])
    told = [UUID(person) for person in row["told"]]
    # Nobody is woken for a drill, or asked once more who has answered.
    there = {
        id: rules.There(
            person.address_id is not None and id in agreed and not _settled(row, id) and not _sleeps(person, now),
            person.zone,
        )
        for id, person in known.items()
    }
    decision = rules.next_step("running", row["step"], row["round"], plan, now, row["reason"], told, there, team=False)
    if now >= row["ends_at"] or not isinstance(decision, rules.Tell) or decision.round > plan.rounds:
        return False
    before = told if decision.round == row["round"] else []
    persons = [seat.person for seat in decision.seats]
    name = known[row["user_id"]].name
    for seat in decision.seats:
        contact = known[seat.person]
        text = T("This is a drill, nobody is in danger. {alarm}",
                 alarm=alarm_text(row["reason"], contact.name, name, True))  # fmt: skip
        tellings.append(
            Telling(
                seat.person, text, KIND, (KIND, row["id"]), OPTIONS, expires_at=row["ends_at"], climb=plan.climb(seat)
            )
        )
        row["answers"].setdefault(str(seat.person), {"told_at": now.isoformat()})
    row |= {"step": decision.step, "round": decision.round, "told": [*map(str, (*before, *persons))]}
    if decision.exhausted:  # nobody is told again after this one, whose answer is still waited for
        steps = plan.stage(decision.round).steps
        row["ends_at"] = min(row["ends_at"], now + steps[decision.step - 1].wait)
    row["due_at"] = min(decision.next_at, row["ends_at"])
    return True


def _settled(row: due.Row, person: UUID) -> bool:
    answer = row["answers"].get(str(person), {})
    return "answered_at" in answer or "unreached" in answer


def _sleeps(person: Recipient, now: datetime) -> bool:
    return person.quiet is not None and person.quiet.hold_at(now, person.zone)


async def _end(rows: Sequence[due.Row], known: dict[UUID, Recipient], now: datetime) -> None:
    """These drills are over: their users hear who answered how fast, and whoever was asked and did not that it is over."""
    if not rows:
        return
    await _close([row["id"] for row in rows], "done", now)
    said: list[Telling] = []
    for row in rows:
        said.append(Telling(row["user_id"], report(row, known, now), "notice"))
        silent = [UUID(place["person"]) for place in row["plan"] if "told_at" in _answer(row, place)]
        said += [Telling(person, OVER, "notice") for person in silent if not _settled(row, person)]
    await messages.tell_many(said, now, known)
    await timeline.note([timeline.Entry(now, (KIND, row["id"]), "drill_over", row["user_id"]) for row in rows])


async def _close(ids: Sequence[UUID], outcome: str, now: datetime) -> None:
    await db.run(
        "UPDATE drills SET status = 'over', outcome = $2, over_at = $3, due_at = NULL WHERE id = ANY($1)",
        list(ids), outcome, now,
    )  # fmt: skip
    await messages.withdraw(ids, now, kinds=(KIND,))


def _answer(row: due.Row, place: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = row["answers"].get(place["person"], {})
    return found


def report(row: due.Row, known: dict[UUID, Recipient], now: datetime) -> Text:
    """Who answered how fast, for the user."""
    labels = dict(OPTIONS)
    lines: list[Text] = [T("The drill is over.")]
    for place in row["plan"]:
        person = known.get(UUID(place["person"]))
        if person is None:
            continue  # gone, and forgotten
        name, answer = person.name, _answer(row, place)
        if "answered_at" in answer:
            lines.append(T("{name} answered within {span}: {answer}.", name=name, span=took(answer),
                           answer=labels[answer["answer"]]))  # fmt: skip
        elif "unreached" in answer:
            lines.append(T("{name} could not be reached.", name=name))
        elif "told_at" in answer or row["pretended"]:
            lines.append(T("{name} did not answer.", name=name))
        elif _sleeps(person, now):
            lines.append(T("{name} has quiet hours now and was not asked.", name=name))
        else:
            lines.append(T("{name} was not asked.", name=name))
    return join(lines)


def took(answer: dict[str, Any]) -> timedelta:
    """How long somebody took to answer, in whole minutes, from when they were told first."""
    span = datetime.fromisoformat(answer["answered_at"]) - datetime.fromisoformat(answer["told_at"])
    return timedelta(minutes=max(1, math.ceil(span.total_seconds() / 60)))


# --- what is answered ------------------------------------------------------------------------------------------------


async def answer(id: UUID, person_id: UUID, key: str, now: datetime) -> Text:
    """A contact answers a drill: they are thanked, and the next one is asked at once. Nothing else follows."""
    async with db.transaction():
        drill = await Drill.select_for_update().get_or_none(id=id)
        if drill is None or not any(place["person"] == str(person_id) for place in drill.plan):
            raise NotFound(T("There is no such drill."))
        if drill.status != "running":
            return OVER
        await takeover.leave_alone(id, person_id, now, buttons=True)
        await _note(drill, person_id, {"answered_at": now.isoformat(), "answer": key}, now)
        who = (await people.recipients([person_id]))[person_id].name
        return T("Thank you, {who}. This was a drill: there is nothing to do.", who=who)


async def _note(drill: Drill, person_id: UUID, what: dict[str, Any], now: datetime) -> None:
    """Keep what became of one of them, the first time. Whoever was not told yet is told at once; a next round has its time."""
    answers = dict(drill.answers)
    kept = answers.setdefault(str(person_id), {"told_at": now.isoformat()})
    if "answered_at" not in kept:
        kept |= what
    drill.answers = answers
    if all(_settled({"answers": answers}, UUID(place["person"])) for place in drill.plan):
        drill.due_at = drill.ends_at = now
    elif any(place["person"] not in answers for place in drill.plan):
        drill.due_at = now
    await drill.save(update_fields=["answers", "due_at", "ends_at"])
    wake.after_commit("rooms")


async def _unreached(pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    """A contact whom nothing reached: that is what the drill was to show, and the next one is asked at once."""
    drills = {drill.id: drill for drill in await _running([id for id, _ in pairs])}
    for id, person in pairs:
        if id in drills:
            await _note(drills[id], person, {"unreached": True}, now)


async def _running(ids: Sequence[UUID]) -> list[Drill]:
    return await Drill.filter(id__in=list(ids), status="running").order_by("id").select_for_update()


messages.when_unreachable(KIND, _unreached)


# --- in earnest ------------------------------------------------------------------------------------------------------


async def _break_off(user_ids: Sequence[UUID], now: datetime) -> None:
    """People are told about these users in earnest: their drills are over, without a word more."""
    ids = [
        row["id"]
        for row in await db.rows(
            "SELECT id FROM drills WHERE user_id = ANY($1) AND status = 'running' ORDER BY id FOR UPDATE",
            list(user_ids),
        )
    ]
    if ids:
        await _close(ids, "broken_off", now)


async def _lately(user_ids: Sequence[UUID], now: datetime) -> set[UUID]:
    """Which of these users had a drill a short while ago: what their contacts are told in earnest says so."""
    rows = await db.rows(
        "SELECT DISTINCT user_id FROM drills WHERE user_id = ANY($1) AND NOT pretended AND coalesce(over_at, $2) > $3",
        list(user_ids), now, now - LONGEST,
    )  # fmt: skip
    return {row["user_id"] for row in rows}


service.beside_drills(_break_off, _lately)


async def stop(user_id: UUID, now: datetime) -> None:
    """The user has seen enough: the drill ends with its report. `NotFound` when none is under way."""
    async with db.transaction():
        ended = await Drill.filter(user_id=user_id, status="running").update(ends_at=now, due_at=now)
        if not ended:
            raise NotFound(T("There is no such drill."))
        wake.after_commit("rooms")


async def under_way(user_id: UUID) -> bool:
    """Whether this user has a drill at the moment."""
    return await Drill.exists(user_id=user_id, status="running")


async def of(user_id: UUID) -> list[Drill]:
    """The drills of a user, newest first."""
    return await Drill.filter(user_id=user_id).order_by("-id")


async def _give_up(row: due.Row, now: datetime) -> None:
    """A drill that we cannot go on with is over, with what it has shown so far."""
    await _close([row["id"]], "done", now)
    await messages.tell(Telling(row["user_id"], T("The drill is over."), "notice"), now)


ROOM = due.Room(
    table="drills",
    open="status = 'running'",
    columns="id, user_id, reason, plan, stages, told, step, round, answers, pretended, due_at, ends_at, started_at",
    handle=_advance,
    give_up=_give_up,
    batch=200,
)


async def run_due(now: datetime) -> int:
    """Take every step of drills that is due. Returns how many drills were looked at."""
    return await due.run(ROOM, now, now)
