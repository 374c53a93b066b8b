-- Follower, following and post counts per day.

-- columns: profile_day_columns
day, followers_count, follows_count, media_count, followers_growth, media_growth, updated_s

-- name: profile_days_put
-- Growth is the difference with the newest stored day before.
INSERT INTO profile_days (account_id, day, followers_count, follows_count, media_count,
                          followers_growth, media_growth, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5,
        ?3 - (SELECT followers_count FROM profile_days
              WHERE account_id = ?1 AND day < ?2 ORDER BY day DESC LIMIT 1),
        ?5 - (SELECT media_count FROM profile_days
              WHERE account_id = ?1 AND day < ?2 ORDER BY day DESC LIMIT 1),
        ?6)
ON CONFLICT (account_id, day) DO UPDATE SET
    followers_count = excluded.followers_count, follows_count = excluded.follows_count,
    media_count = excluded.media_count, followers_growth = excluded.followers_growth,
    media_growth = excluded.media_growth, updated_s = excluded.updated_s;

-- name: profile_days_put_next
-- The stored day after one that was just written, if there is any.
UPDATE profile_days SET followers_growth = followers_count - ?3, media_growth = media_count - ?4
WHERE account_id = ?1
  AND day = (SELECT min(day) FROM profile_days WHERE account_id = ?1 AND day > ?2);

-- name: profile_days_list
SELECT {profile_day_columns} FROM profile_days
WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day;

-- name: profile_days_newest
SELECT {profile_day_columns} FROM profile_days
WHERE account_id = ?1 AND day <= ?2 ORDER BY day DESC LIMIT 1;
