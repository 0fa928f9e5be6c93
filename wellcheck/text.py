"""Text as every provider takes it: nothing that a provider refuses, never longer than it allows."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable

# Control characters other than tab and newline, and lone surrogates: refused by providers, databases or XML.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_JOINER = "\u200d"


def clean(text: str) -> str:
    """The text without characters that some provider refuses."""
    return _REFUSED.sub("", text)


def utf16(char: str) -> int:
    """How many UTF-16 units a character takes: what Telegram and UCS-2 messages count."""
    return 2 if ord(char) > 0xFFFF else 1


def latin(text: str) -> str:
    """The letters of the Latin script without what is written above, below or through them: "Łódź, œuf" is "Lodz, oeuf".
    Other scripts, and letters that are not built on one of the alphabet, stay as they are."""
    return "".join(map(_bare, unicodedata.normalize("NFC", text)))


@functools.cache
def _bare(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    built = re.match("LATIN (SMALL|CAPITAL) LETTER ([A-Z]) WITH ", unicodedata.name(char, ""))
    if built is None:
        return char
    return built[2] if built[1] == "CAPITAL" else built[2].lower()


_LETTERS = {
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ı": "i", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "ə": "e", "Ə": "E", "ŋ": "ng", "Ŋ": "Ng", "ĸ": "k", "ŉ": "'n", "ĳ": "ij", "Ĳ": "IJ", "ſ": "s",
    "ª": "a", "º": "o",
}  # fmt: skip
"""What is written for letters that Unicode does not call another letter with something on it."""


def place(latitude: object, longitude: object) -> tuple[float, float] | None:
    """A place on earth in degrees, to about ten metres; None if it is none."""
    if isinstance(latitude, bool) or isinstance(longitude, bool):
        return None
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return round(float(latitude), 4), round(float(longitude), 4)


def cut(text: str, limit: int, size: Callable[[str], int] = utf16, mark: str = "…") -> str:
    """At most `limit` units of the text; what is cut off is replaced by the mark. Never splits an emoji or a letter
    from its accents."""
    if 2 * len(text) <= limit or sum(map(size, text)) <= limit:  # no character takes more than two
        return text
    room = limit - sum(map(size, mark))
    if room <= 0:
        return ""
    end, used = 0, 0
    while used + size(text[end]) <= room:
        used += size(text[end])
        end += 1
    while end and (_joins(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return text[:end].rstrip() + mark


def _joins(char: str) -> bool:
    """Does this character belong to the one before it: an accent, a joiner, a skin tone, a flag's second half?"""
    return (
        unicodedata.combining(char) != 0
        or char in (_JOINER, "\ufe0e", "\ufe0f", "\u20e3")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U0001f1e6" <= char <= "\U0001f1ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )
