-- Stories and their numbers.

-- name: stories_put
INSERT INTO stories (account_id, id, posted_s, posted_day, media_type, caption, permalink, media_url,
                     thumbnail_url, created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
ON CONFLICT (account_id, id) DO UPDATE SET
    posted_s = excluded.posted_s, posted_day = excluded.posted_day, media_type = excluded.media_type,
    caption = excluded.caption, permalink = excluded.permalink,
    media_url = coalesce(excluded.media_url, stories.media_url),
    thumbnail_url = coalesce(excluded.thumbnail_url, stories.thumbnail_url),
    updated_s = excluded.updated_s;

-- name: stories_list
SELECT id, posted_s, posted_day, media_type, caption, permalink, media_url, thumbnail_url, created_s,
       updated_s
FROM stories WHERE account_id = ?1 AND posted_s BETWEEN ?2 AND ?3 ORDER BY posted_s DESC, id DESC;

-- name: story_insights_put
INSERT INTO story_insights (account_id, story_id, metric, dimension, value, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id, story_id, metric, dimension) DO UPDATE SET
    value = excluded.value, updated_s = excluded.updated_s;

-- name: story_insights_list
SELECT story_id, metric, dimension, value, updated_s FROM story_insights
WHERE account_id = ?1 AND story_id = ?2 ORDER BY metric, dimension;

-- name: stories_count
SELECT count(*) FROM stories WHERE account_id = ?1 AND id = ?2;
