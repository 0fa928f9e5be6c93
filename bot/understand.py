"""What did they mean? Reads a free answer as good, bad, a wish to be left alone, or none of these.

The worst mistake is to read "all good" where somebody is not. So an answer is good only when every word of it is known,
at least one of them says so outright, and nothing in it doubts, negates, asks, or comes from a machine. A sign of
distress beats everything around it. Nothing is guessed: spelling mistakes come from a list, there is no fuzzy matching.
All languages are read at once, whatever the person's own one is. Pure.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.words import Phrases, Words
from bot.words.en import EN
from bot.words.es import ES

LANGUAGES: Mapping[str, Words] = {"en": EN, "es": ES}
MOST_READ = 2000  # characters; what stands behind is not read, and such a text is never good
MOST_GOOD = 24  # words in an answer that can be good


class Kind(StrEnum):
    OK = "ok"
    NOT_OK = "not_ok"
    STOP = "stop"
    START = "start"
    HELP = "help"
    OPTION = "option"
    UNCLEAR = "unclear"


class Ack(StrEnum):
    ACK = "ack"
    CANNOT = "cannot"
    STOP = "stop"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means, and on what words that rests.

    `option` is the number when the text is one number ("1" is also OK and "2" also NOT_OK: what they mean to a question
    with other options is for the caller). `help_word` marks the bare "help": NOT_OK while we ask how somebody is,
    the list of commands when nothing is open. `automatic`: a machine seems to have written it, so do not answer it.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    option: int | None = None
    automatic: bool = False
    help_word: bool = False


class _Is(IntEnum):
    """What a phrase is. Where the same phrase is listed twice, the higher one wins."""

    UNKNOWN = 0
    FILLER = 1
    COURTESY = 2
    OK = 3
    ACK = 4
    NEITHER = 5
    BUSY = 6
    AUTOMATIC = 7
    NEGATION = 8
    NO = 9
    CANNOT = 10
    BAD = 11
    DISTRESS = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    what: _Is
    spanish_like: bool = False  # found in a language where "no" negates what follows


Token = str
_BREAK, _QUESTION, _SLASH = "|", "?", "/"
_UNKNOWN = "\ufffd"
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘‛`´ʼ＇′", "'"))
_HARMLESS_MARKS = "\u0300\u0301\u0302\u0303\u0308\ufe0e\ufe0f\u20e3"  # accents of our languages, emoji style, keycap
_SAD = re.compile(
    r"[:;=]['-]?[(\[/\\|{<]|(?<!\w)[:=]-?c(?!\w)|\)[-']?[:=]|(?<!\w)d[:=]|</3|(?<!\w)t_t(?!\w)|;_;|>_<|-_-"
)
_HAPPY = re.compile(r"[:;=]['-]?(?:\)+|\]|d(?!\w)|p(?!\w))|(?<!\w)xd+(?!\w)|\^[_.-]?\^|<3+")
_NUMBERED = re.compile(r"(?<![\w(])(\d)\s*\)")
_BRACKETS = re.compile(r"\(([^()]{0,200})\)")
_DOTTED = re.compile(r"(?<![\w.])(?:[a-z]\.)+[a-z]\.?(?!\w)")
_SHORT = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bain't\b"), "am not"),
    (re.compile(r"(?<=\w)n't\b"), " not"),
    (re.compile(r"(?<=\w)'ll\b"), " will"),
    (re.compile(r"(?<=\w)'re\b"), " are"),
    (re.compile(r"(?<=\w)'ve\b"), " have"),
    (re.compile(r"(?<=\w)'d\b"), " would"),
    (re.compile(r"(?<=\w)'m\b"), " am"),
    (re.compile(r"(?<=\w)'s\b"), " is"),
)
_PIECES = re.compile(r"[a-z0-9]+|\s+|.", re.DOTALL)
_RUNS = re.compile(r"(.)\1{2,}")
# Our own question, sent back: the options side by side, or a phone's report of a reaction to it.
_OUR_QUESTION = re.compile(
    r"\b1\W*(?:i am|estoy|yo estoy|si|yes)\b[\w\s]{0,12}\W*(?:or|o|and|y)?\W*"
    r"\b2\W*(?:i need help|i do need help|necesito ayuda|no)\b"
)
_REACTION = re.compile(
    r"^\W*(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted|removed a|le gusto|le encanto|"
    r"no le gusto|reacciono|se rio de|(?:\S{1,4} )?(?:to|a) [\"“«])"
)
_HAPPY_EMOJI = frozenset("🙂😀😃😄😁😊☺😍🥰😘🤗😉😎😂🤣🌹🌷🌸🌻🌺🌞☀❤♥💕💖💗💙💚💛🧡💜🖤🤍💞😋💐🎉🙏😌🤩😇🫶💋")
_GOOD_EMOJI = frozenset("👍👌✅✔☑🆗")
_BAD_EMOJI = frozenset("👎❌✖")
_ALARM_EMOJI = frozenset("🆘🚑🚨")
_NUMBER = re.compile(r"\d{1,2}")
# Between "not" and what it negates: "not really that okay".
_BETWEEN = frozenset(
    {"at", "so", "too", "that", "very", "really", "quite", "all", "feeling", "doing", "exactly", "entirely"}
) | {
    "completely",
    "fully",
    "just",
    "muy",
    "tan",
    "del",
    "todo",
}
_ANSWERS = EN.yes | ES.yes  # "no, yes" negates nothing
_NEGATES_AFTER = frozenset({"not", "never", "hardly", "barely"})  # the last word of it


def understand(text: str, language: str, names: Collection[str] = ()) -> Meaning:
    """What an answer to "are you okay?" means. `names`: words to pass over, such as names of those involved."""
    tokens, plain = _clean(text)
    whole = " ".join(token for token in tokens if token != _BREAK)
    command = whole.startswith("/ ")
    if command:
        whole = whole[2:]
    known = _known(language)
    if not whole:
        return Meaning(Kind.UNCLEAR)
    if whole in known.stop:
        return Meaning(Kind.STOP, (whole,))
    if whole in known.start:
        return Meaning(Kind.START, (whole,))
    if whole in known.info or whole in ("?", "??") or (command and whole in known.help):
        return Meaning(Kind.HELP, (whole,))
    pieces = _read(tokens, known.answers, names)
    return _decide(pieces, known, language, plain, whole, len(text) > MOST_READ)


def understand_ack(text: str, language: str, names: Collection[str] = ()) -> Ack:
    """What a contact's answer to "can you look after them?" means.

    Taking it on must be said outright: a bare "ok" or a thumb may only mean "I have read this", and while one contact
    is believed to be on the way the next one is not told.
    """
    tokens, plain = _clean(text)
    known = _known(language)
    whole = " ".join(token for token in tokens if token != _BREAK)
    if whole in known.stop:
        return Ack.STOP
    if _OUR_QUESTION.search(plain) or _REACTION.search(plain) or len(tokens) > 4 * MOST_GOOD:
        return Ack.UNCLEAR
    pieces = _read(_without_eta(tokens), known.acks, names)
    kinds = {piece.what for piece in pieces}
    if kinds & {_Is.CANNOT, _Is.NO} and _Is.ACK not in kinds and _QUESTION not in tokens:
        if any(_is_refusal(sentence) for sentence in _sentences(pieces)):
            return Ack.CANNOT
        return Ack.UNCLEAR
    if _Is.ACK in kinds and kinds <= {_Is.ACK, _Is.FILLER, _Is.OK} and _QUESTION not in tokens:
        return Ack.ACK
    return Ack.UNCLEAR


def says_yes(text: str, language: str) -> bool | None:
    """A plain yes or no to a plain question of ours ("Is this right?"); None when it is neither."""
    tokens, _ = _clean(text)
    known = _known(language)
    pieces = _read(tokens, known.yes_no, ())
    kinds = {piece.what for piece in pieces if piece.what != _Is.FILLER}
    if kinds == {_Is.OK}:
        return True
    if kinds and kinds <= {_Is.NO, _Is.CANNOT} and _QUESTION not in tokens:
        return False
    return None


def _decide(pieces: Sequence[_Piece], known: _Known, language: str, plain: str, whole: str, cut: bool) -> Meaning:
    kinds = {piece.what for piece in pieces} - {_Is.FILLER, _Is.COURTESY}
    option = int(whole) if _NUMBER.fullmatch(whole) else None
    ours = bool(_OUR_QUESTION.search(plain) or _REACTION.search(plain))
    if _Is.AUTOMATIC in kinds or ours:
        return Meaning(Kind.UNCLEAR, _said(pieces, _Is.AUTOMATIC), automatic=_Is.AUTOMATIC in kinds)
    if _Is.DISTRESS in kinds:
        return Meaning(Kind.NOT_OK, _said(pieces, _Is.DISTRESS), help_word=whole in known.help)
    asked = any(piece.words == _QUESTION for piece in pieces)
    negated = () if asked else _negated(pieces, language)
    if negated:
        return Meaning(Kind.NOT_OK, negated)
    if _Is.BUSY in kinds:
        return Meaning(Kind.UNCLEAR, _said(pieces, _Is.BUSY), automatic=_Is.OK not in kinds)
    if asked or cut:
        return Meaning(Kind.UNCLEAR)
    if kinds and kinds <= {_Is.BAD, _Is.NO}:
        return Meaning(Kind.NOT_OK, _said(pieces, _Is.BAD, _Is.NO), option)
    if kinds == {_Is.OK} and sum(len(piece.words.split()) for piece in pieces) <= MOST_GOOD:
        return Meaning(Kind.OK, _said(pieces, _Is.OK), option)
    if option is not None:
        return Meaning(Kind.OPTION, (whole,), option)
    return Meaning(Kind.UNCLEAR)


def _negated(pieces: Sequence[_Piece], language: str) -> tuple[str, ...]:
    """A "not" with something good right behind it."""
    for at, piece in enumerate(pieces):
        if piece.what not in (_Is.NO, _Is.NEGATION):
            continue
        ahead = at + 1
        while ahead < len(pieces) and ahead <= at + 3 and pieces[ahead].words in _BETWEEN:
            ahead += 1
        if ahead >= len(pieces) or pieces[ahead].what != _Is.OK:
            continue
        good = pieces[ahead]
        if piece.words.split()[-1] in _NEGATES_AFTER:
            return (piece.words, good.words)
        if (
            piece.words == "no"
            and good.spanish_like
            and good.words not in _ANSWERS
            and (language == "es" or good.words not in EN.ok)
        ):
            return (piece.words, good.words)
    return ()


def _said(pieces: Iterable[_Piece], *kinds: _Is) -> tuple[str, ...]:
    return tuple(piece.words for piece in pieces if piece.what in kinds)


def _is_refusal(sentence: Iterable[_Piece]) -> bool:
    kinds = {piece.what for piece in sentence} - {_Is.FILLER}
    return bool(kinds) and kinds <= {_Is.CANNOT, _Is.NO}


def _sentences(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    made: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.words == _BREAK:
            made.append([])
        else:
            made[-1].append(piece)
    return [one for one in made if one]


# --- from characters to words ---------------------------------------------------------------------------------------


def _clean(text: str) -> tuple[list[Token], str]:
    """Words, pauses ("|") and question marks; anything we have no business reading stands as one unknown token.

    The second value is the cleaned text with its punctuation.
    """
    folded = unicodedata.normalize("NFKC", text[:MOST_READ].translate(_APOSTROPHES)).casefold()
    kept: list[str] = []
    for char in unicodedata.normalize("NFKD", folded):
        kind = unicodedata.category(char)
        if kind == "Cf" or char in _HARMLESS_MARKS or "\U0001f3fb" <= char <= "\U0001f3ff":
            continue  # zero-width characters, accents, skin tones
        kept.append(
            _UNKNOWN if kind in ("Mn", "Me", "Mc", "Co", "Cs", "Cn") or (kind == "Cc" and not char.isspace()) else char
        )
    plain = "".join(kept).translate(_APOSTROPHES).strip()
    for short, full in _SHORT:
        plain = short.sub(full, plain)
    marked = _SAD.sub(f" {_UNKNOWN} ", plain)
    marked = _BRACKETS.sub(r"\n\1\n", _NUMBERED.sub(r"\1 ", _HAPPY.sub(" ", marked)))
    marked = marked.replace("¿", "," if marked.count("?") >= marked.count("¿") else "?")
    marked = _DOTTED.sub(lambda found: found.group().replace(".", ""), marked).replace("'", "")
    return list(_tokens(marked)), plain


def _tokens(text: str) -> Iterable[Token]:
    spelt = _spelt()
    last = ""
    parts = _PIECES.findall(text)
    for at, part in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else ""
        before = parts[at - 1] if at else ""
        for token in _token(part, before, after, spelt):
            if token != _BREAK or last not in ("", _BREAK):
                yield token
            last = token if token != _BREAK or last else last


def _token(part: str, before: str, after: str, spelt: Mapping[str, str]) -> Sequence[Token]:
    if part[0].isascii() and part.isalnum():
        return _word(part, spelt)
    if part.isspace():
        return (_BREAK,) if "\n" in part or "\r" in part else ()
    if part in "-‐‑" and after[:1].isdigit() and not before[-1:].isalnum():
        return (_UNKNOWN,)  # "-1" is no "1"
    if part in '-‐‑*_"“”„«»#':
        return ()
    if part in ".,!¡;:=–—…·•":
        return (_BREAK,)
    if part == "?":
        return (_QUESTION,)
    return (part,)


def _word(word: str, spelt: Mapping[str, str]) -> Sequence[Token]:
    """The word as it is listed: corrected from the list, and without drawn-out letters ("okkk", "heeelp")."""
    if word in spelt:
        return spelt[word].split()
    if len(word) > 2 and not word.isdigit() and word not in _vocabulary() and _RUNS.search(word):
        for shorter in (_RUNS.sub(r"\1\1", word), _RUNS.sub(r"\1", word)):
            if len(shorter) > 1 and shorter in spelt:
                return spelt[shorter].split()
            if len(shorter) > 1 and shorter in _vocabulary():
                return (shorter,)
    return (word,)


_ETA = re.compile(
    r"(?<!\S)(?:(?:(?:i )?will )?(?:be )?(?:there|here|with her|with him) )?(?:(?:in|en|about|around|llego en|eta) )*"
    r"(?:\d{1,3}|a few|half an|un|unos|media|an|one) ?"
    r"(?:min|mins|minute|minutes|hour|hours|hr|hrs|h|minutos|minuto|hora|horas)(?!\S)"
)


def _without_eta(tokens: Sequence[Token]) -> list[Token]:
    """ "On my way, there in 10 minutes" without the second half."""
    return _ETA.sub("", " ".join(tokens)).split()


# --- from words to pieces -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Phrases, and by their first word how long they can be, longest first."""

    phrases: Mapping[tuple[str, ...], tuple[_Is, bool]]
    lengths: Mapping[str, Sequence[int]]

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[tuple[str, ...], _Is, bool] | None:
        for length in self.lengths.get(tokens[at], ()):
            phrase = tuple(tokens[at : at + length])
            if known := self.phrases.get(phrase):
                return phrase, *known
        return None


