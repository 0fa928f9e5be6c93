from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    """What models cannot say: nobody changes or deletes entries of the audit trail. They may be chained once, lose the
    address of somebody who is forgotten, and go when their time is over. Entries from before are chained like new ones."""
    return r"""
        INSERT INTO "audit_chain" ("id", "link", "hash", "dropped_link", "dropped_hash")
            VALUES (1, 0, decode(repeat('00', 32), 'hex'), 0, decode(repeat('00', 32), 'hex'));
        CREATE INDEX "audit_open" ON "audit" ("id") WHERE link IS NULL;
        CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $kept$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF (NEW.id, NEW.at, NEW.actor, NEW.verb, NEW.subject, NEW.detail, NEW.request)
                        IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.actor, OLD.verb, OLD.subject, OLD.detail, OLD.request)
                    AND ((OLD.link IS NULL AND NEW.link IS NOT NULL AND NEW.source IS NOT DISTINCT FROM OLD.source)
                        OR (NEW.source IS NULL AND NEW.salt IS NULL AND (NEW.link, NEW.hash, NEW.source_hash)
                            IS NOT DISTINCT FROM (OLD.link, OLD.hash, OLD.source_hash)))
                THEN
                    RETURN NEW;
                END IF;
            ELSIF current_setting('wellcheck.retention', true) = 'on' THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION 'entries of the audit trail are only added' USING ERRCODE = 'restrict_violation';
        END
        $kept$;
        CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON "audit"
            FOR EACH ROW EXECUTE FUNCTION audit_is_kept();
        CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON "audit"
            FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();
    """


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP TRIGGER audit_is_not_emptied ON "audit";
        DROP TRIGGER audit_is_kept ON "audit";
        DROP FUNCTION audit_is_kept();
        DROP INDEX "audit_open";
        DELETE FROM "audit_chain";
    """
