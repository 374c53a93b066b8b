-- Logins with Facebook that are under way: nobody is logged in yet, so a login belongs to its browser alone.
CREATE TABLE facebook_logins (
    state_hash   BLOB NOT NULL PRIMARY KEY, -- of the state parameter
    browser_hash BLOB NOT NULL,             -- of the second secret, in a cookie
    created_s    INTEGER NOT NULL,
    expires_s    INTEGER NOT NULL,
    used_s       INTEGER                    -- used once, whatever came of it
) STRICT, WITHOUT ROWID;
CREATE INDEX facebook_logins_by_end ON facebook_logins (expires_s);
