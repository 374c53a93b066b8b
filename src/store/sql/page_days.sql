-- Insights of Facebook Pages.

-- name: page_days_put
INSERT INTO page_days (account_id, page_id, metric, dimension, end_s, day, value, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, page_id, metric, dimension, end_s) DO UPDATE SET
    day = excluded.day, value = excluded.value, updated_s = excluded.updated_s;

-- name: page_days_list
SELECT metric, dimension, end_s, day, value, updated_s FROM page_days
WHERE account_id = ?1 AND page_id = ?2 AND metric = ?3 AND end_s BETWEEN ?4 AND ?5
ORDER BY end_s, dimension;

-- name: page_days_each
SELECT metric, dimension, end_s, day, value, updated_s, page_id FROM page_days
WHERE account_id = ?1 AND end_s BETWEEN ?2 AND ?3 ORDER BY page_id, metric, dimension, end_s;

-- name: page_days_newest
SELECT max(end_s) FROM page_days WHERE account_id = ?1 AND page_id = ?2;
