-- The tables of pekko-persistence-jdbc 1.1, without what only tags and readers of the global order need: no event_tag, no
-- index on ordering.
CREATE TABLE event_journal (
    ordering BIGSERIAL,
    deleted BOOLEAN DEFAULT FALSE NOT NULL,
    persistence_id VARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    writer VARCHAR(255) NOT NULL,
    write_timestamp BIGINT NOT NULL,
    adapter_manifest VARCHAR(255) NOT NULL,
    event_payload BYTEA NOT NULL,
    event_ser_id INTEGER NOT NULL,
    event_ser_manifest VARCHAR(255) NOT NULL,
    meta_payload BYTEA,
    meta_ser_id INTEGER,
    meta_ser_manifest VARCHAR(255),
    -- The fence: of two owners of one slot only one can write its next record.
    PRIMARY KEY (persistence_id, sequence_number)
);

CREATE TABLE snapshot (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    created BIGINT DEFAULT CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT) NOT NULL,
    snapshot_ser_id INTEGER NOT NULL,
    snapshot_ser_manifest VARCHAR(255) NOT NULL,
    snapshot_payload BYTEA NOT NULL,
    PRIMARY KEY (persistence_id, sequence_number)
);

-- Both are compressed before they come here: do not try it again.
ALTER TABLE event_journal ALTER COLUMN event_payload SET STORAGE EXTERNAL;
ALTER TABLE snapshot ALTER COLUMN snapshot_payload SET STORAGE EXTERNAL;

-- One row: what is fixed for the life of this journal.
CREATE TABLE vigil_journal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    slots INTEGER NOT NULL
);
