-- What the daily check found out about each token in use, wherever it is kept. The row goes when a new
-- token is put in the same place.
CREATE TABLE token_watch (
    place                 TEXT NOT NULL CHECK (place IN ('social_tokens', 'account_tokens',
                                                         'social_connections')),
    key                   TEXT NOT NULL,      -- what the token is sealed with there
    strikes               INTEGER NOT NULL,   -- witnesses against it in a row; two make it invalid
    is_valid              INTEGER NOT NULL,
    problem_code          INTEGER,            -- Graph's, of the last witness
    problem_subcode       INTEGER,
    missing_scopes        TEXT NOT NULL,      -- comma-separated: needed here and not granted any more
    expires_s             INTEGER,            -- NULL: never
    data_access_expires_s INTEGER,            -- NULL: not told
    warned_days           INTEGER,            -- the last warning given: 14, 7 or 1 days before
    checked_s             INTEGER NOT NULL,
    PRIMARY KEY (place, key)
) STRICT, WITHOUT ROWID;
