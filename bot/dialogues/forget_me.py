"""To be forgotten: what it means, twice asked, and done at once."""

from __future__ import annotations

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from wellcheck import people, users
from wellcheck.i18n import T, join
from wellcheck.people import Contact, Person


def script(facts: Facts) -> Script:
    """`facts["told"]`: who learns it, by name; `facts["helps"]`: whose contact they are; `facts["user"]`: whether they are
    looked after themselves."""
    if facts["user"]:
        what = T("We would forget everything about you: your name and numbers, your contacts, answers and messages. We would "
                 "no longer ask how you are, and tell nobody when you need help. Do you want that?")  # fmt: skip
    else:
        what = T("We would forget everything about you: your name, your numbers and our messages. Do you want that?")
    sure = yield Ask(what, options=parts.YES_NO, read=parts.yes_or_no)
    if sure != "yes":
        return False
    last = []
    if facts["told"]:
        last.append(T("{names} will learn that we no longer look after you.", names=tuple(facts["told"])))
    if facts["helps"]:
        last.append(T("{names} will learn that we cannot tell you about them any more.", names=tuple(facts["helps"])))
    choice = yield Ask(
        join([*last, T("This cannot be undone. Shall we do it now?")], " "),
        options=(Option("forget", T("Forget everything")), Option("keep", T("Leave it as it is"))),
    )
    return choice == "forget"


async def facts_for(person: Person) -> Facts:
    """What the script begins with. `NotPossible` while it cannot be done."""
    await users.may_forget(person)
    helps = []
    for contact in await Contact.filter(person_id=person.id, consent__in=("invited", "consented")):
        helps.append((await people.get(contact.user_id)).first_name or "")
    return {
        "user": await users.is_user(person.id),
        "told": await standing.told_in_order(person),
        "helps": helps,
    }


async def finish(turn: Turn, sure: object, facts: Facts) -> Next:
    if not sure:
        return Next([T("All right, nothing was changed.")])
    await users.forget_me(turn.person, turn.address_id, turn.now)
    return Next(
        [T("It is done: we have forgotten everything about you. If you want to come back one day, write “start”.")]
    )
