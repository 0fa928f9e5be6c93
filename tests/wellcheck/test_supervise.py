"""`wellcheck up` as a person meets it: it comes up, says where to click, is there once, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.world import free_port


class Up:
    """One installation, its screen kept in a file."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port, sandbox_port, mail_port = free_port(), free_port(), free_port()
        self.environ = {
            "PATH": os.environ["PATH"],
            "WELLCHECK_HOME": str(home),
            "PORT": str(self.port),
            "SANDBOX_PORT": str(sandbox_port),
            "SANDBOX_MAIL_PORT": str(mail_port),
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.screen = home / "screen"

    def start(self) -> None:
        with open(self.screen, "wb") as screen:
            self.process = subprocess.Popen(
                self.command(), env=self.environ, cwd=self.home, stdout=screen, stderr=screen
            )
        self.shows("is awake")

    def command(self, name: str = "up") -> list[str]:
        return [sys.executable, "-m", "wellcheck", name]

    def run(self, name: str = "up", **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(name), env=self.environ | environ, cwd=self.home, capture_output=True, text=True, timeout=60
        )

    def shows(self, words: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while words not in self.screen.read_text():
            assert time.monotonic() < until and self.process and self.process.poll() is None, self.screen.read_text()
            time.sleep(0.05)

    def parts(self) -> dict[str, int]:
        """The process ids of the running parts, by command."""
        listed = subprocess.run(["ps", "-ewwo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        mine = [line.split() for line in listed.splitlines() if "-m wellcheck " in line]
        return {words[-1]: int(words[0]) for words in mine if self.process and words[1] == str(self.process.pid)}

    def alive(self) -> bool:
        try:
            return bool(urllib.request.urlopen(f"http://127.0.0.1:{self.port}/livez", timeout=2).status == 200)
        except OSError:
            return False

    def ended(self, code: int) -> bool:
        return bool(self.process and self.process.wait(30) == code)

    def left(self) -> list[str]:
        listed = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, text=True, check=True).stdout
        return [line for line in listed.splitlines() if str(self.home) in line]


@pytest.fixture
def up() -> Iterator[Up]:
    home = Path(tempfile.mkdtemp(prefix="wc-up-"))
    made = Up(home)
    yield made
    if made.process and made.process.poll() is None:
        made.process.terminate()
        made.process.wait(40)
    shutil.rmtree(home, ignore_errors=True)


def test_it_comes_up_once_says_where_to_click_and_stops_on_ctrl_c(up):
    up.start()
    up.shows("Ctrl-C stops it.")
    screen = up.screen.read_text()
    assert f"http://127.0.0.1:{up.port}/sandbox" in screen
    assert (up.home / "setup-token").read_text().strip() in screen
    assert up.alive() and set(up.parts()) == {"sandbox", "web", "worker", "bot"}

    second = up.run()
    assert second.returncode == 0
    assert "already runs" in second.stdout and str(up.process.pid) in second.stdout and str(up.port) in second.stdout

    up.process.send_signal(signal.SIGINT)
    assert up.ended(0) and not up.left() and not up.alive()

    up.start()  # again, on the same data: nothing secret is shown a second time
    up.shows("Ctrl-C stops it.")
    assert "Setup token" not in up.screen.read_text()
    up.process.terminate()
    assert up.ended(0) and not up.left()


def test_a_crashed_part_is_started_again_and_a_killed_supervisor_takes_all_along(up):
    up.start()
    before = up.parts()
    os.kill(before["worker"], signal.SIGKILL)
    up.shows("worker has ended; starting it again")
    until = time.monotonic() + 10
    while up.parts().get("worker") in (None, before["worker"]) and time.monotonic() < until:
        time.sleep(0.05)
    after = up.parts()
    assert after["worker"] != before["worker"] and after["web"] == before["web"]

    up.process.kill()
    until = time.monotonic() + 20
    while (up.left() or up.alive() or _running(after)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not up.left() and not up.alive()
    assert not _running(after)


def _running(parts: dict[str, int]) -> list[str]:
    return [name for name, pid in parts.items() if _state(pid) not in ("", "Z")]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""


def test_a_taken_port_is_named_with_the_way_out(up):
    with socket.create_server(("127.0.0.1", up.port)):
        told = up.run()
    assert told.returncode == 1
    assert f"Port {up.port} is taken" in told.stdout and "PORT=" in told.stdout
    assert not up.left()


def test_a_mistake_in_the_configuration_starts_nothing(up):
    told = up.run(LOG_LEVEL="loud", MIN_WAIT="never")
    assert told.returncode == 2 and "LOG_LEVEL" in told.stderr and "MIN_WAIT" in told.stderr
    assert not (up.home / "pg").exists()


def test_status_tells_when_nothing_runs(up):
    told = up.run("status")
    assert told.returncode == 1 and "Nothing answers" in told.stdout
