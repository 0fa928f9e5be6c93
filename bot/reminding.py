"""What people say about being reminded: the wish, its taking back, "if I don't confirm it, tell Bob", and "done". Pure.

A sentence is cut into what somebody is to be reminded of, which stays as they wrote it, and when. The words by which each
language says so are in `bot/words`; what is about time is read by `bot/times`.
"""

from __future__ import annotations

import functools
import os.path
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.letters import fold
from bot.times.whens import Clear, begins_at, ends_at, how_clear, is_of_time, says_again
from bot.words import Phrases, Words, languages, of_all

MOST_WORDS = 60
"""Longer sentences are no wish."""

MOST_OF_TIME = 16
"""No more words than these at either end say when."""

NAMED = 5
"""Of so many words at most is "my daughter Ann", who is to be told."""

_PIECES = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
_SIGNS = ' .,;:!?¿¡"“”„«»()。，、！？：；–—-…।،؛؟'


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence as it is compared, and where it stands. Chinese has a word for each sign."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wished:
    """Remind me of `what` at `when`, both as they were written; either may be missing. `language`: of the sentence.
    `confirm`: contacts are to be told if it is not confirmed; `whom`: the words that say who, if they name somebody."""

    what: str
    when: str
    language: str
    confirm: bool = False
    whom: str = ""


def read_wish(text: str, language: str, zone: str, now: datetime) -> Wished | None:
    """ "Remind me to take my pills at 8 every day, and tell Bob if I don't". None: another kind of sentence."""
    whole = _words(text)
    have = {word.plain for word in whole}
    for code, known in _languages(language) if _may_be(have, whole) else ():
        patterns = [pattern for pattern in _patterns(code, "remind") if pattern.needs <= have]
        cuts = _without_clause(whole, code) if patterns else []
        for pattern in patterns:
            found, whom = next(
                ((found, whom) for words, whom in cuts if (found := _match(pattern, words))), (None, None)
            )
            if found is None:
                continue
            before, inside = found
            # Said in the middle of a sentence it is a wish only behind a time: "every day at 8 remind me to …".
            before = _bare(before, known)
            if before and not (
                is_of_time(_text(text, before), code) and how_clear(_text(text, before), code, zone, now)
            ):
                continue
            what, when = _apart(text, before, _bare(inside, known), code, zone, now)
            named = _spelled(text, _named(whom or [], known))
            # Where its words are there, however they stand: whoever counts on somebody being told is asked about it.
            confirm = whom is not None or any(needs <= have for needs, _ in _conditions(code))
            return Wished(_spelled(text, _bare(what, known)), when, code, confirm, named)
    return None


def read_taking_back(text: str, language: str) -> str | None:
    """The words that name a reminder which is not wanted any more: "stop the pill reminder"; "" if none do. None: another kind
    of sentence."""
    words = _words(text)
    have = {word.plain for word in words}
    for code, known in _languages(language) if _may_be(have, words) else ():
        for pattern in _patterns(code, "unremind"):
            found = _match(pattern, words) if pattern.needs <= have else None
            if found is not None and not found[0]:
                return _spelled(text, _bare(found[1], known))
    return None


def without_wish(text: str) -> str:
    """What somebody is to be reminded of, who answers that question; also where they say "remind me to" before it."""
    words = _words(text)
    for code, known in languages().items():
        for pattern in _patterns(code, "remind"):
            found = _match(pattern, words)
            if found is not None and not found[0]:
                return _spelled(text, _bare(found[1], known))
    return _spelled(text, words)


def read_condition(text: str, language: str) -> str | None:
    """The words that name what must be confirmed: "if I don't confirm my insulin, tell my contact". None: another kind of
    sentence."""
    found = _condition(text, language)
    return None if found is None else found[0]


def read_whom(text: str, language: str) -> str:
    """Who is to be told, by such a sentence, if it names somebody: "Bob" of "tell Bob", "my daughter Ann" is "Ann"."""
    found = _condition(text, language)
    return "" if found is None else found[1]


def _condition(text: str, language: str) -> tuple[str, str] | None:
    words = _words(text)
    have, plain = {word.plain for word in words}, " ".join(word.plain for word in words)
    for code, known in _languages(language) if _may_be(have, words) else ():
        for needs, pattern in _conditions(code):
            if needs <= have and (found := pattern.fullmatch(plain)):
                what, whom = _group(words, plain, found, "what"), _group(words, plain, found, "who")
                return _spelled(text, _bare(what, known)), _spelled(text, _named(whom, known))
    return None


