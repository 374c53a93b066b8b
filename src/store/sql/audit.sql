-- Who did what, and how often what went wrong.

-- columns: audit_columns
id, created_s, user_id, action, object, outcome, detail, ip, request_id, prev_hash, hash

-- name: audit_last
-- all owners: the chain goes through everybody's rows.
SELECT id, hash FROM audit_log ORDER BY id DESC LIMIT 1;

-- name: audit_add
INSERT INTO audit_log (id, created_s, user_id, action, object, outcome, detail, ip, request_id, prev_hash,
                       hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);

-- name: audit_list
SELECT {audit_columns} FROM audit_log WHERE user_id = ?1 ORDER BY id DESC LIMIT ?2;

-- name: audit_list_all
-- all owners: for the operator.
SELECT {audit_columns} FROM audit_log WHERE id > ?1 ORDER BY id LIMIT ?2;

-- name: counters_add
INSERT INTO counters (name, label, count, last_s) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (name, label) DO UPDATE SET count = counters.count + excluded.count, last_s = excluded.last_s;

-- name: counters_list
SELECT name, label, count, last_s FROM counters ORDER BY name, label;
