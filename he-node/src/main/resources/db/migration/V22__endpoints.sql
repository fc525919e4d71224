-- Where members are reached and which certificates they may show, as each said it last after the consortium was signed.
CREATE TABLE member_endpoint (
    member_id TEXT   NOT NULL PRIMARY KEY,
    version   BIGINT NOT NULL,             -- only ever rises
    record    ${blob} NOT NULL,            -- canonical bytes with the member's signature
    stored_at BIGINT NOT NULL
);

-- Which version of this node's own endpoint each other member has stored.
CREATE TABLE endpoint_seen (
    member_id TEXT   NOT NULL PRIMARY KEY,
    version   BIGINT NOT NULL
);