def _group(words: Sequence[Word], plain: str, found: re.Match[str], name: str) -> list[Word]:
    """The words of a group that was found among all of them, joined by spaces."""
    if found.groupdict().get(name) is None:
        return []
    first = len(plain[: found.start(name)].split())
    return list(words[first : first + len(found[name].split())])


def _named(whom: Sequence[Word], known: Words) -> list[Word]:
    """Without the words that name nobody, at both ends."""
    return _without(_without(whom, known.whoever), known.links)


def whose(whom: str, names: Sequence[str]) -> list[int]:
    """Whom of these people the words name; also where their language bends the name ("Бобу", "Bob'a")."""
    said = plain_words(whom)
    joined = "".join(said)
    return [
        place
        for place, name in enumerate(names)
        if any(_bent(word, joined if word[:1] >= "\u3400" else other) for word in plain_words(name) for other in said)
        or (joined and joined == "".join(plain_words(name)))
    ]


def _bent(name: str, word: str) -> bool:
    """Whether this word is the name, perhaps with another ending."""
    if name == word:
        return True
    same = len(os.path.commonprefix([name, word]))
    return 0 <= len(word) - same <= 3 and same >= max(3, len(name) - 1)


@dataclass(frozen=True, slots=True)
class Did:
    """Somebody says that something is done. `what`: the words that say what, folded; none if they do not."""

    what: tuple[str, ...] = ()


def read_done(text: str) -> Did | None:
    """ "Done", "taken, thanks", "insulin done". None: they say something else, or anything in it denies or doubts."""
    plain = [word.plain for word in _words(text)]
    if not plain or len(plain) > 12 or "?" in fold(text):
        return None
    for thanks in _thanks():
        if len(plain) > len(thanks) and tuple(plain[-len(thanks) :]) == thanks:
            plain = plain[: -len(thanks)]
            break
    for said in _done():
        for rest in (plain[len(said) :], plain[: -len(said)]):
            if plain in ([*said, *rest], [*rest, *said]):
                return None if _negations() & set(rest) else Did(tuple(rest))
    return None


def meant(words: Sequence[str] | str, texts: Sequence[str]) -> list[int]:
    """Which of these reminders the words name, loosely ("the pill one" is “take my pills”): those in which most of them
    stand. Nothing is guessed: no word, no reminder."""
    wanted = {word for word in (plain_words(words) if isinstance(words, str) else words) if tells(word)}
    counts = [sum(any(_alike(word, other) for other in plain_words(text)) for word in wanted) for text in texts]
    most = max(counts, default=0)
    return [place for place, count in enumerate(counts) if most and count == most]


def names_all(words: Sequence[str], text: str) -> bool:
    """Whether each of these words stands in the reminder, or names nothing ("the")."""
    named = plain_words(text)
    return all(word in _small() or any(_alike(word, other) for other in named) for word in words)


def tells(word: str) -> bool:
    """Whether a word may name a reminder: short ones stand in too many."""
    short = 3 if word < "\u0600" else 1 if word < "\u3400" else 0  # Latin and the like, Arabic and Hindi, Chinese
    return word[:1].isalnum() and len(word) > short and word not in _small()


# --- words of a sentence ---------------------------------------------------------------------------------------------


def _words(text: str) -> list[Word]:
    found = []
    for piece in _PIECES.finditer(text):
        plain = fold(piece[0]).strip(_SIGNS).replace("'", "")
        if plain:
            found.append(Word(plain, piece.start(), piece.end()))
    return found


def plain_words(text: str) -> list[str]:
    """The words as they are compared."""
    return [word.plain for word in _words(text)]


def _text(text: str, words: Sequence[Word]) -> str:
    """These words, which follow each other, as they were written."""
    return text[words[0].start : words[-1].end] if words else ""


def _spelled(text: str, words: Sequence[Word]) -> str:
    """What was written, without the signs around it. Words that were taken out leave no trace."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and not text[runs[-1][-1].end : word.start].strip(_SIGNS):
            runs[-1].append(word)
        else:
            runs.append([word])
    return " ".join(" ".join(_text(text, run).split()).strip(_SIGNS) for run in runs)


def _alike(word: str, other: str) -> bool:
    """Whether two words are one, apart from their endings."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    return len(short) >= 4 and long[: max(4, len(short) - 2)] == short[: max(4, len(short) - 2)]


# --- how each language says it ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pattern:
    """What stands before and behind the rest of a sentence. `anywhere`: something may stand before the first part as well."""

    head: tuple[str, ...]
    tail: tuple[str, ...]
    anywhere: bool

    needs: frozenset[str]
    """Words without which it is not there."""


