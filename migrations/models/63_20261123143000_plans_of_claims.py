from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """The same two indexes in words that only the beat's own questions have. A claim could be answered by them as well, and
    was, each time by all that waits, when PostgreSQL believed that nothing does."""
    return """
        DROP INDEX "deliveries_unasked";
        DROP INDEX "deliveries_stale";
        CREATE INDEX "deliveries_stale" ON "deliveries"
            ((CASE WHEN address_id IS NULL THEN '-infinity'::timestamptz ELSE expires_at END))
            WHERE CASE state WHEN 'pending' THEN true WHEN 'unknown' THEN true ELSE false END;
        CREATE INDEX "deliveries_unasked" ON "deliveries" ("created_at")
            WHERE CASE state WHEN 'pending' THEN true WHEN 'unknown' THEN true ELSE false END AND lane = 1;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "deliveries_unasked";
        DROP INDEX "deliveries_stale";
        CREATE INDEX "deliveries_stale" ON "deliveries"
            ((CASE WHEN address_id IS NULL THEN '-infinity'::timestamptz ELSE expires_at END))
            WHERE state IN ('pending', 'unknown');
        CREATE INDEX "deliveries_unasked" ON "deliveries" ("created_at") WHERE state IN ('pending', 'unknown') AND lane = 1;
    """
