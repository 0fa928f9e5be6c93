"""Text as it is compared: one spelling of what looks alike."""

from __future__ import annotations

from bot import letters

_RANGES = str.maketrans(dict.fromkeys("~～〜∼", "-"))  # "9~11" is a range, not 911


def fold(text: str) -> str:
    """Letters as `bot.letters` folds them, digits of any script as 0 to 9, and plain spaces."""
    return " ".join(letters.fold(text.translate(_RANGES)).split())
