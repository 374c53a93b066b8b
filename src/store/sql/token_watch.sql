-- Tokens in use, and what the daily check found out about them.

-- columns: token_watch_problem
w.problem_code, w.problem_subcode, coalesce(w.missing_scopes, '')

-- name: token_watch_due
-- all owners: the daily check; or ?2, one user's.
SELECT 0, t.id FROM social_tokens t
JOIN social_accounts s ON s.id = t.social_account_id AND s.deleted_s IS NULL
LEFT JOIN token_watch w ON w.place = 'social_tokens' AND w.key = t.id
WHERE coalesce(w.checked_s, t.last_checked_s, 0) < ?1 AND (?2 IS NULL OR s.user_id = ?2)
UNION ALL
SELECT 1, t.account_id FROM account_tokens t
CROSS JOIN ig_accounts i ON i.id = t.account_id AND i.social_account_id IS NOT NULL
LEFT JOIN token_watch w ON w.place = 'account_tokens' AND w.key = t.account_id
WHERE coalesce(w.checked_s, t.last_checked_s, 0) < ?1 AND (?2 IS NULL OR i.user_id = ?2)
UNION ALL
SELECT 2, c.public_id FROM social_connections c
LEFT JOIN token_watch w ON w.place = 'social_connections' AND w.key = c.public_id
WHERE c.page_token_sealed IS NOT NULL AND c.status <> 'disconnected'
  AND coalesce(w.checked_s, c.token_last_checked_s, 0) < ?1 AND (?2 IS NULL OR c.user_id = ?2)
LIMIT ?3;

-- name: token_watch_social
-- all owners: found by the token's own key.
SELECT s.user_id, t.token_sealed, coalesce(w.strikes, 0), coalesce(w.is_valid, t.state = 'valid'),
       {token_watch_problem},
       coalesce(w.expires_s, t.expires_s), coalesce(w.data_access_expires_s, t.data_access_expires_s),
       w.warned_days, w.checked_s
FROM social_tokens t
JOIN social_accounts s ON s.id = t.social_account_id AND s.deleted_s IS NULL
LEFT JOIN token_watch w ON w.place = 'social_tokens' AND w.key = t.id
WHERE t.id = ?1;

-- name: token_watch_account
-- all owners: found by the token's own key.
SELECT i.user_id, t.token_sealed, coalesce(w.strikes, 0), coalesce(w.is_valid, t.state = 'valid'),
       {token_watch_problem},
       coalesce(w.expires_s, t.expires_s), coalesce(w.data_access_expires_s, g.data_access_expires_s),
       w.warned_days, w.checked_s
FROM account_tokens t
JOIN ig_accounts i ON i.id = t.account_id AND i.social_account_id IS NOT NULL AND i.user_id IS NOT NULL
LEFT JOIN social_tokens g ON g.social_account_id = i.social_account_id AND g.kind = 'user'
LEFT JOIN token_watch w ON w.place = 'account_tokens' AND w.key = t.account_id
WHERE t.account_id = ?1;

-- name: token_watch_connection
-- all owners: found by the token's own key.
SELECT c.user_id, c.page_token_sealed, coalesce(w.strikes, 0),
       coalesce(w.is_valid, c.status = 'connected'), {token_watch_problem},
       coalesce(w.expires_s, c.expires_s), coalesce(w.data_access_expires_s, c.data_access_expires_s),
       w.warned_days, w.checked_s
FROM social_connections c
LEFT JOIN token_watch w ON w.place = 'social_connections' AND w.key = c.public_id
WHERE c.public_id = ?1 AND c.page_token_sealed IS NOT NULL AND c.status <> 'disconnected';

-- name: token_watch_put
INSERT INTO token_watch (place, key, strikes, is_valid, problem_code, problem_subcode, missing_scopes,
                         expires_s, data_access_expires_s, warned_days, checked_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (place, key) DO UPDATE SET
    strikes = excluded.strikes, is_valid = excluded.is_valid, problem_code = excluded.problem_code,
    problem_subcode = excluded.problem_subcode, missing_scopes = excluded.missing_scopes,
    expires_s = excluded.expires_s, data_access_expires_s = excluded.data_access_expires_s,
    warned_days = excluded.warned_days, checked_s = excluded.checked_s;

-- name: token_watch_mark_social
UPDATE social_tokens SET state = ?2, last_checked_s = ?3, problem_code = ?4, problem_subcode = ?5
WHERE id = ?1;

-- name: token_watch_mark_account
UPDATE account_tokens SET state = ?2, last_checked_s = ?3, problem_code = ?4, problem_subcode = ?5
WHERE account_id = ?1;

-- name: token_watch_mark_connection
-- all owners: found by the token's own key.
UPDATE social_connections SET status = CASE ?2 WHEN 'valid' THEN 'connected' ELSE 'invalid' END,
       problem = CASE ?2 WHEN 'valid' THEN NULL ELSE 'token_expired' END,
       token_last_checked_s = ?3, updated_s = ?3
WHERE public_id = ?1 AND status <> 'disconnected';

-- name: token_watch_forget
DELETE FROM token_watch WHERE place = ?1 AND key = ?2;

-- name: token_watch_purge
DELETE FROM token_watch
WHERE place = 'social_tokens' AND key NOT IN (SELECT id FROM social_tokens)
   OR place = 'account_tokens' AND key NOT IN (SELECT account_id FROM account_tokens)
   OR place = 'social_connections'
      AND key NOT IN (SELECT public_id FROM social_connections WHERE status <> 'disconnected');

-- name: token_watch_count
-- all owners: of the installation.
SELECT count(*) FILTER (WHERE state = 'valid'), count(*) FILTER (WHERE state <> 'valid')
FROM (SELECT state FROM account_tokens t JOIN ig_accounts i ON i.id = t.account_id
      WHERE i.social_account_id IS NOT NULL
      UNION ALL SELECT CASE status WHEN 'connected' THEN 'valid' ELSE 'invalid' END
      FROM social_connections WHERE status <> 'disconnected');
