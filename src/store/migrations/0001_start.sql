-- The first schema.
--
-- Conventions
--   *_s        an instant: Unix seconds, UTC. *_ms: the same in milliseconds (the job queue only).
--   day        a calendar day of the installation's zone, as days since 1970-01-01. Whoever writes
--              a row decides its day; readers never convert.
--   NULL       not known, not returned by Meta, or never. It is never used for zero.
--   *_sealed   an encrypted token (vault). The row is bound to its place: the table, the column and
--              the text key named in the column's comment are authenticated with it.
--   *_hash     SHA-256 of a secret that only its bearer knows.
--   is_*       0 or 1.
-- Every table below "what belongs to an Instagram account" begins its key with account_id: one
-- account's rows lie together, and no statement can forget whose they are.

-- ---- the installation -------------------------------------------------------------------------

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY, -- instance_id, ...
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How often something happened since the installation began: errors by code, connects, exports.
CREATE TABLE counters (
    name   TEXT NOT NULL,             -- what is counted: error, connect, export
    label  TEXT NOT NULL,             -- which one: the machine code of the error; '' when there is one
    count  INTEGER NOT NULL,
    last_s INTEGER NOT NULL,          -- when it happened last
    PRIMARY KEY (name, label)
) STRICT, WITHOUT ROWID;

-- ---- people -----------------------------------------------------------------------------------

