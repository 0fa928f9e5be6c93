from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """Less is written for each occurrence that is handed over: which events it matters for that one of theirs is over is found
    in an index that is all but empty, what is under way is found by its lease alone, and the two versions of a row that
    handing it over makes find a place in the same page."""
    return """
        CREATE INDEX "events_closing" ON "events" ("id")
            WHERE name = 'event' AND ((due_at IS NULL AND status = 'active') OR overlap = 'queue');
        DROP INDEX "occurrences_not_completed";
        CREATE INDEX "occurrences_not_completed" ON "occurrences" ("state", "due_at" DESC, "id" DESC)
            WHERE number IS NOT NULL AND state NOT IN ('completed', 'dispatching');
        ALTER TABLE "occurrences" SET (fillfactor = 50);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "occurrences" RESET (fillfactor);
        DROP INDEX "events_closing";
        DROP INDEX "occurrences_not_completed";
        CREATE INDEX "occurrences_not_completed" ON "occurrences" ("state", "due_at" DESC, "id" DESC)
            WHERE number IS NOT NULL AND state <> 'completed';
    """
