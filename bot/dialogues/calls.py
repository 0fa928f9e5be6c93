"""Phone calls: whether we call, how we speak, and a PIN that proves who calls us."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bot import here
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts, verify_phone
from wellcheck import people
from wellcheck.errors import NotPossible, NotUnderstood
from wellcheck.i18n import T, Text
from wellcheck.people import Address, Person

FEW_DIGITS, MOST_DIGITS = 4, 8
"""How long a PIN is."""


@dataclass(frozen=True, slots=True)
class Pin:
    """The digits; None: there shall be none."""

    digits: str | None


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """Call this number (E.164) as well, once it is proved."""

    phone: str


def script(facts: Facts) -> Script:
    """`facts["called"]`: whether we call them already; `facts["number"]`: the number we could call; `slow`, `pin`."""
    choice = yield Ask(
        T("We can also call you, and you can call us. What would you like?"),
        options=(
            *((Option("off", T("Do not call me")),) if facts["called"] else ()),
            *((Option("on", T("Call me too")),) if not facts["called"] and facts["number"] else ()),
            Option("usual", T("Speak as usual")) if facts["slow"] else Option("slow", T("Speak slowly, and twice")),
            Option("pin", T("A PIN for when I call")),
            *((Option("no_pin", T("No PIN any more")),) if facts["pin"] else ()),
            *((Option("number", T("Call another number")),) if here.here.calls else ()),
            Option("leave", T("Leave it as it is")),
        ),
    )
    if choice == "number":
        return OtherNumber(
            (yield from parts.ask_phone_of(T("Which number should we call? It may be a landline."), facts["number"]))
        )
    if choice == "no_pin":
        return Pin(None)
    if choice != "pin":
        return choice
    digits = yield Ask(
        T("Please choose a PIN of 4 to 8 digits. When you call us you enter it, and we know that it is you."), read=pin
    )
    return Pin(digits)


def pin(text: str) -> str:
    """The digits of a PIN; not all the same, and not simply counted up."""
    digits = "".join(text.split()).strip(" .")
    if not (digits.isascii() and digits.isdecimal() and FEW_DIGITS <= len(digits) <= MOST_DIGITS):
        raise NotUnderstood(T("Please send 4 to 8 digits."))
    if len(set(digits)) == 1 or digits in "01234567890":
        raise NotUnderstood(T("That one is guessed too easily. Please choose other digits."))
    return digits


async def facts_for(person: Person) -> Facts:
    """What the script begins with."""
    addresses = await people.addresses(person.id)
    called = [a for a in addresses if a.channel == "voice" and a.verified_at and not a.stopped_at]
    return {
        "called": bool(called),
        "number": await _number(person.id),
        "slow": person.slow_calls,
        "pin": person.pin is not None,
    }


async def _number(person_id: UUID) -> str | None:
    """The first phone number they proved to be theirs."""
    for address in await people.usable_addresses(person_id):
        if address.channel in people.rules.NUMBERS:
            return str(address.value)
    return None


async def finish(turn: Turn, choice: object, facts: Facts) -> Next:
    person = turn.person
    match choice:
        case Pin(digits):
            await people.choose_pin(person.id, digits)
            if digits is None:
                return Next([T("There is no PIN any more. When you call us, we call you back.")])
            return Next([T("Your PIN is set. When you call us, enter it and then the hash key.")])
        case OtherNumber(phone):
            confirmed = T("Good. When you do not answer a message, we also call you at {phone}.", phone=phone)
            return await verify_phone.check(turn, phone, Next([confirmed]), "voice")
        case "on":
            return Next([await _call_too(person.id, facts, turn)])
        case "off":
            return Next([await _call_no_more(person.id)])
        case "slow" | "usual":
            person.slow_calls = choice == "slow"
            await person.save(update_fields=["slow_calls"])
            return Next([T("Saved. On the phone we speak slowly now, and say everything twice.") if choice == "slow"
                         else T("Saved. On the phone we speak as usual now.")])  # fmt: skip
        case _:
            return Next([T("All right, nothing was changed.")])


async def _call_too(person_id: UUID, facts: Facts, turn: Turn) -> Text:
    number = facts["number"]
    known = await people.find_address("voice", number)
    if known is not None and known.person_id != person_id:
        raise NotPossible(T("This number or account already belongs to somebody else here."))
    # The number is proved already: whoever has it, has it for calls as well.
    address = await people.add_address(person_id, "voice", number, turn.now, verified_how="same number")
    await people.reopen(address.id)
    return T("Good. When you do not answer a message, we also call you at {phone}.", phone=number)


async def _call_no_more(person_id: UUID) -> Text:
    others = [a for a in await people.usable_addresses(person_id) if a.channel != "voice"]
    if not others:
        raise NotPossible(T("Calls are the only way we reach you. Please add another one first."))
    await Address.filter(person_id=person_id, channel="voice").delete()
    return T("All right, we do not call you any more.")