@functools.cache
def _marks() -> frozenset[str]:
    """Of each pattern its longest word: a sentence without any of these is none of ours."""
    needed = [
        pattern.needs for code in languages() for name in ("remind", "unremind") for pattern in _patterns(code, name)
    ]
    needed += [needs for code in languages() for needs, _ in _conditions(code)]
    return frozenset(max(needs, key=lambda word: (len(word), word)) for needs in needed)


def _may_be(have: set[str], words: Sequence[Word]) -> bool:
    return 0 < len(words) <= MOST_WORDS and not _marks().isdisjoint(have)


def _languages(first: str) -> Iterator[tuple[str, Words]]:
    """The person's own language first, then all others."""
    known = languages()
    order = [*([first] if first in known else []), *(code for code in known if code != first)]
    return ((code, known[code]) for code in order)


@functools.cache
def _patterns(code: str, name: str) -> tuple[Pattern, ...]:
    """The longest first. "remind me" stands before the rest, "_ hatırlat" behind it, "kannst du mich _ erinnern" around."""
    made = set()
    for said in getattr(languages()[code], name):
        head, gap, tail = said.partition("_")
        first, last = tuple(plain_words(head)), tuple(plain_words(tail))
        made.add(Pattern(first, last, not gap, frozenset((*first, *last))))
    return tuple(sorted(made, key=lambda each: (-len(each.head) - len(each.tail), each.head, each.tail)))


def _match(pattern: Pattern, words: Sequence[Word]) -> tuple[list[Word], list[Word]] | None:
    """The words before the pattern, and those in or behind it. None: it is not in there."""
    head, tail = pattern.head, pattern.tail
    plain = tuple(word.plain for word in words)
    inside = list(words)
    if tail:
        if plain[-len(tail) :] != tail or len(words) < len(head) + len(tail):
            return None
        inside, plain = inside[: -len(tail)], plain[: -len(tail)]
    if not head:
        return [], inside
    places = range(len(plain) - len(head) + 1) if pattern.anywhere else range(min(1, len(plain) - len(head) + 1))
    for at in places:
        if plain[at : at + len(head)] == head:
            return inside[:at], inside[at + len(head) :]
    return None


def _bare(words: Sequence[Word], known: Words) -> list[Word]:
    """Without what joins the wish to the rest, at both ends: "to", "please", "that"."""
    return _without(words, known.links)


def _without(words: Sequence[Word], phrases: Phrases) -> list[Word]:
    """Without these phrases at both ends."""
    links = [tuple(plain_words(said)) for said in sorted(phrases, key=lambda said: (-len(said), said))]
    left, changed = list(words), True
    while changed:
        changed = False
        for link in links:
            plain = [word.plain for word in left]
            if plain[: len(link)] == list(link):
                left, changed = left[len(link) :], True
                break
            if link and plain[-len(link) :] == list(link):
                left, changed = left[: -len(link)], True
                break
    return left


def _without_clause(words: Sequence[Word], code: str) -> list[tuple[list[Word], list[Word] | None]]:
    """The words without "and tell Bob if I don't" at their end, and those that say who; None: it was not there. Also where what
    is not confirmed is named once more: "if I don't confirm my insulin, tell Bob". The likeliest way first."""
    ways: list[tuple[list[Word], list[Word] | None]] = []
    plain = " ".join(word.plain for word in words)
    for pattern in _clauses(code):
        if found := pattern.search(plain):
            ways.append((list(words[: len(plain[: found.start()].split())]), _group(words, plain, found, "who")))
            break
    for at in range(len(words) - 2, 0, -1):
        end = words[at:]
        said = " ".join(word.plain for word in end)
        for _, pattern in _conditions(code):
            if found := pattern.fullmatch(said):
                left = list(words[:at])
                while left and left[-1].plain in languages()[code].links:  # "and"
                    left.pop()
                return [*ways, (left, _group(end, said, found, "who"))]
    return ways or [(list(words), None)]


@functools.cache
def _clauses(code: str) -> tuple[re.Pattern[str], ...]:
    """What it is that is not confirmed may stand behind: "tell Bob if I don't confirm my insulin"."""
    known = languages()[code]
    said = [(each, rf"(?:(?<=\s)|^){_with_name(each)}") for each in _longest(known.unless)]
    verbs = tuple({_spaced(each.partition("_")[0]) for each in known.conditions} - {""})
    more = [f"{pattern}(?: \\S+){{1,{NAMED}}}$" for each, pattern in said if verbs and _spaced(each).endswith(verbs)]
    return tuple(re.compile(pattern) for pattern in [*(f"{pattern}$" for _, pattern in said), *more])


