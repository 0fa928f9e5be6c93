"""What Twilio knows about text messages: parameters, keywords, parts, TwiML, pictures. Values in, values out."""

from __future__ import annotations

import json
import re
import struct
import zlib
from xml.etree import ElementTree

import phonenumbers

from wellcheck.sandbox.state import Json, Message
from wellcheck.sandbox.twilio_rest import CODES, Refused, possible

MAX_BODY = 1600
LONGEST_VALIDITY = 36_000
MAX_MEDIA = 5 * 1024 * 1024
PICTURES = ("image/png", "image/jpeg")
KNOWN = frozenset(
    [
        "To",
        "From",
        "MessagingServiceSid",
        "Body",
        "StatusCallback",
        "ApplicationSid",
        "MaxPrice",
        "ProvideFeedback",
        "Attempt",
        "ValidityPeriod",
        "ForceDelivery",
        "ContentRetention",
        "AddressRetention",
        "SmartEncoded",
        "PersistentAction",
        "TrafficType",
        "ShortenUrls",
        "ScheduleType",
        "SendAt",
        "SendAsMms",
        "ContentVariables",
        "MessageIntent",
        "RiskCheck",
        "FallbackFrom",
        "MediaUrl",
        "ContentSid",
    ]
)
KEYWORDS = {
    **dict.fromkeys(("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"), "STOP"),
    **dict.fromkeys(("START", "YES", "UNSTOP"), "START"),
    **dict.fromkeys(("HELP", "INFO"), "HELP"),
}
STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
# Twilio's test numbers that always fail (https://www.twilio.com/docs/iam/test-credentials).
MAGIC = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("\f^{}\\[~]|€")

WHATSAPP = "whatsapp:"
WINDOW = 24 * 3600.0
"""Seconds after somebody wrote by WhatsApp in which they may be written to freely."""


def segments(text: str) -> int:
    """Into how many parts a text is cut: 160/153 septets in GSM-7, 70/67 UTF-16 units as soon as one letter is not."""
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        units, one, joined = sum(2 if letter in GSM_TWICE else 1 for letter in text), 160, 153
    else:
        units, one, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if units <= one else -(-units // joined)


def check_number(to: str) -> None:
    """Raises Refused for a number that takes no text messages."""
    if code := MAGIC.get(to):
        raise Refused(400, code, f"{CODES.get(code, 'The number cannot be reached')}: {to}")
    if not possible(to):
        raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to}")
    if phonenumbers.number_type(phonenumbers.parse(to)) == phonenumbers.PhoneNumberType.FIXED_LINE:
        raise Refused(400, 21614, f"To number: {to}, is not a mobile number")


def validity(text: object) -> float:
    """ValidityPeriod in seconds. Raises Refused."""
    if text in (None, ""):
        return LONGEST_VALIDITY
    try:
        seconds = int(str(text))
    except ValueError:
        seconds = 0
    if not 1 <= seconds <= LONGEST_VALIDITY:
        raise Refused(400, 20001, f"ValidityPeriod must be from 1 to {LONGEST_VALIDITY} seconds")
    return seconds


def filled(params: Json) -> str:
    """The text of a template (ContentSid, ContentVariables): of its words the sandbox knows the variables alone. Raises
    Refused."""
    if not re.fullmatch(r"HX[0-9a-fA-F]{32}", str(params["ContentSid"])):
        raise Refused(400, 21655, "The ContentSid is Invalid")
    try:
        variables = json.loads(str(params.get("ContentVariables") or "{}"))
        values = [str(variables[name]) for name in sorted(variables, key=int)]
    except (ValueError, TypeError, AttributeError):
        raise Refused(400, 21656, "The ContentVariables Parameter is invalid") from None
    if any(not value.strip() or re.search(r"[\n\t]| {5,}", value) for value in values):
        raise Refused(400, 21656, "The ContentVariables Parameter is invalid: no line ends, no empty values")
    return "\n".join(values)


def replies(body: str, message: Message) -> list[str]:
    """The texts of `<Response><Message>…` (https://www.twilio.com/docs/messaging/twiml/message)."""
    if not body.strip():
        return []
    if "<!" in body:  # TwiML has no document type; without one, entities cannot be declared
        message.note = "12100 Document parse failure"
        return []
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - from our own product, and without declarations
    except ElementTree.ParseError:
        message.note = "12100 Document parse failure"
        return []
    texts = ((m.findtext("Body") or m.text or "").strip() for m in root.iter("Message"))
    return [text for text in texts if text]


def _png() -> bytes:
    """A picture of one grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def _wav() -> bytes:
    """A tenth of a second of silence."""
    sound = b"\x80" * 800
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + len(sound))
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + (b"data" + struct.pack("<I", len(sound)) + sound)
    )


MEDIA = {"photo": ("image/png", "image", _png()), "voice": ("audio/wav", "audio", _wav())}
"""What a phone can send besides words: its content type, WhatsApp's word for it, and the file."""
