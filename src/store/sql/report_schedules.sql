-- Reports that are sent by themselves: when, to whom, and how each letter went.

-- columns: schedule_columns
s.id, s.user_id, s.account_id, a.username, s.name, s.every, s.day, s.minute, s.time_zone, s.request,
s.delivery, s.is_active, s.next_s, s.tested_s, s.created_s, s.updated_s

-- name: report_schedules_add
INSERT INTO report_schedules (user_id, account_id, name, every, day, minute, time_zone, request, delivery,
                              is_active, next_s, created_s, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12) RETURNING id;

-- name: report_schedules_set
UPDATE report_schedules SET account_id = ?3, name = ?4, every = ?5, day = ?6, minute = ?7, time_zone = ?8,
       request = ?9, delivery = ?10, is_active = ?11, next_s = ?12, updated_s = ?13
WHERE user_id = ?1 AND id = ?2;

-- name: report_schedules_delete
DELETE FROM report_schedules WHERE user_id = ?1 AND id = ?2;

-- name: report_schedules_list
SELECT {schedule_columns} FROM report_schedules s JOIN ig_accounts a ON a.id = s.account_id
WHERE s.user_id = ?1 ORDER BY s.id;

-- name: report_schedules_count
SELECT count(*) FROM report_schedules WHERE user_id = ?1;

-- name: report_schedules_get
SELECT {schedule_columns} FROM report_schedules s JOIN ig_accounts a ON a.id = s.account_id
WHERE s.user_id = ?1 AND s.id = ?2;

-- name: report_schedules_get_any
-- all owners: for the job that sends it.
SELECT {schedule_columns} FROM report_schedules s JOIN ig_accounts a ON a.id = s.account_id
WHERE s.id = ?1;

-- name: report_schedules_due
-- all owners: the clock's.
-- A time that lies further ahead than any rhythm was set by a clock that ran ahead.
SELECT {schedule_columns} FROM report_schedules s JOIN ig_accounts a ON a.id = s.account_id
WHERE s.is_active = 1 AND s.next_s <= ?1 ORDER BY s.next_s LIMIT ?2;

-- name: report_schedules_ahead
-- all owners: the clock's.
SELECT {schedule_columns} FROM report_schedules s JOIN ig_accounts a ON a.id = s.account_id
WHERE s.is_active = 1 AND s.next_s > ?1 ORDER BY s.next_s LIMIT ?2;

-- name: report_schedules_claim
-- all owners: the clock's.
-- Whoever finds the time he has read takes it; nobody else does.
UPDATE report_schedules SET next_s = ?3 WHERE id = ?1 AND next_s = ?2 AND is_active = 1;

-- name: report_schedules_test
-- Misses when the last test is not before ?4.
UPDATE report_schedules SET tested_s = ?3
WHERE user_id = ?1 AND id = ?2 AND (tested_s IS NULL OR tested_s <= ?4 OR tested_s > ?3);

-- name: report_recipients_unlist
UPDATE report_recipients SET is_listed = 0 WHERE schedule_id = ?1;

-- name: report_recipients_put
INSERT INTO report_recipients (schedule_id, email, leave_token, is_listed) VALUES (?1, ?2, ?3, 1)
ON CONFLICT (schedule_id, email) DO UPDATE SET is_listed = 1;

-- name: report_recipients_forget
-- Who left stays known.
DELETE FROM report_recipients WHERE schedule_id = ?1 AND is_listed = 0 AND left_s IS NULL;

-- name: report_recipients_list
SELECT email, leave_token, left_s FROM report_recipients WHERE schedule_id = ?1 AND is_listed = 1 ORDER BY id;

-- name: report_recipients_get_by_token
SELECT r.email, r.left_s, s.name, a.username FROM report_recipients r
JOIN report_schedules s ON s.id = r.schedule_id
JOIN ig_accounts a ON a.id = s.account_id
-- all owners: by the token of his own letters.
WHERE r.leave_token = ?1;

-- name: report_recipients_leave
UPDATE report_recipients SET left_s = coalesce(left_s, ?2) WHERE leave_token = ?1;

-- name: report_deliveries_add
INSERT INTO report_deliveries (schedule_id, slot_s, is_test, email, state, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (schedule_id, slot_s, is_test, email) DO NOTHING;

-- name: report_deliveries_of_slot
SELECT id, slot_s, is_test, email, state, attempts, error_code, updated_s FROM report_deliveries
WHERE schedule_id = ?1 AND slot_s = ?2 AND is_test = ?3 ORDER BY id;

-- name: report_deliveries_list
SELECT id, slot_s, is_test, email, state, attempts, error_code, updated_s FROM report_deliveries
WHERE schedule_id = ?1 ORDER BY slot_s DESC, id DESC LIMIT ?2;

-- name: report_deliveries_begin
-- Misses when somebody else has begun.
UPDATE report_deliveries SET state = 'sending', attempts = attempts + 1, updated_s = ?2
WHERE id = ?1 AND state = 'waiting';

-- name: report_deliveries_end
UPDATE report_deliveries SET state = ?2, error_code = ?3, updated_s = ?4 WHERE id = ?1;

-- name: report_deliveries_purge
DELETE FROM report_deliveries WHERE updated_s < ?1;
