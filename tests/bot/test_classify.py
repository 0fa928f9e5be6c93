"""The command that shows how an answer is read."""

from __future__ import annotations

import pytest

from wellcheck.__main__ import classify, parser
from wellcheck.config import Config


def test_the_whole_reading_is_printed(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    given = parser().parse_args(["classify", "Mir", "geht's", "gut,", "ruf", "mich", "an", "--language", "de"])
    assert classify(config, given) == 0
    told = capsys.readouterr().out
    assert told.startswith("call me  (by “ruf mich an”)\nbecause: they want to be called\n")
    assert "words:   mir geht es gut | ruf mich an\n" in told
    assert "mir geht es gut: ok  (Deutsch)\n" in told


def test_a_language_we_know_nothing_of_is_refused(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    assert classify(config, parser().parse_args(["classify", "ok", "--language", "tlh"])) == 2
    assert "en, " in capsys.readouterr().err
