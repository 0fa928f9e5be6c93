from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """Holds these accounts until the transaction ends, in the order of their ids, and says what is on them and what is reserved
    of it, as of when they were held: so a statement that calls it decides by what nobody can change meanwhile."""
    return """
        CREATE FUNCTION ledger_hold(persons uuid[]) RETURNS TABLE (person_id uuid, balance int, reserved int)
        LANGUAGE plpgsql AS $body$
        #variable_conflict use_column
        BEGIN
            PERFORM 1 FROM ledger_accounts WHERE person_id = ANY(persons) ORDER BY person_id FOR UPDATE;
            RETURN QUERY SELECT a.person_id, a.balance, coalesce((
                SELECT sum(minutes) FROM visits WHERE user_id = a.person_id AND paid_by = 'user'
                    AND state IN ('requested', 'offered', 'accepted', 'arrived')), 0)::int
                FROM ledger_accounts a WHERE a.person_id = ANY(persons);
        END $body$;
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP FUNCTION ledger_hold(uuid[]);
    """
