"""A process whose loop hangs ends itself and says where it hung; one that was frozen goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = """
import asyncio, re, time
from wellcheck.watchdog import Watchdog

def hangs_here():
    {how}

async def main():
    Watchdog(1.0).start()
    await asyncio.sleep(0.2)
    print("stands", flush=True)
    hangs_here()
    await asyncio.sleep(4)

asyncio.run(main())
"""


def begin(how: str) -> subprocess.Popen[str]:
    """A process with a watchdog, that does this in its loop."""
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(how=how)], cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )  # fmt: skip


def test_a_loop_that_is_blocked_ends_its_process_with_a_stack_dump_and_one_that_was_frozen_does_not() -> None:
    blocked = begin("time.sleep(60)")
    # This one never lets go of the interpreter: no thread of Python runs any more.
    endless = begin('re.match("(a+)+$", "a" * 40 + "b")')
    frozen = begin("pass")
    assert frozen.stdout is not None and frozen.stdout.readline() == "stands\n"
    os.kill(frozen.pid, signal.SIGSTOP)
    began = time.monotonic()
    _, said = blocked.communicate(timeout=60)
    assert blocked.returncode == 70
    assert "the event loop hangs" in said and "in hangs_here" in said
    _, said = endless.communicate(timeout=60)
    assert endless.returncode == -signal.SIGPROF and "in hangs_here" in said
    time.sleep(max(0.0, 3.0 - (time.monotonic() - began)))  # longer than it may hang
    os.kill(frozen.pid, signal.SIGCONT)
    assert frozen.wait(timeout=60) == 0
