"""Understand what was said to us, on any channel, and see that it is acted on: the one way in.

200 is answered only for what is kept. The plain OKs of a morning's burst are settled for the whole batch at once
(`bot.plain`); everything else one by one, each in a savepoint of one transaction: what throws is kept as unheard, looked
at again, and holds the alarm of that person back for a moment (rule R8), never for good.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot import calls, commands, converse, helping, plain, plans, reminders, several, speak, strangers, visiting, wishes
from bot.converse import Saying, Turn
from bot.dialogues.language import named
from bot.times import asks_about_probe, fold
from bot.understand import Ack, Kind, Meaning, says_safe, says_yes, statements, understand, understand_ack
from wellcheck import db, due, escalations, events, i18n, messages, people, probes, timeline
from wellcheck.errors import NotUnderstood, WellcheckError
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Conversation, Inbound, Noted, Question, Telling
from wellcheck.people import Person
from wellcheck.users import is_user

log = logging.getLogger(__name__)

QUIET_AFTER = 6
"""So many replies that say nothing to us within ten minutes, and we are quiet: two machines must not talk for ever."""

SORRY = T(
    "Sorry, something went wrong on our side. We kept your message and look at it again in a moment. If you are in danger, "
    "call the emergency number."
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one inbound: the texts to answer with in the provider's own request (already composed). In a call
    `keys` says what they ask for: 1 one key, 0 any number of them, None nothing."""

    texts: tuple[str, ...] = ()
    keys: int | None = None


Done = tuple[UUID, UUID | None, str, str | None]
"""An inbound that is understood: its row, whose it was, what it meant, and what it was answered with inline."""


async def hear(inbounds: Sequence[Inbound], now: datetime, inline: bool = True) -> list[Heard]:
    """Keep and act on what was said: plain OKs together, everything else in one transaction, in the order it came.

    `inline` False: nobody waits for an answer, all goes out by the outbox (what was fetched from the provider after an
    outage).
    """
    thanked = await plain.settle(inbounds, now, inline)
    left = [said for position, said in enumerate(inbounds) if position not in thanked]

    async def decide() -> list[Heard]:
        async with db.transaction():
            return await _hear(await messages.note_inbound(left, now), now, inline)

    others = iter(await db.again_on_conflict(decide) if left else ())
    return [
        Heard((text,) if (text := thanked[position]) else ()) if position in thanked else next(others)
        for position in range(len(inbounds))
    ]


async def hear_waiting(now: datetime) -> int:
    """What was kept and not understood the first time is looked at again. Returns how many."""
    async with db.transaction():
        waiting = await messages.waiting_inbound(now)
        if waiting:
            await _hear(waiting, now, inline=False)
        return len(waiting)


async def _hear(noted: Sequence[Noted], now: datetime, inline: bool) -> list[Heard]:
    """Act on each, in a savepoint of its own. A repeated one gets the thanks again that it got the first time."""
    whose = await people.by_senders([(note.inbound.channel, note.sender) for note in noted if note.fresh])
    await _by_other_channels(noted, whose, now)
    answers: dict[UUID, Heard] = {}
    done: list[Done] = []
    for note in noted:
        if not note.fresh:
            if inline and note.reply:
                answers[note.row] = Heard((note.reply,), 0)
            continue
        row = whose.get((note.inbound.channel, note.sender))
        try:
            async with db.transaction():
                person_id, meaning, answer = await _hear_one(note, row, now, inline)
        except Exception as wrong:
            if due.infrastructure(wrong):
                raise
            log.exception(
                "an inbound could not be handled", extra={"inbound": str(note.row), "channel": note.inbound.channel}
            )
            await messages.unheard(note.row, now)
            if inline and row is not None and note.inbound.channel in (*plain.INLINE, "voice"):
                answers[note.row] = Heard((i18n.say(SORRY, row["language"]),))
            continue
        if meaning is not None:
            done.append((note.row, person_id, meaning, "\n\n".join(answer.texts) or None))
        answers[note.row] = answer
    await messages.heard(done)
    return [answers.get(note.row, Heard()) for note in noted]


