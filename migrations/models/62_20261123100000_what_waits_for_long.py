from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: which of all that waits has expired or waits for long. Each beat asks, also while a hundred
    thousand wait."""
    return """
        CREATE INDEX "deliveries_stale" ON "deliveries"
            ((CASE WHEN address_id IS NULL THEN '-infinity'::timestamptz ELSE expires_at END))
            WHERE state IN ('pending', 'unknown');
        CREATE INDEX "deliveries_unasked" ON "deliveries" ("created_at") WHERE state IN ('pending', 'unknown') AND lane = 1;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "deliveries_unasked";
        DROP INDEX "deliveries_stale";
    """
