"""What all of the local Twilio REST API shares: the account, numbers, errors, lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

import phonenumbers
from aiohttp import web

from wellcheck.sandbox.faults import Fault
from wellcheck.sandbox.state import Json

VERSION = "2010-04-01"
CODES = {
    20001: "Invalid parameter",
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    11200: "HTTP retrieval failure",
    12300: "Invalid Content-Type",
    20500: "Internal Server Error",
    21201: "No 'To' number is specified",
    21205: "Url is not a valid URL",
    21208: "Invalid Timeout",
    21209: "Invalid Method",
    21210: "The source phone number provided is not yet verified for your account",
    21211: "Invalid 'To' Phone Number",
    21212: "Invalid 'From' Phone Number",
    21213: "'From' phone number is required",
    21214: "'To' phone number cannot be reached",
    21215: "Account not authorized to call this number. Perhaps you need to enable some international permissions",
    21216: "Account not allowed to call this number",
    21217: "Phone number does not appear to be valid",
    21220: "Call is not in-progress. Cannot redirect.",
    21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
    21610: "Attempt to send to unsubscribed recipient",
    21614: "'To' number is not a valid mobile number",
    30003: "Unreachable destination handset",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30036: "Validity Period Expired",
    63003: "Channel could not find To address",
    63016: "Failed to send freeform message because you are outside the allowed window",
    63019: "Media failed to download",
    63021: "Channel invalid content error",
    63024: "Invalid message recipient",
}


class Refused(Exception):
    """An answer of the REST API that says no."""

    def __init__(self, status: int, code: int, message: str = "") -> None:
        super().__init__(message or CODES[code])
        self.status = status
        self.body: Json = {
            "code": code,
            "message": message or CODES[code],
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        }


@dataclass(frozen=True, slots=True)
class Account:
    """What Twilio knows about its customer: its keys, its numbers and where it wants to be told.

    `base_url`: where this API is served, for links to pictures. `pace`: real seconds from one status of a message
    or call to the next. `talk`: real seconds that a spoken word takes. `voicemail_after`: seconds on the product's
    clock after which an answering machine picks up.
    """

    sid: str
    auth_tokens: tuple[str, ...]
    number: str
    whatsapp_number: str
    voice_number: str
    messaging_service_sid: str
    base_url: str
    sms_webhook: str
    voice_webhook: str
    pace: float
    talk: float
    voicemail_after: float


def possible(number: str) -> bool:
    """Whether this is a phone number, written as +441234567890.

    Possible, not valid: the numbers reserved for drama, which the phones here have, are assigned to nobody.
    """
    try:
        return bool(re.fullmatch(r"\+\d{7,15}", number) and phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


def country(number: str) -> str:
    """The country of a number, as two letters."""
    return phonenumbers.region_code_for_country_code(phonenumbers.parse(number).country_code or 0)


def places(sender: str, to: str) -> dict[str, str]:
    """The fields with which Twilio says where two numbers are; it knows the country alone."""
    where = {"From": country(sender), "To": country(to)}
    return {
        f"{side}{part}": where[side] if part == "Country" else ""
        for side in where
        for part in ("Country", "State", "City", "Zip")
    }


def is_url(text: str) -> bool:
    """Whether Twilio could post to this."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def date(at: float | None) -> str | None:
    """A moment as the REST API writes it."""
    return None if at is None else format_datetime(datetime.fromtimestamp(int(at), UTC))


def moment(text: str) -> float:
    """A moment as callers write it, in seconds since 1970. Raises Refused."""
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise Refused(400, 20001, f"Invalid date: {text}") from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def not_found(request: web.Request) -> Refused:
    """Twilio's answer for what it does not have."""
    path = request.path.removeprefix("/twilio")
    return Refused(404, 20404, f"The requested resource {path} was not found")


def refusal(fault: Fault) -> Json:
    """Twilio's own words for an error status."""
    code = {400: 20001, 401: 20003, 404: 20404, 429: 20429}.get(fault.status, 20500)
    return Refused(fault.status, code).body


class Listed(Protocol):
    """What both lists have in common."""

    to: str
    sender: str
    at: float


Row = TypeVar("Row", bound=Listed)


def listed(request: web.Request, name: str, dated: str, rows: Iterable[Row], as_json: Callable[[Row], Json]) -> Json:
    """The page that is asked for, newest first, filtered by To, From, and {dated}, {dated}> and {dated}<, the last
    two with the moment itself. `rows`: oldest first. Raises Refused."""
    found = list(rows)[::-1]
    for field, value in (("to", request.query.get("To")), ("sender", request.query.get("From"))):
        if value:
            found = [row for row in found if getattr(row, field) == value]
    if since := request.query.get(f"{dated}>"):
        found = [row for row in found if row.at >= moment(since)]
    if until := request.query.get(f"{dated}<"):
        found = [row for row in found if row.at <= moment(until)]
    if day := request.query.get(dated):
        found = [row for row in found if datetime.fromtimestamp(row.at, UTC).date().isoformat() == day[:10]]
    try:
        size = max(1, min(1000, int(request.query.get("PageSize", 50))))
        number = max(0, int(request.query.get("Page", 0)))
    except ValueError:
        raise Refused(400, 20001) from None

    def uri(number: int) -> str:
        query = {**request.query, "PageSize": str(size), "Page": str(number)}
        return f"{request.path.removeprefix('/twilio')}?{urlencode(query)}"

    more = len(found) > (number + 1) * size
    return {
        name: [as_json(row) for row in found[number * size : (number + 1) * size]],
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": min(len(found), (number + 1) * size) - 1,
        "uri": uri(number),
        "first_page_uri": uri(0),
        "next_page_uri": uri(number + 1) if more else None,
        "previous_page_uri": uri(number - 1) if number else None,
    }
