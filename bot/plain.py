"""The plain OKs of a morning: kept and settled for a whole batch with a few statements, however many there are.

When thousands are asked in one second, thousands answer "1" in the next minutes. Nothing has to be weighed for those: the
words are a plain OK, the only thing they can be about is an open question, and the answer is always the same. Whatever is
not that plain is left to `bot.hear`, untouched: nothing of it is kept here.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bot.understand import Kind, understand
from wellcheck import db, due, i18n, messages, people, probes, visits
from wellcheck.messages import Inbound, Speaker, Telling

log = logging.getLogger(__name__)

INLINE = ("sms", "whatsapp", "email")
"""Channels whose provider takes an answer in its own request (for e-mail: the page that its link opened). Only the thanks for
a plain OK go this way: who misses them misses nothing."""


async def settle(inbounds: Sequence[Inbound], now: datetime, inline: bool) -> dict[int, str | None]:
    """Settle the probes that these answer. Returns what to answer by place (None: it goes by the outbox); a place that is
    not there was not kept and is to be heard like everything else."""
    senders = [(said.channel, people.blind(said.channel, said.sender)) for said in inbounds]
    known = await messages.speakers(senders, now)
    # Who said more than one thing may have said "no" as well.
    often = Counter(speaker.person_id for at in senders if (speaker := known.get(at)))
    ids = iter(db.new_ids(len(inbounds)))
    places: dict[UUID, int] = {}
    answers: list[probes.PlainOk] = []
    for place, (said, sender) in enumerate(zip(inbounds, senders, strict=True)):
        speaker = known.get(sender)
        if speaker is not None and often[speaker.person_id] == 1 and _is_plain(said, speaker):
            reply = well_done(speaker.language, speaker.discreet, speaker.name)
            answers.append(probes.PlainOk(next(ids), sender[1], speaker, speaker.questions[0].about_id, said, reply))
            places[answers[-1].row] = place
    if not answers:
        return {}
    by_outbox = [given for given in answers if not (inline and given.said.channel in INLINE)]
    elsewhere = any(question.channel not in INLINE for given in answers for question in given.speaker.questions)

    async def decide() -> set[UUID]:
        # A number may be meant for an offer that was theirs a moment ago: that is to be weighed.
        unless = visits.pals.LOST_LATELY
        if not by_outbox and not elsewhere:
            return await probes.settle_plain(answers, now, unless)  # one statement is a transaction of its own
        async with db.transaction():
            settled = await probes.settle_plain(answers, now, unless)
            await messages.tell_many([_thanks(given) for given in by_outbox if given.row in settled], now)
            return settled

    try:
        settled = await db.again_on_conflict(decide)
    except Exception as wrong:
        if due.infrastructure(wrong):
            raise
        log.exception("plain answers could not be settled together", extra={"n": len(answers)})
        return {}
    said_elsewhere = {given.row for given in by_outbox}
    return {
        places[given.row]: None if given.row in said_elsewhere else given.reply
        for given in answers
        if given.row in settled
    }


async def make_ready(now: datetime, at_once: int) -> None:
    """Have so many connections open on which the statements of plain OKs are planned: the first who answer would wait for that,
    and all who come meanwhile. A database that is away just now has it done by them."""
    try:
        await asyncio.gather(*(messages.speakers([], now) for _ in range(at_once)))
        await asyncio.gather(*(probes.settle_plain([], now, visits.pals.LOST_LATELY) for _ in range(at_once)))
    except Exception as away:
        if not due.infrastructure(away):
            raise
        log.warning("not ready for plain answers yet", extra={"error": type(away).__name__})


_NAME = "{name}"


def well_done(language: str, discreet: bool, name: str) -> str:
    """The thanks of `probes.well_done` in this language, looked up once for everybody."""
    return _thanks_to_all(language, discreet).replace(_NAME, name)


@functools.cache
def _thanks_to_all(language: str, discreet: bool) -> str:
    return i18n.say(probes.well_done(_NAME, discreet), language)


def _thanks(given: probes.PlainOk) -> Telling:
    speaker = given.speaker
    return Telling(
        speaker.person_id,
        probes.well_done(speaker.name, speaker.discreet),
        "chat",
        to=(speaker.address_id, given.said.channel),
    )


def _is_plain(said: Inbound, speaker: Speaker) -> bool:
    try:
        # In a call more than a thank-you may be due, and a caller need not be who they seem.
        return speaker.verified and said.channel != "voice" and _plain_ok(said, speaker)
    except Exception:  # what is wrong with this one shows when it is looked at alone
        return False


def _plain_ok(said: Inbound, speaker: Speaker) -> bool:
    """An explicit OK to the question that this person was asked last, which is whether they are okay."""
    if not speaker.questions or said.start or said.shared_phone:
        return False
    if any(question.about_kind != "probe" for question in speaker.questions):
        return False  # several things are open: which one is meant is to be weighed
    newest = speaker.questions[0]
    if any(question.about_id != newest.about_id for question in speaker.questions):
        return False
    if said.button is not None:
        return said.button in [(question.id.hex, "ok") for question in speaker.questions]
    if speaker.talked_at is not None and speaker.talked_at >= newest.created_at:
        return False  # a "yes" belongs to the conversation they are in, and is no word about how they are
    if speaker.duress is not None:
        return False  # an OK and the secret word are answered on the same way, as fast
    return understand(said.text, speaker.language, tuple(speaker.name.split())).kind == Kind.OK
