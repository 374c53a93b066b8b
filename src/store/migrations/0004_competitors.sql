-- Competitors: accounts that are looked at beside an own one.

-- Who watches whom. The competitor's own row and numbers are those of any account (ig_accounts,
-- profile_days, media, ...): several users may watch it, and it may be connected here itself.
CREATE TABLE competitors (
    account_id    TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE, -- the own account
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,    -- who added it
    competitor_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    added_s       INTEGER NOT NULL,
    PRIMARY KEY (account_id, user_id, competitor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX competitors_by_competitor ON competitors (competitor_id, added_s);
CREATE INDEX competitors_by_user ON competitors (user_id);

-- How a competitor looked from outside when it was looked for last. No row: never looked for.
CREATE TABLE competitor_states (
    account_id   TEXT NOT NULL PRIMARY KEY REFERENCES ig_accounts (id) ON DELETE CASCADE,
    state        TEXT NOT NULL CHECK (state IN (
        'visible',
        'not_found',  -- no professional account has its name: gone, private or renamed
        'renamed')),  -- its name belongs to another account now
    since_s      INTEGER NOT NULL,  -- in that state
    checked_s    INTEGER NOT NULL,  -- looked for last
    seen_s       INTEGER,           -- found last
    meta_code    INTEGER,           -- Graph's error when it was not found
    meta_subcode INTEGER
) STRICT, WITHOUT ROWID;
