from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: the alarms that wait to be said together, by address, and what was said in one message."""
    return """
        CREATE INDEX "deliveries_gathering" ON "deliveries" ("address_id") WHERE state = 'pending' AND gist IS NOT NULL;
        CREATE INDEX "deliveries_bundled" ON "deliveries" ("bundle_id") WHERE bundle_id IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "deliveries_bundled";
        DROP INDEX "deliveries_gathering";
    """
