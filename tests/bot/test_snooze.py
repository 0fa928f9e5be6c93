"""“Ask me later”: the question is moved, the alarm by as much at most, and never for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.bot.talk import Phone, Talk
from tests.bot.test_plans import local, until, watched
from wellcheck import db, probes
from wellcheck.escalations import Escalation
from wellcheck.probes import Probe, rules

T0 = datetime.fromisoformat("2026-04-07T08:00+00:00")
HOUR, MOST = timedelta(hours=1), timedelta(hours=2)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


# --- the rule --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "wanted", "ask_at", "ends_at"),
    [
        # said after, wants, asked again after, that question's time is up after: all in minutes after the question
        (2, 15, 17, 75),  # soon after the question: the alarm moves by the whole quarter of an hour
        (30, 15, 45, 75),
        (59, 15, 70, 75),  # in the last minute: asked a little earlier, so that there is time for an answer
        (2, 1, 7, 65),  # five minutes at least
        (10, 300, 130, 180),  # two hours at most
    ],
)
def test_the_next_asking_moves_and_the_alarm_by_no_more_than_that(
    said: float, wanted: float, ask_at: float, ends_at: float
) -> None:
    ends = T0 + HOUR
    moved = rules.on_later(minutes(wanted), T0 + minutes(said), ends, HOUR, 0, minutes(0), MOST)
    assert moved is not None
    assert (moved.ask_at, moved.resume_at) == (T0 + minutes(ask_at), T0 + minutes(ends_at))
    assert moved.resume_at - ends <= max(minutes(wanted), rules.SNOOZE_LEAST)
    assert moved.resume_at - moved.ask_at >= rules.SNOOZE_WINDOW


def test_it_is_done_twice_and_for_two_hours_in_all_or_what_the_installation_allows() -> None:
    def moved(snoozes: int, so_far: float, most: timedelta = MOST) -> rules.Snoozed | None:
        return rules.on_later(HOUR, T0, T0 + HOUR, HOUR, snoozes, minutes(so_far), most)

    assert moved(2, 10) is None
    assert moved(1, 116) is None
    second, third = moved(1, 90), moved(0, 0, minutes(45))
    assert second is not None and second.by == minutes(30)
    assert third is not None and third.by == minutes(45)


def test_contacts_are_told_when_all_follow_ups_are_over() -> None:
    assert rules.told_at(T0, 1, 3, HOUR) == T0 + 2 * HOUR
    assert rules.told_at(T0, 3, 3, HOUR) == T0


# --- the whole way ---------------------------------------------------------------------------------------------------


async def asked(talk: Talk, retries: int = 0) -> tuple[Phone, Probe]:
    """Ada, asked at nine with an hour to answer."""
    ada = await watched(talk)
    await db.run("UPDATE probe_settings SET retries = $1", retries)
    await until(talk, local("2026-04-07T09:00"))
    await ada.hears()
    return ada, await probe_of(ada)


async def probe_of(ada: Phone) -> Probe:
    return await Probe.get(person_id=(await ada.person()).id)


async def later(talk: Talk, ada: Phone, span: timedelta) -> probes.Later | None:
    async with db.transaction():
        return await probes.later((await ada.person()).id, span, MOST, "later", talk.now)


async def test_she_is_asked_again_then_and_silence_alarms_as_much_later_as_she_wished(talk: Talk) -> None:
    ada, _ = await asked(talk)
    await until(talk, local("2026-04-07T09:30"))
    moved = await later(talk, ada, minutes(45))
    assert moved == probes.Later(local("2026-04-07T10:15"), local("2026-04-07T10:45"))
    await until(talk, local("2026-04-07T10:00") + minutes(1))
    assert await ada.hears() == "" and (await probe_of(ada)).status == "pending", "the old deadline does not stand"
    await until(talk, local("2026-04-07T10:15"))
    assert "Ada, you wanted us to ask you later. Are you okay?" in await ada.hears()
    await until(talk, local("2026-04-07T10:44"))
    assert (await probe_of(ada)).status == "pending"
    await until(talk, local("2026-04-07T10:46"))
    assert (await probe_of(ada)).status == "unavailable"
    assert await Escalation.exists(user_id=(await ada.person()).id)


async def test_the_follow_ups_are_not_used_up_by_it(talk: Talk) -> None:
    ada, _ = await asked(talk, retries=1)
    await until(talk, local("2026-04-07T09:20"))
    moved = await later(talk, ada, minutes(15))
    assert moved == probes.Later(local("2026-04-07T09:35"), local("2026-04-07T11:15"))
    await until(talk, local("2026-04-07T09:35"))
    assert "ask you later" in await ada.hears()
    await until(talk, local("2026-04-07T10:15"))
    assert "not heard from you" in await ada.hears()
    await until(talk, local("2026-04-07T11:14"))
    assert (await probe_of(ada)).status == "pending"
    await until(talk, local("2026-04-07T11:17"))
    assert (await probe_of(ada)).status == "unavailable"


async def test_an_answer_meanwhile_settles_it(talk: Talk) -> None:
    ada, _ = await asked(talk)
    await later(talk, ada, minutes(30))
    assert "👍" in await ada.says("1")
    await until(talk, local("2026-04-07T12:00"))
    assert (await probe_of(ada)).status == "good" and await ada.hears() == ""


async def test_after_the_limit_the_deadline_stands_and_is_told(talk: Talk) -> None:
    ada, _ = await asked(talk)
    for _ in range(2):
        moved = await later(talk, ada, minutes(10))
        assert moved is not None and moved.ask_at is not None
    stands = await later(talk, ada, minutes(10))
    assert stands == probes.Later(None, local("2026-04-07T10:10"))
    told = await db.rows("SELECT what FROM timeline WHERE about_kind = 'probe' ORDER BY id")
    assert [row["what"] for row in told] == ["asked", "snoozed", "snoozed", "not_snoozed"]
    await until(talk, local("2026-04-07T09:10"))
    await until(talk, local("2026-04-07T10:12"))
    assert (await probe_of(ada)).status == "unavailable"


async def test_what_cannot_wait_is_not_moved(talk: Talk) -> None:
    ada = await watched(talk)
    assert await later(talk, ada, minutes(10)) is None, "nothing is open"
    await until(talk, local("2026-04-07T08:59") + timedelta(seconds=52))
    assert (await probe_of(ada)).status == "pending"
    assert await later(talk, ada, minutes(10)) is None, "the question has not left yet"
    for kind in ("rehearsal", "unclear", "walk"):
        await until(talk, local("2026-04-07T09:01"))
        await db.run("UPDATE probes SET kind = $1", kind)
        assert await later(talk, ada, minutes(10)) is None, kind


async def test_a_worker_that_was_away_gives_her_time_for_the_answer(talk: Talk) -> None:
    ada, _ = await asked(talk)
    await until(talk, local("2026-04-07T09:30"))
    await later(talk, ada, minutes(30))
    await until(talk, local("2026-04-07T13:00"))
    assert "ask you later" in await ada.hears()
    await until(talk, local("2026-04-07T13:04"))
    assert (await probe_of(ada)).status == "pending"
    await until(talk, local("2026-04-07T13:06"))
    assert (await probe_of(ada)).status == "unavailable"


# --- in words --------------------------------------------------------------------------------------------------------


async def test_it_is_said_in_words_and_answered_with_times(talk: Talk) -> None:
    ada, _ = await asked(talk)
    said = await ada.says("in 15 minutes")
    assert said == "All right, we ask you again at 09:15. Without an answer we tell your contacts at 10:15."
    said = await ada.says("ask me later")
    assert said == "All right, we ask you again at 09:15. Without an answer we tell your contacts at 10:15."
    assert "We cannot wait any longer" in await ada.says("not now")
    assert (await probe_of(ada)).snoozes == 2


async def test_more_than_there_is_is_not_granted_and_told(talk: Talk) -> None:
    ada, _ = await asked(talk)
    said = await ada.says("ask me in 5 hours")
    assert said == "We can ask you again at 11:00. Without an answer we tell your contacts at 12:00."


async def test_with_nothing_open_later_means_nothing(talk: Talk) -> None:
    ada = await watched(talk)
    assert "Sorry" in await ada.says("later")
