from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """The database keeps the list itself: whoever writes an event need not know of it. A trigger on these columns alone costs
    nothing when an event comes due."""
    return """
        ALTER TABLE "listed_events" ADD FOREIGN KEY ("id") REFERENCES "events" ("id") ON DELETE CASCADE;
        INSERT INTO "listed_events" (id, owner_id, status, tags, start_at, created_at)
            SELECT id, owner_id, status, tags, start_at, created_at FROM "events" WHERE name = 'event';
        CREATE INDEX "listed_events_latest" ON "listed_events" ("created_at" DESC, "id" DESC) WHERE status <> 'deleted';
        CREATE INDEX "listed_events_not_active" ON "listed_events" ("status", "created_at" DESC, "id" DESC)
            WHERE status <> 'active';
        CREATE INDEX "listed_events_starting" ON "listed_events" ("start_at") WHERE status <> 'deleted';
        CREATE INDEX "listed_events_tagged" ON "listed_events" USING gin ("tags");
        CREATE INDEX "listed_events_owned" ON "listed_events" ("owner_id", "created_at" DESC, "id" DESC)
            WHERE owner_id IS NOT NULL;
        CREATE FUNCTION "list_event"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO "listed_events" AS l (id, owner_id, status, tags, start_at, created_at)
                VALUES (NEW.id, NEW.owner_id, NEW.status, NEW.tags, NEW.start_at, NEW.created_at)
                ON CONFLICT (id) DO UPDATE SET owner_id = NEW.owner_id, status = NEW.status, tags = NEW.tags,
                    start_at = NEW.start_at, created_at = NEW.created_at
                WHERE (l.owner_id, l.status, l.tags, l.start_at, l.created_at)
                    IS DISTINCT FROM (NEW.owner_id, NEW.status, NEW.tags, NEW.start_at, NEW.created_at);
            RETURN NULL;
        END $$;
        CREATE TRIGGER "events_are_listed"
            AFTER INSERT OR UPDATE OF owner_id, name, status, tags, start_at, created_at ON "events"
            FOR EACH ROW WHEN (NEW.name = 'event') EXECUTE FUNCTION "list_event"();
        DROP INDEX "events_listed";
        DROP INDEX "events_not_active";
        DROP INDEX "events_starting";
        DROP INDEX "events_tagged";
        CREATE INDEX "events_owned" ON "events" ("owner_id", "id") WHERE owner_id IS NOT NULL;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "events_owned";
        CREATE INDEX "events_listed" ON "events" ("created_at" DESC, "id" DESC) WHERE name = 'event' AND status <> 'deleted';
        CREATE INDEX "events_not_active" ON "events" ("status", "created_at" DESC, "id" DESC)
            WHERE name = 'event' AND status <> 'active';
        CREATE INDEX "events_starting" ON "events" ("start_at") WHERE name = 'event' AND status <> 'deleted';
        CREATE INDEX "events_tagged" ON "events" USING gin ("tags") WHERE name = 'event';
        DROP TRIGGER "events_are_listed" ON "events";
        DROP FUNCTION "list_event"();
        DROP INDEX "listed_events_owned";
        DROP INDEX "listed_events_tagged";
        DROP INDEX "listed_events_starting";
        DROP INDEX "listed_events_not_active";
        DROP INDEX "listed_events_latest";
    """
