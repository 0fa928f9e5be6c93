"""Every sentence can be said in every language: nothing missing, nothing guessed, nothing that would break when said."""

from __future__ import annotations

import re
import string
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from gettext import c2py  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from bot import commands, plans, reminding, times, visiting
from bot.letters import fold
from bot.times.compiling import lexicon
from bot.times.whens import read_when
from bot.understand import Ack, Kind, understand, understand_ack
from bot.words import languages, of_all
from locales import update
from locales.update import sentences
from wellcheck import gsm, i18n, probes
from wellcheck.channels import sms
from wellcheck.db import new_id
from wellcheck.errors import NotUnderstood, WellcheckError
from wellcheck.escalations.service import OPTIONS, alarm_text
from wellcheck.i18n import LANGUAGES, LOCALES, Text, say
from wellcheck.messages import Outgoing

OTHERS = [language for language in LANGUAGES if language != "en"]
NOW = datetime(2026, 4, 6, 13, 5, tzinfo=UTC)

SAID_BY_TEXT = ("bot/", "wellcheck/probes/", "wellcheck/escalations/", "wellcheck/messages/", "wellcheck/people/",
                "wellcheck/events/", "wellcheck/visits/", "wellcheck/users.py")  # fmt: skip
"""Where the sentences stand that may go out by text message."""

SEGMENTS = 2
"""How many parts one sentence may cost at most. Where it holds letters that GSM-7 does not have, a part has 67 places; in
the Latin script such letters are sent plainly when there is no room for them (docs/decisions.md)."""

LONGER = {"So we ask you {times}. The next times are: {coming}. Is that right?"}
"""Five times with their days: three parts in other scripts than the Latin one."""

FOREIGN = ("ar", "hi", "ru", "uk", "zh")
"""Languages that are not written in Latin letters."""

MARKED = (*FOREIGN, "fr", "pt", "tr")
"""Languages that can hardly do without letters that GSM-7 does not have."""

SAMPLES: dict[str, Any] = {
    "at": NOW, "next": NOW + timedelta(days=1), "when": NOW, "now": NOW, "time": time(14, 5), "early": time(2),
    "late": time(14), "told": time(14, 35), "again": time(14, 15), "begin": time(9), "end": time(11),
    "first": time(8), "last": time(20), "times": (time(8, 30), time(20)), "total": timedelta(hours=3),
    "wait": timedelta(minutes=30),
    "span": timedelta(minutes=30), "step": timedelta(hours=2), "least": timedelta(minutes=5), "most": timedelta(hours=2),
    "longest": timedelta(days=90), "second": date(2026, 5, 4), "minimum": timedelta(hours=1), "n": 3, "m": 2, "a": 5, "b": 120,
    "low": 0, "high": 10, "lo": 1, "hi": 6, "minutes": 30, "code": "123456", "phone": "+447700900001", "city": "London",
    "example": "+44 7700 900123", "number": "+44 7700 900123", "link": "https://t.me/WellcheckSandboxBot?start=c-" + "x" * 22,
    "choices": ("1 = I'm okay", "2 = I need help"), "numbers": ("1", "2", "3"),
    "coming": tuple(NOW + timedelta(days=day) for day in range(5)), "contacts": ("Bob (agreed)", "Cleo (agreed)"),
    "ours": tuple(words.name for words in languages().values()),
    "what": Text("{user} has not answered a check-in. Please make sure they are okay.", (("user", "Margaret"),)),
}  # fmt: skip
"""Values as long as they usually are; every other placeholder is a first name."""


