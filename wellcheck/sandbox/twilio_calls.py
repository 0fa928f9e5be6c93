"""The local Twilio's calls: what we ask of it, and what a person does with their phone when it rings.

Behaviour, statuses and error codes follow https://www.twilio.com/docs/voice/api/call-resource.
"""

from __future__ import annotations

import re
import secrets
import time

from aiohttp import web

from wellcheck.sandbox.errands import Alarms, Errands
from wellcheck.sandbox.faults import Fault, Faults
from wellcheck.sandbox.state import OVER, Call, Json, Phone, World
from wellcheck.sandbox.twilio_line import Act, Goal, Line
from wellcheck.sandbox.twilio_rest import CODES, VERSION, Account, Refused, date, is_url, listed, not_found, possible
from wellcheck.sandbox.twilio_signed import Webhooks
from wellcheck.sandbox.twiml import KEYS

LONGEST_TWIML = 4000
LONGEST_SPEECH = 500
EVENTS = ("initiated", "ringing", "answered", "completed")
NUMBERS = {  # from, to, otherwise, and Twilio's error
    "Timeout": (5, 600, 60, 21208),
    "TimeLimit": (1, 86_400, 14_400, 20001),
    "MachineDetectionTimeout": (3, 59, 30, 20001),
    "MachineDetectionSpeechThreshold": (1000, 6000, 2400, 20001),
    "MachineDetectionSpeechEndThreshold": (500, 5000, 1200, 20001),
    "MachineDetectionSilenceTimeout": (2000, 10_000, 5000, 20001),
}
CHANGES = {
    "Status",
    "Url",
    "Twiml",
    "Method",
    "FallbackUrl",
    "FallbackMethod",
    "StatusCallback",
    "StatusCallbackMethod",
}
KNOWN = (CHANGES - {"Status"}) | NUMBERS.keys() | {
    "To", "From", "StatusCallbackEvent", "MachineDetection", "AsyncAmd", "CallReason",
}  # fmt: skip
DETECTED = (
    "human",
    "machine_start",
    "machine_end_beep",
    "machine_end_silence",
    "machine_end_other",
    "fax",
    "unknown",
)
# Twilio's test numbers that always fail (https://www.twilio.com/docs/iam/test-credentials).
MAGIC = {"+15005550001": 21217, "+15005550002": 21214, "+15005550003": 21215, "+15005550004": 21216}


