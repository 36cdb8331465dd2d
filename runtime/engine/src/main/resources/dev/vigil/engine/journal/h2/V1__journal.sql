-- The tables of pekko-persistence-jdbc 1.1, which quotes its lower-case names, without what only tags and readers of the
-- global order need: no event_tag, no index on "ordering".
CREATE TABLE "event_journal" (
    "ordering" BIGINT NOT NULL AUTO_INCREMENT,
    "deleted" BOOLEAN DEFAULT FALSE NOT NULL,
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "writer" VARCHAR(255) NOT NULL,
    "write_timestamp" BIGINT NOT NULL,
    "adapter_manifest" VARCHAR(255) NOT NULL,
    "event_payload" BLOB NOT NULL,
    "event_ser_id" INTEGER NOT NULL,
    "event_ser_manifest" VARCHAR(255) NOT NULL,
    "meta_payload" BLOB,
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR(255),
    -- The fence: of two owners of one slot only one can write its next record.
    PRIMARY KEY ("persistence_id", "sequence_number")
);

CREATE TABLE "snapshot" (
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "created" BIGINT DEFAULT CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT) NOT NULL,
    "snapshot_ser_id" INTEGER NOT NULL,
    "snapshot_ser_manifest" VARCHAR(255) NOT NULL,
    "snapshot_payload" BLOB NOT NULL,
    PRIMARY KEY ("persistence_id", "sequence_number")
);

-- One row: what is fixed for the life of this journal.
CREATE TABLE "vigil_journal" (
    "id" INTEGER PRIMARY KEY CHECK ("id" = 1),
    "slots" INTEGER NOT NULL
);
