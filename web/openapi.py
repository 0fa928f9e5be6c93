"""The OpenAPI 3.1 document, and the page that shows it: both from the route table and the models that validate."""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from html import escape
from importlib.metadata import version
from typing import Any

from aiohttp import web
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from web.auth import Who
from web.ready import HEADERS
from web.routes import ROUTES, Route

REFS = "#/components/schemas/{model}"
Json = dict[str, Any]

INTRODUCTION = (
    "Wellcheck asks people whether they are all right, and does not rest until a human has looked after those who do not "
    "say yes.\n\n"
    "Bodies are JSON in UTF-8. What succeeds answers `{\"data\": …}`, lists also `\"paging\"`; what fails answers "
    "`{\"error\": {\"status\", \"message\", \"errors\"}}`, in the language of `Accept-Language`. Every path is also served "
    "without `/v1` and with a slash at its end. Sign in with `POST /v1/login` and send the token with every call: "
    "`Authorization: Bearer <token>`. Times are in UTC; ids are UUIDs."
)  # fmt: skip
GROUPS = {
    "users": "Users",
    "mine": "What we know about somebody",
    "login": "Signing in",
    "tokens": "API tokens",
    "addresses": "How somebody is reached",
    "contacts": "Contacts",
    "policies": "Who is told when",
    "probe_settings": "How somebody is watched",
    "probes": "Probes",
    "journeys": "On the way",
    "drills": "Drills",
    "escalations": "Escalations",
    "processes": "Escalation processes from outside",
    "visits": "Home visits",
    "pals": "Pals, and minutes",
    "old_visits": "Home visits, as the predecessor had them",
    "jobs": "Jobs",
    "events": "Events",
    "schedules": "Schedules",
    "endpoints": "Handing over to other systems",
    "classify": "Understanding answers",
    "live": "Listening",
    "audit": "The audit trail",
    "system": "Whether all is as it must be",
    "health": "Health",
    "status": "Status and figures",
    "hooks": "What providers call",
}


class Error(BaseModel):
    """What went wrong, in a sentence; `errors` names the fields that are not right."""

    status: int
    message: str
    errors: dict[str, list[str]]


class ErrorTold(BaseModel):
    """The one shape of errors."""

    error: Error


class Paging(BaseModel):
    """Which page this is, of how many, and how many entries there are in all. `more`, in lists that may be very long: there
    are more than `total`, uncounted."""

    page: int
    pages: int
    total: int
    more: bool | None = None


class Walking(BaseModel):
    """Where a list that may be very long goes on; null: here it ends. The rest is there when a page was asked for by its
    number, and not when one went on with `after`: nothing is counted then."""

    next: str | None
    page: int | None = None
    pages: int | None = None
    total: int | None = None
    more: bool | None = None


_REFUSALS = {
    400: "Something about the request is not right; `errors` names the fields.",
    401: "No token, or one that does not count any more.",
    403: "Known, but not allowed.",
    404: "There is no such thing, or it is not yours.",
    409: "Right in itself, but not now; the message says what to do first.",
    412: "It has changed since the caller looked at it (`If-Match`).",
    413: "The body is too large.",
    429: "Too many tries; `Retry-After` says when to come back.",
    503: "The database is away; come again in a few seconds.",
}


def group(route: Route) -> str:
    """Under which heading a route stands."""
    module = route.handler.__module__.rpartition(".")[2]
    return "hooks" if module == "voice" else module


def operation_id(route: Route) -> str:
    """A name for programs."""
    return f"{group(route)}_{route.handler.__name__}"


def _words(route: Route) -> tuple[str, str]:
    """Title and text, from the handler's docstring."""
    title, _, text = (inspect.getdoc(route.handler) or "").partition("\n")
    return title.strip(), re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip())


def _is_model(given: Any) -> bool:
    return isinstance(given, type) and issubclass(given, BaseModel)


