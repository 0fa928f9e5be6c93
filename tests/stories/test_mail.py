"""Told by e-mail: through a real mail server, with links that only a human hand makes count."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import here
from tests.mail_server import MailServer, mail_server, trusting
from tests.stories.world import World, world
from tests.wellcheck.provider import provider, reply
from wellcheck import db, people, probes
from wellcheck.config import Config
from wellcheck.errors import NotValid
from wellcheck.messages import answers
from wellcheck.people import Person

BOB = "bob@example.org"


@dataclass
class Mailbox:
    """Somebody's mails, and the browser in which they open links."""

    world: World
    server: MailServer
    address: str

    def last(self, part: str = "") -> EmailMessage:
        """The newest mail with this in its text."""
        for mail in reversed(self.server.to(self.address)):
            if part in text_of(mail):
                return mail
        raise AssertionError(f"no mail with {part!r}, but: {[text_of(m) for m in self.server.to(self.address)]}")

    def link(self, label: str, part: str = "") -> str:
        """Where this answer of the newest mail leads."""
        text = text_of(self.last(part))
        found = re.search(rf"^{re.escape(label)}:\n(\S+)$", text, re.M)
        assert found is not None, text
        return found[1]

    async def opens(self, link: str) -> str:
        """What the page behind the link shows. Looking changes nothing."""
        async with self.world.http.get(link) as answer:
            return await answer.text()

    async def presses(self, link: str, page: str | None = None) -> str:
        """Press the button of the page; what is shown then."""
        page = await self.opens(link) if page is None else page
        ticket = re.search(r'name="ticket" value="([^"]+)"', page)
        assert ticket is not None, page
        async with self.world.http.post(link, data={"ticket": ticket[1]}) as answer:
            shown = await answer.text()
        await self.world.settle()
        return shown

    async def answers(self, label: str, part: str = "") -> str:
        """Follow the link of this answer and press its button."""
        return await self.presses(self.link(label, part))


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


@pytest.fixture
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hand that is as quick as a program, and is believed all the same."""
    monkeypatch.setattr(answers, "READS", 0.0)


@asynccontextmanager
async def mailed(config: Config, home: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[World, Mailbox]]:
    """The world with a mail server, and Bob's mailbox on it."""
    monkeypatch.setattr("wellcheck.channels.email._tls", trusting)
    async with mail_server() as server:
        config = replace(config, smtp_url=server.url, mail_from="care@check.example.org")
        async with world(config, home) as running:
            yield running, Mailbox(running, server, BOB)


async def mailbox_of(ada: Person, world: World, bob: Mailbox) -> Mailbox:
    """Ada's mailbox, which is tried first."""
    async with db.transaction():
        await people.add_address(ada.id, "email", "Ada@Example.org", world.now, verified_how="test", first=True)
    return Mailbox(world, bob.server, "Ada@Example.org")


async def with_bob(world: World, bob: Mailbox) -> Person:
    """Ada, watched, with Bob as her contact, who has e-mail alone and agreed."""
    ada = await world.person("Ada", contacts=(), named=(probes.circle.NewContact("Bob", None, email=BOB),))
    assert "Thank you, Bob" in await bob.answers("Yes, I will help")
    return ada


