"""Whether somebody we do not know wants to talk to us, and in which language. Pure."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from bot.letters import fold
from bot.words import languages
from wellcheck.i18n import LANGUAGES


def knocks(text: str) -> bool:
    """Whether a text message from an unknown number begins a conversation. Anything else is not kept and not answered."""
    return _plain(text) in _join()


def language_of(text: str, sender: str) -> str:
    """The language to answer a stranger in: that of their word, where it is one language's alone; else the one that is
    spoken where their number (E.164) is from; else English. Only languages we can speak."""
    shown = [code for code in _join().get(_plain(text), ()) if code in LANGUAGES]
    if len(shown) == 1 and shown != ["en"]:
        return shown[0]
    for code in shown if len(shown) > 1 else LANGUAGES:
        if code in languages() and sender.startswith(languages()[code].prefixes):
            return code
    return "en"


def _plain(text: str) -> str:
    return fold(text).strip(" .!¡,。\n")


@functools.cache
def _join() -> Mapping[str, tuple[str, ...]]:
    """What a stranger may begin with, and the languages it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in languages().items():
        for said in (*words.join, *words.commands.get("pal", ())):
            found[fold(said)] = (*found.get(fold(said), ()), code)
    return found
