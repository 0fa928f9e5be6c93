"""What programs may say of an event. These models check the bodies of the API, and say what stands in its documentation."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Required

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import to_json
from typing_extensions import TypedDict

from wellcheck.checked import Moment, otherwise, said
from wellcheck.events import signing
from wellcheck.i18n import T

MOST_TAGS, LONGEST_TAG, MOST_METADATA = 50, 100, 64
_LARGE = T("This is too large; at most {n} KiB are taken.", n=MOST_METADATA)
_NUL = T("This is not right.")
_SECRET = T("What stands behind {prefix} has to be base64.", prefix=signing.PREFIX)


def _text(text: str) -> str:
    if "\0" in text:
        raise said(_NUL)
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise said(T("This may not be blank."))
    return _text(text)


def _metadata(value: Any) -> Any:
    raw = to_json(value)
    if len(raw) > MOST_METADATA * 1024:
        raise said(_LARGE)
    if b"\\u0000" in raw:
        raise said(_NUL)
    return {} if value is None else value


def _secret(text: str) -> str:
    if not signing.well_written(text):
        raise said(_SECRET)
    return _text(text)


Title = Annotated[str, Field(min_length=1, max_length=200, examples=["Nightly report"]), AfterValidator(_filled)]
Description = Annotated[str, Field(max_length=5000), AfterValidator(_text)]
Tag = Annotated[str, Field(min_length=1, max_length=LONGEST_TAG), AfterValidator(_text)]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS, examples=[["user:ada", "system:reports"]])]
Secret = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_secret)]
Zone = Annotated[str, Field(min_length=1, max_length=64, examples=["Europe/Zagreb"])]
Metadata = Annotated[Any, Field(description="Any JSON, handed over with each occurrence"), AfterValidator(_metadata)]
Webhook = Annotated[str, Field(max_length=2000, examples=["https://example.org/hook", "q:acme"])]
ScheduleGiven = Annotated[
    Annotated[str, Field(max_length=10_000)] | dict[str, Any],
    otherwise(T("This schedule cannot be read.")),
    Field(
        examples=[{"frequency": "weekly", "by_day": ["MO", "FR"]}, "0 0 * * *", "FREQ=MONTHLY;BYDAY=-1FR"],
        description="The JSON schedule (an object, or as text), five fields of cron, or RRULE text. None: once",
    ),
]
Exclude = Annotated[
    list[Annotated[str, Field(max_length=50)]],
    Field(
        max_length=200,
        examples=[["2026-12-24", "2027-01-01/2027-01-03", "2027-02-01T09:00:00Z"]],
        description="Dates, ranges of dates (both ends included) and times that are left out",
    ),
]
CatchUp = Annotated[
    int,
    Field(
        ge=0, le=2_592_000, description="How late it may still come; null: half the time to the next one, at most 1 h"
    ),
]
Overlap = Literal["parallel", "skip", "queue"]
Misfire = Literal["once", "skip", "all"]


class ActionGiven(BaseModel):
    """What happens when it comes due."""

    type: Annotated[str, Field(examples=["webhook"])]
    params: Annotated[dict[str, Any], Field(examples=[{"url": "https://example.org/hook"}])]


class EventChange(TypedDict, total=False):
    """What to change about an event; what is not named, or null, stays. But `schedule: null` makes it happen once,
    `hmac_secret: null` takes the secrets away, and `end_time` and `catch_up_seconds` may be null."""

    name: Title | None
    description: Description | None
    start_time: Moment | None
    end_time: Moment | None
    schedule: ScheduleGiven | None
    timezone: Zone | None
    exclude: Exclude | None
    action: ActionGiven | None
    webhook: Webhook | None
    webhook_url: Webhook | None
    metadata: Metadata
    tags: Tags | None
    status: Literal["active", "paused", "inactive"] | None
    hmac_secret: Annotated[Secret | None, Field(description="Signs what is handed over; never shown again")]
    secrets: Annotated[
        list[Secret] | None,
        Field(max_length=5, description="Several of them, newest first: all sign, so that they can change"),
    ]
    overlap: Annotated[
        Overlap | None, Field(description="What becomes of one that is due before the one before it is over")
    ]
    misfire: Annotated[
        Misfire | None, Field(description="What becomes of those that were missed while the service was away")
    ]
    catch_up_seconds: CatchUp | None


class EventNew(EventChange):
    """An event: when something happens, and what. `start_time` is needed unless `schedule` is cron text; `action` or `webhook`
    (a web address, or `q:` and the name of a client) is needed unless it is cron text with tags and without a start."""

    name: Required[Title]  # type: ignore[misc]
