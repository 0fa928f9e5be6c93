"""Policies and groups of contacts as users saved them: kept, checked, loaded for many at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from wellcheck import db, messages, people, timeline
from wellcheck.crypto import WrongKey, vault
from wellcheck.errors import NotFound, NotPossible, NotValid
from wellcheck.escalations import policies, rules
from wellcheck.escalations.models import ContactGroup, Policy
from wellcheck.escalations.policies import Circle, Finding, Known
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Telling

MOST = 20
"""A user has at most so many policies, and so many groups."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What plans of one user are made of, and the ids of the policies."""

    circle: Circle
    ids: dict[str, UUID] = field(default_factory=dict)


async def load(user_ids: Sequence[UUID]) -> dict[UUID, Saved]:
    """What plans are made of, for each of these users, with two queries. What cannot be read counts as not saved: nobody in
    need goes without help for want of a policy."""
    orders = await people.telling_orders(user_ids)
    rows = await db.rows(
        "SELECT user_id, id, 'policies' AS of, body_sealed FROM policies WHERE user_id = ANY($1) UNION ALL"
        " SELECT user_id, id, 'contact_groups', body_sealed FROM contact_groups WHERE user_id = ANY($1)",
        list(user_ids),
    )
    kept: dict[UUID, dict[str, dict[str, Any]]] = {}
    ids: dict[UUID, dict[str, UUID]] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        try:
            body = json.loads(vault().open(bytes(row["body_sealed"]), f"{row['of']}.body", row["id"]))
            found: Any = (
                policies.of_json(body) if row["of"] == "policies" else tuple(UUID(id) for id in body["members"])
            )
        except (WrongKey, ValueError, KeyError, TypeError):
            continue
        kept.setdefault(row["user_id"], {"policies": {}, "contact_groups": {}})[row["of"]][body["name"]] = found
        if row["of"] == "policies":
            ids.setdefault(row["user_id"], {})[body["name"]] = row["id"]
    none: dict[str, dict[str, Any]] = {"policies": {}, "contact_groups": {}}
    return {
        user: Saved(
            Circle(orders[user], kept.get(user, none)["policies"], kept.get(user, none)["contact_groups"]),
            ids.get(user, {}),
        )
        for user in user_ids
    }


async def _known(user_id: UUID) -> dict[UUID, Known]:
    """The contacts of a user as the check of a policy sees them."""
    contacts = await people.contacts(user_id)
    recipients = await people.recipients([contact.person_id for contact in contacts])
    return {
        contact.id: Known(
            contact.first_name,
            contact.consent if contact.is_emergency else "not_told",
            tuple(channel for _, channel, _ in recipients[contact.person_id].ways),
            recipients[contact.person_id].quiet,
        )
        for contact in contacts
    }


@dataclass(frozen=True, slots=True)
class Checked:
    """A policy and what should be looked at in it. `findings` go with `words`, one by one."""

    policy: policies.Policy
    findings: tuple[Finding, ...]
    words: tuple[Text, ...]
    created_at: datetime
    updated_at: datetime


async def listed(user_id: UUID) -> list[Checked]:
    """All policies of a user, oldest first, each checked as the world is now."""
    circle, known = (await load([user_id]))[user_id].circle, await _known(user_id)
    return [
        _checked(row, circle, known)
        for row in await Policy.filter(user_id=user_id).order_by("id")
        if json.loads(row.body)["name"] in circle.policies
    ]


async def get(user_id: UUID, name: str) -> Checked:
    """One policy, checked as the world is now."""
    row = await _row(user_id, name)
    return _checked(row, (await load([user_id]))[user_id].circle, await _known(user_id))


def _checked(row: Policy, circle: Circle, known: dict[UUID, Known]) -> Checked:
    policy = circle.policies[json.loads(row.body)["name"]]
    found = tuple(policies.lint(policy, circle, known))
    return Checked(policy, found, tuple(finding_text(each) for each in found), row.created_at, row.updated_at)


async def _row(user_id: UUID, name: str) -> Policy:
    row = await Policy.get_or_none(user_id=user_id, blind=vault().blind("policy", name))
    if row is None:
        raise NotFound(T("There is no such policy."))
    return row


async def save(user_id: UUID, policy: policies.Policy, now: datetime) -> Checked:
    """Keep a policy under its name, in place of the one that had it. What runs already goes on as it began.

    `NotValid` names the fields that are wrong; what is merely unwise is among the findings of what is returned.
    """
    async with db.transaction():
        await people.Person.filter(id=user_id).select_for_update().first()  # one change at a time
        before = (await load([user_id]))[user_id].circle
        await _must_be_possible(user_id, policy, before)
        blind = vault().blind("policy", policy.name)
        row = await Policy.get_or_none(user_id=user_id, blind=blind)
        fresh = row is None
        if row is None:
            row = Policy(id=db.new_id(), user_id=user_id, blind=blind, created_at=now)
        row.body, row.updated_at = json.dumps(policies.as_json(policy), ensure_ascii=False), now
        circle = replace(before, policies={**before.policies, policy.name: policy})
        checked = _checked(row, circle, await _known(user_id))
        row.findings = _codes(checked.findings)
        await row.save(force_create=fresh)
        await timeline.note([timeline.Entry(now, ("person", user_id), "policy_saved", user_id)])
        return checked


