"""How many statements something takes: a count, which is the same on every machine however busy it is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tortoise import connections

from wellcheck import db

_BESIDE = re.compile("typeinfo_tree|'jit'|FROM clock")
"""What is asked besides: by asyncpg of a type it meets for the first time, and what time it is."""


@asynccontextmanager
async def statements() -> AsyncIterator[list[str]]:
    """What the database is asked while this is open, transactions' beginnings and ends included. In a runtime with `pool=1`: it
    listens at the only connection, and at the one beside it (`db.by_index`)."""
    asked: list[str] = []

    def note(record: Any) -> None:
        if not _BESIDE.search(record.query):
            asked.append(record.query)

    async with connections.get("default").acquire_connection() as connection, db.beside() as other:
        connection.add_query_logger(note)
        other.add_query_logger(note)
    try:
        yield asked
    finally:
        async with connections.get("default").acquire_connection() as connection, db.beside() as other:
            connection.remove_query_logger(note)
            other.remove_query_logger(note)
