"""Words people use, per language: data only. A new language is a new file here and one line in `LANGUAGES`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Phrases = frozenset[str]


def phrases(text: str) -> Phrases:
    """Phrases separated by ` / ` or line ends, written as they look after cleaning: lower case, no accents,
    contractions spelt out ("i am", "can not"); `|` stands for a pause (comma, full stop, line end)."""
    parts = (part.strip() for line in text.splitlines() for part in line.split(" / "))
    return frozenset(part.strip("/ ") for part in parts if part.strip("/ "))


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


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. Sets are disjoint in meaning; where a phrase stands in two, the more worried one wins."""

    ok: Phrases  # says: I am all right
    here: Phrases  # the same, but only from somebody who speaks this language
    no: Phrases  # says no, alone
    negations: Phrases  # turn what follows around, or at least forbid reading it as good
    distress: Phrases  # somebody is in trouble; beats everything else in the message
    bad: Phrases  # bad, when the rest of the message is understood as well
    neither: Phrases  # looks like one of the above and is not
    fillers: Phrases  # says nothing about how somebody is
    courtesies: Phrases  # questions asked out of politeness: "and you?"
    stop: Phrases  # whole message
    start: Phrases  # whole message
    help: Phrases  # whole message: a cry for help or the command; see Meaning.help_word
    info: Phrases  # whole message: certainly the command
    automatic: Phrases  # written by a machine
    busy: Phrases  # often written by a machine
    ack: Phrases  # a contact takes it on
    cannot: Phrases  # a contact can not
    yes: Phrases  # whole answer to a plain yes-or-no question
    spelt: Mapping[str, str]  # short or mistyped form -> how it is written here
    no_is_not: bool = False  # "no" before a phrase negates it ("no estoy bien"), unlike English ("no, I am fine")
