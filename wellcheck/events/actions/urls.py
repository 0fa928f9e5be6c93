"""Web addresses that something may be handed to."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from wellcheck.checked import said
from wellcheck.i18n import T

_WRONG = T("A web address starts with https:// and names a host, like {example}.", example="https://example.org/hook")


def web_address(text: str) -> str:
    """The address, if something can be handed to it: http or https, a host, no credentials, no fragment."""
    try:
        parts = urlsplit(text)
        fits = (
            parts.scheme in ("http", "https")
            and parts.hostname
            and parts.username is None
            and parts.password is None
            and "#" not in text
            and parts.port != 0
            and text.isprintable()
            and not any(char in text for char in " \\")
        )
    except ValueError:
        fits = False
    if not fits:
        raise said(_WRONG)
    return text


Url = Annotated[str, Field(max_length=2000, examples=["https://example.org/hook"]), AfterValidator(web_address)]
