from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: one running process of a name, keys that work once, and what is still open."""
    return """
        CREATE UNIQUE INDEX "processes_running" ON "processes" ("blind") WHERE status = 'running';
        CREATE INDEX "processes_due" ON "processes" ("due_at", "id") WHERE status = 'running';
        CREATE INDEX "processes_named" ON "processes" ("blind", "id");
        CREATE INDEX "process_steps_open" ON "process_steps" ("process_id", "at") WHERE state IN ('waiting', 'told');
        CREATE UNIQUE INDEX "process_keys_once" ON "process_keys" ("blind");
        ALTER TABLE "processes" ADD CONSTRAINT "processes_end" CHECK ((status = 'running') = (due_at IS NOT NULL));
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "processes" DROP CONSTRAINT "processes_end";
        DROP INDEX "process_keys_once";
        DROP INDEX "process_steps_open";
        DROP INDEX "processes_named";
        DROP INDEX "processes_due";
        DROP INDEX "processes_running";
    """