@cache
def catalog(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def every() -> dict[str | tuple[str, str], set[str]]:
    """Each sentence, with the files it stands in."""
    found: dict[str | tuple[str, str], set[str]] = {}
    for said, where in sentences():
        found.setdefault(said, set()).add(where)
    return found


def fields(text: str) -> set[str]:
    """The placeholders of a sentence. Raises ValueError where format() would."""
    found = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            assert name.isidentifier() and not form and not conversion, f"{name!r} is no plain placeholder"
            found.add(name)
    return found


def filled(said: str | tuple[str, str], n: int = 3) -> Text:
    """The sentence with values of a usual length."""
    one, many = (said, None) if isinstance(said, str) else said
    names = fields(one) | fields(many or "")
    params = {name: SAMPLES.get(name, "Margaret") for name in names}
    if many is not None:
        params["n"] = n
    return Text(one, tuple(params.items()), many, n if many is not None else 0)


STOPS, ASKING = (".", "。", "।"), ("?", "？", "؟")
"""How sentences end: in Chinese, in Hindi, in Arabic."""


def problems(code: dict[str | tuple[str, str], set[str]], known: Catalog, language: str) -> list[str]:
    """What is wrong with a catalog, one line each."""
    wrong = []
    for said, where in code.items():
        one = said if isinstance(said, str) else said[0]
        message = known.get(one)
        if message is None or not message.string:
            wrong.append(f"not translated: {one!r} ({', '.join(sorted(where))})")
            continue
        if message.fuzzy:
            wrong.append(f"guessed: {one!r}")
        spoken = [message.string] if isinstance(message.string, str) else list(message.string)
        if isinstance(said, tuple) and (message.id != said or len(spoken) != known.num_plurals or not all(spoken)):
            wrong.append(f"plural forms: {one!r}")
            continue
        if isinstance(said, tuple) and "n" in fields(said[1]):
            counted = [text for place, text in enumerate(spoken) if place in _of_several(known.plural_expr)]
            wrong += [f"does not say the number: {text!r}" for text in counted if "{n}" not in text]
        wanted = fields(one)
        for text in spoken:
            try:
                if fields(text) != wanted and (isinstance(said, str) or fields(text) | {"n"} != wanted | {"n"}):
                    wrong.append(f"placeholders: {one!r} -> {text!r}")
            except (ValueError, AssertionError):
                wrong.append(f"cannot be filled in: {text!r}")
            ends = text.endswith(STOPS) == one.endswith(".") and (text.endswith(ASKING) == one.endswith("?"))
            if text.strip() != text or not ends or ("?" in one and not any(mark in text for mark in ASKING)):
                wrong.append(f"ends differently: {one!r} -> {text!r}")
    wrong += [f"nobody says: {message.id!r}" for message in known if message.id and message.id not in code]
    return wrong


@cache
def _of_several(plural: str) -> set[int]:
    """The plural forms that stand for more than one number: Russian says 1, 21 and 31 alike, Turkish all of them."""
    form = c2py(plural)
    places = [form(n) for n in range(1, 200)]
    return {place for place in places if places.count(place) > 1}


# --- catalogs --------------------------------------------------------------------------------------------------------


def test_every_language_has_a_catalog() -> None:
    assert {"en", "es"} <= set(LANGUAGES) <= set(languages()), "whoever is spoken to is understood"
    assert [language for language in OTHERS if not (LOCALES / language / "LC_MESSAGES" / "messages.po").exists()] == []
    assert len(every()) > 300


def test_a_catalog_is_begun_with_the_plural_forms_of_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update, "ROOT", tmp_path)
    for package in update.PACKAGES:
        (tmp_path / package).mkdir()
    (tmp_path / "bot" / "words.py").write_text('T("Hello {name}.")\nN("{n} minute", "{n} minutes", 2)\n')
    update.main(["ru"])
    begun = tmp_path / "locales" / "ru" / "LC_MESSAGES" / "messages.po"
    assert "nplurals=3" in begun.read_text() and '"Language: ru' in begun.read_text()
    begun.write_text(
        begun.read_text().replace('msgid "Hello {name}."\nmsgstr ""', 'msgid "Hello {name}."\nmsgstr "Привет {name}."')
    )
    update.main(["ru"])
    assert "Привет" in begun.read_text(), "what is translated stays"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_fits(language: str) -> None:
    assert problems(every(), catalog(language), language) == []


