"""Rows that are selected from: whatever is said once for all of them, the same rows come out."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from wellcheck import db

SHAPE = "id uuid, n int, at timestamptz, word text, more jsonb, sealed bytea, yes bool, gone uuid"
AT = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)


def rows(n: int, *varying: int) -> list[tuple[Any, ...]]:
    """So many rows; the columns in these places differ from row to row, the others never."""

    def row(i: int) -> tuple[Any, ...]:
        own = [i if place in varying else 0 for place in range(8)]
        return (
            UUID(int=own[0]), own[1], AT + timedelta(minutes=own[2]), "it's %s, \\ {}" if not own[3] else None,
            f'{{"n": {own[4]}}}', bytes([own[5]]), not own[6], None,
        )  # fmt: skip

    return [row(i) for i in range(n)]


@pytest.fixture
async def opened(database: str) -> AsyncIterator[None]:
    await db.open_database(database, 2)
    yield
    await db.close_database()


async def test_what_is_selected_is_what_was_given(opened: None) -> None:
    places = [(), (0,), (7,), (0, 3), (1, 2, 5), tuple(range(8))]
    for n, varying in itertools.product((0, 1, 2, db.LARGE - 1, db.LARGE, 100), places):
        given = rows(n, *varying)
        table, values = db.table(SHAPE, given)
        assert len(values) == 8, "each column is one parameter, so whoever adds some knows their numbers"
        found = await db.rows(f"SELECT s.*, $9::text AS own FROM {table}", *values, "mine")
        assert [tuple(row.values()) for row in found] == [(*row, "mine") for row in given]


async def test_a_column_of_which_only_one_row_differs_is_sent_whole(opened: None) -> None:
    given = [(UUID(int=i), 1 if i == 17 else 2, None) for i in range(60)]
    table, values = db.table("id uuid, n smallint, nothing text", given)
    assert values[2] is None and len(values[1]) == 60
    found = await db.rows(f"SELECT id, n, nothing FROM {table} WHERE n = 1", *values)
    assert [row["id"] for row in found] == [UUID(int=17)]


def test_what_is_said_once_is_not_sent_for_each() -> None:
    table, values = db.table("id uuid, at timestamptz, word text", [(UUID(int=i), AT, "same") for i in range(db.LARGE)])
    assert values[1:] == [AT, "same"]
    assert table == "(SELECT s.id, $2::timestamptz AS at, $3::text AS word FROM unnest($1::uuid[]) AS s(id)) AS s"
