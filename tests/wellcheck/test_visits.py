"""What a visit costs, when somebody is asked about it, and what an alarm makes of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from tests.faults import refusing
from tests.statements import statements
from wellcheck import access, db, escalations, events, export, people, runtime, users, visits
from wellcheck.config import Config
from wellcheck.errors import NotAllowed, NotPossible, NotValid
from wellcheck.escalations import policies, saved
from wellcheck.escalations.policies import Line, Policy
from wellcheck.messages import Delivery
from wellcheck.people import Contact, Person
from wellcheck.recurrence import Cron
from wellcheck.visits import Offer, Visit, Wish, ledger, pals, rules
from wellcheck.visits.rules import Candidate, Look, When

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


# --- rules ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stayed", "comes_to", "why"),
    [(None, 60, False), (60, 60, False), (45, 60, False), (44.5, 45, True), (10, 10, True), (0, 1, True),
     (75, 60, False), (75.5, 60, True), (300, 60, True)],
)  # fmt: skip
def test_who_leaves_much_earlier_is_paid_for_their_time_and_says_why(
    stayed: float | None, comes_to: int, why: bool
) -> None:
    span = None if stayed is None else minutes(stayed)
    assert (rules.due_minutes(60, span), rules.needs_reason(60, span)) == (comes_to, why)


def test_a_visit_on_a_day_is_that_day_where_the_user_lives() -> None:
    when = rules.when(date(2026, 11, 24), None, "Pacific/Auckland", 60)
    assert when == When(datetime(2026, 11, 23, 20, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC))
    assert rules.over_at(when, 60, None) == datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert rules.when(date(2026, 11, 24), NOW, "UTC", 60) == When(NOW, NOW)


def test_who_has_accepted_is_reminded_and_looked_after() -> None:
    when = When(NOW + 48 * HOUR, NOW + 48 * HOUR)
    step, at, seen = None, NOW, []
    for _ in range(5):
        look = rules.next_look(step, "accepted", when, None, at)
        step, at = look.step, look.at
        seen.append((look.step, look.at - when.begins))
    assert seen == [
        ("confirm", -24 * HOUR), ("remind", -HOUR), ("late", minutes(15)), ("tell", minutes(30)), ("no_show", HOUR),
    ]  # fmt: skip
    soon = When(NOW + minutes(20), NOW + minutes(20))
    assert rules.next_look(None, "accepted", soon, None, NOW) == Look("late", NOW + minutes(35))
    # After an outage of ours nobody is left unasked.
    assert rules.next_look("remind", "accepted", soon, None, NOW + 5 * HOUR) == Look("late", NOW + 5 * HOUR)


def test_who_does_not_leave_is_asked_and_our_team_told_until_they_have() -> None:
    leaves = NOW + HOUR
    late = rules.next_look(None, "arrived", When(NOW, NOW), leaves, NOW)
    assert late == Look("late", leaves + minutes(15))
    tell = rules.next_look("late", "arrived", When(NOW, NOW), leaves, late.at)
    assert tell == Look("tell", leaves + minutes(30))
    assert rules.next_look("tell", "arrived", When(NOW, NOW), leaves, tell.at) == Look("tell", tell.at + HOUR)


def test_favourites_come_first_then_those_who_were_there_then_language_and_distance() -> None:
    a, b, c, d, e, f, g = (uuid4() for _ in range(7))
    monday = ({"day": 0, "from": "09:00", "until": "12:30"},)
    listed = [
        Candidate(a, near=1.0, speaks=False), Candidate(b, near=9.0), Candidate(c, near=2.0), Candidate(d, known=1, near=90.0),
        Candidate(e, known=2, speaks=False), Candidate(f, near=21.0), Candidate(g, near=0.5, hours=monday),
    ]  # fmt: skip
    assert [pal.person for pal in rules.ranked(listed, NOW, 60, False)] == [e, d, c, b, a]
    assert {f, g} <= {pal.person for pal in rules.ranked(listed, NOW, 60, True)}
    assert rules.free_at(monday, NOW, 30, "UTC") and not rules.free_at(monday, NOW, 31, "UTC")
    assert not rules.free_at(monday, NOW, 30, "Asia/Tokyo")


def test_rounds_are_shorter_when_it_is_soon() -> None:
    waits = [rules.round_wait(NOW + span, NOW, False) for span in (minutes(8), 2 * HOUR, 100 * HOUR)]
    assert waits == [minutes(3), minutes(15), minutes(30)]
    assert rules.round_wait(NOW, NOW, True) == minutes(2)


# --- lives ---------------------------------------------------------------------------------------------------------------


class Place:
    """Ada, who is visited; Bob and Eve, who visit; Olga, of our own team. Time is what a test says."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people: dict[str, Person] = {}

    async def somebody(self, name: str, pal: bool = False) -> Person:
        person = await people.create(name, None, "en", "UTC", self.now)
        number = f"+44770090{len(self.people):04}"
        await people.add_address(person.id, "sms", number, self.now, verified_how="admin")
        self.people[name] = person
        if pal:
            await pals.apply(person.id, pals.Offering(("en",), "Soho", 51.51, -0.13), self.now)
            await pals.decide(person.id, True, person.id, self.now)
        return person

    def id(self, name: str) -> UUID:
        return self.people[name].id

    async def ask(self, at: timedelta = 48 * HOUR, long: int = 60) -> Visit:
        wish = Wish(long, (("shopping", None),), starts_at=self.now + at, place="1 High Street", area="Soho")
        return await visits.request(self.id("Ada"), wish, self.now)

    async def go(self, span: timedelta) -> None:
        """Let time pass, and do what is due, a few times over as an engine does."""
        self.now += span
        for _ in range(3):
            await escalations.run_due(self.now)
            await visits.run_due(self.now)

    async def heard(self, name: str) -> list[str]:
        """What somebody was told, in order."""
        return [each.text for each in await Delivery.filter(person_id=self.id(name)).order_by("id")]

    async def last(self, name: str) -> str:
        return (await self.heard(name))[-1]

    async def visit(self, visit: Visit) -> Visit:
        return await Visit.get(id=visit.id)


