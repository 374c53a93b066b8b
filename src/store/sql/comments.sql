-- Comments under posts.

-- name: comments_put
INSERT INTO media_comments (account_id, media_id, id, parent_id, username, text, posted_s, like_count,
                            is_hidden, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (account_id, media_id, id) DO UPDATE SET
    parent_id = coalesce(excluded.parent_id, media_comments.parent_id), username = excluded.username,
    text = excluded.text, posted_s = excluded.posted_s,
    like_count = coalesce(excluded.like_count, media_comments.like_count),
    is_hidden = excluded.is_hidden, updated_s = excluded.updated_s;

-- name: comments_list
SELECT id, parent_id, username, text, posted_s, like_count, is_hidden FROM media_comments
WHERE account_id = ?1 AND media_id = ?2 ORDER BY posted_s, id;

-- name: comments_count
SELECT count(*) FROM media_comments WHERE account_id = ?1 AND media_id = ?2;