def _schema(given: Any, mode: Any, definitions: Json) -> Json:
    """A reference to a model's schema, or the schema of what is no model of its own."""
    if _is_model(given):
        return {"$ref": REFS.format(model=given.__name__)}
    schema = TypeAdapter(given).json_schema(ref_template=REFS, mode=mode)
    definitions.update(schema.pop("$defs", {}))
    if "title" in schema and schema.get("type") == "object":
        definitions[schema["title"]] = schema
        return {"$ref": REFS.format(model=schema["title"])}
    return schema


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _answer(route: Route, definitions: Json) -> Json:
    title, _ = _words(route)
    answer: Json = {"description": title}
    if group(route) == "hooks":
        return answer | {"content": {"text/xml": {"schema": {"type": "string"}}}}
    if route.picture:
        return answer | {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}
    if route.text:
        return answer | {"content": {"text/plain": {"schema": {"type": "string"}}}}
    if route.gives is None:
        return answer if route.status == 204 else answer | {"content": _content({"type": "object"})}
    schema = _schema(route.gives, "serialization", definitions)
    if route.plain:
        return answer | {"content": _content(schema)}
    data = {"type": "array", "items": schema} if route.listed else schema
    envelope: Json = {"type": "object", "properties": {"data": data}, "required": ["data"]}
    if route.listed:
        envelope["properties"]["paging"] = {"$ref": REFS.format(model="Walking" if route.walked else "Paging")}
        envelope["required"].append("paging")
    return answer | {"content": _content(envelope)}


def _refusals(route: Route) -> Json:
    numbers = {503}
    if route.takes is not None or route.query:
        numbers |= {400, 413} if route.takes is not None else {400}
    if route.who is not Who.ANYONE or route.path == "/users":
        numbers |= {401, 403}
    if "{" in route.path:
        numbers.add(404)
    if route.method != "GET" and group(route) not in ("login", "hooks"):
        numbers.add(409)
    if route.versioned:
        numbers.add(412)
    if group(route) == "login" and route.takes is not None or route.path == "/users/{uid}":
        numbers |= {401, 429}
    if not route.free:
        numbers.add(429)
    if group(route) == "status":
        numbers |= {401, 403}
    if group(route) == "hooks":
        return {
            "400": {"description": "Signed, and yet not what the provider would send."},
            "401": {"description": "Not signed by the provider."},
            "413": {"description": "Larger than 64 KiB."},
            "503": {"description": "It could not be kept; the provider has to bring it again."},
        }
    error = {"$ref": REFS.format(model="ErrorTold")}
    told = {str(number): {"description": _REFUSALS[number], "content": _content(error)} for number in sorted(numbers)}
    if route.gives is not None and getattr(route.gives, "__name__", "") == "HealthTold":
        told["503"] = {
            "description": "Something is broken.",
            "content": _content({"$ref": REFS.format(model="HealthTold")}),
        }
    return told


_ID: Json = {"type": "string", "format": "uuid"}
_IN_PATH: dict[str, Json] = {
    "which": {"type": "string"},
    "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$"},
}


def _parameters(route: Route) -> list[Json]:
    found: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": dict(_IN_PATH.get(name, _ID))}
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    for query in route.query:
        schema: Json = {"type": "string", "enum": list(query.choices)} if query.choices else {"type": "string"}
        found.append({"name": query.name, "in": "query", "description": query.meaning, "schema": schema})
    if route.listed:
        found += [
            {
                "name": "page",
                "in": "query",
                "description": "Counted from 1",
                "schema": {"type": "integer", "default": 1},
            },
            {
                "name": "limit",
                "in": "query",
                "description": "Entries of a page, at most 500",
                "schema": {"type": "integer", "default": 100},
            },
        ]
    if route.walked:
        words = "Behind which entry to go on, as `paging.next` has it; `page` then does not count"
        found.append({"name": "after", "in": "query", "description": words, "schema": {"type": "string"}})
    if route.path == "/users" and route.method == "POST":
        words = "For the very first user alone"
        found.append({"name": "X-Setup-Token", "in": "header", "description": words, "schema": {"type": "string"}})
    if route.versioned:
        words = "Only if this is still its ETag"
        found.append({"name": "If-Match", "in": "header", "description": words, "schema": {"type": "string"}})
    if route.once:
        words = "Sent again with the same key within a day, the request does its work once and gets the same answer"
        key: Json = {"type": "string", "maxLength": 128}
        found.append({"name": "Idempotency-Key", "in": "header", "description": words, "schema": key})
    return found


