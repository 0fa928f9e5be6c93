"""Where what developers give us may lead: which URLs are taken, and which addresses are ever connected to.

A URL is judged twice. When it is given, by how it is written (`target`), so that a mistake is named at once. And at the
socket, by the very address that is about to be connected to (`Reach.refuses`): names change, and a number can be written in
many ways. The second is the one that protects us. The list of addresses is Svix's, and the metadata services of Azure and
Oracle; Python's own `is_private` and `is_global` let many of them pass (measured).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from yarl import URL

from wellcheck.config import Config, Network
from wellcheck.i18n import T, Text

LONGEST_URL = 2048

_NETWORKS = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24"
    " 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32 ::/96"
    " 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 ff00::/8"
)
DENIED = tuple(map(ip_network, _NETWORKS.split()))
"""Addresses that are not in the open Internet, or lead back out of it (translators, tunnels)."""

_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")


class BadUrl(ValueError):
    """This URL is not taken; `text` says what is wrong with it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


_TRAVELS = (
    "host content-length connection transfer-encoding te trailer upgrade expect keep-alive accept-encoding proxy-connection"
    " proxy-authorization"
)
OURS = frozenset(_TRAVELS.split())
"""Headers that say how a request travels: nobody else sets them."""

MOST_HEADERS, HEADER_BYTES = 50, 8192
_HEADER = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}")
_VALUE = re.compile(r"[\t\x20-\x7e]*")


def bad_header(headers: Mapping[str, str], ours: Collection[str] = ()) -> str | None:
    """The name of a header that may not be set, or not so; None: all may. `ours`: further ones (small letters) that are not
    to be set. A line break in a header would begin another one, or another request."""
    seen: set[str] = set()
    for name, value in headers.items():
        low = name.lower()
        fits = _HEADER.fullmatch(name) and _VALUE.fullmatch(value) and low not in OURS and low not in ours
        if not fits or low in seen:
            return name
        seen.add(low)
    if len(headers) > MOST_HEADERS or sum(len(n) + len(v) for n, v in headers.items()) > HEADER_BYTES:
        return list(headers)[-1]
    return None


@dataclass(frozen=True, slots=True)
class Target:
    """A URL as it is called: everything in ASCII. `origin` is what shares an endpoint: scheme, host and port."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """As "https://example.org:443"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def named(self) -> str:
        """The host as a Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


@lru_cache(maxsize=16384)
def _parsed(text: str) -> Target | None:
    """The URL, however it is written. None: it cannot be read, or is no web address."""
    if len(text) > LONGEST_URL or any(char <= " " or char == "\x7f" or char == "\\" for char in text):
        return None
    try:
        url = URL(text)
        host = (url.raw_host or "").rstrip(".").lower()
        if url.raw_user is not None or url.raw_password is not None or "#" in text:
            return None
        if url.scheme not in ("http", "https") or not host or url.port is None or not 0 < url.port < 65536:
            return None
        if ":" not in host and not _HOST.fullmatch(host):
            return None
        if ":" in host or _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
            host = str(ip_address(host))  # as 0x7f000001, 127.1 or 0177.0.0.1 it is none
    except ValueError:
        return None
    return Target(url.scheme, host, url.port, url.raw_path_qs or "/")


@dataclass(frozen=True, slots=True)
class Reach:
    """What this installation may call. `ports` None: any. `allow`: private networks that are allowed. `own`: hosts (names and
    addresses) with ports at which we ourselves, our database and our Redis listen: never called, whatever is allowed."""

    ports: frozenset[int] | None = frozenset((80, 443, 8080, 8443))
    allow: tuple[Network, ...] = ()
    own: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, config: Config) -> Reach:
        """What this configuration says."""
        return cls(config.outbound_ports or None, config.outbound_allow_cidrs, own_places(config))

    def target(self, text: str) -> Target:
        """The URL as it will be called. Raises `BadUrl`."""
        found = _parsed(text)
        if found is None:
            wanted = T("A web address starts with https:// and names a host, like {example}.",
                       example="https://example.org/hook")  # fmt: skip
            raise BadUrl(wanted)
        if self.ports is not None and found.port not in self.ports:
            ports = ", ".join(map(str, sorted(self.ports)))
            raise BadUrl(T("Only these ports may be called: {ports}.", ports=ports))
        host = "127.0.0.1" if found.host == "localhost" or found.host.endswith(".localhost") else found.host
        number = ":" in host or host.replace(".", "").isdigit()
        if (number and self.refuses(host, found.port)) or (host, found.port) in self.own:
            raise BadUrl(T("This address may not be called."))
        return found

    def refuses(self, address: str, port: int) -> bool:
        """Whether a socket may not be connected to this address (numbers, as the socket gets it)."""
        try:
            at = _canonical(address)
        except ValueError:
            return True
        if (str(at), port) in self.own or (at.is_loopback and ("127.0.0.1", port) in self.own):
            return True
        return _denied(at) and not self._allowed(at)

    def _allowed(self, at: IPv4Address | IPv6Address) -> bool:
        return any(network.version == at.version and at in network for network in self.allow)


def _canonical(address: str) -> IPv4Address | IPv6Address:
    at = ip_address(address.split("%")[0])
    mapped = at.ipv4_mapped if isinstance(at, IPv6Address) else None
    return mapped or at


@lru_cache(maxsize=4096)
def _denied(at: IPv4Address | IPv6Address) -> bool:
    return any(network.version == at.version and at in network for network in DENIED)


def own_places(config: Config) -> frozenset[tuple[str, int]]:
    """The hosts and ports of this installation itself: database, Redis, web server, sandbox."""
    found = set()
    for url, port in ((config.database_url, 5432), (config.redis_url, 6379), (config.public_url, 0)):
        parts = urlsplit(url or "")
        if parts.hostname:
            found.add((parts.hostname, parts.port or port or (443 if parts.scheme == "https" else 80)))
    host = "127.0.0.1" if config.host.strip("[]") in ("0.0.0.0", "::", "::1") else config.host  # noqa: S104 - not bound
    ports = [config.port, *((config.sandbox_port, config.sandbox_mail_port) if config.sandbox else ())]
    return frozenset(found | {(each, port) for port in ports for each in (host, "127.0.0.1")})
