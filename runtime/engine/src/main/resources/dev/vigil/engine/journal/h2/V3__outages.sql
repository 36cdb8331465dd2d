-- What the canaries of all nodes have seen. Times are the database's, in milliseconds since 1970.
-- A row per node, written in place: when it last committed, and from when to when it watched over the slots.
CREATE TABLE "vigil_watch" (
    "node" VARCHAR(255) PRIMARY KEY,
    "committed_millis" BIGINT NOT NULL,
    "since_millis" BIGINT,
    "seen_millis" BIGINT,
    "stopped" BOOLEAN NOT NULL
);

-- A row per outage and node that saw it.
CREATE TABLE "vigil_outage" (
    "id" VARCHAR(300) PRIMARY KEY,
    "started_millis" BIGINT NOT NULL,
    "ended_millis" BIGINT NOT NULL,
    "slots" VARCHAR(8192) NOT NULL,
    "cause" VARCHAR(2048) NOT NULL
);
