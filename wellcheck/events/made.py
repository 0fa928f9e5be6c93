"""Events made by API: made, changed, ended, run at once. Whoever may see one may change it, if their token may write."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from wellcheck import access, checked, db, recurrence, stream, wake
from wellcheck.access import Caller
from wellcheck.errors import NotAllowed, NotFound, NotValid, Outdated
from wellcheck.events import occurring, replays, views
from wellcheck.events.actions import KNOWN, Action, Due
from wellcheck.events.handover import CHANGED, HINT
from wellcheck.events.models import Event, Occurrence
from wellcheck.events.occurring import Written
from wellcheck.events.service import EVENT, plan
from wellcheck.events.wishes import ActionGiven
from wellcheck.i18n import T, Text
from wellcheck.recurrence import Slot, wishes

Wish = Mapping[str, Any]
"""What is said of an event, as `wishes.EventNew` or `wishes.EventChange` has checked it."""

PAUSED, DELETED = "the event was paused", "the event was deleted"
"""Why an occurrence that waited is over."""

_TIMES = ("start_time", "end_time", "schedule", "timezone", "exclude")
_PLAIN = {"name": "title", "description": "description", "metadata": "metadata", "tags": "tags", "overlap": "overlap",
          "misfire": "misfire"}  # fmt: skip


async def get(id: UUID, caller: Caller) -> Event:
    """One event that this caller may see. `NotFound`, also for one that was deleted; `NotAllowed` beyond a token's scope."""
    event = await Event.get_or_none(id=id, name=EVENT)
    if event is None or event.status == "deleted":
        raise NotFound
    access.require_sight(caller, event.owner_id, event.tags)
    return event


async def create(wish: Wish, caller: Caller, now: datetime) -> Event:
    """A new event. What a person makes is theirs; what an API token makes has one of its tags. `NotValid` names every field
    that is wrong."""
    event = Event(
        id=db.new_id(), name=EVENT, made_by=caller.sub[:64], zone="UTC", schedule="", payload={}, created_at=now,
        updated_at=now, status=wish.get("status") or "active",
    )  # fmt: skip
    _set_plain(event, wish)
    await _all_of(
        lambda: _set_times(event, wish, now),
        lambda: _set_action(event, _action_of(wish) or _listeners_alone(wish), caller, now),
    )
    access.require_sight(caller, event.owner_id, event.tags)
    async with db.transaction():
        if event.status == "active":
            await _plan(event, now)
        await _save(event, fresh=True)
        await _note("made an event", event, caller, now, None)
    return event


async def change(id: UUID, wish: Wish, caller: Caller, now: datetime, versions: Sequence[int] | None = None) -> Event:
    """Change what is named. `versions`: those that the caller may have looked at (`If-Match`); another one is `Outdated`.

    New times drop what was planned; an event that is paused or ended skips what waits, and the next one that would have come.
    """
    async with db.transaction():
        event = await _locked(id, caller, versions)
        status, times, action, endpoint = event.status, event.schedule, event.action, event.endpoint_id
        _set_plain(event, wish)
        await _all_of(lambda: _change_times(event, wish, now), lambda: _change_action(event, wish, caller, now))
        access.require_sight(caller, event.owner_id, event.tags)
        event.status = wish.get("status") or status
        event.version, event.updated_at = event.version + 1, now
        if event.action != action:
            await _forget_prepared(event, now)
            await _over(event, "cancelled", CHANGED, now)
        elif event.endpoint_id != endpoint:
            await _move(event)
        if event.status != "active":
            if status == "active":
                await _stop(event, now)
            if event.status == "inactive":
                event.due_at = event.slot = None
        elif status != "active":
            event.stopped = None
            await _go_on(event, now)
        elif event.schedule != times or (event.action != action and event.due_at is not None):
            await _forget_prepared(event, now)
            await _plan(event, now)
        await _save(event)
        await _note("changed an event", event, caller, now, status)
    return event


