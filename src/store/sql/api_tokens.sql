-- Bearer tokens of programs.

-- columns: api_token_columns
t.id, t.token_hash, t.user_id, t.name, t.scopes, t.created_s, t.expires_s, t.last_used_s, t.revoked_s

-- name: api_tokens_add
INSERT INTO api_tokens (token_hash, user_id, name, scopes, created_s, expires_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id;

-- name: api_tokens_get
SELECT {api_token_columns} FROM api_tokens t JOIN users u ON u.id = t.user_id
WHERE t.token_hash = ?1 AND (t.expires_s IS NULL OR t.expires_s > ?2) AND t.revoked_s IS NULL
  AND u.is_active = 1;

-- name: api_tokens_list
SELECT {api_token_columns} FROM api_tokens t WHERE t.user_id = ?1 ORDER BY t.id;

-- name: api_tokens_touch
UPDATE api_tokens SET last_used_s = ?3 WHERE user_id = ?1 AND id = ?2;

-- name: api_tokens_revoke
UPDATE api_tokens SET revoked_s = ?3 WHERE user_id = ?1 AND id = ?2 AND revoked_s IS NULL;

-- name: api_tokens_revoke_all
UPDATE api_tokens SET revoked_s = ?2 WHERE user_id = ?1 AND revoked_s IS NULL;

-- name: api_tokens_purge
-- all owners: ended tokens are nobody's.
DELETE FROM api_tokens WHERE expires_s < ?1 OR revoked_s < ?1;
