-- Posts that repeat, and what the plan in time needs beside: queues of slots, links to a calendar.

-- columns: series_columns
s.id, s.user_id, s.every, s.every_n, s.weekdays, s.first_day, s.second_of_day, s.time_zone, s.until_day,
s.occurrences, s.content, s.is_active, s.ahead_day, s.problem, s.revision, s.idempotency_key, s.request_hash,
s.created_s, s.updated_s

-- name: post_series_add
-- No row comes back when the key is taken.
INSERT INTO post_series (user_id, every, every_n, weekdays, first_day, second_of_day, time_zone, until_day,
                         occurrences, content, is_active, ahead_day, revision, idempotency_key, request_hash,
                         created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?13, ?14, ?15, ?15)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: post_series_set
UPDATE post_series SET every = ?3, every_n = ?4, weekdays = ?5, first_day = ?6, second_of_day = ?7,
       time_zone = ?8, until_day = ?9, occurrences = ?10, content = ?11, is_active = ?12, ahead_day = ?13,
       problem = NULL, revision = revision + 1, updated_s = ?14
WHERE user_id = ?1 AND id = ?2;

-- name: post_series_set_progress
-- Misses when the series was changed meanwhile.
UPDATE post_series SET ahead_day = ?4, problem = ?5 WHERE user_id = ?1 AND id = ?2 AND revision = ?3 AND is_active = 1;

-- name: post_series_get
SELECT {series_columns} FROM post_series s WHERE s.user_id = ?1 AND s.id = ?2;

-- name: post_series_get_by_key
SELECT {series_columns} FROM post_series s WHERE s.user_id = ?1 AND s.idempotency_key = ?2;

-- name: post_series_list
SELECT {series_columns} FROM post_series s WHERE s.user_id = ?1 ORDER BY s.id DESC LIMIT ?2 OFFSET ?3;

-- name: post_series_count
SELECT count(*) FROM post_series WHERE user_id = ?1;

-- name: post_series_count_active
SELECT count(*) FROM post_series WHERE user_id = ?1 AND is_active = 1;

-- name: post_series_behind
-- all owners: the clock's. A day that lies further ahead than any is made was made by a clock that ran ahead.
SELECT {series_columns} FROM post_series s
WHERE s.id > ?2 AND s.is_active = 1 AND (s.ahead_day < ?1 OR s.ahead_day > ?1 + 366) ORDER BY s.id LIMIT ?3;

-- name: post_occurrences_add
INSERT INTO post_occurrences (series_id, day) VALUES (?1, ?2) ON CONFLICT DO NOTHING;

-- name: post_occurrences_bind
UPDATE post_occurrences SET post_id = ?3 WHERE series_id = ?1 AND day = ?2;

-- name: post_occurrences_forget
DELETE FROM post_occurrences WHERE series_id = ?1 AND day = ?2;

-- name: post_occurrences_list
-- all owners: the caller has the series.
SELECT day, post_id FROM post_occurrences WHERE series_id = ?1 AND day >= ?2 ORDER BY day;

-- name: post_occurrences_series_of
-- all owners: the caller has the post.
SELECT series_id FROM post_occurrences WHERE post_id = ?1;

-- name: post_walls_list
-- all owners: the clock's, when rules of a zone have changed.
SELECT p.id, p.publish_s, p.wall_time, p.time_zone FROM posts p
WHERE p.wall_time IS NOT NULL AND (p.publish_s, p.id) > (?1, ?2) ORDER BY p.publish_s, p.id LIMIT ?3;

-- name: post_walls_set
-- all owners: as above.
UPDATE posts SET publish_s = ?2 WHERE id = ?1 AND wall_time IS NOT NULL;

-- name: post_queues_put
INSERT INTO post_queues (user_id, connection_id, place, time_zone, slots, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (user_id, connection_id, place) DO UPDATE SET time_zone = excluded.time_zone,
    slots = excluded.slots, updated_s = excluded.updated_s;

-- name: post_queues_get
SELECT user_id, connection_id, place, time_zone, slots, updated_s FROM post_queues
WHERE user_id = ?1 AND connection_id = ?2 AND place = ?3;

-- name: post_slots_taken
-- all owners: one account's plan, whoever plans for it.
SELECT count(*) FROM post_targets WHERE place_id = ?1 AND due_ms = ?2 AND place = ?3 AND state <> 'cancelled';

-- name: calendar_links_put
INSERT INTO calendar_links (user_id, owner_id, token, created_s) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (user_id, owner_id) DO UPDATE SET token = excluded.token, created_s = excluded.created_s;

-- name: calendar_links_token
SELECT token FROM calendar_links WHERE user_id = ?1 AND owner_id = ?2;

-- name: calendar_links_owner
-- all owners: by the secret link, for as long as its holder works there and neither is shut out.
SELECT l.user_id, l.owner_id FROM calendar_links l
JOIN users u ON u.id = l.user_id AND u.is_active = 1
JOIN users o ON o.id = l.owner_id AND o.is_active = 1
WHERE l.token = ?1 AND (l.user_id = l.owner_id
      OR EXISTS (SELECT 1 FROM team_members m WHERE m.user_id = l.user_id AND m.owner_id = l.owner_id));
