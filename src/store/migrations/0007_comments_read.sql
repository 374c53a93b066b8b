-- Which posts' comments are still to be read: known here, so that a collection that was cut short leaves
-- nothing behind.

-- What comments_count was when the list was last read to where it was known; NULL: never to its end.
ALTER TABLE media ADD COLUMN comments_read INTEGER;
UPDATE media SET comments_read = comments_count
WHERE comments_count <= (SELECT count(*) FROM media_comments c
                         WHERE c.account_id = media.account_id AND c.media_id = media.id);

CREATE INDEX media_comments_to_read ON media (account_id, posted_s)
WHERE comments_count > 0 AND comments_read IS NOT comments_count AND is_archived = 0;
