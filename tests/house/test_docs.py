"""What is written about Wellcheck is true: tables, names, links, states, commands."""

from __future__ import annotations

import asyncio
import importlib
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from tortoise.models import Model

from web import openapi, shown
from web.app import make_app
from web.routes import ROUTES
from wellcheck import access, db, runtime
from wellcheck.__main__ import COMMANDS
from wellcheck.config import VARIABLES, Config

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(ROOT.glob("docs/*.md"))
FOLDERS = ("wellcheck", "bot", "web", "workers", "tests", "bench", "deploy", "docs", "locales", "migrations")
FIRST_PAGE = 300_000  # bytes of the picture that everybody loads who looks at the README


def part(heading: str, text: str = README) -> str:
    """What stands under a heading, up to the next one of its level or above. A `#` within code is no heading."""
    level, lines, within = len(heading.partition(" ")[0]), [], False
    code = False
    for line in text.splitlines(keepends=True):
        code ^= line.startswith("```")
        if not code and re.match(rf"#{{1,{level}}} ", line):
            within = line.rstrip() == heading
        elif within:
            lines.append(line)
    assert lines, f"there is no “{heading}”"
    return "".join(lines)


def rows(text: str) -> list[list[str]]:
    """The rows of the first table, without its head, backticks taken off."""
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines]