async def _must_be_possible(user_id: UUID, policy: policies.Policy, circle: Circle) -> None:
    wrong: dict[str, list[Text]] = {}
    others = {name: each for name, each in circle.policies.items() if name != policy.name}
    if policy.name not in circle.policies and len(circle.policies) >= MOST:
        wrong["name"] = [T("These are too many. At most {most} are kept.", most=MOST)]
    if taken := [reason for reason in policy.reasons if any(reason in other.reasons for other in others.values())]:
        wrong["reasons"] = [T("Another policy serves these already: {reasons}.", reasons=", ".join(taken))]
    if policy.is_default and (first := next((each.name for each in others.values() if each.is_default), None)):
        wrong["is_default"] = [T("Another policy serves the rest already: {name}.", name=first)]
    known = {str(contact.id) for contact in await people.contacts(user_id)}
    for place, line in enumerate(policy.lines):
        match line.tell:
            case "contact" if line.name not in known:
                wrong[f"steps.{place}.contact_id"] = [T("There is no such contact.")]
            case "group" if line.name not in circle.groups:
                wrong[f"steps.{place}.group"] = [T("There is no such group.")]
            case "policy" if line.name not in circle.policies and line.name != policy.name:
                wrong[f"steps.{place}.policy"] = [T("There is no such policy.")]
        if line.hours is not None:
            if line.tell in ("operators", "policy"):
                wrong[f"steps.{place}.between"] = [T("Only what is told to contacts can have a time of day.")]
            elif not line.hours.minutes >= policies.SHORTEST_BRANCH:
                wrong[f"steps.{place}.between"] = [
                    T("A time of day is at least {n} minutes long.", n=policies.SHORTEST_BRANCH)
                ]
    if policy.then is not None and policy.then not in circle.policies and policy.then != policy.name:
        wrong["last_policy"] = [T("There is no such policy.")]
    if not wrong and policies.loop(policy, circle.policies):
        wrong["steps"] = [T("This leads back to itself.")]
    if not wrong:
        wrong |= _too_long(policy, circle, len(known))
    if wrong:
        raise NotValid(wrong)


def _too_long(policy: policies.Policy, circle: Circle, contacts: int) -> dict[str, list[Text]]:
    """This policy, and those that lead to it, must come to an end in time."""
    all_of = {**circle.policies, policy.name: policy}
    for each in all_of.values():
        if policies.steps_in(each, all_of, contacts) > policies.MOST_STEPS:
            return {"steps": [T("These are too many. At most {most} are kept.", most=policies.MOST_STEPS)]}
        # Also those who have not agreed count: they may tomorrow.
        plan = policies.plan_of(each, replace(circle, policies=all_of))
        if policies.length(plan) > policies.LONGEST:
            said = T("Our own team would hear only after {span} that nobody acts. At most {most} are possible: choose shorter "
                     "waits or fewer rounds.", span=policies.length(plan), most=policies.LONGEST)  # fmt: skip
            return {"steps": [said]}
    return {}


async def remove(user_id: UUID, name: str, now: datetime) -> None:
    """Take a policy away. `NotPossible` while another one leads to it."""
    async with db.transaction():
        row = await _row(user_id, name)
        circle = (await load([user_id]))[user_id].circle
        for other in circle.policies.values():
            if other.name != name and name in (other.then, *(li.name for li in other.lines if li.tell == "policy")):
                raise NotPossible(T("Another policy leads to this one: {name}.", name=other.name))
        await row.delete()
        await timeline.note([timeline.Entry(now, ("person", user_id), "policy_removed", user_id)])


# --- groups ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """Some of a user's contacts, by a name."""

    name: str
    members: tuple[UUID, ...]


async def groups(user_id: UUID) -> list[Group]:
    """All groups of a user, oldest first."""
    found = (await load([user_id]))[user_id].circle.groups
    return [Group(name, tuple(members)) for name, members in found.items()]


async def group(user_id: UUID, name: str) -> Group:
    """One group."""
    return _group(await _group_row(user_id, name))


def _group(row: ContactGroup) -> Group:
    body = json.loads(row.body)
    return Group(body["name"], tuple(UUID(id) for id in body["members"]))


async def _group_row(user_id: UUID, name: str) -> ContactGroup:
    row = await ContactGroup.get_or_none(user_id=user_id, blind=vault().blind("group", name))
    if row is None:
        raise NotFound(T("There is no such group."))
    return row


