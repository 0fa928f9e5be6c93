"""A false "all good" is the worst harm: every way to one that we know of stands here, and in the corpus beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import LANGUAGES, Ack, Kind, says_yes, understand, understand_ack

CORPUS = Path(__file__).parent / "corpus"
LABEL = {Kind.OK: "ok", Kind.NOT_OK: "bad", Kind.STOP: "stop"}


def corpus(language: str) -> list[tuple[str, str]]:
    lines = (CORPUS / f"{language}.txt").read_text(encoding="utf-8").split("\n")
    pairs = (line.split("\t", 1) for line in lines if line and not line.startswith("# "))
    return [(label, unescape(text)) for label, text in pairs]


def unescape(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text.replace("\\n", "\n"))


def label(text: str, language: str) -> str:
    return LABEL.get(understand(text, language).kind, "unclear")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corpus_is_large_and_has_no_false_good(language: str) -> None:
    answers = corpus(language)
    assert len(answers) >= 300
    for reader in LANGUAGES:  # whatever the person's own language is
        false_good = [text for wanted, text in answers if wanted != "ok" and label(text, reader) == "ok"]
        assert false_good == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_clear_answers_are_understood(language: str) -> None:
    clear = [(wanted, text) for wanted, text in corpus(language) if wanted in ("ok", "bad")]
    missed = [(wanted, text) for wanted, text in clear if label(text, language) != wanted]
    assert len(missed) <= 0.02 * len(clear), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_unclear_raises_an_alarm_and_stop_words_are_exact(language: str) -> None:
    wrong = [(wanted, text) for wanted, text in corpus(language) if wanted in ("unclear", "stop")]
    assert [(text, label(text, language)) for wanted, text in wrong if label(text, language) != wanted] == []


DOUBTED = {each for words in LANGUAGES.values() for each in words.neither}  # "va todo bien" is also our own question
OK_PHRASES = sorted({phrase for words in LANGUAGES.values() for phrase in words.ok} - DOUBTED)
FILLERS = sorted(phrase for words in LANGUAGES.values() for phrase in words.fillers if "|" not in phrase)
NEGATIONS = sorted({each for words in LANGUAGES.values() for each in words.negations | words.no})
ALARMS = sorted({each for words in LANGUAGES.values() for each in words.distress})
languages = st.sampled_from(sorted(LANGUAGES))
ok_phrases = st.sampled_from(OK_PHRASES)
gaps = st.sampled_from([" ", ", ", ". ", "\n", " - ", "  ", "!"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ok_phrase_is_ok_and_none_is_with_a_negation_beside_it(language: str) -> None:
    other = sorted({*NEGATIONS, "aint", "isn't", "don't", "can't", "wasn’t"})
    for phrase in OK_PHRASES:
        assert understand(phrase, language).kind == Kind.OK, phrase
    for phrase in OK_PHRASES[::31]:  # the test below draws from all of them
        for negation in other:
            for text in (
                f"{negation} {phrase}",
                f"{phrase} {negation}",
                f"{negation}, {phrase}",
                f"{phrase}. {negation}",
            ):
                assert understand(text, language).kind != Kind.OK, text


@given(ok_phrases, st.sampled_from(NEGATIONS), st.integers(0, 6), gaps, languages)
def test_a_negation_anywhere_is_never_good(phrase: str, negation: str, where: int, gap: str, language: str) -> None:
    words = phrase.split()
    at = where % (len(words) + 1)
    text = " ".join([*words[:at], negation, *words[at:]]) if gap == " " else f"{negation}{gap}{phrase}"
    assert understand(text, language).kind != Kind.OK


@given(
    st.lists(st.sampled_from(OK_PHRASES + FILLERS), max_size=4),
    st.sampled_from(ALARMS),
    st.integers(0, 4),
    gaps,
    languages,
)
def test_distress_beats_everything_around_it(said: list[str], alarm: str, where: int, gap: str, language: str) -> None:
    said.insert(where % (len(said) + 1), alarm)
    assert understand(gap.join(said), language).kind != Kind.OK
    assert understand(". ".join(said), language).kind == Kind.NOT_OK


@given(ok_phrases, st.sampled_from(FILLERS), gaps, languages)
def test_an_unknown_word_is_never_good(phrase: str, filler: str, gap: str, language: str) -> None:
    for unknown in ("but", "pero", "if", "until", "she", "ella", "weather", "zxcv", "он", "😢", "7", ":("):
        assert understand(f"{phrase} {unknown}", language).kind != Kind.OK
        assert understand(f"{unknown}{gap}{filler}{gap}{phrase}", language).kind != Kind.OK


@given(
    ok_phrases,
    st.sampled_from(["", " ", "  ", "\t", "\n", "\u200b", "\ufeff"]),
    st.sampled_from(["", "!", ".", "!!", "…", ","]),
    languages,
)
def test_case_space_and_punctuation_change_nothing(phrase: str, space: str, mark: str, language: str) -> None:
    for said in (phrase, phrase.upper(), phrase.title(), phrase.replace(" ", "  ")):
        assert understand(f"{space}{said}{mark}{space}", language).kind == Kind.OK


@given(ok_phrases, languages)
def test_a_question_is_never_good(phrase: str, language: str) -> None:
    assert understand(f"{phrase}?", language).kind != Kind.OK
    assert understand(f"¿{phrase}", language).kind != Kind.OK


@given(ok_phrases, st.integers(0, 30), st.sampled_from("аоеіуѕрсΑΟΕ"), languages)
def test_letters_that_only_look_alike_are_never_good(phrase: str, where: int, fake: str, language: str) -> None:
    at = where % len(phrase)
    assert understand(phrase[:at] + fake + phrase[at + 1 :], language).kind != Kind.OK


@given(st.text(max_size=400), languages)
def test_any_text_can_be_read(text: str, language: str) -> None:
    understand(text, language)
    understand_ack(text, language)
    says_yes(text, language)


@given(st.text(alphabet="abcdefghijlmpqrtuvwxz", min_size=2, max_size=12), languages)
def test_what_a_pocket_types_is_not_good_unless_it_is_a_listed_word(text: str, language: str) -> None:
    squeezed = {re.sub(r"(.)\1{2,}", repeat, text) for repeat in (r"\1", r"\1\1")} | {text}
    listed = set(OK_PHRASES) | {short for words in LANGUAGES.values() for short in words.spelt} | {"ya", "yah", "s"}
    if not squeezed & listed:
        assert understand(text, language).kind != Kind.OK


def test_long_texts_are_never_good() -> None:
    assert understand("ok " * 1000, "en").kind == Kind.UNCLEAR
    assert understand("yes thanks " * 20, "en").kind == Kind.UNCLEAR
    assert understand("la " * 30 + "help me", "en").kind == Kind.NOT_OK


def test_numbers_are_kept_for_questions_with_other_options() -> None:
    assert (understand("1", "en").kind, understand("1", "en").option) == (Kind.OK, 1)
    assert (understand("2)", "en").kind, understand("2)", "en").option) == (Kind.NOT_OK, 2)
    assert (understand("3", "en").kind, understand("3", "en").option) == (Kind.OPTION, 3)


def test_help_is_distress_first_and_a_command_when_written_as_one() -> None:
    assert understand("Help!", "en").kind == Kind.NOT_OK
    assert understand("Help!", "en").help_word
    assert understand("ayuda", "en").help_word
    assert not understand("help me", "en").help_word
    assert understand("/help", "en").kind == Kind.HELP
    assert understand("?", "en").kind == Kind.HELP


def test_stop_and_start_are_whole_messages_and_no_is_an_answer() -> None:
    assert understand("start", "en").kind == Kind.START
    assert understand("UNSTOP", "es").kind == Kind.START
    assert understand("no", "en").kind == Kind.NOT_OK
    assert understand("please stop", "en").kind == Kind.UNCLEAR


def test_a_machine_is_marked_so_that_we_do_not_talk_to_it() -> None:
    assert understand("Automatic reply: I am okay", "en").automatic
    assert understand("I'm driving, I'll call you later", "en").automatic
    assert not understand("Sorry, I can't talk right now, I fell", "en").automatic
    assert understand("Sorry, I can't talk right now, I fell", "en").kind == Kind.NOT_OK


def test_names_may_be_said() -> None:
    assert understand("Yes Bob, I'm fine", "en").kind == Kind.UNCLEAR
    assert understand("Yes Bob, I'm fine", "en", names=("Bob Miller",)).kind == Kind.OK
    assert understand("Bob is fine", "en", names=("Bob",)).kind == Kind.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "y",
        "Yes",
        "on it",
        "I'm on it",
        "I'm on my way",
        "On my way!",
        "omw",
        "coming",
        "Yes, I'm coming now",
        "ok I'm on it",
        "On my way, there in 10 minutes",
        "I will check on her",
        "going now thanks",
        "yo voy",
        "Voy para allá",
        "ya voy",
        "sí, voy",
        "me encargo",
        "Me encargo yo, gracias",
        "voy de camino, llego en 15 minutos",
        "1️⃣",
    ],
)
def test_a_contact_takes_it_on(text: str) -> None:
    assert {understand_ack(text, language) for language in LANGUAGES} == {Ack.ACK}


@pytest.mark.parametrize(
    "text",
    [
        "2",
        "no",
        "N",
        "I can't",
        "cant",
        "Sorry, I can't",
        "I can't come",
        "I can't, I'm in Spain",
        "I'm abroad",
        "not possible",
        "no puedo",
        "No puedo ir",
        "lo siento, no puedo",
        "estoy lejos",
        "imposible",
        "Sorry, not me",
        "wrong number",
    ],
)
def test_a_contact_can_not(text: str) -> None:
    assert {understand_ack(text, language) for language in LANGUAGES} == {Ack.CANNOT}


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "👍",
        "thanks",
        "who?",
        "who is this",
        "I can't wait, on my way",
        "I'm not on my way",
        "on my way to work",
        "1 or 2",
        "I am on it? 1",
        "not coming",
        "no voy de camino",
        "Automatic reply: on my way",
        "1. I am on it\n2. I can't",
        "1 2",
        "12",
        "",
        "can you go?",
        "maybe",
        "quizás voy",
        "should I go",
        "he is on it",
        "Liked “Can you look after them? 1 = I'm on it”",
        "yes no",
        "I'll go tomorrow",
        "on it but late",
    ],
)
def test_what_a_contact_did_not_say_outright_is_unclear(text: str) -> None:
    assert {understand_ack(text, language) for language in LANGUAGES} == {Ack.UNCLEAR}


def test_a_contact_may_stop_too() -> None:
    assert understand_ack("STOP", "en") == Ack.STOP


@given(
    st.sampled_from(sorted(LANGUAGES["en"].ack | LANGUAGES["es"].ack)),
    st.sampled_from(["not", "no", "never", "can't", "nunca"]),
)
def test_a_negated_acknowledgement_is_none(phrase: str, negation: str) -> None:
    for text in (f"{negation} {phrase}", f"{phrase} {negation}", f"{negation}, {phrase}"):
        assert understand_ack(text, "en") != Ack.ACK


def test_plain_yes_and_no() -> None:
    assert says_yes("Yes please", "en") is True
    assert says_yes("Sí, gracias", "es") is True
    assert says_yes("no thanks", "en") is False
    assert says_yes("2", "en") is False
    assert says_yes("not yes", "en") is None
    assert says_yes("maybe", "en") is None
    assert says_yes("help", "en") is None