async def _by_other_channels(
    noted: Sequence[Noted], whose: dict[tuple[str, bytes], dict[str, Any]], now: datetime
) -> None:
    """Whoever proved that a number is theirs has it on text messages, WhatsApp and the phone alike. Writing from it makes
    it an address of theirs there; calling from it alone does not (see `Inbound.unproven`)."""
    for note in noted:
        said, sender = note.inbound, (note.inbound.channel, note.sender)
        if not note.fresh or said.channel not in people.rules.NUMBERS:
            continue
        if sender in whose and whose[sender]["verified_at"] is not None:
            continue
        known = await people.by_number(said.sender)
        if known is None:
            continue
        if said.channel != "voice":
            await people.Address.filter(channel=said.channel, blind=note.sender, verified_at__isnull=True).delete()
            how = "named" if known["verified_how"] == "named" else "wrote"
            address = await people.add_address(known["person_id"], said.channel, said.sender, now, verified_how=how)
            known = known | {"address_id": address.id, "channel": said.channel}
        whose[sender] = known


def _names(name: str) -> tuple[str, ...]:
    """Words of a person's own name, to be passed over when they sign a message with it."""
    return tuple(name.split())


async def _hear_one(
    note: Noted, row: dict[str, Any] | None, now: datetime, inline: bool
) -> tuple[UUID | None, str | None, Heard]:
    """One inbound: whose it was, what it meant (None: nothing of it is kept), and the answer to give inline."""
    said = note.inbound
    if row is not None and said.channel == "email":
        by_mail = await _by_mail(said, row, now)
        if by_mail is None:
            await messages.forget_inbound(note.row)
            return None, None, Heard((i18n.say(NO_MORE_COUNTS, row["language"]),))
        row = by_mail
    elif row is not None and row["verified_at"] is None and not await _has_only_this(said, row):
        # Somebody typed this number and never proved it: whoever writes from it is not that person.
        row = None
    if row is None and said.moved:
        await messages.forget_inbound(note.row)
        return None, None, Heard()
    if row is None:
        person, address_id = await _stranger(said, now)
        if person is None or address_id is None:
            await messages.forget_inbound(note.row)
            return None, None, Heard()
    else:
        person, address_id = await people.get(row["person_id"]), row["address_id"]
    turn = Turn(person, address_id, said, now)
    try:
        async with db.transaction():
            meaning, sayings = await _understand(turn, row is None)
    except WellcheckError as refused:
        meaning, sayings = "refused", [Saying(refused.text)]
    # They may have turned out to be somebody we know already (people.merge): their address says who they are now.
    who = (await people.Address.get(id=address_id)).person_id
    proven = row is not None and row["verified_at"] is not None and said.channel != "voice"
    if proven and meaning in SIGNS and understand(said.text, person.language, _names(person.first_name or "")).human:
        await probes.note_sign(who, said.at, now)
    return who, meaning, await _say(turn, who, _and_where(converse.as_one(sayings), turn), inline)


NO_MORE_COUNTS = T("This link does not count any more. If you need help, call the emergency number.")


async def _by_mail(said: Inbound, row: dict[str, Any], now: datetime) -> dict[str, Any] | None:
    """Whose answer this is. An address is proved by the link of the mail that asks for that, which was sent there alone, and
    by no other: what somebody else wrote there for them (an invitation, say) must not let its reader answer for them. Ending
    all mails is open to whoever reads them. None: nobody's."""
    if said.button is None:
        return row
    question = await messages.question(UUID(hex=said.button[0]))
    if question is not None and question.about == ("address", row["address_id"]):
        if row["verified_at"] is None or row["stopped_at"] is not None:
            await people.verify(await people.Address.get(id=row["address_id"]), "link", now)
            await people.reopen(row["address_id"])
            await events.wake(row["person_id"], now)
        return row | {"verified_at": now, "stopped_at": None}
    return row if row["verified_at"] is not None else None


async def _has_only_this(said: Inbound, row: dict[str, Any]) -> bool:
    """Somebody we know by nothing but the number they called from: whoever answers it when we call back is that person."""
    return said.channel == "voice" and not await people.Address.exists(
        person_id=row["person_id"], verified_at__isnull=False
    )


