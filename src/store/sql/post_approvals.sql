-- Whether a post may be published as it is. The caller has the post.

-- name: post_approvals_get
SELECT state, content_hash, requested_s, requested_by, decided_s, decided_by, note
FROM post_approvals WHERE post_id = ?1;

-- name: post_approvals_ask
INSERT INTO post_approvals (post_id, state, content_hash, requested_s, requested_by)
VALUES (?1, 'waiting', ?2, ?3, ?4)
ON CONFLICT (post_id) DO UPDATE SET state = excluded.state, content_hash = excluded.content_hash,
    requested_s = excluded.requested_s, requested_by = excluded.requested_by, decided_s = NULL,
    decided_by = NULL, note = NULL;

-- name: post_approvals_decide
UPDATE post_approvals SET state = ?2, content_hash = ?3, decided_s = ?4, decided_by = ?5, note = ?6
WHERE post_id = ?1;

-- name: post_approvals_withdraw
-- A question that was not answered; an answer stays.
DELETE FROM post_approvals WHERE post_id = ?1 AND state = 'waiting';
