from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What is for a client, and of one person, waits apart: also what was planned before."""
    return """
        CREATE UNIQUE INDEX "clients_of_nobody" ON "clients" ("name") WHERE owner_id IS NULL;
        INSERT INTO "clients" (id, name, owner_id) SELECT gen_random_uuid(), s.name, s.owner_id FROM (SELECT DISTINCT c.name,
            e.owner_id FROM "events" e JOIN "clients" c ON c.id = e.endpoint_id WHERE e.owner_id IS NOT NULL) s;
        UPDATE "occurrences" o SET endpoint_id = n.id FROM "events" e, "clients" c, "clients" n
            WHERE o.event_id = e.id AND o.endpoint_id = c.id AND n.name = c.name AND n.owner_id = e.owner_id;
        UPDATE "events" e SET endpoint_id = n.id FROM "clients" c, "clients" n
            WHERE c.id = e.endpoint_id AND n.name = c.name AND n.owner_id = e.owner_id;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        UPDATE "occurrences" o SET endpoint_id = n.id FROM "clients" c, "clients" n
            WHERE o.endpoint_id = c.id AND c.owner_id IS NOT NULL AND n.name = c.name AND n.owner_id IS NULL;
        UPDATE "events" e SET endpoint_id = n.id FROM "clients" c, "clients" n
            WHERE c.id = e.endpoint_id AND c.owner_id IS NOT NULL AND n.name = c.name AND n.owner_id IS NULL;
        DELETE FROM "clients" WHERE owner_id IS NOT NULL;
        DROP INDEX "clients_of_nobody";
    """
