"""What contacts say besides "I am on it": when they are there, that others may wait, who should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.helping import eta, eta_beside, handed_to, wait_asked
from bot.letters import fold
from wellcheck.i18n import LANGUAGES, Text, say

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("said", "language", "minutes"),
    [
        ("20 min", "en", 20),
        ("20", "en", 20),
        ("in an hour", "en", 60),
        ("half an hour", "en", 30),
        ("20 more minutes", "en", 20),
        ("I will be there in 20 minutes", "en", 20),
        ("at 15:30", "en", 90),
        ("15:30", "en", 90),
        ("media hora", "es", 30),
        ("en 20 minutos", "es", 20),
        ("llego en 20 minutos", "es", 20),
        ("3 hours", "en", 180),
        ("I cannot for 20 minutes", "en", None),
        ("not in 20 minutes", "en", None),
        ("she left 20 minutes ago", "en", None),
        ("safe", "en", None),
        ("yes", "en", None),
        ("👍", "en", None),
        ("", "en", None),
        ("0", "en", None),
    ],
)
def test_when_somebody_is_there(said: str, language: str, minutes: int | None) -> None:
    assert eta(said, language, "UTC", NOW) == (None if minutes is None else minutes * MINUTE)


@pytest.mark.parametrize(
    ("said", "language", "minutes"),
    [
        ("on my way, 20 min", "en", 20),
        ("I'm on it. In half an hour", "en", 30),
        ("coming at 15:30", "en", 90),
        ("on it", "en", None),
        ("20 min", "en", None),
        ("I cannot, 20 min", "en", None),
        ("voy, 20 minutos", "es", 20),
    ],
)
def test_the_time_behind_taking_it_on(said: str, language: str, minutes: int | None) -> None:
    assert eta_beside(said, language, "UTC", NOW) == (None if minutes is None else minutes * MINUTE)


@pytest.mark.parametrize(
    ("said", "language", "minutes"),
    [
        ("wait 15 minutes, I am calling her", "en", 15),
        ("Please wait 10 min", "en", 10),
        ("give me half an hour", "en", 30),
        ("espera 15 minutos, la llamo", "es", 15),
        ("wait", "en", None),
        ("wait for me", "en", None),
        ("I will wait 15 minutes", "en", None),
        ("15 minutes", "en", None),
    ],
)
def test_that_the_others_may_wait(said: str, language: str, minutes: int | None) -> None:
    assert wait_asked(said, language) == (None if minutes is None else minutes * MINUTE)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("hand over to Cara", "cara"),
        ("Hand it over to Mrs Miller.", "mrs miller"),
        ("pásalo a Cara", "cara"),
        ("hand over to", None),
        ("Cara", None),
        ("I gave it to Cara", None),
    ],
)
def test_to_whom_it_is_handed(said: str, name: str | None) -> None:
    assert handed_to(said) == name


@pytest.mark.parametrize(
    ("language", "wait", "taken", "there", "over", "name"),
    [
        (
            "en",
            "wait 15 minutes, I am calling her",
            "on my way, 20 min",
            "I will be there in 20 minutes",
            "hand over to Cara",
            "Cara",
        ),
        ("es", "espere 15 minutos, la llamo", "voy, 20 minutos", "llego en 20 minutos", "pásalo a Cara", "Cara"),
        (
            "pt",
            "espere 15 minutos, vou ligar",
            "estou a caminho, 20 minutos",
            "chego em 20 minutos",
            "passar para Cara",
            "Cara",
        ),
        (
            "fr",
            "attendez 15 minutes, je l'appelle",
            "j'arrive, 20 minutes",
            "j'y suis dans 20 minutes",
            "passez le relais à Cara",
            "Cara",
        ),
        ("it", "aspettate 15 minuti, la chiamo", "arrivo, 20 minuti", "arrivo tra 20 minuti", "passare a Cara", "Cara"),
        (
            "de",
            "bitte 15 Minuten warten, ich rufe sie an",
            "bin unterwegs, 20 Minuten",
            "bin in 20 Minuten da",
            "weitergeben an Cara",
            "Cara",
        ),
        (
            "tr",
            "15 dakika bekleyin, onu arıyorum",
            "yoldayım, 20 dakika",
            "20 dakika içinde oradayım",
            "Cara'ya devredin",
            "Cara",
        ),
        (
            "ru",
            "подождите 15 минут, я позвоню ей",
            "еду, 20 минут",
            "буду через 20 минут",
            "пусть поможет Кара",
            "Кара",
        ),
        (
            "uk",
            "зачекайте 15 хвилин, я подзвоню",
            "їду, 20 хвилин",
            "буду через 20 хвилин",
            "нехай допоможе Кара",
            "Кара",
        ),
        (
            "ar",
            "انتظروا 15 دقيقة، سأتصل بها",
            "أنا في الطريق، 20 دقيقة",
            "سأصل خلال 20 دقيقة",
            "تحويل إلى سارة",
            "سارة",
        ),
        ("hi", "15 मिनट रुकिए, मैं फ़ोन कर रहा हूँ", "20 मिनट में आ रहा हूँ", "20 मिनट में पहुँचता हूँ", "कारा को सौंपें", "कारा"),
        ("zh", "等15分钟，我给她打电话", "我在路上，20分钟", "大概20分钟到", "转给卡拉", "卡拉"),
    ],
)
def test_it_is_said_in_every_language(language: str, wait: str, taken: str, there: str, over: str, name: str) -> None:
    assert wait_asked(wait, language) == 15 * MINUTE
    assert eta_beside(taken, language, "UTC", NOW) == 20 * MINUTE
    assert (eta(there, language, "UTC", NOW) or eta_beside(there, language, "UTC", NOW)) == 20 * MINUTE
    said = handed_to(over)
    assert said is not None and said.partition("'")[0] == fold(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_is_handed_over_is_taught_as_it_is_understood(language: str) -> None:
    taught = say(
        Text("Who should? Please write, for example: hand over to {name}.", (("name", "Cara"),)), language, "UTC"
    )
    assert handed_to(fold(taught).rpartition(":")[2]) == "cara", taught


@pytest.mark.parametrize(
    ("said", "language"),
    [("on it", "en"), ("1", "en"), ("one of us is going", "en"), ("ja, eine von uns kommt", "de"), ("交给我", "zh")],
)
def test_a_number_that_is_no_time_is_none(said: str, language: str) -> None:
    assert eta_beside(said, language, "UTC", NOW) is None