@pytest.fixture
async def place(config: Config) -> AsyncIterator[Place]:
    async with runtime.start(config, "visits") as running:
        built = Place(running.now())
        for name in ("Ada", "Bob", "Eve", "Olga"):
            await built.somebody(name, pal=name in ("Bob", "Eve"))
        await access.create_account(built.id("Olga"), "olga@example.org", "a-fine-horse", built.now, role="admin")
        yield built


async def test_a_visit_is_offered_in_rounds_and_lapses(place: Place) -> None:
    visit = await place.ask(at=5 * HOUR)
    await place.go(minutes(0))
    assert await Offer.filter(visit_id=visit.id, state="open").count() == 2
    assert "Can you visit somebody?" in await place.last("Bob") and "High Street" not in await place.last("Bob")
    await visits.decline(visit.id, place.id("Bob"), place.now)
    await place.go(minutes(31))
    assert (await place.visit(visit)).waiting and "Nobody has taken your visit yet" in await place.last("Ada")
    cara = await place.somebody("Cara", pal=True)  # whoever is new is asked at once
    await place.go(minutes(0))
    assert await Offer.filter(visit_id=visit.id, pal_id=cara.id, state="open").exists()
    await place.go(5 * HOUR)
    assert (await place.visit(visit)).state == "expired" and "Nobody could come" in await place.last("Ada")
    assert "The visit is off" in await place.last("Eve")
    assert await ledger.budget(place.id("Ada"), place.now) == ledger.Budget(120, 0)


