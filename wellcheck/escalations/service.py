"""Tell people, step by step, until a human says "I'm on it". Every change is one transaction with its messages."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from wellcheck import db, due, messages, people, timeline, wake
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound, NotPossible
from wellcheck.escalations import helpers, notes, places, policies, rules, saved
from wellcheck.escalations.models import Escalation
from wellcheck.escalations.notes import Heard
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Telling
from wellcheck.people import Recipient

log = logging.getLogger(__name__)

OPTIONS = (("mine", T("I am on it")), ("cannot", T("I cannot")))
"""What a contact answers an alarm with, and an operator."""

ASKING = ("alarm", "operator")
"""Kinds of messages by which somebody is told, and asked to take over."""

WHEN = (("in10", T("In 10 minutes")), ("in30", T("In 30 minutes")), ("in60", T("In 60 minutes")))
"""When somebody who took over is there, or knows more."""

AFTERWARDS = (("safe", T("They are safe")), ("cannot", T("I cannot help")), *WHEN, ("over", T("Somebody else should")))
"""What a contact who took over is asked."""

REACHED = (
    ("safe", T("Yes, they are safe")),
    ("cannot", T("I could not")),
    ("in10", T("Not yet: 10 more minutes")),
    ("in30", T("Not yet: 30 more minutes")),
)
"""What they are asked when they should be there."""


@dataclass(frozen=True, slots=True)
class Start:
    """Why people are to be told about a user. `reason`: unavailable, walk (not heard of at its end), unconfirmed (a reminder),
    bad, panic, duress (threatened: the user must not notice), could_not_ask. `late`: later than they
    should be, because our service was away. `heard`: what contacts are to know of besides. `first`: the contact whom the
    user named for this; all others, as their policy has them, are told after that one."""

    user_id: UUID
    reason: str
    probe_id: UUID | None = None
    late: bool = False
    heard: Heard | None = None
    first: UUID | None = None


_break_off: list[Callable[[Sequence[UUID], datetime], Awaitable[None]]] = []
_lately: list[Callable[[Sequence[UUID], datetime], Awaitable[set[UUID]]]] = []


def beside_drills(
    break_off: Callable[[Sequence[UUID], datetime], Awaitable[None]],
    lately: Callable[[Sequence[UUID], datetime], Awaitable[set[UUID]]],
) -> None:
    """How drills of users give way when people are told about them in earnest, and who had one a short while ago."""
    _break_off[:], _lately[:] = [break_off], [lately]


async def start_many(starts: Sequence[Start], now: datetime) -> list[UUID]:
    """Start escalations and tell the first contact of each, in the caller's transaction, in batches.

    A user who has an open escalation already gets no second one: the running one goes on, and begins again with the worse
    reason when somebody calls for help in it.
    """
    if not starts:
        return []
    busy = {
        row["user_id"]: row
        for row in await db.rows(
            f"SELECT {ROOM.columns} FROM escalations WHERE user_id = ANY($1) AND status = ANY($2) FOR UPDATE",
            [start.user_id for start in starts],
            list(rules.OPEN),
        )
    }
    for break_off in _break_off:
        await break_off([start.user_id for start in starts], now)
    wishes = await saved.load([start.user_id for start in starts])
    fresh: list[due.Row] = []
    again: list[due.Row] = []
    entries = []
    for start in starts:
        if start.user_id in busy:
            open_one = busy[start.user_id]
            about = ("escalation", open_one["id"])
            entries.append(timeline.Entry(now, about, "again", start.user_id, {"reason": start.reason}))
            unpack(open_one)
            if rules.begins_again(open_one["status"], open_one["reason"], len(open_one["plan"]), start.reason):
                kept = open_one["reason"] if open_one["reason"] in rules.SILENT else start.reason
                open_one |= {"reason": kept, "status": "running", "step": 0, "round": 1, "told": [], "helpers": [],
                             "asked_at": None, "handing_to_id": None, "held_until": None}  # fmt: skip
                if wishes[start.user_id].ids:
                    open_one |= planned(wishes[start.user_id], kept, open_one["plan"])
                again.append(open_one)
            continue
        id = db.new_id()
        row = {
            "id": id, "user_id": start.user_id, "probe_id": start.probe_id, "reason": start.reason, "status": "running",
            "step": 0, "round": 1, "told": [], "due_at": now, "started_at": now, "late": start.late,
            "acknowledged_by_id": None, "helpers": [], "asked_at": None, "handing_to_id": None, "held_until": None,
            **planned(wishes[start.user_id], start.reason, first=start.first), **_kept(start.heard, id),
        }  # fmt: skip
        busy[start.user_id] = row
        fresh.append(row)
        entries.append(
            timeline.Entry(
                now,
                ("escalation", id),
                "started",
                start.user_id,
                {"reason": start.reason, "contacts": len(row["plan"])},
            )
        )
    await db.run(
        "INSERT INTO escalations (id, user_id, probe_id, reason, late, status, plan, step, round, due_at, started_at,"
        " heard_at, heard_as, heard_sealed, stages, policy_id, needed, updated_at, failures) SELECT s.*, $14, 0 FROM (SELECT"
        " id, user_id, probe_id, reason, late, 'running', plan, 0, 1, due_at, $14::timestamptz, heard_at, heard_as, heard,"
        " stages, policy_id, needed FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bool[], $6::jsonb[],"
        " $7::timestamptz[], $8::timestamptz[], $9::text[], $10::bytea[], $11::jsonb[], $12::uuid[], $13::smallint[]) AS"
        " u(id, user_id, probe_id, reason, late, plan, due_at, heard_at, heard_as, heard, stages, policy_id, needed)) AS s",
        *db.columns(
            [
                (
                    r["id"],
                    r["user_id"],
                    r["probe_id"],
                    r["reason"],
                    r["late"],
                    json.dumps(r["plan"]),
                    r["due_at"],
                    r["heard_at"],
                    r["heard_as"],
                    r["heard_sealed"],
                    None if r["stages"] is None else json.dumps(r["stages"]),
                    r["policy_id"],
                    r["needed"],
                )
                for r in fresh
            ],
            13,
        ),  # fmt: skip
        now,
    )
    if again:
        # Who took over did so before this call for help: they are asked anew, with all the others.
        await db.run(
            "UPDATE escalations e SET reason = s.reason, acknowledged_by_id = NULL, acknowledged_at = NULL, held_until = NULL,"
            " plan = s.plan, stages = s.stages, policy_id = s.policy, needed = s.needed FROM unnest($1::uuid[], $2::text[],"
            " $3::jsonb[], $4::jsonb[], $5::uuid[], $6::smallint[]) AS s(id, reason, plan, stages, policy, needed)"
            " WHERE e.id = s.id",
            *db.columns([(row["id"], row["reason"], *frozen(row), row["needed"]) for row in again], 6),
        )
        await messages.withdraw([row["id"] for row in again], now, kinds=("chat",))
    await timeline.note(entries)
    await _advance([*fresh, *again], now)
    return [busy[start.user_id]["id"] for start in starts]


def planned(
    wishes: saved.Saved, reason: str, before: Sequence[dict[str, Any]] = (), first: UUID | None = None
) -> dict[str, Any]:
    """The columns of an escalation that say how it goes, for this reason and as its user wishes now. `before`: who was told
    about it already may go on taking it over; `first`: see `Start`."""
    plan, policy = policies.compiled(wishes.circle, reason, first)
    told = {order.person_id: order for order in wishes.circle.order}
    people_in = [told[person] for person in dict.fromkeys(seat.person for seat in plan.seats)]
    places_in = [{"contact": str(t.contact_id), "person": str(t.person_id), "consent": t.consent} for t in people_in]
    named = {place["person"] for place in places_in}
    return {
        "plan": [*places_in, *(place for place in before if place["person"] not in named)],
        "stages": None if policy is None else policies.frozen(plan),
        "policy_id": None if policy is None else wishes.ids.get(policy.name),
        "needed": 1 if policy is None else policy.acknowledgements,
    }


def frozen(row: due.Row) -> tuple[str, str | None, UUID | None]:
    """The same columns as they are written."""
    return json.dumps(row["plan"]), None if row["stages"] is None else json.dumps(row["stages"]), row["policy_id"]


def unpack(row: due.Row) -> None:
    """Open the JSON columns of an escalation's row."""
    for name in ("plan", "stages", "told", "helpers"):
        if isinstance(row[name], str):
            row[name] = json.loads(row[name])