def _operation(route: Route, definitions: Json) -> Json:
    title, text = _words(route)
    said: Json = {
        "operationId": operation_id(route),
        "summary": title,
        "tags": [GROUPS[group(route)]],
        "responses": {str(route.status): _answer(route, definitions), **_refusals(route)},
    }
    may = "" if route.who is Who.ANYONE else f"May be called by {route.who.value}."
    if words := "\n\n".join(part for part in (text, may) if part):
        said["description"] = words
    if parameters := _parameters(route):
        said["parameters"] = parameters
    if route.takes is not None:
        schema = _schema(route.takes, "validation", definitions)
        said["requestBody"] = {"required": not route.optional, "content": _content(schema)}
    if route.who is not Who.ANYONE:
        said["security"] = [{"bearer": []}]
    elif route.path == "/users":
        said["security"] = [{"bearer": []}, {}]
    return said


@cache
def document() -> Json:
    """The whole document, as JSON data."""
    models: list[tuple[Any, Any]] = [
        (ErrorTold, "serialization"),
        (Paging, "serialization"),
        (Walking, "serialization"),
    ]
    models += [(route.takes, "validation") for route in ROUTES if _is_model(route.takes)]
    models += [(route.gives, "serialization") for route in ROUTES if _is_model(route.gives)]
    _, schemas = models_json_schema(models, ref_template=REFS)
    definitions: Json = schemas["$defs"]
    paths: Json = {}
    for route in ROUTES:
        path = route.path if route.bare else f"/v1{route.path}"
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, definitions)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Wellcheck",
            "version": version("wellcheck"),
            "description": INTRODUCTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in GROUPS.values()],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(definitions.items())),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


# --- the page --------------------------------------------------------------------------------------


def _inline(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_inline(part)}</p>" for part in text.split("\n\n") if part)


