from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: the occurrences that wait to be done anew by us, and not at a receiver."""
    return """
        CREATE INDEX "occurrences_replayed" ON "occurrences" ("next_at", "id")
            WHERE state = 'pending' AND endpoint_id IS NULL AND next_at IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "occurrences_replayed";
    """
