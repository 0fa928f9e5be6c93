"""What the sandbox's page shows of the product: its clock, what is due next, and what the engine does and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from wellcheck import db, people, runtime
from wellcheck.i18n import T, Text, say
from wellcheck.runtime import Runtime
from wellcheck.sandbox.page import LiveEntry

DUE = """
    SELECT min(at) AS at FROM (
        SELECT min(due_at) AS at FROM events WHERE status = 'active'
        UNION ALL SELECT min(due_at) FROM probes WHERE status = 'pending'
        UNION ALL SELECT min(due_at) FROM escalations WHERE status IN ('running', 'acknowledged', 'exhausted')
        UNION ALL SELECT min(due_at) FROM drills WHERE status = 'running'
        UNION ALL SELECT min(due_at) FROM deliveries WHERE state = 'pending'
    ) AS everything
"""

LINES: dict[str, tuple[Text, Text]] = {
    "asked": (T("is asked: are you okay?"), T("it is one of their times")),
    "asked_again": (T("is asked again"), T("no answer came in time")),
    "good": (T("is okay"), T("they said so")),
    "late_ok": (T("is okay after all"), T("they answered late")),
    "bad": (T("is not okay"), T("they said so")),
    "unclear": (T("said something we do not understand"), T("the time for an answer does not move")),
    "unavailable": (T("did not answer"), T("all questions stayed open")),
    "could_not_ask": (T("could not be asked"), T("no channel took the question")),
    "no_address": (T("cannot be reached"), T("no address works")),
    "cancelled": (T("is not asked any more"), T("the probe was cancelled")),
    "started": (T("needs somebody: people are being told"), T("the contacts are told one after the other")),
    "told": (T("– a contact is told"), T("nobody has taken over yet")),
    "again": (T("needs somebody, for one more reason"), T("people are being told already")),
    "acknowledged": (T("is being looked after"), T("a contact took over")),
    "cannot": (T("– a contact cannot help"), T("the next one is told at once")),
    "reopened": (T("– people are told again"), T("the one who took over was not heard of")),
    "exhausted": (T("– everybody was told, nobody took over"), T("the operators are told, and it goes on")),
    "nobody_to_tell": (T("has nobody who could be told"), T("the operators are told")),
    "cannot_tell": (T("– no contact can be reached"), T("the operators are told")),
    "unreachable": (T("cannot be reached on any address"), T("the next one is told at once")),
    "all_clear": (T("is okay: everybody told is told so"), T("they answered after the alarm")),
    "contact_says_safe": (T("is safe"), T("a contact says so")),
    "operator": (T("– an operator ended it"), T("by hand")),
    "next_address": (T("is tried on another channel"), T("the first one did not work")),
    "address_dead": (T("has an address that does not work any more"), T("the provider says so")),
    "contact_added": (T("has a new contact"), T("the contact is asked for consent")),
    "contact_agreed": (T("has a contact who agreed"), T("they answered the invitation")),
    "contact_refused": (T("has a contact who refused"), T("they answered the invitation")),
    "contact_left": (T("has lost a contact"), T("they want no messages")),
    "contact_lost": (T("has a contact who cannot be reached any more"), T("no address of theirs works")),
    "contact_removed": (T("removed a contact"), T("they said so")),
    "wants_a_call": (T("asks to be called"), T("they said so; their contacts are told")),
    "watch_on": (T("is being watched now"), T("check-ins were switched on")),
    "watch_off": (T("is not watched any more"), T("check-ins were switched off")),
    "paused": (T("pauses check-ins"), T("they said so")),
    "pause_over": (T("is asked again from now on"), T("the pause is over")),
    "zone_changed": (T("has another clock now"), T("they are somewhere else, or back")),
    "resumed": (T("is asked again from now on"), T("they said so")),
    "paused_after_alarm": (T("is not asked again"), T("they chose to pause after an alarm")),
    "checked_in": (T("is not asked"), T("they said before that they are okay")),
    "snoozed": (T("wants to be asked later"), T("they said so; the alarm moves by as much at most")),
    "not_snoozed": (T("wants to be asked later again"), T("that was done as often as it can be; the deadline stands")),
    "walk_began": (T("is on the way home"), T("they said so; they are asked at the end")),
    "walk_longer": (T("needs more time to come home"), T("they said so")),
    "walk_ended": (T("is home"), T("they said so")),
    "arrived": (T("is not asked"), T("they said that they are home")),
    "skipped_outage": (T("was not asked at one of their times"), T("the service was down")),
    "skipped_overlap": (T("is not asked twice"), T("a question is open already")),
    "operators_told": (T("The operators are told"), T("somebody has to look")),
    "stop": (T("wants no messages on a channel"), T("they wrote STOP")),
    "start_again": (T("takes messages again"), T("they wrote START")),
}


class Live:
    """The product as the page sees it (`page.Engine`)."""

    def __init__(self, running: Runtime) -> None:
        self._running = running
        self._names: dict[UUID, str] = {}

    def now(self) -> datetime:
        """The product's time."""
        return self._running.now()

    def speed(self) -> float:
        """How fast it runs."""
        return self._running.clock.pace.speed

    async def live(self, after_id: str | None) -> list[LiveEntry]:
        """What happened after that line, oldest first."""
        if after_id is None:
            rows = await db.rows("SELECT * FROM (SELECT * FROM timeline ORDER BY id DESC LIMIT 30) AS last ORDER BY id")
        else:
            rows = await db.rows("SELECT * FROM timeline WHERE id > $1 ORDER BY id LIMIT 100", int(after_id))
        await self._learn({row["person_id"] for row in rows if row["person_id"]})
        lines: list[LiveEntry] = []
        for row in rows:
            known = LINES.get(row["what"])
            what, why = (say(words, "en") for words in known) if known else (row["what"].replace("_", " "), "")
            who = self._names.get(row["person_id"], "") if row["person_id"] else ""
            lines.append(LiveEntry(id=str(row["id"]), at=row["at"].isoformat(), what=what, why=why, who=who))
        return lines

    async def _learn(self, ids: set[UUID]) -> None:
        for id, person in (await people.recipients(ids)).items():
            self._names[id] = person.name

    async def next_due(self) -> datetime | None:
        """When the next thing is due."""
        row = await db.one(DUE)
        return row["at"] if row else None

    async def set_speed(self, speed: float) -> None:
        """Let time run that many times as fast, in every process."""
        pace, real, _ = await db.read_pace()
        await db.write_pace(pace.with_speed(speed, real))
        await db.read_clock(self._running.clock)

    async def jump_next(self) -> datetime | None:
        """Let it be the moment at which the next thing is due."""
        at = await self.next_due()
        if at is None:
            return None
        await runtime.wind(self._running, max(timedelta(0), at - self.now()))
        return at
