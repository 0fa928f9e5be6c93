"""A false "all good" is the worst harm: every way to one that we know of stands here, and in the corpus beside it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.letters import fold, script_of
from bot.lexicon import Is, lexicon
from bot.understand import Ack, Kind, explain, says_safe, says_yes, statements, understand, understand_ack
from bot.words import elided, languages
from bot.words.shared import SHARED

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = tuple(languages())
LABELS = {Kind.OK, Kind.NOT_OK, Kind.CALL_ME, Kind.LATER, Kind.STOP}


@functools.cache
def corpus(language: str) -> list[tuple[str, str]]:
    """What people answer, and how it must be read."""
    lines = (CORPUS / f"{language}.txt").read_text(encoding="utf-8").split("\n")
    pairs = (line.rsplit("\t", 1) for line in lines if line and not line.startswith("# "))
    return [(unescape(text), label) for text, label in pairs]


def unescape(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text.replace("\\n", "\n"))


def label(text: str, language: str) -> str:
    kind = understand(text, language).kind
    return kind.value if kind in LABELS else "unclear"


# --- every language that has words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corpus_is_large_and_has_no_false_good(language: str) -> None:
    answers = corpus(language)
    assert len({text for text, _ in answers}) >= 500
    assert {wanted for _, wanted in answers} == {kind.value for kind in LABELS} | {"unclear"}
    assert sum(wanted == "ok" for _, wanted in answers) >= 100
    assert sum(wanted == "not_ok" for _, wanted in answers) >= 150
    assert [text for text, wanted in answers if wanted != "ok" and label(text, language) == "ok"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_okay_in_one_language_is_okay_in_none(language: str) -> None:
    """Somebody may write in another language than we know of: read as that one, it must not become an "all good"."""
    answers = [text for text, wanted in corpus(language) if wanted in ("not_ok", "stop")]
    false_good = [(text, reader) for reader in LANGUAGES for text in answers if label(text, reader) == "ok"]
    assert false_good == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_clear_answers_are_understood(language: str) -> None:
    clear = [(text, wanted) for text, wanted in corpus(language) if wanted != "unclear"]
    missed = [(text, wanted, label(text, language)) for text, wanted in clear if label(text, language) != wanted]
    assert len(missed) <= 0.02 * len(clear), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_unclear_raises_an_alarm_and_stop_words_are_exact(language: str) -> None:
    wanted = [(text, wanted) for text, wanted in corpus(language) if wanted in ("unclear", "stop")]
    assert [(text, label(text, language)) for text, said in wanted if label(text, language) != said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_means_what_it_says(language: str) -> None:
    """No entry of a list is read as something else, because another list or the spelling got in its way."""
    words = languages()[language]
    wrong = []
    for said in sorted(words.ok - words.neither):
        if understand(said.replace("|", ","), language).kind != Kind.OK:
            wrong.append(("ok", said))
    for said in sorted(words.distress):
        if understand(said.replace("|", ","), language).kind != Kind.NOT_OK:
            wrong.append(("distress", said))
    for said in sorted(words.bad | words.no):
        if understand(said, language).kind != Kind.NOT_OK:
            wrong.append(("bad or no", said))
    for said in sorted(words.stop):
        if understand(said, language).kind != Kind.STOP:
            wrong.append(("stop", said))
    for said in sorted(words.call_me):
        if understand(said.replace("#", "5"), language).kind != Kind.CALL_ME:
            wrong.append(("call_me", said))
    for said in sorted(words.later):
        if understand(said.replace("#", "5"), language).kind != Kind.LATER:
            wrong.append(("later", said))
    for said in sorted(words.yes):
        if says_yes(said, language) is not True:
            wrong.append(("yes", said))
    for said in sorted(words.ack):
        if understand_ack(said.replace("#", "5"), language) != Ack.ACK:
            wrong.append(("ack", said))
    for said in sorted(words.cannot):
        if understand_ack(said, language) != Ack.CANNOT:
            wrong.append(("cannot", said))
    wrong += [("safe", said) for said in sorted(words.safe) if not says_safe(said, language)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language: str) -> None:
    words = languages()[language]
    for name in ("name", "ok", "yes", "no", "bad", "distress", "neither", "fillers", "courtesies", "call_me", "later",
                 "busy", "automatic", "negations", "cries", "stop", "help", "ack", "cannot", "safe", "join", "greetings",
                 "back", "none", "spelt", "myself", "others", "joints"):  # fmt: skip
        if language != "en" or name != "cries":
            assert getattr(words, name), name
    assert folded(words.not_before | words.not_after) <= folded(words.negations | words.no)
    assert folded(words.no_before) <= folded(words.no)
    assert folded(words.cries) <= folded(words.distress)
    for sign in ("👍", "1", "ok", "OK!", "👌🏽"):
        assert understand(sign, language).kind == Kind.OK
    for sign in ("👎", "2", "SOS", "🆘", "help", "call 112"):
        assert understand(sign, language).kind == Kind.NOT_OK
    for sign in ("?", "", " ", "…", "😢", "0k", "ok?", "ok؟", "ok？", "1 2", "1 0", "Оk", "оk"):
        assert understand(sign, language).kind != Kind.OK, sign


def folded(phrases: Iterable[str]) -> set[str]:
    return {fold(phrase) for phrase in phrases}


# --- the dangers one by one -----------------------------------------------------------------------------------------


def ok_phrases_of(language: str) -> list[str]:
    """What says "all is well" in a language, without what is also our own question ("va todo bien")."""
    return sorted(languages()[language].ok - languages()[language].neither)


SAYINGS = [(language, phrase) for language in LANGUAGES for phrase in ok_phrases_of(language)]
FILLERS = {code: sorted(each for each in words.fillers if "|" not in each) for code, words in languages().items()}
NEGATIONS = {code: sorted(words.negations | words.no) for code, words in languages().items()}
ALARMS = {code: sorted(words.distress | SHARED.distress) for code, words in languages().items()}
# No deadlines below: the words of a language are compiled when they are first needed.
sayings = st.sampled_from(SAYINGS)
codes = st.sampled_from(LANGUAGES)
gaps = st.sampled_from([" ", ", ", ". ", "\n", " - ", "  ", "!"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negation_beside_an_ok_is_never_good(language: str) -> None:
    others = NEGATIONS[language] + ["aint", "isn't", "don't", "can't", "wasn’t"]
    for phrase in ok_phrases_of(language)[::31]:  # the test below draws from all of them
        for negation in others:
            for text in (
                f"{negation} {phrase}",
                f"{phrase} {negation}",
                f"{negation}, {phrase}",
                f"{phrase}. {negation}",
            ):
                assert understand(text, language).kind != Kind.OK, text


@settings(deadline=None)
@given(sayings, st.data(), st.integers(0, 6), gaps)
def test_a_negation_anywhere_is_never_good(said: tuple[str, str], data: st.DataObject, where: int, gap: str) -> None:
    language, phrase = said
    negation = data.draw(st.sampled_from(NEGATIONS[language]))
    words = phrase.split()
    at = where % (len(words) + 1)
    text = " ".join([*words[:at], negation, *words[at:]]) if gap == " " else f"{negation}{gap}{phrase}"
    if fold(text) not in {
        fold(each) for each in languages()[language].ok
    }:  # "all right" and "not" make no phrase; "no" and "problem" might
        assert understand(text, language).kind != Kind.OK


@settings(deadline=None)
@given(codes, st.data(), st.integers(0, 4), gaps)
def test_distress_beats_everything_around_it(language: str, data: st.DataObject, where: int, gap: str) -> None:
    said = data.draw(st.lists(st.sampled_from(ok_phrases_of(language) + FILLERS[language]), max_size=4))
    said.insert(where % (len(said) + 1), data.draw(st.sampled_from(ALARMS[language])))
    assert understand(gap.join(said), language).kind != Kind.OK
    assert understand(". ".join(said).replace("|", ","), language).kind == Kind.NOT_OK


@settings(deadline=None)
@given(sayings, st.data(), gaps)
def test_an_unknown_word_is_never_good(said: tuple[str, str], data: st.DataObject, gap: str) -> None:
    language, phrase = said
    filler = data.draw(st.sampled_from(FILLERS[language]))
    for unknown in ("zxcv", "ξψω", "😢", "7", ":(", "ﻼﻼ", "க்", "\ufffd"):
        assert understand(f"{phrase} {unknown}", language).kind != Kind.OK
        assert understand(f"{unknown}{gap}{filler}{gap}{phrase}", language).kind != Kind.OK


@settings(deadline=None)
@given(
    sayings,
    st.sampled_from(["", " ", "  ", "\t", "\n", "\u200b", "\ufeff", "\u200f"]),
    st.sampled_from(["", "!", ".", "!!", "…", ",", "。", "！", "،"]),
)
def test_case_space_and_punctuation_change_nothing(said: tuple[str, str], space: str, mark: str) -> None:
    language, phrase = said
    for text in (phrase, phrase.upper(), phrase.title(), phrase.replace(" ", "  ")):
        assert understand(f"{space}{text}{mark}{space}", language).kind == Kind.OK


@settings(deadline=None)
@given(sayings)
def test_a_question_is_never_good(said: tuple[str, str]) -> None:
    language, phrase = said
    for text in (
        f"{phrase}?",
        f"¿{phrase}",
        f"{phrase}؟",
        f"{phrase}？",
        *(f"{phrase} {a}" for a in languages()[language].asks),
    ):
        assert understand(text, language).kind != Kind.OK


@settings(deadline=None)
@given(sayings, st.integers(0, 30), codes)
def test_letters_that_only_look_alike_are_never_good(said: tuple[str, str], where: int, reader: str) -> None:
    """A word of two scripts is nobody's word."""
    _, phrase = said
    at = where % len(phrase)
    fake = "о" if script_of(phrase[at]) == "LATIN" else "o"
    if phrase[at].isalpha() and len(phrase.split()[0]) > 1:
        assert understand(phrase[:at] + fake + phrase[at + 1 :], reader).kind != Kind.OK


