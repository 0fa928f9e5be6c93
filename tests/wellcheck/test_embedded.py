"""The private servers start, are borrowed, come back, and leave with whoever started them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from wellcheck import db
from wellcheck.config import Config
from wellcheck.embedded import Embedded, NotStarted, serving

KEEPS = """
import sys, time, pathlib
from wellcheck.embedded import Embedded
Embedded(pathlib.Path(sys.argv[1]), durable=False).start()
print("up", flush=True)
time.sleep(600)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="wc-embedded-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def servers(home: Path) -> Embedded:
    return Embedded(home, durable=False)


async def ask(url: str, question: str = "SELECT 1") -> object:
    connection = await asyncpg.connect(**db.connect_options(url))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def processes_of(home: Path) -> list[str]:
    listed = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, text=True, check=True).stdout
    return [
        line for line in listed.splitlines() if str(home) in line and ("/postgres " in line or "valkey-server" in line)
    ]


def gone_within(home: Path, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while processes_of(home) and time.monotonic() < until:
        time.sleep(0.05)
    return not processes_of(home)


async def test_they_start_answer_and_stop(home):
    with servers(home) as running:
        assert running.owned
        assert await ask(running.database_url) == 1
        assert await ask(running.database_url, "SHOW max_connections") == "100"
        assert processes_of(home)
    assert gone_within(home, 5)
    assert (home.stat().st_mode | (home / "run").stat().st_mode) & 0o066 == 0


async def test_what_was_written_is_there_after_a_restart(home):
    with servers(home) as running:
        await ask(running.database_url, "CREATE TABLE kept AS SELECT 7 AS n")
    with servers(home) as running:
        assert await ask(running.database_url, "SELECT n FROM kept") == 7


async def test_a_second_one_borrows_and_leaves_them_running(home):
    with servers(home) as running:
        with servers(home) as borrowed:
            assert not borrowed.owned
            assert borrowed.database_url == running.database_url
        assert await ask(running.database_url) == 1


def test_many_at_once_have_one_owner(home):
    started: list[Embedded] = []
    # A child belongs to the thread that made it, so these threads stay until the end.
    end = threading.Event()

    def start() -> None:
        started.append(servers(home).start())
        end.wait()

    threads = [threading.Thread(target=start) for _ in range(4)]
    try:
        for thread in threads:
            thread.start()
        until = time.monotonic() + 30
        while len(started) < 4 and time.monotonic() < until:
            time.sleep(0.02)
        assert sorted(each.owned for each in started) == [False, False, False, True]
    finally:
        for each in started:
            each.stop()
        end.set()


def started_elsewhere(home: Path) -> subprocess.Popen[str]:
    owner = subprocess.Popen([sys.executable, "-c", KEEPS, str(home)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout and owner.stdout.readline() == "up\n"
    return owner


async def test_an_owner_killed_takes_them_along_and_the_next_one_starts(home):
    owner = started_elsewhere(home)
    with servers(home) as borrowed:
        await ask(borrowed.database_url, "CREATE TABLE kept AS SELECT 7 AS n")
    owner.kill()
    owner.wait()
    with servers(home) as running:  # at once, while the old ones may still be closing
        assert running.owned
        assert await ask(running.database_url, "SELECT n FROM kept") == 7


def test_whoever_must_own_them_waits_for_the_other_to_end(home):
    first = servers(home).start()
    threading.Timer(0.5, first.stop).start()
    began = time.monotonic()
    second = servers(home).start(own=True)
    try:
        assert second.owned and time.monotonic() - began >= 0.4
    finally:
        second.stop()


def revived(running: Embedded) -> None:
    """What the supervisor does: notice, try, try again (the dead server's own children may still be letting go)."""
    until = time.monotonic() + 10
    while not running.ended() and time.monotonic() < until:
        time.sleep(0.02)
    assert running.ended()
    while True:
        try:
            return running.revive()
        except NotStarted:
            assert time.monotonic() < until


async def test_a_killed_server_is_brought_back(home):
    with servers(home) as running:
        assert not running.ended()
        os.kill(int((home / "pg" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        revived(running)
        assert await ask(running.database_url) == 1


def test_data_of_another_major_version_is_refused_with_a_way_out(home):
    with servers(home):
        pass
    (home / "pg" / "PG_VERSION").write_text("12\n")
    with pytest.raises(NotStarted, match="written by PostgreSQL 12") as refused:
        servers(home).start()
    assert "restore" in str(refused.value)
    assert gone_within(home, 5)


def test_a_broken_start_shows_the_end_of_the_log(home):
    with servers(home):
        pass
    (home / "pg" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(NotStarted, match="no_such_setting"):
        servers(home).start()


async def test_an_interrupted_first_start_is_begun_again(home):
    (home / "pg.new").mkdir()
    (home / "pg.new" / "PG_VERSION").write_text("18\n")
    with servers(home) as running:
        assert await ask(running.database_url) == 1


async def test_a_long_folder_with_spaces_gets_a_short_socket(home):
    far = home / ("a folder with a very long name " * 4).strip()
    with servers(far) as running:
        assert len(str(running.run)) < 80
        assert running.run.stat().st_mode & 0o077 == 0
        assert await ask(running.database_url) == 1
    shutil.rmtree(running.run)


def test_a_socket_folder_open_to_others_is_refused(home):
    (home / "run").mkdir()
    (home / "run").chmod(0o777)
    with pytest.raises(NotStarted, match="this user alone"):
        servers(home).start()


async def test_a_given_database_is_used_and_only_the_other_server_started(home, database):
    given = {"DATABASE_URL": database, "SECRET_KEYS": "k" * 32, "WELLCHECK_HOME": str(home)}
    with serving(Config.read(given, home_env=False)) as config:
        assert config.database_url == database
        assert config.redis_url == f"unix://{home}/run/valkey.sock"
        assert not (home / "pg").exists()
