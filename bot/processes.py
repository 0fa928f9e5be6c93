"""What other systems have handed in, as an operator asks for it by chat."""

from __future__ import annotations

from bot.board import is_operator
from bot.converse import Saying, Turn
from wellcheck import processes
from wellcheck.i18n import T, Text, join

MOST = 10
"""Processes, or lines of the history of one, that a chat shows; the command line shows all."""


async def describe(turn: Turn) -> list[Saying] | None:
    """Which processes run and when their next steps are due, or with a name behind the word the history of the newest one
    of that name. None: whoever asks is no operator, and has said something else."""
    if not await is_operator(turn):
        return None
    _, _, name = turn.said.text.strip().partition(" ")
    if name.strip():
        found = await processes.find(name.strip())
        told = [T("There is no such escalation.")] if found is None else await processes.told(found.id)
        return [Saying(join([told[0], *told[1:][-MOST:]]))]
    running = await processes.running(MOST + 1)
    lines: list[Text | str] = [
        name if at is None else join([name, T("{at}", at=at)], ": ") for name, at in running[:MOST]
    ]
    if not lines:
        return [Saying(T("No escalation process is running."))]
    return [Saying(join([*lines, *(["…"] if len(running) > MOST else [])]))]
