from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: the occurrences that clients were told and have not acknowledged."""
    return """
        CREATE INDEX "occurrences_told" ON "occurrences" ("next_at", "endpoint_id")
            WHERE state = 'dispatching' AND lease_until IS NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "occurrences_told";
    """
