from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: the other rungs of a question are found by its first one, without reading all of the outbox."""
    return """
        CREATE INDEX "deliveries_family" ON "deliveries" ("follows_id", "id") WHERE follows_id IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "deliveries_family";
    """
