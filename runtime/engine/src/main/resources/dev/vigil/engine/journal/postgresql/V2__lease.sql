-- Who may go on after a network broke in two. Times are the database's, in milliseconds since 1970.
CREATE TABLE vigil_lease (
    name VARCHAR(255) PRIMARY KEY,
    owner VARCHAR(255) NOT NULL,
    expires_millis BIGINT NOT NULL
);
