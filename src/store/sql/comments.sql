-- Comments under posts.

-- name: comments_add
INSERT INTO media_comments (account_id, media_id, id, parent_id, username, text, posted_s, like_count,
                            is_hidden, updated_s)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (account_id, media_id, id) DO NOTHING;

-- name: comments_update
UPDATE media_comments SET
    parent_id = coalesce(?4, parent_id), username = ?5, posted_s = ?7, like_count = coalesce(?8, like_count),
    is_hidden = ?9, updated_s = ?10, sentiment_model = CASE WHEN text = ?6 THEN sentiment_model ELSE '' END, text = ?6
WHERE account_id = ?1 AND media_id = ?2 AND id = ?3;

-- name: comments_hear
UPDATE media_comments SET text = ?4, updated_s = ?5, sentiment_model = ''
WHERE account_id = ?1 AND media_id = ?2 AND id = ?3 AND text <> ?4;

-- name: comments_list
-- The post's own comments are sorted (+): walking the account's by time to find them takes longer.
SELECT id, parent_id, username, text, posted_s, like_count, is_hidden, sentiment, sentiment_confidence
FROM media_comments WHERE account_id = ?1 AND media_id = ?2 ORDER BY +posted_s DESC, id DESC LIMIT ?3;

-- name: comments_list_from
-- As above: at most ?5 rows are held while the post's own are walked.
SELECT id, parent_id, username, text, posted_s, like_count, is_hidden, sentiment, sentiment_confidence
FROM media_comments
WHERE account_id = ?1 AND media_id = ?2 AND (+posted_s < ?3 OR (+posted_s = ?3 AND id < ?4))
ORDER BY +posted_s DESC, id DESC LIMIT ?5;

-- name: comments_count
SELECT count(*) FROM media_comments WHERE account_id = ?1 AND media_id = ?2;

-- name: comments_list_unclassified
SELECT media_id, id, text FROM media_comments
WHERE account_id = ?1 AND (sentiment_model < ?2 OR sentiment_model > ?2) LIMIT ?3;

-- name: comments_sentiment_put
UPDATE media_comments SET sentiment = ?5, sentiment_confidence = ?6, sentiment_model = ?7
WHERE account_id = ?1 AND media_id = ?2 AND id = ?3 AND text = ?4;

-- name: comments_sentiments
SELECT count(*) FILTER (WHERE sentiment = 'neg'), count(*) FILTER (WHERE sentiment = 'neu'),
       count(*) FILTER (WHERE sentiment = 'pos'),
       count(*) FILTER (WHERE sentiment_confidence < ?3), count(*) FILTER (WHERE sentiment IS NULL)
FROM media_comments WHERE account_id = ?1 AND media_id = ?2;

-- name: comments_marks
-- From the index alone.
SELECT posted_s, sentiment, sentiment_confidence FROM media_comments
WHERE account_id = ?1 AND posted_s BETWEEN ?2 AND ?3 ORDER BY posted_s;