def _resolve(schema: Json) -> Json:
    if "$ref" in schema:
        found: Json = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _kind(schema: Json) -> str:
    """A schema's type in a few words."""
    if "$ref" in schema:
        return escape(schema["$ref"].rpartition("/")[2].removesuffix("Shown"))
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "const" in schema:
        return escape(json.dumps(schema["const"]))
    if "enum" in schema:
        return " · ".join(escape(str(each)) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    kind = str(schema.get("format") or schema.get("type", "anything"))
    bounds = [f"{sign} {schema[key]}" for key, sign in (("minimum", "≥"), ("maximum", "≤")) if key in schema]
    if "maxLength" in schema:
        bounds.append(f"≤ {schema['maxLength']} characters")
    return escape(" ".join([kind, *bounds]))


def _fields(schema: Json) -> str:
    """A table of an object's fields."""
    schema = _resolve(schema)
    if "anyOf" in schema:
        return "<p class=or>or</p>".join(_fields(each) for each in schema["anyOf"])
    needed = schema.get("required", [])
    rows = []
    for name, field in schema.get("properties", {}).items():
        words = [_inline(field["description"])] if "description" in field else []
        if "default" in field and field["default"] is not None:
            words.append(f"Default <code>{escape(json.dumps(field['default']))}</code>")
        must = "<b title=needed>*</b>" if name in needed else ""
        rows.append(f"<tr><th scope=row><code>{escape(name)}</code>{must}<td>{_kind(field)}<td>{'. '.join(words)}")
    return f"<div class=wide><table><tbody>{''.join(rows)}</table></div>" if rows else ""


def _example(schema: Json) -> Any:
    schema = _resolve(schema)
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    if "default" in schema and schema["default"] is not None:
        return schema["default"]
    if "anyOf" in schema:
        return _example(schema["anyOf"][0])
    match schema.get("type"):
        case "object":
            return {name: _example(field) for name, field in schema.get("properties", {}).items()}
        case "boolean":
            return True
        case "integer":
            return schema.get("minimum", 1) or 1
        case _ if schema.get("format") == "date-time":
            return "2027-01-31T09:00:00Z"
        case _:
            return "…"


def _curl(route: Route, path: str, said: Json) -> str:
    lines = [f"curl -X {route.method} $WELLCHECK{path}"]
    if route.who is not Who.ANYONE:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if route.takes is not None:
        schema = _resolve(said["requestBody"]["content"]["application/json"]["schema"])
        fields = schema.get("properties", {})
        chosen = [name for name in fields if name in schema.get("required", [])] or list(fields)[:2]
        lines.append(f"-d '{json.dumps({name: _example(fields[name]) for name in chosen})}'")
    text = escape(" \\\n  ".join(lines), quote=False)
    return f"<pre><code>{text}</code></pre>" if group(route) != "hooks" else ""


def _details(route: Route) -> str:
    path = route.path if route.bare else f"/v1{route.path}"
    said = document()["paths"][path][route.method.lower()]
    title, text = _words(route)
    shown = re.sub(r"({\w+})", r"<i>\1</i>", escape(path))
    parts = [_paragraphs(text), _curl(route, path, said)]
    if said.get("parameters"):
        rows = "".join(
            f"<tr><th scope=row><code>{escape(each['name'])}</code><td>{each['in']}<td>{_kind(each['schema'])}"
            f"<td>{_inline(each.get('description', ''))}"
            for each in said["parameters"]
        )
        parts.append(f"<h4>Parameters</h4><div class=wide><table><tbody>{rows}</table></div>")
    if route.takes is not None:
        parts.append("<h4>Body</h4>" + _fields(said["requestBody"]["content"]["application/json"]["schema"]))
    if route.gives is not None:
        schema = _schema(route.gives, "serialization", {})
        parts.append(f"<h4>{'Each entry of the answer' if route.listed else 'Answer'}</h4>" + _fields(schema))
    codes = "".join(
        f"<li><b class='s{code[0]}'>{code}</b> {_inline(each['description'])}"
        for code, each in said["responses"].items()
    )
    parts.append(f"<h4>Status</h4><ul class=codes>{codes}</ul>")
    who = "open" if route.who is Who.ANYONE else route.who.value
    return (
        f"<details id={operation_id(route)}><summary><span class='m {route.method.lower()}'>{route.method}</span>"
        f"<code>{shown}</code><span class=t>{_inline(title)}</span><span class=w>{_inline(who)}</span></summary>"
        f"<div class=in>{''.join(parts)}</div></details>"
    )


@cache
def page() -> str:
    """The documentation as one page, without any script."""
    sections, links = [], []
    for name, title in GROUPS.items():
        routes = [route for route in ROUTES if group(route) == name]
        links.append(f"<a href='#{name}'>{escape(title)}<small>{len(routes)}</small></a>")
        sections.append(f"<section id={name}><h2>{escape(title)}</h2>{''.join(map(_details, routes))}</section>")
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Wellcheck API</title>"
        "<meta name=viewport content='width=device-width, initial-scale=1'><link rel=stylesheet href=/docs.css>"
        f"<header><a class=brand href=/>Wellcheck</a><span>API {escape(version('wellcheck'))}</span>"
        "<a class=raw href=/openapi.json>openapi.json</a></header>"
        f"<div class=frame><nav aria-label=Sections>{''.join(links)}</nav><main><h1>The API</h1>"
        f"{_paragraphs(INTRODUCTION)}{''.join(sections)}</main></div></html>"
    )


@cache
def front(sandbox: bool) -> str:
    """The first page: where things are."""
    doors = [
        ("/docs", "The API", "Every call, what it takes and what it gives"),
        ("/openapi.json", "OpenAPI document", "The same for programs"),
        ("/health", "Health", "Whether everything works"),
        ("/jwks", "Keys", "To verify our tokens"),
    ]
    if sandbox:
        doors.insert(0, ("/sandbox", "Phones to try it with", "A complete alarm in three minutes, without any account"))
    cards = "".join(f"<a class=card href={path}><b>{name}</b><span>{words}</span></a>" for path, name, words in doors)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Wellcheck</title>"
        "<meta name=viewport content='width=device-width, initial-scale=1'><link rel=stylesheet href=/docs.css>"
        "<main class=front><h1>Wellcheck</h1><p class=lead>Asks people whether they are all right, and does not rest until "
        f"a human has looked after those who do not say yes.</p><div class=cards>{cards}</div></main></html>"
    )


CSP = HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
}


async def show_document(request: web.Request) -> web.Response:
    """The OpenAPI document."""
    return web.json_response(document())


async def show_page(request: web.Request) -> web.Response:
    """The documentation page."""
    return web.Response(text=page(), content_type="text/html", headers=CSP)
