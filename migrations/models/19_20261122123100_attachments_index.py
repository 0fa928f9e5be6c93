from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: only the few deliveries that carry a file are in the index by which files are forgotten."""
    return """
        CREATE INDEX "deliveries_carrying" ON "deliveries" ("attachment_id") WHERE attachment_id IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "deliveries_carrying";
    """
