"""A newcomer's first minutes: `wellcheck up`, a browser, and nothing done but what the page and the phones suggest."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from tests.stories.processes import ROOT
from tests.stories.world import free_port

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), "")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MOST_JUMPS = 12
"""A check-in, three follow-ups and the alarm are five; whatever else may be due in between has room."""
PATIENCE = 15_000
"""Milliseconds in which something has to be seen."""


@dataclass(slots=True)
class Installation:
    """One `wellcheck up` in a terminal of its own."""

    home: Path
    environ: dict[str, str]
    process: subprocess.Popen[bytes]
    screen: Path

    def shows(self, pattern: str, seconds: float = 60) -> str:
        """Wait for words on the screen; what the pattern's group found."""
        until = time.monotonic() + seconds
        while not (found := re.search(pattern, self.screen.read_text())):
            assert time.monotonic() < until and self.process.poll() is None, self.screen.read_text()
            time.sleep(0.05)
        return found[1]

    def parts(self) -> dict[int, str]:
        """Every process that it started: id and command line."""
        listed = processes()
        family = {self.process.pid}
        while grown := {pid for pid, (parent, _) in listed.items() if parent in family} - family:
            family |= grown
        return {pid: args for pid, (_, args) in listed.items() if pid in family}

    def once_more(self) -> subprocess.CompletedProcess[str]:
        """The same command again, beside the first."""
        return subprocess.run(UP, env=self.environ, cwd=self.home, capture_output=True, text=True, timeout=30)


def processes() -> dict[int, tuple[int, str]]:
    """Every process of this machine: id, its parent's id and its command line."""
    told = subprocess.run(["ps", "-ewwo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    return {int(pid): (int(parent), args) for pid, parent, args in (line.split(None, 2) for line in told.splitlines())}


UP = [sys.executable, "-m", "wellcheck", "up"]


@pytest.fixture
def installation() -> Iterator[Installation]:
    home = Path(tempfile.mkdtemp(prefix="wellcheck-newcomer-"))
    environ = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "WELLCHECK_HOME": str(home), "PORT": str(free_port()), "SANDBOX_PORT": str(free_port()),
        "SANDBOX_MAIL_PORT": str(free_port()), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    screen = home / "screen"
    with open(screen, "wb") as out:
        # A session of its own, so that Ctrl-C can be given to all of it, as a terminal does.
        process = subprocess.Popen(UP, env=environ, cwd=home, stdout=out, stderr=out, start_new_session=True)
    made = Installation(home, environ, process, screen)
    yield made
    if process.poll() is None:
        process.terminate()
        process.wait(40)
    shutil.rmtree(home, ignore_errors=True)


async def tap(phone: Locator, label: str) -> None:
    """Tap the newest button of that name, once there is one."""
    await phone.get_by_role("button", name=label, exact=True).last.click()


async def reads(phone: Locator, words: str) -> None:
    """Their newest message says so."""
    await expect(phone.get_by_role("log").locator("visible=true")).to_contain_text(words, timeout=PATIENCE)


async def writes(phone: Locator, words: str) -> None:
    """Type and send."""
    box = phone.get_by_role("textbox").locator("visible=true")
    await box.fill(words)
    await box.press("Enter")


async def first_alarm(page: Page) -> None:
    """From the first hello to the alarm on Bob's phone. Whatever is done stands on the page at that moment."""
    ada, bob = (page.get_by_role("region", name=f"{name}'s phone") for name in ("Ada", "Bob"))
    guide = page.get_by_role("region", name="First steps")

    await guide.get_by_role("button", name="Say hello as Ada").click()
    await reads(ada, "Shall we call you Ada?")
    await tap(ada, "Yes")
    await tap(ada, "Share my number")
    await reads(ada, "Is that your time?")
    await tap(ada, "Yes")
    await reads(ada, "Who should we tell when you do not answer?")
    await expect(guide).to_contain_text("give Bob as the one to call", timeout=PATIENCE)
    await writes(ada, "Bob")
    await reads(ada, "What is the mobile number of Bob")
    await guide.get_by_role("button", name="Type Bob's number").click()
    await page.keyboard.press("Enter")
    await reads(ada, "For example: “every day at 9am”")
    await writes(ada, "every day at 9am")
    await reads(ada, "The next times are")
    await tap(ada, "Yes")

    await reads(bob, "Is that all right with you?\nAnother language? Write its name.\n1 = Yes, I will help")
    await guide.get_by_role("button", name="Show Bob's phone").click()
    await expect(bob.get_by_label("Write as Bob by text message")).to_be_focused(timeout=PATIENCE)
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await reads(ada, "Bob agreed to be told if you do not answer.")
    await reads(ada, "this is how we will ask you. Are you okay?")
    await tap(ada, "I'm okay")
    await reads(ada, "Everything is set up, Ada.")

    await expect(guide).to_contain_text("Now let Ada not answer", timeout=PATIENCE)
    alarm = bob.get_by_text("Ada has not answered a check-in.")
    for _ in range(MOST_JUMPS):
        if await alarm.count():
            break
        await page.get_by_role("button", name="Jump to the next thing that is due").click()
        # Nobody jumps on before they have seen what came of it; a jump while something is still being done is none.
        await page.wait_for_timeout(1_200)
    await expect(alarm.first).to_be_visible(timeout=PATIENCE)  # on a busy machine it was jumped over, and said again
    await reads(bob, "Can you look after them?\n1 = I am on it\n2 = I cannot")
    await reads(ada, "You did not answer, so we told Bob.")
    await expect(page.get_by_role("complementary")).to_contain_text("a contact is told", timeout=PATIENCE)
    await expect(guide).to_contain_text("That was a whole alarm", timeout=PATIENCE)
    await writes(bob, "1")
    await reads(bob, "You are looking after Ada now.")
    await reads(ada, "Bob is coming to check on you.")


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
async def test_a_newcomer_sees_a_whole_alarm_and_ctrl_c_leaves_nothing_behind(installation: Installation) -> None:
    address = installation.shows(r"Phones to try it with\s+(http://\S+/sandbox)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, timezone_id="Europe/London")
        page.set_default_timeout(PATIENCE)
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        await page.goto(address)
        try:
            await first_alarm(page)
        except AssertionError:
            # What stands on the page says more than what does not.
            print(
                await page.locator("body").inner_text(),
                (installation.home / "logs" / "wellcheck.log").read_text(),
                sep="\n",
            )
            raise
        await browser.close()
    assert not broken

    second = installation.once_more()
    assert second.returncode == 0, second
    assert "already runs" in second.stdout and address in second.stdout

    installation.shows("(Ctrl-C) stops it")
    parts = installation.parts()
    assert len(parts) > 5, parts
    os.killpg(installation.process.pid, signal.SIGINT)
    assert installation.process.wait(15) == 0
    left = {pid: args for pid, (_, args) in processes().items()}
    assert not {pid: args for pid, args in parts.items() if left.get(pid) == args}
    assert not [args for args in left.values() if str(installation.home) in args]
