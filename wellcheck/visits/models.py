"""Visits, their tasks, those who make them, what was offered to whom, and the ledger of minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from wellcheck.crypto import Sealed
from wellcheck.people.models import Person


class Visit(Model):
    """A pal comes to a user for some minutes. `state`: requested → offered → accepted → arrived → completed, or cancelled,
    expired, no_show.

    `day` is the date where the user lives (`zone`), `starts_at` the moment; null: at any time of that day. `place`: the
    address, for the two alone; `area`, `latitude`, `longitude`: about where it is, for those it is offered to. `paid_by`:
    user, or house. `direct`: asked for by the old interface: it is offered to nobody, and whoever is signed in may have done
    it. `round` counts the rounds of offers; `waiting`: nobody took it so far. `step` is what is done at `due_at`
    (`rules.next_look`). `late`: called off at short notice. `found`: what the pal found (`rules.FOUND`). `paid`: the minutes
    it came to.
    """

    id = fields.UUIDField(primary_key=True)
    user_id: UUID
    user: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="visits")
    pal_id: UUID | None
    pal: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="visits_made", null=True, on_delete=fields.SET_NULL
    )
    state = fields.CharField(12)
    minutes = fields.IntField()
    day = fields.DateField()
    starts_at = fields.DatetimeField(null=True)
    zone = fields.CharField(64)
    place_sealed = fields.BinaryField(null=True)
    area_sealed = fields.BinaryField(null=True)
    area_blind = fields.BinaryField(null=True)
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    paid_by = fields.CharField(8, default="user", db_default="user")
    direct = fields.BooleanField(default=False, db_default=False)
    escalation_id = fields.UUIDField(null=True)
    event_id = fields.UUIDField(null=True)
    round = fields.SmallIntField(default=0, db_default=0)
    waiting = fields.BooleanField(default=False, db_default=False)
    step = fields.CharField(12, null=True)
    due_at = fields.DatetimeField(null=True)
    failures = fields.SmallIntField(default=0, db_default=0)
    accepted_at = fields.DatetimeField(null=True)
    confirmed_at = fields.DatetimeField(null=True)
    arrived_at = fields.DatetimeField(null=True)
    stays_until = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    paid = fields.IntField(null=True)
    late = fields.BooleanField(default=False, db_default=False)
    found = fields.CharField(12, null=True)
    reason_sealed = fields.BinaryField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    place = Sealed()
    area = Sealed()
    reason = Sealed()

    class Meta:
        table = "visits"
        indexes = (("user_id", "day", "id"), ("pal_id", "day", "id"), ("day", "id"))


class Task(Model):
    """One thing to do on a visit."""

    id = fields.UUIDField(primary_key=True)
    visit_id: UUID
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField("models.Visit", related_name="tasks")
    position = fields.SmallIntField()
    name_sealed = fields.BinaryField()
    description_sealed = fields.BinaryField(null=True)
    done_at = fields.DatetimeField(null=True)

    name = Sealed()
    description = Sealed()

    class Meta:
        table = "visit_tasks"
        indexes = (("visit_id", "position"),)


class Offer(Model):
    """A visit was offered to a pal. `state`: open, accepted, declined, lost (somebody else was first, or it is off)."""

    id = fields.UUIDField(primary_key=True)
    visit_id: UUID
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField("models.Visit", related_name="offers")
    pal_id: UUID
    pal: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="offers")
    round = fields.SmallIntField()
    state = fields.CharField(8, default="open")
    created_at = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "visit_offers"
        unique_together = (("visit_id", "pal_id"),)
        indexes = (("pal_id", "state"),)


class Pal(Model):
    """Somebody who visits others. `status`: applied, approved, refused. `area`: a coarse place they gave, never where they are;
    `latitude`, `longitude`: the same, to two digits. `reach_km`: how far they go. `hours`: when they can, list of {"day" (0 is
    Monday), "from", "until"} in their zone; empty: at any time. `paused`: they get no offers, until `paused_until` (null: until
    they say so)."""

    person_id: UUID
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "models.Person", related_name="as_pal", primary_key=True
    )
    status = fields.CharField(8, default="applied")
    languages: Any = fields.JSONField(default=list)
    area_sealed = fields.BinaryField(null=True)
    area_blind = fields.BinaryField(null=True)
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    reach_km = fields.SmallIntField(default=20)
    hours: Any = fields.JSONField(default=list)
    paused = fields.BooleanField(default=False)
    paused_until = fields.DatetimeField(null=True)
    decided_by_id = fields.UUIDField(null=True)
    decided_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    area = Sealed()

    class Meta:
        table = "pals"
        indexes = (("status", "created_at"),)


class Home(Model):
    """Where a user is visited, when they do not say another place: as of a visit."""

    person_id: UUID
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "models.Person", related_name="home", primary_key=True
    )
    place_sealed = fields.BinaryField(null=True)
    area_sealed = fields.BinaryField(null=True)
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    updated_at = fields.DatetimeField()

    place = Sealed()
    area = Sealed()

    class Meta:
        table = "visit_homes"


class Tie(Model):
    """What one person wants of another one: `tie` is favourite (offer it to them first) or blocked (never bring us together,
    in either direction)."""

    id = fields.UUIDField(primary_key=True)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="ties")
    other_id: UUID
    other: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="ties_to")
    tie = fields.CharField(12)
    created_at = fields.DatetimeField()

    class Meta:
        table = "visit_ties"
        unique_together = (("person_id", "other_id"),)
        indexes = (("other_id",),)


class Feedback(Model):
    """What one of the two says of the other after a visit: one to five stars, and words."""

    id = fields.UUIDField(primary_key=True)
    visit_id: UUID
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField("models.Visit", related_name="feedback")
    by_id: UUID
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="feedback_given")
    stars = fields.SmallIntField()
    note_sealed = fields.BinaryField(null=True)
    created_at = fields.DatetimeField()

    note = Sealed()

    class Meta:
        table = "visit_feedback"
        unique_together = (("visit_id", "by_id"),)
        indexes = (("by_id",),)


class LedgerAccount(Model):
    """Whose minutes are counted. `balance` is the sum of the entries, kept by the database with each of them, and never below
    zero. The house has none: its balance is only ever summed up."""

    person_id: UUID
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "models.Person", related_name="minutes", primary_key=True
    )
    balance = fields.IntField(default=0, db_default=0)
    opened_at = fields.DatetimeField()

    class Meta:
        table = "ledger_accounts"


class LedgerEntry(Model):
    """One side of a transfer: so many minutes to (or from) this account. The entries of one `transfer_id` are written together
    and sum to zero. Only ever added. They outlive the person: then the id leads nowhere.

    `kind`: opening (the start budget), visit, fee, gift (by an admin), closing (an account was deleted).
    """

    id = fields.UUIDField(primary_key=True)
    transfer_id = fields.UUIDField()
    account_id = fields.UUIDField()
    minutes = fields.IntField()
    kind = fields.CharField(8)
    visit_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "ledger_entries"
        indexes = (("account_id", "id"),)


# Who comes into question for a visit, with one statement however many pals there are: favourites, those who were there before,
# the nearest, those of the same area, and some who speak the language or are anywhere where nobody knows how far that is.
# $1 user, $2 $3 latitude and longitude, $4 area, $5 visit, $6 its beginning, $7 now, $8 minutes, $9 how many are looked at.
CANDIDATES = """
    WITH known AS (
        SELECT other_id AS id, 2 AS known FROM visit_ties WHERE person_id = $1 AND tie = 'favourite'
        UNION ALL SELECT DISTINCT pal_id, 1 FROM visits WHERE user_id = $1 AND state = 'completed' AND pal_id IS NOT NULL
    ), near AS (
        SELECT person_id AS id FROM pals
        WHERE status = 'approved' AND latitude IS NOT NULL AND $2::float8 IS NOT NULL
            AND NOT (paused AND (paused_until IS NULL OR paused_until > $7))
        ORDER BY point(longitude, latitude) <-> point($3::float8, $2::float8) LIMIT $9
    ), there AS (
        SELECT person_id AS id FROM pals WHERE status = 'approved' AND area_blind = $4 LIMIT $9
    ), speaking AS (
        SELECT p.person_id AS id FROM pals p JOIN persons u ON u.id = $1
        WHERE status = 'approved' AND ($2::float8 IS NULL OR latitude IS NULL) AND p.languages ? u.language LIMIT $9
    ), anywhere AS (
        SELECT person_id AS id FROM pals WHERE status = 'approved' AND ($2::float8 IS NULL OR latitude IS NULL) LIMIT $9
    ), chosen AS (
        SELECT id, max(known) AS known FROM (
            SELECT id, known FROM known UNION ALL SELECT id, 0 FROM near UNION ALL SELECT id, 0 FROM there
            UNION ALL SELECT id, 0 FROM speaking UNION ALL SELECT id, 0 FROM anywhere
        ) s GROUP BY id
    )
    SELECT c.id, c.known, p.languages ? u.language AS speaks, p.latitude, p.longitude, p.area_blind = $4 AS same_area,
        p.reach_km, p.hours, person.zone
    FROM chosen c JOIN pals p ON p.person_id = c.id JOIN persons person ON person.id = c.id JOIN persons u ON u.id = $1
    WHERE p.status = 'approved' AND c.id <> $1 AND NOT (p.paused AND (p.paused_until IS NULL OR p.paused_until > $7))
        AND NOT EXISTS (SELECT 1 FROM visit_offers o WHERE o.visit_id = $5 AND o.pal_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM visit_ties t WHERE t.tie = 'blocked'
            AND ((t.person_id = $1 AND t.other_id = c.id) OR (t.person_id = c.id AND t.other_id = $1)))
        AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.pal_id = c.id AND v.state IN ('accepted', 'arrived')
            AND v.starts_at < $6::timestamptz + make_interval(mins => $8)
            AND v.starts_at + make_interval(mins => v.minutes) > $6)"""


# A visit that is asked for, its tasks and its entry in the timeline, if the minutes are there: `paid_by` null if they are not.
# Nothing is returned where the user has no account.
ASK = """
    WITH payer AS MATERIALIZED (
        SELECT balance, reserved,
            CASE WHEN $3::int <= balance - reserved THEN 'user' WHEN $13::uuid IS NOT NULL THEN 'house' END AS paid_by
        FROM ledger_hold(ARRAY[$2::uuid])
    ), made AS (
        INSERT INTO visits (id, user_id, state, minutes, day, starts_at, zone, place_sealed, area_sealed, area_blind, latitude,
            longitude, paid_by, direct, escalation_id, event_id, step, due_at, created_at, updated_at)
        SELECT $1, $2, 'requested', $3, $4, $5, $6, $7, $8, $9, $10, $11, paid_by, $12, $13, $14, $15, $16, $17, $17
        FROM payer WHERE paid_by IS NOT NULL RETURNING id
    ), to_do AS (
        INSERT INTO visit_tasks (id, visit_id, position, name_sealed, description_sealed)
        SELECT s.id, made.id, s.position, s.name, s.more
        FROM made, unnest($18::uuid[], $19::smallint[], $20::bytea[], $21::bytea[]) AS s(id, position, name, more)
    ), noted AS (
        INSERT INTO timeline (at, about_kind, about_id, person_id, what, data)
        SELECT $17, 'visit', id, $2, 'requested', jsonb_build_object('minutes', $3) FROM made
    )
    SELECT balance, reserved, paid_by FROM payer"""

# A visit that is done, what it moves, and its entry in the timeline, if it is still as it was seen ($14 to $19) and all of $20
# have an account: first the accounts are held, then it is. Returns these accounts as they were before, and whether it is done.
DONE = """
    WITH held AS MATERIALIZED (
        SELECT person_id, balance, reserved FROM ledger_hold($20::uuid[])
    ), done AS (
        UPDATE visits SET state = 'completed', pal_id = $2, ended_at = $3, found = $4, paid = $5, reason_sealed = $6,
            step = NULL, due_at = NULL, failures = 0, updated_at = $3
        WHERE id = $1 AND state = $14 AND user_id = $7 AND minutes = $15 AND pal_id IS NOT DISTINCT FROM $16
            AND arrived_at IS NOT DISTINCT FROM $17 AND stays_until IS NOT DISTINCT FROM $18 AND updated_at = $19
            AND (SELECT count(*) FROM held) = cardinality($20::uuid[])
        RETURNING id
    ), moved AS (
        INSERT INTO ledger_entries (id, transfer_id, account_id, minutes, kind, visit_id, created_at)
        SELECT s.id, $9, s.account, s.minutes, s.kind, done.id, $3
        FROM done, unnest($10::uuid[], $11::uuid[], $12::int[], $13::text[]) AS s(id, account, minutes, kind)
    ), noted AS (
        INSERT INTO timeline (at, about_kind, about_id, person_id, what, data)
        SELECT $3, 'visit', id, $7, 'completed', $8::jsonb FROM done
    )
    SELECT person_id, balance, reserved, EXISTS (SELECT 1 FROM done) AS done FROM held"""
