"""Reminders in a chat: what is answered to one, in whatever words, and what somebody says to have one or to have it no more.

A reminder is answered without ever answering "are you okay?", and the other way round: which of two open questions a bare
word is for is decided in `reminders.rules.meant`, and in doubt by asking (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from bot import converse, reminding, several
from bot.converse import Saying, Turn
from bot.dialogue import Facts
from bot.dialogues import reminder as dialogue
from bot.letters import fold
from bot.reminding import Did, Wished
from bot.times import read_later
from bot.times.whens import read_when
from bot.understand import Kind, Meaning, says_yes
from bot.words import of_all
from wellcheck import events, probes, recurrence, reminders
from wellcheck.errors import NotUnderstood, WellcheckError
from wellcheck.events.reminders import Wish
from wellcheck.i18n import T
from wellcheck.messages import Conversation, Question
from wellcheck.recurrence import Once
from wellcheck.users import is_user

KIND = "reminder"

Said = Literal["done", "one", "yes", "two", "later", "no"]
"""How an answer was read: outright done; a bare 1, yes or okay, 2, later or no, which may be meant for something else."""


# --- what is answered ------------------------------------------------------------------------------------------------


async def choose(turn: Turn, id: UUID, key: str) -> list[Saying]:
    """A button under this very reminder was tapped, or its key pressed in a call."""
    if key == "later":
        return [Saying(await reminders.put_off(id, turn.person.id, None, turn.now))]
    return await _done(turn, id)


async def in_words(
    turn: Turn, meaning: Meaning, asked: Sequence[Question], conversation: Conversation | None
) -> list[Saying] | None:
    """An answer to a reminder that is open, or words that may be one. None: they are for something else."""
    waiting = [question for question in asked if question.about is not None and question.about[0] == KIND]
    if not waiting or turn.said.text.strip().startswith("/"):
        return None
    if conversation is not None and conversation.updated_at >= waiting[0].created_at:
        return None  # what was asked last is theirs to answer
    did, said, wanted = _read(turn, meaning, waiting[0])
    if did is not None:
        return await _did(turn, did, waiting)
    if said is None:
        return None
    here = [question for question in waiting if question.channel == turn.channel]
    if not here:
        return None  # a number, or "later", answers what was asked where it is said
    found = await reminders.of_questions([question.about[1] for question in here if question.about])
    newest = found.get(here[0].about[1]) if here[0].about else None
    if newest is None or turn.said.text == "":
        return None
    others = [
        q for q in asked if q.about is not None and q.options and (q.channel == turn.channel or q.about[0] == "probe")
        and q.about[0] not in (KIND, "conversation")
    ]  # fmt: skip
    match await _meant(turn, here[0].created_at, others, newest.confirm or said in ("two", "no")):
        case "other":
            return None
        case "unsure" if others:
            if said in ("two", "no"):
                await probes.in_doubt(turn.person.id, turn.now)
            return several.which(here[0], others)
        case "unsure":
            # They were asked how they are a moment ago, and answered. In doubt they are not okay, and nothing is done.
            return None if said in ("two", "no") else [_is_it_done(newest.text)]
    if said in ("two", "later", "no"):
        return [Saying(await reminders.put_off(newest.id, turn.person.id, wanted, turn.now))]
    if said == "yes" and newest.confirm:
        return [_is_it_done(newest.text)]  # it may mean "I have read it"
    return await _did(turn, Did(), here)


def _read(turn: Turn, meaning: Meaning, question: Question) -> tuple[Did | None, Said | None, timedelta | None]:
    """How these words may answer a reminder: outright done; or in a way that fits other questions as well, and how long it is
    to be put off."""
    text, person = turn.said.text, turn.person
    if meaning.automatic or meaning.help_word:
        return None, None, None
    plain = fold(text).strip(" .!")
    label = next((key for key, label in question.options if fold(label) == plain), None)
    did = Did() if label == "done" else reminding.read_done(text)
    if did is not None:
        return did, None, None
    if meaning.kind is Kind.OK and meaning.oneself:
        return None, None, None  # outright about themselves, and about nothing else
    if meaning.option is not None:
        said: Said | None = "one" if meaning.option == 1 else "two" if meaning.option == 2 else None
        return None, said, None
    agreed = says_yes(text, person.language)
    if agreed or meaning.kind is Kind.OK:
        return None, "yes", None
    if agreed is False:
        return None, "no", None
    wanted = read_later(text, person.language, person.zone, turn.now, reminders.rules.LATER, reminders.rules.LONGEST)
    if wanted is not None:
        return None, "later", wanted
    return None, "later" if label == "later" or meaning.kind is Kind.LATER else None, None


async def _meant(
    turn: Turn, reminded_at: datetime, others: Sequence[Question], careful: bool
) -> Literal["reminder", "other", "unsure"]:
    """See `reminders.rules.meant`. `careful`: it also counts when they were asked how they are, and answered, a moment ago."""
    if others:
        return reminders.rules.meant(reminded_at, max(question.created_at for question in others), True)
    last = await probes.asked_last(turn.person.id) if careful else None
    return reminders.rules.meant(reminded_at, last[0] if last else None, False)


def _is_it_done(what: str) -> Saying:
    return Saying(T("Is this done: {thing}? Then please reply “done”.", thing=what))


async def _did(turn: Turn, did: Did, waiting: Sequence[Question]) -> list[Saying] | None:
    """Outright done: the one that is named, else the one that was said last. None: none has these words."""
    ids = list(dict.fromkeys(question.about[1] for question in waiting if question.about))
    found = await reminders.of_questions(ids)
    fitting = [id for id in ids if id in found and reminding.names_all(did.what, found[id].text)]
    if not fitting:
        return None
    named = any(reminding.tells(word) for word in did.what)
    if len(fitting) > 1 and not named and any(found[id].confirm for id in fitting):
        texts = tuple(found[id].text for id in fitting)
        return [Saying(T("Several reminders are open. Which one is done? Please reply with its words and “done”: {texts}.",
                         texts=texts))]  # fmt: skip
    return await _done(turn, fitting[0])


async def _done(turn: Turn, id: UUID) -> list[Saying]:
    confirmed = await reminders.done(id, turn.person.id, turn.now)
    if confirmed is None:
        return [Saying(T("This button does not count any more."))]
    if confirmed.told:
        return [Saying(T("👍 Thank you. We tell everybody that it is done: {thing}", thing=confirmed.what))]
    return [Saying(T("👍 Thank you. Done: {thing}", thing=confirmed.what))]


async def beside(turn: Turn, said: list[Saying]) -> list[Saying]:
    """To somebody who says that they are okay: what is still not confirmed, while contacts are told of it."""
    waiting = await reminders.still_unconfirmed(turn.person.id)
    return said if waiting is None else [*said, Saying(waiting)]


# --- what is wished for ----------------------------------------------------------------------------------------------


def is_wish(turn: Turn) -> bool:
    """Whether this is a wish about a reminder, so that "call the doctor" in it is no cry for help. Where a word cries for help
    and no time is said, it is one all the same."""
    person, text = turn.person, turn.said.text
    wished = reminding.read_wish(text, person.language, person.zone, turn.now)
    if wished is not None:
        cries = of_all("cries") | of_all("help")
        return bool(wished.what and (wished.when or not cries & set(reminding.plain_words(text))))
    return bool(reminding.read_taking_back(text, person.language) or reminding.read_condition(text, person.language))


async def grant(turn: Turn) -> list[Saying] | None:
    """Do what these words wish for. None: they are no wish about reminders."""
    person, text = turn.person, turn.said.text
    taken = reminding.read_taking_back(text, person.language)
    wished = reminding.read_wish(text, person.language, person.zone, turn.now) if taken is None else None
    whole = wished is not None and wished.confirm and bool(wished.when)  # a new one and its condition in one sentence
    named = reminding.read_condition(text, person.language) if taken is None and not whole else None
    if taken is None and named is None and wished is None:
        return None
    if not await is_user(person.id):
        return None
    if taken is not None:
        return await _take_back(turn, taken)
    if named is not None:
        return await _must_confirm(turn, named)
    assert wished is not None
    return await _wish(turn, wished)


async def _wish(turn: Turn, wished: Wished) -> list[Saying]:
    person, now = turn.person, turn.now
    what, when, language, confirm = wished.what, wished.when, wished.language, wished.confirm
    facts = await dialogue.facts_for(person, now) | {"what": what, "confirm": confirm}
    before: list[Saying] = []
    if confirm:
        told = await reminders.those_told(person.id)
        first = _told_first(told, wished.whom)
        facts["contacts"] = [each.name for each in _in_order(told, first)]
        if first is not None:
            facts["first"] = str(first)
        elif wished.whom:
            facts |= _not_known(told, wished.whom)
    if what:
        facts["what"] = events.reminders.check_text(what)
    if when:
        try:
            schedule = events.reminders.check(read_when(when, language, person.zone, now), person.zone, now)
        except NotUnderstood as unclear:
            before = [Saying(unclear.text)]
        except WellcheckError as impossible:
            before = [Saying(impossible.text)]
        else:
            if isinstance(schedule, Once) and what and not confirm:
                return [Saying(await dialogue.make(turn, Wish(what, schedule)))]
            facts["schedule"] = recurrence.key(schedule)
    return [*before, *await converse.begin(turn, "reminder", facts)]


async def _take_back(turn: Turn, words: str) -> list[Saying]:
    kept = await events.reminders.wishes(turn.person.id)
    if not kept:
        return [Saying(dialogue.nothing_yet())]
    fitting = reminding.meant(words, [each.text or "" for each in kept]) if words else []
    if len(fitting) == 1:
        event = await events.reminders.take_back(turn.person.id, kept[fitting[0]].id, turn.now)
        return [Saying(dialogue.taken_back(event.text or ""))]
    among = [kept[place] for place in fitting] or kept
    facts = await dialogue.facts_of_list(turn.person, among)
    none = [] if fitting or not words else [Saying(T("You have no reminder with these words."))]
    return [*none, *await converse.begin(turn, "reminders", facts)]


async def _must_confirm(turn: Turn, words: str) -> list[Saying]:
    """ "If I don't confirm my insulin, tell my contact": of a reminder there is, else a new one."""
    person = turn.person
    whom = reminding.read_whom(turn.said.text, person.language)
    told = await reminders.those_told(person.id)
    first = _told_first(told, whom)
    kept = await events.reminders.wishes(person.id)
    fitting = reminding.meant(words, [each.text or "" for each in kept])
    if len(fitting) != 1:
        return await _wish(turn, Wished(words, "", person.language, True, whom))
    event = kept[fitting[0]]
    await events.reminders.must_confirm(person, event.id, turn.now, first)
    retries = (await probes.settings_of(person.id, turn.now)).retries
    contacts = [each.name for each in _in_order(told, first)]
    said = [T("Saved: {thing}.", thing=event.text or ""), dialogue.consequence(retries, contacts, first is not None)]
    if not whom or first is not None:
        return [Saying(text) for text in said]
    # It must be confirmed from now on, whatever becomes of the question.
    facts = _not_known(told, whom)
    if "ids" not in facts:
        return [Saying(text) for text in (*said, dialogue.nobody_called(whom))]
    facts |= {"contacts": contacts, "retries": retries, "event": str(event.id), "what": event.text or ""}
    return [*(Saying(text) for text in said), *await converse.begin(turn, "told_first", facts)]


def _not_known(told: Sequence[reminders.Told], whom: str) -> Facts:
    """What the dialogue has to know of a name that is no contact's, or that of several: with one contact alone there is
    nothing to choose."""
    return {"whom": whom} | ({"ids": [str(each.contact_id) for each in told]} if len(told) > 1 else {})


def _told_first(told: Sequence[reminders.Told], whom: str) -> UUID | None:
    """The contact who is named by these words; None if none is, or it is not clear who."""
    found = reminding.whose(whom, [each.name for each in told])
    return told[found[0]].contact_id if len(found) == 1 else None


def _in_order(told: Sequence[reminders.Told], first: UUID | None) -> list[reminders.Told]:
    return sorted(told, key=lambda each: each.contact_id != first)
