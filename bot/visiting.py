"""What people say about visits, at any time and on any channel: asked for, called off, moved, looked at; and what a pal says
on the way, at the door, and when they leave. Read by whole sentences (`bot/words/visits.py`), done by `wellcheck.visits`."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from bot import converse, several
from bot.converse import Saying, Turn
from bot.dialogue import Facts
from bot.dialogues import visits_again
from bot.letters import fold
from bot.times import VisitTime, read_duration, read_repeated, read_until, read_visit, says_again
from bot.times.values import Foreign
from bot.understand import Ack, Meaning, says_yes, understand_ack
from bot.words.visits import VISITS
from wellcheck import events, messages, people, probes, recurrence, visits
from wellcheck.errors import NotFound, NotUnderstood, NotValid
from wellcheck.i18n import T, Text, join, local_day
from wellcheck.messages import Question
from wellcheck.users import is_user
from wellcheck.visits import Visit

SOON = timedelta(hours=2)
"""A pal who says that they are there speaks of a visit that begins so soon at most, or has begun."""

FRESH = timedelta(hours=12)
"""So long a question how a visit was is answered by a number."""

LONGEST_DELAY = timedelta(hours=6)

COMMANDS = ("visit", "visits", "minutes", "pal", "available", "unavailable")
"""The commands of `Words.commands` that are about visits."""

OF_USERS = ("visit", "minutes")
"""Of these: those that are for people we look after."""

IN_WORDS = ("visit_reason", "visit_note", *converse.NAMING)
"""Conversations that wait for words of any kind."""

_LEFT_OUT = re.compile("[,，،、;]")

_TASKS = re.compile(r"(?<!\d)[:：]|[:：](?!\d)")
"""What stands behind it are tasks: a colon, but for that of a time of day."""


# --- reading ---------------------------------------------------------------------------------------------------------


@functools.cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """The sentences of one kind, in all languages, those with most fixed letters first. Few people type apostrophes."""
    said = {_plain(each) for words in VISITS.values() for each in getattr(words, kind)}
    return tuple(
        re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(each)).replace("'", "'?"))
        for each in sorted(said, key=lambda each: (-len(re.sub(r"\{\w+\}", "", each)), each))
    )


@functools.cache
def _polite() -> re.Pattern[str]:
    said = sorted({_plain(each) for words in VISITS.values() for each in words.polite}, key=lambda each: -len(each))
    words = "|".join(map(re.escape, said))
    return re.compile(rf"^(?:(?:{words})[ ,.!，。]+|请)+|(?:[ ,.!，。]+(?:{words}))+$")


def _plain(text: str) -> str:
    """Evened out, and without commas."""
    return " ".join(_LEFT_OUT.sub(" ", fold(text)).split()).strip(" .!?¡¿。！？؟।")


def read(kind: str, text: str) -> dict[str, str] | None:
    """What these words say of one kind (a field of `VisitWords`): what stands in its places. None: they do not say so."""
    whole = _plain(text[:300])
    for plain in dict.fromkeys((whole, _plain(_polite().sub("", whole)))):
        for pattern in _patterns(kind):
            if found := pattern.fullmatch(plain):
                return {name: value.strip() for name, value in found.groupdict().items()}
    return None


def wish(text: str) -> tuple[str, str] | None:
    """When a visit is wanted, and what for, as it was said. None: nobody asks for one."""
    cut = _TASKS.search(text)
    head, tasks = (text[: cut.start()], text[cut.end() :].strip()) if cut else (text, "")
    found = read("wish", head)
    return None if found is None else (found.get("when", ""), tasks)


# --- said at any time ------------------------------------------------------------------------------------------------


async def obey(turn: Turn, name: str) -> list[Saying] | None:
    """One of `COMMANDS`. None: it means nothing, said by this person."""
    person, now = turn.person, turn.now
    match name:
        case "visits":
            return await _listed(turn)
        case "pal":
            return await converse.begin(turn, "pal", {"name": person.first_name, "zone_known": person.zone != "UTC"})
        case "available" | "unavailable":
            return await _free(turn, name == "available")
        case _ if not await is_user(person.id):
            return None
        case "minutes":
            return [Saying((await visits.ledger.budget(person.id, now)).said)]
    return await ask_for(turn, VisitTime(), "")


async def grant(turn: Turn) -> list[Saying] | None:
    """Do what these words say about a visit. None: they do not speak of one."""
    text, person = turn.said.text, turn.person
    wanted = wish(text)
    if wanted is not None and await is_user(person.id):
        return await _wished(turn, *wanted)
    if (found := read("stop", text)) is not None and (ended := await _no_more(turn, found.get("when"))) is not None:
        return ended
    for kind in ("off", "move", "cannot"):
        found = read(kind, text)
        if found is not None:
            return await _about_one(turn, kind, found)
    if (found := read("late", text)) is not None:
        return await _late(turn, found.get("time", ""))
    if (found := read("away", text)) or ((found := read("absent", text)) and not await is_user(person.id)):
        return await _away(turn, found["until"])
    if (found := read("never", text)) is not None:
        return await _never(turn, found["name"])
    return await _ticked(turn)


async def _wished(turn: Turn, when: str, tasks: str) -> list[Saying] | None:
    """A visit is wanted, or visits again and again. None: "visit from my grandson" tells how they are."""
    person = turn.person
    again = bool(when) and says_again(when, person.language)
    facts: Facts = {"tasks": tasks} | await _home(turn)
    try:
        if again:
            said = read_repeated(when, person.language, person.zone, turn.now)
            facts |= {"crons": list(said.crons), "minutes": said.minutes}
            return await converse.begin(turn, "visits_again", facts)
        time = read_visit(when, person.language, person.zone, turn.now) if when else VisitTime()
        return await ask_for(turn, time, tasks)
    except NotUnderstood as unread:
        if isinstance(unread, Foreign) and await _is_asked(turn):
            return None
        begun = await converse.begin(turn, "visits_again", facts) if again else await ask_for(turn, VisitTime(), tasks)
        return [Saying(unread.text), *begun] if unread.text != begun[0].text else begun


async def ask_for(turn: Turn, time: VisitTime, tasks: str) -> list[Saying]:
    """Begin to ask for a visit, with what was said of it already."""
    facts: Facts = {
        "at": time.at and time.at.isoformat(),
        "day": time.day and time.day.isoformat(),
        "minutes": time.minutes,
        "tasks": tasks,
    }
    return await converse.begin(turn, "visit", facts | await _home(turn))


async def _home(turn: Turn) -> Facts:
    home = await visits.Home.get_or_none(person_id=turn.person.id)
    return {"home": home.place if home is not None else None}


async def _listed(turn: Turn) -> list[Saying]:
    """The visits of this person that are to come, a line each; then what is offered to them, asked once more."""
    coming, planned = await visits.coming(turn.person.id), await events.visits.planned(turn.person.id)
    offered = (await visits.offered(turn.person.id))[:3]
    if not coming and not planned and not offered:
        return [Saying(T("You have no visits planned. To ask for one, write “visit”."))]
    tasks = await visits.tasks([*coming, *offered])
    known = await people.recipients({id for visit in coming for id in (visit.user_id, visit.pal_id) if id})
    lines = [
        T("{at}, {time}: {tasks}. {state}", at=visits.spoken(visit), time=timedelta(minutes=visit.minutes),
          tasks=tuple(task.name for task in tasks[visit.id]), state=_state(visit, turn.person.id, known))
        for visit in coming
    ]  # fmt: skip
    for event in planned:
        times = visits_again.of_event(event, turn.person.language)
        lines.append(visits_again.in_words(times, event.payload["minutes"], (event.text or "",)))
    told = [Saying(join(lines))] if lines else []
    asked = [
        Saying(visits.offer_text(visit, tasks[visit.id]), visits.OFFERED, about=("visit", visit.id))
        for visit in offered
    ]
    return [*told, *asked]


def _state(visit: Visit, viewer: UUID, known: dict[UUID, people.Recipient]) -> Text:
    if visit.pal_id == viewer:
        goes = T("You go to {user}.", user=known[visit.user_id].name)
        address = visit.place or visit.area
        return goes if not address else join([goes, T("The address: {place}", place=address)], " ")
    if visit.pal_id is None:
        return T("We are looking for somebody.")
    pal = known[visit.pal_id].name
    return T("{pal} is there.", pal=pal) if visit.state == "arrived" else T("{pal} comes.", pal=pal)


async def _about_one(turn: Turn, kind: str, found: dict[str, str]) -> list[Saying] | None:
    """Call one off, move it, or give it back: which one is asked where it is not clear."""
    person = turn.person
    theirs = [visit for visit in await visits.coming(person.id) if visit.state != "arrived"]
    mine = [visit for visit in theirs if (visit.pal_id if kind == "cannot" else visit.user_id) == person.id]
    if kind == "off":
        mine = theirs  # a pal who calls it off gives it back
    if kind == "cannot" and not mine:
        return None
    to = _time(turn, found["to"]) if "to" in found else None
    chosen = mine
    if found.get("when"):
        time = _time(turn, found["when"])
        day = time.day or (local_day(time.at, person.zone) if time.at else None)
        chosen = [visit for visit in mine if visit.day == day]
    if not chosen:
        raise NotFound(T("There is no such visit."))
    facts: Facts = {"visits": [[str(visit.id), visits.spoken(visit).isoformat()] for visit in chosen[:9]]}
    if to is not None:
        facts["to"] = {"at": to.at and to.at.isoformat(), "day": to.day and to.day.isoformat()}
    return await converse.begin(turn, "visit_move" if kind == "move" else "visit_off", facts)


async def _no_more(turn: Turn, when: str | None) -> list[Saying] | None:
    """No more of the visits that come again and again. None: there are none, and nobody speaks of them."""
    planned = await events.visits.planned(turn.person.id)
    if not planned:
        return None
    if when:
        said = _time(turn, when)
        day = said.day or (local_day(said.at, turn.person.zone) if said.at else None)
        planned = [event for event in planned if day is not None and _on(event, day)]
        if not planned:
            raise NotFound(T("There is no such visit."))
    facts: Facts = {"planned": [[str(event.id), event.payload["times"]] for event in planned]}
    return await converse.begin(turn, "visits_end", facts)


def _on(event: events.Event, day: date) -> bool:
    """Whether one of these visits may be on that day of the week."""
    begins = visits.rules.moment(day, time(0), event.zone) - timedelta(seconds=1)
    slot = recurrence.next_after(events.visits.times_of(event), event.zone, begins)
    return slot is not None and local_day(slot.at, event.zone) == day


def _time(turn: Turn, words: str) -> VisitTime:
    return read_visit(words, turn.person.language, turn.person.zone, turn.now)


# --- pals ------------------------------------------------------------------------------------------------------------


async def _free(turn: Turn, free: bool) -> list[Saying] | None:
    person, now = turn.person, turn.now
    if await visits.Pal.get_or_none(person_id=person.id) is None:
        return None
    await visits.pals.pause(person.id, not free, None, now)
    if free:
        return [Saying(T("From now on we ask you again when somebody wishes for a visit."))]
    return [Saying(T("We do not ask you about visits until you write “available”."))]


async def _away(turn: Turn, words: str) -> list[Saying] | None:
    """ "Not available until Monday". None: they are no pal."""
    person, now = turn.person, turn.now
    if await visits.Pal.get_or_none(person_id=person.id) is None:
        return None
    until = read_until(words, person.language, person.zone, now)
    await visits.pals.pause(person.id, True, until, now)
    return [Saying(T("We do not ask you about visits until {until}.", until=until))]


async def _taken(turn: Turn) -> list[Visit]:
    """Visits of this pal that are now: those they are at first, then the next one."""
    found = [visit for visit in await visits.coming(turn.person.id) if visit.pal_id == turn.person.id]
    return sorted((visit for visit in found if _is_now(visit, turn.now)), key=lambda visit: visit.state != "arrived")


def _is_now(visit: Visit, now: datetime) -> bool:
    if visit.state == "arrived":
        return True
    if visit.starts_at is not None:
        return visit.starts_at - SOON <= now
    return visit.day <= local_day(now, visit.zone)


async def at_work(turn: Turn) -> tuple[str, list[Saying]] | None:
    """What a pal says who is on a visit: that they are there, that they leave. It is about the visit alone: a question how
    they are stays open, and is said again. None: they are on none, or say something else."""
    there, gone = read("there", turn.said.text) is not None, read("gone", turn.said.text) is not None
    if not there and not gone:
        return None
    conversation = await converse.open_conversation(turn.person.id)
    if conversation is not None and conversation.dialogue in IN_WORDS:
        return None
    now_on = await _taken(turn)
    if not now_on:
        return None
    if gone and now_on[0].state != "arrived":
        return None  # whoever leaves their own home is on the way
    key = "left" if gone else "arrived"
    said = await _act(turn, now_on[0], key)
    if any(saying.about for saying in said):
        return "visit", said  # they are asked about the visit first
    return "visit", [*said, *await _still_asked(turn)]


async def _still_asked(turn: Turn) -> list[Saying]:
    """That the question how they are is open still."""
    if not await _is_asked(turn):
        return []
    return [Saying(T("A question is waiting for your answer: reply 1 if you are okay, or 2 if you need help."))]


async def _is_asked(turn: Turn) -> bool:
    """Whether a question how they are is open."""
    return await probes.Probe.exists(person_id=turn.person.id, status="pending", asked_at__lte=turn.now)


async def _late(turn: Turn, words: str) -> list[Saying] | None:
    on = await _taken(turn)
    if not on:
        return None
    span = timedelta(minutes=visits.LONGER)
    if words:
        span = read_duration(words, timedelta(minutes=1), LONGEST_DELAY, turn.person.language)
    await visits.stay(on[0].id, turn.person.id, int(span.total_seconds() // 60), turn.now)
    return [Saying(T("Thank you for telling us."))]


async def _ticked(turn: Turn) -> list[Saying] | None:
    """ "Shopping done", said by one of the two on the day of the visit."""
    found = read("done", turn.said.text)
    if found is None:
        return None
    for visit in await visits.coming(turn.person.id):
        if visit.state != "arrived":
            continue
        for number, task in enumerate((await visits.tasks([visit]))[visit.id], start=1):
            if found["task"] in (_plain(task.name), str(number)):
                await visits.tick(visit.id, task.id, turn.person.id, True, turn.now)
                return [Saying(T("Noted as done: {task}.", task=task.name))]
    return None


async def _never(turn: Turn, name: str) -> list[Saying] | None:
    """ "Never Bob again": somebody they met, or are to meet, on a visit."""
    met = await visits.met(turn.person.id)
    known = await people.recipients(met)
    meant = [id for id in met if _plain(known[id].name) == name]
    if len(meant) != 1:
        return None
    return await converse.begin(turn, "visit_never", {"other": str(meant[0]), "who": known[meant[0]].name})


# --- answers ---------------------------------------------------------------------------------------------------------


async def choose(turn: Turn, visit_id: UUID, key: str) -> tuple[str, list[Saying]]:
    """An option of a question about a visit was chosen, or said in other words."""
    if key == "help":
        return "not_ok", [Saying(await panic(turn, turn.said.text[:500] or key))]
    visit = await visits.Visit.get_or_none(id=visit_id)
    if visit is None:
        raise NotFound(T("There is no such visit."))
    return "visit", await _act(turn, visit, key)


async def _act(turn: Turn, visit: Visit, key: str) -> list[Saying]:
    if key == "left" and visit.escalation_id is not None:
        return [Saying(T("What did you find?"), visits.FOUND, about=("visit", visit.id))]
    try:
        said = await visits.answer(visit.id, turn.person.id, key, turn.now)
    except NotValid as wrong:
        if "reason" not in wrong.fields:
            raise
        return await converse.begin(turn, "visit_reason", {"visit": str(visit.id), "key": key})
    if key in dict(visits.STARS):
        return await converse.begin(turn, "visit_note", {"visit": str(visit.id), "stars": int(key)})
    return [Saying(said)] if said is not None else []


def key_of(question: Question, text: str, language: str) -> str | None:
    """Which option of a question about a visit these words choose, beside its number and its own words. None: none."""
    keys = [key for key, _ in question.options]
    for kind, key in (("there", "arrived"), ("gone", "left"), ("late", "later"), ("cannot", "cannot")):
        if key in keys and read(kind, text) is not None:
            return key
    match understand_ack(text, language):
        case Ack.ACK if keys[0] in ("accept", "confirm"):
            return keys[0]
        case Ack.CANNOT:
            return next((key for key in ("decline", "cannot") if key in keys), None)
    return None


def counts(question: Question, meaning: Meaning, now: datetime) -> bool:
    """Whether these words may be meant for this question: how a visit was is answered by a number, or forgotten."""
    if [key for key, _ in question.options] != list(dict(visits.STARS)):
        return True
    return meaning.option is not None and now - question.created_at < FRESH


async def unsure(turn: Turn, newest: Question, asked: Sequence[Question], meaning: Meaning) -> list[Saying]:
    """A bare number, yes or no, while a visit is asked about and how they are as well: it may be meant for either, and must
    neither settle how somebody is nor hide that they need help. Empty: it is clear."""
    probe = next((question for question in asked if question.about and question.about[0] == "probe"), None)
    if probe is None or newest.about is None or newest.about[0] != "visit":
        return []
    agreed = says_yes(turn.said.text, turn.person.language)
    if meaning.option not in (1, 2) and agreed is None:
        return []
    if meaning.option == 2 or agreed is False:
        await probes.in_doubt(turn.person.id, turn.now)
    return several.which(newest, [probe])


async def too_late(turn: Turn, newest: Question, meaning: Meaning) -> list[Saying]:
    """A bare number that may be meant for an offer that is somebody else's since a moment ago, and now would answer how they
    are: they are told so, and asked once more. Empty: it is clear."""
    if newest.about is None or newest.about[0] != "probe" or meaning.option is None or turn.said.button is not None:
        return []
    lost = (await visits.pals.lost_lately([turn.person.id], turn.now)).get(turn.person.id)
    if lost is None or lost < newest.created_at:
        return []
    if meaning.option == 2:
        await probes.in_doubt(turn.person.id, turn.now)
    again = T("{words}", words=await messages.words_of(newest.delivery_id))
    options = tuple((key, T("{words}", words=label)) for key, label in newest.options)
    return [Saying(T("Thank you. Somebody else goes there already.")), Saying(again, options, about=newest.about)]


async def panic(turn: Turn, words: str) -> Text:
    """Somebody asks for help: their contacts are told, and, where they are out on a visit, our own team, which knows where."""
    replied = await probes.panic(turn.person.id, words, turn.now)
    for visit in await _taken(turn):
        await visits.answer(visit.id, turn.person.id, "help", turn.now)
    return replied


async def decide(turn: Turn, applicant: UUID, key: str) -> tuple[str, list[Saying]]:
    """Somebody of our team approves who would like to visit others, or refuses."""
    if turn.person.id not in await messages.operators() or key not in dict(visits.pals.DECIDE):
        return "unclear", [Saying(T("This button does not count any more."))]
    await visits.pals.decide(applicant, key == "approve", turn.person.id, turn.now)
    return "command", [Saying(T("Thank you. That is all."))]
