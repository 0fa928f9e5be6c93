"""Nothing of ours runs for ten minutes, two hours or a day: what was said meanwhile counts first, every check-in is asked late
or reported, nobody's contacts are alarmed for our fault, and operators get one message about it (reliability-security.md, 2.2).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.chaos import troubles
from tests.chaos.house import OPERATOR
from tests.chaos.oracle import violations
from tests.chaos.planned import PROCESSES, Plan, Script, Size, User, make
from tests.chaos.run import Run, running
from tests.stories.processes import scalar
from wellcheck import db, runtime
from wellcheck.config import Config
from wellcheck.embedded import Embedded

ANSWERS, ASKED_MEANWHILE, SILENT, ASKED_LATER = range(4)
"""The people of this story. One is asked before, and answers while nobody listens; one is to be asked soon after; one was asked
before, and says nothing; one is to be asked an hour and 48 minutes later."""

TIMES = ("0 7 * * *", "5 7 * * *", "0 7 * * *", "50 8 * * *")
ASKED_LATE = {10: {ASKED_MEANWHILE}, 120: {ASKED_LATER}, 26 * 60: {ASKED_LATER}}
"""Who is asked late after so many minutes: those whose time was up to an hour ago. Everybody else's is reported."""


def people() -> Plan:
    """Four users who say nothing by themselves."""
    plan = make(1, Size(4, 4, 1, 1.0, 1.0, 1.0, 1.0, to_the_end=False), frozenset())
    users = tuple(
        replace(user, scripts=(Script("never", ()),), retries=int(place == SILENT))
        for place, user in enumerate(plan.users)
    )
    return replace(plan, users=users)


@pytest.mark.parametrize(
    "minutes", [pytest.param(10, marks=pytest.mark.slow), pytest.param(120, marks=pytest.mark.slow), 26 * 60]
)
async def test_after_an_outage_of_ours(minutes: int, config: Config, servers: Embedded, tmp_path: Path) -> None:
    plan = people()
    assert config.database_url
    await troubles.prepare(servers, config.database_url)

    def times(user: User) -> str:
        return TIMES[plan.users.index(user)]

    async with running(plan, config, servers, tmp_path, times) as run:
        await runtime.wind(run.running, timedelta(minutes=2))
        await run.rest()
        assert asked(run) == [1, 0, 1, 0]
        back = run.now + timedelta(minutes=minutes)
        run.troubles.product.kill(*PROCESSES)
        say(run, ANSWERS, "1")
        await runtime.wind(run.running, timedelta(minutes=minutes))
        await db.run("UPDATE beats SET seen_at = seen_at - $1::interval", timedelta(minutes=minutes))
        run.troubles.product.start("web", "worker")
        await run.stands()
        await run.rest()

        first = "SELECT status FROM probes WHERE person_id = $1 ORDER BY id"
        assert await scalar(first, run.ids[plan.users[ANSWERS].name]) == "good"
        late = {place for place, n in enumerate(asked(run)) if place not in (ANSWERS, SILENT) and n}
        assert late == ASKED_LATE[minutes]
        assert asked(run)[SILENT] == 2  # their time was up meanwhile: they are asked again, and have all of it
        missed = await scalar("SELECT count(*) FROM occurrences WHERE state = 'skipped_outage'")
        assert missed == {10: 0, 120: 1, 26 * 60: 5}[minutes]
        digests = [text for text in texts(run, OPERATOR[1]) if "missed" in text]
        assert len(digests) == (1 if missed else 0) and all(text.startswith(f"{missed} check-in") for text in digests)
        assert await scalar("SELECT count(*) FROM escalations") == 0

        for place in {*late, SILENT}:
            say(run, place, "1")
        await run.rest()
        await runtime.wind(run.running, timedelta(minutes=20))
        await run.rest()
        run.ended = max(run.now, back)
        assert await scalar("SELECT count(*) FROM probes WHERE status <> 'good'") == 0
        for friend in plan.friends:
            assert texts(run, friend.number) == []
        assert await violations(run.seen(), run.now) == []


def say(run: Run, place: int, words: str) -> None:
    """This user writes."""
    messages = run.house.twilio.messages
    phone = run.house.twilio.world.phone(run.plan.users[place].number)
    assert phone is not None
    messages.say(phone, "sms", words)


def texts(run: Run, number: str) -> list[str]:
    """What arrived on this phone."""
    phone = run.house.twilio.world.phone(number)
    assert phone is not None
    return [message.text for message in run.house.twilio.world.on_phone[phone.id].values() if not message.mine]


def asked(run: Run) -> list[int]:
    """How often each user was asked."""
    return [sum("re you okay?" in text for text in texts(run, user.number)) for user in run.plan.users]
