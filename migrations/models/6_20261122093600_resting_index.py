from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: those whose watch rests are few, and looked for once a minute."""
    return """
        CREATE INDEX "probe_settings_resting" ON "probe_settings" ("person_id") WHERE rests_since IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "probe_settings_resting";
    """
