"""Where the product's processes are born quickly: forked from one that has read the code and the words already.

Whoever is born here runs `wellcheck <name>` from its first line on, with its own environment, connections and loop; only the
reading of the modules, the same in every process, is not done anew. So a process that is killed a hundred times costs no two
seconds of a core each time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

from wellcheck.embedded import dies_with_parent

READ_BEFORE = ["wellcheck.__main__", "web.app", "workers.settings", "bot.polling", "tests.chaos.words"]
"""What every process reads before it does anything."""


def _live(name: str, environ: dict[str, str], home: str) -> None:
    """The whole life of a process. It does not outlive the tests."""
    dies_with_parent(os.getppid(), signal.SIGKILL)
    with open(Path(home) / f"{name}.log", "ab") as out:
        for stream in (1, 2):
            os.dup2(out.fileno(), stream)
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(home)
    from wellcheck.__main__ import main

    sys.exit(main([name.rstrip("0123456789")]))


class Child:
    """One process, with the verbs of a `subprocess.Popen`."""

    def __init__(self, name: str, environ: dict[str, str], home: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(READ_BEFORE)
        self._process = context.Process(target=_live, args=(name, environ, str(home)), daemon=True)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Its exit code, if it has ended."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("wellcheck", timeout or 0.0)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it lives."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)
