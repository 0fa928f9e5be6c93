"""What did they mean? Reads a free answer as good, bad, a wish to be left alone, or none of these.

The worst mistake is to read "all good" where somebody is not. So an answer is good only when every word of it is known,
at least one of them says so outright, and nothing in it doubts, negates, asks, or comes from a machine. A sign of
distress beats everything around it. Nothing is guessed: spelling mistakes come from a list, there is no fuzzy matching.
Whose words are read for whom: bot/lexicon.py. Pure.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.letters import BREAK, NUMBER, QUESTION, listed, split, together, unspaced
from bot.lexicon import Is, Lexicon, Lookup, Phrase, Piece, lexicon
from bot.words import languages
from wellcheck.i18n import LANGUAGES, say
from wellcheck.probes.service import OPTIONS, question_for

MOST_READ = 2000  # characters; what stands behind is not read, and such a text is never good
MOST_GOOD = 24  # words in an answer that can be good (two Chinese characters count as one)
SHORT = 64  # characters: texts up to here are said again and again, and are read once


class Kind(StrEnum):
    """What an answer means. CALL_ME ("ring me") and LATER ("in 10 minutes", "busy now") are never good: a sign of life and
    a wish. UNCLEAR is everything else, from gibberish to a note."""

    OK = "ok"
    NOT_OK = "not_ok"
    CALL_ME = "call_me"
    LATER = "later"
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
    `oneself`: an OK said outright about the one who says it ("I am fine"). `echoed`: our own words, sent back by a phone.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    option: int | None = None
    automatic: bool = False
    help_word: bool = False
    oneself: bool = False
    echoed: bool = False

    @property
    def human(self) -> bool:
        """Whether it may be a sign of life: no machine wrote it, and it is more than our own words."""
        return not self.automatic and not self.echoed


@dataclass(frozen=True, slots=True)
class Reading:
    """A meaning and how we came to it. `pieces`: the text cut into the longest phrases we know; `why`: in English."""

    meaning: Meaning
    tokens: tuple[str, ...]
    pieces: tuple[Piece, ...]
    why: str


_SLASH = "/"
_NUMBER = re.compile(r"\d{1,2}")
_RUNS = re.compile(r"(.)\1{2,}")
_LAUGH = re.compile(r"(.[^\W\d_])\1{2,}.?")
_GLUED = re.compile(r"(\d{1,3})([^\W\d_]+)")
_QUOTES = re.compile(r'["“”„«»]')
_EMOJI_TO = re.compile(r'[^\w\s]{1,8} ?\w{1,12} ["“„«]')  # how a phone tells of a reaction: '👍 to “Are you …”'


def understand(text: str, language: str, names: Collection[str] = ()) -> Meaning:
    """What an answer to "are you okay?" means. `names`: words to pass over, such as names of those involved."""
    if len(text) <= SHORT:
        meaning, strange = _short(text, language)
        if not (strange and names):
            return meaning
    return explain(text, language, names).meaning


@functools.lru_cache(8192)
def _short(text: str, language: str) -> tuple[Meaning, bool]:
    """The meaning, and whether there is a word we do not know (it may be a name)."""
    read = explain(text, language)
    return read.meaning, any(piece.what is Is.UNKNOWN for piece in read.pieces)


def explain(text: str, language: str, names: Collection[str] = ()) -> Reading:
    """The whole reading of an answer, for people who want to know why it was read so."""
    known = lexicon(language)
    raw, plain = split(text[:MOST_READ])
    tokens = _corrected(raw, known)
    words = tuple(token for token in tokens if token != BREAK)
    command = words[:1] == (_SLASH,)
    words = words[1:] if command else words
    whole = together(words)
    if not words:
        return Reading(Meaning(Kind.UNCLEAR), tokens, (), "there is nothing to read")
    for kind, these in ((Kind.STOP, known.stop), (Kind.START, known.start)):
        if words in these:
            return Reading(Meaning(kind, (whole,)), tokens, (), "the whole message is this word")
    if words in known.info or whole in ("?", "? ?") or (command and words in known.help):
        return Reading(Meaning(Kind.HELP, (whole,)), tokens, (), "the whole message is this command")
    pieces = _read(tokens, known.answers, names)
    if _ours(raw, plain, known):
        return Reading(Meaning(Kind.UNCLEAR, echoed=True), tokens, tuple(pieces), "our own question, sent back")
    meaning, why = _decide(pieces, known, words, len(text) > MOST_READ)
    if meaning.kind is Kind.UNCLEAR and _echoes(raw, plain, names):
        return Reading(replace(meaning, echoed=True), tokens, tuple(pieces), "our own question, sent back")
    if meaning.kind is Kind.OK and known.addressed and _of_another(pieces, known, names):
        meaning, why = Meaning(Kind.UNCLEAR), "it may be said of whoever is named before it"
    return Reading(meaning, tokens, tuple(pieces), why)


def understand_ack(text: str, language: str, names: Collection[str] = ()) -> Ack:
    """What a contact's answer to "can you look after them?" means.

    Taking it on must be said outright: a bare "ok" or a thumb may only mean "I have read this", and while one contact
    is believed to be on the way the next one is not told.
    """
    known = lexicon(language)
    raw, plain = split(text[:MOST_READ])
    tokens = _corrected(raw, known)
    if tuple(token for token in tokens if token != BREAK) in known.stop:
        return Ack.STOP
    if _ours(raw, plain, known) or len(tokens) > 4 * MOST_GOOD:
        return Ack.UNCLEAR
    pieces = _read(tokens, known.acks, names)
    kinds = {piece.what for piece in pieces}
    if QUESTION in tokens or Is.ASKS in kinds:
        return Ack.UNCLEAR
    if kinds & {Is.CANNOT, Is.NO} and Is.ACK not in kinds:
        refused = any(_is_refusal(sentence) for sentence in _sentences(pieces))
        return Ack.CANNOT if refused else Ack.UNCLEAR
    return Ack.ACK if Is.ACK in kinds and kinds <= {Is.ACK, Is.FILLER, Is.OK} else Ack.UNCLEAR


def says_only_when(text: str, language: str) -> bool:
    """Whether a contact says nothing but when they are there ("I will be there in 20 minutes"), as far as words go that
    take on or refuse something: none of these, and no word we do not know."""
    return _whole_kinds(text, language, lexicon(language).acks) == set()


def says_yes(text: str, language: str | None = None) -> bool | None:
    """A plain yes or no to a plain question of ours ("Is this right?"); None when it is neither.

    Without a language: in any of ours, unless it is yes in one and no in another.
    """
    if language is None:
        said = {says_yes(text, code) for code in languages()} - {None}
        return said.pop() if len(said) == 1 else None
    kinds = _whole_kinds(text, language, lexicon(language).yes_no)
    if kinds == {Is.OK}:
        return True
    return False if kinds == {Is.NO} else None


def says_safe(text: str, language: str) -> bool:
    """Whether a contact says that somebody else is safe. A bare "ok" or "yes" may mean "I will tell you"."""
    return _whole_kinds(text, language, lexicon(language).safe) == {Is.OK}


def statements(text: str, language: str, name: str) -> list[tuple[str, bool | None]]:
    """The statements of a text, and of each whether it is about somebody else (such as `name`): True; about the one who
    says it: False; or does not say: None."""
    known = lexicon(language)
    found: list[tuple[str, bool | None]] = []
    part: list[str] = []
    for word in (*split(text[:MOST_READ])[0], BREAK):
        if word not in (BREAK, QUESTION) and word not in known.joints:
            part.append(word)
        elif part:
            pieces = _read(_corrected(part, known), known.whose, ())
            kinds = {piece.what for piece in pieces}
            named = Is.OTHERS in kinds or _holds(tuple(part), listed(name))
            found.append((" ".join(part), False if Is.MYSELF in kinds else True if named else None))
            part = []
    return found


def _whole_kinds(text: str, language: str, lookup: Lookup) -> set[Is]:
    tokens = _corrected(split(text[:MOST_READ])[0], lexicon(language))
    return {piece.what for piece in _read(tokens, lookup, ())} - {Is.FILLER}


# --- from pieces to a meaning ---------------------------------------------------------------------------------------


def _decide(pieces: Sequence[Piece], known: Lexicon, words: Phrase, cut: bool) -> tuple[Meaning, str]:
    kinds = {piece.what for piece in pieces} - {Is.FILLER, Is.COURTESY}
    whole = together(words)
    option = int(whole) if _NUMBER.fullmatch(whole) else None
    if Is.AUTOMATIC in kinds:
        return Meaning(Kind.UNCLEAR, _said(pieces, Is.AUTOMATIC), automatic=True), "a machine seems to have written it"
    if Is.DISTRESS in kinds:
        said = _said(pieces, Is.DISTRESS)
        return Meaning(Kind.NOT_OK, said, help_word=words in known.help), "distress beats everything around it"
    asked = Is.ASKS in kinds or any(piece.tokens == (QUESTION,) and piece.what is Is.UNKNOWN for piece in pieces)
    if negated := () if asked else _negated(pieces, known):
        return Meaning(Kind.NOT_OK, negated), "something good is negated"
    if Is.BUSY in kinds:
        meaning = Meaning(Kind.UNCLEAR, _said(pieces, Is.BUSY), automatic=Is.OK not in kinds)
        return meaning, "machines often write this for somebody who is busy"
    if cut:
        return Meaning(Kind.UNCLEAR), "the text is too long to be read to its end"
    if kinds <= {Is.BAD, Is.NO, Is.CALL_ME} and kinds & {Is.BAD, Is.NO} and not asked:
        return Meaning(Kind.NOT_OK, _said(pieces, Is.BAD, Is.NO), option), "all of it is known, and it is not good"
    if Is.CALL_ME in kinds and _is_asked_for(pieces):
        return Meaning(Kind.CALL_ME, _said(pieces, Is.CALL_ME)), "they want to be called"
    if asked:
        return Meaning(Kind.UNCLEAR), "it is a question"
    if Is.LATER in kinds and kinds <= {Is.LATER, Is.OK}:
        return Meaning(Kind.LATER, _said(pieces, Is.LATER)), "they ask for time"
    if kinds == {Is.OK}:
        if sum(0.5 if unspaced(token) else 1 for piece in pieces for token in piece.tokens) > MOST_GOOD:
            return Meaning(Kind.UNCLEAR), "too many words for an answer that says all is well"
        oneself = any(_of_oneself(piece, known) for piece in pieces)
        said = _said(pieces, Is.OK)
        return Meaning(Kind.OK, said, option, oneself=oneself), "all of it is known, and it says so outright"
    if option is not None:
        return Meaning(Kind.OPTION, (whole,), option), "a number"
    return Meaning(Kind.UNCLEAR), _doubt(pieces, kinds)


def _of_oneself(piece: Piece, known: Lexicon) -> bool:
    return piece.what is Is.OK and not known.oneself.isdisjoint((piece.tokens[0], piece.tokens[-1]))


def _of_another(pieces: Sequence[Piece], known: Lexicon, names: Collection[str]) -> bool:
    """Whether somebody is named right before the first good words, and these do not say that they are about oneself:
    "my daughter fine" may be an answer to the daughter as well as one about her."""
    named = False
    called = known.addressed | {(part,) for name in names for part in listed(name)}
    for piece in pieces:
        if piece.what is Is.OK:
            return named and not any(_of_oneself(each, known) for each in pieces)
        named = piece.tokens != (BREAK,) and (named or piece.tokens in called)
    return False


def _doubt(pieces: Sequence[Piece], kinds: Collection[Is]) -> str:
    if unknown := _said(pieces, Is.UNKNOWN):
        return "we do not know " + ", ".join(f"“{word}”" for word in dict.fromkeys(unknown))
    if Is.OK not in kinds:
        return "nothing in it says how they are"
    doubts = [piece.words for piece in pieces if piece.what > Is.ACK]
    return "in doubt because of " + ", ".join(f"“{words}”" for words in dict.fromkeys(doubts))


def _negated(pieces: Sequence[Piece], known: Lexicon) -> tuple[str, ...]:
    """A "not" with something good right behind it; in languages that put it there, right before it."""
    for at, piece in enumerate(pieces):
        if piece.what not in (Is.NO, Is.NEGATION, Is.NEITHER):  # "hoje não" is neither, "hoje não estou bem" is
            continue
        last = piece.tokens[-1]
        if last in known.not_before or last in known.no_before:
            good = _beside(pieces[at + 1 :], known)
            if good is not None and (last in known.not_before or _is_no_answer(good, known)):
                return (piece.words, good.words)
        if piece.what is not Is.NEITHER and piece.tokens[0] in known.not_after:
            good = _beside(reversed(pieces[:at]), known)
            if good is not None:
                return (good.words, piece.words)
    return ()


def _beside(pieces: Iterable[Piece], known: Lexicon) -> Piece | None:
    """The good piece that comes first, at most three words like "so" and "very" away."""
    for away, piece in enumerate(pieces):
        if piece.what is Is.OK:
            return piece
        if away == 3 or piece.tokens == (BREAK,) or not known.between.issuperset(piece.tokens):
            return None
    return None


def _is_no_answer(good: Piece, known: Lexicon) -> bool:
    """Whether a good phrase is more than a yes: "no, ok" says two things, "no estoy bien" one."""
    return good.language == known.language and good.tokens not in known.yes


def _is_asked_for(pieces: Sequence[Piece]) -> bool:
    """Whether "call me" is not what they ask us not to do."""
    return not any(
        piece.what is Is.CALL_ME and at and pieces[at - 1].what in (Is.NO, Is.NEGATION)
        for at, piece in enumerate(pieces)
    )


def _said(pieces: Iterable[Piece], *kinds: Is) -> tuple[str, ...]:
    return tuple(piece.words for piece in pieces if piece.what in kinds)


def _is_refusal(sentence: Iterable[Piece]) -> bool:
    kinds = {piece.what for piece in sentence} - {Is.FILLER}
    return bool(kinds) and kinds <= {Is.CANNOT, Is.NO}


def _sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    made: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.tokens == (BREAK,):
            made.append([])
        else:
            made[-1].append(piece)
    return [one for one in made if one]


# --- our own words, sent back ---------------------------------------------------------------------------------------


@functools.cache
def _questions() -> frozenset[tuple[Phrase, Phrase]]:
    """The two options of a probe as we write them, in every language we speak."""
    return frozenset(
        (("1", *listed(say(OPTIONS[0][1], language))), ("2", *listed(say(OPTIONS[1][1], language))))
        for language in LANGUAGES
    )


def _ours(raw: Sequence[str], plain: str, known: Lexicon) -> bool:
    """Whether this is our question quoted, or a phone's report of a reaction to it."""
    if "1" in raw and "2" in raw:
        words = tuple(token for token in raw if token != BREAK)
        if any(_follows(words, well, need) for well, need in _questions()):
            return True
    if _QUOTES.search(plain):
        words = tuple(token for token in raw if token != BREAK)
        return bool(_EMOJI_TO.match(plain)) or any(words[: len(start)] == start for start in known.reactions)
    return False


