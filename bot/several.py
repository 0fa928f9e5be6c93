"""What a contact answers to an alarm that names several people: whom they mean, and that it is always said outright."""

from __future__ import annotations

from collections.abc import Sequence

from bot import helping
from bot.converse import Saying, Turn
from bot.letters import fold
from bot.understand import Ack, Meaning, understand_ack
from wellcheck import probes
from wellcheck.escalations import gathering
from wellcheck.i18n import T, Text
from wellcheck.messages import Question


def names_several(question: Question) -> bool:
    """Whether this question is about several people."""
    return bool(gathering.named_in(question.options))


async def by_name(turn: Turn, asked: Sequence[Question]) -> tuple[Question, str] | None:
    """Whom somebody takes over who writes the name, alone or with "I am on it": the question that names that person, and the
    key. None: nobody is named, or more than one could be meant."""
    said = f" {' '.join(fold(turn.said.text).split())} ".replace(",", " ").replace(".", " ")
    ids = list(dict.fromkeys(id for question in asked for id in gathering.named_in(question.options)))
    if not ids:
        return None
    names = await gathering.names_of(ids)
    named = [id for id in ids if (name := fold(names.get(id, "")).strip()) and f" {name} " in said]
    if len(named) != 1:
        return None
    name = names[named[0]]
    alone = " ".join(said.split()).strip(" .!") == fold(name).strip()
    if not alone and understand_ack(turn.said.text, turn.person.language, name.split()) is not Ack.ACK:
        return None
    key = gathering.key_of(named[0])
    return next((question, key) for question in asked if key in dict(question.options))


def whom(turn: Turn, question: Question) -> list[Saying]:
    """A bare "I am on it" to a list of people, "in 20 minutes" or "wait 15 minutes": of whom? Empty: it is no list, or they
    said something else."""
    if not names_several(question):
        return []
    text, person = turn.said.text, turn.person
    takes_on = understand_ack(text, person.language) is Ack.ACK
    when = helping.eta(text, person.language, person.zone, turn.now) or helping.wait_asked(text, person.language)
    return [Saying(gathering.BY_NUMBER)] if takes_on or when is not None else []


def unsure(newest: Question, asked: Sequence[Question], meaning: Meaning) -> list[Saying]:
    """A bare number, where the last question was how somebody is and a list of others is open beside it: it may be meant for
    either, and must not make anybody safe. Empty: it is clear."""
    about_one = newest.about is not None and newest.about[0] == "escalation" and newest.options[0][0] == "safe"
    if meaning.option is None or not about_one or not any(names_several(question) for question in asked):
        return []
    words = tuple(label for _, label in newest.options[:2])
    return [Saying(T("Sorry, we are not sure whom you mean. Please write the name of the one you can look after, or answer in "
                     "these words: {choices}.", choices=words))]  # fmt: skip


def which(question: Question, others: Sequence[Question]) -> list[Saying]:
    """Two things are open, and we do not know which one is answered: nothing is, until they say so in words."""
    labels = {"ok": probes.OPTIONS[0][1], "help": probes.OPTIONS[1][1]}  # also for those who are asked "1 or 2?"
    words: list[Text] = [T("{words}", words=label) for _, label in question.options]
    for key, label in others[0].options[:2]:
        words.append(labels[key] if label.isdecimal() and key in labels else T("{words}", words=label))
    return [Saying(T("Two questions are open, and we are not sure which one you mean. Please answer in words: {choices}.",
                     choices=tuple(dict.fromkeys(words))))]  # fmt: skip
