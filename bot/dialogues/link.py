"""One person, two channels: Telegram and a phone number."""

from __future__ import annotations

from bot import here, links
from bot.converse import Next, Turn
from bot.dialogue import Facts, Script
from bot.dialogues import parts, verify_phone
from wellcheck.i18n import T


def script(facts: Facts) -> Script:
    if facts["channel"] != "telegram":
        return None
    phone = yield from parts.ask_phone(
        T(
            "Which phone number may we write to as well? Share your number with one tap, or type it with its country code."
        )
    )
    return phone


async def finish(turn: Turn, phone: object, facts: Facts) -> Next:
    if turn.channel == "telegram":
        if phone is None:
            return Next([T("All right, nothing was changed.")])
        return await verify_phone.check(
            turn, str(phone), Next([T("Your number is confirmed. We can reach you there too.")])
        )
    if turn.channel == "voice" and here.here.telegram_name is not None:
        return Next([T("We cannot say a link in a call. Please write “link” to us by text message.")])
    link = await links.own_link(turn.person, turn.now)
    if link is None:
        return Next([T("Telegram is not available here. We go on by text message.")])
    said = T(
        "Open this link on your phone to use Telegram as well: {link} It works for one day. Please do not pass it on.",
        link=link,
    )
    return Next([said])
