"""Qhronos's checklist, Q232 to Q239: what is over leaves the live tables, and nothing else does.

Where Qhronos archived every event that had not fired lately (future ones included), ours looks at what is over.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from tests.conftest import Copies
from tests.spec import api as building
from tests.spec.api import done, refused
from tests.web.callers import Api
from wellcheck import access, db, events, export, people, recurrence, users
from wellcheck.config import Config, ConfigMistakes
from wellcheck.errors import NotFound
from wellcheck.events import archive
from wellcheck.recurrence import Cron
from workers import jobs

pytestmark = pytest.mark.asyncio(loop_scope="module")

MONTH, WEEK, LONG = timedelta(days=30), timedelta(days=7), timedelta(days=3650)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def master(copies: Copies, servers: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """The web server on one database, spoken to with the master token."""
    given = {
        "DATABASE_URL": await copies.take(), "REDIS_URL": servers.redis_url,
        "WELLCHECK_HOME": str(Path(tmp_path_factory.mktemp("archive"))),
        "SECRET_KEYS": "a key for tests that opens nothing else", "MASTER_TOKEN": "a master token for tests, long enough",
        "RETENTION_EVENTS": "30d", "RETENTION_OCCURRENCES": "1w",
    }  # fmt: skip
    config = Config.read(given, home_env=False)
    async with building.served(config) as api:
        yield api.by(config.master_token)
    await copies.give_back()


async def make(api: Api, **more: Any) -> UUID:
    """An event by API: every hour, to a webhook, with the tag `kept`."""
    wish = {"name": "an event", "webhook": "https://hooks.example.org/in", "tags": ["kept"], "secret": "a secret of its own",
            "start_time": (api.running.now() + timedelta(minutes=5)).isoformat(),
            "schedule": {"frequency": "hourly"}} | more  # fmt: skip
    made = done(await api.ask("POST", "/v1/events", {k: v for k, v in wish.items() if v is not None}), 201)
    return UUID(made["id"])


async def ran(api: Api, id: UUID, *days_ago: float, state: str = "completed") -> None:
    """It came due so many days ago, and an attempt each was made."""
    now = api.running.now()
    for days in days_ago:
        at, slot = now - timedelta(days=days), f"{days} days ago"
        await db.run(
            "INSERT INTO occurrences (id, event_id, slot, due_at, state, number, attempts, created_at, completed_at,"
            " status_code) VALUES ($1, $2, $3, $4, $5, nextval('occurrence_numbers'), 1, $4, $4, 200)",
            events.occurring.id_of(id, slot), id, slot, at, state,
        )  # fmt: skip
        await db.run(
            "INSERT INTO occurrence_attempts (occurrence_id, number, started_at, ended_at, status_code)"
            " VALUES ($1, 1, $2, $2, 200)",
            events.occurring.id_of(id, slot), at,
        )  # fmt: skip
    await db.run("UPDATE events SET fired = fired + $2 WHERE id = $1", id, len(days_ago))


async def ended(api: Api, id: UUID, days_ago: float, status: str = "inactive") -> None:
    """Nothing of it is to come, since so many days."""
    at = api.running.now() - timedelta(days=days_ago)
    await db.run(
        "UPDATE events SET status = $2, due_at = NULL, slot = NULL, updated_at = $3 WHERE id = $1", id, status, at
    )


async def live(id: UUID) -> tuple[int, int]:
    """How many rows of it are live: the event's, and its occurrences'."""
    row = await db.one(
        "SELECT (SELECT count(*) FROM events WHERE id = $1) AS e, (SELECT count(*) FROM occurrences WHERE event_id = $1) AS o",
        id,
    )
    assert row is not None
    return row["e"], row["o"]


async def tidied(api: Api, events_kept: timedelta = MONTH, occurrences_kept: timedelta = WEEK, times: int = 1) -> None:
    """The archive did its work so many times."""
    for _ in range(times):
        await archive.tidy(events_kept, occurrences_kept, api.running.now())


async def test_q232_a_future_or_never_fired_event_survives_any_number_of_runs(master: Api) -> None:
    far = await make(master, schedule=None, start_time=(master.running.now() + timedelta(days=2000)).isoformat())
    soon = await make(master)
    never, paused = await make(master), await make(master)
    await db.run("UPDATE events SET created_at = $1, updated_at = $1 WHERE name = 'event'", master.running.now() - LONG)
    for id, status in ((never, "inactive"), (paused, "paused")):  # switched off by somebody, before it came due
        done(await master.ask("PUT", f"/v1/events/{id}", {"status": status}))
        await db.run("UPDATE events SET updated_at = $2 WHERE id = $1", id, master.running.now() - LONG)
    await ended(master, never, 3650)
    await db.run("UPDATE events SET fired = 0 WHERE id = $1", never)
    await tidied(master, timedelta(minutes=90), timedelta(minutes=90), times=3)
    for id in (far, soon, never, paused):
        assert (await live(id))[0] == 1


async def test_the_archive_forgets_only_what_was_in_it_for_long(master: Api) -> None:
    """An event stays as long as anything of it does; unless RETENTION_ARCHIVE is set, all of it stays for ever."""
    old, fresh = await make(master), await make(master)
    for id in (old, fresh):
        await ran(master, id, 40, 45)
        await ended(master, id, 40)
    await jobs.tidy(master.running)
    await db.run("UPDATE archived_events SET archived_at = archived_at - interval '100 days'")
    await db.run(
        "UPDATE archived_occurrences SET archived_at = archived_at - interval '100 days' WHERE event_id = $1", old
    )
    await jobs.tidy(master.running)
    assert await archive.counts() == (2, 4)
    kept = master.running.config
    master.running.config = replace(kept, retention_archive=timedelta(days=90))
    try:
        assert await jobs.tidy(master.running) == 3
    finally:
        master.running.config = kept
    assert await archive.event(old) is None and await archive.event(fresh) is not None
    assert await archive.counts() == (1, 2)


async def test_q233_finished_events_and_old_occurrences_leave_the_live_tables(master: Api) -> None:
    over, fresh = await make(master), await make(master)
    await ran(master, over, 40, 45)
    await ended(master, over, 40)
    await ran(master, fresh, 8, 6)
    await ended(master, fresh, 1)
    await jobs.tidy(master.running)  # as the worker does every hour, and `wellcheck prune`
    assert await live(over) == (0, 0) and await live(fresh) == (
        1,
        2,
    )  # the history of what ended yesterday is still there
    waiting = await make(master)
    await ran(master, waiting, 40, state="retrying")
    await ended(master, waiting, 40)
    await tidied(master)
    assert await live(waiting) == (1, 1)  # it is not over while something of it is to be handed over


async def test_q233_batches_wait_for_nobody_and_hold_nobody_up(master: Api) -> None:
    id = await make(master)
    await ran(master, id, *(8 + n / 1000 for n in range(30)))
    locked = events.occurring.id_of(id, "8.005 days ago")
    async with db.transaction():
        await db.run("SELECT 1 FROM occurrences WHERE id = $1 FOR UPDATE", locked)
        moved = await _from_another_connection(master, id)
    assert moved == 29 and await live(id) == (1, 1)  # what somebody holds stays until the next time
    await tidied(master)
    assert await live(id) == (1, 0)


async def _from_another_connection(api: Api, id: UUID) -> int:
    task = asyncio.create_task(tidied(api), context=contextvars.Context())
    await asyncio.wait_for(task, 10)
    row = await db.one("SELECT count(*) AS n FROM archived_occurrences WHERE event_id = $1", id)
    assert row is not None
    return int(row["n"])


async def test_what_is_to_be_done_anew_at_this_moment_does_not_go_to_the_archive(master: Api) -> None:
    id = await make(master)
    await ran(master, id, 40, state="failed")
    await ended(master, id, 39)
    [seen] = await db.rows("SELECT * FROM occurrences WHERE event_id = $1", id)
    async with db.transaction():
        assert await events.replays.retry(seen, master.running.now()) == "pending"
        task = asyncio.create_task(tidied(master), context=contextvars.Context())
        waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        while not await db.rows(waits):
            assert not task.done()
            await asyncio.sleep(0.02)
    await asyncio.wait_for(task, 10)
    assert await live(id) == (1, 1)
    assert await db.rows("SELECT state FROM occurrences WHERE event_id = $1", id) == [{"state": "pending"}]
    assert await archive.event(id) is None


async def test_q234_the_two_retentions_act_independently(master: Api) -> None:
    over, going = await make(master), await make(master)
    await ran(master, over, 50)
    await ended(master, over, 50)
    await ran(master, going, 50)
    await tidied(master, LONG, LONG)
    assert await live(over) == (1, 1) and await live(going) == (1, 1)
    await tidied(master, LONG, WEEK)
    assert await live(over) == (1, 0) and await live(going) == (1, 0)
    other, also = await make(master), await make(master)
    await ran(master, other, 50)
    await ended(master, other, 50)
    await ran(master, also, 50)
    await tidied(master, MONTH, LONG)
    assert await live(other) == (0, 0) and await live(also) == (1, 1)  # it took its own along


async def test_q235_an_active_recurring_event_stays_and_only_its_old_occurrences_go(master: Api) -> None:
    id = await make(master)
    await ran(master, id, 400, 20, 3)
    await db.run("UPDATE events SET updated_at = $2 WHERE id = $1", id, master.running.now() - LONG)
    await tidied(master, timedelta(minutes=90), WEEK, times=2)
    assert await live(id) == (1, 1)
    assert done(await master.ask("GET", f"/v1/events/{id}"))["status"] == "active"


async def test_q236_archived_rows_keep_everything_and_are_read_by_api_within_scope_and_brought_back(
    master: Api,
) -> None:
    now = master.running.now()

    async def token(*scope: str) -> Api:
        wish = {
            "sub": "reader",
            "access": "read",
            "scope": list(scope),
            "expires_at": (now + timedelta(hours=1)).isoformat(),
        }
        return master.by(done(await master.ask("POST", "/v1/tokens", wish), 201)["token"])

    id = await make(master, tags=["kept", "mine"], metadata={"a": [1]}, description="as it was")
    await ran(master, id, 40, 41)
    await ended(master, id, 39)
    before = done(await master.ask("GET", f"/v1/events/{id}"))
    shown = done(await master.ask("GET", f"/v1/events/{id}/occurrences"))
    row = await db.one("SELECT params_sealed, secrets_sealed, endpoint_id FROM events WHERE id = $1", id)
    await tidied(master)
    assert await live(id) == (0, 0)

    mine, others = await token("mine"), await token("theirs")
    for reader in (master, mine):
        refused(await reader.ask("GET", f"/v1/events/{id}"), 404)
        told = done(await reader.ask("GET", f"/v1/events/{id}?archived=true"))
        assert told | {"action": None, "webhook": None} == before | {"action": None, "webhook": None}
        assert [each["id"] for each in done(await reader.ask("GET", "/v1/events?archived=true&tags=mine"))] == [str(id)]
        assert done(await reader.ask("GET", f"/v1/events/{id}/occurrences?archived=true")) == shown
        assert done(await reader.ask("GET", f"/v1/occurrences?archived=true&event={id}")) == shown
        assert done(await reader.ask("GET", "/v1/occurrences?archived=true&tags=mine&status=failed")) == []
        assert done(await reader.ask("GET", f"/v1/occurrences/{shown[0]['occurrence_id']}")) == shown[0]
        assert done(await reader.ask("GET", f"/v1/occurrences/{shown[0]['id']}")) == shown[0]
        assert done(await reader.ask("GET", "/v1/events?tags=mine")) == []
    assert done(await master.ask("GET", f"/v1/events/{id}?archived=true"))["action"] == before["action"]
    refused(await others.ask("GET", f"/v1/events/{id}?archived=true"), 403)
    assert done(await others.ask("GET", "/v1/events?archived=true")) == []
    refused(await others.ask("GET", f"/v1/events/{id}/occurrences?archived=true"), 403)
    assert done(await others.ask("GET", f"/v1/occurrences?archived=true&event={id}")) == []
    refused(await others.ask("GET", f"/v1/occurrences/{shown[0]['id']}"), 403)

    assert await archive.restore(id, master.running.now()) == 2
    assert await live(id) == (1, 2)
    again = done(await master.ask("GET", f"/v1/events/{id}"))
    assert {**again, "updated_at": None} == {**before, "updated_at": None}
    assert await db.one("SELECT params_sealed, secrets_sealed, endpoint_id FROM events WHERE id = $1", id) == row
    assert done(await master.ask("GET", f"/v1/events/{id}/occurrences")) == shown
    assert (await db.one("SELECT count(*) AS n FROM occurrence_attempts a JOIN occurrences o ON o.id = a.occurrence_id"
                         " WHERE o.event_id = $1", id)) == {"n": 2}  # fmt: skip
    await tidied(master)
    assert await live(id) == (1, 2)  # as long as if it had ended now
    with pytest.raises(NotFound):
        await archive.restore(id, now)


async def test_former_secrets_do_not_go_to_the_archive(master: Api) -> None:
    """Whether they have ended or are still to end; what cannot be opened holds nothing up."""
    now = master.running.now()
    ids = [await make(master, hmac_secret="the first one") for _ in range(3)]
    for id, keep in zip(ids, (timedelta(seconds=1), LONG, LONG), strict=True):
        await events.replays.sign_with(await events.Event.get(id=id), "the last one", keep, now)
        await ran(master, id, 40)
        await ended(master, id, 40)
    await db.run("UPDATE events SET secrets_sealed = '\\x00' WHERE id = $1", ids[2])
    await tidied(master)
    for id in ids[:2]:
        assert await live(id) == (0, 0)
        put_away = await archive.event(id)
        assert (
            put_away is not None
            and put_away.secrets_until is None
            and json.loads(put_away.secrets or "") == ["the last one"]
        )
        assert await archive.restore(id, now) == 1
        assert (await events.Event.get(id=id)).secrets == '["the last one"]'
    assert await live(ids[2]) == (0, 0) and await archive.restore(ids[2], now) == 1


async def test_q236_the_archive_forgets_a_person_and_what_chat_planned_is_deleted(master: Api) -> None:
    now = master.running.now()
    async with db.transaction():
        ada = await people.create("Ada", None, "en", "UTC", now)
        gustav = await people.create("Gustav", None, "en", "UTC", now)
        account = await access.create_account(ada.id, "ada@example.org", "a-fine-horse-42", now)
    assert account is not None
    hers, about = await make(master), await make(master)
    for id in (hers, about):
        await ran(master, id, 40)
        await ended(master, id, 40)
    owner = {hers: gustav.id, about: ada.id}
    for id, person in owner.items():
        event = await events.Event.get(id=id)
        event.owner_id, event.params = person, json.dumps({"text": "Ask Gustav about the cat"})
        await event.save()
    walk = events.Event(id=db.new_id(), owner_id=ada.id, name="walk", action="probe", zone="UTC",
                        schedule=recurrence.key(Cron(("0 9 * * *",))), status="ended", created_at=now - LONG,
                        updated_at=now - LONG)  # fmt: skip
    await walk.save(force_create=True)
    await tidied(master)
    assert await live(walk.id) == (0, 0) and await archive.event(walk.id) is None
    assert await live(hers) == await live(about) == (0, 0)
    [told] = await export._events(ada.id)  # what they may have of us has what was put away, too
    assert told["archived"] and "the cat" in told["params"] and len(told["occurrences"]) == 1
    traces = users.erase.Traces(gustav.id, users.erase._pattern(["Gustav"], []), frozenset([ada.id]), (), ())
    async with db.transaction():
        await users.erase.in_words_to_others(traces, now, timedelta(days=1))
        await users.erase.rows(traces, now, None)
    assert await archive.event(hers) is None
    kept = await archive.event(about)
    assert kept is not None and "Gustav" not in kept.params and "the cat" in kept.params


async def test_q237_deleting_an_event_keeps_its_history_until_retention_ends(master: Api) -> None:
    id = await make(master)
    await ran(master, id, 400, 2)
    assert (await master.ask("DELETE", f"/v1/events/{id}"))[0] == 204
    await tidied(master)
    shown = done(await master.ask("GET", f"/v1/events/{id}/occurrences?status=completed"))
    assert len(shown) == 2
    await db.run("UPDATE events SET updated_at = updated_at - interval '31 days' WHERE id = $1", id)
    await tidied(master)
    assert await live(id) == (0, 0)
    kept = done(await master.ask("GET", f"/v1/events/{id}/occurrences?archived=true&status=completed"))
    assert kept == shown
    assert str(id) in [each["id"] for each in done(await master.ask("GET", "/v1/events?archived=true&status=deleted"))]


@pytest.mark.parametrize("name", ["RETENTION_EVENTS", "RETENTION_OCCURRENCES"])
async def test_q238_durations_are_read_and_wrong_ones_name_the_key(name: str) -> None:
    well = {"DATABASE_URL": "postgres://a@b/c", "SECRET_KEYS": "a key for tests that opens nothing else"}
    for text, span in {"30d": MONTH, "1w": WEEK, "12h": timedelta(hours=12), "90m": timedelta(minutes=90)}.items():
        config = Config.read(well | {name: text}, home_env=False)
        assert getattr(config, name.lower()) == span
    for text in ("5x", "", "0d", "d", "-3d", "1.5h", "30", "30 d"):
        with pytest.raises(ConfigMistakes) as wrong:
            Config.read(well | {name: text}, home_env=False)
        assert len(wrong.value.mistakes) == 1 and wrong.value.mistakes[0].startswith(f"{name} "), text


async def test_q239_a_count_does_not_start_again_after_the_old_ones_left(master: Api) -> None:
    start = master.running.now() + timedelta(minutes=5)
    id = await make(master, start_time=start.isoformat(), schedule={"frequency": "daily", "count": 3})
    seen: list[datetime] = []
    for day in range(6):
        now = start + timedelta(days=10 * day, seconds=1)
        event = await events.Event.get(id=id)
        if event.due_at is None:
            break
        assert event.due_at not in seen
        seen.append(event.due_at)
        await events.run_due(event.due_at)
        await db.run(
            "UPDATE occurrences SET state = 'completed', next_at = NULL WHERE event_id = $1 AND state = 'pending'", id
        )
        await archive.tidy(LONG, timedelta(minutes=90), now + timedelta(days=30))
        assert (await live(id)) == (1, 0)
    event = await events.Event.get(id=id)
    assert len(seen) == 3 and event.due_at is None and event.fired == 3
    assert seen == [start + timedelta(days=n) for n in range(3)] or seen[0] >= start


async def test_a_secret_that_signs_no_more_leaves_its_row(master: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events.replays, "SECRETS_BATCH", 1)
    ids = [await make(master, hmac_secret=f"the former one, no. {n}") for n in range(5)]
    over, held, goes_on, ruined, three = ids
    for id in ids:
        done(
            await master.ask(
                "POST", f"/v1/events/{id}/secrets", {"secret": "the-newest-one-of-all", "keep_old_hours": 5}
            ),
            201,
        )
    done(
        await master.ask("POST", f"/v1/events/{three}/secrets", {"secret": "one-more-after-that", "keep_old_hours": 9}),
        201,
    )
    versions = {event.id: event.version for event in await events.Event.filter(id__in=ids)}

    async def signing() -> list[int]:
        """So many secrets are in each of the rows."""
        found = {event.id: event for event in await events.Event.filter(id__in=[id for id in ids if id != ruined])}
        return [len(json.loads(found[id].secrets or "[]")) for id in ids if id != ruined]

    assert await signing() == [2, 2, 2, 3]
    await jobs.tidy(master.running)  # as the worker does every hour
    assert await signing() == [2, 2, 2, 3], "their time is not over"

    for id, hours in ((over, 5), (held, 5), (three, 6)):  # so much later
        event = await events.Event.get(id=id)
        kept = [
            replace(each, until=each.until - timedelta(hours=hours)) if each.until else each
            for each in events.signing.read(event.secrets)
        ]
        event.secrets, event.secrets_until = events.signing.write(kept), events.signing.first_end(kept)
        await event.save(update_fields=["secrets_sealed", "secrets_until"])
    await db.run("UPDATE events SET secrets_sealed = $2, secrets_until = now() - interval '1 hour' WHERE id = $1",
                 ruined, b"\x01" + b"no seal of ours" * 4)  # fmt: skip
    async with db.transaction():
        await db.one("SELECT 1 AS yes FROM events WHERE id = $1 FOR UPDATE", held)
        outside = contextvars.Context()  # with a connection of its own
        await asyncio.wait_for(asyncio.create_task(jobs.tidy(master.running), context=outside), 30)
    assert await signing() == [1, 2, 2, 2], "what somebody writes is left, and nobody waits for it"
    await jobs.tidy(master.running)
    assert await signing() == [1, 1, 2, 2]
    newest = await events.Event.get(id=over)
    assert [each.text for each in events.signing.read(newest.secrets)] == ["the-newest-one-of-all"]
    assert {event.id: event.version for event in await events.Event.filter(id__in=ids)} == versions
    assert (await events.Event.filter(id__in=ids).exclude(secrets_until=None).count()) == 3
