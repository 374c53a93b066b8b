-- Insights of accounts.

-- columns: insight_day_columns
metric, period, dimension, end_s, day, value, updated_s

-- name: insight_days_put
INSERT INTO insight_days (account_id, metric, period, dimension, end_s, day, value, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, metric, period, dimension, end_s) DO UPDATE SET
    day = excluded.day, value = excluded.value, updated_s = excluded.updated_s;

-- name: insight_days_list
SELECT {insight_day_columns} FROM insight_days
WHERE account_id = ?1 AND metric = ?2 AND period = ?3 AND dimension = '' AND end_s BETWEEN ?4 AND ?5
ORDER BY end_s;

-- name: insight_days_list_dimensions
SELECT {insight_day_columns} FROM insight_days
WHERE account_id = ?1 AND metric = ?2 AND period = ?3 AND end_s BETWEEN ?4 AND ?5
ORDER BY end_s, dimension;

-- name: insight_days_each
SELECT {insight_day_columns} FROM insight_days
WHERE account_id = ?1 AND end_s BETWEEN ?2 AND ?3 ORDER BY metric, period, dimension, end_s;

-- name: insight_days_newest
SELECT max(end_s) FROM insight_days
WHERE account_id = ?1 AND metric = ?2 AND period = ?3 AND dimension = '';

-- name: insight_days_oldest
SELECT day FROM insight_days
WHERE account_id = ?1 AND metric = ?2 AND period = ?3 AND dimension = '' AND value IS NOT NULL
ORDER BY end_s LIMIT 1;

-- name: online_followers_put
INSERT INTO online_followers (account_id, end_s, hour, day, value, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id, end_s, hour) DO UPDATE SET
    day = excluded.day, value = excluded.value, updated_s = excluded.updated_s;

-- name: online_followers_list
SELECT end_s, hour, day, value, updated_s FROM online_followers
WHERE account_id = ?1 AND end_s BETWEEN ?2 AND ?3 ORDER BY end_s, hour;

-- name: audience_delete
DELETE FROM audience_days WHERE account_id = ?1 AND kind = ?2 AND day = ?3;

-- name: audience_put
-- Groups that fold into one name are added up.
INSERT INTO audience_days (account_id, kind, day, name, part, value, end_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, kind, day, name, part) DO UPDATE SET value = audience_days.value + excluded.value;

-- name: audience_list
SELECT name, part, value, end_s, updated_s, day FROM audience_days
WHERE account_id = ?1 AND kind = ?2 AND day BETWEEN ?3 AND ?4
ORDER BY day, value DESC, name, part;

-- name: audience_newest
SELECT name, part, value, end_s, updated_s, day FROM audience_days
WHERE account_id = ?1 AND kind = ?2
  AND day = (SELECT max(day) FROM audience_days
             WHERE account_id = ?1 AND kind = ?2 AND day BETWEEN ?3 AND ?4)
ORDER BY value DESC, name, part;