async def _say(turn: Turn, who: UUID, sayings: Sequence[Saying], inline: bool) -> Heard:
    """Answer the person who spoke, by the outbox: a process that dies between the commit and the answer would lose a question,
    and the next words would answer one that they never saw. Only on the phone everything is said in the same call (returned).
    """
    if turn.channel == "voice":
        if inline:
            return await _aloud(turn, await people.get(who), sayings)
        for saying in sayings:  # the call is long over
            await messages.tell(Telling(who, saying.text, "chat", saying.about, saying.options), turn.now)
        return Heard()
    shown = (
        turn.channel == "email" and inline
    )  # on the page that they are looking at; what asks something has links again
    for saying in sayings:
        if shown and not saying.options:
            continue
        await messages.tell(
            Telling(who, saying.text, "chat", saying.about, saying.options, (turn.address_id, turn.channel),
                    ask_phone=saying.ask_phone, file=saying.file), turn.now
        )  # fmt: skip
    if not shown:
        return Heard()
    person = await people.get(who)
    return Heard(tuple(i18n.say(saying.text, person.language, person.zone) for saying in sayings if not saying.options))


async def _aloud(turn: Turn, person: Person, sayings: Sequence[Saying]) -> Heard:
    """What is said in a call, and what it asks for. What was queued for this phone meanwhile is kept for this call."""
    if not turn.said.unproven:
        await messages.hold(person.id, "voice", turn.now)
    language = person.language
    texts, keys = [], None
    for saying in sayings:
        options = tuple((key, i18n.say(label, language)) for key, label in saying.options)
        said = speak.in_words(saying.text, language, person.zone)
        about = saying.about[0] if saying.about else None
        texts.append(speak.in_call(said, options, about, saying.keypad, language))
        if options or saying.about:
            keys = 1 if options and not saying.free and len(options) < 10 else 0
    return Heard(tuple(texts), keys)


async def _stranger(said: Inbound, now: datetime) -> tuple[Person | None, UUID | None]:
    """Somebody we do not know. On Telegram everybody may begin; a text message must say so; who calls is called back, and
    whoever answers then has that number."""
    if said.channel == "voice":
        return await _caller(said, now)
    if said.channel != "telegram" and not strangers.knocks(said.text):
        return None, None
    language = i18n.pick([said.language]) if said.language else strangers.language_of(said.text, said.sender)
    await people.Address.filter(
        channel=said.channel, blind=people.blind(said.channel, said.sender), verified_at__isnull=True
    ).delete()
    person = await people.create(None, None, language, "UTC", now)
    address = await people.add_address(person.id, said.channel, said.sender, now, verified_how="wrote")
    return person, address.id


async def _caller(said: Inbound, now: datetime) -> tuple[Person | None, UUID | None]:
    """A caller we do not know, who wants us to call back. Their number is not proved by this."""
    if not said.unproven or understand(said.text, "en").kind == Kind.STOP:
        return None, None
    await people.Address.filter(
        channel="voice", blind=people.blind("voice", said.sender), verified_at__isnull=True
    ).delete()
    person = await people.create(None, None, calls.language_of(said.sender), "UTC", now)
    address = await people.add_address(person.id, "voice", said.sender, now)
    return person, address.id


def _one(text: Text | None) -> list[Saying]:
    return [Saying(text)] if text is not None else []


async def _understand(turn: Turn, new: bool) -> tuple[str, list[Saying]]:
    said, person = turn.said, turn.person
    if people.says_duress(person.duress_mac, said.text):
        return await _under_duress(turn)
    if said.unproven:
        return await _unproven(turn)
    if said.channel == "voice" and said.start:
        return "call", await calls.begin(turn)
    if said.start is not None and said.start:
        return "link", await commands.open_link(turn, said.start)
    if new:
        helps = commands.command_of(said.text) == ("pal", "")
        return "hello", (await commands.obey(turn) if helps else None) or await commands.welcome(turn)
    if said.button is not None:
        return await _button(turn, said.button)
    if said.moved or (said.place is not None and not said.text.strip()):
        return await _place(turn)
    if said.shared_phone is not None:
        return "phone", await commands.phone_shared(turn, said.shared_phone)
    if asks_about_probe(said.text):
        return "command", await commands.obey(turn) or []  # the "help" in "probe --help" is no cry
    meaning = understand(said.text, person.language, _names(person.first_name or ""))
    if meaning.kind == Kind.STOP:
        return "stop", await _stop(turn)
    if said.media is not None and not said.text.strip() and await _is_asked(turn):
        return "note", (await _to_probe(turn, meaning))[1]
    if meaning.kind == Kind.START and await _restart(turn):
        return "start", await commands.welcome(turn)
    if meaning.kind == Kind.NOT_OK and (about := await _about_another(turn, meaning)):
        return "not_safe", about
    if meaning.kind == Kind.NOT_OK and not meaning.help_word and await _tells_what_it_was(turn):
        conversation = await converse.open_conversation(person.id)
        assert conversation is not None
        return "answer", await converse.carry_on(turn, conversation, said.text)
    if reminders.is_wish(turn) and (granted := await reminders.grant(turn)) is not None:
        return "command", granted
    if _distress(meaning, said.text, person.language) and not await _is_a_name(turn) and not await _is_a_choice(turn):
        return "not_ok", _one(await visiting.panic(turn, said.text[:500]))
    return await _to_what_is_open(turn, meaning)