def test_what_is_broken_is_found() -> None:
    """The checks above do fail: each fault is put into a catalog, and named."""
    code: dict[str | tuple[str, str], set[str]] = {"Hello {name}.": {"a.py"}, ("{n} minute", "{n} minutes"): {"a.py"}}
    good = {"Hello {name}.": "Hola, {name}.", ("{n} minute", "{n} minutes"): ("{n} minuto", "{n} minutos")}
    faults: dict[str, dict[Any, Any]] = {
        "not translated": {"Hello {name}.": ""},
        "placeholders": {"Hello {name}.": "Hola, {nombre}."},
        "cannot be filled in": {"Hello {name}.": "Hola, {name."},
        "ends differently": {"Hello {name}.": "Hola, {name}"},
        "plural forms": {("{n} minute", "{n} minutes"): ("{n} minuto", "")},
        "does not say the number": {("{n} minute", "{n} minutes"): ("un minuto", "minutos")},
        "nobody says": {"Goodbye.": "Adiós."},
    }
    assert problems(code, _made(good), "es") == []
    for name, fault in faults.items():
        assert any(line.startswith(name) for line in problems(code, _made(good | fault), "es")), name
    guessed = _made(good)
    message = guessed.get("Hello {name}.")
    assert message is not None
    message.flags.add("fuzzy")
    assert problems(code, guessed, "es") == ["guessed: 'Hello {name}.'"]


def _made(sayings: dict[Any, Any]) -> Catalog:
    made = Catalog(locale="es")
    for said, spoken in sayings.items():
        made.add(said, spoken)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str, caplog: pytest.LogCaptureFixture) -> None:
    for said in every():
        for n in (0, 1, 2, 3) if isinstance(said, tuple) else (3,):
            text = say(filled(said, n), language, "Europe/London")
            assert text and "{" not in text.replace("{" + '"type"', "")
    assert "broken translation" not in caplog.text


def test_sentences_are_written_where_they_can_be_found() -> None:
    """`T` and `N` are given literals, never made-up strings: otherwise no catalog would know them."""
    root = Path(__file__).resolve().parents[2]
    for package in ("wellcheck", "bot", "web", "workers"):
        for path in (root / package).rglob("*.py"):
            for found in re.finditer(r"(?<![\w.])[TN]\(\s*([^\s\"'])", path.read_text()):
                assert path.name == "i18n.py", f"{path}: {found.group()}"


# --- text messages ---------------------------------------------------------------------------------------------------


def texted() -> list[str | tuple[str, str]]:
    return [said for said, where in every().items() if any(path.startswith(SAID_BY_TEXT) for path in where)]


