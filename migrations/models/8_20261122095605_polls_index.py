from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """Messages that were handed over and of which nothing final was heard: alarms first, then by their time."""
    return """
        CREATE INDEX "deliveries_silent" ON "deliveries" ("lane", "sent_at")
            WHERE state = 'sent' AND channel IN ('sms', 'whatsapp', 'voice') AND polls < 6;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "deliveries_silent";
    """