SHARE = (("place", T("Share where I am")),)
"""The button of Telegram that sends where the phone is."""


def _and_where(sayings: list[Saying], turn: Turn) -> list[Saying]:
    """To somebody who asks for help we offer to tell where they are, where that can be done by a tap."""
    if turn.channel in ("voice", "email"):
        return sayings
    if turn.channel != "telegram":
        offer = T("Please also tell us here where you are. Those we tell about you get to know it.")
        return [replace(saying, text=join([saying.text, offer], " ")) if saying.text == probes.help_is_coming() else saying
                for saying in sayings]  # fmt: skip
    offer = T("With the button below you can show them where you are. Nobody else sees it, and it is deleted when this is "
              "over.")  # fmt: skip
    return [
        replace(saying, text=join([saying.text, offer], " "), options=SHARE)
        if saying.text == probes.help_is_coming()
        else saying
        for saying in sayings
    ]


async def _place(turn: Turn) -> tuple[str, list[Saying]]:
    """Somebody shows where they are: to the contacts of an open escalation, else to nobody. Who is threatened is answered
    as if there were none."""
    where = turn.said.place
    why = None if where is None else await escalations.places.shared(turn.person.id, where, turn.now)
    if turn.said.moved:
        return "moved", []
    if why is None or why in escalations.rules.SILENT:
        return "place", _one(T("Thank you, but we did not keep where you are: nobody is being told about you now. If you need "
                               "help, write “SOS”."))  # fmt: skip
    return "place", _one(T("Thank you. Those we tell about you see where you are. It is deleted when this is over."))


async def _under_duress(turn: Turn) -> tuple[str, list[Saying]]:
    """The secret word: it does and says everything that an OK would, by the same code, so that nothing gives it away. And
    then people are told."""
    okay = replace(turn, said=turn.said._replace(text="ok"), duress=True)
    _, sayings = await _understand(okay, new=False)
    await probes.under_duress(turn.person.id, turn.now)
    await messages.scrub(turn.said)
    return "ok", sayings


async def _unproven(turn: Turn) -> tuple[str, list[Saying]]:
    """A caller who need not be who they seem. A cry for help counts at once, and so does who takes over an alarm or
    cannot: doubted, they would cost time somebody may not have. Nothing that says "all is well" counts; we call back."""
    said, person = turn.said, turn.person
    meaning = understand(said.text, person.language, _names(person.first_name or ""))
    asked = (await messages.open_questions([person.id], turn.now)).get(person.id, [])
    for question in asked:
        if question.about is None or question.about[0] != "escalation":
            continue
        key = _key(question, meaning, said.text, person.language)
        if said.button is not None:
            key = said.button[1] if said.button[0] == question.delivery_id.hex else None
        if key in ("mine", "cannot") or (key and escalations.gathering.id_of(key)):
            return await _choose(turn, question, key)
    if meaning.kind == Kind.NOT_OK and said.button is None:
        if not await is_user(person.id):
            return "unclear", [Saying(calls.NOBODY)]
        return "not_ok", _one(await probes.panic(person.id, said.text[:500], turn.now))
    return "call_back", await calls.call_back(turn)


def _distress(meaning: Meaning, text: str, language: str) -> bool:
    """Words of distress count at any time; a bare "no" or "2" only as an answer to something."""
    if meaning.kind != Kind.NOT_OK or meaning.option is not None or meaning.help_word:
        return False
    return says_yes(text, language) is None


