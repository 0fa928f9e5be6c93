"""Whether what a program handed us fits its model: strictly, with a sentence for every field that does not."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, AwareDatetime, TypeAdapter, ValidationError, WrapValidator
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

_HUGE = re.compile(rb"[eE]\+?[0-9]{3}|[0-9]{300}")
"""What a number needs to be larger than any that we can keep."""


def _moment(at: datetime) -> datetime:
    if not 1 < at.year < 9999:  # in some zone it would be before the first year, or behind the last
        raise said(_TIME)
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_moment)]
"""A time with its zone that there is in every other zone as well."""

MOMENT: Any = Moment
"""The same as a model of its own, for `part`."""


def otherwise(text: Text) -> WrapValidator:
    """For a field that may be one of several things: the one sentence about what is none of them."""

    def checked(value: Any, inner: Callable[[Any], Any]) -> Any:
        try:
            return inner(value)
        except ValidationError:
            raise said(text) from None

    return WrapValidator(checked)


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
    if _HUGE.search(raw):
        _no_number_that_is_huge(raw)
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


def _no_number_that_is_huge(raw: bytes) -> None:
    """1e400 is JSON, and larger than any number that we can keep."""
    try:
        found = next(_huge(from_json(raw), ()), None)
    except ValueError:
        return  # it is said below that this is no JSON
    if found is not None:
        raise NotValid.of(".".join(found[:3])[:100] or "body", T("This is not right."))


def _huge(value: Any, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Where such a number is."""
    if isinstance(value, float) and math.isinf(value):
        yield place
    elif isinstance(value, list | dict):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _huge(each, (*place, str(name)))


def _not_valid(errors: Sequence[ErrorDetails]) -> NotValid:
    if errors[0]["type"] == "json_invalid":
        return NotValid({}, T("The body is not valid JSON."))
    fields: dict[str, list[Text]] = {}
    for error in errors:
        place = ".".join(str(part) for part in error["loc"][:3]) or "body"
        fields.setdefault(place[:100], []).append(_sentence(error))
    return NotValid(fields)
