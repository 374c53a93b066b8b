-- Logins at Meta that are under way.

-- name: oauth_transactions_add
INSERT INTO oauth_transactions (state_hash, browser_hash, user_id, session_hash, flow, provider,
                                redirect_uri, return_to, verifier_sealed, created_s, expires_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);

-- name: oauth_transactions_use
-- Look-up, checks and use in one statement: two callers cannot both find it unused.
UPDATE oauth_transactions SET used_s = ?6
WHERE state_hash = ?1 AND user_id = ?2 AND session_hash = ?3 AND flow = ?4 AND provider = ?5
  AND used_s IS NULL AND expires_s > ?6
RETURNING state_hash, browser_hash, user_id, session_hash, flow, provider, redirect_uri, return_to,
          verifier_sealed, created_s, expires_s;

-- name: oauth_transactions_purge
-- all owners: what has expired is nobody's.
DELETE FROM oauth_transactions WHERE expires_s < ?1;

-- name: page_choices_put
INSERT INTO page_choices (session_hash, user_id, social_account_id, page_ids, is_complete, created_s,
                          expires_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (session_hash) DO UPDATE SET
    user_id = excluded.user_id, social_account_id = excluded.social_account_id,
    page_ids = excluded.page_ids, is_complete = excluded.is_complete, created_s = excluded.created_s,
    expires_s = excluded.expires_s;

-- name: page_choices_get
SELECT session_hash, user_id, social_account_id, page_ids, is_complete, created_s, expires_s
FROM page_choices WHERE user_id = ?1 AND session_hash = ?2 AND expires_s > ?3;

-- name: page_choices_delete
DELETE FROM page_choices WHERE user_id = ?1 AND session_hash = ?2;

-- name: page_choices_purge
-- all owners: what has expired is nobody's.
DELETE FROM page_choices WHERE expires_s < ?1;

-- name: facebook_logins_add
INSERT INTO facebook_logins (state_hash, browser_hash, created_s, expires_s) VALUES (?1, ?2, ?3, ?4);

-- name: facebook_logins_use
-- Look-up, check and use in one statement: two callers cannot both find it unused.
UPDATE facebook_logins SET used_s = ?2 WHERE state_hash = ?1 AND used_s IS NULL AND expires_s > ?2
RETURNING state_hash, browser_hash, created_s, expires_s;

-- name: facebook_logins_purge
-- all owners: what has expired is nobody's.
DELETE FROM facebook_logins WHERE expires_s < ?1;
