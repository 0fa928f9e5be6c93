"""What Twilio posts to its customer: forms, signed over the exact URL."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

NO_FORM: Mapping[str, str] = {}


def signature(auth_token: str, url: str, form: Mapping[str, str]) -> str:
    """X-Twilio-Signature (https://www.twilio.com/docs/usage/security): HMAC-SHA1 over the URL and the sorted form."""
    signed = url + "".join(key + form[key] for key in sorted(form))
    return base64.b64encode(hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a webhook answered. `status` 0: nobody took it, and `body` says why."""

    status: int
    body: str = ""
    content_type: str = ""
    data: bytes = b""

    @property
    def good(self) -> bool:
        """Whether it was taken."""
        return 200 <= self.status < 300


class Webhooks:
    """The way from Twilio to its customer. `timeout`: seconds until Twilio gives up."""

    def __init__(self, session: Callable[[], ClientSession], auth_token: str, timeout: float) -> None:
        self.session = session
        self.auth_token = auth_token
        self.timeout = timeout

    async def fetch(self, url: str, at_most: int) -> Answer:
        """Fetch a file of the customer's, of at most so many bytes."""
        try:
            async with self.session().get(
                URL(url, encoded=True), timeout=ClientTimeout(self.timeout), allow_redirects=False
            ) as answer:
                data = await answer.content.read(at_most + 1)
                while len(data) <= at_most and (more := await answer.content.read(at_most + 1 - len(data))):
                    data += more
                return Answer(answer.status if len(data) <= at_most else 413, "", answer.content_type, data)
        except (ClientError, TimeoutError, OSError, ValueError) as trouble:
            return Answer(0, type(trouble).__name__)

    async def send(self, url: str, form: Mapping[str, str], method: str = "POST") -> Answer:
        """Send a signed form to exactly that URL; with GET it travels in the query and is signed there."""
        target = URL(url, encoded=True)
        if method == "GET":
            target, form = target.update_query(form), NO_FORM
            url = str(target)
        headers = {"X-Twilio-Signature": signature(self.auth_token, url, form), "User-Agent": "TwilioProxy/1.1"}
        try:
            async with self.session().request(
                method,
                target,
                data=form if method == "POST" else None,
                headers=headers,
                timeout=ClientTimeout(self.timeout),
                allow_redirects=False,
            ) as answer:
                return Answer(answer.status, await answer.text(), answer.content_type)
        except (ClientError, TimeoutError, OSError, ValueError) as trouble:
            return Answer(0, type(trouble).__name__)
