"""The rules of the rooms, as tables: values in, a decision out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from wellcheck import people
from wellcheck.escalations import rules as escalations
from wellcheck.events import rules as events
from wellcheck.messages import rules as messages
from wellcheck.messages.values import Failed, Result, Sent, Unknown
from wellcheck.people import Standing, Told
from wellcheck.people import rules as persons
from wellcheck.probes import rules as probes
from wellcheck.recurrence import Slot

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ago(**span: float) -> datetime:
    """So long before now."""
    return NOW - timedelta(**span)


def soon(**span: float) -> datetime:
    """So long after now."""
    return NOW + timedelta(**span)


# --- places ---


@pytest.mark.parametrize(
    ("told", "told_at", "place", "at"),
    [
        pytest.param(None, None, (51.5, -0.1), NOW, id="the first is told at once"),
        pytest.param((51.5, -0.1), ago(hours=1), (51.5008, -0.1), None, id="ninety metres are no news"),
        pytest.param((51.5, -0.1), ago(hours=1), (51.5010, -0.1), NOW, id="more than a hundred are"),
        pytest.param((51.5, -0.1), ago(minutes=2), (51.6, -0.1), soon(minutes=3), id="but not every moment"),
        pytest.param((0.0, 179.9999), ago(hours=1), (0.0, -179.9999), None, id="across the date line it is near"),
    ],
)
def test_contacts_are_told_of_moves(
    told: tuple[float, float] | None, told_at: datetime | None, place: tuple[float, float], at: datetime | None
) -> None:
    assert escalations.tell_place_at(told, told_at, place, NOW) == at


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert 111_000 < escalations.metres((51.0, 0.0), (52.0, 0.0)) < 111_400


# --- probes ----------------------------------------------------------------------------------------------------------


def silence(
    follow_ups: int = 0,
    retries: int = 3,
    accepted_at: datetime | None = ago(hours=1),
    reachable: bool = True,
    unheard_since: datetime | None = None,
    due_at: datetime = NOW,
    taken: bool = True,
    asked_at: datetime | None = None,
    sign: bool = False,
    held: bool = False,
    wait: timedelta = HOUR,
) -> probes.Silence:
    """A probe that waits an hour and was asked an hour ago."""
    asked_at = asked_at or due_at - HOUR
    return probes.Silence(
        follow_ups, retries, wait, asked_at, accepted_at, taken, reachable, unheard_since, due_at, sign=sign, held=held
    )


UNAVAILABLE = probes.Escalate("unavailable", "unavailable")
COULD_NOT_ASK = probes.Escalate("unavailable", "could_not_ask")


@pytest.mark.parametrize(
    ("probe", "decision"),
    [
        pytest.param(silence(0), probes.AskAgain(1, soon(hours=1)), id="the first silence is asked again"),
        pytest.param(silence(2), probes.AskAgain(3, soon(hours=1)), id="the last follow-up"),
        pytest.param(silence(3), UNAVAILABLE, id="then the contacts are told"),
        pytest.param(silence(0, retries=0), UNAVAILABLE, id="without follow-ups at once"),
        pytest.param(
            silence(3, sign=True),
            probes.AskAgain(3, soon(minutes=15), window=timedelta(minutes=15), held=True),
            id="a sign of life is asked about before the contacts are told",
        ),
        pytest.param(
            silence(3, sign=True, wait=timedelta(minutes=5), accepted_at=ago(minutes=5)),
            probes.AskAgain(3, soon(minutes=5), window=timedelta(minutes=5), held=True),
            id="for no longer than a question is open",
        ),
        pytest.param(silence(3, sign=True, held=True), UNAVAILABLE, id="and once only"),
        pytest.param(
            silence(2, sign=True), probes.AskAgain(3, soon(hours=1)), id="a follow-up that is left comes first"
        ),
        pytest.param(silence(3, sign=True, reachable=False), UNAVAILABLE, id="who cannot be asked is not waited for"),
        pytest.param(silence(4, retries=3), UNAVAILABLE, id="never more than was chosen"),
        pytest.param(
            silence(3, accepted_at=ago(minutes=50)),
            probes.WaitOn(soon(minutes=10)),
            id="it left late, so there is time",
        ),
        pytest.param(
            silence(3, accepted_at=ago(minutes=1)),
            probes.WaitOn(soon(minutes=15)),
            id="but a quarter of an hour at most",
        ),
        pytest.param(
            silence(3, accepted_at=ago(minutes=1), asked_at=ago(minutes=75)),
            UNAVAILABLE,
            id="and not a quarter for ever",
        ),
        pytest.param(silence(3, accepted_at=ago(hours=2)), UNAVAILABLE, id="taken before its time gives no less time"),
        pytest.param(
            silence(3, accepted_at=ago(minutes=50), due_at=NOW, asked_at=ago(minutes=60)),
            probes.WaitOn(soon(minutes=10)),
            id="looked at sooner than planned, the window is as long as ever",
        ),
        pytest.param(silence(3, accepted_at=None), COULD_NOT_ASK, id="no question arrived"),
        pytest.param(
            silence(1, accepted_at=None), probes.AskAgain(2, soon(hours=1)), id="it did not arrive: once more"
        ),
        pytest.param(
            silence(0, accepted_at=None, taken=False, asked_at=ago(minutes=15)),
            COULD_NOT_ASK,
            id="no provider took it within a quarter of an hour",
        ),
        pytest.param(
            silence(0, accepted_at=None, taken=False, asked_at=ago(minutes=5)),
            probes.WaitOn(soon(minutes=10)),
            id="a short window ends, and no provider took it yet",
        ),
        pytest.param(
            silence(3, accepted_at=None, taken=False, asked_at=ago(minutes=5)),
            COULD_NOT_ASK,
            id="a short window ends, and it was the last",
        ),
        pytest.param(
            silence(0, accepted_at=None, taken=False, asked_at=ago(minutes=30)),
            probes.AskAgain(0, soon(hours=1), late=True),
            id="no provider took it, and we were away when that was to be seen",
        ),
        pytest.param(silence(0, accepted_at=None, reachable=False), COULD_NOT_ASK, id="there is no address left"),
        pytest.param(silence(0, reachable=False), probes.AskAgain(1, soon(hours=1)), id="asked, then unreachable"),
        pytest.param(
            silence(3, unheard_since=ago(seconds=59)),
            probes.WaitOn(soon(seconds=5)),
            id="what they said is heard first",
        ),
        pytest.param(silence(3, unheard_since=ago(seconds=60)), UNAVAILABLE, id="but not for ever"),
        pytest.param(
            silence(0, retries=0, accepted_at=None, taken=False, due_at=ago(hours=26)),
            probes.AskAgain(0, soon(hours=1), late=True),
            id="it never left and we were away: asked as if for the first time",
        ),
        pytest.param(
            silence(0, retries=0, accepted_at=None, taken=False, due_at=ago(minutes=6), asked_at=ago(minutes=21)),
            COULD_NOT_ASK,
            id="a busy engine is not away",
        ),
        pytest.param(
            silence(3, accepted_at=ago(hours=27), due_at=ago(hours=26)),
            probes.Escalate("unavailable", "unavailable", late=True),
            id="asked, and silent, and we away",
        ),
        pytest.param(
            silence(1, accepted_at=ago(hours=27), due_at=ago(hours=26)),
            probes.AskAgain(2, soon(hours=1), late=True),
            id="and asked again late",
        ),
    ],
)
def test_what_silence_means(probe: probes.Silence, decision: probes.Decision) -> None:
    assert probes.on_silence(probe, NOW) == decision


@pytest.mark.parametrize(
    ("asked_at", "decision"),
    [
        (NOW, probes.WaitOn(soon(minutes=15))),
        (ago(minutes=14, seconds=59), probes.WaitOn(soon(seconds=1))),
        (ago(minutes=15), COULD_NOT_ASK),
        (ago(hours=3), COULD_NOT_ASK),
    ],
)
def test_a_question_nobody_took_is_given_a_quarter_of_an_hour(asked_at: datetime, decision: probes.Decision) -> None:
    assert probes.on_unreached(asked_at, NOW) == decision


# --- escalations -----------------------------------------------------------------------------------------------------

STEP, ROUND, FLOOR = soon(minutes=5), soon(minutes=10), soon(hours=1)
PERSONS = [UUID(int=n) for n in range(1, 6)]


def Tell(place: int, step: int, round: int, next_at: datetime, exhausted: bool = False) -> escalations.Tell:
    """The person at this place is told, one after the other."""
    return escalations.Tell((escalations.Seat(PERSONS[place]),), step, round, next_at, exhausted)


@pytest.mark.parametrize(
    ("status", "step", "round", "places", "decision"),
    [
        ("running", 0, 1, 3, Tell(0, 1, 1, STEP)),
        ("running", 1, 1, 3, Tell(1, 2, 1, STEP)),
        ("running", 2, 1, 3, Tell(2, 3, 1, ROUND)),
        ("running", 3, 1, 3, Tell(0, 1, 2, STEP)),
        ("running", 3, 2, 3, Tell(0, 1, 3, STEP)),
        ("running", 2, 3, 3, Tell(2, 3, 3, FLOOR, exhausted=True)),
        ("exhausted", 3, 3, 3, Tell(0, 1, 4, STEP, exhausted=True)),
        ("exhausted", 2, 4, 3, Tell(2, 3, 4, FLOOR, exhausted=True)),
        ("running", 0, 1, 1, Tell(0, 1, 1, ROUND)),
        ("running", 1, 2, 1, Tell(0, 1, 3, FLOOR, exhausted=True)),
        ("exhausted", 1, 9, 1, Tell(0, 1, 10, FLOOR, exhausted=True)),
        ("running", 0, 1, 0, escalations.NobodyToTell(ROUND)),
        ("exhausted", 0, 7, 0, escalations.NobodyToTell(ROUND)),
        ("acknowledged", 1, 1, 3, escalations.AskWhetherReached(NOW + escalations.REACHED_WAIT)),
        ("acknowledged", 0, 1, 0, escalations.AskWhetherReached(NOW + escalations.REACHED_WAIT)),
    ],
)
def test_who_is_told_next(status: str, step: int, round: int, places: int, decision: escalations.Decision) -> None:
    plan = escalations.usual(PERSONS[:places])
    assert escalations.next_step(status, step, round, plan, NOW) == decision


def test_who_took_over_is_asked_once_and_then_it_goes_on() -> None:
    plan = escalations.usual(PERSONS[:2])
    assert escalations.next_step("acknowledged", 1, 1, plan, NOW, asked=True) == escalations.Reopen()


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("eta", "asked_after", "counts_for", "expected"),
    [
        (None, 25 * MINUTE, 30 * MINUTE, None),
        (10 * MINUTE, 10 * MINUTE, 15 * MINUTE, 10 * MINUTE),
        (timedelta(hours=2), timedelta(hours=2), timedelta(hours=2, minutes=5), timedelta(hours=2)),
    ],
)
def test_when_a_helper_is_asked_and_how_long_they_count(
    eta: timedelta | None, asked_after: timedelta, counts_for: timedelta, expected: timedelta | None
) -> None:
    helper = escalations.helper(PERSONS[0], NOW, eta)
    assert escalations.ask_at([helper], NOW) == NOW + asked_after
    assert helper.until == NOW + counts_for
    assert helper.expected_at == (None if expected is None else NOW + expected)
    assert escalations.standing([helper], NOW + counts_for) == ()


def test_two_who_take_over_are_two_different_people_who_still_count() -> None:
    one, other = escalations.helper(PERSONS[0], NOW, 5 * MINUTE), escalations.helper(PERSONS[1], NOW)
    assert not escalations.taken_over([], 1, NOW)
    assert escalations.taken_over([one], 1, NOW)
    assert not escalations.taken_over([one, one], 2, NOW)
    assert escalations.taken_over([one, other], 2, NOW)
    assert not escalations.taken_over([one, other], 2, NOW + 10 * MINUTE), "the first was not heard of again"


@pytest.mark.parametrize(
    ("reason", "status", "held", "most"),
    [
        ("unavailable", "running", [], 30),
        ("could_not_ask", "running", [], 30),
        ("walk", "running", [(1, 20)], 30),
        ("unavailable", "running", [(1, 30), (2, 15)], 15),
        ("unavailable", "running", [(1, 30), (2, 30)], 0),
        ("unavailable", "running", [(0, 5)], 0),
        ("unavailable", "acknowledged", [], 0),
        ("unavailable", "exhausted", [], 0),
        ("bad", "running", [], 0),
        ("panic", "running", [], 0),
        ("duress", "running", [], 0),
    ],
)
def test_how_long_a_contact_may_let_the_others_wait(
    reason: str, status: str, held: list[tuple[int, int]], most: int
) -> None:
    before = [(PERSONS[who], minutes * MINUTE) for who, minutes in held]
    assert escalations.longest_hold(reason, status, before, PERSONS[0]) == most * MINUTE


@pytest.mark.parametrize("places", [1, 2, 5])
def test_it_never_just_stops_and_leaves_nobody_out(places: int) -> None:
    status, step, round, told = "running", 0, 1, []
    for _ in range(7 * places):
        decision = escalations.next_step(status, step, round, escalations.usual(PERSONS[:places]), NOW)
        assert isinstance(decision, escalations.Tell)
        assert NOW < decision.next_at <= FLOOR
        told += [PERSONS.index(seat.person) for seat in decision.seats]
        status = "exhausted" if decision.exhausted else status
        step, round = decision.step, decision.round
    assert told == [*range(places)] * 7
    assert status == "exhausted"


@pytest.mark.parametrize(
    ("status", "reason", "places", "new_reason", "begins"),
    [
        ("running", "unavailable", 2, "panic", True),
        ("running", "could_not_ask", 2, "bad", True),
        ("running", "panic", 2, "panic", False),
        ("acknowledged", "panic", 2, "panic", True),
        ("exhausted", "bad", 2, "panic", True),
        ("exhausted", "bad", 0, "panic", False),
        ("acknowledged", "unavailable", 2, "unavailable", False),
        ("exhausted", "panic", 2, "could_not_ask", False),
    ],
)
def test_a_call_for_help_begins_again_where_silence_does_not(
    status: str, reason: str, places: int, new_reason: str, begins: bool
) -> None:
    assert escalations.begins_again(status, reason, places, new_reason) is begins


# --- messages --------------------------------------------------------------------------------------------------------

LONG = soon(hours=24)
DOWN = Failed("busy", permanent=False)
REFUSED = Failed("our credentials are not accepted", permanent=False, whole_channel=True)
GONE = Failed("no such number", permanent=True)
OPTED_OUT = Failed("they have opted out", permanent=True, opted_out=True)


def slow(seconds: float) -> Failed:
    """The provider asks us to come back later."""
    return Failed("too many requests", permanent=False, retry_after=seconds)


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (Sent("SM1"), True),
        (Unknown("timeout"), False),
        (DOWN, False),
        (REFUSED, False),
        (GONE, None),
        (OPTED_OUT, None),
        (Failed("spam", permanent=False, elsewhere=True), None),
        (replace(DOWN, file=True), None),
        (slow(5), None),
        (replace(DOWN, code="429"), None),
        (replace(DOWN, code="409"), False),
    ],
)
def test_what_an_attempt_says_about_its_channel(result: Result, says: bool | None):
    assert messages.speaks_well(result) is says


def test_a_channel_is_down_after_many_failures_and_some_time():
    second = timedelta(seconds=1)
    assert messages.breaks(5, 10 * second, account=False) and messages.breaks(1, 0 * second, account=True)
    assert not messages.breaks(4, 99 * second, account=False) and not messages.breaks(500, 9 * second, account=False)


@pytest.mark.parametrize(
    ("result", "lane", "attempt", "expires_at", "decision"),
    [
        (Sent("SM1"), messages.ALARM, 1, LONG, messages.Done("SM1")),
        (Sent("SM1"), messages.REST, 9, ago(hours=1), messages.Done("SM1")),
        (Unknown("timeout"), messages.ALARM, 1, LONG, messages.Unclear(soon(seconds=5))),
        (replace(GONE, file=True), messages.CHAT, 1, LONG, messages.Later(NOW, bare=True)),
        (GONE, messages.ALARM, 1, LONG, messages.Dead("no such number", address_dead=True)),
        (GONE, messages.CHAT, 1, LONG, messages.Dead("no such number", address_dead=True)),
        (OPTED_OUT, messages.PROBE, 1, LONG, messages.Dead("they have opted out", False, stopped=True)),
        (DOWN, messages.ALARM, 1, LONG, messages.Later(soon(seconds=1))),
        (DOWN, messages.ALARM, 3, LONG, messages.Later(soon(seconds=5))),
        (DOWN, messages.ALARM, 4, LONG, messages.Later(soon(seconds=10), elsewhere=True)),
        (DOWN, messages.ALARM, 5, LONG, messages.Later(soon(seconds=20))),
        (DOWN, messages.ALARM, 500, LONG, messages.Later(soon(seconds=60))),
        (DOWN, messages.PROBE, 4, LONG, messages.Later(soon(seconds=10), elsewhere=True)),
        (DOWN, messages.CHAT, 3, LONG, messages.Later(soon(seconds=5))),
        (DOWN, messages.CHAT, 4, LONG, messages.Dead("busy", address_dead=False)),
        (DOWN, messages.REST, 4, LONG, messages.Dead("busy", address_dead=False)),
        (DOWN, messages.ALARM, 7, soon(seconds=60), messages.Dead("busy", address_dead=False)),
        (REFUSED, messages.ALARM, 1, LONG, messages.Later(soon(seconds=1), elsewhere=True)),
        (REFUSED, messages.ALARM, 2, LONG, messages.Later(soon(seconds=2))),
        (REFUSED, messages.CHAT, 1, LONG, messages.Later(soon(seconds=1))),
        (slow(3), messages.ALARM, 1, LONG, messages.Later(soon(seconds=3))),
        (slow(86_400), messages.ALARM, 1, LONG, messages.Later(soon(seconds=300), elsewhere=True)),
        (slow(86_400), messages.ALARM, 2, LONG, messages.Later(soon(seconds=300))),
        (slow(86_400), messages.CHAT, 1, LONG, messages.Later(soon(seconds=300))),
        (slow(90), messages.CHAT, 9, LONG, messages.Later(soon(seconds=90))),
        (slow(90), messages.CHAT, 9, soon(seconds=90), messages.Dead("too many requests", address_dead=False)),
    ],
)
def test_what_an_attempt_means(
    result: Result, lane: int, attempt: int, expires_at: datetime, decision: messages.Decision
) -> None:
    assert messages.on_result(result, lane, attempt, expires_at, NOW) == decision


def test_a_permanent_refusal_of_our_whole_account_condemns_nobodys_number() -> None:
    refused = Failed("suspended", permanent=True, whole_channel=True)
    assert messages.on_result(refused, messages.ALARM, 1, LONG, NOW) == messages.Later(soon(seconds=1), elsewhere=True)


def test_an_alarm_is_elsewhere_within_fifteen_seconds_of_failing() -> None:
    waited, attempt = timedelta(0), 1
    while True:
        decision = messages.on_result(DOWN, messages.ALARM, attempt, LONG, NOW)
        assert isinstance(decision, messages.Later)
        if decision.elsewhere:
            break
        waited, attempt = waited + (decision.at - NOW), attempt + 1
    assert waited <= timedelta(seconds=15)


@pytest.mark.parametrize(
    ("found", "unknowns", "decision"),
    [
        (Sent("SM1"), 1, messages.Done("SM1")),
        (GONE, 1, messages.Dead("no such number", address_dead=True)),
        (OPTED_OUT, 1, messages.Dead("they have opted out", False, stopped=True)),
        (DOWN, 1, messages.Later(NOW)),
        (None, 1, messages.Later(NOW)),
        (None, 2, messages.Later(soon(seconds=1), elsewhere=True)),
        (None, 3, messages.Later(soon(seconds=2), elsewhere=True)),
        (None, 99, messages.Later(soon(seconds=60), elsewhere=True)),
    ],
)
def test_what_the_providers_own_list_means(found: Result | None, unknowns: int, decision: messages.Decision) -> None:
    assert messages.on_look_up(found, unknowns, NOW) == decision


@pytest.mark.parametrize(
    ("failure", "decision"),
    [
        (GONE, messages.Dead("no such number", address_dead=True)),
        (DOWN, messages.Dead("busy", address_dead=False)),
        (OPTED_OUT, messages.Dead("they have opted out", address_dead=False, stopped=True)),
    ],
)
def test_what_an_undelivered_receipt_means(failure: Failed, decision: messages.Dead) -> None:
    assert messages.on_failed_receipt(failure) == decision


def test_every_kind_of_message_has_a_lane_and_an_end() -> None:
    assert set(messages.LANE_OF) == set(messages.LIFETIME)
    assert set(messages.LANE_OF.values()) == set(messages.LANES)


# --- events ----------------------------------------------------------------------------------------------------------


def slot(at: datetime) -> Slot:
    """A slot of a daily rule."""
    return Slot(at, at.isoformat())


FIRST = slot(ago(days=2))
YESTERDAY = slot(ago(days=1))


@pytest.mark.parametrize(
    ("first", "missed", "window", "decision"),
    [
        pytest.param(slot(NOW), [], HOUR, events.Fire(slot(NOW), late=False), id="on the second"),
        pytest.param(slot(soon(seconds=10)), [], HOUR, events.Fire(slot(soon(seconds=10)), late=False), id="prepared ahead"),
        pytest.param(slot(ago(seconds=90)), [], HOUR, events.Fire(slot(ago(seconds=90)), late=False), id="busy, not away"),
        pytest.param(slot(ago(minutes=10)), [], HOUR, events.Fire(slot(ago(minutes=10)), late=True), id="late"),
        pytest.param(slot(ago(hours=1)), [], HOUR, events.Fire(slot(ago(hours=1)), late=True), id="just not too late"),
        pytest.param(slot(ago(minutes=61)), [], HOUR, events.Skip((slot(ago(minutes=61)),)), id="too late"),
        pytest.param(
            FIRST, [YESTERDAY, slot(ago(minutes=5))], HOUR,
            events.Fire(slot(ago(minutes=5)), late=True, skipped=(FIRST, YESTERDAY)), id="the newest alone is asked",
        ),
        pytest.param(
            FIRST, [YESTERDAY, slot(ago(seconds=30))], HOUR,
            events.Fire(slot(ago(seconds=30)), late=False, skipped=(FIRST, YESTERDAY)), id="the newest is on time",
        ),
        pytest.param(FIRST, [YESTERDAY], HOUR, events.Skip((FIRST, YESTERDAY)), id="all of them are recorded"),
        pytest.param(
            slot(ago(seconds=91)), [], timedelta(0), events.Skip((slot(ago(seconds=91)),)), id="no window, no catching up"
        ),
    ],
)  # fmt: skip
def test_what_becomes_of_a_slot(
    first: Slot, missed: list[Slot], window: timedelta, decision: events.Fire | events.Skip
) -> None:
    assert events.on_due(first, NOW, lambda: missed, lambda _: window) == decision


def test_on_time_nobody_looks_for_what_was_missed() -> None:
    def never(*_: object) -> Sequence[Slot]:
        raise AssertionError("asked for nothing")

    assert events.on_due(slot(NOW), NOW, never, never) == events.Fire(slot(NOW), late=False)  # type: ignore[arg-type]


# --- people ----------------------------------------------------------------------------------------------------------


def told(number: int, consent: str) -> Told:
    """The contact at this place of the user's list."""
    return Told(UUID(int=number), UUID(int=100 + number), consent)