ECHO = 3
"""So many words of ours in a row are no accident, if little else stands beside them."""

MOST_AROUND = 6
"""So many other words a phone puts around our words when it quotes them: "Reacted with a thumbs up to"."""


@functools.cache
def _said_by_us() -> frozenset[Phrase]:
    """Every `ECHO` words in a row of the questions we ask, in all languages we speak. A name is "_"."""
    kinds = ("scheduled", "asked", "rehearsal", "later", "held", "unclear", "walk")
    asked = {question_for(kind, again, "_", discreet)
             for kind in kinds for again in (0, 1) for discreet in (False, True)}  # fmt: skip
    found: set[Phrase] = set()
    for language in LANGUAGES:
        keys = [f"{n} {say(label, language)}" for n, (_, label) in enumerate(OPTIONS, start=1)]
        for said in (*(say(question, language) for question in asked), " ".join(keys)):
            for part in said.split("_"):
                words = listed(part)
                found.update(words[at : at + ECHO] for at in range(len(words) - ECHO + 1))
    return frozenset(found)


def _echoes(raw: Sequence[str], plain: str, names: Collection[str]) -> bool:
    """Whether nearly all of this are words of our questions, quoted by a phone in whatever language."""
    named = {part for name in names for part in listed(name)}
    words = tuple(token for token in raw if token not in (BREAK, QUESTION) and token not in named)
    ours = {
        at + n for at in range(len(words) - ECHO + 1) if words[at : at + ECHO] in _said_by_us() for n in range(ECHO)
    }
    around = len(words) - len(ours)
    return bool(ours) and around <= (min(MOST_AROUND, len(ours)) if _QUOTES.search(plain) else 2)


