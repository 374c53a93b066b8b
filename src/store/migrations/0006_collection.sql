-- Collecting more: Pages, stories, the parts of albums; and what failed, with Meta's own codes.

-- One number of a Page's insights. An account has one Page at a time; older ones keep their rows.
CREATE TABLE page_days (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    page_id    TEXT NOT NULL,
    metric     TEXT NOT NULL,           -- Graph's name: page_media_view, ...
    dimension  TEXT NOT NULL,           -- a part of the value: like, love, ...; '' for the whole
    end_s      INTEGER NOT NULL,        -- Meta's end_time
    day        INTEGER NOT NULL,        -- the local day of end_s
    value      INTEGER,
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, page_id, metric, dimension, end_s)
) STRICT, WITHOUT ROWID;

-- Stories: Meta shows them for 24 hours, and forgets their numbers with them.
CREATE TABLE stories (
    account_id    TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    id            TEXT NOT NULL,
    posted_s      INTEGER NOT NULL,
    posted_day    INTEGER NOT NULL,     -- the local day of posted_s
    media_type    TEXT NOT NULL,        -- IMAGE, VIDEO
    caption       TEXT NOT NULL DEFAULT '',
    permalink     TEXT NOT NULL DEFAULT '',
    media_url     TEXT,
    thumbnail_url TEXT,
    created_s     INTEGER NOT NULL,     -- first seen
    updated_s     INTEGER NOT NULL,     -- last seen
    PRIMARY KEY (account_id, id)
) STRICT;
CREATE INDEX stories_by_time ON stories (account_id, posted_s, id);

-- The newest value of each metric of a story: after its end, the last one.
CREATE TABLE story_insights (
    account_id TEXT NOT NULL,
    story_id   TEXT NOT NULL,
    metric     TEXT NOT NULL,           -- our series: reach, impressions, navigation, ...
    dimension  TEXT NOT NULL,           -- tap_forward, ...; '' for the whole
    value      INTEGER NOT NULL,
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, story_id, metric, dimension),
    FOREIGN KEY (account_id, story_id) REFERENCES stories (account_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The pictures and videos of an album, in order.
CREATE TABLE media_children (
    account_id    TEXT NOT NULL,
    media_id      TEXT NOT NULL,
    position      INTEGER NOT NULL,     -- from 0
    id            TEXT NOT NULL,
    media_type    TEXT NOT NULL,        -- IMAGE, VIDEO
    media_url     TEXT,
    thumbnail_url TEXT,
    updated_s     INTEGER NOT NULL,
    PRIMARY KEY (account_id, media_id, position),
    FOREIGN KEY (account_id, media_id) REFERENCES media (account_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- How collecting an account stands, over all its runs.
CREATE TABLE sync_accounts (
    account_id       TEXT NOT NULL PRIMARY KEY REFERENCES ig_accounts (id) ON DELETE CASCADE,
    tried_s          INTEGER,           -- newest complete run began
    succeeded_s      INTEGER,           -- newest run that was done, or partial, ended
    failures         INTEGER NOT NULL DEFAULT 0, -- runs that failed since then
    http_calls       INTEGER NOT NULL DEFAULT 0, -- of all runs on calls_day
    calls_day        INTEGER,
    insights_after_s INTEGER            -- posts up to then are from before the account was professional
) STRICT, WITHOUT ROWID;

-- What failed in a step's newest run: the object or metric and Meta's code.
CREATE TABLE sync_problems (
    account_id   TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    step         TEXT NOT NULL,
    object       TEXT NOT NULL,         -- a media id, a metric, ...
    meta_code    INTEGER NOT NULL,      -- Graph's error; 0: it did not come from there
    meta_subcode INTEGER NOT NULL,
    message      TEXT NOT NULL,         -- Meta's words, redacted
    seen_s       INTEGER NOT NULL,
    PRIMARY KEY (account_id, step, object)
) STRICT, WITHOUT ROWID;

ALTER TABLE sync_steps ADD COLUMN meta_code INTEGER;    -- Graph's error that made it partial or failed
ALTER TABLE sync_steps ADD COLUMN meta_subcode INTEGER;
