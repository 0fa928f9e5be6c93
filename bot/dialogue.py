"""A dialogue is straight code, resumed by replay.

A script is a generator: it yields `Ask` and is sent the understood answer; it returns a small value. Each time somebody
says something the stored answers are played into a fresh script, so a restart loses nothing, "back" is one answer less,
and one script serves every channel. Script code does no I/O and reads no clock: what it needs are its facts.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from wellcheck.errors import NotUnderstood
from wellcheck.i18n import T, Text, say

Script = Generator["Ask", Any, Any]
Facts = dict[str, Any]
"""What a script begins with, as JSON: language, zone, the time, the channel, and its own things.

`facts["now"]` is when the question at hand is answered, so scripts look at it each time and never keep it: a local time
that was said yesterday is read with yesterday's clock when the answers are played again."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: a button, or a numbered line."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. With `options` one of them is chosen; with `read` free text is understood by it (it raises
    `NotUnderstood` with a hint). With both, free text is allowed beside the options. With neither any text will do.

    `ask_phone`: on Telegram the phone number may be shared with one tap. `keypad`: what digits stand for when they are
    typed on a phone ("time": 0900, "phone": a number), said with the question in a call.
    """

    text: Text
    options: tuple[Option, ...] = ()
    read: Callable[[str], Any] | None = None
    ask_phone: bool = False
    keypad: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """The script waits for an answer to this."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class Done:
    """The script came to its end with this value."""

    value: Any


class Changed(Exception):
    """The stored answers do not fit the script any more (it was changed by an update): begin again."""


def choose(ask: Ask, words: str, language: str) -> str:
    """What to store for these words: the key of the option they name (by number, key or label), else the words.

    `NotUnderstood` if they fit nothing this question takes.
    """
    plain = words.strip()
    if ask.options:
        folded = plain.casefold().rstrip(".!)")
        for number, option in enumerate(ask.options, start=1):
            if folded in (str(number), option.key.casefold(), say(option.label, language).casefold()):
                return option.key
        if ask.read is None:
            raise NotUnderstood(
                T("Please choose one of these: {numbers}.", numbers=tuple(str(n + 1) for n in range(len(ask.options))))
            )
    _value(ask, plain)
    return plain


def _value(ask: Ask, stored: str) -> Any:
    """The understood answer of what is stored."""
    if any(stored == option.key for option in ask.options):
        return stored
    if ask.read is not None:
        return ask.read(stored)
    if ask.options:
        raise NotUnderstood(T("Please choose one of the options."))
    if not stored:
        raise NotUnderstood(T("We did not get any words. Please write your answer."))
    return stored


def play(script: Script, answers: Sequence[str], tick: Callable[[int], None] | None = None) -> Asking | Done:
    """Run the script over the answers given so far. `Changed` if one of them does not fit any more.

    `tick(n)` is called before the question number n (from 0) is put: it sets the clock of the facts.
    """
    try:
        if tick is not None:
            tick(0)
        ask = next(script)
        for number, stored in enumerate(answers, start=1):
            try:
                value = _value(ask, stored)
            except NotUnderstood as misfit:
                raise Changed from misfit
            if tick is not None:
                tick(number)
            ask = script.send(value)
    except StopIteration as end:
        return Done(end.value)
    finally:
        script.close()
    return Asking(ask)