@settings(deadline=None)
@given(sayings, st.integers(0, 30), codes)
def test_what_is_crossed_out_is_never_good(said: tuple[str, str], where: int, reader: str) -> None:
    _, phrase = said
    at = where % len(phrase) + 1
    assert understand(phrase[:at] + "\u0336" + phrase[at:], reader).kind != Kind.OK


@settings(deadline=None)
@given(st.text(max_size=400), codes)
def test_any_text_can_be_read(text: str, language: str) -> None:
    explain(text, language)
    understand_ack(text, language)
    says_yes(text, language)
    says_safe(text, language)


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijlmpqrtuvwxz", min_size=2, max_size=12), codes)
def test_what_a_pocket_types_is_not_good_unless_it_is_a_listed_word(text: str, language: str) -> None:
    squeezed = {re.sub(r"(.)\1{2,}", repeat, text) for repeat in (r"\1", r"\1\1")} | {text}
    known = lexicon(language)
    if not any((word,) in known.answers.phrases or word in known.spelt for word in squeezed):
        assert understand(text, language).kind != Kind.OK


def test_whose_words_are_read() -> None:
    """The person's own language and English; of others only what worries and cannot be mistaken."""
    assert understand("estoy bien", "es").kind == Kind.OK
    assert understand("estoy bien", "en").kind == Kind.UNCLEAR
    assert understand("I'm fine, gracias", "es").kind == Kind.OK
    assert understand("necesito ayuda", "en").kind == Kind.NOT_OK
    assert understand("socorro", "en").kind == Kind.NOT_OK
    assert understand("no necesito ayuda", "en").kind == Kind.UNCLEAR
    assert understand("baja", "en").kind == Kind.STOP
    assert lexicon("xx").language == "en"
    known = lexicon("es").answers.phrases
    assert known[("no",)] == (Is.NO, "es") and known[("help", "me")] == (Is.DISTRESS, "en")


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


