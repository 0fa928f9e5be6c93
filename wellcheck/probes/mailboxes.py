"""E-mail addresses that people give for themselves: each counts once the link that was sent there was pressed."""

from __future__ import annotations

from datetime import datetime, timedelta

from wellcheck import access, db, messages, people
from wellcheck.errors import NotPossible
from wellcheck.i18n import T
from wellcheck.messages import Telling
from wellcheck.people import Address, Person

CONFIRM = (("mine", T("Yes, this is my address")),)
"""What proves an address: the link stands for it alone, and was sent nowhere else."""

ADDED = access.rules.Limit("mail", 5, timedelta(hours=1))
"""So many mails anybody may have sent to addresses that are not proved."""


WARNING = T(
    "A new e-mail address was given for you at Wellcheck. It counts once it is confirmed. If this was not you, please change "
    "your password."
)


async def add(person: Person, value: str, now: datetime, warn: bool = False) -> Address:
    """This person gives an e-mail address of theirs. A mail asks there whether it is; one that counts already is left as it
    is. `warn`: they are told elsewhere, for it may not be them. `NotPossible` where no mail leaves, or when it is somebody
    else's; `TooMany`."""
    if not people.reaches("email"):
        raise NotPossible(T("We cannot send e-mails here."))
    await access.take(ADDED, str(person.id), now)
    text = T("Hello {name}, this e-mail address was given for you at Wellcheck. If that was you, please confirm it: then we "
             "reach you here as well. If not, you need not do anything.", name=person.first_name or "")  # fmt: skip
    async with db.transaction():
        await (
            Address.filter(person_id=person.id, channel="email", verified_at__isnull=True)
            .exclude(blind=people.blind("email", value))
            .delete()
        )  # one that was only typed once and then given up is not kept
        address = await people.add_address(person.id, "email", value, now)
        if address.verified_at is None or address.stopped_at is not None:
            await messages.withdraw([address.id], now)
            asking = Telling(person.id, text, "code", ("address", address.id), CONFIRM, (address.id, "email"))
            await messages.tell_many([asking, *([Telling(person.id, WARNING, "notice")] if warn else [])], now)
        return address
