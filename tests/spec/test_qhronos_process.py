"""Qhronos's checklist, Q240 to Q244: how its processes start and what they are told."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import asyncpg
import jwt
import pytest
import yaml
from aiohttp.test_utils import TestClient, TestServer

from tests.conftest import execute, named
from tests.stories.processes import ROOT
from tests.web.callers import Api
from web.app import make_app
from wellcheck import access, db, runtime
from wellcheck.__main__ import COMMANDS, main, parser
from wellcheck.config import Config
from wellcheck.embedded import Embedded


async def test_q240_one_version_everywhere(api: Api, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert not ended.value.code and capsys.readouterr().out == f"wellcheck {version('wellcheck')}\n"
    assert (await api.ask("GET", "/status"))[1]["version"] == version("wellcheck")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A place to call `main` in, with nothing configured but servers that are not there; what the log is written to comes back
    afterwards."""
    monkeypatch.chdir(tmp_path)
    away = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1"}
    for name, value in (away | {"SECRET_KEYS": "k" * 32, "WELLCHECK_HOME": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    log = logging.getLogger()
    before = (log.handlers[:], log.level, logging._srcfile)
    flags = [(name, getattr(logging, name)) for name in ("logThreads", "logProcesses", "logMultiprocessing")]
    yield monkeypatch
    log.handlers[:], log.level, logging._srcfile = before
    for name, value in flags:
        setattr(logging, name, value)


def test_q241_the_schema_is_built_on_an_empty_database_and_again_changes_nothing(
    servers: Embedded, shell: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    shell.setattr(runtime, "BOOT_PAUSE", 0.0)
    assert main(["migrate"]) == 1
    told = capsys.readouterr().err
    assert told.count("does not answer yet") == 9 and "(DATABASE_URL)" in told and "Traceback" not in told
    made = named(servers.database_url, "made_by_q241")
    asyncio.run(execute(servers.database_url, "CREATE DATABASE made_by_q241"))
    shell.setenv("DATABASE_URL", made)
    try:
        assert main(["migrate"]) == 0
        first = capsys.readouterr().out
        built = asyncio.run(tables(made))
        assert {"events", "occurrences", "probes", "aerich"} <= built.keys() and built["clock"] == 1
        assert "1_" in first and "Setup token" in first
        assert main(["migrate"]) == 0
        assert "newly applied: nothing" in capsys.readouterr().out and asyncio.run(tables(made)) == built
    finally:
        asyncio.run(execute(servers.database_url, "DROP DATABASE made_by_q241 WITH (FORCE)"))


async def tables(url: str) -> dict[str, int]:
    """The tables of this database, and how many rows each has."""
    connection = await asyncpg.connect(**db.connect_options(url))
    try:
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        counts = [f"SELECT '{name}' AS name, count(*) AS n FROM \"{name}\"" for (name,) in names]
        return {row["name"]: row["n"] for row in await connection.fetch(" UNION ALL ".join(counts))}
    finally:
        await connection.close()


async def test_q242_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = {
        "PORT": "1",
        "LOG_LEVEL": "ERROR",
        "MASTER_TOKEN": "f" * 32,
        "DATABASE_URL": "postgres://file/x",
        "HOST": "::1",
    }
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in file.items()))
    monkeypatch.chdir(tmp_path)
    given = {
        "PORT": "2", "LOG_LEVEL": "DEBUG", "MASTER_TOKEN": "e" * 32, "DATABASE_URL": "postgres://env/x",
        "REDIS_URL": "redis://env", "SECRET_KEYS": "k" * 32, "WELLCHECK_HOME": str(tmp_path),
    }  # fmt: skip
    config = Config.read(given)
    assert (config.port, config.log_level, config.master_token, config.host) == (2, "DEBUG", "e" * 32, "::1")
    assert (config.database_url, config.redis_url) == ("postgres://env/x", "redis://env")


@pytest.mark.parametrize("service", runtime.SERVICES)
def test_q243_a_service_waits_for_its_database_and_then_ends_by_naming_it(
    shell: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], service: str
):
    assert (runtime.BOOT_TRIES, runtime.BOOT_PAUSE) == (10, 2.0)
    shell.setattr(runtime, "BOOT_PAUSE", 0.0)
    assert main([service]) == 1
    told = capsys.readouterr().err
    assert told.count("does not answer yet") == 9 and "(DATABASE_URL)" in told and "Traceback" not in told