-- What a user does for a living, chosen at registration.
CREATE TABLE user_categories (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO user_categories (id, name)
VALUES (1, 'UMKM'), (2, 'Digital Agency'), (3, 'Umum'), (4, 'Pelajar');

CREATE TABLE users (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
    email              TEXT NOT NULL,                     -- as typed
    email_folded       TEXT NOT NULL UNIQUE,              -- case-folded: what a login is found by
    password_hash      TEXT NOT NULL,                     -- argon2id, encoded; '' when none can match
    first_name         TEXT NOT NULL DEFAULT '',
    last_name          TEXT NOT NULL DEFAULT '',
    is_staff           INTEGER NOT NULL DEFAULT 0,        -- admin pages
    is_superuser       INTEGER NOT NULL DEFAULT 0,        -- admin pages, and no limits
    is_active          INTEGER NOT NULL DEFAULT 1,        -- 0: may not log in
    is_verified        INTEGER NOT NULL DEFAULT 0,        -- the e-mail address was confirmed
    language           TEXT NOT NULL DEFAULT 'id',        -- of the interface: id, en
    phone              TEXT NOT NULL DEFAULT '',
    photo              TEXT NOT NULL DEFAULT '',          -- path below the upload folder
    category_id        INTEGER REFERENCES user_categories (id),
    created_s          INTEGER NOT NULL,
    last_login_s       INTEGER,
    password_changed_s INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id_hash     BLOB NOT NULL PRIMARY KEY,  -- of the cookie's value
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    csrf_token  TEXT NOT NULL,              -- what X-CSRFToken must carry
    created_s   INTEGER NOT NULL,
    last_seen_s INTEGER NOT NULL,
    expires_s   INTEGER NOT NULL,
    revoked_s   INTEGER,                    -- logged out, or ended by the user or an admin
    user_agent  TEXT NOT NULL DEFAULT '',
    ip          TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id, last_seen_s);
CREATE INDEX sessions_by_end ON sessions (expires_s);

CREATE TABLE api_tokens (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash  BLOB NOT NULL UNIQUE,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,              -- what the user calls it
    scopes      TEXT NOT NULL,              -- space-separated
    created_s   INTEGER NOT NULL,
    expires_s   INTEGER,                    -- NULL: never
    last_used_s INTEGER,
    revoked_s   INTEGER
) STRICT;
CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

-- Failed attempts, to slow down guessing. A row is one thing being guessed at, or one guesser.
CREATE TABLE attempts (
    bucket          TEXT NOT NULL PRIMARY KEY, -- login:email:..., login:ip:...
    failures        INTEGER NOT NULL,          -- since first_s
    first_s         INTEGER NOT NULL,
    last_s          INTEGER NOT NULL,
    blocked_until_s INTEGER NOT NULL           -- 0: not blocked
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_age ON attempts (last_s);

-- ---- plans ------------------------------------------------------------------------------------

-- What a subscriber may do. A NULL limit is no limit.
CREATE TABLE subscription_groups (
    id                   INTEGER PRIMARY KEY,
    name                 TEXT NOT NULL UNIQUE,
    limit_ig_account     INTEGER,          -- connected Instagram accounts
    limit_ig_competitor  INTEGER,          -- competitors of each of them
    limit_social_account INTEGER,          -- connected Facebook accounts
    date_frames          TEXT NOT NULL,    -- the date_frame values allowed, comma-separated
    allows_custom_range  INTEGER NOT NULL, -- start and end instead of date_frame
    allows_export        INTEGER NOT NULL, -- whatever the plan
    allows_post_detail   INTEGER NOT NULL  -- whatever the plan
) STRICT;
INSERT INTO subscription_groups
VALUES (1, 'admin',      NULL, NULL, NULL, '7,28,60,90', 1, 1, 1),
       (2, 'trial',         1,    1,    1, '7',          0, 0, 0),
       (3, 'paid',          5,    6,    5, '7,28,60,90', 1, 0, 0),
       (4, 'enterprise', NULL, NULL, NULL, '7,28,60,90', 1, 1, 1);

-- What can be bought.
CREATE TABLE subscription_plans (
    id                 INTEGER PRIMARY KEY,
    product_id         INTEGER NOT NULL,
    name               TEXT NOT NULL,
    description        TEXT NOT NULL,
    price_idr          INTEGER NOT NULL,
    price_before_idr   INTEGER,          -- the price it is reduced from
    period_days        INTEGER NOT NULL,
    allows_export      INTEGER NOT NULL, -- in addition to what the group allows
    allows_post_detail INTEGER NOT NULL
) STRICT;
INSERT INTO subscription_plans
VALUES (1, 1, '1 bulan',  '', 120000,  399000,  30, 0, 0),
       (2, 1, '6 bulan',  '', 600000,  720000, 180, 1, 1),
       (3, 1, '12 bulan', '', 960000, 1440000, 365, 1, 1);

CREATE TABLE subscriptions (
    id             TEXT NOT NULL PRIMARY KEY, -- UUID
    user_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    product_id     INTEGER NOT NULL,
    group_id       INTEGER NOT NULL REFERENCES subscription_groups (id),
    plan_id        INTEGER REFERENCES subscription_plans (id),
    status         TEXT NOT NULL CHECK (status IN ('active', 'trialing', 'canceled', 'ended')),
    period_start_s INTEGER NOT NULL,
    period_end_s   INTEGER NOT NULL,
    created_s      INTEGER NOT NULL,
    updated_s      INTEGER NOT NULL,
    UNIQUE (user_id, product_id)
) STRICT;

-- ---- connections with Meta --------------------------------------------------------------------

-- A Facebook user who logged in for one of our users.
CREATE TABLE social_accounts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider       TEXT NOT NULL,             -- facebook
    uid            TEXT NOT NULL,             -- the provider's id of that person
    name           TEXT NOT NULL DEFAULT '',
    email          TEXT NOT NULL DEFAULT '',
    picture_url    TEXT NOT NULL DEFAULT '',
    extra_data     TEXT NOT NULL DEFAULT '{}', -- JSON: what else the provider told
    has_all_pages  INTEGER NOT NULL DEFAULT 0, -- the last listing of Pages was complete
    pages_seen_s   INTEGER,                    -- when Pages were listed last
    date_joined_s  INTEGER NOT NULL,
    last_login_s   INTEGER NOT NULL,           -- at the provider
    deleted_s      INTEGER                     -- unlinked by its user; its tokens are gone
) STRICT;
CREATE UNIQUE INDEX social_accounts_by_uid ON social_accounts (provider, uid) WHERE deleted_s IS NULL;
CREATE INDEX social_accounts_by_user ON social_accounts (user_id);

CREATE TABLE social_tokens (
    id                    TEXT NOT NULL PRIMARY KEY, -- provider:uid:kind; the key it is sealed with
    social_account_id     INTEGER NOT NULL REFERENCES social_accounts (id) ON DELETE CASCADE,
    kind                  TEXT NOT NULL,             -- user: long-lived user access token
    token_sealed          BLOB NOT NULL,
    scopes                TEXT NOT NULL,             -- granted, comma-separated
    issued_s              INTEGER NOT NULL,
    expires_s             INTEGER,                   -- NULL: does not expire
    data_access_expires_s INTEGER,                   -- Meta's 90 days without a login
    last_checked_s        INTEGER,                   -- last debug_token or last refusal
    state                 TEXT NOT NULL CHECK (state IN ('valid', 'invalid')),
    problem_code          INTEGER,                   -- Graph error code when invalid
    problem_subcode       INTEGER,
    updated_s             INTEGER NOT NULL,
    UNIQUE (social_account_id, kind)
) STRICT;

-- The Pages a social account reached when it was listed last, with or without Instagram.
CREATE TABLE social_pages (
    id                   TEXT NOT NULL PRIMARY KEY,  -- provider:uid:page id; the key it is sealed with
    social_account_id    INTEGER NOT NULL REFERENCES social_accounts (id) ON DELETE CASCADE,
    page_id              TEXT NOT NULL,
    name                 TEXT NOT NULL,
    picture_url          TEXT NOT NULL DEFAULT '',
    tasks                TEXT,                       -- comma-separated; NULL: not told
    can_create_content   INTEGER NOT NULL,
    page_token_sealed    BLOB,                       -- NULL: this person gets none
    ig_account_id        TEXT,                       -- NULL: no professional account linked
    ig_username          TEXT,
    ig_name              TEXT,
    ig_picture_url       TEXT,
    is_ig_personal       INTEGER NOT NULL DEFAULT 0, -- one is linked, but it is not professional
    source               TEXT NOT NULL CHECK (source IN ('me/accounts', 'owned_pages', 'client_pages')),
    business_id          TEXT,                       -- the portfolio it was found in
    position             INTEGER NOT NULL,           -- in the listing
    seen_s               INTEGER NOT NULL,
    UNIQUE (social_account_id, page_id)
) STRICT;
CREATE INDEX social_pages_by_instagram ON social_pages (ig_account_id) WHERE ig_account_id IS NOT NULL;

-- A login at Meta that is under way.
CREATE TABLE oauth_transactions (
    state_hash   BLOB NOT NULL PRIMARY KEY, -- of the state parameter
    browser_hash BLOB,                      -- of the second secret, in a cookie; NULL for API clients
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    session_hash BLOB NOT NULL,             -- the session or API token that began it
    flow         TEXT NOT NULL,             -- meta, cekbrand
    provider     TEXT NOT NULL,             -- facebook
    redirect_uri TEXT NOT NULL,
    return_to    TEXT NOT NULL,             -- name of a page of ours, never a URL
    verifier_sealed BLOB,                   -- PKCE; sealed with the hexadecimal state_hash
    created_s    INTEGER NOT NULL,
    expires_s    INTEGER NOT NULL,
    used_s       INTEGER                    -- a transaction is used once, whatever came of it
) STRICT, WITHOUT ROWID;
CREATE INDEX oauth_transactions_by_end ON oauth_transactions (expires_s);

-- The Pages one session may choose from after its login.
CREATE TABLE page_choices (
    session_hash      BLOB NOT NULL PRIMARY KEY,
    user_id           INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    social_account_id INTEGER NOT NULL REFERENCES social_accounts (id) ON DELETE CASCADE,
    page_ids          TEXT NOT NULL,          -- JSON array of strings, in the order shown
    is_complete       INTEGER NOT NULL,       -- 0: some branch of the listing failed
    created_s         INTEGER NOT NULL,
    expires_s         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX page_choices_by_end ON page_choices (expires_s);

-- A Page and its Instagram account that a user publishes through.
CREATE TABLE social_connections (
    id                    INTEGER PRIMARY KEY AUTOINCREMENT,
    public_id             TEXT NOT NULL UNIQUE,      -- conn_...; the key it is sealed with
    user_id               INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    social_account_id     INTEGER REFERENCES social_accounts (id) ON DELETE SET NULL,
    page_id               TEXT NOT NULL,
    page_name             TEXT NOT NULL,
    page_picture_url      TEXT NOT NULL DEFAULT '',
    ig_account_id         TEXT NOT NULL,
    ig_username           TEXT NOT NULL DEFAULT '',
    ig_name               TEXT NOT NULL DEFAULT '',
    ig_picture_url        TEXT NOT NULL DEFAULT '',
    page_token_sealed     BLOB,                      -- NULL: disconnected
    scopes                TEXT NOT NULL,             -- granted, comma-separated
    expires_s             INTEGER,                   -- NULL: does not expire
    data_access_expires_s INTEGER,
    token_last_checked_s  INTEGER,
    status                TEXT NOT NULL CHECK (status IN ('connected', 'invalid', 'disconnected')),
    problem               TEXT,                      -- machine code when invalid: token_expired, ...
    connected_s           INTEGER NOT NULL,          -- last time it was (re)connected
    disconnected_s        INTEGER,                   -- soft: the row stays for history
    updated_s             INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX social_connections_by_page ON social_connections (user_id, page_id);
CREATE INDEX social_connections_by_social ON social_connections (social_account_id);

-- An Instagram account: one of ours, one that was ours, or a competitor.
CREATE TABLE ig_accounts (
    id                  TEXT NOT NULL PRIMARY KEY, -- Instagram's id
    user_id             INTEGER REFERENCES users (id) ON DELETE SET NULL, -- NULL: nobody's (competitor)
    social_account_id   INTEGER REFERENCES social_accounts (id) ON DELETE SET NULL, -- NULL: not connected
    page_id             TEXT,                      -- the Facebook Page it was reached through
    username            TEXT NOT NULL,
    name                TEXT NOT NULL DEFAULT '',
    biography           TEXT NOT NULL DEFAULT '',
    profile_picture_url TEXT NOT NULL DEFAULT '',
    website             TEXT NOT NULL DEFAULT '',
    connected_s         INTEGER,                   -- when its user connected it last
    disconnected_s      INTEGER,                   -- when he let it go; the data stays
    updated_s           INTEGER NOT NULL,          -- profile read from Meta
    has_problems        INTEGER NOT NULL DEFAULT 0, -- the last crawl could not read it
    is_userid_valid     INTEGER NOT NULL DEFAULT 1  -- 0: Meta says there is no such account
) STRICT, WITHOUT ROWID;
CREATE INDEX ig_accounts_by_user ON ig_accounts (user_id, social_account_id);
CREATE INDEX ig_accounts_by_social ON ig_accounts (social_account_id) WHERE social_account_id IS NOT NULL;
CREATE INDEX ig_accounts_by_username ON ig_accounts (username);

-- ---- what belongs to an Instagram account ------------------------------------------------------

-- The token its data is read with.
CREATE TABLE account_tokens (
    account_id        TEXT NOT NULL PRIMARY KEY REFERENCES ig_accounts (id) ON DELETE CASCADE, -- the key it is sealed with
    social_account_id INTEGER REFERENCES social_accounts (id) ON DELETE CASCADE, -- whose token it is
    token_sealed      BLOB NOT NULL,
    expires_s         INTEGER,                   -- NULL: does not expire
    last_checked_s    INTEGER,
    state             TEXT NOT NULL CHECK (state IN ('valid', 'invalid')),
    problem_code      INTEGER,                   -- Graph error code when invalid
    problem_subcode   INTEGER,
    updated_s         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_tokens_by_social ON account_tokens (social_account_id);

-- Follower, following and post counts, one row a day; a later crawl the same day overwrites.
CREATE TABLE profile_days (
    account_id       TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    day              INTEGER NOT NULL,
    followers_count  INTEGER,
    follows_count    INTEGER,
    media_count      INTEGER,
    followers_growth INTEGER,           -- since the stored day before; NULL on the first
    media_growth     INTEGER,
    updated_s        INTEGER NOT NULL,
    PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

-- One number of an account's insights.
CREATE TABLE insight_days (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    metric     TEXT NOT NULL,           -- our series: reach, impressions, profile_views, ...
    period     TEXT NOT NULL,           -- day, week, days_28
    dimension  TEXT NOT NULL,           -- value of a breakdown; '' for the whole
    end_s      INTEGER NOT NULL,        -- Meta's end_time
    day        INTEGER NOT NULL,        -- the local day of end_s
    value      INTEGER,
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, metric, period, dimension, end_s)
) STRICT, WITHOUT ROWID;

-- Who follows: a snapshot a day for each kind. The newest 45 groups are all Meta tells.
CREATE TABLE audience_days (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('city', 'country', 'gender_age', 'locale')),
    day        INTEGER NOT NULL,
    name       TEXT NOT NULL,           -- city; ISO 3166 alpha-2; M, F or U; locale
    part       TEXT NOT NULL,           -- city: its province; gender_age: age range; else ''
    value      INTEGER NOT NULL,        -- followers
    end_s      INTEGER NOT NULL,        -- the instant Meta states, or the crawl's
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind, day, name, part)
) STRICT, WITHOUT ROWID;

-- Followers online, by hour as Meta gives it (UTC-7 or -8).
CREATE TABLE online_followers (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    end_s      INTEGER NOT NULL,
    hour       INTEGER NOT NULL,        -- 0-23
    day        INTEGER NOT NULL,        -- the local day of end_s
    value      INTEGER NOT NULL,
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, end_s, hour)
) STRICT, WITHOUT ROWID;

-- A post as it is now.
CREATE TABLE media (
    account_id         TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    id                 TEXT NOT NULL,
    posted_s           INTEGER NOT NULL,
    posted_day         INTEGER NOT NULL,  -- the local day of posted_s
    media_type         TEXT NOT NULL,     -- IMAGE, VIDEO, CAROUSEL_ALBUM
    product_type       TEXT,              -- FEED, REELS, STORY, AD
    caption            TEXT NOT NULL DEFAULT '',
    permalink          TEXT NOT NULL DEFAULT '',
    shortcode          TEXT NOT NULL DEFAULT '',
    username           TEXT NOT NULL DEFAULT '',
    owner_id           TEXT,
    media_url          TEXT,
    thumbnail_url      TEXT,
    like_count         INTEGER,           -- newest
    comments_count     INTEGER,           -- newest
    reach              INTEGER,           -- newest, whatever metric it came from
    is_comment_enabled INTEGER,
    is_archived        INTEGER NOT NULL DEFAULT 0, -- no longer listed by Meta
    created_s          INTEGER NOT NULL,  -- first seen
    updated_s          INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
-- Covers windows, averages and rankings: dashboards read it without touching the captions.
CREATE INDEX media_by_time ON media (account_id, posted_s, id, like_count, comments_count, reach);

-- Likes and comments of a post, one row a day.
CREATE TABLE media_days (
    account_id      TEXT NOT NULL,
    media_id        TEXT NOT NULL,
    day             INTEGER NOT NULL,
    like_count      INTEGER,
    comments_count  INTEGER,
    like_growth     INTEGER,            -- since the stored day before; NULL on the first
    comments_growth INTEGER,
    updated_s       INTEGER NOT NULL,
    PRIMARY KEY (account_id, media_id, day),
    FOREIGN KEY (account_id, media_id) REFERENCES media (account_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
-- Posts on the first day they were seen: their growth is not known.
CREATE INDEX media_days_first ON media_days (account_id, day) WHERE like_growth IS NULL OR comments_growth IS NULL;

-- media_days added up for each day: what the dashboard reads. Written together with media_days.
CREATE TABLE engagement_days (
    account_id      TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    day             INTEGER NOT NULL,
    media_count     INTEGER NOT NULL,   -- posts with a row that day
    like_count      INTEGER NOT NULL,
    comments_count  INTEGER NOT NULL,
    like_growth     INTEGER NOT NULL,   -- an unknown growth counts as the full value
    comments_growth INTEGER NOT NULL,
    like_first      INTEGER NOT NULL,   -- the part of like_growth that comes from unknown growth
    comments_first  INTEGER NOT NULL,
    updated_s       INTEGER NOT NULL,
    PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

-- The newest value of each metric of a post.
CREATE TABLE media_insights (
    account_id TEXT NOT NULL,
    media_id   TEXT NOT NULL,
    metric     TEXT NOT NULL,           -- reach, saved, carousel_album_reach, ...
    value      INTEGER NOT NULL,
    day        INTEGER NOT NULL,        -- read on
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, media_id, metric),
    FOREIGN KEY (account_id, media_id) REFERENCES media (account_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Their history: a row for each day on which the value changed.
CREATE TABLE media_insight_days (
    account_id TEXT NOT NULL,
    media_id   TEXT NOT NULL,
    metric     TEXT NOT NULL,
    day        INTEGER NOT NULL,
    value      INTEGER NOT NULL,
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, media_id, metric, day),
    FOREIGN KEY (account_id, media_id) REFERENCES media (account_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Hashtags of the caption.
CREATE TABLE media_hashtags (
    account_id TEXT NOT NULL,
    media_id   TEXT NOT NULL,
    position   INTEGER NOT NULL,        -- in the caption, from 0
    hashtag    TEXT NOT NULL,           -- as written, with #
    PRIMARY KEY (account_id, media_id, position),
    FOREIGN KEY (account_id, media_id) REFERENCES media (account_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE media_comments (
    account_id TEXT NOT NULL,
    media_id   TEXT NOT NULL,
    id         TEXT NOT NULL,
    parent_id  TEXT,                    -- the comment this one answers
    username   TEXT NOT NULL DEFAULT '',
    text       TEXT NOT NULL DEFAULT '',
    posted_s   INTEGER NOT NULL,
    like_count INTEGER,
    is_hidden  INTEGER NOT NULL DEFAULT 0,
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, media_id, id),
    FOREIGN KEY (account_id, media_id) REFERENCES media (account_id, id) ON DELETE CASCADE
) STRICT;

-- ---- collecting -------------------------------------------------------------------------------

-- One attempt to collect an account's data.
CREATE TABLE sync_runs (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    job_id       INTEGER,               -- NULL: run by hand
    kind         TEXT NOT NULL,         -- first, daily, manual
    status       TEXT NOT NULL CHECK (status IN ('running', 'done', 'partial', 'failed')),
    step         TEXT NOT NULL DEFAULT '', -- where it is
    done         INTEGER NOT NULL DEFAULT 0, -- steps
    total        INTEGER NOT NULL DEFAULT 0,
    http_calls   INTEGER NOT NULL DEFAULT 0,
    error_code   TEXT,                  -- machine code
    error_text   TEXT,                  -- for the operator; no secret
    meta_code    INTEGER,               -- Graph's error
    meta_subcode INTEGER,
    started_s    INTEGER NOT NULL,
    finished_s   INTEGER
) STRICT;
CREATE INDEX sync_runs_by_account ON sync_runs (account_id, id);

-- How far each step of an account got: where it goes on, and what was fetched of what there is.
CREATE TABLE sync_steps (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    step       TEXT NOT NULL,           -- profile, media, comments, ...
    run_id     INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'partial', 'failed', 'skipped')),
    cursor     TEXT,                    -- NULL: at the beginning, or finished
    got        INTEGER NOT NULL,        -- "1,204 of 1,204 media"
    total      INTEGER,                 -- NULL: not known
    message    TEXT,                    -- why it is partial or failed
    updated_s  INTEGER NOT NULL,
    PRIMARY KEY (account_id, step)
) STRICT, WITHOUT ROWID;

-- Metrics Meta refused for an account, so that they are not asked for every day.
CREATE TABLE metric_refusals (
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    metric     TEXT NOT NULL,           -- Graph's name
    since_s    INTEGER NOT NULL,
    retry_s    INTEGER NOT NULL,        -- ask again from then on
    meta_code  INTEGER,
    message    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (account_id, metric)
) STRICT, WITHOUT ROWID;

-- ---- jobs -------------------------------------------------------------------------------------

CREATE TABLE jobs (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT NOT NULL,            -- sync.account, ...
    unique_key     TEXT,                     -- at most one unfinished job has it
    user_id        INTEGER REFERENCES users (id) ON DELETE CASCADE, -- who asked; NULL: the clock
    payload        TEXT NOT NULL,            -- JSON, no secrets
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    priority       INTEGER NOT NULL,         -- higher first
    run_at_ms      INTEGER NOT NULL,         -- not before
    attempts       INTEGER NOT NULL DEFAULT 0, -- begun so far
    max_attempts   INTEGER NOT NULL,
    lease_owner    TEXT,                     -- the worker that has it
    lease_until_ms INTEGER,                  -- after that, another may take it
    fence          INTEGER NOT NULL DEFAULT 0, -- grows with every claim; a late worker's writes miss
    cancel_asked   INTEGER NOT NULL DEFAULT 0,
    done           INTEGER NOT NULL DEFAULT 0, -- progress, in the job's own unit
    total          INTEGER NOT NULL DEFAULT 0, -- 0: not known
    message        TEXT NOT NULL DEFAULT '',
    result         TEXT,                     -- JSON
    error_code     TEXT,                     -- machine code of the last failure
    error_text     TEXT,                     -- for people
    error_cause    TEXT,                     -- for the operator
    created_ms     INTEGER NOT NULL,
    started_ms     INTEGER,                  -- first claim
    finished_ms    INTEGER
) STRICT;
CREATE UNIQUE INDEX jobs_unique ON jobs (unique_key) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_waiting ON jobs (priority DESC, run_at_ms, id) WHERE state = 'waiting';
CREATE INDEX jobs_next ON jobs (run_at_ms) WHERE state = 'waiting';
CREATE INDEX jobs_leased ON jobs (lease_until_ms) WHERE state = 'running';
CREATE INDEX jobs_finished ON jobs (finished_ms) WHERE finished_ms IS NOT NULL;
CREATE INDEX jobs_by_user ON jobs (user_id, id) WHERE user_id IS NOT NULL;

-- ---- audit ------------------------------------------------------------------------------------

-- Who did what. Rows are only ever added; each carries the hash of the one before it.
CREATE TABLE audit_log (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    created_s  INTEGER NOT NULL,
    user_id    INTEGER,                 -- who acted; NULL: the system, or nobody logged in
    action     TEXT NOT NULL,           -- meta.connect, login.failed, ...
    object     TEXT NOT NULL,           -- what it was done to: connection:conn_..., user:7
    outcome    TEXT NOT NULL,           -- ok, or the machine code of the failure
    detail     TEXT NOT NULL,           -- JSON, no secrets
    ip         TEXT NOT NULL,
    request_id TEXT NOT NULL,
    prev_hash  BLOB,                    -- hash of the row before; NULL on the first
    hash       BLOB                     -- over this row and prev_hash
) STRICT;
CREATE INDEX audit_log_by_user ON audit_log (user_id, id);
CREATE TRIGGER audit_log_keeps BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_log_stays BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
