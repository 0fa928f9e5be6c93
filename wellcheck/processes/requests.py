"""What a sender may ask for: roesc's documents as its README prints them, and our richer form. For the API and the queues.

`{"process-id": "Rest5", "action": "start", "notifications": [{"at": 1489140000, "channel": "phone", "phone-number": "+44…"}]}`
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from wellcheck import checked, i18n
from wellcheck.checked import otherwise
from wellcheck.errors import NotValid, WellcheckError
from wellcheck.i18n import T, Text, join
from wellcheck.processes import rules

CALLED = T(
    "Hello, this is Wellcheck. Something needs your attention, and nobody has confirmed it yet. Please look at it now."
)
"""What is said where a request brings no words of its own."""

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_EMAIL = re.compile(r"[^\s@<>,;:\"]{1,64}@(?=.{1,253}$)[^\s@.<>,;:\"/]+(\.[^\s@.<>,;:\"/]+)+")

MOST_PREFIXES = 1000
"""Entries of the registry of caller ids."""

Words = Annotated[str | dict[str, str], otherwise(T("This has to be text."))]

_read_number: Callable[[str], str] | None = None


def read_numbers_by(reader: Callable[[str], str] | None) -> None:
    """Numbers of targets are read by this in this process: which countries, and none that cost the one who calls."""
    global _read_number
    _read_number = reader


def _names(*names: str) -> Any:
    return Field(validation_alias=AliasChoices(*names))


def _datum(value: Any) -> Any:
    """What can be written into a sentence: not an object or a list, no endless number and none of hundreds of digits."""
    whole = isinstance(value, int) and abs(value) < 10**18
    if isinstance(value, str) or whole or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise checked.said(T("This is not right."))


class _Said(BaseModel):
    """Words are templates, in one language or by language; an e-mail begins with its subject."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    text: Words | None = None
    subject: Words | None = None
    data: dict[str, Annotated[rules.Datum, BeforeValidator(_datum)]] | None = None
    language: Annotated[str, Field(max_length=16)] | None = None


class Notification(_Said):
    """One step. `at` is in Unix seconds; `after_minutes` counts from the step before it, the first one's from now."""

    channel: Literal["phone", "email", "pubnub", "websocket", "sms"]
    at: float | None = None
    after_minutes: Annotated[float, Field(ge=0, le=525_600)] | None = None
    phone_number: Annotated[str | None, _names("phone-number", "phone_number")] = None
    email: str | None = None
    pubnub_channel: Annotated[str | None, _names("pubnub-channel", "pubnub_channel")] = None
    tag: str | None = None

    def target(self) -> tuple[str, str | None]:
        """The name of the field that says whom, and what it says."""
        match self.channel:
            case "phone" | "sms":
                return "phone-number", self.phone_number
            case "email":
                return "email", self.email
            case "websocket":
                return "tag", self.tag
            case _:
                return "pubnub-channel", self.pubnub_channel


Notifications = Annotated[list[Notification], Field(min_length=1, max_length=rules.MOST_STEPS)]


class Plan(_Said):
    """Steps that are kept under a name; requests say which, and bring the data."""

    name: Annotated[str, Field(min_length=1, max_length=rules.MOST_NAME)]
    notifications: Notifications