@functools.cache
def machines() -> list[tuple[str, str]]:
    """What phones and mailboxes write by themselves: (language, text)."""
    lines = (CORPUS / "machines.txt").read_text(encoding="utf-8").split("\n")
    pairs = (line.split("\t") for line in lines if line and not line.startswith("# "))
    return [(language, unescape(text)) for language, text in pairs]


def test_what_machines_write_is_no_sign_of_life_and_never_good() -> None:
    assert {language for language, _ in machines()} == set(LANGUAGES)
    for language, text in machines():
        for reader in {language, "en"}:  # we do not know for sure in which language somebody's phone is
            meaning = understand(text, reader, ("Ada",))
            assert (meaning.kind, meaning.human) == (Kind.UNCLEAR, False), (text, reader)
        assert [reader for reader in LANGUAGES if label(text, reader) == "ok"] == [], text


@pytest.mark.parametrize(
    "text",
    ["call me", "are you okay? my foot hurts and I am cold", "who are you", "what is Wellcheck?", "can Bob come by please",
     'my daughter said "are you okay" and I told her that the neighbours are here', "I am at the shop", "the door is open"],
)  # fmt: skip
def test_what_people_write_stays_a_sign_of_life(text: str) -> None:
    assert understand(text, "en", ("Ada",)).human


