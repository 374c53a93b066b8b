-- Users' own programs that are told what happens, and how that went.

-- columns: hook_columns
h.id, h.user_id, h.url, h.events, h.is_active, h.off_reason, h.secret_sealed, h.old_sealed, h.old_until_s,
h.failing_since_ms, h.failures, h.paused_ms, h.created_s, h.updated_s

-- columns: delivery_columns
d.id, d.hook_id, d.message_id, m.message_id, m.event, m.body, d.state, d.reason, d.attempts, d.next_ms, d.created_ms,
d.finished_ms

-- name: hooks_add
INSERT INTO hooks (id, user_id, url, events, is_active, secret_sealed, created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7);

-- name: hooks_set
-- A new address, or switched on again by its owner: what was before does not count.
UPDATE hooks SET url = ?3, events = ?4, is_active = ?5, off_reason = NULL, failing_since_ms = NULL, failures = 0,
       paused_ms = NULL, updated_s = ?6
WHERE user_id = ?1 AND id = ?2;

-- name: hooks_set_secret
UPDATE hooks SET secret_sealed = ?3, old_sealed = ?4, old_until_s = ?5, updated_s = ?6 WHERE user_id = ?1 AND id = ?2;

-- name: hooks_delete
DELETE FROM hooks WHERE user_id = ?1 AND id = ?2;

-- name: hooks_list
SELECT {hook_columns} FROM hooks h WHERE h.user_id = ?1 ORDER BY h.created_s, h.id;

-- name: hooks_get
SELECT {hook_columns} FROM hooks h WHERE h.user_id = ?1 AND h.id = ?2;

-- name: hooks_get_any
-- all owners: for the job that has one of its deliveries.
SELECT {hook_columns} FROM hooks h WHERE h.id = ?1;

-- name: hooks_wanting
SELECT {hook_columns} FROM hooks h WHERE h.user_id = ?1 AND h.is_active = 1 AND instr(h.events, ?2) > 0
ORDER BY h.created_s, h.id;

-- name: hooks_went_well
-- all owners: by a delivery of it.
UPDATE hooks SET failing_since_ms = NULL, failures = 0, paused_ms = NULL WHERE id = ?1 AND failures > 0;

-- name: hooks_failed
-- all owners: by a delivery of it.
UPDATE hooks SET failing_since_ms = coalesce(failing_since_ms, ?2), failures = failures + 1, paused_ms = ?3
WHERE id = ?1;

-- name: hooks_switch_off
-- all owners: by a delivery of it.
UPDATE hooks SET is_active = 0, off_reason = ?2, updated_s = ?3 WHERE id = ?1 AND is_active = 1;

-- name: hook_messages_add
INSERT INTO hook_messages (message_id, event, body, created_ms) VALUES (?1, ?2, ?3, ?4) RETURNING id;

-- name: hook_messages_purge
-- all owners: old messages are nobody's.
DELETE FROM hook_messages WHERE created_ms < ?1;

-- name: hook_deliveries_add
INSERT INTO hook_deliveries (hook_id, message_id, state, next_ms, created_ms) VALUES (?1, ?2, 'waiting', ?3, ?3)
RETURNING id;

-- name: hook_deliveries_get
-- all owners: the caller has the hook, or a job that names the row.
SELECT {delivery_columns} FROM hook_deliveries d JOIN hook_messages m ON m.id = d.message_id WHERE d.id = ?1;

-- name: hook_deliveries_list
-- all owners: the caller has the hook.
SELECT {delivery_columns} FROM hook_deliveries d JOIN hook_messages m ON m.id = d.message_id
WHERE d.hook_id = ?1 ORDER BY d.id DESC LIMIT ?2 OFFSET ?3;

-- name: hook_deliveries_count
-- all owners: the caller has the hook.
SELECT count(*) FROM hook_deliveries WHERE hook_id = ?1;

-- name: hook_deliveries_newest
-- all owners: the caller has the hook.
SELECT created_ms FROM hook_deliveries WHERE hook_id = ?1 ORDER BY id DESC LIMIT 1;

-- name: hook_deliveries_move
-- all owners: by its job. Misses when it has ended.
UPDATE hook_deliveries SET state = ?2, reason = ?3, attempts = ?4, next_ms = ?5, finished_ms = ?6
WHERE id = ?1 AND state = 'waiting';

-- name: hook_attempts_add
INSERT INTO hook_attempts (delivery_id, number, at_ms, took_ms, status, answer, error)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING;

-- name: hook_attempts_list
SELECT number, at_ms, took_ms, status, answer, error FROM hook_attempts WHERE delivery_id = ?1 ORDER BY number;

-- name: post_troubles_put
INSERT INTO post_troubles (target_id, user_id, state, at_ms) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (target_id) DO UPDATE SET state = excluded.state, at_ms = excluded.at_ms;

-- name: post_troubles_list
-- Only what is still so; ?2: at most.
SELECT t.id, t.post_id, t.state, t.place, t.fault, t.due_ms, p.caption, x.at_ms
FROM post_troubles x JOIN post_targets t ON t.id = x.target_id AND t.state = x.state
JOIN posts p ON p.id = t.post_id
WHERE x.user_id = ?1 ORDER BY x.target_id LIMIT ?2;

-- name: post_troubles_forget
-- What the letter told, or what is no longer so; not what came after it.
DELETE FROM post_troubles WHERE user_id = ?1 AND at_ms <= ?2;

-- name: post_letters_get
SELECT leave_token, left_s, sent_ms FROM post_letters WHERE user_id = ?1;

-- name: post_letters_get_by_token
-- all owners: by the token of his own letters.
SELECT l.left_s, u.email FROM post_letters l JOIN users u ON u.id = l.user_id WHERE l.leave_token = ?1;

-- name: post_letters_put
INSERT INTO post_letters (user_id, leave_token) VALUES (?1, ?2) ON CONFLICT (user_id) DO NOTHING;

-- name: post_letters_sent
UPDATE post_letters SET sent_ms = ?2 WHERE user_id = ?1;

-- name: post_letters_set
-- ?2: when he left; NULL: he wants them.
UPDATE post_letters SET left_s = ?2 WHERE user_id = ?1;

-- name: post_letters_leave
-- all owners: by the token of his own letters.
UPDATE post_letters SET left_s = coalesce(left_s, ?2) WHERE leave_token = ?1;