class _Head(BaseModel):
    """What every request says."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    process_id: Annotated[
        str,
        Field(min_length=1, max_length=rules.MOST_NAME, validation_alias=AliasChoices("process-id", "process_id")),
    ]
    action: Literal["start", "stop"]
    deduplication_key: Annotated[
        str | None,
        Field(min_length=1, max_length=128, validation_alias=AliasChoices("deduplication-key", "deduplication_key")),
    ] = None


class Request(_Said, _Head):
    """A request to start or to stop a process."""

    notifications: Any = None
    policy: Annotated[str, Field(min_length=1, max_length=rules.MOST_NAME)] | None = None
    on_existing: Literal["ignore", "merge", "replace"] = "ignore"


class RequestDocument(Request):
    """A request as it is documented: its notifications are looked at one by one."""

    notifications: Notifications | None = None


class _Steps(BaseModel):
    notifications: Notifications


@dataclass(frozen=True, slots=True)
class Wish:
    """One step as it is to be kept: when, where to, in which language and in which words."""

    at: datetime
    channel: str
    target: str
    language: str
    text: str
    data: Mapping[str, rules.Datum]
    relative: bool


def read(raw: bytes) -> Request:
    """A request, if it is one; its notifications are not looked at yet, and of a stop nothing but what it stops.
    `NotValid` names what is wrong."""
    head = checked.read(raw, _Head)
    if not head.process_id.strip() or not head.process_id.isprintable():
        raise NotValid.of("process-id", T("This may not be blank."))
    if head.action == "start":
        return checked.read(raw, Request)
    return Request.model_construct(**head.model_dump())


def steps_of(notifications: Any) -> list[Notification]:
    """The notifications of a start. `NotValid` names what is wrong in which of them, counted from 0."""
    from pydantic_core import to_json

    if notifications is None:
        raise NotValid.of("notifications", T("This is needed."))
    # A number too large to be one (1e400) counts as missing.
    raw = to_json({"notifications": notifications}, inf_nan_mode="null")
    return checked.read(raw, _Steps).notifications


def wishes(found: list[Notification], whole: _Said, more: _Said | None, now: datetime) -> list[Wish]:
    """The steps as they are to be kept. `whole`: the request, `more`: the plan it refers to; what a step says itself goes
    first, then the request, then the plan. `NotValid` names every field that is wrong."""
    wrong: dict[str, list[Text]] = {}
    listed: list[Wish] = []
    before = now
    for n, step in enumerate(found):
        at = _when(step, before, now, wrong, f"notifications.{n}")
        target = _target(step, wrong, f"notifications.{n}")
        language = _language(step.language or whole.language or (more.language if more else None), wrong, n)
        data = {name: value for said in (more, whole, step) if said for name, value in (said.data or {}).items()}
        text = _words("text", (step, whole, more), language, data, wrong, n) or i18n.say(CALLED, language)
        if step.channel == "email" and (subject := _words("subject", (step, whole, more), language, data, wrong, n)):
            text = f"{subject}\n\n{text}"
        if step.channel in rules.PUSHED and len(rules.payload("", 0, text, data).encode()) > rules.MOST_PAYLOAD:
            wrong[f"notifications.{n}.data"] = [T("This may be at most {n}.", n=rules.MOST_PAYLOAD)]
        before = at or before
        if at is not None and target is not None:
            listed.append(Wish(at, step.channel, target, language, text, data, step.at is None))
    if wrong:
        raise NotValid(wrong)
    return listed


def _when(
    step: Notification, before: datetime, now: datetime, wrong: dict[str, list[Text]], place: str
) -> datetime | None:
    if step.at is None and step.after_minutes is None:
        wrong[f"{place}.at"] = [T("This is needed.")]
        return None
    if step.at is None:
        at = before + timedelta(minutes=step.after_minutes or 0)
    elif abs(step.at) >= rules.MILLISECONDS:
        wrong[f"{place}.at"] = [T("This has to be in seconds since 1970; these look like milliseconds.")]
        return None
    else:
        at = datetime.fromtimestamp(step.at, UTC)
    if abs(at - now) > rules.FARTHEST:
        wrong[f"{place}.at"] = [T("This is more than a year away; it has to be in seconds since 1970.")]
        return None
    return at


def _target(step: Notification, wrong: dict[str, list[Text]], place: str) -> str | None:
    name, value = step.target()
    field = f"{place}.{name}"
    if value is None:
        wrong[field] = [T("This is needed.")]
        return None
    if name == "phone-number":
        return _number(value, wrong, field)
    if name == "email" and not (len(value) <= 320 and _EMAIL.fullmatch(value)):
        wrong[field] = [T("This has to be an e-mail address.")]
        return None
    if (name == "tag" and not (value.strip() and len(value) <= 200 and value.isprintable())) or (
        name == "pubnub-channel"
        and not (1 <= len(value) <= 92 and value.isprintable() and not set(value) & set(",:*/\\"))
    ):
        wrong[field] = [T("This has to be the name of a channel.")]
        return None
    return value


def _number(value: str, wrong: dict[str, list[Text]], field: str) -> str | None:
    if not _E164.fullmatch(value):
        wrong[field] = [
            T("A phone number starts with + and the country code, like {example}.", example="+447700900123")
        ]
        return None
    try:
        return _read_number(value) if _read_number is not None else value
    except WellcheckError as refused:
        wrong[field] = [refused.text]
        return None


def _language(wanted: str | None, wrong: dict[str, list[Text]], n: int) -> str:
    if wanted is not None and not i18n.speaks(wanted):
        wrong[f"notifications.{n}.language"] = [T("We do not speak this language.")]
    return i18n.pick([wanted])


def _words(
    kind: Literal["text", "subject"],
    sayings: Sequence[_Said | None],
    language: str,
    data: Mapping[str, rules.Datum],
    wrong: dict[str, list[Text]],
    n: int,
) -> str:
    """The first text or subject among these in this language, with its data; "" where nobody gave any."""
    field, most = f"notifications.{n}.{kind}", rules.MOST_TEXT if kind == "text" else rules.MOST_SUBJECT
    given = (said.text if kind == "text" else said.subject for said in sayings if said is not None)
    chosen = next((words for words in given if words), "")
    if isinstance(chosen, dict):
        chosen = chosen.get(language) or chosen.get("en") or next(iter(chosen.values()), "")
    missing = [name for name in rules.places(chosen) if name not in data]
    if missing:
        wrong[field] = [T("The data for these is missing: {names}.", names=", ".join(missing[:10])[:200])]
        return ""
    text = rules.filled(chosen, {name: _plain(value) for name, value in data.items()})
    if len(text) > most:
        wrong[field] = [T("This may be at most {n}.", n=most)]
    return text


def _plain(value: rules.Datum) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def as_text(words: str) -> Text:
    """Words of a sender as something to be said: they are in the target's language already."""
    return join([words])
