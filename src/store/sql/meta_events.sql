-- What Meta tells us by itself.

-- name: webhook_events_add
INSERT INTO webhook_events (id, object, entry_id, field, value, event_s, received_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING;

-- name: webhook_events_waiting
SELECT id, object, entry_id, field, value, event_s FROM webhook_events
WHERE outcome IS NULL ORDER BY received_s, id LIMIT ?1;

-- name: webhook_events_finish
UPDATE webhook_events SET outcome = ?2 WHERE id = ?1;

-- name: webhook_events_purge
DELETE FROM webhook_events WHERE received_s < ?1;

-- name: mentions_put
INSERT INTO mentions (account_id, media_id, comment_id, seen_s) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (account_id, media_id, comment_id) DO NOTHING;

-- name: mentions_each
SELECT media_id, comment_id, seen_s FROM mentions
WHERE account_id = ?1 AND seen_s BETWEEN ?2 AND ?3 ORDER BY seen_s, media_id, comment_id;

-- name: mentions_list
SELECT media_id, comment_id, seen_s FROM mentions
WHERE account_id = ?1 ORDER BY seen_s DESC, media_id, comment_id LIMIT ?2;

-- name: deletion_requests_add
INSERT INTO deletion_requests (code, uid, requested_s) VALUES (?1, ?2, ?3);

-- name: deletion_requests_get
SELECT code, uid, requested_s, finished_s, accounts FROM deletion_requests WHERE code = ?1;

-- name: deletion_requests_finish
UPDATE deletion_requests SET finished_s = ?2, accounts = ?3, uid = NULL
WHERE code = ?1 AND finished_s IS NULL;

-- name: person_tokens
-- all owners: of one person at Facebook.
SELECT 0, t.id FROM social_accounts s JOIN social_tokens t ON t.social_account_id = s.id
WHERE s.uid = ?1 AND s.provider = 'facebook' AND s.deleted_s IS NULL
UNION ALL
SELECT 1, t.account_id FROM social_accounts s JOIN account_tokens t ON t.social_account_id = s.id
WHERE s.uid = ?1 AND s.provider = 'facebook' AND s.deleted_s IS NULL
UNION ALL
SELECT 2, c.public_id FROM social_accounts s JOIN social_connections c ON c.social_account_id = s.id
WHERE s.uid = ?1 AND s.provider = 'facebook' AND c.status <> 'disconnected';

-- name: person_accounts
-- all owners: of one person at Facebook. Those that hang on his login, and those he disconnected.
SELECT i.id FROM social_accounts s JOIN ig_accounts i ON i.social_account_id = s.id
WHERE s.uid = ?1 AND s.provider = 'facebook'
UNION
SELECT i.id FROM social_accounts s
JOIN social_pages p ON p.social_account_id = s.id
JOIN ig_accounts i ON i.id = p.ig_account_id
WHERE s.uid = ?1 AND s.provider = 'facebook' AND i.user_id = s.user_id AND i.social_account_id IS NULL
ORDER BY 1;

-- name: account_is_watched
-- all owners: by anybody.
SELECT count(*) FROM competitors WHERE competitor_id = ?1;

-- name: account_delete
-- all owners: its data came through a person who wants it deleted.
DELETE FROM ig_accounts WHERE id = ?1;

-- name: account_make_public
-- all owners: what stays is what anybody can see.
UPDATE ig_accounts SET user_id = NULL, social_account_id = NULL, page_id = NULL WHERE id = ?1;

-- name: account_delete_token
DELETE FROM account_tokens WHERE account_id = ?1;
-- name: account_delete_insights
DELETE FROM insight_days WHERE account_id = ?1;
-- name: account_delete_audience
DELETE FROM audience_days WHERE account_id = ?1;
-- name: account_delete_online
DELETE FROM online_followers WHERE account_id = ?1;
-- name: account_delete_media_insights
DELETE FROM media_insights WHERE account_id = ?1;
-- name: account_delete_media_insight_days
DELETE FROM media_insight_days WHERE account_id = ?1;
-- name: account_delete_comments
DELETE FROM media_comments WHERE account_id = ?1;
-- name: account_delete_stories
DELETE FROM stories WHERE account_id = ?1;
-- name: account_delete_page_days
DELETE FROM page_days WHERE account_id = ?1;
-- name: account_delete_mentions
DELETE FROM mentions WHERE account_id = ?1;
-- name: account_delete_reach
UPDATE media SET reach = NULL WHERE account_id = ?1;

-- name: person_delete_connections
-- all owners: of one person at Facebook.
DELETE FROM social_connections
WHERE social_account_id IN (SELECT id FROM social_accounts WHERE uid = ?1 AND provider = 'facebook');

-- name: person_delete
-- all owners: of one person at Facebook; tokens and Pages go with it.
DELETE FROM social_accounts WHERE uid = ?1 AND provider = 'facebook';
