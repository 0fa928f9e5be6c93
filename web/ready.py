"""Short answers to those who call all the time, written in one piece.

aiohttp takes an answer through a dozen steps that most answers need: streams, compression, cookies, bodies of unknown length.
An answer to a webhook is some bytes on a connection that stays, and costs a third of that.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.helpers import rfc822_formatted_time
from aiohttp.http import SERVER_SOFTWARE, HttpVersion11

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer has, unless it says otherwise."""

_FIXED = "".join(f"{name}: {value}\r\n" for name, value in (HEADERS | {"Server": SERVER_SOFTWARE}).items())


class Ready(web.Response):
    """An answer of 200 with the headers that every answer has. It needs the request's id before it is sent.

    What aiohttp makes of an answer is made when it is wanted.
    """

    __http_exception__ = False
    """aiohttp asks every answer whether it is one."""

    def __init__(self, body: bytes, content_type: str) -> None:
        self._bytes, self._type, self._gone, self._made, self._status = body, content_type, False, False, 200
        self.request_id = ""

    def __getattr__(self, name: str) -> Any:
        if self.__dict__.get("_made", True):
            raise AttributeError(name)
        self._made = True
        super().__init__(body=self._bytes)
        return getattr(self, name)

    @property
    def prepared(self) -> bool:
        """Whether it is on its way."""
        return self._gone or (self._made and super().prepared)

    @property
    def keep_alive(self) -> bool | None:
        """Whether the connection stays."""
        return True if self._gone else super().keep_alive

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """All of it leaves at once; where the connection is to be closed, step by step like any other."""
        if self._gone:
            return None
        link = request.transport
        if link is None or link.is_closing() or request.version != HttpVersion11 or not request.keep_alive:
            self.headers.update(HEADERS | {"Content-Type": self._type, "X-Request-Id": self.request_id})
            return await super().prepare(request)
        self._gone = True
        link.write(
            (
                f"HTTP/1.1 200 OK\r\n{_FIXED}Content-Type: {self._type}\r\nContent-Length: {len(self._bytes)}\r\n"
                f"X-Request-Id: {self.request_id}\r\nDate: {rfc822_formatted_time()}\r\n\r\n"
            ).encode()
            + self._bytes
        )
        return None

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing is left to be written when all left at once."""
        if not self._gone:
            await super().write_eof(data)
