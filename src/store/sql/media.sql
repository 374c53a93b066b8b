-- Posts as they are now.

-- columns: media_columns
id, posted_s, posted_day, media_type, product_type, caption, permalink, shortcode, username, owner_id,
media_url, thumbnail_url, like_count, comments_count, reach, is_comment_enabled, is_archived, created_s,
updated_s

-- name: media_list
-- Newest first; what comes after the place (?4, ?5) in that order.
SELECT {media_columns} FROM media
WHERE account_id = ?1 AND posted_s BETWEEN ?2 AND ?3 AND (posted_s, id) < (?4, ?5)
ORDER BY posted_s DESC, id DESC LIMIT ?6;

-- name: media_get
SELECT {media_columns} FROM media WHERE account_id = ?1 AND id = ?2;

-- name: media_count
SELECT count(*) FROM media WHERE account_id = ?1;

-- name: media_list_insights
-- Of the posts of a span, in the order of media_list.
SELECT m.posted_s, m.id, i.metric, i.value, i.day, i.updated_s
FROM media m CROSS JOIN media_insights i
WHERE m.account_id = ?1 AND m.posted_s BETWEEN ?2 AND ?3
  AND i.account_id = m.account_id AND i.media_id = m.id
ORDER BY m.posted_s DESC, m.id DESC;

-- name: media_get_insights
SELECT 0, media_id, metric, value, day, updated_s FROM media_insights
WHERE account_id = ?1 AND media_id = ?2 ORDER BY metric;

-- name: media_hashtag_counts
-- Of the posts of a span, oldest first, with what each post got; a post's own come in the order of
-- their key, which is the caption's.
SELECT h.hashtag, m.like_count, m.comments_count
FROM media m CROSS JOIN media_hashtags h
WHERE m.account_id = ?1 AND m.posted_s BETWEEN ?2 AND ?3
  AND h.account_id = m.account_id AND h.media_id = m.id
ORDER BY m.posted_s, m.id;

-- name: media_list_hashtags
-- Of the posts of a span, in the order of media_list.
SELECT m.posted_s, m.id, h.hashtag
FROM media m CROSS JOIN media_hashtags h
WHERE m.account_id = ?1 AND m.posted_s BETWEEN ?2 AND ?3
  AND h.account_id = m.account_id AND h.media_id = m.id
ORDER BY m.posted_s DESC, m.id DESC;

-- name: media_get_hashtags
SELECT 0, media_id, hashtag FROM media_hashtags
WHERE account_id = ?1 AND media_id = ?2 ORDER BY position;

-- name: media_scores
SELECT id, posted_s, like_count, comments_count, reach FROM media
WHERE account_id = ?1 AND posted_s BETWEEN ?2 AND ?3 ORDER BY posted_s DESC, id DESC;

-- name: media_list_reels
SELECT m.id FROM media m
WHERE m.account_id = ?1 AND m.posted_s > ?2 AND m.product_type = 'REELS' AND m.is_archived = 0
  AND (m.posted_s >= ?3
       OR NOT EXISTS (SELECT 1 FROM media_insights i
                      WHERE i.account_id = m.account_id AND i.media_id = m.id AND i.metric = ?4))
ORDER BY m.posted_s DESC, m.id DESC LIMIT ?5;

-- name: media_outcomes
SELECT posted_s, media_type, product_type, like_count, comments_count FROM media
WHERE account_id = ?1 AND posted_s BETWEEN ?2 AND ?3
ORDER BY posted_s DESC, id DESC LIMIT ?4;

-- name: media_list_comments_to_read
-- From a partial index: posts whose comments were never read, or have changed in number since.
SELECT id, comments_count, comments_read, comments_after, comments_begun FROM media
WHERE account_id = ?1 AND comments_count > 0 AND comments_read IS NOT comments_count AND is_archived = 0
ORDER BY posted_s DESC LIMIT ?2;

-- name: media_comments_were_read
UPDATE media SET comments_read = ?3, comments_after = NULL, comments_begun = NULL WHERE account_id = ?1 AND id = ?2;

-- name: media_comments_go_on
UPDATE media SET comments_after = ?3, comments_begun = ?4 WHERE account_id = ?1 AND id = ?2;

