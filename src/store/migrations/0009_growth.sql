-- How accounts have grown: worked out after each collection, for a window of 7 and of 28 days that
-- ends on the day of it, against the same number of days before.

CREATE TABLE account_growth (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    frame_days INTEGER NOT NULL,  -- 7 or 28
    metric     TEXT NOT NULL,     -- followers, engagement, engagement_rate, reach, impressions, sentiment
    day        INTEGER NOT NULL,  -- the last of the window
    value      REAL,              -- of the window
    before     REAL,              -- of the one before
    growth     REAL,              -- value - before; NULL also when the window before is incomplete
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, frame_days, metric, day)
) STRICT, WITHOUT ROWID;

-- The posts of the window that stand out, as of the newest collection.
CREATE TABLE account_extremes (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    frame_days INTEGER NOT NULL,
    kind       TEXT NOT NULL,     -- largest_engagement, smallest_engagement, largest_reach, most_positive, most_negative
    media_id   TEXT NOT NULL,
    value      INTEGER NOT NULL,  -- likes and comments; reach; positive less negative comments, or the reverse
    day        INTEGER NOT NULL,  -- the last of the window
    PRIMARY KEY (account_id, frame_days, kind)
) STRICT, WITHOUT ROWID;
