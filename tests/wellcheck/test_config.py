"""What an installation may be told, and that every mistake is named at once."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from wellcheck.config import SANDBOX_ACCOUNT_SID, SANDBOX_BOT_TOKEN, Config, ConfigMistakes

KEY = "k" * 32
SID = "AC" + "a1" * 16
TWILIO = {
    "TWILIO_ACCOUNT_SID": SID,
    "TWILIO_AUTH_TOKEN": "newer,older",
    "TWILIO_FROM_NUMBER": "+12025550100",
    "PUBLIC_URL": "https://watch.example.org",
}
MAIL = {"SMTP_URL": "smtp://mail.example", "MAIL_FROM": "a@b.example", "PUBLIC_URL": "https://a.example"}
BOT = {"TELEGRAM_BOT_TOKEN": "12345:AAbbCC"}


def read(home: Path, **given: str) -> Config:
    return Config.read({"WELLCHECK_HOME": str(home), **given}, home_env=False)


def mistakes(home: Path, **given: str) -> list[str]:
    with pytest.raises(ConfigMistakes) as wrong:
        read(home, **given)
    return wrong.value.mistakes


def test_nothing_set_is_the_sandbox(tmp_path):
    config = read(tmp_path)
    assert config.sandbox and config.embedded and config.telegram and config.sms
    assert config.telegram_bot_token == SANDBOX_BOT_TOKEN
    assert config.twilio_account_sid == SANDBOX_ACCOUNT_SID
    assert config.telegram_api_base_url == "http://127.0.0.1:8081/telegram"
    assert config.twilio_api_base_url == "http://127.0.0.1:8081/twilio"
    assert config.public_url == config.local_url == "http://127.0.0.1:8080"
    assert len(config.telegram_webhook_secret) >= 32
    assert config.twilio_auth_tokens[0]
    assert (config.min_probe_interval, config.min_wait) == (timedelta(hours=1), timedelta(minutes=5))


def test_the_sandbox_never_speaks_to_a_real_provider(tmp_path):
    config = read(tmp_path, TELEGRAM_API_BASE_URL="https://api.telegram.org", PORT="9000")
    assert config.telegram_api_base_url == "http://127.0.0.1:9001/telegram"


def test_sandbox_secrets_are_the_same_in_every_process_and_after_a_new_key(tmp_path):
    first = read(tmp_path, SECRET_KEYS=KEY)
    rotated = read(tmp_path, SECRET_KEYS=f"{'n' * 32},{KEY}")
    assert first.twilio_auth_tokens == rotated.twilio_auth_tokens
    assert first.telegram_webhook_secret == rotated.telegram_webhook_secret
    assert rotated.secret_keys == ("n" * 32, KEY)


def test_keys_are_made_once_and_readable_by_their_owner_alone(tmp_path):
    home = tmp_path / "home"
    first = read(home)
    assert read(home).secret_keys == first.secret_keys
    assert len(first.secret_keys[0]) >= 32
    assert stat.S_IMODE((home / "secrets.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert [path.name for path in home.iterdir()] == ["secrets.json"]


def test_two_processes_starting_together_agree_on_the_keys(tmp_path):
    code = "import sys,os;from wellcheck.config import Config;print(Config.read(os.environ, False).secret_keys[0])"
    environ = {"WELLCHECK_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    started = [
        subprocess.Popen([sys.executable, "-c", code], env=environ, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert len({process.communicate()[0] for process in started}) == 1


def test_damaged_keys_are_not_replaced(tmp_path):
    (tmp_path / "secrets.json").write_text(json.dumps({"secret_keys": ["short"]}))
    assert "damaged" in mistakes(tmp_path)[0]


def test_only_telegram_is_not_the_sandbox(tmp_path):
    config = read(tmp_path, **BOT)
    assert not config.sandbox and config.telegram and not config.sms
    assert config.telegram_api_base_url == "https://api.telegram.org"
    assert config.twilio_auth_tokens == ()


def test_twilio_with_two_tokens(tmp_path):
    config = read(tmp_path, **TWILIO)
    assert config.twilio_auth_tokens == ("newer", "older")
    assert config.sms and not config.telegram and not config.sandbox


def test_all_mistakes_are_named_together(tmp_path):
    found = mistakes(tmp_path, PORT="eighty", LOG_LEVEL="loud", MIN_WAIT="-1", DEFAULT_ZONE="Mars/Olympus")
    assert [line.split()[0] for line in sorted(found)] == ["DEFAULT_ZONE", "LOG_LEVEL", "MIN_WAIT", "PORT"]
    assert all("should be" in line for line in found)


@pytest.mark.parametrize(
    ("given", "name", "what"),
    [
        ({"PORT": "0"}, "PORT", "1 to 65535"),
        ({"PORT": "8080", "SANDBOX_PORT": "8080"}, "SANDBOX_PORT", "another"),
        ({"PUBLIC_URL": "watch.example.org"}, "PUBLIC_URL", "no scheme"),
        ({"PUBLIC_URL": "ftp://watch.example.org"}, "PUBLIC_URL", "http"),
        ({"PUBLIC_URL": "https://watch.example.org:port"}, "PUBLIC_URL", "valid"),
        ({"PUBLIC_URL": "https://me:secret@watch.example.org"}, "PUBLIC_URL", "no user"),
        ({"DATABASE_URL": "mysql://db/x", "SECRET_KEYS": KEY}, "DATABASE_URL", "postgres"),
        ({"DATABASE_URL": "postgres://db/x"}, "SECRET_KEYS", "missing"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL", "no scheme"),
        ({"SECRET_KEYS": "short"}, "SECRET_KEYS", "at least 32"),
        ({"SECRET_KEYS": f"{KEY},{KEY}"}, "SECRET_KEYS", "twice"),
        ({"MASTER_TOKEN": "short"}, "MASTER_TOKEN", "at least 32"),
        ({"SETUP_TOKEN": "short"}, "SETUP_TOKEN", "at least 16"),
        (TWILIO | {"TWILIO_AUTH_TOKEN": ""}, "TWILIO_AUTH_TOKEN", "empty"),
        (TWILIO | {"TWILIO_AUTH_TOKEN": " , "}, "TWILIO_AUTH_TOKEN", "empty"),
        (TWILIO | {"TWILIO_FROM_NUMBER": ""}, "TWILIO_FROM_NUMBER", "missing"),
        (TWILIO | {"TWILIO_FROM_NUMBER": "020 7946 0000"}, "TWILIO_FROM_NUMBER", "+44"),
        (TWILIO | {"TWILIO_ACCOUNT_SID": "AC123"}, "TWILIO_ACCOUNT_SID", "32 hexadecimal"),
        (TWILIO | {"PUBLIC_URL": ""}, "PUBLIC_URL", "missing"),
        ({"TWILIO_AUTH_TOKEN": "alone"}, "TWILIO_ACCOUNT_SID", "missing"),
        (BOT | {"TELEGRAM_MODE": "pull"}, "TELEGRAM_MODE", "polling or webhook"),
        (
            BOT | {"TELEGRAM_MODE": "webhook", "PUBLIC_URL": "https://a.example"},
            "TELEGRAM_WEBHOOK_SECRET",
            "empty",
        ),
        (
            BOT | {"TELEGRAM_MODE": "webhook", "PUBLIC_URL": "https://a.example", "TELEGRAM_WEBHOOK_SECRET": "short"},
            "TELEGRAM_WEBHOOK_SECRET",
            "32 to 256",
        ),
        (
            BOT | {"TELEGRAM_MODE": "webhook", "PUBLIC_URL": "http://a.example", "TELEGRAM_WEBHOOK_SECRET": KEY},
            "PUBLIC_URL",
            "https://",
        ),
        (BOT | {"CLOCK_SPEED": "60"}, "CLOCK_SPEED", "TELEGRAM_API_BASE_URL"),
        ({"CLOCK_SPEED": "nan"}, "CLOCK_SPEED", "number"),
        (MAIL | {"CLOCK_SPEED": "60"}, "CLOCK_SPEED", "SMTP"),
        (MAIL | {"MAIL_FROM": ""}, "MAIL_FROM", "missing"),
        (MAIL | {"PUBLIC_URL": ""}, "PUBLIC_URL", "buttons"),
        (MAIL | {"SMTP_URL": "smtp://user@mail.example"}, "SMTP_URL", "user:password"),
        (MAIL | {"SMTP_URL": "smtp://a:b@mail.example", "SMTP_INSECURE": "1"}, "SMTP_INSECURE", "readable"),
        (MAIL | {"SMTP_INSECURE": "yes"}, "SMTP_INSECURE", "should be 1"),
        ({"PUBNUB_PUB_KEY": "pub-c-1"}, "PUBNUB_SUB_KEY", "both keys"),
        ({"MIN_WAIT": "600", "MAX_WAIT": "300"}, "MIN_WAIT", "longer than MAX_WAIT"),
        ({"TRUSTED_PROXIES": "10.0.0.1/8"}, "TRUSTED_PROXIES", "10.0.0.1/8"),
        ({"OUTBOUND_ALLOW_CIDRS": "intranet"}, "OUTBOUND_ALLOW_CIDRS", "intranet"),
        ({"ALLOWED_COUNTRIES": "GB,Atlantis"}, "ALLOWED_COUNTRIES", "ATLANTIS"),
        ({"DEFAULT_COUNTRY": "XX"}, "DEFAULT_COUNTRY", "two-letter"),
        ({"HOST": "0.0.0.0:80 "[:-1] + "/x"}, "HOST", "host name"),
        ({"WORKER_SLOTS": "2.5"}, "WORKER_SLOTS", "whole number"),
    ],
)
def test_a_mistake_is_one_sentence_about_its_variable(tmp_path, given, name, what):
    found = mistakes(tmp_path, **given)
    assert len(found) == 1
    assert found[0].startswith(f"{name} ") and what in found[0]


def test_mistakes_do_not_tell_secrets(tmp_path):
    told = " ".join(
        mistakes(
            tmp_path,
            TELEGRAM_BOT_TOKEN="not/a/token",
            TELEGRAM_WEBHOOK_SECRET="hush hush",
            MASTER_TOKEN="psst",
            DATABASE_URL="mysql://me:geheim@db/x",
            SECRET_KEYS="tiny",
        )
    )
    assert not any(secret in told for secret in ("not/a/token", "hush", "psst", "geheim", "tiny"))


def test_a_printed_configuration_tells_no_secrets(tmp_path):
    told = repr(read(tmp_path, **TWILIO, **BOT, SECRET_KEYS=KEY, MASTER_TOKEN="m" * 32))
    assert not any(secret in told for secret in (KEY, "m" * 32, "newer", "12345:AAbbCC"))


def test_a_fast_clock_is_for_loopback_alone(tmp_path):
    local = {"TELEGRAM_API_BASE_URL": "http://127.0.0.1:9/telegram", "TWILIO_API_BASE_URL": "http://localhost:9"}
    assert read(tmp_path, **BOT, **TWILIO, **local, CLOCK_SPEED="60").clock_speed == 60
    assert read(tmp_path, CLOCK_SPEED="60").sandbox


def test_empty_is_the_same_as_unset(tmp_path):
    assert read(tmp_path, PORT="", DATABASE_URL="", MASTER_TOKEN="", DEFAULT_ZONE=" ") == read(tmp_path)


def test_lists_and_addresses_are_read(tmp_path):
    config = read(
        tmp_path, ALLOWED_COUNTRIES="gb, HR", TRUSTED_PROXIES="10.0.0.0/8,::1", PUBLIC_URL="https://a.example/watch/"
    )
    assert config.allowed_countries == {"GB", "HR"}
    assert [str(network) for network in config.trusted_proxies] == ["10.0.0.0/8", "::1/128"]
    assert config.public_url == "https://a.example/watch"


def test_the_environment_wins_over_the_env_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PORT=9000\nLOG_LEVEL=DEBUG\nMASTER_TOKEN='$HOME" + "x" * 32 + "'\n")
    config = Config.read({"WELLCHECK_HOME": str(tmp_path), "PORT": "9001"})
    assert (config.port, config.log_level) == (9001, "DEBUG")
    assert config.master_token.startswith("$HOME")


def test_a_home_where_nothing_can_be_kept(tmp_path):
    (tmp_path / "file").write_text("")
    assert mistakes(tmp_path / "file" / "home")[0].startswith("WELLCHECK_HOME ")


def test_the_process_prints_all_mistakes_and_exits_2(tmp_path):
    environ = {"WELLCHECK_HOME": str(tmp_path), "PORT": "x", "LOG_LEVEL": "y", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-m", "wellcheck", "web"], env=environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "PORT is 'x'" in done.stderr and "LOG_LEVEL is 'Y'" in done.stderr
