"""All words that are read for a person of one language, ready to be looked up.

Whose words they are (docs/languages.md): those of the person's own language; English and what every language shares;
and of all other languages the distress that cannot be mistaken. Where a phrase means different things in two languages,
the person's own language decides. What soothes is taken from abroad only in English, and not by single words that look
like somebody else's. Pure.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from bot import letters
from bot.kept import kept
from bot.letters import NUMBER, fold, script_of, together
from bot.words import Phrases, Words, languages
from bot.words.shared import SHARED

Phrase = tuple[str, ...]


class Is(IntEnum):
    """What a phrase is. Where the same phrase is listed twice in one language, the higher one wins."""

    UNKNOWN = 0
    FILLER = 1
    COURTESY = 2
    OK = 3
    ACK = 4
    NEITHER = 5
    LATER = 6
    CALL_ME = 7
    BUSY = 8
    AUTOMATIC = 9
    ASKS = 10
    NEGATION = 11
    NO = 12
    CANNOT = 13
    BAD = 14
    DISTRESS = 15
    OTHERS = 16
    MYSELF = 17


listed = functools.cache(letters.listed)  # the same lists are gone through for every language

_SOOTHES = frozenset({Is.FILLER, Is.COURTESY, Is.OK, Is.ACK, Is.LATER})
_CARRIED = frozenset({Is.DISTRESS, Is.AUTOMATIC, Is.BUSY, Is.NEITHER})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a message that belong together. `language`: whose list they stand in; "" for what all share or none knows."""

    tokens: Phrase
    what: Is
    language: str = ""

    @property
    def words(self) -> str:
        return together(self.tokens)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Phrases, and by their first word how long they can be, longest first."""

    phrases: Mapping[Phrase, tuple[Is, str]]
    lengths: Mapping[str, Sequence[int]]

    def longest(self, tokens: Phrase, masked: Phrase, at: int) -> Piece | None:
        """The longest phrase that begins here. `masked`: the tokens with `NUMBER` for each number."""
        lengths = self.lengths.get(tokens[at], ())
        if tokens is not masked and masked[at] == NUMBER:
            lengths = sorted({*lengths, *self.lengths.get(NUMBER, ())}, reverse=True)
        for length in lengths:
            phrase = tokens[at : at + length]
            known = self.phrases.get(phrase)
            if known is None and tokens is not masked:
                known = self.phrases.get(masked[at : at + length])
            if known is not None:
                return Piece(phrase, *known)
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What we know when we read somebody of one language."""

    language: str
    answers: Lookup
    acks: Lookup
    yes_no: Lookup
    safe: Lookup
    spelt: Mapping[str, Phrase]
    vocabulary: frozenset[str]
    stop: frozenset[Phrase]
    start: frozenset[Phrase]
    help: frozenset[Phrase]
    info: frozenset[Phrase]
    yes: frozenset[Phrase]
    reactions: frozenset[Phrase]
    oneself: frozenset[str]
    addressed: frozenset[Phrase]
    not_before: frozenset[str]
    not_after: frozenset[str]
    no_before: frozenset[str]
    between: frozenset[str]
    units: frozenset[str]
    whose: Lookup
    joints: frozenset[str]


def lexicon(language: str) -> Lexicon:
    """The words for a person of this language; of English, if we know none of it."""
    known = _learnt()
    return known.get(language) or known["en"]


_LEARNING = threading.Lock()


@functools.cache
def _learnt() -> Mapping[str, Lexicon]:
    with _LEARNING:  # whoever comes while they are learnt waits, and does not learn them once more
        return _learn_all()


@functools.cache
def _learn_all() -> Mapping[str, Lexicon]:
    """Of all languages at once: they share most of what worries."""
    here = Path(__file__)
    words = sorted((here.parent / "words").glob("*.py"))
    return kept("words", (here, Path(letters.__file__), *words), lambda: {code: learn(code) for code in languages()})