async def _about_another(turn: Turn, meaning: Meaning) -> list[Saying]:
    """Whether a contact says that the user they were told about is not okay, and what to say to that. Empty: they do not,
    or it may as well be about themselves."""
    concerned = await escalations.concerning(turn.person.id)
    if concerned is None or meaning.option is not None or meaning.help_word:
        return []
    id, user = concerned
    asked = (await messages.open_questions([turn.person.id], turn.now)).get(turn.person.id, [])
    question = next((q for q in asked if q.about == ("escalation", id)), None)
    took_over = question is not None and question.options[0][0] == "safe"
    if not _all_about(turn, user, took_over):
        return []
    said = _one(await escalations.not_safe(id, turn.person.id, turn.now))
    return (
        said
        if question is None
        else [*said, *_one(T("Please reply {choices}.", choices=commands.choices_of(question)))]
    )


async def _tells_what_it_was(turn: Turn) -> bool:
    """Whether a contact tells us what an alarm that is over was about: "she fell, an ambulance came" is no new cry for help.
    Of somebody who is looked after by us that is believed only where all of it is said about another."""
    user = await helping.speaks_of(turn.person.id)
    return user is not None and (not await is_user(turn.person.id) or _all_about(turn, user, False))


def _all_about(turn: Turn, user: str, otherwise: bool) -> bool:
    """Whether everything bad in what was said is said about somebody else. A part that names nobody goes with the one
    before it; `otherwise`: what a first part means that names nobody."""
    another, bad = otherwise, []
    for part, about_another in statements(turn.said.text, turn.person.language, user):
        another = another if about_another is None else about_another
        if _distress(understand(part, turn.person.language), part, turn.person.language):
            bad.append(another)
    return bool(bad) and all(bad)


async def _is_asked(turn: Turn) -> bool:
    """Whether a question is open how they are."""
    asked = (await messages.open_questions([turn.person.id], turn.now)).get(turn.person.id, [])
    return any(question.about is not None and question.about[0] == "probe" for question in asked)


async def _is_a_name(turn: Turn) -> bool:
    """Whether one word is the answer to "what is the name?": some names (Socorro) are also cries for help."""
    conversation = await converse.open_conversation(turn.person.id)
    return conversation is not None and len(turn.said.text.split()) == 1 and converse.asks_for_words(conversation)


async def _is_a_choice(turn: Turn) -> bool:
    """Whether these are the very words of a choice we offered ("Yes, I will help"), rather than a cry for help."""
    asked = (await messages.open_questions([turn.person.id], turn.now)).get(turn.person.id, [])
    # What is offered as a call for help is one, whatever else is asked meanwhile.
    labels = {
        fold(label) for q in asked if q.about and q.about[0] != "probe" for key, label in q.options if key != "help"
    }
    return fold(turn.said.text) in labels


async def _to_what_is_open(turn: Turn, meaning: Meaning) -> tuple[str, list[Saying]]:
    person, now = turn.person, turn.now
    conversation = await converse.open_conversation(person.id)
    asked = _known_to_them((await messages.open_questions([person.id], now)).get(person.id, []))
    if (reminded := await reminders.in_words(turn, meaning, asked, conversation)) is not None:
        return "reminder", reminded
    asked = [q for q in asked if q.about is None or q.about[0] != reminders.KIND and visiting.counts(q, meaning, now)]
    here = [q for q in asked if q.channel == turn.channel and q.about and q.about[0] != "conversation"]
    newest = here[0] if here else next((q for q in asked if q.about and q.about[0] == "probe"), None)
    slash = turn.said.text.strip().startswith("/")
    talking = conversation is not None and (newest is None or conversation.updated_at >= newest.created_at)
    if talking and conversation is not None and conversation.dialogue in converse.MENUS:
        wished = await _beside_the_menu(turn, meaning, conversation, newest)
        if wished is not None:
            return wished
    if not slash:
        at_work = await visiting.at_work(turn)
        if at_work is not None:
            return at_work
        walking = await plans.on_the_way(turn, meaning, talking or newest is not None)
        if walking is not None:
            return "walk", _one(walking)
    if slash or not (talking or newest):
        obeyed = await commands.obey(turn)
        if obeyed is not None:
            return "command", obeyed
    if talking and conversation is not None and not slash:
        if commands.leaves(turn.said.text, person.language):
            obeyed = await commands.obey(turn)
            if obeyed is not None:
                return "command", obeyed
        return "answer", await converse.carry_on(turn, conversation, turn.said.text)
    if newest is not None and newest.about is not None:
        if (named := await several.by_name(turn, here)) is not None:
            return await _choose(turn, *named)
        if too_late := await visiting.too_late(turn, newest, meaning):
            return "unclear", too_late
        if unsure := several.unsure(newest, here, meaning) or await visiting.unsure(turn, newest, asked, meaning):
            return "unclear", unsure
        return await _to_question(turn, newest, asked, meaning)
    return await _nothing_open(turn, meaning)


