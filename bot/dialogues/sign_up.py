"""Getting to know somebody who wants to be looked after: language, name, phone, clock. Then a contact, the times, and a
rehearsal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import links
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import language, parts, verify_phone
from wellcheck import people, probes
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, join

HELLO = T(
    "Hello, this is Wellcheck. We ask you regularly whether you are okay, and tell somebody you trust when you do not "
    "answer."
)


def script(facts: Facts) -> Script:
    """The first question alone: what follows is asked in the language chosen here."""
    return (yield from language.ask(join([HELLO, T("Which language shall we speak?")], " "), facts))


async def finish(turn: Turn, chosen: object, facts: Facts) -> Next:
    await people.rename(turn.person, turn.now, language=str(chosen))
    known = {"name": facts.get("name"), "phone": facts.get("phone")}
    return Next(then="about_you", facts=asked_before(known))


def asked_before(known: Facts) -> Facts:
    """What “about you” begins with after the language: one step back is the language again."""
    return known | {"before": "sign_up", "before_facts": known}


def join_too(facts: Facts) -> Script:
    """Somebody we know as a contact said hello: do they want to be asked themselves?"""
    answer: str = yield Ask(
        T(
            "Hello. You are a contact of {users}. Would you like us to ask you regularly as well whether you are okay?",
            users=tuple(facts["users"]),
        ),
        options=parts.YES_NO,
        read=parts.yes_or_no,
    )
    return answer


async def finish_join_too(turn: Turn, answer: object, facts: Facts) -> Next:
    if answer == "yes":
        return Next(then="sign_up", facts={name: facts.get(name) for name in ("name", "phone")})
    return Next([T("All right. We write to you only when somebody may need you.")])


def hints(turn: Turn) -> Facts:
    """What we know already about somebody who says hello."""
    name = (turn.said.name or "").split(" ")[0]
    try:
        known = parts.readable_name(name) if name else None
    except NotUnderstood:
        known = None
    return {"name": known, "phone": turn.said.sender if turn.channel in people.rules.NUMBERS else None}


@dataclass(frozen=True, slots=True)
class AboutYou:
    """`phone`: a number (E.164) that was shared, or is still to be confirmed; None: none was given."""

    name: str
    phone: str | None
    zone: str


def about_you(facts: Facts) -> Script:
    """Name, phone and clock. The phone comes before the clock, because it mostly says which clock it is.

    `facts["hello"]`: nothing was said before, because their Telegram tells which language they speak. None is returned when
    they would rather speak another.
    """
    hello, other = (HELLO, (Option("other", T("Another language")),)) if facts.get("hello") else (None, ())
    name = yield from parts.ask_name(T("What is your first name?"), facts.get("name"), other, before=hello)
    if other and name == "other":
        return None
    given: str | None = facts.get("phone")
    phone = None
    if given is None:
        phone = yield from parts.ask_phone(
            T(
                "May we also reach you by text message? Share your number with one tap, or type it with its country code."
            )
        )
    zone = yield from parts.ask_zone(facts, given or phone, named=name)
    return AboutYou(name, phone, zone)


async def finish_about_you(turn: Turn, value: object, facts: Facts) -> Next:
    if value is None:
        return Next(then="sign_up", facts=facts["before_facts"])
    assert isinstance(value, AboutYou)
    await people.rename(turn.person, turn.now, first_name=value.name, zone=value.zone)
    await probes.settings_of(turn.person.id, turn.now)
    await links.only_proven(turn.person.id, turn.address_id)
    thanks = T("Thank you, {name}.", name=value.name)
    following = Next(then="add_contact", facts={"setup": True, "phone": value.phone or facts.get("phone")})
    if value.phone is not None:
        following = await verify_phone.check(turn, value.phone, following)
    return replace(following, texts=[thanks, *following.texts])
