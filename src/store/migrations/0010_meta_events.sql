-- What Meta tells us by itself: webhook events, mentions, and people who want their data deleted.
CREATE TABLE webhook_events (
    id         BLOB NOT NULL PRIMARY KEY, -- SHA-256 of object, entry, field and value: sent twice, stored once
    object     TEXT NOT NULL,             -- instagram, page, ...
    entry_id   TEXT NOT NULL,             -- whose: the Instagram account's or Page's id
    field      TEXT NOT NULL,             -- comments, mentions, story_insights, feed, ...
    value      TEXT NOT NULL,             -- JSON, as sent
    event_s    INTEGER NOT NULL,          -- Meta's time
    received_s INTEGER NOT NULL,
    outcome    TEXT                       -- NULL: waiting; stored, ignored, unknown_account, ...
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_events_waiting ON webhook_events (received_s, id) WHERE outcome IS NULL;
CREATE INDEX webhook_events_by_age ON webhook_events (received_s);

-- Others' posts and comments that mention an account.
CREATE TABLE mentions (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    media_id   TEXT NOT NULL,
    comment_id TEXT NOT NULL,             -- '': in the post's caption
    seen_s     INTEGER NOT NULL,          -- when Meta told us
    PRIMARY KEY (account_id, media_id, comment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_time ON mentions (account_id, seen_s);

-- Asked for at Facebook by a person who removed the app. The row tells him how far it is.
CREATE TABLE deletion_requests (
    code        TEXT NOT NULL PRIMARY KEY, -- what the person was given
    uid         TEXT,                      -- at Facebook; forgotten with the rest
    requested_s INTEGER NOT NULL,
    finished_s  INTEGER,                   -- NULL: under way
    accounts    INTEGER NOT NULL DEFAULT 0 -- Instagram accounts whose data was deleted
) STRICT, WITHOUT ROWID;
CREATE INDEX social_accounts_by_person ON social_accounts (uid, provider);
