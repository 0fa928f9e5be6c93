from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: what is due, what reserves minutes, who is near; and the ledger, to which is only added, whose
    transfers sum to zero, and whose balances nobody but itself changes."""
    return """
        ALTER TABLE "visits" ADD CONSTRAINT "visits_minutes" CHECK (minutes > 0);
        CREATE INDEX "visits_due" ON "visits" ("due_at", "id") WHERE state IN ('requested', 'offered', 'accepted', 'arrived');
        CREATE INDEX "visits_reserving" ON "visits" ("user_id") INCLUDE ("minutes")
            WHERE paid_by = 'user' AND state IN ('requested', 'offered', 'accepted', 'arrived');
        CREATE INDEX "visits_taken" ON "visits" ("pal_id", "starts_at") WHERE state IN ('accepted', 'arrived');
        CREATE INDEX "visits_direct" ON "visits" ("day", "id") WHERE direct AND state = 'requested';
        CREATE UNIQUE INDEX "visits_of_alarm" ON "visits" ("escalation_id")
            WHERE escalation_id IS NOT NULL AND state IN ('requested', 'offered', 'accepted', 'arrived');
        CREATE INDEX "pals_near" ON "pals" USING gist (point(longitude, latitude))
            WHERE status = 'approved' AND latitude IS NOT NULL;
        CREATE INDEX "pals_area" ON "pals" ("area_blind") WHERE status = 'approved';

        ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_balance" CHECK (balance >= 0);
        ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_minutes" CHECK (minutes <> 0);
        CREATE UNIQUE INDEX "ledger_entries_once" ON "ledger_entries" ("visit_id", "account_id", "kind")
            WHERE visit_id IS NOT NULL;
        CREATE FUNCTION ledger_added() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            IF EXISTS (SELECT 1 FROM added GROUP BY transfer_id HAVING sum(minutes) <> 0) THEN
                RAISE EXCEPTION 'the entries of a transfer sum to zero';
            END IF;
            UPDATE ledger_accounts a SET balance = a.balance + s.minutes
                FROM (SELECT account_id, sum(minutes) AS minutes FROM added GROUP BY account_id) s
                WHERE a.person_id = s.account_id;
            RETURN NULL;
        END $body$;
        CREATE TRIGGER "ledger_entries_added" AFTER INSERT ON "ledger_entries" REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_added();
        CREATE FUNCTION ledger_kept() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            RAISE EXCEPTION 'entries of the ledger are only ever added';
        END $body$;
        CREATE TRIGGER "ledger_entries_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entries"
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept();
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TRIGGER "ledger_entries_kept" ON "ledger_entries";
        DROP FUNCTION ledger_kept();
        DROP TRIGGER "ledger_entries_added" ON "ledger_entries";
        DROP FUNCTION ledger_added();
        DROP INDEX "ledger_entries_once";
        ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_minutes";
        ALTER TABLE "ledger_accounts" DROP CONSTRAINT "ledger_accounts_balance";
        DROP INDEX "pals_area";
        DROP INDEX "pals_near";
        DROP INDEX "visits_of_alarm";
        DROP INDEX "visits_direct";
        DROP INDEX "visits_taken";
        DROP INDEX "visits_reserving";
        DROP INDEX "visits_due";
        ALTER TABLE "visits" DROP CONSTRAINT "visits_minutes";
    """
