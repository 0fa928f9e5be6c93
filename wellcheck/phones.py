"""Phone numbers: kept as E.164, and refused where nobody should be texted."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

from wellcheck.errors import NotValid
from wellcheck.i18n import T, Text

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
EXAMPLE = "+447700900123"

_DRAMA = re.compile(r"\+447700900[0-9]{3}|\+1[2-9][0-9]{2}55501[0-9]{2}")
"""Numbers that Ofcom and the North American plan keep free for drama: never anybody's, so safe for examples."""

_COSTLY = frozenset(
    (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.UAN)
    + (PhoneNumberType.PAGER, PhoneNumberType.VOICEMAIL)
)

_allowed: frozenset[str] = frozenset()


def use_countries(allowed: frozenset[str]) -> None:
    """Only numbers of these countries (ISO codes) are taken in this process; empty: of every country."""
    global _allowed
    _allowed = allowed


def check(number: str, field: str = "phone_number") -> str:
    """The number, if it is E.164, exists in its country's plan, costs nobody extra and may be texted; or `NotValid`."""
    wrong = _wrong(number, _allowed)
    if wrong is not None:
        raise NotValid.of(field, wrong)
    return number


@lru_cache(maxsize=1024)
def _wrong(number: str, allowed: frozenset[str]) -> Text | None:
    if not E164.fullmatch(number):
        return T("A phone number starts with + and the country code, like {example}.", example=EXAMPLE)
    drama = _DRAMA.fullmatch(number)
    parsed = phonenumbers.parse(number)
    country = phonenumbers.region_code_for_number(parsed)
    if drama:
        country = country or phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    elif not phonenumbers.is_valid_number(parsed):
        return T("This phone number does not exist. Please check its digits.")
    # "001" are satellite phones and international networks, where a text message costs as much as a call.
    if country == "001" or phonenumbers.number_type(parsed) in _COSTLY:
        return T("We cannot write to premium, satellite or other special numbers.")
    if allowed and country not in allowed:
        return T("We cannot write to numbers of this country.")
    return None
