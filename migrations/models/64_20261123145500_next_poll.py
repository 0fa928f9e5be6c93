from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """Messages of which nothing final was heard: alarms first, then by when they are to be asked about. By the time of their
    sending, all of two hours were gone through each second."""
    return """
        DROP INDEX "deliveries_silent";
        CREATE INDEX "deliveries_silent" ON "deliveries"
            ("lane", ((sent_at AT TIME ZONE 'UTC') + interval '60 seconds' * (2 ^ polls)))
            WHERE state = 'sent' AND channel IN ('sms', 'whatsapp', 'voice') AND polls < 6
            AND (provider_rank = 0 OR polls < 3) AND kind <> 'edit' AND provider_id IS NOT NULL
            AND (closed_at IS NULL OR options IS NULL) AND (bundle_id IS NULL OR bundle_id = id);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "deliveries_silent";
        CREATE INDEX "deliveries_silent" ON "deliveries" ("lane", "sent_at")
            WHERE state = 'sent' AND channel IN ('sms', 'whatsapp', 'voice') AND polls < 6;
    """
