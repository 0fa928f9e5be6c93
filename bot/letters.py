"""From characters to words, for any script. Lists of words and what people write go through the same door, so that both
are spelt alike: lower case, no accents, one form of each letter, digits as 0-9. Pure.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

BREAK, QUESTION = "|", "?"
UNKNOWN = "\ufffd"
"""Stands for what we have no business reading: nothing beside it is ever good."""
NUMBER = "#"
"""In lists: any number of up to three digits."""

# Signs over and below letters that change nothing we read by: accents, harakat, points, nukta, emoji style, keycap.
# Strokes through a letter are not among them: somebody crossed the word out.
_HARMLESS_MARKS = frozenset(
    [*range(0x0300, 0x0315), *range(0x031B, 0x0334), *range(0x0342, 0x0346), 0x0483, 0x0484, *range(0x0591, 0x05C8)]
    + [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE), 0x093C, 0xFE0E, 0xFE0F, 0x20E3]
)
_MARKS_THAT_COUNT = "".join(
    chr(code) for code in range(0x0900, 0x10A0) if unicodedata.category(chr(code))[0] == "M" and code != 0x093C
) + "".join(chr(code) for code in (*range(0x1780, 0x1800), 0x3099, 0x309A) if unicodedata.category(chr(code))[0] == "M")
"""Vowels and the like of the scripts of India and its neighbours: another sign is another word."""

_SAME = str.maketrans({
    # Latin letters that no decomposition leads back, and the Turkish ones: people write them either way
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t",
    "ё": "е", "ѐ": "е", "ѝ": "и",
    # alef with and without hamza, final ya, ta marbuta, and the Persian forms of ya and kaf
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ـ": "",
    "ँ": "ं",
    **dict.fromkeys("’‘‛`´ʼ＇′‵", "'"),
    **dict.fromkeys("،、", ","), **dict.fromkeys("؛", ";"), **dict.fromkeys("؟⸮", "?"), **dict.fromkeys("。।॥۔", "."),
    **dict.fromkeys("「」『』《》", '"'), **dict.fromkeys("\u2028\u2029\u0085", "\n"), "～": "", "~": "",
})  # fmt: skip


class _Fold(dict[int, str]):
    """What each character is read as; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        read = _letter(chr(code))
        if len(self) < 20_000:
            self[code] = read
        return read


def _letter(char: str) -> str:
    if ord(char) in _SAME:
        return char.translate(_SAME)
    kind = unicodedata.category(char)
    if ord(char) in _HARMLESS_MARKS or kind == "Cf" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return ""  # accents, zero-width characters, skin tones
    if kind[0] == "M":
        return char if char in _MARKS_THAT_COUNT else UNKNOWN
    if kind in ("Co", "Cs", "Cn") or (kind == "Cc" and not char.isspace()):
        return UNKNOWN
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind[0] == "L" and unicodedata.name(char, "").startswith(("LATIN", "GREEK")):
        bare = "".join(part for part in unicodedata.normalize("NFD", char) if unicodedata.category(part)[0] != "M")
        return bare.translate(_SAME)
    return char


_FOLD = _Fold()


def fold(text: str) -> str:
    """The text with one form of each letter. Punctuation stays; what nobody can read becomes `UNKNOWN`."""
    if text.isascii():
        if text.replace(" ", "").isalnum():
            return text.lower()  # most of what is said and listed; nothing else would change
    else:
        plain = text.replace("´", "'").replace("＇", "'")  # the compatibility form of ´ is a space with an accent
        text = unicodedata.normalize("NFKC", plain)
    return text.casefold().translate(_FOLD)


# --- words ----------------------------------------------------------------------------------------------------------

# Scripts written without spaces: each character is a word here, with the marks that belong to it.
_CHINESE = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_THAI = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
PIECES = re.compile(
    rf"(?:[^\W_{_CHINESE}{_THAI}]|[{_MARKS_THAT_COUNT}])+|[{_CHINESE}]|(?:(?=[{_THAI}])[^\W_])[{_MARKS_THAT_COUNT}]*|\s+|.",
    re.DOTALL,
)
_UNSPACED = re.compile(rf"[{_CHINESE}{_THAI}]")
_SPACED = re.compile(rf"(?:[^\W_{_CHINESE}{_THAI}]|[{_MARKS_THAT_COUNT} ])+")
"""Nothing but words with spaces between them: `PIECES` would say the same, and take ten times as long."""
_SHORT = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bain't\b"), "am not"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"(?<=\w)n't\b"), " not"),
    (re.compile(r"(?<=\w)'ll\b"), " will"),
    (re.compile(r"\b(you|we|they)'re\b"), r"\1 are"),
    (re.compile(r"\b(i|you|we|they)'ve\b"), r"\1 have"),
    (re.compile(r"\b(i|you|he|she|we|they)'d\b"), r"\1 would"),
    (
        re.compile(r"\b(it|he|she|that|there|here|what|who|how|where|all|(?:every|some|no)(?:thing|one|body))'s\b"),
        r"\1 is",
    ),
)


