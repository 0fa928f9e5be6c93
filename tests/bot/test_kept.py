"""What is kept beside the compiled code is what would be made now, or it is made anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.kept import kept
from bot.lexicon import learn, lexicon


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module whose compiled code may be kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    source = tmp_path / "module.py"
    source.write_text("WORDS = 1")
    return source


def counting(made: list[int]) -> Callable[[], int]:
    def make() -> int:
        made.append(0)
        return len(made)

    return make


def asked(source: Path, made: list[int]) -> int:
    """As another process would ask: nothing is remembered."""
    from bot import kept as module

    module._digest.cache_clear()
    return kept("words", (source,), counting(made))


def test_it_is_made_once_and_anew_when_a_source_changes(source: Path) -> None:
    made: list[int] = []
    assert [asked(source, made), asked(source, made)] == [1, 1]
    source.write_text("WORDS = 2")
    assert [asked(source, made), asked(source, made)] == [2, 2]
    assert [path.name for path in (source.parent / "__pycache__").iterdir()] == [
        f"module.{sys.implementation.cache_tag}.words"
    ]


@pytest.mark.parametrize("harm", [lambda raw: b"", lambda raw: raw[:-1], lambda raw: raw[:64] + b"\x80\x05garbage"])
def test_what_is_damaged_is_made_anew(source: Path, harm: Callable[[bytes], bytes]) -> None:
    made: list[int] = []
    asked(source, made)
    (file,) = (source.parent / "__pycache__").iterdir()
    file.write_bytes(harm(file.read_bytes()))
    assert [asked(source, made), asked(source, made)] == [2, 2]


def test_where_nothing_can_be_written_it_is_made_each_time(source: Path) -> None:
    (source.parent / "__pycache__").write_text("a file, and no folder")
    made: list[int] = []
    assert [asked(source, made), asked(source, made)] == [1, 2]


def test_where_nothing_shall_be_written_nothing_is(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made: list[int] = []
    assert [asked(source, made), asked(source, made)] == [1, 2]
    assert not (source.parent / "__pycache__").exists()


@pytest.mark.parametrize("language", ["en", "tr"])
def test_the_words_that_are_kept_are_those_of_the_lists(language: str) -> None:
    assert lexicon(language) == learn(language)