def test_names_may_be_said() -> None:
    assert understand("Yes Bob, I'm fine", "en").kind == Kind.UNCLEAR
    assert understand("Yes Bob, I'm fine", "en", names=("Bob Miller",)).kind == Kind.OK
    assert understand("Bob is fine", "en", names=("Bob",)).kind == Kind.UNCLEAR


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("kızım iyiyim", "tr", Kind.OK),
        ("iyi kızım", "tr", Kind.OK),
        ("Kızım, iyi", "tr", Kind.OK),
        ("kızım iyi", "tr", Kind.UNCLEAR),
        ("kızım bugün iyi", "tr", Kind.UNCLEAR),
        ("Ayşe iyi", "tr", Kind.UNCLEAR),
        ("Ayşe iyiyim", "tr", Kind.OK),
        ("Merhaba Ayşe, iyi", "tr", Kind.OK),
    ],
)
def test_who_is_spoken_to_may_be_who_is_spoken_of(text: str, language: str, kind: Kind) -> None:
    assert understand(text, language, names=("Ayşe",)).kind == kind


def spoken(text: str) -> tuple[str, str]:
    """The words, and the language in front of them (English if there is none)."""
    language, colon, words = text.partition(": ")
    return (words, language) if colon and language in LANGUAGES else (text, "en")


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
        "es: yo voy",
        "es: Voy para allá",
        "es: ya voy",
        "es: sí, voy",
        "es: me encargo",
        "es: Me encargo yo, gracias",
        "es: voy de camino, llego en 15 minutos",
        "fr: J'y vais",
        "fr: oui j y vais tout de suite",
        "fr: je m'en occupe, merci",
        "fr: Je suis en route, là dans 10 minutes",
        "it: Vado io",
        "it: sì, ci penso io",
        "it: sto arrivando, sono lì tra 10 minuti",
        "pt: Eu vou",
        "pt: deixa comigo",
        "pt: já to indo, chego em 10 minutos",
        "1️⃣",
    ],
)
def test_a_contact_takes_it_on(text: str) -> None:
    assert understand_ack(*spoken(text)) == Ack.ACK


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
        "es: no puedo",
        "es: No puedo ir",
        "es: lo siento, no puedo",
        "es: estoy lejos",
        "es: imposible",
        "fr: je ne peux pas",
        "fr: désolée, je peux pas",
        "fr: je suis à l'étranger",
        "it: non posso",
        "it: mi dispiace, non posso",
        "it: sono all'estero",
        "pt: não posso",
        "pt: infelizmente não posso",
        "pt: estou viajando",
        "Sorry, not me",
        "wrong number",
    ],
)
def test_a_contact_can_not(text: str) -> None:
    assert understand_ack(*spoken(text)) == Ack.CANNOT


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
    assert understand_ack(text, "en") == Ack.UNCLEAR
    assert Ack.ACK not in {understand_ack(text, language) for language in LANGUAGES}