async def save_group(user_id: UUID, wanted: Group, now: datetime) -> Group:
    """Keep a group under its name. `NotValid` names a member who is no contact of theirs."""
    async with db.transaction():
        await people.Person.filter(id=user_id).select_for_update().first()
        known = {contact.id for contact in await people.contacts(user_id)}
        if len(set(wanted.members)) < len(wanted.members) or not known >= set(wanted.members):
            raise NotValid.of("contacts", T("Please name each of your contacts once."))
        blind = vault().blind("group", wanted.name)
        row = await ContactGroup.get_or_none(user_id=user_id, blind=blind)
        fresh = row is None
        if row is None:
            if await ContactGroup.filter(user_id=user_id).count() >= MOST:
                raise NotValid.of("name", T("These are too many. At most {most} are kept.", most=MOST))
            row = ContactGroup(id=db.new_id(), user_id=user_id, blind=blind, created_at=now)
        row.body = json.dumps({"name": wanted.name, "members": [str(id) for id in wanted.members]}, ensure_ascii=False)
        row.updated_at = now
        await row.save(force_create=fresh)
        await timeline.note([timeline.Entry(now, ("person", user_id), "group_saved", user_id)])
        await look_again(user_id, now)
        return wanted


async def remove_group(user_id: UUID, name: str, now: datetime) -> None:
    """Take a group away. `NotPossible` while a policy names it."""
    async with db.transaction():
        row = await _group_row(user_id, name)
        for policy in (await load([user_id]))[user_id].circle.policies.values():
            if any(line.tell == "group" and line.name == name for line in policy.lines):
                raise NotPossible(T("A policy names this group: {name}.", name=policy.name))
        await row.delete()
        await timeline.note([timeline.Entry(now, ("person", user_id), "group_removed", user_id)])


# --- what should be looked at ----------------------------------------------------------------------------------------

WORRYING = ("nobody", "too_few", "unreachable", "left", "gone", "empty_group", "all_quiet")
"""Findings that are told when the world has changed, not only when a policy is saved."""


def _codes(findings: Sequence[Finding]) -> list[list[Any]]:
    """What is remembered of findings: no names stand in it."""
    return [[each.code, each.step] for each in findings]


async def look_again(user_id: UUID, now: datetime) -> None:
    """The world has changed for this user: what is newly wrong with a policy of theirs is told to them, once."""
    rows = await Policy.filter(user_id=user_id).order_by("id")
    if not rows:
        return
    circle, known = (await load([user_id]))[user_id].circle, await _known(user_id)
    said: list[Text] = []
    for row in rows:
        policy = circle.policies.get(json.loads(row.body)["name"])
        found = [] if policy is None else policies.lint(policy, circle, known)
        before = row.findings or []
        said += [finding_text(each) for each in found if each.code in WORRYING and [each.code, each.step] not in before]
        if _codes(found) != before:
            await Policy.filter(id=row.id).update(findings=_codes(found))
    if said:
        first = T("What you chose about who is told when does not work as before:")
        await messages.tell(Telling(user_id, join([first, *dict.fromkeys(said)]), "notice"), now)


async def look_again_around(person_id: UUID, now: datetime) -> None:
    """Something about this person has changed that policies of those they are a contact of depend on."""
    async with db.transaction():
        for row in await db.rows("SELECT DISTINCT user_id FROM contacts WHERE person_id = $1", person_id):
            await look_again(row["user_id"], now)


def finding_text(found: Finding) -> Text:
    """A finding as a sentence."""
    step, name = found.step or 0, found.name or ""
    match found.code:
        case "nobody":
            return T("Nobody in it can be reached, so our own team would be told at once.")
        case "unreachable":
            if found.name is None:
                return T("Step {n}: nobody there can be reached.", n=step)
            return T("Step {n}: {name} cannot be reached at the moment.", n=step, name=name)
        case "left":
            return T("Step {n}: {name} does not want to be told.", n=step, name=name)
        case "not_agreed":
            return T("Step {n}: {name} has not agreed yet.", n=step, name=name)
        case "not_told":
            return T("Step {n}: {name} is not an emergency contact, so they are not told.", n=step, name=name)
        case "gone":
            return T("Step {n}: this contact is not there any more.", n=step)
        case "channel":
            return T("Step {n}: {name} has none of these ways, so we use their others.", n=step, name=name)
        case "asleep":
            return T("Step {n}: at that time {name} has quiet hours, and is told only when it is urgent or nobody else takes "
                     "over.", n=step, name=name)  # fmt: skip
        case "empty_group":
            return T("Step {n}: the group {name} is empty.", n=step, name=name)
        case "no_group":
            return T("Step {n}: there is no group {name}.", n=step, name=name)
        case "no_policy":
            return T("There is no policy {name}.", name=name)
        case "loop":
            return T("This leads back to itself.")
        case "too_few":
            return T("Two people have to take over, but fewer can be reached. Our own team would be told as well.")
        case "all_quiet":
            return T("At some hours everybody in it has quiet hours. Then we tell them all the same.")
        case "gap":
            return T("At some hours nobody in it would be told. Then we tell them all the same.")
        case "unused":
            return T("It is never used: it serves no reason, and no other one leads to it.")
    raise AssertionError(found)


REASON_WORDS = {
    "unavailable": T("no answer"),
    "walk": T("not home from a walk"),
    "unconfirmed": T("reminder not confirmed"),
    "bad": T("said no"),
    "panic": T("asked for help"),
    "duress": T("secret word"),
    "could_not_ask": T("we could not ask"),
}
"""Each reason, as it is chosen."""

assert set(REASON_WORDS) == set(rules.REASONS)