def blocks(kind: str, text: str = README) -> list[str]:
    """The fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_configuration_table_is_the_configuration():
    told = [line for line in part("## Configuration").splitlines() if line.startswith("| `")]
    assert told == [f"| `{v.name}` | {f'`{v.default}`' if v.default else ''} | {v.meaning} |" for v in VARIABLES]


def test_every_command_is_named():
    named = re.findall(r"`([a-z-]+)`", part("## Commands").split(":", 1)[1])
    assert set(COMMANDS) <= set(named)


def test_every_route_is_in_the_document():
    paths = openapi.document()["paths"]
    for route in ROUTES:
        path = route.path if route.bare else f"/v1{route.path}"
        assert route.method.lower() in paths[path], f"{route.method} {path}"


def test_the_pages_name_no_route_that_is_none():
    doors = {(route.method, start + route.path) for route in ROUTES for start in ("", "/v1")}
    for page in PAGES:
        for method, path in re.findall(r"`(GET|POST|PUT|DELETE) (/[^\s`?]*)", page.read_text()):
            assert (method, path) in doors, f"{page.name}: {method} {path}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if link.startswith(("https://", "http://")):
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if heading:
            headings = re.findall(r"^#+ (.+)$", target.read_text(), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for words in headings}, link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_are_there(page: Path):
    named = re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w./*-]*)`", page.read_text())
    named += re.findall(r"`([\w-]+\.(?:yml|toml))`|`(Dockerfile|Makefile)`", page.read_text())
    for name in {name if isinstance(name, str) else "".join(name) for name in named}:
        assert (ROOT / name).exists() or list(ROOT.glob(name)), name


def walked() -> Iterator[str]:
    """Every `a/b.c` and `room.verb` of the walks."""
    for line in part("### The walks").split("```")[1].splitlines():
        yield from re.findall(r"\b[a-z][\w/]*(?:\.\w+)+", line)


def resolved(name: str) -> Any:
    """What a name of the walks stands for. `AttributeError` and `ModuleNotFoundError`: nothing."""
    module, *rest = name.split(".")
    module = module.replace("/", ".")
    if not module.startswith(("web.", "bot.", "workers.")):
        module = f"wellcheck.{module}"
    found = importlib.import_module(module)
    for each in rest:
        found = getattr(found, each)
    return found


def test_the_walks_can_be_walked():
    names = list(walked())
    assert len(names) > 40
    for name in names:
        assert callable(resolved(name)) or name == "web/routes.ROUTES", name


def test_names_in_the_text_exist():
    """`messages.claim_due` and its like, in backticks on any page."""
    rooms = ("messages", "probes", "escalations", "events", "people", "access", "due", "wake", "recurrence")
    for page in PAGES:
        for name in re.findall(rf"`((?:{'|'.join(rooms)})\.[a-z_]+)`", page.read_text()):
            if not name.endswith(".py"):
                resolved(name)


def test_the_pictures_of_states_are_those_of_the_code():
    pictures = [
        set(re.findall(r"(?:^|--> )\s*([a-z]+)(?= -->|:|$)", block, re.MULTILINE)) for block in blocks("mermaid")
    ]
    constraint = (ROOT / "migrations" / "models" / "1_20261122000100_indexes_and_clock.py").read_text()
    deliveries = re.search(r'"delivery_state" CHECK\s*\(state IN \(([^)]*)\)', constraint)
    assert deliveries
    states = set(re.findall(r"\w+", deliveries[1]))
    assert pictures == [set(shown.PROBE_STATES), set(shown.ESCALATION_STATES), states]


def test_the_tables_are_those_of_the_models():
    told = [row[0] for row in rows(part("## The tables", (ROOT / "docs" / "architecture.md").read_text()))]
    there = {
        model._meta.db_table or ""
        for module in db.MODELS
        if not module.startswith("aerich")
        for model in vars(importlib.import_module(module)).values()
        if isinstance(model, type) and issubclass(model, Model) and model is not Model
    }
    assert len(told) == len(set(told)) and set(told) == there


def test_the_picture_is_there_and_light():
    (picture,) = re.findall(r"!\[[^\]]{20,}\]\(([^)]+)\)", README)
    data = (ROOT / picture).read_bytes()
    assert data.startswith(b"\x89PNG") and len(data) <= FIRST_PAGE


def test_the_newest_version_is_in_the_list_of_changes():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert next(name for name in versions if name != "Unreleased") == version


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("python3")), reason="no curl is installed")
async def test_the_lines_of_the_api_work_as_they_stand(config: Config):
    (script,) = blocks("sh", part("## The API in a few lines"))
    access.forget_keys()
    async with runtime.start(config, "test", pool=6) as running, TestServer(make_app(running)) as server:
        script = script.replace("http://127.0.0.1:8080", str(server.make_url("/")).rstrip("/"))
        # Every answer on a line of its own, and an end at the first that is none.
        script = f'set -eu\ncurl() {{ command curl -f "$@" && echo; }}\n{script}'
        shell = await asyncio.create_subprocess_exec(
            "sh", "-c", script, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        out, wrong = await asyncio.wait_for(shell.communicate(), 60)
    assert shell.returncode == 0, (out, wrong)
    answers = [json.loads(line) for line in out.decode().splitlines() if line]
    assert len(answers) == len(re.findall(r"^curl -", script, re.MULTILINE))
    assert answers[0]["data"]["role"] == "admin"
    probes = [answer["data"] for answer in answers if "timeline" in answer.get("data", {})]
    assert [probe["status"]["name"] for probe in probes] == ["good", "good"]
    assert answers[-2]["success"] is not None and answers[-1]["keys"][0]["alg"] == "RS256"


def tracked() -> list[Path]:
    """The files that belong to the repository; without git, those in its folders."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if told.returncode == 0 and told.stdout:
        return [path for name in told.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in found + list(ROOT.glob("*.*")) if "__pycache__" not in path.parts and path.is_file()]


HOMES = ("root", "work", "home/[a-z][a-z0-9_-]*", "Users/[A-Za-z][A-Za-z0-9_-]*")
HOSTS = ("pypi", "pythonhosted", "npmjs", "crates", "ghcr", "quay")


def test_no_file_knows_somebodys_machine_or_a_registry():
    path = re.compile(rf"(?<![\w.$}}/-])/(?:{'|'.join(HOMES)})/")
    host = re.compile(rf"\b(?:{'|'.join(HOSTS)})\.(?:org|com|io)\b|--(?:extra-)?index-url|PIP_INDEX|UV_INDEX")
    wrong = []
    for file in tracked():
        if file == Path(__file__):
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if path.search(line) or host.search(line):
                wrong.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not wrong