def composed(said: str | tuple[str, str], language: str) -> str:
    return sms.compose(Outgoing(new_id(), "+447700900001", say(filled(said), language, "Europe/London")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_costs_more_than_a_few_parts(language: str) -> None:
    longest = {said: gsm.segments(composed(said, language)) for said in texted()}
    too_long = {said: n for said, n in longest.items() if n > SEGMENTS + (language in FOREIGN and said in LONGER)}
    assert too_long == {}


def test_english_travels_as_gsm_7() -> None:
    """One sign outside of GSM-7 would cost more than double. The thumb of an "okay" and of a planned check is meant."""
    for said in texted():
        if "{ours}" in said:  # the names of all languages, each in its own letters
            continue
        text = composed(said, "en").removeprefix("👍 ")
        assert gsm.GSM_ALL.issuperset(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_and_alarms_cost_little(language: str) -> None:
    """They are the ones that must arrive, and there are many of them: GSM-7 where the language can do with its letters.
    (A name may have any letter.)"""
    asked = [
        probes.service.question_for(kind, n, "Ada") for kind in ("scheduled", "asked", "rehearsal") for n in (0, 1)
    ]
    alarms = [
        alarm_text(reason, "Bob", "Ada", agreed, late)
        for reason in ("bad", "panic", "could_not_ask", "unavailable")
        for agreed in (True, False)
        for late in (True, False)
    ]
    invited = [probes.circle.invitation_text("Bob", "Ada")]
    labels = [label for _, label in (*probes.service.OPTIONS, *OPTIONS, *probes.circle.INVITED)]
    for text in [*asked, *alarms, *invited, *labels]:
        said = sms.compose(Outgoing(new_id(), "+447700900001", say(text, language)))
        assert gsm.GSM_ALL.issuperset(said) or language in MARKED, said
        # An alarm is several sentences, with which other scripts fill more parts.
        assert gsm.segments(said) <= (
            2 * SEGMENTS if language in FOREIGN and text in (*alarms, *invited) else SEGMENTS
        ), said


# --- what is taught is understood ------------------------------------------------------------------------------------

QUOTED = re.compile(r"[“«„\"「]\s*([^”»“\"」]+?)\s*[”»“\"」]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_we_teach_is_understood(language: str) -> None:
    """Whatever stands in quotation marks is something to say: a command, a time, a duration, a date, a choice."""
    for said in texted():
        if isinstance(said, tuple):
            continue
        for words in QUOTED.findall(say(Text(said), language)):
            if "{" not in words:
                assert _understood(words, language), f"{words!r} in {said!r}"


AROUND = {
    "en": ("every day {}", "every 4 hours {}"), "es": ("todos los días {}", "cada 4 horas {}"),
    "pt": ("todos os dias {}", "de 4 em 4 horas {}"), "fr": ("tous les jours {}", "toutes les 4 heures {}"),
    "it": ("ogni giorno {}", "ogni 4 ore {}"), "de": ("jeden Tag {}", "alle 4 Stunden {}"),
    "tr": ("her gün {}", "4 saatte bir {}", "{} 4 saatte bir"), "ru": ("каждый день {}", "каждые 4 часа {}"),
    "uk": ("щодня {}", "кожні 4 години {}"), "ar": ("كل يوم {}", "كل 4 ساعات {}"),
    "hi": ("हर दिन {}", "{} हर 4 घंटे"), "zh": ("每天{}", "{}每4小时"),
}  # fmt: skip
"""What makes a sentence of the half ones that are taught as an answer to "when in the day?"."""


def _understood(words: str, language: str) -> bool:
    if (
        commands.command_of(words)
        or words == "0"
        or words in lexicon(language).words.both
        or fold(words) in of_all("none")
    ):
        return True
    if plans.says_arrived(words) or plans.longer(words, language)[0] is not None:
        return True
    if reminding.read_done(words) == reminding.Did():
        return True
    wished = reminding.read_wish(words, language, "Europe/London", NOW)
    if wished is not None:
        return bool(wished.what and read_when(wished.when, language, "Europe/London", NOW))
    if visiting.read("stop", words) == {}:  # no more visits
        return True
    if understand_ack(words, language) in (Ack.ACK, Ack.CANNOT):  # what contacts say of an alarm
        return True
    if words.casefold() == say(Text("New code"), language).casefold():
        return True
    if (kind := understand(words, language).kind) in (Kind.OK, Kind.NOT_OK):
        return kind == Kind.OK or words == "SOS"
    readers = (
        lambda: times.read_times(words, language, "Europe/London", NOW),
        lambda: read_when(words, language, "Europe/London", NOW),
        lambda: times.read_times(words, language, "Europe/London", NOW, spans=True),
        lambda: times.read_pause(words, language, "Europe/London", NOW),
        lambda: times.read_duration(words, language=language),
        lambda: _wished(times.read_walk(words, language, "Europe/London", NOW)),
        lambda: _wished(times.read_skips(words, language, "Europe/London", NOW)),
        *(
            lambda around=around: times.read_times(around.format(words), language, "Europe/London", NOW)
            for around in AROUND[language]
        ),
    )
    for read in readers:
        try:
            read()
        except WellcheckError:
            continue
        return True
    return False


def _wished(read: object) -> None:
    if read is None:
        raise NotUnderstood(Text("none"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_provider_is_taught(language: str) -> None:
    theirs = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "help", "info", "yes"}
    for said in texted():
        if isinstance(said, str):
            for words in QUOTED.findall(say(Text(said), language)):
                assert words.casefold() not in theirs, said


def test_times_and_lists_are_said_in_the_language_of_the_recipient() -> None:
    text = Text("Everything is set up, {name}. We ask you next on {at}. If you do not answer, we tell {contacts}.",
                (("name", "Ada"), ("at", NOW), ("contacts", ("Bob", "Cleo"))))  # fmt: skip
    assert i18n.say(text, "es", "Europe/Madrid") == (
        "Todo está listo, Ada. Le preguntaremos el lun, 6 abr, 15:05. Si no responde, avisamos a Bob y Cleo."
    )
