"""From characters to words."""

from __future__ import annotations

import pytest

from bot.letters import BREAK, PIECES, QUESTION, UNKNOWN, fold, listed, script_of, spelt_out, split, together
from bot.words import languages


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＯＫ", "ok"),
        ("Ça va très bien", "ca va tres bien"),
        ("İYİYİM", "iyiyim"),
        ("iyiyim ılık", "iyiyim ilik"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("всё", "все"),
        ("мой", "мой"),
        ("її", "її"),
        ("أنا بِخَيْر", "انا بخير"),
        ("بخيـــر", "بخير"),
        ("مساعدة", "مساعده"),
        ("على", "علي"),
        ("١٢٣", "123"),
        ("۴", "4"),
        ("१२", "12"),
        ("हाँ", "हां"),
        ("ज़रूरत", "जरूरत"),
        ("ठीक\u200d है।", "ठीक है."),
        ("很好。", "很好."),
        ("ｶﾞ", "ガ"),
        ("I’m", "i'm"),
        ("o\u200bk", "ok"),
        ("o\u0336k", f"o{UNKNOWN}k"),
        ("ok\x00", f"ok{UNKNOWN}"),
        ("👍🏽", "👍"),
        ("1️⃣", "1"),
        ("؟", "?"),
    ],
)
def test_one_form_of_each_letter(written: str, read: str) -> None:
    assert fold(written) == read
    assert fold(read) == read


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("I'm fine, thanks", ["i", "am", "fine", BREAK, "thanks"]),
        ("我很好，谢谢", ["我", "很", "好", BREAK, "谢", "谢"]),
        ("我很好ok", ["我", "很", "好", "ok"]),
        ("мне не очень", ["мне", "не", "очень"]),
        ("मैं ठीक हूँ।", ["मैं", "ठीक", "हूं", BREAK]),
        ("أنا بخير؟", ["انا", "بخير", QUESTION]),
        ("j'ai mal", ["jai", "mal"]),
        ("mir geht's gut", ["mir", "gehts", "gut"]),
        ("oк", ["oк"]),
        ("-1", [UNKNOWN, "1"]),
        ("not-ok", ["not", "ok"]),
        ("хорошо))", ["хорошо"]),
        ("хорошо((", ["хорошо", "(", "("]),
        ("S.O.S.", ["sos"]),
        ("สบายดี", ["ส", "บ", "า", "ย", "ดี"]),
    ],
)
def test_words(written: str, words: list[str]) -> None:
    assert list(split(written)[0]) == words


def test_a_phrase_of_a_list_is_looked_up_as_it_is_written() -> None:
    assert listed("I'm O’Neill") == ("i", "am", "oneill")
    assert listed("in # minutes") == ("in", "#", "minutes")
    assert listed("我很好") == ("我", "很", "好")


def test_words_are_shown_as_their_script_shows_them() -> None:
    assert together(("i", "am", "ok")) == "i am ok"
    assert together(("我", "很", "好")) == "我很好"
    assert together(("我", "ok")) == "我 ok"


def test_scripts() -> None:
    names = [script_of(word) for word in ("ok", "да", "نعم", "ठीक", "好", "👍")]
    assert names == ["LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI", "CJK", ""]


def test_plain_words_are_read_the_short_way_as_the_long_way() -> None:
    """Phrases of the lists, as `PIECES` cuts them."""
    for words in languages().values():
        for phrase in (*words.ok, *words.no, *words.bad, *words.cannot, *words.fillers, *words.spelt):
            plain = spelt_out(fold(phrase)).replace("'", "")
            cut = [part for part in PIECES.findall(plain) if not part.isspace() and part not in "-‐‑.,!"]
            assert list(listed(phrase)) == cut


def test_a_misspelling_has_one_correction() -> None:
    """Two that fold to the same would be chosen by chance, another one in each process."""
    for words in languages().values():
        corrections: dict[str, set[tuple[str, ...]]] = {}
        for short, full in words.spelt.items():
            corrections.setdefault(fold(short), set()).add(listed(full))
        assert [short for short, full in corrections.items() if len(full) > 1] == []