-- name: media_comments_came
UPDATE media SET comments_read = comments_read + ?3
WHERE account_id = ?1 AND id = ?2 AND comments_read IS NOT NULL;

-- name: media_count_span
SELECT count(*) FROM media WHERE account_id = ?1 AND posted_s > ?2 AND posted_s < ?3 AND is_archived = 0;

-- name: media_count_listed
SELECT count(*) FROM media WHERE account_id = ?1 AND updated_s >= ?2 AND is_archived = 0;

-- name: media_list_unlisted
SELECT id FROM media WHERE account_id = ?1 AND updated_s < ?2 AND is_archived = 0
ORDER BY posted_s DESC, id DESC LIMIT ?3;

-- name: media_insight_days_list
SELECT metric, value, day, updated_s FROM media_insight_days
WHERE account_id = ?1 AND media_id = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY metric, day;

-- name: media_children_list
SELECT id, media_type, media_url, thumbnail_url FROM media_children
WHERE account_id = ?1 AND media_id = ?2 ORDER BY position;

-- name: media_children_put
INSERT INTO media_children (account_id, media_id, position, id, media_type, media_url, thumbnail_url,
                            updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, media_id, position) DO UPDATE SET
    id = excluded.id, media_type = excluded.media_type, media_url = excluded.media_url,
    thumbnail_url = excluded.thumbnail_url, updated_s = excluded.updated_s;

-- name: media_children_cut
DELETE FROM media_children WHERE account_id = ?1 AND media_id = ?2 AND position >= ?3;

-- name: media_totals
SELECT count(*), coalesce(sum(like_count), 0), count(like_count), coalesce(sum(comments_count), 0),
       count(comments_count)
FROM media WHERE account_id = ?1 AND posted_s BETWEEN ?2 AND ?3;

-- name: media_put
INSERT INTO media (account_id, id, posted_s, posted_day, media_type, product_type, caption, permalink,
                   shortcode, username, owner_id, media_url, thumbnail_url, like_count, comments_count,
                   is_comment_enabled, created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?17)
ON CONFLICT (account_id, id) DO UPDATE SET
    posted_s = excluded.posted_s, posted_day = excluded.posted_day, media_type = excluded.media_type,
    product_type = coalesce(excluded.product_type, media.product_type), caption = excluded.caption,
    permalink = excluded.permalink, shortcode = excluded.shortcode, username = excluded.username,
    owner_id = coalesce(excluded.owner_id, media.owner_id),
    media_url = coalesce(excluded.media_url, media.media_url),
    thumbnail_url = coalesce(excluded.thumbnail_url, media.thumbnail_url),
    like_count = coalesce(excluded.like_count, media.like_count),
    comments_count = coalesce(excluded.comments_count, media.comments_count),
    is_comment_enabled = coalesce(excluded.is_comment_enabled, media.is_comment_enabled),
    is_archived = 0, updated_s = excluded.updated_s;

-- name: media_archive
UPDATE media SET is_archived = 1 WHERE account_id = ?1 AND updated_s < ?2 AND is_archived = 0;

-- name: media_set_reach
UPDATE media SET reach = ?3 WHERE account_id = ?1 AND id = ?2 AND reach IS DISTINCT FROM ?3;

-- name: media_insight_days_put
-- Only when it differs from what is known. Before media_insights_put.
INSERT INTO media_insight_days (account_id, media_id, metric, day, value, updated_s)
SELECT ?1, ?2, ?3, ?4, ?5, ?6
WHERE NOT EXISTS (SELECT 1 FROM media_insights
                  WHERE account_id = ?1 AND media_id = ?2 AND metric = ?3 AND value = ?5)
ON CONFLICT (account_id, media_id, metric, day) DO UPDATE SET
    value = excluded.value, updated_s = excluded.updated_s;

-- name: media_insights_put
INSERT INTO media_insights (account_id, media_id, metric, value, day, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id, media_id, metric) DO UPDATE SET
    value = excluded.value, day = excluded.day, updated_s = excluded.updated_s;

-- name: media_hashtags_delete
DELETE FROM media_hashtags WHERE account_id = ?1 AND media_id = ?2;

-- name: media_hashtags_put
INSERT INTO media_hashtags (account_id, media_id, position, hashtag) VALUES (?1, ?2, ?3, ?4);
