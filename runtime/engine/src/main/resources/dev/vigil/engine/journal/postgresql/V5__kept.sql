-- The first record of a slot's journal that is kept; no row where all are.
CREATE TABLE vigil_kept (
    persistence_id VARCHAR(255) PRIMARY KEY,
    first_sequence BIGINT NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The fence where the rows are gone, in place of the primary key. After the insert, not before it: a row gets in there only
-- when the deletion of the one that was there has been committed, and vigil_kept was, in a transaction before that one. So this
-- sees it, without a lock.
CREATE FUNCTION vigil_refuse_deleted() RETURNS trigger AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM vigil_kept WHERE persistence_id = NEW.persistence_id
            AND first_sequence > NEW.sequence_number) THEN
        RAISE unique_violation USING
            MESSAGE = 'record ' || NEW.sequence_number || ' of ' || NEW.persistence_id || ' was there, and is deleted';
    END IF;
    RETURN NULL;
END
$$ LANGUAGE plpgsql;

CREATE TRIGGER vigil_refuse_deleted AFTER INSERT ON event_journal
    FOR EACH ROW EXECUTE FUNCTION vigil_refuse_deleted();
