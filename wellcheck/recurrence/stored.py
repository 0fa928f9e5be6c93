"""How the rules that only events made by API may have are kept as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from wellcheck.recurrence.bounds import Bounded
from wellcheck.recurrence.ical import Ical
from wellcheck.recurrence.repeats import Repeat
from wellcheck.recurrence.walls import stamp


def to_json(rule: Repeat | Ical | Bounded, of: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """One of these rules as JSON; `of` says the same of any other rule."""
    match rule:
        case Repeat():
            told: dict[str, Any] = {"type": "repeat", "frequency": rule.frequency, "start": stamp(rule.start)}
            told |= {"interval": rule.interval} if rule.interval != 1 else {}
            for name in ("weekdays", "month_days", "months"):
                told |= {name: list(values)} if (values := getattr(rule, name)) else {}
            return told | _until(rule.until)
        case Ical():
            return {"type": "ical", "rule": rule.text, "start": stamp(rule.start)} | _until(rule.until)
        case Bounded():
            told = {"type": "bounded", "rules": [of(each) for each in rule.rules]}
            told |= {"start": stamp(rule.start)} if rule.start else {}
            told |= {"end": stamp(rule.end)} if rule.end else {}
            for name, times in (("added", rule.added), ("left_out", rule.left_out)):
                told |= {name: [stamp(at) for at in times]} if times else {}
            return told | ({"skips": list(rule.skips)} if rule.skips else {})


def from_json(value: dict[str, Any], of: Callable[[Any], Any]) -> Repeat | Ical | Bounded | None:
    """The rule again; None for what is none of these. `of` reads any other rule."""
    match value["type"]:
        case "repeat":
            return Repeat(
                value["frequency"], _at(value["start"]), value.get("interval", 1), tuple(value.get("weekdays", ())),
                tuple(value.get("month_days", ())), tuple(value.get("months", ())), _maybe(value.get("until")),
            )  # fmt: skip
        case "ical":
            return Ical(value["rule"], _at(value["start"]), _maybe(value.get("until")))
        case "bounded":
            return Bounded(
                tuple(_one(rule, of) for rule in value["rules"]),
                tuple(_at(at) for at in value.get("added", ())), _maybe(value.get("start")), _maybe(value.get("end")),
                tuple(value.get("skips", ())), tuple(_at(at) for at in value.get("left_out", ())),
            )  # fmt: skip
    return None


def _one(value: dict[str, Any], of: Callable[[Any], Any]) -> Any:
    return from_json(value, of) or of(value)


def _until(until: datetime | None) -> dict[str, Any]:
    return {"until": stamp(until)} if until else {}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