def _kept(heard: Heard | None, id: UUID) -> dict[str, Any]:
    """The columns of an escalation that say what was heard of its user."""
    if heard is None:
        return {"heard_at": None, "heard_as": None, "heard_sealed": None}
    words = heard.words and vault().seal(heard.words, "escalations.heard", id)
    return {"heard_at": heard.at, "heard_as": heard.how, "heard_sealed": words or None}


def _heard(row: due.Row) -> Heard | None:
    if row["heard_at"] is None:
        return None
    try:
        words = row["heard_sealed"] and vault().open(row["heard_sealed"], "escalations.heard", row["id"])
    except (WrongKey, ValueError):
        return None  # an alarm does not go unsaid for want of a note
    return Heard(row["heard_at"], row["heard_as"], words or None)


async def start(start: Start, now: datetime) -> UUID:
    """Start one escalation; the id of the running one if there is one already."""
    async with db.transaction():
        return (await start_many([start], now))[0]


@dataclass(slots=True)
class Doing:
    """What steps of escalations bring about: what is said, what is noted, what operators are told of which. `team`: whether
    there are operators at all."""

    known: dict[UUID, Recipient]
    there: dict[UUID, rules.There]
    team: bool = True
    drilled: set[UUID] = field(default_factory=set)
    """Users who had a drill a short while ago."""
    tellings: list[Telling] = field(default_factory=list)
    entries: list[timeline.Entry] = field(default_factory=list)
    operators: list[tuple[Text, UUID]] = field(default_factory=list)
    visits: list[tuple[UUID, UUID]] = field(default_factory=list)
    """Escalations (id, user) that want somebody to go there."""


