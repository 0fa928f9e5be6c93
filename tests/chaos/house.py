"""Many people and their phones: set up at once, and doing by themselves what their scripts say."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aiohttp import ClientError, ClientSession

from tests.chaos.planned import HELP, OK, Friend, Plan, Said, Script, User
from tests.chaos.watched import Watcher, delivery_of, leaving, spoken_in, value_on, went_wrong
from wellcheck import access, db, events, people, probes, recurrence
from wellcheck.messages import answers
from wellcheck.runtime import Runtime
from wellcheck.sandbox.state import OVER, Call, Message, Phone
from wellcheck.sandbox.telegram_api import Telegram
from wellcheck.sandbox.twilio_api import Twilio

WAIT = timedelta(minutes=5)
"""How long each question is open: the shortest there may be."""

OPERATOR = ("Wunoka", "+447700900099")
LOOK_EVERY = 0.05
LISTEN_EVERY = 0.01
"""Seconds between two looks at a call that one is in: a product minute may pass in less than a second."""

PATIENCE = 30.0
"""Seconds for which somebody tries again to press a button of a page, or waits in a call."""

READ = answers.READS + 0.05
"""Seconds that somebody looks at a page before they press its button."""

_TICKET = re.compile(r'name="ticket" value="([^"]+)"')


Times = Callable[[User], str | recurrence.Schedule]


def at_their_minute(user: User) -> str:
    """When somebody is asked, as their plan has it."""
    return f"{user.minute} {','.join(map(str, user.hours))} * * *"


async def move_in(
    plan: Plan, running: Runtime, phone_of: Callable[[str], Phone], times: Times = at_their_minute
) -> dict[str, UUID]:
    """Everybody is known, verified, watched, and has contacts who agreed. Persons by name. `phone_of`: by number."""
    now, zone = running.now(), "UTC"
    ids: dict[str, UUID] = {}

    async def known(name: str, number: str, channels: Sequence[str] = ("sms",)) -> people.Person:
        person = await people.create(name, None, "en", zone, now)
        for channel in channels:
            await people.add_address(person.id, channel, value_on(phone_of(number), channel), now, verified_how="test")
        ids[name] = person.id
        return person

    async with db.transaction():
        operator = await known(*OPERATOR)
        for friend in plan.friends:
            await known(friend.name, friend.number, (friend.channel,))
        for user in plan.users:
            person = await known(user.name, user.number, user.channels)
            for place in user.contacts:
                added = await probes.circle.add_contact(person, _contact(plan.friends[place], phone_of), now)
                await probes.circle.consent(added.id, added.person_id, True, "1", now)
            await events.change_watch(person, events.WatchChange(True, times(user), user.retries, WAIT), now)
        # The story begins long after everybody was invited and told of it.
        await db.run("DELETE FROM deliveries")
    await access.create_account(operator.id, "chaos@example.org", "a-fine-horse-42", now, role="admin")
    return ids


def _contact(friend: Friend, phone_of: Callable[[str], Phone]) -> probes.circle.NewContact:
    value = value_on(phone_of(friend.number), friend.channel)
    if friend.channel == "email":
        return probes.circle.NewContact(friend.name, None, email=value)
    return probes.circle.NewContact(friend.name, value, channel=friend.channel)


@dataclass(slots=True)
class House:
    """Everybody's phones, and what their owners do with what arrives. `now`: the product's time."""

    plan: Plan
    twilio: Twilio
    telegram: Telegram
    http: ClientSession
    now: Callable[[], datetime]
    seen: dict[str, int] = field(default_factory=dict)
    watcher: Watcher = field(init=False)
    doing: int = 0
    """How many do something in this moment that takes its time."""
    _reacted: set[tuple[str, int, int]] = field(default_factory=set)
    """The questions somebody reacted to already, by name, check-in and question: also one that comes on two ways, or twice."""
    _babbled: set[tuple[str, str]] = field(default_factory=set)
    """What babblers have been told: the same words a second time are not worth any."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.watcher = Watcher(self.twilio.world)

    def plug_in(self) -> None:
        """Everybody has a phone, switched on, and has talked to the bot and to us on WhatsApp before."""
        world = self.twilio.world
        for name, number in (*self.plan.everybody, OPERATOR):
            phone = world.add_phone(name, number)
            phone.started, phone.wrote_at = True, world.now()

    def phone_of(self, number: str) -> Phone:
        """The phone with this number."""
        phone = self.twilio.world.phone(number)
        assert phone is not None
        return phone

    async def live(self) -> None:
        """Read what arrives and act on it, until cancelled."""
        users: dict[str, User] = {user.number: user for user in self.plan.users}
        friends: dict[str, Friend] = {friend.number: friend for friend in self.plan.friends}
        phones = [phone for phone in self.twilio.world.phones.values() if phone.number in users | friends]
        self._go(self._answer_calls({**users, **friends}))
        try:
            while True:
                for phone in phones:
                    for message in self._new(phone):
                        if phone.number in users:
                            self._as_user(phone, users[phone.number], message)
                        else:
                            self._as_friend(phone, friends[phone.number], message)
                await asyncio.sleep(LOOK_EVERY)
        finally:
            for task in self._tasks:
                task.cancel()

    def _new(self, phone: Phone) -> list[Message]:
        """What arrived since the last look, oldest first."""
        fresh: list[Message] = []
        for message in reversed(self.twilio.world.on_phone[phone.id].values()):
            if message.id <= self.seen.get(phone.id, 0):
                break
            if message.status in ("queued", "sent") and not message.mine:
                fresh.clear()  # on its way: it and what came after it are read when it is there
                continue
            if not message.mine:
                fresh.append(message)
        if fresh:
            self.seen[phone.id] = fresh[0].id
        return [message for message in reversed(fresh) if message.status in ("delivered", "read")]

    # what they do about messages

    def _as_user(self, phone: Phone, user: User, message: Message) -> None:
        for said in self._reaction(user, message.text, message.at):
            self._go(self._says(phone, said, message))

    def _reaction(self, user: User, text: str, at: float) -> Sequence[Said]:
        """What a user says to this question; nothing if it is none, or one they have reacted to."""
        if "re you okay?" not in text:
            return ()
        check = self.check(user, at)
        question = 0 if "Hello" in text else 1
        if (user.name, check, question) in self._reacted:
            return ()
        self._reacted.add((user.name, check, question))
        script = self.script(user, check)
        return script.to[question] if question < len(script.to) else ()

    def script(self, user: User, check: int) -> Script:
        """What a user does about this check-in."""
        return user.scripts[check]

    def check(self, user: User, at: float) -> int:
        """Which of this user's check-ins a message of this time belongs to."""
        first = user.hours[0] * 3600 + user.minute * 60
        return min(max(0, int(at % 86_400 - first) // 3600), len(user.hours) - 1)

    def _as_friend(self, phone: Phone, friend: Friend, message: Message) -> None:
        asked = bool(message.buttons) or " 1 = " in message.text.replace("\n", " ")
        if friend.nature == "babbler":
            # We ask again what they meant; who babbles about that as well would never come to an end.
            asked = asked and (friend.name, message.text) not in self._babbled
            self._babbled.add((friend.name, message.text))
        for said in self._helps(friend) if asked else ():
            self._go(self._says(phone, said, message))

    @staticmethod
    def _helps(friend: Friend) -> Sequence[Said]:
        """What a friend says to a question."""
        told = {
            "helper": (Said(friend.after, "1", option=OK),),
            "cannot": (Said(friend.after, "2", option=HELP),),
            "babbler": (Said(friend.after, "what is this?"), Said(friend.after + 1, "what is this?")),
            "stopper": (Said(friend.after, "STOP"),),
            "silent": (),
        }
        return told[friend.nature]

    def _go(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _says(self, phone: Phone, said: Said, message: Message | None) -> None:
        """Say it at its time; `message`: what is answered."""
        at = self.now() + timedelta(minutes=said.after)
        while (left := (at - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - nobody tells when the time is wound
            await asyncio.sleep(min(left, 2 * LOOK_EVERY))
        channel = said.channel or (message.channel if message else "sms")
        option = said.option if message is not None and message.channel == channel else 0
        self.doing += 1
        try:
            with contextlib.suppress(PermissionError):  # the phone is off
                if channel == "email":
                    assert message is not None
                    await self._follow(phone, message, said.text, option)
                elif channel == "telegram":
                    self._chat(phone, message if option else None, said.text, option)
                else:
                    self.twilio.messages.say(phone, channel, said.text)
        finally:
            self.doing -= 1

    def _chat(self, phone: Phone, message: Message | None, text: str, option: int) -> None:
        if message is not None:
            with contextlib.suppress(LookupError):  # the buttons were taken away
                self.telegram.app.tap(phone, message.id, option - 1)
                return
        self.telegram.app.say(phone, text)

    # mail

    async def _follow(self, phone: Phone, message: Message, text: str, option: int) -> None:
        """Follow a link of a mail and press the button there. There is no other way to say something."""
        buttons = [button for row in message.buttons for button in row]
        url = leaving(message) if text == "STOP" else buttons[option - 1]["url"] if 0 < option <= len(buttons) else None
        end = asyncio.get_running_loop().time() + PATIENCE
        while url and asyncio.get_running_loop().time() < end:
            with contextlib.suppress(ClientError, OSError, TimeoutError):
                async with self.http.get(url) as page:
                    found = _TICKET.search(await page.text())
                    if page.status == 410 or (page.status == 200 and not found):
                        return
                if found:
                    self.watcher.offered[found[1]] = (option, delivery_of(message), self.twilio.world.now())
                    if await self._press(phone, url, found[1], end):
                        return
            await asyncio.sleep(0.2)

    async def _press(self, phone: Phone, url: str, ticket: str, end: float) -> bool:
        """Press the button of a page, again if nobody answers. Whether that was the end of it."""
        at = self.twilio.world.now()
        await asyncio.sleep(READ)
        while asyncio.get_running_loop().time() < end:
            with contextlib.suppress(ClientError, OSError, TimeoutError):
                async with self.http.post(url, data={"ticket": ticket}) as page:
                    told = await page.text()
                    if page.status == 200 and not _TICKET.search(told):
                        if "does not count" not in told:
                            self.watcher.pressed[ticket] = (phone, at)
                        return True
                    if page.status < 500:
                        return page.status == 410
            await asyncio.sleep(0.2)
        return True

    # calls

    async def _answer_calls(self, who: Mapping[str, User | Friend]) -> None:
        while True:
            call = await self.watcher.ringing.get()
            phone = self.twilio.world.phones.get(call.phone)
            if phone is not None and phone.number in who:
                self._go(self._call(phone, call, who[phone.number]))

    async def _call(self, phone: Phone, call: Call, who: User | Friend) -> None:
        self.doing += 1
        try:
            # Somebody else's call may be ringing meanwhile, or this one be over.
            with contextlib.suppress(LookupError):
                await self._in_call(phone, call, who)
        finally:
            self.doing -= 1

    async def _in_call(self, phone: Phone, call: Call, who: User | Friend) -> None:
        """Take it, listen, and press or say what there is to be said; or do not take it."""
        calls = self.twilio.calls
        script = self.script(who, self.check(who, call.at)) if isinstance(who, User) else None
        if script.name == "never" if script else isinstance(who, Friend) and who.nature == "silent":
            match call.id % 3:
                case 0:
                    calls.ignore(phone)
                case 1:
                    calls.decline(phone)
                case _:
                    calls.answer(phone, "machine_start")
            return
        calls.answer(phone)
        if not await self._listens(call):
            return
        text = "\n".join(spoken_in(call))
        if isinstance(who, User):
            sayings = self._reaction(who, text, call.at) if "re you okay?" in text else self._heard(text)
        else:
            sayings = self._helps(who) if "Press 2 if you cannot" in text else self._heard(text)
        for said in sayings:
            if said.channel not in ("", "voice"):
                self._go(self._says(phone, said, None))
            elif await self._listens(call):
                await self._replies(phone, call, said)
        if call.status not in OVER and await self._listens(call):
            calls.hang_up(phone)

    @staticmethod
    def _heard(text: str) -> Sequence[Said]:
        """What is only told is confirmed, and of what is offered the first is taken."""
        return (Said(0, "1", option=OK),) if "Press 1" in text else ()

    async def _replies(self, phone: Phone, call: Call, said: Said) -> None:
        calls, behind = self.twilio.calls, len(call.lines)
        if said.text == "STOP":
            for _ in "99":
                if await self._listens(call):
                    calls.press(phone, "9")
                    call.listening = {}
            return
        if said.option:
            calls.press(phone, str(said.option))
        else:
            calls.speak(phone, said.text)
        call.listening = {}  # what is said now is for the next question
        await self._listens(call)
        asked = "Press 2 if" in "\n".join(spoken_in(call)[:1])
        if said.option and asked and not went_wrong(spoken_in(call, behind)):
            self.watcher.keyed[call.sid] = phone

    @staticmethod
    async def _listens(call: Call) -> bool:
        """Wait until a key is awaited. False: it is over."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not call.listening and call.status not in OVER and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110
            await asyncio.sleep(LISTEN_EVERY)
        return bool(call.listening) and call.status not in OVER
