"""Readers of single answers: a name, a phone number, a number, yes or no, a code.

Each takes what somebody wrote and returns what is meant, or raises `NotUnderstood` with what would be right. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType

from bot.understand import says_yes
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text

MOST_NAME = 80  # characters
MOST_PHONE = 40  # characters, with spaces and signs
MOST_MAIL = 254  # characters of an address (RFC 5321 §4.5.3.1.3, errata 1690)


def person_name(text: str) -> str:
    """A name as it should be shown: one line, no invisible or direction-changing characters, 1 to 80 of the others."""
    kept = "".join(_kept(char) for char in unicodedata.normalize("NFC", text[: MOST_NAME * 10]))
    name = " ".join(kept.split())
    if len(text) > MOST_NAME * 10 or len(name) > MOST_NAME:
        raise NotUnderstood(T("That is too long for a name. Please keep it within {n} letters.", n=MOST_NAME))
    if not any(char.isalpha() for char in name) or name.startswith("/") or "://" in name:
        raise NotUnderstood(T("Please write a name, such as Ada or Mrs Miller."))
    return name


def _kept(char: str) -> str:
    if char in "\u200c\u200d":  # they join letters in Persian and the scripts of India
        return char
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind[0] == "C" else char


def phone_number(country: str | None = None, allowed: Collection[str] = ()) -> Callable[[str], str]:
    """A reader of phone numbers, which gives E.164 ("+447700900123").

    `country` (two letters) is assumed for numbers without a country code. `allowed`: the countries we may write to;
    empty means all. Numbers that cost the one who writes (premium, shared cost, personal) and those of no country
    (satellites, international networks) are refused.
    """

    def read(text: str) -> str:
        number = _parsed(text, country)
        if not (phonenumbers.is_valid_number(number) or _is_fictitious(number)):
            raise NotUnderstood(T("That number cannot be right. {example}", example=_example(country)))
        if number.country_code in _NO_COUNTRY or phonenumbers.number_type(number) in _COSTLY:
            raise NotUnderstood(T("We cannot use numbers of this kind. Please give an ordinary phone number."))
        if allowed and not _regions(number) & {region.upper() for region in allowed}:
            raise NotUnderstood(
                T("We cannot write to that country. We can to these: {countries}.", countries=tuple(sorted(allowed)))
            )
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    return read


# Country codes that belong to no country: satellites (870, 881, 882, 883) and shared or premium services (800, 808,
# 878, 888, 979). ITU-T E.164, list of assigned country codes.
_NO_COUNTRY = frozenset({800, 808, 870, 878, 881, 882, 883, 888, 979, 991})
_COSTLY = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,  # in Britain (+44 70) billed like premium numbers
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
    }
)
# Numbers reserved for stories and examples, which are nobody's: Ofcom, "Telephone numbers for use in TV and radio
# drama" (here mobiles, and landlines of no area); libphonenumber does not call them valid. The American ones (555-0100
# to 555-0199, NANPA) it does.
_FICTITIOUS = re.compile(r"\+44(?:7700900\d{3}|1632960\d{3})")


def _is_fictitious(number: PhoneNumber) -> bool:
    return bool(_FICTITIOUS.fullmatch(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)))


def _parsed(text: str, country: str | None) -> PhoneNumber:
    tidy = unicodedata.normalize("NFKC", text[: MOST_PHONE * 2])
    tidy = "".join(char for char in tidy if unicodedata.category(char) != "Cf").strip().removeprefix("tel:")
    if re.match(r"00[1-9]", tidy):
        tidy = f"+{tidy[2:]}"
    if len(text) > MOST_PHONE or any(char.isalpha() for char in tidy) or tidy.count("+") > 1:
        raise NotUnderstood(T("Please send only the phone number. {example}", example=_example(country)))
    try:
        return phonenumbers.parse(tidy, country)
    except NumberParseException as misread:
        raise NotUnderstood(T("That is not a full phone number. {example}", example=_example(country))) from misread


def _example(country: str | None) -> Text:
    if country == "US":
        return T("Please write it with the country code, like {number}.", number="+1 202 555 0123")
    return T("Please write it with the country code, like {number}.", number="+44 7700 900123")


def _regions(number: PhoneNumber) -> set[str]:
    """The number's country. Guernsey, Jersey and Man share Britain's numbers: they count as British, too."""
    region = phonenumbers.region_code_for_number(number)
    main = phonenumbers.region_code_for_country_code(number.country_code or 0)
    british = number.country_code == 44
    return {code for code in (region, main if region is None or british else None) if code}


def email_address(text: str) -> str:
    """An e-mail address that mail servers everywhere take: its part before the "@" in ASCII, its domain as it is looked up.
    Only its form is read; whether anybody reads what is sent there shows when they answer."""
    tidy = unicodedata.normalize("NFKC", text[: MOST_MAIL * 2]).strip(" \t\r\n<>,;.").removeprefix("mailto:")
    try:
        found = validate_email(tidy, check_deliverability=False, allow_smtputf8=False, allow_display_name=False)
    except EmailNotValidError as misread:
        raise NotUnderstood(
            T("That is not a full e-mail address. Please write it like {example}.", example="ada@example.org")
        ) from misread
    return found.ascii_email or found.normalized


def number_or_email(read_number: Callable[[str], str]) -> Callable[[str], str]:
    """A reader of phone numbers and of e-mail addresses: only these have an "@" in them."""
    return lambda text: email_address(text) if "@" in unicodedata.normalize("NFKC", text) else read_number(text)


def number(lo: int, hi: int) -> Callable[[str], int]:
    """A reader of whole numbers from `lo` to `hi`."""

    def read(text: str) -> int:
        plain = unicodedata.normalize("NFKC", text[:40]).strip(" .!\n")
        if re.fullmatch(r"[-+]?\d{1,9}", plain) and lo <= int(plain) <= hi:
            return int(plain)
        raise NotUnderstood(T("Please send a number from {lo} to {hi}.", lo=lo, hi=hi))

    return read


def yes_no(text: str) -> bool:
    """Yes or no, in any of our languages, or 1 or 2. What is yes in one and no in another is asked again."""
    said = says_yes(text)
    if said is None:
        raise NotUnderstood(T("Please answer yes or no."))
    return said


def code6(text: str) -> str:
    """The six digits of a code we sent, however they were written ("123 456", "my code is 123-456")."""
    plain = "".join(_digit(char) for char in text[:200])
    found = set(re.findall(r"(?<!\d)\d{3}[ \-]?\d{3}(?!\d)", plain)) | set(
        re.findall(r"(?<!\d)(?:\d ){5}\d(?!\d)", plain)
    )
    codes = {re.sub(r"\D", "", each) for each in found}
    if len(codes) != 1:
        raise NotUnderstood(T("Please send the 6 digits of the code, for example 123456."))
    return codes.pop()


def _digit(char: str) -> str:
    """Digits of any script as ours."""
    value = unicodedata.decimal(char, None)
    return str(value) if value is not None else " " if char.isspace() else char
