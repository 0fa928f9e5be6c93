"""TwiML for voice, read as Twilio reads it (https://www.twilio.com/docs/voice/twiml), and more strictly: what Twilio
would pass over with a warning, such as a verb it does not know, is an error here, where somebody can see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

LONGEST_SAY = 4096
KEYS = frozenset("0123456789*#")
AS_TWIML = frozenset({"text/xml", "application/xml", "text/html"})
GATHER = (
    "input action method timeout speechTimeout numDigits finishOnKey hints language actionOnEmptyResult bargeIn "
    "profanityFilter partialResultCallback partialResultCallbackMethod enhanced speechModel maxSpeechTime"
)
ATTRIBUTES = {
    "Say": {"voice", "language", "loop"},
    "Play": {"loop", "digits"},
    "Pause": {"length"},
    "Gather": set(GATHER.split()),
    "Redirect": {"method"},
    "Hangup": set[str](),
    "Reject": {"reason"},
}


class BadTwiml(Exception):
    """A document that Twilio does not play. `code`: Twilio's error."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code} {why}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Say:
    """Words to speak."""

    text: str
    language: str = "en-US"
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """A recording."""

    url: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence, in seconds."""

    length: int = 1


@dataclass(frozen=True, slots=True)
class Gather:
    """Wait for keys or speech. `action` empty: the same document again. `timeout` in seconds."""

    verbs: tuple[Say | Play | Pause, ...] = ()
    dtmf: bool = True
    speech: bool = False
    action: str = ""
    method: str = "POST"
    timeout: float = 5.0
    num_digits: int | None = None
    finish_on: str = "#"
    language: str = "en-US"
    on_empty: bool = False
    barge_in: bool = True


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on with another document; empty: with the same one."""

    url: str
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Hangup:
    """End the call."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not take the call. `reason`: rejected or busy."""

    reason: str = "rejected"


Verb = Say | Play | Pause | Gather | Redirect | Hangup | Reject


def parse(body: str, content_type: str = "text/xml") -> tuple[Verb, ...]:
    """The verbs of a document, in order. Raises BadTwiml."""
    if content_type == "text/plain":
        return (Say(body.strip()),) if body.strip() else ()
    if content_type not in AS_TWIML:
        raise BadTwiml(12300, f"Invalid Content-Type {content_type or 'none'}")
    if "<!" in body and "<!DOCTYPE" in body.upper():  # TwiML has no document type, so no entity can be declared
        raise BadTwiml(12100, "Document parse failure")
    try:
        root = ElementTree.fromstring(body.strip())  # noqa: S314 - from our own product, and without declarations
    except ElementTree.ParseError:
        raise BadTwiml(12100, "Document parse failure") from None
    if root.tag != "Response":
        raise BadTwiml(12102, "Response element must be the root element")
    if root.text and root.text.strip():
        raise BadTwiml(12200, "Schema validation: text outside of a verb")
    return tuple(verb for element in root for verb in _verbs(element))


def _verbs(element: ElementTree.Element) -> tuple[Verb, ...]:
    name, said = element.tag, element.attrib
    if name not in ATTRIBUTES:
        raise BadTwiml(12200, f"Schema validation: the verb {name} is not known here")
    if unknown := sorted(set(said) - ATTRIBUTES[name]):
        raise BadTwiml(12200, f"Schema validation: {name} has no attribute {', '.join(unknown)}")
    match name:
        case "Say":
            return (_say(element),) * _number(said, "loop", 1, least=1)
        case "Play":
            url = (element.text or "").strip()
            if not url and not said.get("digits"):
                raise BadTwiml(13420, "Play: no URL")
            return (Play(url or f"tones {said['digits']}"),) * _number(said, "loop", 1, least=1)
        case "Pause":
            return (Pause(_number(said, "length", 1, least=0)),)
        case "Gather":
            return (_gather(element),)
        case "Redirect":
            return (Redirect((element.text or "").strip(), _method(said)),)
        case "Reject":
            reason = said.get("reason", "rejected")
            if reason not in ("rejected", "busy"):
                raise BadTwiml(12200, f"Schema validation: Reject has no reason {reason}")
            return (Reject(reason),)
        case _:
            return (Hangup(),)


def _say(element: ElementTree.Element) -> Say:
    text = re.sub(r"\s+", " ", "".join(element.itertext())).strip()  # SSML inside: its words are spoken
    if not text or len(text) > LONGEST_SAY:
        raise BadTwiml(13520, "Say: Invalid text")
    return Say(text, _language(element.attrib), element.get("voice", ""))


def _gather(element: ElementTree.Element) -> Gather:
    said = element.attrib
    inside = [verb for child in element for verb in _verbs(child)]
    if not all(isinstance(verb, (Say, Play, Pause)) for verb in inside):
        raise BadTwiml(12200, "Schema validation: only Say, Play and Pause go into Gather")
    kinds = said.get("input", "dtmf").split()
    if not kinds or set(kinds) - {"dtmf", "speech"}:
        raise BadTwiml(13335, f"Gather: Invalid input {said.get('input')}")
    finish = said.get("finishOnKey", "#")
    if len(finish) > 1 or set(finish) - KEYS:
        raise BadTwiml(13310, f"Gather: Invalid finishOnKey {finish}")
    digits = _number(said, "numDigits", 0, least=1) if "numDigits" in said else None
    return Gather(
        tuple(verb for verb in inside if isinstance(verb, (Say, Play, Pause))),
        "dtmf" in kinds,
        "speech" in kinds,
        said.get("action", ""),
        _method(said),
        float(_number(said, "timeout", 5, least=0)) if said.get("timeout") != "auto" else 5.0,
        digits,
        finish,
        _language(said),
        _flag(said, "actionOnEmptyResult", False),
        _flag(said, "bargeIn", True),
    )


def _number(said: Mapping[str, str], name: str, otherwise: int, least: int) -> int:
    value = said.get(name, str(otherwise))
    if not re.fullmatch(r"\d{1,5}", value) or int(value) < least:
        raise BadTwiml(12200, f"Schema validation: {name} is not {value}")
    return int(value)


def _flag(said: Mapping[str, str], name: str, otherwise: bool) -> bool:
    value = said.get(name, str(otherwise)).lower()
    if value not in ("true", "false"):
        raise BadTwiml(12200, f"Schema validation: {name} is not {value}")
    return value == "true"


def _method(said: Mapping[str, str]) -> str:
    method = said.get("method", "POST").upper()
    if method not in ("GET", "POST"):
        raise BadTwiml(12200, f"Schema validation: method is not {method}")
    return method


def _language(said: Mapping[str, str]) -> str:
    language = said.get("language", "en-US")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?", language):
        raise BadTwiml(13511, f"Say: Invalid language attribute {language}")
    return language
