"""Phone calls, from the first ring to "goodbye": who is on the line, what they hear first, and what follows their keys.

A call is a conversation by keys and speech: what is said in it goes the one way in (`bot.hear`), what we say to it is
spoken in the same call. Whom we called is who they are. Who calls us need not be: a caller's number can be forged, so such
a call is `unproven` until a PIN was given. It may ask for help and take over an alarm; for everything else we call back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot import converse, speak, strangers
from bot.converse import Saying, Turn
from bot.dialogues import language, parts
from bot.dialogues.calls import FEW_DIGITS, MOST_DIGITS
from wellcheck import db, i18n, messages, people, probes, processes
from wellcheck.channels.voice import Call
from wellcheck.crypto import vault
from wellcheck.i18n import T, Text, join
from wellcheck.messages import Inbound, Telling
from wellcheck.people import Address
from wellcheck.users import is_user

MOST_STEPS = 80
"""Answers in one call; two machines must not talk for ever."""

SILENCES = 2
"""So often what was said is said again when nothing was pressed."""

CALL_BACK_AFTER = timedelta(seconds=4)
"""The line must be free again before it rings."""

CALL_BACKS, CALL_BACKS_WITHIN = 3, timedelta(hours=1)
"""So often a number is called back: somebody may be forging it to have its owner's phone ring."""

WELCOME = T(
    "Hello, this is Wellcheck. We ask people regularly whether they are okay, and tell somebody they trust when they do "
    "not answer."
)
JOIN = T("Press 1 if you would like that too. We then call you back at once.")
ANYTHING = T("This is Wellcheck. Press 2 if you need help. Press 1 for everything else: we then call you back at once.")
WE_CALL = T("This is Wellcheck. Press 1, and we call you back at once.")
NOBODY = T("We have nobody whom we could tell about you. If you are in danger, call the emergency number.")
OR_PIN = T("Or enter your PIN, and then the hash key.")
WRONG_PIN = T("That is not the PIN.")
CALLING_BACK = T("Thank you. Please hang up now. We call you back in a moment, so that we know it is you.")
ENOUGH_CALLS = T("We have called this number back several times. Please try again in an hour.")
YOU_CALLED = T("Hello, this is Wellcheck. You asked us to call you back.")


