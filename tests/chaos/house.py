"""Many people and their phones: set up at once, and doing by themselves what their scripts say."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tests.chaos.planned import Friend, Plan, Said, Script, User
from wellcheck import access, db, events, people, probes, recurrence
from wellcheck.runtime import Runtime
from wellcheck.sandbox.state import Message, Phone
from wellcheck.sandbox.twilio_api import Twilio

WAIT = timedelta(minutes=5)
"""How long each question is open: the shortest there may be."""

OPERATOR = ("Wunoka", "+447700900099")
LOOK_EVERY = 0.05


Times = Callable[[User], str | recurrence.Schedule]


def at_their_minute(user: User) -> str:
    """When somebody is asked, as their plan has it."""
    return f"{user.minute} {','.join(map(str, user.hours))} * * *"


async def move_in(plan: Plan, running: Runtime, times: Times = at_their_minute) -> dict[str, UUID]:
    """Everybody is known, verified, watched, and has contacts who agreed. Persons by name."""
    now, zone = running.now(), "UTC"
    ids: dict[str, UUID] = {}

    async def known(name: str, number: str) -> people.Person:
        person = await people.create(name, None, "en", zone, now)
        await people.add_address(person.id, "sms", number, now, verified_how="test")
        ids[name] = person.id
        return person

    async with db.transaction():
        operator = await known(*OPERATOR)
        for friend in plan.friends:
            await known(friend.name, friend.number)
        for user in plan.users:
            person = await known(user.name, user.number)
            for place in user.contacts:
                new = probes.circle.NewContact(plan.friends[place].name, plan.friends[place].number)
                added = await probes.circle.add_contact(person, new, now)
                await probes.circle.consent(added.id, added.person_id, True, "1", now)
            await events.change_watch(person, events.WatchChange(True, times(user), user.retries, WAIT), now)
        # The story begins long after everybody was invited and told of it.
        await db.run("DELETE FROM deliveries")
    await access.create_account(operator.id, "chaos@example.org", "a-fine-horse-42", now, role="admin")
    return ids


@dataclass(slots=True)
class House:
    """Everybody's phones, and what their owners do with what arrives. `now`: the product's time."""

    plan: Plan
    twilio: Twilio
    now: Callable[[], datetime]
    seen: dict[str, int] = field(default_factory=dict)
    asked: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    """How often somebody was asked again, by name and check-in."""
    _doing: set[asyncio.Task[None]] = field(default_factory=set)

    def plug_in(self) -> None:
        """Everybody has a phone, switched on."""
        for name, number in self.plan.everybody:
            self.twilio.world.add_phone(name, number)
        self.twilio.world.add_phone(*OPERATOR)

    async def live(self) -> None:
        """Read what arrives and act on it, until cancelled."""
        users = {user.number: user for user in self.plan.users}
        friends = {friend.number: friend for friend in self.plan.friends}
        phones = [phone for phone in self.twilio.world.phones.values() if phone.number in users | friends]
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
            for task in self._doing:
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
        return [message for message in reversed(fresh) if message.status == "delivered"]

    def _as_user(self, phone: Phone, user: User, message: Message) -> None:
        if "re you okay?" not in message.text:
            return
        check = self.check(user, message)
        if not message.text.startswith("Hello"):
            self.asked[user.name, check] += 1
        question = self.asked[user.name, check]
        script = self.script(user, check)
        if question < len(script.to):
            for said in script.to[question]:
                self._later(phone, said)

    def script(self, user: User, check: int) -> Script:
        """What a user does about this check-in."""
        return user.scripts[check]

    def check(self, user: User, message: Message) -> int:
        """Which of this user's check-ins a message belongs to."""
        first = user.hours[0] * 3600 + user.minute * 60
        return min(max(0, int(message.at % 86_400 - first) // 3600), len(user.hours) - 1)

    def _as_friend(self, phone: Phone, friend: Friend, message: Message) -> None:
        if "\n1 = " not in message.text:
            return  # nothing is asked
        told = {
            "helper": (Said(friend.after, "1"),),
            "cannot": (Said(friend.after, "2"),),
            "babbler": (Said(friend.after, "what is this?"), Said(friend.after + 1, "what is this?")),
            "stopper": (Said(friend.after, "STOP"),),
            "silent": (),
        }
        for said in told[friend.nature]:
            self._later(phone, said)

    def _later(self, phone: Phone, said: Said) -> None:
        task = asyncio.create_task(self._says(phone, said))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _says(self, phone: Phone, said: Said) -> None:
        at = self.now() + timedelta(minutes=said.after)
        while (left := (at - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - nobody tells when the time is wound
            await asyncio.sleep(min(left, 2 * LOOK_EVERY))
        with contextlib.suppress(PermissionError):  # the phone is off
            self.twilio.messages.say(phone, said.channel, said.text)
