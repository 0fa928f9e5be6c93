"""How people say it: remind me, no more, tell somebody if I don't, done. In every language, and never as "I am okay"."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.reminding import (
    Did,
    Wished,
    meant,
    names_all,
    read_condition,
    read_done,
    read_taking_back,
    read_whom,
    read_wish,
    whose,
    without_wish,
)
from bot.times import Times, describe
from bot.times.whens import read_when
from bot.understand import Kind, understand
from bot.words import languages
from wellcheck.errors import NotUnderstood
from wellcheck.i18n import say
from wellcheck.recurrence import Cron, Once, Turn

NOW = datetime(2026, 4, 6, 13, 5, tzinfo=UTC)  # a Monday, 14:05 in London
LONDON = "Europe/London"
DAILY, MONDAYS = Cron(("0 8 * * *",)), Cron(("0 10 * * 1",))
TOMORROW = Once(datetime(2026, 4, 7, 14, tzinfo=UTC))

SAID: dict[str, tuple[tuple[str, str, object, bool], ...]] = {
    "en": (
        ("remind me to take my pills at 8 every day", "take my pills", DAILY, False),
        ("Please remind me tomorrow at 15:00 to call Ann.", "call Ann", TOMORROW, False),
        ("remind me every Monday at 10: bins", "bins", MONDAYS, False),
        ("Remind me to take my insulin at 8 every day, and tell Bob if I don't", "take my insulin", DAILY, True),
        ("tomorrow at 15:00 remind me to call the doctor", "call the doctor", TOMORROW, False),
    ),
    "de": (
        ("Erinnere mich jeden Tag um 8 Uhr an meine Tabletten", "meine Tabletten", DAILY, False),
        ("Erinnern Sie mich bitte morgen um 15 Uhr daran, Ann anzurufen", "Ann anzurufen", TOMORROW, False),
        ("erinnere mich jeden Montag um 10: Müll", "Müll", MONDAYS, False),
        (
            "Erinnere mich jeden Tag um 8 an mein Insulin und sag Bob Bescheid, wenn ich es nicht bestätige",
            "mein Insulin",
            DAILY,
            True,
        ),
        ("Kannst du mich morgen um 15 Uhr an den Arzt erinnern?", "den Arzt", TOMORROW, False),
    ),
    "es": (
        ("Recuérdame tomar mis pastillas todos los días a las 8", "tomar mis pastillas", DAILY, False),
        ("Recuérdeme mañana a las 15:00 llamar a Ann", "llamar a Ann", TOMORROW, False),
        ("recuérdame cada lunes a las 10: la basura", "la basura", MONDAYS, False),
        ("Recuérdame la insulina todos los días a las 8 y avisa a Bob si no lo confirmo", "la insulina", DAILY, True),
    ),
    "fr": (
        ("Rappelez-moi de prendre mes médicaments tous les jours à 8h", "prendre mes médicaments", DAILY, False),
        ("Rappelle-moi demain à 15h de téléphoner à Ann", "téléphoner à Ann", TOMORROW, False),
        ("rappelle-moi chaque lundi à 10h : les poubelles", "les poubelles", MONDAYS, False),
        (
            "Rappelle-moi mon insuline tous les jours à 8h et préviens Bob si je ne confirme pas",
            "mon insuline",
            DAILY,
            True,
        ),
    ),
    "it": (
        ("Ricordami di prendere le pastiglie ogni giorno alle 8", "prendere le pastiglie", DAILY, False),
        ("Mi ricordi domani alle 15 di chiamare Ann", "chiamare Ann", TOMORROW, False),
        ("ricordami ogni lunedì alle 10: la spazzatura", "la spazzatura", MONDAYS, False),
        ("Ricordami l'insulina ogni giorno alle 8 e avvisa Bob se non confermo", "l'insulina", DAILY, True),
    ),
    "pt": (
        ("Lembre-me de tomar meus remédios todos os dias às 8h", "tomar meus remédios", DAILY, False),
        ("Me lembre amanhã às 15h de ligar para Ann", "ligar para Ann", TOMORROW, False),
        ("me lembra toda segunda-feira às 10h: o lixo", "o lixo", MONDAYS, False),
        ("Lembre-me da insulina todos os dias às 8h e avise Bob se eu não confirmar", "insulina", DAILY, True),
    ),
    "tr": (
        ("Bana her gün saat 8'de ilaçlarımı almayı hatırlat", "ilaçlarımı almayı", DAILY, False),
        ("Yarın saat 15:00'te Ann'i aramayı hatırlatın lütfen", "Ann'i aramayı", TOMORROW, False),
        ("her pazartesi saat 10'da çöpü hatırlat", "çöpü", MONDAYS, False),
        ("Bana her gün saat 8'de insülinimi hatırlat, onaylamazsam Bob'a haber ver", "insülinimi", DAILY, True),
    ),
    "ru": (
        ("Напоминайте мне принимать таблетки каждый день в 8:00", "принимать таблетки", DAILY, False),
        ("Напомни мне завтра в 15:00 позвонить Анне", "позвонить Анне", TOMORROW, False),
        ("напоминай каждый понедельник в 10: мусор", "мусор", MONDAYS, False),
        ("Напоминай мне про инсулин каждый день в 8:00 и сообщи Бобу, если я не подтвержу", "инсулин", DAILY, True),
    ),
    "uk": (
        ("Нагадуйте мені приймати ліки щодня о 8:00", "приймати ліки", DAILY, False),
        ("Нагадай мені завтра о 15:00 подзвонити Анні", "подзвонити Анні", TOMORROW, False),
        ("нагадуй щопонеділка о 10: сміття", "сміття", MONDAYS, False),
        ("Нагадуй мені про інсулін щодня о 8:00 і повідом Боба, якщо я не підтверджу", "інсулін", DAILY, True),
    ),
    "ar": (
        ("ذكرني بتناول أدويتي كل يوم الساعة 8:00", "بتناول أدويتي", DAILY, False),
        ("من فضلك ذكرني غدا الساعة 15:00 أن أتصل بسارة", "أتصل بسارة", TOMORROW, False),
        ("ذكرني كل يوم الاثنين الساعة 10: القمامة", "القمامة", MONDAYS, False),
        ("ذكرني بالأنسولين كل يوم الساعة 8:00 وأخبر بوب إذا لم أؤكد", "بالأنسولين", DAILY, True),
    ),
    "hi": (
        ("मुझे हर दिन सुबह 8 बजे दवा लेने की याद दिलाएं", "दवा लेने", DAILY, False),
        ("मुझे कल 15:00 बजे ऐन को फ़ोन करने की याद दिलाना", "ऐन को फ़ोन करने", TOMORROW, False),
        ("हर सोमवार सुबह 10 बजे कचरा याद दिलाओ", "कचरा", MONDAYS, False),
        ("मुझे हर दिन सुबह 8 बजे इंसुलिन की याद दिलाएं और अगर मैं पुष्टि न करूं तो बॉब को बताएं", "इंसुलिन", DAILY, True),
    ),
    "zh": (
        ("提醒我每天8点吃药", "吃药", DAILY, False),
        ("明天15:00提醒我给安打电话", "给安打电话", TOMORROW, False),
        ("每周一上午10点提醒我倒垃圾", "倒垃圾", MONDAYS, False),
        ("提醒我每天8点打胰岛素，如果我没确认就告诉鲍勃", "打胰岛素", DAILY, True),
    ),
}
"""A wish, what it is about, when, and whether contacts are to be told."""


@pytest.mark.parametrize("language", SAID)
def test_a_wish_is_cut_into_what_and_when(language: str) -> None:
    for text, what, when, confirm in SAID[language]:
        for person in (language, "en", "es"):  # also where we do not know which language somebody writes
            wished = read_wish(text, person, LONDON, NOW)
            assert wished is not None and (wished.what, wished.confirm) == (what, confirm), (text, wished)
            assert read_when(wished.when, wished.language, LONDON, NOW) == when, (text, wished)


NAMED_ONCE_MORE = {
    "en": ("Remind me of my insulin every day at 8. If I don't confirm my insulin, tell Bob", "my insulin"),
    "de": (
        "Erinnere mich täglich um 8 an mein Insulin. Wenn ich mein Insulin nicht bestätige, sag Bob Bescheid",
        "mein Insulin",
    ),
    "es": ("Recuérdame la insulina todos los días a las 8. Si no confirmo la insulina, avisa a Bob", "la insulina"),
    "fr": (
        "Rappelle-moi mon insuline tous les jours à 8h. Si je ne confirme pas mon insuline, préviens Bob",
        "mon insuline",
    ),
    "it": ("Ricordami l'insulina ogni giorno alle 8. Se non confermo l'insulina, avvisa Bob", "l'insulina"),
    "pt": ("Lembre-me da insulina todos os dias às 8h. Se eu não confirmar a insulina, avise o Bob", "insulina"),
    "ru": ("Напоминай мне каждый день в 8:00 про инсулин. Если я не подтвержу инсулин, сообщи Бобу", "инсулин"),
    "uk": ("Нагадуй мені щодня о 8:00 про інсулін. Якщо я не підтверджу інсулін, повідом Бобу", "інсулін"),
    "tr": ("Bana her gün saat 8:00'de insülini hatırlat, insülini onaylamazsam Bob'a haber ver", "insülini"),
    "ar": ("ذكرني بالأنسولين كل يوم الساعة 8:00، إذا لم أؤكد الأنسولين أخبر بوب", "بالأنسولين"),
    "hi": ("मुझे हर दिन सुबह 8 बजे इंसुलिन की याद दिलाना। अगर मैं इंसुलिन की पुष्टि न करूं तो बॉब को बताना", "इंसुलिन"),
    "zh": ("每天8点提醒我打胰岛素，如果我没确认胰岛素，就告诉鲍勃", "打胰岛素"),
}


@pytest.mark.parametrize("language", NAMED_ONCE_MORE)
def test_what_is_to_be_confirmed_may_be_named_once_more(language: str) -> None:
    text, what = NAMED_ONCE_MORE[language]
    for person in (language, "en", "es"):
        wished = read_wish(text, person, LONDON, NOW)
        assert wished is not None and (wished.what, wished.confirm) == (what, True), wished
        assert wished.whom and read_when(wished.when, wished.language, LONDON, NOW) == DAILY, wished


def test_who_counts_on_somebody_being_told_is_asked_about_it_however_it_was_said() -> None:
    """Such a sentence is never taken for a plain reminder with odd words."""
    for text in (
        "Remind me of my insulin every day at 8, and tell Bob if I don't confirm my insulin",
        "Erinnere mich jeden Tag um 8 an mein Insulin, und sag Bob Bescheid, wenn ich mein Insulin nicht bestätige",
    ):
        wished = read_wish(text, "en", LONDON, NOW)
        assert wished is not None and wished.confirm, wished
    for text in ("Remind me tomorrow at 9 to tell Ann if I don't feel well", "Remind me at 8 to confirm the flight"):
        wished = read_wish(text, "en", LONDON, NOW)
        assert wished is not None and not wished.confirm, wished


FIRST, MIDDLE, LAST = Cron(("0 9 1 * *",)), Cron(("0 9 15 * *",)), Cron(("0 18 L * *",))
EVERY_OTHER_DAY = Cron(("0 8 * * *",), turn=Turn(2, "days", date(2026, 4, 7)))
TWO_WEEKS = Cron(("0 10 * * 1",), turn=Turn(2, "weeks", date(2026, 4, 13)))
SOMETIMES: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "en": ("on the 1st of every month at 9", "every month on the 15th at 9:00", "on the last day of every month at 18:00",
           "every other day at 8", "every two weeks on Monday at 10", "every 8 hours", "every 2 hours"),
    "de": ("am 1. jedes Monats um 9 Uhr", "jeden Monat am 15. um 9", "am letzten Tag jedes Monats um 18 Uhr",
           "jeden zweiten Tag um 8 Uhr", "alle zwei Wochen montags um 10", "alle 8 Stunden", "alle 2 Stunden"),
    "es": ("el 1 de cada mes a las 9", "cada mes el día 15 a las 9", "el último día de cada mes a las 18:00",
           "cada dos días a las 8", "cada dos semanas el lunes a las 10", "cada 8 horas", "cada 2 horas"),
    "fr": ("le 1er de chaque mois à 9h", "chaque mois le 15 à 9h", "le dernier jour de chaque mois à 18h",
           "un jour sur deux à 8h", "toutes les deux semaines le lundi à 10h", "toutes les 8 heures", "toutes les 2 heures"),
    "it": ("il primo di ogni mese alle 9", "ogni mese il 15 alle 9", "l'ultimo giorno di ogni mese alle 18",
           "un giorno sì e uno no alle 8", "ogni due settimane il lunedì alle 10", "ogni 8 ore", "ogni 2 ore"),
    "pt": ("no dia 1 de cada mês às 9h", "todo mês no dia 15 às 9h", "no último dia de cada mês às 18h",
           "dia sim, dia não às 8h", "a cada duas semanas na segunda-feira às 10h", "de 8 em 8 horas", "a cada 2 horas"),
    "tr": ("her ayın 1'inde saat 9:00'da", "her ay ayın 15'i saat 9:00", "her ayın son günü saat 18:00'de",
           "gün aşırı saat 8:00'de", "iki haftada bir pazartesi saat 10:00'da", "8 saatte bir", "2 saatte bir"),
    "ru": ("1 числа каждого месяца в 9:00", "каждый месяц 15 числа в 9:00", "в последний день каждого месяца в 18:00",
           "через день в 8:00", "каждые две недели в понедельник в 10:00", "каждые 8 часов", "каждые 2 часа"),
    "uk": ("1 числа кожного місяця о 9:00", "щомісяця 15 числа о 9:00", "в останній день кожного місяця о 18:00",
           "через день о 8:00", "кожні два тижні в понеділок о 10:00", "кожні 8 годин", "кожні 2 години"),
    "ar": ("يوم 1 من كل شهر الساعة 9:00 صباحا", "كل شهر يوم 15 الساعة 9:00 صباحا", "آخر يوم من كل شهر الساعة 18:00",
           "كل يومين الساعة 8:00 صباحا", "كل أسبوعين يوم الاثنين الساعة 10:00 صباحا", "كل 8 ساعات", "كل ساعتين"),
    "hi": ("हर महीने की 1 तारीख़ को सुबह 9 बजे", "हर महीने की 15 तारीख को सुबह 9 बजे", "हर महीने के आख़िरी दिन शाम 6 बजे",
           "हर दूसरे दिन सुबह 8 बजे", "हर दो हफ़्ते में सोमवार को सुबह 10 बजे", "हर 8 घंटे", "हर 2 घंटे"),
    "zh": ("每个月1号上午9点", "每月15号上午9点", "每月最后一天下午6点",
           "每两天早上8点", "每两周周一上午10点", "每8小时", "每2小时"),
}  # fmt: skip
"""The 1st and the 15th of a month, its last day, every other day, every two weeks, every 8 and every 2 hours."""


@pytest.mark.parametrize("language", SOMETIMES)
def test_what_comes_less_often_is_understood_and_said_back(language: str) -> None:
    meant = (FIRST, MIDDLE, LAST, EVERY_OTHER_DAY, TWO_WEEKS, Cron(("0 0,8,16 * * *",)), Cron(("0 */2 * * *",)))
    for text, when in zip(SOMETIMES[language], meant, strict=True):
        assert read_when(text, language, LONDON, NOW) == when, text
    for when in (FIRST, MIDDLE, EVERY_OTHER_DAY, TWO_WEEKS):
        said = say(describe(Times(when.expressions, turn=when.turn), language), language)
        assert read_when(said, language, LONDON, NOW) == when, ("not understood as it is said back", said)


@pytest.mark.parametrize("language", SOMETIMES)
def test_a_wish_that_comes_less_often_is_cut_as_any_other(language: str) -> None:
    """In front of what somebody is to be reminded of, in the order each language has it."""
    text, what, _, _ = SAID[language][0]
    head, tail = WISHED[language]
    for n, when in ((0, FIRST), (3, EVERY_OTHER_DAY), (4, TWO_WEEKS)):
        wished = read_wish(f"{head}{SOMETIMES[language][n]}{tail}", language, LONDON, NOW)
        assert wished is not None and wished.what, (language, wished)
        assert read_when(wished.when, wished.language, LONDON, NOW) == when, wished


OFTEN = {
    "en": ("remind me to water the plants twice a week at 9", "water the plants"),
    "de": ("erinnere mich, die Blumen zu gießen, zweimal pro Woche um 9", "die Blumen zu gießen"),
    "es": ("recuérdame regar las plantas dos veces por semana a las 9", "regar las plantas"),
    "fr": ("rappelle-moi d'arroser les plantes deux fois par semaine à 9h", "d'arroser les plantes"),
    "it": ("ricordami di innaffiare le piante due volte alla settimana alle 9", "innaffiare le piante"),
    "pt": ("lembra-me de regar as plantas duas vezes por semana às 9", "regar as plantas"),
    "tr": ("bana haftada iki kez saat 9'da çiçekleri sulamayı hatırlat", "çiçekleri sulamayı"),
    "ru": ("напомни мне полить цветы два раза в неделю в 9", "полить цветы"),
    "uk": ("нагадай мені полити квіти двічі на тиждень о 9", "полити квіти"),
    "ar": ("ذكرني بسقي النباتات مرتين في الأسبوع الساعة 9", "بسقي النباتات"),
    "hi": ("मुझे हफ़्ते में दो बार 9 बजे पौधों को पानी देने की याद दिलाओ", "पौधों को पानी देने"),
    "zh": ("提醒我每周两次9点浇花", "浇花"),
}


@pytest.mark.parametrize("language", OFTEN)
def test_what_is_to_come_again_is_asked_about_and_never_comes_once(language: str) -> None:
    """The hour alone could be read: "remind me to water the plants twice a week" would have come at the next nine."""
    text, what = OFTEN[language]
    _asked_when(text, language, what)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("remind me to take my pills every fortnight at 9", "take my pills"),
        ("remind me to call Ann every tuesday at 9 for 3 weeks", "call Ann"),
        ("remind me to go biweekly at 9", "go"),
        ("remind me to take it at 9 once a month", "take it"),
    ],
)
def test_what_cannot_be_read_together_is_asked_about(text: str, what: str) -> None:
    _asked_when(text, "en", what)


def _asked_when(text: str, language: str, what: str) -> None:
    wished = read_wish(text, language, LONDON, NOW)
    assert wished is not None and wished.what == what, wished
    with pytest.raises(NotUnderstood):
        read_when(wished.when, language, LONDON, NOW)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("remind me of the monthly meeting tomorrow at 9", "the monthly meeting"),
        ("remind me tomorrow at 9 of the meeting every monday", "the meeting every monday"),
        ("remind me to say it once at 9:00 am", "say it once"),
    ],
)
def test_what_comes_once_stays_so_whatever_its_words_are(text: str, what: str) -> None:
    wished = read_wish(text, "en", LONDON, NOW)
    assert wished is not None and wished.what == what, wished
    assert isinstance(read_when(wished.when, "en", LONDON, NOW), Once)


WISHED = {
    "en": ("remind me ", " to take my pills"),
    "de": ("Erinnere mich ", " an meine Tabletten"),
    "es": ("recuérdame ", ": la basura"),
    "fr": ("rappelle-moi ", " de téléphoner à Ann"),
    "it": ("ricordami ", ": la spazzatura"),
    "pt": ("me lembra ", ": o lixo"),
    "tr": ("Bana ", " ilaçlarımı almayı hatırlat"),
    "ru": ("напоминай ", ": мусор"),
    "uk": ("нагадуй ", ": сміття"),
    "ar": ("ذكرني ", " بتناول أدويتي"),
    "hi": ("मुझे ", " दवा लेने की याद दिलाएं"),
    "zh": ("提醒我", "吃药"),
}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("on the 1st and 15th of every month at 9", Cron(("0 9 1,15 * *",))),
        ("every 15th of the month at 9:00", MIDDLE),
        ("every other Monday at 10", TWO_WEEKS),
        ("every 3 months on the 5th at 9:00", Cron(("0 9 5 2,5,8,11 *",))),
        ("every year on 3 May at 9:00", Cron(("0 9 3 5 *",))),
        ("weekly on Monday at 10", MONDAYS),
        ("every other day at 8 and 20 from tomorrow", Cron(("0 8,20 * * *",), turn=Turn(2, "days", date(2026, 4, 7)))),
        ("every other day at 15:00", Cron(("0 15 * * *",), turn=Turn(2, "days", date(2026, 4, 6)))),
    ],
)
def test_less_often_in_more_words(text: str, when: Cron) -> None:
    assert read_when(text, "en", LONDON, NOW) == when


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("on the 31st of every month at 9", "on the last day of every month"),
        ("every two weeks at 9", "On which day of the week?"),
        ("monthly at 9", "On which day of the month?"),
        ("on the 1st of every month", "At what time?"),
        ("every other day on Monday at 9", "every other day at 8:00"),
        ("biweekly on Monday at 9", "every other day at 8:00"),
        ("every 5 months on the 1st at 9", "every other day at 8:00"),
    ],
)
def test_less_often_is_asked_about_in_doubt(text: str, asked: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_when(text, "en", LONDON, NOW)
    assert asked in say(caught.value.text, "en")


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("every", "en", "Sorry, we did not understand."),
        ("every next day", "en", "Sorry, we did not understand."),
        ("alle", "de", "Sorry, we did not understand."),
        ("twice a week", "en", "every two weeks on Monday at 9:00"),
        ("einmal die Woche um 9", "de", "every two weeks on Monday at 9:00"),
        ("every day at 9 except every day", "en", "No time would be left"),
        ("every 31st of February at 8", "en", "There is no such day."),
        ("every year on 30 February at 8", "en", "There is no such day."),
    ],
)
def test_what_cannot_be_read_is_not_answered_with_words_about_check_ins(text: str, language: str, told: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_when(text, language, LONDON, NOW)
    said = say(caught.value.text, "en")
    assert told in said and "ask" not in said.replace("asked us to leave out", "") and "0 9 * * *" not in said


def test_every_language_has_them() -> None:
    assert set(SAID) == set(ENDED) == set(NAMED) == set(languages())
    for code, words in languages().items():
        assert all((words.remind, words.links, words.unless, words.conditions, words.unremind, words.done)), code


ENDED = {
    "en": ("stop the pill reminder", "please take my pills"),
    "de": ("Erinnere mich nicht mehr an die Tabletten", "meine Tabletten"),
    "es": ("borra el recordatorio de las pastillas", "tomar mis pastillas"),
    "fr": ("supprimez le rappel des médicaments", "prendre mes médicaments"),
    "it": ("cancella il promemoria delle pastiglie", "prendere le pastiglie"),
    "pt": ("apague o lembrete dos remédios", "tomar meus remédios"),
    "tr": ("artık ilaçlarımı hatırlatma", "ilaçlarımı almayı"),
    "ru": ("больше не напоминай про таблетки", "принимать таблетки"),
    "uk": ("видали нагадування про ліки", "приймати ліки"),
    "ar": ("احذف تذكير أدويتي", "بتناول أدويتي"),
    "hi": ("दवा का रिमाइंडर हटाएं", "दवा लेने"),
    "zh": ("取消吃药的提醒", "吃药"),
}
"""How a reminder is taken back, and the words it has."""


@pytest.mark.parametrize("language", ENDED)
def test_a_reminder_is_taken_back_by_some_of_its_words(language: str) -> None:
    text, kept = ENDED[language]
    words = read_taking_back(text, language)
    assert words and meant(words, ["feed the cat", kept, "Ann"]) == [1], (text, words)
    assert meant(words, ["feed the cat", "Ann"]) == []
    assert understand(text, language).kind is not Kind.STOP


NAMED = {
    "en": ("if I don't confirm my insulin, tell my contact", "my insulin"),
    "de": ("Wenn ich mein Insulin nicht bestätige, sag Bob Bescheid", "mein Insulin"),
    "es": ("si no confirmo mi insulina, avisa a Bob", "mi insulina"),
    "fr": ("si je ne confirme pas mon insuline, prévenez Bob", "mon insuline"),
    "it": ("se non confermo l'insulina, avvisa Bob", "l'insulina"),
    "pt": ("se eu não confirmar a insulina, avise Bob", "insulina"),
    "tr": ("insülinimi onaylamazsam Bob'a haber ver", "insülinimi"),
    "ru": ("если я не подтвержу инсулин, сообщи Бобу", "инсулин"),
    "uk": ("якщо я не підтверджу інсулін, повідом Боба", "інсулін"),
    "ar": ("إذا لم أؤكد الأنسولين فأخبر بوب", "الأنسولين"),
    "hi": ("अगर मैं इंसुलिन की पुष्टि न करूं तो बॉब को बताएं", "इंसुलिन"),
    "zh": ("如果我没确认胰岛素就告诉鲍勃", "胰岛素"),
}


@pytest.mark.parametrize("language", NAMED)
def test_what_must_be_confirmed_is_named(language: str) -> None:
    text, what = NAMED[language]
    assert read_condition(text, language) == what
    assert read_wish(text, language, LONDON, NOW) is None and read_taking_back(text, language) is None


BOBS = {"tr": "Bob'a", "ru": "Бобу", "uk": "Боба", "ar": "بوب", "hi": "बॉब", "zh": "鲍勃"}
IN_OTHER_SIGNS = {"ru": "Боб", "uk": "Боб", "ar": "بوب", "hi": "बॉब", "zh": "鲍勃"}


@pytest.mark.parametrize("language", NAMED)
def test_who_is_told_first_is_named(language: str) -> None:
    """In the wish itself and in one of its own; bent as the language bends names."""
    names = ["Ann", IN_OTHER_SIGNS.get(language, "Bob"), "Cara"]
    wish = next(text for text, _, _, confirm in SAID[language] if confirm)
    wished = read_wish(wish, language, LONDON, NOW)
    assert wished is not None and wished.whom == BOBS.get(language, "Bob")
    assert whose(wished.whom, names) == [1] and whose(wished.whom, ["Ann", "Cara"]) == []
    said = read_whom(NAMED[language][0], language)
    assert said == ("" if language == "en" else BOBS.get(language, "Bob")), "“my contact” names nobody"


@pytest.mark.parametrize("said", ["my contacts", "somebody", "my family", "them"])
def test_words_that_name_nobody(said: str) -> None:
    assert read_whom(f"if I don't confirm my insulin, tell {said}", "en") == ""
    assert read_whom("if I don't confirm my insulin, tell my daughter Ann", "en") == "Ann"
    assert (
        whose("Ann", ["Ann", "Anna", "Bob"]) == [0, 1] and whose("Annette", ["Ann"]) == [] and whose("", ["Ann"]) == []
    )


@pytest.mark.parametrize("language", SAID)
def test_done_is_no_word_about_how_somebody_is(language: str) -> None:
    """What answers a reminder never answers "are you okay?", in whatever language it is read."""
    wrong = []
    for said in sorted(languages()[language].done):
        if read_done(said) is None:
            wrong.append(("not done", said))
        wrong += [(reader, said) for reader in languages() if understand(said, reader).kind is Kind.OK]
    assert wrong == []
    for said in sorted(languages()[language].negations | languages()[language].no):
        assert read_done(said) is None or not read_done(said), said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Done!", Did()),
        ("done, thanks", Did()),
        ("taken", Did()),
        ("insulin done", Did(("insulin",))),
        ("Erledigt, danke", Did()),
        ("not done", None),
        ("I am not done", None),
        ("insulin not done", None),
        ("done?", None),
        ("is it done?", None),
        ("ok", None),
        ("1", None),
        ("yes", None),
        ("I'm okay", None),
        ("never done", None),
        ("", None),
        ("ich bin nicht fertig", None),
    ],
)
def test_done_is_said_outright(text: str, said: Did | None) -> None:
    assert read_done(text) == said


@pytest.mark.parametrize(
    ("text", "what", "when"),
    [
        ("remind me", "", ""),
        ("Remind me in 20 minutes", "", "in 20 minutes"),
        ("remind me to turn the light on at 8", "turn the light on", "at 8"),
        ("remind me at 8 to take 2 pills every day", "take 2 pills", "at 8 every day"),
        ("remind me every day to drink water", "drink water", "every day"),
        ("remind me to read for 30 minutes at 20:00", "read for 30 minutes", "at 20:00"),
        ("remind me to call me on Monday at 10", "call me", "on Monday at 10"),
        ("remind me tomorrow at 3 to call Ann", "call Ann", "tomorrow at 3"),
        ("remind me to check the time at 9", "check the time", "at 9"),
        ("set a reminder for 9am to feed the cat", "feed the cat", "9am"),
        ("remind me of Bob's birthday", "Bob's birthday", ""),
    ],
)
def test_what_is_missing_stays_open(text: str, what: str, when: str) -> None:
    assert read_wish(text, "en", LONDON, NOW) == Wished(what, when, "en")


@pytest.mark.parametrize(
    "text",
    [
        "my daughter will remind me at 8",
        "I'm okay",
        "you remind me of my mother",
        "help",
        "stop",
        "pause until Friday",
        "",
        "ask me again in 20 minutes",
        "status",
        "my reminders",
        "I need help",
    ],
)
def test_other_sentences_are_no_wish(text: str) -> None:
    assert read_wish(text, "en", LONDON, NOW) is None
    assert read_taking_back(text, "en") is None and read_condition(text, "en") is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("at 8 and 20", Cron(("0 8,20 * * *",))),
        ("weekdays 8:30", Cron(("30 8 * * 1-5",))),
        ("Mondays at 10", MONDAYS),
        ("on Monday at 10", Once(datetime(2026, 4, 13, 9, tzinfo=UTC))),
        ("in 2 hours", Once(NOW + timedelta(hours=2))),
        ("every 4 hours between 8 and 20", Cron(("0 8,12,16,20 * * *",))),
    ],
)
def test_one_moment_or_again_and_again(text: str, when: object) -> None:
    assert read_when(text, "en", LONDON, NOW) == when


@pytest.mark.parametrize(
    ("text", "asked"), [("tomorrow at 3", "03:00 or 15:00"), ("every day", "At what time?"), ("soon", "At what time?")]
)
def test_when_is_asked_in_doubt(text: str, asked: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_when(text, "en", LONDON, NOW)
    assert asked in say(caught.value.text, "en")


def test_words_are_matched_loosely_and_never_guessed() -> None:
    kept = ["take my pills", "feed the cat", "feed the dog"]
    assert meant("pills", kept) == [0] and meant("the pill one", kept) == [0] and meant("feed", kept) == [1, 2]
    assert meant("the", kept) == [] and meant("insulin", kept) == [] and meant("", kept) == []
    assert names_all(("the", "pills"), kept[0]) and not names_all(("tea",), kept[0])
    assert without_wish("Remind me to call Ann.") == "call Ann" and without_wish("call Ann") == "call Ann"