async def test_a_pal_who_is_not_heard_of_is_looked_after(place: Place) -> None:
    visit = await place.ask()
    await visits.accept(visit.id, place.id("Bob"), place.now)
    assert "The address: 1 High Street" in await place.last("Bob") and "Bob will visit you" in await place.last("Ada")
    await place.go(24 * HOUR)
    assert "To remind you" in await place.last("Bob")
    assert str(await visits.answer(visit.id, place.id("Bob"), "confirm", place.now)).startswith("Thank you.")
    await place.go(23 * HOUR)
    await place.go(minutes(76))
    assert "Are you okay? Ada is waiting for you." in await place.last("Bob")
    await place.go(minutes(15))
    assert "Bob was to visit Ada" in await place.last("Olga") and "Bob is late" in await place.last("Ada")
    await place.go(minutes(31))
    assert (await place.visit(visit)).state == "no_show" and "Bob did not come" in await place.last("Ada")
    assert await ledger.budget(place.id("Ada"), place.now) == ledger.Budget(120, 0)


async def test_a_pal_who_does_not_leave_is_asked_and_may_stay(place: Place) -> None:
    visit = await place.ask(at=minutes(30))
    await visits.accept(visit.id, place.id("Bob"), place.now)
    with pytest.raises(NotPossible):
        await visits.complete(visit.id, place.id("Bob"), place.now)
    await visits.answer(visit.id, place.id("Bob"), "arrived", place.now)
    await place.go(minutes(76))
    assert "Are you okay? The visit to Ada" in await place.last("Bob")
    await visits.answer(visit.id, place.id("Bob"), "longer", place.now)
    await place.go(minutes(44))
    assert (await place.visit(visit)).step == "late"
    await place.go(minutes(2))
    await place.go(minutes(16))
    assert "Bob went to Ada" in await place.last("Olga")
    await visits.answer(visit.id, place.id("Bob"), "help", place.now)
    assert "asks for help" in await place.last("Olga")
    assert await visits.answer(visit.id, place.id("Bob"), "left", place.now) is None
    assert "Bob has been with you: 1 hour. Your time for visits: 1 hour left, 0 minutes reserved." in await place.last(
        "Ada"
    )


async def test_who_may_not_go_is_told_why(place: Place) -> None:
    one = await place.ask(at=24 * HOUR, long=60)
    two = await place.ask(at=24 * HOUR + minutes(59), long=60)
    await visits.accept(one.id, place.id("Bob"), place.now)
    with pytest.raises(NotPossible, match="another visit"):
        await visits.accept(two.id, place.id("Bob"), place.now)
    with pytest.raises(NotPossible, match="Somebody else"):
        await visits.accept(one.id, place.id("Eve"), place.now)
    with pytest.raises(NotAllowed):
        await visits.accept(two.id, place.id("Olga"), place.now)
    with pytest.raises(NotValid):
        await visits.accept(two.id, place.id("Ada"), place.now)
    with pytest.raises(NotAllowed):
        await visits.complete(two.id, place.id("Olga"), place.now)


async def test_asking_and_completing_hold_the_minutes_for_one_statement_each(config: Config) -> None:
    async with runtime.start(config, "count", pool=1) as running:
        now = running.now()
        ada, bob = [await people.create(name, None, "en", "UTC", now) for name in ("Ada", "Bob")]
        await ledger.lock([ada.id, bob.id], now)
        wish = Wish(20, (("shopping", None),), day=(now + 24 * HOUR).date(), direct=True)
        async with statements() as asked:
            visit = await visits.request(ada.id, wish, now)
        assert [query.split()[0] for query in asked] == ["SELECT", "WITH"]  # who she is; all of it
        async with statements() as asked:
            done = await visits.complete(visit.id, bob.id, now)
        # The visit, whether they may meet, the two; all of it.
        assert [query.split()[0] for query in asked] == ["SELECT"] * 3 + ["WITH"]
        assert (done.user_balance, done.pal_balance) == (100, 137)
        # By a pal, with both told: one transaction, in which the accounts are held by the first statement.
        visit = await visits.request(ada.id, replace(wish, direct=False), now)
        for person in (ada, bob):
            await people.add_address(
                person.id, "sms", f"+4477009000{person.id.int % 90 + 10}", now, verified_how="admin"
            )
        await pals.apply(bob.id, pals.Offering(("en",)), now)
        await pals.decide(bob.id, True, bob.id, now)
        async with statements() as asked:
            await visits.complete(visit.id, bob.id, now)
        at = asked.index("BEGIN;")
        assert "ledger_hold" in asked[at + 1] and not [query for query in asked[:at] if "FOR UPDATE" in query]
        assert len(asked[at:]) <= 12, asked


