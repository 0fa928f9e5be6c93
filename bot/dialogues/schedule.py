"""When we ask. The times are read back, with the next five, before they count."""

from __future__ import annotations

from datetime import timedelta

from bot import standing
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.times import Times, describe, next_times, read_times
from wellcheck import events, probes, recurrence
from wellcheck.errors import NotPossible, NotUnderstood, WellcheckError
from wellcheck.events import WatchChange
from wellcheck.i18n import T
from wellcheck.recurrence import Cron, Schedule

REHEARSAL = timedelta(minutes=10)
"""So long the question of a rehearsal waits for its answer."""


USUAL = "0 9 * * *"
"""The times that are suggested to somebody who is asked for the first time."""


def script(facts: Facts) -> Script:
    """`facts["setup"]`: they have none yet, so some are suggested. Whoever takes those has read what they are."""
    zone = facts["zone"]
    usual = Cron((USUAL,))
    suggested = (Option("usual", describe(Times(usual.expressions), facts["language"])),) if facts.get("setup") else ()

    def times(text: str) -> Schedule:
        now = parts.clock(facts)
        said = read_times(text, facts["language"], zone, now)
        try:
            return recurrence.check(Cron(said.crons, said.windows, said.skips), zone, now, parts.limits().min_interval)
        except WellcheckError as impossible:
            raise NotUnderstood(impossible.text) from impossible

    while True:
        schedule: Cron | str = yield Ask(
            T(
                "When should we ask you whether you are okay? For example: “every day at 9am”, or “weekdays 8:30 and 20:00”."
            ),
            options=suggested,
            read=times,
            keypad="time",
        )
        if isinstance(schedule, str):
            return usual
        coming = next_times(schedule, zone, parts.clock(facts))
        meant = Times(schedule.expressions, schedule.windows, schedule.skips)
        right = yield Ask(
            T("So we ask you {times}. The next times are: {coming}. Is that right?",
              times=describe(meant, facts["language"]), coming=coming),
            options=parts.YES_NO, read=parts.yes_or_no,
        )  # fmt: skip
        if right == "yes":
            return schedule


async def finish(turn: Turn, schedule: object, facts: Facts) -> Next:
    assert isinstance(schedule, Cron)
    person, now = turn.person, turn.now
    watch = await events.watch_of(person, now)
    was = watch.settings.active
    watch = await events.change_watch(person, WatchChange(times=schedule), now)
    if not was:
        return await begin_watching(turn)
    coming = standing.next_time(watch.event)
    assert coming is not None
    lacks = [standing.MISSING[gap] for gap in await standing.missing(person)]
    return Next([T("Saved. We ask you next on {at}.", at=coming), *lacks])


async def begin_watching(turn: Turn) -> Next:
    """Switch check-ins on if somebody could be told, and rehearse once. Otherwise say what is missing."""
    person, now = turn.person, turn.now
    gaps = await standing.missing(person)
    if "no_contact" in gaps or "no_address" in gaps:
        return Next([T("Your times are saved."), await standing.after_setting_up(person)])
    await events.change_watch(person, WatchChange(active=True), now)
    try:
        # A moment later, so that this comes first.
        at = now + timedelta(seconds=3)
        await probes.ask(probes.Wish(person.id, at, 0, REHEARSAL, "rehearsal"), now)
    except NotPossible:
        return Next([await standing.after_setting_up(person)])
    return Next([T("Your times are saved. Let us try it once: in a moment we ask you. Please answer.")])
