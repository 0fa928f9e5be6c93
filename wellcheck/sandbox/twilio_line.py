"""One call, from dialling to hanging up: it rings, is picked up, plays TwiML, and tells what became of it.

As https://www.twilio.com/docs/voice/api/call-resource and /docs/voice/twiml describe it. Ringing and waiting for an
answer take time on the product's clock, which tests and the page wind; speaking takes real time.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from wellcheck.sandbox import twiml
from wellcheck.sandbox.errands import Alarms, Errands, Inbox
from wellcheck.sandbox.faults import Fault, Faults, rearranged
from wellcheck.sandbox.state import Call, Json, Phone, World
from wellcheck.sandbox.twilio_rest import VERSION, Account, date, is_url, places
from wellcheck.sandbox.twilio_signed import Answer, Webhooks

log = logging.getLogger(__name__)

MOST_DOCUMENTS = 500  # a call that is sent round and round ends some day
WORDS_A_SECOND = 3  # how Pause is measured against speech
SORRY = "We are sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happens to a call: answer, decline, ignore, key, speech, hang_up, look (the phone changed) on
    the phone; end, move through the API; heard: an answer of the webhook is there."""

    kind: str
    text: str = ""
    confidence: float = 0.0
    line: Json | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the next TwiML is: a URL, or here."""

    url: str = ""
    method: str = "POST"
    document: str = ""


class _Over(Exception):
    def __init__(self, status: str, code: int | None = None, note: str = "") -> None:
        super().__init__(status)
        self.status, self.code, self.note = status, code, note


class _Moved(Exception):
    def __init__(self, goal: Goal) -> None:
        super().__init__("moved")
        self.goal = goal


class Line:
    """A call while it lives. `fault`: how it shall misbehave."""

    def __init__(
        self,
        call: Call,
        phone: Phone | None,
        fault: Fault | None,
        world: World,
        faults: Faults,
        webhooks: Webhooks,
        account: Account,
        alarms: Alarms,
        errands: Errands,
        engaged: Callable[[], bool],
    ) -> None:
        self.call = call
        self.phone = phone
        self.fault = fault
        self.world = world
        self.faults = faults
        self.webhooks = webhooks
        self.account = account
        self.alarms = alarms
        self.errands = errands
        self.engaged = engaged
        self.inbox: Inbox[Act] = Inbox(alarms)
        self._limit = math.inf
        self._told: list[dict[str, str]] = []
        self._telling: asyncio.Task[None] | None = None
        self._documents = 0

    async def run(self) -> None:
        """Live through the whole call."""
        over = _Over("failed")
        try:
            await (self._come_in() if self.call.mine else self._go_out())
        except _Over as end:
            over = end
        except Exception:
            log.exception("a call of the sandbox broke")
        unanswered = over.status == "completed" and self.call.answered_at is None
        self.end("canceled" if unanswered else over.status, over.code, over.note)

    def end(self, status: str, code: int | None = None, note: str = "") -> None:
        """It is over, and that is told."""
        call = self.call
        call.status, call.ended_at, call.listening = status, self.world.now(), {}
        call.code, call.note = code or call.code, note or call.note
        self.world.save_call(call)
        self._tell("completed", status)
        if call.callbacks == "shuffle":
            self._post(self._told[::-1])

    # ringing

    async def _go_out(self) -> None:
        call = self.call
        if call.status == "queued":
            await self._spend(self.account.pace)
            if self.fault is not None and self.fault.kind == "undelivered":
                raise _Over("failed", self.fault.status or 32009, "The call could not be connected")
            self._tell("initiated", "initiated")
            await self._spend(self.account.pace)
            if self.engaged() and not (self.phone and self.phone.voicemail):
                raise _Over("busy")
            call.status = "ringing"
            self.world.save_call(call)
            self._tell("ringing", "ringing")
        call.voicemail, taken_for = await self._ring()
        call.status, call.answered_at = "in-progress", self.world.now()
        self.world.save_call(call)
        self._tell("answered", "in-progress")
        self._limit = self.alarms.now() + call.time_limit
        if call.detection:
            await self._spend(self.account.pace)
            machine = "machine_start" if call.detection == "Enable" else "machine_end_beep"
            call.answered_by = taken_for or (machine if call.voicemail else "human")
            self.world.save_call(call)
        await self._play(Goal(call.url, call.method, call.twiml))

    async def _ring(self) -> tuple[bool, str]:
        """Ring until somebody or a machine picks up: whether it is a machine, and what it is taken for."""
        since = self.alarms.now() - max(0.0, self.world.now() - self.call.at)
        end, phone = since + self.call.timeout, self.phone
        while True:
            machine = phone is not None and phone.voicemail
            away = phone is None or not phone.power or self.engaged()
            until = min(end, since + self.account.voicemail_after) if machine else end
            if phone is not None and away:
                until = since
            act = await self.inbox.until(until)
            match act.kind if act else "":
                case "answer" if act is not None and not away:
                    return False, act.text or (phone.taken_for if phone else "")
                case "decline" | "ignore" if machine:
                    until = since
                case "decline":
                    raise _Over("busy")
                case "ignore":
                    raise _Over("no-answer")
                case "end":
                    raise _Over("canceled")
            if self.alarms.now() >= until:
                if machine and until < end:
                    return True, phone.taken_for if phone else ""
                raise _Over("no-answer")

    async def _come_in(self) -> None:
        """Somebody calls us."""
        call = self.call
        self._limit = self.alarms.now() + call.time_limit
        await self._spend(self.account.pace)
        await self._play(Goal(call.url, call.method))

    def _pick_up(self) -> None:
        """We take an incoming call, with the first verb that speaks or listens."""
        if self.call.answered_at is None:
            self.call.status, self.call.answered_at = "in-progress", self.world.now()
            self.world.save_call(self.call)

    # playing TwiML

    async def _play(self, goal: Goal) -> None:
        extra: dict[str, str] = {}
        while True:
            try:
                base, verbs = await self._document(goal, extra)
                following = await self._perform(base, verbs)
            except _Moved as moved:
                following = moved.goal, {}
            if following is None:
                raise _Over("completed")
            goal, extra = following

    async def _document(self, goal: Goal, extra: dict[str, str]) -> tuple[str, tuple[twiml.Verb, ...]]:
        try:
            return await self._read(goal, extra)
        except twiml.BadTwiml as wrong:
            fallback = self.call.fallback
            self.call.note, self.call.code = str(wrong), wrong.code
            if fallback and goal.url != fallback:
                told = {"ErrorCode": str(wrong.code), "ErrorUrl": goal.url}
                return await self._document(Goal(fallback, self.call.fallback_method), told)
            return "", (twiml.Say(SORRY), twiml.Hangup())

    async def _read(self, goal: Goal, extra: dict[str, str]) -> tuple[str, tuple[twiml.Verb, ...]]:
        self._documents += 1
        if self._documents > MOST_DOCUMENTS:
            raise twiml.BadTwiml(11205, "This call goes round and round")
        if goal.document:
            return "", twiml.parse(goal.document)
        if not is_url(goal.url):
            raise twiml.BadTwiml(11100, f"Invalid URL format: {goal.url or 'none'}")
        answer = await self._ask(goal, self._form(self.call.status) | extra)
        if not answer.good:
            why = f"answered {answer.status}" if answer.status else f"could not be reached ({answer.body})"
            raise twiml.BadTwiml(11200, f"HTTP retrieval failure: Wellcheck {why}")
        return goal.url, () if answer.status == 204 else twiml.parse(answer.body, answer.content_type)

    async def _ask(self, goal: Goal, form: dict[str, str]) -> Answer:
        """Ask the product what to say; whoever hangs up meanwhile has hung up."""
        fault = self.faults.take("twilio", "voice", self.phone)

        async def ask() -> Answer:
            if fault is not None and fault.callbacks == "delay":
                await self.faults.pause(fault.seconds)
            answer = Answer(0, "lost on the way")
            for _ in rearranged([goal], fault.callbacks if fault else ""):
                answer = await self.webhooks.send(goal.url, form, goal.method)
            return answer

        asking = asyncio.create_task(ask())
        asking.add_done_callback(lambda _: self.inbox.put(Act("heard")))
        try:
            while not asking.done():
                self._heed(await self.inbox.within(1.0))
            return asking.result()
        finally:
            asking.cancel()

    async def _perform(self, base: str, verbs: tuple[twiml.Verb, ...]) -> tuple[Goal, dict[str, str]] | None:
        """Do one verb after the other; returns where to go on, None at the end."""
        for verb in verbs:
            match verb:
                case twiml.Reject(reason) if self.call.answered_at is None:
                    raise _Over("busy" if reason == "busy" else "failed", None, "Wellcheck did not take the call")
                case twiml.Hangup() | twiml.Reject():
                    self._pick_up()
                    raise _Over("completed")
                case twiml.Redirect(url, method):
                    return Goal(urljoin(base, url), method), {}
                case twiml.Gather():
                    self._pick_up()
                    if (given := await self._gather(verb)) is not None:
                        return Goal(urljoin(base, verb.action), verb.method), given
                case _:
                    self._pick_up()
                    await self._utter(verb, None)
        self._pick_up()
        return None

    async def _utter(self, verb: twiml.Say | twiml.Play | twiml.Pause, gather: twiml.Gather | None) -> Act | None:
        """Say something; returns what broke into it, where that may."""
        line: Json = {}
        match verb:
            case twiml.Say(text, language):
                words = max(len(text.split()), len(text) // 7)  # not every script has spaces
                line = self._line("wellcheck", "say", text, language)
            case twiml.Play(url):
                words = WORDS_A_SECOND
                line = self._line("wellcheck", "play", url)
            case twiml.Pause(length):
                words = length * WORDS_A_SECOND
        loop = asyncio.get_running_loop()
        began, all_said = loop.time(), False
        try:
            act = await self._spend(words * self.account.talk, gather)
            all_said = act is None
            return act
        finally:  # a key, a hung-up phone or other TwiML may break in
            if line and not all_said and self.account.talk:
                line["cut"] = int((loop.time() - began) / self.account.talk)
                self.world.save_call(self.call)

    async def _gather(self, gather: twiml.Gather) -> dict[str, str] | None:
        """Wait for keys or words; returns the fields for the action, None to go on with the next verb."""
        act: Act | None = None
        for verb in gather.verbs:
            if (act := await self._utter(verb, gather)) is not None:
                break
        self.call.listening = {"dtmf": gather.dtmf, "speech": gather.speech, "language": gather.language}
        self.world.save_call(self.call)
        given = await self._listen(gather, act)
        self.call.listening = {}
        self.world.save_call(self.call)
        return given

    async def _listen(self, gather: twiml.Gather, act: Act | None) -> dict[str, str] | None:
        digits, until = "", self.alarms.now() + gather.timeout
        while True:
            if act is None:
                act = self._heed(await self.inbox.until(min(until, self._limit)))
            if act is not None and self._wanted(act, gather):
                if act.line is not None:
                    act.line["heard"] = True
                if act.kind == "speech" and not digits:
                    said = {"SpeechResult": act.text, "Confidence": f"{act.confidence:.8f}"}
                    return said | {"Language": gather.language, "msg": "Gather End"}
                if act.kind == "key":
                    if act.text == gather.finish_on and digits:
                        return {"Digits": digits, "FinishedOnKey": act.text, "msg": "Gather End"}
                    digits += act.text if act.text != gather.finish_on else ""
                    until = self.alarms.now() + gather.timeout
                    if len(digits) == gather.num_digits:
                        break
            if act is None and self.alarms.now() >= until:
                break
            act = None
        if digits or gather.on_empty:
            return {"Digits": digits, "FinishedOnKey": "", "msg": "Gather End"}
        return None

    @staticmethod
    def _wanted(act: Act, gather: twiml.Gather) -> bool:
        return (act.kind == "key" and gather.dtmf) or (act.kind == "speech" and gather.speech)

    async def _spend(self, seconds: float, gather: twiml.Gather | None = None) -> Act | None:
        """Let real time pass; returns early with what a `gather` listens for."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while True:
            act = self._heed(await self.inbox.within(max(0.0, end - loop.time())))
            if act and gather and self._wanted(act, gather) and (act.kind == "key" or gather.barge_in):
                return act
            if act is None and loop.time() >= end:
                return None

    def _heed(self, act: Act | None) -> Act | None:
        """What ends or moves the call does so at once; anything else is handed on."""
        if self.alarms.now() >= self._limit:
            raise _Over("completed", None, "The time limit of the call")
        match act.kind if act else "":
            case "hang_up" | "end":
                raise _Over("completed")
            case "move" if act is not None and act.goal is not None:
                raise _Moved(act.goal)
        return act

    def _line(self, who: str, kind: str, text: str, language: str = "") -> Json:
        line: Json = {"who": who, "kind": kind, "text": text, "language": language, "at": self.world.now()}
        self.call.lines.append(line)
        self.world.save_call(self.call)
        return line

    def said(self, kind: str, text: str, confidence: float = 0.0) -> None:
        """The person presses a key or speaks."""
        line = self._line("phone", kind, text)
        self.inbox.put(Act(kind, text, confidence, line))

    # telling

    def _form(self, status: str) -> dict[str, str]:
        call = self.call
        form = {
            **places(call.sender, call.to),
            "AccountSid": self.account.sid,
            "ApiVersion": VERSION,
            "CallSid": call.sid,
            "CallStatus": status,
            "Direction": call.direction,
            "From": call.sender,
            "To": call.to,
            "Caller": call.sender,
            "Called": call.to,
        }
        return form | ({"AnsweredBy": call.answered_by} if call.answered_by else {})

    def _tell(self, event: str, status: str) -> None:
        """Post a status callback in the background, in order."""
        call = self.call
        if not call.callback or event not in call.events:
            return
        form = self._form(status) | {
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.sequence),
            "Timestamp": date(self.world.now()) or "",
        }
        call.sequence += 1
        if event == "completed":
            seconds = int((call.ended_at or 0) - call.answered_at) if call.answered_at is not None else 0
            form |= {"CallDuration": str(seconds), "Duration": str(-(-seconds // 60))}
            form |= {"ErrorCode": str(call.code), "ErrorMessage": call.note} if status == "failed" and call.code else {}
        if call.callbacks == "shuffle":
            self._told.append(form)
        else:
            self._post(rearranged([form], call.callbacks))

    def _post(self, forms: list[dict[str, str]]) -> None:
        before = self._telling

        async def post() -> None:
            if before is not None:
                await asyncio.wait([before])
            if self.call.callbacks == "delay":
                await self.faults.pause(self.call.pause)
            for form in forms:
                await self.webhooks.send(self.call.callback, form, self.call.callback_method)

        if forms:
            self._telling = self.errands.go(post())