def _known_to_them(asked: Sequence[Question]) -> list[Question]:
    """Without what they have not been told yet of somebody else: their "1" means what they have read, and must not take over
    an alarm that still waits for its provider."""
    told = {question.about for question in asked if not question.untold}
    return [q for q in asked if not q.untold or q.about is None or q.about[0] not in OF_OTHERS or q.about in told]


async def _beside_the_menu(
    turn: Turn, meaning: Meaning, conversation: Conversation, newest: Question | None
) -> tuple[str, list[Saying]] | None:
    """What may be said at any time, said instead of choosing from a menu. None: it is a choice, or nothing we know."""
    if converse.is_back(turn.said.text) or converse.is_choice(turn, conversation):
        return None
    asked = newest is not None and newest.about is not None and newest.about[0] == "probe"
    walking = await plans.on_the_way(turn, meaning, asked)
    if walking is not None:
        return "walk", _one(walking)
    if asked and meaning.kind in (Kind.OK, Kind.NOT_OK, Kind.LATER):
        return await _to_probe(turn, meaning)
    obeyed = await commands.obey(turn)
    if obeyed is not None:
        return "command", obeyed
    return await _nothing_open(turn, meaning) if meaning.kind in (Kind.OK, Kind.NOT_OK) else None


async def _to_question(
    turn: Turn, question: Question, asked: Sequence[Question], meaning: Meaning
) -> tuple[str, list[Saying]]:
    assert question.about is not None
    kind, id = question.about
    text, language = turn.said.text, turn.person.language
    if kind == "probe":
        return await _to_probe(turn, meaning)
    key = _key(question, meaning, text, language)
    if key is None and (asked_whom := several.whom(turn, question)):
        return "unclear", asked_whom
    if kind == "escalation" and (key is None or key == "mine") and not several.names_several(question):
        # "Wait 15 minutes, I will call her" takes nothing over, though a part of it alone would.
        helped = await helping.in_other_words(turn, question, id)
        if helped is not None:
            return helped
    if key is None:
        # Not an answer to this: a sign of life, or a command, may be what they meant.
        if any(q.about and q.about[0] == "probe" for q in asked) and (
            meaning.kind == Kind.NOT_OK or (meaning.kind == Kind.OK and meaning.oneself)
        ):
            # A bare OK behind "can you look after them?" may mean "I have read this": no word about how they are.
            return await _to_probe(turn, meaning)
        obeyed = await commands.obey(turn)
        if obeyed is not None:
            return "command", obeyed
        if meaning.automatic:
            return "automatic", []
        said = T("Sorry, we did not understand. Please reply {choices}.", choices=commands.choices_of(question))
        return "unclear", _one(said)
    return await _choose(turn, question, key)


def _key(question: Question, meaning: Meaning, text: str, language: str) -> str | None:
    """Which of the question's options these words choose."""
    keys = [key for key, _ in question.options]
    written = fold(text).strip(" .!")
    for key, label in question.options:
        if written == fold(label).strip(" .!"):
            return key
    if meaning.option is not None:
        return keys[meaning.option - 1] if 1 <= meaning.option <= len(keys) else None
    assert question.about is not None
    if question.about[0] == "visit":
        return visiting.key_of(question, text, language)
    if question.about[0] == "call" and "go" not in keys:
        try:
            return named(text)  # the language to go on in, by its name
        except NotUnderstood:
            return None
    if question.about[0] == "contact":
        answer = says_yes(text, language)
        answer = says_yes(text) if answer is None else answer  # we do not know for sure which language a contact speaks
        if answer is None and "later" in keys and meaning.kind == Kind.LATER:
            return "later"
        return None if answer is None else keys[0] if answer else keys[1]
    if question.about[0] in ("escalation", "drill"):
        match understand_ack(text, language):
            case Ack.ACK if keys[0] == "mine":
                return "mine"
            case Ack.CANNOT:
                return "cannot"
        if keys[0] == "safe" and says_safe(text, language):
            return "safe"
    return None


