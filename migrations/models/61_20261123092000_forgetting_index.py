from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: the few events that stand for a wish to be forgotten, looked for each minute."""
    return """
        CREATE INDEX "events_forgetting" ON "events" ("owner_id") WHERE name = 'forget';
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "events_forgetting";
    """