@dataclass(frozen=True, slots=True)
class _Known:
    """All languages' words as one, seen from a person of one language."""

    answers: _Lexicon
    acks: _Lexicon
    yes_no: _Lexicon
    stop: Phrases
    start: Phrases
    help: Phrases
    info: Phrases


def _read(tokens: Sequence[Token], lexicon: _Lexicon, names: Collection[str]) -> list[_Piece]:
    """The tokens cut into the longest phrases we know, from the left."""
    passed_over = {part for name in names for part in name.casefold().split()}
    pieces: list[_Piece] = []
    at = 0
    while at < len(tokens):
        if found := lexicon.longest(tokens, at):
            phrase, what, spanish_like = found
            pieces.append(_Piece(" ".join(phrase), what, spanish_like))
            at += len(phrase)
        else:
            pieces.append(_alone(tokens[at], pieces, passed_over, first=at == 0))
            at += 1
    return pieces


def _alone(token: Token, before: Sequence[_Piece], passed_over: Collection[str], first: bool) -> _Piece:
    if token == _BREAK or token in passed_over or token in _HAPPY_EMOJI:
        return _Piece(token, _Is.FILLER)
    if token == _QUESTION and before and before[-1].what == _Is.COURTESY:
        return _Piece(_BREAK, _Is.FILLER)  # "Fine, and you?"
    if first and token == _SLASH:
        return _Piece(token, _Is.FILLER)
    return _Piece(token, _Is.UNKNOWN)


