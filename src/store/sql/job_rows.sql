-- Jobs. A claim carries a fence: every later write of that worker names it, and misses when another
-- worker has claimed the job since.

-- columns: job_columns
id, kind, unique_key, user_id, payload, state, priority, run_at_ms, attempts, max_attempts, lease_owner,
lease_until_ms, fence, cancel_asked, done, total, message, result, error_code, error_text, error_cause,
created_ms, started_ms, finished_ms

-- name: job_rows_join
-- all owners: whoever asks for work that is already waiting shares it.
-- Asking again never delays it; while it runs it is noted, for when it waits again.
UPDATE jobs SET run_at_ms = CASE WHEN state = 'waiting' AND ?2 < run_at_ms THEN ?2 ELSE run_at_ms END,
                again_ms = CASE WHEN state = 'running' THEN min(?2, coalesce(again_ms, ?2)) END,
                priority = CASE WHEN ?3 > priority THEN ?3 ELSE priority END
WHERE unique_key = ?1 AND state IN ('waiting', 'running') RETURNING id;

-- name: job_rows_add
INSERT INTO jobs (kind, unique_key, user_id, payload, state, priority, run_at_ms, max_attempts, created_ms)
VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?7, ?8) RETURNING id;

-- name: job_rows_expire
-- all owners: the queue itself.
-- Workers died over them as often as they may be tried.
UPDATE jobs SET state = 'failed', finished_ms = ?1, lease_owner = NULL, lease_until_ms = NULL,
       error_code = 'internal', error_cause = 'the worker was lost on every attempt'
WHERE state = 'running' AND (lease_until_ms <= ?1 OR lease_until_ms > ?2) AND attempts >= max_attempts RETURNING id;

-- name: job_rows_lost
-- all owners: the queue itself.
-- A worker was lost when its lease has run out, or ends later than any that was given by this clock (?2).
SELECT id FROM jobs WHERE state = 'running' AND (lease_until_ms <= ?1 OR lease_until_ms > ?2)
  AND instr(?3, ',' || kind || ',') > 0 LIMIT 1;

-- name: job_rows_first_below
-- all owners: the queue itself.
-- Of one kind, who is first in the highest priority below ?2: one step into the index, however many wait.
SELECT priority, run_at_ms, id FROM jobs WHERE state = 'waiting' AND kind = ?1 AND priority < ?2
ORDER BY priority DESC, run_at_ms, id LIMIT 1;

-- name: job_rows_due
-- all owners: the queue itself.
SELECT id, user_id FROM jobs WHERE state = 'waiting' AND kind = ?1 AND priority = ?2 AND run_at_ms <= ?3
ORDER BY run_at_ms, id LIMIT ?4;

-- name: job_rows_claim
-- all owners: the queue itself.
UPDATE jobs SET state = 'running', attempts = attempts + 1, fence = fence + 1, lease_owner = ?2,
       lease_until_ms = ?3, started_ms = coalesce(started_ms, ?4), again_ms = NULL
WHERE id = ?1 RETURNING {job_columns};

-- name: job_rows_renew
-- all owners: by the claim's fence.
UPDATE jobs SET lease_until_ms = ?3 WHERE id = ?1 AND fence = ?2 AND state = 'running'
RETURNING cancel_asked;

-- name: job_rows_progress
-- all owners: by the claim's fence.
UPDATE jobs SET done = ?3, total = ?4, message = ?5 WHERE id = ?1 AND fence = ?2 AND state = 'running';

-- name: job_rows_finish
-- all owners: by the claim's fence.
UPDATE jobs SET state = 'done', result = ?3, finished_ms = ?4, lease_owner = NULL, lease_until_ms = NULL
WHERE id = ?1 AND fence = ?2 AND state = 'running';

-- name: job_rows_fail
-- all owners: by the claim's fence.
-- ?3 is the new state; a job that waits again has not finished, and one that did not fail waits no longer than it was
-- asked for meanwhile.
UPDATE jobs SET state = ?3, run_at_ms = CASE WHEN ?6 IS NULL THEN min(?4, coalesce(again_ms, ?4)) ELSE ?4 END, attempts = attempts - ?5, error_code = ?6, error_text = ?7,
       error_cause = ?8, finished_ms = CASE WHEN ?3 = 'waiting' THEN NULL ELSE ?9 END,
       lease_owner = NULL, lease_until_ms = NULL
WHERE id = ?1 AND fence = ?2 AND state = 'running';

-- name: job_rows_get
-- all owners: for the queue and the operator.
SELECT {job_columns} FROM jobs WHERE id = ?1;

-- name: job_rows_get_of_user
SELECT {job_columns} FROM jobs WHERE user_id = ?1 AND id = ?2;

-- name: job_rows_get_by_key
-- all owners: whoever asks for work that is already waiting shares it.
SELECT {job_columns} FROM jobs WHERE unique_key = ?1 AND state IN ('waiting', 'running');

-- name: job_rows_list
SELECT {job_columns} FROM jobs WHERE user_id = ?1 ORDER BY id DESC LIMIT ?2;

-- name: job_rows_failed
-- all owners: for the operator. Newest first, before ?1.
SELECT {job_columns} FROM jobs WHERE state = 'failed' AND id < ?1 ORDER BY id DESC LIMIT ?2;

-- name: job_rows_revive
-- all owners: the operator's.
UPDATE jobs SET state = 'waiting', attempts = 0, run_at_ms = ?2, cancel_asked = 0, finished_ms = NULL
WHERE id = ?1 AND state = 'failed';

-- name: job_rows_cancel
-- all owners: the caller has looked the job up.
UPDATE jobs SET cancel_asked = 1,
       finished_ms = CASE WHEN state = 'waiting' THEN ?2 ELSE finished_ms END,
       error_code = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE error_code END,
       state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END
WHERE id = ?1 AND state IN ('waiting', 'running');

-- name: job_rows_next_lease
-- all owners: the queue itself. 0: one of them is lost.
SELECT min(CASE WHEN lease_until_ms > ?2 THEN 0 ELSE lease_until_ms END) FROM jobs
WHERE state = 'running' AND instr(?1, ',' || kind || ',') > 0;

-- name: job_rows_count
-- all owners: the queue itself.
SELECT (SELECT count(*) FROM jobs WHERE state = 'waiting'),
       (SELECT count(*) FROM jobs WHERE state = 'running'),
       (SELECT count(*) FROM jobs WHERE state = 'failed');

-- name: job_rows_purge
-- all owners: old jobs are nobody's.
DELETE FROM jobs WHERE finished_ms < ?1;
