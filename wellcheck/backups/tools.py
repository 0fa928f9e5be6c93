"""PostgreSQL's own tools: pg_dump writes, pg_restore and psql bring back. Always those of the server's version, or newer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from wellcheck import db
from wellcheck.backups.places import CHUNK
from wellcheck.backups.values import NotMade, NotRestored
from wellcheck.embedded import NotStarted, find_postgres

WAIT_FOR_LOCKS = "60000"
"""Milliseconds that a dump waits for a table that is being changed."""


@dataclass(frozen=True, slots=True)
class Tools:
    """A folder of tools, and the database they are to work on."""

    folder: Path
    environ: dict[str, str]

    def dump(self, target: IO[bytes]) -> None:
        """Everything, as it was at one moment, in PostgreSQL's custom format. `NotMade`."""
        command = ["pg_dump", "-Fc", "--no-owner", "--no-acl", "--lock-wait-timeout", WAIT_FOR_LOCKS]
        done = self._run(command, stdout=target)
        if done.returncode:
            raise NotMade(f"pg_dump failed: {_last(done.stderr)}")

    def contents(self, dump: IO[bytes]) -> str:
        """The list of what a dump holds. `NotMade` when pg_restore cannot read it."""
        done = self._run(["pg_restore", "--list"], stdin=dump, stdout=subprocess.PIPE)
        if done.returncode:
            raise NotMade(f"pg_restore cannot read what was written: {_last(done.stderr)}")
        return bytes(done.stdout).decode(errors="replace")

    def restore(self, dump: IO[bytes], before: str, after: str) -> None:
        """One transaction: `before`, what the dump holds, `after`. `NotRestored`, and then nothing has changed."""
        with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complaints:
            writer = subprocess.Popen(  # noqa: S603
                [self.folder / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told, env=self.environ,
            )  # fmt: skip
            reader = subprocess.Popen(  # noqa: S603
                [self.folder / "pg_restore", "--no-owner", "--no-acl", "-f", "-"],
                stdin=dump, stdout=subprocess.PIPE, stderr=complaints, env=self.environ,
            )  # fmt: skip
            assert writer.stdin is not None and reader.stdout is not None
            whole = False
            try:
                writer.stdin.write(f"BEGIN;\n{before}\n".encode())
                while chunk := reader.stdout.read(CHUNK):
                    writer.stdin.write(chunk)
                # Without a COMMIT the end of what we say is the end of the transaction, and nothing has happened.
                whole = reader.wait() == 0
                if whole:
                    writer.stdin.write(f"\n{after}\nCOMMIT;\n".encode())
                writer.stdin.close()
            except BrokenPipeError:
                pass  # psql has ended; it says why
            finally:
                reader.kill()
                reader.wait()
                reader.stdout.close()
                failed = writer.wait()
            if failed or not whole:
                told.seek(0)
                complaints.seek(0)
                raise NotRestored(f"Nothing was changed: {_last(told.read() or complaints.read())}")

    def _run(
        self,
        command: list[str],
        stdin: IO[bytes] | int = subprocess.DEVNULL,
        stdout: IO[bytes] | int = subprocess.DEVNULL,
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603
            [self.folder / command[0], *command[1:]],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env=self.environ,
        )


def _last(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return " ".join(lines[-2:])[:400] or "it did not say why"


def tools_for(url: str, server: int) -> Tools:
    """The tools for this database. `server`: its major version. `NotMade` when there are only older ones here."""
    options = db.connect_options(url)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environ |= {
        "PGHOST": str(options["host"]), "PGPORT": str(options["port"]), "PGUSER": options["user"],
        "PGDATABASE": options["database"], "PGAPPNAME": "wellcheck backup", "PGCONNECT_TIMEOUT": "15",
    }  # fmt: skip
    if options["password"]:
        environ["PGPASSWORD"] = options["password"]
    if "ssl" in options:
        environ["PGSSLMODE"] = options["ssl"]
    fit = [(major, folder) for folder in _folders() if (major := _major(folder)) >= server]
    if not fit:
        raise NotMade(
            f"The server is PostgreSQL {server}, and there is no pg_dump of that version or a newer one here: install "
            f"postgresql-client-{server}."
        )
    return Tools(min(fit, key=lambda each: each[0])[1], environ)


def _folders() -> list[Path]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    try:
        found.insert(0, find_postgres())
    except NotStarted:
        pass
    if on_path := shutil.which("pg_dump"):
        found.append(Path(on_path).resolve().parent)
    return [folder for folder in found if all((folder / name).exists() for name in ("pg_dump", "pg_restore", "psql"))]


def _major(folder: Path) -> int:
    told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True)  # noqa: S603
    found = re.search(r"(\d+)", told.stdout)
    return int(found[1]) if found else 0
