"""What somebody may say at any time: the commands, a link they opened, a number they shared; and what we say when we
are not sure. Each command is known in all our languages at once, with and without a slash."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import cache

from bot import board, converse, files, here, links, month, policy, processes, standing, visiting, wishes
from bot.converse import Saying, Turn
from bot.dialogues import forget_me, language, parts, settings, sign_up, verify_phone
from bot.letters import fold
from bot.times import ProbeLimits, ProbeWish, is_probe_command, learn, read_probe_command, read_until
from bot.words import languages, of_all
from wellcheck import escalations, events, export, i18n, messages, people, probes
from wellcheck.errors import NotPossible, NotUnderstood
from wellcheck.i18n import N, T, Text, join
from wellcheck.messages import Conversation, Question, Telling
from wellcheck.people import Contact, Person
from wellcheck.probes import ProbeSettings, circle
from wellcheck.users import is_user

ABOUT: Mapping[str, Text] = {
    "status": T("Am I being looked after?"),
    "contacts": T("Who is told"),
    "schedule": T("When we ask"),
    "pause": T("No check-ins for a while"),
    "resume": T("Switch check-ins on again"),
    "probe": T("Check on me once"),
    "plans": T("The checks I asked for"),
    "walk": T("See me home"),
    "reminders": T("My reminders"),
    "patience": T("How long we wait"),
    "settings": T("Change something"),
    "language": T("Another language"),
    "link": T("Phone and Telegram"),
    "told": T("Who is told when?"),
    "drill": T("Rehearse it with my contacts"),
    "history": T("How was my month?"),
    "visit": T("Ask for a visit"),
    "visits": T("My visits"),
    "pal": T("Visit others"),
    "my_data": T("What we know about you"),
    "forget_me": T("Forget me"),
    "help": T("What I can say"),
}
"""What Telegram shows beside a command."""

GETTING_TO_KNOW = ("sign_up", "about_you", "join_too")
"""Conversations that are not left for another one: their answers would be lost."""

BEGIN = (
    "contacts",
    "schedule",
    "reminders",
    "patience",
    "settings",
    "language",
    "link",
    "plans",
    "calls",
    "walk",
    "secret",
    "quiet",
    "drill",
)
"""Commands that begin the dialogue of their name."""


def names_for_telegram(language: str) -> list[tuple[str, str]]:
    """The commands Telegram offers when somebody types "/", with a few words on each. Only Latin letters may be offered."""
    own, english = languages()[language].commands, languages()["en"].commands
    taught = {
        name: next((word for word in own.get(name, ()) if _OFFERED.fullmatch(word)), english[name][0]) for name in ABOUT
    }
    return [(taught[name], i18n.say(about, language)) for name, about in ABOUT.items()]


_OFFERED = re.compile("[a-z0-9_]{1,32}")  # Bot API, BotCommand


@cache
def _words() -> Mapping[str, str]:
    """Each word of a command, in all languages. STOP, CANCEL, END, QUIT and HELP are the providers' words on a text
    message: "help" is understood, and never taught."""
    return {
        fold(word): name for words in languages().values() for name, said in words.commands.items() for word in said
    }


_AROUND = " .!¡\n"


def command_of(text: str) -> tuple[str, str] | None:
    """The command these words are, and what stands behind its word; None if they are none."""
    slash = text.strip().startswith("/")
    plain = " ".join(fold(text[:200]).strip(_AROUND).removeprefix("/").split())
    whole = _words().get(plain) or _words().get(plain.strip(" ?¿"))
    if whole is not None:
        return whole, ""
    if is_probe_command(text):
        return "probe", text
    first, _, rest = plain.partition(" ")
    name = _words().get(first.partition("@")[0] if slash else first)
    if name in ("pause", "processes") or (name == "board" and rest.isdecimal()) or (slash and name is not None):
        return name, rest.strip()
    return None


def read_words() -> None:
    """Read the words about time of all languages, once a process: else whoever speaks of times first in each waits for it."""
    learn()


def leaves(text: str, language: str) -> bool:
    """Whether these words may interrupt an unfinished conversation: a command and nothing else."""
    found = command_of(text)
    return found is not None and (found[0] == "probe" or not found[1])


async def obey(turn: Turn) -> list[Saying] | None:
    """Do what a command or a wish asks for. None: these words are neither."""
    found = command_of(turn.said.text)
    if found is None:
        chosen = language.only_named(turn.said.text)
        if chosen is not None:
            return await _speak(turn, chosen)
        granted = await visiting.grant(turn)
        return granted if granted is not None else await wishes.grant(turn)
    name, rest = found
    conversation = await converse.open_conversation(turn.person.id)
    if conversation is None and fold(turn.said.text).strip(_AROUND) in of_all("help"):
        return None  # a cry for help as much as a command: that only in the middle of a conversation
    if name == "processes":
        return await processes.describe(turn)
    if name == "board":
        return await board.show(turn, rest)
    if name in _ANSWERED:
        return await _ANSWERED[name](turn)
    if conversation is not None and conversation.dialogue in GETTING_TO_KNOW and name != "pal":
        return [Saying(T("Let us finish this first.")), *await converse.repeat(turn, conversation)]
    if name in visiting.COMMANDS:
        visited = await visiting.obey(turn, name)
        if visited is not None or name not in visiting.OF_USERS:
            return visited
    if name not in ("language", "quiet") and not await is_user(turn.person.id):
        return [Saying(T("To be looked after by us yourself, write “start”."))]
    if name in BEGIN:
        return await converse.begin(turn, name, await settings.facts_for(name, turn))
    return await _DONE[name](turn, rest)


# --- commands that are answered at once ------------------------------------------------------------------------------


async def welcome(turn: Turn, language: str | None = None) -> list[Saying]:
    """Hello: somebody new signs up, somebody who stopped half-way goes on, everybody else hears how they stand. `language`:
    the one that somebody new has chosen already."""
    person = turn.person
    alarm = await _alarm(turn)
    if alarm:
        return alarm
    conversation = await converse.open_conversation(person.id)
    if conversation is not None:
        return await converse.repeat(turn, conversation)
    if not await is_user(person.id):
        users = await _users_of(person)
        if users:
            return await converse.begin(turn, "join_too", sign_up.hints(turn) | {"users": users})
        if language is not None:
            following = await sign_up.finish(turn, language, sign_up.hints(turn))
            return await converse.begin(turn, str(following.then), following.facts)
        known = sign_up.hints(turn)
        if turn.said.language and i18n.speaks(turn.said.language):
            return await converse.begin(turn, "about_you", sign_up.asked_before(known) | {"hello": True})
        return await converse.begin(turn, "sign_up", known)
    gaps = await standing.missing(person)
    if "no_contact" in gaps or "no_times" in gaps:
        missing = "add_contact" if "no_contact" in gaps else "schedule"
        facts = await settings.facts_for(missing, turn)
        hello = Saying(T("Hello {name}. Something is still missing.", name=person.first_name or ""))
        return [hello, *await converse.begin(turn, missing, facts | {"setup": True})]
    hello_again = T("Hello {name}.", name=person.first_name or "")
    return [Saying(join([hello_again, *await standing.describe_standing(person, turn.now), _more()]))]


async def help(turn: Turn) -> list[Saying]:
    """What can be said now, which depends on what is open and where."""
    conversation = await converse.open_conversation(turn.person.id)
    if conversation is not None:
        hint = T("Please answer this question. “0” goes one step back. If you need help from a person, write “SOS”.")
        return [Saying(hint), *await converse.repeat(turn, conversation)]
    asked = (await messages.open_questions([turn.person.id], turn.now)).get(turn.person.id, [])
    for question in sorted(asked, key=lambda each: each.about is not None and each.about[0] == "reminder"):
        if question.about is not None and question.about[0] != "conversation" and question.options:
            return [Saying(T("A question is open. Please reply {choices}.", choices=choices_of(question)))]
    if not await is_user(turn.person.id):
        return await _strange(turn, T("You can write “start” to be looked after by us, or “language”."))
    if turn.channel == "telegram":
        usual = T("You can write /status, /contacts, /schedule, /pause, /resume, /probe or /settings.")
    else:
        usual = T("You can write: status, contacts, schedule, pause, resume, probe, settings.")
    about_oneself = T(
        "You can also ask: “how was my month”, “who is told when”, “what do you know about me”, “forget me”."
    )
    reminding = T("Write “my reminders” for what we remind you of.")
    return [Saying(join([usual, about_oneself, reminding, _in_need()]))]


async def lost(turn: Turn) -> list[Saying]:
    """We did not understand: say so gently, and what can be said."""
    conversation = await converse.open_conversation(turn.person.id)
    if conversation is not None:
        return [Saying(T("Sorry, we did not understand.")), *await converse.repeat(turn, conversation)]
    if not turn.said.text.strip():
        return [Saying(T("We can only read words, sorry. Write “?” to see what you can say."))]
    if not await is_user(turn.person.id):
        sorry = T("Sorry, we did not understand. Write “start” if you would like us to look after you.")
        return await _strange(turn, sorry)
    sorry = T("Sorry, we did not understand. You can write “status”, “pause”, or “?” for more.")
    return [Saying(join([sorry, _in_need()]))]


async def _strange(turn: Turn, otherwise: Text) -> list[Saying]:
    """To somebody we know only as a contact, or not at all."""
    alarm = await _alarm(turn)
    if alarm:
        return alarm
    users = await _users_of(turn.person)
    if not users:
        return [Saying(otherwise)]
    return [Saying(T("We write to you when {users} may need somebody. There is nothing to do now. To be looked after yourself, "
                     "write “start”.", users=tuple(users)))]  # fmt: skip


async def open_alarm(turn: Turn) -> list[Saying]:
    """The alarm that waits for this contact's answer, said again in its own words; it comes before a conversation they are
    in. Empty: none does."""
    for question in (await messages.open_questions([turn.person.id], turn.now)).get(turn.person.id, []):
        if question.about is not None and question.about[0] == "escalation":
            await converse.end(turn.person.id, turn.now)
            words = T("{words}", words=await messages.words_of(question.delivery_id))
            if turn.channel == "voice":
                options = tuple((key, T("{words}", words=label)) for key, label in question.options)
                return [Saying(words, options, about=question.about)]
            return [Saying(join([words, T("Please reply {choices}.", choices=choices_of(question))]))]
    return []


async def _alarm(turn: Turn) -> list[Saying]:
    """The alarm this contact was told of, while it is open: nothing else they ask us may hide it."""
    if said := await open_alarm(turn):
        return said
    goes = await escalations.how_it_goes(turn.person.id, turn.now)
    return [] if goes is None else [Saying(goes)]


async def wants_a_call(turn: Turn) -> list[Saying]:
    """ "Call me", and nothing is open: those who agreed are told."""
    names = await circle.wants_a_call(turn.person, turn.now)
    if not names:
        return [Saying(join([*await standing.warnings(turn.person), _in_need()]))]
    return [Saying(join([T("We have told {contacts} that you would like a call.", contacts=names), _in_need()]))]


def choices_of(question: Question) -> tuple[str, ...]:
    """The numbers that answer a question, each with what it stands for."""
    return tuple(
        label if label == str(number) else f"{number} = {label}"
        for number, (_, label) in enumerate(question.options, start=1)
    )


def _in_need() -> Text:
    return T("If you need help from a person, write “SOS”.")


def _more() -> Text:
    return T("Write “?” to see what you can say.")


async def _users_of(person: Person) -> list[str]:
    """The names of those this person is a contact of."""
    told = await Contact.filter(person_id=person.id, consent__in=("invited", "consented")).order_by("created_at")
    return [(await people.get(contact.user_id)).first_name or "" for contact in told]


async def _status(turn: Turn) -> list[Saying]:
    if not await is_user(turn.person.id):
        said = await _strange(turn, T("We do not look after you yet. Write “start” to begin."))
    else:
        said = [*await _alarm(turn), Saying(join(await standing.describe_standing(turn.person, turn.now)))]
    conversation = await converse.open_conversation(turn.person.id)
    return said + (await converse.repeat(turn, conversation) if conversation is not None else [])


async def _my_data(turn: Turn) -> list[Saying]:
    """Everything we know about them: as a file where a chat takes one, else as a link on a channel that shows one."""
    if turn.channel == "telegram":
        return [
            Saying(
                T("Here is everything we know about you, as a file. Please pass it on to nobody."), file=files.EXPORT
            )
        ]
    address = (turn.address_id, turn.channel)
    if turn.channel == "voice":
        written = [each for each in await people.usable_addresses(turn.person.id) if each.channel != "voice"]
        if not written:
            return [Saying(T("We can only send it as a message, and we have no way to write to you."))]
        address = (written[0].id, written[0].channel)
    url = await export.link(turn.person.id, here.here.public_url, turn.now)
    said = T("Everything we know about you is behind this link. It works once, within an hour. Please pass it on to nobody: "
             "{link}", link=url)  # fmt: skip
    if turn.channel != "voice":
        return [Saying(said)]
    await messages.tell(Telling(turn.person.id, said, "chat", to=address), turn.now)
    return [Saying(T("We send it to you as a message."))]


async def _speak(turn: Turn, chosen: str) -> list[Saying]:
    """Somebody wrote nothing but the name of a language: it is theirs from now on."""
    said = [Saying(text) for text in await language.speak(turn, chosen)]
    conversation = await converse.open_conversation(turn.person.id)
    return said + (await converse.repeat(turn, conversation) if conversation is not None else [])


async def _forget_me(turn: Turn) -> list[Saying]:
    return await converse.begin(turn, "forget_me", await forget_me.facts_for(turn.person))


async def _ping(turn: Turn) -> list[Saying]:
    return [Saying(T("PONG!"))]


async def _told(turn: Turn, rest: str) -> list[Saying]:
    return [Saying(join(await policy.describe_policy(turn.person, turn.now)))]


async def _history(turn: Turn, rest: str) -> list[Saying]:
    said, calendar = await month.look(turn.person, turn.now)
    return [Saying(said, file=files.month(calendar))]


async def _week(turn: Turn, rest: str) -> list[Saying]:
    return [Saying(await month.describe(turn.person, month.WEEK, turn.now))]


async def _usage(turn: Turn) -> list[Saying]:
    commands = T("Commands: usage, probe, ping, status, contacts, schedule, pause, resume, plans, patience, settings, "
                 "language, link.")  # fmt: skip
    return [Saying(join([commands, T("More on “probe”: write “probe --help”.")]))]


_ANSWERED: Mapping[str, Callable[[Turn], Awaitable[list[Saying]]]] = {
    "start": welcome,
    "help": help,
    "forget_me": _forget_me,
    "my_data": _my_data,
    "status": _status,
    "ping": _ping,
    "usage": _usage,
}


# --- commands that change something ----------------------------------------------------------------------------------


async def _pause(turn: Turn, rest: str) -> list[Saying]:
    current = await ProbeSettings.get_or_none(person_id=turn.person.id)
    if current is None or not current.active:
        raise NotPossible(T("Check-ins are off already. Reply “resume” to switch them on."))
    if not rest:
        return await converse.begin(turn, "pause", {})
    person, longest = turn.person, parts.limits().max_pause
    try:
        until = read_until(rest, person.language, person.zone, turn.now, longest)
    except NotUnderstood as unread:
        return [Saying(unread.text), *await converse.begin(turn, "pause", {})]
    return await converse.begin(turn, "pause", {"until": until.isoformat()})


async def _resume(turn: Turn, rest: str) -> list[Saying]:
    person = turn.person
    if await standing.check_in_of(person.id) is None:
        return await converse.begin(turn, "schedule", {"setup": True})
    current = await probes.settings_of(person.id, turn.now)
    runs = current.active and (current.paused_until is None or current.paused_until <= turn.now)
    watch = await events.resume(person, turn.now)
    coming = standing.next_time(watch.event)
    assert coming is not None
    if runs:
        said = T("Check-ins are on already. We ask you next on {at}.", at=coming)
    else:
        said = T("Check-ins are on again. We ask you next on {at}.", at=coming)
    return [Saying(join([said, *(standing.MISSING[gap] for gap in await standing.missing(person))]))]


async def _probe(turn: Turn, rest: str) -> list[Saying]:
    limits = parts.limits()
    wait = (_minutes(limits.min_wait), _minutes(limits.max_wait))
    wish = read_probe_command(
        turn.said.text, ProbeLimits((0, 7 * 24 * 60), (0, limits.max_retries), wait), turn.person.language
    )
    await events.probe_later(turn.person, wish.in_minutes, wish.retries, wish.wait_minutes, turn.now)
    return [Saying(join([_will_check(wish), *await standing.warnings(turn.person)]))]


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _will_check(wish: ProbeWish) -> Text:
    when = N("👍 We will check on you in {n} minute.", "👍 We will check on you in {n} minutes.", wish.in_minutes)
    if not wish.retries:
        return join([when, T("If you do not answer, we tell your contacts.")], " ")
    again = N("We ask again once before we tell your contacts.", "We ask again {n} times before we tell your contacts.",
              wish.retries)  # fmt: skip
    return join([when, again], " ")


_DONE: Mapping[str, Callable[[Turn, str], Awaitable[list[Saying]]]] = {
    "pause": _pause,
    "resume": _resume,
    "probe": _probe,
    "told": _told,
    "history": _history,
    "week": _week,
}


# --- links and shared numbers ----------------------------------------------------------------------------------------


async def open_link(turn: Turn, payload: str) -> list[Saying]:
    """Somebody opened our chat by a link: a contact's invitation, or the other channel of somebody we know."""
    kind, _, word = payload.partition("-")
    if kind == "c" and word:
        return await _open_invitation(turn, word)
    if kind == "l" and word:
        owner = await people.redeem_link(links.OWN, word, turn.now)
        if owner is not None:
            person = await links.join_telegram(turn, owner)
            return [Saying(T("Welcome, {name}. We reach you here as well from now on.", name=person.first_name or ""))]
    return _old_link()


