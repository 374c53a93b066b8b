-- Logins of browsers.

-- columns: session_columns
s.id_hash, s.user_id, s.csrf_token, s.created_s, s.last_seen_s, s.expires_s, s.revoked_s,
s.user_agent, s.ip

-- name: sessions_add
INSERT INTO sessions (id_hash, user_id, csrf_token, created_s, last_seen_s, expires_s, user_agent, ip)
VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7);

-- name: sessions_trim
-- Ends the oldest ones of a user beyond ?2.
DELETE FROM sessions WHERE user_id = ?1 AND id_hash IN (
    SELECT id_hash FROM sessions WHERE user_id = ?1
    ORDER BY last_seen_s DESC, created_s DESC, id_hash LIMIT -1 OFFSET ?2);

-- name: sessions_get
SELECT {session_columns} FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.id_hash = ?1 AND s.expires_s > ?2 AND s.revoked_s IS NULL AND u.is_active = 1;

-- name: sessions_touch
-- all owners: the hash is known to the session's bearer alone.
UPDATE sessions SET last_seen_s = ?2, expires_s = ?3 WHERE id_hash = ?1 AND revoked_s IS NULL;

-- name: sessions_list
SELECT {session_columns} FROM sessions s
WHERE s.user_id = ?1 AND s.expires_s > ?2 AND s.revoked_s IS NULL
ORDER BY s.last_seen_s DESC;

-- name: sessions_revoke
UPDATE sessions SET revoked_s = ?3 WHERE user_id = ?1 AND id_hash = ?2 AND revoked_s IS NULL;

-- name: sessions_revoke_all
-- ?2 is kept; NULL keeps none.
UPDATE sessions SET revoked_s = ?3
WHERE user_id = ?1 AND revoked_s IS NULL AND (?2 IS NULL OR id_hash <> ?2);

-- name: sessions_purge
-- all owners: ended sessions are nobody's.
DELETE FROM sessions WHERE expires_s < ?1 OR revoked_s < ?1;
