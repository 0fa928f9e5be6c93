"""`docs/using.md` teaches people what to say: each word of it is understood as it is taught there."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import commands, helping, visiting
from bot.understand import Kind, understand
from tests.bot.talk import Talk
from tests.bot.test_commands import user
from wellcheck.messages import Conversation

PAGE = (Path(__file__).parents[2] / "docs" / "using.md").read_text()
QUOTED = re.compile("“([^”]+)”")
UNCLEAR = ("did not understand", "not sure what you mean", "went wrong")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its first two lines."""
    lines = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]


TAUGHT = [QUOTED.findall(cells[0])[0] for cells in rows("What you can say at any time")]


def test_the_page_is_read_at_all() -> None:
    assert len(TAUGHT) > 15 and len(set(TAUGHT)) == len(TAUGHT)


@pytest.mark.parametrize(
    ("line", "kind"), [("I am okay", Kind.OK), ("I need help", Kind.NOT_OK), ("Not now", Kind.LATER)]
)
def test_the_answers_it_teaches_are_read_so(line: str, kind: Kind) -> None:
    cells = next(cells for cells in rows("When we ask you") if cells[0] == line)
    words = [word for cell in cells[2:] for word in QUOTED.findall(cell)]
    assert words and {word: understand(word, "en").kind for word in words} == dict.fromkeys(words, kind)


def test_the_cries_for_help_it_teaches_are_heard() -> None:
    words = QUOTED.findall(PAGE.partition("## When you need help\n")[2].partition("\n## ")[0].partition(".\n")[0])[:3]
    assert [understand(word, "en").kind for word in words] == [Kind.NOT_OK] * 3


def test_what_it_says_that_contacts_may_say_is_read_so() -> None:
    now, said = (
        datetime(2026, 3, 2, 14, tzinfo=UTC),
        PAGE.partition("Whoever is on it may say")[2].partition("\n## ")[0],
    )
    way, over, wait = QUOTED.findall(said)
    assert helping.eta_beside(way, "en", "UTC", now) == timedelta(minutes=20)
    assert helping.handed_to(over) == "cara"
    assert helping.wait_asked(wait, "en") == timedelta(minutes=15)


def test_what_it_teaches_those_who_visit_others_is_read_so() -> None:
    taught = [QUOTED.findall(cells[0])[0] for cells in rows("If you visit others")]
    kinds = ("there", "gone", "late", "cannot", "done", "never", "away")
    read = [
        next((kind for kind in kinds if visiting.read(kind, words) is not None), commands.command_of(words))
        for words in taught
    ]
    assert read == [("visits", ""), "there", "late", "done", "gone", "cannot", ("unavailable", ""), "away", "never"]


async def test_everything_it_teaches_is_understood_and_answered(talk: Talk) -> None:
    ada, _ = await user(talk)
    for words in TAUGHT:
        talk.now += timedelta(minutes=2)
        answer = await ada.says(words)
        assert answer and not any(phrase in answer for phrase in UNCLEAR), f"{words}: {answer}"
        person = await ada.person()
        await Conversation.filter(person_id=person.id).delete()  # the next one has nothing to do with it


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)
    assert len(pictures) >= 2
    assert [name for name in pictures if not (Path(__file__).parents[2] / "docs" / name).is_file()] == []
