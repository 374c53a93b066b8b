-- Posts to be published, what becomes of them at each account, and every step on the way
-- (decision 0200). States and events are those of publish/state.h.
CREATE TABLE posts (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind            TEXT NOT NULL,            -- image, carousel, reel, story, ...
    caption         TEXT NOT NULL,
    first_comment   TEXT,                     -- NULL: none
    options         TEXT NOT NULL,            -- JSON: what else the kind takes
    publish_s       INTEGER,                  -- NULL: a draft without a time
    wall_time       TEXT,                     -- as the user said it, in time_zone; NULL: as an instant
    time_zone       TEXT,                     -- IANA name
    revision        INTEGER NOT NULL,         -- grows with every edit
    idempotency_key TEXT,                     -- of the request that made it; NULL: none
    request_hash    BLOB,                     -- of that request: the same key must bring the same
    created_s       INTEGER NOT NULL,
    updated_s       INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX posts_by_key ON posts (user_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX posts_by_time ON posts (user_id, publish_s, id);

CREATE TABLE post_media (
    post_id  INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,                -- from 0
    kind     TEXT NOT NULL,                   -- image, video
    url      TEXT NOT NULL,
    alt_text TEXT,
    PRIMARY KEY (post_id, position)
) STRICT, WITHOUT ROWID;

-- A post at one account: the row that the protocol moves on.
CREATE TABLE post_targets (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id        INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    user_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    connection_id  TEXT NOT NULL,             -- conn_...: whose token publishes it
    place          TEXT NOT NULL,             -- instagram, page
    place_id       TEXT NOT NULL,             -- the Instagram account's or the Page's id
    state          TEXT NOT NULL,
    due_ms         INTEGER,                   -- NULL: a draft
    grace_ms       INTEGER,                   -- NULL: not late before the server's grace is over
    fence          INTEGER NOT NULL DEFAULT 0, -- grows with every claim and every act of the user
    container_id   TEXT,                      -- what will be published
    container_ms   INTEGER,                   -- when it was made
    containers     INTEGER NOT NULL DEFAULT 0, -- how many were made
    before_ids     TEXT,                      -- newest posts before the intent, comma-separated
    intent_ms      INTEGER,                   -- when the publish call was last about to be sent
    sends          INTEGER NOT NULL DEFAULT 0, -- how often it was, for this container
    tries          INTEGER NOT NULL DEFAULT 0, -- looks in this state that told nothing
    next_ms        INTEGER,                   -- when it is looked at again; NULL: when due
    media_id       TEXT,                      -- of the published post; NULL: not (yet) known
    permalink      TEXT,
    comment_id     TEXT,
    published_ms   INTEGER,
    fault          TEXT,                      -- publish/outcome.h's name of what is or was wrong
    meta_code      INTEGER,
    meta_subcode   INTEGER,
    meta_message   TEXT,
    updated_ms     INTEGER NOT NULL,
    UNIQUE (post_id, connection_id, place)
) STRICT;
CREATE INDEX post_targets_by_place ON post_targets (place_id, due_ms, id)
    WHERE state IN ('scheduled', 'claimed', 'creating', 'container', 'intent');
CREATE INDEX post_targets_due ON post_targets (coalesce(next_ms, due_ms), id)
    WHERE state IN ('scheduled', 'claimed', 'creating', 'container', 'intent', 'published', 'commenting');
CREATE INDEX post_targets_by_media ON post_targets (place_id, media_id) WHERE media_id IS NOT NULL;
CREATE INDEX post_targets_by_user ON post_targets (user_id, state);

-- The parts of a post that are made before it: children of an album, photos of a Page's post.
CREATE TABLE post_parts (
    target_id    INTEGER NOT NULL REFERENCES post_targets (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    container_id TEXT NOT NULL,
    PRIMARY KEY (target_id, position)
) STRICT, WITHOUT ROWID;

-- The timeline: one row for each arrow that was committed.
CREATE TABLE post_steps (
    target_id  INTEGER NOT NULL REFERENCES post_targets (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,              -- from 1
    at_ms      INTEGER NOT NULL,
    fence      INTEGER NOT NULL,
    event      TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    detail     TEXT NOT NULL,                 -- an id, or a fault's name; ''
    PRIMARY KEY (target_id, number)
) STRICT, WITHOUT ROWID;