async def delete(id: UUID, caller: Caller, now: datetime, versions: Sequence[int] | None = None) -> None:
    """It comes due no more, and what waits is cancelled. What became of it before stays to be read."""
    async with db.transaction():
        event = await _locked(id, caller, versions)
        await _over(event, "cancelled", DELETED, now)
        before = event.status
        event.status, event.due_at, event.slot = "deleted", None, None
        event.version, event.updated_at, event.deleted_at = event.version + 1, now, now
        await _save(event)
        await _note("deleted an event", event, caller, now, before)


async def run(id: UUID, caller: Caller, now: datetime) -> Occurrence:
    """One occurrence beside its times, at once, also of an event that is paused or over."""
    async with db.transaction():
        event = await _locked(id, caller, None)
        slot = f"{now.replace(tzinfo=None).isoformat()}+run"
        await occurring.fire_now(event, Slot(now, slot), now)
        wake.after_commit(HINT)
        await _note("ran an event", event, caller, now, event.status)
        return await Occurrence.get(id=occurring.id_of(event.id, slot))


async def retry(occurrence: views.Row, caller: Caller, now: datetime) -> replays.Retried:
    """Do this one anew (see `replays`). The state it is in then."""

    async def decide() -> replays.Retried:
        async with db.transaction():
            state = await replays.retry(occurrence, now)
            event = await Event.get(id=occurrence["event_id"])
            told = {"occurrence": str(occurrence["id"]), "was": occurrence["state"]}
            await _note("retried an occurrence", event, caller, now, event.status, **told)
            return state

    return await db.again_on_conflict(decide)


async def replay(wanted: views.Filter, caller: Caller, now: datetime) -> int:
    """Do anew what is asked for of what this caller may see; how many (see `replays`). The audit trail of each event says so;
    of one that was named, also when it was none."""

    async def decide() -> int:
        async with db.transaction():
            counts = await replays.replay(caller, wanted, now)
            if wanted.event_id is not None:
                counts.setdefault(wanted.event_id, 0)
            known = await Event.filter(id__in=list(counts)).order_by("id").only("id", "status", "version")
            told = [(each, each.status, {"state": wanted.status[0], "count": counts[each.id]}) for each in known]
            await _note_many("replayed an event", told, caller, now)
            return sum(counts.values())

    return await db.again_on_conflict(decide)


async def sign_with(
    event: Event, secret: str | None, keep: timedelta, caller: Caller, now: datetime
) -> tuple[str, int]:
    """Another secret signs from now on; the secret, and how many sign now (see `replays`)."""
    async with db.transaction():
        chosen, count = await replays.sign_with(event, secret, keep, now)
        event = await Event.get(id=event.id)
        await _note("changed an event's secret", event, caller, now, event.status)
    return chosen, count


async def _note(verb: str, event: Event, caller: Caller, now: datetime, before: str | None, **more: Any) -> None:
    await _note_many(verb, [(event, before, more)], caller, now)


async def _note_many(
    verb: str, told: Sequence[tuple[Event, str | None, dict[str, Any]]], caller: Caller, now: datetime
) -> None:
    token = {"token": caller.jti} if caller.role == access.rules.TOKEN else {}
    entries = [
        (event.id, {"status": [before, event.status], "version": event.version} | more | token)
        for event, before, more in told
    ]
    await access.audit_many(caller.sub, verb, entries, now)


async def _save(event: Event, fresh: bool = False) -> None:
    metadata, shown = event.metadata, event.shown
    # The ORM takes text for JSON that is written already, and both of these may be text.
    event.metadata, event.shown = json.dumps(metadata), None if shown is None else json.dumps(shown)
    await event.save(force_create=fresh)
    event.metadata, event.shown = metadata, shown


async def _locked(id: UUID, caller: Caller, versions: Sequence[int] | None) -> Event:
    event = await Event.select_for_update().get_or_none(id=id, name=EVENT)
    if event is None or event.status == "deleted":
        raise NotFound
    access.require_sight(caller, event.owner_id, event.tags)
    if versions is not None and event.version not in versions:
        raise Outdated
    return event


