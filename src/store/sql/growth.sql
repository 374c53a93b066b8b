-- How accounts have grown.

-- name: growth_put
INSERT INTO account_growth (account_id, frame_days, metric, day, value, before, growth, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, frame_days, metric, day) DO UPDATE SET
    value = excluded.value, before = excluded.before, growth = excluded.growth,
    updated_s = excluded.updated_s;

-- name: growth_newest
SELECT metric, day, value, before, growth FROM account_growth
WHERE account_id = ?1 AND frame_days = ?2 AND metric = ?3 ORDER BY day DESC LIMIT 1;

-- name: growth_list
SELECT metric, day, value, before, growth FROM account_growth
WHERE account_id = ?1 AND frame_days = ?2 AND metric = ?3 AND day BETWEEN ?4 AND ?5 ORDER BY day;

-- name: growth_each
SELECT metric, day, value, before, growth, frame_days FROM account_growth
WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY frame_days, metric, day;

-- name: extremes_delete
DELETE FROM account_extremes WHERE account_id = ?1 AND frame_days = ?2;

-- name: extremes_put
INSERT INTO account_extremes (account_id, frame_days, kind, media_id, value, day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: extremes_list
SELECT kind, media_id, value FROM account_extremes
WHERE account_id = ?1 AND frame_days = ?2 ORDER BY kind;
