"""A word that looks like any other answer and means: I am threatened and cannot speak freely."""

from __future__ import annotations

from functools import partial

from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.understand import Kind, understand
from wellcheck import messages, people
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T

SHORTEST, LONGEST = 2, 60


def script(facts: Facts) -> Script:
    choice: str = yield Ask(
        T("You can agree on a secret word with us. If somebody forces you to answer, send it: we thank you as always, and tell "
          "your contacts in silence."),
        options=(Option("set", T("Choose a word")), Option("none", T("No secret word"))),
    )  # fmt: skip
    if choice == "none":
        return None
    word: str = yield Ask(
        T(
            "Please write your secret word, or a few words or digits that you would not write otherwise. We never show it "
            "again."
        ),
        read=partial(read, language=facts["language"]),
    )
    return word


def read(text: str, language: str) -> str:
    """The word, as it will be compared. Refused: what somebody would send without meaning it."""
    word = people.rules.same_words(text)
    if not SHORTEST <= len(word) <= LONGEST:
        raise NotUnderstood(
            T("Please choose a word or a few words of {low} to {high} letters.", low=SHORTEST, high=LONGEST)
        )
    if understand(text, language).kind != Kind.UNCLEAR:
        raise NotUnderstood(
            T("That means something to us already. Please choose words that you would not send otherwise.")
        )
    return word


async def finish(turn: Turn, word: object, facts: Facts) -> Next:
    await people.set_duress(turn.person.id, None if word is None else str(word), turn.now)
    if word is None:
        return Next([T("Saved. You have no secret word.")])
    await messages.scrub(turn.said)
    return Next([T("Saved. Please delete your last message here, so that nobody else reads it.")])
