"""Which language we speak."""

from __future__ import annotations

import functools
from collections.abc import Generator, Mapping
from typing import Any

from babel import Locale

from bot import anew
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.letters import fold
from bot.words import languages
from wellcheck import people
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import LANGUAGES, T, Text, join

BUTTONS = ("telegram",)
"""Where all our languages can be offered: a text message has no room for them, and a telephone no keys."""

_KEYS = {"hi": "hindi", "uk": "ukrainian"}
"""Codes of languages that are words as well: who says "hi" does not ask for Hindi."""

_ALSO = {"es": "castellano", "pt": "brasileiro / portugues do brasil", "zh": "汉语 / 漢語 / 普通话 / mandarin", "hi": "हिंदी",
         "ar": "عربي / عربى", "ru": "по-русски", "uk": "по-українськи"}  # fmt: skip
"""What languages are called beside the names in CLDR."""


def script(facts: Facts) -> Script:
    return (yield from ask(T("Which language shall we speak?"), facts))


async def finish(turn: Turn, language: object, facts: Facts) -> Next:
    return Next(await speak(turn, str(language)))


async def speak(turn: Turn, language: str) -> list[Text]:
    """From now on we speak this language to them: said in it, with what waits for their answer."""
    await people.rename(turn.person, turn.now, language=language)
    return [T("All right. We write to you in English from now on."), *await anew.open_matters(turn)]


def ask(question: Text, facts: Facts, second: str = "en") -> Generator[Ask, Any, str]:
    """The language they choose: a button each, the likely one first; elsewhere the two likely ones, or any by its name."""
    codes = offered(facts["language"], facts["channel"], second)
    if facts["channel"] not in BUTTONS:
        question = join([question, T("You can also write the name of another language.")], " ")
    chosen: str = yield Ask(
        question, tuple(Option(_KEYS.get(code, code), own_name(code)) for code in codes), read=named
    )
    return next((code for code, key in _KEYS.items() if key == chosen), chosen)


def offered(likely: str, channel: str, second: str = "en") -> tuple[str, ...]:
    """The languages to choose from, the likely one first: all of them, or that one and the `second` (English, unless it is
    English that is likely: Spanish)."""
    if channel in BUTTONS:
        return tuple(sorted(LANGUAGES, key=lambda code: (code != likely, code != second)))
    return (likely, second) if likely != second else ("en", "es")


def own_name(code: str) -> Text:
    """A language as those who speak it call it."""
    return T("{words}", words=languages()[code].name)


def named(text: str) -> str:
    """The language whose name stands in the text: in itself or in another of our languages, or its code."""
    plain = fold(text[:200]).strip(" .!¡,。।\n")
    if plain in LANGUAGES and plain not in _KEYS:
        return plain
    words = [plain, *plain.replace(",", " ").split()]
    found = {_names()[word] for word in words if word in _names()}
    if len(found) != 1:
        raise NotUnderstood(T("We speak: {ours}.", ours=tuple(own_name(code) for code in LANGUAGES)))
    return found.pop()


def only_named(text: str) -> str | None:
    """The language of which this is the name, and nothing else: somebody who wants to read it. None: it is none."""
    return _names().get(fold(text[:40]).strip(" .!?¡¿,。।/\n"))


@functools.cache
def _names() -> Mapping[str, str]:
    """Languages by their names in every language."""
    names = {fold(Locale.parse(told).languages[code]): code for told in languages() for code in LANGUAGES}
    names |= {fold(languages()[code].name): code for code in LANGUAGES}
    return names | {fold(name): code for code in LANGUAGES for name in _ALSO.get(code, "").split(" / ") if name}
