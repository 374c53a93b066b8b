-- Telling others (decision 0240): addresses of users' own programs, what is told to them and how that went; and
-- letters about posts that need their owner.
CREATE TABLE hooks (
    id               TEXT PRIMARY KEY,        -- hook_...: its secrets are sealed with it
    user_id          INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    url              TEXT NOT NULL,
    events           TEXT NOT NULL,           -- of hooks/hooks.h, each between commas
    is_active        INTEGER NOT NULL,
    off_reason       TEXT,                    -- why the server switched it off: failing, gone; NULL: it did not
    secret_sealed    BLOB NOT NULL,
    old_sealed       BLOB,                    -- the secret before, which signs as well until old_until_s
    old_until_s      INTEGER,
    failing_since_ms INTEGER,                 -- of the first failure since an attempt went well
    failures         INTEGER NOT NULL DEFAULT 0, -- since then
    paused_ms        INTEGER,                 -- nothing is sent before
    created_s        INTEGER NOT NULL,
    updated_s        INTEGER NOT NULL
) STRICT;
CREATE INDEX hooks_by_user ON hooks (user_id, created_s, id);

-- What happened, once, as it is sent to every hook that wants it.
CREATE TABLE hook_messages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL,                 -- msg_...: the same at every try
    event      TEXT NOT NULL,
    body       TEXT NOT NULL,                 -- JSON
    created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX hook_messages_by_time ON hook_messages (created_ms);

CREATE TABLE hook_deliveries (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    hook_id     TEXT NOT NULL REFERENCES hooks (id) ON DELETE CASCADE,
    message_id  INTEGER NOT NULL REFERENCES hook_messages (id) ON DELETE CASCADE,
    state       TEXT NOT NULL,                -- waiting, delivered, failed
    reason      TEXT,                         -- of a failed one: gave_up, switched_off
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_ms     INTEGER,                      -- NULL: never again
    created_ms  INTEGER NOT NULL,
    finished_ms INTEGER
) STRICT;
CREATE INDEX hook_deliveries_by_hook ON hook_deliveries (hook_id, id);
CREATE INDEX hook_deliveries_by_message ON hook_deliveries (message_id);

CREATE TABLE hook_attempts (
    delivery_id INTEGER NOT NULL REFERENCES hook_deliveries (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,             -- from 1
    at_ms       INTEGER NOT NULL,
    took_ms     INTEGER NOT NULL,
    status      INTEGER,                      -- NULL: no answer
    answer      TEXT,                         -- its first bytes, made harmless
    error       TEXT,                         -- why it does not count as delivered; NULL: it does
    PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;

-- Posts whose owner must be told, until a letter has said so.
CREATE TABLE post_troubles (
    target_id INTEGER PRIMARY KEY REFERENCES post_targets (id) ON DELETE CASCADE,
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    state     TEXT NOT NULL,                  -- of publish/state.h: failed, unknown, held
    at_ms     INTEGER NOT NULL
) STRICT;
CREATE INDEX post_troubles_by_user ON post_troubles (user_id, target_id);

-- Who wants such letters, and when the last one went. No row: wants them, none went.
CREATE TABLE post_letters (
    user_id     INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    leave_token TEXT NOT NULL,                -- of the link in each letter; opens nothing
    left_s      INTEGER,                      -- NULL: wants them
    sent_ms     INTEGER
) STRICT;
CREATE UNIQUE INDEX post_letters_by_token ON post_letters (leave_token);

-- Jobs that gave up, newest first, for the operator.
CREATE INDEX jobs_failed ON jobs (id) WHERE state = 'failed';
