-- Facebook users who logged in for ours.

-- columns: social_account_columns
id, user_id, provider, uid, name, email, picture_url, extra_data, has_all_pages, pages_seen_s,
date_joined_s, last_login_s

-- name: social_accounts_list
SELECT {social_account_columns} FROM social_accounts
WHERE user_id = ?1 AND deleted_s IS NULL ORDER BY last_login_s DESC, id DESC;

-- name: social_accounts_get
SELECT {social_account_columns} FROM social_accounts
WHERE user_id = ?1 AND id = ?2 AND deleted_s IS NULL;

-- name: social_accounts_get_by_uid
SELECT {social_account_columns} FROM social_accounts
WHERE provider = ?1 AND uid = ?2 AND deleted_s IS NULL;

-- name: social_accounts_update
-- The living row of that user, or the one he deleted last, which comes back.
UPDATE social_accounts SET name = ?4, email = ?5, picture_url = ?6, extra_data = ?7, last_login_s = ?8,
       deleted_s = NULL
WHERE id = (SELECT id FROM social_accounts WHERE user_id = ?1 AND provider = ?2 AND uid = ?3
            ORDER BY deleted_s IS NOT NULL, id DESC LIMIT 1)
RETURNING id;

-- name: social_accounts_add
INSERT INTO social_accounts (user_id, provider, uid, name, email, picture_url, extra_data,
                             date_joined_s, last_login_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
RETURNING id;

-- name: social_accounts_set_profile
UPDATE social_accounts SET name = ?3, email = ?4, picture_url = ?5, extra_data = ?6
WHERE user_id = ?1 AND id = ?2 AND deleted_s IS NULL;

-- name: social_accounts_set_listing
-- all owners: part of a listing that belongs to one social account.
UPDATE social_accounts SET has_all_pages = ?2, pages_seen_s = ?3 WHERE id = ?1;

-- name: social_accounts_delete
UPDATE social_accounts SET deleted_s = ?3 WHERE user_id = ?1 AND id = ?2 AND deleted_s IS NULL;

-- name: social_accounts_unlink_accounts
-- all owners: whoever links to a deleted social account loses the link.
UPDATE ig_accounts SET social_account_id = NULL, disconnected_s = ?2 WHERE social_account_id = ?1;

-- name: social_accounts_delete_account_tokens
-- all owners: a deleted social account's token must be gone everywhere.
DELETE FROM account_tokens WHERE social_account_id = ?1;

-- name: social_accounts_disconnect
-- all owners: a deleted social account's token must be gone everywhere.
UPDATE social_connections SET status = 'disconnected', page_token_sealed = NULL, disconnected_s = ?2,
       updated_s = ?2
WHERE social_account_id = ?1 AND status <> 'disconnected';

-- name: social_accounts_delete_choices
-- all owners: choices are made among a social account's Pages.
DELETE FROM page_choices WHERE social_account_id = ?1;

-- columns: social_token_columns
t.id, t.social_account_id, t.kind, t.token_sealed, t.scopes, t.issued_s, t.expires_s,
t.data_access_expires_s, t.last_checked_s, t.state = 'valid', t.problem_code, t.problem_subcode, t.updated_s

-- name: social_tokens_put
INSERT INTO social_tokens (id, social_account_id, kind, token_sealed, scopes, issued_s, expires_s,
                           data_access_expires_s, last_checked_s, state, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'valid', ?10)
ON CONFLICT (id) DO UPDATE SET
    social_account_id = excluded.social_account_id, token_sealed = excluded.token_sealed,
    scopes = excluded.scopes, issued_s = excluded.issued_s, expires_s = excluded.expires_s,
    data_access_expires_s = excluded.data_access_expires_s, last_checked_s = excluded.last_checked_s,
    state = 'valid', problem_code = NULL, problem_subcode = NULL, updated_s = excluded.updated_s;

-- name: social_tokens_get
SELECT {social_token_columns} FROM social_tokens t WHERE t.social_account_id = ?1 AND t.kind = ?2;

-- name: social_tokens_set_check
UPDATE social_tokens SET state = ?3, problem_code = ?4, problem_subcode = ?5, last_checked_s = ?6
WHERE social_account_id = ?1 AND kind = ?2;

-- name: social_tokens_due
SELECT {social_token_columns} FROM social_tokens t
WHERE t.state = 'valid' AND coalesce(t.last_checked_s, 0) < ?1
ORDER BY coalesce(t.last_checked_s, 0), t.id LIMIT ?2;

-- name: social_tokens_delete
DELETE FROM social_tokens WHERE social_account_id = ?1;

-- columns: social_page_columns
p.id, p.social_account_id, p.page_id, p.name, p.picture_url, p.tasks, p.can_create_content,
p.page_token_sealed, p.ig_account_id, p.ig_username, p.ig_name, p.ig_picture_url, p.is_ig_personal,
p.source, p.business_id, p.seen_s

-- name: social_pages_put
INSERT INTO social_pages (id, social_account_id, page_id, name, picture_url, tasks, can_create_content,
                          page_token_sealed, ig_account_id, ig_username, ig_name, ig_picture_url,
                          is_ig_personal, source, business_id, position, seen_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
ON CONFLICT (id) DO UPDATE SET
    social_account_id = excluded.social_account_id, name = excluded.name,
    picture_url = excluded.picture_url, tasks = excluded.tasks,
    can_create_content = excluded.can_create_content, page_token_sealed = excluded.page_token_sealed,
    ig_account_id = excluded.ig_account_id, ig_username = excluded.ig_username,
    ig_name = excluded.ig_name, ig_picture_url = excluded.ig_picture_url,
    is_ig_personal = excluded.is_ig_personal, source = excluded.source,
    business_id = excluded.business_id, position = excluded.position, seen_s = excluded.seen_s;

-- name: social_pages_max_position
SELECT coalesce(max(position), -1) FROM social_pages WHERE social_account_id = ?1;

-- name: social_pages_list
SELECT {social_page_columns} FROM social_pages p WHERE p.social_account_id = ?1 ORDER BY p.position, p.id;

-- name: social_pages_get
SELECT {social_page_columns} FROM social_pages p WHERE p.social_account_id = ?1 AND p.page_id = ?2;

-- name: social_pages_get_by_instagram
SELECT {social_page_columns} FROM social_pages p JOIN social_accounts s ON s.id = p.social_account_id
WHERE s.user_id = ?1 AND p.ig_account_id = ?2 AND s.deleted_s IS NULL
ORDER BY s.last_login_s DESC, s.id DESC LIMIT 1;

-- name: social_pages_delete
DELETE FROM social_pages WHERE social_account_id = ?1;