# --- what is said of it ----------------------------------------------------------------------------------------------


def _set_plain(event: Event, wish: Wish) -> None:
    for name, column in _PLAIN.items():
        value = wish.get(name)
        if name in wish and (value is not None or name == "metadata"):
            setattr(event, column, json.loads(to_json(value)) if name == "metadata" else value)
    if "catch_up_seconds" in wish:
        event.catch_up_seconds = wish["catch_up_seconds"]
    if wish.get("secrets") is not None:
        event.secrets = json.dumps(wish["secrets"]) if wish["secrets"] else None
        event.secrets_until = None
    elif "hmac_secret" in wish:
        event.secrets = None if wish["hmac_secret"] is None else json.dumps([wish["hmac_secret"]])
        event.secrets_until = None


async def _all_of(*steps: Callable[[], Awaitable[None]]) -> None:
    """All of these, and everything that is wrong in any of them."""
    wrong: dict[str, list[Text]] = {}
    for step in steps:
        try:
            await step()
        except NotValid as found:
            wrong |= found.fields
    if wrong:
        raise NotValid(wrong)


async def _change_times(event: Event, wish: Wish, now: datetime) -> None:
    if any(name in wish for name in _TIMES):
        await _set_times(event, wish, now)


async def _set_times(event: Event, wish: Wish, now: datetime) -> None:
    """The rule, made of what is said now and of what was said before."""
    zone = recurrence.check_zone(wish.get("timezone") or event.zone, "timezone")
    start, end = wish.get("start_time") or event.start_at, wish.get("end_time", event.end_at)
    exclude = wish.get("exclude")
    if exclude is None:
        exclude = event.payload.get("exclude", [])
    found = wishes.read(wish.get("schedule", event.shown), start, end, exclude, zone, now)
    event.schedule, event.shown, event.zone = recurrence.key(found.rule), found.shown, zone
    event.start_at, event.end_at = found.start, end
    event.payload = event.payload | {"exclude": exclude}


def _action_of(wish: Wish) -> ActionGiven | None:
    """The action that is asked for, in whichever of its forms; None if none is."""
    action: ActionGiven | None = wish.get("action")
    if action is not None:
        if action.type == "websocket" and not action.params.get("client_name"):
            raise NotValid.of("action.params.client_name", T("This is needed."))
        return action
    field = "webhook_url" if wish.get("webhook") is None else "webhook"
    webhook: str | None = wish.get(field)
    if webhook is None:
        return None
    if not webhook.startswith("q:"):
        return ActionGiven(type="webhook", params={"url": webhook})
    if not webhook[2:].strip():
        raise NotValid.of(field, T("This may not be blank."))
    return ActionGiven(type="websocket", params={"client_name": webhook[2:]})


def _listeners_alone(wish: Wish) -> ActionGiven:
    """The oldest form of an event: cron text and tags, and no target. Whoever listens to its tags hears of it."""
    schedule, tags = wish.get("schedule"), wish.get("tags")
    if not isinstance(schedule, str) or not tags or wish.get("start_time") is not None:
        raise NotValid.of("action", T("This is needed."))
    return ActionGiven(type="websocket", params={})


async def _change_action(event: Event, wish: Wish, caller: Caller, now: datetime) -> None:
    given = _action_of(wish)
    if given is not None and (wish.get("action") is not None or not _says(event, given)):
        await _set_action(event, given, caller, now)


def _says(event: Event, given: ActionGiven) -> bool:
    """Whether an action given as one line (`webhook`) is the one that the event has: older programs send back what they read,
    and know nothing of its headers."""
    params = _params(event)
    return event.action == given.type and all(params.get(name) == value for name, value in given.params.items())


def _params(event: Event) -> dict[str, Any]:
    """The settings of its action as they were given."""
    return checked.read(event.params.encode(), dict[str, Any]) if event.params else {}


