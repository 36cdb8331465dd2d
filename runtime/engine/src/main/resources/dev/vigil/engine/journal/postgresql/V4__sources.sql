-- Sources that run on one node: a row for each, written in place. Times are the database's, in milliseconds since 1970.
CREATE TABLE vigil_source (
    name VARCHAR(255) PRIMARY KEY,
    -- The fence: raised by whoever takes over, so that what an older owner saves is refused.
    epoch BIGINT NOT NULL,
    owner VARCHAR(255) NOT NULL,
    taken_millis BIGINT NOT NULL,
    -- Up to where its events are on the bus, in its own words; none until it has saved one.
    position TEXT,
    -- The number of the owner's last save: one that comes late must not overwrite a later one.
    saves BIGINT NOT NULL,
    saved_millis BIGINT
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
