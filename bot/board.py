"""What operators see when they ask for it: open alarms, and who is not protected, a line each."""

from __future__ import annotations

from bot.converse import Saying, Turn
from wellcheck import access, board
from wellcheck.board import Alarm, Board
from wellcheck.escalations.saved import REASON_WORDS
from wellcheck.i18n import T, Text, join

PAGE = 6
"""Lines of one message."""

GAPS = {
    "no_address": T("no way to reach them"),
    "no_contact": T("nobody to tell"),
    "no_consent": T("no contact has agreed"),
    "no_reach": T("no contact can be reached"),
    "no_times": T("no times"),
}
"""Each gap of `people.gaps`, in a few words."""


async def is_operator(turn: Turn) -> bool:
    """Whether somebody of our own team is speaking."""
    account = (await access.accounts([turn.person.id])).get(turn.person.id)
    return account is not None and account.role == "admin"


async def show(turn: Turn, rest: str) -> list[Saying] | None:
    """The page that is asked for ("board 2"). None: they are no operator, so these are words like any others."""
    if not await is_operator(turn):
        return None
    page = int(rest) if rest.isdecimal() and len(rest) < 6 else 1
    return [Saying(join(in_words(await board.look(page, PAGE))))]


def in_words(seen: Board) -> list[Text]:
    """A page of the board, a sentence a line."""
    if not seen.alarms_in_all and not seen.unprotected_in_all:
        return [T("No alarm is open, and everybody is protected.")]
    lines = [T("Open alarms: {n}. People who are not protected: {m}.", n=seen.alarms_in_all, m=seen.unprotected_in_all)]
    lines += [alarm_line(alarm) for alarm in seen.alarms]
    lines += [
        T("{user} is not protected: {gaps}.", user=each.user, gaps=tuple(GAPS[gap] for gap in each.gaps))
        for each in seen.unprotected
    ]
    if seen.page < seen.pages:
        lines.append(T("Page {page} of {pages}. For the next one write “board {next}”.", page=seen.page, pages=seen.pages,
                       next=seen.page + 1))  # fmt: skip
    return lines


def alarm_line(alarm: Alarm) -> Text:
    """An open alarm: whom it is about, why, since when, and who has it."""
    reason = REASON_WORDS[alarm.reason]
    if alarm.holder is not None:
        return T("{user}: {reason}, since {at}. {who} has it.", user=alarm.user, reason=reason, at=alarm.started_at,
                 who=alarm.holder)  # fmt: skip
    if alarm.status == "exhausted":
        return T("{user}: {reason}, since {at}. All contacts were told, and nobody has it.", user=alarm.user, reason=reason,
                 at=alarm.started_at)  # fmt: skip
    return T(
        "{user}: {reason}, since {at}. Contacts are being told.", user=alarm.user, reason=reason, at=alarm.started_at
    )
