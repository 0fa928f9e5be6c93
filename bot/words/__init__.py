"""Words people use, per language: data only. A language is a file here that says `WORDS = Words(…)`; it is found by its
name (`de.py`). How to write one, and what is dangerous about each list: docs/languages.md.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.letters import fold

Phrases = frozenset[str]
NONE: Phrases = frozenset()


def phrases(text: str) -> Phrases:
    """Phrases separated by ` / ` or line ends, in the usual spelling of their language: whoever looks them up evens out
    case, accents and the forms of letters. `|` stands for a pause (comma, full stop, line end), `?` for a question, `#`
    for a number."""
    parts = (part.strip("/ ") for line in text.splitlines() for part in line.split(" / "))
    return frozenset(part for part in parts if part)


def elided(text: str) -> Phrases:
    """Like `phrases`, each with an apostrophe also with a space for it, as many type it: "j'ai mal", "j ai mal"."""
    said = phrases(text)
    return said | {phrase.replace("'", " ") for phrase in said}


def pairs(text: str) -> Mapping[str, str]:
    """`short = full` pairs, separated like phrases."""
    split = (pair.split("=") for pair in phrases(text))
    return {short.strip(): full.strip() for short, full in split}


def every(*choices: Phrases) -> Phrases:
    """Each phrase of the first set followed by each of the second, and so on; an empty choice is ""."""
    made: Phrases = frozenset({""})
    for choice in choices:
        made = frozenset(f"{head} {tail}".strip() for head in made for tail in choice)
    return made - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's words. Where a phrase stands in two lists of a language, the more worried one wins."""

    name: str = ""  # the language as those who speak it call it
    prefixes: tuple[str, ...] = ()  # country codes of numbers where a stranger most likely speaks it

    # An answer to "are you okay?"
    ok: Phrases  # says: I am all right
    yes: Phrases  # whole answer to a plain yes-or-no question
    no: Phrases  # says no, alone
    bad: Phrases  # bad, when the rest of the message is understood as well
    distress: Phrases  # somebody is in trouble; beats everything else in the message
    neither: Phrases  # looks like one of the others and is not
    fillers: Phrases  # says nothing about how somebody is
    courtesies: Phrases = NONE  # questions asked out of politeness: "and you?"
    call_me: Phrases = NONE  # wants to be rung
    later: Phrases = NONE  # cannot answer now, asks for time
    busy: Phrases = NONE  # often written by a machine ("I'm driving")
    automatic: Phrases = NONE  # written by a machine
    reactions: Phrases = NONE  # how a phone begins to tell of a reaction to our message: 'Liked "…"'
    oneself: Phrases = NONE  # first or last words of an OK that is said outright about oneself: "I am fine", "iyiyim"
    # Who is spoken to: says nothing, but right before an OK it may be who is spoken of, where that takes no verb: Turkish
    # "kızım iyi" is "my daughter is fine", Hindi "बेटा ठीक है". Leave it empty where a verb would have to stand between.
    addressed: Phrases = NONE

    # What turns it around
    negations: Phrases = NONE  # forbid reading anything as good, wherever they stand
    not_before: Phrases = NONE  # of these: words that make a good phrase right behind them bad ("not well")
    not_after: Phrases = NONE  # of these: words that make a good phrase right before them bad (Turkish "iyi değilim")
    no_before: Phrases = NONE  # like not_before, but is also a bare "no" (Spanish): "no, sí" turns nothing around
    between: Phrases = NONE  # may stand between the two: "not really that well"
    asks: Phrases = NONE  # make a question where there is no question mark (Chinese 吗)

    # Beyond languages
    cries: Phrases = NONE  # single words of `distress` that are read from everybody, whatever their language
    abroad: Phrases = NONE  # English: single soothing words that are read from everybody

    # Whole messages
    stop: Phrases = NONE
    start: Phrases = NONE  # after stop
    help: Phrases = NONE  # a cry for help or the command; see Meaning.help_word
    info: Phrases = NONE  # certainly the command

    # What a contact answers to "can you look after them?"
    ack: Phrases = NONE  # takes it on
    cannot: Phrases = NONE
    eta: Phrases = NONE  # says when they will be there: passed over beside `ack`
    hand_over: Phrases = NONE  # asks that somebody else take it over; a name follows, or stands at "_"
    wait: Phrases = NONE  # asks us not to tell anybody else yet; a length of time follows, or stands at "_"
    safe: Phrases = NONE  # somebody else is safe (whole message); never a bare "ok" or "yes"
    myself: Phrases = NONE  # words by which they speak of themselves: "I", "help me"
    others: Phrases = NONE  # words by which they speak of somebody else: "she", "my mother"
    joints: Phrases = NONE  # words between two statements: "and", "but"

    # On a walk home (whole message, but for `thanks`): nothing that doubts, negates or adds to it
    arrived: Phrases = NONE
    thanks: Phrases = NONE  # passed over behind it
    more: Phrases = NONE  # around a length of time: so much longer ("20 more minutes")

    # Reminders (see bot/reminding.py); "_" stands for a few other words
    remind: Phrases = NONE  # "remind me"; "_ hatırlat" behind the rest, "kannst du mich _ erinnern" around it
    links: Phrases = NONE  # joins a wish to the rest: "to", "that", "please"; dropped at both of its ends
    unless: Phrases = NONE  # behind a wish: contacts are to be told; "_" is who: "and tell _ if i don't"
    conditions: Phrases = NONE  # whole wish: the first "_" is what is not confirmed, the second who is told
    whoever: Phrases = (
        NONE  # who is told, where nobody is meant by name: "my contacts", "somebody", "my daughter" before one
    )
    unremind: Phrases = NONE  # takes a reminder back; "_" is which: "stop the _ reminder"
    done: Phrases = NONE  # it is done; never a word that says how somebody is, or is read as an OK in any language

    # Conversations
    join: Phrases = NONE  # what a stranger may begin with on a text message
    greetings: Phrases = NONE  # said where a name is asked, and is none
    back: Phrases = NONE  # takes the last answer back
    none: Phrases = NONE  # "how many times?" - not once
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # see bot/commands.py; the first is taught

    # Spelling
    spelt: Mapping[str, str] = field(default_factory=dict)  # short or mistyped form -> how it is written here
    units: Phrases = NONE  # written onto a number: "10min"


@functools.cache
def of_all(name: str) -> Phrases:
    """One list of all languages together, folded."""
    return frozenset(fold(said) for words in languages().values() for said in getattr(words, name))


@functools.cache
def languages() -> Mapping[str, Words]:
    """All languages whose words we know, English first. There may be more than we can speak (`i18n.LANGUAGES`)."""
    codes = sorted(
        (module.name for module in pkgutil.iter_modules(__path__) if len(module.name) == 2),
        key=lambda c: (c != "en", c),
    )
    found: dict[str, Words] = {}
    for code in codes:
        words = importlib.import_module(f"{__name__}.{code}").WORDS
        assert isinstance(words, Words)
        found[code] = words
    return found
