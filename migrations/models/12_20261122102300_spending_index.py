from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: one row a month for all together."""
    return """
        CREATE UNIQUE INDEX "spending_all" ON "spending" ("month") WHERE person_id IS NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "spending_all";
    """