async def _to_probe(turn: Turn, meaning: Meaning) -> tuple[str, list[Saying]]:
    how = {Kind.OK: probes.rules.OK, Kind.NOT_OK: probes.rules.NOT_OK}.get(meaning.kind, probes.rules.UNCLEAR)
    if how == probes.rules.UNCLEAR and turn.said.text.strip():
        later = await wishes.ask_later(turn) if not meaning.automatic else None
        if later is not None:
            return "later", _one(later)
        obeyed = await commands.obey(turn)
        if obeyed is not None:
            return "command", obeyed
    said = turn.said
    given = probes.Answer(
        turn.person.id, how, said.text[:500], said.at, turn.duress, _sign(said, meaning), meaning.kind == Kind.CALL_ME
    )
    replied = await probes.answer(given, turn.now)
    if meaning.automatic:
        return "automatic", []
    if given.called_for and not turn.said.unproven:
        await probes.circle.wants_a_call(turn.person, turn.now)
    return how, _one(replied)


def _sign(said: Inbound, meaning: Meaning) -> str | None:
    """As what something that is no answer counts as a sign of life. A machine gives none, nor do our own words that a phone
    sends back; what is spoken in a call may come from one."""
    if not meaning.human or said.channel == "voice" or said.unproven:
        return None
    return "words" if said.text.strip() else said.media or "other"


OF_OTHERS = ("escalation", "drill", "contact", "visit")
"""What a question is about that brings somebody news, which they cannot answer before they have it."""

SIGNS = ("command", "answer", "ack", "cannot", "safe", "consent", "phone", "note", "place", "reminder", "visit")
"""What somebody may mean who is asked how they are, and says something else: signs of life. "Ask me later" is none, for it
moved the alarm already."""


async def _button(turn: Turn, button: tuple[str, str]) -> tuple[str, list[Saying]]:
    """A tapped button answers the very question it stands under, and only for the person it was asked."""
    try:
        question = await messages.question(UUID(hex=button[0]))
    except ValueError:
        question = None
    if question is None or question.person_id != turn.person.id or question.about is None:
        return "unclear", _one(T("This button does not count any more."))
    if button[1] not in [key for key, _ in question.options]:
        return "unclear", _one(T("This button does not count any more."))
    return await _choose(turn, question, button[1])


async def _choose(turn: Turn, question: Question, key: str) -> tuple[str, list[Saying]]:
    """An option of a question was chosen: the room it is about acts on it."""
    assert question.about is not None
    kind, id = question.about
    person, now = turn.person, turn.now
    if each := escalations.gathering.chosen(question.options, key):
        return await _choose_each(turn, question, each)
    match kind, key:
        case "probe", "ok":
            probe = await probes.Probe.get_or_none(id=id)
            if probe is not None and probe.status == "pending":
                return "ok", _one(await probes.answer(_ok(turn), now))
            replied = await probes.old_button(person.id, id, now)
            return "ok", _one(replied or T("Thank you. This question is settled already."))
        case "probe", "help":
            probe = await probes.Probe.get_or_none(id=id)
            if probe is not None and probe.kind == "rehearsal" and probe.status == "pending":
                return "not_ok", _one(await probes.answer(probes.Answer(person.id, probes.rules.NOT_OK, key), now))
            return "not_ok", _one(await visiting.panic(turn, key))
        case "visit", _:
            return await visiting.choose(turn, id, key)
        case "pal", _:
            return await visiting.decide(turn, id, key)
        case "escalation", _:
            return await helping.choose(turn, id, key)
        case "reminder", _:
            return "reminder", await reminders.choose(turn, id, key)
        case "drill", _:
            # What is open in earnest is said again: it is not answered by this.
            thanks = Saying(await escalations.drills.answer(id, person.id, key, now))
            return "drill", [thanks, *await commands.open_alarm(turn)]
        case "contact", ("yes" | "no"):
            return "consent", _one(await probes.circle.consent(id, person.id, key == "yes", turn.said.text or key, now))
        case "contact", "later":
            return "consent", _one(await probes.circle.not_now(id, person.id, now))
        case "address", "mine":
            await messages.withdraw([id], now)  # that it is theirs is kept already (`_by_mail`)
            return "address", _one(T("We reach you here from now on."))
        case "call", _:
            address = await people.find_address("voice", turn.said.sender)
            if address is not None and address.person_id == person.id and address.verified_at is None:
                await people.verify(address, "called", now)
            if await is_user(person.id) or (address is not None and address.stopped_at is not None):
                return "call", await calls.begin(turn)
            await messages.withdraw([person.id], now, kinds=("code",))
            return "hello", await commands.welcome(turn, key if key in i18n.LANGUAGES else None)
        case "conversation", _:
            conversation = await converse.open_conversation(person.id)
            if conversation is None or conversation.id != id:
                return "unclear", _one(T("This button does not count any more."))
            return "answer", await converse.carry_on(turn, conversation, key)
    return "unclear", _one(T("This button does not count any more."))


