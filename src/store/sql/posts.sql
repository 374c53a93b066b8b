-- Posts, their media, and their targets: what becomes of a post at one account.

-- columns: post_columns
p.id, p.user_id, p.kind, p.caption, p.first_comment, p.options, p.publish_s, p.wall_time, p.time_zone,
p.revision, p.idempotency_key, p.request_hash, p.created_s, p.updated_s

-- columns: target_columns
t.id, t.post_id, t.user_id, t.connection_id, t.place, t.place_id, t.state, t.due_ms, t.grace_ms, t.fence,
t.container_id, t.container_ms, t.containers, t.before_ids, t.intent_ms, t.sends, t.tries, t.next_ms,
t.media_id, t.permalink, t.comment_id, t.published_ms, t.fault, t.meta_code, t.meta_subcode,
t.meta_message, t.updated_ms, t.caption, t.first_comment, t.options

-- name: posts_add
-- No row comes back when the key is taken.
INSERT INTO posts (user_id, kind, caption, first_comment, options, publish_s, wall_time, time_zone, revision,
                   idempotency_key, request_hash, created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11, ?11)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: posts_set
UPDATE posts SET kind = ?3, caption = ?4, first_comment = ?5, options = ?6, publish_s = ?7, wall_time = ?8,
       time_zone = ?9, revision = revision + 1, updated_s = ?10
WHERE user_id = ?1 AND id = ?2;

-- name: posts_set_time
UPDATE posts SET publish_s = ?3, wall_time = NULL, revision = revision + 1, updated_s = ?4
WHERE user_id = ?1 AND id = ?2;

-- name: posts_get
SELECT {post_columns} FROM posts p WHERE p.user_id = ?1 AND p.id = ?2;

-- name: posts_get_any
-- all owners: for the publisher, which has the post's target.
SELECT {post_columns} FROM posts p WHERE p.id = ?1;

-- name: posts_get_by_key
SELECT {post_columns} FROM posts p WHERE p.user_id = ?1 AND p.idempotency_key = ?2;

-- name: posts_list
-- ?4: states of which one of its targets has one, each between commas; '': any.
SELECT {post_columns} FROM posts p
WHERE p.user_id = ?1 AND p.publish_s >= ?2 AND p.publish_s < ?3
  AND (?4 = '' OR EXISTS (SELECT 1 FROM post_targets t WHERE t.post_id = p.id
                           AND instr(?4, ',' || t.state || ',') > 0))
ORDER BY p.publish_s, p.id LIMIT ?5 OFFSET ?6;

-- name: posts_count
SELECT count(*) FROM posts p
WHERE p.user_id = ?1 AND p.publish_s >= ?2 AND p.publish_s < ?3
  AND (?4 = '' OR EXISTS (SELECT 1 FROM post_targets t WHERE t.post_id = p.id
                           AND instr(?4, ',' || t.state || ',') > 0));

-- name: posts_list_timeless
-- Drafts without a time.
SELECT {post_columns} FROM posts p WHERE p.user_id = ?1 AND p.publish_s IS NULL
  AND (?2 = '' OR EXISTS (SELECT 1 FROM post_targets t WHERE t.post_id = p.id
                           AND instr(?2, ',' || t.state || ',') > 0))
ORDER BY p.id LIMIT ?3 OFFSET ?4;

-- name: posts_count_timeless
SELECT count(*) FROM posts p WHERE p.user_id = ?1 AND p.publish_s IS NULL
  AND (?2 = '' OR EXISTS (SELECT 1 FROM post_targets t WHERE t.post_id = p.id
                           AND instr(?2, ',' || t.state || ',') > 0));

-- name: posts_delete
DELETE FROM posts WHERE user_id = ?1 AND id = ?2;

