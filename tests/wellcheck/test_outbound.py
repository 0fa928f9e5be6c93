"""Where a developer's URL may lead, tried on a real listener that nobody may reach; and how calls end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest
from provider import Provider, drip, endless, hang, hang_up, provider, raw, reply

from wellcheck.channels import calls as calling
from wellcheck.channels.calls import KEPT_BYTES, Calls
from wellcheck.config import Config
from wellcheck.events.retries import Tried
from wellcheck.outbound import BadUrl, Reach, bad_header, own_places

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
OPEN = Reach(None, LOOPBACK)
STRICT = Reach(None)

HOSTILE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "①②⑦.⓪.⓪.①", "0x7f000001", "2130706433", "127.1", "0177.0.0.1", "localhost", "foo.localhost", "127.0.0.1.",
    "user@127.0.0.1", "169.254.169.254", "[fe80::1%25lo]", "[64:ff9b::7f00:1]", "100.64.0.1", "168.63.129.16",
    "10.0.0.1", "192.168.1.1", "[2002:7f00:1::]", "[fd00:ec2::254]", "192.0.0.192", "224.0.0.1",
]  # fmt: skip
"""Loopback in many spellings, metadata services, private and link-local networks, translators and tunnels."""


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self.hits = 0

    def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.hits += 1
        writer.close()


@pytest.fixture
async def strict() -> AsyncIterator[Calls]:
    opened = Calls(STRICT, 10, seconds=0.5)
    yield opened
    await opened.close()


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[Listener, int]]:
    heard = Listener()
    server = await asyncio.start_server(heard, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with socket.socket(socket.AF_INET6) as six:
        six.bind(("::1", port))
        both = await asyncio.start_server(heard, sock=six)
        async with server, both:
            yield heard, port


async def test_no_hostile_address_is_ever_connected_to(strict: Calls):
    async with listening() as (heard, port):
        for host in HOSTILE:
            url = f"http://{host}:{port}/"
            try:
                target = strict.reach.target(url)
            except BadUrl:
                target = None
            else:  # it was not known by its writing: then at the socket
                tried = await strict.call(target, "POST", {}, b"{}")
                assert tried.status is None and tried.error.startswith("blocked"), (host, tried)
            if target is None:
                # And if it had slipped through, as a name may that is looked up only then:
                bare = host.strip("[]").replace("%25", "%").rsplit("@", 1)[-1]
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(calling.socket, "getaddrinfo", _answers(bare))
                    elsewhere = strict.reach.target(f"http://somewhere-{abs(hash(host))}.example:{port}/")
                    tried = await strict.call(elsewhere, "POST", {}, b"{}")
                assert tried.status is None, host
        assert heard.hits == 0
    assert not strict.reach.refuses("93.184.216.34", 80) and not strict.reach.refuses("2606:2800:220:1::1", 443)


def _answers(host: str):
    real = socket.getaddrinfo

    def look_up(name: str, port: int, *args: object, **named: object):
        return real(host, port, *args, **named)  # the system reads 127.1 and its like as addresses

    return look_up


async def test_a_name_is_refused_when_only_one_of_its_addresses_is(strict: Calls, monkeypatch: pytest.MonkeyPatch):
    async with listening() as (heard, port):
        both = [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(calling.socket, "getaddrinfo", lambda *a, **k: both)
        tried = await strict.call(strict.reach.target(f"http://two.example:{port}/"), "POST", {}, b"{}")
        assert tried.error == "blocked: this address may not be called" and heard.hits == 0


async def test_a_name_that_changes_its_mind_is_judged_by_what_is_connected_to(monkeypatch: pytest.MonkeyPatch):
    async with listening() as (heard, port):
        calls = Calls(Reach(None, (ip_network("127.0.0.9/32"),)), 10, seconds=0.5)
        answers = iter(["127.0.0.9", "127.0.0.1"])
        monkeypatch.setattr(calling.socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", (next(answers), port))])
        target = calls.reach.target(f"http://rebinds.example:{port}/")
        first = await calls.call(target, "POST", {}, b"{}")
        calls._origins.clear()
        second = await calls.call(target, "POST", {}, b"{}")
        await calls.close()
        assert first.error == "the connection was refused" and second.error.startswith("blocked") and heard.hits == 0


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "ftp://example.org/", "file:///etc/passwd", "http://", "http:///x", "https://user@example.org/",
        "https://user:secret@example.org/", "https://example.org/#part", "https://example.org/#", "http://exa mple.org/",
        "http://example.org\\@evil.example/", "http://example.org/\r\nX: y", "http://example.org:0/",
        "http://example.org:99999/", "https://example.org/" + "x" * 2100, "http://-x.example/", "http://a..b/", "gopher://x/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_when_it_is_given(url: str):
    with pytest.raises(BadUrl):
        Reach().target(url)


def test_a_web_address_is_called_as_it_is_written():
    found = Reach().target("https://Bücher.example/ä?x=1%202&y=ü")
    assert (found.host, found.port, found.path) == ("xn--bcher-kva.example", 443, "/%C3%A4?x=1%202&y=%C3%BC")
    assert (found.origin, found.named) == ("https://xn--bcher-kva.example:443", "xn--bcher-kva.example")
    assert Reach().target("http://example.org:8080").named == "example.org:8080"
    assert Reach(None).target("http://[2606:2800:220:1::1]:99/").named == "[2606:2800:220:1::1]:99"


def test_only_ports_that_are_meant_for_it_are_called():
    for port in (80, 443, 8080, 8443):
        Reach().target(f"http://example.org:{port}/")
    for port in (22, 25, 5432, 6379):
        with pytest.raises(BadUrl):
            Reach().target(f"http://example.org:{port}/")
        Reach(None).target(f"http://example.org:{port}/")


def test_we_ourselves_are_never_called_whatever_is_allowed(tmp_path: Path):
    config = Config.read({"WELLCHECK_HOME": str(tmp_path), "PUBLIC_URL": "https://our.example"}, home_env=False)
    places = own_places(config)
    reach = Reach(None, LOOPBACK, places)
    assert {("127.0.0.1", config.port), ("127.0.0.1", config.sandbox_port)} <= places
    for host in ("127.0.0.1", "127.0.0.2", "localhost", "[::1]"):
        with pytest.raises(BadUrl):
            reach.target(f"http://{host}:{config.port}/")
    with pytest.raises(BadUrl):
        reach.target("https://our.example/")
    reach.target(f"http://127.0.0.1:{config.port + 7}/")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Host", "x"), ("content-length", "5"), ("Transfer-Encoding", "chunked"), ("Connection", "close"), ("TE", "x"),
        ("X-A", "a\r\nX-B: b"), ("X-A", "a\nb"), ("X\r\nY", "a"), ("X Y", "a"), ("X:Y", "a"), ("", "a"), ("X-A", "☂"),
        ("X-A", "\0"), ("X-A", "x" * 9000), ("Accept-Encoding", "gzip"),
    ],
)  # fmt: skip
def test_headers_that_are_ours_or_no_headers_are_refused(name: str, value: str):
    assert bad_header({"X-Good": "yes", name: value}) == name
    assert bad_header({"Authorization": "Bearer x", "X-Good": "yes"}) is None


def test_a_header_is_set_once():
    assert bad_header({"X-A": "1", "x-a": "2"}) == "x-a"


# --- how calls end -----------------------------------------------------------------------------------------------------


@pytest.fixture
async def there() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


@pytest.fixture
async def calls() -> AsyncIterator[Calls]:
    opened = Calls(OPEN, 10, seconds=0.5)
    yield opened
    await opened.close()


async def said(calls: Calls, there: Provider, method: str = "POST", body: bytes | None = b"{}") -> Tried:
    return await calls.call(calls.reach.target(there.url + "/hook?x=1"), method, {"X-Own": "yes"}, body)


async def test_a_request_arrives_as_it_was_meant(calls: Calls, there: Provider):
    there.will(reply(201, b"thanks", Retry_After="9"))
    assert await said(calls, there) == Tried(201, "thanks", retry_after="9")
    (asked,) = there.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/hook?x=1", b"{}")
    assert asked.headers["host"] == there.url.removeprefix("http://") and "content-length" in asked.headers


async def test_a_request_without_a_body_says_nothing_of_one(calls: Calls, there: Provider):
    there.will(reply(200, b"ok"))
    assert (await said(calls, there, "GET", None)).good
    assert "content-length" not in there.asked[0].headers


async def test_an_answer_to_head_has_no_body(calls: Calls, there: Provider):
    there.will(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", then_close=False))
    assert await said(calls, there, "HEAD", None) == Tried(200, "")


async def test_of_a_long_answer_the_beginning_is_enough(calls: Calls, there: Provider):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n"
    there.will(raw(head + b"y" * 300_000, then_close=False), endless, reply(500, b"z" * 70_000))
    for status, letter in ((200, "y"), (200, "x"), (500, "z")):
        tried = await said(calls, there)
        assert (tried.status, tried.body) == (status, letter * KEPT_BYTES)


async def test_how_it_fails_is_said_in_a_few_words(calls: Calls, there: Provider, monkeypatch: pytest.MonkeyPatch):
    there.will(hang, hang_up, drip, raw(b"SSH-2.0-x\r\n\r\n"), reply(302, Location="http://127.0.0.1:1/"))
    found = [await said(calls, there) for _ in range(5)]
    assert [tried.why for tried in found] == [
        "timeout: no answer", "the connection ended without an answer", "timeout: no answer", "not an answer in HTTP/1",
        "HTTP 302",
    ]  # fmt: skip
    assert len(there.asked) == 5  # the one that was sent elsewhere did not go there
    async with await asyncio.start_server(
        lambda _, writer: writer.write(b"HTTP/1.1 400 no\r\n\r\n"), "127.0.0.1", 0
    ) as plain:
        secure = calls.reach.target(f"https://127.0.0.1:{plain.sockets[0].getsockname()[1]}/")
        assert (await calls.call(secure, "POST", {}, b"")).error == "TLS failed"
    nobody = calls.reach.target("http://127.0.0.1:1/")
    assert (await calls.call(nobody, "POST", {}, b"")).error == "the connection was refused"

    def no_such(*_: object, **__: object) -> None:
        raise socket.gaierror("no such name, said 10.0.0.53")

    monkeypatch.setattr(calling.socket, "getaddrinfo", no_such)
    lost = calls.reach.target("http://nowhere.example/")
    assert (await calls.call(lost, "POST", {}, b"")).error == "the name cannot be found"


async def test_a_line_break_in_a_header_never_leaves(calls: Calls, there: Provider):
    tried = await calls.call(calls.reach.target(there.url), "POST", {"X-A": "a\r\nX-B: b"}, b"")
    assert tried.error.startswith("blocked") and there.asked == []


async def test_a_silent_name_server_holds_up_no_other_name(
    calls: Calls, there: Provider, monkeypatch: pytest.MonkeyPatch
):
    import threading

    release = threading.Event()
    real = socket.getaddrinfo

    def look_up(name: str, *args: object, **named: object):
        if name.endswith(".example"):
            release.wait(5)
        return real("127.0.0.1", *args, **named)

    monkeypatch.setattr(calling.socket, "getaddrinfo", look_up)
    there.will(reply(200))
    port = there.url.rsplit(":", 1)[1]
    slow = [calls.call(calls.reach.target(f"http://a{n}.example:{port}/"), "POST", {}, b"") for n in range(20)]
    waiting = asyncio.gather(*slow)
    await asyncio.sleep(0.02)
    assert (await calls.call(calls.reach.target(f"http://localhost:{port}/"), "POST", {}, b"")).status == 200
    assert {tried.error for tried in await waiting} == {"timeout: no connection"}
    release.set()
