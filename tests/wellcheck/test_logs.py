"""A log tells what happened and gives nobody away."""

from __future__ import annotations

import logging
from pathlib import Path

from wellcheck.config import Config
from wellcheck.logs import Discreet, start


def line(message: str, *secrets: str) -> str:
    record = logging.LogRecord("wellcheck", logging.INFO, "", 0, message, None, None)
    return Discreet(list(secrets)).format(record)


def test_secrets_are_left_out_wherever_they_stand():
    told = line("POST https://api.telegram.org/bot123:AAbbCC/sendMessage", "123:AAbbCC")
    assert "AAbbCC" not in told and "/bot***/sendMessage" in told


def test_of_a_number_only_the_ends_are_told():
    told = line("could not reach +447700900123 at 12:00 +0000")
    assert "+44…0123" in told and "7700900" not in told and "+0000" in told


def test_an_empty_secret_is_not_looked_for():
    assert line("all is well", "", "is").endswith("all is well")


def test_libraries_that_tell_addresses_are_quiet(tmp_path: Path, capsys):
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        config = Config.read({"WELLCHECK_HOME": str(tmp_path)}, home_env=False)
        start(config)
        logging.getLogger("httpx").info("GET /bot%s/getMe", config.telegram_bot_token)
        logging.getLogger("wellcheck").info("key %s", config.secret_keys[0])
        told = capsys.readouterr().err
    finally:
        logging.basicConfig(force=True, handlers=before[0], level=before[1])
    assert "getMe" not in told
    assert "key ***" in told and config.secret_keys[0] not in told