def spelt_out(folded: str) -> str:
    """English contractions as full words; any other apostrophe is left."""
    if "'" in folded:
        for short, full in _SHORT:
            folded = short.sub(full, folded)
    return folded


def unspaced(word: str) -> bool:
    """Whether a word belongs to a script that is written without spaces."""
    return bool(_UNSPACED.match(word))


def listed(phrase: str) -> tuple[str, ...]:
    """A phrase of a list as the words it is looked up by."""
    plain = spelt_out(fold(phrase)).replace("'", "")
    if _SPACED.fullmatch(plain):
        return tuple(plain.split())
    return tuple(part for part in PIECES.findall(plain) if not part.isspace() and part not in "-‐‑.,!")


def together(words: Iterable[str]) -> str:
    """Words as they are shown: with spaces, where their script has any."""
    said = ""
    for word in words:
        said += word if not said or (unspaced(word) and unspaced(said[-1])) else f" {word}"
    return said


@functools.cache
def script_of(word: str) -> str:
    """The script of a word's first letter: LATIN, CYRILLIC, ARABIC, DEVANAGARI, CJK …; "" if it has none."""
    letter = next((char for char in word if char.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0] if letter else ""


# --- what was written -----------------------------------------------------------------------------------------------

_SAD = re.compile(
    r"[:;=]['-]?[(\[/\\|{<]|(?<!\w)[:=]-?c(?!\w)|\)[-']?[:=]|(?<!\w)d[:=]|</3|(?<!\w)t_t(?!\w)|;_;|>_<|-_-"
)
_HAPPY = re.compile(r"[:;=]['-]?(?:\)+|\]|d(?!\w)|p(?!\w))|\^[_.-]?\^|<3+")
_SMILE_ALONE = re.compile(r"(?<=[^\W\d_])\){1,9}(?=\s*$)")  # Russian and Ukrainian: "все хорошо))"
_NUMBERED = re.compile(r"(?<![\w(])(\d)\s*\)")
_BRACKETS = re.compile(r"\(([^()]{0,200})\)")
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.)+[^\W\d_]\.?(?!\w)")
_SIMPLE = re.compile(r"[^\W_]+(?:[ ,!]+[^\W_]+)*[ ,!.]*")


def split(text: str) -> tuple[Sequence[str], str]:
    """Words, pauses (`BREAK`), questions (`QUESTION`), and all other signs one by one, as they stand in the text.

    The second value is the folded text with its punctuation.
    """
    plain = fold(text).strip()
    if _SIMPLE.fullmatch(plain) is None:
        plain = spelt_out(plain)
        marked = _SAD.sub(f" {UNKNOWN} ", plain)
        marked = _BRACKETS.sub(r"\n\1\n", _NUMBERED.sub(r"\1 ", _HAPPY.sub(" ", marked)))
        marked = _SMILE_ALONE.sub("", marked)
        marked = marked.replace("¿", "," if marked.count("?") >= marked.count("¿") else "?")
        marked = _DOTTED.sub(lambda found: found.group().replace(".", ""), marked).replace("'", "")
    else:
        marked = plain
    return list(_marked(marked)), plain


def _marked(text: str) -> Iterable[str]:
    parts = PIECES.findall(text)
    last = ""
    for at, part in enumerate(parts):
        if part[0].isalnum():
            token = part
        elif part.isspace():
            token = BREAK if "\n" in part or "\r" in part else ""
        elif part in "-‐‑":
            # "-1" is no "1"
            before, after = parts[at - 1] if at else "", parts[at + 1] if at + 1 < len(parts) else ""
            token = UNKNOWN if after[:1].isdigit() and not before[-1:].isalnum() else ""
        elif part in '*_"“”„«»‹›#':
            token = ""
        elif part in ".,!¡;:=–—…·•":
            token = BREAK
        else:
            token = part
        if token and (token != BREAK or last not in ("", BREAK)):
            yield token
        last = token if token and (token != BREAK or last) else last