@functools.cache
def _conditions(code: str) -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    """ "_" is first what is not confirmed, then who is told. With each the words without which it is not there."""
    made = []
    for said in _longest(languages()[code].conditions):
        what, _, who = said.partition("_")
        needs = frozenset(plain_words(said.replace("_", " ")))
        made.append((needs, re.compile(rf"{_spaced(what)} ?(?P<what>\S.*?) ?{_with_name(who)}")))
    return tuple(made)


def _longest(said: frozenset[str]) -> list[str]:
    return sorted(said, key=lambda each: (-len(each), each))


def _spaced(said: str) -> str:
    return re.escape(" ".join(plain_words(said)))


def _with_name(said: str) -> str:
    """The words as a pattern; "_" stands for a few others."""
    head, gap, tail = said.partition("_")
    if not gap:
        return _spaced(said)
    parts = [_spaced(head), rf"(?P<who>\S+(?: \S+){{0,{NAMED - 1}}}?)", _spaced(tail)]
    return " ".join(part for part in parts if part)


@functools.cache
def _done() -> tuple[tuple[str, ...], ...]:
    return tuple(sorted({tuple(plain_words(said)) for said in of_all("done")}, key=lambda each: (-len(each), each)))


@functools.cache
def _thanks() -> tuple[tuple[str, ...], ...]:
    return tuple(
        sorted({tuple(plain_words(said)) for said in of_all("thanks")} - {()}, key=lambda each: (-len(each), each))
    )


@functools.cache
def _negations() -> frozenset[str]:
    return frozenset(word for name in ("negations", "no") for said in of_all(name) for word in plain_words(said))


@functools.cache
def _small() -> frozenset[str]:
    """Words that name nothing: "the", "my"."""
    return frozenset(
        word
        for name in ("links", "myself", "remind", "unremind")
        for said in of_all(name)
        for word in plain_words(said)
    )


# --- what, and when --------------------------------------------------------------------------------------------------


def _apart(
    text: str, before: Sequence[Word], inside: Sequence[Word], code: str, zone: str, now: datetime
) -> tuple[list[Word], str]:
    """The words that say what, and what is said about when: at the beginning, at the end, or a part of it at each. As much
    of it as can be read is taken, and of the words right beside it those by which it is to come again ("every fortnight at 9",
    "twice a week at 9"): left to what, they would make it come once. Where the two cannot be read together, they are asked
    about."""
    whole = [*before, *inside]
    apart = frozenset(word for said in languages()[code].myself for word in plain_words(said))
    fronts = [
        n
        for n in range(min(len(whole), MOST_OF_TIME) + 1)
        if n >= len(before) and (not n or is_of_time(_text(text, whole[:n]), code))
    ]
    if before and not fronts:
        fronts = [len(before)]
    backs = [
        n for n in range(min(len(inside), MOST_OF_TIME) + 1) if not n or is_of_time(_text(text, inside[-n:]), code)
    ]
    best: tuple[Clear, int] = (Clear.NOTHING, 0)
    taken = (0, 0)
    for front in fronts:
        for back in backs:
            if front + back > len(whole) or not front + back:
                continue
            said = f"{_text(text, whole[:front])} {_text(text, whole[len(whole) - back :])}".strip(_SIGNS)
            if front + back <= best[1] and best[0] is Clear.ALL:
                continue
            clear = how_clear(said, code, zone, now)
            if clear and (clear, front + back) > best:
                best, taken = (clear, front + back), (front, back)
    if best[0] is Clear.NOTHING:
        return list(whole), ""
    front, back = taken
    if not any(says_again(_text(text, part), code) for part in (whole[:front], whole[len(whole) - back :])):
        longer = [
            n for n in fronts if front and front < n <= len(whole) - back and says_again(_text(text, whole[:n]), code)
        ]
        front = max(longer, default=front)
        longer = [
            n for n in backs if back and back < n <= len(whole) - front and says_again(_text(text, whole[-n:]), code)
        ]
        back = max(longer, default=back)
    return _edges(text, whole, front, back, code, apart)


def _edges(
    text: str, words: Sequence[Word], front: int, back: int, code: str, apart: frozenset[str]
) -> tuple[list[Word], str]:
    """What is left between the two parts of a time. Small words at their inner ends belong to what, if there is any."""
    end = len(words) - back
    if front and front < len(words):
        front = ends_at([_text(text, [word]) for word in words[:front]], code)
    if back and (end or not front):
        end += begins_at([_text(text, [word]) for word in words[end:]], code, apart)
    said = f"{_text(text, words[:front])} {_text(text, words[end:])}".strip()
    return list(words[front:end]), said.strip(_SIGNS)
