"""Something to be reminded of: what, when, and whether somebody is told if it is not done; and the list of what there is."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot import reminding
from bot.converse import Next, Turn
from bot.dialogue import Ask, Facts, Option, Script
from bot.dialogues import parts
from bot.dialogues.contacts import PLACES, place_of
from bot.times import Times, describe
from bot.times.whens import read_when, unread
from wellcheck import events, i18n, probes, recurrence, reminders
from wellcheck.errors import NotAllowed, NotUnderstood, WellcheckError
from wellcheck.events.reminders import Wish
from wellcheck.i18n import T, Text, join
from wellcheck.people import Person
from wellcheck.recurrence import Cron, Once, Schedule

RIGHT = (*parts.YES_NO[:1], Option("tell", T("Yes, and tell my contacts if I do not confirm it")), *parts.YES_NO[1:])
"""What the reading back is answered with by somebody who has contacts."""


def script(facts: Facts) -> Script:
    """`facts["what"]`, `facts["schedule"]` (its key): what was said already. `confirm`: contacts are to be told; `contacts`:
    their names, `retries`: how often it is said again before that; `first`: the id of the contact who is told first, whose name
    is the first one then; `whom`: a name that is none of theirs; `ids`: of these contacts, to choose one of them instead."""
    what: str = facts.get("what") or (yield Ask(T("What should we remind you of?"), read=_what))
    first, contacts = UUID(facts["first"]) if facts.get("first") else None, list(facts.get("contacts", ()))
    if facts.get("ids"):
        first, contacts = yield from _who_first(facts)
    known = facts.get("schedule")
    schedule = recurrence.of_key(known) if known else None
    while True:
        if schedule is None:
            schedule = yield Ask(_when_is_it(), read=lambda text: when(text, facts), keypad="time")
        confirm = bool(facts.get("confirm"))
        told = [consequence(facts["retries"], contacts, first is not None)] if confirm else []
        told += [nobody_called(facts["whom"])] if confirm and facts.get("whom") and not facts.get("ids") else []
        begins = [T("The first time is on {at}.", at=first_time(schedule, facts))] if is_rare(schedule) else []
        right = yield Ask(
            join([T("So we remind you {times}: {thing}.", times=in_words(schedule, facts), thing=what), *begins, *told,
                  T("Is that right?")], " "),
            options=RIGHT if contacts and not confirm else parts.YES_NO, read=parts.yes_or_no,
        )  # fmt: skip
        if right != "no":
            return Wish(what, schedule, confirm or right == "tell", first)
        schedule = None


USUAL = Option("usual", T("The usual order"))

WhoFirst = Generator[Ask, Any, tuple[UUID | None, list[str]]]


def _who_first(facts: Facts) -> WhoFirst:
    """Somebody was named whom we do not know (`facts["whom"]`): which contact is told first (None: their usual order), and
    their names in that order."""
    names = list(facts["contacts"])
    chosen: str | int = yield Ask(
        T("We do not know whom you mean by “{name}”. Who should be told first: {names}?",
          name=facts["whom"], names=tuple(names)),
        # Labels are stored in the clear, so no names stand in them.
        options=(*(Option(f"r{n}", place) for n, place in enumerate(PLACES[: len(names)])), USUAL),
        read=lambda text: _one_of(text, names),
    )  # fmt: skip
    if chosen == USUAL.key:
        return None, names
    place = int(chosen[1:]) if isinstance(chosen, str) else chosen
    return UUID(facts["ids"][place]), [names[place], *names[:place], *names[place + 1 :]]


def _one_of(text: str, names: list[str]) -> int:
    found = reminding.whose(text, names)
    return found[0] if len(found) == 1 else place_of(text, names)


def told_first(facts: Facts) -> Script:
    """The same of a reminder there is, which must be confirmed already: `facts["event"]`, whose words are `facts["what"]`."""
    return (yield from _who_first(facts))


async def finish_told_first(turn: Turn, chosen: object, facts: Facts) -> Next:
    assert isinstance(chosen, tuple)
    first, contacts = chosen
    if first is None:
        return Next([T("All right, nothing was changed.")])
    await events.reminders.must_confirm(turn.person, UUID(facts["event"]), turn.now, first)
    return Next([T("Saved: {thing}.", thing=facts["what"]), consequence(facts["retries"], contacts, True)])


def _what(text: str) -> str:
    what = reminding.without_wish(text)
    if not what:
        raise NotUnderstood(T("We did not get any words. Please write your answer."))
    try:
        return events.reminders.check_text(what)
    except WellcheckError as long:
        raise NotUnderstood(long.text) from long


def when(text: str, facts: Facts) -> Schedule:
    """The times that are said, if they can be kept; `NotUnderstood` says why not."""
    now = parts.clock(facts)
    try:
        return events.reminders.check(read_when(text, facts["language"], facts["zone"], now), facts["zone"], now)
    except NotUnderstood as unclear:
        if unclear.text.id == unread().id:
            raise NotUnderstood(join([unclear.text, _when_is_it()], " ")) from None
        raise
    except WellcheckError as impossible:
        raise NotUnderstood(impossible.text) from impossible


def _when_is_it() -> Text:
    return T("When should we remind you? For example: “every day at 8:00”, “tomorrow at 15:00” or “in 2 hours”.")


def in_words(schedule: Schedule, facts: Facts) -> Text:
    """The times of a reminder: "every day at 08:00", "on Tue 7 Apr, 15:00"."""
    match schedule:
        case Once(at):
            said = i18n.say(T("{at}", at=at), facts["language"], facts["zone"])
            return T("on {day}", day=T("{words}", words=said))
        case Cron():
            return describe(
                Times(schedule.expressions, schedule.windows, schedule.skips, schedule.turn), facts["language"]
            )
        case recurrence.Every(seconds=seconds):
            return T("every {step}", step=timedelta(seconds=seconds))


def is_rare(schedule: Schedule) -> bool:
    """Whether its words do not tell which day is the first: "every 2 days"."""
    return isinstance(schedule, Cron) and schedule.turn is not None


def first_time(schedule: Schedule, facts: Facts) -> Text:
    """When it comes first, in the words of the person's own zone."""
    slot = recurrence.next_after(schedule, facts["zone"], parts.clock(facts))
    assert slot is not None  # it was checked
    said = recurrence.say_slot(schedule, facts["zone"], slot.at, slot.key)
    return T("{words}", words=i18n.say(said, facts["language"], facts["zone"]))


