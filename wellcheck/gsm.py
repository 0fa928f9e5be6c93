"""What a text costs as a text message: the alphabet it fits into, and in how many parts it travels. Pure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from wellcheck.text import clean, latin, utf16

# 3GPP TS 23.038: the default alphabet, and the signs that cost two places in it.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€\f")
GSM_ALL = GSM | GSM_DOUBLE

PROPER = 2
"""Up to so many parts a text keeps all its letters, whatever they cost."""

# One typographic sign would make the whole message UCS-2, with 70 letters a part in place of 160.
_TYPEWRITER = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−•·", "-"),
        **dict.fromkeys("\t\u00a0\u2002\u2003\u2009\u200a\u202f", " "),
        "…": "...",
        "×": "x",
    }
)


@lru_cache(maxsize=256)  # a burst asks everybody with the same few options
def numbered(options: tuple[tuple[str, str], ...]) -> str:
    """The lines that number these options, (key, label) each, behind a text."""
    # A label that is its own number says nothing (discreet questions), so it need not be said.
    return "".join(f"\n{n} = {typed(label)}" for n, (_, label) in enumerate(options, start=1) if label != str(n))


def worded(text: str, options: tuple[tuple[str, str], ...], paid: bool = True) -> tuple[str, str]:
    """The text and the lines of its options as they travel. What would take more than `PROPER` parts is written in plain
    letters for those GSM-7 does not have ("ação" is "acao") if that takes fewer; where anything else keeps it from being
    GSM-7 (a name in another script, an emoji) nothing is won, and nothing is changed. `paid`: by the part."""
    said, tail = typed(text).strip(), numbered(options)
    if paid and (parts := segments(said + tail)) > PROPER:
        plain = _plain(said), _plain(tail)
        if segments("".join(plain)) < parts:
            return plain
    return said, tail


def _plain(text: str) -> str:
    return "".join(char if char in GSM_ALL else latin(char) for char in unicodedata.normalize("NFC", text))


def typed(text: str) -> str:
    """The text in signs that cost no more than they must: straight quotes and hyphens."""
    text = clean(text)
    return text.replace("\t", " ").replace("`", "'") if text.isascii() else text.translate(_TYPEWRITER)


def segments(text: str) -> int:
    """In how many parts a text travels, and is paid for."""
    size, alone, joined = alphabet(text)
    if 2 * len(text) <= alone or sum(map(size, text)) <= alone:  # no character takes more than two
        return 1
    parts, used = 1, 0
    for char in text:  # a sign of two places is never split between two parts
        cost = size(char)
        if used + cost > joined:
            parts, used = parts + 1, 0
        used += cost
    return parts


def alphabet(text: str) -> tuple[Any, int, int]:
    """(places a character takes, places in a lone message, places in a part of a longer one)."""
    if GSM_ALL.issuperset(text):
        return _gsm_size, 160, 153
    return utf16, 70, 67


def _gsm_size(char: str) -> int:
    return 2 if char in GSM_DOUBLE else 1
