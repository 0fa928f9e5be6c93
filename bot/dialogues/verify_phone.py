"""Six digits by text message, or in a call where there are no texts, which must come back: then the number is theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from bot import here, links
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from wellcheck import messages, people
from wellcheck.errors import NotPossible, NotUnderstood, WellcheckError
from wellcheck.i18n import T
from wellcheck.messages import Telling

PURPOSE = "phone"


def script(facts: Facts) -> Script:
    phone = facts["phone"]
    facts.setdefault("by", channel_of(phone))  # it may have begun before an update
    called = T("We call {phone} now and say six digits. Please write them here.", phone=phone)
    sent = T("We have sent six digits to {phone}. Please write them here.", phone=phone)
    code: str = yield Ask(
        called if facts["by"] == "voice" else sent,
        options=(Option("new", T("New code")), Option("later", T("Later"))),
        read=parts.six_digits,
    )
    return code


def channel_of(phone: str) -> str:
    """How this number (E.164) is proved: a landline takes no texts."""
    return "voice" if here.here.calls and parts.is_landline(phone) else "sms"


async def finish(turn: Turn, code: object, facts: Facts) -> Next:
    go_on = onward(facts)
    if code == "later":
        return Next([T("All right. You can do that later: reply “link”."), *go_on.texts], go_on.then, go_on.facts)
    if code == "new":
        return await _send(turn, facts["phone"], facts["by"], go_on)
    try:
        await people.redeem_code(PURPOSE, turn.person.id, str(code), turn.now, facts["phone"])
    except NotUnderstood as wrong:
        # Said, not raised: raising would take back the count of wrong codes as well.
        return Next([wrong.text], "verify_phone", _own(facts))
    try:
        who = await links.claim_phone(turn.person, facts["phone"], "code", turn.now, facts["by"])
    except NotPossible as taken:
        return Next([taken.text, *go_on.texts], go_on.then, go_on.facts)
    if who != turn.person.id:
        return await _known_already(who)
    return Next([T("Thank you, your number is confirmed."), *go_on.texts], go_on.then, go_on.facts)


async def check(turn: Turn, phone: str, following: Next, by: str | None = None) -> Next:
    """See that this number is theirs, then go on: at once when it is confirmed already, else by a code. `by`: the channel
    they are to be reached on (None: `channel_of`)."""
    by = by or channel_of(phone)
    address = await people.find_address(by, phone)
    if address is not None and address.person_id == turn.person.id and address.verified_at is not None:
        return following
    return await _send(turn, phone, by, following)


async def _send(turn: Turn, phone: str, channel: str, following: Next) -> Next:
    address = await people.find_address(channel, phone)
    if address is None:
        # A number that was only typed once and then given up is not kept.
        await people.Address.filter(person_id=turn.person.id, channel=channel, verified_at__isnull=True).delete()
        address = await people.add_address(turn.person.id, channel, phone, turn.now)
    facts = {"phone": phone, "by": channel, "then": following.then, "then_facts": following.facts}
    try:
        code = await people.new_code(PURPOSE, turn.person.id, turn.now, phone)
    except WellcheckError as too_soon:
        return Next([too_soon.text], "verify_phone", facts)
    text = T("{code} is your Wellcheck code. Nobody from our team will ever ask you for it.", code=code)
    if channel == "voice":
        said = ". ".join(code)  # a pause behind each digit, so that it can be written down
        text = T("This is Wellcheck. Your code is: {code}. Once more: {code}.", code=said)
    await messages.tell(Telling(turn.person.id, text, "code", to=(address.id, channel)), turn.now)
    return Next(then="verify_phone", facts=facts)


def onward(facts: Facts) -> Next:
    """What follows once the number is confirmed, or put off."""
    return Next(then=facts.get("then"), facts=facts.get("then_facts") or {})


def _own(facts: Facts) -> dict[str, Any]:
    return {name: facts[name] for name in ("phone", "by", "then", "then_facts")}


async def _known_already(who: UUID) -> Next:
    person = await people.get(who)
    return Next([T("Welcome back, {name}. We reach you here as well from now on.", name=person.first_name or "")])
