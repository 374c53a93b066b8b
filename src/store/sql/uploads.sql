-- Files that people send for their posts.

-- columns: upload_columns
u.id, u.user_id, u.file, u.file_name, u.size_bytes, u.sha256, u.facts, u.created_s, u.used_s

-- name: uploads_add
INSERT INTO uploads (user_id, file, file_name, size_bytes, sha256, facts, created_s, used_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) RETURNING id;

-- name: uploads_get
SELECT {upload_columns} FROM uploads u WHERE u.user_id = ?1 AND u.id = ?2;

-- name: uploads_get_any
-- all owners: for the publisher, and for whoever holds a signed link.
SELECT {upload_columns} FROM uploads u WHERE u.id = ?1;

-- name: uploads_list
SELECT {upload_columns} FROM uploads u WHERE u.user_id = ?1 ORDER BY u.id DESC LIMIT ?2 OFFSET ?3;

-- name: uploads_count
SELECT count(*) FROM uploads WHERE user_id = ?1;

-- name: uploads_size
SELECT coalesce(sum(size_bytes), 0) FROM uploads WHERE user_id = ?1;

-- name: uploads_touch
-- all owners: by who has it in hand.
UPDATE uploads SET used_s = ?2 WHERE id = ?1;

-- name: uploads_is_wanted
-- all owners: as above. Some post that is not over needs it.
SELECT EXISTS (SELECT 1 FROM post_media m JOIN post_targets t ON t.post_id = m.post_id
               WHERE m.upload_id = ?1 AND t.state NOT IN ('published', 'commenting', 'done', 'cancelled'))
    OR EXISTS (SELECT 1 FROM post_media m JOIN post_targets t ON t.post_id = m.post_id
               WHERE m.cover_upload_id = ?1 AND t.state NOT IN ('published', 'commenting', 'done', 'cancelled'));

-- name: uploads_delete
DELETE FROM uploads WHERE user_id = ?1 AND id = ?2;

-- name: uploads_list_unused
-- all owners: for the sweep. Not touched since.
SELECT {upload_columns} FROM uploads u WHERE u.used_s < ?1 ORDER BY u.used_s LIMIT ?2;

-- name: uploads_has_file
-- all owners: for the sweep of the folder.
SELECT count(*) FROM uploads WHERE file = ?1;
