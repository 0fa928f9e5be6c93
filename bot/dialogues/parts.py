"""Questions that several conversations ask."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers

from bot import here
from bot.dialogue import Ask, Facts, Option
from bot.letters import fold
from bot.read import code6, number_or_email, person_name, phone_number, yes_no
from bot.words import of_all
from bot.zones import ZoneGuess, zone_from, zones_of_phone
from wellcheck.errors import NotUnderstood
from wellcheck.events import Limits, service
from wellcheck.i18n import T, Text, city, join
from wellcheck.people.tongues import country_of

EXAMPLE = "+44 7700 900123"
FICTITIOUS_LANDLINE = "+441632960"
"""Landlines of no area, for stories (Ofcom); libphonenumber does not know their type."""
YES_NO = (Option("yes", T("Yes")), Option("no", T("No")))
six_digits = code6


def clock(facts: Facts) -> datetime:
    """When the question at hand is put or answered (UTC)."""
    return datetime.fromisoformat(facts["now"])


def limits() -> Limits:
    """What may be chosen in this installation."""
    return service.limits


def yes_or_no(text: str) -> str:
    """ "yes" or "no", also where they are said in other words."""
    return "yes" if yes_no(text) else "no"


def mobile(country: str | None = None) -> Callable[[str], str]:
    """A reader of phone numbers we may write to, as E.164. `country`: of numbers without a country code."""
    return phone_number(country or here.here.country, here.here.countries)


def readable_name(text: str) -> str:
    """A name, and not a greeting, a time, a number, or an answer to something else."""
    name = person_name(text)
    if fold(name).rstrip(" .!") in of_all("greetings") or any(letter.isdigit() for letter in name):
        raise NotUnderstood(T("Please write a name, such as Ada or Mrs Miller."))
    return name


def ask_name(
    question: Text, known: str | None = None, others: tuple[Option, ...] = (), before: Text | None = None
) -> Generator[Ask, Any, str]:
    """A name. `known`: one to take with a tap; `others`: what else may be chosen, returned by its key; `before`: what is said
    before the question. Said on the phone it is to be read back with the next question (`understood`)."""
    offered: tuple[Option, ...] = ()
    if known:
        # Labels are stored in the clear, so the name itself stands in the text.
        question = T("Shall we call you {name}? You can also write another name.", name=known)
        offered = (Option("same", T("Yes")),)
    if before is not None:
        question = join([before, question], " ")
    name: str = yield Ask(question, options=(*offered, *others), read=readable_name)
    return known if known and name == "same" else name


def understood(name: str, facts: Facts, question: Text) -> Text:
    """The question that follows a name. On the phone, where it may have been misheard, the name is said before it."""
    if not on_the_phone(facts):
        return question
    return join([T("{name}. If that is not right, say back.", name=name), question], " ")


def on_the_phone(facts: Facts) -> bool:
    """Whether this conversation began in a call, where a machine writes down what is said."""
    return bool(facts["channel"] == "voice")


def ask_phone(question: Text) -> Generator[Ask, Any, str | None]:
    """Somebody's own number, shared with one tap or typed; None: not now."""
    later = Option("later", T("Later"))
    phone: str = yield Ask(
        question, options=(Option("phone", T("Share my number")), later), read=mobile(), ask_phone=True
    )
    if phone == "phone":
        phone = yield Ask(T("Please write your number with its country code, like {example}.", example=EXAMPLE),
                          options=(later,), read=mobile())  # fmt: skip
    return None if phone == "later" else phone


def ask_phone_of(
    question: Text, own: str | None = None, spoken: bool = False, or_mail: bool = False
) -> Generator[Ask, Any, str]:
    """Somebody else's number. `own`: the asker's, whose country is taken when none is given; `spoken`: it is typed on a
    phone without a screen, so it is read back; `or_mail`: or their e-mail address, which has an "@" in it."""
    read = mobile(country_of(own))
    while True:
        phone: str = yield Ask(question, read=number_or_email(read) if or_mail else read, keypad="phone")
        if not spoken:
            return phone
        right = yield Ask(T("We understood {name}. Is that right?", name=phone), options=YES_NO, read=yes_or_no)
        if right == "yes":
            return phone


def is_landline(phone: str) -> bool:
    """Whether this number (E.164) can only be called."""
    kind = phonenumbers.number_type(phonenumbers.parse(phone))
    return bool(kind == phonenumbers.PhoneNumberType.FIXED_LINE) or phone.startswith(FICTITIOUS_LANDLINE)


def ask_zone(
    facts: Facts, phone: str | None, guessed: tuple[str, ...] = (), named: str | None = None
) -> Generator[Ask, Any, str]:
    """The time zone (IANA): guessed already, or from the phone number, else by what their clock shows, or by a city. `named`:
    the name that was given just before (see `understood`)."""

    def read(text: str) -> ZoneGuess:
        return zone_from(text, facts["language"], clock(facts), country_of(phone))

    def put(question: Text) -> Text:
        return question if named is None else understood(named, facts, question)

    zones = guessed or (zones_of_phone(phone, clock(facts)) if phone else ())
    answer: str | ZoneGuess
    while True:
        match zones:
            case ():
                said = put(T("What time is it for you now? You can also write the nearest big city."))
                answer = yield Ask(said, read=read, keypad="time")
            case (only,):
                said = T("It is {time} in {city}. Is that your time?", time=_wall(only, facts), city=_city(only, facts))
                answer = yield Ask(put(said), options=YES_NO, read=lambda text: _yes_or(text, read))
            case _:
                answer = yield Ask(put(T("Which of these is your time?")), options=_clocks(zones, facts), read=read)
        named = None
        match answer:
            case ZoneGuess((only,)):
                return only
            case ZoneGuess(several):
                zones = several
            case "yes":
                return zones[0]
            case "no" | "other":
                zones = ()
            case key:
                return zones[int(key[1:])]


def _yes_or(text: str, read: Callable[[str], ZoneGuess]) -> str | ZoneGuess:
    try:
        return yes_or_no(text)
    except NotUnderstood:
        return read(text)


def _clocks(zones: tuple[str, ...], facts: Facts) -> tuple[Option, ...]:
    named = (
        Option(f"z{place}", T("{city}, {time}", city=_city(zone, facts), time=_wall(zone, facts)))
        for place, zone in enumerate(zones)
    )
    return (*named, Option("other", T("Somewhere else")))


def _wall(zone: str, facts: Facts) -> time:
    return clock(facts).astimezone(ZoneInfo(zone)).time()


def _city(zone: str, facts: Facts) -> str:
    return city(zone, facts["language"])
