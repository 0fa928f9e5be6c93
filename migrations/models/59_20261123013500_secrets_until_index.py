from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What ends in the sealed secrets of an event, only we can read: those that were ever changed are looked at once."""
    return """
        UPDATE "events" SET "secrets_until" = "updated_at" WHERE "secrets_sealed" IS NOT NULL AND "version" > 1;
        CREATE INDEX "events_secrets_until" ON "events" ("secrets_until") WHERE "secrets_until" IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "events_secrets_until";
    """
