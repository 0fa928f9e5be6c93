from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: the states there are, the numbers of occurrences, and indexes that leave out whatever chat
    planned: lists are of what was made by API alone."""
    return """
        CREATE SEQUENCE "occurrence_numbers" OWNED BY "occurrences"."number";
        ALTER TABLE "events" ADD CONSTRAINT "event_words" CHECK
            (status IN ('active', 'paused', 'inactive', 'deleted', 'ended')
             AND overlap IN ('skip', 'queue', 'parallel') AND misfire IN ('once', 'skip', 'all'));
        CREATE INDEX "events_listed" ON "events" ("created_at" DESC, "id" DESC)
            WHERE name = 'event' AND status <> 'deleted';
        CREATE INDEX "events_not_active" ON "events" ("status", "created_at" DESC, "id" DESC)
            WHERE name = 'event' AND status <> 'active';
        CREATE INDEX "events_starting" ON "events" ("start_at") WHERE name = 'event' AND status <> 'deleted';
        CREATE INDEX "events_tagged" ON "events" USING gin ("tags") WHERE name = 'event';
        CREATE UNIQUE INDEX "occurrences_numbered" ON "occurrences" ("number") WHERE number IS NOT NULL;
        CREATE INDEX "occurrences_listed" ON "occurrences" ("due_at" DESC, "id" DESC) WHERE number IS NOT NULL;
        CREATE INDEX "occurrences_of_event" ON "occurrences" ("event_id", "due_at" DESC, "id" DESC)
            WHERE number IS NOT NULL;
        CREATE INDEX "occurrences_not_completed" ON "occurrences" ("state", "due_at" DESC, "id" DESC)
            WHERE number IS NOT NULL AND state <> 'completed';
        CREATE INDEX "occurrences_open" ON "occurrences" ("event_id") WHERE state IN ('pending', 'dispatching', 'retrying');
        CREATE INDEX "occurrences_due" ON "occurrences" ("next_at", "id") WHERE state IN ('pending', 'retrying');
        CREATE INDEX "occurrences_leased" ON "occurrences" ("lease_until") WHERE state = 'dispatching';
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "occurrences_leased";
        DROP INDEX "occurrences_due";
        DROP INDEX "occurrences_open";
        DROP INDEX "occurrences_not_completed";
        DROP INDEX "occurrences_of_event";
        DROP INDEX "occurrences_listed";
        DROP INDEX "occurrences_numbered";
        DROP INDEX "events_tagged";
        DROP INDEX "events_starting";
        DROP INDEX "events_not_active";
        DROP INDEX "events_listed";
        ALTER TABLE "events" DROP CONSTRAINT "event_words";
        ALTER TABLE "occurrences" ALTER COLUMN "number" DROP DEFAULT;
        DROP SEQUENCE "occurrence_numbers";
    """