def with_people(known: dict[UUID, Recipient], team: bool = True) -> Doing:
    """Nothing done yet, among these people."""
    there = {
        id: rules.There(person.address_id is not None, person.zone, person.quiet) for id, person in known.items()
    }  # fmt: skip
    return Doing(known, there, team)


async def _advance(rows: Sequence[due.Row], now: datetime) -> None:
    """Take the next step of each of these escalations. A contact without any address costs no time."""
    if not rows:
        return
    for row in rows:
        unpack(row)
    ids = {row["user_id"] for row in rows} | {UUID(place["person"]) for row in rows for place in row["plan"]}
    ids |= {helper.person for row in rows for helper in helpers.of_row(row)}  # operators are in no plan
    doing = with_people(await people.recipients(ids), await _team(rows))
    for lately in _lately:
        doing.drilled = await lately([row["user_id"] for row in rows], now)
    for row in rows:
        take_step(row, doing, now)
    await db.run(
        "UPDATE escalations e SET status = s.status, step = s.step, round = s.round, due_at = s.due_at, told = s.told,"
        " helpers = s.helpers, asked_at = s.asked_at, handing_to_id = s.handing_to, updated_at = $10, failures = 0"
        " FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::smallint[], $5::timestamptz[], $6::jsonb[], $7::jsonb[],"
        " $8::timestamptz[], $9::uuid[]) AS s(id, status, step, round, due_at, told, helpers, asked_at, handing_to)"
        " WHERE e.id = s.id",
        *db.columns(
            [
                (
                    r["id"],
                    r["status"],
                    r["step"],
                    r["round"],
                    r["due_at"],
                    json.dumps(r["told"] or []),
                    None if r["helpers"] is None else json.dumps(r["helpers"]),
                    r["asked_at"],
                    r["handing_to_id"],
                )
                for r in rows
            ],
            9,
        ),
        now,
    )
    await timeline.note(doing.entries)
    alarms = [telling for telling in doing.tellings if telling.kind == "alarm"]
    await drop_unsent(alarms, now)
    said = [*doing.tellings, *await places.tellings_for(alarms, doing.known, now)]
    await messages.tell_many(said, now, doing.known)
    if doing.operators:
        await messages.drop_unsent([id for _, id in doing.operators], ["operator"], now)
    for text, id in doing.operators:
        await messages.tell_operators(text, now, ("escalation", id), OPTIONS)
    await _somebody_goes(doing.visits, now)


Send = Callable[[Sequence[tuple[UUID, UUID]], datetime], Awaitable[None]]
_send: list[Send] = []


def send_somebody(how: Send) -> None:
    """How somebody is asked to go to users about whom nobody acts: (escalation, user) pairs, in the transaction of the step."""
    _send[:] = [how]