async def _set_action(event: Event, given: ActionGiven, caller: Caller, now: datetime) -> None:
    action = KNOWN.get(given.type)
    if action is None:
        raise NotValid.of("action.type", T("Choose one of these: {names}.", names=", ".join(KNOWN)))
    whole = action.kept(given.params, lambda: _params(event))
    params = checked.part(whole, action.params, "action.params")
    event.owner_id = _owner(event, action, params, caller)
    if action.check is not None:
        await action.check(params, event.owner_id, now)
    event.action = action.name
    event.endpoint_id = None
    if action.endpoint is not None:
        event.endpoint_id = await action.endpoint(params, event.made_by or "", event.owner_id)
    event.params = params.model_dump_json(exclude_unset=True)


def _owner(event: Event, action: Action, params: Any, caller: Caller) -> UUID | None:
    """Whom it concerns: who is named, else who made it. Only an admin names somebody else, or an API token somebody whom it
    acts for; what an admin makes for programs alone belongs to nobody, and stays when they go."""
    concerns = "user_id" in type(params).model_fields
    named: UUID | None = params.user_id if concerns else None
    own = caller.person_id if caller.is_person and (concerns or not caller.is_admin) else None
    acts_for = action.for_token and named is not None and access.rules.acts_for(caller, named)
    if named is not None and named != own and not caller.is_admin and not acts_for:
        raise NotAllowed(T("Only they themselves or an admin may do this."))
    if getattr(params, "process", None) is not None:
        access.require_admin(caller)
    return named or event.owner_id or own


# --- when it comes due -----------------------------------------------------------------------------------------------


async def _plan(event: Event, now: datetime) -> None:
    rule = recurrence.rule_of_key(event.schedule)
    await plan(event, rule, wishes.first_from(event.start_at, now))
    if event.due_at is None:
        raise NotValid.of("start_time", T("Nothing of it is still to come."))


async def _stop(event: Event, now: datetime) -> None:
    """Paused or ended: what waits is skipped, and so is the next one that would have come."""
    await _over(event, "skipped", PAUSED, now)
    if event.due_at is not None and event.due_at > now:
        due = Due(
            occurring.id_of(event.id, event.slot or ""),
            event.id,
            event.owner_id,
            Slot(event.due_at, event.slot or ""),
            False,
        )
        await occurring.write([Written(due, "skipped", error=PAUSED)], now)
        event.fired += 1


async def _go_on(event: Event, now: datetime) -> None:
    """Active again: what came due meanwhile is skipped, what was to come still comes."""
    rule = recurrence.rule_of_key(event.schedule)
    if event.due_at is not None and event.due_at <= now:
        missed = recurrence.missed(rule, event.zone, event.due_at, now)
        passed = [Due(occurring.id_of(event.id, slot.key), event.id, event.owner_id, slot, False) for slot in missed]
        await occurring.write([Written(due, "skipped", error=PAUSED) for due in passed], now)
        event.fired += len(passed)
    await _forget_prepared(event, now)
    await _plan(event, now)


async def _forget_prepared(event: Event, now: datetime) -> None:
    """What was prepared ahead of its time, or skipped ahead of it, and nobody has tried, has not been."""
    event.fired -= await db.run(
        "DELETE FROM occurrences WHERE event_id = $1 AND due_at > $2 AND attempts = 0 AND state IN ('pending', 'skipped')",
        event.id,
        now,
    )
    await stream.take_back(event.id, now)


async def _move(event: Event) -> None:
    """What waits goes to where the event goes to now, and what is under way if it has to be tried again."""
    await db.run(
        "UPDATE occurrences SET endpoint_id = $2 WHERE event_id = $1"
        " AND (state IN ('pending', 'retrying') OR (state = 'dispatching' AND lease_until IS NOT NULL))",
        event.id,
        event.endpoint_id,
    )


async def _over(event: Event, state: str, why: str, now: datetime) -> None:
    await db.run(
        "UPDATE occurrences SET state = $2, error = $3, next_at = NULL, completed_at = $4 WHERE event_id = $1"
        " AND state IN ('pending', 'retrying')",
        event.id, state, why, now,
    )  # fmt: skip
    await stream.take_back(event.id, now)