async def _choose_each(turn: Turn, question: Question, chosen: Sequence[tuple[UUID, str]]) -> tuple[str, list[Saying]]:
    """An option of a question that names several people: as if each of those had been asked about alone."""
    meaning, said = "unclear", []
    for id, key in chosen:
        alone = replace(question, about=("escalation", id), options=())
        meaning, sayings = await _choose(turn, alone, key)
        said += [saying for saying in sayings if saying not in said]
    return meaning, said


def _ok(turn: Turn) -> probes.Answer:
    """An OK as this person said it."""
    return probes.Answer(turn.person.id, probes.rules.OK, turn.said.text[:500], turn.said.at, turn.duress)


async def _nothing_open(turn: Turn, meaning: Meaning) -> tuple[str, list[Saying]]:
    person, now = turn.person, turn.now
    if meaning.kind == Kind.OK:
        replied = await probes.answer(_ok(turn), now)
        return "ok", await reminders.beside(turn, _one(replied or await plans.early_check_in(turn, meaning)))
    if meaning.kind == Kind.NOT_OK:
        protected = bool((await people.telling_orders([person.id]))[person.id])
        if meaning.help_word:
            if protected:
                return "not_ok", _one(await visiting.panic(turn, turn.said.text[:500]))
            return "command", await commands.help(turn)
        if protected:
            # A "no" out of the blue: in doubt not okay, so we ask at once and do not rest on silence.
            await probes.ask(probes.Wish(person.id, now, 1, timedelta(minutes=5), "unclear"), now)
            return "unclear", []
    if meaning.kind == Kind.CALL_ME and await is_user(person.id):
        return "call_me", await commands.wants_a_call(turn)
    if meaning.automatic or await _chatter(person.id, now):
        return "unclear", []
    spoken = turn.channel == "voice"  # what is understood by ear may be anything
    if not spoken and turn.said.text.strip() and await escalations.tidings.pass_on(person.id, turn.said.text, now):
        return "note", _one(T("Thank you. Those we tell about you get to know it."))
    return "unclear", await commands.lost(turn)


async def _chatter(person_id: UUID, now: datetime) -> bool:
    row = await db.one(
        "SELECT count(*) AS n FROM inbound WHERE person_id = $1 AND meaning IN ('unclear', 'note') AND received_at > $2",
        person_id,
        now - timedelta(minutes=10),
    )
    return bool(row and row["n"] >= QUIET_AFTER)


async def _stop(turn: Turn) -> list[Saying]:
    """STOP is no answer: this address is closed at once, the rest of the world is told, and nothing is sent here."""
    person, now = turn.person, turn.now
    await converse.end(person.id, now)
    await timeline.note([timeline.Entry(now, ("person", person.id), "stop", person.id, {"channel": turn.channel})])
    await messages.close_address(turn.address_id, now)
    if turn.channel == "email":
        return [Saying(T("You get no more e-mails from us at this address."))]
    return [Saying(speak.LEFT)] if turn.channel == "voice" else []


async def _restart(turn: Turn) -> bool:
    """START again: the address is open, and people who count on it need not do more. A watch that rested goes on."""
    row = await db.one(
        "SELECT 1 AS yes FROM addresses WHERE id = $1 AND (stopped_at IS NOT NULL OR dead_at IS NOT NULL)",
        turn.address_id,
    )
    if row is None:
        return False
    await people.reopen(turn.address_id)
    await timeline.note([timeline.Entry(turn.now, ("person", turn.person.id), "start_again", turn.person.id)])
    await events.wake(turn.person.id, turn.now)
    return True