def test_a_contact_may_stop_too() -> None:
    assert understand_ack("STOP", "en") == Ack.STOP


@pytest.mark.parametrize(
    "text", ["pt: hoje não estou bem", "pt: ainda não estou bem", "pt: acho que não estou bem", "es: hoy no estoy bien"]
)
def test_a_not_that_ends_another_phrase_turns_around_what_follows(text: str) -> None:
    assert understand(*spoken(text)).kind == Kind.NOT_OK
    assert understand("hoje não", "pt").kind == Kind.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "fr: d'accord",
        "fr: j'y vais peut-être",
        "fr: je suis en route pour le travail",
        "fr: j'y vais demain",
        "fr: je ne viens pas",
        "it: va bene",
        "it: vado al lavoro",
        "it: vado domani",
        "it: forse vado io",
        "pt: tá bom",
        "pt: vou para o trabalho",
        "pt: vou amanhã",
        "pt: talvez eu vá",
    ],
)
def test_what_a_contact_did_not_say_outright_is_unclear_in_their_language(text: str) -> None:
    assert understand_ack(*spoken(text)) == Ack.UNCLEAR


@pytest.mark.parametrize("text", ["j'ai mal", "j’ai mal", "j ai mal", "jai mal", "J´ai mal"])
def test_an_apostrophe_may_be_missing_or_a_space(text: str) -> None:
    assert elided("j'ai mal / aide") == {"j'ai mal", "j ai mal", "aide"}
    assert understand(text, "fr").kind == Kind.NOT_OK


ACKS = [(language, phrase) for language, words in languages().items() for phrase in sorted(words.ack)]


@settings(deadline=None)
@given(st.sampled_from(ACKS), st.data())
def test_a_negated_acknowledgement_is_none(said: tuple[str, str], data: st.DataObject) -> None:
    language, phrase = said[0], said[1].replace("#", "5")
    negation = data.draw(st.sampled_from(NEGATIONS[language]))
    for text in (f"{negation} {phrase}", f"{phrase} {negation}", f"{negation}, {phrase}"):
        if fold(text) not in folded(languages()[language].ack):
            assert understand_ack(text, language) != Ack.ACK


def test_plain_yes_and_no() -> None:
    assert says_yes("Yes please", "en") is True
    assert says_yes("Sí, gracias", "es") is True
    assert says_yes("no thanks", "en") is False
    assert says_yes("2", "en") is False
    assert says_yes("not yes", "en") is None
    assert says_yes("maybe", "en") is None
    assert says_yes("help", "en") is None


def test_who_is_spoken_of() -> None:
    assert statements("She fell, I am coming", "en", "Ada") == [("she fell", True), ("i am coming", False)]
    assert statements("Ada is hurt and help me", "en", "Ada") == [("ada is hurt", True), ("help me", False)]
    assert statements("se ha caído pero respira", "es", "Ada") == [("se ha caido", True), ("respira", None)]
    assert statements("fell?", "en", "Ada Miller") == [("fell", None)]
    assert statements("Ada Miller fell", "en", "Ada Miller") == [("ada miller fell", True)]
