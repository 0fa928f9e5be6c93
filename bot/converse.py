"""Carry on a conversation: the stored answers, one more, and what to say next."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from bot import speak
from bot.dialogue import Ask, Asking, Changed, Done, Facts, Script, choose, play
from bot.letters import fold
from bot.words import of_all
from wellcheck import db, messages
from wellcheck.errors import NotUnderstood, WellcheckError
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Conversation, Inbound, Wanted
from wellcheck.people import Person

FORGOTTEN_AFTER = timedelta(days=7)
"""An unfinished conversation this old is begun anew when somebody comes back to it."""

MISSES = 3
"""After so many answers that were not understood we offer the way out."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to say to the person who just spoke to us. `keypad` is that of `Ask`; `free`: on a phone more than one key
    may be typed. `file` goes with it where that can be."""

    text: Text
    options: tuple[tuple[str, Text], ...] = ()
    ask_phone: bool = False
    about: messages.About | None = None
    keypad: str = ""
    free: bool = False
    file: Wanted | None = None


def as_one(sayings: Sequence[Saying]) -> list[Saying]:
    """What leads up to a question is said in one message with it: two could overtake each other on their way."""
    said: list[Saying] = []
    for saying in sayings:
        if said and not said[-1].options and not said[-1].ask_phone and not (said[-1].about or said[-1].file):
            said[-1] = replace(saying, text=join([said[-1].text, saying.text], "\n\n"))
        else:
            said.append(saying)
    return said


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody said something: who, where, what, when. `duress`: it was their secret word, here replaced by an OK."""

    person: Person
    address_id: UUID
    said: Inbound
    now: datetime
    duress: bool = False

    @property
    def channel(self) -> str:
        """The channel they spoke on."""
        return self.said.channel


@dataclass(frozen=True, slots=True)
class Next:
    """How a dialogue ends: what is said, and which dialogue follows at once, if any. Its facts may name the dialogue
    `before` it (with `before_facts`), to which "back" leads from its first question."""

    texts: Sequence[Text] = ()
    then: str | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A script and what happens when it comes to its end. `finish` gets the script's value and its facts."""

    script: Callable[[Facts], Script]
    finish: Callable[[Turn, object, Facts], Awaitable[Next]]


def _dialogues() -> dict[str, Dialogue]:
    from bot.dialogues import DIALOGUES  # the dialogues import Next and Turn from here

    return DIALOGUES


async def open_conversation(person_id: UUID) -> Conversation | None:
    """The unfinished conversation of this person, locked for this transaction."""
    return await Conversation.filter(person_id=person_id).select_for_update().first()


