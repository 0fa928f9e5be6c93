from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What waits to be handed over is found by endpoint: the backlog of one is stepped over, however long it is."""
    return """
        CREATE INDEX "occurrences_of_endpoint" ON "occurrences" ("endpoint_id", "next_at", "id")
            WHERE state IN ('pending', 'retrying') AND endpoint_id IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "occurrences_of_endpoint";
    """