def learn(language: str) -> Lexicon:
    """The words for a person of one of our languages, worked out from the lists. It takes seconds: see `lexicon`."""
    known = languages()
    own, english = known[language], known["en"]
    nearby = (own, SHARED) if own is english else (own, SHARED, english)
    layers = [(language, own), ("", SHARED)] + ([("en", english)] if own is not english else [])
    spelt = _spelt(language)
    single = _vocabulary(language) | _vocabulary("") | _vocabulary("en")
    abroad = {_corrected(phrase, spelt) for phrase in english.abroad}

    def lookup(sorts: str) -> Lookup:
        made: dict[Phrase, tuple[Is, str]] = {}
        for code, words in layers:
            carried = (
                (phrase, what)
                for phrase, what in _sorted(words, sorts, spelt).items()
                if not (words is english and own is not english)
                or len(phrase) > 1
                or what not in _SOOTHES
                or phrase in abroad
            )
            for phrase, what in carried:
                made.setdefault(phrase, (what, code))
        return _lookup(_from_elsewhere(language, own, made) | made if sorts == "answers" else made)

    answers = lookup("answers")
    return Lexicon(
        language=language,
        answers=answers,
        acks=lookup("acks"),
        yes_no=lookup("yes_no"),
        safe=lookup("safe"),
        spelt=spelt,
        vocabulary=single,
        # A word that is an answer in the person's own language stops nothing, though it may elsewhere.
        stop=frozenset(
            phrase
            for words in (SHARED, *known.values())
            for phrase in map(listed, words.stop)
            if words in (SHARED, own, english) or answers.phrases.get(phrase, (Is.UNKNOWN, ""))[1] != language
        ),
        start=_whole(nearby, "start"),
        help=_whole(known.values(), "help"),
        info=frozenset(
            phrase for phrase in _whole(known.values(), "info") if not answers.phrases.get(phrase, (Is.UNKNOWN, ""))[1]
        ),
        yes=frozenset(_corrected(phrase, spelt) for words in nearby for phrase in words.yes),
        reactions=_whole(nearby, "reactions"),
        oneself=_words_of(nearby, "oneself"),
        addressed=frozenset(_corrected(phrase, spelt) for phrase in own.addressed),
        not_before=_words_of(nearby, "not_before"),
        not_after=_words_of(nearby, "not_after"),
        no_before=_words_of((own,), "no_before"),
        between=_words_of(nearby, "between"),
        units=_words_of(nearby, "units"),
        whose=lookup("whose"),
        joints=_words_of(nearby, "joints"),
    )


@functools.cache
def read_ahead() -> None:
    """Learn all words, beside everything else: it takes a third of a second, and three where nothing is kept yet."""
    threading.Thread(target=_learnt, name="words", daemon=True).start()


_SORTS: Mapping[str, Sequence[tuple[str, Is]]] = {
    "answers": (
        ("fillers", Is.FILLER), ("addressed", Is.FILLER),
        ("courtesies", Is.COURTESY), ("ok", Is.OK), ("neither", Is.NEITHER), ("later", Is.LATER),
        ("call_me", Is.CALL_ME), ("busy", Is.BUSY), ("automatic", Is.AUTOMATIC), ("asks", Is.ASKS),
        ("negations", Is.NEGATION), ("no", Is.NO), ("bad", Is.BAD), ("distress", Is.DISTRESS),
    ),
    "acks": (
        ("fillers", Is.FILLER), ("addressed", Is.FILLER),
        ("eta", Is.FILLER), ("ack", Is.ACK), ("asks", Is.ASKS), ("negations", Is.NEGATION),
        ("no", Is.NO), ("cannot", Is.CANNOT),
    ),
    "yes_no": (
        ("fillers", Is.FILLER), ("addressed", Is.FILLER),
        ("yes", Is.OK), ("asks", Is.ASKS), ("negations", Is.NEGATION), ("no", Is.NO),
    ),
    "safe": (("safe", Is.OK),),
    "whose": (("others", Is.OTHERS), ("myself", Is.MYSELF)),
}  # fmt: skip
_BESIDE_AN_ACK = ("ok", "okay", "👍", "👌", "✅")  # not instead of one: it may only mean "I have read this"


def _sorted(words: Words, sorts: str, spelt: Mapping[str, Phrase]) -> dict[Phrase, Is]:
    made: dict[Phrase, Is] = {}
    for name, what in _SORTS[sorts]:
        for said in getattr(words, name):
            phrase = _corrected(said, spelt)
            made[phrase] = max(made.get(phrase, Is.UNKNOWN), what)
    if sorts == "acks" and words is SHARED:
        made |= {(said,): Is.OK for said in _BESIDE_AN_ACK}
    if sorts == "yes_no" and words is SHARED:
        made[("2",)] = Is.NO
    return made