async def test_what_is_changed_while_it_is_being_paid_is_paid_as_it_is_then(place: Place, database: str) -> None:
    wish = Wish(20, (("shopping", None),), day=(place.now + 24 * HOUR).date(), direct=True)
    visit = await visits.request(place.id("Ada"), wish, place.now)
    other = await asyncpg.connect(**db.connect_options(database))
    try:
        async with other.transaction():
            await other.fetch("SELECT ledger_hold($1)", [place.id("Ada")])
            paying = asyncio.create_task(visits.complete(visit.id, place.id("Eve"), place.now))
            waiting = (
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            for _ in range(500):
                if await other.fetchval(waiting):
                    break
                await asyncio.sleep(0.01)
            await other.execute("UPDATE visits SET minutes = 40 WHERE id = $1", visit.id)
        done = await paying
    finally:
        await other.close()
    assert (done.visit.paid, done.user_balance, done.pal_balance) == (40, 80, 120 + rules.credit(40))
    assert await ledger.budget(place.id("Ada"), place.now) == ledger.Budget(80, 0)


# --- again and again -----------------------------------------------------------------------------------------------------

MONDAYS = events.visits.Wish(Cron(("0 10 * * 1",)), Cron(("0 10 * * 6",)), 30, ("shopping", "a walk"))


@pytest.mark.parametrize("name", ["visits", "event"])
async def test_visits_that_come_again_keep_their_hour_when_clocks_change(place: Place, name: str) -> None:
    place.now = datetime(2027, 3, 24, 12, tzinfo=UTC)  # the clocks of London change on the 28th
    ada = place.people["Ada"]
    await people.rename(ada, place.now, zone="Europe/London")
    await visits.at_home(ada.id, "1 High Street", "Soho", None, None, place.now)
    event = await events.visits.plan(ada, MONDAYS, place.now)
    assert not await Visit.exists()
    await events.Event.filter(id=event.id).update(name=name)  # the same made by API
    for day, hour, begins in ((27, 10, 29), (34, 9, 36)):
        place.now = datetime(2027, 3, 1, hour, 0, 30, tzinfo=UTC) + timedelta(days=day - 1)
        await events.run_due(place.now)
        visit = await Visit.filter(event_id=event.id).order_by("-starts_at").first()
        assert visit is not None
        assert visit.starts_at == datetime(2027, 3, 1, 9, tzinfo=UTC) + timedelta(days=begins - 1)
        assert (visit.minutes, visit.place, visit.area) == (30, "1 High Street", "Soho")
    assert await Visit.filter(event_id=event.id).count() == 2


async def test_the_first_of_visits_that_come_again_is_asked_for_at_once_when_it_is_soon(place: Place) -> None:
    place.now = datetime(2027, 3, 20, 12, tzinfo=UTC)  # a Saturday
    event = await events.visits.plan(place.people["Ada"], MONDAYS, place.now)
    first = await Visit.get(event_id=event.id)
    assert first.starts_at == datetime(2027, 3, 22, 10, tzinfo=UTC)
    await events.visits.end(place.id("Ada"), event.id, place.now)
    place.now += 14 * 24 * HOUR
    await events.run_due(place.now)
    assert await Visit.filter(event_id=event.id).count() == 1


async def test_who_has_too_few_minutes_for_the_next_one_is_told(place: Place) -> None:
    place.now = datetime(2027, 3, 20, 12, tzinfo=UTC)
    await events.visits.plan(place.people["Ada"], replace(MONDAYS, minutes=90), place.now)
    place.now += 7 * 24 * HOUR
    await events.run_due(place.now)
    assert "Your visit could not be asked for" in await place.last("Ada") and "30 minutes left" in await place.last(
        "Ada"
    )
    assert await Visit.all().count() == 1


# --- as a step of an alarm -----------------------------------------------------------------------------------------------


async def an_alarm(place: Place, reason: str = "unavailable") -> UUID:
    """Ada's contact Carl does not react, and her policy wants somebody to go there then."""
    carl = await place.somebody("Carl")
    contact = Contact(
        id=db.new_id(), user_id=place.id("Ada"), person_id=carl.id, is_emergency=True, consent="consented",
        created_at=place.now, updated_at=place.now,
    )  # fmt: skip
    contact.first_name = "Carl"
    await contact.save(force_create=True)
    policy = Policy("home", (Line("everyone"),), rounds=1, round_wait=minutes(20), is_default=True, visit=True)
    assert policies.of_json(json.loads(json.dumps(policies.as_json(policy)))) == policy
    await saved.save(place.id("Ada"), policy, place.now)
    id = await escalations.start(escalations.Start(place.id("Ada"), reason), place.now)
    await place.go(minutes(0))
    assert not await Visit.exists(escalation_id=id)
    await place.go(minutes(26))
    return id


async def test_when_nobody_acts_a_pal_goes_and_what_they_find_ends_it(place: Place) -> None:
    await place.ask(long=110)  # too little is left: the house pays
    id = await an_alarm(place)
    visit = await Visit.get(escalation_id=id)
    assert (visit.paid_by, visit.minutes, visit.state) == ("house", rules.URGENT_MINUTES, "offered")
    assert "It is urgent" in await place.last("Bob")
    assert "nobody" in (await place.last("Olga")).lower()
    await visits.answer(visit.id, place.id("Bob"), "accept", place.now)
    alarm = await escalations.get(id)
    assert (alarm.status, alarm.acknowledged_by_id) == ("acknowledged", place.id("Bob"))
    assert "Bob is coming to check on you." in await place.last("Ada")
    await visits.arrive(visit.id, place.id("Bob"), place.now)
    with pytest.raises(NotValid):
        await visits.complete(visit.id, place.id("Bob"), place.now + minutes(30))
    place.now += minutes(30)
    await visits.answer(visit.id, place.id("Bob"), "safe", place.now)
    alarm = await escalations.get(id)
    assert (alarm.status, alarm.turned_out) == ("resolved", "visited")
    assert await ledger.budget(place.id("Ada"), place.now) == ledger.Budget(120, 110)
    assert (await ledger.budget(place.id("Bob"), place.now)).balance == 120 + rules.credit(30)
    assert (await ledger.books()).total == 0


async def test_an_alarm_goes_on_when_nobody_was_there_or_the_pal_gives_it_back(place: Place) -> None:
    id = await an_alarm(place)
    visit = await Visit.get(escalation_id=id)
    assert visit.paid_by == "user"
    await visits.accept(visit.id, place.id("Bob"), place.now)
    await visits.answer(visit.id, place.id("Bob"), "cannot", place.now)
    assert (await escalations.get(id)).status == "running"
    await visits.accept(visit.id, place.id("Eve"), place.now)
    assert (await escalations.get(id)).acknowledged_by_id == place.id("Eve")
    await visits.arrive(visit.id, place.id("Eve"), place.now)
    place.now += minutes(30)
    await visits.complete(visit.id, place.id("Eve"), place.now, found="nobody")
    alarm = await escalations.get(id)
    assert (alarm.status, alarm.acknowledged_by_id) == ("running", None)


async def test_a_visit_is_off_when_its_alarm_is_over(place: Place) -> None:
    id = await an_alarm(place)
    visit = await Visit.get(escalation_id=id)
    assert await escalations.all_clear(place.id("Ada"), place.now)
    assert (await place.visit(visit)).state == "cancelled" and "The visit is off" in await place.last("Bob")
    with pytest.raises(NotPossible):
        await visits.accept(visit.id, place.id("Bob"), place.now)


async def test_nobody_is_sent_to_somebody_who_may_be_threatened(place: Place) -> None:
    await an_alarm(place, "duress")
    await place.go(HOUR)
    assert not await Visit.exists()


async def test_an_alarm_is_not_held_up_by_a_visit_that_cannot_be_asked_for(place: Place) -> None:
    async with refusing("visits"):
        id = await an_alarm(place)
    assert (await escalations.get(id)).status == "exhausted" and await place.heard("Olga")
    assert not await Visit.exists()


# --- what is kept of somebody ----------------------------------------------------------------------------------------------


async def test_somebody_who_leaves_takes_their_visits_and_leaves_their_pal_word(place: Place) -> None:
    visit = await place.ask()
    await visits.accept(visit.id, place.id("Bob"), place.now)
    told = await export.about(place.id("Ada"), place.now)
    assert told["visits"]["asked_for"][0]["place"] == "1 High Street"
    assert told["visits"]["asked_for"][0]["tasks"][0]["name"] == "shopping"
    assert [each["minutes"] for each in told["visit_minutes"]] == [120]
    of_pal = await export.about(place.id("Bob"), place.now)
    assert of_pal["as_pal"]["offering"]["area"] == "Soho" and "High Street" not in str(of_pal["as_pal"])
    await access.create_account(place.id("Ada"), "ada@example.org", "a-fine-horse", place.now)
    await users.leave(place.id("Ada"), place.id("Ada"), place.now)
    assert not await Visit.exists() and "The visit is off" in await place.last("Bob")
    assert replace(await ledger.books(), house=0, balances=0) == ledger.Books(0, 0, 0, 0, 0)


async def test_a_pal_who_leaves_gives_their_visits_back(place: Place) -> None:
    visit = await place.ask()
    await visits.accept(visit.id, place.id("Bob"), place.now)
    await access.create_account(place.id("Bob"), "bob@example.org", "a-fine-horse", place.now)
    await users.leave(place.id("Bob"), place.id("Bob"), place.now)
    left = await place.visit(visit)
    assert (left.state, left.pal_id) == ("requested", None)
    assert "We are looking for somebody else" in (await place.heard("Ada"))[-1]


async def test_a_pal_who_turns_out_to_be_somebody_we_know_stays_one(place: Place) -> None:
    visit = await place.ask()
    await visits.accept(visit.id, place.id("Bob"), place.now)
    known = await place.somebody("Robert")
    await ledger.lock([known.id], place.now)
    await people.merge(known.id, place.id("Bob"), place.now)
    assert (await place.visit(visit)).pal_id == known.id and await pals.is_approved(known.id)
    assert await ledger.budget(known.id, place.now) == ledger.Budget(240, 0)
    assert (await ledger.books()).differ == 0


async def test_our_team_hears_of_a_visit_that_we_cannot_handle(place: Place) -> None:
    visit = await place.ask(at=minutes(30))
    await visits.accept(visit.id, place.id("Bob"), place.now)
    async with refusing("deliveries", "NEW.kind = 'alarm'"):  # Bob cannot be asked how he is
        await place.go(minutes(46))
        for _ in range(5):
            await place.go(minutes(6))
    assert "a fault while checking on Bob" in await place.last("Olga")
    await place.go(minutes(6))
    assert "Are you okay? Ada is waiting for you." in await place.last("Bob"), "asked as soon as it works again"
