from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: the states there are, and an index over what waits."""
    return """
        ALTER TABLE "reminders" ADD CONSTRAINT "reminder_status" CHECK
            (status IN ('open', 'later', 'done', 'unconfirmed', 'over'));
        CREATE INDEX "reminders_due" ON "reminders" ("due_at", "id") WHERE status IN ('open', 'later', 'unconfirmed');
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "reminders_due";
        ALTER TABLE "reminders" DROP CONSTRAINT "reminder_status";
    """
