"""What the sandbox makes of TwiML."""

from __future__ import annotations

import pytest
from twilio.twiml.voice_response import Gather as TwilioGather
from twilio.twiml.voice_response import VoiceResponse

from wellcheck.sandbox.twiml import BadTwiml, Gather, Hangup, Pause, Play, Redirect, Reject, Say, parse


def test_what_twilios_own_library_writes_is_read():
    said = VoiceResponse()
    gather = TwilioGather(
        input="dtmf speech", num_digits=1, timeout=7, action="/a?b=1&c=2", language="es-ES", action_on_empty_result=True
    )
    gather.say("1 = bien & <2> = mal", language="es-ES", voice="Polly.Lucia")
    gather.pause(length=2)
    said.append(gather)
    said.play("https://example.org/a.mp3", loop=2)
    said.redirect("", method="GET")
    said.hangup()
    asked, *rest = parse(str(said))
    assert asked == Gather(
        (Say("1 = bien & <2> = mal", "es-ES", "Polly.Lucia"), Pause(2)),
        True,
        True,
        "/a?b=1&c=2",
        timeout=7.0,
        num_digits=1,
        language="es-ES",
        on_empty=True,
    )
    tune = Play("https://example.org/a.mp3")
    assert rest == [tune, tune, Redirect("", "GET"), Hangup()]


def test_what_is_not_said_is_twilios_default():
    assert parse("<Response><Gather/><Pause/><Reject/></Response>") == (Gather(), Pause(1), Reject("rejected"))
    assert parse("Hello", "text/plain") == (Say("Hello"),)
    assert parse("<Response><Say><prosody rate='slow'>One.</prosody>\n Two.</Say></Response>") == (Say("One. Two."),)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", 12100),
        ("<Response><Say>x</Response>", 12100),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><Response/>", 12100),
        ("<Answer/>", 12102),
        ("<Response>Hello</Response>", 12200),
        ("<Response><Dial>1</Dial></Response>", 12200),
        ("<Response><Say langage='en'>x</Say></Response>", 12200),
        ("<Response><Say> </Say></Response>", 13520),
        (f"<Response><Say>{'x' * 4097}</Say></Response>", 13520),
        ("<Response><Say language='English'>x</Say></Response>", 13511),
        ("<Response><Gather input='voice'/></Response>", 13335),
        ("<Response><Gather numDigits='0'/></Response>", 12200),
        ("<Response><Gather finishOnKey='ab'/></Response>", 13310),
        ("<Response><Gather><Redirect>/x</Redirect></Gather></Response>", 12200),
        ("<Response><Gather method='PUT'/></Response>", 12200),
        ("<Response><Pause length='a'/></Response>", 12200),
    ],
)
def test_what_twilio_would_not_play_is_refused(document: str, code: int):
    with pytest.raises(BadTwiml) as caught:
        parse(document)
    assert caught.value.code == code
