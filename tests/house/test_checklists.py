"""Every line of the four predecessors' checklists has a test with its number in the name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SPEC = Path(__file__).parents[1] / "spec"
LINES = {"k": 132, "r": 65, "q": 244, "p": 90}
"""Kronus, roesc, Qhronos, PapaVisits, and how many lines each checklist has."""


def numbered(letter: str) -> set[int]:
    """The lines of this checklist that stand in the name of a test: `test_q044_…`, or `test_p08_p09_…` for two of them."""
    names = re.findall(r"^(?:async )?def test_(\w+)\(", "\n".join(map(Path.read_text, SPEC.glob("test_*.py"))), re.M)
    found = {int(number) for name in names for number in re.findall(rf"(?:^|_){letter}(\d+)(?=_|$)", name)}
    return found - {0}  # what stands beside the list


@pytest.mark.parametrize("letter", LINES)
def test_every_line_of_a_checklist_has_its_test(letter: str) -> None:
    wanted = set(range(1, LINES[letter] + 1))
    assert sorted(wanted - numbered(letter)) == []
    assert sorted(numbered(letter) - wanted) == []