def _holds(words: Phrase, inner: Phrase) -> bool:
    return bool(inner) and any(words[at : at + len(inner)] == inner for at in range(len(words)))


def _follows(words: Phrase, first: Phrase, second: Phrase) -> bool:
    """Whether `second` stands at most two words behind `first`."""
    for at in range(len(words) - len(first) - len(second) + 1):
        if words[at : at + len(first)] == first:
            after = at + len(first)
            if any(words[after + gap : after + gap + len(second)] == second for gap in range(3)):
                return True
    return False


# --- from words to pieces -------------------------------------------------------------------------------------------


def _corrected(raw: Iterable[str], known: Lexicon) -> Phrase:
    return tuple(token for word in raw for token in _word(word, known))


def _word(word: str, known: Lexicon) -> Phrase:
    """The word as it is listed: corrected from the list, and without drawn-out letters ("okkk", "heeelp", "hahahaha")."""
    if (full := known.spelt.get(word)) is not None:
        return full
    if len(word) < 3 or word in known.vocabulary or word.isdigit():
        return (word,)
    if _RUNS.search(word):
        for shorter in (_RUNS.sub(r"\1\1", word), _RUNS.sub(r"\1", word)):
            if len(shorter) > 1 and shorter in known.spelt:
                return known.spelt[shorter]
            if len(shorter) > 1 and shorter in known.vocabulary:
                return (shorter,)
    if (laugh := _LAUGH.fullmatch(word)) and laugh[1] * 2 in known.vocabulary:
        return (laugh[1] * 2,)
    if (glued := _GLUED.fullmatch(word)) and glued[2] in known.units:
        return (glued[1], glued[2])
    return (word,)


def _read(tokens: Phrase, lookup: Lookup, names: Collection[str]) -> list[Piece]:
    """The tokens cut into the longest phrases we know, from the left."""
    passed_over = {part for name in names for part in listed(name) if part.isalpha()} if names else ()
    masked = tokens
    if any(token.isdigit() for token in tokens):
        masked = tuple(NUMBER if token.isdigit() and len(token) <= 3 else token for token in tokens)
    pieces: list[Piece] = []
    at = 0
    while at < len(tokens):
        piece = lookup.longest(tokens, masked, at) or _alone(tokens[at], pieces, passed_over)
        pieces.append(piece)
        at += len(piece.tokens)
    return pieces


def _alone(token: str, before: Sequence[Piece], passed_over: Collection[str]) -> Piece:
    harmless = (
        token == BREAK
        or token in passed_over
        or (token == QUESTION and before and before[-1].what is Is.COURTESY)  # "Fine, and you?"
        or (token == _SLASH and not before)  # "/ok"
    )
    return Piece((token,), Is.FILLER if harmless else Is.UNKNOWN)
