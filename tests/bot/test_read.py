"""Readers of single answers: what they take, and what they say to the rest."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogues.parts import readable_name
from bot.read import code6, email_address, number, number_or_email, person_name, phone_number, yes_no
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import say


@pytest.fixture(autouse=True, scope="module")
def _words_read() -> None:
    """The words of all languages are learnt before anything is timed."""
    yes_no("yes")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada", "Ada"),
        ("  Ada \n Lovelace ", "Ada Lovelace"),
        ("A\u200bda\u202e", "Ada"),
        ("Ada\x00\x07", "Ada"),
        ("José María", "José María"),
        ("O'Brien-Smith", "O'Brien-Smith"),
        ("李小龍", "李小龍"),
        ("نیلوفر", "نیلوفر"),
        ("A", "A"),
        ("a" * 80, "a" * 80),
    ],
)
def test_names(text: str, name: str) -> None:
    assert person_name(text) == name


@pytest.mark.parametrize("text", ["", "   ", "123", "\u202e\u200b", "/start", "🙂", "https://x.example", "..."])
def test_what_is_no_name(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        person_name(text)
    assert "Please write a name" in say(caught.value.text, "en")


@pytest.mark.parametrize("text", ["every day at 12:40", "+44 7700 900001", "9am", "٩ صباحا"])
def test_a_time_or_a_number_is_no_name_in_a_conversation(text: str) -> None:
    with pytest.raises(NotUnderstood, match="Please write a name"):
        readable_name(text)


@pytest.mark.parametrize("text", ["a" * 81, "a" * 5000, "a " * 3000])
def test_names_that_are_too_long_say_how_long_they_may_be(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        person_name(text)
    assert "80 letters" in say(caught.value.text, "en")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" ada@example.org. ", "ada@example.org"),
        ("mailto:Ada.Byron+care@Example.ORG", "Ada.Byron+care@example.org"),
        ("<ada@example.org>", "ada@example.org"),
        ("ada＠example.org", "ada@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
    ],
)
def test_e_mail_addresses(text: str, address: str) -> None:
    assert email_address(text) == address
    assert number_or_email(phone_number())(text) == address


@pytest.mark.parametrize(
    "text", ["", "ada", "ada@", "@example.org", "ada@example", "a b@example.org", "ada@example.org\r\nBcc: x@example.org",
             "ádá@example.org", "ada@localhost", "ada@[127.0.0.1]", "Ada <ada@example.org>"],
)  # fmt: skip
def test_what_is_no_e_mail_address(text: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        email_address(text)
    assert "ada@example.org" in say(caught.value.text, "en")


def test_what_has_no_at_sign_is_read_as_a_number() -> None:
    assert number_or_email(phone_number())("+44 7700 900123") == "+447700900123"
    with pytest.raises(NotUnderstood, match="phone number"):
        number_or_email(phone_number())("ada")


@given(st.text(max_size=120))
def test_a_name_shows_nothing_hidden(text: str) -> None:
    try:
        name = person_name(text)
    except NotUnderstood:
        return
    assert 1 <= len(name) <= 80
    assert not {c for c in name if unicodedata.category(c)[0] == "C"} - {"\u200c", "\u200d"}


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("+44 7700 900123", None, "+447700900123"),
        ("07700 900999", "GB", "+447700900999"),
        ("0044 7700 900000", None, "+447700900000"),
        ("+44 (0)1632 960123", None, "+441632960123"),
        ("+1 202 555 0100", None, "+12025550100"),
        ("(202) 555-0199", "US", "+12025550199"),
        ("＋１ ２０２ ５５５ ０１２３", None, "+12025550123"),
        ("\u202a+34 600 123 456\u202c", None, "+34600123456"),
        ("tel:+34600123456", None, "+34600123456"),
        ("600 123 456", "ES", "+34600123456"),
        ("+385 91 234 5678", None, "+385912345678"),
    ],
)
def test_phone_numbers(text: str, country: str | None, e164: str) -> None:
    assert phone_number(country)(text) == e164


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("07700 900123", "with the country code, like +44 7700 900123"),
        ("12345", "with the country code"),
        ("hello", "only the phone number"),
        ("+1 800 FLOWERS", "only the phone number"),
        ("+44 7700 900123 or +44 7700 900124", "only the phone number"),
        ("+44 7700 900123 ext 5", "only the phone number"),
        ("+44 7700 9001234", "cannot be right"),
        ("+999 123456", "full phone number"),
        ("+44 909 879 0879", "numbers of this kind"),
        ("+1 900 555 1234", "numbers of this kind"),
        ("+33 899 12 34 56", "numbers of this kind"),
        ("+44 70 1234 5678", "numbers of this kind"),
        ("+881 612 345 678", "numbers of this kind"),
        ("+870 773 111 632", "numbers of this kind"),
        ("", "full phone number"),
        ("+" * 300, "only the phone number"),
    ],
)
def test_phone_numbers_we_cannot_use(text: str, hint: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        phone_number()(text)
    assert hint in say(caught.value.text, "en")


def test_only_allowed_countries() -> None:
    read = phone_number(allowed={"GB"})
    assert read("+44 7700 900123") == "+447700900123"
    assert read("+44 7911 123456") == "+447911123456"  # a block of Guernsey
    with pytest.raises(NotUnderstood) as caught:
        read("+1 202 555 0123")
    assert "GB" in say(caught.value.text, "en")
    with pytest.raises(NotUnderstood):
        phone_number(allowed=["US"])("+1 876 555 0123")  # Jamaica shares +1


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_hint(text: str) -> None:
    for read in (phone_number("GB"), number(1, 9), code6, yes_no):
        try:
            read(text)
        except NotUnderstood as hint:
            assert say(hint.text, "es")


def test_numbers() -> None:
    assert number(1, 10)(" 7. ") == 7
    assert number(-5, 5)("-3") == -3
    for text in ("0", "11", "", "seven", "1e1", "9" * 50, "1.5"):
        with pytest.raises(NotUnderstood) as caught:
            number(1, 10)(text)
        assert say(caught.value.text, "en") == "Please send a number from 1 to 10."


def test_yes_and_no() -> None:
    assert yes_no("Yes!") is True
    assert yes_no("sí, gracias") is True
    assert yes_no("1") is True
    assert yes_no("no") is False
    assert yes_no("2") is False
    for text in ("maybe", "", "yes no", "no?", "help"):
        with pytest.raises(NotUnderstood):
            yes_no(text)


@pytest.mark.parametrize(
    "text", ["123456", " 123 456 ", "123-456", "The code is 123456.", "١٢٣٤٥٦", "1 2 3 4 5 6", "１２３４５６"]
)
def test_codes(text: str) -> None:
    assert code6(text) == "123456"


@pytest.mark.parametrize("text", ["12345", "1234567", "123456 654321", "abcdef", ""])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(NotUnderstood):
        code6(text)
