"""“Walk me home”: asked at the end, soon once more, then told; over as soon as they say so, and never by mistake."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.plans import longer, says_arrived
from tests.bot.talk import Phone, Talk, count
from tests.bot.test_plans import BOB, local, sent, until, watched
from wellcheck import db, people
from wellcheck.errors import NotAllowed, NotPossible
from wellcheck.escalations import Escalation
from wellcheck.events import Event, walks
from wellcheck.probes import Probe, circle

FORTY = timedelta(minutes=40)


async def walking(talk: Talk, at: str = "2026-04-06T22:00", minutes: int = 40) -> Phone:
    """Ada, asked every day at nine, set out at this time for so long."""
    ada = await watched(talk)
    await until(talk, local(at))
    await walks.set_out(await ada.person(), timedelta(minutes=minutes), talk.now)
    return ada


async def probe_of(ada: Phone) -> Probe | None:
    return await Probe.filter(person_id=(await ada.person()).id).order_by("-id").first()


async def alarm(ada: Phone) -> Escalation | None:
    return await Escalation.get_or_none(user_id=(await ada.person()).id)


async def test_who_does_not_arrive_is_asked_twice_and_then_missed(talk: Talk) -> None:
    ada, bob = await walking(talk), talk.phone(BOB)
    assert "You are on your way: on Mon 6 Apr, 22:40 we ask whether you are home." in await ada.says("status")
    await until(talk, local("2026-04-06T22:39") + timedelta(seconds=30))
    assert await count("probes") == 0
    await until(talk, local("2026-04-06T22:40"))
    assert "Ada, are you home and okay?" in await ada.hears()
    await until(talk, local("2026-04-06T22:45"))
    assert "not heard from you yet. Are you home and okay?" in await ada.hears()
    await until(talk, local("2026-04-06T22:49"))
    assert await alarm(ada) is None
    await until(talk, local("2026-04-06T22:50") + timedelta(seconds=1))
    started = await alarm(ada)
    assert started is not None and started.reason == "walk"
    assert "Ada was on the way home and has not told us that they arrived" in await bob.hears()
    assert "We have not heard that you are home, so we told Bob" in await ada.hears()
    assert "We tell everybody that you are okay" in await ada.says("I'm home")
    assert (await Escalation.get(id=started.id)).status == "resolved"


@pytest.mark.parametrize(
    "words", ["I'm home", "home", "Arrived!", "I’m home safe, thanks", "im home", "I'm okay", "ya he llegado"]
)
async def test_who_arrives_early_says_so_and_is_not_asked(talk: Talk, words: str) -> None:
    ada = await walking(talk)
    await until(talk, local("2026-04-06T22:20"))
    assert "Good that you are home, Ada. Your walk is over" in await ada.says(words)
    await until(talk, local("2026-04-06T23:30"))
    assert await count("probes") == 0 and await alarm(ada) is None
    event = await Event.get(owner_id=(await ada.person()).id, name="check-in")
    assert event.slot == "2026-04-07T09:00", "it counts for no check-in"


@pytest.mark.parametrize(
    "words", ["I'm not home", "not home yet", "almost home", "home?", "I'm home but someone followed me"]
)
async def test_what_does_not_say_so_ends_no_walk(talk: Talk, words: str) -> None:
    ada = await walking(talk)
    await ada.says(words)
    assert await walks.under_way((await ada.person()).id) is not None


@pytest.mark.parametrize("words", ["ok", "1", "👍", "yes"])
async def test_a_bare_ok_may_mean_that_our_message_was_read(talk: Talk, words: str) -> None:
    ada = await walking(talk)
    assert await ada.says(words) == 'Are you home? Then reply "home". Otherwise we ask you at 22:40.'
    assert await walks.under_way((await ada.person()).id) is not None


@pytest.mark.parametrize("words", ["1", "ok", "I'm home", "arrived", "I'm okay"])
async def test_the_question_at_the_end_is_answered_by_any_of_these(talk: Talk, words: str) -> None:
    ada = await walking(talk)
    await until(talk, local("2026-04-06T22:40"))
    await ada.hears()
    assert await ada.says(words) != ""
    probe = await probe_of(ada)
    assert probe is not None and (probe.kind, probe.status) == ("walk", "good")
    assert await walks.under_way((await ada.person()).id) is None
    await until(talk, local("2026-04-06T23:30"))
    assert await alarm(ada) is None


async def test_a_no_at_the_end_tells_at_once(talk: Talk) -> None:
    ada = await walking(talk)
    await until(talk, local("2026-04-06T22:40"))
    assert "telling your contacts" in await ada.says("2")
    started = await alarm(ada)
    assert started is not None and started.reason == "bad"


async def test_more_time_is_added_to_the_end_and_from_now_when_we_ask_already(talk: Talk) -> None:
    ada = await walking(talk)
    said = await ada.says("20 more minutes")
    assert "At 23:00 we ask whether you are home, and at 23:10 we tell your contacts" in said
    await until(talk, local("2026-04-06T22:40"))
    assert await count("probes") == 0
    await until(talk, local("2026-04-06T23:00"))
    assert "are you home" in await ada.hears()
    await until(talk, local("2026-04-06T23:04"))
    assert "At 23:14 we ask" in await ada.says("10 minutes")
    probe = await probe_of(ada)
    assert probe is not None and probe.status == "cancelled"
    await until(talk, local("2026-04-06T23:13"))
    assert await alarm(ada) is None
    await until(talk, local("2026-04-06T23:15"))
    assert "are you home" in await ada.hears()
    for at in ("23:20", "23:26"):
        await until(talk, local(f"2026-04-06T{at}") + timedelta(seconds=30))
    assert await alarm(ada) is not None


async def test_a_walk_has_a_longest_length_and_beyond_it_nothing_changes(talk: Talk) -> None:
    ada = await walking(talk, minutes=300)
    assert "A walk lasts 6 hours at most" in await ada.says("2 more hours")
    walk = await walks.under_way((await ada.person()).id)
    assert walk is not None and walk.ends_at == local("2026-04-07T03:00")
    for length in (timedelta(minutes=4), timedelta(hours=7)):
        with pytest.raises(NotPossible):
            await walks.set_out(await ada.person(), length, talk.now)


async def test_an_answer_to_a_check_in_on_the_way_is_no_arrival_and_an_arrival_no_answer(talk: Talk) -> None:
    ada = await walking(talk, "2026-04-07T08:40")
    await until(talk, local("2026-04-07T09:00"))
    assert "this is Wellcheck. Are you okay?" in await ada.hears()
    assert "👍" in await ada.says("1")
    assert await walks.under_way((await ada.person()).id) is not None
    await until(talk, local("2026-04-07T09:20"))
    assert "are you home" in await ada.hears()
    await ada.says("home")
    assert await walks.under_way((await ada.person()).id) is None


async def test_who_arrives_while_a_check_in_is_open_still_has_to_answer_it(talk: Talk) -> None:
    ada = await walking(talk, "2026-04-07T08:40")
    await until(talk, local("2026-04-07T09:00"))
    await ada.hears()
    assert "One question is still open" in await ada.says("I'm home")
    probe = await probe_of(ada)
    assert probe is not None and (probe.kind, probe.status) == ("scheduled", "pending")
    assert await walks.under_way((await ada.person()).id) is None


async def test_at_the_end_of_a_walk_an_open_check_in_gives_way(talk: Talk) -> None:
    ada = await walking(talk, "2026-04-07T08:40")
    await until(talk, local("2026-04-07T09:00"))
    await until(talk, local("2026-04-07T09:20"))
    assert "are you home" in await ada.hears()
    assert [(p.kind, p.status) for p in await Probe.all().order_by("asked_at")] == [
        ("scheduled", "cancelled"), ("walk", "pending"),
    ]  # fmt: skip
    for at in ("09:26", "09:32"):
        await until(talk, local(f"2026-04-07T{at}"))
    started = await alarm(ada)
    assert started is not None and started.reason == "walk"


async def test_a_walk_and_a_check_in_at_the_same_moment_ask_about_the_walk(talk: Talk) -> None:
    ada = await walking(talk, "2026-04-07T08:20")
    await until(talk, local("2026-04-07T09:00"))
    probe = await probe_of(ada)
    assert probe is not None and probe.kind == "walk" and await count("probes") == 1


async def test_however_long_we_were_away_a_walk_is_asked_about(talk: Talk) -> None:
    ada = await walking(talk)
    await until(talk, local("2026-04-07T04:00"))
    assert "are you home" in await ada.hears()
    probe = await probe_of(ada)
    assert probe is not None and probe.late and probe.asked_at == talk.now


async def test_prepared_and_not_asked_yet_it_is_taken_back(talk: Talk) -> None:
    ada = await walking(talk)
    await until(talk, local("2026-04-06T22:39") + timedelta(seconds=52))
    assert "Your walk is over" in await ada.says("home")
    probe = await probe_of(ada)
    assert probe is not None and (probe.status, probe.reason) == ("cancelled", "arrived")
    await until(talk, local("2026-04-06T23:30"))
    assert await alarm(ada) is None


async def test_an_i_am_home_from_before_the_walk_ends_none(talk: Talk) -> None:
    ada = await walking(talk)
    await ada.says("home", at=local("2026-04-06T21:00"))
    assert await walks.under_way((await ada.person()).id) is not None


async def test_without_somebody_who_agreed_there_is_no_walk(talk: Talk) -> None:
    async with db.transaction():
        eve = await people.create("Eve", None, "en", "UTC", talk.now)
        await people.add_address(eve.id, "sms", "+447700900009", talk.now, verified_how="wrote")
        await circle.add_contact(eve, circle.NewContact("Bob", BOB), talk.now)
    with pytest.raises(NotAllowed) as refused:
        await walks.set_out(eve, FORTY, talk.now)
    assert "cannot watch over this walk" in str(refused.value.text)
    assert await count("events") == 0


async def test_a_second_walk_moves_the_end_of_the_first(talk: Talk) -> None:
    ada = await walking(talk)
    await walks.set_out(await ada.person(), timedelta(minutes=10), talk.now)
    assert await Event.filter(name="walk").count() == 1
    await until(talk, local("2026-04-06T22:10"))
    assert "are you home" in await ada.hears()


async def test_a_call_for_help_on_the_way_is_one(talk: Talk) -> None:
    ada = await walking(talk)
    assert "telling your contacts" in await ada.says("SOS")
    await sent(talk)
    assert await alarm(ada) is not None


async def test_it_is_asked_for_in_words_or_by_its_command(talk: Talk) -> None:
    ada = await watched(talk)
    await until(talk, local("2026-04-06T22:00"))
    said = await ada.says("walk me home: 40 minutes")
    assert "We are with you. At 22:40 we ask whether you are home, and at 22:50 we tell your contacts" in said
    await ada.says("home")
    assert "How long" in await ada.says("walk me home")
    assert "How long will you be on your way?" in await ada.says("walk")
    assert "At 22:30 we ask" in await ada.says("2")


@pytest.mark.parametrize(
    "words",
    [
        "وصلت", "أنا في البيت، شكرا", "घर पर हूँ", "घर पहुँच गई, धन्यवाद", "ghar pahunch gaya hu", "到家了", "到家了，谢谢",
        "Ich bin zu Hause, danke", "Bin gut zu Hause angekommen", "Evdeyim, teşekkürler", "sağ salim eve vardım",
        "Я дома, спасибо", "Дошёл домой", "я вже вдома, дякую", "Приїхала додому",
    ],
)  # fmt: skip
def test_who_is_home_says_so_in_any_script(words: str) -> None:
    assert says_arrived(words)


@pytest.mark.parametrize(
    "words",
    [
        "لم أصل", "هل وصلت", "घर नहीं पहुँचा", "ghar pahunch gaya par gir gaya", "还没到家", "快到家了",
        "noch nicht zu Hause", "bin fast zu Hause", "evde değilim", "eve varmadım", "yardım", "почти дома", "я не дома",
        "дома плохо", "ще не вдома",
    ],
)  # fmt: skip
def test_who_does_not_say_so_is_not_home(words: str) -> None:
    assert not says_arrived(words)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("20 دقيقة أخرى", "ar"), ("再20分钟", "zh"), ("请再给我20分钟", "zh"), ("20 more minutes", "zh"),
        ("noch 20 Minuten", "de"), ("20 Minuten mehr", "de"), ("20 dakika daha", "tr"),
        ("мне нужно ещё 20 минут", "ru"), ("ще 20 хвилин", "uk"),
    ],
)  # fmt: skip
def test_more_time_is_read_in_any_script(words: str, language: str) -> None:
    assert longer(words, language) == (timedelta(minutes=20), True)