def test_who_agreed_is_told_first_who_refused_or_left_never() -> None:
    listed = [
        told(1, "invited"), told(2, "consented"), told(3, "declined"),
        told(4, "consented"), told(5, "opted_out"), told(6, "invited"),
    ]  # fmt: skip
    assert [each.contact_id.int for each in persons.telling_order(listed)] == [2, 4, 1, 6]
    assert persons.telling_order([told(1, "declined"), told(2, "opted_out")]) == []


@pytest.mark.parametrize(
    ("standing", "missing"),
    [
        (Standing(1, 1, 1, True, True), []),
        (Standing(0, 1, 1, True, True), ["no_address"]),
        (Standing(1, 0, 0, True, True), ["no_contact"]),
        (Standing(1, 2, 0, True, True), ["no_consent"]),
        (Standing(1, 2, 1, True, True, 0), ["no_reach"]),
        (Standing(1, 1, 1, False, False), ["no_times"]),
        (Standing(0, 0, 0, False, False), ["no_address", "no_contact", "no_times"]),
    ],
)
def test_what_stands_between_somebody_and_being_watched(standing: Standing, missing: list[str]) -> None:
    assert people.gaps(standing) == missing


# --- contacts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "consent", "say", "then"),
    [
        ("remind", "invited", "invite", "silent"),
        ("not_now", "invited", "invite", "silent"),
        ("silent", "invited", "silent", None),
        ("confirm", "consented", "confirm", "unsure"),
        ("unsure", "consented", "unsure", "confirm"),
        ("remind", "consented", None, None),
        ("confirm", "declined", None, None),
        ("confirm", "opted_out", None, None),
        (None, "consented", None, None),
    ],
)
def test_what_comes_of_an_invitation(step: str | None, consent: str, say: str | None, then: str | None) -> None:
    due = persons.on_contact_due(step, consent)
    assert (due.say, due.step) == (say, then)
    assert (due.after is None) == (then is None)
