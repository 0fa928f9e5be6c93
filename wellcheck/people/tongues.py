"""Which language somebody speaks of whom we know nothing but their number. Pure."""

from __future__ import annotations

import phonenumbers
from babel.languages import get_territory_language_info

from wellcheck.i18n import LANGUAGES

OFFICIAL = ("official", "de_facto_official")
"""How CLDR marks a language that a whole country speaks, rather than a part of it."""


def country_of(phone: str | None) -> str | None:
    """The country of an E.164 number, as two letters."""
    if phone is None:
        return None
    parsed = phonenumbers.parse(phone)
    code = parsed.country_code or 0
    known: str = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(code)
    return known


def likely_language(phone: str, first: str) -> str:
    """The language of ours that is spoken where this number (E.164) is from. Where there are several: `first` if it is one
    of them, else the one that most speak. `first` as well where it is none of ours."""
    spoken = get_territory_language_info(country_of(phone) or "001")
    found = {
        code: float(spoken[code]["population_percent"] or 0)
        for code in LANGUAGES
        if code in spoken and spoken[code]["official_status"] in OFFICIAL
    }
    return first if first in found else max(found, key=lambda code: found[code], default=first)