async def talking(person_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Who of these is in the middle of a conversation, and when it last went on, with one query."""
    found = await db.rows("SELECT person_id, updated_at FROM conversations WHERE person_id = ANY($1)", list(person_ids))
    return {row["person_id"]: row["updated_at"] for row in found}


NAMING = ("about_you", "add_contact", "rename", "contacts")


def asks_for_words(conversation: Conversation) -> bool:
    """Whether this conversation may be waiting for a name."""
    return conversation.dialogue in NAMING


MENUS = ("phone_menu", "settings", "how_it_was")
"""Conversations that have only listed what can be done, or need no answer: whoever says something else has lost nothing
by it."""


def is_choice(turn: Turn, conversation: Conversation) -> bool:
    """Whether what was said is one of the choices of the open question."""
    facts, answers = _told(conversation)
    try:
        state, _ = _replay(turn, conversation.dialogue, facts, answers)
        assert isinstance(state, Asking)
        chosen = choose(state.ask, turn.said.text.rstrip(" .!?"), turn.person.language)
    except (Changed, NotUnderstood):
        return False
    return chosen in [option.key for option in state.ask.options]


async def begin(turn: Turn, dialogue: str, facts: Facts) -> list[Saying]:
    """Begin a dialogue; an unfinished one of this person is put away."""
    await end(turn.person.id, turn.now)
    facts = {
        "language": turn.person.language, "zone": turn.person.zone, "now": turn.now.isoformat(), "channel": turn.channel,
    } | facts  # fmt: skip
    conversation = Conversation(
        id=db.new_id(), person_id=turn.person.id, dialogue=dialogue, created_at=turn.now, updated_at=turn.now
    )
    return await _play(turn, conversation, facts, [], new=True)


async def end(person_id: UUID, now: datetime) -> bool:
    """Put an unfinished conversation away. False if there was none."""
    conversation = await open_conversation(person_id)
    if conversation is None:
        return False
    await messages.withdraw([conversation.id], now)
    await conversation.delete()
    return True


async def carry_on(turn: Turn, conversation: Conversation, words: str) -> list[Saying]:
    """One more answer. Wrong ones are explained and the question stays; "back" and "0" take the last answer back."""
    facts, answers = _told(conversation)
    language = turn.person.language
    if turn.channel == "voice":
        words = words.rstrip(" .!?")  # whoever writes down what is said puts a full stop behind a name
    if turn.now - conversation.updated_at > FORGOTTEN_AFTER:
        return await begin(turn, conversation.dialogue, _anew(facts))
    if is_back(words):
        if not answers and "before" in facts:
            return await begin(turn, facts["before"], facts.get("before_facts", {}))
        if not answers:
            await end(turn.person.id, turn.now)
            return [Saying(T("All right, we leave it there. Nothing was changed."))]
        return await _play(turn, conversation, facts, answers[:-1])
    try:
        state, _ = _replay(turn, conversation.dialogue, facts, answers)
        if not isinstance(state, Asking):
            raise Changed
    except Changed:
        return [
            Saying(T("We have to begin this again, we are sorry.")),
            *await begin(turn, conversation.dialogue, _anew(facts)),
        ]
    if turn.channel == "voice":
        words = speak.typed(words, state.ask.keypad)
    try:
        stored = choose(state.ask, words, language)
    except NotUnderstood as missed:
        conversation.misses += 1
        await conversation.save(update_fields=["misses"])
        return [_asking(_after_miss(state.ask, missed.text, conversation.misses), conversation.id)]
    return await _play(turn, conversation, facts, [*answers, (stored, turn.now.isoformat())])


Given = tuple[str, str]
"""An answer as it is stored: what was said, and when."""


def _told(conversation: Conversation) -> tuple[Facts, list[Given]]:
    told = json.loads(conversation.said)
    return told["facts"], [(stored, at) for stored, at in told["answers"]]


def facts_of(conversation: Conversation) -> Facts:
    """What this conversation began with."""
    return _told(conversation)[0]


def _anew(facts: Facts) -> Facts:
    """The facts of a dialogue that begins again: its own, not those that every one begins with."""
    return {name: value for name, value in facts.items() if name not in ("language", "zone", "now", "channel")}


def _replay(turn: Turn, dialogue: str, facts: Facts, answers: Sequence[Given]) -> tuple[Asking | Done, Facts]:
    """Where the answers lead, each read at the time it was given, and the facts as they are now."""
    facts = dict(facts)

    def tick(number: int) -> None:
        facts["now"] = answers[number][1] if number < len(answers) else turn.now.isoformat()

    script = _dialogues()[dialogue].script(facts)
    return play(script, [stored for stored, _ in answers], tick), facts


async def repeat(turn: Turn, conversation: Conversation) -> list[Saying]:
    """The open question once more, for somebody who looked at something else meanwhile."""
    facts, answers = _told(conversation)
    try:
        return await _play(turn, conversation, facts, answers)
    except Changed:
        return await begin(turn, conversation.dialogue, _anew(facts))


def _after_miss(ask: Ask, hint: Text, misses: int) -> Ask:
    way_out = [T("You can also reply “0” to go back.")] if misses >= MISSES else []
    return replace(ask, text=join([hint, *way_out] if not ask.options else [hint, ask.text, *way_out]))


def is_back(words: str) -> bool:
    """Whether these words take the last answer back. CANCEL, END and QUIT are not ours: they block a number at Twilio."""
    return fold(words).strip().lstrip("/") in of_all("back") | {"0"}


async def _play(
    turn: Turn, conversation: Conversation, facts: Facts, answers: list[Given], new: bool = False
) -> list[Saying]:
    dialogue = _dialogues()[conversation.dialogue]
    state, facts = _replay(turn, conversation.dialogue, facts, answers)
    if not new:
        await messages.withdraw([conversation.id], turn.now)
    if isinstance(state, Asking):
        conversation.said = json.dumps({"facts": facts, "answers": answers}, ensure_ascii=False)
        conversation.updated_at, conversation.misses = turn.now, 0
        await conversation.save(force_create=new)
        return [_asking(state.ask, conversation.id)]
    assert isinstance(state, Done)
    try:
        # A savepoint: what cannot be finished leaves nothing behind, and the last question is asked again.
        async with db.transaction():
            following = await dialogue.finish(turn, state.value, facts)
    except NotUnderstood as wrong:
        return await _ask_last_again(turn, conversation, facts, answers, wrong.text, new)
    except WellcheckError as refused:
        return await _ask_last_again(turn, conversation, facts, answers, refused.text, new)
    if not new:
        await conversation.delete()
    said = [Saying(text) for text in following.texts]
    if following.then is not None:
        said += await begin(turn, following.then, following.facts)
    return said


async def _ask_last_again(
    turn: Turn, conversation: Conversation, facts: Facts, answers: list[Given], why: Text, new: bool
) -> list[Saying]:
    if not answers:
        if not new:
            await conversation.delete()
        return [Saying(why)]
    asked = await _play(turn, conversation, facts, answers[:-1], new)
    return [replace(asked[0], text=join([why, asked[0].text])), *asked[1:]]


def _asking(ask: Ask, conversation: UUID) -> Saying:
    options = tuple((option.key, option.label) for option in ask.options)
    free = bool(ask.keypad) or not options
    return Saying(ask.text, options, ask.ask_phone, ("conversation", conversation), ask.keypad, free)
