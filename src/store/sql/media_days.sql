-- Likes and comments of posts per day, and their sums per account.

-- columns: media_day_columns
d.media_id, d.day, m.posted_s, d.like_count, d.comments_count, d.like_growth, d.comments_growth,
d.updated_s

-- columns: engagement_day_columns
day, media_count, like_count, comments_count, like_growth, comments_growth, like_first, comments_first

-- name: media_days_around
-- The row of that day and the newest one before it, of whatever there is.
SELECT day, like_count, comments_count, like_growth, comments_growth FROM media_days
WHERE account_id = ?1 AND media_id = ?2 AND day <= ?3 ORDER BY day DESC LIMIT 2;

-- name: media_days_next
SELECT day, like_count, comments_count, like_growth, comments_growth FROM media_days
WHERE account_id = ?1 AND media_id = ?2 AND day > ?3 ORDER BY day LIMIT 1;

-- name: media_days_put
INSERT INTO media_days (account_id, media_id, day, like_count, comments_count, like_growth,
                        comments_growth, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, media_id, day) DO UPDATE SET
    like_count = excluded.like_count, comments_count = excluded.comments_count,
    like_growth = excluded.like_growth, comments_growth = excluded.comments_growth,
    updated_s = excluded.updated_s;

-- name: media_days_list
SELECT {media_day_columns} FROM media_days d
JOIN media m ON m.account_id = d.account_id AND m.id = d.media_id
WHERE d.account_id = ?1 AND d.media_id = ?2 ORDER BY d.day;

-- name: media_days_list_first
SELECT {media_day_columns} FROM media_days d
JOIN media m ON m.account_id = d.account_id AND m.id = d.media_id
WHERE d.account_id = ?1 AND d.day BETWEEN ?2 AND ?3
  AND (d.like_growth IS NULL OR d.comments_growth IS NULL)
ORDER BY d.day, d.media_id;

-- name: engagement_days_add
INSERT INTO engagement_days (account_id, day, media_count, like_count, comments_count, like_growth,
                             comments_growth, like_first, comments_first, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (account_id, day) DO UPDATE SET
    media_count = engagement_days.media_count + excluded.media_count,
    like_count = engagement_days.like_count + excluded.like_count,
    comments_count = engagement_days.comments_count + excluded.comments_count,
    like_growth = engagement_days.like_growth + excluded.like_growth,
    comments_growth = engagement_days.comments_growth + excluded.comments_growth,
    like_first = engagement_days.like_first + excluded.like_first,
    comments_first = engagement_days.comments_first + excluded.comments_first,
    updated_s = excluded.updated_s;

-- name: engagement_days_newest
SELECT max(day) FROM engagement_days WHERE account_id = ?1;

-- name: engagement_days_oldest
SELECT min(day) FROM engagement_days WHERE account_id = ?1;

-- name: engagement_days_list
SELECT {engagement_day_columns} FROM engagement_days
WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day;

-- name: engagement_days_recompute
SELECT day, count(*), sum(coalesce(like_count, 0)), sum(coalesce(comments_count, 0)),
       sum(coalesce(like_growth, like_count, 0)), sum(coalesce(comments_growth, comments_count, 0)),
       sum(CASE WHEN like_growth IS NULL THEN coalesce(like_count, 0) ELSE 0 END),
       sum(CASE WHEN comments_growth IS NULL THEN coalesce(comments_count, 0) ELSE 0 END)
FROM media_days WHERE account_id = ?1 GROUP BY day ORDER BY day;
