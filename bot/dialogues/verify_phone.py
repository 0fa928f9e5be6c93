"""Six digits by text message, which must come back: then the number is theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from bot import links
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from wellcheck import messages, people
from wellcheck.errors import NotPossible, NotUnderstood, WellcheckError
from wellcheck.i18n import T
from wellcheck.messages import Telling

PURPOSE = "phone"


def script(facts: Facts) -> Script:
    code: str = yield Ask(
        T("We have sent six digits to {phone}. Please write them here.", phone=facts["phone"]),
        options=(Option("new", T("New code")), Option("later", T("Later"))),
        read=parts.six_digits,
    )
    return code


async def finish(turn: Turn, code: object, facts: Facts) -> Next:
    go_on = onward(facts)
    if code == "later":
        return Next([T("All right. You can do that later: reply “link”."), *go_on.texts], go_on.then, go_on.facts)
    if code == "new":
        return await _send(turn, facts["phone"], go_on)
    try:
        await people.redeem_code(PURPOSE, turn.person.id, str(code), turn.now, facts["phone"])
    except NotUnderstood as wrong:
        # Said, not raised: raising would take back the count of wrong codes as well.
        return Next([wrong.text], "verify_phone", _own(facts))
    try:
        who = await links.claim_phone(turn.person, facts["phone"], "code", turn.now)
    except NotPossible as taken:
        return Next([taken.text, *go_on.texts], go_on.then, go_on.facts)
    if who != turn.person.id:
        return await _known_already(who)
    return Next([T("Thank you, your number is confirmed."), *go_on.texts], go_on.then, go_on.facts)


async def check(turn: Turn, phone: str, following: Next) -> Next:
    """See that this number is theirs, then go on: at once when it is confirmed already, else by a code."""
    address = await people.find_address("sms", phone)
    if address is not None and address.person_id == turn.person.id and address.verified_at is not None:
        return following
    return await _send(turn, phone, following)


async def _send(turn: Turn, phone: str, following: Next) -> Next:
    address = await people.find_address("sms", phone)
    if address is None:
        # A number that was only typed once and then given up is not kept.
        await people.Address.filter(person_id=turn.person.id, channel="sms", verified_at__isnull=True).delete()
        address = await people.add_address(turn.person.id, "sms", phone, turn.now)
    facts = {"phone": phone, "then": following.then, "then_facts": following.facts}
    try:
        code = await people.new_code(PURPOSE, turn.person.id, turn.now, phone)
    except WellcheckError as too_soon:
        return Next([too_soon.text], "verify_phone", facts)
    text = T("{code} is your Wellcheck code. Nobody from our team will ever ask you for it.", code=code)
    await messages.tell(Telling(turn.person.id, text, "code", to=(address.id, "sms")), turn.now)
    return Next(then="verify_phone", facts=facts)


def onward(facts: Facts) -> Next:
    """What follows once the number is confirmed, or put off."""
    return Next(then=facts.get("then"), facts=facts.get("then_facts") or {})


def _own(facts: Facts) -> dict[str, Any]:
    return {name: facts[name] for name in ("phone", "then", "then_facts")}


async def _known_already(who: UUID) -> Next:
    person = await people.get(who)
    return Next([T("Welcome back, {name}. We reach you here as well from now on.", name=person.first_name or "")])
