"""Qhronos's checklist, Q240 to Q244: how its processes start and what they are told."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import jwt
import pytest
import yaml

from tests.stories.processes import ROOT
from tests.web.callers import Api
from wellcheck import access, db, runtime
from wellcheck.__main__ import COMMANDS, main, parser
from wellcheck.config import Config
from wellcheck.embedded import NotStarted


async def test_q240_one_version_everywhere(api: Api, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert not ended.value.code and capsys.readouterr().out == f"wellcheck {version('wellcheck')}\n"
    assert (await api.ask("GET", "/status"))[1]["version"] == version("wellcheck")


async def test_q241_the_schema_is_built_once_and_again_changes_nothing(migrated: str):
    assert await db.migrate(migrated) == []  # it was built on an empty database
    with pytest.raises(OSError):
        await db.migrate("postgres://nobody@127.0.0.1:1/x")


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


async def test_q243_a_service_waits_for_its_database_and_then_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    given = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1", "SECRET_KEYS": "k" * 32,
        "WELLCHECK_HOME": str(tmp_path),
    }  # fmt: skip
    assert (runtime.BOOT_TRIES, runtime.BOOT_PAUSE) == (10, 2.0)
    monkeypatch.setattr(runtime, "BOOT_PAUSE", 0.0)

    with pytest.raises(NotStarted, match="DATABASE_URL"):
        async with runtime.start(Config.read(given, home_env=False), "web"):
            raise AssertionError("there is no database")
    assert sum("does not answer yet" in record.message for record in caplog.records) == 9


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
