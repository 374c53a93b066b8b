-- Exports: files that are wanted, being made or there; and the links that open them.

-- columns: export_columns
e.id, e.user_id, e.account_id, a.username, e.schedule_id, e.slot_s, e.request, e.job_id, e.file_name,
e.content_type, e.size_bytes, e.error_code, e.error_text, e.error_text_en, e.created_s, e.finished_s,
e.expires_s, j.state, j.cancel_asked, j.done, j.total, j.message

-- name: exports_add
INSERT INTO exports (user_id, account_id, schedule_id, slot_s, request, job_id, created_s, expires_s)
VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7) RETURNING id;

-- name: exports_set_job
-- A new try: how the last one went is forgotten.
UPDATE exports SET job_id = ?3, expires_s = ?4, finished_s = NULL, file_name = NULL, content_type = NULL,
       size_bytes = NULL, error_code = NULL, error_text = NULL, error_text_en = NULL
WHERE user_id = ?1 AND id = ?2;

-- name: exports_list
-- By hand, newest first.
SELECT {export_columns} FROM exports e JOIN ig_accounts a ON a.id = e.account_id
LEFT JOIN jobs j ON j.id = e.job_id
WHERE e.user_id = ?1 AND e.schedule_id IS NULL AND e.expires_s > ?2 ORDER BY e.id DESC LIMIT ?3;

-- name: exports_get
SELECT {export_columns} FROM exports e JOIN ig_accounts a ON a.id = e.account_id
LEFT JOIN jobs j ON j.id = e.job_id
WHERE e.user_id = ?1 AND e.id = ?2 AND e.expires_s > ?3;

-- name: exports_get_any
-- all owners: for the job that makes it, and for whoever holds its link.
SELECT {export_columns} FROM exports e JOIN ig_accounts a ON a.id = e.account_id
LEFT JOIN jobs j ON j.id = e.job_id
WHERE e.id = ?1;

-- name: exports_get_of_slot
-- all owners: the schedule's own, for the job that sends it.
SELECT {export_columns} FROM exports e JOIN ig_accounts a ON a.id = e.account_id
LEFT JOIN jobs j ON j.id = e.job_id
WHERE e.schedule_id = ?1 AND e.slot_s = ?2;

-- name: exports_count_unfinished
SELECT count(*) FROM exports e JOIN jobs j ON j.id = e.job_id
WHERE e.user_id = ?1 AND e.schedule_id IS NULL AND j.state IN ('waiting', 'running');

-- name: exports_finish
-- all owners: by the job that made it; a later try has another.
UPDATE exports SET file_name = ?3, content_type = ?4, size_bytes = ?5, finished_s = ?6, expires_s = ?7,
       error_code = NULL, error_text = NULL, error_text_en = NULL
WHERE id = ?1 AND job_id = ?2;

-- name: exports_fail
-- all owners: by the job that tried.
UPDATE exports SET error_code = ?3, error_text = ?4, error_text_en = ?5, finished_s = ?6
WHERE id = ?1 AND job_id = ?2;

-- name: exports_delete
DELETE FROM exports WHERE user_id = ?1 AND id = ?2;

-- name: exports_delete_old
-- All but the newest ?2 that were asked for by hand.
DELETE FROM exports WHERE id IN (
    SELECT id FROM exports WHERE user_id = ?1 AND schedule_id IS NULL ORDER BY id DESC LIMIT -1 OFFSET ?2)
RETURNING id, job_id;

-- name: exports_purge
-- all owners: what has expired is nobody's.
DELETE FROM exports WHERE expires_s <= ?1 RETURNING id, job_id;

-- name: exports_exists
-- all owners: for the sweep of the folder.
SELECT 1 FROM exports WHERE id = ?1;

-- name: export_links_add
INSERT INTO export_links (token_hash, export_id, expires_s, uses_left) VALUES (?1, ?2, ?3, ?4);

-- name: export_links_get
SELECT export_id FROM export_links WHERE token_hash = ?1 AND expires_s > ?2 AND uses_left > 0;

-- name: export_links_use
UPDATE export_links SET uses_left = uses_left - 1
WHERE token_hash = ?1 AND expires_s > ?2 AND uses_left > 0;
