-- How collecting went.

-- columns: sync_run_columns
id, account_id, job_id, kind, status, step, done, total, http_calls, error_code, error_text, meta_code,
meta_subcode, started_s, finished_s

-- name: sync_runs_abandon
-- A run that never came to its end: its process died.
-- Runs of another kind may be under way beside it.
UPDATE sync_runs SET status = 'failed', finished_s = ?2, error_code = 'cancelled'
WHERE account_id = ?1 AND status = 'running'
  AND CASE WHEN ?3 = '' THEN kind IN ('first', 'daily', 'manual') ELSE kind = ?3 END;

-- name: sync_runs_start
INSERT INTO sync_runs (account_id, job_id, kind, status, total, started_s)
VALUES (?1, ?2, ?3, 'running', ?4, ?5) RETURNING id;

-- name: sync_runs_progress
-- all owners: by the run's own id.
UPDATE sync_runs SET step = ?2, done = ?3, total = ?4, http_calls = ?5 WHERE id = ?1;

-- name: sync_runs_finish
-- all owners: by the run's own id.
UPDATE sync_runs SET status = ?2, http_calls = ?3, error_code = ?4, error_text = ?5, meta_code = ?6,
       meta_subcode = ?7, finished_s = ?8
WHERE id = ?1;

-- name: sync_runs_newest
SELECT {sync_run_columns} FROM sync_runs
WHERE account_id = ?1 AND CASE WHEN ?2 = '' THEN kind IN ('first', 'daily', 'manual') ELSE kind = ?2 END
ORDER BY id DESC LIMIT 1;

-- name: sync_runs_list
SELECT {sync_run_columns} FROM sync_runs WHERE account_id = ?1 ORDER BY id DESC LIMIT ?2;

-- name: sync_runs_purge
DELETE FROM sync_runs
WHERE finished_s < ?1
  AND id < (SELECT max(n.id) FROM sync_runs n WHERE n.account_id = sync_runs.account_id);

-- name: sync_steps_put
INSERT INTO sync_steps (account_id, step, run_id, state, cursor, got, total, message, updated_s, meta_code,
                        meta_subcode)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (account_id, step) DO UPDATE SET
    run_id = excluded.run_id, state = excluded.state, cursor = excluded.cursor, got = excluded.got,
    total = excluded.total, message = excluded.message, updated_s = excluded.updated_s,
    meta_code = excluded.meta_code, meta_subcode = excluded.meta_subcode;

-- name: sync_steps_list
SELECT step, run_id, state, cursor, got, total, message, updated_s, meta_code, meta_subcode FROM sync_steps
WHERE account_id = ?1 ORDER BY step;

-- name: metric_refusals_put
INSERT INTO metric_refusals (account_id, metric, since_s, retry_s, meta_code, message)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id, metric) DO UPDATE SET
    retry_s = excluded.retry_s, meta_code = excluded.meta_code, message = excluded.message;

-- name: metric_refusals_clear
DELETE FROM metric_refusals WHERE account_id = ?1 AND metric = ?2;

-- name: metric_refusals_list
SELECT metric, since_s, retry_s, meta_code, message FROM metric_refusals
WHERE account_id = ?1 ORDER BY metric;

-- name: sync_slots_claim
INSERT INTO sync_slots (kind, subject, slot_s) VALUES (?1, ?2, ?3)
ON CONFLICT (kind, subject) DO UPDATE SET slot_s = excluded.slot_s
WHERE sync_slots.slot_s < excluded.slot_s OR sync_slots.slot_s > ?4;

-- name: sync_slots_get
SELECT slot_s FROM sync_slots WHERE kind = ?1 AND subject = ?2;

-- name: sync_problems_clear
DELETE FROM sync_problems WHERE account_id = ?1 AND step = ?2;

-- name: sync_problems_put
INSERT INTO sync_problems (account_id, step, object, meta_code, meta_subcode, message, seen_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (account_id, step, object) DO UPDATE SET
    meta_code = excluded.meta_code, meta_subcode = excluded.meta_subcode, message = excluded.message,
    seen_s = excluded.seen_s;

-- name: sync_problems_list
SELECT step, object, meta_code, meta_subcode, message, seen_s FROM sync_problems
WHERE account_id = ?1 ORDER BY step, object;

-- name: sync_accounts_note
-- What is NULL leaves what stands.
INSERT INTO sync_accounts (account_id, tried_s, succeeded_s, failures, http_calls, calls_day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id) DO UPDATE SET
    tried_s = coalesce(excluded.tried_s, sync_accounts.tried_s),
    succeeded_s = coalesce(excluded.succeeded_s, sync_accounts.succeeded_s),
    failures = CASE WHEN excluded.succeeded_s IS NULL THEN sync_accounts.failures + excluded.failures
                    ELSE 0 END,
    http_calls = CASE WHEN sync_accounts.calls_day IS excluded.calls_day THEN sync_accounts.http_calls ELSE 0 END
                 + excluded.http_calls,
    calls_day = excluded.calls_day;

-- name: sync_accounts_set_insights_after
INSERT INTO sync_accounts (account_id, insights_after_s) VALUES (?1, ?2)
ON CONFLICT (account_id) DO UPDATE SET insights_after_s = excluded.insights_after_s;

-- name: sync_accounts_get
SELECT tried_s, succeeded_s, failures, http_calls, calls_day, insights_after_s FROM sync_accounts
WHERE account_id = ?1;

-- name: sync_accounts_totals
-- all owners: for the operator.
SELECT count(*), coalesce(sum(s.succeeded_s >= ?1), 0), coalesce(sum(s.failures > 0 OR t.state IS NOT 'valid'), 0), min(s.succeeded_s),
       (SELECT coalesce(sum(http_calls), 0) FROM sync_accounts WHERE calls_day = ?2)
FROM ig_accounts a LEFT JOIN account_tokens t ON t.account_id = a.id
LEFT JOIN sync_accounts s ON s.account_id = a.id
WHERE a.social_account_id IS NOT NULL;
