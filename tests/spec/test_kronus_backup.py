"""Kronus's checklist, K123 and K126 to K129: backups, the way back, and what is encrypted.

Kronus copied the files of a running database to a bucket, one after the other, and put them over the local ones at every start.
Ours is one consistent file, and comes back only when somebody says so, all of it or nothing.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote
from uuid import uuid4

import asyncpg
import pyrage
import pytest

from tests.conftest import execute, named
from tests.stories.processes import scalar
from tests.stories.world import NUMBERS, world
from tests.wellcheck.test_supervise import Up
from wellcheck import backups, crypto, db, events, messages, people, recurrence, runtime
from wellcheck.backups import places, rules, sealing
from wellcheck.config import Config, ConfigMistakes
from wellcheck.crypto import WrongKey
from wellcheck.events import occurring
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.recurrence import Cron, Once

KEY = pyrage.x25519.Identity.generate()
NOW = datetime(2027, 3, 10, 12, 30, tzinfo=UTC)


@pytest.fixture
def kept(config: Config, tmp_path: Path) -> Config:
    """An installation that makes backups into a folder, for whoever has `KEY`."""
    return replace(config, backup_to=str(tmp_path / "backups"), backup_recipients=(str(KEY.to_public()),))


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of a local S3 server."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in {"AWS_ACCESS_KEY_ID": "one", "AWS_SECRET_ACCESS_KEY": "two", "AWS_REGION": "us-east-1",
                            "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ALLOW_HTTP": "true"}.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        client = boto3.client("s3", region_name="us-east-1", endpoint_url=f"http://{host}:{port}")
        client.create_bucket(Bucket="safe")
        yield "s3://safe/well/check"
    finally:
        server.stop()


async def of(url: str, sql: str) -> object:
    """One value of a database that no process of ours is connected to."""
    connection = await asyncpg.connect(**db.connect_options(url))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def mistakes(**given: str) -> list[str]:
    """What is wrong with a configuration that is well otherwise."""
    well = {"DATABASE_URL": "postgres://a@b/c", "SECRET_KEYS": "a key for tests that opens nothing else"}
    try:
        Config.read(well | given, home_env=False)
    except ConfigMistakes as wrong:
        return [mistake.partition(" ")[0] for mistake in wrong.mistakes]
    return []


def test_k123_backups_that_are_on_need_a_place_and_a_key_and_those_that_are_off_need_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = str(KEY.to_public())
    assert mistakes() == []
    assert mistakes(BACKUP_CRON="*/15 * * * *") == ["BACKUP_TO"]
    assert mistakes(BACKUP_TO="/safe") == ["BACKUP_RECIPIENTS"]
    assert mistakes(BACKUP_TO="/safe", BACKUP_RECIPIENTS=key, BACKUP_PASSPHRASE="long enough, I hope") == [
        "BACKUP_PASSPHRASE"
    ]
    assert mistakes(BACKUP_TO="/safe", BACKUP_RECIPIENTS="age1short") == ["BACKUP_RECIPIENTS"]
    assert mistakes(BACKUP_TO="/safe", BACKUP_PASSPHRASE="short") == ["BACKUP_PASSPHRASE"]
    assert mistakes(BACKUP_TO="ftp://safe", BACKUP_RECIPIENTS=key) == ["BACKUP_TO"]
    for cron in ("every hour", "61 * * * *", "* * * * * *"):
        assert mistakes(BACKUP_TO="/safe", BACKUP_RECIPIENTS=key, BACKUP_CRON=cron) == ["BACKUP_CRON"], cron
    for keep in ("0h", "7", "7d 7d", "many"):
        assert mistakes(BACKUP_TO="/safe", BACKUP_RECIPIENTS=key, BACKUP_KEEP=keep) == ["BACKUP_KEEP"], keep
    for to in ("/safe", "s3://bucket/prefix", "gs://bucket", "az://container/prefix"):
        assert mistakes(BACKUP_TO=to, BACKUP_RECIPIENTS=key, BACKUP_KEEP="48h 14d", BACKUP_CRON="5 4 * * *") == []
    monkeypatch.setattr("wellcheck.config.find_spec", lambda name: None)  # installed without the extra
    assert mistakes(BACKUP_TO="/safe", BACKUP_RECIPIENTS=key) == ["BACKUP_TO"]


def test_k126_stopping_ends_with_a_backup_and_in_good_order_and_k127_it_comes_back_elsewhere() -> None:
    home = Path(tempfile.mkdtemp(prefix="wc-bk-"))
    up = Up(home / "one")
    up.home.mkdir()
    up.environ |= {
        "BACKUP_TO": str(home / "safe"),
        "BACKUP_RECIPIENTS": str(KEY.to_public()),
        "BACKUP_CRON": "0 3 1 1 *",
    }
    (home / "key").write_text(f"# a comment, as age-keygen writes it\n{KEY}\n")
    try:
        with open(up.screen, "wb") as screen:
            up.process = subprocess.Popen(up.command(), env=up.environ, cwd=up.home, stdout=screen, stderr=screen)
        until = time.monotonic() + 60
        while (
            "worker" not in up.parts()
        ):  # the schema is there; what the parts do when they are stopped is told elsewhere
            assert time.monotonic() < until and up.process.poll() is None, up.screen.read_text()
            time.sleep(0.05)
        up.process.terminate()
        assert up.ended(0) and not up.left(), up.screen.read_text()
        backup = max((home / "safe").iterdir())
        assert backup.stat().st_mode & 0o077 == 0
        keys = (up.home / "secrets.json").read_text()

        other = {name: value for name, value in up.environ.items() if not name.startswith("BACKUP")}
        other["WELLCHECK_HOME"] = str(home / "two")

        command = [sys.executable, "-m", "wellcheck", "restore", str(backup), "--identity", str(home / "key")]
        done = subprocess.run(command, env=other, cwd=home, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0 and "Restored" in done.stdout and "settled" in done.stdout, done
        assert (home / "two" / "secrets.json").read_text() == keys  # what was sealed opens
    finally:
        if up.process and up.process.poll() is None:
            os.kill(up.process.pid, signal.SIGTERM)
            up.process.wait(40)
        shutil.rmtree(home, ignore_errors=True)


async def test_k127_a_backup_is_one_moment_and_generations_are_kept_by_rule(kept: Config, s3: str) -> None:
    kept = replace(kept, backup_to=s3, backup_keep="2h 2d")
    bucket = places.place_of(s3)
    async with runtime.start(kept, "one", pool=2):
        assert await backups.if_due(kept, NOW)  # there is none
        assert await backups.last_good() is None
        made = await backups.make(kept, NOW)
        assert made.state == "good" and bucket.names() == [made.name]
        assert not await backups.if_due(kept, NOW)
        good = await backups.last_good()
        assert good is not None and good.name == made.name and good.sha256 == made.sha256 and good.size == made.size
        async with backups.service.alone(kept.database_url or ""):
            with pytest.raises(backups.NotMade, match="Another process"):
                await backups.make(kept, NOW)
        # Nothing of others is touched, whatever goes.
        stranger = rules.name_of("01234567", NOW - timedelta(days=1000))
        for name in ("notes.txt", stranger):
            bucket.put(name, io.BytesIO(b"theirs"))
        for hours in (1, 30, 31):
            await backups.make(kept, NOW + timedelta(hours=hours))
        left = [rules.name_of(kept.installation, NOW + timedelta(hours=hours)) for hours in (1, 30, 31)]
        assert sorted(bucket.names()) == sorted([stranger, "notes.txt", *left])
        # A place that does not work is a failure that is kept, tried again after ten minutes, and told when it lasts.
        gone, later = replace(kept, backup_to="s3://nowhere/x"), NOW + timedelta(hours=33)
        with pytest.raises(backups.NotMade, match="could not be written"):
            await backups.make(gone, later)
        assert not await backups.if_due(kept, later + timedelta(minutes=9))
        assert await backups.if_due(kept, later + timedelta(minutes=11))
        assert not (await backups.state(kept, later)).old
        late = later + timedelta(hours=3)
        found = await backups.state(kept, late)
        assert found.old and found.last_good_at == (await backups.last_good()).started_at  # type: ignore[union-attr]
        await backups.look(kept, late)
        await backups.look(kept, late)
        assert await scalar("SELECT count(*) FROM timeline WHERE what = 'operators_told'") == 1
        assert (await backups.state(replace(kept, backup_to=""), late)).on is False


def test_k127_the_generations_that_stay() -> None:
    names = [rules.name_of("0a0a0a0a", NOW - timedelta(minutes=20 * n)) for n in range(24 * 3 * 40)]
    keep = rules.keep_of("24h 7d 5w 12m")
    left = sorted(set(names) - set(rules.to_forget(names, "0a0a0a0a", keep)), reverse=True)
    ages = [NOW - at for name in left if (at := rules.made_at(name))]
    assert left[0] == names[0] and ages[23] < timedelta(hours=24)  # each of the last hours
    assert len([age for age in ages if age > timedelta(days=1)]) <= 7 + 5 + 12
    assert max(ages) > timedelta(days=37)  # the oldest month's newest
    assert rules.to_forget([*names, "mine.txt", rules.name_of("0b0b0b0b", NOW)], "0b0b0b0b", keep) == []
    assert len(rules.to_forget(names[:9], "0a0a0a0a", rules.Keep(0, 0, 0, 0))) == 8  # never the newest
    due = ("0 * * * *", NOW - timedelta(minutes=40), None, NOW)
    assert rules.is_due(*due) and not rules.is_due("0 3 * * *", *due[1:])


async def test_k127_what_is_old_is_never_said_again_and_the_watch_goes_on(
    kept: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world(kept, tmp_path) as before:
        cara = await before.person("Cara", times="0 8 * * *", retries=0, wait=30)
        ada = await before.person("Ada", retries=0)
        await before.operator()
        await before.until_asked(cara)
        await before.wait(minutes=31)
        await before.until_asked(ada)  # Cara's silence was told to Bob, Ada's hour runs
        assert await before.bob.count("Cara has not answered") >= 1
        async with db.transaction():
            await messages.tell(Telling(ada.id, T("{words}", words="pills"), "notice"), before.now)
        await _something_for_programs(before.now)
        made = await backups.make(kept, before.now + timedelta(seconds=1))
    url = kept.database_url or ""

    kept = replace(kept, wellcheck_home=tmp_path)
    with pytest.raises(backups.NotRestored, match="not empty"):
        await backups.restore(kept, "latest", (str(KEY),))
    await backups.restore(kept, made.name, (str(KEY),), replace=True)
    assert await of(url, "SELECT count(*) FROM probes WHERE status = 'pending'") == 1
    await execute(url, "UPDATE clock SET shown_at = shown_at + interval '30 hours'")  # so long it took to bring it back

    monkeypatch.setattr("tests.stories.world.to_monday", _as_it_is)
    (tmp_path / "after").mkdir()  # other phones: what they show is what was sent since
    async with world(kept, tmp_path / "after") as after:
        await after.settle()
        assert await after.olga.count("Restored: the backup of") == 1
        assert await after.olga.count("2 check-ins of 2 people were missed") == 1
        assert await after.bob.received() == []  # yesterday's alarm is nobody's
        assert await after.ada.count("pills") == 0
        assert await after.ada.count("Are you okay?") == 1 and await after.cara.count("Are you okay?") == 1
        assert (
            await scalar("SELECT count(*) FROM occurrences WHERE state = 'missed' AND error = 'restored from a backup'")
            == 1
        )
        assert (
            await scalar("SELECT count(*) FROM occurrences WHERE state IN ('pending', 'dispatching', 'retrying')") == 0
        )
        assert await scalar("SELECT status FROM escalations") == "stopped"
        assert (await backups.last_good()).name == made.name  # type: ignore[union-attr]
        async with after.http.get(f"{after.config.public_url}/status") as answer:
            parts = (await answer.json())["parts"]
        assert datetime.fromisoformat(parts["last_backup_at"]) == made.started_at
        assert parts["degraded"] == ["backups: the last good one is too old"]
        # The watch stands: Cara is well, Ada is silent, and Bob hears of her alone.
        await after.cara.says("1")
        await after.wait(minutes=61, times=2)
        assert await after.bob.count("Ada has not answered") >= 1 and await after.bob.count("Cara") == 0
        assert str(cara.id) and await after.ada.count("pills") == 0


async def _as_it_is(running: runtime.Runtime) -> None:
    """The clock goes on as it was brought back."""


async def _something_for_programs(now: datetime) -> None:
    """An event of the API with an occurrence that waits to be handed over."""
    event = uuid4()
    await db.run(
        "INSERT INTO events (id, name, action, payload, schedule, zone, status, failures, tags, metadata, created_at,"
        " updated_at) VALUES ($1, 'event', 'webhook', '{}', $3, 'UTC', 'active', 0, '{}', '{}', $2, $2)",
        event, now, recurrence.key(Once(now)),
    )  # fmt: skip
    await db.run(
        "INSERT INTO occurrences (id, event_id, slot, due_at, state, created_at, next_at)"
        " VALUES ($1, $2, 'x', $3, 'retrying', $3, $4)",
        uuid4(), event, now, now + timedelta(hours=2),
    )  # fmt: skip


def test_k127_events_of_programs_do_not_catch_up_with_the_time_before_a_restore() -> None:
    now = NOW.replace(minute=40)
    row = {
        "id": uuid4(), "schedule": recurrence.key(Cron(("0 * * * *",))), "zone": "UTC", "slot": "x", "misfire": "all",
        "due_at": NOW.replace(hour=8, minute=0), "catch_up_seconds": 1_000_000,
    }  # fmt: skip
    assert len(occurring._decided(row, now).fired) == 5
    try:
        events.use_restored(NOW)
        decided = occurring._decided(row, now)
        assert decided.fired == () and len(decided.missed) == 5
        assert len(occurring._decided(row, now + timedelta(hours=1)).fired) == 1
    finally:
        events.use_restored(None)


async def test_k128_a_restore_that_fails_leaves_everything_as_it_was(kept: Config, tmp_path: Path) -> None:
    kept = replace(kept, wellcheck_home=tmp_path)
    url = kept.database_url or ""
    folder = Path(kept.backup_to)
    async with runtime.start(kept, "one", pool=2) as running:
        async with db.transaction():
            person = await people.create("Ada", None, "en", "UTC", running.now())
            await people.add_address(person.id, "sms", NUMBERS["Ada"], running.now(), verified_how="test")
        made = await backups.make(kept, running.now())
        await db.run("UPDATE persons SET zone = 'Europe/Zagreb'")  # newer than the backup
        with pytest.raises(backups.NotRestored, match=r"stop what is at work .*wellcheck one"):
            await backups.restore(kept, "latest", (str(KEY),), replace=True)

    whole = (folder / made.name).read_bytes()
    broken = {
        "cut.age": whole[:-40],
        "bent.age": whole[: len(whole) // 2] + bytes((whole[len(whole) // 2] ^ 1,)) + whole[len(whole) // 2 + 1 :],
        "none.age": b"nothing of ours",
    }
    for name, content in broken.items():
        (folder / name).write_bytes(content)
        with pytest.raises(backups.NotRestored):
            await backups.restore(kept, name, (str(KEY),), replace=True)
    for source, keys in (
        ("missing.age", (str(KEY),)),
        (made.name, ()),
        (made.name, (str(pyrage.x25519.Identity.generate()),)),
    ):
        with pytest.raises(backups.NotRestored):
            await backups.restore(kept, source, keys, replace=True)
    # A dump that breaks off in the middle of its last table: what came before is not kept either.
    clear, dump, half, sealed = io.BytesIO(), io.BytesIO(), io.BytesIO(), io.BytesIO()
    sealing.opener((str(KEY),), "")(io.BytesIO(whole), clear)
    manifest = sealing.unpack(io.BytesIO(clear.getvalue()), dump)
    broken_off = dump.getvalue()[: len(dump.getvalue()) // 2]
    sealing.pack(manifest, io.BytesIO(broken_off), len(broken_off), half)
    sealing.seal(io.BytesIO(half.getvalue()), sealed, kept.backup_recipients, "")
    (folder / "half.age").write_bytes(sealed.getvalue())
    with pytest.raises(backups.NotRestored, match="Nothing was changed"):
        await backups.restore(kept, "half.age", (str(KEY),), replace=True)
    # Other keys are at work here: nothing is brought that nobody could open.
    with pytest.raises(backups.NotRestored, match="other SECRET_KEYS"):
        await backups.restore(
            replace(kept, secret_keys=("another key that opens nothing here",)), "latest", (str(KEY),), replace=True
        )
    assert await of(url, "SELECT zone FROM persons") == "Europe/Zagreb"
    assert await of(url, "SELECT count(*) FROM aerich") == await of(url, "SELECT count(DISTINCT version) FROM aerich")

    # And into an empty database it comes whole, and opens.
    await execute(url, "CREATE DATABASE came_back")
    try:
        there = replace(
            kept, database_url=named(url, "came_back").replace(url.split("?")[0].rsplit("/", 1)[1], "came_back")
        )
        await backups.restore(there, "latest", (str(KEY),))
        async with runtime.start(there, "two", pool=2):
            [address] = await people.Address.all()
            assert address.value == NUMBERS["Ada"] and (await people.Person.get(id=person.id)).zone == "UTC"
    finally:
        await execute(url, "DROP DATABASE came_back WITH (FORCE)")


async def test_k129_what_is_stored_and_backed_up_is_encrypted_with_any_pass_phrase(
    kept: Config, tmp_path: Path
) -> None:
    phrase = 'it\'s "100 %" $HOME; ünï 🔑 -- \\n'
    kept = replace(kept, wellcheck_home=tmp_path, backup_recipients=(), backup_passphrase=phrase)
    async with runtime.start(kept, "one", pool=2) as running:
        async with db.transaction():
            person = await people.create("Augustina", None, "en", "UTC", running.now())
            await people.add_address(person.id, "sms", NUMBERS["Ada"], running.now(), verified_how="test")
        made = await backups.make(kept, running.now())
        with pytest.raises(backups.NotMade, match="never written unencrypted"):
            await backups.make(replace(kept, backup_passphrase=""), running.now())
        row = await db.one("SELECT first_name_sealed AS name FROM persons")
        assert row is not None and b"Augustina" not in bytes(row["name"])
    content = (Path(kept.backup_to) / made.name).read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n-> scrypt")
    assert b"Augustina" not in content and kept.secret_keys[0].encode() not in content and b"PGDMP" not in content
    told = await asyncio.to_thread(backups.manifest_of, kept, "latest")
    assert told.secret_keys == kept.secret_keys  # (whoever opens it can read what is in it)
    with pytest.raises(WrongKey):
        async with runtime.start(replace(kept, secret_keys=("another key that opens nothing here",)), "two", pool=2):
            raise AssertionError("it started")
    crypto.use(crypto.Vault(kept.secret_keys))


class Store(BaseHTTPRequestHandler):
    """As much of Google Cloud Storage and of Azure Blob Storage as says what is asked of them, and keeps it."""

    kept: ClassVar[dict[str, bytes]] = {}
    signed: ClassVar[set[str]] = set()

    def _do(self) -> None:
        path, _, query = self.path.partition("?")
        name, body = unquote(path), self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.signed.add(self.headers.get("Authorization", "").split(":")[0])
        status, answer, kind = 200, b"", "application/xml"
        if self.command == "PUT":
            self.kept[name], status = body, 201
        elif self.command == "DELETE":
            del self.kept[name]
        elif "comp=batch" in query:  # Azure takes many deletions in one request
            del self.kept[unquote(body.split(b"DELETE ")[1].split(b" ")[0].decode())]
            kind = "multipart/mixed; boundary=b"
            answer = (b"--b\r\nContent-Type: application/http\r\nContent-ID: 0\r\n\r\nHTTP/1.1 202 Accepted\r\n"
                      b"x-ms-request-id: 1\r\n\r\n--b--\r\n")  # fmt: skip
            status = 202
        elif "prefix=" in query:
            prefix = unquote(query.split("prefix=")[1].split("&")[0])
            names = [each.split("/", 2)[2] for each in self.kept]
            sizes = "<{0}>Mon, 23 Nov 2026 00:00:00 GMT</{0}><Content-Length>3</Content-Length><Content-Type>a/b</Content-Type>"
            blob = (
                f"<Blob><Name>{{}}</Name><Properties>{sizes.format('Last-Modified')}<Etag>x</Etag></Properties></Blob>"
            )
            thing = "<Contents><Key>{}</Key><LastModified>2026-11-23T00:00:00Z</LastModified><Size>3</Size>"
            thing += "<ETag>x</ETag></Contents>"
            azure = "comp=list" in query
            found = "".join((blob if azure else thing).format(each) for each in names if each.startswith(prefix))
            told = f"<EnumerationResults><Blobs>{found}</Blobs><NextMarker/></EnumerationResults>"
            told = told if azure else f"<ListBucketResult>{found}</ListBucketResult>"
            answer = told.encode()
        else:
            answer, kind = self.kept[name], "application/octet-stream"
        self.send_response(status)
        for header, value in {"Content-Type": kind, "Content-Length": str(len(answer)), "ETag": '"x"',
                              "Last-Modified": "Mon, 23 Nov 2026 00:00:00 GMT"}.items():  # fmt: skip
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_PUT = do_POST = do_DELETE = _do

    def log_message(self, *said: object) -> None:
        pass


@pytest.mark.parametrize(
    ("to", "at", "signed"),
    [
        ("gs://bucket/well/check", "/bucket/well/check/", "Bearer "),
        ("az://box/well/check", "/box/well/check/", "SharedKey us"),
    ],
)
def test_k123_the_buckets_of_google_and_azure_are_found_by_their_own_variables(
    monkeypatch: pytest.MonkeyPatch, to: str, at: str, signed: str
) -> None:
    """With the variables that docs/operating.md names, and where the address says: container or bucket, then the prefix."""
    Store.kept.clear()
    Store.signed.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Store) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        key = {"gcs_base_url": url, "disable_oauth": True, "client_email": "", "private_key": "", "private_key_id": ""}
        file = Path(tempfile.mkdtemp(prefix="wc-gs-")) / "key.json"
        file.write_text(json.dumps(key))
        for name, value in {
            "GOOGLE_SERVICE_ACCOUNT": str(file), "GOOGLE_ALLOW_HTTP": "true", "AZURE_STORAGE_ACCOUNT_NAME": "us",
            "AZURE_STORAGE_ACCOUNT_KEY": "a2V5", "AZURE_STORAGE_ENDPOINT": url, "AZURE_ALLOW_HTTP": "true",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        place = places.place_of(to)
        place.put("one.age", io.BytesIO(b"one"))
        assert Store.kept == {f"{at}one.age": b"one"}
        assert place.names() == ["one.age"] and b"".join(place.read("one.age")) == b"one"
        place.delete("one.age")
        assert not Store.kept and signed in Store.signed
        server.shutdown()
