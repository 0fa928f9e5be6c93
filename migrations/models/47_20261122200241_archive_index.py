from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What finds the old ones: of occurrences a summary by blocks, which costs the hot path nothing; of events those that are
    over alone."""
    return """
        CREATE INDEX "occurrences_aged" ON "occurrences" USING brin ("due_at") WITH (autosummarize = on);
        CREATE INDEX "events_over" ON "events" ("updated_at") WHERE status IN ('ended', 'deleted', 'inactive');
        CREATE INDEX "archived_events_tagged" ON "archived_events" USING gin ("tags");
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "archived_events_tagged";
        DROP INDEX "events_over";
        DROP INDEX "occurrences_aged";
    """
