"""E-mail: what it says, how it is handed over, and what a mail server's answers mean."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from aiohttp import ClientSession

from tests.mail_server import PASSWORD, USER, mail_server, trusting
from wellcheck import crypto
from wellcheck.channels.email import Email, Server, compose, html, message_id, plain, subject, verdict
from wellcheck.channels.http import open_session
from wellcheck.messages import answers
from wellcheck.messages.answers import LEAVE, Link
from wellcheck.messages.rules import speaks_well
from wellcheck.messages.values import Failed, Outgoing, Sent, Unknown

DELIVERY = UUID("0198c0de-0000-7000-8000-000000000001")
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
BOB = "bob@example.org"
ALARM = Outgoing(
    DELIVERY, BOB, "Ada has not answered a check-in. Can you look after them?\n\nTheir place: https://maps.example/?q=1,2.",
    (("mine", "I am on it"), ("cannot", "I can't")), kind="alarm",
)  # fmt: skip
PUBLIC = "https://check.example.org"


@pytest.fixture(autouse=True)
def _keys() -> None:
    crypto.use(crypto.Vault(("a key for tests that opens nothing else",)))


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session() as opened:
        yield opened


def email(session: ClientSession, server: Server, seconds: float = 5.0) -> Email:
    return Email(
        session, server, sender="care@check.example.org", public_url=PUBLIC, now=lambda: NOW, tls=trusting(),
        seconds=seconds,
    )  # fmt: skip


# --- what we say -----------------------------------------------------------------------------------------------------


def test_the_subject_is_the_first_sentence():
    assert subject(ALARM.text) == "Ada has not answered a check-in"
    assert subject("Good morning, Ada. Are you okay?") == "Good morning, Ada. Are you okay?"
    assert subject("Hello Bob, Wellcheck here. Ada needs help. Go.") == "Hello Bob, Wellcheck here. Ada needs help"
    assert subject("Mrs. Miller has not answered a check-in.\nMore") == "Mrs. Miller has not answered a check-in"
    assert subject("¿Estás bien, Ada? Responde.") == "¿Estás bien, Ada? Responde"
    assert subject("艾达没有回应今天的问候，也没有接电话。您能去看看吗？") == "艾达没有回应今天的问候，也没有接电话"
    assert len(subject("word " * 60)) <= 78 and "\n" not in subject("one\r\ntwo")


def test_each_answer_is_a_link_that_stands_for_it_alone():
    links = re.findall(rf"{PUBLIC}/answer/([A-Za-z0-9_-]{{52}})\b", plain(compose(ALARM, PUBLIC, NOW)))
    assert [answers.of_word(word, NOW) for word in links] == [
        Link.to(DELIVERY, 0, "mine"), Link.to(DELIVERY, 1, "cannot"), Link.to(DELIVERY, LEAVE),
    ]  # fmt: skip


def test_whom_a_process_writes_to_has_nothing_to_leave():
    mail = compose(Outgoing(DELIVERY, BOB, "Pump 3 stands still.", kind="process"), PUBLIC, NOW)
    assert PUBLIC not in plain(mail) + html(mail) and "do not answer this e-mail" in plain(mail)


def test_a_link_cannot_be_made_changed_or_used_for_ever():
    word = answers.word(Link.to(DELIVERY, 1, "help"), "ask", NOW)
    other = answers.word(Link.to(DELIVERY, 0, "ok"), "ask", NOW)
    assert answers.of_word(word[:28] + other[28:], NOW) is None and answers.of_word("A" * 52, NOW) is None
    assert answers.of_word(word[:-1], NOW) is None and answers.of_word("é" * 52, NOW) is None
    assert answers.of_word(word, NOW + answers.PROBES - timedelta(seconds=1)) == Link.to(DELIVERY, 1, "help")
    assert answers.of_word(word, NOW + answers.PROBES) is None
    lasting = answers.word(Link.to(DELIVERY, 1, "help"), "invitation", NOW)
    assert answers.of_word(lasting, NOW + answers.PROBES) == Link.to(DELIVERY, 1, "help")
    crypto.use(crypto.Vault(("another key for tests, which opens nothing else",)))
    assert answers.of_word(word, NOW) is None


def test_a_link_never_comes_to_mean_another_option():
    first, leave = Link.to(DELIVERY, 0, "mine"), Link.to(DELIVERY, LEAVE)
    offered = (("mine", "I am on it"), ("cannot", "I can't"))
    assert (first.key(offered), first.key(offered[::-1]), first.key(())) == ("mine", None, None)
    assert (leave.key(offered), leave.key(())) == ("", "")


def test_a_pages_button_says_how_long_it_was_looked_at():
    word = answers.word(Link.to(DELIVERY, 0, "ok"), "ask", NOW)
    ticket = answers.ticket(word, 100.0)
    assert answers.shown_for(ticket, word, 101.5) == pytest.approx(1.5)
    assert answers.shown_for(ticket, answers.word(Link.to(DELIVERY, 1, "help"), "ask", NOW), 101.5) is None
    assert answers.shown_for("", word, 101.5) is None


def test_what_people_wrote_is_no_html():
    out = Outgoing(DELIVERY, BOB, "<b>Ada</b> & Bob\nhttps://x.example/?a=1&b=2", (("ok", '"fine" <3'),), language="ar")
    page = html(compose(out, PUBLIC, NOW))
    assert "<b>" not in page and "&lt;b&gt;Ada&lt;/b&gt; &amp; Bob<br>" in page and "&quot;fine&quot; &lt;3" in page
    assert 'lang="ar" dir="rtl"' in page and '<a href="https://x.example/?a=1&amp;b=2">' in page
    assert "<img" not in page and "src=" not in page and "http-equiv" not in page  # nothing tells who has opened it


# --- how it is handed over -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tls", ["starttls", "smtps"])
async def test_a_mail_is_handed_over_encrypted_and_connections_are_kept(session: ClientSession, tls: str):
    async with mail_server(tls, login=True) as there:
        channel = email(session, Server("127.0.0.1", there.port, tls == "smtps", USER, PASSWORD))
        for _ in range(3):
            assert await channel.send(ALARM) == Sent(f"{DELIVERY.hex}@check.example.org"[:64])
        assert (there.connections, there.encrypted, there.users) == (1, [True] * 3, [USER])
        mail = there.mails[0]
        assert mail["From"] == "Wellcheck <care@check.example.org>" and mail["To"] == BOB
        assert mail["Subject"] == "Ada has not answered a check-in" and mail["Auto-Submitted"] == "auto-generated"
        # The same for each attempt: whoever gets it twice can see that it is one.
        assert {mail["Message-ID"] for mail in there.mails} == {message_id(DELIVERY, "care@check.example.org")}
        text, page = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None and page is not None
        assert "I am on it:\r\nhttps://check.example.org/answer/" in text.get_content()
        assert 'lang="en" dir="ltr"' in page.get_content()


async def test_what_would_go_unencrypted_does_not_go(session: ClientSession):
    async with mail_server("none", login=True) as there:
        for far in (Server("127.0.0.1", there.port, False), Server("127.0.0.1", there.port, False, USER, PASSWORD)):
            refused = await email(session, far).send(ALARM)
            assert isinstance(refused, Failed) and refused.whole_channel and "TLS" in refused.reason
        near = Server("127.0.0.1", there.port, False, USER, PASSWORD, local=True)
        assert isinstance(await email(session, near).send(ALARM), Failed) and not there.users
        wished = Server("127.0.0.1", there.port, False, USER, PASSWORD, insecure=True, local=True)
        assert isinstance(await email(session, wished).send(ALARM), Sent) and there.users == [USER]


async def test_a_certificate_that_nobody_vouches_for_is_not_believed(session: ClientSession):
    async with mail_server() as there:
        server = Server("127.0.0.1", there.port, False)
        channel = Email(session, server, sender="a@b.example", public_url=PUBLIC, now=lambda: NOW)
        refused = await channel.send(ALARM)
        assert isinstance(refused, Failed) and not refused.permanent and not there.mails


async def test_a_wrong_password_is_a_matter_for_people(session: ClientSession):
    async with mail_server(login=True) as there:
        refused = await email(session, Server("127.0.0.1", there.port, False, USER, "wrong"), 10.0).send(ALARM)
        assert isinstance(refused, Failed) and refused.whole_channel and not refused.permanent and not there.mails


@pytest.mark.parametrize(
    ("answer", "permanent", "elsewhere"),
    [
        ("550 5.1.1 no such user", True, False),
        ("550 no such user", True, False),
        ("450 4.2.1 try later", False, False),
        ("552 5.2.2 mailbox full", False, True),
        ("550 5.7.1 we think this is spam", False, True),
    ],
)
async def test_only_a_mailbox_that_is_not_there_is_dead(
    session: ClientSession, answer: str, permanent: bool, elsewhere: bool
):
    async with mail_server() as there:
        there.rcpt = answer
        channel = email(session, Server("127.0.0.1", there.port, False))
        refused = await channel.send(ALARM)
        assert isinstance(refused, Failed) and (refused.permanent, refused.elsewhere) == (permanent, elsewhere)
        assert refused.code == answer[:3] and speaks_well(refused) is None
        there.rcpt = ""
        assert isinstance(await channel.send(ALARM), Sent)


async def test_a_refused_message_says_nothing_about_the_address(session: ClientSession):
    async with mail_server() as there:
        channel = email(session, Server("127.0.0.1", there.port, False))
        there.end = "554 too big"
        refused = await channel.send(ALARM)
        assert isinstance(refused, Failed) and refused.elsewhere and not refused.permanent
        there.end = "451 later"
        refused = await channel.send(ALARM)
        assert isinstance(refused, Failed) and not refused.elsewhere and not refused.permanent
        assert speaks_well(refused) is False
        there.end, there.mail = "", "553 5.7.1 you are not care@check.example.org"
        refused = await channel.send(ALARM)
        assert isinstance(refused, Failed) and refused.whole_channel and not refused.permanent


def test_without_a_word_about_the_address_none_is_dead():
    assert not verdict(550, "no", about_address=False).permanent
    assert verdict(550, "5.1.1 no", about_address=False).permanent
    assert verdict(550, "5.1.1 <bob@example.org>: unknown", about_address=True).reason == "550 5.1.1 … unknown"
    assert verdict(530, "log in first", about_address=True).whole_channel


@pytest.mark.parametrize("end", ["hang", "drop"])
async def test_a_mail_whose_taking_nobody_confirmed_is_in_doubt(session: ClientSession, end: str):
    async with mail_server() as there:
        there.end = end
        assert isinstance(await email(session, Server("127.0.0.1", there.port, False), 0.5).send(ALARM), Unknown)
        assert len(there.mails) == 1


async def test_what_never_left_is_no_doubt(session: ClientSession):
    async with mail_server() as there:
        there.rcpt = "hang"
        channel = email(session, Server("127.0.0.1", there.port, False), 0.5)
        refused = await channel.send(ALARM)
        assert isinstance(refused, Failed) and not refused.permanent and not there.mails
        gone = Server("127.0.0.1", there.port, False)
    refused = await email(session, gone).send(ALARM)
    assert isinstance(refused, Failed) and not refused.permanent


async def test_a_connection_that_was_closed_while_it_rested_is_no_failure(session: ClientSession):
    async with mail_server() as there:
        channel = email(session, Server("127.0.0.1", there.port, False))
        assert isinstance(await channel.send(ALARM), Sent)
        there.hang_up()
        assert isinstance(await channel.send(ALARM), Sent) and there.connections == 2
        await session.close()  # and with it what rests
        await asyncio.sleep(0)
        assert not channel._resting


async def test_what_is_no_address_is_refused_at_once(session: ClientSession):
    channel = email(session, Server("127.0.0.1", 9, False))
    refused = await channel.send(Outgoing(DELIVERY, "no address\r\nBcc: all@example.org", "Hello"))
    assert isinstance(refused, Failed) and refused.permanent


async def test_many_leave_over_few_connections(session: ClientSession):
    async with mail_server() as there:
        channel = email(session, Server("127.0.0.1", there.port, False))
        results = await asyncio.gather(*(channel.send(ALARM) for _ in range(60)))
        assert all(isinstance(result, Sent) for result in results) and there.connections <= 20


def test_an_smtp_url_is_read_whole():
    server = Server.of("smtp://care%40example.org:p%3Aw%2F@mail.example.org")
    assert (server.host, server.port, server.tls) == ("mail.example.org", 587, False)
    assert (server.user, server.password, server.local) == ("care@example.org", "p:w/", False)
    assert Server.of("smtps://mail.example.org").port == 465 and Server.of("smtp://127.0.0.1:25").local
    assert "p:w/" not in repr(server)