async def test_q243_a_database_that_comes_late_is_waited_for_and_redis_is_done_without(
    config: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """Redis is but a wake-up here: a service works without it, and says by name that it is away (docs/decisions.md)."""
    monkeypatch.setattr(runtime, "BOOT_PAUSE", 0.05)
    late = socket.socket()
    late.bind(("127.0.0.1", 0))
    there = db.connect_options(config.database_url or "")
    where = f"postgres://{there['user']}@127.0.0.1:{late.getsockname()[1]}/{there['database']}"
    off = replace(config, database_url=where, redis_url="redis://127.0.0.1:1")

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward = await asyncio.open_unix_connection(f"{there['host']}/.s.PGSQL.{there['port']}")
        await asyncio.gather(carry(reader, onward[1]), carry(onward[0], writer))

    async def come() -> asyncio.Server:
        while not caplog.records:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
        return await asyncio.start_server(pass_on, sock=late)

    coming = asyncio.create_task(come())
    async with runtime.start(off, "web", pool=3) as running, TestClient(TestServer(make_app(running))) as client:
        assert any("does not answer yet" in record.message for record in caplog.records)
        answer = await client.get("/readyz")
        assert "redis" in await answer.text()
    (await coming).close()


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
    writer.close()


async def test_q244_compose_brings_every_part_and_looks_after_it():
    parts = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert set(parts) == {"postgres", "valkey", "migrate", "web", "worker", "bot"}
    for name in ("postgres", "valkey", "worker", "bot"):
        assert parts[name]["healthcheck"]["test"], name
    for name in ("web", "worker", "bot"):
        assert parts[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def told(config: Config, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code of one command, and what it wrote."""
    given = parser().parse_args(list(words))
    code = COMMANDS[given.command][0](config, given)
    written = capsys.readouterr()
    return code, (written.out + written.err).strip()


def test_tokens_and_the_audit_trail_by_the_command_line(config: Config, capsys: pytest.CaptureFixture[str]):
    access.forget_keys()
    code, token = told(
        config, capsys, "token", "--sub", "system:x", "--access", "write", "--scope", "a", "--scope", "b"
    )
    said = jwt.decode(token, options={"verify_signature": False})
    assert (code, said["sub"], said["access"], said["scope"]) == (0, "system:x", "write", ["a", "b"])
    code, listed = told(config, capsys, "token", "--list")
    assert code == 0 and listed.startswith(f"{said['jti']}  system:x  write  a b  until ") and token not in listed
    assert told(config, capsys, "token", "--revoke", said["jti"]) == (0, "")
    assert told(config, capsys, "token", "--list")[1].endswith("revoked")
    assert told(config, capsys, "token", "--revoke", "nonsense")[0] == 2 == told(config, capsys, "token")[0]
    assert told(config, capsys, "token", "--sub", " ")[0] == 1 == told(config, capsys, "token", "nobody@example.org")[0]
    code, whole = told(config, capsys, "audit", "verify")
    noted = whole.rpartition(" ")[2]
    assert code == 0 and whole.startswith("The audit trail is whole: entries 1 to 2.") and noted.startswith("2:")
    assert told(config, capsys, "audit", "verify", "--noted", noted) == (0, whole)
    code, broken = told(config, capsys, "audit", "verify", "--noted", f"9:{noted[2:]}")
    assert code == 1 and "NOT whole: entry 3" in broken
