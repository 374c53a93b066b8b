-- Counters of failed attempts.

-- name: attempts_get
SELECT failures, first_s, last_s, blocked_until_s FROM attempts WHERE bucket = ?1;

-- name: attempts_put
INSERT INTO attempts (bucket, failures, first_s, last_s, blocked_until_s) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (bucket) DO UPDATE SET
    failures = excluded.failures, first_s = excluded.first_s, last_s = excluded.last_s,
    blocked_until_s = excluded.blocked_until_s;

-- name: attempts_purge
DELETE FROM attempts WHERE last_s < ?1 AND blocked_until_s < ?1;
