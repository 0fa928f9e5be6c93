from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: those who are to be forgotten are few, and looked for once a minute."""
    return """
        CREATE INDEX "persons_to_forget" ON "persons" ("id") WHERE forget_from IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "persons_to_forget";
    """