def _old_link() -> list[Saying]:
    return [Saying(T("This link does not work any more. Please ask for a new one. To be looked after by us yourself, write "
                     "“start”."))]  # fmt: skip


async def _open_invitation(turn: Turn, word: str) -> list[Saying]:
    id = await people.redeem_link(links.INVITATION, word, turn.now)
    contact = await Contact.get_or_none(id=id) if id is not None else None
    if contact is None:
        return _old_link()
    if contact.user_id == turn.person.id:
        link = await links.invitation_link(contact, turn.now)
        return [
            Saying(T("This link is for {name}. Please forward it: {link}", name=contact.first_name, link=link or ""))
        ]
    await links.accept_invitation(turn, contact)
    user = await people.get(contact.user_id)
    name = people.full_name(user.first_name, user.last_name)
    contact = await Contact.get(id=contact.id)
    if contact.consent == "consented":
        return [Saying(T("Thank you, {contact}. We reach you here when {user} does not answer.",
                         contact=contact.first_name, user=name))]  # fmt: skip
    theirs = (await people.get(contact.person_id)).language
    asked = circle.with_hint(circle.invitation_text(contact.first_name, name), theirs, user.language)
    return [Saying(asked, circle.INVITED, about=("contact", contact.id))]


async def phone_shared(turn: Turn, e164: str) -> list[Saying]:
    """A number came by Telegram's own button, so it is proved: the answer to our question, or one more address."""
    parts.mobile()(e164)
    who = await links.claim_phone(turn.person, e164, "shared", turn.now)
    if who != turn.person.id:
        person = await people.get(who)
        return [Saying(T("Welcome back, {name}. We reach you here as well from now on.", name=person.first_name or ""))]
    conversation = await converse.open_conversation(turn.person.id)
    if conversation is not None:
        return await _go_on(turn, conversation, e164)
    return [Saying(T("Thank you, your number is confirmed."))]


async def _go_on(turn: Turn, conversation: Conversation, phone: str) -> list[Saying]:
    if conversation.dialogue != "verify_phone":
        return await converse.carry_on(turn, conversation, phone)
    onward = verify_phone.onward(converse.facts_of(conversation))
    await converse.end(turn.person.id, turn.now)
    following = await converse.begin(turn, onward.then, onward.facts) if onward.then else []
    return [Saying(T("Thank you, your number is confirmed.")), *following]
