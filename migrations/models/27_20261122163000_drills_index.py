from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: one drill of a user at a time, and only those under way are in the index of what is due."""
    return """
        CREATE UNIQUE INDEX "drills_running" ON "drills" ("user_id") WHERE status = 'running';
        CREATE INDEX "drills_due" ON "drills" ("due_at", "id") WHERE status = 'running';
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "drills_due";
        DROP INDEX "drills_running";
    """
