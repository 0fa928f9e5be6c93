"""One more way to reach you: an e-mail address, which counts once the link that we send there was pressed."""

from __future__ import annotations

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.read import email_address
from wellcheck import people
from wellcheck.errors import WellcheckError
from wellcheck.i18n import T
from wellcheck.probes import mailboxes


def script(facts: Facts) -> Script:
    address: str = yield Ask(
        T("To which e-mail address may we write as well? We then send you a link to press there."),
        options=(Option("later", T("Later")),),
        read=email_address,
    )
    return address


async def finish(turn: Turn, address: object, facts: Facts) -> Next:
    if address == "later":
        return Next([T("All right, nothing was changed.")])
    try:
        added = await mailboxes.add(turn.person, str(address), turn.now)
    except WellcheckError as refused:
        # Said, not raised: raising would take back the count of what was sent.
        return Next([refused.text])
    if added.verified_at is not None and added.stopped_at is None:
        return Next([T("We reach you there already.")])
    place = people.spoken("email", added.value)
    return Next([T("We have sent {place}. Please open it and press the link in it, so that we know that it is yours.",
                   place=place)])  # fmt: skip