@pytest.mark.usefixtures("_no_waiting")
async def test_a_contact_with_e_mail_alone_agrees_takes_over_and_says_how_it_is(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        ada = await with_bob(world, bob)
        await world.ada.hears("Bob agreed to be told")
        await world.until_asked(ada)
        await world.ada.says("2")
        assert "Ada" in bob.last()["Subject"]
        link = bob.link("I am on it")
        # A mail server that looks at each link, and a preview of the page, have told nobody anything.
        page = await bob.opens(link)
        async with world.http.head(link) as looked:
            assert looked.status == 200
        await world.settle()
        assert await world.ada.count("is coming") == 0 and "Ada" in page and "<button>I am on it</button>" in page
        shown = await bob.presses(link, page)
        assert "Thank you" in shown
        await world.ada.hears("Bob is coming to check on you")
        again = await bob.presses(link, page)  # the same page twice is the same answer
        assert again == shown
        assert await world.ada.count("is coming") == 1
        assert "Thank you, that is noted" in await bob.answers("They are safe")
        assert "We are glad that Ada is safe" in text_of(bob.last("We are glad"))
        assert "settled" in await bob.presses(link)  # what was asked first is over; the page says so


async def test_a_link_pressed_faster_than_anybody_reads_does_not_count_and_help_does(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(answers, "READS", 600.0)  # however slow this machine is
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        ada = await world.person("Ada")
        box = await mailbox_of(ada, world, bob)
        await world.until_asked(ada)
        shown = await box.answers("I'm okay")
        assert "once more" in shown and (await world.probe(ada)).status == "pending"
        await box.answers("I need help")
        assert (await world.probe(ada)).status == "bad"
        await world.bob.hears("Ada", "1 = I am on it")


@pytest.mark.usefixtures("_no_waiting")
async def test_an_ok_by_e_mail_counts_for_its_own_question_alone(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        ada = await world.person("Ada")
        box = await mailbox_of(ada, world, bob)
        await world.until_asked(ada)
        old = box.link("I'm okay")
        assert "Thank you, Ada. Good to know that you are okay" in await box.presses(old)
        assert (await world.probe(ada)).status == "good"
        await world.until_asked(ada)
        await world.wait(minutes=5)
        assert (await world.probe(ada)).status == "pending"
        shown = await box.opens(old)  # a day has passed: the link of an OK is over
        assert "does not count any more" in shown and "<button" not in shown
        assert (await world.probe(ada)).status == "pending"


@pytest.mark.usefixtures("_no_waiting")
async def test_who_wants_no_more_e_mails_is_no_contact_any_more_and_that_is_told(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        ada = await with_bob(world, bob)
        link = bob.link("I do not want these e-mails any more")
        assert "Whoever counts on you is told so" in await bob.opens(link)
        assert (await people.contacts(ada.id))[0].consent == "consented"
        assert "no more e-mails" in await bob.presses(link)
        assert (await people.contacts(ada.id))[0].consent == "opted_out"
        await world.ada.hears("Bob does not want messages from us any more")


@pytest.mark.usefixtures("_no_waiting")
async def test_a_mailbox_that_is_not_there_is_dead_and_its_user_hears_of_it(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        bob.server.rcpt = "550 5.1.1 no such user here"
        ada = await world.person("Ada", contacts=(), named=(probes.circle.NewContact("Bob", None, email=BOB),))
        bobs = (await people.contacts(ada.id))[0].person_id
        address = await people.Address.get(person_id=bobs)
        assert address.dead_at is not None and BOB not in str(address.dead_reason)
        await world.ada.hears("We cannot reach Bob any more")


async def test_a_contact_with_e_mail_alone_is_one_contact_and_a_new_address_is_asked(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        ada = await world.person("Ada", contacts=("Cara",))
        user = await people.get(ada.id)
        new = probes.circle.NewContact("Bob", None, email=BOB)
        made = await probes.circle.add_contact(user, new, world.now)
        with pytest.raises(NotValid):
            await probes.circle.add_contact(user, new, world.now)
        await world.settle()
        assert "would like us to tell you" in text_of(bob.last())
        await probes.circle.change_contact(ada.id, made.id, {"email": "robert@example.org"}, world.now)
        await world.settle()
        assert "would like us to tell you" in text_of(Mailbox(world, bob.server, "robert@example.org").last())


@pytest.mark.usefixtures("_no_waiting")
async def test_an_address_of_ones_own_counts_once_its_link_was_pressed(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        ada = await world.person("Ada")
        status, told = await world.call("POST", f"/v1/users/{ada.id}/addresses", {"email": "ada@example.org"})
        assert (status, told["data"]["state"], told["data"]["email"]) == (201, "unverified", "ada@example.org")
        await world.settle()
        await world.ada.hears("A new e-mail address was given for you")
        box = Mailbox(world, bob.server, "ada@example.org")
        assert "We reach you here from now on" in await box.answers("Yes, this is my address")
        assert [a["state"] for a in await world.read(f"/v1/users/{ada.id}/addresses")] == ["usable", "usable"]
        # Left, and come back.
        await box.presses(box.link("I do not want these e-mails any more"))
        assert [a["state"] for a in await world.read(f"/v1/users/{ada.id}/addresses")] == ["usable", "stopped"]
        await world.call("POST", f"/v1/users/{ada.id}/addresses", {"email": "ADA@example.org"})
        await world.settle()
        await box.answers("Yes, this is my address")
        assert [a["state"] for a in await world.read(f"/v1/users/{ada.id}/addresses")] == ["usable", "usable"]


@pytest.mark.usefixtures("_no_waiting")
async def test_who_reads_a_mail_meant_for_somebody_else_cannot_become_them(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob):
        ada = await with_bob(world, bob)
        named = (await people.contacts(ada.id))[0]
        # Bob is watched himself by now, and only what he proved is his.
        await db.run("UPDATE addresses SET verified_at = NULL WHERE person_id = $1", named.person_id)
        assert "does not count any more" in await bob.answers("Yes, I will help")
        address = await people.Address.get(person_id=named.person_id)
        assert address.verified_at is None
        # What ends the mails to them is open to whoever gets them.
        await bob.presses(bob.link("I do not want these e-mails any more"))
        assert (await people.Address.get(id=address.id)).stopped_at is not None


async def test_a_process_writes_e_mails_and_pushes(config: Config, tmp_path: Path):
    async with provider() as there:
        there.will(reply(200, [1, "Sent", "17000000000000000"]))
        keys = {"pubnub_service_url": there.url, "pubnub_pub_key": "pub-c-1", "pubnub_sub_key": "sub-c-1"}
        async with world(replace(config, **keys), tmp_path) as running:
            at = running.now.timestamp() + 60
            steps = [
                {"at": at, "channel": "email", "email": BOB, "subject": "Pump 3", "text": "It stands still."},
                {"at": at, "channel": "pubnub", "pubnub-channel": "ward 3", "text": "It stands still."},
            ]
            request = {"process-id": "p-3", "action": "start", "notifications": steps}
            assert (await running.call("POST", "/v1/escalations", request))[0] == 201
            await running.wait(minutes=1.1)
            mail = (await running.bob.mail.messages())[-1]
            assert (mail["content"]["mail"]["subject"], mail["buttons"]) == ("Pump 3", [])
            assert "It stands still." in mail["text"]
            [asked] = there.asked
            assert asked.path == "/publish/pub-c-1/sub-c-1/0/ward%203/0?store=0&uuid=wellcheck"
            assert (asked.json["process"], asked.json["text"]) == ("p-3", "It stands still.")


@pytest.mark.usefixtures("_no_waiting")
async def test_in_the_sandbox_a_contact_named_by_e_mail_reads_and_answers_on_their_phone(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(here, "here", replace(here.here, mail=True))
    async with world(config, tmp_path) as running:
        ada, bob = running.ada, Mailbox(running, MailServer(), BOB)
        user = await running.person("Ada", contacts=("Cara",))
        for words in ("contacts", "1", "Bob", "bob at example"):
            await ada.says(words)
        await ada.hears("with its country code")  # that was neither a number nor an address
        await ada.says("Bob@Example.org")
        await ada.hears("We have asked Bob by e-mail whether they agree")
        await running.bob.mail.hears("Ada", "would like us to tell you")
        assert "Thank you, Bob" in await bob.presses(await running.bob.mail.link("Yes, I will help"))
        await running.until_asked(user)
        await ada.says("2")
        await running.wait(minutes=6)
        await running.bob.mail.hears("Ada")
        assert "Thank you" in await bob.presses(await running.bob.mail.link("I am on it"))
        await ada.hears("Bob is coming to check on you")


async def test_a_forged_link_opens_nothing(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    async with mailed(config, tmp_path, monkeypatch) as (world, bob), ClientSession() as http:
        for word in ("A" * 52, "_" * 52):
            async with http.get(f"{world.config.public_url}/answer/{word}") as answer:
                assert answer.status == 410 and "<button" not in await answer.text()
            async with http.post(f"{world.config.public_url}/answer/{word}", data={"ticket": "x"}) as answer:
                assert answer.status == 410
