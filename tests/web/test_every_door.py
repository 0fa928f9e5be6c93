"""Every door of the document is tried with what the document allows, and none of them breaks."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import schemathesis
from aiohttp import web
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core import NotSet

from tests.web.callers import Api, Somebody
from web import openapi

EXAMPLES = 2
"""Of each door. The seed is fixed: the same ones each time."""

ENDS = {"DELETE /v1/users/{uid}", "POST /v1/logout"}
"""What would end the one who calls: tried last."""


def cases() -> list[Any]:
    """What the document allows, a few of each door."""
    found: list[Any] = []
    document = json.loads(json.dumps(openapi.document()))
    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=EXAMPLES, phases=[Phase.generate], derandomize=True, database=None, deadline=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(operation.as_strategy())
        def keep(case: Any) -> None:
            found.append(case)

        keep()
    return sorted(found, key=lambda case: f"{case.method} {case.path}" in ENDS)


async def tried(api: Api, case: Any, where: str) -> web.StreamResponse | Any:
    """The answer to one of them."""
    query = {name: str(value) for name, value in (case.query or {}).items()}
    sent = {} if isinstance(case.body, NotSet) else {"json": case.body}
    return await api.raw(case.method, where, params=query, **sent)


async def test_no_door_breaks_by_what_its_document_allows(admin: Somebody, ada: Somebody):
    master = admin.api.by(admin.api.config.master_token)
    seen: dict[str, set[int]] = {}
    for n, case in enumerate(cases()):
        label = f"{case.method} {case.path}"
        where = case.path.replace("{uid}", ada.id)
        for name, value in (case.path_parameters or {}).items():
            where = where.replace("{" + name + "}", str(value).replace("/", "") or str(uuid4()))
        by = ada.api if "{uid}" in case.path and n % 3 else master
        answer = await tried(by, case, where)
        text = (await answer.read()).decode(errors="replace")
        seen.setdefault(label, set()).add(answer.status)
        assert answer.status < 500 or case.path in ("/v1/health", "/v1/healthz", "/readyz"), (
            label,
            where,
            case.body,
            text,
        )
        if answer.status >= 400 and answer.content_type == "application/json" and answer.status < 500:
            assert json.loads(text)["error"]["status"] == answer.status, (label, text)
    doors = {
        f"{method.upper()} {path}" for path, methods in openapi.document()["paths"].items() for method in methods
    }  # fmt: skip
    assert set(seen) == doors
    # They are not all refused: much of it gets as far as doing something.
    assert sum(1 for statuses in seen.values() if any(status < 300 for status in statuses)) > len(doors) / 3
