-- Instagram accounts.

-- columns: account_columns
i.id, i.user_id, i.social_account_id, s.uid, s.name, s.email, i.page_id, i.username, i.name,
i.biography, i.profile_picture_url, i.website, i.connected_s, i.disconnected_s, i.updated_s,
i.has_problems, i.is_userid_valid

-- name: accounts_get
SELECT {account_columns} FROM ig_accounts i JOIN social_accounts s ON s.id = i.social_account_id
WHERE i.user_id = ?1 AND i.id = ?2;

-- name: accounts_get_by_username
SELECT {account_columns} FROM ig_accounts i JOIN social_accounts s ON s.id = i.social_account_id
WHERE i.user_id = ?1 AND i.username = ?2 ORDER BY i.connected_s DESC LIMIT 1;

-- name: accounts_get_any
-- all owners: for crawls, and to see that an account is taken.
SELECT {account_columns} FROM ig_accounts i LEFT JOIN social_accounts s ON s.id = i.social_account_id
WHERE i.id = ?1;

-- name: accounts_list
SELECT {account_columns} FROM ig_accounts i JOIN social_accounts s ON s.id = i.social_account_id
WHERE i.user_id = ?1 ORDER BY i.connected_s, i.id;

-- name: accounts_count
-- Connected ones, except ?2.
SELECT count(*) FROM ig_accounts
WHERE user_id = ?1 AND social_account_id IS NOT NULL AND id <> ?2;

-- name: accounts_list_of_social
SELECT {account_columns} FROM ig_accounts i JOIN social_accounts s ON s.id = i.social_account_id
WHERE i.user_id = ?1 AND i.social_account_id = ?2 ORDER BY i.connected_s, i.id;

-- name: accounts_list_crawled
SELECT {account_columns} FROM ig_accounts i
JOIN social_accounts s ON s.id = i.social_account_id
JOIN account_tokens t ON t.account_id = i.id
WHERE i.id > ?1 AND t.state = 'valid' ORDER BY i.id LIMIT ?2;

-- name: accounts_list_connected
-- all owners: for the operator.
SELECT {account_columns} FROM ig_accounts i JOIN social_accounts s ON s.id = i.social_account_id
WHERE i.id > ?1 ORDER BY i.id LIMIT ?2;

-- name: accounts_put_profile
-- all owners: what Instagram says of an account is the same for everybody.
INSERT INTO ig_accounts (id, page_id, username, name, biography, profile_picture_url, website, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET
    page_id = coalesce(excluded.page_id, ig_accounts.page_id), username = excluded.username,
    name = excluded.name, biography = excluded.biography,
    profile_picture_url = excluded.profile_picture_url, website = excluded.website,
    updated_s = excluded.updated_s, has_problems = 0, is_userid_valid = 1;

-- name: accounts_connect
UPDATE ig_accounts SET user_id = ?2, social_account_id = ?3, connected_s = ?4, disconnected_s = NULL
WHERE id = ?1 AND (social_account_id IS NULL OR user_id = ?2);

-- name: accounts_disconnect
UPDATE ig_accounts SET social_account_id = NULL, disconnected_s = ?3
WHERE user_id = ?1 AND id = ?2 AND social_account_id IS NOT NULL;

-- name: accounts_set_health
-- all owners: found out by a crawl.
UPDATE ig_accounts SET has_problems = ?2, is_userid_valid = ?3 WHERE id = ?1;

-- name: account_tokens_put
INSERT INTO account_tokens (account_id, social_account_id, token_sealed, expires_s, last_checked_s, state,
                            updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, 'valid', ?6)
ON CONFLICT (account_id) DO UPDATE SET
    social_account_id = excluded.social_account_id, token_sealed = excluded.token_sealed,
    expires_s = excluded.expires_s, last_checked_s = excluded.last_checked_s, state = 'valid',
    problem_code = NULL, problem_subcode = NULL, updated_s = excluded.updated_s;

-- name: account_tokens_get
SELECT account_id, social_account_id, token_sealed, expires_s, last_checked_s, state = 'valid',
       problem_code, problem_subcode, updated_s
FROM account_tokens WHERE account_id = ?1;

-- name: account_tokens_set_check
UPDATE account_tokens SET state = ?2, problem_code = ?3, problem_subcode = ?4, last_checked_s = ?5
WHERE account_id = ?1;

-- name: account_tokens_delete
DELETE FROM account_tokens WHERE account_id = ?1;
