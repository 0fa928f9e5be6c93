"""`wellcheck up`: servers, schema and every process of one installation, started, watched and stopped together.

It stays small and does little, so that it does not fail: it imports nothing of the domain, and every part is a child
process running the same command that production runs. The parts' output goes to one file; the screen stays calm.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import logging
import logging.handlers
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from wellcheck.config import Config
from wellcheck.embedded import Embedded, NotStarted, attached, dies_with_parent

PARENT = "WELLCHECK_PARENT"
"""In a part's environment: the process it must not outlive."""
SETUP_TOKEN_FILE = "setup-token"  # noqa: S105 - its name
"""In the data folder: where `migrate` leaves a new setup token for its supervisor to show."""
FIRST_REST, LONGEST_REST, HEALTHY = 0.5, 30.0, 60.0
"""Seconds: wait before the first restart, before any, and the life after which a crash counts as the first again."""
PATIENCE = 15.0
"""Seconds the parts may take to finish what they are doing."""
BACKUP_PATIENCE = 120.0
"""Seconds the backup at the end may take."""


def say(text: str = "") -> None:
    """A line on the screen, at once."""
    print(text, flush=True)


def follow_parent() -> None:
    """In a part, first thing: end in good order when the supervisor is gone, whatever ended it."""
    parent = int(os.environ.pop(PARENT, "0"))
    if not parent:
        return
    dies_with_parent(parent, signal.SIGTERM)
    if sys.platform != "linux":

        def watch() -> None:
            while os.getppid() == parent:
                time.sleep(1)
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=watch, daemon=True).start()


