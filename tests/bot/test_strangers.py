"""Somebody we do not know writes."""

from __future__ import annotations

import pytest

from bot.strangers import knocks, language_of
from bot.words import languages


@pytest.mark.parametrize("words", ["Join", "START", " hello! ", "Hola", "¡Buenas!", "sign up"])
def test_whoever_says_hello_is_answered(words: str) -> None:
    assert knocks(words)


@pytest.mark.parametrize(
    "words", ["", "1", "Y", "ok", "no", "who is this", "STOP", "hola que tal vecino", "help", "join?"]
)
def test_anything_else_is_not(words: str) -> None:
    assert not knocks(words)


@pytest.mark.parametrize("code", languages())
def test_every_language_has_a_way_in_and_no_answer_is_one(code: str) -> None:
    words = languages()[code]
    assert all(knocks(said) for said in words.join)
    answers = words.yes | words.no | words.stop | words.distress
    assert not [said for said in words.join if said in answers]


@pytest.mark.parametrize(
    ("text", "sender", "language"),
    [
        ("hola", "+447700900001", "es"),
        ("hello", "+447700900001", "en"),
        ("hello", "+34600000000", "es"),
        ("join", "+12025550123", "en"),
        ("Start!", "+52550000000", "es"),
        ("hello", "+99900000000", "en"),
    ],
)
def test_the_language_is_that_of_the_word_else_of_the_number(text: str, sender: str, language: str) -> None:
    assert language_of(text, sender) == language
