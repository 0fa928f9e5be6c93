from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: which contacts are due. Who agreed before is asked half a year later, like everybody."""
    return """
        CREATE INDEX "contacts_due" ON "contacts" ("due_at", "id") WHERE due_at IS NOT NULL;
        UPDATE contacts SET step = 'confirm', due_at = greatest(consent_at, now() - interval '175 days') + interval '182 days'
            WHERE consent = 'consented' AND consent_at IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "contacts_due";
    """
