-- Comments that are not stored yet, with answers to old ones among them.

-- comments_read now also counts every comment that is stored after the list was read to its end, so that
-- what is missing is comments_count less comments_read.

-- Where reading a post's comments to the end for the first time goes on, and how many it had when that began.
ALTER TABLE media ADD COLUMN comments_after TEXT;
ALTER TABLE media ADD COLUMN comments_begun INTEGER;

-- Posts of which fewer are stored than Meta counts are read to their end once more: answers were left out.
UPDATE media SET comments_read = NULL
WHERE comments_count > (SELECT count(*) FROM media_comments c
                        WHERE c.account_id = media.account_id AND c.media_id = media.id);
