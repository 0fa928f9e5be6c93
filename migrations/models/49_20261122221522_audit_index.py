from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What the auditor looks at in every round: check-ins that led to an alarm, and the entries of one transfer."""
    return """
        CREATE INDEX "probes_alarming" ON "probes" ("settled_at") WHERE status IN ('bad', 'unavailable');
        CREATE INDEX "ledger_entries_of_transfer" ON "ledger_entries" ("transfer_id");
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX "ledger_entries_of_transfer";
        DROP INDEX "probes_alarming";
    """
