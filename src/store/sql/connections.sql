-- Pages that users publish through.

-- columns: connection_columns
id, public_id, user_id, social_account_id, page_id, page_name, page_picture_url, ig_account_id,
ig_username, ig_name, ig_picture_url, page_token_sealed, scopes, expires_s, data_access_expires_s,
token_last_checked_s, status, problem, connected_s, disconnected_s

-- name: connections_get
SELECT {connection_columns} FROM social_connections WHERE user_id = ?1 AND public_id = ?2;

-- name: connections_get_by_page
SELECT {connection_columns} FROM social_connections WHERE user_id = ?1 AND page_id = ?2;

-- name: connections_current
SELECT {connection_columns} FROM social_connections
WHERE user_id = ?1 AND status <> 'disconnected' ORDER BY connected_s DESC, id DESC LIMIT 1;

-- name: connections_list
SELECT {connection_columns} FROM social_connections
WHERE user_id = ?1 ORDER BY connected_s DESC, id DESC;

-- name: connections_put
-- No row comes back when that user and Page have a row with another public id.
INSERT INTO social_connections (public_id, user_id, social_account_id, page_id, page_name,
    page_picture_url, ig_account_id, ig_username, ig_name, ig_picture_url, page_token_sealed, scopes,
    expires_s, data_access_expires_s, token_last_checked_s, status, connected_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 'connected', ?16, ?16)
ON CONFLICT (user_id, page_id) DO UPDATE SET
    social_account_id = excluded.social_account_id, page_name = excluded.page_name,
    page_picture_url = excluded.page_picture_url, ig_account_id = excluded.ig_account_id,
    ig_username = excluded.ig_username, ig_name = excluded.ig_name,
    ig_picture_url = excluded.ig_picture_url, page_token_sealed = excluded.page_token_sealed,
    scopes = excluded.scopes, expires_s = excluded.expires_s,
    data_access_expires_s = excluded.data_access_expires_s,
    token_last_checked_s = excluded.token_last_checked_s, status = 'connected', problem = NULL,
    connected_s = excluded.connected_s, disconnected_s = NULL, updated_s = excluded.updated_s
    WHERE social_connections.public_id = excluded.public_id
RETURNING id;

-- name: connections_set_check
UPDATE social_connections SET status = ?3, problem = ?4, token_last_checked_s = ?5, updated_s = ?5
WHERE user_id = ?1 AND public_id = ?2 AND status <> 'disconnected';

-- name: connections_disconnect
UPDATE social_connections SET status = 'disconnected', problem = NULL, page_token_sealed = NULL,
       disconnected_s = ?3, updated_s = ?3
WHERE user_id = ?1 AND public_id = ?2 AND status <> 'disconnected';

-- name: connections_count_of_social
-- all owners: what still lives from one Facebook grant.
SELECT (SELECT count(*) FROM social_connections WHERE social_account_id = ?1 AND status <> 'disconnected')
     + (SELECT count(*) FROM ig_accounts WHERE social_account_id = ?1);