-- name: post_media_add
INSERT INTO post_media (post_id, position, kind, url, alt_text, upload_id, cover_url, cover_upload_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: post_media_clear
DELETE FROM post_media WHERE post_id = ?1;

-- name: post_media_list
SELECT kind, url, alt_text, upload_id, cover_url, cover_upload_id FROM post_media WHERE post_id = ?1 ORDER BY position;

-- name: post_targets_add
INSERT INTO post_targets (post_id, user_id, connection_id, place, place_id, state, due_ms, grace_ms, updated_ms,
                          caption, first_comment, options)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id;

-- name: post_targets_set_text
UPDATE post_targets SET place_id = ?3, caption = ?4, first_comment = ?5, options = ?6
WHERE user_id = ?1 AND id = ?2;

-- name: post_targets_list_scheduled
SELECT {target_columns} FROM post_targets t WHERE t.user_id = ?1 AND t.state = 'scheduled' ORDER BY t.post_id, t.id;

-- name: post_targets_list
-- all owners: the caller has the post.
SELECT {target_columns} FROM post_targets t WHERE t.post_id = ?1 ORDER BY t.id;

-- name: post_targets_get
-- all owners: for the publisher, whose job names the row.
SELECT {target_columns} FROM post_targets t WHERE t.id = ?1;

-- name: post_targets_take
-- all owners: as above. Whoever had it before writes no more.
UPDATE post_targets SET fence = fence + 1 WHERE id = ?1 RETURNING fence;

-- name: post_targets_save
-- all owners: by the claim's fence and the state it was read in.
UPDATE post_targets SET state = ?4, due_ms = ?5, fence = ?6, container_id = ?7, container_ms = ?8,
       containers = ?9, before_ids = ?10, intent_ms = ?11, sends = ?12, tries = ?13, next_ms = ?14,
       media_id = ?15, permalink = ?16, comment_id = ?17, published_ms = ?18, fault = ?19, meta_code = ?20,
       meta_subcode = ?21, meta_message = ?22, updated_ms = ?23, place_id = ?24, grace_ms = ?25
WHERE id = ?1 AND fence = ?2 AND state = ?3;

-- name: post_targets_set_quota
-- all owners: within the transaction of an arrow that holds the row.
UPDATE post_targets SET quota_used = ?2 WHERE id = ?1;

-- name: post_targets_quota
-- all owners: for the publisher, whose job names the row.
SELECT quota_used FROM post_targets WHERE id = ?1;

-- name: post_targets_delete
DELETE FROM post_targets WHERE user_id = ?1 AND id = ?2;

-- name: post_targets_first_before
-- all owners: one account's order, whoever schedules for it. An earlier one that is on its way, or due.
SELECT id FROM post_targets
WHERE place_id = ?1 AND (due_ms < ?2 OR (due_ms = ?2 AND id < ?3)) AND place = ?4
  AND state IN ('scheduled', 'claimed', 'creating', 'container', 'intent')
  AND (state <> 'scheduled' OR due_ms <= ?5)
ORDER BY due_ms, id LIMIT 1;

-- name: post_targets_next_after
-- all owners: as above. The next that is due at that account.
SELECT id FROM post_targets
WHERE place_id = ?1 AND place = ?2 AND due_ms <= ?3 AND state = 'scheduled'
  AND state IN ('scheduled', 'claimed', 'creating', 'container', 'intent')
ORDER BY due_ms, id LIMIT 1;

-- name: post_targets_due
-- all owners: what a job must look at by now, whether it has one or not.
SELECT id FROM post_targets
WHERE coalesce(next_ms, due_ms) <= ?1
  AND state IN ('waiting_approval', 'scheduled', 'claimed', 'creating', 'container', 'intent', 'published',
                'commenting')
ORDER BY coalesce(next_ms, due_ms), id LIMIT ?2;

-- name: post_targets_has_media
-- all owners: a post of Meta is bound to one of ours only.
SELECT count(*) FROM post_targets WHERE place_id = ?1 AND media_id = ?2 AND id <> ?3;

-- name: post_parts_put
INSERT INTO post_parts (target_id, position, container_id) VALUES (?1, ?2, ?3)
ON CONFLICT (target_id, position) DO UPDATE SET container_id = excluded.container_id;

-- name: post_parts_clear
DELETE FROM post_parts WHERE target_id = ?1;

-- name: post_parts_list
SELECT position, container_id FROM post_parts WHERE target_id = ?1 ORDER BY position;

-- name: post_steps_add
INSERT INTO post_steps (target_id, number, at_ms, fence, event, from_state, to_state, detail)
VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM post_steps WHERE target_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7);

-- name: post_steps_list
SELECT number, at_ms, fence, event, from_state, to_state, detail FROM post_steps
WHERE target_id = ?1 ORDER BY number;