async def _somebody_goes(alarms: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    for how in _send if alarms else ():
        try:
            async with db.transaction():
                await how(alarms, now)
        except Exception as wrong:
            if due.infrastructure(wrong):
                raise
            # Whatever is wrong with a visit: everybody else is told of the alarm, and our own team that nobody acts.
            log.exception("nobody can be asked to go there", extra={"escalations": [str(id) for id, _ in alarms]})


async def _team(rows: Sequence[due.Row]) -> bool:
    """Whether there are operators, where a plan has a step for them; nobody else needs to know."""
    if not any(step["operators"] for row in rows for stage in row["stages"] or () for step in stage["steps"]):
        return True
    return await db.one("SELECT 1 AS yes FROM accounts WHERE role = 'admin' LIMIT 1") is not None


def take_step(row: due.Row, doing: Doing, now: datetime) -> None:
    """The next step of one escalation: changes its row, and adds to `doing` what comes of it. Nothing is written here."""
    about = ("escalation", row["id"])
    user = doing.known[row["user_id"]]
    plan = policies.thawed(row["plan"], row["stages"])
    told = [UUID(person) for person in row["told"] or ()]
    there, asked = _free(row, doing, now), row["asked_at"] is not None
    decision = rules.next_step(
        row["status"], row["step"], row["round"], plan, now, row["reason"], told, there, doing.team, asked
    )
    match decision:
        case rules.AskWhetherReached(next_at):
            _ask_whether_reached(row, next_at, user, doing, now)
        case rules.Reopen():
            # Those who were asked and did not answer; others may have dropped out long ago.
            took = {each.person for each in helpers.of_row(row) if row["asked_at"] < each.until <= now}
            row |= {"status": "running", "due_at": now, "asked_at": None, "handing_to_id": None}
            doing.entries.append(timeline.Entry(now, about, "reopened", row["user_id"]))
            text = T("We have not heard from you about {name}. We are telling the others again.", name=user.name)
            doing.tellings += [Telling(person, text, "notice", about) for person in sorted(took)]
        case rules.NobodyToTell(next_at):
            _nobody(row, next_at, user, doing, now)
        case rules.Tell() as step:
            _tell(row, step, plan, told, doing, now)


def _free(row: due.Row, doing: Doing, now: datetime) -> dict[UUID, rules.There]:
    """How everybody stands. Whoever looks after the user already (a second person is wanted as well) is not told again."""
    busy = [helper.person for helper in rules.standing(helpers.of_row(row), now)]
    return {**doing.there, **dict.fromkeys(busy, rules.There(reachable=False))} if busy else doing.there


def _ask_whether_reached(row: due.Row, next_at: datetime, user: Recipient, doing: Doing, now: datetime) -> None:
    """Those whose time is up are asked. After an outage of ours it may be long up: they are asked all the same."""
    took = helpers.of_row(row)
    late = [helper for helper in took if helper.until - rules.REACHED_WAIT <= now]
    asked = {helper.person for helper in rules.standing(late, now) or late}
    row |= {
        "due_at": next_at,
        "asked_at": now,
        "helpers": helpers.as_json([replace(each, until=next_at) if each.person in asked else each for each in took]),
    }
    about = ("escalation", row["id"])
    minutes = int(rules.REACHED_WAIT.total_seconds() // 60)
    text = T("Did you reach {user}? Without an answer we tell the others again in {minutes} minutes.",
             user=user.name, minutes=minutes)  # fmt: skip
    doing.tellings += [Telling(person, text, "chat", about, REACHED) for person in sorted(asked)]
    doing.entries.append(timeline.Entry(now, about, "asked_whether_reached", row["user_id"]))


def _tell(row: due.Row, step: rules.Tell, plan: rules.Plan, told: list[UUID], doing: Doing, now: datetime) -> None:
    about, user = ("escalation", row["id"]), doing.known[row["user_id"]]
    before = told if step.round == row["round"] else []
    places_in = {place["person"]: (number, place) for number, place in enumerate(row["plan"], start=1)}
    now_told = [seat.person for seat in step.seats]
    for seat in step.seats:
        contact, (_, place) = doing.known[seat.person], places_in[str(seat.person)]
        text = alarm_text(row["reason"], contact.name, user.name, place["consent"] == "consented", row["late"])
        if seat.person in step.loud:
            text = join([text, sorry(row["reason"])], " ")
        if (heard := _heard(row)) is not None:
            texted = any(channel == "sms" for _, channel, _ in contact.ways)
            text = notes.with_note(text, heard, OPTIONS, contact.language, contact.zone, texted)
        if user.person_id in doing.drilled:
            text = T("This is not a drill. {alarm}", alarm=text)
        climb = plan.climb(seat)
        agreed, loud = place["consent"] == "consented", seat.person in step.loud
        gist = (
            None
            if heard is not None or user.person_id in doing.drilled
            else rules.gist(row["reason"], agreed, row["late"], loud)
        )
        doing.tellings.append(Telling(seat.person, text, "alarm", about, OPTIONS, climb=climb, gist=gist))
    if step.operators:
        doing.operators.append((_operators_turn(row["reason"], user), row["id"]))
    if step.visit:
        doing.visits.append((row["id"], row["user_id"]))
    first = step.round == 1 and not before and (row["step"] == 0 or row["told"] is not None)
    once_more = step.round != row["round"]
    row |= {"step": step.step, "round": step.round, "due_at": step.next_at, "told": [*map(str, (*before, *now_told))]}
    data: dict[str, Any] = {"round": step.round}
    if now_told:
        data = {"place": places_in[str(now_told[0])][0], **data}
    if len(now_told) > 1:
        data["people"] = len(now_told)
    if step.operators:
        data["operators"] = True
    if step.visit:
        data["visit"] = True
    doing.entries.append(timeline.Entry(now, about, "told", row["user_id"], data))
    if first and now_told and row["reason"] not in rules.SILENT:
        names = tuple(doing.known[person].name for person in now_told)
        said = _told_you(row["reason"], names[0] if len(names) == 1 else names)
        doing.tellings.append(Telling(user.person_id, said, "notice", about))
    if step.exhausted and (once_more or row["status"] == "running"):
        doing.operators.append((_exhausted(user), row["id"]))
    if step.exhausted and row["status"] == "running":
        row["status"] = "exhausted"
        doing.entries.append(timeline.Entry(now, about, "exhausted", row["user_id"]))


def _nobody(row: due.Row, next_at: datetime, user: Recipient, doing: Doing, now: datetime) -> None:
    """Nobody in the plan can be told, or nobody is in it: operators are, again and again, and the user once."""
    helped = bool(rules.standing(helpers.of_row(row), now))
    doing.operators.append((_one_more(user) if helped else _nobody_left(user), row["id"]))
    if row["status"] != "exhausted" and row["reason"] not in rules.SILENT and not helped:
        doing.tellings.append(Telling(user.person_id, _alone(), "notice"))
    row |= {"status": "exhausted", "due_at": next_at}
    doing.entries.append(timeline.Entry(now, ("escalation", row["id"]), "nobody_to_tell", row["user_id"]))


async def drop_unsent(alarms: Sequence[Telling], now: datetime) -> None:
    """An alarm of an earlier round that has still not left for sure is replaced by the one of this round: when the provider
    comes back after a while, nobody gets the same words three times at once."""
    pairs = [(alarm.about[1], alarm.person_id, alarm.kind) for alarm in alarms if alarm.about]
    if pairs:
        await db.run(
            "UPDATE deliveries d SET state = 'withdrawn', due_at = NULL, closed_at = coalesce(d.closed_at, $3)"
            " FROM unnest($1::uuid[], $2::uuid[], $4::text[]) AS s(about, person, kind) WHERE d.about_id = s.about"
            " AND d.person_id = s.person AND d.kind = s.kind AND d.state IN ('pending', 'unknown')",
            *db.columns([pair[:2] for pair in pairs], 2), now, [kind for _, _, kind in pairs],
        )  # fmt: skip


def alarm_text(reason: str, contact: str, user: str, consented: bool, late: bool = False) -> Text:
    """What a contact is told. The words differ between "did not answer" and "we could not reach the phone". `late`: our
    own outage delayed it, and they are told so, because it bears on how much time has passed."""
    match reason:
        case "bad":
            what = T("{user} answered that they are not okay. Please reach out at once.", user=user)
        case "panic":
            what = T("{user} asked for help. Please reach out at once.", user=user)
        case "duress":
            what = T("{user} sent the secret word: they may be threatened and cannot speak freely. Do not call or write to "
                     "them. Please call the police or the emergency number.", user=user)  # fmt: skip
        case "could_not_ask":
            what = T(
                "We could not reach {user}'s phone, so we do not know how they are. Please make sure they are okay.",
                user=user,
            )
        case "walk":
            what = T("{user} was on the way home and has not told us that they arrived. Please make sure they are okay.",
                     user=user)  # fmt: skip
        case rules.UNCONFIRMED:
            what = T("{user} has not confirmed a reminder. Please make sure they are okay.", user=user)
        case _:
            what = T("{user} has not answered a check-in. Please make sure they are okay.", user=user)
    if late and reason in rules.SILENCE:
        what = T("{what} Our service was interrupted, so this message is late.", what=what)
    if consented:
        return T("Hello {contact}, Wellcheck here. {what} Can you look after them?", contact=contact, what=what)
    return T(
        "Hello {contact}, this is Wellcheck. {user} named you as their emergency contact. {what} "
        "Can you look after them?",
        contact=contact, user=user, what=what,
    )  # fmt: skip


def _told_you(reason: str, contact: str | tuple[str, ...]) -> Text:
    if reason == "unavailable":
        return T("You did not answer, so we told {contact}. If you are okay, just reply: okay.", contact=contact)
    if reason == "walk":
        return T(
            "We have not heard that you are home, so we told {contact}. If you are okay, just reply: okay.",
            contact=contact,
        )
    if reason == rules.UNCONFIRMED:
        return T(
            "You have not confirmed your reminder, so we told {contact}. If it is done, reply “done”.", contact=contact
        )
    if reason == "could_not_ask":
        return T(
            "We could not reach your phone, so we told {contact}. If you are okay, just reply: okay.", contact=contact
        )
    return T("We told {contact}. We go on until somebody takes over. If you are in danger, call the emergency number.",
             contact=contact)  # fmt: skip


def sorry(reason: str) -> Text:
    """Said to whom we write in their quiet hours."""
    if reason in rules.SILENCE:
        return T("Sorry for the hour: nobody else has taken over.")
    return T("Sorry for the hour: this is urgent.")


def _operators_turn(reason: str, user: Recipient) -> Text:
    """What our own team is told where a policy names it."""
    match reason:
        case "duress":
            return T("{user} sent the secret word: they may be threatened and cannot speak freely. Do not call or write to "
                     "them. Please call the police or the emergency number.", user=user.name)  # fmt: skip
        case "bad" | "panic":
            return T("{user} asked for help. Please reach out at once.", user=user.name)
        case _:
            return T(
                "We have not heard from {user}, and nobody has taken over yet. Please look after them.", user=user.name
            )


def _alone() -> Text:
    return T("We have nobody we can tell about you. Our own team has been told. If you are in danger, call the emergency "
             "number.")  # fmt: skip


def _nobody_left(user: Recipient) -> Text:
    return T("Nobody can be told about {user}: no contact can be reached. Please look after them.", user=user.name)


def _one_more(user: Recipient) -> Text:
    return T("Somebody is looking after {user}, but two people are wanted and nobody else can be told. Please see to it.",
             user=user.name)  # fmt: skip


def _exhausted(user: Recipient) -> Text:
    return T(
        "All contacts of {user} were told several times and nobody took over. Please look after them.", user=user.name
    )


ROOM = due.Room(
    table="escalations",
    open="status IN ('running', 'acknowledged', 'exhausted')",
    columns="id, user_id, probe_id, reason, late, status, plan, stages, policy_id, told, step, round, due_at,"
    " acknowledged_by_id, needed, helpers, asked_at, handing_to_id, held_until, started_at, heard_at, heard_as,"
    " heard_sealed",
    handle=lambda rows, now: _advance(rows, now),
    give_up=lambda row, now: _give_up(row, now),
    batch=200,
)


async def _give_up(row: due.Row, now: datetime) -> None:
    """A fault of ours stops this escalation: say so plainly to operators and to everybody in its plan."""
    async with db.transaction():
        known = await people.recipients([row["user_id"]])
        name = known[row["user_id"]].name
        text = T("Wellcheck has a fault while checking on {name}. Please make sure they are okay.", name=name)
        plan = json.loads(row["plan"]) if isinstance(row["plan"], str) else row["plan"]
        about = ("escalation", row["id"])
        await messages.tell_many([Telling(UUID(p["person"]), text, "alarm", about, OPTIONS) for p in plan], now)
        await messages.tell_operators(text, now, about, OPTIONS)


WAITS = f"({ROOM.waits()} OR {places.WAITS})"
"""Whether there is anything for `run_due` (see `due.look`)."""


async def run_due(now: datetime) -> int:
    """Take every step that is due. Returns how many escalations were looked at."""
    looked_at = await due.run(ROOM, now, now)
    return looked_at + await places.run_due(now)


async def _unreachable(pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    # A contact whom nothing reached: the next one is told at once, not after the wait. Behind the last one of a round the
    # wait stays if their phone may still be answered: nobody is helped by one that rings without end.
    rows = await db.rows(
        f"SELECT {ROOM.columns} FROM escalations WHERE id = ANY($1) AND status IN ('running', 'exhausted') ORDER BY id"
        " FOR UPDATE",
        [about for about, _ in pairs],
    )
    for row in rows:
        unpack(row)
    persons = {person for _, person in pairs} | {UUID(place["person"]) for row in rows for place in row["plan"]}
    doing = with_people(await people.recipients(persons))
    gone = {about for about, person in pairs if not doing.there.get(person, rules.There(False)).reachable}
    forward = [row["id"] for row in rows if row["id"] in gone or _more_in_round(row, doing, now)]
    if forward:
        # Where a contact asked the others to wait, they wait: it was promised to the user, and it is short.
        await db.run(
            "UPDATE escalations SET due_at = least(due_at, $2) WHERE id = ANY($1)"
            " AND (held_until IS NULL OR held_until <= $2)",
            forward,
            now,
        )
    await _not_handed_over(pairs, now)
    await timeline.note([timeline.Entry(now, ("escalation", about), "unreachable", person) for about, person in pairs])


async def _not_handed_over(pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> None:
    """Whoever wanted to hand it over to somebody whom nothing reached still has it, and is told."""
    found = Escalation.filter(
        id__in=[about for about, _ in pairs], status__in=rules.OPEN, handing_to_id__not_isnull=True
    )
    for escalation in await found.select_for_update().order_by("id"):
        if escalation.handing_to_id is None or (escalation.id, escalation.handing_to_id) not in pairs:
            continue
        known = await people.recipients([escalation.user_id, escalation.handing_to_id])
        said = T("We cannot reach {who}. {user} still counts on you.",
                 who=known[escalation.handing_to_id].name, user=known[escalation.user_id].name)  # fmt: skip
        escalation.handing_to_id = None
        await keep(escalation, now)
        counted = rules.standing(helpers.of(escalation), now)
        about = ("escalation", escalation.id)
        await messages.tell_many([Telling(each.person, said, "note", about) for each in counted], now)


def _more_in_round(row: due.Row, doing: Doing, now: datetime) -> bool:
    """Whether somebody else is still to be told in this round."""
    plan, told = policies.thawed(row["plan"], row["stages"]), [UUID(person) for person in row["told"] or ()]
    there = _free(row, doing, now)
    decision = rules.next_step(row["status"], row["step"], row["round"], plan, now, row["reason"], told, there)
    return isinstance(decision, rules.Tell) and decision.round == row["round"]


messages.when_unreachable("escalation", _unreachable)


async def locked(id: UUID) -> Escalation:
    escalation = await Escalation.select_for_update().get_or_none(id=id)
    if escalation is None:
        raise NotFound(T("There is no such escalation."))
    return escalation


async def must_concern(escalation: Escalation, person_id: UUID) -> None:
    """`NotPossible` for whoever is not told about it, or not any more. Operators may always act; nobody for themselves."""
    told = any(place["person"] == str(person_id) for place in escalation.plan)
    if person_id == escalation.user_id or not (told or await is_operator(person_id)):
        raise NotPossible(T("You are not among those who are told about this."))


async def is_operator(person_id: UUID) -> bool:
    """Whether this person is of our own team."""
    return await db.one("SELECT 1 AS yes FROM accounts WHERE person_id = $1 AND role = 'admin'", person_id) is not None


async def told_of(escalation_id: UUID) -> list[UUID]:
    """Everybody who was told of it, or may have been, operators as well. Whose alarm never left is not told that all is
    well, either."""
    found = await db.rows(
        "SELECT DISTINCT person_id FROM deliveries WHERE about_id = $1 AND kind = ANY($2)"
        " AND (state IN ('sending', 'sent', 'delivered') OR sent_at IS NOT NULL OR unknowns > 0)",
        escalation_id,
        list(ASKING),
    )
    return [row["person_id"] for row in found]


async def keep(escalation: Escalation, now: datetime) -> None:
    escalation.updated_at = now
    await escalation.save()


async def concerning(person_id: UUID) -> tuple[UUID, str] | None:
    """The newest open escalation that this person is told about: its id and the user's first name."""
    row = await db.one(
        "SELECT id, user_id FROM escalations WHERE status IN ('running', 'acknowledged', 'exhausted')"
        " AND plan @> jsonb_build_array(jsonb_build_object('person', $1::text)) ORDER BY id DESC LIMIT 1",
        str(person_id),
    )
    return None if row is None else (row["id"], (await people.recipients([row["user_id"]]))[row["user_id"]].name)


async def in_silence(user_id: UUID) -> bool:
    """Whether people are told about this user in a way that nothing must show to them."""
    return await Escalation.exists(user_id=user_id, reason__in=rules.SILENT, status__in=rules.OPEN)


async def alarm_for(id: UUID, person_id: UUID) -> Text | None:
    """The words in which this person is told of it. None: it is over, or not told to them."""
    escalation = await get(id)
    place = next((place for place in escalation.plan if place["person"] == str(person_id)), None)
    if escalation.status not in rules.OPEN or place is None:
        return None
    known = await people.recipients([escalation.user_id, person_id])
    contact, user = known[person_id], known[escalation.user_id].name
    alarm = alarm_text(escalation.reason, contact.name, user, place["consent"] == "consented", escalation.late)
    if escalation.heard_at is None:
        return alarm
    heard = Heard(escalation.heard_at, escalation.heard_as or "sign", escalation.heard)
    return notes.with_note(alarm, heard, OPTIONS, contact.language, contact.zone, contact.channel == "sms")


async def not_safe(id: UUID, person_id: UUID, now: datetime) -> Text:
    """Somebody who is told about a user says that the user is not safe. Nothing ends and nobody has taken over by that:
    it goes on as it would. Returns what to say to them."""
    async with db.transaction():
        escalation = await locked(id)
        await must_concern(escalation, person_id)
        user = (await people.recipients([escalation.user_id]))[escalation.user_id].name
        await timeline.note(
            [timeline.Entry(now, ("escalation", id), "not_safe", escalation.user_id, {"by": str(person_id)})]
        )
        return T("Thank you for telling us. If {user} is in danger, please call the emergency number now.", user=user)


async def all_clear(
    user_id: UUID, now: datetime, said_at: datetime | None = None, probe_id: UUID | None = None, only: bool = False,
    pretend: bool = False,
) -> bool:  # fmt: skip
    """The user turned out well: everybody who was told is told so. False if nothing was open.

    `said_at`: when they said so; what began later is not cleared by it, except what their silence to `probe_id` raised
    (an OK to a question may be heard after the alarm it came too late for). `only`: nothing but that probe's alarm (a
    button under its question says nothing about a later call for help). `pretend`: nothing ends and nobody is told; only
    whether it would have. An alarm that somebody is threatened is never cleared by their own word, and one about a reminder
    only by what confirms that.
    """
    async with db.transaction():
        open_ones = [
            escalation
            for escalation in await Escalation.filter(user_id=user_id, status__in=rules.OPEN).select_for_update()
            if (probe_id is not None and escalation.probe_id == probe_id)
            or (not only and escalation.started_at <= (said_at or now))
        ]
        open_ones = [escalation for escalation in open_ones if escalation.reason not in rules.NOT_BY_OKAY]
        if pretend:
            return bool(open_ones)
        for escalation in open_ones:
            known = await people.recipients([user_id])
            text = T("All clear: {user} has answered and is okay. Thank you.", user=known[user_id].name)
            await close(escalation, "resolved", "all_clear", text, now, {user_id})
        return bool(open_ones)


async def call_off(user_id: UUID, now: datetime) -> None:
    """The user has just switched off being watched: an alarm about their silence that has not left yet is taken back.

    Once anybody was told, or when they asked for help, it goes on: switching off is no sign that all is well.
    """
    async with db.transaction():
        asked = [reason for reason in rules.SILENCE if reason != rules.UNCONFIRMED]  # reminders go on without check-ins
        open_ones = Escalation.filter(user_id=user_id, status="running", reason__in=asked)
        for escalation in await open_ones.select_for_update():
            if not await told_of(escalation.id):
                await close(escalation, "stopped", "switched_off", None, now, set())


async def use_policy_of_now(id: UUID, by: UUID, now: datetime) -> Escalation:
    """An operator lets a running escalation go on by what its user wishes now, from the beginning. Who took over keeps it;
    whoever was told so far may still take over."""
    async with db.transaction():
        escalation = await locked(id)
        if escalation.status not in rules.OPEN:
            raise NotPossible(T("This escalation is over already."))
        wishes = (await saved.load([escalation.user_id]))[escalation.user_id]
        changed = planned(wishes, escalation.reason, escalation.plan)
        escalation.plan, escalation.stages = changed["plan"], changed["stages"]
        escalation.policy_id, escalation.needed = changed["policy_id"], changed["needed"]
        escalation.step, escalation.round, escalation.told = 0, 1, []
        if escalation.status != "acknowledged":
            escalation.status, escalation.due_at = "running", now
        await keep(escalation, now)
        await timeline.note(
            [timeline.Entry(now, ("escalation", id), "policy_updated", escalation.user_id, {"by": str(by)})]
        )
        wake.after_commit("rooms")
        return escalation


async def stop(id: UUID, by: UUID, now: datetime, note: str | None = None, turned_out: str | None = None) -> Escalation:
    """An operator ends it, with a note and what it was (`takeover.TURNED_OUT`). Everybody told is told that it is over."""
    async with db.transaction():
        escalation = await locked(id)
        if escalation.status not in rules.OPEN:
            raise NotPossible(T("This escalation is over already."))
        known = await people.recipients([escalation.user_id])
        escalation.note, escalation.turned_out = note, turned_out
        text = T(
            "Wellcheck's team has ended the call for help for {user}. Thank you.", user=known[escalation.user_id].name
        )
        await close(escalation, "stopped", "operator", text, now, {escalation.user_id, by}, {"by": str(by)})
        return escalation


AskedNext = Callable[[UUID], Awaitable[Text | None]]
_asked_next: list[AskedNext] = []


def when_over(listener: AskedNext) -> None:
    """Ask a room, when an alarm is over, when its user is asked next (None: not at all, and everybody knows it): both sides
    are told. In the transaction that ends it."""
    _asked_next.append(listener)


async def asked_next(user_id: UUID) -> Text | None:
    """When this user is asked next after an alarm, for the user to be told of. None: not at all."""
    coming = [at for listener in _asked_next if (at := await listener(user_id)) is not None]
    return coming[0] if coming else None


Closed = Callable[[Sequence[UUID], datetime], Awaitable[None]]
_closed: list[Closed] = []


def when_closed(listener: Closed) -> None:
    """Tell a room that these escalations are over, in that transaction."""
    _closed.append(listener)


async def close(
    escalation: Escalation, status: str, outcome: str, text: Text | None, now: datetime, without: set[UUID],
    data: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """`text` is said to everybody who was told, save those in `without`."""
    told = [person for person in await told_of(escalation.id) if person not in without]
    escalation.status, escalation.outcome, escalation.closed_at, escalation.due_at = status, outcome, now, None
    await keep(escalation, now)
    await messages.withdraw([escalation.id], now, kinds=(*ASKING, "chat"))
    await places.forget([escalation.id], now)
    about = ("escalation", escalation.id)
    tellings = []
    coming = await asked_next(escalation.user_id)
    if coming is not None and text is not None:
        user = (await people.recipients([escalation.user_id]))[escalation.user_id]
        text = join([text, T("We ask {user} again on {at}.", user=user.name, at=coming)], " ")
    if coming is not None and outcome in ("contact_says_safe", "operator") and escalation.reason not in rules.SILENT:
        said = join([T("The alarm about you is over."), T("We ask you again on {at}.", at=coming)], " ")
        tellings.append(Telling(escalation.user_id, said, "notice", about))
    if text is not None:
        tellings += [Telling(person, text, "all_clear", about) for person in told]
    await messages.tell_many(tellings, now)
    await timeline.note([timeline.Entry(now, about, outcome, escalation.user_id, data or {})])
    for listener in _closed:
        await listener([escalation.id], now)


async def forget_contact(user_id: UUID, person_id: UUID, now: datetime) -> None:
    """Somebody left or was removed: running escalations tell them no more."""
    for escalation in await Escalation.filter(user_id=user_id, status__in=rules.OPEN).select_for_update():
        kept = [place for place in escalation.plan if place["person"] != str(person_id)]
        gone_before = sum(1 for place in escalation.plan[: escalation.step] if place["person"] == str(person_id))
        if escalation.stages is not None:
            gone_before = 0  # its steps stay where they are: nobody sits there any more
        if len(kept) == len(escalation.plan):
            continue
        escalation.plan, escalation.step = kept, escalation.step - gone_before
        left = [helper for helper in helpers.of(escalation) if helper.person != person_id]
        escalation.helpers = helpers.as_json(left)
        if escalation.handing_to_id == person_id:
            escalation.handing_to_id = None
        if escalation.acknowledged_by_id == person_id:
            escalation.acknowledged_by_id = None
        if escalation.status == "acknowledged" and not rules.taken_over(left, escalation.needed, now):
            escalation.status, escalation.asked_at, escalation.due_at = "running", None, now
        if not kept:
            escalation.due_at = now
        await keep(escalation, now)
        await db.run(
            "UPDATE deliveries SET state = CASE WHEN state = 'pending' THEN 'withdrawn' ELSE state END,"
            " due_at = CASE WHEN state = 'pending' THEN NULL ELSE due_at END, closed_at = coalesce(closed_at, $3)"
            " WHERE about_id = $1 AND person_id = $2 AND state IN ('pending', 'sending', 'unknown')",
            escalation.id, person_id, now,
        )  # fmt: skip


async def get(id: UUID) -> Escalation:
    """One escalation."""
    found = await Escalation.get_or_none(id=id)
    if found is None:
        raise NotFound(T("There is no such escalation."))
    return found
