"""How we speak on the phone: options become keys, and each text is one somebody can follow by ear. Pure.

The keys are the same everywhere: the options of a question from 1 on, * and 0 to hear it again, 9 to be left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from wellcheck.i18n import T, Text, say

MACHINE = T("This is Wellcheck with a message for you. We will try again.")
"""All that an answering machine is told: others may listen to it."""

GOODBYE = T("Goodbye.")
SETTLED = T("This is Wellcheck. What we called about is settled already. Thank you. Goodbye.")
NOTHING_PRESSED = T("We did not get an answer. We will try to reach you again. Goodbye.")
ENOUGH = T("This call has become very long. Please call us again when you like. Goodbye.")
FAULT = T(
    "Sorry, something went wrong on our side. Please try once more. If you are in danger, call the emergency number."
)
NO_SUCH_KEY = T("This key means nothing here.")
HEARD = T("Press 1 when you have heard this.")
AGAIN = T("Press star to hear it again.")
LEAVE = T("If you do not want any calls from us, press 9 again.")
LEFT = T("Understood. We do not call this number any more.")

PRESS = {
    ("probe", "ok"): T("Press {n} if you are okay."),
    ("probe", "help"): T("Press {n} if you need help."),
    ("escalation", "mine"): T("Press {n} if you take care of it."),
    ("escalation", "cannot"): T("Press {n} if you cannot."),
    ("drill", "mine"): T("Press {n} if you take care of it."),
    ("drill", "cannot"): T("Press {n} if you cannot."),
    ("escalation", "safe"): T("Press {n} if they are safe."),
    ("contact", "yes"): T("Press {n} if that is all right with you."),
    ("contact", "no"): T("Press {n} if you do not want that."),
    ("reminder", "done"): T("Press {n} when it is done."),
    ("reminder", "later"): T("Press {n} to be reminded later."),
    ("process", "confirm"): T("Press {n} if you have seen to it."),
    ("call", "go"): T("Press {n} to go on."),
    ("conversation", "yes"): T("Press {n} for yes."),
    ("conversation", "no"): T("Press {n} for no."),
}
"""What is said for an option, by what the question is about and the option's key; all others by their label."""

FOR = T("Press {n} for: {label}.")

INSTEAD = {
    "Sorry, we are not sure what you mean. Please reply 1 if you are okay, or 2 if you need help.": T(
        "Sorry, we did not understand. Press 1 if you are okay. Press 2 if you need help."
    ),
    "Please answer this question. “0” goes one step back. If you need help from a person, write “SOS”.": T(
        "Please answer this question, or say back. If you need help from a person, say help."
    ),
    "You can also reply “0” to go back.": T("You can also say back."),
    "You can also write the name of another language.": T("You can also say the name of another language."),
    "What time is it for you now? You can also write the nearest big city.": T(
        "What time is it for you now? You can also say the nearest big city."
    ),
    "Who should we tell when you do not answer? Please write the first name.": T(
        "Who should we tell when you do not answer? Please say the first name."
    ),
    "What is the mobile number of {name}, with its country code? We ask {name} first whether they agree.": T(
        "What is the phone number of {name}? We ask {name} first whether they agree."
    ),
    "When should we ask you whether you are okay? For example: “every day at 9am”, or “weekdays 8:30 and 20:00”.": T(
        "When should we ask you? You can say: every day at 9 am."
    ),
    "Please write a name, such as Ada or Mrs Miller.": T("Please say a name, such as Ada or Mrs Miller."),
    "We did not get any words. Please write your answer.": T("We did not hear anything. Please say your answer."),
}
"""Sentences written for the eye, and what is said in their place."""

KEYPAD = {
    "time": T("You can also enter four digits, for example 0 9 0 0."),
    "phone": T("Please enter the number with the keys, and then press the hash key."),
}
"""What is said where digits are typed."""


def in_words(text: Text, language: str, zone: str) -> str:
    """A sentence of ours as it is said on the phone."""
    return say(_for_the_ear(text), language, zone)


def _for_the_ear(text: Text) -> Text:
    """The sentence, and those within it, each in place of one for the eye."""
    params = ((name, _for_the_ear(value) if isinstance(value, Text) else value) for name, value in text.params)
    instead = INSTEAD.get(text.id)
    return Text(instead.id if instead else text.id, tuple(params), text.plural, text.n)


def presses(options: Sequence[tuple[str, str]], about: str | None, language: str) -> str:
    """The keys of these options, (key, label) each, in a row."""
    said = []
    for n, (key, label) in enumerate(options, start=1):
        known = PRESS.get((about or "", key))
        if known is None and label == str(n):
            continue  # the text says what stands for this number
        spoken = Text(known.id, (("n", n),)) if known else Text(FOR.id, (("n", n), ("label", label.rstrip(" .!?"))))
        said.append(say(spoken, language))
    return " ".join(said)


def delivery(text: str, options: Sequence[tuple[str, str]], about: str | None, language: str) -> tuple[str, ...]:
    """A message of ours at the beginning of a call: who speaks and what is to be pressed first, then the keys again.
    `text` is in the recipient's language already."""
    keys = presses(options, about, language) if options else say(HEARD, language)
    return (f"{text} {keys}", f"{keys} {say(AGAIN, language)}")


def in_call(text: str, options: Sequence[tuple[str, str]], about: str | None, keypad: str, language: str) -> str:
    """One thing said in the middle of a call, with the keys that answer it."""
    hint = KEYPAD.get(keypad)
    parts = [text, say(hint, language) if hint else "", presses(options, about, language)]
    return " ".join(part for part in parts if part)


def typed(keys: str, keypad: str) -> str:
    """Keys as the words they stand for: "0900" is a time of day where one is asked for."""
    digits = keys.strip("*#")
    if digits.isdecimal() and keypad == "time" and len(digits) in (3, 4):
        hours, minutes = digits[:-2], digits[-2:]
        if int(hours) < 24 and int(minutes) < 60:
            return f"{int(hours):02}:{minutes}"
    return digits
