"""Real faults: what the database itself refuses, as a full disk or a broken index would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wellcheck import db


@asynccontextmanager
async def refusing(table: str, row: str = "true", change: str = "INSERT", commit: bool = False) -> AsyncIterator[None]:
    """While this is open the database refuses each such change of a row (`NEW`) of this table; `commit`: when it is
    committed."""
    when = f"CONSTRAINT TRIGGER refusing AFTER {change} ON {table} DEFERRABLE INITIALLY DEFERRED" if commit else (
        f"TRIGGER refusing BEFORE {change} ON {table}"
    )  # fmt: skip
    await db.run(
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the power goes out'; END $$"
    )
    await db.run(f"CREATE {when} FOR EACH ROW WHEN ({row}) EXECUTE FUNCTION refuse()")
    try:
        yield
    finally:
        await db.run(f"DROP TRIGGER refusing ON {table}")
        await db.run("DROP FUNCTION refuse()")
