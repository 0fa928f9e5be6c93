"""The wire of the bursts: the same promises as the shared HTTP layer, byte by byte."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from provider import Behaviour, Provider, drip, endless, hang, hang_up, nobody, provider, raw, reply, reset
from yarl import URL

from wellcheck.channels.http import ANSWER_BYTES, Answer, NoAnswer, NotSent, open_session
from wellcheck.channels.wire import Wire, _Broken, _Reading, _tls

HEADERS = {"Content-Type": "text/plain"}


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(seconds=0.4) as opened:
        yield opened


@pytest.fixture
async def there() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


def wire(session: ClientSession, there: Provider, path: str = "/send?x=1") -> Wire:
    return Wire(session, URL(there.url + path), HEADERS)


async def test_a_message_arrives_as_it_was_written(session: ClientSession, there: Provider):
    there.will(reply(201, {"sid": "x"}, Retry_After="7"))
    answer = await wire(session, there).post("naïve £".encode())
    assert (answer.status, answer.body) == (201, b'{"sid": "x"}')
    assert answer.headers.get("retry-after") == "7"
    (asked,) = there.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/send?x=1", "naïve £".encode())
    assert asked.headers["host"] == there.url.removeprefix("http://")
    assert asked.headers["content-type"] == "text/plain"
    assert asked.headers["user-agent"] == "wellcheck"


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(nobody(), id="nobody"),
        "http://no-such-host.invalid",
        "https://127.0.0.1:1",
        "http://",
        "ftp://127.0.0.1/",
    ],
)
async def test_what_never_connected_was_not_sent(session: ClientSession, address: str):
    with pytest.raises(NotSent):
        await Wire(session, URL(address), HEADERS).post(b"{}")


async def test_tls_that_cannot_be_agreed_on_was_not_sent(session: ClientSession, there: Provider):
    with pytest.raises(NotSent):
        await Wire(session, URL(there.url.replace("http:", "https:")), HEADERS).post(b"{}")
    assert there.asked == []


async def test_waiting_for_a_place_was_not_sent(there: Provider):
    there.will(hang)
    async with open_session(limit=1, seconds=0.4) as session:
        to = wire(session, there)
        first = asyncio.create_task(to.post(b"1"))
        await asyncio.sleep(0.05)
        with pytest.raises(NotSent):
            await to.post(b"2")
        with pytest.raises(NoAnswer):
            await first
    assert [asked.body for asked in there.asked] == [b"1"]


async def test_many_share_few_connections_and_each_gets_its_own_answer(there: Provider):
    async def echo(writer: asyncio.StreamWriter) -> None:
        await reply(200, there.asked[-1].body)(writer)

    there.will(echo)
    async with open_session(limit=3, seconds=5) as session:
        to = wire(session, there)
        answers = await asyncio.gather(*(to.post(b"%d" % n) for n in range(60)))
        assert [answer.body for answer in answers] == [b"%d" % n for n in range(60)]
        assert len(to._all) == 3


@pytest.mark.parametrize(
    "behaviour",
    [
        hang,
        hang_up,
        reset,
        drip,
        endless,
        raw(b"nonsense\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        raw(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 40_000),
        reply(200, b"x" * (ANSWER_BYTES + 1)),
        raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (ANSWER_BYTES + 1)),
    ],
)
async def test_what_left_and_was_not_answered_is_in_doubt(
    session: ClientSession, there: Provider, behaviour: Behaviour
):
    there.will(behaviour)
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        await wire(session, there).post(b"{}")
    assert time.monotonic() - began < 1.5
    assert len(there.asked) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde",
        b"HTTP/1.0 200 OK\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\ncontent-length:5\r\nContent-Length: 5\r\n\r\nabcde",
    ],
)
async def test_every_way_to_tell_a_length_is_understood(session: ClientSession, there: Provider, data: bytes):
    there.will(raw(data))
    assert (await wire(session, there).post(b"")).body == b"abcde"


async def test_an_empty_answer_needs_no_length(session: ClientSession, there: Provider):
    there.will(raw(b"HTTP/1.1 204 No Content\r\n\r\n", then_close=False))
    assert (await wire(session, there).post(b"")).status == 204


async def test_connections_are_kept_unless_the_provider_says_otherwise(session: ClientSession, there: Provider):
    to = wire(session, there)
    for _ in range(3):
        await to.post(b"")
    assert len(to._all) == 1
    kept = next(iter(to._all))
    there.will(reply(200, b"", Connection="close"), reply(200))
    await to.post(b"")
    await to.post(b"")
    assert kept not in to._all


async def test_a_connection_that_the_provider_closed_is_not_used(session: ClientSession, there: Provider):
    there.will(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), reply(200))
    to = wire(session, there)
    await to.post(b"1")
    await asyncio.sleep(0.05)
    assert (await to.post(b"2")).status == 200


async def test_words_that_nobody_asked_for_end_the_connection(session: ClientSession, there: Provider):
    there.will(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n", then_close=False))
    to = wire(session, there)
    assert (await to.post(b"")).body == b"a"
    await asyncio.sleep(0.02)
    assert not to._all


async def test_redirects_are_not_followed(session: ClientSession, there: Provider):
    there.will(reply(307, Location=there.url))
    assert (await wire(session, there).post(b"")).status == 307
    assert len(there.asked) == 1


async def test_who_gives_up_leaves_no_connection_behind(session: ClientSession, there: Provider):
    there.will(hang)
    to = wire(session, there)
    task = asyncio.create_task(to.post(b""))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.02)
    assert not to._all


async def test_the_wire_ends_with_its_session(there: Provider):
    there.will(reply(200), hang)
    session = open_session(seconds=5)
    to = wire(session, there)
    await to.post(b"")
    under_way = asyncio.create_task(to.post(b""))
    await asyncio.sleep(0.05)
    await session.close()
    with pytest.raises(NoAnswer):
        await under_way
    with pytest.raises(NotSent):
        await to.post(b"")
    await asyncio.sleep(0.02)
    assert not to._all
    assert len(there.asked) == 2


async def test_reasons_do_not_show_the_token(session: ClientSession):
    with pytest.raises(NotSent) as refused:
        await Wire(session, URL(nobody() + "/bot123:SECRET/sendMessage"), HEADERS).post(b"")
    assert "SECRET" not in str(refused.value)


WHOLE = b"HTTP/1.1 201 Created\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\nb\r\nbcdefghijkl\r\n0\r\n\r\n"


@given(st.lists(st.integers(1, len(WHOLE) - 1), unique=True))
def test_an_answer_may_arrive_in_any_pieces(cuts: list[int]):
    reading = _Reading(100)
    edges = [0, *sorted(cuts), len(WHOLE)]
    answers = [reading.feed(WHOLE[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    assert answers[:-1] == [None] * (len(answers) - 1)
    assert isinstance(answers[-1], Answer) and (answers[-1].status, answers[-1].body) == (201, b"abcdefghijkl")
    assert reading.keep


@given(st.binary(max_size=300))
def test_whatever_arrives_is_read_or_refused(data: bytes):
    for prefix in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"):
        try:
            answer = _Reading(100).feed(prefix + data)
        except _Broken:
            continue
        assert answer is None or len(answer.body) <= 100


async def test_over_tls_only_to_who_can_prove_to_be_the_provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    certificate, context = self_signed(tmp_path)
    answered = reply(200, b"hello")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await answered(writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    url = URL(f"https://localhost:{server.sockets[0].getsockname()[1]}/")
    async with server, open_session(seconds=2) as session:
        _tls.cache_clear()
        with pytest.raises(NotSent, match="SSLCertVerificationError"):
            await Wire(session, url, HEADERS).post(b"")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        _tls.cache_clear()
        to = Wire(session, url, HEADERS)
        assert [(await to.post(b"")).body for _ in range(1)] == [b"hello"]
        with pytest.raises(NotSent):  # another name than the certificate's
            await Wire(session, url.with_host("127.0.0.1"), HEADERS).post(b"")
    _tls.cache_clear()


def self_signed(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for "localhost" and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return certificate, context