@functools.cache
def _known(language: str) -> _Known:
    answers: dict[tuple[str, ...], tuple[_Is, bool]] = {}
    acks: dict[tuple[str, ...], tuple[_Is, bool]] = {}
    yes_no: dict[tuple[str, ...], tuple[_Is, bool]] = {}
    for code, words in LANGUAGES.items():
        here = words.here if code == language else frozenset()
        common = [(words.fillers, _Is.FILLER), (words.negations, _Is.NEGATION), (words.no, _Is.NO)]
        for said, what in [
            *common,
            (words.courtesies, _Is.COURTESY),
            (words.ok | here, _Is.OK),
            (words.neither, _Is.NEITHER),
            (words.busy, _Is.BUSY),
            (words.automatic, _Is.AUTOMATIC),
            (words.bad, _Is.BAD),
            (words.distress, _Is.DISTRESS),
        ]:
            _learn(answers, said, what, words.no_is_not)
        for said, what in [*common, (_AGREED, _Is.OK), (words.ack, _Is.ACK), (words.cannot, _Is.CANNOT)]:
            _learn(acks, said, what, words.no_is_not)
        for said, what in [*common, (words.yes | here, _Is.OK), (frozenset({"2", "two", "dos"}), _Is.NO)]:
            _learn(yes_no, said, what, words.no_is_not)
    _learn(answers, _GOOD_EMOJI, _Is.OK, False)
    _learn(answers, _BAD_EMOJI, _Is.BAD, False)
    _learn(answers, _ALARM_EMOJI, _Is.DISTRESS, False)
    _learn(yes_no, _GOOD_EMOJI, _Is.OK, False)
    _learn(yes_no, _BAD_EMOJI, _Is.NO, False)
    every_language = LANGUAGES.values()
    return _Known(
        answers=_lexicon(answers),
        acks=_lexicon(acks),
        yes_no=_lexicon(yes_no),
        stop=frozenset().union(*(words.stop for words in every_language)),
        start=frozenset().union(*(words.start for words in every_language)),
        help=frozenset().union(*(words.help for words in every_language)),
        info=frozenset().union(*(words.info for words in every_language)),
    )


