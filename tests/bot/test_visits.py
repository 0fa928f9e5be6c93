"""What people say about visits, in every language: understood, and never taken for a word about how they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot import commands, visiting
from bot.times import Repeated, VisitTime, read_duration, read_repeated, read_times, read_until, read_visit, says_again
from bot.understand import Kind, understand
from bot.words import languages
from bot.words.visits import VISITS
from tests.bot.talk import MONDAY, Talk, count
from tests.bot.test_commands import user
from wellcheck import db, messages, probes, visits
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import LANGUAGES, T

FRIDAY = datetime(2026, 4, 10, 15, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)

ASKED = {
    "en": "I'd like a visit on Friday at 3 for an hour: shopping",
    "es": "Quisiera una visita el viernes a las 3 durante una hora: compras",
    "pt": "Gostaria de uma visita sexta-feira às 15h por uma hora: compras",
    "fr": "Je voudrais une visite vendredi à 15h pour une heure : courses",
    "de": "Ich hätte gern einen Besuch am Freitag um 15 Uhr für eine Stunde: einkaufen",
    "it": "Vorrei una visita venerdì alle 15 per un'ora: spesa",
    "tr": "Cuma 15:00, 1 saat ziyaret istiyorum: alışveriş",
    "ru": "Мне нужен визит в пятницу в 15:00 на 1 час: покупки",
    "uk": "Мені потрібен візит у п'ятницю о 15:00 на 1 годину: покупки",
    "ar": "أريد زيارة يوم الجمعة الساعة 15:00 لمدة ساعة: تسوق",
    "hi": "मुझे शुक्रवार को 15 बजे 1 घंटे के लिए मुलाक़ात चाहिए: खरीदारी",
    "zh": "我想要星期五下午3点一小时的探访：购物",
}
OFF = {
    "en": "Please cancel Friday's visit", "es": "Cancele la visita del viernes", "pt": "Cancele a visita de sexta-feira",
    "fr": "Annulez la visite de vendredi", "de": "Bitte den Besuch am Freitag absagen", "it": "Annulla la visita di venerdì",
    "tr": "Cuma ziyaretini iptal et", "ru": "Отмените визит в пятницу", "uk": "Скасуйте візит у п'ятницю",
    "ar": "ألغوا زيارة الجمعة", "hi": "शुक्रवार की मुलाक़ात रद्द करें", "zh": "请取消星期五的探访",
}  # fmt: skip
LATE = {
    "en": "I'm late, 20 minutes", "es": "Llego 20 minutos tarde", "pt": "Estou atrasado 20 minutos",
    "fr": "J'ai 20 minutes de retard", "de": "Ich komme 20 Minuten später", "it": "Sono in ritardo di 20 minuti",
    "tr": "20 dakika gecikiyorum", "ru": "Опаздываю на 20 минут", "uk": "Запізнююсь на 20 хвилин",
    "ar": "سأتأخر 20 دقيقة", "hi": "मुझे 20 मिनट की देर होगी", "zh": "我会迟到20分钟",
}  # fmt: skip


AGAIN = {
    "en": "A visit every Tuesday at 10 for an hour: shopping",
    "es": "Quisiera una visita cada martes a las 10 durante una hora: compras",
    "pt": "Gostaria de uma visita toda terça-feira às 10h por uma hora: compras",
    "fr": "Je voudrais une visite chaque mardi à 10h pour une heure : courses",
    "de": "Ich hätte gern einen Besuch jeden Dienstag um 10 Uhr für eine Stunde: einkaufen",
    "it": "Vorrei una visita ogni martedì alle 10 per un'ora: spesa",
    "tr": "Her salı 10'da 1 saat ziyaret istiyorum: alışveriş",
    "ru": "Мне нужен визит каждый вторник в 10:00 на 1 час: покупки",
    "uk": "Мені потрібен візит щовівторка о 10:00 на 1 годину: покупки",
    "ar": "أريد زيارة كل يوم الثلاثاء الساعة 10:00 لمدة ساعة: تسوق",
    "hi": "मुझे हर मंगलवार को 10 बजे 1 घंटे के लिए मुलाक़ात चाहिए: खरीदारी",
    "zh": "我想要每周二上午10点一小时的探访：购物",
}
NO_MORE = {
    "en": "Stop the Tuesday visits", "es": "Cancele las visitas de los martes", "pt": "Pare as visitas de terça-feira",
    "fr": "Arrêtez les visites du mardi", "de": "Keine Besuche am Dienstag mehr", "it": "Annulla le visite del martedì",
    "tr": "Salı ziyaretlerini durdur", "ru": "Прекратите визиты по вторникам", "uk": "Припиніть візити у вівторок",
    "ar": "أوقفوا زيارات الثلاثاء", "hi": "मंगलवार की मुलाक़ातें बंद करें", "zh": "停止星期二的探访",
}  # fmt: skip
AWAY = {
    "en": "Not available until Monday", "es": "No estoy disponible hasta el lunes", "pt": "Indisponível até segunda-feira",
    "fr": "Pas disponible jusqu'à lundi", "de": "Bis Montag nicht verfügbar", "it": "Non sono disponibile fino a lunedì",
    "tr": "Pazartesiye kadar müsait değilim", "ru": "Недоступен до понедельника", "uk": "Недоступна до понеділка",
    "ar": "غير متاح حتى يوم الاثنين", "hi": "मैं सोमवार तक उपलब्ध नहीं हूँ", "zh": "星期一之前没空",
}  # fmt: skip


def when(words: str, language: str, day: date | None = None) -> VisitTime:
    return read_visit(words, language, "Europe/London", MONDAY, day)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visit_is_asked_for_in_one_sentence(language: str) -> None:
    wanted = visiting.wish(ASKED[language])
    assert wanted is not None and wanted[1]
    assert when(wanted[0], language) == VisitTime(FRIDAY, None, 60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_is_called_off_and_a_pal_is_late_in_a_sentence(language: str) -> None:
    found = visiting.read("off", OFF[language])
    assert found is not None and when(found["when"], language).day == date(2026, 4, 10)
    late = visiting.read("late", LATE[language])
    assert late is not None and read_duration(late["time"], language=language) == timedelta(minutes=20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_visits_come_again_and_end_in_a_sentence(language: str) -> None:
    wanted = visiting.wish(AGAIN[language])
    assert wanted is not None and wanted[1] and says_again(wanted[0], language)
    assert read_repeated(wanted[0], language, "Europe/London", MONDAY) == Repeated(("0 10 * * 2",), 60)
    ended = visiting.read("stop", NO_MORE[language])
    assert ended is not None and when(ended["when"], language).day == date(2026, 4, 7)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pal_says_until_when_they_have_no_time(language: str) -> None:
    away = visiting.read("away", AWAY[language])
    assert away is not None
    until = read_until(away["until"], language, "Europe/London", MONDAY)
    assert until.astimezone(ZoneInfo("Europe/London")).date() == date(2026, 4, 13)


def test_a_length_behind_a_turkish_time_says_nothing_of_every() -> None:
    assert when("cuma 15'te 1 saat", "tr") == when("cuma 15'te bir saat", "tr") == VisitTime(FRIDAY, None, 60)
    assert not says_again("cuma 15'te 1 saat", "tr") and says_again("her cuma 15'te 1 saat", "tr")
    assert read_times("3 saatte bir", "tr", "Europe/Istanbul", MONDAY).crons == ("0 */3 * * *",)


def test_visits_again_are_by_day_and_asked_for_two_days_before() -> None:
    said = read_repeated("weekdays at 3 for half an hour", "en", "Europe/London", MONDAY)
    assert said == Repeated(("0 15 * * 1-5",), 30) and said.days_before(2) == ("0 15 * * 0,1,2,3,6",)
    for unclear in (
        "every Tuesday",
        "every two weeks on Tuesday at 10",
        "every day between 9 and 11",
        "every so often",
    ):
        with pytest.raises(NotUnderstood):
            read_repeated(unclear, "en", "Europe/London", MONDAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_kind_of_sentence(language: str) -> None:
    words = VISITS[language]
    for kind in VISITS[language].__slots__:
        for said in getattr(words, kind):
            spoken = said.format(when="x", to="y", time="z", task="u", name="v", until="w")
            assert visiting.read(kind, spoken) is not None, spoken
    for name in visiting.COMMANDS:
        for said in languages()[language].commands[name]:
            assert commands.command_of(said) == (name, ""), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_of_it_says_how_somebody_is(language: str) -> None:
    """Neither all good nor a cry for help, whoever reads it."""
    said = {each for kind in VISITS[language].__slots__ if kind != "polite" for each in getattr(VISITS[language], kind)}
    said |= {each for name in visiting.COMMANDS for each in languages()[language].commands[name]}
    for text in said:
        spoken = text.format(when="10:00", to="11:00", time="20", task="1", name="Bob", until="12:00")
        for reader in LANGUAGES:
            kind = understand(spoken, reader, ("Bob",)).kind
            assert kind is not Kind.OK and (kind is not Kind.NOT_OK or reader != language), (spoken, reader, kind)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("tomorrow", VisitTime(day=date(2026, 4, 7))),
        ("for 30 minutes", VisitTime(minutes=30)),
        ("in two hours for 45 minutes", VisitTime(MONDAY + timedelta(hours=2), None, 45)),
        ("on Friday at 10 for 1 hour and 30 minutes", VisitTime(FRIDAY - timedelta(hours=5), None, 90)),
        ("every Friday at 3 for an hour", VisitTime(FRIDAY, None, 60, True)),
    ],
)
def test_the_time_of_a_visit_is_read(words: str, meant: VisitTime) -> None:
    assert when(words, "en") == meant


def test_a_time_alone_is_of_the_day_that_was_said() -> None:
    assert when("at 3", "en", FRIDAY.date()).at == FRIDAY


@pytest.mark.parametrize("words", ["", "soonish", "yesterday at 3", "on 3 May 2031 at 10", "from Friday to Sunday"])
def test_what_is_no_time_of_a_visit_is_asked_about(words: str) -> None:
    with pytest.raises(NotUnderstood):
        when(words, "en")


async def test_what_is_said_about_a_visit_never_settles_how_somebody_is(talk: Talk) -> None:
    """She is asked how she is, and then whether she can visit somebody: a bare word is for neither."""
    ada, bob = await user(talk)
    person, other = await ada.person(), await bob.person()
    await visits.pals.apply(person.id, visits.pals.Offering(("en",), "Old town"), talk.now)
    await visits.pals.decide(person.id, True, person.id, talk.now)
    await probes.ask(probes.Wish(person.id, talk.now, 3, timedelta(minutes=60), "asked"), talk.now)
    await ada.says("Visit from my grandson")
    assert await count("conversations") == 0, "what tells how she is begins nothing"
    wish = visits.Wish(60, (("shopping", None),), starts_at=talk.now + timedelta(hours=1), place="12 Rose Lane")
    visit = await visits.request(other.id, wish, talk.now)
    await visits.run_due(talk.now)
    assert "Can you visit somebody?" in await ada.hears()
    for bare in ("1", "ok", "yes"):
        assert "Two questions are open" in await ada.says(bare)
    probe = await probes.Probe.get(person_id=person.id)
    assert probe.status == "pending" and (await visits.Visit.get()).state == "offered"
    due = probe.due_at
    assert "Two questions are open" in await ada.says("2")
    await probe.refresh_from_db()
    assert probe.due_at is not None and due is not None and probe.due_at < due, "in doubt not okay: silence counts soon"

    assert "You go to Bob" in await ada.says("I can go")
    talk.now += timedelta(minutes=2)
    said = await ada.says("I'm here")
    assert "Please tell us when you leave" in said and "A question is waiting for your answer" in said
    assert "so much shorter or longer" in await ada.says("done")
    await ada.says("nobody wanted anything")
    await probe.refresh_from_db()
    await visit.refresh_from_db()
    assert (visit.state, probe.status) == ("completed", "pending")
    assert "Good to know" in await ada.says("I'm okay")


async def test_a_number_for_an_offer_that_is_gone_is_no_word_about_how_somebody_is(talk: Talk) -> None:
    ada, bob = await user(talk)
    person, other = await ada.person(), await bob.person()
    await visits.pals.apply(person.id, visits.pals.Offering(("en",), "Old town"), talk.now)
    await visits.pals.decide(person.id, True, person.id, talk.now)
    await probes.ask(probes.Wish(person.id, talk.now, 3, timedelta(minutes=60), "asked"), talk.now)
    wish = visits.Wish(60, (("shopping", None),), starts_at=talk.now + timedelta(hours=1), place="12 Rose Lane")
    visit = await visits.request(other.id, wish, talk.now)
    talk.now += timedelta(seconds=5)
    await visits.run_due(talk.now)
    await visits.cancel(visit.id, other.id, talk.now)
    said = await ada.says("1")
    assert "Somebody else goes there already" in said and "Are you okay?" in said
    assert (await probes.Probe.get(person_id=person.id)).status == "pending"
    assert "Good to know" in await ada.says("1")
    assert (await probes.Probe.get(person_id=person.id)).status == "good"


async def test_only_our_team_lets_somebody_visit_others(talk: Talk) -> None:
    ada, _ = await user(talk)
    person = await ada.person()
    await visits.pals.apply(person.id, visits.pals.Offering(("en",), "Old town"), talk.now)
    async with db.transaction():
        hers = messages.Telling(person.id, T("Please decide."), "chat", ("pal", person.id), visits.pals.DECIDE)
        asked = await messages.tell(hers, talk.now)
    assert isinstance(asked, UUID)
    assert "does not count" in await ada.says(button=(asked.hex, "approve"))
    assert (await visits.pals.get(person.id)).status == "applied"


async def test_one_of_several_visits_is_moved_and_one_called_off(talk: Talk) -> None:
    ada, _ = await user(talk)
    person = await ada.person()
    await visits.at_home(person.id, "12 Rose Lane", "Old town", None, None, talk.now)
    for words in ("visit tomorrow at 10 am for 30 minutes: a walk", "a visit on Friday at 3 for 45 minutes: shopping"):
        assert "Is that right?" in await ada.says(words)
        await ada.says("1")
    assert "45 minutes left, 75 minutes reserved" in await ada.says("my minutes")
    assert "Which visit do you mean?" in await ada.says("move my visit to Saturday at 11 am")
    assert "Shall we move the visit from Fri 10 Apr, 15:00 to Sat 11 Apr, 11:00?" in await ada.says("2")
    assert "We are asking who can come" in await ada.says("1")
    assert "There is no such visit" in await ada.says("cancel Friday's visit")
    assert "Shall we call off this visit: Sat" in await ada.says("cancel my visit on Saturday")
    assert "90 minutes left, 30 minutes reserved" in await ada.says("yes")
    listed = await ada.says("my visits")
    assert "Tue 7 Apr, 10:00, 30 minutes: a walk. We are looking for somebody." in listed and "Sat" not in listed
    assert "Is that right?" in await ada.says("visit on Friday at 9 for 3 hours: gardening")
    assert "90 minutes left, 30 minutes reserved" in await ada.says("1"), "more than she has"
    assert await count("visits") == 2
