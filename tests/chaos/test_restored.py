"""A backup of yesterday comes into an empty installation, and all its processes start at once: nothing old is sent,
what was under way is settled once, and the watch goes on (reliability-security.md, 2.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest

from tests.chaos import troubles
from tests.chaos.house import OPERATOR
from tests.chaos.oracle import AT_REST
from tests.chaos.planned import PROCESSES
from tests.chaos.run import running
from tests.chaos.test_own_outage import people, say, texts
from tests.conftest import execute, named
from tests.stories.processes import scalar
from wellcheck import backups, db, messages, runtime
from wellcheck.config import Config
from wellcheck.embedded import Embedded
from wellcheck.i18n import T
from wellcheck.messages import Telling

KEY = pyrage.x25519.Identity.generate()
SILENT, ASKED, TODAY, WELL = range(4)
TIMES = ("0 7 * * *", "20 7 * * *", "0 9 * * *", "1 7 * * *")
AWAY = timedelta(hours=25, minutes=50)


@pytest.mark.slow
async def test_a_backup_of_yesterday_sends_nothing_old_and_watches_on(
    config: Config, servers: Embedded, tmp_path: Path
) -> None:
    plan = people()
    plan = replace(plan, users=tuple(replace(user, retries=0) for user in plan.users))
    assert config.database_url
    await troubles.prepare(servers, config.database_url)
    kept = replace(config, backup_to=str(tmp_path / "safe"), backup_recipients=(str(KEY.to_public()),))
    async with running(plan, kept, servers, tmp_path, lambda user: TIMES[plan.users.index(user)]) as run:
        await runtime.wind(run.running, timedelta(minutes=2.1))
        await run.rest()
        say(run, WELL, "1")
        await run.rest()
        await runtime.wind(run.running, timedelta(minutes=5))
        await run.rest()
        assert await scalar("SELECT count(*) FROM escalations WHERE status = 'running'") == 1
        await runtime.wind(run.running, timedelta(minutes=14))
        await run.rest()
        assert await scalar("SELECT count(*) FROM probes WHERE status = 'pending'") == 1
        run.troubles.product.kill(*PROCESSES)
        # Of all that is said, this stays good for longest: three days.
        ill = run.ids[plan.users[WELL].name]
        async with db.transaction():
            await messages.tell(Telling(ill, T("{words}", words="take the pills"), "invitation"), run.now)
        made = await backups.make(replace(run.running.config, wellcheck_home=tmp_path), run.now)
        before = {number: len(texts(run, number)) for _, number in (*plan.everybody, OPERATOR)}

        # An empty installation; the phones are the same. What the lost one says is nobody's any more.
        await execute(servers.database_url, "CREATE DATABASE restored")
        there = replace(run.running.config, database_url=named(servers.database_url, "restored"))
        await db.close_database()
        try:
            await backups.restore(there, made.name, (str(KEY),))
            await execute(there.database_url or "", f"UPDATE clock SET shown_at = shown_at + interval '{AWAY}'")
            await db.open_database(there.database_url or "", 4)
            await db.read_clock(run.running.clock)
            doors = run.troubles.product.doors
            doors |= dict.fromkeys(doors, there.database_url or "")
            run.troubles.product.start(*PROCESSES)  # whoever is first settles it
            await run.stands()
            await run.rest()

            def since(number: str) -> list[str]:
                return texts(run, number)[before[number] :]

            assert [since(friend.number) for friend in plan.friends] == [[]] * len(plan.friends)
            assert not any("pills" in text for user in plan.users for text in since(user.number))
            restored = [text for text in since(OPERATOR[1]) if text.startswith("Restored: the backup of")]
            assert len(restored) == 1 and "Open alarms then: 1" in restored[0]
            assert await scalar("SELECT count(*) FROM timeline WHERE what = 'restored'") == 1
            assert await scalar("SELECT status FROM escalations") == "stopped"
            # Whose alarm was open, and who had not answered, are asked anew, once; and so is whose time it is now.
            asked = [sum("re you okay?" in text for text in since(user.number)) for user in plan.users]
            assert asked == [1, 1, 1, 0]
            for place in (SILENT, TODAY):
                say(run, place, "1")
            await run.rest()
            await runtime.wind(run.running, timedelta(minutes=5.1))
            await run.rest()
            alarms = [text for friend in plan.friends for text in since(friend.number) if "has not answered" in text]
            assert len(alarms) == 1 and plan.users[ASKED].name in alarms[0]
            for what, sql in AT_REST.items():
                if ":since" not in sql:
                    assert await db.one(sql.replace(":now", "$1"), *([run.now] if ":now" in sql else [])) is None, what
        finally:
            run.troubles.product.stop()
            await db.close_database()
            await db.open_database(config.database_url, 4)
            await execute(servers.database_url, "DROP DATABASE restored WITH (FORCE)")