@dataclass(frozen=True, slots=True)
class Line:
    """Where a call stands; carried from one request of Twilio's to the next in the address it asks, which it signs.

    `delivery`: the message that is spoken of, `asking`: whether keys answer its options. `step` counts what was heard,
    `silences` the times nothing came. `speech`: words count as well as keys. `proven`: it is them. `leaving`: 9 was
    pressed once. `keys`: 1 where one key is awaited, else 0.
    """

    delivery: UUID | None = None
    asking: bool = False
    step: int = 0
    silences: int = 0
    speech: bool = True
    proven: bool = False
    leaving: bool = False
    keys: int = 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said now, and where the call stands then. `line` None: it ends. `answered`: what was said settled the message
    that was spoken of."""

    texts: tuple[str, ...]
    language: str
    slowly: bool = False
    line: Line | None = None
    answered: bool = False


# --- a call of ours --------------------------------------------------------------------------------------------------


async def machine(delivery: UUID | None) -> Spoken:
    """An answering machine: a discreet sentence in the language of whom we meant."""
    row = await _delivery(delivery)
    language = row["language"] if row else "en"
    return Spoken((i18n.say(speak.MACHINE, language),), language)


async def answered(call: Call, delivery: UUID | None, now: datetime) -> Spoken:
    """Somebody picked up: they hear what we called for. When Twilio does not know who that is, keys alone count."""
    row = await _delivery(delivery)
    if row is None or _over(row, now):
        language = row["language"] if row else "en"
        return Spoken((i18n.say(speak.SETTLED, language),), language)
    speech = call.answered_by == "human" and row["about_kind"] != "process"  # whoever is called there is nobody we know
    line = Line(delivery, asking=True, speech=speech, proven=True)
    return _telling(row, line)


def _telling(row: Mapping[str, Any], line: Line, before: Sequence[str] = ()) -> Spoken:
    text = vault().open(row["text_sealed"], "deliveries.text", row["id"])
    said = speak.delivery(text, _options(row), row["about_kind"], row["language"])
    line = replace(line, delivery=row["bundle_id"] or row["id"], asking=True)
    if row["agreed"]:
        line = replace(line, keys=0)  # a secret word may be several digits, and one key takes just as long then
    return Spoken((*before, *said), row["language"], row["slow_calls"], line)


def _options(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    options = row["options"]
    if isinstance(options, str):
        options = json.loads(options)
    return tuple((key, label) for key, label in options or ())


def _over(row: Mapping[str, Any], now: datetime) -> bool:
    settled = bool(row["options"]) and row["closed_at"] is not None
    return settled or row["state"] in ("withdrawn", "expired") or row["expires_at"] <= now


async def _delivery(id: UUID | None) -> dict[str, Any] | None:
    if id is None:
        return None
    return await db.one(
        "SELECT d.id, d.person_id, d.language, d.text_sealed, d.options, d.about_kind, d.about_id, d.state, d.closed_at,"
        " d.bundle_id, d.expires_at, p.slow_calls, p.duress_mac IS NOT NULL AS agreed"
        " FROM deliveries d JOIN persons p ON p.id = d.person_id WHERE d.id = $1 OR d.bundle_id = $1"
        # Of several that are said in one call, one that is not settled yet speaks for all.
        " ORDER BY d.closed_at IS NOT NULL, d.id LIMIT 1",
        id,
    )


# --- a call to us ----------------------------------------------------------------------------------------------------


async def greet(call: Call, now: datetime) -> Spoken:
    """Somebody calls us. Who is not known learns nothing but what this is; nobody is called by name yet."""
    who = await people.by_number(call.number)
    line = Line(speech=True, keys=1)
    if who is None:
        language = language_of(call.number)
        return Spoken((i18n.say(WELCOME, language), i18n.say(JOIN, language)), language, line=line)
    person = await people.get(who["person_id"])
    alarm = await _alarm(person.id, now)
    if alarm is not None:
        return _telling(alarm, replace(line, delivery=alarm["id"], asking=True))
    texts = [i18n.say(ANYTHING if await is_user(person.id) else WE_CALL, person.language)]
    if person.pin is not None:
        texts.append(i18n.say(OR_PIN, person.language))
        line = replace(line, keys=0)
    return Spoken(tuple(texts), person.language, person.slow_calls, line)


async def _alarm(person: UUID, now: datetime) -> dict[str, Any] | None:
    """The newest alarm this contact has not answered: mostly they call back the number that just rang them."""
    asked = (await messages.open_questions([person], now)).get(person, [])
    alarms = [q for q in asked if q.kind in ("alarm", "operator") and q.about and q.about[0] == "escalation"]
    return await _delivery(alarms[0].delivery_id) if alarms else None


def language_of(number: str) -> str:
    """The language of somebody of whom we know nothing but the number."""
    return strangers.language_of("", number)


# --- what they press and say -----------------------------------------------------------------------------------------


async def weigh(call: Call, line: Line, now: datetime) -> Spoken | Inbound:
    """What came: something to be heard (an inbound), or something that is answered on the spot."""
    keys, speech = call.keys, call.speech if line.speech else ""
    if line.step >= MOST_STEPS:
        return await _last(call, speak.ENOUGH)
    if not keys and not speech:
        if line.silences >= SILENCES:
            return await _last(call, speak.NOTHING_PRESSED if call.ours else speak.GOODBYE)
        return await again(call, replace(line, silences=line.silences + 1), now)
    line = replace(line, silences=0)
    if keys and not keys.strip("*#") or keys.strip("#") == "0":
        return await again(call, replace(line, step=line.step + 1), now)
    row = await _delivery(line.delivery) if line.asking else None
    if row is not None and row["about_kind"] == "process":
        return await _to_process(call, line, row, now)
    if row is not None:
        return await _to_delivery(call, line, row, now)
    if not line.proven and len(keys.strip("*#")) >= FEW_DIGITS:
        return await _pin(call, line, now)
    return _inbound(call, line, keys.strip("*#") or speech)


async def _to_delivery(call: Call, line: Line, row: Mapping[str, Any], now: datetime) -> Spoken | Inbound:
    """A key or words while a message of ours is spoken of: its options count from 1 on."""
    if call.keys.strip("#") == "9" and line.proven:
        if line.leaving:
            return _inbound(call, line, "STOP")
        leave = (i18n.say(speak.LEAVE, row["language"]),)
        return Spoken(leave, row["language"], row["slow_calls"], replace(line, leaving=True))
    options = _options(row)
    if not options:
        if not call.keys:
            return await again(call, line, now)
        return await _go_on(call, replace(line, asking=False, step=line.step + 1), (), row["language"], now)
    if not call.keys:
        return _inbound(call, line, call.speech)
    digits = call.keys.strip("*#")
    if digits.isdecimal() and 1 <= int(digits) <= len(options):
        key, _ = options[int(digits) - 1]
        return _inbound(call, line, digits)._replace(button=(row["id"].hex, key))
    if len(digits) > 1 and row["agreed"]:
        return _inbound(call, line, digits)
    said = await again(call, replace(line, step=line.step + 1), now)
    return replace(said, texts=(i18n.say(speak.NO_SUCH_KEY, said.language), *said.texts))


async def _to_process(call: Call, line: Line, row: Mapping[str, Any], now: datetime) -> Spoken:
    """A key in a call about a process: 1 confirms it, 9 twice keeps us from ever calling this number for one again."""
    digits = call.keys.strip("*#")
    language = row["language"]
    if digits == "9" and line.leaving:
        await processes.refuse(row["about_id"], now)
        return Spoken((i18n.say(speak.LEFT, language), i18n.say(speak.GOODBYE, language)), language)
    if digits == "9":
        return Spoken(
            (i18n.say(speak.LEAVE, language),), language, line=replace(line, leaving=True, step=line.step + 1)
        )
    if digits == "1":
        said = await processes.confirm(row["about_id"], now)
        return Spoken((i18n.say(said, language), i18n.say(speak.GOODBYE, language)), language)
    told = await again(call, replace(line, leaving=False, step=line.step + 1), now)
    return replace(told, texts=(i18n.say(speak.NO_SUCH_KEY, language), *told.texts)) if digits else told


async def _pin(call: Call, line: Line, now: datetime) -> Spoken | Inbound:
    who = await people.by_number(call.number)
    digits = call.keys.strip("*#")[:MOST_DIGITS]
    if who is not None and await people.pin_ok(who["person_id"], digits, now):
        return _inbound(call, line, "PIN")._replace(start="call", unproven=False)
    said = await greet(call, now)
    if line.step >= people.rules.PIN_TRIES:
        return await _last(call, speak.GOODBYE)
    wrong = i18n.say(WRONG_PIN, said.language)
    return replace(said, texts=(wrong, *said.texts), line=replace(said.line, step=line.step + 1) if said.line else None)


def _inbound(call: Call, line: Line, words: str) -> Inbound:
    # The step makes a repeated request harmless; the words keep a second key apart from a first one that we lost.
    mark = f"{call.id}:{line.step}:{vault().mac('said', words).hex()[:16]}"
    return Inbound("voice", call.number, words, mark, unproven=not line.proven)


async def again(call: Call, line: Line, now: datetime) -> Spoken:
    """The same once more: our last answer in this call, or how it began."""
    if line.step:
        row = await db.one(
            "SELECT id, reply_sealed, person_id FROM inbound WHERE channel = 'voice' AND provider_id LIKE $1"
            " AND reply_sealed IS NOT NULL ORDER BY id DESC LIMIT 1",
            f"{call.id}:%",
        )
        person = await people.Person.get_or_none(id=row["person_id"]) if row and row["person_id"] else None
        if row is not None and person is not None and not line.asking:
            said = vault().open(row["reply_sealed"], "inbound.reply", row["id"])
            return Spoken((said,), person.language, person.slow_calls, line)
    delivery = await _delivery(line.delivery)
    if delivery is not None and (call.ours or line.asking):
        return _telling(delivery, line)
    said_first = await greet(call, now)
    return replace(said_first, line=replace(line, keys=said_first.line.keys) if said_first.line else None)


async def after(call: Call, line: Line, heard: tuple[str, ...], keys: int | None, now: datetime) -> Spoken:
    """What was heard is acted on and answered: go on with the call, or end it. `keys`: what the answer asks for (1: one
    key, 0: any number of them, None: nothing)."""
    who = await people.by_number(call.number)
    row = await _delivery(line.delivery)
    language = await _language(who, row, call)
    asking = line.asking
    # It was not understood. Where the answer asks something itself, the next key is for that: the first line of a menu must
    # never be taken for "I am okay".
    still = asking and row is not None and not _over(row, now) and keys is None
    line = replace(line, asking=still, step=line.step + 1, leaving=False)
    if not heard and still:
        # Asked often enough: thanks would sound as if it were settled.
        return Spoken((i18n.say(speak.NOTHING_PRESSED, language),), language)
    heard = heard or (i18n.say(T("Thank you."), language),)
    if keys is None and not still:
        if row is not None and not asking and _options(row) and not _over(row, now):
            # What they wanted besides is done, and what we called for still waits for its key.
            return _telling(row, replace(line, leaving=False, keys=1), heard)
        return replace(await _go_on(call, line, heard, language, now), answered=True)
    slowly = bool(row and row["slow_calls"])
    if still and row is not None and not row["agreed"]:
        keys = 1  # the message that is still spoken of takes one key, as before
    return Spoken(heard, language, slowly, replace(line, keys=keys or 0), answered=not still)


async def _language(who: Mapping[str, Any] | None, row: Mapping[str, Any] | None, call: Call) -> str:
    if row is not None:  # they may have chosen another language in this very call
        return (await people.get(row["person_id"])).language
    return str(who["language"]) if who is not None else language_of(call.number)


async def _go_on(call: Call, line: Line, texts: tuple[str, ...], language: str, now: datetime) -> Spoken:
    """Nothing is asked any more: what else waits for them is said in this call, rather than by a line that is busy."""
    next_one = await _waiting(call, line, now) if line.proven else None
    if next_one is not None:
        return _telling(next_one, replace(line, leaving=False, keys=1), texts)
    return Spoken((*texts, i18n.say(speak.GOODBYE, language)), language)


async def _waiting(call: Call, line: Line, now: datetime) -> dict[str, Any] | None:
    who = await people.by_number(call.number)
    if who is None:
        return None
    async with db.transaction():
        held = await messages.hold(who["person_id"], "voice", now)
    return await _delivery(held[0]) if held else None


async def _last(call: Call, text: Text) -> Spoken:
    who = await people.by_number(call.number)
    language = str(who["language"]) if who is not None else language_of(call.number)
    return Spoken((i18n.say(text, language),), language)


# --- whom we call back -----------------------------------------------------------------------------------------------


async def call_back(turn: Turn) -> list[Saying]:
    """Call the number that called us: whoever answers there is who they say. Nothing is settled by this, and no deadline
    moves (the call's kind is none that counts as having asked)."""
    number, now = turn.said.sender, turn.now
    parts.mobile()(number)
    address = await people.find_address("voice", number)
    if address is None or address.person_id != turn.person.id:
        if address is not None:
            if address.verified_at is not None:
                return [Saying(ENOUGH_CALLS)]
            await Address.filter(id=address.id).delete()
        address = await people.add_address(turn.person.id, "voice", number, now)
    recent = await db.one(
        "SELECT count(*) AS n FROM deliveries WHERE person_id = $1 AND address_id = $2 AND kind = 'code' AND created_at > $3",
        turn.person.id,
        address.id,
        now - CALL_BACKS_WITHIN,
    )
    if recent is not None and recent["n"] >= CALL_BACKS:
        return [Saying(ENOUGH_CALLS)]
    await messages.withdraw([turn.person.id], now, kinds=("code",))
    probe = await probes.Probe.filter(person_id=turn.person.id, status="pending").first()
    to, due = (address.id, "voice"), now + CALL_BACK_AFTER
    if probe is not None:
        text = probes.question_for("asked", 0, turn.person.first_name or "")
        telling = Telling(turn.person.id, text, "code", ("probe", probe.id), probes.OPTIONS, to, due)
    else:
        said, options = await _first_question(turn)
        telling = Telling(turn.person.id, said, "code", ("call", turn.person.id), options, to, due)
    await messages.tell(telling, now)
    return [Saying(CALLING_BACK)]


GO_ON = (("go", T("Go on")),)
"""What a call back is answered with."""


async def _first_question(turn: Turn) -> tuple[Text, tuple[tuple[str, Text], ...]]:
    """What a call back begins with. Somebody new chooses the language with the very key that shows they are there."""
    person = turn.person
    known = await is_user(person.id) or await people.Contact.exists(person_id=person.id)
    if known or await converse.open_conversation(person.id) is not None:
        return YOU_CALLED, GO_ON
    likely = tuple((code, language.own_name(code)) for code in language.offered(person.language, "voice"))
    return join([YOU_CALLED, T("Which language shall we speak?")], " "), (*likely, ("other", T("Another language")))


async def begin(turn: Turn) -> list[Saying]:
    """Somebody we know for sure is on the line and wants something: what they were at, else what can be done."""
    await messages.withdraw([turn.person.id], turn.now, kinds=("code",))
    if await Address.exists(id=turn.address_id, stopped_at__isnull=False):
        return await converse.begin(turn, "call_again", {})
    conversation = await converse.open_conversation(turn.person.id)
    if conversation is not None:
        return await converse.repeat(turn, conversation)
    return await converse.begin(turn, "phone_menu", {"who": turn.person.first_name or ""})
