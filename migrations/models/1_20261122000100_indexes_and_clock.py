from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: one open probe per person, indexes of open rows alone, checks, and the clock's row."""
    return """
        CREATE UNIQUE INDEX "one_pending_probe" ON "probes" ("person_id") WHERE status = 'pending';
        CREATE INDEX "probes_due" ON "probes" ("due_at", "id") WHERE status = 'pending';
        CREATE INDEX "events_due" ON "events" ("due_at", "id") WHERE status = 'active';
        CREATE UNIQUE INDEX "one_check_in" ON "events" ("owner_id") WHERE name = 'check-in';
        CREATE INDEX "escalations_due" ON "escalations" ("due_at", "id")
            WHERE status IN ('running', 'acknowledged', 'exhausted');
        CREATE UNIQUE INDEX "one_open_escalation" ON "escalations" ("user_id")
            WHERE status IN ('running', 'acknowledged', 'exhausted');
        CREATE UNIQUE INDEX "one_escalation_per_probe" ON "escalations" ("probe_id");
        CREATE INDEX "deliveries_due" ON "deliveries" ("channel", "lane", "due_at", "id") WHERE state = 'pending';
        CREATE INDEX "deliveries_leased" ON "deliveries" ("lease_until") WHERE state = 'sending';
        CREATE INDEX "deliveries_unknown" ON "deliveries" ("due_at") WHERE state = 'unknown';
        CREATE INDEX "deliveries_open" ON "deliveries" ("person_id", "id") WHERE closed_at IS NULL;
        CREATE INDEX "inbound_waiting" ON "inbound" ("received_at") WHERE state IN ('new', 'failed');
        ALTER TABLE "probes" ADD CONSTRAINT "probe_status" CHECK
            (status IN ('pending', 'good', 'bad', 'unavailable', 'cancelled')
             AND (status <> 'pending' OR due_at IS NOT NULL));
        ALTER TABLE "escalations" ADD CONSTRAINT "escalation_status" CHECK
            (status IN ('running', 'acknowledged', 'resolved', 'stopped', 'exhausted')
             AND (status NOT IN ('running', 'acknowledged', 'exhausted') OR due_at IS NOT NULL));
        ALTER TABLE "deliveries" ADD CONSTRAINT "delivery_state" CHECK
            (state IN ('pending', 'sending', 'sent', 'delivered', 'unknown', 'failed', 'withdrawn', 'expired')
             AND (state <> 'pending' OR due_at IS NOT NULL));
        ALTER TABLE "contacts" ADD CONSTRAINT "contact_consent" CHECK
            (consent IN ('invited', 'consented', 'declined', 'opted_out'));
        INSERT INTO "clock" ("id", "real_at", "shown_at", "speed") VALUES (1, now(), now(), 1);
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DELETE FROM "clock";
        ALTER TABLE "contacts" DROP CONSTRAINT "contact_consent";
        ALTER TABLE "deliveries" DROP CONSTRAINT "delivery_state";
        ALTER TABLE "escalations" DROP CONSTRAINT "escalation_status";
        ALTER TABLE "probes" DROP CONSTRAINT "probe_status";
        DROP INDEX "inbound_waiting";
        DROP INDEX "deliveries_open";
        DROP INDEX "deliveries_unknown";
        DROP INDEX "deliveries_leased";
        DROP INDEX "deliveries_due";
        DROP INDEX "one_escalation_per_probe";
        DROP INDEX "one_open_escalation";
        DROP INDEX "escalations_due";
        DROP INDEX "one_check_in";
        DROP INDEX "events_due";
        DROP INDEX "probes_due";
        DROP INDEX "one_pending_probe";
    """
