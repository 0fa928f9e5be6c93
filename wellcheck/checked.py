"""Whether what a program handed us fits its model: strictly, with a sentence for every field that does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError, from_json, to_json

from wellcheck.errors import NotValid
from wellcheck.i18n import N, T, Text

Model = TypeVar("Model")


def said(text: Text) -> PydanticCustomError:
    """The sentence as an error of a field's validator."""
    return PydanticCustomError("said", "not valid", {"text": text})


_SAYINGS = {
    "missing": T("This is needed."),
    "string_type": T("This has to be text."),
    "string_unicode": T("This has to be text."),
    "int_type": T("This has to be a whole number."),
    "int_from_float": T("This has to be a whole number."),
    "bool_type": T("This has to be true or false."),
    "uuid_type": T("This has to be an id."),
    "uuid_parsing": T("This has to be an id."),
    "float_type": T("This has to be a number."),
    "float_parsing": T("This has to be a number."),
    "list_type": T("This has to be a list."),
    "dict_type": T("This has to be an object."),
    "model_type": T("This has to be an object."),
    "extra_forbidden": T("There is nothing here under that name."),
}
_TIME = T("This has to be a time with its zone, like {example}.", example="2027-01-31T09:00:00Z")


def _sentence(error: ErrorDetails) -> Text:
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "said":
            text: Text = context["text"]
            return text
        case "string_too_short":
            n = context["min_length"]
            return (
                T("This may not be empty.") if n == 1 else N("At least {n} character.", "At least {n} characters.", n)
            )
        case "string_too_long":
            return N("At most {n} character.", "At most {n} characters.", context["max_length"])
        case "greater_than_equal":
            return T("This has to be at least {n}.", n=context["ge"])
        case "less_than_equal":
            return T("This may be at most {n}.", n=context["le"])
        case "literal_error":
            return T("Choose one of these: {names}.", names=context["expected"].replace("'", ""))
        case kind if kind.startswith(("datetime", "timezone")):
            return _TIME
        case kind:
            return _SAYINGS.get(kind, T("This is not right."))


@cache
def adapter(model: Any) -> TypeAdapter[Any]:
    """The checker of one model."""
    return TypeAdapter(model)


def read(raw: bytes, model: Callable[..., Model]) -> Model:
    """These bytes as the model: strictly (5 is not "5", true is not 1), with unknown fields left out. `NotValid` names
    every field that is wrong."""
    if b"NaN" in raw or b"Infinity" in raw:
        _no_number_that_is_none(raw)
    try:
        found: Model = adapter(model).validate_json(raw, strict=True)
    except ValidationError as wrong:
        raise _not_valid(wrong.errors(include_url=False, include_input=False)) from None
    return found


def part(value: Any, model: Callable[..., Model], field: str) -> Model:
    """The same of a part of a body that was read already, under the name of its field."""
    try:
        found: Model = adapter(model).validate_json(to_json(value), strict=True)
    except ValidationError as wrong:
        fields = _not_valid(wrong.errors(include_url=False, include_input=False)).fields
        raise NotValid(
            {f"{field}.{name}" if name != "body" else field: texts for name, texts in fields.items()}
        ) from None
    return found


def _no_number_that_is_none(raw: bytes) -> None:
    """NaN and Infinity are no JSON (RFC 8259 §6), also where nobody reads them; in a text they are words."""
    try:
        from_json(raw, allow_inf_nan=False)
    except ValueError:
        raise NotValid({}, T("The body is not valid JSON.")) from None


def _not_valid(errors: Sequence[ErrorDetails]) -> NotValid:
    if errors[0]["type"] == "json_invalid":
        return NotValid({}, T("The body is not valid JSON."))
    fields: dict[str, list[Text]] = {}
    for error in errors:
        place = ".".join(str(part) for part in error["loc"][:3]) or "body"
        fields.setdefault(place[:100], []).append(_sentence(error))
    return NotValid(fields)