def consequence(retries: int, contacts: Sequence[str], first: bool = False) -> Text:
    """What happens if something is not confirmed. `first`: the first of these was named for it."""
    order = [T("{name} is told first.", name=contacts[0])] if first and len(contacts) > 1 else []
    if not retries:
        said = T("If you do not confirm it, we tell {contacts}.", contacts=tuple(contacts))
    else:
        said = T("If you do not confirm it, we remind you again, and then tell {contacts}.", contacts=tuple(contacts))
    return join([said, *order], " ") if order else said


def nobody_called(name: str) -> Text:
    """To somebody who named somebody we do not know: who is told all the same."""
    return T("We do not know whom you mean by “{name}”: we tell your contacts in their usual order.", name=name)


async def facts_for(person: Person, now: datetime) -> Facts:
    """What the script has to know of somebody."""
    try:
        contacts = await reminders.who_is_told(person.id)
    except NotAllowed:
        contacts = ()
    chosen = await probes.settings_of(person.id, now)
    return {"contacts": list(contacts), "retries": chosen.retries}


async def finish(turn: Turn, wish: object, facts: Facts) -> Next:
    assert isinstance(wish, Wish)
    return Next([await make(turn, wish)])


async def make(turn: Turn, wish: Wish) -> Text:
    """Keep the wish, and say when it comes first."""
    event = await events.reminders.remind(turn.person, wish, turn.now)
    schedule = recurrence.of_key(event.schedule)
    assert event.due_at is not None
    coming = recurrence.say_slot(schedule, event.zone, event.due_at, event.slot or "")
    said = [T("👍 We remind you on {at}: {thing}.", at=coming, thing=wish.text)]
    if wish.confirm:
        said.append(T("Please reply “done” then."))
    return join([*said, T("To take it back, reply “my reminders”.")], " ")


# --- the list --------------------------------------------------------------------------------------------------------

Listed = tuple[str, str, str, str, bool]
"""A reminder as it is listed: id, what, the key of its schedule, its zone, and whether it must be confirmed."""


def the_list(facts: Facts) -> Script:
    """`facts["reminders"]`: `Listed` of each, soonest first."""
    kept = facts["reminders"]
    if not kept:
        return None
    lines = [_line(n, each, facts) for n, each in enumerate(kept, start=1)]
    asked = T("Which one shall we take back?") if not facts.get("several") else T("Which of these do you mean?")
    choice = yield Ask(
        join([T("Your reminders:"), *lines, asked], "\n"),
        # Labels are stored in the clear, so the words stand in the text.
        options=(*(Option(f"r{n}", T("{n}", n=n + 1)) for n in range(len(kept))), Option("keep", T("None of them"))),
        read=lambda text: _place(text, [each[1] for each in kept]),
    )
    if choice == "keep":
        return None
    return UUID(kept[int(choice[1:]) if isinstance(choice, str) else choice][0])


def _line(n: int, kept: Listed, facts: Facts) -> Text:
    _, what, key, zone, confirm = kept
    times = in_words(recurrence.of_key(key), {**facts, "zone": zone})
    if confirm:
        return T("{n}: {thing}, {times}; must be confirmed", n=n, thing=what, times=times)
    return T("{n}: {thing}, {times}", n=n, thing=what, times=times)


def _place(text: str, texts: Sequence[str]) -> int:
    found = reminding.meant(text, texts)
    if len(found) != 1:
        raise NotUnderstood(T("Please choose one of the options."))
    return found[0]


async def facts_of_list(person: Person, among: Sequence[events.Event] | None = None) -> Facts:
    """What the list begins with: all reminders, or those `among` which one is meant."""
    found = await events.reminders.wishes(person.id) if among is None else among
    kept = [[str(e.id), e.text or "", e.schedule, e.zone, bool(e.payload.get("confirm"))] for e in found]
    return {"reminders": kept, "several": among is not None}


async def finish_list(turn: Turn, chosen: object, facts: Facts) -> Next:
    if not facts["reminders"]:
        return Next([nothing_yet()])
    if chosen is None:
        return Next([T("All right, nothing was changed.")])
    assert isinstance(chosen, UUID)
    event = await events.reminders.take_back(turn.person.id, chosen, turn.now)
    return Next([taken_back(event.text or "")])


def nothing_yet() -> Text:
    """To somebody who has no reminders."""
    return T("You have no reminders. Write for example: “remind me to take my pills every day at 8:00”.")


def taken_back(what: str) -> Text:
    """What is said when a reminder was taken back."""
    return T("Taken back. We do not remind you of this any more: {thing}", thing=what)