class Calls:
    """The calls of one account with one number, and of every phone. `patient`: waiting takes wound time alone, so that
    a slow machine ends no call in a test."""

    def __init__(self, world: World, faults: Faults, webhooks: Webhooks, account: Account, patient: bool) -> None:
        self.world = world
        self.faults = faults
        self.webhooks = webhooks
        self.account = account
        self.errands = Errands()
        self.alarms = Alarms((lambda: world.now() - time.monotonic()) if patient else world.now)
        self._running = Errands()
        self._lines: dict[str, Line] = {}

    async def close(self) -> None:
        """Drop every line."""
        await self._running.close()
        await self.errands.close()
        await self.alarms.close()

    async def forget(self) -> None:
        """Drop every line, as if no call had ever been."""
        await self._running.close()
        self._lines.clear()

    def resume(self) -> None:
        """After a stop: what rang goes on ringing, what was being said is over."""
        for call in list(self.world.calls.values()):
            if call.status in OVER:
                continue
            line = self._line(call, None)
            if call.status == "in-progress" or call.mine:
                line.end("canceled" if call.answered_at is None else "completed")
            else:
                self._begin(line)

    def busy(self) -> bool:
        """Whether something happens in a call by itself: no person, and no clock that is wound, is waited for."""
        return self.errands.busy() or any(not line.inbox.resting() for line in self._lines.values())

    # what we call

    async def create_call(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """Call somebody (https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource)."""
        if unknown := sorted(set(params) - KNOWN):
            raise Refused(400, 20001, f"Unknown parameters: {', '.join(unknown)}")
        to, sender = str(params.get("To", "")), str(params.get("From", ""))
        self._check_numbers(to, sender)
        goal = _goal(params)
        if goal is None:
            raise Refused(400, 21205, "Url parameter is required.")
        if str(params.get("AsyncAmd", "false")) != "false":
            raise Refused(400, 20001, "The sandbox detects machines synchronously alone: leave AsyncAmd out")
        detection = str(params.get("MachineDetection", ""))
        if detection not in ("", "Enable", "DetectMessageEnd"):
            raise Refused(400, 20001, f"Invalid MachineDetection: {detection}")
        numbers = {name: _number(params, name) for name in NUMBERS}
        phone = self.world.phone_of(to)
        call = self.world.new_call(phone, False, to, sender)
        call.sid = "CA" + secrets.token_hex(16)
        call.url, call.method, call.twiml = goal.url, goal.method, goal.document
        call.timeout, call.time_limit = numbers["Timeout"], numbers["TimeLimit"]
        call.detection = detection
        call.fallback, call.fallback_method = _url(params, "FallbackUrl"), _method(params, "FallbackMethod")
        call.callback, call.callback_method = _url(params, "StatusCallback"), _method(params, "StatusCallbackMethod")
        call.events = _events([str(each) for each in (await request.post()).getall("StatusCallbackEvent", [])])
        if fault is not None:
            call.callbacks, call.pause = fault.callbacks, fault.seconds if fault.callbacks == "delay" else 0.0
        self.world.save_call(call)
        self._begin(self._line(call, fault))
        return web.json_response(self._as_resource(call), status=201)

    async def list_calls(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """Calls, newest first; see `listed`. Status filters too."""
        status = request.query.get("Status")
        calls = (call for call in self.world.calls.values() if not status or call.status == status)
        return web.json_response(listed(request, "calls", "StartTime", calls, self._as_resource))

    async def fetch_call(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """One call and what became of it."""
        return web.json_response(self._as_resource(self._call(request)))

    async def change_call(self, request: web.Request, params: Json, fault: Fault | None) -> web.Response:
        """End a call (Status=canceled before it is answered, Status=completed at any time), or move it to other TwiML."""
        call = self._call(request)
        if unknown := sorted(set(params) - CHANGES):
            raise Refused(400, 20001, f"Unknown parameters: {', '.join(unknown)}")
        status, goal = str(params.get("Status", "")), _goal(params)
        if status not in ("", "canceled", "completed"):
            raise Refused(400, 20001, f"Invalid Status: {status}")
        if call.status in OVER:
            raise Refused(400, 21220)
        line = self._lines[call.sid]
        if status == "completed" or (status == "canceled" and call.status != "in-progress"):
            line.inbox.put(Act("end"))
        elif goal is not None:
            if call.status != "in-progress":
                raise Refused(400, 21220)
            line.inbox.put(Act("move", goal=goal))
        return web.json_response(self._as_resource(call))

    # what a person does with their phone

    def answer(self, phone: Phone, taken_for: str = "") -> Call:
        """Pick up. `taken_for`: what answering machine detection makes of it; empty: a human."""
        _check_detected(taken_for)
        line = self._ringing(phone)
        line.inbox.put(Act("answer", taken_for))
        return line.call

    def decline(self, phone: Phone) -> Call:
        """Press the red button: the caller hears that the line is busy, or the answering machine."""
        line = self._ringing(phone)
        line.inbox.put(Act("decline"))
        return line.call

    def ignore(self, phone: Phone) -> Call:
        """Let it ring to the end."""
        line = self._ringing(phone)
        line.inbox.put(Act("ignore"))
        return line.call

    def press(self, phone: Phone, keys: str) -> Call:
        """Press keys, one after the other."""
        if not keys or set(keys) - KEYS:
            raise ValueError("The keys are 0 to 9, * and #.")
        line = self._talking(phone)
        for key in keys:
            line.said("key", key)
        return line.call

    def speak(self, phone: Phone, text: str, confidence: float = 0.92) -> Call:
        """Say something into the phone; `confidence` is how sure speech recognition is, from 0 to 1."""
        if not text or len(text) > LONGEST_SPEECH:
            raise ValueError(f"Say something, in at most {LONGEST_SPEECH} characters.")
        if not 0 <= confidence <= 1:
            raise ValueError("confidence is from 0 to 1.")
        line = self._talking(phone)
        line.said("speech", text, confidence)
        return line.call

    def hang_up(self, phone: Phone) -> Call:
        """End the call."""
        line = self._talking(phone)
        line.inbox.put(Act("hang_up"))
        return line.call

    def dial(self, phone: Phone) -> Call:
        """Call Wellcheck."""
        if not phone.power:
            raise PermissionError("This phone is switched off.")
        if self._engaged(phone, ""):
            raise PermissionError("This phone is in a call, or rings.")
        call = self.world.new_call(phone, True, self.account.voice_number, phone.number)
        call.sid, call.status, call.direction = "CA" + secrets.token_hex(16), "ringing", "inbound"
        call.url, call.callback = self.account.voice_webhook, f"{self.account.voice_webhook}/status"
        call.events = ["completed"]
        fault = self.faults.take("twilio", "dial", phone)
        call.callbacks = fault.callbacks if fault else ""
        self.world.save_call(call)
        self._begin(self._line(call, None))
        return call

    def set_voicemail(self, phone: Phone, on: bool, taken_for: str = "") -> None:
        """Let an answering machine pick up when nobody does, or not. `taken_for`: what it is detected as, from now on
        for whoever picks up; empty: what it is."""
        _check_detected(taken_for)
        phone.voicemail, phone.taken_for = on, taken_for
        self.world.save_phone(phone)
        self.look(phone)

    def look(self, phone: Phone) -> None:
        """Something about a phone has changed: what rings there sees to it, and a phone without power hangs up."""
        for line in self._on(phone):
            spoken = line.call.status == "in-progress" and not line.call.voicemail
            line.inbox.put(Act("hang_up" if spoken and not phone.power else "look"))

    # how it works

    def _line(self, call: Call, fault: Fault | None) -> Line:
        phone = self.world.phones.get(call.phone)
        return Line(
            call,
            phone,
            fault,
            self.world,
            self.faults,
            self.webhooks,
            self.account,
            self.alarms,
            self.errands,
            lambda: phone is not None and self._engaged(phone, call.sid),
        )

    def _begin(self, line: Line) -> None:
        self._lines[line.call.sid] = line
        self._running.go(line.run()).add_done_callback(lambda _: self._lines.pop(line.call.sid, None))

    def _on(self, phone: Phone) -> list[Line]:
        return [line for line in self._lines.values() if line.call.phone == phone.id]

    def _engaged(self, phone: Phone, but: str) -> bool:
        calls = (line.call for line in self._on(phone))
        return any(c.sid != but and c.status in ("ringing", "in-progress") and not c.voicemail for c in calls)

    def _ringing(self, phone: Phone) -> Line:
        for line in self._on(phone):
            if line.call.status == "ringing" and not line.call.mine:
                return line
        raise LookupError("This phone does not ring.")

    def _talking(self, phone: Phone) -> Line:
        for line in self._on(phone):
            under_way = line.call.status == "in-progress" or (line.call.mine and line.call.status == "ringing")
            if under_way and not line.call.voicemail:
                return line
        raise LookupError("This phone is in no call.")

    def _call(self, request: web.Request) -> Call:
        call = self.world.calls.get(request.match_info["sid"])
        if call is None:
            raise not_found(request)
        return call

    def _check_numbers(self, to: str, sender: str) -> None:
        if not to:
            raise Refused(400, 21201)
        if not sender:
            raise Refused(400, 21213)
        if not possible(sender):
            raise Refused(400, 21212, f"The source phone number provided, {sender}, is not a valid phone number")
        if sender != self.account.voice_number:
            raise Refused(400, 21210, f"The source phone number provided, {sender}, is not yet verified")
        if code := MAGIC.get(to):
            raise Refused(400, code, f"{CODES[code]}: {to}")
        if not possible(to) or to == self.account.voice_number:
            raise Refused(400, 21211, f"The phone number you are attempting to call, {to}, is not valid.")

    def _as_resource(self, call: Call) -> Json:
        base = f"/{VERSION}/Accounts/{self.account.sid}/Calls/{call.sid}"
        spoken = call.ended_at is not None and call.answered_at is not None
        seconds = int(call.ended_at - call.answered_at) if spoken and call.ended_at and call.answered_at else 0
        return {
            "sid": call.sid,
            "account_sid": self.account.sid,
            "api_version": VERSION,
            "to": call.to,
            "to_formatted": call.to,
            "from": call.sender,
            "from_formatted": call.sender,
            "status": call.status,
            "direction": call.direction,
            "answered_by": call.answered_by or None,
            "start_time": date(call.answered_at),
            "end_time": date(call.ended_at),
            "duration": str(seconds) if call.ended_at is not None else None,
            "date_created": date(call.at),
            "date_updated": date(call.ended_at or call.answered_at or call.at),
            "parent_call_sid": None,
            "phone_number_sid": "",
            "price": None,
            "price_unit": "USD",
            "forwarded_from": None,
            "group_sid": None,
            "caller_name": None,
            "queue_time": "0",
            "trunk_sid": None,
            "annotation": None,
            "uri": base + ".json",
            "subresource_uris": {"events": base + "/Events.json"},
        }


def _check_detected(taken_for: str) -> None:
    if taken_for and taken_for not in DETECTED:
        raise ValueError(f"taken_for is one of {', '.join(DETECTED)}.")


def _goal(params: Json) -> Goal | None:
    """The TwiML that the parameters lead to; None: none is named."""
    document, method = str(params.get("Twiml", "")), _method(params, "Method")
    if len(document) > LONGEST_TWIML:
        raise Refused(400, 20001, f"Twiml takes at most {LONGEST_TWIML} characters")
    url = _url(params, "Url")
    return Goal(url, method, document) if url or document else None


def _url(params: Json, name: str) -> str:
    url = str(params.get(name, ""))
    if url and not is_url(url):
        raise Refused(400, 21205, f"{name} is not a valid URL: {url}")
    return url


def _method(params: Json, name: str) -> str:
    method = str(params.get(name, "") or "POST").upper()
    if method not in ("GET", "POST"):
        raise Refused(400, 21209, f"{name} {method} is not GET or POST")
    return method


def _number(params: Json, name: str) -> float:
    least, most, otherwise, code = NUMBERS[name]
    value = str(params.get(name, otherwise))
    if not re.fullmatch(r"\d{1,6}", value) or not least <= int(value) <= most:
        raise Refused(400, code, f"{name} must be from {least} to {most}: {value}")
    return float(value)


def _events(given: list[str]) -> list[str]:
    events = [event for each in given for event in each.split()] or ["completed"]
    if wrong := [event for event in events if event not in EVENTS]:
        raise Refused(400, 21626, f"Invalid StatusCallbackEvent: {', '.join(wrong)}")
    return events
