"""Which language we speak."""

from __future__ import annotations

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.words import languages
from wellcheck import people
from wellcheck.i18n import LANGUAGES, T, Text


def script(facts: Facts) -> Script:
    language: str = yield Ask(T("Which language shall we speak?"), options=choices(facts["language"]))
    return language


async def finish(turn: Turn, language: object, facts: Facts) -> Next:
    await people.rename(turn.person, turn.now, language=str(language))
    return Next([T("All right. We write to you in English from now on.")])


def choices(first: str) -> tuple[Option, ...]:
    """All our languages, the likely one first."""
    return tuple(Option(code, _named(code)) for code in sorted(LANGUAGES, key=lambda code: code != first))


def _named(code: str) -> Text:
    return T("{words}", words=languages()[code].name)
