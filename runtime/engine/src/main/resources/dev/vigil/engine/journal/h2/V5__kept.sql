-- The first record of a slot's journal that is kept; no row where all are.
CREATE TABLE "vigil_kept" (
    "persistence_id" VARCHAR(255) PRIMARY KEY,
    "first_sequence" BIGINT NOT NULL
);

-- The fence where the rows are gone, in place of the primary key. After the insert, not before it: a row gets in there only
-- when the deletion of the one that was there has been committed, and vigil_kept was, in a transaction before that one. So this
-- sees it, without a lock.
CREATE TRIGGER "vigil_refuse_deleted" AFTER INSERT ON "event_journal"
    FOR EACH ROW CALL 'dev.vigil.engine.journal.H2DeletedFence';
