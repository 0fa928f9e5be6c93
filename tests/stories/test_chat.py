"""`wellcheck chat`: somebody lives through it in a terminal."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from tests.stories.test_receipts import also_on_telegram
from tests.stories.world import World
from wellcheck.probes import Probe
from wellcheck.sandbox import chat


class Terminal:
    """A terminal: `read` waits until something was shown, `types` writes a line."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()

    def show(self, line: str) -> None:
        self.shown.append(line)

    def types(self, line: str) -> None:
        self._lines.put_nowait(line + "\n")

    def ends(self) -> None:
        self._lines.put_nowait(None)

    async def lines(self) -> AsyncIterator[str]:
        while (line := await self._lines.get()) is not None:
            yield line

    async def read(self, words: str) -> str:
        """The first line shown that holds these words, within ten seconds."""
        for _ in range(200):
            for line in self.shown:
                if words in line:
                    return line
            await asyncio.sleep(0.05)
        raise AssertionError(f"{words!r} was not shown, but {self.shown}")


async def sit_down(world: World, channel: str) -> tuple[Terminal, asyncio.Task[None]]:
    terminal = Terminal()
    base = f"http://127.0.0.1:{world.config.sandbox_port}"
    chatting = asyncio.create_task(chat.run(base, "+447700900001", channel, terminal.lines(), terminal.show))
    await terminal.read("You are Ada")
    return terminal, chatting


@pytest.mark.parametrize("channel", ["sms", "telegram"])
async def test_a_question_is_answered_from_a_terminal(world: World, channel: str) -> None:
    ada = await world.person("Ada")
    if channel == "telegram":
        await also_on_telegram(world, ada, "Ada", first=True)
    await world.until_asked(ada)
    terminal, chatting = await sit_down(world, channel)
    asked = await terminal.read("Are you okay?")
    assert "[1] I'm okay" in asked or "1 = I'm okay" in asked
    terminal.types("1")
    phone = world.ada if channel == "sms" else world.ada.telegram
    for _ in range(50):
        await world.settle()
        if await Probe.filter(person_id=ada.id, status="good").exists():
            break
        await asyncio.sleep(0.1)
    await phone.hears("Good to know")
    await terminal.read("Good to know")
    terminal.types("/quit")
    await asyncio.wait_for(chatting, 5)


async def test_what_does_not_work_is_said_and_the_chat_goes_on(world: World) -> None:
    terminal, chatting = await sit_down(world, "sms")
    terminal.types("/answer")
    await terminal.read("That did not work:")
    terminal.ends()
    await asyncio.wait_for(chatting, 10)


def test_without_a_sandbox_it_says_what_would_help() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "wellcheck", "chat", "--as", "+447700900001"],
        input="", capture_output=True, text=True, env={"PORT": "9", "SANDBOX_PORT": "7", "HOME": "/nonexistent"},
    )  # fmt: skip
    assert told.returncode == 1 and "wellcheck up" in told.stderr