@dataclass
class Part:
    """One child process and its restarts."""

    name: str
    process: subprocess.Popen[str] | None = None
    started: float = 0.0
    rest: float = FIRST_REST
    again_at: float | None = None
    last: list[str] = field(default_factory=list)

    def start(self, environ: dict[str, str], log: logging.Logger, quiet: bool) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "wellcheck", self.name],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C is for the supervisor, which tells the parts in their order
        )
        self.started, self.again_at, self.last = time.monotonic(), None, []
        threading.Thread(target=self._read, args=(self.process.stdout, log, quiet), daemon=True).start()

    def _read(self, output: IO[str], log: logging.Logger, quiet: bool) -> None:
        for line in output:
            line = f"{self.name:7} {line.rstrip()}"
            log.info(line)
            self.last = [*self.last[-7:], line]
            if not quiet:
                say(line)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def fell(self, now: float) -> float:
        """It has ended by itself: the seconds until it is started again."""
        if now - self.started > HEALTHY:
            self.rest = FIRST_REST
        rest, self.rest = self.rest, min(self.rest * 2, LONGEST_REST)
        self.again_at = now + rest
        return rest

    def end(self, patience: float) -> None:
        """Wait for it to have ended, then wait no longer."""
        if self.process is None:
            return
        try:
            self.process.wait(max(patience, 0.0))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """One `wellcheck up`, from the first line to the last."""

    def __init__(self, config: Config, quiet: bool = True) -> None:
        self.config, self.quiet = config, quiet
        self.began = time.time()
        self.asked_to_stop = 0
        self.wake = threading.Event()
        self.log_path = config.wellcheck_home / "logs" / "wellcheck.log"
        self.log = _log_file(self.log_path)
        polls = config.telegram and config.telegram_mode == "polling"
        names = ["sandbox"] * config.sandbox + ["web", "worker"] + ["bot"] * polls
        self.parts = [Part(name) for name in names]
        self.environ: dict[str, str] = {}

    def run(self) -> int:
        """Until somebody stops it. Returns the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_asked)
        home = self.config.wellcheck_home
        with open(home / "up.lock", "a+") as lock:
            if not _take(lock):
                return _tell_running(lock)
            c = self.config
            wanted = {"PORT": c.port}
            if c.sandbox:
                wanted["SANDBOX_PORT"] = c.sandbox_port
            if c.sandbox_mail:
                wanted["SANDBOX_MAIL_PORT"] = c.sandbox_mail_port
            busy = {name: port for name, port in wanted.items() if self._busy(port)}
            if busy:
                for name, port in busy.items():
                    say(f"Port {port} is taken by another program. Stop that one, or choose another port: {name}=…")
                return 1
            _note(lock, {"pid": os.getpid(), "url": self._front()})
            servers = self._servers()
            try:
                if servers:
                    servers.start(own=True)
                return self._run(servers)
            except NotStarted as why:
                say(str(why))
                return 1
            finally:
                self._stop_parts()
                self._back_up()
                if servers:
                    servers.stop()
                _note(lock, {})

    def _servers(self) -> Embedded | None:
        c = self.config
        if not c.embedded:
            return None
        return Embedded(c.wellcheck_home, postgres=c.database_url is None, valkey=c.redis_url is None)

    def _run(self, servers: Embedded | None) -> int:
        config = attached(self.config, servers) if servers else self.config
        self.environ = os.environ | {
            "DATABASE_URL": config.database_url or "",
            "REDIS_URL": config.redis_url or "",
            "SECRET_KEYS": ",".join(config.secret_keys),
            "WELLCHECK_HOME": str(config.wellcheck_home),
            PARENT: str(os.getpid()),
            "PYTHONUNBUFFERED": "1",
        }
        schema = Part("migrate")
        schema.start(self.environ, self.log, self.quiet)
        while schema.alive and not self.asked_to_stop:
            self.wake.wait(0.02)
        schema.end(PATIENCE)
        if self.asked_to_stop:
            return 0
        if schema.process and schema.process.returncode:
            self._tell_fall(schema, "could not bring the database up to date")
            return 1
        for part in self.parts:
            part.start(self.environ, self.log, self.quiet)
        greeted = False
        while not self.asked_to_stop:
            self._look_after(servers)
            if not greeted and self._answers():
                greeted = True
                self._greet()
            self.wake.wait(0.05 if not greeted else 0.5)
        say("\nStopping …")
        return 0

    def _look_after(self, servers: Embedded | None) -> None:
        if servers and servers.ended():
            say("An embedded server has ended; starting it again.")
            try:
                servers.revive()
            except NotStarted as why:
                say(str(why))
                self.wake.wait(FIRST_REST)
        now = time.monotonic()
        for part in self.parts:
            if part.alive:
                continue
            if part.again_at is None:
                rest = part.fell(now)
                self._tell_fall(part, f"has ended; starting it again in {rest:g} s", words=rest == FIRST_REST)
            elif now >= part.again_at:
                part.start(self.environ, self.log, self.quiet)

    def _tell_fall(self, part: Part, what: str, words: bool = True) -> None:
        """`words`: show how it ended; a part that falls again and again has said it once."""
        say(f"{part.name} {what}." + (f" How it ended ({self.log_path} has all of it):" if words else ""))
        for line in part.last if words else ():
            say(f"  {line}")

    def _stop_asked(self, number: int, frame: object) -> None:
        self.asked_to_stop += 1
        self.wake.set()

    def _stop_parts(self) -> None:
        """Those who receive and work first, the stand-ins they talk to last. Asked twice, nobody waits any more."""
        for group in ([p for p in self.parts if p.name != "sandbox"], [p for p in self.parts if p.name == "sandbox"]):
            alive = [part for part in group if part.alive]
            for part in alive:
                if part.process:
                    part.process.terminate()
            until = time.monotonic() + PATIENCE
            while any(part.alive for part in alive) and time.monotonic() < until and self.asked_to_stop < 2:
                time.sleep(0.02)
            for part in alive:
                part.end(0)

    def _back_up(self) -> None:
        """The last thing, when everybody else has gone: a backup of how it ended. Asked twice, nobody waits for it."""
        if not (self.config.backup_to and self.environ and self.asked_to_stop == 1):
            return
        last = Part("backup")
        last.start(self.environ, self.log, self.quiet)
        until = time.monotonic() + BACKUP_PATIENCE
        while last.alive and time.monotonic() < until and self.asked_to_stop < 2:
            time.sleep(0.02)
        whole = last.process is not None and last.process.poll() == 0
        last.end(0)
        if not whole:
            self._tell_fall(last, "could not be made")

    def _busy(self, port: int) -> bool:
        host = self.config.host.strip("[]") if port == self.config.port else "127.0.0.1"
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                return True
        return False

    def _answers(self) -> bool:
        """The web server is alive, and so is the sandbox's."""
        host = self.config.local_url.removeprefix("http://").rsplit(":", 1)[0].strip("[]")
        web = http.client.HTTPConnection(host, self.config.port, timeout=2)
        try:
            web.request("GET", "/livez")
            if web.getresponse().status != 200:
                return False
            if self.config.sandbox:
                socket.create_connection(("127.0.0.1", self.config.sandbox_port), 2).close()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            web.close()
        return True

    def _front(self) -> str:
        return self.config.local_url + ("/sandbox" if self.config.sandbox else "")

    def _greet(self) -> None:
        c = self.config
        say("Wellcheck is awake.\n")
        if c.sandbox:
            say(f"  Phones to try it with  {c.local_url}/sandbox")
            say("  SANDBOX                no provider is configured: no message leaves this machine")
        else:
            say(f"  Telegram               {f'by {c.telegram_mode}' if c.telegram else 'not set up'}")
            say(f"  Text messages          {f'at {c.public_url}/webhook/sms' if c.sms else 'not set up'}")
            say(f"  WhatsApp               {f'at {c.public_url}/webhook/sms' if c.whatsapp else 'not set up'}")
            say(f"  Calls                  {f'at {c.public_url}/webhook/voice' if c.voice else 'not set up'}")
        if c.email and not c.sandbox_mail:
            say(f"  E-mail                 from {c.mail_from}; it does leave this machine")
        say(f"  API and its pages      {c.local_url}/docs")
        if first := self._first_token():
            say(f"  Setup token            {first}   (for the first admin; shown this once)")
        say(f"  Data and logs          {c.wellcheck_home}")
        say("\nCtrl-C stops it.")

    def _first_token(self) -> str | None:
        """The one-time token for the first admin, if the schema's part has just made one."""
        path = self.config.wellcheck_home / SETUP_TOKEN_FILE
        try:
            return path.read_text().strip() if path.stat().st_mtime >= self.began else None
        except OSError:
            return None


