"""What a newcomer and an operator touch first: the commands, the container, the example configuration."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from wellcheck.__main__ import COMMANDS, parser
from wellcheck.config import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for folder in ("wellcheck", "bot", "web", "workers") for path in sorted((ROOT / folder).rglob("*.py"))]


@pytest.fixture
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))


def test_compose_has_every_part(compose):
    assert set(compose["services"]) == {"postgres", "valkey", "migrate", "web", "worker", "bot"}
    for name in ("migrate", "web", "worker", "bot"):
        service = compose["services"][name]
        assert service["command"] == [name] and name in COMMANDS
        assert service["image"] == "wellcheck" and service["env_file"] == ".env"
        assert service["read_only"] and service["cap_drop"] == ["ALL"]


def test_compose_watches_every_server_and_starts_in_order(compose):
    services = compose["services"]
    for name in ("postgres", "valkey", "worker", "bot"):
        assert services[name]["healthcheck"]["test"]
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    for name in ("web", "worker", "bot"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_compose_opens_nothing_but_the_web_server_and_that_locally(compose):
    ports = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert list(ports) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_compose_has_no_password_of_its_own(compose):
    asked = re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text())
    example = (ROOT / ".env.example").read_text()
    assert {"POSTGRES_PASSWORD", "VALKEY_PASSWORD"} <= set(asked)
    assert all(re.search(rf"^{name}=$", example, re.MULTILINE) for name in asked if "PASSWORD" in name)


def test_the_image_runs_as_nobody_in_particular_and_watches_itself():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    final = lines[max(n for n, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert "USER wellcheck" in final
    assert any(line.startswith("HEALTHCHECK ") for line in final)
    assert 'ENTRYPOINT ["wellcheck"]' in final


def test_the_build_context_is_the_product_alone():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    built = re.findall(r'"(\w+)"', re.search(r"^packages = \[(.*)\]", _pyproject(), re.MULTILINE)[1])  # type: ignore[index]
    assert kept == {*built, "LICENSE", "README.md", "pyproject.toml"}


def _pyproject() -> str:
    hatch = (ROOT / "pyproject.toml").read_text().split("[tool.hatch.build.targets.wheel]")[1]
    return hatch.split("\n[")[0]


def test_the_example_configuration_names_only_what_exists():
    named = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    known = {variable.name for variable in VARIABLES} | {"POSTGRES_PASSWORD", "VALKEY_PASSWORD"}
    assert len(named) == len(set(named))
    assert set(named) <= known


def test_the_makefile_has_what_the_readme_promises():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"up", "test", "check", "bench", "chaos", "clean"} <= targets


def test_continuous_integration_can_be_started():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("exec make test")


def test_help_explains_every_command():
    told = parser().format_help()
    for name, (_, about, _) in COMMANDS.items():
        assert name in told
        assert about.endswith(".") and len(about) > 30
        shown = subprocess.run([sys.executable, "-m", "wellcheck", name, "--help"], capture_output=True, text=True)
        assert shown.returncode == 0 and name in shown.stdout


def test_version_is_told():
    told = subprocess.run([sys.executable, "-m", "wellcheck", "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"wellcheck \d+\.\d+\.\d+\S*\n", told.stdout)


def test_an_unknown_command_is_refused_with_the_known_ones():
    told = subprocess.run([sys.executable, "-m", "wellcheck", "dance"], capture_output=True, text=True)
    assert told.returncode == 2 and "migrate" in told.stderr


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_left_for_later(path):
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b", path.read_text())


def test_migrations_say_what_the_models_say(tmp_path):
    """aerich exits 0 either way and may write a file: so it works on a copy, and its words count.

    Migrations of plain SQL say what models cannot; they carry no state to compare with and are left out.
    """
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (tmp_path / "migrations" / "models").glob("[0-9]*.py"):
        if "MODELS_STATE" not in path.read_text():
            path.unlink()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    told = subprocess.run(
        [sys.executable, "-m", "aerich", "migrate", "--offline", "--name", "drift"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    written = [path.read_text()[:3000] for path in (tmp_path / "migrations").rglob("*drift*")]
    assert "No changes detected" in told.stdout + told.stderr, "\n".join([told.stdout, told.stderr, *written])
