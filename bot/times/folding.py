"""Text as it is compared: one spelling of what looks alike."""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "ı": "i"})


def fold(text: str) -> str:
    """Lower case, no accents, plain spaces, and the digits of any script as 0 to 9."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(
        str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c
        for c in spread
        if unicodedata.category(c) not in ("Mn", "Cf")
    )
    return " ".join(kept.translate(_ALIKE).split())
