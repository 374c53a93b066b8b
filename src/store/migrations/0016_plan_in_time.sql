-- The plan in time: posts that repeat, queues of slots, links to a calendar (decision 0230).

-- A post that repeats, as people say it: a time on the clock of a zone. What is published are posts of their own.
CREATE TABLE post_series (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    every           TEXT NOT NULL CHECK (every IN ('day', 'week', 'month')),
    every_n         INTEGER NOT NULL,         -- days, weeks or months
    weekdays        INTEGER NOT NULL,         -- of a week: bit n is day n, 1 Monday to 7; 0: first_day's
    first_day       INTEGER NOT NULL,         -- days since 1970-01-01; intervals count from here
    second_of_day   INTEGER NOT NULL,         -- on the clock of time_zone
    time_zone       TEXT NOT NULL,
    until_day       INTEGER,                  -- the last one is not later
    occurrences     INTEGER,                  -- how many there are; NULL: no end
    content         TEXT NOT NULL,            -- JSON: a post as POST /api/posts takes it, without a time
    is_active       INTEGER NOT NULL,         -- 0: stopped
    ahead_day       INTEGER NOT NULL,         -- occurrences up to that day were made
    problem         TEXT,                     -- code of why none can be made; NULL: none
    revision        INTEGER NOT NULL,         -- grows with every edit
    idempotency_key TEXT,                     -- of the request that made it
    request_hash    BLOB,
    created_s       INTEGER NOT NULL,
    updated_s       INTEGER NOT NULL
) STRICT;
CREATE INDEX post_series_by_user ON post_series (user_id, id);
CREATE UNIQUE INDEX post_series_by_key ON post_series (user_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- One row for each occurrence that was ever made: it is made once, also when its post has been deleted since.
CREATE TABLE post_occurrences (
    series_id INTEGER NOT NULL REFERENCES post_series (id) ON DELETE CASCADE,
    day       INTEGER NOT NULL,
    post_id   INTEGER REFERENCES posts (id) ON DELETE SET NULL,
    PRIMARY KEY (series_id, day)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX post_occurrences_by_post ON post_occurrences (post_id) WHERE post_id IS NOT NULL;

CREATE TABLE post_queues (
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    connection_id TEXT NOT NULL,
    place         TEXT NOT NULL,
    time_zone     TEXT NOT NULL,
    slots         TEXT NOT NULL,              -- "1 09:00,3 19:30": weekday from 1 (Monday), time
    updated_s     INTEGER NOT NULL,
    PRIMARY KEY (user_id, connection_id, place)
) STRICT, WITHOUT ROWID;

-- A secret link to a user's plan as a calendar.
CREATE TABLE calendar_feeds (
    user_id   INTEGER NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    token     TEXT NOT NULL UNIQUE,
    created_s INTEGER NOT NULL
) STRICT;

-- What is planned at an account for an instant; what stands on a wall clock and may move with its zone's rules.
CREATE INDEX post_targets_by_slot ON post_targets (place_id, due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX posts_by_wall ON posts (publish_s, id) WHERE wall_time IS NOT NULL;