def up(config: Config, quiet: bool = True) -> int:
    """Run one installation until it is stopped. Returns the exit code; 0 also when it already runs."""
    try:
        config.wellcheck_home.mkdir(mode=0o700, parents=True, exist_ok=True)
        supervisor = Supervisor(config, quiet)
    except OSError as why:
        say(f"{config.wellcheck_home} cannot be used ({why.strerror}): set WELLCHECK_HOME to another folder.")
        return 1
    return supervisor.run()


def running(home: Path) -> dict[str, object] | None:
    """The `up` of this data folder: its "pid" and "url", or None when there is none."""
    try:
        with open(home / "up.lock", "a+") as lock:
            return None if _take(lock) else _noted(lock)
    except OSError:
        return None


def _take(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _note(lock: IO[str], what: dict[str, object]) -> None:
    lock.seek(0)
    lock.truncate()
    lock.write(json.dumps(what))
    lock.flush()


def _noted(lock: IO[str]) -> dict[str, object]:
    lock.seek(0)
    try:
        return dict(json.loads(lock.read() or "{}"))
    except ValueError:
        return {}


def _tell_running(lock: IO[str]) -> int:
    noted = _noted(lock)
    say(f"Wellcheck already runs (process {noted.get('pid', 'starting')}): {noted.get('url', 'it is just starting')}")
    return 0


def _log_file(path: Path) -> logging.Logger:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = logging.Logger(f"up-{secrets.token_hex(4)}")
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=5_000_000, backupCount=3)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    return log
