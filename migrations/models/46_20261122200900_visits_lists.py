from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """Lists of visits in one state, and of what is open to everybody, without looking at each visit."""
    return """
        DROP INDEX "visits_direct";
        CREATE INDEX "visits_direct" ON "visits" ("day", "id") INCLUDE ("user_id") WHERE direct AND state = 'requested';
        CREATE INDEX "visits_by_state" ON "visits" ("state", "day", "id");
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "visits_by_state";
        DROP INDEX "visits_direct";
        CREATE INDEX "visits_direct" ON "visits" ("day", "id") WHERE direct AND state = 'requested';
    """