def _from_elsewhere(language: str, own: Words, near: Mapping[Phrase, tuple[Is, str]]) -> dict[Phrase, tuple[Is, str]]:
    """Of all other languages what worries, where it cannot be mistaken: in another script, in more than one word, or
    named by its language as a cry that everybody may use. Nothing that holds a word of distress of the person's own."""
    scripts = {script_of(phrase) for phrase in (*own.ok, *own.distress)} | {"LATIN"}
    heads: dict[str, list[Phrase]] = {}
    for phrase, (what, _) in near.items():
        if what is Is.DISTRESS:
            heads.setdefault(phrase[0], []).append(phrase)

    def covered(phrase: Phrase) -> bool:
        return not heads.keys().isdisjoint(phrase) and any(
            phrase[at : at + len(inner)] == inner for at, word in enumerate(phrase) for inner in heads.get(word, ())
        )

    made: dict[Phrase, tuple[Is, str]] = {}
    for code in reversed(list(languages())):  # the first language that knows a phrase is written last
        if code in ("en", language):
            continue
        cries, others = _worries(code)
        made |= cries
        for phrase, (what, certain) in others.items():
            if (certain or script_of(phrase[0]) not in scripts) and (what is Is.DISTRESS or not covered(phrase)):
                made[phrase] = (what, code)
    return made


@functools.cache
def _worries(code: str) -> tuple[dict[Phrase, tuple[Is, str]], dict[Phrase, tuple[Is, bool]]]:
    """What of a language worries or doubts: the distress that cannot be mistaken by anybody; and the rest, with whether
    it cannot be mistaken even in its own script."""
    words = languages()[code]
    spelt = _spelt(code)
    cries = {_corrected(phrase, spelt) for phrase in words.cries}
    found = {
        phrase: (what, len(phrase) > 1 or phrase in cries)
        for phrase, what in _sorted(words, "answers", spelt).items()
        if what in _CARRIED
    }
    sure: dict[Phrase, tuple[Is, str]] = {
        phrase: (what, code) for phrase, (what, certain) in found.items() if certain and what is Is.DISTRESS
    }
    return sure, {phrase: said for phrase, said in found.items() if phrase not in sure}


def _lookup(phrases: Mapping[Phrase, tuple[Is, str]]) -> Lookup:
    lengths: dict[str, list[int]] = {}
    for first, length in sorted({(phrase[0], len(phrase)) for phrase in phrases}, reverse=True):
        lengths.setdefault(first, []).append(length)
    return Lookup(phrases, lengths)


def _spelt(language: str) -> dict[str, Phrase]:
    """Corrections: the language's own, those all share, and of the English ones the contractions ("im" is "i am"), where
    they are no words of the language itself."""
    own, english = languages()[language], languages()["en"]
    made = {fold(short): listed(full) for short, full in {**SHARED.spelt, **own.spelt}.items()}
    if own is not english:
        taken = _vocabulary(language)
        for short, full in english.spelt.items():
            if short not in taken and len(listed(full)) > 1:  # English needs no folding
                made.setdefault(short, listed(full))
    return made


@functools.cache
def _vocabulary(code: str) -> frozenset[str]:
    """All words that answers in a language are read by; "": those that all share."""
    words = languages()[code] if code else SHARED
    return frozenset(word for said in _lists(words) for phrase in said for word in listed(phrase))


def _corrected(phrase: str, spelt: Mapping[str, Phrase]) -> Phrase:
    words = listed(phrase)
    if spelt.keys().isdisjoint(words):
        return words
    return tuple(token for word in words for token in spelt.get(word, (word,)))


def _lists(words: Words) -> Iterator[Phrases]:
    """All lists that answers are read by."""
    for sorts in ("answers", "acks", "yes_no"):
        for name, _ in _SORTS[sorts]:
            yield getattr(words, name)


def _whole(nearby: Iterable[Words], name: str) -> frozenset[Phrase]:
    return frozenset(listed(phrase) for words in nearby for phrase in getattr(words, name))


def _words_of(nearby: Iterable[Words], name: str) -> frozenset[str]:
    return frozenset(word for words in nearby for phrase in getattr(words, name) for word in listed(phrase))