_AGREED: Phrases = frozenset({"ok", "okay", "vale", "👍", "👌", "✅"})  # beside an acknowledgement, not instead of one


def _learn(
    lexicon: dict[tuple[str, ...], tuple[_Is, bool]], said: Iterable[str], what: _Is, spanish_like: bool
) -> None:
    for phrase in said:
        key = tuple(token for word in phrase.split() for token in _spelt().get(word, word).split())
        was, like = lexicon.get(key, (_Is.UNKNOWN, False))
        lexicon[key] = (max(was, what), spanish_like or like)


def _lexicon(phrases: Mapping[tuple[str, ...], tuple[_Is, bool]]) -> _Lexicon:
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    return _Lexicon(phrases, {first: sorted(found, reverse=True) for first, found in lengths.items()})


@functools.cache
def _spelt() -> Mapping[str, str]:
    return {short: full for words in LANGUAGES.values() for short, full in words.spelt.items()}


@functools.cache
def _vocabulary() -> frozenset[str]:
    """Every single word that stands in a list."""
    return frozenset(
        word
        for words in LANGUAGES.values()
        for said in (
            words.ok,
            words.no,
            words.negations,
            words.distress,
            words.bad,
            words.fillers,
            words.ack,
            words.cannot,
        )
        for phrase in said
        for word in phrase.split()
    )
