from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: every place in the stream is given once, what has none yet is found, and where it stands."""
    return """
        CREATE UNIQUE INDEX "frames_placed" ON "frames" ("position") WHERE position IS NOT NULL;
        CREATE INDEX "frames_waiting" ON "frames" ("at", "id") WHERE position IS NULL;
        INSERT INTO "stream" ("id", "position", "pruned") VALUES (1, 0, 0);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DELETE FROM "stream";
        DROP INDEX "frames_waiting";
        DROP INDEX "frames_placed";
    """
